// Results as JSON. jansson because it keeps members in order, checks what it writes, and is in
// every distribution.
#include "cli_internal.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <stdio.h>

// Bytes that are no UTF-8 become U+FFFD: JSON holds text alone.
static json_t *text_of(const char *text, size_t len) {
    if (text == NULL)
        return json_string("");
    if (vl_utf8_invalid(text, len) < 0)
        return json_stringn(text, len);
    vl_buf buf;
    uint32_t code;
    vl_buf_init(&buf, NULL);
    for (size_t at = 0; at < len;) {
        size_t taken = vl_utf8_decode(text + at, len - at, false, &code);
        vl_buf_append(&buf, taken > 0 ? text + at : "\xef\xbf\xbd", taken > 0 ? taken : 3);
        at += taken > 0 ? taken : 1;
    }
    json_t *json = buf.failed ? NULL : json_stringn(buf.data, buf.len);
    vl_buf_deinit(&buf);
    return json;
}

static json_t *string_of(const char *text) {
    return text_of(text, text != NULL ? strlen(text) : 0);
}

// A number; the few that JSON readers and jansson could not hold exactly are digits in a string.
static json_t *count_of(uint64_t value) {
    char digits[24];
    if (value <= INT64_MAX)
        return json_integer((json_int_t)value);
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
    return json_string(digits);
}

static json_t *time_of(int64_t ns) { // -1: never
    return ns < 0 ? json_null() : json_integer(ns);
}

static json_t *digest_of(const char *digest) {
    return digest[0] != '\0' ? json_string(digest) : json_null();
}

static bool print(vl__cli *cli, json_t *object, bool complete) {
    char *text = complete ? json_dumps(object, JSON_INDENT(2)) : NULL;
    json_decref(object);
    if (text == NULL)
        return false;
    vl__put(cli, text, strlen(text));
    vl__put(cli, "\n", 1);
    free(text);
    return true;
}

// Adds a member to `object`, and remembers in `ok` whether that went well.
#define SET(object, name, value) (ok = json_object_set_new(object, name, value) == 0 && ok)

static bool set_options(json_t *object, const vl__options *options) {
    bool ok = true;
    SET(object, "seed", count_of(options->seed));
    SET(object, "rng", json_string(vl_lab_rng_word(options->rng)));
    SET(object, "python", json_string(vl_lab_python_word(options->python_minor)));
    SET(object, "ties", json_string(vl_lab_ties_word(options->ties)));
    return ok;
}

static const char *message_of(const vl__run *run) {
    return run->result.message[0] != '\0' ? run->result.message : run->error.message;
}

static json_t *notes_of(const vl__run *run, bool *good) {
    json_t *list = json_array();
    bool ok = list != NULL;
    for (size_t i = 0; i < run->note_count; i++) {
        const vl_sim_note *note = &run->notes[i];
        json_t *object = json_object();
        SET(object, "kind", json_string(note->kind));
        SET(object, "line", note->line > 0 ? json_integer(note->line) : json_null());
        SET(object, "at_ns", json_integer(note->at_ns));
        SET(object, "count", count_of(note->count));
        SET(object, "text", string_of(note->text));
        ok = json_array_append_new(list, object) == 0 && ok;
    }
    *good = *good && ok;
    return list;
}

bool vl__json_run(vl__cli *cli, const vl__options *options, const vl__run *run, vl_mode mode) {
    const vl_sim_result *result = &run->result;
    json_t *object = json_object();
    bool ok = object != NULL;
    SET(object, "outcome", json_string(result->outcome));
    SET(object, "exit_code", json_integer(vl__run_exit_code(run)));
    SET(object, "virtual_ns", json_integer(result->makespan_ns));
    SET(object, "tasks", count_of(result->tasks));
    SET(object, "events", count_of(result->events));
    SET(object, "iterations", count_of(result->iterations));
    ok = set_options(object, options) && ok;
    SET(object, "mode", json_string(vl_lab_mode_word(mode)));
    SET(object, "digest", digest_of(run->digest));
    SET(object, "message", string_of(message_of(run)));
    SET(object, "notes", notes_of(run, &ok));
    SET(object, "stdout", text_of(run->out.data, run->out.len));
    return print(cli, object, ok);
}

// ---- versus -------------------------------------------------------------------------------------

// For each task of `from` the index of its like in `to`, or SIZE_MAX. Tasks are alike if their
// paths of creation are: which child of which task. Their numbers may differ between modes.
typedef struct child_table { // of all tasks of a run, in one array
    size_t *start;           // of the children of task `ord`; ord 0 stands for the loop itself
    size_t *index;
} child_table;

static bool children_init(child_table *children, const vl_run_view *view) {
    size_t count = view->task_count;
    children->start = calloc(count + 3, sizeof *children->start);
    children->index = calloc(count + 1, sizeof *children->index);
    if (children->start == NULL || children->index == NULL)
        return false;
    size_t *start = children->start + 1; // shifted, so that filling moves each to its place
    for (size_t i = 0; i < count; i++)
        start[view->tasks[i].parent + 1]++;
    for (size_t ord = 1; ord <= count + 1; ord++)
        start[ord] += start[ord - 1];
    for (size_t i = 0; i < count; i++)
        children->index[start[view->tasks[i].parent]++] = i;
    return true;
}

static void children_deinit(child_table *children) {
    free(children->start);
    free(children->index);
}

static void match_children(size_t *match, const child_table *from, int64_t from_ord,
                           const child_table *to, int64_t to_ord) {
    size_t first = from->start[from_ord], other = to->start[to_ord];
    size_t other_end = to->start[to_ord + 1];
    for (; first < from->start[from_ord + 1] && other < other_end; first++, other++)
        match[from->index[first]] = to->index[other];
}

// Parents come before their children, so one pass does. Ords are 1, 2, 3 ... in the order of tasks.
static size_t *match_tasks(const vl_run_view *from, const vl_run_view *to) {
    child_table mine = {NULL, NULL}, theirs = {NULL, NULL};
    size_t *match = calloc(from->task_count + 1, sizeof *match);
    bool ready = match != NULL && children_init(&mine, from) && children_init(&theirs, to);
    if (ready) {
        for (size_t i = 0; i < from->task_count; i++)
            match[i] = SIZE_MAX;
        match_children(match, &mine, 0, &theirs, 0);
        for (size_t i = 0; i < from->task_count; i++) {
            if (match[i] != SIZE_MAX)
                match_children(match, &mine, from->tasks[i].ord, &theirs, to->tasks[match[i]].ord);
        }
    } else {
        free(match);
        match = NULL;
    }
    children_deinit(&mine);
    children_deinit(&theirs);
    return match;
}

static json_t *span_of(const vl_view_task *task) {
    if (task == NULL)
        return json_null();
    json_t *object = json_object();
    bool ok = object != NULL;
    SET(object, "start_ns", time_of(task->started_ns));
    SET(object, "end_ns", time_of(task->ended_ns));
    if (ok)
        return object;
    json_decref(object);
    return NULL;
}

static bool append_task(json_t *tasks, const vl_view_task *first, const vl_view_task *second) {
    json_t *object = json_object();
    bool ok = object != NULL;
    SET(object, "ord", json_integer(first->ord));
    SET(object, "name", string_of(first->name));
    SET(object, "coro", string_of(first->coro));
    SET(object, "gathered", span_of(first));
    SET(object, "sequential", span_of(second));
    return json_array_append_new(tasks, object) == 0 && ok;
}

static bool append_tasks(json_t *tasks, const vl_run_view *first, const vl_run_view *second) {
    size_t *match = match_tasks(first, second);
    bool ok = match != NULL;
    for (size_t i = 0; ok && i < first->task_count; i++)
        ok = append_task(tasks, &first->tasks[i],
                         match[i] != SIZE_MAX ? &second->tasks[match[i]] : NULL);
    free(match);
    return ok;
}

bool vl__json_versus(vl__cli *cli, const vl__options *options, const vl__recording *recording) {
    const vl__run *first = &recording->runs[0], *second = &recording->runs[1];
    bool compared = recording->first != NULL && recording->second != NULL;
    int64_t gathered = first->result.makespan_ns, sequential = second->result.makespan_ns;
    json_t *object = json_object(), *tasks = json_array(), *digests = json_object();
    bool ok = object != NULL && tasks != NULL && digests != NULL;
    SET(object, "gathered_ns", vl__run_is_complete(first) ? json_integer(gathered) : json_null());
    SET(object, "sequential_ns", compared ? json_integer(sequential) : json_null());
    SET(object, "speedup",
        compared && gathered > 0 ? json_real((double)sequential / (double)gathered) : json_null());
    SET(object, "saved_ns", compared ? json_integer(sequential - gathered) : json_null());
    SET(object, "message", string_of(message_of(vl__run_is_complete(first) ? second : first)));
    ok = set_options(object, options) && ok;
    SET(digests, "gathered", digest_of(first->digest));
    SET(digests, "sequential", digest_of(second->digest));
    SET(object, "digests", digests);
    if (compared)
        ok = append_tasks(tasks, recording->first, recording->second) && ok;
    SET(object, "tasks", tasks);
    return print(cli, object, ok);
}
