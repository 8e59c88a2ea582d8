// Complex numbers for the files of the numbers and for the compiler.
#ifndef PY_COMPLEX_INTERNAL_H
#define PY_COMPLEX_INTERNAL_H

#include "specs_internal.h"

typedef struct py_complex {
    double real, imag;
} py_complex;

py_value py__complex_new(py_vm *vm, double real, double imag);
bool py__is_complex(py_vm *vm, py_value v);
py_complex py__complex_of(py_value v); // of what is one
py_value py__complex_pow(py_vm *vm, py_complex a, py_complex b);
// The text of complex(v), white space around it allowed. False: ValueError.
bool py__complex_parse(py_vm *vm, py_value v, const char *text, size_t len, py_complex *out);

#endif
