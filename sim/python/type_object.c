// The type `type`: what classes themselves can do.
#include "types_internal.h"
#include "vm_internal.h"

static py_type *type_of(py_value v) {
    return (py_type *)v.as.o;
}

py_str *py__type_full_name(py_vm *vm, const py_type *type) {
    if (py_str_is(type->module, "builtins") || py_str_is(type->module, "__main__"))
        return py_retain(type->qualname);
    return py_str_format(vm, "%S.%S", type->module, type->qualname);
}

static py_value type_repr(py_vm *vm, py_value self) {
    const py_type *type = type_of(self);
    if (py_str_is(type->module, "builtins"))
        return py_from(py_str_format(vm, "<class '%S'>", type->qualname));
    return py_from(py_str_format(vm, "<class '%S.%S'>", type->module, type->qualname));
}

static py_value get_name(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(py_from(type_of(a[0])->name));
}

static py_value get_qualname(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(py_from(type_of(a[0])->qualname));
}

static py_value set_text(py_vm *vm, py_value self, const char *attr, py_str **place,
                         py_value value) {
    if (!(type_of(self)->flags & PY_TF_HEAP))
        return py_raise(vm, PY_EXC_TypeError, "cannot set '%s' attribute of immutable type '%N'",
                        attr, type_of(self));
    if (!py_is_str(value))
        return py_raise(vm, PY_EXC_TypeError, "can only assign string to %N.%s, not '%T'",
                        type_of(self), attr, value);
    py_str *old = *place;
    *place = py_retain(value.as.o);
    py_release(vm, old);
    return py_none();
}

static py_value set_name(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return set_text(vm, a[0], "__name__", &type_of(a[0])->name, a[1]);
}

static py_value set_qualname(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return set_text(vm, a[0], "__qualname__", &type_of(a[0])->qualname, a[1]);
}

static py_value get_module(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value own = py_dict_get_str(type_of(a[0])->dict, vm->sym[PY_SYM___module__]);
    if ((type_of(a[0])->flags & PY_TF_HEAP) && py_is_set(own))
        return py_incref(own);
    return py_incref(py_from(type_of(a[0])->module));
}

static py_value set_module(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_type *type = type_of(a[0]);
    if (!(type->flags & PY_TF_HEAP))
        return py_raise(vm, PY_EXC_TypeError,
                        "cannot set '__module__' attribute of immutable type '%N'", type);
    if (py_is_str(a[1])) {
        py_str *old = type->module;
        type->module = py_retain(a[1].as.o);
        py_release(vm, old);
    }
    bool ok = py_dict_set_str(vm, type->dict, vm->sym[PY_SYM___module__], a[1]);
    py__type_touch(vm, type);
    return ok ? py_none() : py_unset();
}

static py_value get_bases(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(py_from(type_of(a[0])->bases));
}

static py_value get_base(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return type_of(a[0])->base ? py_incref(py_from(type_of(a[0])->base)) : py_none();
}

static py_value set_bases(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!(type_of(a[0])->flags & PY_TF_HEAP))
        return py_raise(vm, PY_EXC_TypeError, "cannot set '__bases__' attribute of immutable type '%N'",
                        type_of(a[0]));
    return py_unsupported(vm, "assignment to __bases__ is not supported");
}

static py_value get_type_params(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const char name[] = "__type_params__";
    if (vm->python_minor < 12)
        return py_raise(vm, PY_EXC_AttributeError, "type object '%N' has no attribute '%s'", type_of(a[0]), name);
    py_str *key = py_str_z(vm, name);
    py_value own = key ? py_dict_get_str(type_of(a[0])->dict, key) : py_unset();
    py_release(vm, key);
    if (!key)
        return py_unset();
    return py_incref(py_is_tuple(own) ? own : py_from(vm->empty_tuple));
}

static py_value set_type_params(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!(type_of(a[0])->flags & PY_TF_HEAP))
        return py_raise(vm, PY_EXC_TypeError, "cannot set '__type_params__' attribute of immutable type '%N'",
                        type_of(a[0]));
    py_str *key = py_str_z(vm, "__type_params__");
    bool ok = key && py_dict_set_str(vm, type_of(a[0])->dict, key, a[1]);
    py_release(vm, key);
    return ok ? py_none() : py_unset();
}

static py_value get_mro(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(py_from(type_of(a[0])->mro));
}

static py_value get_type_dict(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__mapping_proxy_new(vm, py_from(type_of(a[0])->dict));
}

static py_value get_doc(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value doc = py_dict_get_str(type_of(a[0])->dict, vm->sym[PY_SYM___doc__]);
    if (py_is_set(doc) && !py_is(vm, doc, PY_TYPE_GETSET))
        return py__bind(vm, doc, py_unset(), type_of(a[0]));
    return py_none();
}

static py_value set_doc(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_type *type = type_of(a[0]);
    if (!(type->flags & PY_TF_HEAP))
        return py_raise(vm, PY_EXC_TypeError,
                        "cannot set '__doc__' attribute of immutable type '%N'", type);
    bool ok = py_dict_set_str(vm, type->dict, vm->sym[PY_SYM___doc__], a[1]);
    py__type_touch(vm, type);
    return ok ? py_none() : py_unset();
}

static py_value get_annotations(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_type *type = type_of(a[0]);
    py_str *name = vm->sym[PY_SYM___annotations__];
    py_value own = py_dict_get_str(type->dict, name);
    if (py_is_set(own))
        return py_incref(own);
    if (!(type->flags & PY_TF_HEAP))
        return py__attribute_error(vm, a[0], name, "type object '%N' has no attribute '%S'", type,
                                   name);
    py_value made = py_from(py_dict_new(vm));
    if (py_is_set(made) && py_dict_set_str(vm, type->dict, name, made)) {
        py__type_touch(vm, type);
        return made;
    }
    py_decref(vm, made);
    return py_unset();
}

static py_value set_annotations(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_type *type = type_of(a[0]);
    if (!(type->flags & PY_TF_HEAP))
        return py_raise(vm, PY_EXC_TypeError,
                        "cannot set '__annotations__' attribute of immutable type '%N'", type);
    bool ok = py_dict_set_str(vm, type->dict, vm->sym[PY_SYM___annotations__], a[1]);
    py__type_touch(vm, type);
    return ok ? py_none() : py_unset();
}

static py_value get_abstract(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value names = py_dict_get_str(type_of(a[0])->dict, vm->sym[PY_SYM___abstractmethods__]);
    if (py_is_set(names))
        return py_incref(names);
    return py__attribute_error(vm, a[0], vm->sym[PY_SYM___abstractmethods__],
                               "type object '%N' has no attribute '__abstractmethods__'",
                               type_of(a[0]));
}

static py_value set_abstract(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_type *type = type_of(a[0]);
    if (!(type->flags & PY_TF_HEAP))
        return py_raise(vm, PY_EXC_TypeError,
                        "cannot set '__abstractmethods__' attribute of immutable type '%N'", type);
    int any = py_truth(vm, a[1]);
    if (any < 0 || !py_dict_set_str(vm, type->dict, vm->sym[PY_SYM___abstractmethods__], a[1]))
        return py_unset();
    type->flags &= ~(uint32_t)PY_TF_ABSTRACT;
    type->flags |= any ? (uint32_t)PY_TF_ABSTRACT : 0;
    py__type_touch(vm, type);
    return py_none();
}

static py_value type_mro(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_list *list = py_list_new(vm, 0);
    py_tuple *mro = type_of(a[0])->mro;
    for (int64_t i = 0; list && i < mro->count; i++)
        if (!py_list_append(vm, list, mro->items[i]))
            break;
    return py_from(list);
}

static py_value type_subclasses(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_list *list = py_list_new(vm, 0);
    for (uint32_t i = 0; list && i < type_of(a[0])->subclass_count; i++)
        if (!py_list_append(vm, list, py_from(type_of(a[0])->subclasses[i])))
            break;
    return py_from(list);
}

static py_value type_instancecheck(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int is = py__type_instance(vm, a[1], type_of(a[0]));
    return is < 0 ? py_unset() : py_bool(is);
}

static py_value type_subclasscheck(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_type(a[1]))
        return py_raise(vm, PY_EXC_TypeError, "issubclass() arg 1 must be a class");
    return py_bool(py_is_subtype(type_of(a[1]), type_of(a[0])));
}

static py_value type_prepare(py_vm *vm, const py_value *a, int n) {
    (void)a, (void)n;
    // `**kwargs` arrive as a dict and are not looked at.
    return py_from(py_dict_new(vm));
}

static py_value type_dir(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__dir_of(vm, a[0]);
}

static bool type_init(py_vm *vm, py_value self, const py_args *args) {
    (void)self;
    if (args->n == 1 || args->n == 3)
        return true;
    py_raise(vm, PY_EXC_TypeError, "type.__init__() takes 1 or 3 arguments");
    return false;
}

static py_value type_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    return op == PY_BIN_OR ? py__union_of(vm, a, b) : py_incref(vm->not_implemented);
}

static const py_fndef type_methods[] = {
    {"__name__", NULL, get_name, PY_FN_GETTER},
    {"__name__", NULL, set_name, PY_FN_SETTER},
    {"__qualname__", NULL, get_qualname, PY_FN_GETTER},
    {"__qualname__", NULL, set_qualname, PY_FN_SETTER},
    {"__module__", NULL, get_module, PY_FN_GETTER},
    {"__module__", NULL, set_module, PY_FN_SETTER},
    {"__bases__", NULL, get_bases, PY_FN_GETTER},
    {"__bases__", NULL, set_bases, PY_FN_SETTER},
    {"__type_params__", NULL, get_type_params, PY_FN_GETTER},
    {"__type_params__", NULL, set_type_params, PY_FN_SETTER},
    {"__base__", NULL, get_base, PY_FN_GETTER},
    {"__mro__", NULL, get_mro, PY_FN_GETTER},
    {"__dict__", NULL, get_type_dict, PY_FN_GETTER},
    {"__doc__", NULL, get_doc, PY_FN_GETTER},
    {"__doc__", NULL, set_doc, PY_FN_SETTER},
    {"__annotations__", NULL, get_annotations, PY_FN_GETTER},
    {"__annotations__", NULL, set_annotations, PY_FN_SETTER},
    {"__abstractmethods__", NULL, get_abstract, PY_FN_GETTER},
    {"__abstractmethods__", NULL, set_abstract, PY_FN_SETTER},
    {"mro", "self, /", type_mro, PY_FN_METHOD},
    {"__subclasses__", "self, /", type_subclasses, PY_FN_METHOD},
    {"__instancecheck__", "self, instance, /", type_instancecheck, PY_FN_METHOD},
    {"__subclasscheck__", "self, subclass, /", type_subclasscheck, PY_FN_METHOD},
    {"__prepare__", "cls, *args, **kwargs", type_prepare, PY_FN_CLASSMETHOD},
    {"__dir__", "self, /", type_dir, PY_FN_METHOD},
    {0}};

const py_type_spec py_type_type_spec = {
    .name = "type",
    .size = sizeof(py_type),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_TYPE,
    .base = -1,
    .slots = {.dealloc = py__type_dealloc,
              .traverse = py__type_traverse,
              .clear = py__type_clear,
              .new_ = py__type_new,
              .init = type_init,
              .repr = type_repr,
              .call = py__type_call,
              .getattr = py__type_getattr,
              .setattr = py__type_setattr,
              .binary = type_binary},
    .methods = type_methods,
};
