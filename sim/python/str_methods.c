// Methods of str that pad, strip, translate and join, and the table of all. Others stand in
// str_search.c, str_split.c and str_case.c.
#include "containers_internal.h"
#include "text_internal.h"

static py_value same(py_value self) {
    return py_incref(py_unbox(self));
}

// ---- padding ------------------------------------------------------------------------------------

static bool fill_arg(py_vm *vm, py_value v, uint32_t *fill) {
    *fill = ' ';
    if (!py_is_set(v))
        return true;
    if (!py__is_text(v)) {
        py_raise(vm, PY_EXC_TypeError, "The fill character must be a unicode character, not %T", v);
        return false;
    }
    const py_str *s = py__str_self(v);
    if (s->len != 1) {
        py_raise(vm, PY_EXC_TypeError, "The fill character must be exactly one character long");
        return false;
    }
    *fill = py_str_at(s, 0);
    return true;
}

typedef enum py_side { SIDE_LEFT, SIDE_RIGHT, SIDE_BOTH } py_side; // where the fill stands

static py_value pad(py_vm *vm, const py_value *a, py_side side) {
    const py_str *s = py__str_self(a[0]);
    int64_t width;
    uint32_t fill;
    if (!py__size_arg(vm, a[1], &width) || !fill_arg(vm, a[2], &fill))
        return py_unset();
    if (width <= s->len)
        return same(a[0]);
    if (width > (int64_t)PY_TEXT_MAX)
        return py_raise_memory(vm);
    int64_t room = width - s->len;
    // The odd one goes left where the width is odd too.
    int64_t left = side == SIDE_LEFT    ? room
                   : side == SIDE_RIGHT ? 0
                                        : room / 2 + (room & width & 1);
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    py__pad(&out, s, left, room - left, fill);
    return py_from(py_str_from_buf(vm, &out));
}

static py_value str_center(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return pad(vm, a, SIDE_BOTH);
}

static py_value str_ljust(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return pad(vm, a, SIDE_RIGHT);
}

static py_value str_rjust(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return pad(vm, a, SIDE_LEFT);
}

static py_value str_zfill(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_str *s = py__str_self(a[0]);
    int64_t width;
    if (!py__size_arg(vm, a[1], &width))
        return py_unset();
    if (width <= s->len)
        return same(a[0]);
    if (width > (int64_t)PY_TEXT_MAX)
        return py_raise_memory(vm);
    size_t sign = s->size && (s->data[0] == '+' || s->data[0] == '-');
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    vl_buf_append(&out, s->data, sign);
    vl_buf_fill(&out, '0', (size_t)width - s->len);
    vl_buf_append(&out, s->data + sign, s->size - sign);
    return py_from(py_str_from_buf(vm, &out));
}

static py_value str_expandtabs(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_str *s = py__str_self(a[0]);
    int64_t stop = 8, column = 0;
    if (py_is_set(a[1]) && !py__size_arg(vm, a[1], &stop))
        return py_unset();
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    for (size_t i = 0; i < s->size && !out.failed; i++) {
        char c = s->data[i];
        if (c == '\t') {
            int64_t spaces = stop > 0 ? stop - column % stop : 0;
            if (spaces > (int64_t)PY_TEXT_MAX) {
                vl_buf_deinit(&out);
                return py_raise(vm, PY_EXC_OverflowError, "new string is too long");
            }
            vl_buf_fill(&out, ' ', (size_t)spaces);
            column += spaces;
        } else {
            vl_buf_char(&out, c);
            column = c == '\n' || c == '\r' ? 0 : column + py__char_start(c);
        }
    }
    return py_from(py_str_from_buf(vm, &out));
}

// ---- stripping ----------------------------------------------------------------------------------

// Whether `c` is to go: white space, or a character of `set`.
static bool strips(const py_str *set, uint32_t c) {
    if (!set)
        return py__char_space(c);
    char utf8[4];
    size_t size = vl_utf8_encode(c, utf8);
    return py__find(set->data, 0, set->size, utf8, size) != PY_NOT_FOUND;
}

static py_value strip(py_vm *vm, const py_value *a, const char *name, bool left, bool right) {
    const py_str *s = py__str_self(a[0]), *set = NULL;
    if (py_is_set(a[1]) && !py_is_none(a[1])) {
        if (!py__is_text(a[1]))
            return py_raise(vm, PY_EXC_TypeError, "%s arg must be None or str", name);
        set = py__str_self(a[1]);
    }
    const char *from = s->data, *to = s->data + s->size;
    while (left && from < to) {
        const char *next = from;
        if (!strips(set, py__char_next(&next)))
            break;
        from = next;
    }
    while (right && from < to) {
        const char *before = to;
        if (!strips(set, py__char_before(&before)))
            break;
        to = before;
    }
    if (to - from == s->size)
        return same(a[0]);
    return py_from(py__str_part(vm, s, (size_t)(from - s->data), (size_t)(to - s->data)));
}

static py_value str_strip(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return strip(vm, a, "strip", true, true);
}

static py_value str_lstrip(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return strip(vm, a, "lstrip", true, false);
}

static py_value str_rstrip(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return strip(vm, a, "rstrip", false, true);
}

static py_value str_removeprefix(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_str *s = py__str_self(a[0]), *part = py__str_arg(vm, "removeprefix", 0, a[1]);
    if (!part)
        return py_unset();
    if (!part->size || part->size > s->size || memcmp(s->data, part->data, part->size) != 0)
        return same(a[0]);
    return py_from(py__str_part(vm, s, part->size, s->size));
}

static py_value str_removesuffix(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_str *s = py__str_self(a[0]), *part = py__str_arg(vm, "removesuffix", 0, a[1]);
    if (!part)
        return py_unset();
    size_t rest = s->size - part->size;
    if (!part->size || part->size > s->size || memcmp(s->data + rest, part->data, part->size) != 0)
        return same(a[0]);
    return py_from(py__str_part(vm, s, 0, rest));
}

// ---- translate ----------------------------------------------------------------------------------

static bool put_mapped(py_vm *vm, vl_buf *out, py_value to) {
    to = py_unbox(to);
    if (py_is_none(to))
        return true;
    if (py__is_text(to))
        return vl_buf_append(out, py_as_str(to)->data, py_as_str(to)->size);
    if (!py_is_int(to)) {
        py_raise(vm, PY_EXC_TypeError, "character mapping must return integer, None or str");
        return false;
    }
    if (to.tag == PY_OBJ || to.as.i < 0 || to.as.i > 0x10ffff) {
        py_raise(vm, PY_EXC_ValueError, "character mapping must be in range(0x110000)");
        return false;
    }
    py__buf_char(out, (uint32_t)to.as.i);
    return true;
}

static py_value str_translate(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_str *s = py__str_self(a[0]);
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    const char *at = s->data, *end = at + s->size;
    bool ok = true;
    while (ok && at < end) {
        uint32_t c = py__char_next(&at);
        py_value to = py_getitem(vm, a[1], py_int(c));
        if (py_is_set(to)) {
            ok = put_mapped(vm, &out, to);
            py_decref(vm, to);
        } else if (vm->halt == VL_OK && py_exc_matches(vm, PY_EXC_LookupError)) {
            py_exc_clear(vm);
            py__buf_char(&out, c);
        } else
            ok = false;
    }
    return py__finish_text(vm, &out, ok || out.failed);
}

static bool map_pairs(py_vm *vm, py_dict *map, const py_str *from, const py_str *to) {
    if (from->len != to->len) {
        py_raise(vm, PY_EXC_ValueError, "the first two maketrans arguments must have equal length");
        return false;
    }
    const char *x = from->data, *y = to->data;
    while (x < from->data + from->size)
        if (!py_dict_set(vm, map, py_int(py__char_next(&x)), py_int(py__char_next(&y))))
            return false;
    return true;
}

static bool map_to_none(py_vm *vm, py_dict *map, const py_str *gone) {
    for (const char *at = gone->data; at < gone->data + gone->size;)
        if (!py_dict_set(vm, map, py_int(py__char_next(&at)), py_none()))
            return false;
    return true;
}

static bool map_dict(py_vm *vm, py_dict *map, py_value from) {
    if (!py_is_dict(from)) {
        py_raise(vm, PY_EXC_TypeError,
                 "if you give only one argument to maketrans it must be a dict");
        return false;
    }
    uint32_t position = 0;
    py_value key, value;
    while (py_dict_next((py_dict *)from.as.o, &position, &key, &value)) {
        if (py__is_text(key)) {
            if (py__str_self(key)->len != 1) {
                py_raise(vm, PY_EXC_ValueError,
                         "string keys in translate table must be of length 1");
                return false;
            }
            key = py_int(py_str_at(py__str_self(key), 0));
        } else if (!py_is_int(key)) {
            py_raise(vm, PY_EXC_TypeError, "keys in translate table must be strings or integers");
            return false;
        }
        if (!py_dict_set(vm, map, key, value))
            return false;
    }
    return true;
}

static bool map_strings(py_vm *vm, py_dict *map, const py_value *a) {
    const py_str *to = py__str_arg(vm, "maketrans", 2, a[1]), *gone = NULL;
    if (!to || (py_is_set(a[2]) && !(gone = py__str_arg(vm, "maketrans", 3, a[2]))))
        return false;
    if (!py__is_text(a[0])) {
        py_raise(vm, PY_EXC_TypeError,
                 "first maketrans argument must be a string if there is a second argument");
        return false;
    }
    return map_pairs(vm, map, py__str_self(a[0]), to) && (!gone || map_to_none(vm, map, gone));
}

static py_value str_maketrans(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_dict *map = py_dict_new(vm);
    if (!map)
        return py_unset();
    if (py_is_set(a[1]) ? map_strings(vm, map, a) : map_dict(vm, map, a[0]))
        return py_from(map);
    py_release(vm, map);
    return py_unset();
}

// ---- others -------------------------------------------------------------------------------------

static py_value str_join(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_from(py_str_join(vm, py__str_self(a[0]), a[1]));
}

static py_value str_encode(py_vm *vm, const py_value *a, int n) {
    (void)n;
    static const char *const words[] = {"encoding", "errors"};
    const py_str *names[2] = {NULL, NULL};
    for (int i = 0; i < 2; i++) {
        if (!py_is_set(a[i + 1]))
            continue;
        if (!py__is_text(a[i + 1]))
            return py_raise(vm, PY_EXC_TypeError, "encode() argument '%s' must be str, not %s",
                            words[i],
                            py_is_none(a[i + 1]) ? "None" : py_type_of(vm, a[i + 1])->name->data);
        names[i] = py__str_self(a[i + 1]);
    }
    return py__encode(vm, py__str_self(a[0]), names[0], names[1]);
}

static py_value str_getnewargs(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value self = py_unbox(a[0]);
    return py_from(py_tuple_of(vm, 1, &self));
}

const py_fndef py__str_methods[] = {
    {"center", "self, width, fillchar=, /", str_center, PY_FN_METHOD},
    {"count", "self, sub, start=, end=, /", py__str_count, PY_FN_METHOD},
    {"encode", "self, /, encoding=, errors=", str_encode, PY_FN_METHOD},
    {"endswith", "self, suffix, start=, end=, /", py__str_endswith, PY_FN_METHOD},
    {"expandtabs", "self, /, tabsize=", str_expandtabs, PY_FN_METHOD},
    {"find", "self, sub, start=, end=, /", py__str_find, PY_FN_METHOD},
    {"format", "self, /, *args, **kwargs", py__str_format_method, PY_FN_METHOD},
    {"format_map", "self, mapping, /", py__str_format_map, PY_FN_METHOD},
    {"index", "self, sub, start=, end=, /", py__str_index, PY_FN_METHOD},
    {"join", "self, iterable, /", str_join, PY_FN_METHOD},
    {"ljust", "self, width, fillchar=, /", str_ljust, PY_FN_METHOD},
    {"lstrip", "self, chars=, /", str_lstrip, PY_FN_METHOD},
    {"maketrans", "x, y=, z=, /", str_maketrans, PY_FN_STATIC},
    {"partition", "self, sep, /", py__str_partition, PY_FN_METHOD},
    {"removeprefix", "self, prefix, /", str_removeprefix, PY_FN_METHOD},
    {"removesuffix", "self, suffix, /", str_removesuffix, PY_FN_METHOD},
    {"replace", "self, old, new, /, count=", py__str_replace, PY_FN_METHOD},
    {"rfind", "self, sub, start=, end=, /", py__str_rfind, PY_FN_METHOD},
    {"rindex", "self, sub, start=, end=, /", py__str_rindex, PY_FN_METHOD},
    {"rjust", "self, width, fillchar=, /", str_rjust, PY_FN_METHOD},
    {"rpartition", "self, sep, /", py__str_rpartition, PY_FN_METHOD},
    {"rsplit", "self, /, sep=, maxsplit=", py__str_rsplit, PY_FN_METHOD},
    {"rstrip", "self, chars=, /", str_rstrip, PY_FN_METHOD},
    {"split", "self, /, sep=, maxsplit=", py__str_split, PY_FN_METHOD},
    {"splitlines", "self, /, keepends=", py__str_splitlines, PY_FN_METHOD},
    {"startswith", "self, prefix, start=, end=, /", py__str_startswith, PY_FN_METHOD},
    {"strip", "self, chars=, /", str_strip, PY_FN_METHOD},
    {"translate", "self, table, /", str_translate, PY_FN_METHOD},
    {"zfill", "self, width, /", str_zfill, PY_FN_METHOD},
    {"__getnewargs__", "self, /", str_getnewargs, PY_FN_METHOD},
#define X(name) {#name, "self, /", py__str_##name, PY_FN_METHOD},
    PY_STR_CASE_TABLE(X)
#undef X
        {NULL, NULL, NULL, 0}};
