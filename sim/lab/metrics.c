// What metrics are asked for: their names, and for whom they count.
#include "metrics_internal.h"

#include <stdlib.h>
#include <string.h>

static const struct { const char *word, *unit, *help; bool of_tasks; } rows[] = {
#define ALL   false
#define TASKS true
#define X(name, word, unit, whose, help) {word, unit, help, whose},
#include "metrics.def"
#undef X
#undef TASKS
#undef ALL
};

vl_status vl_metrics_new(vl_metrics **out, vl_error *error) {
    vl_metrics *metrics = calloc(1, sizeof *metrics);
    if (metrics == NULL)
        return vl_error_set(error, VL_MEMORY, "out of memory");
    vl_arena_init(&metrics->arena, NULL);
    *out = metrics;
    return VL_OK;
}

void vl_metrics_free(vl_metrics *metrics) {
    if (metrics == NULL)
        return;
    for (size_t i = 0; i < metrics->count; i++)
        pcre2_code_free(metrics->rows[i].regex);
    free(metrics->rows);
    free(metrics->scopes);
    vl_arena_deinit(&metrics->arena);
    free(metrics);
}

// The index of the scope for tasks of that coroutine function or name; both NULL: all tasks. -1: no memory.
static int scope_of(vl_metrics *metrics, const char *coro, const char *task) {
    const char *wanted = coro != NULL ? coro : task;
    for (size_t i = 0; i < metrics->scope_count; i++) {
        const metrics_scope *scope = &metrics->scopes[i];
        const char *have = coro != NULL ? scope->coro : scope->task;
        if (wanted == NULL ? scope->coro == NULL && scope->task == NULL
                           : have != NULL && strcmp(have, wanted) == 0)
            return (int)i;
    }
    metrics_scope *scopes = realloc(metrics->scopes, (metrics->scope_count + 1) * sizeof *scopes);
    if (scopes == NULL)
        return -1;
    metrics->scopes = scopes;
    scopes[metrics->scope_count] = (metrics_scope){coro, task, false};
    return (int)metrics->scope_count++;
}

static vl_status unknown(const char *text, vl_error *error) {
    vl_error_set(error, VL_USAGE, "there is no metric '%.100s'", text);
    vl_buf names;
    vl_buf_init(&names, NULL);
    for (size_t i = 0; i < VL_COUNT(rows); i++)
        vl_buf_format(&names, "%s%s", i > 0 ? ", " : "", rows[i].word);
    if (!names.failed)
        vl_error_hint(error, "metrics are %s, var:NAME, out:REGEX; those of tasks also word:FUNCTION and"
                             " word@TASK", names.data);
    vl_buf_deinit(&names);
    return VL_USAGE;
}

static vl_status read_regex(metric *row, const char *pattern, vl_error *error) {
    int code;
    PCRE2_SIZE at;
    row->regex = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, PCRE2_UTF, &code, &at, NULL);
    if (row->regex != NULL)
        return VL_OK;
    PCRE2_UCHAR text[200] = "";
    pcre2_get_error_message(code, text, sizeof text);
    return vl_error_set(error, VL_USAGE, "out:%.200s: %s, at character %zu", pattern, (char *)text,
                        (size_t)at + 1);
}

// A word of the table, alone or with whose tasks.
static vl_status read_word(vl_metrics *metrics, metric *row, const char *text, vl_error *error) {
    size_t len = strcspn(text, ":@");
    for (size_t i = 0; i < VL_COUNT(rows); i++) {
        if (strlen(rows[i].word) != len || memcmp(rows[i].word, text, len) != 0)
            continue;
        const char *whose = text[len] != '\0' ? text + len + 1 : NULL;
        if (whose != NULL && whose[0] == '\0')
            return vl_error_set(error, VL_USAGE, "%s names no task", text);
        if (whose != NULL && !rows[i].of_tasks)
            return vl_error_set(error, VL_USAGE, "%s is of the whole run, not of tasks", rows[i].word);
        row->kind = (metric_kind)i;
        row->unit = rows[i].unit;
        if (!rows[i].of_tasks)
            return VL_OK;
        row->scope = scope_of(metrics, text[len] == ':' ? whose : NULL, text[len] == '@' ? whose : NULL);
        if (row->scope < 0)
            return vl_error_set(error, VL_MEMORY, "out of memory");
        if (row->kind >= METRIC_LATENCY_P50 && row->kind <= METRIC_LATENCY_P99)
            metrics->scopes[row->scope].keeps_latencies = true;
        return VL_OK;
    }
    return unknown(text, error);
}

vl_status vl_metrics_add(vl_metrics *metrics, const char *text, vl_error *error) {
    for (size_t i = 0; i < metrics->count; i++)
        if (strcmp(metrics->rows[i].name, text) == 0)
            return vl_error_set(error, VL_USAGE, "the metric %s is there twice", text);
    metric *all = realloc(metrics->rows, (metrics->count + 1) * sizeof *all);
    if (all != NULL)
        metrics->rows = all;
    const char *name = vl_arena_copy(&metrics->arena, text, strlen(text));
    if (all == NULL || name == NULL)
        return vl_error_set(error, VL_MEMORY, "out of memory");
    metric row = {.name = name, .unit = "1", .kind = METRIC_PROGRAM};
    vl_status status = VL_OK;
    if (strncmp(name, "var:", 4) == 0 && name[4] != '\0')
        row.variable = name + 4;
    else if (strncmp(name, "out:", 4) == 0 && name[4] != '\0')
        status = read_regex(&row, name + 4, error);
    else
        status = read_word(metrics, &row, name, error);
    if (status == VL_OK)
        metrics->rows[metrics->count++] = row;
    return status;
}

size_t vl_metrics_count(const vl_metrics *metrics) {
    return metrics->count;
}

const char *vl_metrics_name(const vl_metrics *metrics, size_t index) {
    return metrics->rows[index].name;
}

const char *vl_metrics_unit(const vl_metrics *metrics, size_t index) {
    return metrics->rows[index].unit;
}

const char *vl_metrics_variable(const vl_metrics *metrics, size_t index) {
    return metrics->rows[index].variable;
}

bool vl_metrics_read_output(const vl_metrics *metrics) {
    for (size_t i = 0; i < metrics->count; i++)
        if (metrics->rows[i].regex != NULL)
            return true;
    return false;
}

void vl_metrics_help(vl_buf *out) {
    for (size_t i = 0; i < VL_COUNT(rows); i++)
        vl_buf_format(out, "  %-16s %s%s\n", rows[i].word, rows[i].help,
                      rows[i].of_tasks ? " (:FUNCTION, @TASK)" : "");
}
