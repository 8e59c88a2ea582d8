// Events on their way to the observer: only reached when there is one.
#include <string.h>

#include "engine_internal.h"

static const char *const words[VL_EVENT_COUNT_] = {
#define X(name, word, value, other) [VL_EVENT_##name] = word,
#include "events.def"
#undef X
};

const char *vl_event_word(vl_event_kind kind) {
    return (unsigned)kind < VL_EVENT_COUNT_ ? words[kind] : NULL;
}

void vl_loop_observe(vl_loop *loop, vl_observer observer) {
    loop->observer = observer;
}

uint64_t vl_loop_events(const vl_loop *loop) {
    return loop->events;
}

void vl__event_deliver(vl_loop *loop, vl_event *event, bool ask_line) {
    const vl_host *host = &loop->config.host;
    event->seq = loop->events;
    event->iteration = loop->iteration;
    event->now_ns = loop->now_ns;
    if (ask_line && host->line != NULL)
        event->line = host->line(host->context);
    loop->observer.event(loop->observer.context, event);
}

static void set_text(vl_event *event, const char *text) {
    event->text = text;
    event->text_len = text != NULL ? strlen(text) : 0;
}

VL_NOINLINE void vl__event_report(vl_loop *loop, vl_event_kind kind, uint64_t task, int64_t value,
                                  uint64_t other, const char *text) {
    vl_event event = {
        .kind = kind, .task = task, .value = value, .other = other, .cause = loop->current};
    set_text(&event, text);
    vl__event_deliver(loop, &event, true);
}

VL_NOINLINE void vl__event_report_loop(vl_loop *loop, vl_event_kind kind, uint64_t task,
                                       int64_t value, uint64_t other, uint64_t cause) {
    vl_event event = {.kind = kind, .task = task, .value = value, .other = other, .cause = cause};
    vl__event_deliver(loop, &event, false);
}

VL_NOINLINE void vl__event_created(vl_loop *loop, const vl_task *task) {
    const vl_host *host = &loop->config.host;
    vl_event event = {.kind = VL_EVENT_TASK_CREATED,
                      .task = task->id,
                      .other = task->parent_id,
                      .cause = loop->current};
    const char *name = NULL;
    if (host->describe != NULL)
        host->describe(host->context, task, &name, &event.detail);
    set_text(&event, name);
    vl__event_deliver(loop, &event, true);
}

VL_NOINLINE void vl__event_ended(vl_loop *loop, const vl_task *task, vl_outcome outcome) {
    const vl_host *host = &loop->config.host;
    vl_event event = {
        .kind = VL_EVENT_TASK_ENDED, .task = task->id, .value = outcome, .cause = loop->current};
    if (outcome == VL_OUTCOME_FAILED && host->failure != NULL)
        set_text(&event, host->failure(host->context, task));
    vl__event_deliver(loop, &event, true);
}

void vl_loop_emit(vl_loop *loop, vl_event_kind kind, uint64_t task, int64_t value, uint64_t other,
                  const char *text, size_t text_len) {
    bool observed = vl__event_next(loop);
    if (observed) {
        vl_event event = {.kind = kind,
                          .task = task,
                          .value = value,
                          .other = other,
                          .cause = loop->current,
                          .text = text,
                          .text_len = text_len};
        vl__event_deliver(loop, &event, true);
    }
    if (kind == VL_EVENT_CALLBACK)
        loop->current = loop->events;
}
