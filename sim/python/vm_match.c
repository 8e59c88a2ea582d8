// The match statement: kinds of subjects, mapping keys, class patterns (PEP 634, CPython's ceval.c).
#include "vm_internal.h"

bool py__is_mapping(py_vm *vm, py_value v) {
    return (py_type_of(vm, v)->flags & PY_TF_MAPPING) != 0;
}

bool py__is_sequence(py_vm *vm, py_value v) {
    return (py_type_of(vm, v)->flags & PY_TF_SEQUENCE) != 0;
}

py_value py__match_keys(py_vm *vm, py_value subject, py_value keys) {
    const py_tuple *wanted = (py_tuple *)keys.as.o;
    py_tuple *values = py_tuple_new(vm, wanted->count);
    if (!values)
        return py_unset();
    for (int64_t i = 0; i < wanted->count; i++) {
        int found = py_contains(vm, subject, wanted->items[i]);
        py_value v = found > 0 ? py_getitem(vm, subject, wanted->items[i]) : py_none();
        if (found < 0 || !py_is_set(v)) {
            py_release(vm, values);
            return py_unset();
        }
        if (!found) {
            py_release(vm, values);
            return py_none();
        }
        values->items[i] = v;
    }
    return py_from(values);
}

// Attribute `name` of the subject into *out. 1 found, 0 no such attribute, -1 error.
static int match_attr(py_vm *vm, py_value subject, py_value name, py_value *out) {
    if (!py_find_attr(vm, subject, py_as_str(name), out))
        return -1;
    return py_is_set(*out);
}

// Types whose one positional pattern is the subject itself.
static bool matches_itself(const py_type *type) {
    return (type->flags & (PY_TF_INT | PY_TF_FLOAT | PY_TF_STR | PY_TF_BYTES | PY_TF_BUFFER | PY_TF_TUPLE | PY_TF_LIST |
                           PY_TF_DICT_SUB | PY_TF_SET)) != 0;
}

static int positional(py_vm *vm, py_value subject, py_type *type, uint32_t count, py_tuple *out) {
    py_value names;
    if (!py_find_attr(vm, py_from(type), vm->sym[PY_SYM___match_args__], &names))
        return -1;
    bool itself = !py_is_set(names) && matches_itself(type);
    if (py_is_set(names) && !py_is(vm, names, PY_TYPE_TUPLE)) {
        py_raise(vm, PY_EXC_TypeError, "%N.__match_args__ must be a tuple (got %T)", type, names);
        py_decref(vm, names);
        return -1;
    }
    int64_t allowed = itself ? 1 : py_is_set(names) ? ((py_tuple *)names.as.o)->count : 0;
    int status = 1;
    if (allowed < (int64_t)count) {
        py_raise(vm, PY_EXC_TypeError, "%N() accepts %lld positional sub-pattern%s (%d given)", type,
                 (long long)allowed, allowed == 1 ? "" : "s", (int)count);
        status = -1;
    }
    for (uint32_t i = 0; status > 0 && i < count; i++) {
        if (itself) {
            out->items[i] = py_incref(subject);
            continue;
        }
        py_value name = ((py_tuple *)names.as.o)->items[i];
        if (!py_is_str(name)) {
            py_raise(vm, PY_EXC_TypeError, "__match_args__ elements must be strings (got %T)", name);
            status = -1;
        } else
            status = match_attr(vm, subject, name, &out->items[i]);
    }
    py_decref(vm, names);
    return status;
}

// Whether one of the positional patterns, or an error, is of the attribute `name` too: raised.
static bool repeated(py_vm *vm, py_type *type, py_value name, uint32_t count) {
    py_value names = py_unset();
    if (count && !py_find_attr(vm, py_from(type), vm->sym[PY_SYM___match_args__], &names))
        return true;
    bool found = false;
    const py_tuple *tuple = py_is_tuple(names) ? (py_tuple *)names.as.o : NULL;
    for (int64_t i = 0; tuple && i < tuple->count && i < count && !found; i++)
        found = py_is_str(tuple->items[i]) && py_str_equal(py_as_str(tuple->items[i]), py_as_str(name));
    py_decref(vm, names);
    if (found)
        py_raise(vm, PY_EXC_TypeError, "%N() got multiple sub-patterns for attribute %R", type, name);
    return found;
}

py_value py__match_class(py_vm *vm, py_value subject, py_value cls, py_value names, uint32_t count) {
    if (!py_is_type(cls))
        return py_raise(vm, PY_EXC_TypeError, "called match pattern must be a %s",
                        vm->python_minor >= 12 ? "class" : "type");
    int is = py_isinstance(vm, subject, cls);
    if (is <= 0)
        return is ? py_unset() : py_none();
    const py_tuple *keywords = (py_tuple *)names.as.o;
    py_tuple *out = py_tuple_new(vm, (int64_t)count + keywords->count);
    if (!out)
        return py_unset();
    int status = count ? positional(vm, subject, (py_type *)cls.as.o, count, out) : 1;
    for (int64_t i = 0; status > 0 && i < keywords->count; i++)
        status = repeated(vm, (py_type *)cls.as.o, keywords->items[i], count)
                     ? -1
                     : match_attr(vm, subject, keywords->items[i], &out->items[count + i]);
    if (status > 0)
        return py_from(out);
    py_release(vm, out);
    return status ? py_unset() : py_none();
}
