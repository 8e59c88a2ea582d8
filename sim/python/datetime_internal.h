// What the files of the module datetime share: the objects, and how they make each other.
#ifndef PY_DATETIME_INTERNAL_H
#define PY_DATETIME_INTERNAL_H

#include "calendar_internal.h"

typedef struct dt_delta { // 0 <= seconds < 86400, 0 <= us < 1000000
    py_gcobj gc;
    int days, seconds, us;
} dt_delta;

typedef struct dt_date { // date, and the beginning of a datetime
    py_gcobj gc;
    int year, month, day;
} dt_date;

typedef struct dt_clock { // time of day; of a time or datetime
    int hour, minute, second, us, fold;
    py_value tz; // a tzinfo; unset: none
} dt_clock;

typedef struct dt_time {
    py_gcobj gc;
    dt_clock clock;
} dt_time;

typedef struct dt_datetime {
    dt_date date;
    dt_clock clock;
} dt_datetime;

typedef struct dt_zone { // timezone: a fixed offset
    py_gcobj gc;
    int64_t offset_us;
    py_str *name; // NULL: made from the offset
} dt_zone;

extern const py_type_spec dt_delta_spec, dt_date_spec, dt_time_spec, dt_datetime_spec, dt_tzinfo_spec,
    dt_zone_spec, dt_iso_date_spec;

static inline py_type *dt_type(const py_vm *vm, const py_type_spec *spec) {
    return py_vm_kept_type(vm, spec);
}
static inline bool dt_is(const py_vm *vm, py_value v, const py_type_spec *spec) {
    return v.tag == PY_OBJ && (v.as.o->type->spec == spec || py_is_subtype(v.as.o->type, dt_type(vm, spec)));
}

#define DT_MAX_DAYS 999999999
#define DT_MAX_ORDINAL 3652059

// delta.c. Microseconds that may not fit 64 bits are Python ints.
py_value dt_delta_new(py_vm *vm, py_type *type, int64_t days, int64_t seconds, int64_t us); // normalises
py_value dt_delta_from_us(py_vm *vm, int64_t us);
py_value dt_delta_us(py_vm *vm, const dt_delta *delta); // an int
static inline dt_delta *dt_delta_of(py_value v) { return (dt_delta *)v.as.o; }

// date.c
bool dt_int_arg(py_vm *vm, py_value v, int *out); // as an int of C; unset leaves *out
bool dt_check_date(py_vm *vm, int year, int month, int day);
py_value dt_date_new(py_vm *vm, py_type *type, int year, int month, int day);
py_value dt_struct_time(py_vm *vm, const py_civil *t, int dst);
// strftime of an object: %z, %:z and %Z are asked of `self`.
py_value dt_format(py_vm *vm, py_value self, py_civil *t, py_value format);
void dt_civil_of_date(const dt_date *date, py_civil *t);
bool dt_seconds_arg(py_vm *vm, py_value v, int64_t *seconds, int *us); // a timestamp
py_value dt_iso_date_make(py_vm *vm, int year, int week, int weekday);
bool dt_to_ordinal(py_vm *vm, int64_t ordinal, int *year, int *month, int *day); // OverflowError

// clock.c
bool dt_check_clock(py_vm *vm, const dt_clock *clock);
bool dt_tz_arg(py_vm *vm, py_value v, py_value *tz); // None or a tzinfo; borrowed
bool dt_clock_args(py_vm *vm, const py_value *a, dt_clock *clock); // hour ... microsecond, tzinfo, fold
// Appends HH:MM and what `spec` (a value or unset) asks for.
bool dt_clock_iso(py_vm *vm, vl_buf *out, const dt_clock *clock, py_value spec);
void dt_offset_text(vl_buf *out, int64_t offset_us, const char *colon);
// The offset that tz gives for `about` (a datetime or None). 1: *us, 0: None, -1: raised.
int dt_utcoffset(py_vm *vm, py_value tz, py_value about, const char *method, int64_t *us);
py_value dt_tzname(py_vm *vm, py_value tz, py_value about);
py_value dt_offset_value(py_vm *vm, py_value tz, py_value about, const char *method);
int64_t dt_clock_us(const dt_clock *clock);

// datetime.c
py_value dt_datetime_new(py_vm *vm, py_type *type, const dt_date *date, const dt_clock *clock);
// The moment `us` microseconds after 0001-01-01T00:00 (day 0 is ordinal 0).
py_value dt_datetime_from_us(py_vm *vm, py_type *type, int64_t us, py_value tz, int fold);
int64_t dt_datetime_us(const dt_datetime *d);
#define DT_DATETIME_FIELDS(X) \
    X(hour) X(minute) X(second) X(microsecond) X(fold) X(tzinfo)
#define DT_DATETIME_ASKS(X) X(utcoffset) X(dst) X(tzname)
#define X(name) py_value dt_datetime_##name(py_vm *vm, const py_value *a, int n);
DT_DATETIME_FIELDS(X) DT_DATETIME_ASKS(X) X(isoformat)
#undef X
extern const py_fndef dt_datetime_methods[];

// zone.c
py_value dt_zone_new(py_vm *vm, py_type *type, int64_t offset_us, py_str *name);
py_value dt_utc(py_vm *vm); // owned
py_value dt_compare_result(py_vm *vm, py_compare op, int order); // order: -1, 0, 1

// parse.c: fromisoformat. False: not that format, nothing raised (or vm->exc for a bad value).
bool dt_parse_date(const char *text, size_t len, dt_date *date, size_t *used);
bool dt_parse_clock(py_vm *vm, const char *text, size_t len, dt_clock *clock, bool *has_offset,
                    int64_t *offset_us);
size_t dt_date_end(const char *text, size_t len); // where the separator stands

#endif
