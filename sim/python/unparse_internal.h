// Source text from trees: what unparse.c and unparse_text.c share. Knows the tree only.
#ifndef PY_UNPARSE_INTERNAL_H
#define PY_UNPARSE_INTERNAL_H

#include "ast_internal.h"

typedef enum py_precedence { // how tightly what stands around binds
    PY_PREC_TUPLE,
    PY_PREC_TEST,
    PY_PREC_OR,
    PY_PREC_AND,
    PY_PREC_NOT,
    PY_PREC_CMP,
    PY_PREC_EXPR,
    PY_PREC_BOR = PY_PREC_EXPR,
    PY_PREC_BXOR,
    PY_PREC_BAND,
    PY_PREC_SHIFT,
    PY_PREC_ARITH,
    PY_PREC_TERM,
    PY_PREC_FACTOR,
    PY_PREC_POWER,
    PY_PREC_AWAIT,
    PY_PREC_ATOM
} py_precedence;

void py_unparse(vl_buf *out, const py_ast *node); // an expression
void py_unparse_at(vl_buf *out, const py_ast *node, py_precedence level);
void py_unparse_constant(vl_buf *out, const py_ast *node);
void py_unparse_joined(vl_buf *out, const py_ast *node); // JoinedStr or FormattedValue

#endif
