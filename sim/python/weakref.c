// The module _weakref: references that do not keep what they refer to. An object that has some
// carries PY_GC_WEAK; a table finds the first of them by its address, the others are linked to it.
// As in CPython the references without callback to one object are one object.
#include "types_internal.h"
#include "vm_internal.h"
#include "weakref_internal.h"

// ---- the table ----------------------------------------------------------------------------------

static py_value key_of(const py_obj *object) {
    return py_int((int64_t)(uintptr_t)object);
}

static py_weak *first_of(py_vm *vm, const py_obj *object) {
    py_value held;
    if (!(object->gc & PY_GC_WEAK) || py_dict_get(vm, vm->weak, key_of(object), &held) != 1)
        return NULL;
    return (py_weak *)(uintptr_t)held.as.i;
}

static bool set_first(py_vm *vm, py_obj *object, py_weak *first) {
    if (first)
        return py_dict_set(vm, vm->weak, key_of(object), py_int((int64_t)(uintptr_t)first));
    object->gc &= ~PY_GC_WEAK;
    py_dict_del(vm, vm->weak, key_of(object));
    return true;
}

static bool is_plain(const py_weak *ref) {
    return !py_is_set(ref->callback) && !(ref->gc.base.type->flags & PY_TF_HEAP);
}

static bool link_ref(py_vm *vm, py_weak *ref, py_obj *object, bool plain) {
    if (!vm->weak && !(vm->weak = py_dict_new(vm)))
        return false;
    // Behind those that may be shared, as CPython's callbacks come: the newest first.
    py_weak *first = first_of(vm, object), *before = NULL, *next = first;
    for (; next && !plain && is_plain(next); next = next->next)
        before = next;
    if (!before && !set_first(vm, object, ref))
        return false;
    object->gc |= PY_GC_WEAK;
    ref->object = object;
    ref->prev = before;
    ref->next = next;
    if (before)
        before->next = ref;
    if (next)
        next->prev = ref;
    return true;
}

static void unlink_ref(py_vm *vm, py_weak *ref) {
    if (!ref->object)
        return;
    if (ref->next)
        ref->next->prev = ref->prev;
    if (ref->prev)
        ref->prev->next = ref->next;
    else
        set_first(vm, ref->object, ref->next);
    ref->object = NULL;
    ref->prev = ref->next = NULL;
}

// ---- the end of what is referred to
// ---------------------------------------------------------------

static void call_back(py_vm *vm, py_weak *ref) {
    py_value callback = ref->callback, self = py_from(&ref->gc);
    ref->callback = py_unset();
    if (py_is_set(callback) && vm->halt == VL_OK) {
        py_value result = py_call_n(vm, callback, 1, &self);
        if (!py_is_set(result) && vm->halt == VL_OK)
            py_write_unraisable(vm, callback);
        py_decref(vm, result);
    }
    py_decref(vm, callback);
}

// Takes all references to `object` away from it; those to call, linked by `next` and held, in
// *calls.
static void take_all(py_vm *vm, py_obj *object, py_weak ***calls) {
    for (py_weak *ref; (ref = first_of(vm, object));) {
        unlink_ref(vm, ref);
        if (!py_is_set(ref->callback) || ref->doomed || ref->gc.base.refs == 0)
            continue;
        py_retain(ref);
        **calls = ref;
        *calls = &ref->next;
    }
}

static void call_all(py_vm *vm, py_weak *calls) {
    py_exc *pending = vm->exc; // not the callbacks' affair
    vm->exc = NULL;
    while (calls) {
        py_weak *ref = calls;
        calls = ref->next;
        ref->next = NULL;
        call_back(vm, ref);
        py_release(vm, ref);
    }
    py_exc_clear(vm);
    vm->exc = pending;
}

void py__weak_end(py_vm *vm, py_obj *object) {
    py_weak *calls = NULL, **last = &calls;
    take_all(vm, object, &last);
    *last = NULL;
    if (calls)
        call_all(vm, calls);
}

static bool is_weak(const py_type *type) {
    while (type->flags & PY_TF_HEAP)
        type = type->base;
    return type->slots.dealloc == py__weak_dealloc;
}

// Those that are garbage themselves say nothing any more.
void py__weak_end_garbage(py_vm *vm, py_gcobj *garbage) {
    if (!vm->weak || !vm->weak->used)
        return;
    py_weak *calls = NULL, **last = &calls;
    for (py_gcobj *gc = garbage->next; gc != garbage; gc = gc->next)
        if (is_weak(gc->base.type))
            ((py_weak *)gc)->doomed = true;
    for (py_gcobj *gc = garbage->next; gc != garbage; gc = gc->next)
        if (gc->base.gc & PY_GC_WEAK)
            take_all(vm, &gc->base, &last);
    *last = NULL;
    call_all(vm, calls);
}

// ---- what may be referred to
// ----------------------------------------------------------------------

static bool built_in_may(const py_type *type) {
    static const char *const names[] = {"function",
                                        "method",
                                        "generator",
                                        "coroutine",
                                        "async_generator",
                                        "set",
                                        "frozenset",
                                        "type",
                                        "module",
                                        "code",
                                        "builtin_function_or_method",
                                        "deque",
                                        "OrderedDict",
                                        "partial",
                                        "Pattern",
                                        "_lru_cache_wrapper",
                                        "TextIOWrapper",
                                        "GenericAlias",
                                        "memoryview",
                                        "Context",
                                        "lock",
                                        "RLock",
                                        "TypeVar",
                                        "ParamSpec",
                                        "TypeVarTuple",
                                        "TypeAliasType"};
    if (type->spec && type->spec->module && strstr(type->spec->module, "asyncio"))
        return true;
    for (size_t i = 0; i < VL_COUNT(names); i++)
        if (py_str_is(type->name, names[i]))
            return true;
    return false;
}

bool py__weak_may(const py_type *type) {
    return (type->flags & (PY_TF_WEAK | PY_TF_TYPE)) ||
           (!(type->flags & PY_TF_HEAP) && built_in_may(type));
}

// ---- the type ReferenceType
// -------------------------------------------------------------------------

// Only one that nothing else can tell from a new one; one that is being taken apart does not count.
static py_weak *plain_ref(py_vm *vm, const py_obj *object, const py_type *type) {
    for (py_weak *ref = first_of(vm, object); ref; ref = ref->next)
        if (is_plain(ref) && ref->gc.base.type == type && ref->gc.base.refs)
            return ref;
    return NULL;
}

py_value py__weak_make(py_vm *vm, py_type *type, py_value object, py_value callback) {
    if (object.tag != PY_OBJ || !py__weak_may(object.as.o->type))
        return py_raise(vm, PY_EXC_TypeError, "cannot create weak reference to '%T' object",
                        object);
    bool plain = py_is_none(callback) && !(type->flags & PY_TF_HEAP);
    py_weak *ref = plain ? plain_ref(vm, object.as.o, type) : NULL;
    if (ref)
        return py_incref(py_from(&ref->gc));
    ref = py_object_new(vm, type, 0);
    if (ref && !link_ref(vm, ref, object.as.o, plain)) {
        py_release(vm, ref);
        return py_unset();
    }
    if (ref && !py_is_none(callback))
        ref->callback = py_incref(callback);
    return py_from(ref);
}

static py_value ref_new(py_vm *vm, py_type *type, const py_args *args) {
    if (args->n < 1 || args->n > 2)
        return py_raise(vm, PY_EXC_TypeError, "__new__ expected at %s %d argument%s, got %d",
                        args->n < 1 ? "least" : "most", args->n < 1 ? 1 : 2, args->n < 1 ? "" : "s",
                        args->n);
    return py__weak_make(vm, type, args->v[0], args->n > 1 ? args->v[1] : py_none());
}

static bool ref_init(py_vm *vm, py_value self, const py_args *args) {
    (void)self;
    if (!args->kwnames)
        return true;
    py_raise(vm, PY_EXC_TypeError, "ref() takes no keyword arguments");
    return false;
}

void py__weak_clear(py_vm *vm, py_obj *self) {
    py_assign_take(vm, &((py_weak *)self)->callback, py_unset());
}

void py__weak_dealloc(py_vm *vm, py_obj *self) {
    py_gc_untrack(vm, self);
    unlink_ref(vm, (py_weak *)self);
    py__weak_clear(vm, self);
    py_object_free(vm, self, 0);
}

void py__weak_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((py_weak *)self)->callback);
}

static py_value ref_get(py_value self) {
    py_obj *object = py__weak_of(self)->object;
    return object ? py_incref(py_from(object)) : py_none();
}

static py_value ref_call(py_vm *vm, py_value self, const py_args *args) {
    if (args->kwnames)
        return py_raise(vm, PY_EXC_TypeError, "weakref() takes no keyword arguments");
    if (args->n)
        return py_raise(vm, PY_EXC_TypeError, "weakref expected 0 arguments, got %d", args->n);
    return ref_get(self);
}

static py_value ref_repr(py_vm *vm, py_value self) {
    py_address own = py_address_text(vm, self.as.o);
    py_obj *object = py__weak_of(self)->object;
    if (!object)
        return py_from(py_str_format(vm, "<weakref at %s; dead>", own.text));
    py_value name = py_unset(), held = py_incref(py_from(object));
    if (!py_find_attr(vm, held, vm->sym[PY_SYM___name__], &name)) {
        py_decref(vm, held);
        return py_unset();
    }
    py_address at = py_address_text(vm, object);
    const char *named = py_is_str(name) ? py_as_str(name)->data : "";
    py_str *text = py_str_format(vm, "<weakref at %s; to '%T' at %s%s%s%s>", own.text, held,
                                 at.text, *named ? " (" : "", named, *named ? ")" : "");
    py_decref(vm, name);
    py_decref(vm, held);
    return py_from(text);
}

static bool ref_hash(py_vm *vm, py_value self, int64_t *hash) {
    py_weak *ref = py__weak_of(self);
    if (!ref->hashed && !ref->object) {
        py_raise(vm, PY_EXC_TypeError, "weak object has gone away");
        return false;
    }
    if (!ref->hashed && !py_hash(vm, py_from(ref->object), &ref->hash))
        return false;
    ref->hashed = true;
    *hash = ref->hash;
    return true;
}

static py_value ref_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if ((op != PY_CMP_EQ && op != PY_CMP_NE) || !py__library_is(vm, b, PY_LIB_WEAK_REF))
        return py_incref(vm->not_implemented);
    if (!py__weak_of(a)->object || !py__weak_of(b)->object)
        return py_bool(py_same(a, b) == (op == PY_CMP_EQ));
    py_value x = ref_get(a), y = ref_get(b);
    py_value result = py_rich_compare(vm, op, x, y);
    py_decref(vm, x);
    py_decref(vm, y);
    return result;
}

static py_value get_callback(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    const py_weak *ref = py__weak_of(a[0]);
    return ref->object && py_is_set(ref->callback) ? py_incref(ref->callback) : py_none();
}

static const py_fndef ref_methods[] = {
    {"__callback__", NULL, get_callback, PY_FN_GETTER},
    {"__class_getitem__", "cls, item, /", py_class_getitem, PY_FN_CLASSMETHOD},
    {0},
};

const py_type_spec py_weak_ref_spec = {
    .name = "ReferenceType",
    .module = "weakref",
    .size = sizeof(py_weak),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = py__weak_dealloc,
              .traverse = py__weak_traverse,
              .clear = py__weak_clear,
              .new_ = ref_new,
              .init = ref_init,
              .call = ref_call,
              .repr = ref_repr,
              .hash = ref_hash,
              .compare = ref_compare},
    .methods = ref_methods,
};

// ---- the module ---------------------------------------------------------------------------------

py_value py__weak_first(py_vm *vm, py_value object) {
    py_weak *ref = object.tag == PY_OBJ ? first_of(vm, object.as.o) : NULL;
    return ref ? py_incref(py_from(&ref->gc)) : py_none();
}

static py_value f_refs(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_list *list = py_list_new(vm, 0);
    py_weak *ref = list && a[0].tag == PY_OBJ ? first_of(vm, a[0].as.o) : NULL;
    for (; list && ref; ref = ref->next)
        if (!py_list_append(vm, list, py_from(&ref->gc))) {
            py_release(vm, list);
            list = NULL;
        }
    return py_from(list);
}

static py_value f_count(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_weak *ref = a[0].tag == PY_OBJ ? first_of(vm, a[0].as.o) : NULL;
    int64_t count = 0;
    for (; ref; ref = ref->next)
        count++;
    return py_int(count);
}

static const py_fndef functions[] = {{"getweakrefs", "object, /", f_refs, PY_FN_PLAIN},
                                     {"getweakrefcount", "object, /", f_count, PY_FN_PLAIN},
                                     {"proxy", "object, callback=, /", py__weak_proxy, PY_FN_PLAIN},
                                     {0}};

static bool weakref_init(py_vm *vm, py_module *module) {
    return py__library_add(vm, module, PY_LIB_WEAK_REF) &&
           py__library_add(vm, module, PY_LIB_WEAK_PROXY) &&
           py__library_add(vm, module, PY_LIB_WEAK_CALLABLE_PROXY);
}

const py_module_spec py_weakref_module_spec = {
    .name = "_weakref", .init = weakref_init, .functions = functions};
