// Attributes: object.__getattribute__ and type.__getattribute__ with their setters, methods found
// without binding them, and the errors for what is not there.
#include "containers_internal.h"
#include "types_internal.h"
#include "vm_internal.h"

py_value py__bind(py_vm *vm, py_value attr, py_value object, py_type *type) {
    if (attr.tag == PY_OBJ && attr.as.o->type->slots.descr_get)
        return attr.as.o->type->slots.descr_get(vm, attr, object, type);
    return py_incref(attr);
}

static bool is_data_descriptor(py_value v) {
    return v.tag == PY_OBJ && v.as.o->type->slots.descr_set != NULL;
}

static py_dict *instance_dict(py_value object) {
    py_dict **dict = object.tag == PY_OBJ ? py_object_dict(object.as.o) : NULL;
    return dict ? *dict : NULL;
}

// ---- errors -------------------------------------------------------------------------------------

// What CPython's type of that name has, and ours lacks, ends the run.
static bool refused(py_vm *vm, const py_type *type, py_str *name) {
    if (py_is_set(py_type_lookup(vm, type, name))) // ours has it, with nothing to give for this object
        return false;
    for (int64_t i = 0; type->mro && i < type->mro->count; i++) {
        const py_type *at = (py_type *)type->mro->items[i].as.o;
        if ((at->flags & PY_TF_HEAP) || !py_str_is(at->module, "builtins"))
            continue;
        if (py_names_type_own(at->name->data, name->data)) {
            py_unsupported(vm, "%s.%s is not supported", at->name->data, name->data);
            return true;
        }
    }
    return false;
}

bool py__attribute_refused(py_vm *vm, py_value object, py_str *name) {
    if (py_is_type(object) && refused(vm, (py_type *)object.as.o, name))
        return true;
    return refused(vm, py_type_of(vm, object), name);
}

py_value py__attribute_error(py_vm *vm, py_value object, py_str *name, const char *format, ...) {
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    va_list args;
    va_start(args, format);
    py_buf_formatv(vm, &text, format, args);
    va_end(args);
    py_raise(vm, PY_EXC_AttributeError, "%s", text.data ? text.data : "");
    vl_buf_deinit(&text);
    if (vm->halt == VL_OK && vm->exc && py__exc_is(vm, vm->exc, PY_EXC_AttributeError)) {
        py_assign_take(vm, &vm->exc->extra[0], py_incref(py_from(name)));
        py_assign_take(vm, &vm->exc->extra[1], py_incref(object));
    }
    return py_unset();
}

py_value py__attribute_missing(py_vm *vm, py_value object, py_str *name) {
    if (py_is_type(object)) {
        py_type *type = (py_type *)object.as.o;
        if (refused(vm, type, name) || refused(vm, py_type_of(vm, object), name))
            return py_unset();
        return py__attribute_error(vm, object, name, "type object '%N' has no attribute '%S'", type,
                                   name);
    }
    if (refused(vm, py_type_of(vm, object), name))
        return py_unset();
    return py__attribute_error(vm, object, name, "'%T' object has no attribute '%S'", object, name);
}

// ---- object.__getattribute__
// ------------------------------------------------------------------------

bool py__generic_find(py_vm *vm, py_value object, py_str *name, py_value *out) {
    py_type *type = py_type_of(vm, object);
    py_value attr = py_type_lookup(vm, type, name);
    *out = py_unset();
    if (is_data_descriptor(attr) && attr.as.o->type->slots.descr_get) {
        attr = py_incref(attr); // the getter may delete it from the class
        *out = py__bind(vm, attr, object, type);
        py_decref(vm, attr);
        return py_is_set(*out);
    }
    py_dict *dict = instance_dict(object);
    py_value own = dict ? py_dict_get_str(dict, name) : py_unset();
    if (py_is_set(own)) {
        *out = py_incref(own);
        return true;
    }
    if (!py_is_set(attr))
        return true;
    attr = py_incref(attr);
    *out = py__bind(vm, attr, object, type);
    py_decref(vm, attr);
    return py_is_set(*out);
}

py_value py_generic_getattr(py_vm *vm, py_value object, py_str *name) {
    py_value found;
    if (py__generic_find(vm, object, name, &found) && !py_is_set(found))
        return py__attribute_missing(vm, object, name);
    return found;
}

static bool cannot_set(py_vm *vm, py_value object, py_str *name, py_value attr) {
    if (!py_is_set(attr) && (py_type_of(vm, object)->flags & PY_TF_HEAP) == 0 &&
        refused(vm, py_type_of(vm, object), name))
        return false;
    if (!py_is_set(attr))
        py__attribute_error(
            vm, object, name,
            vm->python_minor >= 13
                ? "'%T' object has no attribute '%S' and no __dict__ for setting new "
                  "attributes"
                : "'%T' object has no attribute '%S'",
            object, name);
    else
        py__attribute_error(vm, object, name, "'%T' object attribute '%S' is read-only", object,
                            name);
    return false;
}

bool py_generic_setattr(py_vm *vm, py_value object, py_str *name, py_value value) {
    py_type *type = py_type_of(vm, object);
    py_value attr = py_type_lookup(vm, type, name);
    if (is_data_descriptor(attr)) {
        attr = py_incref(attr);
        bool ok = attr.as.o->type->slots.descr_set(vm, attr, object, value);
        py_decref(vm, attr);
        return ok;
    }
    py_dict **dict = object.tag == PY_OBJ ? py_object_dict(object.as.o) : NULL;
    if (!dict)
        return cannot_set(vm, object, name, attr);
    if (py_is_set(value))
        return (*dict || (*dict = py__dict_new_instance(vm))) && py_dict_set_str(vm, *dict, name, value);
    int deleted = *dict ? py_dict_del(vm, *dict, py_from(name)) : 0;
    if (deleted == 0)
        py__attribute_error(vm, object, name, "'%T' object has no attribute '%S'", object, name);
    return deleted > 0;
}

// ---- type.__getattribute__
// --------------------------------------------------------------------------

bool py__type_find(py_vm *vm, py_value object, py_str *name, py_value *out) {
    py_type *type = (py_type *)object.as.o, *meta = object.as.o->type;
    py_value of_meta = py_type_lookup(vm, meta, name);
    *out = py_unset();
    if (is_data_descriptor(of_meta) && of_meta.as.o->type->slots.descr_get) {
        *out = py__bind(vm, of_meta, object, meta);
        return py_is_set(*out);
    }
    py_value attr = py_type_lookup(vm, type, name);
    py_value found = py_is_set(attr) ? attr : of_meta;
    if (!py_is_set(found))
        return true;
    found = py_incref(found);
    *out =
        py_is_set(attr) ? py__bind(vm, found, py_unset(), type) : py__bind(vm, found, object, meta);
    py_decref(vm, found);
    return py_is_set(*out);
}

py_value py__type_getattr(py_vm *vm, py_value object, py_str *name) {
    py_value found;
    if (py__type_find(vm, object, name, &found) && !py_is_set(found))
        return py__attribute_missing(vm, object, name);
    return found;
}

bool py__type_setattr(py_vm *vm, py_value object, py_str *name, py_value value) {
    py_type *type = (py_type *)object.as.o;
    if (!(type->flags & PY_TF_HEAP)) {
        py_raise(vm, PY_EXC_TypeError, "cannot set '%S' attribute of immutable type '%N'", name,
                 type);
        return false;
    }
    py_value of_meta = py_type_lookup(vm, object.as.o->type, name);
    if (is_data_descriptor(of_meta))
        return of_meta.as.o->type->slots.descr_set(vm, of_meta, object, value);
    py_str *key = py_str_intern_take(vm, py_retain(name));
    bool ok = key != NULL;
    if (ok && py_is_set(value))
        ok = py_dict_set_str(vm, type->dict, key, value);
    else if (ok) {
        int deleted = py_dict_del(vm, type->dict, py_from(key));
        if (deleted == 0)
            py__attribute_error(vm, object, name, "type object '%N' has no attribute '%S'", type,
                                name);
        ok = deleted > 0;
    }
    if (ok) {
        type->version = 0; // lookups that run meanwhile do not use the cache
        if (py__slots_name(vm, key))
            py_type_changed(vm, type);
        else
            py__type_touch(vm, type);
    }
    py_release(vm, key);
    return ok;
}

// ---- the general calls
// ------------------------------------------------------------------------------

py_value py_getattr(py_vm *vm, py_value object, py_str *name) {
    py_type *type = py_type_of(vm, object);
    return type->slots.getattr(vm, object, name);
}

py_value py_getattr_z(py_vm *vm, py_value object, const char *name) {
    py_str *key = py_str_intern(vm, name, strlen(name));
    py_value found = key ? py_getattr(vm, object, key) : py_unset();
    py_release(vm, key);
    return found;
}

bool py_find_attr(py_vm *vm, py_value object, py_str *name, py_value *out) {
    py_type *type = py_type_of(vm, object);
    bool ok;
    if (type->slots.getattr == py_generic_getattr)
        ok = py__generic_find(vm, object, name, out);
    else if (type->slots.getattr == py__type_getattr)
        ok = py__type_find(vm, object, name, out);
    else {
        *out = type->slots.getattr(vm, object, name);
        ok = py_is_set(*out);
    }
    if (!ok && vm->halt == VL_OK && py_exc_matches(vm, PY_EXC_AttributeError)) {
        py_exc_clear(vm);
        *out = py_unset();
        return true;
    }
    return ok;
}

bool py_setattr(py_vm *vm, py_value object, py_str *name, py_value value) {
    return py_type_of(vm, object)->slots.setattr(vm, object, name, value);
}

// ---- methods without bound methods
// --------------------------------------------------------------------

// Functions, native methods and slot wrappers: calling them with the object in front is the same as
// binding them first.
static bool is_method(const py_vm *vm, py_value v) {
    if (v.tag != PY_OBJ)
        return false;
    const py_type *type = v.as.o->type;
    return type == vm->types[PY_TYPE_FUNCTION] || type == vm->types[PY_TYPE_NATIVE_DESCR] ||
           type == vm->types[PY_TYPE_WRAPPER];
}

bool py_load_method(py_vm *vm, py_value object, py_str *name, py_value *func, py_value *self) {
    py_type *type = py_type_of(vm, object);
    *self = py_unset();
    if (type->slots.getattr == py_generic_getattr) {
        py_value attr = py_type_lookup(vm, type, name);
        py_dict *dict = instance_dict(object);
        if (is_method(vm, attr) && !(dict && py_is_set(py_dict_get_str(dict, name)))) {
            *func = py_incref(attr);
            *self = py_incref(object);
            return true;
        }
    }
    *func = py_getattr(vm, object, name);
    return py_is_set(*func);
}

bool py_load_special(py_vm *vm, py_value object, py_symbol name, py_value *func, py_value *self) {
    py_type *type = py_type_of(vm, object);
    py_value attr = py_type_lookup(vm, type, vm->sym[name]);
    *func = *self = py_unset();
    if (!py_is_set(attr))
        return true;
    if (is_method(vm, attr)) {
        *func = py_incref(attr);
        *self = py_incref(object);
        return true;
    }
    attr = py_incref(attr);
    *func = py__bind(vm, attr, object, type);
    py_decref(vm, attr);
    return py_is_set(*func);
}

py_value py_call_bound(py_vm *vm, py_value func, py_value self, const py_args *args) {
    if (!py_is_set(self))
        return py_call(vm, func, args);
    int total = args->n + 1 + (args->kwnames ? (int)args->kwnames->count : 0);
    py_value few[8], *all = few;
    size_t size = (size_t)total * sizeof(py_value);
    if (total > (int)VL_COUNT(few) && !(all = vl_heap_alloc(vm->heap, size)))
        return py_raise_memory(vm);
    all[0] = self;
    if (total > 1)
        memcpy(all + 1, args->v, size - sizeof(py_value));
    py_args call = {all, args->n + 1, args->kwnames};
    py_value result = py_call(vm, func, &call);
    if (all != few)
        vl_heap_free(vm->heap, all, size);
    return result;
}
