// itertools: slices, pairs, batches, rows of several iterables, groups and copies.
#include "itertools_internal.h"

// ---- islice: v[0] iterator; i[0] the next wanted, i[1] stop (-1 none), i[2] step, i[3] position ----

// A bound of islice: None is `otherwise`. False: raised with `message`.
static bool bound(py_vm *vm, py_value v, int64_t otherwise, int64_t least, const char *message,
                  int64_t *out) {
    *out = otherwise;
    if (!py_is_set(v) || py_is_none(v))
        return true;
    if (py__has_index(vm, v)) {
        if (py__index_clipped(vm, v, out) && *out >= least && *out != INT64_MAX)
            return true;
        if (py_failed(vm))
            py_exc_clear(vm);
    }
    py_raise(vm, PY_EXC_ValueError, "%s", message);
    return false;
}

static py_value islice_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {"islice", "iterable, start, stop=, step=, /", NULL, PY_FN_PLAIN};
    static const char *const stop_error =
        "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    static const char *const index_error =
        "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    py_value a[4];
    int64_t start = 0, stop, step = 1;
    if (!py_bind_args(vm, &def, args, a))
        return py_unset();
    bool ok = args->n == 2 ? bound(vm, a[1], -1, 0, stop_error, &stop)
                           : bound(vm, a[1], 0, 0, index_error, &start) &&
                                 bound(vm, a[2], -1, 0,
                                       py_is_none(a[1]) || py_is_int(a[1]) ? stop_error
                                                                           : index_error,
                                       &stop) &&
                                 bound(vm, a[3], 1, 1,
                                       "Step for islice() must be a positive integer or None.",
                                       &step);
    py_value made =
        ok ? py__itertool_new(vm, type, py_iter(vm, a[0]), py_unset()) : py_unset();
    if (py_is_set(made)) {
        py_itertool *it = py__itertool(made);
        it->i[0] = start;
        it->i[1] = stop;
        it->i[2] = step;
    }
    return made;
}

static py_next islice_next(py_vm *vm, py_value self, py_value *item) {
    py_itertool *it = py__itertool(self);
    int64_t stop = it->i[1];
    py_next next = PY_NEXT_END;
    if (!py_is_set(it->v[0]))
        return PY_NEXT_END;
    while (it->i[3] < it->i[0] && (stop < 0 || it->i[3] < stop)) {
        next = py__itertool_step(vm, it, item);
        if (next != PY_NEXT_ITEM)
            break;
        py_decref(vm, *item);
        it->i[3]++;
    }
    bool over = it->i[3] < it->i[0] || (stop >= 0 && it->i[3] >= stop);
    if (!over) {
        next = py__itertool_step(vm, it, item);
        it->i[3]++;
    } else if (next != PY_NEXT_ERROR)
        next = PY_NEXT_END;
    if (next != PY_NEXT_ITEM) {
        py_assign_take(vm, &it->v[0], py_unset());
        return next;
    }
    if (it->i[0] > INT64_MAX - it->i[2])
        it->i[0] = INT64_MAX;
    else
        it->i[0] += it->i[2];
    if (stop >= 0 && it->i[0] > stop)
        it->i[0] = stop;
    return PY_NEXT_ITEM;
}

PY_ITERTOOL_SPEC(py_it_islice_spec, "islice", islice_new, islice_next, .methods = NULL);

// ---- pairwise: v[0] iterator, v[1] the item before ------------------------------------------------

static py_value pairwise_new(py_vm *vm, py_type *type, const py_args *args) {
    py_value iterable = py__itertool_one(vm, "pairwise", args);
    if (!py_is_set(iterable))
        return iterable;
    return py__itertool_new(vm, type, py_iter(vm, iterable), py_unset());
}

static py_next pairwise_next(py_vm *vm, py_value self, py_value *item) {
    py_itertool *it = py__itertool(self);
    py_value second = py_unset();
    py_next next = PY_NEXT_ITEM;
    if (!py_is_set(it->v[1])) {
        py_value first = py_unset();
        next = py__itertool_step(vm, it, &first);
        if (next == PY_NEXT_ITEM)
            py_assign_take(vm, &it->v[1], first);
    }
    py_value before = py_incref(it->v[1]);
    if (next == PY_NEXT_ITEM)
        next = py__itertool_step(vm, it, &second);
    if (next != PY_NEXT_ITEM) {
        py_decref(vm, before);
        py_assign_take(vm, &it->v[0], py_unset());
        py_assign_take(vm, &it->v[1], py_unset());
        return next;
    }
    py_value both[2] = {before, second};
    *item = py_from(py_tuple_of(vm, 2, both));
    py_decref(vm, before);
    py_assign_take(vm, &it->v[1], second);
    return py_is_set(*item) ? PY_NEXT_ITEM : PY_NEXT_ERROR;
}

PY_ITERTOOL_SPEC(py_it_pairwise_spec, "pairwise", pairwise_new, pairwise_next, .methods = NULL);

// ---- batched: v[0] iterator; i[0] size, i[1] strict -----------------------------------------------

static py_value batched_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef lenient = {"batched", "iterable, n", NULL, PY_FN_PLAIN};
    static const py_fndef full = {"batched", "iterable, n, *, strict=", NULL, PY_FN_PLAIN};
    py_value a[3] = {py_unset(), py_unset(), py_unset()};
    int64_t size;
    if (!py_bind_args(vm, vm->python_minor >= 13 ? &full : &lenient, args, a) ||
        !py_as_index(vm, a[1], &size))
        return py_unset();
    int strict = py_is_set(a[2]) ? py_truth(vm, a[2]) : 0;
    if (strict < 0)
        return py_unset();
    if (size < 1)
        return py_raise(vm, PY_EXC_ValueError, "n must be at least one");
    py_value made = py__itertool_new(vm, type, py_iter(vm, a[0]), py_unset());
    if (py_is_set(made)) {
        py__itertool(made)->i[0] = size;
        py__itertool(made)->i[1] = strict;
    }
    return made;
}

static py_next batched_next(py_vm *vm, py_value self, py_value *item) {
    py_itertool *it = py__itertool(self);
    py_list *row = py_list_new(vm, 0);
    py_next next = row ? PY_NEXT_ITEM : PY_NEXT_ERROR;
    while (next == PY_NEXT_ITEM && row->count < it->i[0]) {
        py_value each;
        next = py__itertool_step(vm, it, &each);
        if (next != PY_NEXT_ITEM)
            break;
        if (!py_list_append(vm, row, each))
            next = PY_NEXT_ERROR;
        py_decref(vm, each);
    }
    if (next == PY_NEXT_END) {
        py_assign_take(vm, &it->v[0], py_unset());
        if (row->count && it->i[1]) {
            py_raise(vm, PY_EXC_ValueError, "batched(): incomplete batch");
            next = PY_NEXT_ERROR;
        } else if (row->count)
            next = PY_NEXT_ITEM;
    } else if (next == PY_NEXT_ERROR)
        py_assign_take(vm, &it->v[0], py_unset());
    if (next == PY_NEXT_ITEM) {
        *item = py_from(py_tuple_of(vm, row->count, row->items));
        next = py_is_set(*item) ? next : PY_NEXT_ERROR;
    }
    py_release(vm, row);
    return next;
}

PY_ITERTOOL_SPEC(py_it_batched_spec, "batched", batched_new, batched_next, .methods = NULL);

// ---- zip_longest: v[0] a tuple of iterators (None: ended), v[1] what fills; i[0] how many go on ----

static bool find_fill(py_vm *vm, const py_args *args, py_value *fill) {
    *fill = py_none();
    for (int64_t i = 0; args->kwnames && i < args->kwnames->count; i++) {
        if (!py_str_is(py_as_str(args->kwnames->items[i]), "fillvalue")) {
            py_raise(vm, PY_EXC_TypeError, "zip_longest() got an unexpected keyword argument");
            return false;
        }
        *fill = args->v[args->n + i];
    }
    return true;
}

static py_value zip_longest_new(py_vm *vm, py_type *type, const py_args *args) {
    py_value fill;
    py_tuple *iterators = find_fill(vm, args, &fill) ? py_tuple_new(vm, args->n) : NULL;
    for (int i = 0; iterators && i < args->n; i++) {
        iterators->items[i] = py_iter(vm, args->v[i]);
        if (!py_is_set(iterators->items[i])) {
            py_release(vm, iterators);
            return py_unset();
        }
    }
    py_value made = iterators ? py__itertool_new(vm, type, py_from(iterators), py_incref(fill))
                              : py_unset();
    if (py_is_set(made))
        py__itertool(made)->i[0] = args->n;
    return made;
}

static py_next zip_longest_next(py_vm *vm, py_value self, py_value *item) {
    py_itertool *it = py__itertool(self);
    py_tuple *iterators = (py_tuple *)it->v[0].as.o;
    if (!it->i[0])
        return PY_NEXT_END;
    py_tuple *row = py_tuple_new(vm, iterators->count);
    if (!row)
        return PY_NEXT_ERROR;
    for (int64_t i = 0; i < iterators->count; i++) {
        py_value each = py_incref(it->v[1]);
        if (!py_is_none(iterators->items[i])) {
            py_decref(vm, each);
            py_next next = py_iter_next(vm, iterators->items[i], &each);
            if (next == PY_NEXT_END) {
                py_assign_take(vm, &iterators->items[i], py_none());
                it->i[0]--;
                each = py_incref(it->v[1]);
            }
            if (next == PY_NEXT_ERROR || (next == PY_NEXT_END && !it->i[0])) {
                if (next == PY_NEXT_END)
                    py_decref(vm, each);
                else
                    it->i[0] = 0;
                py_release(vm, row);
                return next;
            }
        }
        row->items[i] = each;
    }
    *item = py_from(row);
    return PY_NEXT_ITEM;
}

PY_ITERTOOL_SPEC(py_it_zip_longest_spec, "zip_longest", zip_longest_new, zip_longest_next,
                 .methods = NULL);

// ---- groupby: v[0] iterator, v[1] key function, v[2] the item read ahead, v[3] its key ------------
// v[4] is the key of the group that is out, i[0] its number.

static py_value groupby_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {"groupby", "iterable, key=", NULL, PY_FN_PLAIN};
    py_value a[2];
    if (!py_bind_args(vm, &def, args, a))
        return py_unset();
    return py__itertool_new(vm, type, py_iter(vm, a[0]),
                            py_is_set(a[1]) ? py_incref(a[1]) : py_none());
}

// Reads an item and its key ahead.
static py_next group_read(py_vm *vm, py_itertool *it) {
    py_value item;
    py_next next = py__itertool_step(vm, it, &item);
    if (next != PY_NEXT_ITEM)
        return next;
    py_value key = py_is_none(it->v[1]) ? py_incref(item) : py_call_n(vm, it->v[1], 1, &item);
    if (!py_is_set(key)) {
        py_decref(vm, item);
        return PY_NEXT_ERROR;
    }
    py_assign_take(vm, &it->v[2], item);
    py_assign_take(vm, &it->v[3], key);
    return PY_NEXT_ITEM;
}

// A group: v[0] the groupby, v[1] the key; i[0] its number.
static py_value group_new(py_vm *vm, py_value owner) {
    py_type *type = py__library_type(vm, PY_LIB_IT_GROUPER);
    py_itertool *it = py__itertool(owner);
    py_value made =
        type ? py__itertool_new(vm, type, py_incref(owner), py_incref(it->v[3])) : py_unset();
    if (py_is_set(made))
        py__itertool(made)->i[0] = it->i[0];
    return made;
}

static py_next groupby_next(py_vm *vm, py_value self, py_value *item) {
    py_itertool *it = py__itertool(self);
    it->i[0]++;
    for (;;) { // reads on until the key is another than that of the group before
        int same = !py_is_set(it->v[3]);
        if (!same) {
            if (!py_is_set(it->v[4]))
                break;
            same = py_compare_bool(vm, PY_CMP_EQ, it->v[4], it->v[3]);
        }
        if (same == 0)
            break;
        py_next next = same < 0 ? PY_NEXT_ERROR : group_read(vm, it);
        if (next != PY_NEXT_ITEM)
            return next;
    }
    py_assign_take(vm, &it->v[4], py_incref(it->v[3]));
    py_value both[2] = {py_incref(it->v[3]), group_new(vm, self)};
    *item = py_is_set(both[1]) ? py_from(py_tuple_of(vm, 2, both)) : py_unset();
    py_decref(vm, both[0]);
    py_decref(vm, both[1]);
    return py_is_set(*item) ? PY_NEXT_ITEM : PY_NEXT_ERROR;
}

static py_next grouper_next(py_vm *vm, py_value self, py_value *item) {
    py_itertool *group = py__itertool(self), *it = py__itertool(group->v[0]);
    if (group->i[0] != it->i[0])
        return PY_NEXT_END;
    if (!py_is_set(it->v[2])) {
        py_next next = group_read(vm, it);
        if (next != PY_NEXT_ITEM)
            return next;
    }
    int same = py_compare_bool(vm, PY_CMP_EQ, group->v[1], it->v[3]);
    if (same <= 0)
        return same < 0 ? PY_NEXT_ERROR : PY_NEXT_END;
    *item = it->v[2];
    it->v[2] = py_unset();
    return PY_NEXT_ITEM;
}

PY_ITERTOOL_SPEC(py_it_groupby_spec, "groupby", groupby_new, groupby_next, .methods = NULL);
PY_ITERTOOL_SPEC(py_it_grouper_spec, "_grouper", NULL, grouper_next, .methods = NULL);

// ---- tee: items in a chain of cells that all copies walk ------------------------------------------
// A copy: v[0] the cell it stands at. A cell: v[0] the iterator, v[1] its item, v[2] the next cell;
// i[0]: it is being read.

static py_value cell_new(py_vm *vm, py_value iterator) {
    py_type *type = py__library_type(vm, PY_LIB_IT_TEE_CELL);
    return type ? py__itertool_new(vm, type, py_incref(iterator), py_unset()) : py_unset();
}

static py_next cell_read(py_vm *vm, py_itertool *cell) {
    if (py_is_set(cell->v[2]))
        return PY_NEXT_ITEM;
    if (cell->i[0]) {
        py_raise(vm, PY_EXC_RuntimeError, "cannot re-enter the tee iterator");
        return PY_NEXT_ERROR;
    }
    py_value item;
    cell->i[0] = 1;
    py_next next = py__itertool_step(vm, cell, &item);
    cell->i[0] = 0;
    if (next != PY_NEXT_ITEM)
        return next;
    py_value behind = cell_new(vm, cell->v[0]);
    if (!py_is_set(behind)) {
        py_decref(vm, item);
        return PY_NEXT_ERROR;
    }
    py_assign_take(vm, &cell->v[1], item);
    py_assign_take(vm, &cell->v[2], behind);
    return PY_NEXT_ITEM;
}

static py_next tee_next(py_vm *vm, py_value self, py_value *item) {
    py_itertool *it = py__itertool(self);
    py_value cell = py_incref(it->v[0]);
    py_next next = cell_read(vm, py__itertool(cell));
    if (next == PY_NEXT_ITEM) {
        *item = py_incref(py__itertool(cell)->v[1]);
        py_assign_take(vm, &it->v[0], py_incref(py__itertool(cell)->v[2]));
    }
    py_decref(vm, cell);
    return next;
}

static py_value tee_copy(py_vm *vm, py_value self) {
    return py__itertool_new(vm, py__library_type(vm, PY_LIB_IT_TEE),
                            py_incref(py__itertool(self)->v[0]), py_unset());
}

static py_value tee_of(py_vm *vm, py_value iterable) {
    py_type *type = py__library_type(vm, PY_LIB_IT_TEE);
    py_value iterator = type ? py_iter(vm, iterable) : py_unset();
    if (!py_is_set(iterator))
        return iterator;
    py_value made;
    if (py__library_is(vm, iterator, PY_LIB_IT_TEE))
        made = tee_copy(vm, iterator);
    else
        made = py__itertool_new(vm, type, cell_new(vm, iterator), py_unset());
    py_decref(vm, iterator);
    return made;
}

static py_value tee_new(py_vm *vm, py_type *type, const py_args *args) {
    static const py_fndef def = {"_tee", "iterable, /", NULL, PY_FN_PLAIN};
    py_value a[1];
    (void)type;
    return py_bind_args(vm, &def, args, a) ? tee_of(vm, a[0]) : py_unset();
}

static py_value m_tee_copy(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return tee_copy(vm, a[0]);
}

py_value py__tee(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t copies = 2;
    if (py_is_set(a[1]) && !py_as_index(vm, a[1], &copies))
        return py_unset();
    if (copies < 0)
        return py_raise(vm, PY_EXC_ValueError, "n must be >= 0");
    py_tuple *all = py_tuple_new(vm, copies);
    if (!all || !copies)
        return py_from(all);
    all->items[0] = tee_of(vm, a[0]);
    bool ok = py_is_set(all->items[0]);
    for (int64_t i = 1; ok && i < copies; i++) {
        all->items[i] = tee_copy(vm, all->items[0]);
        ok = py_is_set(all->items[i]);
    }
    if (ok)
        return py_from(all);
    py_release(vm, all);
    return py_unset();
}

static const py_fndef tee_methods[] = {{"__copy__", "self, /", m_tee_copy, PY_FN_METHOD}, {0}};

PY_ITERTOOL_SPEC(py_it_tee_spec, "_tee", tee_new, tee_next, .methods = tee_methods);

// A long chain of cells is taken apart in a loop, not one inside the other.
static void cell_dealloc(py_vm *vm, py_obj *self) {
    py_value next = ((py_itertool *)self)->v[2];
    ((py_itertool *)self)->v[2] = py_unset();
    py__itertool_dealloc(vm, self);
    while (py_is_set(next) && next.as.o->refs == 1) {
        py_value after = py__itertool(next)->v[2];
        py__itertool(next)->v[2] = py_unset();
        py_decref(vm, next);
        next = after;
    }
    py_decref(vm, next);
}

const py_type_spec py_it_tee_cell_spec = {
    .name = "_tee_dataobject",
    .module = "itertools",
    .size = sizeof(py_itertool),
    .flags = PY_TF_GC | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = cell_dealloc,
              .traverse = py__itertool_traverse,
              .clear = py__itertool_clear},
};
