// --steps: a column a loop step, in the order of the log, grouped by instant; a row a task. What
// the loop does between steps (timers waking tasks) has columns of its own, without a step's
// number.
#include "reports_internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_COLUMNS 999
#define MOST_MARKS   3 // in one cell
#define CELL_WIDTH   4
#define MOST_WIDTH   8 // a longer number of an iteration is cut

typedef struct column {
    int64_t at_ns, task; // 0: the loop itself
    uint64_t iteration;
    int step;            // from 1; 0: between steps
    size_t first, count; // its events in the log
} column;

typedef struct step_table {
    vl__frame frame;
    const vl_run_view *run;
    column *columns;
    size_t count, left_out; // steps that have no column
    unsigned char *states;  // glyph by task ord; 0: the loop
    bool *shown;            // rows of the block, by task ord
    int cell_width;
} step_table;

static unsigned char suspended_glyph(const vl_view_event *event) {
    if (event->value == VL_WAIT_SLEEP)
        return VL__GLYPH_SLEEPING;
    return event->value == VL_WAIT_YIELD ? VL__GLYPH_READY : VL__GLYPH_WAITING;
}

// What an event shows in its task's row, and the state it leaves the task in (BLANK: as it was).
typedef struct effect {
    unsigned char mark, state;
    bool gone; // the task has ended
} effect;

static effect effect_of(const vl_view_event *event) {
    static const unsigned char ends[] = {VL__GLYPH_PENDING, VL__GLYPH_DONE, VL__GLYPH_FAILED,
                                         VL__GLYPH_CANCELLED};
    switch (event->kind) {
    case VL_EVENT_TASK_CREATED:
        return (effect){VL__GLYPH_CREATED, VL__GLYPH_READY, false};
    case VL_EVENT_TASK_STARTED:
    case VL_EVENT_TASK_STEPPED:
        return (effect){VL__GLYPH_RUNNING, VL__GLYPH_RUNNING, false};
    case VL_EVENT_TASK_SUSPENDED:
        return (effect){VL__GLYPH_BLANK, suspended_glyph(event), false};
    case VL_EVENT_TASK_RESUMED:
        return (effect){VL__GLYPH_RESUMED, VL__GLYPH_READY, false};
    case VL_EVENT_TASK_CANCELLED:
        return (effect){VL__GLYPH_ASKED, VL__GLYPH_BLANK, false};
    case VL_EVENT_TASK_ENDED:
        return (effect){event->value >= 0 && event->value < (int64_t)VL_COUNT(ends)
                            ? ends[event->value]
                            : VL__GLYPH_PENDING,
                        VL__GLYPH_BLANK, true};
    case VL_EVENT_BLOCKED:
        return (effect){VL__GLYPH_BLOCKED, VL__GLYPH_BLANK, false};
    case VL_EVENT_STDOUT:
        return (effect){VL__GLYPH_OUTPUT, VL__GLYPH_BLANK, false};
    case VL_EVENT_CALLBACK:
        return (effect){VL__GLYPH_CALLBACK, VL__GLYPH_BLANK, false};
    default:
        return (effect){VL__GLYPH_BLANK, VL__GLYPH_BLANK, false};
    }
}

static bool is_step(const vl_view_event *event) {
    return event->kind == VL_EVENT_TASK_STARTED || event->kind == VL_EVENT_TASK_STEPPED;
}

// Whether `event` belongs to the column opened last. Time that passes inside a step (time.sleep)
// stays in the step's column: its iteration is the same.
static bool continues(const column *last, const vl_view_event *event) {
    if (is_step(event) || last->iteration != event->iteration)
        return false;
    return last->step != 0 || last->at_ns == event->at_ns;
}

static void make_columns(step_table *table) {
    const vl_run_view *run = table->run;
    int step = 0;
    for (size_t i = 0; i < run->log_count; i++) {
        const vl_view_event *event = &run->log[i];
        effect shown = effect_of(event);
        bool matters = shown.mark != VL__GLYPH_BLANK || shown.state != VL__GLYPH_BLANK;
        if (table->left_out > 0 || (table->count == MOST_COLUMNS && is_step(event))) {
            table->left_out += is_step(event);
            continue;
        }
        column *last = table->count > 0 ? &table->columns[table->count - 1] : NULL;
        if (last != NULL && (!matters || continues(last, event) || table->count == MOST_COLUMNS)) {
            last->count++;
            continue;
        }
        if (!matters)
            continue;
        step += is_step(event);
        table->columns[table->count++] = (column){.at_ns = event->at_ns,
                                                  .task = event->task,
                                                  .iteration = event->iteration,
                                                  .step = is_step(event) ? step : 0,
                                                  .first = i,
                                                  .count = 1};
    }
}

static void time_text(char out[VL__TIME_SIZE], int64_t ns) {
    vl_buf text;
    vl_buf_init(&text, NULL);
    vl_format_seconds(&text, ns);
    snprintf(out, VL__TIME_SIZE, "%s s", text.data != NULL ? text.data : "");
    vl_buf_deinit(&text);
}

static size_t instant_end(const step_table *table, size_t from, size_t end) {
    size_t to = from + 1;
    while (to < end && table->columns[to].at_ns == table->columns[from].at_ns)
        to++;
    return to;
}

// Cells of the group of columns [from, to): a bar, the columns, and room for the time over them.
static int group_cells(const step_table *table, size_t from, size_t to) {
    char time[VL__TIME_SIZE];
    time_text(time, table->columns[from].at_ns);
    int cells = (int)(to - from) * table->cell_width, head = (int)strlen(time) + 1;
    int room = table->frame.term.width - table->frame.names - 2;
    head = head < room ? head : room;
    return 1 + (cells > head ? cells : head);
}

// How many columns from `from` on fit into the line; at least one.
static size_t block_end(const step_table *table, size_t from) {
    int room = table->frame.term.width - table->frame.names - 1, used = 0;
    size_t end = from;
    while (end < table->count) {
        size_t next = instant_end(table, end, table->count), fits = end;
        for (size_t to = end + 1; to <= next && used + group_cells(table, end, to) <= room; to++)
            fits = to;
        if (fits == end)
            break;
        used += group_cells(table, end, fits);
        end = fits;
        if (fits < next)
            break;
    }
    return end > from ? end : from + 1;
}

static void put_glyph(const step_table *table, unsigned char glyph, int count) {
    unsigned char cells[VL__MAX_WIDTH];
    if (count > VL__MAX_WIDTH)
        count = VL__MAX_WIDTH;
    memset(cells, glyph, (size_t)(count > 0 ? count : 0));
    vl__put_glyphs(&table->frame, cells, count);
}

static void put_name(const step_table *table, const char *name) {
    vl__put_field(table->frame.out, name, table->frame.names, table->frame.term.unicode, true);
    vl_buf_char(table->frame.out, ' ');
}

typedef enum head_row { HEAD_TIME, HEAD_ITERATION, HEAD_STEP } head_row;

static void head_text(const step_table *table, head_row row, size_t i, size_t from, size_t end,
                      char out[VL__TIME_SIZE]) {
    const column *columns = table->columns;
    out[0] = '\0';
    if (row == HEAD_TIME)
        time_text(out, columns[i].at_ns);
    else if (row == HEAD_STEP && columns[i].step > 0)
        snprintf(out, VL__TIME_SIZE, "%d", columns[i].step);
    else if (row == HEAD_ITERATION && i < end &&
             (i == from || columns[i].iteration != columns[i - 1].iteration))
        snprintf(out, VL__TIME_SIZE, "%" PRIu64, columns[i].iteration);
}

static void put_head(const step_table *table, head_row row, size_t from, size_t end) {
    static const char *const words[] = {"time", "iteration", "step"};
    char text[VL__TIME_SIZE];
    put_name(table, words[row]);
    for (size_t i = from, next; i < end; i = next) {
        next = instant_end(table, i, end);
        int rest = group_cells(table, i, next) - 1;
        put_glyph(table, VL__GLYPH_INSTANT, 1);
        for (size_t j = i; j < (row == HEAD_TIME ? i + 1 : next); j++) {
            int cells = row == HEAD_TIME || j + 1 == next ? rest : table->cell_width;
            head_text(table, row, j, i, end, text);
            vl__put_field(table->frame.out, text, cells, table->frame.term.unicode, false);
            rest -= cells;
        }
    }
    vl__put_newline(table->frame.out);
}

// The marks of `ord` in a column, in order; returns their number and the state after them.
static int cell_marks(const step_table *table, const column *col, int64_t ord,
                      unsigned char marks[MOST_MARKS], unsigned char *state) {
    int count = 0;
    for (size_t i = 0; i < col->count; i++) {
        const vl_view_event *event = &table->run->log[col->first + i];
        if (event->task != ord)
            continue;
        effect shown = effect_of(event);
        if (shown.state != VL__GLYPH_BLANK || shown.gone)
            *state = shown.state;
        if (shown.mark == VL__GLYPH_BLANK ||
            (count > 0 && count <= MOST_MARKS && marks[count - 1] == shown.mark))
            continue;
        if (count < MOST_MARKS)
            marks[count++] = shown.mark;
        else if (shown.gone)
            marks[MOST_MARKS - 1] = shown.mark;
        else
            marks[MOST_MARKS - 2] = VL__GLYPH_MORE;
    }
    return count;
}

static void put_row(const step_table *table, int64_t ord, size_t from, size_t end) {
    char name[VL__NAME_SIZE] = "loop";
    unsigned char state = table->states[ord];
    if (ord > 0)
        vl__task_label(name, &table->run->tasks[ord - 1], table->frame.short_names);
    put_name(table, name);
    for (size_t i = from, next; i < end; i = next) {
        next = instant_end(table, i, end);
        int rest = group_cells(table, i, next) - 1;
        put_glyph(table, VL__GLYPH_INSTANT, 1);
        for (size_t j = i; j < next; j++) {
            unsigned char marks[MOST_MARKS];
            int cells = j + 1 == next ? rest : table->cell_width;
            int count = cell_marks(table, &table->columns[j], ord, marks, &state);
            vl__put_glyphs(&table->frame, marks, count);
            put_glyph(table, state, cells - count);
            rest -= cells;
        }
    }
    vl__put_newline(table->frame.out);
}

static bool is_row(const step_table *table, const vl_view_event *event) {
    return event->task >= 0 && (uint64_t)event->task <= table->run->task_count;
}

// Rows of a block: of few tasks all that live in it; of many only those to which something happens.
static void choose_rows(step_table *table, size_t from, size_t end) {
    bool all = table->run->task_count <= VL_REPORT_MAX_LANES;
    for (size_t ord = 0; ord <= table->run->task_count; ord++)
        table->shown[ord] = all && table->states[ord] != VL__GLYPH_BLANK;
    for (size_t i = from; i < end; i++) {
        for (size_t j = 0; j < table->columns[i].count; j++) {
            const vl_view_event *event = &table->run->log[table->columns[i].first + j];
            if (is_row(table, event) && effect_of(event).mark != VL__GLYPH_BLANK)
                table->shown[event->task] = true;
        }
    }
}

static void put_output(const step_table *table, const column *col, const char *written) {
    char head[32] = "stdout", text[VL__MAX_WIDTH * 4];
    snprintf(text, sizeof text, "%s", written);
    size_t len = strlen(text);
    while (len > 0 && text[len - 1] == '\n')
        text[--len] = '\0';
    if (len == 0)
        return;
    if (col->step > 0)
        snprintf(head, sizeof head, "stdout, step %d", col->step);
    vl_buf_format(table->frame.out, "%s: ", head);
    vl__put_field(table->frame.out, text, table->frame.term.width - (int)strlen(head) - 2,
                  table->frame.term.unicode, false);
    vl__put_newline(table->frame.out);
}

static void put_outputs(const step_table *table, size_t from, size_t end) {
    for (size_t i = from; i < end; i++) {
        const column *col = &table->columns[i];
        for (size_t j = 0; j < col->count; j++) {
            const vl_view_event *event = &table->run->log[col->first + j];
            if (event->kind == VL_EVENT_STDOUT && event->text != NULL)
                put_output(table, col, event->text);
        }
    }
}

// The states that the next block starts with.
static void advance(step_table *table, size_t from, size_t end) {
    for (size_t i = from; i < end; i++) {
        for (size_t j = 0; j < table->columns[i].count; j++) {
            const vl_view_event *event = &table->run->log[table->columns[i].first + j];
            effect shown = effect_of(event);
            if (is_row(table, event) && (shown.state != VL__GLYPH_BLANK || shown.gone))
                table->states[event->task] = shown.state;
        }
    }
}

static void put_block(step_table *table, size_t from, size_t end) {
    choose_rows(table, from, end);
    for (head_row row = HEAD_TIME; row <= HEAD_STEP; row++)
        put_head(table, row, from, end);
    size_t rows = 0;
    for (size_t ord = 0; ord <= table->run->task_count; ord++) {
        if (table->shown[ord] && rows++ < VL_REPORT_MAX_LANES)
            put_row(table, (int64_t)ord, from, end);
    }
    if (rows > VL_REPORT_MAX_LANES)
        vl_buf_format(table->frame.out, "... %zu more tasks\n", rows - VL_REPORT_MAX_LANES);
    advance(table, from, end);
    put_outputs(table, from, end);
    vl_buf_char(table->frame.out, '\n');
}

static void put_steps_key(const step_table *table) {
    static const vl__key_entry entries[] = {
        {VL__GLYPH_RUNNING, "step"},        {VL__GLYPH_CREATED, "created"},
        {VL__GLYPH_RESUMED, "woken"},       {VL__GLYPH_OUTPUT, "stdout"},
        {VL__GLYPH_ASKED, "cancel"},        {VL__GLYPH_BLOCKED, "blocks"},
        {VL__GLYPH_CALLBACK, "callback"},   {VL__GLYPH_DONE, "done"},
        {VL__GLYPH_CANCELLED, "cancelled"}, {VL__GLYPH_FAILED, "failed"},
        {VL__GLYPH_READY, "ready"},         {VL__GLYPH_SLEEPING, "sleeping"},
        {VL__GLYPH_WAITING, "waiting"}};
    vl__put_entries(&table->frame, entries, VL_COUNT(entries));
}

static void measure(step_table *table) {
    vl__fit_names(&table->frame, &table->run, 1, (int)strlen("iteration"));
    table->cell_width = CELL_WIDTH;
    for (size_t i = 0; i < table->count; i++) {
        int digits = snprintf(NULL, 0, "%" PRIu64, table->columns[i].iteration);
        if (digits + 1 > table->cell_width)
            table->cell_width = digits + 1 < MOST_WIDTH ? digits + 1 : MOST_WIDTH;
    }
}

bool vl_report_steps(vl_buf *out, const vl_run_view *run, const vl_term *term) {
    step_table table = {.frame = {.out = out, .term = vl__term_clamped(term)}, .run = run};
    if (run->log_count == 0)
        return vl_buf_text(out, "no events: the trace was not taken in full\n");
    table.columns = calloc(MOST_COLUMNS, sizeof *table.columns);
    table.states = calloc(run->task_count + 1, sizeof *table.states);
    table.shown = calloc(run->task_count + 1, sizeof *table.shown);
    if (table.columns == NULL || table.states == NULL || table.shown == NULL) {
        out->failed = true;
    } else {
        make_columns(&table);
        measure(&table);
        for (size_t from = 0, end; from < table.count; from = end) {
            end = block_end(&table, from);
            put_block(&table, from, end);
        }
        if (table.left_out > 0)
            vl_buf_format(out, "... and %zu more steps\n\n", table.left_out);
        put_steps_key(&table);
    }
    free(table.columns);
    free(table.states);
    free(table.shown);
    return !out->failed;
}
