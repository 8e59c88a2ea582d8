// Sums, products and norms of the math module that lose no digits on the way: Shewchuk's partial
// sums, double-length arithmetic (Dekker; Ogita, Rump and Oishi), as CPython 3.13 does them.
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "math_internal.h"
#include "vm_internal.h"

typedef struct pair { // hi + lo, exactly
    double hi, lo;
} pair;

static pair fast_sum(double a, double b) { // |a| >= |b|
    double x = a + b;
    return (pair){x, (a - x) + b};
}

static pair exact_sum(double a, double b) {
    double x = a + b, z = x - a;
    return (pair){x, (a - (x - z)) + (b - z)};
}

static pair exact_product(double a, double b) {
    double z = a * b;
    return (pair){z, fma(a, b, -z)};
}

// ---- fsum ---------------------------------------------------------------------------------------

typedef struct partials { // do not overlap, growing; their exact sum is the sum so far
    vl_buf buf;
    double special, infinite; // sums of what is not finite
    bool overflow;
} partials;

static bool add_finite(partials *s, double x) {
    double *p = (double *)(void *)s->buf.data;
    size_t count = s->buf.len / sizeof *p, kept = 0;
    for (size_t i = 0; i < count; i++) {
        double y = p[i];
        if (fabs(x) < fabs(y)) {
            double swap = x;
            x = y;
            y = swap;
        }
        pair both = fast_sum(x, y);
        if (both.lo != 0)
            p[kept++] = both.lo;
        x = both.hi;
    }
    s->buf.len = kept * sizeof *p;
    if (x == 0)
        return true;
    if (!isfinite(x)) {
        s->overflow = true;
        return false;
    }
    return vl_buf_append(&s->buf, &x, sizeof x);
}

static double total(const partials *s) {
    const double *p = (const double *)(const void *)s->buf.data;
    size_t n = s->buf.len / sizeof *p;
    double hi = 0, lo = 0;
    if (n > 0)
        hi = p[--n];
    while (n > 0 && lo == 0) {
        pair both = fast_sum(hi, p[--n]);
        hi = both.hi;
        lo = both.lo;
    }
    // A tie so far: what follows decides which way to round.
    if (n > 0 && ((lo < 0 && p[n - 1] < 0) || (lo > 0 && p[n - 1] > 0))) {
        double twice = lo * 2.0, x = hi + twice;
        if (twice == x - hi)
            hi = x;
    }
    return hi;
}

static py_value fsum_result(py_vm *vm, const partials *s) {
    if (s->overflow)
        return py_raise(vm, PY_EXC_OverflowError, "intermediate overflow in fsum");
    if (s->special != 0) {
        if (isnan(s->infinite))
            return py_raise(vm, PY_EXC_ValueError, "-inf + inf in fsum");
        return py_float(s->special);
    }
    return py_float(total(s));
}

py_value py__math_fsum(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value iterator = py_iter(vm, a[0]), item, result = py_unset();
    if (!py_is_set(iterator))
        return iterator;
    partials s = {.special = 0};
    vl_buf_init(&s.buf, vm->heap);
    py_next next = PY_NEXT_ERROR;
    bool ok = true;
    while (ok && (next = py_iter_next(vm, iterator, &item)) == PY_NEXT_ITEM) {
        double x;
        ok = py_as_double(vm, item, &x);
        py_decref(vm, item);
        if (ok && isfinite(x))
            ok = add_finite(&s, x);
        else if (ok) {
            if (isinf(x))
                s.infinite += x;
            s.special += x;
        }
    }
    if (s.buf.failed)
        py_raise_memory(vm);
    else if (s.overflow || (ok && next == PY_NEXT_END))
        result = fsum_result(vm, &s);
    vl_buf_deinit(&s.buf);
    py_decref(vm, iterator);
    return result;
}

// ---- prod, sumprod ------------------------------------------------------------------------------

py_value py__math_prod(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value iterator = py_iter(vm, a[0]), item;
    if (!py_is_set(iterator))
        return iterator;
    py_value result = py_is_set(a[1]) ? py_incref(a[1]) : py_int(1);
    py_next next = PY_NEXT_END;
    while (py_is_set(result) && (next = py_iter_next(vm, iterator, &item)) == PY_NEXT_ITEM) {
        py_value product = py_binary_op(vm, PY_BIN_MUL, result, item);
        py_decref(vm, item);
        py_decref(vm, result);
        result = product;
    }
    py_decref(vm, iterator);
    if (next != PY_NEXT_ERROR)
        return result;
    py_decref(vm, result);
    return py_unset();
}

typedef struct triple {
    double hi, lo, tiny;
} triple;

static triple add_product(triple t, double x, double y) {
    pair product = exact_product(x, y), high = exact_sum(t.hi, product.hi);
    pair low = exact_sum(t.lo, product.lo), middle = exact_sum(low.hi, high.lo);
    return (triple){high.hi, middle.hi, t.tiny + low.lo + middle.lo};
}

static double rounded(triple t) {
    pair last = exact_sum(t.lo, t.tiny), sum = exact_sum(t.hi, last.hi);
    return sum.hi + (sum.lo + last.lo);
}

// Ints come first while they fit 64 bits; then floats while they are finite; then whatever Python
// gives. A path that was left is not taken again.
typedef struct sumprod {
    py_value sum; // of what was not added up as floats
    triple floats;
    bool int_path, float_path, floats_used;
} sumprod;

static bool add_to(py_vm *vm, sumprod *s, py_value term_take) {
    if (!py_is_set(term_take))
        return false;
    py_value sum = py_binary_op(vm, PY_BIN_ADD, s->sum, term_take);
    py_decref(vm, term_take);
    if (py_is_set(sum))
        py_assign_take(vm, &s->sum, sum);
    return py_is_set(sum);
}

static bool end_floats(py_vm *vm, sumprod *s) {
    bool used = s->floats_used && s->float_path;
    s->float_path = false;
    return !used || add_to(vm, s, py_float(rounded(s->floats)));
}

static bool add_ints(sumprod *s, py_value p, py_value q) {
    int64_t product, sum;
    if (p.tag != PY_INT || q.tag != PY_INT || py__mul_overflow(p.as.i, q.as.i, &product) ||
        py__add_overflow(s->sum.as.i, product, &sum))
        return false;
    s->sum = py_int(sum);
    return true;
}

static bool plain_double(py_vm *vm, py_value v, double *out) {
    py_big_view view;
    if (v.tag == PY_FLOAT)
        *out = v.as.d;
    else if (py__int_small(v))
        *out = (double)v.as.i;
    else if (py_is(vm, v, PY_TYPE_INT))
        *out = py__big_double(py__big_view(&view, v));
    else
        return false;
    return true;
}

static bool add_floats(py_vm *vm, sumprod *s, py_value p, py_value q) {
    double x, y;
    if ((p.tag != PY_FLOAT && q.tag != PY_FLOAT) || !plain_double(vm, p, &x) ||
        !plain_double(vm, q, &y))
        return false;
    triple sum = add_product(s->floats, x, y);
    if (!isfinite(sum.hi))
        return false;
    s->floats = sum;
    s->floats_used = true;
    return true;
}

static bool sumprod_add(py_vm *vm, sumprod *s, py_value p, py_value q) {
    s->int_path = s->int_path && add_ints(s, p, q);
    if (s->int_path || (s->float_path && add_floats(vm, s, p, q)))
        return true;
    return end_floats(vm, s) && add_to(vm, s, py_binary_op(vm, PY_BIN_MUL, p, q));
}

py_value py__math_sumprod(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value left = py_iter_to_list(vm, a[0]);
    py_value right = py_is_set(left) ? py_iter_to_list(vm, a[1]) : py_unset();
    sumprod s = {.sum = py_int(0), .int_path = true, .float_path = true};
    bool ok = py_is_set(right);
    if (ok) {
        py_list *p = (py_list *)(void *)left.as.o, *q = (py_list *)(void *)right.as.o;
        int64_t count = p->count < q->count ? p->count : q->count;
        for (int64_t i = 0; ok && i < count; i++)
            ok = sumprod_add(vm, &s, p->items[i], q->items[i]);
        if (ok && p->count != q->count) {
            py_raise(vm, PY_EXC_ValueError, "Inputs are not the same length");
            ok = false;
        }
        ok = ok && end_floats(vm, &s);
    }
    py_decref(vm, left);
    py_decref(vm, right);
    if (ok)
        return s.sum;
    py_decref(vm, s.sum);
    return py_unset();
}

// ---- hypot, dist --------------------------------------------------------------------------------

// The square root of the sum of squares, scaled by a power of two and corrected once.
static double norm(double *v, int64_t n, double max, bool nan_found) {
    if (isinf(max))
        return max;
    if (nan_found)
        return NAN;
    if (max == 0 || n <= 1)
        return max;
    int exponent;
    (void)frexp(max, &exponent);
    if (exponent < -1023) { // the scale would overflow
        for (int64_t i = 0; i < n; i++)
            v[i] /= DBL_MIN;
        return DBL_MIN * norm(v, n, max / DBL_MIN, nan_found);
    }
    double scale = ldexp(1.0, -exponent), sum = 1.0, low1 = 0, low2 = 0;
    for (int64_t i = 0; i < n; i++) {
        double x = v[i] * scale;
        pair square = exact_product(x, x), next = fast_sum(sum, square.hi);
        sum = next.hi;
        low1 += square.lo;
        low2 += next.lo;
    }
    double root = sqrt(sum - 1.0 + (low1 + low2));
    pair square = exact_product(-root, root), next = fast_sum(sum, square.hi);
    low1 += square.lo;
    low2 += next.lo;
    root += (next.hi - 1.0 + (low1 + low2)) / (2.0 * root);
    return root / scale;
}

static py_value norm_of(py_vm *vm, vl_buf *buf) {
    double *v = (double *)(void *)buf->data, max = 0;
    int64_t n = (int64_t)(buf->len / sizeof *v);
    bool nan_found = false;
    for (int64_t i = 0; i < n; i++) {
        v[i] = fabs(v[i]);
        nan_found |= isnan(v[i]) != 0;
        if (v[i] > max)
            max = v[i];
    }
    py_value result = buf->failed ? py_raise_memory(vm) : py_float(norm(v, n, max, nan_found));
    vl_buf_deinit(buf);
    return result;
}

py_value py__math_hypot(py_vm *vm, const py_value *a, int n) {
    vl_buf buf;
    vl_buf_init(&buf, vm->heap);
    for (int i = 0; i < n; i++) {
        double x;
        if (!py_as_double(vm, a[i], &x)) {
            vl_buf_deinit(&buf);
            return py_unset();
        }
        vl_buf_append(&buf, &x, sizeof x);
    }
    return norm_of(vm, &buf);
}

static bool differences(py_vm *vm, vl_buf *buf, const py_tuple *p, const py_tuple *q) {
    if (p->count != q->count) {
        py_raise(vm, PY_EXC_ValueError, "both points must have the same number of dimensions");
        return false;
    }
    for (int64_t i = 0; i < p->count; i++) {
        double x, y;
        if (!py_as_double(vm, p->items[i], &x) || !py_as_double(vm, q->items[i], &y))
            return false;
        x -= y;
        vl_buf_append(buf, &x, sizeof x);
    }
    return true;
}

py_value py__math_dist(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value p = py_iter_to_tuple(vm, a[0]);
    py_value q = py_is_set(p) ? py_iter_to_tuple(vm, a[1]) : py_unset();
    py_value result = py_unset();
    vl_buf buf;
    vl_buf_init(&buf, vm->heap);
    if (py_is_set(q) &&
        differences(vm, &buf, (py_tuple *)(void *)p.as.o, (py_tuple *)(void *)q.as.o))
        result = norm_of(vm, &buf);
    else
        vl_buf_deinit(&buf);
    py_decref(vm, p);
    py_decref(vm, q);
    return result;
}
