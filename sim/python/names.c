// What CPython has and vloop may lack: names of modules, of their members, and of built-in types'
// attributes. An attribute that is missing here is an AttributeError; one that is listed is unsupported.
#include "types_internal.h"

typedef struct entry {
    const char *name, *members; // members: " a b c "
} entry;

static const entry types[] = {
#define TYPE(name, members) {name, members},
#define MODULE(name, members)
#include "names.def"
#undef TYPE
#undef MODULE
};

static const entry modules[] = { // sorted by name
#define TYPE(name, members)
#define MODULE(name, members) {name, members},
#include "names.def"
#undef TYPE
#undef MODULE
};

static bool lists(const char *members, const char *word) {
    size_t len = strlen(word);
    for (const char *at = members; (at = strstr(at, word)) != NULL; at += len)
        if (at > members && at[-1] == ' ' && at[len] == ' ')
            return true;
    return false;
}

static const entry *find_type(const char *name) {
    for (size_t i = 0; i < VL_COUNT(types); i++)
        if (strcmp(types[i].name, name) == 0)
            return &types[i];
    return NULL;
}

static const entry *find_module(const char *name) {
    size_t low = 0, high = VL_COUNT(modules);
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(modules[middle].name, name);
        if (order == 0)
            return &modules[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

bool py_names_type_known(const char *type) {
    return find_type(type) != NULL;
}

bool py_names_type_own(const char *type, const char *attr) {
    const entry *found = find_type(type);
    return found && lists(found->members, attr);
}

bool py_names_type_has(const char *type, const char *attr) {
    return py_names_type_own(type, attr) || py_names_type_own("object", attr);
}

// Whether a newer version than this has it first.
static bool later(const py_vm *vm, const char *module, const char *attr) {
    static const struct {
        const char *module;
        int since;
        const char *members;
    } rows[] = {
#define X(name, minor, members) {name, minor, members},
#include "names_since.def"
#undef X
    };
    for (size_t i = 0; i < VL_COUNT(rows); i++)
        if (vm->python_minor < rows[i].since && !strcmp(rows[i].module, module) && lists(rows[i].members, attr))
            return true;
    return false;
}

bool py_names_module_has(const py_vm *vm, const char *module, const char *attr) {
    const entry *found = find_module(module);
    return found && lists(found->members, attr) && !later(vm, module, attr);
}

const char *py_names_module_members(const char *module) {
    const entry *found = find_module(module);
    return found ? found->members : "";
}

bool py_names_is_module(const char *module) {
    if (find_module(module))
        return true;
    // A submodule of a listed package is CPython's too.
    char top[64];
    const char *dot = strchr(module, '.');
    if (!dot || (size_t)(dot - module) >= sizeof top)
        return false;
    memcpy(top, module, (size_t)(dot - module));
    top[dot - module] = 0;
    return find_module(top) != NULL;
}
