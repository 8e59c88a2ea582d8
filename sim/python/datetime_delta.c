// datetime.timedelta.
#include <math.h>

#include "bigint_internal.h"
#include "datetime_internal.h"

static py_value to_int(py_vm *vm, py_binary op, py_value a_take, py_value b_take) {
    py_value v = py_is_set(a_take) && py_is_set(b_take) ? py_binary_op(vm, op, a_take, b_take) : py_unset();
    py_decref(vm, a_take);
    py_decref(vm, b_take);
    return v;
}

static void normalise(int64_t *high, int64_t *low, int64_t unit) {
    int64_t carry = *low / unit;
    *low -= carry * unit;
    if (*low < 0) {
        *low += unit;
        carry--;
    }
    *high += carry;
}

py_value dt_delta_new(py_vm *vm, py_type *type, int64_t days, int64_t seconds, int64_t us) {
    normalise(&seconds, &us, 1000000);
    normalise(&days, &seconds, 86400);
    if (days < -DT_MAX_DAYS || days > DT_MAX_DAYS) {
        if (days > INT32_MAX || days < INT32_MIN)
            return py_raise(vm, PY_EXC_OverflowError, "Python int too large to convert to C int");
        return py_raise(vm, PY_EXC_OverflowError, "days=%d; must have magnitude <= %d", (int)days,
                        DT_MAX_DAYS);
    }
    dt_delta *delta = py_object_new(vm, type, 0);
    if (!delta)
        return py_unset();
    delta->days = (int)days;
    delta->seconds = (int)seconds;
    delta->us = (int)us;
    return py_from(delta);
}

static py_value plain_delta(py_vm *vm, int64_t days, int64_t seconds, int64_t us) {
    return dt_delta_new(vm, dt_type(vm, &dt_delta_spec), days, seconds, us);
}

py_value dt_delta_from_us(py_vm *vm, int64_t us) {
    return plain_delta(vm, 0, 0, us);
}

static bool small(const dt_delta *delta) {
    return delta->days > -100000000 && delta->days < 100000000;
}

static int64_t small_us(const dt_delta *delta) {
    return ((int64_t)delta->days * 86400 + delta->seconds) * 1000000 + delta->us;
}

py_value dt_delta_us(py_vm *vm, const dt_delta *delta) {
    if (small(delta))
        return py_int(small_us(delta));
    int64_t seconds = (int64_t)delta->days * 86400 + delta->seconds;
    py_value product = to_int(vm, PY_BIN_MUL, py_int(seconds), py_int(1000000));
    return to_int(vm, PY_BIN_ADD, product, py_int(delta->us));
}

// From microseconds as an int.
static py_value from_int(py_vm *vm, py_type *type, py_value us_take) {
    py_value days, rest;
    if (!py_is_set(us_take))
        return us_take;
    bool ok = py__int_divmod(vm, us_take, py_int(PY_DAY_US), &days, &rest);
    py_decref(vm, us_take);
    if (!ok)
        return py_unset();
    py_value result;
    if (days.tag != PY_INT)
        result = py_raise(vm, PY_EXC_OverflowError, "Python int too large to convert to C int");
    else
        result = dt_delta_new(vm, type, days.as.i, 0, rest.as.i);
    py_decref(vm, days);
    py_decref(vm, rest);
    return result;
}

// ---- construction ---------------------------------------------------------------------------------

// Adds number * factor to *sum, exactly; what a float leaves of a microsecond to *left.
static bool accumulate(py_vm *vm, const char *what, py_value number, int64_t factor, py_value *sum,
                       double *left) {
    py_value plain = py_unbox(number);
    if (py_is_int(number)) {
        py_value part = to_int(vm, PY_BIN_MUL, py_incref(plain), py_int(factor));
        *sum = to_int(vm, PY_BIN_ADD, *sum, part);
        return py_is_set(*sum);
    }
    if (plain.tag != PY_FLOAT) {
        py_raise(vm, PY_EXC_TypeError, "unsupported type for timedelta %s component: %T", what, number);
        return false;
    }
    double whole, fraction = modf(plain.as.d, &whole);
    py_value part = to_int(vm, PY_BIN_MUL, py_int_from_double(vm, whole), py_int(factor));
    if (!py_is_set(part))
        return false;
    *sum = to_int(vm, PY_BIN_ADD, *sum, part);
    if (!py_is_set(*sum) || fraction == 0)
        return py_is_set(*sum);
    fraction = modf((double)factor * fraction, &whole);
    *left += fraction;
    *sum = to_int(vm, PY_BIN_ADD, *sum, py_int_from_double(vm, whole));
    return py_is_set(*sum);
}

// To the nearest, halves to the even sum.
static int64_t round_left(py_value sum, double left) {
    double whole = round(left);
    if (fabs(whole - left) == 0.5) {
        bool odd = py__int_small(sum) ? sum.as.i & 1 : ((py_bigint *)(void *)sum.as.o)->digits[0] & 1;
        whole = 2.0 * round((left + odd) * 0.5) - odd;
    }
    return (int64_t)whole;
}

static py_value delta_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {
        "timedelta", "days=, seconds=, microseconds=, milliseconds=, minutes=, hours=, weeks=", NULL, 0};
    static const struct { const char *name; int at; int64_t factor; } parts[] = {
        {"microseconds", 2, 1},        {"milliseconds", 3, 1000},          {"seconds", 1, 1000000},
        {"minutes", 4, 60000000},      {"hours", 5, INT64_C(3600000000)},  {"days", 0, PY_DAY_US},
        {"weeks", 6, 7 * PY_DAY_US}};
    py_value a[7], sum = py_int(0);
    double left = 0;
    if (!py_bind_args(vm, &def, args, a))
        return py_unset();
    for (size_t i = 0; i < VL_COUNT(parts); i++)
        if (py_is_set(a[parts[i].at]) &&
            !accumulate(vm, parts[i].name, a[parts[i].at], parts[i].factor, &sum, &left)) {
            py_decref(vm, sum);
            return py_unset();
        }
    if (left != 0)
        sum = to_int(vm, PY_BIN_ADD, sum, py_int(round_left(sum, left)));
    return from_int(vm, type, sum);
}

// ---- text -------------------------------------------------------------------------------------------

static py_value delta_repr(py_vm *vm, py_value self) {
    const dt_delta *d = dt_delta_of(self);
    const struct { const char *name; int value; } parts[] = {
        {"days", d->days}, {"seconds", d->seconds}, {"microseconds", d->us}};
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    py_str *head = py_str_format(vm, "%T(", self);
    bool ok = head && vl_buf_append(&text, head->data, head->size);
    py_release(vm, head);
    size_t start = text.len;
    for (size_t i = 0; ok && i < VL_COUNT(parts); i++)
        if (parts[i].value)
            ok = vl_buf_format(&text, "%s%s=%d", text.len > start ? ", " : "", parts[i].name,
                               parts[i].value);
    ok = ok && (text.len > start || vl_buf_char(&text, '0')) && vl_buf_char(&text, ')');
    return py_from(py_str_from_buf(vm, &text));
}

static py_value delta_str(py_vm *vm, py_value self) {
    const dt_delta *d = dt_delta_of(self);
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    if (d->days)
        vl_buf_format(&text, "%d day%s, ", d->days, d->days == 1 || d->days == -1 ? "" : "s");
    vl_buf_format(&text, "%d:%02d:%02d", d->seconds / 3600, d->seconds / 60 % 60, d->seconds % 60);
    if (d->us)
        vl_buf_format(&text, ".%06d", d->us);
    return py_from(py_str_from_buf(vm, &text));
}

// ---- operators --------------------------------------------------------------------------------------

static py_value add(py_vm *vm, const dt_delta *a, const dt_delta *b, int sign) {
    return plain_delta(vm, (int64_t)a->days + (int64_t)sign * b->days,
                       (int64_t)a->seconds + (int64_t)sign * b->seconds,
                       (int64_t)a->us + (int64_t)sign * b->us);
}

// a / b rounded half to even; both ints.
static py_value divide_nearest(py_vm *vm, py_value a_take, py_value b_take) {
    py_value quotient = py_unset(), rest = py_unset();
    bool ok = py_is_set(a_take) && py_is_set(b_take);
    if (ok && py__int_small(b_take) && b_take.as.i == 0) {
        py_raise(vm, PY_EXC_ZeroDivisionError,
                 vm->python_minor >= 14 ? "division by zero" : "integer division or modulo by zero");
        ok = false;
    }
    ok = ok && py__int_divmod(vm, a_take, b_take, &quotient, &rest);
    if (ok) { // rest has the sign of b: compare 2 |rest| with |b|
        py_value twice = py__int_abs(vm, rest), size = py__int_abs(vm, b_take);
        twice = to_int(vm, PY_BIN_MUL, twice, py_int(2));
        ok = py_is_set(twice) && py_is_set(size);
        int order = ok ? py__int_order(twice, size) : 0;
        py_value odd = ok ? to_int(vm, PY_BIN_AND, py_incref(quotient), py_int(1)) : py_unset();
        if (order > 0 || (order == 0 && ok && odd.as.i))
            quotient = to_int(vm, PY_BIN_ADD, quotient, py_int(1));
        py_decref(vm, twice);
        py_decref(vm, size);
        py_decref(vm, odd);
    }
    py_decref(vm, rest);
    py_decref(vm, a_take);
    py_decref(vm, b_take);
    return quotient;
}

// delta * number or delta / number for a float: exact, by its ratio.
static py_value by_float(py_vm *vm, const dt_delta *delta, py_value number, bool divide) {
    py_value ratio = py_getattr_z(vm, number, "as_integer_ratio");
    py_value pair = py_is_set(ratio) ? py_call_n(vm, ratio, 0, NULL) : ratio;
    if (py_is_set(ratio))
        py_decref(vm, ratio);
    if (!py_is_set(pair))
        return pair;
    py_value top = py_incref(((py_tuple *)pair.as.o)->items[0]);
    py_value bottom = py_incref(((py_tuple *)pair.as.o)->items[1]);
    py_decref(vm, pair);
    if (divide) {
        py_value held = top;
        top = bottom;
        bottom = held;
    }
    py_value us = to_int(vm, PY_BIN_MUL, dt_delta_us(vm, delta), top);
    return from_int(vm, dt_type(vm, &dt_delta_spec), divide_nearest(vm, us, bottom));
}

static py_value multiply(py_vm *vm, const dt_delta *delta, py_value number) {
    if (py_is_int(number))
        return from_int(vm, dt_type(vm, &dt_delta_spec),
                        to_int(vm, PY_BIN_MUL, dt_delta_us(vm, delta), py_incref(py_unbox(number))));
    if (py_unbox(number).tag == PY_FLOAT)
        return by_float(vm, delta, py_unbox(number), false);
    return py_incref(vm->not_implemented);
}

static py_value divide(py_vm *vm, const dt_delta *delta, py_value b) {
    if (dt_is(vm, b, &dt_delta_spec))
        return to_int(vm, PY_BIN_DIV, dt_delta_us(vm, delta), dt_delta_us(vm, dt_delta_of(b)));
    if (py_is_int(b))
        return from_int(vm, dt_type(vm, &dt_delta_spec),
                        divide_nearest(vm, dt_delta_us(vm, delta), py_incref(py_unbox(b))));
    if (py_unbox(b).tag == PY_FLOAT)
        return by_float(vm, delta, py_unbox(b), true);
    return py_incref(vm->not_implemented);
}

static py_value floor_divide(py_vm *vm, const dt_delta *delta, py_value b) {
    if (dt_is(vm, b, &dt_delta_spec))
        return to_int(vm, PY_BIN_FLOORDIV, dt_delta_us(vm, delta), dt_delta_us(vm, dt_delta_of(b)));
    if (py_is_int(b))
        return from_int(vm, dt_type(vm, &dt_delta_spec),
                        to_int(vm, PY_BIN_FLOORDIV, dt_delta_us(vm, delta), py_incref(py_unbox(b))));
    return py_incref(vm->not_implemented);
}

static py_value remainder_of(py_vm *vm, const dt_delta *a, const dt_delta *b) {
    return from_int(vm, dt_type(vm, &dt_delta_spec),
                    to_int(vm, PY_BIN_MOD, dt_delta_us(vm, a), dt_delta_us(vm, b)));
}

static py_value delta_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    bool left = dt_is(vm, a, &dt_delta_spec), right = dt_is(vm, b, &dt_delta_spec);
    if (left && right && (op == PY_BIN_ADD || op == PY_BIN_SUB))
        return add(vm, dt_delta_of(a), dt_delta_of(b), op == PY_BIN_ADD ? 1 : -1);
    if (left && right && op == PY_BIN_MOD)
        return remainder_of(vm, dt_delta_of(a), dt_delta_of(b));
    if (op == PY_BIN_MUL)
        return left ? multiply(vm, dt_delta_of(a), b) : multiply(vm, dt_delta_of(b), a);
    if (left && op == PY_BIN_DIV)
        return divide(vm, dt_delta_of(a), b);
    if (left && op == PY_BIN_FLOORDIV)
        return floor_divide(vm, dt_delta_of(a), b);
    return py_incref(vm->not_implemented);
}

static py_value delta_unary(py_vm *vm, py_unary op, py_value self) {
    const dt_delta *d = dt_delta_of(self);
    int sign = op == PY_UN_NEG || (op == PY_UN_ABS && d->days < 0) ? -1 : 1;
    if (op != PY_UN_NEG && op != PY_UN_POS && op != PY_UN_ABS)
        return py_incref(vm->not_implemented);
    return plain_delta(vm, (int64_t)sign * d->days, (int64_t)sign * d->seconds, (int64_t)sign * d->us);
}

static int order_of(const dt_delta *a, const dt_delta *b) {
    int order = (a->days > b->days) - (a->days < b->days);
    order = order ? order : (a->seconds > b->seconds) - (a->seconds < b->seconds);
    return order ? order : (a->us > b->us) - (a->us < b->us);
}

py_value dt_compare_result(py_vm *vm, py_compare op, int order) {
    (void)vm;
    switch (op) {
    case PY_CMP_EQ: return py_bool(order == 0);
    case PY_CMP_NE: return py_bool(order != 0);
    case PY_CMP_LT: return py_bool(order < 0);
    case PY_CMP_LE: return py_bool(order <= 0);
    case PY_CMP_GT: return py_bool(order > 0);
    default: return py_bool(order >= 0);
    }
}

static py_value delta_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (!dt_is(vm, b, &dt_delta_spec))
        return py_incref(vm->not_implemented);
    return dt_compare_result(vm, op, order_of(dt_delta_of(a), dt_delta_of(b)));
}

static bool delta_hash(py_vm *vm, py_value self, int64_t *hash) {
    const dt_delta *d = dt_delta_of(self);
    py_value parts[3] = {py_int(d->days), py_int(d->seconds), py_int(d->us)};
    py_value all = py_from(py_tuple_of(vm, 3, parts));
    bool ok = py_is_set(all) && py_hash(vm, all, hash);
    py_decref(vm, all);
    return ok;
}

static int delta_truth(py_vm *vm, py_value self) {
    (void)vm;
    const dt_delta *d = dt_delta_of(self);
    return d->days || d->seconds || d->us;
}

// ---- methods ----------------------------------------------------------------------------------------

#define METHOD(name) static py_value delta_##name(py_vm *vm, const py_value *a, int n)
#define FIELD(name, member)                                                                        \
    METHOD(name) {                                                                                 \
        (void)vm, (void)n;                                                                         \
        return py_int(dt_delta_of(a[0])->member);                                                  \
    }
FIELD(days, days)
FIELD(seconds, seconds)
FIELD(microseconds, us)

METHOD(total_seconds) {
    (void)n;
    return to_int(vm, PY_BIN_DIV, dt_delta_us(vm, dt_delta_of(a[0])), py_int(1000000));
}

static py_value divmod(py_vm *vm, py_value a, py_value b) {
    if (!dt_is(vm, a, &dt_delta_spec) || !dt_is(vm, b, &dt_delta_spec))
        return py_incref(vm->not_implemented);
    py_value quotient = floor_divide(vm, dt_delta_of(a), b);
    return py__pair_take(vm, quotient,
                         py_is_set(quotient) ? remainder_of(vm, dt_delta_of(a), dt_delta_of(b)) : quotient);
}

METHOD(divmod) {
    (void)n;
    return divmod(vm, a[0], a[1]);
}

METHOD(rdivmod) {
    (void)n;
    return divmod(vm, a[1], a[0]);
}

METHOD(reduce) {
    (void)n;
    const dt_delta *d = dt_delta_of(a[0]);
    py_value parts[3] = {py_int(d->days), py_int(d->seconds), py_int(d->us)};
    return py__pair_take(vm, py_incref(py_from(a[0].as.o->type)), py_from(py_tuple_of(vm, 3, parts)));
}

static const py_fndef methods[] = {{"days", NULL, delta_days, PY_FN_GETTER},
                                   {"seconds", NULL, delta_seconds, PY_FN_GETTER},
                                   {"microseconds", NULL, delta_microseconds, PY_FN_GETTER},
                                   {"total_seconds", "self, /", delta_total_seconds, PY_FN_METHOD},
                                   {"__divmod__", "self, value, /", delta_divmod, PY_FN_METHOD},
                                   {"__rdivmod__", "self, value, /", delta_rdivmod, PY_FN_METHOD},
                                   {"__reduce__", "self, /", delta_reduce, PY_FN_METHOD},
                                   {0}};

static void delta_dealloc(py_vm *vm, py_obj *self) {
    py_object_free(vm, self, 0);
}

const py_type_spec dt_delta_spec = {
    .name = "timedelta",
    .module = "datetime",
    .size = sizeof(dt_delta),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = delta_dealloc,
              .new_ = delta_new,
              .repr = delta_repr,
              .str = delta_str,
              .hash = delta_hash,
              .truth = delta_truth,
              .binary = delta_binary,
              .unary = delta_unary,
              .compare = delta_compare},
    .methods = methods,
};
