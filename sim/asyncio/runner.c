// asyncio.Runner and asyncio.run: a loop from its beginning to its end. Model: CPython's
// asyncio/runners.py.
#include "sim_internal.h"

typedef enum runner_state { RUNNER_CREATED, RUNNER_READY, RUNNER_CLOSED } runner_state;

typedef struct sim_runner {
    py_gcobj gc;
    py_value debug, factory; // as given; unset or None: not
    sim_loop *loop;
    py_value context;        // that run() uses
    uint8_t state;
    bool set_loop;           // it is the present loop because of this runner
} sim_runner;

static sim_runner *runner_of(py_value v) {
    return (sim_runner *)v.as.o;
}

static bool given(py_value v) {
    return py_is_set(v) && !py_is_none(v);
}

// ---- beginning ----------------------------------------------------------------------------------

static sim_loop *make_loop(vl_sim *sim, sim_runner *runner) {
    py_vm *vm = sim->vm;
    py_value made = given(runner->factory) ? py_call_n(vm, runner->factory, 0, NULL)
                                           : sim_new_event_loop(sim);
    if (!py_is_set(made))
        return NULL;
    if (!sim_is_loop(sim, made)) {
        py_unsupported(vm, "a loop of the class %s is not supported",
                       py_type_of(vm, made)->name->data);
        py_decref(vm, made);
        return NULL;
    }
    if (!given(runner->factory) && !runner->set_loop) {
        runner->set_loop = sim_set_event_loop(sim, made);
        if (!runner->set_loop) {
            py_decref(vm, made);
            return NULL;
        }
    }
    return (sim_loop *)made.as.o;
}

static bool begin(vl_sim *sim, sim_runner *runner) {
    py_vm *vm = sim->vm;
    if (runner->state == RUNNER_CLOSED)
        py_raise(vm, PY_EXC_RuntimeError, "Runner is closed");
    if (runner->state != RUNNER_CREATED)
        return runner->state == RUNNER_READY;
    runner->loop = make_loop(sim, runner);
    if (!runner->loop)
        return false;
    int debug = given(runner->debug) ? py_truth(vm, runner->debug) : runner->loop->debug;
    runner->context = py_context_copy(vm);
    if (debug < 0 || !py_is_set(runner->context))
        return false;
    runner->loop->debug = debug > 0;
    runner->state = RUNNER_READY;
    return true;
}

// ---- running ------------------------------------------------------------------------------------

static py_send await_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    if (vm->exc)
        return PY_SEND_ERROR;
    if (co->at == 0)
        return sim_coroutine_await(vm, co, py_incref(co->arg), 1);
    *out = py_incref(co->sent);
    return PY_SEND_RETURN;
}

static const sim_coroutine_def wrap_def = {
    .name = "_wrap_awaitable", .qualname = "Runner.run.<locals>._wrap_awaitable", .step = await_step};

// The coroutine to run; from 3.14 on of anything that can be awaited. Owned.
static py_value main_coroutine(vl_sim *sim, py_value v) {
    py_vm *vm = sim->vm;
    if (sim_is_coroutine(sim, v))
        return py_incref(v);
    if (!sim_has(sim, SIM_PROFILE_RUN_TAKES_AWAITABLES))
        return py_raise(vm, PY_EXC_ValueError, "a coroutine was expected, got %R", v);
    if (!py_type_of(vm, v)->slots.await)
        return py_raise(vm, PY_EXC_TypeError,
                        "An asyncio.Future, a coroutine or an awaitable is required");
    return sim_coroutine_new(sim, &wrap_def, py_none(), v);
}

static py_value runner_run(vl_sim *sim, sim_runner *runner, py_value awaitable, py_value context) {
    py_vm *vm = sim->vm;
    py_value coroutine = main_coroutine(sim, awaitable);
    if (!py_is_set(coroutine))
        return coroutine;
    py_value result = py_unset();
    if (sim->running)
        py_raise(vm, PY_EXC_RuntimeError,
                 "Runner.run() cannot be called from a running event loop");
    else if (begin(sim, runner)) {
        sim_task_options options = {.context = given(context) ? context : runner->context};
        py_value task = sim_create_task(sim, runner->loop, coroutine, &options);
        if (py_is_set(task))
            result = sim_run_until_complete(sim, runner->loop, task);
        py_decref(vm, task);
    }
    py_decref(vm, coroutine);
    return result;
}

// ---- the end ------------------------------------------------------------------------------------

typedef struct task_list {
    py_vm *vm;
    const sim_loop *loop;
    py_list *list;
} task_list;

static void add_task(void *context, vl_task *task) {
    task_list *tasks = context;
    if (tasks->list && sim_task_of(task)->future.loop == tasks->loop)
        py_list_append(tasks->vm, tasks->list, py_from(sim_task_of(task)));
}

static bool cancel_each(vl_sim *sim, const py_list *tasks) {
    bool ok = true;
    for (int64_t i = 0; ok && i < tasks->count; i++) {
        py_value answer = py_call_method(sim->vm, tasks->items[i], PY_SYM_cancel, 0, NULL);
        ok = py_is_set(answer);
        py_decref(sim->vm, answer);
    }
    return ok;
}

static bool wait_for_each(vl_sim *sim, sim_loop *loop, const py_list *tasks) {
    py_vm *vm = sim->vm;
    size_t size = (size_t)(tasks->count + 1) * sizeof(py_value);
    py_value *args = vl_heap_alloc(vm->heap, size);
    if (!args) {
        py_raise_memory(vm);
        return false;
    }
    args[0] = py_bool(true);
    memcpy(args + 1, tasks->items, size - sizeof(py_value));
    sim_loop *before = sim->current;
    sim->current = loop;
    py_value gathered = sim_gather_call(vm, args, (int)tasks->count + 1);
    sim->current = before;
    vl_heap_free(vm->heap, args, size);
    py_value result = py_is_set(gathered) ? sim_run_until_complete(sim, loop, gathered) : py_unset();
    py_decref(vm, gathered);
    py_decref(vm, result);
    return py_is_set(result);
}

// Cancels what is left, waits for it, reports what failed meanwhile.
static bool cancel_all(vl_sim *sim, sim_loop *loop) {
    py_vm *vm = sim->vm;
    task_list tasks = {vm, loop, py_list_new(vm, 0)};
    vl_loop_each_task(&sim->engine, add_task, &tasks);
    if (!tasks.list || tasks.list->count == 0) {
        py_release(vm, tasks.list);
        return tasks.list != NULL;
    }
    bool ok = cancel_each(sim, tasks.list) && wait_for_each(sim, loop, tasks.list);
    for (int64_t i = 0; ok && i < tasks.list->count; i++) {
        sim_future *task = (sim_future *)tasks.list->items[i].as.o;
        if (task->engine->outcome != VL_OUTCOME_FAILED)
            continue;
        task->log_traceback = false;
        sim_report(sim, loop, "unhandled exception during asyncio.run() shutdown", "task",
                   tasks.list->items[i], task->exception);
    }
    py_release(vm, tasks.list);
    return ok;
}

// Iterations that CPython's loop spends on a coroutine of its own that has nothing to wait for: what
// became ready meanwhile runs in them. Each is a task of its own: its name is used up.
static void last_iteration(vl_handle *handle, vl_loop *loop) {
    (void)handle;
    vl_loop_stop(loop);
}

static void two_iterations(vl_handle *handle, vl_loop *loop) {
    handle->run = last_iteration;
    vl_loop_call_soon(loop, handle);
}

static bool run_idle_coroutine(vl_sim *sim, sim_loop *loop) {
    vl_handle handle;
    if (!sim_check_runs(sim, loop))
        return false;
    sim->task_names++;
    vl_handle_init(&handle, two_iterations);
    vl_loop_call_soon(&sim->engine, &handle);
    bool ok = sim_run_engine(sim, loop);
    vl_loop_unlink(&sim->engine, &handle);
    return ok;
}

static bool run_coroutine(vl_sim *sim, sim_loop *loop, py_value coroutine_take) {
    py_value result = py_is_set(coroutine_take) ? sim_run_until_complete(sim, loop, coroutine_take)
                                                : py_unset();
    py_decref(sim->vm, coroutine_take);
    py_decref(sim->vm, result);
    return py_is_set(result);
}

// The pool of run_in_executor comes to its end, where there is one.
static bool shut_down_executor(vl_sim *sim, sim_loop *loop) {
    py_value self = py_from(loop);
    if (!py_is_set(loop->task_factory) &&
        (!py_is_set(loop->executor) || loop->executor.tag == PY_BOOL))
        return run_idle_coroutine(sim, loop);
    py_value args[2] = {self, py_unset()};
    return run_coroutine(sim, loop, sim_shutdown_default_executor(sim->vm, args, 2));
}

static bool shut_down(vl_sim *sim, sim_loop *loop) {
    bool plain = !py_is_set(loop->task_factory);
    if (!cancel_all(sim, loop))
        return false;
    if (plain && !sim_has_asyncgens(sim, loop)) {
        loop->asyncgens_shut = true;
        if (!run_idle_coroutine(sim, loop))
            return false;
    } else if (!run_coroutine(sim, loop, sim_shutdown_asyncgens(sim, loop)))
        return false;
    return shut_down_executor(sim, loop);
}

static bool in_chain(const py_exc *from, const py_exc *exc) {
    while (from && from != exc)
        from = py_is_exception(from->context) ? (py_exc *)from->context.as.o : NULL;
    return from == exc;
}

// What was pending before stays so, unless closing fails too.
static bool runner_close(vl_sim *sim, sim_runner *runner) {
    py_vm *vm = sim->vm;
    if (runner->state != RUNNER_READY)
        return true;
    py_exc *pending = py_exc_fetch(vm);
    bool ok = vm->halt == VL_OK && shut_down(sim, runner->loop);
    if (runner->set_loop && vm->halt == VL_OK)
        ok = sim_set_event_loop(sim, py_none()) && ok;
    sim_close_loop(sim, runner->loop);
    runner->state = RUNNER_CLOSED;
    if (pending && ok)
        vm->exc = pending;
    else if (pending) {
        if (vm->exc && vm->halt == VL_OK && !in_chain(pending, vm->exc))
            py_assign_take(vm, &vm->exc->context, py_incref(py_from(pending)));
        py_release(vm, pending);
    }
    return ok;
}

// ---- what programs call -------------------------------------------------------------------------

py_value sim_asyncio_run(py_vm *vm, const py_value *a, int n) {
    vl_sim *sim = sim_of(vm);
    if (n > 2 && py_is_set(a[2]) && !sim_has(sim, SIM_PROFILE_RUN_LOOP_FACTORY))
        return py_raise(vm, PY_EXC_TypeError,
                        "run() got an unexpected keyword argument 'loop_factory'");
    if (sim->running)
        return py_raise(vm, PY_EXC_RuntimeError,
                        "asyncio.run() cannot be called from a running event loop");
    sim_runner *runner = py_object_new(vm, sim->runner_type, 0);
    if (!runner)
        return py_unset();
    runner->debug = py_incref(a[1]);
    runner->factory = n > 2 ? py_incref(a[2]) : py_unset();
    py_value result = begin(sim, runner) ? runner_run(sim, runner, a[0], py_unset()) : py_unset();
    if (!runner_close(sim, runner)) {
        py_decref(vm, result);
        result = py_unset();
    }
    py_release(vm, runner);
    return result;
}

// Runner(*, debug=None, loop_factory=None)
static bool runner_init(py_vm *vm, py_value self, const py_args *args) {
    static const py_fndef def = {"__init__", "@Runner: self, *, debug=, loop_factory=", NULL,
                                 PY_FN_PLAIN};
    py_value a[3], all[8] = {self};
    if (args->n + (args->kwnames ? args->kwnames->count : 0) >= 7) {
        py_raise(vm, PY_EXC_TypeError, "Runner.__init__() takes 1 positional argument but %d were given",
                 args->n + 1);
        return false;
    }
    memcpy(all + 1, args->v, (size_t)(args->n + (args->kwnames ? args->kwnames->count : 0)) * sizeof *all);
    if (!py_bind_args(vm, &def, &(py_args){all, args->n + 1, args->kwnames}, a))
        return false;
    py_assign_take(vm, &runner_of(self)->debug, py_incref(a[1]));
    py_assign_take(vm, &runner_of(self)->factory, py_incref(a[2]));
    return true;
}

static py_value runner_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)args;
    return py_from(py_object_new(vm, type, 0));
}

static py_value m_enter(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return begin(sim_of(vm), runner_of(a[0])) ? py_incref(a[0]) : py_unset();
}

static py_value m_close(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return runner_close(sim_of(vm), runner_of(a[0])) && !py_failed(vm) ? py_none() : py_unset();
}

static py_value m_get_loop(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return begin(sim_of(vm), runner_of(a[0])) ? py_incref(py_from(runner_of(a[0])->loop)) : py_unset();
}

static py_value m_run(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return runner_run(sim_of(vm), runner_of(a[0]), a[1], a[2]);
}

static const py_fndef runner_methods[] = {
    {"__enter__", "@Runner: self", m_enter, PY_FN_METHOD},
    {"__exit__", "@Runner: self, exc_type, exc_val, exc_tb", m_close, PY_FN_METHOD},
    {"close", "@Runner: self", m_close, PY_FN_METHOD},
    {"get_loop", "@Runner: self", m_get_loop, PY_FN_METHOD},
    {"run", "@Runner: self, coro, *, context=", m_run, PY_FN_METHOD},
    {0},
};

static void runner_dealloc(py_vm *vm, py_obj *self) {
    sim_runner *runner = (sim_runner *)self;
    py_decref(vm, runner->debug);
    py_decref(vm, runner->factory);
    py_decref(vm, runner->context);
    py_release(vm, runner->loop);
    py_object_free(vm, self, 0);
}

static void runner_traverse(py_obj *self, py_visit visit, void *context) {
    const sim_runner *runner = (sim_runner *)self;
    visit(context, runner->debug);
    visit(context, runner->factory);
    visit(context, runner->context);
    visit(context, py_from(runner->loop));
}

const py_type_spec sim_runner_spec = {
    .name = "Runner",
    .module = "asyncio.runners",
    .size = sizeof(sim_runner),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = runner_dealloc,
              .traverse = runner_traverse,
              .new_ = runner_new,
              .init = runner_init},
    .methods = runner_methods,
};
