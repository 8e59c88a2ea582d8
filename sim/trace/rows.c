// The observer: turns events into rows, and into slices by a state machine a task. Everything is
// written as it comes; what is kept is one vl__life a live task. Knows the tables event, slice and
// task; knows nothing of files.
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

static void write_slice(vl_trace *trace, const vl__life *life, int64_t dur_ns) {
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
static void write_task(vl_trace *trace, const vl__life *life, const vl_event *ended) {
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

// ---- the state machine --------------------------------------------------------------------------

// Ends the open slice. A task that was ready and ran in the same instant was not kept waiting: no
// slice. A step that took no time is one all the same, and so is a wait.
static void close_slice(vl_trace *trace, const vl__life *life, int64_t now_ns) {
    int64_t dur_ns = now_ns - life->since_ns;
    trace->totals.state_ns[life->state] += dur_ns;
    if (trace->level == VL_TRACE_FULL && (dur_ns != 0 || life->state != VL_STATE_READY))
        write_slice(trace, life, dur_ns);
}

static void turn(vl_trace *trace, vl__life *life, vl_state state, const vl_event *event, int line) {
    close_slice(trace, life, event->now_ns);
    life->state = state;
    life->since_ns = event->now_ns;
    life->since_seq = event->seq;
    life->line = line;
    life->reason_len = 0;
}

static void give_reason(vl_trace *trace, vl__life *life, const char *text, size_t len) {
    if (trace->level == VL_TRACE_FULL && !vl__life_reason(life, text, len))
        keep_no_memory(trace);
}

static void give_sleep(vl_trace *trace, vl__life *life, int64_t now_ns) {
    if (trace->level != VL_TRACE_FULL)
        return;
    vl_buf *text = &trace->scratch;
    vl_buf_clear(text);
    vl_buf_text(text, "sleep(");
    vl_format_seconds(text, life->deadline_ns - now_ns);
    vl_buf_char(text, ')');
    if (text->failed)
        keep_no_memory(trace);
    else
        give_reason(trace, life, text->data, text->len);
}

static void task_created(vl_trace *trace, const vl_event *event) {
    if (vl__lives_add(&trace->lives, event) == NULL) {
        keep_no_memory(trace);
        return;
    }
    trace->last_ord =
        (int64_t)event->task > trace->last_ord ? (int64_t)event->task : trace->last_ord;
    vl__totals *totals = &trace->totals;
    totals->live++;
    totals->peak_live = totals->live > totals->peak_live ? totals->live : totals->peak_live;
}

static void task_stepped(vl_trace *trace, vl__life *life, const vl_event *event) {
    turn(trace, life, VL_STATE_RUNNING, event, event->line != 0 ? event->line : life->line);
    if (life->started_ns < 0)
        life->started_ns = event->now_ns;
}

// What a wait is for, where the event has no text that says it.
static void find_reason(vl_trace *trace, vl__life *life, const vl_event *event, vl_wait wait) {
    static const char *const words[] = {
        [VL_WAIT_SLEEP] = "sleep",   [VL_WAIT_TASK] = "task",      [VL_WAIT_GATHER] = "gather",
        [VL_WAIT_FUTURE] = "future", [VL_WAIT_YIELD] = "sleep(0)", [VL_WAIT_OTHER] = "",
    };
    const vl__life *other =
        wait == VL_WAIT_TASK ? vl__lives_get(&trace->lives, event->other) : NULL;
    if (wait == VL_WAIT_SLEEP && event->other != 0 && event->other == life->timer)
        give_sleep(trace, life, event->now_ns);
    else if (other != NULL)
        give_reason(trace, life, other->text, other->name_len);
    else
        give_reason(trace, life, words[wait], strlen(words[wait]));
}

// A task that yields is in the ready queue already. A sleep without a timer has not begun: in
// sequential mode the task's children come first; it waits for them.
static void task_suspended(vl_trace *trace, vl__life *life, const vl_event *event) {
    static const vl_state states[] = {
        [VL_WAIT_SLEEP] = VL_STATE_SLEEPING, [VL_WAIT_TASK] = VL_STATE_WAITING,
        [VL_WAIT_GATHER] = VL_STATE_WAITING, [VL_WAIT_FUTURE] = VL_STATE_WAITING,
        [VL_WAIT_YIELD] = VL_STATE_READY,    [VL_WAIT_OTHER] = VL_STATE_WAITING,
    };
    bool known = event->value >= 0 && event->value < (int64_t)VL_COUNT(states);
    vl_wait wait = known ? (vl_wait)event->value : VL_WAIT_OTHER;
    life->sleep_is_held = wait == VL_WAIT_SLEEP && event->other == 0;
    turn(trace, life, life->sleep_is_held ? VL_STATE_WAITING : states[wait], event, event->line);
    if (life->sleep_is_held)
        give_reason(trace, life, "children", strlen("children"));
    else if (event->text != NULL && event->text_len > 0)
        give_reason(trace, life, event->text, event->text_len);
    else
        find_reason(trace, life, event, wait);
}

static void timer_set(vl_trace *trace, vl__life *life, const vl_event *event) {
    life->timer = event->other;
    life->deadline_ns = event->value;
    if (life->sleep_is_held) {
        life->sleep_is_held = false;
        turn(trace, life, VL_STATE_SLEEPING, event, life->line);
        give_sleep(trace, life, event->now_ns);
    }
}

// Its line is where it stands; the event's is that of whoever woke it.
static void task_resumed(vl_trace *trace, vl__life *life, const vl_event *event) {
    life->sleep_is_held = false;
    if (life->state != VL_STATE_READY)
        turn(trace, life, VL_STATE_READY, event, life->line);
}

static void task_ended(vl_trace *trace, vl__life *life, const vl_event *event) {
    close_slice(trace, life, event->now_ns);
    write_task(trace, life, event);
    vl__lives_remove(&trace->lives, life);
    trace->totals.live--;
}

// What an event does to the task it concerns.
static void (*const transitions[VL_EVENT_COUNT_])(vl_trace *, vl__life *, const vl_event *) = {
    [VL_EVENT_TASK_STARTED] = task_stepped, [VL_EVENT_TASK_SUSPENDED] = task_suspended,
    [VL_EVENT_TASK_RESUMED] = task_resumed, [VL_EVENT_TASK_STEPPED] = task_stepped,
    [VL_EVENT_TASK_ENDED] = task_ended,     [VL_EVENT_TIMER_SET] = timer_set,
};

static void count(vl_trace *trace, const vl_event *event) {
    vl__totals *totals = &trace->totals;
    totals->kinds[event->kind]++;
    totals->iterations = (int64_t)event->iteration;
    if (event->kind == VL_EVENT_BLOCKED)
        totals->blocked_ns += event->value;
    if (event->kind == VL_EVENT_STDOUT && event->text != NULL)
        totals->stdout_bytes += (int64_t)event->text_len;
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
    if (event->kind == VL_EVENT_TASK_CREATED) {
        task_created(trace, event);
    } else if (transitions[event->kind] != NULL) {
        vl__life *life = vl__lives_get(&trace->lives, event->task);
        if (life != NULL)
            transitions[event->kind](trace, life, event);
    }
}

void vl__trace_close_lives(vl_trace *trace) {
    size_t count = trace->lives.count;
    vl__life **sorted = vl__lives_sorted(&trace->lives);
    if (sorted == NULL && count > 0)
        keep_no_memory(trace);
    for (size_t i = 0; sorted != NULL && i < count; i++) {
        close_slice(trace, sorted[i], trace->now_ns);
        write_task(trace, sorted[i], NULL);
    }
    free(sorted);
    vl__lives_clear(&trace->lives);
}
