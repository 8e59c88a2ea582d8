# Library modules in C, and the types they make on demand.
list(APPEND VL_PYTHON_SOURCES abc_module.c collections_module.c deque.c deque_methods.c
  functools_module.c itertools_combine.c itertools_groups.c itertools_module.c library.c
  lru_cache.c operator_module.c ordered_dict.c ordering_module.c
  weakref.c weakref_proxy.c)
list(APPEND VL_PYTHON_SOURCES calendar.c calendar_parse.c datetime_date.c datetime_datetime.c
  datetime_delta.c datetime_methods.c datetime_module.c datetime_parse.c datetime_time.c datetime_zone.c)
list(APPEND VL_PYTHON_SOURCES binascii_module.c struct_module.c unicodedata_module.c hash_module.c inspect_module.c)
list(APPEND VL_PYTHON_SOURCES json_decode.c json_encode.c)
list(APPEND VL_PYTHON_SOURCES logging_module.c)
list(APPEND VL_PYTHON_SOURCES re_class.c re_group.c re_input.c re_match.c re_pattern.c re_translate.c)
