// What scopes know of names: entries, mangling, the declarations global and nonlocal, and the
// mistakes CPython 3.13 finds while it collects them. Knows nothing of slots.
#include <string.h>

#include "compile_internal.h"

py_scope *py_scope_of(const py_compiler *c, const py_ast *node) {
    return vl_strmap_get(&c->scopes, (const char *)&node, sizeof(node));
}

py_scope *py_scope_enter(py_compiler *c, py_scope_kind kind, const py_ast *node) {
    py_scope *scope = py_compile_alloc(c, sizeof(*scope));
    if (!scope)
        return NULL;
    if (!vl_strmap_put(&c->scopes, (const char *)&node, sizeof(node), scope)) {
        py_compile_memory(c);
        return NULL;
    }
    py_scope *parent = c->scope;
    scope->kind = kind;
    scope->node = node;
    scope->parent = parent;
    bool inlined = kind == PY_SCOPE_COMP || kind == PY_SCOPE_TYPE_PARAMS;
    scope->unit = inlined ? parent->unit : scope;
    scope->id = ++c->scope_count;
    if (parent) {
        scope->private_name = parent->private_name;
        scope->iter_exprs = parent->iter_exprs;
        if (parent->last_child)
            parent->last_child->next = scope;
        else
            parent->first_child = scope;
        parent->last_child = scope;
    }
    c->scope = scope;
    return scope;
}

void py_scope_leave(py_compiler *c) {
    c->scope = c->scope->parent;
}

static bool entry_key(py_compiler *c, const py_scope *scope, py_ast_text name) {
    vl_buf_clear(&c->key);
    vl_buf_append(&c->key, &scope->id, sizeof(scope->id));
    vl_buf_append(&c->key, name.data, name.len);
    if (c->key.failed)
        py_compile_memory(c);
    return !c->key.failed;
}

py_entry *py_scope_find(py_compiler *c, const py_scope *scope, py_ast_text mangled) {
    if (!entry_key(c, scope, mangled))
        return NULL;
    return vl_strmap_get(&c->entries, c->key.data, c->key.len);
}

static py_entry *entry_of(py_compiler *c, py_scope *scope, py_ast_text name) {
    py_entry *entry = py_scope_find(c, scope, name);
    if (entry || c->failed)
        return entry;
    entry = py_compile_alloc(c, sizeof(*entry));
    if (!entry)
        return NULL;
    entry->name = name;
    if (!vl_strmap_put(&c->entries, c->key.data, c->key.len, entry)) {
        py_compile_memory(c);
        return NULL;
    }
    if (scope->last)
        scope->last->next = entry;
    else
        scope->first = entry;
    scope->last = entry;
    return entry;
}

// `written`: the name before mangling, for messages.
static void add_to(py_compiler *c, py_scope *scope, py_ast_text mangled, py_ast_text written,
                   unsigned flags, vl_place place) {
    py_entry *entry = entry_of(c, scope, mangled);
    if (!entry)
        return;
    if (flags & entry->flags & PY_SYMBOL_PARAM) {
        py_compile_syntax(c, place, "duplicate argument '%s' in function definition", written.data);
        return;
    }
    if (scope->in_target) {
        if ((entry->flags | flags) & (PY_SYMBOL_GLOBAL | PY_SYMBOL_NONLOCAL)) {
            py_compile_syntax(
                c, place,
                "comprehension inner loop cannot rebind assignment expression target '%s'",
                written.data);
            return;
        }
        flags |= PY_SYMBOL_ITERATED;
    }
    if (flags & (PY_SYMBOL_GLOBAL | PY_SYMBOL_NONLOCAL) && !entry->place.line)
        entry->place = place;
    entry->flags |= flags;
}

void py_scope_add(py_compiler *c, py_ast_text name, unsigned flags, vl_place place) {
    py_ast_text mangled = py_compile_mangle(c, c->scope->private_name, name);
    if (!c->failed)
        add_to(c, c->scope, mangled, name, flags, place);
}

// Says why `entry` cannot be declared global or nonlocal any more; false: it can.
static bool declared_late(py_compiler *c, const py_entry *entry, const char *name, const char *word,
                          vl_place place) {
    if (entry->flags & PY_SYMBOL_PARAM)
        py_compile_syntax(c, place, "name '%s' is parameter and %s", name, word);
    else if (entry->flags & PY_SYMBOL_USED)
        py_compile_syntax(c, place, "name '%s' is used prior to %s declaration", name, word);
    else if (entry->flags & PY_SYMBOL_ANNOTATED)
        py_compile_syntax(c, place, "annotated name '%s' can't be %s", name, word);
    else if (entry->flags & PY_SYMBOL_BOUND)
        py_compile_syntax(c, place, "name '%s' is assigned to before %s declaration", name, word);
    return c->failed;
}

void py_scope_directive(py_compiler *c, const py_ast *statement) {
    bool global = statement->kind == PY_AST_Global;
    const char *word = global ? "global" : "nonlocal";
    unsigned flag = global ? PY_SYMBOL_GLOBAL : PY_SYMBOL_NONLOCAL;
    for (int i = 0; i < statement->u.names.names.count && !c->failed; i++) {
        py_ast_text written = statement->u.names.names.items[i];
        py_ast_text name = py_compile_mangle(c, c->scope->private_name, written);
        const py_entry *entry = c->failed ? NULL : py_scope_find(c, c->scope, name);
        if (c->failed || (entry && declared_late(c, entry, written.data, word, statement->place)))
            return;
        add_to(c, c->scope, name, written, flag, statement->place);
    }
}

// A walrus in comprehensions binds in the scope around all of them.
static void walrus_outwards(py_compiler *c, const py_ast *target, py_ast_text name) {
    for (py_scope *scope = c->scope; scope; scope = scope->parent) {
        py_entry *entry = py_scope_find(c, scope, name);
        unsigned flags = entry ? entry->flags : 0;
        if (scope->kind == PY_SCOPE_COMP || scope->kind == PY_SCOPE_GENEXPR) {
            if (flags & PY_SYMBOL_ITERATED && flags & PY_SYMBOL_BOUND) {
                py_compile_syntax(
                    c, target->place,
                    "assignment expression cannot rebind comprehension iteration variable '%s'",
                    target->u.name.id.data);
                return;
            }
            continue;
        }
        if (scope->kind == PY_SCOPE_CLASS) {
            py_compile_syntax(
                c, target->place,
                "assignment expression within a comprehension cannot be used in a class body");
            return;
        }
        bool global = scope->kind == PY_SCOPE_MODULE || flags & PY_SYMBOL_GLOBAL;
        add_to(c, c->scope, name, target->u.name.id, global ? PY_SYMBOL_GLOBAL : PY_SYMBOL_NONLOCAL,
               target->place);
        if (!c->failed)
            add_to(c, scope, name, target->u.name.id, PY_SYMBOL_BOUND, target->place);
        return;
    }
}

void py_scope_walrus(py_compiler *c, const py_ast *expression) {
    const py_ast *target = expression->u.aug_assign.target;
    if (c->scope->iter_exprs > 0) {
        py_compile_syntax(
            c, expression->place,
            "assignment expression cannot be used in a comprehension iterable expression");
        return;
    }
    if (c->scope->kind == PY_SCOPE_COMP || c->scope->kind == PY_SCOPE_GENEXPR) {
        py_ast_text name = py_compile_mangle(c, c->scope->private_name, target->u.name.id);
        if (!c->failed)
            walrus_outwards(c, target, name);
    }
    py_symtable_expr(c, expression->u.aug_assign.value);
    py_symtable_expr(c, target);
}
