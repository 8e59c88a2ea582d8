// The iterators that built-in functions return: enumerate, zip, map, filter, reversed, iter(callable) and
// the one over __getitem__. One struct serves all: sources, a function, a counter.
#include "types_internal.h"

typedef struct chain {
    py_gcobj gc;
    py_value a, b;     // function or sequence; sentinel
    py_tuple *sources; // iterators
    py_value count;    // enumerate's next number
    int64_t index;
    bool strict, done;
} chain;

static chain *chain_of(py_value v) {
    return (chain *)v.as.o;
}

static void chain_dealloc(py_vm *vm, py_obj *self) {
    chain *c = (chain *)self;
    py_decref(vm, c->a);
    py_decref(vm, c->b);
    py_decref(vm, c->count);
    py_release(vm, c->sources);
    py_object_free(vm, self, 0);
}

static void chain_traverse(py_obj *self, py_visit visit, void *context) {
    chain *c = (chain *)self;
    visit(context, c->a);
    visit(context, c->b);
    visit(context, py_from(c->sources));
}

static py_value self_iter(py_vm *vm, py_value self) {
    (void)vm;
    return py_incref(self);
}

// The values of the keywords named in `allowed` (NULL-terminated), unset where not given.
static bool read_keywords(py_vm *vm, const char *who, const py_args *args,
                          const char *const *allowed, py_value *out) {
    for (int64_t i = 0; args->kwnames && i < args->kwnames->count; i++) {
        const py_str *name = py_as_str(py_unbox(args->kwnames->items[i]));
        int at = 0;
        while (allowed[at] && !py_str_is(name, allowed[at]))
            at++;
        if (!allowed[at]) {
            py_raise(vm, PY_EXC_TypeError, "%s() got an unexpected keyword argument '%S'", who, name);
            return false;
        }
        out[at] = args->v[args->n + i];
    }
    return true;
}

// An object of `type` over iterators of the arguments from `first` on.
static chain *chain_new(py_vm *vm, py_type *type, const py_args *args, int first) {
    chain *c = py_object_new(vm, type, 0);
    if (!c)
        return NULL;
    c->sources = py_tuple_new(vm, args->n - first);
    for (int i = first; c->sources && i < args->n; i++) {
        py_value source = py_iter(vm, args->v[i]);
        if (!py_is_set(source)) {
            if (type == vm->types[PY_TYPE_ZIP] && vm->halt == VL_OK &&
                py_exc_matches(vm, PY_EXC_TypeError) && !py_type_of(vm, args->v[i])->slots.iter) {
                py_exc_clear(vm);
                py_raise(vm, PY_EXC_TypeError, "'%T' object is not iterable", args->v[i]);
            }
            py_release(vm, c);
            return NULL;
        }
        c->sources->items[i - first] = source;
    }
    if (c->sources)
        return c;
    py_release(vm, c);
    return NULL;
}

// ---- enumerate ----------------------------------------------------------------------------------

static py_value enumerate_new(py_vm *vm, py_type *type, const py_args *args) {
    static const char *const names[] = {"iterable", "start", NULL};
    py_value given[2] = {{0}};
    if (!read_keywords(vm, "enumerate", args, names, given))
        return py_unset();
    if (args->n > 2)
        return py_raise(vm, PY_EXC_TypeError, "enumerate() takes at most 2 arguments (%d given)",
                        args->n);
    py_value iterable = args->n > 0 ? args->v[0] : given[0];
    py_value start = args->n > 1 ? args->v[1] : given[1];
    if (!py_is_set(iterable))
        return py_raise(vm, PY_EXC_TypeError,
                        "enumerate() missing required argument 'iterable' (pos 1)");
    py_value number = py_is_set(start) ? py_unary_op(vm, PY_UN_INDEX, start) : py_int(0);
    if (!py_is_set(number))
        return number;
    py_args one = {&iterable, 1, NULL};
    chain *c = chain_new(vm, type, &one, 0);
    if (c)
        c->count = number;
    else
        py_decref(vm, number);
    return py_from(c);
}

static py_next enumerate_next(py_vm *vm, py_value self, py_value *item) {
    chain *c = chain_of(self);
    py_value v;
    py_next next = py_iter_next(vm, c->sources->items[0], &v);
    if (next != PY_NEXT_ITEM)
        return next;
    py_tuple *pair = py_tuple_new(vm, 2);
    py_value more = pair ? py_binary_op(vm, PY_BIN_ADD, c->count, py_int(1)) : py_unset();
    if (!py_is_set(more)) {
        py_decref(vm, v);
        py_release(vm, pair);
        return PY_NEXT_ERROR;
    }
    pair->items[0] = c->count;
    pair->items[1] = v;
    c->count = more;
    *item = py_from(pair);
    return PY_NEXT_ITEM;
}

// ---- zip ----------------------------------------------------------------------------------------

static py_value zip_new(py_vm *vm, py_type *type, const py_args *args) {
    static const char *const names[] = {"strict", NULL};
    py_value strict = py_unset();
    if (!read_keywords(vm, "zip", args, names, &strict))
        return py_unset();
    int truth = py_is_set(strict) ? py_truth(vm, strict) : 0;
    chain *c = truth < 0 ? NULL : chain_new(vm, type, args, 0);
    if (c)
        c->strict = truth > 0;
    return py_from(c);
}

// zip(strict=True): argument `at` (from 0) ended early, or went on when the first had ended.
static py_next zip_uneven(py_vm *vm, int64_t at, bool longer) {
    if (at == 1)
        py_raise(vm, PY_EXC_ValueError, "zip() argument 2 is %s than argument 1",
                 longer ? "longer" : "shorter");
    else
        py_raise(vm, PY_EXC_ValueError, "zip() argument %lld is %s than arguments 1-%lld",
                 (long long)at + 1, longer ? "longer" : "shorter", (long long)at);
    return PY_NEXT_ERROR;
}

static py_next zip_end(py_vm *vm, chain *c, int64_t at) {
    c->done = true;
    if (!c->strict || vm->halt != VL_OK)
        return PY_NEXT_END;
    if (at > 0)
        return zip_uneven(vm, at, false);
    for (int64_t i = 1; i < c->sources->count; i++) {
        py_value extra;
        py_next next = py_iter_next(vm, c->sources->items[i], &extra);
        if (next == PY_NEXT_ERROR)
            return next;
        if (next == PY_NEXT_ITEM) {
            py_decref(vm, extra);
            return zip_uneven(vm, i, true);
        }
    }
    return PY_NEXT_END;
}

static py_next zip_next(py_vm *vm, py_value self, py_value *item) {
    chain *c = chain_of(self);
    int64_t count = c->sources->count;
    if (count == 0 || c->done)
        return PY_NEXT_END;
    py_tuple *tuple = py_tuple_new(vm, count);
    if (!tuple)
        return PY_NEXT_ERROR;
    for (int64_t i = 0; i < count; i++) {
        py_next next = py_iter_next(vm, c->sources->items[i], &tuple->items[i]);
        if (next == PY_NEXT_ITEM)
            continue;
        tuple->items[i] = py_unset();
        py_release(vm, tuple);
        return next == PY_NEXT_END ? zip_end(vm, c, i) : next;
    }
    *item = py_from(tuple);
    return PY_NEXT_ITEM;
}

// ---- map, filter --------------------------------------------------------------------------------

static py_value map_new(py_vm *vm, py_type *type, const py_args *args) {
    if (args->kwnames && args->kwnames->count)
        return py_raise(vm, PY_EXC_TypeError, "map() takes no keyword arguments");
    if (args->n < 2)
        return py_raise(vm, PY_EXC_TypeError, "map() must have at least two arguments.");
    chain *c = chain_new(vm, type, args, 1);
    if (c)
        c->a = py_incref(args->v[0]);
    return py_from(c);
}

static py_next map_next(py_vm *vm, py_value self, py_value *item) {
    chain *c = chain_of(self);
    int64_t count = c->sources->count, got = 0;
    py_value few[8], *values = few;
    size_t size = (size_t)count * sizeof(py_value);
    if (count > 8 && !(values = vl_heap_alloc(vm->heap, size))) {
        py_raise_memory(vm);
        return PY_NEXT_ERROR;
    }
    py_next next = PY_NEXT_ITEM;
    while (got < count && next == PY_NEXT_ITEM) {
        next = py_iter_next(vm, c->sources->items[got], &values[got]);
        got += next == PY_NEXT_ITEM;
    }
    if (next == PY_NEXT_ITEM) {
        *item = py_call_n(vm, c->a, (int)count, values);
        next = py_is_set(*item) ? PY_NEXT_ITEM : PY_NEXT_ERROR;
    }
    for (int64_t i = 0; i < got; i++)
        py_decref(vm, values[i]);
    if (values != few)
        vl_heap_free(vm->heap, values, size);
    return next;
}

static py_value filter_new(py_vm *vm, py_type *type, const py_args *args) {
    if (args->kwnames && args->kwnames->count)
        return py_raise(vm, PY_EXC_TypeError, "filter() takes no keyword arguments");
    if (args->n != 2)
        return py_raise(vm, PY_EXC_TypeError, "filter expected 2 arguments, got %d", args->n);
    chain *c = chain_new(vm, type, args, 1);
    if (c)
        c->a = py_incref(args->v[0]);
    return py_from(c);
}

static py_next filter_next(py_vm *vm, py_value self, py_value *item) {
    chain *c = chain_of(self);
    for (;;) {
        py_next next = py_iter_next(vm, c->sources->items[0], item);
        if (next != PY_NEXT_ITEM)
            return next;
        py_value verdict =
            py_is_none(c->a) ? py_incref(*item) : py_call_n(vm, c->a, 1, item);
        int truth = py_is_set(verdict) ? py_truth(vm, verdict) : -1;
        py_decref(vm, verdict);
        if (truth > 0)
            return PY_NEXT_ITEM;
        py_decref(vm, *item);
        if (truth < 0)
            return PY_NEXT_ERROR;
    }
}

// ---- reversed, iteration by __getitem__, iter(callable, sentinel) -----------------------------------

static py_value reversed_new(py_vm *vm, py_type *type, const py_args *args) {
    if (args->kwnames && args->kwnames->count)
        return py_raise(vm, PY_EXC_TypeError, "reversed() takes no keyword arguments");
    if (args->n != 1)
        return py_raise(vm, PY_EXC_TypeError, "reversed expected 1 argument, got %d", args->n);
    py_value func, self;
    if (!py_load_special(vm, args->v[0], PY_SYM___reversed__, &func, &self))
        return py_unset();
    if (py_is_set(func) && !py_is_none(func)) {
        py_value result = py_call_n(vm, func, py_is_set(self) ? 1 : 0, &self);
        py_decref(vm, func);
        py_decref(vm, self);
        return result;
    }
    py_decref(vm, func);
    py_decref(vm, self);
    py_type *of = py_type_of(vm, args->v[0]);
    if (py_is_none(func) || !of->slots.getitem || !of->slots.length || py_is_dict(args->v[0]))
        return py_raise(vm, PY_EXC_TypeError, "'%N' object is not reversible", of);
    int64_t length = py_length(vm, args->v[0]);
    chain *c = length < 0 ? NULL : py_object_new(vm, type, 0);
    if (c) {
        c->a = py_incref(args->v[0]);
        c->index = length - 1;
    }
    return py_from(c);
}

static py_next reversed_next(py_vm *vm, py_value self, py_value *item) {
    chain *c = chain_of(self);
    if (c->index < 0)
        return PY_NEXT_END;
    *item = py_getitem(vm, c->a, py_int(c->index--));
    if (py_is_set(*item))
        return PY_NEXT_ITEM;
    c->index = -1;
    if (vm->halt == VL_OK &&
        (py_exc_matches(vm, PY_EXC_IndexError) || py_exc_matches(vm, PY_EXC_StopIteration))) {
        py_exc_clear(vm);
        return PY_NEXT_END;
    }
    return PY_NEXT_ERROR;
}

py_value py__getitem_iter_new(py_vm *vm, py_value sequence) {
    chain *c = py_object_new(vm, vm->types[PY_TYPE_GETITEM_ITER], 0);
    if (c)
        c->a = py_incref(sequence);
    return py_from(c);
}

static py_next getitem_next(py_vm *vm, py_value self, py_value *item) {
    chain *c = chain_of(self);
    if (c->done)
        return PY_NEXT_END;
    *item = py_getitem(vm, c->a, py_int(c->index++));
    if (py_is_set(*item))
        return PY_NEXT_ITEM;
    if (vm->halt != VL_OK ||
        !(py_exc_matches(vm, PY_EXC_IndexError) || py_exc_matches(vm, PY_EXC_StopIteration)))
        return PY_NEXT_ERROR;
    py_exc_clear(vm);
    c->done = true;
    return PY_NEXT_END;
}

py_value py__call_iter_new(py_vm *vm, py_value callable, py_value sentinel) {
    chain *c = py_object_new(vm, vm->types[PY_TYPE_CALL_ITER], 0);
    if (c) {
        c->a = py_incref(callable);
        c->b = py_incref(sentinel);
    }
    return py_from(c);
}

static py_next call_iter_next(py_vm *vm, py_value self, py_value *item) {
    chain *c = chain_of(self);
    if (c->done)
        return PY_NEXT_END;
    *item = py_call_n(vm, c->a, 0, NULL);
    int same = py_is_set(*item) ? py_compare_bool(vm, PY_CMP_EQ, *item, c->b) : -1;
    if (same == 0)
        return PY_NEXT_ITEM;
    py_decref(vm, *item);
    if (same < 0 && !py_is_set(*item) && vm->halt == VL_OK &&
        py_exc_matches(vm, PY_EXC_StopIteration)) {
        py_exc_clear(vm);
        same = 1;
    }
    c->done = same > 0;
    return same > 0 ? PY_NEXT_END : PY_NEXT_ERROR;
}

#define ITERATOR(symbol, text, make, advance)                                                      \
    const py_type_spec symbol = {                                                                  \
        .name = text,                                                                              \
        .size = sizeof(chain),                                                                     \
        .flags = PY_TF_GC,                                                                         \
        .base = -1,                                                                                \
        .slots = {.dealloc = chain_dealloc,                                                        \
                  .traverse = chain_traverse,                                                      \
                  .new_ = make,                                                                    \
                  .iter = self_iter,                                                               \
                  .next = advance},                                                                \
    }

ITERATOR(py_enumerate_spec, "enumerate", enumerate_new, enumerate_next);
ITERATOR(py_zip_spec, "zip", zip_new, zip_next);
ITERATOR(py_map_spec, "map", map_new, map_next);
ITERATOR(py_filter_spec, "filter", filter_new, filter_next);
ITERATOR(py_reversed_spec, "reversed", reversed_new, reversed_next);
ITERATOR(py_getitem_iter_spec, "iterator", NULL, getitem_next);
ITERATOR(py_call_iter_spec, "callable_iterator", NULL, call_iter_next);
