// The type of code objects: what they own and what programs may ask of them.
#include <string.h>

#include "code_internal.h"
#include "specs_internal.h"

void py_code_free(py_vm *vm, py_code *code) {
    vl_heap *heap = vm->heap;
    for (uint32_t i = 0; i < code->const_count; i++)
        py_decref(vm, code->consts[i]);
    for (uint32_t i = 0; i < code->site_count; i++)
        py_release(vm, code->sites[i].name);
    for (uint32_t i = 0; i < code->slot_count; i++)
        py_release(vm, code->slot_names[i]);
    vl_heap_free(heap, code->ops, code->op_count * sizeof(*code->ops));
    vl_heap_free(heap, code->positions, code->op_count * sizeof(*code->positions));
    vl_heap_free(heap, code->consts, code->const_count * sizeof(*code->consts));
    vl_heap_free(heap, code->sites, code->site_count * sizeof(*code->sites));
    vl_heap_free(heap, code->handlers, code->handler_count * sizeof(*code->handlers));
    vl_heap_free(heap, code->slot_names, code->slot_count * sizeof(*code->slot_names));
    py_release(vm, code->name);
    py_release(vm, code->qualname);
    py_release(vm, code->file);
    py_release(vm, code->docstring);
    py_object_free(vm, code, 0);
}

static void code_dealloc(py_vm *vm, py_obj *self) {
    py_code_free(vm, (py_code *)self);
}

static const py_code *code_of(const py_value *a) {
    return (const py_code *)a[0].as.o;
}

static py_value text_of(py_str *s) {
    return s ? py_from(py_retain(s)) : py_none();
}

static py_value get_name(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return text_of(code_of(a)->name);
}

static py_value get_qualname(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return text_of(code_of(a)->qualname);
}

static py_value get_filename(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return text_of(code_of(a)->file);
}

static py_value get_first_line(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_int(code_of(a)->first_line);
}

static py_value get_arg_count(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_int(code_of(a)->arg_count);
}

static py_value get_posonly_count(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_int(code_of(a)->posonly_count);
}

static py_value get_kwonly_count(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_int(code_of(a)->kwonly_count);
}

static py_value names_from(py_vm *vm, const py_code *code, uint32_t start, uint32_t end) {
    py_tuple *names = py_tuple_new(vm, (int64_t)end - start);
    for (uint32_t i = start; names && i < end; i++)
        names->items[i - start] = py_from(py_retain(code->slot_names[i]));
    return py_from(names);
}

static py_value get_free_names(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return names_from(vm, code_of(a), code_of(a)->free_start, code_of(a)->slot_count);
}

static py_value get_variable_names(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return names_from(vm, code_of(a), 0, code_of(a)->local_count);
}

static const py_fndef methods[] = {{"co_name", "self", get_name, PY_FN_GETTER},
                                   {"co_qualname", "self", get_qualname, PY_FN_GETTER},
                                   {"co_filename", "self", get_filename, PY_FN_GETTER},
                                   {"co_firstlineno", "self", get_first_line, PY_FN_GETTER},
                                   {"co_argcount", "self", get_arg_count, PY_FN_GETTER},
                                   {"co_posonlyargcount", "self", get_posonly_count, PY_FN_GETTER},
                                   {"co_kwonlyargcount", "self", get_kwonly_count, PY_FN_GETTER},
                                   {"co_freevars", "self", get_free_names, PY_FN_GETTER},
                                   {"co_varnames", "self", get_variable_names, PY_FN_GETTER},
                                   {NULL, NULL, NULL, 0}};

const py_type_spec py_code_spec = {.name = "code",
                                   .size = sizeof(py_code),
                                   .base = -1,
                                   .slots = {.dealloc = code_dealloc},
                                   .methods = methods};
