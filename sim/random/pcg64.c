// PCG64: the generator itself. M. O'Neill, "PCG: A Family of Simple Fast Space-Efficient
// Statistically Good Algorithms for Random Number Generation", HMC-CS-2014-0905; constants and
// order of operations as in pcg-cpp's pcg64. Knows nothing of seeds' meaning or streams' names.
#include "u128_internal.h"

static const vl_u128 pcg_multiplier = {2549297995355413924u, 4865540595714422341u};

static void pcg_step(vl_pcg64 *gen) {
    gen->state = vl__u128_add(vl__u128_mul(gen->state, pcg_multiplier), gen->increment);
}

void vl_pcg64_init(vl_pcg64 *gen, vl_u128 state, vl_u128 stream) {
    gen->increment.hi = (stream.hi << 1) | (stream.lo >> 63);
    gen->increment.lo = (stream.lo << 1) | 1;
    gen->state = vl__u128_add(state, gen->increment);
    pcg_step(gen);
}

// The output is made of the new state, not the old one: with 128 bits computing it first would not
// shorten the chain of dependent instructions.
uint64_t vl_pcg64_next(vl_pcg64 *gen) {
    pcg_step(gen);
    uint64_t folded = gen->state.hi ^ gen->state.lo;
    unsigned rotation = (unsigned)(gen->state.hi >> 58);
    return (folded >> rotation) | (folded << (-rotation & 63u));
}
