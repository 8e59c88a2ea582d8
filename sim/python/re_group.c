// Groups: (...), names, flags, look-around, conditionals, references.
#include <stdio.h>

#include "re_parser.h"

static int open_group(re_parser *p) {
    int number = ++p->out->groups;
    if (number >= p->width_cap) {
        int cap = p->width_cap ? p->width_cap * 2 : 16;
        re_width *widths = vl_heap_realloc(p->vm->heap, p->widths, (size_t)p->width_cap * sizeof *widths,
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
    p->widths[number] = (re_width){-1, -1};
    p->out->close_rank[number] = 0;
    return number;
}

static bool is_name(const char *from, const char *to) {
    if (from == to || re_is_digit(*from))
        return false;
    for (; from < to; from++) {
        unsigned char c = (unsigned char)*from;
        if (!(re_is_letter(c) || re_is_digit((char)c) || c == '_' || c >= 0x80))
            return false;
    }
    return true;
}

// A name up to `stop`; `what` "group name".
static bool read_name(re_parser *p, char stop, const char **from, const char **to) {
    *from = p->at;
    while (p->at < p->end && *p->at != stop)
        p->at++;
    if (p->at >= p->end) {
        if (*from == p->at)
            return re_fail(p, *from, "missing group name");
        char message[] = "missing >, unterminated name";
        message[8] = stop;
        return re_fail(p, *from, message);
    }
    *to = p->at++;
    return *from < *to || re_fail(p, *from, "missing group name");
}

static py_value lookup_name(re_parser *p, const char *from, const char *to) { // borrowed
    py_str *name = py_str_new(p->vm, from, (size_t)(to - from));
    py_value v = name ? py_dict_get_str(p->out->names, name) : py_unset();
    py_release(p->vm, name);
    return v;
}

static bool define_name(re_parser *p, const char *from, const char *to, int number) {
    if (!is_name(from, to))
        return re_fail_name(p, from, "bad character in group name", from, to);
    py_value old = lookup_name(p, from, to);
    py_str *name = py_str_new(p->vm, from, (size_t)(to - from));
    if (!name)
        return false;
    bool ok = true;
    if (py_is_set(old))
        ok = re_fail_value(p, py_from(py_str_format(p->vm, "redefinition of group name %R as group %d; was group %d",
                                                 py_from(name), number, (int)old.as.i)), from);
    else
        ok = py_dict_set_str(p->vm, p->out->names, name, py_int(number));
    py_release(p->vm, name);
    return ok;
}

// `at` and `escape`: where CPython points for a group that is not there, and for one that cannot be meant.
static bool check_reference(re_parser *p, int number, const char *at, const char *escape) {
    if (number > p->out->groups) {
        char message[64];
        snprintf(message, sizeof message, "invalid group reference %d", number);
        return re_fail(p, at, message);
    }
    if (p->widths[number].least < 0)
        return re_fail(p, escape, "cannot refer to an open group");
    if (p->lookbehind && number >= p->lookbehind)
        return re_fail(p, escape, "cannot refer to group defined in the same lookbehind subpattern");
    return true;
}

bool re_put_reference(re_parser *p, int number, const char *at, const char *escape, re_width *w) {
    if (!check_reference(p, number, at, escape))
        return false;
    *w = p->widths[number];
    return vl_buf_format(&p->out->text, "\\g{%d}", number);
}

static bool close(re_parser *p, const char *open) {
    return re_take(p, ')') || re_fail(p, open, "missing ), unterminated subpattern");
}

// The inside of a group and its end; what opens it in PCRE2's text stands already.
static bool parse_body(re_parser *p, const char *open, re_width *w) {
    if (++p->depth > 200) {
        py_unsupported(p->vm, "re: more than 200 nested groups are not supported");
        return false;
    }
    int flags = p->flags;
    bool ok = re_parse_alternatives(p, w, false) && close(p, open) && re_put(p, ")");
    p->flags = flags;
    p->depth--;
    return ok;
}

static bool parse_capture(re_parser *p, const char *open, const char *name, const char *name_end, re_width *w) {
    int number = open_group(p);
    if (number < 0 || (name && !define_name(p, name, name_end, number)) || !re_put(p, "(") ||
        !parse_body(p, open, w))
        return false;
    p->widths[number] = *w;
    p->out->close_rank[number] = ++p->closed;
    return true;
}

static bool parse_look(re_parser *p, const char *open, const char *opening, bool behind, re_width *w) {
    re_width inner;
    int outer = p->lookbehind;
    if (behind && !outer)
        p->lookbehind = p->out->groups + 1;
    bool ok = re_put(p, opening) && parse_body(p, open, &inner);
    p->lookbehind = outer;
    *w = (re_width){0, 0};
    if (ok && behind && inner.least != inner.most)
        return re_fail(p, NULL, "look-behind requires fixed-width pattern");
    return ok;
}

static bool parse_conditional(re_parser *p, const char *open, re_width *w) {
    const char *from, *to;
    if (!read_name(p, ')', &from, &to))
        return false;
    int64_t number = 0;
    if (is_name(from, to)) {
        py_value v = lookup_name(p, from, to);
        if (!py_is_set(v))
            return re_fail_name(p, from, "unknown group name", from, to);
        number = v.as.i;
    } else {
        for (const char *c = from; c < to; c++) {
            if (!re_is_digit(*c))
                return re_fail_name(p, from, "bad character in group name", from, to);
            number = number > 100000 ? number : number * 10 + (*c - '0');
        }
        if (number == 0)
            return re_fail(p, from, "bad group number");
        if (number > p->conditional) {
            p->conditional = (int)number;
            p->conditional_at = from;
        }
    }
    vl_buf_format(&p->out->text, "(?(%d)", (int)number);
    re_width other = {0, 0};
    int outer = p->flags;
    if (!re_parse_sequence(p, w))
        return false;
    if (re_take(p, '|') && (!re_put(p, "|") || !re_parse_sequence(p, &other)))
        return false;
    if (p->at < p->end && *p->at == '|')
        return re_fail(p, p->at, "conditional backref with more than two branches");
    w->least = w->least < other.least ? w->least : other.least;
    w->most = w->most > other.most ? w->most : other.most;
    p->flags = outer;
    return close(p, open) && re_put(p, ")");
}

static const char flag_letters[] = "aiLmsux";
static const int flag_values[] = {RE_ASCII, RE_IGNORECASE, RE_LOCALE, RE_MULTILINE, RE_DOTALL, RE_UNICODE,
                                  RE_VERBOSE};

static int flag_of(char c) {
    const char *found = c ? strchr(flag_letters, c) : NULL;
    return found ? flag_values[found - flag_letters] : 0;
}

static bool read_flags(re_parser *p, int *flags, const char *ends) {
    while (p->at < p->end && !strchr(ends, *p->at)) {
        int flag = flag_of(*p->at);
        const char *letter = p->at;
        if (!flag)
            return re_fail(p, letter, re_is_letter((unsigned char)*letter) ? "unknown flag"
                                   : *ends == '-'                    ? "missing -, : or )"
                                                                     : "missing :");
        if (flag == RE_LOCALE) {
            if (!p->is_bytes)
                return re_fail(p, letter + 1, "bad inline flags: cannot use 'L' flag with a str pattern");
            py_unsupported(p->vm, "re.LOCALE is not supported");
            return false;
        }
        if (flag == RE_UNICODE && p->is_bytes)
            return re_fail(p, letter + 1, "bad inline flags: cannot use 'u' flag with a bytes pattern");
        if ((flag & (RE_ASCII | RE_UNICODE)) && (*flags & (RE_ASCII | RE_UNICODE) & ~flag))
            return re_fail(p, letter + 1, "bad inline flags: flags 'a', 'u' and 'L' are incompatible");
        *flags |= flag;
        p->at++;
    }
    if (p->at < p->end)
        return true;
    return re_fail(p, p->at, *ends == '-' ? "missing -, : or )" : "missing :");
}

static bool put_local_flags(re_parser *p, int on, int off) {
    static const struct { int flag; char letter; } kinds[] = {{RE_IGNORECASE, 'i'}, {RE_MULTILINE, 'm'}, {RE_DOTALL, 's'}};
    re_put(p, "(?");
    for (size_t i = 0; i < VL_COUNT(kinds); i++)
        if (on & kinds[i].flag)
            vl_buf_char(&p->out->text, kinds[i].letter);
    re_put(p, "-");
    for (size_t i = 0; i < VL_COUNT(kinds); i++)
        if (off & kinds[i].flag)
            vl_buf_char(&p->out->text, kinds[i].letter);
    return re_put(p, ":");
}

// (?flags), (?flags:...), (?-flags:...); *empty: it was the first, which stands for nothing.
static bool parse_flags(re_parser *p, const char *open, re_width *w, bool *empty) {
    int on = 0, off = 0;
    if (!read_flags(p, &on, "-:)"))
        return false;
    if (re_take(p, ')')) {
        if (open != p->text)
            return re_fail(p, open, "global flags not at the start of the expression");
        p->flags |= on;
        p->out->flags |= on;
        *empty = true;
        *w = (re_width){0, 0};
        return true;
    }
    if (re_take(p, '-')) {
        if (p->at >= p->end || (!flag_of(*p->at) && !re_is_letter((unsigned char)*p->at)))
            return re_fail(p, p->at, "missing flag");
        if (!read_flags(p, &off, ":"))
            return false;
    }
    p->at++; // the colon
    if ((on | off) & (RE_ASCII | RE_UNICODE)) {
        py_unsupported(p->vm, "re: the flags a and u for a part of a pattern are not supported");
        return false;
    }
    if (on & off)
        return re_fail(p, p->at - 1, "bad inline flags: flag turned on and off");
    int outer = p->flags;
    p->flags = (p->flags | on) & ~off;
    bool ok = put_local_flags(p, on, off) && parse_body(p, open, w);
    p->flags = outer;
    return ok;
}

static bool parse_named(re_parser *p, const char *open, re_width *w) {
    const char *from, *to;
    if (re_take(p, '<'))
        return read_name(p, '>', &from, &to) && parse_capture(p, open, from, to, w);
    if (re_take(p, '=')) {
        if (!read_name(p, ')', &from, &to))
            return false;
        if (!is_name(from, to))
            return re_fail_name(p, from, "bad character in group name", from, to);
        py_value v = lookup_name(p, from, to);
        return py_is_set(v) ? re_put_reference(p, (int)v.as.i, from, from, w)
                            : re_fail_name(p, from, "unknown group name", from, to);
    }
    if (p->at >= p->end)
        return re_fail(p, p->at, "unexpected end of pattern");
    const char *c = p->at;
    re_next_char(p);
    return re_fail_text(p, open + 1, "unknown extension ?P", c, p->at);
}

bool re_parse_group(re_parser *p, re_width *w, bool *empty) {
    const char *open = p->at - 1;
    if (!re_take(p, '?'))
        return parse_capture(p, open, NULL, NULL, w);
    if (p->at >= p->end)
        return re_fail(p, p->at, "unexpected end of pattern");
    const char *from = p->at;
    uint32_t c = re_next_char(p);
    switch (c) {
    case 'P': return parse_named(p, open, w);
    case ':': return re_put(p, "(?:") && parse_body(p, open, w);
    case '>': return re_put(p, "(?>") && parse_body(p, open, w);
    case '=': return parse_look(p, open, "(?=", false, w);
    case '!': return parse_look(p, open, "(?!", false, w);
    case '(': return parse_conditional(p, open, w);
    case '#':
        while (p->at < p->end && *p->at != ')')
            p->at++;
        *empty = true;
        *w = (re_width){0, 0};
        return re_take(p, ')') || re_fail(p, open, "missing ), unterminated comment");
    case '<':
        if (re_take(p, '='))
            return parse_look(p, open, "(?<=", true, w);
        if (re_take(p, '!'))
            return parse_look(p, open, "(?<!", true, w);
        if (p->at >= p->end)
            return re_fail(p, p->at, "unexpected end of pattern");
        re_next_char(p);
        return re_fail_text(p, open + 1, "unknown extension ?", from, p->at);
    default:
        if (c < 0x80 && (flag_of((char)c) || c == '-')) {
            p->at = from;
            return parse_flags(p, open, w, empty);
        }
        return re_fail_text(p, open + 1, "unknown extension ?", from, p->at);
    }
}
