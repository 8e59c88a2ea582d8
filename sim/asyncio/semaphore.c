// asyncio.Semaphore and BoundedSemaphore: first come, first served; who is woken has been given its
// share by the one who woke it.
#include <stdio.h>

#include "sync_internal.h"

typedef struct sim_semaphore {
    sim_bound bound;
    sim_line line;
    int64_t value, initial; // initial: of a bounded one the bound
} sim_semaphore;

static sim_semaphore *semaphore_of(py_value v) {
    return (sim_semaphore *)v.as.o;
}

static bool is_locked(const sim_semaphore *semaphore) {
    if (semaphore->value == 0)
        return true;
    for (const sim_place *place = semaphore->line.first; place; place = place->next)
        if (sim_place_outcome(place) != VL_OUTCOME_CANCELLED)
            return true;
    return false;
}

static bool wake_next(vl_sim *sim, sim_semaphore *semaphore) {
    for (sim_place *place = semaphore->line.first; place; place = place->next)
        if (sim_wake(sim, place, py_bool(true))) {
            semaphore->value--;
            return true;
        }
    return false;
}

// A cancelled waiter gives back what it was given; then others may have their turn.
static void settle(vl_sim *sim, sim_semaphore *semaphore, vl_outcome outcome) {
    bool last = sim_has(sim, SIM_PROFILE_SEMAPHORE_WAKES_AT_EVERY_END);
    if (sim_is_cancelled_error(sim) &&
        (last ? outcome == VL_OUTCOME_DONE : outcome != VL_OUTCOME_CANCELLED)) {
        semaphore->value++;
        if (!last)
            wake_next(sim, semaphore);
    }
    if (last)
        while (semaphore->value > 0 && wake_next(sim, semaphore)) {
        }
    else if (!sim->vm->exc && semaphore->value > 0)
        wake_next(sim, semaphore);
}

static py_send acquire_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    sim_semaphore *semaphore = semaphore_of(co->self);
    if (co->at == 0) {
        if (is_locked(semaphore))
            return sim_stand(vm, co, co->self, &semaphore->line, "Semaphore.acquire", 1);
        semaphore->value--;
    } else {
        sim_leave(vm, co);
        settle(sim_of(vm), semaphore, sim_place_outcome(sim_place_of(co)));
    }
    *out = vm->exc ? py_unset() : py_bool(true);
    return vm->exc ? PY_SEND_ERROR : PY_SEND_RETURN;
}

static void describe(vl_sim *sim, const sim_coroutine *co, vl_buf *out) {
    const sim_semaphore *semaphore = semaphore_of(co->self);
    (void)sim;
    vl_buf_format(out, "Semaphore.acquire (%lld of %lld free)", (long long)semaphore->value,
                  (long long)semaphore->initial);
}

static py_value semaphore_acquire(py_vm *vm, const py_value *a, int n) {
    static const sim_coroutine_def def = {
        "acquire", "Semaphore.acquire", acquire_step, sim_leave, describe, SIM_WAITING_EXTRA};
    (void)n;
    return sim_coroutine_new(sim_of(vm), &def, a[0], py_unset());
}

static py_value semaphore_release(py_vm *vm, const py_value *a, int n) {
    (void)n;
    sim_semaphore *semaphore = semaphore_of(a[0]);
    semaphore->value++;
    wake_next(sim_of(vm), semaphore);
    return py_none();
}

static py_value bounded_release(py_vm *vm, const py_value *a, int n) {
    if (semaphore_of(a[0])->value >= semaphore_of(a[0])->initial)
        return py_raise(vm, PY_EXC_ValueError, "BoundedSemaphore released too many times");
    return semaphore_release(vm, a, n);
}

static py_send aenter_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    return sim_aenter(vm, co, out, semaphore_acquire, acquire_step);
}

static py_send aexit_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    return sim_aexit(vm, co, out, semaphore_release);
}

static py_send bounded_aexit_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    return sim_aexit(vm, co, out, bounded_release);
}

static py_value semaphore_aenter(py_vm *vm, const py_value *a, int n) {
    static const sim_coroutine_def def = {"__aenter__", "_ContextManagerMixin.__aenter__", aenter_step,
                                          sim_leave, describe, SIM_WAITING_EXTRA};
    (void)n;
    return sim_coroutine_new(sim_of(vm), &def, a[0], py_unset());
}

static py_value semaphore_aexit(py_vm *vm, const py_value *a, int n) {
    static const sim_coroutine_def def = {
        .name = "__aexit__", .qualname = "_ContextManagerMixin.__aexit__", .step = aexit_step};
    (void)n;
    return sim_coroutine_new(sim_of(vm), &def, a[0], py_unset());
}

static py_value bounded_aexit(py_vm *vm, const py_value *a, int n) {
    static const sim_coroutine_def def = {.name = "__aexit__",
                                          .qualname = "_ContextManagerMixin.__aexit__",
                                          .step = bounded_aexit_step};
    (void)n;
    return sim_coroutine_new(sim_of(vm), &def, a[0], py_unset());
}

static py_value semaphore_locked(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(is_locked(semaphore_of(a[0])));
}

static py_value semaphore_value(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_int(semaphore_of(a[0])->value);
}

static py_value semaphore_set_value(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_as_int64(vm, a[1], &semaphore_of(a[0])->value) ? py_none() : py_unset();
}

static py_value semaphore_bound(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_int(semaphore_of(a[0])->initial);
}

static py_value semaphore_waiters(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_line_futures(vm, &semaphore_of(a[0])->line, true);
}

static py_value semaphore_repr(py_vm *vm, py_value self) {
    const sim_semaphore *semaphore = semaphore_of(self);
    char state[48] = "locked";
    if (!is_locked(semaphore))
        snprintf(state, sizeof state, "unlocked, value:%lld", (long long)semaphore->value);
    return sim_sync_repr(vm, self, state, &semaphore->line);
}

static bool init(py_vm *vm, py_value self, const py_args *args, const py_fndef *def) {
    py_value values[2];
    if (!py_bind_method(vm, def, self, args, values))
        return false;
    py_value value = py_is_set(values[1]) ? values[1] : py_int(1);
    int negative = py_compare_bool(vm, PY_CMP_LT, value, py_int(0));
    if (negative < 0)
        return false;
    if (negative) {
        py_raise(vm, PY_EXC_ValueError, "Semaphore initial value must be >= 0");
        return false;
    }
    if (!py_is_int(value)) {
        py_unsupported(vm, "a Semaphore with a value that is no int is not supported");
        return false;
    }
    sim_semaphore *semaphore = semaphore_of(self);
    if (!py_as_int64(vm, value, &semaphore->value))
        return false;
    semaphore->initial = semaphore->value;
    return true;
}

static bool semaphore_init(py_vm *vm, py_value self, const py_args *args) {
    static const py_fndef def = {"__init__", "@Semaphore: self, value=", NULL, PY_FN_METHOD};
    return init(vm, self, args, &def);
}

static bool bounded_init(py_vm *vm, py_value self, const py_args *args) {
    static const py_fndef def = {"__init__", "@BoundedSemaphore: self, value=", NULL, PY_FN_METHOD};
    return init(vm, self, args, &def);
}

static const py_fndef semaphore_methods[] = {
    {"acquire", "@async Semaphore: self", semaphore_acquire, PY_FN_METHOD},
    {"release", "@Semaphore: self", semaphore_release, PY_FN_METHOD},
    {"locked", "@Semaphore: self", semaphore_locked, PY_FN_METHOD},
    {"__aenter__", "@async _ContextManagerMixin: self", semaphore_aenter, PY_FN_METHOD},
    {"__aexit__", "@async _ContextManagerMixin: self, exc_type, exc, tb", semaphore_aexit,
     PY_FN_METHOD},
    {"_value", "self", semaphore_value, PY_FN_GETTER},
    {"_value", "self, value", semaphore_set_value, PY_FN_SETTER},
    {"_waiters", "self", semaphore_waiters, PY_FN_GETTER},
    {0},
};

static const py_fndef bounded_methods[] = {
    {"release", "@BoundedSemaphore: self", bounded_release, PY_FN_METHOD},
    {"__aexit__", "@async _ContextManagerMixin: self, exc_type, exc, tb", bounded_aexit,
     PY_FN_METHOD},
    {"_bound_value", "self", semaphore_bound, PY_FN_GETTER},
    {0},
};

const py_type_spec sim_semaphore_spec = {
    .name = "Semaphore",
    .module = "asyncio.locks",
    .size = sizeof(sim_semaphore),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_DICT,
    .base = -1,
    .slots = {.dealloc = sim_bound_free,
              .traverse = sim_bound_visit,
              .clear = sim_bound_clear,
              .new_ = sim_sync_new,
              .init = semaphore_init,
              .repr = semaphore_repr},
    .methods = semaphore_methods,
};

const py_type_spec sim_bounded_semaphore_spec = {
    .name = "BoundedSemaphore",
    .module = "asyncio.locks",
    .size = sizeof(sim_semaphore),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_DICT,
    .base = -1,
    .slots = {.init = bounded_init},
    .methods = bounded_methods,
};
