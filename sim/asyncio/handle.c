// Handle and TimerHandle: what call_soon, call_later and call_at return; and the calling of callbacks in
// their contexts. Model: CPython's asyncio/events.py.
#include "sim_internal.h"

static sim_handle *handle_of(py_value v) {
    return (sim_handle *)v.as.o;
}

// ---- calling ------------------------------------------------------------------------------------

static sim_handle *handle_new(vl_sim *sim, py_type *type, sim_loop *loop, py_value callback,
                              const py_value *args, int n) {
    sim_handle *handle = py_object_new(sim->vm, type, 0);
    if (!handle)
        return NULL;
    handle->callback = py_incref(callback);
    handle->args = py_tuple_of(sim->vm, n, args);
    handle->loop = py_retain(loop);
    handle->is_timer = type == sim->timer_handle_type;
    if (handle->args)
        return handle;
    py_release(sim->vm, handle);
    return NULL;
}

// "Exception in callback f() at file:line", with the handle.
static void report_failure(vl_sim *sim, sim_handle *handle) {
    py_vm *vm = sim->vm;
    py_exc *exc = py_exc_fetch(vm);
    vl_buf message;
    vl_buf_init(&message, vm->heap);
    vl_buf_text(&message, "Exception in callback ");
    sim_callback_text(sim, &message, handle->callback, handle->args, handle->loop->debug);
    if (exc && vm->exc)
        py_exc_clear(vm);
    if (exc)
        vm->exc = exc;
    sim_report(sim, handle->loop, message.data ? message.data : "", "handle", py_from(handle), NULL);
    vl_buf_deinit(&message);
}

void sim_slow(vl_sim *sim, sim_loop *loop, py_value about, int64_t since_ns) {
    py_vm *vm = sim->vm;
    double took = vl_seconds_from_ns(vl_loop_now(&sim->engine) - since_ns), limit = 0.1;
    if (py_is_set(loop->slow) && !py_as_double(vm, loop->slow, &limit))
        py_exc_clear(vm);
    if (took < limit || took <= 0 || vm->halt != VL_OK)
        return;
    py_exc *pending = py_exc_fetch(vm);
    py_str *shown = py_repr(vm, about);
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    vl_buf_format(&text, "Executing %s took %.3f seconds", shown ? shown->data : "", took);
    py_release(vm, shown);
    sim_log(sim, "warning", &text, NULL);
    vl_buf_deinit(&text);
    if (pending) {
        py_exc_clear(vm);
        vm->exc = pending;
    }
}

void sim_run_in_context(vl_sim *sim, sim_loop *loop, py_value fn, int n, const py_value *args,
                        py_value *slot, sim_handle *handle) {
    py_vm *vm = sim->vm;
    int64_t began = vl_loop_now(&sim->engine);
    py_value *outer, result = py_unset();
    if (py_context_enter(vm, slot, &outer)) {
        result = py_call_n(vm, fn, n, args);
        py_context_leave(vm, outer);
    }
    bool failed = !py_is_set(result);
    py_decref(vm, result);
    if (!failed && !loop->debug)
        return;
    sim_handle *own = handle ? handle : handle_new(sim, sim->handle_type, loop, fn, args, n);
    if (own && !handle)
        own->context = py_incref(*slot);
    if (failed && own)
        report_failure(sim, own);
    if (own && loop->debug)
        sim_slow(sim, loop, py_from(own), began);
    if (!handle)
        py_release(vm, own);
}

static void run_handle(vl_handle *engine, vl_loop *loop) {
    vl_sim *sim = VL_CONTAINER_OF(loop, vl_sim, engine);
    sim_handle *handle = VL_CONTAINER_OF(engine, sim_handle, timer.handle);
    py_vm *vm = sim->vm;
    handle->pending = false;
    if (!handle->cancelled && vm->halt == VL_OK) {
        vl_loop_emit(loop, VL_EVENT_CALLBACK, 0, 0, 0, NULL, 0);
        py_value fn = py_incref(handle->callback); // a cancel meanwhile lets go of them
        py_tuple *args = py_retain(handle->args);
        sim_run_in_context(sim, handle->loop, fn, (int)args->count, args->items, &handle->context,
                           handle);
        py_decref(vm, fn);
        py_release(vm, args);
    }
    py_release(vm, handle); // the queue's reference
}

// ---- making -------------------------------------------------------------------------------------

// What only debug mode looks at.
static bool check_callback(vl_sim *sim, py_value callback, const char *method) {
    py_vm *vm = sim->vm;
    py_value fn = py_is(vm, callback, PY_TYPE_METHOD) ? ((py_method *)callback.as.o)->func : callback;
    if (sim_is_coroutine(sim, callback) || py_is_coroutine_function(vm, fn))
        py_raise(vm, PY_EXC_TypeError, "coroutines cannot be used with %s()", method);
    else if (!py_type_of(vm, callback)->slots.call)
        py_raise(vm, PY_EXC_TypeError, "a callable object was expected by %s(), got %R", method,
                 callback);
    return !vm->exc;
}

static sim_handle *make(vl_sim *sim, py_type *type, sim_loop *loop, const sim_call *call) {
    bool timer = type == sim->timer_handle_type;
    py_vm *vm = sim->vm;
    if (loop->debug && !check_callback(sim, call->fn, timer ? "call_at" : "call_soon"))
        return NULL;
    sim_handle *handle = handle_new(sim, type, loop, call->fn, call->args, call->n);
    if (!handle)
        return NULL;
    vl_timer_init(&handle->timer, run_handle);
    if (py_is_set(call->context) && !py_is_none(call->context)) {
        if (!py_is_context(vm, call->context)) {
            py_release(vm, handle);
            py_unsupported(vm, "a context of the class %s is not supported",
                           py_type_of(vm, call->context)->name->data);
            return NULL;
        }
        handle->context = py_incref(call->context);
    } else if (!py_context_inherit(vm, &handle->context)) {
        py_release(vm, handle);
        return NULL;
    }
    if (loop->debug)
        handle->created = sim_place_text(sim);
    return handle;
}

py_value sim_call_soon_in(vl_sim *sim, sim_loop *loop, const sim_call *call) {
    sim_handle *handle = make(sim, sim->handle_type, loop, call);
    if (!handle)
        return py_unset();
    handle->pending = true;
    py_retain(handle);
    vl_loop_call_soon(&sim->engine, &handle->timer.handle);
    return py_from(handle);
}

py_value sim_call_at_in(vl_sim *sim, sim_loop *loop, int64_t deadline_ns, double when,
                        const sim_call *call) {
    sim_handle *handle = make(sim, sim->timer_handle_type, loop, call);
    if (!handle)
        return py_unset();
    handle->when = when;
    if (!vl_loop_call_at(&sim->engine, &handle->timer, deadline_ns)) {
        py_release(sim->vm, handle);
        return py_raise_memory(sim->vm);
    }
    handle->pending = true;
    py_retain(handle);
    return py_from(handle);
}

void sim_handle_dropped(vl_sim *sim, vl_handle *engine) {
    if (sim_thread_dropped(engine))
        return;
    if (engine->run != run_handle) {
        sim_callback_dropped(sim, engine);
        return;
    }
    sim_handle *handle = VL_CONTAINER_OF(engine, sim_handle, timer.handle);
    handle->pending = false;
    py_release(sim->vm, handle);
}

// ---- methods ------------------------------------------------------------------------------------

void sim_handle_cancel(py_vm *vm, py_value self) {
    sim_handle *handle = handle_of(self);
    if (handle->cancelled)
        return;
    handle->cancelled = true;
    if (handle->loop->debug)
        handle->shown = py_repr(vm, self);
    py_tuple *args = handle->args;
    handle->args = py_retain(vm->empty_tuple);
    py_assign_take(vm, &handle->callback, py_none());
    py_release(vm, args);
    if (handle->is_timer && handle->pending && vl_timer_cancel(&sim_of(vm)->engine, &handle->timer)) {
        handle->pending = false;
        py_release(vm, handle);
    }
}

static py_value m_cancel(py_vm *vm, const py_value *a, int n) {
    (void)n;
    sim_handle_cancel(vm, a[0]);
    return vm->exc ? py_unset() : py_none();
}

static py_value m_cancelled(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(handle_of(a[0])->cancelled);
}

static py_value m_get_context(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_context_of_slot(vm, &handle_of(a[0])->context);
}

static py_value m_when(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_float(handle_of(a[0])->when);
}

static py_value handle_repr(py_vm *vm, py_value self) {
    sim_handle *handle = handle_of(self);
    if (handle->shown)
        return py_from(py_retain(handle->shown));
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    vl_buf_format(&text, "<%s%s", self.as.o->type->name->data, handle->cancelled ? " cancelled" : "");
    if (handle->is_timer) {
        vl_buf_text(&text, " when=");
        py_float_repr(&text, handle->when);
    }
    if (!py_is_none(handle->callback)) {
        vl_buf_char(&text, ' ');
        sim_callback_text(sim_of(vm), &text, handle->callback, handle->args, handle->loop->debug);
    }
    if (handle->created)
        vl_buf_format(&text, " created at %s", handle->created->data);
    vl_buf_char(&text, '>');
    if (!vm->exc)
        return py_from(py_str_from_buf(vm, &text));
    vl_buf_deinit(&text);
    return py_unset();
}

static bool timer_hash(py_vm *vm, py_value self, int64_t *hash) {
    (void)vm;
    *hash = py_float_hash(handle_of(self)->when);
    return true;
}

static int timer_equal(py_vm *vm, const sim_handle *a, const sim_handle *b) {
    if (a->when < b->when || a->when > b->when || a->cancelled != b->cancelled)
        return 0;
    int same = py_compare_bool(vm, PY_CMP_EQ, a->callback, b->callback);
    return same > 0 ? py_compare_bool(vm, PY_CMP_EQ, py_from(a->args), py_from(b->args)) : same;
}

static py_value timer_compare(py_vm *vm, py_compare op, py_value self, py_value other) {
    if (other.tag != PY_OBJ || other.as.o->type != sim_of(vm)->timer_handle_type)
        return py_incref(vm->not_implemented);
    const sim_handle *a = handle_of(self), *b = handle_of(other);
    if (op == PY_CMP_LT)
        return py_bool(a->when < b->when);
    if (op == PY_CMP_GT)
        return py_bool(a->when > b->when);
    if ((op == PY_CMP_LE && a->when < b->when) || (op == PY_CMP_GE && a->when > b->when))
        return py_bool(true);
    int same = timer_equal(vm, a, b);
    return same < 0 ? py_unset() : py_bool(op == PY_CMP_NE ? !same : same);
}

static void handle_dealloc(py_vm *vm, py_obj *self) {
    sim_handle *handle = (sim_handle *)self;
    py_decref(vm, handle->callback);
    py_decref(vm, handle->context);
    py_release(vm, handle->args);
    py_release(vm, handle->loop);
    py_release(vm, handle->created);
    py_release(vm, handle->shown);
    py_object_free(vm, handle, 0);
}

static void handle_traverse(py_obj *self, py_visit visit, void *context) {
    sim_handle *handle = (sim_handle *)self;
    visit(context, handle->callback);
    visit(context, handle->context);
    visit(context, py_from(handle->args));
    visit(context, py_from(handle->loop));
}

static const py_fndef handle_methods[] = {
    {"cancel", "@Handle: self", m_cancel, PY_FN_METHOD},
    {"cancelled", "@Handle: self", m_cancelled, PY_FN_METHOD},
    {"get_context", "@Handle: self", m_get_context, PY_FN_METHOD},
    {0},
};

static const py_fndef timer_handle_methods[] = {
    {"when", "@TimerHandle: self", m_when, PY_FN_METHOD},
    {0},
};

const py_type_spec sim_handle_spec = {
    .name = "Handle",
    .module = "asyncio.events",
    .size = sizeof(sim_handle),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = handle_dealloc, .traverse = handle_traverse, .repr = handle_repr},
    .methods = handle_methods,
};

const py_type_spec sim_timer_handle_spec = {
    .name = "TimerHandle",
    .module = "asyncio.events",
    .size = sizeof(sim_handle),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = handle_dealloc,
              .traverse = handle_traverse,
              .repr = handle_repr,
              .hash = timer_hash,
              .compare = timer_compare},
    .methods = timer_handle_methods,
};
