// The future of asyncio.gather (asyncio/tasks.py): it counts its children's ends. What the results
// are is the host's; without a host's `decide` only outcomes exist.
#include "engine_internal.h"

// Gathers within gathers recurse; CPython gives up at about this depth too (RecursionError).
enum { DEEPEST_CANCEL = 1000 };

// _GatheringFuture.cancel: asks every child; the gather itself ends when they have. A gather that
// waits for itself, by whatever way, is asked once.
static bool gather_cancel(vl_future *future, vl_loop *loop) {
    vl_gather *gather = VL_CONTAINER_OF(future, vl_gather, future);
    if (vl_future_done(future) || gather->cancelling || loop->cancel_depth >= DEEPEST_CANCEL)
        return false;
    bool any = false;
    gather->cancelling = true;
    loop->cancel_depth++;
    for (uint32_t i = 0; i < gather->count; i++)
        if (vl_future_cancel(loop, gather->children[i]))
            any = true;
    loop->cancel_depth--;
    gather->cancelling = false;
    if (any)
        gather->cancel_requested = true;
    return any;
}

static vl_outcome decide_by_outcome(vl_gather *gather, vl_loop *loop, vl_future *child, bool last) {
    (void)loop;
    if (!gather->return_exceptions && child->outcome != VL_OUTCOME_DONE)
        return (vl_outcome)child->outcome;
    if (!last)
        return VL_OUTCOME_PENDING;
    return gather->cancel_requested ? VL_OUTCOME_CANCELLED : VL_OUTCOME_DONE;
}

void vl_gather_init(vl_gather *gather, vl_future **children, uint32_t count,
                    bool return_exceptions) {
    *gather = (vl_gather){.children = children,
                          .count = count,
                          .expected = count,
                          .return_exceptions = return_exceptions,
                          .decide = decide_by_outcome};
    vl_future_init(&gather->future);
    gather->future.wait = VL_WAIT_GATHER;
    gather->future.cancel = gather_cancel;
}

void vl_gather_child_done(vl_gather *gather, vl_loop *loop, vl_future *child) {
    gather->finished++;
    if (vl_future_done(&gather->future))
        return;
    bool last = gather->finished == gather->expected;
    vl_outcome outcome = gather->decide(gather, loop, child, last);
    if (outcome != VL_OUTCOME_PENDING)
        vl_future_finish(loop, &gather->future, outcome);
}
