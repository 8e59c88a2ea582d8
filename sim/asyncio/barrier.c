// asyncio.Barrier: a count and a state under a Condition of its own. The order in which tasks come out
// is that Condition's, so its coroutines are awaited rather than short-cut.
#include "sync_internal.h"

typedef enum barrier_state { FILLING, DRAINING, RESETTING, BROKEN } barrier_state;

static const char *const words[] = {"filling", "draining", "resetting", "broken"};

typedef struct sim_barrier {
    sim_bound bound;
    py_value condition; // owned; a Condition with a plain Lock
    py_value parties;   // int
    int64_t count;      // tasks in it
    barrier_state state;
} sim_barrier;

static sim_barrier *barrier_of(py_value v) {
    return (sim_barrier *)v.as.o;
}

// False where a subclass did not call __init__.
static bool is_ready(py_vm *vm, sim_barrier *barrier) {
    if (!py_is_set(barrier->condition))
        py_raise(vm, PY_EXC_AttributeError, "'%T' object has no attribute '_cond'",
                 py_from(barrier));
    return py_is_set(barrier->condition);
}

static void notify_all(vl_sim *sim, sim_barrier *barrier) {
    sim_condition_notify(sim, (sim_condition *)barrier->condition.as.o, INT64_MAX);
}

// Lets go of the lock: the end of every way through. `status` is what the step answers, unless this fails.
static py_send leave_lock(py_vm *vm, const sim_barrier *barrier, py_send status, py_value *out) {
    py_exc *pending = py_exc_fetch(vm);
    py_value result = sim_condition_release(vm, &barrier->condition, 1);
    if (!py_is_set(result)) {
        py_release(vm, pending);
        py_assign_take(vm, out, py_unset());
        return PY_SEND_ERROR;
    }
    vm->exc = pending;
    return status;
}

static py_send await_lock(py_vm *vm, sim_coroutine *co, sim_barrier *barrier) {
    return is_ready(vm, barrier)
               ? sim_coroutine_await(vm, co, sim_condition_acquire(vm, &barrier->condition, 1), 1)
               : PY_SEND_ERROR;
}

// ---- wait -------------------------------------------------------------------------------------------

enum { WAIT_BEGIN, WAIT_ENTERING, WAIT_BLOCKED, WAIT_FILLING };

static py_send await_condition(py_vm *vm, sim_coroutine *co, const sim_barrier *barrier, uint8_t at) {
    return sim_coroutine_await(vm, co, sim_condition_wait(vm, &barrier->condition, 1), at);
}

static void raise_broken(py_vm *vm, const char *text) {
    py_str *message = py_str_z(vm, text);
    if (message)
        py_raise_value(vm, sim_of(vm)->broken_barrier, py_from(message));
    py_release(vm, message);
}

// It was counted: the last one out opens the barrier again.
static py_send wait_ends(py_vm *vm, sim_coroutine *co, sim_barrier *barrier, py_value *out) {
    if (--barrier->count == 0) {
        if (barrier->state == RESETTING || barrier->state == DRAINING)
            barrier->state = FILLING;
        notify_all(sim_of(vm), barrier);
    }
    *out = vm->exc ? py_unset() : py_incref(co->arg);
    return leave_lock(vm, barrier, vm->exc ? PY_SEND_ERROR : PY_SEND_RETURN, out);
}

static py_send wait_enters(py_vm *vm, sim_coroutine *co, sim_barrier *barrier, py_value *out) {
    if (barrier->state == DRAINING || barrier->state == RESETTING)
        return await_condition(vm, co, barrier, WAIT_BLOCKED);
    if (barrier->state == BROKEN) {
        raise_broken(vm, "Barrier aborted");
        return leave_lock(vm, barrier, PY_SEND_ERROR, out);
    }
    int64_t index = barrier->count++;
    py_assign_take(vm, &co->arg, py_int(index));
    int last = py_compare_bool(vm, PY_CMP_EQ, py_int(index + 1), barrier->parties);
    if (last == 0)
        return await_condition(vm, co, barrier, WAIT_FILLING);
    if (last > 0) {
        barrier->state = DRAINING;
        notify_all(sim_of(vm), barrier);
    }
    return wait_ends(vm, co, barrier, out);
}

static py_send wait_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    sim_barrier *barrier = barrier_of(co->self);
    switch (co->at) {
    case WAIT_BEGIN: return await_lock(vm, co, barrier);
    case WAIT_ENTERING:
        return vm->exc ? PY_SEND_ERROR : wait_enters(vm, co, barrier, out);
    case WAIT_BLOCKED:
        return vm->exc ? leave_lock(vm, barrier, PY_SEND_ERROR, out)
                       : wait_enters(vm, co, barrier, out);
    default:
        if (!vm->exc && barrier->state == FILLING)
            return await_condition(vm, co, barrier, WAIT_FILLING);
        if (!vm->exc && (barrier->state == BROKEN || barrier->state == RESETTING))
            raise_broken(vm, "Abort or reset of barrier");
        return wait_ends(vm, co, barrier, out);
    }
}

static void describe_wait(vl_sim *sim, const sim_coroutine *co, vl_buf *out) {
    const sim_barrier *barrier = barrier_of(co->self);
    if (co->at == WAIT_FILLING && barrier->state == FILLING && barrier->parties.tag == PY_INT)
        vl_buf_format(out, "Barrier.wait (%lld of %lld are there)", (long long)barrier->count,
                      (long long)barrier->parties.as.i);
    else
        vl_buf_format(out, "Barrier.wait (%s)", words[barrier->state]);
    (void)sim;
}

static py_value barrier_wait(py_vm *vm, const py_value *a, int n) {
    static const sim_coroutine_def def = {
        .name = "wait", .qualname = "Barrier.wait", .step = wait_step, .describe = describe_wait};
    (void)n;
    return sim_coroutine_new(sim_of(vm), &def, a[0], py_unset());
}

// ---- reset, abort, async with -----------------------------------------------------------------------

static py_send reset_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    sim_barrier *barrier = barrier_of(co->self);
    if (co->at == 0)
        return await_lock(vm, co, barrier);
    if (vm->exc)
        return PY_SEND_ERROR;
    barrier->state = barrier->count > 0 ? RESETTING : FILLING;
    notify_all(sim_of(vm), barrier);
    *out = py_none();
    return leave_lock(vm, barrier, PY_SEND_RETURN, out);
}

static py_value barrier_reset(py_vm *vm, const py_value *a, int n) {
    static const sim_coroutine_def def = {
        .name = "reset", .qualname = "Barrier.reset", .step = reset_step};
    (void)n;
    return sim_coroutine_new(sim_of(vm), &def, a[0], py_unset());
}

static py_send abort_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    sim_barrier *barrier = barrier_of(co->self);
    if (co->at == 0)
        return await_lock(vm, co, barrier);
    if (vm->exc)
        return PY_SEND_ERROR;
    barrier->state = BROKEN;
    notify_all(sim_of(vm), barrier);
    *out = py_none();
    return leave_lock(vm, barrier, PY_SEND_RETURN, out);
}

static py_value barrier_abort(py_vm *vm, const py_value *a, int n) {
    static const sim_coroutine_def def = {
        .name = "abort", .qualname = "Barrier.abort", .step = abort_step};
    (void)n;
    return sim_coroutine_new(sim_of(vm), &def, a[0], py_unset());
}

static py_send aenter_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    if (co->at == 0)
        return sim_coroutine_await(vm, co, py_call_method(vm, co->self, PY_SYM_wait, 0, NULL), 1);
    if (vm->exc)
        return PY_SEND_ERROR;
    *out = py_incref(co->sent);
    return PY_SEND_RETURN;
}

static py_value barrier_aenter(py_vm *vm, const py_value *a, int n) {
    static const sim_coroutine_def def = {
        .name = "__aenter__", .qualname = "Barrier.__aenter__", .step = aenter_step};
    (void)n;
    return sim_coroutine_new(sim_of(vm), &def, a[0], py_unset());
}

static py_send aexit_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    (void)vm;
    (void)co;
    *out = py_none();
    return PY_SEND_RETURN;
}

static py_value barrier_aexit(py_vm *vm, const py_value *a, int n) {
    static const sim_coroutine_def def = {
        .name = "__aexit__", .qualname = "Barrier.__aexit__", .step = aexit_step};
    (void)n;
    return sim_coroutine_new(sim_of(vm), &def, a[0], py_unset());
}

// ---- the object -------------------------------------------------------------------------------------

static py_value barrier_parties(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return is_ready(vm, barrier_of(a[0])) ? py_incref(barrier_of(a[0])->parties) : py_unset();
}

static int64_t waiting(const sim_barrier *barrier) {
    return barrier->state == FILLING ? barrier->count : 0;
}

static py_value barrier_n_waiting(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_int(waiting(barrier_of(a[0])));
}

static py_value barrier_broken(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(barrier_of(a[0])->state == BROKEN);
}

static py_value barrier_repr(py_vm *vm, py_value self) {
    sim_barrier *barrier = barrier_of(self);
    if (!is_ready(vm, barrier))
        return py_unset();
    if (barrier->state == BROKEN)
        return sim_sync_repr(vm, self, words[BROKEN], NULL);
    py_str *state = py_str_format(vm, "%s, waiters:%lld/%R", words[barrier->state],
                                  (long long)waiting(barrier), barrier->parties);
    py_value text = state ? sim_sync_repr(vm, self, state->data, NULL) : py_unset();
    py_release(vm, state);
    return text;
}

static bool barrier_init(py_vm *vm, py_value self, const py_args *args) {
    static const py_fndef def = {"__init__", "@Barrier: self, parties", NULL, PY_FN_METHOD};
    py_value values[2];
    if (!py_bind_method(vm, &def, self, args, values))
        return false;
    int few = py_compare_bool(vm, PY_CMP_LT, values[1], py_int(1));
    if (few > 0)
        py_raise(vm, PY_EXC_ValueError, "parties must be %s", vm->python_minor >= 14 ? ">= 1" : "> 0");
    if (few)
        return false;
    py_type *type = sim_sync_type(sim_of(vm), SIM_SYNC_CONDITION);
    py_value condition = type ? py_call_n(vm, py_from(type), 0, NULL) : py_unset();
    if (!py_is_set(condition))
        return false;
    sim_barrier *barrier = barrier_of(self);
    py_assign_take(vm, &barrier->condition, condition);
    py_assign_take(vm, &barrier->parties, py_incref(values[1]));
    barrier->count = 0;
    barrier->state = FILLING;
    return true;
}

static void barrier_dealloc(py_vm *vm, py_obj *self) {
    py_decref(vm, ((sim_barrier *)self)->condition);
    py_decref(vm, ((sim_barrier *)self)->parties);
    sim_bound_free(vm, self);
}

static void barrier_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((sim_barrier *)self)->condition);
    visit(context, ((sim_barrier *)self)->parties);
    sim_bound_visit(self, visit, context);
}

static const py_fndef barrier_methods[] = {
    {"wait", "@async Barrier: self", barrier_wait, PY_FN_METHOD},
    {"reset", "@async Barrier: self", barrier_reset, PY_FN_METHOD},
    {"abort", "@async Barrier: self", barrier_abort, PY_FN_METHOD},
    {"parties", "self", barrier_parties, PY_FN_GETTER},
    {"n_waiting", "self", barrier_n_waiting, PY_FN_GETTER},
    {"broken", "self", barrier_broken, PY_FN_GETTER},
    {"__aenter__", "@async Barrier: self", barrier_aenter, PY_FN_METHOD},
    {"__aexit__", "@async Barrier: self, *args", barrier_aexit, PY_FN_METHOD},
    {0},
};

const py_type_spec sim_barrier_spec = {
    .name = "Barrier",
    .module = "asyncio.locks",
    .size = sizeof(sim_barrier),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_DICT,
    .base = -1,
    .slots = {.dealloc = barrier_dealloc,
              .traverse = barrier_traverse,
              .clear = sim_bound_clear,
              .new_ = sim_sync_new,
              .init = barrier_init,
              .repr = barrier_repr},
    .methods = barrier_methods,
};
