# Tests of objects, classes, native functions and tracebacks.
vl_unit_test(test_native_sig LIBS vl_python)
foreach(name test_type test_traceback)
  vl_unit_test(${name} LIBS vl_python)
  target_compile_definitions(${name} PRIVATE UNIT_FOLDER="${CMAKE_CURRENT_SOURCE_DIR}")
endforeach()
