# From the syntax tree to verified code objects.
list(APPEND VL_PYTHON_SOURCES
  check.c
  code.c
  compile.c
  compile_assign.c
  compile_call.c
  compile_common.c
  compile_comp.c
  compile_expr.c
  compile_function.c
  compile_import.c
  compile_match.c compile_params.c compile_warn.c
  compile_stmt.c
  compile_try.c
  disassemble.c
  emit.c
  opcode.c
  symtable.c
  symtable_expr.c
  symtable_names.c
  symtable_resolve.c
  unit.c
  unparse.c
  unparse_text.c
  verify.c)
