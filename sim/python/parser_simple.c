// Simple statements: those that fit on a line.
#include "parser_internal.h"

#include <string.h>

static bool ends_statement(py_parser *p) {
    return py_at(p, PY_TOK_NEWLINE) || py_at(p, PY_TOK_SEMI);
}

// ---- assignments --------------------------------------------------------------------------------

static const struct {
    uint8_t token, op;
} augmented[] = {
    {PY_TOK_PLUSEQUAL, PY_OP_ADD},
    {PY_TOK_MINEQUAL, PY_OP_SUB},
    {PY_TOK_STAREQUAL, PY_OP_MULT},
    {PY_TOK_ATEQUAL, PY_OP_MATMULT},
    {PY_TOK_SLASHEQUAL, PY_OP_DIV},
    {PY_TOK_PERCENTEQUAL, PY_OP_MOD},
    {PY_TOK_AMPEREQUAL, PY_OP_BITAND},
    {PY_TOK_VBAREQUAL, PY_OP_BITOR},
    {PY_TOK_CIRCUMFLEXEQUAL, PY_OP_BITXOR},
    {PY_TOK_LEFTSHIFTEQUAL, PY_OP_LSHIFT},
    {PY_TOK_RIGHTSHIFTEQUAL, PY_OP_RSHIFT},
    {PY_TOK_DOUBLESTAREQUAL, PY_OP_POW},
    {PY_TOK_DOUBLESLASHEQUAL, PY_OP_FLOORDIV},
};

static py_ast *parse_annotation(py_parser *p, py_ast *target, const py_token *start) {
    py_ast *node = py_is_single_target(target) ? py_node(p, PY_AST_AnnAssign, start->place) : NULL;
    if (node == NULL) {
        return NULL;
    }
    p->mark++; // the colon
    node->flag = target->kind == PY_AST_Name && start->type == PY_TOK_NAME;
    target->ctx = PY_CTX_STORE;
    node->u.ann_assign.target = target;
    node->u.ann_assign.annotation = py_parse_expression(p);
    if (node->u.ann_assign.annotation == NULL) {
        return NULL;
    }
    if (py_eat(p, PY_TOK_EQUAL)) {
        node->u.ann_assign.value = py_parse_annotated_rhs(p);
        if (node->u.ann_assign.value == NULL) {
            return NULL;
        }
    }
    return py_end(p, node);
}

static py_ast *parse_assign(py_parser *p, py_ast *target, const py_token *start) {
    py_ast *node = py_node(p, PY_AST_Assign, start->place);
    int base = p->stack_count;
    py_ast *value = target;
    if (node == NULL) {
        return NULL;
    }
    while (py_at(p, PY_TOK_EQUAL)) {
        if (!py_set_target(value, PY_CTX_STORE)) { // a yield expression is none either
            return NULL;
        }
        p->mark++;
        if (!py_push(p, value)) {
            return NULL;
        }
        value = py_parse_annotated_rhs(p);
        if (value == NULL) {
            return NULL;
        }
    }
    node->u.assign.value = value;
    return py_pop_list(p, base, &node->u.assign.targets) ? py_end(p, node) : NULL;
}

static py_ast *parse_augmented(py_parser *p, py_ast *target, const py_token *start,
                               py_operator op) {
    py_ast *node = py_is_single_target(target) ? py_node(p, PY_AST_AugAssign, start->place) : NULL;
    if (node == NULL) {
        return NULL;
    }
    p->mark++;
    target->ctx = PY_CTX_STORE;
    node->op = (uint8_t)op;
    node->u.aug_assign.target = target;
    node->u.aug_assign.value = py_parse_annotated_rhs(p);
    return node->u.aug_assign.value != NULL ? py_end(p, node) : NULL;
}

static py_ast *parse_expression_statement(py_parser *p) {
    const py_token *start = py_peek(p);
    py_ast *value = py_parse_annotated_rhs(p);
    if (value == NULL) {
        return NULL;
    }
    if (py_at(p, PY_TOK_EQUAL)) {
        return parse_assign(p, value, start);
    }
    if (py_at(p, PY_TOK_COLON)) {
        return parse_annotation(p, value, start);
    }
    for (size_t i = 0; i < VL_COUNT(augmented) && !ends_statement(p); i++) {
        if (py_at(p, (py_token_type)augmented[i].token)) {
            return parse_augmented(p, value, start, (py_operator)augmented[i].op);
        }
    }

    py_ast *node = py_node(p, PY_AST_Expr, start->place);
    if (node != NULL) {
        node->u.value.value = value;
    }
    return py_end(p, node);
}

// ---- the others ---------------------------------------------------------------------------------

static py_ast *parse_return(py_parser *p) {
    py_ast *node = py_node(p, PY_AST_Return, py_eat(p, PY_TOK_RETURN)->place);
    if (node == NULL) {
        return NULL;
    }
    if (py_starts_expression(p)) {
        node->u.value.value = py_parse_star_expressions(p);
        if (node->u.value.value == NULL) {
            return NULL;
        }
    }
    return py_end(p, node);
}

static py_ast *parse_raise(py_parser *p) {
    py_ast *node = py_node(p, PY_AST_Raise, py_eat(p, PY_TOK_RAISE)->place);
    if (node == NULL || !py_starts_expression(p)) {
        return py_end(p, node);
    }
    node->u.raise.exc = py_parse_expression(p);
    if (node->u.raise.exc == NULL) {
        return NULL;
    }
    if (py_eat(p, PY_TOK_FROM)) {
        node->u.raise.cause = py_parse_expression(p);
        if (node->u.raise.cause == NULL) {
            return NULL;
        }
    }
    return py_end(p, node);
}

static py_ast *parse_del(py_parser *p) {
    py_ast *node = py_node(p, PY_AST_Delete, py_eat(p, PY_TOK_DEL)->place);
    int base = p->stack_count;
    if (node == NULL) {
        return NULL;
    }
    do {
        py_ast *target = py_parse_primary(p);
        if (target == NULL || !py_set_target(target, PY_CTX_DEL) || !py_push(p, target)) {
            return NULL;
        }
    } while (py_eat(p, PY_TOK_COMMA) && !ends_statement(p));
    if (!ends_statement(p)) {
        return NULL;
    }
    return py_pop_list(p, base, &node->u.assign.targets) ? py_end(p, node) : NULL;
}

static py_ast *parse_assert(py_parser *p) {
    py_ast *node = py_node(p, PY_AST_Assert, py_eat(p, PY_TOK_ASSERT)->place);
    if (node == NULL || (node->u.assert_stmt.test = py_parse_expression(p)) == NULL) {
        return NULL;
    }
    if (py_eat(p, PY_TOK_COMMA) && (node->u.assert_stmt.message = py_parse_expression(p)) == NULL) {
        return NULL;
    }
    return py_end(p, node);
}

static py_ast *parse_scope(py_parser *p, py_ast_kind kind) {
    py_ast *node = py_node(p, kind, py_peek(p)->place);
    int base = p->stack_count;
    py_ast_list names;
    p->mark++;
    do {
        if (!py_push(p, py_name_node(p, PY_CTX_LOAD))) {
            return NULL;
        }
    } while (py_eat(p, PY_TOK_COMMA));
    if (node == NULL || !py_pop_list(p, base, &names) ||
        !py_names_of(p, names, &node->u.names.names)) {
        return NULL;
    }
    return py_end(p, node);
}

static py_ast *parse_word(py_parser *p, py_ast_kind kind) {
    py_ast *node = py_node(p, kind, py_peek(p)->place);
    p->mark++;
    return py_end(p, node);
}

static py_ast *parse_type_alias(py_parser *p) {
    py_ast *node = py_node(p, PY_AST_TypeAlias, py_eat(p, PY_TOK_NAME)->place);
    if (node == NULL || (node->u.type_alias.name = py_name_node(p, PY_CTX_STORE)) == NULL ||
        !py_parse_type_params(p, &node->u.type_alias.type_params) || !py_eat(p, PY_TOK_EQUAL) ||
        (node->u.type_alias.value = py_parse_expression(p)) == NULL ||
        (node->u.type_alias.value_fn = py_thunk(p, node->u.type_alias.value)) == NULL) {
        return NULL;
    }
    return py_end(p, node);
}

// ---- dispatch -----------------------------------------------------------------------------------

static py_ast *parse_by_keyword(py_parser *p) {
    switch (py_peek(p)->type) {
    case PY_TOK_RETURN:
        return parse_return(p);
    case PY_TOK_IMPORT:
    case PY_TOK_FROM:
        return py_parse_import(p);
    case PY_TOK_RAISE:
        return parse_raise(p);
    case PY_TOK_PASS:
        return parse_word(p, PY_AST_Pass);
    case PY_TOK_DEL:
        return parse_del(p);
    case PY_TOK_ASSERT:
        return parse_assert(p);
    case PY_TOK_BREAK:
        return parse_word(p, PY_AST_Break);
    case PY_TOK_CONTINUE:
        return parse_word(p, PY_AST_Continue);
    case PY_TOK_GLOBAL:
        return parse_scope(p, PY_AST_Global);
    case PY_TOK_NONLOCAL:
        return parse_scope(p, PY_AST_Nonlocal);
    default:
        return parse_expression_statement(p);
    }
}

py_ast *py_parse_simple(py_parser *p) {
    py_state before = py_save(p);
    bool is_del = py_at(p, PY_TOK_DEL);
    bool type = py_at_word(p, "type") && py_at_next(p, PY_TOK_NAME);
    py_ast *node = type ? parse_type_alias(p) : parse_by_keyword(p);
    if (node == NULL && !p->raised) {
        py_restore(p, before);
        if (py_checking(p)) {
            (void)(is_del ? py_check_del(p) : py_check_assignment(p));
        }
    } else if (node != NULL && node->kind == PY_AST_Expr && py_checking(p)) {
        py_state after = py_save(p); // it may have begun as an assignment
        py_restore(p, before);
        node = py_check_assignment(p) ? NULL : node;
        py_restore(p, after);
    }
    return node;
}

bool py_parse_simple_line(py_parser *p) {
    do {
        if (!py_push(p, py_parse_simple(p))) {
            return false;
        }
    } while (py_eat(p, PY_TOK_SEMI) && !py_at(p, PY_TOK_NEWLINE));
    return py_eat(p, PY_TOK_NEWLINE) != NULL;
}
