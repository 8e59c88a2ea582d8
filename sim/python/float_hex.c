// float.hex and float.fromhex: doubles as C's %a writes them, read back exactly.
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "bigint_internal.h"

py_value py__float_hex(py_vm *vm, const py_value *a, int n) {
    (void)n;
    double d = a[0].as.d;
    if (!isfinite(d))
        return py_float_spec.slots.repr(vm, a[0]);
    const char *sign = signbit(d) ? "-" : "";
    if (d == 0)
        return py_from(py_str_format(vm, "%s0x0.0p+0", sign));
    int exponent;
    double fraction = frexp(fabs(d), &exponent);
    int shift = 1 - (DBL_MIN_EXP - exponent > 0 ? DBL_MIN_EXP - exponent : 0);
    fraction = ldexp(fraction, shift);
    exponent -= shift;
    uint64_t bits = (uint64_t)ldexp(fraction, DBL_MANT_DIG - 1);
    return py_from(py_str_format(vm, "%s0x%d.%013llxp%s%d", sign, (int)(bits >> 52),
                                 (unsigned long long)(bits & (((uint64_t)1 << 52) - 1)),
                                 exponent < 0 ? "-" : "+", abs(exponent)));
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// Collects hexadecimal digits; beyond 60 bits only whether one was not 0 (the lowest bit) and their
// number count.
static const char *hex_digits(const char *p, uint64_t *bits, int64_t *scale, int64_t step,
                              bool *any) {
    for (; hex_digit(*p) >= 0; p++) {
        *any = true;
        if (*bits >> 59) {
            *bits |= hex_digit(*p) != 0;
            *scale += 4;
        } else
            *bits = *bits << 4 | (uint64_t)hex_digit(*p);
        *scale -= step;
    }
    return p;
}

static const char *special_word(const char *p, double *d) {
    static const struct {
        const char *word;
        double value;
    } words[] = {{"infinity", HUGE_VAL}, {"inf", HUGE_VAL}, {"nan", NAN}};
    for (size_t i = 0; i < VL_COUNT(words); i++) {
        size_t len = strlen(words[i].word), same = 0;
        while (same < len && (p[same] | 0x20) == words[i].word[same])
            same++;
        if (same == len) {
            *d = words[i].value;
            return p + len;
        }
    }
    return NULL;
}

// bits * 2**scale rounded half to even, the lowest bit being sticky.
static double scale_bits(uint64_t bits, int64_t scale) {
    int64_t length = 0;
    while (length < 64 && bits >> length)
        length++;
    int64_t extra = length - DBL_MANT_DIG, least = DBL_MIN_EXP - DBL_MANT_DIG - scale;
    if (extra < least)
        extra = least;
    if (extra > 63)
        return 0.0;
    if (extra > 0) {
        uint64_t cut = bits & (((uint64_t)1 << extra) - 1), half = (uint64_t)1 << (extra - 1);
        bits >>= extra;
        bits += cut > half || (cut == half && (bits & 1));
        scale += extra;
    }
    return ldexp((double)bits, (int)(scale > 100000 ? 100000 : scale));
}

// [0x]h[.h][p[+-]d]. NULL: malformed.
static const char *read_hex(const char *p, double *d) {
    uint64_t bits = 0;
    int64_t scale = 0;
    bool any = false;
    if (p[0] == '0' && (p[1] | 0x20) == 'x')
        p += 2;
    p = hex_digits(p, &bits, &scale, 0, &any);
    if (*p == '.')
        p = hex_digits(p + 1, &bits, &scale, 4, &any);
    if (!any)
        return NULL;
    if ((*p | 0x20) == 'p') {
        char *end;
        const char *digits = p + 1 + (p[1] == '+' || p[1] == '-');
        if (*digits < '0' || *digits > '9')
            return NULL;
        long exponent = strtol(p + 1, &end, 10);
        scale += exponent > 1000000000    ? 1000000000
                 : exponent < -1000000000 ? -1000000000
                                          : exponent;
        p = end;
    }
    *d = bits ? scale_bits(bits, scale) : 0.0;
    return p;
}

static const char *skip_space(const char *p) {
    while (*p == ' ' || (*p >= 9 && *p <= 13))
        p++;
    return p;
}

py_value py__float_fromhex(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value text = py_unbox(a[1]);
    if (!py_is_str(text))
        return py_raise(vm, PY_EXC_TypeError, "bad argument type for built-in operation");
    const char *start = py_as_str(text)->data, *p = skip_space(start);
    bool negative = *p == '-';
    if (*p == '-' || *p == '+')
        p++;
    double d = 0;
    const char *end = special_word(p, &d);
    if (!end)
        end = read_hex(p, &d);
    if (!end || (size_t)(skip_space(end) - start) != py_as_str(text)->size)
        return py_raise(vm, PY_EXC_ValueError, "invalid hexadecimal floating-point string");
    if (isinf(d) && hex_digit(*p) >= 0)
        return py_raise(vm, PY_EXC_OverflowError,
                        "hexadecimal value too large to represent as a float");
    py_value made = py_float(negative ? -d : d);
    if ((py_type *)(void *)a[0].as.o == vm->types[PY_TYPE_FLOAT])
        return made;
    return py_call_n(vm, a[0], 1, &made);
}
