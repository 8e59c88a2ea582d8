// A picture as boxes, marks, arrows and texts in pixels from the upper left corner. Charts lay it
// out; gnuplot.c turns it into a script. Later things cover earlier ones of their kind; texts lie
// over marks over arrows over boxes.
#ifndef VL_SCENE_INTERNAL_H
#define VL_SCENE_INTERNAL_H

#include "reports_internal.h"

#define VL__CHART_WIDTH  1200.0
#define VL__CHART_MARGIN 14.0

typedef enum vl__colour {
#define X(name, rgb) VL__COLOUR_##name,
#include "palette.def"
#undef X
    VL__COLOUR_COUNT_
} vl__colour;

typedef enum vl__style {
#define X(name, pixels, bold) VL__STYLE_##name,
#include "styles.def"
#undef X
    VL__STYLE_COUNT_
} vl__style;

typedef enum vl__align { VL__LEFT, VL__CENTER, VL__RIGHT, VL__ALIGN_COUNT_ } vl__align;

typedef enum vl__mark {
    VL__MARK_DONE,
    VL__MARK_CANCELLED,
    VL__MARK_FAILED,
    VL__MARK_WROTE,
    VL__MARK_LINE
} vl__mark;

typedef struct vl__rect {
    double x0, y0, x1, y1;
} vl__rect;

typedef struct vl__scene_box {
    vl__rect at;
    vl__colour colour;
} vl__scene_box;

typedef struct vl__scene_mark {
    double x, y;
    vl__mark kind;
} vl__scene_mark;

typedef struct vl__scene_text {
    double x, y;  // y: the middle of the letters
    double width; // estimated
    vl__style style;
    vl__align align;
    vl__colour colour;
    char *text; // owned, printable
} vl__scene_text;

typedef struct vl_scene {
    double width, height;
    vl__scene_box *boxes;
    vl__scene_mark *marks;
    vl__rect *arrows; // double-headed, level
    vl__scene_text *texts;
    size_t box_count, box_cap, mark_count, mark_cap, arrow_count, arrow_cap, text_count, text_cap;
    bool failed; // no memory
} vl_scene;

void vl__scene_deinit(vl_scene *scene);
void vl__scene_add_box(vl_scene *scene, double x0, double y0, double x1, double y1,
                       vl__colour colour);
void vl__scene_add_mark(vl_scene *scene, double x, double y, vl__mark kind);
void vl__scene_add_arrow(vl_scene *scene, double x0, double x1, double y);
// Adds `text`, cut with an ellipsis to `room` pixels; nothing where not even that fits. Returns its
// width.
double vl__scene_add_text(vl_scene *scene, double x, double y, double room, vl__style style,
                          vl__align align, vl__colour colour, const char *text);
vl__rect vl__text_rect(const vl__scene_text *text);

// Estimated width in pixels in DejaVu Sans; never less than it is for what fonts are known to have.
double vl__text_width(const char *text, vl__style style);
double vl__style_pixels(vl__style style);
bool vl__style_bold(vl__style style);

// ---- parts of charts ----------------------------------------------------------------------------

// From time to pixels. With end 0 everything is at x0.
typedef struct vl__scale {
    double x0, x1;
    vl__axis axis;
} vl__scale;
double vl__scale_x(const vl__scale *scale, int64_t at_ns);
void vl__scale_fit(vl__scale *scale, int64_t end_ns);
void vl__draw_grid(vl_scene *scene, const vl__scale *scale, double top, double bottom);
void vl__draw_axis(vl_scene *scene, const vl__scale *scale, double y); // takes 40 pixels below y
void vl__draw_key(vl_scene *scene, double x, double y);
// Height of the columns of `counts` (see vl__crowd_count) over `scale`, with an axis on the left.
void vl__draw_stack(vl_scene *scene, const vl__scale *scale, double top, double bottom,
                    const double *counts, size_t columns,
                    const vl__colour colours[VL_STATE_COUNT_]);
// The lines written to stdout, packed into rows from `top` on; returns where they end.
double vl__draw_outputs(vl_scene *scene, const vl__scale *scale, double top,
                        const vl_run_view *run);

// "1.5 s", or "≈0.761 s" where the exact text has more than three decimals; in the unit for
// `span_ns`, unless nothing of it were left then.
void vl__time_brief(char out[VL__TIME_SIZE], int64_t ns, int64_t span_ns);

bool vl__draw_timeline(vl_scene *scene, const vl_chart_input *input);
bool vl__draw_versus(vl_scene *scene, const vl_chart_input *input);

// ---- gnuplot ------------------------------------------------------------------------------------

typedef enum vl__format { VL__SVG, VL__PNG, VL__PDF, VL__FORMAT_COUNT_ } vl__format;

extern const char vl__style_gp[]; // style.gp, compiled in

void vl__scene_script(vl_buf *out, const vl_scene *scene, vl__format format);
// Runs gnuplot on `script` and puts the picture at `path`, whole or not at all.
vl_status vl__gnuplot_draw(const vl_buf *script, vl__format format, const char *path,
                           vl_error *error);

#endif
