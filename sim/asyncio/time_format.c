// Calendar arithmetic (proleptic Gregorian) and strftime in the locale C, without the host's clock,
// locale or time zone. Days from a date and back: Howard Hinnant's days_from_civil.
#include "time_internal.h"

const char *const sim_day_names[7] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                      "Friday", "Saturday", "Sunday"};
const char *const sim_month_names[12] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};

bool sim_is_leap(int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int64_t sim_days_from_civil(int64_t year, int month, int day) {
    int64_t months = year * 12 + (month - 1); // a month out of range moves the year, as mktime does
    year = months >= 0 ? months / 12 : -((11 - months) / 12);
    month = (int)(months - year * 12) + 1;
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t of_era = year - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year + day - 1 - 719468;
}

sim_civil sim_civil_of(int64_t seconds) {
    int64_t days = seconds / 86400, rest = seconds % 86400;
    if (rest < 0) {
        rest += 86400;
        days--;
    }
    sim_civil at = {.hour = (int)(rest / 3600),
                    .minute = (int)(rest / 60 % 60),
                    .second = (int)(rest % 60),
                    .weekday = (int)(((days + 3) % 7 + 7) % 7)};
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t of_era = z - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    at.day = (int)(of_year - (153 * month + 2) / 5) + 1;
    at.month = (int)(month < 10 ? month + 3 : month - 9);
    at.year = year + era * 400 + (at.month <= 2);
    at.yearday = (int)(days - sim_days_from_civil(at.year, 1, 1)) + 1;
    return at;
}

void sim_iso_week(const sim_civil *at, int64_t *year, int *week) {
    int64_t first = sim_days_from_civil(at->year, 1, 1);
    int64_t day = first + at->yearday - 1;
    int64_t thursday = day - at->weekday + 3; // the week belongs to the year of its Thursday
    sim_civil middle = sim_civil_of(thursday * 86400);
    *year = middle.year;
    *week = (middle.yearday - 1) / 7 + 1;
}

void sim_asctime(vl_buf *out, const sim_civil *at) {
    vl_buf_format(out, "%.3s %.3s%3d %.2d:%.2d:%.2d %lld", sim_day_names[at->weekday],
                  sim_month_names[at->month - 1], at->day, at->hour, at->minute, at->second,
                  (long long)at->year);
}

static int hour12(const sim_civil *at) {
    return at->hour % 12 ? at->hour % 12 : 12;
}

static void append_names(vl_buf *out, char directive, const sim_civil *at) {
    const char *day = sim_day_names[at->weekday], *month = sim_month_names[at->month - 1];
    switch (directive) {
    case 'a': vl_buf_format(out, "%.3s", day); break;
    case 'A': vl_buf_text(out, day); break;
    case 'B': vl_buf_text(out, month); break;
    default: vl_buf_format(out, "%.3s", month); break;
    }
}

// Directives that stand for other formats.
static const char *composed(char directive) {
    switch (directive) {
    case 'c': return "%a %b %e %H:%M:%S %Y";
    case 'D':
    case 'x': return "%m/%d/%y";
    case 'F': return "%Y-%m-%d";
    case 'r': return "%I:%M:%S %p";
    case 'R': return "%H:%M";
    case 'T':
    case 'X': return "%H:%M:%S";
    default: return NULL;
    }
}

static void append_numbers(vl_buf *out, char directive, const sim_civil *at) {
    int64_t year;
    int week;
    sim_iso_week(at, &year, &week);
    switch (directive) {
    case 'd': vl_buf_format(out, "%02d", at->day); break;
    case 'e': vl_buf_format(out, "%2d", at->day); break;
    case 'H': vl_buf_format(out, "%02d", at->hour); break;
    case 'k': vl_buf_format(out, "%2d", at->hour); break;
    case 'I': vl_buf_format(out, "%02d", hour12(at)); break;
    case 'l': vl_buf_format(out, "%2d", hour12(at)); break;
    case 'j': vl_buf_format(out, "%03d", at->yearday); break;
    case 'm': vl_buf_format(out, "%02d", at->month); break;
    case 'M': vl_buf_format(out, "%02d", at->minute); break;
    case 'S': vl_buf_format(out, "%02d", at->second); break;
    case 'C': vl_buf_format(out, "%02lld", (long long)(at->year / 100)); break;
    case 'y': vl_buf_format(out, "%02d", (int)((at->year % 100 + 100) % 100)); break;
    case 'Y': vl_buf_format(out, "%lld", (long long)at->year); break;
    case 'G': vl_buf_format(out, "%lld", (long long)year); break;
    case 'g': vl_buf_format(out, "%02d", (int)((year % 100 + 100) % 100)); break;
    case 'V': vl_buf_format(out, "%02d", week); break;
    case 'u': vl_buf_format(out, "%d", at->weekday + 1); break;
    case 'w': vl_buf_format(out, "%d", (at->weekday + 1) % 7); break;
    case 'U': vl_buf_format(out, "%02d", (at->yearday + 6 - (at->weekday + 1) % 7) / 7); break;
    case 'W': vl_buf_format(out, "%02d", (at->yearday + 6 - at->weekday) / 7); break;
    default: {
        int64_t days = sim_days_from_civil(at->year, at->month, at->day);
        vl_buf_format(out, "%lld",
                      (long long)(days * 86400 + at->hour * 3600 + at->minute * 60 + at->second));
        break;
    }
    }
}

static void append_directive(vl_buf *out, char directive, const sim_civil *at) {
    const char *format = composed(directive);
    if (format)
        sim_strftime(out, format, strlen(format), at);
    else if (directive && strchr("aAbBh", directive))
        append_names(out, directive, at);
    else if (directive && strchr("deHkIljmMSCyYGgVuwUWs", directive))
        append_numbers(out, directive, at);
    else if (directive == 'p')
        vl_buf_text(out, at->hour < 12 ? "AM" : "PM");
    else if (directive == 'P')
        vl_buf_text(out, at->hour < 12 ? "am" : "pm");
    else if (directive == 'n' || directive == 't')
        vl_buf_char(out, directive == 'n' ? '\n' : '\t');
    else if (directive == 'z')
        vl_buf_text(out, "+0000");
    else if (directive == 'Z')
        vl_buf_text(out, at->zone ? at->zone : "UTC");
    else if (directive == '%')
        vl_buf_char(out, '%');
    else { // the C library copies what it does not know
        vl_buf_char(out, '%');
        vl_buf_char(out, directive);
    }
}

void sim_strftime(vl_buf *out, const char *format, size_t len, const sim_civil *at) {
    for (size_t i = 0; i < len; i++) {
        if (format[i] != '%' || i + 1 == len)
            vl_buf_char(out, format[i]);
        else
            append_directive(out, format[++i], at);
    }
}
