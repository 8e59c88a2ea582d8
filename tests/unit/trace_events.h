// Hand-made events for the tests of trace/: a small run whose slices are known.
#ifndef TRACE_EVENTS_H
#define TRACE_EVENTS_H

#include <string.h>

#include "vl_trace.h"

static inline vl_event event_of(vl_event_kind kind, uint64_t seq, int64_t now_ns, uint64_t task,
                                const char *text) {
    return (vl_event){.seq = seq,
                      .kind = kind,
                      .now_ns = now_ns,
                      .iteration = 1 + (uint64_t)now_ns,
                      .task = task,
                      .line = (int)seq,
                      .text = text,
                      .text_len = text != NULL ? strlen(text) : 0};
}

#define SECOND INT64_C(1000000000)

// main creates B, both sleep; B is woken at 1 s but held up to 3 s by a time.sleep(2) of main's,
// who then waits for B. C is created and never started.
static inline void small_run(vl_observer to) {
    vl_event events[] = {
        event_of(VL_EVENT_TASK_CREATED, 1, 0, 1, "main"),
        event_of(VL_EVENT_TASK_STARTED, 2, 0, 1, NULL),
        event_of(VL_EVENT_STDOUT, 3, 0, 1, "h\xc3\xa9llo\n"),
        event_of(VL_EVENT_TASK_CREATED, 4, 0, 2, "B"),
        event_of(VL_EVENT_TIMER_SET, 5, 0, 1, NULL),
        event_of(VL_EVENT_TASK_SUSPENDED, 6, 0, 1, NULL),
        event_of(VL_EVENT_TASK_STARTED, 7, 0, 2, NULL),
        event_of(VL_EVENT_TIMER_SET, 8, 0, 2, NULL),
        event_of(VL_EVENT_TASK_SUSPENDED, 9, 0, 2, NULL),
        event_of(VL_EVENT_CLOCK_JUMPED, 10, SECOND, 0, NULL),
        event_of(VL_EVENT_TIMER_FIRED, 11, SECOND, 1, NULL),
        event_of(VL_EVENT_TIMER_FIRED, 12, SECOND, 2, NULL),
        event_of(VL_EVENT_TASK_RESUMED, 13, SECOND, 1, NULL),
        event_of(VL_EVENT_TASK_RESUMED, 14, SECOND, 2, NULL),
        event_of(VL_EVENT_TASK_STEPPED, 15, SECOND, 1, NULL),
        event_of(VL_EVENT_BLOCKED, 16, 3 * SECOND, 1, NULL),
        event_of(VL_EVENT_TASK_CREATED, 17, 3 * SECOND, 3, "C"),
        event_of(VL_EVENT_TASK_SUSPENDED, 18, 3 * SECOND, 1, NULL),
        event_of(VL_EVENT_TASK_STEPPED, 19, 3 * SECOND, 2, NULL),
        event_of(VL_EVENT_TASK_ENDED, 20, 3 * SECOND, 2, "ValueError: no"),
    };
    events[0].detail = "main";
    events[3].detail = "work";
    events[3].other = events[16].other = 1;
    events[3].cause = 2;
    events[4].other = events[5].other = events[10].other = 1;
    events[7].other = events[8].other = events[11].other = 2;
    events[4].value = events[7].value = events[10].value = events[11].value = SECOND;
    events[5].value = events[8].value = VL_WAIT_SLEEP;
    events[15].value = 2 * SECOND;
    events[17].value = VL_WAIT_TASK;
    events[17].other = 2;
    events[19].value = VL_OUTCOME_FAILED;
    for (size_t i = 0; i < VL_COUNT(events); i++)
        to.event(to.context, &events[i]);
}
#define SMALL_EVENTS 20

static const char *const small_argv[] = {"one", "tw\"o\\"};
static const vl_trace_program small_program = {
    .name = "small.py", .source = "pass\n", .source_len = 5, .argv = small_argv, .argc = 2};
static const vl_trace_setting small_settings[] = {
    {"rng", "pcg64"}, {"python", "3.13"}, {"ties", "real"}};

static inline vl_trace_run small_settings_run(const char *variant, vl_trace_level level) {
    return (vl_trace_run){.variant = variant,
                          .mode = "as-written",
                          .seed = UINT64_MAX,
                          .settings = small_settings,
                          .setting_count = 3,
                          .level = level};
}

static const vl_run_end small_end = {
    .outcome = "deadlock", .message = "main waits", .exit_code = 3, .makespan_ns = 4 * SECOND};

// Program and run into `trace`; the first failure.
static inline vl_status small_write(vl_trace *trace, const char *variant, vl_trace_level level,
                                    vl_error *error) {
    vl_observer observer;
    vl_trace_run run = small_settings_run(variant, level);
    vl_status status = vl_trace_program_add(trace, &small_program, error);
    if (status == VL_OK)
        status = vl_trace_run_begin(trace, &run, &observer, error);
    if (status != VL_OK)
        return status;
    small_run(observer);
    return vl_trace_run_end(trace, &small_end, error);
}

#endif
