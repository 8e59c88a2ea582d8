// Inline caches of the instructions that use a name: what the last executions found, and whether it
// still holds. Facts of the two types that were met last are remembered (py_site_kind), under the version
// of the type, which gets a new one whenever an attribute or a slot of it changes:
// - `entry`: where in the instance's dict the name stood. A hint that proves itself: the entry there must
//   have that very interned name as key. The type has no data descriptor of that name.
// - `method`: the function that the type has under the name; `keys` says of which dicts it is known that
//   they do not hide it.
// - `keys`, `keys_after` of a store: of dicts to which it added the name.
// For variables of modules and built-ins kinds[0].entry is the hint; see load_global for its version.
#ifndef PY_SITE_INTERNAL_H
#define PY_SITE_INTERNAL_H

#include "vm_internal.h"

VL_INLINE py_dict_entry *py__site_entry(const py_dict *dict, const py_str *name, int32_t at) {
    if (VL_UNLIKELY(!dict || (uint32_t)at >= dict->fill))
        return NULL;
    py_dict_entry *entry = &dict->entries[at];
    bool same = entry->key.tag == PY_OBJ && (const py_str *)entry->key.as.o == name;
    return VL_LIKELY(same) ? entry : NULL;
}

static inline py_dict *py__site_instance(const py_obj *object) { // the type has a dict_offset
    return *(py_dict *const *)(const void *)((const char *)object + object->type->dict_offset);
}

VL_INLINE const py_site_kind *py__site_kind(const py_site *site, const py_type *type) {
    const py_site_kind *kind = site->kinds;
    if (kind->version != type->version && (++kind)->version != type->version)
        return NULL;
    return VL_LIKELY(type->version != 0) ? kind : NULL;
}

// The variable of an instance where the caches know it, or NULL.
VL_INLINE py_value *py__site_variable(const py_site *site, const py_obj *object) {
    const py_site_kind *kind = py__site_kind(site, object->type);
    if (!kind || kind->method)
        return NULL;
    py_dict_entry *entry = py__site_entry(py__site_instance(object), site->name, kind->entry);
    return entry ? &entry->value : NULL;
}

// The attribute where the caches know it, of a module or an instance. NULL: ask py__site_attr.
VL_INLINE const py_value *py__site_known(const py_vm *vm, const py_site *site, py_value object) {
    if (object.tag != PY_OBJ)
        return NULL;
    if (VL_UNLIKELY(object.as.o->type == vm->types[PY_TYPE_MODULE])) {
        const py_dict_entry *entry =
            py__site_entry(((py_module *)object.as.o)->dict, site->name, site->kinds[0].entry);
        return entry ? &entry->value : NULL;
    }
    return py__site_variable(site, object.as.o);
}

// The function that a call of the method needs, the object to be put in front; NULL: ask py__site_method.
VL_INLINE py_obj *py__site_known_method(const py_site *site, py_value object) {
    if (object.tag != PY_OBJ)
        return NULL;
    const py_type *type = object.as.o->type;
    const py_site_kind *kind = py__site_kind(site, type);
    if (!kind || !kind->method)
        return NULL;
    const py_dict *dict = type->dict_offset ? py__site_instance(object.as.o) : NULL;
    return !dict || !dict->used || (dict->keys && dict->keys == kind->keys) ? kind->method : NULL;
}

// Stores in a variable that the instance has, or adds it behind keys that are known. False: nothing done,
// ask py__site_store.
VL_INLINE bool py__site_stored_take(py_vm *vm, const py_site *site, py_value object, py_value v) {
    if (object.tag != PY_OBJ)
        return false;
    const py_site_kind *kind = py__site_kind(site, object.as.o->type);
    py_dict *dict = kind ? py__site_instance(object.as.o) : NULL;
    py_dict_entry *entry = dict ? py__site_entry(dict, site->name, kind->entry) : NULL;
    if (VL_LIKELY(entry != NULL)) {
        py_assign_take(vm, &entry->value, v);
        return true;
    }
    if (!dict || !kind->keys_after || dict->keys != kind->keys || dict->index ||
        dict->fill == dict->cap)
        return false;
    site->name->base.refs++;
    dict->entries[dict->fill++] = (py_dict_entry){py_from(site->name), v, site->name->hash};
    dict->used++;
    dict->version++;
    dict->keys = kind->keys_after;
    return true;
}

py_value py__site_attr(py_vm *vm, py_site *site, py_value object); // object.name; fills the caches
// py_load_method through the caches.
bool py__site_method(py_vm *vm, py_site *site, py_value object, py_value *func, py_value *self);
bool py__site_store(py_vm *vm, py_site *site, py_value object, py_value value);

#endif
