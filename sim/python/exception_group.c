// BaseExceptionGroup: its members, split, subgroup and derive (CPython's Objects/exceptions.c,
// exceptiongroup_split_recursive). extra[0] is the message, extra[1] the tuple of members.
#include "types_internal.h"
#include "vm_internal.h"

static py_exc *exc_of(py_value v) {
    return (py_exc *)v.as.o;
}

static bool is_group(py_vm *vm, py_value v) {
    return py_is_exception(v) && py__exc_is(vm, exc_of(v), PY_EXC_BaseExceptionGroup);
}

py_tuple *py__group_members(py_exc *group) {
    return py_is_tuple(group->extra[1]) ? (py_tuple *)group->extra[1].as.o : NULL;
}

static bool check_members(py_vm *vm, const py_tuple *members, bool *all_plain) {
    *all_plain = true;
    if (members->count == 0) {
        py_raise(vm, PY_EXC_ValueError,
                 "second argument (exceptions) must be a non-empty sequence");
        return false;
    }
    for (int64_t i = 0; i < members->count; i++) {
        if (!py_is_exception(members->items[i])) {
            py_raise(vm, PY_EXC_ValueError,
                     "Item %d of second argument (exceptions) is not an exception", (int)i);
            return false;
        }
        *all_plain = *all_plain && py__exc_is(vm, exc_of(members->items[i]), PY_EXC_Exception);
    }
    return true;
}

// The class that is made: a BaseExceptionGroup of Exceptions only is an ExceptionGroup.
static py_type *class_for(py_vm *vm, py_type *type, bool all_plain) {
    py_type *base = vm->exceptions[PY_EXC_BaseExceptionGroup];
    py_type *plain = vm->exceptions[PY_EXC_ExceptionGroup];
    if (type == base)
        return all_plain ? plain : base;
    if (all_plain)
        return type;
    if (type == plain)
        py_raise(vm, PY_EXC_TypeError, "Cannot nest BaseExceptions in an ExceptionGroup");
    else if (py_is_subtype(type, vm->exceptions[PY_EXC_Exception]))
        py_raise(vm, PY_EXC_TypeError, "Cannot nest BaseExceptions in '%N'", type);
    else
        return type;
    return NULL;
}

py_value py__group_new(py_vm *vm, py_type *type, const py_args *args) {
    if (args->n != 2)
        return py_raise(vm, PY_EXC_TypeError,
                        "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)",
                        args->n);
    if (!py_is_str(py_unbox(args->v[0])))
        return py_raise(vm, PY_EXC_TypeError,
                        "BaseExceptionGroup.__new__() argument 1 must be str, not %T", args->v[0]);
    if (!py_is_list(args->v[1]) && !py_is_tuple(args->v[1]) &&
        (!py_type_of(vm, args->v[1])->slots.getitem || py_is_dict(args->v[1])))
        return py_raise(vm, PY_EXC_TypeError, "second argument (exceptions) must be a sequence");
    py_value members = py_iter_to_tuple(vm, args->v[1]);
    if (!py_is_set(members))
        return members;
    bool all_plain;
    py_type *cls = check_members(vm, (py_tuple *)members.as.o, &all_plain)
                       ? class_for(vm, type, all_plain)
                       : NULL;
    py_value made = cls ? py_base_exception_spec.slots.new_(vm, cls, args) : py_unset();
    if (py_is_set(made)) {
        py_assign_take(vm, &exc_of(made)->extra[0], py_incref(args->v[0]));
        py_assign_take(vm, &exc_of(made)->extra[1], py_incref(members));
    }
    py_decref(vm, members);
    return made;
}

bool py__group_init(py_vm *vm, py_value self, const py_args *args) {
    if (!args->kwnames || !args->kwnames->count)
        return py_base_exception_spec.slots.init(vm, self, args);
    py_raise(vm, PY_EXC_TypeError, "%T() takes no keyword arguments", self);
    return false;
}

py_value py__group_str(py_vm *vm, py_value self) {
    const py_tuple *members = py__group_members(exc_of(self));
    int64_t count = members ? members->count : 0;
    return py_from(py_str_format(vm, "%V (%lld sub-exception%s)", exc_of(self)->extra[0],
                                 (long long)count, count == 1 ? "" : "s"));
}

// ---- parts
// --------------------------------------------------------------------------------------------

static bool copy_notes(py_vm *vm, py_exc *from, py_value to) {
    py_str *name = vm->sym[PY_SYM___notes__];
    py_value notes;
    if (!py_find_attr(vm, py_from(from), name, &notes))
        return false;
    bool ok = true;
    if (py_is_list(notes)) {
        py_value copy = py_iter_to_list(vm, notes);
        ok = py_is_set(copy) && py_setattr(vm, to, name, copy);
        py_decref(vm, copy);
    }
    py_decref(vm, notes);
    return ok;
}

// self.derive(members) with the traceback, the chain and the notes of self; None where none are
// left.
static py_value derive_part(py_vm *vm, py_value self, py_list *members) {
    if (members->count == 0)
        return py_none();
    py_value derive = py_getattr_z(vm, self, "derive"), arg = py_from(members);
    py_value part = py_is_set(derive) ? py_call_n(vm, derive, 1, &arg) : py_unset();
    py_decref(vm, derive);
    if (py_is_set(part) && !is_group(vm, part)) {
        py_decref(vm, part);
        return py_raise(vm, PY_EXC_TypeError,
                        "derive must return an instance of BaseExceptionGroup");
    }
    if (!py_is_set(part))
        return part;
    py_exc *from = exc_of(self), *to = exc_of(part);
    py_value traceback = py__exc_traceback(vm, from);
    py__exc_put_traceback(vm, to, traceback);
    py_decref(vm, traceback);
    py_assign_take(vm, &to->context, py_incref(from->context));
    py_assign_take(vm, &to->cause, py_incref(from->cause));
    to->suppress_context = true; // setting the cause does it in CPython
    if (copy_notes(vm, from, part))
        return part;
    py_decref(vm, part);
    return py_unset();
}

// Whether `condition` (classes or a function) holds of `exc`; -1: raised.
static int condition_holds(py_vm *vm, py_value condition, py_value exc) {
    if (py_is_type(condition) || py_is_tuple(condition))
        return py_isinstance(vm, exc, condition);
    py_value result = py_call_n(vm, condition, 1, &exc);
    int truth = py_is_set(result) ? py_truth(vm, result) : -1;
    py_decref(vm, result);
    return truth;
}

static bool check_condition(py_vm *vm, py_value condition) {
    bool ok = py_is_type(condition)
                  ? py_is_subtype((py_type *)condition.as.o, vm->exceptions[PY_EXC_BaseException])
                  : py_is_tuple(condition) || py__callable(vm, condition);
    if (py_is_tuple(condition)) {
        const py_tuple *types = (py_tuple *)condition.as.o;
        for (int64_t i = 0; ok && i < types->count; i++)
            ok = py_is_type(types->items[i]) && py_is_subtype((py_type *)types->items[i].as.o,
                                                              vm->exceptions[PY_EXC_BaseException]);
    }
    if (!ok)
        py_raise(
            vm, PY_EXC_TypeError,
            vm->python_minor >= 13
                ? "expected an exception type, a tuple of exception types, or a callable (other "
                  "than a class)"
                : "expected a function, exception type or tuple of exception types");
    return ok;
}

static bool append_part(py_vm *vm, py_list *list, py_value part_take) {
    bool ok =
        py_is_set(part_take) && (py_is_none(part_take) || py_list_append(vm, list, part_take));
    py_decref(vm, part_take);
    return ok;
}

// *match and *rest owned, None where empty. `rest` NULL: not wanted.
static bool split(py_vm *vm, py_value exc, py_value condition, py_value *match, py_value *rest) {
    int holds = condition_holds(vm, condition, exc);
    *match = py_none();
    if (rest)
        *rest = py_none();
    if (holds < 0)
        return false;
    if (holds)
        *match = py_incref(exc);
    else if (!is_group(vm, exc) && rest)
        *rest = py_incref(exc);
    if (holds || !is_group(vm, exc))
        return true;
    if (!py_enter_recursion(vm, " in exceptiongroup_split_recursive"))
        return false;
    py_list *matched = py_list_new(vm, 0), *left = py_list_new(vm, 0);
    const py_tuple *members = py__group_members(exc_of(exc));
    bool ok = matched && left;
    for (int64_t i = 0; ok && members && i < members->count; i++) {
        py_value m, r = py_none();
        ok = split(vm, members->items[i], condition, &m, rest ? &r : NULL);
        ok = ok && append_part(vm, matched, m) && append_part(vm, left, r);
    }
    if (ok) {
        *match = derive_part(vm, exc, matched);
        ok = py_is_set(*match);
    }
    if (ok && rest) {
        *rest = derive_part(vm, exc, left);
        ok = py_is_set(*rest);
    }
    py_release(vm, matched);
    py_release(vm, left);
    py_leave_recursion(vm);
    return ok;
}

static py_value group_split(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value parts[2];
    if (!check_condition(vm, a[1]))
        return py_unset();
    bool ok = split(vm, a[0], a[1], &parts[0], &parts[1]);
    py_value pair = ok ? py_from(py_tuple_of(vm, 2, parts)) : py_unset();
    py_decref(vm, parts[0]);
    py_decref(vm, parts[1]);
    return pair;
}

static py_value group_subgroup(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value match;
    if (!check_condition(vm, a[1]))
        return py_unset();
    if (split(vm, a[0], a[1], &match, NULL))
        return match;
    py_decref(vm, match);
    return py_unset();
}

static py_value group_derive(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value args[2] = {exc_of(a[0])->extra[0], a[1]};
    return py_call_n(vm, py_from(vm->exceptions[PY_EXC_BaseExceptionGroup]), 2, args);
}

static py_value get_message(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(exc_of(a[0])->extra[0]);
}

static py_value get_exceptions(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(exc_of(a[0])->extra[1]);
}

const py_fndef py__group_methods[] = {
    {"message", NULL, get_message, PY_FN_GETTER},
    {"exceptions", NULL, get_exceptions, PY_FN_GETTER},
    {"split", "self, matcher_value, /", group_split, PY_FN_METHOD},
    {"subgroup", "self, matcher_value, /", group_subgroup, PY_FN_METHOD},
    {"derive", "self, excs, /", group_derive, PY_FN_METHOD},
    {0}};
