// The methods of list, and its slices. Knows the storage through containers_internal.h.
#include "containers_internal.h"
#include "types_internal.h"

static py_list *self_of(py_value v) {
    return (py_list *)v.as.o;
}

static py_value none_if(bool ok) {
    return ok ? py_none() : py_unset();
}

// ---- slices -------------------------------------------------------------------------------------

py_value py__list_slice_get(py_vm *vm, py_list *list, py_value slice) {
    int64_t start, stop, step, count;
    if (!py_slice_resolve(vm, slice, list->count, &start, &stop, &step, &count))
        return py_unset();
    if (step == 1)
        return py_from(py__list_of(vm, count ? &list->items[start] : NULL, count));
    py_list *part = py_list_new(vm, count);
    if (!part)
        return py_unset();
    for (int64_t i = 0; i < count; i++)
        part->items[i] = py_incref(list->items[start + i * step]);
    part->count = count;
    return py_from(part);
}

// del list[start::step], `count` items of it.
static bool delete_steps(py_vm *vm, py_list *list, int64_t start, int64_t step, int64_t count) {
    if (count == 0)
        return true;
    if (step < 0) {
        start += (count - 1) * step;
        step = -step;
    }
    py_list *gone = py_list_new(vm, count);
    if (!gone)
        return false;
    int64_t to = start;
    for (int64_t i = start; i < list->count; i++) {
        if (gone->count < count && i == start + gone->count * step)
            gone->items[gone->count++] = list->items[i];
        else
            list->items[to++] = list->items[i];
    }
    list->count = to;
    py_release(vm, gone); // and the items with it, now that the list is whole again
    return true;
}

static bool assign_steps(py_vm *vm, py_list *list, int64_t start, int64_t step, int64_t count,
                         const py_list *items) {
    if (items->count != count) {
        py_raise(vm, PY_EXC_ValueError,
                 "attempt to assign sequence of size %lld to extended slice of size %lld",
                 (long long)items->count, (long long)count);
        return false;
    }
    py_list *gone = py_list_new(vm, count);
    if (!gone)
        return false;
    for (int64_t i = 0; i < count; i++) {
        gone->items[gone->count++] = list->items[start + i * step];
        list->items[start + i * step] = py_incref(items->items[i]);
    }
    py_release(vm, gone);
    return true;
}

// The items to assign as a list of their own: iterating runs code, and a list may assign itself.
static py_list *items_to_assign(py_vm *vm, py_value value, bool extended) {
    if (!py__iterable(vm, value)) {
        py_raise(vm, PY_EXC_TypeError,
                 extended ? "must assign iterable to extended slice"
                          : "can only assign an iterable");
        return NULL;
    }
    py_value items = py_iter_to_list(vm, value);
    return py_is_set(items) ? self_of(items) : NULL;
}

bool py__list_slice_set(py_vm *vm, py_list *list, py_value slice, py_value value) {
    int64_t start, stop, step, count;
    if (!py_slice_resolve(vm, slice, list->count, &start, &stop, &step, &count))
        return false;
    if (!py_is_set(value))
        return step == 1 ? py__list_replace(vm, list, start, start + count, NULL, 0)
                         : delete_steps(vm, list, start, step, count);
    // 3.13 words both cases alike.
    py_list *items = items_to_assign(vm, value, step != 1 || vm->python_minor >= 13);
    // What ran meanwhile may have changed the list.
    bool ok = items && py_slice_resolve(vm, slice, list->count, &start, &stop, &step, &count);
    if (ok)
        ok = step == 1
                 ? py__list_replace(vm, list, start, start + count, items->items, items->count)
                 : assign_steps(vm, list, start, step, count, items);
    py_release(vm, items);
    return ok;
}

// ---- methods ------------------------------------------------------------------------------------

static py_value list_append(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return none_if(py_list_append(vm, self_of(a[0]), a[1]));
}

static py_value list_extend(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return none_if(py__list_append_all(vm, self_of(a[0]), a[1]));
}

static py_value list_insert(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t at;
    return none_if(py_as_index(vm, a[1], &at) && py__list_insert(vm, self_of(a[0]), at, a[2]));
}

static py_value list_pop(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_list *list = self_of(a[0]);
    int64_t at = -1;
    if (py_is_set(a[1]) && !py_as_index(vm, a[1], &at))
        return py_unset();
    if (!list->count)
        return py_raise(vm, PY_EXC_IndexError, "pop from empty list");
    if (at < 0)
        at += list->count;
    if (at < 0 || at >= list->count)
        return py_raise(vm, PY_EXC_IndexError, "pop index out of range");
    py_value item = list->items[at];
    list->count--;
    memmove(&list->items[at], &list->items[at + 1], (size_t)(list->count - at) * sizeof(py_value));
    return item;
}

static py_value list_remove(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_list *list = self_of(a[0]);
    int64_t at;
    int found = py__find_item(vm, &list->items, &list->count, 0, INT64_MAX, a[1], &at);
    if (found == 0)
        return py_raise(vm, PY_EXC_ValueError, "list.remove(x): x not in list");
    if (found > 0 && at < list->count)
        return none_if(py__list_replace(vm, list, at, at + 1, NULL, 0));
    return none_if(found > 0);
}

static py_value list_clear(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py__list_clear(vm, self_of(a[0]));
    return py_none();
}

static py_value list_index(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_list *list = self_of(a[0]);
    int64_t from, to, at;
    if (!py__search_bounds(vm, &a[2], &a[3], list->count, &from, &to))
        return py_unset();
    int found = py__find_item(vm, &list->items, &list->count, from, to, a[1], &at);
    if (found == 0 && vm->python_minor >= 14)
        return py_raise(vm, PY_EXC_ValueError, "list.index(x): x not in list");
    if (found == 0)
        return py_raise(vm, PY_EXC_ValueError, "%R is not in list", a[1]);
    return found < 0 ? py_unset() : py_int(at);
}

static py_value list_count(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_list *list = self_of(a[0]);
    return py__count_item(vm, &list->items, &list->count, a[1]);
}

static py_value list_reverse(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    py_list *list = self_of(a[0]);
    for (int64_t i = 0, k = list->count - 1; i < k; i++, k--) {
        py_value item = list->items[i];
        list->items[i] = list->items[k];
        list->items[k] = item;
    }
    return py_none();
}

static py_value list_copy(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_from(py__list_of(vm, self_of(a[0])->items, self_of(a[0])->count));
}

static py_value list_sort(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int reverse = py_is_set(a[2]) ? py_truth(vm, a[2]) : 0;
    if (reverse < 0)
        return py_unset();
    py_value key = py_is_set(a[1]) && !py_is_none(a[1]) ? a[1] : py_unset();
    return none_if(py_list_sort(vm, self_of(a[0]), key, reverse != 0));
}

static py_value list_reversed(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__seq_iter_new(vm, PY_TYPE_REV_ITER, a[0], self_of(a[0])->count - 1);
}

const py_fndef py__list_methods[] = {
    {"append", "self, object, /", list_append, PY_FN_METHOD},
    {"extend", "self, iterable, /", list_extend, PY_FN_METHOD},
    {"insert", "self, index, object, /", list_insert, PY_FN_METHOD},
    {"pop", "self, index=, /", list_pop, PY_FN_METHOD},
    {"remove", "self, value, /", list_remove, PY_FN_METHOD},
    {"clear", "self, /", list_clear, PY_FN_METHOD},
    {"index", "self, value, start=, stop=, /", list_index, PY_FN_METHOD},
    {"count", "self, value, /", list_count, PY_FN_METHOD},
    {"reverse", "self, /", list_reverse, PY_FN_METHOD},
    {"copy", "self, /", list_copy, PY_FN_METHOD},
    {"sort", "self, /, *, key=, reverse=", list_sort, PY_FN_METHOD},
    {"__reversed__", "self, /", list_reversed, PY_FN_METHOD},
    {"__class_getitem__", "cls, item, /", py__class_getitem, PY_FN_CLASSMETHOD},
    {NULL, NULL, NULL, 0}};
