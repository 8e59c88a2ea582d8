// SyntaxWarnings, in CPython's words: what can only be a mistake, and escapes that mean nothing.
#include <stdio.h>
#include <string.h>

#include "compile_internal.h"
#include "types_internal.h"

static void warn(py_compiler *c, vl_place place, const char *format, const char *a, const char *b) {
    char text[200];
    if (c->failed)
        return;
    snprintf(text, sizeof text, format, a, b);
    py__warn_syntax(c->vm, c->file, place.line, text);
}

void py_warn_escapes(py_compiler *c, const py_ast *module) {
    if (c->vm->python_minor < 12) // a DeprecationWarning, which is not shown
        return;
    for (const py_ast_escape *e = module->u.module.escapes; e; e = e->next)
        warn(c, e->place,
             e->text[0] >= '0' && e->text[0] <= '7' ? "invalid octal escape sequence '\\%s'%s"
                                                    : "invalid escape sequence '\\%s'%s",
             e->text, "");
}

// The type of what an expression gives; NULL: not known.
static const char *type_of(const py_ast *node) {
    switch (node->kind) {
    case PY_AST_Tuple:
        return "tuple";
    case PY_AST_List:
    case PY_AST_ListComp:
        return "list";
    case PY_AST_Dict:
    case PY_AST_DictComp:
        return "dict";
    case PY_AST_Set:
    case PY_AST_SetComp:
        return "set";
    case PY_AST_GeneratorExp:
        return "generator";
    case PY_AST_Lambda:
        return "function";
    case PY_AST_JoinedStr:
    case PY_AST_FormattedValue:
        return "str";
    case PY_AST_UnaryOp: // a negative number is a constant
        return node->op == PY_OP_USUB && node->u.unary_op.operand->kind == PY_AST_Constant
                   ? type_of(node->u.unary_op.operand)
                   : NULL;
    case PY_AST_Constant:
        break;
    default:
        return NULL;
    }
    switch ((py_const_kind)node->flag) {
    case PY_CONST_NONE:
        return "NoneType";
    case PY_CONST_TRUE:
    case PY_CONST_FALSE:
        return "bool";
    case PY_CONST_ELLIPSIS:
        return "ellipsis";
    case PY_CONST_INT:
        return "int";
    case PY_CONST_FLOAT:
        return "float";
    case PY_CONST_IMAG:
        return "complex";
    case PY_CONST_STR:
        return "str";
    default:
        return "bytes";
    }
}

static bool is_one(const char *type, const char *types) { // types: " a b "
    size_t len = type ? strlen(type) : 0;
    for (const char *at = types; len && (at = strstr(at, type)); at += len)
        if (at[-1] == ' ' && at[len] == ' ')
            return true;
    return false;
}

void py_warn_assert(py_compiler *c, const py_ast *node) {
    const py_ast *test = node->u.assert_stmt.test;
    if (test->kind == PY_AST_Tuple && test->u.elts.elts.count)
        warn(c, node->place, "assertion is always true, perhaps remove parentheses?%s%s", "", "");
}

// A literal that `is` should not look at.
static bool is_literal(const py_ast *node) {
    return py_is_constant(node) && !is_one(type_of(node), " NoneType bool ellipsis ");
}

void py_warn_is(py_compiler *c, const py_ast *node) {
    const py_ast *left = node->u.compare.left;
    for (int i = 0; i < node->u.compare.comparators.count; i++) {
        const py_ast *right = node->u.compare.comparators.items[i];
        py_operator op = (py_operator)node->u.compare.ops[i];
        const py_ast *literal = is_literal(left) ? left : is_literal(right) ? right : NULL;
        if (literal && (op == PY_OP_IS || op == PY_OP_ISNOT)) {
            char what[40] = "a literal";
            if (c->vm->python_minor >= 12)
                snprintf(what, sizeof what, "'%s' literal", type_of(literal));
            warn(c, node->place,
                 op == PY_OP_IS ? "\"is\" with %s. Did you mean \"==\"?%s"
                                : "\"is not\" with %s. Did you mean \"!=\"?%s",
                 what, "");
            return;
        }
        left = right;
    }
}

void py_warn_subscript(py_compiler *c, const py_ast *node) {
    const char *type = type_of(node->u.subscript.value);
    const char *index = type_of(node->u.subscript.slice);
    if (is_one(type, " NoneType bool ellipsis int float complex set generator function "))
        warn(c, node->place, "'%s' object is not subscriptable; perhaps you missed a comma?%s",
             type, "");
    else if (is_one(type, " str bytes tuple list ") && index && !is_one(index, " int bool "))
        warn(c, node->place,
             "%s indices must be integers or slices, not %s; perhaps you missed a comma?", type,
             index);
}

void py_warn_call(py_compiler *c, const py_ast *node) {
    const char *type = type_of(node->u.call.func);
    if (type && node->u.call.func->kind != PY_AST_UnaryOp && strcmp(type, "function") != 0)
        warn(c, node->place, "'%s' object is not callable; perhaps you missed a comma?%s", type,
             "");
}
