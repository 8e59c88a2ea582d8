// Known mistakes in expressions, targets, displays and f-string fields: what CPython's `invalid_`
// rules look for. Runs in the second pass only.
#include "parser_internal.h"

#include <string.h>

static bool raised_after(py_parser *p, py_state before) {
    py_restore(p, before);
    return p->raised;
}

static bool is_legacy(const py_ast *node) {
    return node->kind == PY_AST_Name && (strcmp(node->u.name.id.data, "print") == 0 ||
                                         strcmp(node->u.name.id.data, "exec") == 0);
}

bool py_raise_invalid_target(py_parser *p, py_ast *node, bool del, bool for_target) {
    const py_ast *bad = node != NULL ? py_invalid_target(node, del, for_target) : NULL;
    if (bad != NULL) {
        py__parse_raise(p, bad->place, "cannot %s %s", del ? "delete" : "assign to", py_expr_name(bad));
    }
    return p->raised;
}

// ---- expression ---------------------------------------------------------------------------------

// `a b` within brackets
static void check_missing_comma(py_parser *p) {
    bool soft = py_at_word(p, "match") || py_at_word(p, "case") || py_at_word(p, "type") ||
                py_at_word(p, "_");
    if (soft || (py_at(p, PY_TOK_NAME) && py_at_next(p, PY_TOK_STRING))) {
        return;
    }
    const py_ast *first = py_parse_disjunction(p);
    if (first == NULL || p->raised) {
        return;
    }
    bool quiet = p->quiet;
    p->quiet = true;
    const py_ast *second = py_parse_expression_afresh(p);
    p->quiet = quiet;
    if (second == NULL || p->raised || is_legacy(first) ||
        py_lex_token(p->lexer, p->mark - 1)->level == 0) {
        return;
    }
    py_raise_range(p, first->place, second->place, "invalid syntax. Perhaps you forgot a comma?");
}

static void check_conditional(py_parser *p) {
    const py_ast *body = py_parse_disjunction(p);
    if (body == NULL || !py_eat(p, PY_TOK_IF)) {
        return;
    }
    const py_ast *test = py_parse_disjunction(p);
    if (test != NULL && !p->raised && !py_at(p, PY_TOK_ELSE) && !py_at(p, PY_TOK_COLON)) {
        py_raise_range(p, body->place, test->place, "expected 'else' after 'if' expression");
    }
}

static void check_lambda(py_parser *p) {
    const py_token *lambda = py_eat(p, PY_TOK_LAMBDA);
    if (lambda == NULL || py_parse_params(p, PY_TOK_COLON) == NULL) {
        return;
    }
    const py_token *colon = py_eat(p, PY_TOK_COLON);
    if (colon != NULL && py_at(p, PY_TOK_FSTRING_MIDDLE)) {
        py_raise_range(p, lambda->place, colon->place,
                       "f-string: lambda expressions are not allowed without parentheses");
    }
}

static void check_legacy(py_parser *p) {
    const py_ast *name = py_name_node(p, PY_CTX_LOAD);
    if (name == NULL || !is_legacy(name) || py_at(p, PY_TOK_LPAR)) {
        return;
    }
    const py_ast *rest = py_parse_star_expressions(p);
    if (rest != NULL && !p->raised) {
        const char *id = name->u.name.id.data;
        py_raise_range(p, name->place, rest->place,
                       "Missing parentheses in call to '%s'. Did you mean %s(...)?", id, id);
    }
}

bool py_check_expression(py_parser *p) {
    static void (*const checks[])(py_parser *) = {check_missing_comma, check_conditional,
                                                  check_lambda, check_legacy};
    py_state before = py_save(p);
    for (size_t i = 0; i < VL_COUNT(checks); i++) {
        checks[i](p);
        if (raised_after(p, before)) {
            return true;
        }
    }
    return false;
}

// ---- named expression ---------------------------------------------------------------------------

static bool assignment_ends(py_parser *p) {
    return !p->raised && !py_at(p, PY_TOK_EQUAL) && !py_at(p, PY_TOK_COLONEQUAL);
}

// Displays and words that report their own mistakes when they are assigned to.
static bool is_display(py_parser *p) {
    if (py_at(p, PY_TOK_TRUE) || py_at(p, PY_TOK_FALSE) || py_at(p, PY_TOK_NONE)) {
        return true;
    }
    bool round = py_at(p, PY_TOK_LPAR);
    if (!round && !py_at(p, PY_TOK_LSQB)) {
        return false;
    }
    py_state before = py_save(p);
    const py_ast *atom = py_parse_atom(p);
    py_restore(p, before);
    return atom != NULL && (round ? atom->kind == PY_AST_Tuple || atom->kind == PY_AST_GeneratorExp
                                  : atom->kind == PY_AST_List);
}

static void check_walrus(py_parser *p) {
    const py_ast *left = py_parse_expression(p);
    if (left != NULL && py_eat(p, PY_TOK_COLONEQUAL) && py_parse_expression(p) != NULL) {
        py__parse_raise(p, left->place, "cannot use assignment expressions with %s", py_expr_name(left));
    }
}

static void check_name_assigned(py_parser *p) {
    const py_token *name = py_eat(p, PY_TOK_NAME);
    if (name == NULL || !py_eat(p, PY_TOK_EQUAL)) {
        return;
    }
    const py_ast *value = py_parse_bitwise_or(p);
    if (value != NULL && assignment_ends(p)) {
        py_raise_range(p, name->place, value->place,
                       "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
}

static void check_other_assigned(py_parser *p) {
    if (is_display(p) || p->raised) {
        return;
    }
    const py_ast *left = py_parse_bitwise_or(p);
    if (left != NULL && py_eat(p, PY_TOK_EQUAL) && py_parse_bitwise_or(p) != NULL &&
        assignment_ends(p)) {
        py__parse_raise(p, left->place, "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                 py_expr_name(left));
    }
}

bool py_check_named_expression(py_parser *p) {
    static void (*const checks[])(py_parser *) = {check_walrus, check_name_assigned,
                                                  check_other_assigned};
    py_state before = py_save(p);
    for (size_t i = 0; i < VL_COUNT(checks); i++) {
        checks[i](p);
        if (raised_after(p, before)) {
            return true;
        }
    }
    return false;
}

// ---- displays -----------------------------------------------------------------------------------

bool py_check_group(py_parser *p) {
    py_state before = py_save(p);
    p->mark++;
    vl_place start = py_peek(p)->place;
    if (py_eat(p, PY_TOK_STAR)) {
        const py_ast *value = py_parse_expression(p);
        if (value != NULL && py_at(p, PY_TOK_RPAR)) {
            py_raise_range(p, start, value->place, "cannot use starred expression here");
        }
    } else if (py_eat(p, PY_TOK_DOUBLESTAR)) {
        if (py_parse_expression(p) != NULL && py_at(p, PY_TOK_RPAR)) {
            py__parse_raise(p, start, "cannot use double starred expression here");
        }
    }
    return raised_after(p, before);
}

// Star-named expressions with commas between them; the last one, or NULL.
static const py_ast *skip_elements(py_parser *p) {
    const py_ast *last = NULL;
    for (;;) {
        py_state before = py_save(p);
        const py_ast *next = py_parse_star_named(p);
        if (next == NULL) {
            py_restore(p, before);
            return p->raised ? NULL : last;
        }
        last = next;
        if (!py_eat(p, PY_TOK_COMMA)) {
            return p->raised ? NULL : last;
        }
    }
}

static void check_unpacking_comprehension(py_parser *p) {
    py_ast_list generators;
    const py_token *star = py_eat(p, PY_TOK_STAR);
    const py_ast *value = star != NULL ? py_parse_expression(p) : NULL;
    if (value != NULL && py_parse_for_if(p, &generators)) {
        py_raise_range(p, star->place, value->place,
                       "iterable unpacking cannot be used in comprehension");
    }
}

static void check_bare_tuple_comprehension(py_parser *p) {
    static const char message[] = "did you forget parentheses around the comprehension target?";
    py_ast_list generators;
    const py_ast *first = py_parse_star_named(p);
    const py_token *comma = first != NULL ? py_eat(p, PY_TOK_COMMA) : NULL;
    if (comma == NULL) {
        return;
    }
    const py_ast *last = skip_elements(p);
    if (!p->raised && py_parse_for_if(p, &generators)) {
        py_raise_range(p, first->place, last != NULL ? last->place : comma->place, "%s", message);
    }
}

bool py_check_comprehension(py_parser *p) {
    py_state before = py_save(p);
    bool round = py_at(p, PY_TOK_LPAR);
    p->mark++;
    check_unpacking_comprehension(p);
    if (!p->raised && !round) {
        p->mark = before.mark + 1;
        check_bare_tuple_comprehension(p);
    }
    return raised_after(p, before);
}

// A key that lacks its colon or its value, at `mark`.
static void check_pair(py_parser *p, bool after_pairs) {
    const py_ast *key = py_parse_expression(p);
    if (key == NULL || p->raised) {
        return;
    }
    const py_token *colon = py_eat(p, PY_TOK_COLON);
    if (colon == NULL) {
        if (after_pairs) {
            vl_place place = {key->place.line, key->place.end_col - 1, key->place.end_line, 0};
            py__parse_raise(p, place, "':' expected after dictionary key");
        }
        return;
    }
    const py_token *star = py_eat(p, PY_TOK_STAR);
    if (star != NULL) {
        if (py_parse_bitwise_or(p) != NULL) {
            py__parse_raise(p, star->place, "cannot use a starred expression in a dictionary value");
        }
    } else if (py_at(p, PY_TOK_RBRACE) || py_at(p, PY_TOK_COMMA)) {
        py__parse_raise(p, colon->place, "expression expected after dictionary key and ':'");
    }
}

static bool skip_pair(py_parser *p) {
    if (py_eat(p, PY_TOK_DOUBLESTAR)) {
        return py_parse_bitwise_or(p) != NULL;
    }
    return py_parse_expression(p) != NULL && py_eat(p, PY_TOK_COLON) &&
           py_parse_expression(p) != NULL;
}

bool py_check_dict(py_parser *p) {
    py_state before = py_save(p);
    py_ast_list generators;
    p->mark++;
    py_state first = py_save(p), pair = first;
    while (skip_pair(p) && py_eat(p, PY_TOK_COMMA)) {
        pair = py_save(p);
    }
    if (!p->raised) {
        py_restore(p, pair);
        check_pair(p, pair.mark != first.mark);
    }
    py_restore(p, first);
    const py_token *stars = p->raised ? NULL : py_eat(p, PY_TOK_DOUBLESTAR);
    if (stars != NULL && py_parse_bitwise_or(p) != NULL && py_parse_for_if(p, &generators) &&
        py_at(p, PY_TOK_RBRACE)) {
        py__parse_raise(p, stars->place, "dict unpacking cannot be used in dict comprehension");
    }
    return raised_after(p, before);
}

// ---- f-string fields ----------------------------------------------------------------------------

static bool field_goes_on(py_parser *p) {
    return py_at(p, PY_TOK_EXCLAMATION) || py_at(p, PY_TOK_COLON) || py_at(p, PY_TOK_RBRACE);
}

static void check_conversion(py_parser *p) {
    if (!py_eat(p, PY_TOK_EXCLAMATION)) {
        return;
    }
    if (py_at(p, PY_TOK_COLON) || py_at(p, PY_TOK_RBRACE)) {
        py_raise_next(p, "f-string: missing conversion character");
    } else if (!py_eat(p, PY_TOK_NAME)) {
        py_raise_next(p, "f-string: invalid conversion character");
    }
}

static void check_field(py_parser *p) {
    p->mark++;
    if (py_at(p, PY_TOK_EQUAL) || field_goes_on(p)) {
        py_raise_next(p, "f-string: valid expression required before '%s'",
                      py_token_text((py_token_type)py_peek(p)->type));
        return;
    }
    int start = p->mark;
    const py_ast *value = py_parse_annotated_rhs(p);
    if (p->raised) {
        return;
    }
    if (value == NULL) {
        p->mark = start;
        py_raise_next(p, "f-string: expecting a valid expression after '{'");
        return;
    }
    bool debug = py_eat(p, PY_TOK_EQUAL) != NULL;
    if (!field_goes_on(p)) {
        py_raise_next(p, debug ? "f-string: expecting '!', or ':', or '}'"
                               : "f-string: expecting '=', or '!', or ':', or '}'");
        return;
    }
    check_conversion(p);
    if (!p->raised && !py_at(p, PY_TOK_COLON) && !py_at(p, PY_TOK_RBRACE)) {
        py_raise_next(p, "f-string: expecting ':' or '}'");
    }
}

bool py_check_field(py_parser *p) {
    py_state before = py_save(p);
    if (py_at(p, PY_TOK_LBRACE)) {
        check_field(p);
    }
    return raised_after(p, before);
}
