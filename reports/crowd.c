// Too many tasks for lanes: how many are in each state over time, as stacked columns.
#include "reports_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS 12

static const struct {
    vl_state state;
    unsigned char glyph;
} stack[] = {{VL_STATE_RUNNING, VL__GLYPH_RUNNING}, // from below
             {VL_STATE_READY, VL__GLYPH_READY},
             {VL_STATE_SLEEPING, VL__GLYPH_SLEEPING},
             {VL_STATE_WAITING, VL__GLYPH_WAITING}};

// Adds one task in `state` during [from, to), both measured in parts.
static void add_span(double *out, size_t count, vl_state state, double from, double to) {
    size_t first = (size_t)from;
    for (size_t part = first; part < count && (double)part < to; part++) {
        double low = (double)part < from ? from : (double)part;
        double high = (double)part + 1 > to ? to : (double)part + 1;
        out[part * VL_STATE_COUNT_ + state] += high - low;
    }
}

void vl__crowd_count(double *out, size_t count, const vl_run_view *run, int64_t end_ns) {
    memset(out, 0, count * VL_STATE_COUNT_ * sizeof *out);
    if (end_ns <= 0)
        return;
    double scale = (double)count / (double)end_ns;
    for (size_t i = 0; i < run->task_count; i++) {
        const vl_view_task *task = &run->tasks[i];
        for (size_t j = 0; j < task->slice_count; j++) {
            const vl_view_slice *slice = &task->slices[j];
            if (slice->dur_ns > 0)
                add_span(out, count, slice->state, (double)slice->start_ns * scale,
                         (double)(slice->start_ns + slice->dur_ns) * scale);
        }
    }
}

// The glyph at `height` (in tasks, the middle of a row) of one column.
static unsigned char stack_glyph(const double *states, double height) {
    double top = 0;
    for (size_t i = 0; i < VL_COUNT(stack); i++) {
        top += states[stack[i].state];
        if (height < top)
            return stack[i].glyph;
    }
    return VL__GLYPH_BLANK;
}

static double peak_of(const double *counts, size_t columns) {
    double peak = 0;
    for (size_t i = 0; i < columns; i++) {
        double sum = 0;
        for (size_t state = 0; state < VL_STATE_COUNT_; state++)
            sum += counts[i * VL_STATE_COUNT_ + state];
        if (sum > peak)
            peak = sum;
    }
    return peak;
}

static void put_rows(const vl__frame *frame, const double *counts) {
    double peak = peak_of(counts, (size_t)frame->plot), a_row = peak / ROWS;
    for (int row = ROWS - 1; row >= 0; row--) {
        unsigned char cells[VL__MAX_WIDTH];
        char label[VL__TIME_SIZE] = "";
        int used = 0;
        for (int i = 0; i < frame->plot; i++) {
            cells[i] = stack_glyph(counts + i * VL_STATE_COUNT_, (row + 0.5) * a_row);
            if (cells[i] != VL__GLYPH_BLANK)
                used = i + 1;
        }
        if (row % 3 == 2) // the number of tasks that the top of this row stands for
            snprintf(label, sizeof label, "%.0f", (row + 1) * a_row);
        vl__put_field(frame->out, label, frame->names, frame->term.unicode, true);
        vl_buf_char(frame->out, ' ');
        vl__put_glyphs(frame, cells, used);
        vl__put_newline(frame->out);
    }
}

static void put_outcomes(const vl__frame *frame, const vl_run_view *run) {
    static const char *const words[] = {"pending", "done", "failed", "cancelled"};
    size_t counts[VL_COUNT(words)] = {0};
    char text[160];
    for (size_t i = 0; i < run->task_count; i++)
        counts[run->tasks[i].outcome]++;
    int used = snprintf(text, sizeof text, "%zu tasks", run->task_count);
    for (size_t i = 0; i < VL_COUNT(words); i++) {
        if (counts[i] > 0)
            used +=
                snprintf(text + used, sizeof text - (size_t)used, ", %zu %s", counts[i], words[i]);
    }
    int width = frame->term.width < used ? frame->term.width : used;
    vl__put_field(frame->out, text, width, frame->term.unicode, false);
    vl__put_newline(frame->out);
}

void vl__put_crowd(const vl__frame *frame, const vl_run_view *run) {
    if (frame->axis.end_ns > 0) {
        double *counts = calloc((size_t)frame->plot * VL_STATE_COUNT_, sizeof *counts);
        if (counts == NULL) {
            frame->out->failed = true;
            return;
        }
        vl__crowd_count(counts, (size_t)frame->plot, run, frame->axis.end_ns);
        put_rows(frame, counts);
        free(counts);
    }
    put_outcomes(frame, run);
}
