// binascii: bytes as hexadecimal digits and as base 64, and the checksum that zlib has too.
#include <stdio.h>

#include "library_internal.h"
#include "text_internal.h"

// Bytes, or with `text` also a str of ASCII. The value stays the owner.
static bool bytes_of(py_vm *vm, py_value v, bool text, const uint8_t **data, size_t *size) {
    v = py_unbox(v);
    if (py__bytes_like(v)) {
        *data = (const uint8_t *)py__bytes_self(v)->data;
        *size = py__bytes_self(v)->size;
        return true;
    }
    if (text && py_is_str(v)) {
        *data = (const uint8_t *)py_as_str(v)->data;
        *size = py_as_str(v)->size;
        if (py_as_str(v)->size == (size_t)py_as_str(v)->len)
            return true;
        py_raise(vm, PY_EXC_ValueError, "string argument should contain only ASCII characters");
        return false;
    }
    py_raise(vm, PY_EXC_TypeError, text ? "argument should be bytes, buffer or ASCII string, not '%T'"
                                        : "a bytes-like object is required, not '%T'", v);
    return false;
}

static py_value fail(py_vm *vm, const char *message) {
    py_value module = py_import(vm, "binascii");
    py_value error = py_is_set(module) ? py_getattr_z(vm, module, "Error") : py_unset();
    py_value text = py_is_set(error) ? py_from(py_str_z(vm, message)) : py_unset();
    if (py_is_set(text))
        py_raise_value(vm, (py_type *)error.as.o, text);
    py_decref(vm, module);
    py_decref(vm, error);
    py_decref(vm, text);
    return py_unset();
}

// ---- hexadecimal --------------------------------------------------------------------------------

static py_value f_hexlify(py_vm *vm, const py_value *a, int n) {
    const uint8_t *data;
    size_t size;
    if (!bytes_of(vm, a[0], false, &data, &size))
        return py_unset();
    py_value text = py__call_z(vm, a[0], "hex", !py_is_set(a[1]) ? 0 : !py_is_set(a[2]) ? 1 : 2, a + 1);
    (void)n;
    py_value bytes = py_is_set(text)
                         ? py_from(py_bytes_new(vm, py_as_str(text)->data, py_as_str(text)->size))
                         : py_unset();
    py_decref(vm, text);
    return bytes;
}

static int digit(uint8_t c) {
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

static py_value f_unhexlify(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const uint8_t *data;
    size_t size;
    if (!bytes_of(vm, a[0], true, &data, &size))
        return py_unset();
    if (size % 2)
        return fail(vm, "Odd-length string");
    py_bytes *bytes = py__bytes_alloc(vm, size / 2);
    for (size_t i = 0; bytes && i < size / 2; i++) {
        int high = digit(data[2 * i]), low = digit(data[2 * i + 1]);
        if (high < 0 || low < 0) {
            py_release(vm, bytes);
            return fail(vm, "Non-hexadecimal digit found");
        }
        bytes->data[i] = (char)(high << 4 | low);
    }
    return py_from(bytes);
}

// ---- base 64 ------------------------------------------------------------------------------------

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// b2a_base64(data, /, *, newline=True)
static py_value f_b2a_base64(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const uint8_t *data;
    size_t size;
    int newline = py_is_set(a[1]) ? py_truth(vm, a[1]) : 1;
    if (newline < 0 || !bytes_of(vm, a[0], false, &data, &size))
        return py_unset();
    py_bytes *out = py__bytes_alloc(vm, (size + 2) / 3 * 4 + (newline ? 1 : 0));
    if (!out)
        return py_unset();
    char *at = out->data;
    for (size_t i = 0; i < size; i += 3) {
        size_t have = size - i < 3 ? size - i : 3;
        uint32_t bits = (uint32_t)data[i] << 16 | (have > 1 ? (uint32_t)data[i + 1] << 8 : 0) |
                        (have > 2 ? data[i + 2] : 0);
        for (size_t k = 0; k < 4; k++)
            *at++ = k > have ? '=' : alphabet[bits >> (18 - 6 * k) & 63];
    }
    if (newline)
        *at = '\n';
    return py_from(out);
}

typedef struct decoder { // four characters make three bytes
    uint8_t *out;
    size_t size;
    uint32_t bits;
    int held;    // characters of the present four
    int padding; // that came behind them
} decoder;

static int sextet(uint8_t c) {
    const char *found = c ? strchr(alphabet, c) : NULL;
    return found ? (int)(found - alphabet) : -1;
}

static void take_sextet(decoder *d, int value) {
    d->bits = d->bits << 6 | (uint32_t)value;
    d->padding = 0;
    if (++d->held > 1)
        d->out[d->size++] = (uint8_t)(d->bits >> (8 - 2 * d->held));
    d->held %= 4;
}

// `strict` 2: as from 3.13 on, which refuses padding that nothing needs.
static const char *decode(decoder *d, const uint8_t *data, size_t size, int strict) {
    if (strict && size > 0 && data[0] == '=')
        return "Leading padding not allowed";
    for (size_t i = 0; i < size; i++) {
        int value = sextet(data[i]);
        if (data[i] == '=') {
            if (strict == 2 && d->held == 0)
                return "Excess padding not allowed";
            d->padding++;
            if (d->held >= 2 && d->held + d->padding >= 4) { // the last four
                if (strict && i + 1 < size)
                    return "Excess data after padding";
                break;
            }
            continue;
        }
        if (value < 0) {
            if (strict)
                return "Only base64 data is allowed";
            continue;
        }
        if (strict && d->padding > 0)
            return "Discontinuous padding not allowed";
        take_sextet(d, value);
    }
    return NULL;
}

// a2b_base64(data, /, *, strict_mode=False)
static py_value f_a2b_base64(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const uint8_t *data;
    size_t size;
    int strict = py_is_set(a[1]) ? py_truth(vm, a[1]) : 0;
    if (strict < 0 || !bytes_of(vm, a[0], true, &data, &size))
        return py_unset();
    decoder d = {.out = vl_heap_alloc(vm->heap, size + 1)};
    if (!d.out)
        return py_raise_memory(vm);
    const char *message = decode(&d, data, size, strict ? 1 + (vm->python_minor >= 13) : 0);
    char text[160];
    if (!message && d.held == 1) {
        snprintf(text, sizeof text, "Invalid base64-encoded string: number of data characters (%zu) cannot be"
                                    " 1 more than a multiple of 4", d.size / 3 * 4 + 1);
        message = text;
    } else if (!message && d.held != 0 && d.held + d.padding < 4)
        message = "Incorrect padding";
    py_value out = message ? fail(vm, message) : py_from(py_bytes_new(vm, (char *)d.out, d.size));
    vl_heap_free(vm->heap, d.out, size + 1);
    return out;
}

// ---- crc32 --------------------------------------------------------------------------------------

// CRC-32 of ISO 3309, reflected: the polynomial is 0xEDB88320.
static py_value f_crc32(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const uint8_t *data;
    size_t size;
    int64_t start = 0;
    if (!bytes_of(vm, a[0], false, &data, &size) || (py_is_set(a[1]) && !py_as_int64(vm, a[1], &start)))
        return py_unset();
    uint32_t crc = ~(uint32_t)start;
    for (size_t i = 0; i < size; i++) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    return py_int((int64_t)(uint32_t)~crc);
}

static const py_fndef functions[] = {
    {"hexlify", "data, sep=, bytes_per_sep=", f_hexlify, PY_FN_PLAIN},
    {"b2a_hex", "data, sep=, bytes_per_sep=", f_hexlify, PY_FN_PLAIN},
    {"unhexlify", "hexstr, /", f_unhexlify, PY_FN_PLAIN},
    {"a2b_hex", "hexstr, /", f_unhexlify, PY_FN_PLAIN},
    {"b2a_base64", "data, /, *, newline=", f_b2a_base64, PY_FN_PLAIN},
    {"a2b_base64", "data, /, *, strict_mode=", f_a2b_base64, PY_FN_PLAIN},
    {"crc32", "data, crc=, /", f_crc32, PY_FN_PLAIN},
    {0},
};

static const char source[] = "class Error(ValueError): pass\nclass Incomplete(Exception): pass\n";

const py_module_spec py_binascii_module_spec = {
    .name = "binascii", .functions = functions, .source = source, .source_len = sizeof source - 1};
