// Random runs for the property tests of reports/: any number of tasks, names that try to break out,
// makespans from 0 to 10^6 s. Whole: slices without gaps, ends within the run.
#ifndef REPORT_RANDOM_H
#define REPORT_RANDOM_H

#include <stdlib.h>
#include <string.h>

#include "vl_reports.h"

typedef struct random_run {
    vl_run_view view;
    vl_view_task *tasks;
    vl_view_slice **slices;
    vl_view_output *outputs;
    vl_view_event *log;
    uint64_t state;
} random_run;

static const char *const hostile_names[] = {
    "main",
    "Task-7",
    "fetch-A",
    "",
    "日本語のタスク",
    "🎉🎉🎉",
    "a\tb\nc\rd",
    "\033[31mred\033[0m",
    "quote\"'`back\\slash\\",
    "{/Symbol a}_b^c@d&e~f",
    "\xff\xfe broken \xc3",
    "END",
    "%s%n%d",
    "<b>&amp;</b>",
    "\u202etxet thgir",
    "x\u0301\u0301\u0301",
    "NaN",
    "# comment",
    "$boxes << END",
    "👩\u200d👩\u200d👧",
    "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm"
    "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm"
    "m"};

static inline uint64_t random_next(random_run *run) { // SplitMix64 (Steele, Lea, Flood 2014)
    uint64_t z = run->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static inline uint64_t random_below(random_run *run, uint64_t bound) {
    return bound == 0 ? 0 : random_next(run) % bound;
}

static inline const char *random_name(random_run *run) {
    return hostile_names[random_below(run, VL_COUNT(hostile_names))];
}

static inline void random_task(random_run *run, size_t index, int64_t makespan) {
    size_t count = 1 + random_below(run, 12);
    vl_view_slice *slices = calloc(count, sizeof *slices);
    int64_t at = (int64_t)random_below(run, (uint64_t)makespan / 2 + 1), start = at;
    for (size_t i = 0; i < count; i++) {
        int64_t rest = makespan - at;
        int64_t dur = i % 2 == 0 ? 0 : (int64_t)random_below(run, (uint64_t)rest + 1);
        if (random_below(run, 9) == 0)
            dur = rest > 0;
        slices[i] =
            (vl_view_slice){at, dur, i % 2 == 0 ? VL_STATE_RUNNING : (vl_state)random_below(run, 4),
                            random_name(run), 1};
        at += dur;
    }
    vl_outcome outcome = (vl_outcome)random_below(run, 4);
    run->slices[index] = slices;
    run->tasks[index] = (vl_view_task){.ord = (int64_t)index + 1,
                                       .parent = (int64_t)random_below(run, index + 1),
                                       .name = random_name(run),
                                       .coro = random_name(run),
                                       .created_ns = start,
                                       .started_ns = start,
                                       .ended_ns = outcome == VL_OUTCOME_PENDING ? -1 : at,
                                       .outcome = outcome,
                                       .error = "",
                                       .slices = slices,
                                       .slice_count = count};
}

static inline void random_log(random_run *run, size_t count, int64_t makespan) {
    int64_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (random_below(run, 4) == 0)
            at += (int64_t)random_below(run, (uint64_t)(makespan - at) + 1);
        run->log[i] = (vl_view_event){.seq = i + 1,
                                      .iteration = i / 3,
                                      .at_ns = at,
                                      .value = (int64_t)random_below(run, 4),
                                      .task = (int64_t)random_below(run, run->view.task_count + 1),
                                      .kind = (vl_event_kind)random_below(run, VL_EVENT_COUNT_),
                                      .text = random_name(run)};
    }
}

static inline void random_run_init(random_run *run, uint64_t seed, size_t tasks) {
    static const int64_t makespans[] = {0,
                                        1,
                                        7,
                                        1000,
                                        123456789,
                                        1000000000,
                                        3600000000,
                                        INT64_C(86399999999999),
                                        INT64_C(1000000000000000)};
    *run = (random_run){.state = seed};
    int64_t makespan = makespans[random_below(run, VL_COUNT(makespans))];
    size_t outputs = random_below(run, 80), events = random_below(run, 120);
    run->tasks = calloc(tasks + 1, sizeof *run->tasks);
    run->slices = calloc(tasks + 1, sizeof *run->slices);
    run->outputs = calloc(outputs + 1, sizeof *run->outputs);
    run->log = calloc(events + 1, sizeof *run->log);
    for (size_t i = 0; i < tasks; i++)
        random_task(run, i, makespan);
    int64_t at = 0;
    for (size_t i = 0; i < outputs; i++) {
        if (random_below(run, 3) == 0)
            at += (int64_t)random_below(run, (uint64_t)(makespan - at) / 3 + 1);
        int64_t task = (int64_t)random_below(run, tasks + 1);
        const char *text = random_name(run);
        run->outputs[i] = (vl_view_output){at, task, text, strlen(text)};
    }
    run->view = (vl_run_view){.program = random_name(run),
                              .outcome = "ok",
                              .makespan_ns = makespan,
                              .tasks = run->tasks,
                              .task_count = tasks,
                              .outputs = run->outputs,
                              .output_count = outputs,
                              .log = run->log,
                              .log_count = events};
    random_log(run, events, makespan);
}

static inline void random_run_deinit(random_run *run) {
    for (size_t i = 0; i < run->view.task_count; i++)
        free(run->slices[i]);
    free(run->tasks);
    free(run->slices);
    free(run->outputs);
    free(run->log);
}

#endif
