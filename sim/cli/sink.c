// Writes to standard output and standard error: buffered, in the right order, and never silent
// about a failure.
#include "cli_internal.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define SINK_SIZE ((size_t)64 << 10) // pending bytes that are written out

void vl__sink_init(vl__sink *sink, int fd) {
    *sink = (vl__sink){.fd = fd, .lines = isatty(fd) == 1};
    vl_buf_init(&sink->pending, NULL);
}

void vl__sink_deinit(vl__sink *sink) {
    vl_buf_deinit(&sink->pending);
}

static void write_out(vl__sink *sink, const char *bytes, size_t len) {
    while (len > 0 && sink->error == 0) {
        ssize_t written = write(sink->fd, bytes, len);
        if (written < 0) {
            // A reader that does not read must not keep Ctrl-C from working.
            if (errno != EINTR || vl__interrupt_seen())
                sink->error = errno;
            continue;
        }
        bytes += written;
        len -= (size_t)written;
    }
}

void vl__sink_flush(vl__sink *sink) {
    write_out(sink, sink->pending.data, sink->pending.len);
    vl_buf_clear(&sink->pending);
}

static bool ends_line(const char *bytes, size_t len) {
    return len > 0 && bytes[len - 1] == '\n';
}

void vl__sink_write(vl__sink *sink, const char *bytes, size_t len) {
    if (sink->error != 0 || len == 0)
        return;
    if (sink->pending.len + len > SINK_SIZE)
        vl__sink_flush(sink);
    if (len >= SINK_SIZE || !vl_buf_append(&sink->pending, bytes, len)) {
        vl__sink_flush(sink);
        write_out(sink, bytes, len);
    } else if (sink->lines && ends_line(bytes, len)) {
        vl__sink_flush(sink);
    }
}

void vl__put(vl__cli *cli, const char *bytes, size_t len) {
    vl__sink_write(&cli->out, bytes, len);
}

void vl__say(vl__cli *cli, const char *bytes, size_t len) {
    vl__sink_flush(&cli->out);
    vl__sink_write(&cli->err, bytes, len);
    vl__sink_flush(&cli->err);
}

void vl__note(vl__cli *cli, const char *format, ...) {
    vl_error shown = {.status = VL_OK};
    va_list args;
    va_start(args, format);
    vl_error_setv(&shown, VL_USAGE, format, args);
    va_end(args);
    vl__say_error(cli, &shown, NULL, 0);
}

// Errors without a place come from the command line: they carry its name in front.
void vl__say_error(vl__cli *cli, const vl_error *error, const char *source, size_t source_len) {
    static const char plain[] = "error: ";
    vl_buf text, line;
    vl_buf_init(&text, NULL);
    vl_buf_init(&line, NULL);
    vl_error_render(&text, error, source, source_len);
    bool is_plain = text.len >= sizeof plain - 1 && memcmp(text.data, plain, sizeof plain - 1) == 0;
    vl_buf_text(&line, is_plain ? "vloop: " : "");
    vl_buf_text(&line, text.data != NULL ? text.data + (is_plain ? sizeof plain - 1 : 0) : "");
    if (line.failed || text.failed || line.len == 0)
        vl__say(cli, "vloop: out of memory\n", strlen("vloop: out of memory\n"));
    else
        vl__say(cli, line.data, line.len);
    vl_buf_deinit(&line);
    vl_buf_deinit(&text);
}

int vl__fail(vl__cli *cli, const vl_error *error) {
    vl__say_error(cli, error, NULL, 0);
    return vl_status_exit_code(error->status);
}
