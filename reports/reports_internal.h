// What the files of reports/ share: text in terminal cells, time texts, axes, the terminal frame.
#ifndef VL_REPORTS_INTERNAL_H
#define VL_REPORTS_INTERNAL_H

#include "vl_reports.h"

// ---- text ---------------------------------------------------------------------------------------

// Decodes one character of any bytes: what a terminal or gnuplot must not get (control and format
// characters, bad UTF-8) comes out as U+FFFD. Returns bytes taken, > 0. `text` is NUL-terminated
// and not at its end.
size_t vl__char_next(const char *text, uint32_t *code);
// Cells `text` takes in a terminal.
int vl__cells(const char *text, bool unicode);
// Appends `text` in exactly `width` cells: cut with an ellipsis if longer, else filled with blanks.
void vl__put_field(vl_buf *out, const char *text, int width, bool unicode, bool right);
// A task's name as reports show it: "Task-2 say_after" where the program
#define VL__NAME_SIZE 512
// gave none; in short "2 say_after".
void vl__task_label(char out[VL__NAME_SIZE], const vl_view_task *task, bool brief);

// ---- time ---------------------------------------------------------------------------------------

typedef struct vl__unit {
    const char *name, *ascii;
    int64_t ns;
    int digits; // decimals that make a nanosecond
} vl__unit;

#define VL__TIME_SIZE 40
const vl__unit *vl__unit_for(int64_t span_ns); // seconds unless the span is far below
// `ns` in `unit` with `decimals`, half up; true: nothing was rounded off.
bool vl__time_text(char out[VL__TIME_SIZE], int64_t ns, const vl__unit *unit, int decimals);
// The fewest decimals from `least` on that show `ns` exactly.
int vl__time_decimals(int64_t ns, const vl__unit *unit, int least);
// `ns` as people read it: exact with its unit, "1.5 s", "250 µs".
void vl__time_unit_text(char out[VL__TIME_SIZE], int64_t ns, bool unicode);

// Ticks at 0, step, 2 step ... <= end. An end that divides nicely has a tick.
typedef struct vl__axis {
    int64_t end_ns, step_ns;
    int count; // of ticks, at least 1
    const vl__unit *unit;
    int decimals;
} vl__axis;
void vl__axis_init(vl__axis *axis, int64_t end_ns, int max_intervals);

// ---- the terminal frame -------------------------------------------------------------------------

typedef enum vl__glyph {
#define X(name, unicode, ascii, colour) VL__GLYPH_##name,
#include "glyphs.def"
#undef X
    VL__GLYPH_COUNT_
} vl__glyph;

#define VL__MAX_WIDTH  500 // cells; a wider terminal is not filled
#define VL__LABEL_SIZE 64

typedef struct vl__frame { // how one picture divides the line
    vl_buf *out;
    vl_term term;
    vl__axis axis;
    int names, plot, labels; // cells; labels 0: none
    bool times;              // labels tell the time of the end
    bool rounded;            // to three decimals, to save room
    bool short_names;        // see vl__task_label
    int decimals;            // of those times
} vl__frame;

// Divides the line for the lanes of `runs` (as many as `count`), ended by the axis at `end_ns`.
void vl__frame_init(vl__frame *frame, vl_buf *out, const vl_term *term,
                    const vl_run_view *const *runs, size_t count, int64_t end_ns);
// Sets the width of the names, from `least` to a third of the line, for these runs.
void vl__fit_names(vl__frame *frame, const vl_run_view *const *runs, size_t count, int least);
// Ends a line, without blanks before its end.
void vl__put_newline(vl_buf *out);
int vl__frame_cell(const vl__frame *frame, int64_t at_ns); // 0 .. plot - 1
// Appends `cells` with colour changes where the glyph changes.
void vl__put_glyphs(const vl__frame *frame, const unsigned char *cells, int count);
// "done 3.600", as far as the frame has room.
void vl__end_label(char out[VL__LABEL_SIZE], const vl__frame *frame, const vl_view_task *task);
void vl__put_lanes(const vl__frame *frame, const vl_run_view *run); // or the crowd, when too many
void vl__put_crowd(const vl__frame *frame, const vl_run_view *run);
void vl__put_axis(const vl__frame *frame);
void vl__put_key(const vl__frame *frame);
typedef struct vl__key_entry {
    vl__glyph glyph;
    const char *word;
} vl__key_entry;
void vl__put_entries(const vl__frame *frame, const vl__key_entry *entries, size_t count);
vl_term vl__term_clamped(const vl_term *term); // a width from VL_TERM_MIN_WIDTH to VL__MAX_WIDTH

// ---- tasks in each state over time --------------------------------------------------------------

// Mean number of tasks of `run` in each state during each of `count` equal parts of [0, end]:
// out[part * VL_STATE_COUNT_ + state]. With end 0 all that matters is nothing: zeros.
void vl__crowd_count(double *out, size_t count, const vl_run_view *run, int64_t end_ns);

#endif
