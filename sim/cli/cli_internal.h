// What the files of cli/ share: sinks, options, the program's text, one run with all that watches
// it.
//
// Ownership: strings in vl__options point into argv; what a vl__program, vl__run or vl__recording
// holds lives until its deinit.
#ifndef VL_CLI_INTERNAL_H
#define VL_CLI_INTERNAL_H

#include "vl_lab.h"
#include "vl_reports.h"
#include "vl_trace.h"

// ---- sinks --------------------------------------------------------------------------------------

// Bytes on their way to a file descriptor. After a failed write the rest is dropped.
typedef struct vl__sink {
    int fd;
    int error;  // errno of the first failure, 0: none
    bool lines; // a terminal: people want to see each line when it comes
    vl_buf pending;
} vl__sink;

void vl__sink_init(vl__sink *sink, int fd);
void vl__sink_deinit(vl__sink *sink); // drops what is pending
void vl__sink_write(vl__sink *sink, const char *bytes, size_t len);
void vl__sink_flush(vl__sink *sink);

typedef struct vl__cli {
    vl__sink out, err; // what goes to err comes after all that was written to out before it
} vl__cli;

void vl__put(vl__cli *cli, const char *bytes, size_t len);            // to out
void vl__say(vl__cli *cli, const char *bytes, size_t len);            // to err, at once
void vl__note(vl__cli *cli, const char *format, ...) VL_PRINTF(2, 3); // "vloop: ..." and a newline
// The error for people, once. `source` is the text of `error->file`, or NULL.
void vl__say_error(vl__cli *cli, const vl_error *error, const char *source, size_t source_len);
// The same without a source, giving the exit code.
int vl__fail(vl__cli *cli, const vl_error *error);

// ---- options ------------------------------------------------------------------------------------

typedef enum vl__colour_use { VL__COLOUR_AUTO, VL__COLOUR_ALWAYS, VL__COLOUR_NEVER } vl__colour_use;

typedef struct vl__options {
    // what runs: see vl_sim_config
    uint64_t seed;
    vl_rng_kind rng;
    bool ignore_seed, sequential;
    int python_minor;
    vl_ties ties;
    uint32_t max_tasks; // 0: no limit
    vl_sim_set *sets;   // owned
    size_t set_count;
    vl_sim_set *env; // owned
    size_t env_count;
    int64_t epoch_ns, max_time_ns;
    uint64_t max_events, max_still;
    int64_t spin_ns;
    size_t max_memory;
    double speed; // of --realtime; 0: do not wait
    const char
        *running; // the first option given that only makes sense where a program runs, or NULL
    // what is kept and shown
    const char *db;
    vl_trace_level trace;
    bool json, quiet, timeline, dis, steps, ascii;
    vl__colour_use colour;
    int width; // 0: ask the terminal
    const char *out, *variant;
    // operands
    const char *file, *kind;
    char *const *args; // the program's own
    int arg_count;
    bool helped; // --help was given, and answered
} vl__options;

typedef struct vl__command {
    const char *name, *operands, *summary, *help;
    unsigned bit;                                         // in the option table's `commands`
    bool takes_rest;                                      // all that follows FILE is the program's
    bool takes_kind;                                      // a second operand
    bool takes_nothing;                                   // no operand at all
    int (*run)(vl__cli *cli, const vl__options *options); // gives the exit code
} vl__command;

const vl__command *vl__commands(void); // ends with a row without name

// Fills `options`, which starts as zeros, from argv[0..argc), argv[0] being the name for messages.
// VL_USAGE with `error` untouched: the message is out already.
vl_status vl__options_parse(vl__options *options, const vl__command *command, int argc, char **argv,
                            vl_error *error);
void vl__options_deinit(vl__options *options);

// Values of options; false, with nothing changed, for what cannot be read.
bool vl__read_count(const char *text, uint64_t max, uint64_t *value); // decimal digits alone
bool vl__read_size(const char *text, size_t *bytes);                  // 64K, 10M, 2G
bool vl__read_epoch(const char *text, int64_t *ns); // seconds since 1970, or 2025-01-31T12:30:00Z
bool vl__read_speed(const char *text, double *speed);

// ---- the terminal -------------------------------------------------------------------------------

vl_term vl__term_of(const vl__options *options, const vl__sink *sink);

// ---- the program --------------------------------------------------------------------------------

#define VL__SOURCE_MAX ((size_t)16 << 20) // bytes of a program or module

typedef struct vl__program {
    const char *path; // as it was given, for messages
    char *text;
    size_t len;
    char *file;       // as CPython's tracebacks name it: absolute, or "<stdin>"
    char *folder;     // where its modules are looked for
    const char *name; // without folders, in `file`
} vl__program;

// `path` "-" is standard input. Refuses what is no regular text: one clear message.
vl_status vl__program_read(vl__program *program, const char *path, vl_error *error);
void vl__program_deinit(vl__program *program);
// The module `name` (dots part folders) from the program's folder and from nowhere else; *text is
// from malloc, `path` what tracebacks call it. False: there is no such file.
bool vl__program_module(const vl__program *program, const char *name, char **text, size_t *len,
                        char *path, size_t path_size);
bool vl__is_database(const char *path); // by its first bytes

// ---- interruption -------------------------------------------------------------------------------

void vl__interrupt_watch(void); // from now on the first Ctrl-C is noted, a second one kills
bool vl__interrupt_seen(void);
void vl__interrupt_hold(bool hold);   // while another program runs that should not be cut off
void vl__interrupt_sleep(int64_t ns); // comes back early if interrupted
int64_t vl__real_ns(void);            // a clock that only goes forward

// ---- runs ---------------------------------------------------------------------------------------

typedef struct vl__run_spec {
    const char *variant;
    vl_mode mode;
    bool drop_out;           // what the program prints is not wanted
    bool keep_out, keep_err; // collect what the program writes instead of passing it on
    bool digest;             // wanted even where nothing is recorded
    vl_trace *trace;         // NULL: not recorded
} vl__run_spec;

typedef struct vl__run {
    vl_status status;
    vl_error error;
    vl_sim_result result;
    char digest[VL_DIGEST_SIZE]; // "" where there is none
    int64_t real_ns;
    vl_buf out, err; // what was kept
    vl_sim_note *notes; // their texts owned
    size_t note_count;
} vl__run;

vl__run_spec vl__spec_as_written(const vl__options *options); // or as its options say
// As options and records spell them.
vl_trace_program vl__program_of(const vl__program *program, const vl__options *options);
// Runs the program once. What went wrong is in `run`; nothing is printed but what the program
// prints.
void vl__run_program(vl__run *run, vl__cli *cli, const vl__options *options,
                     const vl__program *program, const vl__run_spec *spec);
void vl__run_deinit(vl__run *run);
int vl__run_exit_code(const vl__run *run);
bool vl__run_is_complete(const vl__run *run); // it came to an end of its own
bool vl__run_happened(const vl__run *run);    // it got as far as its first step, and to an end
// What the program did not say itself: nothing for a traceback, which it printed.
void vl__run_say(vl__cli *cli, const vl__run *run, const vl__program *program);

// ---- recordings ---------------------------------------------------------------------------------

// Where reports come from: a database that was there, or the traces of runs made now.
typedef struct vl__recording {
    vl__program program;
    vl__run runs[2]; // as written, sequential; what was not run has no outcome
    vl_trace *trace;
    vl_trace_reader *reader;
    vl_run_view *first, *second; // of the same; NULL: there is none
} vl__recording;

typedef struct vl__wish { // what a command wants of a recording
    bool second;          // the sequential run too
    bool slices;          // not tasks alone
    bool log;             // each event
} vl__wish;

// A trace for runs of `program`, at options->db or without a name.
vl_status vl__record(vl_trace **trace, const vl__options *options, const vl__program *program,
                     vl_error *error);
// Makes the database appear, if there is to be one, and opens what was recorded for reading.
vl_status vl__record_read(vl_trace *trace, const vl__options *options, vl_trace_reader **reader,
                          vl_error *error);
// Opens options->file: a database, or a program, which is run. False: what was wished for is not
// all there; why has been reported. `exit_code` is filled in any case.
bool vl__recording_open(vl__recording *recording, vl__cli *cli, const vl__options *options,
                        vl__wish wish, int *exit_code);
void vl__recording_deinit(vl__recording *recording);

// Draws `kind`; where gnuplot cannot, shows the terminal form. Reports; returns the exit code.
int vl__chart(vl__cli *cli, const vl__options *options, const vl_chart_kind *kind,
              const vl_chart_input *input, bool show_instead);

// ---- JSON ---------------------------------------------------------------------------------------

// Prints one object and a newline. False: no memory.
bool vl__json_run(vl__cli *cli, const vl__options *options, const vl__run *run, vl_mode mode);
bool vl__json_versus(vl__cli *cli, const vl__options *options, const vl__recording *recording);

// ---- commands -----------------------------------------------------------------------------------

int vl__main(int argc, char **argv);
#define X(name, ...) int vl__cmd_##name(vl__cli *cli, const vl__options *options);
#include "commands.def"
#undef X

#endif
