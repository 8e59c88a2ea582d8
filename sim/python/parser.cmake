# Lexer, parser and syntax tree: what turns a source text into a py_ast.
vl_library(vl_python_parser
  ast.c
  ast_fields.c
  ast_repr.c
  lexer.c
  lexer_literal.c
  lexer_name.c
  lexer_fstring.c
  parser.c
  parser_atom.c
  parser_call.c
  parser_compound.c
  parser_error.c
  parser_error_call.c
  parser_error_expr.c
  parser_error_params.c
  parser_error_stmt.c
  parser_escape.c
  parser_expr.c
  parser_fstring.c
  parser_import.c
  parser_params.c
  parser_pattern.c
  parser_simple.c
  parser_string.c
  parser_target.c)
target_link_libraries(vl_python_parser PUBLIC vl_base PRIVATE PkgConfig::UTF8PROC m)
