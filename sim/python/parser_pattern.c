// match statements and their patterns (PEP 634).
#include "parser_internal.h"

#include <string.h>

static py_ast *parse_pattern(py_parser *p);

static bool is_underscore(const py_token *token) {
    return token->len == 1 && token->text[0] == '_';
}

// ---- literals and values ------------------------------------------------------------------------

static py_ast *parse_signed(py_parser *p) {
    const py_token *minus = py_eat(p, PY_TOK_MINUS);
    py_ast *number = py_parse_number(p);
    if (minus == NULL || number == NULL) {
        return number;
    }
    py_ast *node = py_node(p, PY_AST_UnaryOp, minus->place);
    if (node == NULL) {
        return NULL;
    }
    node->op = PY_OP_USUB;
    node->u.unary_op.operand = number;
    return py_end(p, node);
}

static py_ast *parse_complex(py_parser *p) {
    py_ast *left = parse_signed(p);
    bool plus = py_at(p, PY_TOK_PLUS);
    if (left == NULL || (!plus && !py_at(p, PY_TOK_MINUS))) {
        return left;
    }
    const py_ast *real = left->kind == PY_AST_UnaryOp ? left->u.unary_op.operand : left;
    if (real->flag == PY_CONST_IMAG) {
        return py__parse_raise(p, real->place, "real number required in complex literal");
    }
    p->mark++;
    py_ast *right = py_parse_number(p);
    py_ast *node = right != NULL ? py_node(p, PY_AST_BinOp, left->place) : NULL;
    if (node == NULL) {
        return NULL;
    }
    if (right->flag != PY_CONST_IMAG) {
        return py__parse_raise(p, right->place, "imaginary number required in complex literal");
    }
    node->op = plus ? PY_OP_ADD : PY_OP_SUB;
    node->u.bin_op.left = left;
    node->u.bin_op.right = right;
    return py_end(p, node);
}

static bool at_literal(py_parser *p) {
    switch (py_peek(p)->type) {
    case PY_TOK_NUMBER:
    case PY_TOK_MINUS:
    case PY_TOK_STRING:
    case PY_TOK_FSTRING_START:
    case PY_TOK_NONE:
    case PY_TOK_TRUE:
    case PY_TOK_FALSE:
        return true;
    default:
        return false;
    }
}

static py_ast *parse_literal(py_parser *p) {
    if (py_at(p, PY_TOK_NUMBER) || py_at(p, PY_TOK_MINUS)) {
        return parse_complex(p);
    }
    py_ast *value = py_parse_atom(p);
    if (value != NULL && value->kind == PY_AST_JoinedStr) {
        return py__parse_raise(p, value->place, "patterns may only match literals and attribute lookups");
    }
    return value;
}

static py_ast *parse_literal_pattern(py_parser *p) {
    vl_place start = py_peek(p)->place;
    bool word = py_at(p, PY_TOK_NONE) || py_at(p, PY_TOK_TRUE) || py_at(p, PY_TOK_FALSE);
    py_ast *node = py_node(p, word ? PY_AST_MatchSingleton : PY_AST_MatchValue, start);
    py_ast *value = parse_literal(p);
    if (node == NULL || value == NULL) {
        return NULL;
    }
    if (word) {
        node->u.match_singleton.value = value;
    } else {
        node->u.value.value = value;
    }
    return py_end(p, node);
}

// NAME and dotted names
static py_ast *parse_name_or_attr(py_parser *p) {
    py_ast *node = py_name_node(p, PY_CTX_LOAD);
    while (node != NULL && py_eat(p, PY_TOK_DOT)) {
        const py_token *name = py_eat(p, PY_TOK_NAME);
        py_ast *attribute = name != NULL ? py_node(p, PY_AST_Attribute, node->place) : NULL;
        if (attribute == NULL || !py_name_text(p, name, &attribute->u.attribute.attr)) {
            return NULL;
        }
        attribute->u.attribute.value = node;
        attribute->u.attribute.attr_place = name->place;
        node = py_end(p, attribute);
    }
    return node;
}

// ---- sequences and mappings ---------------------------------------------------------------------

static py_ast *parse_star_pattern(py_parser *p) {
    py_ast *node = py_node(p, PY_AST_MatchStar, py_eat(p, PY_TOK_STAR)->place);
    const py_token *name = py_eat(p, PY_TOK_NAME);
    if (node == NULL || name == NULL || py_at(p, PY_TOK_DOT) || py_at(p, PY_TOK_LPAR) ||
        py_at(p, PY_TOK_EQUAL)) {
        return NULL;
    }
    if (!is_underscore(name) && !py_name_text(p, name, &node->u.match_star.name)) {
        return NULL;
    }
    return py_end(p, node);
}

static py_ast *parse_maybe_star(py_parser *p) {
    return py_at(p, PY_TOK_STAR) ? parse_star_pattern(p) : parse_pattern(p);
}

// `first` was read; the rest up to `close`, which is taken, or up to what cannot be a pattern.
static py_ast *parse_sequence(py_parser *p, vl_place start, py_ast *first, py_token_type close) {
    py_ast *node = py_node(p, PY_AST_MatchSequence, start);
    int base = p->stack_count;
    if (node == NULL || (first != NULL && !py_push(p, first))) {
        return NULL;
    }
    while (first != NULL && py_eat(p, PY_TOK_COMMA)) {
        if (py_at(p, close) || (close == PY_TOK_COLON && py_at(p, PY_TOK_IF))) {
            break;
        }
        if (!py_push(p, parse_maybe_star(p))) {
            return NULL;
        }
    }
    if (close != PY_TOK_COLON && !py_eat(p, close)) {
        return NULL;
    }
    return py_pop_list(p, base, &node->u.patterns.patterns) ? py_end(p, node) : NULL;
}

static py_ast *parse_brackets(py_parser *p) {
    const py_token *open = py_peek(p);
    bool square = open->type == PY_TOK_LSQB;
    py_token_type close = square ? PY_TOK_RSQB : PY_TOK_RPAR;
    p->mark++;
    if (py_at(p, close)) {
        return parse_sequence(p, open->place, NULL, close);
    }
    py_ast *first = parse_maybe_star(p);
    if (first == NULL) {
        return NULL;
    }
    if (!square && !py_at(p, PY_TOK_COMMA)) { // a group
        return first->kind != PY_AST_MatchStar && py_eat(p, close) ? first : NULL;
    }
    return parse_sequence(p, open->place, first, close);
}

static bool parse_rest(py_parser *p, py_ast *node) {
    const py_token *name = py_eat(p, PY_TOK_NAME);
    return name != NULL && !is_underscore(name) &&
           py_name_text(p, name, &node->u.match_mapping.rest);
}

static py_ast *parse_key(py_parser *p) {
    if (at_literal(p)) {
        return parse_literal(p);
    }
    py_ast *key = parse_name_or_attr(p);
    return key != NULL && key->kind == PY_AST_Attribute ? key : NULL;
}

// Splits pairs on the stack above `base` into two lists.
static bool split_pairs(py_parser *p, int base, py_ast_list *keys, py_ast_list *values) {
    py_ast_list both;
    if (!py_pop_list(p, base, &both)) {
        return false;
    }
    for (int pass = 0; pass < 2; pass++) {
        for (int i = pass; i < both.count; i += 2) {
            if (!py_push(p, both.items[i])) {
                return false;
            }
        }
        if (!py_pop_list(p, base, pass == 0 ? keys : values)) {
            return false;
        }
    }
    return true;
}

static py_ast *parse_mapping(py_parser *p) {
    py_ast *node = py_node(p, PY_AST_MatchMapping, py_eat(p, PY_TOK_LBRACE)->place);
    int base = p->stack_count;
    if (node == NULL) {
        return NULL;
    }
    while (!py_at(p, PY_TOK_RBRACE)) {
        const py_token *stars = py_eat(p, PY_TOK_DOUBLESTAR);
        if (stars != NULL) {
            if (!parse_rest(p, node)) {
                return NULL;
            }
            if (py_eat(p, PY_TOK_COMMA) && !py_at(p, PY_TOK_RBRACE)) {
                return NULL;
            }
            break;
        }
        if (!py_push(p, parse_key(p)) || !py_eat(p, PY_TOK_COLON) ||
            !py_push(p, parse_pattern(p))) {
            return NULL;
        }
        if (!py_eat(p, PY_TOK_COMMA)) {
            break;
        }
    }
    if (!py_eat(p, PY_TOK_RBRACE) ||
        !split_pairs(p, base, &node->u.match_mapping.keys, &node->u.match_mapping.patterns)) {
        return NULL;
    }
    return py_end(p, node);
}

// ---- classes ------------------------------------------------------------------------------------

static bool parse_class_args(py_parser *p, py_ast *node) {
    int base = p->stack_count;
    while (py_at(p, PY_TOK_RPAR) || !(py_at(p, PY_TOK_NAME) && py_at_next(p, PY_TOK_EQUAL))) {
        if (py_at(p, PY_TOK_RPAR)) {
            return py_pop_list(p, base, &node->u.match_class.patterns);
        }
        if (!py_push(p, parse_pattern(p))) {
            return false;
        }
        if (!py_eat(p, PY_TOK_COMMA)) {
            return py_pop_list(p, base, &node->u.match_class.patterns);
        }
    }
    py_ast_list names;
    if (!py_pop_list(p, base, &node->u.match_class.patterns)) {
        return false;
    }
    while (py_at(p, PY_TOK_NAME)) {
        if (!py_push(p, py_name_node(p, PY_CTX_LOAD)) || !py_eat(p, PY_TOK_EQUAL) ||
            !py_push(p, parse_pattern(p))) {
            return false;
        }
        if (!py_eat(p, PY_TOK_COMMA)) {
            break;
        }
    }
    return split_pairs(p, base, &names, &node->u.match_class.kwd_patterns) &&
           py_names_of(p, names, &node->u.match_class.kwd_names);
}

// `(x=1, y)`: looks for a positional pattern behind keyword patterns.
static void check_class_args(py_parser *p) {
    const py_ast *first = NULL, *last = NULL;
    bool keywords = false;
    p->mark++;
    while (!p->raised && !py_at(p, PY_TOK_RPAR)) {
        bool keyword = py_at(p, PY_TOK_NAME) && py_at_next(p, PY_TOK_EQUAL);
        p->mark += keyword ? 2 : 0;
        const py_ast *pattern = keyword && first != NULL ? NULL : parse_pattern(p);
        if (pattern == NULL) {
            break;
        }
        keywords = keywords || keyword;
        if (keywords && !keyword) {
            first = first == NULL ? pattern : first;
            last = pattern;
        }
        if (!py_eat(p, PY_TOK_COMMA)) {
            break;
        }
    }
    if (!p->raised && first != NULL) {
        py_raise_range(p, first->place, last->place, "positional patterns follow keyword patterns");
    }
}

static py_ast *parse_class_pattern(py_parser *p, py_ast *cls) {
    py_ast *node = py_node(p, PY_AST_MatchClass, cls->place);
    py_state before = py_save(p);
    p->mark++;
    if (node == NULL) {
        return NULL;
    }
    node->u.match_class.cls = cls;
    if (!parse_class_args(p, node) || !py_eat(p, PY_TOK_RPAR)) {
        py_restore(p, before);
        if (!p->raised && py_checking(p)) {
            check_class_args(p);
        }
        return NULL;
    }
    return py_end(p, node);
}

static py_ast *parse_named_pattern(py_parser *p) {
    const py_token *name = py_peek(p);
    py_ast *value = parse_name_or_attr(p);
    if (value == NULL || py_at(p, PY_TOK_EQUAL)) {
        return NULL;
    }
    if (py_at(p, PY_TOK_LPAR)) {
        return parse_class_pattern(p, value);
    }
    bool is_value = value->kind == PY_AST_Attribute;
    py_ast *node = py_node(p, is_value ? PY_AST_MatchValue : PY_AST_MatchAs, name->place);
    if (node == NULL) {
        return NULL;
    }
    if (is_value) {
        node->u.value.value = value;
    } else if (!is_underscore(name)) {
        node->u.match_as.name = value->u.name.id;
    }
    return py_end(p, node);
}

// ---- alternatives and captures ------------------------------------------------------------------

static py_ast *parse_closed(py_parser *p) {
    switch (py_peek(p)->type) {
    case PY_TOK_LPAR:
    case PY_TOK_LSQB:
        return parse_brackets(p);
    case PY_TOK_LBRACE:
        return parse_mapping(p);
    case PY_TOK_NAME:
        return parse_named_pattern(p);
    default:
        return at_literal(p) ? parse_literal_pattern(p) : NULL;
    }
}

static py_ast *parse_or(py_parser *p) {
    vl_place start = py_peek(p)->place;
    py_ast *first = parse_closed(p);
    if (first == NULL || !py_at(p, PY_TOK_VBAR)) {
        return first;
    }
    py_ast *node = py_node(p, PY_AST_MatchOr, start);
    int base = p->stack_count;
    if (node == NULL || !py_push(p, first)) {
        return NULL;
    }
    while (py_eat(p, PY_TOK_VBAR)) {
        if (!py_push(p, parse_closed(p))) {
            return NULL;
        }
    }
    return py_pop_list(p, base, &node->u.patterns.patterns) ? py_end(p, node) : NULL;
}

static void check_as_target(py_parser *p) {
    if (py_at_word(p, "_")) {
        py_raise_next(p, "cannot use '_' as a target");
    } else if (!py_at(p, PY_TOK_NAME)) {
        const py_ast *target = py_parse_expression(p);
        if (target != NULL && !p->raised) {
            py__parse_raise(p, target->place, "invalid pattern target");
        }
    }
}

static py_ast *parse_as(py_parser *p) {
    vl_place start = py_peek(p)->place;
    py_ast *pattern = parse_or(p);
    if (pattern == NULL || !py_eat(p, PY_TOK_AS)) {
        return pattern;
    }
    int mark = p->mark;
    const py_token *name = py_eat(p, PY_TOK_NAME);
    if (name == NULL || is_underscore(name) || py_at(p, PY_TOK_DOT) || py_at(p, PY_TOK_LPAR) ||
        py_at(p, PY_TOK_EQUAL)) {
        p->mark = mark;
        if (!p->raised && py_checking(p)) {
            check_as_target(p);
        }
        return NULL;
    }
    py_ast *node = py_node(p, PY_AST_MatchAs, start);
    if (node == NULL || !py_name_text(p, name, &node->u.match_as.name)) {
        return NULL;
    }
    node->u.match_as.pattern = pattern;
    return py_end(p, node);
}

static py_ast *parse_pattern(py_parser *p) {
    if (!py_enter(p)) {
        return NULL;
    }
    py_ast *node = parse_as(p);
    py_leave(p);
    return node;
}

py_ast *py_parse_case_patterns(py_parser *p) {
    vl_place start = py_peek(p)->place;
    py_ast *first = parse_maybe_star(p);
    if (first == NULL || (first->kind != PY_AST_MatchStar && !py_at(p, PY_TOK_COMMA))) {
        return first;
    }
    if (!py_at(p, PY_TOK_COMMA)) { // a star needs a sequence
        return NULL;
    }
    return parse_sequence(p, start, first, PY_TOK_COLON);
}

// ---- the statement ------------------------------------------------------------------------------

static py_ast *parse_subject(py_parser *p) {
    vl_place start = py_peek(p)->place;
    bool star = py_at(p, PY_TOK_STAR);
    py_ast *first = py_parse_star_named(p);
    if (first == NULL || !py_at(p, PY_TOK_COMMA)) {
        return star ? NULL : first;
    }
    py_ast *node = py_node(p, PY_AST_Tuple, start);
    int base = p->stack_count;
    if (node == NULL || !py_push(p, first)) {
        return NULL;
    }
    while (py_eat(p, PY_TOK_COMMA) && !py_at(p, PY_TOK_COLON)) {
        if (!py_push(p, py_parse_star_named(p))) {
            return NULL;
        }
    }
    return py_pop_list(p, base, &node->u.elts.elts) ? py_end(p, node) : NULL;
}

static py_ast *parse_case(py_parser *p) {
    const py_token *word = py_eat_word(p, "case");
    py_ast *node = word != NULL ? py_node(p, PY_AST_match_case, word->place) : NULL;
    if (node == NULL || (node->u.match_case.pattern = py_parse_case_patterns(p)) == NULL) {
        return NULL;
    }
    if (py_eat(p, PY_TOK_IF) && (node->u.match_case.guard = py_parse_named_expression(p)) == NULL) {
        return NULL;
    }
    return py_parse_block(p, "'case' statement", word->place.line, &node->u.match_case.body)
               ? py_end(p, node)
               : NULL;
}

py_ast *py_parse_match(py_parser *p) {
    const py_token *word = py_eat_word(p, "match");
    py_ast *node = py_node(p, PY_AST_Match, word->place);
    if (node == NULL || !(py_starts_expression(p)) ||
        (node->u.match.subject = parse_subject(p)) == NULL) {
        return NULL;
    }
    if (!py_eat(p, PY_TOK_COLON)) {
        if (py_checking(p) && py_at(p, PY_TOK_NEWLINE)) {
            py_raise_next(p, "expected ':'");
        }
        return NULL;
    }
    if (!py_eat(p, PY_TOK_NEWLINE)) {
        return NULL;
    }
    if (!py_eat(p, PY_TOK_INDENT)) {
        return py_raise_indent(p, "expected an indented block after 'match' statement on line %d",
                               word->place.line);
    }
    int base = p->stack_count;
    do {
        if (!py_push(p, parse_case(p))) {
            return NULL;
        }
    } while (py_at_word(p, "case"));
    return py_eat(p, PY_TOK_DEDENT) && py_pop_list(p, base, &node->u.match.cases) ? py_end(p, node)
                                                                                  : NULL;
}
