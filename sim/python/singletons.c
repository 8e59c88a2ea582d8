// None, NotImplemented, Ellipsis, and the objects a VM makes once: "", (), one-character strings.
#include "types_internal.h"
#include "vm_internal.h"

static void keep(py_vm *vm, py_obj *self) {
    (void)vm;
    self->refs =
        UINT32_MAX / 2; // reached only by a count gone wrong: it is never freed before the end
}

static void free_single(py_vm *vm, py_obj *self) {
    py_object_free(vm, self, 0);
}

// ---- None
// -------------------------------------------------------------------------------------------------

static py_value none_repr(py_vm *vm, py_value self) {
    (void)self;
    return py_from(py_str_z(vm, "None"));
}

static int none_truth(py_vm *vm, py_value self) {
    (void)vm, (void)self;
    return 0;
}

static bool none_hash(py_vm *vm, py_value self, int64_t *hash) {
    (void)vm, (void)self;
    *hash = 0xfca86420; // CPython's since 3.12
    return true;
}

static py_value none_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    bool types = (py_is_none(a) || py_is_type(a)) && (py_is_none(b) || py_is_type(b));
    return op == PY_BIN_OR && types && !(py_is_none(a) && py_is_none(b))
               ? py__union_of(vm, a, b)
               : py_incref(vm->not_implemented);
}

static py_value single_new(py_vm *vm, py_type *type, const py_args *args) {
    if (args->n || (args->kwnames && args->kwnames->count))
        return py_raise(vm, PY_EXC_TypeError, "%N takes no arguments", type);
    if (type == vm->types[PY_TYPE_NOT_IMPLEMENTED])
        return py_incref(vm->not_implemented);
    return type == vm->types[PY_TYPE_ELLIPSIS] ? py_incref(vm->ellipsis) : py_none();
}

const py_type_spec py_none_spec = {
    .name = "NoneType",
    .size = sizeof(py_obj),
    .base = -1,
    .slots = {.dealloc = keep,
              .new_ = single_new,
              .repr = none_repr,
              .truth = none_truth,
              .hash = none_hash,
              .binary = none_binary},
};

// ---- NotImplemented, Ellipsis
// -----------------------------------------------------------------------------

static py_value not_implemented_repr(py_vm *vm, py_value self) {
    (void)self;
    return py_from(py_str_z(vm, "NotImplemented"));
}

static int not_implemented_truth(py_vm *vm, py_value self) {
    (void)self;
    if (vm->python_minor >= 14) {
        py_raise(vm, PY_EXC_TypeError, "NotImplemented should not be used in a boolean context");
        return -1;
    }
    py_warn(vm, PY_EXC_DeprecationWarning,
            "NotImplemented should not be used in a boolean context");
    return 1;
}

const py_type_spec py_not_implemented_spec = {
    .name = "NotImplementedType",
    .size = sizeof(py_obj),
    .base = -1,
    .slots = {.dealloc = free_single,
              .new_ = single_new,
              .repr = not_implemented_repr,
              .truth = not_implemented_truth},
};

static py_value ellipsis_repr(py_vm *vm, py_value self) {
    (void)self;
    return py_from(py_str_z(vm, "Ellipsis"));
}

const py_type_spec py_ellipsis_spec = {
    .name = "ellipsis",
    .size = sizeof(py_obj),
    .base = -1,
    .slots = {.dealloc = free_single, .new_ = single_new, .repr = ellipsis_repr},
};

// ---- made once
// ----------------------------------------------------------------------------------------------

bool py__singletons_init(py_vm *vm) {
    vm->not_implemented = py_from(py_object_new(vm, vm->types[PY_TYPE_NOT_IMPLEMENTED], 0));
    vm->ellipsis = py_from(py_object_new(vm, vm->types[PY_TYPE_ELLIPSIS], 0));
    if (!py_is_set(vm->not_implemented) || !py_is_set(vm->ellipsis))
        return false;
    if (!vm->empty_str && !(vm->empty_str = py_str_intern(vm, "", 0)))
        return false;
    if (!vm->empty_tuple && !(vm->empty_tuple = py_tuple_new(vm, 0)))
        return false;
    for (size_t i = 0; i < VL_COUNT(vm->ascii); i++) {
        char one = (char)i;
        if (!vm->ascii[i] && !(vm->ascii[i] = py_str_intern(vm, &one, 1)))
            return false;
    }
    return true;
}
