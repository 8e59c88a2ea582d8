// The module random: CPython's methods over the generators of vl_random. Each method exists as a
// function of the module, drawing from the task's stream, and as a method of Random objects.
#include <math.h>

#include "random_internal.h"

// a[0] is a Random object, or the module: then the stream is the current task's.
static sim_random *object_of(py_vm *vm, py_value self) {
    return py_is(vm, self, PY_TYPE_MODULE) ? NULL : (sim_random *)self.as.o;
}

static vl_rng *rng_of(py_vm *vm, py_value self) {
    sim_random *object = object_of(vm, self);
    return object ? &object->rng : sim_random_current(sim_of(vm));
}

static py_value raise_status(py_vm *vm, vl_rng_status status) {
    static const struct { const char *name; py_exc_id id; } classes[] = {
        {"ZeroDivisionError", PY_EXC_ZeroDivisionError},
        {"ValueError", PY_EXC_ValueError},
        {"OverflowError", PY_EXC_OverflowError},
        {"AssertionError", PY_EXC_AssertionError},
        {"IndexError", PY_EXC_IndexError},
    };
    const char *name = vl_rng_status_exception(status);
    if (status == VL_RNG_ENDLESS)
        return py_halt(vm, VL_LIMIT, "random: %s", vl_rng_status_text(status));
    for (size_t i = 0; i < VL_COUNT(classes); i++)
        if (strcmp(name, classes[i].name) == 0)
            return py_raise(vm, classes[i].id, "%s", vl_rng_status_text(status));
    return py_raise(vm, PY_EXC_ValueError, "%s", vl_rng_status_text(status));
}

// ---- numbers of one, two or no parameters -------------------------------------------------------

typedef enum real_method { R_UNIFORM, R_NORMAL, R_GAUSS, R_LOGNORMAL, R_EXPO, R_VONMISES, R_GAMMA,
                           R_BETA, R_PARETO, R_WEIBULL } real_method;

static py_value draw_real(py_vm *vm, real_method method, const py_value *a, double x, double y) {
    vl_rng *rng = rng_of(vm, a[0]);
    vl_rng_status status = VL_RNG_OK;
    double value = 0;
    if (!rng || (py_is_set(a[1]) && !py_as_double(vm, a[1], &x)) ||
        (method != R_EXPO && method != R_PARETO && py_is_set(a[2]) && !py_as_double(vm, a[2], &y)))
        return py_unset();
    switch (method) {
    case R_UNIFORM: value = vl_rng_uniform(rng, x, y); break;
    case R_NORMAL: value = vl_rng_normalvariate(rng, x, y); break;
    case R_GAUSS: value = vl_rng_gauss(rng, x, y); break;
    case R_LOGNORMAL: status = vl_rng_lognormvariate(rng, x, y, &value); break;
    case R_EXPO: status = vl_rng_expovariate(rng, x, &value); break;
    case R_VONMISES: status = vl_rng_vonmisesvariate(rng, x, y, &value); break;
    case R_GAMMA: status = vl_rng_gammavariate(rng, x, y, &value); break;
    case R_BETA: status = vl_rng_betavariate(rng, x, y, &value); break;
    case R_PARETO: status = vl_rng_paretovariate(rng, x, &value); break;
    case R_WEIBULL: status = vl_rng_weibullvariate(rng, x, y, &value); break;
    }
    return status == VL_RNG_OK ? py_float(value) : raise_status(vm, status);
}

#define REAL(name, method, x, y)                                                                   \
    static py_value name(py_vm *vm, const py_value *a, int n) {                                    \
        (void)n;                                                                                   \
        return draw_real(vm, method, a, x, y);                                                     \
    }
REAL(m_uniform, R_UNIFORM, 0, 0)
REAL(m_normalvariate, R_NORMAL, 0, 1)
REAL(m_gauss, R_GAUSS, 0, 1)
REAL(m_lognormvariate, R_LOGNORMAL, 0, 0)
REAL(m_expovariate, R_EXPO, 1, 0)
REAL(m_vonmisesvariate, R_VONMISES, 0, 0)
REAL(m_gammavariate, R_GAMMA, 0, 0)
REAL(m_betavariate, R_BETA, 0, 0)
REAL(m_paretovariate, R_PARETO, 0, 0)
REAL(m_weibullvariate, R_WEIBULL, 0, 0)

static py_value m_random(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_rng *rng = rng_of(vm, a[0]);
    return rng ? py_float(vl_rng_random(rng)) : py_unset();
}

static py_value m_triangular(py_vm *vm, const py_value *a, int n) {
    (void)n;
    double low = 0, high = 1, mode = 0;
    vl_rng *rng = rng_of(vm, a[0]);
    bool given = py_is_set(a[3]) && !py_is_none(a[3]);
    if (!rng || (py_is_set(a[1]) && !py_as_double(vm, a[1], &low)) ||
        (py_is_set(a[2]) && !py_as_double(vm, a[2], &high)) ||
        (given && !py_as_double(vm, a[3], &mode)))
        return py_unset();
    if (given && high == low) {
        vl_rng_random(rng);
        return py_is_set(a[1]) ? py_incref(a[1]) : py_float(low);
    }
    return py_float(vl_rng_triangular(rng, low, high, given ? &mode : NULL));
}

// ---- integers -----------------------------------------------------------------------------------

static bool integer(py_vm *vm, py_value v, int64_t *out) {
    if (py_is_int(v))
        return py_as_int64(vm, v, out);
    py_value i = py_unary_op(vm, PY_UN_INDEX, v);
    bool ok = py_is_set(i) && py_as_int64(vm, i, out);
    py_decref(vm, i);
    return ok;
}

// Ints of 64 bits with a step of 1 or none are drawn here, all else and all errors by sim_random_range.
static py_value m_randrange(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t value;
    vl_rng *rng = rng_of(vm, a[0]);
    if (!rng)
        return py_unset();
    bool one = !py_is_set(a[2]), plain = a[1].tag == PY_INT && (one || a[2].tag == PY_INT) && !py_is_set(a[3]);
    if (plain && vl_rng_randrange(rng, one ? 0 : a[1].as.i, one ? a[1].as.i : a[2].as.i, 1, &value) ==
                     VL_RNG_OK)
        return py_int(value);
    return sim_random_range(vm, rng, a + 1);
}

static py_value m_randint(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t value;
    vl_rng *rng = rng_of(vm, a[0]);
    if (!rng)
        return py_unset();
    if (a[1].tag == PY_INT && a[2].tag == PY_INT &&
        vl_rng_randint(rng, a[1].as.i, a[2].as.i, &value) == VL_RNG_OK)
        return py_int(value);
    py_value range[3] = {a[1], py_binary_op(vm, PY_BIN_ADD, a[2], py_int(1)), py_unset()};
    py_value v = py_is_set(range[1]) ? sim_random_range(vm, rng, range) : py_unset();
    py_decref(vm, range[1]);
    return v;
}

static py_value m_getrandbits(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t k;
    vl_rng *rng = rng_of(vm, a[0]);
    if (!rng || !integer(vm, a[1], &k))
        return py_unset();
    if (k < 0)
        return py_raise(vm, PY_EXC_ValueError, "number of bits must be non-negative");
    if (k == 0)
        return py_int(0);
    size_t count = ((size_t)k + 31) / 32, size = count * sizeof(uint32_t);
    uint32_t *words = k > INT32_MAX ? NULL : vl_heap_alloc(vm->heap, size);
    if (!words)
        return py_raise_memory(vm);
    vl_rng_bits(rng, (size_t)k, words);
    py_value v = py_int_from_words(vm, words, count);
    vl_heap_free(vm->heap, words, size);
    return v;
}

static py_value m_randbytes(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t count;
    vl_rng *rng = rng_of(vm, a[0]);
    if (!rng || !integer(vm, a[1], &count))
        return py_unset();
    if (count < 0)
        return py_raise(vm, PY_EXC_ValueError, "number of bits must be non-negative");
    vl_buf bytes;
    vl_buf_init(&bytes, vm->heap);
    py_value v = py_unset();
    if (vl_buf_fill(&bytes, 0, (size_t)count)) {
        vl_rng_bytes(rng, bytes.data, (size_t)count);
        v = py_from(py_bytes_new(vm, bytes.data ? bytes.data : "", (size_t)count));
    } else
        py_raise_memory(vm);
    vl_buf_deinit(&bytes);
    return v;
}

static py_value m_binomialvariate(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t trials = 1, value;
    double p = 0.5;
    vl_rng *rng = rng_of(vm, a[0]);
    if (!rng || (py_is_set(a[1]) && !integer(vm, a[1], &trials)) ||
        (py_is_set(a[2]) && !py_as_double(vm, a[2], &p)))
        return py_unset();
    vl_rng_status status = vl_rng_binomialvariate(rng, trials, p, &value);
    return status == VL_RNG_OK ? py_int(value) : raise_status(vm, status);
}

// ---- sequences ----------------------------------------------------------------------------------

static py_value m_choice(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_rng *rng = rng_of(vm, a[0]);
    int64_t length = rng ? py_length(vm, a[1]) : -1;
    if (length < 0)
        return py_unset();
    if (length == 0)
        return py_raise(vm, PY_EXC_IndexError, "Cannot choose from an empty sequence");
    return py_getitem(vm, a[1], py_int((int64_t)vl_rng_choice(rng, (uint64_t)length)));
}

// Cumulative weights as doubles; *cum NULL and true: none were given.
static bool read_weights(py_vm *vm, py_value v, bool cumulative, int64_t population, double **cum) {
    py_value list = py_iter_to_list(vm, v);
    if (!py_is_set(list))
        return false;
    const py_list *weights = (py_list *)list.as.o;
    bool ok = weights->count == population;
    if (!ok)
        py_raise(vm, PY_EXC_ValueError, "The number of weights does not match the population");
    size_t size = (size_t)(population ? population : 1) * sizeof(double);
    *cum = ok ? vl_heap_alloc(vm->heap, size) : NULL;
    double sum = 0;
    for (int64_t i = 0; *cum && ok && i < population; i++) {
        double weight;
        ok = py_as_double(vm, weights->items[i], &weight);
        sum = cumulative || i == 0 ? weight : sum + weight;
        (*cum)[i] = sum;
    }
    if (*cum && !ok) {
        vl_heap_free(vm->heap, *cum, size);
        *cum = NULL;
    }
    py_decref(vm, list);
    if (ok && !*cum)
        py_raise_memory(vm);
    return *cum != NULL;
}

// choices(population, weights=None, *, cum_weights=None, k=1)
static py_value m_choices(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_rng *rng = rng_of(vm, a[0]);
    bool weights = py_is_set(a[2]) && !py_is_none(a[2]);
    bool cumulative = py_is_set(a[3]) && !py_is_none(a[3]);
    int64_t k = 1, length = rng ? py_length(vm, a[1]) : -1;
    double *cum = NULL;
    if (length < 0 || (py_is_set(a[4]) && !integer(vm, a[4], &k)))
        return py_unset();
    if (weights && py_is_int(a[2]))
        return py_raise(vm, PY_EXC_TypeError,
                        "The number of choices must be a keyword argument: k=%R", a[2]);
    if (weights && cumulative)
        return py_raise(vm, PY_EXC_TypeError, "Cannot specify both weights and cumulative weights");
    if ((weights || cumulative) &&
        !read_weights(vm, weights ? a[2] : a[3], cumulative, length, &cum))
        return py_unset();
    vl_rng_status status = cum ? vl_rng_choices_check(cum, (uint64_t)length) : VL_RNG_OK;
    py_list *list = status == VL_RNG_OK ? py_list_new(vm, k > 0 && k < 1024 ? k : 0) : NULL;
    for (int64_t i = 0; list && i < k; i++) {
        py_value item = py_unset();
        uint64_t at = cum ? vl_rng_choices_next(rng, cum, (uint64_t)length)
                          : (uint64_t)floor(vl_rng_random(rng) * (double)length);
        item = py_getitem(vm, a[1], py_int((int64_t)at));
        if (!py_is_set(item) || !py_list_append(vm, list, item)) {
            py_release(vm, list);
            list = NULL;
        }
        py_decref(vm, item);
    }
    if (cum)
        vl_heap_free(vm->heap, cum, (size_t)(length ? length : 1) * sizeof(double));
    return status == VL_RNG_OK ? py_from(list) : raise_status(vm, status);
}

typedef struct swapping { py_vm *vm; py_value sequence; bool failed; } swapping;

static void swap_items(void *context, uint64_t i, uint64_t j) {
    swapping *s = context;
    if (s->failed)
        return;
    if (py_is(s->vm, s->sequence, PY_TYPE_LIST)) {
        py_value *items = ((py_list *)s->sequence.as.o)->items, held = items[i];
        items[i] = items[j];
        items[j] = held;
        return;
    }
    py_value first = py_getitem(s->vm, s->sequence, py_int((int64_t)i));
    py_value second = py_is_set(first) ? py_getitem(s->vm, s->sequence, py_int((int64_t)j))
                                       : py_unset();
    s->failed = !py_is_set(second) ||
                !py_setitem(s->vm, s->sequence, py_int((int64_t)i), second) ||
                !py_setitem(s->vm, s->sequence, py_int((int64_t)j), first);
    py_decref(s->vm, first);
    py_decref(s->vm, second);
}

static py_value m_shuffle(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_rng *rng = rng_of(vm, a[0]);
    int64_t length = rng ? py_length(vm, a[1]) : -1;
    if (length < 0)
        return py_unset();
    swapping s = {vm, a[1], false};
    vl_rng_shuffle(rng, (uint64_t)length, swap_items, &s);
    return s.failed ? py_unset() : py_none();
}

// Takes `k` of `length` indices; `ends` NULL: of the population, else each is found in the sums of counts.
static py_value sample(py_vm *vm, vl_rng *rng, py_value population, int64_t length, int64_t k,
                       py_value ends) {
    if (k < 0 || k > length)
        return py_raise(vm, PY_EXC_ValueError, "Sample larger than population or is negative");
    uint64_t scratch = vl_rng_sample_scratch((uint64_t)length, (uint64_t)k);
    size_t size = (size_t)((uint64_t)k + scratch + 1) * sizeof(uint64_t);
    uint64_t *indices = vl_heap_alloc(vm->heap, size);
    if (!indices)
        return py_raise_memory(vm);
    vl_rng_sample(rng, (uint64_t)length, (uint64_t)k, indices, indices + k);
    py_list *list = py_list_new(vm, k);
    for (int64_t i = 0; list && i < k; i++) {
        int64_t at = (int64_t)indices[i];
        if (py_is_set(ends)) {
            const py_list *sums = (py_list *)ends.as.o;
            int64_t low = 0, high = sums->count - 1;
            while (low < high) {
                int64_t middle = low + (high - low) / 2;
                if (at < sums->items[middle].as.i)
                    high = middle;
                else
                    low = middle + 1;
            }
            at = low;
        }
        py_value item = py_getitem(vm, population, py_int(at));
        bool ok = py_is_set(item) && py_list_append(vm, list, item);
        py_decref(vm, item);
        if (!ok) {
            py_release(vm, list);
            list = NULL;
        }
    }
    vl_heap_free(vm->heap, indices, size);
    return py_from(list);
}

// The sums of the counts as a list of ints; unset: raised.
static py_value sum_counts(py_vm *vm, py_value counts, int64_t length) {
    py_value list = py_iter_to_list(vm, counts);
    if (!py_is_set(list))
        return list;
    py_list *sums = (py_list *)list.as.o;
    bool ok = true;
    for (int64_t i = 1; ok && i < sums->count; i++) {
        py_value sum = py_binary_op(vm, PY_BIN_ADD, sums->items[i - 1], sums->items[i]);
        ok = py_is_set(sum);
        if (ok)
            py_assign_take(vm, &sums->items[i], sum);
    }
    py_value total = ok && sums->count ? sums->items[sums->count - 1] : py_unset();
    if (ok && sums->count != length)
        py_raise(vm, PY_EXC_ValueError, "The number of counts does not match the population");
    else if (ok && !py_is_set(total))
        py_raise(vm, PY_EXC_IndexError, "pop from empty list");
    else if (ok && !py_is_int(total))
        py_raise(vm, PY_EXC_TypeError, "Counts must be integers");
    else if (ok && (total.tag == PY_INT || total.tag == PY_BOOL) && total.as.i <= 0)
        py_raise(vm, PY_EXC_ValueError, "Total of counts must be greater than zero");
    else
        for (int64_t i = 0; ok && i < sums->count; i++) {
            int64_t sum;
            ok = py_as_int64(vm, sums->items[i], &sum);
            if (ok)
                py_assign_take(vm, &sums->items[i], py_int(sum));
        }
    if (ok && !py_failed(vm))
        return list;
    py_decref(vm, list);
    return py_unset();
}

// sample(population, k, *, counts=None)
static py_value m_sample(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_rng *rng = rng_of(vm, a[0]);
    int64_t k;
    if (!rng)
        return py_unset();
    py_type *type = py_type_of(vm, a[1]);
    if (!type->slots.getitem || py_is_dict(a[1]) || (type->flags & PY_TF_SET))
        return py_raise(vm, PY_EXC_TypeError,
                        "Population must be a sequence.  For dicts or sets, use sorted(d).");
    int64_t length = py_length(vm, a[1]);
    bool counted = py_is_set(a[3]) && !py_is_none(a[3]);
    py_value ends = length >= 0 && counted ? sum_counts(vm, a[3], length) : py_unset();
    py_value v = py_unset();
    if (length >= 0 && (!counted || py_is_set(ends)) && integer(vm, a[2], &k)) {
        const py_list *sums = (py_list *)ends.as.o;
        v = sample(vm, rng, a[1], counted ? sums->items[sums->count - 1].as.i : length, k, ends);
    }
    py_decref(vm, ends);
    return v;
}

static py_value m_seed(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value v = py_is_set(a[1]) ? a[1] : py_none(), made = py_unset();
    sim_random *object = object_of(vm, a[0]);
    if (py_is_set(a[2]) && a[2].tag == PY_INT && a[2].as.i == 1) {
        v = made = sim_random_old_seed(vm, v);
        if (!py_is_set(v))
            return v;
    }
    bool ok = object ? sim_random_object_seed(sim_of(vm), object, v)
                     : sim_random_reseed(sim_of(vm), v);
    py_decref(vm, made);
    return ok ? py_none() : py_unset();
}

static py_value m_getstate(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_rng *rng = rng_of(vm, a[0]);
    return rng ? sim_random_getstate(vm, rng) : py_unset();
}

static py_value m_setstate(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_rng *rng = rng_of(vm, a[0]);
    return rng && sim_random_setstate(vm, rng, a[1]) ? py_none() : py_unset();
}

static py_value m_reduce(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value parts[3] = {py_from(py_type_of(vm, a[0])), py_from(vm->empty_tuple), py_unset()};
    py_str *name = py_str_z(vm, "getstate"); // of a subclass, maybe
    parts[2] = name ? py_getattr(vm, a[0], name) : py_unset();
    if (py_is_set(parts[2]))
        py_assign_take(vm, &parts[2], py_call_n(vm, parts[2], 0, NULL));
    py_value v = py_is_set(parts[2]) ? py_from(py_tuple_of(vm, 3, parts)) : py_unset();
    py_decref(vm, parts[2]);
    py_release(vm, name);
    return v;
}

static py_value m_gauss_next(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const vl_rng *rng = rng_of(vm, a[0]);
    return rng && rng->has_gauss ? py_float(rng->gauss_next) : py_none();
}

// ---- the module ---------------------------------------------------------------------------------

// One table of methods: X(name, parameters, function).
#define METHODS(X)                                                                                 \
    X("random", "self", m_random)                                                                  \
    X("uniform", "@Random: self, a, b", m_uniform)                                                 \
    X("triangular", "@Random: self, low=, high=, mode=", m_triangular)                             \
    X("randint", "@Random: self, a, b", m_randint)                                                 \
    X("randrange", "@Random: self, start, stop=, step=", m_randrange)                              \
    X("choice", "@Random: self, seq", m_choice)                                                    \
    X("choices", "@Random: self, population, weights=, *, cum_weights=, k=", m_choices)            \
    X("shuffle", "@Random: self, x", m_shuffle)                                                    \
    X("sample", "@Random: self, population, k, *, counts=", m_sample)                              \
    X("gauss", "@Random: self, mu=, sigma=", m_gauss)                                              \
    X("normalvariate", "@Random: self, mu=, sigma=", m_normalvariate)                              \
    X("lognormvariate", "@Random: self, mu, sigma", m_lognormvariate)                              \
    X("expovariate", "@Random: self, lambd=", m_expovariate)                                       \
    X("vonmisesvariate", "@Random: self, mu, kappa", m_vonmisesvariate)                            \
    X("gammavariate", "@Random: self, alpha, beta", m_gammavariate)                                \
    X("betavariate", "@Random: self, alpha, beta", m_betavariate)                                  \
    X("paretovariate", "@Random: self, alpha", m_paretovariate)                                    \
    X("weibullvariate", "@Random: self, alpha, beta", m_weibullvariate)                            \
    X("binomialvariate", "@Random: self, n=, p=", m_binomialvariate)                               \
    X("getrandbits", "self, k, /", m_getrandbits)                                                  \
    X("randbytes", "@Random: self, n", m_randbytes)                                                \
    X("seed", "@Random: self, a=, version=", m_seed)                                               \
    X("getstate", "@Random: self", m_getstate)                                                     \
    X("setstate", "@Random: self, state", m_setstate)

#define X(name, parameters, fn) {name, parameters, fn, PY_FN_METHOD},
static const py_type_spec random_spec;

static const py_fndef functions[] = {METHODS(X){0}};
static const py_fndef methods[] = {
    METHODS(X)
    {"__getstate__", "self", m_getstate, PY_FN_METHOD},
    {"__setstate__", "self, state", m_setstate, PY_FN_METHOD},
    {"__reduce__", "self", m_reduce, PY_FN_METHOD},
    {"gauss_next", "self", m_gauss_next, PY_FN_GETTER},
    {0},
};
#undef X

// What all other methods draw from; they do not ask a subclass for it.
static bool check_source(py_vm *vm, const py_type *type, const py_type *random) {
    static const char *const sources[] = {"random", "getrandbits", "_randbelow"};
    for (size_t i = 0; i < VL_COUNT(sources); i++) {
        py_str *name = py_str_z(vm, sources[i]);
        if (!name)
            return false;
        bool same = py_same(py_type_lookup(vm, type, name), py_type_lookup(vm, random, name));
        py_release(vm, name);
        if (!same) {
            py_unsupported(vm, "a subclass of random.Random with a method %s() of its own is not supported",
                           sources[i]);
            return false;
        }
    }
    return true;
}

static py_value random_new(py_vm *vm, py_type *type, const py_args *args) {
    vl_sim *sim = sim_of(vm);
    (void)args;
    const py_type *base = type;
    while (base->spec != &random_spec)
        base = base->base;
    if (base != type && !check_source(vm, type, base))
        return py_unset();
    sim_random *random = py_object_new(vm, type, 0);
    if (random && sim->config.rng == VL_RNG_MT19937 &&
        !(random->mt = vl_heap_alloc(vm->heap, sizeof *random->mt))) {
        py_release(vm, random);
        return py_raise_memory(vm);
    }
    if (random && !sim_random_object_seed(sim, random, py_none())) {
        py_release(vm, random);
        return py_unset();
    }
    return py_from(random);
}

static bool random_init(py_vm *vm, py_value self, const py_args *args) {
    static const py_fndef def = {"__init__", "@Random: self, x=", NULL, PY_FN_METHOD};
    py_value a[2];
    if (!py_bind_method(vm, &def, self, args, a))
        return false;
    if (py_type_of(vm, self)->spec == &random_spec) // just made: it has a seed of the run's
        return !py_is_set(a[1]) || sim_random_object_seed(sim_of(vm), (sim_random *)self.as.o, a[1]);
    py_value seed = py_getattr_z(vm, self, "seed"), x = py_is_set(a[1]) ? a[1] : py_none();
    py_value v = py_is_set(seed) ? py_call_n(vm, seed, 1, &x) : py_unset();
    py_decref(vm, seed);
    py_decref(vm, v);
    return py_is_set(v);
}

static void random_dealloc(py_vm *vm, py_obj *self) {
    sim_random *random = (sim_random *)self;
    if (random->mt)
        vl_heap_free(vm->heap, random->mt, sizeof *random->mt);
    py_object_free(vm, random, 0);
}

static const py_type_spec random_spec = {
    .name = "Random",
    .module = "random",
    .size = sizeof(sim_random),
    .flags = PY_TF_GC | PY_TF_BASE,
    .base = -1,
    .slots = {.dealloc = random_dealloc, .new_ = random_new, .init = random_init},
    .methods = methods,
};

static bool module_init(py_vm *vm, py_module *module) {
    static const struct { const char *name; double value; } constants[] = {
        {"NV_MAGICCONST", 1.7155277699214135}, {"TWOPI", 6.283185307179586}, {"LOG4", 1.3862943611198906},
        {"SG_MAGICCONST", 2.504077396776274},  {"RECIP_BPF", 0x1p-53}};
    py_type *type = py_type_new_builtin(vm, &random_spec, NULL);
    bool ok = type && py_dict_set_z(vm, type->dict, "VERSION", py_int(3)) &&
              py_module_add(vm, module, "BPF", py_int(53));
    for (size_t i = 0; ok && i < VL_COUNT(constants); i++)
        ok = py_module_add(vm, module, constants[i].name, py_float(constants[i].value));
    return py_module_add(vm, module, "Random", py_from(type)) && ok;
}

static py_value missing(py_vm *vm, py_module *module, py_str *name) {
    return py_str_is(name, "SystemRandom") ? py_module_part(vm, module, name, "_random_system") : py_unset();
}

const py_module_spec sim_random_module_spec = {
    .name = "random", .init = module_init, .functions = functions, .missing = missing};
