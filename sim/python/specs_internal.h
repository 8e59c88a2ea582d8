// Every built-in type's description, by types.def.
#ifndef PY_SPECS_INTERNAL_H
#define PY_SPECS_INTERNAL_H

#include "vl_python.h"

#define X(id, name, spec) extern const py_type_spec spec;
#include "types.def"
#undef X

#endif
