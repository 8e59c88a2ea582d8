// Decides for each name of each scope which variable it is, which variables are captured in cells,
// and which slot each has. Scopes are visited from the outside in, so what surrounds is known
// already.
#include <string.h>

#include "compile_internal.h"

static py_variable *variable_new(py_compiler *c, py_scope *owner, py_ast_text name) {
    py_variable *variable = py_compile_alloc(c, sizeof(*variable));
    if (!variable)
        return NULL;
    variable->name = name;
    variable->owner = owner;
    py_scope *unit = owner->unit;
    if (unit->last_variable)
        unit->last_variable->next = variable;
    else
        unit->first_variable = variable;
    unit->last_variable = variable;
    return variable;
}

// The variable `name` means in a scope inside `scope`'s parent chain; NULL: a global.
static py_variable *enclosing(py_compiler *c, const py_scope *scope, py_ast_text name) {
    for (py_scope *outer = scope->parent; outer && outer->kind != PY_SCOPE_MODULE;
         outer = outer->parent) {
        if (outer->kind == PY_SCOPE_CLASS) {
            if (!py_text_is(name, "__class__"))
                continue;
            if (!outer->class_cell)
                outer->class_cell = variable_new(c, outer, name);
            if (outer->class_cell)
                outer->class_cell->captured = true;
            return outer->class_cell;
        }
        const py_entry *entry = py_scope_find(c, outer, name);
        if (!entry)
            continue;
        if (entry->flags & PY_SYMBOL_GLOBAL)
            return NULL;
        if (entry->variable)
            return entry->variable;
    }
    return NULL;
}

static void free_add(py_compiler *c, py_scope *unit, py_variable *variable) {
    py_free **place = &unit->frees;
    while (*place && strcmp((*place)->variable->name.data, variable->name.data) < 0)
        place = &(*place)->next;
    for (const py_free *f = *place; f; f = f->next) {
        if (f->variable == variable)
            return;
    }
    py_free *added = py_compile_alloc(c, sizeof(*added));
    if (!added)
        return;
    added->variable = variable;
    added->next = *place;
    *place = added;
    unit->free_count++;
}

static void capture(py_compiler *c, const py_scope *scope, py_variable *variable) {
    const py_scope *home = variable->owner->unit;
    for (py_scope *unit = scope->unit; unit != home && !c->failed; unit = unit->parent->unit) {
        variable->captured = true;
        free_add(c, unit, variable);
    }
}

static bool is_function(const py_scope *scope) {
    return scope->kind != PY_SCOPE_MODULE && scope->kind != PY_SCOPE_CLASS;
}

static void resolve_nonlocal(py_compiler *c, py_scope *scope, py_entry *entry) {
    if (scope->kind == PY_SCOPE_MODULE) {
        py_compile_syntax(c, entry->place, "nonlocal declaration not allowed at module level");
        return;
    }
    entry->variable = enclosing(c, scope, entry->name);
    if (!entry->variable)
        py_compile_syntax(c, entry->place, "no binding for nonlocal '%s' found", entry->name.data);
    else if (entry->variable->owner->kind == PY_SCOPE_TYPE_PARAMS)
        py_compile_syntax(c, entry->place, "nonlocal binding not allowed for type parameter '%s'",
                          entry->name.data);
    else
        capture(c, scope, entry->variable);
}

static void resolve_entry(py_compiler *c, py_scope *scope, py_entry *entry) {
    if (entry->flags & PY_SYMBOL_GLOBAL) {
        if (entry->flags & PY_SYMBOL_NONLOCAL)
            py_compile_syntax(c, entry->place, "name '%s' is nonlocal and global",
                              entry->name.data);
        return;
    }
    if (entry->flags & PY_SYMBOL_NONLOCAL) {
        resolve_nonlocal(c, scope, entry);
        return;
    }
    if (entry->flags & (PY_SYMBOL_BOUND | PY_SYMBOL_PARAM | PY_SYMBOL_IMPORTED)) {
        if (is_function(scope))
            entry->variable = variable_new(c, scope, entry->name);
        return;
    }
    entry->variable = enclosing(c, scope, entry->name);
    if (entry->variable)
        capture(c, scope, entry->variable);
}

static void variable_of_param(py_compiler *c, py_scope *scope, const py_ast *arg) {
    if (!arg || c->failed)
        return;
    py_ast_text name = py_compile_mangle(c, scope->private_name, arg->u.arg.name);
    py_entry *entry = c->failed ? NULL : py_scope_find(c, scope, name);
    if (entry && !entry->variable)
        entry->variable = variable_new(c, scope, name);
}

static void variables_of_params(py_compiler *c, py_scope *scope, py_ast_list list) {
    for (int i = 0; i < list.count; i++)
        variable_of_param(c, scope, list.items[i]);
}

// Parameters have the first slots, in the order in which calls fill them.
static void resolve_params(py_compiler *c, py_scope *scope) {
    const py_ast *args = NULL;
    if (scope->kind == PY_SCOPE_FUNCTION)
        args = scope->node->u.function.args;
    else if (scope->kind == PY_SCOPE_LAMBDA)
        args = scope->node->u.lambda.args;
    if (!args)
        return;
    variables_of_params(c, scope, args->u.arguments.posonly);
    variables_of_params(c, scope, args->u.arguments.args);
    variables_of_params(c, scope, args->u.arguments.kwonly);
    variable_of_param(c, scope, args->u.arguments.vararg);
    variable_of_param(c, scope, args->u.arguments.kwarg);
}

static void resolve_scope(py_compiler *c, py_scope *scope) {
    resolve_params(c, scope);
    for (py_entry *entry = scope->first; entry && !c->failed; entry = entry->next) {
        if (!entry->variable)
            resolve_entry(c, scope, entry);
    }
}

// Slots: locals, hidden ones of comprehensions among them; then the cell of __class__; then what is
// free.
static void assign_slots(py_scope *unit) {
    uint32_t slot = 0;
    for (py_variable *v = unit->first_variable; v; v = v->next) {
        if (v != unit->class_cell)
            v->slot = slot++;
    }
    if (unit->class_cell)
        unit->class_cell->slot = slot++;
    unit->variable_count = slot;
    for (py_free *f = unit->frees; f; f = f->next)
        f->slot = slot++;
}

// The next scope in pre-order: no recursion, however deep functions are nested.
static py_scope *scope_after(py_scope *scope) {
    if (scope->first_child)
        return scope->first_child;
    while (scope && !scope->next)
        scope = scope->parent;
    return scope ? scope->next : NULL;
}

void py_symtable_resolve(py_compiler *c) {
    for (py_scope *scope = c->module; scope && !c->failed; scope = scope_after(scope))
        resolve_scope(c, scope);
    for (py_scope *scope = c->module; scope && !c->failed; scope = scope_after(scope)) {
        if (scope->unit == scope)
            assign_slots(scope);
    }
}
