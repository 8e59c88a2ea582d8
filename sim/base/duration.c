// Durations as text, exact: no floating point, no locale.
#include "vl_base.h"

#include <inttypes.h>
#include <string.h>

#define NS_PER_SECOND UINT64_C(1000000000)

static const struct {
    const char *name;
    uint64_t ns;
} units[] = {
    {"", NS_PER_SECOND},
    {"ns", 1},
    {"us", 1000},
    {"ms", 1000000},
    {"s", NS_PER_SECOND},
    {"m", 60 * NS_PER_SECOND},
    {"h", 3600 * NS_PER_SECOND},
    {"d", 86400 * NS_PER_SECOND},
};

void vl_format_seconds(vl_buf *out, int64_t ns) {
    uint64_t size = ns < 0 ? UINT64_C(0) - (uint64_t)ns : (uint64_t)ns;
    uint64_t fraction = size % NS_PER_SECOND;
    const char *sign = ns < 0 ? "-" : "";
    if (fraction == 0) {
        vl_buf_format(out, "%s%" PRIu64, sign, size / NS_PER_SECOND);
        return;
    }
    int digits = 9;
    for (; fraction % 10 == 0; fraction /= 10)
        digits--;
    vl_buf_format(out, "%s%" PRIu64 ".%0*" PRIu64, sign, size / NS_PER_SECOND, digits, fraction);
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

// `unit` times 0.d1d2..., rounded half to even. Horner's scheme from the last digit on: a floor of
// floors is the floor of the whole, so only what the divisions drop must be remembered.
static uint64_t scale_fraction(const char *digits, size_t count, uint64_t unit, bool odd_base) {
    uint64_t value = 0, dropped = 0;
    bool below = false; // something was dropped before the last division
    for (size_t i = count; i-- > 0;) {
        value += (uint64_t)(digits[i] - '0') * unit;
        below = below || dropped != 0;
        dropped = value % 10;
        value /= 10;
    }
    bool odd = ((value & 1) != 0) != odd_base;
    return value + (dropped > 5 || (dropped == 5 && (below || odd)));
}

bool vl_parse_duration(const char *text, int64_t *ns) {
    const char *whole = text, *at = text;
    while (is_digit(*at))
        at++;
    size_t whole_count = (size_t)(at - whole), fraction_count = 0;
    const char *fraction = at;
    if (*at == '.') {
        fraction = ++at;
        while (is_digit(*at))
            at++;
        fraction_count = (size_t)(at - fraction);
    }
    if (whole_count + fraction_count == 0)
        return false;
    uint64_t unit = 0;
    for (size_t i = 0; i < VL_COUNT(units); i++) {
        if (strcmp(at, units[i].name) == 0)
            unit = units[i].ns;
    }
    if (unit == 0)
        return false;
    uint64_t value = 0;
    for (size_t i = 0; i < whole_count; i++) {
        if (value > (uint64_t)INT64_MAX / 10)
            return false;
        value = value * 10 + (uint64_t)(whole[i] - '0');
    }
    if (value > (uint64_t)INT64_MAX / unit)
        return false;
    value *= unit; // only a unit of 1 ns can make it odd where the fraction decides a tie
    value += scale_fraction(fraction, fraction_count, unit, (value & 1) != 0);
    if (value > (uint64_t)INT64_MAX)
        return false;
    *ns = (int64_t)value;
    return true;
}
