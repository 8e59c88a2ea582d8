// Parsed signatures of native functions, shared by their binder and its messages.
#ifndef PY_NATIVE_INTERNAL_H
#define PY_NATIVE_INTERNAL_H

#include "types_internal.h"

#define PY_SIG_PARAMS 16

typedef struct py_sig_param {
    const char *name; // in the signature's text
    uint8_t len;
    bool optional;
} py_sig_param;

typedef struct py_sig {
    const py_fndef *def;
    py_sig_param params[PY_SIG_PARAMS];
    int named;      // parameters with a place of their own, self included
    int positional; // of these, what may be given by position
    int posonly;    // of these, what may not be given by name
    int required;   // positional ones without a default
    int hidden;     // 1 where self or cls is the first: messages do not count it
    bool varargs, varkw;
    bool python; // messages as of a function written in Python
    bool coroutine;          // stands for an `async def`
    const char *owner;       // class to be named in front of it, in the signature's text
    uint8_t owner_len;
} py_sig;

const py_sig *py__sig_of(py_vm *vm, const py_fndef *def); // NULL: MemoryError
// What is wrong with a call that does not fit: `given` positional arguments behind the hidden one.
void py__sig_error_count(py_vm *vm, const py_sig *sig, const py_native *native, int given,
                         int keywords);
void py__sig_error_missing(py_vm *vm, const py_sig *sig, const py_value *values, int given);
void py__sig_error_keyword(py_vm *vm, const py_sig *sig, const py_native *native, py_str *name);
void py__sig_error_twice(py_vm *vm, const py_sig *sig, int index);

#endif
