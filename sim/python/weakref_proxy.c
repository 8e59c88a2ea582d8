// Proxies of the module weakref: every operation goes to what they refer to, or raises
// ReferenceError.
#include "types_internal.h"
#include "vm_internal.h"
#include "weakref_internal.h"

// What `v` stands for, owned; `v` itself where it is no proxy; unset: raised.
static py_value target(py_vm *vm, py_value v) {
    if (v.tag != PY_OBJ || v.as.o->type->slots.dealloc != py__weak_dealloc ||
        py__library_is(vm, v, PY_LIB_WEAK_REF))
        return py_incref(v);
    py_obj *object = py__weak_of(v)->object;
    if (!object)
        return py_raise(vm, PY_EXC_ReferenceError, "weakly-referenced object no longer exists");
    return py_incref(py_from(object));
}

static py_value proxy_repr(py_vm *vm, py_value self) {
    py_address own = py_address_text(vm, self.as.o);
    py_obj *object = py__weak_of(self)->object;
    bool old = vm->python_minor < 13;
    if (!object && !old)
        return py_from(py_str_format(vm, "<weakproxy at %s; dead>", own.text));
    py_value held = object ? py_incref(py_from(object)) : py_none();
    py_value text;
    if (object) {
        py_address at = py_address_text(vm, object);
        text = py_from(py_str_format(
            vm, old ? "<weakproxy at %s to %T at %s>" : "<weakproxy at %s; to '%T' at %s>",
            own.text, held, at.text));
    } else
        text = py_from(py_str_format(vm, "<weakproxy at %s to NoneType at 0x%x>", own.text,
                                     (unsigned)py_address_of(vm, held)));
    py_decref(vm, held);
    return text;
}

static py_value proxy_str(py_vm *vm, py_value self) {
    py_value to = target(vm, self);
    py_value text = py_is_set(to) ? py_from(py_str_of(vm, to)) : to;
    py_decref(vm, to);
    return text;
}

static int proxy_truth(py_vm *vm, py_value self) {
    py_value to = target(vm, self);
    int truth = py_is_set(to) ? py_truth(vm, to) : -1;
    py_decref(vm, to);
    return truth;
}

static py_value proxy_getattr(py_vm *vm, py_value self, py_str *name) {
    py_value to = target(vm, self);
    py_value value = py_is_set(to) ? py_getattr(vm, to, name) : to;
    py_decref(vm, to);
    return value;
}

static bool proxy_setattr(py_vm *vm, py_value self, py_str *name, py_value value) {
    py_value to = target(vm, self);
    bool ok = py_is_set(to) && py_setattr(vm, to, name, value);
    py_decref(vm, to);
    return ok;
}

static py_value proxy_iter(py_vm *vm, py_value self) {
    py_value to = target(vm, self);
    py_value iterator = py_is_set(to) ? py_iter(vm, to) : to;
    py_decref(vm, to);
    return iterator;
}

static py_next proxy_next(py_vm *vm, py_value self, py_value *item) {
    py_value to = target(vm, self);
    py_next next = PY_NEXT_ERROR;
    if (py_is_set(to) && !py_type_of(vm, to)->slots.next)
        py_raise(vm, PY_EXC_TypeError, "Weakref proxy referenced a non-iterator '%T' object", to);
    else if (py_is_set(to))
        next = py_iter_next(vm, to, item);
    py_decref(vm, to);
    return next;
}

static int64_t proxy_length(py_vm *vm, py_value self) {
    py_value to = target(vm, self);
    int64_t length = py_is_set(to) ? py_length(vm, to) : -1;
    py_decref(vm, to);
    return length;
}

static py_value proxy_getitem(py_vm *vm, py_value self, py_value key) {
    py_value to = target(vm, self), with = py_is_set(to) ? target(vm, key) : to;
    py_value item = py_is_set(with) ? py_getitem(vm, to, with) : with;
    py_decref(vm, with);
    py_decref(vm, to);
    return item;
}

static bool proxy_setitem(py_vm *vm, py_value self, py_value key, py_value value) {
    py_value to = target(vm, self);
    bool ok = py_is_set(to) && py_setitem(vm, to, key, value);
    py_decref(vm, to);
    return ok;
}

static int proxy_contains(py_vm *vm, py_value self, py_value item) {
    py_value to = target(vm, self);
    int found = py_is_set(to) ? py_contains(vm, to, item) : -1;
    py_decref(vm, to);
    return found;
}

typedef py_value (*binary_op)(py_vm *vm, py_binary op, py_value a, py_value b);

static py_value both(py_vm *vm, binary_op apply, py_binary op, py_value a, py_value b) {
    py_value left = target(vm, a), right = py_is_set(left) ? target(vm, b) : left;
    py_value result = py_is_set(right) ? apply(vm, op, left, right) : right;
    if (py_is_set(left))
        py_decref(vm, right);
    py_decref(vm, left);
    return result;
}

static py_value proxy_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    return both(vm, py_binary_op, op, a, b);
}

static py_value proxy_inplace(py_vm *vm, py_binary op, py_value a, py_value b) {
    return both(vm, py_inplace_op, op, a, b);
}

static py_value proxy_unary(py_vm *vm, py_unary op, py_value self) {
    py_value to = target(vm, self);
    py_value result = py_is_set(to) ? py_unary_op(vm, op, to) : to;
    py_decref(vm, to);
    return result;
}

static py_value proxy_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    py_value left = target(vm, a), right = py_is_set(left) ? target(vm, b) : left;
    py_value result = py_is_set(right) ? py_rich_compare(vm, op, left, right) : right;
    if (py_is_set(left))
        py_decref(vm, right);
    py_decref(vm, left);
    return result;
}

static py_value proxy_call(py_vm *vm, py_value self, const py_args *args) {
    py_value to = target(vm, self);
    py_value result = py_is_set(to) ? py_call(vm, to, args) : to;
    py_decref(vm, to);
    return result;
}

#define PROXY_SLOTS                                                                                \
    .dealloc = py__weak_dealloc, .traverse = py__weak_traverse, .clear = py__weak_clear,           \
    .repr = proxy_repr, .str = proxy_str, .hash = py__unhashable, .truth = proxy_truth,            \
    .getattr = proxy_getattr, .setattr = proxy_setattr, .iter = proxy_iter, .next = proxy_next,    \
    .length = proxy_length, .getitem = proxy_getitem, .setitem = proxy_setitem,                    \
    .contains = proxy_contains, .binary = proxy_binary, .inplace = proxy_inplace,                  \
    .unary = proxy_unary, .compare = proxy_compare

const py_type_spec py_weak_proxy_spec = {
    .name = "ProxyType",
    .module = "weakref",
    .size = sizeof(py_weak),
    .flags = PY_TF_GC | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {PROXY_SLOTS},
};

const py_type_spec py_weak_callable_proxy_spec = {
    .name = "CallableProxyType",
    .module = "weakref",
    .size = sizeof(py_weak),
    .flags = PY_TF_GC | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {PROXY_SLOTS, .call = proxy_call},
};

py_value py__weak_proxy(py_vm *vm, const py_value *a, int n) {
    (void)n;
    bool callable = py_type_of(vm, a[0])->slots.call != NULL;
    py_type *type = py__library_type(vm, callable ? PY_LIB_WEAK_CALLABLE_PROXY : PY_LIB_WEAK_PROXY);
    return type ? py__weak_make(vm, type, a[0], py_is_set(a[1]) ? a[1] : py_none()) : py_unset();
}
