// The types generator, coroutine, coroutine_wrapper and async_generator: what programs see of py_gen.
#include "specs_internal.h"
#include "vm_internal.h"

static py_gen *gen_of(py_value v) {
    return (py_gen *)v.as.o;
}

void py__gen_dealloc(py_vm *vm, py_obj *self) {
    py_gen *gen = (py_gen *)self;
    if (gen->frame)
        py__frame_end(vm, gen->frame, NULL);
    py_release(vm, gen->name);
    py_release(vm, gen->qualname);
    py_release(vm, gen->code);
    py_decref(vm, gen->origin);
    py_object_free(vm, gen, 0);
}

void py__gen_traverse(py_obj *self, py_visit visit, void *context) {
    py_gen *gen = (py_gen *)self;
    if (gen->frame && gen->frame->gc.next) // an object of its own
        visit(context, py_from(gen->frame));
    else if (py__gen_traversable(gen))
        py_frame_traverse(gen->frame, visit, context);
    visit(context, gen->origin);
}

void py__gen_clear(py_vm *vm, py_obj *self) {
    py_gen *gen = (py_gen *)self;
    if (gen->frame && py__gen_traversable(gen) && !gen->awaiter) {
        gen->state = PY_GEN_CLOSED;
        py__frame_end(vm, gen->frame, NULL);
    }
}

void py_hint_tracemalloc(py_vm *vm) {
    static const char hint[] =
        "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n";
    if (vm->host.out)
        vm->host.out(vm->host.context, true, hint, sizeof hint - 1);
}

void py_warn_never_awaited(py_vm *vm, const char *name) {
    py_warn(vm, PY_EXC_RuntimeWarning, "coroutine '%s' was never awaited", name);
    py_hint_tracemalloc(vm);
}

// A coroutine that never ran says so; anything suspended is closed, so that its finally blocks run.
void py__gen_finalize(py_vm *vm, py_value self) {
    py_gen *gen = gen_of(self);
    if (gen->state == PY_GEN_CREATED && gen->kind == PY_GEN_COROUTINE && vm->halt == VL_OK) {
        py_warn_never_awaited(vm, gen->qualname->data);
        return;
    }
    if (gen->state != PY_GEN_SUSPENDED || gen->awaiter || vm->halt != VL_OK)
        return;
    if (gen->kind == PY_GEN_ASYNC && py_is_set(gen->origin) && !py_is_none(gen->origin)) {
        py_value result = py_call_n(vm, gen->origin, 1, &self); // the loop's finaliser hook
        if (!py_is_set(result))
            py_write_unraisable(vm, self);
        py_decref(vm, result);
        return;
    }
    if (!py_gen_close(vm, gen) && vm->halt == VL_OK)
        py_write_unraisable(vm, self);
}

py_value py__gen_repr(py_vm *vm, py_value self) {
    static const char *const words[] = {"generator", "coroutine", "async_generator"};
    py_gen *gen = gen_of(self);
    return py_from(py_str_format(vm, "<%s object %S at %s>", words[gen->kind], gen->qualname,
                                 py_address_text(vm, self.as.o).text));
}

// ---- generator ----------------------------------------------------------------------------------

static py_value self_iter(py_vm *vm, py_value self) {
    (void)vm;
    return py_incref(self);
}

static py_next next_of(py_vm *vm, py_send status, py_value *item) {
    switch (status) {
    case PY_SEND_YIELD: return PY_NEXT_ITEM;
    case PY_SEND_RETURN:
        if (!py_is_none(*item)) { // the value travels in the StopIteration
            py_raise_value(vm, vm->exceptions[PY_EXC_StopIteration], *item);
            py_decref(vm, *item);
        }
        return PY_NEXT_END;
    default: return PY_NEXT_ERROR;
    }
}

static py_next gen_next(py_vm *vm, py_value self, py_value *item) {
    return next_of(vm, py_gen_send(vm, gen_of(self), py_none(), item), item);
}

static py_send gen_send_slot(py_vm *vm, py_value self, py_value sent, py_value *out) {
    return py_gen_send(vm, gen_of(self), sent, out);
}

static py_send gen_throw_slot(py_vm *vm, py_value self, py_value *out) {
    return py_gen_throw(vm, gen_of(self), out);
}

// The result of send() and throw() as a method: StopIteration carries a returned value.
static py_value method_result(py_vm *vm, py_send status, py_value out) {
    if (status != PY_SEND_RETURN)
        return status == PY_SEND_YIELD ? out : py_unset();
    py_raise_value(vm, vm->exceptions[PY_EXC_StopIteration], py_is_none(out) ? py_unset() : out);
    py_decref(vm, out);
    return py_unset();
}

static py_value gen_send_method(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value out;
    py_send status = py_gen_send(vm, gen_of(a[0]), a[1], &out);
    return method_result(vm, status, out);
}

// throw(exc) and the old throw(type, value, traceback).
static bool set_thrown(py_vm *vm, const py_value *a) {
    py_value exc = a[1];
    if (py_is_set(a[2]) && vm->python_minor >= 12) {
        py_warn(vm, PY_EXC_DeprecationWarning,
                "the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature "
                "instead.");
        if (vm->exc)
            return false;
    }
    if (py_is_type(exc) && py_is_subtype((py_type *)exc.as.o, vm->exceptions[PY_EXC_BaseException])) {
        if (py_is_set(a[2]) && py_is_exception(a[2]))
            exc = py_incref(a[2]);
        else
            exc = py_call_n(vm, exc, py_is_set(a[2]) && !py_is_none(a[2]) ? 1 : 0, &a[2]);
    } else if (py_is_exception(exc))
        exc = py_incref(exc);
    else {
        py_raise(vm, PY_EXC_TypeError,
                 "exceptions must be classes or instances deriving from BaseException, not %T", exc);
        return false;
    }
    if (!py_is_set(exc))
        return false;
    py_raise_exc(vm, (py_exc *)exc.as.o);
    return true;
}

static py_value gen_throw_method(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!set_thrown(vm, a))
        return py_unset();
    py_value out;
    py_send status = py_gen_throw(vm, gen_of(a[0]), &out);
    return method_result(vm, status, out);
}

py_value py_coroutine_send(py_vm *vm, py_value self, py_value sent) {
    py_value out;
    py_send status = py_type_of(vm, self)->slots.send(vm, self, sent, &out);
    return method_result(vm, status, out);
}

py_value py_coroutine_throw(py_vm *vm, const py_value *a) {
    if (!set_thrown(vm, a))
        return py_unset();
    py_value out;
    py_send status = py_type_of(vm, a[0])->slots.throw_(vm, a[0], &out);
    return method_result(vm, status, out);
}

static py_value gen_close_method(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value value = py__gen_close(vm, gen_of(a[0]));
    if (vm->python_minor >= 13 || !py_is_set(value))
        return value;
    py_decref(vm, value);
    return py_none();
}

static py_value gen_running(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    const py_gen *gen = gen_of(a[0]);
    const py_gen *root = gen->root ? gen->root : gen;
    return py_bool(root->state == PY_GEN_RUNNING);
}

static py_value gen_suspended(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    const py_gen *gen = gen_of(a[0]);
    return py_bool(gen->state == PY_GEN_SUSPENDED && py__gen_traversable(gen));
}

static py_value gen_name(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_incref(py_from(gen_of(a[0])->name));
}

static py_value gen_qualname(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_incref(py_from(gen_of(a[0])->qualname));
}

py_value py__gen_code(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_incref(py_from(gen_of(a[0])->code));
}

// The receiver on the stack of a frame that stands at SEND; borrowed.
static py_value receiver_of(const py_gen *gen, const py_frame *frame) {
    if (!frame || gen->state != PY_GEN_SUSPENDED || py_op_code(*frame->pc) != PY_OPCODE_SEND ||
        frame->sp == frame->stack)
        return py_unset();
    return frame->sp[-1];
}

py_value py__gen_frame(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_frame *frame = gen_of(a[0])->frame;
    return frame ? py__frame_object(vm, frame) : py_none();
}

// Kept only while sys.set_coroutine_origin_tracking_depth asks for it.
static py_value gen_origin(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)a, (void)n;
    return py_none();
}

// What it waits for.
py_value py__gen_await(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    const py_gen *gen = gen_of(a[0]);
    py_value receiver = receiver_of(gen, gen->frame);
    return py_is_set(receiver) ? py_incref(receiver) : py_none();
}

py_value py_gen_awaiting(const py_gen *gen) {
    return receiver_of(gen, gen->innermost ? gen->innermost : gen->frame);
}

static const py_fndef generator_methods[] = {
    {"send", "self, arg, /", gen_send_method, PY_FN_METHOD},
    {"throw", "self, typ, val=, tb=, /", gen_throw_method, PY_FN_METHOD},
    {"close", "self, /", gen_close_method, PY_FN_METHOD},
    {"gi_running", "self", gen_running, PY_FN_GETTER},
    {"gi_suspended", "self", gen_suspended, PY_FN_GETTER},
    {"gi_yieldfrom", "self", py__gen_await, PY_FN_GETTER},
    {"gi_frame", "self", py__gen_frame, PY_FN_GETTER},
    {"gi_code", "self", py__gen_code, PY_FN_GETTER},
    {"__name__", "self", gen_name, PY_FN_GETTER},
    {"__qualname__", "self", gen_qualname, PY_FN_GETTER},
    {0},
};

const py_type_spec py_generator_spec = {
    .name = "generator",
    .size = sizeof(py_gen),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = py__gen_dealloc,
              .traverse = py__gen_traverse,
              .clear = py__gen_clear,
              .finalize = py__gen_finalize,
              .repr = py__gen_repr,
              .iter = self_iter,
              .next = gen_next,
              .send = gen_send_slot,
              .throw_ = gen_throw_slot},
    .methods = generator_methods,
};

// ---- coroutine ----------------------------------------------------------------------------------

// Await by other means than the SEND instruction: an iterator over the coroutine.
typedef struct wrapper {
    py_gcobj gc;
    py_value coroutine;
} wrapper;

py_value py_coroutine_wrapper(py_vm *vm, py_value self) {
    wrapper *w = py_object_new(vm, vm->types[PY_TYPE_COROUTINE_WRAPPER], 0);
    if (w)
        w->coroutine = py_incref(self);
    return py_from(w);
}

static const py_fndef coroutine_methods[] = {
    {"send", "self, arg, /", gen_send_method, PY_FN_METHOD},
    {"throw", "self, typ, val=, tb=, /", gen_throw_method, PY_FN_METHOD},
    {"close", "self, /", gen_close_method, PY_FN_METHOD},
    {"cr_running", "self", gen_running, PY_FN_GETTER},
    {"cr_suspended", "self", gen_suspended, PY_FN_GETTER},
    {"cr_await", "self", py__gen_await, PY_FN_GETTER},
    {"cr_frame", "self", py__gen_frame, PY_FN_GETTER},
    {"cr_origin", "self", gen_origin, PY_FN_GETTER},
    {"cr_code", "self", py__gen_code, PY_FN_GETTER},
    {"__name__", "self", gen_name, PY_FN_GETTER},
    {"__qualname__", "self", gen_qualname, PY_FN_GETTER},
    {0},
};

const py_type_spec py_coroutine_spec = {
    .name = "coroutine",
    .size = sizeof(py_gen),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = py__gen_dealloc,
              .traverse = py__gen_traverse,
              .clear = py__gen_clear,
              .finalize = py__gen_finalize,
              .repr = py__gen_repr,
              .await = py_coroutine_wrapper,
              .send = gen_send_slot,
              .throw_ = gen_throw_slot},
    .methods = coroutine_methods,
};

static py_value wrapped(py_value self) {
    return ((wrapper *)self.as.o)->coroutine;
}

static void wrapper_dealloc(py_vm *vm, py_obj *self) {
    py_decref(vm, ((wrapper *)self)->coroutine);
    py_object_free(vm, self, 0);
}

static void wrapper_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((wrapper *)self)->coroutine);
}

static py_send wrapper_send(py_vm *vm, py_value self, py_value sent, py_value *out) {
    py_value coroutine = wrapped(self);
    return py_type_of(vm, coroutine)->slots.send(vm, coroutine, sent, out);
}

static py_next wrapper_next(py_vm *vm, py_value self, py_value *item) {
    return next_of(vm, wrapper_send(vm, self, py_none(), item), item);
}

static py_send wrapper_throw(py_vm *vm, py_value self, py_value *out) {
    py_value coroutine = wrapped(self);
    return py_type_of(vm, coroutine)->slots.throw_(vm, coroutine, out);
}

static py_value wrapper_send_method(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_coroutine_send(vm, wrapped(a[0]), a[1]);
}

static py_value wrapper_throw_method(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value args[4] = {wrapped(a[0]), a[1], a[2], a[3]};
    return py_coroutine_throw(vm, args);
}

static py_value wrapper_close_method(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_call_method(vm, wrapped(a[0]), PY_SYM_close, 0, NULL);
}

static const py_fndef wrapper_methods[] = {
    {"send", "self, arg, /", wrapper_send_method, PY_FN_METHOD},
    {"throw", "self, typ, val=, tb=, /", wrapper_throw_method, PY_FN_METHOD},
    {"close", "self, /", wrapper_close_method, PY_FN_METHOD},
    {0},
};

const py_type_spec py_coroutine_wrapper_spec = {
    .name = "coroutine_wrapper",
    .size = sizeof(wrapper),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = wrapper_dealloc,
              .traverse = wrapper_traverse,
              .iter = self_iter,
              .next = wrapper_next,
              .send = wrapper_send,
              .throw_ = wrapper_throw},
    .methods = wrapper_methods,
};
