// Generators, coroutines and async generators: creation, send, throw, close, and the chains that
// awaits make of them. Resuming goes straight to the innermost frame of a chain.
#include "types_internal.h"
#include "vm_internal.h"

static const py_type_id gen_types[] = {PY_TYPE_GENERATOR, PY_TYPE_COROUTINE,
                                       PY_TYPE_ASYNC_GENERATOR};
static const char *const gen_words[] = {"generator", "coroutine", "async generator"};

py_gen *py_gen_new(py_vm *vm, py_frame *frame_take) {
    py_func *func = frame_take->func;
    py_gen_kind kind = func->code->flags & PY_CODE_ASYNC_GEN   ? PY_GEN_ASYNC
                       : func->code->flags & PY_CODE_COROUTINE ? PY_GEN_COROUTINE
                                                               : PY_GEN_GENERATOR;
    py_gen *gen = py_object_new(vm, vm->types[gen_types[kind]], 0);
    if (!gen) {
        py_frame_free(vm, frame_take);
        return NULL;
    }
    gen->frame = frame_take;
    gen->kind = (uint8_t)kind;
    gen->state = PY_GEN_CREATED;
    gen->name = py_retain(func->name);
    gen->qualname = py_retain(func->qualname);
    gen->code = py_retain(func->code);
    frame_take->gen = gen;
    return gen;
}

static py_gen *root_of(py_gen *gen) {
    return gen->root ? gen->root : gen;
}

const py_gen *py_awaiting_root(const py_vm *vm, const py_frame **driver) {
    const py_gen *root = NULL;
    const py_frame *frame = vm->frame;
    while (frame && frame->gen && py_op_code(*frame->pc) == PY_OPCODE_SEND) {
        root = root_of(frame->gen);
        frame = root->frame->back;
    }
    *driver = frame;
    return root;
}

bool py__gen_traversable(const py_gen *gen) {
    const py_gen *root = gen->root ? gen->root : gen;
    return gen->frame && root->state != PY_GEN_RUNNING;
}

// ---- chains -------------------------------------------------------------------------------------

// Every generator that `gen` awaits, directly or not, gets `root` as its root.
static void set_roots(py_gen *gen, py_gen *root) {
    py_frame *frame = gen->innermost ? gen->innermost : gen->frame;
    for (; frame && frame != gen->frame->back; frame = frame->back)
        if (frame->gen)
            frame->gen->root = root;
    gen->root = root;
}

// Raises where `gen` cannot be resumed now.
static bool check_resumable(py_vm *vm, py_gen *gen) {
    const char *word = gen_words[gen->kind];
    if (gen->awaiter && gen->kind == PY_GEN_COROUTINE) {
        py_raise(vm, PY_EXC_RuntimeError, "coroutine is being awaited already");
        return false;
    }
    if (gen->awaiter || gen->state == PY_GEN_RUNNING) {
        py_raise(vm, PY_EXC_ValueError, "%s already executing", word);
        return false;
    }
    if (gen->state == PY_GEN_CLOSED && gen->kind == PY_GEN_COROUTINE) {
        py_raise(vm, PY_EXC_RuntimeError, "cannot reuse already awaited coroutine");
        return false;
    }
    return true;
}

static bool check_first_send(py_vm *vm, const py_gen *gen, py_value sent) {
    if (gen->state != PY_GEN_CREATED || !py_is_set(sent) || py_is_none(sent))
        return true;
    py_raise(vm, PY_EXC_TypeError, "can't send non-None value to a just-started %s",
             gen_words[gen->kind]);
    return false;
}

py_frame *py__gen_delegate(py_vm *vm, py_gen *gen, py_frame *awaiting, py_value sent_take) {
    if (!check_resumable(vm, gen) || !check_first_send(vm, gen, sent_take) ||
        !py_enter_recursion(vm, ""))
        return NULL;
    py_frame *inner = gen->frame;
    if (gen->state == PY_GEN_SUSPENDED) {
        inner = gen->innermost;
        vm->depth += gen->chain_depth - 1;
        *inner->sp++ = sent_take;
    } else
        py_decref(vm, sent_take);
    py_gen *outer = awaiting->gen;
    gen->awaiter = outer;
    gen->frame->back = awaiting;
    gen->frame->entry = false;
    gen->frame->special = PY_FRAME_PLAIN;
    if (gen->state == PY_GEN_SUSPENDED)
        set_roots(gen, root_of(outer));
    else
        gen->root = root_of(outer);
    gen->innermost = NULL;
    gen->state = PY_GEN_SUSPENDED; // as seen from outside: its root runs
    return inner;
}

py_frame *py__gen_enter(py_vm *vm, py_gen *gen, py_frame *consumer, int base) {
    if (gen->state == PY_GEN_CLOSED || !check_resumable(vm, gen) || !py_enter_recursion(vm, ""))
        return NULL;
    py_frame *inner = gen->frame;
    int before = vm->depth - 1 - base;
    if (gen->state == PY_GEN_SUSPENDED) {
        inner = gen->innermost;
        vm->depth += gen->chain_depth - 1;
        *inner->sp++ = py_none();
    }
    gen->chain_depth = before;
    gen->frame->back = consumer;
    gen->frame->entry = false;
    gen->frame->special = PY_FRAME_GENERATOR;
    gen->innermost = NULL;
    gen->state = PY_GEN_RUNNING;
    return inner;
}

py_frame *py__gen_leave(py_vm *vm, py_gen *gen, py_frame *innermost, int base) {
    py_frame *consumer = gen->frame->back;
    int before = gen->chain_depth;
    gen->innermost = innermost;
    gen->chain_depth = vm->depth - base - before;
    vm->depth = base + before;
    gen->frame->back = NULL;
    gen->frame->special = PY_FRAME_PLAIN;
    gen->state = PY_GEN_SUSPENDED;
    return consumer;
}

// Runs a root until it yields or ends.
static py_send resume(py_vm *vm, py_gen *gen, py_value sent_take, bool throwing, py_value *out) {
    if (!py_enter_recursion(vm, "")) {
        py_decref(vm, sent_take);
        return PY_SEND_ERROR;
    }
    py_leave_recursion(vm); // py__run counts
    bool created = gen->state == PY_GEN_CREATED, yielded;
    py_frame *frame = created ? gen->frame : gen->innermost;
    int levels = created ? 1 : gen->chain_depth;
    gen->state = PY_GEN_RUNNING;
    gen->innermost = NULL;
    gen->frame->back = vm->frame;
    gen->frame->entry = true;
    gen->frame->special = PY_FRAME_PLAIN;
    py_retain(gen); // it must outlive its own step
    *out = py__run(vm, frame, levels, created ? py_unset() : sent_take, throwing, &yielded);
    if (created)
        py_decref(vm, sent_take);
    if (yielded) {
        gen->state = PY_GEN_SUSPENDED;
        gen->frame->back = NULL;
    }
    py_release(vm, gen);
    return !py_is_set(*out) ? PY_SEND_ERROR : yielded ? PY_SEND_YIELD : PY_SEND_RETURN;
}

py_send py_gen_send(py_vm *vm, py_gen *gen, py_value sent, py_value *out) {
    *out = py_unset();
    if (!check_resumable(vm, gen) || !check_first_send(vm, gen, sent))
        return PY_SEND_ERROR;
    if (gen->state == PY_GEN_CLOSED) {
        *out = py_none();
        return PY_SEND_RETURN;
    }
    return resume(vm, gen, py_is_set(sent) ? py_incref(sent) : py_none(), false, out);
}

static void mark_closed(py_vm *vm, py_gen *gen) {
    py_frame *frame = gen->frame;
    gen->state = PY_GEN_CLOSED;
    if (!frame)
        return;
    if (!frame->entry && frame->back) // a part of a chain is never closed alone
        frame->back = NULL;
    py__frame_end(vm, frame, NULL);
}

py_send py_gen_throw(py_vm *vm, py_gen *gen, py_value *out) {
    *out = py_unset();
    py_exc *exc = py_exc_fetch(vm);
    if (!check_resumable(vm, gen)) {
        py_release(vm, exc);
        return PY_SEND_ERROR;
    }
    py_exc_clear(vm);
    vm->exc = exc;
    if (gen->state == PY_GEN_CLOSED)
        return PY_SEND_ERROR;
    if (gen->state == PY_GEN_CREATED) { // it ends before its first instruction
        if (vm->exc)
            py_traceback_add(vm, vm->exc, gen->frame, PY_BEFORE_START);
        mark_closed(vm, gen);
        if (vm->exc && vm->python_minor < 12)
            py__gen_stop_iteration(vm, gen);
        return PY_SEND_ERROR;
    }
    return resume(vm, gen, py_unset(), true, out);
}

bool py_gen_close(py_vm *vm, py_gen *gen) {
    py_value value = py__gen_close(vm, gen);
    py_decref(vm, value);
    return py_is_set(value);
}

// What the generator returns, where it does.
py_value py__gen_close(py_vm *vm, py_gen *gen) {
    if (gen->state == PY_GEN_CREATED) {
        mark_closed(vm, gen);
        return py_none();
    }
    if (gen->state == PY_GEN_CLOSED)
        return py_none();
    if (!check_resumable(vm, gen))
        return py_unset();
    py_raise_value(vm, vm->exceptions[PY_EXC_GeneratorExit], py_unset());
    py_value out;
    switch (resume(vm, gen, py_unset(), true, &out)) {
    case PY_SEND_YIELD:
        py_decref(vm, out);
        py_raise(vm, PY_EXC_RuntimeError, "%s ignored GeneratorExit", gen_words[gen->kind]);
        return py_unset();
    case PY_SEND_RETURN: return out;
    default: break;
    }
    if (vm->halt != VL_OK)
        return py_unset();
    if (!py_exc_matches(vm, PY_EXC_GeneratorExit) && !py_exc_matches(vm, PY_EXC_StopIteration))
        return py_unset();
    py_exc_clear(vm);
    return py_none();
}

void py__chain_thrown(py_vm *vm, const py_frame *frame) {
    if (vm->exc && frame->handled.tag == PY_OBJ)
        py__exc_set_context(vm, vm->exc, (py_exc *)frame->handled.as.o);
}

void py__gen_stop_iteration(py_vm *vm, py_gen *gen) {
    bool stop = py_exc_matches(vm, PY_EXC_StopIteration);
    bool async_stop =
        gen->kind == PY_GEN_ASYNC && py_exc_matches(vm, PY_EXC_StopAsyncIteration);
    if (vm->halt != VL_OK || (!stop && !async_stop))
        return;
    py_exc *cause = py_exc_fetch(vm);
    py_exc *error = py_exc_new(vm, PY_EXC_RuntimeError, "%s raised %s", gen_words[gen->kind],
                               stop ? "StopIteration" : "StopAsyncIteration");
    if (error) {
        error->cause = py_incref(py_from(cause));
        error->context = py_incref(py_from(cause));
        error->suppress_context = true;
        py_exc_clear(vm);
        vm->exc = error;
    }
    py_release(vm, cause);
}

// ---- driving anything awaitable -------------------------------------------------------------------

// A StopIteration that is pending gives its value: RETURN. Another exception stays: ERROR.
static py_send return_from_stop(py_vm *vm, py_value *out) {
    if (!vm->exc || vm->halt != VL_OK || !py_exc_matches(vm, PY_EXC_StopIteration))
        return PY_SEND_ERROR;
    py_exc *exc = py_exc_fetch(vm);
    *out = py_is_set(exc->value) ? py_incref(exc->value) : py_none();
    py_release(vm, exc);
    return PY_SEND_RETURN;
}

py_send py__send(py_vm *vm, py_value receiver, py_value sent, py_value *out) {
    py_type *type = py_type_of(vm, receiver);
    if (type->slots.send)
        return type->slots.send(vm, receiver, sent, out);
    if (py_is_none(sent) && type->slots.next && (type->flags & PY_TF_HEAP)) { // StopIteration has a value
        *out = py_call_method(vm, receiver, PY_SYM___next__, 0, NULL);
        return py_is_set(*out) ? PY_SEND_YIELD : return_from_stop(vm, out);
    }
    if (py_is_none(sent) && type->slots.next) {
        py_next next = py_iter_next(vm, receiver, out);
        if (next == PY_NEXT_END)
            *out = py_none();
        return next == PY_NEXT_ITEM ? PY_SEND_YIELD
               : next == PY_NEXT_END ? (vm->exc ? return_from_stop(vm, out) : PY_SEND_RETURN)
                                     : return_from_stop(vm, out);
    }
    *out = py_call_method(vm, receiver, PY_SYM_send, 1, &sent);
    return py_is_set(*out) ? PY_SEND_YIELD : return_from_stop(vm, out);
}

py_send py__throw_into(py_vm *vm, py_value receiver, py_value *out) {
    py_type *type = py_type_of(vm, receiver);
    if (vm->halt != VL_OK || !vm->exc)
        return PY_SEND_ERROR;
    if (type->slots.throw_)
        return type->slots.throw_(vm, receiver, out);
    if (type->slots.send)
        return PY_SEND_ERROR;
    bool closing = py_exc_matches(vm, PY_EXC_GeneratorExit);
    py_exc *exc = py_exc_fetch(vm);
    py_value method;
    if (!py_find_attr(vm, receiver, vm->sym[closing ? PY_SYM_close : PY_SYM_throw], &method)) {
        py_release(vm, exc);
        return PY_SEND_ERROR;
    }
    py_value arg = py_from(exc), answer = py_unset();
    if (py_is_set(method)) {
        answer = py_call_n(vm, method, closing ? 0 : 1, &arg);
        py_decref(vm, method);
        if (!closing) {
            py_release(vm, exc);
            *out = answer;
            return py_is_set(answer) ? PY_SEND_YIELD : return_from_stop(vm, out);
        }
        py_decref(vm, answer);
        if (!py_is_set(answer)) {
            py_release(vm, exc);
            return PY_SEND_ERROR;
        }
    }
    vm->exc = exc;
    return PY_SEND_ERROR;
}

py_value py__yield_from_iter(py_vm *vm, py_value v) {
    if (py_is(vm, v, PY_TYPE_COROUTINE) && (vm->frame->code->flags & PY_CODE_AWAITABLE))
        return py__get_awaitable(vm, v, 0);
    if (py_is(vm, v, PY_TYPE_COROUTINE))
        return py_raise(vm, PY_EXC_TypeError,
                        "cannot 'yield from' a coroutine object in a non-coroutine generator");
    return py_iter(vm, v);
}

py_value py__get_awaitable(py_vm *vm, py_value v, uint32_t kind) {
    if (py_is(vm, v, PY_TYPE_COROUTINE)) {
        if (((py_gen *)v.as.o)->awaiter)
            return py_raise(vm, PY_EXC_RuntimeError, "coroutine is being awaited already");
        return py_incref(v);
    }
    if (py_is(vm, v, PY_TYPE_GENERATOR) && (((py_gen *)v.as.o)->code->flags & PY_CODE_AWAITABLE))
        return py_incref(v);
    py_type *type = py_type_of(vm, v);
    if (!type->slots.await) {
        if (kind)
            return py_raise(vm, PY_EXC_TypeError,
                            "'async with' received an object from %s that does not implement "
                            "__await__: %N",
                            kind == 1 ? "__aenter__" : "__aexit__", type);
        return py_raise(vm, PY_EXC_TypeError,
                        vm->python_minor >= 14 ? "'%N' object can't be awaited"
                                               : "object %N can't be used in 'await' expression",
                        type);
    }
    py_value iterator = type->slots.await(vm, v);
    if (py_is_set(iterator) && !py_type_of(vm, iterator)->slots.send &&
        !py_type_of(vm, iterator)->slots.next) {
        py_raise(vm, PY_EXC_TypeError, "__await__() returned non-iterator of type '%T'", iterator);
        py_decref(vm, iterator);
        return py_unset();
    }
    return iterator;
}

py_value py__get_aiter(py_vm *vm, py_value v) {
    py_type *type = py_type_of(vm, v);
    if (!type->slots.aiter)
        return py_raise(vm, PY_EXC_TypeError,
                        "'async for' requires an object with __aiter__ method, got %N", type);
    py_value iterator = type->slots.aiter(vm, v);
    if (py_is_set(iterator) && !py_type_of(vm, iterator)->slots.anext) {
        py_raise(vm, PY_EXC_TypeError,
                 "'async for' received an object from __aiter__ that does not implement "
                 "__anext__: %T",
                 iterator);
        py_decref(vm, iterator);
        return py_unset();
    }
    return iterator;
}

py_value py__get_anext(py_vm *vm, py_value v) {
    py_type *type = py_type_of(vm, v);
    if (!type->slots.anext)
        return py_raise(vm, PY_EXC_TypeError,
                        "'async for' requires an iterator with __anext__ method, got %N", type);
    py_value next = type->slots.anext(vm, v);
    if (!py_is_set(next))
        return next;
    py_value awaitable = py__get_awaitable(vm, next, 0);
    if (!py_is_set(awaitable) && vm->halt == VL_OK && py_exc_matches(vm, PY_EXC_TypeError))
        py_raise(vm, PY_EXC_TypeError,
                 "'async for' received an invalid object from __anext__: %T", next);
    py_decref(vm, next);
    return awaitable;
}

// ---- for native coroutines ------------------------------------------------------------------------

py_value py_await_iter(py_vm *vm, py_value v) {
    return py__get_awaitable(vm, v, 0);
}

py_send py_await_send(py_vm *vm, py_value iterator, py_value sent, py_value *out) {
    *out = py_unset();
    return py__send(vm, iterator, sent, out);
}

py_send py_await_throw(py_vm *vm, py_value iterator, py_value *out) {
    *out = py_unset();
    return py__throw_into(vm, iterator, out);
}
