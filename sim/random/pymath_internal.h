// Python's float arithmetic where it raises and C's does not: each function sets `*value`, or
// returns the status of the exception. Private to the distributions.
#ifndef VL_PYMATH_INTERNAL_H
#define VL_PYMATH_INTERNAL_H

#include "vl_random.h"

#include <math.h>

static inline vl_rng_status vl__py_divide(double a, double b, double *value) {
    if (b == 0.0)
        return VL_RNG_DIVISION;
    *value = a / b;
    return VL_RNG_OK;
}

static inline vl_rng_status vl__py_log(double x, double *value) {
    if (x <= 0.0)
        return VL_RNG_DOMAIN;
    *value = log(x);
    return VL_RNG_OK;
}

static inline vl_rng_status vl__py_exp(double x, double *value) {
    double power = exp(x);
    if (isinf(power) && isfinite(x))
        return VL_RNG_RANGE;
    *value = power;
    return VL_RNG_OK;
}

// x ** y for x >= 0 (or -0.0, or nan).
static inline vl_rng_status vl__py_power(double x, double y, double *value) {
    if (x == 0.0 && y < 0.0 && !isinf(y))
        return VL_RNG_ZERO_POWER;
    double power = pow(x, y);
    if (isinf(power) && isfinite(x) && isfinite(y))
        return VL_RNG_POWER;
    *value = power;
    return VL_RNG_OK;
}

// x % y for y > 0.
static inline double vl__py_modulo(double x, double y) {
    double rest = fmod(x, y);
    if (rest == 0.0)
        return 0.0;
    return rest < 0.0 ? rest + y : rest;
}

#endif
