// Slots of built-in types as methods: int.__add__, list.__len__ ... Each wrapper calls the slot of
// `owner`, the type it is an attribute of, with args->v[0] as self.
#include "slots_internal.h"
#include "vm_internal.h"

#define WRAPPER(name)                                                                              \
    py_value py__wrap_##name(py_vm *vm, const py_slotdef *def, const py_type *owner,               \
                             const py_args *args)

static py_value nothing(bool ok) {
    return ok ? py_none() : py_unset();
}

static py_args behind_self(const py_args *args) {
    return (py_args){args->v + 1, args->n - 1, args->kwnames};
}

static py_str *name_arg(py_vm *vm, py_value v) {
    if (py_is_str(py_unbox(v)))
        return py_as_str(py_unbox(v));
    py_raise(vm, PY_EXC_TypeError, "attribute name must be string, not '%T'", v);
    return NULL;
}

WRAPPER(init) {
    (void)def;
    py_args rest = behind_self(args);
    return nothing(owner->slots.init(vm, args->v[0], &rest));
}

WRAPPER(repr) {
    (void)def;
    return owner->slots.repr(vm, args->v[0]);
}

WRAPPER(str) {
    (void)def;
    return owner->slots.str(vm, args->v[0]);
}

WRAPPER(format) {
    (void)def;
    py_value spec = py_unbox(args->v[1]);
    if (!py_is_str(spec))
        return py_raise(vm, PY_EXC_TypeError, "__format__() argument must be str, not %T", spec);
    return owner->slots.format(vm, args->v[0], py_as_str(spec));
}

WRAPPER(hash) {
    (void)def;
    int64_t hash;
    return owner->slots.hash(vm, args->v[0], &hash) ? py_int(hash) : py_unset();
}

WRAPPER(truth) {
    (void)def;
    int truth = owner->slots.truth(vm, args->v[0]);
    return truth < 0 ? py_unset() : py_bool(truth);
}

WRAPPER(call) {
    (void)def;
    py_args rest = behind_self(args);
    return owner->slots.call(vm, args->v[0], &rest);
}

WRAPPER(getattr) {
    (void)def;
    py_str *name = name_arg(vm, args->v[1]);
    return name ? owner->slots.getattr(vm, args->v[0], name) : py_unset();
}

WRAPPER(setattr) {
    py_str *name = name_arg(vm, args->v[1]);
    if (!name)
        return py_unset();
    py_value value = def->op ? py_unset() : args->v[2];
    return nothing(owner->slots.setattr(vm, args->v[0], name, value));
}

WRAPPER(iter) {
    (void)def;
    return owner->slots.iter(vm, args->v[0]);
}

WRAPPER(next) {
    (void)def;
    py_value item = py_unset();
    py_next next = owner->slots.next(vm, args->v[0], &item);
    if (next == PY_NEXT_END && !py_failed(vm))
        py_raise_value(vm, vm->exceptions[PY_EXC_StopIteration], py_unset());
    return next == PY_NEXT_ITEM ? item : py_unset();
}

WRAPPER(length) {
    (void)def;
    int64_t length = owner->slots.length(vm, args->v[0]);
    return length < 0 ? py_unset() : py_int(length);
}

WRAPPER(getitem) {
    (void)def;
    return owner->slots.getitem(vm, args->v[0], args->v[1]);
}

WRAPPER(setitem) {
    py_value value = def->op ? py_unset() : args->v[2];
    return nothing(owner->slots.setitem(vm, args->v[0], args->v[1], value));
}

WRAPPER(contains) {
    (void)def;
    int truth = owner->slots.contains(vm, args->v[0], args->v[1]);
    return truth < 0 ? py_unset() : py_bool(truth);
}

// Sequences raise where numbers give NotImplemented: [].__add__(1), [].__mul__("").
static bool is_sequence(const py_type *type) {
    return (type->flags & (PY_TF_LIST | PY_TF_TUPLE | PY_TF_STR | PY_TF_BYTES)) != 0;
}

WRAPPER(binary) {
    py_binary op = (py_binary)def->op;
    py_value a = args->v[0], b = args->v[1];
    if (args->n == 3 && !py_is_none(args->v[2]))
        return def->reflected ? py__pow3(vm, b, a, args->v[2]) : py__pow3(vm, a, b, args->v[2]);
    py_value result =
        def->reflected ? owner->slots.binary(vm, op, b, a) : owner->slots.binary(vm, op, a, b);
    if (py__is_not_implemented(vm, result) && is_sequence(owner) &&
        (op == PY_BIN_ADD || op == PY_BIN_MUL)) {
        py_decref(vm, result);
        return py__binary_error(vm, op, a, b, false);
    }
    return result;
}

WRAPPER(inplace) {
    py_binary op = (py_binary)def->op;
    py_value result = owner->slots.inplace(vm, op, args->v[0], args->v[1]);
    if (py__is_not_implemented(vm, result) && is_sequence(owner)) {
        py_decref(vm, result);
        return py__binary_error(vm, op, args->v[0], args->v[1], true);
    }
    return result;
}

WRAPPER(unary) {
    return owner->slots.unary(vm, (py_unary)def->op, args->v[0]);
}

WRAPPER(compare) {
    return owner->slots.compare(vm, (py_compare)def->op, args->v[0], args->v[1]);
}

WRAPPER(get) {
    (void)def;
    py_value object = args->v[1], type = args->n > 2 ? args->v[2] : py_none();
    if (py_is_none(object) && py_is_none(type))
        return py_raise(vm, PY_EXC_TypeError, "__get__(None, None) is invalid");
    py_type *of = py_is_type(type) ? (py_type *)type.as.o : py_type_of(vm, object);
    return owner->slots.descr_get(vm, args->v[0], py_is_none(object) ? py_unset() : object, of);
}

WRAPPER(set) {
    py_value value = def->op ? py_unset() : args->v[2];
    return nothing(owner->slots.descr_set(vm, args->v[0], args->v[1], value));
}

WRAPPER(await) {
    (void)def;
    return owner->slots.await(vm, args->v[0]);
}

WRAPPER(aiter) {
    (void)def;
    return owner->slots.aiter(vm, args->v[0]);
}

WRAPPER(anext) {
    (void)def;
    return owner->slots.anext(vm, args->v[0]);
}
