// Type parameters (PEP 695): their scope runs inside the unit around it, with hidden slots, as a
// comprehension's does; what is defined sees them as variables around it. `.type_params` is the
// tuple of them, `.generic_base` the class Generic[...] that a class with parameters derives from.
// Bounds, constraints and defaults are functions that the parser made: they run when somebody asks.
#include "compile_internal.h"

static const char all_name[] = ".type_params", base_name[] = ".generic_base";

static py_ast *lazily(const py_ast *param, bool constraints) {
    const py_ast *bound = param->u.type_param.bound;
    return bound && (bound->kind == PY_AST_Tuple) == constraints ? param->u.type_param.bound_fn
                                                                 : NULL;
}

// ---- names --------------------------------------------------------------------------------------

// Defaults came with 3.13, and stand last.
static bool default_misplaced(py_compiler *c, py_ast_list list, int at) {
    const py_ast *param = list.items[at], *value = param->u.type_param.default_value;
    if (value && c->vm->python_minor < 13)
        py_compile_syntax(c, value->place, "invalid syntax");
    else if (!value && at > 0 && list.items[at - 1]->u.type_param.default_value)
        py_compile_syntax(c, param->place,
                          "non-default type parameter '%s' follows default type parameter",
                          param->u.type_param.name.data);
    return c->failed;
}

static bool twice(py_compiler *c, py_ast_list list, int at) {
    py_ast_text name = list.items[at]->u.type_param.name;
    for (int i = 0; i < at; i++)
        if (py_text_equal(list.items[i]->u.type_param.name, name)) {
            py_compile_syntax(c, list.items[at]->place, "duplicate type parameter '%s'", name.data);
            return true;
        }
    return false;
}

bool py_symtable_type_params(py_compiler *c, py_ast_list list, const char *before_312) {
    if (!list.count)
        return true;
    if (c->vm->python_minor < 12) {
        vl_place place = list.items[0]->place; // the bracket stands before it
        place.col -= place.col > 1;
        py_compile_syntax(c, place, "%s", before_312);
        return false;
    }
    if (c->failed || !py_scope_enter(c, PY_SCOPE_TYPE_PARAMS, list.items[0]))
        return false;
    vl_place place = list.items[0]->place;
    py_scope_add(c, py_compile_text(all_name), PY_SYMBOL_BOUND | PY_SYMBOL_USED, place);
    py_scope_add(c, py_compile_text(base_name), PY_SYMBOL_BOUND | PY_SYMBOL_USED, place);
    for (int i = 0; i < list.count && !twice(c, list, i) && !default_misplaced(c, list, i); i++)
        py_scope_add(c, list.items[i]->u.type_param.name, PY_SYMBOL_BOUND | PY_SYMBOL_USED,
                     list.items[i]->place);
    for (int i = 0; i < list.count && !c->failed; i++) {
        py_symtable_expr(c, list.items[i]->u.type_param.bound_fn);
        py_symtable_expr(c, list.items[i]->u.type_param.default_fn);
    }
    return !c->failed;
}

void py_symtable_type_params_end(py_compiler *c, py_ast_list list) {
    if (list.count && !c->failed)
        py_scope_leave(c);
}

void py_symtable_uses_type_params(py_compiler *c, py_ast_list list, vl_place place) {
    if (list.count)
        py_scope_add(c, py_compile_text(all_name), PY_SYMBOL_USED, place);
}

// ---- code ---------------------------------------------------------------------------------------

// module.name, to be called with what is pushed next.
static void function_of(py_compiler *c, vl_place place, const char *module, const char *name) {
    py_emit_int(c, place, 0);
    py_emit_none(c, place);
    py_emit_site(c, place, PY_OPCODE_IMPORT_NAME, py_compile_text(module));
    py_emit_site(c, place, PY_OPCODE_IMPORT_FROM, py_compile_text(name));
    py_emit(c, place, PY_OPCODE_SWAP, 2);
    py_emit(c, place, PY_OPCODE_POP_TOP, 0);
    py_emit(c, place, PY_OPCODE_PUSH_UNSET, 0);
}

static void push_fn(py_compiler *c, vl_place place, const py_ast *fn) {
    if (fn)
        py_compile_expr(c, fn);
    else
        py_emit_none(c, place);
}

static void make_param(py_compiler *c, const py_ast *param) {
    vl_place place = param->place;
    function_of(c, place, "typing", "_type_parameter");
    py_emit_int(c, place,
                param->kind == PY_AST_TypeVar     ? 1
                : param->kind == PY_AST_ParamSpec ? 2
                                                  : 3);
    py_emit_text(c, place, param->u.type_param.name);
    push_fn(c, place, lazily(param, false));
    push_fn(c, place, lazily(param, true));
    push_fn(c, place, param->u.type_param.default_fn);
    py_emit(c, place, PY_OPCODE_CALL, 5);
    py_compile_name(c, place, param->u.type_param.name, PY_CTX_STORE);
}

static void for_variables(py_compiler *c, const py_scope *scope, py_opcode op, bool captured_only) {
    for (const py_entry *entry = scope->first; entry; entry = entry->next) {
        const py_variable *v = entry->variable;
        if (v && v->owner == scope && (v->captured || !captured_only))
            py_emit(c, scope->node->place, op, v->slot);
    }
}

py_type_params py_type_params_begin(py_compiler *c, py_ast_list list, bool of_class) {
    py_type_params params = {.list = list, .outer = c->scope};
    if (!list.count || c->failed)
        return params;
    vl_place place = list.items[0]->place;
    params.scope = py_scope_of(c, list.items[0]);
    params.cleanup = py_label_new(c);
    c->scope = params.scope;
    for_variables(c, params.scope, PY_OPCODE_MAKE_CELL, true);
    py_region_begin(c, params.cleanup, 0);
    for (int i = 0; i < list.count; i++)
        make_param(c, list.items[i]);
    for (int i = 0; i < list.count; i++)
        py_compile_name(c, place, list.items[i]->u.type_param.name, PY_CTX_LOAD);
    py_emit(c, place, PY_OPCODE_BUILD_TUPLE, (uint32_t)list.count);
    py_compile_name(c, place, py_compile_text(all_name), PY_CTX_STORE);
    if (of_class) {
        function_of(c, place, "typing", "_generic_base");
        py_type_params_push(c, list, place);
        py_emit(c, place, PY_OPCODE_CALL, 1);
        py_compile_name(c, place, py_compile_text(base_name), PY_CTX_STORE);
    }
    return params;
}

void py_type_params_end(py_compiler *c, const py_type_params *params) {
    if (!params->scope || c->failed)
        return;
    vl_place place = params->list.items[0]->place;
    uint32_t end = py_label_new(c);
    py_region_end(c);
    for_variables(c, params->scope, PY_OPCODE_CLEAR_FAST, false);
    py_emit_jump(c, place, PY_OPCODE_JUMP, end);
    py_label_bind(c, params->cleanup);
    for_variables(c, params->scope, PY_OPCODE_CLEAR_FAST, false);
    py_emit(c, place, PY_OPCODE_RERAISE, 0);
    py_label_bind(c, end);
    c->scope = params->outer;
}

void py_type_params_push(py_compiler *c, py_ast_list list, vl_place place) {
    if (list.count)
        py_compile_name(c, place, py_compile_text(all_name), PY_CTX_LOAD);
    else
        py_emit(c, place, PY_OPCODE_BUILD_TUPLE, 0);
}

py_ast_list py_type_params_bases(py_compiler *c, py_ast_list bases, const py_ast *node) {
    py_ast_list more = {py_compile_alloc(c, (size_t)(bases.count + 1) * sizeof(py_ast *)),
                        bases.count + 1};
    py_ast *base = py_compile_alloc(c, sizeof(*base));
    if (!more.items || !base)
        return bases;
    for (int i = 0; i < bases.count; i++)
        more.items[i] = bases.items[i];
    *base = (py_ast){.kind = PY_AST_Name, .ctx = PY_CTX_LOAD, .place = node->place};
    base->u.name.id = py_compile_text(base_name);
    more.items[bases.count] = base;
    return more;
}

// type X[T] = value
void py_compile_type_alias(py_compiler *c, const py_ast *node) {
    py_ast_list list = node->u.type_alias.type_params;
    vl_place place = node->place;
    py_type_params params = py_type_params_begin(c, list, false);
    function_of(c, place, "_typing_more", "_type_alias");
    py_emit_text(c, place, node->u.type_alias.name->u.name.id);
    py_type_params_push(c, list, place);
    py_compile_expr(c, node->u.type_alias.value_fn);
    py_emit(c, place, PY_OPCODE_CALL, 3);
    py_type_params_end(c, &params);
    py_compile_name(c, place, node->u.type_alias.name->u.name.id, PY_CTX_STORE);
}
