// Metrics: of the hand-made run of trace_events.h, whose numbers can be told by reading it.
#include "unit.h"
#include "trace_events.h"
#include "vl_metrics.h"

#include <math.h>

static const struct { const char *name; double value; } known[] = {
    {"makespan", 3},          {"latency.mean", 3},      {"latency.p50:work", 3}, {"latency.max@B", 3},
    {"latency.p99:main", NAN}, {"asleep", 2},           {"asleep@B", 1},         {"ready", 2},
    {"ready:main", 0},        {"running", 2},           {"running:main", 2},     {"waiting", 0},
    {"tasks", 3},             {"tasks:work", 1},        {"tasks@C", 1},          {"done", 0},
    {"failed", 1},            {"failed@B", 1},          {"cancelled", 0},        {"in-flight.mean", 2},
    {"in-flight.max", 3},     {"cancellations", 0},     {"timers", 2},           {"events", 20},
    {"out:h.llo", NAN},       {"out:total (\\d+)", 42}, {"out:[\\d.]+$", 1.5},   {"var:N", NAN},
};

static void numbers_are_those_of_the_run(void **state) {
    (void)state;
    vl_metrics *metrics;
    vl_metrics_meter *meter;
    vl_error error = {.status = VL_OK};
    double values[VL_COUNT(known)];
    assert_int_equal(vl_metrics_new(&metrics, &error), VL_OK);
    for (size_t i = 0; i < VL_COUNT(known); i++)
        assert_int_equal(vl_metrics_add(metrics, known[i].name, &error), VL_OK);
    assert_int_equal(vl_metrics_meter_new(&meter, metrics, &error), VL_OK);
    for (int run = 0; run < 2; run++) { // the second finds nothing of the first
        static const char printed[] = "h\xc3\xa9llo\ntotal 41\ntotal 42 of 9\nin all 1.5";
        vl_observer observer = vl_metrics_begin(meter);
        small_run(observer);
        for (size_t i = 0; i + 1 < sizeof printed; i++)
            vl_metrics_output(meter, printed + i, 1);
        assert_true(vl_metrics_end(meter, 3 * SECOND, values));
        for (size_t i = 0; i < VL_COUNT(known); i++)
            if (isnan(known[i].value) ? !isnan(values[i]) : values[i] != known[i].value)
                fail_msg("%s is %g, not %g", known[i].name, values[i], known[i].value);
    }
    assert_string_equal(vl_metrics_variable(metrics, VL_COUNT(known) - 1), "N");
    assert_string_equal(vl_metrics_unit(metrics, 0), "s");
    assert_true(vl_metrics_read_output(metrics));
    vl_metrics_meter_free(meter);
    vl_metrics_free(metrics);
}

static void what_there_is_not_is_named(void **state) {
    (void)state;
    static const struct { const char *name, *message; } wrong[] = {
        {"speed", "there is no metric 'speed'"},
        {"", "there is no metric ''"},
        {"makespan:f", "makespan is of the whole run, not of tasks"},
        {"tasks:", "tasks: names no task"},
        {"var:", "there is no metric 'var:'"},
        {"out:(", "out:(: missing closing parenthesis, at character 2"},
    };
    for (size_t i = 0; i < VL_COUNT(wrong); i++) {
        vl_metrics *metrics;
        vl_error error = {.status = VL_OK};
        vl_metrics_new(&metrics, &error);
        assert_int_equal(vl_metrics_add(metrics, wrong[i].name, &error), VL_USAGE);
        assert_string_equal(error.message, wrong[i].message);
        vl_metrics_free(metrics);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_those_of_the_run),
        cmocka_unit_test(what_there_is_not_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
