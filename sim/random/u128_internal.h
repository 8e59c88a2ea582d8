// The two 128-bit operations PCG needs, in two forms that must agree: the compiler's own 128-bit
// integers, and a portable one. VL_NO_INT128 forces the portable form.
#ifndef VL_U128_INTERNAL_H
#define VL_U128_INTERNAL_H

#include "vl_random.h"

static inline vl_u128 vl__u128_add_portable(vl_u128 a, vl_u128 b) {
    vl_u128 sum = {a.hi + b.hi, a.lo + b.lo};
    sum.hi += sum.lo < a.lo;
    return sum;
}

// The low 128 bits of the product: the low halves multiply in full by schoolbook in base 2^32.
static inline vl_u128 vl__u128_mul_portable(vl_u128 a, vl_u128 b) {
    const uint64_t mask = 0xffffffffu;
    uint64_t a0 = a.lo & mask, a1 = a.lo >> 32, b0 = b.lo & mask, b1 = b.lo >> 32;
    uint64_t low = a0 * b0;
    uint64_t mid = a1 * b0 + (low >> 32); // cannot overflow: (2^32-1)^2 + 2^32-1 < 2^64
    uint64_t mid2 = a0 * b1 + (mid & mask);
    vl_u128 product;
    product.lo = (mid2 << 32) | (low & mask);
    product.hi = a1 * b1 + (mid >> 32) + (mid2 >> 32) + a.hi * b.lo + a.lo * b.hi;
    return product;
}

#if defined(__SIZEOF_INT128__)
#define VL_HAVE_INT128 1
__extension__ typedef unsigned __int128 vl__u128_native;

static inline vl__u128_native vl__u128_load(vl_u128 a) {
    return ((vl__u128_native)a.hi << 64) | a.lo;
}

static inline vl_u128 vl__u128_store(vl__u128_native a) {
    return (vl_u128){(uint64_t)(a >> 64), (uint64_t)a};
}

static inline vl_u128 vl__u128_add_native(vl_u128 a, vl_u128 b) {
    return vl__u128_store(vl__u128_load(a) + vl__u128_load(b));
}

static inline vl_u128 vl__u128_mul_native(vl_u128 a, vl_u128 b) {
    return vl__u128_store(vl__u128_load(a) * vl__u128_load(b));
}
#endif

#if defined(VL_HAVE_INT128) && !defined(VL_NO_INT128)
#define vl__u128_add vl__u128_add_native
#define vl__u128_mul vl__u128_mul_native
#else
#define vl__u128_add vl__u128_add_portable
#define vl__u128_mul vl__u128_mul_portable
#endif

#endif
