// vl_engine: the event loop of asyncio on a virtual clock. Clock, timer queue, ready queue, futures,
// tasks, cancellation, gather, and the observer that is told of every event. Knows nothing of
// Python, SQLite or files; values and exceptions belong to the host, which embeds these structs in
// its own objects.
//
// Time: signed 64-bit nanoseconds, from 0. It moves only when nothing is ready, straight to the
// earliest deadline. Order: a deadline is (ns, wakes, sequence); see vl_ties.
// Model: CPython's base_events.py, events.py, futures.py, tasks.py (3.11 to 3.14).
//
// Ownership: every struct here is embedded in storage of the host's, which must stay where it is
// while linked. Tasks: vl_task_ops.hold/drop bracket the time in which the engine knows the task.
// Handles, timers, waiters, futures: the host keeps them alive while they are queued or registered;
// vl_loop_unlink, vl_timer_cancel, vl_future_unwait and vl_future_orphan take them out. Nothing here
// allocates but the timer queue.
#ifndef VL_ENGINE_H
#define VL_ENGINE_H

#include "vl_base.h"

typedef struct vl_loop vl_loop;
typedef struct vl_handle vl_handle;
typedef struct vl_timer vl_timer;
typedef struct vl_future vl_future;
typedef struct vl_waiter vl_waiter;
typedef struct vl_task vl_task;

#define VL_NS_PER_S INT64_C(1000000000)

// Seconds to nanoseconds, round half to even, saturating; NaN gives 0. And back: one correctly
// rounded division.
int64_t vl_ns_from_seconds(double seconds);
double vl_seconds_from_ns(int64_t ns);

// ---- events -------------------------------------------------------------------------------------

typedef enum vl_event_kind {
#define X(name, word, value, other) VL_EVENT_##name,
#include "events.def"
#undef X
    VL_EVENT_COUNT_
} vl_event_kind;

const char *vl_event_word(vl_event_kind kind);

typedef enum vl_wait { VL_WAIT_SLEEP, VL_WAIT_TASK, VL_WAIT_GATHER, VL_WAIT_FUTURE, VL_WAIT_YIELD,
                       VL_WAIT_OTHER } vl_wait; // OTHER: the event's text names it ("Lock", "Queue.get")
typedef enum vl_outcome { VL_OUTCOME_PENDING, VL_OUTCOME_DONE, VL_OUTCOME_FAILED,
                          VL_OUTCOME_CANCELLED } vl_outcome;

typedef struct vl_event {
    uint64_t seq;       // 1, 2, 3 ... in order of happening
    uint64_t cause;     // seq of the event that made this happen; 0: none
    uint64_t iteration; // of the loop, from 1; 0 before the first
    int64_t now_ns;
    int64_t value;      // see events.def
    uint64_t task;      // whom it concerns: ids count from 1 in creation order; 0: the loop itself
    uint64_t other;     // see events.def
    vl_event_kind kind;
    int line;           // in the program; 0: unknown
    const char *text;   // task created: its name; suspended: on what; failed: the exception; stdout:
    size_t text_len;    // what was written. Valid during the call; NULL: none
    const char *detail; // task created: the coroutine function's name; NULL: none (NUL-terminated)
} vl_event;

// `event` is called for every event, in order, and must not call back into the loop.
typedef struct vl_observer {
    void (*event)(void *context, const vl_event *event);
    void *context;
} vl_observer;

// ---- the host -----------------------------------------------------------------------------------

// What the engine asks; each member may be NULL. `line`, `describe` and `failure` only if observed.
typedef struct vl_host {
    int (*line)(void *context);                            // of the program, at this moment
    void (*describe)(void *context, const vl_task *task,   // name and coroutine of a task, for created
                     const char **name, const char **coro);
    bool (*poll)(void *context);                           // false: stop the run (interrupt)
    void *context;
    const char *(*failure)(void *context, const vl_task *task); // text of TASK_ENDED, FAILED only;
                                                                // NUL-terminated, may be NULL
    void (*blocked)(void *context, int64_t ns);            // vl_loop_block, before the clock moves
} vl_host;

// ---- handles and timers -------------------------------------------------------------------------

typedef void (*vl_callback)(vl_handle *handle, vl_loop *loop);

struct vl_handle {            // something to be called once; the unit of the ready queue
    vl_handle *prev, *next;   // in the ready queue; both NULL: not queued
    vl_callback run;
    uint64_t cause;           // event during which it was scheduled
    bool cancelled;           // stays queued, is not run: as in asyncio
};

struct vl_timer {
    vl_handle handle;
    int64_t deadline_ns;
    uint64_t seq;             // order of setting
    uint64_t id;              // for events; each setting is a new one
    uint64_t task;            // for events: the task that set it; 0: none
    uint32_t wakes;           // see vl_ties
    int32_t slot;             // place in the timer queue; -1: not in it
    bool silent;              // no events; set it after init
};

void vl_handle_init(vl_handle *handle, vl_callback run);
bool vl_handle_queued(const vl_handle *handle);
void vl_timer_init(vl_timer *timer, vl_callback run);

// ---- the loop -----------------------------------------------------------------------------------

// Which of several equal deadlines comes first (SEMANTICS "Ties").
typedef enum vl_ties {
    VL_TIES_REAL,    // (ns, wakes, sequence); one pass takes those equal in (ns, wakes). The default.
    VL_TIES_FIFO,    // (ns, sequence), one pass
    VL_TIES_HEAP,    // CPython's heapq over ns alone, its compaction included
    VL_TIES_SHUFFLE  // equal ns in an order drawn from the seed, one pass
} vl_ties;

// How tasks overlap. Sequential: a task that created children goes no further until they have
// ended; they run one at a time, in creation order, depth first; the task's own wait begins when it
// is active again. Limited: at most `max_tasks` started tasks that do not wait for another task.
typedef enum vl_mode { VL_MODE_AS_WRITTEN, VL_MODE_SEQUENTIAL, VL_MODE_LIMITED } vl_mode;

typedef struct vl_loop_config {
    vl_heap *heap;
    vl_ties ties;
    vl_mode mode;
    uint32_t max_tasks;      // for VL_MODE_LIMITED
    uint64_t shuffle_seed;
    uint64_t max_events;     // 0: no limit. Counted without an observer too
    int64_t max_time_ns;     // 0: no limit; a clock that would pass it stops the run
    uint64_t max_still;      // 0: no limit; iterations in a row in which no time passes (a livelock)
    int64_t spin_ns;         // what an iteration takes that ran nothing but tasks which yielded at once
    vl_host host;
} vl_loop_config;

// Why vl_loop_run came back.
typedef enum vl_loop_end {
    VL_LOOP_STOPPED,         // vl_loop_stop was called (asyncio.run: the main task ended)
    VL_LOOP_IDLE,            // nothing ready, no timer: a deadlock if anybody still waits
    VL_LOOP_STUCK,           // the same in sequential or limited mode: the mode cannot be followed
    VL_LOOP_MAX_EVENTS, VL_LOOP_MAX_TIME, VL_LOOP_LIVELOCK, VL_LOOP_INTERRUPTED, VL_LOOP_NO_MEMORY
} vl_loop_end;

// The struct vl_loop is defined in full at the end of this header, so that hosts can embed it and
// read the clock without a call; outside engine/ only vl_loop_now and friends touch its members.
vl_status vl_loop_init(vl_loop *loop, const vl_loop_config *config);
void vl_loop_deinit(vl_loop *loop);
void vl_loop_observe(vl_loop *loop, vl_observer observer); // before the first event

int64_t vl_loop_now(const vl_loop *loop);
uint64_t vl_loop_iteration(const vl_loop *loop);
uint64_t vl_loop_events(const vl_loop *loop); // so far, observed or not
// time.sleep: the clock moves inside a step, everything else is late. Adds one to the wakes.
void vl_loop_block(vl_loop *loop, int64_t ns);

void vl_loop_call_soon(vl_loop *loop, vl_handle *handle);
// The deadline may have passed. False: no memory.
bool vl_loop_call_at(vl_loop *loop, vl_timer *timer, int64_t deadline_ns);
void vl_handle_cancel(vl_handle *handle);                   // a handle from call_soon; stays queued
// Idempotent. True: it was pending (in the timer queue or due and ready), and now is in no queue.
bool vl_timer_cancel(vl_loop *loop, vl_timer *timer);
// Out of the ready queue, as if never put: for hosts that count references. False: was not there.
bool vl_loop_unlink(vl_loop *loop, vl_handle *handle);
void vl_loop_stop(vl_loop *loop);                           // after the current iteration
void vl_loop_break(vl_loop *loop);                          // after the current handle (SystemExit)
// May be called again after it came back; what was ready then is still ready, in order.
vl_loop_end vl_loop_run(vl_loop *loop);
// Teardown: takes some handle that is still queued out and returns it; NULL: none is. A timer's is
// its `handle`. Detach the tasks first.
vl_handle *vl_loop_take(vl_loop *loop);
// The host reports an event of its own (stdout, callback, ...). Cheap without an observer. A
// CALLBACK becomes the cause of what happens until the present handle has run.
void vl_loop_emit(vl_loop *loop, vl_event_kind kind, uint64_t task, int64_t value, uint64_t other,
                  const char *text, size_t text_len);
// Host work that is no event counts towards max_events this way (a busy loop in the program).
// False: the limit is reached or the host was interrupted; the host must unwind.
bool vl_loop_charge(vl_loop *loop, uint64_t events);

// ---- futures ------------------------------------------------------------------------------------

// A registration for a future's completion. When the future is done each waiter's handle is put in
// the ready queue, in order of registration: one call_soon each. `waiter->future` says which.
struct vl_waiter {
    vl_handle handle;
    vl_waiter *prev, *next;
    vl_future *future; // registered with last; NULL: never, or taken back. Set while the handle runs
    bool linked;       // in the future's list
};

struct vl_future {
    vl_waiter *first, *last;
    vl_task *task;         // the task that this is the completion of; NULL: a plain future
    // How `cancel` reaches it; NULL for plain futures. A task's asks the task; a gather's its children.
    bool (*cancel)(vl_future *future, vl_loop *loop);
    uint8_t outcome;       // vl_outcome
    uint8_t wait;          // vl_wait: how events call a wait for this. In limited mode a wait for a
                           // TASK or GATHER future does not count: a task group's future is a TASK
    const char *label;     // the event's text (VL_WAIT_OTHER needs one); static, or NULL
};

void vl_future_init(vl_future *future);
bool vl_future_done(const vl_future *future);
// PENDING -> `outcome`; schedules the waiters. The host has stored value or exception before.
// False and no change if already done.
bool vl_future_finish(vl_loop *loop, vl_future *future, vl_outcome outcome);
// asyncio's Future.cancel or Task.cancel, by kind. False: it was done already.
bool vl_future_cancel(vl_loop *loop, vl_future *future);
// Registers; a future that is done schedules the waiter at once.
void vl_future_wait(vl_loop *loop, vl_future *future, vl_waiter *waiter);
void vl_future_unwait(vl_loop *loop, vl_waiter *waiter); // also if its handle is queued already
void vl_future_orphan(vl_future *future); // destroyed while pending: its waiters will never run
void vl_waiter_init(vl_waiter *waiter, vl_callback run);

// ---- tasks --------------------------------------------------------------------------------------

// What a step ended with. AWAIT, SLEEP and YIELD: the step called vl_task_await/_sleep/_yield, and
// returns what that returned. The others end the task.
typedef enum vl_step {
    VL_STEP_SUSPENDED,
    VL_STEP_DONE,      // returned
    VL_STEP_FAILED,    // raised
    VL_STEP_CANCELLED  // CancelledError left it
} vl_step;

// Runs the task until it waits or ends. `cancel`: CancelledError is to be thrown at the point where
// it stands (at its start, if it has not begun): the task was cancelled, or what it waited for. The
// result or exception of what it waited for is the host's to fetch.
typedef vl_step (*vl_step_fn)(vl_task *task, vl_loop *loop, bool cancel);
// The task ended; called before its waiters are scheduled.
typedef void (*vl_end_fn)(vl_task *task, vl_loop *loop, vl_outcome outcome);

typedef struct vl_task_ops {
    vl_step_fn step;
    vl_end_fn ended;                                 // may be NULL
    void (*hold)(vl_task *task);                     // vl_task_start: the engine keeps a pointer
    void (*drop)(vl_task *task);                     // ended, waiters scheduled; or detached: may free
    void (*cancelled)(vl_task *task, vl_loop *loop); // a cancel stops here: in its sleep, or pending
} vl_task_ops;                                       // hold, drop, cancelled may be NULL

struct vl_task {
    vl_future future;        // its completion
    const vl_task_ops *ops;
    uint64_t id;             // from 1 in creation order
    vl_handle wake;          // first step, step after a yield
    vl_waiter waiter;        // what it waits for
    vl_future *awaiting;     // NULL: not waiting for a future
    vl_timer sleep_timer;    // asyncio.sleep: timer -> sleep_future -> waiter -> step: two hops
    vl_future sleep_future;
    int64_t sleep_ns;        // asked for; a sequential task's sleep starts late
    vl_task *parent;         // held while the mode needs it, else only its id is of use
    uint64_t parent_id;
    vl_task *children_first, *children_last, *sibling_prev, *sibling_next; // modes other than as written
    uint32_t cancels;        // Task.cancelling()
    uint32_t children;       // tasks created by it so far: the path of creation (random streams)
    bool must_cancel, started, stepping;
    bool held, wake_held;    // sequential: others' turn; a wake-up came meanwhile
    bool counted;            // limited: one of the `max_tasks`
    bool live;               // in the loop's list
    vl_task *live_prev, *live_next;
};

// Initialises all members and schedules the first step (call_soon), or as the mode says. Emits
// TASK_CREATED. Its parent is the task being stepped.
void vl_task_start(vl_loop *loop, vl_task *task, const vl_task_ops *ops);
// The same, but the first step runs now, within the step or callback that creates the task (eager tasks).
// When this returns the task may have ended, and be gone unless the host holds it.
void vl_task_start_eager(vl_loop *loop, vl_task *task, const vl_task_ops *ops);
vl_task *vl_loop_current(const vl_loop *loop); // the task being stepped, NULL outside of a step
// Another task, or none, counts as the one being stepped (a thread runs in between); the one before.
vl_task *vl_loop_swap_current(vl_loop *loop, vl_task *task);
// What a step says before it returns VL_STEP_SUSPENDED:
vl_step vl_task_await(vl_loop *loop, vl_task *task, vl_future *future);
vl_step vl_task_sleep(vl_loop *loop, vl_task *task, int64_t ns); // ns <= 0: a yield
vl_step vl_task_yield(vl_loop *loop, vl_task *task);
bool vl_task_cancel(vl_loop *loop, vl_task *task); // CPython's Task.cancel; false: already done
uint32_t vl_task_uncancel(vl_task *task, bool clears_pending); // 3.13: takes back an undelivered one
// Takes a task that is not done out of every queue (simulation teardown); no event.
void vl_task_detach(vl_loop *loop, vl_task *task);

// ---- gather -------------------------------------------------------------------------------------

// The future of asyncio.gather. The host makes one waiter a child (its handle runs
// vl_gather_child_done); `decide` is called for every child that ended while the gather is pending
// and says what becomes of the gather: PENDING to go on, else its outcome. The engine counts. NULL:
// the first child that failed or was cancelled decides, unless return_exceptions; a cancelled gather
// ends CANCELLED. (asyncio's ends with a CancelledError as its exception: the host's FAILED.)
typedef struct vl_gather vl_gather;
struct vl_gather {
    vl_future future;
    vl_future **children;   // the host's array
    uint32_t count, finished;
    uint32_t expected;      // different children: `count`, less where one was given twice
    bool cancel_requested, return_exceptions;
    bool cancelling;        // its children are being asked
    // `child` ended (`last`: it was the last of all). The host stores results or the exception.
    vl_outcome (*decide)(vl_gather *gather, vl_loop *loop, vl_future *child, bool last);
};
void vl_gather_init(vl_gather *gather, vl_future **children, uint32_t count, bool return_exceptions);
void vl_gather_child_done(vl_gather *gather, vl_loop *loop, vl_future *child);

// ---- who waits for whom -------------------------------------------------------------------------

// Calls `visit` for every started or unstarted task that is not done, in creation order: deadlock
// reports, all_tasks. (The loop keeps a list of live tasks.)
void vl_loop_each_task(vl_loop *loop, void (*visit)(void *context, vl_task *task), void *context);
// In VL_LOOP_STUCK: the task whose turn it is and that waits for something that cannot come.
vl_task *vl_loop_stuck_task(const vl_loop *loop);

#include "vl_loop_struct.h"

#endif
