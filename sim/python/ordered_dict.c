// collections.OrderedDict: dict, which keeps order anyway, with what concerns the order.
#include "library_internal.h"

#include "types_internal.h"

static py_dict *self_of(py_value v) {
    return (py_dict *)v.as.o;
}

static bool is_plain(py_vm *vm, py_value self) {
    return self.as.o->type == vm->library_types[PY_LIB_ORDERED_DICT];
}

// ---- filling: through __setitem__, which a class derived from it may have overridden --------------

static bool set_pairs(py_vm *vm, py_value self, py_value pairs) {
    py_dict *made = py_dict_new(vm); // checks the pairs and hashes, in their order
    bool ok = made && py_dict_update(vm, made, pairs);
    py_value key, value;
    for (uint32_t at = 0; ok && py_dict_next(made, &at, &key, &value);)
        ok = py_setitem(vm, self, key, value);
    py_release(vm, made);
    return ok;
}

static bool update_from(py_vm *vm, py_value self, py_value other, py_value keywords) {
    if (is_plain(vm, self))
        return (!py_is_set(other) || py_dict_update(vm, self_of(self), other)) &&
               (!py_is_set(keywords) || py_dict_update(vm, self_of(self), keywords));
    return (!py_is_set(other) || set_pairs(vm, self, other)) &&
           (!py_is_set(keywords) || set_pairs(vm, self, keywords));
}

static bool od_init(py_vm *vm, py_value self, const py_args *args) {
    if (args->n > 1) {
        py_raise(vm, PY_EXC_TypeError, "expected at most 1 arguments, got %d", args->n);
        return false;
    }
    py_dict *keywords = py_dict_new(vm);
    bool ok = keywords != NULL;
    for (int64_t i = 0; ok && args->kwnames && i < args->kwnames->count; i++)
        ok = py_dict_set(vm, keywords, args->kwnames->items[i], args->v[args->n + i]);
    ok = ok && update_from(vm, self, args->n ? args->v[0] : py_unset(), py_from(keywords));
    py_release(vm, keywords);
    return ok;
}

static void od_traverse(py_obj *self, py_visit visit, void *context) {
    py__dict_traverse(self, visit, context);
    visit(context, py_from(*py_object_dict(self)));
}

static void od_clear(py_vm *vm, py_obj *self) {
    py_dict **attributes = py_object_dict(self), *held = *attributes;
    *attributes = NULL;
    py_release(vm, held);
    py_dict_clear(vm, (py_dict *)self);
}

// ---- slots --------------------------------------------------------------------------------------

static bool append_pairs(py_vm *vm, vl_buf *out, py_value self) {
    py_value items = py__call_z(vm, self, "items", 0, NULL);
    py_value list = py_is_set(items) ? py_iter_to_list(vm, items) : items;
    bool ok = py_is_set(list);
    if (ok && vm->python_minor < 12)
        ok = py__append_repr(vm, out, list);
    else if (ok) {
        py_dict *plain = py_dict_new(vm);
        ok = plain && py_dict_update(vm, plain, list) && py__append_repr(vm, out, py_from(plain));
        py_release(vm, plain);
    }
    py_decref(vm, items);
    py_decref(vm, list);
    return ok;
}

static py_value od_repr(py_vm *vm, py_value self) {
    const py_type *type = self.as.o->type;
    if (!self_of(self)->used)
        return py_from(py_str_format(vm, "%S()", type->name));
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    if (!py_repr_enter(vm, self.as.o)) {
        if (py_failed(vm))
            return py_unset();
        vl_buf_text(&out, "...");
        return py__finish_text(vm, &out, true);
    }
    vl_buf_append(&out, type->name->data, type->name->size);
    vl_buf_char(&out, '(');
    bool ok = append_pairs(vm, &out, self);
    vl_buf_char(&out, ')');
    py_repr_leave(vm, self.as.o);
    return py__finish_text(vm, &out, ok);
}

// 1 the keys come in the same order, 0 not, -1 error.
static int same_order(py_vm *vm, py_value a, py_value b) {
    py_value x = py_iter_to_list(vm, a), y = py_is_set(x) ? py_iter_to_list(vm, b) : py_unset();
    int same = py_is_set(y) ? py_compare_bool(vm, PY_CMP_EQ, x, y) : -1;
    py_decref(vm, x);
    py_decref(vm, y);
    return same;
}

static py_value od_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    py_value equal = vm->types[PY_TYPE_DICT]->slots.compare(vm, PY_CMP_EQ, a, b);
    if ((op != PY_CMP_EQ && op != PY_CMP_NE) || equal.tag != PY_BOOL) {
        py_decref(vm, equal);
        return py_is_set(equal) ? py__not_implemented(vm) : equal;
    }
    if (equal.as.i && py__library_is(vm, a, PY_LIB_ORDERED_DICT) &&
        py__library_is(vm, b, PY_LIB_ORDERED_DICT)) {
        int same = same_order(vm, a, b);
        if (same < 0)
            return py_unset();
        equal = py_bool(same);
    }
    return py_bool(equal.as.i == (op == PY_CMP_EQ));
}

static py_value od_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    if (op != PY_BIN_OR || !py_is_dict(a) || !py_is_dict(b))
        return py__not_implemented(vm);
    py_type *type = py__library_is(vm, a, PY_LIB_ORDERED_DICT) ? a.as.o->type : b.as.o->type;
    py_value made = py_call_n(vm, py_from(type), 1, &a);
    if (py_is_set(made) && !update_from(vm, made, b, py_unset())) {
        py_decref(vm, made);
        return py_unset();
    }
    return made;
}

static py_value od_inplace(py_vm *vm, py_binary op, py_value a, py_value b) {
    if (op != PY_BIN_OR)
        return py__not_implemented(vm);
    return update_from(vm, a, b, py_unset()) ? py_incref(a) : py_unset();
}

// ---- methods ------------------------------------------------------------------------------------

static py_value od_update(py_vm *vm, const py_value *a, int n) {
    if (n > 3)
        return py_raise(vm, PY_EXC_TypeError, "update() takes at most 1 positional argument (%d given)",
                        n - 2);
    return update_from(vm, a[0], n == 3 ? a[2] : py_unset(), a[1]) ? py_none() : py_unset();
}

// Puts an entry before all others: into the place before the first one where that is free, else by
// filling the table anew.
static bool put_first(py_vm *vm, py_dict *dict, const py_dict_entry *entry) {
    py_dict *rest = py_dict_copy(vm, dict);
    if (!rest)
        return false;
    py_dict_clear(vm, dict);
    py_dict_entry *front = py__dict_insert(vm, dict, entry->key, entry->hash);
    if (front)
        front->value = py_incref(entry->value);
    bool ok = front && py_dict_update(vm, dict, py_from(rest));
    py_release(vm, rest);
    return ok;
}

static py_value od_move_to_end(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_dict *dict = self_of(a[0]);
    int64_t hash;
    int last = py_is_set(a[2]) ? py_truth(vm, a[2]) : 1;
    if (last < 0 || !py__hash_dict_key(vm, a[1], &hash))
        return py_unset();
    int32_t at = py__dict_find(vm, dict, a[1], hash);
    if (at < 0)
        return at == -1 ? py_raise_value(vm, vm->exceptions[PY_EXC_KeyError], a[1]) : py_unset();
    py_dict_entry taken = py__dict_remove(dict, at);
    py_dict_entry *end = last ? py__dict_insert(vm, dict, taken.key, taken.hash) : NULL;
    if (end)
        end->value = py_incref(taken.value);
    bool ok = last ? end != NULL : put_first(vm, dict, &taken);
    py_decref(vm, taken.key);
    py_decref(vm, taken.value);
    return ok ? py_none() : py_unset();
}

static py_value od_popitem(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_dict *dict = self_of(a[0]);
    int last = py_is_set(a[1]) ? py_truth(vm, a[1]) : 1;
    if (last < 0)
        return py_unset();
    if (!dict->used)
        return py_raise(vm, PY_EXC_KeyError, "dictionary is empty");
    py_tuple *pair = py_tuple_new(vm, 2);
    if (!pair)
        return py_unset();
    uint32_t at = 0;
    if (!last)
        py_dict_next(dict, &at, NULL, NULL);
    py_dict_entry taken =
        last ? py__dict_pop_last(dict) : py__dict_remove(dict, (int32_t)(at - 1));
    pair->items[0] = taken.key;
    pair->items[1] = taken.value;
    return py_from(pair);
}

static py_value od_copy(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_call_n(vm, py_from(a[0].as.o->type), 1, a);
}

static py_value view(py_vm *vm, py_library_type id, py_value self) {
    py_type *type = py__library_type(vm, id);
    py_dict_view *made = type ? py_object_new(vm, type, 0) : NULL;
    if (made)
        made->dict = py_retain(self.as.o);
    return py_from(made);
}

static py_value od_keys(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return view(vm, PY_LIB_ODICT_KEYS, a[0]);
}

static py_value od_values(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return view(vm, PY_LIB_ODICT_VALUES, a[0]);
}

static py_value od_items(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return view(vm, PY_LIB_ODICT_ITEMS, a[0]);
}

static py_value od_reduce(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value items = py__call_z(vm, a[0], "items", 0, NULL);
    py_value iterator = py_is_set(items) ? py_iter(vm, items) : py_unset();
    py_dict **dict = py_object_dict(a[0].as.o);
    py_value state = dict && *dict && (*dict)->used ? py_from(*dict) : py_none();
    py_value parts[5] = {py_from(a[0].as.o->type), py_from(vm->empty_tuple), state, py_none(),
                         iterator};
    py_value all = py_is_set(iterator) ? py_from(py_tuple_of(vm, 5, parts)) : py_unset();
    py_decref(vm, items);
    py_decref(vm, iterator);
    return all;
}

static const py_fndef od_methods[] = {
    {"update", "self, /, *args, **kw", od_update, PY_FN_METHOD},
    {"move_to_end", "self, key, last=", od_move_to_end, PY_FN_METHOD},
    {"popitem", "self, last=", od_popitem, PY_FN_METHOD},
    {"keys", "self, /", od_keys, PY_FN_METHOD},
    {"values", "self, /", od_values, PY_FN_METHOD},
    {"items", "self, /", od_items, PY_FN_METHOD},
    {"copy", "self, /", od_copy, PY_FN_METHOD},
    {"__copy__", "self, /", od_copy, PY_FN_METHOD},
    {"__reduce__", "self, /", od_reduce, PY_FN_METHOD},
    {"__class_getitem__", "cls, item, /", py__class_getitem, PY_FN_CLASSMETHOD},
    {0},
};

const py_type_spec py_ordered_dict_spec = {
    .name = "OrderedDict",
    .module = "collections",
    .doc = "A dict whose order counts.",
    .size = sizeof(py_dict),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_DICT | PY_TF_QUALIFIED,
    .base = PY_TYPE_DICT,
    .slots = {.traverse = od_traverse,
              .clear = od_clear,
              .init = od_init,
              .repr = od_repr,
              .compare = od_compare,
              .binary = od_binary,
              .inplace = od_inplace},
    .methods = od_methods,
};

#define VIEW_SPEC(symbol, text, parent)                                                            \
    const py_type_spec symbol = {                                                                  \
        .name = text, .size = sizeof(py_dict_view), .flags = PY_TF_GC, .base = parent}

VIEW_SPEC(py_odict_keys_spec, "odict_keys", PY_TYPE_DICT_KEYS);
VIEW_SPEC(py_odict_values_spec, "odict_values", PY_TYPE_DICT_VALUES);
VIEW_SPEC(py_odict_items_spec, "odict_items", PY_TYPE_DICT_ITEMS);
