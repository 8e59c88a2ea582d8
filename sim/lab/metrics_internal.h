// What metrics.c and meter.c share.
#ifndef VL_METRICS_INTERNAL_H
#define VL_METRICS_INTERNAL_H

#include "vl_metrics.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

typedef enum metric_kind {
#define X(name, word, unit, whose, help) METRIC_##name,
#include "metrics.def"
#undef X
    METRIC_PROGRAM // var: or out:
} metric_kind;

typedef struct metric {
    const char *name, *unit;
    const char *variable; // of var:NAME
    pcre2_code *regex;    // of out:REGEX; owned
    metric_kind kind;
    int scope;            // index; for metrics of tasks
} metric;

typedef struct metrics_scope { const char *coro, *task; bool keeps_latencies; } metrics_scope; // NULL both: all

struct vl_metrics {
    vl_arena arena;
    metric *rows;
    size_t count;
    metrics_scope *scopes;
    size_t scope_count;
};

#endif
