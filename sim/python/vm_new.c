// A VM's beginning and end. The order of creation matters: types before objects of them, interned
// names before modules; the end undoes it, finalisers first, so that nothing is left on the heap.
#include "library_internal.h"
#include "types_internal.h"
#include "vm_internal.h"

#define MAX_DEPTH 1000
#define POLL_STEPS 4096

static bool intern_symbols(py_vm *vm) {
    static const char *const names[] = {
#define X(name) #name,
        PY_SYMBOL_TABLE(X)
#undef X
    };
    for (size_t i = 0; i < VL_COUNT(names); i++)
        if (!(vm->sym[i] = py_str_intern(vm, names[i], strlen(names[i]))))
            return false;
    return true;
}

static bool make_modules(py_vm *vm) {
    static const py_module_spec *const own[] = {
#define X(spec) &spec,
#include "library.def"
#undef X
    };
    vm->modules = py_dict_new(vm);
    vm->sources = py_dict_new(vm);
    if (!vm->modules || !vm->sources || !py__builtins_init(vm))
        return false;
    for (size_t i = 0; i < VL_COUNT(own); i++)
        if (!py_vm_add_module(vm, own[i]))
            return false;
    return py_vm_add_modules(vm, py__library);
}

py_vm *py_vm_new(vl_heap *heap, const py_host *host, vl_error *error) {
    py_vm *vm = vl_heap_alloc(heap, sizeof *vm);
    if (!vm) {
        vl_error_set(error, VL_MEMORY, "not enough memory to start");
        return NULL;
    }
    memset(vm, 0, sizeof *vm);
    vm->heap = heap;
    if (host)
        vm->host = *host;
    vm->error = error;
    vm->max_depth = MAX_DEPTH;
    vm->poll_steps = POLL_STEPS;
    vm->python_minor = 13;
    vm->context = &vm->outer_context;
    vm->gc_head.next = vm->gc_head.prev = &vm->gc_head;
    vm->gc_threshold = UINT32_MAX; // not before everything stands
    if (py__types_init(vm) && py__singletons_init(vm) && intern_symbols(vm) &&
        py__types_fill(vm) && py__exceptions_init(vm) && make_modules(vm)) {
        vm->gc_threshold = 10000;
        return vm;
    }
    vl_error_set(error, VL_MEMORY, "not enough memory to start");
    py_vm_free(vm);
    return NULL;
}

bool py_vm_add_module(py_vm *vm, const py_module_spec *spec) {
    if (vm->module_count == vm->module_cap) {
        int cap = vm->module_cap ? vm->module_cap * 2 : 32;
        size_t unit = sizeof *vm->module_specs;
        void *specs = vl_heap_realloc(vm->heap, vm->module_specs, (size_t)vm->module_cap * unit,
                                      (size_t)cap * unit);
        if (!specs)
            return false;
        vm->module_specs = specs;
        vm->module_cap = cap;
    }
    vm->module_specs[vm->module_count++] = spec;
    return true;
}

bool py_vm_add_modules(py_vm *vm, const py_module_spec *specs) {
    for (; specs->name; specs++)
        if (!py_vm_add_module(vm, specs))
            return false;
    return true;
}

py_type *py_vm_kept_type(const py_vm *vm, const py_type_spec *spec) {
    for (int i = 0; i < vm->kept_count; i++)
        if (vm->kept[i]->spec == spec && !(vm->kept[i]->flags & PY_TF_HEAP))
            return vm->kept[i];
    return NULL;
}

bool py_vm_keep_until_end(py_vm *vm, py_type *type_take) {
    if (!type_take)
        return false;
    if (vm->kept_count == vm->kept_cap) {
        int cap = vm->kept_cap ? vm->kept_cap * 2 : 16;
        size_t unit = sizeof *vm->kept;
        void *kept = vl_heap_realloc(vm->heap, vm->kept, (size_t)vm->kept_cap * unit,
                                     (size_t)cap * unit);
        if (!kept) {
            py_release(vm, type_take);
            return false;
        }
        vm->kept = kept;
        vm->kept_cap = cap;
    }
    vm->kept[vm->kept_count++] = type_take;
    return true;
}

void py_vm_end_main(py_vm *vm) {
    py_gc_collect(vm); // finalisers of what is garbage by now still see the names
    if (vm->main)
        py_dict_clear(vm, vm->main->dict);
    py_gc_collect(vm);
}

// Modules lose their names in reverse order of import, as at the end of CPython: finalisers of global
// objects run while the built-ins still stand.
static void clear_modules(py_vm *vm) {
    if (!vm->modules)
        return;
    py_vm_end_main(vm);
    for (uint32_t i = vm->modules->fill; i-- > 0;) {
        py_value module = vm->modules->entries[i].value;
        if (py_is(vm, module, PY_TYPE_MODULE) && (py_module *)module.as.o != vm->builtins)
            py_dict_clear(vm, ((py_module *)module.as.o)->dict);
    }
    py_gc_collect(vm);
}

void py_vm_free(py_vm *vm) {
    if (!vm)
        return;
    vl_heap *heap = vm->heap;
    py_exc_clear(vm);
    py_assign_take(vm, &vm->at_exit, py_unset());
    clear_modules(vm);
    py_assign_take(vm, &vm->outer_context, py_unset());
    py_decref(vm, vm->asyncgen_firstiter);
    py_decref(vm, vm->asyncgen_finalizer);
    if (vm->builtins)
        py_dict_clear(vm, vm->builtins->dict);
    py_release(vm, vm->modules);
    py_release(vm, vm->main);
    py_release(vm, vm->builtins);
    py_release(vm, vm->sources);
    py_release(vm, vm->ids);
    vm->modules = vm->sources = vm->ids = NULL;
    vm->main = vm->builtins = NULL;
    vm->halt = vm->halt != VL_OK ? vm->halt : VL_PROGRAM; // nothing of the program runs any more
    if (vm->memory_error) { // may hold what was being handled, and so a class of the program
        py__exc_drop_traceback(vm, vm->memory_error);
        vm->memory_error->gc.base.type->slots.clear(vm, &vm->memory_error->gc.base);
    }
    py_gc_collect(vm);
    for (int i = 0; i < vm->kept_count; i++) // a type is part of its own MRO
        if (!(vm->kept[i]->flags & PY_TF_HEAP))
            py__type_clear(vm, &vm->kept[i]->gc.base);
    while (vm->kept_count)
        py_release(vm, vm->kept[--vm->kept_count]);
    vl_heap_free(heap, vm->kept, (size_t)vm->kept_cap * sizeof *vm->kept);
    py_release(vm, vm->weak);
    vm->weak = NULL;
    py__library_deinit(vm);
    py_gc_collect(vm);
    for (int i = 0; i < PY_SYM_COUNT_; i++)
        py_release(vm, vm->sym[i]);
    py__types_deinit(vm);
    py__native_deinit(vm);
    vl_heap_free(heap, vm->module_specs, (size_t)vm->module_cap * sizeof *vm->module_specs);
    vl_heap_free(heap, vm, sizeof *vm);
}
