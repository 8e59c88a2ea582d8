// collections.deque: storage, slots, iterators. The behaviour is CPython's Modules/_collectionsmodule.c,
// the storage a ring.
#include "deque_internal.h"

#include "types_internal.h"

// ---- storage ------------------------------------------------------------------------------------

static bool grow(py_vm *vm, py_deque *deque) {
    int64_t cap = deque->cap ? deque->cap * 2 : 8;
    if (cap > PY_ITEMS_MAX) {
        py_raise_memory(vm);
        return false;
    }
    py_value *items = vl_heap_alloc(vm->heap, (size_t)cap * sizeof *items);
    if (!items) {
        py_raise_memory(vm);
        return false;
    }
    for (int64_t i = 0; i < deque->count; i++)
        items[i] = *py__deque_at(deque, i);
    vl_heap_free(vm->heap, deque->items, (size_t)deque->cap * sizeof *items);
    deque->items = items;
    deque->cap = cap;
    deque->head = 0;
    return true;
}

py_value py__deque_take(py_deque *deque, bool left) {
    deque->changes++;
    py_value item = *py__deque_at(deque, left ? 0 : deque->count - 1);
    deque->count--;
    if (left)
        deque->head = (deque->head + 1) & (deque->cap - 1);
    return item;
}

bool py__deque_push(py_vm *vm, py_deque *deque, py_value item, bool left) {
    if (deque->count == deque->cap && !grow(vm, deque))
        return false;
    deque->changes++;
    if (left)
        deque->head = (deque->head - 1) & (deque->cap - 1);
    deque->count++;
    *py__deque_at(deque, left ? 0 : deque->count - 1) = py_incref(item);
    if (deque->maxlen >= 0 && deque->count > deque->maxlen)
        py_decref(vm, py__deque_take(deque, !left));
    return true;
}

void py__deque_clear(py_vm *vm, py_deque *deque) {
    py_deque old = *deque;
    deque->items = NULL;
    deque->cap = deque->head = deque->count = 0;
    deque->changes++;
    for (int64_t i = 0; i < old.count; i++)
        py_decref(vm, *py__deque_at(&old, i));
    vl_heap_free(vm->heap, old.items, (size_t)old.cap * sizeof *old.items);
}

bool py__deque_extend(py_vm *vm, py_deque *deque, py_value iterable, bool left) {
    py_value source = py_same(iterable, py_from(deque)) ? py_iter_to_list(vm, iterable)
                                                        : py_incref(iterable);
    py_value iterator = py_is_set(source) ? py_iter(vm, source) : py_unset(), item;
    py_decref(vm, source);
    if (!py_is_set(iterator))
        return false;
    py_next next;
    while ((next = py_iter_next(vm, iterator, &item)) == PY_NEXT_ITEM) {
        bool ok = py__deque_push(vm, deque, item, left);
        py_decref(vm, item);
        if (!ok) {
            next = PY_NEXT_ERROR;
            break;
        }
    }
    py_decref(vm, iterator);
    return next == PY_NEXT_END;
}

void py__deque_rotate(py_deque *deque, int64_t steps) {
    if (deque->count < 2)
        return;
    steps %= deque->count;
    if (steps * 2 > deque->count)
        steps -= deque->count;
    else if (steps * 2 < -deque->count)
        steps += deque->count;
    for (; steps > 0; steps--) {
        py_value item = py__deque_take(deque, false);
        deque->head = (deque->head - 1) & (deque->cap - 1);
        deque->count++;
        *py__deque_at(deque, 0) = item;
    }
    for (; steps < 0; steps++) {
        py_value item = py__deque_take(deque, true);
        deque->count++;
        *py__deque_at(deque, deque->count - 1) = item;
    }
}

bool py__deque_insert(py_vm *vm, py_deque *deque, int64_t at, py_value item) {
    py__deque_rotate(deque, -at);
    bool ok = py__deque_push(vm, deque, item, true);
    py__deque_rotate(deque, at);
    return ok;
}

void py__deque_delete(py_vm *vm, py_deque *deque, int64_t at) {
    py__deque_rotate(deque, -at);
    py_value item = py__deque_take(deque, true);
    py__deque_rotate(deque, at);
    py_decref(vm, item);
}

// ---- life ---------------------------------------------------------------------------------------

static py_value deque_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)args;
    py_deque *deque = py_object_new(vm, type, 0);
    if (deque)
        deque->maxlen = -1;
    return py_from(deque);
}

static bool deque_init(py_vm *vm, py_value self, const py_args *args) {
    static const py_fndef def = {"deque", "iterable=, maxlen=", NULL, PY_FN_PLAIN};
    py_value a[2];
    if (!py_bind_args(vm, &def, args, a))
        return false;
    int64_t maxlen = -1;
    if (py_is_set(a[1]) && !py_is_none(a[1])) {
        if (!py_is_int(py_unbox(a[1]))) {
            py_raise(vm, PY_EXC_TypeError, "an integer is required");
            return false;
        }
        if (!py_as_int64(vm, a[1], &maxlen))
            return false;
        if (maxlen < 0) {
            py_raise(vm, PY_EXC_ValueError, "maxlen must be non-negative");
            return false;
        }
    }
    py_deque *deque = py__deque_of(self);
    deque->maxlen = maxlen;
    if (deque->count)
        py__deque_clear(vm, deque);
    return !py_is_set(a[0]) || py__deque_extend(vm, deque, a[0], false);
}

static void deque_dealloc(py_vm *vm, py_obj *self) {
    py_gc_untrack(vm, self);
    py__deque_clear(vm, (py_deque *)self);
    py_object_free(vm, self, 0);
}

static void deque_traverse(py_obj *self, py_visit visit, void *context) {
    const py_deque *deque = (const py_deque *)self;
    for (int64_t i = 0; i < deque->count; i++)
        visit(context, *py__deque_at(deque, i));
}

static void deque_clear_slot(py_vm *vm, py_obj *self) {
    py__deque_clear(vm, (py_deque *)self);
}

py_value py__deque_copy(py_vm *vm, py_value self) {
    py_deque *deque = py__deque_of(self);
    py_type *type = self.as.o->type;
    py_value args[2] = {self, py_int(deque->maxlen)};
    py_value made = py_call_n(vm, py_from(type), deque->maxlen < 0 ? 1 : 2, args);
    if (!py_is_set(made) || py__library_is(vm, made, PY_LIB_DEQUE))
        return made;
    py_raise(vm, PY_EXC_TypeError, "%N() must return a deque, not %T", type, made);
    py_decref(vm, made);
    return py_unset();
}

// ---- slots --------------------------------------------------------------------------------------

static py_value deque_repr(py_vm *vm, py_value self) {
    py_deque *deque = py__deque_of(self);
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    if (!py_repr_enter(vm, self.as.o)) {
        if (py_failed(vm))
            return py_unset();
        vl_buf_text(&out, "[...]");
        return py__finish_text(vm, &out, true);
    }
    const py_type *type = self.as.o->type;
    py_value list = py_iter_to_list(vm, self);
    vl_buf_append(&out, type->name->data, type->name->size);
    vl_buf_char(&out, '(');
    bool ok = py_is_set(list) && py__append_repr(vm, &out, list);
    py_decref(vm, list);
    if (deque->maxlen >= 0)
        vl_buf_format(&out, ", maxlen=%lld", (long long)deque->maxlen);
    vl_buf_char(&out, ')');
    py_repr_leave(vm, self.as.o);
    return py__finish_text(vm, &out, ok);
}

static int64_t deque_length(py_vm *vm, py_value self) {
    (void)vm;
    return py__deque_of(self)->count;
}

static bool find_index(py_vm *vm, py_deque *deque, py_value key, int64_t *at) {
    if (!py__has_index(vm, key)) {
        py_raise(vm, PY_EXC_TypeError, "sequence index must be integer, not '%T'", key);
        return false;
    }
    if (!py_as_index(vm, key, at))
        return false;
    if (*at < 0)
        *at += deque->count;
    if (*at >= 0 && *at < deque->count)
        return true;
    py_raise(vm, PY_EXC_IndexError, "deque index out of range");
    return false;
}

static py_value deque_getitem(py_vm *vm, py_value self, py_value key) {
    int64_t at;
    if (!find_index(vm, py__deque_of(self), key, &at))
        return py_unset();
    return py_incref(*py__deque_at(py__deque_of(self), at));
}

static bool deque_setitem(py_vm *vm, py_value self, py_value key, py_value value) {
    py_deque *deque = py__deque_of(self);
    int64_t at;
    if (!find_index(vm, deque, key, &at))
        return false;
    if (py_is_set(value))
        py_assign_take(vm, py__deque_at(deque, at), py_incref(value));
    else
        py__deque_delete(vm, deque, at);
    return true;
}

static int deque_contains(py_vm *vm, py_value self, py_value item) {
    py_deque *deque = py__deque_of(self);
    uint64_t before = deque->changes;
    int found = 0;
    for (int64_t i = 0; found == 0 && i < deque->count; i++) {
        py_value each = py_incref(*py__deque_at(deque, i));
        found = py_compare_bool(vm, PY_CMP_EQ, each, item);
        py_decref(vm, each);
        if (found == 0 && deque->changes != before) {
            py_raise(vm, PY_EXC_RuntimeError, "deque mutated during iteration");
            return -1;
        }
    }
    return found;
}

static py_value deque_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (!py__library_is(vm, a, PY_LIB_DEQUE) || !py__library_is(vm, b, PY_LIB_DEQUE))
        return py__not_implemented(vm);
    if ((op == PY_CMP_EQ || op == PY_CMP_NE) && py__deque_of(a)->count != py__deque_of(b)->count)
        return py_bool(op == PY_CMP_NE);
    py_value x = py_iter_to_list(vm, a), y = py_is_set(x) ? py_iter_to_list(vm, b) : py_unset();
    py_value result = py_is_set(y) ? py_rich_compare(vm, op, x, y) : py_unset();
    py_decref(vm, x);
    py_decref(vm, y);
    return result;
}

static py_value in_place_repeat(py_vm *vm, py_value self, py_value count) {
    py_deque *deque = py__deque_of(self);
    int64_t times, n = deque->count;
    if (!py__has_index(vm, count))
        return py__repeat_error(vm, count);
    if (!py__repeat_count(vm, count, n, &times))
        return py_unset();
    if (times == 0)
        py__deque_clear(vm, deque);
    if (n == 0 || times < 2)
        return py_incref(self);
    py_value list = py_iter_to_list(vm, self);
    bool ok = py_is_set(list);
    for (int64_t i = 1; ok && i < times; i++)
        ok = py__deque_extend(vm, deque, list, false);
    py_decref(vm, list);
    return ok ? py_incref(self) : py_unset();
}

static py_value then(py_vm *vm, py_value made, py_value operand,
                     py_value (*change)(py_vm *, py_value, py_value)) {
    if (!py_is_set(made))
        return made;
    py_value result = change(vm, made, operand);
    py_decref(vm, made);
    return result;
}

static py_value in_place_add(py_vm *vm, py_value self, py_value other) {
    return py__deque_extend(vm, py__deque_of(self), other, false) ? py_incref(self) : py_unset();
}

static py_value deque_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    bool first = py__library_is(vm, a, PY_LIB_DEQUE);
    if (op == PY_BIN_MUL) {
        py_value self = first ? a : b, count = first ? b : a;
        return py__has_index(vm, count) ? then(vm, py__deque_copy(vm, self), count, in_place_repeat)
                                        : py__repeat_error(vm, count);
    }
    if (op != PY_BIN_ADD || !first)
        return py__not_implemented(vm);
    if (!py__library_is(vm, b, PY_LIB_DEQUE))
        return py_raise(vm, PY_EXC_TypeError, "can only concatenate deque (not \"%T\") to deque",
                        b);
    return then(vm, py__deque_copy(vm, a), b, in_place_add);
}

static py_value deque_inplace(py_vm *vm, py_binary op, py_value a, py_value b) {
    if (op == PY_BIN_ADD)
        return in_place_add(vm, a, b);
    return op == PY_BIN_MUL ? in_place_repeat(vm, a, b) : py__not_implemented(vm);
}

// ---- iterators ----------------------------------------------------------------------------------

typedef struct deque_iter {
    py_gcobj gc;
    py_value deque;
    int64_t at, left; // the index of the next item; how many are left
    uint64_t changes; // of the deque when iteration began
} deque_iter;

static py_value iter_over(py_vm *vm, py_library_type id, py_value self) {
    py_type *type = py__library_type(vm, id);
    deque_iter *iter = type ? py_object_new(vm, type, 0) : NULL;
    if (!iter)
        return py_unset();
    py_deque *deque = py__deque_of(self);
    iter->deque = py_incref(self);
    iter->left = deque->count;
    iter->at = id == PY_LIB_DEQUE_ITER ? 0 : deque->count - 1;
    iter->changes = deque->changes;
    return py_from(iter);
}

static py_value deque_iter_slot(py_vm *vm, py_value self) {
    return iter_over(vm, PY_LIB_DEQUE_ITER, self);
}

py_value py__deque_reversed(py_vm *vm, py_value self) {
    return iter_over(vm, PY_LIB_DEQUE_REV_ITER, self);
}

static py_next step(py_vm *vm, py_value self, py_value *item, int64_t by) {
    deque_iter *iter = (deque_iter *)self.as.o;
    py_deque *deque = py__deque_of(iter->deque);
    if (iter->changes != deque->changes) {
        iter->left = 0;
        py_raise(vm, PY_EXC_RuntimeError, "deque mutated during iteration");
        return PY_NEXT_ERROR;
    }
    if (iter->left == 0)
        return PY_NEXT_END;
    *item = py_incref(*py__deque_at(deque, iter->at));
    iter->at += by;
    iter->left--;
    return PY_NEXT_ITEM;
}

static py_next iter_next(py_vm *vm, py_value self, py_value *item) {
    return step(vm, self, item, 1);
}

static py_next rev_iter_next(py_vm *vm, py_value self, py_value *item) {
    return step(vm, self, item, -1);
}

static void iter_dealloc(py_vm *vm, py_obj *self) {
    py_decref(vm, ((deque_iter *)self)->deque);
    py_object_free(vm, self, 0);
}

static void iter_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((deque_iter *)self)->deque);
}

static py_value iter_hint(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_int(((deque_iter *)a[0].as.o)->left);
}

static const py_fndef iter_methods[] = {{"__length_hint__", "self, /", iter_hint, PY_FN_METHOD},
                                        {0}};

#define ITER_SPEC(symbol, text, step_fn)                                                           \
    const py_type_spec symbol = {.name = text,                                                     \
                                 .module = "collections",                                          \
                                 .size = sizeof(deque_iter),                                       \
                                 .flags = PY_TF_GC | PY_TF_QUALIFIED,                              \
                                 .base = -1,                                                       \
                                 .slots = {.dealloc = iter_dealloc,                                \
                                           .traverse = iter_traverse,                              \
                                           .iter = py__iter_self,                                  \
                                           .next = step_fn},                                       \
                                 .methods = iter_methods}

ITER_SPEC(py_deque_iter_spec, "_deque_iterator", iter_next);
ITER_SPEC(py_deque_rev_iter_spec, "_deque_reverse_iterator", rev_iter_next);

const py_type_spec py_deque_spec = {
    .name = "deque",
    .module = "collections",
    .doc = "A sequence with fast appends and pops at both ends.",
    .size = sizeof(py_deque),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_QUALIFIED | PY_TF_SEQUENCE,
    .base = -1,
    .slots = {.dealloc = deque_dealloc,
              .traverse = deque_traverse,
              .clear = deque_clear_slot,
              .new_ = deque_new,
              .init = deque_init,
              .repr = deque_repr,
              .length = deque_length,
              .getitem = deque_getitem,
              .setitem = deque_setitem,
              .contains = deque_contains,
              .iter = deque_iter_slot,
              .compare = deque_compare,
              .binary = deque_binary,
              .inplace = deque_inplace},
    .methods = py__deque_methods,
};

// ---- for native code --------------------------------------------------------------------------------

py_value py_deque_new(py_vm *vm) {
    py_type *type = py__library_type(vm, PY_LIB_DEQUE);
    py_deque *deque = type ? py_object_new(vm, type, 0) : NULL;
    if (deque)
        deque->maxlen = -1;
    return py_from(deque);
}

bool py_is_deque(py_value v) {
    return v.tag == PY_OBJ && v.as.o->type->spec == &py_deque_spec;
}

int64_t py_deque_count(py_value deque) {
    return py__deque_of(deque)->count;
}

bool py_deque_append(py_vm *vm, py_value deque, py_value item) {
    return py__deque_push(vm, py__deque_of(deque), item, false);
}

py_value py_deque_popleft(py_vm *vm, py_value deque) {
    return py__deque_of(deque)->count ? py__deque_take(py__deque_of(deque), true)
                                      : py_raise(vm, PY_EXC_IndexError, "pop from an empty deque");
}
