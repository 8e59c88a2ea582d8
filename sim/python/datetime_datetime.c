// datetime.datetime: the type, its operators and text. Its other methods are in datetime_methods.c.
#include <stdio.h>

#include "bigint_internal.h"
#include "datetime_internal.h"

static dt_datetime *of(py_value v) {
    return (dt_datetime *)v.as.o;
}

// ---- making -----------------------------------------------------------------------------------------

static py_value make(py_vm *vm, py_type *type, const dt_date *date, const dt_clock *clock) {
    dt_datetime *d = py_object_new(vm, type, 0);
    if (!d)
        return py_unset();
    d->date.year = date->year;
    d->date.month = date->month;
    d->date.day = date->day;
    d->clock = *clock;
    py_incref(clock->tz);
    return py_from(d);
}

py_value dt_datetime_new(py_vm *vm, py_type *type, const dt_date *date, const dt_clock *clock) {
    if (!dt_check_date(vm, date->year, date->month, date->day) || !dt_check_clock(vm, clock))
        return py_unset();
    if (!(type->flags & PY_TF_HEAP))
        return make(vm, type, date, clock);
    py_value parts[9] = {py_int(date->year),    py_int(date->month), py_int(date->day),
                         py_int(clock->hour),   py_int(clock->minute), py_int(clock->second),
                         py_int(clock->us),     py_is_set(clock->tz) ? clock->tz : py_none(),
                         py_int(clock->fold)};
    if (!clock->fold)
        return py_call_n(vm, py_from(type), 8, parts);
    py_value name = py_from(py_str_intern(vm, "fold", 4));
    py_tuple *names = py_is_set(name) ? py_tuple_of(vm, 1, &name) : NULL;
    py_args args = {parts, 8, names};
    py_value made = names ? py_call(vm, py_from(type), &args) : py_unset();
    py_release(vm, names);
    py_decref(vm, name);
    return made;
}

int64_t dt_datetime_us(const dt_datetime *d) {
    return py__ordinal(d->date.year, d->date.month, d->date.day) * PY_DAY_US + dt_clock_us(&d->clock);
}

py_value dt_datetime_from_us(py_vm *vm, py_type *type, int64_t us, py_value tz, int fold) {
    int64_t days = us / PY_DAY_US, rest = us % PY_DAY_US;
    if (rest < 0) {
        rest += PY_DAY_US;
        days--;
    }
    dt_date date;
    if (!dt_to_ordinal(vm, days, &date.year, &date.month, &date.day))
        return py_unset();
    dt_clock clock = {.us = (int)(rest % 1000000), .tz = tz, .fold = fold};
    int seconds = (int)(rest / 1000000);
    clock.hour = seconds / 3600;
    clock.minute = seconds / 60 % 60;
    clock.second = seconds % 60;
    return dt_datetime_new(vm, type, &date, &clock);
}

static py_value datetime_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {
        "function", "year, month, day, hour=, minute=, second=, microsecond=, tzinfo=, *, fold=", NULL, 0};
    py_value a[9];
    dt_date date = {0};
    dt_clock clock = {0};
    if (!py_bind_args(vm, &def, args, a) || !dt_int_arg(vm, a[0], &date.year) ||
        !dt_int_arg(vm, a[1], &date.month) || !dt_int_arg(vm, a[2], &date.day) ||
        !dt_clock_args(vm, a + 3, &clock) || !dt_check_date(vm, date.year, date.month, date.day) ||
        !dt_check_clock(vm, &clock))
        return py_unset();
    return make(vm, type, &date, &clock);
}

static void datetime_dealloc(py_vm *vm, py_obj *self) {
    py_decref(vm, ((dt_datetime *)self)->clock.tz);
    py_object_free(vm, self, 0);
}

static void datetime_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((dt_datetime *)self)->clock.tz);
}

// ---- text -------------------------------------------------------------------------------------------

static py_value datetime_repr(py_vm *vm, py_value self) {
    const dt_date *d = &of(self)->date;
    const dt_clock *c = &of(self)->clock;
    py_str *zone = py_is_set(c->tz) ? py_repr(vm, c->tz) : NULL;
    if (py_is_set(c->tz) && !zone)
        return py_unset();
    char seconds[32] = "", us[32] = "";
    if (c->second || c->us)
        snprintf(seconds, sizeof seconds, ", %d", c->second);
    if (c->us)
        snprintf(us, sizeof us, ", %d", c->us);
    py_str *text = py_str_format(vm, "%T(%d, %d, %d, %d, %d%s%s%s%s%s)", self, d->year, d->month, d->day,
                                 c->hour, c->minute, seconds, us, c->fold ? ", fold=1" : "",
                                 zone ? ", tzinfo=" : "", zone ? zone->data : "");
    py_release(vm, zone);
    return py_from(text);
}

static py_value iso(py_vm *vm, py_value self, const char *separator, size_t size, py_value spec) {
    const dt_date *d = &of(self)->date;
    const dt_clock *c = &of(self)->clock;
    int64_t us;
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    vl_buf_format(&text, "%04d-%02d-%02d", d->year, d->month, d->day);
    vl_buf_append(&text, separator, size);
    int got = dt_clock_iso(vm, &text, c, spec) ? dt_utcoffset(vm, c->tz, self, "utcoffset", &us) : -1;
    if (got < 0) {
        vl_buf_deinit(&text);
        return py_unset();
    }
    if (got > 0)
        dt_offset_text(&text, us, ":");
    return py_from(py_str_from_buf(vm, &text));
}

static py_value datetime_str(py_vm *vm, py_value self) {
    return iso(vm, self, " ", 1, py_unset());
}

py_value dt_datetime_isoformat(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_set(a[1]))
        return iso(vm, a[0], "T", 1, a[2]);
    if (!py_has_flag(a[1], PY_TF_STR) || py_as_str(py_unbox(a[1]))->len != 1)
        return py_raise(vm, PY_EXC_TypeError, "isoformat() argument 1 must be a unicode character, not %T",
                        a[1]);
    const py_str *separator = py_as_str(py_unbox(a[1]));
    return iso(vm, a[0], separator->data, separator->size, a[2]);
}

// ---- operators --------------------------------------------------------------------------------------

static py_value moved(py_vm *vm, py_value d, const dt_delta *delta, int sign) {
    int64_t days = py__ordinal(of(d)->date.year, of(d)->date.month, of(d)->date.day) +
                   (int64_t)sign * delta->days;
    int64_t us = dt_clock_us(&of(d)->clock) + sign * ((int64_t)delta->seconds * 1000000 + delta->us);
    if (days < -1 || days > DT_MAX_ORDINAL + 2)
        return py_raise(vm, PY_EXC_OverflowError, "date value out of range");
    return dt_datetime_from_us(vm, d.as.o->type, days * PY_DAY_US + us, of(d)->clock.tz, 0);
}

// 1 and the moment in UTC; 0: naive; -1 raised.
static int absolute(py_vm *vm, py_value v, int64_t *us) {
    int64_t offset;
    int got = dt_utcoffset(vm, of(v)->clock.tz, v, "utcoffset", &offset);
    *us = dt_datetime_us(of(v)) - offset;
    return got;
}

static py_value subtract(py_vm *vm, py_value a, py_value b) {
    int64_t x = dt_datetime_us(of(a)), y = dt_datetime_us(of(b));
    if (!py_same(of(a)->clock.tz, of(b)->clock.tz)) {
        int first = absolute(vm, a, &x), second = first < 0 ? -1 : absolute(vm, b, &y);
        if (first < 0 || second < 0)
            return py_unset();
        if (first != second)
            return py_raise(vm, PY_EXC_TypeError, "can't subtract offset-naive and offset-aware datetimes");
    }
    return dt_delta_from_us(vm, x - y);
}

static py_value datetime_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    bool left = dt_is(vm, a, &dt_datetime_spec), right = dt_is(vm, b, &dt_datetime_spec);
    if (op == PY_BIN_ADD && left && dt_is(vm, b, &dt_delta_spec))
        return moved(vm, a, dt_delta_of(b), 1);
    if (op == PY_BIN_ADD && right && dt_is(vm, a, &dt_delta_spec))
        return moved(vm, b, dt_delta_of(a), 1);
    if (op == PY_BIN_SUB && left && right)
        return subtract(vm, a, b);
    if (op == PY_BIN_SUB && left && dt_is(vm, b, &dt_delta_spec))
        return moved(vm, a, dt_delta_of(b), -1);
    return py_incref(vm->not_implemented);
}

static py_value datetime_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    bool equality = op == PY_CMP_EQ || op == PY_CMP_NE;
    if (!dt_is(vm, b, &dt_datetime_spec)) {
        if (dt_is(vm, b, &dt_date_spec) && vm->python_minor < 13)
            return equality ? py_bool(op == PY_CMP_NE)
                            : py_raise(vm, PY_EXC_TypeError, "can't compare %T to %T", a, b);
        return py_incref(vm->not_implemented);
    }
    int64_t x = dt_datetime_us(of(a)), y = dt_datetime_us(of(b));
    if (!py_same(of(a)->clock.tz, of(b)->clock.tz)) {
        int first = absolute(vm, a, &x), second = first < 0 ? -1 : absolute(vm, b, &y);
        if (first < 0 || second < 0)
            return py_unset();
        if (first != second)
            return equality ? py_bool(op == PY_CMP_NE)
                            : py_raise(vm, PY_EXC_TypeError,
                                       "can't compare offset-naive and offset-aware datetimes");
    }
    return dt_compare_result(vm, op, (x > y) - (x < y));
}

static bool datetime_hash(py_vm *vm, py_value self, int64_t *hash) {
    int64_t us;
    return absolute(vm, self, &us) >= 0 && py_hash(vm, py_int(us), hash);
}

// ---- attributes -------------------------------------------------------------------------------------

#define METHOD(name) py_value dt_datetime_##name(py_vm *vm, const py_value *a, int n)
#define FIELD(name, member)                                                                        \
    METHOD(name) {                                                                                 \
        (void)vm, (void)n;                                                                         \
        return py_int(of(a[0])->clock.member);                                                     \
    }
FIELD(hour, hour)
FIELD(minute, minute)
FIELD(second, second)
FIELD(microsecond, us)
FIELD(fold, fold)

METHOD(tzinfo) {
    (void)vm, (void)n;
    py_value tz = of(a[0])->clock.tz;
    return py_is_set(tz) ? py_incref(tz) : py_none();
}

METHOD(utcoffset) {
    (void)n;
    return dt_offset_value(vm, of(a[0])->clock.tz, a[0], "utcoffset");
}

METHOD(dst) {
    (void)n;
    return dt_offset_value(vm, of(a[0])->clock.tz, a[0], "dst");
}

METHOD(tzname) {
    (void)n;
    return dt_tzname(vm, of(a[0])->clock.tz, a[0]);
}

const py_type_spec dt_datetime_spec = {
    .name = "datetime",
    .module = "datetime",
    .size = sizeof(dt_datetime),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = datetime_dealloc,
              .traverse = datetime_traverse,
              .new_ = datetime_new,
              .repr = datetime_repr,
              .str = datetime_str,
              .hash = datetime_hash,
              .binary = datetime_binary,
              .compare = datetime_compare},
    .methods = dt_datetime_methods,
};
