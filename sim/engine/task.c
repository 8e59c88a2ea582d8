// Tasks: step callbacks driven by the loop. Model: asyncio/tasks.py, Task.__step, __wakeup, cancel
// and sleep. A task that sleeps uses the timer and future that lie in it: nothing is allocated.
#include "engine_internal.h"

static inline bool as_written(const vl_loop *loop) {
    return VL_LIKELY(loop->mode == VL_MODE_AS_WRITTEN);
}

vl_task *vl_loop_current(const vl_loop *loop) {
    return loop->stepping;
}

vl_task *vl_loop_swap_current(vl_loop *loop, vl_task *task) {
    vl_task *before = loop->stepping;
    loop->stepping = task;
    return before;
}

// ---- life ---------------------------------------------------------------------------------------

static void live_append(vl_loop *loop, vl_task *task) {
    task->live = true;
    task->live_prev = loop->live_last;
    if (loop->live_last != NULL)
        loop->live_last->live_next = task;
    else
        loop->live_first = task;
    loop->live_last = task;
}

static void live_remove(vl_loop *loop, vl_task *task) {
    if (task->live_prev != NULL)
        task->live_prev->live_next = task->live_next;
    else
        loop->live_first = task->live_next;
    if (task->live_next != NULL)
        task->live_next->live_prev = task->live_prev;
    else
        loop->live_last = task->live_prev;
    task->live_prev = task->live_next = NULL;
    task->live = false;
}

void vl_loop_each_task(vl_loop *loop, void (*visit)(void *context, vl_task *task), void *context) {
    vl_task *next;
    for (vl_task *task = loop->live_first; task != NULL; task = next) {
        next = task->live_next;
        visit(context, task);
    }
}

static void task_end(vl_task *task, vl_loop *loop, vl_step step) {
    vl_outcome outcome = step == VL_STEP_DONE     ? VL_OUTCOME_DONE
                         : step == VL_STEP_FAILED ? VL_OUTCOME_FAILED
                                                  : VL_OUTCOME_CANCELLED;
    // It returned although a cancel was still to be delivered: it counts as cancelled.
    if (outcome == VL_OUTCOME_DONE && task->must_cancel)
        outcome = VL_OUTCOME_CANCELLED;
    task->must_cancel = false;
    if (task->ops->ended != NULL)
        task->ops->ended(task, loop, outcome);
    live_remove(loop, task);
    if (vl__event_next(loop))
        vl__event_ended(loop, task, outcome);
    if (!as_written(loop))
        vl__mode_left(loop, task);
    vl_future_finish(loop, &task->future, outcome);
}

// ---- steps --------------------------------------------------------------------------------------

// What `finally: h.cancel()` in asyncio.sleep does at the first moment of the step.
static inline void forget_sleep(vl_task *task, vl_loop *loop) {
    if (VL_UNLIKELY(task->sleep_timer.slot >= 0 || task->sleep_timer.handle.next != NULL))
        vl_timer_cancel(loop, &task->sleep_timer);
}

static void task_step(vl_task *task, vl_loop *loop, bool cancel) {
    vl_task *outer = loop->stepping;
    cancel |= task->must_cancel;
    task->must_cancel = false;
    task->awaiting = NULL;
    loop->stepping = task;
    vl__emit(loop, task->started ? VL_EVENT_TASK_STEPPED : VL_EVENT_TASK_STARTED, task->id, 0, 0,
             NULL);
    loop->current = loop->events;
    task->started = true;
    forget_sleep(task, loop);
    task->stepping = true;
    vl_step step = task->ops->step(task, loop, cancel);
    task->stepping = false;
    if (step == VL_STEP_SUSPENDED) {
        loop->stepping = outer;
        return;
    }
    void (*drop)(vl_task *) = task->ops->drop;
    task_end(task, loop, step);
    loop->stepping = outer;
    if (drop != NULL)
        drop(task);
}

static void task_first_or_yielded(vl_handle *handle, vl_loop *loop) {
    task_step(VL_CONTAINER_OF(handle, vl_task, wake), loop, false);
}

void vl__task_woken(vl_handle *handle, vl_loop *loop) {
    vl_task *task = VL_CONTAINER_OF(handle, vl_task, waiter.handle);
    bool cancel = task->waiter.future->outcome == VL_OUTCOME_CANCELLED;
    task->waiter.future = NULL;
    task_step(task, loop, cancel);
}

void vl__task_enqueue(vl_loop *loop, vl_task *task) {
    vl__emit(loop, VL_EVENT_TASK_RESUMED, task->id, 0, 0, NULL);
    vl__loop_enqueue(loop, task->awaiting != NULL ? &task->waiter.handle : &task->wake);
}

void vl__task_resume(vl_loop *loop, vl_task *task) {
    if (as_written(loop) || vl__mode_may_resume(loop, task))
        vl__task_enqueue(loop, task);
}

// ---- what a step may ask for --------------------------------------------------------------------

vl_step vl_task_await(vl_loop *loop, vl_task *task, vl_future *future) {
    vl__emit(loop, VL_EVENT_TASK_SUSPENDED, task->id, future->wait,
             future->task != NULL ? future->task->id : 0, future->label);
    if (!as_written(loop))
        vl__mode_suspending(loop, task, future);
    task->awaiting = future;
    vl_future_wait(loop, future, &task->waiter);
    if (VL_UNLIKELY(task->must_cancel) && vl_future_cancel(loop, future))
        task->must_cancel = false;
    return VL_STEP_SUSPENDED;
}

vl_step vl_task_yield(vl_loop *loop, vl_task *task) {
    vl__emit(loop, VL_EVENT_TASK_SUSPENDED, task->id, VL_WAIT_YIELD, 0, NULL);
    loop->yields++;
    if (!as_written(loop))
        vl__mode_suspending(loop, task, NULL);
    vl__task_resume(loop, task);
    return VL_STEP_SUSPENDED;
}

static void sleep_over(vl_handle *handle, vl_loop *loop) {
    vl_task *task = VL_CONTAINER_OF(handle, vl_task, sleep_timer.handle);
    vl_future_finish(loop, &task->sleep_future, VL_OUTCOME_DONE);
}

void vl__task_set_timer(vl_loop *loop, vl_task *task) {
    int64_t room = INT64_MAX - loop->now_ns;
    int64_t deadline = loop->now_ns + (task->sleep_ns < room ? task->sleep_ns : room);
    vl__timer_set(loop, &task->sleep_timer, deadline, task->id);
}

vl_step vl_task_sleep(vl_loop *loop, vl_task *task, int64_t ns) {
    if (ns <= 0)
        return vl_task_yield(loop, task);
    vl_future_init(&task->sleep_future);
    task->sleep_future.wait = VL_WAIT_SLEEP;
    task->sleep_ns = ns;
    bool begins = as_written(loop) || !vl__mode_holds(loop, task);
    if (begins)
        vl__task_set_timer(loop, task);
    vl__emit(loop, VL_EVENT_TASK_SUSPENDED, task->id, VL_WAIT_SLEEP,
             begins ? task->sleep_timer.id : 0, NULL);
    if (!as_written(loop))
        vl__mode_suspending(loop, task, &task->sleep_future);
    task->awaiting = &task->sleep_future;
    vl_future_wait(loop, &task->sleep_future, &task->waiter);
    if (VL_UNLIKELY(task->must_cancel) && vl_future_cancel(loop, &task->sleep_future))
        task->must_cancel = false;
    return VL_STEP_SUSPENDED;
}

// ---- cancellation -------------------------------------------------------------------------------

static bool cancel_as_future(vl_future *future, vl_loop *loop);

// Whom a cancel of `task` goes on to; NULL: what it waits for is no task, or the host's to cancel.
static vl_task *awaited_task(const vl_task *task) {
    const vl_future *future = task->awaiting;
    return future != NULL && future->cancel == cancel_as_future ? future->task : NULL;
}

static void cancel_stops(vl_loop *loop, vl_task *task) {
    if (task->ops->cancelled != NULL)
        task->ops->cancelled(task, loop);
}

static void cancel_here(vl_loop *loop, vl_task *task) {
    task->cancels++;
    vl__emit(loop, VL_EVENT_TASK_CANCELLED, task->id, 0,
             loop->stepping != NULL ? loop->stepping->id : 0, NULL);
}

// Along the chain of tasks that await each other, without recursion. A ring of them never wakes:
// Brent's method finds it (CPython: RecursionError), and the walk ends where it stands.
bool vl_task_cancel(vl_loop *loop, vl_task *task) {
    if (vl_future_done(&task->future))
        return false;
    cancel_here(loop, task);
    vl_task *next, *mark = task;
    for (uint32_t steps = 0, power = 1; (next = awaited_task(task)) != NULL; task = next) {
        if (vl_future_done(&next->future) || next == mark) {
            task->must_cancel = true;
            cancel_stops(loop, task);
            return true;
        }
        cancel_here(loop, next);
        if (++steps == power) {
            mark = next;
            power *= 2;
            steps = 0;
        }
    }
    if (task->awaiting == NULL || !vl_future_cancel(loop, task->awaiting))
        task->must_cancel = true;
    if (task->must_cancel || task->awaiting == &task->sleep_future)
        cancel_stops(loop, task);
    return true;
}

uint32_t vl_task_uncancel(vl_task *task, bool clears_pending) {
    if (task->cancels > 0 && --task->cancels == 0 && clears_pending)
        task->must_cancel = false;
    return task->cancels;
}

static bool cancel_as_future(vl_future *future, vl_loop *loop) {
    return vl_task_cancel(loop, future->task);
}

// ---- begin and teardown -------------------------------------------------------------------------

static void task_begin(vl_loop *loop, vl_task *task, const vl_task_ops *ops) {
    vl_task *parent = loop->stepping;
    *task = (vl_task){.ops = ops, .id = ++loop->tasks};
    task->future.task = task;
    task->future.wait = VL_WAIT_TASK;
    task->future.cancel = cancel_as_future;
    vl_handle_init(&task->wake, task_first_or_yielded);
    vl_waiter_init(&task->waiter, vl__task_woken);
    vl_timer_init(&task->sleep_timer, sleep_over);
    vl_future_init(&task->sleep_future);
    if (parent != NULL) {
        task->parent_id = parent->id;
        parent->children++;
    }
    live_append(loop, task);
    if (ops->hold != NULL)
        ops->hold(task);
    if (vl__event_next(loop))
        vl__event_created(loop, task);
}

void vl_task_start(vl_loop *loop, vl_task *task, const vl_task_ops *ops) {
    task_begin(loop, task, ops);
    if (as_written(loop))
        vl__loop_enqueue(loop, &task->wake);
    else
        vl__mode_created(loop, task);
}

// Task.__eager_start. A mode decides itself who goes on: there it is a start like any other.
void vl_task_start_eager(vl_loop *loop, vl_task *task, const vl_task_ops *ops) {
    task_begin(loop, task, ops);
    if (!as_written(loop)) {
        vl__mode_created(loop, task);
        return;
    }
    uint64_t cause = loop->current;
    task_step(task, loop, false);
    loop->current = cause;
}

void vl_task_detach(vl_loop *loop, vl_task *task) {
    assert(!task->stepping);
    if (!task->live)
        return;
    vl_loop_unlink(loop, &task->wake);
    vl_future_unwait(loop, &task->waiter);
    vl_future_orphan(&task->future);
    vl_future_orphan(&task->sleep_future);
    task->sleep_timer.silent = true;
    vl_timer_cancel(loop, &task->sleep_timer);
    task->awaiting = NULL;
    live_remove(loop, task);
    if (!as_written(loop))
        vl__mode_left(loop, task);
    if (task->ops->drop != NULL)
        task->ops->drop(task);
}
