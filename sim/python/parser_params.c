// Parameters of functions and lambdas, and type parameters (PEP 570, 3102, 695).
#include "parser_internal.h"

// One list being read; the parts are collected on the parser's stack one after another.
typedef struct params {
    py_token_type close; // `)` of a function, `:` of a lambda
    py_ast *node;
    bool star, slash; // seen
} params;

static py_ast *parse_param(py_parser *p, const params *ps, bool star) {
    const py_token *name = py_eat(p, PY_TOK_NAME);
    py_ast *node = name != NULL ? py_node(p, PY_AST_arg, name->place) : NULL;
    if (node == NULL || !py_name_text(p, name, &node->u.arg.name)) {
        return NULL;
    }
    if (ps->close == PY_TOK_RPAR && py_eat(p, PY_TOK_COLON)) {
        node->u.arg.annotation = star ? py_parse_star_expression(p) : py_parse_expression(p);
        if (node->u.arg.annotation == NULL) {
            return NULL;
        }
    }
    return py_end(p, node);
}

static bool parse_default(py_parser *p, py_ast **value) {
    if (!py_eat(p, PY_TOK_EQUAL)) {
        return true;
    }
    *value = py_parse_expression(p);
    if (*value == NULL && !p->raised && py_checking(p)) {
        p->mark--;
        (void)py_check_default(p);
    }
    return *value != NULL;
}

// A parameter ends at a comma, which is taken, or before the end of the list.
static bool end_param(py_parser *p, const params *ps) {
    return py_eat(p, PY_TOK_COMMA) || py_at(p, ps->close);
}

// Splits what is on the stack above `base` into parameters and their defaults.
static bool split(py_parser *p, int base, py_ast_list *args, py_ast_list *defaults,
                  bool keep_null) {
    py_ast_list both;
    if (!py_pop_list(p, base, &both)) {
        return false;
    }
    for (int i = 0; i < both.count; i += 2) {
        if (!py_push(p, both.items[i])) {
            return false;
        }
    }
    if (!py_pop_list(p, base, args)) {
        return false;
    }
    for (int i = 1; i < both.count; i += 2) {
        if (both.items[i] != NULL || keep_null) {
            if (!py_push_null(p)) {
                return false;
            }
            p->stack[p->stack_count - 1] = both.items[i];
        }
    }
    return py_pop_list(p, base, defaults);
}

static bool join_defaults(py_parser *p, py_ast_list first, py_ast_list second, py_ast_list *all) {
    int base = p->stack_count;
    for (int i = 0; i < first.count + second.count; i++) {
        py_ast *item = i < first.count ? first.items[i] : second.items[i - first.count];
        if (!py_push(p, item)) {
            return false;
        }
    }
    return py_pop_list(p, base, all);
}

static bool parse_pair(py_parser *p, const params *ps, bool *has_default) {
    py_ast *value = NULL;
    if (!py_push(p, parse_param(p, ps, false)) || !parse_default(p, &value) || !py_push_null(p)) {
        return false;
    }
    p->stack[p->stack_count - 1] = value;
    *has_default = value != NULL;
    return end_param(p, ps);
}

static bool parse_positional(py_parser *p, params *ps) {
    py_ast_list first = {0}, second = {0};
    int base = p->stack_count;
    bool defaults = false;
    for (;;) {
        if (py_at(p, PY_TOK_NAME)) {
            bool has_default = false;
            if (!parse_pair(p, ps, &has_default) || (defaults && !has_default)) {
                return false;
            }
            defaults = has_default;
        } else if (py_at(p, PY_TOK_SLASH) && !ps->slash && p->stack_count > base) {
            ps->slash = true;
            p->mark++;
            if (!split(p, base, &ps->node->u.arguments.posonly, &first, false) ||
                !end_param(p, ps)) {
                return false;
            }
        } else {
            break;
        }
    }
    return split(p, base, &ps->node->u.arguments.args, &second, false) &&
           join_defaults(p, first, second, &ps->node->u.arguments.defaults);
}

static bool parse_star(py_parser *p, params *ps) {
    p->mark++;
    if (py_at(p, PY_TOK_COMMA)) {
        p->mark++;
        if (!py_at(p, PY_TOK_NAME)) {
            return false;
        }
    } else {
        ps->node->u.arguments.vararg = parse_param(p, ps, true);
        if (ps->node->u.arguments.vararg == NULL || !end_param(p, ps)) {
            return false;
        }
    }
    int base = p->stack_count;
    while (py_at(p, PY_TOK_NAME)) {
        bool has_default = false;
        if (!parse_pair(p, ps, &has_default)) {
            return false;
        }
    }
    return split(p, base, &ps->node->u.arguments.kwonly, &ps->node->u.arguments.kw_defaults, true);
}

static bool parse_all(py_parser *p, params *ps) {
    if (!parse_positional(p, ps)) {
        return false;
    }
    if (py_at(p, PY_TOK_STAR)) {
        if (py_checking(p) && py_check_star_params(p, ps->close)) {
            return false;
        }
        if (!parse_star(p, ps)) {
            return false;
        }
    }
    if (py_at(p, PY_TOK_DOUBLESTAR)) {
        if (py_checking(p) && py_check_kwds(p, ps->close)) {
            return false;
        }
        p->mark++;
        ps->node->u.arguments.kwarg = parse_param(p, ps, false);
        if (ps->node->u.arguments.kwarg == NULL || !end_param(p, ps)) {
            return false;
        }
    }
    return true;
}

py_ast *py_parse_params(py_parser *p, py_token_type close) {
    params ps = {close, py_node(p, PY_AST_arguments, py_peek(p)->place), false, false};
    if (ps.node == NULL || py_at(p, close)) {
        return ps.node;
    }
    if (py_checking(p) && py_check_params(p, close)) {
        return NULL;
    }
    return parse_all(p, &ps) && py_at(p, close) ? py_end(p, ps.node) : NULL;
}

// ---- type parameters ----------------------------------------------------------------------------

py_ast *py_thunk(py_parser *p, py_ast *value) {
    py_ast *fn = py_node(p, PY_AST_Lambda, value->place);
    py_ast *args = fn != NULL ? py_node(p, PY_AST_arguments, value->place) : NULL;
    if (args == NULL) {
        return NULL;
    }
    fn->u.lambda.args = py_end(p, args);
    fn->u.lambda.body = value;
    return py_end(p, fn);
}

static py_ast *parse_type_param(py_parser *p) {
    vl_place start = py_peek(p)->place;
    py_ast_kind kind = PY_AST_TypeVar;
    if (py_eat(p, PY_TOK_STAR)) {
        kind = PY_AST_TypeVarTuple;
    } else if (py_eat(p, PY_TOK_DOUBLESTAR)) {
        kind = PY_AST_ParamSpec;
    }
    const py_token *name = py_eat(p, PY_TOK_NAME);
    py_ast *node = name != NULL ? py_node(p, kind, start) : NULL;
    if (node == NULL || !py_name_text(p, name, &node->u.type_param.name)) {
        return NULL;
    }
    const py_token *colon = py_eat(p, PY_TOK_COLON);
    if (colon != NULL) {
        py_ast *bound = py_parse_expression(p);
        if (bound == NULL) {
            return NULL;
        }
        if (kind != PY_AST_TypeVar) {
            return py__parse_raise(p, colon->place, "cannot use %s with %s",
                            bound->kind == PY_AST_Tuple ? "constraints" : "bound",
                            kind == PY_AST_ParamSpec ? "ParamSpec" : "TypeVarTuple");
        }
        node->u.type_param.bound = bound;
        if ((node->u.type_param.bound_fn = py_thunk(p, bound)) == NULL)
            return NULL;
    }
    if (py_eat(p, PY_TOK_EQUAL)) {
        py_ast *value = kind == PY_AST_TypeVarTuple ? py_parse_star_expression(p) : py_parse_expression(p);
        if (value == NULL)
            return NULL;
        node->u.type_param.default_value = value;
        if ((node->u.type_param.default_fn = py_thunk(p, value)) == NULL)
            return NULL;
    }
    return py_end(p, node);
}

bool py_parse_type_params(py_parser *p, py_ast_list *list) {
    if (!py_eat(p, PY_TOK_LSQB)) {
        return true;
    }
    if (py_at(p, PY_TOK_RSQB)) {
        py_raise_next(p, "Type parameter list cannot be empty");
        return false;
    }
    int base = p->stack_count;
    do {
        if (!py_push(p, parse_type_param(p))) {
            return false;
        }
    } while (py_eat(p, PY_TOK_COMMA) && !py_at(p, PY_TOK_RSQB));
    return py_eat(p, PY_TOK_RSQB) && py_pop_list(p, base, list);
}
