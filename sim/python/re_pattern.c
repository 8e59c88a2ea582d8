// Compiled patterns: running PCRE2, and the methods of re.Pattern.
#include "re_internal.h"
#include "types_internal.h"

#define MATCH_LIMIT 20000000 // PCRE2's own count of backtracking

static re_pattern *pattern_of(py_value v) {
    return (re_pattern *)v.as.o;
}

// ---- PCRE2's memory is the VM's ---------------------------------------------------------------------

#define HEADER 16

static void *pcre_alloc(size_t size, void *heap) {
    char *block = vl_heap_alloc(heap, size + HEADER);
    if (!block)
        return NULL;
    memcpy(block, &size, sizeof size);
    return block + HEADER;
}

static void pcre_free(void *data, void *heap) {
    size_t size;
    if (!data)
        return;
    char *block = (char *)data - HEADER;
    memcpy(&size, block, sizeof size);
    vl_heap_free(heap, block, size + HEADER);
}

// ---- making a pattern -------------------------------------------------------------------------------

static uint32_t options_of(int flags, bool is_bytes) {
    uint32_t options = PCRE2_ALT_CIRCUMFLEX | PCRE2_NEVER_BACKSLASH_C;
    if (!is_bytes)
        options |= PCRE2_UTF | PCRE2_NO_UTF_CHECK | (flags & RE_ASCII ? 0 : PCRE2_UCP);
    options |= flags & RE_IGNORECASE ? PCRE2_CASELESS : 0;
    options |= flags & RE_MULTILINE ? PCRE2_MULTILINE : 0;
    return options | (flags & RE_DOTALL ? PCRE2_DOTALL : 0);
}

static bool compile(py_vm *vm, re_pattern *p, const re_translation *t) {
    int number;
    size_t where;
    p->context = pcre2_general_context_create(pcre_alloc, pcre_free, vm->heap);
    pcre2_compile_context *how = p->context ? pcre2_compile_context_create(p->context) : NULL;
    if (how) {
        pcre2_set_newline(how, PCRE2_NEWLINE_LF);
        p->code = pcre2_compile((PCRE2_SPTR)(t->text.data ? t->text.data : ""), t->text.len,
                                options_of(t->flags, p->is_bytes), &number, &where, how);
        pcre2_compile_context_free(how);
        if (!p->code && number != PCRE2_ERROR_NOMEMORY) {
            PCRE2_UCHAR text[128];
            pcre2_get_error_message(number, text, sizeof text);
            py_unsupported(vm, "re: this pattern is not supported: %s", (char *)text);
            return false;
        }
        p->data = p->code ? pcre2_match_data_create_from_pattern(p->code, p->context) : NULL;
    }
    if (!p->data)
        py_raise_memory(vm);
    return p->data != NULL;
}

// compile(pattern, flags, error)
static py_value f_compile(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t flags;
    bool is_bytes = py__is_bytes(a[0]);
    if (!is_bytes && !py_has_flag(a[0], PY_TF_STR))
        return py_raise(vm, PY_EXC_TypeError, "first argument must be string or compiled pattern");
    if (!py_as_int64(vm, a[1], &flags))
        return py_unset();
    py_value plain = py_unbox(a[0]);
    const char *text = is_bytes ? ((py_bytes *)plain.as.o)->data : py_as_str(plain)->data;
    size_t size = is_bytes ? ((py_bytes *)plain.as.o)->size : py_as_str(plain)->size;
    re_translation t;
    if (!re_translate(vm, a[0], text, size, is_bytes, (int)flags, a[2], &t))
        return py_unset();
    if (!is_bytes && (t.flags & RE_ASCII) && (flags & RE_UNICODE)) {
        re_translation_free(vm, &t);
        return py_raise(vm, PY_EXC_ValueError, "ASCII and UNICODE flags are incompatible");
    }
    if (!is_bytes && !(t.flags & RE_ASCII))
        t.flags |= RE_UNICODE;
    py_type *type = py__library_type(vm, PY_LIB_RE_PATTERN);
    re_pattern *p = type ? py_object_new(vm, type, 0) : NULL;
    if (p) {
        p->source = py_incref(a[0]);
        p->is_bytes = is_bytes;
        p->groups = t.groups;
        p->flags = t.flags;
        p->names = py_retain(t.names);
        p->close_rank = t.close_rank;
        p->rank_cap = t.rank_cap;
        t.close_rank = NULL;
        t.rank_cap = 0;
        if (!compile(vm, p, &t)) {
            py_release(vm, p);
            p = NULL;
        }
    }
    re_translation_free(vm, &t);
    return py_from(p);
}

static void pattern_dealloc(py_vm *vm, py_obj *self) {
    re_pattern *p = (re_pattern *)self;
    pcre2_match_data_free(p->data);
    pcre2_code_free(p->code);
    pcre2_general_context_free(p->context);
    vl_heap_free(vm->heap, p->close_rank, (size_t)p->rank_cap * sizeof *p->close_rank);
    py_release(vm, p->names);
    py_decref(vm, p->source);
    py_object_free(vm, self, 0);
}

// ---- what is searched -------------------------------------------------------------------------------

static bool has_surrogates(const char *data, size_t size) {
    const char *end = data + size;
    while ((data = memchr(data, 0xed, (size_t)(end - data))) != NULL) {
        if (end - data > 1 && (unsigned char)data[1] >= 0xa0)
            return true;
        data++;
    }
    return false;
}

static bool bound(py_vm *vm, py_value v, int64_t length, int64_t otherwise, int64_t *out) {
    *out = otherwise;
    if (!py_is_set(v))
        return true;
    if (!py__size_arg(vm, v, out))
        return false;
    *out = *out < 0 ? 0 : *out > length ? length : *out;
    return true;
}

bool re_subject_of(py_vm *vm, const re_pattern *p, py_value v, py_value pos, py_value endpos, re_subject *out) {
    bool is_bytes = py__is_bytes(v);
    py_value plain = py_unbox(v);
    if (!is_bytes && !py_has_flag(v, PY_TF_STR)) {
        py_raise(vm, PY_EXC_TypeError, "expected string or bytes-like object, got '%T'", v);
        return false;
    }
    if (is_bytes != p->is_bytes) {
        py_raise(vm, PY_EXC_TypeError, is_bytes ? "cannot use a string pattern on a bytes-like object"
                                                : "cannot use a bytes pattern on a string-like object");
        return false;
    }
    const py_str *s = is_bytes ? NULL : py_as_str(plain);
    const py_bytes *b = is_bytes ? (py_bytes *)plain.as.o : NULL;
    *out = (re_subject){.value = v, .data = s ? s->data : b->data, .size = s ? s->size : b->size,
                        .is_bytes = is_bytes, .ascii = !s || s->len == s->size};
    int64_t length = s ? (int64_t)s->len : (int64_t)b->size;
    if (!bound(vm, pos, length, 0, &out->pos) || !bound(vm, endpos, length, length, &out->endpos))
        return false;
    if (!out->ascii && has_surrogates(out->data, out->size)) {
        py_unsupported(vm, "re: a string with lone surrogates is not supported");
        return false;
    }
    out->start = out->ascii ? (size_t)out->pos : py__str_offset(s, (size_t)out->pos);
    out->end = out->ascii ? (size_t)out->endpos : py__str_offset(s, (size_t)out->endpos);
    return true;
}

int re_run(py_vm *vm, re_pattern *p, const re_subject *s, size_t at, uint32_t options) {
    if (at > s->end)
        return 0;
    if (vm->host.poll && !vm->host.poll(vm->host.context, 1))
        return -1;
    pcre2_match_context *how = pcre2_match_context_create(p->context);
    if (!how) {
        py_raise_memory(vm);
        return -1;
    }
    pcre2_set_match_limit(how, MATCH_LIMIT);
    int got = pcre2_match(p->code, (PCRE2_SPTR)s->data, s->end, at, options | PCRE2_NO_UTF_CHECK, p->data, how);
    pcre2_match_context_free(how);
    if (got > 0)
        return 1;
    if (got == PCRE2_ERROR_NOMATCH)
        return 0;
    if (got == PCRE2_ERROR_NOMEMORY)
        py_raise_memory(vm);
    else
        py_halt(vm, VL_LIMIT, "re: the pattern backtracks more than %d times on one string", MATCH_LIMIT);
    return -1;
}

py_value re_slice(py_vm *vm, const re_subject *s, size_t from, size_t to) {
    if (s->is_bytes)
        return py_from(py_bytes_new(vm, s->data + from, to - from));
    if (from == 0 && to == s->size && py_is_str(s->value))
        return py_incref(s->value);
    return py_from(py_str_new(vm, s->data + from, to - from));
}

// ---- search, match, fullmatch -----------------------------------------------------------------------

static py_value find(py_vm *vm, const py_value *a, uint32_t options) {
    re_subject s;
    if (!re_subject_of(vm, pattern_of(a[0]), a[1], a[2], a[3], &s))
        return py_unset();
    int got = re_run(vm, pattern_of(a[0]), &s, s.start, options);
    return got < 0 ? py_unset() : got ? re_match_new(vm, pattern_of(a[0]), &s) : py_none();
}

#define METHOD(name) static py_value pattern_##name(py_vm *vm, const py_value *a, int n)

METHOD(search) {
    (void)n;
    return find(vm, a, 0);
}

METHOD(match) {
    (void)n;
    return find(vm, a, PCRE2_ANCHORED);
}

METHOD(fullmatch) {
    (void)n;
    return find(vm, a, PCRE2_ANCHORED | PCRE2_ENDANCHORED);
}

// ---- all matches in turn ----------------------------------------------------------------------------

typedef struct walk { // one match after the other; an empty one is not found twice
    re_pattern *pattern;
    re_subject s;
    size_t at, from, to;
    bool was_empty;
} walk;

static int walk_next(py_vm *vm, walk *w) {
    int got = re_run(vm, w->pattern, &w->s, w->at, w->was_empty ? PCRE2_NOTEMPTY_ATSTART : 0);
    if (got <= 0)
        return got;
    const size_t *spans = pcre2_get_ovector_pointer(w->pattern->data);
    w->from = spans[0];
    w->to = spans[1];
    w->at = w->to;
    w->was_empty = w->from == w->to;
    return 1;
}

static py_value group_text(py_vm *vm, const walk *w, int group) { // None where it did not match
    const size_t *spans = pcre2_get_ovector_pointer(w->pattern->data);
    if (spans[2 * group] == PCRE2_UNSET)
        return py_none();
    return re_slice(vm, &w->s, spans[2 * group], spans[2 * group + 1]);
}

static py_value empty_or(py_vm *vm, const walk *w, py_value v) {
    if (!py_is_none(v))
        return v;
    return w->s.is_bytes ? py_from(py_bytes_new(vm, "", 0)) : py_incref(py_from(vm->empty_str));
}

static py_value found_item(py_vm *vm, const walk *w) {
    int groups = w->pattern->groups;
    if (groups <= 1)
        return empty_or(vm, w, group_text(vm, w, groups));
    py_tuple *all = py_tuple_new(vm, groups);
    for (int i = 0; all && i < groups; i++) {
        all->items[i] = empty_or(vm, w, group_text(vm, w, i + 1));
        if (!py_is_set(all->items[i])) {
            py_release(vm, all);
            all = NULL;
        }
    }
    return py_from(all);
}

METHOD(findall) {
    (void)n;
    walk w = {.pattern = pattern_of(a[0])};
    py_list *list = re_subject_of(vm, w.pattern, a[1], a[2], a[3], &w.s) ? py_list_new(vm, 0) : NULL;
    w.at = w.s.start;
    int got = list ? 1 : -1;
    while (got > 0 && (got = walk_next(vm, &w)) > 0) {
        py_value item = found_item(vm, &w);
        if (!py_is_set(item) || !py_list_append(vm, list, item))
            got = -1;
        py_decref(vm, item);
    }
    if (got == 0)
        return py_from(list);
    py_release(vm, list);
    return py_unset();
}

typedef struct finder { // what finditer gives
    py_gcobj gc;
    walk walk;
    bool ended;
} finder;

METHOD(finditer) {
    (void)n;
    py_type *type = py__library_type(vm, PY_LIB_RE_FINDER);
    finder *f = type ? py_object_new(vm, type, 0) : NULL;
    if (!f)
        return py_unset();
    if (!re_subject_of(vm, pattern_of(a[0]), a[1], a[2], a[3], &f->walk.s)) {
        f->walk.s.value = py_unset();
        py_release(vm, f);
        return py_unset();
    }
    f->walk.pattern = py_retain(pattern_of(a[0]));
    f->walk.at = f->walk.s.start;
    py_incref(f->walk.s.value);
    return py_from(f);
}

static void finder_dealloc(py_vm *vm, py_obj *self) {
    finder *f = (finder *)self;
    py_release(vm, f->walk.pattern);
    py_decref(vm, f->walk.s.value);
    py_object_free(vm, self, 0);
}

static py_next finder_next(py_vm *vm, py_value self, py_value *item) {
    finder *f = (finder *)self.as.o;
    int got = f->ended ? 0 : walk_next(vm, &f->walk);
    f->ended = got <= 0;
    if (got <= 0)
        return got ? PY_NEXT_ERROR : PY_NEXT_END;
    *item = re_match_new(vm, f->walk.pattern, &f->walk.s);
    return py_is_set(*item) ? PY_NEXT_ITEM : PY_NEXT_ERROR;
}

const py_type_spec re_finder_spec = {
    .name = "callable_iterator",
    .size = sizeof(finder),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = finder_dealloc, .iter = py__iter_self, .next = finder_next},
};

static bool count_arg(py_vm *vm, py_value v, int64_t *out) {
    *out = 0;
    return !py_is_set(v) || py__size_arg(vm, v, out);
}

static bool append_take(py_vm *vm, py_list *list, py_value item_take) {
    bool ok = py_is_set(item_take) && py_list_append(vm, list, item_take);
    py_decref(vm, item_take);
    return ok;
}

METHOD(split) {
    (void)n;
    walk w = {.pattern = pattern_of(a[0])};
    int64_t most;
    if (!count_arg(vm, a[2], &most) || !re_subject_of(vm, w.pattern, a[1], py_unset(), py_unset(), &w.s))
        return py_unset();
    py_list *list = py_list_new(vm, 0);
    size_t last = 0;
    int got = list ? 1 : -1;
    for (int64_t done = 0; got > 0 && (most <= 0 || done < most); done++) {
        if (most < 0 || (got = walk_next(vm, &w)) <= 0)
            break;
        got = append_take(vm, list, re_slice(vm, &w.s, last, w.from)) ? 1 : -1;
        for (int i = 1; got > 0 && i <= w.pattern->groups; i++)
            got = append_take(vm, list, group_text(vm, &w, i)) ? 1 : -1;
        last = w.to;
    }
    if (got >= 0 && append_take(vm, list, re_slice(vm, &w.s, last, w.s.size)))
        return py_from(list);
    py_release(vm, list);
    return py_unset();
}

// Appends what stands for the match: the template's text, or what the function says.
static bool append_replacement(py_vm *vm, walk *w, py_value by, bool callable, vl_buf *out) {
    py_value match = re_match_new(vm, w->pattern, &w->s);
    if (!py_is_set(match))
        return false;
    bool ok;
    if (!callable)
        ok = re_expand(vm, (re_match *)match.as.o, by, out);
    else {
        py_value text = py_call_n(vm, by, 1, &match), plain = py_unbox(text);
        ok = py_is_set(text);
        if (ok && w->s.is_bytes && py__is_bytes(text))
            ok = vl_buf_append(out, ((py_bytes *)plain.as.o)->data, ((py_bytes *)plain.as.o)->size);
        else if (ok && !w->s.is_bytes && py_has_flag(text, PY_TF_STR))
            ok = vl_buf_append(out, py_as_str(plain)->data, py_as_str(plain)->size);
        else if (ok && !py_is_none(text)) {
            py_raise(vm, PY_EXC_TypeError, w->s.is_bytes
                         ? "sequence item 0: expected a bytes-like object, %T found"
                         : "sequence item 0: expected str instance, %T found", text);
            ok = false;
        }
        py_decref(vm, text);
    }
    py_decref(vm, match);
    return ok;
}

// sub(repl, string, count): the new text, *made replacements.
static py_value substitute(py_vm *vm, const py_value *a, int64_t *made) {
    walk w = {.pattern = pattern_of(a[0])};
    int64_t most;
    *made = 0;
    if (!count_arg(vm, a[3], &most) || !re_subject_of(vm, w.pattern, a[2], py_unset(), py_unset(), &w.s))
        return py_unset();
    bool callable = !py_has_flag(a[1], PY_TF_STR) && !py__is_bytes(a[1]);
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    size_t last = 0;
    int got = 1;
    while (got > 0 && (most <= 0 || *made < most) && (got = walk_next(vm, &w)) > 0) {
        size_t from = w.from, to = w.to;
        vl_buf_append(&out, w.s.data + last, from - last);
        if (!append_replacement(vm, &w, a[1], callable, &out))
            got = -1;
        last = to;
        ++*made;
    }
    py_value result = py_unset();
    if (got >= 0) {
        vl_buf_append(&out, w.s.data + last, w.s.size - last);
        if (*made == 0)
            result = py_incref(a[2]);
        else if (!out.failed)
            result = w.s.is_bytes ? py_from(py_bytes_new(vm, out.data ? out.data : "", out.len))
                                  : py_from(py_str_new(vm, out.data ? out.data : "", out.len));
    }
    if (!py_is_set(result) && !py_failed(vm))
        py_raise_memory(vm);
    vl_buf_deinit(&out);
    return result;
}

METHOD(sub) {
    (void)n;
    int64_t made;
    return substitute(vm, a, &made);
}

METHOD(subn) {
    (void)n;
    int64_t made;
    py_value both[2] = {substitute(vm, a, &made), py_unset()};
    if (!py_is_set(both[0]))
        return both[0];
    both[1] = py_int(made);
    py_tuple *pair = py_tuple_of(vm, 2, both);
    py_decref(vm, both[0]);
    return py_from(pair);
}

// ---- attributes -------------------------------------------------------------------------------------

METHOD(pattern) {
    (void)vm, (void)n;
    return py_incref(pattern_of(a[0])->source);
}

METHOD(flags) {
    (void)vm, (void)n;
    return py_int(pattern_of(a[0])->flags);
}

METHOD(groups) {
    (void)vm, (void)n;
    return py_int(pattern_of(a[0])->groups);
}

METHOD(groupindex) {
    (void)n;
    py_value names = py_from(pattern_of(a[0])->names);
    return py_call_n(vm, py_from(vm->types[PY_TYPE_MAPPING_PROXY]), 1, &names);
}

METHOD(copy) {
    (void)vm, (void)n;
    return py_incref(a[0]);
}

static py_value pattern_repr(py_vm *vm, py_value self) {
    static const struct { int flag; const char *name; } names[] = {
        {RE_IGNORECASE, "re.IGNORECASE"}, {RE_LOCALE, "re.LOCALE"},   {RE_MULTILINE, "re.MULTILINE"},
        {RE_DOTALL, "re.DOTALL"},         {RE_VERBOSE, "re.VERBOSE"}, {RE_DEBUG, "re.DEBUG"},
        {RE_ASCII, "re.ASCII"}};
    const re_pattern *p = pattern_of(self);
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    py_str *source = py_repr(vm, p->source);
    vl_buf_text(&out, "re.compile(");
    if (source)
        vl_buf_append(&out, source->data, py__str_offset(source, source->len < 200 ? source->len : 200));
    bool first = true;
    for (size_t i = 0; i < VL_COUNT(names); i++)
        if (p->flags & names[i].flag) {
            vl_buf_format(&out, "%s%s", first ? ", " : "|", names[i].name);
            first = false;
        }
    vl_buf_char(&out, ')');
    bool ok = source != NULL;
    py_release(vm, source);
    return py__finish_text(vm, &out, ok);
}

static bool pattern_hash(py_vm *vm, py_value self, int64_t *hash) {
    const re_pattern *p = pattern_of(self);
    bool ok = py_hash(vm, p->source, hash);
    *hash ^= p->flags;
    *hash = *hash == -1 ? -2 : *hash;
    return ok;
}

static py_value pattern_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if ((op != PY_CMP_EQ && op != PY_CMP_NE) || !py__library_is(vm, b, PY_LIB_RE_PATTERN))
        return py_incref(vm->not_implemented);
    const re_pattern *x = pattern_of(a), *y = pattern_of(b);
    int same = x->flags == y->flags && x->is_bytes == y->is_bytes
                   ? py_compare_bool(vm, PY_CMP_EQ, x->source, y->source) : 0;
    return same < 0 ? py_unset() : py_bool(same == (op == PY_CMP_EQ));
}

static const py_fndef methods[] = {
    {"search", "self, string, pos=, endpos=", pattern_search, PY_FN_METHOD},
    {"match", "self, string, pos=, endpos=", pattern_match, PY_FN_METHOD},
    {"fullmatch", "self, string, pos=, endpos=", pattern_fullmatch, PY_FN_METHOD},
    {"findall", "self, string, pos=, endpos=", pattern_findall, PY_FN_METHOD},
    {"finditer", "self, string, pos=, endpos=", pattern_finditer, PY_FN_METHOD},
    {"split", "self, string, maxsplit=", pattern_split, PY_FN_METHOD},
    {"sub", "self, repl, string, count=", pattern_sub, PY_FN_METHOD},
    {"subn", "self, repl, string, count=", pattern_subn, PY_FN_METHOD},
    {"pattern", NULL, pattern_pattern, PY_FN_GETTER},
    {"flags", NULL, pattern_flags, PY_FN_GETTER},
    {"groups", NULL, pattern_groups, PY_FN_GETTER},
    {"groupindex", NULL, pattern_groupindex, PY_FN_GETTER},
    {"__copy__", "self, /", pattern_copy, PY_FN_METHOD},
    {"__deepcopy__", "self, memo, /", pattern_copy, PY_FN_METHOD},
    {"__class_getitem__", "cls, item, /", py__class_getitem, PY_FN_CLASSMETHOD},
    {0}};

const py_type_spec re_pattern_spec = {
    .name = "Pattern",
    .module = "re",
    .size = sizeof(re_pattern),
    .flags = PY_TF_GC | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = pattern_dealloc,
              .repr = pattern_repr,
              .hash = pattern_hash,
              .compare = pattern_compare},
    .methods = methods,
};

// ---- the module -------------------------------------------------------------------------------------

static const py_fndef functions[] = {{"compile", "pattern, flags, error, /", f_compile, PY_FN_PLAIN}, {0}};

static bool re_init(py_vm *vm, py_module *module) {
    return py__library_add(vm, module, PY_LIB_RE_PATTERN) && py__library_add(vm, module, PY_LIB_RE_MATCH);
}

const py_module_spec py_re_module_spec = {.name = "_re", .init = re_init, .functions = functions};
