// tuple and its iterator (with list's: both walk by index). Knows no list's methods.
#include "containers_internal.h"
#include "types_internal.h"

static size_t items_size(int64_t count) {
    return (size_t)count * sizeof(py_value);
}

static py_tuple *tuple_alloc(py_vm *vm, py_type *type, int64_t count) {
    if (count > PY_ITEMS_MAX) {
        py_raise_memory(vm);
        return NULL;
    }
    py_tuple *tuple = py_object_new(vm, type, items_size(count));
    if (!tuple)
        return NULL;
    // Behind the instance's dict, where a subclass has one.
    tuple->items = (py_value *)(void *)((char *)tuple + type->size);
    tuple->count = count;
    tuple->hash = -1;
    return tuple;
}

py_tuple *py_tuple_new(py_vm *vm, int64_t count) {
    if (count == 0 && vm->empty_tuple)
        return py_retain(vm->empty_tuple);
    return tuple_alloc(vm, vm->types[PY_TYPE_TUPLE], count);
}

static void fill(py_tuple *tuple, const py_value *items) {
    for (int64_t i = 0; i < tuple->count; i++)
        tuple->items[i] = py_incref(items[i]);
}

py_tuple *py_tuple_of(py_vm *vm, int64_t count, const py_value *items) {
    py_tuple *tuple = py_tuple_new(vm, count);
    if (tuple && count)
        fill(tuple, items);
    return tuple;
}

static py_tuple *self_of(py_value v) {
    return (py_tuple *)v.as.o;
}

static void tuple_dealloc(py_vm *vm, py_obj *self) {
    py_tuple *tuple = (py_tuple *)self;
    py_gc_untrack(vm, self);
    for (int64_t i = tuple->count; i-- > 0;) // the last first, as CPython does
        py_decref(vm, tuple->items[i]);
    py_object_free(vm, self, items_size(tuple->count));
}

static void tuple_traverse(py_obj *self, py_visit visit, void *context) {
    const py_tuple *tuple = (const py_tuple *)self;
    if (tuple->items)
        for (int64_t i = 0; i < tuple->count; i++)
            visit(context, tuple->items[i]);
}

static py_value tuple_new(py_vm *vm, py_type *type, const py_args *args) {
    py_type *plain = vm->types[PY_TYPE_TUPLE];
    bool strict = type == plain || type->slots.init == plain->slots.init;
    py_value iterable;
    if (!py__one_iterable(vm, "tuple", args, strict, &iterable))
        return py_unset();
    py_value items =
        py_is_set(iterable) ? py_iter_to_tuple(vm, iterable) : py_from(py_tuple_new(vm, 0));
    if (type == plain || !py_is_set(items))
        return items;
    py_tuple *made = tuple_alloc(vm, type, self_of(items)->count);
    if (made)
        fill(made, self_of(items)->items);
    py_decref(vm, items);
    return py_from(made);
}

// ---- operators ----------------------------------------------------------------------------------

static py_value tuple_repr(py_vm *vm, py_value self) {
    py_tuple *tuple = self_of(self);
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    if (!py_repr_enter(vm, self.as.o)) {
        if (vm->exc || vm->halt != VL_OK)
            return py_unset();
        vl_buf_text(&out, "(...)");
        return py__finish_text(vm, &out, true);
    }
    vl_buf_char(&out, '(');
    bool ok = true;
    for (int64_t i = 0; ok && i < tuple->count; i++) {
        if (i)
            vl_buf_text(&out, ", ");
        ok = py__append_repr(vm, &out, tuple->items[i]);
    }
    vl_buf_text(&out, tuple->count == 1 ? ",)" : ")");
    py_repr_leave(vm, self.as.o);
    return py__finish_text(vm, &out, ok);
}

uint64_t py__hash_start(void) {
    return 2870177450012600261u;
}

uint64_t py__hash_mix(uint64_t accumulator, int64_t lane) {
    accumulator += (uint64_t)lane * 14029467366897019727u;
    accumulator = (accumulator << 31) | (accumulator >> 33);
    return accumulator * 11400714785074694791u;
}

static bool tuple_hash(py_vm *vm, py_value self, int64_t *hash) {
    py_tuple *tuple = self_of(self);
    if (tuple->hash != -1) {
        *hash = tuple->hash;
        return true;
    }
    uint64_t mixed = py__hash_start();
    for (int64_t i = 0; i < tuple->count; i++) {
        int64_t lane;
        if (!py__hash_key(vm, tuple->items[i], &lane))
            return false;
        mixed = py__hash_mix(mixed, lane);
    }
    mixed += (uint64_t)tuple->count ^ (py__hash_start() ^ 3527539u);
    tuple->hash = *hash = mixed == UINT64_MAX ? 1546275796 : (int64_t)mixed;
    return true;
}

static int64_t tuple_length(py_vm *vm, py_value self) {
    (void)vm;
    return self_of(self)->count;
}

static py_value tuple_slice(py_vm *vm, py_tuple *tuple, py_value slice) {
    int64_t start, stop, step, count;
    if (!py_slice_resolve(vm, slice, tuple->count, &start, &stop, &step, &count))
        return py_unset();
    if (count == tuple->count && step == 1 && py_is(vm, py_from(tuple), PY_TYPE_TUPLE))
        return py_incref(py_from(tuple));
    py_tuple *part = py_tuple_new(vm, count);
    if (part)
        for (int64_t i = 0; i < count; i++)
            part->items[i] = py_incref(tuple->items[start + i * step]);
    return py_from(part);
}

static py_value tuple_getitem(py_vm *vm, py_value self, py_value key) {
    py_tuple *tuple = self_of(self);
    int64_t at;
    if (py__is_slice(vm, key))
        return tuple_slice(vm, tuple, key);
    if (!py__subscript(vm, key, "tuple", &at))
        return py_unset();
    if (at < 0)
        at += tuple->count;
    if (at < 0 || at >= tuple->count)
        return py_raise(vm, PY_EXC_IndexError, "tuple index out of range");
    return py_incref(tuple->items[at]);
}

static int tuple_contains(py_vm *vm, py_value self, py_value item) {
    py_tuple *tuple = self_of(self);
    int64_t at;
    return py__find_item(vm, &tuple->items, &tuple->count, 0, INT64_MAX, item, &at);
}

static py_value tuple_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (!py_is_tuple(a) || !py_is_tuple(b))
        return py__not_implemented(vm);
    py_tuple *x = self_of(a), *y = self_of(b);
    return py__compare_items(vm, op, &x->items, &x->count, &y->items, &y->count);
}

static py_value tuple_concat(py_vm *vm, py_value a, py_value b) {
    if (!py_is_tuple(a))
        return py__not_implemented(vm);
    if (!py_is_tuple(b))
        return py__concat_error(vm, "tuple", b);
    py_tuple *x = self_of(a), *y = self_of(b);
    if (!x->count && py_is(vm, b, PY_TYPE_TUPLE))
        return py_incref(b);
    if (!y->count && py_is(vm, a, PY_TYPE_TUPLE))
        return py_incref(a);
    py_tuple *both = py_tuple_new(vm, x->count + y->count);
    if (!both)
        return py_unset();
    for (int64_t i = 0; i < x->count; i++)
        both->items[i] = py_incref(x->items[i]);
    for (int64_t i = 0; i < y->count; i++)
        both->items[x->count + i] = py_incref(y->items[i]);
    return py_from(both);
}

static py_value tuple_repeat(py_vm *vm, py_value self, py_value count) {
    py_tuple *tuple = self_of(self);
    int64_t times;
    if (!py__has_index(vm, count))
        return py__repeat_error(vm, count);
    if (!py__repeat_count(vm, count, tuple->count, &times))
        return py_unset();
    if ((times == 1 || !tuple->count) && py_is(vm, self, PY_TYPE_TUPLE))
        return py_incref(self);
    py_tuple *made = py_tuple_new(vm, tuple->count * times);
    if (made)
        for (int64_t i = 0; i < made->count; i++)
            made->items[i] = py_incref(tuple->items[i % tuple->count]);
    return py_from(made);
}

static py_value tuple_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    if (op == PY_BIN_ADD)
        return tuple_concat(vm, a, b);
    if (op == PY_BIN_MUL)
        return py_is_tuple(a) ? tuple_repeat(vm, a, b) : tuple_repeat(vm, b, a);
    return py__not_implemented(vm);
}

// ---- methods ------------------------------------------------------------------------------------

static py_value tuple_index(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_tuple *tuple = self_of(a[0]);
    int64_t from, to, at;
    if (!py__search_bounds(vm, &a[2], &a[3], tuple->count, &from, &to))
        return py_unset();
    int found = py__find_item(vm, &tuple->items, &tuple->count, from, to, a[1], &at);
    if (found == 0)
        return py_raise(vm, PY_EXC_ValueError, "tuple.index(x): x not in tuple");
    return found < 0 ? py_unset() : py_int(at);
}

static py_value tuple_count(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_tuple *tuple = self_of(a[0]);
    return py__count_item(vm, &tuple->items, &tuple->count, a[1]);
}

static py_value tuple_getnewargs(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value copy = py_from(py_tuple_of(vm, self_of(a[0])->count, self_of(a[0])->items));
    if (!py_is_set(copy))
        return copy;
    py_tuple *args = py_tuple_of(vm, 1, &copy);
    py_decref(vm, copy);
    return py_from(args);
}

static const py_fndef tuple_methods[] = {
    {"index", "self, value, start=, stop=, /", tuple_index, PY_FN_METHOD},
    {"count", "self, value, /", tuple_count, PY_FN_METHOD},
    {"__getnewargs__", "self, /", tuple_getnewargs, PY_FN_METHOD},
    {"__class_getitem__", "cls, item, /", py__class_getitem, PY_FN_CLASSMETHOD},
    {NULL, NULL, NULL, 0}};

static py_value tuple_iter(py_vm *vm, py_value self) {
    return py__seq_iter_new(vm, PY_TYPE_TUPLE_ITER, self, 0);
}

const py_type_spec py_tuple_spec = {
    .name = "tuple",
    .doc = "An immutable sequence.",
    .size = offsetof(py_tuple, store),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_TUPLE | PY_TF_SEQUENCE,
    .base = -1,
    .slots = {.dealloc = tuple_dealloc,
              .traverse = tuple_traverse,
              .new_ = tuple_new,
              .repr = tuple_repr,
              .hash = tuple_hash,
              .length = tuple_length,
              .getitem = tuple_getitem,
              .contains = tuple_contains,
              .iter = tuple_iter,
              .compare = tuple_compare,
              .binary = tuple_binary},
    .methods = tuple_methods,
};
