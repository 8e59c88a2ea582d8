// What every unit test includes: cmocka with the headers it wants before it.
#ifndef VL_UNIT_H
#define VL_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

// cmocka_run_group_tests over a table that needs no set-up.
#define UNIT_RUN(tests) cmocka_run_group_tests(tests, NULL, NULL)

#endif
