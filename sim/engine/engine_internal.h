// What the files of engine/ share and nobody else sees.
#ifndef VL_ENGINE_INTERNAL_H
#define VL_ENGINE_INTERNAL_H

#include <assert.h>

#include "vl_engine.h"

// ---- rings of handles ---------------------------------------------------------------------------

static inline void vl__ring_init(vl_handle *ring) {
    ring->prev = ring->next = ring;
}

static inline bool vl__ring_empty(const vl_handle *ring) {
    return ring->next == ring;
}

static inline void vl__ring_append(vl_handle *ring, vl_handle *handle) {
    handle->prev = ring->prev;
    handle->next = ring;
    ring->prev->next = handle;
    ring->prev = handle;
}

static inline void vl__ring_remove(vl_handle *handle) {
    handle->prev->next = handle->next;
    handle->next->prev = handle->prev;
    handle->prev = handle->next = NULL;
}

// Moves everything in `from` to the front of `to`.
void vl__ring_prepend(vl_handle *to, vl_handle *from);

static inline void vl__loop_enqueue(vl_loop *loop, vl_handle *handle) {
    assert(handle->next == NULL);
    handle->cause = loop->current;
    vl__ring_append(&loop->ready, handle);
}

// ---- events -------------------------------------------------------------------------------------

// Completes and delivers an event whose seq is loop->events. `ask_line`: it comes from the program.
void vl__event_deliver(vl_loop *loop, vl_event *event, bool ask_line);
void vl__event_report(vl_loop *loop, vl_event_kind kind, uint64_t task, int64_t value,
                      uint64_t other, const char *text);
// The loop's own: no line, and a cause that is given.
void vl__event_report_loop(vl_loop *loop, vl_event_kind kind, uint64_t task, int64_t value,
                           uint64_t other, uint64_t cause);
void vl__event_created(vl_loop *loop, const vl_task *task);
void vl__event_ended(vl_loop *loop, const vl_task *task, vl_outcome outcome);

static inline bool vl__event_next(vl_loop *loop) { // true: somebody listens
    loop->events++;
    return VL_UNLIKELY(loop->observer.event != NULL);
}

// Counts an event, and reports it if somebody listens. `text` may be NULL.
static inline void vl__emit(vl_loop *loop, vl_event_kind kind, uint64_t task, int64_t value,
                            uint64_t other, const char *text) {
    if (vl__event_next(loop))
        vl__event_report(loop, kind, task, value, other, text);
}

// ---- loop ---------------------------------------------------------------------------------------

// The run ends with `end` before the next handle; the first reason wins.
void vl__loop_halt(vl_loop *loop, vl_loop_end end);
// vl_loop_call_at in the name of a task; 0: of none.
bool vl__timer_set(vl_loop *loop, vl_timer *timer, int64_t deadline_ns, uint64_t task);

// ---- tasks --------------------------------------------------------------------------------------

// vl_waiter.handle.run of a task's waiter: how futures know that it is a task that waits.
void vl__task_woken(vl_handle *handle, vl_loop *loop);
// What the task waited for is there: schedules its step, unless the mode holds it.
void vl__task_resume(vl_loop *loop, vl_task *task);
// Puts the wake-up of a suspended task into the ready queue.
void vl__task_enqueue(vl_loop *loop, vl_task *task);
// Sets the timer of a sleep that has been asked for.
void vl__task_set_timer(vl_loop *loop, vl_task *task);

// ---- modes other than as written ----------------------------------------------------------------

void vl__mode_created(vl_loop *loop, vl_task *task);
// Would the task's wait begin only when others have ended?
bool vl__mode_holds(const vl_loop *loop, const vl_task *task);
// The task being stepped is about to wait for `future` (NULL: a yield).
void vl__mode_suspending(vl_loop *loop, vl_task *task, const vl_future *future);
bool vl__mode_may_resume(vl_loop *loop, vl_task *task); // false: remembered for later
// Ended or detached: its place or turn passes on.
void vl__mode_left(vl_loop *loop, vl_task *task);
bool vl__mode_stuck(const vl_loop *loop); // asked when nothing can happen any more

#endif
