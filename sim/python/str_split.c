// Methods of str that take it apart.
#include "containers_internal.h"
#include "text_internal.h"

// Appends s[from:to] (bytes); false: raised.
static bool add_part(py_vm *vm, py_list *list, const py_str *s, size_t from, size_t to) {
    py_str *part = from == 0 && to == s->size ? py_retain((py_str *)(uintptr_t)s)
                                              : py__str_part(vm, s, from, to);
    bool ok = part && py_list_append(vm, list, py_from(part));
    py_release(vm, part);
    return ok;
}

static py_value done(py_vm *vm, py_list *list, bool ok) {
    if (ok)
        return py_from(list);
    py_release(vm, list);
    return py_unset();
}

static void reverse(py_list *list) {
    for (int64_t i = 0, k = list->count - 1; i < k; i++, k--) {
        py_value item = list->items[i];
        list->items[i] = list->items[k];
        list->items[k] = item;
    }
}

// ---- white space --------------------------------------------------------------------------------

static const char *skip(const char *at, const char *end, bool space) {
    while (at < end) {
        const char *next = at;
        if (py__char_space(py__char_next(&next)) != space)
            break;
        at = next;
    }
    return at;
}

static const char *skip_back(const char *at, const char *start, bool space) {
    while (at > start) {
        const char *before = at;
        if (py__char_space(py__char_before(&before)) != space)
            break;
        at = before;
    }
    return at;
}

// The last part, where the splits ran out, keeps the white space at its far end.
static bool split_words(py_vm *vm, py_list *list, const py_str *s, int64_t times) {
    const char *end = s->data + s->size, *at = skip(s->data, end, true);
    while (at < end) {
        const char *stop = times-- > 0 ? skip(at, end, false) : end;
        if (!add_part(vm, list, s, (size_t)(at - s->data), (size_t)(stop - s->data)))
            return false;
        at = skip(stop, end, true);
    }
    return true;
}

static bool rsplit_words(py_vm *vm, py_list *list, const py_str *s, int64_t times) {
    const char *start = s->data, *at = skip_back(start + s->size, start, true);
    while (at > start) {
        const char *from = times-- > 0 ? skip_back(at, start, false) : start;
        if (!add_part(vm, list, s, (size_t)(from - start), (size_t)(at - start)))
            return false;
        at = skip_back(from, start, true);
    }
    reverse(list);
    return true;
}

// ---- a separator --------------------------------------------------------------------------------

static bool split_parts(py_vm *vm, py_list *list, const py_str *s, const py_str *sep,
                        int64_t times) {
    size_t from = 0;
    while (times-- > 0) {
        size_t at = py__find(s->data, from, s->size, sep->data, sep->size);
        if (at == PY_NOT_FOUND)
            break;
        if (!add_part(vm, list, s, from, at))
            return false;
        from = at + sep->size;
    }
    return add_part(vm, list, s, from, s->size);
}

static bool rsplit_parts(py_vm *vm, py_list *list, const py_str *s, const py_str *sep,
                         int64_t times) {
    size_t to = s->size;
    while (times-- > 0) {
        size_t at = py__rfind(s->data, 0, to, sep->data, sep->size);
        if (at == PY_NOT_FOUND)
            break;
        if (!add_part(vm, list, s, at + sep->size, to))
            return false;
        to = at;
    }
    bool ok = add_part(vm, list, s, 0, to);
    reverse(list);
    return ok;
}

static py_value split(py_vm *vm, const py_value *a, bool right) {
    const py_str *s = py__str_self(a[0]), *sep = NULL;
    int64_t times = -1;
    if (py_is_set(a[2]) && !py__size_arg(vm, a[2], &times))
        return py_unset();
    if (times < 0)
        times = INT64_MAX;
    if (py_is_set(a[1]) && !py_is_none(a[1])) {
        if (!py__is_text(a[1]))
            return py_raise(vm, PY_EXC_TypeError, "must be str or None, not %T", a[1]);
        sep = py__str_self(a[1]);
        if (!sep->size)
            return py_raise(vm, PY_EXC_ValueError, "empty separator");
    }
    py_list *list = py_list_new(vm, 0);
    if (!list)
        return py_unset();
    if (sep)
        return done(vm, list, (right ? rsplit_parts : split_parts)(vm, list, s, sep, times));
    return done(vm, list, (right ? rsplit_words : split_words)(vm, list, s, times));
}

py_value py__str_split(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return split(vm, a, false);
}

py_value py__str_rsplit(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return split(vm, a, true);
}

py_value py__str_splitlines(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_str *s = py__str_self(a[0]);
    int64_t as_int;
    if (vm->python_minor < 12 && py_is_set(a[1]) && !py__size_arg(vm, a[1], &as_int))
        return py_unset();
    int keep = py_is_set(a[1]) ? py_truth(vm, a[1]) : 0;
    py_list *list = keep < 0 ? NULL : py_list_new(vm, 0);
    if (!list)
        return py_unset();
    const char *at = s->data, *end = at + s->size;
    while (at < end) {
        const char *start = at, *stop = end;
        while (at < end) {
            const char *here = at;
            uint32_t c = py__char_next(&at);
            if (!py__char_line_break(c))
                continue;
            stop = here;
            if (c == '\r' && at < end && *at == '\n')
                at++;
            break;
        }
        if (keep)
            stop = at;
        if (!add_part(vm, list, s, (size_t)(start - s->data), (size_t)(stop - s->data)))
            return done(vm, list, false);
    }
    return py_from(list);
}

// ---- partition ----------------------------------------------------------------------------------

static py_value partition(py_vm *vm, const py_value *a, bool right) {
    if (!py__is_text(a[1]))
        return py_raise(vm, PY_EXC_TypeError, "must be str, not %T", a[1]);
    py_str *s = py__str_self(a[0]), *sep = py__str_self(a[1]);
    if (!sep->size)
        return py_raise(vm, PY_EXC_ValueError, "empty separator");
    size_t at = (right ? py__rfind : py__find)(s->data, 0, s->size, sep->data, sep->size);
    bool found = at != PY_NOT_FOUND;
    py_str *parts[3] = {NULL, NULL, NULL};
    parts[0] = found ? py__str_part(vm, s, 0, at) : right ? py_str_new(vm, "", 0) : py_retain(s);
    parts[1] = found ? py_retain(sep) : py_str_new(vm, "", 0);
    parts[2] = found   ? py__str_part(vm, s, at + sep->size, s->size)
               : right ? py_retain(s)
                       : py_str_new(vm, "", 0);
    py_value three[3] = {py_from(parts[0]), py_from(parts[1]), py_from(parts[2])};
    bool ok = parts[0] && parts[1] && parts[2];
    py_value result = ok ? py_from(py_tuple_of(vm, 3, three)) : py_unset();
    for (int i = 0; i < 3; i++)
        py_release(vm, parts[i]);
    return result;
}

py_value py__str_partition(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return partition(vm, a, false);
}

py_value py__str_rpartition(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return partition(vm, a, true);
}
