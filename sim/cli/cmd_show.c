// vloop show: a run's timeline in the terminal.
#include "cli_internal.h"

int vl__cmd_show(vl__cli *cli, const vl__options *options) {
    vl__recording recording;
    vl__wish wish = {.slices = true, .log = options->steps};
    vl_error error = {.status = VL_OK};
    int exit_code;
    if (vl__recording_open(&recording, cli, options, wish, &exit_code)) {
        vl_term term = vl__term_of(options, &cli->out);
        vl_buf text;
        vl_buf_init(&text, NULL);
        bool made =
            (options->steps ? vl_report_steps : vl_report_timeline)(&text, recording.first, &term);
        if (made)
            vl__put(cli, text.data, text.len);
        else
            vl_error_set(&error, VL_MEMORY, "out of memory");
        vl_buf_deinit(&text);
    }
    vl__recording_deinit(&recording);
    return error.status != VL_OK ? vl__fail(cli, &error) : exit_code;
}
