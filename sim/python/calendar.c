// Arithmetic of the calendar, and strftime.
#include <stdio.h>

#include "calendar_internal.h"
#include "text_internal.h"

const char *const py__day_names[7] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                      "Friday", "Saturday", "Sunday"};
const char *const py__month_names[12] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};

static const int days_before[13] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

bool py__leap_year(int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int py__month_days(int64_t year, int month) {
    static const int days[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && py__leap_year(year) ? 29 : days[month];
}

int py__year_day(int64_t year, int month, int day) {
    return days_before[month] + (month > 2 && py__leap_year(year)) + day;
}

int64_t py__ordinal(int64_t year, int month, int day) {
    int64_t eras = (year >= 1 ? year - 1 : year - 400) / 400, before = year - 1 - eras * 400;
    int64_t leaps = eras * 97 + before / 4 - before / 100;
    before += eras * 400;
    return before * 365 + leaps + py__year_day(year, month, day);
}

static void from_ordinal(int64_t ordinal, int64_t *year, int *month, int *day) {
    int64_t n = ordinal - 1, eras = n / 146097;
    n %= 146097;
    if (n < 0) {
        n += 146097;
        eras--;
    }
    int64_t centuries = n / 36524 < 3 ? n / 36524 : 3;
    n -= centuries * 36524;
    int64_t fours = n / 1461;
    n %= 1461;
    int64_t years = n / 365 < 3 ? n / 365 : 3;
    n -= years * 365;
    *year = eras * 400 + centuries * 100 + fours * 4 + years + 1;
    *month = 1;
    while (n >= py__month_days(*year, *month))
        n -= py__month_days(*year, (*month)++);
    *day = (int)n + 1;
}

void py__from_ordinal(int64_t ordinal, int *year, int *month, int *day) {
    int64_t wide;
    from_ordinal(ordinal, &wide, month, day);
    *year = (int)wide;
}

int64_t py__iso_monday(int64_t year) {
    int64_t first = py__ordinal(year, 1, 1), weekday = ((first + 6) % 7 + 7) % 7;
    return first - weekday + (weekday > 3 ? 7 : 0);
}

void py__iso_week(int year, int month, int day, int *iso_year, int *week, int *weekday) {
    int64_t today = py__ordinal(year, month, day), monday = py__iso_monday(year);
    *iso_year = year;
    if (today < monday)
        monday = py__iso_monday(--*iso_year);
    else if (today >= py__iso_monday(year + 1))
        monday = py__iso_monday(++*iso_year);
    *week = (int)((today - monday) / 7) + 1;
    *weekday = (int)((today - monday) % 7) + 1;
}

void py_civil_from_seconds(int64_t seconds, py_civil *out) {
    int64_t days = seconds / 86400, rest = seconds % 86400;
    if (rest < 0) {
        rest += 86400;
        days--;
    }
    *out = (py_civil){.hour = (int)(rest / 3600),
                      .minute = (int)(rest / 60 % 60),
                      .second = (int)(rest % 60),
                      .microsecond = -1};
    from_ordinal(days + PY_EPOCH_DAYS, &out->year, &out->month, &out->day);
    out->weekday = (int)(((days + PY_EPOCH_DAYS + 6) % 7 + 7) % 7);
    out->yearday = py__year_day(out->year, out->month, out->day);
}

int64_t py_civil_seconds(const py_civil *t) {
    int64_t months = t->year * 12 + (t->month - 1), year = (months >= 0 ? months : months - 11) / 12;
    int64_t days = py__ordinal(year, (int)(months - year * 12) + 1, 1) + t->day - 1 - PY_EPOCH_DAYS;
    return ((days * 24 + t->hour) * 60 + t->minute) * 60 + t->second;
}

void py_asctime(vl_buf *out, const py_civil *t) {
    vl_buf_format(out, "%.3s %.3s%3d %.2d:%.2d:%.2d %lld", py__day_names[t->weekday],
                  py__month_names[t->month - 1], t->day, t->hour, t->minute, t->second, (long long)t->year);
}

// ---- strftime -----------------------------------------------------------------------------------

typedef struct piece { // a conversion: glibc's flag and width between % and the letter
    char flag;         // '-', '_', '0', 0
    bool upper, swap;
    int width;
} piece;

static bool pad(vl_buf *out, const piece *p, char fill, int width, size_t len) {
    if (p->flag == '-')
        return true;
    fill = p->flag == '_' ? ' ' : p->flag == '0' ? '0' : fill;
    width = p->width > 0 ? p->width : width;
    return width <= 0 || (size_t)width <= len || vl_buf_fill(out, fill, (size_t)width - len);
}

static bool put_number(vl_buf *out, const piece *p, int64_t v, int width, char fill) {
    char text[32];
    int len = snprintf(text, sizeof text, "%lld", (long long)v);
    return pad(out, p, fill, width, (size_t)len) && vl_buf_text(out, text);
}

static bool put_text(vl_buf *out, const piece *p, const char *text, size_t len) {
    if (p->width > 0 && !pad(out, p, ' ', p->width, len))
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if ((p->upper || p->swap) && c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        if (!vl_buf_char(out, c))
            return false;
    }
    return true;
}

static bool put_swapped(vl_buf *out, const piece *p, const char *text) { // %p: # makes it lower
    if (!p->swap)
        return put_text(out, p, text, strlen(text));
    for (; *text; text++)
        if (!vl_buf_char(out, (char)(*text - 'A' + 'a')))
            return false;
    return true;
}

static bool put_composed(vl_buf *out, const piece *p, const char *format, const py_civil *t) {
    vl_buf text;
    vl_buf_init(&text, out->heap);
    bool ok = py_strftime(&text, format, strlen(format), t) &&
              put_text(out, p, text.data ? text.data : "", text.len);
    vl_buf_deinit(&text);
    return ok;
}

// Directives that stand for others.
static const struct {
    char letter;
    const char *format;
} composed[] = {{'c', "%a %b %e %H:%M:%S %Y"}, {'D', "%m/%d/%y"},    {'F', "%Y-%m-%d"},
                {'r', "%I:%M:%S %p"},          {'R', "%H:%M"},       {'T', "%H:%M:%S"},
                {'x', "%m/%d/%y"},             {'X', "%H:%M:%S"}};

static int twelve(int hour) {
    return hour % 12 == 0 ? 12 : hour % 12;
}

// Days from the Monday that begins the ISO year to a day, both counted by the fields: glibc's arithmetic.
static int iso_days(int yday, int wday) {
    return yday - (yday - wday + 4 + 378) % 7 + 3;
}

// Of what the fields say, which may contradict each other.
static int64_t iso_year_of(const py_civil *t, int *week) {
    int yday = t->yearday - 1, wday = (t->weekday + 1) % 7, days = iso_days(yday, wday);
    int64_t year = t->year;
    if (days < 0) {
        year--;
        days = iso_days(yday + 365 + py__leap_year(year), wday);
    } else if (iso_days(yday - 365 - py__leap_year(year), wday) >= 0) {
        days = iso_days(yday - 365 - py__leap_year(year), wday);
        year++;
    }
    *week = days / 7 + 1;
    return year;
}

static int two(int64_t year) {
    return (int)((year % 100 + 100) % 100);
}

// 1: appended, 0: no such directive, -1: no memory.
static int put_directive(vl_buf *out, const piece *p, char letter, const py_civil *t) {
    int week, month = t->month >= 1 && t->month <= 12 ? t->month : 1;
    const char *day_name = py__day_names[t->weekday], *month_name = py__month_names[month - 1];
    for (size_t i = 0; i < VL_COUNT(composed); i++)
        if (composed[i].letter == letter)
            return put_composed(out, p, composed[i].format, t) ? 1 : -1;
    int64_t iso_year = iso_year_of(t, &week);
    bool ok;
    switch (letter) {
    case 'a': ok = put_text(out, p, day_name, 3); break;
    case 'A': ok = put_text(out, p, day_name, strlen(day_name)); break;
    case 'b':
    case 'h': ok = put_text(out, p, month_name, 3); break;
    case 'B': ok = put_text(out, p, month_name, strlen(month_name)); break;
    case 'C': ok = put_number(out, p, t->year / 100 - (t->year % 100 < 0), 1, '0'); break;
    case 'd': ok = put_number(out, p, t->day, 2, '0'); break;
    case 'e': ok = put_number(out, p, t->day, 2, ' '); break;
    case 'f':
        if (t->microsecond < 0)
            return 0;
        ok = put_number(out, p, t->microsecond, 6, '0');
        break;
    case 'g': ok = put_number(out, p, two(iso_year), 2, '0'); break;
    case 'G': ok = put_number(out, p, iso_year, 1, '0'); break;
    case 'H': ok = put_number(out, p, t->hour, 2, '0'); break;
    case 'I': ok = put_number(out, p, twelve(t->hour), 2, '0'); break;
    case 'j': ok = put_number(out, p, t->yearday, 3, '0'); break;
    case 'k': ok = put_number(out, p, t->hour, 2, ' '); break;
    case 'l': ok = put_number(out, p, twelve(t->hour), 2, ' '); break;
    case 'm': ok = put_number(out, p, t->month, 2, '0'); break;
    case 'M': ok = put_number(out, p, t->minute, 2, '0'); break;
    case 'n': ok = vl_buf_char(out, '\n'); break;
    case 'p': ok = put_swapped(out, p, t->hour < 12 ? "AM" : "PM"); break;
    case 'P': ok = put_text(out, p, t->hour < 12 ? "am" : "pm", 2); break;
    case 's': ok = put_number(out, p, py_civil_seconds(t), 1, '0'); break;
    case 'S': ok = put_number(out, p, t->second, 2, '0'); break;
    case 't': ok = vl_buf_char(out, '\t'); break;
    case 'u': ok = put_number(out, p, t->weekday + 1, 1, '0'); break;
    case 'U': ok = put_number(out, p, (t->yearday - 1 + 7 - (t->weekday + 1) % 7) / 7, 2, '0'); break;
    case 'V': ok = put_number(out, p, week, 2, '0'); break;
    case 'w': ok = put_number(out, p, (t->weekday + 1) % 7, 1, '0'); break;
    case 'W': ok = put_number(out, p, (t->yearday - 1 + 7 - t->weekday) / 7, 2, '0'); break;
    case 'y': ok = put_number(out, p, two(t->year), 2, '0'); break;
    case 'Y': ok = put_number(out, p, t->year, 1, '0'); break;
    case 'z': ok = !t->offset || vl_buf_text(out, t->offset); break;
    case 'Z': ok = !t->zone || put_text(out, p, t->zone->data, t->zone->size); break;
    case '%': ok = put_text(out, p, "%", 1); break;
    default: return 0;
    }
    return ok ? 1 : -1;
}

bool py_strftime(vl_buf *out, const char *format, size_t size, const py_civil *t) {
    const char *at = format, *end = format + size;
    while (at < end) {
        if (*at != '%') {
            if (!vl_buf_char(out, *at++))
                return false;
            continue;
        }
        const char *start = at++;
        piece p = {0};
        for (; at < end && strchr("-_0^#", *at) && *at; at++) {
            p.upper |= *at == '^';
            p.swap |= *at == '#';
            if (*at != '^' && *at != '#')
                p.flag = *at;
        }
        for (; at < end && *at >= '0' && *at <= '9'; at++)
            p.width = p.width > 1000 ? p.width : p.width * 10 + (*at - '0');
        if (at < end && (*at == 'E' || *at == 'O')) // other eras and digits: none in the C locale
            at++;
        int put = at < end ? put_directive(out, &p, *at, t) : 0;
        at += at < end;
        if (put < 0 || (put == 0 && !vl_buf_append(out, start, (size_t)(at - start))))
            return false;
    }
    return !out->failed;
}
