// Writing a trace: whole or absent, in the place of nothing but its like, the same for equal runs.
#include "unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "trace_events.h"

typedef struct fixture {
    char folder[64], path[96], temp[96];
} fixture;

static int set_up(void **state) {
    fixture *fix = calloc(1, sizeof *fix);
    assert_non_null(fix);
    strcpy(fix->folder, "/tmp/vloop-write-XXXXXX");
    assert_non_null(mkdtemp(fix->folder));
    snprintf(fix->path, sizeof fix->path, "%s/t.db", fix->folder);
    snprintf(fix->temp, sizeof fix->temp, "%s/.t.db.vloop-tmp", fix->folder);
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
    if (vl_trace_new(&trace, path, &error) != VL_OK)
        fail_msg("%s", error.message);
    assert_int_equal(small_write(trace, "as-written", level, &error), VL_OK);
    assert_int_equal(vl_trace_finish(trace, &error), VL_OK);
    vl_trace_free(trace);
}

static size_t count_files(const char *folder) {
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    size_t count = 0;
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir))
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(dir);
    return count;
}

static void put_file(const char *path, const void *bytes, size_t len) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

// The rows of a query, values by '|', rows by newline.
static void expect_rows(const char *path, const char *sql, const char *expected) {
    sqlite3 *db;
    sqlite3_stmt *stmt;
    char got[4096] = "";
    size_t len = 0;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(stmt); i++) {
            const char *text = (const char *)sqlite3_column_text(stmt, i);
            len += (size_t)snprintf(got + len, sizeof got - len, "%s%s", i > 0 ? "|" : "",
                                    text != NULL ? text : "-");
        }
        len += (size_t)snprintf(got + len, sizeof got - len, "\n");
    }
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    assert_string_equal(got, expected);
}

static void test_what_is_written(void **state) {
    fixture *fix = *state;
    write_small(fix->path, VL_TRACE_FULL);
    const char *path = fix->path;
    assert_int_equal(count_files(fix->folder), 1);
    expect_rows(path, "PRAGMA application_id", "1986817904\n");
    expect_rows(path, "PRAGMA user_version", "3\n");
    expect_rows(path, "PRAGMA page_size", "16384\n");
    expect_rows(path, "PRAGMA journal_mode", "delete\n");
    expect_rows(path, "PRAGMA integrity_check", "ok\n");
    expect_rows(path, "PRAGMA foreign_key_check", "");
    expect_rows(path,
                "SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND NOT strict"
                " AND name NOT LIKE 'sqlite_%'",
                "0\n");
    expect_rows(path, "SELECT name, argv, source FROM program",
                "small.py|[\"one\",\"tw\\\"o\\\\\"]|pass\n\n");
    expect_rows(path,
                "SELECT seed, outcome, message, exit_code, makespan_ns, events, tasks FROM run",
                "18446744073709551615|deadlock|main waits|3|4000000000|20|3\n");
    expect_rows(path, "SELECT name, value FROM param ORDER BY 1",
                "python|3.13\nrng|pcg64\nties|real\n");
    expect_rows(path, "SELECT id, name FROM kind WHERE id IN (0, 7, 13)",
                "0|created\n7|timer_set\n13|stdout\n");
    expect_rows(path,
                "SELECT seq, kind, task, t_s, deadline_s FROM v_event WHERE kind LIKE 'timer%'",
                "5|timer_set|main|0.0|1.0\n8|timer_set|B|0.0|1.0\n11|timer_fired|main|1.0|1.0\n"
                "12|timer_fired|B|1.0|1.0\n");
    expect_rows(path, "SELECT timer, task, line, set_s, deadline_s, fate, fate_s FROM v_timer",
                "1|main|5|0.0|1.0|timer_fired|1.0\n2|B|8|0.0|1.0|timer_fired|1.0\n");
    expect_rows(path, "SELECT seq, task, text FROM v_stdout", "3|main|h\xc3\xa9llo\n\n");
    expect_rows(path,
                "SELECT task, state, start_s, dur_s, reason, line FROM v_slice ORDER BY lane, id",
                "main|running|0.0|0.0|-|2\nmain|sleeping|0.0|1.0|sleep(1)|6\n"
                "main|running|1.0|2.0|-|15\nmain|waiting|3.0|1.0|B|18\n"
                "B|running|0.0|0.0|-|7\nB|sleeping|0.0|1.0|sleep(1)|9\nB|ready|1.0|2.0|-|9\n"
                "B|running|3.0|0.0|-|19\nC|ready|3.0|1.0|-|17\n");
    expect_rows(path,
                "SELECT ord, name, coro, parent, started_s, ended_s, outcome, error FROM v_task",
                "1|main|main|-|0.0|-|-|-\n2|B|work|main|0.0|3.0|failed|ValueError: no\n"
                "3|C|-|main|-|-|-|-\n");
    expect_rows(path,
                "SELECT name, value, unit FROM metric WHERE name IN ('sleeping', 'ready',"
                " 'waiting', 'blocked', 'steps', 'tasks_failed', 'tasks_peak', 'stdout_bytes')"
                " ORDER BY 1",
                "blocked|2.0|s\nready|3.0|s\nsleeping|2.0|s\nstdout_bytes|7.0|B\nsteps|4.0|1\n"
                "tasks_failed|1.0|1\ntasks_peak|3.0|1\nwaiting|1.0|s\n");
    expect_rows(path, "SELECT json_extract(params, '$.rng'), makespan_s FROM v_run", "pcg64|4.0\n");
}

static void test_levels(void **state) {
    fixture *fix = *state;
    const char *counts = "SELECT (SELECT count(*) FROM run), (SELECT count(*) FROM task), (SELECT"
                         " count(*) FROM event), (SELECT count(*) FROM slice), (SELECT count(*) > 0"
                         " FROM metric)";
    write_small(fix->path, VL_TRACE_SUMMARY);
    expect_rows(fix->path, counts, "1|3|0|0|1\n");
    expect_rows(fix->path, "SELECT events, trace_level FROM run", "20|summary\n");
    write_small(fix->path, VL_TRACE_NONE);
    expect_rows(fix->path, counts, "0|0|0|0|0\n");
}

static void test_speedup(void **state) {
    fixture *fix = *state;
    vl_trace *trace;
    vl_observer observer;
    assert_int_equal(vl_trace_new(&trace, fix->path, NULL), VL_OK);
    assert_int_equal(vl_trace_program_add(trace, &small_program, NULL), VL_OK);
    for (int64_t i = 0; i < 4; i++) {
        vl_trace_run run = small_settings_run(i % 2 ? "seq" : "as-written", VL_TRACE_SUMMARY);
        run.mode = i % 2 ? "sequential" : "as-written";
        run.seed = (uint64_t)i / 2;
        run.replication = i / 2;
        assert_int_equal(vl_trace_run_begin(trace, &run, &observer, NULL), VL_OK);
        vl_run_end end = {.outcome = "ok", .makespan_ns = (i % 2 ? 3 + i : 2) * SECOND};
        assert_int_equal(vl_trace_run_end(trace, &end, NULL), VL_OK);
    }
    assert_int_equal(vl_trace_finish(trace, NULL), VL_OK);
    vl_trace_free(trace);
    expect_rows(fix->path, "SELECT replication, sequential_s, written_s, speedup FROM v_speedup",
                "0|4.0|2.0|2.0\n1|6.0|2.0|3.0\n");
    expect_rows(fix->path, "SELECT count(*) FROM variant", "2\n");
}

static void test_variant_with_other_settings(void **state) {
    (void)state;
    vl_trace *trace;
    vl_observer observer;
    vl_error error = {0};
    assert_int_equal(vl_trace_new(&trace, NULL, NULL), VL_OK);
    vl_trace_run run = small_settings_run("a", VL_TRACE_FULL);
    assert_int_equal(vl_trace_run_begin(trace, &run, &observer, &error), VL_DATABASE); // no program
    assert_int_equal(small_write(trace, "a", VL_TRACE_FULL, NULL), VL_OK);
    run.setting_count = 2;
    error = (vl_error){0};
    assert_int_equal(vl_trace_run_begin(trace, &run, &observer, &error), VL_DATABASE);
    assert_non_null(strstr(error.message, "other settings"));
    run.setting_count = 3; // the same, and the same replication again
    assert_int_equal(vl_trace_run_begin(trace, &run, &observer, NULL), VL_OK);
    assert_int_equal(vl_trace_run_end(trace, &small_end, NULL), VL_DATABASE);
    assert_true(vl_trace_failed(trace));
    assert_int_equal(vl_trace_finish(trace, NULL), VL_DATABASE);
    vl_trace_free(trace);
}

static size_t slurp(const char *path, char *out, size_t size) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t len = fread(out, 1, size, file);
    fclose(file);
    return len;
}

static void test_equal_runs_equal_files(void **state) {
    fixture *fix = *state;
    enum { ROOM = 1 << 20 };
    char *first = malloc(2 * ROOM), *second = first + ROOM;
    assert_non_null(first);
    write_small(fix->path, VL_TRACE_FULL);
    size_t len = slurp(fix->path, first, ROOM);
    write_small(fix->path, VL_TRACE_FULL); // over the first
    assert_int_equal(slurp(fix->path, second, ROOM), len);
    assert_true(len > 16384 && len < ROOM);
    assert_memory_equal(first, second, len);
    free(first);
}

// ---- whole or absent ----------------------------------------------------------------------------

static void test_absent_until_finished(void **state) {
    fixture *fix = *state;
    for (int ended = 0; ended < 2; ended++) {
        vl_trace *trace;
        assert_int_equal(vl_trace_new(&trace, fix->path, NULL), VL_OK);
        assert_int_equal(access(fix->path, F_OK), -1);
        assert_int_equal(access(fix->temp, F_OK), 0);
        if (ended)
            assert_int_equal(small_write(trace, "a", VL_TRACE_FULL, NULL), VL_OK);
        vl_trace_free(trace);
        assert_int_equal(count_files(fix->folder), 0);
    }
    // One in the middle of a run: what was there stays.
    put_file(fix->path, "", 0);
    vl_trace *trace;
    vl_observer observer;
    vl_trace_run run = small_settings_run("a", VL_TRACE_FULL);
    assert_int_equal(vl_trace_new(&trace, fix->path, NULL), VL_OK);
    assert_int_equal(vl_trace_program_add(trace, &small_program, NULL), VL_OK);
    assert_int_equal(vl_trace_run_begin(trace, &run, &observer, NULL), VL_OK);
    small_run(observer);
    assert_int_equal(vl_trace_finish(trace, NULL), VL_DATABASE);
    assert_int_equal(access(fix->path, F_OK), 0);
    assert_int_equal(count_files(fix->folder), 1);
    vl_trace_free(trace);
}

static void expect_refused(const char *path, const char *says) {
    vl_trace *trace = NULL;
    vl_error error = {0};
    assert_int_equal(vl_trace_new(&trace, path, &error), VL_DATABASE);
    assert_null(trace);
    if (strstr(error.message, says) == NULL)
        fail_msg("'%s' does not say '%s'", error.message, says);
}

static void test_refusals(void **state) {
    fixture *fix = *state;
    char path[128];
    snprintf(path, sizeof path, "%s/missing/t.db", fix->folder);
    expect_refused(path, "No such file or directory");
    expect_refused(fix->folder, "is a folder");
    snprintf(path, sizeof path, "%s/", fix->folder);
    expect_refused(path, "is a folder");
    expect_refused("", "needs a name");
    expect_refused("/dev/null", "not a regular file");
    put_file(fix->path, "my thesis", 9);
    expect_refused(fix->path, "is not a vloop database; choose another name or remove it");
    char still[16];
    assert_int_equal(slurp(fix->path, still, sizeof still), 9);
    unlink(fix->path);
    sqlite3 *db; // another program's
    assert_int_equal(sqlite3_open(fix->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "CREATE TABLE t (x)", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    expect_refused(fix->path, "is not a vloop database; choose another name or remove it");
    assert_int_equal(count_files(fix->folder), 1);
}

static void test_folder_not_writable(void **state) {
    fixture *fix = *state;
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        chmod(fix->folder, 0555);
        if (geteuid() == 0 && seteuid(65534) != 0)
            _exit(9);
        vl_trace *trace;
        vl_error error = {0};
        bool refused = vl_trace_new(&trace, fix->path, &error) == VL_DATABASE &&
                       strstr(error.message, "Permission denied") != NULL;
        _exit(refused ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    chmod(fix->folder, 0700);
    assert_int_equal(status, 0);
}

// Stands for a full disk: files may not grow over a limit. `at_end`: the rows still fit in the
// cache, and it is the commit that fails.
static int fill_disk(const fixture *fix, bool at_end) {
    struct rlimit limit = {.rlim_cur = 100000, .rlim_max = 100000};
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return 2;
    vl_trace *trace;
    vl_observer observer;
    vl_error error = {0};
    vl_trace_run run = small_settings_run("a", VL_TRACE_FULL);
    if (vl_trace_new(&trace, fix->path, &error) != VL_OK ||
        vl_trace_program_add(trace, &small_program, &error) != VL_OK ||
        vl_trace_run_begin(trace, &run, &observer, &error) != VL_OK)
        return 3;
    vl_event event = event_of(VL_EVENT_STDOUT, 0, 0, 0, "some text that takes a little room\n");
    for (event.seq = 1; event.seq < (at_end ? 10000 : 1000000) && !vl_trace_failed(trace);
         event.seq++)
        observer.event(observer.context, &event);
    if (vl_trace_failed(trace) == at_end)
        return 4;
    vl_status ended = vl_trace_run_end(trace, &small_end, &error);
    vl_status finished = vl_trace_finish(trace, &error);
    if (ended != (at_end ? VL_OK : VL_DATABASE) || finished != VL_DATABASE)
        return 5;
    if (strstr(error.message, fix->path) == NULL || count_files(fix->folder) != 0)
        return 6;
    vl_trace_free(trace);
    return 0;
}

static void test_disk_full(void **state) {
    fixture *fix = *state;
    for (int at_end = 0; at_end < 2; at_end++) {
        fflush(NULL);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0)
            _exit(fill_disk(fix, at_end != 0));
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
}

static void test_killed(void **state) {
    fixture *fix = *state;
    write_small(fix->path, VL_TRACE_SUMMARY);
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        vl_trace *trace;
        bool good = vl_trace_new(&trace, fix->path, NULL) == VL_OK &&
                    small_write(trace, "a", VL_TRACE_FULL, NULL) == VL_OK;
        if (write(ready[1], good ? "y" : "n", 1) == 1)
            pause();
        _exit(1);
    }
    char answer = 0;
    assert_int_equal(read(ready[0], &answer, 1), 1);
    assert_int_equal(answer, 'y');
    // While it lives nobody else writes there ...
    expect_refused(fix->path, "being written by another process");
    kill(child, SIGKILL);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    // ... then the old database is untouched, and what was left makes way.
    expect_rows(fix->path, "SELECT trace_level FROM run", "summary\n");
    assert_int_equal(access(fix->temp, F_OK), 0);
    char journal[120];
    snprintf(journal, sizeof journal, "%s-journal", fix->temp);
    put_file(journal, "old", 3);
    write_small(fix->path, VL_TRACE_FULL);
    expect_rows(fix->path, "SELECT trace_level FROM run", "full\n");
    assert_int_equal(count_files(fix->folder), 1);
    close(ready[0]);
    close(ready[1]);
}

static void test_temporary_in_the_way(void **state) {
    fixture *fix = *state;
    assert_int_equal(mkdir(fix->temp, 0700), 0);
    expect_refused(fix->path, "in the way");
    rmdir(fix->temp);
    assert_int_equal(symlink("/etc/passwd", fix->temp), 0); // not followed, not removed
    expect_refused(fix->path, fix->temp);
    unlink(fix->temp);
}

static void test_link_and_mode(void **state) {
    fixture *fix = *state;
    char other[96];
    snprintf(other, sizeof other, "%s/link", fix->folder);
    mode_t old = umask(027);
    write_small(fix->path, VL_TRACE_SUMMARY);
    assert_int_equal(symlink(fix->path, other), 0);
    write_small(other, VL_TRACE_FULL);
    umask(old);
    struct stat info;
    assert_int_equal(lstat(other, &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    assert_int_equal(stat(fix->path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640);
    expect_rows(fix->path, "SELECT trace_level FROM run", "full\n");
    unlink(other);
}

static void test_bytes_that_are_no_text(void **state) {
    fixture *fix = *state;
    vl_trace *trace;
    vl_observer observer;
    vl_trace_run run = small_settings_run("a", VL_TRACE_FULL);
    assert_int_equal(vl_trace_new(&trace, fix->path, NULL), VL_OK);
    assert_int_equal(vl_trace_program_add(trace, &small_program, NULL), VL_OK);
    assert_int_equal(vl_trace_run_begin(trace, &run, &observer, NULL), VL_OK);
    vl_event event = event_of(VL_EVENT_STDOUT, 1, 0, 0, "a\xff\xed\xa0\x80z");
    observer.event(observer.context, &event);
    assert_int_equal(vl_trace_run_end(trace, &small_end, NULL), VL_OK);
    assert_int_equal(vl_trace_finish(trace, NULL), VL_OK);
    vl_trace_free(trace);
    expect_rows(fix->path, "SELECT text FROM v_stdout",
                "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz\n");
}

// Many tasks that come and go: the table of the living shrinks and grows.
static void test_many_tasks(void **state) {
    fixture *fix = *state;
    enum { TASKS = 3000, ALIVE = 500 };
    vl_trace *trace;
    vl_observer observer;
    vl_trace_run run = small_settings_run("a", VL_TRACE_FULL);
    assert_int_equal(vl_trace_new(&trace, fix->path, NULL), VL_OK);
    assert_int_equal(vl_trace_program_add(trace, &small_program, NULL), VL_OK);
    assert_int_equal(vl_trace_run_begin(trace, &run, &observer, NULL), VL_OK);
    uint64_t seq = 0;
    for (uint64_t task = 1; task <= TASKS + ALIVE; task++) {
        if (task <= TASKS) {
            vl_event made = event_of(VL_EVENT_TASK_CREATED, ++seq, (int64_t)task, task, "t");
            observer.event(observer.context, &made);
        }
        if (task > ALIVE) { // ends in an order of its own: neighbours change places
            uint64_t victim = ((task - ALIVE - 1) ^ 1) + 1;
            vl_event ended = event_of(VL_EVENT_TASK_ENDED, ++seq, (int64_t)task, victim, NULL);
            ended.value = VL_OUTCOME_DONE;
            observer.event(observer.context, &ended);
        }
    }
    vl_run_end end = {.outcome = "ok", .makespan_ns = TASKS + ALIVE};
    assert_int_equal(vl_trace_run_end(trace, &end, NULL), VL_OK);
    assert_int_equal(vl_trace_finish(trace, NULL), VL_OK);
    vl_trace_free(trace);
    expect_rows(fix->path,
                "SELECT count(*), count(ended_ns), min(ended_ns - created_ns),"
                " max(ended_ns - created_ns), max(ord) FROM task",
                "3000|3000|499|501|3000\n");
    expect_rows(fix->path, "SELECT count(*), sum(dur_ns) FROM slice", "3000|1500000\n");
    expect_rows(fix->path, "SELECT value FROM metric WHERE name = 'tasks_peak'", "501.0\n");
}

// What a wait is called: by its timer, also one that a mode sets later; by the awaited task's name;
// by its kind; by the event's own text before all.
static void test_reasons(void **state) {
    fixture *fix = *state;
    const struct {
        vl_event_kind kind;
        uint64_t task, other;
        int64_t at, value;
        const char *text;
    } steps[] = {
        {VL_EVENT_TASK_CREATED, 1, 0, 0, 0, "main"},
        {VL_EVENT_TASK_CREATED, 2, 1, 0, 0, "other one"},
        {VL_EVENT_TIMER_SET, 1, 1, 0, SECOND, NULL}, // not the sleep's: a call_later
        {VL_EVENT_TIMER_SET, 1, 2, 0, SECOND / 4 * 10, NULL},
        {VL_EVENT_TASK_SUSPENDED, 1, 2, 0, VL_WAIT_SLEEP, NULL},
        {VL_EVENT_TASK_SUSPENDED, 1, 0, 1, VL_WAIT_SLEEP, NULL},
        {VL_EVENT_TIMER_SET, 1, 3, 5, 5 + SECOND, NULL},
        {VL_EVENT_TIMER_SET, 1, 4, 5, 5 + 9 * SECOND, NULL},
        {VL_EVENT_TASK_SUSPENDED, 1, 0, 6, VL_WAIT_SLEEP, NULL},
        {VL_EVENT_TASK_SUSPENDED, 1, 2, 7, VL_WAIT_TASK, NULL},
        {VL_EVENT_TASK_SUSPENDED, 1, 99, 8, VL_WAIT_TASK, NULL},
        {VL_EVENT_TASK_SUSPENDED, 1, 2, 9, VL_WAIT_TASK, "TaskGroup"},
        {VL_EVENT_TASK_SUSPENDED, 1, 0, 10, VL_WAIT_GATHER, NULL},
        {VL_EVENT_TASK_SUSPENDED, 1, 0, 11, VL_WAIT_FUTURE, NULL},
        {VL_EVENT_TASK_SUSPENDED, 1, 0, 12, VL_WAIT_OTHER, "Lock"},
        {VL_EVENT_TASK_SUSPENDED, 1, 0, 13, VL_WAIT_YIELD, NULL},
        {VL_EVENT_TASK_SUSPENDED, 1, 0, 14, 77, NULL},
        {VL_EVENT_TASK_ENDED, 1, 0, 15, VL_OUTCOME_DONE, NULL},
    };
    vl_trace *trace;
    vl_observer observer;
    vl_trace_run run = small_settings_run("a", VL_TRACE_FULL);
    assert_int_equal(vl_trace_new(&trace, fix->path, NULL), VL_OK);
    assert_int_equal(vl_trace_program_add(trace, &small_program, NULL), VL_OK);
    assert_int_equal(vl_trace_run_begin(trace, &run, &observer, NULL), VL_OK);
    for (size_t i = 0; i < VL_COUNT(steps); i++) {
        vl_event event = event_of(steps[i].kind, i + 1, steps[i].at, steps[i].task, steps[i].text);
        event.other = steps[i].other;
        event.value = steps[i].value;
        observer.event(observer.context, &event);
    }
    assert_int_equal(vl_trace_run_end(trace, &small_end, NULL), VL_OK);
    assert_int_equal(vl_trace_finish(trace, NULL), VL_OK);
    vl_trace_free(trace);
    expect_rows(fix->path, "SELECT state, reason FROM v_slice WHERE lane = 1 ORDER BY id",
                "sleeping|sleep(2.5)\nwaiting|children\nsleeping|sleep(1)\nwaiting|"
                "children\nwaiting|other one\n"
                "waiting|task\nwaiting|TaskGroup\nwaiting|gather\nwaiting|future\n"
                "waiting|Lock\nready|sleep(0)\nwaiting|-\n");
}

// SQLite is given more and more memory until it is enough: before, one clear failure and no file.
static void test_little_memory(void **state) {
    fixture *fix = *state;
    bool enough = false;
    size_t failures = 0;
    for (int64_t limit = 4096; !enough; limit += 1500, failures++) {
        assert_true(limit < (1 << 22));
        vl_error error = {0};
        vl_trace *trace = NULL;
        vl_trace_reader *reader = NULL;
        vl_run_view *view = NULL;
        sqlite3_hard_heap_limit64(limit);
        vl_status status = vl_trace_new(&trace, fix->path, &error);
        if (status == VL_OK)
            status = small_write(trace, "a", VL_TRACE_FULL, &error);
        if (status == VL_OK)
            status = vl_trace_finish(trace, &error);
        vl_trace_free(trace);
        assert_int_equal(count_files(fix->folder), status == VL_OK);
        if (status == VL_OK)
            status = vl_trace_open(&reader, fix->path, &error);
        if (status == VL_OK)
            status = vl_trace_read_run(reader, NULL, true, &view, &error);
        enough = status == VL_OK;
        if (enough)
            vl_run_view_free(view);
        else if (status != VL_MEMORY || error.message[0] == '\0')
            fail_msg("%d: %s", (int)status, error.message);
        vl_trace_reader_free(reader);
        sqlite3_hard_heap_limit64(0);
        unlink(fix->path);
    }
    assert_true(failures > 10);
}

static void test_python_reads_it(void **state) {
    fixture *fix = *state;
    if (system("python3 -c 'import sqlite3, sys; sys.exit(sqlite3.sqlite_version_info < (3, 37))'"
               " 2>/dev/null") != 0)
        skip();
    write_small(fix->path, VL_TRACE_FULL);
    char command[1024];
    snprintf(command, sizeof command,
             "python3 -c '\n"
             "import sqlite3\n"
             "db = sqlite3.connect(\"file:%s?mode=ro\", uri=True)\n"
             "views = [r[0] for r in db.execute(\n"
             "    \"select name from sqlite_schema where type = ?\", (\"view\",))]\n"
             "rows = {v: db.execute(\"select * from \" + v).fetchall() for v in views}\n"
             "want = dict(v_run=1, v_task=3, v_event=20, v_slice=9, v_stdout=1, v_timer=2, "
             "v_speedup=0)\n"
             "got = {v: len(r) for v, r in rows.items()}\n"
             "assert got == want, got\n"
             "assert rows[\"v_stdout\"][0][-1] == \"h\\u00e9llo\\n\"\n"
             "'",
             fix->path);
    assert_int_equal(system(command), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_is_written, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_levels, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_speedup, set_up, tear_down),
        cmocka_unit_test(test_variant_with_other_settings),
        cmocka_unit_test_setup_teardown(test_equal_runs_equal_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_absent_until_finished, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_refusals, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_folder_not_writable, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_disk_full, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_killed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_temporary_in_the_way, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_link_and_mode, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bytes_that_are_no_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_many_tasks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_reasons, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_little_memory, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_python_reads_it, set_up, tear_down),
    };
    return UNIT_RUN(tests);
}
