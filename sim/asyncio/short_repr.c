// A value in a few words: what reprlib.repr gives, for results in the repr of futures. Limits and
// algorithm: CPython's reprlib.Repr.
#include "sim_internal.h"

enum { MAX_LEVEL = 6, MAX_ITEMS = 6, MAX_PAIRS = 4, MAX_TEXT = 30, MAX_DIGITS = 40 };

// Keeps both ends of a text longer than `limit`.
static void shortened(py_vm *vm, vl_buf *out, const py_str *text, int64_t limit) {
    if (text->len <= limit) {
        vl_buf_append(out, text->data, text->size);
        return;
    }
    int64_t head = (limit - 3) / 2, tail = limit - 3 - head;
    py_str *first = py_str_slice(vm, text, 0, head);
    py_str *last = py_str_slice(vm, text, text->len - tail, text->len);
    if (first && last) {
        vl_buf_append(out, first->data, first->size);
        vl_buf_text(out, "...");
        vl_buf_append(out, last->data, last->size);
    }
    py_release(vm, first);
    py_release(vm, last);
}

static void short_text(py_vm *vm, vl_buf *out, const py_str *text) {
    int64_t head = (MAX_TEXT - 3) / 2, tail = MAX_TEXT - 3 - head;
    py_str *first = py_str_slice(vm, text, 0, text->len < MAX_TEXT ? text->len : MAX_TEXT);
    py_str *shown = first ? py_repr(vm, py_from(first)) : NULL;
    if (shown && shown->len > MAX_TEXT) {
        py_str *start = py_str_slice(vm, text, 0, head < text->len ? head : text->len);
        py_str *end = py_str_slice(vm, text, text->len > tail ? text->len - tail : 0, text->len);
        py_str *both = start && end ? py_str_concat(vm, start, end) : NULL;
        py_release(vm, shown);
        shown = both ? py_repr(vm, py_from(both)) : NULL;
        py_release(vm, start);
        py_release(vm, end);
        py_release(vm, both);
        if (shown) {
            py_str *left = py_str_slice(vm, shown, 0, head);
            py_str *right = py_str_slice(vm, shown, shown->len - tail, shown->len);
            if (left && right)
                vl_buf_format(out, "%s...%s", left->data, right->data);
            py_release(vm, left);
            py_release(vm, right);
        }
    } else if (shown)
        vl_buf_append(out, shown->data, shown->size);
    py_release(vm, shown);
    py_release(vm, first);
}

static void short_value(py_vm *vm, vl_buf *out, py_value v, int level);

static void short_items(py_vm *vm, vl_buf *out, const py_value *items, int64_t count, int level,
                        const char *left, const char *right) {
    vl_buf_text(out, left);
    if (level <= 0 && count > 0)
        vl_buf_text(out, "...");
    for (int64_t i = 0; level > 0 && i < count && i < MAX_ITEMS; i++) {
        if (i > 0)
            vl_buf_text(out, ", ");
        short_value(vm, out, items[i], level - 1);
    }
    if (level > 0 && count > MAX_ITEMS)
        vl_buf_text(out, ", ...");
    vl_buf_text(out, right);
}

// Sorted where that is possible.
static py_list *sorted_items(py_vm *vm, py_value v) {
    py_value list = py_iter_to_list(vm, v);
    if (py_is_set(list) && !py_list_sort(vm, (py_list *)list.as.o, py_unset(), false)) {
        py_exc_clear(vm);
        py_decref(vm, list);
        list = py_iter_to_list(vm, v);
    }
    return py_is_set(list) ? (py_list *)list.as.o : NULL;
}

static void short_dict(py_vm *vm, vl_buf *out, py_value v, int level) {
    py_dict *dict = (py_dict *)v.as.o;
    if (dict->used == 0 || level <= 0) {
        vl_buf_text(out, dict->used ? "{...}" : "{}");
        return;
    }
    py_list *keys = sorted_items(vm, v);
    vl_buf_char(out, '{');
    for (int64_t i = 0; keys && i < keys->count && i < MAX_PAIRS; i++) {
        py_value value = py_unset();
        if (i > 0)
            vl_buf_text(out, ", ");
        short_value(vm, out, keys->items[i], level - 1);
        vl_buf_text(out, ": ");
        if (py_dict_get(vm, dict, keys->items[i], &value) > 0)
            short_value(vm, out, value, level - 1);
    }
    if (dict->used > MAX_PAIRS)
        vl_buf_text(out, ", ...");
    vl_buf_char(out, '}');
    py_release(vm, keys);
}

static void short_set(py_vm *vm, vl_buf *out, py_value v, int level, bool frozen) {
    py_list *items = sorted_items(vm, v);
    if (items && items->count == 0)
        vl_buf_text(out, frozen ? "frozenset()" : "set()");
    else if (items)
        short_items(vm, out, items->items, items->count, level, frozen ? "frozenset({" : "{",
                    frozen ? "})" : "}");
    py_release(vm, items);
}

static void short_value(py_vm *vm, vl_buf *out, py_value v, int level) {
    if (py_is(vm, v, PY_TYPE_STR)) {
        short_text(vm, out, py_as_str(v));
    } else if (py_is(vm, v, PY_TYPE_TUPLE)) {
        const py_tuple *tuple = (py_tuple *)v.as.o;
        bool one = tuple->count == 1 && level > 0;
        short_items(vm, out, tuple->items, tuple->count, level, "(", one ? ",)" : ")");
    } else if (py_is(vm, v, PY_TYPE_LIST)) {
        const py_list *list = (py_list *)v.as.o;
        short_items(vm, out, list->items, list->count, level, "[", "]");
    } else if (py_is(vm, v, PY_TYPE_DICT)) {
        short_dict(vm, out, v, level);
    } else if (py_is(vm, v, PY_TYPE_SET) || py_is(vm, v, PY_TYPE_FROZENSET)) {
        short_set(vm, out, v, level, py_is(vm, v, PY_TYPE_FROZENSET));
    } else {
        bool digits = v.tag == PY_INT || py_is(vm, v, PY_TYPE_INT);
        py_str *text = py_repr(vm, v);
        if (text)
            shortened(vm, out, text, digits ? MAX_DIGITS : MAX_TEXT);
        py_release(vm, text);
    }
}

void sim_short_repr(py_vm *vm, vl_buf *out, py_value v) {
    short_value(vm, out, v, MAX_LEVEL);
}
