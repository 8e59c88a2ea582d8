// gather: hops, cancellation, first failure.
#include "engine_fixture.h"

static const op noop[] = {O1(OP_RETURN)};
static const op sleep1[] = {ON(OP_SLEEP, SECONDS(1)), O1(OP_RETURN)};

static void define_children(sim *s, const op *ops, int count) {
    static const char *const names[] = {"m", "a", "b", "c"};
    for (int i = 1; i <= count; i++)
        actor_define(s, i, names[i], ops);
}

static void test_hops(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    define_children(&s, noop, 3);
    actor_define(&s, 0, "m",
                 OPS(O1(OP_MARK), ON(OP_CREATE, 1), ON(OP_CREATE, 2), ON(OP_CREATE, 3),
                     {OP_GATHER, 1, 3, NULL}, O1(OP_HOPS)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "m=3 ");
    sim_deinit(&s);
    sim_init(&s);
    define_children(&s, sleep1, 2);
    actor_define(&s, 0, "m",
                 OPS(O1(OP_MARK), ON(OP_CREATE, 1), ON(OP_CREATE, 2), {OP_GATHER, 1, 2, NULL},
                     O1(OP_HOPS), O1(OP_SAY)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "m=5 m@1 ");
    sim_deinit(&s);
}

static void test_cancel(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    define_children(&s, sleep1, 2);
    actor_define(&s, 0, "m",
                 OPS(ON(OP_CREATE, 1), ON(OP_CREATE, 2), {OP_GATHER, 1, 2, NULL}, O1(OP_CATCH),
                     O1(OP_HOPS), O1(OP_SAY)));
    actor_define(&s, 3, "c",
                 OPS(ON(OP_SLEEP, 9), ON(OP_CANCEL_GATHER, 0), ON(OP_CANCEL_GATHER, 0)));
    actor_start(&s, 0);
    actor_start(&s, 3);
    // m's mark is 0: c steps in iteration 4, and three hops later m goes on.
    sim_expect(&s, VL_LOOP_IDLE, "a-cancelled b-cancelled m=7 m@9e-09 ");
    assert_true(s.actors[0].gather.cancel_requested);
    sim_deinit(&s);
}

static void test_cancel_of_awaiter(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    define_children(&s, sleep1, 2);
    actor_define(&s, 0, "m", OPS(ON(OP_CREATE, 1), ON(OP_CREATE, 2), {OP_GATHER, 1, 2, NULL}));
    actor_define(&s, 3, "c", OPS(ON(OP_SLEEP, 9), ON(OP_CANCEL, 0)));
    actor_start(&s, 0);
    actor_start(&s, 3);
    sim_expect(&s, VL_LOOP_IDLE, "a-cancelled b-cancelled m-cancelled ");
    sim_deinit(&s);
}

static void test_first_failure_leaves_siblings(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    actor_define(&s, 1, "a", OPS(ON(OP_SLEEP, SECONDS(1)), O1(OP_FAIL)));
    actor_define(&s, 2, "b", OPS(ON(OP_SLEEP, SECONDS(2)), O1(OP_SAY)));
    actor_define(
        &s, 0, "m",
        OPS(ON(OP_CREATE, 1), ON(OP_CREATE, 2), {OP_GATHER, 1, 2, NULL}, O1(OP_CATCH), O1(OP_SAY)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "a-failed m@1 b@2 ");
    sim_deinit(&s);
}

static vl_outcome never_early(vl_gather *gather, vl_loop *loop, vl_future *child, bool last) {
    (void)gather, (void)loop, (void)child;
    return last ? VL_OUTCOME_DONE : VL_OUTCOME_PENDING;
}

static void test_host_decides_and_duplicates(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    vl_future a, *children[] = {&a, &a};
    vl_future_init(&a);
    vl_gather gather;
    vl_gather_init(&gather, children, 2, true);
    gather.expected = 1;
    gather.decide = never_early;
    vl_future_finish(&s.loop, &a, VL_OUTCOME_FAILED);
    vl_gather_child_done(&gather, &s.loop, &a);
    assert_int_equal(gather.future.outcome, VL_OUTCOME_DONE);
    assert_false(vl_future_cancel(&s.loop, &gather.future));
    sim_deinit(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hops),
        cmocka_unit_test(test_cancel),
        cmocka_unit_test(test_cancel_of_awaiter),
        cmocka_unit_test(test_first_failure_leaves_siblings),
        cmocka_unit_test(test_host_decides_and_duplicates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
