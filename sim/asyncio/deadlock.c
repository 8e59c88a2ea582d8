// Who waits for whom: the report where nothing is ready and no timer is set, or where a mode (one task
// at a time) cannot be followed.
#include "sim_internal.h"

static void append_task(vl_sim *sim, vl_buf *out, const sim_task *task) {
    vl_buf_text(out, sim_task_name(task));
    if (py_is_set(task->coroutine))
        vl_buf_format(out, " (%s)", sim_coroutine_name(sim, task->coroutine));
}

static void append_gather(vl_sim *sim, vl_buf *out, const vl_future *future) {
    const vl_gather *gather = VL_CONTAINER_OF(future, vl_gather, future);
    const char *separator = "gather of ";
    uint32_t shown = 0, pending = 0;
    for (uint32_t i = 0; i < gather->count; i++) {
        const vl_future *child = gather->children[i];
        if (vl_future_done(child))
            continue;
        if (++pending > 5)
            continue;
        vl_buf_text(out, separator);
        separator = ", ";
        shown++;
        if (child->task)
            vl_buf_text(out, sim_task_name(sim_task_of(child->task)));
        else
            vl_buf_text(out, "a Future");
    }
    if (pending > shown)
        vl_buf_format(out, " and %u more", pending - shown);
    (void)sim;
}

// The outermost native coroutine of those it stands in: Queue.join rather than the Event it waits for.
static bool describe_native(vl_sim *sim, const vl_task *engine, vl_buf *out) {
    py_value v = sim_task_of(engine)->coroutine;
    if (py_is(sim->vm, v, PY_TYPE_COROUTINE))
        v = py_gen_awaiting((py_gen *)v.as.o);
    for (; sim_is_native_coroutine(sim, v); v = ((sim_coroutine *)v.as.o)->awaiting) {
        const sim_coroutine *co = (sim_coroutine *)v.as.o;
        if (!co->def->describe)
            continue;
        co->def->describe(sim, co, out);
        return true;
    }
    return false;
}

void sim_describe_wait(vl_sim *sim, const vl_task *task, vl_buf *out) {
    const vl_future *future = task->awaiting;
    if (!task->started)
        vl_buf_text(out, "its turn to start");
    else if (!future)
        vl_buf_text(out, "its turn");
    else if (future == &task->sleep_future)
        vl_buf_text(out, "a sleep");
    else if (future->task)
        append_task(sim, out, sim_task_of(future->task));
    else if (future->wait == VL_WAIT_GATHER)
        append_gather(sim, out, future);
    else if (sim_describe_waiter(sim, future, out))
        return;
    else if (describe_native(sim, task, out))
        return;
    else if (future->label)
        vl_buf_text(out, future->label);
    else
        vl_buf_text(out, "a Future that nobody completes");
}

typedef struct explain { vl_sim *sim; vl_buf *out; uint32_t count; } explain;

#define SHOWN 20

static void explain_task(void *context, vl_task *engine) {
    explain *e = context;
    if (++e->count > SHOWN)
        return;
    const sim_task *task = sim_task_of(engine);
    int line = sim_task_line(e->sim, task);
    vl_buf_text(e->out, "\n  ");
    append_task(e->sim, e->out, task);
    if (engine->started && line)
        vl_buf_format(e->out, ", line %d,", line);
    vl_buf_text(e->out, " waits for ");
    sim_describe_wait(e->sim, engine, e->out);
}

void sim_explain_deadlock(vl_sim *sim, vl_loop_end end, vl_buf *out) {
    vl_task *stuck = end == VL_LOOP_STUCK ? vl_loop_stuck_task(&sim->engine) : NULL;
    if (end == VL_LOOP_STUCK)
        vl_buf_text(out, sim->config.mode == VL_MODE_SEQUENTIAL
                             ? "the program cannot run sequentially: "
                             : "the program cannot run with so few tasks at a time: ");
    else
        vl_buf_text(out, "deadlock: nothing is ready and no timer is set");
    if (stuck) {
        append_task(sim, out, sim_task_of(stuck));
        int line = sim_task_line(sim, sim_task_of(stuck));
        if (line)
            vl_buf_format(out, ", line %d,", line);
        vl_buf_text(out, " waits for ");
        sim_describe_wait(sim, stuck, out);
    }
    vl_buf_text(out, " (at ");
    vl_format_seconds(out, vl_loop_now(&sim->engine));
    vl_buf_text(out, " s)");
    explain e = {sim, out, 0};
    vl_loop_each_task(&sim->engine, explain_task, &e);
    sim_threads_explain(sim, out);
    if (e.count > SHOWN)
        vl_buf_format(out, "\n  and %u more tasks", e.count - SHOWN);
}
