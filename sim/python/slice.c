// slice objects and Python's slice arithmetic. Knows no sequence.
#include "containers_internal.h"

static py_slice *self_of(py_value v) {
    return (py_slice *)v.as.o;
}

py_value py_slice_new(py_vm *vm, py_value start, py_value stop, py_value step) {
    py_slice *slice = py_object_new(vm, vm->types[PY_TYPE_SLICE], 0);
    if (!slice)
        return py_unset();
    slice->start = py_incref(start);
    slice->stop = py_incref(stop);
    slice->step = py_incref(step);
    return py_from(slice);
}

static void slice_dealloc(py_vm *vm, py_obj *self) {
    py_slice *slice = (py_slice *)self;
    py_gc_untrack(vm, self);
    py_decref(vm, slice->start);
    py_decref(vm, slice->stop);
    py_decref(vm, slice->step);
    py_object_free(vm, self, 0);
}

static void slice_traverse(py_obj *self, py_visit visit, void *context) {
    const py_slice *slice = (const py_slice *)self;
    visit(context, slice->start);
    visit(context, slice->stop);
    visit(context, slice->step);
}

static py_value slice_create(py_vm *vm, py_type *type, const py_args *args) {
    (void)type;
    if (args->kwnames && args->kwnames->count)
        return py_raise(vm, PY_EXC_TypeError, "slice() takes no keyword arguments");
    if (args->n < 1 || args->n > 3)
        return py_raise(vm, PY_EXC_TypeError, "slice expected at %s %d argument%s, got %d",
                        args->n ? "most" : "least", args->n ? 3 : 1, args->n ? "s" : "", args->n);
    const py_value *v = args->v;
    if (args->n == 1)
        return py_slice_new(vm, py_none(), v[0], py_none());
    return py_slice_new(vm, v[0], v[1], args->n == 3 ? v[2] : py_none());
}

// ---- arithmetic ---------------------------------------------------------------------------------

static bool part_of(py_vm *vm, py_value v, int64_t missing, int64_t *out) {
    *out = missing;
    if (py_is_none(v))
        return true;
    if (v.tag == PY_INT) {
        *out = v.as.i;
        return true;
    }
    if (py__has_index(vm, v))
        return py__index_clipped(vm, v, out);
    py_raise(vm, PY_EXC_TypeError,
             "slice indices must be integers or None or have an __index__ method");
    return false;
}

static int64_t clip(int64_t at, int64_t length, bool backwards) {
    if (at < 0) {
        at = at < -length ? -1 : at + length;
        return at < 0 ? (backwards ? -1 : 0) : at;
    }
    return at < length ? at : backwards ? length - 1 : length;
}

bool py_slice_resolve(py_vm *vm, py_value slice, int64_t length, int64_t *start, int64_t *stop,
                      int64_t *step, int64_t *count) {
    const py_slice *parts = self_of(slice);
    if (!part_of(vm, parts->step, 1, step))
        return false;
    if (*step == 0) {
        py_raise(vm, PY_EXC_ValueError, "slice step cannot be zero");
        return false;
    }
    if (*step == INT64_MIN) // so that it can be negated
        *step = -INT64_MAX;
    bool backwards = *step < 0;
    if (!part_of(vm, parts->start, backwards ? INT64_MAX : 0, start) ||
        !part_of(vm, parts->stop, backwards ? INT64_MIN : INT64_MAX, stop))
        return false;
    *start = clip(*start, length, backwards);
    *stop = clip(*stop, length, backwards);
    if (backwards)
        *count = *stop < *start ? (*start - *stop - 1) / -*step + 1 : 0;
    else
        *count = *start < *stop ? (*stop - *start - 1) / *step + 1 : 0;
    return true;
}

// ---- slots and methods --------------------------------------------------------------------------

static py_value slice_repr(py_vm *vm, py_value self) {
    const py_slice *slice = self_of(self);
    return py_from(py_str_format(vm, "slice(%R, %R, %R)", slice->start, slice->stop, slice->step));
}

static py_value slice_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (!py__is_slice(vm, a) || !py__is_slice(vm, b))
        return py__not_implemented(vm);
    py_slice *x = self_of(a), *y = self_of(b);
    py_value left[] = {x->start, x->stop, x->step}, right[] = {y->start, y->stop, y->step};
    py_value *p = left, *q = right;
    int64_t three = 3;
    return py__compare_items(vm, op, &p, &three, &q, &three);
}

static bool slice_hash(py_vm *vm, py_value self, int64_t *hash) {
    if (vm->python_minor < 12)
        return py__unhashable(vm, self, hash);
    const py_slice *slice = self_of(self);
    py_value parts[] = {slice->start, slice->stop, slice->step};
    uint64_t mixed = py__hash_start();
    for (int i = 0; i < 3; i++) {
        int64_t lane;
        if (!py_hash(vm, parts[i], &lane))
            return false;
        mixed = py__hash_mix(mixed, lane);
    }
    *hash = mixed == UINT64_MAX ? 1546275796 : (int64_t)mixed;
    return true;
}

static py_value get_start(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_incref(self_of(a[0])->start);
}

static py_value get_stop(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_incref(self_of(a[0])->stop);
}

static py_value get_step(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_incref(self_of(a[0])->step);
}

static py_value slice_indices(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t length, start, stop, step, count;
    if (!py_as_int64(vm, a[1], &length)) {
        if (vm->halt == VL_OK && py_exc_matches(vm, PY_EXC_OverflowError)) {
            py_exc_clear(vm);
            return py_unsupported(vm, "slice.indices beyond 64 bits");
        }
        return py_unset();
    }
    if (length < 0)
        return py_raise(vm, PY_EXC_ValueError, "length should not be negative");
    if (!py_slice_resolve(vm, a[0], length, &start, &stop, &step, &count))
        return py_unset();
    py_value parts[] = {py_int(start), py_int(stop), py_int(step)};
    return py_from(py_tuple_of(vm, 3, parts));
}

static py_value set_nothing(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_raise(vm, PY_EXC_AttributeError, "readonly attribute");
}

static const py_fndef slice_methods[] = {
    {"start", "self", get_start, PY_FN_GETTER},
    {"start", "self, value", set_nothing, PY_FN_SETTER},
    {"stop", "self", get_stop, PY_FN_GETTER},
    {"stop", "self, value", set_nothing, PY_FN_SETTER},
    {"step", "self", get_step, PY_FN_GETTER},
    {"step", "self, value", set_nothing, PY_FN_SETTER},
    {"indices", "self, length, /", slice_indices, PY_FN_METHOD},
    {NULL, NULL, NULL, 0}};

const py_type_spec py_slice_spec = {
    .name = "slice",
    .doc = "What a[start:stop:step] hands to a.",
    .size = sizeof(py_slice),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = slice_dealloc,
              .traverse = slice_traverse,
              .new_ = slice_create,
              .repr = slice_repr,
              .hash = slice_hash,
              .compare = slice_compare},
    .methods = slice_methods,
};
