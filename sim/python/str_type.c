// The type str, its operators and its iterator.
#include "containers_internal.h"
#include "text_internal.h"

// ---- arguments ----------------------------------------------------------------------------------

const py_str *py__str_arg(py_vm *vm, const char *function, int position, py_value v) {
    if (py__is_text(v))
        return py__str_self(v);
    char which[16] = "argument";
    if (position)
        memcpy(which, (char[]){"argument 0"}, sizeof "argument 0");
    if (position)
        which[sizeof "argument 0" - 2] = (char)('0' + position);
    if (py_is_none(v))
        py_raise(vm, PY_EXC_TypeError, "%s() %s must be str, not None", function, which);
    else
        py_raise(vm, PY_EXC_TypeError, "%s() %s must be str, not %T", function, which, v);
    return NULL;
}

bool py__size_arg(py_vm *vm, py_value v, int64_t *out) {
    if (v.tag == PY_INT || v.tag == PY_BOOL) {
        *out = v.as.i;
        return true;
    }
    if (!py__has_index(vm, v)) {
        py_raise(vm, PY_EXC_TypeError, "'%T' object cannot be interpreted as an integer", v);
        return false;
    }
    py_value plain = py_unary_op(vm, PY_UN_INDEX, v);
    if (!py_is_set(plain))
        return false;
    py_value unboxed = py_unbox(plain);
    bool fits = unboxed.tag == PY_INT || unboxed.tag == PY_BOOL;
    *out = unboxed.as.i;
    py_decref(vm, plain);
    if (!fits)
        py_raise(vm, PY_EXC_OverflowError, "Python int too large to convert to C ssize_t");
    return fits;
}

// ---- making -------------------------------------------------------------------------------------

static const py_fndef str_call = {"str", "object=, encoding=, errors=", NULL, PY_FN_PLAIN};

static py_value decode_argument(py_vm *vm, const py_value *v) {
    const py_str *names[2] = {NULL, NULL};
    static const char *const words[] = {"encoding", "errors"};
    for (int i = 0; i < 2; i++) {
        if (!py_is_set(v[i + 1]))
            continue;
        if (!py__is_text(v[i + 1]))
            return py_raise(vm, PY_EXC_TypeError, "str() argument '%s' must be str, not %s",
                            words[i],
                            py_is_none(v[i + 1]) && vm->python_minor < 13
                                ? "None"
                                : py_type_of(vm, v[i + 1])->name->data);
        names[i] = py__str_self(v[i + 1]);
    }
    if (py__is_text(v[0]))
        return py_raise(vm, PY_EXC_TypeError, "decoding str is not supported");
    if (!py__bytes_like(v[0]))
        return py_raise(vm, PY_EXC_TypeError, "decoding to str: need a bytes-like object, %T found",
                        v[0]);
    const py_bytes *bytes = py__bytes_self(v[0]);
    return py__decode(vm, bytes->data, bytes->size, names[0], names[1]);
}

static py_value str_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)type;
    if (args->n == 1 && !args->kwnames)
        return py_from(py_str_of(vm, args->v[0]));
    if (args->n > 3 && !args->kwnames && vm->python_minor >= 13)
        return py_raise(vm, PY_EXC_TypeError, "str expected at most 3 arguments, got %d", args->n);
    py_value v[3] = {py_unset(), py_unset(), py_unset()};
    if (!py_bind_args(vm, &str_call, args, v))
        return py_unset();
    if (!py_is_set(v[0]))
        return py_from(py_str_new(vm, "", 0));
    if (!py_is_set(v[1]) && !py_is_set(v[2]))
        return py_from(py_str_of(vm, v[0]));
    return decode_argument(vm, v);
}

static void str_dealloc(py_vm *vm, py_obj *self) {
    py_str *s = (py_str *)self;
    if (s->interned)
        py__str_intern_remove(vm, s);
    if (vm->ids && vm->ids->used)
        py_dict_del(vm, vm->ids, py_int((int64_t)(uintptr_t)s));
    vl_heap_free(vm->heap, s, offsetof(py_str, data) + s->size + 1);
}

// ---- slots --------------------------------------------------------------------------------------

static py_value str_repr(py_vm *vm, py_value self) {
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    py_str_repr_append(&text, py__str_self(self));
    return py_from(py_str_from_buf(vm, &text));
}

static py_value str_str(py_vm *vm, py_value self) {
    (void)vm;
    return py_incref(py_unbox(self));
}

static bool str_hash(py_vm *vm, py_value self, int64_t *hash) {
    (void)vm;
    *hash = py_str_hash(py__str_self(self));
    return true;
}

static int str_truth(py_vm *vm, py_value self) {
    (void)vm;
    return py__str_self(self)->size != 0;
}

static int64_t str_length(py_vm *vm, py_value self) {
    (void)vm;
    return py__str_self(self)->len;
}

static py_value str_slice(py_vm *vm, py_str *s, py_value slice) {
    int64_t start, stop, step, count;
    if (!py_slice_resolve(vm, slice, s->len, &start, &stop, &step, &count))
        return py_unset();
    if (step == 1)
        return count == s->len ? py_incref(py_from(s))
                               : py_from(py_str_slice(vm, s, start, start + count));
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    const char *at = s->data + (count ? py__str_offset(s, (size_t)start) : 0);
    for (int64_t i = 0; i < count; i++) {
        const char *next = at;
        uint32_t c = py__char_next(&next);
        py__buf_char(&text, c);
        if (i + 1 == count)
            break;
        if (py__str_ascii(s))
            at += step;
        else
            for (int64_t k = step; k; k += step > 0 ? -1 : 1)
                step > 0 ? py__char_next(&at) : py__char_before(&at);
    }
    return py_from(py_str_from_buf(vm, &text));
}

static py_value char_at(py_vm *vm, const py_str *s, int64_t at) {
    if (py__str_ascii(s) && vm->ascii[(unsigned char)s->data[at]])
        return py_incref(py_from(vm->ascii[(unsigned char)s->data[at]]));
    return py_from(py_str_slice(vm, s, at, at + 1));
}

static py_value str_getitem(py_vm *vm, py_value self, py_value key) {
    py_str *s = py__str_self(self);
    int64_t at;
    if (py__is_slice(vm, key))
        return str_slice(vm, s, key);
    if (key.tag != PY_INT && !py__has_index(vm, key))
        return py_raise(vm, PY_EXC_TypeError, "string indices must be integers, not '%T'", key);
    if (!py_as_index(vm, key, &at))
        return py_unset();
    if (at < 0)
        at += s->len;
    if (at < 0 || at >= s->len)
        return py_raise(vm, PY_EXC_IndexError, "string index out of range");
    return char_at(vm, s, at);
}

static int str_contains(py_vm *vm, py_value self, py_value item) {
    if (!py__is_text(item)) {
        py_raise(vm, PY_EXC_TypeError, "'in <string>' requires string as left operand, not %T",
                 item);
        return -1;
    }
    const py_str *s = py__str_self(self), *part = py__str_self(item);
    return py__find(s->data, 0, s->size, part->data, part->size) != PY_NOT_FOUND;
}

static py_value str_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (!py__is_text(a) || !py__is_text(b))
        return py__not_implemented(vm);
    const py_str *x = py__str_self(a), *y = py__str_self(b);
    if (op == PY_CMP_EQ || op == PY_CMP_NE)
        return py_bool(py_str_equal(x, y) == (op == PY_CMP_EQ));
    // The order of UTF-8's bytes is that of the code points.
    size_t common = x->size < y->size ? x->size : y->size;
    int order = memcmp(x->data, y->data, common);
    if (!order)
        order = (x->size > y->size) - (x->size < y->size);
    return py_bool(op == PY_CMP_LT   ? order < 0
                   : op == PY_CMP_LE ? order <= 0
                   : op == PY_CMP_GT ? order > 0
                                     : order >= 0);
}

static py_value str_concat(py_vm *vm, py_value a, py_value b) {
    if (!py__is_text(a))
        return py__not_implemented(vm);
    if (!py__is_text(b))
        return py__concat_error(vm, "str", b);
    return py_from(py_str_concat(vm, py__str_self(a), py__str_self(b)));
}

static py_value str_repeat(py_vm *vm, py_value self, py_value count) {
    py_str *s = py__str_self(self);
    int64_t times;
    if (!py__has_index(vm, count))
        return py__repeat_error(vm, count);
    if (!py__repeat_count(vm, count, s->size, &times))
        return py_unset();
    return times == 1 ? py_incref(py_from(s)) : py_from(py__str_repeat(vm, s, times));
}

static py_value str_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    switch (op) {
    case PY_BIN_ADD:
        return str_concat(vm, a, b);
    case PY_BIN_MUL:
        return py__is_text(a) ? str_repeat(vm, a, b) : str_repeat(vm, b, a);
    case PY_BIN_MOD:
        return py__is_text(a) ? py_str_percent(vm, py__str_self(a), b) : py__not_implemented(vm);
    default:
        return py__not_implemented(vm);
    }
}

// ---- iterator -----------------------------------------------------------------------------------

typedef struct py_str_iter {
    py_obj base;
    py_str *s; // NULL: exhausted
    size_t at; // bytes
} py_str_iter;

static py_value str_iter(py_vm *vm, py_value self) {
    py_str_iter *iter = py_object_new(vm, vm->types[PY_TYPE_STR_ITER], 0);
    if (iter)
        iter->s = py_retain(py__str_self(self));
    return py_from(iter);
}

static void iter_dealloc(py_vm *vm, py_obj *self) {
    py_release(vm, ((py_str_iter *)self)->s);
    py_object_free(vm, self, 0);
}

static py_value iter_iter(py_vm *vm, py_value self) {
    (void)vm;
    return py_incref(self);
}

static py_next iter_next(py_vm *vm, py_value self, py_value *item) {
    py_str_iter *iter = (py_str_iter *)self.as.o;
    py_str *s = iter->s;
    if (!s)
        return PY_NEXT_END;
    if (iter->at >= s->size) {
        iter->s = NULL;
        py_release(vm, s);
        return PY_NEXT_END;
    }
    const char *at = s->data + iter->at;
    py__char_next(&at);
    size_t next = (size_t)(at - s->data);
    *item = py_from(py_str_new(vm, s->data + iter->at, next - iter->at));
    iter->at = next;
    return py_is_set(*item) ? PY_NEXT_ITEM : PY_NEXT_ERROR;
}

static py_value iter_length_hint(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    const py_str_iter *iter = (const py_str_iter *)a[0].as.o;
    if (!iter->s)
        return py_int(0);
    return py_int((int64_t)py__count_chars(iter->s->data + iter->at, iter->s->size - iter->at));
}

static const py_fndef iter_methods[] = {
    {"__length_hint__", "self, /", iter_length_hint, PY_FN_METHOD}, {NULL, NULL, NULL, 0}};

const py_type_spec py_str_iter_spec = {
    .name = "str_iterator",
    .size = sizeof(py_str_iter),
    .base = -1,
    .slots = {.dealloc = iter_dealloc, .iter = iter_iter, .next = iter_next},
    .methods = iter_methods,
};

const py_type_spec py_str_spec = {
    .name = "str",
    .doc = "A text: an immutable sequence of Unicode code points.",
    .size = offsetof(py_str, data) + 1,
    .flags = PY_TF_BASE | PY_TF_STR,
    .base = -1,
    .slots = {.dealloc = str_dealloc,
              .new_ = str_new,
              .repr = str_repr,
              .str = str_str,
              .format = py_format_text,
              .hash = str_hash,
              .truth = str_truth,
              .length = str_length,
              .getitem = str_getitem,
              .contains = str_contains,
              .iter = str_iter,
              .binary = str_binary,
              .compare = str_compare},
    .methods = py__str_methods,
};
