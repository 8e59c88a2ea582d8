// asyncio.Task: a coroutine driven as an engine task. A step resumes the coroutine at its innermost
// frame; what comes out of it (a future, None, a sleep) says what the task waits for.
// Model: CPython's asyncio/tasks.py, Task.__step.
#include "sim_internal.h"

sim_task *sim_current_task(vl_sim *sim) {
    vl_task *task = vl_loop_current(&sim->engine);
    return task ? sim_task_of(task) : NULL;
}

const char *sim_task_name(const sim_task *task) {
    return py_is_str(task->name) ? py_as_str(task->name)->data : "";
}

bool sim_is_coroutine(vl_sim *sim, py_value v) {
    py_vm *vm = sim->vm;
    if (py_is(vm, v, PY_TYPE_COROUTINE) || sim_is_native_coroutine(sim, v) ||
        py_is(vm, v, PY_TYPE_ASYNC_GEN_STEP))
        return true;
    static const py_symbol needed[] = {PY_SYM_send, PY_SYM_throw, PY_SYM_close};
    const py_type *type = py_type_of(vm, v);
    if (!type->slots.await || !(type->flags & PY_TF_HEAP)) // a class of the program may be one too
        return false;
    for (size_t i = 0; i < VL_COUNT(needed); i++)
        if (!py_is_set(py_type_lookup(vm, type, vm->sym[needed[i]])))
            return false;
    return true;
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
        if (sim->eager == task) // raised where the task is made
            return VL_STEP_FAILED;
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

static vl_step foreign_future(vl_sim *sim, sim_task *task, py_value yielded) {
    task->thrown =
        py_exc_new(sim->vm, PY_EXC_RuntimeError, "Task %R got Future %R attached to a different loop",
                   py_from(task), yielded);
    return task->thrown ? vl_task_yield(&sim->engine, &task->engine) : ended_by_exception(sim, task);
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
        return bad_yield(sim, task,
                         py_is(sim->vm, yielded, PY_TYPE_GENERATOR)
                             ? "yield was used instead of yield from for generator in task %R"
                             : "Task got bad yield: %R",
                         yielded);
    sim_future *future = (sim_future *)yielded.as.o;
    if (future->loop != task->future.loop)
        return foreign_future(sim, task, yielded);
    if (future == &task->future)
        return bad_yield(sim, task, "Task cannot await on itself: %R", py_from(task));
    future->blocking = false;
    task->awaited = py_retain(future);
    py_value outer = sim->cancel_message;
    sim->cancel_message = message;
    vl_step step = vl_task_await(&sim->engine, &task->engine, future->engine);
    sim->cancel_message = outer;
    return step;
}

// Cancelled, or, as a gather, failed with a child's CancelledError.
static bool ended_cancelled(const vl_sim *sim, const sim_future *future) {
    return future && (future->engine->outcome == VL_OUTCOME_CANCELLED ||
                      (future->exception &&
                       py_is_subtype(future->exception->gc.base.type, sim->cancelled)));
}

// What cancel throws at this step; false: memory. A future that was cancelled has an error of its own.
static bool take_cancel(vl_sim *sim, sim_task *task, bool *throwing) {
    bool slept = py_is_set(task->sleep_message);
    if (ended_cancelled(sim, task->awaited)) {
        sim_future_result(sim, task->awaited);
        *throwing = sim->vm->exc != NULL;
        return *throwing;
    }
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
    return throwing ? py_await_throw(vm, coroutine, out)
                    : py_await_send(vm, coroutine, py_none(), out);
}

// What goes into the coroutine: a cancel, the exception of what it waited for, an error about what it
// yielded, or nothing. Exceptions are thrown in, which decides about their context.
static bool prepare(vl_sim *sim, sim_task *task, bool cancel, bool *throwing) {
    if (cancel && !take_cancel(sim, task, throwing))
        return false;
    if (!cancel && task->awaited && task->awaited->engine->outcome == VL_OUTCOME_FAILED) {
        task->awaited->log_traceback = false;
        sim->vm->exc = py_retain(task->awaited->exception);
        *throwing = true;
    }
    py_assign_take(sim->vm, &task->sleep_message, py_unset());
    if (task->thrown && cancel)
        py_release(sim->vm, task->thrown);
    else if (task->thrown) {
        sim->vm->exc = task->thrown;
        *throwing = true;
    }
    task->thrown = NULL;
    return true;
}

static vl_step run_step(vl_sim *sim, sim_task *task, bool cancel) {
    py_vm *vm = sim->vm;
    bool throwing = false;
    if (!prepare(sim, task, cancel, &throwing))
        return ended_by_exception(sim, task);
    sim_future *awaited = task->awaited; // held until the coroutine has gone on
    task->awaited = NULL;
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

static vl_step task_step(vl_task *engine, vl_loop *loop, bool cancel) {
    vl_sim *sim = VL_CONTAINER_OF(loop, vl_sim, engine);
    sim_task *task = sim_task_of(engine);
    py_vm *vm = sim->vm;
    if (vm->halt != VL_OK) {
        vl_loop_break(loop);
        return VL_STEP_CANCELLED;
    }
    py_value *outer;
    int64_t began = vl_loop_now(loop);
    if (!py_context_enter(vm, &task->context, &outer)) { // as a callback that fails: it never goes on
        sim_report(sim, task->future.loop, "Exception in callback Task.__step()", "task",
                   py_from(task), NULL);
        return VL_STEP_SUSPENDED;
    }
    vl_step step = run_step(sim, task, cancel);
    py_context_leave(vm, outer);
    if (!task->future.loop->debug || vl_loop_now(loop) <= began || sim->eager == task)
        return step;
    if (step == VL_STEP_SUSPENDED)
        sim_slow(sim, task->future.loop, py_from(task), began);
    else
        task->slow_since = began + 1; // told when it has ended
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
    if (object->slow_since > 0)
        sim_slow(object->sim, object->future.loop, py_from(object), object->slow_since - 1);
    py_release(object->sim->vm, object);
}

static const vl_task_ops task_ops = {
    .step = task_step,
    .ended = task_ended,
    .cancelled = task_cancelled,
    .hold = task_hold,
    .drop = task_drop};

static bool cancel_by_method(vl_future *engine, vl_loop *loop) {
    return sim_cancel_by_method(VL_CONTAINER_OF(loop, vl_sim, engine),
                                &sim_task_of(engine->task)->future);
}

static void route_cancel(vl_sim *sim, sim_task *task) {
    if (sim_overrides_cancel(sim, &task->future))
        task->engine.future.cancel = cancel_by_method;
}

bool sim_task_begin(vl_sim *sim, sim_task *task, sim_loop *loop, py_value coroutine, py_value name,
                    py_value context, bool eager) {
    py_vm *vm = sim->vm;
    if (!sim_is_coroutine(sim, coroutine)) {
        py_raise(vm, PY_EXC_TypeError, "a coroutine was expected, got %R", coroutine);
        return false;
    }
    if (py_is_set(context) && !py_is_none(context))
        task->context = py_incref(context);
    else if (!py_context_inherit(vm, &task->context))
        return false;
    if (py_is_set(name) && !py_is_none(name))
        task->name = py_from(py_str_of(vm, name));
    else
        task->name = py_from(py_str_format(vm, "Task-%llu", (unsigned long long)++sim->task_names));
    if (!py_is_set(task->name))
        return false;
    task->coroutine = py_incref(coroutine);
    sim_future_begin(sim, &task->future, &task->engine.future, loop);
    sim_task *parent = sim_current_task(sim);
    task->key = parent ? vl_stream_child(parent->key, parent->children++)
                       : vl_stream_child(sim->root_key, sim->root_children++);
    if (!eager || !loop->running) {
        vl_task_start(&sim->engine, &task->engine, &task_ops);
        route_cancel(sim, task);
        return true;
    }
    sim_task *before = sim->eager;
    sim->eager = task;
    vl_task_start_eager(&sim->engine, &task->engine, &task_ops);
    sim->eager = before;
    if (!vl_future_done(task->future.engine)) {
        route_cancel(sim, task);
        return !py_failed(vm);
    }
    py_assign_take(vm, &task->coroutine, py_unset());
    const py_exc *exc = task->future.exception;
    if (exc && (py_is_subtype(exc->gc.base.type, vm->exceptions[PY_EXC_SystemExit]) ||
                py_is_subtype(exc->gc.base.type, vm->exceptions[PY_EXC_KeyboardInterrupt])))
        py_raise_exc(vm, py_retain(task->future.exception));
    return !py_failed(vm);
}

sim_task *sim_task_alloc(vl_sim *sim, py_type *type) {
    sim_task *task = py_object_new(sim->vm, type, 0);
    if (!task)
        return NULL;
    task->sim = sim;
    task->future.engine = &task->engine.future; // until it begins: pending, without a loop
    vl_future_init(&task->engine.future);
    return task;
}

py_value sim_task_new(vl_sim *sim, sim_loop *loop, py_value coroutine, py_value name) {
    sim_task *task = sim_task_alloc(sim, sim->task_type);
    if (task && sim_task_begin(sim, task, loop, coroutine, name, py_unset(), false))
        return py_from(task);
    py_release(sim->vm, task);
    return py_unset();
}

// ---- life ---------------------------------------------------------------------------------------

void sim_task_dealloc(py_vm *vm, py_obj *self) {
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

void sim_task_traverse(py_obj *self, py_visit visit, void *context) {
    sim_task *task = (sim_task *)self;
    sim_future_visit(&task->future, visit, context);
    visit(context, task->coroutine);
    visit(context, task->context);
    visit(context, py_from(task->thrown));
    visit(context, py_from(task->awaited));
    visit(context, task->sleep_message);
}

void sim_task_clear(py_vm *vm, py_obj *self) {
    sim_task *task = (sim_task *)self;
    sim_future *awaited = task->awaited;
    task->awaited = NULL;
    py_release(vm, awaited);
    py_assign_take(vm, &task->coroutine, py_unset());
    sim_future_drop(vm, &task->future);
}
