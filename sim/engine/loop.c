// The loop: ready queue, timers, one iteration after the other as BaseEventLoop._run_once does
// (asyncio/base_events.py, 3.11 to 3.14), on a clock that moves only when nothing is ready. Knows
// handles and timers; tasks and futures are built on them.
#include "engine_internal.h"
#include "timer_queue_internal.h"

// How much work passes between two looks at the host's poll.
#define POLL_EVERY UINT64_C(4096)
// base_events.py: MAXIMUM_SELECT_TIMEOUT. A longer wait takes more iterations.
#define LONGEST_SELECT_NS (24 * 3600 * VL_NS_PER_S)

vl_status vl_loop_init(vl_loop *loop, const vl_loop_config *config) {
    *loop = (vl_loop){.config = *config, .mode = config->mode};
    vl__ring_init(&loop->ready);
    vl__ring_init(&loop->batch);
    vl__timers_init(&loop->timers, config->heap, config->ties);
    return VL_OK;
}

void vl_loop_deinit(vl_loop *loop) {
    vl__timers_deinit(&loop->timers);
}

uint64_t vl_loop_iteration(const vl_loop *loop) {
    return loop->iteration;
}

void vl__ring_prepend(vl_handle *to, vl_handle *from) {
    if (vl__ring_empty(from))
        return;
    from->prev->next = to->next;
    to->next->prev = from->prev;
    to->next = from->next;
    from->next->prev = to;
    vl__ring_init(from);
}

// ---- handles ------------------------------------------------------------------------------------

void vl_handle_init(vl_handle *handle, vl_callback run) {
    *handle = (vl_handle){.run = run};
}

bool vl_handle_queued(const vl_handle *handle) {
    return handle->next != NULL;
}

void vl_handle_cancel(vl_handle *handle) {
    handle->cancelled = true;
}

void vl_loop_call_soon(vl_loop *loop, vl_handle *handle) {
    vl__loop_enqueue(loop, handle);
}

bool vl_loop_unlink(vl_loop *loop, vl_handle *handle) {
    (void)loop;
    if (handle->next == NULL)
        return false;
    vl__ring_remove(handle);
    return true;
}

vl_handle *vl_loop_take(vl_loop *loop) {
    vl_handle *rings[] = {&loop->batch, &loop->ready};
    for (size_t i = 0; i < VL_COUNT(rings); i++) {
        if (vl__ring_empty(rings[i]))
            continue;
        vl_handle *handle = rings[i]->next;
        vl__ring_remove(handle);
        return handle;
    }
    while (vl__timers_first(&loop->timers) != NULL) {
        vl_timer *timer = vl__timers_pop(&loop->timers);
        if (timer != NULL)
            return &timer->handle;
    }
    vl_timer *left = vl__timers_take_any(&loop->timers);
    return left != NULL ? &left->handle : NULL;
}

// ---- timers -------------------------------------------------------------------------------------

void vl_timer_init(vl_timer *timer, vl_callback run) {
    *timer = (vl_timer){.handle = {.run = run}, .slot = -1};
}

// SplitMix64's finaliser (Steele, Lea, Flood 2014) over seed and sequence: a drawn order that does
// not depend on how often it is asked.
static uint64_t drawn_rank(uint64_t seed, uint64_t seq) {
    uint64_t z = seed + (seq + 1) * UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

// Every free choice between equal deadlines is made here.
static uint64_t rank_of(const vl_loop *loop, const vl_timer *timer) {
    switch (loop->config.ties) {
    case VL_TIES_REAL:
        return timer->wakes;
    case VL_TIES_SHUFFLE:
        return drawn_rank(loop->config.shuffle_seed, timer->seq);
    case VL_TIES_FIFO:
    case VL_TIES_HEAP:
        break;
    }
    return 0;
}

bool vl__timer_set(vl_loop *loop, vl_timer *timer, int64_t deadline_ns, uint64_t task) {
    assert(timer->handle.next == NULL);
    uint32_t late = deadline_ns > loop->now_ns && loop->wakes < UINT32_MAX;
    timer->deadline_ns = deadline_ns;
    timer->seq = timer->id = ++loop->timers_set;
    timer->task = task;
    timer->wakes = loop->wakes + late;
    timer->handle.cause = loop->current;
    timer->handle.cancelled = false;
    if (!vl__timers_insert(&loop->timers, timer, rank_of(loop, timer))) {
        vl__loop_halt(loop, VL_LOOP_NO_MEMORY);
        return false;
    }
    if (!timer->silent)
        vl__emit(loop, VL_EVENT_TIMER_SET, task, deadline_ns, timer->id, NULL);
    return true;
}

bool vl_loop_call_at(vl_loop *loop, vl_timer *timer, int64_t deadline_ns) {
    uint64_t task = loop->stepping != NULL ? loop->stepping->id : 0;
    return vl__timer_set(loop, timer, deadline_ns, task);
}

bool vl_timer_cancel(vl_loop *loop, vl_timer *timer) {
    if (timer->slot < 0)
        return vl_loop_unlink(loop, &timer->handle);
    vl__timers_remove(&loop->timers, timer);
    if (!timer->silent)
        vl__emit(loop, VL_EVENT_TIMER_CANCELLED, timer->task, timer->deadline_ns, timer->id, NULL);
    return true;
}

// ---- limits -------------------------------------------------------------------------------------

void vl__loop_halt(vl_loop *loop, vl_loop_end end) {
    if (loop->halted)
        return;
    loop->halted = true;
    loop->end = end;
    loop->check_at = 0;
}

// check_at is passed: why? False: the run is over.
static VL_NOINLINE bool may_go_on(vl_loop *loop) {
    if (loop->halted)
        return false;
    const vl_host *host = &loop->config.host;
    uint64_t spent = loop->events + loop->charged;
    uint64_t limit = loop->config.max_events > 0 ? loop->config.max_events : UINT64_MAX;
    uint64_t still = loop->iteration - loop->moved_at;
    if (spent >= limit)
        vl__loop_halt(loop, VL_LOOP_MAX_EVENTS);
    else if (loop->config.max_still > 0 && still >= loop->config.max_still)
        vl__loop_halt(loop, VL_LOOP_LIVELOCK);
    else if (host->poll != NULL && !host->poll(host->context))
        vl__loop_halt(loop, VL_LOOP_INTERRUPTED);
    else
        loop->check_at = limit - spent < POLL_EVERY ? limit : spent + POLL_EVERY;
    return !loop->halted;
}

bool vl_loop_charge(vl_loop *loop, uint64_t events) {
    loop->charged += events;
    if (loop->halted && loop->end == VL_LOOP_STOPPED) // the program goes on after a run
        return loop->config.max_events == 0 ||
               loop->events + loop->charged < loop->config.max_events;
    return loop->events + loop->charged < loop->check_at || may_go_on(loop);
}

void vl_loop_stop(vl_loop *loop) {
    loop->stopping = true;
}

void vl_loop_break(vl_loop *loop) {
    vl__loop_halt(loop, VL_LOOP_STOPPED);
}

// ---- one iteration ------------------------------------------------------------------------------

// The moment becomes that of the earliest deadline: later ns, or the same ns and more wakes.
static bool advance_clock(vl_loop *loop, const vl_timer_entry *first) {
    if (first->ns > loop->now_ns) {
        int64_t left = loop->now_ns, waited = first->ns - left;
        if (loop->config.max_time_ns > 0 && first->ns > loop->config.max_time_ns) {
            vl__loop_halt(loop, VL_LOOP_MAX_TIME);
            return false;
        }
        loop->iteration += (uint64_t)((waited - 1) / LONGEST_SELECT_NS);
        loop->moved_at = loop->iteration;
        loop->now_ns = first->ns;
        loop->wakes = first->timer->wakes;
        if (vl__event_next(loop))
            vl__event_report_loop(loop, VL_EVENT_CLOCK_JUMPED, 0, left, 0, 0);
    } else if (first->timer->wakes > loop->wakes) {
        loop->wakes = first->timer->wakes;
    }
    return true;
}

static inline bool is_due(const vl_loop *loop, const vl_timer_entry *entry, uint64_t rank) {
    return entry->ns < loop->now_ns || (entry->ns == loop->now_ns && entry->rank <= rank);
}

static void move_due(vl_loop *loop) {
    // Only for VL_TIES_REAL is a rank a time: the others take a whole instant in one pass.
    uint64_t rank = loop->config.ties == VL_TIES_REAL ? loop->wakes : UINT64_MAX;
    const vl_timer_entry *first;
    while ((first = vl__timers_first(&loop->timers)) != NULL && is_due(loop, first, rank)) {
        vl_timer *timer = vl__timers_pop(&loop->timers);
        if (timer == NULL)
            continue;
        if (!timer->silent) {
            if (vl__event_next(loop))
                vl__event_report_loop(loop, VL_EVENT_TIMER_FIRED, timer->task, timer->deadline_ns,
                                      timer->id, timer->handle.cause);
            timer->handle.cause = loop->events;
        }
        vl__ring_append(&loop->ready, &timer->handle);
    }
}

static bool begin_iteration(vl_loop *loop) {
    vl__timers_tidy(&loop->timers);
    const vl_timer_entry *first = vl__timers_first(&loop->timers);
    bool waits = vl__ring_empty(&loop->ready) && !loop->stopping;
    if (waits && first == NULL) {
        vl__loop_halt(loop, loop->timers.starved    ? VL_LOOP_NO_MEMORY
                            : vl__mode_stuck(loop) ? VL_LOOP_STUCK
                                                   : VL_LOOP_IDLE);
        return false;
    }
    loop->iteration++;
    if (waits && !advance_clock(loop, first)) {
        loop->iteration--;
        return false;
    }
    move_due(loop);
    vl__ring_prepend(&loop->batch, &loop->ready);
    return true;
}

// Exactly the handles that were ready at the start: what becomes ready meanwhile is another ring.
static bool run_batch(vl_loop *loop) {
    while (!vl__ring_empty(&loop->batch)) {
        if (VL_UNLIKELY(loop->events + loop->charged >= loop->check_at) && !may_go_on(loop))
            return false;
        vl_handle *handle = loop->batch.next;
        vl__ring_remove(handle);
        if (handle->cancelled)
            continue;
        uint64_t before = loop->events;
        loop->runs++;
        loop->current = handle->cause;
        handle->run(handle, loop); // may free it
        loop->charged += loop->events == before;
    }
    loop->current = 0;
    return !loop->halted;
}

// A busy wait on the clock would never end on a clock that stands still: config.spin_ns.
static void pass_time(vl_loop *loop) {
    int64_t left = loop->now_ns, ns = loop->config.spin_ns;
    int64_t limit = loop->config.max_time_ns > 0 ? loop->config.max_time_ns : INT64_MAX;
    if (ns > limit - left) {
        vl__loop_halt(loop, VL_LOOP_MAX_TIME);
        return;
    }
    loop->now_ns += ns;
    loop->wakes += loop->wakes < UINT32_MAX;
    loop->moved_at = loop->iteration;
    if (vl__event_next(loop))
        vl__event_report_loop(loop, VL_EVENT_CLOCK_JUMPED, 0, left, 0, 0);
}

vl_loop_end vl_loop_run(vl_loop *loop) {
    loop->halted = false;
    loop->check_at = 0;
    loop->moved_at = loop->iteration;
    for (;;) {
        uint64_t runs = loop->runs, yields = loop->yields;
        if (!begin_iteration(loop) || !run_batch(loop))
            break;
        bool spun = loop->config.spin_ns > 0 && loop->runs - runs == loop->yields - yields;
        if (loop->stopping)
            vl__loop_halt(loop, VL_LOOP_STOPPED);
        else if (spun && loop->runs != runs)
            pass_time(loop);
        if (loop->halted)
            break;
    }
    vl__ring_prepend(&loop->ready, &loop->batch);
    loop->current = 0;
    loop->stopping = false;
    return loop->end;
}
