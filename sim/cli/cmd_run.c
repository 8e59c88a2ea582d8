// vloop run: the program's own output, and a summary.
#include "cli_internal.h"

#include <stdio.h>
#include <string.h>

// 1234567 as "1,234,567".
static void put_count(vl_buf *out, uint64_t value) {
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            vl_buf_char(out, ',');
        vl_buf_char(out, digits[i]);
    }
}

static void put_counted(vl_buf *out, uint64_t value, const char *word) {
    put_count(out, value);
    vl_buf_format(out, " %s%s", word, value == 1 ? "" : "s");
}

static void put_real_time(vl_buf *out, int64_t ns) {
    if (ns < 999500000)
        vl_buf_format(out, "%.3g ms", (double)ns / 1e6);
    else
        vl_buf_format(out, "%.2f s", (double)ns / 1e9);
}

static void put_ratio(vl_buf *out, double ratio) {
    if (ratio >= 9.95 && ratio < 1e18)
        put_count(out, (uint64_t)(ratio + 0.5));
    else
        vl_buf_format(out, "%.2g", ratio);
}

static void say_summary(vl__cli *cli, const vl__run *run) {
    const vl_sim_result *result = &run->result;
    vl_buf text;
    vl_buf_init(&text, NULL);
    vl_buf_text(&text, "vloop: ");
    vl_format_seconds(&text, result->makespan_ns);
    vl_buf_text(&text, " s virtual, ");
    put_counted(&text, result->tasks, "task");
    vl_buf_text(&text, ", ");
    put_counted(&text, result->events, "event");
    vl_buf_text(&text, "; ");
    put_real_time(&text, run->real_ns);
    vl_buf_text(&text, " real");
    if (result->makespan_ns > 0 && run->real_ns > 0) {
        double ratio = (double)result->makespan_ns / (double)run->real_ns;
        vl_buf_text(&text, ", ");
        put_ratio(&text, ratio >= 1 ? ratio : 1 / ratio);
        vl_buf_text(&text,
                    ratio >= 1 ? " times faster than real time" : " times slower than real time");
    }
    vl_buf_char(&text, '\n');
    if (!text.failed)
        vl__say(cli, text.data, text.len);
    vl_buf_deinit(&text);
}

static void say_notes(vl__cli *cli, const vl__run *run) {
    vl_buf text;
    vl_buf_init(&text, NULL);
    for (size_t i = 0; i < run->note_count; i++) {
        const vl_sim_note *note = &run->notes[i];
        vl_buf_text(&text, "vloop: note: ");
        if (note->line > 0)
            vl_buf_format(&text, "line %d, ", note->line);
        vl_buf_text(&text, "at ");
        vl_format_seconds(&text, note->at_ns);
        vl_buf_format(&text, " s: %s\n", note->text);
    }
    if (!text.failed && text.len > 0)
        vl__say(cli, text.data, text.len);
    vl_buf_deinit(&text);
}

// On standard error: standard output is the program's.
static vl_status say_timeline(vl__cli *cli, const vl__options *options, vl_trace_reader *reader,
                              vl_error *error) {
    vl_run_view *view = NULL;
    vl_buf text;
    vl_term term = vl__term_of(options, &cli->err);
    vl_status status = vl_trace_read_run(reader, NULL, false, &view, error);
    if (status != VL_OK)
        return status;
    vl_buf_init(&text, NULL);
    if (vl_report_timeline(&text, view, &term))
        vl__say(cli, text.data, text.len);
    else
        status = vl_error_set(error, VL_MEMORY, "out of memory");
    vl_buf_deinit(&text);
    vl_run_view_free(view);
    return status;
}

// The database appears here, if there is to be one.
static int end_record(vl__cli *cli, const vl__options *options, vl_trace *trace) {
    vl_error error = {.status = VL_OK};
    vl_trace_reader *reader = NULL;
    vl_status status = vl__record_read(trace, options, &reader, &error);
    if (status == VL_OK && options->timeline)
        status = say_timeline(cli, options, reader, &error);
    vl_trace_reader_free(reader);
    return status == VL_OK ? 0 : vl__fail(cli, &error);
}

static int run_recorded(vl__cli *cli, const vl__options *options, const vl__program *program,
                        vl_trace *trace) {
    vl__run run;
    vl__run_spec spec = vl__spec_as_written(options);
    spec.trace = trace;
    spec.digest = spec.keep_out = options->json;
    vl__run_program(&run, cli, options, program, &spec);
    vl__sink_flush(&cli->out);
    vl__run_say(cli, &run, program);
    int exit_code = vl__run_exit_code(&run), failure = 0;
    if (trace != NULL && vl__run_happened(&run))
        failure = end_record(cli, options, trace);
    if (options->json && !vl__json_run(cli, options, &run, spec.mode)) {
        vl_error error = {.status = VL_OK};
        vl_error_set(&error, VL_MEMORY, "out of memory");
        failure = vl__fail(cli, &error);
    }
    if (vl__run_happened(&run) && !options->quiet && !options->json) {
        say_notes(cli, &run);
        say_summary(cli, &run);
    }
    vl__run_deinit(&run);
    return failure != 0 ? failure : exit_code;
}

// Prints bytecode; there is no run to tell of.
static int disassemble(vl__cli *cli, const vl__options *options, const vl__program *program) {
    vl__run run;
    vl__run_spec spec = vl__spec_as_written(options);
    vl__run_program(&run, cli, options, program, &spec);
    vl__run_say(cli, &run, program);
    int exit_code = vl__run_exit_code(&run);
    vl__run_deinit(&run);
    return exit_code;
}

static vl_status check(const vl__options *options, vl_error *error) {
    const char *other = options->json       ? "json"
                        : options->timeline ? "timeline"
                        : options->db       ? "db"
                                            : NULL;
    if (options->dis && other != NULL)
        return vl_error_set(error, VL_USAGE, "--dis runs nothing: it does not go with --%s", other);
    if (options->timeline && options->trace != VL_TRACE_FULL)
        return vl_error_set(error, VL_USAGE, "--timeline needs --trace full");
    return VL_OK;
}

int vl__cmd_run(vl__cli *cli, const vl__options *options) {
    vl_error error = {.status = VL_OK};
    vl__program program = {.text = NULL};
    vl_trace *trace = NULL;
    int exit_code;
    vl_status status = check(options, &error);
    if (status == VL_OK)
        status = vl__program_read(&program, options->file, &error);
    vl__interrupt_watch();
    if (status == VL_OK && (options->db != NULL || options->timeline))
        status = vl__record(&trace, options, &program, &error);
    if (status != VL_OK)
        exit_code = vl__fail(cli, &error);
    else
        exit_code = (options->dis ? disassemble(cli, options, &program)
                                  : run_recorded(cli, options, &program, trace));
    vl_trace_free(trace);
    vl__program_deinit(&program);
    return exit_code;
}
