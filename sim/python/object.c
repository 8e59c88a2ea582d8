// Storage of objects, their ends, their addresses as the program sees them, and the type `object`.
// Knows how instances are laid out; nothing of how attributes are found.
#include "types_internal.h"
#include "vm_internal.h"

#define DEALLOC_NESTING 100

py_type *py__type_of_plain(py_vm *vm, py_value v) {
    switch (v.tag) {
    case PY_INT:
        return vm->types[PY_TYPE_INT];
    case PY_FLOAT:
        return vm->types[PY_TYPE_FLOAT];
    case PY_BOOL:
        return vm->types[PY_TYPE_BOOL];
    default:
        return vm->types[PY_TYPE_NONE];
    }
}

void *py_object_new(py_vm *vm, py_type *type, size_t extra) {
    size_t size = type->size + extra;
    py_obj *object = vl_heap_alloc(vm->heap, size);
    if (!object) {
        py_raise_memory(vm);
        return NULL;
    }
    memset(object, 0, size);
    object->refs = 1;
    object->type = type;
    if (type->flags & PY_TF_HEAP)
        type->gc.base.refs++;
    if (type->flags & PY_TF_GC) {
        if (vm->gc_count >= vm->gc_threshold && !vm->gc_running)
            py_gc_collect(vm); // before tracking: the new object is not a candidate
        py_gc_track(vm, object);
    }
    return object;
}

void py__object_forget(py_vm *vm, py_obj *object) {
    if (vm->ids && vm->ids->used)
        py_dict_del(vm, vm->ids, py_int((int64_t)(uintptr_t)object));
}

void py_object_free(py_vm *vm, void *object, size_t extra) {
    py_obj *o = object;
    py_type *type = o->type;
    if (type->flags & PY_TF_GC)
        py_gc_untrack(vm, o);
    py_dict **dict = py_object_dict(o);
    if (dict && *dict) {
        py_dict *held = *dict;
        *dict = NULL;
        py_release(vm, held);
    }
    py__object_forget(vm, o);
    vl_heap_free(vm->heap, o, type->size + extra);
    if (type->flags & PY_TF_HEAP)
        py_release(vm, type);
}

py_dict **py_object_dict(py_obj *object) {
    size_t offset = object->type->dict_offset;
    return offset ? (py_dict **)(void *)((char *)object + offset) : NULL;
}

static void dealloc_now(py_vm *vm, py_obj *object) {
    object->type->slots.dealloc(vm, object);
}

// A chain of containers would nest a C call for each link: beyond a depth the rest is queued and
// taken apart by the outermost call.
static void dealloc_nested(py_vm *vm, py_obj *object) {
    if (vm->dealloc_depth >= DEALLOC_NESTING) {
        py_gc_untrack(vm, object);
        ((py_gcobj *)object)->prev = vm->dealloc_later;
        vm->dealloc_later = (py_gcobj *)object;
        return;
    }
    vm->dealloc_depth++;
    dealloc_now(vm, object);
    while (vm->dealloc_depth == 1 && vm->dealloc_later) {
        py_gcobj *later = vm->dealloc_later;
        vm->dealloc_later = later->prev;
        later->prev = NULL;
        dealloc_now(vm, &later->base);
    }
    vm->dealloc_depth--;
}

void py__dealloc(py_vm *vm, py_obj *object) {
    py_type *type = object->type;
    if (VL_UNLIKELY(type->slots.finalize != NULL) && !(object->gc & PY_GC_FINALIZED)) {
        py_exc *pending = vm->exc; // not the finaliser's affair
        vm->exc = NULL;
        object->refs = 1;
        object->gc |= PY_GC_FINALIZED;
        type->slots.finalize(vm, py_from(object));
        py_exc_clear(vm);
        vm->exc = pending;
        if (--object->refs > 0)
            return; // it lives again
    }
    if (VL_UNLIKELY(object->gc & PY_GC_WEAK))
        py__weak_end(vm, object);
    if (type->flags & PY_TF_GC)
        dealloc_nested(vm, object);
    else
        dealloc_now(vm, object);
}

void py__object_dealloc(py_vm *vm, py_obj *self) {
    py_object_free(vm, self, 0);
}

// ---- addresses ----------------------------------------------------------------------------------

#define FIRST_ADDRESS  0x7f0000000010
#define ADDRESS_STEP   0x30
#define SMALL_INT_BASE 0xa40000 // where CPython keeps its small ints: some low address

// Made-up addresses in order of first use: real ones would differ from run to run.
int64_t py_address_of(py_vm *vm, py_value v) {
    if (v.tag == PY_INT || v.tag == PY_BOOL)
        return SMALL_INT_BASE + (v.tag == PY_BOOL ? -64 : 0) + (v.as.i & 0xffffffff) * 32;
    if (v.tag != PY_OBJ)
        return SMALL_INT_BASE - 4096 + (int64_t)v.tag * 64 + (v.as.i & 0xffffffff00);
    if (!vm->ids && !(vm->ids = py_dict_new(vm)))
        return 0;
    py_value key = py_int((int64_t)(uintptr_t)v.as.o), known;
    if (py_dict_get(vm, vm->ids, key, &known) == 1)
        return known.as.i;
    int64_t address = FIRST_ADDRESS + (int64_t)vm->next_id++ * ADDRESS_STEP;
    return py_dict_set(vm, vm->ids, key, py_int(address)) ? address : 0;
}

py_address py_address_text(py_vm *vm, py_obj *object) {
    static const char digits[] = "0123456789abcdef";
    uint64_t address = (uint64_t)py_address_of(vm, py_from(object));
    py_address text = {"0x"};
    char *at = text.text + 2;
    for (int shift = 44; shift >= 0; shift -= 4)
        *at++ = digits[address >> shift & 15];
    return text;
}

bool py__default_repr(py_vm *vm, vl_buf *out, py_value v) {
    py_type *type = py_type_of(vm, v);
    vl_buf_char(out, '<');
    if (type->module && !py_str_is(type->module, "builtins")) {
        vl_buf_append(out, type->module->data, type->module->size);
        vl_buf_char(out, '.');
    }
    vl_buf_append(out, type->qualname->data, type->qualname->size);
    vl_buf_text(out, " object at ");
    vl_buf_text(out, v.tag == PY_OBJ ? py_address_text(vm, v.as.o).text : "0x0");
    return vl_buf_char(out, '>');
}

// ---- object -------------------------------------------------------------------------------------

static py_value object_repr(py_vm *vm, py_value self) {
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    py__default_repr(vm, &text, self);
    return py_from(py_str_from_buf(vm, &text));
}

static py_value object_str(py_vm *vm, py_value self) {
    return py_from(py_repr(vm, self));
}

static py_value object_format(py_vm *vm, py_value self, const py_str *spec) {
    if (spec && spec->size)
        return py_raise(vm, PY_EXC_TypeError, "unsupported format string passed to %T.__format__",
                        self);
    return py_from(py_str_of(vm, self));
}

static bool object_hash(py_vm *vm, py_value self, int64_t *hash) {
    *hash = (int64_t)((uint64_t)py_address_of(vm, self) >> 4);
    return true;
}

// != is the opposite of what == says.
static py_value object_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (op == PY_CMP_EQ && py_same(a, b))
        return py_bool(true);
    py_value (*compare)(py_vm *, py_compare, py_value, py_value) = py_type_of(vm, a)->slots.compare;
    if (op != PY_CMP_NE || !compare)
        return py_incref(vm->not_implemented);
    py_value equal = compare(vm, PY_CMP_EQ, a, b);
    if (!py_is_set(equal) || py_same(equal, vm->not_implemented))
        return equal;
    int truth = py_truth(vm, equal);
    py_decref(vm, equal);
    return truth < 0 ? py_unset() : py_bool(!truth);
}

static int total_args(const py_args *args) {
    return args->n + (args->kwnames ? (int)args->kwnames->count : 0);
}

// CPython's object_new and object_init: arguments too many are an error of whichever of the two the
// class has not overridden.
py_value py__object_new(py_vm *vm, py_type *type, const py_args *args) {
    if (total_args(args)) {
        if (type->slots.new_ != py__object_new)
            return py_raise(
                vm, PY_EXC_TypeError,
                "object.__new__() takes exactly one argument (the type to instantiate)");
        if (type->slots.init == py__object_init)
            return py_raise(vm, PY_EXC_TypeError, "%N() takes no arguments", type);
    }
    if (VL_UNLIKELY(type->flags & PY_TF_ABSTRACT))
        return py__abstract_error(vm, type);
    return py_from(py_object_new(vm, type, 0));
}

bool py__object_init(py_vm *vm, py_value self, const py_args *args) {
    py_type *type = py_type_of(vm, self);
    if (!total_args(args))
        return true;
    if (type->slots.init != py__object_init)
        py_raise(vm, PY_EXC_TypeError,
                 "object.__init__() takes exactly one argument (the instance to initialize)");
    else if (type->slots.new_ == py__object_new)
        py_raise(vm, PY_EXC_TypeError,
                 "%N.__init__() takes exactly one argument (the instance to initialize)", type);
    else
        return true;
    return false;
}

static py_value get_class(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_incref(py_from(py_type_of(vm, a[0])));
}

static py_value set_class(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_type(a[1]))
        return py_raise(vm, PY_EXC_TypeError, "__class__ must be set to a class, not '%T' object",
                        a[1]);
    py_type *to = (py_type *)a[1].as.o, *from = py_type_of(vm, a[0]);
    if (!(to->flags & from->flags & PY_TF_HEAP))
        return py_raise(vm, PY_EXC_TypeError,
                        "__class__ assignment only supported for mutable types or ModuleType "
                        "subclasses");
    if (to->size != from->size || to->dict_offset != from->dict_offset ||
        py__builtin_base(to) != py__builtin_base(from))
        return py_raise(vm, PY_EXC_TypeError,
                        "__class__ assignment: '%N' object layout differs from '%N'", to, from);
    a[0].as.o->type = py_retain(to);
    py_release(vm, from);
    return py_none();
}

static py_value object_dir(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__dir_of(vm, a[0]);
}

static py_value call_hook(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)a, (void)n;
    return py_none();
}

static py_value subclass_hook(py_vm *vm, const py_value *a, int n) {
    (void)a, (void)n;
    return py_incref(vm->not_implemented);
}

static const py_fndef object_methods[] = {
    {"__class__", NULL, get_class, PY_FN_GETTER},
    {"__class__", NULL, set_class, PY_FN_SETTER},
    {"__dir__", "self, /", object_dir, PY_FN_METHOD},
    {"__init_subclass__", "cls, /", call_hook, PY_FN_CLASSMETHOD},
    {"__subclasshook__", "cls, object, /", subclass_hook, PY_FN_CLASSMETHOD},
    {0}};

const py_type_spec py_object_spec = {
    .name = "object",
    .doc = "The base of all classes.",
    .size = sizeof(py_obj),
    .flags = PY_TF_BASE,
    .base = -1,
    .slots = {.dealloc = py__object_dealloc,
              .new_ = py__object_new,
              .init = py__object_init,
              .repr = object_repr,
              .str = object_str,
              .format = object_format,
              .hash = object_hash,
              .compare = object_compare,
              .getattr = py_generic_getattr,
              .setattr = py_generic_setattr},
    .methods = object_methods,
};
