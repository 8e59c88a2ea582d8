// asyncio.Lock and asyncio.Event. A lock is fair: who comes while others wait stands behind them.
#include "sync_internal.h"

static sim_lock *lock_of(py_value v) {
    return (sim_lock *)v.as.o;
}

static sim_event *event_of(py_value v) {
    return (sim_event *)v.as.o;
}

// ---- Lock -----------------------------------------------------------------------------------------

static void take(vl_sim *sim, sim_lock *lock) {
    const vl_task *task = vl_loop_current(&sim->engine);
    lock->locked = true;
    lock->owner = task ? task->id : 0;
}

static bool all_cancelled(const sim_line *line) {
    const sim_place *place = line->first;
    while (place && sim_place_outcome(place) == VL_OUTCOME_CANCELLED)
        place = place->next;
    return !place;
}

static void wake_first(vl_sim *sim, sim_lock *lock) {
    if (lock->line.first)
        sim_wake(sim, lock->line.first, py_bool(true));
}

static py_send acquire_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    vl_sim *sim = sim_of(vm);
    sim_lock *lock = lock_of(co->self);
    if (co->at == 0 && (lock->locked || !all_cancelled(&lock->line)))
        return sim_stand(vm, co, co->self, &lock->line, "Lock.acquire", 1);
    if (co->at == 1)
        sim_leave(vm, co);
    if (vm->exc) {
        if (!lock->locked && sim_is_cancelled_error(sim))
            wake_first(sim, lock);
        return PY_SEND_ERROR;
    }
    take(sim, lock);
    *out = py_bool(true);
    return PY_SEND_RETURN;
}

typedef struct find_owner { vl_sim *sim; uint64_t id; vl_buf *out; bool found; } find_owner;

static void name_owner(void *context, vl_task *engine) {
    find_owner *find = context;
    if (engine->id != find->id)
        return;
    const sim_task *task = sim_task_of(engine);
    int line = sim_task_line(find->sim, task);
    find->found = true;
    vl_buf_format(find->out, " held by %s (%s)", sim_task_name(task),
                  sim_coroutine_name(find->sim, task->coroutine));
    if (line)
        vl_buf_format(find->out, ", line %d", line);
}

void sim_describe_lock(vl_sim *sim, py_value v, vl_buf *out) {
    if (v.tag != PY_OBJ || !sim->sync_types[SIM_SYNC_LOCK] ||
        !py_is_subtype(v.as.o->type, sim->sync_types[SIM_SYNC_LOCK])) {
        vl_buf_text(out, "a lock");
        return;
    }
    const sim_lock *lock = lock_of(v);
    find_owner find = {sim, lock->owner, out, false};
    vl_buf_text(out, "Lock");
    if (lock->locked && lock->owner)
        vl_loop_each_task(&sim->engine, name_owner, &find);
    if (lock->locked && lock->owner && !find.found)
        vl_buf_text(out, " held by a task that has ended");
}

static void describe_acquire(vl_sim *sim, const sim_coroutine *co, vl_buf *out) {
    sim_describe_lock(sim, co->self, out);
}

static py_send aenter_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    return sim_aenter(vm, co, out, sim_lock_acquire, acquire_step);
}

static py_send aexit_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    return sim_aexit(vm, co, out, sim_lock_release);
}

static const sim_coroutine_def acquire_def = {
    "acquire", "Lock.acquire", acquire_step, sim_leave, describe_acquire, SIM_WAITING_EXTRA};
static const sim_coroutine_def aenter_def = {
    "__aenter__", "_ContextManagerMixin.__aenter__", aenter_step, sim_leave, describe_acquire,
    SIM_WAITING_EXTRA};
static const sim_coroutine_def aexit_def = {
    .name = "__aexit__", .qualname = "_ContextManagerMixin.__aexit__", .step = aexit_step};

py_value sim_lock_acquire(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_coroutine_new(sim_of(vm), &acquire_def, a[0], py_unset());
}

py_value sim_lock_aenter(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_coroutine_new(sim_of(vm), &aenter_def, a[0], py_unset());
}

py_value sim_lock_aexit(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_coroutine_new(sim_of(vm), &aexit_def, a[0], py_unset());
}

py_value sim_lock_release(py_vm *vm, const py_value *a, int n) {
    (void)n;
    sim_lock *lock = lock_of(a[0]);
    if (!lock->locked)
        return py_raise(vm, PY_EXC_RuntimeError, "Lock is not acquired.");
    lock->locked = false;
    wake_first(sim_of(vm), lock);
    return py_none();
}

static py_value lock_locked(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(lock_of(a[0])->locked);
}

static py_value lock_waiters(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_line_futures(vm, &lock_of(a[0])->line, true);
}

static py_value lock_repr(py_vm *vm, py_value self) {
    const sim_lock *lock = lock_of(self);
    return sim_sync_repr(vm, self, lock->locked ? "locked" : "unlocked", &lock->line);
}

static bool lock_init(py_vm *vm, py_value self, const py_args *args) {
    static const py_fndef def = {"__init__", "@Lock: self", NULL, PY_FN_METHOD};
    py_value values[1];
    if (!py_bind_method(vm, &def, self, args, values))
        return false;
    lock_of(self)->locked = false;
    return true;
}

static const py_fndef lock_methods[] = {
    {"acquire", "@async Lock: self", sim_lock_acquire, PY_FN_METHOD},
    {"release", "@Lock: self", sim_lock_release, PY_FN_METHOD},
    {"locked", "@Lock: self", lock_locked, PY_FN_METHOD},
    {"__aenter__", "@async _ContextManagerMixin: self", sim_lock_aenter, PY_FN_METHOD},
    {"__aexit__", "@async _ContextManagerMixin: self, exc_type, exc, tb", sim_lock_aexit,
     PY_FN_METHOD},
    {"_locked", "self", lock_locked, PY_FN_GETTER},
    {"_waiters", "self", lock_waiters, PY_FN_GETTER},
    {0},
};

const py_type_spec sim_lock_spec = {
    .name = "Lock",
    .module = "asyncio.locks",
    .size = sizeof(sim_lock),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_DICT,
    .base = -1,
    .slots = {.dealloc = sim_bound_free,
              .traverse = sim_bound_visit,
              .clear = sim_bound_clear,
              .new_ = sim_sync_new,
              .init = lock_init,
              .repr = lock_repr},
    .methods = lock_methods,
};

// ---- Event ----------------------------------------------------------------------------------------

static py_send wait_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    sim_event *event = event_of(co->self);
    if (co->at == 0 && !event->set)
        return sim_stand(vm, co, co->self, &event->line, "Event.wait", 1);
    if (co->at == 1)
        sim_leave(vm, co);
    *out = vm->exc ? py_unset() : py_bool(true);
    return vm->exc ? PY_SEND_ERROR : PY_SEND_RETURN;
}

static void describe_wait(vl_sim *sim, const sim_coroutine *co, vl_buf *out) {
    (void)sim;
    (void)co;
    vl_buf_text(out, "Event.wait, on an Event that nobody sets");
}

static const sim_coroutine_def wait_def = {
    "wait", "Event.wait", wait_step, sim_leave, describe_wait, SIM_WAITING_EXTRA};

py_value sim_event_wait(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_coroutine_new(sim_of(vm), &wait_def, a[0], py_unset());
}

void sim_event_set(vl_sim *sim, sim_event *event) {
    if (event->set)
        return;
    event->set = true;
    for (sim_place *place = event->line.first; place; place = place->next)
        sim_wake(sim, place, py_bool(true));
}

static py_value event_set(py_vm *vm, const py_value *a, int n) {
    (void)n;
    sim_event_set(sim_of(vm), event_of(a[0]));
    return py_none();
}

static py_value event_clear(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    event_of(a[0])->set = false;
    return py_none();
}

static py_value event_is_set(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(event_of(a[0])->set);
}

static py_value event_waiters(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_line_futures(vm, &event_of(a[0])->line, false);
}

static py_value event_repr(py_vm *vm, py_value self) {
    const sim_event *event = event_of(self);
    return sim_sync_repr(vm, self, event->set ? "set" : "unset", &event->line);
}

static bool event_init(py_vm *vm, py_value self, const py_args *args) {
    static const py_fndef def = {"__init__", "@Event: self", NULL, PY_FN_METHOD};
    py_value values[1];
    if (!py_bind_method(vm, &def, self, args, values))
        return false;
    event_of(self)->set = false;
    return true;
}

static const py_fndef event_methods[] = {
    {"wait", "@async Event: self", sim_event_wait, PY_FN_METHOD},
    {"set", "@Event: self", event_set, PY_FN_METHOD},
    {"clear", "@Event: self", event_clear, PY_FN_METHOD},
    {"is_set", "@Event: self", event_is_set, PY_FN_METHOD},
    {"_value", "self", event_is_set, PY_FN_GETTER},
    {"_waiters", "self", event_waiters, PY_FN_GETTER},
    {0},
};

const py_type_spec sim_event_spec = {
    .name = "Event",
    .module = "asyncio.locks",
    .size = sizeof(sim_event),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_DICT,
    .base = -1,
    .slots = {.dealloc = sim_bound_free,
              .traverse = sim_bound_visit,
              .clear = sim_bound_clear,
              .new_ = sim_sync_new,
              .init = event_init,
              .repr = event_repr},
    .methods = event_methods,
};
