// The methods of datetime.datetime that make, take apart and convert.
#include "bigint_internal.h"
#include "datetime_internal.h"

static dt_datetime *of(py_value v) {
    return (dt_datetime *)v.as.o;
}

#define METHOD(name) static py_value m_##name(py_vm *vm, const py_value *a, int n)
#define EPOCH_US     (PY_EPOCH_DAYS * PY_DAY_US)

// ---- from the clock and timestamps ------------------------------------------------------------------

// The moment in the zone tz, which is told by its own fromutc; tz unset: naive, in UTC.
static py_value in_zone(py_vm *vm, py_type *type, int64_t us, py_value tz) {
    py_value utc = dt_datetime_from_us(vm, type, us, tz, 0);
    if (!py_is_set(utc) || !py_is_set(tz))
        return utc;
    py_value method = py_getattr_z(vm, tz, "fromutc");
    py_value result = py_is_set(method) ? py_call_n(vm, method, 1, &utc) : method;
    if (py_is_set(method))
        py_decref(vm, method);
    py_decref(vm, utc);
    return result;
}

static int64_t now_us(py_vm *vm) {
    int64_t ns = vm->host.wall_ns ? vm->host.wall_ns(vm->host.context) : 0;
    return EPOCH_US + ns / 1000;
}

METHOD(now) {
    (void)n;
    py_value tz = py_unset();
    return dt_tz_arg(vm, a[1], &tz) ? in_zone(vm, (py_type *)a[0].as.o, now_us(vm), tz) : py_unset();
}

METHOD(today) {
    (void)n;
    return in_zone(vm, (py_type *)a[0].as.o, now_us(vm), py_unset());
}

static void warn_naive(py_vm *vm, const char *old, const char *instead) {
    if (vm->python_minor >= 12)
        py_warn(vm, PY_EXC_DeprecationWarning,
                "datetime.datetime.%s() is deprecated and scheduled for removal in a future version. Use "
                "timezone-aware objects to represent datetimes in UTC: datetime.datetime.%s.",
                old, instead);
}

METHOD(utcnow) {
    (void)n;
    warn_naive(vm, "utcnow", "now(datetime.UTC)");
    return py_failed(vm) ? py_unset() : in_zone(vm, (py_type *)a[0].as.o, now_us(vm), py_unset());
}

static py_value from_timestamp(py_vm *vm, py_value cls, py_value timestamp, py_value tz) {
    int64_t seconds;
    int us;
    if (!dt_seconds_arg(vm, timestamp, &seconds, &us))
        return py_unset();
    return in_zone(vm, (py_type *)cls.as.o, EPOCH_US + seconds * 1000000 + us, tz);
}

METHOD(fromtimestamp) {
    (void)n;
    py_value tz = py_unset();
    return dt_tz_arg(vm, a[2], &tz) ? from_timestamp(vm, a[0], a[1], tz) : py_unset();
}

METHOD(utcfromtimestamp) {
    (void)n;
    warn_naive(vm, "utcfromtimestamp", "fromtimestamp(timestamp, datetime.UTC)");
    return py_failed(vm) ? py_unset() : from_timestamp(vm, a[0], a[1], py_unset());
}

// ---- from text --------------------------------------------------------------------------------------

static py_value offset_zone(py_vm *vm, int64_t offset_us, py_str *name) {
    if (!offset_us && !name)
        return dt_utc(vm);
    return dt_zone_new(vm, dt_type(vm, &dt_zone_spec), offset_us, name);
}

METHOD(strptime) {
    (void)n;
    for (int i = 1; i <= 2; i++)
        if (!py_has_flag(a[i], PY_TF_STR))
            return py_raise(vm, PY_EXC_TypeError, "strptime() argument %d must be str, not %T", i, a[i]);
    py_parsed parsed = {0};
    if (!py_strptime(vm, py_as_str(py_unbox(a[1])), py_as_str(py_unbox(a[2])), &parsed))
        return py_unset();
    const py_civil *t = &parsed.civil;
    dt_date date = {.year = (int)t->year, .month = t->month, .day = t->day};
    dt_clock clock = {t->hour, t->minute, t->second, t->microsecond, 0, py_unset()};
    bool ok = true;
    if (parsed.has_offset) {
        clock.tz = offset_zone(vm, parsed.offset_us, py_is_set(parsed.zone) ? py_as_str(parsed.zone) : NULL);
        ok = py_is_set(clock.tz);
    }
    py_value made = ok ? dt_datetime_new(vm, (py_type *)a[0].as.o, &date, &clock) : py_unset();
    py_decref(vm, clock.tz);
    py_decref(vm, parsed.zone);
    return made;
}

static py_value bad_iso(py_vm *vm, py_value text) {
    return py_failed(vm) ? py_unset() : py_raise(vm, PY_EXC_ValueError, "Invalid isoformat string: %R", text);
}

METHOD(fromisoformat) {
    (void)n;
    if (!py_has_flag(a[1], PY_TF_STR))
        return py_raise(vm, PY_EXC_TypeError, "fromisoformat: argument must be str");
    const py_str *text = py_as_str(py_unbox(a[1]));
    size_t used, split = dt_date_end(text->data, text->size);
    dt_date date;
    dt_clock clock = {0};
    bool aware = false;
    int64_t offset = 0;
    if (text->size < 7 || split > text->size || !dt_parse_date(text->data, split, &date, &used) ||
        used != split)
        return bad_iso(vm, a[1]);
    if (split < text->size) {
        size_t at = split + 1; // any one character stands between
        while (at < text->size && ((unsigned char)text->data[at] & 0xc0) == 0x80)
            at++;
        if (!dt_parse_clock(vm, text->data + at, text->size - at, &clock, &aware, &offset))
            return bad_iso(vm, a[1]);
    }
    clock.tz = aware ? offset_zone(vm, offset, NULL) : py_unset();
    py_value made = aware && !py_is_set(clock.tz)
                        ? py_unset()
                        : dt_datetime_new(vm, (py_type *)a[0].as.o, &date, &clock);
    py_decref(vm, clock.tz);
    return made;
}

// ---- from and to parts ------------------------------------------------------------------------------

METHOD(combine) {
    (void)n;
    if (!dt_is(vm, a[1], &dt_date_spec))
        return py_raise(vm, PY_EXC_TypeError, "combine() argument 1 must be datetime.date, not %T", a[1]);
    if (!dt_is(vm, a[2], &dt_time_spec))
        return py_raise(vm, PY_EXC_TypeError, "combine() argument 2 must be datetime.time, not %T", a[2]);
    dt_clock clock = ((dt_time *)a[2].as.o)->clock;
    if (!dt_tz_arg(vm, a[3], &clock.tz))
        return py_unset();
    return dt_datetime_new(vm, (py_type *)a[0].as.o, (dt_date *)a[1].as.o, &clock);
}

METHOD(date) {
    (void)n;
    const dt_date *d = &of(a[0])->date;
    return dt_date_new(vm, dt_type(vm, &dt_date_spec), d->year, d->month, d->day);
}

static py_value time_of(py_vm *vm, py_value self, bool aware) {
    const dt_clock *c = &of(self)->clock;
    dt_time *time = py_object_new(vm, dt_type(vm, &dt_time_spec), 0);
    if (!time)
        return py_unset();
    time->clock = *c;
    time->clock.tz = aware ? py_incref(c->tz) : py_unset();
    return py_from(time);
}

METHOD(time) {
    (void)n;
    return time_of(vm, a[0], false);
}

METHOD(timetz) {
    (void)n;
    return time_of(vm, a[0], true);
}

METHOD(replace) {
    (void)n;
    dt_date date = of(a[0])->date;
    dt_clock clock = of(a[0])->clock;
    if (!dt_int_arg(vm, a[1], &date.year) || !dt_int_arg(vm, a[2], &date.month) ||
        !dt_int_arg(vm, a[3], &date.day) || !dt_clock_args(vm, a + 4, &clock))
        return py_unset();
    return dt_datetime_new(vm, a[0].as.o->type, &date, &clock);
}

// ---- conversions ------------------------------------------------------------------------------------

static void civil_of(const dt_datetime *d, py_civil *t) {
    dt_civil_of_date(&d->date, t);
    t->hour = d->clock.hour;
    t->minute = d->clock.minute;
    t->second = d->clock.second;
    t->microsecond = d->clock.us;
}

METHOD(strftime) {
    (void)n;
    py_civil t;
    civil_of(of(a[0]), &t);
    return dt_format(vm, a[0], &t, a[1]);
}

METHOD(ctime) {
    (void)n;
    py_civil t;
    civil_of(of(a[0]), &t);
    return py_from(py_str_format(vm, "%.3s %.3s %2d %02d:%02d:%02d %04d", py__day_names[t.weekday],
                                 py__month_names[t.month - 1], t.day, t.hour, t.minute, t.second, t.year));
}

METHOD(timetuple) {
    (void)n;
    py_civil t;
    int64_t dst;
    civil_of(of(a[0]), &t);
    int got = dt_utcoffset(vm, of(a[0])->clock.tz, a[0], "dst", &dst);
    return got < 0 ? py_unset() : dt_struct_time(vm, &t, got == 0 ? -1 : dst != 0);
}

METHOD(utctimetuple) {
    (void)n;
    int64_t offset;
    if (dt_utcoffset(vm, of(a[0])->clock.tz, a[0], "utcoffset", &offset) < 0)
        return py_unset();
    py_value utc = dt_datetime_from_us(vm, dt_type(vm, &dt_datetime_spec), dt_datetime_us(of(a[0])) - offset,
                                       py_unset(), 0);
    if (!py_is_set(utc))
        return utc;
    py_civil t;
    civil_of(of(utc), &t);
    py_decref(vm, utc);
    return dt_struct_time(vm, &t, 0);
}

METHOD(timestamp) {
    (void)n;
    int64_t offset;
    if (dt_utcoffset(vm, of(a[0])->clock.tz, a[0], "utcoffset", &offset) < 0)
        return py_unset();
    int64_t us = dt_datetime_us(of(a[0])) - offset - EPOCH_US;
    return py_binary_op(vm, PY_BIN_DIV, py_int(us), py_int(1000000));
}

METHOD(astimezone) {
    (void)n;
    py_value self = a[0], tz = py_unset();
    int64_t offset;
    if (!dt_tz_arg(vm, a[1], &tz))
        return py_unset();
    if (!py_is_set(tz)) { // the local zone
        py_str *name = py_str_intern(vm, "UTC", 3);
        tz = name ? dt_zone_new(vm, dt_type(vm, &dt_zone_spec), 0, name) : py_unset();
        py_release(vm, name);
        if (!py_is_set(tz))
            return tz;
    } else
        py_incref(tz);
    py_value result = py_unset();
    if (py_same(of(self)->clock.tz, tz))
        result = py_incref(self);
    else if (dt_utcoffset(vm, of(self)->clock.tz, self, "utcoffset", &offset) >= 0)
        result = in_zone(vm, self.as.o->type, dt_datetime_us(of(self)) - offset, tz);
    py_decref(vm, tz);
    return result;
}

METHOD(reduce) {
    (void)n;
    const dt_date *d = &of(a[0])->date;
    const dt_clock *c = &of(a[0])->clock;
    py_value parts[8] = {py_int(d->year),   py_int(d->month),  py_int(d->day), py_int(c->hour),
                         py_int(c->minute), py_int(c->second), py_int(c->us),  c->tz};
    return py__pair_take(vm, py_incref(py_from(a[0].as.o->type)),
                         py_from(py_tuple_of(vm, py_is_set(c->tz) ? 8 : 7, parts)));
}

#define REPLACE                                                                                    \
    "self, year=, month=, day=, hour=, minute=, second=, microsecond=, tzinfo=, *, fold="

const py_fndef dt_datetime_methods[] = {
#define X(name) {#name, NULL, dt_datetime_##name, PY_FN_GETTER},
    DT_DATETIME_FIELDS(X)
#undef X
#define X(name) {#name, "self, /", dt_datetime_##name, PY_FN_METHOD},
        DT_DATETIME_ASKS(X)
#undef X
            {"isoformat", "self, sep=, timespec=", dt_datetime_isoformat, PY_FN_METHOD},
    {"now", "cls, tz=", m_now, PY_FN_CLASSMETHOD},
    {"today", "cls, /", m_today, PY_FN_CLASSMETHOD},
    {"utcnow", "cls, /", m_utcnow, PY_FN_CLASSMETHOD},
    {"fromtimestamp", "cls, timestamp, tz=", m_fromtimestamp, PY_FN_CLASSMETHOD},
    {"utcfromtimestamp", "cls, timestamp, /", m_utcfromtimestamp, PY_FN_CLASSMETHOD},
    {"strptime", "cls, date_string, format, /", m_strptime, PY_FN_CLASSMETHOD},
    {"fromisoformat", "cls, string, /", m_fromisoformat, PY_FN_CLASSMETHOD},
    {"combine", "cls, date, time, tzinfo=", m_combine, PY_FN_CLASSMETHOD},
    {"date", "self, /", m_date, PY_FN_METHOD},
    {"time", "self, /", m_time, PY_FN_METHOD},
    {"timetz", "self, /", m_timetz, PY_FN_METHOD},
    {"replace", REPLACE, m_replace, PY_FN_METHOD},
    {"__replace__", REPLACE, m_replace, PY_FN_METHOD},
    {"strftime", "self, format", m_strftime, PY_FN_METHOD},
    {"ctime", "self, /", m_ctime, PY_FN_METHOD},
    {"timetuple", "self, /", m_timetuple, PY_FN_METHOD},
    {"utctimetuple", "self, /", m_utctimetuple, PY_FN_METHOD},
    {"timestamp", "self, /", m_timestamp, PY_FN_METHOD},
    {"astimezone", "self, tz=", m_astimezone, PY_FN_METHOD},
    {"__reduce__", "self, /", m_reduce, PY_FN_METHOD},
    {0}};
