// "Did you mean": the name most like a wrong one, by CPython's weighted edit distance
// (Python/suggestions.c).
#include <limits.h>

#include "code_internal.h"
#include "types_internal.h"
#include "vm_internal.h"

#define MOVE_COST      2
#define CASE_COST      1
#define MAX_NAME       40
#define MAX_CANDIDATES 750

static int lower(char c) {
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static int substitution(char a, char b) {
    return a == b ? 0 : lower(a) == lower(b) ? CASE_COST : MOVE_COST;
}

static int least(int a, int b) {
    return a < b ? a : b;
}

static int distance(const char *a, size_t a_len, const char *b, size_t b_len, int limit) {
    while (a_len && b_len && *a == *b)
        a++, b++, a_len--, b_len--;
    while (a_len && b_len && a[a_len - 1] == b[b_len - 1])
        a_len--, b_len--;
    if (!a_len || !b_len)
        return (int)(a_len + b_len) * MOVE_COST;
    if (a_len > MAX_NAME || b_len > MAX_NAME)
        return limit + 1;
    if (b_len < a_len) {
        const char *text = a;
        size_t len = a_len;
        a = b, a_len = b_len;
        b = text, b_len = len;
    }
    if ((int)(b_len - a_len) * MOVE_COST > limit)
        return limit + 1;
    int row[MAX_NAME];
    for (size_t i = 0; i < a_len; i++)
        row[i] = (int)(i + 1) * MOVE_COST;
    int result = 0;
    for (size_t j = 0; j < b_len; j++) {
        int before = (int)j * MOVE_COST, minimum = limit + 1;
        result = before;
        for (size_t i = 0; i < a_len; i++) {
            int substitute = before + substitution(b[j], a[i]);
            before = row[i];
            result = least(least(result, before) + MOVE_COST, substitute);
            row[i] = result;
            minimum = least(minimum, result);
        }
        if (minimum > limit)
            return limit + 1;
    }
    return result;
}

typedef struct search {
    const py_str *wrong;
    const char *best;
    int best_distance;
    int seen;
} search;

static void consider(search *s, const py_str *name) {
    if (++s->seen > MAX_CANDIDATES || py_str_equal(name, s->wrong))
        return;
    int limit = ((int)name->len + (int)s->wrong->len + 3) * MOVE_COST / 6;
    limit = least(limit, s->best_distance - 1);
    int found = distance(s->wrong->data, s->wrong->size, name->data, name->size, limit);
    if (found > limit || (s->best && found >= s->best_distance))
        return;
    s->best = name->data;
    s->best_distance = found;
}

static void consider_dict(search *s, const py_dict *dict) {
    uint32_t at = 0;
    py_value key, value;
    while (dict && py_dict_next(dict, &at, &key, &value))
        if (py_is_str(key))
            consider(s, py_as_str(key));
}

// The names that code sees where the exception arose: its variables, the program's, the built-in
// ones.
static void search_names(py_vm *vm, const py_exc *exc, search *s) {
    const py_traceback *tb = exc->traceback;
    while (tb && tb->next)
        tb = tb->next;
    const py_code *code = tb ? tb->frame->code : NULL;
    for (uint32_t i = 0; code && !(code->flags & PY_CODE_MODULE) && i < code->slot_count; i++)
        if (code->slot_names[i]->data[0] != '.')
            consider(s, code->slot_names[i]);
    if (vm->main)
        consider_dict(s, vm->main->dict);
    if (vm->builtins)
        consider_dict(s, vm->builtins->dict);
}

static void search_attributes(py_vm *vm, py_value names, search *s) {
    const py_list *list = (py_list *)names.as.o;
    bool hidden = s->wrong->size && s->wrong->data[0] == '_';
    (void)vm;
    for (int64_t i = 0; i < list->count; i++)
        if (py_is_str(list->items[i]) && (hidden || py_as_str(list->items[i])->data[0] != '_'))
            consider(s, py_as_str(list->items[i]));
}

static void append_best(vl_buf *text, const search *s) {
    if (s->best && s->seen <= MAX_CANDIDATES)
        vl_buf_format(text, ". Did you mean: '%s'?", s->best);
}

// Those that CPython's module has beside what this one has made so far.
static bool add_known_names(py_vm *vm, py_list *names, const py_module *module) {
    const char *at = py_names_module_members(module->name->data);
    bool ok = *at != 0;
    while (ok && *(at += strspn(at, " "))) {
        size_t size = strcspn(at, " ");
        py_str *name = py_str_new(vm, at, size);
        ok = name && py_list_append(vm, names, py_from(name));
        py_release(vm, name);
        at += size;
    }
    return ok && py_list_sort(vm, names, py_unset(), false);
}

// An attribute that `object` lacks: of the names it has, the likest.
static void suggest_attribute(py_vm *vm, vl_buf *text, search *s, py_value object) {
    py_exc *pending = py_exc_fetch(vm);
    py_value names = py__dir_of(vm, object);
    if (py_is_list(names)) {
        if (py_is(vm, object, PY_TYPE_MODULE))
            add_known_names(vm, (py_list *)names.as.o, (py_module *)object.as.o);
        search_attributes(vm, names, s);
        append_best(text, s);
    }
    py_decref(vm, names);
    py_exc_clear(vm);
    vm->exc = pending;
}

// `from module import wrong`: from 3.12 on.
static void suggest_import(py_vm *vm, vl_buf *text, const py_exc *exc) {
    if (vm->python_minor < 12 || !py_is_str(exc->extra[2]) || !py_is_str(exc->extra[0]))
        return;
    const py_str *wrong = py_as_str(exc->extra[2]);
    search s = {.wrong = wrong, .best_distance = (int)wrong->len};
    py_value module = py_dict_get_str(vm->modules, py_as_str(exc->extra[0]));
    if (wrong->len <= MAX_NAME && py_is(vm, module, PY_TYPE_MODULE))
        suggest_attribute(vm, text, &s, module);
}

void py__append_keyword(py_vm *vm, vl_buf *text, const py_code *code, const py_str *wrong) {
    search s = {.wrong = wrong, .best_distance = INT_MAX};
    if (vm->python_minor < 13 || wrong->len > MAX_NAME)
        return;
    for (uint32_t i = code->posonly_count; i < code->arg_count + code->kwonly_count; i++)
        consider(&s, code->slot_names[i]);
    if (s.best)
        vl_buf_format(text, ". Did you mean '%s'?", s.best);
}

void py__append_suggestion(py_vm *vm, vl_buf *text, py_exc *exc) {
    if (vm->traceback_by_module && vm->python_minor < 12) // the module learnt it in 3.12
        return;
    if (py__exc_is(vm, exc, PY_EXC_ImportError)) {
        suggest_import(vm, text, exc);
        return;
    }
    bool is_name = py__exc_is(vm, exc, PY_EXC_NameError);
    if ((!is_name && !py__exc_is(vm, exc, PY_EXC_AttributeError)) || !py_is_str(exc->extra[0]))
        return;
    const py_str *wrong = py_as_str(exc->extra[0]);
    search s = {.wrong = wrong, .best_distance = (int)wrong->len};
    if (wrong->len > MAX_NAME)
        return;
    if (is_name) {
        search_names(vm, exc, &s);
        append_best(text, &s);
        if (vm->python_minor >= 12 && py_names_is_module(wrong->data) && !strchr(wrong->data, '.'))
            vl_buf_format(text,
                          s.best ? " Or did you forget to import '%s'?"
                                 : ". Did you forget to import '%s'?",
                          wrong->data);
        return;
    }
    if (!py_is_set(exc->extra[1]))
        return;
    suggest_attribute(vm, text, &s, exc->extra[1]);
}
