// The terminal timeline against text written by hand, and its promises on random runs.
#include "report_views.h"
#include "report_random.h"

#include <stdio.h>

#include "reports_internal.h"

static void assert_timeline(const vl_run_view *run, vl_term term, const char *expected) {
    vl_buf out;
    vl_buf_init(&out, NULL);
    assert_true(vl_report_timeline(&out, run, &term));
    assert_string_equal(out.data, expected);
    vl_buf_deinit(&out);
}

static void test_unicode(void **state) {
    (void)state;
    assert_timeline(
        &fetch_run, (vl_term){90, true, false},
        "     main ┃······························································● done 3.600\n"
        "heartbeat ┃━━━━━━━━━━━━━━━━━┃━━━━━━━━━━━━━━━━▒▒┃━━━━━━━━━━━━━━━━┃━━━━━━━━✗ cancelled "
        "3.600\n"
        "  fetch-A ┃━━━━━━━━━━━━━━━━━━━━━━━━━━━█████████●                           done 2.100\n"
        "  fetch-B ┃━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━●                      done 2.400\n"
        "  fetch-C ┃····································┃━━━━━━━━━━━━━━━━━━━━█████● done 3.600\n"
        "  fetch-D ┃·········································┃━━━━━━━━━━━━━━━▒▒▒▒▒● done 3.600\n"
        "          ┬──────────┬─────────┬──────────┬─────────┬──────────┬─────────┬\n"
        "          0.0       0.6       1.2        1.8       2.4        3.0       3.6 s\n"
        "          █ running  ▒ ready  ━ sleeping  · waiting\n");
}

static void test_ascii(void **state) {
    (void)state;
    assert_timeline(&fetch_run, (vl_term){60, false, false},
                    "     main |................................o done 3.600\n"
                    "heartbeat |========|========+|========|====x cancelled 3.600\n"
                    "  fetch-A |==============####o               done 2.100\n"
                    "  fetch-B |=====================o            done 2.400\n"
                    "  fetch-C |..................|==========###o done 3.600\n"
                    "  fetch-D |.....................|=======+++o done 3.600\n"
                    "          +--------+--------+---------+-----\n"
                    "          0        1        2         3 s\n"
                    "          # running  + ready  = sleeping  . waiting\n");
}

static void test_narrow(void **state) {
    (void)state;
    assert_timeline(&fetch_run, (vl_term){20, true, false},
                    "  main ┃···········●\n"
                    "heart… ┃━━┃━━━┃━━┃━✗\n"
                    "fetch… ┃━━━━██●\n"
                    "fetch… ┃━━━━━━━●\n"
                    "fetch… ┃······┃━━━█●\n"
                    "fetch… ┃·······┃━━▒●\n"
                    "       ┬──────┬─────\n"
                    "       0      2 s\n"
                    "█ running  ▒ ready\n"
                    "━ sleeping\n"
                    "· waiting\n");
}

static void test_zero_makespan(void **state) {
    (void)state;
    static const vl_view_slice slices[] = {STEP(0)};
    static const vl_view_task tasks[] = {TASK(1, "main", 0, DONE, slices),
                                         TASK(2, "child", 0, FAILED, slices)};
    vl_run_view run = {.tasks = tasks, .task_count = 2};
    assert_timeline(&run, (vl_term){60, true, false},
                    " main ● done 0.000\n"
                    "child ! failed 0.000\n"
                    "      ┬\n"
                    "      all at 0 s\n"
                    "      █ running  ▒ ready  ━ sleeping  · waiting\n");
}

static void test_colour(void **state) {
    (void)state;
    static const vl_view_slice slices[] = {STEP(0)};
    static const vl_view_task tasks[] = {TASK(1, "main", 0, DONE, slices)};
    vl_run_view run = {.tasks = tasks, .task_count = 1};
    assert_timeline(&run, (vl_term){60, true, true},
                    "main \033[1m●\033[0m done 0.000\n"
                    "     ┬\n"
                    "     all at 0 s\n"
                    "     \033[38;5;166m█\033[0m running  \033[38;5;214m▒\033[0m ready  "
                    "\033[38;5;75m━\033[0m sleeping  \033[38;5;245m·\033[0m waiting\n");
}

// Nanoseconds are told where they matter, and marked where there is no room for them.
static void test_exact_and_rounded(void **state) {
    (void)state;
    static const vl_view_slice slices[] = {{0, 0, VL_STATE_RUNNING, "", 0},
                                           {0, 760212345, VL_STATE_SLEEPING, "", 0}};
    static const vl_view_task tasks[] = {
        {1, 0, "main", "main", 0, 0, 760212345, VL_OUTCOME_DONE, "", slices, 2}};
    vl_run_view run = {.tasks = tasks, .task_count = 1, .makespan_ns = 760212345};
    assert_timeline(&run, (vl_term){50, true, false},
                    "main ┃━━━━━━━━━━━━━━━━━━━━━━━━━━● done 0.760212345\n"
                    "     ┬──────┬──────┬──────┬──────\n"
                    "     0.0   0.2    0.4    0.6 s\n"
                    "     █ running  ▒ ready  ━ sleeping  · waiting\n");
}

static void test_versus(void **state) {
    (void)state;
    vl_buf out;
    vl_buf_init(&out, NULL);
    assert_true(vl_report_versus(&out, &pair_run, &pair_run_one, &(vl_term){60, false, false}));
    assert_string_equal(out.data, "sequential: 3 s\n"
                                  "     Task-1 main |..............................o done 3.000\n"
                                  "Task-2 say_after |=========o                      done 1.000\n"
                                  "Task-3 say_after ++++++++++|====================o done 3.000\n"
                                  "gathered: 2 s\n"
                                  "     Task-1 main |....................o           done 2.000\n"
                                  "Task-2 say_after |=========o                      done 1.000\n"
                                  "Task-3 say_after |====================o           done 2.000\n"
                                  "                 +---------+----------+---------+\n"
                                  "                 0         1          2         3 s\n"
                                  "                 # running  + ready  = sleeping  . waiting\n");
    vl_buf_deinit(&out);
}

// 100 tasks: all run half a second, then half of them sleep to the end of the second.
static void test_crowd(void **state) {
    (void)state;
    static const vl_view_slice short_one[] = {SPAN(0, 5, RUNNING, "")};
    static const vl_view_slice long_one[] = {SPAN(0, 5, RUNNING, ""), SPAN(5, 10, SLEEPING, "")};
    vl_view_task tasks[100];
    for (int i = 0; i < 100; i++) {
        if (i % 2 == 0)
            tasks[i] = (vl_view_task)TASK(i + 1, "a", 5, DONE, short_one);
        else
            tasks[i] = (vl_view_task)TASK(i + 1, "b", 10, CANCELLED, long_one);
    }
    vl_run_view run = {.tasks = tasks, .task_count = 100, .makespan_ns = 10 * TENTH};
    assert_timeline(&run, (vl_term){24, false, false},
                    "100 ##########\n"
                    "    ##########\n"
                    "    ##########\n"
                    " 75 ##########\n"
                    "    ##########\n"
                    "    ##########\n"
                    " 50 ##########==========\n"
                    "    ##########==========\n"
                    "    ##########==========\n"
                    " 25 ##########==========\n"
                    "    ##########==========\n"
                    "    ##########==========\n"
                    "100 tasks, 50 done, 50 ~\n"
                    "    +---------+--------+\n"
                    "    0.0      0.5   1.0 s\n"
                    "# running  + ready\n"
                    "= sleeping  . waiting\n");
}

static void check_lines(const vl_buf *out, vl_term term) {
    const char *at = out->data;
    assert_int_equal(vl_utf8_invalid(out->data, out->len), -1);
    while (*at != '\0') {
        char line[4096];
        size_t len = strcspn(at, "\n");
        assert_in_range(len, 0, sizeof line - 1);
        memcpy(line, at, len);
        line[len] = '\0';
        for (size_t i = 0; i < len; i++)
            assert_true((unsigned char)line[i] >= 0x20 && line[i] != 0x7f);
        if (vl__cells(line, true) > term.width)
            fail_msg("wider than %d: %s", term.width, line);
        at += len + 1;
    }
}

static void test_no_line_too_wide(void **state) {
    (void)state;
    static const size_t counts[] = {0, 1, 2, 6, 59, 60, 61, 200};
    static const int widths[] = {20, 21, 33, 40, 60, 80, 132, 250};
    for (uint64_t seed = 1; seed <= 160; seed++) {
        random_run a, b;
        random_run_init(&a, seed, counts[seed % VL_COUNT(counts)]);
        random_run_init(&b, seed + 1000, counts[(seed / 3) % VL_COUNT(counts)]);
        vl_term term = {widths[(seed / 8) % VL_COUNT(widths)], seed % 5 != 0, false};
        vl_buf out;
        vl_buf_init(&out, NULL);
        assert_true(vl_report_timeline(&out, &a.view, &term));
        assert_true(vl_report_versus(&out, &a.view, &b.view, &term));
        assert_true(vl_report_steps(&out, &a.view, &term));
        check_lines(&out, term);
        vl_buf_deinit(&out);
        random_run_deinit(&a);
        random_run_deinit(&b);
    }
}

// Whatever append fails: false, no crash, no leak.
static void test_no_memory(void **state) {
    (void)state;
    for (uint64_t nth = 1;; nth++) {
        vl_heap heap;
        vl_buf out;
        vl_heap_init(&heap, 0);
        heap.fail_at = nth;
        vl_buf_init(&out, &heap);
        bool done = vl_report_timeline(&out, &fetch_run, &(vl_term){80, true, true});
        done = vl_report_versus(&out, &pair_run, &pair_run_one, &(vl_term){80, true, true}) && done;
        done = vl_report_steps(&out, &pair_run, &(vl_term){80, true, true}) && done;
        assert_int_equal(done, !out.failed);
        vl_buf_deinit(&out);
        vl_heap_deinit(&heap);
        if (done)
            break;
        assert_in_range(nth, 1, 100);
    }
}

static void test_axis_ticks(void **state) {
    (void)state;
    static const struct {
        int64_t end, step;
        int most, count;
        const char *unit;
    } cases[] = {{INT64_C(3600000000), 600000000, 8, 7, "s"},
                 {INT64_C(2000000000), 500000000, 8, 5, "s"},
                 {INT64_C(3000000000), 500000000, 8, 7, "s"},
                 {INT64_C(7300000000), 1000000000, 8, 8, "s"},
                 {INT64_C(1000000000000000), INT64_C(200000000000000), 8, 6, "s"},
                 {1, 1, 8, 2, "ns"},
                 {50000000, 10000000, 8, 6, "ms"},
                 {0, 1, 8, 1, "s"},
                 {INT64_MAX, INT64_C(2000000000000000000), 8, 5, "s"}};
    for (size_t i = 0; i < VL_COUNT(cases); i++) {
        vl__axis axis;
        vl__axis_init(&axis, cases[i].end, cases[i].most);
        assert_int_equal(axis.step_ns, cases[i].step);
        assert_int_equal(axis.count, cases[i].count);
        assert_string_equal(axis.unit->name, cases[i].unit);
    }
}

static void test_time_texts(void **state) {
    (void)state;
    char text[VL__TIME_SIZE];
    const vl__unit *seconds = vl__unit_for(VL_NS_PER_S);
    assert_true(vl__time_text(text, 1500000000, seconds, 3));
    assert_string_equal(text, "1.500");
    assert_false(vl__time_text(text, 1499999999, seconds, 3));
    assert_string_equal(text, "1.500");
    assert_false(vl__time_text(text, 1000000001, seconds, 0));
    assert_string_equal(text, "1");
    assert_false(vl__time_text(text, INT64_MAX, seconds, 0));
    assert_string_equal(text, "9223372037");
    vl__time_unit_text(text, 250000, true);
    assert_string_equal(text, "0.25 ms");
    vl__time_unit_text(text, 7, true);
    assert_string_equal(text, "7 ns");
    vl__time_unit_text(text, 0, true);
    assert_string_equal(text, "0 s");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unicode),          cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_narrow),           cmocka_unit_test(test_zero_makespan),
        cmocka_unit_test(test_colour),           cmocka_unit_test(test_exact_and_rounded),
        cmocka_unit_test(test_versus),           cmocka_unit_test(test_crowd),
        cmocka_unit_test(test_no_line_too_wide), cmocka_unit_test(test_axis_ticks),
        cmocka_unit_test(test_no_memory),        cmocka_unit_test(test_time_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
