// Inline caches: the long way, which fills them.
#include "site_internal.h"

static bool is_generic(const py_type *type) {
    return type->slots.getattr == py_generic_getattr && type->version;
}

// Remembers where `dict` has the name.
static void note_entry(const py_dict *dict, py_site *site) {
    int32_t entry = dict ? py_dict_find_str(dict, site->name) : -1;
    if (entry >= 0)
        site->entry = entry;
}

py_value py__site_attr(py_vm *vm, py_site *site, py_value object) {
    const py_type *type = py_type_of(vm, object);
    if (type == vm->types[PY_TYPE_MODULE]) {
        note_entry(((py_module *)object.as.o)->dict, site);
    } else if (object.tag == PY_OBJ && type->dict_offset && is_generic(type) &&
               !py_is_set(py_type_lookup(vm, object.as.o->type, site->name))) {
        site->version = type->version;
        site->cached = py_unset();
        note_entry(py__site_instance(object.as.o), site);
    }
    return py_getattr(vm, object, site->name);
}

// Functions and native methods of the type: called with the object in front.
static bool is_method(const py_vm *vm, py_value v) {
    return v.tag == PY_OBJ && (v.as.o->type == vm->types[PY_TYPE_FUNCTION] ||
                               v.as.o->type == vm->types[PY_TYPE_NATIVE_DESCR]);
}

static bool shadowed(py_value object, const py_type *type, const py_str *name) {
    const py_dict *dict = type->dict_offset ? py__site_instance(object.as.o) : NULL;
    return dict && dict->used && py_dict_find_str(dict, name) >= 0;
}

bool py__site_method(py_vm *vm, py_site *site, py_value object, py_value *func, py_value *self) {
    const py_value *known = py__site_known(vm, site, object);
    *self = py_unset();
    if (known) {
        *func = py_incref(*known);
        return true;
    }
    py_value v;
    py_type *type = py_type_of(vm, object);
    if (object.tag == PY_OBJ && is_generic(type)) {
        if (site->version != type->version || !py_is_set(site->cached)) {
            v = py_type_lookup(vm, type, site->name);
            if (is_method(vm, v)) {
                site->version = type->version;
                site->cached = v;
            }
        } else
            v = site->cached;
        if (is_method(vm, v) && !shadowed(object, type, site->name)) {
            const py_dict *dict = type->dict_offset ? py__site_instance(object.as.o) : NULL;
            site->keys = dict ? dict->keys : 0;
            *func = py_incref(v);
            *self = py_incref(object);
            return true;
        }
    }
    if (type == vm->types[PY_TYPE_MODULE])
        note_entry(((py_module *)object.as.o)->dict, site);
    return py_load_method(vm, object, site->name, func, self);
}

bool py__site_store(py_vm *vm, py_site *site, py_value object, py_value value) {
    if (object.tag == PY_OBJ && object.as.o->type->slots.setattr == py_generic_setattr) {
        const py_type *type = object.as.o->type;
        if (site->version == type->version && site->version && type->dict_offset) {
            py_dict_entry *entry = py__site_entry(py__site_instance(object.as.o), site);
            if (entry) {
                py_assign_take(vm, &entry->value, py_incref(value));
                return true;
            }
        }
        if (!py_setattr(vm, object, site->name, value))
            return false;
        type = object.as.o->type;
        if (type->version && type->dict_offset &&
            !py_is_set(py_type_lookup(vm, object.as.o->type, site->name))) {
            site->version = type->version;
            site->cached = py_unset();
            note_entry(py__site_instance(object.as.o), site);
        }
        return true;
    }
    return py_setattr(vm, object, site->name, value);
}
