// The command line of one subcommand. The table options.def says which options there are, who takes
// them and what reads them; argp (glibc) parses and prints the help from it. argp because it is in
// the C library of every system this is built for, does the long, short and bundled forms as people
// expect them, and lays out help; popt would be one more package for the same. Its own --help and
// its exits are switched off, so that every command ends in main.
#include "cli_internal.h"

#include <argp.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { RUN = 1, VERSUS = 2, SHOW = 4, CHART = 8, DOCTOR = 16 };
enum { ALL = RUN | VERSUS | SHOW | CHART, TEXT = ALL, EVERY = ALL | DOCTOR };

typedef enum section { RUNS, KEEPS, SHOWS, HELPS, SECTION_COUNT_ } section;

static const char *const section_titles[SECTION_COUNT_] = {
    "How the program runs:", "What is kept:", "What is shown:", NULL};

typedef struct option_scan { // one call of vl__options_parse
    vl__options *options;
    const vl__command *command;
    vl_error *error;
    struct argp_state *state;
} option_scan;

typedef struct option_row {
    const char *name;
    int key;
    const char *arg;
    int commands;
    section section;
    bool (*read)(option_scan *scan, const char *arg); // false: scan->error says why
    const char *help;
} option_row;

// ---- readers ------------------------------------------------------------------------------------

// "vloop: --seed takes ..., not 'x'"
static bool refuse(option_scan *scan, const char *name, const char *takes, const char *arg) {
    vl_error_set(scan->error, VL_USAGE, "--%s takes %s, not '%.100s'", name, takes, arg);
    return false;
}

static bool find_word(const char *const *words, const char *arg, int *index) {
    for (int i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], arg) == 0) {
            *index = i;
            return true;
        }
    }
    return false;
}

static bool read_seed(option_scan *scan, const char *arg) {
    return vl__read_count(arg, UINT64_MAX, &scan->options->seed) ||
           refuse(scan, "seed", "a whole number from 0 to 18446744073709551615", arg);
}

static bool read_rng(option_scan *scan, const char *arg) {
    static const char *const words[] = {
        [VL_RNG_PCG64] = "pcg64", [VL_RNG_MT19937] = "mt19937", NULL};
    int index;
    if (!find_word(words, arg, &index))
        return refuse(scan, "rng", "pcg64 or mt19937", arg);
    scan->options->rng = (vl_rng_kind)index;
    return true;
}

static bool read_ignore_seed(option_scan *scan, const char *arg) {
    (void)arg;
    return scan->options->ignore_seed = true;
}

static bool read_python(option_scan *scan, const char *arg) {
    static const char *const words[] = {"3.11", "3.12", "3.13", "3.14", NULL};
    int index;
    if (!find_word(words, arg, &index))
        return refuse(scan, "python", "3.11, 3.12, 3.13 or 3.14", arg);
    scan->options->python_minor = 11 + index;
    return true;
}

static bool read_ties(option_scan *scan, const char *arg) {
    static const char *const words[] = {[VL_TIES_REAL] = "real",
                                        [VL_TIES_FIFO] = "fifo",
                                        [VL_TIES_HEAP] = "heap",
                                        [VL_TIES_SHUFFLE] = "shuffle",
                                        NULL};
    int index;
    if (!find_word(words, arg, &index))
        return refuse(scan, "ties", "real, fifo, heap or shuffle", arg);
    scan->options->ties = (vl_ties)index;
    return true;
}

static bool read_sequential(option_scan *scan, const char *arg) {
    (void)arg;
    return scan->options->sequential = true;
}

static bool read_max_tasks(option_scan *scan, const char *arg) {
    uint64_t count;
    if (!vl__read_count(arg, UINT32_MAX, &count) || count == 0)
        return refuse(scan, "max-tasks", "a whole number from 1 on", arg);
    scan->options->max_tasks = (uint32_t)count;
    return true;
}

static bool is_name(const char *text, size_t len) {
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        bool letter = c == '_' || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c >= 0x80;
        if (!letter && (i == 0 || c < '0' || c > '9'))
            return false;
    }
    return len > 0;
}

// NAME=VALUE into a list; a name given again has its last value.
static bool read_pair(option_scan *scan, const char *option, bool may_be_empty, const char *arg,
                      vl_sim_set **list, size_t *count) {
    const char *equals = strchr(arg, '=');
    if (equals == NULL || !is_name(arg, (size_t)(equals - arg)) || (equals[1] == '\0' && !may_be_empty))
        return refuse(scan, option, "NAME=VALUE", arg);
    char *name = strndup(arg, (size_t)(equals - arg));
    size_t at = 0;
    while (name != NULL && at < *count && strcmp((*list)[at].name, name) != 0)
        at++;
    vl_sim_set *pairs = name == NULL ? NULL
                        : at < *count ? *list
                                      : realloc(*list, (at + 1) * sizeof *pairs);
    if (pairs == NULL) {
        free(name);
        vl_error_set(scan->error, VL_MEMORY, "out of memory");
        return false;
    }
    *list = pairs;
    if (at == *count)
        ++*count;
    else
        free((void *)(uintptr_t)pairs[at].name);
    pairs[at] = (vl_sim_set){.name = name, .value = equals + 1};
    return true;
}

static bool read_set(option_scan *scan, const char *arg) {
    return read_pair(scan, "set", false, arg, &scan->options->sets, &scan->options->set_count);
}

static bool read_env(option_scan *scan, const char *arg) {
    return read_pair(scan, "env", true, arg, &scan->options->env, &scan->options->env_count);
}

static bool read_epoch(option_scan *scan, const char *arg) {
    return vl__read_epoch(arg, &scan->options->epoch_ns) ||
           refuse(scan, "epoch", "seconds since 1970 or a date like 2025-01-01T00:00:00Z", arg);
}

static bool read_max_time(option_scan *scan, const char *arg) {
    int64_t ns;
    if (!vl_parse_duration(arg, &ns) || ns == 0)
        return refuse(scan, "max-time", "a duration like 500ms, 2s or 1h", arg);
    scan->options->max_time_ns = ns;
    return true;
}

static bool read_max_events(option_scan *scan, const char *arg) {
    uint64_t count;
    if (!vl__read_count(arg, UINT64_MAX, &count) || count == 0)
        return refuse(scan, "max-events", "a whole number from 1 on", arg);
    scan->options->max_events = count;
    return true;
}

static bool read_max_still(option_scan *scan, const char *arg) {
    uint64_t count;
    if (!vl__read_count(arg, UINT64_MAX, &count) || count == 0)
        return refuse(scan, "max-still", "a whole number from 1 on", arg);
    scan->options->max_still = count;
    return true;
}

static bool read_spin(option_scan *scan, const char *arg) {
    return vl_parse_duration(arg, &scan->options->spin_ns) ||
           refuse(scan, "spin", "a duration like 1ms", arg);
}

static bool read_max_memory(option_scan *scan, const char *arg) {
    size_t bytes;
    if (!vl__read_size(arg, &bytes) || bytes == 0)
        return refuse(scan, "max-memory", "bytes, like 500000, 64K, 10M or 2G", arg);
    scan->options->max_memory = bytes;
    return true;
}

static bool read_realtime(option_scan *scan, const char *arg) {
    scan->options->speed = 1;
    return arg == NULL || vl__read_speed(arg, &scan->options->speed) ||
           refuse(scan, "realtime", "a speed above 0, like 1 or 2.5", arg);
}

static bool read_path(option_scan *scan, const char *name, const char *arg, const char **path) {
    if (arg[0] == '\0')
        return refuse(scan, name, "the name of a file", arg);
    *path = arg;
    return true;
}

static bool read_db(option_scan *scan, const char *arg) {
    return read_path(scan, "db", arg, &scan->options->db);
}

static bool read_output(option_scan *scan, const char *arg) {
    return read_path(scan, "output", arg, &scan->options->out);
}

static bool read_trace(option_scan *scan, const char *arg) {
    static const char *const words[] = {
        [VL_TRACE_NONE] = "none", [VL_TRACE_SUMMARY] = "summary", [VL_TRACE_FULL] = "full", NULL};
    int index;
    if (!find_word(words, arg, &index))
        return refuse(scan, "trace", "full, summary or none", arg);
    scan->options->trace = (vl_trace_level)index;
    return true;
}

static bool read_json(option_scan *scan, const char *arg) {
    (void)arg;
    return scan->options->json = true;
}

static bool read_quiet(option_scan *scan, const char *arg) {
    (void)arg;
    return scan->options->quiet = true;
}

static bool read_timeline(option_scan *scan, const char *arg) {
    (void)arg;
    return scan->options->timeline = true;
}

static bool read_dis(option_scan *scan, const char *arg) {
    (void)arg;
    return scan->options->dis = true;
}

static bool read_steps(option_scan *scan, const char *arg) {
    (void)arg;
    return scan->options->steps = true;
}

static bool read_variant(option_scan *scan, const char *arg) {
    scan->options->variant = arg;
    return true;
}

static bool read_width(option_scan *scan, const char *arg) {
    uint64_t cells;
    if (!vl__read_count(arg, 10000, &cells) || cells == 0)
        return refuse(scan, "width", "a number of cells from 1 to 10000", arg);
    scan->options->width = (int)cells;
    return true;
}

static bool read_ascii(option_scan *scan, const char *arg) {
    (void)arg;
    return scan->options->ascii = true;
}

static bool read_color(option_scan *scan, const char *arg) {
    static const char *const words[] = {[VL__COLOUR_AUTO] = "auto",
                                        [VL__COLOUR_ALWAYS] = "always",
                                        [VL__COLOUR_NEVER] = "never",
                                        NULL};
    int index;
    if (!find_word(words, arg, &index))
        return refuse(scan, "color", "always, never or auto", arg);
    scan->options->colour = (vl__colour_use)index;
    return true;
}

// Prints help and ends the parsing; `error` stays empty.
static bool answer(option_scan *scan, unsigned flags) {
    argp_state_help(scan->state, stdout, flags & ~(unsigned)(ARGP_HELP_EXIT_OK));
    scan->options->helped = true;
    return false;
}

static bool read_help(option_scan *scan, const char *arg) {
    (void)arg;
    return answer(scan, ARGP_HELP_STD_HELP);
}

static bool read_usage(option_scan *scan, const char *arg) {
    (void)arg;
    return answer(scan, ARGP_HELP_USAGE);
}

// ---- the table and argp -------------------------------------------------------------------------

static const option_row rows[] = {
#define X(name, key, arg, commands, section, reader, help)                                         \
    {name, key, arg, commands, section, read_##reader, help},
#include "options.def"
#undef X
};

#define FIRST_KEY 256 // above all short options

// The rows that `command` takes, in argp's form, with a title before each section. `out` has room
// for all rows, all titles and the end.
static void fill_options(struct argp_option *out, const vl__command *command) {
    int group = 0;
    for (size_t i = 0; i < VL_COUNT(rows); i++) {
        const option_row *row = &rows[i];
        if (((unsigned)row->commands & command->bit) == 0)
            continue;
        if (group != (int)row->section + 1) {
            group = (int)row->section + 1;
            if (section_titles[row->section] != NULL)
                *out++ = (struct argp_option){.doc = section_titles[row->section], .group = group};
        }
        bool optional = row->arg != NULL && row->arg[0] == '[';
        *out++ = (struct argp_option){
            .name = row->name,
            .key = row->key != 0 ? row->key : FIRST_KEY + (int)i,
            .arg = optional ? "SPEED" : row->arg,
            .flags = optional ? OPTION_ARG_OPTIONAL : 0,
            .doc = row->help,
            .group = group,
        };
    }
    *out = (struct argp_option){.name = NULL};
}

static const option_row *find_row(int key) {
    for (size_t i = 0; i < VL_COUNT(rows); i++) {
        if (key == rows[i].key || key == FIRST_KEY + (int)i)
            return &rows[i];
    }
    return NULL;
}

static error_t usage_error(option_scan *scan, const char *format, ...) VL_PRINTF(2, 3);

static error_t usage_error(option_scan *scan, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vl_error_setv(scan->error, VL_USAGE, format, args);
    va_end(args);
    return EINVAL;
}

static void take_rest(option_scan *scan, struct argp_state *state) {
    scan->options->args = state->argv + state->next;
    scan->options->arg_count = state->argc - state->next;
    state->next = state->argc;
}

static error_t read_operand(option_scan *scan, char *arg, struct argp_state *state) {
    vl__options *options = scan->options;
    const vl__command *command = scan->command;
    // Behind "--" stands what is the program's, once the operands of the command are complete.
    bool complete = options->file != NULL && (!command->takes_kind || options->kind != NULL);
    if (command->takes_nothing)
        return usage_error(scan, "%s takes no operand, not '%.100s'", command->name, arg);
    if (options->file == NULL) {
        options->file = arg;
        if (command->takes_rest)
            take_rest(scan, state);
        return 0;
    }
    if (!complete && state->quoted == 0) {
        options->kind = arg;
        return 0;
    }
    if (complete && state->quoted != 0) {
        state->next--;
        take_rest(scan, state);
        return 0;
    }
    usage_error(scan, "unexpected operand '%.100s'", arg);
    if (complete)
        vl_error_hint(scan->error, "arguments for the program go behind --");
    return EINVAL;
}

static error_t check_end(option_scan *scan) {
    const vl__options *options = scan->options;
    const vl__command *command = scan->command;
    if (command->takes_nothing)
        return 0;
    if (options->file == NULL || options->file[0] == '\0')
        return usage_error(scan, "%s needs a file: vloop %s [OPTION...] %s", command->name,
                           command->name, command->operands);
    if (command->takes_kind && options->kind == NULL)
        return usage_error(scan, "%s needs a kind of chart: vloop %s [OPTION...] %s", command->name,
                           command->name, command->operands);
    if (options->sequential && options->max_tasks != 0)
        return usage_error(scan, "--sequential and --max-tasks exclude each other");
    return 0;
}

static error_t parse_key(int key, char *arg, struct argp_state *state) {
    option_scan *scan = state->input;
    scan->state = state;
    if (key == ARGP_KEY_ARG)
        return read_operand(scan, arg, state);
    if (key == ARGP_KEY_END)
        return check_end(scan);
    const option_row *row = find_row(key);
    if (row == NULL)
        return ARGP_ERR_UNKNOWN;
    if (row->section == RUNS && scan->options->running == NULL)
        scan->options->running = row->name;
    return row->read(scan, arg) ? 0 : ECANCELED;
}

vl_status vl__options_parse(vl__options *options, const vl__command *command, int argc, char **argv,
                            vl_error *error) {
    struct argp_option table[VL_COUNT(rows) + SECTION_COUNT_ + 1];
    option_scan scan = {.options = options, .command = command, .error = error};
    *options = (vl__options){.python_minor = 13, .epoch_ns = VL_EPOCH_NS, .max_still = 10000000,
                              .trace = VL_TRACE_FULL};
    fill_options(table, command);
    struct argp argp = {
        .options = table, .parser = parse_key, .args_doc = command->operands, .doc = command->help};
    unsigned flags = ARGP_NO_EXIT | ARGP_NO_HELP | (command->takes_rest ? ARGP_IN_ORDER : 0);
    error_t result = argp_parse(&argp, argc, argv, flags, NULL, &scan);
    if (result == ENOMEM)
        return vl_error_set(error, VL_MEMORY, "out of memory");
    if (options->helped || result == 0)
        return VL_OK;
    return error->status != VL_OK ? error->status : VL_USAGE;
}

static void free_pairs(vl_sim_set *pairs, size_t count) {
    for (size_t i = 0; i < count; i++)
        free((void *)(uintptr_t)pairs[i].name);
    free(pairs);
}

void vl__options_deinit(vl__options *options) {
    free_pairs(options->sets, options->set_count);
    free_pairs(options->env, options->env_count);
}
