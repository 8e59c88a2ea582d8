// Random programs: tasks that sleep, yield, block, create, await, cancel and signal at random.
// Whatever they do: the clock never goes back, events are in order and have earlier causes, a task
// that is left waits for something that did not come, and the same program does the same again.
#include "engine_fixture.h"

enum { PEOPLE = 40, FLAGS = 6 };

typedef struct person {
    vl_task task;
    int steps;
    vl_future *awaits;
} person;

typedef struct crowd {
    vl_heap heap;
    vl_loop loop;
    person people[PEOPLE];
    vl_future flags[FLAGS];
    uint32_t born;
    uint64_t lcg, hash, last_seq;
    int64_t last_ns;
    unsigned state[PEOPLE + 1]; // by task id: 0 none, 1 ready, 2 running, 3 waiting, 4 ended
} crowd;

static uint64_t draw(crowd *c, uint64_t below) {
    c->lcg = c->lcg * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (c->lcg >> 33) % below;
}

static void check_life(crowd *c, const vl_event *e) {
    static const unsigned after[] = {
        [VL_EVENT_TASK_CREATED] = 1, [VL_EVENT_TASK_STARTED] = 2, [VL_EVENT_TASK_SUSPENDED] = 3,
        [VL_EVENT_TASK_RESUMED] = 1, [VL_EVENT_TASK_STEPPED] = 2, [VL_EVENT_TASK_ENDED] = 4};
    static const unsigned before[] = {
        [VL_EVENT_TASK_CREATED] = 0, [VL_EVENT_TASK_STARTED] = 1, [VL_EVENT_TASK_SUSPENDED] = 2,
        [VL_EVENT_TASK_RESUMED] = 3, [VL_EVENT_TASK_STEPPED] = 1, [VL_EVENT_TASK_ENDED] = 2};
    if (e->kind >= VL_COUNT(after) || after[e->kind] == 0)
        return;
    assert_int_equal(c->state[e->task], before[e->kind]);
    c->state[e->task] = after[e->kind];
}

static void crowd_event(void *context, const vl_event *e) {
    crowd *c = context;
    assert_int_equal(e->seq, c->last_seq + 1);
    assert_true(e->cause < e->seq);
    assert_true(e->now_ns >= c->last_ns);
    if (e->now_ns > c->last_ns)
        assert_true(e->kind == VL_EVENT_CLOCK_JUMPED || e->kind == VL_EVENT_BLOCKED);
    c->last_seq = e->seq;
    c->last_ns = e->now_ns;
    check_life(c, e);
    uint64_t words[] = {(uint64_t)e->kind,   e->task,     e->other, e->cause, (uint64_t)e->value,
                        (uint64_t)e->now_ns, e->iteration};
    for (size_t i = 0; i < VL_COUNT(words); i++)
        c->hash = (c->hash ^ words[i]) * UINT64_C(1099511628211);
}

static void person_hold(vl_task *task) {
    (void)task;
}

static void person_drop(vl_task *task) {
    VL_CONTAINER_OF(task, person, task)->steps = -1;
}

static vl_step person_step(vl_task *task, vl_loop *loop, bool cancel);

static const vl_task_ops person_ops = {
    .step = person_step, .hold = person_hold, .drop = person_drop};

static void act(crowd *c, vl_loop *loop) {
    switch (draw(c, 6)) {
    case 0:
    case 1:
        if (c->born < PEOPLE)
            vl_task_start(loop, &c->people[c->born++].task, &person_ops);
        break;
    case 2:
        vl_task_cancel(loop, &c->people[draw(c, c->born)].task);
        break;
    case 3:
        vl_future_finish(loop, &c->flags[draw(c, FLAGS)], VL_OUTCOME_DONE);
        break;
    case 4:
        vl_loop_block(loop, (int64_t)draw(c, 3));
        break;
    default:
        vl_future_cancel(loop, &c->flags[draw(c, FLAGS)]);
        break;
    }
}

static vl_step person_step(vl_task *task, vl_loop *loop, bool cancel) {
    person *p = VL_CONTAINER_OF(task, person, task);
    crowd *c = VL_CONTAINER_OF(loop, crowd, loop);
    if (p->awaits != NULL && !cancel)
        assert_true(vl_future_done(p->awaits)); // nobody wakes for nothing
    p->awaits = NULL;
    if (cancel && draw(c, 2) == 0)
        return VL_STEP_CANCELLED;
    for (uint64_t i = draw(c, 3); i > 0; i--)
        act(c, loop);
    if (++p->steps > 30)
        return draw(c, 2) == 0 ? VL_STEP_DONE : VL_STEP_FAILED;
    vl_future *other =
        draw(c, 3) == 0 ? &c->people[draw(c, c->born)].task.future : &c->flags[draw(c, FLAGS)];
    switch (draw(c, 8)) {
    case 0:
        return VL_STEP_DONE;
    case 1:
        return vl_task_yield(loop, task);
    case 2:
        if (other != &task->future && !vl_future_done(other)) {
            p->awaits = other;
            return vl_task_await(loop, task, other);
        }
        return vl_task_yield(loop, task);
    default:
        return vl_task_sleep(loop, task, (int64_t)draw(c, 5));
    }
}

static uint64_t crowd_run(uint64_t seed, vl_ties ties, vl_mode mode) {
    crowd *c = test_calloc(1, sizeof *c);
    vl_heap_init(&c->heap, 0);
    c->lcg = seed;
    vl_loop_config config = {.heap = &c->heap,
                             .ties = ties,
                             .mode = mode,
                             .max_tasks = 3,
                             .shuffle_seed = seed,
                             .max_events = 20000};
    assert_int_equal(vl_loop_init(&c->loop, &config), VL_OK);
    vl_loop_observe(&c->loop, (vl_observer){crowd_event, c});
    for (int i = 0; i < FLAGS; i++)
        vl_future_init(&c->flags[i]);
    while (c->born < 5)
        vl_task_start(&c->loop, &c->people[c->born++].task, &person_ops);
    vl_loop_end end = vl_loop_run(&c->loop);
    assert_true(end == VL_LOOP_IDLE || end == VL_LOOP_STUCK);
    for (uint32_t i = 0; i < c->born; i++) {
        vl_task *task = &c->people[i].task;
        assert_int_equal(task->live, !vl_future_done(&task->future));
        assert_int_equal(c->people[i].steps == -1, vl_future_done(&task->future));
        if (!task->live || mode != VL_MODE_AS_WRITTEN)
            continue;
        assert_non_null(task->awaiting); // no lost wake-up: what it waits for is not there
        assert_false(vl_future_done(task->awaiting));
        assert_true(task->awaiting != &task->sleep_future);
    }
    uint64_t hash = c->hash;
    for (uint32_t i = 0; i < c->born; i++)
        vl_task_detach(&c->loop, &c->people[i].task);
    assert_null(vl_loop_take(&c->loop));
    assert_null(c->loop.live_first);
    vl_loop_deinit(&c->loop);
    assert_int_equal(c->heap.live_blocks, 0);
    vl_heap_deinit(&c->heap);
    test_free(c);
    return hash;
}

static void crowds(vl_ties ties, vl_mode mode) {
    uint64_t before = 0;
    for (uint64_t seed = 1; seed <= 150; seed++) {
        uint64_t hash = crowd_run(seed, ties, mode);
        assert_true(hash == crowd_run(seed, ties, mode));
        assert_true(hash != before);
        before = hash;
    }
}

static void test_every_tie_rule(void **state) {
    (void)state;
    for (int ties = VL_TIES_REAL; ties <= VL_TIES_SHUFFLE; ties++)
        crowds((vl_ties)ties, VL_MODE_AS_WRITTEN);
}

static void test_every_mode(void **state) {
    (void)state;
    crowds(VL_TIES_REAL, VL_MODE_SEQUENTIAL);
    crowds(VL_TIES_REAL, VL_MODE_LIMITED);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_tie_rule),
                                       cmocka_unit_test(test_every_mode)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
