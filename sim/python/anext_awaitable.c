// What anext(iterator, default) returns: awaits what __anext__ gave, and where that raises StopAsyncIteration
// the default is the result.
#include "specs_internal.h"
#include "vm_internal.h"

typedef struct anext_awaitable {
    py_gcobj gc;
    py_value inner;     // what __anext__ returned
    py_value iterator;  // that awaits it; unset until it begins
    py_value otherwise; // the default
} anext_awaitable;

py_value py__anext_or_take(py_vm *vm, py_value awaitable_take, py_value otherwise) {
    anext_awaitable *self = py_object_new(vm, vm->types[PY_TYPE_ANEXT_AWAITABLE], 0);
    if (!self) {
        py_decref(vm, awaitable_take);
        return py_unset();
    }
    self->inner = awaitable_take;
    self->otherwise = py_incref(otherwise);
    return py_from(self);
}

static void anext_dealloc(py_vm *vm, py_obj *o) {
    anext_awaitable *self = (anext_awaitable *)o;
    py_decref(vm, self->inner);
    py_decref(vm, self->iterator);
    py_decref(vm, self->otherwise);
    py_object_free(vm, self, 0);
}

static void anext_traverse(py_obj *o, py_visit visit, void *context) {
    anext_awaitable *self = (anext_awaitable *)o;
    visit(context, self->inner);
    visit(context, self->iterator);
    visit(context, self->otherwise);
}

static bool begin(py_vm *vm, anext_awaitable *self) {
    if (!py_is_set(self->iterator))
        self->iterator = py__get_awaitable(vm, self->inner, 0);
    return py_is_set(self->iterator);
}

static py_send conclude(py_vm *vm, anext_awaitable *self, py_send status, py_value *out) {
    if (status != PY_SEND_ERROR || vm->halt != VL_OK ||
        !py_exc_matches(vm, PY_EXC_StopAsyncIteration))
        return status;
    py_exc_clear(vm);
    *out = py_incref(self->otherwise);
    return PY_SEND_RETURN;
}

static py_send anext_send(py_vm *vm, py_value v, py_value sent, py_value *out) {
    anext_awaitable *self = (anext_awaitable *)v.as.o;
    *out = py_unset();
    if (!begin(vm, self))
        return PY_SEND_ERROR;
    return conclude(vm, self, py__send(vm, self->iterator, sent, out), out);
}

static py_send anext_throw(py_vm *vm, py_value v, py_value *out) {
    anext_awaitable *self = (anext_awaitable *)v.as.o;
    *out = py_unset();
    py_exc *thrown = vm->halt == VL_OK ? py_exc_fetch(vm) : NULL;
    if (!begin(vm, self)) {
        py_release(vm, thrown);
        return PY_SEND_ERROR;
    }
    vm->exc = thrown;
    return conclude(vm, self, py__throw_into(vm, self->iterator, out), out);
}

static py_next anext_next(py_vm *vm, py_value self, py_value *item) {
    switch (anext_send(vm, self, py_none(), item)) {
    case PY_SEND_YIELD: return PY_NEXT_ITEM;
    case PY_SEND_RETURN:
        py_raise_value(vm, vm->exceptions[PY_EXC_StopIteration], *item);
        py_decref(vm, *item);
        return PY_NEXT_END;
    default: return PY_NEXT_ERROR;
    }
}

static py_value anext_self(py_vm *vm, py_value self) {
    (void)vm;
    return py_incref(self);
}

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
    anext_awaitable *self = (anext_awaitable *)a[0].as.o;
    return begin(vm, self) ? py_call_method(vm, self->iterator, PY_SYM_close, 0, NULL) : py_unset();
}

static const py_fndef anext_methods[] = {
    {"send", "self, arg, /", m_send, PY_FN_METHOD},
    {"throw", "self, typ, val=, tb=, /", m_throw, PY_FN_METHOD},
    {"close", "self, /", m_close, PY_FN_METHOD},
    {0},
};

const py_type_spec py_anext_awaitable_spec = {
    .name = "anext_awaitable",
    .size = sizeof(anext_awaitable),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = anext_dealloc,
              .traverse = anext_traverse,
              .await = anext_self,
              .iter = anext_self,
              .next = anext_next,
              .send = anext_send,
              .throw_ = anext_throw},
    .methods = anext_methods,
};
