// Source text of constants and f-strings.
#include "ast_fields_internal.h"
#include "unparse_internal.h"

void py_unparse_constant(vl_buf *out, const py_ast *node) {
    py_ast_text text = node->u.constant.text;
    switch ((py_const_kind)node->flag) {
    case PY_CONST_NONE:
        vl_buf_text(out, "None");
        break;
    case PY_CONST_TRUE:
        vl_buf_text(out, "True");
        break;
    case PY_CONST_FALSE:
        vl_buf_text(out, "False");
        break;
    case PY_CONST_ELLIPSIS:
        vl_buf_text(out, "...");
        break;
    case PY_CONST_INT:
        py_repr_int(out, text);
        break;
    case PY_CONST_FLOAT:
        if (node->u.constant.number > 1.7976931348623157e308)
            vl_buf_text(out, "1e309"); // infinity has no literal
        else
            py_repr_float(out, node->u.constant.number, false);
        break;
    case PY_CONST_IMAG:
        py_repr_float(out, node->u.constant.number, true);
        break;
    case PY_CONST_STR:
        if (node->u.constant.u_prefix)
            vl_buf_char(out, 'u');
        py_repr_text(out, text, false);
        break;
    case PY_CONST_BYTES:
        py_repr_text(out, text, true);
        break;
    }
}

// The inside of an f-string, as it stands between the quotes before escaping.
static void inside(vl_buf *out, const py_ast *node) {
    if (node->kind == PY_AST_JoinedStr) {
        for (int i = 0; i < node->u.bool_op.values.count; i++)
            inside(out, node->u.bool_op.values.items[i]);
        return;
    }
    if (node->kind == PY_AST_Constant) {
        py_ast_text text = node->u.constant.text;
        for (size_t i = 0; i < text.len; i++) {
            char byte = text.data[i];
            if (byte == '{' || byte == '}')
                vl_buf_char(out, byte);
            vl_buf_char(out, byte);
        }
        return;
    }
    size_t start = out->len + 1;
    vl_buf_char(out, '{');
    py_unparse_at(out, node->u.formatted.value, PY_PREC_TEST + 1);
    if (!out->failed && out->data[start] == '{') { // {{ would be a brace
        vl_buf_char(out, ' ');
        for (size_t i = out->len - 1; i > start; i--)
            out->data[i] = out->data[i - 1];
        out->data[start] = ' ';
    }
    if (node->flag)
        vl_buf_format(out, "!%c", node->flag);
    if (node->u.formatted.format_spec) {
        vl_buf_char(out, ':');
        inside(out, node->u.formatted.format_spec);
    }
    vl_buf_char(out, '}');
}

void py_unparse_joined(vl_buf *out, const py_ast *node) {
    vl_buf text;
    vl_buf_init(&text, out->heap);
    inside(&text, node);
    vl_buf_char(out, 'f');
    py_repr_text(out, (py_ast_text){text.data ? text.data : "", text.len}, false);
    out->failed = out->failed || text.failed;
    vl_buf_deinit(&text);
}
