// range and its iterator, within 64 bits; a range of larger ints ends the run as unsupported.
#include "containers_internal.h"
#include "vm_internal.h"

static py_range *self_of(py_value v) {
    return (py_range *)v.as.o;
}

static bool is_range(py_vm *vm, py_value v) {
    return py_is(vm, v, PY_TYPE_RANGE);
}

static py_value too_large(py_vm *vm) {
    return py_unsupported(vm, "range() beyond 64 bits");
}

// How many steps lead from start to before stop; false: more than 2^63 - 1.
static bool count_steps(int64_t start, int64_t stop, int64_t step, int64_t *count) {
    if (step > 0 ? start >= stop : start <= stop) {
        *count = 0;
        return true;
    }
    uint64_t span = step > 0 ? (uint64_t)stop - (uint64_t)start : (uint64_t)start - (uint64_t)stop;
    uint64_t stride = step > 0 ? (uint64_t)step : 0 - (uint64_t)step;
    uint64_t n = (span - 1) / stride + 1;
    *count = (int64_t)n;
    return n <= INT64_MAX;
}

static int64_t item_at(const py_range *range, int64_t at) {
    return (int64_t)((uint64_t)range->start + (uint64_t)at * (uint64_t)range->step);
}

static py_value range_make(py_vm *vm, int64_t start, int64_t stop, int64_t step) {
    int64_t count;
    if (!count_steps(start, stop, step, &count))
        return too_large(vm);
    py_range *range = py_object_new(vm, vm->types[PY_TYPE_RANGE], 0);
    if (!range)
        return py_unset();
    range->start = start;
    range->stop = stop;
    range->step = step;
    range->count = count;
    return py_from(range);
}

static bool bound(py_vm *vm, py_value v, int64_t *out) {
    if (v.tag == PY_INT || v.tag == PY_BOOL) {
        *out = v.as.i;
        return true;
    }
    if (!py__has_index(vm, v)) {
        py_raise(vm, PY_EXC_TypeError, "'%T' object cannot be interpreted as an integer", v);
        return false;
    }
    py_value plain = py_unary_op(vm, PY_UN_INDEX, v);
    if (!py_is_set(plain))
        return false;
    py_value unboxed = py_unbox(plain);
    bool fits = unboxed.tag == PY_INT || unboxed.tag == PY_BOOL;
    *out = unboxed.as.i;
    py_decref(vm, plain);
    if (!fits)
        too_large(vm);
    return fits;
}

static py_value range_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)type;
    if (args->kwnames && args->kwnames->count)
        return py_raise(vm, PY_EXC_TypeError, "range() takes no keyword arguments");
    if (args->n < 1)
        return py_raise(vm, PY_EXC_TypeError, "range expected at least 1 argument, got 0");
    if (args->n > 3)
        return py_raise(vm, PY_EXC_TypeError, "range expected at most 3 arguments, got %d",
                        args->n);
    int64_t start = 0, stop, step = 1;
    if (args->n == 1)
        return bound(vm, args->v[0], &stop) ? range_make(vm, 0, stop, 1) : py_unset();
    if (!bound(vm, args->v[0], &start) || !bound(vm, args->v[1], &stop) ||
        (args->n == 3 && !bound(vm, args->v[2], &step)))
        return py_unset();
    if (step == 0)
        return py_raise(vm, PY_EXC_ValueError, "range() arg 3 must not be zero");
    return range_make(vm, start, stop, step);
}

static void plain_dealloc(py_vm *vm, py_obj *self) {
    py_object_free(vm, self, 0);
}

// ---- slots --------------------------------------------------------------------------------------

static py_value range_repr(py_vm *vm, py_value self) {
    const py_range *range = self_of(self);
    long long start = range->start, stop = range->stop, step = range->step;
    return py_from(step == 1 ? py_str_format(vm, "range(%lld, %lld)", start, stop)
                             : py_str_format(vm, "range(%lld, %lld, %lld)", start, stop, step));
}

static int64_t range_length(py_vm *vm, py_value self) {
    (void)vm;
    return self_of(self)->count;
}

static int range_truth(py_vm *vm, py_value self) {
    (void)vm;
    return self_of(self)->count != 0;
}

static py_value range_slice(py_vm *vm, const py_range *range, py_value slice) {
    int64_t start, stop, step, count, stride;
    if (!py_slice_resolve(vm, slice, range->count, &start, &stop, &step, &count))
        return py_unset();
    int64_t from, to;
    if (py__mul_overflow(step, range->step, &stride) ||
        py__mul_overflow(start, range->step, &from) ||
        py__add_overflow(from, range->start, &from) || py__mul_overflow(stop, range->step, &to) ||
        py__add_overflow(to, range->start, &to))
        return too_large(vm);
    return range_make(vm, from, to, stride);
}

static py_value range_getitem(py_vm *vm, py_value self, py_value key) {
    const py_range *range = self_of(self);
    int64_t at;
    if (py__is_slice(vm, key))
        return range_slice(vm, range, key);
    if (!py__has_index(vm, key))
        return py_raise(vm, PY_EXC_TypeError, "range indices must be integers or slices, not %T",
                        key);
    if (!py__index_clipped(vm, key, &at))
        return py_unset();
    if (at < 0 && at >= -range->count)
        at += range->count;
    if (at < 0 || at >= range->count)
        return py_raise(vm, PY_EXC_IndexError, "range object index out of range");
    return py_int(item_at(range, at));
}

// The position of an int; -1: not in the range.
static int64_t position_of(const py_range *range, int64_t item) {
    if (!range->count)
        return -1;
    int64_t last = item_at(range, range->count - 1);
    if (range->step > 0 ? item < range->start || item > last : item > range->start || item < last)
        return -1;
    uint64_t span = range->step > 0 ? (uint64_t)item - (uint64_t)range->start
                                    : (uint64_t)range->start - (uint64_t)item;
    uint64_t stride = range->step > 0 ? (uint64_t)range->step : 0 - (uint64_t)range->step;
    return span % stride ? -1 : (int64_t)(span / stride);
}

// What is no plain int is compared with item after item. 1 with the first position in *at.
static int search(py_vm *vm, const py_range *range, py_value item, int64_t *at, int64_t *count) {
    if (item.tag == PY_INT || item.tag == PY_BOOL) {
        *at = position_of(range, item.as.i);
        *count = *at >= 0;
        return *at >= 0;
    }
    *count = 0;
    for (int64_t i = 0; i < range->count; i++) {
        int equal = py_compare_bool(vm, PY_CMP_EQ, item, py_int(item_at(range, i)));
        if (equal < 0)
            return -1;
        if (equal && !(*count)++)
            *at = i;
    }
    return *count > 0;
}

static int range_contains(py_vm *vm, py_value self, py_value item) {
    const py_range *range = self_of(self);
    if (item.tag == PY_INT || item.tag == PY_BOOL)
        return position_of(range, item.as.i) >= 0;
    for (int64_t i = 0; i < range->count; i++) {
        int equal = py_compare_bool(vm, PY_CMP_EQ, item, py_int(item_at(range, i)));
        if (equal)
            return equal;
    }
    return 0;
}

static py_value range_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (!is_range(vm, a) || !is_range(vm, b) || (op != PY_CMP_EQ && op != PY_CMP_NE))
        return py__not_implemented(vm);
    const py_range *x = self_of(a), *y = self_of(b);
    bool equal = x->count == y->count &&
                 (!x->count || (x->start == y->start && (x->count == 1 || x->step == y->step)));
    return py_bool(equal == (op == PY_CMP_EQ));
}

static bool range_hash(py_vm *vm, py_value self, int64_t *hash) {
    const py_range *range = self_of(self);
    py_value parts[] = {py_int(range->count), range->count ? py_int(range->start) : py_none(),
                        range->count > 1 ? py_int(range->step) : py_none()};
    py_tuple *tuple = py_tuple_of(vm, 3, parts);
    bool ok = tuple && py_hash(vm, py_from(tuple), hash);
    py_release(vm, tuple);
    return ok;
}

// ---- iterators ----------------------------------------------------------------------------------

static py_value iter_make(py_vm *vm, int64_t next, int64_t step, int64_t left) {
    py_range_iter *iter = py_object_new(vm, vm->types[PY_TYPE_RANGE_ITER], 0);
    if (!iter)
        return py_unset();
    iter->next = next;
    iter->step = step;
    iter->left = left;
    return py_from(iter);
}

static py_value range_iter(py_vm *vm, py_value self) {
    const py_range *range = self_of(self);
    return iter_make(vm, range->start, range->step, range->count);
}

static py_value range_reversed(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_range *range = self_of(a[0]);
    if (range->step == INT64_MIN)
        return too_large(vm);
    return iter_make(vm, range->count ? item_at(range, range->count - 1) : 0, -range->step,
                     range->count);
}

static py_value iter_iter(py_vm *vm, py_value self) {
    (void)vm;
    return py_incref(self);
}

static py_next iter_next(py_vm *vm, py_value self, py_value *item) {
    (void)vm;
    py_range_iter *iter = (py_range_iter *)self.as.o;
    if (iter->left == 0)
        return PY_NEXT_END;
    iter->left--;
    *item = py_int(iter->next);
    iter->next = (int64_t)((uint64_t)iter->next + (uint64_t)iter->step);
    return PY_NEXT_ITEM;
}

static py_value iter_length_hint(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_int(((const py_range_iter *)a[0].as.o)->left);
}

// ---- methods ------------------------------------------------------------------------------------

static py_value range_index(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t at = 0, count;
    int found = search(vm, self_of(a[0]), a[1], &at, &count);
    if (found > 0)
        return py_int(at);
    if (found < 0)
        return py_unset();
    if (a[1].tag == PY_INT || a[1].tag == PY_BOOL)
        return vm->python_minor >= 14
                   ? py_raise(vm, PY_EXC_ValueError, "range.index(x): x not in range")
                   : py_raise(vm, PY_EXC_ValueError, "%R is not in range", a[1]);
    return py_raise(vm, PY_EXC_ValueError, "sequence.index(x): x not in sequence");
}

static py_value range_count(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t at = 0, count;
    return search(vm, self_of(a[0]), a[1], &at, &count) < 0 ? py_unset() : py_int(count);
}

static py_value get_start(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_int(self_of(a[0])->start);
}

static py_value get_stop(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_int(self_of(a[0])->stop);
}

static py_value get_step(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_int(self_of(a[0])->step);
}

static py_value set_nothing(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_raise(vm, PY_EXC_AttributeError, "readonly attribute");
}

static const py_fndef range_methods[] = {{"start", "self", get_start, PY_FN_GETTER},
                                         {"start", "self, value", set_nothing, PY_FN_SETTER},
                                         {"stop", "self", get_stop, PY_FN_GETTER},
                                         {"stop", "self, value", set_nothing, PY_FN_SETTER},
                                         {"step", "self", get_step, PY_FN_GETTER},
                                         {"step", "self, value", set_nothing, PY_FN_SETTER},
                                         {"index", "self, value, /", range_index, PY_FN_METHOD},
                                         {"count", "self, value, /", range_count, PY_FN_METHOD},
                                         {"__reversed__", "self, /", range_reversed, PY_FN_METHOD},
                                         {NULL, NULL, NULL, 0}};

static const py_fndef iter_methods[] = {
    {"__length_hint__", "self, /", iter_length_hint, PY_FN_METHOD}, {NULL, NULL, NULL, 0}};

const py_type_spec py_range_spec = {
    .name = "range",
    .doc = "An arithmetic progression of ints.",
    .size = sizeof(py_range),
    .flags = PY_TF_SEQUENCE,
    .base = -1,
    .slots = {.dealloc = plain_dealloc,
              .new_ = range_new,
              .repr = range_repr,
              .hash = range_hash,
              .truth = range_truth,
              .length = range_length,
              .getitem = range_getitem,
              .contains = range_contains,
              .iter = range_iter,
              .compare = range_compare},
    .methods = range_methods,
};

const py_type_spec py_range_iter_spec = {
    .name = "range_iterator",
    .size = sizeof(py_range_iter),
    .base = -1,
    .slots = {.dealloc = plain_dealloc, .iter = iter_iter, .next = iter_next},
    .methods = iter_methods,
};
