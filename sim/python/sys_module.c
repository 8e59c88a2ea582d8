// The module sys as far as a guest program may see it, and the streams sys.stdout and sys.stderr.
#include <float.h>

#include "builtins_internal.h"
#include "vm_internal.h"

// ---- streams ------------------------------------------------------------------------------------

typedef struct stream {
    py_obj base;
    bool is_stderr;
} stream;

bool py__stream_is(py_vm *vm, py_value v, bool *is_stderr) {
    if (!py_is(vm, v, PY_TYPE_TEXT_STREAM))
        return false;
    *is_stderr = ((stream *)v.as.o)->is_stderr;
    return true;
}

static void stream_dealloc(py_vm *vm, py_obj *self) {
    py_object_free(vm, self, 0);
}

static py_value stream_repr(py_vm *vm, py_value self) {
    bool is_stderr = ((stream *)self.as.o)->is_stderr;
    return py_from(py_str_format(vm, "<_io.TextIOWrapper name='<%s>' mode='w' encoding='utf-8'>",
                                 is_stderr ? "stderr" : "stdout"));
}

static py_value stream_write(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value v = py_unbox(a[1]);
    if (!py_is_str(v))
        return py_raise(vm, PY_EXC_TypeError, "write() argument must be str, not %T", a[1]);
    const py_str *text = py_as_str(v);
    if (vm->host.out && text->size)
        vm->host.out(vm->host.context, ((stream *)a[0].as.o)->is_stderr, text->data, text->size);
    return py_int(text->len);
}

static py_value stream_writelines(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value list = py_iter_to_list(vm, a[1]);
    bool ok = py_is_set(list);
    for (int64_t i = 0; ok && i < ((py_list *)list.as.o)->count; i++) {
        py_value args[2] = {a[0], ((py_list *)list.as.o)->items[i]};
        ok = py_is_set(stream_write(vm, args, 2));
    }
    py_decref(vm, list);
    return ok ? py_none() : py_unset();
}

static py_value stream_flush(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)a;
    (void)n;
    return py_none();
}

static py_value stream_false(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)a;
    (void)n;
    return py_bool(false);
}

static py_value stream_true(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)a;
    (void)n;
    return py_bool(true);
}

static py_value stream_encoding(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_from(py_str_z(vm, "utf-8"));
}

static py_value stream_name(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_from(py_str_z(vm, ((stream *)a[0].as.o)->is_stderr ? "<stderr>" : "<stdout>"));
}

static py_value stream_errors(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_from(py_str_z(vm, ((stream *)a[0].as.o)->is_stderr ? "backslashreplace" : "strict"));
}

static py_value stream_mode(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_from(py_str_z(vm, "w"));
}

static py_value stream_is_stderr(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(((stream *)a[0].as.o)->is_stderr);
}

static py_value stream_fileno(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_int(((stream *)a[0].as.o)->is_stderr ? 2 : 1);
}

// How output is kept back and which encoding it has changes nothing here; what it is told is UTF-8 stays so.
static py_value stream_reconfigure(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const char *encoding = py_is_set(a[1]) && py_is_str(a[1]) ? py_as_str(a[1])->data : "utf-8";
    if (strcmp(encoding, "utf-8") != 0 && strcmp(encoding, "utf8") != 0 && strcmp(encoding, "UTF-8") != 0)
        return py_unsupported(vm, "the encoding %s of sys.stdout is not supported", encoding);
    return py_none();
}

static py_value stream_buffer(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value part = py_import(vm, "_io_streams");
    py_value type = py_is_set(part) ? py_getattr_z(vm, part, "BufferedWriter") : py_unset();
    py_value made = py_is_set(type) ? py_call_n(vm, type, 1, a) : py_unset();
    py_decref(vm, type);
    py_decref(vm, part);
    return made;
}

static const py_fndef stream_methods[] = {
    {"reconfigure", "self, *, encoding=, errors=, newline=, line_buffering=, write_through=", stream_reconfigure,
     PY_FN_METHOD},
    {"buffer", "self", stream_buffer, PY_FN_GETTER},
    {"errors", "self", stream_errors, PY_FN_GETTER},
    {"mode", "self", stream_mode, PY_FN_GETTER},
    {"line_buffering", "self", stream_is_stderr, PY_FN_GETTER},
    {"write_through", "self", stream_false, PY_FN_GETTER},
    {"fileno", "self, /", stream_fileno, PY_FN_METHOD},
    {"seekable", "self, /", stream_false, PY_FN_METHOD},
    {"write", "self, text, /", stream_write, PY_FN_METHOD},
    {"writelines", "self, lines, /", stream_writelines, PY_FN_METHOD},
    {"flush", "self, /", stream_flush, PY_FN_METHOD},
    {"isatty", "self, /", stream_false, PY_FN_METHOD},
    {"readable", "self, /", stream_false, PY_FN_METHOD},
    {"writable", "self, /", stream_true, PY_FN_METHOD},
    {"closed", "self", stream_false, PY_FN_GETTER},
    {"encoding", "self", stream_encoding, PY_FN_GETTER},
    {"name", "self", stream_name, PY_FN_GETTER},
    {0},
};

const py_type_spec py_text_stream_spec = {
    .name = "TextIOWrapper",
    .module = "_io",
    .size = sizeof(stream),
    .base = -1,
    .slots = {.dealloc = stream_dealloc, .repr = stream_repr},
    .methods = stream_methods,
};

static py_value stream_new(py_vm *vm, bool is_stderr) {
    stream *s = py_object_new(vm, vm->types[PY_TYPE_TEXT_STREAM], 0);
    if (s)
        s->is_stderr = is_stderr;
    return py_from(s);
}

// ---- functions ----------------------------------------------------------------------------------

static py_value f_exit(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_raise_value(vm, vm->exceptions[PY_EXC_SystemExit],
                          py_is_set(a[0]) && !py_is_none(a[0]) ? a[0] : py_unset());
}

static py_value f_exc_info(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    py_exc *exc = py_handled(vm);
    py_value parts[3] = {py_none(), py_none(), py_none()};
    if (exc) {
        parts[0] = py_from(exc->gc.base.type);
        parts[1] = py_from(exc);
        parts[2] = py__exc_traceback(vm, exc);
    }
    py_value tuple = py_is_set(parts[2]) ? py_from(py_tuple_of(vm, 3, parts)) : py_unset();
    if (exc)
        py_decref(vm, parts[2]);
    return tuple;
}

static py_value f_exception(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    py_exc *exc = py_handled(vm);
    return exc ? py_incref(py_from(exc)) : py_none();
}

// The program's frame `depth` calls up; NULL: raised.
static py_frame *frame_at(py_vm *vm, py_value depth) {
    int64_t up = 0;
    if (py_is_set(depth) && !py_as_int64(vm, depth, &up))
        return NULL;
    py_frame *frame = py__program_frame(vm->frame);
    for (; frame && up > 0; up--)
        frame = py__frame_back(frame);
    if (!frame)
        py_raise(vm, PY_EXC_ValueError, "call stack is not deep enough");
    return frame;
}

static py_value f_getframe(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_frame *frame = frame_at(vm, a[0]);
    return frame ? py__frame_object(vm, frame) : py_unset();
}

static py_value f_getframemodulename(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_frame *frame = frame_at(vm, a[0]);
    if (!frame && py_exc_matches(vm, PY_EXC_ValueError)) {
        py_exc_clear(vm);
        return py_none();
    }
    return frame ? py_incref(frame->func->module) : py_unset();
}

static py_value f_getrecursionlimit(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_int(vm->max_depth);
}

#define DEEPEST 1000 // what the C stack surely holds of nested native calls

static py_value f_setrecursionlimit(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t limit;
    if (!py_as_int64(vm, a[0], &limit))
        return py_unset();
    if (limit < 1)
        return py_raise(vm, PY_EXC_ValueError, "recursion limit must be greater or equal than 1");
    if (limit > DEEPEST)
        return py_unsupported(vm, "a recursion limit over %d is not supported", DEEPEST);
    if (limit <= vm->depth)
        return py_raise(vm, PY_EXC_RecursionError,
                        "cannot set the recursion limit to %lld at the recursion depth %d: the "
                        "limit is too low",
                        (long long)limit, vm->depth);
    vm->max_depth = (int)limit;
    return py_none();
}

static py_value f_intern(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_str(a[0]))
        return py_raise(vm, PY_EXC_TypeError, "intern() argument must be str, not %T", a[0]);
    return py_from(py_str_intern(vm, py_as_str(a[0])->data, py_as_str(a[0])->size));
}

static py_value f_getdefaultencoding(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_from(py_str_z(vm, "utf-8"));
}

static const py_fndef functions[] = {
    {"exit", "status=, /", f_exit, PY_FN_PLAIN},
    {"exc_info", "", f_exc_info, PY_FN_PLAIN},
    {"exception", "", f_exception, PY_FN_PLAIN},
    {"getrecursionlimit", "", f_getrecursionlimit, PY_FN_PLAIN},
    {"setrecursionlimit", "limit, /", f_setrecursionlimit, PY_FN_PLAIN},
    {"_getframe", "depth=, /", f_getframe, PY_FN_PLAIN},
    {"_getframemodulename", "depth=", f_getframemodulename, PY_FN_PLAIN},
    {"intern", "string, /", f_intern, PY_FN_PLAIN},
    {"getdefaultencoding", "", f_getdefaultencoding, PY_FN_PLAIN},
    {0},
};

static bool add_str(py_vm *vm, py_module *module, const char *name, const char *text) {
    return py_module_add(vm, module, name, py_from(py_str_z(vm, text)));
}

static py_value path_list(py_vm *vm) {
    py_list *list = py_list_new(vm, 1);
    if (list)
        py_list_append(vm, list, py_from(vm->empty_str));
    return py_from(list);
}

// As sys.__stdout__ and as sys.stdout.
static bool add_stream(py_vm *vm, py_module *module, const char *name, bool is_stderr) {
    char plain[16] = "";
    strncat(plain, name + 2, strlen(name) - 4);
    py_value v = stream_new(vm, is_stderr);
    bool ok = py_is_set(v) && py_module_add(vm, module, plain, py_incref(v));
    return py_module_add(vm, module, name, v) && ok;
}

static bool sys_init(py_vm *vm, py_module *module) {
    char version[48] = "3.00.0 (vloop)";
    version[2] = (char)('0' + vm->python_minor / 10);
    version[3] = (char)('0' + vm->python_minor % 10);
    return add_str(vm, module, "version", version) && add_str(vm, module, "platform", "linux") &&
           add_str(vm, module, "byteorder", "little") && add_str(vm, module, "executable", "") &&
           py_module_add(vm, module, "maxsize", py_int(INT64_MAX)) &&
           py_module_add(vm, module, "maxunicode", py_int(0x10ffff)) &&
           py_module_add(vm, module, "path", path_list(vm)) &&
           py_module_add(vm, module, "argv", py_from(py_list_new(vm, 0))) &&
           py_module_add(vm, module, "modules", py_incref(py_from(vm->modules))) &&
           add_stream(vm, module, "__stdout__", false) && add_stream(vm, module, "__stderr__", true);
}

// What is rarely asked for is in Python.
static py_value missing(py_vm *vm, py_module *module, py_str *name) {
    return name->data[0] == '_' ? py_unset() : py_module_part(vm, module, name, "_sys_more");
}

const py_module_spec py_sys_module_spec = {
    .name = "sys", .init = sys_init, .functions = functions, .missing = missing};
