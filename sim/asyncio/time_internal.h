// What the files of the module time share: calendar time as struct_time holds it, always in UTC.
#ifndef SIM_TIME_INTERNAL_H
#define SIM_TIME_INTERNAL_H

#include "sim_internal.h"

typedef struct sim_civil { // counted as struct_time counts: months from 1, Monday is 0, yday from 1
    int64_t year;
    int month, day, hour, minute, second, weekday, yearday, dst;
    const char *zone; // borrowed; NULL: not known
} sim_civil;

int64_t sim_days_from_civil(int64_t year, int month, int day); // days since 1970-01-01, any month
sim_civil sim_civil_of(int64_t seconds);                       // since the epoch
bool sim_is_leap(int64_t year);
extern const char *const sim_day_names[7], *const sim_month_names[12];

// Appends what C's strftime would in the locale C. `format` is bytes of UTF-8.
void sim_strftime(vl_buf *out, const char *format, size_t len, const sim_civil *at);
void sim_asctime(vl_buf *out, const sim_civil *at);
void sim_iso_week(const sim_civil *at, int64_t *year, int *week); // weeks from Monday, ISO 8601

// time_struct.c
py_type *sim_struct_time_new_type(py_vm *vm);
py_value sim_struct_time(py_vm *vm, const sim_civil *at);
// From a tuple of nine or a struct_time, checked as asctime and strftime check.
bool sim_civil_from(py_vm *vm, py_value tuple, const char *who, bool checked, sim_civil *at);

py_value sim_time_strptime(py_vm *vm, const py_value *a, int n); // strptime(string[, format])
extern const py_module_spec sim_strptime_module_spec; // _strptime: time.strptime and datetime's

#endif
