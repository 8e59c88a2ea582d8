// The import system: native modules by their specs, then sibling files of the program through the
// host. What CPython has and we lack is unsupported, by name; what nobody has is ModuleNotFoundError.
#include <stdlib.h>

#include "vm_internal.h"

static const py_module_spec *find_spec(const py_vm *vm, const char *name) {
    for (int i = 0; i < vm->module_count; i++)
        if (strcmp(vm->module_specs[i]->name, name) == 0)
            return vm->module_specs[i];
    return NULL;
}

// "a.b" as an attribute of module "a", as importing a submodule sets it.
static bool bind_to_parent(py_vm *vm, const char *name, py_module *module) {
    const char *dot = strrchr(name, '.');
    if (!dot)
        return true;
    char parent[256];
    size_t len = (size_t)(dot - name);
    if (len >= sizeof parent)
        return false;
    memcpy(parent, name, len);
    parent[len] = 0;
    py_value owner = py_import(vm, parent);
    if (!py_is_set(owner))
        return false;
    py_str *attr = py_str_intern(vm, dot + 1, strlen(dot + 1));
    bool ok = attr && py_setattr(vm, owner, attr, py_from(module));
    py_release(vm, attr);
    py_decref(vm, owner);
    return ok;
}

static bool fill_native(py_vm *vm, py_module *module, const py_module_spec *spec) {
    if (spec->init && !spec->init(vm, module))
        return false;
    if (!spec->source)
        return true;
    char file[128] = PY_LIBRARY_FILE;
    strncat(file, spec->name, sizeof file - 16);
    strcat(file, ".py>");
    return py__run_source(vm, module, file, spec->source, spec->source_len, vm->error);
}

// What a module's file says of packages: __path__ where it is one, __package__.
static bool place_sibling(py_vm *vm, py_module *module, const char *path) {
    static const char init[] = "__init__.py";
    const char *file = strrchr(path, '/'), *dot = strrchr(module->name->data, '.');
    file = file ? file + 1 : path;
    size_t package = dot ? (size_t)(dot - module->name->data) : 0;
    bool ok = true;
    if (!strcmp(file, init)) {
        package = module->name->size;
        py_list *list = py_list_new(vm, 1);
        py_str *folder = list ? py_str_new(vm, path, file > path ? (size_t)(file - path) - 1 : 0) : NULL;
        ok = folder && py_list_append(vm, list, py_from(folder)) &&
             py_dict_set_str(vm, module->dict, vm->sym[PY_SYM___path__], py_from(list));
        py_release(vm, folder);
        py_release(vm, list);
    }
    return ok && py_dict_set_z(vm, module->dict, "__package__",
                               py_from(py_str_new(vm, module->name->data, package)));
}

static bool fill_sibling(py_vm *vm, py_module *module, const char *path, const char *text,
                         size_t len) {
    return py_dict_set_z(vm, module->dict, "__file__", py_from(py_str_z(vm, path))) &&
           place_sibling(vm, module, path) &&
           py__run_source(vm, module, path, text, len, vm->error);
}

static py_value no_module(py_vm *vm, const char *name, const char *not_package) {
    if (not_package)
        py_raise(vm, PY_EXC_ModuleNotFoundError, "No module named '%s'; '%s' is not a package", name, not_package);
    else
        py_raise(vm, PY_EXC_ModuleNotFoundError, "No module named '%s'", name);
    py_str *missing = vm->halt == VL_OK && vm->exc ? py_str_z(vm, name) : NULL;
    if (missing && vm->exc)
        py_assign_take(vm, &vm->exc->extra[0], py_from(missing));
    return py_unset();
}

// Whether the parent of "a.b" is a file of the program that is no package: raised.
static bool in_plain_module(py_vm *vm, const char *name) {
    const char *dot = strrchr(name, '.');
    py_str *parent = dot ? py_str_new(vm, name, (size_t)(dot - name)) : NULL;
    py_value module = parent ? py_dict_get_str(vm->modules, parent) : py_unset();
    const py_dict *dict = py_is(vm, module, PY_TYPE_MODULE) ? ((py_module *)module.as.o)->dict : NULL;
    bool plain = dict && py_is_set(py_dict_get_str(dict, vm->sym[PY_SYM___file__])) &&
                 !py_is_set(py_dict_get_str(dict, vm->sym[PY_SYM___path__]));
    if (plain)
        no_module(vm, name, parent->data);
    py_release(vm, parent);
    return plain;
}

// Makes, registers and fills the module; takes it out again if that fails.
static py_value load(py_vm *vm, const char *name) {
    const py_module_spec *spec = find_spec(vm, name);
    char *text = NULL, path[512];
    size_t len = 0;
    if (!spec && in_plain_module(vm, name))
        return py_unset();
    if (!spec && !(vm->host.source &&
                   vm->host.source(vm->host.context, name, &text, &len, path, sizeof path))) {
        if (py_names_is_module(name))
            return py_unsupported(vm, "module '%s' is not supported", name);
        return no_module(vm, name, NULL);
    }
    py_module *module = py_module_new(vm, name, spec);
    bool ok = module && py_dict_set_str(vm, vm->modules, module->name, py_from(module));
    if (ok)
        ok = (spec ? fill_native(vm, module, spec) : fill_sibling(vm, module, path, text, len)) &&
             bind_to_parent(vm, name, module);
    free(text);
    if (ok)
        return py_from(module);
    if (module) {
        py_exc *pending = py_exc_fetch(vm);
        py_dict_del(vm, vm->modules, py_from(module->name));
        py_release(vm, module);
        if (pending) {
            py_exc_clear(vm);
            vm->exc = pending;
        }
    }
    return py_unset();
}

py_value py_import(py_vm *vm, const char *name) {
    py_str *key = py_str_z(vm, name);
    py_value module = key ? py_dict_get_str(vm->modules, key) : py_unset();
    py_release(vm, key);
    return py_is_set(module) ? py_incref(module) : key ? load(vm, name) : py_unset();
}

py_value py_module_part(py_vm *vm, py_module *module, py_str *name, const char *part) {
    py_value source = py_import(vm, part), v = py_unset();
    bool found = py_is_set(source) && py_find_attr(vm, source, name, &v);
    py_decref(vm, source);
    if (found && py_is_set(v) && !py_dict_set_str(vm, module->dict, name, v))
        py_assign_take(vm, &v, py_unset());
    return v;
}

// Imports every package on the way: "a", "a.b", "a.b.c". The last one, or the first with `top`.
static py_value import_dotted(py_vm *vm, const char *name, bool top) {
    char part[256];
    py_value first = py_unset(), module = py_unset();
    size_t len = strlen(name);
    if (len >= sizeof part)
        return py_raise(vm, PY_EXC_ModuleNotFoundError, "No module named '%s'", name);
    for (size_t i = 0; i <= len; i++) {
        if (name[i] != '.' && name[i] != 0)
            continue;
        memcpy(part, name, i);
        part[i] = 0;
        py_decref(vm, module);
        module = py_import(vm, part);
        if (!py_is_set(module))
            break;
        if (!py_is_set(first))
            first = py_incref(module);
    }
    py_value result = !py_is_set(module) ? py_unset() : py_incref(top ? first : module);
    py_decref(vm, first);
    py_decref(vm, module);
    return result;
}

// The name that `level` dots before `name` mean in the module that runs; NULL: raised.
static py_str *absolute_name(py_vm *vm, const py_str *name, int64_t level) {
    const py_dict *globals = py_current_globals(vm);
    py_value package = globals ? py_dict_get_str(globals, vm->sym[PY_SYM___package__]) : py_unset();
    if (!py_is_str(package) || !py_as_str(package)->size) {
        py_raise(vm, PY_EXC_ImportError, "attempted relative import with no known parent package");
        return NULL;
    }
    const char *text = py_as_str(package)->data;
    size_t len = py_as_str(package)->size;
    for (; level > 1; level--) {
        while (len && text[len - 1] != '.')
            len--;
        if (!len) {
            py_raise(vm, PY_EXC_ImportError, "attempted relative import beyond top-level package");
            return NULL;
        }
        len--;
    }
    py_str *base = py_str_new(vm, text, len);
    py_str *full = base && name->size ? py_str_format(vm, "%S.%S", base, name) : py_retain(base);
    py_release(vm, base);
    return full;
}

py_value py__import_name(py_vm *vm, py_str *name, py_value level, py_value fromlist) {
    if (level.tag != PY_INT || level.as.i <= 0)
        return import_dotted(vm, name->data, !py_is_tuple(fromlist));
    py_str *absolute = absolute_name(vm, name, level.as.i);
    py_value module = absolute ? import_dotted(vm, absolute->data, false) : py_unset();
    py_release(vm, absolute);
    return module;
}

py_value py__import_from(py_vm *vm, py_value module, py_str *name) {
    py_value v;
    if (!py_find_attr(vm, module, name, &v) || py_is_set(v))
        return v;
    const py_module *from = (py_module *)module.as.o;
    char dotted[512];
    if (py_is(vm, module, PY_TYPE_MODULE) && from->name->size + name->size + 2 < sizeof dotted) {
        strcpy(dotted, from->name->data);
        strcat(dotted, ".");
        strcat(dotted, name->data);
        if (find_spec(vm, dotted))
            return py_import(vm, dotted);
        if (py_is_set(py_dict_get_str(from->dict, vm->sym[PY_SYM___path__]))) {
            v = py_import(vm, dotted);
            if (py_is_set(v) || vm->halt != VL_OK || !py_exc_matches(vm, PY_EXC_ModuleNotFoundError) ||
                !py_is_str(vm->exc->extra[0]) || !py_str_is(py_as_str(vm->exc->extra[0]), dotted))
                return v;
            py_exc_clear(vm);
        }
    }
    py_value file = py_is(vm, module, PY_TYPE_MODULE)
                        ? py_dict_get_str(from->dict, vm->sym[PY_SYM___file__])
                        : py_unset();
    py_raise(vm, PY_EXC_ImportError, "cannot import name '%S' from '%S' (%V)", name, from->name,
             py_is_set(file) ? file : py_from(vm->sym[PY_SYM_unknown_location]));
    if (vm->halt == VL_OK && vm->exc) { // name, path, name_from
        py_assign_take(vm, &vm->exc->extra[0], py_incref(py_from(from->name)));
        if (py_is_set(file))
            py_assign_take(vm, &vm->exc->extra[1], py_incref(file));
        py_assign_take(vm, &vm->exc->extra[2], py_incref(py_from(name)));
    }
    return py_unset();
}

bool py__import_star(py_vm *vm, py_frame *frame, py_value module) {
    py_dict *names = ((py_module *)module.as.o)->dict;
    py_value all = py_dict_get_str(names, vm->sym[PY_SYM___all__]);
    py_dict *into = frame->locals ? frame->locals : frame->globals;
    if (!py_is_set(all)) {
        py_value key, value;
        for (uint32_t at = 0; py_dict_next(names, &at, &key, &value);)
            if (py_is_str(key) && py_as_str(key)->data[0] != '_' &&
                !py_dict_set(vm, into, key, value))
                return false;
        return true;
    }
    py_value list = py_iter_to_list(vm, all);
    bool ok = py_is_set(list);
    for (int64_t i = 0; ok && i < ((py_list *)list.as.o)->count; i++) {
        py_value name = ((py_list *)list.as.o)->items[i];
        py_value v = py_unset();
        ok = py_find_attr(vm, module, py_as_str(name), &v);
        if (ok && !py_is_set(v) && py_is_set(py_dict_get_str(names, vm->sym[PY_SYM___path__])))
            v = py__import_from(vm, module, py_as_str(name)); // a submodule
        else if (ok && !py_is_set(v))
            v = py_getattr(vm, module, py_as_str(name));
        ok = py_is_set(v) && py_dict_set(vm, into, name, v);
        py_decref(vm, v);
    }
    py_decref(vm, list);
    return ok;
}

int py_import_known(py_vm *vm, const char *dotted) {
    if (find_spec(vm, dotted))
        return 1;
    char *text = NULL, path[512];
    size_t len;
    if (vm->host.source &&
        vm->host.source(vm->host.context, dotted, &text, &len, path, sizeof path)) {
        free(text);
        return 1;
    }
    return py_names_is_module(dotted) ? 0 : -1;
}

const char *py_module_refusal(const py_vm *vm, const char *module, const char *name) {
    const py_module_spec *spec = find_spec(vm, module);
    for (const py_refusal *r = spec ? spec->refused : NULL; r && r->name; r++)
        if (!r->receiver && strcmp(r->name, name) == 0)
            return r->why;
    return NULL;
}

static bool ends_with(const char *text, const char *end) {
    size_t len = strlen(text), tail = strlen(end);
    return len >= tail && strcmp(text + len - tail, end) == 0;
}

const char *py_method_refusal(const py_vm *vm, const char *receiver, const char *name) {
    for (int i = 0; i < vm->module_count; i++)
        for (const py_refusal *r = vm->module_specs[i]->refused; r && r->name; r++)
            if (r->receiver && strcmp(r->name, name) == 0 && ends_with(receiver, r->receiver))
                return r->why;
    return NULL;
}

int py_module_attr_known(py_vm *vm, const char *module, const char *attr) {
    if (!find_spec(vm, module))
        return -1;
    py_value loaded = py_import(vm, module);
    if (!py_is_set(loaded))
        return -1;
    py_str *name = py_str_z(vm, attr);
    py_module *from = (py_module *)loaded.as.o;
    bool has = name && py_is_set(py_dict_get_str(from->dict, name)), absent = false;
    if (name && !has && from->spec && from->spec->missing) {
        py_value v = from->spec->missing(vm, from, name);
        has = py_is_set(v);
        py_decref(vm, v);
        absent = !has && vm->exc && py_exc_matches(vm, PY_EXC_AttributeError);
        if (absent) // in this version of Python
            py_exc_clear(vm);
    }
    py_value hook = has || !name || !from->spec || vm->exc
                        ? py_unset()
                        : py_dict_get_str(from->dict, vm->sym[PY_SYM___getattr__]);
    if (py_is_set(hook)) { // a library module's lazy part
        py_value arg = py_from(name), v = py_call_n(vm, hook, 1, &arg);
        has = py_is_set(v);
        py_decref(vm, v);
        if (!has && vm->exc && py_exc_matches(vm, PY_EXC_AttributeError))
            py_exc_clear(vm);
    }
    bool failed = !name || vm->exc; // without memory: vm->exc says so
    py_release(vm, name);
    py_decref(vm, loaded);
    return failed ? -1 : has ? 1 : !absent && py_names_module_has(vm, module, attr) ? 0 : -1;
}
