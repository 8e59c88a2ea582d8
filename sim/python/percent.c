// The % operator of str and bytes. What numbers look like is py_format_number's business; here
// stand the directives: keys, flags, width, precision.
#include "containers_internal.h"
#include "text_internal.h"

typedef struct py_percent {
    py_vm *vm;
    vl_buf *out;
    const char *start, *at, *end;
    py_value args;        // a tuple, a mapping or the only argument
    int64_t index, count; // of a tuple; count -1: one argument, used where index is 1
    bool tuple, mapping, bytes;
    py_value keyed; // what the key of this directive gave; owned
} py_percent;

typedef struct py_field_spec {
    bool left, plus, blank, alternate, zero, keyed;
    int64_t width, precision; // precision -1: none
    uint32_t type;
} py_field_spec;

static bool fail(py_percent *p, py_exc_id id, const char *message) {
    py_raise(p->vm, id, "%s", message);
    return false;
}

// ---- arguments ----------------------------------------------------------------------------------

// Borrowed.
static bool next_arg(py_percent *p, py_value *out) {
    if (p->index < p->count) {
        *out = p->tuple ? ((const py_tuple *)p->args.as.o)->items[p->index] : p->args;
        p->index++;
        return true;
    }
    return fail(p, PY_EXC_TypeError, "not enough arguments for format string");
}

static bool read_key(py_percent *p) {
    if (!p->mapping)
        return fail(p, PY_EXC_TypeError, "format requires a mapping");
    const char *key = ++p->at;
    int nesting = 1;
    for (; p->at < p->end && nesting; p->at++)
        nesting += (*p->at == '(') - (*p->at == ')');
    if (nesting)
        return fail(p, PY_EXC_ValueError, "incomplete format key");
    size_t size = (size_t)(p->at - 1 - key);
    py_value name =
        p->bytes ? py_from(py_bytes_new(p->vm, key, size)) : py_from(py_str_new(p->vm, key, size));
    if (!py_is_set(name))
        return false;
    py_value value = py_getitem(p->vm, p->args, name);
    py_decref(p->vm, name);
    if (!py_is_set(value))
        return false;
    py_assign_take(p->vm, &p->keyed, value);
    return true;
}

// The value of a directive, borrowed: by key or the next one.
static bool take_value(py_percent *p, py_field_spec *f, py_value *out) {
    if (f->keyed) {
        f->keyed = false;
        *out = p->keyed;
        return true;
    }
    return next_arg(p, out);
}

// ---- directives ---------------------------------------------------------------------------------

// An int of at least `least`, and as far the other way.
static bool read_star(py_percent *p, py_field_spec *f, int64_t least, int64_t *out) {
    py_value v;
    p->at++;
    if (!take_value(p, f, &v))
        return false;
    if (!py_is_int(v))
        return fail(p, PY_EXC_TypeError, "* wants int");
    v = py_unbox(v);
    *out = v.as.i;
    if (v.tag != PY_OBJ && *out >= least && *out <= -(least + 1))
        return true;
    py_raise(p->vm, PY_EXC_OverflowError, "Python int too large to convert to C %s",
             least == INT32_MIN ? "int" : "ssize_t");
    return false;
}

static bool read_digits(py_percent *p, int64_t limit, const char *too_big, int64_t *out) {
    *out = 0;
    for (; p->at < p->end && *p->at >= '0' && *p->at <= '9'; p->at++) {
        int64_t digit = *p->at - '0';
        if (*out > (limit - digit) / 10)
            return fail(p, PY_EXC_ValueError, too_big);
        *out = *out * 10 + digit;
    }
    return true;
}

static void read_flags(py_percent *p, py_field_spec *f) {
    for (; p->at < p->end; p->at++)
        switch (*p->at) {
        case '-':
            f->left = true;
            break;
        case '+':
            f->plus = true;
            break;
        case ' ':
            f->blank = true;
            break;
        case '#':
            f->alternate = true;
            break;
        case '0':
            f->zero = true;
            break;
        default:
            return;
        }
}

static bool read_width(py_percent *p, py_field_spec *f) {
    if (p->at == p->end || *p->at != '*')
        return read_digits(p, INT64_MAX, "width too big", &f->width);
    if (!read_star(p, f, INT64_MIN, &f->width))
        return false;
    if (f->width < 0) {
        f->left = true;
        f->width = f->width == INT64_MIN ? INT64_MAX : -f->width;
    }
    return true;
}

static bool read_precision(py_percent *p, py_field_spec *f) {
    if (p->at == p->end || *p->at != '.')
        return true;
    p->at++;
    if (p->at == p->end || *p->at != '*')
        return read_digits(p, INT32_MAX, p->bytes ? "prec too big" : "precision too big",
                           &f->precision);
    if (!read_star(p, f, INT32_MIN, &f->precision))
        return false;
    if (f->precision < 0)
        f->precision = 0;
    return true;
}

static bool read_directive(py_percent *p, py_field_spec *f) {
    *f = (py_field_spec){.precision = -1};
    if (p->at < p->end && *p->at == '(') {
        if (!read_key(p))
            return false;
        f->keyed = true;
        p->count = p->index = 0; // positional ones are over
    }
    read_flags(p, f);
    if (!read_width(p, f) || !read_precision(p, f))
        return false;
    if (p->at < p->end && (*p->at == 'h' || *p->at == 'l' || *p->at == 'L'))
        p->at++;
    if (p->at == p->end)
        return fail(p, PY_EXC_ValueError, "incomplete format");
    f->type = p->bytes ? (unsigned char)*p->at++ : py__char_next(&p->at);
    return true;
}

// ---- output -------------------------------------------------------------------------------------

static bool too_wide(const py_percent *p, int64_t width) {
    return width > (int64_t)PY_TEXT_MAX || p->out->failed;
}

// Text in its field: `chars` of it.
static bool put_text(py_percent *p, const py_field_spec *f, const char *text, size_t size,
                     size_t chars) {
    size_t room = f->width > (int64_t)chars ? (size_t)f->width - chars : 0;
    if (too_wide(p, f->width)) {
        py_raise_memory(p->vm);
        return false;
    }
    if (!f->left)
        vl_buf_fill(p->out, ' ', room);
    vl_buf_append(p->out, text, size);
    if (f->left)
        vl_buf_fill(p->out, ' ', room);
    return true;
}

// A number in its field: sign and base prefix stand before zeros that fill it.
static bool put_number(py_percent *p, const py_field_spec *f, const char *text, size_t size) {
    char sign = f->plus ? '+' : f->blank ? ' ' : 0;
    if (size && (*text == '-' || *text == '+')) {
        sign = *text++;
        size--;
    }
    bool based = f->alternate && (f->type == 'x' || f->type == 'X' || f->type == 'o');
    char prefix[3] = {sign};
    size_t prefix_size = sign != 0;
    if (based) {
        prefix[prefix_size++] = '0';
        prefix[prefix_size++] = (char)f->type;
    }
    bool integer = strchr("diouxX", (int)f->type) != NULL;
    size_t zeros = integer && f->precision > (int64_t)size ? (size_t)f->precision - size : 0;
    size_t used = prefix_size + zeros + size;
    if (too_wide(p, f->width) || zeros > PY_TEXT_MAX) {
        py_raise_memory(p->vm);
        return false;
    }
    size_t room = f->width > (int64_t)used ? (size_t)f->width - used : 0;
    if (!f->left && !f->zero)
        vl_buf_fill(p->out, ' ', room);
    vl_buf_append(p->out, prefix, prefix_size);
    if (!f->left && f->zero)
        vl_buf_fill(p->out, '0', room);
    vl_buf_fill(p->out, '0', zeros);
    vl_buf_append(p->out, text, size);
    if (f->left)
        vl_buf_fill(p->out, ' ', room);
    return true;
}

static bool put_formatted(py_percent *p, const py_field_spec *f, py_value number,
                          const char *spec) {
    py_str *spec_text = py_str_z(p->vm, spec);
    py_value text = spec_text ? py_format_number(p->vm, number, spec_text) : py_unset();
    py_release(p->vm, spec_text);
    if (!py_is_set(text))
        return false;
    const py_str *s = py_as_str(text);
    bool ok = put_number(p, f, s->data, s->size);
    py_decref(p->vm, text);
    return ok;
}

// ---- conversions --------------------------------------------------------------------------------

static bool defines(py_percent *p, py_value v, py_symbol name) {
    return py_is_set(py_type_lookup(p->vm, py_type_of(p->vm, v), p->vm->sym[name]));
}

// As an int, owned; unset where v is no number for this conversion or raised otherwise.
static py_value integer_of(py_percent *p, uint32_t type, py_value v) {
    bool decimal = type == 'd' || type == 'i' || type == 'u';
    if (decimal && defines(p, v, PY_SYM___int__))
        return py_unary_op(p->vm, PY_UN_INT, v);
    if (defines(p, v, PY_SYM___index__))
        return py_unary_op(p->vm, PY_UN_INDEX, v);
    return py_raise(p->vm, PY_EXC_TypeError, "%%%c format: %s is required, not %T", (int)type,
                    decimal ? "a real number" : "an integer", v);
}

static bool put_integer(py_percent *p, const py_field_spec *f, py_value v) {
    py_value number = integer_of(p, f->type, v);
    if (!py_is_set(number))
        return false;
    char spec[2] = {f->type == 'i' || f->type == 'u' ? 'd' : (char)f->type, '\0'};
    bool ok = put_formatted(p, f, number, spec);
    py_decref(p->vm, number);
    return ok;
}

static bool put_float(py_percent *p, const py_field_spec *f, py_value v) {
    double d;
    if (!py_as_double(p->vm, v, &d)) {
        if (p->bytes && py_exc_matches(p->vm, PY_EXC_TypeError)) {
            py_exc_clear(p->vm);
            py_raise(p->vm, PY_EXC_TypeError, "float argument required, not %T", v);
        }
        return false;
    }
    char spec[32] = "#.", *at = spec + 2;
    int64_t precision = f->precision < 0 ? 6 : f->precision;
    char digits[24];
    size_t n = 0;
    do
        digits[n++] = (char)('0' + precision % 10);
    while (precision /= 10);
    while (n)
        *at++ = digits[--n];
    *at = (char)f->type;
    return put_formatted(p, f, py_float(d), f->alternate ? spec : spec + 1);
}

static bool put_str(py_percent *p, const py_field_spec *f, py_str *text_take) {
    if (!text_take)
        return false;
    int64_t len = text_take->len;
    if (f->precision >= 0 && f->precision < len)
        len = f->precision;
    bool ok = put_text(p, f, text_take->data, py__str_offset(text_take, (size_t)len), (size_t)len);
    py_release(p->vm, text_take);
    return ok;
}

static bool put_bytes(py_percent *p, const py_field_spec *f, py_value v) {
    py_value made = py_unset();
    if (!py__bytes_like(v)) {
        if (!defines(p, v, PY_SYM___bytes__)) {
            py_raise(p->vm, PY_EXC_TypeError,
                     "%%b requires a bytes-like object, or an object that implements __bytes__, "
                     "not '%T'",
                     v);
            return false;
        }
        made = py_call_method(p->vm, v, PY_SYM___bytes__, 0, NULL);
        if (!py_is_set(made))
            return false;
        if (!py__is_bytes(made)) {
            py_raise(p->vm, PY_EXC_TypeError, "__bytes__ returned non-bytes (type %T)", made);
            py_decref(p->vm, made);
            return false;
        }
        v = made;
    }
    const py_bytes *bytes = py__bytes_self(v);
    size_t size = bytes->size;
    if (f->precision >= 0 && (size_t)f->precision < size)
        size = (size_t)f->precision;
    bool ok = put_text(p, f, bytes->data, size, size);
    py_decref(p->vm, made);
    return ok;
}

// 3.14 says what it got.
static bool wants_char(py_percent *p, py_value v) {
    const char *wants = p->bytes ? "%c requires an integer in range(256) or a single byte"
                                 : "%c requires an int or a unicode character";
    if (p->vm->python_minor < 14)
        return fail(p, PY_EXC_TypeError, p->bytes ? wants : "%c requires int or char");
    if (!p->bytes && py__is_text(v))
        py_raise(p->vm, PY_EXC_TypeError, "%s, not a string of length %u", wants,
                 (unsigned)py__str_self(v)->len);
    else if (p->bytes && py__bytes_like(v))
        py_raise(p->vm, PY_EXC_TypeError, "%s, not a bytes object of length %zu", wants,
                 py__bytes_self(v)->size);
    else
        py_raise(p->vm, PY_EXC_TypeError, "%s, not %T", wants, v);
    return false;
}

// A character by its number, below `limit`.
static bool char_code(py_percent *p, py_value v, int64_t limit, const char *beyond, int64_t *code) {
    if (!py_is_int(v) && !defines(p, v, PY_SYM___index__))
        return wants_char(p, v);
    if (!py__index_clipped(p->vm, v, code))
        return false;
    return *code >= 0 && *code < limit ? true : fail(p, PY_EXC_OverflowError, beyond);
}

static bool put_char(py_percent *p, const py_field_spec *f, py_value v) {
    if (py__is_text(v)) {
        const py_str *s = py__str_self(v);
        return s->len == 1 ? put_text(p, f, s->data, s->size, 1) : wants_char(p, v);
    }
    int64_t code;
    char utf8[4];
    return char_code(p, v, 0x110000, "%c arg not in range(0x110000)", &code) &&
           put_text(p, f, utf8, vl_utf8_encode((uint32_t)code, utf8), 1);
}

static bool put_byte(py_percent *p, const py_field_spec *f, py_value v) {
    if (py__bytes_like(v)) {
        const py_bytes *bytes = py__bytes_self(v);
        return bytes->size == 1 ? put_text(p, f, bytes->data, 1, 1) : wants_char(p, v);
    }
    int64_t code;
    if (!char_code(p, v, 256, "%c arg not in range(256)", &code))
        return false;
    char byte = (char)(unsigned char)code;
    return put_text(p, f, &byte, 1, 1);
}

static py_str *ascii_of(py_percent *p, py_value v) {
    py_value text = py_ascii(p->vm, v);
    return py_is_set(text) ? py_as_str(text) : NULL;
}

static bool unknown_type(py_percent *p, const char *type_at, uint32_t type) {
    size_t index = (size_t)(type_at - p->start);
    if (!p->bytes)
        index = py__count_chars(p->start, index);
    py_raise(p->vm, PY_EXC_ValueError, "unsupported format character '%c' (0x%x) at index %zu",
             type > 31 && type < 127 ? (int)type : '?', (unsigned)type, index);
    return false;
}

static bool put_value(py_percent *p, py_field_spec *f, const char *type_at) {
    py_value v;
    if (!take_value(p, f, &v))
        return false;
    switch (f->type) {
    case 's':
        return p->bytes ? put_bytes(p, f, v) : put_str(p, f, py_str_of(p->vm, v));
    case 'b':
        return p->bytes ? put_bytes(p, f, v) : unknown_type(p, type_at, f->type);
    case 'r':
        return put_str(p, f, p->bytes ? ascii_of(p, v) : py_repr(p->vm, v));
    case 'a':
        return put_str(p, f, ascii_of(p, v));
    case 'c':
        return p->bytes ? put_byte(p, f, v) : put_char(p, f, v);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
        return put_integer(p, f, v);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
        return put_float(p, f, v);
    default:
        return unknown_type(p, type_at, f->type);
    }
}

static bool put_directive(py_percent *p) {
    if (p->at < p->end && *p->at == '%') {
        p->at++;
        return vl_buf_char(p->out, '%');
    }
    py_field_spec f;
    if (!read_directive(p, &f))
        return false;
    const char *type_at = p->at - 1;
    while (!p->bytes && !py__char_start(*type_at))
        type_at--;
    return put_value(p, &f, type_at);
}

bool py__percent(py_vm *vm, vl_buf *out, const char *format, size_t size, py_value args,
                 bool bytes) {
    py_percent p = {.vm = vm,
                    .out = out,
                    .start = format,
                    .at = format,
                    .end = format + size,
                    .args = args,
                    .count = 1,
                    .bytes = bytes,
                    .tuple = py_is_tuple(args)};
    if (p.tuple)
        p.count = ((const py_tuple *)args.as.o)->count;
    else
        p.mapping = py_type_of(vm, args)->slots.getitem && !py__is_text(args) &&
                    !(bytes && py__bytes_like(args));
    bool ok = true;
    while (ok && p.at < p.end) {
        const char *percent = memchr(p.at, '%', (size_t)(p.end - p.at));
        const char *stop = percent ? percent : p.end;
        vl_buf_append(out, p.at, (size_t)(stop - p.at));
        p.at = stop;
        if (percent) {
            p.at++;
            ok = put_directive(&p);
        }
    }
    py_decref(vm, p.keyed);
    if (ok && p.index < p.count && !p.mapping) {
        py_raise(vm, PY_EXC_TypeError, "not all arguments converted during %s formatting",
                 bytes ? "bytes" : "string");
        return false;
    }
    if (ok && out->failed)
        py_raise_memory(vm);
    return ok && !out->failed;
}

py_value py_str_percent(py_vm *vm, const py_str *format, py_value args) {
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    bool ok = py__percent(vm, &text, format->data, format->size, args, false);
    return py__finish_text(vm, &text, ok);
}
