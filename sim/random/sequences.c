// Methods of Python's `random` that give ints and indices: randrange, randint, choice, choices,
// shuffle, sample. Algorithms of CPython 3.13's Lib/random.py. Knows lengths, not elements.
#include "vl_random.h"

#include <math.h>

// `start + index * step` in wrapping arithmetic: the true result is in range whenever index is.
static int64_t range_item(int64_t start, uint64_t index, int64_t step) {
    return (int64_t)((uint64_t)start + index * (uint64_t)step);
}

vl_rng_status vl_rng_randrange(vl_rng *rng, int64_t start, int64_t stop, int64_t step,
                               int64_t *value) {
    if (step == 0)
        return VL_RNG_ZERO_STEP;
    if (step > 0 ? start >= stop : start <= stop)
        return VL_RNG_EMPTY_RANGE;
    uint64_t width = step > 0 ? (uint64_t)stop - (uint64_t)start : (uint64_t)start - (uint64_t)stop;
    uint64_t stride = step > 0 ? (uint64_t)step : 0 - (uint64_t)step;
    *value = range_item(start, vl_rng_below_u64(rng, (width - 1) / stride + 1), step);
    return VL_RNG_OK;
}

vl_rng_status vl_rng_randint(vl_rng *rng, int64_t low, int64_t high, int64_t *value) {
    if (low > high)
        return VL_RNG_EMPTY_RANGE;
    uint64_t width = (uint64_t)high - (uint64_t)low + 1;
    if (width == 0) { // all of int64: the bound is 2^64, which has 65 bits
        static const uint32_t bound[3] = {0, 0, 1};
        uint32_t words[3];
        vl_rng_below(rng, bound, 3, words);
        *value = range_item(low, words[0] | (uint64_t)words[1] << 32, 1);
        return VL_RNG_OK;
    }
    *value = range_item(low, vl_rng_below_u64(rng, width), 1);
    return VL_RNG_OK;
}

uint64_t vl_rng_choice(vl_rng *rng, uint64_t n) {
    return vl_rng_below_u64(rng, n);
}

vl_rng_status vl_rng_choices_check(const double *cum, uint64_t n) {
    if (!cum)
        return VL_RNG_OK;
    if (n == 0)
        return VL_RNG_NO_WEIGHTS;
    if (cum[n - 1] <= 0.0)
        return VL_RNG_WEIGHTS_ZERO;
    return isfinite(cum[n - 1]) ? VL_RNG_OK : VL_RNG_WEIGHTS_INFINITE;
}

uint64_t vl_rng_choices_next(vl_rng *rng, const double *cum, uint64_t n) {
    if (!cum)
        return (uint64_t)(vl_rng_random(rng) * (double)n);
    double x = vl_rng_random(rng) * (cum[n - 1] + 0.0);
    // bisect_right in all but the last sum; its steps matter where the sums are not sorted.
    uint64_t low = 0, high = n - 1;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (x < cum[middle])
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

void vl_rng_shuffle(vl_rng *rng, uint64_t n, vl_rng_swap swap, void *context) {
    for (uint64_t i = n; i > 1; i--)
        swap(context, i - 1, vl_rng_below_u64(rng, i));
}

// CPython keeps a pool of what is left if that is no larger than a set of what is taken; the choice
// decides which numbers are drawn, so the estimate must be made in the same floating point.
static bool uses_pool(uint64_t n, uint64_t k) {
    double set_size = 21.0;
    if (k > 5)
        set_size += ldexp(1.0, 2 * (int)ceil(log((double)k * 3.0) / log(4.0)));
    return (double)n <= set_size;
}

static uint64_t table_size(uint64_t k) {
    uint64_t size = 2;
    while (size < 2 * k)
        size *= 2;
    return size;
}

uint64_t vl_rng_sample_scratch(uint64_t n, uint64_t k) {
    if (k > n)
        return 0;
    return uses_pool(n, k) ? n : table_size(k);
}

static void sample_pool(vl_rng *rng, uint64_t n, uint64_t k, uint64_t *indices, uint64_t *pool) {
    for (uint64_t i = 0; i < n; i++)
        pool[i] = i;
    for (uint64_t i = 0; i < k; i++) {
        uint64_t j = vl_rng_below_u64(rng, n - i);
        indices[i] = pool[j];
        pool[j] = pool[n - i - 1];
    }
}

// Open addressing; slots hold index + 1, 0 is free. At most half full, so a free slot is found.
static bool table_add(uint64_t *table, uint64_t size, uint64_t index) {
    uint64_t slot = (index * 0x9e3779b97f4a7c15u) >> 32;
    for (;; slot++) {
        uint64_t *entry = &table[slot & (size - 1)];
        if (*entry == index + 1)
            return false;
        if (*entry == 0) {
            *entry = index + 1;
            return true;
        }
    }
}

static void sample_set(vl_rng *rng, uint64_t n, uint64_t k, uint64_t *indices, uint64_t *table) {
    uint64_t size = table_size(k);
    for (uint64_t i = 0; i < size; i++)
        table[i] = 0;
    for (uint64_t i = 0; i < k; i++) {
        uint64_t j = vl_rng_below_u64(rng, n);
        while (!table_add(table, size, j))
            j = vl_rng_below_u64(rng, n);
        indices[i] = j;
    }
}

vl_rng_status vl_rng_sample(vl_rng *rng, uint64_t n, uint64_t k, uint64_t *indices,
                            uint64_t *scratch) {
    if (k > n)
        return VL_RNG_SAMPLE;
    if (uses_pool(n, k))
        sample_pool(rng, n, k, indices, scratch);
    else
        sample_set(rng, n, k, indices, scratch);
    return VL_RNG_OK;
}
