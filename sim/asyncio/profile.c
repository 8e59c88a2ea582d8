// The table of what differs between Python versions, asked by feature; and `_vloop`, the private module
// through which the library's Python files ask the same.
#include "sim_internal.h"

static const struct { const char *name; int first, last; } table[] = {
#define X(name, first, last, sentence) {#name, first, last},
#include "profile.def"
#undef X
};

bool sim_has(const vl_sim *sim, sim_profile feature) {
    int minor = sim->config.python_minor;
    return table[feature].first <= minor && minor <= table[feature].last;
}

// profile("WAIT_FOR_INNER_TASK") -> bool
static py_value f_profile(py_vm *vm, const py_value *a, int n) {
    (void)n;
    for (size_t i = 0; i < VL_COUNT(table); i++)
        if (py_is_str(a[0]) && py_str_is(py_as_str(a[0]), table[i].name))
            return py_bool(sim_has(sim_of(vm), (sim_profile)i));
    return py_raise(vm, PY_EXC_ValueError, "no feature %R", a[0]);
}

static const py_fndef functions[] = {
    {"profile", "feature, /", f_profile, PY_FN_PLAIN},
    {"policy_call", "what, arg, /", sim_policy_call, PY_FN_PLAIN},
    {"note_signal", "name, /", sim_note_signal, PY_FN_PLAIN},
    {"waiter", "label, tasks, /", sim_waiter_call, PY_FN_PLAIN},
    {0},
};

const py_module_spec sim_vloop_module_spec = {.name = "_vloop", .functions = functions};
