// asyncio.Condition. The lock may be one of the program's own: then its methods are called.
#include "sync_internal.h"

static sim_condition *condition_of(py_value v) {
    return (sim_condition *)v.as.o;
}

// ---- the lock ---------------------------------------------------------------------------------------

// It is a Lock with nothing replaced.
static bool is_native_lock(py_vm *vm, py_value lock) {
    return sim_is_exactly(sim_of(vm), lock, SIM_SYNC_LOCK) && sim_is_plain(lock);
}

static bool has_lock(py_vm *vm, const sim_condition *condition) {
    if (!py_is_set(condition->lock))
        py_raise(vm, PY_EXC_AttributeError, "'Condition' object has no attribute '_lock'");
    return py_is_set(condition->lock);
}

// 1 locked, 0 not, -1 error
static int is_locked(py_vm *vm, const sim_condition *condition) {
    if (!has_lock(vm, condition))
        return -1;
    if (is_native_lock(vm, condition->lock))
        return ((sim_lock *)condition->lock.as.o)->locked;
    py_value answer = py_call_method(vm, condition->lock, PY_SYM_locked, 0, NULL);
    int truth = py_is_set(answer) ? py_truth(vm, answer) : -1;
    py_decref(vm, answer);
    return truth;
}

py_value sim_condition_acquire(py_vm *vm, const py_value *a, int n) {
    const sim_condition *condition = condition_of(a[0]);
    (void)n;
    return !has_lock(vm, condition)                 ? py_unset()
           : is_native_lock(vm, condition->lock) ? sim_lock_acquire(vm, &condition->lock, 1)
                                                 : py_call_method(vm, condition->lock,
                                                                  PY_SYM_acquire, 0, NULL);
}

py_value sim_condition_release(py_vm *vm, const py_value *a, int n) {
    const sim_condition *condition = condition_of(a[0]);
    (void)n;
    return !has_lock(vm, condition)                 ? py_unset()
           : is_native_lock(vm, condition->lock) ? sim_lock_release(vm, &condition->lock, 1)
                                                 : py_call_method(vm, condition->lock,
                                                                  PY_SYM_release, 0, NULL);
}

static py_value condition_locked(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int locked = is_locked(vm, condition_of(a[0]));
    return locked < 0 ? py_unset() : py_bool(locked > 0);
}

static py_send aenter_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    if (co->at == 0)
        return sim_coroutine_await(vm, co, py_call_method(vm, co->self, PY_SYM_acquire, 0, NULL), 1);
    *out = vm->exc ? py_unset() : py_none();
    return vm->exc ? PY_SEND_ERROR : PY_SEND_RETURN;
}

static py_send aexit_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    return sim_aexit(vm, co, out, sim_condition_release);
}

static py_value condition_aenter(py_vm *vm, const py_value *a, int n) {
    static const sim_coroutine_def def = {.name = "__aenter__",
                                          .qualname = "_ContextManagerMixin.__aenter__",
                                          .step = aenter_step};
    const sim_condition *condition = condition_of(a[0]);
    if (sim_is_plain(a[0]) && is_native_lock(vm, condition->lock))
        return sim_lock_aenter(vm, &condition->lock, n);
    return sim_coroutine_new(sim_of(vm), &def, a[0], py_unset());
}

static py_value condition_aexit(py_vm *vm, const py_value *a, int n) {
    static const sim_coroutine_def def = {
        .name = "__aexit__", .qualname = "_ContextManagerMixin.__aexit__", .step = aexit_step};
    (void)n;
    return sim_coroutine_new(sim_of(vm), &def, a[0], py_unset());
}

// ---- wait -------------------------------------------------------------------------------------------

enum { WAIT_BEGIN, WAIT_WOKEN, WAIT_LOCKED };

void sim_condition_notify(vl_sim *sim, sim_condition *condition, int64_t n) {
    int64_t woken = 0;
    for (sim_place *place = condition->line.first; place && woken < n; place = place->next)
        woken += sim_wake(sim, place, py_bool(false));
}

// It leaves with an exception; whoever was meant to go on may be another one.
static py_send wait_fails(py_vm *vm, sim_condition *condition) {
    if (sim_has(sim_of(vm), SIM_PROFILE_CONDITION_PASSES_ON))
        sim_condition_notify(sim_of(vm), condition, 1);
    return PY_SEND_ERROR;
}

// Whatever ended the waiting, the lock is taken again; `held` keeps the exception meanwhile.
static py_send take_lock_again(py_vm *vm, sim_coroutine *co) {
    py_send status = sim_coroutine_await(vm, co, sim_condition_acquire(vm, &co->self, 1), WAIT_LOCKED);
    return status == PY_SEND_ERROR ? wait_fails(vm, condition_of(co->self)) : status;
}

static py_send wait_begins(py_vm *vm, sim_coroutine *co) {
    sim_condition *condition = condition_of(co->self);
    bool early = sim_has(sim_of(vm), SIM_PROFILE_CONDITION_PASSES_ON);
    int locked = is_locked(vm, condition);
    if (locked == 0)
        py_raise(vm, PY_EXC_RuntimeError, "cannot wait on un-acquired lock");
    if (locked <= 0 || (early && !sim_bind(vm, co->self)))
        return PY_SEND_ERROR;
    py_value released = sim_condition_release(vm, &co->self, 1);
    if (!py_is_set(released))
        return PY_SEND_ERROR;
    py_decref(vm, released);
    py_send status =
        sim_stand(vm, co, co->self, &condition->line, "Condition.wait", WAIT_WOKEN);
    if (status != PY_SEND_ERROR || vm->halt != VL_OK)
        return status;
    py_assign_take(vm, &co->held, py_from(py_exc_fetch(vm)));
    return take_lock_again(vm, co);
}

// `first` is what was raised while waiting, `last` a cancel that came while the lock was taken again.
static py_send wait_ends(py_vm *vm, sim_coroutine *co, py_value *out) {
    sim_condition *condition = condition_of(co->self);
    py_exc *first = (py_exc *)co->held.as.o, *last = (py_exc *)co->arg.as.o;
    bool was_cancelled = py_is_set(co->arg);
    co->held = co->arg = py_unset();
    if (was_cancelled && !sim_has(sim_of(vm), SIM_PROFILE_CONDITION_PASSES_ON)) {
        py_value bare = sim_cancelled_new(sim_of(vm), py_unset());
        py_release(vm, last);
        last = (py_exc *)bare.as.o;
        if (!last) {
            py_release(vm, first);
            return PY_SEND_ERROR;
        }
    }
    if (last && first && last != first && !py_is_set(last->context)) {
        last->context = py_from(first);
        first = NULL;
    }
    vm->exc = last ? last : first;
    if (last)
        py_release(vm, first);
    if (vm->exc)
        return wait_fails(vm, condition);
    *out = py_bool(true);
    return PY_SEND_RETURN;
}

static py_send wait_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    if (co->at == WAIT_BEGIN)
        return wait_begins(vm, co);
    if (co->at == WAIT_WOKEN) {
        sim_leave(vm, co);
        py_assign_take(vm, &co->held, py_from(py_exc_fetch(vm)));
        return take_lock_again(vm, co);
    }
    if (sim_is_cancelled_error(sim_of(vm))) {
        py_assign_take(vm, &co->arg, py_from(py_exc_fetch(vm)));
        return take_lock_again(vm, co);
    }
    return vm->exc ? wait_fails(vm, condition_of(co->self)) : wait_ends(vm, co, out);
}

static void describe_wait(vl_sim *sim, const sim_coroutine *co, vl_buf *out) {
    if (co->at == WAIT_WOKEN)
        vl_buf_text(out, "Condition.wait, not notified");
    else {
        vl_buf_text(out, "Condition.wait, to have again its ");
        sim_describe_lock(sim, condition_of(co->self)->lock, out);
    }
}

static const sim_coroutine_def wait_def = {
    "wait", "Condition.wait", wait_step, sim_leave, describe_wait, SIM_WAITING_EXTRA};

py_value sim_condition_wait(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_coroutine_new(sim_of(vm), &wait_def, a[0], py_unset());
}

static py_send wait_for_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    if (vm->exc)
        return PY_SEND_ERROR;
    *out = py_call_n(vm, co->arg, 0, NULL);
    int truth = py_is_set(*out) ? py_truth(vm, *out) : -1;
    if (truth > 0)
        return PY_SEND_RETURN;
    py_assign_take(vm, out, py_unset());
    return truth < 0 ? PY_SEND_ERROR
                     : sim_coroutine_await(
                           vm, co, sim_call_own(vm, PY_SYM_wait, sim_condition_wait, &co->self, 1), 1);
}

static void describe_wait_for(vl_sim *sim, const sim_coroutine *co, vl_buf *out) {
    (void)sim;
    (void)co;
    vl_buf_text(out, "Condition.wait_for, its predicate is not true");
}

static py_value condition_wait_for(py_vm *vm, const py_value *a, int n) {
    static const sim_coroutine_def def = {.name = "wait_for",
                                          .qualname = "Condition.wait_for",
                                          .step = wait_for_step,
                                          .describe = describe_wait_for};
    (void)n;
    return sim_coroutine_new(sim_of(vm), &def, a[0], a[1]);
}

// ---- notify -----------------------------------------------------------------------------------------

static py_value condition_notify(py_vm *vm, const py_value *a, int n) {
    sim_condition *condition = condition_of(a[0]);
    int locked = is_locked(vm, condition);
    if (locked == 0)
        py_raise(vm, PY_EXC_RuntimeError, "cannot notify on un-acquired lock");
    if (locked <= 0)
        return py_unset();
    py_value count = n > 1 && py_is_set(a[1]) ? a[1] : py_int(1);
    int64_t woken = 0;
    for (sim_place *place = condition->line.first; place; place = place->next) {
        int enough = py_compare_bool(vm, PY_CMP_GE, py_int(woken), count);
        if (enough < 0)
            return py_unset();
        if (enough)
            break;
        woken += sim_wake(sim_of(vm), place, py_bool(false));
    }
    return py_none();
}

static py_value condition_notify_all(py_vm *vm, const py_value *a, int n) {
    py_value args[2] = {a[0], py_int(condition_of(a[0])->line.count)};
    (void)n;
    return sim_call_own(vm, PY_SYM_notify, condition_notify, args, 2);
}

// ---- the object ---------------------------------------------------------------------------------------

static bool condition_init(py_vm *vm, py_value self, const py_args *args) {
    static const py_fndef def = {"__init__", "@Condition: self, lock=", NULL, PY_FN_METHOD};
    static const py_symbol needed[] = {PY_SYM_locked, PY_SYM_acquire, PY_SYM_release};
    py_value values[2];
    if (!py_bind_method(vm, &def, self, args, values))
        return false;
    bool given = py_is_set(values[1]) && !py_is_none(values[1]);
    py_type *type = sim_sync_type(sim_of(vm), SIM_SYNC_LOCK);
    py_value lock = !type  ? py_unset()
                    : given ? py_incref(values[1])
                            : py_call_n(vm, py_from(type), 0, NULL);
    if (!py_is_set(lock))
        return false;
    for (size_t i = 0; i < VL_COUNT(needed) && !is_native_lock(vm, lock); i++) {
        py_value method = py_getattr(vm, lock, vm->sym[needed[i]]);
        if (!py_is_set(method)) {
            py_decref(vm, lock);
            return false;
        }
        py_decref(vm, method);
    }
    py_assign_take(vm, &condition_of(self)->lock, lock);
    return true;
}

static py_value condition_lock(py_vm *vm, const py_value *a, int n) {
    const sim_condition *condition = condition_of(a[0]);
    (void)n;
    return has_lock(vm, condition) ? py_incref(condition->lock) : py_unset();
}

static py_value condition_waiters(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_line_futures(vm, &condition_of(a[0])->line, false);
}

static py_value condition_repr(py_vm *vm, py_value self) {
    int locked = is_locked(vm, condition_of(self));
    return locked < 0 ? py_unset()
                      : sim_sync_repr(vm, self, locked ? "locked" : "unlocked",
                                      &condition_of(self)->line);
}

static void condition_dealloc(py_vm *vm, py_obj *self) {
    py_decref(vm, ((sim_condition *)self)->lock);
    sim_bound_free(vm, self);
}

static void condition_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((sim_condition *)self)->lock);
    sim_bound_visit(self, visit, context);
}

static void condition_clear(py_vm *vm, py_obj *self) {
    py_assign_take(vm, &((sim_condition *)self)->lock, py_unset());
    sim_bound_clear(vm, self);
}

static const py_fndef condition_methods[] = {
    {"acquire", "@async Lock: self", sim_condition_acquire, PY_FN_METHOD},
    {"release", "@Lock: self", sim_condition_release, PY_FN_METHOD},
    {"locked", "@Lock: self", condition_locked, PY_FN_METHOD},
    {"wait", "@async Condition: self", sim_condition_wait, PY_FN_METHOD},
    {"wait_for", "@async Condition: self, predicate", condition_wait_for, PY_FN_METHOD},
    {"notify", "@Condition: self, n=", condition_notify, PY_FN_METHOD},
    {"notify_all", "@Condition: self", condition_notify_all, PY_FN_METHOD},
    {"__aenter__", "@async _ContextManagerMixin: self", condition_aenter, PY_FN_METHOD},
    {"__aexit__", "@async _ContextManagerMixin: self, exc_type, exc, tb", condition_aexit,
     PY_FN_METHOD},
    {"_lock", "self", condition_lock, PY_FN_GETTER},
    {"_waiters", "self", condition_waiters, PY_FN_GETTER},
    {0},
};

const py_type_spec sim_condition_spec = {
    .name = "Condition",
    .module = "asyncio.locks",
    .size = sizeof(sim_condition),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_DICT,
    .base = -1,
    .slots = {.dealloc = condition_dealloc,
              .traverse = condition_traverse,
              .clear = condition_clear,
              .new_ = sim_sync_new,
              .init = condition_init,
              .repr = condition_repr},
    .methods = condition_methods,
};
