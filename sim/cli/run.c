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
    int64_t start_ns;  // on the real clock
    vl_observer inner; // what the observer that keeps pace passes events on to
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

// ---- settings of a run, as they are recorded ----------------------------------------------------

static const char *const python_words[] = {"3.11", "3.12", "3.13", "3.14"};
static const char *const rng_words[] = {[VL_RNG_PCG64] = "pcg64", [VL_RNG_MT19937] = "mt19937"};
static const char *const ties_words[] = {[VL_TIES_REAL] = "real",
                                         [VL_TIES_FIFO] = "fifo",
                                         [VL_TIES_HEAP] = "heap",
                                         [VL_TIES_SHUFFLE] = "shuffle"};
static const char *const mode_words[] = {[VL_MODE_AS_WRITTEN] = "as-written",
                                         [VL_MODE_SEQUENTIAL] = "sequential",
                                         [VL_MODE_LIMITED] = "limited"};

const char *vl__mode_word(vl_mode mode) {
    return mode_words[mode];
}

const char *vl__python_word(const vl__options *options) {
    return python_words[options->python_minor - 11];
}

const char *vl__rng_word(const vl__options *options) {
    return rng_words[options->rng];
}

const char *vl__ties_word(const vl__options *options) {
    return ties_words[options->ties];
}

#define FIXED_SETTINGS 6

typedef struct setting_list {
    vl_trace_setting *rows;
    size_t count;
    vl_buf names; // "set.NAME", one after the other
    char numbers[FIXED_SETTINGS][24];
} setting_list;

static void add_setting(setting_list *settings, const char *name, const char *value) {
    settings->rows[settings->count++] = (vl_trace_setting){name, value};
}

// Only what is not as usual, but for the three that every run has. Limits are left out: one that is
// not reached must not change the digest, and one that is shows in the events.
static void add_number(setting_list *settings, const char *name, uint64_t value, uint64_t usual) {
    if (value == usual)
        return;
    char *text = settings->numbers[settings->count];
    snprintf(text, sizeof settings->numbers[0], "%llu", (unsigned long long)value);
    add_setting(settings, name, text);
}

static bool add_sets(setting_list *settings, const vl__options *options) {
    for (size_t i = 0; i < options->set_count; i++)
        vl_buf_format(&settings->names, "set.%s%c", options->sets[i].name, '\0');
    if (settings->names.failed)
        return false;
    const char *name = settings->names.data;
    for (size_t i = 0; i < options->set_count; i++, name += strlen(name) + 1)
        add_setting(settings, name, options->sets[i].value);
    return true;
}

static bool settings_init(setting_list *settings, const vl__options *options) {
    settings->count = 0;
    vl_buf_init(&settings->names, NULL);
    settings->rows = calloc(FIXED_SETTINGS + options->set_count, sizeof *settings->rows);
    if (settings->rows == NULL)
        return false;
    add_setting(settings, "rng", vl__rng_word(options));
    add_setting(settings, "python", vl__python_word(options));
    add_setting(settings, "ties", vl__ties_word(options));
    add_number(settings, "epoch", (uint64_t)options->epoch_ns, (uint64_t)VL_EPOCH_NS);
    add_number(settings, "ignore-seed", options->ignore_seed, false);
    add_number(settings, "max-tasks", options->max_tasks, 0);
    return add_sets(settings, options);
}

static void settings_deinit(setting_list *settings) {
    vl_buf_deinit(&settings->names);
    free(settings->rows);
}

// ---- who watches --------------------------------------------------------------------------------

// The trace knows the digest too; a run that nobody watches gets no observer.
typedef struct run_watch {
    vl_observer observer;
    vl_trace *trace;
    vl_digest *digest;
} run_watch;

static vl_status watch_begin(run_watch *watch, const run_host *host, const setting_list *settings,
                             vl_error *error) {
    const vl__run_spec *spec = host->spec;
    vl_trace_program program = vl__program_of(host->program, host->options);
    vl_trace_run about = {.variant = spec->variant,
                          .mode = vl__mode_word(spec->mode),
                          .seed = host->options->seed,
                          .settings = settings->rows,
                          .setting_count = settings->count,
                          .level = host->options->trace};
    watch->trace = spec->trace;
    if (spec->trace != NULL)
        return vl_trace_run_begin(spec->trace, &about, &watch->observer, error);
    if (spec->digest)
        return vl_digest_new(&watch->digest, &program, &about, &watch->observer, error);
    return VL_OK;
}

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
    if (host->inner.event != NULL)
        host->inner.event(host->inner.context, event);
}

static vl_observer paced(run_host *host, vl_observer inner) {
    if (host->options->speed <= 0)
        return inner;
    host->inner = inner;
    return (vl_observer){.event = on_paced_event, .context = host};
}

static void watch_digest(const run_watch *watch, char out[VL_DIGEST_SIZE]) {
    if (watch->trace != NULL)
        vl_trace_digest(watch->trace, out);
    else if (watch->digest != NULL)
        vl_digest_text(watch->digest, out);
}

// ---- the run ------------------------------------------------------------------------------------

vl__run_spec vl__spec_as_written(const vl__options *options) {
    vl_mode mode = options->sequential       ? VL_MODE_SEQUENTIAL
                   : options->max_tasks != 0 ? VL_MODE_LIMITED
                                             : VL_MODE_AS_WRITTEN;
    return (vl__run_spec){.variant = vl__mode_word(mode), .mode = mode};
}

static void fill_config(vl_sim_config *config, run_host *host, const char *const *argv,
                        vl_observer observer) {
    const vl__options *options = host->options;
    *config = (vl_sim_config){
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
        .max_memory = options->max_memory,
        .sets = options->sets,
        .set_count = options->set_count,
        .io = {.out = on_output, .interrupted = on_poll, .source = on_source, .context = host},
        .observer = observer,
        .dis = options->dis,
    };
}

static vl_status simulate(run_host *host, const char *const *argv, vl_observer observer) {
    vl__run *run = host->run;
    vl_sim_config config;
    vl_sim *sim = NULL;
    fill_config(&config, host, argv, observer);
    vl_status status = vl_sim_new(&sim, &config, &run->error);
    host->start_ns = vl__real_ns();
    if (status == VL_OK)
        status = vl_sim_run(sim, &run->result, &run->error);
    run->real_ns = vl__real_ns() - host->start_ns;
    vl_sim_free(sim); // what dies now may still have something to say
    return status;
}

static vl_status end_record(vl__run *run, vl_trace *trace) {
    vl_run_end end = {.outcome = run->result.outcome,
                      .message = run->result.message[0] != '\0' ? run->result.message : NULL,
                      .exit_code = run->result.exit_code,
                      .makespan_ns = run->result.makespan_ns};
    vl_error error = {.status = VL_OK};
    vl_status status = vl_trace_run_end(trace, &end, &error);
    if (status != VL_OK) // what became of the run matters less than that it is not kept
        run->error = error;
    return status;
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
static vl_status run_watched(run_host *host, const char *const *argv, run_watch *watch) {
    vl__run *run = host->run;
    vl_status status = judge(host, simulate(host, argv, paced(host, watch->observer)));
    run->status = status;
    bool lost = watch->trace != NULL && vl_trace_failed(watch->trace); // that is why it stopped
    if (!vl__run_happened(run) && !lost)
        return status;
    watch_digest(watch, run->digest);
    return watch->trace != NULL ? end_record(run, watch->trace) : VL_OK;
}

void vl__run_program(vl__run *run, vl__cli *cli, const vl__options *options,
                     const vl__program *program, const vl__run_spec *spec) {
    run_host host = {.cli = cli, .options = options, .program = program, .spec = spec, .run = run};
    setting_list settings;
    run_watch watch = {.trace = NULL};
    *run = (vl__run){.status = VL_OK, .result = {.outcome = "refused"}};
    vl_buf_init(&run->out, NULL);
    vl_buf_init(&run->err, NULL);
    const char **argv = calloc((size_t)options->arg_count + 1, sizeof *argv);
    bool ready = settings_init(&settings, options) && argv != NULL;
    if (ready) {
        argv[0] = options->file;
        for (int i = 0; i < options->arg_count; i++)
            argv[i + 1] = options->args[i];
        vl_status status = watch_begin(&watch, &host, &settings, &run->error);
        if (status == VL_OK)
            status = run_watched(&host, argv, &watch);
        if (status != VL_OK)
            run->status = status;
    }
    if (!ready)
        run->status = vl_error_set(&run->error, VL_MEMORY, "out of memory");
    vl_digest_free(watch.digest);
    settings_deinit(&settings);
    free(argv);
}

void vl__run_deinit(vl__run *run) {
    vl_buf_deinit(&run->out);
    vl_buf_deinit(&run->err);
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
