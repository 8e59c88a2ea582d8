// super: attributes looked up behind a class in the MRO of an object's type.
#include "types_internal.h"
#include "vm_internal.h"

typedef struct super_object {
    py_gcobj gc;
    py_value cls, object; // object unset: unbound
    py_type *of;          // owned: the type whose MRO is searched
} super_object;

static void super_clear(py_vm *vm, py_obj *self) {
    super_object *s = (super_object *)self;
    py_assign_take(vm, &s->cls, py_unset());
    py_assign_take(vm, &s->object, py_unset());
    py_type *of = s->of;
    s->of = NULL;
    py_release(vm, of);
}

static void super_dealloc(py_vm *vm, py_obj *self) {
    super_clear(vm, self);
    py_object_free(vm, self, 0);
}

static void super_traverse(py_obj *self, py_visit visit, void *context) {
    super_object *s = (super_object *)self;
    visit(context, s->cls);
    visit(context, s->object);
    visit(context, py_from(s->of));
}

// The type that `object` stands for: itself if a subclass of cls, else its type.
static py_type *check(py_vm *vm, py_type *cls, py_value object) {
    if (py_is_type(object) && py_is_subtype((py_type *)object.as.o, cls))
        return (py_type *)object.as.o;
    py_type *type = py_type_of(vm, object);
    if (py_is_subtype(type, cls))
        return type;
    if (vm->python_minor >= 13) {
        if (py_is_type(object))
            py_raise(vm, PY_EXC_TypeError,
                     "super(type, obj): obj (type %N) is not an instance or subtype of type (%N).",
                     (py_type *)object.as.o, cls);
        else
            py_raise(vm, PY_EXC_TypeError,
                     "super(type, obj): obj (instance of %N) is not an instance or subtype of type "
                     "(%N).",
                     type, cls);
    } else
        py_raise(vm, PY_EXC_TypeError,
                 "super(type, obj): obj must be an instance or subtype of type");
    return NULL;
}

static py_value super_new(py_vm *vm, py_type *type, const py_args *args) {
    py_value cls = args->n > 0 ? args->v[0] : py_unset(),
             object = args->n > 1 ? args->v[1] : py_unset();
    if (args->kwnames && args->kwnames->count)
        return py_raise(vm, PY_EXC_TypeError, "super() takes no keyword arguments");
    if (args->n > 2)
        return py_raise(vm, PY_EXC_TypeError, "super() takes at most 2 arguments (%d given)",
                        args->n);
    if (args->n == 0 && !py_frame_super(vm, &cls, &object))
        return py_unset();
    if (!py_is_type(cls))
        return py_raise(vm, PY_EXC_TypeError, "super() argument 1 must be a type, not %T", cls);
    if (py_is_none(object))
        object = py_unset();
    py_type *of = py_is_set(object) ? check(vm, (py_type *)cls.as.o, object) : NULL;
    if (py_is_set(object) && !of)
        return py_unset();
    super_object *s = py_object_new(vm, type, 0);
    if (s) {
        s->cls = py_incref(cls);
        s->object = py_incref(object);
        s->of = py_retain(of);
    }
    return py_from(s);
}

static bool super_init(py_vm *vm, py_value self, const py_args *args) {
    (void)vm, (void)self, (void)args;
    return true;
}

static py_value super_getattr(py_vm *vm, py_value self, py_str *name) {
    super_object *s = (super_object *)self.as.o;
    if (!s->of || py_str_equal(name, vm->sym[PY_SYM___class__]))
        return py_generic_getattr(vm, self, name);
    const py_tuple *mro = s->of->mro;
    int64_t i = 0;
    while (mro && i < mro->count && !py_same(mro->items[i], s->cls))
        i++;
    for (i++; mro && i < mro->count; i++) {
        py_value found = py_dict_get_str(((py_type *)mro->items[i].as.o)->dict, name);
        if (!py_is_set(found))
            continue;
        bool of_class = py_same(s->object, py_from(s->of));
        return py__bind(vm, found, of_class ? py_unset() : s->object, s->of);
    }
    py_value own;
    if (!py__generic_find(vm, self, name, &own) || py_is_set(own))
        return own;
    return py__attribute_error(vm, self, name, "'super' object has no attribute '%S'", name);
}

// The class in whose body the code of the frame stands: what its cell __class__ holds; borrowed or unset.
static py_value class_of_body(const py_vm *vm, const py_frame *frame) {
    const py_code *code = frame->code;
    for (uint32_t i = code->free_start; i < code->slot_count; i++)
        if (code->slot_names[i] == vm->sym[PY_SYM___class__])
            return ((py_cell *)frame->slots[i].as.o)->value;
    return py_unset();
}

py_obj *py__super_method(py_vm *vm, const py_frame *frame, const py_str *name, py_value *self) {
    *self = frame->code->arg_count ? frame->slots[0] : py_unset();
    if (py_is(vm, *self, PY_TYPE_CELL))
        *self = ((py_cell *)self->as.o)->value;
    py_value cls = class_of_body(vm, frame);
    if (self->tag != PY_OBJ || cls.tag != PY_OBJ || py_is_type(*self) ||
        name == vm->sym[PY_SYM___class__])
        return NULL;
    const py_tuple *mro = self->as.o->type->mro;
    int64_t i = 0;
    while (mro && i < mro->count && !py_same(mro->items[i], cls))
        i++;
    for (i++; mro && i < mro->count; i++) {
        py_value found = py_dict_get_str(((py_type *)mro->items[i].as.o)->dict, name);
        if (py_is_set(found))
            return py_is(vm, found, PY_TYPE_FUNCTION) ? found.as.o : NULL;
    }
    return NULL;
}

static py_value super_repr(py_vm *vm, py_value self) {
    const super_object *s = (super_object *)self.as.o;
    if (s->of)
        return py_from(
            py_str_format(vm, "<super: <class '%N'>, <%N object>>", (py_type *)s->cls.as.o, s->of));
    return py_from(py_str_format(vm, "<super: <class '%N'>, NULL>", (py_type *)s->cls.as.o));
}

static py_value this_class(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_incref(((super_object *)a[0].as.o)->cls);
}

static py_value this_object(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    py_value object = ((super_object *)a[0].as.o)->object;
    return py_is_set(object) ? py_incref(object) : py_none();
}

static const py_fndef super_methods[] = {{"__thisclass__", NULL, this_class, PY_FN_GETTER},
                                         {"__self__", NULL, this_object, PY_FN_GETTER},
                                         {0}};

const py_type_spec py_super_spec = {
    .name = "super",
    .size = sizeof(super_object),
    .flags = PY_TF_GC | PY_TF_BASE,
    .base = -1,
    .slots = {.dealloc = super_dealloc,
              .traverse = super_traverse,
              .clear = super_clear,
              .new_ = super_new,
              .init = super_init,
              .repr = super_repr,
              .getattr = super_getattr},
    .methods = super_methods,
};
