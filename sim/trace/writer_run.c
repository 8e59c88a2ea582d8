// The runs of a trace: variants with their settings, the run's row, its metrics. Knows nothing of
// what happened in between: rows.c counted it.
#include "trace_internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

// ---- variants -----------------------------------------------------------------------------------

static bool add_params(vl_trace *trace, const vl_trace_run *run) {
    sqlite3_stmt *add = vl__sql_prepare(trace->db, "INSERT INTO param VALUES (?, ?, ?)");
    bool good = add != NULL;
    for (size_t i = 0; good && i < run->setting_count; i++) {
        const vl_trace_setting *setting = &run->settings[i];
        sqlite3_bind_int64(add, 1, trace->variant_id);
        good = vl__bind_text(add, 2, setting->name, strlen(setting->name), &trace->scratch) &&
               vl__bind_text(add, 3, setting->value, strlen(setting->value), &trace->scratch) &&
               vl__row_write(add);
    }
    sqlite3_finalize(add);
    return good;
}

static bool add_variant(vl_trace *trace, const vl_trace_run *run) {
    sqlite3_stmt *add =
        vl__sql_prepare(trace->db, "INSERT INTO variant (program_id, name, mode) VALUES (?, ?, ?)");
    if (add != NULL)
        sqlite3_bind_int64(add, 1, trace->program_id);
    bool good = add != NULL && vl__bind_word(add, 2, run->variant) &&
                vl__bind_word(add, 3, run->mode) && vl__row_write(add);
    trace->variant_id = sqlite3_last_insert_rowid(trace->db);
    sqlite3_finalize(add);
    return good && add_params(trace, run);
}

// Whether the variant's settings are those of the run.
static bool same_params(vl_trace *trace, const vl_trace_run *run) {
    sqlite3_stmt *find =
        vl__sql_prepare(trace->db, "SELECT count(*) FROM param WHERE variant_id = ?1 AND"
                                   " (?2 IS NULL OR (name = ?2 AND value = ?3))");
    bool same = find != NULL;
    for (size_t i = 0; same && i <= run->setting_count; i++) { // the last turn counts them all
        const vl_trace_setting *setting = i < run->setting_count ? &run->settings[i] : NULL;
        sqlite3_bind_int64(find, 1, trace->variant_id);
        same = vl__bind_word(find, 2, setting != NULL ? setting->name : NULL) &&
               vl__bind_word(find, 3, setting != NULL ? setting->value : NULL) &&
               sqlite3_step(find) == SQLITE_ROW &&
               sqlite3_column_int64(find, 0) == (setting != NULL ? 1 : (int64_t)run->setting_count);
        sqlite3_reset(find);
    }
    sqlite3_finalize(find);
    return same;
}

static vl_status find_variant(vl_trace *trace, const vl_trace_run *run, vl_error *error) {
    sqlite3_stmt *find =
        vl__sql_prepare(trace->db, "SELECT id, program_id = ?2 AND mode = ?3 FROM variant"
                                   " WHERE name = ?1");
    if (find != NULL)
        sqlite3_bind_int64(find, 2, trace->program_id);
    bool good =
        find != NULL && vl__bind_word(find, 1, run->variant) && vl__bind_word(find, 3, run->mode);
    int found = good ? sqlite3_step(find) : SQLITE_ERROR;
    bool same = false;
    if (found == SQLITE_ROW) {
        trace->variant_id = sqlite3_column_int64(find, 0);
        same = sqlite3_column_int(find, 1) != 0 && same_params(trace, run);
    }
    sqlite3_finalize(find);
    if (found == SQLITE_ROW && !same)
        return vl_error_set(error, VL_DATABASE, "variant %s is there with other settings",
                            run->variant);
    if (found == SQLITE_ROW)
        return VL_OK;
    return found == SQLITE_DONE && add_variant(trace, run) ? VL_OK : vl__trace_fault(trace, error);
}

// ---- begin --------------------------------------------------------------------------------------

vl_status vl_trace_run_begin(vl_trace *trace, const vl_trace_run *run, vl_observer *observer,
                             vl_error *error) {
    if (trace->db == NULL || trace->running || trace->program_id == 0)
        return vl_error_set(error, VL_DATABASE, "the trace does not take a run now");
    memcpy(trace->digest, trace->program_digest, sizeof *trace->digest);
    if (!vl__digest_run(trace->digest, run))
        return vl_error_set(error, VL_MEMORY, "no memory for a run");
    if (run->level != VL_TRACE_NONE) {
        vl_status status = find_variant(trace, run, error);
        if (status != VL_OK)
            return status;
        trace->run_id++;
    }
    trace->level = run->level;
    trace->replication = run->replication;
    trace->seed = run->seed;
    trace->now_ns = 0;
    trace->last_seq = trace->last_ord = trace->last_slice = 0;
    trace->totals = (vl__totals){0};
    sqlite3_bind_int64(trace->add_event, 2, trace->run_id); // stays bound for the run
    sqlite3_bind_int64(trace->add_slice, 2, trace->run_id);
    trace->lives.sink = vl__trace_sink(trace);
    trace->running = true;
    *observer = (vl_observer){.event = vl__trace_event, .context = trace};
    return VL_OK;
}

void vl_trace_digest(const vl_trace *trace, char out[VL_DIGEST_SIZE]) {
    vl_digest_text(trace->digest, out);
}

bool vl_trace_failed(const vl_trace *trace) {
    return trace->error.status != VL_OK;
}

void vl_trace_note_add(vl_trace *trace, const vl_trace_note *note) {
    if (trace->level == VL_TRACE_NONE || trace->error.status != VL_OK)
        return;
    sqlite3_stmt *add = vl__sql_prepare(trace->db, "INSERT INTO note (run_id, kind, line, t_ns, count,"
                                                   " text) VALUES (?, ?, nullif(?, 0), ?, ?, ?)");
    bool good = add != NULL;
    if (good) {
        sqlite3_bind_int64(add, 1, trace->run_id);
        sqlite3_bind_int64(add, 3, note->line);
        sqlite3_bind_int64(add, 4, note->at_ns);
        sqlite3_bind_int64(add, 5, (int64_t)note->count);
        good = vl__bind_word(add, 2, note->kind) && vl__bind_word(add, 6, note->text) &&
               vl__row_write(add);
    }
    if (!good)
        vl__trace_fault(trace, &trace->error);
    sqlite3_finalize(add);
}

// ---- end ----------------------------------------------------------------------------------------

static double seconds(int64_t ns) {
    return (double)ns / 1e9;
}

static bool add_metrics(vl_trace *trace) {
    const vl__totals *totals = &trace->totals;
    const int64_t *kinds = totals->kinds, *ns = totals->state_ns;
    const struct {
        const char *name, *unit;
        double value;
    } metrics[] = {
        {"iterations", "1", (double)totals->iterations},
        {"steps", "1", (double)(kinds[VL_EVENT_TASK_STARTED] + kinds[VL_EVENT_TASK_STEPPED])},
        {"tasks_done", "1", (double)totals->outcomes[VL_OUTCOME_DONE]},
        {"tasks_failed", "1", (double)totals->outcomes[VL_OUTCOME_FAILED]},
        {"tasks_cancelled", "1", (double)totals->outcomes[VL_OUTCOME_CANCELLED]},
        {"tasks_pending", "1", (double)totals->outcomes[VL_OUTCOME_PENDING]},
        {"tasks_peak", "1", (double)totals->peak_live},
        {"timers_set", "1", (double)kinds[VL_EVENT_TIMER_SET]},
        {"timers_fired", "1", (double)kinds[VL_EVENT_TIMER_FIRED]},
        {"timers_cancelled", "1", (double)kinds[VL_EVENT_TIMER_CANCELLED]},
        {"stdout_bytes", "B", (double)totals->stdout_bytes},
        {"blocked", "s", seconds(totals->blocked_ns)},
        {"ready", "s", seconds(ns[VL_STATE_READY])},
        {"running", "s", seconds(ns[VL_STATE_RUNNING])},
        {"sleeping", "s", seconds(ns[VL_STATE_SLEEPING])},
        {"waiting", "s", seconds(ns[VL_STATE_WAITING])},
    };
    sqlite3_stmt *add = vl__sql_prepare(
        trace->db, "INSERT INTO metric (run_id, name, value, unit) VALUES (?, ?, ?, ?)");
    bool good = add != NULL;
    for (size_t i = 0; good && i < VL_COUNT(metrics); i++) {
        sqlite3_bind_int64(add, 1, trace->run_id);
        sqlite3_bind_double(add, 3, metrics[i].value);
        good = vl__bind_word(add, 2, metrics[i].name) && vl__bind_word(add, 4, metrics[i].unit) &&
               vl__row_write(add);
    }
    sqlite3_finalize(add);
    return good;
}

static bool add_run(vl_trace *trace, const vl_run_end *end) {
    char digest[VL_DIGEST_SIZE], seed[24];
    vl_trace_digest(trace, digest);
    snprintf(seed, sizeof seed, "%" PRIu64, trace->seed);
    const char *message = end->message;
    const struct {
        int place;
        int64_t value;
    } numbers[] = {
        {1, trace->run_id},      {2, trace->variant_id},  {3, trace->replication},
        {8, end->exit_code},     {9, end->makespan_ns},   {10, trace->last_seq},
        {11, trace->last_ord},   {13, trace->event_base}, {14, trace->task_base},
        {15, trace->slice_base}, {16, trace->last_slice},
    };
    sqlite3_stmt *add = vl__sql_prepare(
        trace->db, "INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (size_t i = 0; add != NULL && i < VL_COUNT(numbers); i++)
        sqlite3_bind_int64(add, numbers[i].place, numbers[i].value);
    bool good =
        add != NULL && vl__bind_word(add, 4, seed) &&
        vl__bind_word(add, 5, trace->level == VL_TRACE_FULL ? "full" : "summary") &&
        vl__bind_word(add, 6, end->outcome) &&
        vl__bind_text(add, 7, message, message != NULL ? strlen(message) : 0, &trace->scratch) &&
        vl__bind_word(add, 12, digest) && vl__row_write(add);
    sqlite3_finalize(add);
    return good;
}

vl_status vl_trace_run_end(vl_trace *trace, const vl_run_end *end, vl_error *error) {
    if (!trace->running)
        return vl_error_set(error, VL_DATABASE, "the trace has no run to end");
    trace->running = false;
    if (trace->level == VL_TRACE_NONE)
        return VL_OK;
    if (end->makespan_ns > trace->now_ns)
        trace->now_ns = end->makespan_ns;
    if (trace->error.status == VL_OK)
        vl__trace_close_lives(trace);
    vl_lives_clear(&trace->lives);
    if (trace->error.status == VL_OK && (!add_metrics(trace) || !add_run(trace, end)))
        vl__trace_fault(trace, &trace->error);
    trace->event_base += trace->last_seq;
    trace->task_base += trace->last_ord;
    trace->slice_base += trace->last_slice;
    if (trace->error.status != VL_OK)
        return vl_error_set(error, trace->error.status, "%s", trace->error.message);
    return VL_OK;
}
