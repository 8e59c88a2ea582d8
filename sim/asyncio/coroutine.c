// Coroutines of native code: what asyncio.sleep, Lock.acquire, Queue.get ... return. A table says what
// one is called and which function steps it; this file is the life around that: send, throw, close,
// the warning of one that was never awaited, what programs look at.
//
// A step goes on from `at`. It returns a value, raises, or sets `awaiting` (sim_coroutine_await) and
// answers PY_SEND_YIELD: it is stepped again when that has ended, with its value in `sent`, or with
// vm->exc set where it raised. What is ready at once costs no round of the loop.
#include "sim_internal.h"

typedef enum coroutine_state { CREATED, RUNNING, SUSPENDED, CLOSED } coroutine_state;

static sim_coroutine *coroutine_of(py_value v) {
    return (sim_coroutine *)v.as.o;
}

py_value sim_coroutine_new(vl_sim *sim, const sim_coroutine_def *def, py_value self, py_value arg) {
    sim_coroutine *co = py_object_new(sim->vm, sim->coroutine_type, def->extra);
    if (!co)
        return py_unset();
    co->def = def;
    co->self = py_incref(self);
    co->arg = py_incref(arg);
    return py_from(co);
}

py_send sim_coroutine_await(py_vm *vm, sim_coroutine *co, py_value awaitable_take, uint8_t at) {
    py_value iterator =
        py_is_set(awaitable_take) ? py_await_iter(vm, awaitable_take) : py_unset();
    py_decref(vm, awaitable_take);
    if (!py_is_set(iterator))
        return PY_SEND_ERROR;
    co->awaiting = iterator;
    co->at = at;
    return PY_SEND_YIELD;
}

// ---- driving ------------------------------------------------------------------------------------

static inline void let_go(py_vm *vm, py_value *slot) {
    if (slot->tag == PY_OBJ)
        py_assign_take(vm, slot, py_unset());
    slot->tag = PY_UNSET;
}

// It has ended: nothing is left to finalise.
static void drop(py_vm *vm, sim_coroutine *co) {
    co->state = CLOSED;
    co->gc.base.gc |= PY_GC_FINALIZED;
    if (co->def->drop)
        co->def->drop(vm, co);
    let_go(vm, &co->awaiting);
    let_go(vm, &co->sent);
    let_go(vm, &co->held);
    let_go(vm, &co->arg);
    let_go(vm, &co->self);
}

// Somebody resumes it who did not wait for what it yielded.
static bool is_pending(vl_sim *sim, py_value awaited) {
    return sim_is_future(sim, awaited) && !vl_future_done(((sim_future *)awaited.as.o)->engine);
}

// Steps until it waits or ends; vm->exc is set where something is thrown in.
static py_send drive(py_vm *vm, sim_coroutine *co, py_value *out) {
    bool throwing = vm->exc != NULL, waited = py_is_set(co->awaiting);
    py_send status = PY_SEND_ERROR;
    co->state = RUNNING;
    py_retain(co);
    do {
        if (py_is_set(co->awaiting)) {
            if (waited && !throwing && is_pending(sim_of(vm), co->awaiting)) {
                py_raise(vm, PY_EXC_RuntimeError, "await wasn't used with future");
                throwing = true;
            }
            waited = false;
            status = throwing ? py_await_throw(vm, co->awaiting, out)
                              : py_await_send(vm, co->awaiting, py_none(), out);
            if (status == PY_SEND_YIELD)
                break;
            throwing = status == PY_SEND_ERROR;
            py_assign_take(vm, &co->sent, *out);
            py_assign_take(vm, &co->awaiting, py_unset());
        }
        *out = py_unset();
        status = throwing && !vm->exc ? PY_SEND_ERROR : co->def->step(vm, co, out);
        throwing = false;
    } while (status == PY_SEND_YIELD && py_is_set(co->awaiting));
    if (status == PY_SEND_YIELD)
        co->state = SUSPENDED;
    else
        drop(vm, co);
    py_release(vm, co);
    return status;
}

static bool check_resumable(py_vm *vm, const sim_coroutine *co) {
    if (co->state == RUNNING)
        py_raise(vm, PY_EXC_ValueError, "coroutine already executing");
    else if (co->state == CLOSED)
        py_raise(vm, PY_EXC_RuntimeError, "cannot reuse already awaited coroutine");
    return co->state != RUNNING && co->state != CLOSED;
}

static py_send coroutine_send(py_vm *vm, py_value self, py_value sent, py_value *out) {
    sim_coroutine *co = coroutine_of(self);
    *out = py_unset();
    if (!check_resumable(vm, co))
        return PY_SEND_ERROR;
    if (co->state == CREATED && py_is_set(sent) && !py_is_none(sent)) {
        py_raise(vm, PY_EXC_TypeError, "can't send non-None value to a just-started coroutine");
        return PY_SEND_ERROR;
    }
    return drive(vm, co, out);
}

static py_send coroutine_throw(py_vm *vm, py_value self, py_value *out) {
    sim_coroutine *co = coroutine_of(self);
    *out = py_unset();
    if (vm->halt != VL_OK)
        return PY_SEND_ERROR;
    if (co->state == RUNNING || co->state == CLOSED) {
        py_exc_clear(vm);
        check_resumable(vm, co);
        return PY_SEND_ERROR;
    }
    if (co->state == SUSPENDED)
        return drive(vm, co, out);
    drop(vm, co);
    return PY_SEND_ERROR;
}

static bool coroutine_close(py_vm *vm, sim_coroutine *co) {
    if (co->state == CREATED)
        drop(vm, co);
    if (co->state == CLOSED)
        return true;
    if (!check_resumable(vm, co))
        return false;
    py_raise_value(vm, vm->exceptions[PY_EXC_GeneratorExit], py_unset());
    py_value out;
    switch (drive(vm, co, &out)) {
    case PY_SEND_YIELD:
        py_decref(vm, out);
        py_raise(vm, PY_EXC_RuntimeError, "coroutine ignored GeneratorExit");
        return false;
    case PY_SEND_RETURN: py_decref(vm, out); return true;
    default: break;
    }
    if (vm->halt != VL_OK || !py_exc_matches(vm, PY_EXC_GeneratorExit))
        return false;
    py_exc_clear(vm);
    return true;
}

static py_value coroutine_await(py_vm *vm, py_value self) {
    if (coroutine_of(self)->state == SUSPENDED)
        return py_raise(vm, PY_EXC_RuntimeError, "coroutine is being awaited already");
    return py_incref(self);
}

// ---- life ---------------------------------------------------------------------------------------

static void coroutine_dealloc(py_vm *vm, py_obj *self) {
    sim_coroutine *co = (sim_coroutine *)self;
    size_t extra = co->def->extra;
    if (co->state != CLOSED)
        drop(vm, co);
    py_object_free(vm, co, extra);
}

static void coroutine_traverse(py_obj *self, py_visit visit, void *context) {
    const sim_coroutine *co = (sim_coroutine *)self;
    visit(context, co->self);
    visit(context, co->arg);
    visit(context, co->awaiting);
    visit(context, co->held);
    visit(context, co->sent);
}

static void coroutine_clear(py_vm *vm, py_obj *self) {
    drop(vm, (sim_coroutine *)self);
}

static void coroutine_finalize(py_vm *vm, py_value self) {
    sim_coroutine *co = coroutine_of(self);
    if (vm->halt != VL_OK)
        return;
    if (co->state == CREATED)
        py_warn_never_awaited(vm, co->def->qualname);
    else if (co->state == SUSPENDED && !coroutine_close(vm, co) && vm->halt == VL_OK)
        py_write_unraisable(vm, self);
}

static py_value coroutine_repr(py_vm *vm, py_value self) {
    return py_from(py_str_format(vm, "<coroutine object %s at %s>", coroutine_of(self)->def->qualname,
                                 py_address_text(vm, self.as.o).text));
}

// ---- what programs see --------------------------------------------------------------------------

static py_value m_send(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_coroutine_send(vm, a[0], a[1]);
}

static py_value m_throw(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_coroutine_throw(vm, a);
}

static py_value m_close(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return coroutine_close(vm, coroutine_of(a[0])) ? py_none() : py_unset();
}

static py_value m_await(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_coroutine_wrapper(vm, a[0]);
}

static py_value g_running(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(coroutine_of(a[0])->state == RUNNING);
}

static py_value g_suspended(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(coroutine_of(a[0])->state == SUSPENDED);
}

static py_value g_await(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    const sim_coroutine *co = coroutine_of(a[0]);
    return co->state == SUSPENDED && py_is_set(co->awaiting) ? py_incref(co->awaiting) : py_none();
}

// There is no frame and no bytecode to show while it lives.
static py_value g_frame(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const sim_coroutine *co = coroutine_of(a[0]);
    return co->state == CLOSED
               ? py_none()
               : py_unsupported(vm, "cr_frame of the coroutine '%s' is not supported", co->def->qualname);
}

static py_value g_code(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_unsupported(vm, "cr_code of the coroutine '%s' is not supported",
                          coroutine_of(a[0])->def->qualname);
}

static py_value g_origin(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)a;
    (void)n;
    return py_none();
}

static py_value g_name(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_from(py_str_z(vm, coroutine_of(a[0])->def->name));
}

static py_value g_qualname(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_from(py_str_z(vm, coroutine_of(a[0])->def->qualname));
}

static const py_fndef coroutine_methods[] = {
    {"send", "self, arg, /", m_send, PY_FN_METHOD},
    {"throw", "self, typ, val=, tb=, /", m_throw, PY_FN_METHOD},
    {"close", "self, /", m_close, PY_FN_METHOD},
    {"__await__", "self, /", m_await, PY_FN_METHOD},
    {"cr_running", "self", g_running, PY_FN_GETTER},
    {"cr_suspended", "self", g_suspended, PY_FN_GETTER},
    {"cr_await", "self", g_await, PY_FN_GETTER},
    {"cr_frame", "self", g_frame, PY_FN_GETTER},
    {"cr_code", "self", g_code, PY_FN_GETTER},
    {"cr_origin", "self", g_origin, PY_FN_GETTER},
    {"__name__", "self", g_name, PY_FN_GETTER},
    {"__qualname__", "self", g_qualname, PY_FN_GETTER},
    {0},
};

// Its base is the VM's type of that name, all of whose slots and attributes are replaced: so it is an
// instance of types.CoroutineType.
const py_type_spec sim_coroutine_spec = {
    .name = "coroutine",
    .size = sizeof(sim_coroutine),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = coroutine_dealloc,
              .traverse = coroutine_traverse,
              .clear = coroutine_clear,
              .finalize = coroutine_finalize,
              .repr = coroutine_repr,
              .await = coroutine_await,
              .send = coroutine_send,
              .throw_ = coroutine_throw},
    .methods = coroutine_methods,
};
