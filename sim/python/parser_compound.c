// Compound statements and blocks.
#include "parser_internal.h"

// ---- blocks -------------------------------------------------------------------------------------

bool py_parse_statements(py_parser *p, py_token_type end, py_ast_list *body) {
    int base = p->stack_count;
    while (!py_at(p, end)) {
        if (!py_parse_statement(p)) {
            return false;
        }
    }
    return p->stack_count == base ? end == PY_TOK_ENDMARKER : py_pop_list(p, base, body);
}

bool py_parse_block(py_parser *p, const char *what, int line, py_ast_list *body) {
    if (!py_eat(p, PY_TOK_COLON)) {
        if (py_at(p, PY_TOK_NEWLINE)) {
            py_raise_next(p, "expected ':'");
        }
        return false;
    }
    if (!py_eat(p, PY_TOK_NEWLINE)) {
        int base = p->stack_count;
        return py_parse_simple_line(p) && py_pop_list(p, base, body);
    }
    if (!py_at(p, PY_TOK_INDENT)) {
        py_raise_indent(p, "expected an indented block after %s on line %d", what, line);
        return false;
    }
    p->mark++;
    return py_parse_statements(p, PY_TOK_DEDENT, body) && py_eat(p, PY_TOK_DEDENT);
}

static bool parse_else(py_parser *p, py_ast_list *orelse) {
    const py_token *word = py_eat(p, PY_TOK_ELSE);
    if (word == NULL) {
        return !p->raised;
    }
    if (!py_at(p, PY_TOK_COLON)) {
        py_expect(p, PY_TOK_COLON);
        return false;
    }
    return py_parse_block(p, "'else' statement", word->place.line, orelse);
}

// ---- if, while, for -----------------------------------------------------------------------------

// Chains of `elif` are read in a loop, so that only the tree is deep.
static py_ast *parse_if(py_parser *p) {
    py_ast *first = NULL, *last = NULL;
    const char *what = "'if' statement";
    while (first == NULL || py_at(p, PY_TOK_ELIF)) {
        const py_token *word = py_peek(p);
        py_ast *node = py_node(p, PY_AST_If, word->place);
        p->mark++;
        if (node == NULL || (node->u.while_loop.test = py_parse_named_expression(p)) == NULL ||
            !py_parse_block(p, what, word->place.line, &node->u.while_loop.body)) {
            return NULL;
        }
        if (last != NULL) {
            int base = p->stack_count;
            if (!py_push(p, node) || !py_pop_list(p, base, &last->u.while_loop.orelse)) {
                return NULL;
            }
        }
        first = first == NULL ? node : first;
        last = node;
        what = "'elif' statement";
    }
    if (!parse_else(p, &last->u.while_loop.orelse)) {
        return NULL;
    }
    for (py_ast *node = first; node != last; node = node->u.while_loop.orelse.items[0]) {
        (void)py_end(p, node);
    }
    (void)py_end(p, last);
    return first;
}

static py_ast *parse_while(py_parser *p) {
    const py_token *word = py_eat(p, PY_TOK_WHILE);
    py_ast *node = py_node(p, PY_AST_While, word->place);
    if (node == NULL || (node->u.while_loop.test = py_parse_named_expression(p)) == NULL ||
        !py_parse_block(p, "'while' statement", word->place.line, &node->u.while_loop.body) ||
        !parse_else(p, &node->u.while_loop.orelse)) {
        return NULL;
    }
    return py_end(p, node);
}

static py_ast *parse_for(py_parser *p, const py_token *start, bool async) {
    py_ast *node = py_node(p, async ? PY_AST_AsyncFor : PY_AST_For, start->place);
    int mark = p->mark;
    const py_token *word = py_eat(p, PY_TOK_FOR);
    if (node == NULL) {
        return NULL;
    }
    node->u.for_loop.target = py_parse_star_targets(p);
    if (node->u.for_loop.target == NULL || !py_eat(p, PY_TOK_IN)) {
        p->mark = mark;
        if (!p->raised && py_checking(p)) {
            (void)py_check_for_target(p);
        }
        return NULL;
    }
    node->u.for_loop.iter = py_parse_star_expressions(p);
    if (node->u.for_loop.iter == NULL ||
        !py_parse_block(p, "'for' statement", word->place.line, &node->u.for_loop.body) ||
        !parse_else(p, &node->u.for_loop.orelse)) {
        return NULL;
    }
    return py_end(p, node);
}

// ---- with ---------------------------------------------------------------------------------------

static py_ast *parse_with_item(py_parser *p) {
    py_ast *node = py_node(p, PY_AST_withitem, py_peek(p)->place);
    py_state before = py_save(p);
    if (node == NULL || (node->u.withitem.context = py_parse_expression(p)) == NULL) {
        return NULL;
    }
    py_state after = py_save(p);
    if (py_eat(p, PY_TOK_AS)) {
        node->u.withitem.target = py_parse_star_target(p);
        bool ends = py_at(p, PY_TOK_COMMA) || py_at(p, PY_TOK_RPAR) || py_at(p, PY_TOK_COLON);
        if (p->raised) {
            return NULL;
        }
        if (node->u.withitem.target == NULL || !ends) {
            node->u.withitem.target = NULL;
            if (py_checking(p)) {
                py_restore(p, before);
                if (py_check_with_item(p)) {
                    return NULL;
                }
            }
            py_restore(p, after);
        }
    }
    return py_end(p, node);
}

static bool parse_with_items(py_parser *p, bool parenthesized, py_ast_list *items) {
    int base = p->stack_count;
    do {
        if (!py_push(p, parse_with_item(p))) {
            return false;
        }
    } while (py_eat(p, PY_TOK_COMMA) && !(parenthesized && py_at(p, PY_TOK_RPAR)));
    if (parenthesized && (!py_eat(p, PY_TOK_RPAR) || !py_at(p, PY_TOK_COLON))) {
        return false;
    }
    return py_pop_list(p, base, items);
}

static py_ast *parse_with(py_parser *p, const py_token *start, bool async) {
    py_ast *node = py_node(p, async ? PY_AST_AsyncWith : PY_AST_With, start->place);
    const py_token *word = py_eat(p, PY_TOK_WITH);
    py_state before = py_save(p);
    if (node == NULL) {
        return NULL;
    }
    bool done = py_eat(p, PY_TOK_LPAR) && parse_with_items(p, true, &node->u.with.items);
    if (!done && !p->raised) { // the parenthesis belongs to the first item
        py_restore(p, before);
        done = parse_with_items(p, false, &node->u.with.items);
    }
    if ((!done || !py_at(p, PY_TOK_COLON)) && py_checking(p)) {
        py_restore(p, before);
        (void)py_check_with(p);
        return NULL;
    }
    if (!done || !py_parse_block(p, "'with' statement", word->place.line, &node->u.with.body)) {
        return NULL;
    }
    return py_end(p, node);
}

// ---- try ----------------------------------------------------------------------------------------

static py_ast *parse_handler(py_parser *p, bool *star) {
    if (py_checking(p) && py_check_except(p)) {
        return NULL;
    }
    const py_token *word = py_eat(p, PY_TOK_EXCEPT);
    py_ast *node = py_node(p, PY_AST_ExceptHandler, word->place);
    if (node == NULL) {
        return NULL;
    }
    *star = py_eat(p, PY_TOK_STAR) != NULL;
    if (!py_at(p, PY_TOK_COLON) && !py_at(p, PY_TOK_NEWLINE)) {
        if ((node->u.handler.type = py_parse_expression(p)) == NULL) {
            return NULL;
        }
        if (py_eat(p, PY_TOK_AS)) {
            const py_token *name = py_eat(p, PY_TOK_NAME);
            if (name == NULL || !py_name_text(p, name, &node->u.handler.name)) {
                return NULL;
            }
        }
    } else if (*star) {
        return py_raise_next(p, "expected one or more exception types");
    }
    const char *what = *star ? "'except*' statement" : "'except' statement";
    return py_parse_block(p, what, word->place.line, &node->u.handler.body) ? py_end(p, node)
                                                                            : NULL;
}

static bool parse_handlers(py_parser *p, py_ast *node) {
    int base = p->stack_count;
    bool star = false;
    while (py_at(p, PY_TOK_EXCEPT)) {
        const py_token *word = py_peek(p);
        bool this_star = false;
        bool first = p->stack_count == base;
        py_ast *handler = parse_handler(p, &this_star);
        if (!py_push(p, handler)) {
            return false;
        }
        if (!first && this_star != star) {
            vl_place place = word->place;
            if (this_star) {
                place.end_col++;
            }
            py__parse_raise(p, place, "cannot have both 'except' and 'except*' on the same 'try'");
            return false;
        }
        star = this_star;
    }
    node->kind = star ? PY_AST_TryStar : PY_AST_Try;
    return py_pop_list(p, base, &node->u.try_stmt.handlers);
}

static py_ast *parse_try(py_parser *p) {
    const py_token *word = py_eat(p, PY_TOK_TRY);
    py_ast *node = py_node(p, PY_AST_Try, word->place);
    if (node == NULL || !py_expect(p, PY_TOK_COLON)) {
        return NULL;
    }
    p->mark--;
    if (!py_parse_block(p, "'try' statement", word->place.line, &node->u.try_stmt.body)) {
        return NULL;
    }
    if (!py_at(p, PY_TOK_EXCEPT) && !py_at(p, PY_TOK_FINALLY)) {
        return py_raise_next(p, "expected 'except' or 'finally' block");
    }
    if (!parse_handlers(p, node) ||
        (node->u.try_stmt.handlers.count > 0 && !parse_else(p, &node->u.try_stmt.orelse))) {
        return NULL;
    }
    const py_token *finally = py_eat(p, PY_TOK_FINALLY);
    if (finally != NULL) {
        if (!py_expect(p, PY_TOK_COLON)) {
            return NULL;
        }
        p->mark--;
        if (!py_parse_block(p, "'finally' statement", finally->place.line,
                            &node->u.try_stmt.finalbody)) {
            return NULL;
        }
    }
    return py_end(p, node);
}

// ---- def, class ---------------------------------------------------------------------------------

static py_ast *parse_def(py_parser *p, const py_token *start, bool async, py_ast_list decorators) {
    const py_token *word = py_eat(p, PY_TOK_DEF);
    py_ast *node = py_node(p, async ? PY_AST_AsyncFunctionDef : PY_AST_FunctionDef, start->place);
    const py_token *name = py_eat(p, PY_TOK_NAME);
    if (node == NULL || name == NULL || !py_name_text(p, name, &node->u.function.name) ||
        !py_parse_type_params(p, &node->u.function.type_params) || !py_expect(p, PY_TOK_LPAR)) {
        return NULL;
    }
    node->u.function.decorators = decorators;
    node->u.function.args = py_parse_params(p, PY_TOK_RPAR);
    if (node->u.function.args == NULL || !py_eat(p, PY_TOK_RPAR)) {
        return NULL;
    }
    int arrow = p->mark;
    if (py_eat(p, PY_TOK_RARROW) && (node->u.function.returns = py_parse_expression(p)) == NULL &&
        !p->raised) {
        p->mark = arrow;
    }
    if (!py_expect(p, PY_TOK_COLON)) {
        return NULL;
    }
    p->mark--;
    return py_parse_block(p, "function definition", word->place.line, &node->u.function.body)
               ? py_end(p, node)
               : NULL;
}

static py_ast *parse_class(py_parser *p, py_ast_list decorators) {
    const py_token *word = py_eat(p, PY_TOK_CLASS);
    py_ast *node = py_node(p, PY_AST_ClassDef, word->place);
    const py_token *name = py_eat(p, PY_TOK_NAME);
    if (node == NULL || name == NULL || !py_name_text(p, name, &node->u.class_def.name) ||
        !py_parse_type_params(p, &node->u.class_def.type_params)) {
        return NULL;
    }
    node->u.class_def.decorators = decorators;
    const py_token *open = py_eat(p, PY_TOK_LPAR);
    if (open != NULL) {
        py_ast *call = py_node(p, PY_AST_Call, open->place);
        if (call == NULL || !py_parse_arguments(p, open, call) || !py_eat(p, PY_TOK_RPAR)) {
            return NULL;
        }
        node->u.class_def.bases = call->u.call.args;
        node->u.class_def.keywords = call->u.call.keywords;
    }
    return py_parse_block(p, "class definition", word->place.line, &node->u.class_def.body)
               ? py_end(p, node)
               : NULL;
}

static py_ast *parse_decorated(py_parser *p) {
    py_ast_list decorators;
    int base = p->stack_count;
    while (py_eat(p, PY_TOK_AT)) {
        if (!py_push(p, py_parse_named_expression(p)) || !py_eat(p, PY_TOK_NEWLINE)) {
            return NULL;
        }
    }
    if (!py_pop_list(p, base, &decorators)) {
        return NULL;
    }
    const py_token *start = py_peek(p);
    if (py_at(p, PY_TOK_CLASS)) {
        return parse_class(p, decorators);
    }
    bool async = py_eat(p, PY_TOK_ASYNC) != NULL;
    return py_at(p, PY_TOK_DEF) ? parse_def(p, start, async, decorators) : NULL;
}

static py_ast *parse_async(py_parser *p) {
    const py_token *start = py_eat(p, PY_TOK_ASYNC);
    switch (py_peek(p)->type) {
    case PY_TOK_DEF:
        return parse_def(p, start, true, (py_ast_list){0});
    case PY_TOK_FOR:
        return parse_for(p, start, true);
    case PY_TOK_WITH:
        return parse_with(p, start, true);
    default:
        return NULL;
    }
}

// ---- dispatch -----------------------------------------------------------------------------------

py_ast *py_parse_compound(py_parser *p, bool *is_compound) {
    *is_compound = true;
    switch (py_peek(p)->type) {
    case PY_TOK_DEF:
        return parse_def(p, py_peek(p), false, (py_ast_list){0});
    case PY_TOK_AT:
        return parse_decorated(p);
    case PY_TOK_ASYNC:
        return parse_async(p);
    case PY_TOK_IF:
        return parse_if(p);
    case PY_TOK_CLASS:
        return parse_class(p, (py_ast_list){0});
    case PY_TOK_WITH:
        return parse_with(p, py_peek(p), false);
    case PY_TOK_FOR:
        return parse_for(p, py_peek(p), false);
    case PY_TOK_TRY:
        return parse_try(p);
    case PY_TOK_WHILE:
        return parse_while(p);
    default:
        break;
    }
    if (py_at_word(p, "match")) {
        py_state before = py_save(p);
        py_ast *match = py_parse_match(p);
        if (match != NULL || p->raised) {
            return match;
        }
        py_restore(p, before);
    }
    *is_compound = false;
    return NULL;
}

bool py_parse_statement(py_parser *p) {
    if (!py_enter(p)) {
        return false;
    }
    bool is_compound;
    py_ast *node = py_parse_compound(p, &is_compound);
    bool done = is_compound ? py_push(p, node) : !p->raised && py_parse_simple_line(p);
    py_leave(p);
    return done;
}
