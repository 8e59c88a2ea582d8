// asyncio.Task: a coroutine driven as an engine task. A step resumes the coroutine at its innermost
// frame; what comes out of it (a future, None, a sleep) says what the task waits for.
// Model: CPython's asyncio/tasks.py, Task.__step.
#include "sim_internal.h"

static sim_task *task_of(py_value v) {
    return (sim_task *)v.as.o;
}

sim_task *sim_current_task(vl_sim *sim) {
    vl_task *task = vl_loop_current(&sim->engine);
    return task ? sim_task_of(task) : NULL;
}

const char *sim_task_name(const sim_task *task) {
    return py_is_str(task->name) ? py_as_str(task->name)->data : "";
}

bool sim_is_coroutine(vl_sim *sim, py_value v) {
    return py_is(sim->vm, v, PY_TYPE_COROUTINE) || sim_is_native_coroutine(sim, v);
}

const char *sim_coroutine_name(vl_sim *sim, py_value coroutine) {
    if (py_is(sim->vm, coroutine, PY_TYPE_COROUTINE))
        return ((py_gen *)coroutine.as.o)->qualname->data;
    return sim_is_native_coroutine(sim, coroutine) ? ((sim_coroutine *)coroutine.as.o)->def->qualname
                                                   : "";
}

int sim_task_line(vl_sim *sim, const sim_task *task) {
    return py_is(sim->vm, task->coroutine, PY_TYPE_COROUTINE)
               ? py_gen_line((py_gen *)task->coroutine.as.o)
               : 0;
}

// ---- steps --------------------------------------------------------------------------------------

// Takes the pending exception as what the task ended with.
static vl_step ended_by_exception(vl_sim *sim, sim_task *task) {
    py_vm *vm = sim->vm;
    if (vm->halt != VL_OK || !vm->exc) {
        vl_loop_break(&sim->engine);
        return VL_STEP_CANCELLED;
    }
    py_exc *exc = py_exc_fetch(vm);
    if (py_is_subtype(exc->gc.base.type, sim->cancelled)) {
        task->future.cancelled_exc = exc;
        py_assign_take(vm, &task->future.cancel_message, py_unset());
        return VL_STEP_CANCELLED;
    }
    task->future.exception = exc;
    task->future.log_traceback = true;
    if (py_is_subtype(exc->gc.base.type, vm->exceptions[PY_EXC_SystemExit]) ||
        py_is_subtype(exc->gc.base.type, vm->exceptions[PY_EXC_KeyboardInterrupt])) {
        if (!sim->leaving)
            sim->leaving = py_retain(exc);
        vl_loop_break(&sim->engine);
    }
    return VL_STEP_FAILED;
}

// What the coroutine yielded is nothing a task can wait for: RuntimeError at its next step.
static vl_step bad_yield(vl_sim *sim, sim_task *task, const char *why, py_value about) {
    py_exc *exc = py_exc_new(sim->vm, PY_EXC_RuntimeError, why, about);
    if (!exc)
        return ended_by_exception(sim, task);
    task->thrown = exc;
    return vl_task_yield(&sim->engine, &task->engine);
}

static vl_step wait_for(vl_sim *sim, sim_task *task, py_value yielded) {
    int64_t ns;
    py_value message = task->future.cancel_message; // of a cancel still to be delivered, if there is one
    if (py_is_none(yielded))
        return vl_task_yield(&sim->engine, &task->engine);
    if (sim_sleep_asked(sim, yielded, &ns)) {
        if (task->engine.must_cancel)
            py_assign_take(sim->vm, &task->sleep_message, py_incref(message));
        return vl_task_sleep(&sim->engine, &task->engine, ns);
    }
    if (!sim_is_future(sim, yielded))
        return bad_yield(sim, task, "Task got bad yield: %R", yielded);
    sim_future *future = (sim_future *)yielded.as.o;
    if (future == &task->future)
        return bad_yield(sim, task, "Task cannot await on itself: %R", py_from(task));
    task->awaited = py_retain(future);
    py_value outer = sim->cancel_message;
    sim->cancel_message = message;
    vl_step step = vl_task_await(&sim->engine, &task->engine, future->engine);
    sim->cancel_message = outer;
    return step;
}

// What cancel throws at this step; false: memory. A future that was cancelled raises its own error when
// the coroutine goes on with it: then there is nothing to throw.
static bool take_cancel(vl_sim *sim, sim_task *task, bool *throwing) {
    bool slept = py_is_set(task->sleep_message);
    if (task->awaited && task->awaited->engine->outcome == VL_OUTCOME_CANCELLED)
        return true;
    py_value exc = slept ? sim_cancelled_new(sim, task->sleep_message)
                         : sim_cancelled_new(sim, task->future.cancel_message);
    if (!py_is_set(exc))
        return false;
    sim->vm->exc = (py_exc *)exc.as.o;
    *throwing = true;
    return true;
}

// A cancel stops at this task: the message is kept for the step that throws it.
static void task_cancelled(vl_task *engine, vl_loop *loop) {
    vl_sim *sim = VL_CONTAINER_OF(loop, vl_sim, engine);
    sim_task *task = sim_task_of(engine);
    py_value *at = engine->must_cancel ? &task->future.cancel_message : &task->sleep_message;
    py_value message = py_is_set(sim->cancel_message) ? sim->cancel_message : py_none();
    py_assign_take(sim->vm, at, py_incref(message));
}

static py_send send_into(vl_sim *sim, py_value coroutine, bool throwing, py_value *out) {
    py_vm *vm = sim->vm;
    if (py_is(vm, coroutine, PY_TYPE_COROUTINE)) {
        py_gen *gen = (py_gen *)coroutine.as.o;
        return throwing ? py_gen_throw(vm, gen, out) : py_gen_send(vm, gen, py_none(), out);
    }
    const py_slots *slots = &coroutine.as.o->type->slots;
    return throwing ? slots->throw_(vm, coroutine, out) : slots->send(vm, coroutine, py_none(), out);
}

static vl_step task_step(vl_task *engine, vl_loop *loop, bool cancel) {
    vl_sim *sim = VL_CONTAINER_OF(loop, vl_sim, engine);
    sim_task *task = sim_task_of(engine);
    py_vm *vm = sim->vm;
    if (vm->halt != VL_OK) {
        vl_loop_break(loop);
        return VL_STEP_CANCELLED;
    }
    bool throwing = false;
    if (cancel && !take_cancel(sim, task, &throwing))
        return ended_by_exception(sim, task);
    py_assign_take(vm, &task->sleep_message, py_unset());
    sim_future *awaited = task->awaited; // held until the coroutine has gone on
    task->awaited = NULL;
    if (task->thrown && cancel)
        py_release(vm, task->thrown);
    else if (task->thrown) {
        vm->exc = task->thrown;
        throwing = true;
    }
    task->thrown = NULL;
    py_value coroutine = py_incref(task->coroutine), out;
    vl_step step;
    switch (send_into(sim, coroutine, throwing, &out)) {
    case PY_SEND_YIELD:
        step = wait_for(sim, task, out);
        py_decref(vm, out); // what is waited for is held by the frame that awaits it
        break;
    case PY_SEND_RETURN:
        task->future.result = out;
        step = VL_STEP_DONE;
        break;
    default: step = ended_by_exception(sim, task); break;
    }
    py_decref(vm, coroutine);
    py_release(vm, awaited);
    return step;
}

static void task_ended(vl_task *engine, vl_loop *loop, vl_outcome outcome) {
    vl_sim *sim = VL_CONTAINER_OF(loop, vl_sim, engine);
    sim_task *task = sim_task_of(engine);
    if (outcome == VL_OUTCOME_CANCELLED)
        py_assign_take(sim->vm, &task->future.result, py_unset());
    sim_task_random_free(sim, task);
    sim_future_ending(sim, &task->future);
}

static void task_hold(vl_task *task) {
    py_retain(sim_task_of(task));
}

static void task_drop(vl_task *task) {
    sim_task *object = sim_task_of(task);
    py_release(object->sim->vm, object);
}

static const vl_task_ops task_ops = {
    .step = task_step,
    .ended = task_ended,
    .cancelled = task_cancelled,
    .hold = task_hold,
    .drop = task_drop};

py_value sim_task_new(vl_sim *sim, sim_loop *loop, py_value coroutine, py_value name) {
    py_vm *vm = sim->vm;
    if (!sim_is_coroutine(sim, coroutine))
        return py_raise(vm, PY_EXC_TypeError, "a coroutine was expected, got %R", coroutine);
    sim_task *task = py_object_new(vm, sim->task_type, 0);
    if (!task)
        return py_unset();
    sim_future_begin(sim, &task->future, &task->engine.future, loop);
    task->coroutine = py_incref(coroutine);
    task->sim = sim;
    if (py_is_set(name) && !py_is_none(name))
        task->name = py_from(py_str_of(vm, name));
    else
        task->name = py_from(py_str_format(vm, "Task-%llu", (unsigned long long)++sim->task_names));
    if (!py_is_set(task->name)) {
        vl_future_init(&task->engine.future);
        py_release(vm, task);
        return py_unset();
    }
    sim_task *parent = sim_current_task(sim);
    task->key = parent ? vl_stream_child(parent->key, parent->children++)
                       : vl_stream_child(sim->root_key, sim->root_children++);
    vl_task_start(&sim->engine, &task->engine, &task_ops);
    return py_from(task);
}

py_value sim_ensure_future(vl_sim *sim, py_value v, const char *who) {
    if (sim_is_future(sim, v))
        return py_incref(v);
    sim_loop *loop = sim->running ? sim->running : sim->current;
    if (sim_is_coroutine(sim, v)) {
        if (!loop)
            return py_raise(sim->vm, PY_EXC_RuntimeError, "no running event loop");
        return sim_task_new(sim, loop, v, py_unset());
    }
    if (py_type_of(sim->vm, v)->slots.await)
        return py_unsupported(sim->vm, "%s of an object with __await__ is not supported", who);
    return py_raise(sim->vm, PY_EXC_TypeError,
                    "An asyncio.Future, a coroutine or an awaitable is required");
}

// ---- life ---------------------------------------------------------------------------------------

static void task_dealloc(py_vm *vm, py_obj *self) {
    sim_task *task = (sim_task *)self;
    py_decref(vm, task->coroutine);
    py_decref(vm, task->name);
    py_decref(vm, task->context);
    py_release(vm, task->thrown);
    py_release(vm, task->awaited);
    py_decref(vm, task->sleep_message);
    sim_task_random_free(sim_of(vm), task);
    sim_future_release(vm, &task->future);
    py_object_free(vm, task, 0);
}

static void task_traverse(py_obj *self, py_visit visit, void *context) {
    sim_task *task = (sim_task *)self;
    sim_future_visit(&task->future, visit, context);
    visit(context, task->coroutine);
    visit(context, task->context);
    visit(context, py_from(task->thrown));
    visit(context, py_from(task->awaited));
    visit(context, task->sleep_message);
}

static void task_clear(py_vm *vm, py_obj *self) {
    sim_task *task = (sim_task *)self;
    sim_future *awaited = task->awaited;
    task->awaited = NULL;
    py_release(vm, awaited);
    py_assign_take(vm, &task->coroutine, py_unset());
    sim_future_drop(vm, &task->future);
}

static void append_place(vl_sim *sim, vl_buf *out, const sim_task *task) {
    const py_gen *gen = (py_gen *)task->coroutine.as.o;
    bool done = vl_future_done(task->future.engine);
    vl_buf_format(out, done ? " coro=<%s() done, defined at %s:%d>" : " coro=<%s() running at %s:%d>",
                  gen->qualname->data, sim->config.file,
                  done ? py_gen_first_line(gen) : sim_task_line(sim, task));
}

static py_value task_repr(py_vm *vm, py_value self) {
    vl_sim *sim = sim_of(vm);
    sim_task *task = task_of(self);
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    static const char *const words[] = {"pending", "finished", "finished", "cancelled"};
    bool cancelling = task->engine.cancels > 0 && !vl_future_done(task->future.engine);
    py_str *name = py_repr(vm, task->name);
    vl_buf_format(&text, "<%s %s name=%s", self.as.o->type->name->data,
                  cancelling ? "cancelling" : words[task->future.engine->outcome],
                  name ? name->data : "");
    py_release(vm, name);
    if (py_is(vm, task->coroutine, PY_TYPE_COROUTINE))
        append_place(sim, &text, task);
    vl_buf state;
    vl_buf_init(&state, vm->heap);
    sim_future_state(sim, &state, &task->future);
    const char *outcome = state.data ? strchr(state.data, ' ') : NULL;
    if (outcome)
        vl_buf_text(&text, outcome);
    vl_buf_deinit(&state);
    vl_buf_char(&text, '>');
    return py_from(py_str_from_buf(vm, &text));
}

// ---- methods ------------------------------------------------------------------------------------

static py_value m_get_name(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_incref(task_of(a[0])->name);
}

static py_value m_set_name(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_str *name = py_str_of(vm, a[1]);
    if (!name)
        return py_unset();
    py_assign_take(vm, &task_of(a[0])->name, py_from(name));
    return py_none();
}

static py_value m_get_coro(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    py_value coroutine = task_of(a[0])->coroutine;
    return py_is_set(coroutine) ? py_incref(coroutine) : py_none();
}

static py_value m_cancel(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_future_cancel(sim_of(vm), &task_of(a[0])->future, a[1]);
}

static py_value m_cancelling(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_int(task_of(a[0])->engine.cancels);
}

static py_value m_uncancel(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_int(vl_task_uncancel(&task_of(a[0])->engine, vm->python_minor >= 13));
}

static py_value m_refuse(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_raise(vm, PY_EXC_RuntimeError, "Task does not support set_result operation");
}

static py_value m_refuse_exception(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_raise(vm, PY_EXC_RuntimeError, "Task does not support set_exception operation");
}

static const py_fndef task_methods[] = {
    {"get_name", "self, /", m_get_name, PY_FN_METHOD},
    {"set_name", "self, value, /", m_set_name, PY_FN_METHOD},
    {"get_coro", "self, /", m_get_coro, PY_FN_METHOD},
    {"cancel", "self, /, msg=", m_cancel, PY_FN_METHOD},
    {"cancelling", "self, /", m_cancelling, PY_FN_METHOD},
    {"uncancel", "self, /", m_uncancel, PY_FN_METHOD},
    {"set_result", "self, result, /", m_refuse, PY_FN_METHOD},
    {"set_exception", "self, exception, /", m_refuse_exception, PY_FN_METHOD},
    {0},
};

// Task(coro, *, loop=None, name=None, context=None, eager_start=False)
static py_value task_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)type;
    vl_sim *sim = sim_of(vm);
    py_value name = py_unset(), loop = py_unset();
    for (int64_t i = 0; args->kwnames && i < args->kwnames->count; i++) {
        const py_str *key = py_as_str(args->kwnames->items[i]);
        if (py_str_is(key, "name"))
            name = args->v[args->n + i];
        else if (py_str_is(key, "loop"))
            loop = args->v[args->n + i];
        else
            return py_unsupported(vm, "Task(%s=...) is not supported", key->data);
    }
    if (args->n != 1)
        return py_raise(vm, PY_EXC_TypeError, "Task() missing required argument 'coro' (pos 1)");
    sim_loop *on = py_is_set(loop) && !py_is_none(loop) ? (sim_loop *)loop.as.o
                                                        : sim_require_running(sim);
    return on ? sim_task_new(sim, on, args->v[0], name) : py_unset();
}

static bool task_init(py_vm *vm, py_value self, const py_args *args) {
    (void)vm;
    (void)self;
    (void)args;
    return true;
}

const py_type_spec sim_task_spec = {
    .name = "Task",
    .module = "_asyncio",
    .size = sizeof(sim_task),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = task_dealloc,
              .traverse = task_traverse,
              .clear = task_clear,
              .new_ = task_new,
              .init = task_init,
              .repr = task_repr},
    .methods = task_methods,
};
