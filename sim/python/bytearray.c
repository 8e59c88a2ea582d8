// bytearray: a bytes object of its own that it changes in place, with room behind it. What reads it
// is bytes' code (bytes_methods.c); what of that gives bytes gives bytearrays here.
#include "containers_internal.h"
#include "text_internal.h"

typedef struct py_bytearray {
    py_gcobj gc;     // the header alone: classes derived from it are tracked
    py_bytes *bytes; // owned, by nobody else; its size is the array's
    size_t cap;      // what it was allocated with
    int pins;        // memoryviews, and methods that run
} py_bytearray;

static py_bytearray *self_of(py_value v) {
    return (py_bytearray *)v.as.o;
}

bool py__is_bytearray(py_value v) {
    return py_has_flag(v, PY_TF_BUFFER) && !py__is_memoryview(v);
}

py_bytes *py__bytearray_bytes(py_obj *self) {
    return ((py_bytearray *)self)->bytes;
}

void py__bytearray_pin(py_value v, int by) {
    if (py__is_bytearray(v))
        self_of(v)->pins += by;
}

// ---- storage ------------------------------------------------------------------------------------

static py_value make(py_vm *vm, py_type *type, const char *data, size_t size) {
    py_bytearray *array = py_object_new(vm, type, 0);
    if (!array)
        return py_unset();
    array->bytes = py_bytes_new(vm, data, size);
    array->cap = size;
    if (!array->bytes) {
        py_release(vm, array);
        return py_unset();
    }
    return py_from(array);
}

py_value py__bytearray_new(py_vm *vm, const char *data, size_t size) {
    return make(vm, vm->types[PY_TYPE_BYTEARRAY], data, size);
}

static void bytearray_dealloc(py_vm *vm, py_obj *self) {
    py_bytearray *array = (py_bytearray *)self;
    py_gc_untrack(vm, self);
    if (array->bytes)
        array->bytes->size = array->cap;
    py_release(vm, array->bytes);
    py_object_free(vm, self, 0);
}

static bool reserve(py_vm *vm, py_bytearray *array, size_t size) {
    if (size <= array->cap)
        return true;
    size_t cap = array->cap + array->cap / 2 + 16;
    cap = cap < size ? size : cap;
    py_bytes *grown = py__bytes_alloc(vm, cap);
    if (!grown)
        return false;
    memcpy(grown->data, array->bytes->data, array->bytes->size);
    grown->size = array->bytes->size;
    array->bytes->size = array->cap;
    py_release(vm, array->bytes);
    array->bytes = grown;
    array->cap = cap;
    return true;
}

// array[at:at + gone] = data[:size]; `data` is not the array's own.
static bool replace(py_vm *vm, py_bytearray *array, size_t at, size_t gone, const char *data,
                    size_t size) {
    size_t old = array->bytes->size;
    if (size != gone && array->pins) {
        py_raise(vm, PY_EXC_BufferError, "Existing exports of data: object cannot be re-sized");
        return false;
    }
    if (!reserve(vm, array, old - gone + size))
        return false;
    char *to = array->bytes->data + at;
    memmove(to + size, to + gone, old - at - gone);
    if (size)
        memcpy(to, data, size);
    array->bytes->size = old - gone + size;
    array->bytes->data[array->bytes->size] = '\0';
    return true;
}

static bool replace_all(py_vm *vm, py_bytearray *array, const py_bytes *by) {
    return replace(vm, array, 0, array->bytes->size, by->data, by->size);
}

// The bytes that `v` stands for, of their own: bytes-like, or small ints.
static py_bytes *content(py_vm *vm, py_value v) {
    py_value source[3] = {v, py_unset(), py_unset()};
    return (py_bytes *)py__bytes_make(vm, source, "bytearray").as.o;
}

// ---- life ---------------------------------------------------------------------------------------

static py_value bytearray_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)args;
    return make(vm, type, "", 0);
}

static bool bytearray_init(py_vm *vm, py_value self, const py_args *args) {
    static const py_fndef call = {"bytearray", "source=, encoding=, errors=", NULL, PY_FN_PLAIN};
    py_value v[3] = {py_unset(), py_unset(), py_unset()};
    if (!py_bind_args(vm, &call, args, v))
        return false;
    py_value bytes = py__bytes_make(vm, v, "bytearray");
    bool ok = py_is_set(bytes) && replace_all(vm, self_of(self), (py_bytes *)bytes.as.o);
    py_decref(vm, bytes);
    return ok;
}

static py_value bytearray_repr(py_vm *vm, py_value self) {
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    vl_buf_text(&text, py_type_of(vm, self)->name->data);
    vl_buf_char(&text, '(');
    // As CPython does it: a single quote has a backslash, whatever the quotes are.
    size_t from = text.len;
    py__bytes_repr_append(&text, py__bytes_self(self)->data, py__bytes_self(self)->size);
    if (!text.failed && text.len > from && text.data[from + 1] == '"') {
        vl_buf quoted;
        vl_buf_init(&quoted, vm->heap);
        for (size_t i = 0; i < text.len; i++) {
            if (text.data[i] == '\'' && i > from)
                vl_buf_char(&quoted, '\\');
            vl_buf_char(&quoted, text.data[i]);
        }
        vl_buf_deinit(&text);
        text = quoted;
    }
    vl_buf_char(&text, ')');
    return py_from(py_str_from_buf(vm, &text));
}

static int64_t bytearray_length(py_vm *vm, py_value self) {
    (void)vm;
    return (int64_t)py__bytes_self(self)->size;
}

static py_value bytearray_iter(py_vm *vm, py_value self) {
    return py__bytes_iter(vm, PY_TYPE_BYTEARRAY_ITER, self);
}

// ---- subscripts ---------------------------------------------------------------------------------

// The place of byte `key`; false raised.
static bool place(py_vm *vm, py_value self, py_value key, int64_t *at) {
    if (!py__has_index(vm, key)) {
        py_raise(vm, PY_EXC_TypeError, "bytearray indices must be integers or slices, not %T", key);
        return false;
    }
    if (!py_as_index(vm, key, at))
        return false;
    int64_t size = (int64_t)py__bytes_self(self)->size;
    *at += *at < 0 ? size : 0;
    if (*at >= 0 && *at < size)
        return true;
    py_raise(vm, PY_EXC_IndexError, "bytearray index out of range");
    return false;
}

static py_value bytearray_getitem(py_vm *vm, py_value self, py_value key) {
    int64_t start, stop, step, count;
    if (!py__is_slice(vm, key))
        return place(vm, self, key, &start)
                   ? py_int((unsigned char)py__bytes_self(self)->data[start])
                   : py_unset();
    if (!py_slice_resolve(vm, key, (int64_t)py__bytes_self(self)->size, &start, &stop, &step,
                          &count))
        return py_unset();
    py_bytes *part = py__bytes_alloc(vm, (size_t)count);
    for (int64_t i = 0; part && i < count; i++)
        part->data[i] = py__bytes_self(self)->data[start + i * step];
    py_value made = part ? py__bytearray_new(vm, part->data, part->size) : py_unset();
    py_release(vm, part);
    return made;
}

static bool delete_steps(py_vm *vm, py_bytearray *array, int64_t start, int64_t step,
                         int64_t count) {
    if (step < 0) {
        start += (count - 1) * step;
        step = -step;
    }
    for (int64_t i = count - 1; i >= 0; i--)
        if (!replace(vm, array, (size_t)(start + i * step), 1, NULL, 0))
            return false;
    return true;
}

static bool set_slice(py_vm *vm, py_value self, py_value slice, const py_bytes *by) {
    py_bytearray *array = self_of(self);
    int64_t start, stop, step, count;
    if (!py_slice_resolve(vm, slice, (int64_t)array->bytes->size, &start, &stop, &step, &count))
        return false;
    if (step == 1)
        return replace(vm, array, (size_t)start, (size_t)count, by ? by->data : NULL,
                       by ? by->size : 0);
    if (!by)
        return delete_steps(vm, array, start, step, count);
    if ((int64_t)by->size != count && by->size == 0)
        return delete_steps(vm, array, start, step, count);
    if ((int64_t)by->size != count) {
        py_raise(vm, PY_EXC_ValueError,
                 "attempt to assign bytes of size %zu to extended slice of size %lld", by->size,
                 (long long)count);
        return false;
    }
    for (int64_t i = 0; i < count; i++)
        array->bytes->data[start + i * step] = by->data[i];
    return true;
}

static bool bytearray_setitem(py_vm *vm, py_value self, py_value key, py_value value) {
    if (py__is_slice(vm, key)) {
        bool plain = !py_is_set(value) || py__bytes_like(value);
        if (!plain && (py__is_text(value) || py__has_index(vm, value) || value.tag == PY_FLOAT)) {
            py_raise(vm, PY_EXC_TypeError,
                     "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
            return false;
        }
        py_bytes *by = py_is_set(value) ? content(vm, value) : NULL;
        bool ok = (by || !py_is_set(value)) && set_slice(vm, self, key, by);
        py_release(vm, by);
        return ok;
    }
    int64_t at;
    unsigned char byte = 0;
    if (!place(vm, self, key, &at))
        return false;
    if (!py_is_set(value))
        return replace(vm, self_of(self), (size_t)at, 1, NULL, 0);
    // Making the byte may run code that changes the array.
    if (!py__byte_value(vm, value, "byte", &byte) || !place(vm, self, py_int(at), &at))
        return false;
    py__bytes_self(self)->data[at] = (char)byte;
    return true;
}

// ---- operators ----------------------------------------------------------------------------------

static py_value joined(py_vm *vm, py_value a, py_value b) {
    if (!py__bytes_like(b))
        return py_raise(vm, PY_EXC_TypeError, "can't concat %T to %T", b, a);
    py_value made = py__bytearray_new(vm, py__bytes_self(a)->data, py__bytes_self(a)->size);
    const py_bytes *more = py__bytes_self(b);
    if (py_is_set(made) &&
        !replace(vm, self_of(made), self_of(made)->bytes->size, 0, more->data, more->size)) {
        py_decref(vm, made);
        return py_unset();
    }
    return made;
}

static bool repeat(py_vm *vm, py_bytearray *array, py_value count) {
    int64_t times;
    size_t size = array->bytes->size;
    if (!py__repeat_count(vm, count, (int64_t)size, &times))
        return false;
    if (times != 1 && size && array->pins) {
        py_raise(vm, PY_EXC_BufferError, "Existing exports of data: object cannot be re-sized");
        return false;
    }
    if (!reserve(vm, array, size * (size_t)times))
        return false;
    for (int64_t i = 1; i < times; i++)
        memcpy(array->bytes->data + (size_t)i * size, array->bytes->data, size);
    array->bytes->size = size * (size_t)times;
    array->bytes->data[array->bytes->size] = '\0';
    return true;
}

static py_value repeated(py_vm *vm, py_value self, py_value count) {
    if (!py__has_index(vm, count))
        return py__repeat_error(vm, count);
    py_value made = py__bytearray_new(vm, py__bytes_self(self)->data, py__bytes_self(self)->size);
    if (py_is_set(made) && !repeat(vm, self_of(made), count)) {
        py_decref(vm, made);
        return py_unset();
    }
    return made;
}

// What bytes' code made, as a bytearray: the thing itself, or the items of a list or tuple.
static py_value as_array_take(py_vm *vm, py_value made_take) {
    if (py__is_bytes(made_take) || py__is_bytearray(made_take)) {
        const py_bytes *bytes = py__bytes_self(made_take);
        py_value array = py__bytearray_new(vm, bytes->data, bytes->size);
        py_decref(vm, made_take);
        return array;
    }
    py_value *items = py_is_list(made_take)    ? ((py_list *)made_take.as.o)->items
                      : py_is_tuple(made_take) ? ((py_tuple *)made_take.as.o)->items
                                               : NULL;
    int64_t count = !items                  ? 0
                    : py_is_list(made_take) ? ((py_list *)made_take.as.o)->count
                                            : ((py_tuple *)made_take.as.o)->count;
    for (int64_t i = 0; i < count; i++) {
        py_value array = as_array_take(vm, py_incref(items[i]));
        if (!py_is_set(array)) {
            py_decref(vm, made_take);
            return py_unset();
        }
        py_assign_take(vm, &items[i], array);
    }
    return made_take;
}

static py_value bytearray_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    switch (op) {
    case PY_BIN_ADD:
        return py__is_bytearray(a) ? joined(vm, a, b) : py__not_implemented(vm);
    case PY_BIN_MUL:
        return py__is_bytearray(a) ? repeated(vm, a, b) : repeated(vm, b, a);
    case PY_BIN_MOD:
        return py__is_bytearray(a) ? as_array_take(vm, py__bytes_percent(vm, a, b))
                                   : py__not_implemented(vm);
    default:
        return py__not_implemented(vm);
    }
}

static py_value bytearray_inplace(py_vm *vm, py_binary op, py_value a, py_value b) {
    py_bytearray *array = self_of(a);
    bool ok = false;
    if (op == PY_BIN_MUL && py__has_index(vm, b))
        ok = repeat(vm, array, b);
    else if (op != PY_BIN_ADD)
        return py__not_implemented(vm);
    else if (!py__bytes_like(b))
        py_raise(vm, PY_EXC_TypeError, "can't concat %T to %T", b, a);
    else {
        py_bytes *more = py_bytes_new(vm, py__bytes_self(b)->data, py__bytes_self(b)->size);
        ok = more && replace(vm, array, array->bytes->size, 0, more->data, more->size);
        py_release(vm, more);
    }
    return ok ? py_incref(a) : py_unset();
}

// ---- methods that change it ---------------------------------------------------------------------

static py_value none_if(bool ok) {
    return ok ? py_none() : py_unset();
}

static py_value m_append(py_vm *vm, const py_value *a, int n) {
    (void)n;
    unsigned char byte;
    return none_if(py__byte_value(vm, a[1], "byte", &byte) &&
                   replace(vm, self_of(a[0]), py__bytes_self(a[0])->size, 0, (char *)&byte, 1));
}

static py_value m_extend(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (py__is_text(a[1]) && vm->python_minor >= 13)
        return py_raise(vm, PY_EXC_TypeError, "expected iterable of integers; got: 'str'");
    if (!py__bytes_like(a[1]) && !py__iterable(vm, a[1]))
        return py_raise(vm, PY_EXC_TypeError, "can't extend bytearray with %T", a[1]);
    py_value items = py__bytes_like(a[1]) ? py_incref(a[1]) : py_iter_to_list(vm, a[1]);
    py_bytes *more = py_is_set(items) ? content(vm, items) : NULL;
    py_decref(vm, items);
    bool ok =
        more && replace(vm, self_of(a[0]), py__bytes_self(a[0])->size, 0, more->data, more->size);
    py_release(vm, more);
    return none_if(ok);
}

static py_value m_insert(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t at;
    unsigned char byte;
    if (!py_as_index(vm, a[1], &at) || !py__byte_value(vm, a[2], "byte", &byte))
        return py_unset();
    int64_t size = (int64_t)py__bytes_self(a[0])->size;
    at = at < 0 ? at + size : at;
    at = at < 0 ? 0 : at > size ? size : at;
    return none_if(replace(vm, self_of(a[0]), (size_t)at, 0, (char *)&byte, 1));
}

static py_value m_pop(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t at = -1;
    if (py_is_set(a[1]) && !py_as_index(vm, a[1], &at))
        return py_unset();
    int64_t size = (int64_t)py__bytes_self(a[0])->size;
    if (!size)
        return py_raise(vm, PY_EXC_IndexError, "pop from empty bytearray");
    at += at < 0 ? size : 0;
    if (at < 0 || at >= size)
        return py_raise(vm, PY_EXC_IndexError, "pop index out of range");
    py_value byte = py_int((unsigned char)py__bytes_self(a[0])->data[at]);
    return replace(vm, self_of(a[0]), (size_t)at, 1, NULL, 0) ? byte : py_unset();
}

static py_value m_remove(py_vm *vm, const py_value *a, int n) {
    (void)n;
    unsigned char byte;
    if (!py__byte_value(vm, a[1], "byte", &byte))
        return py_unset();
    const py_bytes *bytes = py__bytes_self(a[0]);
    const char *at = memchr(bytes->data, byte, bytes->size);
    if (!at)
        return py_raise(vm, PY_EXC_ValueError, "value not found in bytearray");
    return none_if(replace(vm, self_of(a[0]), (size_t)(at - bytes->data), 1, NULL, 0));
}

static py_value m_reverse(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    py_bytes *bytes = py__bytes_self(a[0]);
    for (size_t i = 0, k = bytes->size; i + 1 < k; i++) {
        char c = bytes->data[i];
        bytes->data[i] = bytes->data[--k];
        bytes->data[k] = c;
    }
    return py_none();
}

static py_value m_clear(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return none_if(replace(vm, self_of(a[0]), 0, py__bytes_self(a[0])->size, NULL, 0));
}

static py_value m_copy(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__bytearray_new(vm, py__bytes_self(a[0])->data, py__bytes_self(a[0])->size);
}

static py_value m_fromhex(py_vm *vm, const py_value *a, int n) {
    py_value with[2] = {py_from(vm->types[PY_TYPE_BYTES]), a[1]};
    py_value made = py__bytes_fromhex(vm, with, n);
    if (!py_is_set(made) || !py_same(a[0], py_from(vm->types[PY_TYPE_BYTEARRAY]))) {
        py_value instance = py_is_set(made) ? py_call_n(vm, a[0], 1, &made) : py_unset();
        py_decref(vm, made);
        return instance;
    }
    return as_array_take(vm, made);
}

// ---- methods of bytes ---------------------------------------------------------------------------

static py_value relay(py_vm *vm, py_native_fn fn, const py_value *a, int n) {
    self_of(a[0])->pins++; // the code keeps a pointer into it
    py_value made = fn(vm, a, n);
    self_of(a[0])->pins--;
    return as_array_take(vm, made);
}

#define X(name, sig)                                                                               \
    static py_value relay_##name(py_vm *vm, const py_value *a, int n) {                            \
        return relay(vm, py__bytes_##name, a, n);                                                  \
    }
PY_BYTES_SIGNATURES(X)
#undef X

static const py_fndef methods[] = {
#define X(name, sig) {#name, sig, relay_##name, PY_FN_METHOD},
    PY_BYTES_SIGNATURES(X)
#undef X
        {"maketrans", "frm, to, /", py__bytes_maketrans, PY_FN_STATIC},
    {"fromhex", "type, string, /", m_fromhex, PY_FN_CLASSMETHOD},
    {"append", "self, item, /", m_append, PY_FN_METHOD},
    {"extend", "self, iterable_of_ints, /", m_extend, PY_FN_METHOD},
    {"insert", "self, index, item, /", m_insert, PY_FN_METHOD},
    {"pop", "self, index=, /", m_pop, PY_FN_METHOD},
    {"remove", "self, value, /", m_remove, PY_FN_METHOD},
    {"reverse", "self, /", m_reverse, PY_FN_METHOD},
    {"clear", "self, /", m_clear, PY_FN_METHOD},
    {"copy", "self, /", m_copy, PY_FN_METHOD},
    {NULL, NULL, NULL, 0}};

const py_type_spec py_bytearray_spec = {
    .name = "bytearray",
    .doc = "A mutable sequence of bytes.",
    .size = sizeof(py_bytearray),
    .flags = PY_TF_BASE | PY_TF_BUFFER,
    .base = -1,
    .slots = {.dealloc = bytearray_dealloc,
              .new_ = bytearray_new,
              .init = bytearray_init,
              .repr = bytearray_repr,
              .length = bytearray_length,
              .getitem = bytearray_getitem,
              .setitem = bytearray_setitem,
              .contains = py__bytes_contains,
              .iter = bytearray_iter,
              .binary = bytearray_binary,
              .inplace = bytearray_inplace,
              .compare = py__bytes_compare},
    .methods = methods,
};
