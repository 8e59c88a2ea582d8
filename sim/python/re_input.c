// A pattern's characters, its errors, and PCRE2's text.
#include "re_parser.h"

// ---- errors -----------------------------------------------------------------------------------------

bool re_fail_value(re_parser *p, py_value message_take, const char *at) {
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

bool re_fail(re_parser *p, const char *at, const char *message) {
    return re_fail_value(p, py_from(py_str_z(p->vm, message)), at);
}

bool re_fail_text(re_parser *p, const char *at, const char *message, const char *from, const char *to) {
    py_str *text = py_str_new(p->vm, from, (size_t)(to - from));
    py_value whole = text ? py_from(py_str_format(p->vm, "%s%S", message, text)) : py_unset();
    py_release(p->vm, text);
    return re_fail_value(p, whole, at);
}

bool re_fail_name(re_parser *p, const char *at, const char *message, const char *from, const char *to) {
    py_str *text = py_str_new(p->vm, from, (size_t)(to - from));
    py_value whole = text ? py_from(py_str_format(p->vm, "%s %R", message, py_from(text))) : py_unset();
    py_release(p->vm, text);
    return re_fail_value(p, whole, at);
}

// ---- output -----------------------------------------------------------------------------------------

bool re_put_code(re_parser *p, uint32_t c) {
    if (c < 0x80 && ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'))
        return vl_buf_char(&p->out->text, (char)c);
    return vl_buf_format(&p->out->text, "\\x{%x}", (unsigned)c);
}

// ---- input ------------------------------------------------------------------------------------------

uint32_t re_next_char(re_parser *p) {
    if (p->is_bytes)
        return (unsigned char)*p->at++;
    return py__char_next(&p->at);
}

static int hex_value(char c) {
    return re_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// \xhh, \uhhhh, \Uhhhhhhhh: *at stands behind the letter.
static bool read_hex(re_parser *p, const char *escape, int digits, uint32_t *code) {
    uint32_t value = 0;
    int i = 0;
    for (; i < digits && p->at < p->end && hex_value(*p->at) >= 0; i++, p->at++)
        value = value * 16 + (uint32_t)hex_value(*p->at);
    if (i < digits)
        return re_fail_text(p, escape, "incomplete escape ", escape, p->at);
    if (value > 0x10ffff)
        return re_fail_text(p, escape, "bad escape ", escape, p->at);
    *code = value;
    return true;
}

int re_char_escape(re_parser *p, const char *escape, char letter, uint32_t *code) {
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

bool re_put_category(re_parser *p, char letter, bool inside) {
    bool unicode = !p->is_bytes && !(p->flags & RE_ASCII);
    if (letter == 's' || letter == 'S') { // str.isspace counts four separators that PCRE2 does not
        if (!unicode)
            return re_put(p, letter == 's' ? "\\s" : "\\S");
        if (inside && letter == 'S') {
            py_unsupported(p->vm, "re: \\S within a character set is not supported");
            return false;
        }
        return re_put(p, inside ? "\\s\\x{1c}-\\x{1f}" : letter == 's' ? "[\\s\\x{1c}-\\x{1f}]" : "[^\\s\\x{1c}-\\x{1f}]");
    }
    char text[3] = {'\\', letter, 0};
    return re_put(p, text);
}
