// Finds the subcommand, and sees to it that whatever happens ends in one exit code. Knows the table
// of commands; knows nothing of what they do.
#include "cli_internal.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// ---- the table ----------------------------------------------------------------------------------

enum { VL__REST = 1, VL__FILE = 2, VL__FILE_AND_KIND = 4, VL__NOTHING = 8 };

enum {
#define X(name, ...) COMMAND_##name,
#include "commands.def"
#undef X
    COMMAND_COUNT_
};

static const vl__command commands[] = {
#define X(command, operand_text, operand_kind, summary_text, help_text)                            \
    {.name = #command,                                                                             \
     .operands = operand_text,                                                                     \
     .summary = summary_text,                                                                      \
     .help = help_text,                                                                            \
     .bit = 1U << COMMAND_##command,                                                               \
     .takes_rest = (operand_kind) == VL__REST,                                                     \
     .takes_kind = (operand_kind) == VL__FILE_AND_KIND,                                            \
     .takes_nothing = (operand_kind) == VL__NOTHING,                                               \
     .run = vl__cmd_##command},
#include "commands.def"
#undef X
    {.name = NULL}};

const vl__command *vl__commands(void) {
    return commands;
}

static const vl__command *find_command(const char *name) {
    for (const vl__command *command = commands; command->name != NULL; command++) {
        if (strcmp(command->name, name) == 0)
            return command;
    }
    return NULL;
}

// ---- help ---------------------------------------------------------------------------------------

static void put_help(vl_buf *out) {
    vl_buf_text(out, "usage: vloop COMMAND [OPTION...] ...\n\n"
                     "Runs Python asyncio programs on a virtual clock.\n\n");
    for (const vl__command *command = commands; command->name != NULL; command++)
        vl_buf_format(out, "  %-7s %-32s %s\n", command->name, command->operands, command->summary);
    vl_buf_text(out, "\ncharts:\n");
    for (const vl_chart_kind *kind = vl_chart_kinds(); kind->name != NULL; kind++)
        vl_buf_format(out, "  %-9s %s\n", kind->name, kind->help);
    vl_buf_text(out,
                "\n`vloop COMMAND --help' has the options; `vloop --version' the version.\n"
                "Exit codes: 0 done; 1 the program ended with an exception; 2 usage, or the\n"
                "program does not compile; 3 deadlock; 4 a limit was reached; 5 input/output,\n"
                "database or gnuplot; 130 interrupted. sys.exit(n) gives n.\n");
}

static int help(vl__cli *cli, bool asked) {
    vl_buf text;
    vl_buf_init(&text, NULL);
    put_help(&text);
    if (!text.failed && asked)
        vl__put(cli, text.data, text.len);
    else if (!text.failed)
        vl__say(cli, text.data, text.len);
    vl_buf_deinit(&text);
    return asked ? 0 : vl_status_exit_code(VL_USAGE);
}

// ---- a command ----------------------------------------------------------------------------------

static int run_command(vl__cli *cli, const vl__command *command, int argc, char **argv) {
    vl__options options;
    vl_error error = {.status = VL_OK};
    char name[64]; // argp's and getopt's messages begin with it
    snprintf(name, sizeof name, "vloop %s", command->name);
    argv[0] = name;
    vl_status status = vl__options_parse(&options, command, argc, argv, &error);
    int exit_code = vl_status_exit_code(status);
    if (error.status != VL_OK)
        exit_code = vl__fail(cli, &error);
    else if (status == VL_OK && !options.helped)
        exit_code = command->run(cli, &options);
    vl__options_deinit(&options);
    return exit_code;
}

static int unknown(vl__cli *cli, const char *name) {
    vl_error error = {.status = VL_OK};
    vl_error_set(&error, VL_USAGE, "there is no command '%.100s'; see vloop help", name);
    if (access(name, R_OK) == 0)
        vl_error_hint(&error, "vloop run %.200s", name);
    return vl__fail(cli, &error);
}

static int dispatch(vl__cli *cli, int argc, char **argv) {
    static const char version[] = "vloop " VL_VERSION "\n";
    char asks_help[] = "--help";
    if (argc < 2)
        return help(cli, false);
    if (strcmp(argv[1], "--version") == 0) {
        vl__put(cli, version, sizeof version - 1);
        return 0;
    }
    bool is_help = strcmp(argv[1], "help") == 0;
    if (is_help && argc > 2) {
        const vl__command *about = find_command(argv[2]);
        char *line[] = {argv[1], asks_help, NULL};
        return about != NULL ? run_command(cli, about, 2, line) : unknown(cli, argv[2]);
    }
    if (is_help || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return help(cli, true);
    const vl__command *command = find_command(argv[1]);
    return command != NULL ? run_command(cli, command, argc - 1, argv + 1) : unknown(cli, argv[1]);
}

// Results that could not be written are a failure, whatever else went well. A reader that has gone
// (`| head`) gets the exit code that CPython gives for it.
static int end_output(vl__cli *cli, int exit_code) {
    vl__sink_flush(&cli->out);
    if (fflush(stdout) != 0 && cli->out.error == 0)
        cli->out.error = errno;
    if (vl__interrupt_seen())
        return vl_status_exit_code(VL_INTERRUPTED);
    if (cli->out.error == 0)
        return exit_code;
    vl__note(cli, "cannot write to standard output: %s", strerror(cli->out.error));
    return vl_status_exit_code(cli->out.error == EPIPE ? VL_PROGRAM : VL_IO);
}

int vl__main(int argc, char **argv) {
    vl__cli cli;
    setlocale(LC_CTYPE, "");  // numbers stay C's
    signal(SIGPIPE, SIG_IGN); // failing writes are told, not died of
    signal(SIGXFSZ, SIG_IGN);
    vl__sink_init(&cli.out, STDOUT_FILENO);
    vl__sink_init(&cli.err, STDERR_FILENO);
    int exit_code = end_output(&cli, dispatch(&cli, argc, argv));
    vl__sink_deinit(&cli.out);
    vl__sink_deinit(&cli.err);
    return exit_code;
}
