// The functions that slots.def names: dispatchers (slots_dispatch.c) and wrappers (slots_wrap.c).
#ifndef PY_SLOTS_INTERNAL_H
#define PY_SLOTS_INTERNAL_H

#include "types_internal.h"

py_value py__dispatch_new(py_vm *vm, py_type *type, const py_args *args);
bool py__dispatch_init(py_vm *vm, py_value self, const py_args *args);
py_value py__dispatch_repr(py_vm *vm, py_value self);
py_value py__dispatch_str(py_vm *vm, py_value self);
py_value py__dispatch_format(py_vm *vm, py_value self, const py_str *spec);
bool py__dispatch_hash(py_vm *vm, py_value self, int64_t *hash);
int py__dispatch_truth(py_vm *vm, py_value self);
py_value py__dispatch_call(py_vm *vm, py_value self, const py_args *args);
py_value py__dispatch_getattr(py_vm *vm, py_value self, py_str *name);
bool py__dispatch_setattr(py_vm *vm, py_value self, py_str *name, py_value value);
py_value py__dispatch_iter(py_vm *vm, py_value self);
py_next py__dispatch_next(py_vm *vm, py_value self, py_value *item);
int64_t py__dispatch_length(py_vm *vm, py_value self);
py_value py__dispatch_getitem(py_vm *vm, py_value self, py_value key);
bool py__dispatch_setitem(py_vm *vm, py_value self, py_value key, py_value value);
int py__dispatch_contains(py_vm *vm, py_value self, py_value item);
py_value py__dispatch_binary(py_vm *vm, py_binary op, py_value a, py_value b);
py_value py__dispatch_inplace(py_vm *vm, py_binary op, py_value a, py_value b);
py_value py__dispatch_unary(py_vm *vm, py_unary op, py_value self);
py_value py__dispatch_compare(py_vm *vm, py_compare op, py_value a, py_value b);
py_value py__dispatch_get(py_vm *vm, py_value self, py_value object, py_type *type);
bool py__dispatch_set(py_vm *vm, py_value self, py_value object, py_value value);
py_value py__dispatch_await(py_vm *vm, py_value self);
py_value py__dispatch_aiter(py_vm *vm, py_value self);
py_value py__dispatch_anext(py_vm *vm, py_value self);

py_value py__wrap_init(py_vm *vm, const py_slotdef *def, const py_type *owner, const py_args *args);
py_value py__wrap_repr(py_vm *vm, const py_slotdef *def, const py_type *owner, const py_args *args);
py_value py__wrap_str(py_vm *vm, const py_slotdef *def, const py_type *owner, const py_args *args);
py_value py__wrap_format(py_vm *vm, const py_slotdef *def, const py_type *owner,
                         const py_args *args);
py_value py__wrap_hash(py_vm *vm, const py_slotdef *def, const py_type *owner, const py_args *args);
py_value py__wrap_truth(py_vm *vm, const py_slotdef *def, const py_type *owner,
                        const py_args *args);
py_value py__wrap_call(py_vm *vm, const py_slotdef *def, const py_type *owner, const py_args *args);
py_value py__wrap_getattr(py_vm *vm, const py_slotdef *def, const py_type *owner,
                          const py_args *args);
py_value py__wrap_setattr(py_vm *vm, const py_slotdef *def, const py_type *owner,
                          const py_args *args);
py_value py__wrap_iter(py_vm *vm, const py_slotdef *def, const py_type *owner, const py_args *args);
py_value py__wrap_next(py_vm *vm, const py_slotdef *def, const py_type *owner, const py_args *args);
py_value py__wrap_length(py_vm *vm, const py_slotdef *def, const py_type *owner,
                         const py_args *args);
py_value py__wrap_getitem(py_vm *vm, const py_slotdef *def, const py_type *owner,
                          const py_args *args);
py_value py__wrap_setitem(py_vm *vm, const py_slotdef *def, const py_type *owner,
                          const py_args *args);
py_value py__wrap_contains(py_vm *vm, const py_slotdef *def, const py_type *owner,
                           const py_args *args);
py_value py__wrap_binary(py_vm *vm, const py_slotdef *def, const py_type *owner,
                         const py_args *args);
py_value py__wrap_inplace(py_vm *vm, const py_slotdef *def, const py_type *owner,
                          const py_args *args);
py_value py__wrap_unary(py_vm *vm, const py_slotdef *def, const py_type *owner,
                        const py_args *args);
py_value py__wrap_compare(py_vm *vm, const py_slotdef *def, const py_type *owner,
                          const py_args *args);
py_value py__wrap_get(py_vm *vm, const py_slotdef *def, const py_type *owner, const py_args *args);
py_value py__wrap_set(py_vm *vm, const py_slotdef *def, const py_type *owner, const py_args *args);
py_value py__wrap_await(py_vm *vm, const py_slotdef *def, const py_type *owner,
                        const py_args *args);
py_value py__wrap_aiter(py_vm *vm, const py_slotdef *def, const py_type *owner,
                        const py_args *args);
py_value py__wrap_anext(py_vm *vm, const py_slotdef *def, const py_type *owner,
                        const py_args *args);

#endif
