// Constants of a dump as Python's repr() shows them.
#include "parser_internal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static bool is_printable(uint32_t code) {
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return false;
    case UTF8PROC_CATEGORY_ZS:
        return code == ' ';
    default:
        return true;
    }
}

static void repr_code(vl_buf *out, uint32_t code, const char *text, size_t width) {
    if (is_printable(code)) {
        vl_buf_append(out, text, width);
    } else if (code < 0x100) {
        vl_buf_format(out, "\\x%02x", (unsigned)code);
    } else if (code < 0x10000) {
        vl_buf_format(out, "\\u%04x", (unsigned)code);
    } else {
        vl_buf_format(out, "\\U%08x", (unsigned)code);
    }
}

void py_repr_text(vl_buf *out, py_ast_text text, bool bytes) {
    bool single = text.len > 0 && memchr(text.data, '\'', text.len) != NULL;
    bool use_double = single && memchr(text.data, '"', text.len) == NULL;
    char quote = use_double ? '"' : '\'';
    vl_buf_text(out, bytes ? "b" : "");
    vl_buf_char(out, quote);
    for (size_t i = 0; i < text.len;) {
        unsigned char c = (unsigned char)text.data[i];
        if (c == (unsigned char)quote || c == '\\') {
            vl_buf_format(out, "\\%c", c);
        } else if (c == '\n' || c == '\r' || c == '\t') {
            vl_buf_text(out, c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
        } else if (c >= 0x20 && c < 0x7F) {
            vl_buf_char(out, (char)c);
        } else if (bytes || c < 0x80) {
            vl_buf_format(out, "\\x%02x", c);
        } else {
            uint32_t code = 0;
            size_t width = vl_utf8_decode(text.data + i, text.len - i, true, &code);
            width = width == 0 ? 1 : width;
            repr_code(out, code, text.data + i, width);
            i += width;
            continue;
        }
        i++;
    }
    vl_buf_char(out, quote);
}

// The shortest digits that read back as the same number, laid out as Python does.
void py_repr_float(vl_buf *out, double number, bool imaginary) {
    const char *suffix = imaginary ? "j" : "";
    if (isinf(number)) { // ast.dump shows repr(inf)
        vl_buf_format(out, "inf%s", suffix);
        return;
    }
    char text[40];
    for (int digits = 0; digits < 17; digits++) {
        (void)snprintf(text, sizeof(text), "%.*e", digits, number);
        if (strtod(text, NULL) == number) {
            break;
        }
    }
    char *e = strchr(text, 'e');
    int exponent = atoi(e + 1);
    *e = '\0';
    char mantissa[24];
    size_t len = 0;
    for (const char *c = text; *c != '\0'; c++) {
        if (*c != '.') {
            mantissa[len++] = *c;
        }
    }
    mantissa[len] = '\0';
    if (exponent < -4 || exponent >= 16) {
        vl_buf_format(out, "%c%s%se%c%02d%s", mantissa[0], len > 1 ? "." : "", mantissa + 1,
                      exponent < 0 ? '-' : '+', abs(exponent), suffix);
    } else if (exponent < 0) {
        vl_buf_text(out, "0.");
        vl_buf_fill(out, '0', (size_t)(-exponent - 1));
        vl_buf_format(out, "%s%s", mantissa, suffix);
    } else {
        size_t whole = (size_t)exponent + 1;
        vl_buf_append(out, mantissa, len < whole ? len : whole);
        vl_buf_fill(out, '0', len < whole ? whole - len : 0);
        if (len > whole) {
            vl_buf_format(out, ".%s", mantissa + whole);
        } else if (!imaginary) {
            vl_buf_text(out, ".0");
        }
        vl_buf_text(out, suffix);
    }
}

// Appends `value` times `radix` plus `digit` to little-endian limbs of nine decimal digits.
static size_t multiply_add(uint32_t *limbs, size_t count, uint32_t radix, uint32_t digit) {
    uint64_t carry = digit;
    for (size_t i = 0; i < count; i++) {
        uint64_t value = (uint64_t)limbs[i] * radix + carry;
        limbs[i] = (uint32_t)(value % 1000000000U);
        carry = value / 1000000000U;
    }
    if (carry > 0) {
        limbs[count++] = (uint32_t)carry;
    }
    return count;
}

static void repr_radix(vl_buf *out, const char *digits, size_t len, uint32_t radix) {
    uint32_t *limbs = calloc(len / 2 + 2, sizeof(*limbs));
    if (limbs == NULL) {
        out->failed = true;
        return;
    }
    size_t count = 0;
    for (size_t i = 0; i < len; i++) {
        char c = digits[i];
        uint32_t digit = c <= '9' ? (uint32_t)(c - '0') : (uint32_t)((c | 0x20) - 'a' + 10);
        count = multiply_add(limbs, count, radix, digit);
    }
    vl_buf_format(out, "%u", count > 0 ? (unsigned)limbs[count - 1] : 0U);
    for (size_t i = count; i > 1; i--) {
        vl_buf_format(out, "%09u", (unsigned)limbs[i - 2]);
    }
    free(limbs);
}

void py_repr_int(vl_buf *out, py_ast_text digits) {
    char second = digits.len > 1 ? (char)(digits.data[1] | 0x20) : '\0';
    if (second == 'x' || second == 'o' || second == 'b') {
        uint32_t radix = second == 'x' ? 16 : second == 'o' ? 8 : 2;
        repr_radix(out, digits.data + 2, digits.len - 2, radix);
        return;
    }
    size_t zeros = 0;
    while (zeros + 1 < digits.len && digits.data[zeros] == '0') {
        zeros++;
    }
    vl_buf_append(out, digits.data + zeros, digits.len - zeros);
}
