// The methods of bytes that programs commonly use.
#include "containers_internal.h"
#include "text_internal.h"

static py_value same(py_value self) {
    return py_incref(py_unbox(self));
}

static const py_bytes *part_arg(py_vm *vm, py_value v) {
    if (py__bytes_like(v))
        return py__bytes_self(v);
    py_raise(vm, PY_EXC_TypeError, "a bytes-like object is required, not '%T'", v);
    return NULL;
}

static py_value part_of(py_vm *vm, const py_bytes *bytes, size_t from, size_t to) {
    return py_from(py_bytes_new(vm, bytes->data + from, to - from));
}

// ---- text ---------------------------------------------------------------------------------------

py_value py__bytes_decode(py_vm *vm, const py_value *a, int n) {
    (void)n;
    static const char *const words[] = {"encoding", "errors"};
    const py_str *names[2] = {NULL, NULL};
    for (int i = 0; i < 2; i++) {
        if (!py_is_set(a[i + 1]))
            continue;
        if (!py__is_text(a[i + 1]))
            return py_raise(vm, PY_EXC_TypeError, "decode() argument '%s' must be str, not %s",
                            words[i],
                            py_is_none(a[i + 1]) ? "None" : py_type_of(vm, a[i + 1])->name->data);
        names[i] = py__str_self(a[i + 1]);
    }
    const py_bytes *bytes = py__bytes_self(a[0]);
    return py__decode(vm, bytes->data, bytes->size, names[0], names[1]);
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// Whether a separator stands before byte `i`: groups of `group` counted from the end, or from the
// start where it is negative.
static bool at_group(size_t i, size_t size, int64_t group) {
    if (!i || !group)
        return false;
    return group > 0 ? (size - i) % (uint64_t)group == 0 : i % (uint64_t)-group == 0;
}

static bool hex_separator(py_vm *vm, py_value v, char *separator) {
    const char *data;
    size_t len;
    if (py__is_text(v)) {
        data = py__str_self(v)->data;
        len = py__str_self(v)->len;
    } else if (py__bytes_like(v)) {
        data = py__bytes_self(v)->data;
        len = py__bytes_self(v)->size;
    } else {
        py_raise(vm, PY_EXC_TypeError, "sep must be str or bytes.");
        return false;
    }
    *separator = data[0];
    if (len == 1 && (unsigned char)data[0] < 128)
        return true;
    py_raise(vm, PY_EXC_ValueError, len == 1 ? "sep must be ASCII." : "sep must be length 1.");
    return false;
}

py_value py__bytes_hex(py_vm *vm, const py_value *a, int n) {
    (void)n;
    static const char digits[] = "0123456789abcdef";
    const py_bytes *bytes = py__bytes_self(a[0]);
    char separator = 0;
    int64_t group = 1;
    if (py_is_set(a[2]) && !py__size_arg(vm, a[2], &group))
        return py_unset();
    if (!py_is_set(a[1]))
        group = 0;
    else if (!hex_separator(vm, a[1], &separator))
        return py_unset();
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    for (size_t i = 0; i < bytes->size; i++) {
        unsigned char byte = (unsigned char)bytes->data[i];
        if (at_group(i, bytes->size, group))
            vl_buf_char(&out, separator);
        vl_buf_char(&out, digits[byte >> 4]);
        vl_buf_char(&out, digits[byte & 15]);
    }
    return py_from(py_str_from_buf(vm, &out));
}

py_value py__bytes_fromhex(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_str *s = py__str_arg(vm, "fromhex", 0, a[1]);
    if (!s)
        return py_unset();
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    size_t at = 0;
    while (at < s->size) {
        if (py__char_space((unsigned char)s->data[at]) && (unsigned char)s->data[at] < 128) {
            at++;
            continue;
        }
        int high = hex_digit(s->data[at]), low = high < 0 ? -1 : hex_digit(s->data[at + 1]);
        if (low < 0) {
            vl_buf_deinit(&out);
            if (vm->python_minor >= 14 && high >= 0 && at + 1 == s->size)
                return py_raise(vm, PY_EXC_ValueError,
                                "fromhex() arg must contain an even number of hexadecimal digits");
            return py_raise(vm, PY_EXC_ValueError,
                            "non-hexadecimal number found in fromhex() arg at position %zu",
                            py__count_chars(s->data, at + (high >= 0)));
        }
        vl_buf_char(&out, (char)(unsigned char)(high << 4 | low));
        at += 2;
    }
    py_value made = py_from(py__bytes_from_buf(vm, &out));
    py_type *type = (py_type *)a[0].as.o;
    if (!py_is_set(made) || type == vm->types[PY_TYPE_BYTES])
        return made;
    py_value instance = py_call_n(vm, a[0], 1, &made);
    py_decref(vm, made);
    return instance;
}

// ---- searching ----------------------------------------------------------------------------------

typedef struct py_byte_hunt {
    const py_bytes *bytes;
    const char *part;
    size_t size, from, to;
    char byte;
} py_byte_hunt;

// The part may be an int too.
static bool hunt(py_vm *vm, const py_value *a, py_byte_hunt *h) {
    int64_t from, to, byte;
    h->bytes = py__bytes_self(a[0]);
    if (py__bytes_like(a[1])) {
        h->part = py__bytes_self(a[1])->data;
        h->size = py__bytes_self(a[1])->size;
    } else if (py__has_index(vm, a[1])) {
        if (!py__index_clipped(vm, a[1], &byte))
            return false;
        if (byte < 0 || byte > 255) {
            py_raise(vm, PY_EXC_ValueError, "byte must be in range(0, 256)");
            return false;
        }
        h->byte = (char)(unsigned char)byte;
        h->part = &h->byte;
        h->size = 1;
    } else {
        py_raise(vm, PY_EXC_TypeError, "argument should be integer or bytes-like object, not '%T'",
                 a[1]);
        return false;
    }
    if (!py__search_range(vm, &a[2], &a[3], (int64_t)h->bytes->size, &from, &to))
        return false;
    h->from = from > to ? 1 : (size_t)from;
    h->to = from > to ? 0 : (size_t)to;
    return true;
}

static py_value find(py_vm *vm, const py_value *a, bool last, bool must) {
    py_byte_hunt h;
    if (!hunt(vm, a, &h))
        return py_unset();
    size_t at = (last ? py__rfind : py__find)(h.bytes->data, h.from, h.to, h.part, h.size);
    if (at == PY_NOT_FOUND && must)
        return py_raise(vm, PY_EXC_ValueError, "subsection not found");
    return py_int(at == PY_NOT_FOUND ? -1 : (int64_t)at);
}

py_value py__bytes_find(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return find(vm, a, false, false);
}

py_value py__bytes_rfind(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return find(vm, a, true, false);
}

py_value py__bytes_index(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return find(vm, a, false, true);
}

py_value py__bytes_rindex(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return find(vm, a, true, true);
}

py_value py__bytes_count(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_byte_hunt h;
    if (!hunt(vm, a, &h))
        return py_unset();
    if (h.from > h.to)
        return py_int(0);
    if (!h.size)
        return py_int((int64_t)(h.to - h.from) + 1);
    return py_int((int64_t)py__count(h.bytes->data, h.from, h.to, h.part, h.size));
}

static bool matches(const py_bytes *bytes, int64_t from, int64_t to, py_value part, bool at_end) {
    const py_bytes *p = py__bytes_self(part);
    if (from > to || (int64_t)p->size > to - from)
        return false;
    size_t at = at_end ? (size_t)to - p->size : (size_t)from;
    return memcmp(bytes->data + at, p->data, p->size) == 0;
}

static py_value affix(py_vm *vm, const char *name, const py_value *a, bool at_end) {
    const py_bytes *bytes = py__bytes_self(a[0]);
    int64_t from, to;
    if (!py__search_range(vm, &a[2], &a[3], (int64_t)bytes->size, &from, &to))
        return py_unset();
    if (py__bytes_like(a[1]))
        return py_bool(matches(bytes, from, to, a[1], at_end));
    if (!py_is_tuple(a[1]))
        return py_raise(vm, PY_EXC_TypeError,
                        "%s first arg must be bytes or a tuple of bytes, not %T", name, a[1]);
    const py_tuple *parts = (const py_tuple *)a[1].as.o;
    for (int64_t i = 0; i < parts->count; i++) {
        if (!part_arg(vm, parts->items[i]))
            return py_unset();
        if (matches(bytes, from, to, parts->items[i], at_end))
            return py_bool(true);
    }
    return py_bool(false);
}

py_value py__bytes_startswith(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return affix(vm, "startswith", a, false);
}

py_value py__bytes_endswith(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return affix(vm, "endswith", a, true);
}

// ---- joining and replacing ----------------------------------------------------------------------

py_value py__bytes_join(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_bytes *separator = py__bytes_self(a[0]);
    if (!py__iterable(vm, a[1]))
        return py_raise(vm, PY_EXC_TypeError, "can only join an iterable");
    py_value items = py_iter_to_list(vm, a[1]);
    if (!py_is_set(items))
        return items;
    const py_list *list = (const py_list *)items.as.o;
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    bool ok = true;
    for (int64_t i = 0; ok && i < list->count; i++) {
        if (!py__bytes_like(list->items[i])) {
            py_raise(vm, PY_EXC_TypeError,
                     "sequence item %lld: expected a bytes-like object, %T found", (long long)i,
                     list->items[i]);
            ok = false;
            break;
        }
        const py_bytes *part = py__bytes_self(list->items[i]);
        if (i)
            vl_buf_append(&out, separator->data, separator->size);
        vl_buf_append(&out, part->data, part->size);
    }
    py_decref(vm, items);
    if (ok)
        return py_from(py__bytes_from_buf(vm, &out));
    vl_buf_deinit(&out);
    return py_unset();
}

py_value py__bytes_replace(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_bytes *bytes = py__bytes_self(a[0]), *part = part_arg(vm, a[1]);
    const py_bytes *by = part ? part_arg(vm, a[2]) : NULL;
    int64_t times = -1;
    if (!by || (py_is_set(a[3]) && !py__size_arg(vm, a[3], &times)))
        return py_unset();
    if (times < 0)
        times = INT64_MAX;
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    size_t from = 0;
    for (; times > 0 && from <= bytes->size; times--) {
        size_t at = py__find(bytes->data, from, bytes->size, part->data, part->size);
        if (at == PY_NOT_FOUND)
            break;
        vl_buf_append(&out, bytes->data + from, at - from);
        vl_buf_append(&out, by->data, by->size);
        from = at + part->size;
        if (!part->size && from++ < bytes->size)
            vl_buf_char(&out, bytes->data[from - 1]);
    }
    if (from < bytes->size)
        vl_buf_append(&out, bytes->data + from, bytes->size - from);
    return py_from(py__bytes_from_buf(vm, &out));
}

// ---- splitting ----------------------------------------------------------------------------------

static bool is_space(char c) {
    return c == ' ' || (c >= 9 && c <= 13);
}

static bool add_part(py_vm *vm, py_list *list, const py_bytes *bytes, size_t from, size_t to) {
    py_value part = part_of(vm, bytes, from, to);
    bool ok = py_is_set(part) && py_list_append(vm, list, part);
    py_decref(vm, part);
    return ok;
}

static bool split_words(py_vm *vm, py_list *list, const py_bytes *bytes, int64_t times) {
    size_t at = 0, end = bytes->size;
    for (;;) {
        while (at < end && is_space(bytes->data[at]))
            at++;
        if (at == end)
            return true;
        size_t stop = at;
        if (times-- > 0)
            while (stop < end && !is_space(bytes->data[stop]))
                stop++;
        else
            stop = end; // the last part keeps the white space at its end
        if (!add_part(vm, list, bytes, at, stop))
            return false;
        at = stop;
    }
}

static bool split_parts(py_vm *vm, py_list *list, const py_bytes *bytes, const py_bytes *sep,
                        int64_t times) {
    size_t from = 0;
    while (times-- > 0) {
        size_t at = py__find(bytes->data, from, bytes->size, sep->data, sep->size);
        if (at == PY_NOT_FOUND)
            break;
        if (!add_part(vm, list, bytes, from, at))
            return false;
        from = at + sep->size;
    }
    return add_part(vm, list, bytes, from, bytes->size);
}

py_value py__bytes_split(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_bytes *bytes = py__bytes_self(a[0]), *sep = NULL;
    int64_t times = -1;
    if (py_is_set(a[2]) && !py__size_arg(vm, a[2], &times))
        return py_unset();
    if (times < 0)
        times = INT64_MAX;
    if (py_is_set(a[1]) && !py_is_none(a[1])) {
        if (!(sep = part_arg(vm, a[1])))
            return py_unset();
        if (!sep->size)
            return py_raise(vm, PY_EXC_ValueError, "empty separator");
    }
    py_list *list = py_list_new(vm, 0);
    if (!list)
        return py_unset();
    if (sep ? split_parts(vm, list, bytes, sep, times) : split_words(vm, list, bytes, times))
        return py_from(list);
    py_release(vm, list);
    return py_unset();
}

static py_value partition(py_vm *vm, const py_value *a, bool right) {
    const py_bytes *bytes = py__bytes_self(a[0]), *sep = part_arg(vm, a[1]);
    if (!sep)
        return py_unset();
    if (!sep->size)
        return py_raise(vm, PY_EXC_ValueError, "empty separator");
    size_t at = (right ? py__rfind : py__find)(bytes->data, 0, bytes->size, sep->data, sep->size);
    size_t cut = at != PY_NOT_FOUND ? at : right ? 0 : bytes->size;
    size_t width = at != PY_NOT_FOUND ? sep->size : 0;
    py_value parts[3] = {part_of(vm, bytes, 0, cut), part_of(vm, bytes, cut, cut + width),
                         part_of(vm, bytes, cut + width, bytes->size)};
    bool ok = py_is_set(parts[0]) && py_is_set(parts[1]) && py_is_set(parts[2]);
    py_value result = ok ? py_from(py_tuple_of(vm, 3, parts)) : py_unset();
    for (int i = 0; i < 3; i++)
        py_decref(vm, parts[i]);
    return result;
}

py_value py__bytes_partition(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return partition(vm, a, false);
}

py_value py__bytes_rpartition(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return partition(vm, a, true);
}

// ---- stripping and case -------------------------------------------------------------------------

static py_value strip(py_vm *vm, const py_value *a, bool left, bool right) {
    const py_bytes *bytes = py__bytes_self(a[0]), *set = NULL;
    if (py_is_set(a[1]) && !py_is_none(a[1]) && !(set = part_arg(vm, a[1])))
        return py_unset();
    size_t from = 0, to = bytes->size;
#define STRIPS(c) (set ? memchr(set->data, (unsigned char)(c), set->size) != NULL : is_space(c))
    while (left && from < to && STRIPS(bytes->data[from]))
        from++;
    while (right && from < to && STRIPS(bytes->data[to - 1]))
        to--;
#undef STRIPS
    return to - from == bytes->size ? same(a[0]) : part_of(vm, bytes, from, to);
}

py_value py__bytes_strip(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return strip(vm, a, true, true);
}

py_value py__bytes_lstrip(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return strip(vm, a, true, false);
}

py_value py__bytes_rstrip(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return strip(vm, a, false, true);
}

py_value py__bytes_removeprefix(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_bytes *bytes = py__bytes_self(a[0]), *part = part_arg(vm, a[1]);
    if (!part)
        return py_unset();
    bool has = part->size <= bytes->size && !memcmp(bytes->data, part->data, part->size);
    return has && part->size ? part_of(vm, bytes, part->size, bytes->size) : same(a[0]);
}

py_value py__bytes_removesuffix(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_bytes *bytes = py__bytes_self(a[0]), *part = part_arg(vm, a[1]);
    if (!part)
        return py_unset();
    bool has = part->size <= bytes->size &&
               !memcmp(bytes->data + bytes->size - part->size, part->data, part->size);
    return has && part->size ? part_of(vm, bytes, 0, bytes->size - part->size) : same(a[0]);
}

static py_value change_case(py_vm *vm, py_value self, char from, char to) {
    const py_bytes *bytes = py__bytes_self(self);
    py_bytes *made = py_bytes_new(vm, bytes->data, bytes->size);
    for (size_t i = 0; made && i < made->size; i++)
        if (made->data[i] >= from && made->data[i] <= to)
            made->data[i] = (char)(made->data[i] ^ 32);
    return py_from(made);
}

py_value py__bytes_upper(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return change_case(vm, a[0], 'a', 'z');
}

py_value py__bytes_lower(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return change_case(vm, a[0], 'A', 'Z');
}

static py_value bytes_bytes(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return same(a[0]);
}

const py_fndef py__bytes_methods[] = {
#define X(name, sig) {#name, sig, py__bytes_##name, PY_FN_METHOD},
    PY_BYTES_SIGNATURES(X)
#undef X
    {"fromhex", "type, string, /", py__bytes_fromhex, PY_FN_CLASSMETHOD},
    {"maketrans", "frm, to, /", py__bytes_maketrans, PY_FN_STATIC},
    {"__bytes__", "self, /", bytes_bytes, PY_FN_METHOD},
    {NULL, NULL, NULL, 0}};
