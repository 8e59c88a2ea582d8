// The members of vl_loop, complete so that hosts can embed it. Outside engine/ only the functions
// of vl_engine.h touch them. A loop stays where it was initialised: its queues are rings through
// it.
#ifndef VL_LOOP_STRUCT_H
#define VL_LOOP_STRUCT_H

#include "vl_engine.h"

// A deadline in the timer queue. `rank` orders equal ns: wakes, nothing, or a drawn number
// (vl_ties).
typedef struct vl_timer_entry {
    int64_t ns;
    uint64_t rank, seq;
    vl_timer *timer; // NULL: cancelled, kept for VL_TIES_HEAP
} vl_timer_entry;

typedef struct vl_timer_list {
    vl_timer_entry *entries;
    uint32_t count, cap;
} vl_timer_list;

#define VL__TIMER_BUCKETS 64

typedef struct vl_timer_queue { // see timer_queue.c
    vl_heap *heap;
    vl_timer_list near;                   // a heap: all deadlines up to `reach`
    vl_timer_list far[VL__TIMER_BUCKETS]; // without order: the i-th differs from `reach` in bit i first
    uint64_t filled;                      // bit i: far[i] is not empty
    int64_t reach;
    uint32_t crowd;                       // so many in the heap are too many
    bool starved;                         // no memory to bring the next ones near
    uint32_t cancelled;                   // VL_TIES_HEAP: as CPython counts them
    vl_ties ties;
} vl_timer_queue;

struct vl_loop {
    vl_handle ready; // ring: what becomes ready
    vl_handle batch; // ring: what the present iteration has still to run
    vl_timer_queue timers;

    int64_t now_ns;
    uint32_t wakes; // of the present moment
    bool stopping, halted;
    vl_mode mode;
    uint64_t iteration, moved_at; // now; when the clock moved last
    uint64_t runs, yields;        // handles run; steps that ended in a bare yield

    uint64_t events;   // so far; the last one's seq
    uint64_t charged;  // work that was no event
    uint64_t check_at; // events + charged at which limits and the host are asked next
    uint64_t current;  // the event during which things happen now: their cause
    vl_observer observer;

    vl_task *stepping; // vl_loop_current
    vl_task *live_first, *live_last;
    uint64_t tasks, timers_set;

    // Modes. Sequential: tasks created outside of tasks, in order, and whose turn it is. Limited:
    // tasks that wait for a place, and how many have one.
    vl_task *root_first, *root_last, *active;
    uint32_t in_flight;
    uint32_t cancel_depth; // gathers whose cancel is under way

    vl_loop_end end; // valid while `halted`
    vl_loop_config config;
};

#endif
