// The module _functools: partial, reduce and cmp_to_key. The cache of lru_cache is in lru_cache.c.
// Model: CPython's Modules/_functoolsmodule.c.
#include "library_internal.h"

#include "types_internal.h"

// ---- partial ------------------------------------------------------------------------------------

typedef struct partial {
    py_gcobj gc;
    py_value func;
    py_tuple *args;
    py_dict *keywords;
} partial;

static partial *partial_of(py_value v) {
    return (partial *)v.as.o;
}

static py_dict **attributes_of(py_obj *self) {
    return py_object_dict(self);
}

static void partial_clear(py_vm *vm, py_obj *self) {
    partial *p = (partial *)self;
    py_dict **attributes = attributes_of(self), *held = *attributes;
    void *parts[] = {p->args, p->keywords, held};
    p->args = NULL;
    p->keywords = NULL;
    *attributes = NULL;
    for (size_t i = 0; i < VL_COUNT(parts); i++)
        py_release(vm, parts[i]);
    py_assign_take(vm, &p->func, py_unset());
}

static void partial_dealloc(py_vm *vm, py_obj *self) {
    py_gc_untrack(vm, self);
    partial_clear(vm, self);
    py_object_free(vm, self, 0);
}

static void partial_traverse(py_obj *self, py_visit visit, void *context) {
    const partial *p = (const partial *)self;
    visit(context, p->func);
    visit(context, py_from(p->args));
    visit(context, py_from(p->keywords));
    visit(context, py_from(*attributes_of(self)));
}

static bool add_keywords(py_vm *vm, py_dict *into, const py_args *args) {
    for (int64_t i = 0; args->kwnames && i < args->kwnames->count; i++)
        if (!py_dict_set(vm, into, args->kwnames->items[i], args->v[args->n + i]))
            return false;
    return true;
}

static bool fill_partial(py_vm *vm, partial *p, const py_args *args) {
    py_value func = args->v[0];
    // A partial of a partial calls the innermost function.
    const partial *inner = func.tag == PY_OBJ && func.as.o->type == p->gc.base.type &&
                                   !*attributes_of(func.as.o)
                               ? partial_of(func)
                               : NULL;
    int64_t before = inner ? inner->args->count : 0, more = args->n - 1;
    p->func = py_incref(inner ? inner->func : func);
    p->args = py_tuple_new(vm, before + more);
    p->keywords = inner ? py_dict_copy(vm, inner->keywords) : py_dict_new(vm);
    if (!p->args || !p->keywords)
        return false;
    for (int64_t i = 0; i < before; i++)
        p->args->items[i] = py_incref(inner->args->items[i]);
    for (int64_t i = 0; i < more; i++)
        p->args->items[before + i] = py_incref(args->v[1 + i]);
    return add_keywords(vm, p->keywords, args);
}

static py_value partial_new(py_vm *vm, py_type *type, const py_args *args) {
    if (args->n < 1)
        return py_raise(vm, PY_EXC_TypeError, "type 'partial' takes at least one argument");
    if (!py__callable(vm, args->v[0]))
        return py_raise(vm, PY_EXC_TypeError, "the first argument must be callable");
    partial *p = py_object_new(vm, type, 0);
    if (p && !fill_partial(vm, p, args)) {
        py_release(vm, p);
        return py_unset();
    }
    return py_from(p);
}

// Calls with keywords: those kept, the call's in their places or behind.
static py_value call_with_keywords(py_vm *vm, const partial *p, const py_args *args) {
    py_dict *all = py_dict_copy(vm, p->keywords);
    if (!all || !add_keywords(vm, all, args)) {
        py_release(vm, all);
        return py_unset();
    }
    int64_t n = p->args->count + args->n;
    py_tuple *values = py_tuple_new(vm, n + (int64_t)all->used);
    py_tuple *names = values ? py_tuple_new(vm, all->used) : NULL;
    py_value result = py_unset(), key, value;
    if (names) {
        for (int64_t i = 0; i < n; i++)
            values->items[i] = py_incref(i < p->args->count ? p->args->items[i]
                                                            : args->v[i - p->args->count]);
        uint32_t at = 0;
        for (int64_t i = 0; py_dict_next(all, &at, &key, &value); i++) {
            names->items[i] = py_incref(key);
            values->items[n + i] = py_incref(value);
        }
        py_args call = {values->items, (int)n, names->count ? names : NULL};
        result = py_call(vm, p->func, &call);
    }
    py_release(vm, all);
    py_release(vm, values);
    py_release(vm, names);
    return result;
}

static py_value partial_call(py_vm *vm, py_value self, const py_args *args) {
    const partial *p = partial_of(self);
    py_value few[8];
    int64_t n = p->args->count + args->n;
    py_retain(self.as.o); // the call may drop the last reference
    py_value result;
    if (p->keywords->used || (args->kwnames && args->kwnames->count) || n > (int64_t)VL_COUNT(few))
        result = call_with_keywords(vm, p, args);
    else {
        if (p->args->count)
            memcpy(few, p->args->items, (size_t)p->args->count * sizeof *few);
        if (args->n)
            memcpy(few + p->args->count, args->v, (size_t)args->n * sizeof *few);
        result = py_call_n(vm, p->func, (int)n, few);
    }
    py_decref(vm, self);
    return result;
}

// Until 3.13 a partial in a class is no method; from 3.14 on it is.
static py_value partial_get(py_vm *vm, py_value self, py_value object, py_type *type) {
    (void)type;
    if (vm->python_minor < 14 || !py_is_set(object))
        return py_incref(self);
    return py_method_new(vm, self, object);
}

static bool append_partial(py_vm *vm, vl_buf *out, const partial *p) {
    bool ok = py__append_repr(vm, out, p->func);
    for (int64_t i = 0; ok && i < p->args->count; i++) {
        vl_buf_text(out, ", ");
        ok = py__append_repr(vm, out, p->args->items[i]);
    }
    py_value key, value;
    for (uint32_t at = 0; ok && py_dict_next(p->keywords, &at, &key, &value);) {
        py_str *name = py_str_of(vm, key);
        ok = name != NULL;
        if (ok) {
            vl_buf_text(out, ", ");
            vl_buf_append(out, name->data, name->size);
            vl_buf_char(out, '=');
            ok = py__append_repr(vm, out, value);
        }
        py_release(vm, name);
    }
    return ok;
}

static py_value partial_repr(py_vm *vm, py_value self) {
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    if (!py_repr_enter(vm, self.as.o)) {
        if (py_failed(vm))
            return py_unset();
        vl_buf_text(&out, "...");
        return py__finish_text(vm, &out, true);
    }
    const py_type *type = self.as.o->type;
    bool qualified = !(type->flags & PY_TF_HEAP) || vm->python_minor >= 13;
    if (qualified) {
        vl_buf_append(&out, type->module->data, type->module->size);
        vl_buf_char(&out, '.');
    }
    vl_buf_append(&out, type->qualname->data, type->qualname->size);
    vl_buf_char(&out, '(');
    bool ok = append_partial(vm, &out, partial_of(self));
    vl_buf_char(&out, ')');
    py_repr_leave(vm, self.as.o);
    return py__finish_text(vm, &out, ok);
}

static py_value get_func(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(partial_of(a[0])->func);
}

static py_value get_args(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(py_from(partial_of(a[0])->args));
}

static py_value get_keywords(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(py_from(partial_of(a[0])->keywords));
}

py_value py__library_dict(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_dict **dict = py_object_dict(a[0].as.o);
    if (!*dict)
        *dict = py_dict_new(vm);
    return py_incref(py_from(*dict));
}

static const py_fndef partial_methods[] = {
    {"func", NULL, get_func, PY_FN_GETTER},
    {"args", NULL, get_args, PY_FN_GETTER},
    {"keywords", NULL, get_keywords, PY_FN_GETTER},
    {"__dict__", NULL, py__library_dict, PY_FN_GETTER},
    {"__class_getitem__", "cls, item, /", py__class_getitem, PY_FN_CLASSMETHOD},
    {0},
};

const py_type_spec py_partial_spec = {
    .name = "partial",
    .module = "functools",
    .doc = "A call with some of its arguments given.",
    .size = sizeof(partial),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_DICT | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = partial_dealloc,
              .traverse = partial_traverse,
              .clear = partial_clear,
              .new_ = partial_new,
              .repr = partial_repr,
              .call = partial_call,
              .descr_get = partial_get},
    .methods = partial_methods,
};

// ---- reduce -------------------------------------------------------------------------------------

static py_value f_reduce(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py__iterable(vm, a[1]))
        return py_raise(vm, PY_EXC_TypeError, "reduce() arg 2 must support iteration");
    py_value iterator = py_iter(vm, a[1]), total = py_incref(a[2]), item;
    py_next next = py_is_set(iterator) ? PY_NEXT_ITEM : PY_NEXT_ERROR;
    while (next == PY_NEXT_ITEM && (next = py_iter_next(vm, iterator, &item)) == PY_NEXT_ITEM) {
        if (!py_is_set(total)) {
            total = item;
            continue;
        }
        py_value args[2] = {total, item};
        total = py_call_n(vm, a[0], 2, args);
        py_decref(vm, args[0]);
        py_decref(vm, args[1]);
        if (!py_is_set(total))
            next = PY_NEXT_ERROR;
    }
    py_decref(vm, iterator);
    if (next == PY_NEXT_ERROR) {
        py_decref(vm, total);
        return py_unset();
    }
    if (!py_is_set(total))
        return py_raise(vm, PY_EXC_TypeError, "reduce() of empty iterable with no initial value");
    return total;
}

// ---- cmp_to_key ---------------------------------------------------------------------------------

typedef struct key_wrapper {
    py_gcobj gc;
    py_value compare, object; // object unset: what cmp_to_key gave
} key_wrapper;

static key_wrapper *key_of(py_value v) {
    return (key_wrapper *)v.as.o;
}

static void key_clear(py_vm *vm, py_obj *self) {
    py_assign_take(vm, &((key_wrapper *)self)->compare, py_unset());
    py_assign_take(vm, &((key_wrapper *)self)->object, py_unset());
}

static void key_dealloc(py_vm *vm, py_obj *self) {
    key_clear(vm, self);
    py_object_free(vm, self, 0);
}

static void key_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((key_wrapper *)self)->compare);
    visit(context, ((key_wrapper *)self)->object);
}

static py_value key_new(py_vm *vm, py_value compare, py_value object) {
    py_type *type = py__library_type(vm, PY_LIB_KEY_WRAPPER);
    key_wrapper *key = type ? py_object_new(vm, type, 0) : NULL;
    if (key) {
        key->compare = py_incref(compare);
        key->object = py_incref(object);
    }
    return py_from(key);
}

static py_value key_call(py_vm *vm, py_value self, const py_args *args) {
    static const py_fndef def = {"K", "obj", NULL, PY_FN_PLAIN};
    py_value a[1];
    return py_bind_args(vm, &def, args, a) ? key_new(vm, key_of(self)->compare, a[0]) : py_unset();
}

static py_value key_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (!py__library_is(vm, b, PY_LIB_KEY_WRAPPER))
        return py_raise(vm, PY_EXC_TypeError, "other argument must be K instance");
    py_value args[2] = {key_of(a)->object, key_of(b)->object};
    if (!py_is_set(args[0]) || !py_is_set(args[1]))
        return py_raise(vm, PY_EXC_AttributeError, "object");
    py_value order = py_call_n(vm, key_of(a)->compare, 2, args);
    py_value result = py_is_set(order) ? py_rich_compare(vm, op, order, py_int(0)) : order;
    if (py_is_set(order))
        py_decref(vm, order);
    return result;
}

static py_value key_object(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value object = key_of(a[0])->object;
    return py_is_set(object) ? py_incref(object) : py_raise(vm, PY_EXC_AttributeError, "obj");
}

static const py_fndef key_methods[] = {{"obj", NULL, key_object, PY_FN_GETTER}, {0}};

const py_type_spec py_key_wrapper_spec = {
    .name = "KeyWrapper",
    .module = "functools",
    .size = sizeof(key_wrapper),
    .flags = PY_TF_GC | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = key_dealloc,
              .traverse = key_traverse,
              .clear = key_clear,
              .hash = py__unhashable,
              .call = key_call,
              .compare = key_compare},
    .methods = key_methods,
};

static py_value f_cmp_to_key(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return key_new(vm, a[0], py_unset());
}

// ---- the module ---------------------------------------------------------------------------------

static bool init(py_vm *vm, py_module *module) {
    return py__library_add(vm, module, PY_LIB_PARTIAL) &&
           py__library_add(vm, module, PY_LIB_LRU_CACHE);
}

static const py_fndef functions[] = {
    {"reduce", "function, iterable, initial=, /", f_reduce, PY_FN_PLAIN},
    {"cmp_to_key", "mycmp", f_cmp_to_key, PY_FN_PLAIN},
    {0},
};

const py_module_spec py_functools_module_spec = {
    .name = "_functools", .init = init, .functions = functions};
