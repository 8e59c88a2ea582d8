// list.sort: a stable merge sort of natural runs (after Tim Peters' listsort: short runs are
// lengthened by binary insertion, neighbours of similar length are merged), comparing by __lt__
// alone. While it runs the list is empty, so that key functions and __lt__ cannot disturb the
// items.
#include "containers_internal.h"

#define RUN_MIN    32
#define STACK_SIZE 96 // runs grow like Fibonacci numbers from the top down: enough for 2^63 items

typedef struct pair { // what is compared, and what it stands for (unset: itself)
    py_value key, item;
} pair;

typedef int (*less_fn)(py_vm *vm, py_value a, py_value b); // 1, 0, -1 error

typedef struct sorter {
    py_vm *vm;
    less_fn less;
    pair *pairs, *spare; // spare: room for as many
    struct {
        int64_t start, count;
    } runs[STACK_SIZE];
    int run_count;
} sorter;

// ---- comparing ----------------------------------------------------------------------------------

static int less_any(py_vm *vm, py_value a, py_value b) {
    return py_compare_bool(vm, PY_CMP_LT, a, b);
}

static int less_int(py_vm *vm, py_value a, py_value b) {
    (void)vm;
    return a.as.i < b.as.i;
}

static int less_float(py_vm *vm, py_value a, py_value b) {
    (void)vm;
    return a.as.d < b.as.d;
}

// UTF-8 orders as code points do.
static int less_str(py_vm *vm, py_value a, py_value b) {
    (void)vm;
    const py_str *x = py_as_str(a), *y = py_as_str(b);
    uint32_t shared = x->size < y->size ? x->size : y->size;
    int order = memcmp(x->data, y->data, shared);
    return order ? order < 0 : x->size < y->size;
}

static less_fn choose_less(py_vm *vm, const pair *pairs, int64_t n) {
    bool ints = true, floats = true, strs = true;
    for (int64_t i = 0; i < n && (ints || floats || strs); i++) {
        py_value key = pairs[i].key;
        ints = ints && key.tag == PY_INT;
        floats = floats && key.tag == PY_FLOAT;
        strs = strs && py_is(vm, key, PY_TYPE_STR);
    }
    return ints ? less_int : floats ? less_float : strs ? less_str : less_any;
}

// ---- runs ---------------------------------------------------------------------------------------

static void reverse_pairs(pair *pairs, int64_t n) {
    for (int64_t i = 0, k = n - 1; i < k; i++, k--) {
        pair held = pairs[i];
        pairs[i] = pairs[k];
        pairs[k] = held;
    }
}

// Length of the ascending run at `start`; a strictly descending one is reversed. -1: error.
static int64_t count_run(sorter *s, int64_t start, int64_t end) {
    const pair *p = s->pairs;
    int64_t at = start + 1;
    if (at >= end)
        return end - start;
    int down = s->less(s->vm, p[at].key, p[at - 1].key);
    for (at++; down >= 0 && at < end; at++) {
        int less = s->less(s->vm, p[at].key, p[at - 1].key);
        if (less < 0)
            return -1;
        if (less != down)
            break;
    }
    if (down < 0)
        return -1;
    if (down)
        reverse_pairs(&s->pairs[start], at - start);
    return at - start;
}

static bool insert_binary(sorter *s, int64_t start, int64_t sorted, int64_t end) {
    pair *p = s->pairs;
    for (; sorted < end; sorted++) {
        int64_t low = start, high = sorted;
        pair pivot = p[sorted];
        while (low < high) {
            int64_t middle = low + (high - low) / 2;
            int less = s->less(s->vm, pivot.key, p[middle].key);
            if (less < 0)
                return false;
            if (less)
                high = middle;
            else
                low = middle + 1;
        }
        memmove(&p[low + 1], &p[low], (size_t)(sorted - low) * sizeof(pair));
        p[low] = pivot;
    }
    return true;
}

// ---- merging ------------------------------------------------------------------------------------

// Merges a[0..n) and the m pairs behind it. On an error every pair is still there once.
static bool merge(sorter *s, pair *a, int64_t n, int64_t m) {
    pair *left = s->spare, *right = a + n, *to = a;
    int64_t i = 0, k = 0;
    bool ok = true;
    memcpy(left, a, (size_t)n * sizeof(pair));
    while (i < n && k < m) {
        int less = s->less(s->vm, right[k].key, left[i].key);
        if (less < 0) {
            ok = false;
            break;
        }
        *to++ = less ? right[k++] : left[i++];
    }
    memcpy(to, &left[i], (size_t)(n - i) * sizeof(pair)); // what is left of the right is in place
    return ok;
}

static bool merge_at(sorter *s, int at) {
    int64_t start = s->runs[at].start, n = s->runs[at].count, m = s->runs[at + 1].count;
    s->runs[at].count = n + m;
    for (int i = at + 1; i + 1 < s->run_count; i++)
        s->runs[i] = s->runs[i + 1];
    s->run_count--;
    return merge(s, &s->pairs[start], n, m);
}

// Keeps the runs on the stack growing downwards; `all`: merges them to one.
static bool collapse(sorter *s, bool all) {
    while (s->run_count > 1) {
        int n = s->run_count - 2;
        int64_t top = s->runs[n + 1].count, next = s->runs[n].count;
        bool narrow = (n > 0 && s->runs[n - 1].count <= next + top) ||
                      (n > 1 && s->runs[n - 2].count <= s->runs[n - 1].count + next);
        if (!all && !narrow && next > top)
            break;
        if (n > 0 && s->runs[n - 1].count < top && (all || narrow))
            n--;
        if (!merge_at(s, n))
            return false;
    }
    return true;
}

static int64_t shortest_run(int64_t n) {
    int64_t odd = 0;
    while (n >= 2 * RUN_MIN) {
        odd |= n & 1;
        n >>= 1;
    }
    return n + odd;
}

static bool sort_pairs(sorter *s, int64_t n) {
    int64_t least = shortest_run(n);
    for (int64_t start = 0; start < n;) {
        int64_t run = count_run(s, start, n);
        if (run < 0)
            return false;
        if (run < least) {
            int64_t forced = n - start < least ? n - start : least;
            if (!insert_binary(s, start, start + run, start + forced))
                return false;
            run = forced;
        }
        s->runs[s->run_count].start = start;
        s->runs[s->run_count++].count = run;
        if (!collapse(s, false))
            return false;
        start += run;
    }
    return collapse(s, true);
}

// ---- the list -----------------------------------------------------------------------------------

static bool compute_keys(py_vm *vm, pair *pairs, int64_t n, py_value key) {
    for (int64_t i = 0; i < n; i++) {
        pairs[i].key = py_call_n(vm, key, 1, &pairs[i].item);
        if (!py_is_set(pairs[i].key))
            return false;
    }
    return true;
}

// Sorts `pairs`, whose keys are still to be computed where `key` is set.
static bool sort_items(py_vm *vm, pair *pairs, int64_t n, py_value key, bool reverse) {
    if (py_is_set(key) && !compute_keys(vm, pairs, n, key))
        return false;
    if (n < 2)
        return true;
    sorter s = {.vm = vm, .pairs = pairs, .less = choose_less(vm, pairs, n)};
    s.spare = vl_heap_alloc(vm->heap, (size_t)n * sizeof(pair));
    if (!s.spare) {
        py_raise_memory(vm);
        return false;
    }
    if (reverse) // twice: equal items keep their order
        reverse_pairs(pairs, n);
    bool ok = sort_pairs(&s, n);
    if (reverse)
        reverse_pairs(pairs, n);
    vl_heap_free(vm->heap, s.spare, (size_t)n * sizeof(pair));
    return ok;
}

bool py_list_sort(py_vm *vm, py_list *list, py_value key, bool reverse) {
    if (!list->count)
        return true;
    py_list held = *list;
    int64_t n = held.count;
    pair *pairs = vl_heap_alloc(vm->heap, (size_t)n * sizeof(pair));
    if (!pairs) {
        py_raise_memory(vm);
        return false;
    }
    for (int64_t i = 0; i < n; i++)
        pairs[i] =
            py_is_set(key) ? (pair){py_unset(), held.items[i]} : (pair){held.items[i], py_unset()};
    list->items = NULL;
    list->count = list->cap = 0;
    bool ok = sort_items(vm, pairs, n, key, reverse);
    if (ok && list->items) {
        py_raise(vm, PY_EXC_ValueError, "list modified during sort");
        ok = false;
    }
    py_list disturbed = *list;
    for (int64_t i = 0; i < n; i++)
        held.items[i] = py_is_set(key) ? pairs[i].item : pairs[i].key;
    list->items = held.items;
    list->count = held.count;
    list->cap = held.cap;
    for (int64_t i = 0; py_is_set(key) && i < n; i++)
        py_decref(vm, pairs[i].key);
    vl_heap_free(vm->heap, pairs, (size_t)n * sizeof(pair));
    for (int64_t i = 0; i < disturbed.count; i++)
        py_decref(vm, disturbed.items[i]);
    vl_heap_free(vm->heap, disturbed.items, (size_t)disturbed.cap * sizeof(py_value));
    return ok;
}
