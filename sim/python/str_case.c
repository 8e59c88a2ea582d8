// Case of str: full mappings as CPython makes them (SpecialCasing without languages, but with the
// final sigma), and the methods that ask what characters are.
#include <utf8proc.h>

#include "containers_internal.h"
#include "lexer_internal.h"
#include "text_internal.h"

typedef struct py_special_case {
    uint32_t code;
    const char *upper, *title; // NULL: the simple mapping
} py_special_case;

static const py_special_case special_cases[] = {
#define X(code, upper, title) {code, upper, title},
#include "case_special.def"
#undef X
};

static const py_special_case *special(uint32_t c) {
    size_t low = 0, high = VL_COUNT(special_cases);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (special_cases[middle].code == c)
            return &special_cases[middle];
        if (special_cases[middle].code < c)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

// ---- one character ------------------------------------------------------------------------------

static void put_upper(vl_buf *out, uint32_t c) {
    const py_special_case *s = c < 128 ? NULL : special(c);
    if (s && s->upper)
        vl_buf_text(out, s->upper);
    else
        py__buf_char(out, (uint32_t)utf8proc_toupper((utf8proc_int32_t)c));
}

static void put_title(vl_buf *out, uint32_t c) {
    const py_special_case *s = c < 128 ? NULL : special(c);
    if (s && s->title)
        vl_buf_text(out, s->title);
    else
        py__buf_char(out, (uint32_t)utf8proc_totitle((utf8proc_int32_t)c));
}

static bool cased(uint32_t c) {
    return py__char_lower(c) || py__char_upper(c) || py__char_title(c);
}

// Whether the sigma between `start`..`at` and `next`..`end` ends a word.
static bool sigma_is_final(const char *start, const char *at, const char *next, const char *end) {
    uint32_t c = 0;
    while (at > start && py__char_case_ignorable(c = py__char_before(&at)))
        c = 0;
    if (!c || !cased(c))
        return false;
    c = 0;
    while (next < end && py__char_case_ignorable(c = py__char_next(&next)))
        c = 0;
    return !c || !cased(c);
}

#define CAPITAL_SIGMA 0x3a3u
#define SMALL_SIGMA   0x3c3u
#define FINAL_SIGMA   0x3c2u
#define CAPITAL_I_DOT 0x130u

// The lower case of the character at..next of `s`.
static void put_lower(vl_buf *out, const py_str *s, uint32_t c, const char *at, const char *next) {
    if (c == CAPITAL_SIGMA)
        py__buf_char(out, sigma_is_final(s->data, at, next, s->data + s->size) ? FINAL_SIGMA
                                                                               : SMALL_SIGMA);
    else if (c == CAPITAL_I_DOT)
        vl_buf_text(out, "i\314\207"); // with U+0307
    else
        py__buf_char(out, (uint32_t)utf8proc_tolower((utf8proc_int32_t)c));
}

static void put_folded(vl_buf *out, uint32_t c) {
    utf8proc_int32_t parts[8];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, parts, VL_COUNT(parts),
                                                 UTF8PROC_CASEFOLD, &boundary);
    if (n <= 0 || n > (utf8proc_ssize_t)VL_COUNT(parts))
        py__buf_char(out, c);
    for (utf8proc_ssize_t i = 0; i < n && n <= (utf8proc_ssize_t)VL_COUNT(parts); i++)
        py__buf_char(out, (uint32_t)parts[i]);
}

// ---- whole texts --------------------------------------------------------------------------------

typedef enum py_case {
    CASE_LOWER,
    CASE_UPPER,
    CASE_TITLE,
    CASE_CAPITAL,
    CASE_SWAP,
    CASE_FOLD
} py_case;

static char ascii_case(char c, py_case to, bool start) {
    bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
    bool wants_upper = to == CASE_UPPER || (to == CASE_SWAP && lower) ||
                       ((to == CASE_TITLE || to == CASE_CAPITAL) && start);
    return (upper && !wants_upper) || (lower && wants_upper) ? (char)(c ^ 32) : c;
}

static py_value change_ascii(py_vm *vm, const py_str *s, py_case to) {
    py_str *made = py__str_alloc(vm, s->size, s->size);
    if (!made)
        return py_unset();
    bool start = true;
    for (size_t i = 0; i < s->size; i++) {
        made->data[i] = ascii_case(s->data[i], to, start);
        start = to == CASE_TITLE && !py__char_alpha((unsigned char)s->data[i]);
    }
    return py_from(made);
}

static void put_case(vl_buf *out, const py_str *s, const char *at, const char *next, py_case to,
                     bool start) {
    uint32_t c = py__char_next(&(const char *){at});
    if (to == CASE_FOLD)
        put_folded(out, c);
    else if (to == CASE_UPPER || (to == CASE_SWAP && py__char_lower(c)))
        put_upper(out, c);
    else if ((to == CASE_TITLE || to == CASE_CAPITAL) && start)
        put_title(out, c);
    else if (to == CASE_SWAP && !py__char_upper(c))
        py__buf_char(out, c);
    else
        put_lower(out, s, c, at, next);
}

static py_value change(py_vm *vm, py_value self, py_case to) {
    const py_str *s = py__str_self(self);
    if (!s->size)
        return py_incref(py_unbox(self));
    if (py__str_ascii(s) && s->size > 1)
        return change_ascii(vm, s, to);
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    bool start = true;
    for (const char *at = s->data, *next = at; at < s->data + s->size; at = next) {
        uint32_t c = py__char_next(&next);
        put_case(&out, s, at, next, to, start);
        start = to == CASE_TITLE && !cased(c);
    }
    return py_from(py_str_from_buf(vm, &out));
}

#define CASE_METHOD(name, to)                                                                      \
    py_value py__str_##name(py_vm *vm, const py_value *a, int n) {                                 \
        (void)n;                                                                                   \
        return change(vm, a[0], to);                                                               \
    }

CASE_METHOD(capitalize, CASE_CAPITAL)
CASE_METHOD(casefold, CASE_FOLD)
CASE_METHOD(lower, CASE_LOWER)
CASE_METHOD(swapcase, CASE_SWAP)
CASE_METHOD(title, CASE_TITLE)
CASE_METHOD(upper, CASE_UPPER)

// ---- questions ----------------------------------------------------------------------------------

static bool char_alnum(uint32_t c) {
    return py__char_alpha(c) || py__char_numeric(c) || py__char_digit(c);
}

// All characters are such; an empty text is not.
static py_value all(py_value self, bool (*is)(uint32_t c)) {
    const py_str *s = py__str_self(self);
    for (const char *at = s->data; at < s->data + s->size;)
        if (!is(py__char_next(&at)))
            return py_bool(false);
    return py_bool(s->size != 0);
}

#define ALL_METHOD(name, is)                                                                       \
    py_value py__str_##name(py_vm *vm, const py_value *a, int n) {                                 \
        (void)vm;                                                                                  \
        (void)n;                                                                                   \
        return all(a[0], is);                                                                      \
    }

ALL_METHOD(isalnum, char_alnum)
ALL_METHOD(isalpha, py__char_alpha)
ALL_METHOD(isdecimal, py__char_decimal)
ALL_METHOD(isdigit, py__char_digit)
ALL_METHOD(isnumeric, py__char_numeric)
ALL_METHOD(isspace, py__char_space)

py_value py__str_isascii(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(py__str_ascii(py__str_self(a[0])));
}

py_value py__str_isprintable(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(!py__str_self(a[0])->size || all(a[0], py__char_printable).as.i);
}

static bool name_char(uint32_t c, bool first) {
    if (c >= 128)
        return py_name_char(c, first);
    return c == '_' || py__char_alpha(c) || (!first && c >= '0' && c <= '9');
}

py_value py__str_isidentifier(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    const py_str *s = py__str_self(a[0]);
    bool first = true;
    for (const char *at = s->data; at < s->data + s->size; first = false)
        if (!name_char(py__char_next(&at), first))
            return py_bool(false);
    return py_bool(!first);
}

// Something is cased, and nothing in the other case.
static py_value one_case(py_value self, bool (*is)(uint32_t c), bool (*other)(uint32_t c)) {
    const py_str *s = py__str_self(self);
    bool any = false;
    for (const char *at = s->data; at < s->data + s->size;) {
        uint32_t c = py__char_next(&at);
        if (other(c) || py__char_title(c))
            return py_bool(false);
        any = any || is(c);
    }
    return py_bool(any);
}

py_value py__str_islower(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return one_case(a[0], py__char_lower, py__char_upper);
}

py_value py__str_isupper(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return one_case(a[0], py__char_upper, py__char_lower);
}

py_value py__str_istitle(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    const py_str *s = py__str_self(a[0]);
    bool any = false, inside = false;
    for (const char *at = s->data; at < s->data + s->size;) {
        uint32_t c = py__char_next(&at);
        bool lower = py__char_lower(c), capital = py__char_upper(c) || py__char_title(c);
        if ((capital && inside) || (lower && !inside))
            return py_bool(false);
        inside = lower || capital;
        any = any || inside;
    }
    return py_bool(any);
}
