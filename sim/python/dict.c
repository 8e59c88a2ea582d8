// dict as a table, and set too: finding, inserting, deleting, growing. Entries lie in order of
// insertion; from nine on an open-addressed index with CPython's probe sequence leads to them.
// Knows no methods.
//
// Comparing keys may run code that changes the table: whoever compares looks at `version` and at
// the entry again afterwards, and starts anew where either changed.
#include "containers_internal.h"

#define SMALL_MAX   8u // entries that are searched without an index
#define CAP_FIRST   4u
#define CAP_MAX     (1u << 29)
#define SLOT_FREE   (-1)
#define SLOT_GONE   (-2)
#define FIND_ABSENT (-1)
#define FIND_ERROR  (-2)
#define FIND_AGAIN  (-3)

// ---- storage ------------------------------------------------------------------------------------

static size_t index_bytes(const py_dict *dict) {
    return ((size_t)dict->mask + 1) * sizeof(int32_t);
}

static void free_storage(py_vm *vm, py_dict *dict) {
    vl_heap_free(vm->heap, dict->entries, dict->cap * sizeof(py_dict_entry));
    if (dict->index)
        vl_heap_free(vm->heap, dict->index, index_bytes(dict));
}

static void forget_storage(py_dict *dict) {
    dict->entries = NULL;
    dict->index = NULL;
    dict->used = dict->fill = dict->cap = dict->mask = dict->first = dict->index_fill = 0;
    dict->keys = 0;
    dict->version++;
}

static void index_put(py_dict *dict, int64_t hash, int32_t entry) {
    uint64_t perturb = (uint64_t)hash;
    uint32_t slot = (uint32_t)perturb & dict->mask;
    while (dict->index[slot] != SLOT_FREE) {
        perturb >>= 5;
        slot = (uint32_t)(slot * 5 + perturb + 1) & dict->mask;
    }
    dict->index[slot] = entry;
    dict->index_fill++;
}

// Moves the live entries to storage for `cap` of them.
static bool rebuild(py_vm *vm, py_dict *dict, uint32_t cap) {
    py_dict old = *dict;
    py_dict_entry *entries = vl_heap_alloc(vm->heap, cap * sizeof(py_dict_entry));
    int32_t *index = NULL;
    if (entries && cap > SMALL_MAX) {
        index = vl_heap_alloc(vm->heap, (size_t)cap * 2 * sizeof(int32_t));
        if (!index) {
            vl_heap_free(vm->heap, entries, cap * sizeof(py_dict_entry));
            entries = NULL;
        }
    }
    if (!entries) {
        py_raise_memory(vm);
        return false;
    }
    uint32_t n = 0;
    for (uint32_t i = old.first; i < old.fill; i++)
        if (py_is_set(old.entries[i].key))
            entries[n++] = old.entries[i];
    dict->entries = entries;
    dict->index = index;
    dict->fill = n;
    dict->cap = cap;
    dict->first = dict->index_fill = 0;
    dict->mask = index ? cap * 2 - 1 : 0;
    if (index) {
        memset(index, 0xff, (size_t)cap * 2 * sizeof(int32_t));
        for (uint32_t i = 0; i < n; i++)
            index_put(dict, entries[i].hash, (int32_t)i);
    }
    dict->version++;
    free_storage(vm, &old);
    return true;
}

static bool make_room(py_vm *vm, py_dict *dict) {
    if (VL_LIKELY(dict->fill < dict->cap && (!dict->index || dict->index_fill < dict->cap)))
        return true;
    uint32_t cap = dict->cap ? dict->cap : CAP_FIRST / 2;
    if (dict->used >= cap / 2)
        cap *= 2;
    else if (cap > SMALL_MAX && dict->used < cap / 8)
        cap /= 2;
    if (cap > CAP_MAX) {
        py_raise_memory(vm);
        return false;
    }
    return rebuild(vm, dict, cap);
}

bool py__dict_reserve(py_vm *vm, py_dict *dict, uint32_t count) {
    uint32_t cap = CAP_FIRST;
    while (cap < count && cap < CAP_MAX)
        cap *= 2;
    return cap <= dict->cap || rebuild(vm, dict, cap);
}

// ---- finding ------------------------------------------------------------------------------------

// 1 the entry's key equals `key`, 0 not, FIND_ERROR, FIND_AGAIN: the table changed.
static int entry_equals(py_vm *vm, py_dict *dict, int32_t at, py_value key, int64_t hash) {
    py_value there = dict->entries[at].key;
    if (py_same(there, key))
        return 1;
    if (dict->entries[at].hash != hash || !py_is_set(there))
        return 0;
    if (there.tag != PY_OBJ && there.tag == key.tag && key.tag != PY_FLOAT)
        return 0;
    if (py_is(vm, there, PY_TYPE_STR) && py_is(vm, key, PY_TYPE_STR))
        return py_str_equal(py_as_str(there), py_as_str(key));
    uint32_t version = dict->version;
    py_incref(there);
    int equal = py_compare_bool(vm, PY_CMP_EQ, there, key);
    bool changed = dict->version != version || (uint32_t)at >= dict->fill ||
                   !py_same(dict->entries[at].key, there);
    py_decref(vm, there);
    if (equal < 0)
        return FIND_ERROR;
    // Releasing `there` may have run code as well, but then the entry had been changed before.
    return changed ? FIND_AGAIN : equal;
}

static int32_t find_small(py_vm *vm, py_dict *dict, py_value key, int64_t hash) {
    for (uint32_t i = dict->first; i < dict->fill; i++) {
        if (py_same(dict->entries[i].key, key))
            return (int32_t)i;
        if (dict->entries[i].hash != hash)
            continue;
        int equal = entry_equals(vm, dict, (int32_t)i, key, hash);
        if (equal)
            return equal == 1 ? (int32_t)i : equal;
    }
    return FIND_ABSENT;
}

static int32_t find_indexed(py_vm *vm, py_dict *dict, py_value key, int64_t hash) {
    uint64_t perturb = (uint64_t)hash;
    uint32_t slot = (uint32_t)perturb & dict->mask;
    for (;;) {
        int32_t at = dict->index[slot];
        if (at == SLOT_FREE)
            return FIND_ABSENT;
        if (at >= 0) {
            int equal = entry_equals(vm, dict, at, key, hash);
            if (equal)
                return equal == 1 ? at : equal;
        }
        perturb >>= 5;
        slot = (uint32_t)(slot * 5 + perturb + 1) & dict->mask;
    }
}

int32_t py__dict_find(py_vm *vm, py_dict *dict, py_value key, int64_t hash) {
    int32_t found;
    do
        found = dict->index ? find_indexed(vm, dict, key, hash) : find_small(vm, dict, key, hash);
    while (found == FIND_AGAIN);
    return found;
}

// An entry's key against a str of the same hash, without running code.
static bool key_is_str(py_value there, const py_str *key) {
    if (!py_has_flag(there, PY_TF_STR))
        return false;
    const py_str *s = py_as_str(py_unbox(there));
    return !(s->interned && key->interned) && py_str_equal(s, key);
}

int32_t py_dict_find_str(const py_dict *dict, const py_str *key) {
    const py_dict_entry *entries = dict->entries;
    if (!dict->index) {
        for (uint32_t i = dict->first; i < dict->fill; i++)
            if ((const py_str *)entries[i].key.as.o == key && entries[i].key.tag == PY_OBJ)
                return (int32_t)i;
        int64_t hash = py_str_hash((py_str *)(uintptr_t)key);
        for (uint32_t i = dict->first; i < dict->fill; i++)
            if (entries[i].hash == hash && key_is_str(entries[i].key, key))
                return (int32_t)i;
        return FIND_ABSENT;
    }
    int64_t hash = key->hash != -1 ? key->hash : py_str_hash((py_str *)(uintptr_t)key);
    uint64_t perturb = (uint64_t)hash;
    uint32_t slot = (uint32_t)perturb & dict->mask;
    for (;;) {
        int32_t at = dict->index[slot];
        if (at == SLOT_FREE)
            return FIND_ABSENT;
        if (at >= 0) {
            const py_dict_entry *entry = &entries[at];
            if (((const py_str *)entry->key.as.o == key && entry->key.tag == PY_OBJ) ||
                (entry->hash == hash && key_is_str(entry->key, key)))
                return at;
        }
        perturb >>= 5;
        slot = (uint32_t)(slot * 5 + perturb + 1) & dict->mask;
    }
}

// ---- changing -----------------------------------------------------------------------------------

py_dict_entry *py__dict_insert(py_vm *vm, py_dict *dict, py_value key, int64_t hash) {
    if (!make_room(vm, dict))
        return NULL;
    uint32_t at = dict->fill++;
    dict->entries[at] = (py_dict_entry){py_incref(key), py_unset(), hash};
    if (dict->index)
        index_put(dict, hash, (int32_t)at);
    dict->used++;
    dict->version++;
    if (dict->keys)
        dict->keys = py__keys_with(vm, dict->keys, key);
    return &dict->entries[at];
}

void py__dict_reorder(py_dict *dict, const py_dict_entry *entries) {
    if (dict->used)
        memcpy(dict->entries, entries, dict->used * sizeof *entries);
    dict->fill = dict->used;
    dict->first = dict->index_fill = dict->keys = 0;
    if (!dict->index)
        return;
    memset(dict->index, 0xff, index_bytes(dict));
    for (uint32_t i = 0; i < dict->fill; i++)
        index_put(dict, entries[i].hash, (int32_t)i);
}

py_dict_entry py__dict_remove(py_dict *dict, int32_t entry) {
    py_dict_entry *at = &dict->entries[entry], taken = *at;
    if (dict->index) {
        uint64_t perturb = (uint64_t)taken.hash;
        uint32_t slot = (uint32_t)perturb & dict->mask;
        while (dict->index[slot] != entry) {
            perturb >>= 5;
            slot = (uint32_t)(slot * 5 + perturb + 1) & dict->mask;
        }
        dict->index[slot] = SLOT_GONE;
    }
    at->key = at->value = py_unset();
    at->hash = 0;
    dict->used--;
    dict->keys = 0;
    while (dict->first < dict->fill && !py_is_set(dict->entries[dict->first].key))
        dict->first++;
    return taken;
}

py_dict_entry py__dict_pop_last(py_dict *dict) {
    uint32_t last = dict->fill;
    while (!py_is_set(dict->entries[last - 1].key))
        last--;
    py_dict_entry taken = py__dict_remove(dict, (int32_t)last - 1);
    dict->fill = last - 1; // what lies behind is deleted
    if (dict->first > dict->fill)
        dict->first = dict->fill;
    return taken;
}

bool py__dict_set_hashed(py_vm *vm, py_dict *dict, py_value key, int64_t hash, py_value value) {
    int32_t at = py__dict_find(vm, dict, key, hash);
    if (at >= 0) {
        py_assign_take(vm, &dict->entries[at].value, py_incref(value));
        return true;
    }
    py_dict_entry *entry = at == FIND_ABSENT ? py__dict_insert(vm, dict, key, hash) : NULL;
    if (!entry)
        return false;
    entry->value = py_incref(value);
    return true;
}

// ---- the public functions -----------------------------------------------------------------------

py_dict *py_dict_new(py_vm *vm) {
    py_dict *dict = py_object_new(vm, vm->types[PY_TYPE_DICT], 0);
    if (dict)
        dict->version = 1;
    return dict;
}

int py_dict_get(py_vm *vm, py_dict *dict, py_value key, py_value *out) {
    int64_t hash;
    *out = py_unset();
    if (!py__hash_dict_key(vm, key, &hash))
        return -1;
    int32_t at = py__dict_find(vm, dict, key, hash);
    if (at < 0)
        return at == FIND_ABSENT ? 0 : -1;
    *out = dict->entries[at].value;
    return 1;
}

bool py_dict_set(py_vm *vm, py_dict *dict, py_value key, py_value value) {
    int64_t hash;
    return py__hash_dict_key(vm, key, &hash) && py__dict_set_hashed(vm, dict, key, hash, value);
}

int py_dict_del(py_vm *vm, py_dict *dict, py_value key) {
    int64_t hash;
    if (!py__hash_dict_key(vm, key, &hash))
        return -1;
    int32_t at = py__dict_find(vm, dict, key, hash);
    if (at < 0)
        return at == FIND_ABSENT ? 0 : -1;
    py_dict_entry taken = py__dict_remove(dict, at);
    py_decref(vm, taken.key);
    py_decref(vm, taken.value);
    return 1;
}

py_value py_dict_get_str(const py_dict *dict, const py_str *key) {
    int32_t at = py_dict_find_str(dict, key);
    return at < 0 ? py_unset() : dict->entries[at].value;
}

bool py_dict_set_str(py_vm *vm, py_dict *dict, py_str *key, py_value value) {
    int32_t at = py_dict_find_str(dict, key);
    if (at >= 0) {
        py_assign_take(vm, &dict->entries[at].value, py_incref(value));
        return true;
    }
    py_dict_entry *entry = py__dict_insert(vm, dict, py_from(key), py_str_hash(key));
    if (!entry)
        return false;
    entry->value = py_incref(value);
    return true;
}

bool py_dict_set_z(py_vm *vm, py_dict *dict, const char *key, py_value value_take) {
    py_str *name = py_str_intern(vm, key, strlen(key));
    bool ok = name && py_dict_set_str(vm, dict, name, value_take);
    py_release(vm, name);
    py_decref(vm, value_take);
    return ok;
}

bool py_dict_next(const py_dict *dict, uint32_t *position, py_value *key, py_value *value) {
    uint32_t at = *position < dict->first ? dict->first : *position;
    while (at < dict->fill && !py_is_set(dict->entries[at].key))
        at++;
    *position = at + 1;
    if (at >= dict->fill)
        return false;
    if (key)
        *key = dict->entries[at].key;
    if (value)
        *value = dict->entries[at].value;
    return true;
}

void py_dict_clear(py_vm *vm, py_dict *dict) {
    py_dict old = *dict;
    forget_storage(dict);
    for (uint32_t i = old.first; i < old.fill; i++) {
        py_decref(vm, old.entries[i].key);
        py_decref(vm, old.entries[i].value);
    }
    free_storage(vm, &old);
}

bool py__dict_copy_entries(py_vm *vm, py_dict *to, const py_dict *from) {
    if (!from->used)
        return true;
    if (!py__dict_reserve(vm, to, from->used))
        return false;
    for (uint32_t i = from->first; i < from->fill; i++) {
        const py_dict_entry *entry = &from->entries[i];
        if (py_is_set(entry->key)) // there is room: cannot fail
            py__dict_insert(vm, to, entry->key, entry->hash)->value = py_incref(entry->value);
    }
    return true;
}

py_dict *py_dict_copy(py_vm *vm, py_dict *dict) {
    py_dict *copy = py_dict_new(vm);
    if (copy && !py__dict_copy_entries(vm, copy, dict)) {
        py_release(vm, copy);
        return NULL;
    }
    return copy;
}

// ---- slots that dict and set share --------------------------------------------------------------

void py__dict_dealloc(py_vm *vm, py_obj *self) {
    py_gc_untrack(vm, self);
    py_dict_clear(vm, (py_dict *)self);
    py_object_free(vm, self, 0);
}

void py__dict_traverse(py_obj *self, py_visit visit, void *context) {
    const py_dict *dict = (const py_dict *)self;
    for (uint32_t i = dict->first; i < dict->fill; i++) {
        visit(context, dict->entries[i].key);
        visit(context, dict->entries[i].value);
    }
}

void py__dict_clear_slot(py_vm *vm, py_obj *self) {
    py_dict_clear(vm, (py_dict *)self);
}
