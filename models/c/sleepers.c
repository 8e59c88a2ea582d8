// Ten tasks on the engine alone, each sleeping three delays drawn from a PCG64 stream of its own.
// Running code takes no time, so the run ends when the longest sum of delays does: that is checked.
#include <stdio.h>

#include "vl_engine.h"
#include "vl_random.h"

enum { TASKS = 10, NAPS = 3 };

typedef struct sleeper {
    vl_task task; // the engine's part
    vl_pcg64 random;
    int naps;
    int64_t total_ns; // of the delays drawn
} sleeper;

// Runs until the task waits or ends; `cancel` is what CancelledError is in Python.
static vl_step sleeper_step(vl_task *task, vl_loop *loop, bool cancel) {
    sleeper *self = VL_CONTAINER_OF(task, sleeper, task);
    if (cancel)
        return VL_STEP_CANCELLED;
    if (self->naps++ == NAPS) {
        printf("task %d woke at %.3f s\n", (int)task->id, vl_seconds_from_ns(vl_loop_now(loop)));
        return VL_STEP_DONE;
    }
    int64_t delay = (int64_t)(vl_pcg64_next(&self->random) % 2000) * (VL_NS_PER_S / 1000);
    self->total_ns += delay;
    return vl_task_sleep(loop, task, delay);
}

static const vl_task_ops sleeper_ops = {.step = sleeper_step};

int main(void) {
    vl_heap heap;
    vl_heap_init(&heap, 0);
    vl_loop loop;
    vl_loop_config config = {.heap = &heap};
    if (vl_loop_init(&loop, &config) != VL_OK)
        return 1;

    sleeper sleepers[TASKS] = {0};
    vl_stream_key root = vl_stream_root(VL_STREAM_TASKS);
    for (int i = 0; i < TASKS; i++) {
        vl_pcg64_init_stream(&sleepers[i].random, 42, vl_stream_child(root, (uint64_t)i));
        vl_task_start(&loop, &sleepers[i].task, &sleeper_ops);
    }
    vl_loop_end end = vl_loop_run(&loop);

    int64_t longest_ns = 0;
    for (int i = 0; i < TASKS; i++)
        if (sleepers[i].total_ns > longest_ns)
            longest_ns = sleepers[i].total_ns;
    printf("all: %.3f s, %d events\n", vl_seconds_from_ns(vl_loop_now(&loop)),
           (int)vl_loop_events(&loop));
    bool held = end == VL_LOOP_IDLE && longest_ns > 0 && vl_loop_now(&loop) == longest_ns;
    vl_loop_deinit(&loop);
    vl_heap_deinit(&heap);
    return held ? 0 : 1;
}
