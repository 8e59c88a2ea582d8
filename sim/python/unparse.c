// Source text of an expression, as CPython writes annotations that are kept as text: one space
// around operators, parentheses only where they are needed. Strings are in unparse_text.c.
#include "unparse_internal.h"

static const struct {
    const char *text;
    py_precedence level;
    bool right; // groups to the right
} operators[] = {
    [PY_OP_ADD] = {" + ", PY_PREC_ARITH, false},
    [PY_OP_SUB] = {" - ", PY_PREC_ARITH, false},
    [PY_OP_MULT] = {" * ", PY_PREC_TERM, false},
    [PY_OP_MATMULT] = {" @ ", PY_PREC_TERM, false},
    [PY_OP_DIV] = {" / ", PY_PREC_TERM, false},
    [PY_OP_MOD] = {" % ", PY_PREC_TERM, false},
    [PY_OP_POW] = {" ** ", PY_PREC_POWER, true},
    [PY_OP_LSHIFT] = {" << ", PY_PREC_SHIFT, false},
    [PY_OP_RSHIFT] = {" >> ", PY_PREC_SHIFT, false},
    [PY_OP_BITOR] = {" | ", PY_PREC_BOR, false},
    [PY_OP_BITXOR] = {" ^ ", PY_PREC_BXOR, false},
    [PY_OP_BITAND] = {" & ", PY_PREC_BAND, false},
    [PY_OP_FLOORDIV] = {" // ", PY_PREC_TERM, false},
    [PY_OP_AND] = {" and ", PY_PREC_AND, false},
    [PY_OP_OR] = {" or ", PY_PREC_OR, false},
    [PY_OP_INVERT] = {"~", PY_PREC_FACTOR, false},
    [PY_OP_NOT] = {"not ", PY_PREC_NOT, false},
    [PY_OP_UADD] = {"+", PY_PREC_FACTOR, false},
    [PY_OP_USUB] = {"-", PY_PREC_FACTOR, false},
    [PY_OP_EQ] = {" == ", PY_PREC_CMP, false},
    [PY_OP_NOTEQ] = {" != ", PY_PREC_CMP, false},
    [PY_OP_LT] = {" < ", PY_PREC_CMP, false},
    [PY_OP_LTE] = {" <= ", PY_PREC_CMP, false},
    [PY_OP_GT] = {" > ", PY_PREC_CMP, false},
    [PY_OP_GTE] = {" >= ", PY_PREC_CMP, false},
    [PY_OP_IS] = {" is ", PY_PREC_CMP, false},
    [PY_OP_ISNOT] = {" is not ", PY_PREC_CMP, false},
    [PY_OP_IN] = {" in ", PY_PREC_CMP, false},
    [PY_OP_NOTIN] = {" not in ", PY_PREC_CMP, false},
};

static void open_group(vl_buf *out, bool group) {
    if (group)
        vl_buf_char(out, '(');
}

static void close_group(vl_buf *out, bool group) {
    if (group)
        vl_buf_char(out, ')');
}

static void name(vl_buf *out, py_ast_text text) {
    vl_buf_append(out, text.data, text.len);
}

static void comma(vl_buf *out, bool *first) {
    if (!*first)
        vl_buf_text(out, ", ");
    *first = false;
}

static void list(vl_buf *out, py_ast_list items, bool *first) {
    for (int i = 0; i < items.count; i++) {
        comma(out, first);
        py_unparse_at(out, items.items[i], PY_PREC_TEST);
    }
}

static void enclosed(vl_buf *out, py_ast_list items, const char *open, const char *close) {
    bool first = true;
    vl_buf_text(out, open);
    list(out, items, &first);
    vl_buf_text(out, close);
}

// ---- operators ----------------------------------------------------------------------------------

static void bool_op(vl_buf *out, const py_ast *node, py_precedence level) {
    py_precedence own = operators[node->op].level;
    bool group = level > own;
    open_group(out, group);
    for (int i = 0; i < node->u.bool_op.values.count; i++) {
        if (i > 0)
            vl_buf_text(out, operators[node->op].text);
        py_unparse_at(out, node->u.bool_op.values.items[i], (py_precedence)(own + 1));
    }
    close_group(out, group);
}

static void bin_op(vl_buf *out, const py_ast *node, py_precedence level) {
    py_precedence own = operators[node->op].level;
    bool right = operators[node->op].right;
    bool group = level > own;
    open_group(out, group);
    py_unparse_at(out, node->u.bin_op.left, (py_precedence)(own + (right ? 1 : 0)));
    vl_buf_text(out, operators[node->op].text);
    py_unparse_at(out, node->u.bin_op.right, (py_precedence)(own + (right ? 0 : 1)));
    close_group(out, group);
}

static void unary_op(vl_buf *out, const py_ast *node, py_precedence level) {
    py_precedence own = operators[node->op].level;
    bool group = level > own;
    open_group(out, group);
    vl_buf_text(out, operators[node->op].text);
    py_unparse_at(out, node->u.unary_op.operand, own);
    close_group(out, group);
}

static void compare(vl_buf *out, const py_ast *node, py_precedence level) {
    bool group = level > PY_PREC_CMP;
    open_group(out, group);
    py_unparse_at(out, node->u.compare.left, PY_PREC_CMP + 1);
    for (int i = 0; i < node->u.compare.comparators.count; i++) {
        vl_buf_text(out, operators[node->u.compare.ops[i]].text);
        py_unparse_at(out, node->u.compare.comparators.items[i], PY_PREC_CMP + 1);
    }
    close_group(out, group);
}

static void if_exp(vl_buf *out, const py_ast *node, py_precedence level) {
    bool group = level > PY_PREC_TEST;
    open_group(out, group);
    py_unparse_at(out, node->u.if_exp.body, PY_PREC_TEST + 1);
    vl_buf_text(out, " if ");
    py_unparse_at(out, node->u.if_exp.test, PY_PREC_TEST + 1);
    vl_buf_text(out, " else ");
    py_unparse_at(out, node->u.if_exp.orelse, PY_PREC_TEST);
    close_group(out, group);
}

static void prefixed(vl_buf *out, const char *word, const py_ast *value, py_precedence inner,
                     bool group) {
    open_group(out, group);
    vl_buf_text(out, word);
    if (value)
        py_unparse_at(out, value, inner);
    close_group(out, group);
}

// ---- lambda -------------------------------------------------------------------------------------

static void params(vl_buf *out, py_ast_list args, int skipped_defaults, const py_ast *all,
                   bool *first) {
    for (int i = 0; i < args.count; i++) {
        comma(out, first);
        name(out, args.items[i]->u.arg.name);
        int at = i - skipped_defaults;
        if (at >= 0 && at < all->u.arguments.defaults.count) {
            vl_buf_char(out, '=');
            py_unparse_at(out, all->u.arguments.defaults.items[at], PY_PREC_TEST);
        }
    }
}

static void arguments(vl_buf *out, const py_ast *args) {
    bool first = true;
    int posonly = args->u.arguments.posonly.count;
    int without = posonly + args->u.arguments.args.count - args->u.arguments.defaults.count;
    params(out, args->u.arguments.posonly, without, args, &first);
    if (posonly)
        vl_buf_text(out, ", /");
    params(out, args->u.arguments.args, without - posonly, args, &first);
    if (args->u.arguments.vararg || args->u.arguments.kwonly.count) {
        comma(out, &first);
        vl_buf_char(out, '*');
        if (args->u.arguments.vararg)
            name(out, args->u.arguments.vararg->u.arg.name);
    }
    for (int i = 0; i < args->u.arguments.kwonly.count; i++) {
        comma(out, &first);
        name(out, args->u.arguments.kwonly.items[i]->u.arg.name);
        if (args->u.arguments.kw_defaults.items[i]) {
            vl_buf_char(out, '=');
            py_unparse_at(out, args->u.arguments.kw_defaults.items[i], PY_PREC_TEST);
        }
    }
    if (args->u.arguments.kwarg) {
        comma(out, &first);
        vl_buf_text(out, "**");
        name(out, args->u.arguments.kwarg->u.arg.name);
    }
}

static void lambda(vl_buf *out, const py_ast *node, py_precedence level) {
    bool group = level > PY_PREC_TEST;
    open_group(out, group);
    const py_ast *args = node->u.lambda.args; // CPython leaves no space before a star
    bool positional = args->u.arguments.posonly.count || args->u.arguments.args.count;
    vl_buf_text(out, positional ? "lambda " : "lambda");
    arguments(out, args);
    vl_buf_text(out, ": ");
    py_unparse_at(out, node->u.lambda.body, PY_PREC_TEST);
    close_group(out, group);
}

// ---- displays, calls, subscripts
// ------------------------------------------------------------------

static void dict(vl_buf *out, const py_ast *node) {
    vl_buf_char(out, '{');
    for (int i = 0; i < node->u.dict.values.count; i++) {
        if (i > 0)
            vl_buf_text(out, ", ");
        if (node->u.dict.keys.items[i]) {
            py_unparse_at(out, node->u.dict.keys.items[i], PY_PREC_TEST);
            vl_buf_text(out, ": ");
            py_unparse_at(out, node->u.dict.values.items[i], PY_PREC_TEST);
        } else {
            vl_buf_text(out, "**");
            py_unparse_at(out, node->u.dict.values.items[i], PY_PREC_EXPR);
        }
    }
    vl_buf_char(out, '}');
}

static void generators(vl_buf *out, py_ast_list parts) {
    for (int i = 0; i < parts.count; i++) {
        const py_ast *part = parts.items[i];
        vl_buf_text(out, part->flag ? " async for " : " for ");
        py_unparse_at(out, part->u.comprehension.target, PY_PREC_TUPLE);
        vl_buf_text(out, " in ");
        py_unparse_at(out, part->u.comprehension.iter, PY_PREC_TEST + 1);
        for (int j = 0; j < part->u.comprehension.ifs.count; j++) {
            vl_buf_text(out, " if ");
            py_unparse_at(out, part->u.comprehension.ifs.items[j], PY_PREC_TEST + 1);
        }
    }
}

static void comprehension(vl_buf *out, const py_ast *node) {
    const char *ends = node->kind == PY_AST_GeneratorExp ? "()"
                       : node->kind == PY_AST_ListComp   ? "[]"
                                                         : "{}";
    vl_buf_char(out, ends[0]);
    py_unparse_at(out, node->u.comp.elt, PY_PREC_TEST);
    if (node->kind == PY_AST_DictComp) {
        vl_buf_text(out, ": ");
        py_unparse_at(out, node->u.comp.value, PY_PREC_TEST);
    }
    generators(out, node->u.comp.generators);
    vl_buf_char(out, ends[1]);
}

static void call(vl_buf *out, const py_ast *node) {
    py_ast_list args = node->u.call.args, keywords = node->u.call.keywords;
    bool first = true;
    py_unparse_at(out, node->u.call.func, PY_PREC_ATOM);
    if (args.count == 1 && !keywords.count && args.items[0]->kind == PY_AST_GeneratorExp) {
        py_unparse_at(out, args.items[0], PY_PREC_TEST);
        return;
    }
    vl_buf_char(out, '(');
    list(out, args, &first);
    for (int i = 0; i < keywords.count; i++) {
        comma(out, &first);
        name(out, keywords.items[i]->u.keyword.name);
        vl_buf_text(out, keywords.items[i]->u.keyword.name.data ? "=" : "**");
        py_unparse_at(out, keywords.items[i]->u.keyword.value, PY_PREC_TEST);
    }
    vl_buf_char(out, ')');
}

static void tuple(vl_buf *out, const py_ast *node, py_precedence level) {
    py_ast_list items = node->u.elts.elts;
    bool group = items.count == 0 || level > PY_PREC_TUPLE;
    bool first = true;
    open_group(out, group);
    list(out, items, &first);
    if (items.count == 1)
        vl_buf_char(out, ',');
    close_group(out, group);
}

static void attribute(vl_buf *out, const py_ast *node) {
    const py_ast *value = node->u.attribute.value;
    py_unparse_at(out, value, PY_PREC_ATOM);
    bool number = value->kind == PY_AST_Constant && value->flag == PY_CONST_INT;
    vl_buf_text(out, number ? " ." : ".");
    name(out, node->u.attribute.attr);
}

static void slice(vl_buf *out, const py_ast *node) {
    if (node->u.slice.lower)
        py_unparse_at(out, node->u.slice.lower, PY_PREC_TEST);
    vl_buf_char(out, ':');
    if (node->u.slice.upper)
        py_unparse_at(out, node->u.slice.upper, PY_PREC_TEST);
    if (node->u.slice.step) {
        vl_buf_char(out, ':');
        py_unparse_at(out, node->u.slice.step, PY_PREC_TEST);
    }
}

static void subscript(vl_buf *out, const py_ast *node) {
    py_unparse_at(out, node->u.subscript.value, PY_PREC_ATOM);
    vl_buf_char(out, '[');
    py_unparse_at(out, node->u.subscript.slice, PY_PREC_TUPLE);
    vl_buf_char(out, ']');
}

// ---- dispatch -----------------------------------------------------------------------------------

static void plain(vl_buf *out, const py_ast *node) {
    switch (node->kind) {
    case PY_AST_Name:
        name(out, node->u.name.id);
        break;
    case PY_AST_Constant:
        py_unparse_constant(out, node);
        break;
    case PY_AST_JoinedStr:
    case PY_AST_FormattedValue:
        py_unparse_joined(out, node);
        break;
    case PY_AST_Attribute:
        attribute(out, node);
        break;
    case PY_AST_Subscript:
        subscript(out, node);
        break;
    case PY_AST_Slice:
        slice(out, node);
        break;
    case PY_AST_Call:
        call(out, node);
        break;
    case PY_AST_List:
        enclosed(out, node->u.elts.elts, "[", "]");
        break;
    case PY_AST_Set:
        enclosed(out, node->u.elts.elts, "{", "}");
        break;
    case PY_AST_Dict:
        dict(out, node);
        break;
    case PY_AST_Starred:
        prefixed(out, "*", node->u.value.value, PY_PREC_EXPR, false);
        break;
    case PY_AST_Yield:
        prefixed(out, node->u.value.value ? "yield " : "yield", node->u.value.value, PY_PREC_TEST,
                 true);
        break;
    case PY_AST_YieldFrom:
        prefixed(out, "yield from ", node->u.value.value, PY_PREC_TEST, true);
        break;
    default:
        comprehension(out, node);
        break;
    }
}

void py_unparse_at(vl_buf *out, const py_ast *node, py_precedence level) {
    switch (node->kind) {
    case PY_AST_BoolOp:
        bool_op(out, node, level);
        break;
    case PY_AST_BinOp:
        bin_op(out, node, level);
        break;
    case PY_AST_UnaryOp:
        unary_op(out, node, level);
        break;
    case PY_AST_Compare:
        compare(out, node, level);
        break;
    case PY_AST_IfExp:
        if_exp(out, node, level);
        break;
    case PY_AST_Lambda:
        lambda(out, node, level);
        break;
    case PY_AST_Tuple:
        tuple(out, node, level);
        break;
    case PY_AST_Await:
        prefixed(out, "await ", node->u.value.value, PY_PREC_ATOM, level > PY_PREC_AWAIT);
        break;
    case PY_AST_NamedExpr:
        open_group(out, level > PY_PREC_TUPLE);
        py_unparse_at(out, node->u.aug_assign.target, PY_PREC_ATOM);
        vl_buf_text(out, " := ");
        py_unparse_at(out, node->u.aug_assign.value, PY_PREC_ATOM);
        close_group(out, level > PY_PREC_TUPLE);
        break;
    default:
        plain(out, node);
        break;
    }
}

void py_unparse(vl_buf *out, const py_ast *node) {
    py_unparse_at(out, node, PY_PREC_TEST);
}
