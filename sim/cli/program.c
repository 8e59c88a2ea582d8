// Reads programs and the modules beside them. Whatever is there instead of a text, the answer is
// one message, never a hang or a crash.
#include "cli_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Reads to the end of `fd`, at most one byte more than VL__SOURCE_MAX. False: errno says why.
static bool read_all(int fd, vl_buf *out) {
    for (;;) {
        if (!vl_buf_reserve(out, 64 << 10)) {
            errno = ENOMEM;
            return false;
        }
        ssize_t got = read(fd, out->data + out->len, 64 << 10);
        if (got < 0 && errno == EINTR && !vl__interrupt_seen())
            continue;
        if (got < 0)
            return false;
        out->len += (size_t)got;
        out->data[out->len] = '\0';
        if (got == 0 || out->len > VL__SOURCE_MAX)
            return true;
    }
}

static vl_status cannot_read(vl_error *error, const char *path, const char *why) {
    return vl_error_set(error, VL_IO, "cannot read %.300s: %s", path, why);
}

static int line_at(const char *text, size_t offset) {
    int line = 1;
    for (size_t i = 0; i < offset; i++)
        line += text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
    return line;
}

static const char magic[16] = "SQLite format 3";

static vl_status check_text(const char *path, const char *text, size_t len, vl_error *error) {
    if (len >= sizeof magic && memcmp(text, magic, sizeof magic) == 0) {
        vl_error_set(error, VL_USAGE, "%.300s is a database, not a program", path);
        vl_error_hint(error, "vloop show %.200s", path);
        return VL_USAGE;
    }
    if (len > VL__SOURCE_MAX)
        return vl_error_set(error, VL_IO, "%.300s is too big for a program: more than %zu MiB",
                            path, VL__SOURCE_MAX >> 20);
    ptrdiff_t bad = vl_utf8_invalid(text, len);
    if (bad < 0)
        return VL_OK;
    vl_place place = {.line = line_at(text, (size_t)bad)};
    return vl_error_at(error, VL_SYNTAX, path, place, "not UTF-8: byte 0x%02x at offset %td",
                       (unsigned char)text[bad], bad);
}

// The text of an open file, into *text (from malloc).
static vl_status take_text(int fd, const char *path, char **text, size_t *len, vl_error *error) {
    struct stat info;
    vl_buf buf;
    if (fstat(fd, &info) == 0 && S_ISDIR(info.st_mode))
        return cannot_read(error, path, "it is a directory");
    vl_buf_init(&buf, NULL);
    vl_status status = read_all(fd, &buf) ? check_text(path, buf.data, buf.len, error)
                                          : cannot_read(error, path, strerror(errno));
    if (status != VL_OK) {
        vl_buf_deinit(&buf);
        return status;
    }
    *text = buf.data;
    *len = buf.len;
    return VL_OK;
}

// ---- the program's place ------------------------------------------------------------------------

// Takes "." and ".." and doubled slashes out of an absolute path, as os.path.abspath does: links
// are not followed.
static void normalise(char *path) {
    size_t out = 0;
    for (const char *at = path; *at != '\0';) {
        while (*at == '/')
            at++;
        size_t part = strcspn(at, "/");
        if (part == 2 && at[0] == '.' && at[1] == '.') {
            while (out > 0 && path[--out] != '/') {
            }
        } else if (part > 0 && !(part == 1 && at[0] == '.')) {
            path[out++] = '/';
            memmove(path + out, at, part);
            out += part;
        }
        at += part;
    }
    if (out == 0)
        path[out++] = '/';
    path[out] = '\0';
}

static char *absolute(const char *path) {
    vl_buf buf;
    vl_buf_init(&buf, NULL);
    if (path[0] != '/') {
        char *here = realpath(".", NULL);
        if (here == NULL)
            return NULL;
        vl_buf_text(&buf, here);
        vl_buf_char(&buf, '/');
        free(here);
    }
    vl_buf_text(&buf, path);
    if (buf.failed) {
        vl_buf_deinit(&buf);
        return NULL;
    }
    normalise(buf.data);
    return buf.data;
}

static bool set_place(vl__program *program, const char *path) {
    bool is_stdin = strcmp(path, "-") == 0;
    program->file = is_stdin ? strdup("<stdin>") : absolute(path);
    if (program->file == NULL)
        return false;
    const char *slash = strrchr(program->file, '/');
    program->name = slash != NULL ? slash + 1 : program->file;
    // As CPython's sys.path[0]: where the file really is, though `file` does not follow links. What
    // only has a name in /dev or /proc stays where that is.
    char *real = is_stdin ? absolute(".") : realpath(path, NULL);
    if (real == NULL && !is_stdin)
        real = strdup(program->file);
    program->folder = real;
    if (real == NULL)
        return false;
    if (!is_stdin)
        strrchr(real, '/')[1] = '\0';
    return true;
}

vl_status vl__program_read(vl__program *program, const char *path, vl_error *error) {
    bool is_stdin = strcmp(path, "-") == 0;
    *program = (vl__program){.path = is_stdin ? "<stdin>" : path};
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return cannot_read(error, path, strerror(errno));
    vl_status status = take_text(fd, program->path, &program->text, &program->len, error);
    if (!is_stdin)
        close(fd);
    if (status == VL_OK && !set_place(program, path))
        status = cannot_read(error, program->path, strerror(errno));
    if (status != VL_OK)
        vl__program_deinit(program);
    return status;
}

void vl__program_deinit(vl__program *program) {
    free(program->text);
    free(program->file);
    free(program->folder);
    *program = (vl__program){.text = NULL};
}

// ---- modules ------------------------------------------------------------------------------------

// "a.b" as "a/b"; false for what could lead elsewhere.
static bool append_name(vl_buf *path, const char *name) {
    bool part = false; // something stands since the last dot
    for (; *name != '\0'; name++) {
        if (*name == '/' || (*name == '.' && !part))
            return false;
        part = *name != '.';
        vl_buf_char(path, part ? *name : '/');
    }
    return part && !path->failed;
}

// A regular file whose real place is under the real `folder`. -1: none.
static int open_inside(const char *folder, const char *path) {
    struct stat info;
    char *real_folder = realpath(folder, NULL), *real_path = realpath(path, NULL);
    int fd = -1;
    if (real_folder != NULL && real_path != NULL) {
        size_t len = strlen(real_folder);
        if (len > 0 && real_folder[len - 1] == '/')
            len--;
        // Only then is it opened: opening a device or a pipe can do things.
        if (strncmp(real_path, real_folder, len) == 0 && real_path[len] == '/' &&
            stat(real_path, &info) == 0 && S_ISREG(info.st_mode))
            fd = open(real_path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    }
    free(real_folder);
    free(real_path);
    return fd;
}

static int open_module(const vl__program *program, const char *name, const char *tail,
                       vl_buf *path) {
    vl_buf_clear(path);
    vl_buf_text(path, program->folder);
    if (path->len > 0 && path->data[path->len - 1] != '/')
        vl_buf_char(path, '/');
    if (!append_name(path, name) || !vl_buf_text(path, tail))
        return -1;
    return open_inside(program->folder, path->data);
}

bool vl__program_module(const vl__program *program, const char *name, char **text, size_t *len,
                        char *path, size_t path_size) {
    static const char *const tails[] = {"/__init__.py", ".py"}; // a package wins, as in CPython
    vl_buf found;
    int fd = -1;
    vl_buf_init(&found, NULL);
    for (size_t i = 0; i < VL_COUNT(tails) && fd < 0; i++)
        fd = open_module(program, name, tails[i], &found);
    bool read =
        fd >= 0 && found.len < path_size && take_text(fd, found.data, text, len, NULL) == VL_OK;
    if (read)
        memcpy(path, found.data, found.len + 1);
    if (fd >= 0)
        close(fd);
    vl_buf_deinit(&found);
    return read;
}

bool vl__is_database(const char *path) {
    char head[sizeof magic];
    struct stat info;
    if (stat(path, &info) != 0 || !S_ISREG(info.st_mode))
        return false;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool is = read(fd, head, sizeof head) == (ssize_t)sizeof head &&
              memcmp(head, magic, sizeof magic) == 0;
    close(fd);
    return is;
}
