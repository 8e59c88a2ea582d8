// Tasks of the engine, traced and read back: what a chart gets from a real loop, as written and
// sequentially.
#include "unit.h"

#include "engine_fixture.h"
#include "vl_trace.h"

static void describe(void *context, const vl_task *task, const char **name, const char **coro) {
    (void)context;
    *name = VL_CONTAINER_OF(task, actor, task)->name;
    *coro = "actor";
}

static void say_slices(const vl_run_view *view, vl_buf *out) {
    static const char *const states[] = {"ready", "running", "sleeping", "waiting"};
    for (size_t i = 0; i < view->task_count; i++) {
        const vl_view_task *task = &view->tasks[i];
        vl_buf_format(out, "%s:", task->name);
        for (size_t j = 0; j < task->slice_count; j++) {
            const vl_view_slice *slice = &task->slices[j];
            vl_buf_format(out, " %s", states[slice->state]);
            if (slice->reason[0] != '\0')
                vl_buf_format(out, "<%s>", slice->reason);
            vl_buf_char(out, '+');
            vl_format_seconds(out, slice->dur_ns);
        }
        vl_buf_text(out, "\n");
    }
}

// Runs actors 0 and 1, of which 0 creates 1, in `mode`, and compares the slices of both.
static void expect_slices(vl_mode mode, const op *main_ops, const op *child_ops, int64_t makespan,
                          const char *expected) {
    sim s;
    vl_trace *trace;
    vl_trace_reader *reader;
    vl_run_view *view;
    vl_observer observer;
    const vl_trace_program program = {.name = "actors", .source = ""};
    const vl_trace_run run = {.variant = "a", .mode = "a", .level = VL_TRACE_FULL};
    const vl_run_end end = {.outcome = "ok", .makespan_ns = makespan};
    assert_int_equal(vl_trace_new(&trace, NULL, NULL), VL_OK);
    assert_int_equal(vl_trace_program_add(trace, &program, NULL), VL_OK);
    assert_int_equal(vl_trace_run_begin(trace, &run, &observer, NULL), VL_OK);
    sim_init_with(
        &s, (vl_loop_config){.mode = mode, .max_events = 1000, .host = {.describe = describe}});
    vl_loop_observe(&s.loop, observer);
    actor_define(&s, 0, "main", main_ops);
    actor_define(&s, 1, "child", child_ops);
    actor_start(&s, 0);
    assert_int_equal(vl_loop_run(&s.loop), VL_LOOP_IDLE);
    assert_int_equal(vl_loop_now(&s.loop), makespan);
    assert_int_equal(vl_trace_run_end(trace, &end, NULL), VL_OK);
    assert_int_equal(vl_trace_reader_of(&reader, trace, NULL), VL_OK);
    assert_int_equal(vl_trace_read_run(reader, NULL, true, &view, NULL), VL_OK);
    assert_int_equal(view->events, vl_loop_events(&s.loop));
    assert_int_equal(view->log_count, view->events);
    vl_buf got;
    vl_buf_init(&got, NULL);
    say_slices(view, &got);
    assert_string_equal(got.data, expected);
    vl_buf_deinit(&got);
    vl_run_view_free(view);
    vl_trace_reader_free(reader);
    vl_trace_free(trace);
    sim_deinit(&s);
}

// main sleeps beside the child and then waits for it; the child blocks the loop for a second.
static const op parent_ops[] = {ON(OP_CREATE, 1), ON(OP_SLEEP, 2500000000), ON(OP_AWAIT, 1),
                                O1(OP_RETURN)};
static const op child_ops[] = {ON(OP_SLEEP, SECONDS(4)), ON(OP_BLOCK, SECONDS(1)), O1(OP_YIELD),
                               O1(OP_RETURN)};

static void test_as_written(void **state) {
    (void)state;
    expect_slices(VL_MODE_AS_WRITTEN, parent_ops, child_ops, SECONDS(5),
                  "main: running+0 sleeping<sleep(2.5)>+2.5 running+0 waiting<child>+2.5"
                  " running+0\n"
                  "child: running+0 sleeping<sleep(4)>+4 running+1 running+0\n");
}

// main's own sleep begins when the child has ended, and is called by what was asked for.
static void test_sequential(void **state) {
    (void)state;
    expect_slices(VL_MODE_SEQUENTIAL, parent_ops, child_ops, 7500000000,
                  "main: running+0 waiting<children>+5 sleeping<sleep(2.5)>+2.5 running+0\n"
                  "child: running+0 sleeping<sleep(4)>+4 running+1 running+0\n");
}

static void test_gather_and_late_wake(void **state) {
    (void)state;
    static const op gathers[] = {ON(OP_CREATE, 1), {OP_GATHER, 1, 1, NULL}, O1(OP_RETURN)};
    static const op sleeps[] = {ON(OP_SLEEP, 1), O1(OP_RETURN)};
    expect_slices(VL_MODE_AS_WRITTEN, gathers, sleeps, 1,
                  "main: running+0 waiting<gather>+0.000000001 running+0\n"
                  "child: running+0 sleeping<sleep(0.000000001)>+0.000000001 running+0\n");
    // The child's timer is due at 1 s, in the middle of main's time.sleep(3).
    static const op blocks[] = {ON(OP_CREATE, 1), O1(OP_YIELD), ON(OP_BLOCK, SECONDS(3)),
                                O1(OP_RETURN)};
    static const op waits[] = {ON(OP_SLEEP, SECONDS(1)), O1(OP_RETURN)};
    expect_slices(VL_MODE_AS_WRITTEN, blocks, waits, SECONDS(3),
                  "main: running+0 running+3\n"
                  "child: running+0 sleeping<sleep(1)>+3 running+0\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_as_written),
        cmocka_unit_test(test_sequential),
        cmocka_unit_test(test_gather_and_late_wake),
    };
    return UNIT_RUN(tests);
}
