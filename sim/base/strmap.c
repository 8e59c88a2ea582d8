// Byte strings to pointers: open addressing with linear probing, at most three quarters full.
// There is no removal, so a probe ends at the first empty slot.
#include "base_internal.h"

#include <string.h>

#define FIRST_CAP ((size_t)16) // a power of two, as every later one

typedef struct vl_strmap_slot {
    char *key; // NULL: empty; else len bytes and a NUL
    size_t len;
    uint64_t hash;
    void *value;
} vl_strmap_slot;

uint64_t vl_hash_bytes(const void *bytes, size_t len) {
    const unsigned char *each = bytes;
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ each[i]) * UINT64_C(0x100000001b3);
    return hash;
}

void vl_strmap_init(vl_strmap *map, vl_heap *heap) {
    *map = (vl_strmap){.heap = heap};
}

void vl_strmap_deinit(vl_strmap *map) {
    for (size_t i = 0; i < map->cap; i++) {
        if (map->slots[i].key != NULL)
            vl__storage_free(map->heap, map->slots[i].key, map->slots[i].len + 1);
    }
    if (map->slots != NULL)
        vl__storage_free(map->heap, map->slots, map->cap * sizeof *map->slots);
    vl_strmap_init(map, map->heap);
}

// The slot that holds the key, or the empty one where it belongs. cap > 0.
static vl_strmap_slot *find(const vl_strmap *map, const char *key, size_t len, uint64_t hash) {
    size_t at = (size_t)hash & (map->cap - 1);
    for (;;) {
        vl_strmap_slot *slot = &map->slots[at];
        if (slot->key == NULL ||
            (slot->hash == hash && slot->len == len && memcmp(slot->key, key, len) == 0))
            return slot;
        at = (at + 1) & (map->cap - 1);
    }
}

static bool grow(vl_strmap *map) {
    size_t cap = map->cap != 0 ? map->cap * 2 : FIRST_CAP;
    vl_strmap larger = {.heap = map->heap, .count = map->count, .cap = cap};
    larger.slots = vl__storage_alloc(map->heap, cap * sizeof *larger.slots);
    if (larger.slots == NULL)
        return false;
    memset(larger.slots, 0, cap * sizeof *larger.slots);
    for (size_t i = 0; i < map->cap; i++) {
        const vl_strmap_slot *old = &map->slots[i];
        if (old->key != NULL)
            *find(&larger, old->key, old->len, old->hash) = *old;
    }
    if (map->slots != NULL)
        vl__storage_free(map->heap, map->slots, map->cap * sizeof *map->slots);
    *map = larger;
    return true;
}

bool vl_strmap_put(vl_strmap *map, const char *key, size_t len, void *value) {
    uint64_t hash = vl_hash_bytes(key, len);
    if (map->cap != 0) {
        vl_strmap_slot *held = find(map, key, len, hash);
        if (held->key != NULL) {
            held->value = value;
            return true;
        }
    }
    if ((map->count + 1) * 4 > map->cap * 3 && !grow(map))
        return false;
    char *copy = vl__storage_alloc(map->heap, len + 1);
    if (copy == NULL)
        return false;
    if (len > 0)
        memcpy(copy, key, len);
    copy[len] = '\0';
    *find(map, key, len, hash) =
        (vl_strmap_slot){.key = copy, .len = len, .hash = hash, .value = value};
    map->count++;
    return true;
}

void *vl_strmap_get(const vl_strmap *map, const char *key, size_t len) {
    if (map->count == 0)
        return NULL;
    const vl_strmap_slot *slot = find(map, key, len, vl_hash_bytes(key, len));
    return slot->key != NULL ? slot->value : NULL;
}
