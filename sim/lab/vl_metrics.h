// vl_metrics: numbers that a run is reduced to. An observer of the engine counts what the asked-for metrics
// need, and nothing else; two kinds come from the program: var:NAME, a number at its top level when it has
// ended, and out:REGEX, the number in the last line it printed that matches (PCRE2; the first group, or
// without one the whole match).
//
// A metric is undefined (NaN) where the run says nothing of it: a mean of no tasks, a line never printed.
#ifndef VL_METRICS_H
#define VL_METRICS_H

#include "vl_engine.h"

typedef struct vl_metrics vl_metrics;           // what is asked for; shared by threads, read only
typedef struct vl_metrics_meter vl_metrics_meter; // one run's counters, used again for the next

vl_status vl_metrics_new(vl_metrics **out, vl_error *error);
void vl_metrics_free(vl_metrics *metrics);
// `text`: a row's word, word:FUNCTION, word@TASK, var:NAME or out:REGEX. VL_USAGE says what there is.
vl_status vl_metrics_add(vl_metrics *metrics, const char *text, vl_error *error);
size_t vl_metrics_count(const vl_metrics *metrics);
const char *vl_metrics_name(const vl_metrics *metrics, size_t index);
const char *vl_metrics_unit(const vl_metrics *metrics, size_t index);
const char *vl_metrics_variable(const vl_metrics *metrics, size_t index); // NAME of var:NAME, else NULL
bool vl_metrics_read_output(const vl_metrics *metrics);                   // any out:REGEX
void vl_metrics_help(vl_buf *out); // the rows, a line each

vl_status vl_metrics_meter_new(vl_metrics_meter **out, const vl_metrics *metrics, vl_error *error);
void vl_metrics_meter_free(vl_metrics_meter *meter);
vl_observer vl_metrics_begin(vl_metrics_meter *meter); // of a run; what was counted before is forgotten
void vl_metrics_output(vl_metrics_meter *meter, const char *text, size_t len); // the program's stdout
// `values`: one a metric. Variables are left NaN. False: memory ran out on the way.
bool vl_metrics_end(vl_metrics_meter *meter, int64_t makespan_ns, double *values);

#endif
