// What the files of the containers share. Knows the public header only. Arguments are borrowed.
#ifndef PY_CONTAINERS_INTERNAL_H
#define PY_CONTAINERS_INTERNAL_H

#include "specs_internal.h"

// More items than this are refused with MemoryError before anything is allocated.
#define PY_ITEMS_MAX ((int64_t)1 << 34)

// ---- shared helpers (containers.c) --------------------------------------------------------------

static inline py_value py__not_implemented(py_vm *vm) {
    return py_incref(vm->not_implemented);
}

bool py__unhashable(py_vm *vm, py_value self, int64_t *hash); // raises; a hash slot
bool py__hash_key(py_vm *vm, py_value key, int64_t *hash);    // py_hash with short cuts
// The same for a key of a dict, an element of a set: from 3.14 on the error says so.
bool py__hash_dict_key(py_vm *vm, py_value key, int64_t *hash);
bool py__hash_element(py_vm *vm, py_value item, int64_t *hash);
bool py__has_index(py_vm *vm, py_value v);                    // an int or has __index__
bool py__index_clipped(py_vm *vm, py_value v, int64_t *out);  // __index__, clipped to 64 bits
// The `iterable` of a constructor that takes at most one positional argument; unset: none given.
bool py__one_iterable(py_vm *vm, const char *name, const py_args *args, bool keywords_checked,
                      py_value *out);
// A subscript of a sequence: raises TypeError (`what` is the type's name in messages) or
// IndexError.
bool py__subscript(py_vm *vm, py_value key, const char *what, int64_t *out);
// start and stop of `index` methods, as slice arithmetic clips them.
bool py__search_bounds(py_vm *vm, const py_value *start, const py_value *stop, int64_t count,
                       int64_t *from, int64_t *to);
// The items of a list or tuple that is iterated in the plain way. False: something else.
bool py__plain_items(py_vm *vm, py_value v, const py_value **items, int64_t *count);
bool py__iterable(py_vm *vm, py_value v); // iter(v) would not raise TypeError
// How many items `v` says that it has; `unknown` where it does not say, -2 raised (protocol.c).
int64_t py__length_hint(py_vm *vm, py_value v, int64_t unknown);

// Appends repr(item) to `out`.
bool py__append_repr(py_vm *vm, vl_buf *out, py_value item);
py_value py__finish_text(py_vm *vm, vl_buf *out,
                         bool ok); // the buffer's text, or unset; deinits it

// Lexicographic comparison of lists or tuples. The arrays are read through pointers to where the
// container keeps them, because comparing may change a list.
py_value py__compare_items(py_vm *vm, py_compare op, py_value *const *a, const int64_t *a_count,
                           py_value *const *b, const int64_t *b_count);
// 1 with the position in *at, 0 absent, -1 error; from `start` up to `stop`.
int py__find_item(py_vm *vm, py_value *const *items, const int64_t *count, int64_t start,
                  int64_t stop, py_value item, int64_t *at);
py_value py__count_item(py_vm *vm, py_value *const *items, const int64_t *count, py_value item);
py_value py__bool_or_error(int result); // -1: unset
// The error of `a + b` where a cannot be joined to b, of `a * b` where b is no int; NotImplemented
// where b's class may know what to do. For str as well.
py_value py__concat_error(py_vm *vm, const char *what, py_value b);
py_value py__repeat_error(py_vm *vm, py_value count);
// A count of repetitions: false raised. Negative counts become 0.
bool py__repeat_count(py_vm *vm, py_value v, int64_t length, int64_t *times);

// ---- hash of tuples (tuple.c) -------------------------------------------------------------------

// xxHash as CPython 3.8 and later mix the hashes of items.
uint64_t py__hash_start(void);
uint64_t py__hash_mix(uint64_t accumulator, int64_t lane);

// ---- lists --------------------------------------------------------------------------------------

extern const py_fndef py__list_methods[];
bool py__list_reserve(py_vm *vm, py_list *list, int64_t count);
bool py__list_insert(py_vm *vm, py_list *list, int64_t at, py_value item);
bool py__list_append_all(py_vm *vm, py_list *list, py_value iterable); // list.extend
bool py__list_replace(py_vm *vm, py_list *list, int64_t start, int64_t stop, const py_value *items,
                      int64_t n); // list[start:stop] = items
void py__list_clear(py_vm *vm, py_list *list);
py_list *py__list_of(py_vm *vm, const py_value *items, int64_t n);
py_value py__list_slice_get(py_vm *vm, py_list *list, py_value slice);
bool py__list_slice_set(py_vm *vm, py_list *list, py_value slice, py_value value); // unset: deletes
py_value py__seq_iter_new(py_vm *vm, py_type_id type, py_value seq, int64_t at);

typedef struct py_seq_iter { // over a list or tuple; backwards for PY_TYPE_REV_ITER
    py_gcobj gc;
    py_value seq; // unset: exhausted
    int64_t at;
} py_seq_iter;

// ---- dict and set as tables (dict.c) ------------------------------------------------------------

// The number of the entry that holds `key`; -1 absent, -2 error. May run code.
int32_t py__dict_find(py_vm *vm, py_dict *dict, py_value key, int64_t hash);
// A new entry for a key that is absent, its value unset; NULL: MemoryError.
// dict_keys.c: a dict for the attributes of an instance, and py_dict.keys with one more key.
py_dict *py__dict_new_instance(py_vm *vm);
uint32_t py__keys_with(py_vm *vm, uint32_t keys, py_value name);
void py__keys_deinit(py_vm *vm);
py_dict_entry *py__dict_insert(py_vm *vm, py_dict *dict, py_value key, int64_t hash);
bool py__dict_set_hashed(py_vm *vm, py_dict *dict, py_value key, int64_t hash, py_value value);
// Takes the entry out; the key and value are the caller's.
py_dict_entry py__dict_remove(py_dict *dict, int32_t entry);
py_dict_entry py__dict_pop_last(py_dict *dict); // dict not empty
bool py__dict_reserve(py_vm *vm, py_dict *dict, uint32_t count);
bool py__dict_copy_entries(py_vm *vm, py_dict *to, const py_dict *from); // `to` is empty
void py__dict_dealloc(py_vm *vm, py_obj *self);
void py__dict_traverse(py_obj *self, py_visit visit, void *context);
void py__dict_clear_slot(py_vm *vm, py_obj *self);

extern const py_fndef py__dict_methods[];
py_value py__dict_new_slot(py_vm *vm, py_type *type, const py_args *args);
bool py__dict_merge_missing(py_vm *vm, py_dict *dict, py_value other); // keeps the keys there are

// ---- views (dict_views.c, dict_iter.c) ----------------------------------------------------------

typedef struct py_dict_view {
    py_gcobj gc;
    py_dict *dict;
} py_dict_view;

py_value py__dict_view_new(py_vm *vm, py_type_id type, py_dict *dict);
py_value py__dict_iter_new(py_vm *vm, py_type_id type, py_dict *dict);
py_value py__dict_iter_reversed(py_vm *vm, py_type_id type, py_dict *dict);

// ---- sets ---------------------------------------------------------------------------------------

extern const py_fndef py__set_methods[], py__frozenset_methods[];
static inline bool py__is_set(py_value v) {
    return py_has_flag(v, PY_TF_SET);
}
bool py__is_frozenset(py_vm *vm, py_value v);
// set_order.c. add: after a new item came in; remove: after one went; `reserve`: before a set or dict of
// `more` items is merged in; copy: before the items of `from` come in (true: their slots are taken, do
// not add); tidy: at the end of a -=; apply: before anybody looks at the order.
void py__set_order_add(py_vm *vm, py_set *set, py_value key, int64_t hash);
void py__set_order_remove(py_vm *vm, py_set *set, py_value key, int64_t hash);
void py__set_order_reserve(py_vm *vm, py_set *set, size_t more);
bool py__set_order_copy(py_vm *vm, py_set *set, const py_set *from);
void py__set_order_tidy(py_vm *vm, py_set *set);
void py__set_order_apply(py_vm *vm, py_set *set);
int32_t py__set_order_pop(py_vm *vm, py_set *set); // number of the entry that pop takes
void py__set_order_drop(py_vm *vm, py_set *set);
void py__dict_reorder(py_dict *dict, const py_dict_entry *entries); // the live ones in another order
py_value py__set_make(py_vm *vm, py_type *type);                // empty
void py__set_empty(py_vm *vm, py_set *set);
bool py__set_extend(py_vm *vm, py_set *set, py_value iterable); // set.update of one
py_value py__set_from(py_vm *vm, py_type *type, py_value iterable);
int py__set_has(py_vm *vm, py_set *set, py_value item);     // a set as item counts as frozen
int py__set_discard(py_vm *vm, py_set *set, py_value item); // 1 removed, 0 absent, -1 error
void py__set_swap(py_set *a, py_set *b);                    // exchanges the contents
bool py__set_toggle(py_vm *vm, py_set *set, py_value b); // set ^= b, of any iterable
// `a`'s items that are (or are not) in `b`, into a new set of `type`.
py_value py__set_select(py_vm *vm, py_type *type, py_set *a, py_value b, bool keep_common);
bool py__set_subtract(py_vm *vm, py_set *set, py_value iterable);
py_value py__set_symmetric(py_vm *vm, py_type *type, py_value a, py_value b);
int py__set_subset(py_vm *vm, py_set *a, py_set *b);
int py__set_disjoint(py_vm *vm, py_set *a, py_value b);

// ---- slices, ranges -----------------------------------------------------------------------------

typedef struct py_slice {
    py_gcobj gc;
    py_value start, stop, step;
} py_slice;

static inline bool py__is_slice(py_vm *vm, py_value v) {
    return py_is(vm, v, PY_TYPE_SLICE);
}

typedef struct py_range {
    py_obj base;
    int64_t start, stop, step, count;
} py_range;

typedef struct py_range_iter {
    py_obj base;
    int64_t next, step, left;
} py_range_iter;

#endif
