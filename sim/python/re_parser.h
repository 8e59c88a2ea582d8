// What the files that translate patterns share: one parser over Python's syntax, and PCRE2's text as its
// output. Every function that returns bool returns false after an exception. The model of syntax and errors
// is CPython's re/_parser.py.
#ifndef PY_RE_PARSER_H
#define PY_RE_PARSER_H

#include "re_internal.h"

typedef struct re_width { int64_t least, most; } re_width; // characters

typedef struct re_parser {
    py_vm *vm;
    py_value pattern, error;
    const char *text, *at, *end;
    bool is_bytes;
    int flags;           // in force here
    int lookbehind;      // groups from here on were opened in a lookbehind; 0: none
    int depth, closed;
    int conditional;     // the largest number that a conditional asks for
    const char *conditional_at;
    re_width *widths;       // by group; least -1: open
    int width_cap;
    re_translation *out;
    bool failed;
} re_parser;

static inline bool re_put(re_parser *p, const char *text) {
    return vl_buf_text(&p->out->text, text);
}
static inline bool re_take(re_parser *p, char c) {
    if (p->at >= p->end || *p->at != c)
        return false;
    p->at++;
    return true;
}
static inline bool re_is_digit(char c) {
    return c >= '0' && c <= '9';
}
static inline bool re_is_octal(char c) {
    return c >= '0' && c <= '7';
}
static inline bool re_is_letter(uint32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// re_input.c. Errors at a place of the pattern; NULL: at none.
bool re_fail_value(re_parser *p, py_value message_take, const char *at);
bool re_fail(re_parser *p, const char *at, const char *message);
bool re_fail_text(re_parser *p, const char *at, const char *message, const char *from, const char *to);
bool re_fail_name(re_parser *p, const char *at, const char *message, const char *from, const char *to);
uint32_t re_next_char(re_parser *p);
bool re_put_code(re_parser *p, uint32_t c); // as a literal
// Escapes that mean one character, the same in classes and outside. 1: *code; 0: none of them; -1.
int re_char_escape(re_parser *p, const char *escape, char letter, uint32_t *code);
// \d \w \s and their opposites; `inside` a class.
bool re_put_category(re_parser *p, char letter, bool inside);

// re_class.c: behind [.
bool re_parse_class(re_parser *p);

// re_group.c: behind (. *empty: a comment or flags, nothing that could be repeated.
bool re_parse_group(re_parser *p, re_width *w, bool *empty);
bool re_put_reference(re_parser *p, int number, const char *at, const char *escape, re_width *w);

// re_translate.c
bool re_parse_sequence(re_parser *p, re_width *w);
bool re_parse_alternatives(re_parser *p, re_width *w, bool top);

#endif
