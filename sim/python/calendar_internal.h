// Dates as numbers, and their texts: what the modules datetime, time and logging share. The calendar is
// the proleptic Gregorian one, the zone is UTC. Knows the public header only.
#ifndef PY_CALENDAR_INTERNAL_H
#define PY_CALENDAR_INTERNAL_H

#include "specs_internal.h"

#define PY_DAY_US     INT64_C(86400000000)
#define PY_EPOCH_DAYS 719163 // ordinal of 1970-01-01

typedef struct py_civil { // a moment as people write it
    int year, month, day, hour, minute, second;
    int microsecond;     // -1: the text has no %f
    int weekday;         // 0: Monday
    int yearday;         // from 1
    const py_str *zone;  // %Z; NULL: empty
    const char *offset;  // %z, "+0000"; NULL: empty
} py_civil;

bool py__leap_year(int year);
int py__month_days(int year, int month);
int64_t py__ordinal(int year, int month, int day); // 0001-01-01 is 1
void py__from_ordinal(int64_t ordinal, int *year, int *month, int *day);
int py__year_day(int year, int month, int day);
int64_t py__iso_monday(int year); // ordinal of the Monday that begins the ISO year
void py__iso_week(int year, int month, int day, int *iso_year, int *week, int *weekday);
// The moment `seconds` after 1970, weekday and yearday included, without microseconds.
void py__civil_from_seconds(int64_t seconds, py_civil *out);
int64_t py__civil_seconds(const py_civil *t);
extern const char *const py__day_names[7], *const py__month_names[12]; // whole; the first three letters

// Appends what the C library's strftime prints in the C locale.
bool py__strftime(vl_buf *out, const char *format, size_t size, const py_civil *t);

typedef struct py_parsed { // what strptime found
    py_civil civil;
    bool has_offset;
    int64_t offset_us; // of %z
    py_value zone;     // the text of %Z, owned; unset
} py_parsed;

// False raised: ValueError in CPython's words.
bool py__strptime(py_vm *vm, const py_str *text, const py_str *format, py_parsed *out);

#endif
