// The iterators of dicts, their views and sets, forwards and backwards. They hold the container and
// a position in its entries, and look at everything anew at each step.
#include "containers_internal.h"

typedef struct dict_iter {
    py_gcobj gc;
    py_dict *dict;     // NULL: exhausted
    uint32_t at, used; // next entry (backwards: one past it), entries there were at the start
    uint32_t left;
} dict_iter;

static dict_iter *self_of(py_value v) {
    return (dict_iter *)v.as.o;
}

static py_value iter_make(py_vm *vm, py_type_id type, py_dict *dict, uint32_t at) {
    dict_iter *iter = py_object_new(vm, vm->types[type], 0);
    if (!iter)
        return py_unset();
    iter->dict = py_retain(dict);
    iter->at = at;
    iter->used = iter->left = dict->used;
    return py_from(iter);
}

py_value py__dict_iter_new(py_vm *vm, py_type_id type, py_dict *dict) {
    return iter_make(vm, type, dict, 0);
}

py_value py__dict_iter_reversed(py_vm *vm, py_type_id type, py_dict *dict) {
    return iter_make(vm, type, dict, dict->fill);
}

static void iter_release(py_vm *vm, dict_iter *iter) {
    py_dict *dict = iter->dict;
    iter->dict = NULL;
    py_release(vm, dict);
}

static void iter_dealloc(py_vm *vm, py_obj *self) {
    py_gc_untrack(vm, self);
    iter_release(vm, (dict_iter *)self);
    py_object_free(vm, self, 0);
}

static void iter_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, py_from(((dict_iter *)self)->dict));
}

static void iter_clear(py_vm *vm, py_obj *self) {
    iter_release(vm, (dict_iter *)self);
}

static py_value iter_iter(py_vm *vm, py_value self) {
    (void)vm;
    return py_incref(self);
}

// ---- stepping -----------------------------------------------------------------------------------

static py_next step_changed(py_vm *vm, dict_iter *iter, const char *what) {
    iter->used = UINT32_MAX; // stays an error
    py_raise(vm, PY_EXC_RuntimeError, "%s changed size during iteration", what);
    return PY_NEXT_ERROR;
}

// The next live entry; NULL where there is none, *result says why.
static const py_dict_entry *step(py_vm *vm, dict_iter *iter, bool backwards, py_next *result) {
    py_dict *dict = iter->dict;
    *result = PY_NEXT_END;
    if (!dict)
        return NULL;
    if (iter->used != dict->used) {
        *result = step_changed(vm, iter, py__is_set(py_from(dict)) ? "Set" : "dictionary");
        return NULL;
    }
    const py_dict_entry *entry = NULL;
    if (backwards) {
        uint32_t at = iter->at < dict->fill ? iter->at : dict->fill;
        while (at > dict->first && !entry)
            if (py_is_set(dict->entries[--at].key))
                entry = &dict->entries[at];
        iter->at = at;
    } else {
        uint32_t at = iter->at > dict->first ? iter->at : dict->first;
        for (; at < dict->fill && !entry; at++)
            if (py_is_set(dict->entries[at].key))
                entry = &dict->entries[at];
        iter->at = at;
    }
    if (!entry) {
        iter_release(vm, iter);
        return NULL;
    }
    if (iter->left == 0 && !py__is_set(py_from(dict))) {
        py_raise(vm, PY_EXC_RuntimeError, "dictionary keys changed during iteration");
        *result = PY_NEXT_ERROR;
        return NULL;
    }
    iter->left -= iter->left > 0;
    *result = PY_NEXT_ITEM;
    return entry;
}

static py_next give_pair(py_vm *vm, const py_dict_entry *entry, py_value *item) {
    py_value both[] = {entry->key, entry->value};
    *item = py_from(py_tuple_of(vm, 2, both));
    return py_is_set(*item) ? PY_NEXT_ITEM : PY_NEXT_ERROR;
}

#define ITER_NEXT(name, backwards, give)                                                           \
    static py_next name(py_vm *vm, py_value self, py_value *item) {                                \
        py_next result;                                                                            \
        const py_dict_entry *entry = step(vm, self_of(self), backwards, &result);                  \
        return entry ? (give) : result;                                                            \
    }

ITER_NEXT(key_next, false, (*item = py_incref(entry->key), PY_NEXT_ITEM))
ITER_NEXT(value_next, false, (*item = py_incref(entry->value), PY_NEXT_ITEM))
ITER_NEXT(item_next, false, give_pair(vm, entry, item))
ITER_NEXT(key_back, true, (*item = py_incref(entry->key), PY_NEXT_ITEM))
ITER_NEXT(value_back, true, (*item = py_incref(entry->value), PY_NEXT_ITEM))
ITER_NEXT(item_back, true, give_pair(vm, entry, item))

// ---- types --------------------------------------------------------------------------------------

static py_value length_hint(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    const dict_iter *iter = self_of(a[0]);
    return py_int(iter->dict && iter->used == iter->dict->used ? iter->left : 0);
}

static const py_fndef iter_methods[] = {{"__length_hint__", "self, /", length_hint, PY_FN_METHOD},
                                        {NULL, NULL, NULL, 0}};

#define DICT_ITER_SPEC(symbol, text, step_fn)                                                      \
    const py_type_spec symbol = {.name = text,                                                     \
                                 .size = sizeof(dict_iter),                                        \
                                 .flags = PY_TF_GC,                                                \
                                 .base = -1,                                                       \
                                 .slots = {.dealloc = iter_dealloc,                                \
                                           .traverse = iter_traverse,                              \
                                           .clear = iter_clear,                                    \
                                           .iter = iter_iter,                                      \
                                           .next = step_fn},                                       \
                                 .methods = iter_methods}

DICT_ITER_SPEC(py_dict_key_iter_spec, "dict_keyiterator", key_next);
DICT_ITER_SPEC(py_dict_value_iter_spec, "dict_valueiterator", value_next);
DICT_ITER_SPEC(py_dict_item_iter_spec, "dict_itemiterator", item_next);
DICT_ITER_SPEC(py_dict_rev_key_iter_spec, "dict_reversekeyiterator", key_back);
DICT_ITER_SPEC(py_dict_rev_value_iter_spec, "dict_reversevalueiterator", value_back);
DICT_ITER_SPEC(py_dict_rev_item_iter_spec, "dict_reverseitemiterator", item_back);
DICT_ITER_SPEC(py_set_iter_spec, "set_iterator", key_next);
