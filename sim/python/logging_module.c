// `_logging`: what the module logging asks of the interpreter.
#include "vm_internal.h"

// caller(level): file, line and function of the program's frame that called; 1 is the innermost.
static py_value f_caller(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t level;
    if (!py_as_int64(vm, a[0], &level))
        return py_unset();
    const py_frame *frame = vm->frame;
    for (; frame; frame = frame->back)
        if (!(frame->code->flags & PY_CODE_LIBRARY) && --level < 1)
            break;
    py_value parts[3] = {py_unset(), py_int(frame ? py__frame_line(frame) : 0), py_unset()};
    parts[0] = frame ? py_incref(py_from(frame->code->file)) : py_from(py_str_z(vm, "(unknown file)"));
    parts[2] = frame ? py_incref(py_from(frame->code->name)) : py_from(py_str_z(vm, "(unknown function)"));
    py_value all = py_is_set(parts[0]) && py_is_set(parts[2]) ? py_from(py_tuple_of(vm, 3, parts)) : py_unset();
    py_decref(vm, parts[0]);
    py_decref(vm, parts[2]);
    return all;
}

// render(exception): the text of its traceback, as CPython prints it uncaught.
static py_value f_render(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_exception(a[0]))
        return py_raise(vm, PY_EXC_TypeError, "render() takes an exception");
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    if (py_exc_render_by_module(vm, &text, (py_exc *)a[0].as.o))
        return py_from(py_str_from_buf(vm, &text));
    vl_buf_deinit(&text);
    return py_failed(vm) ? py_unset() : py_raise_memory(vm);
}

static py_value f_current(py_vm *vm, const py_value *a, int n) {
    (void)a, (void)n;
    py_exc *exc = py_handled(vm);
    return exc ? py_incref(py_from(exc)) : py_none();
}

static py_value f_import(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_is_str(a[0]) ? py_import(vm, py_as_str(a[0])->data)
                           : py_raise(vm, PY_EXC_TypeError, "import_module() takes a str");
}

static const py_fndef functions[] = {
    {"import_module", "name, /", f_import, PY_FN_PLAIN}, // "a.b" gives a.b
    {"caller", "level, /", f_caller, PY_FN_PLAIN},
    {"render", "exception, /", f_render, PY_FN_PLAIN},
    {"current", "", f_current, PY_FN_PLAIN}, // the exception being handled, or None
    {0},
};

const py_module_spec py_logging_module_spec = {.name = "_logging", .functions = functions};
