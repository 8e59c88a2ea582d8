// datetime.tzinfo and datetime.timezone.
#include "datetime_internal.h"

static void plain_dealloc(py_vm *vm, py_obj *self) {
    py_object_free(vm, self, 0);
}

// ---- tzinfo -----------------------------------------------------------------------------------------

static py_value tzinfo_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)args;
    return py_from(py_object_new(vm, type, 0));
}

static bool tzinfo_init(py_vm *vm, py_value self, const py_args *args) {
    (void)vm, (void)self, (void)args;
    return true;
}

#define ABSTRACT(name)                                                                             \
    static py_value tzinfo_##name(py_vm *vm, const py_value *a, int n) {                           \
        (void)a, (void)n;                                                                          \
        return py_raise(vm, PY_EXC_NotImplementedError, "a tzinfo subclass must implement " #name "()"); \
    }
ABSTRACT(tzname)
ABSTRACT(utcoffset)
ABSTRACT(dst)

static bool is_own(py_vm *vm, py_value tz, py_value dt) {
    if (!dt_is(vm, dt, &dt_datetime_spec)) {
        py_raise(vm, PY_EXC_TypeError, "fromutc: argument must be a datetime");
        return false;
    }
    if (!py_same(((dt_datetime *)dt.as.o)->clock.tz, tz)) {
        py_raise(vm, PY_EXC_ValueError, "fromutc: dt.tzinfo is not self");
        return false;
    }
    return true;
}

static py_value shifted(py_vm *vm, py_value dt, int64_t us) {
    py_value delta = dt_delta_from_us(vm, us);
    py_value result = py_is_set(delta) ? py_binary_op(vm, PY_BIN_ADD, dt, delta) : delta;
    py_decref(vm, delta);
    return result;
}

static py_value tzinfo_fromutc(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t offset, dst;
    if (!is_own(vm, a[0], a[1]))
        return py_unset();
    int got = dt_utcoffset(vm, a[0], a[1], "utcoffset", &offset);
    if (got == 0)
        py_raise(vm, PY_EXC_ValueError, "fromutc: non-None utcoffset() result required");
    if (got <= 0)
        return py_unset();
    got = dt_utcoffset(vm, a[0], a[1], "dst", &dst);
    if (got == 0)
        py_raise(vm, PY_EXC_ValueError, "fromutc: non-None dst() result required");
    if (got <= 0)
        return py_unset();
    py_value standard = shifted(vm, a[1], offset - dst);
    got = py_is_set(standard) ? dt_utcoffset(vm, a[0], standard, "dst", &dst) : -1;
    if (got == 0)
        py_raise(vm, PY_EXC_ValueError,
                 "fromutc: tz.dst() gave inconsistent results; cannot convert");
    py_value result = got > 0 ? shifted(vm, standard, dst) : py_unset();
    py_decref(vm, standard);
    return result;
}

static py_value tzinfo_reduce(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value both[2] = {py_from(a[0].as.o->type), py_from(vm->empty_tuple)};
    return py_from(py_tuple_of(vm, 2, both));
}

static const py_fndef tzinfo_methods[] = {{"tzname", "self, dt, /", tzinfo_tzname, PY_FN_METHOD},
                                          {"utcoffset", "self, dt, /", tzinfo_utcoffset, PY_FN_METHOD},
                                          {"dst", "self, dt, /", tzinfo_dst, PY_FN_METHOD},
                                          {"fromutc", "self, dt, /", tzinfo_fromutc, PY_FN_METHOD},
                                          {"__reduce__", "self, /", tzinfo_reduce, PY_FN_METHOD},
                                          {0}};

const py_type_spec dt_tzinfo_spec = {
    .name = "tzinfo",
    .module = "datetime",
    .size = sizeof(py_gcobj),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = plain_dealloc, .new_ = tzinfo_new, .init = tzinfo_init},
    .methods = tzinfo_methods,
};

// ---- timezone ---------------------------------------------------------------------------------------

static dt_zone *zone_of(py_value v) {
    return (dt_zone *)v.as.o;
}

py_value dt_zone_new(py_vm *vm, py_type *type, int64_t offset_us, py_str *name) {
    dt_zone *zone = py_object_new(vm, type, 0);
    if (!zone)
        return py_unset();
    zone->offset_us = offset_us;
    zone->name = py_retain(name);
    return py_from(zone);
}

py_value dt_utc(py_vm *vm) {
    py_str *name = py_str_intern(vm, "utc", 3);
    py_value utc = name ? py_type_lookup(vm, dt_type(vm, &dt_zone_spec), name) : py_unset();
    py_release(vm, name);
    return py_incref(utc);
}

static bool offset_arg(py_vm *vm, py_value v, int64_t *us) {
    const dt_delta *d = dt_delta_of(v);
    int64_t seconds = (int64_t)d->days * 86400 + d->seconds;
    *us = seconds * 1000000 + d->us;
    if (d->days < 2 && d->days > -2 && *us > -PY_DAY_US && *us < PY_DAY_US)
        return true;
    py_raise(vm, PY_EXC_ValueError,
             "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), "
             "not %R%s", v, vm->python_minor >= 14 ? "" : ".");
    return false;
}

static py_value zone_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {"timezone", "offset, name=", NULL, 0};
    py_value a[2];
    int64_t us;
    if (!py_bind_args(vm, &def, args, a))
        return py_unset();
    if (!dt_is(vm, a[0], &dt_delta_spec))
        return py_raise(vm, PY_EXC_TypeError,
                        "timezone() argument 1 must be datetime.timedelta, not %T", a[0]);
    if (py_is_set(a[1]) && !py_has_flag(a[1], PY_TF_STR))
        return py_raise(vm, PY_EXC_TypeError, "timezone() argument 2 must be str, not %T", a[1]);
    if (!offset_arg(vm, a[0], &us))
        return py_unset();
    if (!us && !py_is_set(a[1]))
        return dt_utc(vm);
    return dt_zone_new(vm, type, us, py_is_set(a[1]) ? py_as_str(py_unbox(a[1])) : NULL);
}

static void zone_dealloc(py_vm *vm, py_obj *self) {
    py_release(vm, ((dt_zone *)self)->name);
    py_object_free(vm, self, 0);
}

static py_value zone_name(py_vm *vm, const dt_zone *zone) {
    if (zone->name)
        return py_incref(py_from(zone->name));
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    vl_buf_text(&text, "UTC");
    if (zone->offset_us)
        dt_offset_text(&text, zone->offset_us, ":");
    return py_from(py_str_from_buf(vm, &text));
}

static py_value zone_str(py_vm *vm, py_value self) {
    return zone_name(vm, zone_of(self));
}

static py_value zone_repr(py_vm *vm, py_value self) {
    const dt_zone *zone = zone_of(self);
    py_value utc = dt_utc(vm);
    bool is_utc = py_same(utc, self);
    py_decref(vm, utc);
    if (is_utc)
        return py_from(py_str_z(vm, "datetime.timezone.utc"));
    py_value delta = dt_delta_from_us(vm, zone->offset_us);
    py_str *text = !py_is_set(delta) ? NULL
                   : zone->name ? py_str_format(vm, "%T(%R, %R)", self, delta, py_from(zone->name))
                                : py_str_format(vm, "%T(%R)", self, delta);
    py_decref(vm, delta);
    return py_from(text);
}

static bool zone_hash(py_vm *vm, py_value self, int64_t *hash) {
    return py_hash(vm, py_int(zone_of(self)->offset_us), hash);
}

static py_value zone_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if ((op != PY_CMP_EQ && op != PY_CMP_NE) || !dt_is(vm, b, &dt_zone_spec))
        return py_incref(vm->not_implemented);
    return py_bool((zone_of(a)->offset_us == zone_of(b)->offset_us) == (op == PY_CMP_EQ));
}

static bool about_ok(py_vm *vm, py_value about, const char *method) {
    if (py_is_none(about) || dt_is(vm, about, &dt_datetime_spec))
        return true;
    py_raise(vm, PY_EXC_TypeError, "%s(dt) argument must be a datetime instance or None, not %T", method,
             about);
    return false;
}

static py_value zone_tzname(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return about_ok(vm, a[1], "tzname") ? zone_name(vm, zone_of(a[0])) : py_unset();
}

static py_value zone_utcoffset(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return about_ok(vm, a[1], "utcoffset") ? dt_delta_from_us(vm, zone_of(a[0])->offset_us) : py_unset();
}

static py_value zone_dst(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return about_ok(vm, a[1], "dst") ? py_none() : py_unset();
}

static py_value zone_fromutc(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!dt_is(vm, a[1], &dt_datetime_spec))
        return py_raise(vm, PY_EXC_TypeError, "fromutc() argument must be a datetime instance");
    return is_own(vm, a[0], a[1]) ? shifted(vm, a[1], zone_of(a[0])->offset_us) : py_unset();
}

static py_value zone_getinitargs(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value parts[2] = {dt_delta_from_us(vm, zone_of(a[0])->offset_us), py_from(zone_of(a[0])->name)};
    py_value made = py_is_set(parts[0]) ? py_from(py_tuple_of(vm, py_is_set(parts[1]) ? 2 : 1, parts))
                                        : py_unset();
    py_decref(vm, parts[0]);
    return made;
}

static py_value zone_reduce(py_vm *vm, const py_value *a, int n) {
    py_value both[2] = {py_from(a[0].as.o->type), zone_getinitargs(vm, a, n)};
    py_value made = py_is_set(both[1]) ? py_from(py_tuple_of(vm, 2, both)) : py_unset();
    py_decref(vm, both[1]);
    return made;
}

static const py_fndef zone_methods[] = {
    {"tzname", "self, dt, /", zone_tzname, PY_FN_METHOD},
    {"utcoffset", "self, dt, /", zone_utcoffset, PY_FN_METHOD},
    {"dst", "self, dt, /", zone_dst, PY_FN_METHOD},
    {"fromutc", "self, dt, /", zone_fromutc, PY_FN_METHOD},
    {"__getinitargs__", "self, /", zone_getinitargs, PY_FN_METHOD},
    {"__reduce__", "self, /", zone_reduce, PY_FN_METHOD},
    {0}};

const py_type_spec dt_zone_spec = {
    .name = "timezone",
    .module = "datetime",
    .size = sizeof(dt_zone),
    .flags = PY_TF_GC | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = zone_dealloc,
              .new_ = zone_new,
              .repr = zone_repr,
              .str = zone_str,
              .hash = zone_hash,
              .compare = zone_compare},
    .methods = zone_methods,
};
