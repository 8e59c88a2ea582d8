// unicodedata, as far as utf8proc knows it: categories, directions and normal forms. Names, numeric
// values and widths it does not have.
#include <utf8proc.h>

#include "library_internal.h"
#include "text_internal.h"

static bool one_char(py_vm *vm, py_value v, const char *name, uint32_t *c) {
    v = py_unbox(v);
    if (py_is_str(v) && py_as_str(v)->len == 1) {
        *c = py_str_at(py_as_str(v), 0);
        return true;
    }
    if (!py_is_str(v))
        py_raise(vm, PY_EXC_TypeError, "%s() argument must be a unicode character, not %T", name,
                 v);
    else if (vm->python_minor >= 13)
        py_raise(vm, PY_EXC_TypeError,
                 "%s(): argument must be a unicode character, not a string of length %lld", name,
                 (long long)py_as_str(v)->len);
    else
        py_raise(vm, PY_EXC_TypeError, "%s() argument must be a unicode character, not str", name);
    return false;
}

static const utf8proc_property_t *property(uint32_t c) {
    return utf8proc_get_property((utf8proc_int32_t)c);
}

static py_value f_category(py_vm *vm, const py_value *a, int n) {
    (void)n;
    static const char *const names[] = {"Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd",
                                        "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm",
                                        "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co"};
    uint32_t c;
    if (!one_char(vm, a[0], "category", &c))
        return py_unset();
    size_t category = (size_t)py__char_category(c);
    return py_from(py_str_z(vm, names[category < VL_COUNT(names) ? category : 0]));
}

static py_value f_bidirectional(py_vm *vm, const py_value *a, int n) {
    (void)n;
    static const char *const names[] = {"",    "L",  "LRE", "LRO", "R",   "AL",  "RLE", "RLO",
                                        "PDF", "EN", "ES",  "ET",  "AN",  "CS",  "NSM", "BN",
                                        "B",   "S",  "WS",  "ON",  "LRI", "RLI", "FSI", "PDI"};
    uint32_t c;
    if (!one_char(vm, a[0], "bidirectional", &c))
        return py_unset();
    size_t direction = (size_t)property(c)->bidi_class;
    if (!direction) // what utf8proc does not have yet
        direction = py__char_category(c) == UTF8PROC_CATEGORY_LO ? 1
                    : py__char_category(c)                       ? 19
                                                                 : 0;
    return py_from(py_str_z(vm, names[direction]));
}

static py_value f_combining(py_vm *vm, const py_value *a, int n) {
    (void)n;
    uint32_t c;
    return one_char(vm, a[0], "combining", &c) ? py_int(property(c)->combining_class) : py_unset();
}

static py_value f_mirrored(py_vm *vm, const py_value *a, int n) {
    (void)n;
    uint32_t c;
    return one_char(vm, a[0], "mirrored", &c) ? py_int(property(c)->bidi_mirrored) : py_unset();
}

// ---- normal forms -------------------------------------------------------------------------------

static py_value normal(py_vm *vm, const py_str *text, utf8proc_option_t options) {
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text->data;
    utf8proc_ssize_t len = (utf8proc_ssize_t)text->size,
                     count = utf8proc_decompose(bytes, len, NULL, 0, options);
    if (count < 0)
        return py_unsupported(vm, "unicodedata.normalize() of lone surrogates is not supported");
    size_t size = ((size_t)count + 1) * sizeof(utf8proc_int32_t);
    utf8proc_int32_t *buffer = vl_heap_alloc(vm->heap, size);
    if (!buffer)
        return py_raise_memory(vm);
    utf8proc_decompose(bytes, len, buffer, count, options);
    utf8proc_ssize_t written = utf8proc_reencode(buffer, count, options);
    py_value v = written < 0 ? py_raise_memory(vm)
                             : py_from(py_str_new(vm, (const char *)buffer, (size_t)written));
    vl_heap_free(vm->heap, buffer, size);
    return v;
}

// a: the form's name and a text.
static py_value f_normalize(py_vm *vm, const py_value *a, int n) {
    (void)n;
    static const struct {
        const char *name;
        int options;
    } forms[] = {{"NFC", UTF8PROC_COMPOSE},
                 {"NFD", UTF8PROC_DECOMPOSE},
                 {"NFKC", UTF8PROC_COMPOSE | UTF8PROC_COMPAT},
                 {"NFKD", UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT}};
    py_value form = py_unbox(a[0]), text = py_unbox(a[1]);
    for (int i = 0; i < 2; i++)
        if (!py_is_str(py_unbox(a[i])))
            return py_raise(vm, PY_EXC_TypeError, "normalize() argument %d must be str, not %T",
                            i + 1, a[i]);
    for (size_t i = 0; i < VL_COUNT(forms); i++)
        if (py_str_is(py_as_str(form), forms[i].name))
            return py_as_str(text)->size == py_as_str(text)->len
                       ? py_incref(text)
                       : normal(vm, py_as_str(text),
                                (utf8proc_option_t)(forms[i].options | UTF8PROC_STABLE));
    return py_raise(vm, PY_EXC_ValueError, "invalid normalization form");
}

static py_value f_is_normalized(py_vm *vm, const py_value *a, int n) {
    py_value v = f_normalize(vm, a, n);
    bool same = py_is_set(v) && py_str_equal(py_as_str(v), py_as_str(py_unbox(a[1])));
    if (!py_is_set(v))
        return v;
    py_decref(vm, v);
    return py_bool(same);
}

static const py_fndef functions[] = {
    {"category", "chr, /", f_category, PY_FN_PLAIN},
    {"bidirectional", "chr, /", f_bidirectional, PY_FN_PLAIN},
    {"combining", "chr, /", f_combining, PY_FN_PLAIN},
    {"mirrored", "chr, /", f_mirrored, PY_FN_PLAIN},
    {"normalize", "form, unistr, /", f_normalize, PY_FN_PLAIN},
    {"is_normalized", "form, unistr, /", f_is_normalized, PY_FN_PLAIN},
    {0},
};

static bool module_init(py_vm *vm, py_module *module) {
    const char *version = vm->python_minor < 12   ? "14.0.0"
                          : vm->python_minor < 13 ? "15.0.0"
                                                  : "15.1.0";
    return py_module_add(vm, module, "unidata_version", py_from(py_str_z(vm, version)));
}

const py_module_spec py_unicodedata_module_spec = {
    .name = "unicodedata", .init = module_init, .functions = functions};
