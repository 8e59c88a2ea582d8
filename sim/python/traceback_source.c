// Source lines in tracebacks, with carets under what was executed: CPython 3.13's layout, and the
// one line of 3.11 and 3.12.
#include <utf8proc.h>

#include "traceback_internal.h"

// ---- the excerpt
// ------------------------------------------------------------------------------------------

int py__excerpt_length(const py_excerpt *e, int line) {
    return (int)(e->lines[line + 1] - e->lines[line]);
}

uint32_t py__excerpt_at(const py_excerpt *e, int line, int col) {
    return e->codes[e->lines[line] + (size_t)col];
}

static void append_code(vl_buf *out, uint32_t code) {
    char bytes[4];
    vl_buf_append(out, bytes, vl_utf8_encode(code, bytes));
}

void py__excerpt_text(const py_excerpt *e, vl_buf *out, int line, int col, int last, int end) {
    for (int at = line; at <= last; at++) {
        int from = at == line ? col : 0, to = at == last ? end : py__excerpt_length(e, at);
        if (at > line)
            vl_buf_char(out, '\n');
        for (int i = from; i < to; i++)
            append_code(out, py__excerpt_at(e, at, i));
    }
}

static bool is_space(uint32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool push_code(py_excerpt *e, uint32_t code) {
    if (e->count == e->cap) {
        size_t cap = e->cap ? e->cap * 2 : 128;
        uint32_t *grown =
            vl_heap_realloc(e->heap, e->codes, e->cap * sizeof *grown, cap * sizeof *grown);
        if (!grown)
            return false;
        e->codes = grown;
        e->cap = cap;
    }
    e->codes[e->count++] = code;
    return true;
}

// One line without its end and the blanks before it. Where the next line begins; NULL: none left.
static const char *push_line(py_excerpt *e, const char *text, const char *end, bool *ok) {
    size_t first = e->count;
    const char *stop = memchr(text, '\n', (size_t)(end - text)), *line_end = stop ? stop : end;
    while (*ok && text < line_end) {
        uint32_t code = '?';
        size_t used = vl_utf8_decode(text, (size_t)(line_end - text), true, &code);
        text += used ? used : 1;
        *ok = push_code(e, code);
    }
    while (e->count > first && is_space(e->codes[e->count - 1]))
        e->count--;
    return stop ? stop + 1 : NULL;
}

// Columns of blanks that every line with text begins with.
static int common_indent(const py_excerpt *e) {
    int margin = -1, model = 0;
    for (int line = 0; line < e->line_count; line++) {
        int length = py__excerpt_length(e, line), own = 0;
        while (own < length &&
               (py__excerpt_at(e, line, own) == ' ' || py__excerpt_at(e, line, own) == '\t'))
            own++;
        if (length == 0)
            continue;
        if (margin < 0) {
            margin = own;
            model = line;
        }
        int same = 0;
        while (same < own && same < margin &&
               py__excerpt_at(e, line, same) == py__excerpt_at(e, model, same))
            same++;
        margin = same;
    }
    return margin < 0 ? 0 : margin;
}

static void dedent(py_excerpt *e) {
    int margin = common_indent(e);
    size_t to = 0;
    for (int line = 0; line < e->line_count; line++) {
        size_t from = e->lines[line], end = e->lines[line + 1];
        from += end - from >= (size_t)margin ? (size_t)margin : 0;
        e->lines[line] = to;
        while (from < end)
            e->codes[to++] = e->codes[from++];
    }
    e->lines[e->line_count] = to;
    e->start = e->start > margin ? e->start - margin : 0;
    e->end = e->end > margin ? e->end - margin : 0;
}

static const char *nth_line(const char *text, const char *end, int line) {
    for (int i = 1; i < line && text; i++) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        text = stop ? stop + 1 : NULL;
    }
    return text && text < end ? text : NULL;
}

static void excerpt_deinit(py_excerpt *e) {
    vl_heap_free(e->heap, e->codes, e->cap * sizeof *e->codes);
    vl_heap_free(e->heap, e->lines, ((size_t)e->line_count + 1) * sizeof *e->lines);
}

static bool excerpt_init(py_excerpt *e, vl_heap *heap, const py_str *source,
                         const py_position *position) {
    *e = (py_excerpt){.heap = heap};
    const char *end = source->data + source->size;
    const char *text = nth_line(source->data, end, position->line);
    if (!text || position->end_line < position->line)
        return false;
    e->line_count = position->end_line - position->line + 1;
    e->lines = vl_heap_alloc(heap, ((size_t)e->line_count + 1) * sizeof *e->lines);
    if (!e->lines) {
        e->line_count = 0;
        return false;
    }
    bool ok = true;
    for (int line = 0; line < e->line_count; line++) {
        e->lines[line] = e->count;
        if (text)
            text = push_line(e, text, end, &ok);
    }
    e->lines[e->line_count] = e->count;
    e->start = position->col - 1;
    e->end = position->end_col - 1;
    dedent(e);
    int last = py__excerpt_length(e, e->line_count - 1);
    e->end = e->end < last ? e->end : last;
    return ok && e->start >= 0 && e->start <= py__excerpt_length(e, 0) &&
           e->lines[e->line_count] > 0;
}

// ---- drawing
// ----------------------------------------------------------------------------------------------

// Columns that the first `count` characters of a line take on a terminal.
static int width(const py_excerpt *e, int line, int count) {
    int columns = 0;
    for (int i = 0; i < count; i++)
        columns += utf8proc_charwidth((utf8proc_int32_t)py__excerpt_at(e, line, i)) == 2 ? 2 : 1;
    return columns;
}

static int leading_blanks(const py_excerpt *e, int line) {
    int length = py__excerpt_length(e, line), blanks = 0;
    while (blanks < length && is_space(py__excerpt_at(e, line, blanks)))
        blanks++;
    return blanks;
}

static bool text_outside(const py_excerpt *e) {
    int last = e->line_count - 1;
    for (int i = 0; i < e->start; i++)
        if (!is_space(py__excerpt_at(e, 0, i)))
            return true;
    for (int i = e->end; i < py__excerpt_length(e, last); i++)
        if (!is_space(py__excerpt_at(e, last, i)))
            return true;
    return false;
}

static bool within(const py_anchors *a, int line, int col, int left, int right) {
    return a->found && (line > a->left_line || (line == a->left_line && col >= left)) &&
           (line < a->right_line || (line == a->right_line && col < right));
}

static void draw_carets(const py_excerpt *e, vl_buf *out, int line, const py_anchors *a) {
    int columns = width(e, line, line == e->line_count - 1 ? e->end : py__excerpt_length(e, line));
    int blanks = leading_blanks(e, line), start = width(e, 0, e->start);
    int left = a->found ? width(e, a->left_line, a->left_col) : 0;
    int right = a->found ? width(e, a->right_line, a->right_col) : 0;
    vl_buf_text(out, "    ");
    for (int col = 0; col < columns; col++) {
        char c = a->found ? '~' : '^';
        if (col < blanks || (line == 0 && col < start))
            c = ' ';
        else if (within(a, line, col, left, right))
            c = '^';
        vl_buf_char(out, c);
    }
    vl_buf_char(out, '\n');
}

static void draw_line(const py_excerpt *e, vl_buf *out, int line, bool carets,
                      const py_anchors *a) {
    vl_buf_text(out, "    ");
    py__excerpt_text(e, out, line, 0, line, py__excerpt_length(e, line));
    vl_buf_char(out, '\n');
    if (carets)
        draw_carets(e, out, line, a);
}

// The first line, the last one, and those around the ends of the anchors are shown.
static bool is_significant(const py_excerpt *e, int line, const py_anchors *a) {
    if (line == 0 || line == e->line_count - 1)
        return true;
    return a->found && ((line >= a->left_line - 1 && line <= a->left_line + 1) ||
                        (line >= a->right_line - 1 && line <= a->right_line + 1));
}

static void draw(py_vm *vm, const py_excerpt *e, vl_buf *out) {
    py_anchors a = py__find_anchors(vm, e, true);
    bool carets = !py__whole_call(vm, e) && (a.found || text_outside(e));
    int shown = -1;
    for (int line = 0; line < e->line_count; line++) {
        if (!is_significant(e, line, &a))
            continue;
        if (line - shown == 2)
            draw_line(e, out, line - 1, carets, &a);
        else if (line - shown > 2)
            vl_buf_format(out, "    ...<%d lines>...\n", line - shown - 1);
        draw_line(e, out, line, carets, &a);
        shown = line;
    }
}

// 3.11 and 3.12: the first line alone; calls have no anchors.
static void draw_one_line(py_vm *vm, py_excerpt *e, vl_buf *out) {
    py_anchors a = {0};
    int length = py__excerpt_length(e, 0), blanks = leading_blanks(e, 0);
    if (e->line_count == 1)
        a = py__find_anchors(vm, e, false);
    else
        e->end = length;
    py_excerpt first = *e;
    first.line_count = 1;
    bool carets = a.found || e->end - e->start != length - blanks;
    vl_buf_text(out, "    ");
    py__excerpt_text(e, out, 0, blanks, 0, length);
    vl_buf_char(out, '\n');
    if (carets)
        draw_carets(&first, out, 0, &a);
}

void py__render_source(py_vm *vm, vl_buf *out, const py_str *file, const py_position *position,
                       bool carets) {
    py_value source = vm->sources ? py_dict_get_str(vm->sources, file) : py_unset();
    if (!py_is_str(source) || position->line <= 0)
        return;
    py_excerpt e;
    if (excerpt_init(&e, vm->heap, py_as_str(source), position)) {
        if (!carets) {
            int blanks = leading_blanks(&e, 0), length = py__excerpt_length(&e, 0);
            vl_buf_text(out, "    ");
            py__excerpt_text(&e, out, 0, blanks, 0, length);
            vl_buf_char(out, '\n');
        } else if (vm->python_minor >= 13)
            draw(vm, &e, out);
        else
            draw_one_line(vm, &e, out);
    }
    excerpt_deinit(&e);
}
