// Primaries: attributes, subscripts and calls after an atom.
#include "parser_internal.h"

// ---- starred ------------------------------------------------------------------------------------

static py_ast *parse_starred(py_parser *p) {
    const py_token *star = py_peek(p);
    int mark = p->mark;
    py_ast *node = py_node(p, PY_AST_Starred, py_peek(p)->place);
    p->mark++;
    if (node == NULL) {
        return NULL;
    }
    node->u.value.value = py_parse_expression(p);
    if (py_checking(p) && node->u.value.value == NULL) {
        return py_raise_last(p, "Invalid star expression");
    }
    int after = p->mark;
    if (py_checking(p) && py_eat(p, PY_TOK_EQUAL)) {
        const py_ast *value = py_parse_expression(p);
        if (value != NULL && !p->raised) {
            return py_raise_range(p, star->place, value->place,
                                  "cannot assign to iterable argument unpacking");
        }
        p->mark = after;
    }
    if (node->u.value.value == NULL) {
        p->mark = mark;
        return NULL;
    }
    return py_end(p, node);
}

// ---- subscripts ---------------------------------------------------------------------------------

static bool parse_bound(py_parser *p, py_ast **bound) {
    if (py_at(p, PY_TOK_COLON) || py_at(p, PY_TOK_RSQB) || py_at(p, PY_TOK_COMMA)) {
        return true;
    }
    *bound = py_parse_expression(p);
    return *bound != NULL;
}

static py_ast *parse_slice(py_parser *p) {
    if (py_at(p, PY_TOK_STAR)) { // it takes a whole expression here
        return parse_starred(p);
    }
    vl_place start = py_peek(p)->place;
    py_ast *lower = NULL;
    if (!py_at(p, PY_TOK_COLON)) {
        lower = py_parse_named_expression(p);
        if (lower == NULL || !py_at(p, PY_TOK_COLON) || lower->kind == PY_AST_NamedExpr) {
            return lower;
        }
    }
    p->mark++;
    py_ast *node = py_node(p, PY_AST_Slice, start);
    if (node == NULL || !parse_bound(p, &node->u.slice.upper)) {
        return NULL;
    }
    node->u.slice.lower = lower;
    if (py_eat(p, PY_TOK_COLON) && !parse_bound(p, &node->u.slice.step)) {
        return NULL;
    }
    return py_end(p, node);
}

py_ast *py_parse_slices(py_parser *p) {
    vl_place start = py_peek(p)->place;
    py_ast *first = parse_slice(p);
    if (first == NULL || (!py_at(p, PY_TOK_COMMA) && first->kind != PY_AST_Starred)) {
        return first;
    }
    py_ast *node = py_node(p, PY_AST_Tuple, start);
    int base = p->stack_count;
    if (node == NULL || !py_push(p, first)) {
        return NULL;
    }
    while (py_eat(p, PY_TOK_COMMA) && !py_at(p, PY_TOK_RSQB)) {
        if (!py_push(p, parse_slice(p))) {
            return NULL;
        }
    }
    return py_pop_list(p, base, &node->u.elts.elts) ? py_end(p, node) : NULL;
}

// ---- calls --------------------------------------------------------------------------------------

static bool at_keyword(py_parser *p) {
    return py_at(p, PY_TOK_NAME) && py_at_next(p, PY_TOK_EQUAL);
}

// `name=value` or `**value`
static py_ast *parse_keyword(py_parser *p) {
    py_ast *node = py_node(p, PY_AST_keyword, py_peek(p)->place);
    if (node == NULL) {
        return NULL;
    }
    if (!py_eat(p, PY_TOK_DOUBLESTAR)) {
        const py_token *name = py_eat(p, PY_TOK_NAME);
        if (name == NULL || !py_eat(p, PY_TOK_EQUAL) ||
            !py_name_text(p, name, &node->u.keyword.name)) {
            return NULL;
        }
    }
    node->u.keyword.value = py_parse_expression(p);
    return node->u.keyword.value != NULL ? py_end(p, node) : NULL;
}

enum { POSITIONAL, KEYWORDS, UNPACKING };

static py_ast *parse_one(py_parser *p, int *stage, bool *is_keyword) {
    *is_keyword = false;
    if (py_at(p, PY_TOK_STAR)) {
        return *stage == UNPACKING ? NULL : parse_starred(p);
    }
    *is_keyword = true;
    if (py_at(p, PY_TOK_DOUBLESTAR)) {
        *stage = UNPACKING;
        if (py_checking(p) && py_check_keyword(p)) {
            return NULL;
        }
        return parse_keyword(p);
    }
    if (at_keyword(p)) {
        *stage = *stage == POSITIONAL ? KEYWORDS : *stage;
        if (py_checking(p) && py_check_keyword(p)) {
            return NULL;
        }
        return parse_keyword(p);
    }
    *is_keyword = false;
    if (*stage != POSITIONAL) {
        return NULL;
    }
    py_ast *value = py_parse_call_value(p);
    return py_at(p, PY_TOK_EQUAL) ? NULL : value;
}

py_ast *py_parse_argument(py_parser *p, int *stage, bool *is_keyword) {
    py_state before = py_save(p);
    py_ast *arg = parse_one(p, stage, is_keyword);
    if (arg == NULL && py_checking(p)) {
        py_restore(p, before);
        (void)py_check_keyword(p);
    }
    return arg;
}

static bool generator_argument(py_parser *p, vl_place open, int base) {
    py_ast *node = py_node(p, PY_AST_GeneratorExp, open);
    if (node == NULL) {
        return false;
    }
    node->u.comp.elt = p->stack[base];
    if (!py_parse_for_if(p, &node->u.comp.generators) || !py_at(p, PY_TOK_RPAR)) {
        return false;
    }
    vl_place close = py_peek(p)->place;
    node->place.end_line = close.end_line;
    node->place.end_col = close.end_col;
    p->stack[base] = node;
    return true;
}

// Arguments of a call or bases of a class, up to the closing parenthesis, which stays.
static bool parse_args(py_parser *p, py_ast_list *args, py_ast_list *keywords, vl_place open) {
    int base = p->stack_count, args_count = 0;
    int stage = POSITIONAL;
    while (!py_at(p, PY_TOK_RPAR)) {
        bool is_keyword = false;
        py_ast *arg = py_parse_argument(p, &stage, &is_keyword);
        if (!py_push(p, arg)) {
            return false;
        }
        args_count += !is_keyword;
        if (p->stack_count == base + 1 && !is_keyword && arg->kind != PY_AST_Starred &&
            py_at_comprehension(p)) {
            if (!generator_argument(p, open, base)) {
                return false;
            }
            break;
        }
        if (!py_eat(p, PY_TOK_COMMA)) {
            break;
        }
    }
    py_ast_list both;
    if (!py_at(p, PY_TOK_RPAR) || !py_pop_list(p, base, &both)) {
        return false;
    }
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < both.count; i++) {
            if ((both.items[i]->kind == PY_AST_keyword) == (pass == 1) &&
                !py_push(p, both.items[i])) {
                return false;
            }
        }
        if (!py_pop_list(p, base, pass == 0 ? args : keywords)) {
            return false;
        }
    }
    return args->count == args_count;
}

bool py_parse_arguments(py_parser *p, const py_token *open, py_ast *call) {
    py_state before = py_save(p);
    bool done = parse_args(p, &call->u.call.args, &call->u.call.keywords, open->place);
    if (done || p->raised) {
        return done;
    }
    py_restore(p, before);
    if (py_checking(p)) {
        (void)py_check_arguments(p);
    }
    return false;
}

// ---- primaries ----------------------------------------------------------------------------------

static py_ast *parse_attribute(py_parser *p, py_ast *value, vl_place start) {
    py_ast *node = py_node(p, PY_AST_Attribute, start);
    const py_token *name = py_eat(p, PY_TOK_NAME);
    if (node == NULL || name == NULL || !py_name_text(p, name, &node->u.attribute.attr)) {
        return NULL;
    }
    node->u.attribute.value = value;
    node->u.attribute.attr_place = name->place;
    return py_end(p, node);
}

static py_ast *parse_call(py_parser *p, py_ast *func, const py_token *open, vl_place start) {
    py_ast *node = py_node(p, PY_AST_Call, start);
    if (node == NULL || !py_parse_arguments(p, open, node) || !py_eat(p, PY_TOK_RPAR)) {
        return NULL;
    }
    node->u.call.func = func;
    return py_end(p, node);
}

static py_ast *parse_subscript(py_parser *p, py_ast *value, vl_place start) {
    py_ast *node = py_node(p, PY_AST_Subscript, start);
    if (node == NULL) {
        return NULL;
    }
    node->u.subscript.value = value;
    node->u.subscript.slice = py_parse_slices(p);
    if (node->u.subscript.slice == NULL || !py_eat(p, PY_TOK_RSQB)) {
        return NULL;
    }
    return py_end(p, node);
}

static py_ast *parse_primary(py_parser *p) {
    vl_place start = py_peek(p)->place;
    py_ast *node = py_parse_atom(p);
    while (node != NULL) {
        int mark = p->mark;
        const py_token *token = py_peek(p);
        py_ast *next;
        if (py_eat(p, PY_TOK_DOT)) {
            next = parse_attribute(p, node, start);
        } else if (py_eat(p, PY_TOK_LPAR)) {
            next = parse_call(p, node, token, start);
        } else if (py_eat(p, PY_TOK_LSQB)) {
            next = parse_subscript(p, node, start);
        } else {
            break;
        }
        if (p->raised) {
            return NULL;
        }
        if (next == NULL) {
            p->mark = mark;
            break;
        }
        node = next;
    }
    return node;
}

py_ast *py_parse_primary(py_parser *p) {
    py_ast *node = NULL;
    int start = p->mark;
    if (py_memo_find(p, PY_RULE_PRIMARY, &node)) {
        return node;
    }
    return py_memo_keep(p, PY_RULE_PRIMARY, start, parse_primary(p));
}
