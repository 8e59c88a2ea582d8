// Waiting in line, and what else the primitives of asyncio.locks and asyncio.queues have in common. A
// line is a list through the coroutines that wait; each waits on a future of its own, as in CPython, so
// that cancelling and waking meet there.
#include "sync_internal.h"

// ---- the loop -------------------------------------------------------------------------------------

sim_loop *sim_bind(py_vm *vm, py_value self) {
    sim_bound *bound = (sim_bound *)self.as.o;
    sim_loop *loop = sim_of(vm)->running;
    if (!bound->loop)
        bound->loop = py_retain(loop);
    if (loop != bound->loop)
        py_raise(vm, PY_EXC_RuntimeError, "%R is bound to a different event loop", self);
    else if (!loop)
        py_raise(vm, PY_EXC_AttributeError, "'NoneType' object has no attribute 'create_future'");
    return loop == bound->loop ? loop : NULL;
}

// ---- lines ----------------------------------------------------------------------------------------

static void line_append(sim_line *line, sim_place *place) {
    place->line = line;
    place->prev = line->last;
    place->next = NULL;
    *(line->last ? &line->last->next : &line->first) = place;
    line->last = place;
    line->count++;
    line->used = true;
}

void sim_place_leave(sim_place *place) {
    sim_line *line = place->line;
    *(place->prev ? &place->prev->next : &line->first) = place->next;
    *(place->next ? &place->next->prev : &line->last) = place->prev;
    line->count--;
    place->line = NULL;
}

py_send sim_stand(py_vm *vm, sim_coroutine *co, py_value self, sim_line *line, const char *label,
                  uint8_t at) {
    vl_sim *sim = sim_of(vm);
    sim_place *place = sim_place_of(co);
    sim_loop *loop = sim_bind(vm, self);
    sim_future *future = loop ? sim_future_new(sim, sim->future_type, loop) : NULL;
    if (!future)
        return PY_SEND_ERROR;
    future->plain.wait = VL_WAIT_OTHER;
    future->plain.label = label;
    py_assign_take(vm, &co->held, py_from(future));
    place->future = future;
    line_append(line, place);
    co->awaiting = py_incref(py_from(future));
    co->at = at;
    return PY_SEND_YIELD;
}

void sim_leave(py_vm *vm, sim_coroutine *co) {
    sim_place *place = sim_place_of(co);
    (void)vm;
    if (place->line)
        sim_place_leave(place);
}

bool sim_wake(vl_sim *sim, sim_place *place, py_value result) {
    sim_future *future = place->future;
    if (vl_future_done(future->engine))
        return false;
    py_assign_take(sim->vm, &future->result, result);
    return sim_future_finish(sim, future, VL_OUTCOME_DONE);
}

py_value sim_line_futures(py_vm *vm, const sim_line *line, bool lazy) {
    if (lazy && !line->used)
        return py_none();
    py_value deque = py_deque_new(vm);
    for (const sim_place *place = line->first; place && py_is_set(deque); place = place->next)
        if (!py_deque_append(vm, deque, py_from(place->future)))
            py_assign_take(vm, &deque, py_unset());
    return deque;
}

bool sim_is_cancelled_error(vl_sim *sim) {
    const py_exc *exc = sim->vm->exc;
    return exc && py_is_subtype(exc->gc.base.type, sim->cancelled);
}

// ---- objects --------------------------------------------------------------------------------------

py_value sim_sync_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)args;
    return py_from(py_object_new(vm, type, 0));
}

void sim_bound_visit(py_obj *self, py_visit visit, void *context) {
    py_dict **dict = py_object_dict(self);
    visit(context, py_from(((sim_bound *)self)->loop));
    if (dict)
        visit(context, py_from(*dict));
}

void sim_bound_clear(py_vm *vm, py_obj *self) {
    sim_bound *bound = (sim_bound *)self;
    py_dict **dict = py_object_dict(self);
    sim_loop *loop = bound->loop;
    bound->loop = NULL;
    py_release(vm, loop);
    if (dict && *dict) {
        py_dict *held = *dict;
        *dict = NULL;
        py_release(vm, held);
    }
}

void sim_bound_free(py_vm *vm, py_obj *self) {
    py_release(vm, ((sim_bound *)self)->loop);
    py_object_free(vm, self, 0);
}

py_value sim_sync_repr(py_vm *vm, py_value self, const char *state, const sim_line *line) {
    py_value plain = vm->types[PY_TYPE_OBJECT]->slots.repr(vm, self);
    if (!py_is_set(plain))
        return plain;
    const py_str *text = py_as_str(plain);
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    vl_buf_append(&out, text->data, text->size - 1);
    vl_buf_format(&out, " [%s", state);
    if (line && line->count)
        vl_buf_format(&out, ", waiters:%lld", (long long)line->count);
    vl_buf_text(&out, "]>");
    py_decref(vm, plain);
    return py_from(py_str_from_buf(vm, &out));
}

// ---- methods that may have been replaced ------------------------------------------------------------

static bool is_native(py_vm *vm, py_value func, py_native_fn native) {
    return py_is(vm, func, PY_TYPE_NATIVE_DESCR) && ((py_native *)func.as.o)->def->fn == native;
}

int sim_is_replaced(py_vm *vm, py_value self, py_symbol name, py_native_fn native) {
    py_value func, bound;
    if (sim_is_plain(self))
        return 0;
    if (!py_load_method(vm, self, vm->sym[name], &func, &bound))
        return -1;
    bool own = py_is_set(bound) && is_native(vm, func, native);
    py_decref(vm, func);
    py_decref(vm, bound);
    return !own;
}

py_value sim_call_own(py_vm *vm, py_symbol name, py_native_fn native, const py_value *a, int n) {
    switch (sim_is_replaced(vm, a[0], name, native)) {
    case 0: return native(vm, a, n);
    case 1: return py_call_method(vm, a[0], name, n - 1, a + 1);
    default: return py_unset();
    }
}

// ---- async with -------------------------------------------------------------------------------------

#define AENTER_OTHER 200 // where a step goes on that awaits an acquire() of the program's

py_send sim_aenter(py_vm *vm, sim_coroutine *co, py_value *out, py_native_fn acquire,
                   py_send (*step)(py_vm *vm, sim_coroutine *co, py_value *out)) {
    if (co->at == 0) {
        int replaced = sim_is_replaced(vm, co->self, PY_SYM_acquire, acquire);
        if (replaced < 0)
            return PY_SEND_ERROR;
        if (replaced)
            return sim_coroutine_await(vm, co, py_call_method(vm, co->self, PY_SYM_acquire, 0, NULL),
                                       AENTER_OTHER);
    }
    py_send status = co->at != AENTER_OTHER ? step(vm, co, out)
                     : vm->exc              ? PY_SEND_ERROR
                                            : PY_SEND_RETURN;
    if (status == PY_SEND_RETURN)
        py_assign_take(vm, out, py_none());
    return status;
}

py_send sim_aexit(py_vm *vm, sim_coroutine *co, py_value *out, py_native_fn release) {
    py_value result = sim_call_own(vm, PY_SYM_release, release, &co->self, 1);
    if (!py_is_set(result))
        return PY_SEND_ERROR;
    py_decref(vm, result);
    *out = py_none();
    return PY_SEND_RETURN;
}
