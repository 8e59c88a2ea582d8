// Collects the names of statements: what each scope binds, uses and declares. The expressions are
// in symtable_expr.c, the rules of declarations in symtable_names.c.
#include "compile_internal.h"

void py_symtable_stmts(py_compiler *c, py_ast_list list);

static void param(py_compiler *c, const py_ast *arg) {
    if (arg)
        py_scope_add(c, arg->u.arg.name, PY_SYMBOL_PARAM, arg->place);
}

static void params(py_compiler *c, py_ast_list list) {
    for (int i = 0; i < list.count; i++)
        param(c, list.items[i]);
}

void py_symtable_params(py_compiler *c, const py_ast *arguments) {
    params(c, arguments->u.arguments.posonly);
    params(c, arguments->u.arguments.args);
    params(c, arguments->u.arguments.kwonly);
    param(c, arguments->u.arguments.vararg);
    param(c, arguments->u.arguments.kwarg);
}

void py_symtable_defaults(py_compiler *c, const py_ast *arguments) {
    py_symtable_exprs(c, arguments->u.arguments.defaults);
    py_symtable_exprs(c, arguments->u.arguments.kw_defaults);
}

static bool annotation_forbids(py_compiler *c, const py_ast *node, const char *what) {
    py_compile_syntax(c, node->place, "%s cannot be used within an annotation", what);
    return true;
}

void py_symtable_annotation(py_compiler *c, const py_ast *annotation) {
    if (!annotation)
        return;
    if (c->future_annotations) { // becomes text: only what cannot stand there matters
        switch (annotation->kind) {
        case PY_AST_NamedExpr:
            (void)annotation_forbids(c, annotation, "named expression");
            break;
        case PY_AST_Yield:
        case PY_AST_YieldFrom:
            (void)annotation_forbids(c, annotation, "yield expression");
            break;
        case PY_AST_Await:
            (void)annotation_forbids(c, annotation, "await expression");
            break;
        default:
            break;
        }
        return;
    }
    py_symtable_expr(c, annotation);
}

static void annotations(py_compiler *c, py_ast_list list) {
    for (int i = 0; i < list.count; i++)
        py_symtable_annotation(c, list.items[i]->u.arg.annotation);
}

static void function(py_compiler *c, const py_ast *node) {
    const py_ast *args = node->u.function.args;
    py_scope_add(c, node->u.function.name, PY_SYMBOL_BOUND, node->place);
    py_symtable_defaults(c, args);
    py_symtable_exprs(c, node->u.function.decorators);
    if (!py_symtable_type_params(c, node->u.function.type_params, "expected '('"))
        return;
    annotations(c, args->u.arguments.posonly);
    annotations(c, args->u.arguments.args);
    if (args->u.arguments.vararg)
        py_symtable_annotation(c, args->u.arguments.vararg->u.arg.annotation);
    if (args->u.arguments.kwarg)
        py_symtable_annotation(c, args->u.arguments.kwarg->u.arg.annotation);
    annotations(c, args->u.arguments.kwonly);
    py_symtable_annotation(c, node->u.function.returns);
    if (c->failed || !py_scope_enter(c, PY_SCOPE_FUNCTION, node))
        return;
    c->scope->coroutine = node->kind == PY_AST_AsyncFunctionDef;
    py_symtable_params(c, args);
    py_symtable_stmts(c, node->u.function.body);
    py_scope_leave(c);
    py_symtable_type_params_end(c, node->u.function.type_params);
}

static void class_def(py_compiler *c, const py_ast *node) {
    py_scope_add(c, node->u.class_def.name, PY_SYMBOL_BOUND, node->place);
    py_ast_list params = node->u.class_def.type_params;
    py_symtable_exprs(c, node->u.class_def.decorators);
    if (!py_symtable_type_params(c, params, "invalid syntax"))
        return;
    py_symtable_exprs(c, node->u.class_def.bases);
    py_symtable_exprs(c, node->u.class_def.keywords);
    if (c->failed || !py_scope_enter(c, PY_SCOPE_CLASS, node))
        return;
    c->scope->private_name = node->u.class_def.name;
    py_symtable_uses_type_params(c, params, node->place);
    py_symtable_stmts(c, node->u.class_def.body);
    py_scope_leave(c);
    py_symtable_type_params_end(c, params);
}

static void ann_assign(py_compiler *c, const py_ast *node) {
    const py_ast *target = node->u.ann_assign.target;
    c->scope->annotates = true;
    if (target->kind == PY_AST_Name) {
        py_ast_text name = py_compile_mangle(c, c->scope->private_name, target->u.name.id);
        const py_entry *entry = c->failed ? NULL : py_scope_find(c, c->scope, name);
        unsigned declared = entry ? entry->flags & (PY_SYMBOL_GLOBAL | PY_SYMBOL_NONLOCAL) : 0;
        if (declared && node->flag && c->scope->kind != PY_SCOPE_MODULE) {
            py_compile_syntax(c, node->place, "annotated name '%s' can't be %s",
                              target->u.name.id.data,
                              declared & PY_SYMBOL_GLOBAL ? "global" : "nonlocal");
            return;
        }
        if (node->flag)
            py_scope_add(c, target->u.name.id, PY_SYMBOL_BOUND | PY_SYMBOL_ANNOTATED,
                         target->place);
        else if (node->u.ann_assign.value)
            py_scope_add(c, target->u.name.id, PY_SYMBOL_BOUND, target->place);
        else
            py_scope_add(c, target->u.name.id, 0, target->place);
    } else {
        py_symtable_expr(c, target);
    }
    py_symtable_annotation(c, node->u.ann_assign.annotation);
    py_symtable_expr(c, node->u.ann_assign.value);
}

static void imports(py_compiler *c, const py_ast *node, py_ast_list names) {
    for (int i = 0; i < names.count && !c->failed; i++) {
        const py_ast *alias = names.items[i];
        py_ast_text name = alias->u.alias.asname.data ? alias->u.alias.asname : alias->u.alias.name;
        if (py_text_is(name, "*")) {
            if (c->scope->kind != PY_SCOPE_MODULE)
                py_compile_syntax(c, alias->place.line ? alias->place : node->place,
                                  "import * only allowed at module level");
            continue;
        }
        if (!alias->u.alias.asname.data && node->kind == PY_AST_Import) {
            size_t dot = 0;
            while (dot < name.len && name.data[dot] != '.')
                dot++;
            if (dot < name.len) {
                char *head = vl_arena_copy(&c->arena, name.data, dot);
                if (!head) {
                    py_compile_memory(c);
                    return;
                }
                name = (py_ast_text){head, dot};
            }
        }
        py_scope_add(c, name, PY_SYMBOL_IMPORTED, alias->place);
    }
}

static void try_stmt(py_compiler *c, const py_ast *node) {
    py_symtable_stmts(c, node->u.try_stmt.body);
    for (int i = 0; i < node->u.try_stmt.handlers.count; i++) {
        const py_ast *handler = node->u.try_stmt.handlers.items[i];
        py_symtable_expr(c, handler->u.handler.type);
        if (handler->u.handler.name.data && !c->failed)
            py_scope_add(c, handler->u.handler.name, PY_SYMBOL_BOUND, handler->place);
        py_symtable_stmts(c, handler->u.handler.body);
    }
    py_symtable_stmts(c, node->u.try_stmt.orelse);
    py_symtable_stmts(c, node->u.try_stmt.finalbody);
}

// elif chains can be long: they are walked without recursion.
static void if_stmt(py_compiler *c, const py_ast *node) {
    for (;;) {
        py_symtable_expr(c, node->u.while_loop.test);
        py_symtable_stmts(c, node->u.while_loop.body);
        py_ast_list orelse = node->u.while_loop.orelse;
        if (orelse.count != 1 || orelse.items[0]->kind != PY_AST_If) {
            py_symtable_stmts(c, orelse);
            return;
        }
        node = orelse.items[0];
    }
}

static void compound(py_compiler *c, const py_ast *node) {
    switch (node->kind) {
    case PY_AST_For:
    case PY_AST_AsyncFor:
        py_symtable_expr(c, node->u.for_loop.target);
        py_symtable_expr(c, node->u.for_loop.iter);
        py_symtable_stmts(c, node->u.for_loop.body);
        py_symtable_stmts(c, node->u.for_loop.orelse);
        break;
    case PY_AST_While:
        py_symtable_expr(c, node->u.while_loop.test);
        py_symtable_stmts(c, node->u.while_loop.body);
        py_symtable_stmts(c, node->u.while_loop.orelse);
        break;
    case PY_AST_With:
    case PY_AST_AsyncWith:
        for (int i = 0; i < node->u.with.items.count; i++) {
            py_symtable_expr(c, node->u.with.items.items[i]->u.withitem.context);
            py_symtable_expr(c, node->u.with.items.items[i]->u.withitem.target);
        }
        py_symtable_stmts(c, node->u.with.body);
        break;
    case PY_AST_Match:
        py_symtable_expr(c, node->u.match.subject);
        for (int i = 0; i < node->u.match.cases.count; i++) {
            const py_ast *part = node->u.match.cases.items[i];
            py_symtable_expr(c, part->u.match_case.pattern);
            py_symtable_expr(c, part->u.match_case.guard);
            py_symtable_stmts(c, part->u.match_case.body);
        }
        break;
    case PY_AST_Try:
    case PY_AST_TryStar:
        try_stmt(c, node);
        break;
    default:
        break;
    }
}

static void type_alias(py_compiler *c, const py_ast *node) {
    py_ast_list params = node->u.type_alias.type_params;
    if (c->vm->python_minor < 12) {
        py_compile_syntax(c, node->u.type_alias.name->place, "invalid syntax");
        return;
    }
    py_symtable_expr(c, node->u.type_alias.name);
    if (!py_symtable_type_params(c, params, "invalid syntax"))
        return;
    py_symtable_expr(c, node->u.type_alias.value_fn);
    py_symtable_type_params_end(c, params);
}

static void statement(py_compiler *c, const py_ast *node) {
    switch (node->kind) {
    case PY_AST_FunctionDef:
    case PY_AST_AsyncFunctionDef:
        function(c, node);
        break;
    case PY_AST_ClassDef:
        class_def(c, node);
        break;
    case PY_AST_Return:
    case PY_AST_Expr:
        py_symtable_expr(c, node->u.value.value);
        break;
    case PY_AST_Assign:
    case PY_AST_Delete:
        py_symtable_exprs(c, node->u.assign.targets);
        py_symtable_expr(c, node->u.assign.value);
        break;
    case PY_AST_TypeAlias:
        type_alias(c, node);
        break;
    case PY_AST_AugAssign:
        py_symtable_expr(c, node->u.aug_assign.target);
        py_symtable_expr(c, node->u.aug_assign.value);
        break;
    case PY_AST_AnnAssign:
        ann_assign(c, node);
        break;
    case PY_AST_If:
        if_stmt(c, node);
        break;
    case PY_AST_Raise:
        py_symtable_expr(c, node->u.raise.exc);
        py_symtable_expr(c, node->u.raise.cause);
        break;
    case PY_AST_Assert:
        py_symtable_expr(c, node->u.assert_stmt.test);
        py_symtable_expr(c, node->u.assert_stmt.message);
        break;
    case PY_AST_Import:
        imports(c, node, node->u.import.names);
        break;
    case PY_AST_ImportFrom:
        imports(c, node, node->u.import_from.names);
        break;
    case PY_AST_Global:
    case PY_AST_Nonlocal:
        py_scope_directive(c, node);
        break;
    default:
        compound(c, node);
        break;
    }
}

void py_symtable_stmts(py_compiler *c, py_ast_list list) {
    for (int i = 0; i < list.count && !c->failed; i++) {
        if (!py_compile_enter(c, list.items[i]))
            return;
        statement(c, list.items[i]);
        py_compile_leave(c);
    }
}

void py_symtable_build(py_compiler *c, const py_ast *module) {
    c->module = py_scope_enter(c, PY_SCOPE_MODULE, module);
    if (!c->module)
        return;
    py_symtable_stmts(c, module->u.module.body);
    c->scope = NULL;
    if (!c->failed)
        py_symtable_resolve(c);
}
