// JSON text to objects, as CPython's json.decoder reads it.
#include <stdlib.h>

#include "json_internal.h"

typedef struct reader {
    py_vm *vm;
    const py_str *text;
    const char *start, *end;
    bool strict;
    py_value object_hook, pairs_hook, parse_float, parse_int, parse_constant, error; // unset: none
} reader;

static bool read_value(reader *r, const char **at, py_value *out);

// Positions are told in code points.
static int64_t position(const reader *r, const char *at) {
    return py__str_ascii(r->text) ? at - r->start : (int64_t)py__count_chars(r->start, (size_t)(at - r->start));
}

static bool fail(reader *r, const char *message, const char *at) {
    py_value parts[3] = {py_from(py_str_z(r->vm, message)), py_from((void *)r->text),
                         py_int(position(r, at))};
    py_value exc = py_is_set(parts[0]) ? py_call_n(r->vm, r->error, 3, parts) : py_unset();
    py_decref(r->vm, parts[0]);
    if (py_is_set(exc))
        py_raise_exc(r->vm, (py_exc *)exc.as.o);
    return false;
}

static const char *skip(const reader *r, const char *at) {
    while (at < r->end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
        at++;
    return at;
}

// ---- strings ----------------------------------------------------------------------------------------

static int hex4(const reader *r, const char *at) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
        char c = at + i < r->end ? at[i] : 0;
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

// Behind a backslash; *at stands at the letter.
static bool read_escape(reader *r, const char **at, const char *begin, vl_buf *out) {
    static const char letters[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    if (*at >= r->end)
        return fail(r, "Unterminated string starting at", begin);
    const char *found = **at ? strchr(letters, **at) : NULL;
    if (found) {
        ++*at;
        return vl_buf_char(out, values[found - letters]);
    }
    if (**at != 'u')
        return fail(r, "Invalid \\escape", *at - 1);
    int code = hex4(r, *at + 1);
    if (code < 0 || r->end - *at < 5)
        return fail(r, "Invalid \\uXXXX escape", *at);
    *at += 5;
    if (code >= 0xd800 && code < 0xdc00 && r->end - *at >= 6 && (*at)[0] == '\\' && (*at)[1] == 'u') {
        int low = hex4(r, *at + 2);
        if (low >= 0xdc00 && low < 0xe000) {
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            *at += 6;
        }
    }
    py__buf_char(out, (uint32_t)code);
    return true;
}

// *at stands behind the opening quote; moves behind the closing one.
static py_value read_string(reader *r, const char **at) {
    const char *begin = *at - 1, *plain = *at;
    vl_buf out;
    vl_buf_init(&out, r->vm->heap);
    for (;;) {
        while (*at < r->end && **at != '"' && **at != '\\' && (unsigned char)**at >= 0x20)
            ++*at;
        if (*at >= r->end) {
            fail(r, "Unterminated string starting at", begin);
            break;
        }
        if (**at == '"') {
            size_t size = (size_t)(*at - plain);
            ++*at;
            if (out.len == 0)
                return vl_buf_deinit(&out), py_from(py_str_new(r->vm, plain, size));
            vl_buf_append(&out, plain, size);
            return py_from(py_str_from_buf(r->vm, &out));
        }
        if (**at != '\\') {
            if (r->strict) {
                fail(r, "Invalid control character at", *at);
                break;
            }
            ++*at;
            continue;
        }
        vl_buf_append(&out, plain, (size_t)(*at - plain));
        ++*at;
        if (!read_escape(r, at, begin, &out))
            break;
        plain = *at;
    }
    vl_buf_deinit(&out);
    return py_unset();
}

// ---- numbers and constants --------------------------------------------------------------------------

static bool parsed(reader *r, py_value parser, const char *text, size_t size, py_value *out) {
    py_value arg = py_from(py_str_new(r->vm, text, size));
    *out = py_is_set(arg) ? py_call_n(r->vm, parser, 1, &arg) : arg;
    if (py_is_set(arg))
        py_decref(r->vm, arg);
    return py_is_set(*out);
}

static const char *digits(const reader *r, const char *at) {
    while (at < r->end && *at >= '0' && *at <= '9')
        at++;
    return at;
}

static bool read_constant(reader *r, const char **at, py_value *out, bool *found) {
    static const struct { const char *word; py_value value; bool special; } words[] = {
        {"null", {.tag = PY_NONE}, false},
        {"true", {.tag = PY_BOOL, .as.i = 1}, false},
        {"false", {.tag = PY_BOOL, .as.i = 0}, false},
        {"NaN", {.tag = PY_FLOAT}, true},
        {"Infinity", {.tag = PY_FLOAT}, true},
        {"-Infinity", {.tag = PY_FLOAT}, true}};
    *found = true;
    for (size_t i = 0; i < VL_COUNT(words); i++) {
        size_t len = strlen(words[i].word);
        if ((size_t)(r->end - *at) < len || memcmp(*at, words[i].word, len) != 0)
            continue;
        *at += len;
        if (words[i].special && py_is_set(r->parse_constant))
            return parsed(r, r->parse_constant, words[i].word, len, out);
        *out = words[i].special ? py_float(strtod(words[i].word, NULL)) : words[i].value;
        return true;
    }
    *found = false;
    return true;
}

static bool read_number(reader *r, const char **at, py_value *out) {
    const char *begin = *at, *p = begin + (begin < r->end && *begin == '-');
    const char *whole = p < r->end && *p == '0' ? p + 1 : digits(r, p);
    if (whole == p)
        return fail(r, "Expecting value", begin);
    const char *end = whole;
    bool is_float = false;
    if (end + 1 < r->end && *end == '.' && digits(r, end + 1) > end + 1) {
        end = digits(r, end + 1);
        is_float = true;
    }
    if (end < r->end && (*end == 'e' || *end == 'E')) {
        const char *power = end + 1;
        power += power < r->end && (*power == '+' || *power == '-');
        if (digits(r, power) > power) {
            end = digits(r, power);
            is_float = true;
        }
    }
    *at = end;
    py_value parser = is_float ? r->parse_float : r->parse_int;
    size_t size = (size_t)(end - begin);
    if (py_is_set(parser))
        return parsed(r, parser, begin, size, out);
    if (is_float)
        *out = py_float(strtod(begin, NULL)); // ends where the number does
    else if (*begin == '-') {
        py_value magnitude = py_int_from_text(r->vm, begin + 1, size - 1, 10);
        *out = py_is_set(magnitude) ? py_unary_op(r->vm, PY_UN_NEG, magnitude) : magnitude;
        py_decref(r->vm, magnitude);
    } else
        *out = py_int_from_text(r->vm, begin, size, 10);
    return py_is_set(*out);
}

// ---- containers -------------------------------------------------------------------------------------

static bool read_array(reader *r, const char **at, py_value *out) {
    py_list *list = py_list_new(r->vm, 0);
    if (!list)
        return false;
    const char *p = skip(r, *at);
    bool ok = true, open = !(p < r->end && *p == ']');
    while (ok && open) {
        py_value item = py_unset();
        ok = read_value(r, &p, &item) && py_list_append(r->vm, list, item);
        py_decref(r->vm, item);
        if (!ok)
            break;
        p = skip(r, p);
        if (p < r->end && *p == ']')
            break;
        if (p >= r->end || *p != ',') {
            ok = fail(r, "Expecting ',' delimiter", p);
            break;
        }
        const char *comma = p;
        p = skip(r, p + 1);
        if (p < r->end && *p == ']' && r->vm->python_minor >= 13)
            ok = fail(r, "Illegal trailing comma before end of array", comma);
    }
    *at = p + ok;
    if (ok)
        *out = py_from(list);
    else
        py_release(r->vm, list);
    return ok;
}

static bool read_member(reader *r, const char **at, py_value *key, py_value *value) {
    const char *p = *at + 1;
    *key = read_string(r, &p);
    if (!py_is_set(*key))
        return false;
    p = skip(r, p);
    if (p >= r->end || *p != ':')
        return fail(r, "Expecting ':' delimiter", p);
    *at = skip(r, p + 1);
    return read_value(r, at, value);
}

static bool add_member(reader *r, py_value into, py_value key, py_value value) {
    if (py_is_dict(into))
        return py_dict_set(r->vm, (py_dict *)into.as.o, key, value);
    py_value both[2] = {key, value}, pair = py_from(py_tuple_of(r->vm, 2, both));
    bool ok = py_is_set(pair) && py_list_append(r->vm, (py_list *)into.as.o, pair);
    py_decref(r->vm, pair);
    return ok;
}

static bool read_members(reader *r, const char **at, py_value into) {
    const char *p = skip(r, *at);
    if (p < r->end && *p == '}') {
        *at = p + 1;
        return true;
    }
    for (;;) {
        if (p >= r->end || *p != '"')
            return fail(r, "Expecting property name enclosed in double quotes", p);
        py_value key = py_unset(), value = py_unset();
        bool ok = read_member(r, &p, &key, &value) && add_member(r, into, key, value);
        py_decref(r->vm, key);
        py_decref(r->vm, value);
        if (!ok)
            return false;
        p = skip(r, p);
        if (p < r->end && *p == '}')
            break;
        if (p >= r->end || *p != ',')
            return fail(r, "Expecting ',' delimiter", p);
        const char *comma = p;
        p = skip(r, p + 1);
        if (p < r->end && *p == '}' && r->vm->python_minor >= 13)
            return fail(r, "Illegal trailing comma before end of object", comma);
    }
    *at = p + 1;
    return true;
}

static bool read_object(reader *r, const char **at, py_value *out) {
    bool pairs = py_is_set(r->pairs_hook);
    py_value into = pairs ? py_from(py_list_new(r->vm, 0)) : py_from(py_dict_new(r->vm));
    if (!py_is_set(into))
        return false;
    if (!read_members(r, at, into)) {
        py_decref(r->vm, into);
        return false;
    }
    py_value hook = pairs ? r->pairs_hook : r->object_hook;
    *out = py_is_set(hook) ? py_call_n(r->vm, hook, 1, &into) : py_incref(into);
    py_decref(r->vm, into);
    return py_is_set(*out);
}

static bool read_value(reader *r, const char **at, py_value *out) {
    bool found;
    const char *p = *at;
    char c = p < r->end ? *p : 0;
    if (c == '"') {
        ++*at;
        *out = read_string(r, at);
        return py_is_set(*out);
    }
    if (c == '{' || c == '[') {
        ++*at;
        if (!py_enter_recursion(r->vm, c == '{' ? " while decoding a JSON object from a unicode string"
                                                : " while decoding a JSON array from a unicode string"))
            return false;
        bool ok = c == '{' ? read_object(r, at, out) : read_array(r, at, out);
        py_leave_recursion(r->vm);
        return ok;
    }
    if (!read_constant(r, at, out, &found))
        return false;
    return found || read_number(r, at, out);
}

static py_value given(py_value v) {
    return py_is_none(v) ? py_unset() : v;
}

py_value py__json_decode(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_has_flag(a[0], PY_TF_STR))
        return py_raise(vm, PY_EXC_TypeError, "first argument must be a string, not %T", a[0]);
    const py_str *text = py_as_str(py_unbox(a[0]));
    int64_t start;
    int strict = py_truth(vm, a[2]);
    if (strict < 0 || !py_as_int64(vm, a[1], &start))
        return py_unset();
    reader r = {.vm = vm,
                .text = text,
                .start = text->data,
                .end = text->data + text->size,
                .strict = strict > 0,
                .object_hook = given(a[3]),
                .pairs_hook = given(a[4]),
                .parse_float = given(a[5]),
                .parse_int = given(a[6]),
                .parse_constant = given(a[7]),
                .error = a[8]};
    if (start < 0)
        return py_raise(vm, PY_EXC_ValueError, "idx cannot be negative");
    const char *at = r.start + py__str_offset(text, start < (int64_t)text->len ? (size_t)start : text->len);
    py_value both[2] = {py_unset(), py_unset()};
    if (!read_value(&r, &at, &both[0]))
        return py_failed(vm) ? py_unset() : py_raise_memory(vm);
    both[1] = py_int(position(&r, at));
    py_tuple *pair = py_tuple_of(vm, 2, both);
    py_decref(vm, both[0]);
    return py_from(pair);
}

// ---- the module -------------------------------------------------------------------------------------

static const py_fndef functions[] = {
    {"encode",
     "object, skipkeys, ensure_ascii, check_circular, allow_nan, indent, item_separator, key_separator, "
     "default, sort_keys, /",
     py__json_encode, PY_FN_PLAIN},
    {"escape", "string, ensure_ascii, /", py__json_escape, PY_FN_PLAIN},
    {"decode",
     "string, start, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, "
     "error, /",
     py__json_decode, PY_FN_PLAIN},
    {0}};

const py_module_spec py_json_module_spec = {.name = "_json", .functions = functions};
