// vl_experiment: the database of an experiment: variants of one program, each run many times. The same
// schema as a trace's, with rows of runs and metrics and none of tasks and events.
//
// Every row has an id that follows from its place in the plan, so the same rows are there in the same order
// whoever wrote them when: one thread or many, in one go or resumed, in one piece or merged from shards.
// While it is written the file is NAME.partial, whose committed rows outlive the process; `finish` gives it
// its name. Functions on one value are not to be called at the same time.
#ifndef VL_EXPERIMENT_H
#define VL_EXPERIMENT_H

#include "vl_trace.h"

typedef struct vl_exp_factor { const char *name; bool of_run; } vl_exp_factor; // see vl_grid

typedef struct vl_exp_variant {
    const char *name, *mode;
    const vl_trace_setting *settings; // as in vl_trace_run
    size_t setting_count;
    const char *const *levels;        // one a factor
} vl_exp_variant;

typedef struct vl_exp_metric { const char *name, *unit; } vl_exp_metric;

typedef struct vl_exp_plan {
    const vl_trace_program *program;
    const vl_trace_setting *facts; // what else identifies it: "seed" ...; a resumed one must have the same
    size_t fact_count;
    uint64_t runs;                 // of a variant, at most; a resumed experiment may have more
    const char *shard;             // "1/4"; "1/1": all of it
    const vl_exp_factor *factors;
    size_t factor_count;
    const vl_exp_metric *metrics;  // "makespan" is not among them: runs have it
    size_t metric_count;
    size_t variant_count;
    // The i-th variant; what it points to lives until the next call. False: no memory.
    bool (*variant)(void *context, size_t index, vl_exp_variant *out);
    void *context;
} vl_exp_plan;

typedef struct vl_exp_row { // a run that has ended
    size_t variant;
    uint64_t replication, seed;
    vl_run_end end;
    uint64_t events, tasks;
    const char *digest;
    const double *values;   // one a metric; NaN: undefined
} vl_exp_row;

typedef struct vl_experiment vl_experiment;

// Creates NAME.partial, or goes on with it (`resume`; where there is none, with NAME, or from the start).
// Refuses another program or plan by naming the first difference.
vl_status vl_experiment_open(vl_experiment **out, const char *path, const vl_exp_plan *plan, bool resume,
                             vl_error *error);
// Joins shards: every part must have this plan's kind, and together they must be all of it.
vl_status vl_experiment_merge(const char *path, const char *const *parts, size_t count,
                              char digest[VL_DIGEST_SIZE], vl_error *error);
bool vl_experiment_has(vl_experiment *experiment, size_t variant, uint64_t replication);
vl_status vl_experiment_add(vl_experiment *experiment, const vl_exp_row *row, vl_error *error);
vl_status vl_experiment_commit(vl_experiment *experiment, vl_error *error);
// Makespans of a variant's runs that came to an end of their own, in seconds, by replication, appended to
// `out` as doubles; the first `runs` replications.
vl_status vl_experiment_makespans(vl_experiment *experiment, size_t variant, uint64_t runs, vl_buf *out,
                                  vl_error *error);
// The digest is over all rows in order of their ids: XXH3-128.
vl_status vl_experiment_finish(vl_experiment *experiment, char digest[VL_DIGEST_SIZE], vl_error *error);
void vl_experiment_close(vl_experiment *experiment); // unfinished: NAME.partial stays

#endif
