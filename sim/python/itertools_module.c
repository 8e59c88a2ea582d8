// The module itertools: what walks one or more iterables once. Grouping and copying are in
// itertools_groups.c, combinations in itertools_combine.c. Model: CPython's Modules/itertoolsmodule.c.
#include "itertools_internal.h"

// ---- what all share -----------------------------------------------------------------------------

void py__itertool_clear(py_vm *vm, py_obj *self) {
    for (size_t i = 0; i < VL_COUNT(((py_itertool *)self)->v); i++)
        py_assign_take(vm, &((py_itertool *)self)->v[i], py_unset());
}

void py__itertool_dealloc(py_vm *vm, py_obj *self) {
    py_gc_untrack(vm, self);
    py__itertool_clear(vm, self);
    py_object_free(vm, self, 0);
}

void py__itertool_traverse(py_obj *self, py_visit visit, void *context) {
    for (size_t i = 0; i < VL_COUNT(((py_itertool *)self)->v); i++)
        visit(context, ((py_itertool *)self)->v[i]);
}

py_value py__itertool_new(py_vm *vm, py_type *type, py_value v0_take, py_value v1_take) {
    py_itertool *it = py_is_set(v0_take) ? py_object_new(vm, type, 0) : NULL;
    if (!it) {
        py_decref(vm, v0_take);
        py_decref(vm, v1_take);
        return py_unset();
    }
    it->v[0] = v0_take;
    it->v[1] = v1_take;
    return py_from(it);
}

py_next py__itertool_step(py_vm *vm, py_itertool *it, py_value *item) {
    if (!py_is_set(it->v[0]))
        return PY_NEXT_END;
    py_value iterator = py_incref(it->v[0]);
    py_next next = py_iter_next(vm, iterator, item);
    py_decref(vm, iterator);
    return next;
}

py_value py__itertool_one(py_vm *vm, const char *name, const py_args *args) {
    if (args->kwnames && args->kwnames->count)
        return py_raise(vm, PY_EXC_TypeError, "%s() takes no keyword arguments", name);
    if (args->n != 1)
        return py_raise(vm, PY_EXC_TypeError, "%s expected 1 argument, got %d", name, args->n);
    return args->v[0];
}

static int verdict_of(py_vm *vm, py_value function, py_value item) {
    py_value verdict = py_call_n(vm, function, 1, &item);
    int truth = py_is_set(verdict) ? py_truth(vm, verdict) : -1;
    py_decref(vm, verdict);
    return truth;
}

// For `X(function, iterable)`: v[0] the iterator, v[1] the function.
static py_value with_function(py_vm *vm, py_type *type, const py_args *args, const py_fndef *def) {
    py_value a[2];
    if (!py_bind_args(vm, def, args, a))
        return py_unset();
    return py__itertool_new(vm, type, py_iter(vm, a[1]), py_incref(a[0]));
}

#define WITH_FUNCTION(name, signature)                                                             \
    static py_value name##_new(py_vm *vm, py_type *type, const py_args *args) {                    \
        static const py_fndef def = {#name, signature, NULL, PY_FN_PLAIN};                         \
        return with_function(vm, type, args, &def);                                                \
    }

// ---- count, cycle, repeat -----------------------------------------------------------------------

static bool is_number(py_vm *vm, py_value v) {
    const py_type *type = py_type_of(vm, v);
    return py__has_index(vm, v) || py_has_flag(v, PY_TF_FLOAT) || v.tag == PY_FLOAT ||
           py_is_set(py_type_lookup(vm, type, vm->sym[PY_SYM___int__])) ||
           py_is_set(py_type_lookup(vm, type, vm->sym[PY_SYM___float__])) ||
           py_is_set(py_type_lookup(vm, type, vm->sym[PY_SYM___complex__]));
}

static py_value count_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {"count", "start=, step=", NULL, PY_FN_PLAIN};
    py_value a[2];
    if (!py_bind_args(vm, &def, args, a))
        return py_unset();
    for (int i = 0; i < 2; i++)
        if (py_is_set(a[i]) && !is_number(vm, a[i]))
            return py_raise(vm, PY_EXC_TypeError, "a number is required");
    return py__itertool_new(vm, type, py_is_set(a[0]) ? py_incref(a[0]) : py_int(0),
                            py_is_set(a[1]) ? py_incref(a[1]) : py_int(1));
}

static py_next count_next(py_vm *vm, py_value self, py_value *item) {
    py_itertool *it = py__itertool(self);
    py_value sum = py_binary_op(vm, PY_BIN_ADD, it->v[0], it->v[1]);
    if (!py_is_set(sum))
        return PY_NEXT_ERROR;
    *item = it->v[0];
    it->v[0] = sum;
    return PY_NEXT_ITEM;
}

static py_value count_repr(py_vm *vm, py_value self) {
    py_itertool *it = py__itertool(self);
    const py_str *name = self.as.o->type->name;
    if (it->v[1].tag == PY_INT && it->v[1].as.i == 1)
        return py_from(py_str_format(vm, "%S(%R)", name, it->v[0]));
    return py_from(py_str_format(vm, "%S(%R, %R)", name, it->v[0], it->v[1]));
}

static py_value cycle_new(py_vm *vm, py_type *type, const py_args *args) {
    py_value iterable = py__itertool_one(vm, "cycle", args);
    py_value iterator = py_is_set(iterable) ? py_iter(vm, iterable) : py_unset();
    py_value saved = py_is_set(iterator) ? py_from(py_list_new(vm, 0)) : py_unset();
    if (py_is_set(iterator) && !py_is_set(saved)) {
        py_decref(vm, iterator);
        return saved;
    }
    return py__itertool_new(vm, type, iterator, saved);
}

static py_next cycle_next(py_vm *vm, py_value self, py_value *item) {
    py_itertool *it = py__itertool(self);
    py_list *saved = (py_list *)it->v[1].as.o;
    py_next next = py__itertool_step(vm, it, item);
    if (next == PY_NEXT_ITEM) {
        if (py_list_append(vm, saved, *item))
            return next;
        py_decref(vm, *item);
        return PY_NEXT_ERROR;
    }
    if (next == PY_NEXT_ERROR)
        return next;
    py_assign_take(vm, &it->v[0], py_unset());
    if (!saved->count)
        return PY_NEXT_END;
    *item = py_incref(saved->items[it->i[0]]);
    it->i[0] = (it->i[0] + 1) % saved->count;
    return PY_NEXT_ITEM;
}

static py_value repeat_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {"repeat", "object, times=", NULL, PY_FN_PLAIN};
    py_value a[2];
    int64_t times = -1;
    if (!py_bind_args(vm, &def, args, a) || (py_is_set(a[1]) && !py_as_index(vm, a[1], &times)))
        return py_unset();
    if (py_is_set(a[1]) && times < 0)
        times = 0;
    py_value made = py__itertool_new(vm, type, py_incref(a[0]), py_unset());
    if (py_is_set(made))
        py__itertool(made)->i[0] = times;
    return made;
}

static py_next repeat_next(py_vm *vm, py_value self, py_value *item) {
    (void)vm;
    py_itertool *it = py__itertool(self);
    if (it->i[0] == 0)
        return PY_NEXT_END;
    it->i[0] -= it->i[0] > 0;
    *item = py_incref(it->v[0]);
    return PY_NEXT_ITEM;
}

static py_value repeat_repr(py_vm *vm, py_value self) {
    py_itertool *it = py__itertool(self);
    const py_str *name = self.as.o->type->name;
    if (it->i[0] < 0)
        return py_from(py_str_format(vm, "%S(%R)", name, it->v[0]));
    return py_from(py_str_format(vm, "%S(%R, %lld)", name, it->v[0], (long long)it->i[0]));
}

static py_value repeat_hint(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (py__itertool(a[0])->i[0] < 0)
        return py_raise(vm, PY_EXC_TypeError, "len() of unsized object");
    return py_int(py__itertool(a[0])->i[0]);
}

static const py_fndef repeat_methods[] = {
    {"__length_hint__", "self, /", repeat_hint, PY_FN_METHOD}, {0}};

// The macro has no room for more slots: these two are written out.
#define SHOWN_SPEC(symbol, text, make, step, show, table)                                          \
    const py_type_spec symbol = {.name = text,                                                     \
                                 .module = "itertools",                                            \
                                 .size = sizeof(py_itertool),                                      \
                                 .flags = PY_TF_GC | PY_TF_BASE | PY_TF_QUALIFIED,                 \
                                 .base = -1,                                                       \
                                 .slots = {.dealloc = py__itertool_dealloc,                        \
                                           .traverse = py__itertool_traverse,                      \
                                           .clear = py__itertool_clear,                            \
                                           .new_ = make,                                           \
                                           .repr = show,                                           \
                                           .iter = py__iter_self,                                  \
                                           .next = step},                                          \
                                 .methods = table}

SHOWN_SPEC(py_it_count_spec, "count", count_new, count_next, count_repr, NULL);
PY_ITERTOOL_SPEC(py_it_cycle_spec, "cycle", cycle_new, cycle_next, .methods = NULL);
SHOWN_SPEC(py_it_repeat_spec, "repeat", repeat_new, repeat_next, repeat_repr, repeat_methods);

// ---- accumulate: v[0] iterator, v[1] function, v[2] total, v[3] initial ---------------------------

static py_value accumulate_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {"accumulate", "iterable, func=, *, initial=", NULL, PY_FN_PLAIN};
    py_value a[3];
    if (!py_bind_args(vm, &def, args, a))
        return py_unset();
    py_value made = py__itertool_new(vm, type, py_iter(vm, a[0]),
                                     py_is_set(a[1]) ? py_incref(a[1]) : py_none());
    if (py_is_set(made) && py_is_set(a[2]) && !py_is_none(a[2]))
        py__itertool(made)->v[3] = py_incref(a[2]);
    return made;
}

static py_next accumulate_next(py_vm *vm, py_value self, py_value *item) {
    py_itertool *it = py__itertool(self);
    if (py_is_set(it->v[3])) {
        *item = it->v[3];
        it->v[3] = py_unset();
        py_assign_take(vm, &it->v[2], py_incref(*item));
        return PY_NEXT_ITEM;
    }
    py_next next = py__itertool_step(vm, it, item);
    if (next != PY_NEXT_ITEM)
        return next;
    if (py_is_set(it->v[2])) {
        py_value args[2] = {py_incref(it->v[2]), *item};
        *item = py_is_none(it->v[1]) ? py_binary_op(vm, PY_BIN_ADD, args[0], args[1])
                                     : py_call_n(vm, it->v[1], 2, args);
        py_decref(vm, args[0]);
        py_decref(vm, args[1]);
        if (!py_is_set(*item))
            return PY_NEXT_ERROR;
    }
    py_assign_take(vm, &it->v[2], py_incref(*item));
    return PY_NEXT_ITEM;
}

PY_ITERTOOL_SPEC(py_it_accumulate_spec, "accumulate", accumulate_new, accumulate_next,
                 .methods = NULL);

// ---- chain: v[0] the current iterator, v[1] the iterator over iterables --------------------------

static py_value chain_of(py_vm *vm, py_type *type, py_value iterables) {
    py_value source = py_is_set(iterables) ? py_iter(vm, iterables) : py_unset();
    if (!py_is_set(source))
        return source;
    py_value made = py__itertool_new(vm, type, py_none(), source);
    if (py_is_set(made))
        py__itertool(made)->v[0] = py_unset();
    return made;
}

static py_value chain_new(py_vm *vm, py_type *type, const py_args *args) {
    if (!py__no_keywords(vm, type, args))
        return py_unset();
    py_value tuple = py_from(py_tuple_of(vm, args->n, args->v));
    py_value made = chain_of(vm, type, tuple);
    py_decref(vm, tuple);
    return made;
}

static py_value chain_from_iterable(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return chain_of(vm, (py_type *)a[0].as.o, a[1]);
}

static py_next chain_next(py_vm *vm, py_value self, py_value *item) {
    py_itertool *it = py__itertool(self);
    while (py_is_set(it->v[1])) {
        if (!py_is_set(it->v[0])) {
            py_value source = py_incref(it->v[1]), iterable;
            py_next more = py_iter_next(vm, source, &iterable);
            py_decref(vm, source);
            py_value iterator = py_unset();
            if (more == PY_NEXT_ITEM) {
                iterator = py_iter(vm, iterable);
                py_decref(vm, iterable);
            }
            if (!py_is_set(iterator)) {
                py_assign_take(vm, &it->v[1], py_unset());
                return more == PY_NEXT_END ? PY_NEXT_END : PY_NEXT_ERROR;
            }
            py_assign_take(vm, &it->v[0], iterator);
        }
        py_next next = py__itertool_step(vm, it, item);
        if (next != PY_NEXT_END)
            return next;
        py_assign_take(vm, &it->v[0], py_unset());
    }
    return PY_NEXT_END;
}

static const py_fndef chain_methods[] = {
    {"from_iterable", "type, iterable, /", chain_from_iterable, PY_FN_CLASSMETHOD},
    {"__class_getitem__", "cls, item, /", py__class_getitem, PY_FN_CLASSMETHOD},
    {0},
};

PY_ITERTOOL_SPEC(py_it_chain_spec, "chain", chain_new, chain_next, .methods = chain_methods);

// ---- what selects items: v[0] iterator, v[1] function or selectors -------------------------------

static py_value compress_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {"compress", "data, selectors", NULL, PY_FN_PLAIN};
    py_value a[2];
    if (!py_bind_args(vm, &def, args, a))
        return py_unset();
    py_value data = py_iter(vm, a[0]);
    py_value selectors = py_is_set(data) ? py_iter(vm, a[1]) : py_unset();
    if (!py_is_set(selectors)) {
        py_decref(vm, data);
        return selectors;
    }
    return py__itertool_new(vm, type, data, selectors);
}

static py_next compress_next(py_vm *vm, py_value self, py_value *item) {
    py_itertool *it = py__itertool(self);
    py_next next;
    while ((next = py__itertool_step(vm, it, item)) == PY_NEXT_ITEM) {
        py_value selector;
        py_next more = py_iter_next(vm, it->v[1], &selector);
        int truth = more == PY_NEXT_ITEM ? py_truth(vm, selector) : -1;
        if (more == PY_NEXT_ITEM)
            py_decref(vm, selector);
        if (truth > 0)
            return PY_NEXT_ITEM;
        py_decref(vm, *item);
        if (truth < 0)
            return more == PY_NEXT_END ? PY_NEXT_END : PY_NEXT_ERROR;
    }
    return next;
}

PY_ITERTOOL_SPEC(py_it_compress_spec, "compress", compress_new, compress_next, .methods = NULL);

WITH_FUNCTION(dropwhile, "predicate, iterable, /")

static py_next dropwhile_next(py_vm *vm, py_value self, py_value *item) {
    py_itertool *it = py__itertool(self);
    py_next next;
    while ((next = py__itertool_step(vm, it, item)) == PY_NEXT_ITEM && !it->i[0]) {
        int drop = verdict_of(vm, it->v[1], *item);
        if (drop == 0) {
            it->i[0] = 1;
            return next;
        }
        py_decref(vm, *item);
        if (drop < 0)
            return PY_NEXT_ERROR;
    }
    return next;
}

PY_ITERTOOL_SPEC(py_it_dropwhile_spec, "dropwhile", dropwhile_new, dropwhile_next, .methods = NULL);

WITH_FUNCTION(takewhile, "predicate, iterable, /")

static py_next takewhile_next(py_vm *vm, py_value self, py_value *item) {
    py_itertool *it = py__itertool(self);
    py_next next = it->i[0] ? PY_NEXT_END : py__itertool_step(vm, it, item);
    if (next != PY_NEXT_ITEM)
        return next;
    int take = verdict_of(vm, it->v[1], *item);
    if (take > 0)
        return next;
    py_decref(vm, *item);
    it->i[0] = take == 0;
    return take < 0 ? PY_NEXT_ERROR : PY_NEXT_END;
}

PY_ITERTOOL_SPEC(py_it_takewhile_spec, "takewhile", takewhile_new, takewhile_next, .methods = NULL);

WITH_FUNCTION(filterfalse, "function, iterable, /")

static py_next filterfalse_next(py_vm *vm, py_value self, py_value *item) {
    py_itertool *it = py__itertool(self);
    py_next next;
    while ((next = py__itertool_step(vm, it, item)) == PY_NEXT_ITEM) {
        int truth = py_is_none(it->v[1]) ? py_truth(vm, *item) : verdict_of(vm, it->v[1], *item);
        if (truth == 0)
            return next;
        py_decref(vm, *item);
        if (truth < 0)
            return PY_NEXT_ERROR;
    }
    return next;
}

PY_ITERTOOL_SPEC(py_it_filterfalse_spec, "filterfalse", filterfalse_new, filterfalse_next,
                 .methods = NULL);

WITH_FUNCTION(starmap, "function, iterable, /")

static py_next starmap_next(py_vm *vm, py_value self, py_value *item) {
    py_itertool *it = py__itertool(self);
    py_value args;
    py_next next = py__itertool_step(vm, it, &args);
    if (next != PY_NEXT_ITEM)
        return next;
    py_value tuple = py_is(vm, args, PY_TYPE_TUPLE) ? py_incref(args) : py_iter_to_tuple(vm, args);
    py_decref(vm, args);
    if (!py_is_set(tuple))
        return PY_NEXT_ERROR;
    const py_tuple *items = (py_tuple *)tuple.as.o;
    *item = py_call_n(vm, it->v[1], (int)items->count, items->items);
    py_decref(vm, tuple);
    return py_is_set(*item) ? PY_NEXT_ITEM : PY_NEXT_ERROR;
}

PY_ITERTOOL_SPEC(py_it_starmap_spec, "starmap", starmap_new, starmap_next, .methods = NULL);

// ---- the module ---------------------------------------------------------------------------------

static bool init(py_vm *vm, py_module *module) {
    for (int id = PY_LIB_IT_COUNT; id <= PY_LIB_IT_COMBINATIONS_REPL; id++)
        if (!py__library_add(vm, module, (py_library_type)id))
            return false;
    return vm->python_minor < 12 || py__library_add(vm, module, PY_LIB_IT_BATCHED);
}

static const py_fndef functions[] = {{"tee", "iterable, n=, /", py__tee, PY_FN_PLAIN}, {0}};

const py_module_spec py_itertools_module_spec = {
    .name = "itertools", .init = init, .functions = functions};
