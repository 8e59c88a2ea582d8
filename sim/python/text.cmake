# str and bytes: objects, methods, formatting.
list(APPEND VL_PYTHON_SOURCES bytearray.c bytes.c bytes_ascii.c bytes_methods.c codec.c
  format_messages.c memoryview.c percent.c search.c
  str.c str_case.c str_format.c str_intern.c str_methods.c str_repr.c str_search.c str_spec.c
  str_split.c str_type.c unicode.c)
