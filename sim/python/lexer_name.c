// Names and keywords: PEP 3131 identifiers (XID_Start, XID_Continue by general category, NFKC when
// the parser takes them) and the prefixes that turn a quote into a string.
#include "lexer_internal.h"

#include <string.h>
#include <utf8proc.h>

typedef struct keyword_row {
    const char *text;
    uint8_t len, type;
} keyword_row;

static const keyword_row keywords[] = {
#define TOKEN(name, text)
#define OPERATOR(name, text)
#define KEYWORD(name, text) {text, sizeof(text) - 1, PY_TOK_##name},
#include "tokens.def"
#undef TOKEN
#undef OPERATOR
#undef KEYWORD
};

bool py_lex_is_name_start(char byte) {
    unsigned char c = (unsigned char)byte;
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
}

bool py_lex_is_name_char(char byte) {
    return py_lex_is_name_start(byte) || (byte >= '0' && byte <= '9');
}

// Other_ID_Start and Other_ID_Continue of Unicode's PropList.
static bool other_start(uint32_t code) {
    return code == 0x1885 || code == 0x1886 || code == 0x2118 || code == 0x212E || code == 0x309B ||
           code == 0x309C;
}

static bool other_continue(uint32_t code) {
    return code == 0xB7 || code == 0x387 || (code >= 0x1369 && code <= 0x1371) || code == 0x19DA ||
           code == 0x30FB || code == 0xFF65;
}

static bool is_id_start(uint32_t code) {
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
        return true;
    default:
        return code == '_' || other_start(code);
    }
}

static bool is_id_continue(uint32_t code) {
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC:
        return true;
    default:
        return is_id_start(code) || other_continue(code);
    }
}

// The X of XID: all of the character's compatibility form must be fit for the same place too.
bool py_name_char(uint32_t code, bool first) {
    if (first ? !is_id_start(code) : !is_id_continue(code)) {
        return false;
    }
    utf8proc_int32_t parts[32];
    int boundary = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)code, parts, (utf8proc_ssize_t)VL_COUNT(parts),
                                UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE, &boundary);
    if (count <= 0 || count > (utf8proc_ssize_t)VL_COUNT(parts)) {
        return count > 0;
    }
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        uint32_t part = (uint32_t)parts[i];
        if (first && i == 0 ? !is_id_start(part) : !is_id_continue(part)) {
            return false;
        }
    }
    return true;
}

static bool check_name(py_lexer *lexer, const char *start, const char *end) {
    for (const char *at = start; at < end;) {
        uint32_t code = 0;
        size_t width = vl_utf8_decode(at, (size_t)(end - at), false, &code);
        if (width == 0) {
            width = 1;
        }
        if (code >= 0x80 && !py_name_char(code, at == start)) {
            char text[5] = {0};
            memcpy(text, at, width < 4 ? width : 4);
            utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
            bool printable = category != UTF8PROC_CATEGORY_CC && category != UTF8PROC_CATEGORY_CF &&
                             category != UTF8PROC_CATEGORY_CN && category != UTF8PROC_CATEGORY_CO &&
                             category != UTF8PROC_CATEGORY_ZL && category != UTF8PROC_CATEGORY_ZP &&
                             category != UTF8PROC_CATEGORY_ZS;
            if (printable) {
                py_lex_fail(lexer, at + width, "invalid character '%s' (U+%04X)", text,
                            (unsigned)code);
            } else {
                py_lex_fail(lexer, at + width, "invalid non-printable character U+%04X",
                            (unsigned)code);
            }
            return false;
        }
        at += width;
    }
    return true;
}

static py_token_type name_type(const char *text, size_t len) {
    if (len < 2 || len > 8) {
        return PY_TOK_NAME;
    }
    for (size_t i = 0; i < VL_COUNT(keywords); i++) {
        if (keywords[i].len == len && keywords[i].text[0] == text[0] &&
            memcmp(keywords[i].text, text, len) == 0) {
            return (py_token_type)keywords[i].type;
        }
    }
    return PY_TOK_NAME;
}

typedef struct prefix {
    bool bytes, unicode, raw, format;
} prefix;

// Takes one letter of a string prefix in; false when it cannot belong to one.
static bool prefix_letter(prefix *seen, char c) {
    switch (c) {
    case 'b':
    case 'B':
        return !seen->bytes && !seen->unicode && !seen->format && (seen->bytes = true);
    case 'u':
    case 'U':
        return !seen->bytes && !seen->unicode && !seen->raw && !seen->format &&
               (seen->unicode = true);
    case 'r':
    case 'R':
        return !seen->raw && !seen->unicode && (seen->raw = true);
    case 'f':
    case 'F':
        return !seen->format && !seen->bytes && !seen->unicode && (seen->format = true);
    default:
        return false;
    }
}

void py_lex_name(py_lexer *lexer) {
    const char *start = lexer->cur, *at = start;
    prefix seen = {0};
    while (at < lexer->end && prefix_letter(&seen, *at)) {
        at++;
    }
    if (at > start && at < lexer->end && (*at == '"' || *at == '\'')) {
        lexer->cur = at;
        if (seen.format) {
            py_lex_fstring_start(lexer, start, seen.raw);
        } else {
            py_lex_string(lexer, start);
        }
        return;
    }
    bool ascii = true;
    for (at = start; at < lexer->end && py_lex_is_name_char(*at); at++) {
        ascii = ascii && (unsigned char)*at < 0x80;
    }
    if (!ascii && !check_name(lexer, start, at)) {
        return;
    }
    py_lex_add(lexer, name_type(start, (size_t)(at - start)), start, at);
    lexer->cur = at;
}
