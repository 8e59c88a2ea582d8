// The order of a set as CPython has it, for sets whose items hash alike in every process (ints, bools,
// floats, None, tuples of them): such a set's order is a fact that programs print. Beside the table
// proper runs a shadow of CPython's (Objects/setobject.c, 3.11 to 3.14): its size, its probing and its
// marks of deleted items decide who comes first. The first item of another kind ends that: from then
// on the order is that of insertion.
#include "containers_internal.h"
#include "vm_internal.h"

#define LINEAR_PROBES 9
#define PERTURB_SHIFT 5
#define SMALLEST 8

typedef struct slot {
    py_value key; // borrowed from the table proper; unset: free
    int64_t hash;
    bool gone;    // was deleted: the probing goes past it
} slot;

struct py__set_order {
    size_t mask, fill, used; // fill: deleted ones included
    bool applied;            // the table proper lies in this order
    slot *slots;
};

static bool is_fixed(py_vm *vm, py_value key) {
    switch (key.tag) {
    case PY_INT:
    case PY_BOOL: return true;
    case PY_FLOAT: return key.as.d == key.as.d;
    case PY_NONE: return vm->python_minor >= 12;
    default: break;
    }
    if (py_is(vm, key, PY_TYPE_INT))
        return true;
    if (!py_is(vm, key, PY_TYPE_TUPLE))
        return false;
    const py_tuple *tuple = (py_tuple *)key.as.o;
    for (int64_t i = 0; i < tuple->count; i++)
        if (py_is(vm, tuple->items[i], PY_TYPE_TUPLE) || !is_fixed(vm, tuple->items[i]))
            return false;
    return true;
}

static slot *slots_new(py_vm *vm, size_t count) {
    slot *slots = vl_heap_alloc(vm->heap, count * sizeof *slots);
    if (slots)
        memset(slots, 0, count * sizeof *slots);
    return slots;
}

void py__set_order_drop(py_vm *vm, py_set *set) {
    struct py__set_order *order = set->order;
    if (!order)
        return;
    set->order = NULL;
    vl_heap_free(vm->heap, order->slots, (order->mask + 1) * sizeof *order->slots);
    vl_heap_free(vm->heap, order, sizeof *order);
}

// From now on insertion decides: an item without a fixed hash, or no memory for the shadow.
static void give_up(py_vm *vm, py_set *set) {
    py__set_order_drop(vm, set);
    set->inserted = true;
}

// The shadow, begun with the first item; NULL: insertion decides.
static struct py__set_order *order_of(py_vm *vm, py_set *set, uint32_t used) {
    if (set->order && set->order->used == used)
        return set->order;
    py__set_order_drop(vm, set);
    if (used == 0) // cleared, or new
        set->inserted = false;
    if (set->inserted || used > 0)
        return NULL;
    struct py__set_order *order = vl_heap_alloc(vm->heap, sizeof *order);
    slot *slots = order ? slots_new(vm, SMALLEST) : NULL;
    if (!slots) {
        if (order)
            vl_heap_free(vm->heap, order, sizeof *order);
        return NULL;
    }
    *order = (struct py__set_order){.mask = SMALLEST - 1, .applied = true, .slots = slots};
    return set->order = order;
}

// Where a new item goes: the last deleted place on the way to the first free one, else that.
static slot *free_slot(slot *slots, size_t mask, int64_t hash) {
    slot *gone = NULL;
    uint64_t perturb = (uint64_t)hash;
    for (size_t i = (size_t)perturb & mask;; i = (size_t)(i * 5 + 1 + perturb) & mask) {
        size_t probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
        for (size_t at = i; at <= i + probes; at++) {
            if (slots[at].gone)
                gone = &slots[at];
            else if (!py_is_set(slots[at].key))
                return gone ? gone : &slots[at];
        }
        perturb >>= PERTURB_SHIFT;
    }
}

static bool resize(py_vm *vm, struct py__set_order *order, size_t least) {
    size_t size = SMALLEST, old = order->mask + 1;
    while (size <= least)
        size *= 2;
    if (size == old && size == SMALLEST && order->fill == order->used)
        return true;
    slot *slots = slots_new(vm, size);
    if (!slots)
        return false;
    for (size_t i = 0; i < old; i++)
        if (py_is_set(order->slots[i].key))
            *free_slot(slots, size - 1, order->slots[i].hash) = order->slots[i];
    vl_heap_free(vm->heap, order->slots, old * sizeof *slots);
    order->slots = slots;
    order->mask = size - 1;
    order->fill = order->used;
    order->applied = false;
    return true;
}

static size_t grown(const struct py__set_order *order) {
    return order->used > 50000 ? order->used * 2 : order->used * 4;
}

void py__set_order_add(py_vm *vm, py_set *set, py_value key, int64_t hash) {
    if (set->inserted && set->dict.used > 1)
        return;
    struct py__set_order *order = order_of(vm, set, set->dict.used - 1);
    if (!order || !is_fixed(vm, key)) {
        give_up(vm, set);
        return;
    }
    slot *at = free_slot(order->slots, order->mask, hash);
    bool again = at->gone;
    *at = (slot){.key = key, .hash = hash};
    order->fill += !again;
    order->used++;
    order->applied = false;
    if (!again && order->fill * 5 >= order->mask * 3 && !resize(vm, order, grown(order)))
        give_up(vm, set);
}

static slot *find(struct py__set_order *order, py_value key, int64_t hash) {
    uint64_t perturb = (uint64_t)hash;
    for (size_t i = (size_t)perturb & order->mask;; i = (size_t)(i * 5 + 1 + perturb) & order->mask) {
        size_t probes = i + LINEAR_PROBES <= order->mask ? LINEAR_PROBES : 0;
        for (size_t at = i; at <= i + probes; at++) {
            if (py_same(order->slots[at].key, key))
                return &order->slots[at];
            if (!py_is_set(order->slots[at].key) && !order->slots[at].gone)
                return NULL;
        }
        perturb >>= PERTURB_SHIFT;
    }
}

void py__set_order_remove(py_vm *vm, py_set *set, py_value key, int64_t hash) {
    struct py__set_order *order = set->order;
    slot *at = order && order->used == (size_t)set->dict.used + 1 ? find(order, key, hash) : NULL;
    if (!at) {
        give_up(vm, set);
        return;
    }
    *at = (slot){.gone = true};
    order->used--;
}

void py__set_order_reserve(py_vm *vm, py_set *set, size_t more) {
    struct py__set_order *order = order_of(vm, set, set->dict.used);
    if (order && more > 0 && (order->fill + more) * 5 >= order->mask * 3 &&
        !resize(vm, order, (order->used + more) * 2))
        give_up(vm, set);
}

// An empty set of the size of `from` takes its slots as they are.
bool py__set_order_copy(py_vm *vm, py_set *set, const py_set *from) {
    struct py__set_order *order = order_of(vm, set, set->dict.used);
    const struct py__set_order *other = from->order;
    if (!order || !other || order->fill || order->mask != other->mask || other->fill != other->used ||
        other->used != from->dict.used)
        return false;
    memcpy(order->slots, other->slots, (order->mask + 1) * sizeof *order->slots);
    order->fill = order->used = other->used;
    order->applied = false;
    return true;
}

void py__set_order_tidy(py_vm *vm, py_set *set) {
    struct py__set_order *order = set->order;
    if (order && order->fill - order->used > order->mask / 4 && !resize(vm, order, grown(order)))
        give_up(vm, set);
}

void py__set_order_apply(py_vm *vm, py_set *set) {
    struct py__set_order *order = set->order;
    if (!order || order->applied)
        return;
    if (order->used != set->dict.used) {
        give_up(vm, set);
        return;
    }
    size_t size = (order->used + !order->used) * sizeof(py_dict_entry), n = 0;
    py_dict_entry *entries = vl_heap_alloc(vm->heap, size);
    if (!entries) {
        give_up(vm, set);
        return;
    }
    for (size_t i = 0; i <= order->mask; i++)
        if (py_is_set(order->slots[i].key))
            entries[n++] = (py_dict_entry){order->slots[i].key, py_unset(), order->slots[i].hash};
    py__dict_reorder(&set->dict, entries);
    vl_heap_free(vm->heap, entries, size);
    order->applied = true;
}

int32_t py__set_order_pop(py_vm *vm, py_set *set) {
    py__set_order_apply(vm, set);
    struct py__set_order *order = set->order;
    if (!order)
        return (int32_t)set->dict.first;
    size_t at = set->finger & order->mask;
    while (!py_is_set(order->slots[at].key))
        at = at < order->mask ? at + 1 : 0;
    set->finger = at + 1;
    return py__dict_find(vm, &set->dict, order->slots[at].key, order->slots[at].hash);
}
