# Tests of sim/trace; trace_events.h has the run that they write.
foreach(name digest trace_read trace_write)
  vl_unit_test(test_${name} LIBS vl_trace PkgConfig::SQLITE3 PkgConfig::XXHASH)
endforeach()
vl_unit_test(test_trace_engine LIBS vl_trace vl_engine)
