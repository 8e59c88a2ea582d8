// datetime.time, and what times and datetimes have in common: clocks, offsets, their texts.
#include "bigint_internal.h"
#include "datetime_internal.h"

static dt_clock *clock_of(py_value v) {
    return &((dt_time *)v.as.o)->clock;
}

// ---- clocks -----------------------------------------------------------------------------------------

bool dt_check_clock(py_vm *vm, const dt_clock *c) {
    const struct { const char *name; int value, most; } parts[] = {
        {"hour", c->hour, 23}, {"minute", c->minute, 59}, {"second", c->second, 59}, {"microsecond", c->us, 999999}};
    for (size_t i = 0; i < VL_COUNT(parts); i++)
        if (parts[i].value < 0 || parts[i].value > parts[i].most) {
            if (vm->python_minor >= 14)
                py_raise(vm, PY_EXC_ValueError, "%s must be in 0..%d, not %d", parts[i].name, parts[i].most,
                         parts[i].value);
            else
                py_raise(vm, PY_EXC_ValueError, "%s must be in 0..%d", parts[i].name, parts[i].most);
            return false;
        }
    if (c->fold == 0 || c->fold == 1)
        return true;
    py_raise(vm, PY_EXC_ValueError, "fold must be either 0 or 1");
    return false;
}

bool dt_tz_arg(py_vm *vm, py_value v, py_value *tz) {
    if (!py_is_set(v))
        return true;
    *tz = py_is_none(v) ? py_unset() : v;
    if (py_is_none(v) || dt_is(vm, v, &dt_tzinfo_spec))
        return true;
    py_raise(vm, PY_EXC_TypeError, "tzinfo argument must be None or of a tzinfo subclass, not type '%T'", v);
    return false;
}

bool dt_clock_args(py_vm *vm, const py_value *a, dt_clock *clock) {
    return dt_int_arg(vm, a[0], &clock->hour) && dt_int_arg(vm, a[1], &clock->minute) &&
           dt_int_arg(vm, a[2], &clock->second) && dt_int_arg(vm, a[3], &clock->us) &&
           dt_int_arg(vm, a[5], &clock->fold) && dt_tz_arg(vm, a[4], &clock->tz);
}

int64_t dt_clock_us(const dt_clock *c) {
    return (((int64_t)c->hour * 60 + c->minute) * 60 + c->second) * 1000000 + c->us;
}

bool dt_clock_iso(py_vm *vm, vl_buf *out, const dt_clock *c, py_value spec) {
    static const char *const specs[] = {"auto", "hours", "minutes", "seconds", "milliseconds", "microseconds"};
    size_t which = 0;
    if (py_is_set(spec)) {
        if (!py_has_flag(spec, PY_TF_STR)) {
            py_raise(vm, PY_EXC_TypeError, "isoformat() argument must be str, not %T", spec);
            return false;
        }
        while (which < VL_COUNT(specs) && !py_str_is(py_as_str(py_unbox(spec)), specs[which]))
            which++;
    }
    if (which == VL_COUNT(specs)) {
        py_raise(vm, PY_EXC_ValueError, "Unknown timespec value");
        return false;
    }
    if (which == 0)
        which = c->us ? 5 : 3;
    vl_buf_format(out, "%02d", c->hour);
    if (which >= 2)
        vl_buf_format(out, ":%02d", c->minute);
    if (which >= 3)
        vl_buf_format(out, ":%02d", c->second);
    if (which == 4)
        vl_buf_format(out, ".%03d", c->us / 1000);
    else if (which == 5)
        vl_buf_format(out, ".%06d", c->us);
    return true;
}

void dt_offset_text(vl_buf *out, int64_t us, const char *colon) {
    char sign = us < 0 ? '-' : '+';
    int64_t size = us < 0 ? -us : us, seconds = size / 1000000;
    vl_buf_format(out, "%c%02d%s%02d", sign, (int)(seconds / 3600), colon, (int)(seconds / 60 % 60));
    if (size % 60000000)
        vl_buf_format(out, "%s%02d", colon, (int)(seconds % 60));
    if (size % 1000000)
        vl_buf_format(out, ".%06d", (int)(size % 1000000));
}

// ---- asking a tzinfo --------------------------------------------------------------------------------

py_value dt_offset_value(py_vm *vm, py_value tz, py_value about, const char *method) {
    if (!py_is_set(tz))
        return py_none();
    py_value fn = py_getattr_z(vm, tz, method);
    py_value v = py_is_set(fn) ? py_call_n(vm, fn, 1, &about) : fn;
    if (py_is_set(fn))
        py_decref(vm, fn);
    if (!py_is_set(v) || py_is_none(v))
        return v;
    if (!dt_is(vm, v, &dt_delta_spec)) {
        py_raise(vm, PY_EXC_TypeError, "tzinfo.%s() must return None or a timedelta, not '%T'", method, v);
        py_decref(vm, v);
        return py_unset();
    }
    const dt_delta *d = dt_delta_of(v);
    if (d->days > 0 || d->days < -1 || (d->days == -1 && d->seconds == 0 && d->us == 0)) {
        py_decref(vm, v);
        return py_raise(vm, PY_EXC_ValueError,
                        "offset must be a timedelta strictly between -timedelta(hours=24) and "
                        "timedelta(hours=24).");
    }
    return v;
}

int dt_utcoffset(py_vm *vm, py_value tz, py_value about, const char *method, int64_t *us) {
    *us = 0;
    if (!py_is_set(tz))
        return 0;
    if (tz.as.o->type->spec == &dt_zone_spec && method[0] == 'u') {
        *us = ((dt_zone *)tz.as.o)->offset_us;
        return 1;
    }
    py_value v = dt_offset_value(vm, tz, about, method);
    if (!py_is_set(v) || py_is_none(v))
        return py_is_set(v) ? 0 : -1;
    const dt_delta *d = dt_delta_of(v);
    *us = ((int64_t)d->days * 86400 + d->seconds) * 1000000 + d->us;
    py_decref(vm, v);
    return 1;
}

py_value dt_tzname(py_vm *vm, py_value tz, py_value about) {
    if (!py_is_set(tz))
        return py_none();
    py_value fn = py_getattr_z(vm, tz, "tzname");
    py_value v = py_is_set(fn) ? py_call_n(vm, fn, 1, &about) : fn;
    if (py_is_set(fn))
        py_decref(vm, fn);
    if (!py_is_set(v) || py_is_none(v) || py_has_flag(v, PY_TF_STR))
        return v;
    py_raise(vm, PY_EXC_TypeError, "tzinfo.tzname() must return None or a string, not '%T'", v);
    py_decref(vm, v);
    return py_unset();
}

// ---- the type ---------------------------------------------------------------------------------------

static py_value make(py_vm *vm, py_type *type, const dt_clock *clock) {
    if (!dt_check_clock(vm, clock))
        return py_unset();
    dt_time *time = py_object_new(vm, type, 0);
    if (!time)
        return py_unset();
    time->clock = *clock;
    py_incref(clock->tz);
    return py_from(time);
}

static py_value time_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {
        "function", "hour=, minute=, second=, microsecond=, tzinfo=, *, fold=", NULL, 0};
    py_value a[6];
    dt_clock clock = {0};
    if (!py_bind_args(vm, &def, args, a) || !dt_clock_args(vm, a, &clock))
        return py_unset();
    return make(vm, type, &clock);
}

static void time_dealloc(py_vm *vm, py_obj *self) {
    py_decref(vm, ((dt_time *)self)->clock.tz);
    py_object_free(vm, self, 0);
}

static void time_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((dt_time *)self)->clock.tz);
}

static py_value time_repr(py_vm *vm, py_value self) {
    const dt_clock *c = clock_of(self);
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    py_str *head = py_str_format(vm, "%T(%d, %d", self, c->hour, c->minute);
    if (head)
        vl_buf_append(&text, head->data, head->size);
    py_release(vm, head);
    if (c->second || c->us)
        vl_buf_format(&text, ", %d", c->second);
    if (c->us)
        vl_buf_format(&text, ", %d", c->us);
    py_str *zone = py_is_set(c->tz) ? py_repr(vm, c->tz) : NULL;
    if (zone)
        vl_buf_format(&text, ", tzinfo=%s", zone->data);
    if (c->fold)
        vl_buf_text(&text, ", fold=1");
    vl_buf_char(&text, ')');
    bool ok = head && (zone || !py_is_set(c->tz));
    py_release(vm, zone);
    if (ok)
        return py_from(py_str_from_buf(vm, &text));
    vl_buf_deinit(&text);
    return py_unset();
}

static py_value iso(py_vm *vm, py_value self, py_value spec) {
    const dt_clock *c = clock_of(self);
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    int64_t us;
    int got = dt_clock_iso(vm, &text, c, spec) ? dt_utcoffset(vm, c->tz, py_none(), "utcoffset", &us) : -1;
    if (got < 0) {
        vl_buf_deinit(&text);
        return py_unset();
    }
    if (got > 0)
        dt_offset_text(&text, us, ":");
    return py_from(py_str_from_buf(vm, &text));
}

static py_value time_str(py_vm *vm, py_value self) {
    return iso(vm, self, py_unset());
}

// 1 and the moment of the day in UTC; 0: naive; -1 raised.
static int absolute(py_vm *vm, const dt_clock *c, int64_t *us) {
    int64_t offset;
    int got = dt_utcoffset(vm, c->tz, py_none(), "utcoffset", &offset);
    *us = dt_clock_us(c) - offset;
    return got;
}

static py_value time_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (!dt_is(vm, b, &dt_time_spec))
        return py_incref(vm->not_implemented);
    int64_t x, y;
    bool same = py_same(clock_of(a)->tz, clock_of(b)->tz);
    int first = absolute(vm, clock_of(a), &x), second = first < 0 ? -1 : absolute(vm, clock_of(b), &y);
    if (first < 0 || second < 0)
        return py_unset();
    if (first != second && !same) {
        if (op == PY_CMP_EQ || op == PY_CMP_NE)
            return py_bool(op == PY_CMP_NE);
        return py_raise(vm, PY_EXC_TypeError, "can't compare offset-naive and offset-aware times");
    }
    return dt_compare_result(vm, op, (x > y) - (x < y));
}

static bool time_hash(py_vm *vm, py_value self, int64_t *hash) {
    int64_t us;
    return absolute(vm, clock_of(self), &us) >= 0 && py_hash(vm, py_int(us + 1), hash);
}

// ---- methods ----------------------------------------------------------------------------------------

#define METHOD(name) static py_value time_##name(py_vm *vm, const py_value *a, int n)
#define FIELD(name, member)                                                                        \
    METHOD(name) {                                                                                 \
        (void)vm, (void)n;                                                                         \
        return py_int(clock_of(a[0])->member);                                                     \
    }
FIELD(hour, hour)
FIELD(minute, minute)
FIELD(second, second)
FIELD(microsecond, us)
FIELD(fold, fold)

METHOD(tzinfo) {
    (void)vm, (void)n;
    py_value tz = clock_of(a[0])->tz;
    return py_is_set(tz) ? py_incref(tz) : py_none();
}

METHOD(isoformat) {
    (void)n;
    return iso(vm, a[0], a[1]);
}

METHOD(strftime) {
    (void)n;
    const dt_clock *c = clock_of(a[0]);
    py_civil t = {.year = 1900, .month = 1, .day = 1, .hour = c->hour, .minute = c->minute,
                  .second = c->second, .microsecond = c->us, .weekday = 0, .yearday = 1};
    return dt_format(vm, a[0], &t, a[1]);
}

METHOD(utcoffset) {
    (void)n;
    return dt_offset_value(vm, clock_of(a[0])->tz, py_none(), "utcoffset");
}

METHOD(dst) {
    (void)n;
    return dt_offset_value(vm, clock_of(a[0])->tz, py_none(), "dst");
}

METHOD(tzname) {
    (void)n;
    return dt_tzname(vm, clock_of(a[0])->tz, py_none());
}

METHOD(replace) {
    (void)n;
    dt_clock clock = *clock_of(a[0]);
    if (!dt_clock_args(vm, a + 1, &clock))
        return py_unset();
    return make(vm, a[0].as.o->type, &clock);
}

METHOD(fromisoformat) {
    (void)n;
    if (!py_has_flag(a[1], PY_TF_STR))
        return py_raise(vm, PY_EXC_TypeError, "fromisoformat: argument must be str");
    const py_str *text = py_as_str(py_unbox(a[1]));
    dt_clock clock = {0};
    bool aware;
    int64_t offset;
    size_t skip = text->size && text->data[0] == 'T';
    if (!dt_parse_clock(vm, text->data + skip, text->size - skip, &clock, &aware, &offset))
        return py_failed(vm) ? py_unset()
                             : py_raise(vm, PY_EXC_ValueError, "Invalid isoformat string: %R", a[1]);
    if (aware)
        clock.tz = offset ? dt_zone_new(vm, dt_type(vm, &dt_zone_spec), offset, NULL) : dt_utc(vm);
    py_value made = aware && !py_is_set(clock.tz) ? py_unset() : make(vm, (py_type *)a[0].as.o, &clock);
    py_decref(vm, clock.tz);
    return made;
}

METHOD(reduce) {
    (void)n;
    const dt_clock *c = clock_of(a[0]);
    py_value parts[5] = {py_int(c->hour), py_int(c->minute), py_int(c->second), py_int(c->us), c->tz};
    return py__pair_take(vm, py_incref(py_from(a[0].as.o->type)),
                         py_from(py_tuple_of(vm, py_is_set(c->tz) ? 5 : 4, parts)));
}

#define REPLACE "self, hour=, minute=, second=, microsecond=, tzinfo=, *, fold="

static const py_fndef time_methods[] = {
    {"hour", NULL, time_hour, PY_FN_GETTER},
    {"minute", NULL, time_minute, PY_FN_GETTER},
    {"second", NULL, time_second, PY_FN_GETTER},
    {"microsecond", NULL, time_microsecond, PY_FN_GETTER},
    {"tzinfo", NULL, time_tzinfo, PY_FN_GETTER},
    {"fold", NULL, time_fold, PY_FN_GETTER},
    {"isoformat", "self, timespec=", time_isoformat, PY_FN_METHOD},
    {"strftime", "self, format", time_strftime, PY_FN_METHOD},
    {"utcoffset", "self, /", time_utcoffset, PY_FN_METHOD},
    {"dst", "self, /", time_dst, PY_FN_METHOD},
    {"tzname", "self, /", time_tzname, PY_FN_METHOD},
    {"replace", REPLACE, time_replace, PY_FN_METHOD},
    {"__replace__", REPLACE, time_replace, PY_FN_METHOD},
    {"fromisoformat", "cls, string, /", time_fromisoformat, PY_FN_CLASSMETHOD},
    {"__reduce__", "self, /", time_reduce, PY_FN_METHOD},
    {0}};

static py_value time_format(py_vm *vm, py_value self, const py_str *spec) {
    return dt_date_spec.slots.format(vm, self, spec);
}

const py_type_spec dt_time_spec = {
    .name = "time",
    .module = "datetime",
    .size = sizeof(dt_time),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = time_dealloc,
              .traverse = time_traverse,
              .new_ = time_new,
              .repr = time_repr,
              .str = time_str,
              .format = time_format,
              .hash = time_hash,
              .compare = time_compare},
    .methods = time_methods,
};
