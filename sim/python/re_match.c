// re.Match: what a match found, and replacement templates.
#include <stdio.h>

#include "re_internal.h"
#include "types_internal.h"

static re_match *match_of(py_value v) {
    return (re_match *)v.as.o;
}

py_value re_match_new(py_vm *vm, re_pattern *pattern, const re_subject *s) {
    py_type *type = py__library_type(vm, PY_LIB_RE_MATCH);
    size_t count = 2 * ((size_t)pattern->groups + 1), size = count * sizeof(size_t);
    size_t *spans = type ? vl_heap_alloc(vm->heap, size) : NULL;
    re_match *m = spans ? py_object_new(vm, type, 0) : NULL;
    if (!m) {
        vl_heap_free(vm->heap, spans, size);
        return py_failed(vm) ? py_unset() : py_raise_memory(vm);
    }
    memcpy(spans, pcre2_get_ovector_pointer(pattern->data), size);
    m->spans = spans;
    m->spans_size = size;
    m->pattern = py_retain(pattern);
    m->subject = py_incref(s->value);
    m->pos = s->pos;
    m->endpos = s->endpos;
    return py_from(m);
}

static void match_dealloc(py_vm *vm, py_obj *self) {
    re_match *m = (re_match *)self;
    vl_heap_free(vm->heap, m->spans, m->spans_size);
    py_release(vm, m->pattern);
    py_decref(vm, m->subject);
    py_object_free(vm, self, 0);
}

re_subject re_match_subject(const re_match *m) {
    py_value plain = py_unbox(m->subject);
    const py_str *s = m->pattern->is_bytes ? NULL : py_as_str(plain);
    const py_bytes *b = s ? NULL : (py_bytes *)plain.as.o;
    return (re_subject){.value = m->subject, .data = s ? s->data : b->data, .size = s ? s->size : b->size,
                        .is_bytes = !s, .ascii = !s || s->len == s->size};
}

// ---- groups -----------------------------------------------------------------------------------------

int re_group_of(py_vm *vm, const re_pattern *pattern, py_value key) {
    py_value plain = py_unbox(key), number = plain;
    if (plain.tag != PY_INT && plain.tag != PY_BOOL) {
        number = py_unset();
        if (py_has_flag(key, PY_TF_STR))
            number = py_dict_get_str(pattern->names, py_as_str(plain));
        else if (py__has_index(vm, key)) {
            int64_t i;
            if (!py_as_int64(vm, key, &i))
                return -1;
            number = py_int(i);
        }
    }
    if (py_is_set(number) && number.as.i >= 0 && number.as.i <= pattern->groups)
        return (int)number.as.i;
    py_raise(vm, PY_EXC_IndexError, "no such group");
    return -1;
}

static py_value group(py_vm *vm, const re_match *m, int number, py_value otherwise) {
    if (m->spans[2 * number] == PCRE2_UNSET)
        return py_incref(otherwise);
    re_subject s = re_match_subject(m);
    return re_slice(vm, &s, m->spans[2 * number], m->spans[2 * number + 1]);
}

static py_value group_by(py_vm *vm, const re_match *m, py_value key) {
    int number = re_group_of(vm, m->pattern, key);
    return number < 0 ? py_unset() : group(vm, m, number, py_none());
}

static int64_t position(const re_match *m, size_t at) {
    if (at == PCRE2_UNSET)
        return -1;
    re_subject s = re_match_subject(m);
    return s.ascii ? (int64_t)at : (int64_t)py__count_chars(s.data, at);
}

#define METHOD(name) static py_value match_##name(py_vm *vm, const py_value *a, int n)

METHOD(group) {
    const re_match *m = match_of(a[0]);
    if (n == 1)
        return group(vm, m, 0, py_none());
    if (n == 2)
        return group_by(vm, m, a[1]);
    py_tuple *all = py_tuple_new(vm, n - 1);
    for (int i = 1; all && i < n; i++)
        if (!py_is_set(all->items[i - 1] = group_by(vm, m, a[i]))) {
            py_release(vm, all);
            all = NULL;
        }
    return py_from(all);
}

METHOD(groups) {
    (void)n;
    const re_match *m = match_of(a[0]);
    py_tuple *all = py_tuple_new(vm, m->pattern->groups);
    for (int i = 0; all && i < m->pattern->groups; i++)
        if (!py_is_set(all->items[i] = group(vm, m, i + 1, py_is_set(a[1]) ? a[1] : py_none()))) {
            py_release(vm, all);
            all = NULL;
        }
    return py_from(all);
}

METHOD(groupdict) {
    (void)n;
    const re_match *m = match_of(a[0]);
    py_dict *dict = py_dict_new(vm);
    py_value key, number;
    for (uint32_t at = 0; dict && py_dict_next(m->pattern->names, &at, &key, &number);) {
        py_value v = group(vm, m, (int)number.as.i, py_is_set(a[1]) ? a[1] : py_none());
        bool ok = py_is_set(v) && py_dict_set(vm, dict, key, v);
        py_decref(vm, v);
        if (!ok) {
            py_release(vm, dict);
            dict = NULL;
        }
    }
    return py_from(dict);
}

static bool which(py_vm *vm, const py_value *a, int *number) {
    *number = py_is_set(a[1]) ? re_group_of(vm, match_of(a[0])->pattern, a[1]) : 0;
    return *number >= 0;
}

METHOD(start) {
    (void)n;
    int number;
    return which(vm, a, &number) ? py_int(position(match_of(a[0]), match_of(a[0])->spans[2 * number])) : py_unset();
}

METHOD(end) {
    (void)n;
    int number;
    return which(vm, a, &number) ? py_int(position(match_of(a[0]), match_of(a[0])->spans[2 * number + 1]))
                                 : py_unset();
}

static py_value span(py_vm *vm, const re_match *m, int number) {
    py_value both[2] = {py_int(position(m, m->spans[2 * number])), py_int(position(m, m->spans[2 * number + 1]))};
    return py_from(py_tuple_of(vm, 2, both));
}

METHOD(span) {
    (void)n;
    int number;
    return which(vm, a, &number) ? span(vm, match_of(a[0]), number) : py_unset();
}

METHOD(regs) {
    (void)n;
    const re_match *m = match_of(a[0]);
    py_tuple *all = py_tuple_new(vm, m->pattern->groups + 1);
    for (int i = 0; all && i <= m->pattern->groups; i++)
        if (!py_is_set(all->items[i] = span(vm, m, i))) {
            py_release(vm, all);
            all = NULL;
        }
    return py_from(all);
}

// The group that closed last.
static int last_index(const re_match *m) {
    int last = 0;
    for (int i = 1; i <= m->pattern->groups; i++) {
        size_t end = m->spans[2 * i + 1], best = last ? m->spans[2 * last + 1] : 0;
        if (end == PCRE2_UNSET)
            continue;
        if (!last || end > best ||
            (end == best && m->pattern->close_rank[i] > m->pattern->close_rank[last]))
            last = i;
    }
    return last;
}

METHOD(lastindex) {
    (void)vm, (void)n;
    int last = last_index(match_of(a[0]));
    return last ? py_int(last) : py_none();
}

METHOD(lastgroup) {
    (void)vm, (void)n;
    int last = last_index(match_of(a[0]));
    py_value key, number;
    for (uint32_t at = 0; last && py_dict_next(match_of(a[0])->pattern->names, &at, &key, &number);)
        if (number.as.i == last)
            return py_incref(key);
    return py_none();
}

METHOD(string) {
    (void)vm, (void)n;
    return py_incref(match_of(a[0])->subject);
}

METHOD(re) {
    (void)vm, (void)n;
    return py_incref(py_from(match_of(a[0])->pattern));
}

METHOD(pos) {
    (void)vm, (void)n;
    return py_int(match_of(a[0])->pos);
}

METHOD(endpos) {
    (void)vm, (void)n;
    return py_int(match_of(a[0])->endpos);
}

METHOD(copy) {
    (void)vm, (void)n;
    return py_incref(a[0]);
}

// ---- templates --------------------------------------------------------------------------------------

typedef struct expansion {
    py_vm *vm;
    const re_match *match;
    py_value template;
    const char *text, *at, *end;
    vl_buf *out;
} expansion;

static bool fail(expansion *e, const char *at, py_value message_take) {
    py_value re = py_import(e->vm, "re"), error = py_is_set(re) ? py_getattr_z(e->vm, re, "error") : re;
    py_value parts[3] = {message_take, e->template, py_int(at - e->text)};
    if (!e->match->pattern->is_bytes)
        parts[2] = py_int((int64_t)py__count_chars(e->text, (size_t)(at - e->text)));
    py_value exc = py_is_set(error) && py_is_set(message_take) ? py_call_n(e->vm, error, 3, parts) : py_unset();
    py_decref(e->vm, message_take);
    py_decref(e->vm, error);
    py_decref(e->vm, re);
    if (py_is_set(exc))
        py_raise_exc(e->vm, (py_exc *)exc.as.o);
    return false;
}

static bool put_group(expansion *e, int64_t number, const char *at) {
    if (number > e->match->pattern->groups)
        return fail(e, at, py_from(py_str_format(e->vm, "invalid group reference %d", (int)number)));
    const size_t *span_of = e->match->spans + 2 * number;
    re_subject s = re_match_subject(e->match);
    return span_of[0] == PCRE2_UNSET || vl_buf_append(e->out, s.data + span_of[0], span_of[1] - span_of[0]);
}

static bool named_reference(expansion *e) {
    if (e->at >= e->end || *e->at != '<')
        return fail(e, e->at, py_from(py_str_z(e->vm, "missing <")));
    const char *from = ++e->at, *close = memchr(from, '>', (size_t)(e->end - from));
    if (!close)
        return fail(e, from, py_from(py_str_z(e->vm, from == e->end ? "missing group name"
                                                                   : "missing >, unterminated name")));
    if (close == from)
        return fail(e, from, py_from(py_str_z(e->vm, "missing group name")));
    e->at = close + 1;
    int64_t number = 0;
    bool digits = true, word = !(*from >= '0' && *from <= '9');
    for (const char *c = from; c < close; c++) {
        bool digit = *c >= '0' && *c <= '9';
        digits = digits && digit;
        word = word && (digit || *c == '_' || (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (unsigned char)*c >= 0x80);
        number = number > 100000 ? number : number * 10 + (*c - '0');
    }
    if (digits)
        return put_group(e, number, from);
    py_str *name = py_str_new(e->vm, from, (size_t)(close - from));
    if (!name)
        return false;
    py_value v = py_dict_get_str(e->match->pattern->names, name);
    bool ok = false;
    if (!word)
        fail(e, from, py_from(py_str_format(e->vm, "bad character in group name %R", py_from(name))));
    else if (!py_is_set(v))
        py_raise(e->vm, PY_EXC_IndexError, "unknown group name %R", py_from(name));
    else
        ok = put_group(e, v.as.i, from);
    py_release(e->vm, name);
    return ok;
}

static bool is_octal(const expansion *e, const char *at) {
    return at < e->end && *at >= '0' && *at <= '7';
}

static bool numbered_reference(expansion *e) {
    const char *from = e->at;
    int value = *e->at++ - '0';
    bool second = e->at < e->end && *e->at >= '0' && *e->at <= '9';
    if (value == 0) {
        for (int i = 0; i < 2 && is_octal(e, e->at); i++)
            value = value * 8 + (*e->at++ - '0');
        py__buf_char(e->out, (uint32_t)value & 0xff);
        return true;
    }
    if (second && is_octal(e, from) && is_octal(e, e->at) && is_octal(e, e->at + 1)) {
        value = value * 64 + (e->at[0] - '0') * 8 + (e->at[1] - '0');
        e->at += 2;
        if (value > 0377)
            return fail(e, from - 1, py_from(py_str_format(e->vm, "octal escape value \\%.3s outside of range 0-0o377", from)));
        py__buf_char(e->out, (uint32_t)value);
        return true;
    }
    if (second)
        value = value * 10 + (*e->at++ - '0');
    return put_group(e, value, from);
}

static bool expand_escape(expansion *e) {
    static const char letters[] = "abfnrtv\\", values[] = "\a\b\f\n\r\t\v\\";
    const char *escape = e->at - 1;
    if (e->at >= e->end)
        return fail(e, escape, py_from(py_str_z(e->vm, "bad escape (end of pattern)")));
    char c = *e->at;
    if (c == 'g') {
        e->at++;
        return named_reference(e);
    }
    if (c >= '0' && c <= '9')
        return numbered_reference(e);
    const char *found = c ? strchr(letters, c) : NULL;
    if (found) {
        e->at++;
        return vl_buf_char(e->out, values[found - letters]);
    }
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return fail(e, escape, py_from(py_str_format(e->vm, "bad escape \\%c", c)));
    return vl_buf_char(e->out, '\\');
}

bool re_expand(py_vm *vm, const re_match *match, py_value template, vl_buf *out) {
    bool is_bytes = py__is_bytes(template);
    py_value plain = py_unbox(template);
    if (is_bytes != match->pattern->is_bytes || (!is_bytes && !py_has_flag(template, PY_TF_STR))) {
        py_raise(vm, PY_EXC_TypeError, is_bytes ? "sequence item 0: expected str instance, bytes found"
                                                : "expected bytes-like object, %T found", template);
        return false;
    }
    expansion e = {.vm = vm, .match = match, .template = template, .out = out};
    e.text = e.at = is_bytes ? ((py_bytes *)plain.as.o)->data : py_as_str(plain)->data;
    e.end = e.text + (is_bytes ? ((py_bytes *)plain.as.o)->size : py_as_str(plain)->size);
    bool ok = true;
    while (ok && e.at < e.end) {
        const char *slash = memchr(e.at, '\\', (size_t)(e.end - e.at)), *stop = slash ? slash : e.end;
        ok = vl_buf_append(out, e.at, (size_t)(stop - e.at));
        e.at = slash ? slash + 1 : e.end;
        ok = ok && (!slash || expand_escape(&e));
    }
    return ok;
}

METHOD(expand) {
    (void)n;
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    bool ok = re_expand(vm, match_of(a[0]), a[1], &out);
    if (ok && match_of(a[0])->pattern->is_bytes)
        return py_from(py__bytes_from_buf(vm, &out));
    return py__finish_text(vm, &out, ok);
}

// ---- the type ---------------------------------------------------------------------------------------

static py_value match_repr(py_vm *vm, py_value self) {
    const re_match *m = match_of(self);
    py_value text = group(vm, m, 0, py_none());
    py_str *shown = py_is_set(text) ? py_repr(vm, text) : NULL;
    if (shown && shown->len > 50) {
        py_str *cut = py_str_slice(vm, shown, 0, 50);
        py_release(vm, shown);
        shown = cut;
    }
    py_value result = shown ? py_from(py_str_format(vm, "<%T object; span=(%lld, %lld), match=%S>", self,
                                                    (long long)position(m, m->spans[0]),
                                                    (long long)position(m, m->spans[1]), shown))
                            : py_unset();
    py_release(vm, shown);
    py_decref(vm, text);
    return result;
}

static py_value match_getitem(py_vm *vm, py_value self, py_value key) {
    return group_by(vm, match_of(self), key);
}

static const py_fndef methods[] = {
    {"group", "self, *args", match_group, PY_FN_METHOD},
    {"groups", "self, default=", match_groups, PY_FN_METHOD},
    {"groupdict", "self, default=", match_groupdict, PY_FN_METHOD},
    {"start", "self, group=, /", match_start, PY_FN_METHOD},
    {"end", "self, group=, /", match_end, PY_FN_METHOD},
    {"span", "self, group=, /", match_span, PY_FN_METHOD},
    {"expand", "self, template", match_expand, PY_FN_METHOD},
    {"regs", NULL, match_regs, PY_FN_GETTER},
    {"lastindex", NULL, match_lastindex, PY_FN_GETTER},
    {"lastgroup", NULL, match_lastgroup, PY_FN_GETTER},
    {"string", NULL, match_string, PY_FN_GETTER},
    {"re", NULL, match_re, PY_FN_GETTER},
    {"pos", NULL, match_pos, PY_FN_GETTER},
    {"endpos", NULL, match_endpos, PY_FN_GETTER},
    {"__copy__", "self, /", match_copy, PY_FN_METHOD},
    {"__deepcopy__", "self, memo, /", match_copy, PY_FN_METHOD},
    {"__class_getitem__", "cls, item, /", py__class_getitem, PY_FN_CLASSMETHOD},
    {0}};

const py_type_spec re_match_spec = {
    .name = "Match",
    .module = "re",
    .size = sizeof(re_match),
    .flags = PY_TF_GC | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = match_dealloc, .repr = match_repr, .getitem = match_getitem},
    .methods = methods,
};
