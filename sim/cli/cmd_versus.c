// vloop versus: the same work one task at a time, side by side.
#include "cli_internal.h"

#include <stdio.h>
#include <string.h>

static void put_row(vl_buf *out, const char *title, int64_t ns) {
    vl_buf_format(out, "%-12s", title);
    vl_format_seconds(out, ns);
    vl_buf_text(out, " s\n");
}

// As many decimals as say something; "~" where they are not all.
static void put_speedup(vl_buf *out, int64_t gathered, int64_t sequential) {
    vl_buf_format(out, "%-12s", "speedup");
    if (gathered == 0) {
        vl_buf_text(out, sequential == 0 ? "none: neither takes time\n" : "without bound\n");
        return;
    }
    // Exact with three decimals if 1000 * sequential is a multiple of gathered.
    bool exact = (sequential % gathered) * 1000 % gathered == 0 && gathered < INT64_MAX / 1000;
    double speedup = (double)sequential / (double)gathered;
    char digits[64];
    snprintf(digits, sizeof digits, "%.3f", speedup);
    for (size_t len = strlen(digits); len > 0 && (digits[len - 1] == '0' || digits[len - 1] == '.');
         len--) {
        bool point = digits[len - 1] == '.';
        digits[len - 1] = '\0';
        if (point)
            break;
    }
    vl_buf_format(out, "%s%s times\n", exact ? "" : "~", digits);
}

static bool put_table(vl_buf *out, const vl__recording *recording) {
    int64_t gathered = recording->first->makespan_ns, sequential = recording->second->makespan_ns;
    put_row(out, "gathered", gathered);
    put_row(out, "sequential", sequential);
    put_speedup(out, gathered, sequential);
    if (sequential >= gathered)
        put_row(out, "time saved", sequential - gathered);
    else
        put_row(out, "time lost", gathered - sequential);
    vl_buf_char(out, '\n');
    return !out->failed;
}

static int report(vl__cli *cli, const vl__options *options, const vl__recording *recording) {
    vl_error error = {.status = VL_OK};
    vl_term term = vl__term_of(options, &cli->out);
    vl_buf text;
    vl_buf_init(&text, NULL);
    bool made = put_table(&text, recording) &&
                vl_report_versus(&text, recording->first, recording->second, &term);
    if (made)
        vl__put(cli, text.data, text.len);
    else
        vl_error_set(&error, VL_MEMORY, "out of memory");
    vl_buf_deinit(&text);
    return made ? 0 : vl__fail(cli, &error);
}

static int report_json(vl__cli *cli, const vl__options *options, const vl__recording *recording) {
    vl_error error = {.status = VL_OK};
    if (vl__json_versus(cli, options, recording))
        return 0;
    vl_error_set(&error, VL_MEMORY, "out of memory");
    return vl__fail(cli, &error);
}

static int draw(vl__cli *cli, const vl__options *options, const vl__recording *recording) {
    vl_chart_input input = {.run = recording->first, .second = recording->second};
    return vl__chart(cli, options, vl_chart_find("versus"), &input, false);
}

int vl__cmd_versus(vl__cli *cli, const vl__options *options) {
    vl__recording recording;
    vl__wish wish = {.second = true, .slices = !options->json || options->out != NULL};
    int exit_code, failure = 0;
    bool is_database = vl__is_database(options->file);
    if (is_database && options->json) {
        vl_error error = {.status = VL_OK};
        vl_error_set(&error, VL_USAGE, "--json is for programs, and %.200s is a database",
                     options->file);
        return vl__fail(cli, &error);
    }
    bool complete = vl__recording_open(&recording, cli, options, wish, &exit_code);
    if (options->json && recording.runs[0].result.outcome != NULL)
        failure = report_json(cli, options, &recording);
    else if (complete)
        failure = report(cli, options, &recording);
    if (complete && failure == 0 && options->out != NULL)
        failure = draw(cli, options, &recording);
    vl__recording_deinit(&recording);
    return failure != 0 ? failure : exit_code;
}
