// Tasks: hops as in CPython's asyncio (tests/conformance has the measured table), cancellation.
#include "engine_fixture.h"

static const op noop[] = {O1(OP_RETURN)};
static const op sleep1[] = {ON(OP_SLEEP, SECONDS(1)), O1(OP_RETURN)};

static void test_hops_of_sleep(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    actor_define(&s, 0, "m",
                 OPS(O1(OP_MARK), ON(OP_SLEEP, 0), O1(OP_HOPS), O1(OP_MARK), ON(OP_SLEEP, -1),
                     O1(OP_HOPS), O1(OP_MARK), ON(OP_SLEEP, SECONDS(1)), O1(OP_HOPS), O1(OP_SAY)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "m=1 m=1 m=2 m@1 ");
    sim_deinit(&s);
}

static void test_hops_of_await_task(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    actor_define(&s, 1, "n", noop);
    actor_define(&s, 2, "s", sleep1);
    actor_define(&s, 0, "m",
                 OPS(O1(OP_MARK), ON(OP_CREATE, 1), ON(OP_AWAIT, 1), O1(OP_HOPS), O1(OP_MARK),
                     ON(OP_AWAIT, 1), O1(OP_HOPS), O1(OP_MARK), ON(OP_CREATE, 2), ON(OP_AWAIT, 2),
                     O1(OP_HOPS)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "m=2 m=0 m=4 ");
    sim_deinit(&s);
}

static void test_hops_of_future(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    // One hop from the signal to the waiter.
    actor_define(&s, 0, "w", OPS(ON(OP_WAIT, 0), SAY("woken")));
    actor_define(&s, 1, "s",
                 OPS(ON(OP_SLEEP, 5), ON(OP_SET, 0), SAY("set"), ON(OP_SLEEP, 0), SAY("later")));
    actor_start(&s, 0);
    actor_start(&s, 1);
    sim_expect(&s, VL_LOOP_IDLE, "set@5e-09 woken@5e-09 later@5e-09 ");
    sim_deinit(&s);
}

static void test_cancel_sleeping(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    actor_define(&s, 1, "t", OPS(ON(OP_SLEEP, SECONDS(9))));
    actor_define(&s, 0, "m",
                 OPS(ON(OP_CREATE, 1), ON(OP_SLEEP, SECONDS(1)), ON(OP_CANCEL, 1), O1(OP_MARK),
                     ON(OP_AWAIT, 1), O1(OP_CATCH), O1(OP_HOPS), O1(OP_SAY), ON(OP_CANCEL, 1)));
    actor_start(&s, 0);
    // The nine seconds never pass: the timer went with the step.
    sim_expect(&s, VL_LOOP_IDLE, "t-cancelled m=2 m@1 done-already ");
    assert_int_equal(s.actors[1].task.cancels, 1);
    assert_int_equal(s.actors[1].task.future.outcome, VL_OUTCOME_CANCELLED);
    sim_deinit(&s);
}

static void test_cancel_unstarted(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    actor_define(&s, 1, "t", OPS(SAY("never")));
    actor_define(&s, 0, "m",
                 OPS(ON(OP_CREATE, 1), ON(OP_CANCEL, 1), O1(OP_MARK), ON(OP_AWAIT, 1), O1(OP_CATCH),
                     O1(OP_HOPS)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "t-cancelled m=2 ");
    sim_deinit(&s);
}

static void test_cancel_swallowed(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    // The sleep that was cancelled must not wake the next one.
    actor_define(&s, 1, "t",
                 OPS(ON(OP_SLEEP, SECONDS(3)), O1(OP_CATCH), SAY("caught"),
                     ON(OP_SLEEP, SECONDS(5)), O1(OP_SAY)));
    actor_define(&s, 0, "m", OPS(ON(OP_CREATE, 1), ON(OP_SLEEP, SECONDS(1)), ON(OP_CANCEL, 1)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "caught@1 t@6 ");
    sim_deinit(&s);
}

static void test_cancel_awaiting_task(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    actor_define(&s, 2, "inner", sleep1);
    actor_define(&s, 1, "outer", OPS(ON(OP_CREATE, 2), ON(OP_AWAIT, 2)));
    actor_define(&s, 0, "m", OPS(ON(OP_CREATE, 1), ON(OP_SLEEP, 9), ON(OP_CANCEL, 1)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "inner-cancelled outer-cancelled ");
    assert_int_equal(s.actors[2].task.cancels, 1);
    sim_deinit(&s);
}

static void test_cancel_oneself(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    // Nothing is awaited, so it is to be thrown at the next wait: a future's wait is cancelled at
    // once.
    actor_define(
        &s, 0, "a",
        OPS(ON(OP_CANCEL, 0), O1(OP_MARK), ON(OP_SLEEP, SECONDS(1)), O1(OP_CATCH), O1(OP_HOPS)));
    actor_define(&s, 1, "b",
                 OPS(ON(OP_CANCEL, 1), O1(OP_MARK), O1(OP_YIELD), O1(OP_CATCH), O1(OP_HOPS)));
    // It returns with the cancel undelivered: cancelled all the same.
    actor_define(&s, 2, "c", OPS(ON(OP_CANCEL, 2), SAY("c")));
    actor_define(&s, 3, "d", OPS(ON(OP_CANCEL, 3), ON(OP_WAIT, 0), O1(OP_CATCH), SAY("d")));
    for (int i = 0; i < 4; i++)
        actor_start(&s, i);
    sim_expect(&s, VL_LOOP_IDLE, "c@0 c-cancelled a=1 b=1 d@0 ");
    sim_deinit(&s);
}

static void test_cancel_twice(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    // The second finds the future done already and stays to be delivered with the same step.
    actor_define(&s, 1, "t", OPS(ON(OP_SLEEP, SECONDS(9)), O1(OP_CATCH), O1(OP_YIELD), SAY("on")));
    actor_define(&s, 0, "m",
                 OPS(ON(OP_CREATE, 1), ON(OP_SLEEP, 9), ON(OP_CANCEL, 1), ON(OP_CANCEL, 1)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "on@9e-09 ");
    assert_int_equal(s.actors[1].task.cancels, 2);
    sim_deinit(&s);
}

static void test_cancel_at_the_deadline(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    // m wakes first and cancels t, whose timer is due in the same pass: the cancel wins, and the
    // fired timer finds its future done.
    actor_define(&s, 0, "m", OPS(ON(OP_CREATE, 1), ON(OP_SLEEP, SECONDS(1)), ON(OP_CANCEL, 1)));
    actor_define(&s, 1, "t",
                 OPS(ON(OP_SLEEP, SECONDS(1)), O1(OP_CATCH), SAY("t"), ON(OP_SLEEP, SECONDS(2)),
                     SAY("end")));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "t@1 end@3 ");
    assert_int_equal(s.actors[1].task.cancels, 1);
    sim_deinit(&s);
}

static void test_uncancel(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    // 3.13 takes an undelivered cancel back; 3.12 did not.
    actor_define(&s, 0, "a", OPS(ON(OP_CANCEL, 0), ON(OP_UNCANCEL, 1), O1(OP_YIELD), O1(OP_SAY)));
    actor_define(&s, 1, "b", OPS(ON(OP_CANCEL, 1), ON(OP_UNCANCEL, 0), O1(OP_YIELD), O1(OP_SAY)));
    actor_start(&s, 0);
    actor_start(&s, 1);
    sim_expect(&s, VL_LOOP_IDLE, "a@0 b-cancelled ");
    assert_int_equal(vl_task_uncancel(&s.actors[0].task, true), 0);
    sim_deinit(&s);
}

static void test_failure_reaches_awaiter(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    actor_define(&s, 1, "t", OPS(O1(OP_FAIL)));
    actor_define(&s, 0, "m", OPS(ON(OP_CREATE, 1), ON(OP_AWAIT, 1), SAY("not here")));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "t-failed m-failed ");
    sim_deinit(&s);
}

static void collect(void *context, vl_task *task) {
    sim *s = context;
    sim_say(s, "%s ", VL_CONTAINER_OF(task, actor, task)->name);
}

static void test_each_task(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    actor_define(
        &s, 0, "m",
        OPS(ON(OP_CREATE, 1), ON(OP_CREATE, 2), ON(OP_CREATE, 3), ON(OP_AWAIT, 2), O1(OP_STOP)));
    actor_define(&s, 1, "a", OPS(ON(OP_SLEEP, SECONDS(9))));
    actor_define(&s, 2, "b", noop);
    actor_define(&s, 3, "c", OPS(ON(OP_WAIT, 0)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_STOPPED, "");
    vl_loop_each_task(&s.loop, collect, &s);
    assert_string_equal(s.log, "a c ");
    assert_int_equal(s.actors[1].task.id, 2);
    assert_int_equal(s.actors[1].task.parent_id, 1);
    assert_int_equal(s.actors[0].task.children, 3);
    vl_task_detach(&s.loop, &s.actors[1].task);
    vl_loop_each_task(&s.loop, collect, &s);
    assert_string_equal(s.log, "a c c ");
    assert_int_equal(vl_loop_run(&s.loop), VL_LOOP_IDLE);
    assert_int_equal(vl_loop_now(&s.loop), 0); // its timer is gone
    sim_deinit(&s);
}

static void test_detach_what_others_await(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    actor_define(&s, 0, "m", OPS(ON(OP_CREATE, 1), ON(OP_AWAIT, 1)));
    actor_define(&s, 1, "t", OPS(ON(OP_WAIT, 0)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "");
    vl_task_detach(&s.loop, &s.actors[1].task);
    memset(&s.actors[1].task, 0xA5, sizeof(vl_task)); // as if freed
    s.actors[1].owner = NULL;
    assert_null(s.actors[0].task.waiter.future);
    sim_deinit(&s);
}

static void test_cancel_in_a_ring(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    actor_define(&s, 0, "a", OPS(ON(OP_AWAIT, 1)));
    actor_define(&s, 1, "b", OPS(ON(OP_AWAIT, 2)));
    actor_define(&s, 2, "c", OPS(ON(OP_AWAIT, 1)));
    actor_define(&s, 3, "d", OPS(ON(OP_SLEEP, 5), ON(OP_CANCEL, 0), O1(OP_SAY)));
    for (int i = 0; i < 4; i++)
        actor_start(&s, i);
    sim_expect(&s, VL_LOOP_IDLE, "d@5e-09 ");
    sim_deinit(&s);
}

static void test_cancel_of_a_gather_of_oneself(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    // The task itself is among those it gathers; the other child is cancelled, once.
    actor_define(&s, 0, "m", OPS(ON(OP_CREATE, 1), {OP_GATHER, 0, 2, NULL}));
    actor_define(&s, 1, "t", OPS(ON(OP_SLEEP, SECONDS(9))));
    actor_define(&s, 2, "c", OPS(ON(OP_SLEEP, 5), ON(OP_CANCEL, 0)));
    actor_start(&s, 0);
    actor_start(&s, 2);
    // The gather fails with t's cancellation, which reaches m.
    sim_expect(&s, VL_LOOP_IDLE, "t-cancelled m-cancelled ");
    assert_int_equal(s.actors[1].task.cancels, 1);
    sim_deinit(&s);
}

static void test_eager_starts(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    // c runs within m's step, to its end or to its first wait; hops are those of the rest.
    actor_define(&s, 0, "m",
                 OPS(ON(OP_EAGER, 1), SAY("m1"), O1(OP_MARK), ON(OP_AWAIT, 1), O1(OP_HOPS),
                     ON(OP_EAGER, 2), SAY("m2"), O1(OP_MARK), ON(OP_AWAIT, 2), O1(OP_HOPS),
                     ON(OP_EAGER, 3), SAY("m3"), ON(OP_CANCEL, 3), ON(OP_AWAIT, 3)));
    actor_define(&s, 1, "c", OPS(SAY("c")));
    actor_define(&s, 2, "d", OPS(SAY("d"), O1(OP_YIELD), SAY("d-end")));
    actor_define(&s, 3, "e", OPS(SAY("e"), ON(OP_SLEEP, SECONDS(9))));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE,
               "c@0 m1@0 m=0 d@0 m2@0 d-end@0 m=2 e@0 m3@0 e-cancelled m-cancelled ");
    assert_null(vl_loop_current(&s.loop));
    assert_int_equal(s.loop.tasks, 4);
    sim_deinit(&s);
}

static void test_eager_within_eager(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    // Each is a child of the one whose step makes it, and the current one while it runs.
    actor_define(&s, 0, "m", OPS(ON(OP_EAGER, 1), SAY("m"), ON(OP_AWAIT, 1)));
    actor_define(&s, 1, "c", OPS(ON(OP_EAGER, 2), SAY("c"), ON(OP_AWAIT, 2), SAY("c-end")));
    actor_define(&s, 2, "d", OPS(ON(OP_SLEEP, SECONDS(1)), O1(OP_FAIL)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "c@0 m@0 d-failed c-failed m-failed ");
    assert_int_equal(s.actors[2].task.parent_id, s.actors[1].task.id);
    assert_int_equal(s.actors[1].task.parent_id, s.actors[0].task.id);
    sim_deinit(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hops_of_sleep),
        cmocka_unit_test(test_hops_of_await_task),
        cmocka_unit_test(test_hops_of_future),
        cmocka_unit_test(test_cancel_sleeping),
        cmocka_unit_test(test_cancel_unstarted),
        cmocka_unit_test(test_cancel_swallowed),
        cmocka_unit_test(test_cancel_awaiting_task),
        cmocka_unit_test(test_cancel_oneself),
        cmocka_unit_test(test_cancel_twice),
        cmocka_unit_test(test_cancel_at_the_deadline),
        cmocka_unit_test(test_uncancel),
        cmocka_unit_test(test_cancel_in_a_ring),
        cmocka_unit_test(test_cancel_of_a_gather_of_oneself),
        cmocka_unit_test(test_failure_reaches_awaiter),
        cmocka_unit_test(test_each_task),
        cmocka_unit_test(test_detach_what_others_await),
        cmocka_unit_test(test_eager_starts),
        cmocka_unit_test(test_eager_within_eager),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
