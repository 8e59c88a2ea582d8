// strptime, for time and datetime: the module _strptime. Matches the text against the format field by
// field, each as long as it can be, and works out the date from what was found. The rules and messages
// are those of CPython's _strptime.py in the locale C.
#include "time_internal.h"

typedef enum field { F_YEAR, F_MONTH, F_DAY, F_HOUR, F_HOUR12, F_MINUTE, F_SECOND, F_FRACTION, F_WEEKDAY,
                     F_JULIAN, F_WEEK_SUNDAY, F_WEEK_MONDAY, F_ISO_YEAR, F_ISO_WEEK, F_PM, F_OFFSET,
                     F_OFFSET_FRACTION, F_ZONE, F_COUNT_ } field;

typedef struct parse {
    const char *at;          // in the text
    int64_t value[F_COUNT_];
    bool has[F_COUNT_];
    bool bad_colon;          // an offset with one colon too few
    const char *zone, *offset;
    size_t zone_len, offset_len;
} parse;

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool matches_word(const char *text, const char *word, size_t len) {
    for (size_t i = 0; i < len; i++)
        if (lower(text[i]) != lower(word[i]))
            return false;
    return true;
}

static bool found(parse *p, field f, int64_t value) {
    p->value[f] = value;
    p->has[f] = true;
    return true;
}

// As many digits as give a number in the range, at most `most`.
static bool number(parse *p, field f, int most, int64_t low, int64_t high) {
    for (int count = most; count > 0; count--) {
        int64_t value = 0;
        int i = 0;
        for (; i < count && is_digit(p->at[i]); i++)
            value = value * 10 + (p->at[i] - '0');
        if (i < count || value < low || value > high)
            continue;
        p->at += count;
        return found(p, f, value);
    }
    return false;
}

static bool digits(parse *p, field f, int count) {
    for (int i = 0; i < count; i++)
        if (!is_digit(p->at[i]))
            return false;
    return number(p, f, count, 0, 9999);
}

// The index of the name that the text goes on with; `short_len` 0: whole names.
static bool name(parse *p, field f, const char *const *names, int count, size_t short_len, int first) {
    for (int i = 0; i < count; i++) {
        size_t len = short_len ? short_len : strlen(names[i]);
        if (!matches_word(p->at, names[i], len))
            continue;
        p->at += len;
        return found(p, f, i + first);
    }
    return false;
}

static bool fraction(parse *p, field f) {
    int64_t value = 0;
    int count = 0;
    for (; count < 6 && is_digit(*p->at); count++)
        value = value * 10 + (*p->at++ - '0');
    for (int i = count; i < 6; i++)
        value *= 10;
    return count > 0 && found(p, f, value);
}

static bool two_digits(const char *at, int high, int *value) {
    if (!is_digit(at[0]) || !is_digit(at[1]))
        return false;
    *value = (at[0] - '0') * 10 + (at[1] - '0');
    return *value <= high;
}

// +HH[:]MM[[:]SS[.ffffff]] or Z
static bool offset(parse *p) {
    int hours, minutes, seconds = 0;
    if (*p->at == 'Z') {
        p->at++;
        return found(p, F_OFFSET, 0);
    }
    const char *start = p->at, *at = p->at + 1;
    int sign = *start == '-' ? -1 : 1;
    if ((*start != '+' && *start != '-') || !two_digits(at, 99, &hours))
        return false;
    bool colon = at[2] == ':';
    at += 2 + colon;
    if (!two_digits(at, 59, &minutes))
        return false;
    p->at = at += 2;
    bool second_colon = *at == ':';
    if (two_digits(at + second_colon, 59, &seconds)) {
        p->bad_colon = colon && !second_colon;
        p->at = at + second_colon + 2;
        if (*p->at == '.' && is_digit(p->at[1])) {
            p->at++;
            fraction(p, F_OFFSET_FRACTION);
            p->value[F_OFFSET_FRACTION] *= sign;
        }
    }
    p->offset = start;
    p->offset_len = (size_t)(p->at - start);
    return found(p, F_OFFSET, sign * (hours * 3600 + minutes * 60 + seconds));
}

static bool zone(parse *p) {
    static const char *const zones[] = {"utc", "gmt"};
    p->zone = p->at;
    p->zone_len = 3;
    return name(p, F_ZONE, zones, 2, 0, 0);
}

static bool year2(parse *p) {
    if (!digits(p, F_YEAR, 2))
        return false;
    p->value[F_YEAR] += p->value[F_YEAR] <= 68 ? 2000 : 1900;
    return true;
}

static bool day(parse *p) {
    if (*p->at == ' ' && p->at[1] >= '1' && p->at[1] <= '9') // "Jan  1", as asctime writes it
        p->at++;
    return number(p, F_DAY, 2, 1, 31);
}

static bool weekday_from_sunday(parse *p) {
    if (!number(p, F_WEEKDAY, 1, 0, 6))
        return false;
    p->value[F_WEEKDAY] = (p->value[F_WEEKDAY] + 6) % 7;
    return true;
}

static bool weekday_from_monday(parse *p) {
    if (!number(p, F_WEEKDAY, 1, 1, 7))
        return false;
    p->value[F_WEEKDAY]--;
    return true;
}

static bool directive(parse *p, char c) {
    static const char *const halves[] = {"AM", "PM"};
    switch (c) {
    case 'a': return name(p, F_WEEKDAY, sim_day_names, 7, 3, 0);
    case 'A': return name(p, F_WEEKDAY, sim_day_names, 7, 0, 0);
    case 'b': return name(p, F_MONTH, sim_month_names, 12, 3, 1);
    case 'B': return name(p, F_MONTH, sim_month_names, 12, 0, 1);
    case 'd': return day(p);
    case 'f': return fraction(p, F_FRACTION);
    case 'G': return digits(p, F_ISO_YEAR, 4);
    case 'H': return number(p, F_HOUR, 2, 0, 23);
    case 'I': return number(p, F_HOUR12, 2, 1, 12);
    case 'j': return number(p, F_JULIAN, 3, 1, 366);
    case 'm': return number(p, F_MONTH, 2, 1, 12);
    case 'M': return number(p, F_MINUTE, 2, 0, 59);
    case 'p': return name(p, F_PM, halves, 2, 0, 0);
    case 'S': return number(p, F_SECOND, 2, 0, 61);
    case 'u': return weekday_from_monday(p);
    case 'U': return number(p, F_WEEK_SUNDAY, 2, 0, 53);
    case 'V': return number(p, F_ISO_WEEK, 2, 0, 53);
    case 'w': return weekday_from_sunday(p);
    case 'W': return number(p, F_WEEK_MONDAY, 2, 0, 53);
    case 'y': return year2(p);
    case 'Y': return digits(p, F_YEAR, 4);
    case 'z': return offset(p);
    case 'Z': return zone(p);
    default: return *p->at == '%' && p->at++;
    }
}

static const char *composed(char c) {
    return c == 'c' ? "%a %b %d %H:%M:%S %Y" : c == 'x' ? "%m/%d/%y" : c == 'X' ? "%H:%M:%S" : NULL;
}

static bool match(parse *p, const char *format) {
    for (; *format; format++) {
        if (is_space(*format)) {
            if (!is_space(*p->at))
                return false;
            while (is_space(*p->at))
                p->at++;
            while (is_space(format[1]))
                format++;
        } else if (*format != '%') {
            if (lower(*p->at) != lower(*format))
                return false;
            p->at++;
        } else {
            const char *longer = composed(*++format);
            if (longer ? !match(p, longer) : !directive(p, *format))
                return false;
        }
    }
    return true;
}

// Directives that nobody knows, before anything is matched. False: raised.
static bool check_format(py_vm *vm, py_str *format) {
    for (const char *at = format->data; *at; at++) {
        if (*at != '%')
            continue;
        if (!*++at) {
            py_raise(vm, PY_EXC_ValueError, "stray %% in format '%S'", format);
            return false;
        }
        if (!strchr("aAbBdfGHIjmMpSuUVwWyYzZ%cxX", *at)) {
            char bad[2] = {*at, 0};
            py_raise(vm, PY_EXC_ValueError, "'%s' is a bad directive in format '%S'",
                     is_space(*at) ? "%" : bad, format);
            return false;
        }
    }
    return true;
}

// ---- what was found, as a date --------------------------------------------------------------------

static bool check_iso(py_vm *vm, const parse *p) {
    const char *why = NULL;
    if (p->has[F_ISO_YEAR] && p->has[F_JULIAN])
        why = "Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' "
              "instead.";
    else if (p->has[F_ISO_YEAR] && (!p->has[F_ISO_WEEK] || !p->has[F_WEEKDAY]))
        why = "ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday "
              "directive ('%A', '%a', '%w', or '%u').";
    else if (!p->has[F_ISO_YEAR] && p->has[F_ISO_WEEK] && (!p->has[F_YEAR] || !p->has[F_WEEKDAY]))
        why = "ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday "
              "directive ('%A', '%a', '%w', or '%u').";
    else if (!p->has[F_ISO_YEAR] && p->has[F_ISO_WEEK])
        why = "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year "
              "'%G' instead.";
    if (why)
        py_raise(vm, PY_EXC_ValueError, "%s", why);
    return !why;
}

static int days_in_month(int64_t year, int month) {
    return (int)(sim_days_from_civil(year, month + 1, 1) - sim_days_from_civil(year, month, 1));
}

// The day of the year that week and weekday say; may be below 1: of the year before.
static int64_t julian_of_week(const parse *p, int64_t year) {
    bool monday = p->has[F_WEEK_MONDAY];
    int64_t week = p->value[monday ? F_WEEK_MONDAY : F_WEEK_SUNDAY];
    sim_civil first = sim_civil_of(sim_days_from_civil(year, 1, 1) * 86400);
    int64_t first_day = monday ? first.weekday : (first.weekday + 1) % 7;
    int64_t weekday = monday ? p->value[F_WEEKDAY] : (p->value[F_WEEKDAY] + 1) % 7;
    return week == 0 ? 1 + weekday - first_day : 1 + (7 - first_day) % 7 + 7 * (week - 1) + weekday;
}

static bool work_out(py_vm *vm, parse *p, sim_civil *at) {
    if (!check_iso(vm, p))
        return false;
    int64_t month = p->has[F_MONTH] ? p->value[F_MONTH] : 1, in_month = p->has[F_DAY] ? p->value[F_DAY] : 1;
    bool leap_fix = !p->has[F_YEAR] && month == 2 && in_month == 29;
    int64_t year = p->has[F_YEAR] ? p->value[F_YEAR] : leap_fix ? 1904 : 1900, days;
    bool by_week = p->has[F_WEEKDAY] && (p->has[F_WEEK_MONDAY] || p->has[F_WEEK_SUNDAY]);
    if (p->has[F_JULIAN])
        days = sim_days_from_civil(year, 1, 1) + p->value[F_JULIAN] - 1;
    else if (by_week)
        days = sim_days_from_civil(year, 1, 1) + julian_of_week(p, year) - 1;
    else if (p->has[F_ISO_YEAR]) { // the week with 4 January is the first
        sim_civil fourth = sim_civil_of(sim_days_from_civil(p->value[F_ISO_YEAR], 1, 4) * 86400);
        days = sim_days_from_civil(p->value[F_ISO_YEAR], 1, 4) - fourth.weekday +
               7 * (p->value[F_ISO_WEEK] - 1) + p->value[F_WEEKDAY];
    } else {
        if (in_month > days_in_month(year, (int)month)) {
            py_raise(vm, PY_EXC_ValueError, "day is out of range for month");
            return false;
        }
        days = sim_days_from_civil(year, (int)month, (int)in_month);
    }
    *at = sim_civil_of(days * 86400);
    if (p->has[F_WEEKDAY])
        at->weekday = (int)p->value[F_WEEKDAY];
    if (leap_fix)
        at->year = 1900;
    at->hour = (int)p->value[F_HOUR];
    if (p->has[F_HOUR12])
        at->hour = (int)(p->value[F_HOUR12] % 12 + (p->value[F_PM] == 1 ? 12 : 0));
    at->minute = (int)p->value[F_MINUTE];
    at->second = (int)p->value[F_SECOND];
    at->dst = p->has[F_ZONE] ? 0 : -1;
    return true;
}

static bool parse_text(py_vm *vm, const py_value *a, parse *p, sim_civil *at) {
    for (int i = 0; i < 2; i++)
        if (!py_is_str(a[i])) {
            py_raise(vm, PY_EXC_TypeError, "strptime() argument %d must be str, not <class '%T'>", i,
                     a[i]);
            return false;
        }
    py_str *text = py_as_str(a[0]), *format = py_as_str(a[1]);
    *p = (parse){.at = text->data};
    if (!check_format(vm, format))
        return false;
    if (!match(p, format->data))
        py_raise(vm, PY_EXC_ValueError, "time data %R does not match format %R", a[0], a[1]);
    else if (*p->at)
        py_raise(vm, PY_EXC_ValueError, "unconverted data remains: %s", p->at);
    else if (p->bad_colon)
        py_raise(vm, PY_EXC_ValueError, "Inconsistent use of : in %.*s", (int)p->offset_len, p->offset);
    else
        return work_out(vm, p, at);
    return false;
}

// _strptime(text, format): ((year, month, day, hour, minute, second, weekday, yearday, isdst, zone name,
// seconds east), microseconds, microseconds of the offset), as CPython's private function of that name.
static py_value f_strptime(py_vm *vm, const py_value *a, int n) {
    (void)n;
    parse p;
    sim_civil at;
    if (!parse_text(vm, a, &p, &at))
        return py_unset();
    py_value name_of_zone = p.zone ? py_from(py_str_new(vm, p.zone, p.zone_len)) : py_none();
    py_value items[11] = {py_int(at.year),
                          py_int(at.month),
                          py_int(at.day),
                          py_int(at.hour),
                          py_int(at.minute),
                          py_int(at.second),
                          py_int(at.weekday),
                          py_int(at.yearday),
                          py_int(at.dst),
                          name_of_zone,
                          p.has[F_OFFSET] ? py_int(p.value[F_OFFSET]) : py_none()};
    py_value parts[3] = {py_unset(), py_int(p.value[F_FRACTION]), py_int(p.value[F_OFFSET_FRACTION])};
    if (py_is_set(name_of_zone))
        parts[0] = py_from(py_tuple_of(vm, 11, items));
    py_decref(vm, name_of_zone);
    py_value result = py_is_set(parts[0]) ? py_from(py_tuple_of(vm, 3, parts)) : py_unset();
    py_decref(vm, parts[0]);
    return result;
}

py_value sim_time_strptime(py_vm *vm, const py_value *a, int n) {
    py_str *usual = NULL;
    py_value args[2] = {a[0], a[1]};
    if (!py_is_set(a[1])) {
        usual = py_str_z(vm, "%a %b %d %H:%M:%S %Y");
        if (!usual)
            return py_unset();
        args[1] = py_from(usual);
    }
    py_value found_parts = f_strptime(vm, args, n), result = py_unset();
    py_release(vm, usual);
    if (py_is_set(found_parts))
        result = py_call_n(vm, py_from(sim_of(vm)->struct_time_type), 1,
                           &((py_tuple *)found_parts.as.o)->items[0]);
    py_decref(vm, found_parts);
    return result;
}

static const py_fndef functions[] = {{"_strptime", "data_string, format", f_strptime, PY_FN_PLAIN}, {0}};

const py_module_spec sim_strptime_module_spec = {.name = "_strptime", .functions = functions};
