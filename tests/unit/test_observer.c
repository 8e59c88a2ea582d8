// What the observer is told: order, causes, lines, texts; and that nobody's listening changes
// nothing.
#include "engine_fixture.h"

typedef struct record {
    char text[4096];
    size_t len;
    uint64_t last;
} record;

// "seq<cause word task value/other@iteration", a line an event.
static void record_event(void *context, const vl_event *e) {
    record *r = context;
    assert_int_equal(e->seq, r->last + 1);
    assert_true(e->cause < e->seq);
    r->last = e->seq;
    int n = snprintf(r->text + r->len, sizeof r->text - r->len, "%d<%d %s %d %d/%d @%d%s%.*s\n",
                     (int)e->seq, (int)e->cause, vl_event_word(e->kind), (int)e->task,
                     (int)e->value, (int)e->other, (int)e->iteration, e->text != NULL ? " " : "",
                     (int)e->text_len, e->text != NULL ? e->text : "");
    assert_true(n > 0 && (size_t)n < sizeof r->text - r->len);
    r->len += (size_t)n;
}

static void describe(void *context, const vl_task *task, const char **name, const char **coro) {
    (void)context;
    *name = VL_CONTAINER_OF(task, actor, task)->name;
    *coro = "coro";
}

static const char *failure(void *context, const vl_task *task) {
    (void)context, (void)task;
    return "ValueError: no";
}

static int line(void *context) {
    (void)context;
    return 7;
}

static void expect_events(sim *s, const char *expected) {
    record r = {.len = 0};
    vl_loop_observe(&s->loop, (vl_observer){record_event, &r});
    actor_start(s, 0);
    assert_int_equal(vl_loop_run(&s->loop), VL_LOOP_IDLE);
    assert_string_equal(r.text, expected);
    assert_int_equal(vl_loop_events(&s->loop), r.last);
}

static void sim_described(sim *s, vl_mode mode) {
    sim_init_with(
        s, (vl_loop_config){.mode = mode, .host = {.describe = describe, .failure = failure}});
}

static void test_a_sleep(void **state) {
    (void)state;
    sim s;
    sim_described(&s, VL_MODE_AS_WRITTEN);
    actor_define(&s, 0, "main", OPS(ON(OP_SLEEP, 5), O1(OP_YIELD)));
    expect_events(&s, "1<0 created 1 0/0 @0 main\n"
                      "2<0 started 1 0/0 @1\n"
                      "3<2 timer_set 1 5/1 @1\n"
                      "4<2 suspended 1 0/1 @1\n"
                      "5<0 clock 0 0/0 @2\n"
                      "6<2 timer_fired 1 5/1 @2\n"
                      "7<6 resumed 1 0/0 @2\n"
                      "8<6 stepped 1 0/0 @3\n"
                      "9<8 suspended 1 4/0 @3\n"
                      "10<8 resumed 1 0/0 @3\n"
                      "11<8 stepped 1 0/0 @4\n"
                      "12<11 ended 1 1/0 @4\n");
    sim_deinit(&s);
}

static void test_await_cancel_block_fail(void **state) {
    (void)state;
    sim s;
    sim_described(&s, VL_MODE_AS_WRITTEN);
    actor_define(&s, 1, "t", OPS(ON(OP_SLEEP, 50), O1(OP_CATCH), O1(OP_FAIL)));
    actor_define(&s, 0, "m",
                 OPS(ON(OP_CREATE, 1), O1(OP_YIELD), ON(OP_BLOCK, 3), ON(OP_CANCEL, 1),
                     ON(OP_AWAIT, 1), O1(OP_CATCH)));
    expect_events(&s, "1<0 created 1 0/0 @0 m\n"
                      "2<0 started 1 0/0 @1\n"
                      "3<2 created 2 0/1 @1 t\n"
                      "4<2 suspended 1 4/0 @1\n"
                      "5<2 resumed 1 0/0 @1\n"
                      "6<2 started 2 0/0 @2\n"
                      "7<6 timer_set 2 50/1 @2\n"
                      "8<6 suspended 2 0/1 @2\n"
                      "9<2 stepped 1 0/0 @2\n"
                      "10<9 blocked 1 3/0 @2\n"
                      "11<9 cancelled 2 0/1 @2\n"
                      "12<9 resumed 2 0/0 @2\n"
                      "13<9 suspended 1 1/2 @2\n"
                      "14<9 stepped 2 0/0 @3\n"
                      "15<14 timer_cancelled 2 50/1 @3\n"
                      "16<14 ended 2 2/0 @3 ValueError: no\n"
                      "17<14 resumed 1 0/0 @3\n"
                      "18<14 stepped 1 0/0 @4\n"
                      "19<18 ended 1 1/0 @4\n");
    sim_deinit(&s);
}

static void test_held_sleep_sets_its_timer_late(void **state) {
    (void)state;
    sim s;
    sim_described(&s, VL_MODE_SEQUENTIAL);
    actor_define(&s, 1, "t", OPS(ON(OP_SLEEP, 2)));
    actor_define(&s, 0, "m", OPS(ON(OP_CREATE, 1), ON(OP_SLEEP, 5)));
    expect_events(&s, "1<0 created 1 0/0 @0 m\n"
                      "2<0 started 1 0/0 @1\n"
                      "3<2 created 2 0/1 @1 t\n"
                      "4<2 suspended 1 0/0 @1\n"
                      "5<2 started 2 0/0 @2\n"
                      "6<5 timer_set 2 2/1 @2\n"
                      "7<5 suspended 2 0/1 @2\n"
                      "8<0 clock 0 0/0 @3\n"
                      "9<5 timer_fired 2 2/1 @3\n"
                      "10<9 resumed 2 0/0 @3\n"
                      "11<9 stepped 2 0/0 @4\n"
                      "12<11 ended 2 1/0 @4\n"
                      "13<11 timer_set 1 7/2 @4\n"
                      "14<0 clock 0 2/0 @5\n"
                      "15<11 timer_fired 1 7/2 @5\n"
                      "16<15 resumed 1 0/0 @5\n"
                      "17<15 stepped 1 0/0 @6\n"
                      "18<17 ended 1 1/0 @6\n");
    sim_deinit(&s);
}

static void hosted_run(vl_handle *handle, vl_loop *loop) {
    (void)handle;
    vl_loop_emit(loop, VL_EVENT_CALLBACK, 0, 0, 0, NULL, 0);
    vl_loop_emit(loop, VL_EVENT_STDOUT, 0, 0, 0, "hi there", 2);
    actor_start(VL_CONTAINER_OF(loop, sim, loop), 1);
}

static void test_callbacks_are_causes(void **state) {
    (void)state;
    sim s;
    sim_described(&s, VL_MODE_AS_WRITTEN);
    vl_handle handle;
    vl_handle_init(&handle, hosted_run);
    vl_loop_call_soon(&s.loop, &handle);
    static const op waits[] = {ON(OP_WAIT, 0), O1(OP_RETURN)};
    s.futures[0].wait = VL_WAIT_OTHER;
    s.futures[0].label = "Lock";
    actor_define(&s, 0, "m", OPS(O1(OP_YIELD)));
    actor_define(&s, 1, "t", waits);
    expect_events(&s, "1<0 created 1 0/0 @0 m\n"
                      "2<0 callback 0 0/0 @1\n"
                      "3<2 stdout 0 0/0 @1 hi\n"
                      "4<2 created 2 0/0 @1 t\n"
                      "5<0 started 1 0/0 @1\n"
                      "6<5 suspended 1 4/0 @1\n"
                      "7<5 resumed 1 0/0 @1\n"
                      "8<2 started 2 0/0 @2\n"
                      "9<8 suspended 2 5/0 @2 Lock\n"
                      "10<5 stepped 1 0/0 @2\n"
                      "11<10 ended 1 1/0 @2\n");
    sim_deinit(&s);
}

static void check_line(void *context, const vl_event *e) {
    (void)context;
    bool of_the_loop = e->kind == VL_EVENT_CLOCK_JUMPED || e->kind == VL_EVENT_TIMER_FIRED;
    assert_int_equal(e->line, of_the_loop ? 0 : 7);
}

static void test_lines(void **state) {
    (void)state;
    sim s;
    sim_init_with(&s, (vl_loop_config){.host = {.line = line}});
    vl_loop_observe(&s.loop, (vl_observer){check_line, NULL});
    actor_define(&s, 0, "m", OPS(ON(OP_SLEEP, 5)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "");
    sim_deinit(&s);
}

static void test_unobserved_counts_the_same(void **state) {
    (void)state;
    sim s;
    sim_init(&s);
    actor_define(&s, 0, "main", OPS(ON(OP_SLEEP, 5), O1(OP_YIELD)));
    actor_start(&s, 0);
    sim_expect(&s, VL_LOOP_IDLE, "");
    assert_int_equal(vl_loop_events(&s.loop), 12); // as in test_a_sleep
    sim_deinit(&s);
}

static void test_words(void **state) {
    (void)state;
    assert_string_equal(vl_event_word(VL_EVENT_TASK_CREATED), "created");
    assert_string_equal(vl_event_word(VL_EVENT_STDERR), "stderr");
    assert_null(vl_event_word(VL_EVENT_COUNT_));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_sleep),
        cmocka_unit_test(test_await_cancel_block_fail),
        cmocka_unit_test(test_held_sleep_sets_its_timer_late),
        cmocka_unit_test(test_callbacks_are_causes),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_unobserved_counts_the_same),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
