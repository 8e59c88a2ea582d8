// Known mistakes in parameter lists. Runs in the second pass only.
#include "parser_internal.h"

typedef struct param_scan {
    py_token_type close;
    bool params, defaults, slash, star; // seen so far
} param_scan;

// A parameter with an annotation and a default; NULL where there is none.
static const py_token *skip_param(py_parser *p, py_token_type close, bool *has_default) {
    const py_token *name = py_eat(p, PY_TOK_NAME);
    if (name == NULL) {
        return NULL;
    }
    if (close == PY_TOK_RPAR && py_eat(p, PY_TOK_COLON) && py_parse_star_expression(p) == NULL) {
        return NULL;
    }
    *has_default = py_eat(p, PY_TOK_EQUAL) != NULL;
    if (*has_default && py_parse_expression(p) == NULL) {
        return NULL;
    }
    return py_at(p, PY_TOK_COMMA) || py_at(p, close) ? name : NULL;
}

static void check_parentheses(py_parser *p, const param_scan *scan) {
    const py_token *open = py_eat(p, PY_TOK_LPAR);
    while (py_eat(p, PY_TOK_NAME) && py_eat(p, PY_TOK_COMMA)) {
    }
    const py_token *close = py_eat(p, PY_TOK_RPAR);
    if (close != NULL && close - open > 1 && !scan->defaults) {
        py_raise_range(p, open->place, close->place, "%s parameters cannot be parenthesized",
                       scan->close == PY_TOK_RPAR ? "Function" : "Lambda expression");
    }
}

static bool scan_slash(py_parser *p, param_scan *scan) {
    const py_token *slash = py_eat(p, PY_TOK_SLASH);
    if (!scan->params) {
        if (py_at(p, PY_TOK_COMMA)) {
            py__parse_raise(p, slash->place, "at least one argument must precede /");
        }
    } else if (scan->star) {
        py__parse_raise(p, slash->place, "/ must be ahead of *");
    } else if (scan->slash) {
        py__parse_raise(p, slash->place, "/ may appear only once");
    } else if (py_at(p, PY_TOK_STAR)) {
        py_raise_next(p, "expected comma between / and *");
    }
    scan->slash = true;
    return !p->raised && py_eat(p, PY_TOK_COMMA);
}

static bool scan_param(py_parser *p, param_scan *scan) {
    vl_place start = py_peek(p)->place;
    bool has_default = false;
    if (skip_param(p, scan->close, &has_default) == NULL) {
        return false;
    }
    if (!has_default && scan->defaults && !scan->star) {
        py__parse_raise(p, start, "parameter without a default follows parameter with a default");
        return false;
    }
    scan->params = true;
    scan->defaults = scan->defaults || has_default;
    return py_eat(p, PY_TOK_COMMA) != NULL;
}

static bool scan_star(py_parser *p, param_scan *scan) {
    bool has_default = false;
    p->mark++;
    if (scan->star || (!py_at(p, PY_TOK_COMMA) &&
                       (skip_param(p, scan->close, &has_default) == NULL || has_default))) {
        return false;
    }
    scan->star = true;
    return py_eat(p, PY_TOK_COMMA) != NULL;
}

bool py_check_params(py_parser *p, py_token_type close) {
    py_state before = py_save(p);
    param_scan scan = {.close = close};
    bool going = true;
    while (going && !p->raised) {
        switch (py_peek(p)->type) {
        case PY_TOK_SLASH:
            going = scan_slash(p, &scan);
            break;
        case PY_TOK_NAME:
            going = scan_param(p, &scan);
            break;
        case PY_TOK_STAR:
            going = scan_star(p, &scan);
            break;
        case PY_TOK_LPAR:
            check_parentheses(p, &scan);
            going = false;
            break;
        default:
            going = false;
            break;
        }
    }
    py_restore(p, before);
    return p->raised;
}

static void check_second_star(py_parser *p, py_token_type close) {
    bool has_default = false;
    if (!py_at(p, PY_TOK_COMMA) && skip_param(p, close, &has_default) == NULL) {
        return;
    }
    while (!has_default && py_eat(p, PY_TOK_COMMA) && py_at(p, PY_TOK_NAME)) {
        bool ignored = false;
        if (skip_param(p, close, &ignored) == NULL) {
            return;
        }
    }
    const py_token *star = py_eat(p, PY_TOK_STAR);
    if (star != NULL && (py_at(p, PY_TOK_COMMA) || skip_param(p, close, &has_default) != NULL)) {
        py__parse_raise(p, star->place, "* argument may appear only once");
    }
}

bool py_check_star_params(py_parser *p, py_token_type close) {
    static const char bare[] = "named arguments must follow bare *";
    py_state before = py_save(p);
    const py_token *star = py_eat(p, PY_TOK_STAR);
    bool comma = py_eat(p, PY_TOK_COMMA) != NULL;
    if (py_at(p, close) || (comma && py_at(p, PY_TOK_DOUBLESTAR))) {
        if (close == PY_TOK_RPAR) {
            py__parse_raise(p, star->place, "%s", bare);
        } else {
            py_raise_last(p, "%s", bare);
        }
    }
    p->mark = before.mark + 1;
    if (!p->raised && py_eat(p, PY_TOK_NAME)) {
        if (close == PY_TOK_RPAR && py_eat(p, PY_TOK_COLON)) {
            (void)py_parse_star_expression(p);
        }
        if (py_at(p, PY_TOK_EQUAL)) {
            py_raise_next(p, "var-positional argument cannot have default value");
        }
    }
    p->mark = before.mark + 1;
    if (!p->raised) {
        check_second_star(p, close);
    }
    py_restore(p, before);
    return p->raised;
}

bool py_check_kwds(py_parser *p, py_token_type close) {
    py_state before = py_save(p);
    p->mark++;
    if (py_eat(p, PY_TOK_NAME)) {
        if (close == PY_TOK_RPAR && py_eat(p, PY_TOK_COLON)) {
            (void)py_parse_expression(p);
        }
        if (py_at(p, PY_TOK_EQUAL)) {
            py_raise_next(p, "var-keyword argument cannot have default value");
        } else if (py_eat(p, PY_TOK_COMMA) &&
                   (py_at(p, PY_TOK_NAME) || py_at(p, PY_TOK_STAR) || py_at(p, PY_TOK_DOUBLESTAR) ||
                    py_at(p, PY_TOK_SLASH))) {
            py_raise_next(p, "arguments cannot follow var-keyword argument");
        }
    }
    py_restore(p, before);
    return p->raised;
}

bool py_check_default(py_parser *p) {
    py_state before = py_save(p);
    const py_token *equal = py_eat(p, PY_TOK_EQUAL);
    if (equal != NULL && (py_at(p, PY_TOK_RPAR) || py_at(p, PY_TOK_COMMA))) {
        py__parse_raise(p, equal->place, "expected default value expression");
    }
    py_restore(p, before);
    return p->raised;
}
