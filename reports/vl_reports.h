// vl_reports: what people look at: terminal timelines and charts of runs that a trace holds. Knows
// struct vl_run_view (vl_trace) and gnuplot's language; knows nothing of SQLite, of the engine's
// inside, of Python or of the command line.
//
// Ownership: everything given is borrowed for the call. Text is appended to `out`; a report that
// returns false ran out of memory, and `out->failed` is set. Charts appear whole or not at all.
#ifndef VL_REPORTS_H
#define VL_REPORTS_H

#include "vl_base.h"
#include "vl_trace.h"

// ---- terminal -----------------------------------------------------------------------------------

#define VL_TERM_MIN_WIDTH 20 // narrower terminals are treated as this wide

typedef struct vl_term {
    int width;    // cells a line may fill; 0: 80
    bool unicode; // false: ASCII alone, other characters of names come out as '?'
    bool colour;  // ANSI sequences
} vl_term;

// Above this many tasks lanes give way to the number of tasks in each state over time.
#define VL_REPORT_MAX_LANES 60

// A lane a task, an axis, the key. Labels are exact; one that had to be rounded starts with '~'.
bool vl_report_timeline(vl_buf *out, const vl_run_view *run, const vl_term *term);
// Both timelines under each other on one time axis.
bool vl_report_versus(vl_buf *out, const vl_run_view *gathered, const vl_run_view *sequential,
                      const vl_term *term);
// A row a task, a column a loop step, so that the order at one instant can be read; needs the log.
// Wraps into blocks; a very long run ends with a line that says how many steps are left out.
bool vl_report_steps(vl_buf *out, const vl_run_view *run, const vl_term *term);

// ---- charts -------------------------------------------------------------------------------------

struct vl_scene; // the folder's own

// What a chart draws. `second` is the run to compare with (the sequential one), else NULL.
typedef struct vl_chart_input {
    const vl_run_view *run;
    const vl_run_view *second;
} vl_chart_input;

typedef struct vl_chart_kind {
    const char *name, *help;
    bool needs_second;
    // Not for callers: fills a scene.
    bool (*draw)(struct vl_scene *scene, const vl_chart_input *input);
} vl_chart_kind;

// The rows of charts.def; ends with a row without name.
const vl_chart_kind *vl_chart_kinds(void);
const vl_chart_kind *vl_chart_find(const char *name); // NULL: unknown

// Draws through gnuplot into `path`: svg, png or pdf by its extension.
// VL_USAGE: another extension, or `second` is missing. VL_IO: the folder is missing or not writable
// (nothing was run). VL_CHART: gnuplot is missing or failed; its script with the data is kept as
// `path`.gp, the message says so. VL_MEMORY.
vl_status vl_chart_make(const vl_chart_kind *kind, const vl_chart_input *input, const char *path,
                        vl_error *error);
vl_status vl_chart_timeline(const vl_run_view *run, const char *path, vl_error *error);
vl_status vl_chart_versus(const vl_run_view *gathered, const vl_run_view *sequential,
                          const char *path, vl_error *error);

#endif
