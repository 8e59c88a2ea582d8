// import statements.
#include "parser_internal.h"

#include <string.h>

static bool join_dotted(py_parser *p, const py_token *first, py_ast_text *name) {
    if (!py_name_text(p, first, name)) {
        return false;
    }
    while (py_eat(p, PY_TOK_DOT)) {
        const py_token *part = py_eat(p, PY_TOK_NAME);
        py_ast_text text;
        if (part == NULL || !py_name_text(p, part, &text)) {
            return false;
        }
        char *joined = vl_arena_alloc(p->arena, name->len + text.len + 2);
        if (joined == NULL) {
            py__parse_memory(p);
            return false;
        }
        memcpy(joined, name->data, name->len);
        joined[name->len] = '.';
        memcpy(joined + name->len + 1, text.data, text.len);
        *name = (py_ast_text){joined, name->len + text.len + 1};
    }
    return true;
}

static py_ast *parse_alias(py_parser *p, bool dotted) {
    const py_token *first = py_eat(p, PY_TOK_NAME);
    py_ast *node = first != NULL ? py_node(p, PY_AST_alias, first->place) : NULL;
    if (node == NULL || !(dotted ? join_dotted(p, first, &node->u.alias.name)
                                 : py_name_text(p, first, &node->u.alias.name))) {
        return NULL;
    }
    if (py_eat(p, PY_TOK_AS)) {
        const py_token *name = py_eat(p, PY_TOK_NAME);
        if (name == NULL || !py_name_text(p, name, &node->u.alias.asname)) {
            return NULL;
        }
    }
    return py_end(p, node);
}

static py_ast *parse_import_name(py_parser *p) {
    py_ast *node = py_node(p, PY_AST_Import, py_eat(p, PY_TOK_IMPORT)->place);
    int base = p->stack_count;
    do {
        if (!py_push(p, parse_alias(p, true))) {
            return NULL;
        }
    } while (py_eat(p, PY_TOK_COMMA));
    if (node == NULL || !py_pop_list(p, base, &node->u.import.names)) {
        return NULL;
    }
    return py_end(p, node);
}

static py_ast *star_alias(py_parser *p) {
    py_ast *node = py_node(p, PY_AST_alias, py_eat(p, PY_TOK_STAR)->place);
    return node != NULL && py_text_copy(p, "*", 1, &node->u.alias.name) ? py_end(p, node) : NULL;
}

static bool parse_targets(py_parser *p, py_ast_list *names) {
    int base = p->stack_count;
    if (py_at(p, PY_TOK_STAR)) {
        return py_push(p, star_alias(p)) && py_pop_list(p, base, names);
    }
    if (py_at(p, PY_TOK_NEWLINE)) {
        py_raise_next(p, "Expected one or more names after 'import'");
        return false;
    }
    bool parenthesized = py_eat(p, PY_TOK_LPAR) != NULL;
    do {
        if (!py_push(p, parse_alias(p, false))) {
            return false;
        }
    } while (py_eat(p, PY_TOK_COMMA) && !(parenthesized && py_at(p, PY_TOK_RPAR)) &&
             !py_at(p, PY_TOK_NEWLINE));
    if (!parenthesized && py_at(p, PY_TOK_NEWLINE) &&
        py_lex_token(p->lexer, p->mark - 1)->type == PY_TOK_COMMA) {
        py_raise_next(p, "trailing comma not allowed without surrounding parentheses");
        return false;
    }
    return (!parenthesized || py_eat(p, PY_TOK_RPAR)) && py_pop_list(p, base, names);
}

static py_ast *parse_import_from(py_parser *p) {
    py_ast *node = py_node(p, PY_AST_ImportFrom, py_eat(p, PY_TOK_FROM)->place);
    if (node == NULL) {
        return NULL;
    }
    for (;;) {
        if (py_eat(p, PY_TOK_DOT)) {
            node->u.import_from.level++;
        } else if (py_eat(p, PY_TOK_ELLIPSIS)) {
            node->u.import_from.level += 3;
        } else {
            break;
        }
    }
    const py_token *first = py_eat(p, PY_TOK_NAME);
    if (first == NULL && node->u.import_from.level == 0) {
        return NULL;
    }
    if (first != NULL && !join_dotted(p, first, &node->u.import_from.module)) {
        return NULL;
    }
    if (!py_eat(p, PY_TOK_IMPORT) || !parse_targets(p, &node->u.import_from.names)) {
        return NULL;
    }
    return py_end(p, node);
}

py_ast *py_parse_import(py_parser *p) {
    if (py_checking(p) && py_check_import(p)) {
        return NULL;
    }
    return py_at(p, PY_TOK_IMPORT) ? parse_import_name(p) : parse_import_from(p);
}
