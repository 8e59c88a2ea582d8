# Tests of sim/engine; engine_fixture.h has the scripted tasks that most of them use.
foreach(name clock timer_queue loop future task gather modes observer engine_random)
  vl_unit_test(test_${name} LIBS vl_engine)
endforeach()
