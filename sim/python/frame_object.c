// The type `frame`: what programs see of activations. Frames of library modules are left out, as in
// tracebacks: f_back and sys._getframe pass over them.
#include "specs_internal.h"
#include "types_internal.h"
#include "vm_internal.h"

static py_frame *frame_of(const py_value *a) {
    return (py_frame *)a[0].as.o;
}

void py__frame_track(py_vm *vm, py_frame *frame) {
    frame->shown = true;
    if (!frame->gc.next)
        py_gc_track(vm, frame);
}

py_value py__frame_object(py_vm *vm, py_frame *frame) {
    py__frame_track(vm, frame);
    return py_incref(py_from(&frame->gc));
}

py_frame *py__program_frame(py_frame *frame) {
    while (frame && (frame->code->flags & PY_CODE_LIBRARY))
        frame = frame->back;
    return frame;
}

// Suspended: a coroutine's frame is linked to the one that awaits it, which CPython shows of running ones.
static bool is_suspended(const py_frame *frame) {
    return frame->gen && py__gen_traversable(frame->gen);
}

py_frame *py__frame_back(py_frame *frame) {
    return is_suspended(frame) ? NULL : py__program_frame(frame->back);
}

bool py__frame_stands(const py_frame *frame) {
    return frame->over || is_suspended(frame);
}

// ---- the collector ------------------------------------------------------------------------------

static void frame_dealloc(py_vm *vm, py_obj *self) {
    py_frame *frame = (py_frame *)self, *back = frame->over ? frame->back : NULL;
    py_gc_untrack(vm, frame);
    py__object_forget(vm, self);
    py_frame_free(vm, frame);
    py_release(vm, back);
}

static void frame_traverse(py_obj *self, py_visit visit, void *context) {
    py_frame *frame = (py_frame *)self;
    if (frame->over)
        visit(context, py_from(frame->back));
    py_frame_traverse(frame, visit, context);
}

static void frame_clear(py_vm *vm, py_obj *self) {
    py_frame *frame = (py_frame *)self;
    if (is_suspended(frame))
        py__gen_clear(vm, &frame->gen->gc.base);
    if (!frame->over)
        return;
    py_frame *back = frame->back;
    frame->back = NULL;
    py_frame_clear(vm, frame);
    py_release(vm, back);
}

// ---- attributes ---------------------------------------------------------------------------------

static int line_of(const py_frame *frame) {
    bool begun = !frame->gen || frame->gen->state != PY_GEN_CREATED;
    return begun ? frame->code->positions[frame->pc - frame->code->ops].line : frame->code->first_line;
}

static py_value frame_repr(py_vm *vm, py_value self) {
    const py_frame *frame = (py_frame *)self.as.o;
    return py_from(py_str_format(vm, "<frame at %s, file '%S', line %d, code %S>",
                                 py_address_text(vm, self.as.o).text, frame->code->file, line_of(frame),
                                 frame->code->name));
}

static py_value get_back(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_frame *back = py__frame_back(frame_of(a));
    return back ? py__frame_object(vm, back) : py_none();
}

static py_value get_code(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(py_from(frame_of(a)->code));
}

static py_value get_globals(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(py_from(frame_of(a)->globals));
}

static py_value get_builtins(py_vm *vm, const py_value *a, int n) {
    (void)a, (void)n;
    return py_incref(py_from(vm->builtins->dict));
}

static py_value get_locals(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__frame_f_locals(vm, frame_of(a));
}

static py_value get_line(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_int(line_of(frame_of(a)));
}

static py_value set_line(py_vm *vm, const py_value *a, int n) {
    (void)a, (void)n;
    return py_raise(vm, PY_EXC_ValueError, "f_lineno can only be set in a trace function");
}

// Its instructions are not CPython's: what can be told is whether it has begun.
static py_value get_last(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    const py_frame *frame = frame_of(a);
    bool begun = !frame->gen || frame->gen->state != PY_GEN_CREATED;
    return py_int(begun ? (frame->pc - frame->code->ops) * 2 : vm->python_minor >= 13 ? 2 : 0);
}

static py_value get_none(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)a, (void)n;
    return py_none();
}

static py_value get_true(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)a, (void)n;
    return py_bool(true);
}

static py_value get_false(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)a, (void)n;
    return py_bool(false);
}

static py_value f_clear(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_frame *frame = frame_of(a);
    if (!py__frame_stands(frame))
        return py_raise(vm, PY_EXC_RuntimeError, "cannot clear an executing frame");
    if (!frame->over && vm->python_minor >= 13 && frame->gen->state == PY_GEN_SUSPENDED)
        return py_raise(vm, PY_EXC_RuntimeError, "cannot clear a suspended frame");
    if (!frame->over) {
        if (!py_gen_close(vm, frame->gen))
            return py_unset();
    } else
        for (uint32_t i = 0; i < frame->code->slot_count; i++)
            py_assign_take(vm, &frame->slots[i], py_unset());
    return py_none();
}

static const py_fndef methods[] = {
    {"f_back", NULL, get_back, PY_FN_GETTER},
    {"f_code", NULL, get_code, PY_FN_GETTER},
    {"f_globals", NULL, get_globals, PY_FN_GETTER},
    {"f_builtins", NULL, get_builtins, PY_FN_GETTER},
    {"f_locals", NULL, get_locals, PY_FN_GETTER},
    {"f_lineno", NULL, get_line, PY_FN_GETTER},
    {"f_lineno", NULL, set_line, PY_FN_SETTER},
    {"f_lasti", NULL, get_last, PY_FN_GETTER},
    {"f_trace", NULL, get_none, PY_FN_GETTER},
    {"f_trace_lines", NULL, get_true, PY_FN_GETTER},
    {"f_trace_opcodes", NULL, get_false, PY_FN_GETTER},
    {"clear", "self, /", f_clear, PY_FN_METHOD},
    {0},
};

const py_type_spec py_frame_spec = {
    .name = "frame",
    .size = sizeof(py_frame),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = frame_dealloc, .traverse = frame_traverse, .clear = frame_clear, .repr = frame_repr},
    .methods = methods,
};
