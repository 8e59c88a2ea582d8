// The loop: what one iteration runs, ties, limits, stopping. Callbacks only, and a few tasks for
// ties.
#include "engine_fixture.h"

typedef struct callback {
    vl_timer timer;
    const char *name;
    struct callback *then; // call_soon
    bool stop, halt, again;
} callback;

static void callback_run(vl_handle *handle, vl_loop *loop) {
    callback *c = VL_CONTAINER_OF(handle, callback, timer.handle);
    sim *s = VL_CONTAINER_OF(loop, sim, loop);
    if (c->name[0] != '\0')
        sim_say(s, "%s ", c->name);
    if (c->then != NULL)
        vl_loop_call_soon(loop, &c->then->timer.handle);
    if (c->again)
        vl_loop_call_soon(loop, handle);
    if (c->stop)
        vl_loop_stop(loop);
    if (c->halt)
        vl_loop_break(loop);
}

static void callback_init(callback *c, const char *name) {
    *c = (callback){.name = name};
    vl_timer_init(&c->timer, callback_run);
}

static void test_order_of_an_iteration(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    callback soon1, later0, soon2, at_now;
    callback_init(&soon1, "soon1");
    callback_init(&later0, "later0");
    callback_init(&soon2, "soon2");
    callback_init(&at_now, "at_now");
    vl_loop_call_soon(&s.loop, &soon1.timer.handle);
    vl_loop_call_at(&s.loop, &later0.timer, 0);
    vl_loop_call_soon(&s.loop, &soon2.timer.handle);
    vl_loop_call_at(&s.loop, &at_now.timer, 0);
    sim_expect(&s, VL_LOOP_IDLE, "soon1 soon2 later0 at_now ");
    assert_int_equal(vl_loop_iteration(&s.loop), 1);
    sim_deinit(&s);
}

static void test_later0_before_what_f_schedules(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    callback f, g, h;
    callback_init(&f, "f");
    callback_init(&g, "g");
    callback_init(&h, "h");
    f.then = &g;
    vl_loop_call_at(&s.loop, &h.timer, 0);
    vl_loop_call_soon(&s.loop, &f.timer.handle);
    sim_expect(&s, VL_LOOP_IDLE, "f h g ");
    sim_deinit(&s);
}

static void test_past_deadlines_by_time(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    callback a, b;
    callback_init(&a, "a");
    callback_init(&b, "b");
    vl_loop_block(&s.loop, 10);
    vl_loop_call_at(&s.loop, &a.timer, 9);
    vl_loop_call_at(&s.loop, &b.timer, 5);
    sim_expect(&s, VL_LOOP_IDLE, "b a ");
    assert_int_equal(vl_loop_now(&s.loop), 10);
    sim_deinit(&s);
}

static void run_chain(vl_ties ties, const char *expected) {
    sim s;
    sim_init_with(&s, (vl_loop_config){.ties = ties, .max_events = 1000});
    // Five sleeps of one second beside one of five that was begun with them but created after.
    actor_define(&s, 0, "chain",
                 OPS(ON(OP_SLEEP, SECONDS(1)), ON(OP_SLEEP, SECONDS(1)), ON(OP_SLEEP, SECONDS(1)),
                     ON(OP_SLEEP, SECONDS(1)), ON(OP_SLEEP, SECONDS(1)), O1(OP_SAY)));
    actor_define(&s, 1, "long",
                 OPS(ON(OP_SLEEP, SECONDS(5)), O1(OP_SAY), ON(OP_SLEEP, 0), SAY("after")));
    actor_start(&s, 0);
    actor_start(&s, 1);
    sim_expect(&s, VL_LOOP_IDLE, expected);
    sim_deinit(&s);
}

static void test_ties_of_a_chain(void **state) {
    (void)state;
    // real: a pass of its own for the later one, after nothing is ready any more.
    run_chain(VL_TIES_REAL, "long@5 after@5 chain@5 ");
    run_chain(VL_TIES_FIFO, "long@5 chain@5 after@5 ");
}

static void run_six(vl_ties ties, uint64_t seed, const char *expected) {
    sim s;
    sim_init_with(&s, (vl_loop_config){.ties = ties, .shuffle_seed = seed, .max_events = 1000});
    static const char *const names[] = {"0", "1", "2", "3", "4", "5"};
    static const op ops[] = {ON(OP_SLEEP, SECONDS(1)), O1(OP_SAY), O1(OP_RETURN)};
    for (int i = 0; i < 6; i++) {
        actor_define(&s, i, names[i], ops);
        actor_start(&s, i);
    }
    assert_int_equal(vl_loop_run(&s.loop), VL_LOOP_IDLE);
    if (expected != NULL)
        assert_string_equal(s.log, expected);
    assert_int_equal(strlen(s.log), 6 * 4);
    sim_deinit(&s);
}

static void test_ties_of_six(void **state) {
    (void)state;
    run_six(VL_TIES_REAL, 0, "0@1 1@1 2@1 3@1 4@1 5@1 ");
    run_six(VL_TIES_FIFO, 0, "0@1 1@1 2@1 3@1 4@1 5@1 ");
    run_six(VL_TIES_HEAP, 0, "0@1 2@1 5@1 4@1 1@1 3@1 ");
    run_six(VL_TIES_SHUFFLE, 1, NULL);
}

static void test_shuffle_depends_on_the_seed(void **state) {
    (void)state;
    char first[64] = "";
    int different = 0;
    for (uint64_t seed = 0; seed < 8; seed++) {
        sim s;
        sim_init_with(&s, (vl_loop_config){.ties = VL_TIES_SHUFFLE, .shuffle_seed = seed});
        callback c[4];
        static const char *const names[] = {"a", "b", "c", "d"};
        for (int i = 0; i < 4; i++) {
            callback_init(&c[i], names[i]);
            vl_loop_call_at(&s.loop, &c[i].timer, 7);
        }
        assert_int_equal(vl_loop_run(&s.loop), VL_LOOP_IDLE);
        if (seed == 0)
            strcpy(first, s.log);
        different += strcmp(first, s.log) != 0;
        sim_deinit(&s);
    }
    assert_true(different > 0);
}

static void test_block_makes_several_due(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    // Set in another order than due; all three pass while m blocks, and one pass takes them.
    actor_define(&s, 0, "c", OPS(ON(OP_SLEEP, SECONDS(3)), O1(OP_SAY)));
    actor_define(&s, 1, "a", OPS(ON(OP_SLEEP, SECONDS(1)), O1(OP_SAY)));
    actor_define(&s, 2, "b", OPS(ON(OP_SLEEP, SECONDS(2)), O1(OP_SAY)));
    actor_define(&s, 3, "m", OPS(ON(OP_BLOCK, SECONDS(3)), O1(OP_SAY), O1(OP_HOPS)));
    for (int i = 0; i < 4; i++)
        actor_start(&s, i);
    sim_expect(&s, VL_LOOP_IDLE, "m@3 m=1 a@3 b@3 c@3 ");
    assert_int_equal(vl_loop_iteration(&s.loop), 3);
    sim_deinit(&s);
}

static void test_block_is_late(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    // After the block the moment is (3, 1): a sleep of 2 from here wakes at (5, 2), after (5, 1).
    actor_define(&s, 0, "m", OPS(ON(OP_BLOCK, SECONDS(3)), ON(OP_SLEEP, SECONDS(2)), O1(OP_SAY)));
    actor_define(
        &s, 1, "t",
        OPS(ON(OP_CREATE, 0), ON(OP_SLEEP, SECONDS(5)), O1(OP_YIELD), O1(OP_YIELD), O1(OP_SAY)));
    actor_start(&s, 1);
    sim_expect(&s, VL_LOOP_IDLE, "t@5 m@5 ");
    sim_deinit(&s);
}

static void test_cancelled_handle_is_not_run(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    callback a, b, c;
    callback_init(&a, "a");
    callback_init(&b, "b");
    callback_init(&c, "c");
    vl_loop_call_soon(&s.loop, &a.timer.handle);
    vl_loop_call_soon(&s.loop, &b.timer.handle);
    assert_true(vl_loop_call_at(&s.loop, &c.timer, 9));
    vl_handle_cancel(&a.timer.handle);
    assert_true(vl_timer_cancel(&s.loop, &c.timer));
    assert_false(vl_timer_cancel(&s.loop, &c.timer));
    sim_expect(&s, VL_LOOP_IDLE, "b ");
    assert_int_equal(vl_loop_now(&s.loop), 0);
    sim_deinit(&s);
}

static void test_stop_and_break(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    callback a, b, c;
    callback_init(&a, "a");
    callback_init(&b, "b");
    callback_init(&c, "c");
    a.then = &c;
    a.stop = true;
    vl_loop_call_soon(&s.loop, &a.timer.handle);
    vl_loop_call_soon(&s.loop, &b.timer.handle);
    sim_expect(&s, VL_LOOP_STOPPED, "a b "); // the iteration ends, its successor does not begin
    a.stop = false;
    a.halt = true;
    a.then = NULL;
    assert_true(vl_loop_unlink(&s.loop, &c.timer.handle));
    assert_false(vl_loop_unlink(&s.loop, &c.timer.handle));
    vl_loop_call_soon(&s.loop, &a.timer.handle);
    vl_loop_call_soon(&s.loop, &b.timer.handle);
    sim_expect(&s, VL_LOOP_STOPPED, "a b a ");
    sim_expect(&s, VL_LOOP_IDLE, "a b a b ");
    sim_deinit(&s);
}

static void test_stop_before_run_takes_what_is_ready(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    callback a;
    callback_init(&a, "a");
    vl_loop_call_at(&s.loop, &a.timer, 5);
    vl_loop_stop(&s.loop);
    sim_expect(&s, VL_LOOP_STOPPED, "");
    assert_int_equal(vl_loop_now(&s.loop), 0);
    sim_expect(&s, VL_LOOP_IDLE, "a ");
    sim_deinit(&s);
}

static void test_max_events(void **state) {
    (void)state;
    sim s;
    sim_init_with(&s, (vl_loop_config){.max_events = 1000});
    callback silent; // no event, but work: a loop of it ends too
    callback_init(&silent, "");
    silent.again = true;
    vl_loop_call_soon(&s.loop, &silent.timer.handle);
    assert_int_equal(vl_loop_run(&s.loop), VL_LOOP_MAX_EVENTS);
    assert_int_equal(vl_loop_now(&s.loop), 0);
    assert_false(vl_loop_charge(&s.loop, 1));
    sim_deinit(&s);
}

static void test_max_time(void **state) {
    (void)state;
    sim s;
    sim_init_with(&s, (vl_loop_config){.max_time_ns = SECONDS(2)});
    actor_define(&s, 0, "m",
                 OPS(ON(OP_SLEEP, SECONDS(2)), O1(OP_SAY), ON(OP_SLEEP, 1), O1(OP_SAY)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_MAX_TIME, "m@2 ");
    assert_int_equal(vl_loop_now(&s.loop), SECONDS(2));
    vl_loop_block(&s.loop, 1);
    assert_int_equal(vl_loop_now(&s.loop), SECONDS(2));
    sim_deinit(&s);
}

static bool poll_thrice(void *context) {
    int *left = context;
    return (*left)-- > 0;
}

static void test_interrupt(void **state) {
    (void)state;
    sim s;
    int left = 3;
    sim_init_with(&s, (vl_loop_config){.host = {.poll = poll_thrice, .context = &left}});
    assert_true(vl_loop_charge(&s.loop, 1));
    assert_true(vl_loop_charge(&s.loop, 100000));
    assert_true(vl_loop_charge(&s.loop, 100000));
    assert_false(vl_loop_charge(&s.loop, 100000));
    callback spin;
    callback_init(&spin, "");
    spin.again = true;
    vl_loop_call_soon(&s.loop, &spin.timer.handle);
    left = 2; // without an end but for the poll
    assert_int_equal(vl_loop_run(&s.loop), VL_LOOP_INTERRUPTED);
    sim_deinit(&s);
}

static void test_no_memory(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    s.heap.fail_at = s.heap.allocations + 1;
    actor_define(&s, 0, "m", OPS(ON(OP_SLEEP, 5), O1(OP_SAY)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_NO_MEMORY, "");
    sim_deinit(&s);
}

static void test_long_waits_take_iterations(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    callback a;
    callback_init(&a, "a");
    vl_loop_call_at(&s.loop, &a.timer, SECONDS(2 * 86400 + 1));
    sim_expect(&s, VL_LOOP_IDLE, "a ");
    assert_int_equal(vl_loop_iteration(&s.loop), 3);
    sim_deinit(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_of_an_iteration),
        cmocka_unit_test(test_later0_before_what_f_schedules),
        cmocka_unit_test(test_past_deadlines_by_time),
        cmocka_unit_test(test_ties_of_a_chain),
        cmocka_unit_test(test_ties_of_six),
        cmocka_unit_test(test_shuffle_depends_on_the_seed),
        cmocka_unit_test(test_block_makes_several_due),
        cmocka_unit_test(test_block_is_late),
        cmocka_unit_test(test_cancelled_handle_is_not_run),
        cmocka_unit_test(test_stop_and_break),
        cmocka_unit_test(test_stop_before_run_takes_what_is_ready),
        cmocka_unit_test(test_max_events),
        cmocka_unit_test(test_max_time),
        cmocka_unit_test(test_interrupt),
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_long_waits_take_iterations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
