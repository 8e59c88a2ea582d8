// What the files of the numbers share: ints beyond 64 bits as objects, views of any int for
// LibTomMath, and the plain functions behind the types int, bool and float. Knows the public
// header.
//
// "Plain" is an int value without a subclass around it: PY_INT, PY_BOOL or an object of type int.
#ifndef PY_BIGINT_INTERNAL_H
#define PY_BIGINT_INTERNAL_H

#include <tommath.h>

#include "specs_internal.h"

typedef struct py_bigint { // digits as LibTomMath keeps them; never fits 64 bits
    py_obj base;
    bool negative;
    int count;
    mp_digit digits[];
} py_bigint;

#define PY_INT_MAX_DIGITS 4300 // of conversions between text and int, as CPython limits them
#define PY_BIG_SMALL      (64 / MP_DIGIT_BIT + 1)

typedef struct py_big_view { // lives as long as the value it shows; never written through
    mp_int mp;
    mp_digit small[PY_BIG_SMALL];
} py_big_view;

static inline bool py__int_small(py_value plain) {
    return plain.tag == PY_INT || plain.tag == PY_BOOL;
}
static inline bool py__int_negative(py_value plain) {
    return py__int_small(plain) ? plain.as.i < 0 : ((py_bigint *)(void *)plain.as.o)->negative;
}
static inline uint64_t py__magnitude(int64_t i) {
    return i < 0 ? 0 - (uint64_t)i : (uint64_t)i;
}

// ---- bigint.c -----------------------------------------------------------------------------------

const mp_int *py__big_view(py_big_view *view, py_value plain);
// The value of `result_take`, which is cleared; MemoryError where `error` is not MP_OKAY.
py_value py__big_take(py_vm *vm, mp_int *result_take, mp_err error);
bool py__big_init(py_vm *vm, mp_int *mp);      // false: MemoryError
bool py__big_room(py_vm *vm, double bits);     // false: MemoryError; asked before large results
bool py__big_set_u64(mp_int *mp, uint64_t u);  // false: no memory
bool py__big_set_double(mp_int *mp, double d); // an integral, finite d
int64_t py__int_bits(py_value plain);          // bit_length
double py__int_ratio(py_value a, py_value b,
                     bool *ok); // |a|/|b| rounded; inf: too large; !ok: memory
bool py__int_double(py_vm *vm, py_value plain, double *out); // OverflowError
double py__big_double(const mp_int *mp); // rounded half to even; inf where too large
int64_t py__int_hash(py_value plain);
// Appends the digits in `base` (2..36) with a minus sign, no prefix. False raised: ValueError for
// more than 4300 decimal digits where `limited`.
bool py__int_digits(py_vm *vm, vl_buf *out, py_value plain, int base, bool limited);
// Reads `n` digits of `base` and underscores, which must be valid.
py_value py__int_read(py_vm *vm, const char *digits, size_t n, int base);

// ---- int_ops.c: plain operands ------------------------------------------------------------------

py_value py__int_binary(py_vm *vm, py_binary op, py_value a, py_value b);
py_value py__int_negate(py_vm *vm, py_value a);
py_value py__int_invert(py_vm *vm, py_value a);
py_value py__int_abs(py_vm *vm, py_value a);
int py__int_order(py_value a, py_value b);     // -1, 0, 1
int py__int_float_order(py_value a, double d); // the same; 2: not a number
// Floor division; *quotient and *rest may be NULL. False raised.
bool py__int_divmod(py_vm *vm, py_value a, py_value b, py_value *quotient, py_value *rest);
py_value py__int_pow_mod(py_vm *vm, py_value a, py_value b, py_value modulus);
py_value py__int_round(py_vm *vm, py_value a, py_value digits); // round(a, digits), half to even

// ---- int.c --------------------------------------------------------------------------------------

py_value py__index(py_vm *vm, py_value v);          // plain int through __index__; owned
py_value py__int_from_value(py_vm *vm, py_value v); // int(v)

// ---- number_parse.c -----------------------------------------------------------------------------

// int(text, base) of a str or bytes; `v` is shown in messages.
py_value py__int_parse(py_vm *vm, py_value v, const char *text, size_t len, int base);
py_value py__float_parse(py_vm *vm, py_value v, const char *text, size_t len); // float(text)

// ---- float_hex.c: methods of float --------------------------------------------------------------

py_value py__float_hex(py_vm *vm, const py_value *a, int n);
py_value py__float_fromhex(py_vm *vm, const py_value *a, int n);

// ---- float.c, float_repr.c ----------------------------------------------------------------------

py_value py__float_round(py_vm *vm, double d, int64_t digits);
py_value py__float_pow(py_vm *vm, double a, double b);
void py__float_divmod(double a, double b, double *quotient, double *rest); // b is not 0
py_value py__pair_take(py_vm *vm, py_value a_take, py_value b_take);       // (a, b)
// Appends |d| as PyOS_double_to_string does: kind 'e', 'f', 'g' or 'r' (repr). `dot_zero`: at least
// ".0" behind a whole number.
bool py__float_text(vl_buf *out, double d, char kind, int precision, bool upper, bool alternate,
                    bool dot_zero);

#endif
