// Async generators: asend, athrow and aclose are awaitables that drive the generator until it yields
// a wrapped value (a result for its consumer) instead of a bare one (a suspension for the loop).
// Behaviour: CPython's genobject.c, PEP 525.
#include "specs_internal.h"
#include "vm_internal.h"

typedef enum step_kind { STEP_ASEND, STEP_ATHROW, STEP_ACLOSE, STEP_WRAPPED } step_kind;
typedef enum step_state { STEP_INIT, STEP_ITERATING, STEP_CLOSED } step_state;

typedef struct gen_step {
    py_gcobj gc;
    py_gen *gen;    // owned; NULL for a wrapped value
    py_value value; // sent, thrown or wrapped
    uint8_t kind, state;
} gen_step;

static py_value step_new(py_vm *vm, py_gen *gen, step_kind kind, py_value value_take) {
    gen_step *step = py_object_new(vm, vm->types[PY_TYPE_ASYNC_GEN_STEP], 0);
    if (!step) {
        py_decref(vm, value_take);
        return py_unset();
    }
    step->gen = py_retain(gen);
    step->kind = (uint8_t)kind;
    step->value = value_take;
    return py_from(step);
}

py_value py__async_gen_wrap_take(py_vm *vm, py_value v_take) {
    return step_new(vm, NULL, STEP_WRAPPED, v_take);
}

static void step_dealloc(py_vm *vm, py_obj *self) {
    gen_step *step = (gen_step *)self;
    py_release(vm, step->gen);
    py_decref(vm, step->value);
    py_object_free(vm, step, 0);
}

static void step_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, py_from(((gen_step *)self)->gen));
    visit(context, ((gen_step *)self)->value);
}

static const char *step_word(const gen_step *step) {
    static const char *const words[] = {"asend", "athrow", "aclose"};
    return words[step->kind];
}

// What one resumption of the generator means for the awaiter.
static py_send conclude(py_vm *vm, gen_step *step, py_send status, py_value *out) {
    py_gen *gen = step->gen;
    if (status == PY_SEND_YIELD && !py_is(vm, *out, PY_TYPE_ASYNC_GEN_STEP))
        return PY_SEND_YIELD; // a suspension: for the loop
    step->state = STEP_CLOSED;
    gen->ag_running = false;
    if (status == PY_SEND_YIELD) {
        py_value wrapped = *out;
        *out = py_incref(((gen_step *)wrapped.as.o)->value);
        py_decref(vm, wrapped);
        if (step->kind != STEP_ACLOSE)
            return PY_SEND_RETURN;
        py_decref(vm, *out);
        py_raise(vm, PY_EXC_RuntimeError, "async generator ignored GeneratorExit");
        return PY_SEND_ERROR;
    }
    if (status == PY_SEND_RETURN) {
        py_decref(vm, *out);
        *out = py_none();
        if (step->kind == STEP_ACLOSE)
            return PY_SEND_RETURN;
        py_raise_value(vm, vm->exceptions[PY_EXC_StopAsyncIteration], py_unset());
        return PY_SEND_ERROR;
    }
    if (step->kind == STEP_ACLOSE && vm->halt == VL_OK &&
        (py_exc_matches(vm, PY_EXC_StopAsyncIteration) || py_exc_matches(vm, PY_EXC_GeneratorExit))) {
        py_exc_clear(vm);
        *out = py_none();
        return PY_SEND_RETURN;
    }
    return PY_SEND_ERROR;
}

static bool set_exception(py_vm *vm, gen_step *step) {
    if (step->kind == STEP_ACLOSE) {
        py_raise_value(vm, vm->exceptions[PY_EXC_GeneratorExit], py_unset());
        return true;
    }
    py_value exc = py_is_type(step->value) ? py_call_n(vm, step->value, 0, NULL)
                                           : py_incref(step->value);
    if (!py_is_set(exc))
        return false;
    if (!py_is_exception(exc)) {
        py_raise(vm, PY_EXC_TypeError,
                 "exceptions must be classes or instances deriving from BaseException, not %T", exc);
        py_decref(vm, exc);
        return false;
    }
    py_raise_exc(vm, (py_exc *)exc.as.o);
    return true;
}

static py_send already_running(py_vm *vm, const gen_step *step) {
    py_raise(vm, PY_EXC_RuntimeError, "%s(): asynchronous generator is already running",
             step->kind == STEP_ASEND ? "anext" : step_word(step));
    return PY_SEND_ERROR;
}

static py_send already_awaited(py_vm *vm, const gen_step *step) {
    py_raise(vm, PY_EXC_RuntimeError, "cannot reuse already awaited %s",
             step->kind == STEP_ASEND ? "__anext__()/asend()" : "aclose()/athrow()");
    return PY_SEND_ERROR;
}

// What a generator that has ended says: athrow and aclose return None, as CPython's do.
static py_send step_ended(gen_step *step, py_value *out) {
    step->state = STEP_CLOSED;
    *out = py_none();
    return PY_SEND_RETURN;
}

static py_send step_begin(py_vm *vm, gen_step *step, py_value sent, py_value *out) {
    py_gen *gen = step->gen;
    if (gen->ag_running) {
        step->state = STEP_CLOSED;
        return already_running(vm, step);
    }
    if (step->kind != STEP_ASEND && gen->ag_closed) {
        step->state = STEP_CLOSED;
        py_raise_value(vm, vm->exceptions[PY_EXC_StopAsyncIteration], py_unset());
        return PY_SEND_ERROR;
    }
    gen->ag_closed |= step->kind == STEP_ACLOSE;
    if (step->kind != STEP_ASEND && !py_is_none(sent)) {
        py_raise(vm, PY_EXC_RuntimeError,
                 "can't send non-None value to a just-started coroutine");
        return PY_SEND_ERROR;
    }
    gen->ag_running = true;
    step->state = STEP_ITERATING;
    if (step->kind == STEP_ASEND)
        return conclude(vm, step, py_gen_send(vm, gen, py_is_none(sent) ? step->value : sent, out),
                        out);
    if (!set_exception(vm, step)) {
        gen->ag_running = false;
        return PY_SEND_ERROR;
    }
    return conclude(vm, step, py_gen_throw(vm, gen, out), out);
}

static py_send step_send(py_vm *vm, py_value self, py_value sent, py_value *out) {
    gen_step *step = (gen_step *)self.as.o;
    *out = py_unset();
    if (step->kind == STEP_WRAPPED || step->state == STEP_CLOSED)
        return already_awaited(vm, step);
    if (step->kind != STEP_ASEND && step->gen->state == PY_GEN_CLOSED)
        return step_ended(step, out);
    if (step->state == STEP_INIT)
        return step_begin(vm, step, sent, out);
    return conclude(vm, step, py_gen_send(vm, step->gen, sent, out), out);
}

static py_send step_throw(py_vm *vm, py_value self, py_value *out) {
    gen_step *step = (gen_step *)self.as.o;
    *out = py_unset();
    if (vm->halt != VL_OK)
        return PY_SEND_ERROR;
    bool running = step->kind != STEP_WRAPPED && step->state == STEP_INIT && step->gen->ag_running;
    if (step->kind == STEP_WRAPPED || step->state == STEP_CLOSED || running) {
        py_exc_clear(vm);
        step->state = STEP_CLOSED;
        return running ? already_running(vm, step) : already_awaited(vm, step);
    }
    // Thrown in before it began: up to 3.12 a later send begins it all the same.
    if (step->state == STEP_INIT && vm->python_minor >= 13) {
        step->state = STEP_ITERATING;
        step->gen->ag_running = true;
    }
    return conclude(vm, step, py_gen_throw(vm, step->gen, out), out);
}

static py_value m_send(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_coroutine_send(vm, a[0], a[1]);
}

static py_value m_throw(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_coroutine_throw(vm, a);
}

// Ends it without another step of the generator.
static py_value m_close(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    gen_step *step = (gen_step *)a[0].as.o;
    if (step->state == STEP_ITERATING)
        step->gen->ag_running = false;
    step->state = STEP_CLOSED;
    return py_none();
}

static const py_fndef step_methods[] = {
    {"send", "self, arg, /", m_send, PY_FN_METHOD},
    {"throw", "self, typ, val=, tb=, /", m_throw, PY_FN_METHOD},
    {"close", "self, /", m_close, PY_FN_METHOD},
    {0},
};

static py_value step_self(py_vm *vm, py_value self) {
    (void)vm;
    return py_incref(self);
}

static py_value step_repr(py_vm *vm, py_value self) {
    bool sends = ((gen_step *)self.as.o)->kind == STEP_ASEND;
    return py_from(py_str_format(vm, "<async_generator_%s object at %s>", sends ? "asend" : "athrow",
                                 py_address_text(vm, self.as.o).text));
}

static py_next step_next(py_vm *vm, py_value self, py_value *item) {
    switch (step_send(vm, self, py_none(), item)) {
    case PY_SEND_YIELD: return PY_NEXT_ITEM;
    case PY_SEND_RETURN:
        py_raise_value(vm, vm->exceptions[PY_EXC_StopIteration], *item);
        py_decref(vm, *item);
        return PY_NEXT_END;
    default: return PY_NEXT_ERROR;
    }
}

static void step_finalize(py_vm *vm, py_value self) {
    gen_step *step = (gen_step *)self.as.o;
    if (step->kind == STEP_WRAPPED || step->state != STEP_INIT || vm->halt != VL_OK ||
        vm->python_minor < 13)
        return;
    py_warn(vm, PY_EXC_RuntimeWarning, "coroutine method '%s' of '%s' was never awaited",
            step_word(step), step->gen->qualname->data);
    py_hint_tracemalloc(vm);
}

const py_type_spec py_async_gen_step_spec = {
    .name = "async_generator_asend",
    .size = sizeof(gen_step),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = step_dealloc,
              .traverse = step_traverse,
              .repr = step_repr,
              .await = step_self,
              .iter = step_self,
              .next = step_next,
              .send = step_send,
              .throw_ = step_throw,
              .finalize = step_finalize},
    .methods = step_methods,
};

// ---- the generator itself -----------------------------------------------------------------------

static bool init_hooks(py_vm *vm, py_gen *gen) {
    if (gen->hooks_done)
        return true;
    gen->hooks_done = true;
    gen->origin = py_incref(vm->asyncgen_finalizer);
    if (!py_is_set(vm->asyncgen_firstiter) || py_is_none(vm->asyncgen_firstiter))
        return true;
    py_value self = py_from(gen);
    py_value result = py_call_n(vm, vm->asyncgen_firstiter, 1, &self);
    py_decref(vm, result);
    return py_is_set(result);
}

static py_value gen_step_of(py_vm *vm, py_value self, step_kind kind, py_value value) {
    py_gen *gen = (py_gen *)self.as.o;
    return init_hooks(vm, gen) ? step_new(vm, gen, kind, py_incref(value)) : py_unset();
}

static py_value agen_anext(py_vm *vm, py_value self) {
    return gen_step_of(vm, self, STEP_ASEND, py_none());
}

static py_value agen_asend(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return gen_step_of(vm, a[0], STEP_ASEND, a[1]);
}

static py_value agen_athrow(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return gen_step_of(vm, a[0], STEP_ATHROW, py_is_set(a[2]) && py_is_exception(a[2]) ? a[2] : a[1]);
}

static py_value agen_aclose(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return gen_step_of(vm, a[0], STEP_ACLOSE, py_none());
}

static py_value agen_running(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(((py_gen *)a[0].as.o)->ag_running);
}

static py_value agen_name(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_incref(py_from(((py_gen *)a[0].as.o)->name));
}

static py_value agen_qualname(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_incref(py_from(((py_gen *)a[0].as.o)->qualname));
}

static const py_fndef agen_methods[] = {
    {"asend", "self, value, /", agen_asend, PY_FN_METHOD},
    {"athrow", "self, typ, val=, tb=, /", agen_athrow, PY_FN_METHOD},
    {"aclose", "self, /", agen_aclose, PY_FN_METHOD},
    {"ag_running", "self", agen_running, PY_FN_GETTER},
    {"ag_frame", "self", py__gen_frame, PY_FN_GETTER},
    {"ag_await", "self", py__gen_await, PY_FN_GETTER},
    {"ag_code", "self", py__gen_code, PY_FN_GETTER},
    {"__name__", "self", agen_name, PY_FN_GETTER},
    {"__qualname__", "self", agen_qualname, PY_FN_GETTER},
    {0},
};

const py_type_spec py_async_generator_spec = {
    .name = "async_generator",
    .size = sizeof(py_gen),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = py__gen_dealloc,
              .traverse = py__gen_traverse,
              .clear = py__gen_clear,
              .finalize = py__gen_finalize,
              .repr = py__gen_repr,
              .aiter = step_self,
              .anext = agen_anext},
    .methods = agen_methods,
};
