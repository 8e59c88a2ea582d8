// Runs gnuplot: no shell, no pipe that could break. The script comes from a nameless file, what
// gnuplot complains of goes into another, and the picture into a hidden file beside its place,
// which is renamed when it is known to be whole.
#include "scene_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

typedef struct drawing {
    const char *path;
    vl_buf temporary; // path of the picture that grows; empty: none
    int script, picture, complaints;
} drawing;

// The same file under a descriptor that is not one of the three that the child gets.
static int above_standard(int fd) {
    if (fd > 2)
        return fd;
    int above = fcntl(fd, F_DUPFD_CLOEXEC, 3);
    close(fd);
    return above;
}

// Creates a file beside `path` under a name that nobody has; its name in `name`.
static int create_beside(const char *path, vl_buf *name) {
    const char *slash = strrchr(path, '/');
    const char *base = slash != NULL ? slash + 1 : path;
    for (int attempt = 0; attempt < 1000; attempt++) {
        vl_buf_clear(name);
        vl_buf_append(name, path, (size_t)(base - path));
        vl_buf_format(name, ".%.100s.%ld-%d.tmp", base, (long)getpid(), attempt);
        if (name->failed)
            return -1;
        int fd = open(name->data, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0)
            return above_standard(fd);
        if (errno != EEXIST)
            return -1;
    }
    return -1;
}

static int create_nameless(const char *path) {
    vl_buf name;
    vl_buf_init(&name, NULL);
    int fd = create_beside(path, &name);
    if (fd >= 0)
        unlink(name.data);
    vl_buf_deinit(&name);
    return fd;
}

static bool write_all(int fd, const char *bytes, size_t len) {
    while (len > 0) {
        ssize_t written = write(fd, bytes, len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        len -= (size_t)written;
    }
    return true;
}

static vl_status io_error(vl_error *error, const char *path) {
    return vl_error_set(error, VL_IO, "cannot write %.300s: %s", path, strerror(errno));
}

static vl_status open_files(drawing *draw, const vl_buf *script, vl_error *error) {
    struct stat info;
    if (stat(draw->path, &info) == 0 && S_ISDIR(info.st_mode)) {
        errno = EISDIR;
        return io_error(error, draw->path);
    }
    draw->picture = create_beside(draw->path, &draw->temporary);
    if (draw->picture < 0) {
        vl_buf_clear(&draw->temporary);
        return io_error(error, draw->path);
    }
    draw->script = create_nameless(draw->path);
    draw->complaints = create_nameless(draw->path);
    if (draw->script < 0 || draw->complaints < 0 ||
        !write_all(draw->script, script->data, script->len) || lseek(draw->script, 0, SEEK_SET) < 0)
        return io_error(error, draw->path);
    return VL_OK;
}

// Starts gnuplot and waits for it; its wait status, or -1 with errno where it could not be started.
static int run_gnuplot(const drawing *draw) {
    char name[] = "gnuplot", defaults[] = "-d", input[] = "-";
    char *const arguments[] = {name, defaults, input, NULL};
    posix_spawn_file_actions_t actions;
    pid_t child;
    if (posix_spawn_file_actions_init(&actions) != 0)
        return -1;
    int failure = posix_spawn_file_actions_adddup2(&actions, draw->script, 0);
    if (failure == 0)
        failure = posix_spawn_file_actions_adddup2(&actions, draw->picture, 1);
    if (failure == 0)
        failure = posix_spawn_file_actions_adddup2(&actions, draw->complaints, 2);
    if (failure == 0)
        failure = posix_spawnp(&child, "gnuplot", &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failure != 0) {
        errno = failure;
        return -1;
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            return 0; // the host reaps its children itself: the picture tells
    }
    return status;
}

// Whether the file starts and ends as its format must.
static bool is_whole(int fd, vl__format format) {
    static const struct {
        const char *start, *end;
    } shapes[] = {{"<?xml", "</svg>"}, {"\x89PNG\r\n", "IEND"}, {"%PDF-", "%%EOF"}};
    char head[8] = "", tail[17] = "";
    size_t end_len = strlen(shapes[format].end);
    if (pread(fd, head, sizeof head - 1, 0) < (ssize_t)strlen(shapes[format].start) ||
        strncmp(head, shapes[format].start, strlen(shapes[format].start)) != 0)
        return false;
    off_t size = lseek(fd, 0, SEEK_END);
    off_t from = size > (off_t)sizeof tail - 1 ? size - (off_t)(sizeof tail - 1) : 0;
    ssize_t got = pread(fd, tail, sizeof tail - 1, from);
    for (ssize_t i = 0; i + (ssize_t)end_len <= got; i++) {
        if (memcmp(tail + i, shapes[format].end, end_len) == 0)
            return true;
    }
    return false;
}

// The first lines of what gnuplot said, on one line.
static void read_complaints(const drawing *draw, char *out, size_t size) {
    ssize_t got = pread(draw->complaints, out, size - 1, 0);
    out[got > 0 ? got : 0] = '\0';
    for (char *at = out; *at != '\0'; at++) {
        if ((unsigned char)*at < 0x20 || (unsigned char)*at >= 0x7f)
            *at = ' ';
    }
}

// Keeps the script as PATH.gp, and says so. `problem` is what went wrong.
static vl_status keep_script(const drawing *draw, const vl_buf *script, const char *problem,
                             vl_error *error) {
    vl_buf name, temporary;
    vl_buf_init(&name, NULL);
    vl_buf_init(&temporary, NULL);
    vl_buf_format(&name, "%s.gp", draw->path);
    int fd = name.failed ? -1 : create_beside(name.data, &temporary);
    bool kept = fd >= 0 && write_all(fd, script->data, script->len);
    if (fd >= 0)
        kept = close(fd) == 0 && kept && rename(temporary.data, name.data) == 0;
    if (fd >= 0 && !kept)
        unlink(temporary.data);
    if (kept)
        vl_error_set(error, VL_CHART, "%s; the chart's script is kept as %.200s", problem,
                     name.data);
    else
        vl_error_set(error, VL_CHART, "%s", problem);
    vl_buf_deinit(&name);
    vl_buf_deinit(&temporary);
    return VL_CHART;
}

static vl_status draw_files(drawing *draw, const vl_buf *script, vl__format format,
                            vl_error *error) {
    char said[200], problem[260];
    vl_status status = open_files(draw, script, error);
    if (status != VL_OK)
        return status;
    int result = run_gnuplot(draw);
    if (result < 0 || (WIFEXITED(result) && WEXITSTATUS(result) == 127)) {
        snprintf(problem, sizeof problem, "gnuplot cannot be started: %s",
                 result < 0 ? strerror(errno) : "not found");
        status = keep_script(draw, script, problem, error);
        vl_error_hint(error, "install gnuplot (Debian: apt-get install gnuplot-nox)");
        return status;
    }
    if (!WIFEXITED(result) || WEXITSTATUS(result) != 0 || !is_whole(draw->picture, format)) {
        read_complaints(draw, said, sizeof said);
        snprintf(problem, sizeof problem, "gnuplot failed%s%s", said[0] != '\0' ? ": " : "", said);
        return keep_script(draw, script, problem, error);
    }
    if ((fsync(draw->picture) != 0 && errno != EINVAL) ||
        rename(draw->temporary.data, draw->path) != 0)
        return io_error(error, draw->path);
    vl_buf_clear(&draw->temporary);
    return VL_OK;
}

vl_status vl__gnuplot_draw(const vl_buf *script, vl__format format, const char *path,
                           vl_error *error) {
    drawing draw = {.path = path, .script = -1, .picture = -1, .complaints = -1};
    vl_buf_init(&draw.temporary, NULL);
    vl_status status = draw_files(&draw, script, format, error);
    if (draw.temporary.len > 0)
        unlink(draw.temporary.data);
    vl_buf_deinit(&draw.temporary);
    int files[] = {draw.script, draw.picture, draw.complaints};
    for (size_t i = 0; i < VL_COUNT(files); i++) {
        if (files[i] >= 0)
            close(files[i]);
    }
    return status;
}
