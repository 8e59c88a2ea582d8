// Numbers for the sequences of keys that dicts of instances have. Instances whose attributes were first set
// in the same order have the same number, so that an inline cache that met one of them knows of all which
// names are there and which are not. The empty dict has KEYS_EMPTY; a table leads from a number and a name
// to the number of the sequence with that name behind it. It may forget: then the sequence gets another
// number. A number never stands for two sequences; 0 says that nothing is known, which is so for good once a
// key was deleted or is no interned str.
#include "containers_internal.h"

#define KEYS_EMPTY 1u
#define TABLE_SIZE 256u

typedef struct step {
    py_str *name; // owned: its address means nothing else while it stands here
    uint32_t from, to;
} step;

struct py_keys_table {
    uint32_t last; // number given out
    step steps[TABLE_SIZE];
};

py_dict *py__dict_new_instance(py_vm *vm) {
    py_dict *dict = py_dict_new(vm);
    if (dict)
        dict->keys = KEYS_EMPTY;
    return dict;
}

uint32_t py__keys_with(py_vm *vm, uint32_t keys, py_value name) {
    if (!py_is(vm, name, PY_TYPE_STR) || !py_as_str(name)->interned)
        return 0;
    if (!vm->keys_table) {
        vm->keys_table = vl_heap_alloc(vm->heap, sizeof *vm->keys_table);
        if (!vm->keys_table)
            return 0;
        memset(vm->keys_table, 0, sizeof *vm->keys_table);
        vm->keys_table->last = KEYS_EMPTY;
    }
    py_str *text = py_as_str(name);
    uint32_t at = (keys * 31u + (uint32_t)((uintptr_t)text >> 4)) % TABLE_SIZE;
    step *found = &vm->keys_table->steps[at];
    if (found->name != text || found->from != keys) {
        if (vm->keys_table->last == UINT32_MAX)
            return 0;
        py_str *old = found->name;
        *found = (step){py_retain(text), keys, ++vm->keys_table->last};
        uint32_t to = found->to;
        py_release(vm, old);
        return to;
    }
    return found->to;
}

void py__keys_deinit(py_vm *vm) {
    if (!vm->keys_table)
        return;
    for (uint32_t i = 0; i < TABLE_SIZE; i++)
        py_release(vm, vm->keys_table->steps[i].name);
    vl_heap_free(vm->heap, vm->keys_table, sizeof *vm->keys_table);
    vm->keys_table = NULL;
}
