// What reports are made from: opens a database, or runs a program and keeps its trace.
#include "cli_internal.h"

#include <stdlib.h>
#include <string.h>

#define SEQUENTIAL "sequential"

vl_status vl__record(vl_trace **trace, const vl__options *options, const vl__program *program,
                     vl_error *error) {
    vl_trace_program about = vl__program_of(program, options);
    vl_status status = vl_trace_new(trace, options->db, error);
    return status == VL_OK ? vl_trace_program_add(*trace, &about, error) : status;
}

vl_status vl__record_read(vl_trace *trace, const vl__options *options, vl_trace_reader **reader,
                          vl_error *error) {
    if (vl__interrupt_seen())
        return vl_error_set(error, VL_INTERRUPTED, "interrupted");
    if (options->db == NULL)
        return vl_trace_reader_of(reader, trace, error);
    vl_status status = vl_trace_finish(trace, error);
    return status == VL_OK ? vl_trace_open(reader, options->db, error) : status;
}

// ---- from a database ----------------------------------------------------------------------------

// What belongs to a run that is made now.
static vl_status check_database_options(const vl__options *options, vl_error *error) {
    if (options->running != NULL)
        return vl_error_set(error, VL_USAGE, "--%s is for programs, and %.200s is a database",
                            options->running, options->file);
    if (options->db != NULL)
        return vl_error_set(error, VL_USAGE, "--db is for programs, and %.200s is a database",
                            options->file);
    if (options->arg_count > 0)
        return vl_error_set(error, VL_USAGE, "arguments are for programs, and %.200s is a database",
                            options->file);
    return VL_OK;
}

static vl_status check_level(const vl_run_view *view, vl__wish wish, const char *file,
                             vl_error *error) {
    if ((wish.slices || wish.log) && view->level != VL_TRACE_FULL)
        return vl_error_set(error, VL_DATABASE,
                            "%.200s keeps no more than a summary of the run '%s'", file,
                            view->variant);
    return VL_OK;
}

static vl_status read_views(vl__recording *recording, const vl__options *options, vl__wish wish,
                            vl_error *error) {
    vl_status status =
        vl_trace_read_run(recording->reader, options->variant, wish.log, &recording->first, error);
    // A sequential run is not what it is to be compared with.
    if (status == VL_OK && wish.second && strcmp(recording->first->variant, SEQUENTIAL) == 0) {
        vl_run_view_free(recording->first);
        recording->first = NULL;
        status = vl_trace_read_run(recording->reader, vl_lab_mode_word(VL_MODE_AS_WRITTEN), wish.log,
                                   &recording->first, error);
    }
    if (status == VL_OK)
        status = check_level(recording->first, wish, options->file, error);
    if (status != VL_OK || !wish.second)
        return status;
    status = vl_trace_read_run(recording->reader, SEQUENTIAL, wish.log, &recording->second, error);
    if (status == VL_OK)
        return check_level(recording->second, wish, options->file, error);
    vl_error_hint(error, "vloop versus FILE --db DB records both runs");
    return status;
}

static bool open_database(vl__recording *recording, vl__cli *cli, const vl__options *options,
                          vl__wish wish, int *exit_code) {
    vl_error error = {.status = VL_OK};
    vl_status status = check_database_options(options, &error);
    if (status == VL_OK)
        status = vl_trace_open(&recording->reader, options->file, &error);
    if (status == VL_OK)
        status = read_views(recording, options, wish, &error);
    *exit_code = status == VL_OK ? 0 : vl__fail(cli, &error);
    return status == VL_OK;
}

// ---- from a program -----------------------------------------------------------------------------

static vl_status check_program_options(const vl__options *options, vl__wish wish, vl_error *error) {
    if (options->variant != NULL)
        return vl_error_set(error, VL_USAGE, "--run is for databases, and %.200s is a program",
                            options->file);
    if ((wish.slices || wish.log) && options->trace != VL_TRACE_FULL)
        return vl_error_set(error, VL_USAGE, "this needs --trace full");
    return VL_OK;
}

// What the second run writes to standard error is of interest only where it differs.
static void say_streams(vl__cli *cli, const vl__run *run, const vl__run *before) {
    const vl_buf *text = &run->err;
    if (before != NULL && before->err.len == text->len &&
        (text->len == 0 || memcmp(before->err.data, text->data, text->len) == 0))
        return;
    if (text->len > 0)
        vl__say(cli, text->data, text->len);
}

static void run_one(vl__recording *recording, int index, vl__cli *cli, const vl__options *options) {
    vl__run *run = &recording->runs[index];
    vl__run_spec spec = vl__spec_as_written(options);
    if (index == 1) {
        spec.mode = VL_MODE_SEQUENTIAL;
        spec.variant = SEQUENTIAL;
    }
    spec.drop_out = spec.keep_err = true;
    spec.trace = recording->trace;
    vl__run_program(run, cli, options, &recording->program, &spec);
    say_streams(cli, run, index == 1 ? &recording->runs[0] : NULL);
    vl__run_say(cli, run, &recording->program);
}

// Runs the program once or twice. `exit_code` is that of the first run that went wrong. False: a
// run is missing without which there is nothing to keep.
static bool run_all(vl__recording *recording, vl__cli *cli, const vl__options *options,
                    vl__wish wish, int *exit_code) {
    for (int i = 0; i < (wish.second ? 2 : 1); i++) {
        vl__run *run = &recording->runs[i];
        run_one(recording, i, cli, options);
        if (*exit_code == 0)
            *exit_code = vl__run_exit_code(run);
        if (!vl__run_happened(run))
            return false;
        if (!vl__run_is_complete(run)) {
            *exit_code = vl__run_exit_code(run);
            break;
        }
    }
    return true;
}

static bool run_program(vl__recording *recording, vl__cli *cli, const vl__options *options,
                        vl__wish wish, int *exit_code) {
    vl_error error = {.status = VL_OK};
    vl_status status = check_program_options(options, wish, &error);
    if (status == VL_OK)
        status = vl__program_read(&recording->program, options->file, &error);
    vl__interrupt_watch();
    if (status == VL_OK)
        status = vl__record(&recording->trace, options, &recording->program, &error);
    if (status == VL_OK && !run_all(recording, cli, options, wish, exit_code))
        return false;
    bool compared = !wish.second || vl__run_is_complete(&recording->runs[1]);
    wish.second = wish.second && compared;
    if (status == VL_OK)
        status = vl__record_read(recording->trace, options, &recording->reader, &error);
    if (status == VL_OK)
        status = read_views(recording, options, wish, &error);
    if (status != VL_OK)
        *exit_code = vl__fail(cli, &error);
    return status == VL_OK && compared;
}

bool vl__recording_open(vl__recording *recording, vl__cli *cli, const vl__options *options,
                        vl__wish wish, int *exit_code) {
    *recording = (vl__recording){.reader = NULL};
    *exit_code = 0;
    return (vl__is_database(options->file) ? open_database : run_program)(recording, cli, options,
                                                                          wish, exit_code);
}

void vl__recording_deinit(vl__recording *recording) {
    vl_run_view_free(recording->first);
    vl_run_view_free(recording->second);
    vl_trace_reader_free(recording->reader);
    vl_trace_free(recording->trace);
    vl__run_deinit(&recording->runs[0]);
    vl__run_deinit(&recording->runs[1]);
    vl__program_deinit(&recording->program);
}

// ---- charts -------------------------------------------------------------------------------------

static void show_terminal_form(vl__cli *cli, const vl__options *options,
                               const vl_chart_input *input) {
    vl_buf text;
    vl_term term = vl__term_of(options, &cli->out);
    vl_buf_init(&text, NULL);
    if (input->second != NULL)
        vl_report_versus(&text, input->run, input->second, &term);
    else
        vl_report_timeline(&text, input->run, &term);
    if (!text.failed)
        vl__put(cli, text.data, text.len);
    vl_buf_deinit(&text);
}

int vl__chart(vl__cli *cli, const vl__options *options, const vl_chart_kind *kind,
              const vl_chart_input *input, bool show_instead) {
    vl_error error = {.status = VL_OK};
    vl__sink_flush(&cli->out);
    vl__interrupt_hold(true);
    vl_status status = vl_chart_make(kind, input, options->out, &error);
    vl__interrupt_hold(false);
    if (status == VL_CHART && show_instead)
        show_terminal_form(cli, options, input);
    if (status != VL_OK)
        return vl__fail(cli, &error);
    if (!options->quiet)
        vl__note(cli, "wrote %.400s", options->out);
    return 0;
}
