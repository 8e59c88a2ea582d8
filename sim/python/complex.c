// The type complex. Arithmetic is CPython's (Objects/complexobject.c): division after Smith, small
// whole powers by repeated multiplication, others through polar coordinates.
#include <errno.h>
#include <math.h>

#include "bigint_internal.h"
#include "complex_internal.h"
#include "text_internal.h"
#include "types_internal.h"

typedef struct py_complex_object {
    py_gcobj gc; // the header alone: classes derived from it are tracked
    py_complex value;
} py_complex_object;

bool py__is_complex(py_vm *vm, py_value v) {
    return v.tag == PY_OBJ && (v.as.o->type == vm->types[PY_TYPE_COMPLEX] ||
                               py_is_subtype(v.as.o->type, vm->types[PY_TYPE_COMPLEX]));
}

py_complex py__complex_of(py_value v) {
    return ((py_complex_object *)v.as.o)->value;
}

static py_value make(py_vm *vm, py_type *type, py_complex value) {
    py_complex_object *made = py_object_new(vm, type, 0);
    if (made)
        made->value = value;
    return py_from(made);
}

py_value py__complex_new(py_vm *vm, double real, double imag) {
    return make(vm, vm->types[PY_TYPE_COMPLEX], (py_complex){real, imag});
}

// ---- arithmetic ---------------------------------------------------------------------------------

static py_complex multiply(py_complex a, py_complex b) {
    return (py_complex){a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real};
}

static bool divide(py_complex a, py_complex b, py_complex *out) {
    double real = fabs(b.real), imag = fabs(b.imag);
    if (real >= imag) {
        if (real == 0)
            return false;
        double ratio = b.imag / b.real, by = b.real + b.imag * ratio;
        *out = (py_complex){(a.real + a.imag * ratio) / by, (a.imag - a.real * ratio) / by};
    } else if (imag >= real) {
        double ratio = b.real / b.imag, by = b.real * ratio + b.imag;
        *out = (py_complex){(a.real * ratio + a.imag) / by, (a.imag * ratio - a.real) / by};
    } else
        *out = (py_complex){NAN, NAN};
    return true;
}

static bool whole_power(py_complex a, int64_t n, py_complex *out) {
    py_complex power = a, result = {1, 0};
    for (uint64_t left = py__magnitude(n); left; left >>= 1) {
        if (left & 1)
            result = multiply(result, power);
        power = multiply(power, power);
    }
    if (n >= 0)
        *out = result;
    return n >= 0 || divide((py_complex){1, 0}, result, out);
}

static bool any_power(py_vm *vm, py_complex a, py_complex b, py_complex *out) {
    if (b.real == 0 && b.imag == 0)
        *out = (py_complex){1, 0};
    else if (a.real == 0 && a.imag == 0) {
        *out = (py_complex){0, 0};
        return b.imag == 0 && b.real >= 0;
    } else {
        double size = hypot(a.real, a.imag), length = pow(size, b.real);
        double angle = atan2(a.imag, a.real), phase = angle * b.real;
        if (b.imag != 0) {
            if (vm->python_minor >= 14)
                length *= exp(-angle * b.imag);
            else
                length /= exp(angle * b.imag);
            phase += b.imag * log(size);
        }
        *out = (py_complex){length * cos(phase), length * sin(phase)};
    }
    return true;
}

py_value py__complex_pow(py_vm *vm, py_complex a, py_complex b) {
    py_complex out;
    bool whole = b.imag == 0 && b.real == floor(b.real) && fabs(b.real) <= 100;
    if (whole ? !whole_power(a, (int64_t)b.real, &out) : !any_power(vm, a, b, &out))
        return py_raise(vm, PY_EXC_ZeroDivisionError,
                        vm->python_minor >= 14 ? "zero to a negative or complex power"
                                               : "0.0 to a negative or complex power");
    if (isinf(out.real) || isinf(out.imag))
        return py_raise(vm, PY_EXC_OverflowError, "complex exponentiation");
    return py__complex_new(vm, out.real, out.imag);
}

// The operand as a complex number. 1, 0 another type, -1 raised.
static int operand(py_vm *vm, py_value v, py_complex *out) {
    if (py__is_complex(vm, v)) {
        *out = py__complex_of(v);
        return 1;
    }
    v = py_unbox(v);
    out->imag = 0;
    if (v.tag == PY_FLOAT)
        out->real = v.as.d;
    else if (py_is_int(v))
        return py__int_double(vm, v, &out->real) ? 1 : -1;
    return v.tag == PY_FLOAT;
}

static py_value complex_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    py_complex x, y, out;
    int left = operand(vm, a, &x), right = left > 0 ? operand(vm, b, &y) : left;
    if (right <= 0)
        return right ? py_unset() : py_incref(vm->not_implemented);
    switch (op) {
    case PY_BIN_ADD:
        return py__complex_new(vm, x.real + y.real, x.imag + y.imag);
    case PY_BIN_SUB:
        return py__complex_new(vm, x.real - y.real, x.imag - y.imag);
    case PY_BIN_MUL:
        out = multiply(x, y);
        return py__complex_new(vm, out.real, out.imag);
    case PY_BIN_DIV:
        if (!divide(x, y, &out))
            return py_raise(vm, PY_EXC_ZeroDivisionError, "%sdivision by zero",
                            vm->python_minor >= 14 ? "" : "complex ");
        return py__complex_new(vm, out.real, out.imag);
    case PY_BIN_POW:
        return py__complex_pow(vm, x, y);
    default:
        return py_incref(vm->not_implemented);
    }
}

static py_value complex_unary(py_vm *vm, py_unary op, py_value self) {
    py_complex v = py__complex_of(self);
    double size;
    switch (op) {
    case PY_UN_NEG:
        return py__complex_new(vm, -v.real, -v.imag);
    case PY_UN_POS:
        return py__complex_new(vm, v.real, v.imag);
    case PY_UN_ABS:
        size = hypot(v.real, v.imag);
        if (isinf(size) && isfinite(v.real) && isfinite(v.imag))
            return py_raise(vm, PY_EXC_OverflowError, "absolute value too large");
        return py_float(size);
    default:
        return py_incref(vm->not_implemented);
    }
}

static py_value complex_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    py_complex x = py__complex_of(a);
    py_value plain = py_unbox(b);
    int equal;
    if (op != PY_CMP_EQ && op != PY_CMP_NE)
        return py_incref(vm->not_implemented);
    if (py__is_complex(vm, b))
        equal = x.real == py__complex_of(b).real && x.imag == py__complex_of(b).imag;
    else if (plain.tag == PY_FLOAT || py_is_int(plain))
        equal = x.imag == 0 ? py_compare_bool(vm, PY_CMP_EQ, py_float(x.real), plain) : 0;
    else
        return py_incref(vm->not_implemented);
    return equal < 0 ? py_unset() : py_bool(equal == (op == PY_CMP_EQ));
}

static bool complex_hash(py_vm *vm, py_value self, int64_t *hash) {
    py_complex v = py__complex_of(self);
    int64_t parts[2];
    // A NaN hashes by the object it is part of.
    for (int i = 0; i < 2; i++) {
        double d = i ? v.imag : v.real;
        parts[i] = isnan(d) ? py_address_of(vm, self) : py_float_hash(d);
    }
    *hash = (int64_t)((uint64_t)parts[0] + 1000003u * (uint64_t)parts[1]);
    *hash -= *hash == -1;
    return true;
}

static int complex_truth(py_vm *vm, py_value self) {
    (void)vm;
    return py__complex_of(self).real != 0 || py__complex_of(self).imag != 0;
}

// ---- text ---------------------------------------------------------------------------------------

static void append_part(vl_buf *out, double d, bool sign) {
    if (sign && (isnan(d) || !signbit(d)))
        vl_buf_char(out, '+');
    py_float_repr(out, d);
    if (out->len > 2 && !out->failed && !memcmp(out->data + out->len - 2, ".0", 2))
        out->len -= 2;
}

static py_value complex_repr(py_vm *vm, py_value self) {
    py_complex v = py__complex_of(self);
    bool alone = v.real == 0 && !signbit(v.real);
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    if (!alone) {
        vl_buf_char(&out, '(');
        append_part(&out, v.real, false);
    }
    append_part(&out, v.imag, !alone);
    vl_buf_text(&out, alone ? "j" : "j)");
    return py_from(py_str_from_buf(vm, &out));
}

// The places in a format that parts of a complex number do not share: fill, align and width.
typedef struct layout {
    const char *fill;
    size_t fill_size, width_size;
    char align;
    const char *sign, *width, *rest; // rest: grouping, precision, type
    const char *options;             // z and #
    size_t options_size;
} layout;

static bool read_layout(py_vm *vm, const py_str *spec, layout *l) {
    const char *p = spec->data, *end = p + spec->size, *next = p;
    *l = (layout){.fill = " ", .fill_size = 1, .align = '>', .sign = ""};
    if (p < end)
        py__char_next(&next);
    if (next < end && strchr("<>=^", *next) && *next) {
        l->fill = p;
        l->fill_size = (size_t)(next - p);
        l->align = *next;
        p = next + 1;
    } else if (p < end && strchr("<>=^", *p))
        l->align = *p++;
    if (p < end && strchr("+- ", *p))
        l->sign = *p == '+' ? "+" : *p == ' ' ? " " : "", p++;
    l->options = p;
    while (p < end && (*p == 'z' || *p == '#'))
        p++;
    l->options_size = (size_t)(p - l->options);
    if (p < end && *p == '0') {
        py_raise(vm, PY_EXC_ValueError, "Zero padding is not allowed in complex format specifier");
        return false;
    }
    l->width = p;
    while (p < end && *p >= '0' && *p <= '9')
        p++;
    l->width_size = (size_t)(p - l->width);
    l->rest = p;
    if (l->align == '=')
        py_raise(vm, PY_EXC_ValueError,
                 "'=' alignment flag is not allowed in complex format specifier");
    return l->align != '=';
}

static bool format_part(py_vm *vm, vl_buf *out, double d, const char *sign, const layout *l,
                        char type) {
    bool plain = !type && !strchr(l->rest, '.'); // as repr, without its ".0"
    py_str *spec = py_str_format(vm, "%s%.*s%s%s", sign, (int)l->options_size, l->options, l->rest,
                                 type || plain ? "" : "g");
    py_value text = spec ? py_format_number(vm, py_float(d), spec) : py_unset();
    py_release(vm, spec);
    if (!py_is_set(text))
        return false;
    const py_str *s = py_as_str(text);
    size_t size = s->size;
    if (plain && size > 2 && !memcmp(s->data + size - 2, ".0", 2))
        size -= memchr(l->options, '#', l->options_size) ? 1 : 2;
    if (plain && !*sign && !*l->rest && !l->options_size) {
        append_part(out, d, false);
        size = 0;
    }
    vl_buf_append(out, s->data, size);
    py_decref(vm, text);
    return true;
}

static py_value complex_format(py_vm *vm, py_value self, const py_str *spec) {
    layout l;
    if (!spec || !spec->size)
        return py_from(py_str_of(vm, self));
    if (!read_layout(vm, spec, &l))
        return py_unset();
    char type = *l.rest ? l.rest[strlen(l.rest) - 1] : 0;
    if ((type >= '0' && type <= '9') || type == ',' || type == '_')
        type = 0;
    if (type && !strchr("eEfFgGn", type))
        return py_raise(vm, PY_EXC_ValueError, "Unknown format code '%c' for object of type '%T'",
                        type, self);
    py_complex v = py__complex_of(self);
    bool alone = !type && v.real == 0 && !signbit(v.real);
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    if (!alone && !type)
        vl_buf_char(&out, '(');
    bool ok = (alone || format_part(vm, &out, v.real, l.sign, &l, type)) &&
              format_part(vm, &out, v.imag, alone ? l.sign : "+", &l, type);
    vl_buf_text(&out, alone || type ? "j" : "j)");
    if (!ok) {
        vl_buf_deinit(&out);
        return py_unset();
    }
    py_str *text = py_str_from_buf(vm, &out);
    py_str *padding = text ? py_str_format(vm, "%.*s%c%.*s", (int)l.fill_size, l.fill, l.align,
                                           (int)l.width_size, l.width)
                           : NULL;
    py_value padded = padding ? py_format_text(vm, py_from(text), padding) : py_unset();
    py_release(vm, padding);
    py_release(vm, text);
    return padded;
}

// ---- making -------------------------------------------------------------------------------------

// __complex__ of what has it. 1, 0 absent, -1 raised.
static int through_method(py_vm *vm, py_value v, py_complex *out) {
    py_value func, self;
    if (!py_load_special(vm, v, PY_SYM___complex__, &func, &self))
        return -1;
    if (!py_is_set(func))
        return 0;
    py_args none = {NULL, 0, NULL};
    py_value made = py_call_bound(vm, func, self, &none);
    py_decref(vm, func);
    py_decref(vm, self);
    if (!py_is_set(made))
        return -1;
    bool ok = py__is_complex(vm, made);
    if (ok)
        *out = py__complex_of(made);
    else
        py_raise(vm, PY_EXC_TypeError, "__complex__ returned non-complex (type %T)", made);
    py_decref(vm, made);
    return ok ? 1 : -1;
}

static bool is_real(py_vm *vm, py_value v) {
    py_type *type = py_type_of(vm, v);
    return v.tag == PY_FLOAT || py_is_int(v) ||
           py_is_set(py_type_lookup(vm, type, vm->sym[PY_SYM___float__])) ||
           py_is_set(py_type_lookup(vm, type, vm->sym[PY_SYM___index__]));
}

// A part given to the constructor: *whole where it is complex itself. False raised.
static bool read_part(py_vm *vm, py_value v, bool first, py_complex *out, bool *whole) {
    int found = py__is_complex(vm, v) ? 1 : first ? through_method(vm, v, out) : 0;
    *whole = found > 0;
    if (found < 0)
        return false;
    if (py__is_complex(vm, v))
        *out = py__complex_of(v);
    if (found)
        return true;
    out->imag = 0;
    if (is_real(vm, v))
        return py_as_double(vm, v, &out->real);
    if (first)
        py_raise(vm, PY_EXC_TypeError,
                 "complex() first argument must be a string or a number, not '%T'", v);
    else
        py_raise(vm, PY_EXC_TypeError, "complex() second argument must be a number, not '%T'", v);
    return false;
}

static py_value complex_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef call = {"complex", "real=, imag=", NULL, PY_FN_PLAIN};
    py_value v[2] = {py_unset(), py_unset()};
    py_complex real = {0, 0}, imag = {0, 0};
    bool real_whole = false, imag_whole = false;
    if (!py_bind_args(vm, &call, args, v))
        return py_unset();
    if (py_is(vm, v[0], PY_TYPE_COMPLEX) && !py_is_set(v[1]) && type == vm->types[PY_TYPE_COMPLEX])
        return py_incref(v[0]);
    if (py_is_set(v[0]) && py__is_text(v[0])) {
        if (py_is_set(v[1]))
            return py_raise(vm, PY_EXC_TypeError,
                            "complex() can't take second arg if first is a string");
        const py_str *s = py__str_self(v[0]);
        return py__complex_parse(vm, v[0], s->data, s->size, &real) ? make(vm, type, real)
                                                                    : py_unset();
    }
    if (py_is_set(v[1]) && py__is_text(v[1]))
        return py_raise(vm, PY_EXC_TypeError, "complex() second arg can't be a string");
    if ((py_is_set(v[0]) && !read_part(vm, v[0], true, &real, &real_whole)) ||
        (py_is_set(v[1]) && !read_part(vm, v[1], false, &imag, &imag_whole)))
        return py_unset();
    if (!py_is_set(v[1]))
        return make(vm, type, real);
    if (imag_whole)
        real.real -= imag.imag;
    if (real_whole)
        imag.real += real.imag;
    return make(vm, type, (py_complex){real.real, imag.real});
}

static void complex_dealloc(py_vm *vm, py_obj *self) {
    py_gc_untrack(vm, self);
    py_object_free(vm, self, 0);
}

// ---- methods ------------------------------------------------------------------------------------

static py_value g_real(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_float(py__complex_of(a[0]).real);
}

static py_value g_imag(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_float(py__complex_of(a[0]).imag);
}

static py_value m_conjugate(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__complex_new(vm, py__complex_of(a[0]).real, -py__complex_of(a[0]).imag);
}

static py_value m_complex(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (py_is(vm, a[0], PY_TYPE_COMPLEX))
        return py_incref(a[0]);
    return py__complex_new(vm, py__complex_of(a[0]).real, py__complex_of(a[0]).imag);
}

static py_value m_getnewargs(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value parts[2] = {py_float(py__complex_of(a[0]).real), py_float(py__complex_of(a[0]).imag)};
    return py_from(py_tuple_of(vm, 2, parts));
}

static const py_fndef methods[] = {{"real", NULL, g_real, PY_FN_GETTER},
                                   {"imag", NULL, g_imag, PY_FN_GETTER},
                                   {"conjugate", "self, /", m_conjugate, PY_FN_METHOD},
                                   {"__complex__", "self, /", m_complex, PY_FN_METHOD},
                                   {"__getnewargs__", "self, /", m_getnewargs, PY_FN_METHOD},
                                   {NULL, NULL, NULL, 0}};

const py_type_spec py_complex_spec = {
    .name = "complex",
    .doc = "A complex number: a real and an imaginary part.",
    .size = sizeof(py_complex_object),
    .flags = PY_TF_BASE,
    .base = -1,
    .slots = {.dealloc = complex_dealloc,
              .new_ = complex_new,
              .repr = complex_repr,
              .format = complex_format,
              .hash = complex_hash,
              .truth = complex_truth,
              .binary = complex_binary,
              .unary = complex_unary,
              .compare = complex_compare},
    .methods = methods,
};
