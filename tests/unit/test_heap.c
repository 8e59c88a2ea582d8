// vl_heap: alignment, reuse, accounting, limit, injected faults. Built twice: with slabs and with
// VL_HEAP_DIRECT; what it counts must not differ.
#include "unit.h"
#include "vl_base.h"

#include <string.h>

#ifdef VL_HEAP_DIRECT
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

static void blocks_are_aligned_and_apart(void **state) {
    (void)state;
    enum { COUNT = 2000 };
    vl_heap heap;
    vl_heap_init(&heap, 0);
    unsigned char *blocks[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        blocks[i] = vl_heap_alloc(&heap, i + 1);
        assert_non_null(blocks[i]);
        assert_int_equal((uintptr_t)blocks[i] % 16, 0);
        memset(blocks[i], (int)(i % 251), i + 1);
    }
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t k = 0; k <= i; k++)
            assert_int_equal(blocks[i][k], i % 251);
        vl_heap_free(&heap, blocks[i], i + 1);
    }
    assert_int_equal(heap.live_blocks, 0);
    assert_int_equal(heap.live_bytes, 0);
    vl_heap_deinit(&heap);
}

static void counts_bytes_blocks_and_peak(void **state) {
    (void)state;
    vl_heap heap;
    vl_heap_init(&heap, 0);
    void *a = vl_heap_alloc(&heap, 1);
    void *b = vl_heap_alloc(&heap, 17);
    void *c = vl_heap_alloc(&heap, 1000);
    assert_int_equal(heap.live_bytes, 16 + 32 + 1000);
    assert_int_equal(heap.live_blocks, 3);
    assert_int_equal(heap.allocations, 3);
    vl_heap_free(&heap, c, 1000);
    vl_heap_free(&heap, b, 17);
    vl_heap_free(&heap, NULL, 17);
    assert_int_equal(heap.live_bytes, 16);
    assert_int_equal(heap.peak_bytes, 1048);
    b = vl_heap_alloc(&heap, 32);
    assert_int_equal(heap.live_bytes, 48);
    assert_int_equal(heap.peak_bytes, 1048);
    assert_int_equal(heap.allocations, 4);
    vl_heap_free(&heap, a, 1);
    vl_heap_free(&heap, b, 32);
    assert_int_equal(heap.live_blocks, 0);
    vl_heap_deinit(&heap);
}

static void limit_is_exact(void **state) {
    (void)state;
    vl_heap heap;
    vl_heap_init(&heap, 1024);
    void *a = vl_heap_alloc(&heap, 512);
    void *b = vl_heap_alloc(&heap, 512);
    assert_non_null(a);
    assert_non_null(b);
    assert_null(vl_heap_alloc(&heap, 1));
    vl_heap_free(&heap, b, 512);
    assert_null(vl_heap_alloc(&heap, 513));
    b = vl_heap_alloc(&heap, 512);
    assert_non_null(b);
    assert_null(vl_heap_alloc(&heap, SIZE_MAX));
    vl_heap_free(&heap, a, 512);
    vl_heap_free(&heap, b, 512);
    assert_int_equal(heap.live_bytes, 0);
    vl_heap_deinit(&heap);
}

// A block that waits in a free list is refused as any other, and it raises the peak as any other.
static void limit_and_peak_hold_for_reused_blocks(void **state) {
    (void)state;
    for (size_t limit = 64; limit <= 80; limit += 16) {
        vl_heap heap;
        vl_heap_init(&heap, limit);
        vl_heap_free(&heap, vl_heap_alloc(&heap, 32), 32);
        void *small[3];
        for (size_t i = 0; i < 3; i++)
            small[i] = vl_heap_alloc(&heap, 16);
        void *reused = vl_heap_alloc(&heap, 32);
        assert_int_equal(reused != NULL, limit >= 80);
        assert_int_equal(heap.peak_bytes, limit >= 80 ? 80 : 48);
        vl_heap_free(&heap, reused, 32);
        for (size_t i = 0; i < 3; i++)
            vl_heap_free(&heap, small[i], 16);
        assert_int_equal(heap.live_bytes, 0);
        vl_heap_deinit(&heap);
    }
}

static void fails_exactly_the_chosen_allocation(void **state) {
    (void)state;
    for (uint64_t fail_at = 1; fail_at <= 40; fail_at++) {
        vl_heap heap;
        vl_heap_init(&heap, 0);
        heap.fail_at = fail_at;
        for (uint64_t i = 1; i <= 40; i++) { // frees at once, so that the fast path is walked
            size_t size = i % 7 == 0 ? 600 : 24;
            void *block = vl_heap_alloc(&heap, size);
            assert_int_equal(block == NULL, i == fail_at);
            vl_heap_free(&heap, block, size);
        }
        assert_int_equal(heap.allocations, 40);
        assert_int_equal(heap.live_blocks, 0);
        vl_heap_deinit(&heap);
    }
}

static void realloc_keeps_content_over_every_border(void **state) {
    (void)state;
    static const size_t sizes[] = {1, 16, 17, 500, 512, 513, 5000, 100000, 600, 512, 40, 33, 3};
    vl_heap heap;
    vl_heap_init(&heap, 0);
    unsigned char *block = NULL;
    size_t size = 0;
    for (size_t i = 0; i < VL_COUNT(sizes); i++) {
        unsigned char *moved = vl_heap_realloc(&heap, block, size, sizes[i]);
        assert_non_null(moved);
        size_t kept = size < sizes[i] ? size : sizes[i];
        for (size_t k = 0; k < kept; k++)
            assert_int_equal(moved[k], k % 253);
        block = moved;
        size = sizes[i];
        for (size_t k = 0; k < size; k++)
            block[k] = (unsigned char)(k % 253);
        assert_int_equal(heap.live_blocks, 1);
        assert_int_equal(heap.live_bytes, size > 512 ? size : (size + 15) / 16 * 16);
    }
    vl_heap_free(&heap, block, size);
    assert_int_equal(heap.live_bytes, 0);
    vl_heap_deinit(&heap);
}

static void failed_realloc_leaves_the_block(void **state) {
    (void)state;
    static const size_t grown[] = {17, 512, 513, 1u << 20};
    for (size_t i = 0; i < VL_COUNT(grown); i++) {
        vl_heap heap;
        vl_heap_init(&heap, 0);
        char *block = vl_heap_alloc(&heap, 10);
        memcpy(block, "123456789", 10);
        heap.fail_at = 2;
        assert_null(vl_heap_realloc(&heap, block, 10, grown[i]));
        assert_string_equal(block, "123456789");
        vl_heap_free(&heap, block, 10);
        assert_int_equal(heap.live_blocks, 0);
        vl_heap_deinit(&heap);
    }
    vl_heap heap;
    vl_heap_init(&heap, 4000);
    char *large = vl_heap_alloc(&heap, 1000);
    assert_null(vl_heap_realloc(&heap, large, 1000, 4001));
    assert_int_equal(heap.live_bytes, 1000);
    large = vl_heap_realloc(&heap, large, 1000, 4000);
    assert_non_null(large);
    vl_heap_free(&heap, large, 4000);
    vl_heap_deinit(&heap);
}

#ifdef VL_HEAP_DIRECT

// In a child, as it ends in abort.
static void wrong_size_is_found(void **state) {
    (void)state;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stderr) == NULL)
            _exit(1);
        vl_heap heap;
        vl_heap_init(&heap, 0);
        void *block = vl_heap_alloc(&heap, 40);
        vl_heap_free(&heap, block, 41);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
}

#else

static void freed_block_is_reused(void **state) {
    (void)state;
    vl_heap heap;
    vl_heap_init(&heap, 0);
    void *block = vl_heap_alloc(&heap, 100);
    vl_heap_free(&heap, block, 100);
    assert_ptr_equal(vl_heap_alloc(&heap, 112), block);
    vl_heap_free(&heap, block, 112);
    vl_heap_deinit(&heap);
}

// Small blocks that are still alive go with their slabs.
static void deinit_returns_slabs(void **state) {
    (void)state;
    vl_heap heap;
    vl_heap_init(&heap, 0);
    for (int i = 0; i < 3000; i++)
        assert_non_null(vl_heap_alloc(&heap, 200));
    vl_heap_deinit(&heap);
    assert_null(heap.chunks);
}

#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_aligned_and_apart),
        cmocka_unit_test(counts_bytes_blocks_and_peak),
        cmocka_unit_test(limit_is_exact),
        cmocka_unit_test(limit_and_peak_hold_for_reused_blocks),
        cmocka_unit_test(fails_exactly_the_chosen_allocation),
        cmocka_unit_test(realloc_keeps_content_over_every_border),
        cmocka_unit_test(failed_realloc_leaves_the_block),
#ifdef VL_HEAP_DIRECT
        cmocka_unit_test(wrong_size_is_found),
#else
        cmocka_unit_test(freed_block_is_reused),
        cmocka_unit_test(deinit_returns_slabs),
#endif
    };
    return UNIT_RUN(tests);
}
