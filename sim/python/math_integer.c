// The functions of the math module on integers: exact, of any size.
#include "math_internal.h"

typedef mp_err (*pair_op)(const mp_int *a, const mp_int *b, mp_int *result);

// gcd and lcm over all arguments, beginning with `start`.
static py_value fold(py_vm *vm, const py_value *a, int n, int64_t start, pair_op op) {
    py_value result = py_int(start);
    for (int i = 0; i < n && py_is_set(result); i++) {
        py_value v = py__index(vm, a[i]), next = py_unset();
        mp_int made;
        if (py_is_set(v) && py__big_init(vm, &made)) {
            py_big_view x, y;
            mp_err error = op(py__big_view(&x, result), py__big_view(&y, v), &made);
            made.sign = MP_ZPOS;
            next = py__big_take(vm, &made, error);
        }
        py_decref(vm, v);
        py_decref(vm, result);
        result = next;
    }
    return result;
}

static mp_err lcm_or_zero(const mp_int *a, const mp_int *b, mp_int *result) {
    return a->used && b->used ? mp_lcm(a, b, result) : MP_OKAY; // result is 0
}

py_value py__math_gcd(py_vm *vm, const py_value *a, int n) {
    return fold(vm, a, n, 0, mp_gcd);
}

py_value py__math_lcm(py_vm *vm, const py_value *a, int n) {
    return fold(vm, a, n, 1, lcm_or_zero);
}

py_value py__math_isqrt(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value v = py__index(vm, a[0]), result = py_unset();
    mp_int root;
    if (!py_is_set(v))
        return v;
    if (py__int_negative(v))
        py_raise(vm, PY_EXC_ValueError, "isqrt() argument must be nonnegative");
    else if (py__big_init(vm, &root)) {
        py_big_view view;
        mp_err error = mp_sqrt(py__big_view(&view, v), &root);
        result = py__big_take(vm, &root, error);
    }
    py_decref(vm, v);
    return result;
}

// Multiplies *factor, factor + step, ... in 64 bits while the product has room; *count falls.
static int64_t small_product(py_value *factor, int64_t *count, int64_t step) {
    int64_t product = 1, at = factor->as.i;
    for (; *count > 0 && at < INT32_MAX && product < INT32_MAX; at += step, --*count)
        product *= at;
    *factor = py_int(at);
    return product;
}

// first * (first + step) * ... of `count` factors.
static py_value product(py_vm *vm, py_value first, int64_t count, int64_t step) {
    py_value result = py_int(1), factor = py_incref(first);
    while (count > 0 && py_is_set(result) && py_is_set(factor)) {
        py_value by;
        if (py__int_small(factor) && factor.as.i < INT32_MAX) {
            by = py_int(small_product(&factor, &count, step));
        } else {
            by = factor;
            factor = py__int_binary(vm, PY_BIN_ADD, factor, py_int(step));
            count--;
        }
        py_value next = py__int_binary(vm, PY_BIN_MUL, result, by);
        py_decref(vm, by);
        py_decref(vm, result);
        result = next;
    }
    bool ok = py_is_set(factor);
    py_decref(vm, factor);
    if (ok)
        return result;
    py_decref(vm, result);
    return py_unset();
}

static py_value factorial_of(py_vm *vm, py_value v) {
    if (py__int_negative(v))
        return py_raise(vm, PY_EXC_ValueError, "factorial() not defined for negative values");
    if (!py__int_small(v))
        return py_raise(vm, PY_EXC_OverflowError, "factorial() argument should not exceed %lld",
                        (long long)INT64_MAX);
    // n! has more than n bits from n = 5 on
    if (!py__big_room(vm, (double)v.as.i))
        return py_unset();
    return v.as.i < 2 ? py_int(1) : product(vm, py_int(2), v.as.i - 1, 1);
}

py_value py__math_factorial(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value v = py__index(vm, a[0]);
    if (!py_is_set(v))
        return v;
    py_value result = factorial_of(vm, v);
    py_decref(vm, v);
    return result;
}

// n >= k >= 0 are needed from here on. False: raised, or *zero where k > n.
static bool check_counts(py_vm *vm, py_value n, py_value k, bool *zero) {
    const char *negative = py__int_negative(n) ? "n" : py__int_negative(k) ? "k" : NULL;
    *zero = false;
    if (negative) {
        py_raise(vm, PY_EXC_ValueError, "%s must be a non-negative integer", negative);
        return false;
    }
    *zero = py__int_order(n, k) < 0;
    return !*zero;
}

static py_value perm_of(py_vm *vm, py_value n, py_value k) {
    bool zero;
    if (!check_counts(vm, n, k, &zero))
        return zero ? py_int(0) : py_unset();
    if (!py__int_small(k))
        return py_raise(vm, PY_EXC_OverflowError, "k must not exceed %lld", (long long)INT64_MAX);
    if (!py__big_room(vm, (double)k.as.i))
        return py_unset();
    return product(vm, n, k.as.i, -1);
}

// C(n, k) = n (n-1) ... (n-k+1) / k! for k <= n - k.
static py_value comb_of(py_vm *vm, py_value n, py_value k) {
    bool zero;
    if (!check_counts(vm, n, k, &zero))
        return zero ? py_int(0) : py_unset();
    py_value other = py__int_binary(vm, PY_BIN_SUB, n, k);
    if (!py_is_set(other))
        return other;
    py_value few = py__int_order(other, k) < 0 ? other : k;
    py_value result = py_unset();
    if (!py__int_small(few))
        py_raise(vm, PY_EXC_OverflowError, "min(n - k, k) must not exceed %lld",
                 (long long)INT64_MAX);
    else if (py__big_room(vm, (double)few.as.i)) {
        py_value above = product(vm, n, few.as.i, -1);
        py_value below = py_is_set(above) ? factorial_of(vm, few) : py_unset();
        if (py_is_set(below))
            result = py__int_binary(vm, PY_BIN_FLOORDIV, above, below);
        py_decref(vm, above);
        py_decref(vm, below);
    }
    py_decref(vm, other);
    return result;
}

static py_value with_both(py_vm *vm, const py_value *a,
                          py_value (*op)(py_vm *, py_value, py_value)) {
    py_value x = py__index(vm, a[0]);
    if (!py_is_set(x))
        return x;
    py_value y = py__index(vm, a[1]), result = py_unset();
    if (py_is_set(y))
        result = op(vm, x, y);
    py_decref(vm, x);
    py_decref(vm, y);
    return result;
}

py_value py__math_comb(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return with_both(vm, a, comb_of);
}

py_value py__math_perm(py_vm *vm, const py_value *a, int n) {
    if (!py_is_set(a[1]) || py_is_none(a[1]))
        return py__math_factorial(vm, a, n);
    return with_both(vm, a, perm_of);
}
