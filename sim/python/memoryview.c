// memoryview over bytes and bytearrays: single bytes in one dimension. Views of other shapes and
// formats are refused by name.
#include "containers_internal.h"
#include "text_internal.h"

typedef struct py_memoryview {
    py_gcobj gc;
    py_value owner; // bytes or bytearray (pinned); unset: released
    py_bytes *copy; // for code that wants the bytes in a row; NULL: the view is all of its owner
    int64_t start, count, step;
    bool readonly;
} py_memoryview;

static py_memoryview *self_of(py_value v) {
    return (py_memoryview *)v.as.o;
}

bool py__is_memoryview(py_value v) {
    return v.tag == PY_OBJ && v.as.o->type->spec == &py_memoryview_spec;
}

static unsigned char *byte_at(const py_memoryview *view, int64_t i) {
    return (unsigned char *)py__bytes_self(view->owner)->data + view->start + i * view->step;
}

py_bytes *py__memoryview_bytes(py_obj *self) {
    py_memoryview *view = (py_memoryview *)self;
    if (!view->copy)
        return py__bytes_self(view->owner);
    for (int64_t i = 0; py_is_set(view->owner) && i < view->count; i++)
        view->copy->data[i] = (char)*byte_at(view, i);
    view->copy->hash = -1;
    return view->copy;
}

static bool alive(py_vm *vm, py_value self) {
    if (py_is_set(self_of(self)->owner))
        return true;
    py_raise(vm, PY_EXC_ValueError, "operation forbidden on released memoryview object");
    return false;
}

// ---- life ---------------------------------------------------------------------------------------

static py_value make(py_vm *vm, py_value owner, int64_t start, int64_t count, int64_t step,
                     bool readonly) {
    py_memoryview *view = py_object_new(vm, vm->types[PY_TYPE_MEMORYVIEW], 0);
    if (!view)
        return py_unset();
    if (count != (int64_t)py__bytes_self(owner)->size || step != 1) {
        view->copy = py__bytes_alloc(vm, (size_t)count);
        if (!view->copy) {
            py_release(vm, view);
            return py_unset();
        }
    }
    view->owner = py_incref(owner);
    py__bytearray_pin(owner, 1);
    view->start = start;
    view->count = count;
    view->step = step;
    view->readonly = readonly;
    return py_from(view);
}

static py_value view_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef call = {"memoryview", "object", NULL, PY_FN_PLAIN};
    (void)type;
    py_value v;
    if (!py_bind_args(vm, &call, args, &v))
        return py_unset();
    if (py__is_memoryview(v)) {
        const py_memoryview *from = self_of(v);
        return alive(vm, v)
                   ? make(vm, from->owner, from->start, from->count, from->step, from->readonly)
                   : py_unset();
    }
    if (!py__bytes_like(v))
        return py_raise(vm, PY_EXC_TypeError,
                        "memoryview: a bytes-like object is required, not '%T'", v);
    return make(vm, v, 0, (int64_t)py__bytes_self(v)->size, 1, !py__is_bytearray(v));
}

// A released view is one of no bytes to whatever still reads it.
static py_value m_release(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_memoryview *view = self_of(a[0]);
    if (!py_is_set(view->owner))
        return py_none();
    py_bytes *nothing = py_bytes_new(vm, "", 0);
    if (!nothing)
        return py_unset();
    py_release(vm, view->copy);
    view->copy = nothing;
    view->count = 0;
    py__bytearray_pin(view->owner, -1);
    py_assign_take(vm, &view->owner, py_unset());
    return py_none();
}

static void view_dealloc(py_vm *vm, py_obj *self) {
    py_memoryview *view = (py_memoryview *)self;
    py_gc_untrack(vm, self);
    py__bytearray_pin(view->owner, -1);
    py_decref(vm, view->owner);
    py_release(vm, view->copy);
    py_object_free(vm, self, 0);
}

static void view_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((py_memoryview *)self)->owner);
}

static py_value view_repr(py_vm *vm, py_value self) {
    py_address at = py_address_text(vm, self.as.o);
    const char *released = py_is_set(self_of(self)->owner) ? "" : "released ";
    return py_from(py_str_format(vm, "<%smemory at %s>", released, at.text));
}

// ---- as a sequence ------------------------------------------------------------------------------

static int64_t view_length(py_vm *vm, py_value self) {
    return alive(vm, self) ? self_of(self)->count : -1;
}

static bool writable(py_vm *vm, py_value self) {
    if (!alive(vm, self))
        return false;
    if (!self_of(self)->readonly)
        return true;
    py_raise(vm, PY_EXC_TypeError, "cannot modify read-only memory");
    return false;
}

static bool place(py_vm *vm, py_value self, py_value key, int64_t *at) {
    int64_t count = self_of(self)->count;
    if (!py__has_index(vm, key)) {
        py_raise(vm, PY_EXC_TypeError, "memoryview: invalid slice key");
        return false;
    }
    if (!py_as_index(vm, key, at))
        return false;
    *at += *at < 0 ? count : 0;
    if (*at >= 0 && *at < count)
        return true;
    py_raise(vm, PY_EXC_IndexError, "index out of bounds on dimension 1");
    return false;
}

static py_value view_getitem(py_vm *vm, py_value self, py_value key) {
    const py_memoryview *view = self_of(self);
    int64_t start, stop, step, count;
    if (!alive(vm, self))
        return py_unset();
    if (!py__is_slice(vm, key))
        return place(vm, self, key, &start) ? py_int(*byte_at(view, start)) : py_unset();
    if (!py_slice_resolve(vm, key, view->count, &start, &stop, &step, &count))
        return py_unset();
    return make(vm, view->owner, view->start + start * view->step, count, view->step * step,
                view->readonly);
}

static bool set_byte(py_vm *vm, py_value self, int64_t at, py_value value) {
    int64_t byte;
    if (!py__has_index(vm, value)) {
        py_raise(vm, PY_EXC_TypeError, "memoryview: invalid type for format 'B'");
        return false;
    }
    if (!py__index_clipped(vm, value, &byte))
        return false;
    if (byte < 0 || byte > 255) {
        py_raise(vm, PY_EXC_ValueError, "memoryview: invalid value for format 'B'");
        return false;
    }
    *byte_at(self_of(self), at) = (unsigned char)byte;
    return true;
}

static bool view_setitem(py_vm *vm, py_value self, py_value key, py_value value) {
    const py_memoryview *view = self_of(self);
    int64_t start, stop, step, count;
    if (!writable(vm, self))
        return false;
    if (!py_is_set(value)) {
        py_raise(vm, PY_EXC_TypeError, "cannot delete memory");
        return false;
    }
    if (!py__is_slice(vm, key))
        return place(vm, self, key, &start) && set_byte(vm, self, start, value);
    if (!py_slice_resolve(vm, key, view->count, &start, &stop, &step, &count))
        return false;
    if (!py__bytes_like(value)) {
        py_raise(vm, PY_EXC_TypeError, "a bytes-like object is required, not '%T'", value);
        return false;
    }
    const py_bytes *like = py__bytes_self(value);
    if ((int64_t)like->size != count) {
        py_raise(vm, PY_EXC_ValueError,
                 "memoryview assignment: lvalue and rvalue have different structures");
        return false;
    }
    py_bytes *from = py_bytes_new(vm, like->data, like->size); // both may be the same bytes
    for (int64_t i = 0; from && i < count; i++)
        *byte_at(view, start + i * step) = (unsigned char)from->data[i];
    py_release(vm, from);
    return from != NULL;
}

static int view_contains(py_vm *vm, py_value self, py_value item) {
    if (!alive(vm, self))
        return -1;
    int found = 0;
    for (int64_t i = 0; found == 0 && i < self_of(self)->count; i++)
        found = py_compare_bool(vm, PY_CMP_EQ, py_int(*byte_at(self_of(self), i)), item);
    return found;
}

static py_value view_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if ((op != PY_CMP_EQ && op != PY_CMP_NE) || !py__bytes_like(b))
        return py__not_implemented(vm);
    if (!py_is_set(self_of(a)->owner) || (py__is_memoryview(b) && !py_is_set(self_of(b)->owner)))
        return py_bool(py_same(a, b) == (op == PY_CMP_EQ));
    return py__bytes_compare(vm, op, a, b);
}

static bool view_hash(py_vm *vm, py_value self, int64_t *hash) {
    if (!alive(vm, self))
        return false;
    if (self_of(self)->readonly) {
        const py_bytes *bytes = py__bytes_self(self);
        *hash = (int64_t)py__hash_text(bytes->data, bytes->size);
        return true;
    }
    py_raise(vm, PY_EXC_ValueError, "cannot hash writable memoryview object");
    return false;
}

// ---- iterator -----------------------------------------------------------------------------------

typedef struct memory_iter {
    py_gcobj gc;
    py_value view; // unset: exhausted
    int64_t at;
} memory_iter;

static py_value view_iter(py_vm *vm, py_value self) {
    memory_iter *iter =
        alive(vm, self) ? py_object_new(vm, vm->types[PY_TYPE_MEMORY_ITER], 0) : NULL;
    if (iter)
        iter->view = py_incref(self);
    return py_from(iter);
}

static void iter_dealloc(py_vm *vm, py_obj *self) {
    py_decref(vm, ((memory_iter *)self)->view);
    py_object_free(vm, self, 0);
}

static void iter_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((memory_iter *)self)->view);
}

static py_value iter_iter(py_vm *vm, py_value self) {
    (void)vm;
    return py_incref(self);
}

static py_next iter_next(py_vm *vm, py_value self, py_value *item) {
    memory_iter *iter = (memory_iter *)self.as.o;
    if (!py_is_set(iter->view))
        return PY_NEXT_END;
    if (iter->at >= self_of(iter->view)->count) {
        py_assign_take(vm, &iter->view, py_unset());
        return PY_NEXT_END;
    }
    *item = py_int(*byte_at(self_of(iter->view), iter->at++));
    return PY_NEXT_ITEM;
}

const py_type_spec py_memory_iter_spec = {
    .name = "memory_iterator",
    .size = sizeof(memory_iter),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = iter_dealloc,
              .traverse = iter_traverse,
              .iter = iter_iter,
              .next = iter_next},
};

// ---- methods ------------------------------------------------------------------------------------

static py_value m_tobytes(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!alive(vm, a[0]))
        return py_unset();
    const py_bytes *bytes = py__bytes_self(a[0]);
    return py_from(py_bytes_new(vm, bytes->data, bytes->size));
}

static py_value m_tolist(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_list *list = alive(vm, a[0]) ? py_list_new(vm, self_of(a[0])->count) : NULL;
    for (int64_t i = 0; list && i < self_of(a[0])->count; i++)
        if (!py_list_append(vm, list, py_int(*byte_at(self_of(a[0]), i)))) {
            py_release(vm, list);
            return py_unset();
        }
    return py_from(list);
}

static py_value m_hex(py_vm *vm, const py_value *a, int n) {
    return alive(vm, a[0]) ? py__bytes_hex(vm, a, n) : py_unset();
}

static py_value m_toreadonly(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!alive(vm, a[0]))
        return py_unset();
    const py_memoryview *view = self_of(a[0]);
    return make(vm, view->owner, view->start, view->count, view->step, true);
}

static py_value m_cast(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py__is_text(a[1]) || !py_str_is(py__str_self(a[1]), "B") || py_is_set(a[2]))
        return py_unsupported(vm, "memoryview.cast() to anything but 'B' is not supported");
    return py_call_n(vm, py_from(vm->types[PY_TYPE_MEMORYVIEW]), 1, a);
}

static py_value m_enter(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return alive(vm, a[0]) ? py_incref(a[0]) : py_unset();
}

static py_value g_obj(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return alive(vm, a[0]) ? py_incref(self_of(a[0])->owner) : py_unset();
}

static py_value g_nbytes(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return alive(vm, a[0]) ? py_int(self_of(a[0])->count) : py_unset();
}

static py_value g_one(py_vm *vm, const py_value *a, int n) { // itemsize, ndim
    (void)n;
    return alive(vm, a[0]) ? py_int(1) : py_unset();
}

static py_value g_format(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return alive(vm, a[0]) ? py_from(py_str_z(vm, "B")) : py_unset();
}

static py_value g_readonly(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return alive(vm, a[0]) ? py_bool(self_of(a[0])->readonly) : py_unset();
}

static py_value g_contiguous(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const py_memoryview *view = self_of(a[0]);
    return alive(vm, a[0]) ? py_bool(view->step == 1 || view->count <= 1) : py_unset();
}

static py_value g_shape(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value count = py_int(self_of(a[0])->count);
    return alive(vm, a[0]) ? py_from(py_tuple_of(vm, 1, &count)) : py_unset();
}

static py_value g_strides(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value step = py_int(self_of(a[0])->step);
    return alive(vm, a[0]) ? py_from(py_tuple_of(vm, 1, &step)) : py_unset();
}

static py_value g_suboffsets(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return alive(vm, a[0]) ? py_incref(py_from(vm->empty_tuple)) : py_unset();
}

static const py_fndef methods[] = {{"tobytes", "self, /, order=", m_tobytes, PY_FN_METHOD},
                                   {"tolist", "self, /", m_tolist, PY_FN_METHOD},
                                   {"hex", "self, /, sep=, bytes_per_sep=", m_hex, PY_FN_METHOD},
                                   {"release", "self, /", m_release, PY_FN_METHOD},
                                   {"toreadonly", "self, /", m_toreadonly, PY_FN_METHOD},
                                   {"cast", "self, /, format, shape=", m_cast, PY_FN_METHOD},
                                   {"__enter__", "self, /", m_enter, PY_FN_METHOD},
                                   {"__exit__", "self, *args", m_release, PY_FN_METHOD},
                                   {"obj", NULL, g_obj, PY_FN_GETTER},
                                   {"nbytes", NULL, g_nbytes, PY_FN_GETTER},
                                   {"itemsize", NULL, g_one, PY_FN_GETTER},
                                   {"ndim", NULL, g_one, PY_FN_GETTER},
                                   {"format", NULL, g_format, PY_FN_GETTER},
                                   {"readonly", NULL, g_readonly, PY_FN_GETTER},
                                   {"contiguous", NULL, g_contiguous, PY_FN_GETTER},
                                   {"c_contiguous", NULL, g_contiguous, PY_FN_GETTER},
                                   {"f_contiguous", NULL, g_contiguous, PY_FN_GETTER},
                                   {"shape", NULL, g_shape, PY_FN_GETTER},
                                   {"strides", NULL, g_strides, PY_FN_GETTER},
                                   {"suboffsets", NULL, g_suboffsets, PY_FN_GETTER},
                                   {NULL, NULL, NULL, 0}};

const py_type_spec py_memoryview_spec = {
    .name = "memoryview",
    .size = sizeof(py_memoryview),
    .flags = PY_TF_GC | PY_TF_BUFFER | PY_TF_SEQUENCE,
    .base = -1,
    .slots = {.dealloc = view_dealloc,
              .traverse = view_traverse,
              .new_ = view_new,
              .repr = view_repr,
              .hash = view_hash,
              .length = view_length,
              .getitem = view_getitem,
              .setitem = view_setitem,
              .contains = view_contains,
              .iter = view_iter,
              .compare = view_compare},
    .methods = methods,
};
