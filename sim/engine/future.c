// Futures: a completion, and those who wait for it. The value or exception is the host's. Model:
// asyncio/futures.py, where each done-callback is one call_soon, in the order of registration.
#include "engine_internal.h"

void vl_future_init(vl_future *future) {
    *future = (vl_future){.wait = VL_WAIT_FUTURE};
}

bool vl_future_done(const vl_future *future) {
    return future->outcome != VL_OUTCOME_PENDING;
}

void vl_waiter_init(vl_waiter *waiter, vl_callback run) {
    *waiter = (vl_waiter){.handle = {.run = run}};
}

static void unlink_waiter(vl_future *future, vl_waiter *waiter) {
    if (waiter->prev != NULL)
        waiter->prev->next = waiter->next;
    else
        future->first = waiter->next;
    if (waiter->next != NULL)
        waiter->next->prev = waiter->prev;
    else
        future->last = waiter->prev;
    waiter->prev = waiter->next = NULL;
    waiter->linked = false;
}

static void schedule(vl_loop *loop, vl_waiter *waiter) {
    if (waiter->handle.run == vl__task_woken)
        vl__task_resume(loop, VL_CONTAINER_OF(waiter, vl_task, waiter));
    else
        vl__loop_enqueue(loop, &waiter->handle);
}

bool vl_future_finish(vl_loop *loop, vl_future *future, vl_outcome outcome) {
    assert(outcome != VL_OUTCOME_PENDING);
    if (vl_future_done(future))
        return false;
    future->outcome = (uint8_t)outcome;
    while (future->first != NULL) {
        vl_waiter *waiter = future->first;
        unlink_waiter(future, waiter);
        schedule(loop, waiter);
    }
    return true;
}

bool vl_future_cancel(vl_loop *loop, vl_future *future) {
    if (future->cancel != NULL)
        return future->cancel(future, loop);
    return vl_future_finish(loop, future, VL_OUTCOME_CANCELLED);
}

void vl_future_wait(vl_loop *loop, vl_future *future, vl_waiter *waiter) {
    assert(!waiter->linked && waiter->handle.next == NULL);
    waiter->future = future;
    waiter->handle.cancelled = false;
    if (vl_future_done(future)) {
        schedule(loop, waiter);
        return;
    }
    waiter->linked = true;
    waiter->prev = future->last;
    waiter->next = NULL;
    if (future->last != NULL)
        future->last->next = waiter;
    else
        future->first = waiter;
    future->last = waiter;
}

void vl_future_unwait(vl_loop *loop, vl_waiter *waiter) {
    if (waiter->linked)
        unlink_waiter(waiter->future, waiter);
    else
        vl_loop_unlink(loop, &waiter->handle);
    waiter->future = NULL;
}

void vl_future_orphan(vl_future *future) {
    while (future->first != NULL) {
        vl_waiter *waiter = future->first;
        unlink_waiter(future, waiter);
        waiter->future = NULL;
    }
}
