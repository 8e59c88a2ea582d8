// The modules _heapq and bisect: lists kept as heaps, and sorted. The steps, and so the order of
// comparisons, are CPython's Modules/_heapqmodule.c and _bisectmodule.c.
#include "library_internal.h"

#include "types_internal.h"

// ---- heaps --------------------------------------------------------------------------------------

// Whether a < b (max: b < a) for items of the list; -1 error. The program's __lt__ may change the list.
static int before(py_vm *vm, py_list *heap, py_value a, py_value b, bool max) {
    int64_t count = heap->count;
    py_incref(a);
    py_incref(b);
    int less = py_compare_bool(vm, PY_CMP_LT, max ? b : a, max ? a : b);
    py_decref(vm, a);
    py_decref(vm, b);
    if (less >= 0 && heap->count != count) {
        py_raise(vm, PY_EXC_RuntimeError, "list changed size during iteration");
        return -1;
    }
    return less;
}

static void swap(py_list *heap, int64_t a, int64_t b) {
    py_value held = heap->items[a];
    heap->items[a] = heap->items[b];
    heap->items[b] = held;
}

static bool sift_down(py_vm *vm, py_list *heap, int64_t start, int64_t at, bool max) {
    while (at > start) {
        int64_t parent = (at - 1) >> 1;
        int less = before(vm, heap, heap->items[at], heap->items[parent], max);
        if (less <= 0)
            return less == 0;
        swap(heap, at, parent);
        at = parent;
    }
    return true;
}

static bool sift_up(py_vm *vm, py_list *heap, int64_t at, bool max) {
    int64_t start = at, limit = heap->count >> 1;
    while (at < limit) {
        int64_t child = 2 * at + 1;
        if (child + 1 < heap->count) {
            int less = before(vm, heap, heap->items[child], heap->items[child + 1], max);
            if (less < 0)
                return false;
            child += !less;
        }
        swap(heap, at, child);
        at = child;
    }
    return sift_down(vm, heap, start, at, max);
}

static bool heap_push(py_vm *vm, py_list *heap, py_value item, bool max) {
    return py_list_append(vm, heap, item) && sift_down(vm, heap, 0, heap->count - 1, max);
}

static py_value heap_pop(py_vm *vm, py_list *heap, bool max) {
    if (!heap->count)
        return py_raise(vm, PY_EXC_IndexError, "index out of range");
    py_value last = heap->items[--heap->count];
    if (!heap->count)
        return last;
    py_value top = heap->items[0];
    heap->items[0] = last;
    if (sift_up(vm, heap, 0, max))
        return top;
    py_decref(vm, top);
    return py_unset();
}

bool py_heap_push(py_vm *vm, py_list *list, py_value item) {
    return heap_push(vm, list, item, false);
}

py_value py_heap_pop(py_vm *vm, py_list *list) {
    return heap_pop(vm, list, false);
}

static bool take_heap(py_vm *vm, const char *name, py_value v, bool alone, py_list **heap) {
    if (!py_is_list(v)) {
        py_raise(vm, PY_EXC_TypeError, alone ? "%s() argument must be list, not %T"
                                             : "%s() argument 1 must be list, not %T",
                 name, v);
        return false;
    }
    *heap = (py_list *)v.as.o;
    return true;
}

static py_value push(py_vm *vm, const char *name, const py_value *a, bool max) {
    py_list *heap;
    return take_heap(vm, name, a[0], false, &heap) && heap_push(vm, heap, a[1], max) ? py_none()
                                                                                      : py_unset();
}

static py_value pop(py_vm *vm, const char *name, const py_value *a, bool max) {
    py_list *heap;
    return take_heap(vm, name, a[0], true, &heap) ? heap_pop(vm, heap, max) : py_unset();
}

// The top goes out and the item comes in.
static py_value replace(py_vm *vm, py_list *heap, py_value item, bool max) {
    py_value top = heap->items[0];
    heap->items[0] = py_incref(item);
    if (sift_up(vm, heap, 0, max))
        return top;
    py_decref(vm, top);
    return py_unset();
}

static py_value pop_and_push(py_vm *vm, const char *name, const py_value *a, bool max) {
    py_list *heap;
    if (!take_heap(vm, name, a[0], false, &heap))
        return py_unset();
    if (!heap->count)
        return py_raise(vm, PY_EXC_IndexError, "index out of range");
    return replace(vm, heap, a[1], max);
}

static py_value push_and_pop(py_vm *vm, const char *name, const py_value *a, bool max) {
    py_list *heap;
    if (!take_heap(vm, name, a[0], false, &heap))
        return py_unset();
    int less = heap->count ? before(vm, heap, heap->items[0], a[1], max) : 0;
    if (less < 0)
        return py_unset();
    if (less && !heap->count)
        return py_raise(vm, PY_EXC_IndexError, "index out of range");
    return less ? replace(vm, heap, a[1], max) : py_incref(a[1]);
}

static py_value heapify(py_vm *vm, const char *name, const py_value *a, bool max) {
    py_list *heap;
    if (!take_heap(vm, name, a[0], true, &heap))
        return py_unset();
    for (int64_t i = (heap->count >> 1) - 1; i >= 0; i--)
        if (!sift_up(vm, heap, i, max))
            return py_unset();
    return py_none();
}

#define HEAP(name, run)                                                                            \
    static py_value f_##name(py_vm *vm, const py_value *a, int n) {                                \
        (void)n;                                                                                   \
        return run(vm, #name, a, false);                                                           \
    }                                                                                              \
    static py_value f_##name##_max(py_vm *vm, const py_value *a, int n) {                          \
        (void)n;                                                                                   \
        return run(vm, #name "_max", a, true);                                                     \
    }

HEAP(heappush, push)
HEAP(heappop, pop)
HEAP(heapreplace, pop_and_push)
HEAP(heappushpop, push_and_pop)
HEAP(heapify, heapify)

static const py_fndef heap_functions[] = {
    {"heappush", "heap, item, /", f_heappush, PY_FN_PLAIN},
    {"heappop", "heap, /", f_heappop, PY_FN_PLAIN},
    {"heapreplace", "heap, item, /", f_heapreplace, PY_FN_PLAIN},
    {"heappushpop", "heap, item, /", f_heappushpop, PY_FN_PLAIN},
    {"heapify", "heap, /", f_heapify, PY_FN_PLAIN},
    {"heappush_max", "heap, item, /", f_heappush_max, PY_FN_PLAIN},
    {"heappop_max", "heap, /", f_heappop_max, PY_FN_PLAIN},
    {"heapreplace_max", "heap, item, /", f_heapreplace_max, PY_FN_PLAIN},
    {"heappushpop_max", "heap, item, /", f_heappushpop_max, PY_FN_PLAIN},
    {"heapify_max", "heap, /", f_heapify_max, PY_FN_PLAIN},
    {0},
};

const py_module_spec py_heapq_module_spec = {.name = "_heapq", .functions = heap_functions};

// ---- bisect -------------------------------------------------------------------------------------

// a: the sequence, the item, lo, hi, key. Where `x` (the item, or its key) goes.
static bool find_place(py_vm *vm, const py_value *a, py_value x, bool right, int64_t *place) {
    int64_t low = 0, high = -1;
    if (py_is_set(a[2]) && !py_as_index(vm, a[2], &low))
        return false;
    if (py_is_set(a[3]) && !py_is_none(a[3]) && !py_as_index(vm, a[3], &high))
        return false;
    if (low < 0) {
        py_raise(vm, PY_EXC_ValueError, "lo must be non-negative");
        return false;
    }
    if (high == -1 && (high = py_length(vm, a[0])) < 0)
        return false;
    bool keyed = py_is_set(a[4]) && !py_is_none(a[4]);
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        py_value item = py_getitem(vm, a[0], py_int(middle));
        if (py_is_set(item) && keyed) {
            py_value key = py_call_n(vm, a[4], 1, &item);
            py_decref(vm, item);
            item = key;
        }
        if (!py_is_set(item))
            return false;
        int less = right ? py_compare_bool(vm, PY_CMP_LT, x, item)
                         : py_compare_bool(vm, PY_CMP_LT, item, x);
        py_decref(vm, item);
        if (less < 0)
            return false;
        if (right ? less : !less)
            high = middle;
        else
            low = middle + 1;
    }
    *place = low;
    return true;
}

static py_value bisect(py_vm *vm, const py_value *a, bool right) {
    int64_t place;
    return find_place(vm, a, a[1], right, &place) ? py_int(place) : py_unset();
}

static py_value insort(py_vm *vm, const py_value *a, bool right) {
    int64_t place;
    bool keyed = py_is_set(a[4]) && !py_is_none(a[4]);
    py_value x = keyed ? py_call_n(vm, a[4], 1, &a[1]) : py_incref(a[1]);
    bool ok = py_is_set(x) && find_place(vm, a, x, right, &place);
    if (py_is_set(x))
        py_decref(vm, x);
    if (!ok)
        return py_unset();
    if (py_is(vm, a[0], PY_TYPE_LIST))
        return py__list_insert(vm, (py_list *)a[0].as.o, place, a[1]) ? py_none() : py_unset();
    py_value args[2] = {py_int(place), a[1]};
    py_value result = py__call_z(vm, a[0], "insert", 2, args);
    py_decref(vm, result);
    return py_is_set(result) ? py_none() : py_unset();
}

static py_value f_bisect_left(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return bisect(vm, a, false);
}

static py_value f_bisect_right(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return bisect(vm, a, true);
}

static py_value f_insort_left(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return insort(vm, a, false);
}

static py_value f_insort_right(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return insort(vm, a, true);
}

#define BISECT_SIG "a, x, lo=, hi=, *, key="

static const py_fndef bisect_functions[] = {
    {"bisect_left", BISECT_SIG, f_bisect_left, PY_FN_PLAIN},
    {"bisect_right", BISECT_SIG, f_bisect_right, PY_FN_PLAIN},
    {"insort_left", BISECT_SIG, f_insort_left, PY_FN_PLAIN},
    {"insort_right", BISECT_SIG, f_insort_right, PY_FN_PLAIN},
    {0},
};

// Other names of functions.
static bool bisect_init(py_vm *vm, py_module *module) {
    static const char *const same[][2] = {{"bisect", "bisect_right"}, {"insort", "insort_right"}};
    for (size_t i = 0; i < VL_COUNT(same); i++) {
        py_value v = py_getattr_z(vm, py_from(module), same[i][1]);
        if (!py_is_set(v) || !py_module_add(vm, module, same[i][0], v))
            return false;
    }
    return true;
}

const py_module_spec py_bisect_module_spec = {.name = "bisect", .init = bisect_init, .functions = bisect_functions};
