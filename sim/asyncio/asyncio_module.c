// The module asyncio: its functions, types and exceptions.
#include "sim_internal.h"

static py_value f_run(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_run_main(sim_of(vm), a[0], a[1]);
}

static py_value f_create_task(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_sim *sim = sim_of(vm);
    sim_loop *loop = sim_require_running(sim);
    if (!loop)
        return py_unset();
    py_value task = sim_task_new(sim, loop, a[0], a[1]);
    if (py_is_set(task) && py_is_set(a[1]) && !py_is_none(a[1]) && vm->python_minor < 13)
        sim->task_names++; // up to 3.12 the name given here replaces one that was made
    return task;
}

static py_value f_ensure_future(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_ensure_future(sim_of(vm), a[0], "ensure_future");
}

static py_value f_current_task(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_sim *sim = sim_of(vm);
    if ((!py_is_set(a[0]) || py_is_none(a[0])) && !sim_require_running(sim))
        return py_unset();
    sim_task *task = sim_current_task(sim);
    return task ? py_incref(py_from(task)) : py_none();
}

typedef struct collect {
    py_vm *vm;
    const sim_loop *loop; // whose tasks
    py_set *set;
    bool failed;
} collect;

static void add_task(void *context, vl_task *task) {
    collect *c = context;
    if (sim_task_of(task)->future.loop == c->loop)
        c->failed = c->failed || !py_set_add(c->vm, c->set, py_from(sim_task_of(task)));
}

static py_value f_all_tasks(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_sim *sim = sim_of(vm);
    bool given = py_is_set(a[0]) && !py_is_none(a[0]);
    if (!given && !sim_require_running(sim))
        return py_unset();
    const sim_loop *loop = given ? (const sim_loop *)a[0].as.o : sim->running;
    collect c = {vm, loop, py_set_new(vm, false), false};
    if (!c.set)
        return py_unset();
    vl_loop_each_task(&sim->engine, add_task, &c);
    if (!c.failed)
        return py_from(c.set);
    py_release(vm, c.set);
    return py_unset();
}

static py_value f_get_running_loop(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    sim_loop *loop = sim_require_running(sim_of(vm));
    return loop ? py_incref(py_from(loop)) : py_unset();
}

static py_value f_get_event_loop(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    vl_sim *sim = sim_of(vm);
    if (!sim->running && !sim->current) {
        if (vm->python_minor >= 14)
            return py_raise(vm, PY_EXC_RuntimeError,
                            "There is no current event loop in thread 'MainThread'.");
        if (vm->python_minor >= 12)
            py_warn(vm, PY_EXC_DeprecationWarning, "There is no current event loop");
        sim->current = sim_loop_new(sim);
    }
    return py_incref(py_from(sim->running ? sim->running : sim->current));
}

static py_value f_new_event_loop(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_from(sim_loop_new(sim_of(vm)));
}

static py_value f_set_event_loop(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_sim *sim = sim_of(vm);
    if (!py_is_none(a[0]) && !(a[0].tag == PY_OBJ && a[0].as.o->type == sim->loop_type))
        return py_raise(vm, PY_EXC_TypeError,
                        "loop must be an instance of AbstractEventLoop or None, not '%T'", a[0]);
    sim_loop *old = sim->current;
    sim->current = py_is_none(a[0]) ? NULL : py_retain(a[0].as.o);
    py_release(vm, old);
    return py_none();
}

static py_value f_iscoroutine(py_vm *vm, const py_value *a, int n) {
    (void)n;
    bool generator = vm->python_minor < 12 && py_is(vm, a[0], PY_TYPE_GENERATOR);
    return py_bool(generator || sim_is_coroutine(sim_of(vm), a[0]));
}

static py_value f_isfuture(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_bool(sim_is_future(sim_of(vm), a[0]));
}

static py_value f_iscoroutinefunction(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value f = py_is(vm, a[0], PY_TYPE_METHOD) ? ((py_method *)a[0].as.o)->func : a[0];
    return py_bool(py_is_coroutine_function(vm, f));
}

static const py_fndef functions[] = {
    {"run", "main, *, debug=", f_run, PY_FN_PLAIN},
    {"sleep", "delay, result=", sim_sleep_call, PY_FN_PLAIN},
    {"gather", "*coros_or_futures, return_exceptions=", sim_gather_call, PY_FN_PLAIN},
    {"create_task", "coro, *, name=", f_create_task, PY_FN_PLAIN},
    {"ensure_future", "coro_or_future, *, loop=", f_ensure_future, PY_FN_PLAIN},
    {"current_task", "loop=", f_current_task, PY_FN_PLAIN},
    {"all_tasks", "loop=", f_all_tasks, PY_FN_PLAIN},
    {"get_running_loop", "", f_get_running_loop, PY_FN_PLAIN},
    {"get_event_loop", "", f_get_event_loop, PY_FN_PLAIN},
    {"new_event_loop", "", f_new_event_loop, PY_FN_PLAIN},
    {"set_event_loop", "loop, /", f_set_event_loop, PY_FN_PLAIN},
    {"iscoroutine", "obj", f_iscoroutine, PY_FN_PLAIN},
    {"isfuture", "obj", f_isfuture, PY_FN_PLAIN},
    {"iscoroutinefunction", "func", f_iscoroutinefunction, PY_FN_PLAIN},
    {0},
};

// ---- types --------------------------------------------------------------------------------------

py_type *sim_exception_new(vl_sim *sim, const char *module, const char *name, py_exc_id base) {
    py_vm *vm = sim->vm;
    py_value parent = py_from(vm->exceptions[base]);
    py_str *text = py_str_z(vm, name);
    py_tuple *bases = text ? py_tuple_of(vm, 1, &parent) : NULL;
    py_dict *names = bases ? py_dict_new(vm) : NULL;
    bool ok = names &&
              py_dict_set_z(vm, names, "__module__", py_from(py_str_z(vm, module)));
    py_value type =
        ok ? py_type_create(vm, vm->types[PY_TYPE_TYPE], text, bases, names) : py_unset();
    py_release(vm, text);
    py_release(vm, bases);
    py_release(vm, names);
    return (py_type *)type.as.o;
}

bool sim_asyncio_init(vl_sim *sim) {
    py_vm *vm = sim->vm;
    const struct { py_type **type; const py_type_spec *spec; py_type **base; } own[] = {
        {&sim->future_type, &sim_future_spec, NULL},
        {&sim->task_type, &sim_task_spec, &sim->future_type},
        {&sim->gather_type, &sim_gather_spec, &sim->future_type},
        {&sim->handle_type, &sim_handle_spec, NULL},
        {&sim->timer_handle_type, &sim_timer_handle_spec, &sim->handle_type},
        {&sim->loop_type, &sim_loop_spec, NULL},
        {&sim->coroutine_type, &sim_coroutine_spec, &vm->types[PY_TYPE_COROUTINE]},
        {&sim->waiter_type, &sim_waiter_spec, &sim->future_type},
    };
    for (size_t i = 0; i < VL_COUNT(own); i++)
        if (!(*own[i].type = py_type_new_builtin(vm, own[i].spec, own[i].base ? *own[i].base : NULL)))
            return false;
    sim->cancelled = sim_exception_new(sim, "asyncio.exceptions", "CancelledError", PY_EXC_BaseException);
    sim->invalid_state = sim_exception_new(sim, "asyncio.exceptions", "InvalidStateError", PY_EXC_Exception);
    return sim->cancelled && sim->invalid_state;
}

static bool add_names(py_vm *vm, py_module *module) {
    vl_sim *sim = sim_of(vm);
    const struct { const char *name; py_type *type; } names[] = {
        {"Future", sim->future_type},
        {"Task", sim->task_type},
        {"Handle", sim->handle_type},
        {"TimerHandle", sim->timer_handle_type},
        {"CancelledError", sim->cancelled},
        {"InvalidStateError", sim->invalid_state},
        {"TimeoutError", vm->exceptions[PY_EXC_TimeoutError]},
    };
    for (size_t i = 0; i < VL_COUNT(names); i++)
        if (!py_module_add(vm, module, names[i].name, py_incref(py_from(names[i].type))))
            return false;
    return true;
}

// Parts written in Python, made on first use: a program pays for what it names.
static py_value missing(py_vm *vm, py_module *module, py_str *name) {
    static const struct { const char *name, *module; } parts[] = {
#define X(name, module) {#name, module},
#include "parts.def"
#undef X
    };
    for (size_t i = 0; i < VL_COUNT(parts); i++) {
        if (!py_str_is(name, parts[i].name))
            continue;
        py_value part = py_import(vm, parts[i].module), v = py_unset();
        if (py_is_set(part) && py_find_attr(vm, part, name, &v) && !py_is_set(v))
            py_raise(vm, PY_EXC_AttributeError, "module 'asyncio' has no attribute '%S'", name);
        py_decref(vm, part);
        if (py_is_set(v) && !py_dict_set_str(vm, module->dict, name, v))
            py_assign_take(vm, &v, py_unset());
        return v;
    }
    return py_unset();
}

const py_module_spec sim_asyncio_module_spec = {
    .name = "asyncio", .init = add_names, .functions = functions, .missing = missing};
