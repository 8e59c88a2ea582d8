// MT19937 with the seeding of CPython. M. Matsumoto, T. Nishimura, "Mersenne Twister", ACM TOMACS 8
// (1998), and their init_by_array of 2002. Knows how Python turns a seed into the key; the caller
// has taken the int or text out of its object.
#include "vl_random.h"

#include <nettle/sha2.h>
#include <string.h>

#define N      VL_MT19937_WORDS
#define MIDDLE 397

static uint32_t twist(uint32_t upper, uint32_t lower) {
    uint32_t y = (upper & 0x80000000u) | (lower & 0x7fffffffu);
    return (y >> 1) ^ ((lower & 1) ? 0x9908b0dfu : 0);
}

static void refill(vl_mt19937 *gen) {
    uint32_t *w = gen->words;
    size_t i = 0;
    for (; i < N - MIDDLE; i++)
        w[i] = w[i + MIDDLE] ^ twist(w[i], w[i + 1]);
    for (; i < N - 1; i++)
        w[i] = w[i + MIDDLE - N] ^ twist(w[i], w[i + 1]);
    w[N - 1] = w[MIDDLE - 1] ^ twist(w[N - 1], w[0]);
    gen->next = 0;
}

uint32_t vl_mt19937_next(vl_mt19937 *gen) {
    if (gen->next >= N)
        refill(gen);
    uint32_t y = gen->words[gen->next++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    return y ^ (y >> 18);
}

// A key is read word by word from where its bytes are, so that a seed of any length needs no copy.
typedef struct seed_key {
    const uint32_t *words;     // an int's words, or NULL:
    const unsigned char *text; // the int is text and digest, big-endian, read from the end
    size_t text_len;
    unsigned char digest[SHA512_DIGEST_SIZE];
    size_t count; // of words, without zeros at the top; at least 1
} seed_key;

static uint32_t key_word(const seed_key *key, size_t index) {
    if (key->words)
        return key->words[index];
    size_t total = key->text_len + sizeof key->digest;
    uint32_t word = 0;
    for (unsigned b = 0; b < 4 && index * 4 + b < total; b++) {
        size_t at = total - 1 - (index * 4 + b);
        uint32_t byte = at < key->text_len ? key->text[at] : key->digest[at - key->text_len];
        word |= byte << (8 * b);
    }
    return word;
}

static uint32_t scramble(const uint32_t *w, size_t i, uint32_t factor) {
    return w[i] ^ ((w[i - 1] ^ (w[i - 1] >> 30)) * factor);
}

// The index that follows `i`; the last word is carried round to where index 1 will read it.
static size_t following(uint32_t *w, size_t i) {
    if (i + 1 < N)
        return i + 1;
    w[0] = w[N - 1];
    return 1;
}

static void seed_by_key(vl_mt19937 *gen, seed_key *key) {
    while (key->count > 1 && key_word(key, key->count - 1) == 0)
        key->count--;
    uint32_t *w = gen->words;
    w[0] = 19650218u;
    for (uint32_t i = 1; i < N; i++)
        w[i] = 1812433253u * (w[i - 1] ^ (w[i - 1] >> 30)) + i;
    size_t i = 1, j = 0;
    for (size_t left = key->count > N ? key->count : N; left > 0; left--) {
        w[i] = scramble(w, i, 1664525u) + key_word(key, j) + (uint32_t)j;
        i = following(w, i);
        j = j + 1 < key->count ? j + 1 : 0;
    }
    for (size_t left = N - 1; left > 0; left--) {
        w[i] = scramble(w, i, 1566083941u) - (uint32_t)i;
        i = following(w, i);
    }
    w[0] = 0x80000000u;
    gen->next = N;
}

void vl_mt19937_seed_words(vl_mt19937 *gen, const uint32_t *words, size_t count) {
    static const uint32_t zero = 0;
    seed_key key = {.words = count ? words : &zero, .count = count ? count : 1};
    seed_by_key(gen, &key);
}

void vl_mt19937_seed_bytes(vl_mt19937 *gen, const void *bytes, size_t len) {
    seed_key key = {.text = bytes, .text_len = len};
    struct sha512_ctx sha;
    sha512_init(&sha);
    if (len)
        sha512_update(&sha, len, bytes);
    sha512_digest(&sha, sizeof key.digest, key.digest);
    key.count = (len + sizeof key.digest + 3) / 4;
    seed_by_key(gen, &key);
}
