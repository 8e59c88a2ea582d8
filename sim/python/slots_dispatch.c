// Slots of classes of the program: each calls the method with the slot's dunder name, and checks
// what it gives, with CPython's messages (typeobject.c's slot_* functions).
#include "slots_internal.h"
#include "vm_internal.h"

// Calls the special method; PY_UNSET and *found false where the class has none.
static py_value call_if_there(py_vm *vm, py_value self, py_symbol name, int n, const py_value *args,
                              bool *found) {
    py_value func, bound;
    *found = true;
    if (!py_load_special(vm, self, name, &func, &bound))
        return py_unset();
    *found = py_is_set(func);
    if (!*found)
        return py_unset();
    py_args call = {args, n, NULL};
    py_value result = py_call_bound(vm, func, bound, &call);
    py_decref(vm, func);
    py_decref(vm, bound);
    return result;
}

static py_value call_special(py_vm *vm, py_value self, py_symbol name, int n,
                             const py_value *args) {
    bool found;
    py_value result = call_if_there(vm, self, name, n, args, &found);
    if (!found)
        return py_raise(vm, PY_EXC_AttributeError, "'%T' object has no attribute '%S'", self,
                        vm->sym[name]);
    return result;
}

static py_value lookup(py_vm *vm, py_value self, py_symbol name) {
    return py_type_lookup(vm, py_type_of(vm, self), vm->sym[name]);
}

static bool done(py_vm *vm, py_value result) {
    py_decref(vm, result);
    return py_is_set(result);
}

// `text`, unless it is no str.
static py_value expect_str(py_vm *vm, py_value text, const char *method) {
    if (!py_is_set(text) || py_is_str(py_unbox(text)))
        return text;
    py_raise(vm, PY_EXC_TypeError, "%s returned non-string (type %T)", method, text);
    py_decref(vm, text);
    return py_unset();
}

py_value py__dispatch_new(py_vm *vm, py_type *type, const py_args *args) {
    py_value method = py_type_lookup(vm, type, vm->sym[PY_SYM___new__]);
    if (!py_is_set(method))
        return py_raise(vm, PY_EXC_TypeError, "cannot create '%N' instances", type);
    py_value func = py__bind(vm, method, py_unset(), type);
    if (!py_is_set(func))
        return func;
    py_value result = py_call_bound(vm, func, py_from(type), args);
    py_decref(vm, func);
    return result;
}

bool py__dispatch_init(py_vm *vm, py_value self, const py_args *args) {
    py_value func, bound;
    if (!py_load_special(vm, self, PY_SYM___init__, &func, &bound))
        return false;
    py_value result = py_call_bound(vm, func, bound, args);
    py_decref(vm, func);
    py_decref(vm, bound);
    if (py_is_set(result) && !py_is_none(result)) {
        py_raise(vm, PY_EXC_TypeError, "__init__() should return None, not '%T'", result);
        py_decref(vm, result);
        return false;
    }
    return py_is_set(result);
}

py_value py__dispatch_repr(py_vm *vm, py_value self) {
    return expect_str(vm, call_special(vm, self, PY_SYM___repr__, 0, NULL), "__repr__");
}

py_value py__dispatch_str(py_vm *vm, py_value self) {
    return expect_str(vm, call_special(vm, self, PY_SYM___str__, 0, NULL), "__str__");
}

py_value py__dispatch_format(py_vm *vm, py_value self, const py_str *spec) {
    py_value arg = py_from((void *)(spec ? spec : vm->empty_str));
    py_value text = call_special(vm, self, PY_SYM___format__, 1, &arg);
    if (!py_is_set(text) || py_is_str(py_unbox(text)))
        return text;
    py_raise(vm, PY_EXC_TypeError, "__format__ must return a str, not %T", text);
    py_decref(vm, text);
    return py_unset();
}

bool py__dispatch_hash(py_vm *vm, py_value self, int64_t *hash) {
    if (py_is_none(lookup(vm, self, PY_SYM___hash__))) {
        py_raise(vm, PY_EXC_TypeError, "unhashable type: '%T'", self);
        return false;
    }
    py_value result = call_special(vm, self, PY_SYM___hash__, 0, NULL);
    if (!py_is_set(result))
        return false;
    bool ok = py_is_int(result);
    if (!ok)
        py_raise(vm, PY_EXC_TypeError, "__hash__ method should return an integer");
    else if (py_unbox(result).tag == PY_INT) { // an int that fits is its own hash, -1 apart
        *hash = py_unbox(result).as.i;
        *hash -= *hash == -1;
    } else
        ok = py_hash(vm, py_unbox(result), hash);
    py_decref(vm, result);
    return ok;
}

int py__dispatch_truth(py_vm *vm, py_value self) {
    bool found;
    py_value result = call_if_there(vm, self, PY_SYM___bool__, 0, NULL, &found);
    if (!found)
        return 1;
    if (!py_is_set(result))
        return -1;
    if (result.tag == PY_BOOL)
        return (int)result.as.i;
    py_raise(vm, PY_EXC_TypeError, "__bool__ should return bool, returned %T", result);
    py_decref(vm, result);
    return -1;
}

py_value py__dispatch_call(py_vm *vm, py_value self, const py_args *args) {
    py_value func, bound;
    if (!py_load_special(vm, self, PY_SYM___call__, &func, &bound))
        return py_unset();
    if (!py_is_set(func) || py_is_none(func))
        return py_raise(vm, PY_EXC_TypeError, "'%T' object is not callable", self);
    py_value result = py_call_bound(vm, func, bound, args);
    py_decref(vm, func);
    py_decref(vm, bound);
    return result;
}

// __getattribute__, then __getattr__ where that raised AttributeError.
py_value py__dispatch_getattr(py_vm *vm, py_value self, py_str *name) {
    py_value get = lookup(vm, self, PY_SYM___getattribute__);
    py_value fallback = lookup(vm, self, PY_SYM___getattr__);
    py_value arg = py_from(name), result = py_unset();
    bool plain = py_is(vm, get, PY_TYPE_WRAPPER);
    if (plain && ((py_wrapper *)get.as.o)->owner->slots.getattr == py_generic_getattr) {
        if (!py_is_set(fallback))
            return py_generic_getattr(vm, self, name);
        bool ok = py__generic_find(vm, self, name, &result);
        if (ok ? py_is_set(result) : vm->halt != VL_OK || !py_exc_matches(vm, PY_EXC_AttributeError))
            return result;
        if (!ok) // a property's, say
            py_exc_clear(vm);
    } else {
        result = plain ? ((py_wrapper *)get.as.o)->owner->slots.getattr(vm, self, name)
                       : call_special(vm, self, PY_SYM___getattribute__, 1, &arg);
        if (py_is_set(result) || vm->halt != VL_OK || !py_is_set(fallback) ||
            !py_exc_matches(vm, PY_EXC_AttributeError))
            return result;
        py_exc_clear(vm);
    }
    return call_special(vm, self, PY_SYM___getattr__, 1, &arg);
}

bool py__dispatch_setattr(py_vm *vm, py_value self, py_str *name, py_value value) {
    py_value args[2] = {py_from(name), value};
    if (py_is_set(value))
        return done(vm, call_special(vm, self, PY_SYM___setattr__, 2, args));
    return done(vm, call_special(vm, self, PY_SYM___delattr__, 1, args));
}

py_value py__dispatch_iter(py_vm *vm, py_value self) {
    py_value method = lookup(vm, self, PY_SYM___iter__);
    if (py_is_none(method))
        return py_raise(vm, PY_EXC_TypeError, "'%T' object is not iterable", self);
    py_value iterator = call_special(vm, self, PY_SYM___iter__, 0, NULL);
    if (!py_is_set(iterator) || py_type_of(vm, iterator)->slots.next)
        return iterator;
    py_raise(vm, PY_EXC_TypeError, "iter() returned non-iterator of type '%T'", iterator);
    py_decref(vm, iterator);
    return py_unset();
}

// StopIteration stays pending at the end: who wants its value takes it, others clear it.
py_next py__dispatch_next(py_vm *vm, py_value self, py_value *item) {
    *item = call_special(vm, self, PY_SYM___next__, 0, NULL);
    if (py_is_set(*item))
        return PY_NEXT_ITEM;
    return vm->halt == VL_OK && py_exc_matches(vm, PY_EXC_StopIteration) ? PY_NEXT_END
                                                                         : PY_NEXT_ERROR;
}

int64_t py__dispatch_length(py_vm *vm, py_value self) {
    py_value result = call_special(vm, self, PY_SYM___len__, 0, NULL);
    if (!py_is_set(result))
        return -1;
    int64_t length = -1;
    if (!py_is_int(result) && !py_type_of(vm, result)->slots.unary)
        py_raise(vm, PY_EXC_TypeError, "'%T' object cannot be interpreted as an integer", result);
    else if (!py_as_index(vm, result, &length)) {
        if (vm->halt == VL_OK && py_exc_matches(vm, PY_EXC_IndexError)) {
            py_exc_clear(vm);
            py_raise(vm, PY_EXC_OverflowError, "cannot fit 'int' into an index-sized integer");
        }
        length = -1;
    } else if (length < 0) {
        py_raise(vm, PY_EXC_ValueError, "__len__() should return >= 0");
        length = -1;
    }
    py_decref(vm, result);
    return length;
}

py_value py__dispatch_getitem(py_vm *vm, py_value self, py_value key) {
    return call_special(vm, self, PY_SYM___getitem__, 1, &key);
}

bool py__dispatch_setitem(py_vm *vm, py_value self, py_value key, py_value value) {
    py_value args[2] = {key, value};
    py_symbol name = py_is_set(value) ? PY_SYM___setitem__ : PY_SYM___delitem__;
    bool found;
    py_value result = call_if_there(vm, self, name, py_is_set(value) ? 2 : 1, args, &found);
    if (!found)
        py_raise(vm, PY_EXC_TypeError, "'%T' object %s", self,
                 py_is_set(value) ? "does not support item assignment"
                                  : "does not support item deletion");
    return done(vm, result);
}

int py__dispatch_contains(py_vm *vm, py_value self, py_value item) {
    if (py_is_none(lookup(vm, self, PY_SYM___contains__))) {
        py_raise(vm, PY_EXC_TypeError, "'%T' object is not a container", self);
        return -1;
    }
    py_value result = call_special(vm, self, PY_SYM___contains__, 1, &item);
    int truth = py_is_set(result) ? py_truth(vm, result) : -1;
    py_decref(vm, result);
    return truth;
}

// ---- operators ----------------------------------------------------------------------------------

static const py_symbol binary_names[PY_BIN_COUNT_][2] = {
    [PY_BIN_ADD] = {PY_SYM___add__, PY_SYM___radd__},
    [PY_BIN_SUB] = {PY_SYM___sub__, PY_SYM___rsub__},
    [PY_BIN_MUL] = {PY_SYM___mul__, PY_SYM___rmul__},
    [PY_BIN_MATMUL] = {PY_SYM___matmul__, PY_SYM___rmatmul__},
    [PY_BIN_DIV] = {PY_SYM___truediv__, PY_SYM___rtruediv__},
    [PY_BIN_MOD] = {PY_SYM___mod__, PY_SYM___rmod__},
    [PY_BIN_POW] = {PY_SYM___pow__, PY_SYM___rpow__},
    [PY_BIN_LSHIFT] = {PY_SYM___lshift__, PY_SYM___rlshift__},
    [PY_BIN_RSHIFT] = {PY_SYM___rshift__, PY_SYM___rrshift__},
    [PY_BIN_OR] = {PY_SYM___or__, PY_SYM___ror__},
    [PY_BIN_XOR] = {PY_SYM___xor__, PY_SYM___rxor__},
    [PY_BIN_AND] = {PY_SYM___and__, PY_SYM___rand__},
    [PY_BIN_FLOORDIV] = {PY_SYM___floordiv__, PY_SYM___rfloordiv__},
};

static const py_symbol inplace_names[PY_BIN_COUNT_] = {
    [PY_BIN_ADD] = PY_SYM___iadd__,           [PY_BIN_SUB] = PY_SYM___isub__,
    [PY_BIN_MUL] = PY_SYM___imul__,           [PY_BIN_MATMUL] = PY_SYM___imatmul__,
    [PY_BIN_DIV] = PY_SYM___itruediv__,       [PY_BIN_MOD] = PY_SYM___imod__,
    [PY_BIN_POW] = PY_SYM___ipow__,           [PY_BIN_LSHIFT] = PY_SYM___ilshift__,
    [PY_BIN_RSHIFT] = PY_SYM___irshift__,     [PY_BIN_OR] = PY_SYM___ior__,
    [PY_BIN_XOR] = PY_SYM___ixor__,           [PY_BIN_AND] = PY_SYM___iand__,
    [PY_BIN_FLOORDIV] = PY_SYM___ifloordiv__,
};

static py_value call_operator(py_vm *vm, py_value self, py_symbol name, py_value other) {
    bool found;
    py_value method = lookup(vm, self, name);
    if (py_is_none(method)) // `__add__ = None` blocks the operator
        return py_incref(vm->not_implemented);
    py_value result = call_if_there(vm, self, name, 1, &other, &found);
    return found ? result : py_incref(vm->not_implemented);
}

static bool dispatches(py_vm *vm, py_value v) {
    return py_type_of(vm, v)->slots.binary == py__dispatch_binary;
}

// CPython's SLOT1BINFULL: a subclass on the right that overrides the reflected method goes first.
py_value py__dispatch_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    const py_symbol *names = binary_names[op];
    py_type *left = py_type_of(vm, a), *right = py_type_of(vm, b);
    bool other = left != right && dispatches(vm, b);
    if (dispatches(vm, a)) {
        if (other && py_is_subtype(right, left) &&
            !py_same(lookup(vm, a, names[1]), lookup(vm, b, names[1]))) {
            py_value result = call_operator(vm, b, names[1], a);
            if (!py__is_not_implemented(vm, result))
                return result;
            py_decref(vm, result);
            other = false;
        }
        py_value result = call_operator(vm, a, names[0], b);
        if (!py__is_not_implemented(vm, result) || left == right)
            return result;
        py_decref(vm, result);
    }
    return other ? call_operator(vm, b, names[1], a) : py_incref(vm->not_implemented);
}

py_value py__dispatch_inplace(py_vm *vm, py_binary op, py_value a, py_value b) {
    return call_operator(vm, a, inplace_names[op], b);
}

// __index__, __int__ and __float__ must give a number of their kind.
static py_value expect_number(py_vm *vm, py_unary op, py_value self, py_value result) {
    bool wants_int = op == PY_UN_INDEX || op == PY_UN_INT;
    if (!py_is_set(result) || (!wants_int && op != PY_UN_FLOAT) ||
        (wants_int ? py_is_int(result) : py_unbox(result).tag == PY_FLOAT))
        return result;
    if (wants_int)
        py_raise(vm, PY_EXC_TypeError, "%s returned non-int (type %T)",
                 op == PY_UN_INDEX ? "__index__" : "__int__", result);
    else
        py_raise(vm, PY_EXC_TypeError, "%T.__float__ returned non-float (type %T)", self, result);
    py_decref(vm, result);
    return py_unset();
}

py_value py__dispatch_unary(py_vm *vm, py_unary op, py_value self) {
    static const py_symbol names[] = {
        [PY_UN_NEG] = PY_SYM___neg__,       [PY_UN_POS] = PY_SYM___pos__,
        [PY_UN_INVERT] = PY_SYM___invert__, [PY_UN_ABS] = PY_SYM___abs__,
        [PY_UN_INT] = PY_SYM___int__,       [PY_UN_FLOAT] = PY_SYM___float__,
        [PY_UN_INDEX] = PY_SYM___index__,
    };
    bool found;
    py_value result = call_if_there(vm, self, names[op], 0, NULL, &found);
    return found ? expect_number(vm, op, self, result) : py_incref(vm->not_implemented);
}

py_value py__dispatch_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    static const py_symbol names[] = {
        [PY_CMP_EQ] = PY_SYM___eq__, [PY_CMP_NE] = PY_SYM___ne__, [PY_CMP_LT] = PY_SYM___lt__,
        [PY_CMP_LE] = PY_SYM___le__, [PY_CMP_GT] = PY_SYM___gt__, [PY_CMP_GE] = PY_SYM___ge__,
    };
    return call_operator(vm, a, names[op], b);
}

// ---- descriptors, awaitables
// ------------------------------------------------------------------------

py_value py__dispatch_get(py_vm *vm, py_value self, py_value object, py_type *type) {
    py_value args[2] = {py_is_set(object) ? object : py_none(), type ? py_from(type) : py_none()};
    bool found;
    py_value result = call_if_there(vm, self, PY_SYM___get__, 2, args, &found);
    return found ? result : py_incref(self);
}

bool py__dispatch_set(py_vm *vm, py_value self, py_value object, py_value value) {
    py_value args[2] = {object, value};
    py_symbol name = py_is_set(value) ? PY_SYM___set__ : PY_SYM___delete__;
    bool found;
    py_value result = call_if_there(vm, self, name, py_is_set(value) ? 2 : 1, args, &found);
    if (!found)
        py_raise(vm, PY_EXC_AttributeError, "%S", vm->sym[name]);
    return done(vm, result);
}

py_value py__dispatch_await(py_vm *vm, py_value self) {
    return call_special(vm, self, PY_SYM___await__, 0, NULL);
}

py_value py__dispatch_aiter(py_vm *vm, py_value self) {
    return call_special(vm, self, PY_SYM___aiter__, 0, NULL);
}

py_value py__dispatch_anext(py_vm *vm, py_value self) {
    return call_special(vm, self, PY_SYM___anext__, 0, NULL);
}
