// Handle and TimerHandle: what call_soon, call_later and call_at return.
#include "sim_internal.h"

static sim_handle *handle_of(py_value v) {
    return (sim_handle *)v.as.o;
}

static void run_handle(vl_handle *engine, vl_loop *loop) {
    vl_sim *sim = VL_CONTAINER_OF(loop, vl_sim, engine);
    sim_handle *handle = VL_CONTAINER_OF(engine, sim_handle, timer.handle);
    py_vm *vm = sim->vm;
    handle->pending = false;
    if (!handle->cancelled && vm->halt == VL_OK) {
        vl_loop_emit(loop, VL_EVENT_CALLBACK, 0, 0, 0, NULL, 0);
        py_value result =
            py_call_n(vm, handle->callback, (int)handle->args->count, handle->args->items);
        if (!py_is_set(result))
            sim_report(sim, sim->running, "Exception in callback", "handle", py_from(handle), NULL);
        py_decref(vm, result);
    }
    py_release(vm, handle); // the queue's reference
}

static sim_handle *handle_new(vl_sim *sim, py_type *type, py_value callback, const py_value *args,
                              int n) {
    py_vm *vm = sim->vm;
    if (!py_type_of(vm, callback)->slots.call || sim_is_coroutine(sim, callback)) {
        py_raise(vm, PY_EXC_TypeError,
                 "a callable object was expected by %s(), got %R",
                 type == sim->handle_type ? "call_soon" : "call_at", callback);
        return NULL;
    }
    sim_handle *handle = py_object_new(vm, type, 0);
    if (!handle)
        return NULL;
    handle->callback = py_incref(callback);
    handle->args = py_tuple_of(vm, n, args);
    handle->is_timer = type == sim->timer_handle_type;
    vl_timer_init(&handle->timer, run_handle);
    if (handle->args)
        return handle;
    py_release(vm, handle);
    return NULL;
}

py_value sim_call_soon(vl_sim *sim, py_value callback, const py_value *args, int n) {
    sim_handle *handle = handle_new(sim, sim->handle_type, callback, args, n);
    if (!handle)
        return py_unset();
    handle->pending = true;
    py_retain(handle);
    vl_loop_call_soon(&sim->engine, &handle->timer.handle);
    return py_from(handle);
}

py_value sim_call_at(vl_sim *sim, int64_t deadline_ns, py_value callback, const py_value *args,
                     int n) {
    sim_handle *handle = handle_new(sim, sim->timer_handle_type, callback, args, n);
    if (!handle)
        return py_unset();
    if (!vl_loop_call_at(&sim->engine, &handle->timer, deadline_ns)) {
        py_release(sim->vm, handle);
        return py_raise_memory(sim->vm);
    }
    handle->pending = true;
    py_retain(handle);
    return py_from(handle);
}

static py_value m_cancel(py_vm *vm, const py_value *a, int n) {
    (void)n;
    sim_handle *handle = handle_of(a[0]);
    if (handle->cancelled)
        return py_none();
    handle->cancelled = true;
    py_assign_take(vm, &handle->callback, py_none());
    if (handle->is_timer && handle->pending && vl_timer_cancel(&sim_of(vm)->engine, &handle->timer)) {
        handle->pending = false;
        py_release(vm, handle);
    }
    return py_none();
}

static py_value m_cancelled(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(handle_of(a[0])->cancelled);
}

static py_value m_when(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_float(vl_seconds_from_ns(handle_of(a[0])->timer.deadline_ns));
}

static py_value handle_repr(py_vm *vm, py_value self) {
    sim_handle *handle = handle_of(self);
    if (handle->cancelled)
        return py_from(py_str_format(vm, "<%s cancelled>", self.as.o->type->name->data));
    vl_buf when;
    vl_buf_init(&when, vm->heap);
    if (handle->is_timer) {
        vl_buf_text(&when, " when=");
        py_float_repr(&when, vl_seconds_from_ns(handle->timer.deadline_ns));
    }
    py_value text = py_from(py_str_format(vm, "<%s%s %R>", self.as.o->type->name->data,
                                          when.data ? when.data : "", handle->callback));
    vl_buf_deinit(&when);
    return text;
}

static void handle_dealloc(py_vm *vm, py_obj *self) {
    sim_handle *handle = (sim_handle *)self;
    py_decref(vm, handle->callback);
    py_release(vm, handle->args);
    py_object_free(vm, handle, 0);
}

static void handle_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((sim_handle *)self)->callback);
    visit(context, py_from(((sim_handle *)self)->args));
}

static const py_fndef handle_methods[] = {
    {"cancel", "self, /", m_cancel, PY_FN_METHOD},
    {"cancelled", "self, /", m_cancelled, PY_FN_METHOD},
    {0},
};

static const py_fndef timer_handle_methods[] = {
    {"when", "self, /", m_when, PY_FN_METHOD},
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
    .slots = {.dealloc = handle_dealloc, .traverse = handle_traverse, .repr = handle_repr},
    .methods = timer_handle_methods,
};

void sim_handle_dropped(vl_sim *sim, vl_handle *engine) {
    if (engine->run != run_handle) {
        sim_callback_dropped(sim, engine);
        return;
    }
    sim_handle *handle = VL_CONTAINER_OF(engine, sim_handle, timer.handle);
    handle->pending = false;
    py_release(sim->vm, handle);
}
