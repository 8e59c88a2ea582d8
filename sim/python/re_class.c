// Character sets: [...].
#include "re_parser.h"

typedef struct class_item { bool category; char letter; uint32_t code; } class_item;

static bool class_escape(re_parser *p, class_item *item) {
    const char *escape = p->at - 1;
    if (p->at >= p->end)
        return re_fail(p, escape, "bad escape (end of pattern)");
    uint32_t c = re_next_char(p);
    char letter = c < 0x80 ? (char)c : 0;
    if (letter && strchr("dDsSwW", letter)) {
        *item = (class_item){true, letter, 0};
        return true;
    }
    if (letter == 'b') {
        item->code = '\b';
        return true;
    }
    int got = re_char_escape(p, escape, letter, &item->code);
    if (got)
        return got > 0;
    if (re_is_octal(letter)) {
        uint32_t value = c - '0';
        for (int i = 0; i < 2 && p->at < p->end && re_is_octal(*p->at); i++)
            value = value * 8 + (uint32_t)(*p->at++ - '0');
        if (value > 0377) {
            py_str *text = py_str_new(p->vm, escape, (size_t)(p->at - escape));
            py_value message = text ? py_from(py_str_format(
                p->vm, "octal escape value %S outside of range 0-0o377", text)) : py_unset();
            py_release(p->vm, text);
            return re_fail_value(p, message, escape);
        }
        item->code = value;
        return true;
    }
    if (re_is_letter(c) || re_is_digit(letter))
        return re_fail_text(p, escape, "bad escape ", escape, p->at);
    item->code = c;
    return true;
}

static bool class_item_of(re_parser *p, class_item *item) {
    *item = (class_item){0};
    uint32_t c = re_next_char(p);
    if (c == '\\')
        return class_escape(p, item);
    item->code = c;
    return true;
}

static bool put_item(re_parser *p, const class_item *item) {
    return item->category ? re_put_category(p, item->letter, true) : re_put_code(p, item->code);
}

static bool parse_range(re_parser *p, const class_item *low, const char *from, bool *ended) {
    class_item high;
    if (p->at >= p->end)
        return true; // unterminated: the caller says so
    if (*p->at == ']') {
        p->at++;
        *ended = true;
        return put_item(p, low) && re_put(p, "\\x{2d}");
    }
    if (!class_item_of(p, &high))
        return false;
    if (low->category || high.category || high.code < low->code) {
        py_str *text = py_str_new(p->vm, from, (size_t)(p->at - from));
        py_value message = text ? py_from(py_str_format(p->vm, "bad character range %S", text)) : py_unset();
        py_release(p->vm, text);
        return re_fail_value(p, message, from);
    }
    return re_put_code(p, low->code) && re_put(p, "-") && re_put_code(p, high.code);
}

bool re_parse_class(re_parser *p) {
    const char *open = p->at - 1;
    bool ended = false, first = true;
    re_put(p, re_take(p, '^') ? "[^" : "[");
    while (!ended) {
        if (p->at >= p->end)
            return re_fail(p, open, "unterminated character set");
        if (*p->at == ']' && !first) {
            p->at++;
            break;
        }
        first = false;
        const char *from = p->at;
        class_item item;
        if (!class_item_of(p, &item))
            return false;
        if (re_take(p, '-')) {
            if (p->at >= p->end)
                return re_fail(p, open, "unterminated character set");
            if (!parse_range(p, &item, from, &ended))
                return false;
        } else if (!put_item(p, &item))
            return false;
    }
    return re_put(p, "]");
}
