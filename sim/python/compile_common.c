// What every part of the compiler uses: failing, memory, texts, mangling.
#include <stdio.h>
#include <string.h>

#include "compile_internal.h"

static void fail(py_compiler *c, vl_status status, vl_place place, const char *kind,
                 const char *format, va_list args) {
    if (c->failed)
        return;
    c->failed = true;
    vl_error *error = c->error;
    if (!error || error->status != VL_OK)
        return;
    vl_error_setv(error, status, format, args);
    error->place = place;
    (void)snprintf(error->file, sizeof(error->file), "%s", c->file);
    (void)snprintf(error->kind, sizeof(error->kind), "%s", kind);
}

void py_compile_fail(py_compiler *c, vl_status status, vl_place place, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fail(c, status, place, "", format, args);
    va_end(args);
}

void py_compile_syntax(py_compiler *c, vl_place place, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fail(c, VL_SYNTAX, place, "SyntaxError", format, args);
    va_end(args);
}

void py_compile_refuse(py_compiler *c, const py_ast *node, const char *what) {
    py_compile_fail(c, VL_UNSUPPORTED, node->place, "%s %s not supported", what,
                    what[strlen(what) - 1] == 's' ? "are" : "is");
}

void py_compile_memory(py_compiler *c) {
    py_compile_fail(c, VL_MEMORY, (vl_place){0}, "out of memory");
    if (c->vm->exc)
        py_exc_clear(c->vm);
}

void *py_compile_alloc(py_compiler *c, size_t size) {
    void *block = vl_arena_alloc(&c->arena, size ? size : 1);
    if (!block)
        py_compile_memory(c);
    return block;
}

bool py_compile_grow(py_compiler *c, void **items, uint32_t *cap, uint32_t count, size_t size) {
    if (count < *cap)
        return true;
    if (count > PY_ARG_MAX) {
        py_compile_fail(c, VL_LIMIT, (vl_place){0}, "the program is too long");
        return false;
    }
    uint32_t wanted = *cap ? *cap * 2 : 16;
    void *grown = py_compile_alloc(c, wanted * size);
    if (!grown)
        return false;
    if (count)
        memcpy(grown, *items, count * size);
    *items = grown;
    *cap = wanted;
    return true;
}

bool py_compile_enter(py_compiler *c, const py_ast *node) {
    if (c->failed)
        return false;
    if (c->depth >= PY_COMPILE_MAX_DEPTH) {
        py_compile_fail(c, VL_LIMIT, node->place, "too deeply nested to compile");
        return false;
    }
    c->depth++;
    return true;
}

py_ast_text py_compile_text(const char *z) {
    return (py_ast_text){z, strlen(z)};
}

bool py_text_equal(py_ast_text a, py_ast_text b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

bool py_text_is(py_ast_text a, const char *z) {
    return py_text_equal(a, py_compile_text(z));
}

// __name in class C becomes _C__name; not where it ends in __ or holds a dot, nor in a class whose
// name is all underscores.
py_ast_text py_compile_mangle(py_compiler *c, py_ast_text private_name, py_ast_text name) {
    if (!private_name.data || name.len < 3 || name.data[0] != '_' || name.data[1] != '_')
        return name;
    if ((name.data[name.len - 1] == '_' && name.data[name.len - 2] == '_') ||
        memchr(name.data, '.', name.len))
        return name;
    size_t skip = 0;
    while (skip < private_name.len && private_name.data[skip] == '_')
        skip++;
    if (skip == private_name.len)
        return name;
    size_t kept = private_name.len - skip;
    char *text = py_compile_alloc(c, kept + name.len + 2);
    if (!text)
        return name;
    text[0] = '_';
    memcpy(text + 1, private_name.data + skip, kept);
    memcpy(text + 1 + kept, name.data, name.len);
    text[1 + kept + name.len] = '\0';
    return (py_ast_text){text, 1 + kept + name.len};
}

py_str *py_compile_intern(py_compiler *c, py_ast_text text) {
    if (c->failed)
        return NULL;
    py_str *s = py_str_intern(c->vm, text.data ? text.data : "", text.len);
    if (!s)
        py_compile_memory(c);
    return s;
}
