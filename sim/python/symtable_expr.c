// Collects the names of expressions and patterns. Knows scopes by symtable_names.c only.
#include "compile_internal.h"

void py_symtable_exprs(py_compiler *c, py_ast_list list) {
    for (int i = 0; i < list.count; i++)
        py_symtable_expr(c, list.items[i]);
}

static void name_use(py_compiler *c, const py_ast *node) {
    bool load = node->ctx == PY_CTX_LOAD;
    py_scope_add(c, node->u.name.id, load ? PY_SYMBOL_USED : PY_SYMBOL_BOUND, node->place);
    bool function = c->scope->kind != PY_SCOPE_MODULE && c->scope->kind != PY_SCOPE_CLASS;
    if (load && function && py_text_is(node->u.name.id, "super"))
        py_scope_add(c, py_compile_text("__class__"), PY_SYMBOL_USED, node->place);
}

static void comp_iterable(py_compiler *c, const py_ast *iterable) {
    c->scope->iter_exprs++;
    py_symtable_expr(c, iterable);
    c->scope->iter_exprs--;
}

static void comp_target(py_compiler *c, const py_ast *target) {
    c->scope->in_target = true;
    py_symtable_expr(c, target);
    c->scope->in_target = false;
}

// The first iterable belongs to the scope around.
static void comprehension(py_compiler *c, const py_ast *node) {
    py_ast_list generators = node->u.comp.generators;
    bool generator = node->kind == PY_AST_GeneratorExp;
    comp_iterable(c, generators.items[0]->u.comprehension.iter);
    if (c->failed || !py_scope_enter(c, generator ? PY_SCOPE_GENEXPR : PY_SCOPE_COMP, node))
        return;
    if (generator)
        py_scope_add(c, py_compile_text(".0"), PY_SYMBOL_PARAM | PY_SYMBOL_USED, node->place);
    for (int i = 0; i < generators.count; i++) {
        const py_ast *part = generators.items[i];
        if (part->flag)
            c->scope->coroutine = true;
        comp_target(c, part->u.comprehension.target);
        if (i > 0)
            comp_iterable(c, part->u.comprehension.iter);
        py_symtable_exprs(c, part->u.comprehension.ifs);
    }
    py_symtable_expr(c, node->u.comp.value);
    py_symtable_expr(c, node->u.comp.elt);
    bool async = c->scope->coroutine && !generator;
    c->scope->generator = generator;
    py_scope_leave(c);
    if (async)
        c->scope->coroutine = true;
}

static void lambda(py_compiler *c, const py_ast *node) {
    py_symtable_defaults(c, node->u.lambda.args);
    if (c->failed || !py_scope_enter(c, PY_SCOPE_LAMBDA, node))
        return;
    py_symtable_params(c, node->u.lambda.args);
    py_symtable_expr(c, node->u.lambda.body);
    py_scope_leave(c);
}

static void yields(py_compiler *c, const py_ast *node) {
    py_symtable_expr(c, node->u.value.value);
    c->scope->generator = true;
    const py_scope *scope = c->scope;
    if (c->failed || (scope->kind != PY_SCOPE_COMP && scope->kind != PY_SCOPE_GENEXPR))
        return;
    const char *where = "generator expression";
    switch (scope->node->kind) {
    case PY_AST_ListComp:
        where = "list comprehension";
        break;
    case PY_AST_SetComp:
        where = "set comprehension";
        break;
    case PY_AST_DictComp:
        where = "dict comprehension";
        break;
    default:
        break;
    }
    py_compile_syntax(c, node->place, "'yield' inside %s", where);
}

static void pattern_parts(py_compiler *c, const py_ast *node) {
    switch (node->kind) {
    case PY_AST_MatchValue:
        py_symtable_expr(c, node->u.value.value);
        break;
    case PY_AST_MatchSequence:
    case PY_AST_MatchOr:
        py_symtable_exprs(c, node->u.patterns.patterns);
        break;
    case PY_AST_MatchStar:
        if (node->u.match_star.name.data)
            py_scope_add(c, node->u.match_star.name, PY_SYMBOL_BOUND, node->place);
        break;
    case PY_AST_MatchMapping:
        py_symtable_exprs(c, node->u.match_mapping.keys);
        py_symtable_exprs(c, node->u.match_mapping.patterns);
        if (node->u.match_mapping.rest.data)
            py_scope_add(c, node->u.match_mapping.rest, PY_SYMBOL_BOUND, node->place);
        break;
    case PY_AST_MatchClass:
        py_symtable_expr(c, node->u.match_class.cls);
        py_symtable_exprs(c, node->u.match_class.patterns);
        py_symtable_exprs(c, node->u.match_class.kwd_patterns);
        break;
    case PY_AST_MatchAs:
        py_symtable_expr(c, node->u.match_as.pattern);
        if (node->u.match_as.name.data)
            py_scope_add(c, node->u.match_as.name, PY_SYMBOL_BOUND, node->place);
        break;
    default:
        break;
    }
}

// The left spine of `a + b + c ...` can be long: it is walked without recursion.
static void binary_chain(py_compiler *c, const py_ast *node) {
    for (; node->kind == PY_AST_BinOp; node = node->u.bin_op.left)
        py_symtable_expr(c, node->u.bin_op.right);
    py_symtable_expr(c, node);
}

static void compound(py_compiler *c, const py_ast *node) {
    switch (node->kind) {
    case PY_AST_IfExp:
        py_symtable_expr(c, node->u.if_exp.test);
        py_symtable_expr(c, node->u.if_exp.body);
        py_symtable_expr(c, node->u.if_exp.orelse);
        break;
    case PY_AST_Dict:
        py_symtable_exprs(c, node->u.dict.keys);
        py_symtable_exprs(c, node->u.dict.values);
        break;
    case PY_AST_Compare:
        py_symtable_expr(c, node->u.compare.left);
        py_symtable_exprs(c, node->u.compare.comparators);
        break;
    case PY_AST_Call:
        py_symtable_expr(c, node->u.call.func);
        py_symtable_exprs(c, node->u.call.args);
        py_symtable_exprs(c, node->u.call.keywords);
        break;
    case PY_AST_FormattedValue:
        py_symtable_expr(c, node->u.formatted.value);
        py_symtable_expr(c, node->u.formatted.format_spec);
        break;
    case PY_AST_Subscript:
        py_symtable_expr(c, node->u.subscript.value);
        py_symtable_expr(c, node->u.subscript.slice);
        break;
    case PY_AST_Slice:
        py_symtable_expr(c, node->u.slice.lower);
        py_symtable_expr(c, node->u.slice.upper);
        py_symtable_expr(c, node->u.slice.step);
        break;
    default:
        pattern_parts(c, node);
        break;
    }
}

static void expression(py_compiler *c, const py_ast *node) {
    switch (node->kind) {
    case PY_AST_Constant:
        break;
    case PY_AST_Name:
        name_use(c, node);
        break;
    case PY_AST_NamedExpr:
        py_scope_walrus(c, node);
        break;
    case PY_AST_BoolOp:
    case PY_AST_JoinedStr:
        py_symtable_exprs(c, node->u.bool_op.values);
        break;
    case PY_AST_BinOp:
        binary_chain(c, node);
        break;
    case PY_AST_UnaryOp:
        py_symtable_expr(c, node->u.unary_op.operand);
        break;
    case PY_AST_Lambda:
        lambda(c, node);
        break;
    case PY_AST_Set:
    case PY_AST_List:
    case PY_AST_Tuple:
        py_symtable_exprs(c, node->u.elts.elts);
        break;
    case PY_AST_ListComp:
    case PY_AST_SetComp:
    case PY_AST_DictComp:
    case PY_AST_GeneratorExp:
        comprehension(c, node);
        break;
    case PY_AST_Await:
        py_symtable_expr(c, node->u.value.value);
        c->scope->coroutine = true;
        break;
    case PY_AST_Yield:
    case PY_AST_YieldFrom:
        yields(c, node);
        break;
    case PY_AST_Attribute:
        py_symtable_expr(c, node->u.attribute.value);
        break;
    case PY_AST_Starred:
        py_symtable_expr(c, node->u.value.value);
        break;
    case PY_AST_keyword:
        py_symtable_expr(c, node->u.keyword.value);
        break;
    default:
        compound(c, node);
        break;
    }
}

void py_symtable_expr(py_compiler *c, const py_ast *node) {
    if (!node || c->failed || !py_compile_enter(c, node))
        return;
    expression(c, node);
    py_compile_leave(c);
}
