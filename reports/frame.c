// How a terminal picture divides the line: names, plot, end labels; its axis and its key.
#include "reports_internal.h"

#include <stdio.h>
#include <string.h>

#define MOST_INTERVALS 8
#define CELLS_A_TICK   8

static const char *const outcome_words[] = {"pending", "done", "failed", "cancelled"};

void vl__end_label(char out[VL__LABEL_SIZE], const vl__frame *frame, const vl_view_task *task) {
    const char *word = outcome_words[task->outcome];
    if (!frame->times || task->outcome == VL_OUTCOME_PENDING) {
        snprintf(out, VL__LABEL_SIZE, "%s", word);
        return;
    }
    char time[VL__TIME_SIZE];
    int decimals = frame->rounded ? 3 : frame->decimals;
    bool exact = vl__time_text(time, task->ended_ns, frame->axis.unit, decimals);
    snprintf(out, VL__LABEL_SIZE, "%s %s%s", word, exact ? "" : "~", time);
}

// The widest end label of all lanes.
static int labels_width(const vl__frame *frame, const vl_run_view *const *runs, size_t count) {
    int widest = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < runs[i]->task_count && runs[i]->task_count <= VL_REPORT_MAX_LANES;
             j++) {
            char label[VL__LABEL_SIZE];
            vl__end_label(label, frame, &runs[i]->tasks[j]);
            if ((int)strlen(label) > widest)
                widest = (int)strlen(label);
        }
    }
    return widest;
}

static int names_width(const vl__frame *frame, const vl_run_view *run) {
    int widest = 0;
    if (run->task_count > VL_REPORT_MAX_LANES)
        return snprintf(NULL, 0, "%zu", run->task_count);
    for (size_t i = 0; i < run->task_count; i++) {
        char name[VL__NAME_SIZE];
        vl__task_label(name, &run->tasks[i], frame->short_names);
        int cells = vl__cells(name, frame->term.unicode);
        if (cells > widest)
            widest = cells;
    }
    return widest;
}

void vl__fit_names(vl__frame *frame, const vl_run_view *const *runs, size_t count, int least) {
    int most = frame->term.width / 3;
    for (int attempt = 0; attempt < 2; attempt++) {
        frame->short_names = attempt > 0;
        frame->names = least;
        for (size_t i = 0; i < count; i++) {
            int names = names_width(frame, runs[i]);
            frame->names = names > frame->names ? names : frame->names;
        }
        if (frame->names <= most)
            return;
    }
    frame->names = most;
}

static void measure_times(vl__frame *frame, const vl_run_view *run) {
    for (size_t i = 0; i < run->task_count; i++) {
        int64_t end = run->tasks[i].ended_ns;
        int decimals = vl__time_decimals(end < 0 ? 0 : end, frame->axis.unit, 3);
        if (decimals > frame->decimals)
            frame->decimals = decimals;
    }
}

// Takes the most telling labels that leave the plot two fifths of the line.
static void divide(vl__frame *frame, const vl_run_view *const *runs, size_t count) {
    static const struct {
        bool words, times, rounded;
    } choices[] = {
        {true, true, false}, {true, true, true}, {true, false, false}, {false, false, false}};
    int width = frame->term.width;
    for (size_t i = 0; i < VL_COUNT(choices); i++) {
        frame->times = choices[i].times;
        frame->rounded = choices[i].rounded;
        frame->labels = choices[i].words ? labels_width(frame, runs, count) : 0;
        frame->plot = width - frame->names - 1 - (frame->labels > 0 ? frame->labels + 1 : 0);
        if (frame->plot * 5 >= width * 2)
            break;
    }
    if (frame->axis.end_ns <= 0)
        frame->plot = 1;
}

static int tick_width(const vl__axis *axis) {
    char text[VL__TIME_SIZE];
    vl__time_text(text, axis->step_ns * (axis->count - 1), axis->unit, axis->decimals);
    return (int)strlen(text);
}

static void fit_axis(vl__frame *frame) {
    int most = frame->plot / CELLS_A_TICK;
    most = most < 1 ? 1 : most > MOST_INTERVALS ? MOST_INTERVALS : most;
    for (;; most--) {
        vl__axis_init(&frame->axis, frame->axis.end_ns, most);
        int apart = vl__frame_cell(frame, frame->axis.step_ns);
        if (most == 1 || frame->axis.count == 1 || apart >= tick_width(&frame->axis) + 2)
            return;
    }
}

vl_term vl__term_clamped(const vl_term *term) {
    vl_term clamped = *term;
    if (clamped.width <= 0)
        clamped.width = 80;
    if (clamped.width < VL_TERM_MIN_WIDTH)
        clamped.width = VL_TERM_MIN_WIDTH;
    if (clamped.width > VL__MAX_WIDTH)
        clamped.width = VL__MAX_WIDTH;
    return clamped;
}

void vl__frame_init(vl__frame *frame, vl_buf *out, const vl_term *term,
                    const vl_run_view *const *runs, size_t count, int64_t end_ns) {
    *frame = (vl__frame){.out = out, .term = vl__term_clamped(term)};
    vl__axis_init(&frame->axis, end_ns, 1);
    for (size_t i = 0; i < count; i++)
        measure_times(frame, runs[i]);
    vl__fit_names(frame, runs, count, 0);
    divide(frame, runs, count);
    fit_axis(frame);
}

int vl__frame_cell(const vl__frame *frame, int64_t at_ns) {
    if (frame->axis.end_ns <= 0 || at_ns <= 0)
        return 0;
    if (at_ns >= frame->axis.end_ns)
        return frame->plot - 1;
    return (int)((double)at_ns * (frame->plot - 1) / (double)frame->axis.end_ns + 0.5);
}

static void put_indent(const vl__frame *frame) {
    vl_buf_fill(frame->out, ' ', (size_t)frame->names + 1);
}

static void put_axis_line(const vl__frame *frame) {
    put_indent(frame);
    for (int cell = 0, tick = 0; cell < frame->plot; cell++) {
        bool marked = false;
        while (tick < frame->axis.count &&
               vl__frame_cell(frame, frame->axis.step_ns * tick) == cell) {
            marked = true;
            tick++;
        }
        if (frame->term.unicode)
            vl_buf_text(frame->out, marked ? "┬" : "─");
        else
            vl_buf_char(frame->out, marked ? '+' : '-');
    }
    vl_buf_char(frame->out, '\n');
}

// Where a label of `cells` cells that ought to be centred on `centre` starts within the line's
// rest.
static int label_start(const vl__frame *frame, int centre, int centred, int cells) {
    int start = centre - centred / 2, room = frame->term.width - frame->names - 1;
    if (start + cells > room)
        start = room - cells;
    return start < 0 ? 0 : start;
}

static void put_axis_labels(const vl__frame *frame) {
    const vl__axis *axis = &frame->axis;
    const char *unit = frame->term.unicode ? axis->unit->name : axis->unit->ascii;
    int last = axis->count - 1, used = 0;
    char text[VL__TIME_SIZE];
    put_indent(frame);
    if (axis->end_ns <= 0) {
        vl_buf_text(frame->out, "all at 0 s\n");
        return;
    }
    vl__time_text(text, axis->step_ns * last, axis->unit, axis->decimals);
    int number = (int)strlen(text), whole = number + 1 + vl__cells(unit, frame->term.unicode);
    int last_start = label_start(frame, vl__frame_cell(frame, axis->step_ns * last), number, whole);
    for (int tick = 0; tick < last; tick++) {
        vl__time_text(text, axis->step_ns * tick, axis->unit, axis->decimals);
        int cells = (int)strlen(text);
        int start = label_start(frame, vl__frame_cell(frame, axis->step_ns * tick), cells, cells);
        if (start < used || start + cells >= last_start)
            continue;
        vl_buf_fill(frame->out, ' ', (size_t)(start - (used > 0 ? used - 1 : 0)));
        vl_buf_text(frame->out, text);
        used = start + cells + 1;
    }
    vl__time_text(text, axis->step_ns * last, axis->unit, axis->decimals);
    vl_buf_fill(frame->out, ' ', (size_t)(last_start - (used > 0 ? used - 1 : 0)));
    vl_buf_format(frame->out, "%s %s\n", text, unit);
}

void vl__put_axis(const vl__frame *frame) {
    put_axis_line(frame);
    put_axis_labels(frame);
}

void vl__put_entries(const vl__frame *frame, const vl__key_entry *entries, size_t count) {
    int whole = 0, used = 0, width = frame->term.width;
    for (size_t i = 0; i < count; i++)
        whole += 2 + (int)strlen(entries[i].word) + (i > 0 ? 2 : 0);
    if (frame->names + 1 + whole <= width) {
        put_indent(frame);
        width -= frame->names + 1;
    }
    for (size_t i = 0; i < count; i++) {
        int cells = 2 + (int)strlen(entries[i].word);
        if (used > 0 && used + 2 + cells > width) {
            vl_buf_char(frame->out, '\n');
            used = 0;
        }
        if (used > 0)
            vl_buf_text(frame->out, "  ");
        used += cells + (used > 0 ? 2 : 0);
        vl__put_glyphs(frame, &(unsigned char){(unsigned char)entries[i].glyph}, 1);
        vl_buf_format(frame->out, " %s", entries[i].word);
    }
    vl_buf_char(frame->out, '\n');
}

void vl__put_key(const vl__frame *frame) {
    static const vl__key_entry entries[] = {{VL__GLYPH_RUNNING, "running"},
                                            {VL__GLYPH_READY, "ready"},
                                            {VL__GLYPH_SLEEPING, "sleeping"},
                                            {VL__GLYPH_WAITING, "waiting"}};
    vl__put_entries(frame, entries, VL_COUNT(entries));
}
