# int, bool, float, their formats, and the math module.
list(APPEND VL_PYTHON_SOURCES
  bigint.c
  bool.c
  complex.c
  float.c
  float_hex.c
  float_repr.c
  format_number.c
  int.c
  int_ops.c
  math_gamma.c
  math_integer.c
  math_module.c
  math_sums.c
  number_parse.c)
