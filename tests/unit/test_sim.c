// A simulation as a value: results, limits, determinism, two side by side, and no memory at any point.
#include <pthread.h>
#include <string.h>

#include "unit.h"
#include "vl_asyncio.h"

typedef struct capture {
    char text[4096];
    size_t len;
} capture;

static void keep(void *context, bool is_stderr, const char *text, size_t len) {
    capture *c = context;
    if (is_stderr || c->len + len >= sizeof c->text)
        return;
    memcpy(c->text + c->len, text, len);
    c->len += len;
    c->text[c->len] = 0;
}

static vl_sim_config config_for(const char *source, capture *out) {
    static const char *const argv[] = {"test.py"};
    *out = (capture){.len = 0};
    return (vl_sim_config){.file = "test.py",
                           .source = source,
                           .source_len = strlen(source),
                           .argv = argv,
                           .argc = 1,
                           .epoch_ns = VL_EPOCH_NS,
                           .io = {.out = keep, .context = out}};
}

static vl_status run(const vl_sim_config *config, vl_sim_result *result, vl_error *error) {
    vl_sim *sim;
    *error = (vl_error){.status = VL_OK};
    vl_status status = vl_sim_new(&sim, config, error);
    if (status != VL_OK)
        return status;
    status = vl_sim_run(sim, result, error);
    vl_sim_free(sim);
    return status;
}

static const char gather_source[] =
    "import asyncio, random\n"
    "async def work(name, delay):\n"
    "    await asyncio.sleep(delay)\n"
    "    print(name, f'{random.random():.3f}', [x * 2 for x in range(3)])\n"
    "    return {name: delay}\n"
    "class Error(Exception):\n"
    "    pass\n"
    "async def main():\n"
    "    task = asyncio.create_task(work('c', 0.5))\n"
    "    print(await asyncio.gather(work('a', 2), work('b', 1), task))\n"
    "    try:\n"
    "        raise Error('x' * 3)\n"
    "    except Error as error:\n"
    "        print(error, 10 ** 30)\n"
    "    other = asyncio.create_task(work('d', 5))\n"
    "    await asyncio.sleep(0)\n"
    "    other.cancel()\n"
    "    await asyncio.gather(other, return_exceptions=True)\n"
    "asyncio.run(main())\n";

static void test_result(void **state) {
    (void)state;
    capture out;
    vl_sim_result result;
    vl_error error;
    vl_sim_config config = config_for("import time\ntime.sleep(3)\nprint(time.time())\n", &out);
    assert_int_equal(run(&config, &result, &error), VL_OK);
    assert_string_equal(out.text, "1735689603.0\n");
    assert_string_equal(result.outcome, "ok");
    assert_int_equal(result.makespan_ns, 3 * VL_NS_PER_S);
}

static void test_outcomes(void **state) {
    (void)state;
    static const struct {
        const char *source;
        vl_status status;
        int exit_code;
    } cases[] = {
        {"import sys\nsys.exit(7)\n", VL_PROGRAM, 7},
        {"raise SystemExit\n", VL_OK, 0},
        {"1 / 0\n", VL_PROGRAM, 1},
        {"def f(:\n", VL_SYNTAX, 2},
        {"import socket\n", VL_UNSUPPORTED, 2},
        {"exec('x = 1')\n", VL_UNSUPPORTED, 2},
        {"import asyncio\nasync def m():\n    await asyncio.get_running_loop().create_future()\n"
         "asyncio.run(m())\n",
         VL_DEADLOCK, 3},
    };
    for (size_t i = 0; i < VL_COUNT(cases); i++) {
        capture out;
        vl_sim_result result = {.exit_code = -1};
        vl_error error;
        vl_sim_config config = config_for(cases[i].source, &out);
        assert_int_equal(run(&config, &result, &error), cases[i].status);
        assert_int_equal(result.exit_code, cases[i].exit_code);
        assert_true(cases[i].status == VL_OK || cases[i].exit_code == 7 || result.message[0]);
    }
}

static void test_limits(void **state) {
    (void)state;
    capture out;
    vl_sim_result result;
    vl_error error;
    vl_sim_config config = config_for("while True:\n    pass\n", &out);
    config.max_events = 100;
    assert_int_equal(run(&config, &result, &error), VL_LIMIT);
    config = config_for("import asyncio\nasync def m():\n    while True:\n        await asyncio.sleep(1)\n"
                        "asyncio.run(m())\n",
                        &out);
    config.max_time_ns = 10 * VL_NS_PER_S;
    assert_int_equal(run(&config, &result, &error), VL_LIMIT);
    assert_int_equal(result.exit_code, 4);
    assert_true(result.makespan_ns <= config.max_time_ns);
}

static void test_equal_runs(void **state) {
    (void)state;
    capture first, second;
    vl_sim_result result;
    vl_error error;
    vl_sim_config config = config_for(gather_source, &first);
    assert_int_equal(run(&config, &result, &error), VL_OK);
    config = config_for(gather_source, &second);
    assert_int_equal(run(&config, &result, &error), VL_OK);
    assert_string_equal(first.text, second.text);
    config.seed = 1;
    config = config_for(gather_source, &second);
    config.seed = 1;
    assert_int_equal(run(&config, &result, &error), VL_OK);
    assert_string_not_equal(first.text, second.text);
}

typedef struct thread_run {
    capture out;
    vl_status status;
} thread_run;

static void *run_in_thread(void *context) {
    thread_run *t = context;
    vl_sim_result result;
    vl_error error;
    vl_sim_config config = config_for(gather_source, &t->out);
    t->status = run(&config, &result, &error);
    return NULL;
}

static void test_side_by_side(void **state) {
    (void)state;
    thread_run runs[4];
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, run_in_thread, &runs[i]), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(runs[i].status, VL_OK);
        assert_string_equal(runs[i].out.text, runs[0].out.text);
    }
}

// Every n-th allocation fails once: the run ends with a status, never with a crash or a leak. (What a
// program prints of a MemoryError may differ; a run that did not notice prints all.)
static void test_no_memory(void **state) {
    (void)state;
    uint64_t step = 1;
    for (uint64_t n = 1; n < 20000; n += step) {
        capture out;
        vl_sim_result result;
        vl_error error;
        vl_sim_config config = config_for(gather_source, &out);
        config.fail_at = n;
        vl_status status = run(&config, &result, &error);
        if (status != VL_OK && status != VL_PROGRAM && status != VL_MEMORY)
            fail_msg("allocation %llu: status %d, %s", (unsigned long long)n, (int)status,
                     error.message);
        if (n > 50)
            step = 1 + n % 13;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_result),      cmocka_unit_test(test_outcomes),
        cmocka_unit_test(test_limits),      cmocka_unit_test(test_equal_runs),
        cmocka_unit_test(test_side_by_side), cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
