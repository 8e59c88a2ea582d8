// The text of string and bytes literals: escapes (language reference, 2.4.1.1) and line breaks.
#include "parser_internal.h"

#include <string.h>

typedef struct escape_reader {
    py_parser *p;
    const py_token *token; // where mistakes are
    const char *start, *at, *end;
    char *out;
    bool bytes;
} escape_reader;

static int hex_value(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// CPython counts positions in the literal with other characters written as \UXXXXXXXX.
static long position_of(const escape_reader *r, const char *at) {
    long position = 0;
    for (const char *c = r->start; c < at; c++) {
        unsigned char byte = (unsigned char)*c;
        position += byte < 0x80 ? 1 : (byte & 0xC0) == 0x80 ? 0 : 10;
    }
    return position;
}

static bool escape_error(const escape_reader *r, const char *from, const char *to,
                         const char *what) {
    py__parse_raise(r->p, r->token->place,
             "(unicode error) 'unicodeescape' codec can't decode bytes in position %ld-%ld: %s",
             position_of(r, from), position_of(r, to) - 1, what);
    return false;
}

static void put_code(escape_reader *r, uint32_t code) {
    if (r->bytes) {
        *r->out++ = (char)(unsigned char)code;
    } else if (code >= 0xD800 && code < 0xE000) { // lone surrogate in its three-byte form
        *r->out++ = (char)0xED;
        *r->out++ = (char)(0x80 | ((code >> 6) & 0x3F));
        *r->out++ = (char)(0x80 | (code & 0x3F));
    } else {
        r->out += vl_utf8_encode(code, r->out);
    }
}

static bool read_hex(escape_reader *r, const char *backslash, int digits, const char *truncated) {
    uint32_t code = 0;
    int taken = 0;
    while (taken < digits && r->at < r->end && hex_value(*r->at) >= 0) {
        code = code * 16 + (uint32_t)hex_value(*r->at++);
        taken++;
    }
    if (taken < digits) {
        if (r->bytes) {
            py__parse_raise(r->p, r->token->place, "(value error) invalid \\x escape at position %ld",
                     (long)(backslash - r->start));
            return false;
        }
        return escape_error(r, backslash, r->at, truncated);
    }
    if (code > 0x10FFFF) {
        return escape_error(r, backslash, r->at, "illegal Unicode character");
    }
    put_code(r, code);
    return true;
}

static bool read_name(escape_reader *r, const char *backslash) {
    const char *close = r->at;
    while (close < r->end && *close != '}') {
        close++;
    }
    if (r->at == r->end || *r->at != '{' || close == r->end || close == r->at + 1) {
        return escape_error(r, backslash, r->at < r->end && *r->at == '{' ? close : r->at,
                            "malformed \\N character escape");
    }
    py_raise_kind(r->p, r->token->place, VL_UNSUPPORTED, "SyntaxError",
                  "characters by name are not supported: \\N%.*s", (int)(close + 1 - r->at), r->at);
    return false;
}

static void read_octal(escape_reader *r) {
    uint32_t code = 0;
    for (int i = 0; i < 3 && r->at < r->end && *r->at >= '0' && *r->at <= '7'; i++) {
        code = code * 8 + (uint32_t)(*r->at++ - '0');
    }
    put_code(r, r->bytes ? code & 0xFF : code);
}

// Only the first one of a token is told, and once where the text is read again.
static bool note_escape(escape_reader *r, const char *text, size_t len) {
    py_parser *p = r->p;
    vl_place place = r->token->place;
    for (const py_ast_escape *e = p->escapes; e; e = e->next) {
        if (e->place.line == place.line && e->place.col == place.col) {
            return true;
        }
    }
    py_ast_escape *e = vl_arena_alloc(p->arena, sizeof(*e));
    if (e == NULL) {
        py__parse_memory(p);
        return false;
    }
    *e = (py_ast_escape){.place = place};
    memcpy(e->text, text, len < sizeof(e->text) ? len : sizeof(e->text) - 1);
    py_ast_escape **last = &p->escapes;
    while (*last != NULL) {
        last = &(*last)->next;
    }
    *last = e;
    return true;
}

// After a backslash; an unknown escape stays as it is written.
static bool read_escape(escape_reader *r) {
    static const char plain[] = "\\'\"abfnrtv", values[] = "\\'\"\a\b\f\n\r\t\v";
    const char *backslash = r->at - 1;
    if (r->at == r->end) {
        *r->out++ = '\\';
        return true;
    }
    char c = *r->at;
    const char *found = strchr(plain, c);
    if (found != NULL) {
        *r->out++ = values[found - plain];
        r->at++;
    } else if (c == '\n' || c == '\r') {
        r->at += c == '\r' && r->at + 1 < r->end && r->at[1] == '\n' ? 2 : 1;
    } else if (c >= '0' && c <= '7') {
        const char *digits = r->at;
        read_octal(r);
        return r->at - digits < 3 || *digits < '4' || note_escape(r, digits, 3);
    } else if (c == 'x') {
        r->at++;
        return read_hex(r, backslash, 2, "truncated \\xXX escape");
    } else if (c == 'u' && !r->bytes) {
        r->at++;
        return read_hex(r, backslash, 4, "truncated \\uXXXX escape");
    } else if (c == 'U' && !r->bytes) {
        r->at++;
        return read_hex(r, backslash, 8, "truncated \\UXXXXXXXX escape");
    } else if (c == 'N' && !r->bytes) {
        r->at++;
        return read_name(r, backslash);
    } else {
        *r->out++ = '\\';
        return (unsigned char)c >= 0x80 || note_escape(r, r->at, 1); // as CPython, which looks at ASCII
    }
    return true;
}

bool py_unescape(py_parser *p, const py_token *token, const char *text, size_t len, bool raw,
                 bool bytes, py_ast_text *out) {
    char *start = vl_arena_alloc(p->arena, len + 1); // an escape is never shorter than its value
    if (start == NULL) {
        py__parse_memory(p);
        return false;
    }
    escape_reader r = {p, token, text, text, text + len, start, bytes};
    while (r.at < r.end) {
        char c = *r.at++;
        if (c == '\\' && !raw) {
            if (!read_escape(&r)) {
                return false;
            }
        } else if (c == '\r') {
            r.at += r.at < r.end && *r.at == '\n';
            *r.out++ = '\n';
        } else if (bytes && (unsigned char)c >= 0x80) {
            py__parse_raise(p, token->place, "bytes can only contain ASCII literal characters");
            return false;
        } else {
            *r.out++ = c;
        }
    }
    *out = (py_ast_text){start, (size_t)(r.out - start)};
    return true;
}
