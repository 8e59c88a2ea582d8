// Targets: expressions that stand left of `=`, after `for`, `del`, `as` and the like.
#include "parser_internal.h"

bool py_is_single_target(const py_ast *node) {
    return node->kind == PY_AST_Name || node->kind == PY_AST_Attribute ||
           node->kind == PY_AST_Subscript;
}

static bool may_be_target(const py_ast *node, py_ast_ctx ctx, bool star) {
    if (py_is_single_target(node)) {
        return true;
    }
    if (node->kind == PY_AST_Starred) {
        return star && ctx == PY_CTX_STORE && may_be_target(node->u.value.value, ctx, false);
    }
    if (node->kind != PY_AST_Tuple && node->kind != PY_AST_List) {
        return false;
    }
    for (int i = 0; i < node->u.elts.elts.count; i++) {
        if (!may_be_target(node->u.elts.elts.items[i], ctx, true)) {
            return false;
        }
    }
    return true;
}

static void set_ctx(py_ast *node, py_ast_ctx ctx) {
    node->ctx = (uint8_t)ctx;
    if (node->kind == PY_AST_Starred) {
        set_ctx(node->u.value.value, ctx);
    } else if (node->kind == PY_AST_Tuple || node->kind == PY_AST_List) {
        for (int i = 0; i < node->u.elts.elts.count; i++) {
            set_ctx(node->u.elts.elts.items[i], ctx);
        }
    }
}

bool py_set_target(py_ast *node, py_ast_ctx ctx) {
    if (!may_be_target(node, ctx, true)) {
        return false;
    }
    set_ctx(node, ctx);
    return true;
}

py_ast *py_invalid_target(py_ast *node, bool del, bool for_target) {
    switch (node->kind) {
    case PY_AST_List:
    case PY_AST_Tuple:
        for (int i = 0; i < node->u.elts.elts.count; i++) {
            py_ast *bad = py_invalid_target(node->u.elts.elts.items[i], del, for_target);
            if (bad != NULL) {
                return bad;
            }
        }
        return NULL;
    case PY_AST_Starred:
        return del ? node : py_invalid_target(node->u.value.value, del, for_target);
    case PY_AST_Compare:
        if (for_target) { // `for x in y` was read as a comparison
            return node->u.compare.ops[0] == PY_OP_IN
                       ? py_invalid_target(node->u.compare.left, del, for_target)
                       : NULL;
        }
        return node;
    case PY_AST_Name:
    case PY_AST_Subscript:
    case PY_AST_Attribute:
        return NULL;
    default:
        return node;
    }
}

static py_ast *parse_part(py_parser *p) {
    if (!py_at(p, PY_TOK_STAR)) {
        return py_parse_primary(p);
    }
    py_ast *node = py_node(p, PY_AST_Starred, py_peek(p)->place);
    p->mark++;
    if (node == NULL || (node->u.value.value = py_parse_primary(p)) == NULL) {
        return NULL;
    }
    return py_end(p, node);
}

static bool at_target(py_parser *p) {
    return py_at(p, PY_TOK_NAME) || py_at(p, PY_TOK_STAR) || py_at(p, PY_TOK_LPAR) ||
           py_at(p, PY_TOK_LSQB) || py_starts_expression(p);
}

py_ast *py_parse_star_target(py_parser *p) {
    py_ast *node = parse_part(p);
    return node != NULL && py_set_target(node, PY_CTX_STORE) ? node : NULL;
}

py_ast *py_parse_star_targets(py_parser *p) {
    vl_place start = py_peek(p)->place;
    py_ast *first = py_parse_star_target(p);
    if (first == NULL || !py_at(p, PY_TOK_COMMA)) {
        return first;
    }
    py_ast *node = py_node(p, PY_AST_Tuple, start);
    int base = p->stack_count;
    if (node == NULL || !py_push(p, first)) {
        return NULL;
    }
    node->ctx = PY_CTX_STORE;
    while (py_eat(p, PY_TOK_COMMA) && at_target(p)) {
        if (!py_push(p, py_parse_star_target(p))) {
            return NULL;
        }
    }
    return py_pop_list(p, base, &node->u.elts.elts) ? py_end(p, node) : NULL;
}
