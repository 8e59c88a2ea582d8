// Event loop objects as programs see them: the methods and the classes they belong to. Model: CPython's
// asyncio/base_events.py. Sockets, subprocesses and signals are refused before the first step (check.c).
#include "sim_internal.h"

static sim_loop *loop_of(py_value v) {
    return (sim_loop *)v.as.o;
}

static bool check_open(py_vm *vm, py_value loop) {
    return sim_check_open(sim_of(vm), loop_of(loop));
}

// ---- callbacks ----------------------------------------------------------------------------------

static py_value m_time(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_float(vl_seconds_from_ns(vl_loop_now(&sim_of(vm)->engine)));
}

// call_soon(callback, *args, context=None): a = self, callback, context, args...
static py_value m_call_soon(py_vm *vm, const py_value *a, int n) {
    sim_call call = {.fn = a[1], .context = a[2], .args = a + 3, .n = n - 3};
    return check_open(vm, a[0]) ? sim_call_soon_in(sim_of(vm), loop_of(a[0]), &call) : py_unset();
}

static bool is_number(py_value v) {
    v = py_unbox(v);
    return v.tag == PY_INT || v.tag == PY_BOOL || v.tag == PY_FLOAT || py_has_flag(v, PY_TF_INT);
}

// The clock plus a delay that is no number: whatever the sum is, as in CPython.
static bool delay_seconds(py_vm *vm, py_value delay, int64_t *ns) {
    if (is_number(delay))
        return sim_seconds(vm, delay, ns);
    py_value now = m_time(vm, NULL, 0), sum = py_binary_op(vm, PY_BIN_ADD, now, delay);
    bool ok = py_is_set(sum) && sim_seconds(vm, sum, ns);
    if (ok)
        *ns -= vl_loop_now(&sim_of(vm)->engine);
    py_decref(vm, sum);
    return ok;
}

static py_value m_call_later(py_vm *vm, const py_value *a, int n) {
    int64_t ns;
    if (py_is_none(a[1]))
        return py_raise(vm, PY_EXC_TypeError, "delay must not be None");
    if (!delay_seconds(vm, a[1], &ns) || !check_open(vm, a[0]))
        return py_unset();
    vl_sim *sim = sim_of(vm);
    int64_t now = vl_loop_now(&sim->engine), at = ns > INT64_MAX - now ? INT64_MAX : now + ns;
    sim_call call = {.fn = a[2], .context = a[3], .args = a + 4, .n = n - 4};
    return sim_call_at_in(sim, loop_of(a[0]), at, vl_seconds_from_ns(at), &call);
}

static py_value m_call_at(py_vm *vm, const py_value *a, int n) {
    int64_t ns;
    double when;
    if (py_is_none(a[1]))
        return py_raise(vm, PY_EXC_TypeError, "when cannot be None");
    if (!check_open(vm, a[0]) || !sim_seconds(vm, a[1], &ns) || !py_as_double(vm, a[1], &when))
        return py_unset();
    sim_call call = {.fn = a[2], .context = a[3], .args = a + 4, .n = n - 4};
    return sim_call_at_in(sim_of(vm), loop_of(a[0]), ns, when, &call);
}

// ---- futures and tasks --------------------------------------------------------------------------

static py_value m_create_future(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_from(sim_future_new(sim_of(vm), sim_of(vm)->future_type, loop_of(a[0])));
}

static py_value m_create_task(py_vm *vm, const py_value *a, int n) {
    sim_task_options options = {.name = a[2], .context = a[3]};
    if (n > 4)
        options.eager_start = a[4];
    if (py_is_set(options.eager_start) && !sim_has(sim_of(vm), SIM_PROFILE_EAGER_START_OPTION))
        return py_raise(vm, PY_EXC_TypeError,
                        "BaseEventLoop.create_task() got an unexpected keyword argument 'eager_start'");
    return sim_create_task(sim_of(vm), loop_of(a[0]), a[1], &options);
}

static py_value m_set_task_factory(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_none(a[1]) && !py_type_of(vm, a[1])->slots.call)
        return py_raise(vm, PY_EXC_TypeError, "task factory must be a callable or None");
    py_assign_take(vm, &loop_of(a[0])->task_factory, py_is_none(a[1]) ? py_unset() : py_incref(a[1]));
    return py_none();
}

static py_value m_get_task_factory(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    py_value factory = loop_of(a[0])->task_factory;
    return py_is_set(factory) ? py_incref(factory) : py_none();
}

// ---- running ------------------------------------------------------------------------------------

static py_value m_run_until_complete(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_run_until_complete(sim_of(vm), loop_of(a[0]), a[1]);
}

static py_value m_run_forever(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_run_engine(sim_of(vm), loop_of(a[0])) ? py_none() : py_unset();
}

static py_value m_stop(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    vl_loop_stop(&sim_of(vm)->engine);
    return py_none();
}

static py_value m_close(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_close_loop(sim_of(vm), loop_of(a[0])) ? py_none() : py_unset();
}

static py_value m_is_running(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(loop_of(a[0])->running);
}

static py_value m_is_closed(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(loop_of(a[0])->closed);
}

static py_value m_shutdown_asyncgens(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_shutdown_asyncgens(sim_of(vm), loop_of(a[0]));
}

// ---- debug mode, exceptions ---------------------------------------------------------------------

static py_value m_get_debug(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(loop_of(a[0])->debug);
}

static py_value m_set_debug(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int truth = py_truth(vm, a[1]);
    if (truth < 0)
        return py_unset();
    loop_of(a[0])->debug = truth > 0;
    return py_none();
}

static py_value m_slow(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    py_value slow = loop_of(a[0])->slow;
    return py_is_set(slow) ? py_incref(slow) : py_float(0.1);
}

static py_value m_set_slow(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_assign_take(vm, &loop_of(a[0])->slow, py_incref(a[1]));
    return py_none();
}

static py_value m_set_exception_handler(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_none(a[1]) && !py_type_of(vm, a[1])->slots.call)
        return py_raise(vm, PY_EXC_TypeError, "A callable object or None is expected, got %R", a[1]);
    py_assign_take(vm, &loop_of(a[0])->handler, py_incref(a[1]));
    return py_none();
}

static py_value m_get_exception_handler(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    py_value handler = loop_of(a[0])->handler;
    return py_is_set(handler) ? py_incref(handler) : py_none();
}

static bool need_dict(py_vm *vm, py_value context) {
    if (!py_is_dict(context))
        py_raise(vm, PY_EXC_AttributeError, "'%T' object has no attribute 'get'", context);
    return py_is_dict(context);
}

static py_value m_default_exception_handler(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return need_dict(vm, a[1]) && sim_default_handler(sim_of(vm), (py_dict *)a[1].as.o) ? py_none()
                                                                                       : py_unset();
}

static py_value m_call_exception_handler(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!need_dict(vm, a[1]))
        return py_unset();
    sim_call_handler(sim_of(vm), loop_of(a[0]), (py_dict *)a[1].as.o);
    return py_failed(vm) ? py_unset() : py_none();
}

// ---- the classes --------------------------------------------------------------------------------

py_value sim_refuse_subclass(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_unsupported(vm, "a class derived from asyncio's event loops is not supported: vloop's loop "
                              "is not made of methods that could be replaced");
}

// What the static check did not see: told when it is called.
#define NAME(name, why)
#define METHOD(name, why)                                                                          \
    static py_value refuse_##name(py_vm *vm, const py_value *a, int n) {                           \
        (void)a;                                                                                   \
        (void)n;                                                                                   \
        return py_unsupported(vm, "the method " #name "() is not supported: %s", why);             \
    }
#include "refused.def"

static const py_fndef loop_methods[] = {
#define NAME(name, why)
#define METHOD(name, why) {#name, "self, *args, **kwargs", refuse_##name, PY_FN_METHOD},
#include "refused.def"
    {"time", "@BaseEventLoop: self", m_time, PY_FN_METHOD},
    {"call_soon", "@BaseEventLoop: self, callback, *args, context=", m_call_soon, PY_FN_METHOD},
    {"call_soon_threadsafe", "@BaseEventLoop: self, callback, *args, context=", m_call_soon, PY_FN_METHOD},
    {"call_later", "@BaseEventLoop: self, delay, callback, *args, context=", m_call_later, PY_FN_METHOD},
    {"call_at", "@BaseEventLoop: self, when, callback, *args, context=", m_call_at, PY_FN_METHOD},
    {"create_future", "@BaseEventLoop: self", m_create_future, PY_FN_METHOD},
    {"create_task", "@BaseEventLoop: self, coro, *, name=, context=, eager_start=", m_create_task, PY_FN_METHOD},
    {"set_task_factory", "@BaseEventLoop: self, factory", m_set_task_factory, PY_FN_METHOD},
    {"get_task_factory", "@BaseEventLoop: self", m_get_task_factory, PY_FN_METHOD},
    {"run_until_complete", "@BaseEventLoop: self, future", m_run_until_complete, PY_FN_METHOD},
    {"run_forever", "@BaseEventLoop: self", m_run_forever, PY_FN_METHOD},
    {"stop", "@BaseEventLoop: self", m_stop, PY_FN_METHOD},
    {"close", "@BaseEventLoop: self", m_close, PY_FN_METHOD},
    {"is_running", "@BaseEventLoop: self", m_is_running, PY_FN_METHOD},
    {"is_closed", "@BaseEventLoop: self", m_is_closed, PY_FN_METHOD},
    {"add_signal_handler", "@_UnixSelectorEventLoop: self, sig, callback, *args", sim_add_signal_handler,
     PY_FN_METHOD},
    {"remove_signal_handler", "@_UnixSelectorEventLoop: self, sig", sim_remove_signal_handler, PY_FN_METHOD},
    {"run_in_executor", "@BaseEventLoop: self, executor, func, *args", sim_run_in_executor, PY_FN_METHOD},
    {"set_default_executor", "@BaseEventLoop: self, executor", sim_set_default_executor, PY_FN_METHOD},
    {"shutdown_default_executor", "@async BaseEventLoop: self, timeout=", sim_shutdown_default_executor,
     PY_FN_METHOD},
    {"shutdown_asyncgens", "@async BaseEventLoop: self", m_shutdown_asyncgens, PY_FN_METHOD},
    {"get_debug", "@BaseEventLoop: self", m_get_debug, PY_FN_METHOD},
    {"set_debug", "@BaseEventLoop: self, enabled", m_set_debug, PY_FN_METHOD},
    {"slow_callback_duration", "self", m_slow, PY_FN_GETTER},
    {"slow_callback_duration", "self, value", m_set_slow, PY_FN_SETTER},
    {"set_exception_handler", "@BaseEventLoop: self, handler", m_set_exception_handler, PY_FN_METHOD},
    {"get_exception_handler", "@BaseEventLoop: self", m_get_exception_handler, PY_FN_METHOD},
    {"default_exception_handler", "@BaseEventLoop: self, context", m_default_exception_handler, PY_FN_METHOD},
    {"call_exception_handler", "@BaseEventLoop: self, context", m_call_exception_handler, PY_FN_METHOD},
    {0},
};

static void loop_dealloc(py_vm *vm, py_obj *self) {
    sim_loop *loop = (sim_loop *)self;
    py_decref(vm, loop->handler);
    py_decref(vm, loop->task_factory);
    py_decref(vm, loop->executor);
    py_decref(vm, loop->slow);
    py_object_free(vm, self, 0);
}

static void loop_traverse(py_obj *self, py_visit visit, void *context) {
    const sim_loop *loop = (sim_loop *)self;
    visit(context, loop->handler);
    visit(context, loop->task_factory);
    visit(context, loop->executor);
    visit(context, loop->slow);
    py_dict **dict = py_object_dict(self);
    if (dict && *dict)
        visit(context, py_from(*dict));
}

static py_value loop_repr(py_vm *vm, py_value self) {
    static const char *const word[] = {"False", "True"};
    sim_loop *loop = loop_of(self);
    return py_from(py_str_format(vm, "<%s running=%s closed=%s debug=%s>",
                                 self.as.o->type->name->data, word[loop->running],
                                 word[loop->closed], word[loop->debug]));
}

static py_value loop_new(py_vm *vm, py_type *type, const py_args *args) {
    if (type != sim_of(vm)->loop_type)
        return py_unsupported(vm, "a loop of the class %s is not supported", type->name->data);
    if (args->n || args->kwnames)
        return py_unsupported(vm, "%s() with a selector is not supported", type->name->data);
    return py_from(sim_loop_new(sim_of(vm)));
}

static const py_fndef no_subclass[] = {
    {"__init_subclass__", "cls, **kwargs", sim_refuse_subclass, PY_FN_CLASSMETHOD}, {0}};
static const py_fndef no_methods[] = {{0}};

#define LOOP_CLASS(symbol, class_name, where, table)                                               \
    const py_type_spec symbol = {                                                                  \
        .name = class_name,                                                                        \
        .module = where,                                                                           \
        .size = sizeof(sim_loop),                                                                  \
        .flags = PY_TF_GC | PY_TF_BASE | PY_TF_DICT,                                               \
        .base = -1,                                                                                \
        .slots = {.dealloc = loop_dealloc,                                                         \
                  .traverse = loop_traverse,                                                       \
                  .new_ = loop_new,                                                                \
                  .repr = loop_repr},                                                              \
        .methods = table,                                                                          \
    }

LOOP_CLASS(sim_abstract_loop_spec, "AbstractEventLoop", "asyncio.events", no_subclass);
LOOP_CLASS(sim_base_loop_spec, "BaseEventLoop", "asyncio.base_events", loop_methods);
LOOP_CLASS(sim_base_selector_spec, "BaseSelectorEventLoop", "asyncio.selector_events", no_methods);
LOOP_CLASS(sim_loop_spec, "_UnixSelectorEventLoop", "asyncio.unix_events", no_methods);
