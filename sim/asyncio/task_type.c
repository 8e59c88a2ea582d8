// The type asyncio.Task as programs see it, and the making of tasks: create_task with its factory,
// ensure_future. Model: CPython's asyncio/tasks.py, base_events.py, _asynciomodule.c.
#include "sim_internal.h"

static sim_task *task_of(py_value v) {
    return (sim_task *)v.as.o;
}

// ---- the constructor ----------------------------------------------------------------------------

static py_value task_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)args;
    return py_from(sim_task_alloc(sim_of(vm), type));
}

static bool check_context(py_vm *vm, py_value context) {
    if (!py_is_set(context) || py_is_none(context) || py_is_context(vm, context))
        return true;
    py_unsupported(vm, "a context of the class %s is not supported",
                   py_type_of(vm, context)->name->data);
    return false;
}

// Task(coro, *, loop=None, name=None, context=None, eager_start=False)
static bool task_init(py_vm *vm, py_value self, const py_args *args) {
    static const py_fndef def = {"Task", "coro, *, loop=, name=, context=, eager_start=", NULL,
                                 PY_FN_PLAIN};
    static const py_fndef old = {"Task", "coro, *, loop=, name=, context=", NULL, PY_FN_PLAIN};
    vl_sim *sim = sim_of(vm);
    bool takes_eager = sim_has(sim, SIM_PROFILE_EAGER_TASKS);
    sim_loop *loop;
    py_value a[5] = {0};
    if (!py_bind_args(vm, takes_eager ? &def : &old, args, a) || !check_context(vm, a[3]) ||
        !sim_loop_argument(sim, a[1], &loop))
        return false;
    int eager = py_is_set(a[4]) ? py_truth(vm, a[4]) : 0;
    bool ok = eager >= 0;
    if (eager > 0 && (!py_is_set(a[1]) || py_is_none(a[1])) &&
        sim_has(sim, SIM_PROFILE_EAGER_START_NEEDS_LOOP)) {
        py_raise(vm, PY_EXC_AttributeError, "'NoneType' object has no attribute 'is_running'");
        ok = false;
    }
    if (task_of(self)->future.loop) {
        py_unsupported(vm, "calling __init__ of a Task again is not supported");
        ok = false;
    }
    ok = ok && sim_task_begin(sim, task_of(self), loop, a[0], a[2], a[3], eager > 0);
    py_release(vm, loop);
    return ok;
}

// ---- create_task --------------------------------------------------------------------------------

// fn(*args, name=value ...) for the names whose values are set.
static py_value call_with(py_vm *vm, py_value fn, int n, const py_value *args,
                          const char *const *words, const py_value *values, int count) {
    py_value all[8], names[4];
    int given = 0;
    bool ok = true;
    memcpy(all, args, (size_t)n * sizeof *args);
    for (int i = 0; i < count; i++) {
        if (!py_is_set(values[i]))
            continue;
        names[given] = py_from(py_str_z(vm, words[i]));
        ok = ok && py_is_set(names[given]);
        all[n + given++] = values[i];
    }
    py_tuple *keys = ok && given ? py_tuple_of(vm, given, names) : NULL;
    py_value result =
        !ok || (given && !keys) ? py_unset() : py_call(vm, fn, &(py_args){all, n, keys});
    py_release(vm, keys);
    for (int i = 0; i < given; i++)
        py_decref(vm, names[i]);
    return result;
}

static bool set_name(py_vm *vm, py_value task, py_value name) {
    py_value method = py_getattr_z(vm, task, "set_name");
    py_value answer = py_is_set(method) ? py_call_n(vm, method, 1, &name) : py_unset();
    py_decref(vm, method);
    py_decref(vm, answer);
    return py_is_set(answer);
}

static py_value by_factory(vl_sim *sim, sim_loop *loop, py_value coroutine,
                           const sim_task_options *o) {
    static const char *const words[] = {"name", "context", "eager_start"};
    py_vm *vm = sim->vm;
    py_value args[2] = {py_from(loop), coroutine};
    if (sim_has(sim, SIM_PROFILE_FACTORY_GETS_OPTIONS)) {
        py_value values[3] = {o->name, o->context, o->eager_start};
        return call_with(vm, loop->task_factory, 2, args, words, values, 3);
    }
    py_value context = py_is_none(o->context) ? py_unset() : o->context;
    py_value task = call_with(vm, loop->task_factory, 2, args, words + 1, &context, 1);
    bool named = py_is_set(o->name) && !py_is_none(o->name);
    if (py_is_set(task) && (named || sim_has(sim, SIM_PROFILE_FACTORY_TASKS_RENAMED)) &&
        !set_name(vm, task, named ? o->name : py_none())) {
        py_decref(vm, task);
        return py_unset();
    }
    return task;
}

py_value sim_create_task(vl_sim *sim, sim_loop *loop, py_value coroutine,
                         const sim_task_options *options) {
    py_vm *vm = sim->vm;
    if (!sim_check_open(sim, loop))
        return py_unset();
    if (py_is_set(loop->task_factory))
        return by_factory(sim, loop, coroutine, options);
    int eager = py_is_set(options->eager_start) ? py_truth(vm, options->eager_start) : 0;
    if (eager < 0 || !check_context(vm, options->context))
        return py_unset();
    sim_task *task = sim_task_alloc(sim, sim->task_type);
    if (task && sim_task_begin(sim, task, loop, coroutine, options->name, options->context, eager > 0))
        return py_from(task);
    py_release(vm, task);
    return py_unset();
}

// ---- ensure_future ------------------------------------------------------------------------------

static py_send await_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    if (vm->exc)
        return PY_SEND_ERROR;
    if (co->at == 0)
        return sim_coroutine_await(vm, co, py_incref(co->arg), 1);
    *out = py_incref(co->sent);
    return PY_SEND_RETURN;
}

static const sim_coroutine_def wrap_def = {
    .name = "_wrap_awaitable", .qualname = "ensure_future.<locals>._wrap_awaitable", .step = await_step};

py_value sim_ensure_future_on(vl_sim *sim, py_value v, sim_loop *loop) {
    py_vm *vm = sim->vm;
    if (sim_is_future(sim, v)) {
        if (loop && loop != ((sim_future *)v.as.o)->loop)
            return py_raise(vm, PY_EXC_ValueError,
                            "The future belongs to a different loop than the one specified as the "
                            "loop argument");
        return py_incref(v);
    }
    bool own = !sim_is_coroutine(sim, v);
    if (own && !py_type_of(vm, v)->slots.await)
        return py_raise(vm, PY_EXC_TypeError,
                        "An asyncio.Future, a coroutine or an awaitable is required");
    py_value coroutine = own ? sim_coroutine_new(sim, &wrap_def, py_none(), v) : py_incref(v);
    sim_loop *on = loop ? py_retain(loop) : sim_event_loop(sim);
    sim_task_options none = {0};
    py_value task = on && py_is_set(coroutine) ? sim_create_task(sim, on, coroutine, &none) : py_unset();
    if (on && !py_is_set(task) && !own && py_exc_matches(vm, PY_EXC_RuntimeError)) {
        py_exc *exc = py_exc_fetch(vm);
        py_value close = py_getattr_z(vm, coroutine, "close");
        py_value answer = py_is_set(close) ? py_call_n(vm, close, 0, NULL) : py_unset();
        py_decref(vm, answer);
        py_decref(vm, close);
        py_exc_clear(vm);
        vm->exc = exc;
    }
    py_release(vm, on);
    py_decref(vm, coroutine);
    return task;
}

// ---- methods ------------------------------------------------------------------------------------

static py_value m_get_name(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_future_alive(vm, &task_of(a[0])->future) ? py_incref(task_of(a[0])->name) : py_unset();
}

static py_value m_set_name(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_str *name = py_str_of(vm, a[1]);
    if (!name)
        return py_unset();
    py_assign_take(vm, &task_of(a[0])->name, py_from(name));
    return py_none();
}

static py_value m_get_coro(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    py_value coroutine = task_of(a[0])->coroutine;
    return py_is_set(coroutine) ? py_incref(coroutine) : py_none();
}

static py_value m_get_context(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!sim_has(sim_of(vm), SIM_PROFILE_TASK_GET_CONTEXT))
        return py_raise(vm, PY_EXC_AttributeError, "'%T' object has no attribute 'get_context'", a[0]);
    return py_context_of_slot(vm, &task_of(a[0])->context);
}

static py_value m_cancel(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_future_alive(vm, &task_of(a[0])->future)
               ? sim_future_cancel(sim_of(vm), &task_of(a[0])->future, a[1])
               : py_unset();
}

static py_value m_cancelling(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_int(task_of(a[0])->engine.cancels);
}

static py_value m_uncancel(py_vm *vm, const py_value *a, int n) {
    (void)n;
    bool takes_back = sim_has(sim_of(vm), SIM_PROFILE_UNCANCEL_TAKES_BACK);
    return py_int(vl_task_uncancel(&task_of(a[0])->engine, takes_back));
}

static py_value m_refuse(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_raise(vm, PY_EXC_RuntimeError, "Task does not support set_result operation");
}

static py_value m_refuse_exception(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_raise(vm, PY_EXC_RuntimeError, "Task does not support set_exception operation");
}

static py_value of_stacks(py_vm *vm, const char *name, int n, const py_value *args) {
    py_value module = py_import(vm, "asyncio.base_tasks");
    py_value function = py_is_set(module) ? py_getattr_z(vm, module, name) : module;
    py_value result = py_is_set(function) ? py_call_n(vm, function, n, args) : function;
    py_decref(vm, module);
    py_decref(vm, function);
    return result;
}

static py_value m_get_stack(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value args[2] = {a[0], py_is_set(a[1]) ? a[1] : py_none()};
    return of_stacks(vm, "_task_get_stack", 2, args);
}

static py_value m_print_stack(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value args[3] = {a[0], py_is_set(a[1]) ? a[1] : py_none(), py_is_set(a[2]) ? a[2] : py_none()};
    return of_stacks(vm, "_task_print_stack", 3, args);
}

static py_value g_must_cancel(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_bool(task_of(a[0])->engine.must_cancel);
}

static py_value g_waiter(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    const sim_future *awaited = task_of(a[0])->awaited;
    return awaited ? py_incref(py_from((void *)(uintptr_t)awaited)) : py_none();
}

static const py_fndef task_methods[] = {
    {"get_name", "self, /", m_get_name, PY_FN_METHOD},
    {"set_name", "self, value, /", m_set_name, PY_FN_METHOD},
    {"get_coro", "self, /", m_get_coro, PY_FN_METHOD},
    {"get_context", "self, /", m_get_context, PY_FN_METHOD},
    {"get_stack", "self, /, *, limit=", m_get_stack, PY_FN_METHOD},
    {"print_stack", "self, /, *, limit=, file=", m_print_stack, PY_FN_METHOD},
    {"cancel", "self, /, msg=", m_cancel, PY_FN_METHOD},
    {"cancelling", "self, /", m_cancelling, PY_FN_METHOD},
    {"uncancel", "self, /", m_uncancel, PY_FN_METHOD},
    {"set_result", "self, result, /", m_refuse, PY_FN_METHOD},
    {"set_exception", "self, exception, /", m_refuse_exception, PY_FN_METHOD},
    {"_coro", "self", m_get_coro, PY_FN_GETTER},
    {"_must_cancel", "self", g_must_cancel, PY_FN_GETTER},
    {"_fut_waiter", "self", g_waiter, PY_FN_GETTER},
    {0},
};

const py_type_spec sim_task_spec = {
    .name = "Task",
    .module = "_asyncio",
    .size = sizeof(sim_task),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = sim_task_dealloc,
              .traverse = sim_task_traverse,
              .clear = sim_task_clear,
              .new_ = task_new,
              .init = task_init,
              .repr = sim_task_repr},
    .methods = task_methods,
};
