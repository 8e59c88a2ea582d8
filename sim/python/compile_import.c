// import and from ... import, and the __future__ imports at the top of a module.
#include <string.h>

#include "compile_internal.h"

static const char *const features[] = {
    "nested_scopes",  "generators",       "division",       "absolute_import", "with_statement",
    "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop",  "annotations"};

static void future_names(py_compiler *c, const py_ast *node) {
    vl_place line = {node->place.line, 1, 0, 0}; // CPython gives no more
    for (int i = 0; i < node->u.import_from.names.count && !c->failed; i++) {
        const py_ast *alias = node->u.import_from.names.items[i];
        py_ast_text name = alias->u.alias.name;
        size_t f = 0;
        while (f < VL_COUNT(features) && !py_text_is(name, features[f]))
            f++;
        if (py_text_is(name, "annotations"))
            c->future_annotations = true;
        else if (py_text_is(name, "barry_as_FLUFL"))
            py_compile_refuse(c, alias, "the future feature 'barry_as_FLUFL'");
        else if (py_text_is(name, "braces"))
            py_compile_syntax(c, line, "not a chance");
        else if (f == VL_COUNT(features))
            py_compile_syntax(c, line, "future feature %s is not defined", name.data);
    }
}

static bool is_future(const py_ast *node) {
    return node->kind == PY_AST_ImportFrom && node->u.import_from.level == 0 &&
           node->u.import_from.module.data && py_text_is(node->u.import_from.module, "__future__");
}

void py_compile_futures(py_compiler *c, const py_ast *module) {
    py_ast_list body = module->u.module.body;
    int i = py_compile_docstring(body) ? 1 : 0;
    for (; i < body.count && is_future(body.items[i]); i++) {
        future_names(c, body.items[i]);
        c->future_last_line = body.items[i]->place.line;
    }
}

static py_ast_text first_part(py_compiler *c, py_ast_text dotted) {
    const char *dot = memchr(dotted.data, '.', dotted.len);
    if (!dot)
        return dotted;
    size_t len = (size_t)(dot - dotted.data);
    char *copy = vl_arena_copy(&c->arena, dotted.data, len);
    if (!copy) {
        py_compile_memory(c);
        return dotted;
    }
    return (py_ast_text){copy, len};
}

// import a.b.c as d: the module a is on the stack; d is its attribute b's attribute c.
static void import_as(py_compiler *c, vl_place place, py_ast_text name, py_ast_text asname) {
    const char *at = memchr(name.data, '.', name.len);
    while (at && !c->failed) {
        size_t rest = name.len - (size_t)(at + 1 - name.data);
        const char *next = memchr(at + 1, '.', rest);
        size_t len = next ? (size_t)(next - at - 1) : rest;
        char *part = vl_arena_copy(&c->arena, at + 1, len);
        if (!part) {
            py_compile_memory(c);
            return;
        }
        py_emit_site(c, place, PY_OPCODE_IMPORT_FROM, (py_ast_text){part, len});
        py_emit(c, place, PY_OPCODE_SWAP, 2);
        py_emit(c, place, PY_OPCODE_POP_TOP, 0);
        at = next;
    }
    py_compile_name(c, place, asname, PY_CTX_STORE);
}

void py_compile_import(py_compiler *c, const py_ast *node) {
    for (int i = 0; i < node->u.import.names.count && !c->failed; i++) {
        const py_ast *alias = node->u.import.names.items[i];
        py_emit_int(c, node->place, 0);
        py_emit_none(c, node->place);
        py_emit_site(c, node->place, PY_OPCODE_IMPORT_NAME, alias->u.alias.name);
        if (alias->u.alias.asname.data)
            import_as(c, node->place, alias->u.alias.name, alias->u.alias.asname);
        else
            py_compile_name(c, node->place, first_part(c, alias->u.alias.name), PY_CTX_STORE);
    }
}

// The features are compiled in; the objects that the names would be bound to do not exist.
static void future_values(py_compiler *c, py_ast_list names) {
    for (int i = 0; i < names.count && !c->failed; i++) {
        const py_ast *alias = names.items[i];
        const py_entry *entry = py_scope_find(
            c, c->scope, alias->u.alias.asname.data ? alias->u.alias.asname : alias->u.alias.name);
        if (entry && entry->flags & PY_SYMBOL_USED)
            py_compile_refuse(c, alias, "using a future feature as a value");
    }
}

void py_compile_import_from(py_compiler *c, const py_ast *node) {
    py_ast_list names = node->u.import_from.names;
    if (is_future(node) && node->place.line > c->future_last_line) {
        py_compile_syntax(c, node->place,
                          "from __future__ imports must occur at the beginning of the file");
        return;
    }
    if (is_future(node)) {
        future_values(c, names);
        return;
    }
    py_ast_text *from = py_compile_alloc(c, (size_t)names.count * sizeof(*from));
    if (!from)
        return;
    for (int i = 0; i < names.count; i++)
        from[i] = names.items[i]->u.alias.name;
    py_emit_int(c, node->place, node->u.import_from.level);
    py_emit_names(c, node->place, from, names.count);
    py_ast_text module = node->u.import_from.module;
    py_emit_site(c, node->place, PY_OPCODE_IMPORT_NAME, module.data ? module : py_compile_text(""));
    for (int i = 0; i < names.count && !c->failed; i++) {
        const py_ast *alias = names.items[i];
        if (py_text_is(alias->u.alias.name, "*")) {
            py_emit(c, node->place, PY_OPCODE_IMPORT_STAR, 0);
            return;
        }
        py_emit_site(c, node->place, PY_OPCODE_IMPORT_FROM, alias->u.alias.name);
        py_compile_name(c, node->place,
                        alias->u.alias.asname.data ? alias->u.alias.asname : alias->u.alias.name,
                        PY_CTX_STORE);
    }
    py_emit(c, node->place, PY_OPCODE_POP_TOP, 0);
}
