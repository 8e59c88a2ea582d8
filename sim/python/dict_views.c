// dict_keys, dict_values, dict_items: live views of a dict, the first and last with set operations.
#include "containers_internal.h"

static py_dict *dict_of(py_value v) {
    return ((py_dict_view *)v.as.o)->dict;
}

py_value py__dict_view_new(py_vm *vm, py_type_id type, py_dict *dict) {
    py_dict_view *view = py_object_new(vm, vm->types[type], 0);
    if (view)
        view->dict = py_retain(dict);
    return py_from(view);
}

static void view_dealloc(py_vm *vm, py_obj *self) {
    py_gc_untrack(vm, self);
    py_release(vm, ((py_dict_view *)self)->dict);
    py_object_free(vm, self, 0);
}

static void view_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, py_from(((py_dict_view *)self)->dict));
}

static bool is_set_view(py_vm *vm, py_value v) {
    return py_is(vm, v, PY_TYPE_DICT_KEYS) || py_is(vm, v, PY_TYPE_DICT_ITEMS);
}

static py_value view_repr(py_vm *vm, py_value self) {
    if (!py_repr_enter(vm, self.as.o))
        return vm->exc || vm->halt != VL_OK ? py_unset() : py_from(py_str_z(vm, "..."));
    py_value list = py_iter_to_list(vm, self);
    py_value text = py_is_set(list) ? py_from(py_str_format(vm, "%T(%R)", self, list)) : py_unset();
    py_decref(vm, list);
    py_repr_leave(vm, self.as.o);
    return text;
}

static int64_t view_length(py_vm *vm, py_value self) {
    (void)vm;
    return dict_of(self)->used;
}

static py_value keys_iter(py_vm *vm, py_value self) {
    return py__dict_iter_new(vm, PY_TYPE_DICT_KEY_ITER, dict_of(self));
}

static py_value values_iter(py_vm *vm, py_value self) {
    return py__dict_iter_new(vm, PY_TYPE_DICT_VALUE_ITER, dict_of(self));
}

static py_value items_iter(py_vm *vm, py_value self) {
    return py__dict_iter_new(vm, PY_TYPE_DICT_ITEM_ITER, dict_of(self));
}

static int keys_contains(py_vm *vm, py_value self, py_value item) {
    py_value value;
    return py_dict_get(vm, dict_of(self), item, &value);
}

static int items_contains(py_vm *vm, py_value self, py_value item) {
    if (!py_is_tuple(item) || ((py_tuple *)item.as.o)->count != 2)
        return 0;
    const py_value *pair = ((py_tuple *)item.as.o)->items;
    py_value value;
    int found = py_dict_get(vm, dict_of(self), pair[0], &value);
    if (found <= 0)
        return found;
    py_incref(value);
    int equal = py_compare_bool(vm, PY_CMP_EQ, value, pair[1]);
    py_decref(vm, value);
    return equal;
}

// ---- as sets ------------------------------------------------------------------------------------

// 1 where every item of `a` is in `b`, 0, -1 error.
static int all_in(py_vm *vm, py_value a, py_value b) {
    py_value iterator = py_iter(vm, a), item;
    if (!py_is_set(iterator))
        return -1;
    int inside = 1;
    py_next next = PY_NEXT_END;
    while (inside > 0 && (next = py_iter_next(vm, iterator, &item)) == PY_NEXT_ITEM) {
        inside = py_contains(vm, b, item);
        py_decref(vm, item);
    }
    py_decref(vm, iterator);
    return next == PY_NEXT_ERROR ? -1 : inside;
}

static py_value view_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (!is_set_view(vm, a) || !(py__is_set(b) || is_set_view(vm, b)))
        return py__not_implemented(vm);
    int64_t m = py_length(vm, a), n = py_length(vm, b);
    if (m < 0 || n < 0)
        return py_unset();
    int result;
    switch (op) {
    case PY_CMP_EQ:
    case PY_CMP_NE:
        result = m == n ? all_in(vm, a, b) : 0;
        if (op == PY_CMP_NE && result >= 0)
            result = !result;
        break;
    case PY_CMP_LT:
        result = m < n ? all_in(vm, a, b) : 0;
        break;
    case PY_CMP_LE:
        result = m <= n ? all_in(vm, a, b) : 0;
        break;
    case PY_CMP_GT:
        result = m > n ? all_in(vm, b, a) : 0;
        break;
    default:
        result = m >= n ? all_in(vm, b, a) : 0;
    }
    return py__bool_or_error(result);
}

// The items of `b` that are in `a`.
static py_value intersect(py_vm *vm, py_value a, py_value b) {
    if (is_set_view(vm, b) && dict_of(b)->used > dict_of(a)->used) {
        py_value held = a;
        a = b;
        b = held;
    }
    py_set *out = py_set_new(vm, false);
    py_value iterator = out ? py_iter(vm, b) : py_unset(), item;
    py_next next = py_is_set(iterator) ? PY_NEXT_ITEM : PY_NEXT_ERROR;
    while (next == PY_NEXT_ITEM && (next = py_iter_next(vm, iterator, &item)) == PY_NEXT_ITEM) {
        int inside = py_contains(vm, a, item);
        if (inside < 0 || (inside && !py_set_add(vm, out, item)))
            next = PY_NEXT_ERROR;
        py_decref(vm, item);
    }
    py_decref(vm, iterator);
    if (next == PY_NEXT_ERROR) {
        py_release(vm, out);
        return py_unset();
    }
    return py_from(out);
}

static py_value view_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    if (op != PY_BIN_AND && op != PY_BIN_OR && op != PY_BIN_SUB && op != PY_BIN_XOR)
        return py__not_implemented(vm);
    if (op == PY_BIN_AND)
        return is_set_view(vm, a) ? intersect(vm, a, b) : intersect(vm, b, a);
    py_type *type = vm->types[PY_TYPE_SET];
    if (op == PY_BIN_XOR)
        return py__set_symmetric(vm, type, a, b);
    py_value out = py__set_from(vm, type, a);
    if (!py_is_set(out))
        return out;
    py_set *set = (py_set *)out.as.o;
    if (op == PY_BIN_OR ? py__set_extend(vm, set, b) : py__set_subtract(vm, set, b))
        return out;
    py_decref(vm, out);
    return py_unset();
}

// ---- methods ------------------------------------------------------------------------------------

static py_value view_isdisjoint(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value iterator = py_iter(vm, a[1]), item;
    if (!py_is_set(iterator))
        return py_unset();
    int inside = 0;
    py_next next = PY_NEXT_END;
    while (!inside && (next = py_iter_next(vm, iterator, &item)) == PY_NEXT_ITEM) {
        inside = py_contains(vm, a[0], item);
        py_decref(vm, item);
    }
    py_decref(vm, iterator);
    return next == PY_NEXT_ERROR || inside < 0 ? py_unset() : py_bool(!inside);
}

static py_value view_mapping(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value dict = py_from(dict_of(a[0]));
    return py_call_n(vm, py_from(vm->types[PY_TYPE_MAPPING_PROXY]), 1, &dict);
}

static py_value keys_reversed(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__dict_iter_reversed(vm, PY_TYPE_DICT_REV_KEY_ITER, dict_of(a[0]));
}

static py_value values_reversed(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__dict_iter_reversed(vm, PY_TYPE_DICT_REV_VALUE_ITER, dict_of(a[0]));
}

static py_value items_reversed(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__dict_iter_reversed(vm, PY_TYPE_DICT_REV_ITEM_ITER, dict_of(a[0]));
}

static const py_fndef keys_methods[] = {
    {"isdisjoint", "self, other, /", view_isdisjoint, PY_FN_METHOD},
    {"mapping", "self", view_mapping, PY_FN_GETTER},
    {"__reversed__", "self, /", keys_reversed, PY_FN_METHOD},
    {NULL, NULL, NULL, 0}};
static const py_fndef values_methods[] = {
    {"mapping", "self", view_mapping, PY_FN_GETTER},
    {"__reversed__", "self, /", values_reversed, PY_FN_METHOD},
    {NULL, NULL, NULL, 0}};
static const py_fndef items_methods[] = {
    {"isdisjoint", "self, other, /", view_isdisjoint, PY_FN_METHOD},
    {"mapping", "self", view_mapping, PY_FN_GETTER},
    {"__reversed__", "self, /", items_reversed, PY_FN_METHOD},
    {NULL, NULL, NULL, 0}};

#define VIEW_SLOTS                                                                                 \
    .dealloc = view_dealloc, .traverse = view_traverse, .repr = view_repr, .length = view_length
#define SET_VIEW_SLOTS VIEW_SLOTS, .compare = view_compare, .binary = view_binary

const py_type_spec py_dict_keys_spec = {
    .name = "dict_keys",
    .size = sizeof(py_dict_view),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {SET_VIEW_SLOTS, .iter = keys_iter, .contains = keys_contains},
    .methods = keys_methods,
};

const py_type_spec py_dict_values_spec = {
    .name = "dict_values",
    .size = sizeof(py_dict_view),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {VIEW_SLOTS, .iter = values_iter},
    .methods = values_methods,
};

const py_type_spec py_dict_items_spec = {
    .name = "dict_items",
    .size = sizeof(py_dict_view),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {SET_VIEW_SLOTS, .iter = items_iter, .contains = items_contains},
    .methods = items_methods,
};
