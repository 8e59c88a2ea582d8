// Event loop objects: what programs call on a loop, running a loop until a future is done, and the
// report of exceptions that nobody takes. All loops of a program share one clock and one queue.
// Model: CPython's asyncio/base_events.py and runners.py.
#include "sim_internal.h"

sim_loop *sim_loop_new(vl_sim *sim) {
    return py_object_new(sim->vm, sim->loop_type, 0);
}

sim_loop *sim_require_running(vl_sim *sim) {
    if (!sim->running)
        py_raise(sim->vm, PY_EXC_RuntimeError, "no running event loop");
    return sim->running;
}

// ---- exceptions nobody takes --------------------------------------------------------------------

static void write_stderr(vl_sim *sim, const vl_buf *text) {
    if (sim->config.io.out && text->data)
        sim->config.io.out(sim->config.io.context, true, text->data, text->len);
}

static bool call_handler(vl_sim *sim, sim_loop *loop, const char *message, const char *what,
                         py_value about, py_exc *exc) {
    py_vm *vm = sim->vm;
    py_dict *context = py_dict_new(vm);
    bool ok = context && py_dict_set_z(vm, context, "message", py_from(py_str_z(vm, message))) &&
              (!exc || py_dict_set_z(vm, context, "exception", py_incref(py_from(exc)))) &&
              (!what || py_dict_set_z(vm, context, what, py_incref(about)));
    py_value args[2] = {py_from(loop), py_from(context)};
    py_value result = ok ? py_call_n(vm, loop->handler, 2, args) : py_unset();
    py_decref(vm, result);
    py_release(vm, context);
    return py_is_set(result);
}

// The default handler writes what CPython's logger "asyncio" writes without configuration.
bool sim_report(vl_sim *sim, sim_loop *loop, const char *message, const char *what, py_value about,
                py_exc *exc) {
    py_vm *vm = sim->vm;
    py_exc *pending = exc ? NULL : py_exc_fetch(vm);
    if (vm->halt != VL_OK) {
        py_release(vm, pending);
        vl_loop_break(&sim->engine);
        return false;
    }
    if (pending && (py_is_subtype(pending->gc.base.type, vm->exceptions[PY_EXC_SystemExit]) ||
                    py_is_subtype(pending->gc.base.type, vm->exceptions[PY_EXC_KeyboardInterrupt]))) {
        if (!sim->leaving)
            sim->leaving = py_retain(pending);
        py_release(vm, pending);
        vl_loop_break(&sim->engine);
        return false;
    }
    py_exc *shown = exc ? exc : pending;
    if (loop && py_is_set(loop->handler) && !py_is_none(loop->handler)) {
        bool ok = call_handler(sim, loop, message, what, about, shown);
        if (!ok)
            py_write_unraisable(vm, loop->handler);
        py_release(vm, pending);
        return ok;
    }
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    py_str *subject = what ? py_repr(vm, about) : NULL;
    bool handle = what && strcmp(what, "handle") == 0;
    if (handle)
        vl_buf_format(&text, "%s %s\n", message, subject ? subject->data : "");
    else
        vl_buf_format(&text, "%s\n", message);
    if (what)
        vl_buf_format(&text, "%s: %s\n", what, subject ? subject->data : "");
    py_release(vm, subject);
    if (shown)
        py_exc_render(vm, &text, shown);
    write_stderr(sim, &text);
    vl_buf_deinit(&text);
    py_release(vm, pending);
    return true;
}

// ---- running ------------------------------------------------------------------------------------

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

static bool run_engine(vl_sim *sim, sim_loop *loop) {
    if (loop->closed) {
        py_raise(sim->vm, PY_EXC_RuntimeError, "Event loop is closed");
        return false;
    }
    if (loop->running || sim->running) {
        py_raise(sim->vm, PY_EXC_RuntimeError,
                 loop->running ? "This event loop is already running"
                               : "Cannot run the event loop while another loop is running");
        return false;
    }
    loop->running = true;
    sim->running = loop;
    sim->loop_frame = sim->vm->frame;
    vl_loop_end end = vl_loop_run(&sim->engine);
    sim->running = NULL;
    loop->running = false;
    return after_engine(sim, end);
}

typedef struct until_done { vl_waiter waiter; } until_done;

static void stop_when_done(vl_handle *handle, vl_loop *loop) {
    (void)handle;
    vl_loop_stop(loop);
}

py_value sim_run_until_complete(vl_sim *sim, sim_loop *loop, py_value awaitable) {
    if (loop->closed)
        return py_raise(sim->vm, PY_EXC_RuntimeError, "Event loop is closed");
    sim_loop *before = sim->current;
    sim->current = py_retain(loop);
    py_value v = sim_ensure_future(sim, awaitable, "run_until_complete");
    sim->current = before;
    py_release(sim->vm, loop);
    if (!py_is_set(v))
        return v;
    bool created = !sim_is_future(sim, awaitable);
    sim_future *future = (sim_future *)v.as.o;
    until_done done;
    vl_waiter_init(&done.waiter, stop_when_done);
    vl_future_wait(&sim->engine, future->engine, &done.waiter);
    bool ok = run_engine(sim, loop);
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

// Iterations that CPython's loop spends on its own coroutines at the end of asyncio.run: what became
// ready meanwhile runs in them. Each is a task of its own: its name is used up.
static void two_iterations(vl_handle *handle, vl_loop *loop) {
    handle->run = stop_when_done;
    vl_loop_call_soon(loop, handle);
}

static bool run_own_coroutine(vl_sim *sim, sim_loop *loop) {
    vl_handle handle;
    sim->task_names++;
    vl_handle_init(&handle, two_iterations);
    vl_loop_call_soon(&sim->engine, &handle);
    bool ok = run_engine(sim, loop);
    vl_loop_unlink(&sim->engine, &handle);
    return ok;
}

typedef struct task_list { py_vm *vm; const sim_loop *loop; py_list *list; } task_list;

static void add_task(void *context, vl_task *task) {
    task_list *tasks = context;
    if (tasks->list && sim_task_of(task)->future.loop == tasks->loop)
        py_list_append(tasks->vm, tasks->list, py_from(sim_task_of(task)));
}

// Runner.close: cancels what is left, waits for it, reports what failed meanwhile.
static bool cancel_all(vl_sim *sim, sim_loop *loop) {
    py_vm *vm = sim->vm;
    task_list tasks = {vm, loop, py_list_new(vm, 0)};
    vl_loop_each_task(&sim->engine, add_task, &tasks);
    if (!tasks.list || tasks.list->count == 0) {
        py_release(vm, tasks.list);
        return tasks.list != NULL;
    }
    bool ok = true;
    for (int64_t i = 0; ok && i < tasks.list->count; i++) {
        py_value answer = py_call_method(vm, tasks.list->items[i], PY_SYM_cancel, 0, NULL);
        ok = py_is_set(answer);
        py_decref(vm, answer);
    }
    size_t size = (size_t)(tasks.list->count + 1) * sizeof(py_value);
    py_value *args = ok ? vl_heap_alloc(vm->heap, size) : NULL;
    if (args) {
        args[0] = py_bool(true);
        memcpy(args + 1, tasks.list->items, size - sizeof(py_value));
        sim_loop *before = sim->current;
        sim->current = loop;
        py_value gathered = sim_gather_call(vm, args, (int)tasks.list->count + 1);
        sim->current = before;
        vl_heap_free(vm->heap, args, size);
        py_value result =
            py_is_set(gathered) ? sim_run_until_complete(sim, loop, gathered) : py_unset();
        py_decref(vm, gathered);
        ok = py_is_set(result);
        py_decref(vm, result);
    }
    for (int64_t i = 0; ok && i < tasks.list->count; i++) {
        sim_future *task = (sim_future *)tasks.list->items[i].as.o;
        if (task->engine->outcome == VL_OUTCOME_FAILED)
            sim_report(sim, loop, "unhandled exception during asyncio.run() shutdown", "task",
                       tasks.list->items[i], task->exception);
    }
    py_release(vm, tasks.list);
    return ok && args;
}

// Handles that are still queued when the loop is closed never run.
static void drop_handles(vl_sim *sim) {
    vl_handle *engine;
    while ((engine = vl_loop_take(&sim->engine)) != NULL)
        sim_handle_dropped(sim, engine);
}

py_value sim_run_main(vl_sim *sim, py_value coroutine, py_value debug) {
    py_vm *vm = sim->vm;
    if (sim->running)
        return py_raise(vm, PY_EXC_RuntimeError,
                        "asyncio.run() cannot be called from a running event loop");
    if (!sim_is_coroutine(sim, coroutine))
        return py_raise(vm, vm->python_minor >= 14 ? PY_EXC_TypeError : PY_EXC_ValueError,
                        vm->python_minor >= 14 ? "An asyncio.Future, a coroutine or an awaitable is "
                                                 "required"
                                               : "a coroutine was expected, got %R",
                        coroutine);
    sim_loop *loop = sim_loop_new(sim);
    if (!loop)
        return py_unset();
    loop->debug = py_is_set(debug) && py_truth(vm, debug) > 0;
    py_value result = sim_run_until_complete(sim, loop, coroutine);
    py_exc *pending = py_exc_fetch(vm);
    bool ok = vm->halt == VL_OK && cancel_all(sim, loop) && run_own_coroutine(sim, loop) &&
              run_own_coroutine(sim, loop);
    if (!ok) {
        py_decref(vm, result);
        result = py_unset();
    }
    if (pending && (ok || vm->halt == VL_OK)) {
        py_exc_clear(vm);
        vm->exc = pending;
    } else
        py_release(vm, pending);
    drop_handles(sim);
    loop->closed = true;
    py_release(vm, loop);
    return result;
}

// ---- methods ------------------------------------------------------------------------------------

static sim_loop *loop_of(py_value v) {
    return (sim_loop *)v.as.o;
}

static py_value m_time(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_float(vl_seconds_from_ns(vl_loop_now(&sim_of(vm)->engine)));
}

static bool check_open(py_vm *vm, py_value loop) {
    if (loop_of(loop)->closed)
        py_raise(vm, PY_EXC_RuntimeError, "Event loop is closed");
    return !loop_of(loop)->closed;
}

// call_soon(callback, *args, context=None): a = self, callback, context, args...
static py_value m_call_soon(py_vm *vm, const py_value *a, int n) {
    return check_open(vm, a[0]) ? sim_call_soon(sim_of(vm), a[1], a + 3, n - 3) : py_unset();
}

static py_value m_call_later(py_vm *vm, const py_value *a, int n) {
    int64_t ns;
    if (py_is_none(a[1]))
        return py_raise(vm, PY_EXC_TypeError, "delay must not be None");
    if (!check_open(vm, a[0]) || !sim_seconds(vm, a[1], &ns))
        return py_unset();
    vl_sim *sim = sim_of(vm);
    int64_t now = vl_loop_now(&sim->engine);
    return sim_call_at(sim, ns > INT64_MAX - now ? INT64_MAX : now + ns, a[2], a + 4, n - 4);
}

static py_value m_call_at(py_vm *vm, const py_value *a, int n) {
    int64_t ns;
    if (py_is_none(a[1]))
        return py_raise(vm, PY_EXC_TypeError, "when cannot be None");
    return check_open(vm, a[0]) && sim_seconds(vm, a[1], &ns)
               ? sim_call_at(sim_of(vm), ns, a[2], a + 4, n - 4)
               : py_unset();
}

static py_value m_create_future(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_from(sim_future_new(sim_of(vm), sim_of(vm)->future_type, loop_of(a[0])));
}

static py_value m_create_task(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return check_open(vm, a[0]) ? sim_task_new(sim_of(vm), loop_of(a[0]), a[1], a[2]) : py_unset();
}

static py_value m_run_until_complete(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_run_until_complete(sim_of(vm), loop_of(a[0]), a[1]);
}

static py_value m_run_forever(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return run_engine(sim_of(vm), loop_of(a[0])) ? py_none() : py_unset();
}

static py_value m_stop(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    vl_loop_stop(&sim_of(vm)->engine);
    return py_none();
}

static py_value m_close(py_vm *vm, const py_value *a, int n) {
    (void)n;
    sim_loop *loop = loop_of(a[0]);
    if (loop->running)
        return py_raise(vm, PY_EXC_RuntimeError, "Cannot close a running event loop");
    if (!loop->closed)
        drop_handles(sim_of(vm));
    loop->closed = true;
    return py_none();
}

static py_value m_is_running(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(loop_of(a[0])->running);
}

static py_value m_is_closed(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(loop_of(a[0])->closed);
}

static py_value m_get_debug(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(loop_of(a[0])->debug);
}

static py_value m_set_exception_handler(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_none(a[1]) && !py_type_of(vm, a[1])->slots.call)
        return py_raise(vm, PY_EXC_TypeError, "A callable object or None is expected, got %R", a[1]);
    py_assign_take(vm, &loop_of(a[0])->handler, py_incref(a[1]));
    return py_none();
}

static const py_fndef loop_methods[] = {
    {"time", "self, /", m_time, PY_FN_METHOD},
    {"call_soon", "self, callback, *args, context=", m_call_soon, PY_FN_METHOD},
    {"call_later", "self, delay, callback, *args, context=", m_call_later, PY_FN_METHOD},
    {"call_at", "self, when, callback, *args, context=", m_call_at, PY_FN_METHOD},
    {"create_future", "self", m_create_future, PY_FN_METHOD},
    {"create_task", "self, coro, *, name=", m_create_task, PY_FN_METHOD},
    {"run_until_complete", "self, future", m_run_until_complete, PY_FN_METHOD},
    {"run_forever", "self", m_run_forever, PY_FN_METHOD},
    {"stop", "self", m_stop, PY_FN_METHOD},
    {"close", "self", m_close, PY_FN_METHOD},
    {"is_running", "self", m_is_running, PY_FN_METHOD},
    {"is_closed", "self", m_is_closed, PY_FN_METHOD},
    {"get_debug", "self", m_get_debug, PY_FN_METHOD},
    {"set_exception_handler", "self, handler", m_set_exception_handler, PY_FN_METHOD},
    {0},
};

static void loop_dealloc(py_vm *vm, py_obj *self) {
    py_decref(vm, ((sim_loop *)self)->handler);
    py_object_free(vm, self, 0);
}

static void loop_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((sim_loop *)self)->handler);
}

static py_value loop_repr(py_vm *vm, py_value self) {
    static const char *const word[] = {"False", "True"};
    sim_loop *loop = loop_of(self);
    return py_from(py_str_format(vm, "<_UnixSelectorEventLoop running=%s closed=%s debug=%s>",
                                 word[loop->running], word[loop->closed], word[loop->debug]));
}

const py_type_spec sim_loop_spec = {
    .name = "_UnixSelectorEventLoop",
    .module = "asyncio.unix_events",
    .size = sizeof(sim_loop),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = loop_dealloc, .traverse = loop_traverse, .repr = loop_repr},
    .methods = loop_methods,
};
