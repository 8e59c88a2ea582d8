// Running a loop: until a future is done, until stop(), and what ends a run otherwise. All loops of a
// program share one clock and one queue. Model: CPython's asyncio/base_events.py.
#include "sim_internal.h"

sim_loop *sim_loop_new(vl_sim *sim) {
    return py_object_new(sim->vm, sim->loop_type, 0);
}

sim_loop *sim_require_running(vl_sim *sim) {
    if (!sim->running)
        py_raise(sim->vm, PY_EXC_RuntimeError, "no running event loop");
    return sim->running;
}

// The engine came back. False: the run of the program ends here (vm->halt or vm->exc is set).
static bool after_engine(vl_sim *sim, vl_loop_end end) {
    py_vm *vm = sim->vm;
    if (sim->leaving && vm->halt == VL_OK) {
        py_exc *exc = sim->leaving;
        sim->leaving = NULL;
        py_exc_clear(vm);
        vm->exc = exc;
        return false;
    }
    if (vm->halt != VL_OK)
        return false;
    vl_buf text;
    switch (end) {
    case VL_LOOP_STOPPED: return true;
    case VL_LOOP_IDLE:
    case VL_LOOP_STUCK:
        vl_buf_clear(&sim->report);
        sim_explain_deadlock(sim, end, &sim->report);
        py_halt(vm, VL_DEADLOCK, "%s", sim->report.data ? sim->report.data : "deadlock");
        return false;
    case VL_LOOP_MAX_EVENTS:
        py_halt(vm, VL_LIMIT, "the limit of %llu events is reached; --max-events sets it",
                (unsigned long long)sim->config.max_events);
        return false;
    case VL_LOOP_MAX_TIME:
        vl_buf_init(&text, vm->heap);
        vl_format_seconds(&text, sim->config.max_time_ns);
        py_halt(vm, VL_LIMIT, "the virtual clock would pass the limit of %s s; --max-time sets it",
                text.data ? text.data : "");
        vl_buf_deinit(&text);
        return false;
    case VL_LOOP_LIVELOCK:
        sim_note_livelock(sim);
        py_halt(vm, VL_LIMIT, "%s", sim->report.data ? sim->report.data : "livelock");
        return false;
    case VL_LOOP_NO_MEMORY: py_raise_memory(vm); return false;
    default: py_halt(vm, VL_INTERRUPTED, "interrupted"); return false;
    }
}

bool sim_check_open(vl_sim *sim, const sim_loop *loop) {
    if (loop->closed)
        py_raise(sim->vm, PY_EXC_RuntimeError, "Event loop is closed");
    return !loop->closed;
}

bool sim_check_runs(vl_sim *sim, const sim_loop *loop) {
    if (!sim_check_open(sim, loop))
        return false;
    if (loop->running)
        py_raise(sim->vm, PY_EXC_RuntimeError, "This event loop is already running");
    else if (sim->running)
        py_raise(sim->vm, PY_EXC_RuntimeError,
                 "Cannot run the event loop while another loop is running");
    else if (sim->thread)
        py_unsupported(sim->vm, "an event loop that runs in a thread other than the main one is not "
                                "supported");
    else
        return true;
    return false;
}

bool sim_run_engine(vl_sim *sim, sim_loop *loop) {
    py_value hooks[2];
    if (!sim_check_runs(sim, loop) || !sim_asyncgen_hooks(sim, loop, hooks))
        return false;
    py_frame *frame = sim->loop_frame;
    loop->running = true;
    sim->running = loop;
    sim->loop_frame = sim->vm->frame;
    sim_threads_requeue(sim);
    vl_loop_end end = vl_loop_run(&sim->engine);
    sim->running = NULL;
    sim->loop_frame = frame;
    loop->running = false;
    sim_asyncgen_restore(sim, hooks);
    return after_engine(sim, end);
}

// ---- until a future is done ------------------------------------------------------------------------

typedef struct until_done {
    vl_waiter waiter;
    sim_future *future;
} until_done;

// SystemExit and KeyboardInterrupt are on their way out already: the loop is not to be stopped again.
static void stop_when_done(vl_handle *handle, vl_loop *loop) {
    const until_done *done = VL_CONTAINER_OF(handle, until_done, waiter.handle);
    vl_sim *sim = VL_CONTAINER_OF(loop, vl_sim, engine);
    const py_exc *exc = done->future->exception;
    if (exc && (py_is_subtype(exc->gc.base.type, sim->vm->exceptions[PY_EXC_SystemExit]) ||
                py_is_subtype(exc->gc.base.type, sim->vm->exceptions[PY_EXC_KeyboardInterrupt])))
        return;
    vl_loop_stop(loop);
}

bool sim_run_waits(const vl_waiter *waiter) {
    return waiter->handle.run == stop_when_done;
}

py_value sim_run_until_complete(vl_sim *sim, sim_loop *loop, py_value awaitable) {
    if (!sim_check_runs(sim, loop))
        return py_unset();
    py_value v = sim_ensure_future_on(sim, awaitable, loop);
    if (!py_is_set(v))
        return v;
    if (!sim_is_future(sim, v)) {
        py_decref(sim->vm, v);
        return py_unsupported(sim->vm, "a task factory that gives other objects than Futures");
    }
    bool created = !sim_is_future(sim, awaitable);
    sim_future *future = (sim_future *)v.as.o;
    if (created && sim_is_task(sim, v))
        ((sim_task *)v.as.o)->quiet_pending = true;
    until_done done = {.future = future};
    vl_waiter_init(&done.waiter, stop_when_done);
    vl_future_wait(&sim->engine, future->engine, &done.waiter);
    bool ok = sim_run_engine(sim, loop);
    vl_future_unwait(&sim->engine, &done.waiter);
    py_value result = py_unset();
    if (ok && !vl_future_done(future->engine))
        py_raise(sim->vm, PY_EXC_RuntimeError, "Event loop stopped before Future completed.");
    else if (ok)
        result = sim_future_result(sim, future);
    else if (created)
        future->log_traceback = false;
    py_decref(sim->vm, v);
    return result;
}

// ---- closing ----------------------------------------------------------------------------------------

bool sim_drop_queued(vl_sim *sim) {
    vl_handle *engine;
    bool any = false;
    while ((engine = vl_loop_take(&sim->engine)) != NULL) {
        sim_handle_dropped(sim, engine);
        any = true;
    }
    return any;
}

// Handles that are still queued when the loop is closed never run.
bool sim_close_loop(vl_sim *sim, sim_loop *loop) {
    if (loop->running) {
        py_raise(sim->vm, PY_EXC_RuntimeError, "Cannot close a running event loop");
        return false;
    }
    if (!loop->closed)
        sim_drop_queued(sim);
    loop->closed = true;
    return true;
}
