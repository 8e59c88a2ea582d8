// list: storage, slots, slices. Methods are in list_methods.c, sorting in list_sort.c. Whatever
// runs code of the program (comparing, iterating, releasing items) may change the list: nothing
// keeps a pointer into `items` across it.
#include "containers_internal.h"

static py_list *self_of(py_value v) {
    return (py_list *)v.as.o;
}

// ---- storage ------------------------------------------------------------------------------------

bool py__list_reserve(py_vm *vm, py_list *list, int64_t count) {
    if (count <= list->cap)
        return true;
    int64_t cap = list->cap + list->cap / 2 + 4;
    if (cap < count)
        cap = count;
    if (count > PY_ITEMS_MAX || cap > PY_ITEMS_MAX) {
        py_raise_memory(vm);
        return false;
    }
    size_t unit = sizeof(py_value);
    py_value *items =
        vl_heap_realloc(vm->heap, list->items, (size_t)list->cap * unit, (size_t)cap * unit);
    if (!items) {
        py_raise_memory(vm);
        return false;
    }
    list->items = items;
    list->cap = cap;
    return true;
}

py_list *py_list_new(py_vm *vm, int64_t reserve) {
    py_list *list = py_object_new(vm, vm->types[PY_TYPE_LIST], 0);
    if (list && reserve > 0) {
        size_t size = (size_t)reserve * sizeof(py_value);
        list->items = reserve <= PY_ITEMS_MAX ? vl_heap_alloc(vm->heap, size) : NULL;
        if (!list->items) {
            py_release(vm, list);
            py_raise_memory(vm);
            return NULL;
        }
        list->cap = reserve;
    }
    return list;
}

py_list *py__list_of(py_vm *vm, const py_value *items, int64_t n) {
    py_list *list = py_list_new(vm, n);
    if (!list)
        return NULL;
    for (int64_t i = 0; i < n; i++)
        list->items[i] = py_incref(items[i]);
    list->count = n;
    return list;
}

bool py_list_append(py_vm *vm, py_list *list, py_value item) {
    if (VL_UNLIKELY(list->count == list->cap) && !py__list_reserve(vm, list, list->count + 1))
        return false;
    list->items[list->count++] = py_incref(item);
    return true;
}

bool py__list_insert(py_vm *vm, py_list *list, int64_t at, py_value item) {
    if (!py__list_reserve(vm, list, list->count + 1))
        return false;
    if (at < 0)
        at = at < -list->count ? 0 : at + list->count;
    if (at > list->count)
        at = list->count;
    memmove(&list->items[at + 1], &list->items[at], (size_t)(list->count - at) * sizeof(py_value));
    list->items[at] = py_incref(item);
    list->count++;
    return true;
}

void py__list_clear(py_vm *vm, py_list *list) {
    py_list old = *list;
    list->items = NULL;
    list->count = list->cap = 0;
    for (int64_t i = old.count; i-- > 0;) // the last first, as CPython does
        py_decref(vm, old.items[i]);
    vl_heap_free(vm->heap, old.items, (size_t)old.cap * sizeof(py_value));
}

static bool append_array(py_vm *vm, py_list *list, const py_value *items, int64_t n) {
    bool own = items == list->items; // extending by itself: the array may move
    if (!py__list_reserve(vm, list, list->count + n))
        return false;
    if (own)
        items = list->items;
    for (int64_t i = 0; i < n; i++)
        list->items[list->count + i] = py_incref(items[i]);
    list->count += n;
    return true;
}

bool py__list_append_all(py_vm *vm, py_list *list, py_value iterable) {
    const py_value *items;
    int64_t n;
    if (py__plain_items(vm, iterable, &items, &n))
        return append_array(vm, list, items, n);
    py_value iterator = py_iter(vm, iterable), item;
    if (!py_is_set(iterator))
        return false;
    // The program's classes may see that they are asked; nothing is done with the answer.
    if (py_has_flag(iterable, PY_TF_HEAP) && py__length_hint(vm, iterable, 8) < 0) {
        py_decref(vm, iterator);
        return false;
    }
    py_next next;
    while ((next = py_iter_next(vm, iterator, &item)) == PY_NEXT_ITEM) {
        bool ok = py_list_append(vm, list, item);
        py_decref(vm, item);
        if (!ok) {
            next = PY_NEXT_ERROR;
            break;
        }
    }
    py_decref(vm, iterator);
    return next == PY_NEXT_END;
}

bool py__list_replace(py_vm *vm, py_list *list, int64_t start, int64_t stop, const py_value *items,
                      int64_t n) {
    int64_t gone = stop - start, tail = list->count - stop;
    py_value *old = NULL;
    size_t old_size = (size_t)gone * sizeof(py_value);
    if (gone) {
        old = vl_heap_alloc(vm->heap, old_size);
        if (!old) {
            py_raise_memory(vm);
            return false;
        }
        memcpy(old, &list->items[start], old_size);
    }
    if (!py__list_reserve(vm, list, list->count - gone + n)) {
        vl_heap_free(vm->heap, old, old_size);
        return false;
    }
    if (tail && gone != n)
        memmove(&list->items[start + n], &list->items[stop], (size_t)tail * sizeof(py_value));
    for (int64_t i = 0; i < n; i++)
        list->items[start + i] = py_incref(items[i]);
    list->count += n - gone;
    for (int64_t i = gone; i-- > 0;)
        py_decref(vm, old[i]);
    vl_heap_free(vm->heap, old, old_size);
    return true;
}

// ---- life ---------------------------------------------------------------------------------------

static void list_dealloc(py_vm *vm, py_obj *self) {
    py_gc_untrack(vm, self);
    py__list_clear(vm, (py_list *)self);
    py_object_free(vm, self, 0);
}

static void list_traverse(py_obj *self, py_visit visit, void *context) {
    const py_list *list = (const py_list *)self;
    for (int64_t i = 0; i < list->count; i++)
        visit(context, list->items[i]);
}

static void list_clear_slot(py_vm *vm, py_obj *self) {
    py__list_clear(vm, (py_list *)self);
}

static py_value list_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)args;
    return py_from(py_object_new(vm, type, 0));
}

static bool list_init(py_vm *vm, py_value self, const py_args *args) {
    py_value iterable;
    bool strict = self.as.o->type->slots.init == list_init;
    if (!py__one_iterable(vm, "list", args, strict, &iterable))
        return false;
    py__list_clear(vm, self_of(self));
    return !py_is_set(iterable) || py__list_append_all(vm, self_of(self), iterable);
}

// ---- subscripts ---------------------------------------------------------------------------------

static py_value list_getitem(py_vm *vm, py_value self, py_value key) {
    py_list *list = self_of(self);
    int64_t at;
    if (py__is_slice(vm, key))
        return py__list_slice_get(vm, list, key);
    if (!py__subscript(vm, key, "list", &at))
        return py_unset();
    if (at < 0)
        at += list->count;
    if (at < 0 || at >= list->count)
        return py_raise(vm, PY_EXC_IndexError, "list index out of range");
    return py_incref(list->items[at]);
}

static bool list_setitem(py_vm *vm, py_value self, py_value key, py_value value) {
    py_list *list = self_of(self);
    int64_t at;
    if (py__is_slice(vm, key))
        return py__list_slice_set(vm, list, key, value);
    if (!py__subscript(vm, key, "list", &at))
        return false;
    if (at < 0)
        at += list->count;
    if (at < 0 || at >= list->count) {
        py_raise(vm, PY_EXC_IndexError, "list assignment index out of range");
        return false;
    }
    if (!py_is_set(value))
        return py__list_replace(vm, list, at, at + 1, NULL, 0);
    py_assign_take(vm, &list->items[at], py_incref(value));
    return true;
}

// ---- operators ----------------------------------------------------------------------------------

static py_value list_repr(py_vm *vm, py_value self) {
    py_list *list = self_of(self);
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    if (!py_repr_enter(vm, self.as.o)) {
        if (vm->exc || vm->halt != VL_OK)
            return py_unset();
        vl_buf_text(&out, "[...]");
        return py__finish_text(vm, &out, true);
    }
    vl_buf_char(&out, '[');
    bool ok = true;
    for (int64_t i = 0; ok && i < list->count; i++) {
        if (i)
            vl_buf_text(&out, ", ");
        py_value item = py_incref(list->items[i]);
        ok = py__append_repr(vm, &out, item);
        py_decref(vm, item);
    }
    vl_buf_char(&out, ']');
    py_repr_leave(vm, self.as.o);
    return py__finish_text(vm, &out, ok);
}

static int64_t list_length(py_vm *vm, py_value self) {
    (void)vm;
    return self_of(self)->count;
}

static int list_contains(py_vm *vm, py_value self, py_value item) {
    py_list *list = self_of(self);
    int64_t at;
    return py__find_item(vm, &list->items, &list->count, 0, INT64_MAX, item, &at);
}

static py_value list_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (!py_is_list(a) || !py_is_list(b))
        return py__not_implemented(vm);
    py_list *x = self_of(a), *y = self_of(b);
    return py__compare_items(vm, op, &x->items, &x->count, &y->items, &y->count);
}

static py_value list_concat(py_vm *vm, py_value a, py_value b) {
    if (!py_is_list(a))
        return py__not_implemented(vm);
    if (!py_is_list(b))
        return py__concat_error(vm, "list", b);
    py_list *x = self_of(a), *y = self_of(b);
    py_list *both = py_list_new(vm, x->count + y->count);
    if (!both)
        return py_unset();
    if (!append_array(vm, both, x->items, x->count) ||
        !append_array(vm, both, y->items, y->count)) {
        py_release(vm, both);
        return py_unset();
    }
    return py_from(both);
}

static py_value list_repeat(py_vm *vm, py_value self, py_value count) {
    py_list *list = self_of(self);
    int64_t times;
    if (!py__has_index(vm, count))
        return py__repeat_error(vm, count);
    if (!py__repeat_count(vm, count, list->count, &times))
        return py_unset();
    int64_t n = list->count;
    py_list *made = py_list_new(vm, n * times);
    if (!made)
        return py_unset();
    for (int64_t i = 0; n && i < times; i++)
        for (int64_t k = 0; k < n; k++)
            made->items[made->count++] = py_incref(list->items[k]);
    return py_from(made);
}

static py_value list_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    if (op == PY_BIN_ADD)
        return list_concat(vm, a, b);
    if (op == PY_BIN_MUL)
        return py_is_list(a) ? list_repeat(vm, a, b) : list_repeat(vm, b, a);
    return py__not_implemented(vm);
}

static py_value repeat_in_place(py_vm *vm, py_value self, py_value count) {
    py_list *list = self_of(self);
    int64_t times, n = list->count;
    if (!py__has_index(vm, count))
        return py__repeat_error(vm, count);
    if (!py__repeat_count(vm, count, n, &times) || !py__list_reserve(vm, list, n * times))
        return py_unset();
    if (times == 0)
        py__list_clear(vm, list);
    for (int64_t i = 1; i < times; i++)
        append_array(vm, list, list->items, n);
    return py_incref(self);
}

static py_value list_inplace(py_vm *vm, py_binary op, py_value a, py_value b) {
    if (op == PY_BIN_ADD)
        return py__list_append_all(vm, self_of(a), b) ? py_incref(a) : py_unset();
    if (op == PY_BIN_MUL)
        return repeat_in_place(vm, a, b);
    return py__not_implemented(vm);
}

static py_value list_iter(py_vm *vm, py_value self) {
    return py__seq_iter_new(vm, PY_TYPE_SEQ_ITER, self, 0);
}

const py_type_spec py_list_spec = {
    .name = "list",
    .doc = "A mutable sequence.",
    .size = sizeof(py_list),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_LIST | PY_TF_SEQUENCE,
    .base = -1,
    .slots = {.dealloc = list_dealloc,
              .traverse = list_traverse,
              .clear = list_clear_slot,
              .new_ = list_new,
              .init = list_init,
              .repr = list_repr,
              .length = list_length,
              .getitem = list_getitem,
              .setitem = list_setitem,
              .contains = list_contains,
              .iter = list_iter,
              .compare = list_compare,
              .binary = list_binary,
              .inplace = list_inplace},
    .methods = py__list_methods,
};
