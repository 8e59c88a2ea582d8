# Library modules in C, and the types they make on demand.
list(APPEND VL_PYTHON_SOURCES collections_module.c deque.c deque_methods.c library.c
  ordered_dict.c)
