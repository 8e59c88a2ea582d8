// A byte buffer that grows and remembers whether growing ever failed.
#include "base_internal.h"

#include <stdio.h>
#include <string.h>

#define FIRST_CAP ((size_t)64)

void vl_buf_init(vl_buf *buf, vl_heap *heap) {
    *buf = (vl_buf){.heap = heap};
}

void vl_buf_deinit(vl_buf *buf) {
    if (buf->data != NULL)
        vl__storage_free(buf->heap, buf->data, buf->cap);
    vl_buf_init(buf, buf->heap);
}

void vl_buf_clear(vl_buf *buf) {
    buf->len = 0;
    buf->failed = false;
    if (buf->data != NULL)
        buf->data[0] = '\0';
}

bool vl_buf_reserve(vl_buf *buf, size_t more) {
    if (buf->failed)
        return false;
    if (buf->data != NULL && more < buf->cap - buf->len) // the NUL needs one
        return true;
    if (more > (size_t)PTRDIFF_MAX / 2 - buf->len - 1) {
        buf->failed = true;
        return false;
    }
    size_t cap = buf->cap != 0 ? buf->cap * 2 : FIRST_CAP;
    if (cap < buf->len + more + 1)
        cap = buf->len + more + 1;
    char *data = vl__storage_realloc(buf->heap, buf->data, buf->cap, cap);
    if (data == NULL) {
        buf->failed = true;
        return false;
    }
    data[buf->len] = '\0';
    buf->data = data;
    buf->cap = cap;
    return true;
}

bool vl_buf_append(vl_buf *buf, const void *bytes, size_t len) {
    if (!vl_buf_reserve(buf, len))
        return false;
    if (len > 0)
        memcpy(buf->data + buf->len, bytes, len);
    buf->len += len;
    buf->data[buf->len] = '\0';
    return true;
}

bool vl_buf_char(vl_buf *buf, char byte) {
    return vl_buf_append(buf, &byte, 1);
}

bool vl_buf_text(vl_buf *buf, const char *text) {
    return vl_buf_append(buf, text, strlen(text));
}

bool vl_buf_fill(vl_buf *buf, char byte, size_t count) {
    if (!vl_buf_reserve(buf, count))
        return false;
    memset(buf->data + buf->len, byte, count);
    buf->len += count;
    buf->data[buf->len] = '\0';
    return true;
}

// Formats into the room that is left; returns the length the text wants, negative where it has
// none.
static int format_in_place(vl_buf *buf, const char *format, va_list args) VL_PRINTF(2, 0);

static int format_in_place(vl_buf *buf, const char *format, va_list args) {
    size_t room = buf->cap - buf->len;
    int wants = vsnprintf(buf->data + buf->len, room, format, args);
    if (wants < 0 || (size_t)wants >= room)
        buf->data[buf->len] = '\0';
    else
        buf->len += (size_t)wants;
    return wants;
}

bool vl_buf_format(vl_buf *buf, const char *format, ...) {
    if (!vl_buf_reserve(buf, FIRST_CAP - 1))
        return false;
    va_list args;
    va_start(args, format);
    size_t room = buf->cap - buf->len;
    int wants = format_in_place(buf, format, args);
    va_end(args);
    if (wants < 0) {
        buf->failed = true;
        return false;
    }
    if ((size_t)wants < room)
        return true;
    if (!vl_buf_reserve(buf, (size_t)wants))
        return false;
    va_start(args, format);
    format_in_place(buf, format, args);
    va_end(args);
    return true;
}
