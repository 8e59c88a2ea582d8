// Frames: storage, binding of arguments to the parameters of a Python function, traversal. The rules
// and messages of binding are those of CPython's ceval.c (initialize_locals).
#include <stdio.h>

#include "types_internal.h"
#include "vm_internal.h"

py_frame *py__frame_alloc(py_vm *vm, py_func *func) {
    py_frame *frame = py__frame_begin(vm, py_retain(func), 0);
    if (!frame) {
        py_release(vm, func);
        py_raise_memory(vm);
    }
    return frame;
}

void py_frame_clear(py_vm *vm, py_frame *frame) {
    while (frame->sp > frame->stack) // from the top: finally blocks of nested iterators run inside out
        py_decref(vm, *--frame->sp);
    uint32_t count = frame->code->slot_count;
    bool backwards = vm->python_minor >= 14;
    for (uint32_t i = 0; i < count; i++)
        py_assign_take(vm, &frame->slots[backwards ? count - 1 - i : i], py_unset());
    py_assign_take(vm, &frame->handled, py_unset());
    py_release(vm, frame->locals);
    py_release(vm, frame->names);
    frame->locals = frame->names = NULL;
}

void py_frame_free(py_vm *vm, py_frame *frame) {
    py_frame_clear(vm, frame);
    if (VL_UNLIKELY(frame->gc.next != NULL)) {
        py_gc_untrack(vm, frame);
        py__object_forget(vm, &frame->gc.base);
    }
    size_t size = py__frame_size(frame->code);
    py_release(vm, frame->func); // may free the code
    vl_heap_free(vm->heap, frame, size);
}

// Others refer to it: the activation lets go of it, its variables stay.
static void outlive(py_vm *vm, py_frame *frame, py_frame *back) {
    frame->gen = NULL;
    if (back)
        back->shown = true;
    frame->back = py_retain(back);
    while (frame->sp > frame->stack)
        py_decref(vm, *--frame->sp);
    frame->over = true;
    py_assign_take(vm, &frame->handled, py_unset());
    py__frame_track(vm, frame);
    py_release(vm, frame);
}

void py__frame_end(py_vm *vm, py_frame *frame, py_frame *back) {
    if (frame->gen) {
        py_gen *gen = frame->gen;
        gen->frame = gen->innermost = NULL;
        gen->awaiter = gen->root = NULL;
        gen->state = PY_GEN_CLOSED;
    }
    if (VL_UNLIKELY(frame->gc.base.refs > 1))
        outlive(vm, frame, back);
    else
        py_frame_free(vm, frame);
}

void py_frame_traverse(py_frame *frame, py_visit visit, void *context) {
    visit(context, py_from(frame->func));
    visit(context, py_from(frame->locals));
    visit(context, py_from(frame->names));
    visit(context, frame->handled);
    for (uint32_t i = 0; i < frame->code->slot_count; i++)
        visit(context, frame->slots[i]);
    for (py_value *v = frame->stack; py__frame_stands(frame) && v < frame->sp; v++)
        visit(context, *v);
}

// ---- binding ------------------------------------------------------------------------------------

// Appends 'a', 'b' and 'c' as CPython enumerates missing names.
static void list_names(vl_buf *out, py_str *const *names, int count) {
    for (int i = 0; i < count; i++) {
        if (i > 0)
            vl_buf_text(out, count == 2 ? " and " : i == count - 1 ? ", and " : ", ");
        vl_buf_format(out, "'%s'", names[i]->data);
    }
}

static void raise_missing(py_vm *vm, py_func *func, py_frame *frame, uint32_t from, uint32_t to,
                          const char *kind) {
    py_str *names[256];
    int count = 0;
    for (uint32_t i = from; i < to && count < 256; i++)
        if (!py_is_set(frame->slots[i]))
            names[count++] = func->code->slot_names[i];
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    list_names(&text, names, count);
    py_raise(vm, PY_EXC_TypeError, "%S() missing %d required %s argument%s: %s", func->qualname,
             count, kind, count == 1 ? "" : "s", text.data ? text.data : "");
    vl_buf_deinit(&text);
}

static void raise_too_many(py_vm *vm, py_func *func, py_frame *frame, int given) {
    py_code *code = func->code;
    int64_t defaults = func->defaults ? func->defaults->count : 0;
    int kwonly_given = 0;
    for (uint32_t i = 0; i < code->kwonly_count; i++)
        kwonly_given += py_is_set(frame->slots[code->arg_count + i]);
    char takes[64], more[96] = "";
    bool plural = code->arg_count != 1;
    if (defaults) {
        snprintf(takes, sizeof takes, "from %d to %d", (int)(code->arg_count - defaults),
                 (int)code->arg_count);
        plural = true;
    } else
        snprintf(takes, sizeof takes, "%d", (int)code->arg_count);
    if (kwonly_given)
        snprintf(more, sizeof more, " positional argument%s (and %d keyword-only argument%s)",
                 given == 1 ? "" : "s", kwonly_given, kwonly_given == 1 ? "" : "s");
    py_raise(vm, PY_EXC_TypeError, "%S() takes %s positional argument%s but %d%s %s given",
             func->qualname, takes, plural ? "s" : "", given, more,
             given == 1 && !kwonly_given ? "was" : "were");
}

// A keyword argument into its slot, or into `extra`.
static bool bind_keyword(py_vm *vm, py_func *func, py_frame *frame, py_value name, py_value value,
                         py_dict *extra) {
    py_code *code = func->code;
    const py_str *text = py_as_str(py_unbox(name));
    uint32_t named = code->arg_count + code->kwonly_count;
    for (uint32_t i = code->posonly_count; i < named; i++) {
        if (code->slot_names[i] != text && !py_str_equal(code->slot_names[i], text))
            continue;
        if (py_is_set(frame->slots[i])) {
            py_raise(vm, PY_EXC_TypeError, "%S() got multiple values for argument '%S'",
                     func->qualname, text);
            return false;
        }
        frame->slots[i] = py_incref(value);
        return true;
    }
    if (extra)
        return py_dict_set(vm, extra, name, value);
    for (uint32_t i = 0; i < code->posonly_count; i++) {
        if (!py_str_equal(code->slot_names[i], text))
            continue;
        py_raise(vm, PY_EXC_TypeError,
                 "%S() got some positional-only arguments passed as keyword arguments: '%S'",
                 func->qualname, text);
        return false;
    }
    vl_buf hint;
    vl_buf_init(&hint, vm->heap);
    py__append_keyword(vm, &hint, code, text);
    py_raise(vm, PY_EXC_TypeError, "%S() got an unexpected keyword argument '%S'%s", func->qualname, text,
             hint.len && !hint.failed ? hint.data : "");
    vl_buf_deinit(&hint);
    return false;
}

static bool fill_defaults(py_vm *vm, py_func *func, py_frame *frame) {
    py_code *code = func->code;
    int64_t defaults = func->defaults ? func->defaults->count : 0;
    uint32_t required = code->arg_count - (uint32_t)defaults;
    for (uint32_t i = 0; i < required; i++)
        if (!py_is_set(frame->slots[i])) {
            raise_missing(vm, func, frame, 0, required, "positional");
            return false;
        }
    for (uint32_t i = required; i < code->arg_count; i++)
        if (!py_is_set(frame->slots[i]))
            frame->slots[i] = py_incref(func->defaults->items[i - required]);
    bool missing = false;
    for (uint32_t i = code->arg_count; i < code->arg_count + code->kwonly_count; i++) {
        if (py_is_set(frame->slots[i]))
            continue;
        py_value v = func->kwdefaults ? py_dict_get_str(func->kwdefaults, code->slot_names[i])
                                      : py_unset();
        missing |= !py_is_set(v);
        frame->slots[i] = py_incref(v);
    }
    if (missing)
        raise_missing(vm, func, frame, code->arg_count, code->arg_count + code->kwonly_count,
                      "keyword-only");
    return !missing;
}

static bool bind(py_vm *vm, py_func *func, py_frame *frame, const py_args *args) {
    py_code *code = func->code;
    uint32_t next = code->arg_count + code->kwonly_count; // slots of *args and **kw
    int positional = args->n < (int)code->arg_count ? args->n : (int)code->arg_count;
    for (int i = 0; i < positional; i++)
        frame->slots[i] = py_incref(args->v[i]);
    if (code->flags & PY_CODE_VARARGS) {
        py_tuple *rest = py_tuple_of(vm, args->n - positional, args->v + positional);
        if (!rest)
            return false;
        frame->slots[next++] = py_from(rest);
    }
    py_dict *extra = NULL;
    if (code->flags & PY_CODE_VARKW) {
        extra = py_dict_new(vm);
        if (!extra)
            return false;
        frame->slots[next] = py_from(extra);
    }
    int64_t keywords = args->kwnames ? args->kwnames->count : 0;
    for (int64_t i = 0; i < keywords; i++)
        if (!bind_keyword(vm, func, frame, args->kwnames->items[i], args->v[args->n + i], extra))
            return false;
    if (args->n > positional && !(code->flags & PY_CODE_VARARGS)) {
        raise_too_many(vm, func, frame, args->n);
        return false;
    }
    return fill_defaults(vm, func, frame);
}

py_frame *py_frame_new(py_vm *vm, py_func *func, const py_args *args) {
    py_frame *frame = py__frame_alloc(vm, func);
    if (frame && !bind(vm, func, frame, args)) {
        py_frame_free(vm, frame);
        return NULL;
    }
    return frame;
}

// ---- running ------------------------------------------------------------------------------------

py_value py_run_frame(py_vm *vm, py_frame *frame_take) {
    if (!py_enter_recursion(vm, "")) {
        py_frame_free(vm, frame_take);
        return py_unset();
    }
    py_leave_recursion(vm); // py__run counts the level itself
    bool yielded;
    frame_take->entry = true;
    frame_take->back = vm->frame;
    return py__run(vm, frame_take, 1, py_unset(), false, &yielded);
}

py_value py_func_call(py_vm *vm, py_func *func, const py_args *args) {
    py_frame *frame = py_frame_new(vm, func, args);
    if (!frame)
        return py_unset();
    if (func->code->flags & (PY_CODE_GENERATOR | PY_CODE_COROUTINE | PY_CODE_ASYNC_GEN))
        return py_from(py_gen_new(vm, frame));
    return py_run_frame(vm, frame);
}

py_value py_run_class_body(py_vm *vm, py_func *body, py_dict *names) {
    py_frame *frame = py__frame_alloc(vm, body);
    if (!frame)
        return py_unset();
    frame->locals = py_retain(names);
    return py_run_frame(vm, frame);
}

py_exc *py_handled(const py_vm *vm) {
    for (const py_frame *frame = vm->frame; frame; frame = frame->back) {
        if (py_is_set(frame->handled))
            return py_is_none(frame->handled) ? NULL : (py_exc *)frame->handled.as.o;
        if (frame->alone) // on to who threw
            while (!frame->entry)
                frame = frame->back;
    }
    return NULL;
}

bool py_frame_super(py_vm *vm, py_value *cls, py_value *self) {
    const py_frame *frame = vm->frame;
    const py_code *code = frame ? frame->code : NULL;
    if (!code || code->arg_count == 0) {
        py_raise(vm, PY_EXC_RuntimeError, "super(): no arguments");
        return false;
    }
    *self = frame->slots[0];
    if (py_is(vm, *self, PY_TYPE_CELL))
        *self = ((py_cell *)self->as.o)->value;
    if (!py_is_set(*self)) {
        py_raise(vm, PY_EXC_RuntimeError, "super(): arg[0] deleted");
        return false;
    }
    for (uint32_t i = code->free_start; i < code->slot_count; i++) {
        if (!py_str_is(code->slot_names[i], "__class__"))
            continue;
        *cls = ((py_cell *)frame->slots[i].as.o)->value;
        if (py_is_set(*cls))
            return true;
        py_raise(vm, PY_EXC_RuntimeError, "super(): empty __class__ cell");
        return false;
    }
    py_raise(vm, PY_EXC_RuntimeError, "super(): __class__ cell not found");
    return false;
}

py_dict *py_current_globals(const py_vm *vm) {
    return vm->frame ? vm->frame->globals : NULL;
}

// The frame of the program that stands at `frame` or called the library there; NULL: none did.
static const py_frame *program_frame(const py_frame *frame) {
    while (frame && (frame->code->flags & PY_CODE_LIBRARY))
        frame = frame->back;
    return frame;
}

int py__frame_line(const py_frame *frame) {
    const py_frame *own = program_frame(frame);
    return own ? own->code->positions[own->pc - own->code->ops].line : 0;
}

int py_current_line(const py_vm *vm) {
    return vm->frame ? py__frame_line(vm->frame) : 0;
}

int py_gen_line(const py_gen *gen) {
    const py_frame *frame = gen->innermost ? gen->innermost : gen->frame;
    return !frame ? 0 : gen->state == PY_GEN_CREATED ? gen->code->first_line : py__frame_line(frame);
}

int py_gen_own_line(const py_gen *gen) {
    return !gen->frame                       ? 0
           : gen->state == PY_GEN_CREATED ? gen->code->first_line
                                             : py__frame_line(gen->frame);
}

const char *py_code_place(const py_code *code, int *first_line) {
    *first_line = code->first_line;
    return code->file->data;
}

int py_gen_first_line(const py_gen *gen) {
    return gen->code->first_line;
}

int py_current_place(const py_vm *vm, vl_place *place, const char **file) {
    const py_frame *frame = program_frame(vm->frame);
    if (!frame)
        frame = vm->frame;
    if (!frame)
        return 0;
    const py_position *at = &frame->code->positions[frame->pc - frame->code->ops];
    *place = (vl_place){at->line, at->col, at->end_line, at->end_col};
    *file = frame->code->file->data;
    return at->line;
}
