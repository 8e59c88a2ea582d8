// The module _thread: what lib/threading.py and lib/concurrent.futures.py are written with, and the end of
// a program that still has threads.
#include "threads_internal.h"

// ---- handles ------------------------------------------------------------------------------------

static sim_thread *thread_of(py_value v) {
    return (sim_thread *)v.as.o;
}

static bool may_go_on(vl_sim *sim, sim_thread *thread, py_value *result) {
    (void)sim;
    const sim_thread *other = thread_of(thread->object);
    bool done = other->state == THREAD_DONE;
    *result = py_bool(done);
    return done || thread->timed_out;
}

// join(timeout=None) -> has it ended?
static py_value m_join(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_sim *sim = sim_of(vm);
    sim_thread *other = thread_of(a[0]);
    int64_t ns = -1;
    bool timed = py_is_set(a[1]) && !py_is_none(a[1]);
    if (other->state == THREAD_DONE)
        return py_bool(true);
    if (timed && !sim_seconds(vm, a[1], &ns))
        return py_unset();
    if (timed && ns <= 0)
        return py_bool(false);
    sim_wait wait = {.in = &other->joiners,
                     .deadline_ns = timed ? sim_thread_deadline(sim, ns) : SIM_FOREVER,
                     .resume = may_go_on,
                     .object = a[0],
                     .what = "Thread.join",
                     .fn = m_join,
                     .self = a[0]};
    return sim_thread_wait(sim, &wait);
}

static py_value m_go(py_vm *vm, const py_value *a, int n) {
    (void)n;
    sim_thread_go(sim_of(vm), thread_of(a[0]));
    return py_failed(vm) ? py_unset() : py_none();
}

static py_value m_is_done(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(thread_of(a[0])->state == THREAD_DONE);
}

static py_value m_set_name(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_assign_take(vm, &thread_of(a[0])->name, py_incref(a[1]));
    return py_none();
}

static py_value m_ident(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_int_from_u64(vm, sim_thread_ident(thread_of(a[0])));
}

static py_value m_native_id(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_int((int64_t)thread_of(a[0])->number + 1000);
}

// start(function, context): runs `function` in it until it waits. context None: an empty one.
static py_value m_start(py_vm *vm, const py_value *a, int n) {
    (void)n;
    sim_thread *thread = thread_of(a[0]);
    if (thread->state != THREAD_NEW)
        return py_raise(vm, PY_EXC_RuntimeError, "thread already started");
    if (!py_is_none(a[2]))
        py_assign_take(vm, &thread->context, py_incref(a[2]));
    return sim_thread_start(sim_of(vm), thread, a[1]) ? py_none() : py_unset();
}

const py_fndef sim_thread_methods[] = {
    {"start", "self, function, context, /", m_start, PY_FN_METHOD},
    {"join", "self, timeout=, /", m_join, PY_FN_METHOD},
    {"go", "self, /", m_go, PY_FN_METHOD},
    {"is_done", "self, /", m_is_done, PY_FN_METHOD},
    {"set_name", "self, name, /", m_set_name, PY_FN_METHOD},
    {"ident", "self", m_ident, PY_FN_GETTER},
    {"native_id", "self", m_native_id, PY_FN_GETTER},
    {0},
};

// ---- functions ----------------------------------------------------------------------------------

// _handle(name): a thread that has not begun
static py_value f_handle(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_from(sim_thread_new(sim_of(vm), a[0]));
}

static py_value f_current(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_incref(py_from(sim_thread_current(sim_of(vm))));
}

static py_value f_get_ident(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    sim_thread *thread = sim_thread_current(sim_of(vm));
    return thread ? py_int_from_u64(vm, sim_thread_ident(thread)) : py_unset();
}

static py_value f_get_native_id(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    sim_thread *thread = sim_thread_current(sim_of(vm));
    return thread ? py_int((int64_t)thread->number + 1000) : py_unset();
}

static py_value f_allocate_lock(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_from(py_object_new(vm, sim_of(vm)->lock_type, 0));
}

// _swap_context(context) -> the one before: what the thread runs from now on runs in it
static py_value f_swap_context(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value before = *vm->context;
    *vm->context = py_is_none(a[0]) ? py_unset() : py_incref(a[0]);
    return py_is_set(before) ? before : py_none();
}

// _print(text, exception): to stderr, what CPython prints of it
static py_value f_print(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    vl_buf_append(&text, py_as_str(a[0])->data, py_as_str(a[0])->size);
    bool ok = !py_is_exception(a[1]) || py_exc_render(vm, &text, (py_exc *)a[1].as.o);
    if (ok && text.data && vm->host.out)
        vm->host.out(vm->host.context, true, text.data, text.len);
    vl_buf_deinit(&text);
    return ok ? py_none() : py_unset();
}

// _label(future, text): what reports call a wait for this future of asyncio
static py_value f_label(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_sim *sim = sim_of(vm);
    if (sim_is_future(sim, a[0])) {
        vl_future *future = ((sim_future *)a[0].as.o)->engine;
        future->wait = VL_WAIT_OTHER;
        future->label = "a thread";
    }
    return py_none();
}

// _executor(loop[, new]) -> its default executor; None: not made, False: shut down
static py_value f_executor(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!sim_is_loop(sim_of(vm), a[0]))
        return py_raise(vm, PY_EXC_TypeError, "_executor() takes a loop");
    sim_loop *loop = (sim_loop *)a[0].as.o;
    if (py_is_set(a[1]))
        py_assign_take(vm, &loop->executor, py_incref(a[1]));
    return py_is_set(loop->executor) ? py_incref(loop->executor) : py_none();
}

static py_value f_warning(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_warn(vm, PY_EXC_RuntimeWarning, "%s", py_as_str(a[0])->data);
    return py_none();
}

static py_value f_deprecated(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_warn(vm, PY_EXC_DeprecationWarning, "%s", py_as_str(a[0])->data);
    return py_none();
}

static const py_fndef functions[] = {
    {"_executor", "loop, executor=, /", f_executor, PY_FN_PLAIN},
    {"_warning", "text, /", f_warning, PY_FN_PLAIN},
    {"_deprecated", "text, /", f_deprecated, PY_FN_PLAIN},
    {"_handle", "name, /", f_handle, PY_FN_PLAIN},
    {"_current", "", f_current, PY_FN_PLAIN},
    {"_swap_context", "context, /", f_swap_context, PY_FN_PLAIN},
    {"_print", "text, exception, /", f_print, PY_FN_PLAIN},
    {"_label", "future, /", f_label, PY_FN_PLAIN},
    {"get_ident", "", f_get_ident, PY_FN_PLAIN},
    {"get_native_id", "", f_get_native_id, PY_FN_PLAIN},
    {"allocate_lock", "", f_allocate_lock, PY_FN_PLAIN},
    {0},
};

static bool make_types(vl_sim *sim) {
    const struct { py_type **type; const py_type_spec *spec; } own[] = {
        {&sim->thread_type, &sim_thread_spec},
        {&sim->lock_type, &sim_thread_lock_spec},
        {&sim->rlock_type, &sim_thread_rlock_spec}};
    for (size_t i = 0; i < VL_COUNT(own); i++) {
        if (*own[i].type)
            continue;
        py_type *type = py_type_new_builtin(sim->vm, own[i].spec, NULL);
        if (!type || !py_vm_keep_until_end(sim->vm, type))
            return false;
        *own[i].type = type;
    }
    return true;
}

static bool thread_init(py_vm *vm, py_module *module) {
    vl_sim *sim = sim_of(vm);
    return make_types(sim) && sim_thread_current(sim) &&
           py_module_add(vm, module, "error", py_incref(py_from(vm->exceptions[PY_EXC_RuntimeError]))) &&
           py_module_add(vm, module, "TIMEOUT_MAX", py_float(9223372036.0)) &&
           py_module_add(vm, module, "LockType", py_incref(py_from(sim->lock_type))) &&
           py_module_add(vm, module, "lock", py_incref(py_from(sim->lock_type))) &&
           py_module_add(vm, module, "RLock", py_incref(py_from(sim->rlock_type)));
}

const py_module_spec sim_thread_module_spec = {
    .name = "_thread", .init = thread_init, .functions = functions};

// ---- the end of the program -----------------------------------------------------------------------

bool sim_threads_join(vl_sim *sim) {
    py_vm *vm = sim->vm;
    if (!sim->main_thread)
        return true;
    py_str *name = py_str_z(vm, "threading");
    py_value module = name ? py_dict_get_str(vm->modules, name) : py_unset();
    py_release(vm, name);
    if (!py_is_set(module))
        return true;
    py_value end = py_getattr_z(vm, module, "_shutdown");
    py_value result = py_is_set(end) ? py_call_n(vm, end, 0, NULL) : py_unset();
    py_decref(vm, end);
    py_decref(vm, result);
    return py_is_set(result);
}
