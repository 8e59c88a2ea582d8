// The type int: constructor, methods, and the converters native code uses. Arithmetic is in
// int_ops.c, storage in bigint.c.
#include <math.h>
#include <stdlib.h>

#include "bigint_internal.h"
#include "text_internal.h"
#include "types_internal.h"

static size_t digits_size(const py_bigint *big) {
    return (size_t)big->count * sizeof(mp_digit);
}

static void int_dealloc(py_vm *vm, py_obj *self) {
    py_object_free(vm, self, digits_size((py_bigint *)(void *)self));
}

bool py_is_int(py_value v) {
    return v.tag == PY_INT || v.tag == PY_BOOL || py_has_flag(v, PY_TF_INT);
}

// The same value as exactly an int: bool becomes 0 or 1. Owned.
static py_value plain_int(py_value v) {
    v = py_unbox(v);
    return v.tag == PY_BOOL ? py_int(v.as.i) : py_incref(v);
}

// ---- converters ---------------------------------------------------------------------------------

py_value py__index(py_vm *vm, py_value v) {
    if (py_is_int(v))
        return plain_int(v);
    py_value made = py_unary_op(vm, PY_UN_INDEX, v);
    if (!py_is_set(made))
        return made;
    py_value plain = plain_int(made);
    py_decref(vm, made);
    return plain;
}

static bool as_small(py_vm *vm, py_value v, int64_t *out, py_exc_id error, const char *message) {
    if (py__int_small(v)) {
        *out = v.as.i;
        return true;
    }
    py_value plain = py__index(vm, v);
    bool fits = py__int_small(plain);
    *out = plain.as.i;
    if (!fits && py_is_set(plain))
        py_raise(vm, error, "%s", message);
    py_decref(vm, plain);
    return fits;
}

bool py_as_int64(py_vm *vm, py_value v, int64_t *out) {
    return as_small(vm, v, out, PY_EXC_OverflowError, "Python int too large to convert to C long");
}

bool py_as_index(py_vm *vm, py_value v, int64_t *out) {
    return as_small(vm, v, out, PY_EXC_IndexError, "cannot fit 'int' into an index-sized integer");
}

py_value py_int_from_text(py_vm *vm, const char *text, size_t len, int base) {
    py_str *shown = py_str_new(vm, text, len);
    py_value v = shown ? py__int_parse(vm, py_from(shown), text, len, base) : py_unset();
    py_release(vm, shown);
    return v;
}

// ---- int(x) -------------------------------------------------------------------------------------

// The int that the special method `name` of v gives; *found false: v has no such method.
static py_value through(py_vm *vm, py_value v, py_symbol name, bool *found) {
    py_value func, self;
    *found = true;
    if (!py_load_special(vm, v, name, &func, &self))
        return py_unset();
    *found = py_is_set(func);
    if (!*found)
        return py_unset();
    py_args none = {NULL, 0, NULL};
    py_value made = py_call_bound(vm, func, self, &none);
    py_decref(vm, func);
    py_decref(vm, self);
    if (!py_is_set(made))
        return made;
    py_value result = py_unset();
    if (name == PY_SYM___trunc__ && !py_is_int(made))
        result = py__index(vm, made);
    else if (py_is_int(made))
        result = plain_int(made);
    else
        py_raise(vm, PY_EXC_TypeError, "%S returned non-int (type %T)", vm->sym[name], made);
    py_decref(vm, made);
    return result;
}

static py_value from_text(py_vm *vm, py_value v, int base, bool *is_text) {
    py_value plain = py_unbox(v);
    *is_text = true;
    if (py_is_str(plain))
        return py__int_parse(vm, v, py_as_str(plain)->data, py_as_str(plain)->size, base);
    if (py__bytes_like(plain)) {
        const py_bytes *bytes = py__bytes_self(plain);
        return py__int_parse(vm, v, bytes->data, bytes->size, base);
    }
    *is_text = false;
    return py_unset();
}

py_value py__int_from_value(py_vm *vm, py_value v) {
    if (py__int_small(v) || py_is(vm, v, PY_TYPE_INT))
        return plain_int(v);
    if (v.tag == PY_FLOAT)
        return py_int_from_double(vm, v.as.d);
    static const py_symbol ways[] = {PY_SYM___int__, PY_SYM___index__, PY_SYM___trunc__};
    size_t count = vm->python_minor >= 14 ? 2 : 3; // 3.14 forgot about __trunc__
    for (size_t i = 0; i < count; i++) {
        bool found;
        py_value made = through(vm, v, ways[i], &found);
        if (found)
            return made;
    }
    bool is_text;
    py_value read = from_text(vm, v, 10, &is_text);
    if (is_text)
        return read;
    return py_raise(vm, PY_EXC_TypeError,
                    "int() argument must be a string, a bytes-like object or a real number, "
                    "not '%T'",
                    v);
}

static const py_fndef int_new_def = {"int", "x=, /, base=", NULL, PY_FN_PLAIN};

static py_value int_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)type;
    py_value a[2];
    if (!args->kwnames && args->n == 1)
        return py__int_from_value(vm, args->v[0]);
    if (args->n > 2 && vm->python_minor >= 13)
        return py_raise(vm, PY_EXC_TypeError, "int expected at most 2 arguments, got %d", args->n);
    if (!py_bind_args(vm, &int_new_def, args, a))
        return py_unset();
    if (!py_is_set(a[0]))
        return py_is_set(a[1]) ? py_raise(vm, PY_EXC_TypeError, "int() missing string argument")
                               : py_int(0);
    if (!py_is_set(a[1]))
        return py__int_from_value(vm, a[0]);
    py_value base = py__index(vm, a[1]);
    if (!py_is_set(base))
        return base;
    bool good = py__int_small(base) && (base.as.i == 0 || (base.as.i >= 2 && base.as.i <= 36));
    int64_t number = base.as.i;
    py_decref(vm, base);
    if (!good)
        return py_raise(vm, PY_EXC_ValueError, "int() base must be >= 2 and <= 36, or 0");
    bool is_text;
    py_value read = from_text(vm, a[0], (int)number, &is_text);
    if (!is_text)
        return py_raise(vm, PY_EXC_TypeError, "int() can't convert non-string with explicit base");
    return read;
}

// ---- slots --------------------------------------------------------------------------------------

static py_value int_repr(py_vm *vm, py_value self) {
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    if (py__int_digits(vm, &out, py_unbox(self), 10, true))
        return py_from(py_str_from_buf(vm, &out));
    vl_buf_deinit(&out);
    return py_unset();
}

static py_value int_format(py_vm *vm, py_value self, const py_str *spec) {
    return py_format_number(vm, self, spec);
}

static bool int_hash(py_vm *vm, py_value self, int64_t *hash) {
    (void)vm;
    *hash = py__int_hash(py_unbox(self));
    return true;
}

static int int_truth(py_vm *vm, py_value self) {
    (void)vm;
    self = py_unbox(self);
    return !py__int_small(self) || self.as.i != 0;
}

static py_value int_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    if (!py_is_int(a) || !py_is_int(b))
        return py_incref(vm->not_implemented);
    return py__int_binary(vm, op, py_unbox(a), py_unbox(b));
}

static py_value int_unary(py_vm *vm, py_unary op, py_value self) {
    py_value plain = py_unbox(self);
    double d;
    switch (op) {
    case PY_UN_NEG:
        return py__int_negate(vm, plain);
    case PY_UN_ABS:
        return py__int_abs(vm, plain);
    case PY_UN_INVERT:
        return py__int_invert(vm, plain);
    case PY_UN_FLOAT:
        return py__int_double(vm, plain, &d) ? py_float(d) : py_unset();
    case PY_UN_POS:
    case PY_UN_INT:
    case PY_UN_INDEX:
        break;
    }
    return plain_int(plain);
}

static bool holds(py_compare op, int order) {
    switch (op) {
    case PY_CMP_EQ:
        return order == 0;
    case PY_CMP_NE:
        return order != 0;
    case PY_CMP_LT:
        return order < 0;
    case PY_CMP_LE:
        return order <= 0;
    case PY_CMP_GT:
        return order > 0;
    case PY_CMP_GE:
        break;
    }
    return order >= 0;
}

static py_value int_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (!py_is_int(a) || !py_is_int(b))
        return py_incref(vm->not_implemented);
    return py_bool(holds(op, py__int_order(py_unbox(a), py_unbox(b))));
}

// ---- methods ------------------------------------------------------------------------------------

#define METHOD(name) static py_value int_##name(py_vm *vm, const py_value *a, int n)

METHOD(self) {
    (void)vm, (void)n;
    return plain_int(a[0]);
}

METHOD(zero) {
    (void)vm, (void)a, (void)n;
    return py_int(0);
}

METHOD(one) {
    (void)vm, (void)a, (void)n;
    return py_int(1);
}

METHOD(true) {
    (void)vm, (void)a, (void)n;
    return py_bool(true);
}

METHOD(bit_length) {
    (void)vm, (void)n;
    return py_int(py__int_bits(a[0]));
}

METHOD(bit_count) {
    (void)vm, (void)n;
    py_big_view view;
    const mp_int *mp = py__big_view(&view, a[0]);
    int64_t count = 0;
    for (int i = 0; i < mp->used; i++)
        for (mp_digit left = mp->dp[i]; left; left &= left - 1)
            count++;
    return py_int(count);
}

METHOD(as_integer_ratio) {
    (void)n;
    return py__pair_take(vm, plain_int(a[0]), py_int(1));
}

METHOD(round) {
    (void)n;
    if (!py_is_set(a[1]) || (vm->python_minor >= 14 && py_is_none(a[1])))
        return plain_int(a[0]);
    py_value digits = py__index(vm, a[1]);
    if (!py_is_set(digits))
        return digits;
    py_value result = py__int_round(vm, a[0], digits);
    py_decref(vm, digits);
    return result;
}

static py_value divmod(py_vm *vm, py_value a, py_value b) {
    py_value quotient, rest;
    if (py__int_small(b) && b.as.i == 0)
        return py__int_binary(vm, PY_BIN_FLOORDIV, a, b);
    if (!py__int_divmod(vm, a, b, &quotient, &rest))
        return py_unset();
    return py__pair_take(vm, quotient, rest);
}

METHOD(divmod) {
    (void)n;
    return py_is_int(a[1]) ? divmod(vm, a[0], py_unbox(a[1])) : py_incref(vm->not_implemented);
}

METHOD(rdivmod) {
    (void)n;
    return py_is_int(a[1]) ? divmod(vm, py_unbox(a[1]), a[0]) : py_incref(vm->not_implemented);
}

METHOD(getnewargs) {
    (void)n;
    py_value self = plain_int(a[0]);
    py_tuple *tuple = py_tuple_of(vm, 1, &self);
    py_decref(vm, self);
    return py_from(tuple);
}

// ---- bytes --------------------------------------------------------------------------------------

// "little" or "big", which is also meant where nothing was given.
static bool byte_order(py_vm *vm, py_value v, bool *little) {
    *little = false;
    if (!py_is_set(v))
        return true;
    py_value plain = py_unbox(v);
    if (!py_is_str(plain)) {
        py_raise(vm, PY_EXC_TypeError, "%s() argument 'byteorder' must be str, not %T", "to_bytes",
                 v);
        return false;
    }
    *little = py_str_is(py_as_str(plain), "little");
    if (*little || py_str_is(py_as_str(plain), "big"))
        return true;
    py_raise(vm, PY_EXC_ValueError, "byteorder must be either 'little' or 'big'");
    return false;
}

static void swap_bytes(unsigned char *bytes, size_t count) {
    for (size_t i = 0; i < count / 2; i++) {
        unsigned char swap = bytes[i];
        bytes[i] = bytes[count - 1 - i];
        bytes[count - 1 - i] = swap;
    }
}

// Two's complement of `count` bytes, little-endian.
static void complement(unsigned char *bytes, size_t count) {
    unsigned carry = 1;
    for (size_t i = 0; i < count; i++) {
        carry += (unsigned char)~bytes[i];
        bytes[i] = (unsigned char)carry;
        carry >>= 8;
    }
}

// False: the value does not fit.
static bool fits_bytes(py_value v, size_t count, bool is_signed) {
    int64_t bits = py__int_bits(v), room = count > INT32_MAX ? INT64_MAX : (int64_t)count * 8;
    if (!is_signed)
        return bits <= room;
    if (!py__int_negative(v))
        return bits < room || bits == 0;
    py_big_view view;
    const mp_int *mp = py__big_view(&view, v);
    return bits < room || (bits == room && mp_cnt_lsb(mp) == bits - 1);
}

METHOD(to_bytes) {
    (void)n;
    int64_t length = 1;
    bool little, is_signed = false;
    if (py_is_set(a[1]) && !py_as_int64(vm, a[1], &length))
        return py_unset();
    if (!byte_order(vm, a[2], &little))
        return py_unset();
    int truth = py_is_set(a[3]) ? py_truth(vm, a[3]) : 0;
    if (truth < 0)
        return py_unset();
    is_signed = truth == 1;
    if (length < 0)
        return py_raise(vm, PY_EXC_ValueError, "length argument must be non-negative");
    if (py__int_negative(a[0]) && !is_signed)
        return py_raise(vm, PY_EXC_OverflowError, "can't convert negative int to unsigned");
    size_t count = (size_t)length;
    if (!fits_bytes(a[0], count, is_signed))
        return py_raise(vm, PY_EXC_OverflowError, "int too big to convert");
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    py_value result = py_unset();
    if (vl_buf_fill(&out, 0, count + 1)) {
        py_big_view view;
        const mp_int *mp = py__big_view(&view, a[0]);
        unsigned char *bytes = (unsigned char *)out.data;
        mp_err error = mp->used
                           ? mp_pack(bytes, count, NULL, MP_LSB_FIRST, 1, MP_LITTLE_ENDIAN, 0, mp)
                           : MP_OKAY;
        if (mp->sign == MP_NEG)
            complement(bytes, count);
        if (!little)
            swap_bytes(bytes, count);
        result =
            error == MP_OKAY ? py_from(py_bytes_new(vm, out.data, count)) : py_raise_memory(vm);
    } else
        py_raise_memory(vm);
    vl_buf_deinit(&out);
    return result;
}

// The bytes of a bytes object or of an iterable of small ints.
static bool gather_bytes(py_vm *vm, py_value v, vl_buf *out) {
    py_value plain = py_unbox(v);
    if (py__bytes_like(plain)) {
        const py_bytes *bytes = py__bytes_self(plain);
        return vl_buf_append(out, bytes->data, bytes->size);
    }
    if (py_is_str(plain) || py_is_int(plain) || plain.tag == PY_FLOAT || py_is_none(plain)) {
        py_raise(vm, PY_EXC_TypeError, "cannot convert '%T' object to bytes", v);
        return false;
    }
    py_value list = py_iter_to_list(vm, v);
    bool ok = py_is_set(list);
    for (int64_t i = 0; ok && i < ((py_list *)(void *)list.as.o)->count; i++) {
        int64_t byte;
        ok = py_as_index(vm, ((py_list *)(void *)list.as.o)->items[i], &byte);
        if (ok && (byte < 0 || byte > 255)) {
            py_raise(vm, PY_EXC_ValueError, "bytes must be in range(0, 256)");
            ok = false;
        }
        ok = ok && vl_buf_char(out, (char)byte);
    }
    py_decref(vm, list);
    return ok;
}

static py_value read_bytes(py_vm *vm, vl_buf *buf, bool little, bool is_signed) {
    unsigned char *bytes = (unsigned char *)buf->data;
    if (!buf->len)
        return py_int(0);
    if (!little)
        swap_bytes(bytes, buf->len);
    bool negative = is_signed && (bytes[buf->len - 1] & 0x80);
    if (negative)
        complement(bytes, buf->len);
    mp_int mp;
    if (!py__big_room(vm, 8.0 * (double)buf->len) || !py__big_init(vm, &mp))
        return py_unset();
    mp_err error = mp_unpack(&mp, buf->len, MP_LSB_FIRST, 1, MP_LITTLE_ENDIAN, 0, bytes);
    if (negative && mp.used)
        mp.sign = MP_NEG;
    return py__big_take(vm, &mp, error);
}

METHOD(from_bytes) {
    (void)n;
    bool little;
    if (!byte_order(vm, a[2], &little))
        return py_unset();
    int is_signed = py_is_set(a[3]) ? py_truth(vm, a[3]) : 0;
    if (is_signed < 0)
        return py_unset();
    vl_buf buf;
    vl_buf_init(&buf, vm->heap);
    py_value made = py_unset();
    if (gather_bytes(vm, a[1], &buf))
        made = read_bytes(vm, &buf, little, is_signed == 1);
    else if (buf.failed && !py_failed(vm))
        py_raise_memory(vm);
    vl_buf_deinit(&buf);
    if (!py_is_set(made) || (py_type *)(void *)a[0].as.o == vm->types[PY_TYPE_INT])
        return made;
    py_value result = py_call_n(vm, a[0], 1, &made);
    py_decref(vm, made);
    return result;
}

static const py_fndef int_methods[] = {
    {"bit_length", "self, /", int_bit_length, PY_FN_METHOD},
    {"bit_count", "self, /", int_bit_count, PY_FN_METHOD},
    {"to_bytes", "self, /, length=, byteorder=, *, signed=", int_to_bytes, PY_FN_METHOD},
    {"from_bytes", "cls, /, bytes, byteorder=, *, signed=", int_from_bytes, PY_FN_CLASSMETHOD},
    {"as_integer_ratio", "self, /", int_as_integer_ratio, PY_FN_METHOD},
    {"is_integer", "self, /", int_true, PY_FN_METHOD},
    {"conjugate", "self, /", int_self, PY_FN_METHOD},
    {"real", "self", int_self, PY_FN_GETTER},
    {"numerator", "self", int_self, PY_FN_GETTER},
    {"imag", "self", int_zero, PY_FN_GETTER},
    {"denominator", "self", int_one, PY_FN_GETTER},
    {"__round__", "self, ndigits=, /", int_round, PY_FN_METHOD},
    {"__trunc__", "self, /", int_self, PY_FN_METHOD},
    {"__floor__", "self, /", int_self, PY_FN_METHOD},
    {"__ceil__", "self, /", int_self, PY_FN_METHOD},
    {"__divmod__", "self, value, /", int_divmod, PY_FN_METHOD},
    {"__rdivmod__", "self, value, /", int_rdivmod, PY_FN_METHOD},
    {"__getnewargs__", "self, /", int_getnewargs, PY_FN_METHOD},
    {NULL, NULL, NULL, 0}};

const py_type_spec py_int_spec = {
    .name = "int",
    .doc = "An integer of any size.",
    .size = offsetof(py_bigint, digits),
    .flags = PY_TF_BASE | PY_TF_INT,
    .base = -1,
    .slots = {.dealloc = int_dealloc,
              .new_ = int_new,
              .repr = int_repr,
              .format = int_format,
              .hash = int_hash,
              .truth = int_truth,
              .binary = int_binary,
              .unary = int_unary,
              .compare = int_compare},
    .methods = int_methods,
};
