// Scripted tasks for the tests of engine/: a task is a table of operations, and what happens is a
// line of words "name@seconds" to compare with.
#ifndef ENGINE_FIXTURE_H
#define ENGINE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "vl_engine.h"

enum { ACTORS = 12, LOG_SIZE = 4096 };

typedef enum op_kind {
    OP_RETURN, // the end of every table
    OP_FAIL,
    OP_SAY,           // text@now; no text: the actor's name
    OP_SLEEP,         // n ns
    OP_YIELD,         //
    OP_BLOCK,         // n ns
    OP_CREATE,        // actor n
    OP_EAGER,         // the same; its first step runs at once
    OP_AWAIT,         // actor n; a done one is passed at once
    OP_WAIT,          // the fixture's future n
    OP_SET,           // finish the fixture's future n
    OP_GATHER,        // the actors n .. n + m - 1
    OP_AGAIN,         // wait for the gather once more, if it is not done
    OP_CANCEL,        // actor n
    OP_CANCEL_GATHER, // that of actor n
    OP_UNCANCEL,
    OP_CATCH, // CancelledError or a failure that arrives here is swallowed
    OP_MARK,  // hops are counted from here
    OP_HOPS,  // name=hops
    OP_STOP
} op_kind;

typedef struct op {
    op_kind kind;
    int64_t n;
    uint32_t m;
    const char *text;
} op;

typedef struct sim sim;

typedef struct actor {
    vl_task task;
    const char *name;
    const op *at;
    sim *owner;
    uint64_t mark;
    vl_gather gather;
    vl_future *children[ACTORS];
    vl_waiter waiters[ACTORS];
    vl_future *waits_for;
    int held, ended;
} actor;

struct sim {
    vl_heap heap;
    vl_loop loop;
    actor actors[ACTORS];
    vl_future futures[4];
    char log[LOG_SIZE];
    size_t len;
};

static inline void sim_say(sim *s, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int n = vsnprintf(s->log + s->len, LOG_SIZE - s->len, format, args);
    va_end(args);
    assert_true(n >= 0 && (size_t)n < LOG_SIZE - s->len);
    s->len += (size_t)n;
}

static inline void sim_init_with(sim *s, vl_loop_config config) {
    memset(s, 0, sizeof *s);
    vl_heap_init(&s->heap, 0);
    config.heap = &s->heap;
    assert_int_equal(vl_loop_init(&s->loop, &config), VL_OK);
    for (size_t i = 0; i < VL_COUNT(s->futures); i++)
        vl_future_init(&s->futures[i]);
}

static inline void sim_init(sim *s) {
    sim_init_with(s, (vl_loop_config){.max_events = 100000});
}

static inline void sim_deinit(sim *s) {
    for (int i = 0; i < ACTORS; i++)
        if (s->actors[i].owner != NULL && s->actors[i].task.live)
            vl_task_detach(&s->loop, &s->actors[i].task);
    while (vl_loop_take(&s->loop) != NULL)
        continue;
    for (int i = 0; i < ACTORS; i++)
        assert_int_equal(s->actors[i].held, 0);
    vl_loop_deinit(&s->loop);
    assert_int_equal(s->heap.live_blocks, 0);
    vl_heap_deinit(&s->heap);
}

static inline void actor_child_done(vl_handle *handle, vl_loop *loop) {
    vl_waiter *waiter = VL_CONTAINER_OF(handle, vl_waiter, handle);
    sim *s = VL_CONTAINER_OF(loop, sim, loop);
    for (int i = 0; i < ACTORS; i++)
        if (waiter >= s->actors[i].waiters && waiter < s->actors[i].waiters + ACTORS)
            vl_gather_child_done(&s->actors[i].gather, loop, waiter->future);
}

static inline void actor_gather(actor *a, vl_loop *loop, int64_t first, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        a->children[i] = &a->owner->actors[(uint32_t)first + i].task.future;
    vl_gather_init(&a->gather, a->children, count, false);
    for (uint32_t i = 0; i < count; i++) {
        vl_waiter_init(&a->waiters[i], actor_child_done);
        vl_future_wait(loop, a->children[i], &a->waiters[i]);
    }
}

static inline void actor_start(sim *s, int index);
static const vl_task_ops actor_ops;

// Operations that do not wait.
static inline void actor_do(actor *a, vl_loop *loop, const op *o) {
    sim *s = a->owner;
    switch (o->kind) {
    case OP_SAY:
        sim_say(s, "%s@%g ", o->text != NULL ? o->text : a->name, (double)vl_loop_now(loop) / 1e9);
        break;
    case OP_BLOCK:
        vl_loop_block(loop, o->n);
        break;
    case OP_CREATE:
        actor_start(s, (int)o->n);
        break;
    case OP_EAGER:
        vl_task_start_eager(loop, &s->actors[o->n].task, &actor_ops);
        break;
    case OP_SET:
        vl_future_finish(loop, &s->futures[o->n], VL_OUTCOME_DONE);
        break;
    case OP_CANCEL:
        sim_say(s, vl_task_cancel(loop, &s->actors[o->n].task) ? "" : "done-already ");
        break;
    case OP_CANCEL_GATHER:
        vl_future_cancel(loop, &s->actors[o->n].gather.future);
        break;
    case OP_UNCANCEL:
        vl_task_uncancel(&a->task, o->n != 0);
        break;
    case OP_MARK:
        a->mark = vl_loop_iteration(loop);
        break;
    case OP_HOPS:
        sim_say(s, "%s=%d ", a->name, (int)(vl_loop_iteration(loop) - a->mark));
        break;
    case OP_STOP:
        vl_loop_stop(loop);
        break;
    default:
        break;
    }
}

// The future that the operation waits for; NULL: it does not.
static inline vl_future *actor_target(actor *a, vl_loop *loop, const op *o) {
    switch (o->kind) {
    case OP_AWAIT:
        return &a->owner->actors[o->n].task.future;
    case OP_WAIT:
        return &a->owner->futures[o->n];
    case OP_GATHER:
        actor_gather(a, loop, o->n, o->m);
        return &a->gather.future;
    case OP_AGAIN:
        return &a->gather.future;
    default:
        return NULL;
    }
}

static inline vl_step actor_step(vl_task *task, vl_loop *loop, bool cancel) {
    actor *a = VL_CONTAINER_OF(task, actor, task);
    bool raised = cancel;
    if (a->waits_for != NULL && a->waits_for->outcome == VL_OUTCOME_FAILED)
        raised = true;
    a->waits_for = NULL;
    for (;; a->at++) {
        const op *o = a->at;
        if (raised && o->kind != OP_CATCH)
            return cancel ? VL_STEP_CANCELLED : VL_STEP_FAILED;
        raised = false;
        vl_future *target = actor_target(a, loop, o);
        if (target != NULL) {
            if (vl_future_done(target)) {
                raised = target->outcome != VL_OUTCOME_DONE;
                cancel = target->outcome == VL_OUTCOME_CANCELLED;
                continue;
            }
            a->at++;
            a->waits_for = target;
            return vl_task_await(loop, task, target);
        }
        switch (o->kind) {
        case OP_RETURN:
            return VL_STEP_DONE;
        case OP_FAIL:
            return VL_STEP_FAILED;
        case OP_SLEEP:
            a->at++;
            return vl_task_sleep(loop, task, o->n);
        case OP_YIELD:
            a->at++;
            return vl_task_yield(loop, task);
        default:
            actor_do(a, loop, o);
        }
    }
}

static inline void actor_ended(vl_task *task, vl_loop *loop, vl_outcome outcome) {
    actor *a = VL_CONTAINER_OF(task, actor, task);
    (void)loop;
    a->ended++;
    if (outcome == VL_OUTCOME_CANCELLED)
        sim_say(a->owner, "%s-cancelled ", a->name);
    if (outcome == VL_OUTCOME_FAILED)
        sim_say(a->owner, "%s-failed ", a->name);
}

static inline void actor_hold(vl_task *task) {
    VL_CONTAINER_OF(task, actor, task)->held++;
}

static inline void actor_drop(vl_task *task) {
    VL_CONTAINER_OF(task, actor, task)->held--;
}

static const vl_task_ops actor_ops = {
    .step = actor_step, .ended = actor_ended, .hold = actor_hold, .drop = actor_drop};

static inline void actor_define(sim *s, int index, const char *name, const op *ops) {
    s->actors[index] = (actor){.name = name, .at = ops, .owner = s};
}

static inline void actor_start(sim *s, int index) {
    vl_task_start(&s->loop, &s->actors[index].task, &actor_ops);
}

// Runs what is there and compares the end and the log.
static inline void sim_expect(sim *s, vl_loop_end end, const char *log) {
    assert_int_equal(vl_loop_run(&s->loop), end);
    assert_string_equal(s->log, log);
}

#define SECONDS(n) ((int64_t)(n)*VL_NS_PER_S)
#define OPS(...)   ((const op[]){__VA_ARGS__, {OP_RETURN, 0, 0, NULL}})
#define O1(kind)                                                                                   \
    { kind, 0, 0, NULL }
#define ON(kind, n)                                                                                \
    { kind, n, 0, NULL }
#define SAY(text)                                                                                  \
    { OP_SAY, 0, 0, text }

#endif
