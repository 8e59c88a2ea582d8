// Which loop is the present one: get_running_loop, get_event_loop, policies. Model: CPython's
// asyncio/events.py.
#include "threads_internal.h"

// ---- the policy ---------------------------------------------------------------------------------

// Calls a method of the policy of the program; false in *has: there is none, the default does it here.
static py_value ask_policy(vl_sim *sim, const char *name, int n, const py_value *args, bool *has) {
    py_vm *vm = sim->vm;
    *has = py_is_set(sim->policy) && !sim->in_policy;
    if (!*has)
        return py_unset();
    py_value method = py_getattr_z(vm, sim->policy, name);
    py_value v = py_is_set(method) ? py_call_n(vm, method, n, args) : py_unset();
    py_decref(vm, method);
    return v;
}

// `make` unset: a plain loop.
static py_value present_loop(vl_sim *sim, py_value make) {
    py_vm *vm = sim->vm;
    bool makes = !sim->current && !sim->loop_was_set && !sim->thread && sim_has(sim, SIM_PROFILE_GET_EVENT_LOOP_MAKES);
    if (makes) {
        if (sim_has(sim, SIM_PROFILE_GET_EVENT_LOOP_WARNS))
            py_warn(vm, PY_EXC_DeprecationWarning, "There is no current event loop");
        py_value loop = py_is_set(make) ? py_call_n(vm, make, 0, NULL) : py_from(sim_loop_new(sim));
        bool ok = py_is_set(loop) && sim_set_event_loop(sim, loop);
        py_decref(vm, loop);
        if (!ok)
            return py_unset();
    }
    if (sim->current)
        return py_incref(py_from(sim->current));
    return py_raise(vm, PY_EXC_RuntimeError, "There is no current event loop in thread '%s'.",
                    sim->thread ? sim_thread_name(sim->thread) : "MainThread");
}

sim_loop *sim_event_loop(vl_sim *sim) {
    bool has;
    if (sim->running)
        return py_retain(sim->running);
    py_value v = ask_policy(sim, "get_event_loop", 0, NULL, &has);
    if (!has)
        v = present_loop(sim, py_unset());
    if (py_is_set(v) && !sim_is_loop(sim, v)) {
        py_unsupported(sim->vm, "a loop of the class %s is not supported",
                       py_type_of(sim->vm, v)->name->data);
        py_decref(sim->vm, v);
        return NULL;
    }
    return py_is_set(v) ? (sim_loop *)v.as.o : NULL;
}

py_value sim_new_event_loop(vl_sim *sim) {
    bool has;
    py_value v = ask_policy(sim, "new_event_loop", 0, NULL, &has);
    return has ? v : py_from(sim_loop_new(sim));
}

bool sim_set_event_loop(vl_sim *sim, py_value loop) {
    py_vm *vm = sim->vm;
    bool has;
    py_value v = ask_policy(sim, "set_event_loop", 1, &loop, &has);
    if (has) {
        py_decref(vm, v);
        return py_is_set(v);
    }
    if (!py_is_none(loop) && !sim_is_loop(sim, loop)) {
        py_raise(vm, PY_EXC_TypeError,
                 "loop must be an instance of AbstractEventLoop or None, not '%T'", loop);
        return false;
    }
    sim_loop *old = sim->current;
    sim->current = py_is_none(loop) ? NULL : py_retain(loop.as.o);
    sim->loop_was_set = true;
    py_release(vm, old);
    return true;
}

// ---- functions ----------------------------------------------------------------------------------

static py_value f_get_running_loop(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    sim_loop *loop = sim_require_running(sim_of(vm));
    return loop ? py_incref(py_from(loop)) : py_unset();
}

static py_value f__get_running_loop(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    sim_loop *loop = sim_of(vm)->running;
    return loop ? py_incref(py_from(loop)) : py_none();
}

static py_value f_get_event_loop(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_from(sim_event_loop(sim_of(vm)));
}

static py_value f_new_event_loop(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return sim_new_event_loop(sim_of(vm));
}

static py_value f_set_event_loop(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_set_event_loop(sim_of(vm), a[0]) ? py_none() : py_unset();
}

static py_value f_get_policy(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    vl_sim *sim = sim_of(vm);
    if (py_is_set(sim->policy))
        return py_incref(sim->policy);
    py_value module = py_import(vm, "asyncio.unix_events");
    py_value type = py_is_set(module) ? py_getattr_z(vm, module, "DefaultEventLoopPolicy") : py_unset();
    py_value policy = py_is_set(type) ? py_call_n(vm, type, 0, NULL) : py_unset();
    py_decref(vm, type);
    py_decref(vm, module);
    sim->policy = py_incref(policy);
    return policy;
}

static py_value f_set_policy(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_sim *sim = sim_of(vm);
    if (!py_is_none(a[0])) {
        py_value module = py_import(vm, "asyncio.unix_events");
        py_value type =
            py_is_set(module) ? py_getattr_z(vm, module, "AbstractEventLoopPolicy") : py_unset();
        int is = py_is_set(type) ? py_isinstance(vm, a[0], type) : -1;
        py_decref(vm, type);
        py_decref(vm, module);
        if (is < 0)
            return py_unset();
        if (!is)
            return py_raise(vm, PY_EXC_TypeError,
                            "policy must be an instance of AbstractEventLoopPolicy or None, not '%T'",
                            a[0]);
    }
    py_assign_take(vm, &sim->policy, py_is_none(a[0]) ? py_unset() : py_incref(a[0]));
    return py_none();
}

const py_fndef sim_events_functions[] = {
    {"get_running_loop", "", f_get_running_loop, PY_FN_PLAIN},
    {"_get_running_loop", "", f__get_running_loop, PY_FN_PLAIN},
    {"get_event_loop", "", f_get_event_loop, PY_FN_PLAIN},
    {"new_event_loop", "@", f_new_event_loop, PY_FN_PLAIN},
    {"set_event_loop", "@loop", f_set_event_loop, PY_FN_PLAIN},
    {"get_event_loop_policy", "@", f_get_policy, PY_FN_PLAIN},
    {"set_event_loop_policy", "@policy", f_set_policy, PY_FN_PLAIN},
    {0},
};

// ---- what the default policy of lib/asyncio.unix_events.py calls -----------------------------------

py_value sim_policy_call(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_sim *sim = sim_of(vm);
    bool before = sim->in_policy;
    sim->in_policy = true;
    py_value v = py_none();
    if (py_str_is(py_as_str(a[0]), "get"))
        v = present_loop(sim, a[1]);
    else if (!sim_set_event_loop(sim, a[1]))
        v = py_unset();
    sim->in_policy = before;
    return v;
}
