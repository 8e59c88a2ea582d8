// The abstract syntax tree of a Python 3.12 program: node kinds and fields as in CPython's ast
// module (Python.asdl). All of a tree, names and constants included, lives in one arena and is freed
// as a whole after compiling. Knows nothing of objects or bytecode.
#ifndef PY_AST_INTERNAL_H
#define PY_AST_INTERNAL_H

#include "vl_base.h"

typedef enum py_ast_kind {
#define X(kind, category) PY_AST_##kind,
#include "ast.def"
#undef X
    PY_AST_COUNT_
} py_ast_kind;

typedef enum py_ast_ctx { PY_CTX_LOAD, PY_CTX_STORE, PY_CTX_DEL } py_ast_ctx;

// Operators of BoolOp, BinOp, AugAssign, UnaryOp and Compare: X(NAME, source text).
#define PY_OPERATOR_TABLE(X)                                                                       \
    X(ADD, "+") X(SUB, "-") X(MULT, "*") X(MATMULT, "@") X(DIV, "/") X(MOD, "%") X(POW, "**")      \
    X(LSHIFT, "<<") X(RSHIFT, ">>") X(BITOR, "|") X(BITXOR, "^") X(BITAND, "&") X(FLOORDIV, "//")  \
    X(AND, "and") X(OR, "or") X(INVERT, "~") X(NOT, "not") X(UADD, "+") X(USUB, "-")               \
    X(EQ, "==") X(NOTEQ, "!=") X(LT, "<") X(LTE, "<=") X(GT, ">") X(GTE, ">=") X(IS, "is")         \
    X(ISNOT, "is not") X(IN, "in") X(NOTIN, "not in")

typedef enum py_operator {
#define X(name, text) PY_OP_##name,
    PY_OPERATOR_TABLE(X)
#undef X
} py_operator;

typedef enum py_const_kind {
    PY_CONST_NONE,
    PY_CONST_TRUE,
    PY_CONST_FALSE,
    PY_CONST_ELLIPSIS,
    PY_CONST_INT,   // text: decimal, 0x, 0o or 0b digits without underscores
    PY_CONST_FLOAT, // number
    PY_CONST_IMAG,  // number: the imaginary part
    PY_CONST_STR,   // text: UTF-8, escapes resolved (lone surrogates in the three-byte form)
    PY_CONST_BYTES  // text: the bytes
} py_const_kind;

typedef struct py_ast py_ast;

typedef struct py_ast_text { // UTF-8 in the arena, NUL-terminated; data NULL: absent
    const char *data;
    size_t len;
} py_ast_text;

typedef struct py_ast_list { // elements may be NULL where the asdl says so (Dict keys, kw_defaults)
    py_ast **items;
    int count;
} py_ast_list;

typedef struct py_ast_names {
    py_ast_text *items;
    int count;
} py_ast_names;

typedef struct py_ast_escape { // an escape in a literal that means nothing
    vl_place place;
    char text[8]; // without the backslash
    struct py_ast_escape *next;
} py_ast_escape;

struct py_ast {
    uint8_t kind;   // py_ast_kind
    uint8_t ctx;    // py_ast_ctx of Attribute, Subscript, Starred, Name, List, Tuple
    uint8_t op;     // py_operator of BoolOp, BinOp, AugAssign, UnaryOp
    uint8_t flag;   // FormattedValue: conversion character or 0; Constant: py_const_kind;
                    // comprehension: is_async; AnnAssign: simple; Constant str: see `raw_u`
    vl_place place; // columns in code points from 1, end exclusive
    union {
        struct { py_ast_list body; const struct py_ast_escape *escapes; } module;
        struct { // FunctionDef, AsyncFunctionDef
            py_ast_text name; py_ast *args; py_ast_list body, decorators; py_ast *returns;
            py_ast_list type_params;
        } function;
        struct {
            py_ast_text name; py_ast_list bases, keywords, body, decorators, type_params;
        } class_def;
        struct { py_ast *value; } value; // Return (or NULL), Expr, Await, Yield (or NULL), YieldFrom,
                                         // Starred, MatchValue
        struct { py_ast_list targets; py_ast *value; } assign; // Assign; Delete (value NULL)
        struct { py_ast *name; py_ast_list type_params; py_ast *value, *value_fn; } type_alias;
        struct { py_ast *target, *value; } aug_assign; // AugAssign, NamedExpr
        struct { py_ast *target, *annotation, *value; } ann_assign; // value may be NULL
        struct { py_ast *target, *iter; py_ast_list body, orelse; } for_loop; // For, AsyncFor
        struct { py_ast *test; py_ast_list body, orelse; } while_loop;        // While, If
        struct { py_ast_list items, body; } with;                            // With, AsyncWith
        struct { py_ast *subject; py_ast_list cases; } match;
        struct { py_ast *exc, *cause; } raise;
        struct { py_ast_list body, handlers, orelse, finalbody; } try_stmt; // Try, TryStar
        struct { py_ast *test, *message; } assert_stmt;
        struct { py_ast_list names; } import;                                // of alias
        struct { py_ast_text module; py_ast_list names; int level; } import_from;
        struct { py_ast_names names; } names;                                // Global, Nonlocal
        struct { py_ast_list values; } bool_op;                              // BoolOp, JoinedStr
        struct { py_ast *left, *right; } bin_op;
        struct { py_ast *operand; } unary_op;
        struct { py_ast *args, *body; } lambda;
        struct { py_ast *test, *body, *orelse; } if_exp;
        struct { py_ast_list keys, values; } dict; // a NULL key: `**value`
        struct { py_ast_list elts; } elts;         // Set, List, Tuple
        struct { py_ast *elt, *value; py_ast_list generators; } comp; // ListComp SetComp GeneratorExp;
                                                   // DictComp: elt is the key, value the value
        struct { py_ast *left; uint8_t *ops; py_ast_list comparators; } compare; // ops: py_operator
        struct { py_ast *func; py_ast_list args, keywords; } call;
        struct { py_ast *value, *format_spec; } formatted; // FormattedValue; `x=` is resolved into
                                                           // a Constant before it, as in CPython
        struct { py_ast_text text; double number; bool u_prefix; } constant;
        struct { py_ast *value; py_ast_text attr; vl_place attr_place; } attribute;
        struct { py_ast *value, *slice; } subscript;
        struct { py_ast_text id; } name;
        struct { py_ast *lower, *upper, *step; } slice;
        struct { py_ast *target, *iter; py_ast_list ifs; } comprehension; // flag: is_async
        struct { py_ast *type; py_ast_text name; py_ast_list body; } handler;
        struct {
            py_ast_list posonly, args; py_ast *vararg; py_ast_list kwonly, kw_defaults;
            py_ast *kwarg; py_ast_list defaults;
        } arguments;
        struct { py_ast_text name; py_ast *annotation; } arg;
        struct { py_ast_text name; py_ast *value; } keyword; // name absent: `**value`
        struct { py_ast_text name, asname; } alias;
        struct { py_ast *context, *target; } withitem;
        struct { py_ast *pattern, *guard; py_ast_list body; } match_case;
        // TypeVar ParamSpec TypeVarTuple; the _fn are functions that give what stands there
        struct { py_ast_text name; py_ast *bound, *bound_fn, *default_value, *default_fn; } type_param;
        struct { py_ast *value; } match_singleton;              // a Constant
        struct { py_ast_list patterns; } patterns;              // MatchSequence, MatchOr
        struct { py_ast_list keys, patterns; py_ast_text rest; } match_mapping;
        struct { py_ast *cls; py_ast_list patterns; py_ast_names kwd_names; py_ast_list kwd_patterns; }
            match_class;
        struct { py_ast_text name; } match_star;           // absent: `*_`
        struct { py_ast *pattern; py_ast_text name; } match_as; // both absent: `_`
    } u;
};

// Parses a whole module from UTF-8 `source` (a byte order mark and a coding line for UTF-8 are
// accepted). On a mistake `error` gets the place, kind ("SyntaxError", "IndentationError",
// "TabError") and CPython 3.13's message where it is a common one; NULL is returned.
py_ast *py_parse(vl_arena *arena, const char *file, const char *source, size_t len, vl_error *error);

// Appends the tree as text, in the layout of CPython 3.12's ast.dump(tree), which shows empty lists:
// for tests and `--ast`. With places: as include_attributes=True does, columns in code points from 0.
void py_ast_dump(vl_buf *out, const py_ast *node);
void py_ast_dump_places(vl_buf *out, const py_ast *node);

#endif
