// What the two halves of the module _json share: one writes, the other reads.
#ifndef PY_JSON_INTERNAL_H
#define PY_JSON_INTERNAL_H

#include "library_internal.h"
#include "text_internal.h"

// encode(object, skipkeys, ensure_ascii, check_circular, allow_nan, indent, item_separator,
//        key_separator, default, sort_keys) -> str
py_value py__json_encode(py_vm *vm, const py_value *a, int n);
// escape(str, ensure_ascii) -> str, quotes included
py_value py__json_escape(py_vm *vm, const py_value *a, int n);
// decode(str, start, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant,
//        error) -> (object, end); error(message, text, position) makes the exception
py_value py__json_decode(py_vm *vm, const py_value *a, int n);

#endif
