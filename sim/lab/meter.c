// The observer that measures a run. What it needs of a task it keeps while the task lives: see vl_lives.
#include "metrics_internal.h"
#include "vl_lives.h"
#include "vl_stats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct tally { // of the tasks in a scope
    int64_t spent_ns[VL_STATE_COUNT_];
    uint64_t outcomes[VL_OUTCOME_CANCELLED + 1];
    int64_t latency_ns, longest_ns;
    vl_buf latencies; // double, seconds; where quantiles are asked for
} tally;

struct vl_metrics_meter {
    const vl_metrics *metrics;
    tally *tallies; // by scope
    vl_lives lives; // only where there are scopes
    uint64_t live, most_live, cancellations, timers, events;
    double live_ns; // integral of `live` over time
    int64_t now_ns;
    bool failed;    // no memory
    vl_buf line;    // of stdout, not yet ended
    double *printed; // by metric: what its last line said
    pcre2_match_data *match;
};

// ---- tasks --------------------------------------------------------------------------------------

static bool belongs(const metrics_scope *scope, const vl_life *life) {
    if (scope->coro != NULL)
        return life->has_coro && strcmp(scope->coro, life->text + life->name_len + 1) == 0;
    return scope->task == NULL || strcmp(scope->task, life->text) == 0;
}

static void count_task(tally *sums, const vl_life *life, const vl_event *ended) {
    for (int state = 0; state < VL_STATE_COUNT_; state++)
        sums->spent_ns[state] += life->spent_ns[state];
    sums->outcomes[ended != NULL ? (vl_outcome)ended->value : VL_OUTCOME_PENDING]++;
    if (ended == NULL) // has no latency yet
        return;
    int64_t latency_ns = ended->now_ns - life->created_ns;
    sums->latency_ns += latency_ns;
    sums->longest_ns = latency_ns > sums->longest_ns ? latency_ns : sums->longest_ns;
}

static void task_ended(void *context, const vl_life *life, const vl_event *ended) {
    vl_metrics_meter *meter = context;
    for (size_t i = 0; i < meter->metrics->scope_count; i++) {
        const metrics_scope *scope = &meter->metrics->scopes[i];
        if (!belongs(scope, life))
            continue;
        count_task(&meter->tallies[i], life, ended);
        if (!scope->keeps_latencies || ended == NULL)
            continue;
        double seconds = (double)(ended->now_ns - life->created_ns) / 1e9;
        meter->failed |=
            !vl_buf_append(&meter->tallies[i].latencies, (const char *)&seconds, sizeof seconds);
    }
}

static void slice_ended(void *context, const vl_life *life, int64_t dur_ns) {
    (void)context, (void)life, (void)dur_ns; // lives add them up
}

static void on_event(void *context, const vl_event *event) {
    vl_metrics_meter *meter = context;
    meter->live_ns += (double)meter->live * (double)(event->now_ns - meter->now_ns);
    meter->now_ns = event->now_ns;
    meter->events = event->seq;
    if (event->kind == VL_EVENT_TASK_CREATED && ++meter->live > meter->most_live)
        meter->most_live = meter->live;
    meter->live -= event->kind == VL_EVENT_TASK_ENDED;
    meter->cancellations += event->kind == VL_EVENT_TASK_CANCELLED;
    meter->timers += event->kind == VL_EVENT_TIMER_SET;
    if (meter->metrics->scope_count > 0 && !vl_lives_event(&meter->lives, event))
        meter->failed = true;
}

// ---- what the program prints --------------------------------------------------------------------

// Without groups the whole match; what is no number changes nothing.
static void read_line(vl_metrics_meter *meter, size_t index) {
    const metric *row = &meter->metrics->rows[index];
    int groups = pcre2_match(row->regex, (PCRE2_SPTR)meter->line.data, meter->line.len, 0,
                             PCRE2_NO_UTF_CHECK, meter->match, NULL);
    if (groups < 0)
        return;
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(meter->match);
    int group = groups > 1 && ends[2] != PCRE2_UNSET ? 1 : 0;
    char text[64], *end;
    size_t len = ends[2 * group + 1] - ends[2 * group];
    if (len == 0 || len >= sizeof text)
        return;
    memcpy(text, meter->line.data + ends[2 * group], len);
    text[len] = '\0';
    double value = strtod(text, &end);
    if (*end == '\0' && isfinite(value))
        meter->printed[index] = value;
}

static void end_line(vl_metrics_meter *meter) {
    bool readable = meter->line.len > 0 && vl_utf8_invalid(meter->line.data, meter->line.len) < 0;
    for (size_t i = 0; readable && i < meter->metrics->count; i++)
        if (meter->metrics->rows[i].regex != NULL)
            read_line(meter, i);
    vl_buf_clear(&meter->line);
}

void vl_metrics_output(vl_metrics_meter *meter, const char *text, size_t len) {
    while (len > 0) {
        const char *stop = memchr(text, '\n', len);
        size_t part = stop != NULL ? (size_t)(stop - text) : len;
        meter->failed |= !vl_buf_append(&meter->line, text, part);
        if (stop == NULL)
            return;
        end_line(meter);
        text += part + 1;
        len -= part + 1;
    }
}

// ---- a run --------------------------------------------------------------------------------------

vl_status vl_metrics_meter_new(vl_metrics_meter **out, const vl_metrics *metrics, vl_error *error) {
    vl_metrics_meter *meter = calloc(1, sizeof *meter);
    if (meter != NULL) {
        meter->metrics = metrics;
        vl_buf_init(&meter->line, NULL);
        meter->tallies = calloc(metrics->scope_count + 1, sizeof *meter->tallies);
        meter->printed = calloc(metrics->count + 1, sizeof *meter->printed);
        meter->match = pcre2_match_data_create(64, NULL);
    }
    if (meter == NULL || meter->tallies == NULL || meter->printed == NULL || meter->match == NULL) {
        vl_metrics_meter_free(meter);
        return vl_error_set(error, VL_MEMORY, "out of memory");
    }
    for (size_t i = 0; i < metrics->scope_count; i++)
        vl_buf_init(&meter->tallies[i].latencies, NULL);
    meter->lives.sink = (vl_lives_sink){.slice = slice_ended, .ended = task_ended, .context = meter};
    *out = meter;
    return VL_OK;
}

void vl_metrics_meter_free(vl_metrics_meter *meter) {
    if (meter == NULL)
        return;
    for (size_t i = 0; meter->tallies != NULL && i < meter->metrics->scope_count; i++)
        vl_buf_deinit(&meter->tallies[i].latencies);
    vl_lives_clear(&meter->lives);
    vl_buf_deinit(&meter->line);
    pcre2_match_data_free(meter->match);
    free(meter->tallies);
    free(meter->printed);
    free(meter);
}

vl_observer vl_metrics_begin(vl_metrics_meter *meter) {
    for (size_t i = 0; i < meter->metrics->scope_count; i++) {
        tally *sums = &meter->tallies[i];
        vl_buf_clear(&sums->latencies);
        *sums = (tally){.latencies = sums->latencies};
    }
    for (size_t i = 0; i < meter->metrics->count; i++)
        meter->printed[i] = NAN;
    vl_lives_clear(&meter->lives);
    vl_buf_clear(&meter->line);
    meter->live = meter->most_live = meter->cancellations = meter->timers = meter->events = 0;
    meter->live_ns = 0;
    meter->now_ns = 0;
    meter->failed = false;
    return (vl_observer){.event = on_event, .context = meter};
}

static double seconds(int64_t ns) {
    return (double)ns / 1e9;
}

static uint64_t ended(const tally *sums) {
    return sums->outcomes[VL_OUTCOME_DONE] + sums->outcomes[VL_OUTCOME_FAILED] +
           sums->outcomes[VL_OUTCOME_CANCELLED];
}

static double latency_quantile(tally *sums, double p) {
    return vl_stats_quantile((const double *)(const void *)sums->latencies.data,
                             sums->latencies.len / sizeof(double), p);
}

static double value_of(vl_metrics_meter *meter, size_t index, int64_t makespan_ns) {
    const metric *row = &meter->metrics->rows[index];
    tally *sums = &meter->tallies[row->scope];
    double count = (double)ended(sums);
    switch (row->kind) {
    case METRIC_MAKESPAN: return seconds(makespan_ns);
    case METRIC_LATENCY_MEAN: return count > 0 ? seconds(sums->latency_ns) / count : NAN;
    case METRIC_LATENCY_P50: return latency_quantile(sums, 0.5);
    case METRIC_LATENCY_P90: return latency_quantile(sums, 0.9);
    case METRIC_LATENCY_P99: return latency_quantile(sums, 0.99);
    case METRIC_LATENCY_MAX: return count > 0 ? seconds(sums->longest_ns) : NAN;
    case METRIC_ASLEEP: return seconds(sums->spent_ns[VL_STATE_SLEEPING]);
    case METRIC_WAITING: return seconds(sums->spent_ns[VL_STATE_WAITING]);
    case METRIC_READY: return seconds(sums->spent_ns[VL_STATE_READY]);
    case METRIC_RUNNING: return seconds(sums->spent_ns[VL_STATE_RUNNING]);
    case METRIC_TASKS: return count + (double)sums->outcomes[VL_OUTCOME_PENDING];
    case METRIC_DONE: return (double)sums->outcomes[VL_OUTCOME_DONE];
    case METRIC_FAILED: return (double)sums->outcomes[VL_OUTCOME_FAILED];
    case METRIC_CANCELLED: return (double)sums->outcomes[VL_OUTCOME_CANCELLED];
    case METRIC_IN_FLIGHT_MEAN: return makespan_ns > 0 ? meter->live_ns / (double)makespan_ns : NAN;
    case METRIC_IN_FLIGHT_MAX: return (double)meter->most_live;
    case METRIC_CANCELLATIONS: return (double)meter->cancellations;
    case METRIC_TIMERS: return (double)meter->timers;
    case METRIC_EVENTS: return (double)meter->events;
    case METRIC_PROGRAM: break;
    }
    return meter->printed[index];
}

bool vl_metrics_end(vl_metrics_meter *meter, int64_t makespan_ns, double *values) {
    meter->live_ns += (double)meter->live * (double)(makespan_ns - meter->now_ns);
    if (!vl_lives_close(&meter->lives, makespan_ns) || meter->failed)
        return false;
    if (meter->line.len > 0)
        end_line(meter);
    for (size_t i = 0; i < meter->metrics->scope_count; i++)
        vl_stats_sort((double *)(void *)meter->tallies[i].latencies.data,
                      meter->tallies[i].latencies.len / sizeof(double));
    for (size_t i = 0; i < meter->metrics->count; i++)
        values[i] = value_of(meter, i, makespan_ns);
    return true;
}
