// Texts of options to values. Nothing is guessed: a text is read whole or refused.
#include "cli_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// The digits at `*at`, at least one; moves behind them.
static bool read_digits(const char **at, uint64_t max, uint64_t *value) {
    uint64_t sum = 0;
    const char *start = *at;
    for (; is_digit(**at); ++*at) {
        uint64_t digit = (uint64_t)(**at - '0');
        if (sum > (max - digit) / 10 || digit > max)
            return false;
        sum = sum * 10 + digit;
    }
    if (*at == start)
        return false;
    *value = sum;
    return true;
}

bool vl__read_count(const char *text, uint64_t max, uint64_t *value) {
    uint64_t read;
    if (!read_digits(&text, max, &read) || *text != '\0')
        return false;
    *value = read;
    return true;
}

bool vl__read_size(const char *text, size_t *bytes) {
    static const char suffixes[] = "kKmMgG";
    uint64_t count;
    unsigned shift = 0;
    if (!read_digits(&text, SIZE_MAX, &count))
        return false;
    const char *suffix = *text != '\0' ? strchr(suffixes, *text) : NULL;
    if (suffix != NULL) {
        shift = 10 * (unsigned)((suffix - suffixes) / 2 + 1);
        text++;
    }
    if (*text != '\0' || count > (SIZE_MAX >> shift))
        return false;
    *bytes = (size_t)count << shift;
    return true;
}

bool vl__read_speed(const char *text, double *speed) {
    char *end;
    if (!is_digit(text[0]) && text[0] != '.')
        return false;
    double read = strtod(text, &end);
    if (*end != '\0' || !isfinite(read) || read <= 0)
        return false;
    *speed = read;
    return true;
}

// ---- dates --------------------------------------------------------------------------------------

// Exactly `count` digits at `*at`, from `low` to `high`, and then `after` unless that is NUL.
static bool read_field(const char **at, int count, int low, int high, char after, int *value) {
    int sum = 0;
    for (int i = 0; i < count; i++, ++*at) {
        if (!is_digit(**at))
            return false;
        sum = sum * 10 + (**at - '0');
    }
    if (sum < low || sum > high || (after != '\0' && *(*at)++ != after))
        return false;
    *value = sum;
    return true;
}

static bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_of_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

static int64_t days_since_1970(int year, int month, int day) {
    int64_t days = day - 1;
    for (int m = 1; m < month; m++)
        days += days_of_month(year, m);
    int64_t before = year - 1; // leap days of the years before this one
    days += (int64_t)(year - 1970) * 365;
    return days + (before / 4 - before / 100 + before / 400) - (1969 / 4 - 1969 / 100 + 1969 / 400);
}

// .5 as nanoseconds; a tenth digit is refused.
static bool read_fraction(const char **at, int64_t *ns) {
    int64_t unit = VL_NS_PER_S;
    *ns = 0;
    if (**at != '.')
        return true;
    ++*at;
    if (!is_digit(**at))
        return false;
    for (; is_digit(**at); ++*at) {
        unit /= 10;
        if (unit == 0)
            return false;
        *ns += (**at - '0') * unit;
    }
    return true;
}

// HH:MM[:SS[.fraction]]
static bool read_clock(const char **at, int64_t *ns) {
    int hour, minute, second = 0;
    int64_t fraction = 0;
    if (!read_field(at, 2, 0, 23, ':', &hour) || !read_field(at, 2, 0, 59, '\0', &minute))
        return false;
    if (**at == ':') {
        ++*at;
        if (!read_field(at, 2, 0, 59, '\0', &second) || !read_fraction(at, &fraction))
            return false;
    }
    *ns = ((int64_t)hour * 3600 + minute * 60 + second) * VL_NS_PER_S + fraction;
    return true;
}

// Years whose nanoseconds fit 64 bits.
static bool read_date(const char *text, int64_t *ns) {
    int year, month, day;
    int64_t clock = 0;
    if (!read_field(&text, 4, 1970, 2261, '-', &year) ||
        !read_field(&text, 2, 1, 12, '-', &month) ||
        !read_field(&text, 2, 1, days_of_month(year, month), '\0', &day))
        return false;
    if (*text == 'T' || *text == ' ') {
        text++;
        if (!read_clock(&text, &clock))
            return false;
    }
    if (*text == 'Z')
        text++;
    if (*text != '\0')
        return false;
    *ns = days_since_1970(year, month, day) * 86400 * VL_NS_PER_S + clock;
    return true;
}

bool vl__read_epoch(const char *text, int64_t *ns) {
    uint64_t seconds;
    int64_t fraction;
    const char *at = text;
    if (!read_digits(&at, INT64_MAX / VL_NS_PER_S - 1, &seconds) ||
        !read_fraction(&at, &fraction) || *at != '\0')
        return read_date(text, ns);
    *ns = (int64_t)seconds * VL_NS_PER_S + fraction;
    return true;
}
