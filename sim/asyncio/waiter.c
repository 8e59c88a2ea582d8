// Futures on which the library's Python parts wait for tasks: wait, shield, TaskGroup and so on make
// them with `_vloop.waiter`. To the program they are Futures; the engine learns that a task which waits
// on one waits for tasks (in limited mode it gives its place up), the reports learn for which.
#include "sim_internal.h"

typedef struct sim_waiter {
    sim_future future;
    py_value label; // str: what waits
    py_value tasks; // iterable of futures, looked at when a report is made
} sim_waiter;

static bool is_for_tasks(uint8_t wait) {
    return wait == VL_WAIT_TASK || wait == VL_WAIT_GATHER;
}

// One future, or a list, tuple, set or dict of them: calls `visit` for those that are futures.
static void each_future(vl_sim *sim, py_value tasks, void (*visit)(void *, sim_future *), void *context) {
    if (sim_is_future(sim, tasks)) {
        visit(context, (sim_future *)tasks.as.o);
        return;
    }
    py_value key, value;
    if (py_has_flag(tasks, PY_TF_SET | PY_TF_DICT_SUB))
        for (uint32_t at = 0; py_dict_next((py_dict *)tasks.as.o, &at, &key, &value);)
            if (sim_is_future(sim, key))
                visit(context, (sim_future *)key.as.o);
    if (py_is_list(tasks))
        for (int64_t i = 0; i < ((py_list *)tasks.as.o)->count; i++)
            if (sim_is_future(sim, ((py_list *)tasks.as.o)->items[i]))
                visit(context, (sim_future *)((py_list *)tasks.as.o)->items[i].as.o);
}

static void note_kind(void *context, sim_future *future) {
    bool *tasks = context;
    *tasks |= is_for_tasks(future->engine->wait);
}

// As a plain future's. Its address says that a future is one of these.
static bool cancel_waiter(vl_future *engine, vl_loop *loop) {
    vl_sim *sim = VL_CONTAINER_OF(loop, vl_sim, engine);
    sim_future *future = VL_CONTAINER_OF(engine, sim_future, plain);
    if (vl_future_done(engine))
        return false;
    py_assign_take(sim->vm, &future->cancel_message, py_incref(sim->cancel_message));
    return sim_future_finish(sim, future, VL_OUTCOME_CANCELLED);
}

// waiter(label, tasks) -> Future. `tasks` is kept, not copied: what is in it later counts. Its loop is that of
// the one future which `tasks` may be, else the running one.
py_value sim_waiter_call(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_sim *sim = sim_of(vm);
    sim_loop *loop = sim_is_future(sim, a[1]) ? ((sim_future *)a[1].as.o)->loop : sim_require_running(sim);
    if (!loop)
        return py_unset();
    sim_waiter *waiter = py_object_new(vm, sim->waiter_type, 0);
    if (!waiter)
        return py_unset();
    bool for_tasks = false;
    sim_future_begin(sim, &waiter->future, &waiter->future.plain, loop);
    waiter->label = py_incref(a[0]);
    waiter->tasks = py_incref(a[1]);
    each_future(sim, a[1], note_kind, &for_tasks);
    waiter->future.plain.cancel = cancel_waiter;
    waiter->future.plain.wait = for_tasks ? VL_WAIT_TASK : VL_WAIT_FUTURE;
    if (py_is_str(a[0]))
        waiter->future.plain.label = py_as_str(a[0])->data;
    return py_from(waiter);
}

// ---- reports ------------------------------------------------------------------------------------

typedef struct list_names { vl_buf *out; uint32_t pending; } list_names;

#define SHOWN 5

static void append_name(void *context, sim_future *future) {
    list_names *names = context;
    if (vl_future_done(future->engine) || ++names->pending > SHOWN)
        return;
    const vl_task *task = future->engine->task;
    vl_buf_text(names->out, names->pending > 1 ? ", " : " of ");
    vl_buf_text(names->out, task ? sim_task_name(sim_task_of(task)) : "a Future");
}

bool sim_describe_waiter(vl_sim *sim, const vl_future *engine, vl_buf *out) {
    if (engine->cancel != cancel_waiter)
        return false;
    const sim_waiter *waiter = VL_CONTAINER_OF(engine, sim_waiter, future.plain);
    list_names names = {out, 0};
    vl_buf_text(out, engine->label ? engine->label : "futures");
    each_future(sim, waiter->tasks, append_name, &names);
    if (names.pending > SHOWN)
        vl_buf_format(out, " and %u more", names.pending - SHOWN);
    return true;
}

// ---- life ---------------------------------------------------------------------------------------

static void waiter_dealloc(py_vm *vm, py_obj *self) {
    sim_waiter *waiter = (sim_waiter *)self;
    sim_future_release(vm, &waiter->future);
    py_decref(vm, waiter->label);
    py_decref(vm, waiter->tasks);
    py_object_free(vm, waiter, 0);
}

static void waiter_traverse(py_obj *self, py_visit visit, void *context) {
    sim_waiter *waiter = (sim_waiter *)self;
    sim_future_visit(&waiter->future, visit, context);
    visit(context, waiter->tasks);
}

static void waiter_clear(py_vm *vm, py_obj *self) {
    sim_waiter *waiter = (sim_waiter *)self;
    py_assign_take(vm, &waiter->tasks, py_none());
    sim_future_drop(vm, &waiter->future);
}

const py_type_spec sim_waiter_spec = {
    .name = "Future",
    .module = "_asyncio",
    .size = sizeof(sim_waiter),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = waiter_dealloc, .traverse = waiter_traverse, .clear = waiter_clear},
};
