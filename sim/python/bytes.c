// bytes objects: storage, the type, its operators and its iterator. Methods are in bytes_methods.c.
#include "containers_internal.h"
#include "text_internal.h"

// ---- storage ------------------------------------------------------------------------------------

py_bytes *py__bytes_alloc(py_vm *vm, size_t size) {
    py_bytes *bytes =
        size <= PY_TEXT_MAX ? vl_heap_alloc(vm->heap, offsetof(py_bytes, data) + size + 1) : NULL;
    if (!bytes) {
        py_raise_memory(vm);
        return NULL;
    }
    bytes->base = (py_obj){.refs = 1, .gc = 0, .type = vm->types[PY_TYPE_BYTES]};
    bytes->hash = -1;
    bytes->size = size;
    bytes->data[size] = '\0';
    return bytes;
}

py_bytes *py_bytes_new(py_vm *vm, const char *data, size_t size) {
    py_bytes *bytes = py__bytes_alloc(vm, size);
    if (bytes && size)
        memcpy(bytes->data, data, size);
    return bytes;
}

py_bytes *py__bytes_from_buf(py_vm *vm, vl_buf *buf_take) {
    py_bytes *bytes = NULL;
    if (buf_take->failed)
        py_raise_memory(vm);
    else
        bytes = py_bytes_new(vm, buf_take->data, buf_take->len);
    vl_buf_deinit(buf_take);
    return bytes;
}

py_bytes *py__bytes_self(py_value v) {
    if (py_has_flag(v, PY_TF_BUFFER))
        return py__is_memoryview(v) ? py__memoryview_bytes(v.as.o) : py__bytearray_bytes(v.as.o);
    return (py_bytes *)py_unbox(v).as.o;
}

static void bytes_dealloc(py_vm *vm, py_obj *self) {
    py_bytes *bytes = (py_bytes *)self;
    if (vm->ids && vm->ids->used)
        py_dict_del(vm, vm->ids, py_int((int64_t)(uintptr_t)bytes));
    vl_heap_free(vm->heap, bytes, offsetof(py_bytes, data) + bytes->size + 1);
}

// ---- making -------------------------------------------------------------------------------------

static const py_fndef bytes_call = {"bytes", "source=, encoding=, errors=", NULL, PY_FN_PLAIN};

static py_value zeros(py_vm *vm, py_value count) {
    int64_t size;
    if (!py__index_clipped(vm, count, &size))
        return py_unset();
    if (size == INT64_MAX || size == INT64_MIN)
        return py_raise(vm, PY_EXC_OverflowError, "cannot fit '%T' into an index-sized integer", count);
    if (size < 0)
        return py_raise(vm, PY_EXC_ValueError, "negative count");
    py_bytes *bytes = py__bytes_alloc(vm, (size_t)size);
    if (bytes)
        memset(bytes->data, 0, (size_t)size);
    return py_from(bytes);
}

bool py__byte_value(py_vm *vm, py_value item, const char *what, unsigned char *out) {
    int64_t byte;
    if (!py__has_index(vm, item)) {
        py_raise(vm, PY_EXC_TypeError, "'%T' object cannot be interpreted as an integer", item);
        return false;
    }
    if (!py__index_clipped(vm, item, &byte))
        return false;
    if (byte < 0 || byte > 255) {
        py_raise(vm, PY_EXC_ValueError, "%s must be in range(0, 256)", what);
        return false;
    }
    *out = (unsigned char)byte;
    return true;
}

static py_value from_items(py_vm *vm, py_value source, const char *name) {
    if (!py__iterable(vm, source))
        return py_raise(vm, PY_EXC_TypeError, "cannot convert '%T' object to %s", source, name);
    py_value iterator = py_iter(vm, source);
    if (!py_is_set(iterator))
        return iterator;
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    py_value item;
    py_next next;
    bool ok = true;
    while (ok && (next = py_iter_next(vm, iterator, &item)) != PY_NEXT_END) {
        unsigned char byte;
        ok = next == PY_NEXT_ITEM &&
             py__byte_value(vm, item, name[5] ? "byte" : "bytes", &byte) && vl_buf_char(&out, (char)byte);
        if (next == PY_NEXT_ITEM)
            py_decref(vm, item);
    }
    py_decref(vm, iterator);
    if (ok || out.failed)
        return py_from(py__bytes_from_buf(vm, &out));
    vl_buf_deinit(&out);
    return py_unset();
}

static py_value from_method(py_vm *vm, py_value source) {
    py_value made = py_call_method(vm, source, PY_SYM___bytes__, 0, NULL);
    if (!py_is_set(made) || py__is_bytes(made))
        return made;
    py_raise(vm, PY_EXC_TypeError, "__bytes__ returned non-bytes (type %T)", made);
    py_decref(vm, made);
    return py_unset();
}

static py_value encode_argument(py_vm *vm, const py_value *v, const char *name) {
    static const char *const words[] = {"encoding", "errors"};
    const py_str *names[2] = {NULL, NULL};
    for (int i = 0; i < 2; i++) {
        if (!py_is_set(v[i + 1]))
            continue;
        if (!py__is_text(v[i + 1]))
            return py_raise(vm, PY_EXC_TypeError, "%s() argument '%s' must be str, not %T", name,
                            words[i], v[i + 1]);
        names[i] = py__str_self(v[i + 1]);
    }
    if (!py_is_set(v[0]) || !py__is_text(v[0]))
        return py_raise(vm, PY_EXC_TypeError,
                        names[0] ? "encoding without a string argument"
                                 : "errors without a string argument");
    return py__encode(vm, py__str_self(v[0]), names[0], names[1]);
}

py_value py__bytes_make(py_vm *vm, const py_value *v, const char *name) {
    if (py_is_set(v[1]) || py_is_set(v[2]))
        return encode_argument(vm, v, name);
    if (!py_is_set(v[0]))
        return py_from(py_bytes_new(vm, "", 0));
    if (py__is_text(v[0]))
        return py_raise(vm, PY_EXC_TypeError, "string argument without an encoding");
    if (py__bytes_like(v[0]))
        return py_from(py_bytes_new(vm, py__bytes_self(v[0])->data, py__bytes_self(v[0])->size));
    return py__has_index(vm, v[0]) ? zeros(vm, v[0]) : from_items(vm, v[0], name);
}

static py_value bytes_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)type;
    py_value v[3] = {py_unset(), py_unset(), py_unset()};
    if (!py_bind_args(vm, &bytes_call, args, v))
        return py_unset();
    if (!py_is_set(v[0]) || py_is_set(v[1]) || py_is_set(v[2]) || py__is_text(v[0]))
        return py__bytes_make(vm, v, "bytes");
    if (py_is(vm, v[0], PY_TYPE_BYTES))
        return py_incref(v[0]);
    if (py_is_set(py_type_lookup(vm, py_type_of(vm, v[0]), vm->sym[PY_SYM___bytes__])) &&
        !py__is_bytes(v[0]))
        return from_method(vm, v[0]);
    return py__is_bytes(v[0]) ? py_incref(py_unbox(v[0])) : py__bytes_make(vm, v, "bytes");
}

// ---- slots --------------------------------------------------------------------------------------

static py_value bytes_repr(py_vm *vm, py_value self) {
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    py__bytes_repr_append(&text, py__bytes_self(self)->data, py__bytes_self(self)->size);
    return py_from(py_str_from_buf(vm, &text));
}

static bool bytes_hash(py_vm *vm, py_value self, int64_t *hash) {
    (void)vm;
    py_bytes *bytes = py__bytes_self(self);
    if (bytes->hash == -1)
        bytes->hash = (int64_t)py__hash_text(bytes->data, bytes->size);
    *hash = bytes->hash;
    return true;
}

static int64_t bytes_length(py_vm *vm, py_value self) {
    (void)vm;
    return (int64_t)py__bytes_self(self)->size;
}

static py_value bytes_slice(py_vm *vm, py_bytes *bytes, py_value slice) {
    int64_t start, stop, step, count;
    if (!py_slice_resolve(vm, slice, (int64_t)bytes->size, &start, &stop, &step, &count))
        return py_unset();
    if (step == 1 && count == (int64_t)bytes->size)
        return py_incref(py_from(bytes));
    py_bytes *part = py__bytes_alloc(vm, (size_t)count);
    if (part)
        for (int64_t i = 0; i < count; i++)
            part->data[i] = bytes->data[start + i * step];
    return py_from(part);
}

static py_value bytes_getitem(py_vm *vm, py_value self, py_value key) {
    py_bytes *bytes = py__bytes_self(self);
    int64_t at;
    if (py__is_slice(vm, key))
        return bytes_slice(vm, bytes, key);
    if (!py__has_index(vm, key))
        return py_raise(vm, PY_EXC_TypeError, "byte indices must be integers or slices, not %T",
                        key);
    if (!py_as_index(vm, key, &at))
        return py_unset();
    if (at < 0)
        at += (int64_t)bytes->size;
    if (at < 0 || at >= (int64_t)bytes->size)
        return py_raise(vm, PY_EXC_IndexError, "index out of range");
    return py_int((unsigned char)bytes->data[at]);
}

int py__bytes_contains(py_vm *vm, py_value self, py_value item) {
    const py_bytes *bytes = py__bytes_self(self);
    if (py__bytes_like(item)) {
        const py_bytes *part = py__bytes_self(item);
        return py__find(bytes->data, 0, bytes->size, part->data, part->size) != PY_NOT_FOUND;
    }
    int64_t byte;
    if (!py__has_index(vm, item)) {
        py_raise(vm, PY_EXC_TypeError, "a bytes-like object is required, not '%T'", item);
        return -1;
    }
    if (!py__index_clipped(vm, item, &byte))
        return -1;
    if (byte < 0 || byte > 255) {
        py_raise(vm, PY_EXC_ValueError, "byte must be in range(0, 256)");
        return -1;
    }
    return memchr(bytes->data, (int)byte, bytes->size) != NULL;
}

py_value py__bytes_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    bool ordered = op != PY_CMP_EQ && op != PY_CMP_NE;
    if (!py__bytes_like(a) || !py__bytes_like(b) || (ordered && (py__is_memoryview(a) || py__is_memoryview(b))))
        return py__not_implemented(vm);
    const py_bytes *x = py__bytes_self(a), *y = py__bytes_self(b);
    int order = memcmp(x->data, y->data, x->size < y->size ? x->size : y->size);
    if (!order)
        order = (x->size > y->size) - (x->size < y->size);
    switch (op) {
    case PY_CMP_EQ:
        return py_bool(order == 0);
    case PY_CMP_NE:
        return py_bool(order != 0);
    case PY_CMP_LT:
        return py_bool(order < 0);
    case PY_CMP_LE:
        return py_bool(order <= 0);
    case PY_CMP_GT:
        return py_bool(order > 0);
    default:
        return py_bool(order >= 0);
    }
}

static py_value bytes_concat(py_vm *vm, py_value a, py_value b) {
    if (!py__is_bytes(a))
        return py__not_implemented(vm);
    if (!py__bytes_like(b)) {
        if (py_is_set(py_type_lookup(vm, py_type_of(vm, b), vm->sym[PY_SYM___radd__])))
            return py__not_implemented(vm);
        return py_raise(vm, PY_EXC_TypeError, "can't concat %T to bytes", b);
    }
    const py_bytes *x = py__bytes_self(a), *y = py__bytes_self(b);
    py_bytes *both = py__bytes_alloc(vm, x->size + y->size);
    if (both) {
        memcpy(both->data, x->data, x->size);
        memcpy(both->data + x->size, y->data, y->size);
    }
    return py_from(both);
}

static py_value bytes_repeat(py_vm *vm, py_value self, py_value count) {
    const py_bytes *bytes = py__bytes_self(self);
    int64_t times;
    if (!py__has_index(vm, count))
        return py__repeat_error(vm, count);
    if (!py__repeat_count(vm, count, (int64_t)bytes->size, &times))
        return py_unset();
    py_bytes *made = py__bytes_alloc(vm, bytes->size * (size_t)times);
    if (made)
        for (size_t at = 0; at < made->size; at += bytes->size)
            memcpy(made->data + at, bytes->data, bytes->size);
    return py_from(made);
}

static py_value bytes_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    switch (op) {
    case PY_BIN_ADD:
        return bytes_concat(vm, a, b);
    case PY_BIN_MUL:
        return py__is_bytes(a) ? bytes_repeat(vm, a, b) : bytes_repeat(vm, b, a);
    case PY_BIN_MOD:
        return py__is_bytes(a) ? py__bytes_percent(vm, a, b) : py__not_implemented(vm);
    default:
        return py__not_implemented(vm);
    }
}

py_value py__bytes_percent(py_vm *vm, py_value format, py_value args) {
    const py_bytes *bytes = py__bytes_self(format);
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    if (py__percent(vm, &out, bytes->data, bytes->size, args, true))
        return py_from(py__bytes_from_buf(vm, &out));
    vl_buf_deinit(&out);
    return py_unset();
}

// ---- iterator -----------------------------------------------------------------------------------

typedef struct py_bytes_iter {
    py_gcobj gc;
    py_value owner; // unset: exhausted
    size_t at;
} py_bytes_iter;

py_value py__bytes_iter(py_vm *vm, py_type_id type, py_value self) {
    py_bytes_iter *iter = py_object_new(vm, vm->types[type], 0);
    if (iter)
        iter->owner = py_incref(self);
    return py_from(iter);
}

static py_value bytes_iter(py_vm *vm, py_value self) {
    return py__bytes_iter(vm, PY_TYPE_BYTES_ITER, self);
}

static void iter_dealloc(py_vm *vm, py_obj *self) {
    py_decref(vm, ((py_bytes_iter *)self)->owner);
    py_object_free(vm, self, 0);
}

static void iter_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((py_bytes_iter *)self)->owner);
}

static py_value iter_iter(py_vm *vm, py_value self) {
    (void)vm;
    return py_incref(self);
}

static py_next iter_next(py_vm *vm, py_value self, py_value *item) {
    py_bytes_iter *iter = (py_bytes_iter *)self.as.o;
    if (!py_is_set(iter->owner))
        return PY_NEXT_END;
    const py_bytes *bytes = py__bytes_self(iter->owner);
    if (iter->at >= bytes->size) {
        py_assign_take(vm, &iter->owner, py_unset());
        return PY_NEXT_END;
    }
    *item = py_int((unsigned char)bytes->data[iter->at++]);
    return PY_NEXT_ITEM;
}

static py_value iter_length_hint(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    const py_bytes_iter *iter = (const py_bytes_iter *)a[0].as.o;
    size_t size = py_is_set(iter->owner) ? py__bytes_self(iter->owner)->size : 0;
    return py_int(size > iter->at ? (int64_t)(size - iter->at) : 0);
}

static const py_fndef iter_methods[] = {
    {"__length_hint__", "self, /", iter_length_hint, PY_FN_METHOD}, {NULL, NULL, NULL, 0}};

#define ITER_SLOTS                                                                                 \
    .dealloc = iter_dealloc, .traverse = iter_traverse, .iter = iter_iter, .next = iter_next

const py_type_spec py_bytes_iter_spec = {
    .name = "bytes_iterator",
    .size = sizeof(py_bytes_iter),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {ITER_SLOTS},
    .methods = iter_methods,
};

const py_type_spec py_bytearray_iter_spec = {
    .name = "bytearray_iterator",
    .size = sizeof(py_bytes_iter),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {ITER_SLOTS},
    .methods = iter_methods,
};

const py_type_spec py_bytes_spec = {
    .name = "bytes",
    .doc = "An immutable sequence of bytes.",
    .size = offsetof(py_bytes, data) + 1,
    .flags = PY_TF_BASE | PY_TF_BYTES,
    .base = -1,
    .slots = {.dealloc = bytes_dealloc,
              .new_ = bytes_new,
              .repr = bytes_repr,
              .hash = bytes_hash,
              .length = bytes_length,
              .getitem = bytes_getitem,
              .contains = py__bytes_contains,
              .iter = bytes_iter,
              .binary = bytes_binary,
              .compare = py__bytes_compare},
    .methods = py__bytes_methods,
};
