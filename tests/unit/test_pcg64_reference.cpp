// Compares vl_pcg64 with pcg-cpp's pcg64: 10^5 numbers for each of several seeds and streams.
#include <cstdint>
#include <cstdio>

#include <pcg_random.hpp>

extern "C" {
#include "vl_random.h"
}

static pcg_extras::pcg128_t wide(vl_u128 a) {
    return (pcg_extras::pcg128_t(a.hi) << 64) | a.lo;
}

static bool agree(vl_u128 state, vl_u128 stream) {
    pcg64 reference(wide(state), wide(stream));
    vl_pcg64 gen;
    vl_pcg64_init(&gen, state, stream);
    for (int i = 0; i < 100000; i++) {
        std::uint64_t want = reference(), got = vl_pcg64_next(&gen);
        if (want != got) {
            std::printf("number %d: got %llx, pcg64 gives %llx\n", i, (unsigned long long)got,
                        (unsigned long long)want);
            return false;
        }
    }
    return true;
}

int main() {
    const vl_u128 values[] = {
        {0, 0},
        {0, 42},
        {0, UINT64_MAX},
        {1, 0},
        {UINT64_MAX, UINT64_MAX},
        {0x8000000000000000u, 0x8000000000000001u},
        {0x0123456789abcdefu, 0xfedcba9876543210u},
    };
    bool fine = true;
    for (const vl_u128 &state : values) {
        for (const vl_u128 &stream : values)
            fine = agree(state, stream) && fine;
    }
    return fine ? 0 : 1;
}
