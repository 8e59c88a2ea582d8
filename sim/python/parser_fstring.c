// f-strings (PEP 701): literal parts and replacement fields with conversion, `=` and nested format
// specifications.
#include "parser_internal.h"

#include <string.h>

static bool parse_parts(py_parser *p, bool in_spec);

// The source between `{` and the token after `=`, comments left out: what `{x=}` shows.
static py_ast *debug_text(py_parser *p, const py_token *open, const py_token *next) {
    const char *from = open->text + 1, *to = next->text;
    py_ast *node = py_node(p, PY_AST_Constant, open->place);
    char *text = vl_arena_alloc(p->arena, (size_t)(to - from) + 1);
    if (node == NULL || text == NULL) {
        return py__parse_memory(p);
    }
    node->place.col++;
    node->place.end_line = next->place.line;
    node->place.end_col = next->place.col;
    node->flag = PY_CONST_STR;
    // Comments are found between tokens only: a `#` may stand in a string.
    size_t len = 0;
    for (int i = p->mark; i > 0; i--) {
        if (py_lex_token(p->lexer, i)->text == open->text) {
            const char *at = from;
            for (int j = i + 1; j <= p->mark; j++) {
                const py_token *token = py_lex_token(p->lexer, j);
                bool comment = false;
                for (; at < token->text; at++) {
                    comment = (comment || *at == '#') && *at != '\n';
                    if (!comment && !(*at == '\r' && at[1] == '\n')) {
                        text[len++] = *at == '\r' ? '\n' : *at;
                    }
                }
                if (j < p->mark) {
                    memcpy(text + len, at, token->len);
                    len += token->len;
                    at += token->len;
                }
            }
            break;
        }
    }
    node->u.constant.text = (py_ast_text){text, len};
    return node;
}

static bool parse_conversion(py_parser *p, py_ast *field) {
    if (!py_eat(p, PY_TOK_EXCLAMATION)) {
        return true;
    }
    const py_token *bang = py_lex_token(p->lexer, p->mark - 1);
    const py_token *name = py_eat(p, PY_TOK_NAME);
    if (name == NULL) {
        return false;
    }
    if (bang->place.end_line != name->place.line || bang->place.end_col != name->place.col) {
        // Spelt as CPython spells it.
        py_raise_range(p, bang->place, name->place,
                       "f-string: conversion type must come right after the exclamanation mark");
        return false;
    }
    if (name->len != 1 || strchr("sra", name->text[0]) == NULL) {
        py__parse_raise(p, name->place,
                 "f-string: invalid conversion character '%.*s': expected 's', 'r', or 'a'",
                 (int)name->len, name->text);
        return false;
    }
    field->flag = (uint8_t)name->text[0];
    return true;
}

static bool parse_spec(py_parser *p, py_ast *field) {
    const py_token *colon = py_eat(p, PY_TOK_COLON);
    if (colon == NULL) {
        return true;
    }
    py_ast *spec = py_node(p, PY_AST_JoinedStr, colon->place);
    int base = p->stack_count;
    bool read = spec != NULL && parse_parts(p, true);
    if (spec != NULL && !read && py_checking(p)) {
        py_raise_next(p, "f-string: expecting '}', or format specs");
    }
    if (!read || !py_pop_list(p, base, &spec->u.bool_op.values)) {
        return false;
    }
    const py_token *close = py_peek(p);
    spec->place.end_line = close->place.line;
    spec->place.end_col = close->place.col;
    field->u.formatted.format_spec = spec;
    return true;
}

// Pushes the field, and before it the text of `{x=}`.
static bool parse_field(py_parser *p) {
    if (py_checking(p) && py_check_field(p)) {
        return false;
    }
    const py_token *open = py_eat(p, PY_TOK_LBRACE);
    py_ast *field = py_node(p, PY_AST_FormattedValue, open->place);
    if (field == NULL || !py_enter(p)) {
        return false;
    }
    field->u.formatted.value = py_parse_annotated_rhs(p);
    py_leave(p);
    if (field->u.formatted.value == NULL) {
        return false;
    }
    bool debug = py_eat(p, PY_TOK_EQUAL) != NULL;
    if (debug && !py_push(p, debug_text(p, open, py_peek(p)))) {
        return false;
    }
    if (!parse_conversion(p, field) || !parse_spec(p, field) || !py_eat(p, PY_TOK_RBRACE)) {
        return false;
    }
    if (debug && field->flag == 0 && field->u.formatted.format_spec == NULL) {
        field->flag = 'r';
    }
    return py_push(p, py_end(p, field));
}

static bool parse_parts(py_parser *p, bool in_spec) {
    for (;;) {
        if (py_at(p, PY_TOK_FSTRING_MIDDLE)) {
            const py_token *token = py_eat(p, PY_TOK_FSTRING_MIDDLE);
            if (!py_push(p, py_text_constant(p, token))) {
                return false;
            }
        } else if (py_at(p, PY_TOK_LBRACE)) {
            if (!parse_field(p)) {
                return false;
            }
        } else {
            return in_spec ? py_at(p, PY_TOK_RBRACE) : py_at(p, PY_TOK_FSTRING_END);
        }
    }
}

py_ast *py_parse_fstring(py_parser *p) {
    const py_token *start = py_eat(p, PY_TOK_FSTRING_START);
    py_ast *node = py_node(p, PY_AST_JoinedStr, start->place);
    int base = p->stack_count;
    if (node == NULL || !parse_parts(p, false) || !py_eat(p, PY_TOK_FSTRING_END) ||
        !py_pop_list(p, base, &node->u.bool_op.values)) {
        return NULL;
    }
    return py_end(p, node);
}
