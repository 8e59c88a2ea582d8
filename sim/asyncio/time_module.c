// The module time on the virtual clock. CPU work takes no time; time.sleep blocks the loop.
#include "sim_internal.h"

static int64_t now_ns(py_vm *vm) {
    return vl_loop_now(&sim_of(vm)->engine);
}

static int64_t wall_ns(py_vm *vm) {
    return sim_of(vm)->config.epoch_ns + now_ns(vm);
}

static py_value f_time(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_float(vl_seconds_from_ns(wall_ns(vm)));
}

static py_value f_time_ns(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_int(wall_ns(vm));
}

static py_value f_monotonic(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_float(vl_seconds_from_ns(now_ns(vm)));
}

static py_value f_monotonic_ns(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_int(now_ns(vm));
}

static py_value f_cpu(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)a;
    (void)n;
    return py_float(0.0);
}

static py_value f_cpu_ns(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)a;
    (void)n;
    return py_int(0);
}

static py_value f_sleep(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_sim *sim = sim_of(vm);
    int64_t ns;
    if (!py_is_int(a[0]) && py_unbox(a[0]).tag != PY_FLOAT) {
        if (!py_type_of(vm, a[0])->slots.unary)
            return py_raise(vm, PY_EXC_TypeError,
                            "'%T' object cannot be interpreted as an integer", a[0]);
    }
    if (!sim_seconds(vm, a[0], &ns))
        return py_unset();
    py_value v = py_unbox(a[0]);
    if (v.tag == PY_FLOAT && v.as.d != v.as.d)
        return py_raise(vm, PY_EXC_ValueError, "Invalid value NaN (not a number)");
    if (ns < 0)
        return py_raise(vm, PY_EXC_ValueError, "sleep length must be non-negative");
    int64_t limit = sim->config.max_time_ns;
    if (limit && (ns > limit || now_ns(vm) > limit - ns)) {
        vl_buf text;
        vl_buf_init(&text, vm->heap);
        vl_format_seconds(&text, limit);
        py_halt(vm, VL_LIMIT, "the virtual clock would pass the limit of %s s; --max-time sets it",
                text.data ? text.data : "");
        vl_buf_deinit(&text);
        return py_unset();
    }
    vl_loop_block(&sim->engine, ns);
    return py_none();
}

static const py_fndef functions[] = {
    {"time", "", f_time, PY_FN_PLAIN},
    {"time_ns", "", f_time_ns, PY_FN_PLAIN},
    {"monotonic", "", f_monotonic, PY_FN_PLAIN},
    {"monotonic_ns", "", f_monotonic_ns, PY_FN_PLAIN},
    {"perf_counter", "", f_monotonic, PY_FN_PLAIN},
    {"perf_counter_ns", "", f_monotonic_ns, PY_FN_PLAIN},
    {"process_time", "", f_cpu, PY_FN_PLAIN},
    {"process_time_ns", "", f_cpu_ns, PY_FN_PLAIN},
    {"thread_time", "", f_cpu, PY_FN_PLAIN},
    {"thread_time_ns", "", f_cpu_ns, PY_FN_PLAIN},
    {"sleep", "seconds, /", f_sleep, PY_FN_PLAIN},
    {0},
};

const py_module_spec sim_time_module_spec = {.name = "time", .functions = functions};
