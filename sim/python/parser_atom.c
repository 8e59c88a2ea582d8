// Atoms: names, numbers, displays, comprehensions, groups.
#include "parser_internal.h"

#include <stdlib.h>
#include <string.h>

static py_ast *constant(py_parser *p, py_const_kind kind) {
    py_ast *node = py_node(p, PY_AST_Constant, py_peek(p)->place);
    p->mark++;
    if (node != NULL) {
        node->flag = (uint8_t)kind;
    }
    return node;
}

py_ast *py_parse_number(py_parser *p) {
    const py_token *token = py_eat(p, PY_TOK_NUMBER);
    py_ast *node = token != NULL ? py_node(p, PY_AST_Constant, token->place) : NULL;
    char *digits = node != NULL ? vl_arena_copy(p->arena, token->text, token->len) : NULL;
    if (digits == NULL) {
        return node != NULL ? py__parse_memory(p) : NULL;
    }
    size_t len = 0;
    for (uint32_t i = 0; i < token->len; i++) {
        if (digits[i] != '_') {
            digits[len++] = digits[i];
        }
    }
    digits[len] = '\0';
    bool radix = len > 1 && digits[0] == '0' && strchr("xXoObB", digits[1]) != NULL;
    char last = digits[len - 1];
    if (!radix && (last == 'j' || last == 'J')) {
        node->flag = PY_CONST_IMAG;
        digits[len - 1] = '\0';
        node->u.constant.number = strtod(digits, NULL);
    } else if (!radix && strpbrk(digits, ".eE") != NULL) {
        node->flag = PY_CONST_FLOAT;
        node->u.constant.number = strtod(digits, NULL);
    } else {
        node->flag = PY_CONST_INT;
        node->u.constant.text = (py_ast_text){digits, len};
        if (!radix && len > 4300) {
            return py__parse_raise(
                p, token->place,
                "Exceeds the limit (4300 digits) for integer string conversion: value "
                "has %zu digits; use sys.set_int_max_str_digits() to increase the limit "
                "- Consider hexadecimal for huge integer literals to avoid decimal "
                "conversion limits.",
                len);
        }
    }
    return node;
}

// ---- comprehensions -----------------------------------------------------------------------------

bool py_at_comprehension(py_parser *p) {
    return py_at(p, PY_TOK_FOR) || (py_at(p, PY_TOK_ASYNC) && py_at_next(p, PY_TOK_FOR));
}

static py_ast *parse_for_if_clause(py_parser *p) {
    py_state before = py_save(p);
    py_ast *node = py_node(p, PY_AST_comprehension, py_peek(p)->place);
    if (node == NULL) {
        return NULL;
    }
    node->flag = py_eat(p, PY_TOK_ASYNC) != NULL;
    p->mark++; // the `for`
    node->u.comprehension.target = py_parse_star_targets(p);
    if (node->u.comprehension.target == NULL || !py_eat(p, PY_TOK_IN)) {
        py_restore(p, before);
        if (py_checking(p) && !py_check_missing_in(p)) {
            (void)py_check_for_target(p);
        }
        return NULL;
    }
    node->u.comprehension.iter = py_parse_disjunction(p);
    int base = p->stack_count;
    bool going = node->u.comprehension.iter != NULL;
    while (going && py_eat(p, PY_TOK_IF)) {
        going = py_push(p, py_parse_disjunction(p));
    }
    going = going && py_pop_list(p, base, &node->u.comprehension.ifs);
    return going ? py_end(p, node) : NULL;
}

bool py_parse_for_if(py_parser *p, py_ast_list *generators) {
    int base = p->stack_count;
    while (py_at_comprehension(p)) {
        if (!py_push(p, parse_for_if_clause(p))) {
            return false;
        }
    }
    return p->stack_count > base && py_pop_list(p, base, generators);
}

static py_ast *comprehension(py_parser *p, py_ast_kind kind, const py_token *open, py_ast *elt,
                             py_ast *value, py_token_type close) {
    py_ast *node = py_node(p, kind, open->place);
    if (node == NULL) {
        return NULL;
    }
    node->u.comp.elt = elt;
    node->u.comp.value = value;
    if (!py_parse_for_if(p, &node->u.comp.generators) || !py_eat(p, close)) {
        return NULL;
    }
    return py_end(p, node);
}

// ---- displays -----------------------------------------------------------------------------------

// The elements after `first`, which is taken, up to `close`; into `node`.
static py_ast *rest_of_elements(py_parser *p, py_ast *node, py_ast *first, py_token_type close) {
    int base = p->stack_count;
    if (node == NULL || !py_push(p, first)) {
        return NULL;
    }
    while (py_eat(p, PY_TOK_COMMA) && !py_at(p, close)) {
        if (!py_push(p, py_parse_star_named(p))) {
            return NULL;
        }
    }
    return py_eat(p, close) && py_pop_list(p, base, &node->u.elts.elts) ? py_end(p, node) : NULL;
}

static py_ast *parse_list(py_parser *p) {
    const py_token *open = py_eat(p, PY_TOK_LSQB);
    if (py_eat(p, PY_TOK_RSQB)) {
        return py_end(p, py_node(p, PY_AST_List, open->place));
    }
    py_ast *first = py_parse_star_named(p);
    if (first == NULL) {
        return NULL;
    }
    if (first->kind != PY_AST_Starred && py_at_comprehension(p)) {
        return comprehension(p, PY_AST_ListComp, open, first, NULL, PY_TOK_RSQB);
    }
    return rest_of_elements(p, py_node(p, PY_AST_List, open->place), first, PY_TOK_RSQB);
}

static py_ast *parse_group(py_parser *p) {
    const py_token *open = py_eat(p, PY_TOK_LPAR);
    if (py_eat(p, PY_TOK_RPAR)) {
        return py_end(p, py_node(p, PY_AST_Tuple, open->place));
    }
    if (py_at(p, PY_TOK_YIELD)) {
        py_ast *yield = py_parse_yield(p);
        return yield != NULL && py_eat(p, PY_TOK_RPAR) ? yield : NULL;
    }
    py_ast *first = py_parse_star_named(p);
    if (first == NULL) {
        return NULL;
    }
    if (py_at(p, PY_TOK_COMMA)) {
        return rest_of_elements(p, py_node(p, PY_AST_Tuple, open->place), first, PY_TOK_RPAR);
    }
    if (first->kind == PY_AST_Starred) {
        return NULL;
    }
    if (py_at_comprehension(p)) {
        return comprehension(p, PY_AST_GeneratorExp, open, first, NULL, PY_TOK_RPAR);
    }
    return py_eat(p, PY_TOK_RPAR) ? first : NULL;
}

// One `key: value` or `**mapping`, pushed as two; a NULL key for the latter.
static bool parse_pair(py_parser *p, int *pairs) {
    py_ast *key = NULL;
    if (!py_eat(p, PY_TOK_DOUBLESTAR)) {
        key = py_parse_expression(p);
        if (key == NULL || !py_eat(p, PY_TOK_COLON)) {
            return false;
        }
    }
    py_ast *value = key == NULL ? py_parse_bitwise_or(p) : py_parse_expression(p);
    if (value == NULL || !(key == NULL ? py_push_null(p) : py_push(p, key)) || !py_push(p, value)) {
        return false;
    }
    (*pairs)++;
    return true;
}

static py_ast *finish_dict(py_parser *p, const py_token *open, int base) {
    py_ast *node = py_node(p, PY_AST_Dict, open->place);
    py_ast_list both;
    if (node == NULL || !py_pop_list(p, base, &both)) {
        return NULL;
    }
    for (int i = 0; i < both.count; i += 2) {
        if (!py_push_null(p)) {
            return NULL;
        }
        p->stack[p->stack_count - 1] = both.items[i];
    }
    if (!py_pop_list(p, base, &node->u.dict.keys)) {
        return NULL;
    }
    for (int i = 0; i < both.count / 2; i++) {
        both.items[i] = both.items[i * 2 + 1];
    }
    node->u.dict.values = (py_ast_list){both.items, both.count / 2};
    return py_end(p, node);
}

static py_ast *parse_dict(py_parser *p, const py_token *open) {
    int base = p->stack_count, pairs = 0;
    while (!py_at(p, PY_TOK_RBRACE)) {
        if (!parse_pair(p, &pairs)) {
            return NULL;
        }
        if (pairs == 1 && p->stack[base] != NULL && py_at_comprehension(p)) {
            py_ast *key = p->stack[base], *value = p->stack[base + 1];
            p->stack_count = base;
            return comprehension(p, PY_AST_DictComp, open, key, value, PY_TOK_RBRACE);
        }
        if (!py_eat(p, PY_TOK_COMMA)) {
            break;
        }
    }
    return py_eat(p, PY_TOK_RBRACE) ? finish_dict(p, open, base) : NULL;
}

// Whether what stands behind `{` is the key of a dict: an expression with a colon.
static bool dict_follows(py_parser *p, bool *failed) {
    if (py_at(p, PY_TOK_RBRACE) || py_at(p, PY_TOK_DOUBLESTAR)) {
        return true;
    }
    if (py_at(p, PY_TOK_STAR)) {
        return false;
    }
    py_state before = py_save(p);
    bool walrus = py_at(p, PY_TOK_NAME) && py_at_next(p, PY_TOK_COLONEQUAL);
    py_ast *key = walrus ? NULL : py_parse_expression(p);
    *failed = key == NULL && !walrus;
    bool colon = key != NULL && py_at(p, PY_TOK_COLON);
    py_restore(p, before);
    return colon;
}

static py_ast *parse_set(py_parser *p, const py_token *open) {
    py_ast *first = py_parse_star_named(p);
    if (first == NULL) {
        return NULL;
    }
    if (first->kind != PY_AST_Starred && py_at_comprehension(p)) {
        return comprehension(p, PY_AST_SetComp, open, first, NULL, PY_TOK_RBRACE);
    }
    return rest_of_elements(p, py_node(p, PY_AST_Set, open->place), first, PY_TOK_RBRACE);
}

// Whether a display at `{` is a dict, by a look at the tokens up to its first colon, comma, `for`
// or end outside inner brackets: this keeps nested displays linear.
static bool looks_like_dict(py_parser *p) {
    int level = py_lex_token(p->lexer, p->mark - 1)->level, lambdas = 0;
    for (int i = p->mark; i < p->lexer->count; i++) {
        const py_token *token = py_lex_token(p->lexer, i);
        if (token->level < level || token->type == PY_TOK_ERROR) {
            return false;
        }
        if (token->level > level) {
            continue;
        }
        switch (token->type) {
        case PY_TOK_LAMBDA:
            lambdas++;
            break;
        case PY_TOK_COLON:
            if (lambdas-- == 0) {
                return true;
            }
            break;
        case PY_TOK_COMMA:
        case PY_TOK_FOR:
            if (lambdas == 0) {
                return false;
            }
            break;
        default:
            break;
        }
    }
    return false;
}

static py_ast *parse_braces(py_parser *p) {
    const py_token *open = py_eat(p, PY_TOK_LBRACE);
    bool failed = false, dict;
    if (p->diagnose) {
        dict = dict_follows(p, &failed);
    } else {
        dict = py_at(p, PY_TOK_RBRACE) || py_at(p, PY_TOK_DOUBLESTAR) || looks_like_dict(p);
    }
    if (failed || p->raised) {
        return NULL;
    }
    return dict ? parse_dict(p, open) : parse_set(p, open);
}

// ---- atoms --------------------------------------------------------------------------------------

// Runs a display's rule and, where it fails in the second pass, the checks that belong to it.
static py_ast *parse_display(py_parser *p, py_ast *(*rule)(py_parser *),
                             bool (*check)(py_parser *)) {
    py_state before = py_save(p);
    py_ast *node = rule(p);
    if (node == NULL && !p->raised) {
        py_restore(p, before);
        if (py_checking(p) && (check(p) || py_check_comprehension(p))) {
            return NULL;
        }
        py_restore(p, before);
    }
    return node;
}

static bool no_check(py_parser *p) {
    (void)p;
    return false;
}

py_ast *py_parse_atom(py_parser *p) {
    switch (py_peek(p)->type) {
    case PY_TOK_NAME:
        return py_name_node(p, PY_CTX_LOAD);
    case PY_TOK_TRUE:
        return constant(p, PY_CONST_TRUE);
    case PY_TOK_FALSE:
        return constant(p, PY_CONST_FALSE);
    case PY_TOK_NONE:
        return constant(p, PY_CONST_NONE);
    case PY_TOK_ELLIPSIS:
        return constant(p, PY_CONST_ELLIPSIS);
    case PY_TOK_STRING:
    case PY_TOK_FSTRING_START:
        return py_parse_strings(p);
    case PY_TOK_NUMBER:
        return py_parse_number(p);
    case PY_TOK_LPAR:
        return parse_display(p, parse_group, py_check_group);
    case PY_TOK_LSQB:
        return parse_display(p, parse_list, no_check);
    case PY_TOK_LBRACE:
        return parse_display(p, parse_braces, py_check_dict);
    default:
        return NULL;
    }
}
