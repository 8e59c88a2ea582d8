// Where a database is written: a file beside its place, under a name of its own, that is renamed
// when it is whole. Knows files and the head of a SQLite file; knows nothing of what is in it.
//
// The other name is `.NAME.vloop-tmp`, the same for every process, so that what a killed run left
// is found and removed by the next one. A lock tells the dead from the living: the file is locked
// as long as somebody writes it.
#define _XOPEN_SOURCE 700 // realpath
#include "trace_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMP_TAIL        ".vloop-tmp"
#define PARTIAL_TAIL     ".partial"
#define HEAD_BYTES       100 // of a SQLite file
#define HEAD_APPLICATION 68

static vl_status fault(const char *what, const char *path, vl_error *error) {
    return vl_error_set(error, VL_DATABASE, "cannot %s %s: %s", what, path, strerror(errno));
}

static vl_status no_memory(vl_error *error) {
    return vl_error_set(error, VL_MEMORY, "no memory to open a database");
}

// Bytes read, fewer than `size` only at the end; -1 on failure.
static ssize_t read_head(int fd, unsigned char *head, size_t size) {
    size_t have = 0;
    while (have < size) {
        ssize_t got = read(fd, head + have, size - have);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        have += (size_t)got;
    }
    return (ssize_t)have;
}

static bool is_ours(const unsigned char *head, size_t len) {
    static const char magic[16] = "SQLite format 3";
    const unsigned char *id = head + HEAD_APPLICATION;
    return len == HEAD_BYTES && memcmp(head, magic, sizeof magic) == 0 &&
           ((uint32_t)id[0] << 24 | (uint32_t)id[1] << 16 | (uint32_t)id[2] << 8 | id[3]) ==
               VL__APPLICATION_ID;
}

// SQLite reads a last page that is not all there as if zeros followed.
static bool is_cut(const unsigned char *head, off_t size) {
    off_t page = (off_t)head[16] << 8 | head[17];
    return page == 0 || size % (page == 1 ? 65536 : page) != 0;
}

vl_status vl__place_check(const char *path, bool empty_fits, vl_error *error) {
    struct stat info;
    if (stat(path, &info) != 0)
        return empty_fits && errno == ENOENT ? VL_OK : fault("open", path, error);
    if (S_ISDIR(info.st_mode))
        return vl_error_set(error, VL_DATABASE, "%s is a folder, not a database", path);
    if (!S_ISREG(info.st_mode))
        return vl_error_set(error, VL_DATABASE, "%s is not a regular file", path);
    if (empty_fits && info.st_size == 0)
        return VL_OK;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fault("open", path, error);
    unsigned char head[HEAD_BYTES];
    ssize_t len = read_head(fd, head, sizeof head);
    vl_status status = len < 0 ? fault("read", path, error) : VL_OK;
    close(fd);
    if (status == VL_OK && !is_ours(head, (size_t)len))
        status = vl_error_set(error, VL_DATABASE, "%s is not a vloop database%s", path,
                              empty_fits ? "; choose another name or remove it" : "");
    if (status == VL_OK && !empty_fits && is_cut(head, info.st_size))
        status = vl_error_set(error, VL_DATABASE, "%s is damaged: its end is missing", path);
    return status;
}

// A link's target is replaced, not the link.
static char *resolve(const char *path) {
    struct stat info;
    if (lstat(path, &info) == 0 && S_ISLNK(info.st_mode))
        return realpath(path, NULL);
    return strdup(path);
}

static bool name_files(vl__place *place) {
    bool hidden = !place->stays;
    const char *slash = strrchr(place->path, '/');
    const char *name = slash != NULL ? slash + 1 : place->path;
    vl_buf temp;
    vl_buf_init(&temp, NULL);
    // "./" keeps names that SQLite would read in a way of its own from being special.
    if (slash == NULL)
        vl_buf_text(&temp, "./");
    else
        vl_buf_append(&temp, place->path, (size_t)(name - place->path));
    vl_buf_format(&temp, "%s%s%s", hidden ? "." : "", name, hidden ? TEMP_TAIL : PARTIAL_TAIL);
    if (!temp.failed) {
        place->temp = strdup(temp.data);
        vl_buf_text(&temp, "-journal");
    }
    if (!temp.failed)
        place->journal = strdup(temp.data);
    vl_buf_deinit(&temp);
    return place->temp != NULL && place->journal != NULL;
}

// Removes what a killed run left. False, with the error set, where it is not ours to remove.
static bool remove_stale(vl__place *place, vl_error *error) {
    int fd = open(place->temp, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        if (errno == ENOENT)
            return true;
        fault("open", place->temp, error);
        return false;
    }
    struct stat info;
    bool regular = fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
    bool dead = regular && flock(fd, LOCK_EX | LOCK_NB) == 0;
    if (!regular)
        vl_error_set(error, VL_DATABASE, "%s is in the way: it is not a regular file", place->temp);
    else if (!dead)
        vl_error_set(error, VL_DATABASE, "%s is being written by another process", place->path);
    else {
        unlink(place->journal); // first: beside a new file it would be played back
        unlink(place->temp);
    }
    close(fd);
    return dead;
}

static vl_status create(vl__place *place, vl_error *error) {
    for (int attempt = 0; attempt < 3; attempt++) {
        place->fd = open(place->temp, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (place->fd >= 0) {
            unlink(place->journal);
            if (flock(place->fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
                return VL_OK;
            close(place->fd); // another process took it for a dead one's, and removes it
            place->fd = -1;
            continue;
        }
        if (errno != EEXIST)
            return fault("write", place->path, error);
        if (!remove_stale(place, error))
            return VL_DATABASE;
    }
    return vl_error_set(error, VL_DATABASE, "%s is being written by another process", place->path);
}

static vl_status lay_out(vl__place *place, const char *path, bool stays, vl_error *error) {
    *place = (vl__place){.fd = -1, .stays = stays};
    size_t len = strlen(path);
    if (len == 0)
        return vl_error_set(error, VL_DATABASE, "a database needs a name");
    if (path[len - 1] == '/')
        return vl_error_set(error, VL_DATABASE, "%s is a folder, not a database", path);
    vl_status status = vl__place_check(path, true, error);
    if (status != VL_OK)
        return status;
    place->path = resolve(path);
    if (place->path == NULL)
        return errno == ENOMEM ? no_memory(error) : fault("write", path, error);
    return name_files(place) ? VL_OK : no_memory(error);
}

vl_status vl__place_open(vl__place *place, const char *path, vl_error *error) {
    vl_status status = lay_out(place, path, false, error);
    if (status == VL_OK)
        status = create(place, error);
    if (status != VL_OK)
        vl__place_close(place);
    return status;
}

// ---- files that stay ----------------------------------------------------------------------------

static vl_status copy_bytes(const char *path, int to, vl_error *error) {
    char buffer[1 << 16];
    int from = open(path, O_RDONLY | O_CLOEXEC);
    if (from < 0)
        return errno == ENOENT ? VL_OK : fault("open", path, error);
    vl_status status = VL_OK;
    for (ssize_t got = 1; got > 0 && status == VL_OK;) {
        got = read(from, buffer, sizeof buffer);
        if (got < 0 || (got > 0 && write(to, buffer, (size_t)got) != got))
            status = fault("copy", path, error);
    }
    close(from);
    return status;
}

static vl_status lock_partial(vl__place *place, bool resume, bool *found, vl_error *error) {
    struct stat info;
    place->fd = open(place->temp, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (place->fd < 0 || fstat(place->fd, &info) != 0)
        return fault("write", place->temp, error);
    if (!S_ISREG(info.st_mode))
        return vl_error_set(error, VL_DATABASE, "%s is in the way: it is not a regular file", place->temp);
    if (flock(place->fd, LOCK_EX | LOCK_NB) != 0)
        return vl_error_set(error, VL_DATABASE, "%s is being written by another process", place->path);
    *found = info.st_size > 0;
    if (*found && !resume) {
        vl_error_set(error, VL_DATABASE, "%s is there, of an experiment that has not ended", place->temp);
        vl_error_hint(error, "--resume goes on with it; remove it to begin again");
        return VL_DATABASE;
    }
    if (*found)
        return vl__place_check(place->temp, false, error);
    unlink(place->journal); // of a file that is gone
    if (!resume)
        return VL_OK;
    vl_status status = copy_bytes(place->path, place->fd, error);
    *found = status == VL_OK && fstat(place->fd, &info) == 0 && info.st_size > 0;
    return status;
}

vl_status vl__place_open_partial(vl__place *place, const char *path, bool resume, bool *found,
                                 vl_error *error) {
    vl_status status = lay_out(place, path, true, error);
    if (status == VL_OK)
        status = lock_partial(place, resume, found, error);
    if (status != VL_OK)
        vl__place_close(place);
    return status;
}

// ---- the end ------------------------------------------------------------------------------------

// So that the new name outlives a crash. A file system that cannot do this is no reason to fail.
static void sync_folder(const char *temp) {
    char *folder = strdup(temp);
    if (folder == NULL)
        return;
    strrchr(folder, '/')[1] = '\0'; // a temporary name always has one
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    free(folder);
}

vl_status vl__place_commit(vl__place *place, vl_error *error) {
    struct stat mine, there;
    if (fstat(place->fd, &mine) != 0 || stat(place->temp, &there) != 0)
        return fault("finish", place->path, error);
    if (mine.st_ino != there.st_ino || mine.st_dev != there.st_dev)
        return vl_error_set(error, VL_DATABASE, "%s was written by another process meanwhile",
                            place->path);
    if (fsync(place->fd) != 0 || rename(place->temp, place->path) != 0)
        return fault("finish", place->path, error);
    sync_folder(place->temp);
    free(place->temp);
    place->temp = NULL;
    return VL_OK;
}

void vl__place_close(vl__place *place) {
    struct stat info;
    bool empty = place->fd >= 0 && fstat(place->fd, &info) == 0 && info.st_size == 0;
    if (place->fd >= 0 && place->temp != NULL && (!place->stays || empty)) {
        unlink(place->journal);
        unlink(place->temp);
    }
    if (place->fd >= 0)
        close(place->fd);
    free(place->path);
    free(place->temp);
    free(place->journal);
    *place = (vl__place){.fd = -1};
}
