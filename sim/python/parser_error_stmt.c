// Known mistakes in statements. Runs in the second pass only.
#include "parser_internal.h"

// ---- assignments --------------------------------------------------------------------------------

static const py_ast *annotated_display(py_parser *p) {
    if (!py_at(p, PY_TOK_LPAR) && !py_at(p, PY_TOK_LSQB)) {
        return NULL;
    }
    const py_ast *atom = py_parse_atom(p);
    return atom != NULL && (atom->kind == PY_AST_List || atom->kind == PY_AST_Tuple) ? atom : NULL;
}

static void check_annotated_display(py_parser *p) {
    const py_ast *target = annotated_display(p);
    if (target != NULL && py_eat(p, PY_TOK_COLON) && py_parse_expression(p) != NULL) {
        py__parse_raise(p, target->place, "only single target (not %s) can be annotated",
                 py_expr_name(target));
    }
}

static void check_annotated_tuple(py_parser *p) {
    const py_ast *first = py_parse_star_named(p);
    if (first == NULL || !py_eat(p, PY_TOK_COMMA)) {
        return;
    }
    while (!p->raised && !py_at(p, PY_TOK_COLON)) {
        if (py_parse_star_named(p) == NULL || !py_eat(p, PY_TOK_COMMA)) {
            break;
        }
    }
    if (!p->raised && py_eat(p, PY_TOK_COLON) && py_parse_expression(p) != NULL) {
        py__parse_raise(p, first->place, "only single target (not tuple) can be annotated");
    }
}

static void check_annotated_other(py_parser *p) {
    const py_ast *target = py_parse_expression(p);
    if (target != NULL && py_eat(p, PY_TOK_COLON) && py_parse_expression(p) != NULL) {
        py__parse_raise(p, target->place, "illegal target for annotation");
    }
}

// Skips `target =` as often as it comes.
static void skip_targets(py_parser *p) {
    for (;;) {
        py_state before = py_save(p);
        if (py_parse_star_targets(p) == NULL || !py_eat(p, PY_TOK_EQUAL)) {
            py_restore(p, before);
            return;
        }
    }
}

static void check_target(py_parser *p) {
    skip_targets(p);
    py_ast *target = p->raised ? NULL : py_parse_star_expressions(p);
    if (target != NULL && py_at(p, PY_TOK_EQUAL)) {
        (void)py_raise_invalid_target(p, target, false, false);
    }
}

static void check_yield_target(py_parser *p) {
    skip_targets(p);
    const py_ast *yield = p->raised ? NULL : py_parse_yield(p);
    if (yield != NULL && py_at(p, PY_TOK_EQUAL)) {
        py__parse_raise(p, yield->place, "assignment to yield expression not possible");
    }
}

static bool at_augmented(py_parser *p) {
    switch (py_peek(p)->type) {
    case PY_TOK_PLUSEQUAL:
    case PY_TOK_MINEQUAL:
    case PY_TOK_STAREQUAL:
    case PY_TOK_ATEQUAL:
    case PY_TOK_SLASHEQUAL:
    case PY_TOK_PERCENTEQUAL:
    case PY_TOK_AMPEREQUAL:
    case PY_TOK_VBAREQUAL:
    case PY_TOK_CIRCUMFLEXEQUAL:
    case PY_TOK_LEFTSHIFTEQUAL:
    case PY_TOK_RIGHTSHIFTEQUAL:
    case PY_TOK_DOUBLESTAREQUAL:
    case PY_TOK_DOUBLESLASHEQUAL:
        return true;
    default:
        return false;
    }
}

static void check_augmented(py_parser *p) {
    const py_ast *target = py_parse_star_expressions(p);
    if (target == NULL || !at_augmented(p)) {
        return;
    }
    p->mark++;
    if (!py_is_single_target(target) && py_parse_annotated_rhs(p) != NULL) {
        py__parse_raise(p, target->place, "'%s' is an illegal expression for augmented assignment",
                 py_expr_name(target));
    }
}

bool py_check_assignment(py_parser *p) {
    static void (*const checks[])(py_parser *) = {
        check_annotated_display, check_annotated_tuple, check_annotated_other, check_target,
        check_yield_target,      check_augmented,
    };
    py_state before = py_save(p);
    for (size_t i = 0; i < VL_COUNT(checks) && !p->raised; i++) {
        checks[i](p);
        py_restore(p, before);
    }
    return p->raised;
}

// ---- other targets ------------------------------------------------------------------------------

bool py_check_del(py_parser *p) {
    py_state before = py_save(p);
    p->mark++;
    py_ast *target = py_parse_star_expressions(p);
    if (!p->raised) {
        (void)py_raise_invalid_target(p, target, true, false);
    }
    py_restore(p, before);
    return p->raised;
}

bool py_check_for_target(py_parser *p) {
    py_state before = py_save(p);
    (void)py_eat(p, PY_TOK_ASYNC);
    if (py_eat(p, PY_TOK_FOR)) {
        py_ast *target = py_parse_star_expressions(p);
        if (!p->raised) {
            (void)py_raise_invalid_target(p, target, false, true);
        }
    }
    py_restore(p, before);
    return p->raised;
}

bool py_check_missing_in(py_parser *p) {
    py_state before = py_save(p);
    (void)py_eat(p, PY_TOK_ASYNC);
    bool going = py_eat(p, PY_TOK_FOR) && py_parse_bitwise_or(p) != NULL;
    bool targets = going;
    while (going && py_eat(p, PY_TOK_COMMA)) {
        py_state after = py_save(p);
        going = py_parse_bitwise_or(p) != NULL;
        if (!going && !p->raised) {
            py_restore(p, after);
        }
    }
    if (targets && !p->raised && !py_at(p, PY_TOK_IN)) {
        py_raise_last(p, "'in' expected after for-loop variables");
    }
    py_restore(p, before);
    return p->raised;
}

bool py_check_with_item(py_parser *p) {
    py_state before = py_save(p);
    if (py_parse_expression(p) != NULL && py_eat(p, PY_TOK_AS)) {
        py_ast *target = py_parse_expression(p);
        if (target != NULL && !p->raised &&
            (py_at(p, PY_TOK_COMMA) || py_at(p, PY_TOK_RPAR) || py_at(p, PY_TOK_COLON))) {
            (void)py_raise_invalid_target(p, target, false, false);
        }
    }
    py_restore(p, before);
    return p->raised;
}

// ---- with, import, except -----------------------------------------------------------------------

static bool skip_items(py_parser *p) {
    do {
        if (py_at(p, PY_TOK_RPAR)) {
            return true;
        }
        if (py_parse_expression(p) == NULL ||
            (py_eat(p, PY_TOK_AS) && py_parse_star_target(p) == NULL)) {
            return false;
        }
    } while (py_eat(p, PY_TOK_COMMA));
    return true;
}

bool py_check_with(py_parser *p) {
    py_state before = py_save(p);
    bool read = skip_items(p);
    if (read && !p->raised && py_at(p, PY_TOK_NEWLINE)) {
        py_raise_next(p, "expected ':'");
    }
    py_restore(p, before);
    read = !p->raised && py_eat(p, PY_TOK_LPAR) && skip_items(p);
    if (read && !p->raised && py_eat(p, PY_TOK_RPAR) && py_at(p, PY_TOK_NEWLINE)) {
        py_raise_next(p, "expected ':'");
    }
    py_restore(p, before);

    return p->raised;
}

static bool skip_dotted(py_parser *p) {
    do {
        if (!py_eat(p, PY_TOK_NAME)) {
            return false;
        }
    } while (py_eat(p, PY_TOK_DOT));
    return true;
}

bool py_check_import(py_parser *p) {
    py_state before = py_save(p);
    const py_token *import = py_eat(p, PY_TOK_IMPORT);
    if (import == NULL) {
        return false;
    }
    if (py_at(p, PY_TOK_NEWLINE)) {
        py_raise_next(p, "Expected one or more names after 'import'");
    }
    bool going = skip_dotted(p);
    while (going && py_eat(p, PY_TOK_COMMA)) {
        going = skip_dotted(p);
    }
    if (going && py_eat(p, PY_TOK_FROM) && skip_dotted(p)) {
        py__parse_raise(p, import->place, "Did you mean to use 'from ... import ...' instead?");
    }
    py_restore(p, before);
    return p->raised;
}

bool py_check_except(py_parser *p) {
    py_state before = py_save(p);
    p->mark++;
    (void)py_eat(p, PY_TOK_STAR);
    const py_ast *first = py_parse_expression(p);
    if (first != NULL && py_eat(p, PY_TOK_COMMA) && py_parse_expressions(p) != NULL &&
        (!py_eat(p, PY_TOK_AS) || py_eat(p, PY_TOK_NAME)) && py_at(p, PY_TOK_COLON)) {
        py__parse_raise(p, first->place, "multiple exception types must be parenthesized");
    }
    py_restore(p, before);
    return p->raised;
}
