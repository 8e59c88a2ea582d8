// asyncio.gather: the results of several awaitables as a list. Counting is the engine's (vl_gather);
// which exception or list it ends with is decided here. Model: CPython's asyncio/tasks.py.
#include "sim_internal.h"

static sim_gather *gather_of(py_value v) {
    return (sim_gather *)v.as.o;
}

// A cancelled child among the results: an error of its own, which says '' where there is no message.
static py_value cancelled_result(vl_sim *sim, const sim_future *child) {
    bool bare = !py_is_set(child->cancel_message) || py_is_none(child->cancel_message);
    py_value message = bare ? py_from(py_str_z(sim->vm, "")) : py_incref(child->cancel_message);
    py_value error = py_is_set(message) ? sim_cancelled_new(sim, message) : py_unset();
    py_decref(sim->vm, message);
    return error;
}

// The result of a child, or with return_exceptions what it raised.
static py_value outcome_of(vl_sim *sim, sim_future *child) {
    switch (child->engine->outcome) {
    case VL_OUTCOME_CANCELLED: return cancelled_result(sim, child);
    case VL_OUTCOME_FAILED:
        child->log_traceback = false;
        return py_incref(py_from(child->exception));
    default: return py_incref(child->result);
    }
}

static py_value collect(vl_sim *sim, sim_gather *gather) {
    py_list *list = py_list_new(sim->vm, gather->children->count);
    for (int64_t i = 0; list && i < gather->children->count; i++) {
        py_value v = outcome_of(sim, (sim_future *)gather->children->items[i].as.o);
        bool ok = py_is_set(v) && py_list_append(sim->vm, list, v);
        py_decref(sim->vm, v);
        if (!ok) {
            py_release(sim->vm, list);
            list = NULL;
        }
    }
    return py_from(list);
}

static vl_outcome fail(vl_sim *sim, sim_gather *gather, py_value exc_take) {
    gather->future.exception = (py_exc *)exc_take.as.o;
    gather->future.log_traceback = py_is_set(exc_take);
    sim_future_ending(sim, &gather->future);
    return py_is_set(exc_take) ? VL_OUTCOME_FAILED : VL_OUTCOME_CANCELLED;
}

// A walk over the children: asked once, when one of them decides.
static sim_future *child_of(const sim_gather *gather, const vl_future *engine) {
    int64_t i = 0;
    while (gather->engines[i] != engine)
        i++;
    return (sim_future *)gather->children->items[i].as.o;
}

static vl_outcome decide(vl_gather *engine, vl_loop *loop, vl_future *child, bool last) {
    vl_sim *sim = VL_CONTAINER_OF(loop, vl_sim, engine);
    sim_gather *gather = VL_CONTAINER_OF(engine, sim_gather, engine);
    if (!engine->return_exceptions && child->outcome == VL_OUTCOME_CANCELLED)
        return fail(sim, gather, sim_cancelled_error(sim, child_of(gather, child)));
    if (!engine->return_exceptions && child->outcome == VL_OUTCOME_FAILED)
        return fail(sim, gather, outcome_of(sim, child_of(gather, child)));
    if (!last)
        return VL_OUTCOME_PENDING;
    py_value results = collect(sim, gather);
    if (!py_is_set(results))
        return fail(sim, gather, py_from(py_exc_fetch(sim->vm)));
    if (engine->cancel_requested) { // CPython asks the last child for the error, cancelled or not
        py_value final = gather->children->items[gather->children->count - 1];
        py_decref(sim->vm, results);
        return fail(sim, gather, sim_cancelled_error(sim, (sim_future *)final.as.o));
    }
    gather->future.result = results;
    sim_future_ending(sim, &gather->future);
    return VL_OUTCOME_DONE;
}

static void list_gather(vl_sim *sim, sim_gather *gather) {
    gather->next = sim->gathers;
    if (gather->next)
        gather->next->prev = gather;
    sim->gathers = gather;
}

// Each child that is still to come holds a reference to the gather, as a callback in CPython does.
static void forget_waiter(vl_sim *sim, sim_gather *gather) {
    if (--gather->waiting == 0) {
        *(gather->prev ? &gather->prev->next : &sim->gathers) = gather->next;
        if (gather->next)
            gather->next->prev = gather->prev;
        gather->prev = gather->next = NULL;
    }
    py_release(sim->vm, gather);
}

// A child that fails after the gather is done has been seen all the same.
static void child_done(vl_handle *handle, vl_loop *loop) {
    sim_gather_waiter *waiter = VL_CONTAINER_OF(handle, sim_gather_waiter, waiter.handle);
    sim_gather *gather = waiter->gather;
    vl_sim *sim = VL_CONTAINER_OF(loop, vl_sim, engine);
    vl_future *child = waiter->waiter.future;
    if (vl_future_done(gather->future.engine) && child->outcome == VL_OUTCOME_FAILED)
        ((sim_future *)gather->children->items[waiter->index].as.o)->log_traceback = false;
    vl_gather_child_done(&gather->engine, loop, child);
    forget_waiter(sim, gather);
}

bool sim_gather_waits(const vl_waiter *waiter) {
    return waiter->handle.run == child_done;
}

void sim_gather_abandon(vl_sim *sim) {
    while (sim->gathers) {
        sim_gather *gather = sim->gathers;
        for (uint32_t i = 0; i < gather->waiter_count; i++)
            vl_future_unwait(&sim->engine, &gather->waiters[i].waiter);
        for (uint32_t waiting = gather->waiting; waiting > 0; waiting--)
            forget_waiter(sim, gather);
    }
}

// first[i] is the number of the first of the `n` values that is a[i]: an awaitable given twice is one
// child. An open-addressed table of numbers + 1, by address. False: no memory.
static bool find_again(py_vm *vm, const py_value *a, uint32_t n, uint32_t *first) {
    uint32_t size = 4;
    while (size < 2 * n)
        size *= 2;
    uint32_t *table = vl_heap_alloc(vm->heap, size * sizeof *table);
    if (!table)
        return false;
    memset(table, 0, size * sizeof *table);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t mixed = (uint64_t)a[i].as.i * UINT64_C(0x9e3779b97f4a7c15); // Fibonacci hashing
        uint32_t at = (uint32_t)(mixed >> 32) & (size - 1);
        while (table[at] && !py_same(a[table[at] - 1], a[i]))
            at = (at + 1) & (size - 1);
        if (!table[at])
            table[at] = i + 1;
        first[i] = table[at] - 1;
    }
    vl_heap_free(vm->heap, table, size * sizeof *table);
    return true;
}

static void wait_for_child(vl_sim *sim, sim_gather *gather, uint32_t i) {
    sim_gather_waiter *waiter = &gather->waiters[gather->waiter_count++];
    waiter->gather = py_retain(gather);
    waiter->index = i;
    if (gather->waiting++ == 0)
        list_gather(sim, gather);
    vl_waiter_init(&waiter->waiter, child_done);
    vl_future_wait(&sim->engine, gather->engines[i], &waiter->waiter);
}

// Children that are done already have their turn here and now from 3.12 on, when all are known.
static void register_children(vl_sim *sim, sim_gather *gather, const uint32_t *first) {
    uint32_t count = gather->engine.count, done = 0;
    bool inline_done = sim_has(sim, SIM_PROFILE_GATHER_DONE_INLINE);
    for (uint32_t i = 0; i < count; i++) {
        if (first[i] != i)
            gather->engine.expected--;
        else if (inline_done && vl_future_done(gather->engines[i]))
            done++;
        else
            wait_for_child(sim, gather, i);
    }
    for (uint32_t i = 0; done > 0 && i < count; i++) {
        if (first[i] != i || !vl_future_done(gather->engines[i]))
            continue;
        done--;
        vl_gather_child_done(&gather->engine, &sim->engine, gather->engines[i]);
    }
}

// `head` is the future of the first: its loop is that of all.
static bool make_children(vl_sim *sim, sim_gather *gather, py_value head, const py_value *a,
                          const uint32_t *first, uint32_t n) {
    gather->children = py_tuple_new(sim->vm, n);
    if (gather->children) // how many there are is read from it
        gather->engines = vl_heap_alloc(sim->vm->heap, n * sizeof(vl_future *));
    if (gather->engines)
        gather->waiters = vl_heap_alloc(sim->vm->heap, n * sizeof *gather->waiters);
    if (!gather->waiters) {
        py_raise_memory(sim->vm);
        return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        py_value child = i == 0        ? py_incref(head)
                         : first[i] < i ? py_incref(gather->children->items[first[i]])
                                        : sim_ensure_future_on(sim, a[i], gather->future.loop);
        if (!py_is_set(child))
            return false;
        gather->children->items[i] = child;
        gather->engines[i] = ((sim_future *)child.as.o)->engine;
    }
    return true;
}

static py_value empty(vl_sim *sim) {
    sim_loop *loop = sim_event_loop(sim);
    sim_future *future = loop ? sim_future_new(sim, sim->future_type, loop) : NULL;
    py_release(sim->vm, loop);
    py_list *list = future ? py_list_new(sim->vm, 0) : NULL;
    if (!list) {
        py_release(sim->vm, future);
        return py_unset();
    }
    future->result = py_from(list);
    sim_future_finish(sim, future, VL_OUTCOME_DONE);
    return py_from(future);
}

// gather(*aws, return_exceptions=False): a[0] is the keyword, the awaitables follow.
py_value sim_gather_call(py_vm *vm, const py_value *a, int n) {
    vl_sim *sim = sim_of(vm);
    int truth = py_is_set(a[0]) ? py_truth(vm, a[0]) : 0;
    int count = n - 1;
    if (truth < 0)
        return py_unset();
    if (count == 0)
        return empty(sim);
    size_t size = (size_t)count * sizeof(uint32_t);
    uint32_t *first = vl_heap_alloc(vm->heap, size);
    if (!first || !find_again(vm, a + 1, (uint32_t)count, first)) {
        if (first)
            vl_heap_free(vm->heap, first, size);
        return py_raise_memory(vm);
    }
    py_value head = sim_ensure_future_on(sim, a[1], NULL);
    sim_gather *gather = py_is_set(head) ? py_object_new(vm, sim->gather_type, 0) : NULL;
    if (gather) {
        sim_future_begin(sim, &gather->future, &gather->engine.future, ((sim_future *)head.as.o)->loop);
        vl_gather_init(&gather->engine, NULL, 0, truth > 0);
        if (make_children(sim, gather, head, a + 1, first, (uint32_t)count)) {
            vl_gather_init(&gather->engine, gather->engines, (uint32_t)count, truth > 0);
            gather->engine.decide = decide;
            register_children(sim, gather, first);
        } else {
            py_release(vm, gather);
            gather = NULL;
        }
    }
    py_decref(vm, head);
    vl_heap_free(vm->heap, first, size);
    return gather ? py_from(gather) : py_unset();
}

// ---- life ---------------------------------------------------------------------------------------

static void gather_dealloc(py_vm *vm, py_obj *self) {
    sim_gather *gather = (sim_gather *)self;
    size_t count = gather->children ? (size_t)gather->children->count : 0;
    if (!vl_future_done(gather->future.engine))
        vl_future_orphan(gather->future.engine);
    vl_heap_free(vm->heap, gather->engines, count * sizeof(vl_future *));
    if (gather->waiters)
        vl_heap_free(vm->heap, gather->waiters, count * sizeof *gather->waiters);
    py_release(vm, gather->children);
    sim_future_release(vm, &gather->future);
    py_object_free(vm, gather, 0);
}

static void gather_traverse(py_obj *self, py_visit visit, void *context) {
    sim_gather *gather = (sim_gather *)self;
    sim_future_visit(&gather->future, visit, context);
    visit(context, py_from(gather->children));
}

static py_value m_cancel(py_vm *vm, const py_value *a, int n) {
    (void)n;
    sim_gather *gather = gather_of(a[0]);
    if (vl_future_done(gather->future.engine))
        return py_bool(false);
    bool any = false;
    for (int64_t i = 0; i < gather->children->count; i++) {
        py_value args[2] = {gather->children->items[i], a[1]};
        py_value answer = py_call_method(vm, args[0], PY_SYM_cancel, py_is_set(a[1]) ? 1 : 0, &args[1]);
        if (!py_is_set(answer))
            return answer;
        any |= py_truth(vm, answer) > 0;
        py_decref(vm, answer);
    }
    if (any)
        gather->engine.cancel_requested = true;
    return py_bool(any);
}

static const py_fndef gather_methods[] = {{"cancel", "self, /, msg=", m_cancel, PY_FN_METHOD}, {0}};

const py_type_spec sim_gather_spec = {
    .name = "_GatheringFuture",
    .module = "asyncio.tasks",
    .size = sizeof(sim_gather),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = gather_dealloc, .traverse = gather_traverse},
    .methods = gather_methods,
};
