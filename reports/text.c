// Text in terminal cells, from names that a stranger's program chose. No output of this file holds
// a control character, an invisible format character or invalid UTF-8.
#include "reports_internal.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#define REPLACEMENT    0xfffdu
#define NON_JOINER     0x200cu // belongs to the spelling of some languages
#define JOINER         0x200du // between the parts of one emoji
#define EMOJI_SELECTOR 0xfe0fu // makes the character before it two cells wide

static bool is_printable(uint32_t code) {
    if (code == JOINER || code == NON_JOINER)
        return true;
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return false;
    default:
        return true;
    }
}

size_t vl__char_next(const char *text, uint32_t *code) {
    size_t taken = vl_utf8_decode(text, strnlen(text, 4), false, code);
    if (taken == 0) {
        *code = REPLACEMENT;
        return 1;
    }
    if (!is_printable(*code))
        *code = *code == '\n' || *code == '\t' ? ' ' : REPLACEMENT;
    return taken;
}

static int code_cells(uint32_t code, bool unicode) {
    if (!unicode || code < 0x80)
        return 1;
    if (code == EMOJI_SELECTOR)
        return 1;
    return utf8proc_charwidth((utf8proc_int32_t)code);
}

int vl__cells(const char *text, bool unicode) {
    int cells = 0;
    while (*text != '\0' && cells < INT32_MAX / 2) {
        uint32_t code;
        text += vl__char_next(text, &code);
        cells += code_cells(code, unicode);
    }
    return cells;
}

static void put_code(vl_buf *out, uint32_t code, bool unicode) {
    char bytes[4];
    if (!unicode && code >= 0x80)
        vl_buf_char(out, '?');
    else
        vl_buf_append(out, bytes, vl_utf8_encode(code, bytes));
}

void vl__put_field(vl_buf *out, const char *text, int width, bool unicode, bool right) {
    if (width <= 0)
        return;
    int cells = vl__cells(text, unicode);
    if (cells <= width) {
        if (right)
            vl_buf_fill(out, ' ', (size_t)(width - cells));
        while (*text != '\0') {
            uint32_t code;
            text += vl__char_next(text, &code);
            put_code(out, code, unicode);
        }
        if (!right)
            vl_buf_fill(out, ' ', (size_t)(width - cells));
        return;
    }
    int used = 0;
    for (;;) {
        uint32_t code;
        size_t taken = vl__char_next(text, &code);
        int next = code_cells(code, unicode);
        if (used + next > width - 1)
            break;
        put_code(out, code, unicode);
        used += next;
        text += taken;
    }
    vl_buf_text(out, unicode ? "…" : "~");
    vl_buf_fill(out, ' ', (size_t)(width - 1 - used)); // half of a wide character
}

void vl__put_newline(vl_buf *out) {
    while (!out->failed && out->len > 0 && out->data[out->len - 1] == ' ')
        out->data[--out->len] = '\0';
    vl_buf_char(out, '\n');
}

static bool is_default_name(const char *name) {
    if (strncmp(name, "Task-", 5) != 0 || name[5] == '\0')
        return false;
    for (name += 5; *name != '\0'; name++) {
        if (!isdigit((unsigned char)*name))
            return false;
    }
    return true;
}

void vl__task_label(char out[VL__NAME_SIZE], const vl_view_task *task, bool brief) {
    const char *name = task->name != NULL ? task->name : "";
    const char *coro = task->coro != NULL ? task->coro : "";
    if (is_default_name(name) && coro[0] != '\0')
        snprintf(out, VL__NAME_SIZE, "%s %s", brief ? name + 5 : name, coro);
    else
        snprintf(out, VL__NAME_SIZE, "%s", name);
}
