// Dates as numbers, and their texts: what the modules datetime, time and logging share. The calendar is
// the proleptic Gregorian one, the zone is UTC. Knows the public header only.
#ifndef PY_CALENDAR_INTERNAL_H
#define PY_CALENDAR_INTERNAL_H

#include "specs_internal.h"

#define PY_DAY_US     INT64_C(86400000000)
#define PY_EPOCH_DAYS 719163 // ordinal of 1970-01-01

bool py__leap_year(int64_t year);
int py__month_days(int64_t year, int month);
int64_t py__ordinal(int64_t year, int month, int day); // 0001-01-01 is 1
void py__from_ordinal(int64_t ordinal, int *year, int *month, int *day);
int py__year_day(int64_t year, int month, int day);
int64_t py__iso_monday(int64_t year); // ordinal of the Monday that begins the ISO year
void py__iso_week(int year, int month, int day, int *iso_year, int *week, int *weekday);
extern const char *const py__day_names[7], *const py__month_names[12]; // whole; the first three letters

#endif
