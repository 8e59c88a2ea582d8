// What several charts have: the time axis, the key, the packed strip of stdout, stacked counts.
#include "scene_internal.h"

#include <stdio.h>
#include <string.h>

double vl__scale_x(const vl__scale *scale, int64_t at_ns) {
    if (scale->axis.end_ns <= 0 || at_ns <= 0)
        return scale->x0;
    if (at_ns >= scale->axis.end_ns)
        return scale->x1;
    return scale->x0 + (scale->x1 - scale->x0) * ((double)at_ns / (double)scale->axis.end_ns);
}

static void tick_text(char out[VL__TIME_SIZE], const vl__axis *axis, int tick) {
    char number[VL__TIME_SIZE];
    vl__time_text(number, axis->step_ns * tick, axis->unit, axis->decimals);
    snprintf(out, VL__TIME_SIZE, "%.30s %s", number, axis->unit->name);
}

void vl__scale_fit(vl__scale *scale, int64_t end_ns) {
    for (int most = 8; most > 0; most--) {
        char text[VL__TIME_SIZE];
        vl__axis_init(&scale->axis, end_ns, most);
        tick_text(text, &scale->axis, scale->axis.count - 1);
        double apart = vl__scale_x(scale, scale->axis.step_ns) - scale->x0;
        if (scale->axis.count == 1 || apart >= vl__text_width(text, VL__STYLE_TICK) + 24)
            return;
    }
}

void vl__draw_grid(vl_scene *scene, const vl__scale *scale, double top, double bottom) {
    for (int tick = 0; tick < scale->axis.count; tick++) {
        double x = vl__scale_x(scale, scale->axis.step_ns * tick);
        vl__scene_add_box(scene, x - 0.4, top, x + 0.4, bottom, VL__COLOUR_GRID);
    }
}

void vl__draw_axis(vl_scene *scene, const vl__scale *scale, double y) {
    vl__scene_add_box(scene, scale->x0, y - 0.6, scale->x1, y + 0.6, VL__COLOUR_FRAME);
    for (int tick = 0; tick < scale->axis.count; tick++) {
        char text[VL__TIME_SIZE];
        tick_text(text, &scale->axis, tick);
        double x = vl__scale_x(scale, scale->axis.step_ns * tick),
               half = vl__text_width(text, VL__STYLE_TICK) / 2;
        if (x + half > scene->width - 4) // the last one, at the right edge
            x = scene->width - 4 - half;
        vl__scene_add_text(scene, x, y + 18, scene->width, VL__STYLE_TICK, VL__CENTER,
                           VL__COLOUR_MUTE, text);
    }
    if (scale->axis.end_ns <= 0)
        vl__scene_add_text(scene, scale->x0 + 40, y + 18, 400, VL__STYLE_TICK, VL__LEFT,
                           VL__COLOUR_MUTE, "no time passes: all of this is at 0 s");
}

void vl__draw_key(vl_scene *scene, double x, double y) {
    static const struct {
        const char *words;
        vl__colour colour;
        double half, dx, dy;
    } entries[] = {{"running (holds the loop)", VL__COLOUR_RUNNING, 9.5, 0, 0},
                   {"ready (queued / late)", VL__COLOUR_READY, 6.5, 0, 27},
                   {"sleeping (timer)", VL__COLOUR_SLEEPING, 4.5, 250, 0},
                   {"waiting (future, lock)", VL__COLOUR_WAITING, 1, 250, 27}};
    for (size_t i = 0; i < VL_COUNT(entries); i++) {
        double left = x + entries[i].dx, middle = y + entries[i].dy;
        vl__scene_add_box(scene, left, middle - entries[i].half, left + 33,
                          middle + entries[i].half, entries[i].colour);
        vl__scene_add_text(scene, left + 43, middle, 250, VL__STYLE_KEY, VL__LEFT, VL__COLOUR_INK,
                           entries[i].words);
    }
}

// ---- stdout -------------------------------------------------------------------------------------

#define STRIP_ROWS  14
#define STRIP_PITCH 21.0
#define LINE_ROOM   420.0 // the longest text of a line, pixels
#define LINE_GAP    7.0   // between mark and text

typedef struct strip {
    double top, ends[STRIP_ROWS]; // where the last text of each row ends
    size_t rows, number, left_out;
} strip;

// Puts a line into the first row where it is free: right of its moment, or left near the edge.
static void place_line(vl_scene *scene, const vl__scale *scale, strip *rows, int64_t at_ns,
                       const char *text) {
    double x = vl__scale_x(scale, at_ns), width = vl__text_width(text, VL__STYLE_OUTPUT);
    double right = scene->width - VL__CHART_MARGIN - x - LINE_GAP;
    double left = x - scale->x0 - LINE_GAP;
    width = width > LINE_ROOM ? LINE_ROOM : width;
    bool leftwards = width > right && left > right;
    double room = leftwards ? left : right;
    room = room > LINE_ROOM ? LINE_ROOM : room;
    width = width > room ? room : width;
    double start = leftwards ? x - LINE_GAP - width : x - LINE_GAP;
    double end = leftwards ? x + LINE_GAP : x + LINE_GAP + width;
    size_t row = 0;
    while (row < rows->rows && rows->ends[row] + 4 > start)
        row++;
    if (row == STRIP_ROWS) {
        rows->left_out++;
        return;
    }
    if (row == rows->rows)
        rows->rows++;
    rows->ends[row] = end;
    double y = rows->top + STRIP_PITCH * (double)row;
    vl__scene_add_mark(scene, x, y, VL__MARK_LINE);
    vl__scene_add_text(scene, leftwards ? x - LINE_GAP : x + LINE_GAP, y, room, VL__STYLE_OUTPUT,
                       leftwards ? VL__RIGHT : VL__LEFT, VL__COLOUR_INK, text);
}

// Each line of one write by itself, numbered.
static void place_output(vl_scene *scene, const vl__scale *scale, strip *rows,
                         const vl_view_output *output) {
    vl_buf line;
    vl_buf_init(&line, NULL);
    for (const char *at = output->text; *at != '\0';) {
        size_t len = strcspn(at, "\n");
        if (len > 0) {
            vl_buf_clear(&line);
            vl_buf_format(&line, "%zu  ", ++rows->number);
            vl_buf_append(&line, at, len < 1000 ? len : 1000);
            if (line.failed)
                scene->failed = true;
            else
                place_line(scene, scale, rows, output->at_ns, line.data);
        }
        at += len + (at[len] == '\n');
    }
    vl_buf_deinit(&line);
}

double vl__draw_outputs(vl_scene *scene, const vl__scale *scale, double top,
                        const vl_run_view *run) {
    strip rows = {.top = top + STRIP_PITCH};
    for (size_t i = 0; i < run->output_count; i++)
        place_output(scene, scale, &rows, &run->outputs[i]);
    if (rows.number == 0)
        return top;
    vl__scene_add_box(scene, scale->x0, top - 0.4, scale->x1, top + 0.4, VL__COLOUR_RULE);
    vl__scene_add_text(scene, scale->x0 - 12, rows.top, scale->x0 - 12, VL__STYLE_NAME, VL__RIGHT,
                       VL__COLOUR_MUTE, "stdout");
    if (rows.left_out > 0) {
        char text[64];
        snprintf(text, sizeof text, "and %zu more lines", rows.left_out);
        vl__scene_add_text(scene, scale->x0 + LINE_GAP,
                           rows.top + STRIP_PITCH * (double)rows.rows++, LINE_ROOM,
                           VL__STYLE_OUTPUT, VL__LEFT, VL__COLOUR_MUTE, text);
    }
    return rows.top + STRIP_PITCH * (double)rows.rows;
}

// ---- tasks in each state over time --------------------------------------------------------------

static double column_sum(const double *states) {
    double sum = 0;
    for (size_t i = 0; i < VL_STATE_COUNT_; i++)
        sum += states[i];
    return sum;
}

static void draw_count_axis(vl_scene *scene, const vl__scale *scale, double top, double bottom,
                            const vl__axis *axis, double peak) {
    for (int tick = 0; tick < axis->count; tick++) {
        char text[VL__TIME_SIZE];
        double y = bottom - (bottom - top) * (double)(axis->step_ns * tick) / peak;
        snprintf(text, sizeof text, "%lld", (long long)(axis->step_ns * tick));
        vl__scene_add_box(scene, scale->x0, y - 0.4, scale->x1, y + 0.4, VL__COLOUR_GRID);
        vl__scene_add_text(scene, scale->x0 - 10, y, scale->x0 - 10, VL__STYLE_TICK, VL__RIGHT,
                           VL__COLOUR_MUTE, text);
    }
}

void vl__draw_stack(vl_scene *scene, const vl__scale *scale, double top, double bottom,
                    const double *counts, size_t columns,
                    const vl__colour colours[VL_STATE_COUNT_]) {
    static const vl_state order[] = {VL_STATE_RUNNING, VL_STATE_READY, VL_STATE_SLEEPING,
                                     VL_STATE_WAITING}; // from below
    double peak = 1, wide = (scale->x1 - scale->x0) / (double)columns;
    for (size_t i = 0; i < columns; i++) {
        double sum = column_sum(counts + i * VL_STATE_COUNT_);
        peak = sum > peak ? sum : peak;
    }
    vl__axis axis;
    vl__axis_init(&axis, (int64_t)(peak + 0.5), 5);
    draw_count_axis(scene, scale, top, bottom, &axis, peak);
    for (size_t i = 0, next; i < columns; i = next) {
        const double *states = counts + i * VL_STATE_COUNT_;
        for (next = i + 1; next < columns; next++) {
            if (memcmp(states, counts + next * VL_STATE_COUNT_, VL_STATE_COUNT_ * sizeof *states) !=
                0)
                break;
        }
        double below = 0;
        for (size_t j = 0; j < VL_COUNT(order); j++) {
            double count = states[order[j]];
            double low = bottom - (bottom - top) * below / peak;
            double high = bottom - (bottom - top) * (below + count) / peak;
            if (low - high > 4) // a fine line between states, for print in grey
                high += 1;
            if (count > 0)
                vl__scene_add_box(scene, scale->x0 + wide * (double)i, high,
                                  scale->x0 + wide * (double)next + 0.4, // no seam
                                  low, colours[order[j]]);
            below += count;
        }
    }
}

void vl__time_brief(char out[VL__TIME_SIZE], int64_t ns, int64_t span_ns) {
    const vl__unit *unit = vl__unit_for(span_ns);
    if (ns < unit->ns / 1000)
        unit = vl__unit_for(ns);
    char number[VL__TIME_SIZE];
    int decimals = vl__time_decimals(ns, unit, 0);
    bool exact = vl__time_text(number, ns, unit, decimals < 3 ? decimals : 3);
    for (size_t len = strlen(number); !exact && strchr(number, '.') != NULL; len--) {
        char last = number[len - 1];
        if (last != '0' && last != '.')
            break;
        number[len - 1] = '\0';
    }
    snprintf(out, VL__TIME_SIZE, "%s%.25s %s", exact ? "" : "≈", number, unit->name);
}
