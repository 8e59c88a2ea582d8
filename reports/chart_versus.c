// One task after another above, the program as written below, on one time axis. The lanes are the
// jobs: tasks that create none, and those that spend time of their own besides.
#include "scene_internal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define TOP          84.0
#define HEADING      30.0 // height of a panel's heading
#define PANEL_GAP    22.0
#define MOST_NAME    260.0
#define STACK_HEIGHT 180.0

typedef struct panel {
    const vl_run_view *run;
    const char *word, *how, *how_many;
    vl__colour colour;
    size_t *jobs; // indices of tasks
    size_t count;
    bool crowd; // too many for lanes
    double top, bottom;
} panel;

static int64_t task_end(const vl_run_view *run, const vl_view_task *task) {
    return task->outcome == VL_OUTCOME_PENDING ? run->makespan_ns : task->ended_ns;
}

static bool has_own_time(const vl_view_task *task) {
    for (size_t i = 0; i < task->slice_count; i++) {
        vl_state state = task->slices[i].state;
        if (task->slices[i].dur_ns > 0 && (state == VL_STATE_SLEEPING || state == VL_STATE_RUNNING))
            return true;
    }
    return false;
}

static bool panel_init(panel *part) {
    const vl_run_view *run = part->run;
    bool *parents = calloc(run->task_count + 1, sizeof *parents);
    part->jobs = calloc(run->task_count + 1, sizeof *part->jobs);
    if (parents == NULL || part->jobs == NULL) {
        free(parents);
        return false;
    }
    for (size_t i = 0; i < run->task_count; i++) {
        int64_t parent = run->tasks[i].parent;
        if (parent > 0 && (uint64_t)parent <= run->task_count)
            parents[parent - 1] = true;
    }
    for (size_t i = 0; i < run->task_count; i++) {
        if (!parents[i] || has_own_time(&run->tasks[i]))
            part->jobs[part->count++] = i;
    }
    free(parents);
    part->crowd = part->count > VL_REPORT_MAX_LANES;
    return true;
}

static double lane_height(const panel *parts) {
    size_t most = parts[0].count > parts[1].count ? parts[0].count : parts[1].count;
    return most <= 8 ? 40 : most <= 20 ? 28 : 20;
}

static void measure(vl__scale *scale, const panel *parts, int64_t end_ns) {
    double names = 40;
    for (size_t i = 0; i < 2; i++) {
        for (size_t j = 0; j < parts[i].count && !parts[i].crowd; j++) {
            char name[VL__NAME_SIZE];
            vl__task_label(name, &parts[i].run->tasks[parts[i].jobs[j]], false);
            double width = vl__text_width(name, VL__STYLE_NAME);
            names = width > names ? width : names;
        }
    }
    scale->x0 = 2 * ceil((VL__CHART_MARGIN + (names > MOST_NAME ? MOST_NAME : names) + 12) / 2);
    scale->x1 = VL__CHART_WIDTH - 40;
    vl__scale_fit(scale, end_ns);
}

// The solid parts of a job; returns the widest in `widest`.
static void draw_solid(vl_scene *scene, const vl__scale *scale, const panel *part,
                       const vl__rect *lane, const vl_view_task *task, vl__rect *widest) {
    double solid_from = 0, solid_to = -1, drawn = -1;
    *widest = (vl__rect){0, lane->y0, 0, lane->y1};
    for (size_t i = 0; i < task->slice_count; i++) {
        const vl_view_slice *slice = &task->slices[i];
        if (slice->dur_ns <= 0 ||
            (slice->state != VL_STATE_SLEEPING && slice->state != VL_STATE_RUNNING))
            continue;
        double from = vl__scale_x(scale, slice->start_ns);
        double to = vl__scale_x(scale, slice->start_ns + slice->dur_ns);
        to = to - from < 0.5 ? from + 0.5 : to;
        if (to - drawn >= 0.5) { // of those that fall into the same pixel one is drawn
            vl__scene_add_box(scene, from, lane->y0, to, lane->y1, part->colour);
            drawn = to;
        }
        if (from > solid_to + 0.01)
            solid_from = from;
        solid_to = to;
        if (solid_to - solid_from > widest->x1 - widest->x0) {
            widest->x0 = solid_from;
            widest->x1 = solid_to;
        }
    }
}

// How long a job took: in its widest solid part, else behind it, else before it, else nowhere.
static void draw_duration(vl_scene *scene, const vl__scale *scale, const panel *part,
                          const vl__rect *lane, const vl__rect *widest, int64_t ns) {
    char text[VL__TIME_SIZE];
    double y = (lane->y0 + lane->y1) / 2, end = vl__scale_x(scale, part->run->makespan_ns);
    vl__time_brief(text, ns, scale->axis.end_ns);
    double width = vl__text_width(text, VL__STYLE_END);
    if (width + 10 <= widest->x1 - widest->x0)
        vl__scene_add_text(scene, (widest->x0 + widest->x1) / 2, y, width + 1, VL__STYLE_END,
                           VL__CENTER, VL__COLOUR_ON_DARK, text);
    else if (lane->x1 + 6 + width <= end - 5)
        vl__scene_add_text(scene, lane->x1 + 6, y, width + 1, VL__STYLE_END, VL__LEFT,
                           VL__COLOUR_INK, text);
    else if (lane->x0 - 6 - width >= scale->x0)
        vl__scene_add_text(scene, lane->x0 - 6, y, width + 1, VL__STYLE_END, VL__RIGHT,
                           VL__COLOUR_INK, text);
}

// A job is solid where it sleeps or runs, a line where it waits.
static void draw_job(vl_scene *scene, const vl__scale *scale, const panel *part, double y,
                     double half, const vl_view_task *task) {
    int64_t start = task->started_ns < 0 ? task->created_ns : task->started_ns;
    int64_t end = task_end(part->run, task);
    vl__rect lane = {vl__scale_x(scale, start), y - half, vl__scale_x(scale, end), y + half};
    vl__rect widest;
    char name[VL__NAME_SIZE];
    vl__task_label(name, task, false);
    vl__scene_add_text(scene, scale->x0 - 12, y, MOST_NAME, VL__STYLE_NAME, VL__RIGHT,
                       VL__COLOUR_INK, name);
    if (lane.x1 - lane.x0 < 2) {
        lane.x0 -= 1;
        lane.x1 = lane.x0 + 2;
        vl__scene_add_box(scene, lane.x0, lane.y0, lane.x1, lane.y1, part->colour);
    } else {
        vl__scene_add_box(scene, lane.x0, y - 1, lane.x1, y + 1, part->colour);
    }
    draw_solid(scene, scale, part, &lane, task, &widest);
    draw_duration(scene, scale, part, &lane, &widest, end - start);
}

// So many jobs at once: how many sleep or run at each moment.
static void draw_jobs_stack(vl_scene *scene, const vl__scale *scale, const panel *part) {
    const vl__colour colours[VL_STATE_COUNT_] = {part->colour, part->colour, part->colour,
                                                 part->colour};
    size_t columns = (size_t)((scale->x1 - scale->x0) / 2);
    double *counts = calloc(columns * VL_STATE_COUNT_, sizeof *counts);
    if (counts == NULL) {
        scene->failed = true;
        return;
    }
    vl__crowd_count(counts, columns, part->run, scale->axis.end_ns);
    for (size_t i = 0; i < columns; i++) {
        double *states = counts + i * VL_STATE_COUNT_;
        states[VL_STATE_RUNNING] += states[VL_STATE_SLEEPING];
        states[VL_STATE_SLEEPING] = states[VL_STATE_READY] = states[VL_STATE_WAITING] = 0;
    }
    vl__draw_stack(scene, scale, part->top + HEADING, part->bottom, counts, columns, colours);
    free(counts);
}

// The heading, and the makespan where the run ends: left of its line, or right of it near the
// start.
static void draw_heading(vl_scene *scene, const vl__scale *scale, const panel *part) {
    double y = part->top + 12, line = vl__scale_x(scale, part->run->makespan_ns);
    char time[VL__TIME_SIZE], text[VL__TIME_SIZE + 16];
    double used = vl__scene_add_text(scene, scale->x0, y, 300, VL__STYLE_HEADING, VL__LEFT,
                                     part->colour, part->word) +
                  14;
    used += vl__scene_add_text(scene, scale->x0 + used, y, 400, VL__STYLE_END, VL__LEFT,
                               VL__COLOUR_MUTE, part->crowd ? part->how_many : part->how) +
            20;
    vl__time_brief(time, part->run->makespan_ns, scale->axis.end_ns);
    snprintf(text, sizeof text, "makespan %s", time);
    double width = vl__text_width(text, VL__STYLE_MAKESPAN);
    bool left = line - 10 - width >= scale->x0 + used;
    double x = left ? line - 10 : line + 10 > scale->x0 + used ? line + 10 : scale->x0 + used;
    vl__scene_add_text(scene, x, y, 400, VL__STYLE_MAKESPAN, left ? VL__RIGHT : VL__LEFT,
                       part->colour, text);
}

static void draw_panel(vl_scene *scene, const vl__scale *scale, const panel *part, double lane) {
    draw_heading(scene, scale, part);
    if (part->crowd) {
        draw_jobs_stack(scene, scale, part);
        return;
    }
    for (size_t i = 0; i < part->count; i++)
        draw_job(scene, scale, part, part->top + HEADING + lane * ((double)i + 0.5), lane * 0.34,
                 &part->run->tasks[part->jobs[i]]);
}

static void put_seconds(vl_buf *out, int64_t ns) {
    char text[VL__TIME_SIZE];
    vl__time_brief(text, ns, ns);
    vl_buf_text(out, text);
}

// How many times faster, two decimals, marked where that is rounded.
static void put_speedup(vl_buf *out, int64_t slow, int64_t fast) {
    double ratio = (double)slow / (double)fast;
    double rest = ratio * 100 - (double)(int64_t)(ratio * 100 + 0.5);
    if (ratio >= 100)
        vl_buf_format(out, "%s%.0f× faster", fmod(ratio, 1) != 0 ? "≈" : "", ratio);
    else
        vl_buf_format(out, "%s%.4g× faster", rest * rest > 1e-12 ? "≈" : "",
                      (double)(int64_t)(ratio * 100 + 0.5) / 100);
}

static void put_title(vl_buf *out, int64_t sequential, int64_t gathered) {
    if (sequential == gathered) {
        vl_buf_text(out, "Gathering saves nothing: both take ");
        put_seconds(out, gathered);
    } else if (gathered > sequential) {
        vl_buf_text(out, "Gathering is slower: ");
        put_seconds(out, sequential);
        vl_buf_text(out, " → ");
        put_seconds(out, gathered);
    } else if (gathered == 0) {
        vl_buf_text(out, "Gathered, it takes no time: ");
        put_seconds(out, sequential);
        vl_buf_text(out, " → 0 s");
    } else {
        vl_buf_text(out, "Gathering is ");
        put_speedup(out, sequential, gathered);
        vl_buf_text(out, ": ");
        put_seconds(out, sequential);
        vl_buf_text(out, " → ");
        put_seconds(out, gathered);
    }
}

static void put_saved(vl_buf *out, int64_t sequential, int64_t gathered) {
    double percent = 100.0 * (double)(sequential - gathered) / (double)sequential;
    double rest = percent - (double)(int64_t)(percent + 0.5);
    put_seconds(out, sequential - gathered);
    vl_buf_format(out, " saved (%s%.0f %%)",
                  rest * rest > 1e-12 || (percent > 99.5 && gathered > 0) ? "≈" : "", percent);
}

static void draw_head(vl_scene *scene, const panel *parts) {
    int64_t sequential = parts[0].run->makespan_ns, gathered = parts[1].run->makespan_ns;
    size_t jobs = parts[1].count;
    vl_buf text;
    vl_buf_init(&text, NULL);
    put_title(&text, sequential, gathered);
    if (!text.failed)
        vl__scene_add_text(scene, VL__CHART_MARGIN, 27, VL__CHART_WIDTH - 2 * VL__CHART_MARGIN,
                           VL__STYLE_TITLE, VL__LEFT, VL__COLOUR_INK, text.data);
    vl_buf_clear(&text);
    if (gathered < sequential) {
        put_saved(&text, sequential, gathered);
        vl_buf_text(&text, " · ");
    }
    vl_buf_format(&text, "%zu job%s, the same random numbers · virtual clock · seed %llu · %s",
                  jobs, jobs == 1 ? "" : "s", (unsigned long long)parts[1].run->seed,
                  parts[1].run->program != NULL ? parts[1].run->program : "");
    if (text.failed)
        scene->failed = true;
    else
        vl__scene_add_text(scene, VL__CHART_MARGIN, 54, VL__CHART_WIDTH - 2 * VL__CHART_MARGIN,
                           VL__STYLE_SUBTITLE, VL__LEFT, VL__COLOUR_MUTE, text.data);
    vl_buf_deinit(&text);
}

// From the end of one run to that of the other, over the lower panel, if the words fit between.
static void draw_saved(vl_scene *scene, const vl__scale *scale, const panel *parts) {
    int64_t sequential = parts[0].run->makespan_ns, gathered = parts[1].run->makespan_ns;
    double from = vl__scale_x(scale, gathered) + 6, to = vl__scale_x(scale, sequential) - 4;
    double y = (parts[1].top + HEADING + parts[1].bottom) / 2;
    vl_buf text;
    if (gathered >= sequential)
        return;
    vl_buf_init(&text, NULL);
    put_saved(&text, sequential, gathered);
    if (!text.failed && vl__text_width(text.data, VL__STYLE_SUBTITLE) + 30 < to - from) {
        vl__scene_add_arrow(scene, from, to, y + 6);
        vl__scene_add_text(scene, (from + to) / 2, y - 8, to - from, VL__STYLE_SUBTITLE, VL__CENTER,
                           VL__COLOUR_INK, text.data);
    }
    vl_buf_deinit(&text);
}

static void draw_panels(vl_scene *scene, panel *parts) {
    vl__scale scale;
    double lane = lane_height(parts), y = TOP;
    int64_t end = parts[0].run->makespan_ns > parts[1].run->makespan_ns ? parts[0].run->makespan_ns
                                                                        : parts[1].run->makespan_ns;
    measure(&scale, parts, end);
    for (size_t i = 0; i < 2; i++) {
        parts[i].top = y;
        parts[i].bottom =
            y + HEADING +
            (parts[i].crowd ? STACK_HEIGHT
                            : lane * (double)(parts[i].count > 0 ? parts[i].count : 1));
        y = parts[i].bottom + PANEL_GAP;
    }
    double axis_y = parts[1].bottom + 8;
    vl__draw_grid(scene, &scale, TOP, axis_y);
    draw_head(scene, parts);
    for (size_t i = 0; i < 2; i++) {
        double x = vl__scale_x(&scale, parts[i].run->makespan_ns);
        vl__scene_add_box(scene, x - 0.9, parts[i].top + HEADING - 4, x + 0.9, axis_y,
                          parts[i].colour);
    }
    for (size_t i = 0; i < 2; i++)
        draw_panel(scene, &scale, &parts[i], lane);
    draw_saved(scene, &scale, parts);
    vl__draw_axis(scene, &scale, axis_y);
    scene->height = axis_y + 40;
}

bool vl__draw_versus(vl_scene *scene, const vl_chart_input *input) {
    panel parts[2] = {{.run = input->second,
                       .word = "sequential",
                       .how = "one task after another",
                       .how_many = "one task after another: jobs that sleep or run",
                       .colour = VL__COLOUR_SEQUENTIAL},
                      {.run = input->run,
                       .word = "gathered",
                       .how = "as the program is written",
                       .how_many = "as the program is written: jobs that sleep or run",
                       .colour = VL__COLOUR_GATHERED}};
    if (panel_init(&parts[0]) && panel_init(&parts[1]))
        draw_panels(scene, parts);
    else
        scene->failed = true;
    free(parts[0].jobs);
    free(parts[1].jobs);
    return !scene->failed;
}
