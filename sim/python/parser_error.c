// Raising errors, and the words messages use for expressions.
#include "parser_internal.h"

#include <stdio.h>

static void raise_args(py_parser *p, vl_place place, vl_status status, const char *kind,
                       const char *format, va_list args) {
    if (p->raised) {
        return;
    }
    p->raised = true;
    vl_error *error = &p->pending;
    error->status = status;
    error->place = place;
    (void)snprintf(error->file, sizeof(error->file), "%s", p->file);
    (void)snprintf(error->kind, sizeof(error->kind), "%s", kind);
    (void)vsnprintf(error->message, sizeof(error->message), format, args);
}

void *py_raise_kind(py_parser *p, vl_place place, vl_status status, const char *kind,
                    const char *format, ...) {
    va_list args;
    va_start(args, format);
    raise_args(p, place, status, kind, format, args);
    va_end(args);
    return NULL;
}

void *py__parse_raise(py_parser *p, vl_place place, const char *format, ...) {
    va_list args;
    va_start(args, format);
    raise_args(p, place, VL_SYNTAX, "SyntaxError", format, args);
    va_end(args);
    return NULL;
}

void *py_raise_range(py_parser *p, vl_place from, vl_place to, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vl_place place = {from.line, from.col, to.end_line, to.end_col};
    raise_args(p, place, VL_SYNTAX, "SyntaxError", format, args);
    va_end(args);
    return NULL;
}

void *py_raise_last(py_parser *p, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vl_place place = py_lex_token(p->lexer, p->fill > 0 ? p->fill - 1 : 0)->place;
    raise_args(p, place, VL_SYNTAX, "SyntaxError", format, args);
    va_end(args);
    return NULL;
}

void *py_raise_next(py_parser *p, const char *format, ...) {
    va_list args;
    va_start(args, format);
    raise_args(p, py_peek(p)->place, VL_SYNTAX, "SyntaxError", format, args);
    va_end(args);
    return NULL;
}

void *py_raise_indent(py_parser *p, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vl_place place = py_lex_token(p->lexer, p->fill > 0 ? p->fill - 1 : 0)->place;
    raise_args(p, place, VL_SYNTAX, "IndentationError", format, args);
    va_end(args);
    return NULL;
}

void *py__parse_memory(py_parser *p) {
    if (!p->no_memory) {
        p->raised = p->no_memory = true;
        p->pending = (vl_error){.status = VL_MEMORY};
        (void)snprintf(p->pending.kind, sizeof(p->pending.kind), "MemoryError");
        (void)snprintf(p->pending.message, sizeof(p->pending.message), "out of memory");
    }
    return NULL;
}

bool py_checking(const py_parser *p) {
    return p->diagnose && !p->quiet && !p->raised;
}

static const char *constant_name(const py_ast *node) {
    switch (node->flag) {
    case PY_CONST_NONE:
        return "None";
    case PY_CONST_TRUE:
        return "True";
    case PY_CONST_FALSE:
        return "False";
    case PY_CONST_ELLIPSIS:
        return "ellipsis";
    default:
        return "literal";
    }
}

const char *py_expr_name(const py_ast *node) {
    static const char *const names[PY_AST_COUNT_] = {
        [PY_AST_Attribute] = "attribute",
        [PY_AST_Subscript] = "subscript",
        [PY_AST_Starred] = "starred",
        [PY_AST_Name] = "name",
        [PY_AST_List] = "list",
        [PY_AST_Tuple] = "tuple",
        [PY_AST_Lambda] = "lambda",
        [PY_AST_Call] = "function call",
        [PY_AST_BoolOp] = "expression",
        [PY_AST_BinOp] = "expression",
        [PY_AST_UnaryOp] = "expression",
        [PY_AST_GeneratorExp] = "generator expression",
        [PY_AST_Yield] = "yield expression",
        [PY_AST_YieldFrom] = "yield expression",
        [PY_AST_Await] = "await expression",
        [PY_AST_ListComp] = "list comprehension",
        [PY_AST_SetComp] = "set comprehension",
        [PY_AST_DictComp] = "dict comprehension",
        [PY_AST_Dict] = "dict literal",
        [PY_AST_Set] = "set display",
        [PY_AST_JoinedStr] = "f-string expression",
        [PY_AST_FormattedValue] = "f-string expression",
        [PY_AST_Compare] = "comparison",
        [PY_AST_IfExp] = "conditional expression",
        [PY_AST_NamedExpr] = "named expression",
    };
    if (node->kind == PY_AST_Constant) {
        return constant_name(node);
    }
    return names[node->kind] != NULL ? names[node->kind] : "expression";
}
