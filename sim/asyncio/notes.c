// Notes on a run: what a person would want to know and CPython does not say. One note a kind and line;
// told when the run has ended. Kinds: notes.def.
#include "sim_internal.h"

typedef enum note_kind {
#define X(name, word) NOTE_##name,
#include "notes.def"
#undef X
} note_kind;

static const char *const words[] = {
#define X(name, word) word,
#include "notes.def"
#undef X
};

typedef struct sim_note {
    struct sim_note *next;
    note_kind kind;
    int line;
    int64_t at_ns, total_ns, worst_ns; // blocked: for how long in all; how late a task was at most
    uint64_t count, late;              // blocked: tasks that came late
    char text[256];
} sim_note;

#define NOTES_MAX 100      // places
#define LOOKED_AT_MAX 16   // times a place is looked at closely: each costs a walk over the tasks

// The note of this kind and line, made if it is the first; NULL: enough of them, or no memory.
static sim_note *note_at(vl_sim *sim, note_kind kind, int line) {
    uint32_t count = 0;
    for (sim_note *note = sim->notes; note; note = note->next, count++)
        if (note->kind == kind && note->line == line) {
            note->count++;
            return note;
        }
    sim_note *note = count < NOTES_MAX ? vl_heap_alloc(&sim->heap, sizeof *note) : NULL;
    if (!note)
        return NULL;
    *note = (sim_note){.next = sim->notes,
                       .kind = kind,
                       .line = line,
                       .at_ns = vl_loop_now(&sim->engine),
                       .count = 1};
    sim->notes = note;
    return note;
}

// As much of `text` as fits, cut between characters.
static void keep_text(sim_note *note, const vl_buf *text) {
    size_t len = text->len < sizeof note->text - 1 ? text->len : sizeof note->text - 1;
    while (len > 0 && len < text->len && ((unsigned char)text->data[len] & 0xc0) == 0x80)
        len--;
    if (len)
        memcpy(note->text, text->data, len);
    note->text[len] = 0;
    for (size_t i = 0; i < len; i++)
        if (note->text[i] == '\n')
            note->text[i] = ' ';
}

static void append_task(vl_sim *sim, vl_buf *out, const sim_task *task) {
    vl_buf_format(out, "%s (%s)", sim_task_name(task), sim_coroutine_name(sim, task->coroutine));
}

// ---- a loop that was blocked ----------------------------------------------------------------------

#define NAMED_MAX 3

typedef struct lateness {
    vl_sim *sim;
    const vl_task *blocking;
    int64_t until_ns, worst_ns;
    uint64_t count;
    vl_buf names;
} lateness;

static void add_late(void *context, vl_task *task) {
    lateness *late = context;
    int64_t now = vl_loop_now(&late->sim->engine), due = now;
    bool slept = task->sleep_timer.slot >= 0; // else, if it sleeps, the timer has fired: it is due now
    bool waits = task->awaiting && task->awaiting != &task->sleep_future && !vl_future_done(task->awaiting);
    if (task == late->blocking || waits)
        return;
    if (slept)
        due = task->sleep_timer.deadline_ns;
    if (due >= late->until_ns)
        return;
    if (late->until_ns - due > late->worst_ns)
        late->worst_ns = late->until_ns - due;
    if (late->count++ < NAMED_MAX) {
        vl_buf_text(&late->names, late->count > 1 ? ", " : "");
        vl_buf_text(&late->names, sim_task_name(sim_task_of(task)));
    }
}

void sim_note_blocked(void *context, int64_t ns) {
    vl_sim *sim = context;
    if (!sim->running || !sim->config.note)
        return;
    sim_note *note = note_at(sim, NOTE_BLOCKED, py_current_line(sim->vm));
    if (!note)
        return;
    note->total_ns += ns;
    if (note->count > LOOKED_AT_MAX)
        return;
    int64_t now = vl_loop_now(&sim->engine);
    lateness late = {.sim = sim,
                     .blocking = vl_loop_current(&sim->engine),
                     .until_ns = ns > INT64_MAX - now ? INT64_MAX : now + ns};
    vl_buf_init(&late.names, &sim->heap);
    vl_loop_each_task(&sim->engine, add_late, &late);
    note->late += late.count;
    if (late.worst_ns > note->worst_ns) {
        note->worst_ns = late.worst_ns;
        keep_text(note, &late.names);
    }
    vl_buf_deinit(&late.names);
}

static void tell_blocked(const sim_note *note, vl_buf *out) {
    vl_buf_text(out, "the loop was blocked for ");
    vl_format_seconds(out, note->total_ns);
    vl_buf_text(out, " s");
    if (note->count > 1)
        vl_buf_format(out, ", in %llu pieces", (unsigned long long)note->count);
    if (note->late == 0) {
        vl_buf_text(out, "; nothing else was due meanwhile");
        return;
    }
    vl_buf_format(out, "; %s%llu wake-up%s came late, by ",
                  note->count > LOOKED_AT_MAX ? "at least " : "", (unsigned long long)note->late,
                  note->late == 1 ? "" : "s");
    vl_format_seconds(out, note->worst_ns);
    vl_buf_format(out, " s at most (%s%s)", note->text, note->late > NAMED_MAX ? " ..." : "");
}

// ---- a livelock -----------------------------------------------------------------------------------

static void add_spinning(void *context, vl_task *task) {
    lateness *spin = context;
    if (!task->started || task->awaiting || task->sleep_timer.slot >= 0)
        return;
    if (spin->count++ >= NAMED_MAX)
        return;
    vl_buf_text(&spin->names, spin->count > 1 ? ", " : "");
    append_task(spin->sim, &spin->names, sim_task_of(task));
    int line = sim_task_line(spin->sim, sim_task_of(task));
    if (line)
        vl_buf_format(&spin->names, " at line %d", line);
    if (spin->count == 1)
        spin->until_ns = line;
}

void sim_note_livelock(vl_sim *sim) {
    lateness spin = {.sim = sim};
    vl_buf_init(&spin.names, &sim->heap);
    vl_loop_each_task(&sim->engine, add_spinning, &spin);
    vl_buf_clear(&sim->report);
    vl_buf_format(&sim->report, "livelock: no time passes since ");
    vl_format_seconds(&sim->report, vl_loop_now(&sim->engine));
    vl_buf_format(&sim->report,
                  " s, in %llu turns of the loop; ", (unsigned long long)sim->config.max_still);
    if (spin.count)
        vl_buf_format(&sim->report, "spinning: %s%s", spin.names.data ? spin.names.data : "",
                      spin.count > NAMED_MAX ? " ..." : "");
    else
        vl_buf_text(&sim->report, "callbacks schedule each other");
    vl_buf_text(&sim->report, " (--spin 1ms lets an idle turn take time, --max-still sets the limit)");
    sim_note *note = note_at(sim, NOTE_LIVELOCK, (int)spin.until_ns);
    if (note)
        keep_text(note, &spin.names);
    vl_buf_deinit(&spin.names);
}

// ---- order by addresses or hashes -----------------------------------------------------------------

void sim_note_unordered(void *context, const char *what, const char *order_by) {
    vl_sim *sim = context;
    int line = py_current_line(sim->vm);
    if (!line || !sim->config.note)
        return;
    sim_note *note = note_at(sim, NOTE_UNORDERED, line);
    if (!note || note->text[0])
        return;
    vl_buf text;
    vl_buf_init(&text, &sim->heap);
    vl_buf_format(&text, "a set of %s objects: in CPython its order depends on %s, here it is that of "
                         "insertion", what, order_by);
    keep_text(note, &text);
    vl_buf_deinit(&text);
}

// ---- an exception nobody looked at ------------------------------------------------------------------

void sim_note_lost(vl_sim *sim, sim_future *future) {
    if (!sim->config.note)
        return;
    int line = py_exc_line(future->exception);
    sim_note *note = note_at(sim, NOTE_LOST, line);
    if (!note || note->text[0])
        return;
    vl_buf text;
    vl_buf_init(&text, &sim->heap);
    if (future->engine->task)
        append_task(sim, &text, sim_task_of(future->engine->task));
    else
        vl_buf_text(&text, "a Future");
    vl_buf_text(&text, " failed and nobody awaited it: ");
    py_exc_message(sim->vm, &text, future->exception);
    keep_text(note, &text);
    vl_buf_deinit(&text);
}

// ---- signals --------------------------------------------------------------------------------------

py_value sim_note_signal(py_vm *vm, const py_value *a, int n) {
    (void)n;
    vl_sim *sim = sim_of(vm);
    sim_note *note = sim->config.note ? note_at(sim, NOTE_SIGNAL, py_current_line(vm)) : NULL;
    if (!note || note->text[0] || !py_is_str(a[0]))
        return py_none();
    vl_buf text;
    vl_buf_init(&text, &sim->heap);
    vl_buf_format(&text, "a handler for %s: no signal comes from outside in a simulation",
                  py_as_str(a[0])->data);
    keep_text(note, &text);
    vl_buf_deinit(&text);
    return py_none();
}

// ---- the end ----------------------------------------------------------------------------------------

static void tell(vl_sim *sim, const sim_note *note) {
    vl_buf text;
    vl_buf_init(&text, &sim->heap);
    if (note->kind == NOTE_BLOCKED)
        tell_blocked(note, &text);
    else if (note->kind == NOTE_LIVELOCK)
        vl_buf_format(&text, "no time passes: %s", note->text);
    else
        vl_buf_text(&text, note->text);
    vl_sim_note told = {.kind = words[note->kind],
                        .line = note->line,
                        .at_ns = note->at_ns,
                        .count = note->count,
                        .text = text.data ? text.data : ""};
    sim->config.note(sim->config.note_context, &told);
    vl_buf_deinit(&text);
}

void sim_notes_tell(vl_sim *sim) {
    sim_note *oldest = NULL;
    while (sim->notes) { // turned round
        sim_note *note = sim->notes;
        sim->notes = note->next;
        note->next = oldest;
        oldest = note;
    }
    while (oldest) {
        sim_note *note = oldest;
        oldest = note->next;
        if (sim->config.note)
            tell(sim, note);
        vl_heap_free(&sim->heap, note, sizeof *note);
    }
}

void sim_notes_free(vl_sim *sim) {
    sim->config.note = NULL;
    sim_notes_tell(sim);
}
