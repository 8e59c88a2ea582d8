// Time: the loop's clock, and seconds as floats.
#include <math.h>

#include "engine_internal.h"

int64_t vl_ns_from_seconds(double seconds) {
    double ns = rint(seconds * 1e9); // the default rounding mode: half to even
    if (isnan(ns))
        return 0;
    if (ns >= 0x1p63)
        return INT64_MAX;
    if (ns < -0x1p63)
        return INT64_MIN;
    return (int64_t)ns;
}

// For magnitudes a double cannot hold: a quotient of 56 bits or more, whose lowest bit says whether
// anything was left, so that the conversion to double is the only rounding.
static double divide_large(uint64_t ns) {
    const uint64_t unit = (uint64_t)VL_NS_PER_S;
    uint64_t whole = ns / unit, rest = ns % unit;
    int shift = whole < UINT64_C(1) << 30 ? 33 : 29;
    uint64_t low = rest << shift;
    uint64_t bits = (whole << shift) + low / unit;
    if (low % unit != 0)
        bits |= 1;
    return ldexp((double)bits, -shift);
}

double vl_seconds_from_ns(int64_t ns) {
    const int64_t exact = INT64_C(1) << 53;
    if (ns >= -exact && ns <= exact)
        return (double)ns / 1e9;
    return ns < 0 ? -divide_large(0 - (uint64_t)ns) : divide_large((uint64_t)ns);
}

int64_t vl_loop_now(const vl_loop *loop) {
    return loop->now_ns;
}

void vl_loop_block(vl_loop *loop, int64_t ns) {
    if (ns <= 0)
        return;
    if (loop->config.host.blocked != NULL)
        loop->config.host.blocked(loop->config.host.context, ns);
    loop->moved_at = loop->iteration;
    int64_t limit = loop->config.max_time_ns > 0 ? loop->config.max_time_ns : INT64_MAX;
    if (ns > limit - loop->now_ns) {
        vl__loop_halt(loop, VL_LOOP_MAX_TIME);
        return;
    }
    loop->now_ns += ns;
    loop->wakes += loop->wakes < UINT32_MAX;
    vl__emit(loop, VL_EVENT_BLOCKED, loop->stepping != NULL ? loop->stepping->id : 0, ns, 0, NULL);
}
