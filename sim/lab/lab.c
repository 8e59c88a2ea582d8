// One run with what watches it: settings, trace, digest.
#include "vl_lab.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

const char *vl_lab_mode_word(vl_mode mode) {
    return mode_words[mode];
}

const char *vl_lab_rng_word(vl_rng_kind rng) {
    return rng_words[rng];
}

const char *vl_lab_ties_word(vl_ties ties) {
    return ties_words[ties];
}

const char *vl_lab_python_word(int minor) {
    return python_words[minor - 11];
}

#define FIXED_SETTINGS 7

struct vl_lab_settings {
    vl_trace_setting *rows;
    size_t count;
    vl_buf names; // "set.NAME", "env.NAME", one after the other
    char numbers[FIXED_SETTINGS][24];
};

static void add_setting(vl_lab_settings *settings, const char *name, const char *value) {
    settings->rows[settings->count++] = (vl_trace_setting){name, value};
}

// Only what is not as usual, but for the three that every run has. Limits are left out: one that is
// not reached must not change the digest, and one that is shows in the events.
static void add_number(vl_lab_settings *settings, const char *name, uint64_t value,
                       uint64_t usual) {
    if (value == usual)
        return;
    char *text = settings->numbers[settings->count];
    snprintf(text, sizeof settings->numbers[0], "%llu", (unsigned long long)value);
    add_setting(settings, name, text);
}

static bool add_names(vl_lab_settings *settings, const char *what, const vl_sim_set *pairs, size_t count) {
    for (size_t i = 0; i < count; i++)
        vl_buf_format(&settings->names, "%s.%s%c", what, pairs[i].name, '\0');
    return !settings->names.failed;
}

// The names do not move any more.
static void add_pairs(vl_lab_settings *settings, const char **name, const vl_sim_set *pairs, size_t count) {
    for (size_t i = 0; i < count; i++, *name += strlen(*name) + 1)
        add_setting(settings, *name, pairs[i].value);
}

static bool add_sets(vl_lab_settings *settings, const vl_sim_config *config) {
    if (!add_names(settings, "set", config->sets, config->set_count) ||
        !add_names(settings, "env", config->env, config->env_count))
        return false;
    const char *name = settings->names.data;
    add_pairs(settings, &name, config->sets, config->set_count);
    add_pairs(settings, &name, config->env, config->env_count);
    return true;
}

static void settings_free(vl_lab_settings *settings) {
    if (settings == NULL)
        return;
    vl_buf_deinit(&settings->names);
    free(settings->rows);
    free(settings);
}

static vl_lab_settings *settings_new(const vl_sim_config *config) {
    vl_lab_settings *settings = calloc(1, sizeof *settings);
    if (settings == NULL)
        return NULL;
    vl_buf_init(&settings->names, NULL);
    settings->rows = calloc(FIXED_SETTINGS + config->set_count + config->env_count, sizeof *settings->rows);
    if (settings->rows != NULL) {
        add_setting(settings, "rng", vl_lab_rng_word(config->rng));
        add_setting(settings, "python", vl_lab_python_word(config->python_minor));
        add_setting(settings, "ties", vl_lab_ties_word(config->ties));
        add_number(settings, "epoch", (uint64_t)config->epoch_ns, (uint64_t)VL_EPOCH_NS);
        add_number(settings, "ignore-seed", config->ignore_seed, false);
        add_number(settings, "max-tasks", config->max_tasks, 0);
        add_number(settings, "spin", (uint64_t)config->spin_ns, 0);
        if (add_sets(settings, config))
            return settings;
    }
    settings_free(settings);
    return NULL;
}

// ---- the run ------------------------------------------------------------------------------------

static void on_event(void *context, const vl_event *event) {
    const vl_lab_run *run = context;
    run->first.event(run->first.context, event);
    run->second.event(run->second.context, event);
}

// The caller's observer and the record's, whichever there are.
static vl_observer both(vl_lab_run *run, vl_observer record) {
    run->first = run->config.observer;
    run->second = record;
    if (run->first.event == NULL)
        return record;
    return record.event == NULL ? run->first : (vl_observer){.event = on_event, .context = run};
}

// The caller's and the record's.
static void on_note(void *context, const vl_sim_note *note) {
    const vl_lab_run *run = context;
    if (run->note != NULL)
        run->note(run->note_context, note);
    if (run->trace != NULL)
        vl_trace_note_add(run->trace, &(vl_trace_note){.kind = note->kind,
                                                       .text = note->text,
                                                       .line = note->line,
                                                       .at_ns = note->at_ns,
                                                       .count = note->count});
}

vl_status vl_lab_begin(vl_lab_run *run) {
    const vl_sim_config *config = &run->config;
    run->settings = settings_new(config);
    if (run->settings == NULL)
        return vl_error_set(&run->error, VL_MEMORY, "out of memory");
    vl_trace_program program = {.name = run->program,
                                .source = config->source,
                                .source_len = config->source_len,
                                .argv = config->argv + 1,
                                .argc = config->argc - 1};
    vl_trace_run about = {.variant = run->variant,
                          .mode = vl_lab_mode_word(config->mode),
                          .seed = config->seed,
                          .replication = run->replication,
                          .settings = run->settings->rows,
                          .setting_count = run->settings->count,
                          .level = run->level};
    vl_observer record = {.event = NULL};
    vl_status status = VL_OK;
    if (run->trace != NULL)
        status = vl_trace_run_begin(run->trace, &about, &record, &run->error);
    else if (run->wants_digest)
        status = vl_digest_new(&run->hasher, &program, &about, &record, &run->error);
    run->config.observer = both(run, record);
    run->note = run->config.note;
    run->note_context = run->config.note_context;
    run->config.note = on_note;
    run->config.note_context = run;
    return status;
}

vl_status vl_lab_simulate(vl_lab_run *run) {
    vl_sim *sim = NULL;
    run->status = vl_sim_new(&sim, &run->config, &run->error);
    if (run->status == VL_OK)
        run->status = vl_sim_run(sim, &run->result, &run->error);
    vl_sim_free(sim); // what dies now may still have something to say
    return run->status;
}

vl_status vl_lab_record(vl_lab_run *run) {
    if (run->hasher != NULL)
        vl_digest_text(run->hasher, run->digest);
    if (run->trace == NULL)
        return VL_OK;
    vl_trace_digest(run->trace, run->digest);
    vl_run_end end = {.outcome = run->result.outcome,
                      .message = run->result.message[0] != '\0' ? run->result.message : NULL,
                      .exit_code = run->result.exit_code,
                      .makespan_ns = run->result.makespan_ns};
    vl_error error = {.status = VL_OK};
    vl_status status = vl_trace_run_end(run->trace, &end, &error);
    if (status != VL_OK) // what became of the run matters less than that it is not kept
        run->error = error;
    return status;
}

void vl_lab_end(vl_lab_run *run) {
    vl_digest_free(run->hasher);
    settings_free(run->settings);
    run->hasher = NULL;
    run->settings = NULL;
}
