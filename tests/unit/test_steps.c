// --steps against text written by hand from the log of models/seed/03_gather.py.
#include "report_views.h"

#include <stdlib.h>
#include <string.h>

static char *steps_of(const vl_run_view *run, vl_term term) {
    vl_buf out;
    vl_buf_init(&out, NULL);
    assert_true(vl_report_steps(&out, run, &term));
    char *text = strdup(out.data);
    vl_buf_deinit(&out);
    return text;
}

static void test_gather(void **state) {
    (void)state;
    char *text = steps_of(&pair_run, (vl_term){90, true, false});
    assert_string_equal(
        text, "            time │0 s             │1 s     │2 s\n"
              "       iteration │0   1   2       │3   4   │6   7   8   9\n"
              "            step │    1   2   3   │    4   │    5       6\n"
              "     Task-1 main │+▒▒▒█···········│········│········↑▒▒▒█●\n"
              "Task-2 say_after │    +▒▒▒█━━━━━━━│↑▒▒▒█\"● │\n"
              "Task-3 say_after │    +▒▒▒▒▒▒▒█━━━│━━━━━━━━│↑▒▒▒█\"●\n"
              "stdout, step 4: Hello\n"
              "stdout, step 5: World\n"
              "\n"
              "█ step  + created  ↑ woken  \" stdout  c cancel  b blocks  f callback  ● done  "
              "✗ cancelled\n"
              "! failed  ▒ ready  ━ sleeping  · waiting\n");
    free(text);
}

static void test_wraps_and_ascii(void **state) {
    (void)state;
    char *text = steps_of(&pair_run, (vl_term){40, false, false});
    assert_string_equal(text, "       time :0 s             :1 s\n"
                              "  iteration :0   1   2       :3   4\n"
                              "       step :    1   2   3   :    4\n"
                              "     1 main :*+++#...........:........\n"
                              "2 say_after :    *+++#=======:^+++#\"o\n"
                              "3 say_after :    *+++++++#===:========\n"
                              "stdout, step 4: Hello\n"
                              "\n"
                              "       time :2 s\n"
                              "  iteration :6   7   8   9\n"
                              "       step :    5       6\n"
                              "     1 main :........^+++#o\n"
                              "3 say_after :^+++#\"o\n"
                              "stdout, step 5: World\n"
                              "\n"
                              "# step  * created  ^ woken  \" stdout\n"
                              "c cancel  b blocks  f callback  o done\n"
                              "x cancelled  ! failed  + ready\n"
                              "= sleeping  . waiting\n");
    free(text);
}

// A task that asks another to be cancelled, a step that blocks, a yield, an exception.
static void test_marks(void **state) {
    (void)state;
    static const vl_view_slice none[] = {STEP(0)};
    static const vl_view_task tasks[] = {TASK(1, "main", 20, FAILED, none),
                                         TASK(2, "victim", 20, CANCELLED, none)};
    static const vl_view_event log[] = {
        EVENT(1, 1, 0, 1, TASK_STARTED, 0, NULL),
        EVENT(2, 1, 0, 2, TASK_CREATED, 0, "victim"),
        EVENT(3, 1, 0, 1, TASK_SUSPENDED, VL_WAIT_YIELD, ""),
        EVENT(4, 2, 0, 1, TASK_STEPPED, 0, NULL),
        EVENT(5, 2, 0, 1, BLOCKED, 20 * TENTH, NULL),
        EVENT(6, 2, 20, 2, TASK_CANCELLED, 0, NULL),
        EVENT(7, 2, 20, 1, TASK_ENDED, VL_OUTCOME_FAILED, "ValueError"),
        EVENT(8, 3, 20, 2, TASK_STARTED, 0, NULL),
        EVENT(9, 3, 20, 2, TASK_ENDED, VL_OUTCOME_CANCELLED, NULL)};
    vl_run_view run = {.tasks = tasks, .task_count = 2, .log = log, .log_count = VL_COUNT(log)};
    char *text = steps_of(&run, (vl_term){120, true, false});
    assert_string_equal(
        text, "     time │0 s     │2 s\n"
              "iteration │1   2   │3\n"
              "     step │1   2   │3\n"
              "     main │█▒▒▒█b! │\n"
              "   victim │+▒▒▒c▒▒▒│█✗\n"
              "\n"
              "█ step  + created  ↑ woken  \" stdout  c cancel  b blocks  f callback  "
              "● done  ✗ cancelled  ! failed  ▒ ready  ━ sleeping\n"
              "· waiting\n");
    free(text);
}

static void test_no_log(void **state) {
    (void)state;
    vl_run_view run = {.tasks = NULL};
    char *text = steps_of(&run, (vl_term){80, true, false});
    assert_string_equal(text, "no events: the trace was not taken in full\n");
    free(text);
}

// 1100 steps of one task: the first 999 have columns, the rest are counted.
static void test_very_long(void **state) {
    (void)state;
    static const vl_view_slice none[] = {STEP(0)};
    static const vl_view_task tasks[] = {TASK(1, "main", 0, DONE, none)};
    vl_view_event *log = calloc(1100, sizeof *log);
    assert_non_null(log);
    for (size_t i = 0; i < 1100; i++)
        log[i] = (vl_view_event){.seq = i + 1,
                                 .iteration = i + 1,
                                 .task = 1,
                                 .kind = i == 0 ? VL_EVENT_TASK_STARTED : VL_EVENT_TASK_STEPPED};
    vl_run_view run = {.tasks = tasks, .task_count = 1, .log = log, .log_count = 1100};
    char *text = steps_of(&run, (vl_term){80, true, false});
    assert_non_null(strstr(text, " 998 999\n"));
    assert_null(strstr(text, "1000"));
    assert_non_null(strstr(text, "\n... and 101 more steps\n"));
    free(text);
    free(log);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gather),    cmocka_unit_test(test_wraps_and_ascii),
        cmocka_unit_test(test_marks),     cmocka_unit_test(test_no_log),
        cmocka_unit_test(test_very_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
