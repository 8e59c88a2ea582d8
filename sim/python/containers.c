// What lists, tuples, ranges, dicts and sets have in common: subscripts, searching, comparing,
// reprs. Knows no container's storage but lists' and tuples' arrays of items.
#include "containers_internal.h"
#include "vm_internal.h"

// ---- hashes and indices -------------------------------------------------------------------------

bool py__unhashable(py_vm *vm, py_value self, int64_t *hash) {
    (void)hash;
    py_raise(vm, PY_EXC_TypeError, "unhashable type: '%T'", self);
    return false;
}

bool py__hash_key(py_vm *vm, py_value key, int64_t *hash) {
    if (py_is(vm, key, PY_TYPE_STR)) {
        py_str *s = py_as_str(key);
        *hash = s->hash != -1 ? s->hash : py_str_hash(s);
        return true;
    }
    const int64_t modulus = ((int64_t)1 << 61) - 1; // of CPython's hash of numbers
    if (key.tag == PY_INT && key.as.i > -modulus && key.as.i < modulus) {
        *hash = key.as.i == -1 ? -2 : key.as.i;
        return true;
    }
    return py_hash(vm, key, hash);
}

static bool tell_unhashable(py_vm *vm, py_value v, const char *as) {
    if (vm->python_minor < 14 || vm->halt != VL_OK || !vm->exc ||
        vm->exc->gc.base.type != vm->exceptions[PY_EXC_TypeError])
        return false;
    py_exc *why = py_exc_fetch(vm);
    py_str *name = py__type_full_name(vm, py_type_of(vm, v));
    if (name)
        py_raise(vm, PY_EXC_TypeError, "cannot use '%S' as %s (%V)", name, as, py_from(why));
    py_release(vm, name);
    py_release(vm, why);
    return false;
}

bool py__hash_dict_key(py_vm *vm, py_value key, int64_t *hash) {
    return py__hash_key(vm, key, hash) || tell_unhashable(vm, key, "a dict key");
}

bool py__hash_element(py_vm *vm, py_value item, int64_t *hash) {
    return py__hash_key(vm, item, hash) || tell_unhashable(vm, item, "a set element");
}

bool py__has_index(py_vm *vm, py_value v) {
    return py_is_int(v) ||
           py_is_set(py_type_lookup(vm, py_type_of(vm, v), vm->sym[PY_SYM___index__]));
}

bool py__index_clipped(py_vm *vm, py_value v, int64_t *out) {
    py_value plain = py_incref(py_unbox(v));
    if (plain.tag != PY_INT && plain.tag != PY_BOOL) {
        py_decref(vm, plain);
        plain = py_unary_op(vm, PY_UN_INDEX, v);
        if (!py_is_set(plain))
            return false;
        py_value unboxed = py_incref(py_unbox(plain));
        py_decref(vm, plain);
        plain = unboxed;
    }
    if (plain.tag == PY_INT || plain.tag == PY_BOOL) {
        *out = plain.as.i;
        return true;
    }
    int negative = py_compare_bool(vm, PY_CMP_LT, plain, py_int(0));
    py_decref(vm, plain);
    *out = negative > 0 ? INT64_MIN : INT64_MAX;
    return negative >= 0;
}

bool py__subscript(py_vm *vm, py_value key, const char *what, int64_t *out) {
    if (key.tag == PY_INT || key.tag == PY_BOOL) {
        *out = key.as.i;
        return true;
    }
    if (!py__has_index(vm, key)) {
        py_raise(vm, PY_EXC_TypeError, "%s indices must be integers or slices, not %T", what, key);
        return false;
    }
    return py_as_index(vm, key, out);
}

static bool search_bound(py_vm *vm, py_value v, int64_t count, int64_t *out) {
    if (!py__has_index(vm, v)) {
        py_raise(vm, PY_EXC_TypeError,
                 "slice indices must be integers or have an __index__ method");
        return false;
    }
    if (!py__index_clipped(vm, v, out))
        return false;
    if (*out < 0)
        *out = *out < -count ? 0 : *out + count;
    return true;
}

bool py__search_bounds(py_vm *vm, const py_value *start, const py_value *stop, int64_t count,
                       int64_t *from, int64_t *to) {
    *from = 0;
    *to = INT64_MAX;
    return (!py_is_set(*start) || search_bound(vm, *start, count, from)) &&
           (!py_is_set(*stop) || search_bound(vm, *stop, count, to));
}

// ---- arguments ----------------------------------------------------------------------------------

bool py__one_iterable(py_vm *vm, const char *name, const py_args *args, bool keywords_checked,
                      py_value *out) {
    *out = py_unset();
    if (keywords_checked && args->kwnames && args->kwnames->count) {
        py_raise(vm, PY_EXC_TypeError, "%s() takes no keyword arguments", name);
        return false;
    }
    if (args->n > 1) {
        py_raise(vm, PY_EXC_TypeError, "%s expected at most 1 argument, got %d", name, args->n);
        return false;
    }
    if (args->n == 1)
        *out = args->v[0];
    return true;
}

bool py__plain_items(py_vm *vm, py_value v, const py_value **items, int64_t *count) {
    if (py_is_list(v) && v.as.o->type->slots.iter == vm->types[PY_TYPE_LIST]->slots.iter) {
        const py_list *list = (const py_list *)v.as.o;
        *items = list->items;
        *count = list->count;
        return true;
    }
    if (py_is_tuple(v) && v.as.o->type->slots.iter == vm->types[PY_TYPE_TUPLE]->slots.iter) {
        const py_tuple *tuple = (const py_tuple *)v.as.o;
        *items = tuple->items;
        *count = tuple->count;
        return true;
    }
    return false;
}

bool py__iterable(py_vm *vm, py_value v) {
    const py_slots *slots = &py_type_of(vm, v)->slots;
    return slots->iter != NULL || (slots->getitem != NULL && !py_is_dict(v));
}

// ---- text ---------------------------------------------------------------------------------------

bool py__append_repr(py_vm *vm, vl_buf *out, py_value item) {
    py_str *text = py_repr(vm, item);
    if (!text)
        return false;
    vl_buf_append(out, text->data, text->size);
    py_release(vm, text);
    return true;
}

py_value py__finish_text(py_vm *vm, vl_buf *out, bool ok) {
    if (ok)
        return py_from(py_str_from_buf(vm, out));
    vl_buf_deinit(out);
    return py_unset();
}

// ---- searching and comparing --------------------------------------------------------------------

py_value py__bool_or_error(int result) {
    return result < 0 ? py_unset() : py_bool(result != 0);
}

// Equality of an item that user code might drop meanwhile.
static int equal_held(py_vm *vm, py_value a, py_value b) {
    if (a.tag != PY_OBJ && b.tag != PY_OBJ)
        return py_compare_bool(vm, PY_CMP_EQ, a, b);
    py_incref(a);
    py_incref(b);
    int equal = py_compare_bool(vm, PY_CMP_EQ, a, b);
    py_decref(vm, a);
    py_decref(vm, b);
    return equal;
}

int py__find_item(py_vm *vm, py_value *const *items, const int64_t *count, int64_t start,
                  int64_t stop, py_value item, int64_t *at) {
    for (int64_t i = start; i < stop && i < *count; i++) {
        if (py_same((*items)[i], item)) {
            *at = i;
            return 1;
        }
        int equal = equal_held(vm, (*items)[i], item);
        *at = i;
        if (equal)
            return equal;
    }
    return 0;
}

py_value py__count_item(py_vm *vm, py_value *const *items, const int64_t *count, py_value item) {
    int64_t found = 0;
    for (int64_t i = 0; i < *count; i++) {
        int equal = equal_held(vm, (*items)[i], item);
        if (equal < 0)
            return py_unset();
        found += equal;
    }
    return py_int(found);
}

static py_value compare_counts(py_compare op, int64_t a, int64_t b) {
    switch (op) {
    case PY_CMP_EQ:
        return py_bool(a == b);
    case PY_CMP_NE:
        return py_bool(a != b);
    case PY_CMP_LT:
        return py_bool(a < b);
    case PY_CMP_LE:
        return py_bool(a <= b);
    case PY_CMP_GT:
        return py_bool(a > b);
    default:
        return py_bool(a >= b);
    }
}

py_value py__compare_items(py_vm *vm, py_compare op, py_value *const *a, const int64_t *a_count,
                           py_value *const *b, const int64_t *b_count) {
    if (*a_count != *b_count && (op == PY_CMP_EQ || op == PY_CMP_NE))
        return py_bool(op == PY_CMP_NE);
    for (int64_t i = 0; i < *a_count && i < *b_count; i++) {
        py_value x = (*a)[i], y = (*b)[i];
        int equal = py_same(x, y) ? 1 : equal_held(vm, x, y);
        if (equal < 0)
            return py_unset();
        if (equal)
            continue;
        if (op == PY_CMP_EQ || op == PY_CMP_NE)
            return py_bool(op == PY_CMP_NE);
        if (i >= *a_count || i >= *b_count) // comparing shortened a list
            break;
        x = py_incref((*a)[i]);
        y = py_incref((*b)[i]);
        py_value result = py_rich_compare(vm, op, x, y);
        py_decref(vm, x);
        py_decref(vm, y);
        return result;
    }
    return compare_counts(op, *a_count, *b_count);
}

// ---- concatenation and repetition ---------------------------------------------------------------

// Whether a class of the program may know what to do as the right operand.
static bool may_reflect(py_vm *vm, py_value v, py_symbol name) {
    return v.tag == PY_OBJ && (v.as.o->type->flags & PY_TF_HEAP) &&
           py_is_set(py_type_lookup(vm, v.as.o->type, vm->sym[name]));
}

py_value py__concat_error(py_vm *vm, const char *what, py_value b) {
    if (may_reflect(vm, b, PY_SYM___radd__))
        return py__not_implemented(vm);
    return py_raise(vm, PY_EXC_TypeError, "can only concatenate %s (not \"%T\") to %s", what, b,
                    what);
}

py_value py__repeat_error(py_vm *vm, py_value count) {
    if (may_reflect(vm, count, PY_SYM___mul__) || may_reflect(vm, count, PY_SYM___rmul__))
        return py__not_implemented(vm);
    return py_raise(vm, PY_EXC_TypeError, "can't multiply sequence by non-int of type '%T'", count);
}

bool py__repeat_count(py_vm *vm, py_value v, int64_t length, int64_t *times) {
    if (v.tag == PY_INT || v.tag == PY_BOOL) {
        *times = v.as.i;
    } else {
        py_value plain = py_unary_op(vm, PY_UN_INDEX, v);
        if (!py_is_set(plain))
            return false;
        py_value unboxed = py_unbox(plain);
        bool fits = unboxed.tag == PY_INT || unboxed.tag == PY_BOOL;
        *times = unboxed.as.i;
        py_decref(vm, plain);
        if (!fits) {
            py_raise(vm, PY_EXC_OverflowError, "cannot fit '%T' into an index-sized integer", v);
            return false;
        }
    }
    if (*times < 0)
        *times = 0;
    if (length && *times > PY_ITEMS_MAX / length) {
        py_raise_memory(vm);
        return false;
    }
    return true;
}
