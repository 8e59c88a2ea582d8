// The methods of a loop that need threads or signals; what they do stands in lib/asyncio.threads.py and
// lib/signal.py.
#include "sim_internal.h"

static py_value call_part(py_vm *vm, const char *module, const char *name, int n, const py_value *args) {
    py_value part = py_import(vm, module);
    py_value fn = py_is_set(part) ? py_getattr_z(vm, part, name) : py_unset();
    py_value result = py_is_set(fn) ? py_call_n(vm, fn, n, args) : py_unset();
    py_decref(vm, part);
    py_decref(vm, fn);
    return result;
}

py_value sim_run_in_executor(py_vm *vm, const py_value *a, int n) {
    if (!sim_check_open(sim_of(vm), (sim_loop *)a[0].as.o))
        return py_unset();
    return call_part(vm, "asyncio.threads", "_run_in_executor", n, a);
}

py_value sim_set_default_executor(py_vm *vm, const py_value *a, int n) {
    return call_part(vm, "asyncio.threads", "_set_default_executor", n, a);
}

py_value sim_shutdown_default_executor(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return call_part(vm, "asyncio.threads", "shutdown_default_executor", py_is_set(a[1]) ? 2 : 1, a);
}

py_value sim_add_signal_handler(py_vm *vm, const py_value *a, int n) {
    return call_part(vm, "signal", "_add_to_loop", n, a);
}

py_value sim_remove_signal_handler(py_vm *vm, const py_value *a, int n) {
    return call_part(vm, "signal", "_remove_from_loop", n, a);
}
