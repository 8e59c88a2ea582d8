// The type float: constructor, operators, rounding. Digits are float_repr.c's, the hexadecimal form
// float_hex.c's.
#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "bigint_internal.h"
#include "complex_internal.h"
#include "text_internal.h"
#include "types_internal.h"

#define HASH_BITS    61
#define HASH_MODULUS (((uint64_t)1 << HASH_BITS) - 1)
#define HASH_INF     314159

// ---- converters ---------------------------------------------------------------------------------

// The float that __float__ gives; *found false: there is none.
static bool through_float(py_vm *vm, py_value v, double *out, bool *found) {
    py_value func, self;
    *found = true;
    if (!py_load_special(vm, v, PY_SYM___float__, &func, &self))
        return false;
    *found = py_is_set(func);
    if (!*found)
        return false;
    py_args none = {NULL, 0, NULL};
    py_value made = py_call_bound(vm, func, self, &none);
    py_decref(vm, func);
    py_decref(vm, self);
    if (!py_is_set(made))
        return false;
    py_value plain = py_unbox(made);
    bool ok = plain.tag == PY_FLOAT;
    *out = plain.as.d;
    if (!ok)
        py_raise(vm, PY_EXC_TypeError, "%T.__float__ returned non-float (type %T)", v, made);
    py_decref(vm, made);
    return ok;
}

// False with *known where no number is meant, without an exception.
static bool number_as_double(py_vm *vm, py_value v, double *out, bool *known) {
    *known = true;
    if (v.tag == PY_FLOAT) {
        *out = v.as.d;
        return true;
    }
    if (py__int_small(v)) {
        *out = (double)v.as.i;
        return true;
    }
    if (py_is(vm, v, PY_TYPE_INT))
        return py__int_double(vm, v, out);
    bool found;
    bool ok = through_float(vm, v, out, &found);
    if (found)
        return ok;
    if (py_is_set(py_type_lookup(vm, py_type_of(vm, v), vm->sym[PY_SYM___index__]))) {
        py_value index = py__index(vm, v);
        ok = py_is_set(index) && py__int_double(vm, index, out);
        py_decref(vm, index);
        return ok;
    }
    *known = false;
    return false;
}

bool py_as_double(py_vm *vm, py_value v, double *out) {
    bool known;
    if (number_as_double(vm, v, out, &known))
        return true;
    if (!known && !py_failed(vm))
        py_raise(vm, PY_EXC_TypeError, "must be real number, not %T", v);
    return false;
}

static py_value float_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)type;
    if (args->kwnames && args->kwnames->count)
        return py_raise(vm, PY_EXC_TypeError, "float() takes no keyword arguments");
    if (args->n > 1)
        return py_raise(vm, PY_EXC_TypeError, "float expected at most 1 argument, got %d", args->n);
    if (!args->n)
        return py_float(0.0);
    py_value v = args->v[0], plain = py_unbox(v);
    if (py_is_str(v))
        return py__float_parse(vm, v, py_as_str(v)->data, py_as_str(v)->size);
    double d;
    bool known;
    if (number_as_double(vm, v, &d, &known))
        return py_float(d);
    if (known || py_failed(vm))
        return py_unset();
    if (py_is_str(plain))
        return py__float_parse(vm, v, py_as_str(plain)->data, py_as_str(plain)->size);
    if (py__bytes_like(plain)) {
        const py_bytes *bytes = py__bytes_self(plain);
        return py__float_parse(vm, v, bytes->data, bytes->size);
    }
    return py_raise(vm, PY_EXC_TypeError,
                    "float() argument must be a string or a real number, not '%T'", v);
}

// ---- arithmetic ---------------------------------------------------------------------------------

// floor(a/b) and the remainder with b's sign, as CPython rounds them.
void py__float_divmod(double a, double b, double *quotient, double *rest) {
    double mod = fmod(a, b), div = (a - mod) / b;
    if (mod != 0) {
        if ((b < 0) != (mod < 0)) {
            mod += b;
            div -= 1.0;
        }
    } else
        mod = copysign(0.0, b);
    if (div != 0) {
        *quotient = floor(div);
        if (div - *quotient > 0.5)
            *quotient += 1.0;
    } else
        *quotient = copysign(0.0, a / b);
    *rest = mod;
}

// OverflowError's arguments are errno and its text.
static py_value range_error(py_vm *vm) {
    py_value parts[2] = {py_int(ERANGE), py_from(py_str_z(vm, "Numerical result out of range"))};
    py_exc *exc = py_exc_new(vm, PY_EXC_OverflowError, "Numerical result out of range");
    py_tuple *args = exc && py_is_set(parts[1]) ? py_tuple_of(vm, 2, parts) : NULL;
    py_decref(vm, parts[1]);
    if (!args) {
        py_release(vm, exc);
        return py_unset();
    }
    py_release(vm, exc->args);
    exc->args = args;
    return py_raise_exc(vm, exc);
}

py_value py__float_pow(py_vm *vm, double a, double b) {
    if (b == 0)
        return py_float(1.0);
    if (a == 0 && b < 0)
        return py_raise(vm, PY_EXC_ZeroDivisionError,
                        vm->python_minor >= 14 ? "zero to a negative power"
                                               : "0.0 cannot be raised to a negative power");
    if (isfinite(a) && a < 0 && isfinite(b) && b != floor(b))
        return py__complex_pow(vm, (py_complex){a, 0}, (py_complex){b, 0});
    double result = pow(a, b);
    if (isinf(result) && isfinite(a) && isfinite(b))
        return range_error(vm);
    return py_float(result);
}

static py_value zero_division(py_vm *vm, const char *message) {
    return py_raise(vm, PY_EXC_ZeroDivisionError, "%s",
                    vm->python_minor >= 14 ? "division by zero" : message);
}

static py_value compute(py_vm *vm, py_binary op, double a, double b) {
    double quotient, rest;
    switch (op) {
    case PY_BIN_ADD:
        return py_float(a + b);
    case PY_BIN_SUB:
        return py_float(a - b);
    case PY_BIN_MUL:
        return py_float(a * b);
    case PY_BIN_POW:
        return py__float_pow(vm, a, b);
    case PY_BIN_DIV:
        return b == 0 ? zero_division(vm, "float division by zero") : py_float(a / b);
    case PY_BIN_FLOORDIV:
        if (b == 0)
            return zero_division(vm, "float floor division by zero");
        py__float_divmod(a, b, &quotient, &rest);
        return py_float(quotient);
    case PY_BIN_MOD:
        if (b == 0)
            return zero_division(vm,
                                 vm->python_minor == 13 ? "float modulo by zero" : "float modulo");
        py__float_divmod(a, b, &quotient, &rest);
        return py_float(rest);
    default:
        return py_incref(vm->not_implemented);
    }
}

// An operand as a double. 1; 0: no float or int; -1: raised.
static int operand(py_vm *vm, py_value v, double *out) {
    v = py_unbox(v);
    if (v.tag == PY_FLOAT) {
        *out = v.as.d;
        return 1;
    }
    if (!py_is_int(v))
        return 0;
    return py__int_double(vm, v, out) ? 1 : -1;
}

static int operands(py_vm *vm, py_value a, py_value b, double *x, double *y) {
    int got = operand(vm, a, x);
    return got == 1 ? operand(vm, b, y) : got;
}

static py_value float_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    double x, y;
    if (op == PY_BIN_MATMUL || (op >= PY_BIN_LSHIFT && op <= PY_BIN_AND))
        return py_incref(vm->not_implemented);
    int got = operands(vm, a, b, &x, &y);
    if (got <= 0)
        return got ? py_unset() : py_incref(vm->not_implemented);
    return compute(vm, op, x, y);
}

static py_value float_unary(py_vm *vm, py_unary op, py_value self) {
    double d = py_unbox(self).as.d;
    switch (op) {
    case PY_UN_NEG:
        return py_float(-d);
    case PY_UN_POS:
    case PY_UN_FLOAT:
        return py_float(d);
    case PY_UN_ABS:
        return py_float(fabs(d));
    case PY_UN_INT:
        return py_int_from_double(vm, d);
    case PY_UN_INVERT:
    case PY_UN_INDEX:
        break;
    }
    return py_incref(vm->not_implemented);
}

static bool holds(py_compare op, int order) { // order 2: not a number
    switch (op) {
    case PY_CMP_EQ:
        return order == 0;
    case PY_CMP_NE:
        return order != 0;
    case PY_CMP_LT:
        return order == -1;
    case PY_CMP_LE:
        return order == -1 || order == 0;
    case PY_CMP_GT:
        return order == 1;
    case PY_CMP_GE:
        break;
    }
    return order == 0 || order == 1;
}

static py_value float_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    double x = py_unbox(a).as.d;
    b = py_unbox(b);
    int order;
    if (b.tag == PY_FLOAT)
        order = isnan(x) || isnan(b.as.d) ? 2 : (x > b.as.d) - (x < b.as.d);
    else if (py_is_int(b)) {
        order = py__int_float_order(b, x);
        order = order == 2 ? 2 : -order;
    } else
        return py_incref(vm->not_implemented);
    return py_bool(holds(op, order));
}

// ---- other slots --------------------------------------------------------------------------------

int64_t py_float_hash(double d) {
    if (!isfinite(d))
        return isinf(d) ? (d > 0 ? HASH_INF : -HASH_INF) : 0;
    int exponent;
    double fraction = frexp(fabs(d), &exponent);
    uint64_t hash = 0;
    while (fraction != 0) { // 28 bits at a time
        hash = ((hash << 28) & HASH_MODULUS) | hash >> (HASH_BITS - 28);
        fraction *= 268435456.0;
        exponent -= 28;
        uint64_t part = (uint64_t)fraction;
        fraction -= (double)part;
        hash += part;
        if (hash >= HASH_MODULUS)
            hash -= HASH_MODULUS;
    }
    int turn = exponent >= 0 ? exponent % HASH_BITS : HASH_BITS - 1 - (-1 - exponent) % HASH_BITS;
    hash = ((hash << turn) & HASH_MODULUS) | hash >> (HASH_BITS - turn);
    int64_t result = d < 0 ? -(int64_t)hash : (int64_t)hash;
    return result == -1 ? -2 : result;
}

static bool float_hash(py_vm *vm, py_value self, int64_t *hash) {
    (void)vm;
    *hash = py_float_hash(py_unbox(self).as.d);
    return true;
}

static py_value float_repr(py_vm *vm, py_value self) {
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    py_float_repr(&out, py_unbox(self).as.d);
    return py_from(py_str_from_buf(vm, &out));
}

static py_value float_format(py_vm *vm, py_value self, const py_str *spec) {
    return py_format_number(vm, self, spec);
}

static int float_truth(py_vm *vm, py_value self) {
    (void)vm;
    return py_unbox(self).as.d != 0;
}

// ---- rounding -----------------------------------------------------------------------------------

// To a power of ten above the digits: what printf leaves after rounding to that digit.
static double round_left(double d, int digits) {
    char text[64];
    snprintf(text, sizeof text, "%.40e", fabs(d));
    const char *e = text;
    while (*e != 'e')
        e++;
    int point = atoi(e + 1) + 1, kept = point + digits; // digits < 0
    if (kept < 0)
        return copysign(0.0, d);
    if (kept == 0) { // 0 or one unit: halves go to 0
        snprintf(text, sizeof text, "5e%d", point - 1);
        if (fabs(d) <= strtod(text, NULL))
            return copysign(0.0, d);
        snprintf(text, sizeof text, "1e%d", point);
        return copysign(strtod(text, NULL), d);
    }
    char long_text[400];
    snprintf(long_text, sizeof long_text, "%.*e", kept - 1, d);
    return strtod(long_text, NULL);
}

py_value py__float_round(py_vm *vm, double d, int64_t digits) {
    if (!isfinite(d) || d == 0 || digits > 323)
        return py_float(d);
    if (digits < -308)
        return py_float(copysign(0.0, d));
    char text[700];
    double result;
    if (digits >= 0) {
        snprintf(text, sizeof text, "%.*f", (int)digits, d);
        result = strtod(text, NULL);
    } else
        result = round_left(d, (int)digits);
    if (isinf(result))
        return py_raise(vm, PY_EXC_OverflowError, "rounded value too large to represent");
    return py_float(result);
}

// ---- methods ------------------------------------------------------------------------------------

#define METHOD(name) static py_value float_##name(py_vm *vm, const py_value *a, int n)

METHOD(self) {
    (void)vm, (void)n;
    return py_float(a[0].as.d);
}

METHOD(imag) {
    (void)vm, (void)a, (void)n;
    return py_float(0.0);
}

METHOD(is_integer) {
    (void)vm, (void)n;
    return py_bool(isfinite(a[0].as.d) && a[0].as.d == floor(a[0].as.d));
}

METHOD(round) {
    (void)n;
    if (!py_is_set(a[1]) || py_is_none(a[1]))
        return py_int_from_double(vm, nearbyint(a[0].as.d));
    py_value places = py__index(vm, a[1]);
    if (!py_is_set(places))
        return places;
    int64_t digits = py__int_small(places)      ? places.as.i
                     : py__int_negative(places) ? INT64_MIN
                                                : INT64_MAX;
    py_decref(vm, places);
    return py__float_round(vm, a[0].as.d, digits);
}

METHOD(trunc) {
    (void)n;
    return py_int_from_double(vm, a[0].as.d);
}

METHOD(floor) {
    (void)n;
    return py_int_from_double(vm, floor(a[0].as.d));
}

METHOD(ceil) {
    (void)n;
    return py_int_from_double(vm, ceil(a[0].as.d));
}

py_value py__pair_take(py_vm *vm, py_value a_take, py_value b_take) {
    py_value both[2] = {a_take, b_take};
    py_tuple *pair = py_is_set(a_take) && py_is_set(b_take) ? py_tuple_of(vm, 2, both) : NULL;
    py_decref(vm, a_take);
    py_decref(vm, b_take);
    return py_from(pair);
}

static py_value divide_both(py_vm *vm, py_value a, py_value b) {
    double x, y, quotient, rest;
    int got = operands(vm, a, b, &x, &y);
    if (got <= 0)
        return got ? py_unset() : py_incref(vm->not_implemented);
    if (y == 0)
        return zero_division(vm, "float divmod()");
    py__float_divmod(x, y, &quotient, &rest);
    return py__pair_take(vm, py_float(quotient), py_float(rest));
}

METHOD(divmod) {
    (void)n;
    return divide_both(vm, a[0], a[1]);
}

METHOD(rdivmod) {
    (void)n;
    return divide_both(vm, a[1], a[0]);
}

METHOD(as_integer_ratio) {
    (void)n;
    if (!isfinite(a[0].as.d))
        return py_raise(vm, isinf(a[0].as.d) ? PY_EXC_OverflowError : PY_EXC_ValueError,
                        "cannot convert %s to integer ratio",
                        isinf(a[0].as.d) ? "Infinity" : "NaN");
    int exponent;
    double fraction = frexp(a[0].as.d, &exponent);
    for (int i = 0; i < 300 && fraction != floor(fraction); i++) {
        fraction *= 2.0;
        exponent--;
    }
    py_value whole = py_int_from_double(vm, fraction), power = py_int(1);
    if (py_is_set(whole) && exponent != 0)
        power = py__int_binary(vm, PY_BIN_LSHIFT, power, py_int(abs(exponent)));
    if (exponent > 0 && py_is_set(whole) && py_is_set(power)) {
        py_value product = py__int_binary(vm, PY_BIN_MUL, whole, power);
        py_decref(vm, whole);
        py_decref(vm, power);
        return py__pair_take(vm, product, py_int(1));
    }
    return py__pair_take(vm, whole, power);
}

METHOD(getnewargs) {
    (void)n;
    return py_from(py_tuple_of(vm, 1, a));
}

static const py_fndef float_methods[] = {
    {"is_integer", "self, /", float_is_integer, PY_FN_METHOD},
    {"as_integer_ratio", "self, /", float_as_integer_ratio, PY_FN_METHOD},
    {"hex", "self, /", py__float_hex, PY_FN_METHOD},
    {"fromhex", "cls, string, /", py__float_fromhex, PY_FN_CLASSMETHOD},
    {"conjugate", "self, /", float_self, PY_FN_METHOD},
    {"real", "self", float_self, PY_FN_GETTER},
    {"imag", "self", float_imag, PY_FN_GETTER},
    {"__round__", "self, ndigits=, /", float_round, PY_FN_METHOD},
    {"__trunc__", "self, /", float_trunc, PY_FN_METHOD},
    {"__floor__", "self, /", float_floor, PY_FN_METHOD},
    {"__ceil__", "self, /", float_ceil, PY_FN_METHOD},
    {"__divmod__", "self, value, /", float_divmod, PY_FN_METHOD},
    {"__rdivmod__", "self, value, /", float_rdivmod, PY_FN_METHOD},
    {"__getnewargs__", "self, /", float_getnewargs, PY_FN_METHOD},
    {NULL, NULL, NULL, 0}};

const py_type_spec py_float_spec = {
    .name = "float",
    .doc = "A floating-point number of double precision.",
    .size = sizeof(py_obj),
    .flags = PY_TF_BASE | PY_TF_FLOAT,
    .base = -1,
    .slots = {.new_ = float_new,
              .repr = float_repr,
              .format = float_format,
              .hash = float_hash,
              .truth = float_truth,
              .binary = float_binary,
              .unary = float_unary,
              .compare = float_compare},
    .methods = float_methods,
};
