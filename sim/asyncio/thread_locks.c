// _thread.lock and _thread.RLock: what all other things that threads wait for are built on. A lock that is
// released goes to whoever asks for it first: the thread that waited longest is woken and may come late,
// as in CPython.
#include "threads_internal.h"

typedef struct thread_lock {
    py_gcobj gc;
    sim_waiting waiting;
    sim_thread *holder; // owned; who acquired it last. NULL: nobody
    int64_t count;      // RLock: how often; lock: 0 or 1
} thread_lock;

static thread_lock *lock_of(py_value v) {
    return (thread_lock *)v.as.o;
}

static bool is_rlock(vl_sim *sim, const thread_lock *lock) {
    return lock->gc.base.type == sim->rlock_type;
}

static void take(thread_lock *lock, sim_thread *thread) {
    lock->holder = py_retain(thread);
    lock->count = 1;
}

static void give_up(vl_sim *sim, thread_lock *lock) {
    sim_thread *holder = lock->holder;
    lock->holder = NULL;
    lock->count = 0;
    if (lock->waiting.first)
        sim_thread_wake(sim, lock->waiting.first);
    py_release(sim->vm, holder);
}

static bool may_go_on(vl_sim *sim, sim_thread *thread, py_value *result) {
    (void)sim;
    thread_lock *lock = lock_of(thread->object);
    if (lock->count && !thread->timed_out)
        return false;
    *result = py_bool(!lock->count);
    if (!lock->count)
        take(lock, thread);
    return true;
}

static bool timeout_from(py_vm *vm, py_value blocking, py_value timeout, int64_t *ns) {
    int blocks = py_is_set(blocking) ? py_truth(vm, blocking) : 1;
    *ns = -1;
    if (blocks < 0 || (py_is_set(timeout) && !sim_seconds(vm, timeout, ns)))
        return false;
    bool none = !py_is_set(timeout) || *ns == -VL_NS_PER_S;
    if (!blocks && !none)
        py_raise(vm, PY_EXC_ValueError, "can't specify a timeout for a non-blocking call");
    else if (!none && *ns < 0)
        py_raise(vm, PY_EXC_ValueError,
                 vm->python_minor >= 13 ? "timeout value must be a non-negative number"
                                        : "timeout value must be positive");
    else if (*ns == INT64_MAX)
        py_raise(vm, PY_EXC_OverflowError, "timeout value is too large");
    else {
        *ns = !blocks ? 0 : none ? -1 : *ns;
        return true;
    }
    return false;
}

// `ns` below zero: for ever.
static py_value acquire(vl_sim *sim, py_value self, int64_t ns, py_native_fn fn) {
    thread_lock *lock = lock_of(self);
    sim_thread *thread = sim_thread_current(sim);
    if (!thread)
        return py_unset();
    if (is_rlock(sim, lock) && lock->holder == thread) {
        lock->count++;
        return py_bool(true);
    }
    if (!lock->count) {
        take(lock, thread);
        return py_bool(true);
    }
    if (ns == 0)
        return py_bool(false);
    sim_wait wait = {.in = &lock->waiting,
                     .deadline_ns = ns < 0 ? SIM_FOREVER : sim_thread_deadline(sim, ns),
                     .resume = may_go_on,
                     .object = self,
                     .what = is_rlock(sim, lock) ? "RLock.acquire" : "Lock.acquire",
                     .fn = fn,
                     .self = self};
    return sim_thread_wait(sim, &wait);
}

static py_value m_acquire(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t ns;
    return timeout_from(vm, a[1], a[2], &ns) ? acquire(sim_of(vm), a[0], ns, m_acquire) : py_unset();
}

static py_value m_enter(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return acquire(sim_of(vm), a[0], -1, m_enter);
}

static py_value release(py_vm *vm, py_value self) {
    vl_sim *sim = sim_of(vm);
    thread_lock *lock = lock_of(self);
    if (is_rlock(sim, lock)) {
        if (!lock->count || lock->holder != sim_thread_current(sim))
            return py_raise(vm, PY_EXC_RuntimeError, "cannot release un-acquired lock");
        if (--lock->count)
            return py_none();
    } else if (!lock->count)
        return py_raise(vm, PY_EXC_RuntimeError, "release unlocked lock");
    give_up(sim, lock);
    return py_none();
}

static py_value m_release(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return release(vm, a[0]);
}

static py_value m_locked(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(lock_of(a[0])->count > 0);
}

// What Condition needs of an RLock: let go of it however often it is held, and take it so again.
static py_value m_is_owned(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const thread_lock *lock = lock_of(a[0]);
    return py_bool(lock->count && lock->holder == sim_thread_current(sim_of(vm)));
}

static py_value m_release_save(py_vm *vm, const py_value *a, int n) {
    (void)n;
    thread_lock *lock = lock_of(a[0]);
    if (!lock->count)
        return py_raise(vm, PY_EXC_RuntimeError, "cannot release un-acquired lock");
    int64_t count = lock->count;
    give_up(sim_of(vm), lock);
    return py_int(count);
}

static py_value m_set_count(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t count;
    if (!py_as_int64(vm, a[1], &count))
        return py_unset();
    lock_of(a[0])->count = count;
    return py_none();
}

static py_value lock_new(py_vm *vm, py_type *type, const py_args *args) {
    if (args->n || args->kwnames)
        return py_raise(vm, PY_EXC_TypeError, "%N() takes no arguments", type);
    return py_from(py_object_new(vm, type, 0));
}

static void lock_dealloc(py_vm *vm, py_obj *self) {
    py_release(vm, ((thread_lock *)self)->holder);
    py_object_free(vm, self, 0);
}

static void lock_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, py_from(((thread_lock *)self)->holder));
}

static py_value lock_repr(py_vm *vm, py_value self) {
    const thread_lock *lock = lock_of(self);
    py_address address = py_address_text(vm, self.as.o);
    const char *word = lock->count ? "locked" : "unlocked";
    if (!is_rlock(sim_of(vm), lock))
        return py_from(py_str_format(vm, "<%s _thread.lock object at %s>", word, address.text));
    return py_from(py_str_format(vm, "<%s _thread.RLock object owner=%llu count=%lld at %s>", word,
                                 lock->count ? (unsigned long long)sim_thread_ident(lock->holder) : 0ULL,
                                 (long long)lock->count, address.text));
}

void sim_thread_lock_describe(vl_sim *sim, py_value lock, vl_buf *out) {
    const thread_lock *of = lock_of(lock);
    vl_buf_text(out, is_rlock(sim, of) ? "an RLock" : "a lock");
    if (of->count && of->holder)
        vl_buf_format(out, " that %s holds", sim_thread_name(of->holder));
}

#define LOCK_METHODS                                                                               \
    {"acquire", "self, blocking=, timeout=", m_acquire, PY_FN_METHOD},                             \
        {"release", "self, /", m_release, PY_FN_METHOD},                                           \
        {"__enter__", "self, /", m_enter, PY_FN_METHOD},                                           \
        {"__exit__", "self, *args", m_release, PY_FN_METHOD}

static const py_fndef lock_methods[] = {
    LOCK_METHODS,
    {"locked", "self, /", m_locked, PY_FN_METHOD},
    {0},
};

static const py_fndef rlock_methods[] = {
    LOCK_METHODS,
    {"_is_owned", "self, /", m_is_owned, PY_FN_METHOD},
    {"_release_save", "self, /", m_release_save, PY_FN_METHOD},
    {"_set_count", "self, count, /", m_set_count, PY_FN_METHOD},
    {0},
};

const py_type_spec sim_thread_lock_spec = {
    .name = "lock",
    .module = "_thread",
    .size = sizeof(thread_lock),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = lock_dealloc, .traverse = lock_traverse, .new_ = lock_new, .repr = lock_repr},
    .methods = lock_methods,
};

const py_type_spec sim_thread_rlock_spec = {
    .name = "RLock",
    .module = "_thread",
    .size = sizeof(thread_lock),
    .flags = PY_TF_GC | PY_TF_BASE,
    .base = -1,
    .slots = {.dealloc = lock_dealloc, .traverse = lock_traverse, .new_ = lock_new, .repr = lock_repr},
    .methods = rlock_methods,
};
