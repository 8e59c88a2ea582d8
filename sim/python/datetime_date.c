// datetime.date, what dates and datetimes have in common, and the result of isocalendar.
#include <math.h>

#include "bigint_internal.h"
#include "datetime_internal.h"
#include "text_internal.h"

static dt_date *date_of(py_value v) {
    return (dt_date *)v.as.o;
}

// ---- arguments --------------------------------------------------------------------------------------

bool dt_int_arg(py_vm *vm, py_value v, int *out) {
    if (!py_is_set(v))
        return true;
    if (py_unbox(v).tag == PY_FLOAT) {
        py_raise(vm, PY_EXC_TypeError, "'float' object cannot be interpreted as an integer");
        return false;
    }
    py_value plain = py__index(vm, v);
    if (!py_is_set(plain))
        return false;
    bool fits = py__int_small(plain);
    int64_t value = fits ? plain.as.i : 0;
    py_decref(vm, plain);
    if (!fits)
        py_raise(vm, PY_EXC_OverflowError, "Python int too large to convert to C int");
    else if (value > INT32_MAX)
        py_raise(vm, PY_EXC_OverflowError, "signed integer is greater than maximum");
    else if (value < INT32_MIN)
        py_raise(vm, PY_EXC_OverflowError, "signed integer is less than minimum");
    *out = (int)value;
    return fits && value == *out;
}

bool dt_check_date(py_vm *vm, int year, int month, int day) {
    bool tells = vm->python_minor >= 14;
    if (year < 1 || year > 9999)
        py_raise(vm, PY_EXC_ValueError, tells ? "year must be in 1..9999, not %d" : "year %d is out of range",
                 year);
    else if (month < 1 || month > 12)
        py_raise(vm, PY_EXC_ValueError, tells ? "month must be in 1..12, not %d" : "month must be in 1..12",
                 month);
    else if (day < 1 || day > py__month_days(year, month))
        py_raise(vm, PY_EXC_ValueError,
                 tells ? "day %d must be in range 1..%d for month %d in year %d"
                       : "day is out of range for month",
                 day, py__month_days(year, month), month, year);
    else
        return true;
    return false;
}

bool dt_to_ordinal(py_vm *vm, int64_t ordinal, int *year, int *month, int *day) {
    if (ordinal < 1 || ordinal > DT_MAX_ORDINAL) {
        py_raise(vm, PY_EXC_OverflowError, "date value out of range");
        return false;
    }
    py__from_ordinal(ordinal, year, month, day);
    return true;
}

bool dt_seconds_arg(py_vm *vm, py_value v, int64_t *seconds, int *us) {
    py_value plain = py_unbox(v);
    *us = 0;
    if (plain.tag == PY_FLOAT) {
        double d = plain.as.d, whole, fraction = modf(d, &whole);
        if (isnan(d)) {
            py_raise(vm, PY_EXC_ValueError, "Invalid value NaN (not a number)");
            return false;
        }
        if (fabs(whole) >= 9.2e18) {
            py_raise(vm, PY_EXC_OverflowError, "timestamp out of range for platform time_t");
            return false;
        }
        *seconds = (int64_t)whole;
        double rounded = nearbyint(fraction * 1e6); // halves to even
        *us = (int)rounded;
        if (*us < 0) {
            *us += 1000000;
            --*seconds;
        } else if (*us >= 1000000) {
            *us -= 1000000;
            ++*seconds;
        }
    } else {
        py_value index = py__index(vm, v);
        if (!py_is_set(index))
            return false;
        bool fits = py__int_small(index);
        *seconds = fits ? index.as.i : 0;
        py_decref(vm, index);
        if (!fits) {
            py_raise(vm, PY_EXC_OverflowError, "timestamp out of range for platform time_t");
            return false;
        }
    }
    int64_t least = (1 - (int64_t)PY_EPOCH_DAYS) * 86400, most = (DT_MAX_ORDINAL + 1 - PY_EPOCH_DAYS) * INT64_C(86400);
    if (*seconds >= least && *seconds < most)
        return true;
    if (*seconds > INT64_C(60000000000000000) || *seconds < -INT64_C(60000000000000000))
        py_raise(vm, PY_EXC_OverflowError, "timestamp out of range for platform time_t");
    else {
        py_civil t;
        py_civil_from_seconds(*seconds, &t);
        py_raise(vm, PY_EXC_ValueError, "year %lld is out of range", (long long)t.year);
    }
    return false;
}

py_value dt_date_new(py_vm *vm, py_type *type, int year, int month, int day) {
    if (type->flags & PY_TF_HEAP) { // a subclass: as calling it does
        py_value parts[3] = {py_int(year), py_int(month), py_int(day)};
        return py_call_n(vm, py_from(type), 3, parts);
    }
    dt_date *date = py_object_new(vm, type, 0);
    if (!date)
        return py_unset();
    date->year = year;
    date->month = month;
    date->day = day;
    return py_from(date);
}

static py_value date_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {"function", "year, month, day", NULL, 0};
    py_value a[3];
    int year = 0, month = 0, day = 0;
    if (!py_bind_args(vm, &def, args, a) || !dt_int_arg(vm, a[0], &year) ||
        !dt_int_arg(vm, a[1], &month) || !dt_int_arg(vm, a[2], &day) ||
        !dt_check_date(vm, year, month, day))
        return py_unset();
    dt_date *date = py_object_new(vm, type, 0);
    if (!date)
        return py_unset();
    date->year = year;
    date->month = month;
    date->day = day;
    return py_from(date);
}

// ---- text -------------------------------------------------------------------------------------------

static py_value date_repr(py_vm *vm, py_value self) {
    const dt_date *d = date_of(self);
    return py_from(py_str_format(vm, "%T(%d, %d, %d)", self, d->year, d->month, d->day));
}

static py_value date_isoformat(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const dt_date *d = date_of(a[0]);
    return py_from(py_str_format(vm, "%04d-%02d-%02d", d->year, d->month, d->day));
}

static py_value date_str(py_vm *vm, py_value self) {
    return date_isoformat(vm, &self, 1);
}

void dt_civil_of_date(const dt_date *date, py_civil *t) {
    *t = (py_civil){.year = date->year, .month = date->month, .day = date->day};
    t->weekday = (int)((py__ordinal(date->year, date->month, date->day) + 6) % 7);
    t->yearday = py__year_day(date->year, date->month, date->day);
}

// What str.replace of %Z's percent signs leaves; owned. NULL: none, or failed.
static py_str *zone_text(py_vm *vm, py_value self) {
    py_value name = py_is_set(self) ? py_getattr_z(vm, self, "tzname") : py_none();
    py_value text = py_is_none(name) ? name : py_is_set(name) ? py_call_n(vm, name, 0, NULL) : name;
    py_decref(vm, name);
    if (!py_is_set(text) || py_is_none(text))
        return NULL;
    if (!py_has_flag(text, PY_TF_STR)) {
        py_decref(vm, text);
        py_raise(vm, PY_EXC_TypeError, "tzinfo.tzname() must return None or a string");
        return NULL;
    }
    return py_as_str(text);
}

// The object's offset as +HHMM or +HH:MM; false: raised.
static bool offset_text(py_vm *vm, py_value self, const char *colon, char *out, size_t size) {
    out[0] = 0;
    py_value method = py_getattr_z(vm, self, "utcoffset");
    py_value v = py_is_set(method) ? py_call_n(vm, method, 0, NULL) : method;
    if (py_is_set(method))
        py_decref(vm, method);
    if (!py_is_set(v))
        return false;
    if (py_is_none(v))
        return true;
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    if (dt_is(vm, v, &dt_delta_spec)) {
        const dt_delta *d = dt_delta_of(v);
        dt_offset_text(&text, ((int64_t)d->days * 86400 + d->seconds) * 1000000 + d->us, colon);
    }
    py_decref(vm, v);
    if (text.data && text.len < size)
        memcpy(out, text.data, text.len + 1);
    vl_buf_deinit(&text);
    return true;
}

// %:z has no counterpart in strftime: the format is split around it.
static bool format_parts(py_vm *vm, py_value self, bool aware, vl_buf *out, const py_str *format,
                         py_civil *t) {
    const char *at = format->data, *end = at + format->size;
    char offset[24] = "", colons[24] = "";
    py_str *zone = NULL;
    if (aware && (strstr(at, "%Z") || strstr(at, "%z") || strstr(at, "%:z"))) {
        if (!offset_text(vm, self, "", offset, sizeof offset) ||
            !offset_text(vm, self, ":", colons, sizeof colons))
            return false;
        zone = strstr(at, "%Z") ? zone_text(vm, self) : NULL;
        if (py_failed(vm))
            return false;
    }
    t->offset = offset;
    t->zone = zone;
    bool ok = true;
    while (ok && at < end) {
        const char *stop = at;
        while (stop < end && !(stop[0] == '%' && stop[1] == ':' && stop[2] == 'z' && vm->python_minor >= 12))
            stop += *stop == '%' && stop + 1 < end ? 2 : 1;
        ok = py_strftime(out, at, (size_t)(stop - at), t);
        if (ok && stop < end)
            ok = vl_buf_text(out, colons);
        at = stop < end ? stop + 3 : end;
    }
    py_release(vm, zone);
    return ok;
}

py_value dt_format(py_vm *vm, py_value self, py_civil *t, py_value format) {
    if (!py_has_flag(format, PY_TF_STR))
        return py_raise(vm, PY_EXC_TypeError, "strftime() argument 1 must be str, not %T", format);
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    bool aware = !py_is(vm, self, PY_TYPE_NONE) && self.as.o->type->spec != &dt_date_spec &&
                 !(self.as.o->type->flags & PY_TF_HEAP && !dt_is(vm, self, &dt_datetime_spec) &&
                   !dt_is(vm, self, &dt_time_spec));
    if (t->microsecond < 0)
        t->microsecond = 0;
    if (!format_parts(vm, self, aware, &out, py_as_str(py_unbox(format)), t)) {
        bool memory = out.failed;
        vl_buf_deinit(&out);
        return memory && !py_failed(vm) ? py_raise_memory(vm) : py_unset();
    }
    return py_from(py_str_from_buf(vm, &out));
}

// ---- operators --------------------------------------------------------------------------------------

static int64_t ordinal_of(const dt_date *d) {
    return py__ordinal(d->year, d->month, d->day);
}

static py_value moved(py_vm *vm, py_value date, int64_t days) {
    int year, month, day;
    if (!dt_to_ordinal(vm, ordinal_of(date_of(date)) + days, &year, &month, &day))
        return py_unset();
    return dt_date_new(vm, date.as.o->type, year, month, day);
}

static py_value date_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    bool left = dt_is(vm, a, &dt_date_spec), right = dt_is(vm, b, &dt_date_spec);
    if (dt_is(vm, a, &dt_datetime_spec) || dt_is(vm, b, &dt_datetime_spec))
        return py_incref(vm->not_implemented);
    if (op == PY_BIN_ADD && left && dt_is(vm, b, &dt_delta_spec))
        return moved(vm, a, dt_delta_of(b)->days);
    if (op == PY_BIN_ADD && right && dt_is(vm, a, &dt_delta_spec))
        return moved(vm, b, dt_delta_of(a)->days);
    if (op == PY_BIN_SUB && left && dt_is(vm, b, &dt_delta_spec))
        return moved(vm, a, -(int64_t)dt_delta_of(b)->days);
    if (op == PY_BIN_SUB && left && right)
        return dt_delta_new(vm, dt_type(vm, &dt_delta_spec), ordinal_of(date_of(a)) - ordinal_of(date_of(b)),
                            0, 0);
    return py_incref(vm->not_implemented);
}

static py_value date_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (!dt_is(vm, b, &dt_date_spec) || dt_is(vm, b, &dt_datetime_spec))
        return py_incref(vm->not_implemented);
    int64_t x = ordinal_of(date_of(a)), y = ordinal_of(date_of(b));
    return dt_compare_result(vm, op, (x > y) - (x < y));
}

static bool date_hash(py_vm *vm, py_value self, int64_t *hash) {
    const dt_date *d = date_of(self);
    py_value parts[3] = {py_int(d->year), py_int(d->month), py_int(d->day)};
    py_value all = py_from(py_tuple_of(vm, 3, parts));
    bool ok = py_is_set(all) && py_hash(vm, all, hash);
    py_decref(vm, all);
    return ok;
}

// ---- methods ----------------------------------------------------------------------------------------

#define METHOD(name) static py_value date_##name(py_vm *vm, const py_value *a, int n)
#define FIELD(name)                                                                                \
    METHOD(name) {                                                                                 \
        (void)vm, (void)n;                                                                         \
        return py_int(date_of(a[0])->name);                                                        \
    }
FIELD(year)
FIELD(month)
FIELD(day)

METHOD(toordinal) {
    (void)vm, (void)n;
    return py_int(ordinal_of(date_of(a[0])));
}

METHOD(weekday) {
    (void)vm, (void)n;
    return py_int((ordinal_of(date_of(a[0])) + 6) % 7);
}

METHOD(isoweekday) {
    (void)vm, (void)n;
    return py_int((ordinal_of(date_of(a[0])) + 6) % 7 + 1);
}

METHOD(isocalendar) {
    (void)n;
    int year, week, weekday;
    const dt_date *d = date_of(a[0]);
    py__iso_week(d->year, d->month, d->day, &year, &week, &weekday);
    return dt_iso_date_make(vm, year, week, weekday);
}

py_value dt_struct_time(py_vm *vm, const py_civil *t, int dst) {
    py_value time = py_import(vm, "time");
    py_value type = py_is_set(time) ? py_getattr_z(vm, time, "struct_time") : time;
    if (py_is_set(time))
        py_decref(vm, time);
    if (!py_is_set(type))
        return type;
    py_value parts[9] = {py_int(t->year),   py_int(t->month),  py_int(t->day),
                         py_int(t->hour),   py_int(t->minute), py_int(t->second),
                         py_int(t->weekday), py_int(t->yearday), py_int(dst)};
    py_value all = py_from(py_tuple_of(vm, 9, parts));
    py_value made = py_is_set(all) ? py_call_n(vm, type, 1, &all) : all;
    if (py_is_set(all))
        py_decref(vm, all);
    py_decref(vm, type);
    return made;
}

METHOD(timetuple) {
    (void)n;
    py_civil t;
    dt_civil_of_date(date_of(a[0]), &t);
    return dt_struct_time(vm, &t, -1);
}

METHOD(ctime) {
    (void)n;
    const dt_date *d = date_of(a[0]);
    py_civil t;
    dt_civil_of_date(d, &t);
    return py_from(py_str_format(vm, "%.3s %.3s %2d 00:00:00 %04d", py__day_names[t.weekday],
                                 py__month_names[t.month - 1], t.day, t.year));
}

METHOD(strftime) {
    (void)n;
    py_civil t;
    dt_civil_of_date(date_of(a[0]), &t);
    return dt_format(vm, a[0], &t, a[1]);
}

static py_value date_format(py_vm *vm, py_value self, const py_str *spec) {
    if (!spec || spec->size == 0)
        return py_from(py_str_of(vm, self));
    py_value format = py_from((void *)spec), method = py_getattr_z(vm, self, "strftime");
    py_value text = py_is_set(method) ? py_call_n(vm, method, 1, &format) : method;
    if (py_is_set(method))
        py_decref(vm, method);
    return text;
}

METHOD(replace) {
    (void)n;
    const dt_date *d = date_of(a[0]);
    int year = d->year, month = d->month, day = d->day;
    if (!dt_int_arg(vm, a[1], &year) || !dt_int_arg(vm, a[2], &month) || !dt_int_arg(vm, a[3], &day))
        return py_unset();
    py_value parts[3] = {py_int(year), py_int(month), py_int(day)};
    return py_call_n(vm, py_from(a[0].as.o->type), 3, parts);
}

METHOD(today) {
    (void)n;
    py_value time = py_import(vm, "time");
    py_value now = py_is_set(time) ? py_getattr_z(vm, time, "time") : time;
    py_value seconds = py_is_set(now) ? py_call_n(vm, now, 0, NULL) : now;
    py_value make = py_is_set(seconds) ? py_getattr_z(vm, a[0], "fromtimestamp") : seconds;
    py_value result = py_is_set(make) ? py_call_n(vm, make, 1, &seconds) : make;
    py_decref(vm, make);
    py_decref(vm, seconds);
    py_decref(vm, now);
    py_decref(vm, time);
    return result;
}

METHOD(fromtimestamp) {
    (void)n;
    int64_t seconds;
    int us;
    if (!dt_seconds_arg(vm, a[1], &seconds, &us))
        return py_unset();
    py_civil t;
    py_civil_from_seconds(seconds, &t);
    return dt_date_new(vm, (py_type *)a[0].as.o, (int)t.year, t.month, t.day);
}

METHOD(fromordinal) {
    (void)n;
    int ordinal = 0, year, month, day;
    if (!dt_int_arg(vm, a[1], &ordinal))
        return py_unset();
    if (ordinal < 1)
        return py_raise(vm, PY_EXC_ValueError, "ordinal must be >= 1");
    if (ordinal > DT_MAX_ORDINAL)
        return py_raise(vm, PY_EXC_ValueError, "year %d is out of range", ordinal / 365);
    py__from_ordinal(ordinal, &year, &month, &day);
    return dt_date_new(vm, (py_type *)a[0].as.o, year, month, day);
}

METHOD(fromisoformat) {
    (void)n;
    if (!py_has_flag(a[1], PY_TF_STR))
        return py_raise(vm, PY_EXC_TypeError, "fromisoformat: argument must be str");
    const py_str *text = py_as_str(py_unbox(a[1]));
    dt_date date;
    size_t used;
    if (!dt_parse_date(text->data, text->size, &date, &used) || used != text->size)
        return py_raise(vm, PY_EXC_ValueError, "Invalid isoformat string: %R", a[1]);
    if (!dt_check_date(vm, date.year, date.month, date.day))
        return py_unset();
    return dt_date_new(vm, (py_type *)a[0].as.o, date.year, date.month, date.day);
}

METHOD(fromisocalendar) {
    (void)n;
    int year, week, weekday, month, day;
    if (!dt_int_arg(vm, a[1], &year) || !dt_int_arg(vm, a[2], &week) || !dt_int_arg(vm, a[3], &weekday))
        return py_unset();
    if (year < 1 || year > 9999)
        return py_raise(vm, PY_EXC_ValueError, vm->python_minor >= 14 ? "year must be in 1..9999, not %d"
                                                                      : "Year is out of range: %d", year);
    int weeks = (int)((py__iso_monday(year + 1) - py__iso_monday(year)) / 7);
    if (week < 1 || week > weeks)
        return py_raise(vm, PY_EXC_ValueError, "Invalid week: %d", week);
    if (weekday < 1 || weekday > 7)
        return py_raise(vm, PY_EXC_ValueError, "Invalid %s: %d (range is [1, 7])",
                        vm->python_minor >= 14 ? "weekday" : "day", weekday);
    int64_t ordinal = py__iso_monday(year) + (week - 1) * 7 + weekday - 1;
    py__from_ordinal(ordinal, &year, &month, &day);
    return dt_date_new(vm, (py_type *)a[0].as.o, year, month, day);
}

METHOD(reduce) {
    (void)n;
    const dt_date *d = date_of(a[0]);
    py_value parts[3] = {py_int(d->year), py_int(d->month), py_int(d->day)};
    return py__pair_take(vm, py_incref(py_from(a[0].as.o->type)), py_from(py_tuple_of(vm, 3, parts)));
}

static const py_fndef date_methods[] = {
    {"year", NULL, date_year, PY_FN_GETTER},
    {"month", NULL, date_month, PY_FN_GETTER},
    {"day", NULL, date_day, PY_FN_GETTER},
    {"toordinal", "self, /", date_toordinal, PY_FN_METHOD},
    {"weekday", "self, /", date_weekday, PY_FN_METHOD},
    {"isoweekday", "self, /", date_isoweekday, PY_FN_METHOD},
    {"isocalendar", "self, /", date_isocalendar, PY_FN_METHOD},
    {"isoformat", "self, /", date_isoformat, PY_FN_METHOD},
    {"timetuple", "self, /", date_timetuple, PY_FN_METHOD},
    {"ctime", "self, /", date_ctime, PY_FN_METHOD},
    {"strftime", "self, format", date_strftime, PY_FN_METHOD},
    {"replace", "self, year=, month=, day=", date_replace, PY_FN_METHOD},
    {"__replace__", "self, year=, month=, day=", date_replace, PY_FN_METHOD},
    {"today", "cls, /", date_today, PY_FN_CLASSMETHOD},
    {"fromtimestamp", "cls, timestamp, /", date_fromtimestamp, PY_FN_CLASSMETHOD},
    {"fromordinal", "cls, ordinal, /", date_fromordinal, PY_FN_CLASSMETHOD},
    {"fromisoformat", "cls, string, /", date_fromisoformat, PY_FN_CLASSMETHOD},
    {"fromisocalendar", "cls, year, week, day", date_fromisocalendar, PY_FN_CLASSMETHOD},
    {"__reduce__", "self, /", date_reduce, PY_FN_METHOD},
    {0}};

static void date_dealloc(py_vm *vm, py_obj *self) {
    py_object_free(vm, self, 0);
}

const py_type_spec dt_date_spec = {
    .name = "date",
    .module = "datetime",
    .size = sizeof(dt_date),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = date_dealloc,
              .new_ = date_new,
              .repr = date_repr,
              .str = date_str,
              .format = date_format,
              .hash = date_hash,
              .binary = date_binary,
              .compare = date_compare},
    .methods = date_methods,
};

// ---- what isocalendar gives -------------------------------------------------------------------------

py_value dt_iso_date_make(py_vm *vm, int year, int week, int weekday) {
    py_tuple *tuple = py_object_new(vm, dt_type(vm, &dt_iso_date_spec), 3 * sizeof(py_value));
    if (!tuple)
        return py_unset();
    tuple->count = 3;
    tuple->hash = -1;
    tuple->items = tuple->store;
    tuple->items[0] = py_int(year);
    tuple->items[1] = py_int(week);
    tuple->items[2] = py_int(weekday);
    return py_from(tuple);
}

#define PART(name, index)                                                                          \
    static py_value iso_##name(py_vm *vm, const py_value *a, int n) {                              \
        (void)vm, (void)n;                                                                         \
        return py_incref(((py_tuple *)a[0].as.o)->items[index]);                                   \
    }
PART(year, 0)
PART(week, 1)
PART(weekday, 2)

static py_value iso_repr(py_vm *vm, py_value self) {
    const py_tuple *t = (py_tuple *)self.as.o;
    return py_from(py_str_format(vm, "%T(year=%V, week=%V, weekday=%V)", self, t->items[0], t->items[1],
                                 t->items[2]));
}

static const py_fndef iso_methods[] = {{"year", NULL, iso_year, PY_FN_GETTER},
                                       {"week", NULL, iso_week, PY_FN_GETTER},
                                       {"weekday", NULL, iso_weekday, PY_FN_GETTER},
                                       {0}};

const py_type_spec dt_iso_date_spec = {
    .name = "IsoCalendarDate",
    .module = "datetime",
    .size = sizeof(py_tuple),
    .flags = PY_TF_GC | PY_TF_TUPLE | PY_TF_QUALIFIED,
    .base = PY_TYPE_TUPLE,
    .slots = {.repr = iso_repr},
    .methods = iso_methods,
};
