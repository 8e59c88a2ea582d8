// Types of library modules in C. They are made when a module that has them is imported, or when the
// first object is, so that a program that uses none pays for none.
#ifndef PY_LIBRARY_INTERNAL_H
#define PY_LIBRARY_INTERNAL_H

#include "containers_internal.h"

typedef enum py_library_type {
#define X(id, spec) PY_LIB_##id,
#include "library_types.def"
#undef X
    PY_LIB_COUNT_
} py_library_type;

#define X(id, spec) extern const py_type_spec spec;
#include "library_types.def"
#undef X

py_type *py__library_type(py_vm *vm, py_library_type id); // borrowed; NULL: raised
// Adds the type to a module under its own name.
bool py__library_add(py_vm *vm, py_module *module, py_library_type id);
// Whether `v` is an instance of the type or of a class derived from it.
bool py__library_is(py_vm *vm, py_value v, py_library_type id);
void py__library_deinit(py_vm *vm);

// object.name(*args)
py_value py__call_z(py_vm *vm, py_value object, const char *name, int n, const py_value *args);
// A getter of __dict__ for types with PY_TF_DICT.
py_value py__library_dict(py_vm *vm, const py_value *a, int n);
// An `iter` slot of iterators: themselves.
py_value py__iter_self(py_vm *vm, py_value self);
// For new_ slots of types that take no keywords: false raised.
bool py__no_keywords(py_vm *vm, const py_type *type, const py_args *args);

#endif
