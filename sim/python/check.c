// Before the first step: refuses by name what CPython has and vloop does not, as far as the text
// shows it: imported modules, names from them, and the builtins that compile text. What nobody
// knows is left to run time, where it is an error that the program may catch.
#include <stdio.h>
#include <string.h>

#include "ast_fields_internal.h"
#include "code_internal.h"
#include "vm_internal.h"

typedef struct checker {
    py_vm *vm;
    const char *file;
    vl_error *error;
    vl_strmap modules; // names bound by a module-level `import m` -> the module's name
    vl_strmap rebound; // names bound otherwise too: nothing is known of them
    bool failed;
    char dotted[256];
} checker;

static void refuse(checker *k, vl_place place, const char *format, ...) VL_PRINTF(3, 4);
static void refuse(checker *k, vl_place place, const char *format, ...) {
    char message[400];
    va_list args;
    if (k->failed)
        return;
    k->failed = true;
    va_start(args, format);
    (void)vsnprintf(message, sizeof(message), format, args);
    va_end(args);
    vl_error_at(k->error, VL_UNSUPPORTED, k->file, place, "%s", message);
}

static void out_of_memory(checker *k) {
    if (!k->failed)
        vl_error_set(k->error, VL_MEMORY, "out of memory");
    k->failed = true;
}

// Why a module cannot be there: by its name, or that of the package it is in.
static const char *why_not(const char *name) {
    static const struct { const char *names, *why; } rows[] = {
#define X(names, why) {names, why},
#include "modules_refused.def"
#undef X
    };
    for (size_t len = strlen(name); len > 0; len--) {
        char word[80];
        if ((name[len] != '\0' && name[len] != '.') || len > sizeof word - 3)
            continue;
        snprintf(word, sizeof word, " %.*s ", (int)len, name);
        for (size_t i = 0; i < VL_COUNT(rows); i++)
            if (strstr(rows[i].names, word))
                return rows[i].why;
    }
    return "CPython has it, vloop does not; README.md lists the modules that vloop has";
}

static void check_module(checker *k, py_ast_text name, vl_place place) {
    if (py_import_known(k->vm, name.data) != 0)
        return;
    refuse(k, place, "module '%s' is not supported", name.data);
    vl_error_hint(k->error, "%s", why_not(name.data));
}

// ---- every node, in no particular order
// -----------------------------------------------------------

typedef void (*node_fn)(checker *k, const py_ast *node);

// `if TYPE_CHECKING:` holds what only type checkers read; it does not run.
static bool for_type_checkers(const py_ast *node) {
    if (node->kind != PY_AST_If)
        return false;
    const py_ast *test = node->u.while_loop.test;
    py_ast_text name = {NULL, 0};
    if (test->kind == PY_AST_Name)
        name = test->u.name.id;
    else if (test->kind == PY_AST_Attribute)
        name = test->u.attribute.attr;
    return name.data && strcmp(name.data, "TYPE_CHECKING") == 0;
}

static void walk(checker *k, const py_ast *node, node_fn visit) {
    if (!node || k->failed || for_type_checkers(node))
        return;
    visit(k, node);
    int count;
    const py_field *field = py_ast_fields((py_ast_kind)node->kind, &count);
    for (; count > 0 && !k->failed; count--, field++) {
        const char *at = (const char *)node + field->offset;
        if (field->type == PY_FIELD_NODE) {
            walk(k, *(py_ast *const *)(const void *)at, visit);
        } else if (field->type == PY_FIELD_LIST) {
            const py_ast_list *list = (const void *)at;
            for (int i = 0; i < list->count; i++)
                walk(k, list->items[i], visit);
        }
    }
}

// ---- first walk: imports, and what else binds names
// ----------------------------------------------

static void bind(checker *k, vl_strmap *map, py_ast_text name, const void *value) {
    if (name.data && !vl_strmap_put(map, name.data, name.len, (void *)(uintptr_t)value))
        out_of_memory(k);
}

static void refuse_name(checker *k, vl_place place, const char *module, const char *name) {
    const char *why = py_module_refusal(k->vm, module, name);
    refuse(k, place, "'%s' of module '%s' is not supported%s%s", name, module, why ? ": " : "",
           why ? why : "");
}

static bool is_submodule(checker *k, const char *module, const char *name) {
    int length = snprintf(k->dotted, sizeof k->dotted, "%s.%s", module, name);
    return length > 0 && (size_t)length < sizeof k->dotted && py_import_known(k->vm, k->dotted) == 1;
}

static void from_import(checker *k, const py_ast *node) {
    py_ast_text module = node->u.import_from.module;
    if (node->u.import_from.level || !module.data || strcmp(module.data, "__future__") == 0)
        return;
    check_module(k, module, node->place);
    for (int i = 0; i < node->u.import_from.names.count && !k->failed; i++) {
        const py_ast *alias = node->u.import_from.names.items[i];
        py_ast_text name = alias->u.alias.name;
        if (name.len == 1 && name.data[0] == '*')
            continue;
        if (is_submodule(k, module.data, name.data))
            continue;
        if (py_module_attr_known(k->vm, module.data, name.data) == 0)
            refuse_name(k, alias->place, module.data, name.data);
    }
}

static void collect(checker *k, const py_ast *node) {
    switch (node->kind) {
    case PY_AST_Import:
        for (int i = 0; i < node->u.import.names.count && !k->failed; i++) {
            const py_ast *alias = node->u.import.names.items[i];
            check_module(k, alias->u.alias.name, alias->place);
            if (alias->u.alias.asname.data)
                bind(k, &k->modules, alias->u.alias.asname, alias->u.alias.name.data);
            else if (!memchr(alias->u.alias.name.data, '.', alias->u.alias.name.len))
                bind(k, &k->modules, alias->u.alias.name, alias->u.alias.name.data);
        }
        break;
    case PY_AST_ImportFrom:
        from_import(k, node);
        for (int i = 0; i < node->u.import_from.names.count; i++) {
            const py_ast *alias = node->u.import_from.names.items[i];
            bind(k, &k->rebound,
                 alias->u.alias.asname.data ? alias->u.alias.asname : alias->u.alias.name, node);
        }
        break;
    case PY_AST_Name:
        if (node->ctx != PY_CTX_LOAD)
            bind(k, &k->rebound, node->u.name.id, node);
        break;
    case PY_AST_arg:
        bind(k, &k->rebound, node->u.arg.name, node);
        break;
    case PY_AST_FunctionDef:
    case PY_AST_AsyncFunctionDef:
        bind(k, &k->rebound, node->u.function.name, node);
        break;
    case PY_AST_ClassDef:
        bind(k, &k->rebound, node->u.class_def.name, node);
        break;
    case PY_AST_ExceptHandler:
        bind(k, &k->rebound, node->u.handler.name, node);
        break;
    case PY_AST_MatchAs:
        bind(k, &k->rebound, node->u.match_as.name, node);
        break;
    case PY_AST_MatchStar:
        bind(k, &k->rebound, node->u.match_star.name, node);
        break;
    case PY_AST_MatchMapping:
        bind(k, &k->rebound, node->u.match_mapping.rest, node);
        break;
    default:
        break;
    }
}

// ---- second walk: uses
// ----------------------------------------------------------------------------

static bool is_rebound(const checker *k, py_ast_text name) {
    return vl_strmap_get(&k->rebound, name.data, name.len) != NULL;
}

// The last name of an expression: x, a.x, x(), a.x().
static const char *last_name(const py_ast *node) {
    if (node->kind == PY_AST_Call)
        node = node->u.call.func;
    return node->kind == PY_AST_Name        ? node->u.name.id.data
           : node->kind == PY_AST_Attribute ? node->u.attribute.attr.data
                                            : "";
}

// A method that the program defines itself is not refused, whatever it is called on.
static void check_method(checker *k, const py_ast *node) {
    py_ast_text name = node->u.attribute.attr;
    const char *why = py_method_refusal(k->vm, last_name(node->u.attribute.value), name.data);
    if (why && node->ctx == PY_CTX_LOAD && !is_rebound(k, name))
        refuse(k, node->u.attribute.attr_place, "the method %s() is not supported: %s", name.data, why);
}

static void check_attribute(checker *k, const py_ast *node) {
    const py_ast *object = node->u.attribute.value;
    check_method(k, node);
    if (object->kind != PY_AST_Name || node->ctx != PY_CTX_LOAD || is_rebound(k, object->u.name.id))
        return;
    const char *module = vl_strmap_get(&k->modules, object->u.name.id.data, object->u.name.id.len);
    if (module && !is_submodule(k, module, node->u.attribute.attr.data) &&
        py_module_attr_known(k->vm, module, node->u.attribute.attr.data) == 0)
        refuse_name(k, node->u.attribute.attr_place, module, node->u.attribute.attr.data);
}

static void check_call(checker *k, const py_ast *node) {
    static const char *const refused[] = {"exec", "eval", "compile"};
    const py_ast *func = node->u.call.func;
    if (func->kind != PY_AST_Name || is_rebound(k, func->u.name.id))
        return;
    for (size_t i = 0; i < VL_COUNT(refused); i++) {
        if (strcmp(func->u.name.id.data, refused[i]) == 0)
            refuse(k, func->place, "the function %s() is not supported", refused[i]);
    }
}

static void check_use(checker *k, const py_ast *node) {
    if (node->kind == PY_AST_Attribute)
        check_attribute(k, node);
    else if (node->kind == PY_AST_Call)
        check_call(k, node);
}

bool py_check_imports(py_vm *vm, const py_ast *module, const char *file, vl_error *error) {
    vl_error ignored = {0};
    checker k = {.vm = vm, .file = file, .error = error ? error : &ignored};
    vl_strmap_init(&k.modules, vm->heap);
    vl_strmap_init(&k.rebound, vm->heap);
    walk(&k, module, collect);
    walk(&k, module, check_use);
    vl_strmap_deinit(&k.modules);
    vl_strmap_deinit(&k.rebound);
    return !k.failed;
}
