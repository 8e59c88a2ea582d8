// property, classmethod, staticmethod: the descriptors programs make.
#include "types_internal.h"
#include "vm_internal.h"

typedef struct property {
    py_gcobj gc;
    py_value get, set, del, doc; // unset: not given
    py_str *name;                // from __set_name__; NULL: unknown
} property;

static property *prop_of(py_value v) {
    return (property *)v.as.o;
}

static void property_clear(py_vm *vm, py_obj *self) {
    property *p = (property *)self;
    py_assign_take(vm, &p->get, py_unset());
    py_assign_take(vm, &p->set, py_unset());
    py_assign_take(vm, &p->del, py_unset());
    py_assign_take(vm, &p->doc, py_unset());
}

static void property_dealloc(py_vm *vm, py_obj *self) {
    property_clear(vm, self);
    py_release(vm, ((property *)self)->name);
    py_object_free(vm, self, 0);
}

static void property_traverse(py_obj *self, py_visit visit, void *context) {
    const property *p = (property *)self;
    visit(context, p->get);
    visit(context, p->set);
    visit(context, p->del);
    visit(context, p->doc);
}

static py_value given(py_value v) {
    return py_is_none(v) ? py_unset() : py_incref(v);
}

static py_value property_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)args;
    return py_from(py_object_new(vm, type, 0));
}

static bool property_init(py_vm *vm, py_value self, const py_args *args) {
    static const py_fndef def = {"property", "fget=, fset=, fdel=, doc=", NULL, PY_FN_PLAIN};
    py_value a[4];
    if (!py_bind_args(vm, &def, args, a))
        return false;
    property *p = prop_of(self);
    py_assign_take(vm, &p->get, given(a[0]));
    py_assign_take(vm, &p->set, given(a[1]));
    py_assign_take(vm, &p->del, given(a[2]));
    py_assign_take(vm, &p->doc, given(a[3]));
    if (py_is_set(p->doc) || !py_is_set(p->get))
        return true;
    py_value doc;
    if (!py_find_attr(vm, p->get, vm->sym[PY_SYM___doc__], &doc))
        return false;
    py_assign_take(vm, &p->doc, doc);
    return true;
}

static bool no_accessor(py_vm *vm, const property *p, py_value object, const char *what) {
    if (p->name)
        py_raise(vm, PY_EXC_AttributeError, "property %R of '%N' object has no %s",
                 py_from(p->name), py_type_of(vm, object), what);
    else
        py_raise(vm, PY_EXC_AttributeError, "property of '%N' object has no %s",
                 py_type_of(vm, object), what);
    return false;
}

static py_value property_get(py_vm *vm, py_value self, py_value object, py_type *type) {
    (void)type;
    property *p = prop_of(self);
    if (!py_is_set(object))
        return py_incref(self);
    if (py_is_set(p->get))
        return py_call_n(vm, p->get, 1, &object);
    no_accessor(vm, p, object, "getter");
    return py_unset();
}

static bool property_set(py_vm *vm, py_value self, py_value object, py_value value) {
    property *p = prop_of(self);
    py_value args[2] = {object, value};
    bool deletes = !py_is_set(value);
    py_value f = deletes ? p->del : p->set;
    if (!py_is_set(f))
        return no_accessor(vm, p, object, deletes ? "deleter" : "setter");
    py_value result = py_call_n(vm, f, deletes ? 1 : 2, args);
    py_decref(vm, result);
    return py_is_set(result);
}

// A copy with one of the three replaced: the decorators @x.setter and so on.
static py_value copy_with(py_vm *vm, py_value self, py_value get, py_value set, py_value del) {
    const property *p = prop_of(self);
    property *copy = py_object_new(vm, self.as.o->type, 0);
    if (!copy)
        return py_unset();
    copy->get = py_incref(py_is_set(get) ? get : p->get);
    copy->set = py_incref(py_is_set(set) ? set : p->set);
    copy->del = py_incref(py_is_set(del) ? del : p->del);
    copy->doc = py_incref(p->doc);
    copy->name = py_retain(p->name);
    if (py_is_set(get)) {
        py_value doc;
        if (py_find_attr(vm, get, vm->sym[PY_SYM___doc__], &doc))
            py_assign_take(vm, &copy->doc, doc);
    }
    return py_from(copy);
}

static py_value property_getter(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return copy_with(vm, a[0], a[1], py_unset(), py_unset());
}

static py_value property_setter(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return copy_with(vm, a[0], py_unset(), a[1], py_unset());
}

static py_value property_deleter(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return copy_with(vm, a[0], py_unset(), py_unset(), a[1]);
}

static py_value property_set_name(py_vm *vm, const py_value *a, int n) {
    (void)n;
    property *p = prop_of(a[0]);
    if (py_is_str(a[2])) {
        py_str *old = p->name;
        p->name = py_retain(a[2].as.o);
        py_release(vm, old);
    }
    return py_none();
}

static py_value or_none(py_value v) {
    return py_is_set(v) ? py_incref(v) : py_none();
}

static py_value get_fget(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return or_none(prop_of(a[0])->get);
}

static py_value get_fset(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return or_none(prop_of(a[0])->set);
}

static py_value get_fdel(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return or_none(prop_of(a[0])->del);
}

static py_value get_prop_abstract(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const property *p = prop_of(a[0]);
    int found = py_is_set(p->get) ? py__is_abstract(vm, p->get) : 0;
    if (found == 0 && py_is_set(p->set))
        found = py__is_abstract(vm, p->set);
    if (found == 0 && py_is_set(p->del))
        found = py__is_abstract(vm, p->del);
    return found < 0 ? py_unset() : py_bool(found);
}

static py_value get_prop_doc(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return or_none(prop_of(a[0])->doc);
}

static const py_fndef property_methods[] = {
    {"getter", "self, fget, /", property_getter, PY_FN_METHOD},
    {"setter", "self, fset, /", property_setter, PY_FN_METHOD},
    {"deleter", "self, fdel, /", property_deleter, PY_FN_METHOD},
    {"__set_name__", "self, owner, name, /", property_set_name, PY_FN_METHOD},
    {"fget", NULL, get_fget, PY_FN_GETTER},
    {"fset", NULL, get_fset, PY_FN_GETTER},
    {"fdel", NULL, get_fdel, PY_FN_GETTER},
    {"__isabstractmethod__", NULL, get_prop_abstract, PY_FN_GETTER},
    {"__doc__", NULL, get_prop_doc, PY_FN_GETTER},
    {0}};

const py_type_spec py_property_spec = {
    .name = "property",
    .size = sizeof(property),
    .flags = PY_TF_GC | PY_TF_BASE,
    .base = -1,
    .slots = {.dealloc = property_dealloc,
              .traverse = property_traverse,
              .clear = property_clear,
              .new_ = property_new,
              .init = property_init,
              .descr_get = property_get,
              .descr_set = property_set},
    .methods = property_methods,
};

// ---- classmethod, staticmethod
// ------------------------------------------------------------------------

typedef struct holder {
    py_gcobj gc;
    py_value func;
} holder;

static py_value held(py_value v) {
    return ((holder *)v.as.o)->func;
}

static void holder_clear(py_vm *vm, py_obj *self) {
    py_assign_take(vm, &((holder *)self)->func, py_unset());
}

static void holder_dealloc(py_vm *vm, py_obj *self) {
    holder_clear(vm, self);
    py_object_free(vm, self, 0);
}

static void holder_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((holder *)self)->func);
}

static py_value holder_new(py_vm *vm, py_type *type, const py_args *args) {
    if (args->kwnames && args->kwnames->count)
        return py_raise(vm, PY_EXC_TypeError, "%N() takes no keyword arguments", type);
    if (args->n != 1)
        return py_raise(vm, PY_EXC_TypeError, "%N expected 1 argument, got %d", type, args->n);
    holder *made = py_object_new(vm, type, 0);
    if (made)
        made->func = py_incref(args->v[0]);
    return py_from(made);
}

// What it does not have itself it has from the function.
static py_value holder_getattr(py_vm *vm, py_value self, py_str *name) {
    py_value found;
    if (!py__generic_find(vm, self, name, &found))
        return py_unset();
    if (py_is_set(found) && !py_str_equal(name, vm->sym[PY_SYM___doc__]))
        return found;
    py_decref(vm, found);
    return py_getattr(vm, held(self), name);
}

static py_value classmethod_get(py_vm *vm, py_value self, py_value object, py_type *type) {
    py_type *of = type ? type : py_type_of(vm, object);
    return py_method_new(vm, held(self), py_from(of));
}

static py_value staticmethod_get(py_vm *vm, py_value self, py_value object, py_type *type) {
    (void)vm, (void)object, (void)type;
    return py_incref(held(self));
}

static py_value staticmethod_call(py_vm *vm, py_value self, const py_args *args) {
    return py_call(vm, held(self), args);
}

static py_value classmethod_repr(py_vm *vm, py_value self) {
    return py_from(py_str_format(vm, "<classmethod(%R)>", held(self)));
}

static py_value staticmethod_repr(py_vm *vm, py_value self) {
    return py_from(py_str_format(vm, "<staticmethod(%R)>", held(self)));
}

static py_value holder_func(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(held(a[0]));
}

static py_value holder_abstract(py_vm *vm, const py_value *a, int n) {
    py_value func = holder_func(vm, a, n);
    int found = py_is_set(func) ? py__is_abstract(vm, func) : -1;
    py_decref(vm, func);
    return found < 0 ? py_unset() : py_bool(found);
}

static const py_fndef holder_methods[] = {{"__func__", NULL, holder_func, PY_FN_GETTER},
                                          {"__isabstractmethod__", NULL, holder_abstract,
                                           PY_FN_GETTER},
                                          {"__wrapped__", NULL, holder_func, PY_FN_GETTER},
                                          {0}};

const py_type_spec py_classmethod_spec = {
    .name = "classmethod",
    .size = sizeof(holder),
    .flags = PY_TF_GC | PY_TF_BASE,
    .base = -1,
    .slots = {.dealloc = holder_dealloc,
              .traverse = holder_traverse,
              .clear = holder_clear,
              .new_ = holder_new,
              .repr = classmethod_repr,
              .getattr = holder_getattr,
              .descr_get = classmethod_get},
    .methods = holder_methods,
};

const py_type_spec py_staticmethod_spec = {
    .name = "staticmethod",
    .size = sizeof(holder),
    .flags = PY_TF_GC | PY_TF_BASE,
    .base = -1,
    .slots = {.dealloc = holder_dealloc,
              .traverse = holder_traverse,
              .clear = holder_clear,
              .new_ = holder_new,
              .repr = staticmethod_repr,
              .call = staticmethod_call,
              .getattr = holder_getattr,
              .descr_get = staticmethod_get},
    .methods = holder_methods,
};
