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

py_bytes *py__bytes_self(py_value v); // the bytes in v or in its box; borrowed
static inline bool py__is_bytes(py_value v) {
    return py_has_flag(v, PY_TF_BYTES);
}
py_bytes *py__bytes_alloc(py_vm *vm, size_t size); // to be filled; NULL: MemoryError
py_bytes *py__bytes_from_buf(py_vm *vm, vl_buf *buf_take);
void py__bytes_repr_append(vl_buf *out, const char *data, size_t size);
extern const py_fndef py__bytes_methods[];
// bytes_ascii.c: natives.
py_value py__bytes_capitalize(py_vm *vm, const py_value *a, int n);
py_value py__bytes_center(py_vm *vm, const py_value *a, int n);
py_value py__bytes_expandtabs(py_vm *vm, const py_value *a, int n);
py_value py__bytes_isalnum(py_vm *vm, const py_value *a, int n);
py_value py__bytes_isalpha(py_vm *vm, const py_value *a, int n);
py_value py__bytes_isascii(py_vm *vm, const py_value *a, int n);
py_value py__bytes_isdigit(py_vm *vm, const py_value *a, int n);
py_value py__bytes_islower(py_vm *vm, const py_value *a, int n);
py_value py__bytes_isspace(py_vm *vm, const py_value *a, int n);
py_value py__bytes_istitle(py_vm *vm, const py_value *a, int n);
py_value py__bytes_isupper(py_vm *vm, const py_value *a, int n);
py_value py__bytes_ljust(py_vm *vm, const py_value *a, int n);
py_value py__bytes_maketrans(py_vm *vm, const py_value *a, int n);
py_value py__bytes_rjust(py_vm *vm, const py_value *a, int n);
py_value py__bytes_rsplit(py_vm *vm, const py_value *a, int n);
py_value py__bytes_splitlines(py_vm *vm, const py_value *a, int n);
py_value py__bytes_swapcase(py_vm *vm, const py_value *a, int n);
py_value py__bytes_title(py_vm *vm, const py_value *a, int n);
py_value py__bytes_translate(py_vm *vm, const py_value *a, int n);
py_value py__bytes_zfill(py_vm *vm, const py_value *a, int n);
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
