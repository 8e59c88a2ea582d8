// The allocator of one simulation. Small blocks are cut from slabs and go back to a free list of
// their size; they never leave the heap before deinit. Large ones are malloc's. Knows nothing of
// what it stores.
//
// Accounting is the same with and without VL_HEAP_DIRECT, so a limit or an injected fault strikes
// at the same allocation in every build.
#include "vl_base.h"

#include <assert.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLAB_BYTES ((size_t)64 * 1024)

static_assert(alignof(max_align_t) >= VL_HEAP_GRAIN, "malloc must align to a grain");

void vl_heap_init(vl_heap *heap, size_t limit_bytes) {
    *heap = (vl_heap){.limit_bytes = limit_bytes};
}

// What a block of `size` bytes counts for.
static size_t charged(size_t size) {
    if (size > VL_HEAP_SMALL)
        return size;
    return (size + VL_HEAP_GRAIN - 1) / VL_HEAP_GRAIN * VL_HEAP_GRAIN;
}

// Whether `more` bytes may come alive. Sizes over PTRDIFF_MAX are a caller's overflow.
static bool within_limit(const vl_heap *heap, size_t more) {
    size_t limit = heap->limit_bytes != 0 ? heap->limit_bytes : (size_t)PTRDIFF_MAX;
    return heap->live_bytes <= limit && more <= limit - heap->live_bytes;
}

static void count_live(vl_heap *heap, size_t more) {
    heap->live_bytes += more;
    if (heap->live_bytes > heap->peak_bytes)
        heap->peak_bytes = heap->live_bytes;
}

// Numbers the allocation; false where it must fail.
static bool admit(vl_heap *heap, size_t more) {
    heap->allocations++;
    return heap->allocations != heap->fail_at && within_limit(heap, more);
}

#ifdef VL_HEAP_DIRECT

// In front of each block, so that a free with another size is found where it happens: in a normal
// build it would put the block on a wrong free list and surface far away.
typedef struct head {
    size_t size;
    uint64_t mark;
} head;

static_assert(sizeof(head) == VL_HEAP_GRAIN, "the head must keep the alignment");

#define HEAD_LIVE UINT64_C(0x766c5f6c69766531)
#define HEAD_FREE UINT64_C(0x766c5f6672656531)

static void *raw_alloc(vl_heap *heap, size_t size) {
    (void)heap;
    head *raw = malloc(sizeof *raw + size);
    if (raw == NULL)
        return NULL;
    *raw = (head){.size = size, .mark = HEAD_LIVE};
    return raw + 1;
}

static void raw_free(vl_heap *heap, void *block, size_t size) {
    (void)heap;
    head *raw = (head *)block - 1;
    if (raw->mark != HEAD_LIVE || raw->size != size) {
        fprintf(stderr, "vl_heap: block %p of %zu bytes freed as %zu%s\n", block, raw->size, size,
                raw->mark == HEAD_LIVE ? "" : ", and its head is damaged or freed");
        abort();
    }
    raw->mark = HEAD_FREE;
    free(raw);
}

// Always moves, so that a pointer kept over a realloc is found.
static void *raw_resize(vl_heap *heap, void *block, size_t old_size, size_t new_size) {
    void *moved = raw_alloc(heap, new_size);
    if (moved == NULL)
        return NULL;
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    raw_free(heap, block, old_size);
    return moved;
}

#else

typedef struct slab {
    alignas(VL_HEAP_GRAIN) struct slab *next;
} slab;

static void push_free(vl_heap *heap, void *block, size_t bytes) {
    size_t grains = bytes / VL_HEAP_GRAIN;
    *(void **)block = heap->free_lists[grains];
    heap->free_lists[grains] = block;
}

static bool add_slab(vl_heap *heap) {
    slab *fresh = malloc(SLAB_BYTES);
    if (fresh == NULL)
        return false;
    size_t rest = (size_t)(heap->slab_end - heap->slab_next);
    if (rest != 0) // smaller than the block asked for, so a small one itself
        push_free(heap, heap->slab_next, rest);
    fresh->next = heap->chunks;
    heap->chunks = fresh;
    heap->slab_next = (char *)(fresh + 1);
    heap->slab_end = (char *)fresh + SLAB_BYTES;
    return true;
}

static void *raw_alloc(vl_heap *heap, size_t size) {
    if (size > VL_HEAP_SMALL)
        return malloc(size);
    size_t bytes = charged(size);
    void **block = (void **)heap->free_lists[bytes / VL_HEAP_GRAIN];
    if (block != NULL) {
        heap->free_lists[bytes / VL_HEAP_GRAIN] = *block;
        return block;
    }
    if ((heap->slab_next == NULL || (size_t)(heap->slab_end - heap->slab_next) < bytes) &&
        !add_slab(heap))
        return NULL;
    char *cut = heap->slab_next;
    heap->slab_next += bytes;
    return cut;
}

static void raw_free(vl_heap *heap, void *block, size_t size) {
    if (size > VL_HEAP_SMALL)
        free(block);
    else
        push_free(heap, block, charged(size));
}

// Both sizes are large, or both have the same grains.
static void *raw_resize(vl_heap *heap, void *block, size_t old_size, size_t new_size) {
    (void)heap, (void)old_size;
    return new_size > VL_HEAP_SMALL ? realloc(block, new_size) : block;
}

#endif

void vl_heap_deinit(vl_heap *heap) {
#ifndef VL_HEAP_DIRECT
    for (slab *each = heap->chunks, *next; each != NULL; each = next) {
        next = each->next;
        free(each);
    }
#endif
    *heap = (vl_heap){0};
}

VL_NOINLINE void *vl_heap_alloc_slow(vl_heap *heap, size_t size) {
    assert(size > 0);
    if (!admit(heap, charged(size)))
        return NULL;
    void *block = raw_alloc(heap, size);
    if (block == NULL)
        return NULL;
    count_live(heap, charged(size));
    heap->live_blocks++;
    return block;
}

VL_NOINLINE void vl_heap_free_slow(vl_heap *heap, void *block, size_t size) {
    if (block == NULL)
        return;
    assert(heap->live_blocks > 0 && heap->live_bytes >= charged(size));
    raw_free(heap, block, size);
    heap->live_bytes -= charged(size);
    heap->live_blocks--;
}

void *vl_heap_realloc(vl_heap *heap, void *block, size_t old_size, size_t new_size) {
    assert(new_size > 0);
    if (block == NULL)
        return vl_heap_alloc(heap, new_size);
    size_t was = charged(old_size), is = charged(new_size);
    if (was == is && old_size <= VL_HEAP_SMALL && new_size <= VL_HEAP_SMALL)
        return raw_resize(heap, block, old_size, new_size);
    if (old_size > VL_HEAP_SMALL && new_size > VL_HEAP_SMALL) {
        if (!admit(heap, is > was ? is - was : 0))
            return NULL;
        void *resized = raw_resize(heap, block, old_size, new_size);
        if (resized == NULL)
            return NULL;
        heap->live_bytes -= was;
        count_live(heap, is);
        return resized;
    }
    void *moved = vl_heap_alloc(heap, new_size);
    if (moved == NULL)
        return NULL;
    memcpy(moved, block, old_size < new_size ? old_size : new_size);
    vl_heap_free(heap, block, old_size);
    return moved;
}
