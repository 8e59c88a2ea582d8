// The methods of collections.deque. Whatever compares items may change the deque meanwhile.
#include "deque_internal.h"

#include "types_internal.h"

static py_value f_append(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__deque_push(vm, py__deque_of(a[0]), a[1], false) ? py_none() : py_unset();
}

static py_value f_appendleft(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__deque_push(vm, py__deque_of(a[0]), a[1], true) ? py_none() : py_unset();
}

static py_value take(py_vm *vm, py_value self, bool left) {
    if (!py__deque_of(self)->count)
        return py_raise(vm, PY_EXC_IndexError, "pop from an empty deque");
    return py__deque_take(py__deque_of(self), left);
}

static py_value f_pop(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return take(vm, a[0], false);
}

static py_value f_popleft(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return take(vm, a[0], true);
}

static py_value f_extend(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__deque_extend(vm, py__deque_of(a[0]), a[1], false) ? py_none() : py_unset();
}

static py_value f_extendleft(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__deque_extend(vm, py__deque_of(a[0]), a[1], true) ? py_none() : py_unset();
}

static py_value f_clear(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py__deque_clear(vm, py__deque_of(a[0]));
    return py_none();
}

static py_value f_copy(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__deque_copy(vm, a[0]);
}

// The index of `item` from `start` up to `stop`; *at is -1 where it is absent.
static bool find(py_vm *vm, py_deque *deque, py_value item, int64_t start, int64_t stop,
                 int64_t *at) {
    uint64_t before = deque->changes;
    for (*at = start; *at < stop && *at < deque->count; ++*at) {
        py_value each = py_incref(*py__deque_at(deque, *at));
        int equal = py_compare_bool(vm, PY_CMP_EQ, each, item);
        py_decref(vm, each);
        if (equal != 0)
            return equal > 0;
        if (deque->changes != before) {
            py_raise(vm, PY_EXC_RuntimeError, "deque mutated during iteration");
            return false;
        }
    }
    *at = -1;
    return true;
}

static py_value f_count(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_deque *deque = py__deque_of(a[0]);
    int64_t count = 0;
    for (int64_t at = 0; at < deque->count; at++, count++) {
        if (!find(vm, deque, a[1], at, INT64_MAX, &at))
            return py_unset();
        if (at < 0)
            break;
    }
    return py_int(count);
}

static py_value raise_absent(py_vm *vm, const char *method, py_value v) {
    if (vm->python_minor >= 14)
        return py_raise(vm, PY_EXC_ValueError, "deque.%s(x): x not in deque", method);
    return py_raise(vm, PY_EXC_ValueError, "%R is not in deque", v);
}

static py_value f_index(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_deque *deque = py__deque_of(a[0]);
    int64_t from, to, at;
    if (!py__search_bounds(vm, &a[2], &a[3], deque->count, &from, &to) ||
        !find(vm, deque, a[1], from, to, &at))
        return py_unset();
    if (at < 0)
        return raise_absent(vm, "index", a[1]);
    return py_int(at);
}

static py_value f_insert(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_deque *deque = py__deque_of(a[0]);
    int64_t at;
    if (!py_as_index(vm, a[1], &at))
        return py_unset();
    if (deque->maxlen == deque->count)
        return py_raise(vm, PY_EXC_IndexError, "deque already at its maximum size");
    if (at < 0)
        at = at < -deque->count ? 0 : at + deque->count;
    if (at > deque->count)
        at = deque->count;
    return py__deque_insert(vm, deque, at, a[2]) ? py_none() : py_unset();
}

static py_value f_remove(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_deque *deque = py__deque_of(a[0]);
    uint64_t before = deque->changes;
    for (int64_t at = 0; at < deque->count; at++) {
        py_value each = py_incref(*py__deque_at(deque, at));
        int equal = py_compare_bool(vm, PY_CMP_EQ, each, a[1]);
        py_decref(vm, each);
        if (equal < 0)
            return py_unset();
        if (deque->changes != before)
            return py_raise(vm, PY_EXC_IndexError, "deque mutated during remove().");
        if (!equal)
            continue;
        py__deque_delete(vm, deque, at);
        return py_none();
    }
    return raise_absent(vm, "remove", a[1]);
}

static py_value f_reverse(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    py_deque *deque = py__deque_of(a[0]);
    for (int64_t i = 0, j = deque->count - 1; i < j; i++, j--) {
        py_value swapped = *py__deque_at(deque, i);
        *py__deque_at(deque, i) = *py__deque_at(deque, j);
        *py__deque_at(deque, j) = swapped;
    }
    return py_none();
}

static py_value f_rotate(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t steps = 1;
    if (py_is_set(a[1]) && !py_as_index(vm, a[1], &steps))
        return py_unset();
    py__deque_rotate(py__deque_of(a[0]), steps);
    return py_none();
}

static py_value f_reversed(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__deque_reversed(vm, a[0]);
}

static py_value f_maxlen(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    int64_t maxlen = py__deque_of(a[0])->maxlen;
    return maxlen < 0 ? py_none() : py_int(maxlen);
}

// (class, arguments, attributes, items): how copy makes another.
static py_value f_reduce(py_vm *vm, const py_value *a, int n) {
    py_value limit[2] = {py_from(vm->empty_tuple), f_maxlen(vm, a, n)};
    py_dict **dict = py_object_dict(a[0].as.o);
    py_tuple *args = py_tuple_of(vm, py_is_none(limit[1]) ? 0 : 2, limit);
    py_value items = py_iter(vm, a[0]);
    py_value parts[4] = {py_from(a[0].as.o->type), py_from(args),
                         dict && *dict ? py_from(*dict) : py_none(), items};
    py_tuple *result = args && py_is_set(items) ? py_tuple_of(vm, 4, parts) : NULL;
    py_release(vm, args);
    py_decref(vm, items);
    return result ? py_from(result) : py_unset();
}

const py_fndef py__deque_methods[] = {
    {"append", "self, item, /", f_append, PY_FN_METHOD},
    {"appendleft", "self, item, /", f_appendleft, PY_FN_METHOD},
    {"pop", "self, /", f_pop, PY_FN_METHOD},
    {"popleft", "self, /", f_popleft, PY_FN_METHOD},
    {"extend", "self, iterable, /", f_extend, PY_FN_METHOD},
    {"extendleft", "self, iterable, /", f_extendleft, PY_FN_METHOD},
    {"clear", "self, /", f_clear, PY_FN_METHOD},
    {"copy", "self, /", f_copy, PY_FN_METHOD},
    {"__copy__", "self, /", f_copy, PY_FN_METHOD},
    {"count", "self, value, /", f_count, PY_FN_METHOD},
    {"index", "self, value, start=, stop=, /", f_index, PY_FN_METHOD},
    {"insert", "self, index, value, /", f_insert, PY_FN_METHOD},
    {"remove", "self, value, /", f_remove, PY_FN_METHOD},
    {"reverse", "self, /", f_reverse, PY_FN_METHOD},
    {"rotate", "self, n=, /", f_rotate, PY_FN_METHOD},
    {"__reversed__", "self, /", f_reversed, PY_FN_METHOD},
    {"__reduce__", "self, /", f_reduce, PY_FN_METHOD},
    {"maxlen", NULL, f_maxlen, PY_FN_GETTER},
    {"__class_getitem__", "cls, item, /", py__class_getitem, PY_FN_CLASSMETHOD},
    {0},
};
