// Inline caches of the instructions that use a name: what the last execution found, and whether it
// still holds. Two facts are remembered (py_site):
// - `entry`: where in a dict the name stood last. A hint that proves itself: the entry there must have
//   that very interned name as key. It serves module variables and instance attributes.
// - `version`: of the type the site has met last; the type's lookup of the name gave `cached` (unset:
//   the type has no such attribute). Types get a new version whenever such a lookup might change.
#ifndef PY_SITE_INTERNAL_H
#define PY_SITE_INTERNAL_H

#include "vm_internal.h"

VL_INLINE py_dict_entry *py__site_entry(const py_dict *dict, const py_site *site) {
    if (VL_UNLIKELY(!dict || (uint32_t)site->entry >= dict->fill))
        return NULL;
    py_dict_entry *entry = &dict->entries[site->entry];
    bool same = entry->key.tag == PY_OBJ && (py_str *)entry->key.as.o == site->name;
    return VL_LIKELY(same) ? entry : NULL;
}

static inline py_dict *py__site_instance(py_obj *object) { // the type has a dict_offset
    return *(py_dict **)(void *)((char *)object + object->type->dict_offset);
}

// The attribute where the caches know it: a module's variable, or a variable of an instance whose type
// has no attribute of that name. NULL: ask py__site_attr.
VL_INLINE const py_value *py__site_known(const py_vm *vm, const py_site *site, py_value object) {
    if (object.tag != PY_OBJ)
        return NULL;
    const py_type *type = object.as.o->type;
    const py_dict_entry *entry = NULL;
    if (site->version == type->version && site->version && !py_is_set(site->cached))
        entry = py__site_entry(py__site_instance(object.as.o), site);
    else if (type == vm->types[PY_TYPE_MODULE])
        entry = py__site_entry(((py_module *)object.as.o)->dict, site);
    return entry ? &entry->value : NULL;
}

// The function that a call of the method needs, the object to be put in front; NULL: ask py__site_method.
VL_INLINE const py_value *py__site_known_method(const py_site *site, py_value object) {
    if (object.tag != PY_OBJ)
        return NULL;
    const py_type *type = object.as.o->type;
    if (site->version != type->version || !site->version || !py_is_set(site->cached))
        return NULL;
    const py_dict *dict = type->dict_offset ? py__site_instance(object.as.o) : NULL;
    return !dict || !dict->used || (dict->keys && dict->keys == site->keys) ? &site->cached : NULL;
}

py_value py__site_attr(py_vm *vm, py_site *site, py_value object); // object.name; fills the caches
// py_load_method through the caches.
bool py__site_method(py_vm *vm, py_site *site, py_value object, py_value *func, py_value *self);
bool py__site_store(py_vm *vm, py_site *site, py_value object, py_value value);

#endif
