// str.format and str.format_map: the replacement fields of PEP 3101, parsed as CPython does
// (unicode_format.h), so that each malformed text gets its message.
#include "containers_internal.h"
#include "text_internal.h"

#define MAX_NESTING 2 // fields in a spec, but none in theirs

typedef enum py_numbering { NUMBERING_UNKNOWN, NUMBERING_AUTO, NUMBERING_MANUAL } py_numbering;

typedef struct py_formatter {
    py_vm *vm;
    const py_value *args; // NULL: format_map
    int64_t count;
    py_value names; // the mapping of format_map, or format's dict of keywords
    py_numbering numbering;
    int64_t next; // automatic number
} py_formatter;

typedef struct py_span {
    const char *at, *end;
} py_span;

typedef struct py_replacement { // {name!conversion:spec}
    py_span name, spec;
    uint32_t conversion; // 0: none
    bool nested;         // the spec has fields itself
} py_replacement;

static bool invalid(py_formatter *f, const char *message) {
    py_raise(f->vm, PY_EXC_ValueError, "%s", message);
    return false;
}

static py_value span_str(py_formatter *f, py_span span) {
    return py_from(py_str_new(f->vm, span.at, (size_t)(span.end - span.at)));
}

// ---- parsing ------------------------------------------------------------------------------------

// Reads the field's name; returns the character that ended it, or the last one.
static bool parse_name(py_formatter *f, py_span *text, py_span *name, char *ended_by) {
    name->at = text->at;
    char c = 0;
    while (text->at < text->end) {
        c = *text->at++;
        if (c == '{')
            return invalid(f, "unexpected '{' in field name");
        if (c == '[')
            while (text->at < text->end && *text->at != ']')
                text->at++;
        else if (c == '}' || c == ':' || c == '!')
            break;
    }
    name->end = text->at - 1;
    *ended_by = c;
    return true;
}

static bool parse_spec(py_formatter *f, py_span *text, py_replacement *r) {
    r->spec.at = text->at;
    for (int nesting = 1; text->at < text->end;) {
        char c = *text->at++;
        if (c == '{') {
            r->nested = true;
            nesting++;
        } else if (c == '}' && --nesting == 0) {
            r->spec.end = text->at - 1;
            return true;
        }
    }
    return invalid(f, "unmatched '{' in format spec");
}

// text stands behind the '{'.
static bool parse_replacement(py_formatter *f, py_span *text, py_replacement *r) {
    *r = (py_replacement){{NULL, NULL}, {"", ""}, 0, false};
    r->spec.end = r->spec.at;
    char c;
    if (!parse_name(f, text, &r->name, &c))
        return false;
    if (c == '}')
        return true;
    if (c != '!' && c != ':')
        return invalid(f, "expected '}' before end of string");
    if (c == '!') {
        if (text->at >= text->end)
            return invalid(f, "end of string while looking for conversion specifier");
        r->conversion = py__char_next(&text->at);
        if (text->at < text->end) {
            c = *text->at++;
            if (c == '}')
                return true;
            if (c != ':')
                return invalid(f, "expected ':' after conversion specifier");
        }
    }
    return parse_spec(f, text, r);
}

// ---- the object of a field ----------------------------------------------------------------------

// A number of digits only; -1: it is none. False: raised.
static bool whole_number(py_formatter *f, py_span span, int64_t *out) {
    *out = -1;
    int64_t number = 0;
    for (const char *at = span.at; at < span.end; at++) {
        if (*at < '0' || *at > '9')
            return true;
        int64_t digit = *at - '0';
        if (number > (INT64_MAX - digit) / 10)
            return invalid(f, "Too many decimal digits in format string");
        number = number * 10 + digit;
    }
    if (span.at < span.end)
        *out = number;
    return true;
}

static bool number_field(py_formatter *f, bool automatic, int64_t *index) {
    py_numbering wants = automatic ? NUMBERING_AUTO : NUMBERING_MANUAL;
    if (f->numbering == NUMBERING_UNKNOWN)
        f->numbering = wants;
    if (f->numbering != wants)
        return invalid(f, automatic ? "cannot switch from manual field specification to automatic "
                                      "field numbering"
                                    : "cannot switch from automatic field numbering to manual "
                                      "field specification");
    if (automatic)
        *index = f->next++;
    return true;
}

static py_value named_object(py_formatter *f, py_span name) {
    py_value key = span_str(f, name);
    if (!py_is_set(key))
        return key;
    py_value found = py_unset();
    if (!f->args)
        found = py_getitem(f->vm, f->names, key);
    else {
        found = py_is_set(f->names) ? py_dict_get_str((py_dict *)f->names.as.o, py_as_str(key))
                                    : py_unset();
        if (py_is_set(found))
            py_incref(found);
        else
            py_raise_value(f->vm, f->vm->exceptions[PY_EXC_KeyError], key);
    }
    py_decref(f->vm, key);
    return found;
}

static py_value first_object(py_formatter *f, py_span name) {
    int64_t index;
    if (!whole_number(f, name, &index))
        return py_unset();
    bool empty = name.at >= name.end;
    if (!empty && index < 0)
        return named_object(f, name);
    if (!number_field(f, empty, &index))
        return py_unset();
    if (!f->args)
        return py_raise(f->vm, PY_EXC_ValueError, "Format string contains positional fields");
    if (index >= f->count)
        return py_raise(f->vm, PY_EXC_IndexError,
                        "Replacement index %lld out of range for positional args tuple",
                        (long long)index);
    return py_incref(f->args[index]);
}

static py_value attribute_of(py_formatter *f, py_value object, py_span name) {
    py_str *text = py_str_intern(f->vm, name.at, (size_t)(name.end - name.at));
    py_value value = text ? py_getattr(f->vm, object, text) : py_unset();
    py_release(f->vm, text);
    return value;
}

static py_value item_of(py_formatter *f, py_value object, py_span name) {
    int64_t index;
    if (!whole_number(f, name, &index))
        return py_unset();
    py_value key = index >= 0 ? py_int(index) : span_str(f, name);
    py_value item = py_is_set(key) ? py_getitem(f->vm, object, key) : key;
    py_decref(f->vm, key);
    return item;
}

// One step of `.name` or `[key]` from *object.
static bool step(py_formatter *f, py_span *path, py_value *object) {
    char kind = *path->at++;
    py_span name = {path->at, path->at};
    if (kind == '.') {
        while (path->at < path->end && *path->at != '.' && *path->at != '[')
            path->at++;
        name.end = path->at;
    } else if (kind == '[') {
        while (path->at < path->end && *path->at != ']')
            path->at++;
        if (path->at == path->end)
            return invalid(f, "Missing ']' in format string");
        name.end = path->at++;
    } else
        return invalid(f, "Only '.' or '[' may follow ']' in format field specifier");
    if (name.at == name.end)
        return invalid(f, "Empty attribute in format string");
    py_value next = kind == '.' ? attribute_of(f, *object, name) : item_of(f, *object, name);
    if (!py_is_set(next))
        return false;
    py_assign_take(f->vm, object, next);
    return true;
}

static py_value field_object(py_formatter *f, py_span name) {
    py_span first = {name.at, name.at};
    while (first.end < name.end && *first.end != '.' && *first.end != '[')
        first.end++;
    py_value object = first_object(f, first);
    py_span path = {first.end, name.end};
    while (py_is_set(object) && path.at < path.end)
        if (!step(f, &path, &object))
            py_assign_take(f->vm, &object, py_unset());
    return object;
}

static bool convert(py_formatter *f, uint32_t conversion, py_value *object) {
    py_value text;
    switch (conversion) {
    case 0:
        return true;
    case 'r':
        text = py_from(py_repr(f->vm, *object));
        break;
    case 's':
        text = py_from(py_str_of(f->vm, *object));
        break;
    case 'a':
        text = py_ascii(f->vm, *object);
        break;
    default:
        if (conversion > 32 && conversion < 127)
            py_raise(f->vm, PY_EXC_ValueError, "Unknown conversion specifier %c", (int)conversion);
        else
            py_raise(f->vm, PY_EXC_ValueError, "Unknown conversion specifier \\x%x",
                     (unsigned)conversion);
        return false;
    }
    if (py_is_set(text))
        py_assign_take(f->vm, object, text);
    return py_is_set(text);
}

// ---- output -------------------------------------------------------------------------------------

static bool build(py_formatter *f, vl_buf *out, py_span text, int nesting);

// The spec as a str; its own fields are replaced first.
static py_value spec_of(py_formatter *f, const py_replacement *r, int nesting) {
    if (!r->nested)
        return span_str(f, r->spec);
    vl_buf spec;
    vl_buf_init(&spec, f->vm->heap);
    bool ok = build(f, &spec, r->spec, nesting - 1);
    return py__finish_text(f->vm, &spec, ok);
}

static bool put_replacement(py_formatter *f, vl_buf *out, const py_replacement *r, int nesting) {
    py_value object = field_object(f, r->name);
    if (!py_is_set(object))
        return false;
    py_value spec = convert(f, r->conversion, &object) ? spec_of(f, r, nesting) : py_unset();
    py_value text = py_is_set(spec) ? py_format(f->vm, object, py_as_str(spec)) : py_unset();
    bool ok = py_is_set(text);
    if (ok) {
        const py_str *s = py__str_self(text);
        vl_buf_append(out, s->data, s->size);
    }
    py_decref(f->vm, text);
    py_decref(f->vm, spec);
    py_decref(f->vm, object);
    return ok;
}

// Copies text up to a field, doubled braces as one. *field: a field follows.
static bool put_literal(py_formatter *f, vl_buf *out, py_span *text, bool *field) {
    const char *start = text->at;
    *field = false;
    while (text->at < text->end && *text->at != '{' && *text->at != '}')
        text->at++;
    vl_buf_append(out, start, (size_t)(text->at - start));
    if (text->at == text->end)
        return true;
    char brace = *text->at++;
    if (text->at < text->end && *text->at == brace) {
        text->at++;
        return vl_buf_char(out, brace);
    }
    if (brace == '}')
        return invalid(f, "Single '}' encountered in format string");
    if (text->at == text->end)
        return invalid(f, "Single '{' encountered in format string");
    *field = true;
    return true;
}

static bool build(py_formatter *f, vl_buf *out, py_span text, int nesting) {
    if (nesting <= 0)
        return invalid(f, "Max string recursion exceeded");
    while (text.at < text.end) {
        bool field;
        if (!put_literal(f, out, &text, &field))
            return false;
        py_replacement r;
        if (field && (!parse_replacement(f, &text, &r) || !put_replacement(f, out, &r, nesting)))
            return false;
    }
    return true;
}

static py_value run(py_formatter *f, const py_str *format) {
    vl_buf out;
    vl_buf_init(&out, f->vm->heap);
    bool ok = build(f, &out, (py_span){format->data, format->data + format->size}, MAX_NESTING);
    return py__finish_text(f->vm, &out, ok);
}

// "self, *args, **kwargs": self, the dict of keywords, then the positional ones.
py_value py__str_format_method(py_vm *vm, const py_value *a, int n) {
    py_formatter f = {.vm = vm, .args = a + 2, .count = n > 2 ? n - 2 : 0, .names = a[1]};
    return run(&f, py__str_self(a[0]));
}

py_value py__str_format_map(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_formatter f = {.vm = vm, .names = a[1]};
    return run(&f, py__str_self(a[0]));
}
