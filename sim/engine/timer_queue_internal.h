// The timer queue behind its interface: a priority queue of deadlines with removal by handle. It
// knows ties; it does not know the clock, events or what a timer does.
#ifndef VL_TIMER_QUEUE_INTERNAL_H
#define VL_TIMER_QUEUE_INTERNAL_H

#include "vl_engine.h"

void vl__timers_init(vl_timer_queue *queue, vl_heap *heap, vl_ties ties);
void vl__timers_deinit(vl_timer_queue *queue);

// `timer` has deadline_ns and seq; `rank` orders equal ns. False: no memory, nothing changed.
bool vl__timers_insert(vl_timer_queue *queue, vl_timer *timer, uint64_t rank);
void vl__timers_remove(vl_timer_queue *queue, vl_timer *timer); // must be in the queue
// To be called at the start of an iteration, before `first`: drops what was cancelled as CPython
// does.
void vl__timers_tidy(vl_timer_queue *queue);
void vl__timers_approach(vl_timer_queue *queue); // for `first` alone
// For taking down, where `first` has none left for want of memory: any; NULL: none.
vl_timer *vl__timers_take_any(vl_timer_queue *queue);
// The earliest, NULL if there is none. Valid until the queue changes.
static inline const vl_timer_entry *vl__timers_first(vl_timer_queue *queue) {
    if (queue->near.count == 0 && queue->filled != 0)
        vl__timers_approach(queue);
    return queue->near.count > 0 ? &queue->near.entries[0] : NULL;
}
// Takes the earliest out. NULL: it had been cancelled (VL_TIES_HEAP only). `first` came right before.
vl_timer *vl__timers_pop(vl_timer_queue *queue);

// ---- between timer_queue.c and timer_heapq.c ----

// CPython's heapq over ns alone. Slots of the timers follow.
void vl__heapq_push(vl_timer_queue *queue, vl_timer_entry entry); // capacity is there
vl_timer *vl__heapq_pop(vl_timer_queue *queue);
void vl__heapq_tidy(vl_timer_queue *queue);

static inline void vl__timers_place(vl_timer_queue *queue, uint32_t slot, vl_timer_entry entry) {
    queue->near.entries[slot] = entry;
    if (entry.timer != NULL)
        entry.timer->slot = (int32_t)slot;
}

#endif
