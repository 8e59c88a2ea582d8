// Errors as text for people: where, what, the source line with carets, and what to do about it.
#include "vl_base.h"

#include <string.h>

#define INDENT     4
#define TAB_STOP   4
#define VIEW_WIDTH 120 // code points of a source line that are shown
#define VIEW_LEAD  60  // of those, before the place, where the line is cut

// One code point at `text` as it is shown: never a control character, which could drive a terminal.
// Bytes that are not UTF-8 are shown one by one. Returns the bytes taken.
static size_t append_shown(vl_buf *out, const char *text, size_t len) {
    uint32_t code;
    size_t taken = vl_utf8_decode(text, len, false, &code);
    if (taken == 0) {
        vl_buf_text(out, "\xef\xbf\xbd");
        return 1;
    }
    if (code < 0x20 || (code >= 0x7f && code < 0xa0))
        vl_buf_char(out, '?');
    else
        vl_buf_append(out, text, taken);
    return taken;
}

static size_t width_of(const char *text, size_t len) {
    uint32_t code;
    size_t taken = vl_utf8_decode(text, len, false, &code);
    return taken != 0 ? taken : 1;
}

// Messages may have lines of their own.
static void append_message(vl_buf *out, const char *text) {
    for (size_t at = 0, len = strlen(text); at < len;) {
        if (text[at] == '\n') {
            vl_buf_char(out, '\n');
            at++;
        } else {
            at += append_shown(out, text + at, len - at);
        }
    }
}

static void append_head(vl_buf *out, const vl_error *error) {
    if (error->file[0] != '\0') {
        append_message(out, error->file);
        if (error->place.line > 0)
            vl_buf_format(out, ":%d", error->place.line);
        if (error->place.line > 0 && error->place.col > 0)
            vl_buf_format(out, ":%d", error->place.col);
        vl_buf_text(out, ": ");
    }
    vl_buf_text(out, "error: ");
    if (error->kind[0] != '\0')
        vl_buf_format(out, "%s: ", error->kind);
    append_message(out, error->message[0] != '\0' ? error->message : vl_status_text(error->status));
    vl_buf_char(out, '\n');
}

typedef struct line_view {
    const char *text;
    size_t len;
} line_view;

// Line `number` without its end; lines end in \n, \r\n or \r. False past the last line.
static bool find_line(const char *source, size_t len, int number, line_view *line) {
    size_t start = 0;
    for (int current = 1;; current++) {
        size_t end = start;
        while (end < len && source[end] != '\n' && source[end] != '\r')
            end++;
        if (current == number) {
            *line = (line_view){source + start, end - start};
            return true;
        }
        if (end == len)
            return false;
        bool pair = source[end] == '\r' && end + 1 < len && source[end + 1] == '\n';
        start = end + (pair ? 2 : 1);
    }
}

// Code points of the blanks that the line starts with, and of the line.
static void measure(line_view line, int *blanks, int *points) {
    *points = 0;
    *blanks = -1;
    for (size_t at = 0; at < line.len; ++*points) {
        if (*blanks < 0 && line.text[at] != ' ' && line.text[at] != '\t' && line.text[at] != '\f')
            *blanks = *points;
        at += width_of(line.text + at, line.len - at);
    }
    if (*blanks < 0)
        *blanks = *points;
}

// Where the carets go, in code points from 0, end exclusive: at least one, at most to one past the
// line's end.
static void caret_range(vl_place place, int points, int *from, int *to) {
    *from = place.col - 1 < points ? place.col - 1 : points;
    *to = *from + 1;
    if (place.end_line > place.line)
        *to = points;
    else if (place.end_col > place.col)
        *to = place.end_col - 1 < points ? place.end_col - 1 : points;
    if (*to <= *from)
        *to = *from + 1;
}

// Shows the code points [first, last) of the line, and under them the carets.
static void append_view(vl_buf *out, line_view line, int first, int last, int from, int to,
                        const char *lead) {
    int column = (int)strlen(lead), caret_at = -1, caret_end = -1;
    vl_buf_fill(out, ' ', INDENT);
    vl_buf_text(out, lead);
    size_t at = 0;
    for (int point = 0; point < last || point < to; point++) {
        if (point == from)
            caret_at = column;
        if (point >= last || at >= line.len) {
            column++; // a caret may stand one past the end
        } else if (point < first) {
            at += width_of(line.text + at, line.len - at);
        } else if (line.text[at] == '\t') {
            int stop = column + TAB_STOP - column % TAB_STOP;
            vl_buf_fill(out, ' ', (size_t)(stop - column));
            column = stop;
            at++;
        } else {
            at += append_shown(out, line.text + at, line.len - at);
            column++;
        }
        if (point + 1 == to)
            caret_end = column;
    }
    if (at < line.len)
        vl_buf_text(out, "...");
    vl_buf_char(out, '\n');
    if (from < 0)
        return;
    vl_buf_fill(out, ' ', (size_t)(INDENT + caret_at));
    vl_buf_fill(out, '^', (size_t)(caret_end - caret_at));
    vl_buf_char(out, '\n');
}

static void append_source(vl_buf *out, vl_place place, const char *source, size_t source_len) {
    line_view line;
    if (!find_line(source, source_len, place.line, &line))
        return;
    int blanks, points, from = -1, to = 0;
    measure(line, &blanks, &points);
    if (place.col > 0)
        caret_range(place, points, &from, &to);
    else if (blanks == points)
        return;
    // The indentation goes, unless the error is in it.
    int first = from >= 0 && from < blanks ? from : blanks, last = points;
    const char *lead = "";
    if (points - first > VIEW_WIDTH) {
        if (from - first > VIEW_LEAD) {
            first = from - VIEW_LEAD;
            lead = "...";
        }
        if (last - first > VIEW_WIDTH)
            last = first + VIEW_WIDTH;
        if (to > last)
            to = last > from ? last : from + 1;
    }
    append_view(out, line, first, last, from, to, lead);
}

void vl_error_render(vl_buf *out, const vl_error *error, const char *source, size_t source_len) {
    append_head(out, error);
    if (source != NULL && error->place.line > 0)
        append_source(out, error->place, source, source_len);
    if (error->hint[0] != '\0') {
        vl_buf_text(out, "hint: ");
        append_message(out, error->hint);
        vl_buf_char(out, '\n');
    }
}
