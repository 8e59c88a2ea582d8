// Raising: exceptions made from a class and a message, what is pending, ends of the run, warnings
// and exceptions that nothing can catch. Context chaining as CPython's _PyErr_SetObject.
#include <stdio.h>

#include "types_internal.h"
#include "vm_internal.h"

// ---- pending
// --------------------------------------------------------------------------------------

bool py_failed(const py_vm *vm) {
    return vm->exc || vm->halt != VL_OK;
}

py_exc *py_exc_fetch(py_vm *vm) {
    py_exc *exc = vm->exc;
    vm->exc = NULL;
    return exc;
}

void py_exc_clear(py_vm *vm) {
    py_release(vm, py_exc_fetch(vm));
}

bool py_exc_matches(py_vm *vm, py_exc_id id) {
    return vm->exc && py_is_subtype(vm->exc->gc.base.type, vm->exceptions[id]);
}

// ---- context
// ----------------------------------------------------------------------------------------

static py_exc *context_of(const py_exc *exc) {
    return exc->context.tag == PY_OBJ ? (py_exc *)exc->context.as.o : NULL;
}

// `context` and what it hangs on must not lead back to `exc`: such a link is cut.
void py__exc_set_context(py_vm *vm, py_exc *exc, py_exc *context) {
    if (exc == context)
        return;
    py_exc *slow = context;
    bool step = false;
    for (py_exc *at = context, *next; (next = context_of(at)); at = next) {
        if (next == exc) {
            py_assign_take(vm, &at->context, py_unset());
            break;
        }
        if (next == slow) // a loop that exc is not part of
            break;
        if (step)
            slow = context_of(slow);
        step = !step;
    }
    py_assign_take(vm, &exc->context, py_incref(py_from(context)));
}

py_value py_raise_exc(py_vm *vm, py_exc *exc_take) {
    if (vm->halt != VL_OK) {
        py_release(vm, exc_take);
        return py_unset();
    }
    py_exc *handled = py_handled(vm);
    if (exc_take && handled && handled != exc_take)
        py__exc_set_context(vm, exc_take, handled);
    py_exc *old = vm->exc;
    vm->exc = exc_take;
    py_release(vm, old);
    return py_unset();
}

// ---- making and raising
// -----------------------------------------------------------------------------

static py_exc *exc_from_text(py_vm *vm, py_exc_id id, py_str *text_take) {
    py_exc *exc = text_take ? py_object_new(vm, vm->exceptions[id], 0) : NULL;
    if (exc) {
        py_value arg = py_from(text_take);
        exc->args = py_tuple_of(vm, 1, &arg);
        if (!exc->args) {
            py_release(vm, exc);
            exc = NULL;
        } else
            py__exc_fields(vm, exc);
    }
    py_release(vm, text_take);
    return exc;
}

static py_str *format_text(py_vm *vm, const char *format, va_list args) {
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    if (py_buf_formatv(vm, &text, format, args))
        return py_str_from_buf(vm, &text);
    vl_buf_deinit(&text);
    if (!py_failed(vm))
        py_raise_memory(vm);
    return NULL;
}

py_exc *py_exc_new(py_vm *vm, py_exc_id id, const char *format, ...) {
    va_list args;
    va_start(args, format);
    py_str *text = format_text(vm, format, args);
    va_end(args);
    return exc_from_text(vm, id, text);
}

py_value py_raise(py_vm *vm, py_exc_id id, const char *format, ...) {
    if (vm->halt != VL_OK)
        return py_unset();
    va_list args;
    va_start(args, format);
    py_str *text = format_text(vm, format, args);
    va_end(args);
    py_exc *exc = exc_from_text(vm, id, text);
    return exc ? py_raise_exc(vm, exc) : py_unset();
}

py_value py_raise_value(py_vm *vm, py_type *type, py_value arg) {
    if (vm->halt != VL_OK)
        return py_unset();
    py_value made = py_call_n(vm, py_from(type), py_is_set(arg) ? 1 : 0, &arg);
    if (!py_is_set(made))
        return made;
    if (!py_is_exception(made)) {
        py_decref(vm, made);
        return py_raise(vm, PY_EXC_TypeError, "exceptions must derive from BaseException");
    }
    return py_raise_exc(vm, (py_exc *)made.as.o);
}

// Made before there was need of it; what it carried from an earlier time is dropped.
py_value py_raise_memory(py_vm *vm) {
    if (vm->halt != VL_OK)
        return py_unset();
    if (!vm->memory_error)
        return py_halt(vm, VL_MEMORY, "out of memory");
    py_exc *exc = vm->memory_error;
    if (exc->gc.base.refs == 1) {
        py_assign_take(vm, &exc->context, py_unset());
        py_assign_take(vm, &exc->cause, py_unset());
        py__exc_drop_traceback(vm, exc);
    }
    return py_raise_exc(vm, py_retain(exc));
}

// ---- the end of a run
// ---------------------------------------------------------------------------------

static void halt(py_vm *vm, vl_status status, const char *format, va_list args) {
    if (vm->halt != VL_OK)
        return;
    vm->halt = status;
    py_exc_clear(vm);
    if (!vm->error)
        return;
    vl_place place = {0};
    const char *file = NULL;
    py_current_place(vm, &place, &file);
    vl_error_setv(vm->error, status, format, args);
    if (vm->error->status == status && !vm->error->place.line) {
        vm->error->place = place;
        if (file)
            snprintf(vm->error->file, sizeof vm->error->file, "%s", file);
    }
}

py_value py_halt(py_vm *vm, vl_status status, const char *format, ...) {
    va_list args;
    va_start(args, format);
    halt(vm, status, format, args);
    va_end(args);
    return py_unset();
}

py_value py_unsupported(py_vm *vm, const char *format, ...) {
    va_list args;
    va_start(args, format);
    halt(vm, VL_UNSUPPORTED, format, args);
    va_end(args);
    return py_unset();
}

// ---- stderr
// -----------------------------------------------------------------------------------------

static void write_stderr(py_vm *vm, vl_buf *text) {
    if (vm->host.out && text->len)
        vm->host.out(vm->host.context, true, text->data, text->len);
    vl_buf_deinit(text);
}

void py_write_unraisable(py_vm *vm, py_value where) {
    if (vm->unraisable) {
        vm->unraisable(vm, where);
        py_exc_clear(vm);
        return;
    }
    py_exc *exc = py_exc_fetch(vm);
    if (!exc)
        return;
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    py_str *shown = py_is_set(where) ? py_repr(vm, where) : NULL;
    py_exc_clear(vm);
    vl_buf_text(&text, "Exception ignored in: ");
    vl_buf_text(&text, shown ? shown->data : "<object repr() failed>");
    vl_buf_char(&text, '\n');
    py__exc_render_plain(vm, &text, exc);
    write_stderr(vm, &text);
    py_release(vm, shown);
    py_release(vm, exc);
}

// The line of source text that the warning's place is on, indented as CPython prints it.
static void append_source_line(py_vm *vm, vl_buf *out, const char *file, int line) {
    py_value text = py_unset();
    py_str *key = py_str_z(vm, file);
    if (key && vm->sources)
        text = py_dict_get_str(vm->sources, key);
    py_release(vm, key);
    if (!py_is_str(text))
        return;
    const char *at = py_as_str(text)->data;
    for (int i = 1; i < line && at; i++) {
        at = strchr(at, '\n');
        at = at ? at + 1 : NULL;
    }
    if (!at)
        return;
    at += strspn(at, " \t");
    vl_buf_text(out, "  ");
    vl_buf_append(out, at, strcspn(at, "\n"));
    vl_buf_char(out, '\n');
}

void py__warn_syntax(py_vm *vm, const char *file, int line, const char *message) {
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    vl_buf_format(&text, "%s:%d: SyntaxWarning: %s\n", file, line, message);
    append_source_line(vm, &text, file, line);
    write_stderr(vm, &text);
}

void py_warn(py_vm *vm, py_exc_id category, const char *format, ...) {
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    vl_place place = {0};
    const char *file = NULL;
    py_current_place(vm, &place, &file);
    vl_buf_format(&text, "%s:%d: %s: ", file ? file : "sys", place.line ? place.line : 1,
                  vm->exceptions[category]->name->data);
    va_list args;
    va_start(args, format);
    py_buf_formatv(vm, &text, format, args);
    va_end(args);
    vl_buf_char(&text, '\n');
    if (file)
        append_source_line(vm, &text, file, place.line);
    write_stderr(vm, &text);
}
