// Operators of ints: small operands in 64 bits, the rest through LibTomMath. Operands are plain.
// Knows nothing of types and methods.
#include <math.h>

#include "bigint_internal.h"
#include "vm_internal.h"

typedef mp_err (*big_op)(const mp_int *a, const mp_int *b, mp_int *result);

static py_value big_binary(py_vm *vm, big_op op, py_value a, py_value b, double bits) {
    py_big_view av, bv;
    mp_int result;
    if (!py__big_room(vm, bits) || !py__big_init(vm, &result))
        return py_unset();
    mp_err error = op(py__big_view(&av, a), py__big_view(&bv, b), &result);
    return py__big_take(vm, &result, error);
}

static double bits_of(py_value a) {
    return (double)py__int_bits(a);
}
static double most_bits(py_value a, py_value b) {
    return fmax(bits_of(a), bits_of(b)) + 1;
}

static py_value add(py_vm *vm, py_value a, py_value b) {
    int64_t r;
    if (py__int_small(a) && py__int_small(b) && !py__add_overflow(a.as.i, b.as.i, &r))
        return py_int(r);
    return big_binary(vm, mp_add, a, b, most_bits(a, b));
}

static py_value subtract(py_vm *vm, py_value a, py_value b) {
    int64_t r;
    if (py__int_small(a) && py__int_small(b) && !py__sub_overflow(a.as.i, b.as.i, &r))
        return py_int(r);
    return big_binary(vm, mp_sub, a, b, most_bits(a, b));
}

static py_value multiply(py_vm *vm, py_value a, py_value b) {
    int64_t r;
    if (py__int_small(a) && py__int_small(b) && !py__mul_overflow(a.as.i, b.as.i, &r))
        return py_int(r);
    return big_binary(vm, mp_mul, a, b, bits_of(a) + bits_of(b));
}

// ---- division -----------------------------------------------------------------------------------

static bool small_divmod(int64_t a, int64_t b, int64_t *quotient, int64_t *rest) {
    if (a == INT64_MIN && b == -1)
        return false;
    *quotient = a / b;
    *rest = a % b;
    if (*rest && (*rest < 0) != (b < 0)) {
        *rest += b;
        --*quotient;
    }
    return true;
}

static mp_err floor_div(const mp_int *a, const mp_int *b, mp_int *quotient, mp_int *rest) {
    mp_err error = mp_div(a, b, quotient, rest);
    if (error != MP_OKAY || !rest->used || rest->sign == b->sign)
        return error;
    error = mp_add(rest, b, rest);
    return error == MP_OKAY ? mp_sub_d(quotient, 1, quotient) : error;
}

static bool big_divmod(py_vm *vm, py_value a, py_value b, py_value *quotient, py_value *rest) {
    py_big_view av, bv;
    mp_int q, r;
    if (!py__big_init(vm, &q))
        return false;
    if (!py__big_init(vm, &r)) {
        mp_clear(&q);
        return false;
    }
    mp_err error = floor_div(py__big_view(&av, a), py__big_view(&bv, b), &q, &r);
    py_value made[2] = {py__big_take(vm, &q, error), py_unset()};
    if (py_is_set(made[0]))
        made[1] = py__big_take(vm, &r, error);
    else
        mp_clear(&r);
    bool ok = py_is_set(made[1]);
    if (ok && quotient)
        *quotient = made[0];
    else
        py_decref(vm, made[0]);
    if (ok && rest)
        *rest = made[1];
    else
        py_decref(vm, made[1]);
    return ok;
}

bool py__int_divmod(py_vm *vm, py_value a, py_value b, py_value *quotient, py_value *rest) {
    if (py__int_small(a) && py__int_small(b)) {
        int64_t q, r;
        if (small_divmod(a.as.i, b.as.i, &q, &r)) {
            if (quotient)
                *quotient = py_int(q);
            if (rest)
                *rest = py_int(r);
            return true;
        }
    }
    return big_divmod(vm, a, b, quotient, rest);
}

static bool is_zero(py_value v) {
    return py__int_small(v) && v.as.i == 0;
}

static py_value floor_divide(py_vm *vm, py_value a, py_value b) {
    py_value quotient;
    if (is_zero(b))
        return py_raise(vm, PY_EXC_ZeroDivisionError,
                        vm->python_minor >= 14 ? "division by zero"
                                               : "integer division or modulo by zero");
    return py__int_divmod(vm, a, b, &quotient, NULL) ? quotient : py_unset();
}

static py_value modulo(py_vm *vm, py_value a, py_value b) {
    py_value rest;
    if (is_zero(b))
        return py_raise(vm, PY_EXC_ZeroDivisionError,
                        vm->python_minor >= 14 ? "division by zero" : "integer modulo by zero");
    return py__int_divmod(vm, a, b, NULL, &rest) ? rest : py_unset();
}

static bool exact_double(py_value v) {
    return py__int_small(v) && py__magnitude(v.as.i) <= (uint64_t)1 << 53;
}

static py_value true_divide(py_vm *vm, py_value a, py_value b) {
    if (is_zero(b))
        return py_raise(vm, PY_EXC_ZeroDivisionError, "division by zero");
    if (exact_double(a) && exact_double(b))
        return py_float((double)a.as.i / (double)b.as.i);
    bool ok;
    double d = py__int_ratio(a, b, &ok);
    if (!ok)
        return py_raise_memory(vm);
    if (isinf(d))
        return py_raise(vm, PY_EXC_OverflowError, "integer division result too large for a float");
    return py_float(py__int_negative(a) != py__int_negative(b) ? -d : d);
}

// ---- power --------------------------------------------------------------------------------------

// base ** exponent in 64 bits; false: does not fit.
static bool small_power(int64_t base, int64_t exponent, int64_t *out) {
    int64_t result = 1;
    for (; exponent; exponent >>= 1) {
        if ((exponent & 1) && py__mul_overflow(result, base, &result))
            return false;
        if (exponent > 1 && py__mul_overflow(base, base, &base))
            return false;
    }
    *out = result;
    return true;
}

// Powers of two are shifts; no other base has cheap huge powers.
static mp_err big_power(const mp_int *base, uint32_t exponent, mp_int *result) {
    int zeros = mp_cnt_lsb(base);
    if (mp_count_bits(base) != zeros + 1)
        return mp_expt_u32(base, exponent, result);
    mp_err error = mp_2expt(result, zeros * (int)exponent);
    if (base->sign == MP_NEG && (exponent & 1))
        result->sign = MP_NEG;
    return error;
}

static py_value power(py_vm *vm, py_value a, py_value b) {
    int64_t r;
    if (py__int_negative(b)) {
        double base, exponent;
        if (!py__int_double(vm, a, &base) || !py__int_double(vm, b, &exponent))
            return py_unset();
        return py__float_pow(vm, base, exponent);
    }
    if (is_zero(b) || (py__int_small(a) && a.as.i == 1))
        return py_int(1);
    if (is_zero(a))
        return py_int(0);
    if (py__int_small(a) && a.as.i == -1) {
        py_big_view view;
        return py_int(mp_isodd(py__big_view(&view, b)) ? -1 : 1);
    }
    if (!py__int_small(b))
        return py_raise_memory(vm);
    if (py__int_small(a) && small_power(a.as.i, b.as.i, &r))
        return py_int(r);
    mp_int result;
    py_big_view view;
    const mp_int *base = py__big_view(&view, a);
    // At least this many bits: an estimate from above would refuse what fits.
    if (!py__big_room(vm, (double)(mp_count_bits(base) - 1) * (double)b.as.i) ||
        !py__big_init(vm, &result))
        return py_unset();
    mp_err error = big_power(base, (uint32_t)b.as.i, &result);
    return py__big_take(vm, &result, error);
}

// base**exponent mod m by squaring; LibTomMath's own errs for some even moduli.
static mp_err power_mod(const mp_int *base, const mp_int *exponent, const mp_int *m,
                        mp_int *result) {
    mp_int square;
    mp_err error = mp_init_copy(&square, base);
    if (error != MP_OKAY)
        return error;
    mp_set(result, 1);
    int bits = mp_count_bits(exponent);
    for (int i = 0; i < bits && error == MP_OKAY; i++) {
        if ((exponent->dp[i / MP_DIGIT_BIT] >> (i % MP_DIGIT_BIT)) & 1)
            error = mp_mulmod(result, &square, m, result);
        if (error == MP_OKAY && i + 1 < bits)
            error = mp_sqrmod(&square, m, &square);
    }
    mp_clear(&square);
    return error;
}

// a**exponent mod m for 0 <= a < m, m > 1 and any sign of the exponent.
static py_value power_of_rest(py_vm *vm, const mp_int *a, const mp_int *exponent, const mp_int *m) {
    mp_int result, inverse;
    if (!py__big_init(vm, &result))
        return py_unset();
    mp_err error;
    if (exponent->sign == MP_NEG) {
        error = mp_init(&inverse);
        if (error == MP_OKAY)
            error = a->used ? mp_invmod(a, m, &result) : MP_VAL;
        if (error == MP_VAL) {
            mp_clear(&inverse);
            mp_clear(&result);
            return py_raise(vm, PY_EXC_ValueError, "base is not invertible for the given modulus");
        }
        if (error == MP_OKAY)
            error = mp_copy(&result, &inverse);
        if (error == MP_OKAY)
            error = power_mod(&inverse, exponent, m, &result);
        mp_clear(&inverse);
    } else
        error = power_mod(a, exponent, m, &result);
    return py__big_take(vm, &result, error);
}

// In 32 bits every product fits.
static py_value small_power_mod(int64_t a, int64_t exponent, int64_t m) {
    int64_t result = 1 % m, base = a;
    for (; exponent; exponent >>= 1) {
        if (exponent & 1)
            result = result * base % m;
        base = base * base % m;
    }
    return py_int(result);
}

py_value py__int_pow_mod(py_vm *vm, py_value a, py_value b, py_value modulus) {
    if (is_zero(modulus))
        return py_raise(vm, PY_EXC_ValueError, "pow() 3rd argument cannot be 0");
    py_value m = py__int_abs(vm, modulus), rest, result;
    if (!py_is_set(m) || !py__int_divmod(vm, a, m, NULL, &rest)) {
        py_decref(vm, m);
        return py_unset();
    }
    py_big_view av, bv, mv;
    if (py__int_small(m) && m.as.i == 1)
        result = py_int(0);
    else if (py__int_small(m) && m.as.i < INT32_MAX && py__int_small(b) && b.as.i >= 0)
        result = small_power_mod(rest.as.i, b.as.i, m.as.i);
    else
        result =
            power_of_rest(vm, py__big_view(&av, rest), py__big_view(&bv, b), py__big_view(&mv, m));
    if (py_is_set(result) && py__int_negative(modulus) && !is_zero(result)) {
        py_value moved = subtract(vm, result, m);
        py_decref(vm, result);
        result = moved;
    }
    py_decref(vm, rest);
    py_decref(vm, m);
    return result;
}

// ---- bits ---------------------------------------------------------------------------------------

static py_value shift_left(py_vm *vm, py_value a, py_value b) {
    if (py__int_negative(b))
        return py_raise(vm, PY_EXC_ValueError, "negative shift count");
    if (is_zero(a) || is_zero(b))
        return py_is_set(a) && py__int_small(a) ? py_int(a.as.i) : py_incref(a);
    if (!py__int_small(b))
        return py_raise(vm, PY_EXC_OverflowError, "too many digits in integer");
    int64_t count = b.as.i;
    if (py__int_small(a) && count < 63 && a.as.i <= INT64_MAX >> count &&
        a.as.i >= -(INT64_MAX >> count))
        return py_int(a.as.i * ((int64_t)1 << count));
    py_big_view view;
    mp_int result;
    if (!py__big_room(vm, bits_of(a) + (double)count) || !py__big_init(vm, &result))
        return py_unset();
    mp_err error = mp_mul_2d(py__big_view(&view, a), (int)count, &result);
    return py__big_take(vm, &result, error);
}

static py_value shift_right(py_vm *vm, py_value a, py_value b) {
    if (py__int_negative(b))
        return py_raise(vm, PY_EXC_ValueError, "negative shift count");
    int64_t count = py__int_small(b) ? b.as.i : INT64_MAX;
    if (py__int_small(a))
        return py_int(count > 63 ? -(int64_t)(a.as.i < 0) : a.as.i >> count);
    if (count >= py__int_bits(a))
        return py_int(py__int_negative(a) ? -1 : 0);
    py_big_view view;
    mp_int result;
    if (!py__big_init(vm, &result))
        return py_unset();
    mp_err error = mp_signed_rsh(py__big_view(&view, a), (int)count, &result);
    return py__big_take(vm, &result, error);
}

static py_value bitwise(py_vm *vm, py_binary op, py_value a, py_value b) {
    if (py__int_small(a) && py__int_small(b)) {
        int64_t x = a.as.i, y = b.as.i;
        return py_int(op == PY_BIN_AND ? (x & y) : op == PY_BIN_OR ? (x | y) : (x ^ y));
    }
    big_op big = op == PY_BIN_AND ? mp_and : op == PY_BIN_OR ? mp_or : mp_xor;
    return big_binary(vm, big, a, b, most_bits(a, b));
}

py_value py__int_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    switch (op) {
    case PY_BIN_ADD:
        return add(vm, a, b);
    case PY_BIN_SUB:
        return subtract(vm, a, b);
    case PY_BIN_MUL:
        return multiply(vm, a, b);
    case PY_BIN_DIV:
        return true_divide(vm, a, b);
    case PY_BIN_FLOORDIV:
        return floor_divide(vm, a, b);
    case PY_BIN_MOD:
        return modulo(vm, a, b);
    case PY_BIN_POW:
        return power(vm, a, b);
    case PY_BIN_LSHIFT:
        return shift_left(vm, a, b);
    case PY_BIN_RSHIFT:
        return shift_right(vm, a, b);
    case PY_BIN_AND:
    case PY_BIN_OR:
    case PY_BIN_XOR:
        return bitwise(vm, op, a, b);
    default:
        return py_incref(vm->not_implemented);
    }
}

py_value py__int_negate(py_vm *vm, py_value a) {
    return subtract(vm, py_int(0), a);
}

py_value py__int_invert(py_vm *vm, py_value a) {
    return py__int_small(a) ? py_int(~a.as.i) : subtract(vm, py_int(-1), a);
}

py_value py__int_abs(py_vm *vm, py_value a) {
    if (py__int_negative(a))
        return py__int_negate(vm, a);
    return py__int_small(a) ? py_int(a.as.i) : py_incref(a);
}

// ---- order and rounding -------------------------------------------------------------------------

int py__int_order(py_value a, py_value b) {
    if (py__int_small(a) && py__int_small(b))
        return (a.as.i > b.as.i) - (a.as.i < b.as.i);
    py_big_view av, bv;
    return (int)mp_cmp(py__big_view(&av, a), py__big_view(&bv, b));
}

static int order_of(double a, double b) {
    return (a > b) - (a < b);
}

int py__int_float_order(py_value a, double d) {
    if (isnan(d))
        return 2;
    if (py__int_small(a)) {
        if (d >= 0x1p63)
            return -1;
        if (d < -0x1p63)
            return 1;
        int64_t whole = (int64_t)d;
        int order = (a.as.i > whole) - (a.as.i < whole);
        return order ? order : order_of((double)whole, d);
    }
    // |a| >= 2**63: what rounding to double loses decides only between equal doubles.
    py_big_view view;
    const mp_int *mp = py__big_view(&view, a);
    double rounded = py__big_double(mp);
    if (rounded != d || isinf(d))
        return isinf(d) ? (d > 0 ? -1 : 1) : order_of(rounded, d);
    int bits = mp_count_bits(mp), low = mp_cnt_lsb(mp);
    if (bits - low <= 53)
        return 0;
    int exponent; // d is a with its low bits rounded away; its own bits tell which way
    (void)frexp(d, &exponent);
    if (exponent > bits)
        return d > 0 ? -1 : 1;
    uint64_t mantissa = (uint64_t)ldexp(fabs(frexp(d, &exponent)), 53), top = 0;
    for (int i = 0; i < 53; i++) {
        int bit = bits - 1 - i;
        top = top << 1 | ((mp->dp[bit / MP_DIGIT_BIT] >> (bit % MP_DIGIT_BIT)) & 1);
    }
    bool greater = mantissa == top; // |a| > |d|: bits were cut off
    return greater == (d > 0) ? 1 : -1;
}

// round(a, -digits): to a multiple of 10**digits, half to even.
static py_value round_to(py_vm *vm, py_value a, py_value ten_power) {
    py_value quotient, rest;
    if (!py__int_divmod(vm, a, ten_power, &quotient, &rest))
        return py_unset();
    py_value twice = add(vm, rest, rest), result = py_unset();
    if (py_is_set(twice)) {
        int order = py__int_order(twice, ten_power);
        py_big_view view;
        bool odd = mp_isodd(py__big_view(&view, quotient));
        result = subtract(vm, a, rest);
        if (py_is_set(result) && (order > 0 || (order == 0 && odd))) {
            py_value up = add(vm, result, ten_power);
            py_decref(vm, result);
            result = up;
        }
    }
    py_decref(vm, twice);
    py_decref(vm, quotient);
    py_decref(vm, rest);
    return result;
}

py_value py__int_round(py_vm *vm, py_value a, py_value digits) {
    if (!py__int_negative(digits))
        return py__int_small(a) ? py_int(a.as.i) : py_incref(a);
    // Beyond the number of its own digits the result is 0, however far.
    double places = py__int_small(digits) ? -(double)digits.as.i : HUGE_VAL;
    if (places > bits_of(a) * 0.30103 + 2)
        return py_int(0);
    py_value ten_power = power(vm, py_int(10), py_int(-digits.as.i));
    if (!py_is_set(ten_power))
        return ten_power;
    py_value result = round_to(vm, a, ten_power);
    py_decref(vm, ten_power);
    return result;
}
