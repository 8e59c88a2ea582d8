// Numbers from text, as int() and float() read it: white space around, underscores between digits,
// digits of any script. Knows nothing of formats.
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "bigint_internal.h"
#include "complex_internal.h"

// ---- other scripts ------------------------------------------------------------------------------

static bool is_space(uint32_t c) {
    if (c < 128)
        return c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31);
    return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
           c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

static bool is_digit(uint32_t c) {
    return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ND;
}

// Decimal digits come in runs of ten from zero on.
static int digit_of(uint32_t c) {
    uint32_t first = c;
    while (is_digit(first - 1))
        first--;
    return (int)((c - first) % 10);
}

// Copies `text` with digits and white space of other scripts as ASCII; what is neither becomes '?',
// which no number holds.
static bool to_ascii(vl_buf *out, const char *text, size_t len) {
    for (size_t at = 0; at < len;) {
        uint32_t c;
        size_t took = vl_utf8_decode(text + at, len - at, true, &c);
        if (!took)
            took = 1, c = '?';
        if (is_space(c))
            vl_buf_char(out, ' ');
        else if (c < 128)
            vl_buf_char(out, (char)c);
        else
            vl_buf_char(out, is_digit(c) ? (char)('0' + digit_of(c)) : '?');
        at += took;
    }
    vl_buf_char(out, 0);
    return !out->failed;
}

// A NUL-terminated copy without white space around it.
static bool prepare(py_vm *vm, vl_buf *out, const char *text, size_t len, const char **start,
                    const char **end) {
    vl_buf_init(out, vm->heap);
    if (!to_ascii(out, text, len)) {
        vl_buf_deinit(out);
        py_raise_memory(vm);
        return false;
    }
    *start = out->data;
    *end = out->data + out->len - 1;
    while (*start < *end && **start == ' ')
        ++*start;
    while (*end > *start && (*end)[-1] == ' ')
        --*end;
    out->data[*end - out->data] = 0;
    return true;
}

// ---- int ----------------------------------------------------------------------------------------

static int digit_in(char c, int base) {
    int value = 99;
    if (c >= '0' && c <= '9')
        value = c - '0';
    else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        value = (c | 0x20) - 'a' + 10;
    return value < base ? value : -1;
}

static int base_of_prefix(const char *p) {
    if (p[0] != '0')
        return 0;
    switch (p[1] | 0x20) {
    case 'x':
        return 16;
    case 'o':
        return 8;
    case 'b':
        return 2;
    default:
        return 0;
    }
}

// Digits with single underscores between them, *count without underscores.
static bool digits_valid(const char *p, const char *end, int base, size_t *count) {
    *count = 0;
    for (bool digit = false; p < end; p++) {
        if (*p == '_' ? !digit : digit_in(*p, base) < 0)
            return false;
        digit = *p != '_';
        *count += digit;
    }
    return *count > 0 && end[-1] != '_';
}

// Where the digits begin, the base decided. NULL: not a number.
static const char *int_start(const char *p, const char *end, int *base) {
    int prefix = base_of_prefix(p);
    if (prefix && (*base == 0 || *base == prefix)) {
        *base = prefix;
        p += 2;
        return *p == '_' ? p + 1 : p;
    }
    if (*base == 0) {
        *base = 10;
        if (*p == '0') // only zeros may begin with a zero
            for (const char *q = p; q < end; q++)
                if (*q != '0' && *q != '_')
                    return NULL;
    }
    return p;
}

py_value py__int_parse(py_vm *vm, py_value v, const char *text, size_t len, int base) {
    vl_buf buf;
    const char *p, *end;
    int used = base;
    size_t count;
    if (!prepare(vm, &buf, text, len, &p, &end))
        return py_unset();
    bool negative = *p == '-';
    if (*p == '-' || *p == '+')
        p++;
    p = int_start(p, end, &used);
    py_value result;
    if (!p || !digits_valid(p, end, used, &count))
        result =
            py_raise(vm, PY_EXC_ValueError, "invalid literal for int() with base %d: %R", base, v);
    else if (count > PY_INT_MAX_DIGITS && (used & (used - 1)))
        result = py_raise(vm, PY_EXC_ValueError,
                          "Exceeds the limit (%d digits) for integer string conversion: value has "
                          "%lld digits; use sys.set_int_max_str_digits() to increase the limit",
                          PY_INT_MAX_DIGITS, (long long)count);
    else
        result = py__int_read(vm, p, (size_t)(end - p), used);
    vl_buf_deinit(&buf);
    if (negative && py_is_set(result)) {
        py_value positive = result;
        result = py__int_negate(vm, positive);
        py_decref(vm, positive);
    }
    return result;
}

// ---- float --------------------------------------------------------------------------------------

static bool same_word(const char *p, const char *end, const char *word) {
    for (; p < end && *word; p++, word++)
        if ((*p | 0x20) != *word)
            return false;
    return p == end && !*word;
}

// Moves over digits and underscores between digits. False: an underscore elsewhere.
static bool skip_digits(const char **p, size_t *count) {
    for (*count = 0;; ++*p) {
        if (**p >= '0' && **p <= '9')
            ++*count;
        else if (**p != '_')
            return true;
        else if (!*count || (*p)[1] < '0' || (*p)[1] > '9')
            return false;
    }
}

// The grammar of float(), without sign, inf and nan.
static bool float_valid(const char *p, const char *end) {
    size_t whole, fraction = 0, exponent;
    if (!skip_digits(&p, &whole))
        return false;
    if (*p == '.') {
        p++;
        if (!skip_digits(&p, &fraction))
            return false;
    }
    if (whole + fraction == 0)
        return false;
    if (*p == 'e' || *p == 'E') {
        p++;
        if (*p == '+' || *p == '-')
            p++;
        if (!skip_digits(&p, &exponent) || !exponent)
            return false;
    }
    return p == end;
}

static void drop_underscores(char *p) {
    char *to = p;
    for (; *p; p++)
        if (*p != '_')
            *to++ = *p;
    *to = 0;
}

py_value py__float_parse(py_vm *vm, py_value v, const char *text, size_t len) {
    vl_buf buf;
    const char *p, *end;
    if (!prepare(vm, &buf, text, len, &p, &end))
        return py_unset();
    char *number = buf.data + (p - buf.data);
    if (*number == '-' || *number == '+')
        number++;
    bool negative = number > p && *p == '-', ok = true;
    double d = 0;
    if (same_word(number, end, "inf") || same_word(number, end, "infinity"))
        d = HUGE_VAL;
    else if (same_word(number, end, "nan"))
        d = NAN;
    else if ((ok = float_valid(number, end))) {
        drop_underscores(number);
        d = strtod(number, NULL);
    }
    vl_buf_deinit(&buf);
    if (!ok)
        return py_raise(vm, PY_EXC_ValueError, "could not convert string to float: %R", v);
    return py_float(negative ? -d : d);
}

// ---- complex ------------------------------------------------------------------------------------

// One number with its sign at *p into *out; *p goes behind it. 0: there is none, *p stays.
static int scan_double(const char **p, double *out) {
    const char *at = *p + (**p == '-' || **p == '+');
    static const char *const words[] = {"infinity", "inf", "nan"};
    for (int i = 0; i < 3; i++) {
        size_t len = strlen(words[i]);
        if (strnlen(at, len) == len && same_word(at, at + len, words[i])) {
            *out = i < 2 ? HUGE_VAL : NAN;
            *out = **p == '-' ? -*out : *out;
            *p = at + len;
            return 1;
        }
    }
    size_t whole = 0, fraction = 0;
    for (; *at >= '0' && *at <= '9'; at++)
        whole++;
    if (*at == '.')
        for (at++; *at >= '0' && *at <= '9'; at++)
            fraction++;
    if (whole + fraction == 0 || *at == 'x' || *at == 'X') // no hexadecimal digits
        return 0;
    char *end;
    *out = strtod(*p, &end);
    *p = end;
    return 1;
}

// [+-]number, [+-]numberj, or both in this order; the number of the imaginary part may be left out.
static bool scan_complex(const char *p, const char *end, py_complex *out) {
    *out = (py_complex){0, 0};
    double first = 0;
    bool any = scan_double(&p, &first);
    if (any && *p != 'j' && *p != 'J') {
        out->real = first;
        if (*p != '+' && *p != '-')
            return p == end;
        any = scan_double(&p, &first);
    }
    if (!any) {
        first = *p == '-' ? -1 : 1;
        p += *p == '-' || *p == '+';
    }
    out->imag = first;
    return (*p == 'j' || *p == 'J') && p + 1 == end;
}

bool py__complex_parse(py_vm *vm, py_value v, const char *text, size_t len, py_complex *out) {
    vl_buf buf;
    const char *p, *end;
    if (!prepare(vm, &buf, text, len, &p, &end))
        return false;
    char *to = buf.data + (end - buf.data);
    if (p < end && *p == '(' && end[-1] == ')') {
        for (p++, to--; p < to && strchr(" \t\n\r\f\v", *p); p++)
            ;
        while (to > p && strchr(" \t\n\r\f\v", to[-1]))
            to--;
        *to = 0;
    }
    bool ok = true;
    for (const char *c = p; ok && c < to; c++) // an underscore stands between digits
        ok = *c != '_' || (c > p && c[-1] >= '0' && c[-1] <= '9' && c[1] >= '0' && c[1] <= '9');
    bool underscores = ok;
    if (ok) {
        drop_underscores(buf.data + (p - buf.data));
        ok = scan_complex(p, p + strlen(p), out);
    }
    vl_buf_deinit(&buf);
    if (!underscores)
        py_raise(vm, PY_EXC_ValueError, "could not convert string to complex: %R", v);
    else if (!ok)
        py_raise(vm, PY_EXC_ValueError, "complex() arg is a malformed string");
    return ok;
}
