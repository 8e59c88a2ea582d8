// The type bool: an int with two values, its own repr and logic.
#include "bigint_internal.h"

static py_value bool_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)type;
    if (args->kwnames && args->kwnames->count)
        return py_raise(vm, PY_EXC_TypeError, "bool() takes no keyword arguments");
    if (args->n > 1)
        return py_raise(vm, PY_EXC_TypeError, "bool expected at most 1 argument, got %d", args->n);
    int truth = args->n ? py_truth(vm, args->v[0]) : 0;
    return truth < 0 ? py_unset() : py_bool(truth);
}

static py_value bool_repr(py_vm *vm, py_value self) {
    return py_from(py_str_z(vm, self.as.i ? "True" : "False"));
}

static py_value bool_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    bool logic = op == PY_BIN_AND || op == PY_BIN_OR || op == PY_BIN_XOR;
    if (!logic || a.tag != PY_BOOL || b.tag != PY_BOOL)
        return py_int_spec.slots.binary(vm, op, a, b);
    bool x = a.as.i != 0, y = b.as.i != 0;
    return py_bool(op == PY_BIN_AND ? (x && y) : op == PY_BIN_OR ? (x || y) : x != y);
}

static py_value bool_unary(py_vm *vm, py_unary op, py_value self) {
    if (op == PY_UN_INVERT && vm->python_minor >= 12) {
        py_warn(vm, PY_EXC_DeprecationWarning,
                "Bitwise inversion '~' on bool is deprecated%s. This returns the bitwise inversion "
                "of the underlying int object and is usually not what you expect from negating a "
                "bool. Use the 'not' operator for boolean negation or ~int(x) if you really want "
                "the bitwise inversion of the underlying int.",
                vm->python_minor >= 13 ? " and will be removed in Python 3.16" : "");
        if (py_failed(vm))
            return py_unset();
    }
    return py_int_spec.slots.unary(vm, op, self);
}

const py_type_spec py_bool_spec = {
    .name = "bool",
    .doc = "True or False.",
    .size = offsetof(py_bigint, digits),
    .flags = PY_TF_INT,
    .base = PY_TYPE_INT,
    .slots = {.new_ = bool_new, .repr = bool_repr, .binary = bool_binary, .unary = bool_unary},
};
