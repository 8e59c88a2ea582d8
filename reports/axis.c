// Times as text and axes with round ticks, in integers: what is printed is exact or known not to
// be.
#include "reports_internal.h"

#include <inttypes.h>
#include <stdio.h>

static const vl__unit units[] = {
    {"s", "s", INT64_C(1000000000), 9},
    {"ms", "ms", 1000000, 6},
    {"µs", "us", 1000, 3},
    {"ns", "ns", 1, 0},
};

const vl__unit *vl__unit_for(int64_t span_ns) {
    const vl__unit *unit = units;
    if (span_ns == 0)
        return unit;
    while (unit->ns > 1 && span_ns < unit->ns / 10)
        unit++;
    return unit;
}

static int64_t power_of_ten(int exponent) {
    int64_t power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

bool vl__time_text(char out[VL__TIME_SIZE], int64_t ns, const vl__unit *unit, int decimals) {
    if (decimals > unit->digits)
        decimals = unit->digits;
    if (ns < 0)
        ns = 0;
    int64_t grain = unit->ns / power_of_ten(decimals);
    int64_t rest = ns % grain;
    int64_t grains = ns / grain + (rest >= grain - rest ? rest > 0 : 0);
    int64_t scale = power_of_ten(decimals);
    if (decimals == 0)
        snprintf(out, VL__TIME_SIZE, "%" PRId64, grains);
    else
        snprintf(out, VL__TIME_SIZE, "%" PRId64 ".%0*" PRId64, grains / scale, decimals,
                 grains % scale);
    return rest == 0;
}

int vl__time_decimals(int64_t ns, const vl__unit *unit, int least) {
    int decimals = least < unit->digits ? least : unit->digits;
    while (decimals < unit->digits && ns % (unit->ns / power_of_ten(decimals)) != 0)
        decimals++;
    return decimals;
}

void vl__time_unit_text(char out[VL__TIME_SIZE], int64_t ns, bool unicode) {
    const vl__unit *unit = vl__unit_for(ns);
    char number[VL__TIME_SIZE];
    vl__time_text(number, ns, unit, vl__time_decimals(ns, unit, 0));
    snprintf(out, VL__TIME_SIZE, "%.30s %s", number, unicode ? unit->name : unit->ascii);
}

// The smallest of 1, 2, 5 times a power of ten that makes at most `most` intervals.
static int64_t round_step(int64_t end_ns, int most) {
    static const int64_t leads[] = {1, 2, 5};
    for (int64_t power = 1;; power *= 10) {
        for (size_t i = 0; i < VL_COUNT(leads); i++) {
            if (end_ns / (leads[i] * power) <= most)
                return leads[i] * power;
        }
        if (power > INT64_MAX / 10)
            return leads[2] * power;
    }
}

// A step with one significant digit that divides the whole axis into `low` to `high` parts, or 0.
static int64_t dividing_step(int64_t end_ns, int low, int high, const int *leads, size_t count) {
    for (int parts = high; parts >= low; parts--) {
        int64_t step = end_ns / parts;
        if (end_ns % parts != 0)
            continue;
        int64_t lead = step;
        while (lead >= 10 && lead % 10 == 0)
            lead /= 10;
        for (size_t i = 0; i < count; i++) {
            if (lead == leads[i])
                return step;
        }
    }
    return 0;
}

void vl__axis_init(vl__axis *axis, int64_t end_ns, int max_intervals) {
    static const int best[] = {1, 2, 5}, good[] = {3, 4, 6};
    *axis = (vl__axis){.end_ns = end_ns, .step_ns = 1, .count = 1, .unit = vl__unit_for(end_ns)};
    if (end_ns <= 0)
        return;
    int most = max_intervals < 1 ? 1 : max_intervals;
    int high = most < 8 ? most : 8, low = high < 4 ? high : (most + 1) / 2 > 4 ? 4 : (most + 1) / 2;
    int64_t step = dividing_step(end_ns, low, high, best, VL_COUNT(best));
    if (step == 0)
        step = dividing_step(end_ns, low, high, good, VL_COUNT(good));
    if (step == 0)
        step = round_step(end_ns, most);
    axis->step_ns = step;
    axis->count = (int)(end_ns / step) + 1;
    axis->decimals = vl__time_decimals(step, axis->unit, 0);
}
