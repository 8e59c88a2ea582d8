// The formats of messages: printf's conversions and those for values (see py_raise in vl_python.h).
#include <stdio.h>

#include "text_internal.h"

typedef struct py_message {
    py_vm *vm;
    vl_buf *out;
    va_list args;
} py_message;

typedef enum py_int_length { LENGTH_INT, LENGTH_LONG, LENGTH_LLONG, LENGTH_SIZE } py_int_length;

typedef struct py_directive {
    char text[32]; // "%", flags, width, precision: what snprintf gets, without the length
    size_t used;
    int precision; // -1: none
    py_int_length length;
    char conversion;
} py_directive;

static void directive_add(py_directive *d, char c) {
    if (d->used + 4 < sizeof d->text)
        d->text[d->used++] = c;
}

static void directive_number(py_directive *d, int number) {
    char digits[16];
    int n = snprintf(digits, sizeof digits, "%d", number);
    for (int i = 0; i < n; i++)
        directive_add(d, digits[i]);
}

// Parses what follows the '%'; returns the place behind it.
static const char *parse_directive(py_message *m, const char *at, py_directive *d) {
    *d = (py_directive){.text = "%", .used = 1, .precision = -1};
    while (*at && strchr("-+ #0123456789", *at))
        directive_add(d, *at++);
    if (*at == '*') {
        directive_number(d, va_arg(m->args, int));
        at++;
    }
    if (*at == '.') {
        at++;
        d->precision = 0;
        if (*at == '*') {
            d->precision = va_arg(m->args, int);
            at++;
        }
        while (*at >= '0' && *at <= '9')
            d->precision = d->precision * 10 + (*at++ - '0');
        directive_add(d, '.');
        directive_number(d, d->precision);
    }
    for (; *at == 'l' || *at == 'z' || *at == 't' || *at == 'j'; at++)
        d->length =
            *at == 'l' ? d->length == LENGTH_LONG ? LENGTH_LLONG : LENGTH_LONG : LENGTH_SIZE;
    d->conversion = *at;
    return *at ? at + 1 : at;
}

static bool append_signed(py_message *m, py_directive *d) {
    long long v = d->length == LENGTH_INT    ? va_arg(m->args, int)
                  : d->length == LENGTH_LONG ? va_arg(m->args, long)
                  : d->length == LENGTH_SIZE ? (long long)va_arg(m->args, ptrdiff_t)
                                             : va_arg(m->args, long long);
    directive_add(d, 'l');
    directive_add(d, 'l');
    directive_add(d, 'd');
    char text[64];
    snprintf(text, sizeof text, d->text, v);
    return vl_buf_text(m->out, text);
}

static bool append_unsigned(py_message *m, py_directive *d) {
    unsigned long long v = d->length == LENGTH_INT    ? va_arg(m->args, unsigned)
                           : d->length == LENGTH_LONG ? va_arg(m->args, unsigned long)
                           : d->length == LENGTH_SIZE ? va_arg(m->args, size_t)
                                                      : va_arg(m->args, unsigned long long);
    directive_add(d, 'l');
    directive_add(d, 'l');
    directive_add(d, d->conversion);
    char text[64];
    snprintf(text, sizeof text, d->text, v);
    return vl_buf_text(m->out, text);
}

static bool append_double(py_message *m, py_directive *d) {
    directive_add(d, d->conversion);
    char text[400];
    snprintf(text, sizeof text, d->text, va_arg(m->args, double));
    return vl_buf_text(m->out, text);
}

static bool append_cstring(py_message *m, const py_directive *d) {
    const char *text = va_arg(m->args, const char *);
    if (!text)
        text = "(null)";
    size_t size = 0;
    while ((d->precision < 0 || size < (size_t)d->precision) && text[size])
        size++;
    return vl_buf_append(m->out, text, size);
}

static bool append_str(py_message *m, const py_str *s) {
    return s ? vl_buf_append(m->out, s->data, s->size) : vl_buf_text(m->out, "(null)");
}

static bool append_type(py_message *m, const py_type *type) {
    if ((type->flags & (PY_TF_QUALIFIED | PY_TF_HEAP)) == PY_TF_QUALIFIED &&
        !(append_str(m, type->module) && vl_buf_char(m->out, '.')))
        return false;
    return append_str(m, type->name);
}

static bool append_shown(py_message *m, py_value v, bool repr) {
    py_str *text = repr ? py_repr(m->vm, v) : py_str_of(m->vm, v);
    bool ok = text != NULL && append_str(m, text);
    py_release(m->vm, text);
    return ok;
}

static bool append_directive(py_message *m, py_directive *d) {
    switch (d->conversion) {
    case 'V':
    case 'R':
        return append_shown(m, va_arg(m->args, py_value), d->conversion == 'R');
    case 'T':
        return append_type(m, py_type_of(m->vm, va_arg(m->args, py_value)));
    case 'N':
        return append_type(m, va_arg(m->args, py_type *));
    case 'S':
        return append_str(m, va_arg(m->args, py_str *));
    case 's':
        return append_cstring(m, d);
    case 'c':
        return vl_buf_char(m->out, (char)va_arg(m->args, int));
    case 'd':
    case 'i':
        return append_signed(m, d);
    case 'u':
    case 'x':
    case 'X':
    case 'o':
        return append_unsigned(m, d);
    case 'g':
    case 'f':
    case 'e':
        return append_double(m, d);
    default:
        return vl_buf_char(m->out, '%');
    }
}

bool py_buf_formatv(py_vm *vm, vl_buf *out, const char *format, va_list args) {
    py_message m = {.vm = vm, .out = out};
    va_copy(m.args, args);
    bool ok = true;
    while (ok && *format) {
        const char *percent = strchr(format, '%');
        size_t plain = percent ? (size_t)(percent - format) : strlen(format);
        ok = vl_buf_append(out, format, plain);
        format += plain;
        if (ok && *format) {
            py_directive d;
            format = parse_directive(&m, format + 1, &d);
            ok = append_directive(&m, &d);
        }
    }
    va_end(m.args);
    return ok;
}

py_str *py_str_format(py_vm *vm, const char *format, ...) {
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    va_list args;
    va_start(args, format);
    bool ok = py_buf_formatv(vm, &text, format, args);
    va_end(args);
    if (ok || text.failed)
        return py_str_from_buf(vm, &text);
    vl_buf_deinit(&text);
    return NULL;
}
