// vl_arena: zeroed, aligned, freed as a whole, and orderly without memory.
#include "unit.h"
#include "vl_base.h"

#include <string.h>

static void blocks_are_zero_and_apart(void **state) {
    (void)state;
    enum { COUNT = 3000 };
    vl_heap heap;
    vl_heap_init(&heap, 0);
    vl_arena arena;
    vl_arena_init(&arena, &heap);
    static unsigned char *blocks[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        size_t size = i % 97 == 0 ? 9000 : i % 60 + 1;
        blocks[i] = vl_arena_alloc(&arena, size);
        assert_non_null(blocks[i]);
        assert_int_equal((uintptr_t)blocks[i] % 16, 0);
        for (size_t k = 0; k < size; k++)
            assert_int_equal(blocks[i][k], 0);
        memset(blocks[i], (int)(i % 255 + 1), size);
    }
    for (size_t i = 0; i < COUNT; i++)
        assert_int_equal(blocks[i][0], i % 255 + 1);
    vl_arena_deinit(&arena);
    assert_int_equal(heap.live_blocks, 0);
    vl_heap_deinit(&heap);
}

static void copy_adds_a_nul(void **state) {
    (void)state;
    vl_arena arena;
    vl_arena_init(&arena, NULL);
    char *copy = vl_arena_copy(&arena, "deadline", 4);
    assert_string_equal(copy, "dead");
    assert_string_equal(vl_arena_copy(&arena, NULL, 0), "");
    assert_null(vl_arena_alloc(&arena, SIZE_MAX));
    vl_arena_deinit(&arena);
}

static void failure_leaves_it_usable(void **state) {
    (void)state;
    vl_heap heap;
    vl_heap_init(&heap, 0);
    vl_arena arena;
    vl_arena_init(&arena, &heap);
    char *before = vl_arena_copy(&arena, "before", 6);
    heap.fail_at = 2;
    assert_null(vl_arena_alloc(&arena, 50000));
    assert_string_equal(before, "before");
    assert_non_null(vl_arena_alloc(&arena, 50000));
    vl_arena_deinit(&arena);
    assert_int_equal(heap.live_bytes, 0);
    vl_heap_deinit(&heap);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_zero_and_apart),
        cmocka_unit_test(copy_adds_a_nul),
        cmocka_unit_test(failure_leaves_it_usable),
    };
    return UNIT_RUN(tests);
}
