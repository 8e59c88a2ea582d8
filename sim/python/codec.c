// Codecs: utf-8, ascii and latin-1 with CPython's handlers but namereplace. Others that CPython has end
// the run as unsupported.
#include "containers_internal.h"
#include "text_internal.h"

typedef enum py_codec { CODEC_UTF8, CODEC_ASCII, CODEC_LATIN1, CODEC_NONE } py_codec;
typedef enum py_on_error {
    ON_ERROR_STRICT,
    ON_ERROR_IGNORE,
    ON_ERROR_REPLACE,
    ON_ERROR_BACKSLASH,
    ON_ERROR_XML, // of encoding only
    ON_ERROR_ESCAPE,
    ON_ERROR_PASS // of utf-8 only
} py_on_error;

typedef struct py_codec_name {
    const char *name; // normalised: lower case, '_' for runs of other characters
    py_codec codec;
} py_codec_name;

static const py_codec_name codec_names[] = {
    {"utf_8", CODEC_UTF8},
    {"utf8", CODEC_UTF8},
    {"u8", CODEC_UTF8},
    {"utf", CODEC_UTF8},
    {"utf8_ucs2", CODEC_UTF8},
    {"utf8_ucs4", CODEC_UTF8},
    {"cp65001", CODEC_UTF8},
    {"ascii", CODEC_ASCII},
    {"us_ascii", CODEC_ASCII},
    {"646", CODEC_ASCII},
    {"ansi_x3.4_1968", CODEC_ASCII},
    {"iso646_us", CODEC_ASCII},
    {"us", CODEC_ASCII},
    {"latin_1", CODEC_LATIN1},
    {"latin1", CODEC_LATIN1},
    {"latin", CODEC_LATIN1},
    {"iso_8859_1", CODEC_LATIN1},
    {"iso8859_1", CODEC_LATIN1},
    {"8859", CODEC_LATIN1},
    {"cp819", CODEC_LATIN1},
    {"l1", CODEC_LATIN1},
    {"iso8859", CODEC_LATIN1},
};

// Of CPython's codecs (encodings/), those we lack.
static const char *const other_codecs[] = {
    "utf_7",        "utf7",           "utf_8_sig",
    "utf_16",       "utf16",          "utf_16_le",
    "utf_16_be",    "utf_32",         "utf32",
    "utf_32_le",    "utf_32_be",      "idna",
    "punycode",     "unicode_escape", "raw_unicode_escape",
    "base64",       "base64_codec",   "hex",
    "hex_codec",    "rot13",          "rot_13",
    "zlib",         "zlib_codec",     "bz2",
    "bz2_codec",    "quopri",         "quopri_codec",
    "uu",           "uu_codec",       "mbcs",
    "oem",          "undefined",      "charmap",
    "big5",         "big5hkscs",      "euc_jp",
    "euc_jis_2004", "euc_jisx0213",   "euc_kr",
    "gb2312",       "gb18030",        "gbk",
    "hz",           "johab",          "koi8_r",
    "koi8_t",       "koi8_u",         "kz1048",
    "shift_jis",    "shift_jis_2004", "shift_jisx0213",
    "sjis",         "tis_620",        "palmos",
    "ptcp154",      "hp_roman8",      "mac_roman",
    "mac_cyrillic", "mac_greek",      "mac_latin2",
    "mac_turkish",  "mac_iceland",    "mac_arabic",
    "mac_croatian", "mac_farsi",      "mac_romanian",
};
static const char *const other_families[] = {"cp",       "windows_",  "iso8859_", "iso_8859_",
                                             "iso2022_", "iso_2022_", "latin"};

static const char *const other_handlers[] = {"namereplace"};

static void normalise(const py_str *name, char *out, size_t room) {
    size_t n = 0;
    for (size_t i = 0; i < name->size && n + 1 < room; i++) {
        char c = name->data[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
        if (c >= 'A' && c <= 'Z')
            out[n++] = (char)(c | 32);
        else if (plain)
            out[n++] = c;
        else if (n && out[n - 1] != '_')
            out[n++] = '_';
    }
    while (n && out[n - 1] == '_')
        n--;
    out[n] = '\0';
}

static bool known_elsewhere(const char *name) {
    for (size_t i = 0; i < VL_COUNT(other_codecs); i++)
        if (strcmp(name, other_codecs[i]) == 0)
            return true;
    for (size_t i = 0; i < VL_COUNT(other_families); i++) {
        size_t size = strlen(other_families[i]);
        if (strncmp(name, other_families[i], size) == 0 && name[size] >= '0' && name[size] <= '9')
            return true;
    }
    return false;
}

static py_codec find_codec(py_vm *vm, const py_str *encoding) {
    if (!encoding)
        return CODEC_UTF8;
    char name[64];
    normalise(encoding, name, sizeof name);
    for (size_t i = 0; i < VL_COUNT(codec_names); i++)
        if (strcmp(name, codec_names[i].name) == 0)
            return codec_names[i].codec;
    if (known_elsewhere(name))
        py_unsupported(vm, "the codec '%s'", name);
    else
        py_raise(vm, PY_EXC_LookupError, "unknown encoding: %S", encoding);
    return CODEC_NONE;
}

// Looked up only where something is wrong, as in CPython. False: raised.
static bool find_handler(py_vm *vm, const py_str *errors, py_on_error *out) {
    static const char *const names[] = {"strict",           "ignore",           "replace",
                                        "backslashreplace", "xmlcharrefreplace", "surrogateescape",
                                        "surrogatepass"};
    *out = ON_ERROR_STRICT;
    for (size_t i = 0; errors && i < VL_COUNT(names); i++)
        if (py_str_is(errors, names[i])) {
            *out = (py_on_error)i;
            return true;
        }
    if (!errors)
        return true;
    for (size_t i = 0; i < VL_COUNT(other_handlers); i++)
        if (py_str_is(errors, other_handlers[i])) {
            py_unsupported(vm, "the error handler '%s'", other_handlers[i]);
            return false;
        }
    py_raise(vm, PY_EXC_LookupError, "unknown error handler name '%S'", errors);
    return false;
}

// What the exceptions call the codec.
static const char *codec_text(py_codec codec) {
    if (codec == CODEC_LATIN1)
        return "latin-1";
    return codec == CODEC_ASCII ? "ascii" : "utf-8";
}

// UnicodeEncodeError and UnicodeDecodeError take (encoding, object, start, end, reason).
static void raise_unicode(py_vm *vm, py_exc_id id, const char *codec, py_value object, size_t start,
                          size_t end, const char *reason) {
    py_value args[5] = {py_from(py_str_z(vm, codec)), object, py_int((int64_t)start),
                        py_int((int64_t)end), py_from(py_str_z(vm, reason))};
    if (py_is_set(args[0]) && py_is_set(args[4])) {
        py_value exc = py_call_n(vm, py_from(vm->exceptions[id]), 5, args);
        if (py_is_set(exc))
            py_raise_exc(vm, (py_exc *)exc.as.o);
    }
    py_decref(vm, args[0]);
    py_decref(vm, args[4]);
}

// ---- decoding -----------------------------------------------------------------------------------

typedef struct py_fault { // the bytes that could not be decoded
    size_t size;
    const char *reason;
} py_fault;

// As many bytes as Unicode's "maximal subpart" practice takes for one fault.
static py_fault utf8_fault(const unsigned char *p, size_t left) {
    if (p[0] < 0xc2 || p[0] > 0xf4)
        return (py_fault){1, "invalid start byte"};
    size_t wants = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
    unsigned char low = p[0] == 0xe0 ? 0xa0 : p[0] == 0xf0 ? 0x90 : 0x80;
    unsigned char high = p[0] == 0xed ? 0x9f : p[0] == 0xf4 ? 0x8f : 0xbf;
    size_t have = 1;
    while (have < wants && have < left && p[have] >= low && p[have] <= high) {
        low = 0x80;
        high = 0xbf;
        have++;
    }
    if (have == left)
        return (py_fault){have, "unexpected end of data"};
    return (py_fault){have, "invalid continuation byte"};
}

// How many bytes at `at` are good; the fault behind them in *fault (size 0: none).
static size_t good_run(py_codec codec, const char *at, size_t left, py_fault *fault) {
    *fault = (py_fault){0, NULL};
    if (codec == CODEC_UTF8) {
        ptrdiff_t bad = vl_utf8_invalid(at, left);
        if (bad < 0)
            return left;
        *fault = utf8_fault((const unsigned char *)at + bad, left - (size_t)bad);
        return (size_t)bad;
    }
    for (size_t i = 0; i < left; i++)
        if ((unsigned char)at[i] >= 128) {
            *fault = (py_fault){1, "ordinal not in range(128)"};
            return i;
        }
    return left;
}

static bool decode_fault(py_vm *vm, vl_buf *out, py_codec codec, const char *data, size_t size,
                         size_t at, py_fault fault, const py_str *errors, size_t *taken) {
    py_on_error handler;
    if (!find_handler(vm, errors, &handler))
        return false;
    const unsigned char *bad = (const unsigned char *)data + at;
    if (handler == ON_ERROR_PASS && codec == CODEC_UTF8 && size - at >= 3 && bad[0] == 0xed &&
        bad[1] >= 0xa0 && bad[1] <= 0xbf && bad[2] >= 0x80 && bad[2] <= 0xbf) {
        vl_buf_append(out, data + at, 3); // a surrogate: three faults of one byte
        *taken = 3;
        return true;
    }
    bool escapes = handler == ON_ERROR_ESCAPE && bad[0] >= 0x80;
    for (size_t i = 0; i < fault.size && (handler == ON_ERROR_BACKSLASH || escapes); i++) {
        if (escapes)
            py__buf_char(out, 0xdc00u + bad[i]);
        else
            vl_buf_format(out, "\\x%02x", bad[i]);
    }
    if (handler == ON_ERROR_XML)
        return py_is_set(py_raise(vm, PY_EXC_TypeError,
                                  "don't know how to handle UnicodeDecodeError in error callback"));
    if (handler == ON_ERROR_REPLACE)
        py__buf_char(out, 0xfffd);
    if (handler != ON_ERROR_STRICT && handler != ON_ERROR_PASS && (handler != ON_ERROR_ESCAPE || escapes))
        return true;
    py_value object = py_from(py_bytes_new(vm, data, size));
    if (py_is_set(object))
        raise_unicode(vm, PY_EXC_UnicodeDecodeError, codec_text(codec), object, at, at + fault.size,
                      fault.reason);
    py_decref(vm, object);
    return false;
}

py_value py__decode(py_vm *vm, const char *data, size_t size, const py_str *encoding,
                    const py_str *errors) {
    py_codec codec = find_codec(vm, encoding);
    if (codec == CODEC_NONE)
        return py_unset();
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    bool ok = true;
    if (codec == CODEC_LATIN1)
        for (size_t i = 0; i < size; i++)
            py__buf_char(&out, (unsigned char)data[i]);
    for (size_t at = 0; ok && at < size && codec != CODEC_LATIN1;) {
        py_fault fault;
        size_t good = good_run(codec, data + at, size - at, &fault);
        vl_buf_append(&out, data + at, good);
        at += good;
        if (fault.size)
            ok = decode_fault(vm, &out, codec, data, size, at, fault, errors, &fault.size);
        at += fault.size;
    }
    return py__finish_text(vm, &out, ok);
}

// ---- encoding -----------------------------------------------------------------------------------

static bool encodable(py_codec codec, uint32_t c) {
    if (codec == CODEC_UTF8)
        return c < 0xd800 || c > 0xdfff;
    return c < (codec == CODEC_ASCII ? 128u : 256u);
}

static const char *encode_reason(py_codec codec) {
    return codec == CODEC_UTF8    ? "surrogates not allowed"
           : codec == CODEC_ASCII ? "ordinal not in range(128)"
                                  : "ordinal not in range(256)";
}

// What stands in the output for character `c`, whose UTF-8 is at `utf8`. False: nothing may.
static bool replace_char(vl_buf *out, py_on_error handler, py_codec codec, uint32_t c, const char *utf8) {
    bool surrogate = c >= 0xd800 && c <= 0xdfff;
    switch (handler) {
    case ON_ERROR_IGNORE:
        return true;
    case ON_ERROR_REPLACE:
        return vl_buf_char(out, '?'), true;
    case ON_ERROR_BACKSLASH:
        vl_buf_format(out, c > 0xffff ? "\\U%08x" : c > 0xff ? "\\u%04x" : "\\x%02x", (unsigned)c);
        return true;
    case ON_ERROR_XML:
        return vl_buf_format(out, "&#%u;", (unsigned)c), true;
    case ON_ERROR_ESCAPE:
        if (c >= 0xdc80 && c <= 0xdcff)
            vl_buf_char(out, (char)(unsigned char)(c - 0xdc00));
        return c >= 0xdc80 && c <= 0xdcff;
    case ON_ERROR_PASS:
        if (surrogate && codec == CODEC_UTF8)
            vl_buf_append(out, utf8, 3);
        return surrogate && codec == CODEC_UTF8;
    default:
        return false;
    }
}

// *at moves behind all that cannot be encoded.
static bool encode_fault(py_vm *vm, vl_buf *out, py_codec codec, const py_str *s, const char **at,
                         const py_str *errors) {
    const char *start = *at, *end = s->data + s->size;
    py_on_error handler;
    if (!find_handler(vm, errors, &handler))
        return false;
    size_t count = 0;
    bool fits = handler != ON_ERROR_STRICT;
    while (*at < end) {
        const char *next = *at;
        uint32_t c = py__char_next(&next);
        if (encodable(codec, c))
            break;
        if (!replace_char(out, handler, codec, c, *at)) {
            if (handler != ON_ERROR_STRICT) { // what stood before it was replaced
                start = *at;
                count = 0;
            }
            handler = ON_ERROR_STRICT;
            fits = false;
        }
        *at = next;
        count++;
    }
    if (fits)
        return true;
    size_t first = py__count_chars(s->data, (size_t)(start - s->data));
    raise_unicode(vm, PY_EXC_UnicodeEncodeError, codec_text(codec), py_from((py_str *)(uintptr_t)s),
                  first, first + count, encode_reason(codec));
    return false;
}

py_value py__encode(py_vm *vm, const py_str *s, const py_str *encoding, const py_str *errors) {
    py_codec codec = find_codec(vm, encoding);
    if (codec == CODEC_NONE)
        return py_unset();
    if (py__str_ascii(s))
        return py_from(py_bytes_new(vm, s->data, s->size));
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    bool ok = true;
    for (const char *at = s->data, *end = at + s->size; ok && at < end;) {
        const char *next = at;
        uint32_t c = py__char_next(&next);
        if (!encodable(codec, c)) {
            ok = encode_fault(vm, &out, codec, s, &at, errors);
            continue;
        }
        if (codec == CODEC_UTF8)
            vl_buf_append(&out, at, (size_t)(next - at));
        else
            vl_buf_char(&out, (char)(unsigned char)c);
        at = next;
    }
    if (ok)
        return py_from(py__bytes_from_buf(vm, &out));
    vl_buf_deinit(&out);
    return py_unset();
}
