// None, NotImplemented, Ellipsis: their types, and the values every VM begins with.
#include "specs_internal.h"
#include "vm_internal.h"

bool py__singletons_init(py_vm *vm) {
    void *not_implemented = py_object_new(vm, vm->types[PY_TYPE_NOT_IMPLEMENTED], 0);
    void *ellipsis = py_object_new(vm, vm->types[PY_TYPE_ELLIPSIS], 0);
    vm->not_implemented = py_from(not_implemented);
    vm->ellipsis = py_from(ellipsis);
    if (!not_implemented || !ellipsis || !(vm->empty_str = py_str_intern(vm, "", 0)))
        return false;
    for (int c = 0; c < 128; c++) {
        char text = (char)c;
        if (!(vm->ascii[c] = py_str_intern(vm, &text, 1)))
            return false;
    }
    vm->empty_tuple = py_tuple_new(vm, 0);
    return vm->empty_tuple != NULL;
}

void py__singletons_deinit(py_vm *vm) {
    py_decref(vm, vm->not_implemented);
    py_decref(vm, vm->ellipsis);
    for (int c = 0; c < 128; c++)
        py_release(vm, vm->ascii[c]);
    py_release(vm, vm->empty_str);
    py_release(vm, vm->empty_tuple);
}

static py_value none_repr(py_vm *vm, py_value self) {
    (void)self;
    return py_from(py_str_z(vm, "None"));
}

static int none_truth(py_vm *vm, py_value self) {
    (void)vm;
    (void)self;
    return 0;
}

static bool none_hash(py_vm *vm, py_value self, int64_t *hash) {
    (void)vm;
    (void)self;
    *hash = 0xfca86420;
    return true;
}

static py_value none_new(py_vm *vm, py_type *type, const py_args *args) {
    if (args->n || args->kwnames)
        return py_raise(vm, PY_EXC_TypeError, "%N takes no arguments", type);
    return py_none();
}

const py_type_spec py_none_spec = {
    .name = "NoneType",
    .size = sizeof(py_obj),
    .base = -1,
    .slots = {.repr = none_repr, .truth = none_truth, .hash = none_hash, .new_ = none_new},
};

static void plain_dealloc(py_vm *vm, py_obj *self) {
    py_object_free(vm, self, 0);
}

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
    return py_failed(vm) ? -1 : 1;
}

const py_type_spec py_not_implemented_spec = {
    .name = "NotImplementedType",
    .size = sizeof(py_obj),
    .base = -1,
    .slots = {.dealloc = plain_dealloc,
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
    .slots = {.dealloc = plain_dealloc, .repr = ellipsis_repr},
};
