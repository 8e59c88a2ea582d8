// Durations as text, both ways.
#include "unit.h"
#include "vl_base.h"

static void seconds_are_exact(void **state) {
    (void)state;
    static const struct {
        int64_t ns;
        const char *text;
    } known[] = {{0, "0"},
                 {1, "0.000000001"},
                 {1500000000, "1.5"},
                 {2000000000, "2"},
                 {100000000, "0.1"},
                 {-1500000000, "-1.5"},
                 {-1, "-0.000000001"},
                 {INT64_MAX, "9223372036.854775807"},
                 {INT64_MIN, "-9223372036.854775808"}};
    for (size_t i = 0; i < VL_COUNT(known); i++) {
        vl_buf out;
        vl_buf_init(&out, NULL);
        vl_format_seconds(&out, known[i].ns);
        assert_string_equal(out.data, known[i].text);
        vl_buf_deinit(&out);
    }
}

static void durations_are_read(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t ns;
    } good[] = {{"500ms", 500000000},
                {"2s", 2000000000},
                {"1.5h", 5400000000000},
                {"250us", 250000},
                {"10ns", 10},
                {"3m", 180000000000},
                {"1d", 86400000000000},
                {"7", 7000000000},
                {"0", 0},
                {".5", 500000000},
                {"1.", 1000000000},
                {"0.1", 100000000},
                {"0.000000001", 1},
                {"9223372036.854775807", INT64_MAX},
                {"9223372036854775807ns", INT64_MAX},
                {"106751d", INT64_C(106751) * 86400 * 1000000000},
                {"1.00000000000000000000000000000s", 1000000000},
                {"0.0000000005", 0},     // halves go to the even neighbour
                {"0.0000000015", 2},     //
                {"0.00000000050001", 1}, //
                {"2.5ns", 2},
                {"3.5ns", 4},
                {"0.3333333333333333333333", 333333333},
                {"0.6666666666666666666666", 666666667},
                {"0.99999999999999", 1000000000}};
    for (size_t i = 0; i < VL_COUNT(good); i++) {
        int64_t ns = -1;
        if (!vl_parse_duration(good[i].text, &ns) || ns != good[i].ns)
            fail_msg("%s gave %lld", good[i].text, (long long)ns);
    }
}

static void anything_else_is_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"",
                                      ".",
                                      "s",
                                      "-1",
                                      "+1",
                                      "1 s",
                                      " 1",
                                      "1e3",
                                      "1sec",
                                      "1ss",
                                      "inf",
                                      "nan",
                                      "0x1",
                                      "1,5",
                                      "1.5.5",
                                      "1.s.",
                                      "106752d",
                                      "9223372036.854775808",
                                      "9223372036854775807.5ns",
                                      "99999999999999999999999999ns"};
    for (size_t i = 0; i < VL_COUNT(bad); i++) {
        int64_t ns = -7;
        if (vl_parse_duration(bad[i], &ns) || ns != -7)
            fail_msg("%s was taken as %lld", bad[i], (long long)ns);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seconds_are_exact),
        cmocka_unit_test(durations_are_read),
        cmocka_unit_test(anything_else_is_refused),
    };
    return UNIT_RUN(tests);
}
