// Inline caches: the long way, which fills them.
#include "site_internal.h"

static bool is_generic(const py_type *type) {
    return type->slots.getattr == py_generic_getattr && type->version;
}

// What is remembered of the type, to be filled; forgets the type that was met before the last one.
static py_site_kind *learn(py_site *site, const py_type *type) {
    for (uint32_t i = 0; i < VL_COUNT(site->kinds); i++)
        if (site->kinds[i].version == type->version)
            return &site->kinds[i];
    site->kinds[1] = site->kinds[0];
    site->kinds[0] = (py_site_kind){.version = type->version};
    return &site->kinds[0];
}

static bool is_data_descriptor(py_value v) {
    return v.tag == PY_OBJ && v.as.o->type->slots.descr_set != NULL;
}

// The variable `name` of an instance, of whose type nothing stands in the way.
static void learn_variable(py_vm *vm, py_site *site, py_obj *object) {
    const py_type *type = object->type;
    if (!type->dict_offset || is_data_descriptor(py_type_lookup(vm, type, site->name)))
        return;
    const py_dict *dict = py__site_instance(object);
    int32_t entry = dict ? py_dict_find_str(dict, site->name) : -1;
    if (entry < 0)
        return;
    py_site_kind *kind = learn(site, type);
    kind->method = NULL;
    kind->entry = entry;
}

static void learn_module(py_site *site, const py_dict *dict) {
    int32_t entry = py_dict_find_str(dict, site->name);
    if (entry >= 0)
        site->kinds[0].entry = entry;
}

py_value py__site_attr(py_vm *vm, py_site *site, py_value object) {
    const py_type *type = py_type_of(vm, object);
    if (type == vm->types[PY_TYPE_MODULE])
        learn_module(site, ((py_module *)object.as.o)->dict);
    else if (object.tag == PY_OBJ && is_generic(type))
        learn_variable(vm, site, object.as.o);
    return py_getattr(vm, object, site->name);
}

// Functions and native methods of the type: called with the object in front.
static bool is_method(const py_vm *vm, py_value v) {
    return v.tag == PY_OBJ && (v.as.o->type == vm->types[PY_TYPE_FUNCTION] ||
                               v.as.o->type == vm->types[PY_TYPE_NATIVE_DESCR]);
}

static bool shadowed(const py_dict *dict, const py_str *name) {
    return dict && dict->used && py_dict_find_str(dict, name) >= 0;
}

bool py__site_method(py_vm *vm, py_site *site, py_value object, py_value *func, py_value *self) {
    const py_value *known = py__site_known(vm, site, object);
    *self = py_unset();
    if (known) {
        *func = py_incref(*known);
        return true;
    }
    const py_type *type = py_type_of(vm, object);
    if (object.tag == PY_OBJ && is_generic(type)) {
        py_value v = py_type_lookup(vm, type, site->name);
        const py_dict *dict = type->dict_offset ? py__site_instance(object.as.o) : NULL;
        if (is_method(vm, v) && !shadowed(dict, site->name)) {
            py_site_kind *kind = learn(site, type);
            kind->method = v.as.o;
            kind->keys = dict ? dict->keys : 0;
            *func = py_incref(v);
            *self = py_incref(object);
            return true;
        }
        learn_variable(vm, site, object.as.o);
    }
    if (type == vm->types[PY_TYPE_MODULE])
        learn_module(site, ((py_module *)object.as.o)->dict);
    return py_load_method(vm, object, site->name, func, self);
}

bool py__site_store(py_vm *vm, py_site *site, py_value object, py_value value) {
    const py_type *type = py_type_of(vm, object);
    if (object.tag != PY_OBJ || type->slots.setattr != py_generic_setattr || !type->dict_offset ||
        is_data_descriptor(py_type_lookup(vm, type, site->name)))
        return py_setattr(vm, object, site->name, value);
    const py_dict *dict = py__site_instance(object.as.o);
    uint32_t keys = dict ? dict->keys : 0, used = dict ? dict->used : 0;
    if (!py_setattr(vm, object, site->name, value))
        return false;
    dict = py__site_instance(object.as.o);
    if (object.as.o->type == type && type->version && dict) { // no finaliser of the old value changed it
        int32_t entry = py_dict_find_str(dict, site->name);
        py_site_kind *kind = entry >= 0 ? learn(site, type) : NULL;
        if (kind) {
            bool added = keys && dict->used == used + 1 && site->name->hash != -1;
            kind->method = NULL;
            kind->entry = entry;
            kind->keys = added ? keys : 0;
            kind->keys_after = added ? dict->keys : 0;
        }
    }
    return true;
}
