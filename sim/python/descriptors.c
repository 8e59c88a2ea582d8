// Descriptors of built-in types: methods, slot wrappers, getters and setters, members of __slots__.
#include "types_internal.h"
#include "vm_internal.h"

// ---- methods of built-in types
// --------------------------------------------------------------------

static void native_dealloc(py_vm *vm, py_obj *self) {
    py_native *native = (py_native *)self;
    py_decref(vm, native->self);
    py_release(vm, native->module);
    py_object_free(vm, self, 0);
}

static void native_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((py_native *)self)->self);
}

static bool check_self(py_vm *vm, py_value object, const py_type *owner, const char *name) {
    if (py_is_subtype(py_type_of(vm, object), owner))
        return true;
    py_raise(vm, PY_EXC_TypeError,
             "descriptor '%s' for '%N' objects doesn't apply to a '%T' object", name, owner,
             object);
    return false;
}

static py_value native_descr_get(py_vm *vm, py_value self, py_value object, py_type *type) {
    (void)type;
    py_native *native = (py_native *)self.as.o;
    if (!py_is_set(object))
        return py_incref(self);
    if (!check_self(vm, object, native->owner, native->def->name))
        return py_unset();
    return py_native_new(vm, native->def, object, native->owner, NULL);
}

static py_value native_descr_call(py_vm *vm, py_value self, const py_args *args) {
    py_native *native = (py_native *)self.as.o;
    if (args->n < 1)
        return py_raise(vm, PY_EXC_TypeError, "unbound method %S.%s() needs an argument",
                        native->owner->name, native->def->name);
    if (!check_self(vm, args->v[0], native->owner, native->def->name))
        return py_unset();
    return py_native_call(vm, native, args);
}

static py_value native_descr_repr(py_vm *vm, py_value self) {
    py_native *native = (py_native *)self.as.o;
    return py_from(
        py_str_format(vm, "<method '%s' of '%N' objects>", native->def->name, native->owner));
}

static py_value native_name(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_from(py_str_z(vm, ((py_native *)a[0].as.o)->def->name));
}

static py_value native_qualname(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_native *native = (py_native *)a[0].as.o;
    if (py_is_type(native->self))
        return py_from(
            py_str_format(vm, "%S.%s", ((py_type *)native->self.as.o)->name, native->def->name));
    if (!native->owner)
        return py_from(py_str_z(vm, native->def->name));
    return py_from(py_str_format(vm, "%S.%s", native->owner->name, native->def->name));
}

static py_value native_owner(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(py_from(((py_native *)a[0].as.o)->owner));
}

static py_value no_doc(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)a, (void)n;
    return py_none();
}

static py_value native_module(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    py_str *module = ((py_native *)a[0].as.o)->module;
    return module ? py_incref(py_from(module)) : py_none();
}

static py_value native_self(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_native *native = (py_native *)a[0].as.o;
    if (py_is_set(native->self))
        return py_incref(native->self);
    if (!native->module)
        return py_none();
    py_value module = py_dict_get_str(vm->modules, native->module);
    return py_is_set(module) ? py_incref(module) : py_none();
}

static const py_fndef native_descr_methods[] = {
    {"__name__", NULL, native_name, PY_FN_GETTER},
    {"__qualname__", NULL, native_qualname, PY_FN_GETTER},
    {"__objclass__", NULL, native_owner, PY_FN_GETTER},
    {"__doc__", NULL, no_doc, PY_FN_GETTER},
    {0}};

const py_type_spec py_native_descr_spec = {
    .name = "method_descriptor",
    .size = sizeof(py_native),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = native_dealloc,
              .traverse = native_traverse,
              .call = native_descr_call,
              .repr = native_descr_repr,
              .descr_get = native_descr_get},
    .methods = native_descr_methods,
};

static py_value classmethod_descr_get(py_vm *vm, py_value self, py_value object, py_type *type) {
    py_native *native = (py_native *)self.as.o;
    py_type *of = type ? type : py_type_of(vm, object);
    return py_native_new(vm, native->def, py_from(of), native->owner, NULL);
}

const py_type_spec py_classmethod_descr_spec = {
    .name = "classmethod_descriptor",
    .size = sizeof(py_native),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = native_dealloc,
              .traverse = native_traverse,
              .call = native_descr_call,
              .repr = native_descr_repr,
              .descr_get = classmethod_descr_get},
    .methods = native_descr_methods,
};

// ---- functions, and methods bound to an object
// ------------------------------------------------------

static py_value native_call(py_vm *vm, py_value self, const py_args *args) {
    return py_native_call(vm, (py_native *)self.as.o, args);
}

static py_value native_repr(py_vm *vm, py_value self) {
    py_native *native = (py_native *)self.as.o;
    if (!py_is_set(native->self))
        return py_from(py_str_format(vm, "<built-in function %s>", native->def->name));
    const char *of = py_is_type(native->self) ? "type" : py_type_of(vm, native->self)->name->data;
    py_address address = {"0x0"};
    if (native->self.tag == PY_OBJ)
        address = py_address_text(vm, native->self.as.o);
    return py_from(py_str_format(vm, "<built-in method %s of %s object at %s>", native->def->name,
                                 of, address.text));
}

static bool native_hash(py_vm *vm, py_value self, int64_t *hash) {
    const py_native *native = (py_native *)self.as.o;
    uint64_t text = vl_hash_bytes(native->def->name, strlen(native->def->name));
    *hash = (int64_t)(text >> 1 ^
                      (uint64_t)(py_is_set(native->self) ? py_address_of(vm, native->self) : 0));
    return true;
}

// Bound methods of the same object are equal: [].append == itself, fetched twice.
static py_value native_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (!py_is(vm, b, PY_TYPE_NATIVE) || (op != PY_CMP_EQ && op != PY_CMP_NE))
        return py_incref(vm->not_implemented);
    const py_native *x = (py_native *)a.as.o, *y = (py_native *)b.as.o;
    return py_bool((x->def == y->def && py_same(x->self, y->self)) == (op == PY_CMP_EQ));
}

static const py_fndef native_methods[] = {{"__name__", NULL, native_name, PY_FN_GETTER},
                                          {"__qualname__", NULL, native_qualname, PY_FN_GETTER},
                                          {"__self__", NULL, native_self, PY_FN_GETTER},
                                          {"__module__", NULL, native_module, PY_FN_GETTER},
                                          {"__doc__", NULL, no_doc, PY_FN_GETTER},
                                          {0}};

const py_type_spec py_native_spec = {
    .name = "builtin_function_or_method",
    .size = sizeof(py_native),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = native_dealloc,
              .traverse = native_traverse,
              .call = native_call,
              .repr = native_repr,
              .hash = native_hash,
              .compare = native_compare},
    .methods = native_methods,
};

// ---- getters and setters
// ----------------------------------------------------------------------------

static void getset_dealloc(py_vm *vm, py_obj *self) {
    py_object_free(vm, self, 0);
}

static void no_traverse(py_obj *self, py_visit visit, void *context) {
    (void)self, (void)visit, (void)context;
}

static py_value getset_get(py_vm *vm, py_value self, py_value object, py_type *type) {
    (void)type;
    py_getset *getset = (py_getset *)self.as.o;
    if (!py_is_set(object))
        return py_incref(self);
    if (!check_self(vm, object, getset->owner, getset->getter->name))
        return py_unset();
    return getset->getter->fn(vm, &object, 1);
}

static bool getset_set(py_vm *vm, py_value self, py_value object, py_value value) {
    py_getset *getset = (py_getset *)self.as.o;
    const char *name = getset->getter->name;
    if (!check_self(vm, object, getset->owner, name))
        return false;
    if (!getset->setter) {
        py_raise(vm, PY_EXC_AttributeError, "attribute '%s' of '%N' objects is not writable", name,
                 getset->owner);
        return false;
    }
    if (!py_is_set(value)) {
        if (py_is_type(object))
            py_raise(vm, PY_EXC_TypeError, "cannot delete '%s' attribute of immutable type '%N'", name,
                     (py_type *)object.as.o);
        else
            py_raise(vm, PY_EXC_TypeError, "cannot delete attribute '%s' of '%N' objects", name,
                     getset->owner);
        return false;
    }
    py_value args[2] = {object, value};
    py_value result = getset->setter->fn(vm, args, 2);
    py_decref(vm, result);
    return py_is_set(result);
}

static py_value getset_repr(py_vm *vm, py_value self) {
    py_getset *getset = (py_getset *)self.as.o;
    return py_from(
        py_str_format(vm, "<attribute '%s' of '%N' objects>", getset->getter->name, getset->owner));
}

static py_value getset_name(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_from(py_str_z(vm, ((py_getset *)a[0].as.o)->getter->name));
}

static py_value getset_qualname(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_getset *getset = (py_getset *)a[0].as.o;
    return py_from(py_str_format(vm, "%S.%s", getset->owner->qualname, getset->getter->name));
}

static py_value getset_owner(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(py_from(((py_getset *)a[0].as.o)->owner));
}

static const py_fndef getset_getters[] = {{"__name__", NULL, getset_name, PY_FN_GETTER},
                                          {"__qualname__", NULL, getset_qualname, PY_FN_GETTER},
                                          {"__objclass__", NULL, getset_owner, PY_FN_GETTER},
                                          {0}};

const py_type_spec py_getset_spec = {
    .name = "getset_descriptor",
    .size = sizeof(py_getset),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = getset_dealloc,
              .traverse = no_traverse,
              .repr = getset_repr,
              .descr_get = getset_get,
              .descr_set = getset_set},
    .methods = getset_getters,
};

// ---- members of __slots__
// ---------------------------------------------------------------------------

static void member_dealloc(py_vm *vm, py_obj *self) {
    py_release(vm, ((py_member *)self)->name);
    py_object_free(vm, self, 0);
}

static py_value *member_place(py_vm *vm, py_value self, py_value object) {
    py_member *member = (py_member *)self.as.o;
    if (!check_self(vm, object, member->owner, member->name->data))
        return NULL;
    return (py_value *)(void *)((char *)object.as.o + member->offset);
}

static py_value member_get(py_vm *vm, py_value self, py_value object, py_type *type) {
    (void)type;
    if (!py_is_set(object))
        return py_incref(self);
    py_value *place = member_place(vm, self, object);
    if (!place)
        return py_unset();
    py_str *name = ((py_member *)self.as.o)->name;
    return py_is_set(*place)
               ? py_incref(*place)
               : py__attribute_error(vm, object, name, "'%T' object has no attribute '%S'", object,
                                     name);
}

static bool member_set(py_vm *vm, py_value self, py_value object, py_value value) {
    py_value *place = member_place(vm, self, object);
    if (!place)
        return false;
    if (!py_is_set(value) && !py_is_set(*place)) {
        py_str *name = ((py_member *)self.as.o)->name;
        py__attribute_error(vm, object, name, "%S", name);
        return false;
    }
    py_assign_take(vm, place, py_incref(value));
    return true;
}

static py_value member_repr(py_vm *vm, py_value self) {
    py_member *member = (py_member *)self.as.o;
    return py_from(py_str_format(vm, "<member '%S' of '%N' objects>", member->name, member->owner));
}

static py_value member_name(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(py_from(((py_member *)a[0].as.o)->name));
}

static py_value member_owner(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(py_from(((py_member *)a[0].as.o)->owner));
}

static py_value member_qualname(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_member *member = (py_member *)a[0].as.o;
    return py_from(py_str_format(vm, "%S.%S", member->owner->qualname, member->name));
}

static py_value member_doc(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)a, (void)n;
    return py_none();
}

static const py_fndef member_getters[] = {{"__name__", NULL, member_name, PY_FN_GETTER},
                                          {"__qualname__", NULL, member_qualname, PY_FN_GETTER},
                                          {"__objclass__", NULL, member_owner, PY_FN_GETTER},
                                          {"__doc__", NULL, member_doc, PY_FN_GETTER},
                                          {0}};

const py_type_spec py_member_spec = {
    .name = "member_descriptor",
    .size = sizeof(py_member),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = member_dealloc,
              .traverse = no_traverse,
              .repr = member_repr,
              .descr_get = member_get,
              .descr_set = member_set},
    .methods = member_getters,
};

// ---- slot wrappers
// ----------------------------------------------------------------------------------

static void wrapper_dealloc(py_vm *vm, py_obj *self) {
    py_decref(vm, ((py_wrapper *)self)->self);
    py_object_free(vm, self, 0);
}

static void wrapper_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((py_wrapper *)self)->self);
}

// args->v[0] is self.
static py_value run_wrapper(py_vm *vm, const py_wrapper *wrapper, const py_args *args) {
    const py_slotdef *def = wrapper->def;
    if (def->max >= 0) {
        int given = args->n - 1;
        if (args->kwnames && args->kwnames->count)
            return py_raise(vm, PY_EXC_TypeError, "wrapper %S() takes no keyword arguments",
                            vm->sym[def->name]);
        if (given < def->min || given > def->max) {
            if (def->min == def->max)
                return py_raise(vm, PY_EXC_TypeError, "expected %d argument%s, got %d", def->min,
                                def->min == 1 ? "" : "s", given);
            bool few = given < def->min;
            return py_raise(vm, PY_EXC_TypeError, "expected at %s %d argument%s, got %d",
                            few ? "least" : "most", few ? def->min : def->max,
                            (few ? def->min : def->max) == 1 ? "" : "s", given);
        }
    }
    return def->wrap(vm, def, wrapper->owner, args);
}

static py_value wrapper_call(py_vm *vm, py_value self, const py_args *args) {
    const py_wrapper *wrapper = (py_wrapper *)self.as.o;
    py_str *name = vm->sym[wrapper->def->name];
    if (args->n < 1)
        return py_raise(vm, PY_EXC_TypeError, "descriptor '%S' of '%N' object needs an argument",
                        name, wrapper->owner);
    if (!py_is_subtype(py_type_of(vm, args->v[0]), wrapper->owner))
        return py_raise(vm, PY_EXC_TypeError,
                        "descriptor '%S' requires a '%N' object but received a '%T'", name,
                        wrapper->owner, args->v[0]);
    return run_wrapper(vm, wrapper, args);
}

static py_value wrapper_get(py_vm *vm, py_value self, py_value object, py_type *type) {
    (void)type;
    const py_wrapper *wrapper = (py_wrapper *)self.as.o;
    if (!py_is_set(object))
        return py_incref(self);
    if (!check_self(vm, object, wrapper->owner, vm->sym[wrapper->def->name]->data))
        return py_unset();
    py_wrapper *bound = py_object_new(vm, vm->types[PY_TYPE_METHOD_WRAPPER], 0);
    if (bound) {
        bound->def = wrapper->def;
        bound->owner = wrapper->owner;
        bound->self = py_incref(object);
    }
    return py_from(bound);
}

static py_value wrapper_repr(py_vm *vm, py_value self) {
    const py_wrapper *wrapper = (py_wrapper *)self.as.o;
    return py_from(py_str_format(vm, "<slot wrapper '%S' of '%N' objects>",
                                 vm->sym[wrapper->def->name], wrapper->owner));
}

static py_value wrapper_name(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_incref(py_from(vm->sym[((py_wrapper *)a[0].as.o)->def->name]));
}

static py_value wrapper_qualname(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_wrapper *wrapper = (py_wrapper *)a[0].as.o;
    return py_from(py_str_format(vm, "%S.%S", wrapper->owner->name, vm->sym[wrapper->def->name]));
}

static py_value wrapper_self(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(((py_wrapper *)a[0].as.o)->self);
}

static py_value wrapper_owner(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(py_from(((py_wrapper *)a[0].as.o)->owner));
}

static const py_fndef wrapper_methods[] = {{"__name__", NULL, wrapper_name, PY_FN_GETTER},
                                           {"__qualname__", NULL, wrapper_qualname, PY_FN_GETTER},
                                           {"__objclass__", NULL, wrapper_owner, PY_FN_GETTER},
                                           {"__doc__", NULL, no_doc, PY_FN_GETTER},
                                           {0}};

const py_type_spec py_wrapper_spec = {
    .name = "wrapper_descriptor",
    .size = sizeof(py_wrapper),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = wrapper_dealloc,
              .traverse = wrapper_traverse,
              .call = wrapper_call,
              .repr = wrapper_repr,
              .descr_get = wrapper_get},
    .methods = wrapper_methods,
};

static py_value bound_wrapper_call(py_vm *vm, py_value self, const py_args *args) {
    py_wrapper *bound = (py_wrapper *)self.as.o;
    // The unbound wrapper of the same slot, on the stack: py_call_bound puts self in front of args.
    py_value unbound = py_type_lookup(vm, bound->owner, vm->sym[bound->def->name]);
    if (py_is(vm, unbound, PY_TYPE_WRAPPER) && ((py_wrapper *)unbound.as.o)->owner == bound->owner)
        return py_call_bound(vm, unbound, bound->self, args);
    return py_raise(vm, PY_EXC_TypeError, "'%T' object is not callable", self);
}

static py_value bound_wrapper_repr(py_vm *vm, py_value self) {
    const py_wrapper *wrapper = (py_wrapper *)self.as.o;
    py_address address = {"0x0"};
    if (wrapper->self.tag == PY_OBJ)
        address = py_address_text(vm, wrapper->self.as.o);
    return py_from(py_str_format(vm, "<method-wrapper '%S' of %T object at %s>",
                                 vm->sym[wrapper->def->name], wrapper->self, address.text));
}

static py_value bound_wrapper_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (!py_is(vm, b, PY_TYPE_METHOD_WRAPPER) || (op != PY_CMP_EQ && op != PY_CMP_NE))
        return py_incref(vm->not_implemented);
    const py_wrapper *x = (py_wrapper *)a.as.o, *y = (py_wrapper *)b.as.o;
    return py_bool((x->def == y->def && py_same(x->self, y->self)) == (op == PY_CMP_EQ));
}

static bool bound_wrapper_hash(py_vm *vm, py_value self, int64_t *hash) {
    const py_wrapper *wrapper = (py_wrapper *)self.as.o;
    *hash = py_address_of(vm, wrapper->self) ^ (int64_t)wrapper->def->name;
    return true;
}

static const py_fndef bound_wrapper_methods[] = {
    {"__name__", NULL, wrapper_name, PY_FN_GETTER},
    {"__qualname__", NULL, wrapper_qualname, PY_FN_GETTER},
    {"__self__", NULL, wrapper_self, PY_FN_GETTER},
    {"__doc__", NULL, no_doc, PY_FN_GETTER},
    {0}};

const py_type_spec py_method_wrapper_spec = {
    .name = "method-wrapper",
    .size = sizeof(py_wrapper),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = wrapper_dealloc,
              .traverse = wrapper_traverse,
              .call = bound_wrapper_call,
              .repr = bound_wrapper_repr,
              .hash = bound_wrapper_hash,
              .compare = bound_wrapper_compare},
    .methods = bound_wrapper_methods,
};
