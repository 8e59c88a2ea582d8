// The timeline as a picture: a lane a task, its states by colour and by height, what it printed as
// numbered lines below. More tasks than lanes can show are counted by state instead.
#include "scene_internal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define TOP          88.0 // of the plot: title and key above
#define MOST_NAME    300.0
#define STACK_HEIGHT 320.0
#define KEY_LEFT     690.0

typedef struct lane_heights {
    double lane;                  // from one lane to the next
    double half[VL_STATE_COUNT_]; // of the bars
} lane_heights;

static lane_heights heights_for(size_t lanes) {
    double lane = lanes <= 8 ? 46 : lanes <= 20 ? 34 : 24;
    if (lane > 30)
        return (lane_heights){lane,
                              {[VL_STATE_RUNNING] = 0.36 * lane,
                               [VL_STATE_READY] = 0.25 * lane,
                               [VL_STATE_SLEEPING] = 0.18 * lane,
                               [VL_STATE_WAITING] = 0.035 * lane}};
    return (lane_heights){lane,
                          {[VL_STATE_RUNNING] = 0.42 * lane,
                           [VL_STATE_READY] = 0.33 * lane,
                           [VL_STATE_SLEEPING] = 0.25 * lane,
                           [VL_STATE_WAITING] = 0.04 * lane}};
}

static const vl__colour state_colours[] = {
    [VL_STATE_READY] = VL__COLOUR_READY,
    [VL_STATE_RUNNING] = VL__COLOUR_RUNNING,
    [VL_STATE_SLEEPING] = VL__COLOUR_SLEEPING,
    [VL_STATE_WAITING] = VL__COLOUR_WAITING,
};

static void end_label(char *out, size_t size, const vl_run_view *run, const vl_view_task *task) {
    static const char *const words[] = {"pending", "done", "failed", "cancelled"};
    char time[VL__TIME_SIZE];
    vl__time_brief(time, task->ended_ns, run->makespan_ns);
    if (task->outcome == VL_OUTCOME_PENDING)
        snprintf(out, size, "%s", words[task->outcome]);
    else
        snprintf(out, size, "%s %s", words[task->outcome], time);
}

static const char *bar_label(const vl_view_slice *slice) {
    if (slice->state == VL_STATE_RUNNING)
        return "blocking";
    if (slice->state == VL_STATE_READY)
        return "late";
    return slice->reason != NULL ? slice->reason : "";
}

static void draw_bar_label(vl_scene *scene, const lane_heights *heights, double x0, double x1,
                           double y, const vl_view_slice *slice) {
    static const vl__colour colours[] = {
        [VL_STATE_READY] = VL__COLOUR_INK,
        [VL_STATE_RUNNING] = VL__COLOUR_ON_DARK,
        [VL_STATE_SLEEPING] = VL__COLOUR_ON_SLEEPING,
        [VL_STATE_WAITING] = VL__COLOUR_MUTE,
    };
    if (slice->state == VL_STATE_WAITING) {
        if (heights->lane < 30)
            return;
        y -= 0.22 * heights->lane;
    }
    const char *label = bar_label(slice);
    double room = x1 - x0 - 12;
    if (vl__text_width(label, VL__STYLE_BAR) <= room ||
        (room > 60 && slice->state != VL_STATE_READY && slice->state != VL_STATE_RUNNING))
        vl__scene_add_text(scene, (x0 + x1) / 2, y, room, VL__STYLE_BAR, VL__CENTER,
                           colours[slice->state], label);
}

// The bars of one state of one task. Of those that fall into the same pixel one is drawn.
static void draw_state(vl_scene *scene, const vl__scale *scale, const lane_heights *heights,
                       double y, const vl_view_task *task, vl_state state) {
    double drawn = -1;
    for (size_t i = 0; i < task->slice_count; i++) {
        const vl_view_slice *slice = &task->slices[i];
        if (slice->state != state || slice->dur_ns <= 0)
            continue;
        double x0 = vl__scale_x(scale, slice->start_ns);
        double x1 = vl__scale_x(scale, slice->start_ns + slice->dur_ns);
        if (x1 - x0 < 0.5)
            x1 = x0 + 0.5;
        if (x1 - drawn < 0.5)
            continue;
        vl__scene_add_box(scene, x0, y - heights->half[state], x1, y + heights->half[state],
                          state_colours[state]);
        draw_bar_label(scene, heights, x0, x1, y, slice);
        drawn = x1;
    }
}

static void draw_steps(vl_scene *scene, const vl__scale *scale, const lane_heights *heights,
                       double y, const vl_view_task *task) {
    double drawn = -10, half = heights->half[VL_STATE_RUNNING];
    for (size_t i = 0; i < task->slice_count; i++) {
        if (task->slices[i].state != VL_STATE_RUNNING)
            continue;
        double x = vl__scale_x(scale, task->slices[i].start_ns);
        if (x - drawn < 0.5)
            continue;
        vl__scene_add_box(scene, x - 1, y - half, x + 1, y + half, VL__COLOUR_RUNNING);
        drawn = x;
    }
}

static void draw_lane(vl_scene *scene, const vl__scale *scale, const lane_heights *heights,
                      double y, const vl_run_view *run, const vl_view_task *task) {
    static const vl_state order[] = {VL_STATE_WAITING, VL_STATE_SLEEPING, VL_STATE_READY,
                                     VL_STATE_RUNNING};
    static const vl__mark marks[] = {[VL_OUTCOME_DONE] = VL__MARK_DONE,
                                     [VL_OUTCOME_FAILED] = VL__MARK_FAILED,
                                     [VL_OUTCOME_CANCELLED] = VL__MARK_CANCELLED};
    char name[VL__NAME_SIZE], label[VL__NAME_SIZE];
    for (size_t i = 0; i < VL_COUNT(order); i++)
        draw_state(scene, scale, heights, y, task, order[i]);
    draw_steps(scene, scale, heights, y, task);
    vl__task_label(name, task, false);
    vl__scene_add_text(scene, scale->x0 - 12, y, MOST_NAME, VL__STYLE_NAME, VL__RIGHT,
                       VL__COLOUR_INK, name);
    bool ended = task->outcome != VL_OUTCOME_PENDING;
    double end = vl__scale_x(scale, ended ? task->ended_ns : run->makespan_ns);
    if (ended)
        vl__scene_add_mark(scene, end, y, marks[task->outcome]);
    end_label(label, sizeof label, run, task);
    vl__scene_add_text(scene, end + 10, y, scene->width - VL__CHART_MARGIN - end - 10,
                       VL__STYLE_END, VL__LEFT, VL__COLOUR_INK, label);
}

// A mark over the lane wherever its task wrote something.
static void draw_writes(vl_scene *scene, const vl__scale *scale, const lane_heights *heights,
                        const vl_run_view *run) {
    double drawn[VL_REPORT_MAX_LANES];
    for (size_t i = 0; i < VL_COUNT(drawn); i++)
        drawn[i] = -10;
    for (size_t i = 0; i < run->output_count; i++) {
        int64_t task = run->outputs[i].task;
        if (task < 1 || (uint64_t)task > run->task_count)
            continue;
        double x = vl__scale_x(scale, run->outputs[i].at_ns);
        if (x - drawn[task - 1] < 1)
            continue;
        drawn[task - 1] = x;
        vl__scene_add_mark(scene, x,
                           TOP + heights->lane * ((double)task - 0.5) -
                               heights->half[VL_STATE_RUNNING] - 3,
                           VL__MARK_WROTE);
    }
}

// The margins that names and end labels need.
static void measure(vl__scale *scale, const vl_run_view *run) {
    double names = vl__text_width("stdout", VL__STYLE_NAME), labels = 0;
    for (size_t i = 0; i < run->task_count && run->task_count <= VL_REPORT_MAX_LANES; i++) {
        char text[VL__NAME_SIZE];
        vl__task_label(text, &run->tasks[i], false);
        double width = vl__text_width(text, VL__STYLE_NAME);
        names = width > names ? width : names;
        end_label(text, sizeof text, run, &run->tasks[i]);
        width = vl__text_width(text, VL__STYLE_END);
        labels = width > labels ? width : labels;
    }
    names = names > MOST_NAME ? MOST_NAME : names;
    scale->x0 = 2 * ceil((VL__CHART_MARGIN + names + 12) / 2); // whole pixels
    scale->x1 =
        2 * floor((VL__CHART_WIDTH - VL__CHART_MARGIN - (labels > 30 ? labels : 30) - 12) / 2);
    vl__scale_fit(scale, run->makespan_ns);
}

static void draw_head(vl_scene *scene, const vl_run_view *run) {
    vl_buf text;
    vl_buf_init(&text, NULL);
    vl_buf_format(&text, "%s: %s", run->program != NULL ? run->program : "program",
                  run->task_count > VL_REPORT_MAX_LANES ? "tasks in each state" : "timeline");
    if (!text.failed)
        vl__scene_add_text(scene, VL__CHART_MARGIN, 27, KEY_LEFT - 40, VL__STYLE_TITLE, VL__LEFT,
                           VL__COLOUR_INK, text.data);
    vl_buf_clear(&text);
    vl_buf_text(&text, "virtual clock · makespan ");
    vl_format_seconds(&text, run->makespan_ns);
    vl_buf_format(&text, " s · %zu task%s · seed %llu", run->task_count,
                  run->task_count == 1 ? "" : "s", (unsigned long long)run->seed);
    if (run->exit_code != 0)
        vl_buf_format(&text, " · %s", run->outcome != NULL ? run->outcome : "failed");
    if (text.failed)
        scene->failed = true;
    else
        vl__scene_add_text(scene, VL__CHART_MARGIN, 54, KEY_LEFT - 40, VL__STYLE_SUBTITLE, VL__LEFT,
                           VL__COLOUR_MUTE, text.data);
    vl_buf_deinit(&text);
    vl__draw_key(scene, KEY_LEFT, 27);
}

static void draw_crowd(vl_scene *scene, const vl__scale *scale, const vl_run_view *run) {
    size_t columns = (size_t)((scale->x1 - scale->x0) / 2);
    double *counts = calloc(columns * VL_STATE_COUNT_, sizeof *counts);
    if (counts == NULL) {
        scene->failed = true;
        return;
    }
    vl__crowd_count(counts, columns, run, run->makespan_ns);
    vl__draw_stack(scene, scale, TOP + 10, TOP + STACK_HEIGHT, counts, columns, state_colours);
    free(counts);
}

bool vl__draw_timeline(vl_scene *scene, const vl_chart_input *input) {
    const vl_run_view *run = input->run;
    bool crowd = run->task_count > VL_REPORT_MAX_LANES;
    lane_heights heights = heights_for(run->task_count);
    vl__scale scale;
    measure(&scale, run);
    draw_head(scene, run);
    double lanes_end = TOP + (crowd ? STACK_HEIGHT : heights.lane * (double)run->task_count);
    double axis_y = vl__draw_outputs(scene, &scale, lanes_end + 12, run);
    vl__draw_grid(scene, &scale, TOP, axis_y);
    if (crowd)
        draw_crowd(scene, &scale, run);
    for (size_t i = 0; i < run->task_count && !crowd; i++)
        draw_lane(scene, &scale, &heights, TOP + heights.lane * ((double)i + 0.5), run,
                  &run->tasks[i]);
    if (!crowd)
        draw_writes(scene, &scale, &heights, run);
    vl__draw_axis(scene, &scale, axis_y);
    scene->height = axis_y + 40;
    return !scene->failed;
}
