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

// A class of the program with a `cancel` of its own: whoever cancels it calls that.
bool sim_overrides_cancel(vl_sim *sim, const sim_future *future) {
    const py_type *type = future->gc.base.type;
    return (type->flags & PY_TF_HEAP) &&
           py_is(sim->vm, py_type_lookup(sim->vm, type, sim->vm->sym[PY_SYM_cancel]),
                 PY_TYPE_FUNCTION);
}

bool sim_cancel_by_method(vl_sim *sim, sim_future *future) {
    py_vm *vm = sim->vm;
    py_value self = py_from(future), message = sim->cancel_message;
    py_value answer;
    if (py_is_set(message) && !py_is_none(message)) {
        py_str *word = py_str_z(vm, "msg");
        py_value key = py_from(word);
        py_tuple *names = word ? py_tuple_of(vm, 1, &key) : NULL;
        py_value method = names ? py_getattr(vm, self, vm->sym[PY_SYM_cancel]) : py_unset();
        answer = py_is_set(method) ? py_call(vm, method, &(py_args){&message, 0, names}) : method;
        py_decref(vm, method);
        py_release(vm, names);
        py_release(vm, word);
    } else
        answer = py_call_method(vm, self, PY_SYM_cancel, 0, NULL);
    int truth = py_is_set(answer) ? py_truth(vm, answer) : -1;
    py_decref(vm, answer);
    if (truth < 0)
        sim_report(sim, future->loop, "Exception in cancel()", "future", self, NULL);
    return truth > 0;
}

static bool cancel_by_method(vl_future *engine, vl_loop *loop) {
    return sim_cancel_by_method(VL_CONTAINER_OF(loop, vl_sim, engine),
                                VL_CONTAINER_OF(engine, sim_future, plain));
}

void sim_future_begin(vl_sim *sim, sim_future *future, vl_future *engine, sim_loop *loop) {
    future->engine = engine;
    future->loop = py_retain(loop);
    if (loop->debug)
        future->created = sim_place_text(sim);
    if (engine == &future->plain) {
        vl_future_init(engine);
        engine->wait = VL_WAIT_FUTURE;
        engine->cancel = sim_overrides_cancel(sim, future) ? cancel_by_method : cancel_plain;
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
    py_decref(vm, callback->context);
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
    sim_run_in_context(sim, future->loop, callback->fn, 1, &arg, &callback->context, NULL);
    free_callback(sim, callback);
}

void sim_callback_dropped(vl_sim *sim, vl_handle *engine) {
    if (engine->run != run_callback)
        return;
    sim_callback *callback = VL_CONTAINER_OF(engine, sim_callback, waiter.handle);
    unlink_callback(callback->future, callback);
    free_callback(sim, callback);
}

bool sim_add_callback_in(vl_sim *sim, sim_future *future, py_value fn, py_value context) {
    py_vm *vm = sim->vm;
    py_value slot = py_unset();
    if (py_is_set(context) && !py_is_none(context))
        slot = py_incref(context);
    else if (!py_context_inherit(vm, &slot))
        return false;
    sim_callback *callback = vl_heap_alloc(vm->heap, sizeof *callback);
    if (!callback) {
        py_decref(vm, slot);
        py_raise_memory(vm);
        return false;
    }
    *callback = (sim_callback){
        .future = future, .fn = py_incref(fn), .context = slot, .next = future->callbacks};
    vl_waiter_init(&callback->waiter, run_callback);
    future->callbacks = callback;
    if (vl_future_done(future->engine)) {
        callback->scheduled = true;
        py_retain(future);
    }
    vl_future_wait(&sim->engine, future->engine, &callback->waiter);
    return true;
}

bool sim_add_callback(vl_sim *sim, sim_future *future, py_value fn) {
    return sim_add_callback_in(sim, future, fn, py_unset());
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

// A future of a closed loop ends, but nobody hears of it: scheduling the first callback raises.
static bool finish_or_raise(vl_sim *sim, sim_future *future, vl_outcome outcome) {
    if (!future->loop->closed || !future->engine->first) {
        sim_future_finish(sim, future, outcome);
        return true;
    }
    vl_future_orphan(future->engine);
    vl_future_finish(&sim->engine, future->engine, outcome);
    return sim_check_open(sim, future->loop);
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
    py_release(vm, future->created);
    py_release(vm, future->loop);
}

void sim_future_visit(sim_future *future, py_visit visit, void *context) {
    visit(context, future->result);
    visit(context, future->cancel_message);
    visit(context, py_from(future->exception));
    visit(context, py_from(future->cancelled_exc));
    visit(context, py_from(future->loop));
    for (sim_callback *callback = future->callbacks; callback; callback = callback->next) {
        visit(context, callback->fn);
        visit(context, callback->context);
    }
    py_dict **dict = py_object_dict(&future->gc.base);
    if (dict && *dict)
        visit(context, py_from(*dict));
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
    sim_future *future = py_object_new(vm, type, 0);
    if (future) { // until __init__: pending, without a loop
        future->engine = &future->plain;
        vl_future_init(&future->plain);
    }
    return py_from(future);
}

bool sim_loop_argument(vl_sim *sim, py_value given, sim_loop **loop) {
    if (!py_is_set(given) || py_is_none(given))
        *loop = sim_event_loop(sim);
    else if (sim_is_loop(sim, given))
        *loop = py_retain(given.as.o);
    else {
        *loop = NULL;
        py_unsupported(sim->vm, "a loop of the class %s is not supported",
                       py_type_of(sim->vm, given)->name->data);
    }
    return *loop != NULL;
}

// Future(*, loop=None)
static bool future_init(py_vm *vm, py_value self, const py_args *args) {
    static const py_fndef def = {"Future", "*, loop=", NULL, PY_FN_PLAIN};
    vl_sim *sim = sim_of(vm);
    sim_future *future = future_of(self);
    py_value given;
    sim_loop *loop;
    if (!py_bind_args(vm, &def, args, &given) || !sim_loop_argument(sim, given, &loop))
        return false;
    if (future->loop) {
        py_unsupported(vm, "calling __init__ of a Future again is not supported");
        py_release(vm, loop);
        return false;
    }
    sim_future_begin(sim, future, &future->plain, loop);
    py_release(vm, loop);
    return true;
}

// ---- state --------------------------------------------------------------------------------------

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

bool sim_future_alive(py_vm *vm, const sim_future *future) {
    if (!future->loop)
        py_raise(vm, PY_EXC_RuntimeError, "%N object is not initialized.", sim_of(vm)->future_type);
    return future->loop != NULL;
}

py_value sim_future_result(vl_sim *sim, sim_future *future) {
    if (!sim_future_alive(sim->vm, future))
        return py_unset();
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
    if (!vl_future_done(future->engine) && future->blocking) {
        py_raise(vm, PY_EXC_RuntimeError, "await wasn't used with future");
        return PY_SEND_ERROR;
    }
    if (!vl_future_done(future->engine)) {
        future->blocking = true;
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
    if (!sim_future_alive(vm, future))
        return py_unset();
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

// Future.cancel and Task.cancel themselves: a method that overrides them has been called already.
py_value sim_future_cancel(vl_sim *sim, sim_future *future, py_value message) {
    future->log_traceback = false;
    py_value outer = sim->cancel_message;
    vl_future *engine = future->engine;
    sim->cancel_message = message;
    bool cancelled = engine->task ? vl_task_cancel(&sim->engine, engine->task)
                     : engine->cancel == cancel_by_method ? cancel_plain(engine, &sim->engine)
                                                          : vl_future_cancel(&sim->engine, engine);
    sim->cancel_message = outer;
    if (future->loop->closed && !sim->running && sim_drop_queued(sim) && !sim_check_open(sim, future->loop))
        return py_unset();
    return py_bool(cancelled);
}

static py_value m_cancel(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!sim_future_alive(vm, future_of(a[0])))
        return py_unset();
    return sim_future_cancel(sim_of(vm), future_of(a[0]), a[1]);
}

static py_value m_set_result(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_sim *sim = sim_of(vm);
    sim_future *future = future_of(a[0]);
    if (!sim_future_alive(vm, future))
        return py_unset();
    if (vl_future_done(future->engine))
        return raise_invalid(sim, "invalid state");
    future->result = py_incref(a[1]);
    return finish_or_raise(sim, future, VL_OUTCOME_DONE) ? py_none() : py_unset();
}

static py_value m_set_exception(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_sim *sim = sim_of(vm);
    sim_future *future = future_of(a[0]);
    if (!sim_future_alive(vm, future))
        return py_unset();
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
        if (sim_has(sim, SIM_PROFILE_FUTURE_WRAPS_STOP_ITERATION))
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
    return finish_or_raise(sim, future, VL_OUTCOME_FAILED) ? py_none() : py_unset();
}

static py_value m_add_done_callback(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!sim_future_alive(vm, future_of(a[0])))
        return py_unset();
    if (py_is_set(a[2]) && !py_is_none(a[2]) && !py_is_context(vm, a[2]))
        return py_raise(vm, PY_EXC_TypeError, "a Context was expected, got %R", a[2]);
    if (vl_future_done(future_of(a[0])->engine) && !sim_check_open(sim_of(vm), future_of(a[0])->loop))
        return py_unset();
    return sim_add_callback_in(sim_of(vm), future_of(a[0]), a[1], a[2]) ? py_none() : py_unset();
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
    (void)n;
    if (!sim_future_alive(vm, future_of(a[0])))
        return py_unset();
    return py_incref(py_from(future_of(a[0])->loop));
}

// ---- what CPython keeps to itself, and programs look at all the same ------------------------------------

static py_value g_state(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const sim_future *future = future_of(a[0]);
    return py_from(py_str_z(vm, !vl_future_done(future->engine)                    ? "PENDING"
                                : future->engine->outcome == VL_OUTCOME_CANCELLED ? "CANCELLED"
                                                                                  : "FINISHED"));
}

static py_value or_none(py_value v) {
    return py_is_set(v) ? py_incref(v) : py_none();
}

static py_value g_result(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    const sim_future *future = future_of(a[0]);
    return future->engine->outcome == VL_OUTCOME_DONE ? or_none(future->result) : py_none();
}

static py_value g_exception(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    const sim_future *future = future_of(a[0]);
    return future->exception ? py_incref(py_from(future->exception)) : py_none();
}

static py_value g_loop(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    const sim_future *future = future_of(a[0]);
    return future->loop ? py_incref(py_from(future->loop)) : py_none();
}

static py_value g_cancel_message(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return or_none(future_of(a[0])->cancel_message);
}

static py_value g_log_traceback(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_bool(future_of(a[0])->log_traceback);
}

static py_value s_log_traceback(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int on = py_truth(vm, a[1]);
    if (on > 0)
        return py_raise(vm, PY_EXC_ValueError, "_log_traceback can only be set to False");
    future_of(a[0])->log_traceback = false;
    return on < 0 ? py_unset() : py_none();
}

static py_value g_blocking(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_bool(future_of(a[0])->blocking);
}

static py_value s_blocking(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int on = py_truth(vm, a[1]);
    if (on >= 0)
        future_of(a[0])->blocking = on > 0;
    return on < 0 ? py_unset() : py_none();
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
    {"__class_getitem__", "cls, item, /", py_class_getitem, PY_FN_CLASSMETHOD},
    {"_state", "self", g_state, PY_FN_GETTER},
    {"_result", "self", g_result, PY_FN_GETTER},
    {"_exception", "self", g_exception, PY_FN_GETTER},
    {"_loop", "self", g_loop, PY_FN_GETTER},
    {"_cancel_message", "self", g_cancel_message, PY_FN_GETTER},
    {"_log_traceback", "self", g_log_traceback, PY_FN_GETTER},
    {"_log_traceback", "self, value", s_log_traceback, PY_FN_SETTER},
    {"_asyncio_future_blocking", "self", g_blocking, PY_FN_GETTER},
    {"_asyncio_future_blocking", "self, value", s_blocking, PY_FN_SETTER},
    {0},
};

const py_type_spec sim_future_spec = {
    .name = "Future",
    .module = "_asyncio",
    .size = sizeof(sim_future),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_DICT | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = future_dealloc,
              .traverse = future_traverse,
              .clear = future_clear,
              .finalize = future_finalize,
              .new_ = future_new,
              .init = future_init,
              .repr = sim_future_repr,
              .iter = sim_future_await,
              .next = future_next,
              .await = sim_future_await,
              .send = sim_future_send},
    .methods = sim_future_methods,
};
