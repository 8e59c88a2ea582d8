# Tests of sim/lab. GSL (libgsl-dev) judges the statistics; it is GPL, so nothing but a test links it.
if(TARGET vl_lab)
  pkg_check_modules(GSL IMPORTED_TARGET gsl)
  vl_unit_test(test_stats LIBS vl_lab vl_random)
  if(GSL_FOUND)
    target_compile_definitions(test_stats PRIVATE VL_HAVE_GSL=1)
    target_link_libraries(test_stats PRIVATE PkgConfig::GSL)
  endif()
endif()
