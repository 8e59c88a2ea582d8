// Factors, their levels, and the cells that they span.
#include "vl_grid.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void vl_grid_init(vl_grid *grid) {
    *grid = (vl_grid){.count = 0};
    vl_arena_init(&grid->arena, NULL);
}

void vl_grid_deinit(vl_grid *grid) {
    vl_arena_deinit(&grid->arena);
    free(grid->factors);
    *grid = (vl_grid){.count = 0};
}

// ---- decimal numbers ----------------------------------------------------------------------------

// value / 10^places, exactly. A text like 1e3 or one with more digits is no range's bound.
typedef struct decimal {
    int64_t value;
    int places;
} decimal;

#define DIGITS_MAX 15 // of a number: sums and, in int64, products of a step stay exact

static bool read_decimal(const char *text, size_t len, decimal *out) {
    size_t at = 0, digits = 0;
    bool negative = at < len && text[at] == '-', fraction = false;
    *out = (decimal){0, 0};
    for (at += negative; at < len; at++) {
        if (text[at] == '.' && !fraction) {
            fraction = true;
            continue;
        }
        if (text[at] < '0' || text[at] > '9' || ++digits > DIGITS_MAX)
            return false;
        out->value = out->value * 10 + (text[at] - '0');
        out->places += fraction;
    }
    if (negative)
        out->value = -out->value;
    return digits > 0 && text[len - 1] != '.';
}

static bool scale(decimal *x, int places) {
    for (; x->places < places; x->places++) {
        if (x->value > INT64_MAX / 10 || x->value < INT64_MIN / 10)
            return false;
        x->value *= 10;
    }
    return true;
}

// As Python writes it: an int without places, else a float with no more digits than it needs.
static void write_decimal(decimal x, bool is_float, char *out, size_t size) {
    if (is_float)
        scale(&x, 1);
    while (x.places > (is_float ? 1 : 0) && x.value % 10 == 0) {
        x.value /= 10;
        x.places--;
    }
    char digits[24];
    uint64_t magnitude = x.value < 0 ? 0 - (uint64_t)x.value : (uint64_t)x.value;
    int len = snprintf(digits, sizeof digits, "%0*" PRIu64, x.places + 1, magnitude);
    snprintf(out, size, "%s%.*s%s%s", x.value < 0 ? "-" : "", len - x.places, digits,
             x.places > 0 ? "." : "", digits + len - x.places);
}

// ---- levels -------------------------------------------------------------------------------------

typedef struct levels {
    vl_arena *arena;
    vl_buf texts; // const char *
    const char *name;
    vl_error *error;
} levels;

static vl_status no_memory(vl_error *error) {
    return vl_error_set(error, VL_MEMORY, "out of memory");
}

static size_t count_of(const levels *list) {
    return list->texts.len / sizeof(const char *);
}

static vl_status add(levels *list, const char *text, size_t len) {
    const char *copy = vl_arena_copy(list->arena, text, len);
    if (copy == NULL || !vl_buf_append(&list->texts, (const char *)&copy, sizeof copy))
        return no_memory(list->error);
    if (count_of(list) > VL_GRID_CELLS_MAX)
        return vl_error_set(list->error, VL_USAGE, "%s: more than %d values", list->name, VL_GRID_CELLS_MAX);
    return VL_OK;
}

typedef enum step_kind { STEP_ONE, STEP_ADD = '/', STEP_TIMES = '*' } step_kind;

// FROM..TO, FROM..TO/STEP, FROM..TO*FACTOR
typedef struct range {
    decimal from, to, step;
    step_kind kind;
} range;

static bool read_range(const char *text, size_t len, const char *dots, range *out) {
    const char *second = dots + 2, *end = text + len, *mark = second;
    while (mark < end && *mark != '/' && *mark != '*')
        mark++;
    out->kind = mark == end ? STEP_ONE : (step_kind)*mark;
    out->step = (decimal){1, 0};
    return read_decimal(text, (size_t)(dots - text), &out->from) &&
           read_decimal(second, (size_t)(mark - second), &out->to) &&
           (mark == end || read_decimal(mark + 1, (size_t)(end - mark - 1), &out->step));
}

static bool has_sense(const range *r) {
    bool grows = r->kind == STEP_TIMES ? r->step.value > (r->step.places ? 0 : 1) && r->from.value > 0
                                       : r->step.value > 0;
    if (r->kind == STEP_TIMES) { // a factor above 1
        decimal one = {1, 0};
        grows = grows && scale(&one, r->step.places) && r->step.value > one.value;
    }
    return grows && r->from.value <= r->to.value; // of one scale by now
}

// x * factor, with at most `DIGITS_MAX` digits of which the last is rounded.
static bool multiply(decimal *x, decimal factor) {
    while (factor.places > 0 && factor.value % 10 == 0) {
        factor.value /= 10;
        factor.places--;
    }
    int64_t limit = INT64_C(1000000000000000);
    double product = (double)x->value * (double)factor.value;
    if (product > 9e18) {
        while (x->places > 0 && (double)x->value * (double)factor.value > 9e18) {
            x->value = (x->value + 5) / 10;
            x->places--;
        }
        if ((double)x->value * (double)factor.value > 9e18)
            return false;
    }
    x->value *= factor.value;
    x->places += factor.places;
    while (x->places > 0 && (x->value > limit || x->value % 10 == 0)) {
        x->value = x->value % 10 == 0 ? x->value / 10 : (x->value + 5) / 10;
        x->places--;
    }
    return x->value <= limit;
}

static bool is_at_most(decimal a, decimal b) {
    int places = a.places > b.places ? a.places : b.places;
    return scale(&a, places) && (!scale(&b, places) || a.value <= b.value);
}

static vl_status add_range(levels *list, const char *text, size_t len, range r) {
    bool is_float = r.from.places > 0 || r.to.places > 0 || r.step.places > 0;
    int places = r.from.places > r.to.places ? r.from.places : r.to.places;
    if (r.kind != STEP_TIMES && r.step.places > places)
        places = r.step.places;
    if (!scale(&r.from, places) || !scale(&r.to, places) ||
        (r.kind != STEP_TIMES && !scale(&r.step, places)) || !has_sense(&r))
        return vl_error_set(list->error, VL_USAGE,
                            "%s=%.*s: a range goes up, by steps above 0 or factors above 1, from a number"
                            " that is not negative if it grows by factors",
                            list->name, (int)len, text);
    vl_status status = VL_OK;
    for (decimal at = r.from; status == VL_OK && is_at_most(at, r.to);) {
        char number[40];
        write_decimal(at, is_float, number, sizeof number);
        status = add(list, number, strlen(number));
        if (r.kind == STEP_TIMES ? !multiply(&at, r.step) : at.value > INT64_MAX - r.step.value)
            break;
        at.value += r.kind == STEP_TIMES ? 0 : r.step.value;
    }
    return status;
}

static vl_status add_item(levels *list, const char *text, size_t len) {
    while (len > 0 && text[0] == ' ')
        text++, len--;
    while (len > 0 && text[len - 1] == ' ')
        len--;
    if (len == 0)
        return vl_error_set(list->error, VL_USAGE, "%s: a value is missing", list->name);
    range r;
    for (size_t i = 1; i + 2 < len; i++)
        if (text[i] == '.' && text[i + 1] == '.' && read_range(text, len, text + i, &r))
            return add_range(list, text, len, r);
    return add(list, text, len);
}

// The length of the item at `text`: up to a comma that no quote or bracket encloses.
static size_t item_length(const char *text) {
    size_t at = 0;
    int depth = 0;
    char quote = '\0';
    for (; text[at] != '\0' && (text[at] != ',' || depth > 0 || quote != '\0'); at++) {
        char c = text[at];
        if (quote != '\0' && c == '\\' && text[at + 1] != '\0')
            at++;
        else if (quote != '\0')
            quote = c == quote ? '\0' : quote;
        else if (c == '\'' || c == '"')
            quote = strchr(text + at + 1, c) != NULL ? c : '\0'; // an apostrophe opens nothing
        else
            depth += strchr("([{", c) != NULL ? 1 : strchr(")]}", c) != NULL && depth > 0 ? -1 : 0;
    }
    return at;
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static vl_status check_distinct(const levels *list) {
    size_t count = count_of(list);
    const char **sorted = malloc(count * sizeof *sorted);
    if (sorted == NULL)
        return no_memory(list->error);
    memcpy(sorted, list->texts.data, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, by_text);
    vl_status status = VL_OK;
    for (size_t i = 1; i < count && status == VL_OK; i++)
        if (strcmp(sorted[i - 1], sorted[i]) == 0)
            status = vl_error_set(list->error, VL_USAGE, "%s: the value %s is there twice", list->name,
                                  sorted[i]);
    free(sorted);
    return status;
}

static vl_status read_levels(levels *list, const char *text) {
    for (;;) {
        size_t len = item_length(text);
        vl_status status = add_item(list, text, len);
        if (status != VL_OK)
            return status;
        if (text[len] == '\0')
            return check_distinct(list);
        text += len + 1;
    }
}

// ---- the grid -----------------------------------------------------------------------------------

static vl_status keep(vl_grid *grid, const char *name, bool of_run, const levels *list) {
    size_t count = count_of(list);
    vl_factor *factors = realloc(grid->factors, (grid->count + 1) * sizeof *factors);
    if (factors != NULL)
        grid->factors = factors;
    const char **texts = vl_arena_alloc(&grid->arena, count * sizeof *texts);
    const char *copy = vl_arena_copy(&grid->arena, name, strlen(name));
    if (factors == NULL || texts == NULL || copy == NULL)
        return no_memory(list->error);
    memcpy(texts, list->texts.data, count * sizeof *texts);
    factors[grid->count++] = (vl_factor){copy, of_run, texts, count};
    return VL_OK;
}

vl_status vl_grid_add(vl_grid *grid, const char *name, bool of_run, const char *text, vl_error *error) {
    for (size_t i = 0; i < grid->count; i++)
        if (grid->factors[i].of_run == of_run && strcmp(grid->factors[i].name, name) == 0)
            return vl_error_set(error, VL_USAGE, "%s is there twice: give all its values at once", name);
    levels list = {.arena = &grid->arena, .name = name, .error = error};
    vl_buf_init(&list.texts, NULL);
    vl_status status = read_levels(&list, text);
    if (status == VL_OK)
        status = keep(grid, name, of_run, &list);
    vl_buf_deinit(&list.texts);
    return status;
}

vl_status vl_grid_cells(const vl_grid *grid, size_t *cells, vl_error *error) {
    *cells = grid->zipped && grid->count > 0 ? grid->factors[0].count : 1;
    for (size_t i = 0; i < grid->count; i++) {
        const vl_factor *factor = &grid->factors[i];
        if (grid->zipped && factor->count != *cells)
            return vl_error_set(error, VL_USAGE, "--zip pairs values one by one: %s has %zu, %s has %zu",
                                grid->factors[0].name, *cells, factor->name, factor->count);
        if (grid->zipped)
            continue;
        if (factor->count > VL_GRID_CELLS_MAX / *cells)
            return vl_error_set(error, VL_USAGE, "the grid has more than %d cells", VL_GRID_CELLS_MAX);
        *cells *= factor->count;
    }
    return VL_OK;
}

const char *vl_grid_level(const vl_grid *grid, size_t cell, size_t factor) {
    if (grid->zipped)
        return grid->factors[factor].levels[cell];
    for (size_t i = grid->count - 1; i > factor; i--)
        cell /= grid->factors[i].count;
    return grid->factors[factor].levels[cell % grid->factors[factor].count];
}
