// vl_trace: the event log of a run. An observer of the engine that writes every event to SQLite,
// computes the digest of the canonical event stream, and reads databases back for reports. Knows the
// engine's events; knows nothing of Python, charts or the command line.
//
// A database is whole or absent: it is written beside its place under another name, in rollback-
// journal mode, and renamed when it is finished. Slices, views and indices are made at the end.
// Ownership: strings given are copied; what a reader returns lives until vl_run_view_free.
#ifndef VL_TRACE_H
#define VL_TRACE_H

#include "vl_engine.h"
#include "vl_lives.h" // vl_state

// ---- writing ------------------------------------------------------------------------------------

typedef enum vl_trace_level { VL_TRACE_NONE, VL_TRACE_SUMMARY, VL_TRACE_FULL } vl_trace_level;

typedef struct vl_trace vl_trace;

// `path` NULL: a private database without a name (reports of a program read it without a file); it
// spills to a temporary file when it is large. Refuses, with VL_DATABASE, a path that holds anything
// but a database of vloop's (or an empty file); an existing one is replaced when this is finished.
vl_status vl_trace_new(vl_trace **out, const char *path, vl_error *error);
void vl_trace_free(vl_trace *trace); // without vl_trace_finish: no file is left
// Indices and views, then the file appears under its name. Every run must have ended. A failure
// leaves no file, and what stood under the name before stays.
vl_status vl_trace_finish(vl_trace *trace, vl_error *error);

typedef struct vl_trace_setting { const char *name, *value; } vl_trace_setting;

typedef struct vl_trace_program {
    const char *name;                 // the file's name without its folders
    const char *source; size_t source_len;
    const char *const *argv; int argc; // the program's arguments
} vl_trace_program;

typedef struct vl_trace_run {
    const char *variant;              // "as-written", "sequential", ...: unique in a database
    const char *mode;                 // "as-written" | "sequential" | "limited"
    uint64_t seed;
    int64_t replication;              // from 0
    const vl_trace_setting *settings; // rng, python, ties, set.NAME ...: part of the digest, in any
    size_t setting_count;             // order; names are unique. The same for all runs of a variant
    vl_trace_level level;
} vl_trace_run;

vl_status vl_trace_program_add(vl_trace *trace, const vl_trace_program *program, vl_error *error);
// Starts a run of the program added last; `observer` is what the loop is to be given. What fails
// while events come in is kept and reported by vl_trace_run_end.
vl_status vl_trace_run_begin(vl_trace *trace, const vl_trace_run *run, vl_observer *observer,
                             vl_error *error);

typedef struct vl_run_end {
    const char *outcome;    // "ok", "error", "deadlock", "limit", "interrupted"
    const char *message;    // the exception or report, or NULL
    int exit_code;
    int64_t makespan_ns;
} vl_run_end;
vl_status vl_trace_run_end(vl_trace *trace, const vl_run_end *end, vl_error *error);
// A note on the run that is under way: see the table. Not part of the digest.
typedef struct vl_trace_note { const char *kind, *text; int line; int64_t at_ns; uint64_t count; } vl_trace_note;
void vl_trace_note_add(vl_trace *trace, const vl_trace_note *note);
bool vl_trace_failed(const vl_trace *trace); // so far: the run may as well be stopped

// 32 hexadecimal digits and NUL: XXH3-128 over the canonical event stream (see digest.c), so far.
#define VL_DIGEST_SIZE 33
void vl_trace_digest(const vl_trace *trace, char out[VL_DIGEST_SIZE]); // of the last or current run
// The observer of a digest alone: no database. `program` may be NULL (a model in C).
typedef struct vl_digest vl_digest;
vl_status vl_digest_new(vl_digest **out, const vl_trace_program *program, const vl_trace_run *run,
                        vl_observer *observer, vl_error *error);
void vl_digest_text(const vl_digest *digest, char out[VL_DIGEST_SIZE]);
void vl_digest_free(vl_digest *digest);

// ---- reading ------------------------------------------------------------------------------------

typedef struct vl_view_slice {  // one state of one task; dur 0 for a step that took no time
    int64_t start_ns, dur_ns;
    vl_state state;
    const char *reason;         // "sleep(1.5)", "gather", "Task-2", "Lock" ...; "" none
    int line;
} vl_view_slice;

typedef struct vl_view_task {
    int64_t ord;                // 1, 2, 3 ... in creation order
    int64_t parent;             // ord of its creator, 0: none
    const char *name, *coro;
    int64_t created_ns, started_ns, ended_ns; // -1: never
    vl_outcome outcome;         // VL_OUTCOME_PENDING: not ended when the run was
    const char *error;          // exception text or ""
    const vl_view_slice *slices; size_t slice_count; // by time, without gaps from creation to end
} vl_view_task;

typedef struct vl_view_output { // one write to stdout
    int64_t at_ns, task;        // task ord, 0: outside of tasks
    const char *text;           // as written, newline included; NUL added
    size_t text_len;
} vl_view_output;

typedef struct vl_view_event {  // the log itself, in order (only where the level is full)
    uint64_t seq, cause, iteration;
    int64_t at_ns, value, task, other;
    vl_event_kind kind;
    int line;
    const char *text;           // "" none
    size_t text_len;
} vl_view_event;

typedef struct vl_run_view {
    int64_t id;
    const char *program, *variant, *mode, *outcome, *message, *digest, *python, *ties, *rng;
    const char *source; size_t source_len;
    uint64_t seed;
    int64_t replication, makespan_ns, events; // events: that happened, stored or not
    int exit_code;
    vl_trace_level level;       // SUMMARY: tasks without slices, no outputs
    const vl_view_task *tasks; size_t task_count;
    const vl_view_output *outputs; size_t output_count;
    const vl_view_event *log; size_t log_count;
} vl_run_view;

typedef struct vl_trace_reader vl_trace_reader;
// Opens a finished database read-only; VL_DATABASE with one clear message for a file that is no
// database, another program's, of a newer schema, or damaged.
vl_status vl_trace_open(vl_trace_reader **out, const char *path, vl_error *error);
// Reads the ended runs of a trace, which must outlive the reader unless it is finished.
vl_status vl_trace_reader_of(vl_trace_reader **out, vl_trace *trace, vl_error *error);
void vl_trace_reader_free(vl_trace_reader *reader);
// The run of `variant`, replication 0 (NULL: the first run). `with_log` loads the events too.
// A run of level summary has tasks but no slices, outputs or log (`level` says so); asking for its
// log is an error. A task that had not ended when the run did has slices up to the run's end.
vl_status vl_trace_read_run(vl_trace_reader *reader, const char *variant, bool with_log,
                            vl_run_view **out, vl_error *error);
void vl_run_view_free(vl_run_view *view);

#endif
