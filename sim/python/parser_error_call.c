// Known mistakes in the arguments of calls. Runs in the second pass only.
#include "parser_internal.h"

#include <string.h>

typedef struct seen_args { // as many arguments as could be read
    int count;
    const py_ast *last;
    bool keywords, unpacking; // `name=` or `**` seen, `**` seen
} seen_args;

static const char genexp_message[] = "Generator expression must be parenthesized";

// Reads arguments as far as they follow the grammar; stands behind the last one.
static seen_args skip_args(py_parser *p) {
    seen_args seen = {0};
    int stage = 0;
    py_state before = py_save(p);
    while (!p->raised && !py_at(p, PY_TOK_RPAR)) {
        bool is_keyword = false;
        const py_ast *arg = py_parse_argument(p, &stage, &is_keyword);
        if (arg == NULL) {
            py_restore(p, before);
            break;
        }
        seen.count++;
        seen.last = arg;
        seen.keywords = seen.keywords || is_keyword;
        seen.unpacking = seen.unpacking || (is_keyword && arg->u.keyword.name.data == NULL);
        before = py_save(p);
        if (!py_eat(p, PY_TOK_COMMA)) {
            break;
        }
    }
    if (!p->raised) {
        py_restore(p, before);
    }
    return seen;
}

static const py_ast *last_of(const py_ast_list *generators) {
    const py_ast *clause = generators->items[generators->count - 1];
    int ifs = clause->u.comprehension.ifs.count;
    return ifs > 0 ? clause->u.comprehension.ifs.items[ifs - 1] : clause->u.comprehension.iter;
}

static void check_star_after_unpacking(py_parser *p) {
    seen_args seen = skip_args(p);
    const py_token *comma = seen.unpacking ? py_eat(p, PY_TOK_COMMA) : NULL;
    if (comma != NULL && py_at(p, PY_TOK_STAR)) {
        py__parse_raise(p, comma->place, "iterable argument unpacking follows keyword argument unpacking");
    }
}

static void check_first_generator(py_parser *p) {
    py_ast_list generators;
    const py_ast *first = py_parse_expression(p);
    if (first != NULL && py_parse_for_if(p, &generators) && py_at(p, PY_TOK_COMMA)) {
        py_raise_range(p, first->place, last_of(&generators)->place, "%s", genexp_message);
    }
}

static void check_assigned_generator(py_parser *p) {
    py_ast_list generators;
    const py_token *name = py_eat(p, PY_TOK_NAME);
    const py_token *equal = name != NULL ? py_eat(p, PY_TOK_EQUAL) : NULL;
    if (equal != NULL && py_parse_expression(p) != NULL && py_parse_for_if(p, &generators)) {
        py_raise_range(p, name->place, equal->place,
                       "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
}

static void check_missing_value(py_parser *p) {
    if (!(py_at(p, PY_TOK_NAME) && py_at_next(p, PY_TOK_EQUAL))) {
        seen_args seen = skip_args(p);
        if (seen.count > 0 && !py_eat(p, PY_TOK_COMMA)) {
            return;
        }
    } else {
        py_state before = py_save(p);
        seen_args seen = skip_args(p);
        if (seen.count == 0 || !py_eat(p, PY_TOK_COMMA)) {
            py_restore(p, before);
        }
    }
    const py_token *name = p->raised ? NULL : py_eat(p, PY_TOK_NAME);
    const py_token *equal = name != NULL ? py_eat(p, PY_TOK_EQUAL) : NULL;
    if (equal != NULL && (py_at(p, PY_TOK_COMMA) || py_at(p, PY_TOK_RPAR))) {
        py_raise_range(p, name->place, equal->place, "expected argument value expression");
    }
}

static void check_later_generator(py_parser *p) {
    py_ast_list generators;
    seen_args seen = skip_args(p);
    if (seen.count > 1 && py_parse_for_if(p, &generators)) {
        py_raise_range(p, seen.last->place, last_of(&generators)->place, "%s", genexp_message);
        return;
    }
    if (p->raised || seen.count == 0 || !py_eat(p, PY_TOK_COMMA)) {
        return;
    }
    const py_ast *next = py_parse_expression(p);
    if (next != NULL && py_parse_for_if(p, &generators)) {
        py_raise_range(p, next->place, last_of(&generators)->place, "%s", genexp_message);
    }
}

static void check_order(py_parser *p) {
    seen_args seen = skip_args(p);
    if (p->raised || seen.count == 0 || !py_eat(p, PY_TOK_COMMA)) {
        return;
    }
    seen_args more = skip_args(p);
    if (!p->raised && more.count > 0) {
        py_raise_last(p, seen.unpacking ? "positional argument follows keyword argument unpacking"
                                        : "positional argument follows keyword argument");
    }
}

bool py_check_arguments(py_parser *p) {
    static void (*const checks[])(py_parser *) = {
        check_star_after_unpacking, check_first_generator, check_assigned_generator,
        check_missing_value,        check_later_generator, check_order,
    };
    py_state before = py_save(p);
    for (size_t i = 0; i < VL_COUNT(checks) && !p->raised; i++) {
        checks[i](p);
        py_restore(p, before);
    }
    return p->raised;
}

bool py_check_keyword(py_parser *p) {
    py_state before = py_save(p);
    const py_token *start = py_peek(p);
    if (py_at(p, PY_TOK_TRUE) || py_at(p, PY_TOK_FALSE) || py_at(p, PY_TOK_NONE)) {
        p->mark++;
        const py_token *equal = py_eat(p, PY_TOK_EQUAL);
        if (equal != NULL) {
            py_raise_range(p, start->place, equal->place, "cannot assign to %s",
                           py_token_text((py_token_type)start->type));
        }
        py_restore(p, before);
    }
    if (!p->raised) {
        check_assigned_generator(p);
        py_restore(p, before);
    }
    if (!p->raised && py_eat(p, PY_TOK_DOUBLESTAR)) {
        const py_ast *value = NULL;
        if (py_parse_expression(p) != NULL && py_eat(p, PY_TOK_EQUAL)) {
            value = py_parse_expression(p);
        }
        if (value != NULL && !p->raised) {
            py_raise_range(p, start->place, value->place,
                           "cannot assign to keyword argument unpacking");
        }
        py_restore(p, before);
    }
    if (!p->raised && !(py_at(p, PY_TOK_NAME) && py_at_next(p, PY_TOK_EQUAL))) {
        const py_ast *value = py_parse_expression(p);
        const py_token *equal = value != NULL ? py_eat(p, PY_TOK_EQUAL) : NULL;
        if (equal != NULL) {
            py_raise_range(p, value->place, equal->place,
                           "expression cannot contain assignment, perhaps you meant \"==\"?");
        }
        py_restore(p, before);
    }
    return p->raised;
}
