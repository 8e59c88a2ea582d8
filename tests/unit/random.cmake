# Tests of sim/random: alone, and against pcg-cpp (libpcg-cpp-dev) and python3.

vl_unit_test(test_pcg64 LIBS vl_random)
vl_unit_test(test_pcg64_portable LIBS vl_random_portable)
vl_unit_test(test_stream LIBS vl_random)
vl_unit_test(test_rng LIBS vl_random)

find_path(VL_PCG_CPP pcg_random.hpp)
foreach(library vl_random vl_random_portable)
  if(VL_PCG_CPP)
    add_executable(test_pcg64_reference_${library} test_pcg64_reference.cpp)
    vl_options(test_pcg64_reference_${library})
    target_include_directories(test_pcg64_reference_${library} SYSTEM PRIVATE ${VL_PCG_CPP})
    target_link_libraries(test_pcg64_reference_${library} PRIVATE ${library})
    add_test(NAME unit.pcg64_reference.${library} COMMAND test_pcg64_reference_${library})
  else()
    add_test(NAME unit.pcg64_reference.${library}
      COMMAND ${CMAKE_COMMAND} -E echo "skipped: no pcg_random.hpp (libpcg-cpp-dev)")
    set_tests_properties(unit.pcg64_reference.${library} PROPERTIES
      SKIP_REGULAR_EXPRESSION "skipped: ")
  endif()
endforeach()

add_executable(random_values random_values.c)
vl_options(random_values)
target_link_libraries(random_values PRIVATE vl_random)
find_program(VL_PYTHON3 python3)
if(VL_PYTHON3)
  add_test(NAME unit.random_judge
    COMMAND ${VL_PYTHON3} ${CMAKE_CURRENT_SOURCE_DIR}/random_judge.py $<TARGET_FILE:random_values>)
  set_tests_properties(unit.random_judge PROPERTIES SKIP_RETURN_CODE 77)
else()
  add_test(NAME unit.random_judge COMMAND ${CMAKE_COMMAND} -E echo "skipped: no python3")
  set_tests_properties(unit.random_judge PROPERTIES SKIP_REGULAR_EXPRESSION "skipped: ")
endif()
