// Storage from a heap or, without one, from malloc: what containers outside a simulation use.
#include "base_internal.h"

#include <stdlib.h>

void *vl__storage_alloc(vl_heap *heap, size_t size) {
    return heap != NULL ? vl_heap_alloc(heap, size) : malloc(size);
}

void *vl__storage_realloc(vl_heap *heap, void *block, size_t old_size, size_t new_size) {
    return heap != NULL ? vl_heap_realloc(heap, block, old_size, new_size)
                        : realloc(block, new_size);
}

void vl__storage_free(vl_heap *heap, void *block, size_t size) {
    if (heap != NULL)
        vl_heap_free(heap, block, size);
    else
        free(block);
}
