// The source that all methods draw from: bits, random() and numbers below a bound, over either
// generator. Knows the generators' widths; the methods above it do not.
#include "vl_random.h"

static const char *const status_exceptions[] = {
#define X(name, exception, text) exception,
    VL_RNG_STATUS_TABLE(X)
#undef X
};

static const char *const status_texts[] = {
#define X(name, exception, text) text,
    VL_RNG_STATUS_TABLE(X)
#undef X
};

const char *vl_rng_status_exception(vl_rng_status status) {
    return status_exceptions[status];
}

const char *vl_rng_status_text(vl_rng_status status) {
    return status_texts[status];
}

void vl_rng_init_pcg64(vl_rng *rng, vl_pcg64 gen) {
    *rng = (vl_rng){.kind = VL_RNG_PCG64, .pcg = gen};
}

void vl_rng_init_mt19937(vl_rng *rng, vl_mt19937 *gen) {
    *rng = (vl_rng){.kind = VL_RNG_MT19937, .mt = gen};
}

void vl_rng_reset(vl_rng *rng) {
    rng->has_gauss = false;
    rng->gauss_next = 0.0;
}

double vl_rng_random(vl_rng *rng) {
    if (rng->kind == VL_RNG_PCG64)
        return (double)(vl_pcg64_next(&rng->pcg) >> 11) * 0x1p-53;
    uint64_t high = vl_mt19937_next(rng->mt) >> 5, low = vl_mt19937_next(rng->mt) >> 6;
    return (double)((high << 26) | low) * 0x1p-53;
}

uint64_t vl_rng_bits64(vl_rng *rng, unsigned k) {
    if (k == 0)
        return 0;
    if (rng->kind == VL_RNG_PCG64)
        return vl_pcg64_next(&rng->pcg) >> (64 - k);
    uint64_t low = vl_mt19937_next(rng->mt);
    if (k <= 32)
        return low >> (32 - k);
    return low | (uint64_t)(vl_mt19937_next(rng->mt) >> (64 - k)) << 32;
}

void vl_rng_bits(vl_rng *rng, size_t k, uint32_t *words) {
    // 64 bits at a time is right for both: MT takes them as two draws of 32, low one first.
    for (; k > 0; words += 2) {
        unsigned bits = k < 64 ? (unsigned)k : 64;
        uint64_t value = vl_rng_bits64(rng, bits);
        words[0] = (uint32_t)value;
        if (bits > 32)
            words[1] = (uint32_t)(value >> 32);
        k -= bits;
    }
}

void vl_rng_bytes(vl_rng *rng, void *bytes, size_t len) {
    unsigned char *out = bytes;
    while (len > 0) {
        unsigned count = len < 8 ? (unsigned)len : 8;
        uint64_t value = vl_rng_bits64(rng, 8 * count);
        for (unsigned i = 0; i < count; i++)
            *out++ = (unsigned char)(value >> (8 * i));
        len -= count;
    }
}

static unsigned bit_length(uint64_t n) {
    unsigned bits = 0;
    for (unsigned half = 32; half > 0; half /= 2) {
        if (n >> half) {
            n >>= half;
            bits += half;
        }
    }
    return bits + (n != 0);
}

uint64_t vl_rng_below_u64(vl_rng *rng, uint64_t n) {
    unsigned k = bit_length(n);
    uint64_t value = vl_rng_bits64(rng, k);
    while (value >= n)
        value = vl_rng_bits64(rng, k);
    return value;
}

static bool words_less(const uint32_t *a, const uint32_t *b, size_t count) {
    while (count-- > 0) {
        if (a[count] != b[count])
            return a[count] < b[count];
    }
    return false;
}

void vl_rng_below(vl_rng *rng, const uint32_t *n, size_t count, uint32_t *words) {
    size_t k = 32 * (count - 1) + bit_length(n[count - 1]);
    do {
        vl_rng_bits(rng, k, words);
    } while (!words_less(words, n, count));
}
