// The fields of each node kind, as data: what the dump and the depth check walk by. Order and names
// are those of CPython 3.12's Python.asdl.
#include "parser_internal.h"

#define F(kind, type, optional, member, name)                                                      \
    { PY_AST_##kind, PY_FIELD_##type, optional, (uint16_t)offsetof(py_ast, member), name }

#define FUNCTION(kind)                                                                             \
    F(kind, TEXT, false, u.function.name, "name"), F(kind, NODE, false, u.function.args, "args"),  \
        F(kind, LIST, false, u.function.body, "body"),                                             \
        F(kind, LIST, false, u.function.decorators, "decorator_list"),                             \
        F(kind, NODE, true, u.function.returns, "returns"),                                        \
        F(kind, LIST, false, u.function.type_params, "type_params")
#define FOR(kind)                                                                                  \
    F(kind, NODE, false, u.for_loop.target, "target"),                                             \
        F(kind, NODE, false, u.for_loop.iter, "iter"),                                             \
        F(kind, LIST, false, u.for_loop.body, "body"),                                             \
        F(kind, LIST, false, u.for_loop.orelse, "orelse")
#define TEST(kind)                                                                                 \
    F(kind, NODE, false, u.while_loop.test, "test"),                                               \
        F(kind, LIST, false, u.while_loop.body, "body"),                                           \
        F(kind, LIST, false, u.while_loop.orelse, "orelse")
#define WITH(kind)                                                                                 \
    F(kind, LIST, false, u.with.items, "items"), F(kind, LIST, false, u.with.body, "body")
#define TRY(kind)                                                                                  \
    F(kind, LIST, false, u.try_stmt.body, "body"),                                                 \
        F(kind, LIST, false, u.try_stmt.handlers, "handlers"),                                     \
        F(kind, LIST, false, u.try_stmt.orelse, "orelse"),                                         \
        F(kind, LIST, false, u.try_stmt.finalbody, "finalbody")
#define COMPREHENSION(kind)                                                                        \
    F(kind, NODE, false, u.comp.elt, "elt"), F(kind, LIST, false, u.comp.generators, "generators")
#define ELEMENTS(kind) F(kind, LIST, false, u.elts.elts, "elts"), F(kind, CTX, false, ctx, "ctx")

static const py_field fields[] = {
    // sorted by kind, as in ast.def
    F(Module, LIST, false, u.module.body, "body"),
    F(Module, EMPTY, false, u, "type_ignores"),
    FUNCTION(FunctionDef),
    FUNCTION(AsyncFunctionDef),
    F(ClassDef, TEXT, false, u.class_def.name, "name"),
    F(ClassDef, LIST, false, u.class_def.bases, "bases"),
    F(ClassDef, LIST, false, u.class_def.keywords, "keywords"),
    F(ClassDef, LIST, false, u.class_def.body, "body"),
    F(ClassDef, LIST, false, u.class_def.decorators, "decorator_list"),
    F(ClassDef, LIST, false, u.class_def.type_params, "type_params"),
    F(Return, NODE, true, u.value.value, "value"),
    F(Delete, LIST, false, u.assign.targets, "targets"),
    F(Assign, LIST, false, u.assign.targets, "targets"),
    F(Assign, NODE, false, u.assign.value, "value"),
    F(TypeAlias, NODE, false, u.type_alias.name, "name"),
    F(TypeAlias, LIST, false, u.type_alias.type_params, "type_params"),
    F(TypeAlias, NODE, false, u.type_alias.value, "value"),
    F(AugAssign, NODE, false, u.aug_assign.target, "target"),
    F(AugAssign, OPERATOR, false, op, "op"),
    F(AugAssign, NODE, false, u.aug_assign.value, "value"),
    F(AnnAssign, NODE, false, u.ann_assign.target, "target"),
    F(AnnAssign, NODE, false, u.ann_assign.annotation, "annotation"),
    F(AnnAssign, NODE, true, u.ann_assign.value, "value"),
    F(AnnAssign, FLAG, false, flag, "simple"),
    FOR(For),
    FOR(AsyncFor),
    TEST(While),
    TEST(If),
    WITH(With),
    WITH(AsyncWith),
    F(Match, NODE, false, u.match.subject, "subject"),
    F(Match, LIST, false, u.match.cases, "cases"),
    F(Raise, NODE, true, u.raise.exc, "exc"),
    F(Raise, NODE, true, u.raise.cause, "cause"),
    TRY(Try),
    TRY(TryStar),
    F(Assert, NODE, false, u.assert_stmt.test, "test"),
    F(Assert, NODE, true, u.assert_stmt.message, "msg"),
    F(Import, LIST, false, u.import.names, "names"),
    F(ImportFrom, TEXT, true, u.import_from.module, "module"),
    F(ImportFrom, LIST, false, u.import_from.names, "names"),
    F(ImportFrom, INT, false, u.import_from.level, "level"),
    F(Global, NAMES, false, u.names.names, "names"),
    F(Nonlocal, NAMES, false, u.names.names, "names"),
    F(Expr, NODE, false, u.value.value, "value"),
    F(BoolOp, OPERATOR, false, op, "op"),
    F(BoolOp, LIST, false, u.bool_op.values, "values"),
    F(NamedExpr, NODE, false, u.aug_assign.target, "target"),
    F(NamedExpr, NODE, false, u.aug_assign.value, "value"),
    F(BinOp, NODE, false, u.bin_op.left, "left"),
    F(BinOp, OPERATOR, false, op, "op"),
    F(BinOp, NODE, false, u.bin_op.right, "right"),
    F(UnaryOp, OPERATOR, false, op, "op"),
    F(UnaryOp, NODE, false, u.unary_op.operand, "operand"),
    F(Lambda, NODE, false, u.lambda.args, "args"),
    F(Lambda, NODE, false, u.lambda.body, "body"),
    F(IfExp, NODE, false, u.if_exp.test, "test"),
    F(IfExp, NODE, false, u.if_exp.body, "body"),
    F(IfExp, NODE, false, u.if_exp.orelse, "orelse"),
    F(Dict, LIST, false, u.dict.keys, "keys"),
    F(Dict, LIST, false, u.dict.values, "values"),
    F(Set, LIST, false, u.elts.elts, "elts"),
    COMPREHENSION(ListComp),
    COMPREHENSION(SetComp),
    F(DictComp, NODE, false, u.comp.elt, "key"),
    F(DictComp, NODE, false, u.comp.value, "value"),
    F(DictComp, LIST, false, u.comp.generators, "generators"),
    COMPREHENSION(GeneratorExp),
    F(Await, NODE, false, u.value.value, "value"),
    F(Yield, NODE, true, u.value.value, "value"),
    F(YieldFrom, NODE, false, u.value.value, "value"),
    F(Compare, NODE, false, u.compare.left, "left"),
    F(Compare, OPERATORS, false, u.compare.ops, "ops"),
    F(Compare, LIST, false, u.compare.comparators, "comparators"),
    F(Call, NODE, false, u.call.func, "func"),
    F(Call, LIST, false, u.call.args, "args"),
    F(Call, LIST, false, u.call.keywords, "keywords"),
    F(FormattedValue, NODE, false, u.formatted.value, "value"),
    F(FormattedValue, CONVERSION, false, flag, "conversion"),
    F(FormattedValue, NODE, true, u.formatted.format_spec, "format_spec"),
    F(JoinedStr, LIST, false, u.bool_op.values, "values"),
    F(Constant, CONSTANT, false, u.constant, "value"),
    F(Constant, KIND, true, u.constant.u_prefix, "kind"),
    F(Attribute, NODE, false, u.attribute.value, "value"),
    F(Attribute, TEXT, false, u.attribute.attr, "attr"),
    F(Attribute, CTX, false, ctx, "ctx"),
    F(Subscript, NODE, false, u.subscript.value, "value"),
    F(Subscript, NODE, false, u.subscript.slice, "slice"),
    F(Subscript, CTX, false, ctx, "ctx"),
    F(Starred, NODE, false, u.value.value, "value"),
    F(Starred, CTX, false, ctx, "ctx"),
    F(Name, TEXT, false, u.name.id, "id"),
    F(Name, CTX, false, ctx, "ctx"),
    ELEMENTS(List),
    ELEMENTS(Tuple),
    F(Slice, NODE, true, u.slice.lower, "lower"),
    F(Slice, NODE, true, u.slice.upper, "upper"),
    F(Slice, NODE, true, u.slice.step, "step"),
    F(comprehension, NODE, false, u.comprehension.target, "target"),
    F(comprehension, NODE, false, u.comprehension.iter, "iter"),
    F(comprehension, LIST, false, u.comprehension.ifs, "ifs"),
    F(comprehension, FLAG, false, flag, "is_async"),
    F(ExceptHandler, NODE, true, u.handler.type, "type"),
    F(ExceptHandler, TEXT, true, u.handler.name, "name"),
    F(ExceptHandler, LIST, false, u.handler.body, "body"),
    F(arguments, LIST, false, u.arguments.posonly, "posonlyargs"),
    F(arguments, LIST, false, u.arguments.args, "args"),
    F(arguments, NODE, true, u.arguments.vararg, "vararg"),
    F(arguments, LIST, false, u.arguments.kwonly, "kwonlyargs"),
    F(arguments, LIST, false, u.arguments.kw_defaults, "kw_defaults"),
    F(arguments, NODE, true, u.arguments.kwarg, "kwarg"),
    F(arguments, LIST, false, u.arguments.defaults, "defaults"),
    F(arg, TEXT, false, u.arg.name, "arg"),
    F(arg, NODE, true, u.arg.annotation, "annotation"),
    F(keyword, TEXT, true, u.keyword.name, "arg"),
    F(keyword, NODE, false, u.keyword.value, "value"),
    F(alias, TEXT, false, u.alias.name, "name"),
    F(alias, TEXT, true, u.alias.asname, "asname"),
    F(withitem, NODE, false, u.withitem.context, "context_expr"),
    F(withitem, NODE, true, u.withitem.target, "optional_vars"),
    F(match_case, NODE, false, u.match_case.pattern, "pattern"),
    F(match_case, NODE, true, u.match_case.guard, "guard"),
    F(match_case, LIST, false, u.match_case.body, "body"),
    F(TypeVar, TEXT, false, u.type_param.name, "name"),
    F(TypeVar, NODE, true, u.type_param.bound, "bound"),
    F(ParamSpec, TEXT, false, u.type_param.name, "name"),
    F(TypeVarTuple, TEXT, false, u.type_param.name, "name"),
    F(MatchValue, NODE, false, u.value.value, "value"),
    F(MatchSingleton, NODE, false, u.match_singleton.value, "value"),
    F(MatchSequence, LIST, false, u.patterns.patterns, "patterns"),
    F(MatchMapping, LIST, false, u.match_mapping.keys, "keys"),
    F(MatchMapping, LIST, false, u.match_mapping.patterns, "patterns"),
    F(MatchMapping, TEXT, true, u.match_mapping.rest, "rest"),
    F(MatchClass, NODE, false, u.match_class.cls, "cls"),
    F(MatchClass, LIST, false, u.match_class.patterns, "patterns"),
    F(MatchClass, NAMES, false, u.match_class.kwd_names, "kwd_attrs"),
    F(MatchClass, LIST, false, u.match_class.kwd_patterns, "kwd_patterns"),
    F(MatchStar, TEXT, true, u.match_star.name, "name"),
    F(MatchAs, NODE, true, u.match_as.pattern, "pattern"),
    F(MatchAs, TEXT, true, u.match_as.name, "name"),
    F(MatchOr, LIST, false, u.patterns.patterns, "patterns"),
};

const py_field *py_ast_fields(py_ast_kind kind, int *count) {
    size_t low = 0, high = VL_COUNT(fields);
    while (low < high) { // the first row of `kind`
        size_t middle = (low + high) / 2;
        if (fields[middle].kind < (uint8_t)kind) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    size_t end = low;
    while (end < VL_COUNT(fields) && fields[end].kind == (uint8_t)kind) {
        end++;
    }
    *count = (int)(end - low);
    return &fields[low];
}

static bool list_too_deep(const py_ast_list *list, int limit) {
    for (int i = 0; i < list->count; i++) {
        if (py_ast_too_deep(list->items[i], limit)) {
            return true;
        }
    }
    return false;
}

bool py_ast_too_deep(const py_ast *node, int limit) {
    if (node == NULL) {
        return false;
    }
    if (limit == 0) {
        return true;
    }
    int count;
    const py_field *field = py_ast_fields((py_ast_kind)node->kind, &count);
    for (; count > 0; count--, field++) {
        const void *at = (const char *)node + field->offset;
        if ((field->type == PY_FIELD_NODE && py_ast_too_deep(*(py_ast *const *)at, limit - 1)) ||
            (field->type == PY_FIELD_LIST && list_too_deep(at, limit - 1))) {
            return true;
        }
    }
    return false;
}
