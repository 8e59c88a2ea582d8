// The methods of set and frozenset. Knows the table only through containers_internal.h.
#include "containers_internal.h"
#include "vm_internal.h"
#include "types_internal.h"

static py_set *self_of(py_value v) {
    return (py_set *)v.as.o;
}

static py_value none_if(bool ok) {
    return ok ? py_none() : py_unset();
}

// ---- both ---------------------------------------------------------------------------------------

// Methods give a set of the plain built-in type, whatever subclass they are called on.
static py_type *plain_type(py_vm *vm, py_value self) {
    return vm->types[py__is_frozenset(vm, self) ? PY_TYPE_FROZENSET : PY_TYPE_SET];
}

static py_value copy_of(py_vm *vm, py_value self) {
    return py__set_from(vm, plain_type(vm, self), self);
}

static py_value set_copy(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_is(vm, a[0], PY_TYPE_FROZENSET) ? py_incref(a[0]) : copy_of(vm, a[0]);
}

static py_value set_union(py_vm *vm, const py_value *a, int n) {
    py_value out = copy_of(vm, a[0]);
    for (int i = 1; py_is_set(out) && i < n; i++)
        if (!py__set_extend(vm, self_of(out), a[i])) {
            py_decref(vm, out);
            return py_unset();
        }
    return out;
}

static py_value select_all(py_vm *vm, const py_value *a, int n, bool keep_common) {
    py_value out = n > 1 ? py_incref(a[0]) : copy_of(vm, a[0]);
    for (int i = 1; py_is_set(out) && i < n; i++) {
        py_value next = py__set_select(vm, plain_type(vm, a[0]), self_of(out), a[i], keep_common);
        py_decref(vm, out);
        out = next;
    }
    return out;
}

static py_value set_intersection(py_vm *vm, const py_value *a, int n) {
    return select_all(vm, a, n, true);
}

static py_value set_difference(py_vm *vm, const py_value *a, int n) {
    return select_all(vm, a, n, false);
}

static py_value set_symmetric_difference(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__set_symmetric(vm, plain_type(vm, a[0]), a[0], a[1]);
}

static py_value set_isdisjoint(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__bool_or_error(py__set_disjoint(vm, self_of(a[0]), a[1]));
}

static py_value subset(py_vm *vm, py_value a, py_value b, bool reversed) {
    py_value other = reversed ? a : b;
    other = py__is_set(other) ? py_incref(other) : py__set_from(vm, vm->types[PY_TYPE_SET], other);
    if (!py_is_set(other))
        return other;
    py_value result = reversed ? py__bool_or_error(py__set_subset(vm, self_of(other), self_of(b)))
                               : py__bool_or_error(py__set_subset(vm, self_of(a), self_of(other)));
    py_decref(vm, other);
    return result;
}

static py_value set_issubset(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return subset(vm, a[0], a[1], false);
}

static py_value set_issuperset(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return subset(vm, a[1], a[0], true);
}

// ---- set only -----------------------------------------------------------------------------------

static py_value set_add(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return none_if(py_set_add(vm, self_of(a[0]), a[1]));
}

static py_value set_discard(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return none_if(py__set_discard(vm, self_of(a[0]), a[1]) >= 0);
}

static py_value set_remove(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int gone = py__set_discard(vm, self_of(a[0]), a[1]);
    return gone ? none_if(gone > 0) : py_raise_value(vm, vm->exceptions[PY_EXC_KeyError], a[1]);
}

static py_value set_pop(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_dict *dict = &self_of(a[0])->dict;
    if (!dict->used)
        return py_raise(vm, PY_EXC_KeyError, "pop from an empty set");
    py__set_order_seen(vm, self_of(a[0]));
    py_dict_entry gone = py__dict_remove(dict, py__set_order_pop(vm, self_of(a[0])));
    py__set_order_remove(vm, self_of(a[0]), gone.key, gone.hash);
    return gone.key;
}

static py_value set_clear(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py__set_empty(vm, self_of(a[0]));
    return py_none();
}

static py_value set_update(py_vm *vm, const py_value *a, int n) {
    for (int i = 1; i < n; i++)
        if (!py__set_extend(vm, self_of(a[0]), a[i]))
            return py_unset();
    return py_none();
}

// Puts what `made` holds into `self`.
static py_value take_over(py_vm *vm, py_value self, py_value made) {
    if (!py_is_set(made))
        return made;
    py__set_swap(self_of(self), self_of(made));
    py_decref(vm, made);
    return py_none();
}

static py_value set_intersection_update(py_vm *vm, const py_value *a, int n) {
    return n < 2 ? py_none() : take_over(vm, a[0], select_all(vm, a, n, true));
}

static py_value set_difference_update(py_vm *vm, const py_value *a, int n) {
    for (int i = 1; i < n; i++)
        if (!py__set_subtract(vm, self_of(a[0]), a[i]))
            return py_unset();
    return py_none();
}

static py_value set_symmetric_difference_update(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return none_if(py__set_toggle(vm, self_of(a[0]), a[1]));
}

#define BOTH                                                                                       \
    {"__class_getitem__", "cls, item, /", py__class_getitem, PY_FN_CLASSMETHOD},                   \
        {"copy", "self, /", set_copy, PY_FN_METHOD},                                               \
        {"union", "self, /, *others", set_union, PY_FN_METHOD},                                    \
        {"intersection", "self, /, *others", set_intersection, PY_FN_METHOD},                      \
        {"difference", "self, /, *others", set_difference, PY_FN_METHOD},                          \
        {"symmetric_difference", "self, other, /", set_symmetric_difference, PY_FN_METHOD},        \
        {"isdisjoint", "self, other, /", set_isdisjoint, PY_FN_METHOD},                            \
        {"issubset", "self, other, /", set_issubset, PY_FN_METHOD}, {                              \
        "issuperset", "self, other, /", set_issuperset, PY_FN_METHOD                               \
    }

const py_fndef py__frozenset_methods[] = {BOTH, {NULL, NULL, NULL, 0}};

const py_fndef py__set_methods[] = {
    BOTH,
    {"add", "self, object, /", set_add, PY_FN_METHOD},
    {"discard", "self, object, /", set_discard, PY_FN_METHOD},
    {"remove", "self, object, /", set_remove, PY_FN_METHOD},
    {"pop", "self, /", set_pop, PY_FN_METHOD},
    {"clear", "self, /", set_clear, PY_FN_METHOD},
    {"update", "self, /, *others", set_update, PY_FN_METHOD},
    {"intersection_update", "self, /, *others", set_intersection_update, PY_FN_METHOD},
    {"difference_update", "self, /, *others", set_difference_update, PY_FN_METHOD},
    {"symmetric_difference_update", "self, other, /", set_symmetric_difference_update,
     PY_FN_METHOD},
    {NULL, NULL, NULL, 0}};
