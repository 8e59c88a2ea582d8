// Heaps in lists, smallest first, as heapq has them. Model: CPython's Modules/_heapqmodule.c; the
// order of comparisons is part of it, since equal items come out in an order that follows from it.
#include "vm_internal.h"

// a < b, where the comparison may run code: 1, 0, -1 error, also where it changed the list.
static int less(py_vm *vm, const py_list *list, int64_t count, int64_t a, int64_t b) {
    py_value left = py_incref(list->items[a]), right = py_incref(list->items[b]);
    int answer = py_compare_bool(vm, PY_CMP_LT, left, right);
    py_decref(vm, left);
    py_decref(vm, right);
    if (answer >= 0 && list->count != count) {
        py_raise(vm, PY_EXC_RuntimeError, "list changed size during iteration");
        return -1;
    }
    return answer;
}

static void swap(py_list *list, int64_t a, int64_t b) {
    py_value held = list->items[a];
    list->items[a] = list->items[b];
    list->items[b] = held;
}

// Towards the root, not beyond `start`.
static bool sift_up(py_vm *vm, py_list *list, int64_t start, int64_t at) {
    int64_t count = list->count;
    while (at > start) {
        int64_t parent = (at - 1) >> 1;
        int smaller = less(vm, list, count, at, parent);
        if (smaller <= 0)
            return smaller == 0;
        swap(list, at, parent);
        at = parent;
    }
    return true;
}

// The smaller children rise as far as there are two; what was at `at` then finds its place from below.
static bool sift_down(py_vm *vm, py_list *list, int64_t at) {
    int64_t count = list->count, start = at;
    while (at < count >> 1) {
        int64_t child = 2 * at + 1;
        if (child + 1 < count) {
            int smaller = less(vm, list, count, child, child + 1);
            if (smaller < 0)
                return false;
            child += !smaller;
        }
        swap(list, at, child);
        at = child;
    }
    return sift_up(vm, list, start, at);
}

bool py_heap_push(py_vm *vm, py_list *list, py_value item) {
    return py_list_append(vm, list, item) && sift_up(vm, list, 0, list->count - 1);
}

py_value py_heap_pop(py_vm *vm, py_list *list) {
    if (list->count == 0)
        return py_raise(vm, PY_EXC_IndexError, "index out of range");
    py_value last = list->items[--list->count];
    if (list->count == 0)
        return last;
    py_value smallest = list->items[0];
    list->items[0] = last;
    if (sift_down(vm, list, 0))
        return smallest;
    py_decref(vm, smallest);
    return py_unset();
}
