// The functions of the module builtins, by the files that hold them.
#ifndef PY_BUILTINS_INTERNAL_H
#define PY_BUILTINS_INTERNAL_H

#include "types_internal.h"

extern const py_fndef py__builtins_objects[];   // attributes, classes, reprs
extern const py_fndef py__builtins_sequences[]; // len, sorted, sum, min, max, iter, next ...
extern const py_fndef py__builtins_numbers[];   // abs, divmod, pow, round, hex ...
extern const py_fndef py__builtins_io[];        // print, and what is refused

bool py__stream_is(py_vm *vm, py_value v, bool *is_stderr); // sys.stdout or sys.stderr

#endif
