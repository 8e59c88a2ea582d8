// enumerate, zip, map, filter, reversed, and the iterators over calls and over __getitem__.
#include "types_internal.h"
#include "vm_internal.h"

// One layout serves them all: an iterator or function, a tuple of iterators, a counter.
typedef struct lazy {
    py_gcobj gc;
    py_value first;  // the iterator, function or sequence; unset: exhausted
    py_value second; // counter's long form, sentinel, tuple of iterators
    int64_t index;
    bool strict;
} lazy;

static lazy *lazy_of(py_value v) {
    return (lazy *)v.as.o;
}

static void lazy_clear(py_vm *vm, py_obj *self) {
    py_assign_take(vm, &((lazy *)self)->first, py_unset());
    py_assign_take(vm, &((lazy *)self)->second, py_unset());
}

static void lazy_dealloc(py_vm *vm, py_obj *self) {
    lazy_clear(vm, self);
    py_object_free(vm, self, 0);
}

static void lazy_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((lazy *)self)->first);
    visit(context, ((lazy *)self)->second);
}

static py_value self_iter(py_vm *vm, py_value self) {
    (void)vm;
    return py_incref(self);
}

static lazy *lazy_new(py_vm *vm, py_type *type, py_value first_take, py_value second_take) {
    lazy *made = py_is_set(first_take) ? py_object_new(vm, type, 0) : NULL;
    if (!made) {
        py_decref(vm, first_take);
        py_decref(vm, second_take);
        return NULL;
    }
    made->first = first_take;
    made->second = second_take;
    return made;
}

static py_value pair(py_vm *vm, py_value a, py_value b) {
    py_value items[2] = {a, b};
    return py_from(py_tuple_of(vm, 2, items));
}

#define LAZY_SPEC(symbol, text, base_flag, make, step, ...)                                        \
    const py_type_spec symbol = {.name = text,                                                     \
                                 .size = sizeof(lazy),                                             \
                                 .flags = PY_TF_GC | (base_flag),                                  \
                                 .base = -1,                                                       \
                                 .slots = {.dealloc = lazy_dealloc,                                \
                                           .traverse = lazy_traverse,                              \
                                           .clear = lazy_clear,                                    \
                                           .new_ = make,                                           \
                                           .iter = self_iter,                                      \
                                           .next = step},                                          \
                                 __VA_ARGS__}

// ---- enumerate
// --------------------------------------------------------------------------------------------

static py_value enumerate_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {"enumerate", "iterable, start=", NULL, PY_FN_PLAIN};
    py_value a[2];
    if (args->n == 0 && !args->kwnames)
        return py_raise(vm, PY_EXC_TypeError, "enumerate() missing required argument 'iterable'");
    if (!py_bind_args(vm, &def, args, a))
        return py_unset();
    py_value start = py_is_set(a[1]) ? py_unbox(a[1]) : py_int(0);
    if (start.tag == PY_BOOL)
        start = py_int(start.as.i);
    if (!py_is_int(start))
        return py_raise(vm, PY_EXC_TypeError, "'%T' object cannot be interpreted as an integer",
                        a[1]);
    lazy *made = lazy_new(vm, type, py_iter(vm, a[0]), py_incref(start));
    return py_from(made);
}

static py_next enumerate_next(py_vm *vm, py_value self, py_value *item) {
    lazy *e = lazy_of(self);
    py_value next;
    py_next status = py_iter_next(vm, e->first, &next);
    if (status != PY_NEXT_ITEM)
        return status;
    *item = pair(vm, e->second, next);
    py_decref(vm, next);
    if (e->second.tag == PY_INT && e->second.as.i != INT64_MAX)
        e->second.as.i++;
    else
        py_assign_take(vm, &e->second, py_binary_op(vm, PY_BIN_ADD, e->second, py_int(1)));
    return py_is_set(*item) && py_is_set(e->second) ? PY_NEXT_ITEM : PY_NEXT_ERROR;
}

LAZY_SPEC(py_enumerate_spec, "enumerate", PY_TF_BASE, enumerate_new, enumerate_next);

// ---- zip, map
// ---------------------------------------------------------------------------------------------

static py_value iterators_of(py_vm *vm, const py_value *iterables, int n) {
    py_tuple *iterators = py_tuple_new(vm, n);
    for (int i = 0; iterators && i < n; i++) {
        iterators->items[i] = py_iter(vm, iterables[i]);
        if (py_is_set(iterators->items[i]))
            continue;
        py_release(vm, iterators);
        return py_unset();
    }
    return py_from(iterators);
}

// The only keyword is `strict`; its truth in *strict.
static bool take_strict(py_vm *vm, const char *name, const py_args *args, bool *strict) {
    *strict = false;
    for (int64_t i = 0; args->kwnames && i < args->kwnames->count; i++) {
        py_str *keyword = py_as_str(args->kwnames->items[i]);
        if (!py_str_equal(keyword, vm->sym[PY_SYM_strict])) {
            py_raise(vm, PY_EXC_TypeError, "%s() got an unexpected keyword argument '%S'", name,
                     keyword);
            return false;
        }
        int truth = py_truth(vm, args->v[args->n + i]);
        if (truth < 0)
            return false;
        *strict = truth;
    }
    return true;
}

static py_value zip_new(py_vm *vm, py_type *type, const py_args *args) {
    bool strict;
    if (!take_strict(vm, "zip", args, &strict))
        return py_unset();
    py_value iterators = iterators_of(vm, args->v, args->n);
    if (!py_is_set(iterators))
        return iterators;
    if (args->n == 0) { // nothing to give, ever
        py_decref(vm, iterators);
        iterators = py_none();
    }
    lazy *made = lazy_new(vm, type, iterators, py_unset());
    if (made)
        made->strict = strict;
    return py_from(made);
}

// One iterator ended: with strict, all must have.
static py_next zip_end(py_vm *vm, lazy *z, int64_t ended, const char *who) {
    const py_tuple *iterators = (py_tuple *)z->first.as.o;
    if (!z->strict)
        return PY_NEXT_END;
    if (ended > 0) {
        py_raise(vm, PY_EXC_ValueError, "%s() argument %d is shorter than argument%s%d", who,
                 (int)ended + 1, ended == 1 ? " " : "s 1-", (int)ended);
        return PY_NEXT_ERROR;
    }
    for (int64_t i = 1; i < iterators->count; i++) {
        py_value extra;
        py_next status = py_iter_next(vm, iterators->items[i], &extra);
        if (status == PY_NEXT_ERROR)
            return status;
        if (status == PY_NEXT_END)
            continue;
        py_decref(vm, extra);
        py_raise(vm, PY_EXC_ValueError, "%s() argument %d is longer than argument%s%d", who,
                 (int)i + 1, i == 1 ? " " : "s 1-", (int)i);
        return PY_NEXT_ERROR;
    }
    return PY_NEXT_END;
}

// The next item of each into a new tuple.
static py_next zip_step(py_vm *vm, lazy *z, const py_tuple *iterators, const char *who,
                        py_tuple **out) {
    py_tuple *row = py_tuple_new(vm, iterators->count);
    if (!row)
        return PY_NEXT_ERROR;
    for (int64_t i = 0; i < iterators->count; i++) {
        py_value item;
        py_next status = py_iter_next(vm, iterators->items[i], &item);
        if (status != PY_NEXT_ITEM) {
            py_release(vm, row);
            return status == PY_NEXT_END ? zip_end(vm, z, i, who) : status;
        }
        row->items[i] = item;
    }
    *out = row;
    return PY_NEXT_ITEM;
}

static py_next zip_next(py_vm *vm, py_value self, py_value *item) {
    lazy *z = lazy_of(self);
    if (!py_is_tuple(z->first))
        return PY_NEXT_END;
    py_tuple *row = NULL;
    py_next status = zip_step(vm, z, (py_tuple *)z->first.as.o, "zip", &row);
    *item = py_from(row);
    return status;
}

LAZY_SPEC(py_zip_spec, "zip", PY_TF_BASE, zip_new, zip_next);

static py_value map_new(py_vm *vm, py_type *type, const py_args *args) {
    if (args->kwnames && args->kwnames->count) {
        if (vm->python_minor >= 14)
            return py_unsupported(vm, "map(strict=...) is not supported");
        return py_raise(vm, PY_EXC_TypeError, "map() takes no keyword arguments");
    }
    if (args->n < 2)
        return py_raise(vm, PY_EXC_TypeError, "map() must have at least two arguments.");
    py_value iterators = iterators_of(vm, args->v + 1, args->n - 1);
    if (!py_is_set(iterators))
        return iterators;
    return py_from(lazy_new(vm, type, iterators, py_incref(args->v[0])));
}

static py_next map_next(py_vm *vm, py_value self, py_value *item) {
    lazy *m = lazy_of(self);
    const py_tuple *iterators = (py_tuple *)m->first.as.o;
    if (iterators->count == 1) {
        py_value arg;
        py_next status = py_iter_next(vm, iterators->items[0], &arg);
        if (status != PY_NEXT_ITEM)
            return status;
        *item = py_call_n(vm, m->second, 1, &arg);
        py_decref(vm, arg);
        return py_is_set(*item) ? PY_NEXT_ITEM : PY_NEXT_ERROR;
    }
    py_tuple *row = NULL;
    py_next status = zip_step(vm, m, iterators, "map", &row);
    if (status != PY_NEXT_ITEM)
        return status;
    *item = py_call_n(vm, m->second, (int)row->count, row->items);
    py_release(vm, row);
    return py_is_set(*item) ? PY_NEXT_ITEM : PY_NEXT_ERROR;
}

LAZY_SPEC(py_map_spec, "map", PY_TF_BASE, map_new, map_next);

// ---- filter
// -----------------------------------------------------------------------------------------------

static py_value filter_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {"filter", "function, iterable, /", NULL, PY_FN_PLAIN};
    py_value a[2];
    if (!py_bind_args(vm, &def, args, a))
        return py_unset();
    return py_from(lazy_new(vm, type, py_iter(vm, a[1]), py_incref(a[0])));
}

static py_next filter_next(py_vm *vm, py_value self, py_value *item) {
    lazy *f = lazy_of(self);
    py_next status;
    while ((status = py_iter_next(vm, f->first, item)) == PY_NEXT_ITEM) {
        py_value verdict =
            py_is_none(f->second) ? py_incref(*item) : py_call_n(vm, f->second, 1, item);
        int truth = py_is_set(verdict) ? py_truth(vm, verdict) : -1;
        py_decref(vm, verdict);
        if (truth > 0)
            return PY_NEXT_ITEM;
        py_decref(vm, *item);
        if (truth < 0)
            return PY_NEXT_ERROR;
    }
    return status;
}

LAZY_SPEC(py_filter_spec, "filter", PY_TF_BASE, filter_new, filter_next);

// ---- reversed
// ---------------------------------------------------------------------------------------------

static py_value reversed_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {"reversed", "sequence, /", NULL, PY_FN_PLAIN};
    py_value a[1], func, self;
    if (!py_bind_args(vm, &def, args, a) ||
        !py_load_special(vm, a[0], PY_SYM___reversed__, &func, &self))
        return py_unset();
    if (py_is_set(func) && !py_is_none(func)) {
        py_args none = {NULL, 0, NULL};
        py_value result = py_call_bound(vm, func, self, &none);
        py_decref(vm, func);
        py_decref(vm, self);
        return result;
    }
    py_type *of = py_type_of(vm, a[0]);
    if (py_is_set(func) || !of->slots.getitem ||
        (of->flags & (PY_TF_DICT_SUB | PY_TF_SET))) {
        py_decref(vm, func);
        return py_raise(vm, PY_EXC_TypeError, "'%N' object is not reversible", of);
    }
    int64_t length = py_length(vm, a[0]);
    lazy *made = length < 0 ? NULL : lazy_new(vm, type, py_incref(a[0]), py_unset());
    if (made)
        made->index = length - 1;
    return py_from(made);
}

// Fetches self.first[index]; IndexError and StopIteration are the end.
static py_next fetch(py_vm *vm, lazy *l, py_value *item) {
    *item = py_getitem(vm, l->first, py_int(l->index));
    if (py_is_set(*item))
        return PY_NEXT_ITEM;
    if (vm->halt != VL_OK ||
        !(py_exc_matches(vm, PY_EXC_IndexError) || py_exc_matches(vm, PY_EXC_StopIteration)))
        return PY_NEXT_ERROR;
    py_exc_clear(vm);
    py_assign_take(vm, &l->first, py_unset());
    return PY_NEXT_END;
}

static py_next reversed_next(py_vm *vm, py_value self, py_value *item) {
    lazy *r = lazy_of(self);
    if (!py_is_set(r->first) || r->index < 0)
        return PY_NEXT_END;
    py_next status = fetch(vm, r, item);
    r->index--;
    return status;
}

static py_value reversed_hint(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_int(lazy_of(a[0])->index + 1);
}

static const py_fndef reversed_methods[] = {
    {"__length_hint__", "self, /", reversed_hint, PY_FN_METHOD}, {0}};

LAZY_SPEC(py_reversed_spec, "reversed", PY_TF_BASE, reversed_new, reversed_next,
          .methods = reversed_methods);

// ---- iter(callable, sentinel), iter(sequence)
// ---------------------------------------------------------------

py_value py__call_iter_new(py_vm *vm, py_value callable, py_value sentinel) {
    return py_from(
        lazy_new(vm, vm->types[PY_TYPE_CALL_ITER], py_incref(callable), py_incref(sentinel)));
}

static py_next call_iter_next(py_vm *vm, py_value self, py_value *item) {
    lazy *c = lazy_of(self);
    if (!py_is_set(c->first))
        return PY_NEXT_END;
    *item = py_call_n(vm, c->first, 0, NULL);
    int last = py_is_set(*item) ? py_compare_bool(vm, PY_CMP_EQ, *item, c->second) : -1;
    if (last == 0)
        return PY_NEXT_ITEM;
    py_decref(vm, *item);
    if (last > 0)
        lazy_clear(vm, self.as.o);
    return last > 0 ? PY_NEXT_END : PY_NEXT_ERROR;
}

bool py__call_iter_callable(py_vm *vm, py_value iterator, py_value *callable) {
    if (!py_is(vm, iterator, PY_TYPE_CALL_ITER))
        return false;
    *callable = lazy_of(iterator)->first;
    return py_is_set(*callable);
}

int py__call_iter_ended(py_vm *vm, py_value iterator, py_value result) {
    int last = py_compare_bool(vm, PY_CMP_EQ, result, lazy_of(iterator)->second);
    if (last > 0)
        lazy_clear(vm, iterator.as.o);
    return last;
}

LAZY_SPEC(py_call_iter_spec, "callable_iterator", 0, NULL, call_iter_next);

py_value py__getitem_iter_new(py_vm *vm, py_value sequence) {
    return py_from(lazy_new(vm, vm->types[PY_TYPE_GETITEM_ITER], py_incref(sequence), py_unset()));
}

static py_next getitem_iter_next(py_vm *vm, py_value self, py_value *item) {
    lazy *g = lazy_of(self);
    if (!py_is_set(g->first))
        return PY_NEXT_END;
    py_next status = fetch(vm, g, item);
    g->index++;
    return status;
}

LAZY_SPEC(py_getitem_iter_spec, "iterator", 0, NULL, getitem_iter_next);
