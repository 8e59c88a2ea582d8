// What the two halves of the math module share.
#ifndef PY_MATH_INTERNAL_H
#define PY_MATH_INTERNAL_H

#include "bigint_internal.h"

// math_integer.c
py_value py__math_comb(py_vm *vm, const py_value *a, int n);
py_value py__math_perm(py_vm *vm, const py_value *a, int n);
py_value py__math_factorial(py_vm *vm, const py_value *a, int n);
py_value py__math_gcd(py_vm *vm, const py_value *a, int n);
py_value py__math_lcm(py_vm *vm, const py_value *a, int n);
py_value py__math_isqrt(py_vm *vm, const py_value *a, int n);

// math_sums.c
py_value py__math_fsum(py_vm *vm, const py_value *a, int n);
py_value py__math_prod(py_vm *vm, const py_value *a, int n);
py_value py__math_sumprod(py_vm *vm, const py_value *a, int n);
py_value py__math_hypot(py_vm *vm, const py_value *a, int n);
py_value py__math_dist(py_vm *vm, const py_value *a, int n);

// math_gamma.c: HUGE_VAL where too large, NAN at poles
double py__gamma(double x);
double py__lgamma(double x);

#endif
