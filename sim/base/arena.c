// Bump allocation in blocks from a heap, freed as a whole.
#include "base_internal.h"

#include <string.h>

#define BLOCK_BYTES ((size_t)16 * 1024)
#define ALIGN       ((size_t)16)

typedef struct vl_arena_block {
    struct vl_arena_block *next;
    size_t size; // all of it, this head included
} vl_arena_block;

#define HEAD_BYTES ((sizeof(vl_arena_block) + ALIGN - 1) / ALIGN * ALIGN)

void vl_arena_init(vl_arena *arena, vl_heap *heap) {
    *arena = (vl_arena){.heap = heap};
}

void vl_arena_deinit(vl_arena *arena) {
    for (vl_arena_block *each = arena->blocks, *next; each != NULL; each = next) {
        next = each->next;
        vl__storage_free(arena->heap, each, each->size);
    }
    vl_arena_init(arena, arena->heap);
}

static char *add_block(vl_arena *arena, size_t size) {
    vl_arena_block *block = vl__storage_alloc(arena->heap, size);
    if (block == NULL)
        return NULL;
    *block = (vl_arena_block){.next = arena->blocks, .size = size};
    arena->blocks = block;
    return (char *)block + HEAD_BYTES;
}

void *vl_arena_alloc(vl_arena *arena, size_t size) {
    if (size > (size_t)PTRDIFF_MAX - HEAD_BYTES - ALIGN)
        return NULL;
    size = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (size > BLOCK_BYTES / 4) { // a block of its own, so that the current one is not wasted
        char *own = add_block(arena, HEAD_BYTES + size);
        return own != NULL ? memset(own, 0, size) : NULL;
    }
    if (arena->next == NULL || (size_t)(arena->end - arena->next) < size) {
        char *fresh = add_block(arena, BLOCK_BYTES);
        if (fresh == NULL)
            return NULL;
        arena->next = fresh;
        arena->end = fresh + (BLOCK_BYTES - HEAD_BYTES);
    }
    char *cut = arena->next;
    arena->next += size;
    return memset(cut, 0, size);
}

char *vl_arena_copy(vl_arena *arena, const char *text, size_t length) {
    if (length == SIZE_MAX)
        return NULL;
    char *copy = vl_arena_alloc(arena, length + 1);
    if (copy != NULL && length > 0)
        memcpy(copy, text, length);
    return copy;
}
