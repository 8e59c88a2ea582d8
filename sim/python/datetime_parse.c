// fromisoformat: dates and times of day as ISO 8601 writes them, as far as CPython reads them.
#include "datetime_internal.h"

static bool number(const char **at, const char *end, int digits, int *out) {
    int value = 0;
    for (int i = 0; i < digits; i++, ++*at) {
        if (*at >= end || **at < '0' || **at > '9')
            return false;
        value = value * 10 + (**at - '0');
    }
    *out = value;
    return true;
}

static bool take(const char **at, const char *end, char c) {
    if (*at >= end || **at != c)
        return false;
    ++*at;
    return true;
}

static bool parse_week(const char **at, const char *end, bool dashed, dt_date *date) {
    int week, weekday = 1;
    if (!number(at, end, 2, &week))
        return false;
    const char *p = *at;
    if ((!dashed || take(&p, end, '-')) && p < end && *p >= '0' && *p <= '9') {
        if (!number(&p, end, 1, &weekday))
            return false;
        *at = p;
    } else if (dashed && p != *at)
        return false;
    if (date->year < 1 || week < 1 || weekday < 1 || weekday > 7 ||
        py__iso_monday(date->year) + (week - 1) * 7 >= py__iso_monday(date->year + 1))
        return false;
    py__from_ordinal(py__iso_monday(date->year) + (week - 1) * 7 + weekday - 1, &date->year, &date->month,
                     &date->day);
    return true;
}

bool dt_parse_date(const char *text, size_t len, dt_date *date, size_t *used) {
    const char *at = text, *end = text + len;
    if (!number(&at, end, 4, &date->year))
        return false;
    bool dashed = take(&at, end, '-');
    if (take(&at, end, 'W')) {
        if (!parse_week(&at, end, dashed, date))
            return false;
    } else if (!number(&at, end, 2, &date->month) || (dashed && !take(&at, end, '-')) ||
               !number(&at, end, 2, &date->day))
        return false;
    *used = (size_t)(at - text);
    return true;
}

// Where the separator between date and time stands. A week date without dashes may or may not have a
// day: the time's own form decides.
size_t dt_date_end(const char *text, size_t len) {
    if (len <= 7)
        return len;
    bool dashed = text[4] == '-';
    if (text[4 + dashed] != 'W')
        return dashed ? 10 : 8;
    if (dashed)
        return len > 8 && text[8] == '-' ? (len > 9 && text[9] >= '0' && text[9] <= '9' ? 10 : 8) : 8;
    size_t digits = 7;
    while (digits < len && text[digits] >= '0' && text[digits] <= '9')
        digits++;
    return digits < 9 ? digits : digits % 2 == 0 ? 7 : 8;
}

// HH[:MM[:SS[.ffffff]]], with colons or without; `us` counts from midnight or zero.
static bool parse_hms(const char **at, const char *end, int parts[4]) {
    int seen = 0;
    bool colons = false;
    memset(parts, 0, 4 * sizeof *parts);
    while (seen < 3 && *at < end) {
        if (!number(at, end, 2, &parts[seen++]))
            return false;
        if (*at == end)
            return true;
        if (**at == '.' || **at == ',')
            break;
        bool colon = take(at, end, ':');
        if (seen == 1)
            colons = colon;
        else if (seen == 3 || colon != colons)
            return false;
        if (colon && *at == end)
            return false;
    }
    if (*at == end)
        return seen > 0;
    if (seen != 3 || !(take(at, end, '.') || take(at, end, ',')) || *at == end)
        return false;
    int unit = 100000;
    for (; *at < end; ++*at, unit /= 10) {
        if (**at < '0' || **at > '9')
            return false;
        parts[3] += unit * (**at - '0');
    }
    return true;
}

static const char *zone_start(const char *text, const char *end) {
    while (text < end && *text != '+' && *text != '-' && *text != 'Z')
        text++;
    return text;
}

bool dt_parse_clock(py_vm *vm, const char *text, size_t len, dt_clock *clock, bool *has_offset,
                    int64_t *offset_us) {
    const char *end = text + len, *zone = zone_start(text, end), *at = text;
    int parts[4];
    if (!parse_hms(&at, zone, parts))
        return false;
    clock->hour = parts[0];
    clock->minute = parts[1];
    clock->second = parts[2];
    clock->us = parts[3];
    *has_offset = zone < end;
    *offset_us = 0;
    if (zone == end)
        return true;
    if (*zone == 'Z')
        return zone + 1 == end;
    at = zone + 1;
    if (!parse_hms(&at, end, parts))
        return false;
    *offset_us = (((int64_t)parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1000000 + parts[3];
    if (*offset_us >= PY_DAY_US) {
        py_value delta = dt_delta_from_us(vm, *zone == '-' ? -*offset_us : *offset_us);
        if (py_is_set(delta))
            py_raise(vm, PY_EXC_ValueError,
                     "offset must be a timedelta strictly between -timedelta(hours=24) and "
                     "timedelta(hours=24), not %R%s", delta, vm->python_minor >= 14 ? "" : ".");
        py_decref(vm, delta);
        return false;
    }
    if (*zone == '-')
        *offset_us = -*offset_us;
    return true;
}
