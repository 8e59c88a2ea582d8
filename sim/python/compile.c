// From a parsed module to its code object: the order of the passes, and what they share.
#include <string.h>

#include "compile_internal.h"

static void module_body(py_compiler *c, const py_ast *module) {
    py_ast_list body = module->u.module.body;
    vl_place start = {1, 1, 1, 1};
    py_unit *unit = c->unit;
    if (unit->scope->annotates)
        py_emit(c, start, PY_OPCODE_SETUP_ANNOTATIONS, 0);
    const py_ast *doc = py_compile_docstring(body);
    if (doc) {
        py_emit_text(c, doc->place, doc->u.constant.text);
        py_emit_site(c, doc->place, PY_OPCODE_STORE_GLOBAL, py_compile_text("__doc__"));
    }
    py_compile_body(c, body, true);
}

static py_code *compile(py_compiler *c, const py_ast *module) {
    py_compile_futures(c, module);
    if (!c->failed)
        py_symtable_build(c, module);
    py_unit unit;
    vl_place start = {1, 1, 1, 1};
    py_warn_escapes(c, module);
    if (c->failed || !py_unit_enter(c, &unit, module, py_compile_text("<module>"), start))
        return NULL;
    module_body(c, module);
    return py_unit_leave(c);
}

py_code *py_compile(py_vm *vm, const py_ast *module, const char *file, vl_error *error) {
    vl_error ignored = {0};
    py_compiler c = {.vm = vm, .file = file, .error = error ? error : &ignored};
    vl_arena_init(&c.arena, vm->heap);
    vl_strmap_init(&c.entries, vm->heap);
    vl_strmap_init(&c.scopes, vm->heap);
    vl_strmap_init(&c.consts, vm->heap);
    vl_buf_init(&c.key, vm->heap);
    c.file_name = py_str_new(vm, file, strlen(file));
    if (!c.file_name)
        py_compile_memory(&c);
    py_code *code = c.failed ? NULL : compile(&c, module);
    py_release(vm, c.file_name);
    vl_buf_deinit(&c.key);
    vl_strmap_deinit(&c.consts);
    vl_strmap_deinit(&c.scopes);
    vl_strmap_deinit(&c.entries);
    vl_arena_deinit(&c.arena);
    return code;
}
