// asyncio.sleep: a native coroutine that yields itself; the task's driver reads from it how long the
// engine's own timer is to run, so that a sleep allocates nothing but this object. Where somebody else
// drives it (a program that calls send), it awaits a future and a timer sets that, as CPython's does.
#include <math.h>

#include "sim_internal.h"

typedef struct sim_sleep {
    sim_coroutine base; // self: the delay; arg: the result
    int64_t ns;
} sim_sleep;

bool sim_seconds(py_vm *vm, py_value v, int64_t *ns) {
    double seconds;
    v = py_unbox(v);
    if (v.tag == PY_INT || v.tag == PY_BOOL) {
        int64_t limit = INT64_MAX / VL_NS_PER_S;
        *ns = v.as.i > limit ? INT64_MAX : v.as.i < -limit ? INT64_MIN : v.as.i * VL_NS_PER_S;
        return true;
    }
    if (!py_as_double(vm, v, &seconds))
        return false;
    *ns = vl_ns_from_seconds(seconds);
    return true;
}

// ---- where no task drives it ----------------------------------------------------------------------

static bool driven_by_task(vl_sim *sim, const sim_sleep *sleep) {
    const py_frame *driver;
    const py_gen *root = py_awaiting_root(sim->vm, &driver);
    const sim_task *task = sim_current_task(sim);
    if (task && (task->coroutine.as.o == &sleep->base.gc.base ||
                 (root && task->coroutine.as.o == &root->gc.base)))
        return true;
    return driver == sim->loop_frame;
}

static py_value f_wake(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_sim *sim = sim_of(vm);
    sim_future *future = (sim_future *)a[0].as.o;
    if (!vl_future_done(future->engine)) {
        future->result = py_incref(a[1]);
        sim_future_finish(sim, future, VL_OUTCOME_DONE);
    }
    return py_none();
}

static py_send await_future(vl_sim *sim, sim_sleep *sleep) {
    static const py_fndef wake = {"_set_result_unless_cancelled", "@fut, result", f_wake, PY_FN_PLAIN};
    py_vm *vm = sim->vm;
    sim_loop *loop = sim->running;
    py_value fn = py_native_new(vm, &wake, py_unset(), NULL, NULL);
    sim_future *future = sim_future_new(sim, sim->future_type, loop);
    py_value args[2] = {py_from(future), sleep->base.arg};
    sim_call call = {.fn = fn, .args = args, .n = 2};
    int64_t now = vl_loop_now(&sim->engine);
    int64_t deadline = sleep->ns > INT64_MAX - now ? INT64_MAX : now + sleep->ns;
    py_value handle = future && py_is_set(fn)
                          ? sim_call_at_in(sim, loop, deadline, vl_seconds_from_ns(deadline), &call)
                          : py_unset();
    py_decref(vm, fn);
    if (!py_is_set(handle)) {
        py_release(vm, future);
        return PY_SEND_ERROR;
    }
    sleep->base.held = handle;
    return sim_coroutine_await(vm, &sleep->base, py_from(future), 1);
}

// It has ended: the timer of its future is not needed any more.
static void drop(py_vm *vm, sim_coroutine *co) {
    if (co->held.tag == PY_OBJ)
        sim_handle_cancel(vm, co->held);
}

// ---- in a task ------------------------------------------------------------------------------------

// The first send: how long? Not positive: one bare yield. NaN: an error from 3.13 on, else for ever.
static py_send begin(py_vm *vm, sim_sleep *sleep, py_value *out) {
    py_value delay = sleep->base.self;
    sleep->base.at = 1;
    if (delay.tag != PY_INT && delay.tag != PY_FLOAT) { // CPython compares first: its TypeError
        int small = py_compare_bool(vm, PY_CMP_LE, delay, py_int(0));
        if (small < 0)
            return PY_SEND_ERROR;
    }
    if (delay.tag == PY_FLOAT && isnan(delay.as.d) && sim_has(sim_of(vm), SIM_PROFILE_SLEEP_REFUSES_NAN)) {
        py_raise(vm, PY_EXC_ValueError, "Invalid delay: NaN (not a number)");
        return PY_SEND_ERROR;
    }
    if (!sim_seconds(vm, delay, &sleep->ns))
        return PY_SEND_ERROR;
    double seconds = 0;
    if (sleep->ns == 0 && py_as_double(vm, delay, &seconds) && seconds > 0)
        sleep->ns = 1; // shorter than a nanosecond, but a sleep
    if (sleep->ns <= 0) {
        *out = py_none();
        return PY_SEND_YIELD;
    }
    if (!sim_require_running(sim_of(vm)))
        return PY_SEND_ERROR;
    if (!driven_by_task(sim_of(vm), sleep))
        return await_future(sim_of(vm), sleep);
    *out = py_incref(py_from(sleep));
    return PY_SEND_YIELD;
}

static py_send step(py_vm *vm, sim_coroutine *co, py_value *out) {
    if (vm->exc)
        return PY_SEND_ERROR;
    if (co->at == 0)
        return begin(vm, (sim_sleep *)co, out);
    *out = py_incref(py_is_set(co->held) ? co->sent : co->arg);
    return PY_SEND_RETURN;
}

static const sim_coroutine_def sleep_def = {
    .name = "sleep",
    .qualname = "sleep",
    .step = step,
    .drop = drop,
    .extra = sizeof(sim_sleep) - sizeof(sim_coroutine),
};

py_value sim_sleep_call(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_coroutine_new(sim_of(vm), &sleep_def, a[0], py_is_set(a[1]) ? a[1] : py_none());
}

bool sim_sleep_asked(vl_sim *sim, py_value yielded, int64_t *ns) {
    if (yielded.tag != PY_OBJ || yielded.as.o->type != sim->coroutine_type ||
        ((sim_coroutine *)yielded.as.o)->def != &sleep_def)
        return false;
    *ns = ((sim_sleep *)yielded.as.o)->ns;
    return true;
}
