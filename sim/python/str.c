// str objects: storage, code points, slices, joining. Knows how a str is laid out; methods and the
// type are elsewhere.
#include "text_internal.h"

// ---- storage ------------------------------------------------------------------------------------

static size_t block_size(size_t size) {
    return offsetof(py_str, data) + size + 1;
}

py_str *py__str_alloc(py_vm *vm, size_t size, size_t len) {
    py_str *s = size <= PY_TEXT_MAX ? vl_heap_alloc(vm->heap, block_size(size)) : NULL;
    if (!s) {
        py_raise_memory(vm);
        return NULL;
    }
    s->base = (py_obj){.refs = 1, .gc = 0, .type = vm->types[PY_TYPE_STR]};
    s->hash = -1;
    s->len = (uint32_t)len;
    s->size = (uint32_t)size;
    s->interned = false;
    s->data[size] = '\0';
    return s;
}

// The shared object of an empty or one-character text, where the VM has it already.
static py_str *shared(const py_vm *vm, const char *utf8, size_t size) {
    if (size == 0)
        return vm->empty_str;
    return size == 1 && (unsigned char)utf8[0] < 128 ? vm->ascii[(unsigned char)utf8[0]] : NULL;
}

static py_str *new_counted(py_vm *vm, const char *utf8, size_t size, size_t len) {
    if (size <= 1) {
        py_str *known = shared(vm, utf8, size);
        if (known)
            return py_retain(known);
    }
    py_str *s = py__str_alloc(vm, size, len);
    if (s && size)
        memcpy(s->data, utf8, size);
    return s;
}

py_str *py_str_new(py_vm *vm, const char *utf8, size_t size) {
    return new_counted(vm, utf8, size, py__count_chars(utf8, size));
}

py_str *py_str_z(py_vm *vm, const char *utf8) {
    return py_str_new(vm, utf8, strlen(utf8));
}

py_str *py_str_from_buf(py_vm *vm, vl_buf *buf_take) {
    py_str *s = NULL;
    if (buf_take->failed)
        py_raise_memory(vm);
    else
        s = py_str_new(vm, buf_take->data, buf_take->len);
    vl_buf_deinit(buf_take);
    return s;
}

py_str *py__str_self(py_value v) {
    return (py_str *)py_unbox(v).as.o;
}

// ---- code points --------------------------------------------------------------------------------

#define ONES UINT64_C(0x0101010101010101)

// Continuation bytes among eight: bit 7 set and bit 6 clear.
static inline size_t continuations(uint64_t word) {
    return (size_t)((((word >> 7) & ~(word >> 6)) & ONES) * ONES >> 56);
}

size_t py__count_chars(const char *text, size_t size) {
    size_t count = size, at = 0;
    for (; size - at >= 8; at += 8) {
        uint64_t word;
        memcpy(&word, text + at, 8);
        count -= continuations(word);
    }
    for (; at < size; at++)
        count -= !py__char_start(text[at]);
    return count;
}

// Whichever end is nearer is where the walk begins.
size_t py__str_offset(const py_str *s, size_t index) {
    if (py__str_ascii(s))
        return index;
    size_t at = 0, left = index;
    if (index > s->len / 2) {
        at = s->size;
        for (size_t back = s->len - index; back; back--)
            do
                at--;
            while (!py__char_start(s->data[at]));
        return at;
    }
    while (left >= 8 && s->size - at >= 8) {
        uint64_t word;
        memcpy(&word, s->data + at, 8);
        left -= 8 - continuations(word);
        at += 8;
    }
    for (; at < s->size && (left || !py__char_start(s->data[at])); at++)
        left -= py__char_start(s->data[at]);
    return at;
}

void py__buf_char(vl_buf *out, uint32_t code) {
    char utf8[4];
    vl_buf_append(out, utf8, vl_utf8_encode(code, utf8));
}

uint32_t py_str_at(const py_str *s, int64_t index) {
    if (py__str_ascii(s))
        return (unsigned char)s->data[index];
    const char *at = s->data + py__str_offset(s, (size_t)index);
    return py__char_next(&at);
}

// ---- equality and hash --------------------------------------------------------------------------

bool py_str_equal(const py_str *a, const py_str *b) {
    if (a == b)
        return true;
    if (a->size != b->size || (a->hash != b->hash && a->hash != -1 && b->hash != -1))
        return false;
    return memcmp(a->data, b->data, a->size) == 0;
}

bool py_str_is(const py_str *s, const char *text) {
    size_t size = strlen(text);
    return s->size == size && memcmp(s->data, text, size) == 0;
}

static inline uint64_t mix(uint64_t h, uint64_t word) {
    h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 32;
}

static inline uint64_t little_endian(const char *data) {
    const unsigned char *p = (const unsigned char *)data;
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
           (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
           (uint64_t)p[7] << 56;
}

// Multiply and fold, eight bytes at a time; finished as MurmurHash3 does (fmix64). Bytes are read
// in order, so that the hash is the same on every machine.
uint64_t py__hash_text(const char *data, size_t size) {
    if (size == 0)
        return 0; // CPython's, seen by programs
    uint64_t h = mix(UINT64_C(0x2545f4914f6cdd1d), size);
    size_t at = 0;
    for (; size - at >= 8; at += 8)
        h = mix(h, little_endian(data + at));
    uint64_t rest = 0;
    for (int i = 0; at < size; at++, i++)
        rest |= (uint64_t)(unsigned char)data[at] << 8 * i;
    h = mix(h, rest);
    h = (h ^ h >> 33) * UINT64_C(0xff51afd7ed558ccd);
    h = (h ^ h >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
    h ^= h >> 33;
    return h == UINT64_MAX ? UINT64_MAX - 1 : h;
}

int64_t py_str_hash(py_str *s) {
    if (s->hash == -1)
        s->hash = (int64_t)py__hash_text(s->data, s->size);
    return s->hash;
}

// ---- parts and wholes ---------------------------------------------------------------------------

py_str *py__str_part(py_vm *vm, const py_str *s, size_t from, size_t to) {
    size_t size = to - from;
    size_t len = py__str_ascii(s) ? size : py__count_chars(s->data + from, size);
    return new_counted(vm, s->data + from, size, len);
}

py_str *py_str_slice(py_vm *vm, const py_str *s, int64_t start, int64_t stop) {
    if (start < 0)
        start = 0;
    if (stop > (int64_t)s->len)
        stop = (int64_t)s->len;
    if (start >= stop)
        return new_counted(vm, "", 0, 0);
    size_t from = py__str_offset(s, (size_t)start);
    size_t to = stop == start + 1 && !py__str_ascii(s) ? 0 : py__str_offset(s, (size_t)stop);
    if (!to) {
        const char *at = s->data + from;
        py__char_next(&at);
        to = (size_t)(at - s->data);
    }
    return new_counted(vm, s->data + from, to - from, (size_t)(stop - start));
}

py_str *py_str_concat(py_vm *vm, const py_str *a, const py_str *b) {
    if (!a->size)
        return py_retain((py_str *)(uintptr_t)b);
    if (!b->size)
        return py_retain((py_str *)(uintptr_t)a);
    py_str *both = py__str_alloc(vm, (size_t)a->size + b->size, (size_t)a->len + b->len);
    if (both) {
        memcpy(both->data, a->data, a->size);
        memcpy(both->data + a->size, b->data, b->size);
    }
    return both;
}

// In place where `a` is nobody else's: its hash is forgotten with it. The heap grows large blocks
// mostly without copying, so a loop of these is linear.
py_value py__str_append_take(py_vm *vm, py_value a_take, const py_str *b) {
    py_str *a = py_as_str(a_take);
    size_t size = (size_t)a->size + b->size;
    if (a->base.refs != 1 || a->interned || a == b || !a->size || !b->size || size > PY_TEXT_MAX ||
        (vm->ids && vm->ids->used)) {
        py_str *both = py_str_concat(vm, a, b);
        py_release(vm, a);
        return py_from(both);
    }
    py_str *grown = vl_heap_realloc(vm->heap, a, block_size(a->size), block_size(size));
    if (!grown) {
        py_release(vm, a);
        return py_raise_memory(vm);
    }
    memcpy(grown->data + grown->size, b->data, b->size);
    grown->data[size] = '\0';
    grown->size = (uint32_t)size;
    grown->len += b->len;
    grown->hash = -1;
    return py_from(grown);
}

py_str *py__str_repeat(py_vm *vm, const py_str *s, int64_t times) {
    if (times <= 0 || !s->size)
        return new_counted(vm, "", 0, 0);
    if ((uint64_t)times > PY_TEXT_MAX / s->size) {
        py_raise_memory(vm);
        return NULL;
    }
    size_t size = s->size * (size_t)times;
    py_str *made = py__str_alloc(vm, size, s->len * (size_t)times);
    if (!made)
        return NULL;
    if (s->size == 1)
        memset(made->data, s->data[0], size);
    else
        for (size_t at = 0; at < size; at += s->size)
            memcpy(made->data + at, s->data, s->size);
    return made;
}

// The parts as a list or tuple of strs, and how much they are in all.
static bool measure_parts(py_vm *vm, const py_value *items, int64_t count, const py_str *separator,
                          size_t *size, size_t *len) {
    *size = *len = 0;
    for (int64_t i = 0; i < count; i++) {
        if (!py__is_text(items[i])) {
            py_raise(vm, PY_EXC_TypeError, "sequence item %lld: expected str instance, %T found",
                     (long long)i, items[i]);
            return false;
        }
        const py_str *part = py__str_self(items[i]);
        *size += part->size + (i ? (size_t)separator->size : 0);
        *len += part->len + (i ? (size_t)separator->len : 0);
        if (*size > PY_TEXT_MAX) {
            py_raise_memory(vm);
            return false;
        }
    }
    return true;
}

static py_str *join_items(py_vm *vm, const py_str *separator, const py_value *items,
                          int64_t count) {
    size_t size, len;
    if (count == 1 && py_is(vm, items[0], PY_TYPE_STR))
        return py_retain(items[0].as.o);
    if (!measure_parts(vm, items, count, separator, &size, &len))
        return NULL;
    if (!size)
        return new_counted(vm, "", 0, 0);
    py_str *whole = py__str_alloc(vm, size, len);
    if (!whole)
        return NULL;
    char *to = whole->data;
    for (int64_t i = 0; i < count; i++) {
        const py_str *part = py__str_self(items[i]);
        if (i && separator->size) {
            memcpy(to, separator->data, separator->size);
            to += separator->size;
        }
        if (part->size)
            memcpy(to, part->data, part->size);
        to += part->size;
    }
    return whole;
}

py_str *py_str_join(py_vm *vm, const py_str *separator, py_value iterable) {
    if (py_is(vm, iterable, PY_TYPE_LIST)) {
        const py_list *list = (const py_list *)iterable.as.o;
        return join_items(vm, separator, list->items, list->count);
    }
    if (py_is(vm, iterable, PY_TYPE_TUPLE)) {
        const py_tuple *tuple = (const py_tuple *)iterable.as.o;
        return join_items(vm, separator, tuple->items, tuple->count);
    }
    const py_slots *slots = &py_type_of(vm, iterable)->slots;
    if (!slots->iter && !slots->getitem) {
        py_raise(vm, PY_EXC_TypeError, "can only join an iterable");
        return NULL;
    }
    py_value items = py_iter_to_list(vm, iterable);
    if (!py_is_set(items))
        return NULL;
    const py_list *list = (const py_list *)items.as.o;
    py_str *whole = join_items(vm, separator, list->items, list->count);
    py_decref(vm, items);
    return whole;
}
