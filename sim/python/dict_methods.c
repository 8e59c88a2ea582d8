// dict as Python sees it: slots, methods, construction and update. Knows the table only through
// containers_internal.h.
#include "containers_internal.h"
#include "types_internal.h"

static py_dict *self_of(py_value v) {
    return (py_dict *)v.as.o;
}

static py_value none_if(bool ok) {
    return ok ? py_none() : py_unset();
}

static py_value key_error(py_vm *vm, py_value key) {
    return py_raise_value(vm, vm->exceptions[PY_EXC_KeyError], key);
}

// ---- update -------------------------------------------------------------------------------------

static bool store(py_vm *vm, py_dict *dict, py_value key, int64_t hash, py_value value, bool keep) {
    if (!keep)
        return py__dict_set_hashed(vm, dict, key, hash, value);
    int32_t at = py__dict_find(vm, dict, key, hash);
    if (at != -1)
        return at >= 0;
    py_dict_entry *entry = py__dict_insert(vm, dict, key, hash);
    if (entry)
        entry->value = py_incref(value);
    return entry != NULL;
}

static bool update_from_dict(py_vm *vm, py_dict *dict, py_dict *other, bool keep) {
    if (other == dict)
        return true;
    if (!dict->used && !py__dict_reserve(vm, dict, other->used))
        return false;
    uint32_t fill = other->fill;
    for (uint32_t i = 0; i < other->fill; i++) {
        py_dict_entry entry = other->entries[i];
        if (!py_is_set(entry.key))
            continue;
        py_incref(entry.key);
        py_incref(entry.value);
        bool ok = store(vm, dict, entry.key, entry.hash, entry.value, keep);
        py_decref(vm, entry.key);
        py_decref(vm, entry.value);
        if (!ok)
            return false;
        if (other->fill != fill) {
            py_raise(vm, PY_EXC_RuntimeError, "dict mutated during update");
            return false;
        }
    }
    return true;
}

static bool update_key(py_vm *vm, py_dict *dict, py_value mapping, py_value key, bool keep) {
    int64_t hash;
    py_value value = py_getitem(vm, mapping, key);
    if (!py_is_set(value))
        return false;
    bool ok = py__hash_dict_key(vm, key, &hash) && store(vm, dict, key, hash, value, keep);
    py_decref(vm, value);
    return ok;
}

static bool update_from_keys(py_vm *vm, py_dict *dict, py_value mapping, bool keep) {
    py_value keys = py_call_method(vm, mapping, PY_SYM_keys, 0, NULL), key;
    if (!py_is_set(keys))
        return false;
    py_value iterator = py_iter(vm, keys);
    py_decref(vm, keys);
    if (!py_is_set(iterator))
        return false;
    py_next next;
    while ((next = py_iter_next(vm, iterator, &key)) == PY_NEXT_ITEM) {
        bool ok = update_key(vm, dict, mapping, key, keep);
        py_decref(vm, key);
        if (!ok) {
            next = PY_NEXT_ERROR;
            break;
        }
    }
    py_decref(vm, iterator);
    return next == PY_NEXT_END;
}

static bool update_pair(py_vm *vm, py_dict *dict, py_value pair, long long at, bool keep) {
    if (!py__iterable(vm, pair)) {
        if (vm->python_minor >= 14)
            py_raise(vm, PY_EXC_TypeError, "object is not iterable");
        else
            py_raise(vm, PY_EXC_TypeError,
                     "cannot convert dictionary update sequence element #%lld to a sequence", at);
        return false;
    }
    py_value items = py_iter_to_tuple(vm, pair);
    if (!py_is_set(items))
        return false;
    const py_tuple *two = (const py_tuple *)items.as.o;
    int64_t hash;
    bool ok = false;
    if (two->count != 2)
        py_raise(vm, PY_EXC_ValueError,
                 "dictionary update sequence element #%lld has length %lld; 2 is required", at,
                 (long long)two->count);
    else
        ok = py__hash_dict_key(vm, two->items[0], &hash) &&
             store(vm, dict, two->items[0], hash, two->items[1], keep);
    py_decref(vm, items);
    return ok;
}

static bool update_from_pairs(py_vm *vm, py_dict *dict, py_value pairs, bool keep) {
    py_value iterator = py_iter(vm, pairs), pair;
    if (!py_is_set(iterator))
        return false;
    py_next next = PY_NEXT_ITEM;
    for (long long at = 0; next == PY_NEXT_ITEM; at++) {
        next = py_iter_next(vm, iterator, &pair);
        if (next != PY_NEXT_ITEM)
            break;
        if (!update_pair(vm, dict, pair, at, keep))
            next = PY_NEXT_ERROR;
        py_decref(vm, pair);
    }
    py_decref(vm, iterator);
    return next == PY_NEXT_END;
}

static bool update(py_vm *vm, py_dict *dict, py_value other, bool keep) {
    if (py_is_dict(other) && other.as.o->type->slots.iter == py_dict_spec.slots.iter)
        return update_from_dict(vm, dict, self_of(other), keep);
    py_value keys;
    if (!py_find_attr(vm, other, vm->sym[PY_SYM_keys], &keys))
        return false;
    bool mapping = py_is_set(keys);
    py_decref(vm, keys);
    return mapping ? update_from_keys(vm, dict, other, keep)
                   : update_from_pairs(vm, dict, other, keep);
}

bool py_dict_update(py_vm *vm, py_dict *dict, py_value other) {
    return update(vm, dict, other, false);
}

bool py__dict_merge_missing(py_vm *vm, py_dict *dict, py_value other) {
    return update(vm, dict, other, true);
}

// ---- construction -------------------------------------------------------------------------------

py_value py__dict_new_slot(py_vm *vm, py_type *type, const py_args *args) {
    (void)args;
    py_dict *dict = py_object_new(vm, type, 0);
    if (dict)
        dict->version = 1;
    return py_from(dict);
}

static bool dict_init(py_vm *vm, py_value self, const py_args *args) {
    if (args->n > 1) {
        py_raise(vm, PY_EXC_TypeError, "dict expected at most 1 argument, got %d", args->n);
        return false;
    }
    if (args->n == 1 && !py_dict_update(vm, self_of(self), args->v[0]))
        return false;
    for (int64_t i = 0; args->kwnames && i < args->kwnames->count; i++)
        if (!py_dict_set(vm, self_of(self), args->kwnames->items[i], args->v[args->n + i]))
            return false;
    return true;
}

// ---- slots --------------------------------------------------------------------------------------

static py_value dict_repr(py_vm *vm, py_value self) {
    py_dict *dict = self_of(self);
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    if (!py_repr_enter(vm, self.as.o)) {
        if (vm->exc || vm->halt != VL_OK)
            return py_unset();
        vl_buf_text(&out, "{...}");
        return py__finish_text(vm, &out, true);
    }
    vl_buf_char(&out, '{');
    bool ok = true;
    uint32_t at = 0;
    py_value key, value;
    for (int i = 0; ok && py_dict_next(dict, &at, &key, &value); i++) {
        if (i)
            vl_buf_text(&out, ", ");
        py_incref(key);
        py_incref(value);
        ok = py__append_repr(vm, &out, key) && vl_buf_text(&out, ": ") &&
             py__append_repr(vm, &out, value);
        py_decref(vm, key);
        py_decref(vm, value);
    }
    vl_buf_char(&out, '}');
    py_repr_leave(vm, self.as.o);
    if (!ok && out.failed && !py_failed(vm))
        py_raise_memory(vm);
    return py__finish_text(vm, &out, ok);
}

static int64_t dict_length(py_vm *vm, py_value self) {
    (void)vm;
    return self_of(self)->used;
}

static py_value missing(py_vm *vm, py_value self, py_value key) {
    py_value func, receiver;
    if (self.as.o->type != vm->types[PY_TYPE_DICT]) {
        if (!py_load_special(vm, self, PY_SYM___missing__, &func, &receiver))
            return py_unset();
        if (py_is_set(func)) {
            py_args args = {.v = &key, .n = 1};
            py_value result = py_call_bound(vm, func, receiver, &args);
            py_decref(vm, func);
            py_decref(vm, receiver);
            return result;
        }
    }
    return key_error(vm, key);
}

static py_value dict_getitem(py_vm *vm, py_value self, py_value key) {
    py_value value;
    int found = py_dict_get(vm, self_of(self), key, &value);
    if (found > 0)
        return py_incref(value);
    return found < 0 ? py_unset() : missing(vm, self, key);
}

static bool dict_setitem(py_vm *vm, py_value self, py_value key, py_value value) {
    if (py_is_set(value))
        return py_dict_set(vm, self_of(self), key, value);
    int deleted = py_dict_del(vm, self_of(self), key);
    if (deleted == 0)
        key_error(vm, key);
    return deleted > 0;
}

static int dict_contains(py_vm *vm, py_value self, py_value key) {
    py_value value;
    return py_dict_get(vm, self_of(self), key, &value);
}

// 1 equal, 0 not, -1 error.
static int dicts_equal(py_vm *vm, py_dict *a, py_dict *b) {
    if (a->used != b->used)
        return 0;
    for (uint32_t i = 0; i < a->fill; i++) {
        py_dict_entry entry = a->entries[i];
        if (!py_is_set(entry.key))
            continue;
        py_incref(entry.key);
        py_incref(entry.value);
        int32_t at = py__dict_find(vm, b, entry.key, entry.hash);
        int equal = at == -2 ? -1 : 0;
        if (at >= 0) {
            py_value other = py_incref(b->entries[at].value);
            equal = py_compare_bool(vm, PY_CMP_EQ, entry.value, other);
            py_decref(vm, other);
        }
        py_decref(vm, entry.key);
        py_decref(vm, entry.value);
        if (equal != 1)
            return equal;
    }
    return 1;
}

static py_value dict_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if ((op != PY_CMP_EQ && op != PY_CMP_NE) || !py_is_dict(a) || !py_is_dict(b))
        return py__not_implemented(vm);
    int equal = dicts_equal(vm, self_of(a), self_of(b));
    return equal < 0 ? py_unset() : py_bool((equal != 0) == (op == PY_CMP_EQ));
}

static py_value dict_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    if (op != PY_BIN_OR || !py_is_dict(a) || !py_is_dict(b))
        return py__not_implemented(vm);
    py_dict *both = py_dict_copy(vm, self_of(a));
    if (both && !py_dict_update(vm, both, b)) {
        py_release(vm, both);
        return py_unset();
    }
    return py_from(both);
}

static py_value dict_inplace(py_vm *vm, py_binary op, py_value a, py_value b) {
    if (op != PY_BIN_OR)
        return py__not_implemented(vm);
    return py_dict_update(vm, self_of(a), b) ? py_incref(a) : py_unset();
}

static py_value dict_iter(py_vm *vm, py_value self) {
    return py__dict_iter_new(vm, PY_TYPE_DICT_KEY_ITER, self_of(self));
}

// ---- methods ------------------------------------------------------------------------------------

static py_value dict_get(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value value;
    int found = py_dict_get(vm, self_of(a[0]), a[1], &value);
    if (found < 0)
        return py_unset();
    if (found)
        return py_incref(value);
    return py_is_set(a[2]) ? py_incref(a[2]) : py_none();
}

static py_value dict_setdefault(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_dict *dict = self_of(a[0]);
    int64_t hash;
    if (!py__hash_dict_key(vm, a[1], &hash))
        return py_unset();
    int32_t at = py__dict_find(vm, dict, a[1], hash);
    if (at >= 0)
        return py_incref(dict->entries[at].value);
    py_dict_entry *entry = at == -1 ? py__dict_insert(vm, dict, a[1], hash) : NULL;
    if (!entry)
        return py_unset();
    entry->value = py_is_set(a[2]) ? py_incref(a[2]) : py_none();
    return py_incref(entry->value);
}

static py_value dict_pop(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_dict *dict = self_of(a[0]);
    int64_t hash;
    if (!py__hash_dict_key(vm, a[1], &hash))
        return py_unset();
    int32_t at = py__dict_find(vm, dict, a[1], hash);
    if (at == -1)
        return py_is_set(a[2]) ? py_incref(a[2]) : key_error(vm, a[1]);
    if (at < 0)
        return py_unset();
    py_dict_entry taken = py__dict_remove(dict, at);
    py_decref(vm, taken.key);
    return taken.value;
}

static py_value dict_popitem(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_dict *dict = self_of(a[0]);
    if (!dict->used)
        return py_raise(vm, PY_EXC_KeyError, "popitem(): dictionary is empty");
    py_tuple *pair = py_tuple_new(vm, 2);
    if (!pair)
        return py_unset();
    py_dict_entry taken = py__dict_pop_last(dict);
    pair->items[0] = taken.key;
    pair->items[1] = taken.value;
    return py_from(pair);
}

static py_value dict_keys(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__dict_view_new(vm, PY_TYPE_DICT_KEYS, self_of(a[0]));
}

static py_value dict_values(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__dict_view_new(vm, PY_TYPE_DICT_VALUES, self_of(a[0]));
}

static py_value dict_items(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__dict_view_new(vm, PY_TYPE_DICT_ITEMS, self_of(a[0]));
}

// a: self, the dict of keywords, positional arguments.
static py_value dict_update(py_vm *vm, const py_value *a, int n) {
    if (n > 3)
        return py_raise(vm, PY_EXC_TypeError, "update expected at most 1 argument, got %d", n - 2);
    if (n == 3 && !py_dict_update(vm, self_of(a[0]), a[2]))
        return py_unset();
    return none_if(!py_is_set(a[1]) || py_dict_update(vm, self_of(a[0]), a[1]));
}

static py_value dict_clear(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_dict_clear(vm, self_of(a[0]));
    return py_none();
}

static py_value dict_copy(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_from(py_dict_copy(vm, self_of(a[0])));
}

static bool fill_keys(py_vm *vm, py_value made, py_value iterable, py_value value) {
    py_value iterator = py_iter(vm, iterable), key;
    if (!py_is_set(iterator))
        return false;
    bool plain = py_is(vm, made, PY_TYPE_DICT);
    py_next next;
    while ((next = py_iter_next(vm, iterator, &key)) == PY_NEXT_ITEM) {
        bool ok =
            plain ? py_dict_set(vm, self_of(made), key, value) : py_setitem(vm, made, key, value);
        py_decref(vm, key);
        if (!ok) {
            next = PY_NEXT_ERROR;
            break;
        }
    }
    py_decref(vm, iterator);
    return next == PY_NEXT_END;
}

static py_value dict_fromkeys(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value made = a[0].as.o == (py_obj *)vm->types[PY_TYPE_DICT] ? py_from(py_dict_new(vm))
                                                                   : py_call_n(vm, a[0], 0, NULL);
    py_value value = py_is_set(a[2]) ? a[2] : py_none();
    if (py_is_set(made) && !fill_keys(vm, made, a[1], value)) {
        py_decref(vm, made);
        return py_unset();
    }
    return made;
}

static py_value dict_reversed(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__dict_iter_reversed(vm, PY_TYPE_DICT_REV_KEY_ITER, self_of(a[0]));
}

const py_fndef py__dict_methods[] = {
    {"get", "self, key, default=, /", dict_get, PY_FN_METHOD},
    {"setdefault", "self, key, default=, /", dict_setdefault, PY_FN_METHOD},
    {"pop", "self, key, default=, /", dict_pop, PY_FN_METHOD},
    {"popitem", "self, /", dict_popitem, PY_FN_METHOD},
    {"keys", "self, /", dict_keys, PY_FN_METHOD},
    {"values", "self, /", dict_values, PY_FN_METHOD},
    {"items", "self, /", dict_items, PY_FN_METHOD},
    {"update", "self, /, *args, **kw", dict_update, PY_FN_METHOD},
    {"clear", "self, /", dict_clear, PY_FN_METHOD},
    {"copy", "self, /", dict_copy, PY_FN_METHOD},
    {"fromkeys", "type, iterable, value=, /", dict_fromkeys, PY_FN_CLASSMETHOD},
    {"__reversed__", "self, /", dict_reversed, PY_FN_METHOD},
    {"__class_getitem__", "cls, item, /", py__class_getitem, PY_FN_CLASSMETHOD},
    {NULL, NULL, NULL, 0}};

const py_type_spec py_dict_spec = {
    .name = "dict",
    .doc = "A mapping of keys to values, in order of insertion.",
    .size = sizeof(py_dict),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_DICT_SUB | PY_TF_MAPPING,
    .base = -1,
    .slots = {.dealloc = py__dict_dealloc,
              .traverse = py__dict_traverse,
              .clear = py__dict_clear_slot,
              .new_ = py__dict_new_slot,
              .init = dict_init,
              .repr = dict_repr,
              .length = dict_length,
              .getitem = dict_getitem,
              .setitem = dict_setitem,
              .contains = dict_contains,
              .iter = dict_iter,
              .compare = dict_compare,
              .binary = dict_binary,
              .inplace = dict_inplace},
    .methods = py__dict_methods,
};
