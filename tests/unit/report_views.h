// Runs written by hand for the tests of reports/: times in tenths of a second.
#ifndef REPORT_VIEWS_H
#define REPORT_VIEWS_H

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "vl_reports.h"

#define TENTH INT64_C(100000000)
#define STEP(at)                                                                                   \
    { (at) * TENTH, 0, VL_STATE_RUNNING, "", 0 }
#define SPAN(from, to, state, reason)                                                              \
    { (from) * TENTH, ((to) - (from)) * TENTH, VL_STATE_##state, reason, 0 }
#define OUTPUT(at, task, text)                                                                     \
    { at, task, text, sizeof(text) - 1 }
#define TASK(ord, name, end, outcome, slices)                                                      \
    {                                                                                              \
        ord, ord > 1, name, "job", 0, 0, (end)*TENTH, VL_OUTCOME_##outcome, "", slices,            \
            VL_COUNT(slices)                                                                       \
    }

// Four downloads, two at a time; two of them block, a heartbeat is late and then cancelled.
static const vl_view_slice fetch_main[] = {STEP(0), SPAN(0, 36, WAITING, "gather"), STEP(36)};
static const vl_view_slice fetch_heartbeat[] = {STEP(0),
                                                SPAN(0, 10, SLEEPING, "sleep(1)"),
                                                STEP(10),
                                                SPAN(10, 20, SLEEPING, "sleep(1)"),
                                                SPAN(20, 21, READY, ""),
                                                STEP(21),
                                                SPAN(21, 31, SLEEPING, "sleep(1)"),
                                                STEP(31),
                                                SPAN(31, 36, SLEEPING, "sleep(1)"),
                                                STEP(36)};
static const vl_view_slice fetch_a[] = {STEP(0), SPAN(0, 16, SLEEPING, "sleep(1.6)"),
                                        SPAN(16, 21, RUNNING, "")};
static const vl_view_slice fetch_b[] = {STEP(0), SPAN(0, 24, SLEEPING, "sleep(2.4)"), STEP(24)};
static const vl_view_slice fetch_c[] = {STEP(0), SPAN(0, 21, WAITING, "semaphore"), STEP(21),
                                        SPAN(21, 33, SLEEPING, "sleep(1.2)"),
                                        SPAN(33, 36, RUNNING, "")};
static const vl_view_slice fetch_d[] = {STEP(0),
                                        SPAN(0, 24, WAITING, "semaphore"),
                                        STEP(24),
                                        SPAN(24, 33, SLEEPING, "sleep(0.9)"),
                                        SPAN(33, 36, READY, ""),
                                        STEP(36)};
static const vl_view_task fetch_tasks[] = {
    TASK(1, "main", 36, DONE, fetch_main), TASK(2, "heartbeat", 36, CANCELLED, fetch_heartbeat),
    TASK(3, "fetch-A", 21, DONE, fetch_a), TASK(4, "fetch-B", 24, DONE, fetch_b),
    TASK(5, "fetch-C", 36, DONE, fetch_c), TASK(6, "fetch-D", 36, DONE, fetch_d)};
static const vl_view_output fetch_outputs[] = {
    OUTPUT(0, 3, "A start\n"),          OUTPUT(0, 4, "B start\n"),
    OUTPUT(10 * TENTH, 2, "tick\n"),    OUTPUT(21 * TENTH, 3, "A done\n"),
    OUTPUT(21 * TENTH, 5, "C start\n"), OUTPUT(21 * TENTH, 2, "tick\n"),
    OUTPUT(24 * TENTH, 4, "B done\n"),  OUTPUT(24 * TENTH, 6, "D start\n"),
    OUTPUT(31 * TENTH, 2, "tick\n"),    OUTPUT(36 * TENTH, 5, "C done\n"),
    OUTPUT(36 * TENTH, 6, "D done\n"),  OUTPUT(36 * TENTH, 1, "all fetched\n")};
static const vl_run_view fetch_run = {.program = "fetch.py",
                                      .outcome = "ok",
                                      .makespan_ns = 36 * TENTH,
                                      .seed = 1,
                                      .tasks = fetch_tasks,
                                      .task_count = VL_COUNT(fetch_tasks),
                                      .outputs = fetch_outputs,
                                      .output_count = VL_COUNT(fetch_outputs)};

// models/seed/03_gather.py: gathered 2 s, sequentially 3 s.
static const vl_view_slice pair_main[] = {STEP(0), SPAN(0, 20, WAITING, "gather"), STEP(20)};
static const vl_view_slice pair_hello[] = {STEP(0), SPAN(0, 10, SLEEPING, "sleep(1)"), STEP(10)};
static const vl_view_slice pair_world[] = {STEP(0), SPAN(0, 20, SLEEPING, "sleep(2)"), STEP(20)};
static const vl_view_task pair_tasks[] = {
    {1, 0, "Task-1", "main", 0, 0, 20 * TENTH, VL_OUTCOME_DONE, "", pair_main, VL_COUNT(pair_main)},
    {2, 1, "Task-2", "say_after", 0, 0, 10 * TENTH, VL_OUTCOME_DONE, "", pair_hello,
     VL_COUNT(pair_hello)},
    {3, 1, "Task-3", "say_after", 0, 0, 20 * TENTH, VL_OUTCOME_DONE, "", pair_world,
     VL_COUNT(pair_world)}};
static const vl_view_output pair_outputs[] = {OUTPUT(10 * TENTH, 2, "Hello\n"),
                                              OUTPUT(20 * TENTH, 3, "World\n")};
static const vl_view_slice pair_main_one[] = {STEP(0), SPAN(0, 30, WAITING, "gather"), STEP(30)};
static const vl_view_slice pair_world_one[] = {SPAN(0, 10, READY, ""), STEP(10),
                                               SPAN(10, 30, SLEEPING, "sleep(2)"), STEP(30)};
static const vl_view_task pair_tasks_one[] = {
    {1, 0, "Task-1", "main", 0, 0, 30 * TENTH, VL_OUTCOME_DONE, "", pair_main_one,
     VL_COUNT(pair_main_one)},
    {2, 1, "Task-2", "say_after", 0, 0, 10 * TENTH, VL_OUTCOME_DONE, "", pair_hello,
     VL_COUNT(pair_hello)},
    {3, 1, "Task-3", "say_after", 0, 10 * TENTH, 30 * TENTH, VL_OUTCOME_DONE, "", pair_world_one,
     VL_COUNT(pair_world_one)}};
#define EVENT(seq_, iteration_, at, task_, kind_, value_, text_)                                   \
    {                                                                                              \
        .seq = seq_, .iteration = iteration_, .at_ns = (at)*TENTH, .value = value_, .task = task_, \
        .kind = VL_EVENT_##kind_, .text = text_                                                    \
    }
static const vl_view_event pair_log[] = {
    EVENT(1, 0, 0, 1, TASK_CREATED, 0, "Task-1"),
    EVENT(2, 1, 0, 1, TASK_STARTED, 0, NULL),
    EVENT(3, 1, 0, 2, TASK_CREATED, 0, "Task-2"),
    EVENT(4, 1, 0, 3, TASK_CREATED, 0, "Task-3"),
    EVENT(5, 1, 0, 1, TASK_SUSPENDED, VL_WAIT_GATHER, "gather"),
    EVENT(6, 2, 0, 2, TASK_STARTED, 0, NULL),
    EVENT(7, 2, 0, 2, TIMER_SET, 10 * TENTH, NULL),
    EVENT(8, 2, 0, 2, TASK_SUSPENDED, VL_WAIT_SLEEP, "sleep(1)"),
    EVENT(9, 2, 0, 3, TASK_STARTED, 0, NULL),
    EVENT(10, 2, 0, 3, TIMER_SET, 20 * TENTH, NULL),
    EVENT(11, 2, 0, 3, TASK_SUSPENDED, VL_WAIT_SLEEP, "sleep(2)"),
    EVENT(12, 3, 10, 0, CLOCK_JUMPED, 0, NULL),
    EVENT(13, 3, 10, 2, TIMER_FIRED, 10 * TENTH, NULL),
    EVENT(14, 3, 10, 2, TASK_RESUMED, 0, NULL),
    EVENT(15, 4, 10, 2, TASK_STEPPED, 0, NULL),
    EVENT(16, 4, 10, 2, STDOUT, 0, "Hello\n"),
    EVENT(17, 4, 10, 2, TASK_ENDED, VL_OUTCOME_DONE, NULL),
    EVENT(18, 6, 20, 0, CLOCK_JUMPED, 10 * TENTH, NULL),
    EVENT(19, 6, 20, 3, TIMER_FIRED, 20 * TENTH, NULL),
    EVENT(20, 6, 20, 3, TASK_RESUMED, 0, NULL),
    EVENT(21, 7, 20, 3, TASK_STEPPED, 0, NULL),
    EVENT(22, 7, 20, 3, STDOUT, 0, "World\n"),
    EVENT(23, 7, 20, 3, TASK_ENDED, VL_OUTCOME_DONE, NULL),
    EVENT(24, 8, 20, 1, TASK_RESUMED, 0, NULL),
    EVENT(25, 9, 20, 1, TASK_STEPPED, 0, NULL),
    EVENT(26, 9, 20, 1, TASK_ENDED, VL_OUTCOME_DONE, NULL)};
static const vl_run_view pair_run = {.program = "03_gather.py",
                                     .outcome = "ok",
                                     .makespan_ns = 20 * TENTH,
                                     .tasks = pair_tasks,
                                     .task_count = VL_COUNT(pair_tasks),
                                     .outputs = pair_outputs,
                                     .output_count = VL_COUNT(pair_outputs),
                                     .log = pair_log,
                                     .log_count = VL_COUNT(pair_log)};
static const vl_run_view pair_run_one = {.program = "03_gather.py",
                                         .outcome = "ok",
                                         .makespan_ns = 30 * TENTH,
                                         .tasks = pair_tasks_one,
                                         .task_count = VL_COUNT(pair_tasks_one)};

#endif
