// Streams: their keys, their independence of order, and that neighbours look unrelated. The numbers
// of derivation are fixed by random_judge.py, which computes them a second time.
#include "unit.h"
#include "vl_random.h"

#include <stdlib.h>

static uint64_t first_draw(uint64_t seed, vl_stream_key key) {
    vl_pcg64 gen;
    vl_pcg64_init_stream(&gen, seed, key);
    return vl_pcg64_next(&gen);
}

static int compare_keys(const void *a, const void *b) {
    const vl_stream_key *x = a, *y = b;
    if (x->hi != y->hi)
        return x->hi < y->hi ? -1 : 1;
    return x->lo == y->lo ? 0 : x->lo < y->lo ? -1 : 1;
}

// A change here changes what every seed means to every user.
static void derivation_stays_as_it_is(void **state) {
    (void)state;
    vl_stream_key root = vl_stream_root(VL_STREAM_TASKS);
    vl_stream_key first = vl_stream_child(root, 0);
    vl_stream_key second = vl_stream_child(first, 1);
    assert_int_equal(first_draw(42, root), 0xfc572e8b900fb7b3u);
    assert_int_equal(first_draw(42, first), 0x81335696f845d5d5u);
    assert_int_equal(first_draw(42, second), 0x888b405e6974a32eu);
    assert_int_equal(first_draw(7, second), 0x7ac9d0ea8c52c840u);
}

// A tree of tasks: 300 children of the root with 300 children each; and the four roots.
static void keys_are_distinct(void **state) {
    (void)state;
    enum { WIDTH = 300, ALL = WIDTH * WIDTH + WIDTH + 4 };
    vl_stream_key *keys = malloc(ALL * sizeof *keys);
    assert_non_null(keys);
    size_t n = 0;
    for (int domain = 0; domain < 4; domain++)
        keys[n++] = vl_stream_root((vl_stream_domain)domain);
    for (uint64_t i = 0; i < WIDTH; i++) {
        vl_stream_key parent = vl_stream_child(keys[0], i);
        keys[n++] = parent;
        for (uint64_t j = 0; j < WIDTH; j++)
            keys[n++] = vl_stream_child(parent, j);
    }
    assert_int_equal(n, ALL);
    qsort(keys, n, sizeof *keys, compare_keys);
    for (size_t i = 1; i < n; i++)
        assert_true(compare_keys(&keys[i - 1], &keys[i]) != 0);
    free(keys);
}

static void draws_do_not_depend_on_interleaving(void **state) {
    (void)state;
    vl_pcg64 alone[2], mixed[2];
    uint64_t want[2][100];
    for (unsigned s = 0; s < 2; s++) {
        vl_stream_key key = vl_stream_child(vl_stream_root(VL_STREAM_TASKS), s);
        vl_pcg64_init_stream(&alone[s], 5, key);
        vl_pcg64_init_stream(&mixed[s], 5, key);
        for (int i = 0; i < 100; i++)
            want[s][i] = vl_pcg64_next(&alone[s]);
    }
    for (int i = 0; i < 100; i++) {
        for (unsigned s = 2; s-- > 0;)
            assert_int_equal(vl_pcg64_next(&mixed[s]), want[s][i]);
    }
}

// The sum of (observed - expected)^2 / expected over 256 equally likely cells has mean 255 and
// standard deviation 22.6; 400 lies 6 of them off. What is drawn is fixed, so no run fails by
// chance.
static void assert_flat(const unsigned cells[256], unsigned total) {
    double expected = total / 256.0, sum = 0.0;
    for (int i = 0; i < 256; i++)
        sum += (cells[i] - expected) * (cells[i] - expected) / expected;
    assert_true(sum > 150.0 && sum < 400.0);
}

// First draws of sibling streams, and of one stream under neighbouring seeds: each byte must be
// uniform, also after xor with the neighbour's.
static void neighbours_look_random(void **state) {
    (void)state;
    enum { STREAMS = 50000 };
    vl_stream_key root = vl_stream_root(VL_STREAM_TASKS);
    for (int by_seed = 0; by_seed < 2; by_seed++) {
        unsigned plain[8][256] = {{0}}, against[8][256] = {{0}};
        uint64_t last = 0;
        for (uint64_t i = 0; i < STREAMS; i++) {
            uint64_t draw = by_seed ? first_draw(i, root) : first_draw(1, vl_stream_child(root, i));
            for (unsigned b = 0; b < 8; b++) {
                plain[b][(draw >> (8 * b)) & 255]++;
                against[b][((draw ^ last) >> (8 * b)) & 255]++;
            }
            last = draw;
        }
        for (int b = 0; b < 8; b++) {
            assert_flat(plain[b], STREAMS);
            assert_flat(against[b], STREAMS);
        }
    }
}

// Siblings must be unrelated along their whole length too, not at the start alone.
static void siblings_do_not_correlate(void **state) {
    (void)state;
    vl_stream_key root = vl_stream_root(VL_STREAM_TASKS);
    for (uint64_t pair = 0; pair < 20; pair++) {
        vl_rng a, b;
        vl_pcg64 gen;
        vl_pcg64_init_stream(&gen, 9, vl_stream_child(root, pair));
        vl_rng_init_pcg64(&a, gen);
        vl_pcg64_init_stream(&gen, 9, vl_stream_child(root, pair + 1));
        vl_rng_init_pcg64(&b, gen);
        double sum = 0.0;
        const int n = 10000;
        for (int i = 0; i < n; i++)
            sum += (vl_rng_random(&a) - 0.5) * (vl_rng_random(&b) - 0.5);
        // 12 sum / sqrt(n) is standard normal.
        double score = 12.0 * sum / 100.0;
        assert_true(score > -4.0 && score < 4.0);
    }
}

static void small_int_seeds_are_themselves(void **state) {
    (void)state;
    const uint32_t words[] = {7, 9, 0, 0}, longer[] = {7, 9, 1}, other[] = {7, 9, 2};
    assert_int_equal(vl_seed_from_words(words, 0), 0);
    assert_int_equal(vl_seed_from_words(words, 1), 7);
    assert_int_equal(vl_seed_from_words(words, 4), 7 | UINT64_C(9) << 32);
    assert_true(vl_seed_from_words(longer, 3) != vl_seed_from_words(other, 3));
    assert_true(vl_seed_from_words(longer, 3) != vl_seed_from_words(words, 2));
}

static void text_seeds_differ(void **state) {
    (void)state;
    const char *texts[] = {"", "a", "b", "ab", "abcdefgh", "abcdefghi", "abcdefg"};
    enum { N = sizeof texts / sizeof texts[0] };
    const size_t lens[N] = {0, 1, 1, 2, 8, 9, 7};
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < i; j++)
            assert_true(vl_seed_from_bytes(texts[i], lens[i]) !=
                        vl_seed_from_bytes(texts[j], lens[j]));
    }
    assert_true(vl_seed_from_bytes("\0", 1) != vl_seed_from_bytes("\0\0", 2));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(derivation_stays_as_it_is),
        cmocka_unit_test(keys_are_distinct),
        cmocka_unit_test(draws_do_not_depend_on_interleaving),
        cmocka_unit_test(neighbours_look_random),
        cmocka_unit_test(siblings_do_not_correlate),
        cmocka_unit_test(small_int_seeds_are_themselves),
        cmocka_unit_test(text_seeds_differ),
    };
    return UNIT_RUN(tests);
}
