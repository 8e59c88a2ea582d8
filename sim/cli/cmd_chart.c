// vloop chart: a picture through gnuplot.
#include "cli_internal.h"

// "timeline or versus"
static void put_kinds(vl_buf *out) {
    for (const vl_chart_kind *kind = vl_chart_kinds(); kind->name != NULL; kind++) {
        bool last = kind[1].name == NULL;
        vl_buf_format(out, "%s%s",
                      kind == vl_chart_kinds() ? ""
                      : last                   ? " or "
                                               : ", ",
                      kind->name);
    }
}

static vl_status check(const vl__options *options, const vl_chart_kind *kind, vl_error *error) {
    vl_buf kinds;
    vl_buf_init(&kinds, NULL);
    put_kinds(&kinds);
    if (kind == NULL)
        vl_error_set(error, VL_USAGE, "there is no chart '%.60s', only %s", options->kind,
                     kinds.failed ? "others" : kinds.data);
    else if (options->out == NULL)
        vl_error_set(error, VL_USAGE, "chart needs a place for the picture: -o OUT");
    vl_buf_deinit(&kinds);
    return error->status;
}

int vl__cmd_chart(vl__cli *cli, const vl__options *options) {
    vl__recording recording;
    vl_error error = {.status = VL_OK};
    const vl_chart_kind *kind = vl_chart_find(options->kind);
    int exit_code, failure = 0;
    if (check(options, kind, &error) != VL_OK)
        return vl__fail(cli, &error);
    vl__wish wish = {.second = kind->needs_second, .slices = true};
    if (vl__recording_open(&recording, cli, options, wish, &exit_code)) {
        vl_chart_input input = {.run = recording.first, .second = recording.second};
        failure = vl__chart(cli, options, kind, &input, true);
    }
    vl__recording_deinit(&recording);
    return failure != 0 ? failure : exit_code;
}
