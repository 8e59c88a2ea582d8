// A 4-ary heap of entries ordered by (ns, rank, seq), a total order: equal deadlines come out in
// one order whatever was inserted or removed between. VL_TIES_HEAP goes to timer_heapq.c instead.
#include "timer_queue_internal.h"

#include <assert.h>

enum { ARITY = 4, FIRST_CAP = 64 };

static inline bool before(const vl_timer_entry *a, const vl_timer_entry *b) {
    if (a->ns != b->ns)
        return a->ns < b->ns;
    if (a->rank != b->rank)
        return a->rank < b->rank;
    return a->seq < b->seq;
}

// Both sifts move a hole and write `entry` once, where the hole comes to rest.
static void sift_up(vl_timer_queue *queue, uint32_t top, uint32_t hole, vl_timer_entry entry) {
    while (hole > top) {
        uint32_t parent = (hole - 1) / ARITY;
        if (!before(&entry, &queue->entries[parent]))
            break;
        queue->entries[hole] = queue->entries[parent];
        queue->entries[hole].timer->slot = (int32_t)hole;
        hole = parent;
    }
    queue->entries[hole] = entry;
    entry.timer->slot = (int32_t)hole;
}

// Full groups, the usual case, go by two rounds of pairs: no loop, no bound.
static inline vl_timer_entry *least_child(const vl_timer_queue *queue, uint32_t first) {
    vl_timer_entry *child = &queue->entries[first];
    uint32_t count = queue->count - first;
    if (VL_LIKELY(count >= ARITY)) {
        vl_timer_entry *left = before(&child[1], &child[0]) ? &child[1] : &child[0];
        vl_timer_entry *right = before(&child[3], &child[2]) ? &child[3] : &child[2];
        return before(right, left) ? right : left;
    }
    vl_timer_entry *least = child;
    for (uint32_t i = 1; i < count; i++)
        if (before(&child[i], least))
            least = &child[i];
    return least;
}

// The hole goes down to a leaf without looking at `entry`, which was the last and mostly belongs
// near there, and then up as far as it must: fewer comparisons than looking on the way.
static void sift_down(vl_timer_queue *queue, uint32_t hole, vl_timer_entry entry) {
    uint32_t top = hole;
    for (uint32_t first; (first = hole * ARITY + 1) < queue->count;) {
        vl_timer_entry *child = least_child(queue, first);
        queue->entries[hole] = *child;
        child->timer->slot = (int32_t)hole;
        hole = (uint32_t)(child - queue->entries);
    }
    sift_up(queue, top, hole, entry);
}

void vl__timers_init(vl_timer_queue *queue, vl_heap *heap, vl_ties ties) {
    *queue = (vl_timer_queue){.heap = heap, .ties = ties};
}

void vl__timers_deinit(vl_timer_queue *queue) {
    vl_heap_free(queue->heap, queue->entries, queue->cap * sizeof *queue->entries);
    *queue = (vl_timer_queue){.heap = queue->heap, .ties = queue->ties};
}

static bool grow(vl_timer_queue *queue) {
    // Slots are int32_t, and hole * ARITY must not wrap.
    if (queue->cap > INT32_MAX / (2 * ARITY))
        return false;
    uint32_t cap = queue->cap > 0 ? queue->cap * 2 : FIRST_CAP;
    size_t size = sizeof *queue->entries;
    void *entries = queue->entries == NULL ? vl_heap_alloc(queue->heap, cap * size)
                                           : vl_heap_realloc(queue->heap, queue->entries,
                                                             queue->cap * size, cap * size);
    if (entries == NULL)
        return false;
    queue->entries = entries;
    queue->cap = cap;
    return true;
}

bool vl__timers_insert(vl_timer_queue *queue, vl_timer *timer, uint64_t rank) {
    assert(timer->slot < 0);
    if (VL_UNLIKELY(queue->count == queue->cap) && !grow(queue))
        return false;
    vl_timer_entry entry = {timer->deadline_ns, rank, timer->seq, timer};
    if (queue->ties == VL_TIES_HEAP)
        vl__heapq_push(queue, entry);
    else
        sift_up(queue, 0, queue->count++, entry);
    return true;
}

// The last entry moves into the hole, which may be too deep or too high for it.
static void fill_hole(vl_timer_queue *queue, uint32_t hole) {
    vl_timer_entry last = queue->entries[--queue->count];
    if (hole == queue->count)
        return;
    if (hole > 0 && before(&last, &queue->entries[(hole - 1) / ARITY]))
        sift_up(queue, 0, hole, last);
    else
        sift_down(queue, hole, last);
}

void vl__timers_remove(vl_timer_queue *queue, vl_timer *timer) {
    uint32_t slot = (uint32_t)timer->slot;
    assert(timer->slot >= 0 && slot < queue->count && queue->entries[slot].timer == timer);
    timer->slot = -1;
    if (queue->ties == VL_TIES_HEAP) {
        // asyncio leaves a cancelled handle in its heap: where it lies decides later orders.
        queue->entries[slot].timer = NULL;
        queue->cancelled++;
        return;
    }
    fill_hole(queue, slot);
}

vl_timer *vl__timers_pop(vl_timer_queue *queue) {
    assert(queue->count > 0);
    if (queue->ties == VL_TIES_HEAP)
        return vl__heapq_pop(queue);
    vl_timer *timer = queue->entries[0].timer;
    timer->slot = -1;
    fill_hole(queue, 0);
    return timer;
}

void vl__timers_tidy(vl_timer_queue *queue) {
    if (queue->ties == VL_TIES_HEAP)
        vl__heapq_tidy(queue);
}
