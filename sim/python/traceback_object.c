// Traceback objects: one for each frame that an exception passes, linked inwards, made while frames unwind.
#include "traceback_internal.h"
#include "vm_internal.h"

static py_traceback *tb_of(const py_value *a) {
    return (py_traceback *)a[0].as.o;
}

py_value py__exc_traceback(py_vm *vm, py_exc *exc) {
    (void)vm;
    return exc->traceback ? py_incref(py_from(exc->traceback)) : py_none();
}

void py__exc_put_traceback(py_vm *vm, py_exc *exc, py_value value) {
    py_traceback *old = exc->traceback;
    exc->traceback = py_is(vm, value, PY_TYPE_TRACEBACK) ? py_retain(value.as.o) : NULL;
    py_release(vm, old);
}

static py_traceback *traceback_new(py_vm *vm, py_frame *frame, int pc) {
    py_traceback *tb = py_object_new(vm, vm->types[PY_TYPE_TRACEBACK], 0);
    if (!tb)
        return NULL;
    tb->frame = py_retain(frame);
    frame->shown = true;
    tb->pc = pc;
    if (frame->gen) // the collector must not take what its generator holds for unshared
        py__frame_track(vm, frame);
    return tb;
}

// Without memory the entry is left out: the exception itself matters more. Frames of library modules
// are not shown.
void py_traceback_add(py_vm *vm, py_exc *exc, py_frame *frame, int pc) {
    if (frame->code->flags & PY_CODE_LIBRARY)
        return;
    py_exc *pending = py_exc_fetch(vm);
    py_traceback *tb = traceback_new(vm, frame, pc);
    py_exc_clear(vm);
    vm->exc = pending;
    if (!tb)
        return;
    tb->next = exc->traceback;
    exc->traceback = tb;
}

const py_position *py__code_position(const py_code *code, int pc) {
    static const py_position nowhere = {0};
    if (pc == PY_BEFORE_START)
        return &code->start;
    return pc >= 0 && (uint32_t)pc < code->op_count ? &code->positions[pc] : &nowhere;
}

const py_position *py__tb_position(const py_traceback *tb) {
    return py__code_position(tb->frame->code, tb->pc);
}

int py__tb_line(const py_traceback *tb) {
    return tb->line ? tb->line : py__tb_position(tb)->line;
}

int py_exc_line(const py_exc *exc) {
    const py_traceback *tb = exc->traceback;
    while (tb && tb->next)
        tb = tb->next;
    return tb ? py__tb_line(tb) : 0;
}

// ---- the type -----------------------------------------------------------------------------------

// TracebackType(tb_next, tb_frame, tb_lasti, tb_lineno)
static py_value tb_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {"traceback", "tb_next, tb_frame, tb_lasti, tb_lineno", NULL, PY_FN_PLAIN};
    py_value a[4];
    int64_t last, line;
    (void)type;
    if (!py_bind_args(vm, &def, args, a))
        return py_unset();
    if (!py_is_none(a[0]) && !py_is(vm, a[0], PY_TYPE_TRACEBACK))
        return py_raise(vm, PY_EXC_TypeError, "expected traceback object, got '%T'", a[0]);
    if (!py_is(vm, a[1], PY_TYPE_FRAME))
        return py_raise(vm, PY_EXC_TypeError,
                        "traceback() argument 'tb_frame' must be frame, not %T", a[1]);
    if (!py_as_int64(vm, a[2], &last) || !py_as_int64(vm, a[3], &line))
        return py_unset();
    py_traceback *tb = traceback_new(vm, (py_frame *)a[1].as.o, (int)(last / 2));
    if (tb) {
        tb->line = (int)line;
        tb->next = py_is_none(a[0]) ? NULL : py_retain(a[0].as.o);
    }
    return py_from(tb);
}

static void tb_clear(py_vm *vm, py_obj *self) {
    py_traceback *tb = (py_traceback *)self, *next = tb->next;
    tb->next = NULL;
    py_release(vm, next);
}

static void tb_dealloc(py_vm *vm, py_obj *self) {
    py_gc_untrack(vm, self);
    tb_clear(vm, self);
    py_release(vm, ((py_traceback *)self)->frame);
    py_object_free(vm, self, 0);
}

static void tb_traverse(py_obj *self, py_visit visit, void *context) {
    py_traceback *tb = (py_traceback *)self;
    visit(context, py_from(tb->next));
    visit(context, py_from(&tb->frame->gc));
}

static py_value get_frame(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__frame_object(vm, tb_of(a)->frame);
}

static py_value get_line(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_int(py__tb_line(tb_of(a)));
}

static py_value get_last(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_int((int64_t)tb_of(a)->pc * 2);
}

static py_value get_next(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    py_traceback *next = tb_of(a)->next;
    return next ? py_incref(py_from(next)) : py_none();
}

static py_value set_next(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_none(a[1]) && !py_is(vm, a[1], PY_TYPE_TRACEBACK))
        return py_raise(vm, PY_EXC_TypeError, "expected traceback object, got '%T'", a[1]);
    py_traceback *tb = tb_of(a), *next = py_is_none(a[1]) ? NULL : (py_traceback *)a[1].as.o, *old = tb->next;
    for (const py_traceback *at = next; at; at = at->next)
        if (at == tb)
            return py_raise(vm, PY_EXC_ValueError, "traceback loop detected");
    tb->next = py_retain(next);
    py_release(vm, old);
    return py_none();
}

static const py_fndef methods[] = {
    {"tb_frame", NULL, get_frame, PY_FN_GETTER}, {"tb_lineno", NULL, get_line, PY_FN_GETTER},
    {"tb_lasti", NULL, get_last, PY_FN_GETTER},  {"tb_next", NULL, get_next, PY_FN_GETTER},
    {"tb_next", NULL, set_next, PY_FN_SETTER},   {0}};

const py_type_spec py_traceback_spec = {
    .name = "traceback",
    .size = sizeof(py_traceback),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = tb_dealloc, .traverse = tb_traverse, .clear = tb_clear, .new_ = tb_new},
    .methods = methods,
};
