// strptime, as CPython's _strptime reads: each directive has its alternatives, tried in order, and the
// first way in which the whole format fits counts.
#include "calendar_internal.h"
#include "text_internal.h"

#define NOTHING INT32_MIN

typedef struct reading {
    py_vm *vm;
    const char *text, *text_end, *format, *format_end;
    int depth;
    // by letter; NOTHING: not seen
    int year, short_year, month, day, hour, hour12, minute, second, half, microsecond, weekday;
    int yearday, iso_year, iso_week, week_sunday, week_monday;
    bool has_offset, zulu;
    int64_t offset_us;
    const char *zone, *zone_end;
    const char *bad_colon, *offset_end; // an offset with its first colon only; NULL: none
    const char *end; // where the match ended
} reading;

static bool fits(reading *r, const char *at, const char *format);

// ---- alternatives ---------------------------------------------------------------------------------

static bool digit(const char *at, const char *end) {
    return at < end && *at >= '0' && *at <= '9';
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

typedef struct range { int least, most, digits; bool spaced; } range;

// A number of up to `digits` digits in the range, the longer reading first; `exact`: all of them.
static bool try_number(reading *r, const char *at, const char *format, range wanted, bool exact,
                       int *field) {
    int old = *field;
    for (int digits = wanted.digits; digits >= 1; digits--) {
        int value = 0, i = 0;
        for (; i < digits && digit(at + i, r->text_end); i++)
            value = value * 10 + (at[i] - '0');
        if (i < digits) {
            if (exact)
                break;
            if (!(wanted.spaced && digits == 2 && i == 0 && at + 1 < r->text_end && *at == ' ' &&
                  digit(at + 1, r->text_end) && at[1] != '0'))
                continue;
            value = at[1] - '0';
        }
        if (value < wanted.least || value > wanted.most)
            continue;
        *field = value;
        if (fits(r, at + digits, format))
            return true;
        if (exact)
            break;
    }
    *field = old;
    return false;
}

static bool has_word(const reading *r, const char *at, const char *word, size_t len) {
    if ((size_t)(r->text_end - at) < len)
        return false;
    for (size_t i = 0; i < len; i++)
        if (lower(at[i]) != lower(word[i]))
            return false;
    return true;
}

// One of the words, the longest first; `letters` 0: whole.
static bool try_words(reading *r, const char *at, const char *format, const char *const *words,
                      int count, size_t letters, int *field) {
    for (int i = 0; i < count; i++) {
        size_t len = letters ? letters : strlen(words[i]);
        if (!has_word(r, at, words[i], len))
            continue;
        int old = *field;
        *field = i;
        if (fits(r, at + len, format))
            return true;
        *field = old;
    }
    return false;
}

static bool try_microseconds(reading *r, const char *at, const char *format) {
    int len = 0, value = 0;
    while (len < 6 && digit(at + len, r->text_end))
        len++;
    for (; len >= 1; len--) {
        value = 0;
        for (int i = 0; i < 6; i++)
            value = value * 10 + (i < len ? at[i] - '0' : 0);
        r->microsecond = value;
        if (fits(r, at + len, format))
            return true;
    }
    r->microsecond = NOTHING;
    return false;
}

static int two_digits(const char *at, const char *end, int most) {
    if (!digit(at, end) || !digit(at + 1, end))
        return -1;
    int value = (at[0] - '0') * 10 + at[1] - '0';
    return value <= most ? value : -1;
}

static bool try_offset(reading *r, const char *at, const char *format) {
    r->has_offset = true;
    r->offset_us = 0;
    if (at < r->text_end && *at == 'Z') {
        r->zulu = true;
        return fits(r, at + 1, format);
    }
    if (at >= r->text_end || (*at != '+' && *at != '-'))
        return false;
    int64_t sign = *at == '-' ? -1 : 1;
    int hours = two_digits(at + 1, r->text_end, 99);
    const char *p = at + 3;
    bool colon = hours >= 0 && p < r->text_end && *p == ':';
    int minutes = hours < 0 ? -1 : two_digits(p + colon, r->text_end, 59);
    if (minutes < 0)
        return false;
    p += colon + 2;
    int64_t us = ((int64_t)hours * 60 + minutes) * 60000000;
    const char *after_minutes = p;
    int64_t with_minutes = us;
    bool second_colon = p < r->text_end && *p == ':';
    int seconds = two_digits(p + second_colon, r->text_end, 59);
    if (seconds >= 0) {
        r->bad_colon = colon && !second_colon ? at : NULL;
        p += second_colon + 2;
        us += (int64_t)seconds * 1000000;
        if (p + 1 < r->text_end && *p == '.' && digit(p + 1, r->text_end)) {
            int64_t unit = 100000;
            for (p++; unit > 0 && digit(p, r->text_end); p++, unit /= 10)
                us += unit * (*p - '0');
        }
        r->offset_us = sign * us;
        r->offset_end = p;
        if (fits(r, p, format))
            return true;
        r->bad_colon = NULL;
    }
    r->offset_us = sign * with_minutes;
    return fits(r, after_minutes, format);
}

static bool try_zone(reading *r, const char *at, const char *format) {
    static const char *const zones[] = {"utc", "gmt"};
    for (size_t i = 0; i < VL_COUNT(zones); i++)
        if (has_word(r, at, zones[i], 3)) {
            r->zone = at;
            r->zone_end = at + 3;
            return fits(r, at + 3, format);
        }
    return false;
}

static bool try_half(reading *r, const char *at, const char *format) {
    static const char *const halves[] = {"am", "pm"};
    return try_words(r, at, format, halves, 2, 0, &r->half);
}

static bool try_composed(reading *r, const char *at, const char *format, const char *part) {
    char joined[256];
    size_t len = strlen(part), rest = (size_t)(r->format_end - format);
    if (len + rest >= sizeof joined)
        return false;
    memcpy(joined, part, len);
    memcpy(joined + len, format, rest);
    const char *end = r->format_end;
    r->format_end = joined + len + rest;
    bool ok = fits(r, at, joined);
    r->format_end = end;
    return ok;
}

static const struct numeric {
    char letter;
    range wanted;
    size_t field;
    bool exact;
} numerics[] = {
    {'d', {1, 31, 2, true}, offsetof(reading, day), false},
    {'H', {0, 23, 2, false}, offsetof(reading, hour), false},
    {'I', {1, 12, 2, false}, offsetof(reading, hour12), false},
    {'G', {0, 9999, 4, false}, offsetof(reading, iso_year), true},
    {'j', {1, 366, 3, false}, offsetof(reading, yearday), false},
    {'m', {1, 12, 2, false}, offsetof(reading, month), false},
    {'M', {0, 59, 2, false}, offsetof(reading, minute), false},
    {'S', {0, 61, 2, false}, offsetof(reading, second), false},
    {'U', {0, 53, 2, false}, offsetof(reading, week_sunday), false},
    {'W', {0, 53, 2, false}, offsetof(reading, week_monday), false},
    {'V', {1, 53, 2, false}, offsetof(reading, iso_week), false},
    {'y', {0, 99, 2, false}, offsetof(reading, short_year), true},
    {'Y', {0, 9999, 4, false}, offsetof(reading, year), true},
};

static bool try_weekday(reading *r, const char *at, const char *format, int first) {
    if (!digit(at, r->text_end) || *at - '0' < first || *at - '0' > first + 6)
        return false;
    int old = r->weekday;
    r->weekday = first ? *at - '1' : (*at - '0' + 6) % 7;
    if (fits(r, at + 1, format))
        return true;
    r->weekday = old;
    return false;
}

static bool try_directive(reading *r, const char *at, char letter, const char *format) {
    for (size_t i = 0; i < VL_COUNT(numerics); i++)
        if (numerics[i].letter == letter)
            return try_number(r, at, format, numerics[i].wanted, numerics[i].exact,
                              (int *)(void *)((char *)r + numerics[i].field));
    bool ok;
    switch (letter) {
    case 'a': return try_words(r, at, format, py__day_names, 7, 3, &r->weekday);
    case 'A': return try_words(r, at, format, py__day_names, 7, 0, &r->weekday);
    case 'b':
        ok = try_words(r, at, format, py__month_names, 12, 3, &r->month);
        r->month += ok; // the words count from 0
        return ok;
    case 'B':
        ok = try_words(r, at, format, py__month_names, 12, 0, &r->month);
        r->month += ok;
        return ok;
    case 'f': return try_microseconds(r, at, format);
    case 'p': return try_half(r, at, format);
    case 'u': return try_weekday(r, at, format, 1);
    case 'w': return try_weekday(r, at, format, 0);
    case 'z': return try_offset(r, at, format);
    case 'Z': return try_zone(r, at, format);
    case 'c': return try_composed(r, at, format, "%a %b %d %H:%M:%S %Y");
    case 'x': return try_composed(r, at, format, "%m/%d/%y");
    case 'X': return try_composed(r, at, format, "%H:%M:%S");
    default: return at < r->text_end && *at == '%' && fits(r, at + 1, format); // %%
    }
}

// White space in the format stands for any amount of it, at least one.
static bool fits(reading *r, const char *at, const char *format) {
    if (format == r->format_end) {
        r->end = at;
        return true;
    }
    if (r->depth > 200)
        return false;
    r->depth++;
    bool ok;
    if (*format == '%')
        ok = try_directive(r, at, format[1], format + 2);
    else if (py__char_space((unsigned char)*format)) {
        while (format < r->format_end && py__char_space((unsigned char)*format))
            format++;
        const char *from = at;
        while (at < r->text_end && py__char_space((unsigned char)*at))
            at++;
        ok = false;
        for (; !ok && at > from; at--)
            ok = fits(r, at, format);
    } else
        ok = at < r->text_end && lower(*at) == lower(*format) && fits(r, at + 1, format + 1);
    r->depth--;
    return ok;
}

// ---- from what was read to a date -------------------------------------------------------------------

static bool check_format(py_vm *vm, const py_str *format) {
    static const char letters[] = "aAbBcdfGHIjmMpSuUVwWxXyYzZ%";
    for (const char *at = format->data; *at; at++) {
        if (*at != '%')
            continue;
        if (!*++at) {
            py_raise(vm, PY_EXC_ValueError, "stray %% in format '%S'", format);
            return false;
        }
        if (!strchr(letters, *at)) {
            py_raise(vm, PY_EXC_ValueError, "'%c' is a bad directive in format '%S'", *at, format);
            return false;
        }
    }
    return true;
}

// The day of the year of a week and weekday; weeks begin on Sunday or Monday.
static int day_of_week(int year, int week, int weekday, bool monday_first) {
    int first = (int)((py__ordinal(year, 1, 1) + 6) % 7);
    if (!monday_first) {
        first = (first + 1) % 7;
        weekday = (weekday + 1) % 7;
    }
    int length = (7 - first) % 7;
    return week == 0 ? 1 + weekday - first : 1 + length + 7 * (week - 1) + weekday;
}

static bool raise_value(py_vm *vm, const char *text) {
    py_raise(vm, PY_EXC_ValueError, "%s", text);
    return false;
}

static bool check_iso(py_vm *vm, const reading *r) {
    bool week = r->iso_week != NOTHING, year = r->iso_year != NOTHING, old = vm->python_minor < 13;
    bool complete = week && r->weekday != NOTHING;
    if (year && r->yearday != NOTHING && (complete || !old))
        return raise_value(vm, "Day of the year directive '%j' is not compatible with ISO year directive "
                               "'%G'. Use '%Y' instead.");
    if (year && !complete)
        return raise_value(vm, "ISO year directive '%G' must be used with the ISO week directive '%V' and "
                               "a weekday directive ('%A', '%a', '%w', or '%u').");
    if (!year && complete && (old || r->year != NOTHING || r->short_year != NOTHING))
        return raise_value(vm, "ISO week directive '%V' is incompatible with the year directive '%Y'. Use "
                               "the ISO year '%G' instead.");
    if (!year && week)
        return raise_value(vm, "ISO week directive '%V' must be used with the ISO year directive '%G' and "
                               "a weekday directive ('%A', '%a', '%w', or '%u').");
    return true;
}

static void settle_date(const reading *r, py_civil *t) {
    int year = r->year, month = r->month == NOTHING ? 1 : r->month;
    int day = r->day == NOTHING ? 1 : r->day, yearday = r->yearday;
    if (r->short_year != NOTHING)
        year = r->short_year + (r->short_year <= 68 ? 2000 : 1900);
    bool no_year = year == NOTHING && r->iso_year == NOTHING;
    if (no_year) // a leap day needs a leap year
        year = month == 2 && day == 29 ? 1904 : 1900;
    if (yearday == NOTHING && r->weekday != NOTHING && year != NOTHING &&
        (r->week_sunday != NOTHING || r->week_monday != NOTHING)) {
        bool monday = r->week_monday != NOTHING;
        yearday = day_of_week(year, monday ? r->week_monday : r->week_sunday, r->weekday, monday);
        if (yearday <= 0)
            yearday += 365 + py__leap_year(--year);
    }
    if (r->iso_year != NOTHING) {
        int64_t at = py__iso_monday(r->iso_year) + (r->iso_week - 1) * 7 + r->weekday;
        py__from_ordinal(at, &year, &month, &day);
    } else if (yearday != NOTHING)
        py__from_ordinal(py__ordinal(year, 1, 1) + yearday - 1, &year, &month, &day);
    t->weekday = r->weekday != NOTHING ? r->weekday : (int)((py__ordinal(year, month, day) + 6) % 7);
    t->yearday = yearday != NOTHING ? yearday : py__year_day(year, month, day);
    t->year = no_year && year == 1904 ? 1900 : year;
    t->month = month;
    t->day = day;
}

static void settle_time(const reading *r, py_civil *t) {
    t->hour = r->hour == NOTHING ? 0 : r->hour;
    if (r->hour12 != NOTHING) {
        bool evening = r->half == 1;
        t->hour = r->hour12 == 12 ? (evening ? 12 : 0) : r->hour12 + (evening ? 12 : 0);
    }
    t->minute = r->minute == NOTHING ? 0 : r->minute;
    t->second = r->second == NOTHING ? 0 : r->second;
    t->microsecond = r->microsecond == NOTHING ? 0 : r->microsecond;
}

bool py_strptime(py_vm *vm, const py_str *text, const py_str *format, py_parsed *out) {
    if (!check_format(vm, format))
        return false;
    reading r = {.vm = vm,
                 .text = text->data,
                 .text_end = text->data + text->size,
                 .format = format->data,
                 .format_end = format->data + format->size};
    int *fields[] = {&r.year,        &r.short_year, &r.month,   &r.day,      &r.hour,     &r.hour12,
                     &r.minute,      &r.second,     &r.half,    &r.weekday,  &r.yearday,  &r.iso_year,
                     &r.iso_week,    &r.week_sunday, &r.week_monday, &r.microsecond};
    for (size_t i = 0; i < VL_COUNT(fields); i++)
        *fields[i] = NOTHING;
    if (!fits(&r, r.text, r.format)) {
        py_raise(vm, PY_EXC_ValueError, "time data %R does not match format %R", py_from((void *)text),
                 py_from((void *)format));
        return false;
    }
    if (r.end != r.text_end) {
        py_raise(vm, PY_EXC_ValueError, "unconverted data remains: %s", r.end);
        return false;
    }
    if (r.bad_colon) {
        py_raise(vm, PY_EXC_ValueError, "Inconsistent use of : in %.*s", (int)(r.offset_end - r.bad_colon),
                 r.bad_colon);
        return false;
    }
    *out = (py_parsed){.has_offset = r.has_offset, .offset_us = r.offset_us};
    if (!check_iso(vm, &r))
        return false;
    int year = r.year != NOTHING ? r.year : 1900;
    if (r.yearday == NOTHING && r.month != NOTHING && r.day != NOTHING && r.year != NOTHING && year > 0 &&
        r.day > py__month_days(year, r.month)) {
        py_raise(vm, PY_EXC_ValueError, "day is out of range for month");
        return false;
    }
    if (r.year == 0) {
        py_raise(vm, PY_EXC_ValueError, vm->python_minor >= 14 ? "year must be in 1..9999, not 0"
                                                               : "year 0 is out of range");
        return false;
    }
    settle_date(&r, &out->civil);
    settle_time(&r, &out->civil);
    if (r.zone) {
        out->zone = py_from(py_str_new(vm, r.zone, (size_t)(r.zone_end - r.zone)));
        return py_is_set(out->zone);
    }
    return true;
}
