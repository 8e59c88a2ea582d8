// How tasks overlap when not as written. One place decides when a task starts and whether a wake-up
// counts now; tasks and futures only ask.
//
// Sequential. Every task has the list of those it created that have not ended, in order. One task
// is `active`. When it suspends with children it is held (no timer is set, wake-ups are remembered)
// and its first child becomes active. When the active task ends, the children it leaves take its
// place in its parent's list, and the turn passes to the first there; the last of them gives it
// back to the parent. Tasks created outside of tasks are the children of the loop itself.
//
// Limited. `in_flight` tasks are counted, at most max_tasks when one starts. Waiting for a task or
// a gather gives the place up. A wake-up from such a wait takes one at once, which may be one too
// many for a while: a task that has begun never queues behind those that have not.
#include "engine_internal.h"

// ---- lists of tasks -----------------------------------------------------------------------------

static vl_task **first_of(vl_loop *loop, vl_task *parent) {
    return parent != NULL ? &parent->children_first : &loop->root_first;
}

static vl_task **last_of(vl_loop *loop, vl_task *parent) {
    return parent != NULL ? &parent->children_last : &loop->root_last;
}

static void list_append(vl_loop *loop, vl_task *parent, vl_task *task) {
    vl_task **last = last_of(loop, parent);
    task->parent = parent;
    task->sibling_prev = *last;
    task->sibling_next = NULL;
    if (*last != NULL)
        (*last)->sibling_next = task;
    else
        *first_of(loop, parent) = task;
    *last = task;
}

// Takes the task out; the chain first..last (NULL, NULL: nothing) goes where it was.
static void list_replace(vl_loop *loop, vl_task *task, vl_task *first, vl_task *last) {
    vl_task *parent = task->parent, *prev = task->sibling_prev, *next = task->sibling_next;
    for (vl_task *child = first; child != NULL; child = child->sibling_next)
        child->parent = parent;
    vl_task *head = first != NULL ? first : next, *tail = last != NULL ? last : prev;
    if (first != NULL) {
        first->sibling_prev = prev;
        last->sibling_next = next;
    }
    if (prev != NULL)
        prev->sibling_next = head;
    else
        *first_of(loop, parent) = head;
    if (next != NULL)
        next->sibling_prev = tail;
    else
        *last_of(loop, parent) = tail;
    task->parent = task->sibling_prev = task->sibling_next = NULL;
}

// ---- sequential ---------------------------------------------------------------------------------

// The task's own time goes on: the sleep it asked for begins, or the wake-up that came counts.
static void seq_release(vl_loop *loop, vl_task *task) {
    task->held = false;
    if (task->wake_held) {
        task->wake_held = false;
        vl__task_enqueue(loop, task);
    } else if (task->awaiting == &task->sleep_future) {
        vl__task_set_timer(loop, task);
    }
}

static void seq_activate(vl_loop *loop, vl_task *task) {
    loop->active = task;
    if (task == NULL)
        return;
    if (task->started)
        seq_release(loop, task);
    else
        vl__loop_enqueue(loop, &task->wake);
}

static void seq_created(vl_loop *loop, vl_task *task) {
    list_append(loop, loop->stepping, task);
    if (loop->active == NULL)
        seq_activate(loop, task);
}

static void seq_suspending(vl_loop *loop, vl_task *task) {
    if (!vl__mode_holds(loop, task))
        return;
    task->held = true;
    seq_activate(loop, task->children_first);
}

static void seq_left(vl_loop *loop, vl_task *task) {
    vl_task *parent = task->parent;
    vl_task *first = task->children_first, *last = task->children_last;
    task->children_first = task->children_last = NULL;
    list_replace(loop, task, first, last);
    if (loop->active != task)
        return;
    vl_task *next = *first_of(loop, parent);
    seq_activate(loop, next != NULL ? next : parent);
}

// ---- limited ------------------------------------------------------------------------------------

static void lim_count(vl_loop *loop, vl_task *task) {
    if (!task->counted) {
        task->counted = true;
        loop->in_flight++;
    }
}

static bool lim_has_place(const vl_loop *loop) {
    uint32_t most = loop->config.max_tasks > 0 ? loop->config.max_tasks : 1;
    return loop->in_flight < most;
}

static void lim_admit(vl_loop *loop) {
    while (loop->root_first != NULL && lim_has_place(loop)) {
        vl_task *task = loop->root_first;
        list_replace(loop, task, NULL, NULL);
        lim_count(loop, task);
        vl__loop_enqueue(loop, &task->wake);
    }
}

static void lim_give_up(vl_loop *loop, vl_task *task) {
    if (task->counted) {
        task->counted = false;
        loop->in_flight--;
    }
    lim_admit(loop);
}

static void lim_created(vl_loop *loop, vl_task *task) {
    list_append(loop, NULL, task);
    lim_admit(loop);
}

static void lim_suspending(vl_loop *loop, vl_task *task, const vl_future *future) {
    if (future != NULL && (future->wait == VL_WAIT_TASK || future->wait == VL_WAIT_GATHER))
        lim_give_up(loop, task);
}

static bool lim_is_queued(const vl_loop *loop, const vl_task *task) {
    return loop->root_first == task || task->sibling_prev != NULL;
}

static void lim_left(vl_loop *loop, vl_task *task) {
    if (lim_is_queued(loop, task))
        list_replace(loop, task, NULL, NULL);
    lim_give_up(loop, task);
}

// ---- what the rest of the engine asks -----------------------------------------------------------

void vl__mode_created(vl_loop *loop, vl_task *task) {
    if (loop->mode == VL_MODE_SEQUENTIAL)
        seq_created(loop, task);
    else
        lim_created(loop, task);
}

bool vl__mode_holds(const vl_loop *loop, const vl_task *task) {
    return loop->mode == VL_MODE_SEQUENTIAL && task->children_first != NULL;
}

void vl__mode_suspending(vl_loop *loop, vl_task *task, const vl_future *future) {
    if (loop->mode == VL_MODE_SEQUENTIAL)
        seq_suspending(loop, task);
    else
        lim_suspending(loop, task, future);
}

bool vl__mode_may_resume(vl_loop *loop, vl_task *task) {
    if (loop->mode == VL_MODE_LIMITED) {
        lim_count(loop, task);
        return true;
    }
    task->wake_held |= task->held;
    return !task->held;
}

void vl__mode_left(vl_loop *loop, vl_task *task) {
    if (loop->mode == VL_MODE_SEQUENTIAL)
        seq_left(loop, task);
    else
        lim_left(loop, task);
}

bool vl__mode_stuck(const vl_loop *loop) {
    if (loop->mode == VL_MODE_SEQUENTIAL)
        return loop->active != NULL;
    return loop->mode == VL_MODE_LIMITED && loop->root_first != NULL;
}

vl_task *vl_loop_stuck_task(const vl_loop *loop) {
    if (loop->mode == VL_MODE_SEQUENTIAL)
        return loop->active;
    if (!vl__mode_stuck(loop))
        return NULL;
    vl_task *task = loop->live_first;
    while (task != NULL && !task->counted)
        task = task->live_next;
    return task;
}
