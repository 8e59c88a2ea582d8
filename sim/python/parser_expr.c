// Expressions from the loosest binding down to unary operators and `**`.
#include "parser_internal.h"

bool py_starts_expression(py_parser *p) {
    switch (py_peek(p)->type) {
    case PY_TOK_NAME:
    case PY_TOK_NUMBER:
    case PY_TOK_STRING:
    case PY_TOK_FSTRING_START:
    case PY_TOK_LPAR:
    case PY_TOK_LSQB:
    case PY_TOK_LBRACE:
    case PY_TOK_ELLIPSIS:
    case PY_TOK_NONE:
    case PY_TOK_TRUE:
    case PY_TOK_FALSE:
    case PY_TOK_NOT:
    case PY_TOK_LAMBDA:
    case PY_TOK_AWAIT:
    case PY_TOK_MINUS:
    case PY_TOK_PLUS:
    case PY_TOK_TILDE:
    case PY_TOK_STAR:
        return true;
    default:
        return false;
    }
}

// ---- operators ----------------------------------------------------------------------------------

typedef struct binary_row {
    uint8_t token, op, level;
} binary_row;

static const binary_row binaries[] = {
    {PY_TOK_VBAR, PY_OP_BITOR, 1},        {PY_TOK_CIRCUMFLEX, PY_OP_BITXOR, 2},
    {PY_TOK_AMPER, PY_OP_BITAND, 3},      {PY_TOK_LEFTSHIFT, PY_OP_LSHIFT, 4},
    {PY_TOK_RIGHTSHIFT, PY_OP_RSHIFT, 4}, {PY_TOK_PLUS, PY_OP_ADD, 5},
    {PY_TOK_MINUS, PY_OP_SUB, 5},         {PY_TOK_STAR, PY_OP_MULT, 6},
    {PY_TOK_SLASH, PY_OP_DIV, 6},         {PY_TOK_DOUBLESLASH, PY_OP_FLOORDIV, 6},
    {PY_TOK_PERCENT, PY_OP_MOD, 6},       {PY_TOK_AT, PY_OP_MATMULT, 6},
};

static const binary_row *binary_here(py_parser *p) {
    uint8_t type = py_peek(p)->type;
    if (type < PY_TOK_EXCLAMATION && type != PY_TOK_LEFTSHIFT && type != PY_TOK_RIGHTSHIFT &&
        type != PY_TOK_DOUBLESLASH) {
        return NULL;
    }
    for (size_t i = 0; i < VL_COUNT(binaries); i++) {
        if (binaries[i].token == type) {
            return &binaries[i];
        }
    }
    return NULL;
}

static py_ast *parse_power(py_parser *p);

static py_ast *parse_factor(py_parser *p) {
    py_operator op;
    switch (py_peek(p)->type) {
    case PY_TOK_PLUS:
        op = PY_OP_UADD;
        break;
    case PY_TOK_MINUS:
        op = PY_OP_USUB;
        break;
    case PY_TOK_TILDE:
        op = PY_OP_INVERT;
        break;
    default:
        return parse_power(p);
    }
    if (!py_enter(p)) {
        return NULL;
    }
    py_ast *node = py_node(p, PY_AST_UnaryOp, py_peek(p)->place);
    p->mark++;
    if (node != NULL) {
        node->op = (uint8_t)op;
        node->u.unary_op.operand = parse_factor(p);
        node = node->u.unary_op.operand != NULL ? py_end(p, node) : NULL;
    }
    py_leave(p);
    return node;
}

static py_ast *binary(py_parser *p, py_ast *left, py_operator op, py_ast *right) {
    py_ast *node = left == NULL || right == NULL ? NULL : py_node(p, PY_AST_BinOp, left->place);
    if (node == NULL) {
        return NULL;
    }
    node->op = (uint8_t)op;
    node->u.bin_op.left = left;
    node->u.bin_op.right = right;
    node->place.end_line = right->place.end_line;
    node->place.end_col = right->place.end_col;
    return py_end(p, node);
}

static py_ast *parse_await(py_parser *p) {
    const py_token *await = py_eat(p, PY_TOK_AWAIT);
    if (await == NULL) {
        return py_parse_primary(p);
    }
    py_ast *node = py_node(p, PY_AST_Await, await->place);
    if (node == NULL) {
        return NULL;
    }
    node->u.value.value = py_parse_primary(p);
    return node->u.value.value != NULL ? py_end(p, node) : NULL;
}

static py_ast *parse_power(py_parser *p) {
    vl_place start = py_peek(p)->place;
    py_ast *base = parse_await(p);
    int before = p->mark;
    if (base == NULL || !py_eat(p, PY_TOK_DOUBLESTAR)) {
        return base;
    }
    if (!py_enter(p)) {
        return NULL;
    }
    py_ast *exponent = parse_factor(p);
    py_leave(p);
    if (exponent == NULL && !p->raised) {
        p->mark = before;
        return base;
    }
    py_ast *node = binary(p, base, PY_OP_POW, exponent);
    if (node != NULL) { // parentheses around the base belong to the whole
        node->place.line = start.line;
        node->place.col = start.col;
    }
    return node;
}

// Left-associative operators of `level` and tighter ones (precedence climbing).
static py_ast *parse_binary(py_parser *p, int level) {
    vl_place start = py_peek(p)->place;
    py_ast *left = parse_factor(p);
    const binary_row *row;
    while (left != NULL && (row = binary_here(p)) != NULL && row->level >= level) {
        int before = p->mark++;
        py_ast *right = parse_binary(p, row->level + 1);
        if (right == NULL && !p->raised) {
            p->mark = before;
            break;
        }
        left = binary(p, left, (py_operator)row->op, right);
        if (left != NULL) {
            left->place.line = start.line;
            left->place.col = start.col;
        }
    }
    return left;
}

py_ast *py_parse_bitwise_or(py_parser *p) {
    py_ast *node = NULL;
    int start = p->mark;
    if (py_memo_find(p, PY_RULE_BITWISE_OR, &node)) {
        return node;
    }
    if (!py_enter(p)) {
        return NULL;
    }
    node = parse_binary(p, 1);
    py_leave(p);
    return py_memo_keep(p, PY_RULE_BITWISE_OR, start, node);
}

// ---- comparisons --------------------------------------------------------------------------------

// Takes a comparison operator; false where there is none.
static bool eat_comparison(py_parser *p, py_operator *op) {
    int taken = 1;
    switch (py_peek(p)->type) {
    case PY_TOK_EQEQUAL:
        *op = PY_OP_EQ;
        break;
    case PY_TOK_NOTEQUAL:
        *op = PY_OP_NOTEQ;
        break;
    case PY_TOK_LESS:
        *op = PY_OP_LT;
        break;
    case PY_TOK_LESSEQUAL:
        *op = PY_OP_LTE;
        break;
    case PY_TOK_GREATER:
        *op = PY_OP_GT;
        break;
    case PY_TOK_GREATEREQUAL:
        *op = PY_OP_GTE;
        break;
    case PY_TOK_IN:
        *op = PY_OP_IN;
        break;
    case PY_TOK_IS:
        *op = py_at_next(p, PY_TOK_NOT) ? PY_OP_ISNOT : PY_OP_IS;
        taken += *op == PY_OP_ISNOT;
        break;
    case PY_TOK_NOT:
        if (!py_at_next(p, PY_TOK_IN)) {
            return false;
        }
        *op = PY_OP_NOTIN;
        taken = 2;
        break;
    default:
        return false;
    }
    p->mark += taken;
    return true;
}

// The first failing operand ends the chain before its operator, as a PEG's repetition does.
static py_ast *parse_comparison(py_parser *p) {
    vl_place start = py_peek(p)->place;
    py_ast *left = py_parse_bitwise_or(p);
    py_operator op;
    int mark = p->mark;
    if (left == NULL || !eat_comparison(p, &op)) {
        return left;
    }
    p->mark = mark;
    py_ast *node = py_node(p, PY_AST_Compare, start);
    int base = p->stack_count, cap = 0;
    uint8_t *ops = NULL;
    while (node != NULL && eat_comparison(p, &op)) {
        int count = p->stack_count - base;
        py_ast *right = py_parse_bitwise_or(p);
        if (right == NULL) {
            p->mark = mark;
            break;
        }
        if (count == cap) {
            cap = cap == 0 ? 4 : cap * 2;
            uint8_t *more = vl_arena_alloc(p->arena, (size_t)cap);
            if (more == NULL) {
                return py__parse_memory(p);
            }
            for (int i = 0; i < count; i++) {
                more[i] = ops[i];
            }
            ops = more;
        }
        ops[count] = (uint8_t)op;
        if (!py_push(p, right)) {
            return NULL;
        }
        mark = p->mark;
    }
    if (node == NULL || p->raised || !py_pop_list(p, base, &node->u.compare.comparators)) {
        return NULL;
    }
    if (node->u.compare.comparators.count == 0) {
        return left;
    }
    node->u.compare.left = left;
    node->u.compare.ops = ops;
    return py_end(p, node);
}

static py_ast *parse_inversion(py_parser *p) {
    if (!py_at(p, PY_TOK_NOT)) {
        return parse_comparison(p);
    }
    if (!py_enter(p)) {
        return NULL;
    }
    py_ast *node = py_node(p, PY_AST_UnaryOp, py_peek(p)->place);
    p->mark++;
    if (node != NULL) {
        node->op = PY_OP_NOT;
        node->u.unary_op.operand = parse_inversion(p);
        node = node->u.unary_op.operand != NULL ? py_end(p, node) : NULL;
    }
    py_leave(p);
    return node;
}

static py_ast *parse_bool(py_parser *p, py_token_type token, py_operator op,
                          py_ast *(*operand)(py_parser *)) {
    vl_place start = py_peek(p)->place;
    py_ast *first = operand(p);
    if (first == NULL || !py_at(p, token)) {
        return first;
    }
    py_ast *node = py_node(p, PY_AST_BoolOp, start);
    int base = p->stack_count, mark = p->mark;
    if (node == NULL || !py_push(p, first)) {
        return NULL;
    }
    while (py_eat(p, token)) {
        py_ast *next = operand(p);
        if (next == NULL) {
            p->mark = mark;
            break;
        }
        if (!py_push(p, next)) {
            return NULL;
        }
        mark = p->mark;
    }
    if (p->raised || !py_pop_list(p, base, &node->u.bool_op.values)) {
        return NULL;
    }
    if (node->u.bool_op.values.count == 1) {
        return first;
    }
    node->op = (uint8_t)op;
    return py_end(p, node);
}

static py_ast *parse_conjunction(py_parser *p) {
    return parse_bool(p, PY_TOK_AND, PY_OP_AND, parse_inversion);
}

py_ast *py_parse_disjunction(py_parser *p) {
    py_ast *node = NULL;
    int start = p->mark;
    if (py_memo_find(p, PY_RULE_DISJUNCTION, &node)) {
        return node;
    }
    return py_memo_keep(p, PY_RULE_DISJUNCTION, start,
                        parse_bool(p, PY_TOK_OR, PY_OP_OR, parse_conjunction));
}

// ---- expression ---------------------------------------------------------------------------------

static py_ast *parse_lambda(py_parser *p) {
    const py_token *lambda = py_eat(p, PY_TOK_LAMBDA);
    py_ast *node = py_node(p, PY_AST_Lambda, lambda->place);
    if (node == NULL) {
        return NULL;
    }
    node->u.lambda.args = py_parse_params(p, PY_TOK_COLON);
    if (node->u.lambda.args == NULL || !py_eat(p, PY_TOK_COLON)) {
        return NULL;
    }
    node->u.lambda.body = py_parse_expression(p);
    return node->u.lambda.body != NULL ? py_end(p, node) : NULL;
}

static py_ast *parse_conditional(py_parser *p) {
    if (py_checking(p) && py_check_expression(p)) {
        return NULL;
    }
    if (py_at(p, PY_TOK_LAMBDA)) {
        return parse_lambda(p);
    }
    vl_place start = py_peek(p)->place;
    py_ast *body = py_parse_disjunction(p);
    py_state before = py_save(p);
    if (body == NULL || !py_eat(p, PY_TOK_IF)) {
        return body;
    }
    py_ast *test = py_parse_disjunction(p);
    py_ast *orelse = test != NULL && py_eat(p, PY_TOK_ELSE) ? py_parse_expression(p) : NULL;
    if (p->raised) {
        return NULL;
    }
    if (orelse == NULL) { // perhaps the `if` of a comprehension or of a guard
        py_restore(p, before);
        return body;
    }
    py_ast *node = py_node(p, PY_AST_IfExp, start);
    if (node == NULL) {
        return NULL;
    }
    node->u.if_exp.test = test;
    node->u.if_exp.body = body;
    node->u.if_exp.orelse = orelse;
    return py_end(p, node);
}

py_ast *py_parse_expression_afresh(py_parser *p) {
    if (!py_enter(p)) {
        return NULL;
    }
    py_ast *node = parse_conditional(p);
    py_leave(p);
    return node;
}

py_ast *py_parse_expression(py_parser *p) {
    py_ast *node = NULL;
    int start = p->mark;
    if (py_memo_find(p, PY_RULE_EXPRESSION, &node)) {
        return node;
    }
    return py_memo_keep(p, PY_RULE_EXPRESSION, start, py_parse_expression_afresh(p));
}

py_ast *py_parse_star_expression(py_parser *p) {
    if (!py_at(p, PY_TOK_STAR)) {
        return py_parse_expression(p);
    }
    py_ast *node = py_node(p, PY_AST_Starred, py_peek(p)->place);
    p->mark++;
    if (node == NULL) {
        return NULL;
    }
    node->u.value.value = py_parse_bitwise_or(p);
    return node->u.value.value != NULL ? py_end(p, node) : NULL;
}

// One element, or a tuple where commas follow. A trailing comma may end the list.
static py_ast *parse_tuple(py_parser *p, py_ast *(*element)(py_parser *)) {
    vl_place start = py_peek(p)->place;
    py_ast *first = element(p);
    if (first == NULL || !py_at(p, PY_TOK_COMMA)) {
        return first;
    }
    py_ast *node = py_node(p, PY_AST_Tuple, start);
    int base = p->stack_count;
    if (node == NULL || !py_push(p, first)) {
        return NULL;
    }
    while (py_eat(p, PY_TOK_COMMA)) {
        py_state before = py_save(p);
        py_ast *next = element(p);
        if (p->raised) {
            return NULL;
        }
        if (next == NULL) {
            py_restore(p, before);
            break;
        }
        if (!py_push(p, next)) {
            return NULL;
        }
    }
    return py_pop_list(p, base, &node->u.elts.elts) ? py_end(p, node) : NULL;
}

py_ast *py_parse_star_expressions(py_parser *p) {
    return parse_tuple(p, py_parse_star_expression);
}

py_ast *py_parse_expressions(py_parser *p) {
    return parse_tuple(p, py_parse_expression);
}

static py_ast *parse_walrus(py_parser *p) {
    py_ast *node = py_node(p, PY_AST_NamedExpr, py_peek(p)->place);
    if (node == NULL) {
        return NULL;
    }
    node->u.aug_assign.target = py_name_node(p, PY_CTX_STORE);
    p->mark++;
    node->u.aug_assign.value = py_parse_expression(p);
    return node->u.aug_assign.value != NULL ? py_end(p, node) : NULL;
}

py_ast *py_parse_call_value(py_parser *p) {
    if (py_at(p, PY_TOK_NAME) && py_at_next(p, PY_TOK_COLONEQUAL)) {
        return parse_walrus(p);
    }
    py_ast *node = py_parse_expression(p);
    return py_at(p, PY_TOK_COLONEQUAL) ? NULL : node;
}

py_ast *py_parse_named_expression(py_parser *p) {
    py_ast *node = NULL;
    int start = p->mark;
    if (py_memo_find(p, PY_RULE_NAMED_EXPRESSION, &node)) {
        return node;
    }
    bool walrus = py_at(p, PY_TOK_NAME) && py_at_next(p, PY_TOK_COLONEQUAL);
    if (!walrus && py_checking(p) && py_check_named_expression(p)) {
        return NULL;
    }
    node = py_parse_call_value(p);
    return py_memo_keep(p, PY_RULE_NAMED_EXPRESSION, start, node);
}

py_ast *py_parse_star_named(py_parser *p) {
    return py_at(p, PY_TOK_STAR) ? py_parse_star_expression(p) : py_parse_named_expression(p);
}

py_ast *py_parse_yield(py_parser *p) {
    const py_token *yield = py_eat(p, PY_TOK_YIELD);
    if (yield == NULL) {
        return NULL;
    }
    bool from = py_eat(p, PY_TOK_FROM) != NULL;
    py_ast *node = py_node(p, from ? PY_AST_YieldFrom : PY_AST_Yield, yield->place);
    if (node == NULL) {
        return NULL;
    }
    if (from) {
        node->u.value.value = py_parse_expression(p);
        return node->u.value.value != NULL ? py_end(p, node) : NULL;
    }
    if (py_starts_expression(p)) {
        node->u.value.value = py_parse_star_expressions(p);
        if (node->u.value.value == NULL) {
            return NULL;
        }
    }
    return py_end(p, node);
}

py_ast *py_parse_annotated_rhs(py_parser *p) {
    return py_at(p, PY_TOK_YIELD) ? py_parse_yield(p) : py_parse_star_expressions(p);
}
