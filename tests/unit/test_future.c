// Futures: waiters run through the ready queue, in order of registration, once.
#include "engine_fixture.h"

typedef struct listener {
    vl_waiter waiter;
    const char *name;
} listener;

static void listener_run(vl_handle *handle, vl_loop *loop) {
    listener *l = VL_CONTAINER_OF(handle, listener, waiter.handle);
    assert_true(vl_future_done(l->waiter.future));
    sim_say(VL_CONTAINER_OF(loop, sim, loop), "%s ", l->name);
}

static void listener_init(listener *l, const char *name) {
    vl_waiter_init(&l->waiter, listener_run);
    l->name = name;
}

static void test_order_and_once(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    vl_future *f = &s.futures[0];
    listener a, b, c;
    listener_init(&a, "a");
    listener_init(&b, "b");
    listener_init(&c, "c");
    vl_future_wait(&s.loop, f, &a.waiter);
    vl_future_wait(&s.loop, f, &b.waiter);
    assert_true(vl_future_finish(&s.loop, f, VL_OUTCOME_FAILED));
    assert_string_equal(s.log, ""); // not before the loop turns
    assert_false(vl_future_finish(&s.loop, f, VL_OUTCOME_DONE));
    assert_false(vl_future_cancel(&s.loop, f));
    assert_int_equal(f->outcome, VL_OUTCOME_FAILED);
    vl_future_wait(&s.loop, f, &c.waiter); // done already: at once
    sim_expect(&s, VL_LOOP_IDLE, "a b c ");
    sim_deinit(&s);
}

static void test_unwait_at_every_stage(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    vl_future *f = &s.futures[0];
    listener l[4];
    static const char *const names[] = {"a", "b", "c", "d"};
    for (int i = 0; i < 4; i++) {
        listener_init(&l[i], names[i]);
        vl_future_wait(&s.loop, f, &l[i].waiter);
    }
    vl_future_unwait(&s.loop, &l[1].waiter); // in the middle
    vl_future_unwait(&s.loop, &l[1].waiter); // again: nothing
    vl_future_unwait(&s.loop, &l[0].waiter); // first
    assert_true(vl_future_cancel(&s.loop, f));
    vl_future_unwait(&s.loop, &l[3].waiter); // queued already
    sim_expect(&s, VL_LOOP_IDLE, "c ");
    assert_int_equal(f->outcome, VL_OUTCOME_CANCELLED);
    vl_future_init(f); // waiters may be used again
    vl_future_wait(&s.loop, f, &l[3].waiter);
    vl_future_wait(&s.loop, f, &l[0].waiter);
    vl_future_finish(&s.loop, f, VL_OUTCOME_DONE);
    sim_expect(&s, VL_LOOP_IDLE, "c d a ");
    sim_deinit(&s);
}

static void test_orphans_never_run(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    listener a;
    listener_init(&a, "a");
    vl_future f;
    vl_future_init(&f);
    vl_future_wait(&s.loop, &f, &a.waiter);
    vl_future_orphan(&f);
    memset(&f, 0xA5, sizeof f);
    vl_future_unwait(&s.loop, &a.waiter);
    sim_expect(&s, VL_LOOP_IDLE, "");
    sim_deinit(&s);
}

static void test_cancelled_future_cancels_awaiter(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    actor_define(&s, 0, "m", OPS(ON(OP_WAIT, 0), SAY("not here")));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "");
    vl_future_cancel(&s.loop, &s.futures[0]);
    sim_expect(&s, VL_LOOP_IDLE, "m-cancelled ");
    assert_int_equal(s.actors[0].task.cancels, 0);
    sim_deinit(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_and_once),
        cmocka_unit_test(test_unwait_at_every_stage),
        cmocka_unit_test(test_orphans_never_run),
        cmocka_unit_test(test_cancelled_future_cancels_awaiter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
