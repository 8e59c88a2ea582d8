// What single built-in exceptions add to their base: attributes, text, keyword arguments.
#include "types_internal.h"
#include "vm_internal.h"

static py_exc *exc_of(py_value v) {
    return (py_exc *)v.as.o;
}

static py_value arg_at(const py_exc *exc, int64_t index) {
    return exc->args && index < exc->args->count ? exc->args->items[index] : py_unset();
}

static void put(py_vm *vm, py_value *place, py_value value) {
    py_assign_take(vm, place, py_incref(value));
}

// A getter and a setter for a value kept in the struct.
#define FIELD(name, place)                                                                         \
    static py_value get_##name(py_vm *vm, const py_value *a, int n) {                              \
        (void)vm, (void)n;                                                                         \
        return py_is_set(exc_of(a[0])->place) ? py_incref(exc_of(a[0])->place) : py_none();        \
    }                                                                                              \
    static py_value set_##name(py_vm *vm, const py_value *a, int n) {                              \
        (void)n;                                                                                   \
        put(vm, &exc_of(a[0])->place, a[1]);                                                       \
        return py_none();                                                                          \
    }

FIELD(value, value)
FIELD(extra0, extra[0])
FIELD(extra1, extra[1])
FIELD(extra2, extra[2])

#define ATTRIBUTE(attr, field)                                                                     \
    {attr, NULL, get_##field, PY_FN_GETTER}, {                                                     \
        attr, NULL, set_##field, PY_FN_SETTER                                                      \
    }

// ---- keyword arguments
// --------------------------------------------------------------------------------

// Takes the keywords in `names` into extra[0...]; the positional ones become args.
static bool init_with(py_vm *vm, py_value self, const py_args *args, const char *const *names,
                      int count) {
    py_exc *exc = exc_of(self);
    for (int64_t i = 0; args->kwnames && i < args->kwnames->count; i++) {
        py_str *name = py_as_str(args->kwnames->items[i]);
        int at = 0;
        while (at < count && !py_str_is(name, names[at]))
            at++;
        if (at == count) {
            py_raise(vm, PY_EXC_TypeError, "%T() got an unexpected keyword argument '%S'", self,
                     name);
            return false;
        }
        put(vm, &exc->extra[at], args->v[args->n + i]);
    }
    py_args positional = {args->v, args->n, NULL};
    return py_base_exception_spec.slots.init(vm, self, &positional);
}

static bool name_error_init(py_vm *vm, py_value self, const py_args *args) {
    static const char *const names[] = {"name"};
    return init_with(vm, self, args, names, 1);
}

static bool attribute_error_init(py_vm *vm, py_value self, const py_args *args) {
    static const char *const names[] = {"name", "obj"};
    return init_with(vm, self, args, names, 2);
}

static bool import_error_init(py_vm *vm, py_value self, const py_args *args) {
    static const char *const names[] = {"name", "path"};
    return init_with(vm, self, args, names, 2);
}

static const py_fndef name_error_methods[] = {ATTRIBUTE("name", extra0), {0}};
static const py_fndef attribute_error_methods[] = {
    ATTRIBUTE("name", extra0), ATTRIBUTE("obj", extra1), {0}};
static const py_fndef import_error_methods[] = {
    ATTRIBUTE("name", extra0), ATTRIBUTE("path", extra1), ATTRIBUTE("name_from", extra2),
    ATTRIBUTE("msg", value), {0}};
static const py_fndef stop_iteration_methods[] = {ATTRIBUTE("value", value), {0}};
static const py_fndef system_exit_methods[] = {ATTRIBUTE("code", value), {0}};

// ---- KeyError
// -----------------------------------------------------------------------------------------

static py_value key_error_str(py_vm *vm, py_value self) {
    const py_exc *exc = exc_of(self);
    if (exc->args && exc->args->count == 1)
        return py_from(py_repr(vm, exc->args->items[0]));
    return py_base_exception_spec.slots.str(vm, self);
}

// ---- OSError
// ------------------------------------------------------------------------------------------

typedef struct errno_class {
    int number;
    py_exc_id id;
} errno_class;

static const errno_class by_errno[] = {
    // Linux's numbers, whatever machine this runs on
    {1, PY_EXC_PermissionError},        {2, PY_EXC_FileNotFoundError},
    {3, PY_EXC_ProcessLookupError},     {4, PY_EXC_InterruptedError},
    {10, PY_EXC_ChildProcessError},     {11, PY_EXC_BlockingIOError},
    {13, PY_EXC_PermissionError},       {17, PY_EXC_FileExistsError},
    {20, PY_EXC_NotADirectoryError},    {21, PY_EXC_IsADirectoryError},
    {32, PY_EXC_BrokenPipeError},       {103, PY_EXC_ConnectionAbortedError},
    {104, PY_EXC_ConnectionResetError}, {108, PY_EXC_BrokenPipeError},
    {110, PY_EXC_TimeoutError},         {111, PY_EXC_ConnectionRefusedError},
    {114, PY_EXC_BlockingIOError},      {115, PY_EXC_BlockingIOError},
};

static py_value os_error_new(py_vm *vm, py_type *type, const py_args *args) {
    if (type == vm->exceptions[PY_EXC_OSError] && args->n >= 2 && args->n <= 5)
        for (size_t i = 0; i < VL_COUNT(by_errno); i++)
            if (args->v[0].tag == PY_INT && args->v[0].as.i == by_errno[i].number)
                type = vm->exceptions[by_errno[i].id];
    return py_base_exception_spec.slots.new_(vm, type, args);
}

static bool os_error_init(py_vm *vm, py_value self, const py_args *args) {
    if (!py_base_exception_spec.slots.init(vm, self, args))
        return false;
    py_exc *exc = exc_of(self);
    if (args->n < 2 || args->n > 5)
        return true;
    if (args->n >= 3 && !py_is_none(args->v[2])) { // args keep the first two
        py_tuple *two = py_tuple_of(vm, 2, args->v), *old = exc->args;
        if (!two)
            return false;
        exc->args = two;
        py_release(vm, old);
        put(vm, &exc->extra[2], args->v[2]);
    }
    put(vm, &exc->extra[0], args->v[0]);
    put(vm, &exc->extra[1], args->v[1]);
    return true;
}

static py_value os_error_str(py_vm *vm, py_value self) {
    const py_exc *exc = exc_of(self);
    if (py_is_set(exc->extra[2]))
        return py_from(
            py_str_format(vm, "[Errno %V] %V: %R", exc->extra[0], exc->extra[1], exc->extra[2]));
    if (py_is_set(exc->extra[0]))
        return py_from(py_str_format(vm, "[Errno %V] %V", exc->extra[0], exc->extra[1]));
    return py_base_exception_spec.slots.str(vm, self);
}

static const py_fndef os_error_methods[] = {
    ATTRIBUTE("errno", extra0), ATTRIBUTE("strerror", extra1), ATTRIBUTE("filename", extra2), {0}};

// ---- SyntaxError
// ----------------------------------------------------------------------------------------

// SyntaxError(msg, (filename, lineno, offset, text, ...))
static py_value syntax_detail(const py_exc *exc, int64_t index) {
    py_value details = arg_at(exc, 1);
    if (!py_is_tuple(details) || index >= ((py_tuple *)details.as.o)->count)
        return py_none();
    return py_incref(((py_tuple *)details.as.o)->items[index]);
}

#define DETAIL(name, index)                                                                        \
    static py_value syntax_##name(py_vm *vm, const py_value *a, int n) {                           \
        (void)vm, (void)n;                                                                         \
        return syntax_detail(exc_of(a[0]), index);                                                 \
    }

DETAIL(filename, 0)
DETAIL(lineno, 1)
DETAIL(offset, 2)
DETAIL(text, 3)
DETAIL(end_lineno, 4)
DETAIL(end_offset, 5)

static py_value syntax_str(py_vm *vm, py_value self) {
    const py_exc *exc = exc_of(self);
    if (!py_is_set(exc->value))
        return py_base_exception_spec.slots.str(vm, self);
    py_value file = syntax_detail(exc, 0), line = syntax_detail(exc, 1);
    py_value text;
    if (py_is_str(file) && line.tag == PY_INT)
        text = py_from(py_str_format(vm, "%V (%V, line %V)", exc->value, file, line));
    else if (line.tag == PY_INT)
        text = py_from(py_str_format(vm, "%V (line %V)", exc->value, line));
    else
        text = py_from(py_str_of(vm, exc->value));
    py_decref(vm, file);
    py_decref(vm, line);
    return text;
}

static const py_fndef syntax_error_methods[] = {
    ATTRIBUTE("msg", value),
    {"filename", NULL, syntax_filename, PY_FN_GETTER},
    {"lineno", NULL, syntax_lineno, PY_FN_GETTER},
    {"offset", NULL, syntax_offset, PY_FN_GETTER},
    {"text", NULL, syntax_text, PY_FN_GETTER},
    {"end_lineno", NULL, syntax_end_lineno, PY_FN_GETTER},
    {"end_offset", NULL, syntax_end_offset, PY_FN_GETTER},
    {0}};

// ---- UnicodeError
// ---------------------------------------------------------------------------------------

#define PART(name, index)                                                                          \
    static py_value unicode_##name(py_vm *vm, const py_value *a, int n) {                          \
        (void)vm, (void)n;                                                                         \
        py_value v = arg_at(exc_of(a[0]), index);                                                  \
        return py_is_set(v) ? py_incref(v) : py_none();                                            \
    }

PART(encoding, 0)
PART(object, 1)
PART(start, 2)
PART(end, 3)
PART(reason, 4)

// "'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)"
static py_value unicode_str(py_vm *vm, py_value self) {
    const py_exc *exc = exc_of(self);
    bool encodes = py__exc_is(vm, (py_exc *)exc, PY_EXC_UnicodeEncodeError);
    if (!exc->args || exc->args->count != 5)
        return py_base_exception_spec.slots.str(vm, self);
    py_value object = exc->args->items[1], start = exc->args->items[2], end = exc->args->items[3];
    int64_t first = start.tag == PY_INT ? start.as.i : 0, last = end.tag == PY_INT ? end.as.i : 0;
    vl_buf what;
    vl_buf_init(&what, vm->heap);
    if (last != first + 1)
        vl_buf_format(&what, "%s in position %lld-%lld", encodes ? "characters" : "bytes",
                      (long long)first, (long long)last - 1);
    else if (encodes && py_is_str(object) && first < py_as_str(object)->len) {
        uint32_t code = py_str_at(py_as_str(object), first);
        vl_buf_format(&what,
                      code < 0x100     ? "character '\\x%02x'"
                      : code < 0x10000 ? "character '\\u%04x'"
                                       : "character '\\U%08x'",
                      code);
        vl_buf_format(&what, " in position %lld", (long long)first);
    } else if (!encodes && py_has_flag(object, PY_TF_BYTES) && !py_has_flag(object, PY_TF_BOXED) &&
               (size_t)first < ((py_bytes *)object.as.o)->size)
        vl_buf_format(&what, "byte 0x%02x in position %lld",
                      (unsigned char)((py_bytes *)object.as.o)->data[first], (long long)first);
    py_value text = py_from(py_str_format(vm, "'%V' codec can't %s %s: %V", exc->args->items[0],
                                          encodes ? "encode" : "decode", what.data ? what.data : "",
                                          exc->args->items[4]));
    vl_buf_deinit(&what);
    return text;
}

static const py_fndef unicode_methods[] = {{"encoding", NULL, unicode_encoding, PY_FN_GETTER},
                                           {"object", NULL, unicode_object, PY_FN_GETTER},
                                           {"start", NULL, unicode_start, PY_FN_GETTER},
                                           {"end", NULL, unicode_end, PY_FN_GETTER},
                                           {"reason", NULL, unicode_reason, PY_FN_GETTER},
                                           {0}};

// ---- which kind has what
// --------------------------------------------------------------------------------

void py__exc_fields(py_vm *vm, py_exc *exc) {
    py_value first = arg_at(exc, 0);
    if (!py_is_set(first))
        return;
    if (py__exc_is(vm, exc, PY_EXC_SystemExit) && exc->args->count > 1)
        put(vm, &exc->value, py_from(exc->args));
    else if (py__exc_is(vm, exc, PY_EXC_StopIteration) || py__exc_is(vm, exc, PY_EXC_SystemExit) ||
             py__exc_is(vm, exc, PY_EXC_SyntaxError) || py__exc_is(vm, exc, PY_EXC_ImportError))
        put(vm, &exc->value, first);
}

#define FLAGS (PY_TF_GC | PY_TF_BASE | PY_TF_EXCEPTION)

static const py_type_spec plain[] = {
#define X(exc_name, exc_base)                                                                      \
    [PY_EXC_##exc_name] = {.name = #exc_name, .size = sizeof(py_exc), .flags = FLAGS},
#include "exceptions.def"
#undef X
};

#define SPEC(exc_name, exc_slots, exc_methods)                                                     \
    {                                                                                              \
        PY_EXC_##exc_name, {                                                                       \
            .name = #exc_name, .size = sizeof(py_exc), .flags = FLAGS, .slots = exc_slots,         \
            .methods = exc_methods                                                                 \
        }                                                                                          \
    }
#define SLOTS(...)                                                                                 \
    { __VA_ARGS__ }

static const struct {
    py_exc_id id;
    py_type_spec spec;
} special[] = {
    SPEC(KeyError, SLOTS(.str = key_error_str), NULL),
    SPEC(StopIteration, SLOTS(0), stop_iteration_methods),
    SPEC(SystemExit, SLOTS(0), system_exit_methods),
    SPEC(NameError, SLOTS(.init = name_error_init), name_error_methods),
    SPEC(AttributeError, SLOTS(.init = attribute_error_init), attribute_error_methods),
    SPEC(ImportError, SLOTS(.init = import_error_init), import_error_methods),
    SPEC(OSError, SLOTS(.new_ = os_error_new, .init = os_error_init, .str = os_error_str),
         os_error_methods),
    SPEC(SyntaxError, SLOTS(.str = syntax_str), syntax_error_methods),
    SPEC(UnicodeDecodeError, SLOTS(.str = unicode_str), unicode_methods),
    SPEC(UnicodeEncodeError, SLOTS(.str = unicode_str), unicode_methods),
    SPEC(BaseExceptionGroup,
         SLOTS(.new_ = py__group_new, .init = py__group_init, .str = py__group_str),
         py__group_methods),
};

const py_type_spec *py__exc_spec(py_exc_id id) {
    for (size_t i = 0; i < VL_COUNT(special); i++)
        if (special[i].id == id)
            return &special[i].spec;
    return &plain[id];
}
