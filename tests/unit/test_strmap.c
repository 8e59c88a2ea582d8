// vl_strmap and vl_hash_bytes.
#include "unit.h"
#include "vl_base.h"

#include <stdio.h>
#include <string.h>

static void holds_many_keys(void **state) {
    (void)state;
    enum { COUNT = 5000 };
    static int values[COUNT];
    vl_heap heap;
    vl_heap_init(&heap, 0);
    vl_strmap map;
    vl_strmap_init(&map, &heap);
    assert_null(vl_strmap_get(&map, "k0", 2));
    char key[32];
    for (int i = 0; i < COUNT; i++) {
        snprintf(key, sizeof key, "k%d", i);
        assert_true(vl_strmap_put(&map, key, strlen(key), &values[i]));
    }
    assert_int_equal(map.count, COUNT);
    for (int i = 0; i < COUNT; i++) {
        snprintf(key, sizeof key, "k%d", i);
        assert_ptr_equal(vl_strmap_get(&map, key, strlen(key)), &values[i]);
    }
    assert_null(vl_strmap_get(&map, "k5000", 5));
    assert_null(vl_strmap_get(&map, "k", 1));
    vl_strmap_deinit(&map);
    assert_int_equal(heap.live_blocks, 0);
    vl_heap_deinit(&heap);
}

static void keys_are_bytes_and_replaced(void **state) {
    (void)state;
    int a, b, c;
    vl_strmap map;
    vl_strmap_init(&map, NULL);
    assert_true(vl_strmap_put(&map, "x\0y", 3, &a));
    assert_true(vl_strmap_put(&map, "x", 1, &b));
    assert_true(vl_strmap_put(&map, "", 0, &c));
    assert_ptr_equal(vl_strmap_get(&map, "x\0y", 3), &a);
    assert_ptr_equal(vl_strmap_get(&map, "x", 1), &b);
    assert_ptr_equal(vl_strmap_get(&map, "", 0), &c);
    assert_true(vl_strmap_put(&map, "x", 1, &c));
    assert_ptr_equal(vl_strmap_get(&map, "x", 1), &c);
    assert_int_equal(map.count, 3);
    vl_strmap_deinit(&map);
}

// Whatever allocation fails: what was put before is still there, nothing leaks.
static void survives_each_failing_allocation(void **state) {
    (void)state;
    int value;
    bool went_through = false;
    for (uint64_t fail_at = 1; !went_through; fail_at++) {
        vl_heap heap;
        vl_heap_init(&heap, 0);
        heap.fail_at = fail_at;
        vl_strmap map;
        vl_strmap_init(&map, &heap);
        char key = 'A';
        while (key < 'A' + 40 && vl_strmap_put(&map, &key, 1, &value))
            key++;
        went_through = key == 'A' + 40;
        assert_int_equal(map.count, key - 'A');
        for (char each = 'A'; each < key; each++)
            assert_ptr_equal(vl_strmap_get(&map, &each, 1), &value);
        vl_strmap_deinit(&map);
        assert_int_equal(heap.live_blocks, 0);
        vl_heap_deinit(&heap);
        assert_true(fail_at < 100);
    }
}

// Values from the FNV authors' test vectors.
static void hash_is_fnv_1a(void **state) {
    (void)state;
    assert_true(vl_hash_bytes("", 0) == UINT64_C(0xcbf29ce484222325));
    assert_true(vl_hash_bytes("a", 1) == UINT64_C(0xaf63dc4c8601ec8c));
    assert_true(vl_hash_bytes("foobar", 6) == UINT64_C(0x85944171f73967e8));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_many_keys),
        cmocka_unit_test(keys_are_bytes_and_replaced),
        cmocka_unit_test(survives_each_failing_allocation),
        cmocka_unit_test(hash_is_fnv_1a),
    };
    return UNIT_RUN(tests);
}
