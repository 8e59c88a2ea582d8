// Units of code: one for a module, function, class body or generator expression. Turns what was
// emitted into a code object: labels into targets, regions into the handler table.
#include <string.h>

#include "compile_internal.h"

static py_str *unit_qualname(py_compiler *c, const py_unit *outer, py_ast_text name) {
    if (!outer || outer->scope->kind == PY_SCOPE_MODULE)
        return py_str_new(c->vm, name.data, name.len);
    const py_entry *entry =
        py_scope_find(c, outer->scope, py_compile_mangle(c, outer->scope->private_name, name));
    if (entry && entry->flags & PY_SYMBOL_GLOBAL)
        return py_str_new(c->vm, name.data, name.len);
    vl_buf_clear(&c->key);
    vl_buf_append(&c->key, outer->qualname->data, outer->qualname->size);
    vl_buf_text(&c->key, outer->scope->kind == PY_SCOPE_CLASS ? "." : ".<locals>.");
    vl_buf_append(&c->key, name.data, name.len);
    return c->key.failed ? NULL : py_str_new(c->vm, c->key.data, c->key.len);
}

static void make_cells(py_compiler *c, const py_scope *scope, vl_place place) {
    for (const py_variable *v = scope->first_variable; v; v = v->next) {
        if (v->captured && v->owner == scope)
            py_emit(c, place, PY_OPCODE_MAKE_CELL, v->slot);
    }
}

bool py_unit_enter(py_compiler *c, py_unit *unit, const py_ast *node, py_ast_text name,
                   vl_place place) {
    *unit = (py_unit){.outer = c->unit, .name = name, .place = place, .id = ++c->unit_count};
    unit->first_line = place.line;
    unit->scope = py_scope_of(c, node);
    unit->last = place;
    unit->region_count = 1;
    unit->region_cap = 8;
    unit->regions = py_compile_alloc(c, unit->region_cap * sizeof(*unit->regions));
    if (c->failed || !unit->scope)
        return false;
    unit->qualname = unit_qualname(c, c->unit, name);
    if (!unit->qualname) {
        py_compile_memory(c);
        return false;
    }
    c->unit = unit;
    c->scope = unit->scope;
    make_cells(c, unit->scope, place);
    return true;
}

static void unit_release(py_compiler *c, py_unit *unit) {
    for (uint32_t i = 0; i < unit->const_count; i++)
        py_decref(c->vm, unit->consts[i]);
    for (uint32_t i = 0; i < unit->site_count; i++)
        py_release(c->vm, unit->sites[i].name);
    py_release(c->vm, unit->qualname);
    py_release(c->vm, unit->docstring);
}

py_code *py_unit_leave(py_compiler *c) {
    py_unit *unit = c->unit;
    if (!c->failed && !unit->dead) {
        py_emit_none(c, unit->last);
        py_emit(c, unit->last, PY_OPCODE_RETURN_VALUE, 0);
    }
    py_code *code = c->failed ? NULL : py_code_assemble(c, unit);
    unit_release(c, unit);
    c->unit = unit->outer;
    c->scope = unit->scope->parent;
    return code;
}

// ---- assembling ---------------------------------------------------------------------------------

static void *copy_array(py_compiler *c, const void *items, size_t count, size_t size) {
    if (c->failed || count == 0)
        return NULL;
    void *copy = vl_heap_alloc(c->vm->heap, count * size);
    if (!copy)
        py_compile_memory(c);
    else
        memcpy(copy, items, count * size);
    return copy;
}

static void fix_targets(py_unit *u) {
    for (uint32_t i = 0; i < u->op_count; i++) {
        py_opcode op = py_op_code(u->ops[i]);
        if (py_opcode_operand(op) == PY_OPERAND_TARGET)
            u->ops[i] = py_op_make(op, u->labels[py_op_arg(u->ops[i])].pc);
    }
}

// Each op has one innermost region, so the ranges do not overlap and their order is that of the
// code.
static void handlers(py_compiler *c, py_unit *u, py_code *code) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < u->op_count; i++) {
        if (u->op_regions[i] && (i == 0 || u->op_regions[i] != u->op_regions[i - 1]))
            count++;
    }
    if (!count || c->failed)
        return;
    code->handlers = vl_heap_alloc(c->vm->heap, count * sizeof(*code->handlers));
    if (!code->handlers) {
        py_compile_memory(c);
        return;
    }
    py_handler *last = NULL;
    for (uint32_t i = 0; i < u->op_count; i++) {
        uint32_t region = u->op_regions[i];
        if (region && (i == 0 || region != u->op_regions[i - 1])) {
            const py_region *r = &u->regions[region];
            last = &code->handlers[code->handler_count++];
            *last = (py_handler){i, i, u->labels[r->label].pc, r->depth};
        }
        if (region)
            last->end = i + 1;
    }
}

static void slots(py_compiler *c, const py_scope *scope, py_code *code) {
    uint32_t count = scope->variable_count + scope->free_count;
    code->local_count = scope->variable_count - (scope->class_cell ? 1 : 0);
    code->free_start = scope->variable_count;
    if (!count || c->failed)
        return;
    code->slot_names = vl_heap_alloc(c->vm->heap, count * sizeof(*code->slot_names));
    if (!code->slot_names) {
        py_compile_memory(c);
        return;
    }
    code->slot_count = count;
    memset(code->slot_names, 0, count * sizeof(*code->slot_names));
    for (const py_variable *v = scope->first_variable; v; v = v->next)
        code->slot_names[v->slot] = py_compile_intern(c, v->name);
    for (const py_free *f = scope->frees; f; f = f->next)
        code->slot_names[f->slot] = py_compile_intern(c, f->variable->name);
}

static void parameters(const py_scope *scope, py_code *code) {
    const py_ast *args = NULL;
    if (scope->kind == PY_SCOPE_FUNCTION)
        args = scope->node->u.function.args;
    else if (scope->kind == PY_SCOPE_LAMBDA)
        args = scope->node->u.lambda.args;
    if (!args) {
        code->arg_count = scope->kind == PY_SCOPE_GENEXPR ? 1 : 0;
        return;
    }
    code->posonly_count = (uint32_t)args->u.arguments.posonly.count;
    code->arg_count = code->posonly_count + (uint32_t)args->u.arguments.args.count;
    code->kwonly_count = (uint32_t)args->u.arguments.kwonly.count;
    if (args->u.arguments.vararg)
        code->flags |= PY_CODE_VARARGS;
    if (args->u.arguments.kwarg)
        code->flags |= PY_CODE_VARKW;
}

static bool has_cell_params(const py_scope *scope, uint32_t count) {
    for (const py_variable *v = scope->first_variable; v; v = v->next) {
        if (v->captured && v->slot < count)
            return true;
    }
    return false;
}

static void flags(const py_unit *u, py_code *code) {
    const py_scope *scope = u->scope;
    if (scope->kind == PY_SCOPE_MODULE)
        code->flags |= PY_CODE_MODULE;
    if (scope->kind == PY_SCOPE_CLASS)
        code->flags |= PY_CODE_CLASS;
    for (const py_unit *outer = u->outer; outer; outer = outer->outer)
        if (outer->scope->kind != PY_SCOPE_MODULE && outer->scope->kind != PY_SCOPE_CLASS)
            code->flags |= PY_CODE_NESTED;
    if (scope->kind == PY_SCOPE_MODULE || scope->kind == PY_SCOPE_CLASS)
        return;
    if (scope->generator && scope->coroutine)
        code->flags |= PY_CODE_ASYNC_GEN;
    else if (scope->generator)
        code->flags |= PY_CODE_GENERATOR;
    else if (scope->coroutine)
        code->flags |= PY_CODE_COROUTINE;
    uint32_t not_simple =
        PY_CODE_VARARGS | PY_CODE_VARKW | PY_CODE_GENERATOR | PY_CODE_COROUTINE | PY_CODE_ASYNC_GEN;
    if (!(code->flags & not_simple) && !code->kwonly_count &&
        !has_cell_params(scope, code->arg_count))
        code->flags |= PY_CODE_SIMPLE;
}

static void take_arrays(py_compiler *c, py_unit *u, py_code *code) {
    code->ops = copy_array(c, u->ops, u->op_count, sizeof(*u->ops));
    code->op_count = code->ops ? u->op_count : 0;
    code->positions = copy_array(c, u->positions, u->op_count, sizeof(*u->positions));
    code->consts = copy_array(c, u->consts, u->const_count, sizeof(*u->consts));
    if (code->consts) {
        code->const_count = u->const_count;
        u->const_count = 0;
    }
    code->sites = copy_array(c, u->sites, u->site_count, sizeof(*u->sites));
    if (code->sites) {
        code->site_count = u->site_count;
        u->site_count = 0;
    }
}

py_code *py_code_assemble(py_compiler *c, py_unit *u) {
    py_code *code = py_object_new(c->vm, c->vm->types[PY_TYPE_CODE], 0);
    if (!code) {
        py_compile_memory(c);
        return NULL;
    }
    fix_targets(u);
    take_arrays(c, u, code);
    handlers(c, u, code);
    slots(c, u->scope, code);
    parameters(u->scope, code);
    flags(u, code);
    code->name = py_compile_intern(c, u->name);
    code->qualname = u->qualname;
    u->qualname = NULL;
    code->docstring = u->docstring;
    u->docstring = NULL;
    code->file = py_retain(c->file_name);
    if (strncmp(code->file->data, PY_LIBRARY_FILE, sizeof PY_LIBRARY_FILE - 1) == 0)
        code->flags |= PY_CODE_LIBRARY;
    code->stack_size = u->max_depth + 1;
    code->first_line = u->first_line;
    code->start = (py_position){u->first_line, 1, u->first_line, INT16_MAX};
#ifndef NDEBUG
    if (!c->failed && !py_verify(code, c->error))
        c->failed = true;
#endif
    if (c->failed) {
        py_release(c->vm, code);
        return NULL;
    }
    return code;
}

// ---- functions ----------------------------------------------------------------------------------

static uint32_t slot_here(const py_compiler *c, const py_variable *variable) {
    if (variable->owner->unit == c->unit->scope)
        return variable->slot;
    for (const py_free *f = c->unit->scope->frees; f; f = f->next) {
        if (f->variable == variable)
            return f->slot;
    }
    return 0;
}

void py_emit_function(py_compiler *c, vl_place place, py_code *code_take, py_scope *scope,
                      uint32_t function_flags) {
    if (!code_take)
        return;
    if (scope->free_count) {
        for (const py_free *f = scope->frees; f; f = f->next)
            py_emit(c, place, PY_OPCODE_LOAD_CLOSURE, slot_here(c, f->variable));
        py_emit(c, place, PY_OPCODE_BUILD_TUPLE, scope->free_count);
        function_flags |= 8;
    }
    py_emit_value(c, place, py_from(code_take));
    py_emit(c, place, PY_OPCODE_MAKE_FUNCTION, function_flags);
}

// Names are looked for in the namespace of a class: in its body, and in the scope of type parameters there.
static bool by_class(const py_compiler *c) {
    return c->scope->kind == PY_SCOPE_CLASS ||
           (c->scope->kind == PY_SCOPE_TYPE_PARAMS && c->unit->scope->kind == PY_SCOPE_CLASS);
}

void py_compile_name(py_compiler *c, vl_place place, py_ast_text name, py_ast_ctx ctx) {
    static const py_opcode by_name[3] = {PY_OPCODE_LOAD_NAME, PY_OPCODE_STORE_NAME,
                                         PY_OPCODE_DELETE_NAME};
    static const py_opcode global[3] = {PY_OPCODE_LOAD_GLOBAL, PY_OPCODE_STORE_GLOBAL,
                                        PY_OPCODE_DELETE_GLOBAL};
    static const py_opcode fast[3] = {PY_OPCODE_LOAD_FAST, PY_OPCODE_STORE_FAST,
                                      PY_OPCODE_DELETE_FAST};
    static const py_opcode deref[3] = {PY_OPCODE_LOAD_DEREF, PY_OPCODE_STORE_DEREF,
                                       PY_OPCODE_DELETE_DEREF};
    if (c->failed || py_compile_forbidden(c, place, name, ctx))
        return;
    py_ast_text mangled = py_compile_mangle(c, c->scope->private_name, name);
    const py_entry *entry = c->failed ? NULL : py_scope_find(c, c->scope, mangled);
    const py_variable *variable = entry ? entry->variable : NULL;
    if (!variable) {
        bool in_class =
            by_class(c) && !(entry && entry->flags & PY_SYMBOL_GLOBAL);
        py_emit_site(c, place, in_class ? by_name[ctx] : global[ctx], mangled);
        return;
    }
    bool own = variable->owner->unit == c->unit->scope;
    py_opcode op = own && !variable->captured ? fast[ctx] : deref[ctx];
    if (!own && ctx == PY_CTX_LOAD && by_class(c))
        op = PY_OPCODE_LOAD_CLASS_DEREF;
    py_emit(c, place, op, slot_here(c, variable));
}
