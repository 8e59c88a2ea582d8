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

static bool is_cell(const py_code *code, uint32_t slot) {
    for (uint32_t i = 0; i < code->op_count; i++)
        if (code->ops[i] == py_op_make(PY_OPCODE_MAKE_CELL, slot))
            return true;
    return false;
}

static uint32_t param_count(const py_code *code) {
    return code->arg_count + code->kwonly_count + !!(code->flags & PY_CODE_VARARGS) +
           !!(code->flags & PY_CODE_VARKW);
}

static bool add_name(py_vm *vm, py_list *names, py_str *name) {
    for (int64_t i = 0; i < names->count; i++)
        if (py_same(names->items[i], py_from(name)))
            return true;
    return py_list_append(vm, names, py_from(name));
}

static py_value as_tuple_take(py_vm *vm, py_list *names, bool ok) {
    py_value tuple = ok ? py_from(py_tuple_of(vm, names->count, names->items)) : py_unset();
    py_release(vm, names);
    return tuple;
}

// Parameters, then the locals that no function inside uses (those are cells). Variables of comprehensions
// are among them, each name once.
static py_value get_variable_names(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_code *code = code_of(a);
    py_list *names = py_list_new(vm, code->local_count);
    bool ok = names != NULL;
    for (uint32_t i = 0; ok && i < code->local_count; i++)
        if (i < param_count(code) || !is_cell(code, i))
            ok = add_name(vm, names, code->slot_names[i]);
    return as_tuple_take(vm, names, ok);
}

static py_value get_local_count(py_vm *vm, const py_value *a, int n) {
    py_value names = get_variable_names(vm, a, n);
    py_value count = py_is_set(names) ? py_int(((py_tuple *)names.as.o)->count) : names;
    py_decref(vm, names);
    return count;
}

static py_value get_cell_names(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_code *code = code_of(a);
    py_list *names = py_list_new(vm, 0);
    bool ok = names != NULL;
    for (uint32_t i = 0; ok && i < code->free_start; i++)
        if (is_cell(code, i))
            ok = add_name(vm, names, code->slot_names[i]);
    return as_tuple_take(vm, names, ok);
}

// What is looked up by name: globals, attributes, modules.
static py_value get_names(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_code *code = code_of(a);
    py_list *names = py_list_new(vm, 0);
    bool ok = names != NULL;
    for (uint32_t i = 0; ok && i < code->site_count; i++)
        ok = add_name(vm, names, code->sites[i].name);
    return as_tuple_take(vm, names, ok);
}

// CPython's CO_ flags.
static py_value get_flags(py_vm *vm, const py_value *a, int n) {
    (void)n;
    static const struct {
        uint32_t own;
        int64_t flag;
    } flags[] = {{PY_CODE_VARARGS, 0x4},   {PY_CODE_VARKW, 0x8},      {PY_CODE_NESTED, 0x10},
                 {PY_CODE_GENERATOR, 0x20}, {PY_CODE_COROUTINE, 0x80}, {PY_CODE_ASYNC_GEN, 0x200},
                 {PY_CODE_AWAITABLE, 0x100}};
    const py_code *code = code_of(a);
    int64_t result = code->flags & (PY_CODE_CLASS | PY_CODE_MODULE) ? 0 : 0x3;
    for (size_t i = 0; i < VL_COUNT(flags); i++)
        if (code->flags & flags[i].own)
            result |= flags[i].flag;
    if (code->docstring && vm->python_minor >= 13)
        result |= 0x4000000;
    return py_int(result);
}

static py_value get_stack_size(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_int(code_of(a)->stack_size);
}

static py_value code_repr(py_vm *vm, py_value self) {
    const py_code *code = (const py_code *)self.as.o;
    return py_from(py_str_format(vm, "<code object %S at %s, file \"%S\", line %d>", code->name,
                                 py_address_text(vm, self.as.o).text, code->file, code->first_line));
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
                                   {"co_nlocals", "self", get_local_count, PY_FN_GETTER},
                                   {"co_cellvars", "self", get_cell_names, PY_FN_GETTER},
                                   {"co_names", "self", get_names, PY_FN_GETTER},
                                   {"co_flags", "self", get_flags, PY_FN_GETTER},
                                   {"co_stacksize", "self", get_stack_size, PY_FN_GETTER},
                                   {NULL, NULL, NULL, 0}};

const py_type_spec py_code_spec = {.name = "code",
                                   .size = sizeof(py_code),
                                   .base = -1,
                                   .slots = {.dealloc = code_dealloc, .repr = code_repr},
                                   .methods = methods};
