// The format mini-language for ints and floats (PEP 3101, 378, 515, 682): format(12.5, "+010,.1f").
// Digits come from bigint.c and float_repr.c. Texts have their own (str_spec.c).
#include <ctype.h>
#include <limits.h>
#include <math.h>

#include "bigint_internal.h"

typedef struct spec {
    uint32_t fill, type; // type 0: not given
    char align;          // '<', '>', '=', '^'
    char sign, separator;
    bool no_negative_zero, alternate;
    int64_t width, precision; // -1: not given
} spec;

typedef struct reader {
    py_vm *vm;
    const char *p, *end;
} reader;

// A number's parts as they are laid out; `digits` may be grouped.
typedef struct parts {
    const char *sign, *prefix, *digits, *rest;
    size_t digit_count, rest_count;
    bool rest_is_char; // the rest is one character, not as many as bytes
} parts;

// ---- reading a specification
// ---------------------------------------------------------------------

static bool is_align(uint32_t c) {
    return c == '<' || c == '>' || c == '=' || c == '^';
}

static bool take(reader *r, char c) {
    bool there = r->p < r->end && *r->p == c;
    r->p += there;
    return there;
}

// -1 where there are no digits. False: raised.
static bool read_count(reader *r, int64_t *out) {
    *out = -1;
    for (; r->p < r->end && *r->p >= '0' && *r->p <= '9'; r->p++) {
        int64_t digit = *r->p - '0', before = *out < 0 ? 0 : *out;
        if (before > (INT64_MAX - digit) / 10) {
            py_raise(r->vm, PY_EXC_ValueError, "Too many decimal digits in format string");
            return false;
        }
        *out = before * 10 + digit;
    }
    return true;
}

// Reads [[fill]align] and tells whether a fill and an alignment were given.
static void read_alignment(reader *r, spec *s, bool *fill_given, bool *align_given) {
    uint32_t c = 0;
    size_t took = r->p < r->end ? vl_utf8_decode(r->p, (size_t)(r->end - r->p), true, &c) : 0;
    *fill_given = took && r->p + took < r->end && is_align((unsigned char)r->p[took]);
    *align_given = *fill_given || (took && is_align(c));
    if (*fill_given) {
        s->fill = c;
        r->p += took;
    }
    if (*align_given)
        s->align = *r->p++;
}

static bool read_separator(reader *r, spec *s) {
    if (take(r, ','))
        s->separator = ',';
    if (r->p < r->end && *r->p == '_') {
        if (s->separator) {
            py_raise(r->vm, PY_EXC_ValueError, "Cannot specify both ',' and '_'.");
            return false;
        }
        s->separator = '_';
        r->p++;
    }
    if (s->separator == '_' && r->p < r->end && *r->p == ',') {
        py_raise(r->vm, PY_EXC_ValueError, "Cannot specify both ',' and '_'.");
        return false;
    }
    return true;
}

static void bad_separator(py_vm *vm, char separator, uint32_t type) {
    if (type > 32 && type < 128)
        py_raise(vm, PY_EXC_ValueError, "Cannot specify '%c' with '%c'.", separator, (int)type);
    else
        py_raise(vm, PY_EXC_ValueError, "Cannot specify '%c' with '\\x%x'.", separator,
                 (unsigned)type);
}

static bool separator_fits(const spec *s) {
    if (!s->separator || !s->type || (s->type < 128 && strchr("deEfFgG%", (int)s->type)))
        return true;
    return s->separator == '_' && s->type < 128 && strchr("boxX", (int)s->type);
}

static bool read_spec(py_vm *vm, const py_str *text, py_value v, spec *s) {
    reader r = {vm, text->data, text->data + text->size};
    bool fill_given, align_given;
    *s = (spec){.fill = ' ', .align = '>'};
    read_alignment(&r, s, &fill_given, &align_given);
    if (r.p < r.end && (*r.p == '+' || *r.p == '-' || *r.p == ' '))
        s->sign = *r.p++;
    s->no_negative_zero = take(&r, 'z');
    s->alternate = take(&r, '#');
    if (!fill_given && take(&r, '0')) {
        s->fill = '0';
        if (!align_given)
            s->align = '=';
    }
    s->precision = -1;
    if (!read_count(&r, &s->width) || !read_separator(&r, s))
        return false;
    if (take(&r, '.')) {
        if (!read_count(&r, &s->precision))
            return false;
        if (s->precision < 0) {
            py_raise(vm, PY_EXC_ValueError, "Format specifier missing precision");
            return false;
        }
    }
    if (r.p < r.end)
        r.p += vl_utf8_decode(r.p, (size_t)(r.end - r.p), true, &s->type);
    if (r.p < r.end) {
        py_raise(vm, PY_EXC_ValueError, "Invalid format specifier '%S' for object of type '%T'",
                 text, v);
        return false;
    }
    if (separator_fits(s))
        return true;
    bad_separator(vm, s->separator, s->type);
    return false;
}

static bool unknown_code(py_vm *vm, uint32_t type, py_value v) {
    if (type > 32 && type < 128)
        py_raise(vm, PY_EXC_ValueError, "Unknown format code '%c' for object of type '%T'",
                 (int)type, v);
    else
        py_raise(vm, PY_EXC_ValueError, "Unknown format code '\\x%x' for object of type '%T'",
                 (unsigned)type, v);
    return false;
}

// ---- laying out ---------------------------------------------------------------------------------

static void put_fill(vl_buf *out, uint32_t fill, int64_t count) {
    char utf8[4];
    size_t size = vl_utf8_encode(fill, utf8);
    if (size <= 1 && count > 0)
        vl_buf_fill(out, (char)fill, (size_t)count);
    for (int64_t i = 0; size > 1 && i < count && !out->failed; i++)
        vl_buf_append(out, utf8, size);
}

// How many digits and separators stand for `digits` digits that fill at least `least` places.
// Groups are filled with zeros, and no separator comes first.
static int64_t grouped_size(int64_t digits, int64_t least, int group) {
    int64_t places = digits > 0 ? digits : 0;
    if (!group)
        return places > least ? places : least;
    int64_t total = 0;
    for (;;) {
        int64_t wanted = places > least ? places : least;
        int64_t now = wanted < 1 ? 1 : wanted < group ? wanted : group;
        total += now;
        places -= now;
        least -= now;
        if (places <= 0 && least <= 0)
            return total;
        least--;
        total++;
    }
}

static void put_grouped(vl_buf *out, const parts *p, int64_t size, int group, char separator) {
    int64_t zeros_from = size;
    if (!group) {
        vl_buf_fill(out, '0', (size_t)(size - (int64_t)p->digit_count));
        vl_buf_append(out, p->digits, p->digit_count);
        return;
    }
    size_t left = p->digit_count;
    size_t start = out->len;
    if (!vl_buf_fill(out, '0', (size_t)size))
        return;
    for (int64_t at = zeros_from - 1, run = 0; at >= 0; at--) {
        char *to = &out->data[start + (size_t)at];
        if (run == group) {
            *to = separator;
            run = 0;
            continue;
        }
        run++;
        if (left)
            *to = p->digits[--left];
    }
}

static int group_of(const spec *s) {
    if (!s->separator)
        return 0;
    return s->type && strchr("boxX", (int)s->type) ? 4 : 3;
}

static void lay_out(vl_buf *out, const spec *s, const parts *p) {
    int64_t fixed = (int64_t)(strlen(p->sign) + strlen(p->prefix)) +
                    (p->rest_is_char ? 1 : (int64_t)p->rest_count);
    int group = group_of(s);
    int64_t least = s->fill == '0' && s->align == '=' ? s->width - fixed : 0;
    int64_t digits =
        p->digit_count ? grouped_size((int64_t)p->digit_count, least > 0 ? least : 0, group) : 0;
    int64_t room = s->width - fixed - digits;
    if (room < 0)
        room = 0;
    int64_t before = s->align == '>' ? room : s->align == '^' ? room / 2 : 0;
    int64_t inside = s->align == '=' ? room : 0;
    put_fill(out, s->fill, before);
    vl_buf_text(out, p->sign);
    vl_buf_text(out, p->prefix);
    put_fill(out, s->fill, inside);
    if (p->digit_count)
        put_grouped(out, p, digits, group, s->separator);
    vl_buf_append(out, p->rest, p->rest_count);
    put_fill(out, s->fill, room - before - inside);
}

static const char *sign_text(const spec *s, bool negative) {
    if (negative)
        return "-";
    return s->sign == '+' ? "+" : s->sign == ' ' ? " " : "";
}

// ---- floats -------------------------------------------------------------------------------------

static bool all_zeros(const vl_buf *text) {
    for (size_t i = 0; i < text->len && text->data[i] != 'e' && text->data[i] != 'E'; i++)
        if (text->data[i] != '0' && text->data[i] != '.' && text->data[i] != '%')
            return false;
    return true;
}

// |d| by type and precision.
static bool float_digits(vl_buf *text, const spec *s, double d) {
    uint32_t type = s->type;
    bool percent = type == '%', bare = type == 0;
    int precision = (int)s->precision;
    char kind = (char)tolower((int)type);
    if (percent) {
        d *= 100;
        kind = 'f';
    }
    if (type == 'n' || (bare && precision >= 0))
        kind = 'g';
    else if (bare)
        kind = 'r';
    if (precision < 0)
        precision = kind == 'r' ? 0 : 6;
    bool upper = type == 'E' || type == 'F' || type == 'G';
    py__float_text(text, d, kind, precision, upper, s->alternate, bare);
    return percent ? vl_buf_char(text, '%') : !text->failed;
}

static bool format_float(py_vm *vm, vl_buf *out, const spec *s, double d, py_value v) {
    if (s->type && (s->type >= 128 || !strchr("eEfFgGn%", (int)s->type)))
        return unknown_code(vm, s->type, v);
    if (s->precision > INT_MAX) {
        py_raise(vm, PY_EXC_ValueError,
                 vm->python_minor >= 14 ? "Too many decimal digits in format string" : "precision too big");
        return false;
    }
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    if (!py__big_room(vm, 8.0 * (double)s->precision))
        return false;
    bool ok = float_digits(&text, s, d);
    if (ok) {
        bool negative = signbit(d) && !isnan(d);
        if (s->no_negative_zero && all_zeros(&text))
            negative = false;
        size_t digits = 0;
        while (digits < text.len && text.data[digits] >= '0' && text.data[digits] <= '9')
            digits++;
        parts p = {sign_text(s, negative), "",   text.data, text.data + digits, digits,
                   text.len - digits,      false};
        lay_out(out, s, &p);
    }
    vl_buf_deinit(&text);
    if (!ok)
        py_raise_memory(vm);
    return ok;
}

// ---- ints ---------------------------------------------------------------------------------------

static bool format_char(py_vm *vm, vl_buf *out, const spec *s, py_value v) {
    int64_t code;
    char utf8[4];
    if (s->sign || s->alternate) {
        py_raise(vm, PY_EXC_ValueError,
                 s->sign ? "Sign not allowed with integer format specifier 'c'"
                         : "Alternate form (#) not allowed with integer format specifier 'c'");
        return false;
    }
    if (!py_as_int64(vm, v, &code))
        return false;
    if (code < 0 || code > 0x10ffff) {
        py_raise(vm, PY_EXC_OverflowError, "%%c arg not in range(0x110000)");
        return false;
    }
    size_t size = vl_utf8_encode((uint32_t)code, utf8);
    if (code >= 0xd800 && code < 0xe000) { // a lone surrogate: three bytes all the same
        utf8[0] = (char)(0xe0 | code >> 12);
        utf8[1] = (char)(0x80 | (code >> 6 & 0x3f));
        utf8[2] = (char)(0x80 | (code & 0x3f));
        size = 3;
    }
    parts p = {"", "", "", utf8, 0, size, true};
    lay_out(out, s, &p);
    return true;
}

static bool format_digits(py_vm *vm, vl_buf *out, const spec *s, py_value v) {
    static const struct {
        char type, base;
        const char *prefix;
    } bases[] = {{'b', 2, "0b"}, {'o', 8, "0o"}, {'x', 16, "0x"}, {'X', 16, "0X"}, {0, 10, ""}};
    size_t row = 0;
    while (bases[row].type && (uint32_t)bases[row].type != s->type)
        row++;
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    bool ok = py__int_digits(vm, &text, v, bases[row].base, true);
    if (ok) {
        bool negative = text.data[0] == '-';
        for (size_t i = 0; s->type == 'X' && i < text.len; i++)
            text.data[i] = (char)toupper((unsigned char)text.data[i]);
        parts p = {sign_text(s, negative),
                   s->alternate ? bases[row].prefix : "",
                   text.data + negative,
                   "",
                   text.len - negative,
                   0,
                   false};
        lay_out(out, s, &p);
    }
    vl_buf_deinit(&text);
    return ok;
}

static bool format_int(py_vm *vm, vl_buf *out, const spec *s, py_value v, py_value shown) {
    double d;
    if (s->type && (s->type >= 128 || !strchr("bcdoxXneEfFgG%", (int)s->type)))
        return unknown_code(vm, s->type, shown);
    if (s->type && strchr("eEfFgG%", (int)s->type))
        return py__int_double(vm, v, &d) && format_float(vm, out, s, d, shown);
    if (s->precision >= 0 || s->no_negative_zero) {
        py_raise(vm, PY_EXC_ValueError,
                 s->precision >= 0
                     ? "Precision not allowed in integer format specifier"
                     : "Negative zero coercion (z) not allowed in integer format specifier");
        return false;
    }
    return s->type == 'c' ? format_char(vm, out, s, v) : format_digits(vm, out, s, v);
}

py_value py_format_number(py_vm *vm, py_value v, const py_str *text) {
    if (!text || !text->size)
        return py_from(py_str_of(vm, v));
    spec s;
    if (!read_spec(vm, text, v, &s) || (s.width > 0 && !py__big_room(vm, 8.0 * (double)s.width)))
        return py_unset();
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    py_value plain = py_unbox(v);
    bool ok = plain.tag == PY_FLOAT ? format_float(vm, &out, &s, plain.as.d, v)
                                    : format_int(vm, &out, &s, plain, v);
    if (ok)
        return py_from(py_str_from_buf(vm, &out));
    vl_buf_deinit(&out);
    return py_unset();
}
