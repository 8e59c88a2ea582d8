// What experiment.c and merge.c share.
#ifndef VL_EXPERIMENT_INTERNAL_H
#define VL_EXPERIMENT_INTERNAL_H

#include "trace_internal.h"
#include "vl_experiment.h"

struct vl_experiment {
    sqlite3 *db;
    vl__place place;
    vl_buf scratch;
    sqlite3_stmt *add_run, *add_metric, *find;
    vl_exp_metric *metrics; // names are the plan's
    size_t metric_count, variant_count;
    int64_t program_id;
    bool resumed;
};

vl_status vl__experiment_fault(vl_experiment *experiment, vl_error *error);
// Opens the file without rows. On failure too *out is to be closed, unless it is NULL.
vl_status vl__experiment_create(vl_experiment **out, const char *path, bool resume, bool *found,
                                vl_error *error);

#endif
