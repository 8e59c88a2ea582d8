// Digits of doubles: the shortest that read back the same, and the printf-like forms of CPython's
// PyOS_double_to_string. Relies on the C library's printf and strtod being correctly rounded.
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "bigint_internal.h"

#define MOST_DIGITS 17

typedef struct decimal { // 0.d1d2d3... * 10**point
    char digits[MOST_DIGITS + 1];
    int count, point;
} decimal;

// Splits "d.ddde+xx".
static void read_scientific(decimal *out, const char *text) {
    out->count = 0;
    for (; *text && *text != 'e'; text++)
        if (*text >= '0' && *text <= '9')
            out->digits[out->count++] = *text;
    out->point = atoi(text + 1) + 1;
    while (out->count > 1 && out->digits[out->count - 1] == '0')
        out->count--;
}

// The next larger decimal with as many digits.
static void increment(char *text) {
    char *p = text;
    while (*p != 'e')
        p++;
    while (p-- > text) {
        if (*p == '.')
            continue;
        if (*p != '9') {
            ++*p;
            return;
        }
        *p = '0';
    }
}

// Whether `precision` digits are enough, their text in `text`.
static bool round_trips(double d, int precision, char *text, size_t size) {
    snprintf(text, size, "%.*e", precision - 1, d);
    if (strtod(text, NULL) == d)
        return true;
    // Above a power of two neighbours are twice as far as below: the nearest decimal may fail and
    // the next one above do.
    int exponent;
    if (frexp(d, &exponent) != 0.5)
        return false;
    increment(text);
    return strtod(text, NULL) == d;
}

static void shortest(decimal *out, double d) {
    char text[40];
    int precision = d < DBL_MIN ? 1 : DBL_DIG;
    while (precision < MOST_DIGITS && !round_trips(d, precision, text, sizeof text))
        precision++;
    if (precision == MOST_DIGITS)
        snprintf(text, sizeof text, "%.*e", MOST_DIGITS - 1, d);
    read_scientific(out, text);
}

static bool text_repr(vl_buf *out, double d, bool upper, bool dot_zero) {
    if (d < 1e15 && d == floor(d)) {
        vl_buf_format(out, "%.0f", d);
        return dot_zero ? vl_buf_text(out, ".0") : !out->failed;
    }
    decimal n;
    shortest(&n, d);
    if (n.point <= -4 || n.point > 16) {
        vl_buf_char(out, n.digits[0]);
        if (n.count > 1) {
            vl_buf_char(out, '.');
            vl_buf_append(out, n.digits + 1, (size_t)n.count - 1);
        }
        return vl_buf_format(out, "%c%+03d", upper ? 'E' : 'e', n.point - 1);
    }
    if (n.point <= 0) {
        vl_buf_text(out, "0.");
        vl_buf_fill(out, '0', (size_t)-n.point);
        return vl_buf_append(out, n.digits, (size_t)n.count);
    }
    int whole = n.count < n.point ? n.count : n.point;
    vl_buf_append(out, n.digits, (size_t)whole);
    vl_buf_fill(out, '0', (size_t)(n.point - whole));
    if (n.count > whole) {
        vl_buf_char(out, '.');
        vl_buf_append(out, n.digits + whole, (size_t)(n.count - whole));
    } else if (dot_zero)
        vl_buf_text(out, ".0");
    return !out->failed;
}

// A number without point or exponent gets ".0".
static void add_dot_zero(vl_buf *out, size_t start) {
    for (size_t i = start; i < out->len; i++)
        if (out->data[i] == '.' || out->data[i] == 'e' || out->data[i] == 'E')
            return;
    vl_buf_text(out, ".0");
}

// 'g' for the format without a type: numbers with as many digits before the point as the precision
// allows take an exponent too, so that ".0" can follow all others.
static char kind_without_type(double d, int precision) {
    char text[40];
    if (precision > 30)
        return 'g';
    snprintf(text, sizeof text, "%.*e", precision - 1, d);
    const char *e = text;
    while (*e != 'e')
        e++;
    return atoi(e + 1) == precision - 1 ? 'e' : 'g';
}

static void strip_zeros(vl_buf *out, size_t start) {
    size_t e = start;
    while (out->data[e] != 'e' && out->data[e] != 'E')
        e++;
    size_t keep = e;
    while (out->data[keep - 1] == '0')
        keep--;
    if (out->data[keep - 1] == '.')
        keep--;
    memmove(out->data + keep, out->data + e, out->len - e + 1);
    out->len -= e - keep;
}

bool py__float_text(vl_buf *out, double d, char kind, int precision, bool upper, bool alternate,
                    bool dot_zero) {
    d = fabs(d);
    if (isnan(d) || isinf(d))
        return vl_buf_text(out, isnan(d) ? (upper ? "NAN" : "nan") : (upper ? "INF" : "inf"));
    size_t start = out->len;
    if (kind == 'r') {
        text_repr(out, d, upper, dot_zero);
        if (alternate && !out->failed) { // a point even behind a bare exponent form
            size_t e = start;
            while (e < out->len && out->data[e] != '.' && out->data[e] != 'e')
                e++;
            if (e < out->len && out->data[e] == 'e' && vl_buf_char(out, '.')) {
                memmove(out->data + e + 1, out->data + e, out->len - e - 1);
                out->data[e] = '.';
            }
        }
        return !out->failed;
    }
    if (kind == 'g' && precision == 0)
        precision = 1;
    if (kind == 'g' && dot_zero && kind_without_type(d, precision) == 'e') {
        vl_buf_format(out, alternate ? "%#.*e" : "%.*e", precision - 1, d);
        if (!out->failed && !alternate && precision > 1)
            strip_zeros(out, start);
        return !out->failed;
    }
    char format[8] = {'%', alternate ? '#' : '.', alternate ? '.' : '*', alternate ? '*' : 0};
    format[alternate ? 4 : 3] = (char)(upper ? kind - 'a' + 'A' : kind);
    char small[64];
    int need = snprintf(small, sizeof small, format, precision, d);
    if (need < (int)sizeof small)
        vl_buf_append(out, small, (size_t)need);
    else if (vl_buf_fill(out, 0, (size_t)need))
        snprintf(out->data + start, (size_t)need + 1, format, precision, d);
    if (dot_zero && !out->failed)
        add_dot_zero(out, start);
    return !out->failed;
}

void py_float_repr(vl_buf *out, double d) {
    if (signbit(d) && !isnan(d))
        vl_buf_char(out, '-');
    py__float_text(out, d, 'r', 0, false, false, true);
}
