// itertools: product, permutations, combinations, with and without replacement. Each keeps a tuple
// of pools and an array of indices; a step moves the indices and makes a row.
#include "itertools_internal.h"

typedef struct combiner {
    py_gcobj gc;
    py_tuple *pools;  // product: a tuple of tuples; the others: the pool itself
    int64_t *indices; // `count` of them, and for permutations the cycles behind them
    int64_t count;    // length of a row
    size_t space;     // of indices
    bool started, over;
} combiner;

static combiner *combiner_of(py_value v) {
    return (combiner *)v.as.o;
}

static void combiner_dealloc(py_vm *vm, py_obj *self) {
    combiner *c = (combiner *)self;
    py_gc_untrack(vm, self);
    py_release(vm, c->pools);
    vl_heap_free(vm->heap, c->indices, c->space);
    py_object_free(vm, self, 0);
}

static void combiner_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, py_from(((combiner *)self)->pools));
}

// `count` indices of 0 and `more` numbers behind them.
static py_value combiner_new(py_vm *vm, py_type *type, py_value pools_take, int64_t count,
                             int64_t more) {
    combiner *c = py_is_set(pools_take) ? py_object_new(vm, type, 0) : NULL;
    if (!c) {
        py_decref(vm, pools_take);
        return py_unset();
    }
    c->pools = (py_tuple *)pools_take.as.o;
    c->count = count;
    if (count + more == 0)
        return py_from(c);
    if (count + more > PY_ITEMS_MAX) {
        py_release(vm, c);
        return py_raise_memory(vm);
    }
    size_t space = (size_t)(count + more) * sizeof(int64_t);
    c->indices = vl_heap_alloc(vm->heap, space);
    if (!c->indices) {
        py_release(vm, c);
        return py_raise_memory(vm);
    }
    c->space = space;
    memset(c->indices, 0, space);
    return py_from(c);
}

// The row that the indices say, from one pool.
static py_next row_of(py_vm *vm, const combiner *c, py_value *item) {
    py_tuple *row = py_tuple_new(vm, c->count);
    for (int64_t i = 0; row && i < c->count; i++)
        row->items[i] = py_incref(c->pools->items[c->indices[i]]);
    *item = py_from(row);
    return row ? PY_NEXT_ITEM : PY_NEXT_ERROR;
}

#define COMBINER_SPEC(symbol, text, make, step)                                                    \
    const py_type_spec symbol = {.name = text,                                                     \
                                 .module = "itertools",                                            \
                                 .size = sizeof(combiner),                                         \
                                 .flags = PY_TF_GC | PY_TF_BASE | PY_TF_QUALIFIED,                 \
                                 .base = -1,                                                       \
                                 .slots = {.dealloc = combiner_dealloc,                            \
                                           .traverse = combiner_traverse,                          \
                                           .new_ = make,                                           \
                                           .iter = py__iter_self,                                  \
                                           .next = step}}

// ---- product ------------------------------------------------------------------------------------

static bool find_repeat(py_vm *vm, const py_args *args, int64_t *times) {
    *times = 1;
    for (int64_t i = 0; args->kwnames && i < args->kwnames->count; i++) {
        py_str *name = py_as_str(args->kwnames->items[i]);
        if (!py_str_is(name, "repeat")) {
            py_raise(vm, PY_EXC_TypeError,
                     vm->python_minor >= 13
                         ? "product() got an unexpected keyword argument '%S'"
                         : "'%S' is an invalid keyword argument for product()",
                     name);
            return false;
        }
        if (!py_as_index(vm, args->v[args->n + i], times))
            return false;
    }
    if (*times >= 0)
        return true;
    py_raise(vm, PY_EXC_ValueError, "repeat argument cannot be negative");
    return false;
}

static py_value product_new(py_vm *vm, py_type *type, const py_args *args) {
    int64_t times, n = args->n;
    if (!find_repeat(vm, args, &times))
        return py_unset();
    if (n && times > PY_ITEMS_MAX / n)
        return py_raise(vm, PY_EXC_OverflowError, "repeat argument too large");
    n = times ? n : 0;
    py_tuple *pools = py_tuple_new(vm, n * times);
    bool empty = false;
    for (int64_t i = 0; pools && i < n; i++) {
        py_value pool = py_iter_to_tuple(vm, args->v[i]);
        if (!py_is_set(pool)) {
            py_release(vm, pools);
            return pool;
        }
        empty = empty || ((py_tuple *)pool.as.o)->count == 0;
        for (int64_t k = 0; k < times; k++)
            pools->items[i + k * n] = py_incref(pool);
        py_decref(vm, pool);
    }
    py_value made = combiner_new(vm, type, py_from(pools), n * times, 0);
    if (py_is_set(made))
        combiner_of(made)->over = empty;
    return made;
}

static py_next product_next(py_vm *vm, py_value self, py_value *item) {
    combiner *c = combiner_of(self);
    if (c->over)
        return PY_NEXT_END;
    int64_t i = c->count - 1;
    for (; c->started && i >= 0; i--) {
        if (++c->indices[i] < ((py_tuple *)c->pools->items[i].as.o)->count)
            break;
        c->indices[i] = 0;
    }
    if (c->started && i < 0) {
        c->over = true;
        return PY_NEXT_END;
    }
    c->started = true;
    py_tuple *row = py_tuple_new(vm, c->count);
    for (i = 0; row && i < c->count; i++)
        row->items[i] = py_incref(((py_tuple *)c->pools->items[i].as.o)->items[c->indices[i]]);
    *item = py_from(row);
    return row ? PY_NEXT_ITEM : PY_NEXT_ERROR;
}

COMBINER_SPEC(py_it_product_spec, "product", product_new, product_next);

// ---- combinations and permutations --------------------------------------------------------------

// The pool and r of a call; `def` has the parameters iterable and r. False: raised.
static bool take_pool(py_vm *vm, const py_fndef *def, const py_args *args, py_tuple **pool,
                      int64_t *r) {
    py_value a[2];
    if (!py_bind_args(vm, def, args, a))
        return false;
    py_value items = py_iter_to_tuple(vm, a[0]);
    if (!py_is_set(items))
        return false;
    *pool = (py_tuple *)items.as.o;
    *r = (*pool)->count;
    bool ok = true;
    if (py_is_set(a[1]) && !(py_is_none(a[1]) && strcmp(def->name, "permutations") == 0)) {
        if (strcmp(def->name, "permutations") == 0 && !py_is_int(py_unbox(a[1]))) {
            py_raise(vm, PY_EXC_TypeError, "Expected int as r");
            ok = false;
        } else
            ok = py_as_index(vm, a[1], r);
    }
    if (ok && *r < 0) {
        py_raise(vm, PY_EXC_ValueError, "r must be non-negative");
        ok = false;
    }
    if (!ok)
        py_decref(vm, items);
    return ok;
}

static py_value combinations_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {"combinations", "iterable, r", NULL, PY_FN_PLAIN};
    py_tuple *pool;
    int64_t r;
    if (!take_pool(vm, &def, args, &pool, &r))
        return py_unset();
    bool over = r > pool->count;
    py_value made = combiner_new(vm, type, py_from(pool), over ? 0 : r, 0);
    if (!py_is_set(made))
        return made;
    combiner *c = combiner_of(made);
    c->over = over;
    for (int64_t i = 0; i < c->count; i++)
        c->indices[i] = i;
    return made;
}

static py_next combinations_next(py_vm *vm, py_value self, py_value *item) {
    combiner *c = combiner_of(self);
    if (c->over)
        return PY_NEXT_END;
    if (c->started) {
        int64_t i = c->count - 1, spare = c->pools->count - c->count;
        while (i >= 0 && c->indices[i] == i + spare)
            i--;
        if (i < 0) {
            c->over = true;
            return PY_NEXT_END;
        }
        c->indices[i]++;
        for (i++; i < c->count; i++)
            c->indices[i] = c->indices[i - 1] + 1;
    }
    c->started = true;
    return row_of(vm, c, item);
}

COMBINER_SPEC(py_it_combinations_spec, "combinations", combinations_new, combinations_next);

static py_value replacement_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {"combinations_with_replacement", "iterable, r", NULL,
                                 PY_FN_PLAIN};
    py_tuple *pool;
    int64_t r;
    if (!take_pool(vm, &def, args, &pool, &r))
        return py_unset();
    bool over = pool->count == 0 && r > 0;
    py_value made = combiner_new(vm, type, py_from(pool), over ? 0 : r, 0);
    if (py_is_set(made))
        combiner_of(made)->over = over;
    return made;
}

static py_next replacement_next(py_vm *vm, py_value self, py_value *item) {
    combiner *c = combiner_of(self);
    if (c->over)
        return PY_NEXT_END;
    if (c->started) {
        int64_t i = c->count - 1, last = c->pools->count - 1;
        while (i >= 0 && c->indices[i] == last)
            i--;
        if (i < 0) {
            c->over = true;
            return PY_NEXT_END;
        }
        int64_t index = c->indices[i] + 1;
        for (; i < c->count; i++)
            c->indices[i] = index;
    }
    c->started = true;
    return row_of(vm, c, item);
}

COMBINER_SPEC(py_it_replacement_spec, "combinations_with_replacement", replacement_new,
              replacement_next);

// indices: all n of the pool, in order; the cycles behind them.
static py_value permutations_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {"permutations", "iterable, r=", NULL, PY_FN_PLAIN};
    py_tuple *pool;
    int64_t r;
    if (!take_pool(vm, &def, args, &pool, &r))
        return py_unset();
    int64_t n = pool->count;
    bool over = r > n;
    py_value made = combiner_new(vm, type, py_from(pool), n, over ? 0 : r);
    if (!py_is_set(made))
        return made;
    combiner *c = combiner_of(made);
    c->over = over;
    for (int64_t i = 0; i < n; i++)
        c->indices[i] = i;
    c->count = over ? 0 : r;
    for (int64_t i = 0; i < c->count; i++)
        c->indices[n + i] = n - i;
    return made;
}

static bool permute(combiner *c) {
    int64_t n = c->pools->count, *indices = c->indices, *cycles = c->indices + n;
    for (int64_t i = c->count - 1; i >= 0; i--) {
        if (--cycles[i] > 0) {
            int64_t j = n - cycles[i], held = indices[i];
            indices[i] = indices[j];
            indices[j] = held;
            return true;
        }
        int64_t first = indices[i];
        for (int64_t k = i; k < n - 1; k++)
            indices[k] = indices[k + 1];
        indices[n - 1] = first;
        cycles[i] = n - i;
    }
    return false;
}

static py_next permutations_next(py_vm *vm, py_value self, py_value *item) {
    combiner *c = combiner_of(self);
    if (!c->over && c->started && !permute(c))
        c->over = true;
    if (c->over)
        return PY_NEXT_END;
    c->started = true;
    return row_of(vm, c, item);
}

COMBINER_SPEC(py_it_permutations_spec, "permutations", permutations_new, permutations_next);
