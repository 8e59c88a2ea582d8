// Status codes and the error value. Texts that do not fit are cut at a code point.
#include "vl_base.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static const struct {
    int exit_code;
    const char *text;
} statuses[VL_STATUS_COUNT_] = {
#define X(name, exit_code, text) {exit_code, text},
    VL_STATUS_TABLE(X)
#undef X
};

int vl_status_exit_code(vl_status status) {
    assert(status < VL_STATUS_COUNT_);
    return statuses[status].exit_code;
}

const char *vl_status_text(vl_status status) {
    assert(status < VL_STATUS_COUNT_);
    return statuses[status].text;
}

static bool is_continuation(char byte) {
    return ((unsigned char)byte & 0xc0) == 0x80;
}

// vsnprintf that leaves no half code point at the end of a text it cut.
static void format_cut(char *out, size_t size, const char *format, va_list args) VL_PRINTF(3, 0);

static void format_cut(char *out, size_t size, const char *format, va_list args) {
    int wants = vsnprintf(out, size, format, args);
    if (wants < 0)
        out[0] = '\0';
    if (wants < 0 || (size_t)wants < size)
        return;
    size_t start = size - 1; // of the last code point
    do
        start--;
    while (start > 0 && is_continuation(out[start]));
    uint32_t code;
    if (vl_utf8_decode(out + start, size - 1 - start, true, &code) == 0)
        out[start] = '\0';
}

// The end of a path says more than its beginning.
static void copy_path(char *out, size_t size, const char *path) {
    static const char mark[] = "...";
    size_t len = strlen(path);
    if (len < size) {
        memcpy(out, path, len + 1);
        return;
    }
    const char *tail = path + (len - (size - sizeof mark));
    while (is_continuation(*tail))
        tail++;
    memcpy(out, mark, sizeof mark - 1);
    memcpy(out + sizeof mark - 1, tail, strlen(tail) + 1);
}

vl_status vl_error_setv(vl_error *error, vl_status status, const char *format, va_list args) {
    assert(status != VL_OK);
    if (error == NULL || error->status != VL_OK)
        return status;
    *error = (vl_error){.status = status};
    format_cut(error->message, sizeof error->message, format, args);
    return status;
}

vl_status vl_error_set(vl_error *error, vl_status status, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vl_error_setv(error, status, format, args);
    va_end(args);
    return status;
}

vl_status vl_error_at(vl_error *error, vl_status status, const char *file, vl_place place,
                      const char *format, ...) {
    if (error == NULL || error->status != VL_OK)
        return status;
    va_list args;
    va_start(args, format);
    vl_error_setv(error, status, format, args);
    va_end(args);
    error->place = place;
    if (file != NULL)
        copy_path(error->file, sizeof error->file, file);
    return status;
}

void vl_error_hint(vl_error *error, const char *format, ...) {
    if (error == NULL || error->hint[0] != '\0')
        return;
    va_list args;
    va_start(args, format);
    format_cut(error->hint, sizeof error->hint, format, args);
    va_end(args);
}
