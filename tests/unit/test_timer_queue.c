// The timer queue against a sorted list, and VL_TIES_HEAP against recordings of python3's heapq.
#include "engine_fixture.h"

#include "timer_queue_internal.h"

enum { TIMERS = 400 };

typedef struct bench {
    vl_heap heap;
    vl_timer_queue queue;
    vl_timer timers[TIMERS];
    uint64_t ranks[TIMERS];
    uint64_t lcg, seq;
    int64_t now;
    bool spread; // waits of all lengths
} bench;

static uint64_t draw(bench *b, uint64_t below) {
    b->lcg = b->lcg * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (b->lcg >> 33) % below;
}

static void bench_init(bench *b, vl_ties ties, uint64_t seed) {
    memset(b, 0, sizeof *b);
    b->lcg = seed;
    vl_heap_init(&b->heap, 0);
    vl__timers_init(&b->queue, &b->heap, ties);
    for (int i = 0; i < TIMERS; i++)
        vl_timer_init(&b->timers[i], NULL);
}

static void bench_deinit(bench *b) {
    vl__timers_deinit(&b->queue);
    assert_int_equal(b->heap.live_blocks, 0);
    vl_heap_deinit(&b->heap);
}

static bool earlier(const bench *b, int i, int j) {
    const vl_timer *x = &b->timers[i], *y = &b->timers[j];
    if (x->deadline_ns != y->deadline_ns)
        return x->deadline_ns < y->deadline_ns;
    if (b->ranks[i] != b->ranks[j])
        return b->ranks[i] < b->ranks[j];
    return x->seq < y->seq;
}

// The naive model: the least of all that are in.
static int least(const bench *b) {
    int found = -1;
    for (int i = 0; i < TIMERS; i++)
        if (b->timers[i].slot >= 0 && (found < 0 || earlier(b, i, found)))
            found = i;
    return found;
}

// `now` moves with what is taken, as in a simulation, where it is wanted.
static void insert(bench *b, int i, uint64_t instants, uint64_t ranks) {
    uint64_t ahead = b->spread ? ((draw(b, UINT64_C(1) << 31) << 31) % instants) >> draw(b, 50)
                               : draw(b, instants);
    b->timers[i].deadline_ns = b->now + (int64_t)ahead;
    b->timers[i].seq = ++b->seq;
    b->ranks[i] = draw(b, ranks);
    assert_true(vl__timers_insert(&b->queue, &b->timers[i], b->ranks[i]));
}

static void drain(bench *b) {
    for (int expected; (expected = least(b)) >= 0;) {
        assert_ptr_equal(vl__timers_first(&b->queue)->timer, &b->timers[expected]);
        assert_ptr_equal(vl__timers_pop(&b->queue), &b->timers[expected]);
    }
    assert_null(vl__timers_first(&b->queue));
}

struct mix {
    uint64_t instants, ranks;
    uint64_t in_of_3; // how many of three rounds insert
    int64_t start;
    bool moves, spread; // the clock moves on; waits of all lengths
};

static void model_check(const struct mix *mix, uint64_t seed) {
    bench *b = test_malloc(sizeof *b);
    bench_init(b, VL_TIES_REAL, seed);
    b->now = mix->start;
    b->spread = mix->spread;
    for (int round = 0; round < 6000; round++) {
        int i = (int)draw(b, TIMERS);
        if (b->timers[i].slot < 0) {
            if (draw(b, 3) < mix->in_of_3)
                insert(b, i, mix->instants, mix->ranks);
        } else if (draw(b, 3) == 0)
            vl__timers_remove(&b->queue, &b->timers[i]);
        if (draw(b, 3) == 0 && vl__timers_first(&b->queue) != NULL) {
            int expected = least(b);
            assert_ptr_equal(vl__timers_first(&b->queue)->timer, &b->timers[expected]);
            assert_ptr_equal(vl__timers_pop(&b->queue), &b->timers[expected]);
            assert_int_equal(b->timers[expected].slot, -1);
            if (mix->moves)
                b->now = b->timers[expected].deadline_ns;
        }
    }
    drain(b);
    assert_null(vl__timers_first(&b->queue));
    bench_deinit(b);
    test_free(b);
}

static void test_against_sorted_list(void **state) {
    (void)state;
    static const struct mix mixes[] = {
        {1000000, 1, 3, 0, false, false},          // fifo, few ties
        {5, 1, 3, 0, false, false},                // fifo, many ties
        {5, 4, 3, 0, false, false},                // real
        {3, UINT64_C(1) << 31, 3, 0, false, false}, // shuffle
        {1000000, 1, 3, 0, true, false},
        {UINT64_C(1) << 40, 1, 3, -1000000, true, true}, // over zero
        {UINT64_C(1) << 40, 4, 3, 0, false, true},
        {40, 1, 3, INT64_MAX - 100000, true, false}, // near the end
        {1000, 1, 2, INT64_MIN, true, false},        // near the start
        {UINT64_C(1) << 50, 1, 1, 0, true, true},    // often empty
    };
    for (size_t i = 0; i < VL_COUNT(mixes); i++)
        for (uint64_t seed = 1; seed <= 4; seed++)
            model_check(&mixes[i], seed);
}

static void test_heap_order_of_six(void **state) {
    (void)state;
    bench *b = test_malloc(sizeof *b);
    bench_init(b, VL_TIES_HEAP, 0);
    for (int i = 0; i < 6; i++)
        insert(b, i, 1, 1);
    static const int expected[] = {0, 2, 5, 4, 1, 3};
    for (int i = 0; i < 6; i++)
        assert_ptr_equal(vl__timers_pop(&b->queue), &b->timers[expected[i]]);
    bench_deinit(b);
    test_free(b);
}

// The same script was run with python3.13's heapq, list and asyncio's rule of dropping what was
// cancelled: push one of five deadlines, cancel any, or tidy and pop. What came out, as FNV-1a over
// the numbers, with -1 for each compaction.
typedef struct script {
    uint64_t seed;
    int operations;
    uint32_t popped, compactions;
    uint64_t hash;
} script;

enum { LIVE = 12000 };

typedef struct live {
    vl_timer *timers, *order[LIVE];
    uint32_t count, next;
} live;

static vl_timer *live_take(live *l, uint32_t at) {
    vl_timer *timer = l->order[at];
    memmove(&l->order[at], &l->order[at + 1], (l->count - at - 1) * sizeof l->order[0]);
    l->count--;
    return timer;
}

static void script_pop(bench *b, live *l, script *got) {
    uint32_t word;
    if (b->queue.near.count > 100 && b->queue.cancelled * 2 > b->queue.near.count) {
        word = UINT32_MAX;
        got->hash = (got->hash ^ word) * UINT64_C(1099511628211);
        got->popped++;
        got->compactions++;
    }
    vl__timers_tidy(&b->queue);
    if (b->queue.near.count == 0)
        return;
    vl_timer *timer = vl__timers_pop(&b->queue);
    word = (uint32_t)(timer - l->timers);
    got->hash = (got->hash ^ word) * UINT64_C(1099511628211);
    got->popped++;
    for (uint32_t i = 0; i < l->count; i++)
        if (l->order[i] == timer) {
            live_take(l, i);
            break;
        }
}

static void script_run(const script *expected) {
    bench *b = test_malloc(sizeof *b);
    live *l = test_calloc(1, sizeof *l);
    l->timers = test_malloc(LIVE * sizeof *l->timers);
    bench_init(b, VL_TIES_HEAP, expected->seed);
    script got = {expected->seed, expected->operations, 0, 0, UINT64_C(14695981039346656037)};
    for (int i = 0; i < expected->operations; i++) {
        uint64_t what = draw(b, 8);
        if (what < 4) {
            vl_timer *timer = &l->timers[l->next++];
            vl_timer_init(timer, NULL);
            timer->deadline_ns = (int64_t)draw(b, 5);
            l->order[l->count++] = timer;
            assert_true(vl__timers_insert(&b->queue, timer, 0));
        } else if (what < 7) {
            if (l->count > 0)
                vl__timers_remove(&b->queue, live_take(l, (uint32_t)draw(b, l->count)));
        } else {
            script_pop(b, l, &got);
        }
    }
    assert_int_equal(got.popped, expected->popped);
    assert_int_equal(got.compactions, expected->compactions);
    assert_true(got.hash == expected->hash);
    bench_deinit(b);
    test_free(l->timers);
    test_free(l);
    test_free(b);
}

static void test_heap_against_python(void **state) {
    (void)state;
    static const script scripts[] = {
        {1, 40, 3, 0, UINT64_C(0xeab0fd1875ed8d8f)},
        {2, 500, 48, 2, UINT64_C(0x4e3df7ce893d2862)},
        {3, 5000, 657, 20, UINT64_C(0x3b8634897ba7db8f)},
        {4, 20000, 2589, 74, UINT64_C(0x50a59ab91ba5e9f8)},
    };
    for (size_t i = 0; i < VL_COUNT(scripts); i++)
        script_run(&scripts[i]);
}

static void test_no_memory_changes_nothing(void **state) {
    (void)state;
    bench *b = test_malloc(sizeof *b);
    bench_init(b, VL_TIES_REAL, 5);
    for (int i = 0; i < 64; i++)
        insert(b, i, 1, 1); // one instant: all near
    b->heap.fail_at = b->heap.allocations + 1;
    b->timers[64].deadline_ns = -1;
    assert_false(vl__timers_insert(&b->queue, &b->timers[64], 0));
    assert_int_equal(b->timers[64].slot, -1);
    b->heap.fail_at = 0;
    drain(b);
    bench_deinit(b);
    test_free(b);
}

// Memory fails as the next ones are brought near: nothing is lost, and it goes on when there is some.
static void test_no_memory_on_the_way(void **state) {
    (void)state;
    bool starved = false;
    for (uint64_t nth = 1; nth < 40; nth++) {
        bench *b = test_malloc(sizeof *b);
        bench_init(b, VL_TIES_REAL, nth);
        for (int i = 0; i < TIMERS; i++)
            insert(b, i, UINT64_C(1) << 30, 1);
        b->heap.limit_bytes = b->heap.live_bytes + nth * 1024;
        while (vl__timers_first(&b->queue) != NULL) {
            int expected = least(b);
            assert_ptr_equal(vl__timers_pop(&b->queue), &b->timers[expected]);
        }
        starved = starved || b->queue.starved;
        assert_true(b->queue.starved || least(b) < 0);
        b->heap.limit_bytes = 0;
        drain(b);
        bench_deinit(b);
        test_free(b);
    }
    assert_true(starved);
}

static void test_bits(void **state) {
    (void)state;
    for (unsigned bit = 0; bit < 64; bit++) {
        uint64_t one = UINT64_C(1) << bit;
        assert_int_equal(vl_top_bit(one | (one - 1)), bit);
        assert_int_equal(vl_top_bit_portable(one | (one - 1)), bit);
        assert_int_equal(vl_low_bit(~(one - 1)), bit);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_against_sorted_list),
        cmocka_unit_test(test_heap_order_of_six),
        cmocka_unit_test(test_heap_against_python),
        cmocka_unit_test(test_no_memory_changes_nothing),
        cmocka_unit_test(test_no_memory_on_the_way),
        cmocka_unit_test(test_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
