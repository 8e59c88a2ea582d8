// Sequential and limited, by the definitions in vl_engine.h.
#include "engine_fixture.h"

static void sim_sequential(sim *s) {
    sim_init_with(s, (vl_loop_config){.mode = VL_MODE_SEQUENTIAL, .max_events = 100000});
}

static void sim_limited(sim *s, uint32_t max_tasks) {
    sim_init_with(
        s, (vl_loop_config){.mode = VL_MODE_LIMITED, .max_tasks = max_tasks, .max_events = 100000});
}

static void define_gather(sim *s) {
    static const op m[] = {
        ON(OP_CREATE, 1), ON(OP_CREATE, 2), {OP_GATHER, 1, 2, NULL}, O1(OP_SAY), O1(OP_RETURN)};
    static const op f[] = {O1(OP_SAY), ON(OP_SLEEP, SECONDS(1)), O1(OP_SAY), O1(OP_RETURN)};
    static const op g[] = {O1(OP_SAY), ON(OP_SLEEP, SECONDS(2)), O1(OP_SAY), O1(OP_RETURN)};
    actor_define(s, 0, "m", m);
    actor_define(s, 1, "f", f);
    actor_define(s, 2, "g", g);
    actor_start(s, 0);
}

static void test_gather_as_written(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    define_gather(&s);
    sim_expect(&s, VL_LOOP_IDLE, "f@0 g@0 f@1 g@2 m@2 ");
    sim_deinit(&s);
}

static void test_gather_sequential(void **state) {
    (void)state;
    sim s;
    sim_sequential(&s);
    define_gather(&s);
    sim_expect(&s, VL_LOOP_IDLE, "f@0 f@1 g@1 g@3 m@3 ");
    sim_deinit(&s);
}

static void test_own_sleep_begins_when_active_again(void **state) {
    (void)state;
    sim s;
    sim_sequential(&s);
    actor_define(
        &s, 0, "m",
        OPS(ON(OP_CREATE, 1), ON(OP_SLEEP, SECONDS(5)), O1(OP_SAY), ON(OP_AWAIT, 1), O1(OP_SAY)));
    actor_define(&s, 1, "f", OPS(ON(OP_SLEEP, SECONDS(2)), O1(OP_SAY)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "f@2 m@7 m@7 ");
    sim_deinit(&s);
}

static void test_depth_first(void **state) {
    (void)state;
    sim s;
    sim_sequential(&s);
    actor_define(&s, 0, "m", OPS(ON(OP_CREATE, 1), ON(OP_CREATE, 2), O1(OP_YIELD), O1(OP_SAY)));
    actor_define(&s, 1, "a",
                 OPS(ON(OP_CREATE, 3), ON(OP_CREATE, 4), ON(OP_SLEEP, SECONDS(1)), O1(OP_SAY)));
    actor_define(&s, 2, "b", OPS(ON(OP_SLEEP, SECONDS(1)), O1(OP_SAY)));
    actor_define(&s, 3, "aa", OPS(ON(OP_SLEEP, SECONDS(1)), O1(OP_SAY)));
    actor_define(&s, 4, "ab", OPS(ON(OP_SLEEP, SECONDS(1)), O1(OP_SAY)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "aa@1 ab@2 a@3 b@4 m@4 ");
    sim_deinit(&s);
}

static void test_ended_parent_leaves_children_in_its_place(void **state) {
    (void)state;
    sim s;
    sim_sequential(&s);
    actor_define(&s, 0, "m", OPS(ON(OP_CREATE, 1), ON(OP_CREATE, 2), ON(OP_AWAIT, 2), O1(OP_SAY)));
    actor_define(&s, 1, "a", OPS(ON(OP_CREATE, 3), O1(OP_SAY)));
    actor_define(&s, 2, "b", OPS(ON(OP_SLEEP, SECONDS(1)), O1(OP_SAY)));
    actor_define(&s, 3, "aa", OPS(ON(OP_SLEEP, SECONDS(4)), O1(OP_SAY)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "a@0 aa@4 b@5 m@5 ");
    sim_deinit(&s);
}

static void test_roots_follow_each_other(void **state) {
    (void)state;
    sim s;
    sim_sequential(&s);
    actor_define(&s, 0, "a", OPS(ON(OP_SLEEP, SECONDS(2)), O1(OP_SAY)));
    actor_define(&s, 1, "b", OPS(ON(OP_SLEEP, SECONDS(3)), O1(OP_SAY)));
    actor_start(&s, 0);
    actor_start(&s, 1);
    sim_expect(&s, VL_LOOP_IDLE, "a@2 b@5 ");
    sim_deinit(&s);
}

static void test_cancel_of_held_and_unstarted(void **state) {
    (void)state;
    sim s;
    sim_sequential(&s);
    // a cancels its held parent and its unstarted sibling; both learn of it when it is their turn.
    actor_define(&s, 0, "m",
                 OPS(ON(OP_CREATE, 1), ON(OP_CREATE, 2), ON(OP_SLEEP, SECONDS(5)), O1(OP_CATCH),
                     O1(OP_SAY)));
    actor_define(&s, 1, "a",
                 OPS(ON(OP_CANCEL, 0), ON(OP_CANCEL, 2), ON(OP_SLEEP, SECONDS(1)), O1(OP_SAY)));
    actor_define(&s, 2, "b", OPS(SAY("never")));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "a@1 b-cancelled m@1 ");
    sim_deinit(&s);
}

static void test_stuck(void **state) {
    (void)state;
    sim s;
    sim_sequential(&s);
    // a waits for what only b, after it, would do.
    actor_define(&s, 0, "m", OPS(ON(OP_CREATE, 1), ON(OP_CREATE, 2), {OP_GATHER, 1, 2, NULL}));
    actor_define(&s, 1, "a", OPS(ON(OP_WAIT, 0), O1(OP_SAY)));
    actor_define(&s, 2, "b", OPS(ON(OP_SET, 0)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_STUCK, "");
    assert_ptr_equal(vl_loop_stuck_task(&s.loop), &s.actors[1].task);
    sim_deinit(&s);
}

static void define_four(sim *s) {
    static const char *const names[] = {"m", "a", "b", "c", "d"};
    static const op m[] = {ON(OP_CREATE, 1), ON(OP_CREATE, 2),        ON(OP_CREATE, 3),
                           ON(OP_CREATE, 4), {OP_GATHER, 1, 4, NULL}, O1(OP_SAY),
                           O1(OP_RETURN)};
    actor_define(s, 0, "m", m);
    static const op one[] = {ON(OP_SLEEP, SECONDS(1)), O1(OP_SAY), O1(OP_RETURN)};
    for (int i = 1; i <= 4; i++)
        actor_define(s, i, names[i], one);
    actor_start(s, 0);
}

static void test_limited(void **state) {
    (void)state;
    static const char *const expected[] = {"a@1 b@2 c@3 d@4 m@4 ", "a@1 b@1 c@2 d@2 m@2 ",
                                           "a@1 b@1 c@1 d@2 m@2 ", "a@1 b@1 c@1 d@1 m@1 "};
    for (uint32_t i = 0; i < VL_COUNT(expected); i++) {
        sim s;
        sim_limited(&s, i + 1);
        define_four(&s);
        sim_expect(&s, VL_LOOP_IDLE, expected[i]);
        assert_int_equal(s.loop.in_flight, 0);
        sim_deinit(&s);
    }
}

static void test_limited_awaiting_gives_its_place(void **state) {
    (void)state;
    sim s;
    sim_limited(&s, 1);
    // While m sleeps it has the only place; awaiting a it gives it up, and is back at once when a
    // ends although b, admitted before, is in flight.
    actor_define(&s, 0, "m",
                 OPS(ON(OP_CREATE, 1), ON(OP_CREATE, 2), ON(OP_SLEEP, SECONDS(5)), O1(OP_SAY),
                     ON(OP_AWAIT, 1), O1(OP_SAY)));
    actor_define(&s, 1, "a", OPS(ON(OP_SLEEP, SECONDS(1)), O1(OP_SAY)));
    actor_define(&s, 2, "b", OPS(ON(OP_SLEEP, SECONDS(1)), O1(OP_SAY)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "m@5 a@6 m@6 b@7 ");
    sim_deinit(&s);
}

static void test_limited_stuck(void **state) {
    (void)state;
    sim s;
    sim_limited(&s, 1);
    actor_define(&s, 0, "m", OPS(ON(OP_CREATE, 1), ON(OP_CREATE, 2), {OP_GATHER, 1, 2, NULL}));
    actor_define(&s, 1, "a", OPS(ON(OP_WAIT, 0)));
    actor_define(&s, 2, "b", OPS(ON(OP_SET, 0)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_STUCK, "");
    assert_ptr_equal(vl_loop_stuck_task(&s.loop), &s.actors[1].task);
    sim_deinit(&s);
}

static void test_limited_deadlock_is_idle(void **state) {
    (void)state;
    sim s;
    sim_limited(&s, 4);
    actor_define(&s, 0, "m", OPS(ON(OP_WAIT, 0)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "");
    assert_null(vl_loop_stuck_task(&s.loop));
    sim_deinit(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gather_as_written),
        cmocka_unit_test(test_gather_sequential),
        cmocka_unit_test(test_own_sleep_begins_when_active_again),
        cmocka_unit_test(test_depth_first),
        cmocka_unit_test(test_ended_parent_leaves_children_in_its_place),
        cmocka_unit_test(test_roots_follow_each_other),
        cmocka_unit_test(test_cancel_of_held_and_unstarted),
        cmocka_unit_test(test_stuck),
        cmocka_unit_test(test_limited),
        cmocka_unit_test(test_limited_awaiting_gives_its_place),
        cmocka_unit_test(test_limited_stuck),
        cmocka_unit_test(test_limited_deadlock_is_idle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
