// The tasks that live, by their number, and the state machine of each: what they do over time is derived
// in one pass. Knows nothing of the database.
#include "vl_lives.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_CAP ((size_t)64) // a power of two, as every later one

static size_t home(const vl_lives *lives, uint64_t ord) {
    return (size_t)((ord * UINT64_C(0x9E3779B97F4A7C15)) >> 20) & (lives->cap - 1);
}

// The slot that holds `ord`, or the empty one where it belongs.
static size_t find(const vl_lives *lives, uint64_t ord) {
    size_t at = home(lives, ord);
    while (lives->slots[at] != NULL && lives->slots[at]->ord != ord)
        at = (at + 1) & (lives->cap - 1);
    return at;
}

static vl_life *get(const vl_lives *lives, uint64_t ord) {
    return lives->cap == 0 ? NULL : lives->slots[find(lives, ord)];
}

static bool grow(vl_lives *lives) {
    vl_lives bigger = {.count = lives->count,
                       .cap = lives->cap == 0 ? FIRST_CAP : lives->cap * 2,
                       .sink = lives->sink};
    bigger.slots = calloc(bigger.cap, sizeof *bigger.slots);
    if (bigger.slots == NULL)
        return false;
    for (size_t i = 0; i < lives->cap; i++) {
        if (lives->slots[i] != NULL)
            bigger.slots[find(&bigger, lives->slots[i]->ord)] = lives->slots[i];
    }
    free(lives->slots);
    *lives = bigger;
    return true;
}

static vl_life *new_life(const vl_event *created) {
    size_t name_len = created->text != NULL ? created->text_len : 0;
    size_t coro_len = created->detail != NULL ? strlen(created->detail) : 0;
    vl_life *life = malloc(sizeof *life + name_len + coro_len + 2);
    if (life == NULL)
        return NULL;
    *life = (vl_life){.ord = created->task,
                       .parent = created->other,
                       .created_ns = created->now_ns,
                       .started_ns = -1,
                       .since_ns = created->now_ns,
                       .since_seq = created->seq,
                       .line = created->line,
                       .state = VL_STATE_READY,
                       .name_len = name_len,
                       .coro_len = coro_len,
                       .has_coro = created->detail != NULL};
    if (name_len > 0)
        memcpy(life->text, created->text, name_len);
    life->text[name_len] = '\0';
    if (coro_len > 0)
        memcpy(life->text + name_len + 1, created->detail, coro_len);
    life->text[name_len + 1 + coro_len] = '\0';
    return life;
}

static vl_life *add(vl_lives *lives, const vl_event *created) {
    if ((lives->count + 1) * 4 > lives->cap * 3 && !grow(lives))
        return NULL;
    size_t at = find(lives, created->task);
    if (lives->slots[at] == NULL) {
        lives->slots[at] = new_life(created);
        if (lives->slots[at] != NULL)
            lives->count++;
    }
    return lives->slots[at];
}

static void free_life(vl_life *life) {
    free(life->reason);
    free(life);
}

static void take_out(vl_lives *lives, vl_life *life) {
    size_t mask = lives->cap - 1, hole = find(lives, life->ord);
    for (size_t at = (hole + 1) & mask; lives->slots[at] != NULL; at = (at + 1) & mask) {
        // An entry may move back into the hole unless that lies before its home.
        size_t wanted = home(lives, lives->slots[at]->ord);
        if (((at - wanted) & mask) >= ((at - hole) & mask)) {
            lives->slots[hole] = lives->slots[at];
            hole = at;
        }
    }
    lives->slots[hole] = NULL;
    lives->count--;
    free_life(life);
}

static bool keep_reason(vl_life *life, const char *text, size_t len) {
    if (len > life->reason_cap) {
        char *bigger = realloc(life->reason, len + len / 4);
        if (bigger == NULL)
            return false;
        life->reason = bigger;
        life->reason_cap = len + len / 4;
    }
    if (len > 0)
        memcpy(life->reason, text, len);
    life->reason_len = len;
    return true;
}

static int by_ord(const void *a, const void *b) {
    const vl_life *const *left = a, *const *right = b;
    return ((*left)->ord > (*right)->ord) - ((*left)->ord < (*right)->ord);
}

// In order of creation, in an array for free(); NULL without memory or with none.
static vl_life **sorted_lives(const vl_lives *lives) {
    if (lives->count == 0)
        return NULL;
    vl_life **sorted = malloc(lives->count * sizeof *sorted);
    if (sorted == NULL)
        return NULL;
    size_t count = 0;
    for (size_t i = 0; i < lives->cap; i++) {
        if (lives->slots[i] != NULL)
            sorted[count++] = lives->slots[i];
    }
    qsort(sorted, count, sizeof *sorted, by_ord);
    return sorted;
}

// ---- the state machine --------------------------------------------------------------------------

static void close_slice(vl_lives *lives, vl_life *life, int64_t now_ns) {
    int64_t dur_ns = now_ns - life->since_ns;
    life->spent_ns[life->state] += dur_ns;
    lives->sink.slice(lives->sink.context, life, dur_ns);
}

static void turn(vl_lives *lives, vl_life *life, vl_state state, const vl_event *event, int line) {
    close_slice(lives, life, event->now_ns);
    life->state = state;
    life->since_ns = event->now_ns;
    life->since_seq = event->seq;
    life->line = line;
    life->reason_len = 0;
}

static bool give_reason(vl_lives *lives, vl_life *life, const char *text, size_t len) {
    return !lives->sink.reasons || keep_reason(life, text, len);
}

static bool give_sleep(vl_lives *lives, vl_life *life, int64_t now_ns) {
    if (!lives->sink.reasons)
        return true;
    vl_buf text;
    vl_buf_init(&text, NULL);
    vl_buf_text(&text, "sleep(");
    vl_format_seconds(&text, life->deadline_ns - now_ns);
    vl_buf_char(&text, ')');
    bool good = !text.failed && keep_reason(life, text.data, text.len);
    vl_buf_deinit(&text);
    return good;
}

static bool task_stepped(vl_lives *lives, vl_life *life, const vl_event *event) {
    turn(lives, life, VL_STATE_RUNNING, event, event->line != 0 ? event->line : life->line);
    if (life->started_ns < 0)
        life->started_ns = event->now_ns;
    return true;
}

// What a wait is for, where the event has no text that says it.
static bool find_reason(vl_lives *lives, vl_life *life, const vl_event *event, vl_wait wait) {
    static const char *const words[] = {
        [VL_WAIT_SLEEP] = "sleep",   [VL_WAIT_TASK] = "task",      [VL_WAIT_GATHER] = "gather",
        [VL_WAIT_FUTURE] = "future", [VL_WAIT_YIELD] = "sleep(0)", [VL_WAIT_OTHER] = "",
    };
    const vl_life *other = wait == VL_WAIT_TASK ? get(lives, event->other) : NULL;
    if (wait == VL_WAIT_SLEEP && event->other != 0 && event->other == life->timer)
        return give_sleep(lives, life, event->now_ns);
    if (other != NULL)
        return give_reason(lives, life, other->text, other->name_len);
    return give_reason(lives, life, words[wait], strlen(words[wait]));
}

// A task that yields is in the ready queue already. A sleep without a timer has not begun: in
// sequential mode the task's children come first; it waits for them.
static bool task_suspended(vl_lives *lives, vl_life *life, const vl_event *event) {
    static const vl_state states[] = {
        [VL_WAIT_SLEEP] = VL_STATE_SLEEPING, [VL_WAIT_TASK] = VL_STATE_WAITING,
        [VL_WAIT_GATHER] = VL_STATE_WAITING, [VL_WAIT_FUTURE] = VL_STATE_WAITING,
        [VL_WAIT_YIELD] = VL_STATE_READY,    [VL_WAIT_OTHER] = VL_STATE_WAITING,
    };
    bool known = event->value >= 0 && event->value < (int64_t)VL_COUNT(states);
    vl_wait wait = known ? (vl_wait)event->value : VL_WAIT_OTHER;
    life->sleep_is_held = wait == VL_WAIT_SLEEP && event->other == 0;
    turn(lives, life, life->sleep_is_held ? VL_STATE_WAITING : states[wait], event, event->line);
    if (life->sleep_is_held)
        return give_reason(lives, life, "children", strlen("children"));
    if (event->text != NULL && event->text_len > 0)
        return give_reason(lives, life, event->text, event->text_len);
    return find_reason(lives, life, event, wait);
}

static bool timer_set(vl_lives *lives, vl_life *life, const vl_event *event) {
    life->timer = event->other;
    life->deadline_ns = event->value;
    if (!life->sleep_is_held)
        return true;
    life->sleep_is_held = false;
    turn(lives, life, VL_STATE_SLEEPING, event, life->line);
    return give_sleep(lives, life, event->now_ns);
}

// Its line is where it stands; the event's is that of whoever woke it.
static bool task_resumed(vl_lives *lives, vl_life *life, const vl_event *event) {
    life->sleep_is_held = false;
    if (life->state != VL_STATE_READY)
        turn(lives, life, VL_STATE_READY, event, life->line);
    return true;
}

static bool task_ended(vl_lives *lives, vl_life *life, const vl_event *event) {
    close_slice(lives, life, event->now_ns);
    lives->sink.ended(lives->sink.context, life, event);
    take_out(lives, life);
    return true;
}

// What an event does to the task it concerns; false: no memory.
static bool (*const transitions[VL_EVENT_COUNT_])(vl_lives *, vl_life *, const vl_event *) = {
    [VL_EVENT_TASK_STARTED] = task_stepped, [VL_EVENT_TASK_SUSPENDED] = task_suspended,
    [VL_EVENT_TASK_RESUMED] = task_resumed, [VL_EVENT_TASK_STEPPED] = task_stepped,
    [VL_EVENT_TASK_ENDED] = task_ended,     [VL_EVENT_TIMER_SET] = timer_set,
};

bool vl_lives_event(vl_lives *lives, const vl_event *event) {
    if (event->kind == VL_EVENT_TASK_CREATED)
        return add(lives, event) != NULL;
    if (transitions[event->kind] == NULL)
        return true;
    vl_life *life = get(lives, event->task);
    return life == NULL || transitions[event->kind](lives, life, event);
}

bool vl_lives_close(vl_lives *lives, int64_t now_ns) {
    size_t count = lives->count;
    vl_life **sorted = sorted_lives(lives);
    for (size_t i = 0; sorted != NULL && i < count; i++) {
        close_slice(lives, sorted[i], now_ns);
        lives->sink.ended(lives->sink.context, sorted[i], NULL);
    }
    free(sorted);
    vl_lives_clear(lives);
    return count == 0 || sorted != NULL;
}

void vl_lives_clear(vl_lives *lives) {
    for (size_t i = 0; i < lives->cap; i++) {
        if (lives->slots[i] != NULL)
            free_life(lives->slots[i]);
    }
    free(lives->slots);
    *lives = (vl_lives){.sink = lives->sink};
}
