// The module _collections: what collections has in C. deque is in deque.c, OrderedDict in
// ordered_dict.c; here are defaultdict, Counter's counting and the fields of named tuples.
#include "library_internal.h"

#include "types_internal.h"

// ---- defaultdict --------------------------------------------------------------------------------

typedef struct default_dict {
    py_dict dict;
    py_value factory; // unset: None
} default_dict;

static default_dict *dd_of(py_value v) {
    return (default_dict *)v.as.o;
}

static py_value factory_of(py_value self) {
    py_value factory = dd_of(self)->factory;
    return py_is_set(factory) ? factory : py_none();
}

static bool dd_init(py_vm *vm, py_value self, const py_args *args) {
    py_value factory = args->n ? args->v[0] : py_none();
    if (!py_is_none(factory) && !py__callable(vm, factory)) {
        py_raise(vm, PY_EXC_TypeError, "first argument must be callable or None");
        return false;
    }
    py_assign_take(vm, &dd_of(self)->factory, py_incref(factory));
    py_args rest = {args->v + (args->n > 0), args->n - (args->n > 0), args->kwnames};
    return vm->types[PY_TYPE_DICT]->slots.init(vm, self, &rest);
}

static void dd_clear(py_vm *vm, py_obj *self) {
    py_assign_take(vm, &((default_dict *)self)->factory, py_unset());
    py_dict_clear(vm, (py_dict *)self);
}

static void dd_dealloc(py_vm *vm, py_obj *self) {
    py_gc_untrack(vm, self);
    dd_clear(vm, self);
    py_object_free(vm, self, 0);
}

static void dd_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((default_dict *)self)->factory);
    py__dict_traverse(self, visit, context);
}

static py_value dd_repr(py_vm *vm, py_value self) {
    py_str *items = (py_str *)vm->types[PY_TYPE_DICT]->slots.repr(vm, self).as.o, *factory;
    if (!items)
        return py_unset();
    py_value made_by = factory_of(self);
    if (made_by.tag != PY_OBJ)
        factory = py_repr(vm, made_by);
    else if (py_repr_enter(vm, made_by.as.o)) {
        factory = py_repr(vm, made_by);
        py_repr_leave(vm, made_by.as.o);
    } else
        factory = py_failed(vm) ? NULL : py_str_z(vm, "...");
    const py_type *type = self.as.o->type;
    py_value text =
        factory ? py_from(py_str_format(vm, "%S(%S, %S)", type->name, factory, items)) : py_unset();
    py_release(vm, items);
    py_release(vm, factory);
    return text;
}

// type(self)(factory, items)
static py_value dd_made_of(py_vm *vm, py_value self, py_value items) {
    py_value args[2] = {factory_of(self), items};
    return py_call_n(vm, py_from(self.as.o->type), 2, args);
}

static py_value dd_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    if (op != PY_BIN_OR || !py_is_dict(a) || !py_is_dict(b))
        return py__not_implemented(vm);
    bool first = py__library_is(vm, a, PY_LIB_DEFAULT_DICT);
    py_value made = dd_made_of(vm, first ? a : b, a);
    if (py_is_set(made) && !py_dict_update(vm, (py_dict *)made.as.o, b)) {
        py_decref(vm, made);
        return py_unset();
    }
    return made;
}

static py_value dd_missing(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value factory = factory_of(a[0]);
    if (py_is_none(factory))
        return py_raise_value(vm, vm->exceptions[PY_EXC_KeyError], a[1]);
    factory = py_incref(factory);
    py_value value = py_call_n(vm, factory, 0, NULL);
    py_decref(vm, factory);
    if (py_is_set(value) && !py_setitem(vm, a[0], a[1], value)) {
        py_decref(vm, value);
        return py_unset();
    }
    return value;
}

static py_value dd_copy(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return dd_made_of(vm, a[0], a[0]);
}

static py_value dd_factory(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(factory_of(a[0]));
}

static py_value dd_set_factory(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_assign_take(vm, &dd_of(a[0])->factory, py_incref(a[1]));
    return py_none();
}

static py_value dd_reduce(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value factory = factory_of(a[0]);
    py_value args = py_from(py_tuple_of(vm, py_is_none(factory) ? 0 : 1, &factory));
    py_value items = py_is_set(args) ? py__call_z(vm, a[0], "items", 0, NULL) : py_unset();
    py_value iterator = py_is_set(items) ? py_iter(vm, items) : py_unset();
    py_value parts[5] = {py_from(a[0].as.o->type), args, py_none(), py_none(), iterator};
    py_value all = py_is_set(iterator) ? py_from(py_tuple_of(vm, 5, parts)) : py_unset();
    py_decref(vm, args);
    py_decref(vm, items);
    py_decref(vm, iterator);
    return all;
}

static const py_fndef dd_methods[] = {
    {"__missing__", "self, key, /", dd_missing, PY_FN_METHOD},
    {"copy", "self, /", dd_copy, PY_FN_METHOD},
    {"__copy__", "self, /", dd_copy, PY_FN_METHOD},
    {"__reduce__", "self, /", dd_reduce, PY_FN_METHOD},
    {"default_factory", NULL, dd_factory, PY_FN_GETTER},
    {"default_factory", NULL, dd_set_factory, PY_FN_SETTER},
    {"__class_getitem__", "cls, item, /", py__class_getitem, PY_FN_CLASSMETHOD},
    {0},
};

const py_type_spec py_default_dict_spec = {
    .name = "defaultdict",
    .module = "collections",
    .doc = "A dict that makes the values of missing keys.",
    .size = sizeof(default_dict),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_QUALIFIED,
    .base = PY_TYPE_DICT,
    .slots = {.dealloc = dd_dealloc,
              .traverse = dd_traverse,
              .clear = dd_clear,
              .init = dd_init,
              .repr = dd_repr,
              .binary = dd_binary},
    .methods = dd_methods,
};

// ---- the fields of named tuples -----------------------------------------------------------------

typedef struct field {
    py_gcobj gc;
    int64_t index;
    py_value doc;
} field;

static py_value field_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {"_tuplegetter", "index, doc, /", NULL, PY_FN_PLAIN};
    py_value a[2];
    int64_t index;
    if (!py_bind_args(vm, &def, args, a) || !py_as_index(vm, a[0], &index))
        return py_unset();
    field *made = py_object_new(vm, type, 0);
    if (made) {
        made->index = index;
        made->doc = py_incref(a[1]);
    }
    return py_from(made);
}

static void field_dealloc(py_vm *vm, py_obj *self) {
    py_decref(vm, ((field *)self)->doc);
    py_object_free(vm, self, 0);
}

static void field_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((field *)self)->doc);
}

static py_value field_get(py_vm *vm, py_value self, py_value object, py_type *type) {
    (void)type;
    int64_t index = ((field *)self.as.o)->index;
    if (!py_is_set(object) || py_is_none(object))
        return py_incref(self);
    if (!py_is_tuple(object))
        return py_raise(vm, PY_EXC_TypeError,
                        "descriptor for index '%lld' for tuple subclasses doesn't apply to '%T' "
                        "object",
                        (long long)index, object);
    const py_tuple *tuple = (const py_tuple *)object.as.o;
    if (index < 0 || index >= tuple->count)
        return py_raise(vm, PY_EXC_IndexError, "tuple index out of range");
    return py_incref(tuple->items[index]);
}

static bool field_set(py_vm *vm, py_value self, py_value object, py_value value) {
    (void)self, (void)object;
    py_raise(vm, PY_EXC_AttributeError,
             py_is_set(value) ? "can't set attribute" : "can't delete attribute");
    return false;
}

static py_value field_repr(py_vm *vm, py_value self) {
    const field *f = (const field *)self.as.o;
    return py_from(py_str_format(vm, "_tuplegetter(%lld, %R)", (long long)f->index, f->doc));
}

static py_value field_doc(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(((field *)a[0].as.o)->doc);
}

static py_value field_set_doc(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_assign_take(vm, &((field *)a[0].as.o)->doc, py_incref(a[1]));
    return py_none();
}

static const py_fndef field_methods[] = {{"__doc__", NULL, field_doc, PY_FN_GETTER},
                                         {"__doc__", NULL, field_set_doc, PY_FN_SETTER},
                                         {0}};

const py_type_spec py_tuple_getter_spec = {
    .name = "_tuplegetter",
    .module = "collections",
    .size = sizeof(field),
    .flags = PY_TF_GC | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = field_dealloc,
              .traverse = field_traverse,
              .new_ = field_new,
              .repr = field_repr,
              .descr_get = field_get,
              .descr_set = field_set},
    .methods = field_methods,
};

// ---- counting -----------------------------------------------------------------------------------

static bool count_plain(py_vm *vm, py_dict *counts, py_value key) {
    int64_t hash;
    if (!py__hash_key(vm, key, &hash))
        return false;
    int32_t at = py__dict_find(vm, counts, key, hash);
    if (at == -2)
        return false;
    if (at < 0)
        return py__dict_set_hashed(vm, counts, key, hash, py_int(1));
    py_value old = counts->entries[at].value;
    if (old.tag == PY_INT && old.as.i != INT64_MAX) {
        counts->entries[at].value.as.i++;
        return true;
    }
    old = py_incref(old);
    py_value sum = py_binary_op(vm, PY_BIN_ADD, old, py_int(1));
    py_decref(vm, old);
    bool ok = py_is_set(sum) && py__dict_set_hashed(vm, counts, key, hash, sum);
    py_decref(vm, sum);
    return ok;
}

static bool count_any(py_vm *vm, py_value mapping, py_value get, py_value key) {
    py_value args[2] = {key, py_int(0)};
    py_value old = py_call_n(vm, get, 2, args);
    py_value sum = py_is_set(old) ? py_binary_op(vm, PY_BIN_ADD, old, py_int(1)) : py_unset();
    bool ok = py_is_set(sum) && py_setitem(vm, mapping, key, sum);
    py_decref(vm, old);
    py_decref(vm, sum);
    return ok;
}

static bool is_dicts_own(py_vm *vm, const py_type *type, py_str *name) {
    return py_same(py_type_lookup(vm, type, name), py_type_lookup(vm, vm->types[PY_TYPE_DICT], name));
}

// Whether counting may go round the methods: `get` and `__setitem__` are dict's (Counter has a __delitem__,
// which is in the same slot).
static bool is_plain(py_vm *vm, py_value mapping) {
    if (!py_is_dict(mapping) || !is_dicts_own(vm, mapping.as.o->type, vm->sym[PY_SYM___setitem__]))
        return false;
    py_str *name = py_str_intern(vm, "get", 3);
    bool same = name && is_dicts_own(vm, mapping.as.o->type, name);
    py_release(vm, name);
    return same;
}

static py_value f_count_elements(py_vm *vm, const py_value *a, int n) {
    (void)n;
    bool plain = is_plain(vm, a[0]);
    py_value get = plain ? py_none() : py_getattr_z(vm, a[0], "get"), item;
    py_value iterator = py_is_set(get) ? py_iter(vm, a[1]) : py_unset();
    py_next next = py_is_set(iterator) ? PY_NEXT_ITEM : PY_NEXT_ERROR;
    while (next == PY_NEXT_ITEM && (next = py_iter_next(vm, iterator, &item)) == PY_NEXT_ITEM) {
        bool ok = plain ? count_plain(vm, (py_dict *)a[0].as.o, item)
                        : count_any(vm, a[0], get, item);
        py_decref(vm, item);
        if (!ok)
            next = PY_NEXT_ERROR;
    }
    py_decref(vm, get);
    py_decref(vm, iterator);
    return next == PY_NEXT_END ? py_none() : py_unset();
}

// ---- the module ---------------------------------------------------------------------------------

static bool init(py_vm *vm, py_module *module) {
    return py__library_add(vm, module, PY_LIB_DEQUE) &&
           py__library_add(vm, module, PY_LIB_DEFAULT_DICT) &&
           py__library_add(vm, module, PY_LIB_ORDERED_DICT) &&
           py__library_add(vm, module, PY_LIB_TUPLE_GETTER);
}

static const py_fndef functions[] = {
    {"_count_elements", "mapping, iterable, /", f_count_elements, PY_FN_PLAIN}, {0}};

const py_module_spec py_collections_module_spec = {
    .name = "_collections", .init = init, .functions = functions};
