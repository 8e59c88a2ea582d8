// Built-in functions on numbers and characters.
#include "bigint_internal.h"
#include "builtins_internal.h"
#include "complex_internal.h"
#include "text_internal.h"
#include "vm_internal.h"

static py_value fn_abs(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_unary_op(vm, PY_UN_ABS, a[0]);
}

// object.method(other), NotImplemented where there is no such method.
static py_value call_or_not(py_vm *vm, py_value object, py_symbol method, py_value other) {
    py_value func, self;
    if (!py_load_special(vm, object, method, &func, &self))
        return py_unset();
    if (!py_is_set(func))
        return py_incref(vm->not_implemented);
    py_args call = {&other, 1, NULL};
    py_value result = py_call_bound(vm, func, self, &call);
    py_decref(vm, func);
    py_decref(vm, self);
    return result;
}

static py_value fn_divmod(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_type *left = py_type_of(vm, a[0]), *right = py_type_of(vm, a[1]);
    bool right_first = left != right && py_is_subtype(right, left);
    for (int turn = 0; turn < (left == right ? 1 : 2); turn++) {
        bool reflected = (turn == 0) == right_first;
        py_value result = reflected ? call_or_not(vm, a[1], PY_SYM___rdivmod__, a[0])
                                    : call_or_not(vm, a[0], PY_SYM___divmod__, a[1]);
        if (!py__is_not_implemented(vm, result))
            return result;
        py_decref(vm, result);
    }
    return py_raise(vm, PY_EXC_TypeError, "unsupported operand type(s) for divmod(): '%T' and '%T'",
                    a[0], a[1]);
}

py_value py__pow3(py_vm *vm, py_value a, py_value b, py_value modulus) {
    py_value x = py_unbox(a), y = py_unbox(b), m = py_unbox(modulus);
    if (py_is_int(x) && py_is_int(y) && py_is_int(m))
        return py__int_pow_mod(vm, x, y, m);
    if ((py_is_int(x) || x.tag == PY_FLOAT) && (py_is_int(y) || y.tag == PY_FLOAT) &&
        (py_is_int(m) || m.tag == PY_FLOAT))
        return py_raise(vm, PY_EXC_TypeError,
                        "pow() 3rd argument not allowed unless all arguments are integers");
    if (py__is_complex(vm, a))
        return py_raise(vm, PY_EXC_ValueError, "complex modulo");
    py_value func, self;
    if (!py_load_special(vm, a, PY_SYM___pow__, &func, &self))
        return py_unset();
    if (py_is_set(func) && (py_type_of(vm, a)->flags & PY_TF_HEAP)) {
        py_value args[2] = {b, modulus};
        py_args call = {args, 2, NULL};
        py_value result = py_call_bound(vm, func, self, &call);
        py_decref(vm, func);
        py_decref(vm, self);
        if (!py__is_not_implemented(vm, result))
            return result;
        py_decref(vm, result);
    } else {
        py_decref(vm, func);
        py_decref(vm, self);
    }
    return py_raise(vm, PY_EXC_TypeError,
                    "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'", a, b, modulus);
}

static py_value fn_pow(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_set(a[2]) || py_is_none(a[2]))
        return py_binary_op(vm, PY_BIN_POW, a[0], a[1]);
    return py__pow3(vm, a[0], a[1], a[2]);
}

static py_value fn_round(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value func, self;
    if (!py_load_special(vm, a[0], PY_SYM___round__, &func, &self))
        return py_unset();
    if (!py_is_set(func))
        return py_raise(vm, PY_EXC_TypeError, "type %T doesn't define __round__ method", a[0]);
    bool digits = py_is_set(a[1]) && !py_is_none(a[1]);
    py_args call = {a + 1, digits ? 1 : 0, NULL};
    py_value result = py_call_bound(vm, func, self, &call);
    py_decref(vm, func);
    py_decref(vm, self);
    return result;
}

// ---- digits
// -----------------------------------------------------------------------------------------------

static py_value in_base(py_vm *vm, py_value v, int base, const char *prefix) {
    py_value plain = py__index(vm, v);
    if (!py_is_set(plain))
        return plain;
    vl_buf digits, text;
    vl_buf_init(&digits, vm->heap);
    vl_buf_init(&text, vm->heap);
    bool ok = py__int_digits(vm, &digits, plain, base, false);
    py_decref(vm, plain);
    const char *at = digits.data ? digits.data : "";
    if (*at == '-') {
        vl_buf_char(&text, '-');
        at++;
    }
    vl_buf_text(&text, prefix);
    vl_buf_text(&text, at);
    vl_buf_deinit(&digits);
    if (ok)
        return py_from(py_str_from_buf(vm, &text));
    vl_buf_deinit(&text);
    return py_unset();
}

static py_value fn_bin(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return in_base(vm, a[0], 2, "0b");
}

static py_value fn_oct(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return in_base(vm, a[0], 8, "0o");
}

static py_value fn_hex(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return in_base(vm, a[0], 16, "0x");
}

// ---- characters
// -------------------------------------------------------------------------------------------

static py_value fn_chr(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value plain = py__index(vm, a[0]);
    if (!py_is_set(plain))
        return plain;
    bool fits = plain.tag == PY_INT || plain.tag == PY_BOOL;
    int64_t code = fits ? plain.as.i : -1;
    py_decref(vm, plain);
    if (!fits && vm->python_minor < 13)
        return py_raise(vm, PY_EXC_OverflowError, "Python int too large to convert to C int");
    if (code < 0 || code > 0x10ffff)
        return py_raise(vm, PY_EXC_ValueError, "chr() arg not in range(0x110000)");
    char text[4] = {0};
    size_t size = vl_utf8_encode((uint32_t)code, text);
    if (!size) { // a lone surrogate: the three-byte form
        text[0] = (char)(0xe0 | code >> 12);
        text[1] = (char)(0x80 | (code >> 6 & 0x3f));
        text[2] = (char)(0x80 | (code & 0x3f));
        size = 3;
    }
    return py_from(py_str_new(vm, text, size));
}

static py_value fn_ord(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value v = py_unbox(a[0]);
    if (py_is_str(v)) {
        if (py_as_str(v)->len == 1)
            return py_int(py_str_at(py_as_str(v), 0));
        return py_raise(vm, PY_EXC_TypeError,
                        "ord() expected a character, but string of length %u found",
                        (unsigned)py_as_str(v)->len);
    }
    if (py_has_flag(v, PY_TF_BYTES) || py__is_bytearray(v)) {
        const py_bytes *bytes = py__bytes_self(v);
        if (bytes->size == 1)
            return py_int((unsigned char)bytes->data[0]);
        return py_raise(vm, PY_EXC_TypeError,
                        "ord() expected a character, but string of length %zu found", bytes->size);
    }
    return py_raise(vm, PY_EXC_TypeError, "ord() expected string of length 1, but %T found", a[0]);
}

const py_fndef py__builtins_numbers[] = {{"abs", "x, /", fn_abs, PY_FN_PLAIN},
                                         {"divmod", "x, y, /", fn_divmod, PY_FN_PLAIN},
                                         {"pow", "base, exp, mod=", fn_pow, PY_FN_PLAIN},
                                         {"round", "number, ndigits=", fn_round, PY_FN_PLAIN},
                                         {"bin", "number, /", fn_bin, PY_FN_PLAIN},
                                         {"oct", "number, /", fn_oct, PY_FN_PLAIN},
                                         {"hex", "number, /", fn_hex, PY_FN_PLAIN},
                                         {"chr", "i, /", fn_chr, PY_FN_PLAIN},
                                         {"ord", "c, /", fn_ord, PY_FN_PLAIN},
                                         {0}};
