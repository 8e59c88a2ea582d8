// Seconds and nanoseconds; expected doubles are Python's `n / 10**9`, which rounds once.
#include "engine_fixture.h"

#include <math.h>

static void test_from_seconds(void **state) {
    (void)state;
    assert_int_equal(vl_ns_from_seconds(0.1), 100000000);
    assert_int_equal(vl_ns_from_seconds(2.5e-9), 2); // half to even
    assert_int_equal(vl_ns_from_seconds(3.5e-9), 4);
    assert_int_equal(vl_ns_from_seconds(-1.5), -1500000000);
    assert_int_equal(vl_ns_from_seconds(1e300), INT64_MAX);
    assert_int_equal(vl_ns_from_seconds(-INFINITY), INT64_MIN);
    assert_int_equal(vl_ns_from_seconds(NAN), 0);
}

static void test_to_seconds(void **state) {
    (void)state;
    static const struct {
        int64_t ns;
        double seconds;
    } rows[] = {
        {0, 0.0},
        {1, 1e-09},
        {1100000000, 1.1},
        {INT64_C(9007199254740993), 9007199.254740993},
        {INT64_C(1234567890123456789), 1234567890.1234567},
        {INT64_C(-9007199254740995), -9007199.254740994},
        {INT64_C(5000000000000000001), 5000000000.0},
        {INT64_MAX, 9223372036.854776},
        {INT64_MIN, -9223372036.854776},
        {INT64_C(1000000000119209289), 1000000000.1192093},
    };
    for (size_t i = 0; i < VL_COUNT(rows); i++)
        assert_true(vl_seconds_from_ns(rows[i].ns) == rows[i].seconds);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_from_seconds),
                                       cmocka_unit_test(test_to_seconds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
