# list, tuple, dict, set, frozenset, range, slice and their iterators.
list(APPEND VL_PYTHON_SOURCES containers.c list.c list_methods.c list_sort.c tuple.c seq_iter.c dict.c
  dict_methods.c dict_iter.c dict_keys.c dict_views.c set.c set_methods.c set_order.c range.c slice.c)
