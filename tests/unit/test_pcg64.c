// vl_pcg64 and its 128-bit arithmetic. test_pcg64_portable.c is this file once more, with the
// library that was built without the compiler's 128-bit integers; test_pcg64_reference.cpp asks
// pcg-cpp.
#include "unit.h"
#include "u128_internal.h"

// Start of the output of pcg-cpp's check-pcg64: pcg64 rng(42, 54).
static void gives_the_published_numbers(void **state) {
    (void)state;
    static const uint64_t want[] = {0x86b1da1d72062b68u, 0x1304aa46c9853d39u, 0xa3670e9e0dd50358u,
                                    0xf9090e529a7dae00u, 0xc85b9fd837996f2cu, 0x606121f8e3919196u};
    vl_pcg64 gen;
    vl_pcg64_init(&gen, (vl_u128){0, 42}, (vl_u128){0, 54});
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++)
        assert_int_equal(vl_pcg64_next(&gen), want[i]);
}

static void top_bit_of_stream_is_lost(void **state) {
    (void)state;
    vl_pcg64 a, b;
    vl_pcg64_init(&a, (vl_u128){1, 2}, (vl_u128){3, 4});
    vl_pcg64_init(&b, (vl_u128){1, 2}, (vl_u128){3 | (UINT64_C(1) << 63), 4});
    for (int i = 0; i < 100; i++)
        assert_int_equal(vl_pcg64_next(&a), vl_pcg64_next(&b));
}

static void assert_same(vl_u128 a, vl_u128 b) {
    assert_int_equal(a.hi, b.hi);
    assert_int_equal(a.lo, b.lo);
}

static void portable_arithmetic_carries(void **state) {
    (void)state;
    const uint64_t all = UINT64_MAX;
    assert_same(vl__u128_add_portable((vl_u128){0, all}, (vl_u128){0, 1}), (vl_u128){1, 0});
    assert_same(vl__u128_add_portable((vl_u128){all, all}, (vl_u128){0, 1}), (vl_u128){0, 0});
    assert_same(vl__u128_mul_portable((vl_u128){0, all}, (vl_u128){0, all}), (vl_u128){all - 1, 1});
    assert_same(vl__u128_mul_portable((vl_u128){all, all}, (vl_u128){all, all}), (vl_u128){0, 1});
    assert_same(vl__u128_mul_portable((vl_u128){0, UINT64_C(1) << 63}, (vl_u128){0, 6}),
                (vl_u128){3, 0});
}

static void portable_arithmetic_equals_native(void **state) {
    (void)state;
#ifdef VL_HAVE_INT128
    vl_pcg64 gen;
    vl_pcg64_init(&gen, (vl_u128){0, 1}, (vl_u128){0, 2});
    for (int i = 0; i < 100000; i++) {
        vl_u128 a = {vl_pcg64_next(&gen), vl_pcg64_next(&gen)};
        vl_u128 b = {vl_pcg64_next(&gen), vl_pcg64_next(&gen)};
        if (i % 3 == 0)
            a.lo |= 0xffffffff00000000u; // more carries than chance brings
        if (i % 5 == 0)
            b.lo |= 0x00000000ffffffffu;
        assert_same(vl__u128_add_portable(a, b), vl__u128_add_native(a, b));
        assert_same(vl__u128_mul_portable(a, b), vl__u128_mul_native(a, b));
    }
#else
    skip();
#endif
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_published_numbers),
        cmocka_unit_test(top_bit_of_stream_is_lost),
        cmocka_unit_test(portable_arithmetic_carries),
        cmocka_unit_test(portable_arithmetic_equals_native),
    };
    return UNIT_RUN(tests);
}
