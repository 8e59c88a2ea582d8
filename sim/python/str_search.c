// Searching methods of str. Positions the program sees are code points, those of search.c bytes.
#include "containers_internal.h"
#include "text_internal.h"

static bool range_bound(py_vm *vm, py_value v, int64_t count, int64_t *out) {
    if (!py_is_set(v) || py_is_none(v))
        return true;
    if (!py__has_index(vm, v)) {
        py_raise(vm, PY_EXC_TypeError,
                 "slice indices must be integers or None or have an __index__ method");
        return false;
    }
    if (!py__index_clipped(vm, v, out))
        return false;
    if (*out < 0)
        *out = *out < -count ? 0 : *out + count;
    return true;
}

bool py__search_range(py_vm *vm, const py_value *start, const py_value *end, int64_t count,
                      int64_t *from, int64_t *to) {
    *from = 0;
    *to = count;
    if (!range_bound(vm, *start, count, from) || !range_bound(vm, *end, count, to))
        return false;
    if (*to > count)
        *to = count;
    return true;
}

typedef struct py_hunt { // s[from:to] in bytes; `from` > `to`: nothing is found
    const py_str *s, *part;
    size_t from, to;
} py_hunt;

static bool hunt_range(py_vm *vm, const py_value *a, py_hunt *h) {
    int64_t from, to;
    h->s = py__str_self(a[0]);
    if (!py__search_range(vm, &a[2], &a[3], h->s->len, &from, &to))
        return false;
    h->from = from > to ? 1 : py__str_offset(h->s, (size_t)from);
    h->to = from > to ? 0 : py__str_offset(h->s, (size_t)to);
    return true;
}

static bool hunt(py_vm *vm, const char *name, const py_value *a, py_hunt *h) {
    if (vm->python_minor < 13 && !py__is_text(a[1])) {
        py_raise(vm, PY_EXC_TypeError, "must be str, not %T", a[1]);
        return false;
    }
    h->part = py__str_arg(vm, name, 1, a[1]);
    return h->part && hunt_range(vm, a, h);
}

// Where the part was found; -1: nowhere, -2: raised.
static int64_t find(py_vm *vm, const char *name, const py_value *a, bool last) {
    py_hunt h;
    if (!hunt(vm, name, a, &h))
        return -2;
    size_t at = (last ? py__rfind : py__find)(h.s->data, h.from, h.to, h.part->data, h.part->size);
    if (at == PY_NOT_FOUND)
        return -1;
    return (int64_t)(py__str_ascii(h.s) ? at : py__count_chars(h.s->data, at));
}

static py_value found_or(py_vm *vm, int64_t at, bool must) {
    if (at == -1 && must)
        return py_raise(vm, PY_EXC_ValueError, "substring not found");
    return at == -2 ? py_unset() : py_int(at);
}

py_value py__str_find(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return found_or(vm, find(vm, "find", a, false), false);
}

py_value py__str_rfind(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return found_or(vm, find(vm, "rfind", a, true), false);
}

py_value py__str_index(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return found_or(vm, find(vm, "index", a, false), true);
}

py_value py__str_rindex(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return found_or(vm, find(vm, "rindex", a, true), true);
}

py_value py__str_count(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_hunt h;
    if (!hunt(vm, "count", a, &h))
        return py_unset();
    if (h.from > h.to)
        return py_int(0);
    if (!h.part->size)
        return py_int((int64_t)py__count_chars(h.s->data + h.from, h.to - h.from) + 1);
    return py_int((int64_t)py__count(h.s->data, h.from, h.to, h.part->data, h.part->size));
}

static bool matches(const py_hunt *h, py_value part, bool at_end) {
    const py_str *p = py__str_self(part);
    if (h->from > h->to || p->size > h->to - h->from)
        return false;
    return memcmp(h->s->data + (at_end ? h->to - p->size : h->from), p->data, p->size) == 0;
}

static py_value affix(py_vm *vm, const char *name, const py_value *a, bool at_end) {
    py_hunt h;
    if (!hunt_range(vm, a, &h))
        return py_unset();
    if (py__is_text(a[1]))
        return py_bool(matches(&h, a[1], at_end));
    if (!py_is_tuple(a[1]))
        return py_raise(vm, PY_EXC_TypeError, "%s first arg must be str or a tuple of str, not %T",
                        name, a[1]);
    const py_tuple *parts = (const py_tuple *)a[1].as.o;
    for (int64_t i = 0; i < parts->count; i++) {
        if (!py__is_text(parts->items[i]))
            return py_raise(vm, PY_EXC_TypeError, "tuple for %s must only contain str, not %T",
                            name, parts->items[i]);
        if (matches(&h, parts->items[i], at_end))
            return py_bool(true);
    }
    return py_bool(false);
}

py_value py__str_startswith(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return affix(vm, "startswith", a, false);
}

py_value py__str_endswith(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return affix(vm, "endswith", a, true);
}

// ---- replace ------------------------------------------------------------------------------------

// An empty part stands between all characters and at both ends.
static void replace_gaps(vl_buf *out, const py_str *s, const py_str *by, int64_t times) {
    const char *at = s->data, *end = at + s->size;
    while (times-- > 0 && !out->failed) {
        vl_buf_append(out, by->data, by->size);
        if (at == end)
            return;
        const char *start = at;
        py__char_next(&at);
        vl_buf_append(out, start, (size_t)(at - start));
    }
    vl_buf_append(out, at, (size_t)(end - at));
}

static void replace_parts(vl_buf *out, const py_str *s, const py_str *part, const py_str *by,
                          int64_t times) {
    size_t from = 0;
    while (times-- > 0 && !out->failed) {
        size_t at = py__find(s->data, from, s->size, part->data, part->size);
        if (at == PY_NOT_FOUND)
            break;
        vl_buf_append(out, s->data + from, at - from);
        vl_buf_append(out, by->data, by->size);
        from = at + part->size;
    }
    vl_buf_append(out, s->data + from, s->size - from);
}

py_value py__str_replace(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_str *s = py__str_self(a[0]);
    const py_str *part = py__str_arg(vm, "replace", 1, a[1]);
    const py_str *by = part ? py__str_arg(vm, "replace", 2, a[2]) : NULL;
    int64_t times = INT64_MAX;
    if (!by || (py_is_set(a[3]) && !py__size_arg(vm, a[3], &times)))
        return py_unset();
    if (times < 0)
        times = INT64_MAX;
    if (!times ||
        (part->size && (part->size > s->size || py_str_equal(part, by) ||
                        py__find(s->data, 0, s->size, part->data, part->size) == PY_NOT_FOUND)))
        return py_incref(py_from(s));
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    if (part->size)
        replace_parts(&out, s, part, by, times);
    else
        replace_gaps(&out, s, by, times);
    return py_from(py_str_from_buf(vm, &out));
}
