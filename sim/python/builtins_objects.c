// Built-in functions on objects and classes: attributes, names, tests, texts, identity.
#include "builtins_internal.h"
#include "vm_internal.h"

static py_str *name_arg(py_vm *vm, py_value v) {
    if (py_is_str(v))
        return py_str_intern_take(vm, py_retain(v.as.o));
    if (py_has_flag(v, PY_TF_STR))
        return py_str_intern_take(vm, py_retain(py_unbox(v).as.o));
    py_raise(vm, PY_EXC_TypeError, "attribute name must be string, not '%T'", v);
    return NULL;
}

static py_value fn_getattr(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_str *name = name_arg(vm, a[1]);
    if (!name)
        return py_unset();
    py_value found;
    if (!py_is_set(a[2]))
        found = py_getattr(vm, a[0], name);
    else if (py_find_attr(vm, a[0], name, &found) && !py_is_set(found) &&
             !py__attribute_refused(vm, a[0], name))
        found = py_incref(a[2]);
    py_release(vm, name);
    return found;
}

static py_value fn_hasattr(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_str *name = name_arg(vm, a[1]);
    py_value found;
    if (!name)
        return py_unset();
    bool ok = py_find_attr(vm, a[0], name, &found) &&
              (py_is_set(found) || !py__attribute_refused(vm, a[0], name));
    py_release(vm, name);
    if (!ok)
        return py_unset();
    py_decref(vm, found);
    return py_bool(py_is_set(found));
}

static py_value change(py_vm *vm, py_value object, py_value name_value, py_value value) {
    py_str *name = name_arg(vm, name_value);
    bool ok = name && py_setattr(vm, object, name, value);
    py_release(vm, name);
    return ok ? py_none() : py_unset();
}

static py_value fn_setattr(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return change(vm, a[0], a[1], a[2]);
}

static py_value fn_delattr(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return change(vm, a[0], a[1], py_unset());
}

static py_value fn_isinstance(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int result = py_isinstance(vm, a[0], a[1]);
    return result < 0 ? py_unset() : py_bool(result);
}

static py_value fn_issubclass(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_type(a[0]))
        return py_raise(vm, PY_EXC_TypeError, "issubclass() arg 1 must be a class");
    int result = py__issubclass(vm, a[0], a[1]);
    return result < 0 ? py_unset() : py_bool(result);
}

static py_value fn_callable(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_bool(py__callable(vm, a[0]));
}

static py_value fn_id(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_int(py_address_of(vm, a[0]));
}

static py_value fn_hash(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t hash;
    return py_hash(vm, a[0], &hash) ? py_int(hash) : py_unset();
}

static py_value fn_repr(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_from(py_repr(vm, a[0]));
}

static py_value fn_ascii(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_ascii(vm, a[0]);
}

static py_value fn_format(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value spec = py_is_set(a[1]) ? py_unbox(a[1]) : py_from(vm->empty_str);
    if (!py_is_str(spec))
        return py_raise(vm, PY_EXC_TypeError, "format() argument 2 must be str, not %T", a[1]);
    return py_format(vm, a[0], py_as_str(spec));
}

// ---- namespaces
// -------------------------------------------------------------------------------------------

static bool add_names(py_vm *vm, py_set *names, py_value mapping) {
    py_value keys = py_iter_to_list(vm, mapping);
    if (!py_is_set(keys))
        return false;
    const py_list *list = (py_list *)keys.as.o;
    bool ok = true;
    for (int64_t i = 0; ok && i < list->count; i++)
        ok = py_set_add(vm, names, list->items[i]);
    py_decref(vm, keys);
    return ok;
}

static bool add_class_names(py_vm *vm, py_set *names, const py_type *type) {
    for (int64_t i = 0; i < type->mro->count; i++)
        if (!add_names(vm, names, py_from(((py_type *)type->mro->items[i].as.o)->dict)))
            return false;
    return true;
}

// object.__dir__ and its variants for types and modules, sorted.
py_value py__dir_of(py_vm *vm, py_value object) {
    py_set *names = py_set_new(vm, false);
    py_value dict = py_unset();
    bool ok = names != NULL;
    bool is_type = py_is_type(object), is_module = py_is(vm, object, PY_TYPE_MODULE);
    if (ok && !is_type) {
        ok = py_find_attr(vm, object, vm->sym[PY_SYM___dict__], &dict);
        if (ok && py_is_dict(dict))
            ok = add_names(vm, names, dict);
        py_decref(vm, dict);
    }
    if (ok && is_type)
        ok = add_class_names(vm, names, (py_type *)object.as.o);
    else if (ok && !is_module)
        ok = add_class_names(vm, names, py_type_of(vm, object));
    py_value sorted = ok ? py_iter_to_list(vm, py_from(names)) : py_unset();
    py_release(vm, names);
    if (py_is_set(sorted) && !py_list_sort(vm, (py_list *)sorted.as.o, py_unset(), false)) {
        py_decref(vm, sorted);
        return py_unset();
    }
    return sorted;
}

static py_value current_names(py_vm *vm) {
    return vm->frame ? py__frame_locals(vm, vm->frame) : py_from(py_dict_new(vm));
}

static py_value fn_dir(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value names;
    if (py_is_set(a[0])) {
        py_value func, self;
        if (!py_load_special(vm, a[0], PY_SYM___dir__, &func, &self))
            return py_unset();
        if (!py_is_set(func))
            return py__dir_of(vm, a[0]);
        py_args none = {NULL, 0, NULL};
        names = py_call_bound(vm, func, self, &none);
        py_decref(vm, func);
        py_decref(vm, self);
    } else
        names = current_names(vm);
    if (!py_is_set(names))
        return names;
    py_value list = py_iter_to_list(vm, names);
    py_decref(vm, names);
    if (py_is_set(list) && !py_list_sort(vm, (py_list *)list.as.o, py_unset(), false)) {
        py_decref(vm, list);
        return py_unset();
    }
    return list;
}

static py_value fn_vars(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_set(a[0]))
        return current_names(vm);
    py_value dict;
    if (!py_find_attr(vm, a[0], vm->sym[PY_SYM___dict__], &dict) || py_is_set(dict))
        return dict;
    return py_raise(vm, PY_EXC_TypeError, "vars() argument must have __dict__ attribute");
}

static py_value fn_globals(py_vm *vm, const py_value *a, int n) {
    (void)a, (void)n;
    py_dict *globals = py_current_globals(vm);
    return globals ? py_incref(py_from(globals)) : py_from(py_dict_new(vm));
}

static py_value fn_locals(py_vm *vm, const py_value *a, int n) {
    (void)a, (void)n;
    return current_names(vm);
}

const py_fndef py__builtins_objects[] = {
    {"getattr", "object, name, default=, /", fn_getattr, PY_FN_PLAIN},
    {"hasattr", "obj, name, /", fn_hasattr, PY_FN_PLAIN},
    {"setattr", "obj, name, value, /", fn_setattr, PY_FN_PLAIN},
    {"delattr", "obj, name, /", fn_delattr, PY_FN_PLAIN},
    {"isinstance", "obj, class_or_tuple, /", fn_isinstance, PY_FN_PLAIN},
    {"issubclass", "cls_, class_or_tuple, /", fn_issubclass, PY_FN_PLAIN},
    {"callable", "obj, /", fn_callable, PY_FN_PLAIN},
    {"id", "obj, /", fn_id, PY_FN_PLAIN},
    {"hash", "obj, /", fn_hash, PY_FN_PLAIN},
    {"repr", "obj, /", fn_repr, PY_FN_PLAIN},
    {"ascii", "obj, /", fn_ascii, PY_FN_PLAIN},
    {"format", "value, format_spec=, /", fn_format, PY_FN_PLAIN},
    {"dir", "object=, /", fn_dir, PY_FN_PLAIN},
    {"vars", "object=, /", fn_vars, PY_FN_PLAIN},
    {"globals", "", fn_globals, PY_FN_PLAIN},
    {"locals", "", fn_locals, PY_FN_PLAIN},
    {0}};
