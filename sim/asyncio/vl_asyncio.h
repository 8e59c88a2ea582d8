// vl_asyncio: a simulation. Joins the language to the engine: the modules asyncio, time and random on
// the virtual clock, and the driver that steps coroutines as engine tasks. A simulation is a value:
// any number of them run side by side in threads, and two never touch.
//
// Ownership: what the configuration points to is borrowed until vl_sim_free.
#ifndef VL_ASYNCIO_H
#define VL_ASYNCIO_H

#include "vl_engine.h"
#include "vl_python.h"
#include "vl_random.h"

typedef struct vl_sim vl_sim;

typedef py_setting vl_sim_set; // --set NAME=VALUE: a Python literal, else text

typedef struct vl_sim_io { // what the program reaches; each may be NULL
    void (*out)(void *context, bool is_stderr, const char *text, size_t len);
    bool (*interrupted)(void *context);         // true: end the run (Ctrl-C)
    bool (*source)(void *context, const char *name, char **text, size_t *len, char *path,
                   size_t path_size);           // sibling modules, see py_host
    void *context;
} vl_sim_io;

// What CPython would not have told: told once for each place, when the run has ended.
typedef struct vl_sim_note {
    const char *kind;  // a row of notes.def: "blocked-loop", "unordered", "lost-exception", "livelock"
    int line;          // in the program; 0: unknown
    int64_t at_ns;     // of the first time
    uint64_t count;    // how often
    const char *text;  // for people, one line
} vl_sim_note;

typedef struct vl_sim_config {
    const char *file;             // as it is to appear in tracebacks
    const char *source; size_t source_len;
    const char *const *argv; int argc; // sys.argv, the file's name first
    uint64_t seed;
    vl_rng_kind rng;
    bool ignore_seed;             // random.seed(n) in the program does nothing
    int python_minor;             // 11 ... 14; 0: 13
    vl_ties ties;
    vl_mode mode;
    uint32_t max_tasks;
    int64_t epoch_ns;             // time.time() at the start, since 1970
    int64_t max_time_ns;          // 0: none
    uint64_t max_events;          // 0: none; 1,000 backward jumps or calls without an event count as one
    size_t max_memory;            // bytes; 0: none
    uint64_t max_still;           // 0: none; iterations without time passing: a livelock
    int64_t spin_ns;              // see vl_loop_config
    void (*note)(void *context, const vl_sim_note *note); // NULL: nobody asks
    void *note_context;
    uint64_t fail_at;             // for tests: the allocation with this number fails; 0: none
    const vl_sim_set *sets; size_t set_count;
    const vl_sim_set *env; size_t env_count; // os.environ
    vl_sim_io io;
    vl_observer observer;         // event NULL: none
    bool dis;                     // write the bytecode to out and run nothing
} vl_sim_config;

#define VL_EPOCH_NS (INT64_C(1735689600) * VL_NS_PER_S) // 2025-01-01T00:00:00Z

typedef struct vl_sim_result {
    int exit_code;
    const char *outcome; // "ok", "error", "deadlock", "limit", "interrupted", "refused"
    char message[2048];  // exception's last line, or the report of a deadlock; "" if ok
    int64_t makespan_ns;
    uint64_t tasks, events, iterations;
    size_t peak_memory;
} vl_sim_result;

vl_status vl_sim_new(vl_sim **out, const vl_sim_config *config, vl_error *error);
// Runs the program to its end. The status is that of the run: OK, PROGRAM (an exception, printed to
// stderr as CPython does), SYNTAX, UNSUPPORTED, DEADLOCK, LIMIT, INTERRUPTED, MEMORY; `error` has the
// message for all but OK and PROGRAM. `result` is filled in any case.
vl_status vl_sim_run(vl_sim *sim, vl_sim_result *result, vl_error *error);
void vl_sim_free(vl_sim *sim);

#endif
