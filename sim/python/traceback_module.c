// `_traceback`: what the modules traceback, warnings and inspect, written in Python, ask of the interpreter:
// the text of exceptions, the places in tracebacks and on the stack, lines of source.
#include "traceback_internal.h"
#include "vm_internal.h"

typedef bool (*render)(py_vm *vm, vl_buf *out, py_exc *exc);

static py_value text_of(py_vm *vm, py_value v, render write) {
    if (!py_is_exception(v))
        return py_raise(vm, PY_EXC_TypeError, "Exception expected for value, %T found", v);
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    vm->traceback_by_module = true;
    bool ok = write(vm, &text, (py_exc *)v.as.o);
    vm->traceback_by_module = false;
    if (!ok) {
        vl_buf_deinit(&text);
        return py_raise_memory(vm);
    }
    return py_from(py_str_from_buf(vm, &text));
}

// render(exception): all of it, as at the end of a program
static py_value f_render(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return text_of(vm, a[0], py_exc_render);
}

// last(exception): type, message and notes
static py_value f_last(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return text_of(vm, a[0], py_exc_message);
}

// One place as (file, line, name, end line, column, end column).
static bool add_place(py_vm *vm, py_list *list, const py_code *code, int pc) {
    const py_position *at = py__code_position(code, pc);
    py_value items[] = {py_from(code->file),       py_int(at->line), py_from(code->name),
                        py_int(at->end_line), py_int(at->col),  py_int(at->end_col)};
    py_tuple *place = py_tuple_of(vm, VL_COUNT(items), items);
    bool ok = place && py_list_append(vm, list, py_from(place));
    py_release(vm, place);
    return ok;
}

static py_value finish(py_vm *vm, py_list *list, bool ok) {
    if (ok)
        return py_from(list);
    py_release(vm, list);
    return py_unset();
}

// position(traceback or frame): (line, end line, column, end column)
static py_value f_position(py_vm *vm, const py_value *a, int n) {
    (void)n;
    bool is_frame = py_is(vm, a[0], PY_TYPE_FRAME);
    if (!is_frame && !py_is(vm, a[0], PY_TYPE_TRACEBACK))
        return py_raise(vm, PY_EXC_TypeError, "position() takes a traceback or a frame");
    const py_frame *frame = (py_frame *)a[0].as.o;
    const py_traceback *tb = (py_traceback *)a[0].as.o;
    const py_position *at = is_frame ? py__code_position(frame->code, (int)(frame->pc - frame->code->ops))
                                     : py__tb_position(tb);
    py_value items[] = {py_int(is_frame ? at->line : py__tb_line(tb)), py_int(at->end_line), py_int(at->col), py_int(at->end_col)};
    return py_from(py_tuple_of(vm, VL_COUNT(items), items));
}

// source(file, line, end line, column, end column): the lines with carets, columns from 0
static py_value f_source(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t at[4];
    for (int i = 0; i < 4; i++)
        if (!py_as_int64(vm, a[1 + i], &at[i]))
            return py_unset();
    if (!py_is_str(a[0]))
        return py_raise(vm, PY_EXC_TypeError, "source() takes a str");
    py_position position = {(int32_t)at[0], (int32_t)at[2] + 1, (int32_t)at[1], (int32_t)at[3] + 1};
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    py__render_source(vm, &text, py_as_str(a[0]), &position, true);
    return py_from(py_str_from_buf(vm, &text));
}

// stack(): where the program's frames stand, innermost first
static py_value f_stack(py_vm *vm, const py_value *a, int n) {
    (void)a, (void)n;
    py_list *list = py_list_new(vm, 0);
    bool ok = list != NULL;
    for (const py_frame *frame = vm->frame; ok && frame; frame = frame->back)
        if (!(frame->code->flags & PY_CODE_LIBRARY))
            ok = add_place(vm, list, frame->code, (int)(frame->pc - frame->code->ops));
    return finish(vm, list, ok);
}

// line(file, number): that line of the program's text, or ""
static py_value f_line(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value source = py_is_str(a[0]) ? py_dict_get_str(vm->sources, py_as_str(a[0])) : py_unset();
    int64_t number = a[1].tag == PY_INT ? a[1].as.i : 0;
    if (!py_is_str(source) || number < 1)
        return py_incref(py_from(vm->empty_str));
    const char *at = py_as_str(source)->data, *end = at + py_as_str(source)->size;
    for (; number > 1 && at < end; number--) {
        const char *next = memchr(at, '\n', (size_t)(end - at));
        at = next ? next + 1 : end;
    }
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    return py_from(py_str_new(vm, at, (size_t)((stop ? stop : end) - at)));
}

// code_place(function or coroutine): (file, first line), or None
static py_value f_code_place(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_code *code = py_is(vm, a[0], PY_TYPE_FUNCTION) ? ((py_func *)a[0].as.o)->code
                          : py_is(vm, a[0], PY_TYPE_COROUTINE) || py_is(vm, a[0], PY_TYPE_GENERATOR)
                              ? ((py_gen *)a[0].as.o)->code
                              : NULL;
    if (!code)
        return py_none();
    py_value items[] = {py_from(code->file), py_int(code->first_line)};
    return py_from(py_tuple_of(vm, 2, items));
}

static const py_fndef functions[] = {
    {"render", "exception, /", f_render, PY_FN_PLAIN},
    {"last", "exception, /", f_last, PY_FN_PLAIN},
    {"position", "traceback, /", f_position, PY_FN_PLAIN},
    {"source", "file, line, end_line, column, end_column, /", f_source, PY_FN_PLAIN},
    {"stack", "", f_stack, PY_FN_PLAIN},
    {"line", "file, number, /", f_line, PY_FN_PLAIN},
    {"code_place", "function, /", f_code_place, PY_FN_PLAIN},
    {0},
};

const py_module_spec py_traceback_module_spec = {.name = "_traceback", .functions = functions};
