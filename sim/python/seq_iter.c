// The iterators of list and tuple, forwards and backwards. They look at the container's length at
// every step, so that it may grow and shrink meanwhile.
#include "containers_internal.h"

py_value py__seq_iter_new(py_vm *vm, py_type_id type, py_value seq, int64_t at) {
    py_seq_iter *iter = py_object_new(vm, vm->types[type], 0);
    if (!iter)
        return py_unset();
    iter->seq = py_incref(seq);
    iter->at = at;
    return py_from(iter);
}

static void seq_iter_dealloc(py_vm *vm, py_obj *self) {
    py_gc_untrack(vm, self);
    py_decref(vm, ((py_seq_iter *)self)->seq);
    py_object_free(vm, self, 0);
}

static void seq_iter_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((py_seq_iter *)self)->seq);
}

static void seq_iter_clear(py_vm *vm, py_obj *self) {
    py_assign_take(vm, &((py_seq_iter *)self)->seq, py_unset());
}

static py_value seq_iter_iter(py_vm *vm, py_value self) {
    (void)vm;
    return py_incref(self);
}

static py_next end(py_vm *vm, py_seq_iter *iter) {
    py_assign_take(vm, &iter->seq, py_unset());
    return PY_NEXT_END;
}

static py_next list_iter_next(py_vm *vm, py_value self, py_value *item) {
    py_seq_iter *iter = (py_seq_iter *)self.as.o;
    const py_list *list = (const py_list *)iter->seq.as.o;
    if (!py_is_set(iter->seq))
        return PY_NEXT_END;
    if (iter->at >= list->count)
        return end(vm, iter);
    *item = py_incref(list->items[iter->at++]);
    return PY_NEXT_ITEM;
}

static py_next tuple_iter_next(py_vm *vm, py_value self, py_value *item) {
    py_seq_iter *iter = (py_seq_iter *)self.as.o;
    const py_tuple *tuple = (const py_tuple *)iter->seq.as.o;
    if (!py_is_set(iter->seq))
        return PY_NEXT_END;
    if (iter->at >= tuple->count)
        return end(vm, iter);
    *item = py_incref(tuple->items[iter->at++]);
    return PY_NEXT_ITEM;
}

static py_next rev_iter_next(py_vm *vm, py_value self, py_value *item) {
    py_seq_iter *iter = (py_seq_iter *)self.as.o;
    const py_list *list = (const py_list *)iter->seq.as.o;
    if (!py_is_set(iter->seq))
        return PY_NEXT_END;
    if (iter->at < 0 || iter->at >= list->count)
        return end(vm, iter);
    *item = py_incref(list->items[iter->at--]);
    return PY_NEXT_ITEM;
}

static int64_t count_of(py_value seq) {
    return py_is_list(seq) ? ((py_list *)seq.as.o)->count : ((py_tuple *)seq.as.o)->count;
}

static py_value length_hint(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    const py_seq_iter *iter = (const py_seq_iter *)a[0].as.o;
    if (!py_is_set(iter->seq))
        return py_int(0);
    int64_t left = count_of(iter->seq) - iter->at;
    return py_int(left > 0 ? left : 0);
}

static py_value rev_length_hint(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    const py_seq_iter *iter = (const py_seq_iter *)a[0].as.o;
    if (!py_is_set(iter->seq) || iter->at >= count_of(iter->seq))
        return py_int(0);
    return py_int(iter->at + 1);
}

static const py_fndef forward_methods[] = {
    {"__length_hint__", "self, /", length_hint, PY_FN_METHOD}, {NULL, NULL, NULL, 0}};
static const py_fndef reverse_methods[] = {
    {"__length_hint__", "self, /", rev_length_hint, PY_FN_METHOD}, {NULL, NULL, NULL, 0}};

#define SEQ_ITER_SPEC(symbol, text, step, table)                                                   \
    const py_type_spec symbol = {.name = text,                                                     \
                                 .size = sizeof(py_seq_iter),                                      \
                                 .flags = PY_TF_GC,                                                \
                                 .base = -1,                                                       \
                                 .slots = {.dealloc = seq_iter_dealloc,                            \
                                           .traverse = seq_iter_traverse,                          \
                                           .clear = seq_iter_clear,                                \
                                           .iter = seq_iter_iter,                                  \
                                           .next = step},                                          \
                                 .methods = table}

SEQ_ITER_SPEC(py_seq_iter_spec, "list_iterator", list_iter_next, forward_methods);
SEQ_ITER_SPEC(py_tuple_iter_spec, "tuple_iterator", tuple_iter_next, forward_methods);
SEQ_ITER_SPEC(py_rev_iter_spec, "list_reverseiterator", rev_iter_next, reverse_methods);
