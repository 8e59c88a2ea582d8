// Reading a trace back, and files that are no trace, are newer, or were damaged on purpose.
#include "unit.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "trace_events.h"

typedef struct fixture {
    char folder[64], path[96];
} fixture;

static int set_up(void **state) {
    fixture *fix = calloc(1, sizeof *fix);
    assert_non_null(fix);
    strcpy(fix->folder, "/tmp/vloop-read-XXXXXX");
    assert_non_null(mkdtemp(fix->folder));
    snprintf(fix->path, sizeof fix->path, "%s/t.db", fix->folder);
    *state = fix;
    return 0;
}

static int tear_down(void **state) {
    fixture *fix = *state;
    unlink(fix->path);
    int left = rmdir(fix->folder); // fails where a test left something else
    free(fix);
    return left;
}

static void write_small(const char *path, vl_trace_level level) {
    vl_trace *trace;
    vl_error error = {0};
    assert_int_equal(vl_trace_new(&trace, path, &error), VL_OK);
    assert_int_equal(small_write(trace, "as-written", level, &error), VL_OK);
    assert_int_equal(vl_trace_finish(trace, &error), VL_OK);
    vl_trace_free(trace);
}

static void expect_slice(const vl_view_task *task, size_t at, int64_t start, int64_t dur,
                         vl_state state, const char *reason, int line) {
    assert_true(at < task->slice_count);
    const vl_view_slice *slice = &task->slices[at];
    assert_int_equal(slice->start_ns, start);
    assert_int_equal(slice->dur_ns, dur);
    assert_int_equal(slice->state, state);
    assert_string_equal(slice->reason, reason);
    assert_int_equal(slice->line, line);
}

static void expect_tasks(const vl_run_view *view) {
    assert_int_equal(view->task_count, 3);
    const vl_view_task *main_task = &view->tasks[0], *b = &view->tasks[1], *c = &view->tasks[2];
    assert_string_equal(main_task->name, "main");
    assert_string_equal(main_task->coro, "main");
    assert_int_equal(main_task->parent, 0);
    assert_int_equal(main_task->ended_ns, -1);
    assert_int_equal(main_task->outcome, VL_OUTCOME_PENDING);
    assert_string_equal(b->coro, "work");
    assert_int_equal(b->ord, 2);
    assert_int_equal(b->parent, 1);
    assert_int_equal(b->started_ns, 0);
    assert_int_equal(b->ended_ns, 3 * SECOND);
    assert_int_equal(b->outcome, VL_OUTCOME_FAILED);
    assert_string_equal(b->error, "ValueError: no");
    assert_string_equal(c->coro, "");
    assert_int_equal(c->created_ns, 3 * SECOND);
    assert_int_equal(c->started_ns, -1);
}

static void expect_slices(const vl_run_view *view) {
    const vl_view_task *main_task = &view->tasks[0], *b = &view->tasks[1], *c = &view->tasks[2];
    assert_int_equal(main_task->slice_count, 4);
    expect_slice(main_task, 0, 0, 0, VL_STATE_RUNNING, "", 2);
    expect_slice(main_task, 1, 0, SECOND, VL_STATE_SLEEPING, "sleep(1)", 6);
    expect_slice(main_task, 2, SECOND, 2 * SECOND, VL_STATE_RUNNING, "", 15);
    expect_slice(main_task, 3, 3 * SECOND, SECOND, VL_STATE_WAITING, "B", 18);
    assert_int_equal(b->slice_count, 4);
    expect_slice(b, 0, 0, 0, VL_STATE_RUNNING, "", 7);
    expect_slice(b, 1, 0, SECOND, VL_STATE_SLEEPING, "sleep(1)", 9);
    expect_slice(b, 2, SECOND, 2 * SECOND, VL_STATE_READY, "", 9);
    expect_slice(b, 3, 3 * SECOND, 0, VL_STATE_RUNNING, "", 19);
    assert_int_equal(c->slice_count, 1);
    expect_slice(c, 0, 3 * SECOND, SECOND, VL_STATE_READY, "", 17);
}

static void expect_log(const vl_run_view *view) {
    assert_int_equal(view->output_count, 1);
    assert_string_equal(view->outputs[0].text, "h\xc3\xa9llo\n");
    assert_int_equal(view->outputs[0].text_len, 7);
    assert_int_equal(view->outputs[0].task, 1);
    assert_int_equal(view->log_count, SMALL_EVENTS);
    for (size_t i = 0; i < SMALL_EVENTS; i++) {
        assert_int_equal(view->log[i].seq, i + 1);
        assert_int_equal(view->log[i].line, i + 1);
    }
    const vl_view_event *set = &view->log[4], *created = &view->log[3];
    assert_int_equal(set->kind, VL_EVENT_TIMER_SET);
    assert_int_equal(set->value, SECOND); // the deadline, where the timer is set
    assert_int_equal(set->other, 1);
    assert_int_equal(set->iteration, 1);
    assert_int_equal(created->cause, 2);
    assert_int_equal(created->task, 2);
    assert_string_equal(created->text, "B");
    assert_string_equal(set->text, "");
    assert_int_equal(view->log[9].task, 0);
}

static void expect_run(const vl_run_view *view) {
    assert_string_equal(view->program, "small.py");
    assert_string_equal(view->source, "pass\n");
    assert_int_equal(view->source_len, 5);
    assert_string_equal(view->variant, "as-written");
    assert_string_equal(view->mode, "as-written");
    assert_string_equal(view->outcome, "deadlock");
    assert_string_equal(view->message, "main waits");
    assert_string_equal(view->python, "3.13");
    assert_string_equal(view->ties, "real");
    assert_string_equal(view->rng, "pcg64");
    assert_int_equal(strlen(view->digest), 32);
    assert_true(view->seed == UINT64_MAX);
    assert_int_equal(view->makespan_ns, 4 * SECOND);
    assert_int_equal(view->events, SMALL_EVENTS);
    assert_int_equal(view->exit_code, 3);
}

static vl_run_view *read_or_fail(vl_trace_reader *reader, const char *variant, bool with_log) {
    vl_error error = {0};
    vl_run_view *view = NULL;
    if (vl_trace_read_run(reader, variant, with_log, &view, &error) != VL_OK)
        fail_msg("%s", error.message);
    return view;
}

static void test_round_trip(void **state) {
    fixture *fix = *state;
    write_small(fix->path, VL_TRACE_FULL);
    vl_trace_reader *reader;
    assert_int_equal(vl_trace_open(&reader, fix->path, NULL), VL_OK);
    for (int with_log = 0; with_log < 2; with_log++) {
        vl_run_view *view = read_or_fail(reader, with_log ? "as-written" : NULL, with_log != 0);
        expect_run(view);
        assert_int_equal(view->level, VL_TRACE_FULL);
        expect_tasks(view);
        expect_slices(view);
        if (with_log)
            expect_log(view);
        else
            assert_int_equal(view->log_count, 0);
        vl_run_view_free(view);
    }
    vl_run_view *view;
    vl_error error = {0};
    assert_int_equal(vl_trace_read_run(reader, "nobody", false, &view, &error), VL_DATABASE);
    assert_non_null(strstr(error.message, "no run of variant nobody"));
    vl_trace_reader_free(reader);
}

static void test_summary(void **state) {
    fixture *fix = *state;
    write_small(fix->path, VL_TRACE_SUMMARY);
    vl_trace_reader *reader;
    assert_int_equal(vl_trace_open(&reader, fix->path, NULL), VL_OK);
    vl_run_view *view = read_or_fail(reader, NULL, false);
    expect_run(view);
    assert_int_equal(view->level, VL_TRACE_SUMMARY);
    expect_tasks(view);
    assert_int_equal(view->tasks[0].slice_count, 0);
    assert_int_equal(view->output_count, 0);
    vl_run_view_free(view);
    vl_error error = {0};
    assert_int_equal(vl_trace_read_run(reader, NULL, true, &view, &error), VL_DATABASE);
    assert_non_null(strstr(error.message, "summary"));
    vl_trace_reader_free(reader);
}

// Several runs in one database without a file, read before and after it is finished.
static void test_in_memory(void **state) {
    (void)state;
    vl_trace *trace;
    vl_trace_reader *reader;
    vl_error error = {0};
    vl_run_view *view;
    assert_int_equal(vl_trace_new(&trace, NULL, NULL), VL_OK);
    assert_int_equal(vl_trace_reader_of(&reader, trace, &error), VL_OK);
    assert_int_equal(vl_trace_read_run(reader, NULL, false, &view, &error), VL_DATABASE);
    static const char *const variants[] = {"as-written", "sequential", "third"};
    for (size_t i = 0; i < VL_COUNT(variants); i++)
        assert_int_equal(small_write(trace, variants[i], VL_TRACE_FULL, NULL), VL_OK);
    for (int finished = 0; finished < 2; finished++) {
        for (size_t i = 0; i < VL_COUNT(variants); i++) {
            view = read_or_fail(reader, variants[i], true);
            assert_int_equal(view->id, i + 1);
            assert_string_equal(view->variant, variants[i]);
            expect_tasks(view);
            expect_slices(view);
            expect_log(view);
            vl_run_view_free(view);
        }
        if (!finished)
            assert_int_equal(vl_trace_finish(trace, NULL), VL_OK);
    }
    vl_trace_reader_free(reader);
    vl_trace_free(trace);
}

// Waits as the engine reports them: without a text, a sleep that its children hold up, a yield.
static void test_reasons(void **state) {
    (void)state;
    vl_trace *trace;
    vl_trace_reader *reader;
    vl_observer observer;
    vl_trace_run run = small_settings_run("a", VL_TRACE_FULL);
    assert_int_equal(vl_trace_new(&trace, NULL, NULL), VL_OK);
    assert_int_equal(vl_trace_program_add(trace, &small_program, NULL), VL_OK);
    assert_int_equal(vl_trace_run_begin(trace, &run, &observer, NULL), VL_OK);
    vl_event events[] = {
        event_of(VL_EVENT_TASK_CREATED, 1, 0, 1, "main"),
        event_of(VL_EVENT_TASK_STARTED, 2, 0, 1, NULL),
        event_of(VL_EVENT_TASK_SUSPENDED, 3, 0, 1, NULL), // held: no timer
        event_of(VL_EVENT_TIMER_SET, 4, SECOND, 1, NULL),
        event_of(VL_EVENT_TASK_RESUMED, 5, 3 * SECOND, 1, NULL),
        event_of(VL_EVENT_TASK_STEPPED, 6, 3 * SECOND, 1, NULL),
        event_of(VL_EVENT_TASK_SUSPENDED, 7, 3 * SECOND, 1, NULL),
        event_of(VL_EVENT_TASK_RESUMED, 8, 3 * SECOND, 1, NULL),
        event_of(VL_EVENT_TASK_STEPPED, 9, 4 * SECOND, 1, NULL),
        event_of(VL_EVENT_TASK_SUSPENDED, 10, 4 * SECOND, 1, NULL),
        event_of(VL_EVENT_TASK_STEPPED, 11, 5 * SECOND, 1, NULL),
        event_of(VL_EVENT_TASK_SUSPENDED, 12, 5 * SECOND, 1, "Lock"),
    };
    events[3].other = 9;
    events[3].value = 5 * SECOND / 2;
    events[5].line = 0;
    events[6].value = VL_WAIT_YIELD;
    events[9].value = VL_WAIT_GATHER;
    events[11].value = VL_WAIT_OTHER;
    for (size_t i = 0; i < VL_COUNT(events); i++)
        observer.event(observer.context, &events[i]);
    vl_run_end end = {.outcome = "deadlock", .makespan_ns = 6 * SECOND};
    assert_int_equal(vl_trace_run_end(trace, &end, NULL), VL_OK);
    assert_int_equal(vl_trace_reader_of(&reader, trace, NULL), VL_OK);
    vl_run_view *view = read_or_fail(reader, NULL, true);
    const vl_view_task *task = &view->tasks[0];
    assert_int_equal(task->slice_count, 9);
    expect_slice(task, 1, 0, SECOND, VL_STATE_WAITING, "children", 3);
    expect_slice(task, 2, SECOND, 2 * SECOND, VL_STATE_SLEEPING, "sleep(1.5)", 3);
    expect_slice(task, 3, 3 * SECOND, 0, VL_STATE_RUNNING, "", 3);
    expect_slice(task, 4, 3 * SECOND, SECOND, VL_STATE_READY, "sleep(0)", 7);
    expect_slice(task, 5, 4 * SECOND, 0, VL_STATE_RUNNING, "", 9);
    expect_slice(task, 6, 4 * SECOND, SECOND, VL_STATE_WAITING, "gather", 10);
    expect_slice(task, 8, 5 * SECOND, SECOND, VL_STATE_WAITING, "Lock", 12);
    vl_run_view_free(view);
    vl_trace_reader_free(reader);
    vl_trace_free(trace);
}

// ---- files that are no trace --------------------------------------------------------------------

static void expect_refused(const char *path, const char *says) {
    vl_trace_reader *reader = NULL;
    vl_error error = {0};
    assert_int_equal(vl_trace_open(&reader, path, &error), VL_DATABASE);
    assert_null(reader);
    if (strstr(error.message, says) == NULL)
        fail_msg("'%s' does not say '%s'", error.message, says);
}

static void put_file(const char *path, const void *bytes, size_t len) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static void change(const char *path, const char *sql) {
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(db);
}

static void test_no_trace(void **state) {
    fixture *fix = *state;
    expect_refused(fix->path, "No such file");
    expect_refused(fix->folder, "is a folder");
    expect_refused("/dev/null", "not a regular file");
    put_file(fix->path, "", 0);
    expect_refused(fix->path, "is not a vloop database");
    put_file(fix->path, "import asyncio\n", 15);
    expect_refused(fix->path, "is not a vloop database");
    unlink(fix->path);
    change(fix->path, "CREATE TABLE run (id)");
    expect_refused(fix->path, "is not a vloop database");
    change(fix->path, "PRAGMA application_id = 0x766C6F70");
    expect_refused(fix->path, "damaged");
}

static void test_versions_and_tables(void **state) {
    fixture *fix = *state;
    write_small(fix->path, VL_TRACE_FULL);
    change(fix->path, "PRAGMA user_version = 4");
    expect_refused(fix->path, "newer vloop");
    change(fix->path, "PRAGMA user_version = 0");
    expect_refused(fix->path, "damaged");
    change(fix->path, "PRAGMA user_version = 3; DROP TABLE slice");
    expect_refused(fix->path, "slice");
    // A view in a table's place that would never come to an end.
    change(fix->path,
           "CREATE VIEW slice AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1"
           " FROM n) SELECT id, 1 AS run_id, 1 AS task_id, 0 AS ts_ns, 0 AS dur_ns,"
           " 0 AS state_id, 0 AS line, '' AS reason, 1 AS event_id FROM n");
    expect_refused(fix->path, "slice");
    write_small(fix->path, VL_TRACE_FULL);
    change(fix->path, "DROP TABLE event; CREATE TABLE event (id)");
    expect_refused(fix->path, "event");
}

// Values that the writer never writes: each is refused by the read, and none goes by unseen.
static void test_wrong_values(void **state) {
    fixture *fix = *state;
    static const char *const changes[] = {
        "UPDATE run SET seed = 'many'",
        "UPDATE run SET seed = '99999999999999999999'",
        "UPDATE run SET replication = -1",
        "UPDATE run SET exit_code = 99999999999",
        "UPDATE run SET event_base = 9223372036854775807",
        "UPDATE run SET task_base = -9223372036854775808",
        "UPDATE run SET slice_base = -1",
        "UPDATE run SET tasks = 9223372036854775807",
        "UPDATE run SET tasks = 2",
        "UPDATE task SET created_ns = -1 WHERE ord = 2",
        "UPDATE task SET ended_ns = NULL WHERE ord = 2",
        "UPDATE task SET ended_ns = 1, outcome = NULL",
        "UPDATE task SET parent_id = 3 WHERE ord = 2",
        "UPDATE task SET parent_id = -5 WHERE ord = 2",
        "DELETE FROM task WHERE ord = 2",
        "UPDATE slice SET state_id = 4 WHERE id = 1",
        "UPDATE slice SET state_id = -1 WHERE id = 1",
        "UPDATE slice SET dur_ns = -1 WHERE id = 1",
        "UPDATE slice SET ts_ns = ts_ns + 1",
        "UPDATE slice SET dur_ns = 9223372036854775807",
        "UPDATE slice SET line = 9999999999 WHERE id = 2",
        "UPDATE slice SET task_id = 77 WHERE id = 3",
        "UPDATE event SET kind_id = 99 WHERE id = 3",
        "UPDATE event SET kind_id = -1 WHERE id = 3",
        "UPDATE event SET cause_id = 19 WHERE id = 3",
        "UPDATE event SET task_id = 4 WHERE id = 3",
        "UPDATE event SET tick = -1 WHERE id = 3",
        "UPDATE event SET t_ns = -1 WHERE id = 3",
        "DELETE FROM run",
        "DELETE FROM program",
        "PRAGMA ignore_check_constraints = ON; UPDATE task SET outcome = 'odd' WHERE ord = 2",
    };
    for (size_t i = 0; i < VL_COUNT(changes); i++) {
        write_small(fix->path, VL_TRACE_FULL);
        change(fix->path, changes[i]);
        vl_trace_reader *reader;
        vl_run_view *view = NULL;
        vl_error error = {0};
        assert_int_equal(vl_trace_open(&reader, fix->path, NULL), VL_OK);
        vl_status status = vl_trace_read_run(reader, NULL, true, &view, &error);
        if (status != VL_DATABASE || error.message[0] == '\0' || view != NULL)
            fail_msg("read in spite of: %s", changes[i]);
        vl_trace_reader_free(reader);
    }
}

static void test_texts_with_nul(void **state) {
    fixture *fix = *state;
    write_small(fix->path, VL_TRACE_FULL);
    change(fix->path, "UPDATE event SET text = 'a' || char(0) || 'b' WHERE id = 3;"
                      "UPDATE slice SET reason = 'x' || char(0) || 'y' WHERE reason = 'B'");
    vl_trace_reader *reader;
    assert_int_equal(vl_trace_open(&reader, fix->path, NULL), VL_OK);
    vl_run_view *view = read_or_fail(reader, NULL, true);
    assert_int_equal(view->outputs[0].text_len, 3);
    assert_memory_equal(view->outputs[0].text, "a\0b", 4);
    vl_run_view_free(view);
    vl_trace_reader_free(reader);
}

// Opens and reads whatever is at `path`; only what happens to memory matters.
static bool survives(const char *path) {
    vl_trace_reader *reader;
    vl_run_view *view;
    vl_error error = {0};
    if (vl_trace_open(&reader, path, &error) != VL_OK) {
        assert_string_not_equal(error.message, "");
        return false;
    }
    bool good = vl_trace_read_run(reader, NULL, true, &view, &error) == VL_OK;
    if (good)
        vl_run_view_free(view);
    else
        assert_string_not_equal(error.message, "");
    vl_trace_reader_free(reader);
    return good;
}

static void test_flipped_and_cut(void **state) {
    fixture *fix = *state;
    write_small(fix->path, VL_TRACE_FULL);
    // Smaller pages: the same content without the zeros, so that every flip hits something.
    change(fix->path, "DROP VIEW v_run; PRAGMA page_size = 512; VACUUM");
    FILE *file = fopen(fix->path, "rb");
    assert_non_null(file);
    static char good[1 << 17], bad[1 << 17];
    size_t len = fread(good, 1, sizeof good, file);
    fclose(file);
    assert_in_range(len, 4096, sizeof good - 1);
    assert_true(survives(fix->path));
    int fd = open(fix->path, O_RDWR);
    assert_true(fd >= 0);
    size_t refused = 0, tries = 0;
    for (size_t at = 0; at < len; at += 23, tries++) {
        memcpy(bad, good, len);
        bad[at] = (char)(bad[at] ^ (1 << (tries % 8)));
        bad[(at * 7919) % len] = (char)(tries * 37);
        assert_int_equal(pwrite(fd, bad, len, 0), (ssize_t)len);
        refused += !survives(fix->path);
    }
    assert_true(refused > tries / 10); // or the flips hit nothing
    assert_int_equal(pwrite(fd, good, len, 0), (ssize_t)len);
    for (size_t cut = len - 1; cut > 700; cut -= 701) {
        assert_int_equal(ftruncate(fd, (off_t)cut), 0);
        assert_false(survives(fix->path));
    }
    close(fd);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_round_trip, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_summary, set_up, tear_down),
        cmocka_unit_test(test_in_memory),
        cmocka_unit_test(test_reasons),
        cmocka_unit_test_setup_teardown(test_no_trace, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_versions_and_tables, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wrong_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_texts_with_nul, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_flipped_and_cut, set_up, tear_down),
    };
    return UNIT_RUN(tests);
}
