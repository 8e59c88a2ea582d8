// Raising and matching exceptions as the RAISE, CHECK_EXC_MATCH and except* instructions do.
#include "vm_internal.h"

static bool is_exception_class(py_vm *vm, py_value v) {
    return py_is_type(v) &&
           py_is_subtype((py_type *)v.as.o, vm->exceptions[PY_EXC_BaseException]);
}

// An instance: of a class by calling it. Owned; unset: raised.
static py_value instance_of(py_vm *vm, py_value v, const char *wrong) {
    if (py_is_exception(v))
        return py_incref(v);
    if (!is_exception_class(vm, v))
        return py_raise(vm, PY_EXC_TypeError, "%s", wrong);
    py_value exc = py_call_n(vm, v, 0, NULL);
    if (py_is_set(exc) && !py_is_exception(exc)) {
        py_raise(vm, PY_EXC_TypeError,
                 "calling %R should have returned an instance of BaseException, not %R", v,
                 py_from(py_type_of(vm, exc)));
        py_decref(vm, exc);
        return py_unset();
    }
    return exc;
}

void py__raise_op(py_vm *vm, uint32_t count, const py_value *sp) {
    if (count == 0) {
        py_exc *handled = py_handled(vm);
        if (!handled)
            py_raise(vm, PY_EXC_RuntimeError, "No active exception to reraise");
        else {
            py_exc_clear(vm);
            vm->exc = py_retain(handled);
        }
        return;
    }
    py_value exc = instance_of(vm, sp[-(int64_t)count], "exceptions must derive from BaseException");
    if (!py_is_set(exc))
        return;
    if (count == 2) {
        py_value cause = py_is_none(sp[-1])
                             ? py_none()
                             : instance_of(vm, sp[-1],
                                           "exception causes must derive from BaseException");
        if (!py_is_set(cause)) {
            py_decref(vm, exc);
            return;
        }
        py_exc *e = (py_exc *)exc.as.o;
        py_assign_take(vm, &e->cause, py_is_none(cause) ? py_unset() : cause);
        e->suppress_context = true;
    }
    py_raise_exc(vm, (py_exc *)exc.as.o);
}

int py__exception_matches(py_vm *vm, py_value exc, py_value type) {
    if (py_is_tuple(type)) {
        const py_tuple *types = (py_tuple *)type.as.o;
        for (int64_t i = 0; i < types->count; i++) {
            int match = py__exception_matches(vm, exc, types->items[i]);
            if (match)
                return match;
        }
        return 0;
    }
    if (is_exception_class(vm, type))
        return py_is_subtype(py_type_of(vm, exc), (py_type *)type.as.o);
    py_raise(vm, PY_EXC_TypeError,
             "catching classes that do not inherit from BaseException is not allowed");
    return -1;
}

// ---- except* --------------------------------------------------------------------------------------

static bool is_group(py_vm *vm, py_value v) {
    return py_is_subtype(py_type_of(vm, v), vm->exceptions[PY_EXC_BaseExceptionGroup]);
}

static bool catches_groups(py_vm *vm, py_value type) {
    if (!py_is_tuple(type))
        return py_is_type(type) && py_is_subtype((py_type *)type.as.o,
                                                 vm->exceptions[PY_EXC_BaseExceptionGroup]);
    const py_tuple *types = (py_tuple *)type.as.o;
    for (int64_t i = 0; i < types->count; i++)
        if (catches_groups(vm, types->items[i]))
            return true;
    return false;
}

// A naked exception that matches is wrapped in a group, as CPython's exception_group_match does.
static bool match_naked(py_vm *vm, py_value exc, py_value *rest, py_value *match) {
    py_tuple *members = py_tuple_of(vm, 1, &exc);
    if (!members)
        return false;
    py_value args[2] = {py_from(vm->empty_str), py_from(members)};
    *match = py_call_n(vm, py_from(vm->exceptions[PY_EXC_BaseExceptionGroup]), 2, args);
    *rest = py_none();
    py_release(vm, members);
    return py_is_set(*match);
}

bool py__eg_match(py_vm *vm, py_value exc, py_value type, py_value *rest, py_value *match) {
    if (catches_groups(vm, type)) {
        py_raise(vm, PY_EXC_TypeError,
                 "catching ExceptionGroup with except* is not allowed. Use except instead.");
        return false;
    }
    *rest = *match = py_none();
    if (py_is_none(exc))
        return true;
    int matches = py__exception_matches(vm, exc, type);
    if (matches < 0)
        return false;
    if (matches && !is_group(vm, exc))
        return match_naked(vm, exc, rest, match);
    if (matches) {
        *match = py_incref(exc);
        return true;
    }
    *rest = py_incref(exc);
    if (!is_group(vm, exc))
        return true;
    py_value split = py_getattr_z(vm, exc, "split");
    py_value pair = py_is_set(split) ? py_call_n(vm, split, 1, &type) : py_unset();
    py_decref(vm, split);
    if (!py_is_set(pair) || !py_is_tuple(pair) || ((py_tuple *)pair.as.o)->count != 2) {
        py_decref(vm, *rest);
        if (py_is_set(pair))
            py_raise(vm, PY_EXC_TypeError, "%T.split must return a 2-tuple", exc);
        py_decref(vm, pair);
        return false;
    }
    const py_tuple *parts = (py_tuple *)pair.as.o;
    *match = py_incref(parts->items[0]);
    if (!py_is_none(*match))
        py_assign_take(vm, rest, py_incref(parts->items[1]));
    py_decref(vm, pair);
    return true;
}

// Same traceback, cause and context: a part that was not handled, not a new exception.
static bool same_metadata(const py_exc *a, const py_exc *b) {
    return a->traceback == b->traceback && py_same(a->cause, b->cause) &&
           py_same(a->context, b->context);
}

// Leaves (exceptions that are no groups) of what is raised again, flattened into `out`.
static bool collect_leaves(py_vm *vm, py_value v, py_list *out) {
    if (!is_group(vm, v))
        return py_list_append(vm, out, v);
    py_value members = py_getattr_z(vm, v, "exceptions");
    bool ok = py_is_set(members);
    for (int64_t i = 0; ok && i < ((py_tuple *)members.as.o)->count; i++)
        ok = collect_leaves(vm, ((py_tuple *)members.as.o)->items[i], out);
    py_decref(vm, members);
    return ok;
}

// The part of `original` whose leaves are in `keep`, by its subgroup method.
static py_value project(py_vm *vm, py_value original, py_list *keep) {
    py_value contains = py_getattr_z(vm, py_from(keep), "__contains__");
    py_value subgroup = py_is_set(contains) ? py_getattr_z(vm, original, "subgroup") : py_unset();
    py_value part = py_is_set(subgroup) ? py_call_n(vm, subgroup, 1, &contains) : py_unset();
    py_decref(vm, contains);
    py_decref(vm, subgroup);
    return part;
}

py_value py__prep_reraise_star(py_vm *vm, py_value original, py_value list) {
    const py_list *all = (py_list *)list.as.o;
    if (!is_group(vm, original)) { // a naked exception: at most one, itself or wrapped
        for (int64_t i = 0; i < all->count; i++)
            if (!py_is_none(all->items[i]))
                return py_incref(all->items[i]);
        return py_none();
    }
    py_list *raised = py_list_new(vm, 0), *leaves = py_list_new(vm, 0);
    py_value result = py_unset(), rest = py_none();
    bool ok = raised && leaves, any_unhandled = false;
    for (int64_t i = 0; ok && i < all->count; i++) {
        py_value v = all->items[i];
        if (py_is_none(v))
            continue;
        if (is_group(vm, v) && same_metadata((py_exc *)v.as.o, (py_exc *)original.as.o)) {
            any_unhandled = true;
            ok = collect_leaves(vm, v, leaves);
        } else
            ok = py_list_append(vm, raised, v);
    }
    if (ok && any_unhandled) {
        rest = project(vm, original, leaves);
        ok = py_is_set(rest);
    }
    if (ok && raised->count == 0)
        result = py_incref(rest);
    else if (ok && raised->count == 1 && py_is_none(rest))
        result = py_incref(raised->items[0]);
    else if (ok && (py_is_none(rest) || py_list_append(vm, raised, rest))) {
        py_value args[2] = {py_from(vm->empty_str), py_from(raised)};
        result = py_call_n(vm, py_from(vm->exceptions[PY_EXC_BaseExceptionGroup]), 2, args);
    }
    py_decref(vm, rest);
    py_release(vm, raised);
    py_release(vm, leaves);
    return result;
}
