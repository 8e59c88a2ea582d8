// The module asyncio: its functions, types and exceptions.
#include "sim_internal.h"

// create_task(coro, *, name=None, context=None); 3.14: any option of loop.create_task
static py_value f_create_task(py_vm *vm, const py_value *a, int n) {
    vl_sim *sim = sim_of(vm);
    sim_loop *loop = sim_require_running(sim);
    sim_task_options options = {.name = a[1], .context = a[2]};
    if (!loop)
        return py_unset();
    if (n > 3)
        options.eager_start = a[3];
    if (py_is_set(options.eager_start) && !sim_has(sim, SIM_PROFILE_EAGER_START_OPTION))
        return py_raise(vm, PY_EXC_TypeError,
                        "create_task() got an unexpected keyword argument 'eager_start'");
    bool later = py_is_set(a[1]) && !py_is_none(a[1]) && sim_has(sim, SIM_PROFILE_NAMED_AFTER_CREATION);
    if (later)
        options.name = py_unset();
    py_value task = sim_create_task(sim, loop, a[0], &options);
    if (!later || !py_is_set(task))
        return task;
    py_value set_name = py_getattr_z(vm, task, "set_name");
    py_value answer = py_is_set(set_name) ? py_call_n(vm, set_name, 1, &a[1]) : py_unset();
    py_decref(vm, set_name);
    py_decref(vm, answer);
    if (!py_is_set(answer))
        py_assign_take(vm, &task, py_unset());
    return task;
}

static py_value f_ensure_future(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_sim *sim = sim_of(vm);
    sim_loop *loop = NULL;
    if (py_is_set(a[1]) && !py_is_none(a[1]) && !sim_loop_argument(sim, a[1], &loop))
        return py_unset();
    py_value future = sim_ensure_future_on(sim, a[0], loop);
    py_release(vm, loop);
    return future;
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
    {"run", "@main, *, debug=, loop_factory=", sim_asyncio_run, PY_FN_PLAIN},
    {"sleep", "@async delay, result=", sim_sleep_call, PY_FN_PLAIN},
    {"gather", "@*coros_or_futures, return_exceptions=", sim_gather_call, PY_FN_PLAIN},
    {"create_task", "@coro, *, name=, context=, eager_start=", f_create_task, PY_FN_PLAIN},
    {"ensure_future", "@coro_or_future, *, loop=", f_ensure_future, PY_FN_PLAIN},
    {"current_task", "loop=", f_current_task, PY_FN_PLAIN},
    {"all_tasks", "@loop=", f_all_tasks, PY_FN_PLAIN},
    {"iscoroutine", "@obj", f_iscoroutine, PY_FN_PLAIN},
    {"isfuture", "@obj", f_isfuture, PY_FN_PLAIN},
    {"iscoroutinefunction", "@func", f_iscoroutinefunction, PY_FN_PLAIN},
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
        {&sim->abstract_loop_type, &sim_abstract_loop_spec, NULL},
        {&sim->base_loop_type, &sim_base_loop_spec, &sim->abstract_loop_type},
        {&sim->base_selector_type, &sim_base_selector_spec, &sim->base_loop_type},
        {&sim->loop_type, &sim_loop_spec, &sim->base_selector_type},
        {&sim->runner_type, &sim_runner_spec, NULL},
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
        {"AbstractEventLoop", sim->abstract_loop_type},
        {"BaseEventLoop", sim->base_loop_type},
        {"SelectorEventLoop", sim->loop_type},
        {"EventLoop", sim->loop_type},
        {"Runner", sim->runner_type},
        {"CancelledError", sim->cancelled},
        {"InvalidStateError", sim->invalid_state},
        {"TimeoutError", vm->exceptions[PY_EXC_TimeoutError]},
    };
    for (size_t i = 0; i < VL_COUNT(names); i++)
        if (!py_module_add(vm, module, names[i].name, py_incref(py_from(names[i].type))))
            return false;
    for (const py_fndef *def = sim_events_functions; def->name; def++) {
        py_value f = py_native_new(vm, def, py_unset(), NULL, module->name);
        if (!py_is_set(f) || !py_module_add(vm, module, def->name, f))
            return false;
    }
    return true;
}

// ---- parts and submodules -----------------------------------------------------------------------

typedef struct submodule {
    const char *name, *names; // names: between spaces, those it shares with asyncio itself
} submodule;

static const submodule submodules[] = {
#define X(name, names) {name, " " names " "},
#include "submodules.def"
#undef X
};

static bool lists(const char *names, const py_str *name) {
    for (const char *at = strstr(names, name->data); at; at = strstr(at + 1, name->data))
        if (at[-1] == ' ' && at[name->size] == ' ')
            return true;
    return false;
}

// A submodule has the names of its own in CPython: they are asyncio's.
py_value sim_submodule_missing(py_vm *vm, py_module *module, py_str *name) {
    for (size_t i = 0; i < VL_COUNT(submodules); i++) {
        if (!py_str_is(module->name, submodules[i].name) || !lists(submodules[i].names, name))
            continue;
        py_value asyncio = py_import(vm, "asyncio");
        py_value v = py_is_set(asyncio) ? py_getattr(vm, asyncio, name) : py_unset();
        py_decref(vm, asyncio);
        return v;
    }
    return py_unset();
}

const py_module_spec sim_submodules[] = {
#define X(module, names) {.name = module, .missing = sim_submodule_missing},
#include "submodules.def"
#undef X
    {0},
};

static py_value import_submodule(py_vm *vm, const py_str *name) {
    static const char *const native[] = {"asyncio.locks", "asyncio.queues"};
    for (size_t i = 0; i < VL_COUNT(submodules); i++)
        if (py_str_is(name, strchr(submodules[i].name, '.') + 1))
            return py_import(vm, submodules[i].name);
    for (size_t i = 0; i < VL_COUNT(native); i++)
        if (py_str_is(name, strchr(native[i], '.') + 1))
            return py_import(vm, native[i]);
    return py_unset();
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
        py_value v = py_module_part(vm, module, name, parts[i].module);
        if (!py_is_set(v) && !vm->exc && vm->halt == VL_OK)
            py_raise(vm, PY_EXC_AttributeError, "module 'asyncio' has no attribute '%S'", name);
        return v;
    }
    return import_submodule(vm, name);
}

static const py_refusal refused[] = {
#define NAME(name, why) {#name, why, NULL},
#define METHOD(name, why) {#name, why, "loop"},
#include "refused.def"
    {0},
};

const py_module_spec sim_asyncio_module_spec = {.name = "asyncio",
                                                .init = add_names,
                                                .functions = functions,
                                                .missing = missing,
                                                .refused = refused};
