// What the files of base share: storage that comes from a heap or, without one, from malloc.
#ifndef VL_BASE_INTERNAL_H
#define VL_BASE_INTERNAL_H

#include "vl_base.h"

// As vl_heap_alloc, vl_heap_realloc and vl_heap_free; `heap` may be NULL.
void *vl__storage_alloc(vl_heap *heap, size_t size);
void *vl__storage_realloc(vl_heap *heap, void *block, size_t old_size, size_t new_size);
void vl__storage_free(vl_heap *heap, void *block, size_t size);

#endif
