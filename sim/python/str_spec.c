// The format mini-language for str: format("abc", ">10.2"). Numbers have their own
// (format_number.c).
#include "text_internal.h"

typedef struct py_text_spec {
    uint32_t fill, type;
    char align, sign, separator; // 0: not given
    bool alternate, coerce_zero;
    int64_t width, precision; // -1: not given
} py_text_spec;

typedef struct py_spec_reader {
    py_vm *vm;
    const char *at, *end;
} py_spec_reader;

static bool is_align(char c) {
    return c == '<' || c == '>' || c == '=' || c == '^';
}

static bool accept(py_spec_reader *r, char c) {
    if (r->at == r->end || *r->at != c)
        return false;
    r->at++;
    return true;
}

// Digits into *out; untouched where there are none. False: raised.
static bool read_number(py_spec_reader *r, int64_t *out) {
    if (r->at == r->end || *r->at < '0' || *r->at > '9')
        return true;
    int64_t number = 0;
    for (; r->at < r->end && *r->at >= '0' && *r->at <= '9'; r->at++) {
        int64_t digit = *r->at - '0';
        if (number > (INT64_MAX - digit) / 10) {
            py_raise(r->vm, PY_EXC_ValueError, "Too many decimal digits in format string");
            return false;
        }
        number = number * 10 + digit;
    }
    *out = number;
    return true;
}

static void read_align(py_spec_reader *r, py_text_spec *s) {
    const char *behind = r->at;
    if (r->at < r->end) {
        uint32_t fill = py__char_next(&behind);
        if (behind < r->end && is_align(*behind)) {
            s->fill = fill;
            s->align = *behind;
            r->at = behind + 1;
        } else if (is_align(*r->at))
            s->align = *r->at++;
    }
}

static bool read_separators(py_spec_reader *r, py_text_spec *s) {
    if (accept(r, ','))
        s->separator = ',';
    bool both = false;
    if (accept(r, '_')) {
        both = s->separator != 0;
        s->separator = '_';
    }
    if (!both && s->separator == '_' && r->at < r->end && *r->at == ',')
        both = true;
    if (both)
        py_raise(r->vm, PY_EXC_ValueError, "Cannot specify both ',' and '_'.");
    return !both;
}

static bool read_precision(py_spec_reader *r, py_text_spec *s) {
    if (!accept(r, '.'))
        return true;
    if (!read_number(r, &s->precision))
        return false;
    if (s->precision >= 0)
        return true;
    py_raise(r->vm, PY_EXC_ValueError, "Format specifier missing precision");
    return false;
}

// In the order of PEP 3101's grammar; errors as CPython 3.13 orders them.
static bool read_spec(py_spec_reader *r, py_text_spec *s, const py_str *whole, py_value v) {
    *s = (py_text_spec){.type = 's', .width = -1, .precision = -1};
    read_align(r, s);
    if (r->at < r->end && (*r->at == '+' || *r->at == '-' || *r->at == ' '))
        s->sign = *r->at++;
    s->coerce_zero = accept(r, 'z');
    s->alternate = accept(r, '#');
    if (!s->fill && accept(r, '0'))
        s->fill = '0';
    if (!read_number(r, &s->width) || !read_separators(r, s) || !read_precision(r, s))
        return false;
    if (r->at < r->end)
        s->type = py__char_next(&r->at);
    if (r->at < r->end) {
        py_raise(r->vm, PY_EXC_ValueError, "Invalid format specifier '%S' for object of type '%T'",
                 whole, v);
        return false;
    }
    return true;
}

static py_value unknown_code(py_vm *vm, uint32_t type, py_value v) {
    if (type > 32 && type < 128)
        return py_raise(vm, PY_EXC_ValueError, "Unknown format code '%c' for object of type '%T'",
                        (int)type, v);
    return py_raise(vm, PY_EXC_ValueError, "Unknown format code '\\x%x' for object of type '%T'",
                    (unsigned)type, v);
}

static const char *refusal(const py_text_spec *s) {
    if (s->sign)
        return s->sign == ' ' ? "Space not allowed in string format specifier"
                              : "Sign not allowed in string format specifier";
    if (s->coerce_zero)
        return "Negative zero coercion (z) not allowed in string format specifier";
    if (s->alternate)
        return "Alternate form (#) not allowed in string format specifier";
    return s->align == '=' ? "'=' alignment not allowed in string format specifier" : NULL;
}

void py__pad(vl_buf *out, const py_str *s, int64_t left, int64_t right, uint32_t fill) {
    char utf8[4];
    size_t size = vl_utf8_encode(fill, utf8);
    if (size == 1) {
        vl_buf_fill(out, (char)fill, (size_t)left);
        vl_buf_append(out, s->data, s->size);
        vl_buf_fill(out, (char)fill, (size_t)right);
        return;
    }
    for (; left > 0 && !out->failed; left--)
        vl_buf_append(out, utf8, size);
    vl_buf_append(out, s->data, s->size);
    for (; right > 0 && !out->failed; right--)
        vl_buf_append(out, utf8, size);
}

static py_value lay_out(py_vm *vm, const py_text_spec *s, py_str *text) {
    int64_t len = text->len;
    bool cut = s->precision >= 0 && s->precision < len;
    if (cut)
        len = s->precision;
    int64_t room = s->width > len ? s->width - len : 0;
    if (!cut && !room)
        return py_incref(py_from(text));
    if (room > (int64_t)PY_TEXT_MAX)
        return py_raise_memory(vm);
    py_str *part = py_str_slice(vm, text, 0, len);
    if (!part)
        return py_unset();
    int64_t left = s->align == '>' ? room : s->align == '^' ? room / 2 : 0;
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    py__pad(&out, part, left, room - left, s->fill ? s->fill : ' ');
    py_release(vm, part);
    return py_from(py_str_from_buf(vm, &out));
}

// CPython refuses a separator before it looks whether the type is known.
static bool allows_separator(char separator, uint32_t type) {
    const char *types = separator == '_' ? "deEfFgG%boxX" : "deEfFgG%";
    return type && type < 128 && strchr(types, (int)type);
}

py_value py_format_text(py_vm *vm, py_value v, const py_str *spec) {
    if (!spec || !spec->size)
        return py_is(vm, v, PY_TYPE_STR) ? py_incref(v) : py_from(py_str_of(vm, v));
    py_spec_reader reader = {vm, spec->data, spec->data + spec->size};
    py_text_spec s;
    if (!read_spec(&reader, &s, spec, v))
        return py_unset();
    bool numeric = allows_separator(s.separator, s.type);
    if (s.separator && !numeric && s.type > 32 && s.type < 128)
        return py_raise(vm, PY_EXC_ValueError, "Cannot specify '%c' with '%c'.", s.separator,
                        (int)s.type);
    if (s.separator && !numeric)
        return py_raise(vm, PY_EXC_ValueError, "Cannot specify '%c' with '\\x%x'.", s.separator,
                        (unsigned)s.type);
    if (s.type != 's')
        return unknown_code(vm, s.type, v);
    const char *refused = refusal(&s);
    if (refused)
        return py_raise(vm, PY_EXC_ValueError, "%s", refused);
    return lay_out(vm, &s, py__str_self(v));
}
