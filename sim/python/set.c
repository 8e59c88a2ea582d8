// set and frozenset: life, slots, and the operations on whole sets that methods and views share.
// The table is dict's with unset values; set_order.c says in which order it is gone through. Knows no method's
// signature.
#include "containers_internal.h"
#include "vm_internal.h"

static py_set *self_of(py_value v) {
    return (py_set *)v.as.o;
}

// ---- life ---------------------------------------------------------------------------------------

py_value py__set_make(py_vm *vm, py_type *type) {
    py_set *set = py_object_new(vm, type, 0);
    if (set) {
        set->dict.version = 1;
        set->hash = -1;
    }
    return py_from(set);
}

py_set *py_set_new(py_vm *vm, bool frozen) {
    py_value set = py__set_make(vm, vm->types[frozen ? PY_TYPE_FROZENSET : PY_TYPE_SET]);
    return py_is_set(set) ? self_of(set) : NULL;
}

static bool add_hashed(py_vm *vm, py_set *set, py_value item, int64_t hash) {
    int32_t at = py__dict_find(vm, &set->dict, item, hash);
    if (at >= 0)
        return true;
    if (at != -1 || !py__dict_insert(vm, &set->dict, item, hash))
        return false;
    py__set_order_add(vm, set, item, hash);
    return true;
}

bool py_set_add(py_vm *vm, py_set *set, py_value item) {
    int64_t hash;
    if (!py__hash_element(vm, item, &hash))
        return false;
    return add_hashed(vm, set, item, hash);
}

void py__set_empty(py_vm *vm, py_set *set) {
    py__set_order_drop(vm, set);
    py_dict_clear(vm, &set->dict);
}

bool py__is_frozenset(py_vm *vm, py_value v) {
    return py__is_set(v) && py_is_subtype(v.as.o->type, vm->types[PY_TYPE_FROZENSET]);
}

void py__set_swap(py_set *a, py_set *b) {
    py_dict held = a->dict;
    a->dict = b->dict;
    b->dict = held;
    struct py__set_order *order = a->order;
    bool inserted = a->inserted;
    a->order = b->order;
    a->inserted = b->inserted;
    b->order = order;
    b->inserted = inserted;
    b->dict.gc = a->dict.gc; // headers stay
    a->dict.gc = held.gc;
    a->dict.version = b->dict.version = a->dict.version + b->dict.version;
}

// ---- whole sets ---------------------------------------------------------------------------------

// A set or dict, whose entries can be taken with their hashes.
static py_dict *table_of(py_vm *vm, py_value v) {
    if (py__is_set(v) && v.as.o->type->slots.iter == py_set_spec.slots.iter)
        return &self_of(v)->dict;
    if (py_is(vm, v, PY_TYPE_DICT))
        return (py_dict *)v.as.o;
    return NULL;
}

static bool extend_by_table(py_vm *vm, py_set *set, const py_dict *from, py_set *other) {
    bool fresh = set->dict.used == 0;
    if (fresh && from->used > 8 && !py__dict_reserve(vm, &set->dict, from->used))
        return false;
    py__set_order_reserve(vm, set, from->used);
    if (other && fresh && py__set_order_copy(vm, set, other)) { // then insertion is all that is left
        for (uint32_t i = 0; i < from->fill; i++)
            if (py_is_set(from->entries[i].key) &&
                !py__dict_insert(vm, &set->dict, from->entries[i].key, from->entries[i].hash))
                return false;
        return true;
    }
    if (other)
        py__set_order_apply(vm, other);
    for (uint32_t i = 0; i < from->fill; i++) {
        py_value key = from->entries[i].key;
        int64_t hash = from->entries[i].hash;
        if (!py_is_set(key))
            continue;
        py_incref(key);
        bool ok = add_hashed(vm, set, key, hash);
        py_decref(vm, key);
        if (!ok)
            return false;
    }
    return true;
}

bool py__set_extend(py_vm *vm, py_set *set, py_value iterable) {
    const py_dict *table = table_of(vm, iterable);
    if (table)
        return table == &set->dict ||
               extend_by_table(vm, set, table, py__is_set(iterable) ? self_of(iterable) : NULL);
    py_value iterator = py_iter(vm, iterable), item;
    if (!py_is_set(iterator))
        return false;
    py_next next;
    while ((next = py_iter_next(vm, iterator, &item)) == PY_NEXT_ITEM) {
        bool ok = py_set_add(vm, set, item);
        py_decref(vm, item);
        if (!ok) {
            next = PY_NEXT_ERROR;
            break;
        }
    }
    py_decref(vm, iterator);
    return next == PY_NEXT_END;
}

py_value py__set_from(py_vm *vm, py_type *type, py_value iterable) {
    py_value set = py__set_make(vm, type);
    if (py_is_set(set) && py_is_set(iterable) && !py__set_extend(vm, self_of(set), iterable)) {
        py_decref(vm, set);
        return py_unset();
    }
    return set;
}

// The hash of an item; a set counts as the frozenset of its items, as CPython's lookups have it.
// *item becomes owned.
static bool hash_item(py_vm *vm, py_value *item, int64_t *hash) {
    py_incref(*item);
    if (py__hash_element(vm, *item, hash))
        return true;
    if (vm->halt == VL_OK && py__is_set(*item) && py_exc_matches(vm, PY_EXC_TypeError)) {
        py_exc_clear(vm);
        py_assign_take(vm, item, py__set_from(vm, vm->types[PY_TYPE_FROZENSET], *item));
        return py_is_set(*item) && py__hash_element(vm, *item, hash);
    }
    return false;
}

static int32_t find_item(py_vm *vm, py_set *set, py_value item) {
    int64_t hash;
    int32_t at = hash_item(vm, &item, &hash) ? py__dict_find(vm, &set->dict, item, hash) : -2;
    py_decref(vm, item);
    return at;
}

int py__set_has(py_vm *vm, py_set *set, py_value item) {
    int32_t at = find_item(vm, set, item);
    return at == -2 ? -1 : at >= 0;
}

int py__set_discard(py_vm *vm, py_set *set, py_value item) {
    int32_t at = find_item(vm, set, item);
    if (at < 0)
        return at == -2 ? -1 : 0;
    py_dict_entry gone = py__dict_remove(&set->dict, at);
    py__set_order_remove(vm, set, gone.key, gone.hash);
    py_decref(vm, gone.key);
    return 1;
}

// `b` as a set, to look things up in: itself or a new one. Owned.
static py_value as_set(py_vm *vm, py_value b) {
    return py__is_set(b) ? py_incref(b) : py__set_from(vm, vm->types[PY_TYPE_SET], b);
}

// Adds to `out` the items of `from` whose presence in `other` is as `wanted`.
static bool add_where(py_vm *vm, py_set *out, py_set *from_set, py_set *other, bool wanted) {
    py__set_order_apply(vm, from_set);
    const py_dict *from = &from_set->dict;
    for (uint32_t i = 0; i < from->fill; i++) {
        py_value key = from->entries[i].key;
        int64_t hash = from->entries[i].hash;
        if (!py_is_set(key))
            continue;
        py_incref(key);
        int32_t at = py__dict_find(vm, &other->dict, key, hash);
        bool ok = at != -2;
        if (ok && (at >= 0) == wanted)
            ok = add_hashed(vm, out, key, hash);
        py_decref(vm, key);
        if (!ok)
            return false;
    }
    return true;
}

// `set` less the items of `iterable`, into a new set: a copy from which they are taken.
static py_value copy_less(py_vm *vm, py_type *type, py_set *set, py_value iterable) {
    py_value out = py__set_from(vm, type, py_from(set));
    if (py_is_set(out) && !py__set_subtract(vm, self_of(out), iterable)) {
        py_decref(vm, out);
        return py_unset();
    }
    return out;
}

// The items of `iterable`, which is no set, that are in `set`.
static py_value common_with(py_vm *vm, py_type *type, py_set *set, py_value iterable) {
    py_value out = py__set_make(vm, type), item;
    py_value iterator = py_is_set(out) ? py_iter(vm, iterable) : py_unset();
    py_next next = py_is_set(iterator) ? PY_NEXT_ITEM : PY_NEXT_ERROR;
    while (next == PY_NEXT_ITEM && (next = py_iter_next(vm, iterator, &item)) == PY_NEXT_ITEM) {
        int has = py__set_has(vm, set, item);
        if (has < 0 || (has && !py_set_add(vm, self_of(out), item)))
            next = PY_NEXT_ERROR;
        py_decref(vm, item);
    }
    py_decref(vm, iterator);
    if (next == PY_NEXT_ERROR)
        py_assign_take(vm, &out, py_unset());
    return out;
}

// As CPython: what is common is looked for in the larger of two sets, by the items of the smaller; where
// much is to be kept, the difference is a copy from which little is taken.
py_value py__set_select(py_vm *vm, py_type *type, py_set *a, py_value b, bool keep_common) {
    bool is_set = py__is_set(b);
    if (!keep_common && ((!is_set && !py_is_dict(b)) ||
                         (is_set && a->dict.used >> 2 > self_of(b)->dict.used)))
        return copy_less(vm, type, a, b);
    if (keep_common && !is_set)
        return common_with(vm, type, a, b);
    if (keep_common && b.tag == PY_OBJ && b.as.o == &a->dict.gc.base)
        return py__set_from(vm, type, b);
    py_value other = as_set(vm, b), out = py_is_set(other) ? py__set_make(vm, type) : py_unset();
    py_set *from = a, *in = py_is_set(other) ? self_of(other) : NULL;
    if (keep_common && in && in->dict.used <= a->dict.used) {
        from = in;
        in = a;
    }
    if (py_is_set(out) && !add_where(vm, self_of(out), from, in, keep_common)) {
        py_decref(vm, out);
        out = py_unset();
    }
    py_decref(vm, other);
    return out;
}

bool py__set_subtract(py_vm *vm, py_set *set, py_value iterable) {
    if (iterable.as.o == &set->dict.gc.base && iterable.tag == PY_OBJ) {
        py__set_empty(vm, set);
        return true;
    }
    py_value iterator = py_iter(vm, iterable), item;
    if (!py_is_set(iterator))
        return false;
    py_next next;
    while ((next = py_iter_next(vm, iterator, &item)) == PY_NEXT_ITEM) {
        int gone = py__set_discard(vm, set, item);
        py_decref(vm, item);
        if (gone < 0) {
            next = PY_NEXT_ERROR;
            break;
        }
    }
    py_decref(vm, iterator);
    py__set_order_tidy(vm, set);
    return next == PY_NEXT_END;
}

// Takes the items of `from` out of `set` where they are in it, and puts them in where not.
static bool toggle(py_vm *vm, py_set *set, py_set *from_set) {
    py__set_order_apply(vm, from_set);
    const py_dict *from = &from_set->dict;
    for (uint32_t i = 0; i < from->fill; i++) {
        py_value key = from->entries[i].key;
        int64_t hash = from->entries[i].hash;
        if (!py_is_set(key))
            continue;
        py_incref(key);
        int gone = py__set_discard(vm, set, key);
        bool ok = gone > 0 || (gone == 0 && add_hashed(vm, set, key, hash));
        py_decref(vm, key);
        if (!ok)
            return false;
    }
    return true;
}

// A new set of `b`, with the items of `a` toggled.
py_value py__set_symmetric(py_vm *vm, py_type *type, py_value a, py_value b) {
    py_value out = py__set_from(vm, type, b), x = py_is_set(out) ? as_set(vm, a) : py_unset();
    if (py_is_set(out) && (!py_is_set(x) || !toggle(vm, self_of(out), self_of(x)))) {
        py_decref(vm, out);
        out = py_unset();
    }
    py_decref(vm, x);
    return out;
}

bool py__set_toggle(py_vm *vm, py_set *set, py_value b) {
    if (b.tag == PY_OBJ && b.as.o == &set->dict.gc.base) {
        py__set_empty(vm, set);
        return true;
    }
    py_value other = as_set(vm, b);
    bool ok = py_is_set(other) && toggle(vm, set, self_of(other));
    py_decref(vm, other);
    return ok;
}

int py__set_subset(py_vm *vm, py_set *a, py_set *b) {
    if (a->dict.used > b->dict.used)
        return 0;
    for (uint32_t i = 0; i < a->dict.fill; i++) {
        py_value key = a->dict.entries[i].key;
        if (!py_is_set(key))
            continue;
        py_incref(key);
        int32_t at = py__dict_find(vm, &b->dict, key, a->dict.entries[i].hash);
        py_decref(vm, key);
        if (at < 0)
            return at == -2 ? -1 : 0;
    }
    return 1;
}

int py__set_disjoint(py_vm *vm, py_set *a, py_value b) {
    py_value iterator = py_iter(vm, b), item;
    if (!py_is_set(iterator))
        return -1;
    int disjoint = 1;
    py_next next = PY_NEXT_END;
    while (disjoint > 0 && (next = py_iter_next(vm, iterator, &item)) == PY_NEXT_ITEM) {
        int has = py__set_has(vm, a, item);
        py_decref(vm, item);
        disjoint = has < 0 ? -1 : !has;
    }
    py_decref(vm, iterator);
    return next == PY_NEXT_ERROR ? -1 : disjoint;
}

// ---- slots --------------------------------------------------------------------------------------

static py_value set_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)args;
    return py__set_make(vm, type);
}

static bool set_init(py_vm *vm, py_value self, const py_args *args) {
    py_value iterable;
    bool strict = self.as.o->type->slots.init == set_init;
    if (!py__one_iterable(vm, "set", args, strict, &iterable))
        return false;
    py__set_empty(vm, self_of(self));
    return !py_is_set(iterable) || py__set_extend(vm, self_of(self), iterable);
}

static py_value frozenset_new(py_vm *vm, py_type *type, const py_args *args) {
    py_type *plain = vm->types[PY_TYPE_FROZENSET];
    bool strict = type == plain || type->slots.init == plain->slots.init;
    py_value iterable;
    if (!py__one_iterable(vm, "frozenset", args, strict, &iterable))
        return py_unset();
    if (type == plain && py_is(vm, iterable, PY_TYPE_FROZENSET))
        return py_incref(iterable);
    return py__set_from(vm, type, iterable);
}

void py__set_order_seen(py_vm *vm, py_set *set) {
    py__set_order_apply(vm, set);
    uint32_t at = 0;
    py_value key;
    if (!vm->host.unordered || set->dict.used < 2 || !vm->frame ||
        (vm->frame->code->flags & PY_CODE_LIBRARY) || !py_dict_next(&set->dict, &at, &key, NULL))
        return;
    py_type *type = py_type_of(vm, key);
    bool by_address = type->slots.hash == vm->types[PY_TYPE_OBJECT]->slots.hash;
    if (by_address || (type->flags & (PY_TF_STR | PY_TF_BYTES)))
        vm->host.unordered(vm->host.context, type->name->data, by_address ? "addresses" : "hashes");
}

static py_value set_repr(py_vm *vm, py_value self) {
    const py_dict *dict = &self_of(self)->dict;
    py__set_order_seen(vm, self_of(self));
    const py_str *name = self.as.o->type->name;
    bool bare = py_is(vm, self, PY_TYPE_SET);
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    if (!dict->used)
        return py_from(py_str_format(vm, "%S()", name));
    if (!py_repr_enter(vm, self.as.o))
        return vm->exc || vm->halt != VL_OK ? py_unset()
                                            : py_from(py_str_format(vm, "%S(...)", name));
    if (!bare) {
        vl_buf_append(&out, name->data, name->size);
        vl_buf_char(&out, '(');
    }
    vl_buf_char(&out, '{');
    bool ok = true;
    uint32_t at = 0;
    py_value key;
    for (int i = 0; ok && py_dict_next(dict, &at, &key, NULL); i++) {
        if (i)
            vl_buf_text(&out, ", ");
        py_incref(key);
        ok = py__append_repr(vm, &out, key);
        py_decref(vm, key);
    }
    vl_buf_text(&out, bare ? "}" : "})");
    py_repr_leave(vm, self.as.o);
    return py__finish_text(vm, &out, ok);
}

static uint64_t shuffle_bits(uint64_t h) {
    return ((h ^ 89869747u) ^ (h << 16)) * 3644798167u;
}

static bool frozenset_hash(py_vm *vm, py_value self, int64_t *hash) {
    (void)vm;
    py_set *set = self_of(self);
    const py_dict *dict = &set->dict;
    if (set->hash == -1) {
        uint64_t mixed = 0;
        for (uint32_t i = 0; i < dict->fill; i++)
            if (py_is_set(dict->entries[i].key))
                mixed ^= shuffle_bits((uint64_t)dict->entries[i].hash);
        mixed ^= ((uint64_t)dict->used + 1) * 1927868237u;
        mixed ^= (mixed >> 11) ^ (mixed >> 25);
        mixed = mixed * 69069u + 907133923u;
        set->hash = mixed == UINT64_MAX ? 590923713 : (int64_t)mixed;
    }
    *hash = set->hash;
    return true;
}

static int64_t set_length(py_vm *vm, py_value self) {
    (void)vm;
    return self_of(self)->dict.used;
}

static int set_contains(py_vm *vm, py_value self, py_value item) {
    return py__set_has(vm, self_of(self), item);
}

static int negate(int result) {
    return result < 0 ? result : !result;
}

static py_value set_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (!py__is_set(a) || !py__is_set(b))
        return py__not_implemented(vm);
    py_set *x = self_of(a), *y = self_of(b);
    uint32_t m = x->dict.used, n = y->dict.used;
    switch (op) {
    case PY_CMP_EQ:
        return py__bool_or_error(m == n ? py__set_subset(vm, x, y) : 0);
    case PY_CMP_NE:
        return py__bool_or_error(m == n ? negate(py__set_subset(vm, x, y)) : 1);
    case PY_CMP_LT:
        return py__bool_or_error(m < n ? py__set_subset(vm, x, y) : 0);
    case PY_CMP_LE:
        return py__bool_or_error(py__set_subset(vm, x, y));
    case PY_CMP_GT:
        return py__bool_or_error(m > n ? py__set_subset(vm, y, x) : 0);
    default:
        return py__bool_or_error(py__set_subset(vm, y, x));
    }
}

// The result of an operator is a plain set or frozenset, after the left operand.
static py_type *result_type(py_vm *vm, py_value a) {
    return vm->types[py__is_frozenset(vm, a) ? PY_TYPE_FROZENSET : PY_TYPE_SET];
}

static py_value set_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    if (!py__is_set(a) || !py__is_set(b))
        return py__not_implemented(vm);
    py_type *type = result_type(vm, a);
    switch (op) {
    case PY_BIN_OR: {
        py_value out = py__set_from(vm, type, a);
        if (py_is_set(out) && !py_same(a, b) && !py__set_extend(vm, self_of(out), b)) {
            py_decref(vm, out);
            return py_unset();
        }
        return out;
    }
    case PY_BIN_AND:
        return py__set_select(vm, type, self_of(a), b, true);
    case PY_BIN_SUB:
        return py__set_select(vm, type, self_of(a), b, false);
    case PY_BIN_XOR:
        return py__set_symmetric(vm, type, a, b);
    default:
        return py__not_implemented(vm);
    }
}

static py_value set_inplace(py_vm *vm, py_binary op, py_value a, py_value b) {
    if (!py__is_set(b))
        return py__not_implemented(vm);
    if (op == PY_BIN_OR)
        return py__set_extend(vm, self_of(a), b) ? py_incref(a) : py_unset();
    if (op == PY_BIN_SUB)
        return py__set_subtract(vm, self_of(a), b) ? py_incref(a) : py_unset();
    if (op == PY_BIN_XOR)
        return py__set_toggle(vm, self_of(a), b) ? py_incref(a) : py_unset();
    py_value made = set_binary(vm, op, a, b);
    if (!py_is_set(made) || !py__is_set(made))
        return made;
    py__set_swap(self_of(a), self_of(made));
    py_decref(vm, made);
    return py_incref(a);
}

static py_value set_iter(py_vm *vm, py_value self) {
    py__set_order_apply(vm, self_of(self));
    return py__dict_iter_new(vm, PY_TYPE_SET_ITER, &self_of(self)->dict);
}

static void set_dealloc(py_vm *vm, py_obj *self) {
    py__set_order_drop(vm, (py_set *)self);
    py__dict_dealloc(vm, self);
}

#define SET_SLOTS                                                                                  \
    .dealloc = set_dealloc, .traverse = py__dict_traverse, .clear = py__dict_clear_slot,      \
    .repr = set_repr, .length = set_length, .contains = set_contains, .iter = set_iter,            \
    .compare = set_compare, .binary = set_binary

const py_type_spec py_set_spec = {
    .name = "set",
    .doc = "An unordered collection of distinct items.",
    .size = sizeof(py_set),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_SET,
    .base = -1,
    .slots = {SET_SLOTS, .new_ = set_new, .init = set_init, .inplace = set_inplace},
    .methods = py__set_methods,
};

const py_type_spec py_frozenset_spec = {
    .name = "frozenset",
    .doc = "A set that cannot change.",
    .size = sizeof(py_set),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_SET,
    .base = -1,
    .slots = {SET_SLOTS, .new_ = frozenset_new, .hash = frozenset_hash},
    .methods = py__frozenset_methods,
};
