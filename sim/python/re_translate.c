// Python's regular expressions into PCRE2's. The model of syntax and errors is CPython's re/_parser.py.
#include <stdio.h>

#include "re_internal.h"

#define NO_WIDTH   INT64_C(1) << 40 // unbounded
#define MAX_REPEAT 65535            // PCRE2's

typedef struct width { int64_t least, most; } width;

typedef struct parser {
    py_vm *vm;
    py_value pattern, error;
    const char *text, *at, *end;
    bool is_bytes;
    int flags;           // in force here
    int lookbehind;      // groups from here on were opened in a lookbehind; 0: none
    int depth, closed;
    int conditional;     // the largest number that a conditional asks for
    const char *conditional_at;
    width *widths;       // by group; least -1: open
    int width_cap;
    re_translation *out;
    bool failed;
} parser;

static bool parse_alternatives(parser *p, width *w, bool top);
static bool parse_sequence(parser *p, width *w);

// ---- errors -----------------------------------------------------------------------------------------

static bool fail_value(parser *p, py_value message_take, const char *at) {
    int64_t position = at ? (p->is_bytes ? at - p->text
                                         : (int64_t)py__count_chars(p->text, (size_t)(at - p->text)))
                          : 0;
    py_value parts[3] = {message_take, p->pattern, at ? py_int(position) : py_none()};
    py_value exc = py_is_set(message_take) ? py_call_n(p->vm, p->error, 3, parts) : py_unset();
    py_decref(p->vm, message_take);
    if (py_is_set(exc))
        py_raise_exc(p->vm, (py_exc *)exc.as.o);
    return false;
}

static bool fail(parser *p, const char *at, const char *message) {
    return fail_value(p, py_from(py_str_z(p->vm, message)), at);
}

static bool fail_text(parser *p, const char *at, const char *message, const char *from, const char *to) {
    py_str *text = py_str_new(p->vm, from, (size_t)(to - from));
    py_value whole = text ? py_from(py_str_format(p->vm, "%s%S", message, text)) : py_unset();
    py_release(p->vm, text);
    return fail_value(p, whole, at);
}

static bool fail_name(parser *p, const char *at, const char *message, const char *from, const char *to) {
    py_str *text = py_str_new(p->vm, from, (size_t)(to - from));
    py_value whole = text ? py_from(py_str_format(p->vm, "%s %R", message, py_from(text))) : py_unset();
    py_release(p->vm, text);
    return fail_value(p, whole, at);
}

// ---- output -----------------------------------------------------------------------------------------

static bool put(parser *p, const char *text) {
    return vl_buf_text(&p->out->text, text);
}

static bool put_code(parser *p, uint32_t c) {
    if (c < 0x80 && ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'))
        return vl_buf_char(&p->out->text, (char)c);
    return vl_buf_format(&p->out->text, "\\x{%x}", (unsigned)c);
}

// ---- input ------------------------------------------------------------------------------------------

static uint32_t next_char(parser *p) {
    if (p->is_bytes)
        return (unsigned char)*p->at++;
    return py__char_next(&p->at);
}

static bool take(parser *p, char c) {
    if (p->at >= p->end || *p->at != c)
        return false;
    p->at++;
    return true;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
static bool is_octal(char c) {
    return c >= '0' && c <= '7';
}
static bool is_letter(uint32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int hex_value(char c) {
    return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// \xhh, \uhhhh, \Uhhhhhhhh: *at stands behind the letter.
static bool read_hex(parser *p, const char *escape, int digits, uint32_t *code) {
    uint32_t value = 0;
    int i = 0;
    for (; i < digits && p->at < p->end && hex_value(*p->at) >= 0; i++, p->at++)
        value = value * 16 + (uint32_t)hex_value(*p->at);
    if (i < digits)
        return fail_text(p, escape, "incomplete escape ", escape, p->at);
    if (value > 0x10ffff)
        return fail_text(p, escape, "bad escape ", escape, p->at);
    *code = value;
    return true;
}

// Escapes that mean one character, the same in classes and outside. 1: *code; 0: none of them; -1.
static int char_escape(parser *p, const char *escape, char letter, uint32_t *code) {
    static const char letters[] = "afnrtv\\", values[] = "\a\f\n\r\t\v\\";
    const char *found = strchr(letters, letter);
    if (found && letter) {
        *code = (unsigned char)values[found - letters];
        return 1;
    }
    if (letter == 'x')
        return read_hex(p, escape, 2, code) ? 1 : -1;
    if (!p->is_bytes && (letter == 'u' || letter == 'U'))
        return read_hex(p, escape, letter == 'u' ? 4 : 8, code) ? 1 : -1;
    if (!p->is_bytes && letter == 'N') {
        py_unsupported(p->vm, "re: \\N{...} in a pattern is not supported");
        return -1;
    }
    return 0;
}

// \d \w \s and their opposites; `inside` a class.
static bool put_category(parser *p, char letter, bool inside) {
    bool unicode = !p->is_bytes && !(p->flags & RE_ASCII);
    if (letter == 's' || letter == 'S') { // str.isspace counts four separators that PCRE2 does not
        if (!unicode)
            return put(p, letter == 's' ? "\\s" : "\\S");
        if (inside && letter == 'S') {
            py_unsupported(p->vm, "re: \\S within a character set is not supported");
            return false;
        }
        return put(p, inside ? "\\s\\x{1c}-\\x{1f}" : letter == 's' ? "[\\s\\x{1c}-\\x{1f}]" : "[^\\s\\x{1c}-\\x{1f}]");
    }
    char text[3] = {'\\', letter, 0};
    return put(p, text);
}

// ---- classes ----------------------------------------------------------------------------------------

typedef struct class_item { bool category; char letter; uint32_t code; } class_item;

static bool class_escape(parser *p, class_item *item) {
    const char *escape = p->at - 1;
    if (p->at >= p->end)
        return fail(p, escape, "bad escape (end of pattern)");
    uint32_t c = next_char(p);
    char letter = c < 0x80 ? (char)c : 0;
    if (letter && strchr("dDsSwW", letter)) {
        *item = (class_item){true, letter, 0};
        return true;
    }
    if (letter == 'b') {
        item->code = '\b';
        return true;
    }
    int got = char_escape(p, escape, letter, &item->code);
    if (got)
        return got > 0;
    if (is_octal(letter)) {
        uint32_t value = c - '0';
        for (int i = 0; i < 2 && p->at < p->end && is_octal(*p->at); i++)
            value = value * 8 + (uint32_t)(*p->at++ - '0');
        if (value > 0377) {
            py_str *text = py_str_new(p->vm, escape, (size_t)(p->at - escape));
            py_value message = text ? py_from(py_str_format(
                p->vm, "octal escape value %S outside of range 0-0o377", text)) : py_unset();
            py_release(p->vm, text);
            return fail_value(p, message, escape);
        }
        item->code = value;
        return true;
    }
    if (is_letter(c) || is_digit(letter))
        return fail_text(p, escape, "bad escape ", escape, p->at);
    item->code = c;
    return true;
}

static bool class_item_of(parser *p, class_item *item) {
    *item = (class_item){0};
    uint32_t c = next_char(p);
    if (c == '\\')
        return class_escape(p, item);
    item->code = c;
    return true;
}

static bool put_item(parser *p, const class_item *item) {
    return item->category ? put_category(p, item->letter, true) : put_code(p, item->code);
}

static bool parse_range(parser *p, const class_item *low, const char *from, bool *ended) {
    class_item high;
    if (p->at >= p->end)
        return true; // unterminated: the caller says so
    if (*p->at == ']') {
        p->at++;
        *ended = true;
        return put_item(p, low) && put(p, "\\x{2d}");
    }
    if (!class_item_of(p, &high))
        return false;
    if (low->category || high.category || high.code < low->code) {
        py_str *text = py_str_new(p->vm, from, (size_t)(p->at - from));
        py_value message = text ? py_from(py_str_format(p->vm, "bad character range %S", text)) : py_unset();
        py_release(p->vm, text);
        return fail_value(p, message, from);
    }
    return put_code(p, low->code) && put(p, "-") && put_code(p, high.code);
}

static bool parse_class(parser *p) {
    const char *open = p->at - 1;
    bool ended = false, first = true;
    put(p, take(p, '^') ? "[^" : "[");
    while (!ended) {
        if (p->at >= p->end)
            return fail(p, open, "unterminated character set");
        if (*p->at == ']' && !first) {
            p->at++;
            break;
        }
        first = false;
        const char *from = p->at;
        class_item item;
        if (!class_item_of(p, &item))
            return false;
        if (take(p, '-')) {
            if (p->at >= p->end)
                return fail(p, open, "unterminated character set");
            if (!parse_range(p, &item, from, &ended))
                return false;
        } else if (!put_item(p, &item))
            return false;
    }
    return put(p, "]");
}

// ---- groups -----------------------------------------------------------------------------------------

static int open_group(parser *p) {
    int number = ++p->out->groups;
    if (number >= p->width_cap) {
        int cap = p->width_cap ? p->width_cap * 2 : 16;
        width *widths = vl_heap_realloc(p->vm->heap, p->widths, (size_t)p->width_cap * sizeof *widths,
                                        (size_t)cap * sizeof *widths);
        if (widths) {
            p->widths = widths;
            p->width_cap = cap;
        }
        int *ranks = widths ? vl_heap_realloc(p->vm->heap, p->out->close_rank,
                                              (size_t)p->out->rank_cap * sizeof *ranks,
                                              (size_t)cap * sizeof *ranks) : NULL;
        if (!ranks) {
            py_raise_memory(p->vm);
            return -1;
        }
        p->out->close_rank = ranks;
        p->out->rank_cap = cap;
    }
    p->widths[number] = (width){-1, -1};
    p->out->close_rank[number] = 0;
    return number;
}

static bool is_name(const char *from, const char *to) {
    if (from == to || is_digit(*from))
        return false;
    for (; from < to; from++) {
        unsigned char c = (unsigned char)*from;
        if (!(is_letter(c) || is_digit((char)c) || c == '_' || c >= 0x80))
            return false;
    }
    return true;
}

// A name up to `stop`; `what` "group name".
static bool read_name(parser *p, char stop, const char **from, const char **to) {
    *from = p->at;
    while (p->at < p->end && *p->at != stop)
        p->at++;
    if (p->at >= p->end) {
        if (*from == p->at)
            return fail(p, *from, "missing group name");
        char message[] = "missing >, unterminated name";
        message[8] = stop;
        return fail(p, *from, message);
    }
    *to = p->at++;
    return *from < *to || fail(p, *from, "missing group name");
}

static py_value lookup_name(parser *p, const char *from, const char *to) { // borrowed
    py_str *name = py_str_new(p->vm, from, (size_t)(to - from));
    py_value v = name ? py_dict_get_str(p->out->names, name) : py_unset();
    py_release(p->vm, name);
    return v;
}

static bool define_name(parser *p, const char *from, const char *to, int number) {
    if (!is_name(from, to))
        return fail_name(p, from, "bad character in group name", from, to);
    py_value old = lookup_name(p, from, to);
    py_str *name = py_str_new(p->vm, from, (size_t)(to - from));
    if (!name)
        return false;
    bool ok = true;
    if (py_is_set(old))
        ok = fail_value(p, py_from(py_str_format(p->vm, "redefinition of group name %R as group %d; was group %d",
                                                 py_from(name), number, (int)old.as.i)), from);
    else
        ok = py_dict_set_str(p->vm, p->out->names, name, py_int(number));
    py_release(p->vm, name);
    return ok;
}

// `at` and `escape`: where CPython points for a group that is not there, and for one that cannot be meant.
static bool check_reference(parser *p, int number, const char *at, const char *escape) {
    if (number > p->out->groups) {
        char message[64];
        snprintf(message, sizeof message, "invalid group reference %d", number);
        return fail(p, at, message);
    }
    if (p->widths[number].least < 0)
        return fail(p, escape, "cannot refer to an open group");
    if (p->lookbehind && number >= p->lookbehind)
        return fail(p, escape, "cannot refer to group defined in the same lookbehind subpattern");
    return true;
}

static bool put_reference(parser *p, int number, const char *at, const char *escape, width *w) {
    if (!check_reference(p, number, at, escape))
        return false;
    *w = p->widths[number];
    return vl_buf_format(&p->out->text, "\\g{%d}", number);
}

static bool close(parser *p, const char *open) {
    return take(p, ')') || fail(p, open, "missing ), unterminated subpattern");
}

// The inside of a group and its end; what opens it in PCRE2's text stands already.
static bool parse_body(parser *p, const char *open, width *w) {
    if (++p->depth > 200) {
        py_unsupported(p->vm, "re: more than 200 nested groups are not supported");
        return false;
    }
    int flags = p->flags;
    bool ok = parse_alternatives(p, w, false) && close(p, open) && put(p, ")");
    p->flags = flags;
    p->depth--;
    return ok;
}

static bool parse_capture(parser *p, const char *open, const char *name, const char *name_end, width *w) {
    int number = open_group(p);
    if (number < 0 || (name && !define_name(p, name, name_end, number)) || !put(p, "(") ||
        !parse_body(p, open, w))
        return false;
    p->widths[number] = *w;
    p->out->close_rank[number] = ++p->closed;
    return true;
}

static bool parse_look(parser *p, const char *open, const char *opening, bool behind, width *w) {
    width inner;
    int outer = p->lookbehind;
    if (behind && !outer)
        p->lookbehind = p->out->groups + 1;
    bool ok = put(p, opening) && parse_body(p, open, &inner);
    p->lookbehind = outer;
    *w = (width){0, 0};
    if (ok && behind && inner.least != inner.most)
        return fail(p, NULL, "look-behind requires fixed-width pattern");
    return ok;
}

static bool parse_conditional(parser *p, const char *open, width *w) {
    const char *from, *to;
    if (!read_name(p, ')', &from, &to))
        return false;
    int64_t number = 0;
    if (is_name(from, to)) {
        py_value v = lookup_name(p, from, to);
        if (!py_is_set(v))
            return fail_name(p, from, "unknown group name", from, to);
        number = v.as.i;
    } else {
        for (const char *c = from; c < to; c++) {
            if (!is_digit(*c))
                return fail_name(p, from, "bad character in group name", from, to);
            number = number > 100000 ? number : number * 10 + (*c - '0');
        }
        if (number == 0)
            return fail(p, from, "bad group number");
        if (number > p->conditional) {
            p->conditional = (int)number;
            p->conditional_at = from;
        }
    }
    vl_buf_format(&p->out->text, "(?(%d)", (int)number);
    width other = {0, 0};
    int outer = p->flags;
    if (!parse_sequence(p, w))
        return false;
    if (take(p, '|') && (!put(p, "|") || !parse_sequence(p, &other)))
        return false;
    if (p->at < p->end && *p->at == '|')
        return fail(p, p->at, "conditional backref with more than two branches");
    w->least = w->least < other.least ? w->least : other.least;
    w->most = w->most > other.most ? w->most : other.most;
    p->flags = outer;
    return close(p, open) && put(p, ")");
}

static const char flag_letters[] = "aiLmsux";
static const int flag_values[] = {RE_ASCII, RE_IGNORECASE, RE_LOCALE, RE_MULTILINE, RE_DOTALL, RE_UNICODE,
                                  RE_VERBOSE};

static int flag_of(char c) {
    const char *found = c ? strchr(flag_letters, c) : NULL;
    return found ? flag_values[found - flag_letters] : 0;
}

static bool read_flags(parser *p, int *flags, const char *ends) {
    while (p->at < p->end && !strchr(ends, *p->at)) {
        int flag = flag_of(*p->at);
        const char *letter = p->at;
        if (!flag)
            return fail(p, letter, is_letter((unsigned char)*letter) ? "unknown flag"
                                   : *ends == '-'                    ? "missing -, : or )"
                                                                     : "missing :");
        if (flag == RE_LOCALE) {
            if (!p->is_bytes)
                return fail(p, letter + 1, "bad inline flags: cannot use 'L' flag with a str pattern");
            py_unsupported(p->vm, "re.LOCALE is not supported");
            return false;
        }
        if (flag == RE_UNICODE && p->is_bytes)
            return fail(p, letter + 1, "bad inline flags: cannot use 'u' flag with a bytes pattern");
        if ((flag & (RE_ASCII | RE_UNICODE)) && (*flags & (RE_ASCII | RE_UNICODE) & ~flag))
            return fail(p, letter + 1, "bad inline flags: flags 'a', 'u' and 'L' are incompatible");
        *flags |= flag;
        p->at++;
    }
    if (p->at < p->end)
        return true;
    return fail(p, p->at, *ends == '-' ? "missing -, : or )" : "missing :");
}

static bool put_local_flags(parser *p, int on, int off) {
    static const struct { int flag; char letter; } kinds[] = {{RE_IGNORECASE, 'i'}, {RE_MULTILINE, 'm'}, {RE_DOTALL, 's'}};
    put(p, "(?");
    for (size_t i = 0; i < VL_COUNT(kinds); i++)
        if (on & kinds[i].flag)
            vl_buf_char(&p->out->text, kinds[i].letter);
    put(p, "-");
    for (size_t i = 0; i < VL_COUNT(kinds); i++)
        if (off & kinds[i].flag)
            vl_buf_char(&p->out->text, kinds[i].letter);
    return put(p, ":");
}

// (?flags), (?flags:...), (?-flags:...); *empty: it was the first, which stands for nothing.
static bool parse_flags(parser *p, const char *open, width *w, bool *empty) {
    int on = 0, off = 0;
    if (!read_flags(p, &on, "-:)"))
        return false;
    if (take(p, ')')) {
        if (open != p->text)
            return fail(p, open, "global flags not at the start of the expression");
        p->flags |= on;
        p->out->flags |= on;
        *empty = true;
        *w = (width){0, 0};
        return true;
    }
    if (take(p, '-')) {
        if (p->at >= p->end || (!flag_of(*p->at) && !is_letter((unsigned char)*p->at)))
            return fail(p, p->at, "missing flag");
        if (!read_flags(p, &off, ":"))
            return false;
    }
    p->at++; // the colon
    if ((on | off) & (RE_ASCII | RE_UNICODE)) {
        py_unsupported(p->vm, "re: the flags a and u for a part of a pattern are not supported");
        return false;
    }
    if (on & off)
        return fail(p, p->at - 1, "bad inline flags: flag turned on and off");
    int outer = p->flags;
    p->flags = (p->flags | on) & ~off;
    bool ok = put_local_flags(p, on, off) && parse_body(p, open, w);
    p->flags = outer;
    return ok;
}

static bool parse_named(parser *p, const char *open, width *w) {
    const char *from, *to;
    if (take(p, '<'))
        return read_name(p, '>', &from, &to) && parse_capture(p, open, from, to, w);
    if (take(p, '=')) {
        if (!read_name(p, ')', &from, &to))
            return false;
        if (!is_name(from, to))
            return fail_name(p, from, "bad character in group name", from, to);
        py_value v = lookup_name(p, from, to);
        return py_is_set(v) ? put_reference(p, (int)v.as.i, from, from, w)
                            : fail_name(p, from, "unknown group name", from, to);
    }
    if (p->at >= p->end)
        return fail(p, p->at, "unexpected end of pattern");
    const char *c = p->at;
    next_char(p);
    return fail_text(p, open + 1, "unknown extension ?P", c, p->at);
}

static bool parse_group(parser *p, width *w, bool *empty) {
    const char *open = p->at - 1;
    if (!take(p, '?'))
        return parse_capture(p, open, NULL, NULL, w);
    if (p->at >= p->end)
        return fail(p, p->at, "unexpected end of pattern");
    const char *from = p->at;
    uint32_t c = next_char(p);
    switch (c) {
    case 'P': return parse_named(p, open, w);
    case ':': return put(p, "(?:") && parse_body(p, open, w);
    case '>': return put(p, "(?>") && parse_body(p, open, w);
    case '=': return parse_look(p, open, "(?=", false, w);
    case '!': return parse_look(p, open, "(?!", false, w);
    case '(': return parse_conditional(p, open, w);
    case '#':
        while (p->at < p->end && *p->at != ')')
            p->at++;
        *empty = true;
        *w = (width){0, 0};
        return take(p, ')') || fail(p, open, "missing ), unterminated comment");
    case '<':
        if (take(p, '='))
            return parse_look(p, open, "(?<=", true, w);
        if (take(p, '!'))
            return parse_look(p, open, "(?<!", true, w);
        if (p->at >= p->end)
            return fail(p, p->at, "unexpected end of pattern");
        next_char(p);
        return fail_text(p, open + 1, "unknown extension ?", from, p->at);
    default:
        if (c < 0x80 && (flag_of((char)c) || c == '-')) {
            p->at = from;
            return parse_flags(p, open, w, empty);
        }
        return fail_text(p, open + 1, "unknown extension ?", from, p->at);
    }
}

// ---- items ------------------------------------------------------------------------------------------

// \0, \123: octal; \1 to \99: a group.
static bool digit_escape(parser *p, const char *escape, char first, width *w) {
    *w = (width){1, 1};
    uint32_t value = (uint32_t)(first - '0');
    if (first == '0') {
        for (int i = 0; i < 2 && p->at < p->end && is_octal(*p->at); i++)
            value = value * 8 + (uint32_t)(*p->at++ - '0');
        return put_code(p, value);
    }
    if (p->at < p->end && is_digit(*p->at)) {
        if (is_octal(first) && is_octal(*p->at) && p->at + 1 < p->end && is_octal(p->at[1])) {
            value = value * 64 + (uint32_t)(p->at[0] - '0') * 8 + (uint32_t)(p->at[1] - '0');
            p->at += 2;
            if (value > 0377) {
                py_str *text = py_str_new(p->vm, escape, (size_t)(p->at - escape));
                py_value message = text ? py_from(py_str_format(
                    p->vm, "octal escape value %S outside of range 0-0o377", text)) : py_unset();
                py_release(p->vm, text);
                return fail_value(p, message, escape);
            }
            return put_code(p, value);
        }
        value = value * 10 + (uint32_t)(*p->at++ - '0');
    }
    return put_reference(p, (int)value, escape + 1, escape, w);
}

static bool parse_escape(parser *p, width *w, bool *repeatable) {
    const char *escape = p->at - 1;
    *w = (width){1, 1};
    if (p->at >= p->end)
        return fail(p, escape, "bad escape (end of pattern)");
    uint32_t c = next_char(p), code;
    char letter = c < 0x80 ? (char)c : 0;
    if (letter && strchr("dDsSwW", letter))
        return put_category(p, letter, false);
    if (letter == 'A' || letter == 'b' || letter == 'B' || letter == 'Z' ||
        (letter == 'z' && p->vm->python_minor >= 14)) {
        *w = (width){0, 0};
        *repeatable = false;
        char text[3] = {'\\', letter == 'Z' ? 'z' : letter, 0};
        return put(p, text);
    }
    int got = char_escape(p, escape, letter, &code);
    if (got)
        return got > 0 && put_code(p, code);
    if (is_digit(letter))
        return digit_escape(p, escape, letter, w);
    if (is_letter(c))
        return fail_text(p, escape, "bad escape ", escape, p->at);
    return put_code(p, c);
}

static bool read_number(parser *p, int64_t *out) {
    const char *from = p->at;
    int64_t value = 0;
    while (p->at < p->end && is_digit(*p->at)) {
        value = value > NO_WIDTH ? value : value * 10 + (*p->at - '0');
        p->at++;
    }
    *out = value;
    return p->at > from;
}

// A quantifier at p->at. 1: read, 0: none (a brace that is none is a character), -1 failed.
static int parse_repeat(parser *p, int64_t *least, int64_t *most) {
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
        if (take(p, '}')) {
            p->at = start;
            return 0;
        }
        bool low = read_number(p, least), comma = take(p, ',');
        if (comma) {
            if (!read_number(p, most))
                *most = NO_WIDTH;
        } else
            *most = *least;
        if (!take(p, '}') || (!low && !comma)) {
            p->at = start;
            return 0;
        }
        if (*most < *least)
            return fail(p, start + 1, "min repeat greater than max repeat") ? 0 : -1;
        if (*least > MAX_REPEAT || (*most > MAX_REPEAT && *most < (NO_WIDTH))) {
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

static bool put_repeat(parser *p, int64_t least, int64_t most) {
    if (most >= (NO_WIDTH))
        return vl_buf_format(&p->out->text, "{%d,}", (int)least);
    return vl_buf_format(&p->out->text, "{%d,%d}", (int)least, (int)most);
}

static int64_t times(int64_t a, int64_t b) {
    return a == 0 || b == 0 ? 0 : a >= (NO_WIDTH) / b ? NO_WIDTH : a * b;
}

// The quantifier behind an item, which begins at `item` and has the width *w.
static bool parse_quantifier(parser *p, bool repeatable, width *w) {
    int64_t least, most;
    const char *start = p->at;
    int got = parse_repeat(p, &least, &most);
    if (got <= 0)
        return got == 0;
    if (!repeatable)
        return fail(p, start, "nothing to repeat");
    put_repeat(p, least, most);
    if (take(p, '?'))
        put(p, "?");
    else if (take(p, '+'))
        put(p, "+");
    w->least = times(w->least, least);
    w->most = times(w->most, most);
    const char *again = p->at;
    got = parse_repeat(p, &least, &most);
    return got > 0 ? fail(p, again, "multiple repeat") : got == 0;
}

static void skip_verbose(parser *p) {
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

static bool parse_item(parser *p, width *w, bool *repeatable, bool *empty) {
    const char *start = p->at;
    int64_t least, most;
    *repeatable = true;
    *w = (width){1, 1};
    int got = parse_repeat(p, &least, &most);
    if (got)
        return got > 0 && fail(p, start, "nothing to repeat");
    uint32_t c = next_char(p);
    switch (c) {
    case '\\': return parse_escape(p, w, repeatable);
    case '[': return parse_class(p);
    case '.': return put(p, ".");
    case '^':
    case '$':
        *repeatable = false;
        *w = (width){0, 0};
        return put(p, c == '^' ? "^" : "$");
    case '(': return parse_group(p, w, empty);
    default: return put_code(p, c);
    }
}

static bool parse_sequence(parser *p, width *w) {
    *w = (width){0, 0};
    for (;;) {
        skip_verbose(p);
        if (p->at >= p->end || *p->at == '|' || *p->at == ')')
            return true;
        width item;
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

static bool parse_alternatives(parser *p, width *w, bool top) {
    bool first = true;
    do {
        width one;
        if (!first)
            put(p, "|");
        if (!parse_sequence(p, &one))
            return false;
        if (first)
            *w = one;
        else {
            w->least = one.least < w->least ? one.least : w->least;
            w->most = one.most > w->most ? one.most : w->most;
        }
        first = false;
    } while (take(p, '|'));
    if (top && p->at < p->end)
        return fail(p, p->at, "unbalanced parenthesis");
    return true;
}

bool re_translate(py_vm *vm, py_value pattern, const char *text, size_t size, bool is_bytes, int flags,
                  py_value error, re_translation *out) {
    *out = (re_translation){.flags = flags, .names = py_dict_new(vm)};
    vl_buf_init(&out->text, vm->heap);
    parser p = {.vm = vm, .pattern = pattern, .error = error, .text = text, .at = text, .end = text + size,
                .is_bytes = is_bytes, .flags = flags, .out = out};
    width w;
    bool ok = out->names && parse_alternatives(&p, &w, true);
    if (ok && p.conditional > out->groups) {
        char message[64];
        snprintf(message, sizeof message, "invalid group reference %d", p.conditional);
        ok = fail(&p, p.conditional_at, message);
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
