// Deadlines in the order (ns, rank, seq), which is total: equal ones come out in one order whatever was
// inserted or removed between. VL_TIES_HEAP goes to timer_heapq.c instead.
//
// What is due up to `reach` lies in a 4-ary heap. The rest lies in the buckets of a radix heap (Ahuja, Mehlhorn,
// Orlin, Tarjan 1990): bucket i holds what agrees with reach above bit i and not there, so a lower bucket is
// earlier. When the heap is empty the lowest bucket is next: a small one goes into the heap as it is, and
// reach to its end; a large one is spread over the buckets below by the earliest deadline in it, which is the
// new reach. A deadline is so moved at most once a bit, and compared only among few. A queue of few is the
// heap alone.
#include "timer_queue_internal.h"

#include <assert.h>

enum { ARITY = 4, FIRST_CAP = 64, FEW = 32, CROWD = 64 };

static inline bool before(const vl_timer_entry *a, const vl_timer_entry *b) {
    if (a->ns != b->ns)
        return a->ns < b->ns;
    if (a->rank != b->rank)
        return a->rank < b->rank;
    return a->seq < b->seq;
}

// Both sifts move a hole and write `entry` once, where the hole comes to rest.
static void sift_up(vl_timer_queue *queue, uint32_t top, uint32_t hole, vl_timer_entry entry) {
    while (hole > top) {
        uint32_t parent = (hole - 1) / ARITY;
        if (!before(&entry, &queue->near.entries[parent]))
            break;
        queue->near.entries[hole] = queue->near.entries[parent];
        queue->near.entries[hole].timer->slot = (int32_t)hole;
        hole = parent;
    }
    queue->near.entries[hole] = entry;
    entry.timer->slot = (int32_t)hole;
}

// Full groups, the usual case, go by two rounds of pairs: no loop, no bound.
static inline vl_timer_entry *least_child(const vl_timer_queue *queue, uint32_t first) {
    vl_timer_entry *child = &queue->near.entries[first];
    uint32_t count = queue->near.count - first;
    if (VL_LIKELY(count >= ARITY)) {
        vl_timer_entry *left = before(&child[1], &child[0]) ? &child[1] : &child[0];
        vl_timer_entry *right = before(&child[3], &child[2]) ? &child[3] : &child[2];
        return before(right, left) ? right : left;
    }
    vl_timer_entry *least = child;
    for (uint32_t i = 1; i < count; i++)
        if (before(&child[i], least))
            least = &child[i];
    return least;
}

// The hole goes down to a leaf without looking at `entry`, which was the last and mostly belongs
// near there, and then up as far as it must: fewer comparisons than looking on the way.
static void sift_down(vl_timer_queue *queue, uint32_t hole, vl_timer_entry entry) {
    uint32_t top = hole;
    for (uint32_t first; (first = hole * ARITY + 1) < queue->near.count;) {
        vl_timer_entry *child = least_child(queue, first);
        queue->near.entries[hole] = *child;
        child->timer->slot = (int32_t)hole;
        hole = (uint32_t)(child - queue->near.entries);
    }
    sift_up(queue, top, hole, entry);
}

// ---- lists --------------------------------------------------------------------------------------

static bool reserve(vl_timer_queue *queue, vl_timer_list *list) {
    // Slots are int32_t, and hole * ARITY must not wrap.
    if (VL_LIKELY(list->count < list->cap))
        return true;
    if (list->cap > INT32_MAX / (2 * ARITY))
        return false;
    uint32_t cap = list->cap > 0 ? list->cap * 2 : FIRST_CAP;
    size_t size = sizeof *list->entries;
    void *entries = list->entries == NULL
                        ? vl_heap_alloc(queue->heap, cap * size)
                        : vl_heap_realloc(queue->heap, list->entries, list->cap * size, cap * size);
    if (entries == NULL)
        return false;
    list->entries = entries;
    list->cap = cap;
    return true;
}

static void list_free(vl_timer_queue *queue, vl_timer_list *list) {
    vl_heap_free(queue->heap, list->entries, list->cap * sizeof *list->entries);
    *list = (vl_timer_list){.count = 0};
}

// The bucket of a deadline beyond `reach`.
static inline unsigned bucket_of(int64_t reach, int64_t ns) {
    return vl_top_bit((uint64_t)ns ^ (uint64_t)reach);
}

static inline void far_append(vl_timer_queue *queue, unsigned bucket, const vl_timer_entry *entry) {
    vl_timer_list *list = &queue->far[bucket];
    entry->timer->slot = (int32_t)list->count;
    list->entries[list->count++] = *entry;
    queue->filled |= UINT64_C(1) << bucket;
}

static void far_remove(vl_timer_queue *queue, const vl_timer *timer) {
    unsigned bucket = bucket_of(queue->reach, timer->deadline_ns);
    vl_timer_list *list = &queue->far[bucket];
    uint32_t slot = (uint32_t)timer->slot;
    assert(slot < list->count && list->entries[slot].timer == timer);
    list->entries[slot] = list->entries[--list->count];
    list->entries[slot].timer->slot = (int32_t)slot;
    if (list->count == 0)
        queue->filled &= ~(UINT64_C(1) << bucket);
}

// ---- from far to near ---------------------------------------------------------------------------

static int64_t earliest(const vl_timer_list *list) {
    int64_t ns = list->entries[0].ns;
    for (uint32_t i = 1; i < list->count; i++)
        ns = list->entries[i].ns < ns ? list->entries[i].ns : ns;
    return ns;
}

// The last deadline that belongs in the bucket: its bit as the bucket has it, ones below. The highest bit is
// the sign.
static int64_t end_of(int64_t reach, unsigned bucket) {
    return bucket == 63 ? INT64_MAX : (int64_t)((uint64_t)reach | ((UINT64_C(2) << bucket) - 1));
}

// At least `count` places in a list. False: no memory.
static bool make_room(vl_timer_queue *queue, vl_timer_list *list, uint32_t count) {
    uint32_t have = list->count;
    bool good = true;
    while (good && list->cap < count) {
        list->count = list->cap;
        good = reserve(queue, list);
    }
    list->count = have;
    return good;
}

// All of it into the heap, which is empty. False: no memory, nothing changed.
static bool pull(vl_timer_queue *queue, unsigned bucket) {
    vl_timer_list *list = &queue->far[bucket];
    if (!make_room(queue, &queue->near, list->count))
        return false;
    queue->reach = end_of(queue->reach, bucket);
    queue->filled &= ~(UINT64_C(1) << bucket);
    for (uint32_t i = 0; i < list->count; i++)
        sift_up(queue, 0, queue->near.count++, list->entries[i]);
    list->count = 0;
    return true;
}

// The list, which is all that is due before the buckets from `bucket` on, over those below it by the
// earliest, which goes into the heap with its equals. False: no memory, nothing changed.
static bool spread(vl_timer_queue *queue, vl_timer_list *list, unsigned bucket) {
    vl_timer_list *near = &queue->near;
    int64_t first = earliest(list);
    uint32_t counts[VL__TIMER_BUCKETS] = {0}, equal = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->entries[i].ns == first)
            equal++;
        else
            counts[bucket_of(first, list->entries[i].ns)]++;
    }
    bool good = make_room(queue, near, equal);
    for (unsigned i = 0; good && i < bucket; i++)
        good = counts[i] == 0 || make_room(queue, &queue->far[i], counts[i]);
    if (!good)
        return false;
    queue->reach = first;
    uint32_t count = list->count;
    list->count = 0; // it may be the heap itself, which fills no faster than it is read
    for (uint32_t i = 0; i < count; i++) {
        vl_timer_entry entry = list->entries[i];
        if (entry.ns == first)
            sift_up(queue, 0, near->count++, entry);
        else
            far_append(queue, bucket_of(first, entry.ns), &entry);
    }
    return true;
}

void vl__timers_approach(vl_timer_queue *queue) {
    unsigned bucket = vl_low_bit(queue->filled);
    vl_timer_list *list = &queue->far[bucket];
    queue->crowd = CROWD;
    if (list->count > FEW && spread(queue, list, bucket))
        queue->filled &= ~(UINT64_C(1) << bucket);
    else
        queue->starved = !pull(queue, bucket);
}

// Near has become large: the later part of it goes far, if that is before all that is there. If not, or for
// want of memory, it stays a heap until twice as large.
static void thin_out(vl_timer_queue *queue) {
    queue->crowd = queue->near.count * 2;
    int64_t first = queue->near.entries[0].ns;
    if (first == queue->reach)
        return;
    unsigned bucket = bucket_of(first, queue->reach) + 1;
    if (bucket <= VL__TIMER_BUCKETS && (queue->filled == 0 || vl_low_bit(queue->filled) >= bucket))
        spread(queue, &queue->near, bucket);
}

// ---- the queue ----------------------------------------------------------------------------------

void vl__timers_init(vl_timer_queue *queue, vl_heap *heap, vl_ties ties) {
    *queue = (vl_timer_queue){.heap = heap, .ties = ties, .reach = INT64_MIN, .crowd = CROWD};
}

void vl__timers_deinit(vl_timer_queue *queue) {
    list_free(queue, &queue->near);
    for (unsigned i = 0; i < VL__TIMER_BUCKETS; i++)
        list_free(queue, &queue->far[i]);
    vl__timers_init(queue, queue->heap, queue->ties);
}

bool vl__timers_insert(vl_timer_queue *queue, vl_timer *timer, uint64_t rank) {
    assert(timer->slot < 0);
    vl_timer_entry entry = {timer->deadline_ns, rank, timer->seq, timer};
    bool few = queue->filled == 0 && queue->near.count < FEW;
    if (queue->ties != VL_TIES_HEAP && entry.ns > queue->reach && !few) {
        unsigned bucket = bucket_of(queue->reach, entry.ns);
        if (VL_UNLIKELY(!reserve(queue, &queue->far[bucket])))
            return false;
        far_append(queue, bucket, &entry);
        return true;
    }
    if (VL_UNLIKELY(!reserve(queue, &queue->near)))
        return false;
    if (queue->ties == VL_TIES_HEAP) {
        vl__heapq_push(queue, entry);
        return true;
    }
    if (entry.ns > queue->reach) // nothing is far
        queue->reach = entry.ns;
    sift_up(queue, 0, queue->near.count++, entry);
    if (VL_UNLIKELY(queue->near.count >= queue->crowd))
        thin_out(queue);
    return true;
}

// The last entry moves into the hole, which may be too deep or too high for it.
static void fill_hole(vl_timer_queue *queue, uint32_t hole) {
    vl_timer_entry last = queue->near.entries[--queue->near.count];
    if (hole == queue->near.count)
        return;
    if (hole > 0 && before(&last, &queue->near.entries[(hole - 1) / ARITY]))
        sift_up(queue, 0, hole, last);
    else
        sift_down(queue, hole, last);
}

void vl__timers_remove(vl_timer_queue *queue, vl_timer *timer) {
    uint32_t slot = (uint32_t)timer->slot;
    assert(timer->slot >= 0);
    if (queue->ties == VL_TIES_HEAP) {
        // asyncio leaves a cancelled handle in its heap: where it lies decides later orders.
        queue->near.entries[slot].timer = NULL;
        queue->cancelled++;
    } else if (timer->deadline_ns <= queue->reach)
        fill_hole(queue, slot);
    else
        far_remove(queue, timer);
    timer->slot = -1;
}

vl_timer *vl__timers_pop(vl_timer_queue *queue) {
    assert(queue->near.count > 0);
    if (queue->ties == VL_TIES_HEAP)
        return vl__heapq_pop(queue);
    vl_timer *timer = queue->near.entries[0].timer;
    timer->slot = -1;
    fill_hole(queue, 0);
    return timer;
}

vl_timer *vl__timers_take_any(vl_timer_queue *queue) {
    for (unsigned i = 0; i < VL__TIMER_BUCKETS; i++) {
        vl_timer_list *list = &queue->far[i];
        if (list->count > 0) {
            vl_timer *timer = list->entries[list->count - 1].timer;
            vl__timers_remove(queue, timer);
            return timer;
        }
    }
    return NULL;
}

void vl__timers_tidy(vl_timer_queue *queue) {
    if (queue->ties == VL_TIES_HEAP)
        vl__heapq_tidy(queue);
}
