// What the files of trace/ share. See each file's head for what it knows.
#ifndef VL_TRACE_INTERNAL_H
#define VL_TRACE_INTERNAL_H

#include "vl_lives.h"
#include "vl_trace.h"

#include <sqlite3.h>
#define XXH_STATIC_LINKING_ONLY // the state as a struct
#include <xxhash.h>

#define VL__APPLICATION_ID 0x766C6F70
#define VL__SCHEMA_VERSION 3

extern const char vl__schema_tables[], vl__schema_last[]; // schema.sql, in two parts

// ---- digest -------------------------------------------------------------------------------------

#define VL__DIGEST_BUFFER 4096

struct vl_digest {
    XXH3_state_t state; // first: wants an alignment of 64
    size_t used;
    unsigned char pending[VL__DIGEST_BUFFER]; // not yet in `state`
};

vl_digest *vl__digest_alloc(void); // NULL without memory
void vl__digest_program(vl_digest *digest,
                        const vl_trace_program *program);        // starts it; NULL is fine
bool vl__digest_run(vl_digest *digest, const vl_trace_run *run); // false: no memory
void vl__digest_event(vl_digest *digest, const vl_event *event);

// ---- place --------------------------------------------------------------------------------------

// A file being written beside the place where it is to appear.
typedef struct vl__place {
    char *path, *temp, *journal; // `path` with links resolved
    int fd;                      // of `temp`, locked; -1: none
    bool stays;                  // `temp`, when it is not committed
} vl__place;

vl_status vl__place_open(vl__place *place, const char *path, vl_error *error);
// The same beside NAME.partial, which stays when it is closed: *found says whether it was there. An
// existing one is for `resume` alone, and then a finished file is where to go on from, too.
vl_status vl__place_open_partial(vl__place *place, const char *path, bool resume, bool *found,
                                 vl_error *error);
vl_status vl__place_commit(vl__place *place, vl_error *error); // the file appears; then close
void vl__place_close(vl__place *place);                        // removes what was not committed
// Reads the head of a file: VL_OK where it is a database of vloop's. `empty_fits` takes an empty
// file or none at all for one too, and advises to choose another name.
vl_status vl__place_check(const char *path, bool empty_fits, vl_error *error);

// ---- rows ---------------------------------------------------------------------------------------

// A database of the schema without rows, in a transaction; the connection says what failed.
bool vl__sql_create(sqlite3 *db);
// The program's row, made unless there is an equal one.
bool vl__program_row(sqlite3 *db, vl_buf *scratch, const vl_trace_program *program, int64_t *id);
// Runs statements; false at the first failure, with the cause left in the connection.
bool vl__sql_run(sqlite3 *db, const char *sql);
sqlite3_stmt *vl__sql_prepare(sqlite3 *db, const char *sql); // NULL on failure
// Binds text that lives until the row is written; bytes that are no UTF-8 become U+FFFD. NULL
// binds NULL. `scratch` holds the mended text.
bool vl__bind_text(sqlite3_stmt *stmt, int place, const char *text, size_t len, vl_buf *scratch);
bool vl__bind_word(sqlite3_stmt *stmt, int place, const char *word); // NUL-terminated or NULL
// Steps a statement that gives no rows and resets it.
bool vl__row_write(sqlite3_stmt *stmt);

// ---- the writer ---------------------------------------------------------------------------------

typedef struct vl__totals { // over a run: the source of the built-in metrics
    int64_t kinds[VL_EVENT_COUNT_];
    int64_t state_ns[VL_STATE_COUNT_];
    int64_t outcomes[VL_OUTCOME_CANCELLED + 1];
    int64_t stdout_bytes, blocked_ns, peak_live, iterations;
} vl__totals;

struct vl_trace {
    sqlite3 *db;
    vl__place place; // unused without a path
    char *finished;  // the path, once the file is there
    vl_buf scratch;
    vl_error error; // the first failure while events came in
    sqlite3_stmt *add_event, *add_slice, *add_task;
    vl_digest *program_digest, *digest; // fed with the program; with the current run

    int64_t program_id, run_id; // 0: none yet
    int64_t variant_id, replication;
    uint64_t seed;
    vl_trace_level level;
    bool named, running;

    int64_t event_base, task_base, slice_base;
    int64_t last_seq, last_ord, last_slice; // of the run: as many as there were
    int64_t now_ns;
    vl_lives lives;
    vl__totals totals;
};

// Fills `error` with what the connection says.
vl_status vl__trace_fault(vl_trace *trace, vl_error *error);
void vl__trace_event(void *context, const vl_event *event); // the observer
vl_lives_sink vl__trace_sink(vl_trace *trace);
// Closes the slices of tasks that have not ended and writes their rows.
void vl__trace_close_lives(vl_trace *trace);

// ---- the reader ---------------------------------------------------------------------------------

struct vl_trace_reader {
    sqlite3 *db;
    bool owned; // the connection is the reader's
    char *path; // for messages
};

vl_status vl__reader_fault(const vl_trace_reader *reader, vl_error *error); // by the connection
vl_status vl__reader_damaged(const vl_trace_reader *reader, const char *what, vl_error *error);

#endif
