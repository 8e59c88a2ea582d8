// repr of str and bytes.
#include "text_internal.h"

// The letter of a short escape, or 0.
static char short_escape(uint32_t c) {
    return c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : 0;
}

static void append_escape(vl_buf *out, uint32_t c) {
    if (short_escape(c))
        vl_buf_format(out, "\\%c", short_escape(c));
    else if (c < 0x100)
        vl_buf_format(out, "\\x%02x", (unsigned)c);
    else if (c < 0x10000)
        vl_buf_format(out, "\\u%04x", (unsigned)c);
    else
        vl_buf_format(out, "\\U%08x", (unsigned)c);
}

// Single quotes, unless the text has these and no double ones.
static char choose_quote(const char *data, size_t size) {
    return size && memchr(data, '\'', size) && !memchr(data, '"', size) ? '"' : '\'';
}

void py_str_repr_append(vl_buf *out, const py_str *s) {
    char quote = choose_quote(s->data, s->size);
    const char *at = s->data, *end = at + s->size, *plain = at;
    vl_buf_char(out, quote);
    while (at < end) {
        const char *start = at;
        uint32_t c = py__char_next(&at);
        bool marked = c == '\\' || c == (unsigned char)quote;
        if (!marked && py__char_printable(c))
            continue;
        vl_buf_append(out, plain, (size_t)(start - plain));
        if (marked)
            vl_buf_format(out, "\\%c", (char)c);
        else
            append_escape(out, c);
        plain = at;
    }
    vl_buf_append(out, plain, (size_t)(at - plain));
    vl_buf_char(out, quote);
}

void py__bytes_repr_append(vl_buf *out, const char *data, size_t size) {
    char quote = choose_quote(data, size);
    vl_buf_format(out, "b%c", quote);
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)data[i];
        if (c == '\\' || c == (unsigned char)quote)
            vl_buf_format(out, "\\%c", (char)c);
        else if (c >= 32 && c < 127)
            vl_buf_char(out, (char)c);
        else
            append_escape(out, c);
    }
    vl_buf_char(out, quote);
}
