// A trace as a whole: opening it, its programs, finishing it. Runs are in writer_run.c, what
// happens in them in rows.c, files in place.c.
#include "trace_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Rollback journal, so that the finished file is one file; one transaction around everything; the
// cache bounds the memory, what does not fit goes to the file early.
static const char settings[] = "PRAGMA page_size = 16384;"
                               "PRAGMA journal_mode = DELETE;"
                               "PRAGMA synchronous = FULL;"
                               "PRAGMA cache_size = -16384;"
                               "PRAGMA foreign_keys = OFF;"
                               "BEGIN EXCLUSIVE;";

static const struct {
    const char *name, *value, *other;
} kinds[VL_EVENT_COUNT_] = {
#define X(name, word, value, other) {word, value, other},
#include "events.def"
#undef X
};

_Static_assert(VL_EVENT_TIMER_SET == 7 && VL_EVENT_TIMER_FIRED == 8 &&
                   VL_EVENT_TIMER_CANCELLED == 9 && VL_EVENT_STDOUT == 13,
               "schema.sql has these numbers in its views");

vl_status vl__trace_fault(vl_trace *trace, vl_error *error) {
    const char *name = trace->place.path != NULL ? trace->place.path : "the trace";
    if (trace->db == NULL || sqlite3_errcode(trace->db) == SQLITE_NOMEM)
        return vl_error_set(error, VL_MEMORY, "no memory for the trace");
    return vl_error_set(error, VL_DATABASE, "cannot write %s: %s", name, sqlite3_errmsg(trace->db));
}

static bool fill_kinds(sqlite3 *db) {
    sqlite3_stmt *add = vl__sql_prepare(db, "INSERT INTO kind VALUES (?, ?, ?, ?)");
    bool good = add != NULL;
    for (int i = 0; good && i < VL_EVENT_COUNT_; i++) {
        sqlite3_bind_int(add, 1, i);
        good = vl__bind_word(add, 2, kinds[i].name) && vl__bind_word(add, 3, kinds[i].value) &&
               vl__bind_word(add, 4, kinds[i].other) && vl__row_write(add);
    }
    sqlite3_finalize(add);
    return good;
}

static bool fill_states(sqlite3 *db) {
    static const char *const states[VL_STATE_COUNT_] = {
        [VL_STATE_READY] = "ready",
        [VL_STATE_RUNNING] = "running",
        [VL_STATE_SLEEPING] = "sleeping",
        [VL_STATE_WAITING] = "waiting",
    };
    sqlite3_stmt *add = vl__sql_prepare(db, "INSERT INTO state VALUES (?, ?)");
    bool good = add != NULL;
    for (int i = 0; good && i < VL_STATE_COUNT_; i++) {
        sqlite3_bind_int(add, 1, i);
        good = vl__bind_word(add, 2, states[i]) && vl__row_write(add);
    }
    sqlite3_finalize(add);
    return good;
}

bool vl__sql_create(sqlite3 *db) {
    return vl__sql_run(db, settings) && vl__sql_run(db, vl__schema_tables) &&
           vl__sql_run(db, "INSERT INTO meta VALUES"
                           " ('vloop_version', '" VL_VERSION "'), ('digest', 'XXH3-128 1')") &&
           fill_kinds(db) && fill_states(db);
}

static bool prepare(vl_trace *trace) {
    sqlite3 *db = trace->db;
    trace->add_event =
        vl__sql_prepare(db, "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    trace->add_slice = vl__sql_prepare(db, "INSERT INTO slice VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    trace->add_task =
        vl__sql_prepare(db, "INSERT INTO task VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    return trace->add_event != NULL && trace->add_slice != NULL && trace->add_task != NULL;
}

static vl_status open_database(vl_trace *trace, vl_error *error) {
    // "" is SQLite's name for a private database that spills to a temporary file.
    const char *name = trace->named ? trace->place.temp : "";
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(name, &trace->db, flags, NULL) != SQLITE_OK || !vl__sql_create(trace->db) ||
        !prepare(trace))
        return vl__trace_fault(trace, error);
    return VL_OK;
}

vl_status vl_trace_new(vl_trace **out, const char *path, vl_error *error) {
    vl_trace *trace = calloc(1, sizeof *trace);
    if (trace == NULL)
        return vl_error_set(error, VL_MEMORY, "no memory for a trace");
    trace->place.fd = -1;
    trace->named = path != NULL;
    vl_buf_init(&trace->scratch, NULL);
    trace->digest = vl__digest_alloc();
    trace->program_digest = vl__digest_alloc();
    vl_status status = VL_OK;
    if (trace->digest == NULL || trace->program_digest == NULL)
        status = vl_error_set(error, VL_MEMORY, "no memory for a trace");
    if (status == VL_OK && trace->named)
        status = vl__place_open(&trace->place, path, error);
    if (status == VL_OK)
        status = open_database(trace, error);
    if (status != VL_OK) {
        vl_trace_free(trace);
        return status;
    }
    *out = trace;
    return VL_OK;
}

static bool close_database(vl_trace *trace) {
    sqlite3_finalize(trace->add_event);
    sqlite3_finalize(trace->add_slice);
    sqlite3_finalize(trace->add_task);
    trace->add_event = trace->add_slice = trace->add_task = NULL;
    bool good = sqlite3_close_v2(trace->db) == SQLITE_OK;
    trace->db = NULL;
    return good;
}

void vl_trace_free(vl_trace *trace) {
    if (trace == NULL)
        return;
    close_database(trace);
    vl__place_close(&trace->place);
    vl_lives_clear(&trace->lives);
    vl_buf_deinit(&trace->scratch);
    vl_digest_free(trace->digest);
    vl_digest_free(trace->program_digest);
    free(trace->finished);
    free(trace);
}

static vl_status publish(vl_trace *trace, vl_error *error) {
    trace->finished = strdup(trace->place.path);
    if (trace->finished == NULL)
        return vl_error_set(error, VL_MEMORY, "no memory to finish the trace");
    if (!close_database(trace))
        return vl_error_set(error, VL_DATABASE, "cannot finish %s", trace->place.path);
    return vl__place_commit(&trace->place, error);
}

vl_status vl_trace_finish(vl_trace *trace, vl_error *error) {
    vl_status status = trace->error.status;
    if (status != VL_OK)
        vl_error_set(error, status, "%s", trace->error.message);
    else if (trace->running)
        status = vl_error_set(error, VL_DATABASE, "the trace has a run that has not ended");
    else if (trace->db == NULL || sqlite3_get_autocommit(trace->db))
        status = vl_error_set(error, VL_DATABASE, "the trace is finished already");
    else if (!vl__sql_run(trace->db, vl__schema_last) || !vl__sql_run(trace->db, "COMMIT"))
        status = vl__trace_fault(trace, error);
    else if (trace->named)
        status = publish(trace, error);
    if (trace->named) {
        close_database(trace);
        vl__place_close(&trace->place);
    }
    return status;
}

// ---- programs -----------------------------------------------------------------------------------

static void hash_text(const char *text, size_t len, char out[33]) {
    XXH128_hash_t hash = XXH3_128bits(text, len);
    snprintf(out, 33, "%016llx%016llx", (unsigned long long)hash.high64,
             (unsigned long long)hash.low64);
}

// The arguments as a JSON array, to sqlite3_free; NULL on failure. SQLite does the quoting.
static char *arguments(sqlite3 *db, vl_buf *scratch, const vl_trace_program *program) {
    sqlite3_stmt *add = vl__sql_prepare(db, "SELECT json_insert(?1, '$[#]', ?2)");
    char *array = add != NULL ? sqlite3_mprintf("[]") : NULL;
    for (int i = 0; array != NULL && i < program->argc; i++) {
        char *longer = NULL;
        const char *argument = program->argv[i];
        if (vl__bind_word(add, 1, array) &&
            vl__bind_text(add, 2, argument, strlen(argument), scratch) &&
            sqlite3_step(add) == SQLITE_ROW && sqlite3_column_text(add, 0) != NULL)
            longer = sqlite3_mprintf("%s", (const char *)sqlite3_column_text(add, 0));
        sqlite3_reset(add);
        sqlite3_free(array);
        array = longer;
    }
    sqlite3_finalize(add);
    return array;
}

static bool bind_program(sqlite3_stmt *stmt, const vl_trace_program *program, const char *argv,
                         const char *hash, vl_buf *scratch) {
    return vl__bind_text(stmt, 1, program->name, strlen(program->name), scratch) &&
           vl__bind_word(stmt, 2, argv) && vl__bind_word(stmt, 3, hash);
}

static bool find_or_add(sqlite3 *db, vl_buf *scratch, const vl_trace_program *program, const char *argv,
                        int64_t *id) {
    char hash[33];
    hash_text(program->source, program->source_len, hash);
    sqlite3_stmt *find = vl__sql_prepare(
        db, "SELECT id FROM program WHERE name = ? AND argv = ? AND hash = ?");
    sqlite3_stmt *add = vl__sql_prepare(
        db, "INSERT INTO program (name, argv, hash, source) VALUES (?, ?, ?, ?)");
    bool good =
        find != NULL && add != NULL && bind_program(find, program, argv, hash, scratch);
    int found = good ? sqlite3_step(find) : SQLITE_ERROR;
    if (found == SQLITE_ROW) {
        *id = sqlite3_column_int64(find, 0);
    } else {
        good = found == SQLITE_DONE && bind_program(add, program, argv, hash, scratch) &&
               vl__bind_text(add, 4, program->source, program->source_len, scratch) &&
               vl__row_write(add);
        *id = sqlite3_last_insert_rowid(db);
    }
    sqlite3_finalize(find);
    sqlite3_finalize(add);
    return good;
}

bool vl__program_row(sqlite3 *db, vl_buf *scratch, const vl_trace_program *program, int64_t *id) {
    char *argv = arguments(db, scratch, program);
    bool good = argv != NULL && find_or_add(db, scratch, program, argv, id);
    sqlite3_free(argv);
    return good;
}

vl_status vl_trace_program_add(vl_trace *trace, const vl_trace_program *program, vl_error *error) {
    if (trace->db == NULL || trace->running)
        return vl_error_set(error, VL_DATABASE, "the trace does not take a program now");
    if (!vl__program_row(trace->db, &trace->scratch, program, &trace->program_id))
        return vl__trace_fault(trace, error);
    vl__digest_program(trace->program_digest, program);
    return VL_OK;
}
