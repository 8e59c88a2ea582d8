// What the files of the module itertools share: one layout for the plain iterators.
#ifndef PY_ITERTOOLS_INTERNAL_H
#define PY_ITERTOOLS_INTERNAL_H

#include "library_internal.h"

#include "types_internal.h"

typedef struct py_itertool {
    py_gcobj gc;
    py_value v[5]; // iterators, functions, what is kept; by type
    int64_t i[4];  // counters and flags; by type
} py_itertool;

static inline py_itertool *py__itertool(py_value v) {
    return (py_itertool *)v.as.o;
}

// A new iterator with v[0] and v[1] as given, both taken (unset v0: an error passed on).
py_value py__itertool_new(py_vm *vm, py_type *type, py_value v0_take, py_value v1_take);
// The argument of a call that takes one, by position; unset: raised.
py_value py__itertool_one(py_vm *vm, const char *name, const py_args *args);
// One step of v[0], which stays alive meanwhile.
py_next py__itertool_step(py_vm *vm, py_itertool *it, py_value *item);
void py__itertool_dealloc(py_vm *vm, py_obj *self);
void py__itertool_traverse(py_obj *self, py_visit visit, void *context);
void py__itertool_clear(py_vm *vm, py_obj *self);

#define PY_ITERTOOL_SPEC(symbol, text, make, step, ...)                                            \
    const py_type_spec symbol = {.name = text,                                                     \
                                 .module = "itertools",                                            \
                                 .size = sizeof(py_itertool),                                      \
                                 .flags = PY_TF_GC | PY_TF_BASE | PY_TF_QUALIFIED,                 \
                                 .base = -1,                                                       \
                                 .slots = {.dealloc = py__itertool_dealloc,                        \
                                           .traverse = py__itertool_traverse,                      \
                                           .clear = py__itertool_clear,                            \
                                           .new_ = make,                                           \
                                           .iter = py__iter_self,                                  \
                                           .next = step},                                          \
                                 __VA_ARGS__}

py_value py__tee(py_vm *vm, const py_value *a, int n); // itertools_groups.c

#endif
