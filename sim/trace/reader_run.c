// A run from the database into memory. Every value is checked: its type, its range, and that tasks,
// slices and events fit together, so that what a report gets is as well-formed as what the writer
// wrote. Knows the tables; opening them is reader.c's.
#include "trace_internal.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

// A view and what it is made of. Everything it shows lies in the arena.
typedef struct holder {
    vl_run_view view; // first
    vl_heap heap;
    vl_arena arena;
} holder;

// One load under way.
typedef struct loading {
    const vl_trace_reader *reader;
    holder *into;
    vl_error *error;
    vl_status status;  // the first failure
    vl_strmap reasons; // each kept once
    int64_t event_base, task_base, slice_base, slice_count;
    vl_view_task *tasks; // the view's, writable
} loading;

static void spoil(loading *load, const char *what) {
    if (load->status == VL_OK)
        load->status = vl__reader_damaged(load->reader, what, load->error);
}

static void no_memory(loading *load) {
    if (load->status == VL_OK)
        load->status =
            vl_error_set(load->error, VL_MEMORY, "no memory to read %s", load->reader->path);
}

// ---- statements ---------------------------------------------------------------------------------

// A query with up to three numbers to bind; NULL on failure.
static sqlite3_stmt *query(loading *load, const char *sql, int64_t a, int64_t b, int64_t c) {
    if (load->status != VL_OK)
        return NULL;
    sqlite3_stmt *stmt = vl__sql_prepare(load->reader->db, sql);
    if (stmt == NULL) {
        load->status = vl__reader_fault(load->reader, load->error);
        return NULL;
    }
    const int64_t values[] = {a, b, c};
    for (int i = 0; i < sqlite3_bind_parameter_count(stmt) && i < 3; i++)
        sqlite3_bind_int64(stmt, i + 1, values[i]);
    return stmt;
}

// The next row; false at the end or after a failure.
static bool next(loading *load, sqlite3_stmt *stmt) {
    if (load->status != VL_OK || stmt == NULL)
        return false;
    int code = sqlite3_step(stmt);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        load->status = vl__reader_fault(load->reader, load->error);
    return code == SQLITE_ROW;
}

static int64_t number_at(loading *load, sqlite3_stmt *stmt, int column, int64_t low, int64_t high) {
    int64_t value = sqlite3_column_int64(stmt, column);
    if (sqlite3_column_type(stmt, column) == SQLITE_INTEGER && value >= low && value <= high)
        return value;
    spoil(load, "a number is missing or out of range");
    return low;
}

// The same where NULL stands for `none`.
static int64_t number_or(loading *load, sqlite3_stmt *stmt, int column, int64_t low, int64_t high,
                         int64_t none) {
    if (sqlite3_column_type(stmt, column) == SQLITE_NULL)
        return none;
    return number_at(load, stmt, column, low, high);
}

static const char *keep(loading *load, const char *text, size_t len) {
    char *copy = vl_arena_copy(&load->into->arena, text, len);
    if (copy == NULL)
        no_memory(load);
    return copy != NULL ? copy : "";
}

// A text, copied. `len` may be NULL. NULL in the database gives "" where `optional`.
static const char *text_at(loading *load, sqlite3_stmt *stmt, int column, bool optional,
                           size_t *len) {
    int type = sqlite3_column_type(stmt, column);
    if (len != NULL)
        *len = 0;
    if (optional && type == SQLITE_NULL)
        return "";
    const char *bytes =
        type == SQLITE_TEXT ? (const char *)sqlite3_column_text(stmt, column) : NULL;
    if (bytes == NULL) {
        spoil(load, "a text is missing");
        return "";
    }
    size_t size = (size_t)sqlite3_column_bytes(stmt, column);
    if (len != NULL)
        *len = size;
    return keep(load, bytes, size);
}

static const char *interned(loading *load, sqlite3_stmt *stmt, int column) {
    const char *bytes = (const char *)sqlite3_column_text(stmt, column);
    if (bytes == NULL || sqlite3_column_type(stmt, column) != SQLITE_TEXT)
        return text_at(load, stmt, column, true, NULL);
    size_t len = (size_t)sqlite3_column_bytes(stmt, column);
    const char *known = vl_strmap_get(&load->reasons, bytes, len);
    if (known == NULL) {
        char *copy = vl_arena_copy(&load->into->arena, bytes, len);
        if (copy == NULL || !vl_strmap_put(&load->reasons, bytes, len, copy))
            no_memory(load);
        known = copy;
    }
    return known != NULL ? known : "";
}

// Zeroed room for as many things as the query counts; NULL for none.
static void *room(loading *load, sqlite3_stmt *count, size_t size, size_t *cap) {
    *cap = 0;
    int64_t wanted = next(load, count) ? number_at(load, count, 0, 0, INT64_MAX) : 0;
    sqlite3_finalize(count);
    if (wanted == 0 || load->status != VL_OK)
        return NULL;
    void *block = NULL;
    if ((uint64_t)wanted <= (uint64_t)PTRDIFF_MAX / size)
        block = vl_arena_alloc(&load->into->arena, (size_t)wanted * size);
    if (block == NULL)
        no_memory(load);
    else
        *cap = (size_t)wanted;
    return block;
}

// ---- the run ------------------------------------------------------------------------------------

static uint64_t seed_of(loading *load, const char *digits) {
    char *end = NULL;
    errno = 0;
    unsigned long long seed = strtoull(digits, &end, 10);
    if (digits[0] < '0' || digits[0] > '9' || *end != '\0' || errno != 0)
        spoil(load, "a seed is no number");
    return (uint64_t)seed;
}

static void read_run_row(loading *load, const char *variant) {
    vl_run_view *view = &load->into->view;
    sqlite3_stmt *stmt = query(
        load,
        "SELECT r.id, p.name, v.name, v.mode, r.outcome, r.message, r.digest, p.source, r.seed,"
        " r.replication, r.makespan_ns, r.events, r.exit_code, r.trace_level = 'full',"
        " r.event_base, r.task_base, r.slice_base, r.tasks, r.slices, v.id"
        " FROM run r JOIN variant v ON v.id = r.variant_id JOIN program p ON p.id = v.program_id"
        " WHERE ?1 IS NULL OR (v.name = ?1 AND r.replication = 0) ORDER BY r.id LIMIT 1",
        0, 0, 0);
    if (stmt != NULL && !vl__bind_word(stmt, 1, variant))
        no_memory(load);
    if (next(load, stmt)) {
        view->id = number_at(load, stmt, 0, 1, INT64_MAX);
        view->program = text_at(load, stmt, 1, false, NULL);
        view->variant = text_at(load, stmt, 2, false, NULL);
        view->mode = text_at(load, stmt, 3, false, NULL);
        view->outcome = text_at(load, stmt, 4, false, NULL);
        view->message = text_at(load, stmt, 5, true, NULL);
        view->digest = text_at(load, stmt, 6, false, NULL);
        view->source = text_at(load, stmt, 7, false, &view->source_len);
        view->seed = seed_of(load, text_at(load, stmt, 8, false, NULL));
        view->replication = number_at(load, stmt, 9, 0, INT64_MAX);
        view->makespan_ns = number_at(load, stmt, 10, 0, INT64_MAX);
        view->events = number_at(load, stmt, 11, 0, INT64_MAX / 4);
        view->exit_code = (int)number_at(load, stmt, 12, INT_MIN, INT_MAX);
        view->level = number_at(load, stmt, 13, 0, 1) != 0 ? VL_TRACE_FULL : VL_TRACE_SUMMARY;
        load->event_base = number_at(load, stmt, 14, 0, INT64_MAX / 4);
        load->task_base = number_at(load, stmt, 15, 0, INT64_MAX / 4);
        load->slice_base = number_at(load, stmt, 16, 0, INT64_MAX / 4);
        view->task_count = (size_t)number_at(load, stmt, 17, 0, INT64_MAX / 4);
        load->slice_count = number_at(load, stmt, 18, 0, INT64_MAX / 4);
    } else if (load->status == VL_OK && variant == NULL) {
        load->status =
            vl_error_set(load->error, VL_DATABASE, "%s holds no run", load->reader->path);
    } else if (load->status == VL_OK) {
        load->status = vl_error_set(load->error, VL_DATABASE, "%s holds no run of variant %s",
                                    load->reader->path, variant);
    }
    sqlite3_finalize(stmt);
}

static void read_params(loading *load) {
    vl_run_view *view = &load->into->view;
    view->python = view->ties = view->rng = "";
    sqlite3_stmt *stmt = query(load,
                               "SELECT name, value FROM param WHERE variant_id ="
                               " (SELECT variant_id FROM run WHERE id = ?)"
                               " AND name IN ('python', 'ties', 'rng')",
                               view->id, 0, 0);
    while (next(load, stmt)) {
        const char *name = text_at(load, stmt, 0, false, NULL);
        const char *value = text_at(load, stmt, 1, false, NULL);
        const char **place = strcmp(name, "python") == 0 ? &view->python
                             : strcmp(name, "ties") == 0 ? &view->ties
                                                         : &view->rng;
        *place = value;
    }
    sqlite3_finalize(stmt);
}

// ---- tasks and slices ---------------------------------------------------------------------------

static vl_outcome outcome_of(loading *load, sqlite3_stmt *stmt, int column) {
    static const char *const words[] = {"", "done", "failed", "cancelled"};
    const char *word = text_at(load, stmt, column, true, NULL);
    for (size_t i = 0; i < VL_COUNT(words); i++) {
        if (strcmp(word, words[i]) == 0)
            return (vl_outcome)i;
    }
    spoil(load, "a task ended as no task can");
    return VL_OUTCOME_PENDING;
}

static void read_task(loading *load, sqlite3_stmt *stmt, vl_view_task *task) {
    int64_t base = load->task_base;
    task->ord = number_at(load, stmt, 0, base + 1, INT64_MAX) - base;
    int64_t parent = number_or(load, stmt, 1, base + 1, base + task->ord, base);
    task->parent = parent - base;
    task->name = text_at(load, stmt, 2, false, NULL);
    task->coro = text_at(load, stmt, 3, true, NULL);
    task->created_ns = number_at(load, stmt, 4, 0, INT64_MAX);
    task->started_ns = number_or(load, stmt, 5, task->created_ns, INT64_MAX, -1);
    task->ended_ns = number_or(load, stmt, 6, task->created_ns, INT64_MAX, -1);
    task->outcome = outcome_of(load, stmt, 7);
    task->error = text_at(load, stmt, 8, true, NULL);
    if ((task->outcome == VL_OUTCOME_PENDING) != (task->ended_ns < 0) || task->parent == task->ord)
        spoil(load, "a task contradicts itself");
}

static void read_tasks(loading *load) {
    vl_run_view *view = &load->into->view;
    int64_t low = load->task_base, high = low + (int64_t)view->task_count;
    view->task_count = 0;
    size_t cap;
    load->tasks =
        room(load,
             query(load, "SELECT count(*) FROM task WHERE id > ?1 AND id <= ?2 AND run_id = ?3",
                   low, high, view->id),
             sizeof *load->tasks, &cap);
    view->tasks = load->tasks;
    sqlite3_stmt *stmt =
        query(load,
              "SELECT id, parent_id, name, coro, created_ns, started_ns, ended_ns, outcome, error"
              " FROM task WHERE id > ?1 AND id <= ?2 AND run_id = ?3 ORDER BY id",
              low, high, view->id);
    while (view->task_count < cap && next(load, stmt)) {
        read_task(load, stmt, &load->tasks[view->task_count]);
        view->task_count++;
    }
    sqlite3_finalize(stmt);
}

// The place of a task among the view's; NULL, and the load is spoilt, if there is none.
static vl_view_task *task_by_id(loading *load, int64_t id) {
    int64_t ord = id - load->task_base;
    size_t low = 0, high = load->into->view.task_count;
    if (ord >= 1 && (uint64_t)ord <= high && load->tasks[ord - 1].ord == ord)
        return &load->tasks[ord - 1]; // as a rule there are no holes
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (load->tasks[middle].ord < ord)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < load->into->view.task_count && load->tasks[low].ord == ord)
        return &load->tasks[low];
    spoil(load, "a task that is named is missing");
    return NULL;
}

// How many slices each task has; from that, where its own begin.
static vl_view_slice *lay_out_slices(loading *load, int64_t low, int64_t high, size_t *count) {
    sqlite3_stmt *stmt =
        query(load,
              "SELECT task_id FROM slice WHERE id > ?1 AND id <= ?2 AND run_id = ?3"
              " ORDER BY id",
              low, high, load->into->view.id);
    size_t total = 0;
    while (next(load, stmt)) {
        vl_view_task *task = task_by_id(load, number_at(load, stmt, 0, 1, INT64_MAX));
        if (task != NULL)
            task->slice_count++;
        total++;
    }
    sqlite3_finalize(stmt);
    if (load->status != VL_OK || total == 0)
        return NULL;
    vl_view_slice *slices = NULL;
    if (total <= (size_t)PTRDIFF_MAX / sizeof *slices)
        slices = vl_arena_alloc(&load->into->arena, total * sizeof *slices);
    if (slices == NULL) {
        no_memory(load);
        return NULL;
    }
    *count = total;
    vl_view_slice *next_free = slices;
    for (size_t i = 0; i < load->into->view.task_count; i++) {
        load->tasks[i].slices = next_free;
        next_free += load->tasks[i].slice_count;
        load->tasks[i].slice_count = 0; // counted again while they are filled in
    }
    return slices;
}

static void read_slice(loading *load, sqlite3_stmt *stmt, vl_view_slice *slices, size_t total) {
    vl_view_task *task = task_by_id(load, number_at(load, stmt, 0, 1, INT64_MAX));
    if (task == NULL)
        return;
    size_t at = (size_t)(task->slices - slices) + task->slice_count;
    if (at >= total)
        return;
    const vl_view_slice *before = task->slice_count > 0 ? &slices[at - 1] : NULL;
    int64_t start = before != NULL ? before->start_ns + before->dur_ns : task->created_ns;
    vl_view_slice *slice = &slices[at];
    slice->start_ns = number_at(load, stmt, 1, start, start);
    slice->dur_ns = number_at(load, stmt, 2, 0, INT64_MAX - start);
    slice->state = (vl_state)number_at(load, stmt, 3, 0, VL_STATE_COUNT_ - 1);
    slice->line = (int)number_or(load, stmt, 4, INT_MIN, INT_MAX, 0);
    slice->reason = interned(load, stmt, 5);
    task->slice_count++;
}

static void read_slices(loading *load) {
    int64_t low = load->slice_base, high = low + load->slice_count;
    size_t total = 0;
    vl_view_slice *slices = lay_out_slices(load, low, high, &total);
    if (slices == NULL)
        return;
    sqlite3_stmt *stmt = query(load,
                               "SELECT task_id, ts_ns, dur_ns, state_id, line, reason FROM slice"
                               " WHERE id > ?1 AND id <= ?2 AND run_id = ?3 ORDER BY id",
                               low, high, load->into->view.id);
    while (next(load, stmt))
        read_slice(load, stmt, slices, total);
    sqlite3_finalize(stmt);
}

// ---- output and log -----------------------------------------------------------------------------

static int64_t ord_of(loading *load, sqlite3_stmt *stmt, int column) {
    int64_t id = number_or(load, stmt, column, 1, INT64_MAX, 0);
    const vl_view_task *task = id != 0 ? task_by_id(load, id) : NULL;
    return task != NULL ? task->ord : 0;
}

// 13 is VL_EVENT_STDOUT; as a number, so that the index of such events serves.
#define OUTPUTS " FROM event WHERE run_id = ?1 AND kind_id = 13"

static void read_outputs(loading *load) {
    vl_run_view *view = &load->into->view;
    size_t cap;
    vl_view_output *outputs =
        room(load, query(load, "SELECT count(*)" OUTPUTS, view->id, 0, 0), sizeof *outputs, &cap);
    view->outputs = outputs;
    sqlite3_stmt *stmt =
        query(load, "SELECT t_ns, task_id, text" OUTPUTS " ORDER BY id", view->id, 0, 0);
    while (view->output_count < cap && next(load, stmt)) {
        vl_view_output *output = &outputs[view->output_count++];
        output->at_ns = number_at(load, stmt, 0, 0, INT64_MAX);
        output->task = ord_of(load, stmt, 1);
        output->text = text_at(load, stmt, 2, true, &output->text_len);
    }
    sqlite3_finalize(stmt);
}

static void read_event(loading *load, sqlite3_stmt *stmt, vl_view_event *event) {
    int64_t base = load->event_base;
    event->seq = (uint64_t)(number_at(load, stmt, 0, base + 1, INT64_MAX) - base);
    int64_t cause = number_or(load, stmt, 1, base + 1, base + (int64_t)event->seq, base);
    event->cause = (uint64_t)(cause - base);
    event->iteration = (uint64_t)number_at(load, stmt, 2, 0, INT64_MAX);
    event->at_ns = number_at(load, stmt, 3, 0, INT64_MAX);
    event->kind = (vl_event_kind)number_at(load, stmt, 4, 0, VL_EVENT_COUNT_ - 1);
    event->task = ord_of(load, stmt, 5);
    event->value = number_or(load, stmt, 6, INT64_MIN, INT64_MAX, 0);
    event->other = number_or(load, stmt, 7, INT64_MIN, INT64_MAX, 0);
    event->line = (int)number_or(load, stmt, 8, INT_MIN, INT_MAX, 0);
    event->text = text_at(load, stmt, 9, true, &event->text_len);
}

static void read_log(loading *load) {
    vl_run_view *view = &load->into->view;
    if (view->level != VL_TRACE_FULL) {
        load->status = vl_error_set(
            load->error, VL_DATABASE,
            "%s holds a summary of the run, not its events: write it with --trace full",
            load->reader->path);
        return;
    }
    int64_t low = load->event_base, high = low + view->events;
    size_t cap;
    vl_view_event *log =
        room(load,
             query(load, "SELECT count(*) FROM event WHERE id > ?1 AND id <= ?2 AND run_id = ?3",
                   low, high, view->id),
             sizeof *log, &cap);
    view->log = log;
    sqlite3_stmt *stmt =
        query(load,
              "SELECT id, cause_id, tick, t_ns, kind_id, task_id, value, other, line, text"
              " FROM event WHERE id > ?1 AND id <= ?2 AND run_id = ?3 ORDER BY id",
              low, high, view->id);
    while (view->log_count < cap && next(load, stmt))
        read_event(load, stmt, &log[view->log_count++]);
    sqlite3_finalize(stmt);
}

// ---- the whole ----------------------------------------------------------------------------------

vl_status vl_trace_read_run(vl_trace_reader *reader, const char *variant, bool with_log,
                            vl_run_view **out, vl_error *error) {
    holder *into = calloc(1, sizeof *into);
    if (into == NULL)
        return vl_error_set(error, VL_MEMORY, "no memory to read %s", reader->path);
    vl_heap_init(&into->heap, 0);
    vl_arena_init(&into->arena, &into->heap);
    loading load = {.reader = reader, .into = into, .error = error};
    vl_strmap_init(&load.reasons, NULL);
    read_run_row(&load, variant);
    read_params(&load);
    read_tasks(&load);
    if (load.status == VL_OK && into->view.level == VL_TRACE_FULL) {
        read_slices(&load);
        read_outputs(&load);
    }
    if (load.status == VL_OK && with_log)
        read_log(&load);
    vl_strmap_deinit(&load.reasons);
    if (load.status != VL_OK) {
        vl_run_view_free(&into->view);
        return load.status;
    }
    *out = &into->view;
    return VL_OK;
}

void vl_run_view_free(vl_run_view *view) {
    if (view == NULL)
        return;
    holder *into = VL_CONTAINER_OF(view, holder, view);
    vl_arena_deinit(&into->arena);
    vl_heap_deinit(&into->heap);
    free(into);
}
