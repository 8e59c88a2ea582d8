// The math module: functions of doubles, and the table of all. What C's library computes is
// CPython's too; checks and messages are what differs.
#include <float.h>
#include <limits.h>
#include <math.h>

#include "math_internal.h"
#include "vm_internal.h"

#define PI 3.141592653589793238462643383279502884197
#define E  2.718281828459045235360287471352662497757

#define FUNCTION(name) static py_value math_##name(py_vm *vm, const py_value *a, int n)

static py_value domain_error(py_vm *vm) {
    return py_raise(vm, PY_EXC_ValueError, "math domain error");
}

static py_value range_error(py_vm *vm) {
    return py_raise(vm, PY_EXC_OverflowError, "math range error");
}

// ---- one argument -------------------------------------------------------------------------------

// Python 3.14 says what was expected, with the argument at the end.
static py_value expected(py_vm *vm, double x, const char *what) {
    if (!what || vm->python_minor < 14)
        return domain_error(vm);
    return py_raise(vm, PY_EXC_ValueError, "expected %s, got %R", what, py_float(x));
}

// A result that is no number, or infinite for a finite argument, is an error: of range where the
// function grows beyond doubles, else of domain.
static py_value checked(py_vm *vm, double x, double result, bool grows, const char *what) {
    if (isnan(result) && !isnan(x))
        return expected(vm, x, what);
    if (isinf(result) && isfinite(x))
        return grows ? range_error(vm) : expected(vm, x, what);
    return py_float(result);
}

#define UNIT_RANGE "a number in range from -1 up to 1"
#define FINITE     "a finite input"
#define NO_POLE    "a noninteger or positive integer"

// X(name, function, grows beyond doubles, what 3.14 expects)
#define SIMPLE_TABLE(X)                                                                            \
    X(acos, acos, false, UNIT_RANGE)                                                               \
    X(acosh, acosh, false, "argument value not less than 1")                                       \
    X(asin, asin, false, UNIT_RANGE)                                                               \
    X(asinh, asinh, false, NULL)                                                                   \
    X(atan, atan, false, NULL)                                                                     \
    X(atanh, atanh, false, "a number between -1 and 1")                                            \
    X(cbrt, cbrt, false, NULL)                                                                     \
    X(cos, cos, false, FINITE)                                                                     \
    X(cosh, cosh, true, NULL)                                                                      \
    X(erf, erf, false, NULL)                                                                       \
    X(erfc, erfc, false, NULL)                                                                     \
    X(exp, exp, true, NULL)                                                                        \
    X(exp2, exp2, true, NULL)                                                                      \
    X(expm1, expm1, true, NULL)                                                                    \
    X(fabs, fabs, false, NULL)                                                                     \
    X(gamma, py__gamma, true, NO_POLE)                                                             \
    X(lgamma, py__lgamma, true, NO_POLE)                                                           \
    X(log1p, log1p, false, "argument value > -1")                                                  \
    X(sin, sin, false, FINITE)                                                                     \
    X(sinh, sinh, true, NULL)                                                                      \
    X(sqrt, sqrt, false, "a nonnegative input")                                                    \
    X(tan, tan, false, FINITE)                                                                     \
    X(tanh, tanh, false, NULL)

#define X(name, fn, grows, what)                                                                   \
    FUNCTION(name) {                                                                               \
        (void)n;                                                                                   \
        double x;                                                                                  \
        return py_as_double(vm, a[0], &x) ? checked(vm, x, fn(x), grows, what) : py_unset();       \
    }
SIMPLE_TABLE(X)
#undef X

#define CLASSIFY(name, expression)                                                                 \
    FUNCTION(name) {                                                                               \
        (void)n;                                                                                   \
        double x;                                                                                  \
        return py_as_double(vm, a[0], &x) ? (expression) : py_unset();                             \
    }
CLASSIFY(isfinite, py_bool(isfinite(x) != 0))
CLASSIFY(isinf, py_bool(isinf(x) != 0))
CLASSIFY(isnan, py_bool(isnan(x) != 0))
CLASSIFY(degrees, py_float(x *(180.0 / PI)))
CLASSIFY(radians, py_float(x *(PI / 180.0)))

FUNCTION(frexp) {
    (void)n;
    double x;
    int exponent = 0;
    if (!py_as_double(vm, a[0], &x))
        return py_unset();
    double fraction = isfinite(x) ? frexp(x, &exponent) : x;
    return py__pair_take(vm, py_float(fraction), py_int(exponent));
}

FUNCTION(modf) {
    (void)n;
    double x, whole;
    if (!py_as_double(vm, a[0], &x))
        return py_unset();
    double fraction = modf(x, &whole);
    return py__pair_take(vm, py_float(fraction), py_float(whole));
}

FUNCTION(ulp) {
    (void)n;
    double x;
    if (!py_as_double(vm, a[0], &x))
        return py_unset();
    x = fabs(x);
    if (!isfinite(x))
        return py_float(x);
    double next = nextafter(x, HUGE_VAL);
    return py_float(isinf(next) ? x - nextafter(x, -HUGE_VAL) : next - x);
}

// ---- to integers --------------------------------------------------------------------------------

// The special method's result; *found false where there is none.
static py_value special(py_vm *vm, py_value v, py_symbol name, bool *found) {
    py_value func, self;
    *found = true;
    if (!py_load_special(vm, v, name, &func, &self))
        return py_unset();
    *found = py_is_set(func);
    if (!*found)
        return py_unset();
    py_args none = {NULL, 0, NULL};
    py_value result = py_call_bound(vm, func, self, &none);
    py_decref(vm, func);
    py_decref(vm, self);
    return result;
}

static py_value to_int(py_vm *vm, py_value v, py_symbol name, double (*fn)(double)) {
    if (v.tag == PY_FLOAT)
        return py_int_from_double(vm, fn(v.as.d));
    if (v.tag == PY_INT)
        return v;
    bool found;
    py_value result = special(vm, v, name, &found);
    if (found)
        return result;
    double x;
    if (name == PY_SYM___trunc__)
        return py_raise(vm, PY_EXC_TypeError, "type %T doesn't define __trunc__ method", v);
    return py_as_double(vm, v, &x) ? py_int_from_double(vm, fn(x)) : py_unset();
}

FUNCTION(floor) {
    (void)n;
    return to_int(vm, a[0], PY_SYM___floor__, floor);
}

FUNCTION(ceil) {
    (void)n;
    return to_int(vm, a[0], PY_SYM___ceil__, ceil);
}

FUNCTION(trunc) {
    (void)n;
    return to_int(vm, a[0], PY_SYM___trunc__, trunc);
}

// ---- logarithms ---------------------------------------------------------------------------------

static bool log_double(py_vm *vm, double x, double (*fn)(double), double *out) {
    *out = x > 0 && isfinite(x) ? fn(x) : x; // infinity, nan
    if (x <= 0)
        expected(vm, x, "a positive input");
    return !(x <= 0);
}

// Ints beyond doubles have logarithms too.
static bool log_of(py_vm *vm, py_value v, double (*fn)(double), double *out) {
    double x;
    py_value plain = py_unbox(v);
    if (!py_is_int(plain))
        return py_as_double(vm, v, &x) && log_double(vm, x, fn, out);
    if (py__int_negative(plain) || (py__int_small(plain) && plain.as.i == 0)) {
        if (vm->python_minor >= 14)
            py_raise(vm, PY_EXC_ValueError, "expected a positive input");
        else
            domain_error(vm);
        return false;
    }
    py_big_view view;
    const mp_int *mp = py__big_view(&view, plain);
    x = py__big_double(mp);
    if (!isinf(x))
        return log_double(vm, x, fn, out);
    int shift = mp_count_bits(mp);
    mp_int top;
    bool ok = py__big_init(vm, &top);
    if (!ok)
        return false;
    ok = mp_div_2d(mp, shift - 128, &top, NULL) == MP_OKAY;
    int exponent = 0;
    double fraction = ok ? frexp(py__big_double(&top), &exponent) : 0;
    mp_clear(&top);
    if (!ok) {
        py_raise_memory(vm);
        return false;
    }
    *out = fn(fraction) + fn(2.0) * (double)(exponent + shift - 128);
    return true;
}

FUNCTION(log) {
    double x, base;
    if ((n < 1 || n > 2) && vm->python_minor < 12)
        return py_raise(vm, PY_EXC_TypeError, "math.log requires 1 to 2 arguments");
    if (n < 1 || n > 2)
        return py_raise(vm, PY_EXC_TypeError, "log expected at %s, got %d",
                        n < 1 ? "least 1 argument" : "most 2 arguments", n);
    if (!log_of(vm, a[0], log, &x))
        return py_unset();
    if (n == 1)
        return py_float(x);
    if (!log_of(vm, a[1], log, &base))
        return py_unset();
    return py_binary_op(vm, PY_BIN_DIV, py_float(x), py_float(base));
}

FUNCTION(log2) {
    (void)n;
    double x;
    return log_of(vm, a[0], log2, &x) ? py_float(x) : py_unset();
}

FUNCTION(log10) {
    (void)n;
    double x;
    return log_of(vm, a[0], log10, &x) ? py_float(x) : py_unset();
}

// ---- two arguments and more ---------------------------------------------------------------------

static bool two(py_vm *vm, const py_value *a, double *x, double *y) {
    return py_as_double(vm, a[0], x) && py_as_double(vm, a[1], y);
}

FUNCTION(atan2) {
    (void)n;
    double x, y;
    return two(vm, a, &y, &x) ? py_float(atan2(y, x)) : py_unset();
}

FUNCTION(copysign) {
    (void)n;
    double x, y;
    return two(vm, a, &x, &y) ? py_float(copysign(x, y)) : py_unset();
}

FUNCTION(fmod) {
    (void)n;
    double x, y;
    if (!two(vm, a, &x, &y))
        return py_unset();
    double r = fmod(x, y);
    return isnan(r) && !isnan(x) && !isnan(y) ? domain_error(vm) : py_float(r);
}

FUNCTION(remainder) {
    (void)n;
    double x, y;
    if (!two(vm, a, &x, &y))
        return py_unset();
    double r = remainder(x, y);
    return isnan(r) && !isnan(x) && !isnan(y) ? domain_error(vm) : py_float(r);
}

FUNCTION(pow) {
    (void)n;
    double x, y;
    if (!two(vm, a, &x, &y))
        return py_unset();
    double r = pow(x, y);
    if (isfinite(x) && isfinite(y) && !isfinite(r))
        return isnan(r) || x == 0 ? domain_error(vm) : range_error(vm);
    return py_float(r);
}

FUNCTION(fma) {
    (void)n;
    double x, y, z;
    if (!two(vm, a, &x, &y) || !py_as_double(vm, a[2], &z))
        return py_unset();
    double r = fma(x, y, z);
    if (isnan(r) && !isnan(x) && !isnan(y) && !isnan(z))
        return py_raise(vm, PY_EXC_ValueError, "invalid operation in fma");
    if (isinf(r) && isfinite(x) && isfinite(y) && isfinite(z))
        return py_raise(vm, PY_EXC_OverflowError, "overflow in fma");
    return py_float(r);
}

FUNCTION(ldexp) {
    (void)n;
    double x;
    if (!py_as_double(vm, a[0], &x))
        return py_unset();
    if (!py_is_int(a[1]))
        return py_raise(vm, PY_EXC_TypeError, "Expected an int as second argument to ldexp.");
    py_value plain = py_unbox(a[1]);
    bool negative = py__int_negative(plain);
    int64_t exponent = py__int_small(plain) ? plain.as.i : negative ? INT64_MIN : INT64_MAX;
    if (x == 0 || !isfinite(x))
        return py_float(x);
    if (exponent > INT_MAX)
        return range_error(vm);
    double r = exponent < INT_MIN ? copysign(0.0, x) : ldexp(x, (int)exponent);
    return isinf(r) ? range_error(vm) : py_float(r);
}

FUNCTION(isclose) {
    (void)n;
    double x, y, relative = 1e-9, absolute = 0.0;
    if (!two(vm, a, &x, &y) || (py_is_set(a[2]) && !py_as_double(vm, a[2], &relative)) ||
        (py_is_set(a[3]) && !py_as_double(vm, a[3], &absolute)))
        return py_unset();
    if (relative < 0 || absolute < 0)
        return py_raise(vm, PY_EXC_ValueError, "tolerances must be non-negative");
    if (x == y)
        return py_bool(true);
    if (isinf(x) || isinf(y))
        return py_bool(false);
    double apart = fabs(y - x);
    return py_bool(apart <= fabs(relative * y) || apart <= fabs(relative * x) || apart <= absolute);
}

// A double's place in the order of all: neighbours differ by one.
static int64_t order_of(double d) {
    int64_t bits;
    memcpy(&bits, &d, sizeof bits);
    return bits < 0 ? INT64_MIN - bits : bits;
}

static double at_order(int64_t order, double like) {
    int64_t bits = order < 0 || (order == 0 && signbit(like)) ? INT64_MIN - order : order;
    double d;
    memcpy(&d, &bits, sizeof d);
    return d;
}

static double step_towards(double x, double y, uint64_t steps) {
    if (isnan(x) || isnan(y))
        return isnan(x) ? x : y;
    if (steps == 0)
        return x;
    if (steps == 1)
        return nextafter(x, y);
    if (x == y)
        return y;
    int64_t from = order_of(x), to = order_of(y);
    uint64_t apart = from < to ? (uint64_t)to - (uint64_t)from : (uint64_t)from - (uint64_t)to;
    if (steps >= apart)
        return y;
    uint64_t there = from < to ? (uint64_t)from + steps : (uint64_t)from - steps;
    return at_order((int64_t)there, x);
}

FUNCTION(nextafter) {
    (void)n;
    double x, y;
    if (!two(vm, a, &x, &y))
        return py_unset();
    if (!py_is_set(a[2]) || py_is_none(a[2]))
        return py_float(nextafter(x, y));
    py_value steps = py__index(vm, a[2]);
    if (!py_is_set(steps))
        return steps;
    bool negative = py__int_negative(steps);
    uint64_t count = py__int_small(steps) ? (uint64_t)steps.as.i : UINT64_MAX;
    py_decref(vm, steps);
    if (negative)
        return py_raise(vm, PY_EXC_ValueError, "steps must be a non-negative integer");
    return py_float(step_towards(x, y, count));
}

// ---- the module ---------------------------------------------------------------------------------

static const py_fndef functions[] = {
#define X(name, fn, grows, what) {#name, "x, /", math_##name, PY_FN_PLAIN},
    SIMPLE_TABLE(X)
#undef X
        {"isfinite", "x, /", math_isfinite, PY_FN_PLAIN},
    {"isinf", "x, /", math_isinf, PY_FN_PLAIN},
    {"isnan", "x, /", math_isnan, PY_FN_PLAIN},
    {"degrees", "x, /", math_degrees, PY_FN_PLAIN},
    {"radians", "x, /", math_radians, PY_FN_PLAIN},
    {"frexp", "x, /", math_frexp, PY_FN_PLAIN},
    {"modf", "x, /", math_modf, PY_FN_PLAIN},
    {"ulp", "x, /", math_ulp, PY_FN_PLAIN},
    {"floor", "x, /", math_floor, PY_FN_PLAIN},
    {"ceil", "x, /", math_ceil, PY_FN_PLAIN},
    {"trunc", "x, /", math_trunc, PY_FN_PLAIN},
    {"log", "*args", math_log, PY_FN_PLAIN},
    {"log2", "x, /", math_log2, PY_FN_PLAIN},
    {"log10", "x, /", math_log10, PY_FN_PLAIN},
    {"atan2", "y, x, /", math_atan2, PY_FN_PLAIN},
    {"copysign", "x, y, /", math_copysign, PY_FN_PLAIN},
    {"fmod", "x, y, /", math_fmod, PY_FN_PLAIN},
    {"remainder", "x, y, /", math_remainder, PY_FN_PLAIN},
    {"pow", "x, y, /", math_pow, PY_FN_PLAIN},
    {"fma", "x, y, z, /", math_fma, PY_FN_PLAIN},
    {"ldexp", "x, i, /", math_ldexp, PY_FN_PLAIN},
    {"isclose", "a, b, *, rel_tol=, abs_tol=", math_isclose, PY_FN_PLAIN},
    {"nextafter", "x, y, /, *, steps=", math_nextafter, PY_FN_PLAIN},
    {"comb", "n, k, /", py__math_comb, PY_FN_PLAIN},
    {"perm", "n, k=, /", py__math_perm, PY_FN_PLAIN},
    {"factorial", "n, /", py__math_factorial, PY_FN_PLAIN},
    {"gcd", "*integers", py__math_gcd, PY_FN_PLAIN},
    {"lcm", "*integers", py__math_lcm, PY_FN_PLAIN},
    {"isqrt", "n, /", py__math_isqrt, PY_FN_PLAIN},
    {"fsum", "seq, /", py__math_fsum, PY_FN_PLAIN},
    {"prod", "iterable, /, *, start=", py__math_prod, PY_FN_PLAIN},
    {"sumprod", "p, q, /", py__math_sumprod, PY_FN_PLAIN},
    {"hypot", "*coordinates", py__math_hypot, PY_FN_PLAIN},
    {"dist", "p, q, /", py__math_dist, PY_FN_PLAIN},
    {NULL, NULL, NULL, 0}};

static bool math_init(py_vm *vm, py_module *module) {
    return py_module_add(vm, module, "pi", py_float(PI)) &&
           py_module_add(vm, module, "e", py_float(E)) &&
           py_module_add(vm, module, "tau", py_float(2.0 * PI)) &&
           py_module_add(vm, module, "inf", py_float(HUGE_VAL)) &&
           py_module_add(vm, module, "nan", py_float(NAN));
}

const py_module_spec py_math_module_spec = {
    .name = "math", .init = math_init, .functions = functions};
