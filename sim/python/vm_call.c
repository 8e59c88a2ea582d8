// Calls that push a frame instead of recursing in C: what * and ** gave, classes with an __init__ of the
// program, context managers, generators and iter(f, sentinel) in a for loop. And threads: chains of frames
// that a native call may suspend, possible wherever nothing but such frames stands between.
#include "slots_internal.h"
#include "types_internal.h"
#include "vm_internal.h"

static const uint32_t deferred = PY_CODE_GENERATOR | PY_CODE_COROUTINE | PY_CODE_ASYNC_GEN;

// The function behind `callable` where a call of it can be a frame; *self its first argument or unset.
static py_func *plain_function(py_vm *vm, py_value callable, py_value *self) {
    *self = py_unset();
    if (py_is(vm, callable, PY_TYPE_METHOD)) {
        const py_method *method = (py_method *)callable.as.o;
        *self = method->self;
        callable = method->func;
    }
    if (!py_is_set(*self) && callable.tag == PY_OBJ &&
        callable.as.o->type->slots.call == py__dispatch_call) {
        *self = callable;
        callable = py_type_lookup(vm, callable.as.o->type, vm->sym[PY_SYM___call__]);
    }
    if (!py_is_set(callable) || !py_is(vm, callable, PY_TYPE_FUNCTION))
        return NULL;
    py_func *func = (py_func *)callable.as.o;
    return func->code->flags & deferred ? NULL : func;
}

static py_frame *frame_with_self(py_vm *vm, py_func *func, py_value self, const py_args *args) {
    if (!py_is_set(self))
        return py_frame_new(vm, func, args);
    int total = args->n + (args->kwnames ? (int)args->kwnames->count : 0);
    py_value few[8], *all = few;
    size_t size = (size_t)(total + 1) * sizeof(py_value);
    if (total + 1 > (int)VL_COUNT(few) && !(all = vl_heap_alloc(vm->heap, size))) {
        py_raise_memory(vm);
        return NULL;
    }
    all[0] = self;
    if (total)
        memcpy(all + 1, args->v, (size_t)total * sizeof(py_value));
    py_args call = {all, args->n + 1, args->kwnames};
    py_frame *frame = py_frame_new(vm, func, &call);
    if (all != few)
        vl_heap_free(vm->heap, all, size);
    return frame;
}

bool py__frame_for(py_vm *vm, py_value callable, const py_args *args, py_frame **frame) {
    py_value self;
    py_func *func = plain_function(vm, callable, &self);
    *frame = func ? frame_with_self(vm, func, self, args) : NULL;
    return func != NULL;
}

bool py__frame_for_ex(py_vm *vm, py_value callable, py_value args, py_value kwargs, py_frame **frame) {
    const py_dict *named = py_is_set(kwargs) ? (py_dict *)kwargs.as.o : NULL;
    int64_t keywords = named ? named->used : 0;
    py_value self, key, value;
    if (!py_is_tuple(args) || !plain_function(vm, callable, &self))
        return false;
    const py_tuple *given = (py_tuple *)args.as.o;
    if (!keywords) {
        py_args call = {given->items, (int)given->count, NULL};
        return py__frame_for(vm, callable, &call, frame);
    }
    py_tuple *names = py_tuple_new(vm, keywords);
    py_tuple *values = names ? py_tuple_new(vm, given->count + keywords) : NULL;
    *frame = NULL;
    if (values) {
        for (int64_t i = 0; i < given->count; i++)
            values->items[i] = py_incref(given->items[i]);
        uint32_t at = 0;
        for (int64_t i = 0; py_dict_next(named, &at, &key, &value); i++) {
            names->items[i] = py_incref(key);
            values->items[given->count + i] = py_incref(value);
        }
        py_args call = {values->items, (int)given->count, names};
        py__frame_for(vm, callable, &call, frame);
    }
    py_release(vm, names);
    py_release(vm, values);
    return true;
}

bool py__frame_for_type(py_vm *vm, py_value callable, const py_args *args, py_value *made,
                        py_frame **frame) {
    py_type *type = (py_type *)callable.as.o;
    if (type->slots.new_ != py__object_new || type->slots.init != py__dispatch_init)
        return false;
    py_value init = py_type_lookup(vm, type, vm->sym[PY_SYM___init__]), self;
    if (!py_is_set(init) || !py_is(vm, init, PY_TYPE_FUNCTION) || !plain_function(vm, init, &self))
        return false;
    *frame = NULL;
    *made = type->slots.new_(vm, type, args);
    if (!py_is_set(*made))
        return true;
    *frame = frame_with_self(vm, (py_func *)init.as.o, *made, args);
    if (*frame)
        (*frame)->special = PY_FRAME_INIT;
    else
        py_assign_take(vm, made, py_unset());
    return true;
}

bool py__init_result(py_vm *vm, py_value result_take) {
    if (!py_is_none(result_take))
        py_raise(vm, PY_EXC_TypeError, "__init__() should return None, not '%T'", result_take);
    bool ok = py_is_none(result_take);
    py_decref(vm, result_take);
    return ok;
}

// ---- for loops ----------------------------------------------------------------------------------

bool py__frame_for_iter(py_vm *vm, py_value iterator, py_frame **frame) {
    py_value callable;
    py_args none = {NULL, 0, NULL};
    if (!py__call_iter_callable(vm, iterator, &callable) ||
        !py__frame_for(vm, callable, &none, frame))
        return false;
    if (*frame)
        (*frame)->special = PY_FRAME_CALL_ITER;
    return true;
}

// ---- threads ------------------------------------------------------------------------------------

bool py_thread_begin(py_vm *vm, py_thread *thread, py_value func, const py_args *args) {
    *thread = (py_thread){0};
    if (!py__frame_for(vm, func, args, &thread->root)) {
        py_raise(vm, PY_EXC_TypeError, "a thread runs a function");
        return false;
    }
    thread->innermost = thread->root;
    return thread->root != NULL;
}

py_send py_thread_run(py_vm *vm, py_thread *thread, py_value sent_take, py_value *out) {
    py_frame *outer = vm->frame, *frame = thread->innermost;
    py_thread *outer_thread = vm->thread;
    bool begun = thread->depth > 0, yielded;
    thread->root->entry = true;
    thread->root->back = NULL;
    thread->innermost = NULL;
    vm->thread = thread;
    *out = py__run(vm, frame, begun ? thread->depth : 1, begun ? sent_take : py_unset(),
                   begun && !py_is_set(sent_take), &yielded);
    vm->thread = outer_thread;
    vm->frame = outer;
    if (!yielded)
        thread->root = NULL;
    return yielded ? PY_SEND_YIELD : py_is_set(*out) ? PY_SEND_RETURN : PY_SEND_ERROR;
}

void py_thread_drop(py_vm *vm, py_thread *thread) {
    py_frame *frame = thread->innermost;
    thread->root = thread->innermost = NULL;
    while (frame) {
        py_frame *back = frame->entry ? NULL : frame->back;
        py__frame_end(vm, frame, NULL);
        frame = back;
    }
}

int py_thread_line(const py_thread *thread) {
    return thread->innermost ? py__frame_line(thread->innermost) : 0;
}

bool py_library_call(const py_vm *vm, const py_thread *thread, char *name, size_t size) {
    const py_frame *frame = thread ? thread->innermost : vm->frame, *library = NULL;
    for (; frame && (frame->code->flags & PY_CODE_LIBRARY); frame = frame->back)
        library = frame;
    if (!frame) { // a thread that runs nothing but the library
        library = thread ? thread->innermost : NULL;
        while (library && strstr(library->code->file->data, "threading"))
            library = library->back;
    }
    if (!library || size == 0)
        return false;
    const py_str *text = library->code->qualname;
    size_t len = text->size < size - 1 ? text->size : size - 1;
    memcpy(name, text->data, len);
    name[len] = 0;
    return true;
}

// Does the instruction that runs call `fn` itself, so that its result can come later?
static bool calls_directly(py_vm *vm, const py_frame *frame, py_native_fn fn, py_value self) {
    uint32_t op = py_op_code(*frame->pc);
    const py_value *base;
    switch (op) {
    case PY_OPCODE_CALL:
    case PY_OPCODE_CALL_KW: base = frame->sp - py_op_arg(*frame->pc) - 2; break;
    case PY_OPCODE_CALL_EX: base = frame->sp - 3; break;
    case PY_OPCODE_BEFORE_WITH: { // its __exit__ is on the stack
        py_value leave = frame->sp[-1];
        return py_is(vm, leave, PY_TYPE_METHOD) && py_same(((py_method *)leave.as.o)->self, self);
    }
    default: return false;
    }
    py_value callable = *base;
    if (py_is(vm, callable, PY_TYPE_METHOD))
        callable = ((py_method *)callable.as.o)->func;
    return (py_is(vm, callable, PY_TYPE_NATIVE) || py_is(vm, callable, PY_TYPE_NATIVE_DESCR)) &&
           ((py_native *)callable.as.o)->def->fn == fn;
}

bool py_can_park(py_vm *vm, py_native_fn fn, py_value self) {
    const py_frame *frame = vm->frame;
    if (!vm->thread || !frame || !calls_directly(vm, frame, fn, self))
        return false;
    while (frame && !frame->entry)
        frame = frame->back;
    return frame == vm->thread->root;
}

py_value py_park(py_vm *vm) {
    vm->parking = true;
    return py_unset();
}
