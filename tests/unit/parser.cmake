# Tests of the lexer and parser against the `ast` module and the messages of python3.

add_executable(parser_dump parser_dump.c)
vl_options(parser_dump)
target_link_libraries(parser_dump PRIVATE vl_python_parser)
find_program(VL_PYTHON3 python3)
if(VL_PYTHON3)
  add_test(NAME unit.parser_judge
    COMMAND ${VL_PYTHON3} ${CMAKE_CURRENT_SOURCE_DIR}/parser_judge.py $<TARGET_FILE:parser_dump>)
  set_tests_properties(unit.parser_judge PROPERTIES SKIP_RETURN_CODE 77)
else()
  add_test(NAME unit.parser_judge COMMAND ${CMAKE_COMMAND} -E echo "skipped: no python3")
  set_tests_properties(unit.parser_judge PROPERTIES SKIP_REGULAR_EXPRESSION "skipped: ")
endif()
