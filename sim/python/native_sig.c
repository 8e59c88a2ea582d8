// Signatures of native functions: parsing them, keeping them, and CPython's messages for calls that
// do not fit. Sources of the wordings: Python/getargs.c, Objects/methodobject.c, Python/ceval.c.
#include <stdio.h>

#include "native_internal.h"
#include "vm_internal.h"

// ---- parsing
// --------------------------------------------------------------------------------------

static bool add_param(py_sig *sig, const char *name, size_t len, bool optional) {
    if (sig->named == PY_SIG_PARAMS)
        return false;
    sig->params[sig->named++] = (py_sig_param){name, (uint8_t)len, optional};
    return true;
}

static bool is_self(const py_sig_param *param) {
    static const char *const names[] = {"self", "cls", "type", "meta"};
    for (size_t i = 0; i < VL_COUNT(names); i++)
        if (param->len == strlen(names[i]) && !memcmp(param->name, names[i], param->len))
            return true;
    return false;
}

static bool names_self(const char *text) {
    size_t len = text ? strcspn(text, ",= ") : 0;
    py_sig_param first = {text, (uint8_t)(len < 16 ? len : 0), false};
    return len && is_self(&first);
}

// What stands between '@' and the parameters: "async", and the name of the class with a colon.
static const char *parse_python(py_sig *sig, const char *text) {
    static const char async[] = "async ";
    sig->python = true;
    if (!strncmp(text, async, sizeof async - 1)) {
        sig->coroutine = true;
        text += sizeof async - 1;
    }
    size_t len = strcspn(text, ":,= ");
    if (text[len] != ':')
        return text;
    sig->owner = text;
    sig->owner_len = (uint8_t)len;
    text += len + 1;
    return text + strspn(text, " ");
}

// Parameters up to a comma each; `keyword_only` once a star was seen.
static bool parse(py_sig *sig, const char *text) {
    bool keyword_only = false;
    if (text && *text == '@')
        text = parse_python(sig, text + 1);
    bool bound = sig->def->kind == PY_FN_METHOD || sig->def->kind == PY_FN_CLASSMETHOD;
    if (bound && !names_self(text)) // left out in the signature
        sig->positional = sig->required = add_param(sig, "", 0, false);
    while (text && *text) {
        while (*text == ' ' || *text == ',')
            text++;
        size_t len = strcspn(text, ",= ");
        bool optional = text[len] == '=';
        if (len == 1 && *text == '/')
            sig->posonly = sig->named;
        else if (len >= 2 && text[0] == '*' && text[1] == '*')
            sig->varkw = true;
        else if (len >= 1 && *text == '*') {
            sig->varargs = len > 1;
            keyword_only = true;
        } else if (len && !add_param(sig, text, len, optional))
            return false;
        else if (len && !keyword_only) {
            sig->positional = sig->named;
            sig->required += !optional;
        }
        text += strcspn(text, ",");
    }
    sig->hidden = sig->named && (bound || is_self(&sig->params[0])) ? 1 : 0;
    if (sig->hidden && sig->posonly < 1)
        sig->posonly = 1;
    return true;
}

// ---- the cache
// ------------------------------------------------------------------------------------

struct py_sig_cache { // open-addressed, by the address of the definition
    py_sig **slots;
    size_t count, cap;
};

static size_t place_of(const struct py_sig_cache *cache, const py_fndef *def) {
    size_t at = ((uintptr_t)def >> 4) * 2654435761u & (cache->cap - 1);
    while (cache->slots[at] && cache->slots[at]->def != def)
        at = (at + 1) & (cache->cap - 1);
    return at;
}

static bool grow(py_vm *vm, struct py_sig_cache *cache) {
    struct py_sig_cache bigger = {NULL, cache->count, cache->cap ? cache->cap * 2 : 128};
    bigger.slots = vl_heap_alloc(vm->heap, bigger.cap * sizeof(py_sig *));
    if (!bigger.slots)
        return false;
    memset(bigger.slots, 0, bigger.cap * sizeof(py_sig *));
    for (size_t i = 0; i < cache->cap; i++)
        if (cache->slots[i])
            bigger.slots[place_of(&bigger, cache->slots[i]->def)] = cache->slots[i];
    vl_heap_free(vm->heap, cache->slots, cache->cap * sizeof(py_sig *));
    *cache = bigger;
    return true;
}

static struct py_sig_cache *cache_of(py_vm *vm) {
    if (!vm->sigs) {
        vm->sigs = vl_heap_alloc(vm->heap, sizeof *vm->sigs);
        if (vm->sigs)
            memset(vm->sigs, 0, sizeof *vm->sigs);
    }
    if (vm->sigs && (vm->sigs->count + 1) * 2 > vm->sigs->cap && !grow(vm, vm->sigs))
        return NULL;
    return vm->sigs;
}

const py_sig *py__sig_of(py_vm *vm, const py_fndef *def) {
    struct py_sig_cache *cache = cache_of(vm);
    if (!cache) {
        py_raise_memory(vm);
        return NULL;
    }
    size_t at = place_of(cache, def);
    if (cache->slots[at])
        return cache->slots[at];
    py_sig *sig = vl_heap_alloc(vm->heap, sizeof *sig);
    if (!sig) {
        py_raise_memory(vm);
        return NULL;
    }
    memset(sig, 0, sizeof *sig);
    sig->def = def;
    if (!parse(sig, def->sig)) {
        vl_heap_free(vm->heap, sig, sizeof *sig);
        py_raise(vm, PY_EXC_SystemError, "%s: too many parameters", def->name);
        return NULL;
    }
    cache->slots[at] = sig;
    cache->count++;
    return sig;
}

void py__native_deinit(py_vm *vm) {
    if (!vm->sigs)
        return;
    for (size_t i = 0; i < vm->sigs->cap; i++)
        vl_heap_free(vm->heap, vm->sigs->slots[i], sizeof(py_sig));
    vl_heap_free(vm->heap, vm->sigs->slots, vm->sigs->cap * sizeof(py_sig *));
    vl_heap_free(vm->heap, vm->sigs, sizeof *vm->sigs);
    vm->sigs = NULL;
}

// ---- messages
// -------------------------------------------------------------------------------------

static const char *plural(int n) {
    return n == 1 ? "" : "s";
}

// "list.append" or "math.sqrt" or "len": how CPython's _PyObject_FunctionStr names a function.
static void full_name(const py_sig *sig, const py_native *native, char *out, size_t size) {
    const char *of = NULL;
    if (sig->python) {
        snprintf(out, size, "%.*s%s%s", (int)sig->owner_len, sig->owner ? sig->owner : "",
                 sig->owner ? "." : "", sig->def->name);
        return;
    }
    if (native && py_is_type(native->self))
        of = ((py_type *)native->self.as.o)->name->data;
    else if (native && native->owner)
        of = native->owner->name->data;
    else if (native && native->module && !py_str_is(native->module, "builtins"))
        of = native->module->data;
    size_t at = 0;
    const char *parts[] = {of ? of : "", of ? "." : "", sig->def->name};
    for (size_t i = 0; i < VL_COUNT(parts); i++)
        for (const char *c = parts[i]; *c && at + 1 < size; c++)
            out[at++] = *c;
    out[at] = 0;
}

static void python_count_error(py_vm *vm, const py_sig *sig, const char *name, int given) {
    int most = sig->positional - sig->hidden, least = sig->required - sig->hidden;
    given += sig->hidden; // a method written in Python counts self
    most += sig->hidden;
    least += sig->hidden;
    if (least < most)
        py_raise(vm, PY_EXC_TypeError,
                 "%s() takes from %d to %d positional arguments but %d %s given", name, least, most,
                 given, given == 1 ? "was" : "were");
    else
        py_raise(vm, PY_EXC_TypeError, "%s() takes %d positional argument%s but %d %s given", name,
                 most, plural(most), given, given == 1 ? "was" : "were");
}

// Functions that take no keywords at all: METH_NOARGS, METH_O, and _PyArg_CheckPositional.
static void positional_count_error(py_vm *vm, const py_sig *sig, const char *name, int given) {
    int most = sig->positional - sig->hidden, least = sig->required - sig->hidden;
    if (most == 0 && !sig->varargs)
        py_raise(vm, PY_EXC_TypeError, "%s() takes no arguments (%d given)", name, given);
    else if (most == 1 && least == 1 && !sig->varargs)
        py_raise(vm, PY_EXC_TypeError, "%s() takes exactly one argument (%d given)", name, given);
    else {
        int bound = given < least ? least : most;
        const char *how = least == most && !sig->varargs ? ""
                          : given < least                ? "at least "
                                                         : "at most ";
        py_raise(vm, PY_EXC_TypeError, "%s expected %s%d argument%s, got %d", sig->def->name, how,
                 bound, plural(bound), given);
    }
}

void py__sig_error_count(py_vm *vm, const py_sig *sig, const py_native *native, int given,
                         int keywords) {
    char name[96];
    full_name(sig, native, name, sizeof name);
    const char *bare = sig->def->name;
    int most = sig->positional - sig->hidden, least = sig->required - sig->hidden;
    int all = sig->named - sig->hidden, posonly = sig->posonly - sig->hidden;
    if (sig->python)
        python_count_error(vm, sig, name, given);
    else if (posonly >= all && !sig->varkw)
        positional_count_error(vm, sig, name, given);
    else if (given + keywords > all && !sig->varargs && !sig->varkw)
        py_raise(vm, PY_EXC_TypeError, "%s() takes %s %d %sargument%s (%d given)", bare,
                 least == all ? "exactly" : "at most", all, given == 0 ? "keyword " : "",
                 plural(all), given + keywords);
    else if (given > most && most == 0)
        py_raise(vm, PY_EXC_TypeError, "%s() takes no positional arguments", bare);
    else if (given > most)
        py_raise(vm, PY_EXC_TypeError, "%s() takes %s %d positional argument%s (%d given)", bare,
                 least < most ? "at most" : "exactly", most, plural(most), given);
    else {
        int few = posonly < least ? posonly : least;
        py_raise(vm, PY_EXC_TypeError, "%s() takes %s %d positional argument%s (%d given)", bare,
                 few < most ? "at least" : "exactly", few, plural(few), given);
    }
}

static void python_missing(py_vm *vm, const py_sig *sig, const py_value *values) {
    char name[96];
    full_name(sig, NULL, name, sizeof name);
    vl_buf names;
    vl_buf_init(&names, vm->heap);
    int total = 0, seen = 0;
    bool keyword = false;
    for (int i = sig->hidden; i < sig->positional; i++)
        total += !sig->params[i].optional && !py_is_set(values[i]);
    int from = sig->hidden, to = sig->positional;
    if (!total) {
        keyword = true;
        from = sig->positional;
        to = sig->named;
        for (int i = from; i < to; i++)
            total += !sig->params[i].optional && !py_is_set(values[i]);
    }
    for (int i = from; i < to; i++) {
        if (sig->params[i].optional || py_is_set(values[i]))
            continue;
        if (seen++)
            vl_buf_text(&names, seen < total ? ", " : total > 2 ? ", and " : " and ");
        vl_buf_format(&names, "'%.*s'", (int)sig->params[i].len, sig->params[i].name);
    }
    py_raise(vm, PY_EXC_TypeError, "%s() missing %d required %s argument%s: %s", name, total,
             keyword ? "keyword-only" : "positional", plural(total),
             names.data ? names.data : "");
    vl_buf_deinit(&names);
}

void py__sig_error_missing(py_vm *vm, const py_sig *sig, const py_value *values, int given) {
    if (sig->python) {
        python_missing(vm, sig, values);
        return;
    }
    if (sig->posonly >= sig->named && !sig->varkw) {
        positional_count_error(vm, sig, sig->def->name, given);
        return;
    }
    for (int i = sig->hidden; i < sig->named; i++)
        if (!sig->params[i].optional && !py_is_set(values[i])) {
            char name[64] = {0};
            size_t len = sig->params[i].len < sizeof name ? sig->params[i].len : sizeof name - 1;
            memcpy(name, sig->params[i].name, len);
            bool nameless = strcmp(sig->def->name, "function") == 0; // of a format without one
            py_raise(vm, PY_EXC_TypeError, "%s%s missing required argument '%s' (pos %d)",
                     sig->def->name, nameless ? "" : "()", name, i + 1 - sig->hidden);
            return;
        }
}

void py__sig_error_keyword(py_vm *vm, const py_sig *sig, const py_native *native, py_str *name) {
    char full[96];
    full_name(sig, native, full, sizeof full);
    if (!name)
        py_raise(vm, PY_EXC_TypeError, "%s() takes no keyword arguments", full);
    else if (vm->python_minor >= 13 || sig->python)
        py_raise(vm, PY_EXC_TypeError, "%s() got an unexpected keyword argument '%S'",
                 sig->python ? full : sig->def->name, name);
    else
        py_raise(vm, PY_EXC_TypeError, "'%S' is an invalid keyword argument for %s()", name,
                 sig->def->name);
}

void py__sig_error_twice(py_vm *vm, const py_sig *sig, int index) {
    char name[64] = {0};
    size_t len = sig->params[index].len < sizeof name ? sig->params[index].len : sizeof name - 1;
    memcpy(name, sig->params[index].name, len);
    char full[96];
    full_name(sig, NULL, full, sizeof full);
    if (sig->python)
        py_raise(vm, PY_EXC_TypeError, "%s() got multiple values for argument '%s'", full, name);
    else
        py_raise(vm, PY_EXC_TypeError, "argument for %s() given by name ('%s') and position (%d)",
                 sig->def->name, name, index + 1 - sig->hidden);
}
