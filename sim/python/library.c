// The types of library modules: made on demand, kept until the VM ends.
#include "library_internal.h"

#include "types_internal.h"

static const py_type_spec *const specs[] = {
#define X(id, spec) &spec,
#include "library_types.def"
#undef X
};

py_type *py__library_type(py_vm *vm, py_library_type id) {
    if (!vm->library_types) {
        size_t size = PY_LIB_COUNT_ * sizeof *vm->library_types;
        vm->library_types = vl_heap_alloc(vm->heap, size);
        if (!vm->library_types) {
            py_raise_memory(vm);
            return NULL;
        }
        memset(vm->library_types, 0, size);
    }
    py_type **place = &vm->library_types[id];
    if (!*place) {
        const py_type_spec *spec = specs[id];
        *place = py_type_new_builtin(vm, spec, spec->base < 0 ? NULL : vm->types[spec->base]);
        py_release(vm, *place); // the VM keeps it until its end
    }
    return *place;
}

bool py__library_add(py_vm *vm, py_module *module, py_library_type id) {
    py_type *type = py__library_type(vm, id);
    return type && py_module_add(vm, module, type->name->data, py_incref(py_from(type)));
}

bool py__library_is(py_vm *vm, py_value v, py_library_type id) {
    const py_type *type = vm->library_types ? vm->library_types[id] : NULL;
    return type && v.tag == PY_OBJ && py_is_subtype(v.as.o->type, type);
}

void py__library_deinit(py_vm *vm) {
    vl_heap_free(vm->heap, vm->library_types, PY_LIB_COUNT_ * sizeof *vm->library_types);
    vm->library_types = NULL;
}

py_value py__iter_self(py_vm *vm, py_value self) {
    (void)vm;
    return py_incref(self);
}

bool py__no_keywords(py_vm *vm, const py_type *type, const py_args *args) {
    const py_type *base = py__builtin_base(type);
    // A class of the program may take keywords of its own in __init__.
    if (!args->kwnames || !args->kwnames->count || type->slots.init != base->slots.init)
        return true;
    py_raise(vm, PY_EXC_TypeError, "%s() takes no keyword arguments", base->name->data);
    return false;
}

py_value py__call_z(py_vm *vm, py_value object, const char *name, int n, const py_value *args) {
    py_value method = py_getattr_z(vm, object, name);
    py_value result = py_is_set(method) ? py_call_n(vm, method, n, args) : method;
    if (py_is_set(method))
        py_decref(vm, method);
    return result;
}
