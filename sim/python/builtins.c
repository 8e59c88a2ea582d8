// The module builtins: print, the functions that are refused by name, and the making of the module
// from the tables of the other files, the types and the exceptions.
#include "builtins_internal.h"
#include "vm_internal.h"

// ---- print
// --------------------------------------------------------------------------------------------------

// sep and end: a str, or None for the default.
static bool text_option(py_vm *vm, py_value v, const char *name, py_str **out) {
    *out = NULL;
    if (!py_is_set(v) || py_is_none(v))
        return true;
    if (!py_has_flag(v, PY_TF_STR)) {
        py_raise(vm, PY_EXC_TypeError, "%s must be None or a string, not %T", name, v);
        return false;
    }
    *out = py_as_str(py_unbox(v));
    return true;
}

// Where print writes: a stream of the run, through a buffer, or an object of the program, piece by piece.
typedef struct printer {
    py_vm *vm;
    py_value file; // unset: a stream of the run
    bool is_stderr;
    vl_buf text;
} printer;

static void print_flush(printer *p) {
    if (p->vm->host.out && p->text.len && !p->text.failed)
        p->vm->host.out(p->vm->host.context, p->is_stderr, p->text.data, p->text.len);
    if (!p->text.failed)
        vl_buf_clear(&p->text);
}

static bool print_piece(printer *p, const char *data, size_t size) {
    if (!py_is_set(p->file)) {
        vl_buf_append(&p->text, data, size);
        return !p->text.failed || py_is_set(py_raise_memory(p->vm));
    }
    py_value arg = py_from(py_str_new(p->vm, data, size));
    py_value result = py_is_set(arg) ? py_call_method(p->vm, p->file, PY_SYM_write, 1, &arg) : arg;
    py_decref(p->vm, arg);
    py_decref(p->vm, result);
    return py_is_set(result);
}

static bool print_all(printer *p, const py_value *values, int count, const py_str *sep, const py_str *end) {
    for (int i = 0; i < count; i++) {
        if (i && !print_piece(p, sep ? sep->data : " ", sep ? sep->size : 1))
            return false;
        if (values[i].tag == PY_OBJ && !py_is_str(values[i])) // its text may print too
            print_flush(p);
        py_str *text = py_str_of(p->vm, values[i]);
        bool ok = text && print_piece(p, text->data, text->size);
        py_release(p->vm, text);
        if (!ok)
            return false;
    }
    return print_piece(p, end ? end->data : "\n", end ? end->size : 1);
}

// sys.stdout, which the program may have replaced; unset: as it was.
static py_value current_stdout(py_vm *vm) {
    static const char name[] = "sys", attr[] = "stdout";
    py_value found = py_unset();
    py_str *key = py_str_intern(vm, name, sizeof name - 1);
    py_value module = key ? py_dict_get_str(vm->modules, key) : py_unset();
    py_release(vm, key);
    if (!py_is(vm, module, PY_TYPE_MODULE))
        return found;
    key = py_str_intern(vm, attr, sizeof attr - 1);
    if (key)
        found = py_dict_get_str(((py_module *)module.as.o)->dict, key);
    py_release(vm, key);
    return found;
}

// a: sep, end, file, flush, then the values.
static py_value fn_print(py_vm *vm, const py_value *a, int n) {
    py_str *sep, *end;
    printer p = {.vm = vm, .file = py_is_set(a[2]) && !py_is_none(a[2]) ? a[2] : current_stdout(vm)};
    if (py_is_none(p.file))
        return py_none();
    if (!text_option(vm, a[0], "sep", &sep) || !text_option(vm, a[1], "end", &end))
        return py_unset();
    if (py_is_set(p.file) && py__stream_is(vm, p.file, &p.is_stderr))
        p.file = py_unset();
    py_incref(p.file);
    vl_buf_init(&p.text, vm->heap);
    bool ok = print_all(&p, a + 4, n - 4, sep, end);
    print_flush(&p); // what stands before a mistake too
    vl_buf_deinit(&p.text);
    int flush = ok && py_is_set(a[3]) ? py_truth(vm, a[3]) : 0;
    if (flush > 0 && py_is_set(p.file)) {
        py_value result = py_call_method(vm, p.file, PY_SYM_flush, 0, NULL);
        ok = py_is_set(result);
        py_decref(vm, result);
    }
    py_decref(vm, p.file);
    return ok && flush >= 0 ? py_none() : py_unset();
}

// ---- refused
// ------------------------------------------------------------------------------------------------

#define REFUSE(name)                                                                               \
    static py_value fn_##name(py_vm *vm, const py_value *a, int n) {                               \
        (void)a, (void)n;                                                                          \
        return py_unsupported(vm, #name "() is not supported");                                    \
    }

REFUSE(breakpoint)
REFUSE(compile)
REFUSE(eval)
REFUSE(exec)
REFUSE(help)
REFUSE(input)
REFUSE(open)

// ---- classes, imports
// ---------------------------------------------------------------------------------------

static py_value fn_import(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_str(a[0]))
        return py_raise(vm, PY_EXC_TypeError, "__import__() argument 1 must be str, not %T", a[0]);
    return py__import_name(vm, py_as_str(a[0]), py_is_set(a[4]) ? a[4] : py_int(0),
                           py_is_set(a[3]) ? a[3] : py_none());
}

// Keyword arguments arrive as a dict: they are laid out behind the positional ones again.
static py_value fn_build_class(py_vm *vm, const py_value *a, int n) {
    py_dict *keywords = (py_dict *)a[0].as.o;
    py_tuple *names = py_tuple_new(vm, keywords->used);
    py_tuple *values = names ? py_tuple_new(vm, n - 1 + (int64_t)keywords->used) : NULL;
    py_value cls = py_unset();
    if (values) {
        for (int i = 1; i < n; i++)
            values->items[i - 1] = py_incref(a[i]);
        uint32_t at = 0;
        py_value key, value;
        for (int64_t i = 0; py_dict_next(keywords, &at, &key, &value); i++) {
            names->items[i] = py_incref(key);
            values->items[n - 1 + i] = py_incref(value);
        }
        py_args args = {values->items, n - 1, names};
        cls = py__build_class(vm, &args);
    }
    py_release(vm, names);
    py_release(vm, values);
    return cls;
}

// What CPython's module site adds.
static py_value fn_exit(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_raise_value(vm, vm->exceptions[PY_EXC_SystemExit], py_is_set(a[0]) ? a[0] : py_none());
}

static const py_fndef own_functions[] = {
    {"print", "*args, sep=, end=, file=, flush=", fn_print, PY_FN_PLAIN},
    {"__build_class__", "*args, **kw", fn_build_class, PY_FN_PLAIN},
    {"__import__", "name, globals=, locals=, fromlist=, level=", fn_import, PY_FN_PLAIN},
    {"breakpoint", "*args, **kw", fn_breakpoint, PY_FN_PLAIN},
    {"compile", "*args, **kw", fn_compile, PY_FN_PLAIN},
    {"eval", "*args, **kw", fn_eval, PY_FN_PLAIN},
    {"exec", "*args, **kw", fn_exec, PY_FN_PLAIN},
    {"help", "*args, **kw", fn_help, PY_FN_PLAIN},
    {"input", "*args, **kw", fn_input, PY_FN_PLAIN},
    {"open", "*args, **kw", fn_open, PY_FN_PLAIN},
    {"exit", "code=", fn_exit, PY_FN_PLAIN},
    {"quit", "code=", fn_exit, PY_FN_PLAIN},
    {0}};

// ---- the module
// -----------------------------------------------------------------------------------------------

static bool add_functions(py_vm *vm, py_module *module, const py_fndef *functions) {
    for (const py_fndef *def = functions; def->name; def++)
        if (!py_module_add(vm, module, def->name,
                           py_native_new(vm, def, py_unset(), NULL, module->name)))
            return false;
    return true;
}

static bool add_types(py_vm *vm, py_module *module) {
    static const py_type_id visible[] = {
        PY_TYPE_OBJECT,       PY_TYPE_TYPE,   PY_TYPE_INT,       PY_TYPE_BOOL,
        PY_TYPE_FLOAT, PY_TYPE_COMPLEX, PY_TYPE_STR,    PY_TYPE_BYTES, PY_TYPE_BYTEARRAY, PY_TYPE_MEMORYVIEW,     PY_TYPE_TUPLE,
        PY_TYPE_LIST,         PY_TYPE_DICT,   PY_TYPE_SET,       PY_TYPE_FROZENSET,
        PY_TYPE_RANGE,        PY_TYPE_SLICE,  PY_TYPE_PROPERTY,  PY_TYPE_CLASSMETHOD,
        PY_TYPE_STATICMETHOD, PY_TYPE_SUPER,  PY_TYPE_ENUMERATE, PY_TYPE_ZIP,
        PY_TYPE_MAP,          PY_TYPE_FILTER, PY_TYPE_REVERSED};
    for (size_t i = 0; i < VL_COUNT(visible); i++) {
        py_type *type = vm->types[visible[i]];
        if (!py_module_add(vm, module, type->name->data, py_incref(py_from(type))))
            return false;
    }
    for (int i = 0; i < PY_EXC_COUNT_; i++) {
        py_type *type = vm->exceptions[i];
        if (!py_module_add(vm, module, type->name->data, py_incref(py_from(type))))
            return false;
    }
    py_value os_error = py_from(vm->exceptions[PY_EXC_OSError]);
    return py_module_add(vm, module, "EnvironmentError", py_incref(os_error)) &&
           py_module_add(vm, module, "IOError", py_incref(os_error));
}

static bool init_builtins(py_vm *vm, py_module *module) {
    return add_functions(vm, module, own_functions) &&
           add_functions(vm, module, py__builtins_objects) &&
           add_functions(vm, module, py__builtins_sequences) &&
           add_functions(vm, module, py__builtins_numbers) && add_types(vm, module) &&
           py_module_add(vm, module, "NotImplemented", py_incref(vm->not_implemented)) &&
           py_module_add(vm, module, "Ellipsis", py_incref(vm->ellipsis)) &&
           py_module_add(vm, module, "__debug__", py_bool(true));
}

const py_module_spec py_builtins_module_spec = {.name = "builtins", .init = init_builtins};

bool py__builtins_init(py_vm *vm) {
    py_module *module = py_module_new(vm, "builtins", &py_builtins_module_spec);
    if (!module)
        return false;
    vm->builtins = module;
    return init_builtins(vm, module) &&
           py_dict_set_str(vm, vm->modules, module->name, py_from(module));
}
