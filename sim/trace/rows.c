// The observer: turns events into rows, and slices, which lives.c derives. Everything is written as it
// comes. Knows the tables event, slice and task; knows nothing of files.
#include "trace_internal.h"

#include <stdlib.h>
#include <string.h>

// ---- rows ---------------------------------------------------------------------------------------

bool vl__sql_run(sqlite3 *db, const char *sql) {
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

sqlite3_stmt *vl__sql_prepare(sqlite3 *db, const char *sql) {
    sqlite3_stmt *stmt = NULL;
    sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
    return stmt;
}

static bool is_ascii(const char *text, size_t len) {
    unsigned char all = 0;
    for (size_t i = 0; i < len; i++)
        all |= (unsigned char)text[i];
    return all < 0x80;
}

static bool mend(vl_buf *scratch, const char *text, size_t len) {
    vl_buf_clear(scratch);
    while (len > 0) {
        ptrdiff_t bad = vl_utf8_invalid(text, len);
        size_t good = bad < 0 ? len : (size_t)bad;
        vl_buf_append(scratch, text, good);
        text += good;
        len -= good;
        if (len > 0) {
            vl_buf_text(scratch, "\xef\xbf\xbd");
            text++;
            len--;
        }
    }
    return !scratch->failed;
}

bool vl__bind_text(sqlite3_stmt *stmt, int place, const char *text, size_t len, vl_buf *scratch) {
    if (text == NULL)
        return sqlite3_bind_null(stmt, place) == SQLITE_OK;
    if (VL_LIKELY(is_ascii(text, len)) || vl_utf8_invalid(text, len) < 0)
        return sqlite3_bind_text64(stmt, place, text, len, SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK;
    return mend(scratch, text, len) &&
           sqlite3_bind_text64(stmt, place, scratch->data, scratch->len, SQLITE_TRANSIENT,
                               SQLITE_UTF8) == SQLITE_OK;
}

bool vl__bind_word(sqlite3_stmt *stmt, int place, const char *word) {
    return sqlite3_bind_text(stmt, place, word, -1, SQLITE_STATIC) == SQLITE_OK;
}

bool vl__row_write(sqlite3_stmt *stmt) {
    sqlite3_step(stmt);
    return sqlite3_reset(stmt) == SQLITE_OK; // says what the step said
}

static void bind_unless_0(sqlite3_stmt *stmt, int place, int64_t number) {
    if (number != 0)
        sqlite3_bind_int64(stmt, place, number);
    else
        sqlite3_bind_null(stmt, place);
}

static void bind_unless_never(sqlite3_stmt *stmt, int place, int64_t moment) {
    if (moment >= 0)
        sqlite3_bind_int64(stmt, place, moment);
    else
        sqlite3_bind_null(stmt, place);
}

static int64_t id_unless_0(int64_t base, uint64_t number) {
    return number != 0 ? base + (int64_t)number : 0;
}

// The first failure is kept; nothing is written after it.
static void keep_fault(vl_trace *trace, bool good) {
    if (VL_UNLIKELY(!good))
        vl__trace_fault(trace, &trace->error);
}

static void keep_no_memory(vl_trace *trace) {
    vl_error_set(&trace->error, VL_MEMORY, "no memory for the trace");
}

// Binding numbers cannot fail; binding a text shows in its result.
static void write_event(vl_trace *trace, const vl_event *event) {
    sqlite3_stmt *add = trace->add_event;
    sqlite3_bind_int64(add, 1, trace->event_base + (int64_t)event->seq);
    sqlite3_bind_int64(add, 3, (int64_t)event->iteration);
    sqlite3_bind_int64(add, 4, event->now_ns);
    sqlite3_bind_int(add, 5, (int)event->kind);
    bind_unless_0(add, 6, id_unless_0(trace->task_base, event->task));
    bind_unless_0(add, 7, id_unless_0(trace->event_base, event->cause));
    bind_unless_0(add, 8, event->value);
    bind_unless_0(add, 9, (int64_t)event->other);
    bind_unless_0(add, 10, event->line);
    keep_fault(trace, vl__bind_text(add, 11, event->text, event->text_len, &trace->scratch) &&
                          vl__row_write(add));
}

static void write_slice(vl_trace *trace, const vl_life *life, int64_t dur_ns) {
    sqlite3_stmt *add = trace->add_slice;
    sqlite3_bind_int64(add, 1, trace->slice_base + ++trace->last_slice);
    sqlite3_bind_int64(add, 3, trace->task_base + (int64_t)life->ord);
    sqlite3_bind_int64(add, 4, life->since_ns);
    sqlite3_bind_int64(add, 5, dur_ns);
    sqlite3_bind_int(add, 6, (int)life->state);
    bind_unless_0(add, 7, life->line);
    sqlite3_bind_int64(add, 9, trace->event_base + (int64_t)life->since_seq);
    const char *reason = life->reason_len > 0 ? life->reason : NULL;
    keep_fault(trace, vl__bind_text(add, 8, reason, life->reason_len, &trace->scratch) &&
                          vl__row_write(add));
}

// `ended`: NULL for a task that had not ended when the run did.
static void write_task(vl_trace *trace, const vl_life *life, const vl_event *ended) {
    static const char *const outcomes[] = {NULL, "done", "failed", "cancelled"};
    sqlite3_stmt *add = trace->add_task;
    vl_outcome outcome = VL_OUTCOME_PENDING;
    if (ended != NULL && ended->value > 0 && ended->value < (int64_t)VL_COUNT(outcomes))
        outcome = (vl_outcome)ended->value;
    trace->totals.outcomes[outcome]++;
    sqlite3_bind_int64(add, 1, trace->task_base + (int64_t)life->ord);
    sqlite3_bind_int64(add, 2, trace->run_id);
    sqlite3_bind_int64(add, 3, (int64_t)life->ord);
    bind_unless_0(add, 4, id_unless_0(trace->task_base, life->parent));
    sqlite3_bind_int64(add, 7, life->created_ns);
    bind_unless_never(add, 8, life->started_ns);
    bind_unless_never(add, 9, ended != NULL ? ended->now_ns : -1);
    const char *coro = life->has_coro ? life->text + life->name_len + 1 : NULL;
    const char *text = ended != NULL ? ended->text : NULL;
    keep_fault(trace, vl__bind_text(add, 5, life->text, life->name_len, &trace->scratch) &&
                          vl__bind_text(add, 6, coro, life->coro_len, &trace->scratch) &&
                          vl__bind_word(add, 10, outcomes[outcome]) &&
                          vl__bind_text(add, 11, text, text != NULL ? ended->text_len : 0,
                                        &trace->scratch) &&
                          vl__row_write(add));
}

// ---- the observer -------------------------------------------------------------------------------

// A task that was ready and ran in the same instant was not kept waiting: no slice. A step that took no
// time is one all the same, and so is a wait.
static void slice_ended(void *context, const vl_life *life, int64_t dur_ns) {
    vl_trace *trace = context;
    trace->totals.state_ns[life->state] += dur_ns;
    if (trace->level == VL_TRACE_FULL && (dur_ns != 0 || life->state != VL_STATE_READY))
        write_slice(trace, life, dur_ns);
}

static void task_ended(void *context, const vl_life *life, const vl_event *ended) {
    write_task(context, life, ended);
}

vl_lives_sink vl__trace_sink(vl_trace *trace) {
    return (vl_lives_sink){.slice = slice_ended,
                           .ended = task_ended,
                           .context = trace,
                           .reasons = trace->level == VL_TRACE_FULL};
}

static void count(vl_trace *trace, const vl_event *event) {
    vl__totals *totals = &trace->totals;
    totals->kinds[event->kind]++;
    totals->iterations = (int64_t)event->iteration;
    if (event->kind == VL_EVENT_BLOCKED)
        totals->blocked_ns += event->value;
    if (event->kind == VL_EVENT_STDOUT && event->text != NULL)
        totals->stdout_bytes += (int64_t)event->text_len;
    if (event->kind == VL_EVENT_TASK_CREATED && (int64_t)event->task > trace->last_ord)
        trace->last_ord = (int64_t)event->task;
    trace->last_seq = (int64_t)event->seq;
    trace->now_ns = event->now_ns;
}

void vl__trace_event(void *context, const vl_event *event) {
    vl_trace *trace = context;
    vl__digest_event(trace->digest, event);
    if (trace->level == VL_TRACE_NONE || VL_UNLIKELY(trace->error.status != VL_OK))
        return;
    count(trace, event);
    if (trace->level == VL_TRACE_FULL)
        write_event(trace, event);
    if (VL_UNLIKELY(!vl_lives_event(&trace->lives, event)))
        keep_no_memory(trace);
    if ((int64_t)trace->lives.count > trace->totals.peak_live)
        trace->totals.peak_live = (int64_t)trace->lives.count;
}

void vl__trace_close_lives(vl_trace *trace) {
    if (!vl_lives_close(&trace->lives, trace->now_ns))
        keep_no_memory(trace);
}
