// What the files of deque share. A ring of values whose capacity is a power of two.
#ifndef PY_DEQUE_INTERNAL_H
#define PY_DEQUE_INTERNAL_H

#include "library_internal.h"

typedef struct py_deque {
    py_gcobj gc;
    py_value *items;
    int64_t cap, head, count;
    int64_t maxlen;   // -1: none
    uint64_t changes; // counts them: iterators notice
} py_deque;

static inline py_deque *py__deque_of(py_value v) {
    return (py_deque *)v.as.o;
}
static inline py_value *py__deque_at(const py_deque *deque, int64_t index) {
    return &deque->items[(deque->head + index) & (deque->cap - 1)];
}
bool py__deque_push(py_vm *vm, py_deque *deque, py_value item, bool left); // honours maxlen
py_value py__deque_take(py_deque *deque, bool left);                       // not empty
bool py__deque_extend(py_vm *vm, py_deque *deque, py_value iterable, bool left);
void py__deque_clear(py_vm *vm, py_deque *deque);
void py__deque_rotate(py_deque *deque, int64_t steps);
bool py__deque_insert(py_vm *vm, py_deque *deque, int64_t at, py_value item); // 0 <= at <= count
void py__deque_delete(py_vm *vm, py_deque *deque, int64_t at);
// type(deque)(deque[, maxlen])
py_value py__deque_copy(py_vm *vm, py_value self);
py_value py__deque_reversed(py_vm *vm, py_value self);

extern const py_fndef py__deque_methods[];

#endif
