// Names and seeds of PCG64 streams. Knows paths of creation as keys; knows nothing of tasks.
//
// The mixer is a Feistel network of four rounds on 128 bits whose round function is the finaliser
// of SplitMix64 (Steele, Lea, Flood 2014; constants: Stafford's variant 13). For a fixed index it
// is a permutation of keys, and for a fixed key no two indices collide, since the index enters
// through a permutation of 64 bits too.
#include "vl_random.h"

#define GOLDEN 0x9e3779b97f4a7c15u // 2^64 divided by the golden ratio, odd

static uint64_t mix64(uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

vl_stream_key vl_stream_child(vl_stream_key parent, uint64_t index) {
    // index + 1: mix64 leaves 0 as it is, and child 0 of the zero key should move as well.
    uint64_t lo = parent.lo ^ mix64((index + 1) * GOLDEN);
    uint64_t hi = parent.hi ^ mix64(lo + GOLDEN);
    lo ^= mix64(hi + 2 * GOLDEN);
    hi ^= mix64(lo + 3 * GOLDEN);
    lo ^= mix64(hi + 4 * GOLDEN);
    return (vl_stream_key){hi, lo};
}

vl_stream_key vl_stream_root(vl_stream_domain domain) {
    // Any fixed number would do; this one is pi's fraction in hexadecimal.
    const vl_stream_key origin = {0x243f6a8885a308d3u, 0x13198a2e03707344u};
    return vl_stream_child(origin, (uint64_t)domain);
}

void vl_pcg64_init_stream(vl_pcg64 *gen, uint64_t seed, vl_stream_key key) {
    vl_stream_key start = vl_stream_child(key, seed);
    vl_stream_key sequence = vl_stream_child(start, seed);
    vl_pcg64_init(gen, (vl_u128){start.hi, start.lo}, (vl_u128){sequence.hi, sequence.lo});
}

uint64_t vl_seed_from_words(const uint32_t *words, size_t count) {
    while (count > 0 && words[count - 1] == 0)
        count--;
    uint64_t low = count > 0 ? words[0] : 0;
    if (count > 1)
        low |= (uint64_t)words[1] << 32;
    if (count <= 2)
        return low;
    vl_stream_key key = vl_stream_child(vl_stream_root(VL_STREAM_SEEDS), 0);
    for (size_t i = 0; i < count; i++)
        key = vl_stream_child(key, words[i]);
    return key.hi;
}

uint64_t vl_seed_from_bytes(const void *bytes, size_t len) {
    const unsigned char *byte = bytes;
    // The length goes in first, so that padding of the last chunk is no ambiguity.
    vl_stream_key key = vl_stream_child(vl_stream_root(VL_STREAM_SEEDS), 1);
    key = vl_stream_child(key, len);
    for (size_t i = 0; i < len;) {
        uint64_t chunk = 0;
        for (unsigned shift = 0; shift < 64 && i < len; shift += 8)
            chunk |= (uint64_t)byte[i++] << shift;
        key = vl_stream_child(key, chunk);
    }
    return key.hi;
}
