// The dump of a tree in the layout of CPython 3.12's ast.dump (empty lists are shown).
#include "parser_internal.h"

#include <string.h>

static const char *const kind_names[] = {
#define X(kind, category) #kind,
#include "ast.def"
#undef X
};

static const char *const operator_names[] = {
    [PY_OP_ADD] = "Add",
    [PY_OP_SUB] = "Sub",
    [PY_OP_MULT] = "Mult",
    [PY_OP_MATMULT] = "MatMult",
    [PY_OP_DIV] = "Div",
    [PY_OP_MOD] = "Mod",
    [PY_OP_POW] = "Pow",
    [PY_OP_LSHIFT] = "LShift",
    [PY_OP_RSHIFT] = "RShift",
    [PY_OP_BITOR] = "BitOr",
    [PY_OP_BITXOR] = "BitXor",
    [PY_OP_BITAND] = "BitAnd",
    [PY_OP_FLOORDIV] = "FloorDiv",
    [PY_OP_AND] = "And",
    [PY_OP_OR] = "Or",
    [PY_OP_INVERT] = "Invert",
    [PY_OP_NOT] = "Not",
    [PY_OP_UADD] = "UAdd",
    [PY_OP_USUB] = "USub",
    [PY_OP_EQ] = "Eq",
    [PY_OP_NOTEQ] = "NotEq",
    [PY_OP_LT] = "Lt",
    [PY_OP_LTE] = "LtE",
    [PY_OP_GT] = "Gt",
    [PY_OP_GTE] = "GtE",
    [PY_OP_IS] = "Is",
    [PY_OP_ISNOT] = "IsNot",
    [PY_OP_IN] = "In",
    [PY_OP_NOTIN] = "NotIn",
};

static void dump_node(vl_buf *out, const py_ast *node, bool places);

static void dump_list(vl_buf *out, const py_ast_list *list, bool places) {
    vl_buf_char(out, '[');
    for (int i = 0; i < list->count; i++) {
        vl_buf_text(out, i > 0 ? ", " : "");
        dump_node(out, list->items[i], places);
    }
    vl_buf_char(out, ']');
}

static void dump_names(vl_buf *out, const py_ast_names *names) {
    vl_buf_char(out, '[');
    for (int i = 0; i < names->count; i++) {
        vl_buf_text(out, i > 0 ? ", " : "");
        py_repr_text(out, names->items[i], false);
    }
    vl_buf_char(out, ']');
}

static void dump_operators(vl_buf *out, const py_ast *node) {
    vl_buf_char(out, '[');
    for (int i = 0; i < node->u.compare.comparators.count; i++) {
        vl_buf_format(out, "%s%s()", i > 0 ? ", " : "", operator_names[node->u.compare.ops[i]]);
    }
    vl_buf_char(out, ']');
}

static void dump_constant(vl_buf *out, const py_ast *node) {
    static const char *const words[] = {"None", "True", "False", "Ellipsis"};
    switch (node->flag) {
    case PY_CONST_INT:
        py_repr_int(out, node->u.constant.text);
        break;
    case PY_CONST_FLOAT:
    case PY_CONST_IMAG:
        py_repr_float(out, node->u.constant.number, node->flag == PY_CONST_IMAG);
        break;
    case PY_CONST_STR:
    case PY_CONST_BYTES:
        py_repr_text(out, node->u.constant.text, node->flag == PY_CONST_BYTES);
        break;
    default:
        vl_buf_text(out, words[node->flag]);
        break;
    }
}

static bool is_absent(const py_field *field, const void *at) {
    switch (field->type) {
    case PY_FIELD_NODE:
        return *(py_ast *const *)at == NULL;
    case PY_FIELD_TEXT:
        return ((const py_ast_text *)at)->data == NULL;
    case PY_FIELD_KIND:
        return !*(const bool *)at;
    default:
        return false;
    }
}

static void dump_field(vl_buf *out, const py_ast *node, const py_field *field, bool places) {
    static const char *const contexts[] = {"Load()", "Store()", "Del()"};
    const void *at = (const char *)node + field->offset;
    switch (field->type) {
    case PY_FIELD_NODE:
        if (node->kind == PY_AST_MatchSingleton) {
            dump_constant(out, node->u.match_singleton.value);
        } else {
            dump_node(out, *(py_ast *const *)at, places);
        }
        break;
    case PY_FIELD_LIST:
        dump_list(out, at, places);
        break;
    case PY_FIELD_TEXT:
        py_repr_text(out, *(const py_ast_text *)at, false);
        break;
    case PY_FIELD_NAMES:
        dump_names(out, at);
        break;
    case PY_FIELD_INT:
        vl_buf_format(out, "%d", *(const int *)at);
        break;
    case PY_FIELD_CTX:
        vl_buf_text(out, contexts[node->ctx]);
        break;
    case PY_FIELD_OPERATOR:
        vl_buf_format(out, "%s()", operator_names[node->op]);
        break;
    case PY_FIELD_OPERATORS:
        dump_operators(out, node);
        break;
    case PY_FIELD_CONVERSION:
        vl_buf_format(out, "%d", node->flag == 0 ? -1 : (int)node->flag);
        break;
    case PY_FIELD_FLAG:
        vl_buf_format(out, "%d", (int)node->flag);
        break;
    case PY_FIELD_CONSTANT:
        dump_constant(out, node);
        break;
    case PY_FIELD_KIND:
        vl_buf_text(out, "'u'");
        break;
    default:
        vl_buf_text(out, "[]");
        break;
    }
}

static bool has_place(const py_ast *node) {
    return node->kind != PY_AST_Module && node->kind != PY_AST_comprehension &&
           node->kind != PY_AST_arguments && node->kind != PY_AST_withitem &&
           node->kind != PY_AST_match_case;
}

static void dump_node(vl_buf *out, const py_ast *node, bool places) {
    if (node == NULL) {
        vl_buf_text(out, "None");
        return;
    }
    vl_buf_format(out, "%s(", kind_names[node->kind]);
    int count;
    const char *separator = "";
    const py_field *field = py_ast_fields((py_ast_kind)node->kind, &count);
    for (; count > 0; count--, field++) {
        if (field->optional && is_absent(field, (const char *)node + field->offset)) {
            continue;
        }
        vl_buf_format(out, "%s%s=", separator, field->name);
        dump_field(out, node, field, places);
        separator = ", ";
    }
    if (places && has_place(node)) {
        vl_buf_format(out, "%slineno=%d, col_offset=%d, end_lineno=%d, end_col_offset=%d",
                      separator, node->place.line, node->place.col - 1, node->place.end_line,
                      node->place.end_col - 1);
    }
    vl_buf_char(out, ')');
}

void py_ast_dump(vl_buf *out, const py_ast *node) {
    dump_node(out, node, false);
}

void py_ast_dump_places(vl_buf *out, const py_ast *node) {
    dump_node(out, node, true);
}
