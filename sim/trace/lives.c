// The tasks that live, by their number: what the slices need to be derived in one pass. Knows
// nothing of the database.
#include "trace_internal.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_CAP ((size_t)64) // a power of two, as every later one

static size_t home(const vl__lives *lives, uint64_t ord) {
    return (size_t)((ord * UINT64_C(0x9E3779B97F4A7C15)) >> 20) & (lives->cap - 1);
}

// The slot that holds `ord`, or the empty one where it belongs.
static size_t find(const vl__lives *lives, uint64_t ord) {
    size_t at = home(lives, ord);
    while (lives->slots[at] != NULL && lives->slots[at]->ord != ord)
        at = (at + 1) & (lives->cap - 1);
    return at;
}

vl__life *vl__lives_get(const vl__lives *lives, uint64_t ord) {
    return lives->cap == 0 ? NULL : lives->slots[find(lives, ord)];
}

static bool grow(vl__lives *lives) {
    vl__lives bigger = {.count = lives->count, .cap = lives->cap == 0 ? FIRST_CAP : lives->cap * 2};
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

static vl__life *new_life(const vl_event *created) {
    size_t name_len = created->text != NULL ? created->text_len : 0;
    size_t coro_len = created->detail != NULL ? strlen(created->detail) : 0;
    vl__life *life = malloc(sizeof *life + name_len + coro_len + 2);
    if (life == NULL)
        return NULL;
    *life = (vl__life){.ord = created->task,
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

vl__life *vl__lives_add(vl__lives *lives, const vl_event *created) {
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

static void free_life(vl__life *life) {
    free(life->reason);
    free(life);
}

void vl__lives_remove(vl__lives *lives, vl__life *life) {
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

bool vl__life_reason(vl__life *life, const char *text, size_t len) {
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
    const vl__life *const *left = a, *const *right = b;
    return ((*left)->ord > (*right)->ord) - ((*left)->ord < (*right)->ord);
}

vl__life **vl__lives_sorted(const vl__lives *lives) {
    if (lives->count == 0)
        return NULL;
    vl__life **sorted = malloc(lives->count * sizeof *sorted);
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

void vl__lives_clear(vl__lives *lives) {
    for (size_t i = 0; i < lives->cap; i++) {
        if (lives->slots[i] != NULL)
            free_life(lives->slots[i]);
    }
    free(lives->slots);
    *lives = (vl__lives){0};
}
