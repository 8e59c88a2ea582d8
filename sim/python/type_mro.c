// The order of bases: C3 linearisation (CPython's mro_implementation), the base whose layout an
// instance has, and the metaclass of several bases.
#include "types_internal.h"

static bool in_tail(const py_tuple *list, int64_t from, const py_type *type) {
    for (int64_t i = from + 1; i < list->count; i++)
        if ((const py_type *)list->items[i].as.o == type)
            return true;
    return false;
}

static py_value mro_conflict(py_vm *vm, py_tuple *const *lists, const int64_t *at, int64_t count) {
    vl_buf names;
    vl_buf_init(&names, vm->heap);
    for (int64_t i = 0; i < count; i++) {
        if (at[i] >= lists[i]->count)
            continue;
        const py_type *head = (py_type *)lists[i]->items[at[i]].as.o;
        bool seen = false;
        for (int64_t j = 0; j < i; j++)
            seen =
                seen || (at[j] < lists[j]->count && lists[j]->items[at[j]].as.o == &head->gc.base);
        if (seen)
            continue;
        vl_buf_text(&names, names.len ? ", " : "");
        vl_buf_append(&names, head->name->data, head->name->size);
    }
    py_raise(vm, PY_EXC_TypeError,
             vm->python_minor >= 13
                 ? "Cannot create a consistent method resolution order (MRO) for bases %s"
                 : "Cannot create a consistent method resolution\norder (MRO) for bases %s",
             names.data ? names.data : "");
    vl_buf_deinit(&names);
    return py_unset();
}

// Takes the first head that stands in no list's tail, until all lists are used up.
static bool merge(py_vm *vm, py_tuple *const *lists, int64_t *at, int64_t count, py_list *out) {
    for (;;) {
        const py_type *next = NULL;
        bool left = false;
        for (int64_t i = 0; i < count && !next; i++) {
            if (at[i] >= lists[i]->count)
                continue;
            left = true;
            const py_type *head = (py_type *)lists[i]->items[at[i]].as.o;
            bool blocked = false;
            for (int64_t j = 0; j < count && !blocked; j++)
                blocked = in_tail(lists[j], at[j], head);
            next = blocked ? NULL : head;
        }
        if (!left)
            return true;
        if (!next) {
            mro_conflict(vm, lists, at, count);
            return false;
        }
        if (!py_list_append(vm, out, py_from((void *)next)))
            return false;
        for (int64_t i = 0; i < count; i++)
            if (at[i] < lists[i]->count && (py_type *)lists[i]->items[at[i]].as.o == next)
                at[i]++;
    }
}

static bool has_duplicate(py_vm *vm, const py_tuple *bases) {
    for (int64_t i = 0; i < bases->count; i++)
        if (in_tail(bases, i, (py_type *)bases->items[i].as.o)) {
            py_raise(vm, PY_EXC_TypeError, "duplicate base class %N",
                     (py_type *)bases->items[i].as.o);
            return true;
        }
    return false;
}

py_tuple *py__mro(py_vm *vm, py_type *type) {
    int64_t bases = type->bases->count, count = bases + 1;
    if (has_duplicate(vm, type->bases))
        return NULL;
    size_t lists_size = (size_t)count * sizeof(py_tuple *),
           at_size = (size_t)count * sizeof(int64_t);
    py_tuple **lists = vl_heap_alloc(vm->heap, lists_size);
    int64_t *at = vl_heap_alloc(vm->heap, at_size);
    py_list *order = py_list_new(vm, 8);
    py_tuple *mro = NULL;
    if (lists && at && order) {
        for (int64_t i = 0; i < bases; i++)
            lists[i] = ((py_type *)type->bases->items[i].as.o)->mro;
        lists[bases] = type->bases;
        memset(at, 0, at_size);
        if (py_list_append(vm, order, py_from(type)) && merge(vm, lists, at, count, order))
            mro = py_tuple_of(vm, order->count, order->items);
    } else if (order)
        py_raise_memory(vm);
    vl_heap_free(vm->heap, lists, lists_size);
    vl_heap_free(vm->heap, at, at_size);
    py_release(vm, order);
    return mro;
}

// ---- layout -------------------------------------------------------------------------------------

// Exceptions share one struct here, but in CPython some add fields to it.
static bool adds_exception_fields(const py_vm *vm, const py_type *type) {
    static const py_exc_id own[] = {PY_EXC_OSError,
                                    PY_EXC_ImportError,
                                    PY_EXC_StopIteration,
                                    PY_EXC_SystemExit,
                                    PY_EXC_NameError,
                                    PY_EXC_AttributeError,
                                    PY_EXC_SyntaxError,
                                    PY_EXC_UnicodeDecodeError,
                                    PY_EXC_UnicodeEncodeError,
                                    PY_EXC_UnicodeTranslateError,
                                    PY_EXC_BaseExceptionGroup};
    for (size_t i = 0; i < VL_COUNT(own); i++)
        if (vm->exceptions[own[i]] == type)
            return true;
    return false;
}

// The nearest base that adds to the layout of instances.
static py_type *solid_base(const py_vm *vm, py_type *type) {
    const uint32_t kinds = PY_TF_EXCEPTION | PY_TF_TYPE | PY_TF_TUPLE | PY_TF_LIST |
                           PY_TF_DICT_SUB | PY_TF_SET | PY_TF_STR | PY_TF_INT | PY_TF_FLOAT |
                           PY_TF_BYTES | PY_TF_BUFFER;
    for (; type->base; type = type->base) {
        if (type->flags & PY_TF_HEAP) {
            if (type->member_count)
                return type;
            continue;
        }
        if ((type->flags ^ type->base->flags) & kinds || adds_exception_fields(vm, type))
            return type;
        bool grows = type->spec->size > type->base->spec->size;
        if (grows && (!(type->flags & kinds) || (type->flags & PY_TF_DICT_SUB)))
            return type;
    }
    return type;
}

py_type *py__best_base(py_vm *vm, py_tuple *bases) {
    py_type *best = NULL, *winner = NULL;
    for (int64_t i = 0; i < bases->count; i++) {
        if (!py_is_type(bases->items[i])) {
            py_raise(vm, PY_EXC_TypeError, "bases must be types");
            return NULL;
        }
        py_type *base = (py_type *)bases->items[i].as.o;
        if (!(base->flags & PY_TF_BASE)) {
            py_raise(vm, PY_EXC_TypeError, "type '%N' is not an acceptable base type", base);
            return NULL;
        }
        py_type *solid = solid_base(vm, base);
        if (!winner || (solid != winner && py_is_subtype(solid, winner))) {
            winner = solid;
            best = base;
        } else if (!py_is_subtype(winner, solid)) {
            py_raise(vm, PY_EXC_TypeError, "multiple bases have instance lay-out conflict");
            return NULL;
        }
    }
    return best;
}

py_type *py__metaclass_of(py_vm *vm, py_type *meta, py_tuple *bases) {
    for (int64_t i = 0; i < bases->count; i++) {
        py_type *other = py_type_of(vm, bases->items[i]);
        if (py_is_subtype(meta, other))
            continue;
        if (!py_is_subtype(other, meta)) {
            py_raise(vm, PY_EXC_TypeError,
                     "metaclass conflict: the metaclass of a derived class must be a (non-strict) "
                     "subclass of the metaclasses of all its bases");
            return NULL;
        }
        meta = other;
    }
    return meta;
}
