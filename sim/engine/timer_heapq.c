// VL_TIES_HEAP: the order in which CPython's binary heap hands out equal deadlines, which depends
// on every push, pop and cancellation before. The algorithm is that of Modules/_heapqmodule.c, and
// the dropping of cancelled handles that of asyncio/base_events.py (3.8 to 3.14): both compare
// `when` alone.
#include "timer_queue_internal.h"

// base_events.py: _MIN_SCHEDULED_TIMER_HANDLES, and over a half of them cancelled.
enum { COMPACT_OVER = 100 };

// Up towards `top` while strictly earlier than the parent.
static void rise(vl_timer_queue *queue, uint32_t top, uint32_t slot) {
    vl_timer_entry entry = queue->near.entries[slot];
    while (slot > top) {
        uint32_t parent = (slot - 1) / 2;
        if (!(entry.ns < queue->near.entries[parent].ns))
            break;
        vl__timers_place(queue, slot, queue->near.entries[parent]);
        slot = parent;
    }
    vl__timers_place(queue, slot, entry);
}

// heapq sends an entry all the way down along the smaller children (the right one where they are
// equal), and then lets it rise.
static void sink(vl_timer_queue *queue, uint32_t slot) {
    uint32_t top = slot;
    vl_timer_entry entry = queue->near.entries[slot];
    while (slot < queue->near.count / 2) {
        uint32_t child = 2 * slot + 1;
        if (child + 1 < queue->near.count && !(queue->near.entries[child].ns < queue->near.entries[child + 1].ns))
            child++;
        vl__timers_place(queue, slot, queue->near.entries[child]);
        slot = child;
    }
    vl__timers_place(queue, slot, entry);
    rise(queue, top, slot);
}

void vl__heapq_push(vl_timer_queue *queue, vl_timer_entry entry) {
    vl__timers_place(queue, queue->near.count, entry);
    queue->near.count++;
    rise(queue, 0, queue->near.count - 1);
}

vl_timer *vl__heapq_pop(vl_timer_queue *queue) {
    vl_timer *timer = queue->near.entries[0].timer;
    if (timer != NULL)
        timer->slot = -1;
    vl_timer_entry last = queue->near.entries[--queue->near.count];
    if (queue->near.count > 0) {
        vl__timers_place(queue, 0, last);
        sink(queue, 0);
    }
    return timer;
}

static void compact(vl_timer_queue *queue) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < queue->near.count; i++)
        if (queue->near.entries[i].timer != NULL)
            vl__timers_place(queue, kept++, queue->near.entries[i]);
    queue->near.count = kept;
    queue->cancelled = 0;
    for (uint32_t i = kept / 2; i-- > 0;)
        sink(queue, i);
}

void vl__heapq_tidy(vl_timer_queue *queue) {
    // `cancelled` may exceed the truth: CPython does not count down those that it pops as due.
    if (queue->near.count > COMPACT_OVER && UINT64_C(2) * queue->cancelled > queue->near.count) {
        compact(queue);
        return;
    }
    while (queue->near.count > 0 && queue->near.entries[0].timer == NULL) {
        queue->cancelled--;
        vl__heapq_pop(queue);
    }
}
