// What weakref.c and weakref_proxy.c share.
#ifndef PY_WEAKREF_INTERNAL_H
#define PY_WEAKREF_INTERNAL_H

#include "library_internal.h"

typedef struct py_weak {
    py_gcobj gc;
    py_obj *object;              // borrowed; NULL: it is gone
    py_value callback;           // owned; unset: none
    struct py_weak *prev, *next; // of the same object
    int64_t hash;
    bool hashed, doomed; // doomed: found by the collector with what it refers to
} py_weak;

// A reference of `type` to object; one without callback is shared where one of the type exists
// already.
py_value py__weak_make(py_vm *vm, py_type *type, py_value object, py_value callback);
void py__weak_dealloc(py_vm *vm, py_obj *self);
void py__weak_clear(py_vm *vm, py_obj *self);
void py__weak_traverse(py_obj *self, py_visit visit, void *context);
py_value py__weak_proxy(py_vm *vm, const py_value *a, int n); // weakref.proxy(object[, callback])
static inline py_weak *py__weak_of(py_value v) {
    return (py_weak *)v.as.o;
}

#endif
