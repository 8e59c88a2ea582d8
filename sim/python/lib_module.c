// `_vloop_lib`: what the library modules written in Python need of the interpreter and programs cannot
// have. Compiling text is for the library alone: methods of dataclasses, annotations kept as strings.
#include "vm_internal.h"

static py_value f_unsupported(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_str(a[0]))
        return py_raise(vm, PY_EXC_TypeError, "unsupported() takes a str");
    return py_unsupported(vm, "%s", py_as_str(a[0])->data);
}

static py_code *first_function(py_vm *vm, const py_code *module) {
    for (uint32_t i = 0; i < module->const_count; i++)
        if (py_is(vm, module->consts[i], PY_TYPE_CODE))
            return (py_code *)module->consts[i].as.o;
    return NULL;
}

// The code of the text's one function; NULL: an exception, or the run ends for want of memory.
static py_code *compile_text(py_vm *vm, const py_str *text) {
    vl_arena arena;
    vl_arena_init(&arena, vm->heap);
    vl_error error = {0};
    py_ast *tree = py_parse(&arena, "<string>", text->data, text->size, &error);
    py_code *module = tree ? py_compile(vm, tree, "<string>", &error) : NULL;
    vl_arena_deinit(&arena);
    py_code *code = NULL;
    if (module && py_verify(module, &error)) {
        py_fuse(vm, module);
        code = py_retain(first_function(vm, module));
    }
    py_release(vm, module);
    if (!code && !vm->exc && vm->halt == VL_OK) {
        if (error.status == VL_UNSUPPORTED)
            py_unsupported(vm, "%s", error.message);
        else if (error.status == VL_MEMORY)
            py_raise_memory(vm);
        else
            py_raise(vm, PY_EXC_SyntaxError, "%s", error.message);
    }
    return code;
}

// compile_function(source, globals): `source` is one def without defaults and decorators.
static py_value f_compile_function(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_str(a[0]) || !py_is_dict(a[1]))
        return py_raise(vm, PY_EXC_TypeError, "compile_function() takes a str and a dict");
    py_code *code = compile_text(vm, py_as_str(a[0]));
    return code ? py_from(py_func_new(vm, code, (py_dict *)a[1].as.o)) : py_unset();
}

// The globals of the innermost frame that is the program's own; those of __main__ where there is none.
static py_value f_caller_globals(py_vm *vm, const py_value *a, int n) {
    (void)a, (void)n;
    for (const py_frame *frame = vm->frame; frame; frame = frame->back)
        if (!(frame->code->flags & PY_CODE_LIBRARY) && frame->globals)
            return py_incref(py_from(frame->globals));
    return vm->main ? py_incref(py_from(vm->main->dict)) : py_from(py_dict_new(vm));
}

static py_value f_environment(py_vm *vm, const py_value *a, int n) {
    (void)a, (void)n;
    py_dict *dict = py_dict_new(vm);
    bool ok = dict != NULL;
    for (size_t i = 0; ok && i < vm->environ_count; i++)
        ok = py_dict_set_z(vm, dict, vm->environ[i].name, py_from(py_str_z(vm, vm->environ[i].value)));
    if (!ok)
        py_release(vm, dict);
    return ok ? py_from(dict) : py_unset();
}

static py_value f_at_exit(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_assign_take(vm, &vm->at_exit, py_incref(a[0]));
    return py_none();
}

static py_value f_collect(py_vm *vm, const py_value *a, int n) {
    (void)a, (void)n;
    return py_int(py_gc_collect(vm));
}

// awaitable(function): makes what a generator function gives awaitable. False: it is none.
static py_value f_awaitable(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is(vm, a[0], PY_TYPE_FUNCTION))
        return py_bool(false);
    py_code *code = ((py_func *)a[0].as.o)->code;
    if (code->flags & PY_CODE_GENERATOR)
        code->flags |= PY_CODE_AWAITABLE;
    return py_bool((code->flags & (PY_CODE_GENERATOR | PY_CODE_COROUTINE)) != 0);
}

static const py_fndef functions[] = {
    {"unsupported", "what, /", f_unsupported, PY_FN_PLAIN},
    {"compile_function", "source, globals, /", f_compile_function, PY_FN_PLAIN},
    {"at_exit", "function, /", f_at_exit, PY_FN_PLAIN},
    {"collect", "", f_collect, PY_FN_PLAIN},
    {"awaitable", "function, /", f_awaitable, PY_FN_PLAIN},
    {"environment", "", f_environment, PY_FN_PLAIN},
    {"caller_globals", "", f_caller_globals, PY_FN_PLAIN},
    {0},
};

static bool lib_init(py_vm *vm, py_module *module) {
    return py_module_add(vm, module, "python_minor", py_int(vm->python_minor)) &&
           py_module_add(vm, module, "frame", py_incref(py_from(vm->types[PY_TYPE_FRAME]))) &&
           py_module_add(vm, module, "traceback", py_incref(py_from(vm->types[PY_TYPE_TRACEBACK])));
}

const py_module_spec py_lib_module_spec = {
    .name = "_vloop_lib", .init = lib_init, .functions = functions};
