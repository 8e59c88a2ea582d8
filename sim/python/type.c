// Type objects: how built-in ones are made from their specs, lookups along the MRO with their
// cache, subtype questions. Classes of the program are made in type_class.c.
#include "containers_internal.h"
#include "types_internal.h"
#include "vm_internal.h"

// ---- lookup -------------------------------------------------------------------------------------

#define CACHE_SIZE 1024

typedef struct cache_entry {
    const py_str *name; // interned
    uint32_t version;   // of one type: versions are not shared
    py_value found;     // borrowed from the type's dict or a base's
} cache_entry;

struct py_type_cache {
    cache_entry entries[CACHE_SIZE];
};

static py_value lookup_mro(const py_type *type, const py_str *name) {
    for (int64_t i = 0; type->mro && i < type->mro->count; i++) {
        py_value found = py_dict_get_str(((py_type *)type->mro->items[i].as.o)->dict, name);
        if (py_is_set(found))
            return found;
    }
    return py_unset();
}

py_value py_type_lookup(py_vm *vm, const py_type *type, const py_str *name) {
    if (!name->interned || !vm->type_cache || !type->version)
        return lookup_mro(type, name);
    size_t at = (type->version * 31u + (uint32_t)((uintptr_t)name >> 4)) % CACHE_SIZE;
    cache_entry *entry = &vm->type_cache->entries[at];
    if (entry->version != type->version || entry->name != name)
        *entry = (cache_entry){name, type->version, lookup_mro(type, name)};
    return entry->found;
}

void py__type_touch(py_vm *vm, py_type *type) {
    type->version = ++vm->type_version;
    for (uint32_t i = 0; i < type->subclass_count; i++)
        py__type_touch(vm, type->subclasses[i]);
}

static void resolve_down(py_vm *vm, py_type *type) {
    if (type->flags & PY_TF_HEAP)
        py__slots_resolve(vm, type);
    for (uint32_t i = 0; i < type->subclass_count; i++)
        resolve_down(vm, type->subclasses[i]);
}

void py_type_changed(py_vm *vm, py_type *type) {
    py__type_touch(vm, type);
    resolve_down(vm, type);
}

// ---- relations ----------------------------------------------------------------------------------

bool py_is_subtype(const py_type *type, const py_type *base) {
    if (type == base)
        return true;
    if (!type->mro) {
        for (const py_type *at = type->base; at; at = at->base)
            if (at == base)
                return true;
        return false;
    }
    for (int64_t i = 0; i < type->mro->count; i++)
        if ((const py_type *)type->mro->items[i].as.o == base)
            return true;
    return false;
}

py_type *py__builtin_base(const py_type *type) {
    while (type->flags & PY_TF_HEAP)
        type = type->base;
    return (py_type *)type;
}

bool py__subclass_add(py_vm *vm, py_type *base, py_type *type) {
    if (base->subclass_count == base->subclass_cap) {
        uint32_t cap = base->subclass_cap ? base->subclass_cap * 2 : 4;
        py_type **grown = vl_heap_realloc(vm->heap, base->subclasses,
                                          base->subclass_cap * sizeof *grown, cap * sizeof *grown);
        if (!grown) {
            py_raise_memory(vm);
            return false;
        }
        base->subclasses = grown;
        base->subclass_cap = cap;
    }
    base->subclasses[base->subclass_count++] = type;
    return true;
}

static void subclass_remove(py_type *base, const py_type *type) {
    for (uint32_t i = 0; i < base->subclass_count; i++)
        if (base->subclasses[i] == type) {
            memmove(base->subclasses + i, base->subclasses + i + 1,
                    (base->subclass_count - i - 1) * sizeof *base->subclasses);
            base->subclass_count--;
            return;
        }
}

// ---- making built-in types
// ------------------------------------------------------------------------

#define SLOT_COUNT (sizeof(py_slots) / sizeof(void (*)(void)))

// As CPython inherits slots of static types: __hash__ comes along only where == does too, and what
// cannot be made by calling its type has no __new__.
void py__type_inherit(py_type *type, const py_type *base) {
    const py_slots own = type->slots;
    char *to = (char *)&type->slots;
    const char *from = (const char *)&base->slots;
    for (size_t i = 0; i < SLOT_COUNT; i++) {
        void (*function)(void);
        memcpy(&function, to + i * sizeof function, sizeof function);
        if (!function)
            memcpy(to + i * sizeof function, from + i * sizeof function, sizeof function);
    }
    if (own.compare && !own.hash)
        type->slots.hash = NULL;
    if (own.inplace == NULL && own.binary != NULL)
        type->slots.inplace = NULL;
    bool makes = own.new_ || own.init || (type->flags & PY_TF_BASE);
    if (!base->base && !makes)
        type->slots.new_ = NULL;
}

static void lay_out(py_type *type, const py_type_spec *spec, const py_type *base) {
    type->spec = spec;
    type->slots = spec->slots;
    type->flags = spec->flags;
    type->size = spec->size;
    if (base) {
        const uint32_t passed = PY_TF_EXCEPTION | PY_TF_TYPE | PY_TF_TUPLE | PY_TF_LIST |
                                PY_TF_DICT_SUB | PY_TF_SET | PY_TF_STR | PY_TF_INT | PY_TF_FLOAT |
                                PY_TF_BYTES | PY_TF_GC | PY_TF_DICT |
                                PY_TF_SEQUENCE | PY_TF_MAPPING;
        type->flags |= base->flags & passed;
        type->size = type->size > base->size ? type->size : base->size;
        // A larger struct than the base's has its dict behind what it adds.
        type->dict_offset = spec->size > base->dict_offset ? 0 : base->dict_offset;
        py__type_inherit(type, base);
    }
    if ((type->flags & PY_TF_DICT) && !type->dict_offset) {
        type->dict_offset = (type->size + sizeof(void *) - 1) / sizeof(void *) * sizeof(void *);
        type->size = type->dict_offset + sizeof(py_dict *);
    }
}

static bool add_descriptor(py_vm *vm, py_type *type, const py_fndef *def) {
    py_str *name = py_str_intern(vm, def->name, strlen(def->name));
    if (!name)
        return false;
    py_value descriptor = py_unset();
    if (def->kind == PY_FN_SETTER) { // stands behind its getter
        py_value getset = py_dict_get_str(type->dict, name);
        if (py_is(vm, getset, PY_TYPE_GETSET))
            ((py_getset *)getset.as.o)->setter = def;
        py_release(vm, name);
        return true;
    }
    if (def->kind == PY_FN_GETTER) {
        py_getset *getset = py_object_new(vm, vm->types[PY_TYPE_GETSET], 0);
        if (getset) {
            getset->getter = def;
            getset->owner = type;
        }
        descriptor = py_from(getset);
    } else
        descriptor = py_native_new(vm, def, py_unset(), type, NULL);
    bool ok = py_is_set(descriptor) && py_dict_set_str(vm, type->dict, name, descriptor);
    py_decref(vm, descriptor);
    py_release(vm, name);
    return ok;
}

static bool fill_names(py_vm *vm, py_type *type, const py_type_spec *spec, const char *name) {
    const char *module = spec->module ? spec->module : "builtins";
    const char *dot = strrchr(name, '.');
    name = dot ? dot + 1 : name;
    type->name = py_str_intern(vm, name, strlen(name));
    type->qualname = py_retain(type->name);
    type->module = py_str_intern(vm, module, strlen(module));
    type->dict = py_dict_new(vm);
    return type->name && type->module && type->dict;
}

static bool fill_mro(py_vm *vm, py_type *type) {
    int64_t above = type->base ? type->base->mro->count : 0;
    type->bases = py_tuple_new(vm, type->base ? 1 : 0);
    type->mro = py_tuple_new(vm, above + 1);
    if (!type->bases || !type->mro)
        return false;
    if (type->base)
        type->bases->items[0] = py_incref(py_from(type->base));
    type->mro->items[0] = py_incref(py_from(type));
    for (int64_t i = 0; i < above; i++)
        type->mro->items[i + 1] = py_incref(type->base->mro->items[i]);
    return !type->base || py__subclass_add(vm, type->base, type);
}

bool py__type_fill_one(py_vm *vm, py_type *type, const py_type_spec *spec, const char *name) {
    if (!fill_names(vm, type, spec, name) || !fill_mro(vm, type))
        return false;
    for (const py_fndef *def = spec->methods; def && def->name; def++)
        if (!add_descriptor(vm, type, def))
            return false;
    type->version = ++vm->type_version;
    py_value doc = spec->doc ? py_from(py_str_z(vm, spec->doc)) : py_none();
    if (!py_is_set(doc))
        return false;
    bool ok = py_is_set(py_dict_get_str(type->dict, vm->sym[PY_SYM___doc__])) ||
              py_dict_set_str(vm, type->dict, vm->sym[PY_SYM___doc__], doc);
    py_decref(vm, doc);
    return ok && py__slots_wrap(vm, type);
}

static py_type *type_storage(py_vm *vm) {
    py_type *type = vl_heap_alloc(vm->heap, sizeof *type);
    if (!type)
        return NULL;
    memset(type, 0, sizeof *type);
    type->gc.base.refs = 1;
    type->gc.base.type = vm->types[PY_TYPE_TYPE];
    return type;
}

py_type *py_type_new_builtin(py_vm *vm, const py_type_spec *spec, py_type *base) {
    py_type *type = type_storage(vm);
    if (!type) {
        py_raise_memory(vm);
        return NULL;
    }
    type->base = base ? base : vm->types[PY_TYPE_OBJECT];
    lay_out(type, spec, type->base);
    if (!py__type_fill_one(vm, type, spec, spec->name)) {
        py__type_clear(vm, &type->gc.base); // it is part of its own MRO
        py_release(vm, type);
        return NULL;
    }
    if (py_vm_keep_until_end(vm, py_retain(type)))
        return type;
    py__type_clear(vm, &type->gc.base);
    py_release(vm, type);
    return NULL;
}

// ---- the VM's own types
// ---------------------------------------------------------------------------

static const py_type_spec *const specs[] = {
#define X(id, name, spec) &spec,
#include "types.def"
#undef X
};

static const char *const names[] = {
#define X(id, name, spec) name,
#include "types.def"
#undef X
};

bool py__types_init(py_vm *vm) {
    for (int i = 0; i < PY_TYPE_COUNT_; i++)
        if (!(vm->types[i] = type_storage(vm)))
            return false;
    for (int i = 0; i < PY_TYPE_COUNT_; i++) {
        py_type *type = vm->types[i];
        type->gc.base.type = vm->types[PY_TYPE_TYPE];
        if (i != PY_TYPE_OBJECT)
            type->base = vm->types[specs[i]->base < 0 ? PY_TYPE_OBJECT : specs[i]->base];
        lay_out(type, specs[i], type->base);
    }
    vm->type_cache = vl_heap_alloc(vm->heap, sizeof *vm->type_cache);
    if (!vm->type_cache)
        return false;
    memset(vm->type_cache, 0, sizeof *vm->type_cache);
    return true;
}

bool py__types_fill(py_vm *vm) {
    for (int i = 0; i < PY_TYPE_COUNT_; i++)
        if (!py__type_fill_one(vm, vm->types[i], specs[i], names[i]))
            return false;
    return true;
}

// ---- the end of types
// -----------------------------------------------------------------------------

void py__type_traverse(py_obj *self, py_visit visit, void *context) {
    py_type *type = (py_type *)self;
    visit(context, py_from(type->bases));
    visit(context, py_from(type->mro));
    visit(context, py_from(type->dict));
    if (type->flags & PY_TF_HEAP)
        visit(context, py_from(type->base));
    if (self->type->flags & PY_TF_HEAP)
        visit(context, py_from(self->type));
}

// The slots stay: objects of the type may still have to be taken apart.
void py__type_clear(py_vm *vm, py_obj *self) {
    py_type *type = (py_type *)self;
    for (int64_t i = 0; type->bases && i < type->bases->count; i++)
        if (py_is_set(type->bases->items[i])) // a type half made may have none
            subclass_remove((py_type *)type->bases->items[i].as.o, type);
    void *parts[] = {type->dict, type->mro, type->bases};
    type->dict = NULL;
    type->mro = type->bases = NULL;
    type->version = 0;
    for (size_t i = 0; i < VL_COUNT(parts); i++)
        py_release(vm, parts[i]);
}

static void release_names(py_vm *vm, py_type *type) {
    py_release(vm, type->name);
    py_release(vm, type->qualname);
    py_release(vm, type->module);
    type->name = type->qualname = type->module = NULL;
    vl_heap_free(vm->heap, type->subclasses, type->subclass_cap * sizeof *type->subclasses);
    type->subclasses = NULL;
    type->subclass_count = type->subclass_cap = 0;
}

void py__type_dealloc(py_vm *vm, py_obj *self) {
    py_type *type = (py_type *)self;
    py__type_clear(vm, self);
    release_names(vm, type);
    if (!(type->flags & PY_TF_HEAP)) { // a native module's, made by py_type_new_builtin
        py__object_forget(vm, self);
        vl_heap_free(vm->heap, type, sizeof *type);
        return;
    }
    py_type *base = type->base;
    py_object_free(vm, self, 0);
    py_release(vm, base);
}

void py__types_deinit(py_vm *vm) {
    void *singles[] = {vm->memory_error, vm->not_implemented.as.o, vm->ellipsis.as.o,
                       vm->empty_tuple, vm->empty_str};
    vm->memory_error = NULL;
    vm->empty_tuple = NULL;
    for (int i = 0; i < PY_TYPE_COUNT_; i++)
        if (vm->types[i])
            py__type_clear(vm, (py_obj *)vm->types[i]);
    for (int i = 0; i < PY_EXC_COUNT_; i++)
        if (vm->exceptions[i] && i != PY_EXC_BaseException)
            py__type_clear(vm, (py_obj *)vm->exceptions[i]);
    for (int i = PY_EXC_COUNT_ - 1; i >= 0; i--)
        if (vm->exceptions[i])
            release_names(vm, vm->exceptions[i]);
    for (int i = 0; i < PY_TYPE_COUNT_; i++)
        if (vm->types[i])
            release_names(vm, vm->types[i]);
    for (size_t i = 0; i < VL_COUNT(singles); i++)
        py_release(vm, singles[i]);
    for (size_t i = 0; i < VL_COUNT(vm->ascii); i++)
        py_release(vm, vm->ascii[i]);
    py__keys_deinit(vm);
    vl_heap_free(vm->heap, vm->type_cache, sizeof *vm->type_cache);
    vm->type_cache = NULL;
    for (int i = 0; i < PY_EXC_COUNT_; i++)
        if (i != PY_EXC_BaseException)
            vl_heap_free(vm->heap, vm->exceptions[i], sizeof(py_type));
    for (int i = 0; i < PY_TYPE_COUNT_; i++)
        vl_heap_free(vm->heap, vm->types[i], sizeof(py_type));
}
