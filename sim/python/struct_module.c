// _struct: values as bytes by a format, and back. What is built on it is lib/struct.py.
#include <math.h>

#include "library_internal.h"
#include "text_internal.h"

typedef enum kind { K_PAD, K_INT, K_UINT, K_FLOAT, K_BOOL, K_CHAR, K_TEXT, K_PASCAL } kind;

typedef struct code {
    char letter;
    uint8_t kind;
    uint8_t size;   // with "=<>!"; 0: there is none
    uint8_t native; // size and alignment with "@"
} code;

static const code codes[] = {
    {'x', K_PAD, 1, 1},   {'b', K_INT, 1, 1},    {'B', K_UINT, 1, 1},  {'c', K_CHAR, 1, 1},
    {'s', K_TEXT, 1, 1},  {'p', K_PASCAL, 1, 1}, {'?', K_BOOL, 1, 1},  {'h', K_INT, 2, 2},
    {'H', K_UINT, 2, 2},  {'i', K_INT, 4, 4},    {'I', K_UINT, 4, 4},  {'l', K_INT, 4, 8},
    {'L', K_UINT, 4, 8},  {'q', K_INT, 8, 8},    {'Q', K_UINT, 8, 8},  {'n', K_INT, 0, 8},
    {'N', K_UINT, 0, 8},  {'P', K_UINT, 0, 8},   {'e', K_FLOAT, 2, 2}, {'f', K_FLOAT, 4, 4},
    {'d', K_FLOAT, 8, 8},
};

typedef struct reader { // of a format
    const char *at, *end;
    bool native, big;
    int64_t offset; // of what follows
    const code *code;
    int64_t count; // of the item read last: its values, or the bytes of one text
    size_t size;   // of one value
} reader;

static py_value fail(py_vm *vm, const char *format, ...) {
    va_list args;
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    va_start(args, format);
    bool ok = py_buf_formatv(vm, &text, format, args);
    va_end(args);
    py_value words = ok ? py_from(py_str_from_buf(vm, &text)) : py_raise_memory(vm);
    py_value module = py_is_set(words) ? py_import(vm, "struct") : py_unset();
    py_value error = py_is_set(module) ? py_getattr_z(vm, module, "error") : py_unset();
    if (py_is_set(error))
        py_raise_value(vm, (py_type *)error.as.o, words);
    py_decref(vm, words);
    py_decref(vm, module);
    py_decref(vm, error);
    return py_unset();
}

static bool begin(py_vm *vm, py_value format, reader *r) {
    format = py_unbox(format);
    *r = (reader){.native = true};
    if (py_is_str(format)) {
        r->at = py_as_str(format)->data;
        r->end = r->at + py_as_str(format)->size;
    } else if (py_is(vm, format, PY_TYPE_BYTES)) {
        r->at = ((py_bytes *)format.as.o)->data;
        r->end = r->at + ((py_bytes *)format.as.o)->size;
    } else {
        py_raise(vm, PY_EXC_TypeError, "Struct() argument 1 must be a str or bytes object, not %T",
                 format);
        return false;
    }
    if (r->at < r->end && strchr("@=<>!", *r->at) && *r->at) {
        r->native = *r->at == '@';
        r->big = *r->at == '>' || *r->at == '!';
        r->at++;
    }
    return true;
}

static const code *find_code(const reader *r, char letter) {
    for (size_t i = 0; i < VL_COUNT(codes); i++)
        if (codes[i].letter == letter)
            return r->native || codes[i].size ? &codes[i] : NULL;
    return NULL;
}

#define LARGEST INT64_MAX

// The next item: 1, the end: 0, raised: -1. r->offset is behind it; its bytes end there.
static int next_item(py_vm *vm, reader *r) {
    while (r->at < r->end && (*r->at == ' ' || (*r->at >= '\t' && *r->at <= '\r')))
        r->at++;
    if (r->at == r->end)
        return 0;
    r->count = 1;
    if (*r->at >= '0' && *r->at <= '9') {
        for (r->count = 0; r->at < r->end && *r->at >= '0' && *r->at <= '9'; r->at++) {
            if (r->count > (LARGEST - 9) / 10)
                return (void)fail(vm, "total struct size too long"), -1;
            r->count = r->count * 10 + (*r->at - '0');
        }
        if (r->at == r->end)
            return (void)fail(vm, "repeat count given without format specifier"), -1;
    }
    r->code = find_code(r, *r->at++);
    if (!r->code)
        return (void)fail(vm, "bad char in struct format"), -1;
    r->size = r->native ? r->code->native : r->code->size;
    int64_t align = r->native ? r->code->native : 1,
            start = (r->offset + align - 1) / align * align;
    if (start < r->offset || r->count > (LARGEST - start) / (int64_t)r->size)
        return (void)fail(vm, "total struct size too long"), -1;
    r->offset = start + r->count * (int64_t)r->size;
    return 1;
}

static bool is_one(const reader *r) { // value, whatever the count
    return r->code->kind == K_TEXT || r->code->kind == K_PASCAL;
}

// The size of the whole, and how many values it has.
static bool measure(py_vm *vm, py_value format, int64_t *size, int64_t *values) {
    reader r;
    if (!begin(vm, format, &r))
        return false;
    *values = 0;
    for (int got; (got = next_item(vm, &r)) != 0;) {
        if (got < 0)
            return false;
        *values += is_one(&r) ? 1 : r.code->kind == K_PAD ? 0 : r.count;
    }
    *size = r.offset;
    return true;
}

// ---- numbers ------------------------------------------------------------------------------------

static void put_word(unsigned char *to, uint64_t word, size_t size, bool big) {
    for (size_t i = 0; i < size; i++)
        to[big ? size - 1 - i : i] = (unsigned char)(word >> (8 * i));
}

static uint64_t get_word(const unsigned char *from, size_t size, bool big) {
    uint64_t word = 0;
    for (size_t i = 0; i < size; i++)
        word |= (uint64_t)from[big ? size - 1 - i : i] << (8 * i);
    return word;
}

static bool raise_range(py_vm *vm, const reader *r) {
    unsigned bits = (unsigned)r->size * 8;
    char letter[2] = {r->code->letter, 0};
    if (r->code->letter == 'P')
        fail(vm, "int too large to convert");
    else if (r->code->kind == K_UINT)
        fail(vm, "'%s' format requires 0 <= number <= %llu", letter,
             (unsigned long long)(UINT64_MAX >> (64 - bits)));
    else
        fail(vm, "'%s' format requires %lld <= number <= %lld", letter,
             (long long)(INT64_MIN >> (64 - bits)), (long long)(INT64_MAX >> (64 - bits)));
    return false;
}

// Of a large int: its 64 bits, if it has no more.
static bool large_word(py_vm *vm, const reader *r, py_value v, uint64_t *word) {
    vl_buf words;
    bool negative, fits = false;
    vl_buf_init(&words, vm->heap);
    bool ok = py_int_words(vm, v, &words, &negative);
    if (ok) {
        const uint32_t *w = (const uint32_t *)(const void *)words.data;
        fits = words.len == 8 && !negative && r->code->kind == K_UINT && r->size == 8;
        *word = fits ? w[0] | (uint64_t)w[1] << 32 : 0;
    }
    vl_buf_deinit(&words);
    return fits || (ok && raise_range(vm, r));
}

static bool put_int(py_vm *vm, const reader *r, py_value v, unsigned char *to) {
    v = py_is_int(v) ? py_incref(py_unbox(v)) : py_unary_op(vm, PY_UN_INDEX, v);
    if (!py_is_set(v)) {
        if (vm->halt == VL_OK && py_exc_matches(vm, PY_EXC_TypeError)) {
            py_exc_clear(vm);
            fail(vm, "required argument is not an integer");
        }
        return false;
    }
    uint64_t word = 0;
    bool ok = true;
    if (v.tag == PY_OBJ)
        ok = large_word(vm, r, v, &word);
    else {
        int64_t i = v.as.i;
        unsigned shift = 64 - (unsigned)r->size * 8;
        bool fits = r->code->letter == 'P' ||
                    (r->code->kind == K_UINT ? i >= 0 && (uint64_t)i <= UINT64_MAX >> shift
                                             : i >= INT64_MIN >> shift && i <= INT64_MAX >> shift);
        word = (uint64_t)i;
        ok = fits || raise_range(vm, r);
    }
    py_decref(vm, v);
    if (ok)
        put_word(to, word, r->size, r->big);
    return ok;
}

// Rounds to eleven bits of precision, halves to even; false: too large.
static bool half_bits(double x, uint64_t *bits) {
    int exponent;
    double fraction = frexp(fabs(x), &exponent); // 0.5 <= fraction < 1
    uint64_t sign = signbit(x) ? 0x8000 : 0;
    if (isnan(x) || isinf(x) || x == 0) {
        *bits = sign | (isnan(x) ? 0x7e00 : isinf(x) ? 0x7c00 : 0);
        return true;
    }
    if (exponent > 16)
        return false;
    int lost = exponent < -13 ? -13 - exponent : 0; // bits that a subnormal number lacks
    double scaled = ldexp(fraction, 11 - lost), whole = floor(scaled);
    if (scaled - whole > 0.5 || (scaled - whole == 0.5 && fmod(whole, 2) == 1))
        whole += 1;
    // A carry into the exponent comes by itself.
    *bits = sign | ((uint64_t)whole + (lost ? 0 : (uint64_t)(exponent + 13) << 10));
    return (*bits & 0x7fff) < 0x7c00;
}

static double half_value(uint64_t bits) {
    int exponent = (int)(bits >> 10 & 31);
    double fraction = (double)(bits & 0x3ff), v;
    if (exponent == 31)
        v = bits & 0x3ff ? NAN : INFINITY;
    else
        v = exponent ? ldexp(fraction + 1024, exponent - 25) : ldexp(fraction, -24);
    return bits & 0x8000 ? -v : v;
}

static bool put_float(py_vm *vm, const reader *r, py_value v, unsigned char *to) {
    double x;
    if (!py_as_double(vm, v, &x)) {
        if (vm->halt == VL_OK && py_exc_matches(vm, PY_EXC_TypeError)) {
            py_exc_clear(vm);
            fail(vm, "required argument is not a float");
        }
        return false;
    }
    uint64_t word = 0;
    bool ok = true;
    if (r->size == 8)
        memcpy(&word, &x, sizeof x);
    else if (r->size == 4) {
        float single = fabs(x) <= 3.4028235677973366e38 || !isfinite(x) ? (float)x
                       : x < 0                                          ? -INFINITY
                                                                        : INFINITY;
        uint32_t bits;
        memcpy(&bits, &single, sizeof bits);
        word = bits;
        ok = r->native || !isinf(single) || isinf(x);
    } else
        ok = half_bits(x, &word);
    if (!ok)
        py_raise(vm, PY_EXC_OverflowError, "float too large to pack with %s format",
                 r->size == 4 ? "f" : "e");
    put_word(to, word, r->size, r->big);
    return ok;
}

static double get_float(const reader *r, uint64_t word) {
    if (r->size == 2)
        return half_value(word);
    if (r->size == 4) {
        uint32_t bits = (uint32_t)word;
        float single;
        memcpy(&single, &bits, sizeof single);
        return single;
    }
    double x;
    memcpy(&x, &word, sizeof x);
    return x;
}

// ---- packing ------------------------------------------------------------------------------------

// `to` holds zeros.
static bool put_text(py_vm *vm, const reader *r, py_value v, unsigned char *to) {
    if (!py__bytes_like(v) || py__is_memoryview(v)) {
        char letter[2] = {r->code->letter, 0};
        fail(vm, "argument for '%s' must be a bytes object", letter);
        return false;
    }
    const py_bytes *bytes = py__bytes_self(v);
    size_t room = (size_t)r->count, pascal = r->code->kind == K_PASCAL;
    if (room == 0)
        return true;
    size_t size = bytes->size < room - pascal ? bytes->size : room - pascal;
    if (pascal)
        *to = (unsigned char)(size < 255 ? size : 255);
    memcpy(to + pascal, bytes->data, size);
    return true;
}

static bool put_value(py_vm *vm, const reader *r, py_value v, unsigned char *to) {
    switch (r->code->kind) {
    case K_INT:
    case K_UINT:
        return put_int(vm, r, v, to);
    case K_FLOAT:
        return put_float(vm, r, v, to);
    case K_BOOL: {
        int truth = py_truth(vm, v);
        *to = truth > 0;
        return truth >= 0;
    }
    case K_CHAR:
        if (!py__bytes_like(v) || py__bytes_self(v)->size != 1) {
            fail(vm, "char format requires a bytes object of length 1");
            return false;
        }
        *to = (unsigned char)py__bytes_self(v)->data[0];
        return true;
    default:
        return put_text(vm, r, v, to);
    }
}

// pack(format, *values)
static py_value f_pack(py_vm *vm, const py_value *a, int n) {
    int64_t size, values, used = 1;
    if (!measure(vm, a[0], &size, &values))
        return py_unset();
    if (values != n - 1)
        return fail(vm, "pack expected %lld items for packing (got %d)", (long long)values, n - 1);
    py_bytes *bytes = py__bytes_alloc(vm, (size_t)size);
    reader r;
    if (!bytes || !begin(vm, a[0], &r))
        return py_unset();
    memset(bytes->data, 0, (size_t)size);
    while (next_item(vm, &r) > 0) {
        unsigned char *to = (unsigned char *)bytes->data + (r.offset - r.count * (int64_t)r.size);
        int64_t count = is_one(&r) ? 1 : r.code->kind == K_PAD ? 0 : r.count;
        for (int64_t i = 0; i < count; i++, to += r.size)
            if (!put_value(vm, &r, a[used++], to)) {
                py_release(vm, bytes);
                return py_unset();
            }
    }
    return py_from(bytes);
}

// ---- unpacking ----------------------------------------------------------------------------------

static py_value get_value(py_vm *vm, const reader *r, const unsigned char *from) {
    uint64_t word = is_one(r) ? 0 : get_word(from, r->size, r->big);
    unsigned shift = 64 - (unsigned)r->size * 8;
    switch (r->code->kind) {
    case K_INT:
        return py_int((int64_t)(word << shift) >> shift);
    case K_UINT:
        return py_int_from_u64(vm, word);
    case K_FLOAT:
        return py_float(get_float(r, word));
    case K_BOOL:
        return py_bool(word != 0);
    case K_CHAR:
        return py_from(py_bytes_new(vm, (const char *)from, 1));
    case K_TEXT:
        return py_from(py_bytes_new(vm, (const char *)from, (size_t)r->count));
    default: {
        size_t room = r->count ? (size_t)r->count - 1 : 0, size = r->count ? *from : 0;
        return py_from(
            py_bytes_new(vm, (const char *)from + (r->count > 0), size < room ? size : room));
    }
    }
}

// unpack(format, buffer, offset): there are bytes enough behind the offset
static py_value f_unpack(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t size, values, offset, filled = 0;
    reader r;
    if (!measure(vm, a[0], &size, &values) || !py_as_int64(vm, a[2], &offset) ||
        !begin(vm, a[0], &r))
        return py_unset();
    py_bytes *buffer = py__bytes_like(a[1]) ? py_retain(py__bytes_self(a[1])) : NULL;
    if (!buffer || offset < 0 || offset > (int64_t)buffer->size ||
        (int64_t)buffer->size - offset < size) {
        py_release(vm, buffer);
        return fail(vm, "unpack requires a buffer of %lld bytes", (long long)size);
    }
    py_tuple *tuple = py_tuple_new(vm, values);
    while (tuple && next_item(vm, &r) > 0) {
        const unsigned char *from =
            (const unsigned char *)buffer->data + offset + (r.offset - r.count * (int64_t)r.size);
        int64_t count = is_one(&r) ? 1 : r.code->kind == K_PAD ? 0 : r.count;
        for (int64_t i = 0; tuple && i < count; i++, from += r.size) {
            tuple->items[filled] = get_value(vm, &r, from);
            if (!py_is_set(tuple->items[filled++])) {
                py_release(vm, tuple);
                tuple = NULL;
            }
        }
    }
    py_release(vm, buffer);
    return py_from(tuple);
}

static py_value f_calcsize(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t size, values;
    return measure(vm, a[0], &size, &values) ? py_int(size) : py_unset();
}

// length(buffer): in bytes
static py_value f_length(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py__bytes_like(a[0]))
        return py_raise(vm, PY_EXC_TypeError, "a bytes-like object is required, not '%T'", a[0]);
    return py_int((int64_t)py__bytes_self(a[0])->size);
}

static const py_fndef functions[] = {
    {"pack", "format, /, *values", f_pack, PY_FN_PLAIN},
    {"unpack", "format, buffer, offset, /", f_unpack, PY_FN_PLAIN},
    {"calcsize", "format, /", f_calcsize, PY_FN_PLAIN},
    {"length", "buffer, /", f_length, PY_FN_PLAIN},
    {0},
};

const py_module_spec py_struct_module_spec = {.name = "_struct", .functions = functions};
