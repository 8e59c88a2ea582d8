// randrange of what does not fit 64 bits, and the arguments of randrange.
#include "random_internal.h"

// 3.11 still takes floats that are whole numbers. `what` names it in the message.
static py_value old_index(py_vm *vm, py_value v, const char *what) {
    py_value cls = py_from(vm->types[PY_TYPE_INT]), i = py_call_n(vm, cls, 1, &v);
    int equal = py_is_set(i) ? py_compare_bool(vm, PY_CMP_EQ, i, v) : -1;
    if (equal == 1) {
        py_warn(vm, PY_EXC_DeprecationWarning,
                "non-integer arguments to randrange() have been deprecated since Python 3.10 and "
                "will be "
                "removed in a subsequent version");
        return i;
    }
    py_decref(vm, i);
    return equal < 0 ? py_unset()
                     : py_raise(vm, PY_EXC_ValueError, "non-integer %s for randrange()", what);
}

static py_value index_of(py_vm *vm, py_value v, const char *what) {
    if (py_is_int(v))
        return py_incref(py_unbox(v));
    if (vm->python_minor < 12 && py_unbox(v).tag == PY_FLOAT)
        return old_index(vm, v, what);
    return py_unary_op(vm, PY_UN_INDEX, v);
}

static py_value binary_take(py_vm *vm, py_binary op, py_value a_take, py_value b_take) {
    py_value v =
        py_is_set(a_take) && py_is_set(b_take) ? py_binary_op(vm, op, a_take, b_take) : py_unset();
    py_decref(vm, a_take);
    py_decref(vm, b_take);
    return v;
}

static py_value raise_empty(py_vm *vm, const py_value *a, const py_value *range, bool stepped) {
    if (vm->python_minor >= 12 && stepped)
        return py_raise(vm, PY_EXC_ValueError, "empty range in randrange(%V, %V, %V)", a[0], a[1],
                        a[2]);
    if (vm->python_minor >= 12)
        return py_raise(vm, PY_EXC_ValueError, "empty range in randrange(%V, %V)", a[0], a[1]);
    if (stepped)
        return py_raise(vm, PY_EXC_ValueError, "empty range for randrange()");
    py_value width = py_binary_op(vm, PY_BIN_SUB, range[1], range[0]);
    if (py_is_set(width))
        py_raise(vm, PY_EXC_ValueError, "empty range for randrange() (%V, %V, %V)", range[0],
                 range[1], width);
    py_decref(vm, width);
    return py_unset();
}

// A number below `count`, an int above 0 of any size.
static py_value below(py_vm *vm, vl_rng *rng, py_value count) {
    vl_buf words;
    bool negative;
    vl_buf_init(&words, vm->heap);
    py_value v = py_unset();
    if (py_int_words(vm, count, &words, &negative)) {
        size_t n = words.len / sizeof(uint32_t);
        uint32_t *drawn =
            vl_heap_alloc(vm->heap, words.len + sizeof(uint32_t)); // bits come in pairs of words
        if (drawn) {
            vl_rng_below(rng, (const uint32_t *)(const void *)words.data, n, drawn);
            v = py_int_from_words(vm, drawn, n);
            vl_heap_free(vm->heap, drawn, words.len + sizeof(uint32_t));
        } else
            py_raise_memory(vm);
    }
    vl_buf_deinit(&words);
    return v;
}

// range: start, stop, step as ints.
static py_value draw(py_vm *vm, vl_rng *rng, const py_value *a, const py_value *range) {
    bool stepped = !(range[2].tag == PY_INT && range[2].as.i == 1);
    int up = py_compare_bool(vm, PY_CMP_GT, range[2], py_int(0));
    py_value width = up < 0 ? py_unset() : py_binary_op(vm, PY_BIN_SUB, range[1], range[0]);
    if (stepped) // rounded up
        width = binary_take(vm, PY_BIN_ADD, binary_take(vm, PY_BIN_ADD, width, py_incref(range[2])),
                            py_int(up ? -1 : 1));
    py_value count = stepped ? binary_take(vm, PY_BIN_FLOORDIV, width, py_incref(range[2])) : width;
    int some = py_is_set(count) ? py_compare_bool(vm, PY_CMP_GT, count, py_int(0)) : -1;
    py_value v = some < 1 ? py_unset() : below(vm, rng, count);
    py_decref(vm, count);
    if (some == 0)
        return raise_empty(vm, a, range, stepped);
    v = binary_take(vm, PY_BIN_MUL, v, py_incref(range[2]));
    return binary_take(vm, PY_BIN_ADD, v, py_incref(range[0]));
}

py_value sim_random_range(py_vm *vm, vl_rng *rng, const py_value *a) {
    py_value range[3] = {py_unset(), py_unset(), py_unset()}, v = py_unset();
    bool one = !py_is_set(a[1]) || py_is_none(a[1]);
    static const char *const names[3] = {"arg 1", "stop", "step"};
    bool ok = true;
    for (int i = 0; ok && i < 3; i++) {
        if (i == 1 && one)
            break;
        range[i] = i == 2 && !py_is_set(a[i]) ? py_int(1) : index_of(vm, a[i], names[i]);
        ok = py_is_set(range[i]);
    }
    if (!ok)
        ;
    else if (one && py_is_set(a[2]) && !(a[2].tag == PY_INT && a[2].as.i == 1))
        py_raise(vm, PY_EXC_TypeError, "Missing a non-None stop argument");
    else if (one) {
        int some = py_compare_bool(vm, PY_CMP_GT, range[0], py_int(0));
        if (some == 0)
            py_raise(vm, PY_EXC_ValueError, "empty range for randrange()");
        v = some == 1 ? below(vm, rng, range[0]) : py_unset();
    } else if (range[2].tag == PY_INT && range[2].as.i == 0)
        py_raise(vm, PY_EXC_ValueError, "zero step for randrange()");
    else
        v = draw(vm, rng, a, range);
    for (int i = 0; i < 3; i++)
        py_decref(vm, range[i]);
    return v;
}
