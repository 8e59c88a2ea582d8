// The fields of each node kind as data, for walks that treat all kinds alike, and the texts of
// constants. Knows the tree only.
#ifndef PY_AST_FIELDS_INTERNAL_H
#define PY_AST_FIELDS_INTERNAL_H

#include "ast_internal.h"

typedef enum py_field_type {
    PY_FIELD_NODE,
    PY_FIELD_LIST,
    PY_FIELD_TEXT,  // identifier
    PY_FIELD_NAMES, // identifiers
    PY_FIELD_INT,
    PY_FIELD_CTX,
    PY_FIELD_OPERATOR,
    PY_FIELD_OPERATORS, // of Compare
    PY_FIELD_CONVERSION,
    PY_FIELD_FLAG, // `flag` as an integer
    PY_FIELD_CONSTANT,
    PY_FIELD_KIND, // the `u` of a constant
    PY_FIELD_EMPTY // type_ignores
} py_field_type;

typedef struct py_field {
    uint8_t kind;  // py_ast_kind
    uint8_t type;  // py_field_type
    bool optional; // left out of the dump when absent
    uint16_t offset;
    const char *name;
} py_field;

const py_field *py_ast_fields(py_ast_kind kind, int *count);
bool py_ast_too_deep(const py_ast *node, int limit);
void py_repr_text(vl_buf *out, py_ast_text text, bool bytes);
void py_repr_float(vl_buf *out, double number, bool imaginary);
void py_repr_int(vl_buf *out, py_ast_text digits);

#endif
