// Strings: one literal, and adjacent literals joined into one constant or one f-string.
#include "parser_internal.h"

#include <string.h>

static py_ast *parse_plain(py_parser *p) {
    const py_token *token = py_eat(p, PY_TOK_STRING);
    py_ast *node = token != NULL ? py_node(p, PY_AST_Constant, token->place) : NULL;
    if (node == NULL) {
        return NULL;
    }
    const char *text = token->text, *end = text + token->len;
    bool raw = false, bytes = false;
    for (; *text != '"' && *text != '\''; text++) {
        raw = raw || *text == 'r' || *text == 'R';
        bytes = bytes || *text == 'b' || *text == 'B';
        node->u.constant.u_prefix = *text == 'u'; // CPython's `kind` knows the small letter only
    }
    size_t quotes = end - text >= 6 && text[1] == *text && text[2] == *text ? 3 : 1;
    node->flag = bytes ? PY_CONST_BYTES : PY_CONST_STR;
    return py_unescape(p, token, text + quotes, (size_t)(end - text) - 2 * quotes, raw, bytes,
                       &node->u.constant.text)
               ? node
               : NULL;
}

py_ast *py_text_constant(py_parser *p, const py_token *token) {
    py_ast *node = py_node(p, PY_AST_Constant, token->place);
    if (node == NULL) {
        return NULL;
    }
    node->flag = PY_CONST_STR;
    return py_unescape(p, token, token->text, token->len, token->raw, false, &node->u.constant.text)
               ? node
               : NULL;
}

static bool is_text(const py_ast *node) {
    return node->kind == PY_AST_Constant;
}

// One constant of `count` adjacent ones; it keeps the prefix of the first.
static py_ast *join_constants(py_parser *p, py_ast *const *items, int count) {
    if (count == 1) {
        return items[0];
    }
    size_t len = 0;
    for (int i = 0; i < count; i++) {
        len += items[i]->u.constant.text.len;
    }
    py_ast *node = py_node(p, PY_AST_Constant, items[0]->place);
    char *text = vl_arena_alloc(p->arena, len + 1);
    if (node == NULL || text == NULL) {
        return py__parse_memory(p);
    }
    node->flag = items[0]->flag;
    node->u.constant.u_prefix = items[0]->u.constant.u_prefix;
    node->u.constant.text = (py_ast_text){text, len};
    node->place.end_line = items[count - 1]->place.end_line;
    node->place.end_col = items[count - 1]->place.end_col;
    for (int i = 0; i < count; i++) {
        py_ast_text part = items[i]->u.constant.text;
        if (part.len > 0) {
            memcpy(text, part.data, part.len);
        }
        text += part.len;
    }
    return node;
}

// Joins runs of constants; empty ones vanish. What is left is pushed.
static bool fold(py_parser *p, py_ast_list flat) {
    for (int i = 0; i < flat.count;) {
        int run = 0;
        while (i + run < flat.count && is_text(flat.items[i + run])) {
            run++;
        }
        py_ast *node = run == 0 ? flat.items[i] : join_constants(p, flat.items + i, run);
        i += run == 0 ? 1 : run;
        if (node == NULL) {
            return false;
        }
        if ((!is_text(node) || node->u.constant.text.len > 0) && !py_push(p, node)) {
            return false;
        }
    }
    return true;
}

static bool flatten(py_parser *p, py_ast_list parts, py_ast_list *flat) {
    int base = p->stack_count;
    for (int i = 0; i < parts.count; i++) {
        py_ast *part = parts.items[i];
        if (is_text(part)) {
            if (!py_push(p, part)) {
                return false;
            }
            continue;
        }
        for (int j = 0; j < part->u.bool_op.values.count; j++) {
            if (!py_push(p, part->u.bool_op.values.items[j])) {
                return false;
            }
        }
    }
    return py_pop_list(p, base, flat);
}

py_ast *py_parse_strings(py_parser *p) {
    vl_place start = py_peek(p)->place;
    int base = p->stack_count, formatted = 0, bytes = 0;
    while (py_at(p, PY_TOK_STRING) || py_at(p, PY_TOK_FSTRING_START)) {
        bool is_formatted = py_at(p, PY_TOK_FSTRING_START);
        py_ast *part = is_formatted ? py_parse_fstring(p) : parse_plain(p);
        if (!py_push(p, part)) {
            return NULL;
        }
        formatted += is_formatted;
        bytes += part->flag == PY_CONST_BYTES && !is_formatted;
    }
    py_ast_list parts, flat;
    if (!py_pop_list(p, base, &parts)) {
        return NULL;
    }
    if (bytes > 0 && bytes < parts.count) {
        return py_raise_last(p, "cannot mix bytes and nonbytes literals");
    }
    if (formatted == 0) {
        return join_constants(p, parts.items, parts.count);
    }
    py_ast *node = py_node(p, PY_AST_JoinedStr, start);
    if (node == NULL || !flatten(p, parts, &flat) || !fold(p, flat) ||
        !py_pop_list(p, base, &node->u.bool_op.values)) {
        return NULL;
    }
    return py_end(p, node);
}
