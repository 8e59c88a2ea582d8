// asyncio.Future: a result to come. Value, exception and Python callbacks live here; state, waiters
// and order are the engine's. Model: CPython's asyncio/futures.py and _asynciomodule.c.
#include "sim_internal.h"

static sim_future *future_of(py_value v) {
    return (sim_future *)v.as.o;
}

// The engine cancels it: for a task that waits for it, or by cancel().
static bool cancel_plain(vl_future *engine, vl_loop *loop) {
    vl_sim *sim = VL_CONTAINER_OF(loop, vl_sim, engine);
    sim_future *future = VL_CONTAINER_OF(engine, sim_future, plain);
    if (vl_future_done(engine))
        return false;
    py_assign_take(sim->vm, &future->cancel_message, py_incref(sim->cancel_message));
    return sim_future_finish(sim, future, VL_OUTCOME_CANCELLED);
}

void sim_future_begin(vl_sim *sim, sim_future *future, vl_future *engine, sim_loop *loop) {
    (void)sim;
    future->engine = engine;
    future->loop = py_retain(loop);
    if (engine == &future->plain) {
        vl_future_init(engine);
        engine->wait = VL_WAIT_FUTURE;
        engine->cancel = cancel_plain;
    }
}

sim_future *sim_future_new(vl_sim *sim, py_type *type, sim_loop *loop) {
    sim_future *future = py_object_new(sim->vm, type, 0);
    if (future)
        sim_future_begin(sim, future, &future->plain, loop);
    return future;
}

// ---- callbacks ----------------------------------------------------------------------------------

static void unlink_callback(sim_future *future, sim_callback *callback) {
    for (sim_callback **at = &future->callbacks; *at; at = &(*at)->next)
        if (*at == callback) {
            *at = callback->next;
            return;
        }
}

static void free_callback(vl_sim *sim, sim_callback *callback) {
    py_vm *vm = sim->vm;
    sim_future *owned = callback->scheduled ? callback->future : NULL;
    py_decref(vm, callback->fn);
    vl_heap_free(vm->heap, callback, sizeof *callback);
    py_release(vm, owned);
}

static void run_callback(vl_handle *handle, vl_loop *loop) {
    sim_callback *callback = VL_CONTAINER_OF(handle, sim_callback, waiter.handle);
    vl_sim *sim = VL_CONTAINER_OF(loop, vl_sim, engine);
    sim_future *future = callback->future;
    unlink_callback(future, callback);
    vl_loop_emit(loop, VL_EVENT_CALLBACK, 0, 0, 0, NULL, 0);
    py_value arg = py_from(future);
    py_value result = py_call_n(sim->vm, callback->fn, 1, &arg);
    if (!py_is_set(result))
        sim_report(sim, future->loop, "Exception in callback", "handle", callback->fn, NULL);
    py_decref(sim->vm, result);
    free_callback(sim, callback);
}

void sim_callback_dropped(vl_sim *sim, vl_handle *engine) {
    if (engine->run != run_callback)
        return;
    sim_callback *callback = VL_CONTAINER_OF(engine, sim_callback, waiter.handle);
    unlink_callback(callback->future, callback);
    free_callback(sim, callback);
}

bool sim_add_callback(vl_sim *sim, sim_future *future, py_value fn) {
    sim_callback *callback = vl_heap_alloc(sim->vm->heap, sizeof *callback);
    if (!callback) {
        py_raise_memory(sim->vm);
        return false;
    }
    *callback = (sim_callback){.future = future, .fn = py_incref(fn), .next = future->callbacks};
    vl_waiter_init(&callback->waiter, run_callback);
    future->callbacks = callback;
    if (vl_future_done(future->engine)) {
        callback->scheduled = true;
        py_retain(future);
    }
    vl_future_wait(&sim->engine, future->engine, &callback->waiter);
    return true;
}

void sim_future_ending(vl_sim *sim, sim_future *future) {
    (void)sim;
    for (sim_callback *callback = future->callbacks; callback; callback = callback->next)
        if (!callback->scheduled) {
            callback->scheduled = true;
            py_retain(future);
        }
}

bool sim_future_finish(vl_sim *sim, sim_future *future, vl_outcome outcome) {
    sim_future_ending(sim, future);
    return vl_future_finish(&sim->engine, future->engine, outcome);
}

// ---- life ---------------------------------------------------------------------------------------

void sim_future_drop(py_vm *vm, sim_future *future) {
    py_assign_take(vm, &future->result, py_unset());
    py_assign_take(vm, &future->cancel_message, py_unset());
    py_exc *exc = future->exception, *cancelled = future->cancelled_exc;
    future->exception = future->cancelled_exc = NULL;
    py_release(vm, exc);
    py_release(vm, cancelled);
    for (sim_callback *callback = future->callbacks; callback; callback = callback->next)
        py_assign_take(vm, &callback->fn, py_none());
}

void sim_future_release(py_vm *vm, sim_future *future) {
    vl_sim *sim = sim_of(vm);
    while (future->callbacks) { // none is scheduled: that would hold a reference
        sim_callback *callback = future->callbacks;
        future->callbacks = callback->next;
        vl_future_unwait(&sim->engine, &callback->waiter);
        free_callback(sim, callback);
    }
    if (future->engine == &future->plain && !vl_future_done(future->engine))
        vl_future_orphan(future->engine);
    sim_future_drop(vm, future);
    py_release(vm, future->loop);
}

void sim_future_visit(sim_future *future, py_visit visit, void *context) {
    visit(context, future->result);
    visit(context, future->cancel_message);
    visit(context, py_from(future->exception));
    visit(context, py_from(future->cancelled_exc));
    visit(context, py_from(future->loop));
    for (sim_callback *callback = future->callbacks; callback; callback = callback->next)
        visit(context, callback->fn);
}

static void future_dealloc(py_vm *vm, py_obj *self) {
    sim_future_release(vm, (sim_future *)self);
    py_object_free(vm, self, 0);
}

static void future_traverse(py_obj *self, py_visit visit, void *context) {
    sim_future_visit((sim_future *)self, visit, context);
}

static void future_clear(py_vm *vm, py_obj *self) {
    sim_future_drop(vm, (sim_future *)self);
}

static void future_finalize(py_vm *vm, py_value self) {
    sim_future *future = future_of(self);
    if (!future->log_traceback || !future->exception || vm->halt != VL_OK)
        return;
    future->log_traceback = false;
    vl_sim *sim = sim_of(vm);
    sim_note_lost(sim, future);
    vl_buf message;
    vl_buf_init(&message, vm->heap);
    vl_buf_format(&message, "%s exception was never retrieved", self.as.o->type->name->data);
    if (message.data)
        sim_report(sim, future->loop, message.data, "future", self, future->exception);
    vl_buf_deinit(&message);
}

static py_value future_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)args;
    return py_from(py_object_new(vm, type, 0));
}

// Future(*, loop=None)
static bool future_init(py_vm *vm, py_value self, const py_args *args) {
    vl_sim *sim = sim_of(vm);
    py_value given = py_unset();
    if (args->n == 0 && args->kwnames && args->kwnames->count == 1 &&
        py_str_is(py_as_str(args->kwnames->items[0]), "loop"))
        given = args->v[0];
    else if (args->n || args->kwnames) {
        py_raise(vm, PY_EXC_TypeError, "Future() takes only the keyword argument loop");
        return false;
    }
    sim_loop *loop = py_is_set(given) && !py_is_none(given) ? (sim_loop *)given.as.o
                     : sim->running                         ? sim->running
                                                            : sim->current;
    if (!loop) {
        py_raise(vm, PY_EXC_RuntimeError, "no current event loop");
        return false;
    }
    sim_future_begin(sim, future_of(self), &future_of(self)->plain, loop);
    return true;
}

// ---- state --------------------------------------------------------------------------------------

static const char *const words[] = {"pending", "finished", "finished", "cancelled"};

void sim_future_state(vl_sim *sim, vl_buf *out, sim_future *future) {
    vl_buf_text(out, words[future->engine->outcome]);
    if (future->engine->outcome == VL_OUTCOME_FAILED || future->engine->outcome == VL_OUTCOME_DONE) {
        bool failed = future->engine->outcome == VL_OUTCOME_FAILED;
        py_str *text = py_repr(sim->vm, failed ? py_from(future->exception) : future->result);
        if (text)
            vl_buf_format(out, " %s=%s", failed ? "exception" : "result", text->data);
        py_release(sim->vm, text);
    }
}

static py_value future_repr(py_vm *vm, py_value self) {
    vl_sim *sim = sim_of(vm);
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    vl_buf_format(&text, "<%s ", self.as.o->type->name->data);
    sim_future_state(sim, &text, future_of(self));
    vl_buf_char(&text, '>');
    return py_from(py_str_from_buf(vm, &text));
}

py_value sim_cancelled_new(vl_sim *sim, py_value message) {
    bool bare = !py_is_set(message) || py_is_none(message);
    return py_call_n(sim->vm, py_from(sim->cancelled), bare ? 0 : 1, &message);
}

// The first who asks a task gets the exception that ended it, message and all; later ones a bare one.
py_value sim_cancelled_error(vl_sim *sim, sim_future *future) {
    py_exc *own = future->cancelled_exc;
    future->cancelled_exc = NULL;
    return own ? py_from(own) : sim_cancelled_new(sim, future->cancel_message);
}

static py_value raise_instance(vl_sim *sim, py_value exc_take) {
    return py_is_set(exc_take) ? py_raise_exc(sim->vm, (py_exc *)exc_take.as.o) : py_unset();
}

static py_value raise_invalid(vl_sim *sim, const char *text) {
    py_str *message = py_str_z(sim->vm, text);
    py_value result = message ? py_raise_value(sim->vm, sim->invalid_state, py_from(message))
                              : py_unset();
    py_release(sim->vm, message);
    return result;
}

py_value sim_future_result(vl_sim *sim, sim_future *future) {
    switch (future->engine->outcome) {
    case VL_OUTCOME_DONE: return py_incref(future->result);
    case VL_OUTCOME_CANCELLED: return raise_instance(sim, sim_cancelled_error(sim, future));
    case VL_OUTCOME_FAILED:
        future->log_traceback = false;
        return py_raise_exc(sim->vm, py_retain(future->exception));
    default: return raise_invalid(sim, "Result is not set.");
    }
}

py_value sim_future_await(py_vm *vm, py_value self) {
    (void)vm;
    return py_incref(self);
}

// Awaiting: done gives the result at once; else the future itself is yielded to the task.
py_send sim_future_send(py_vm *vm, py_value self, py_value sent, py_value *out) {
    (void)sent;
    sim_future *future = future_of(self);
    if (!vl_future_done(future->engine)) {
        *out = py_incref(self);
        return PY_SEND_YIELD;
    }
    *out = sim_future_result(sim_of(vm), future);
    return py_is_set(*out) ? PY_SEND_RETURN : PY_SEND_ERROR;
}

static py_next future_next(py_vm *vm, py_value self, py_value *item) {
    switch (sim_future_send(vm, self, py_none(), item)) {
    case PY_SEND_YIELD: return PY_NEXT_ITEM;
    case PY_SEND_RETURN:
        if (!py_is_none(*item))
            py_raise_value(vm, vm->exceptions[PY_EXC_StopIteration], *item);
        py_decref(vm, *item);
        return PY_NEXT_END;
    default: return PY_NEXT_ERROR;
    }
}

// ---- methods ------------------------------------------------------------------------------------

static py_value m_result(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_future_result(sim_of(vm), future_of(a[0]));
}

static py_value m_exception(py_vm *vm, const py_value *a, int n) {
    (void)n;
    sim_future *future = future_of(a[0]);
    switch (future->engine->outcome) {
    case VL_OUTCOME_DONE: return py_none();
    case VL_OUTCOME_FAILED: future->log_traceback = false; return py_incref(py_from(future->exception));
    case VL_OUTCOME_CANCELLED:
        return raise_instance(sim_of(vm), sim_cancelled_error(sim_of(vm), future));
    default: return raise_invalid(sim_of(vm), "Exception is not set.");
    }
}

static py_value m_done(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(vl_future_done(future_of(a[0])->engine));
}

static py_value m_cancelled(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(future_of(a[0])->engine->outcome == VL_OUTCOME_CANCELLED);
}

py_value sim_future_cancel(vl_sim *sim, sim_future *future, py_value message) {
    future->log_traceback = false;
    py_value outer = sim->cancel_message;
    sim->cancel_message = message;
    bool cancelled = vl_future_cancel(&sim->engine, future->engine);
    sim->cancel_message = outer;
    return py_bool(cancelled);
}

static py_value m_cancel(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_future_cancel(sim_of(vm), future_of(a[0]), a[1]);
}

static py_value m_set_result(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_sim *sim = sim_of(vm);
    sim_future *future = future_of(a[0]);
    if (vl_future_done(future->engine))
        return raise_invalid(sim, "invalid state");
    future->result = py_incref(a[1]);
    sim_future_finish(sim, future, VL_OUTCOME_DONE);
    return py_none();
}

static py_value m_set_exception(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_sim *sim = sim_of(vm);
    sim_future *future = future_of(a[0]);
    if (vl_future_done(future->engine))
        return raise_invalid(sim, "invalid state");
    py_value exc = py_is_type(a[1]) ? py_call_n(vm, a[1], 0, NULL) : py_incref(a[1]);
    if (!py_is_set(exc))
        return exc;
    if (!py_is_exception(exc)) {
        py_decref(vm, exc);
        return py_raise(vm, PY_EXC_TypeError, "invalid exception object");
    }
    if (py_is_subtype(exc.as.o->type, vm->exceptions[PY_EXC_StopIteration])) {
        static const char why[] =
            "StopIteration interacts badly with generators and cannot be raised into a Future";
        py_exc *wrapped = NULL;
        if (vm->python_minor >= 13)
            wrapped = py_exc_new(vm, PY_EXC_RuntimeError, why);
        else
            py_raise(vm, PY_EXC_TypeError, why);
        if (!wrapped) {
            py_decref(vm, exc);
            return py_unset();
        }
        py_assign_take(vm, &wrapped->cause, py_incref(exc));
        py_assign_take(vm, &wrapped->context, exc);
        exc = py_from(wrapped);
    }
    future->exception = (py_exc *)exc.as.o;
    future->log_traceback = true;
    sim_future_finish(sim, future, VL_OUTCOME_FAILED);
    return py_none();
}

static py_value m_add_done_callback(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_add_callback(sim_of(vm), future_of(a[0]), a[1]) ? py_none() : py_unset();
}

static py_value m_remove_done_callback(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_sim *sim = sim_of(vm);
    sim_future *future = future_of(a[0]);
    int64_t removed = 0;
    for (sim_callback *callback = future->callbacks, *next; callback; callback = next) {
        next = callback->next;
        int same = callback->scheduled ? 0 : py_compare_bool(vm, PY_CMP_EQ, callback->fn, a[1]);
        if (same < 0)
            return py_unset();
        if (!same)
            continue;
        removed++;
        unlink_callback(future, callback);
        vl_future_unwait(&sim->engine, &callback->waiter);
        free_callback(sim, callback);
    }
    return py_int(removed);
}

static py_value m_get_loop(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_incref(py_from(future_of(a[0])->loop));
}

const py_fndef sim_future_methods[] = {
    {"result", "self, /", m_result, PY_FN_METHOD},
    {"exception", "self, /", m_exception, PY_FN_METHOD},
    {"done", "self, /", m_done, PY_FN_METHOD},
    {"cancelled", "self, /", m_cancelled, PY_FN_METHOD},
    {"cancel", "self, /, msg=", m_cancel, PY_FN_METHOD},
    {"set_result", "self, result, /", m_set_result, PY_FN_METHOD},
    {"set_exception", "self, exception, /", m_set_exception, PY_FN_METHOD},
    {"add_done_callback", "self, fn, /, *, context=", m_add_done_callback, PY_FN_METHOD},
    {"remove_done_callback", "self, fn, /", m_remove_done_callback, PY_FN_METHOD},
    {"get_loop", "self, /", m_get_loop, PY_FN_METHOD},
    {0},
};

const py_type_spec sim_future_spec = {
    .name = "Future",
    .module = "_asyncio",
    .size = sizeof(sim_future),
    .flags = PY_TF_GC | PY_TF_BASE,
    .base = -1,
    .slots = {.dealloc = future_dealloc,
              .traverse = future_traverse,
              .clear = future_clear,
              .finalize = future_finalize,
              .new_ = future_new,
              .init = future_init,
              .repr = future_repr,
              .iter = sim_future_await,
              .next = future_next,
              .await = sim_future_await,
              .send = sim_future_send},
    .methods = sim_future_methods,
};
