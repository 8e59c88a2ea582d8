// The terminal timeline: a lane a task. Where several states share a cell the most important shows.
#include "reports_internal.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *unicode, *ascii, *colour;
} glyphs[] = {
#define X(name, unicode, ascii, colour) {unicode, ascii, colour},
#include "glyphs.def"
#undef X
};

static const unsigned char state_glyphs[] = {
    [VL_STATE_READY] = VL__GLYPH_READY,
    [VL_STATE_RUNNING] = VL__GLYPH_RUNNING,
    [VL_STATE_SLEEPING] = VL__GLYPH_SLEEPING,
    [VL_STATE_WAITING] = VL__GLYPH_WAITING,
};

static const unsigned char outcome_glyphs[] = {
    [VL_OUTCOME_PENDING] = VL__GLYPH_PENDING,
    [VL_OUTCOME_DONE] = VL__GLYPH_DONE,
    [VL_OUTCOME_FAILED] = VL__GLYPH_FAILED,
    [VL_OUTCOME_CANCELLED] = VL__GLYPH_CANCELLED,
};

void vl__put_glyphs(const vl__frame *frame, const unsigned char *cells, int count) {
    const char *colour = "";
    for (int i = 0; i < count; i++) {
        const char *next = frame->term.colour ? glyphs[cells[i]].colour : "";
        if (strcmp(next, colour) != 0) {
            if (colour[0] != '\0')
                vl_buf_text(frame->out, "\033[0m");
            if (next[0] != '\0')
                vl_buf_format(frame->out, "\033[%sm", next);
            colour = next;
        }
        vl_buf_text(frame->out,
                    frame->term.unicode ? glyphs[cells[i]].unicode : glyphs[cells[i]].ascii);
    }
    if (colour[0] != '\0')
        vl_buf_text(frame->out, "\033[0m");
}

static void mark(unsigned char *cells, int from, int to, unsigned char glyph) {
    for (int i = from; i <= to; i++) {
        if (cells[i] < glyph)
            cells[i] = glyph;
    }
}

static void mark_slice(const vl__frame *frame, unsigned char *cells, const vl_view_slice *slice) {
    int from = vl__frame_cell(frame, slice->start_ns);
    int to = vl__frame_cell(frame, slice->start_ns + slice->dur_ns) - 1;
    if (slice->dur_ns > 0)
        mark(cells, from, to < from ? from : to, state_glyphs[slice->state]);
    else if (slice->state == VL_STATE_RUNNING)
        mark(cells, from, from, VL__GLYPH_STEP);
}

static void put_lane(const vl__frame *frame, const vl_run_view *run, const vl_view_task *task) {
    unsigned char cells[VL__MAX_WIDTH] = {VL__GLYPH_BLANK};
    char name[VL__NAME_SIZE], label[VL__LABEL_SIZE];
    for (size_t i = 0; i < task->slice_count; i++)
        mark_slice(frame, cells, &task->slices[i]);
    bool ended = task->outcome != VL_OUTCOME_PENDING;
    int end = vl__frame_cell(frame, ended ? task->ended_ns : run->makespan_ns);
    mark(cells, end, end, outcome_glyphs[task->outcome]);

    vl__task_label(name, task, frame->short_names);
    vl__put_field(frame->out, name, frame->names, frame->term.unicode, true);
    vl_buf_char(frame->out, ' ');
    vl__put_glyphs(frame, cells, frame->labels > 0 ? frame->plot : end + 1);
    if (frame->labels > 0) {
        vl__end_label(label, frame, task);
        vl_buf_format(frame->out, " %s", label);
    }
    vl__put_newline(frame->out);
}

void vl__put_lanes(const vl__frame *frame, const vl_run_view *run) {
    if (run->task_count > VL_REPORT_MAX_LANES) {
        vl__put_crowd(frame, run);
        return;
    }
    for (size_t i = 0; i < run->task_count; i++)
        put_lane(frame, run, &run->tasks[i]);
}

static void put_foot(const vl__frame *frame) {
    vl__put_axis(frame);
    vl__put_key(frame);
}

bool vl_report_timeline(vl_buf *out, const vl_run_view *run, const vl_term *term) {
    vl__frame frame;
    if (run->task_count == 0)
        return vl_buf_text(out, "no tasks\n");
    vl__frame_init(&frame, out, term, &run, 1, run->makespan_ns);
    vl__put_lanes(&frame, run);
    put_foot(&frame);
    return !out->failed;
}

static void put_heading(const vl__frame *frame, const char *word, const vl_run_view *run) {
    char time[VL__TIME_SIZE], text[128];
    vl__time_unit_text(time, run->makespan_ns, frame->term.unicode);
    snprintf(text, sizeof text, "%s: %s", word, time);
    if (frame->term.colour)
        vl_buf_text(frame->out, "\033[1m");
    int cells = vl__cells(text, frame->term.unicode);
    vl__put_field(frame->out, text, cells < frame->term.width ? cells : frame->term.width,
                  frame->term.unicode, false);
    vl_buf_text(frame->out, frame->term.colour ? "\033[0m\n" : "\n");
}

bool vl_report_versus(vl_buf *out, const vl_run_view *gathered, const vl_run_view *sequential,
                      const vl_term *term) {
    const vl_run_view *runs[] = {sequential, gathered};
    static const char *const words[] = {"sequential", "gathered"};
    int64_t end = sequential->makespan_ns > gathered->makespan_ns ? sequential->makespan_ns
                                                                  : gathered->makespan_ns;
    vl__frame frame;
    vl__frame_init(&frame, out, term, runs, VL_COUNT(runs), end);
    for (size_t i = 0; i < VL_COUNT(runs); i++) {
        put_heading(&frame, words[i], runs[i]);
        vl__put_lanes(&frame, runs[i]);
    }
    put_foot(&frame);
    return !out->failed;
}
