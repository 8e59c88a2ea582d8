// One run of a program with all that watches it: the program's streams, Ctrl-C, the real clock, the
// trace and the digest.
#include "cli_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEPT_MAX ((size_t)64 << 20) // bytes of a stream that are collected

// ---- what a program reaches ---------------------------------------------------------------------

typedef struct run_host {
    vl__cli *cli;
    const vl__options *options;
    const vl__program *program;
    const vl__run_spec *spec;
    vl__run *run;
    int64_t start_ns; // on the real clock
} run_host;

static void on_output(void *context, bool is_stderr, const char *text, size_t len) {
    run_host *host = context;
    if (vl__interrupt_seen())
        return; // the engine looks for Ctrl-C now and then; what happens till then did not happen
    const vl__run_spec *spec = host->spec;
    vl_buf *kept = is_stderr ? &host->run->err : &host->run->out;
    if (is_stderr ? spec->keep_err : spec->keep_out)
        kept->failed = kept->len + len > KEPT_MAX || !vl_buf_append(kept, text, len);
    else if (is_stderr)
        vl__say(host->cli, text, len);
    else if (!spec->drop_out)
        vl__put(host->cli, text, len);
}

// Without memory a note is left out.
static void on_note(void *context, const vl_sim_note *note) {
    vl__run *run = context;
    vl_sim_note *notes = realloc(run->notes, (run->note_count + 1) * sizeof *notes);
    char *text = strdup(note->text);
    if (notes != NULL)
        run->notes = notes;
    if (notes == NULL || text == NULL) {
        free(text);
        return;
    }
    notes[run->note_count] = *note;
    notes[run->note_count++].text = text;
}

// Nobody reads any more, or what is kept cannot be kept: going on would be of no use.
static bool is_cut_off(const run_host *host) {
    return host->cli->out.error != 0 || host->run->out.failed || host->run->err.failed;
}

static bool on_poll(void *context) {
    run_host *host = context;
    return vl__interrupt_seen() || is_cut_off(host) ||
           (host->spec->trace != NULL && vl_trace_failed(host->spec->trace));
}

static bool on_source(void *context, const char *name, char **text, size_t *len, char *path,
                      size_t path_size) {
    run_host *host = context;
    return vl__program_module(host->program, name, text, len, path, path_size);
}

vl_trace_program vl__program_of(const vl__program *program, const vl__options *options) {
    return (vl_trace_program){.name = program->name,
                              .source = program->text,
                              .source_len = program->len,
                              .argv = (const char *const *)options->args,
                              .argc = options->arg_count};
}

// ---- the real clock
// ------------------------------------------------------------------------------

// Waits until the real clock is where the virtual one has got to.
static void keep_pace(const run_host *host, int64_t now_ns) {
    vl__sink_flush(&host->cli->out);
    double due = (double)now_ns / host->options->speed;
    double wait = due - (double)(vl__real_ns() - host->start_ns);
    if (wait >= 1)
        vl__interrupt_sleep(wait < 9e18 ? (int64_t)wait : INT64_MAX);
}

// --realtime: the events that move the clock are where to wait.
static void on_paced_event(void *context, const vl_event *event) {
    const run_host *host = context;
    if (event->kind == VL_EVENT_CLOCK_JUMPED || event->kind == VL_EVENT_BLOCKED)
        keep_pace(host, event->now_ns);
}

static vl_observer pacer(run_host *host) {
    bool paced = host->options->speed > 0;
    return (vl_observer){.event = paced ? on_paced_event : NULL, .context = host};
}

// ---- the run ------------------------------------------------------------------------------------

vl__run_spec vl__spec_as_written(const vl__options *options) {
    vl_mode mode = options->sequential       ? VL_MODE_SEQUENTIAL
                   : options->max_tasks != 0 ? VL_MODE_LIMITED
                                             : VL_MODE_AS_WRITTEN;
    return (vl__run_spec){.variant = vl_lab_mode_word(mode), .mode = mode};
}

static vl_sim_config config_of(run_host *host, const char *const *argv) {
    const vl__options *options = host->options;
    return (vl_sim_config){
        .file = host->program->file,
        .source = host->program->text,
        .source_len = host->program->len,
        .argv = argv,
        .argc = options->arg_count + 1,
        .seed = options->seed,
        .rng = options->rng,
        .ignore_seed = options->ignore_seed,
        .python_minor = options->python_minor,
        .ties = options->ties,
        .mode = host->spec->mode,
        .max_tasks = options->max_tasks,
        .epoch_ns = options->epoch_ns,
        .max_time_ns = options->max_time_ns,
        .max_events = options->max_events,
        .max_still = options->max_still,
        .spin_ns = options->spin_ns,
        .note = on_note,
        .note_context = host->run,
        .max_memory = options->max_memory,
        .sets = options->sets,
        .set_count = options->set_count,
        .env = options->env,
        .env_count = options->env_count,
        .io = {.out = on_output, .interrupted = on_poll, .source = on_source, .context = host},
        .observer = pacer(host),
        .dis = options->dis,
    };
}

// The program sees a MemoryError and may go on; if that is what ended it, the limit did. A program
// that raises one itself has not come near the limit.
static bool has_met_memory_limit(const run_host *host, vl_status status) {
    const vl_sim_result *result = &host->run->result;
    size_t limit = host->options->max_memory;
    if (limit == 0)
        return false;
    return status == VL_MEMORY || (status == VL_PROGRAM && result->peak_memory >= limit / 2 &&
                                   strcmp(result->message, "MemoryError") == 0);
}

static vl_status end_by_limit(vl__run *run, size_t bytes, const char *what, const char *advice) {
    run->error = (vl_error){.status = VL_OK};
    vl_error_set(&run->error, VL_LIMIT, "the limit of %zu bytes of %s is reached; %s", bytes, what,
                 advice);
    run->result.outcome = "limit";
    run->result.exit_code = vl_status_exit_code(VL_LIMIT);
    memcpy(run->result.message, run->error.message, sizeof run->error.message);
    return VL_LIMIT;
}

// What became of a run that came back with `status`, now that the command line has its say.
static vl_status judge(run_host *host, vl_status status) {
    vl__run *run = host->run;
    if (run->out.failed || run->err.failed)
        return end_by_limit(run, KEPT_MAX, "collected output", "vloop run without --json has none");
    if (vl__interrupt_seen() && status == VL_OK)
        return VL_INTERRUPTED;
    if (has_met_memory_limit(host, status))
        return end_by_limit(run, host->options->max_memory, "memory", "--max-memory sets it");
    return status;
}

// The status is that of the record; the run's own is in `run`.
static vl_status run_watched(run_host *host, vl_lab_run *lab) {
    vl__run *run = host->run;
    host->start_ns = vl__real_ns();
    vl_status status = vl_lab_simulate(lab);
    run->real_ns = vl__real_ns() - host->start_ns;
    run->result = lab->result;
    run->error = lab->error;
    run->status = status = judge(host, status);
    bool lost = lab->trace != NULL && vl_trace_failed(lab->trace); // that is why it stopped
    if (!vl__run_happened(run) && !lost)
        return status;
    lab->result = run->result;
    lab->error = run->error;
    status = vl_lab_record(lab);
    run->error = lab->error;
    memcpy(run->digest, lab->digest, sizeof run->digest);
    return status;
}

static vl_status run_recorded(run_host *host, const char *const *argv) {
    const vl__run_spec *spec = host->spec;
    vl_lab_run lab = {.config = config_of(host, argv),
                      .program = host->program->name,
                      .variant = spec->variant,
                      .trace = spec->trace,
                      .level = host->options->trace,
                      .wants_digest = spec->digest,
                      .result = host->run->result};
    vl_status status = vl_lab_begin(&lab);
    if (status == VL_OK)
        status = run_watched(host, &lab);
    else
        host->run->error = lab.error;
    vl_lab_end(&lab);
    return status;
}

void vl__run_program(vl__run *run, vl__cli *cli, const vl__options *options,
                     const vl__program *program, const vl__run_spec *spec) {
    run_host host = {.cli = cli, .options = options, .program = program, .spec = spec, .run = run};
    *run = (vl__run){.status = VL_OK, .result = {.outcome = "refused"}};
    vl_buf_init(&run->out, NULL);
    vl_buf_init(&run->err, NULL);
    const char **argv = calloc((size_t)options->arg_count + 1, sizeof *argv);
    if (argv == NULL) {
        run->status = vl_error_set(&run->error, VL_MEMORY, "out of memory");
        return;
    }
    argv[0] = options->file;
    for (int i = 0; i < options->arg_count; i++)
        argv[i + 1] = options->args[i];
    vl_status status = run_recorded(&host, argv);
    if (status != VL_OK)
        run->status = status;
    free(argv);
}

void vl__run_deinit(vl__run *run) {
    vl_buf_deinit(&run->out);
    vl_buf_deinit(&run->err);
    for (size_t i = 0; i < run->note_count; i++)
        free((char *)(uintptr_t)run->notes[i].text);
    free(run->notes);
}

bool vl__run_happened(const vl__run *run) {
    return run->status == VL_OK || run->status == VL_PROGRAM || run->status == VL_DEADLOCK ||
           run->status == VL_LIMIT;
}

// Whether it came to an end of its own, so that its makespan says something.
bool vl__run_is_complete(const vl__run *run) {
    return run->result.outcome != NULL && (run->status == VL_OK || run->status == VL_PROGRAM);
}

int vl__run_exit_code(const vl__run *run) {
    if (run->status == VL_OK || run->status == VL_PROGRAM)
        return run->result.exit_code;
    return vl_status_exit_code(run->status);
}

// The place of an error in the program's text; what ends a run from outside of it has none: the
// line that happened to run says nothing.
static bool has_place(vl_status status) {
    return status == VL_SYNTAX || status == VL_UNSUPPORTED;
}

// A report may be longer than an error's message holds.
static void say_report(vl__cli *cli, const char *report) {
    vl_buf line;
    vl_buf_init(&line, NULL);
    vl_buf_format(&line, "vloop: %s\n", report);
    if (!line.failed)
        vl__say(cli, line.data, line.len);
    vl_buf_deinit(&line);
}

void vl__run_say(vl__cli *cli, const vl__run *run, const vl__program *program) {
    if (run->status == VL_OK || run->status == VL_PROGRAM || cli->out.error != 0)
        return;
    vl_error shown = run->error;
    if (shown.status == VL_OK)
        vl_error_set(&shown, run->status, "%s", vl_status_text(run->status));
    if (!has_place(shown.status)) {
        shown.file[0] = '\0';
        if (strlen(run->result.message) > strlen(shown.message)) {
            say_report(cli, run->result.message);
            return;
        }
    }
    // A long name may be cut in the error.
    bool own = strncmp(shown.file, program->file, sizeof shown.file - 1) == 0;
    if (own && strlen(program->path) < sizeof shown.file)
        memcpy(shown.file, program->path, strlen(program->path) + 1);
    vl__say_error(cli, &shown, own ? program->text : NULL, own ? program->len : 0);
}
