// What the files of str and bytes share: storage, walking over UTF-8, searching, padding. Knows the
// public header only. The text of a py_str is valid (lone surrogates in the three-byte form), so
// nothing here checks it again.
#ifndef PY_TEXT_INTERNAL_H
#define PY_TEXT_INTERNAL_H

#include "specs_internal.h"

#define PY_TEXT_MAX  ((size_t)UINT32_MAX) // len and size are 32 bits; more is a MemoryError
#define PY_NOT_FOUND SIZE_MAX

// ---- code points --------------------------------------------------------------------------------

static inline bool py__str_ascii(const py_str *s) {
    return s->len == s->size;
}

static inline bool py__char_start(char c) {
    return ((unsigned char)c & 0xc0) != 0x80;
}

// The code point at *at, which moves behind it.
static inline uint32_t py__char_next(const char **at) {
    const unsigned char *p = (const unsigned char *)*at;
    if (p[0] < 0x80) {
        *at += 1;
        return p[0];
    }
    if (p[0] < 0xe0) {
        *at += 2;
        return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
    }
    if (p[0] < 0xf0) {
        *at += 3;
        return (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
    }
    *at += 4;
    return (p[0] & 0x07u) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
}

// The code point that ends before *at, which moves to its start.
static inline uint32_t py__char_before(const char **at) {
    do
        --*at;
    while (!py__char_start(**at));
    const char *start = *at;
    return py__char_next(&start);
}

void py__buf_char(vl_buf *out, uint32_t code);
size_t py__count_chars(const char *text, size_t size);
// Where in `s` the code point number `index` begins; the size where index is the length.
size_t py__str_offset(const py_str *s, size_t index);

// ---- str ----------------------------------------------------------------------------------------

// Storage to be filled by the caller: `size` bytes, `len` code points. NULL: MemoryError.
py_str *py__str_alloc(py_vm *vm, size_t size, size_t len);
py_str *py__str_part(py_vm *vm, const py_str *s, size_t from, size_t to); // of the bytes of s
py_str *py__str_self(py_value v);            // the str in v or in its box; borrowed
static inline bool py__is_text(py_value v) { // a str or an instance of a subclass
    return py_has_flag(v, PY_TF_STR);
}
bool py__str_intern_remove(py_vm *vm, py_str *s); // false: was not there
// `a + b` where the caller gives up a: appends in place where nobody else holds it.
py_value py__str_append_take(py_vm *vm, py_value a_take, const py_str *b);
py_str *py__str_repeat(py_vm *vm, const py_str *s, int64_t times);
uint64_t py__hash_text(const char *data, size_t size); // never -1 as int64_t
extern const py_fndef py__str_methods[];

// Arguments of methods. `position` 0: the only argument. Raise TypeError as CPython's do.
const py_str *py__str_arg(py_vm *vm, const char *function, int position, py_value v);
bool py__size_arg(py_vm *vm, py_value v, int64_t *out); // an index-sized integer

// Methods, by file.
py_value py__str_find(py_vm *vm, const py_value *a, int n);
py_value py__str_rfind(py_vm *vm, const py_value *a, int n);
py_value py__str_index(py_vm *vm, const py_value *a, int n);
py_value py__str_rindex(py_vm *vm, const py_value *a, int n);
py_value py__str_count(py_vm *vm, const py_value *a, int n);
py_value py__str_startswith(py_vm *vm, const py_value *a, int n);
py_value py__str_endswith(py_vm *vm, const py_value *a, int n);
py_value py__str_replace(py_vm *vm, const py_value *a, int n);
py_value py__str_split(py_vm *vm, const py_value *a, int n);
py_value py__str_rsplit(py_vm *vm, const py_value *a, int n);
py_value py__str_splitlines(py_vm *vm, const py_value *a, int n);
py_value py__str_partition(py_vm *vm, const py_value *a, int n);
py_value py__str_rpartition(py_vm *vm, const py_value *a, int n);
py_value py__str_format_method(py_vm *vm, const py_value *a, int n);
py_value py__str_format_map(py_vm *vm, const py_value *a, int n);
// Case and kinds of characters (str_case.c): methods without arguments.
#define PY_STR_CASE_TABLE(X)                                                                       \
    X(capitalize)                                                                                  \
    X(casefold)                                                                                    \
    X(lower) X(swapcase) X(title) X(upper) X(isalnum) X(isalpha) X(isascii) X(isdecimal)           \
        X(isdigit) X(isidentifier) X(islower) X(isnumeric) X(isprintable) X(isspace) X(istitle)    \
            X(isupper)
#define X(name) py_value py__str_##name(py_vm *vm, const py_value *a, int n);
PY_STR_CASE_TABLE(X)
#undef X
// start and end arguments of searches in `count` items, clipped.
bool py__search_range(py_vm *vm, const py_value *start, const py_value *end, int64_t count,
                      int64_t *from, int64_t *to);

// ---- what a code point is (unicode.c) -----------------------------------------------------------

int py__char_category(uint32_t c); // as utf8proc numbers them
bool py__char_printable(uint32_t c);
bool py__char_space(uint32_t c);
bool py__char_line_break(uint32_t c);
bool py__char_alpha(uint32_t c);
bool py__char_decimal(uint32_t c);
bool py__char_digit(uint32_t c);
bool py__char_numeric(uint32_t c);
bool py__char_lower(uint32_t c);
bool py__char_upper(uint32_t c);
bool py__char_title(uint32_t c);
bool py__char_case_ignorable(uint32_t c);

// ---- bytes and text alike (search.c) ------------------------------------------------------------

// The first (last) place of `part` in text[from, to); PY_NOT_FOUND. An empty part is found at from
// (to).
size_t py__find(const char *text, size_t from, size_t to, const char *part, size_t size);
size_t py__rfind(const char *text, size_t from, size_t to, const char *part, size_t size);
size_t py__count(const char *text, size_t from, size_t to, const char *part, size_t size);

// ---- bytes --------------------------------------------------------------------------------------

// The bytes of what is like bytes; borrowed. Those of a bytearray stand until it changes, those of a
// memoryview until the next call.
py_bytes *py__bytes_self(py_value v);
static inline bool py__is_bytes(py_value v) { // bytes or derived from it
    return py_has_flag(v, PY_TF_BYTES);
}
static inline bool py__bytes_like(py_value v) { // bytearray and memoryview too
    return py_has_flag(v, PY_TF_BYTES | PY_TF_BUFFER);
}
bool py__is_memoryview(py_value v);
bool py__is_bytearray(py_value v);
py_bytes *py__bytearray_bytes(py_obj *self);
py_bytes *py__memoryview_bytes(py_obj *self);
py_value py__bytearray_new(py_vm *vm, const char *data, size_t size);
void py__bytearray_pin(py_value v, int by); // while pinned it keeps its size
// What bytes(source, encoding, errors) holds; `name`: of the type that is made.
py_value py__bytes_make(py_vm *vm, const py_value *v, const char *name);
// An int of 0 to 255; false raised.
bool py__byte_value(py_vm *vm, py_value item, const char *what, unsigned char *out);
int py__bytes_contains(py_vm *vm, py_value self, py_value item);
py_value py__bytes_compare(py_vm *vm, py_compare op, py_value a, py_value b);
py_value py__bytes_iter(py_vm *vm, py_type_id type, py_value self);
py_bytes *py__bytes_alloc(py_vm *vm, size_t size); // to be filled; NULL: MemoryError
py_bytes *py__bytes_from_buf(py_vm *vm, vl_buf *buf_take);
void py__bytes_repr_append(vl_buf *out, const char *data, size_t size);
extern const py_fndef py__bytes_methods[];
// The methods that bytes and bytearray share: X(name, signature).
#define PY_BYTES_SIGNATURES(X) \
    X(count, "self, sub, start=, end=, /") \
    X(decode, "self, /, encoding=, errors=") \
    X(endswith, "self, suffix, start=, end=, /") \
    X(find, "self, sub, start=, end=, /") \
    X(hex, "self, /, sep=, bytes_per_sep=") \
    X(index, "self, sub, start=, end=, /") \
    X(join, "self, iterable_of_bytes, /") \
    X(lower, "self, /") \
    X(lstrip, "self, bytes=, /") \
    X(partition, "self, sep, /") \
    X(removeprefix, "self, prefix, /") \
    X(removesuffix, "self, suffix, /") \
    X(replace, "self, old, new, count=, /") \
    X(rfind, "self, sub, start=, end=, /") \
    X(rindex, "self, sub, start=, end=, /") \
    X(rpartition, "self, sep, /") \
    X(rstrip, "self, bytes=, /") \
    X(split, "self, /, sep=, maxsplit=") \
    X(startswith, "self, prefix, start=, end=, /") \
    X(strip, "self, bytes=, /") \
    X(upper, "self, /") \
    X(capitalize, "self, /") \
    X(center, "self, width, fillchar=, /") \
    X(expandtabs, "self, /, tabsize=") \
    X(isalnum, "self, /") \
    X(isalpha, "self, /") \
    X(isascii, "self, /") \
    X(isdigit, "self, /") \
    X(islower, "self, /") \
    X(isspace, "self, /") \
    X(istitle, "self, /") \
    X(isupper, "self, /") \
    X(ljust, "self, width, fillchar=, /") \
    X(rjust, "self, width, fillchar=, /") \
    X(rsplit, "self, /, sep=, maxsplit=") \
    X(splitlines, "self, /, keepends=") \
    X(swapcase, "self, /") \
    X(title, "self, /") \
    X(translate, "self, table, /, delete=") \
    X(zfill, "self, width, /")
// bytes_methods.c, bytes_ascii.c: natives.
#define X(name, sig) py_value py__bytes_##name(py_vm *vm, const py_value *a, int n);
PY_BYTES_SIGNATURES(X)
#undef X
py_value py__bytes_fromhex(py_vm *vm, const py_value *a, int n);
py_value py__bytes_maketrans(py_vm *vm, const py_value *a, int n);
py_value py__bytes_percent(py_vm *vm, py_value format, py_value args);

// Codecs (codec.c): names and error handlers as str objects or NULL for utf-8 and strict.
py_value py__decode(py_vm *vm, const char *data, size_t size, const py_str *encoding,
                    const py_str *errors);
py_value py__encode(py_vm *vm, const py_str *s, const py_str *encoding, const py_str *errors);

// ---- formatting ---------------------------------------------------------------------------------

// A field's padding in code points: the fill stands `left` times before and `right` times behind.
void py__pad(vl_buf *out, const py_str *s, int64_t left, int64_t right, uint32_t fill);
// The % operator for both str (`bytes` false) and bytes. False: raised.
bool py__percent(py_vm *vm, vl_buf *out, const char *format, size_t size, py_value args,
                 bool bytes);

#endif
