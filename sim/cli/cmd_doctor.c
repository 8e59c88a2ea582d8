// vloop doctor: what is here of all that vloop works with.
#include "cli_internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <langinfo.h>
#include <spawn.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

#define ANSWER_MAX ((size_t)1 << 20) // bytes of a program's answer that are read

// Starts `argv` with no input, both its outputs going to `fd`. False: there is no such program.
static bool start(char *const *argv, int fd, pid_t *child) {
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions) != 0)
        return false;
    bool started =
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0) == 0 &&
        posix_spawn_file_actions_adddup2(&actions, fd, STDOUT_FILENO) == 0 &&
        posix_spawn_file_actions_adddup2(&actions, fd, STDERR_FILENO) == 0 &&
        posix_spawnp(child, argv[0], &actions, NULL, argv, environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    return started;
}

static void read_answer(int fd, vl_buf *answer) {
    char chunk[4096];
    for (;;) {
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return;
        if (answer->len < ANSWER_MAX)
            vl_buf_append(answer, chunk, (size_t)got);
    }
}

// What `argv` prints, in `answer`. False: it is not there, or fails.
static bool ask(char *const *argv, vl_buf *answer) {
    int ends[2], status = -1;
    pid_t child;
    vl_buf_clear(answer);
    if (pipe(ends) != 0)
        return false;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    bool started = start(argv, ends[1], &child);
    close(ends[1]);
    if (started) {
        read_answer(ends[0], answer);
        while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
        }
    }
    close(ends[0]);
    return started && status == 0 && answer->len > 0 && !answer->failed;
}

static void put_line(vl_buf *out, const char *title, const char *text) {
    vl_buf_format(out, "%-12s %.*s\n", title, (int)strcspn(text, "\r\n"), text);
}

// Programs are named in writable storage, as posix_spawn wants them.
#define ASK(answer, ...) ask((char *[]){__VA_ARGS__, NULL}, answer)

static void put_gnuplot(vl_buf *out, vl_buf *answer) {
    char name[] = "gnuplot", version[] = "--version";
    if (ASK(answer, name, version))
        put_line(out, "gnuplot",
                 answer->data + (strncmp(answer->data, "gnuplot ", 8) == 0 ? 8 : 0));
    else
        put_line(out, "gnuplot", "missing: charts need it (Debian: apt-get install gnuplot-nox)");
}

static void put_fonts(vl_buf *out, vl_buf *answer) {
    char name[] = "fc-list", family[] = "DejaVu Sans";
    if (ASK(answer, name, family))
        put_line(out, "fonts", "DejaVu Sans");
    else
        put_line(out, "fonts",
                 "DejaVu Sans not found: png and pdf charts may look different "
                 "(Debian: apt-get install fonts-dejavu-core)");
}

// ---- python3 ------------------------------------------------------------------------------------

// "python3", "python3.13", but no "python3-config".
static bool is_python(const char *name) {
    static const char prefix[] = "python3";
    if (strncmp(name, prefix, sizeof prefix - 1) != 0)
        return false;
    name += sizeof prefix - 1;
    return name[0] == '\0' || (name[0] == '.' && name[1] != '\0' &&
                               strspn(name + 1, "0123456789") == strlen(name + 1));
}

// The same program may have several names: it is listed once.
static bool is_new(vl_buf *seen, const char *path) {
    char *real = realpath(path, NULL);
    if (real == NULL)
        return false;
    vl_buf key;
    vl_buf_init(&key, NULL);
    vl_buf_format(&key, "\n%s\n", real);
    bool fresh = !key.failed && (seen->len == 0 || strstr(seen->data, key.data) == NULL);
    if (fresh)
        vl_buf_append(seen, key.data, key.len);
    vl_buf_deinit(&key);
    free(real);
    return fresh;
}

static void put_python(vl_buf *out, vl_buf *answer, char *path) {
    char option[] = "--version", line[512];
    if (access(path, X_OK) != 0 || !ASK(answer, path, option))
        return;
    const char *version = answer->data + (strncmp(answer->data, "Python ", 7) == 0 ? 7 : 0);
    snprintf(line, sizeof line, "%.*s %.400s", (int)strcspn(version, "\r\n"), version, path);
    put_line(out, "python3", line);
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

// The names of the python3 programs in `folder`, in order; `names` has room for `max`.
static size_t list_pythons(const char *folder, char **names, size_t max) {
    size_t count = 0;
    DIR *dir = opendir(folder);
    if (dir == NULL)
        return 0;
    for (struct dirent *entry; count < max && (entry = readdir(dir)) != NULL;) {
        if (is_python(entry->d_name) && (names[count] = strdup(entry->d_name)) != NULL)
            count++;
    }
    closedir(dir);
    qsort(names, count, sizeof *names, by_name);
    return count;
}

static void put_folder(vl_buf *out, vl_buf *answer, vl_buf *seen, const char *folder) {
    char *names[64];
    size_t count = list_pythons(folder, names, VL_COUNT(names));
    for (size_t i = 0; i < count; i++) {
        vl_buf path;
        vl_buf_init(&path, NULL);
        vl_buf_format(&path, "%s/%s", folder, names[i]);
        if (!path.failed && is_new(seen, path.data))
            put_python(out, answer, path.data);
        vl_buf_deinit(&path);
        free(names[i]);
    }
}

static void put_pythons(vl_buf *out, vl_buf *answer) {
    const char *path = getenv("PATH");
    size_t before = out->len;
    vl_buf seen;
    vl_buf_init(&seen, NULL);
    while (path != NULL && *path != '\0') {
        size_t len = strcspn(path, ":");
        char *folder = strndup(path, len);
        if (folder != NULL && len > 0)
            put_folder(out, answer, &seen, folder);
        free(folder);
        path += len + (path[len] == ':');
    }
    vl_buf_deinit(&seen);
    if (out->len == before)
        put_line(out, "python3", "none: only tests that compare with CPython need it");
}

// ---- all ----------------------------------------------------------------------------------------

static void put_terminal(vl_buf *out, vl__cli *cli, const vl__options *options) {
    char line[128];
    vl_term term = vl__term_of(options, &cli->out);
    snprintf(line, sizeof line, "%d cells, %s, %s", term.width, nl_langinfo(CODESET),
             term.colour ? "colour" : "no colour");
    put_line(out, "terminal", line);
}

int vl__cmd_doctor(vl__cli *cli, const vl__options *options) {
    vl_buf out, answer;
    vl_buf_init(&out, NULL);
    vl_buf_init(&answer, NULL);
    put_line(&out, "vloop", VL_VERSION ", built with " VL_BUILT_WITH);
    put_line(&out, "SQLite", sqlite3_libversion());
    put_line(&out, "jansson", jansson_version_str());
    put_gnuplot(&out, &answer);
    put_fonts(&out, &answer);
    put_pythons(&out, &answer);
    put_terminal(&out, cli, options);
    int exit_code = 0;
    if (out.failed) {
        vl_error error = {.status = VL_OK};
        vl_error_set(&error, VL_MEMORY, "out of memory");
        exit_code = vl__fail(cli, &error);
    } else {
        vl__put(cli, out.data, out.len);
    }
    vl_buf_deinit(&answer);
    vl_buf_deinit(&out);
    return exit_code;
}
