// Items, iteration, membership and class tests for any value, with the fallbacks Python defines.
#include "containers_internal.h"
#include "types_internal.h"
#include "vm_internal.h"

// ---- items
// ----------------------------------------------------------------------------------------------

// list[int] of a class: __class_getitem__.
static py_value class_getitem(py_vm *vm, py_value v, py_value key) {
    py_value hook;
    if (!py_find_attr(vm, v, vm->sym[PY_SYM___class_getitem__], &hook))
        return py_unset();
    if (!py_is_set(hook))
        return py_raise(vm, PY_EXC_TypeError, "type '%N' is not subscriptable", (py_type *)v.as.o);
    py_value result = py_call_n(vm, hook, 1, &key);
    py_decref(vm, hook);
    return result;
}

py_value py_getitem(py_vm *vm, py_value v, py_value key) {
    py_type *type = py_type_of(vm, v);
    if (type->slots.getitem)
        return type->slots.getitem(vm, v, key);
    if (py_is_type(v)) {
        if ((py_type *)v.as.o == vm->types[PY_TYPE_TYPE])
            return py__generic_alias_new(vm, v, key);
        return class_getitem(vm, v, key);
    }
    return py_raise(vm, PY_EXC_TypeError, "'%T' object is not subscriptable", v);
}

bool py_setitem(py_vm *vm, py_value v, py_value key, py_value value) {
    py_type *type = py_type_of(vm, v);
    if (type->slots.setitem)
        return type->slots.setitem(vm, v, key, value);
    py_raise(vm, PY_EXC_TypeError,
             py_is_set(value)      ? "'%T' object does not support item assignment"
             : type->slots.getitem ? "'%T' object doesn't support item deletion"
                                   : "'%T' object does not support item deletion",
             v);
    return false;
}

// ---- iteration
// ------------------------------------------------------------------------------------------

py_value py_iter(py_vm *vm, py_value v) {
    py_type *type = py_type_of(vm, v);
    if (type->slots.iter)
        return type->slots.iter(vm, v);
    if (type->slots.getitem && !py_is_dict(v))
        return py__getitem_iter_new(vm, v);
    return py_raise(vm, PY_EXC_TypeError, "'%T' object is not iterable", v);
}

py_next py_iter_next(py_vm *vm, py_value iterator, py_value *item) {
    py_type *type = py_type_of(vm, iterator);
    if (!type->slots.next) {
        py_raise(vm, PY_EXC_TypeError, "'%T' object is not an iterator", iterator);
        return PY_NEXT_ERROR;
    }
    py_next next = type->slots.next(vm, iterator, item);
    if (next == PY_NEXT_END && vm->exc) // StopIteration with its value, which nobody wants here
        py_exc_clear(vm);
    else if (next == PY_NEXT_ERROR && vm->halt == VL_OK &&
             py_exc_matches(vm, PY_EXC_StopIteration)) {
        py_exc_clear(vm);
        next = PY_NEXT_END;
    }
    return next;
}

static bool append_all(py_vm *vm, py_list *list, py_value iterable) {
    py_value iterator = py_iter(vm, iterable);
    if (!py_is_set(iterator))
        return false;
    py_value item;
    py_next next;
    while ((next = py_iter_next(vm, iterator, &item)) == PY_NEXT_ITEM) {
        bool ok = py_list_append(vm, list, item);
        py_decref(vm, item);
        if (!ok) {
            next = PY_NEXT_ERROR;
            break;
        }
    }
    py_decref(vm, iterator);
    return next == PY_NEXT_END;
}

py_value py_iter_to_list(py_vm *vm, py_value iterable) {
    py_list *list = py_list_new(vm, 0);
    if (!list)
        return py_unset();
    if (append_all(vm, list, iterable))
        return py_from(list);
    py_release(vm, list);
    return py_unset();
}

py_value py_iter_to_tuple(py_vm *vm, py_value iterable) {
    if (py_is(vm, iterable, PY_TYPE_TUPLE))
        return py_incref(iterable);
    if (py_is(vm, iterable, PY_TYPE_LIST)) {
        const py_list *list = (py_list *)iterable.as.o;
        return py_from(py_tuple_of(vm, list->count, list->items));
    }
    py_value all = py_iter_to_list(vm, iterable);
    if (!py_is_set(all))
        return all;
    const py_list *list = (py_list *)all.as.o;
    py_value tuple = py_from(py_tuple_of(vm, list->count, list->items));
    py_decref(vm, all);
    return tuple;
}

// Membership by iteration.
static int contains_by_iteration(py_vm *vm, py_value container, py_value item) {
    py_type *type = py_type_of(vm, container);
    if (!type->slots.iter && !type->slots.getitem) {
        if (vm->python_minor >= 14)
            py_raise(vm, PY_EXC_TypeError, "argument of type '%T' is not a container or iterable",
                     container);
        else
            py_raise(vm, PY_EXC_TypeError, "argument of type '%T' is not iterable", container);
        return -1;
    }
    py_value iterator = py_iter(vm, container);
    if (!py_is_set(iterator))
        return -1;
    int found = 0;
    py_value each;
    py_next next = PY_NEXT_END;
    while (found == 0 && (next = py_iter_next(vm, iterator, &each)) == PY_NEXT_ITEM) {
        found = py_compare_bool(vm, PY_CMP_EQ, each, item);
        py_decref(vm, each);
    }
    py_decref(vm, iterator);
    return next == PY_NEXT_ERROR ? -1 : found;
}

int py_contains(py_vm *vm, py_value container, py_value item) {
    py_type *type = py_type_of(vm, container);
    if (type->slots.contains)
        return type->slots.contains(vm, container, item);
    return contains_by_iteration(vm, container, item);
}

// ---- length hints ---------------------------------------------------------------------------------

int64_t py__length_hint(py_vm *vm, py_value v, int64_t unknown) {
    py_value func, self;
    if (py_type_of(vm, v)->slots.length) {
        int64_t length = py_length(vm, v);
        if (length >= 0)
            return length;
        if (vm->halt != VL_OK || !py_exc_matches(vm, PY_EXC_TypeError))
            return -2;
        py_exc_clear(vm);
    }
    if (!py_load_special(vm, v, PY_SYM___length_hint__, &func, &self))
        return -2;
    if (!py_is_set(func))
        return unknown;
    py_args none = {NULL, 0, NULL};
    py_value hint = py_call_bound(vm, func, self, &none);
    py_decref(vm, func);
    py_decref(vm, self);
    int64_t count = unknown;
    if (!py_is_set(hint)) {
        if (vm->halt != VL_OK || !py_exc_matches(vm, PY_EXC_TypeError))
            return -2;
        py_exc_clear(vm);
    } else if (!py_same(hint, vm->not_implemented)) {
        count = -2;
        if (!py_is_int(hint))
            py_raise(vm, PY_EXC_TypeError, "__length_hint__ must be an integer, not %T", hint);
        else if (py_as_int64(vm, hint, &count) && count < 0) {
            py_raise(vm, PY_EXC_ValueError, "__length_hint__() should return >= 0");
            count = -2;
        }
    }
    py_decref(vm, hint);
    return count;
}

// ---- class tests
// ----------------------------------------------------------------------------------------

int py__callable(py_vm *vm, py_value v) {
    return py_type_of(vm, v)->slots.call != NULL;
}

static int check_hook(py_vm *vm, py_value cls, py_symbol hook, py_value arg, bool *found) {
    py_value func, self;
    *found = true;
    if (!py_load_special(vm, cls, hook, &func, &self))
        return -1;
    *found = py_is_set(func);
    if (!*found)
        return 0;
    py_args call = {&arg, 1, NULL};
    py_value result = py_call_bound(vm, func, self, &call);
    py_decref(vm, func);
    py_decref(vm, self);
    int truth = py_is_set(result) ? py_truth(vm, result) : -1;
    py_decref(vm, result);
    return truth;
}

static int any_of(py_vm *vm, py_value v, py_value classes,
                  int (*test)(py_vm *, py_value, py_value)) {
    const py_tuple *tuple = (py_tuple *)classes.as.o;
    int result = 0;
    if (!py_enter_recursion(vm, ""))
        return -1;
    for (int64_t i = 0; result == 0 && i < tuple->count; i++)
        result = test(vm, v, tuple->items[i]);
    py_leave_recursion(vm);
    return result;
}

// type.__instancecheck__: what `v` says that its class is counts as well as what it is.
int py__type_instance(py_vm *vm, py_value v, const py_type *cls) {
    py_type *type = py_type_of(vm, v);
    if (py_is_subtype(type, cls))
        return 1;
    const py_str *name = vm->sym[PY_SYM___class__];
    if (v.tag != PY_OBJ ||
        (type->slots.getattr == py_generic_getattr &&
         py_same(py_type_lookup(vm, type, name), py_dict_get_str(vm->types[PY_TYPE_OBJECT]->dict, name))))
        return 0;
    py_value said;
    if (!py_find_attr(vm, v, vm->sym[PY_SYM___class__], &said))
        return -1;
    int result = py_is_type(said) && py_is_subtype((py_type *)said.as.o, cls);
    py_decref(vm, said);
    return result;
}

int py_isinstance(py_vm *vm, py_value v, py_value cls) {
    if (py_is_type(cls)) {
        if (py_type_of(vm, v) == (py_type *)cls.as.o)
            return 1;
        if (cls.as.o->type == vm->types[PY_TYPE_TYPE])
            return py__type_instance(vm, v, (py_type *)cls.as.o);
    }
    if (py_is_tuple(cls))
        return any_of(vm, v, cls, py_isinstance);
    if (py_is(vm, cls, PY_TYPE_UNION))
        return any_of(vm, v, py__union_args(cls), py_isinstance);
    if (py_is(vm, cls, PY_TYPE_GENERIC_ALIAS)) {
        py_raise(vm, PY_EXC_TypeError, "isinstance() argument 2 cannot be a parameterized generic");
        return -1;
    }
    bool found = false;
    int result = py_is_none(cls) ? 0 : check_hook(vm, cls, PY_SYM___instancecheck__, v, &found);
    if (found)
        return result;
    py_raise(vm, PY_EXC_TypeError,
             "isinstance() arg 2 must be a type, a tuple of types, or a union");
    return -1;
}

int py__issubclass(py_vm *vm, py_value v, py_value cls) {
    if (py_is_tuple(cls))
        return any_of(vm, v, cls, py__issubclass);
    if (py_is(vm, cls, PY_TYPE_UNION))
        return any_of(vm, v, py__union_args(cls), py__issubclass);
    if (py_is(vm, cls, PY_TYPE_GENERIC_ALIAS)) {
        py_raise(vm, PY_EXC_TypeError, "issubclass() argument 2 cannot be a parameterized generic");
        return -1;
    }
    if (py_is_type(cls) && cls.as.o->type == vm->types[PY_TYPE_TYPE] && py_is_type(v))
        return py_is_subtype((py_type *)v.as.o, (py_type *)cls.as.o);
    bool found = false;
    int result = py_is_none(cls) ? 0 : check_hook(vm, cls, PY_SYM___subclasscheck__, v, &found);
    if (found)
        return result;
    py_raise(vm, PY_EXC_TypeError,
             "issubclass() arg 2 must be a class, a tuple of classes, or a union");
    return -1;
}
