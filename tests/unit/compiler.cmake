# Tests of the compiler: the verifier, the code it makes, its messages against CPython 3.13's.
vl_unit_test(test_verify LIBS vl_python)
vl_unit_test(test_compile LIBS vl_python)
add_executable(compile_dump compile_dump.c)
vl_options(compile_dump)
target_link_libraries(compile_dump PRIVATE vl_python)
find_program(VL_PYTHON3 python3)
if(VL_PYTHON3)
  add_test(NAME unit.compile_judge
    COMMAND ${VL_PYTHON3} ${CMAKE_CURRENT_SOURCE_DIR}/compile_judge.py $<TARGET_FILE:compile_dump>)
else()
  add_test(NAME unit.compile_judge COMMAND ${CMAKE_COMMAND} -E echo "skipped: no python3")
  set_tests_properties(unit.compile_judge PROPERTIES SKIP_REGULAR_EXPRESSION "skipped: ")
endif()
