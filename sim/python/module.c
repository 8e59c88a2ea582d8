// Modules: the type, native modules made from their specs, and the main program.
#include "specs_internal.h"
#include "types_internal.h"
#include "vm_internal.h"

py_module *py_module_new(py_vm *vm, const char *name, const py_module_spec *spec) {
    py_module *module = py_object_new(vm, vm->types[PY_TYPE_MODULE], 0);
    if (!module)
        return NULL;
    module->spec = spec;
    module->name = py_str_intern(vm, name, strlen(name));
    module->dict = module->name ? py_dict_new(vm) : NULL;
    bool ok = module->dict &&
              py_dict_set_str(vm, module->dict, vm->sym[PY_SYM___name__], py_from(module->name)) &&
              py_dict_set_str(vm, module->dict, vm->sym[PY_SYM___doc__], py_none()) &&
              py_dict_set_str(vm, module->dict, vm->sym[PY_SYM___package__], py_from(vm->empty_str));
    for (const py_fndef *def = spec ? spec->functions : NULL; ok && def && def->name; def++) {
        py_value self = def->kind == PY_FN_METHOD ? py_from(module) : py_unset();
        py_value f = py_native_new(vm, def, self, NULL, module->name);
        ok = py_is_set(f) && py_module_add(vm, module, def->name, f);
    }
    if (ok)
        return module;
    py_release(vm, module);
    return NULL;
}

bool py_module_add(py_vm *vm, py_module *module, const char *name, py_value value_take) {
    return py_is_set(value_take) && py_dict_set_z(vm, module->dict, name, value_take);
}

static void module_clear(py_vm *vm, py_obj *self) {
    if (((py_module *)self)->dict)
        py_dict_clear(vm, ((py_module *)self)->dict);
}

static void module_dealloc(py_vm *vm, py_obj *self) {
    py_release(vm, ((py_module *)self)->dict);
    py_release(vm, ((py_module *)self)->name);
    py_object_free(vm, self, 0);
}

static void module_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, py_from(((py_module *)self)->dict));
}

static py_value module_repr(py_vm *vm, py_value self) {
    py_module *module = (py_module *)self.as.o;
    py_value file = py_dict_get_str(module->dict, vm->sym[PY_SYM___file__]);
    if (py_is_set(file))
        return py_from(py_str_format(vm, "<module '%S' from %R>", module->name, file));
    return py_from(py_str_format(vm, "<module '%S' (built-in)>", module->name));
}

static py_value module_getattr(py_vm *vm, py_value self, py_str *name) {
    py_module *module = (py_module *)self.as.o;
    py_value v = py_dict_get_str(module->dict, name);
    if (py_is_set(v))
        return py_incref(v);
    if (py_str_equal(name, vm->sym[PY_SYM___dict__]))
        return py_incref(py_from(module->dict));
    if (py_str_equal(name, vm->sym[PY_SYM___class__]))
        return py_incref(py_from(self.as.o->type));
    py_value hook = py_dict_get_str(module->dict, vm->sym[PY_SYM___getattr__]);
    if (py_is_set(hook)) {
        py_value arg = py_from(name);
        v = py_call_n(vm, hook, 1, &arg);
        bool absent = !py_is_set(v) && vm->halt == VL_OK && py_exc_matches(vm, PY_EXC_AttributeError);
        if (!absent || !module->spec)
            return v;
        py_exc_clear(vm); // a library module has it in no part: as other modules tell it
    }
    if (module->spec && module->spec->missing) {
        v = module->spec->missing(vm, module, name);
        if (py_is_set(v) || vm->exc || vm->halt != VL_OK)
            return v;
    }
    if (module->spec && py_names_module_has(vm, module->name->data, name->data))
        return py_unsupported(vm, "%s.%s is not supported", module->name->data, name->data);
    return py__attribute_error(vm, self, name, "module '%S' has no attribute '%S'", module->name, name);
}

static bool module_setattr(py_vm *vm, py_value self, py_str *name, py_value value) {
    py_module *module = (py_module *)self.as.o;
    if (py_is_set(value))
        return py_dict_set_str(vm, module->dict, name, value);
    int deleted = py_dict_del(vm, module->dict, py_from(name));
    if (deleted == 0)
        py_raise(vm, PY_EXC_AttributeError, "module '%S' has no attribute '%S'", module->name, name);
    return deleted > 0;
}

const py_type_spec py_module_type_spec = {
    .name = "module",
    .size = sizeof(py_module),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = module_dealloc,
              .traverse = module_traverse,
              .clear = module_clear,
              .repr = module_repr,
              .getattr = module_getattr,
              .setattr = module_setattr},
};

// ---- running source text --------------------------------------------------------------------------

// Library modules import what they rarely need in functions: that is looked at when it happens.
static bool is_library(const char *file) {
    return strncmp(file, PY_LIBRARY_FILE, sizeof PY_LIBRARY_FILE - 1) == 0;
}

// The verified code of `source`; NULL: vm->halt is set and `error` filled.
static py_code *compile_source(py_vm *vm, bool is_main, const char *file, const char *source,
                               size_t len, vl_error *error) {
    vl_arena arena;
    vl_arena_init(&arena, vm->heap);
    py_code *code = NULL;
    py_ast *tree = py_parse(&arena, file, source, len, error);
    if (tree && (!is_main || py__apply_settings(vm, &arena, tree, error)) &&
        (is_library(file) || py_check_imports(vm, tree, file, error)) && !vm->exc)
        code = py_compile(vm, tree, file, error);
    vl_arena_deinit(&arena);
    if (code && !py_verify(code, error)) {
        py_release(vm, code);
        code = NULL;
    }
    if (!code && vm->halt == VL_OK && !(vm->exc && error->status == VL_OK)) // else it was raised
        vm->halt = error->status == VL_OK ? VL_MEMORY : error->status;
    return code;
}

bool py_dis_main(py_vm *vm, const char *file, const char *source, size_t len, vl_buf *out,
                 vl_error *error) {
    py_code *code = compile_source(vm, true, file, source, len, error);
    if (code)
        py_disassemble(vm, code, out);
    py_release(vm, code);
    return code && !out->failed;
}

bool py__run_source(py_vm *vm, py_module *module, const char *file, const char *source, size_t len,
                    vl_error *error) {
    py_str *text = py_str_new(vm, source, len), *name = py_str_z(vm, file);
    bool ok = text && name && py_dict_set(vm, vm->sources, py_from(name), py_from(text));
    py_release(vm, text);
    py_release(vm, name);
    py_code *code = ok ? compile_source(vm, module == vm->main, file, source, len, error) : NULL;
    if (!code)
        return false;
    py_fuse(vm, code);
    py_func *func = py_func_new(vm, code, module->dict);
    py_frame *frame = func ? py__frame_alloc(vm, func) : NULL;
    py_release(vm, func);
    if (!frame)
        return false;
    py_value result = py_run_frame(vm, frame);
    py_decref(vm, result);
    return py_is_set(result);
}

bool py_run_main(py_vm *vm, const char *file, const char *source, size_t len, vl_error *error) {
    vm->file = file;
    vm->source = source;
    vm->source_len = len;
    vm->main = py_module_new(vm, "__main__", NULL);
    py_value main = py_from(vm->main);
    if (!py_is_set(main) || !py_dict_set_str(vm, vm->modules, vm->sym[PY_SYM___main__], main) ||
        !py_dict_set_z(vm, vm->main->dict, "__file__", py_from(py_str_z(vm, file))) ||
        !py_dict_set_z(vm, vm->main->dict, "__builtins__", py_incref(py_from(vm->builtins))) ||
        !py_dict_set_z(vm, vm->main->dict, "__spec__", py_none()) ||
        !py_dict_set_z(vm, vm->main->dict, "__package__", py_none()))
        return false;
    return py__run_source(vm, vm->main, file, source, len, error);
}
