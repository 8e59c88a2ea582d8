// list[int], int | None, and mappingproxy: what annotations and classes show of themselves.
#include "types_internal.h"
#include "vm_internal.h"

typedef struct two {
    py_gcobj gc;
    py_value first, second;
} two;

static two *two_of(py_value v) {
    return (two *)v.as.o;
}

static void two_dealloc(py_vm *vm, py_obj *self) {
    py_decref(vm, ((two *)self)->first);
    py_decref(vm, ((two *)self)->second);
    py_object_free(vm, self, 0);
}

static void two_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((two *)self)->first);
    visit(context, ((two *)self)->second);
}

static py_value two_new(py_vm *vm, py_type_id id, py_value first, py_value second) {
    two *made = py_object_new(vm, vm->types[id], 0);
    if (made) {
        made->first = py_incref(first);
        made->second = py_incref(second);
    }
    return py_from(made);
}

// How a type stands in an annotation: int, module.Class, None for its type.
static bool append_type(py_vm *vm, vl_buf *out, py_value v) {
    if (py_is_none(v) || (py_is_type(v) && (py_type *)v.as.o == vm->types[PY_TYPE_NONE]))
        return vl_buf_text(out, "None");
    if (py_same(v, vm->ellipsis))
        return vl_buf_text(out, "...");
    if (py_is_type(v)) {
        const py_type *type = (py_type *)v.as.o;
        if (!py_str_is(type->module, "builtins")) {
            vl_buf_append(out, type->module->data, type->module->size);
            vl_buf_char(out, '.');
        }
        return vl_buf_append(out, type->qualname->data, type->qualname->size);
    }
    py_str *shown = py_repr(vm, v);
    bool ok = shown && vl_buf_append(out, shown->data, shown->size);
    py_release(vm, shown);
    return ok;
}

static py_value joined(py_vm *vm, vl_buf *out, const py_tuple *parts, const char *separator,
                       const char *end) {
    for (int64_t i = 0; i < parts->count; i++) {
        vl_buf_text(out, i ? separator : "");
        if (!append_type(vm, out, parts->items[i])) {
            vl_buf_deinit(out);
            return py_failed(vm) ? py_unset() : py_raise_memory(vm);
        }
    }
    vl_buf_text(out, end);
    return py_from(py_str_from_buf(vm, out));
}

// ---- list[int]
// ----------------------------------------------------------------------------------------------

py_value py__generic_alias_new(py_vm *vm, py_value origin, py_value args) {
    py_value tuple = py_is_tuple(args) ? py_incref(args) : py_from(py_tuple_of(vm, 1, &args));
    py_value made = py_is_set(tuple) ? two_new(vm, PY_TYPE_GENERIC_ALIAS, origin, tuple) : tuple;
    if (py_is_set(tuple))
        py_decref(vm, tuple);
    return made;
}

py_value py__class_getitem(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__generic_alias_new(vm, a[0], a[1]);
}

py_value py_class_getitem(py_vm *vm, const py_value *a, int n) {
    return py__class_getitem(vm, a, n);
}

static py_value alias_repr(py_vm *vm, py_value self) {
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    append_type(vm, &out, two_of(self)->first);
    vl_buf_char(&out, '[');
    return joined(vm, &out, (py_tuple *)two_of(self)->second.as.o, ", ", "]");
}

static py_value alias_call(py_vm *vm, py_value self, const py_args *args) {
    return py_call(vm, two_of(self)->first, args);
}

static py_value alias_getattr(py_vm *vm, py_value self, py_str *name) {
    if (name->size < 4 || name->data[0] != '_' || name->data[1] != '_')
        return py_getattr(vm, two_of(self)->first, name);
    return py_generic_getattr(vm, self, name);
}

static py_value two_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (b.tag != PY_OBJ || a.as.o->type != b.as.o->type || (op != PY_CMP_EQ && op != PY_CMP_NE))
        return py_incref(vm->not_implemented);
    int same = py_compare_bool(vm, PY_CMP_EQ, two_of(a)->first, two_of(b)->first);
    if (same > 0)
        same = py_compare_bool(vm, PY_CMP_EQ, two_of(a)->second, two_of(b)->second);
    return same < 0 ? py_unset() : py_bool(same == (op == PY_CMP_EQ));
}

static bool two_hash(py_vm *vm, py_value self, int64_t *hash) {
    int64_t a, b;
    if (!py_hash(vm, two_of(self)->first, &a) || !py_hash(vm, two_of(self)->second, &b))
        return false;
    *hash = a ^ b;
    return true;
}

static py_value union_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    return op == PY_BIN_OR ? py__union_of(vm, a, b) : py_incref(vm->not_implemented);
}

// Type variables are objects of typing, written in Python: where all arguments are classes it need not
// be asked (nor imported).
static bool only_classes(py_value args) {
    const py_tuple *tuple = (py_tuple *)args.as.o;
    for (int64_t i = 0; i < tuple->count; i++)
        if (!py_is_type(tuple->items[i]) && !py_is_none(tuple->items[i]))
            return false;
    return true;
}

static py_value ask_typing(py_vm *vm, const char *name, int n, const py_value *args) {
    py_value typing = py_import(vm, "typing");
    py_value func = py_is_set(typing) ? py_getattr_z(vm, typing, name) : py_unset();
    py_value result = py_is_set(func) ? py_call_n(vm, func, n, args) : py_unset();
    py_decref(vm, func);
    py_decref(vm, typing);
    return result;
}

static py_value alias_parameters(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (only_classes(py_is(vm, a[0], PY_TYPE_UNION) ? two_of(a[0])->first : two_of(a[0])->second))
        return py_incref(py_from(vm->empty_tuple));
    return ask_typing(vm, "_builtin_parameters", 1, a);
}

static py_value alias_getitem(py_vm *vm, py_value self, py_value key) {
    py_value args[2] = {self, key};
    return ask_typing(vm, "_builtin_subscript", 2, args);
}

static py_value alias_origin(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(two_of(a[0])->first);
}

static py_value alias_args(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(two_of(a[0])->second);
}

static py_value alias_bases(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_from(py_tuple_of(vm, 1, &two_of(a[0])->first));
}

static py_value alias_make(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {"GenericAlias", "origin, args, /", NULL, PY_FN_PLAIN};
    py_value a[2];
    (void)type;
    return py_bind_args(vm, &def, args, a) ? py__generic_alias_new(vm, a[0], a[1]) : py_unset();
}

static const py_fndef alias_methods[] = {
    {"__origin__", NULL, alias_origin, PY_FN_GETTER},
    {"__args__", NULL, alias_args, PY_FN_GETTER},
    {"__parameters__", NULL, alias_parameters, PY_FN_GETTER},
    {"__mro_entries__", "self, bases, /", alias_bases, PY_FN_METHOD},
    {0}};

const py_type_spec py_generic_alias_spec = {
    .name = "types.GenericAlias",
    .module = "types",
    .size = sizeof(two),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = two_dealloc,
              .traverse = two_traverse,
              .new_ = alias_make,
              .repr = alias_repr,
              .call = alias_call,
              .getattr = alias_getattr,
              .getitem = alias_getitem,
              .compare = two_compare,
              .hash = two_hash,
              .binary = union_binary},
    .methods = alias_methods,
};

// ---- int | None
// -----------------------------------------------------------------------------------------------

py_value py__union_args(py_value alternatives) {
    return two_of(alternatives)->first;
}

static bool may_stand_in_union(py_vm *vm, py_value v) {
    return py_is_none(v) || py_is_type(v) || py_is(vm, v, PY_TYPE_GENERIC_ALIAS) ||
           py_is(vm, v, PY_TYPE_UNION);
}

static bool add_alternative(py_vm *vm, py_list *list, py_value v) {
    if (py_is(vm, v, PY_TYPE_UNION)) {
        const py_tuple *inner = (py_tuple *)two_of(v)->first.as.o;
        for (int64_t i = 0; i < inner->count; i++)
            if (!add_alternative(vm, list, inner->items[i]))
                return false;
        return true;
    }
    if (py_is_none(v))
        v = py_from(vm->types[PY_TYPE_NONE]);
    int known = py_contains(vm, py_from(list), v);
    return known > 0 || (known == 0 && py_list_append(vm, list, v));
}

py_value py__union_of(py_vm *vm, py_value a, py_value b) {
    if (!may_stand_in_union(vm, a) || !may_stand_in_union(vm, b))
        return py_incref(vm->not_implemented);
    py_list *list = py_list_new(vm, 2);
    py_value made = py_unset();
    if (list && add_alternative(vm, list, a) && add_alternative(vm, list, b)) {
        if (list->count == 1)
            made = py_incref(list->items[0]);
        else {
            py_value tuple = py_from(py_tuple_of(vm, list->count, list->items));
            made = py_is_set(tuple) ? two_new(vm, PY_TYPE_UNION, tuple, py_none()) : tuple;
            py_decref(vm, tuple);
        }
    }
    py_release(vm, list);
    return made;
}

// The order of the alternatives says nothing.
static py_value union_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (!py_is(vm, b, PY_TYPE_UNION) || (op != PY_CMP_EQ && op != PY_CMP_NE))
        return py_incref(vm->not_implemented);
    const py_tuple *x = (py_tuple *)two_of(a)->first.as.o, *y = (py_tuple *)two_of(b)->first.as.o;
    int same = x->count == y->count;
    for (int64_t i = 0; same > 0 && i < x->count; i++)
        same = py_contains(vm, two_of(b)->first, x->items[i]);
    return same < 0 ? py_unset() : py_bool(same == (op == PY_CMP_EQ));
}

static bool union_hash(py_vm *vm, py_value self, int64_t *hash) {
    const py_tuple *members = (py_tuple *)two_of(self)->first.as.o;
    *hash = 0;
    for (int64_t i = 0; i < members->count; i++) {
        int64_t one;
        if (!py_hash(vm, members->items[i], &one))
            return false;
        *hash ^= one;
    }
    *hash -= *hash == -1;
    return true;
}

static py_value union_repr(py_vm *vm, py_value self) {
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    return joined(vm, &out, (py_tuple *)two_of(self)->first.as.o, " | ", "");
}

static py_value union_members(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(two_of(a[0])->first);
}

static const py_fndef union_methods[] = {{"__args__", NULL, union_members, PY_FN_GETTER},
                                         {"__parameters__", NULL, alias_parameters, PY_FN_GETTER},
                                         {0}};

const py_type_spec py_union_spec = {
    .name = "types.UnionType",
    .module = "types",
    .size = sizeof(two),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = two_dealloc,
              .traverse = two_traverse,
              .repr = union_repr,
              .getitem = alias_getitem,
              .compare = union_compare,
              .hash = union_hash,
              .binary = union_binary},
    .methods = union_methods,
};

// ---- mappingproxy
// -----------------------------------------------------------------------------------------------

py_value py__mapping_proxy_new(py_vm *vm, py_value mapping) {
    return two_new(vm, PY_TYPE_MAPPING_PROXY, mapping, py_none());
}

static py_value proxy_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)type;
    if (args->n != 1 || (args->kwnames && args->kwnames->count))
        return py_raise(vm, PY_EXC_TypeError, "mappingproxy() takes exactly 1 argument (%d given)",
                        args->n);
    if (!py_type_of(vm, args->v[0])->slots.getitem || py_is_list(args->v[0]) ||
        py_is_tuple(args->v[0]))
        return py_raise(vm, PY_EXC_TypeError, "mappingproxy() argument must be a mapping, not %T",
                        args->v[0]);
    return py__mapping_proxy_new(vm, args->v[0]);
}

static py_value proxy_repr(py_vm *vm, py_value self) {
    return py_from(py_str_format(vm, "mappingproxy(%R)", two_of(self)->first));
}

static py_value proxy_str(py_vm *vm, py_value self) {
    return py_from(py_str_of(vm, two_of(self)->first));
}

static py_value proxy_iter(py_vm *vm, py_value self) {
    return py_iter(vm, two_of(self)->first);
}

static int64_t proxy_length(py_vm *vm, py_value self) {
    return py_length(vm, two_of(self)->first);
}

static py_value proxy_getitem(py_vm *vm, py_value self, py_value key) {
    return py_getitem(vm, two_of(self)->first, key);
}

static int proxy_contains(py_vm *vm, py_value self, py_value item) {
    return py_contains(vm, two_of(self)->first, item);
}

static py_value proxy_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    return py_rich_compare(vm, op, two_of(a)->first,
                           py_is(vm, b, PY_TYPE_MAPPING_PROXY) ? two_of(b)->first : b);
}

static py_value proxy_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    if (op != PY_BIN_OR)
        return py_incref(vm->not_implemented);
    a = py_is(vm, a, PY_TYPE_MAPPING_PROXY) ? two_of(a)->first : a;
    b = py_is(vm, b, PY_TYPE_MAPPING_PROXY) ? two_of(b)->first : b;
    return py_binary_op(vm, op, a, b);
}

static py_value forward(py_vm *vm, const char *name, const py_value *a, int n) {
    py_value method = py_getattr_z(vm, two_of(a[0])->first, name);
    while (n > 1 && !py_is_set(a[n - 1]))
        n--;
    py_value result = py_is_set(method) ? py_call_n(vm, method, n - 1, a + 1) : method;
    if (py_is_set(method))
        py_decref(vm, method);
    return result;
}

#define FORWARD(method)                                                                            \
    static py_value proxy_##method(py_vm *vm, const py_value *a, int n) {                          \
        return forward(vm, #method, a, n);                                                         \
    }

FORWARD(get)
FORWARD(keys)
FORWARD(values)
FORWARD(items)
FORWARD(copy)

static const py_fndef proxy_methods[] = {{"get", "self, key, default=, /", proxy_get, PY_FN_METHOD},
                                         {"keys", "self, /", proxy_keys, PY_FN_METHOD},
                                         {"values", "self, /", proxy_values, PY_FN_METHOD},
                                         {"items", "self, /", proxy_items, PY_FN_METHOD},
                                         {"copy", "self, /", proxy_copy, PY_FN_METHOD},
                                         {0}};

const py_type_spec py_mapping_proxy_spec = {
    .name = "mappingproxy",
    .size = sizeof(two),
    .flags = PY_TF_GC | PY_TF_MAPPING,
    .base = -1,
    .slots = {.dealloc = two_dealloc,
              .traverse = two_traverse,
              .new_ = proxy_new,
              .repr = proxy_repr,
              .str = proxy_str,
              .iter = proxy_iter,
              .length = proxy_length,
              .getitem = proxy_getitem,
              .contains = proxy_contains,
              .compare = proxy_compare,
              .binary = proxy_binary},
    .methods = proxy_methods,
};
