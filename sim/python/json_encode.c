// Objects to JSON text, as CPython's json.encoder writes it.
#include <math.h>

#include "bigint_internal.h"
#include "json_internal.h"

typedef struct writer {
    py_vm *vm;
    vl_buf out;
    bool skip_keys, ascii, check_circular, allow_nan, sort_keys;
    const py_str *indent, *item_separator, *key_separator; // indent NULL: one line
    py_value fallback; // default
    py_obj **open;     // containers being written
    int depth, cap;
    int level;         // of indentation
} writer;

static bool write_value(writer *w, py_value v);

// ---- strings ----------------------------------------------------------------------------------------

static bool put_unit(vl_buf *out, uint32_t unit) {
    return vl_buf_format(out, "\\u%04x", (unsigned)unit);
}

static bool put_char(vl_buf *out, const char *start, const char *end, uint32_t c, bool ascii) {
    static const char shorts[] = "\"\\\n\r\t\f\b", letters[] = "\"\\nrtfb";
    const char *found = c && c < 0x80 ? strchr(shorts, (int)c) : NULL;
    if (found)
        return vl_buf_char(out, '\\') && vl_buf_char(out, letters[found - shorts]);
    if (c < 0x20 || (c == 0x7f && ascii))
        return put_unit(out, c);
    if (c < 0x80 || !ascii)
        return vl_buf_append(out, start, (size_t)(end - start));
    if (c < 0x10000)
        return put_unit(out, c);
    c -= 0x10000;
    return put_unit(out, 0xd800 | (c >> 10)) && put_unit(out, 0xdc00 | (c & 0x3ff));
}

static bool put_string(vl_buf *out, const py_str *s, bool ascii) {
    const char *at = s->data, *end = at + s->size, *plain = at;
    vl_buf_char(out, '"');
    while (at < end) {
        const char *start = at;
        uint32_t c = py__char_next(&at);
        if (c >= 0x20 && c != '"' && c != '\\' && (c < 0x7f || !ascii))
            continue;
        vl_buf_append(out, plain, (size_t)(start - plain));
        put_char(out, start, at, c, ascii);
        plain = at;
    }
    vl_buf_append(out, plain, (size_t)(end - plain));
    return vl_buf_char(out, '"');
}

// ---- numbers ----------------------------------------------------------------------------------------

static bool put_float(writer *w, py_value v, double d) {
    if (isfinite(d)) {
        py_float_repr(&w->out, d);
        return true;
    }
    if (w->allow_nan)
        return vl_buf_text(&w->out, isnan(d) ? "NaN" : d > 0 ? "Infinity" : "-Infinity");
    py_raise(w->vm, PY_EXC_ValueError,
             w->vm->python_minor >= 12 ? "Out of range float values are not JSON compliant: %R"
                                       : "Out of range float values are not JSON compliant",
             v);
    return false;
}

// 1: written, 0: none of the plain kinds, -1 failed.
static int put_plain(writer *w, py_value v) {
    py_value plain = py_unbox(v);
    bool ok;
    if (py_is_none(v))
        ok = vl_buf_text(&w->out, "null");
    else if (v.tag == PY_BOOL)
        ok = vl_buf_text(&w->out, v.as.i ? "true" : "false");
    else if (py_is_int(v))
        ok = py__int_digits(w->vm, &w->out, plain, 10, true);
    else if (plain.tag == PY_FLOAT)
        ok = put_float(w, v, plain.as.d);
    else
        return 0;
    return ok ? 1 : -1;
}

// ---- containers -------------------------------------------------------------------------------------

static bool enter(writer *w, py_value v) {
    for (int i = 0; w->check_circular && i < w->depth; i++)
        if (w->open[i] == v.as.o) {
            py_raise(w->vm, PY_EXC_ValueError, "Circular reference detected");
            return false;
        }
    if (!py_enter_recursion(w->vm, " while encoding a JSON object"))
        return false;
    if (w->depth == w->cap) {
        int cap = w->cap ? w->cap * 2 : 16;
        py_obj **open = vl_heap_realloc(w->vm->heap, w->open, (size_t)w->cap * sizeof *open,
                                        (size_t)cap * sizeof *open);
        if (!open) {
            py_leave_recursion(w->vm);
            py_raise_memory(w->vm);
            return false;
        }
        w->open = open;
        w->cap = cap;
    }
    w->open[w->depth++] = v.as.o;
    return true;
}

static void leave(writer *w) {
    w->depth--;
    py_leave_recursion(w->vm);
}

static bool new_line(writer *w) {
    if (!w->indent)
        return true;
    vl_buf_char(&w->out, '\n');
    for (int i = 0; i < w->level; i++)
        vl_buf_append(&w->out, w->indent->data, w->indent->size);
    return !w->out.failed;
}

static bool separate(writer *w, bool first) {
    if (!first)
        vl_buf_append(&w->out, w->item_separator->data, w->item_separator->size);
    return new_line(w);
}

// 3.14 says on the way out where it was.
static bool noted(writer *w, bool ok, const char *kind, py_value container, py_value key) {
    if (ok || w->vm->python_minor < 14 || !w->vm->exc)
        return ok;
    py_exc *exc = py_exc_fetch(w->vm);
    const py_type *type = py_type_of(w->vm, container);
    py_str *text = py_str_format(w->vm, "when serializing %S %s %R", type->name, kind, key);
    py_value note = py_from(text);
    py_value added = text ? py__call_z(w->vm, py_from(exc), "add_note", 1, &note) : py_unset();
    if (py_is_set(added)) {
        py_decref(w->vm, added);
        w->vm->exc = exc;
    } else
        py_release(w->vm, exc);
    py_release(w->vm, text);
    return false;
}

static bool write_list(writer *w, py_value v) {
    py_value list = py_iter_to_list(w->vm, v);
    if (!py_is_set(list))
        return false;
    const py_list *items = (py_list *)list.as.o;
    bool ok = true;
    if (items->count == 0)
        ok = vl_buf_text(&w->out, "[]");
    else if ((ok = enter(w, v))) {
        vl_buf_char(&w->out, '[');
        w->level++;
        for (int64_t i = 0; ok && i < items->count; i++)
            ok = separate(w, i == 0) &&
                 noted(w, write_value(w, items->items[i]), "item", v, py_int(i));
        w->level--;
        leave(w);
        ok = ok && new_line(w) && vl_buf_char(&w->out, ']');
    }
    py_decref(w->vm, list);
    return ok;
}

// 1: written with its quotes, 0: to be left out, -1 failed.
static int write_key(writer *w, py_value key, bool first) {
    bool plain = py_is_none(key) || key.tag == PY_BOOL || py_is_int(key) || py_unbox(key).tag == PY_FLOAT;
    if (!plain && !py_has_flag(key, PY_TF_STR)) {
        if (w->skip_keys)
            return 0;
        py_raise(w->vm, PY_EXC_TypeError, "keys must be str, int, float, bool or None, not %T", key);
        return -1;
    }
    if (!separate(w, first))
        return -1;
    bool ok;
    if (plain)
        ok = vl_buf_char(&w->out, '"') && put_plain(w, key) > 0 && vl_buf_char(&w->out, '"');
    else
        ok = put_string(&w->out, py_as_str(py_unbox(key)), w->ascii);
    return ok && vl_buf_append(&w->out, w->key_separator->data, w->key_separator->size) ? 1 : -1;
}

static bool write_pair(writer *w, py_value dict, py_value key, py_value value, bool *first) {
    int written = write_key(w, key, *first);
    if (written <= 0)
        return written == 0;
    *first = false;
    return noted(w, write_value(w, value), "item", dict, key);
}

// The items as pairs: sorted, or a dict of the program's own class by its items().
static py_value pairs_of(writer *w, py_value v) {
    py_value items = py__call_z(w->vm, v, "items", 0, NULL);
    py_value list = py_is_set(items) ? py_iter_to_list(w->vm, items) : items;
    if (py_is_set(items))
        py_decref(w->vm, items);
    if (py_is_set(list) && w->sort_keys &&
        !py_list_sort(w->vm, (py_list *)list.as.o, py_unset(), false)) {
        py_decref(w->vm, list);
        return py_unset();
    }
    return list;
}

static bool write_pairs(writer *w, py_value dict, bool *any) {
    py_value list = pairs_of(w, dict);
    if (!py_is_set(list))
        return false;
    const py_list *items = (py_list *)list.as.o;
    bool ok = true, first = true;
    for (int64_t i = 0; ok && i < items->count; i++) {
        const py_tuple *pair = py_is_tuple(items->items[i]) ? (py_tuple *)items->items[i].as.o : NULL;
        if (!pair || pair->count != 2) {
            py_raise(w->vm, PY_EXC_ValueError, "items must return 2-tuples");
            ok = false;
        } else
            ok = write_pair(w, dict, pair->items[0], pair->items[1], &first);
    }
    py_decref(w->vm, list);
    *any = !first;
    return ok;
}

static bool write_dict(writer *w, py_value v) {
    if (((py_dict *)v.as.o)->used == 0)
        return vl_buf_text(&w->out, "{}");
    if (!enter(w, v))
        return false;
    vl_buf_char(&w->out, '{');
    w->level++;
    bool any = false, ok = write_pairs(w, v, &any);
    ok = ok && (any || new_line(w)); // every key was skipped
    w->level--;
    leave(w);
    return ok && new_line(w) && vl_buf_char(&w->out, '}');
}

// What JSON does not know: the text of what default(v) gives.
static bool write_other(writer *w, py_value v) {
    if (!enter(w, v))
        return false;
    py_value made = py_call_n(w->vm, w->fallback, 1, &v);
    bool ok = py_is_set(made) && write_value(w, made);
    py_decref(w->vm, made);
    leave(w);
    return ok;
}

static bool write_value(writer *w, py_value v) {
    int plain = put_plain(w, v);
    if (plain)
        return plain > 0;
    if (py_has_flag(v, PY_TF_STR))
        return put_string(&w->out, py_as_str(py_unbox(v)), w->ascii);
    if (py_is_list(v) || py_is_tuple(v))
        return write_list(w, v);
    if (py_is_dict(v))
        return write_dict(w, v);
    return write_other(w, v);
}

// ---- the functions ----------------------------------------------------------------------------------

static bool flag(py_vm *vm, py_value v, bool *ok) {
    int truth = py_truth(vm, v);
    *ok = *ok && truth >= 0;
    return truth > 0;
}

static const py_str *text_arg(py_vm *vm, py_value v, const char *name, bool *ok) {
    if (py_has_flag(v, PY_TF_STR))
        return py_as_str(py_unbox(v));
    *ok = false;
    py_raise(vm, PY_EXC_TypeError, "make_encoder() argument %s must be str, not %T", name, v);
    return NULL;
}

static py_value finish(py_vm *vm, vl_buf *out, bool ok) {
    if (ok)
        return py_from(py_str_from_buf(vm, out));
    bool memory = out->failed && !py_failed(vm);
    vl_buf_deinit(out);
    return memory ? py_raise_memory(vm) : py_unset();
}

py_value py__json_encode(py_vm *vm, const py_value *a, int n) {
    (void)n;
    bool ok = true;
    writer w = {.vm = vm, .fallback = a[8]};
    w.skip_keys = flag(vm, a[1], &ok);
    w.ascii = flag(vm, a[2], &ok);
    w.check_circular = flag(vm, a[3], &ok);
    w.allow_nan = flag(vm, a[4], &ok);
    w.sort_keys = flag(vm, a[9], &ok);
    w.indent = py_is_none(a[5]) ? NULL : text_arg(vm, a[5], "5", &ok);
    w.item_separator = ok ? text_arg(vm, a[6], "7", &ok) : NULL;
    w.key_separator = ok ? text_arg(vm, a[7], "6", &ok) : NULL;
    vl_buf_init(&w.out, vm->heap);
    ok = ok && write_value(&w, a[0]);
    vl_heap_free(vm->heap, w.open, (size_t)w.cap * sizeof *w.open);
    return finish(vm, &w.out, ok);
}

py_value py__json_escape(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_has_flag(a[0], PY_TF_STR))
        return py_raise(vm, PY_EXC_TypeError, "first argument must be a string, not %T", a[0]);
    bool ok = true, ascii = flag(vm, a[1], &ok);
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    ok = ok && put_string(&out, py_as_str(py_unbox(a[0])), ascii);
    return finish(vm, &out, ok);
}
