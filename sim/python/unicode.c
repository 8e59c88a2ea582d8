// What kind of character a code point is, by CPython's rules (unicodectype.c): categories from
// utf8proc, the rest from tables.
#include <utf8proc.h>

#include "text_internal.h"
#include "unicode_tables.def"

typedef struct py_char_range {
    uint32_t first, last;
} py_char_range;

#define X(first, last) {first, last},
static const py_char_range other_lower[] = {PY_OTHER_LOWER_TABLE(X)};
static const py_char_range other_upper[] = {PY_OTHER_UPPER_TABLE(X)};
static const py_char_range other_digit[] = {PY_OTHER_DIGIT_TABLE(X)};
static const py_char_range other_numeric[] = {PY_OTHER_NUMERIC_TABLE(X)};
#undef X

static bool in_table(uint32_t c, const py_char_range *table, size_t count) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c > table[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && c >= table[low].first;
}

#define IN(c, table) in_table(c, table, VL_COUNT(table))

// utf8proc may stand at Unicode 15.0; CPython 3.13 has 15.1, which added these.
static utf8proc_category_t category(uint32_t c) {
    if (c >= 0x2ebf0 && c <= 0x2ee5d)
        return UTF8PROC_CATEGORY_LO;
    if ((c >= 0x2ffc && c <= 0x2fff) || c == 0x31ef)
        return UTF8PROC_CATEGORY_SO;
    return utf8proc_category((utf8proc_int32_t)c);
}

int py__char_category(uint32_t c) {
    return (int)category(c);
}

bool py__char_printable(uint32_t c) {
    if (c < 127)
        return c >= 32;
    switch (category(c)) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS:
        return false;
    default:
        return true;
    }
}

bool py__char_space(uint32_t c) {
    if (c < 128)
        return c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31);
    return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
           c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

bool py__char_line_break(uint32_t c) {
    return (c >= 10 && c <= 13) || (c >= 28 && c <= 30) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool py__char_alpha(uint32_t c) {
    if (c < 128)
        return (c | 32) >= 'a' && (c | 32) <= 'z';
    switch (category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return true;
    default:
        return false;
    }
}

bool py__char_decimal(uint32_t c) {
    return c < 128 ? c >= '0' && c <= '9' : category(c) == UTF8PROC_CATEGORY_ND;
}

bool py__char_digit(uint32_t c) {
    return py__char_decimal(c) || (c >= 128 && IN(c, other_digit));
}

bool py__char_numeric(uint32_t c) {
    if (c < 128)
        return py__char_decimal(c);
    utf8proc_category_t kind = category(c);
    return kind == UTF8PROC_CATEGORY_ND || kind == UTF8PROC_CATEGORY_NL ||
           kind == UTF8PROC_CATEGORY_NO || IN(c, other_numeric);
}

bool py__char_lower(uint32_t c) {
    if (c < 128)
        return c >= 'a' && c <= 'z';
    return category(c) == UTF8PROC_CATEGORY_LL || IN(c, other_lower);
}

bool py__char_upper(uint32_t c) {
    if (c < 128)
        return c >= 'A' && c <= 'Z';
    return category(c) == UTF8PROC_CATEGORY_LU || IN(c, other_upper);
}

bool py__char_title(uint32_t c) {
    return c >= 128 && category(c) == UTF8PROC_CATEGORY_LT;
}

// Case_Ignorable: marks, modifiers, and the punctuation inside of words (Word_Break of UAX #29).
bool py__char_case_ignorable(uint32_t c) {
    static const uint32_t inside[] = {0x27,   0x2e,   0x3a,   0xb7,   0x387,  0x55f,
                                      0x5f4,  0x2018, 0x2019, 0x2024, 0x2027, 0xfe13,
                                      0xfe52, 0xfe55, 0xff07, 0xff0e, 0xff1a};
    for (size_t i = 0; i < VL_COUNT(inside); i++)
        if (c == inside[i])
            return true;
    switch (category(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK:
        return true;
    default:
        return false;
    }
}
