// Python's regular expressions into PCRE2's: items, repeats, alternatives.
#include <stdio.h>

#include "re_parser.h"

#define NO_WIDTH   (INT64_C(1) << 40) // unbounded
#define MAX_REPEAT 65535            // PCRE2's

// \0, \123: octal; \1 to \99: a group.
static bool digit_escape(re_parser *p, const char *escape, char first, re_width *w) {
    *w = (re_width){1, 1};
    uint32_t value = (uint32_t)(first - '0');
    if (first == '0') {
        for (int i = 0; i < 2 && p->at < p->end && re_is_octal(*p->at); i++)
            value = value * 8 + (uint32_t)(*p->at++ - '0');
        return re_put_code(p, value);
    }
    if (p->at < p->end && re_is_digit(*p->at)) {
        if (re_is_octal(first) && re_is_octal(*p->at) && p->at + 1 < p->end && re_is_octal(p->at[1])) {
            value = value * 64 + (uint32_t)(p->at[0] - '0') * 8 + (uint32_t)(p->at[1] - '0');
            p->at += 2;
            if (value > 0377) {
                py_str *text = py_str_new(p->vm, escape, (size_t)(p->at - escape));
                py_value message = text ? py_from(py_str_format(
                    p->vm, "octal escape value %S outside of range 0-0o377", text)) : py_unset();
                py_release(p->vm, text);
                return re_fail_value(p, message, escape);
            }
            return re_put_code(p, value);
        }
        value = value * 10 + (uint32_t)(*p->at++ - '0');
    }
    return re_put_reference(p, (int)value, escape + 1, escape, w);
}

static bool parse_escape(re_parser *p, re_width *w, bool *repeatable) {
    const char *escape = p->at - 1;
    *w = (re_width){1, 1};
    if (p->at >= p->end)
        return re_fail(p, escape, "bad escape (end of pattern)");
    uint32_t c = re_next_char(p), code;
    char letter = c < 0x80 ? (char)c : 0;
    if (letter && strchr("dDsSwW", letter))
        return re_put_category(p, letter, false);
    if (letter == 'A' || letter == 'b' || letter == 'B' || letter == 'Z' ||
        (letter == 'z' && p->vm->python_minor >= 14)) {
        *w = (re_width){0, 0};
        *repeatable = false;
        char text[3] = {'\\', letter == 'Z' ? 'z' : letter, 0};
        return re_put(p, text);
    }
    int got = re_char_escape(p, escape, letter, &code);
    if (got)
        return got > 0 && re_put_code(p, code);
    if (re_is_digit(letter))
        return digit_escape(p, escape, letter, w);
    if (re_is_letter(c))
        return re_fail_text(p, escape, "bad escape ", escape, p->at);
    return re_put_code(p, c);
}

static bool read_number(re_parser *p, int64_t *out) {
    const char *from = p->at;
    int64_t value = 0;
    while (p->at < p->end && re_is_digit(*p->at)) {
        value = value > NO_WIDTH ? value : value * 10 + (*p->at - '0');
        p->at++;
    }
    *out = value;
    return p->at > from;
}

// A quantifier at p->at. 1: read, 0: none (a brace that is none is a character), -1 failed.
static int parse_repeat(re_parser *p, int64_t *least, int64_t *most) {
    const char *start = p->at;
    if (p->at >= p->end)
        return 0;
    switch (*p->at) {
    case '*': *least = 0; *most = NO_WIDTH; break;
    case '+': *least = 1; *most = NO_WIDTH; break;
    case '?': *least = 0; *most = 1; break;
    case '{': {
        p->at++;
        *least = 0;
        *most = NO_WIDTH;
        if (re_take(p, '}')) {
            p->at = start;
            return 0;
        }
        bool low = read_number(p, least), comma = re_take(p, ',');
        if (comma) {
            if (!read_number(p, most))
                *most = NO_WIDTH;
        } else
            *most = *least;
        if (!re_take(p, '}') || (!low && !comma)) {
            p->at = start;
            return 0;
        }
        if (*most < *least)
            return re_fail(p, start + 1, "min repeat greater than max repeat") ? 0 : -1;
        if (*least > MAX_REPEAT || (*most > MAX_REPEAT && *most < NO_WIDTH)) {
            py_unsupported(p->vm, "re: a repetition of more than %d is not supported", MAX_REPEAT);
            return -1;
        }
        return 1;
    }
    default: return 0;
    }
    p->at++;
    return 1;
}

static bool put_repeat(re_parser *p, int64_t least, int64_t most) {
    if (most >= NO_WIDTH)
        return vl_buf_format(&p->out->text, "{%d,}", (int)least);
    return vl_buf_format(&p->out->text, "{%d,%d}", (int)least, (int)most);
}

static int64_t times(int64_t a, int64_t b) {
    return a == 0 || b == 0 ? 0 : a >= NO_WIDTH / b ? NO_WIDTH : a * b;
}

// The quantifier behind an item, which begins at `item` and has the width *w.
static bool parse_quantifier(re_parser *p, bool repeatable, re_width *w) {
    int64_t least, most;
    const char *start = p->at;
    int got = parse_repeat(p, &least, &most);
    if (got <= 0)
        return got == 0;
    if (!repeatable)
        return re_fail(p, start, "nothing to repeat");
    put_repeat(p, least, most);
    if (re_take(p, '?'))
        re_put(p, "?");
    else if (re_take(p, '+'))
        re_put(p, "+");
    w->least = times(w->least, least);
    w->most = times(w->most, most);
    const char *again = p->at;
    got = parse_repeat(p, &least, &most);
    return got > 0 ? re_fail(p, again, "multiple repeat") : got == 0;
}

static void skip_verbose(re_parser *p) {
    while ((p->flags & RE_VERBOSE) && p->at < p->end) {
        if (*p->at == '#')
            while (p->at < p->end && *p->at != '\n')
                p->at++;
        else if (strchr(" \t\n\r\v\f", *p->at) && *p->at)
            p->at++;
        else
            break;
    }
}

static bool parse_item(re_parser *p, re_width *w, bool *repeatable, bool *empty) {
    const char *start = p->at;
    int64_t least, most;
    *repeatable = true;
    *w = (re_width){1, 1};
    int got = parse_repeat(p, &least, &most);
    if (got)
        return got > 0 && re_fail(p, start, "nothing to repeat");
    uint32_t c = re_next_char(p);
    switch (c) {
    case '\\': return parse_escape(p, w, repeatable);
    case '[': return re_parse_class(p);
    case '.': return re_put(p, ".");
    case '^':
    case '$':
        *repeatable = false;
        *w = (re_width){0, 0};
        return re_put(p, c == '^' ? "^" : "$");
    case '(': return re_parse_group(p, w, empty);
    default: return re_put_code(p, c);
    }
}

bool re_parse_sequence(re_parser *p, re_width *w) {
    *w = (re_width){0, 0};
    for (;;) {
        skip_verbose(p);
        if (p->at >= p->end || *p->at == '|' || *p->at == ')')
            return true;
        re_width item;
        bool repeatable, empty = false;
        if (!parse_item(p, &item, &repeatable, &empty))
            return false;
        if (empty)
            continue;
        skip_verbose(p);
        if (!parse_quantifier(p, repeatable, &item))
            return false;
        w->least += item.least;
        w->most += item.most;
    }
}

bool re_parse_alternatives(re_parser *p, re_width *w, bool top) {
    bool first = true;
    do {
        re_width one;
        if (!first)
            re_put(p, "|");
        if (!re_parse_sequence(p, &one))
            return false;
        if (first)
            *w = one;
        else {
            w->least = one.least < w->least ? one.least : w->least;
            w->most = one.most > w->most ? one.most : w->most;
        }
        first = false;
    } while (re_take(p, '|'));
    if (top && p->at < p->end)
        return re_fail(p, p->at, "unbalanced parenthesis");
    return true;
}

bool re_translate(py_vm *vm, py_value pattern, const char *text, size_t size, bool is_bytes, int flags,
                  py_value error, re_translation *out) {
    *out = (re_translation){.flags = flags, .names = py_dict_new(vm)};
    vl_buf_init(&out->text, vm->heap);
    re_parser p = {.vm = vm, .pattern = pattern, .error = error, .text = text, .at = text, .end = text + size,
                .is_bytes = is_bytes, .flags = flags, .out = out};
    re_width w;
    bool ok = out->names && re_parse_alternatives(&p, &w, true);
    if (ok && p.conditional > out->groups) {
        char message[64];
        snprintf(message, sizeof message, "invalid group reference %d", p.conditional);
        ok = re_fail(&p, p.conditional_at, message);
    }
    vl_heap_free(vm->heap, p.widths, (size_t)p.width_cap * sizeof *p.widths);
    if (ok && out->text.failed) {
        py_raise_memory(vm);
        ok = false;
    }
    if (!ok)
        re_translation_free(vm, out);
    return ok;
}

void re_translation_free(py_vm *vm, re_translation *t) {
    vl_buf_deinit(&t->text);
    py_release(vm, t->names);
    vl_heap_free(vm->heap, t->close_rank, (size_t)t->rank_cap * sizeof *t->close_rank);
    *t = (re_translation){0};
}
