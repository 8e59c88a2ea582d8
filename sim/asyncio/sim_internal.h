// What the files of asyncio/ share: the simulation, and the Python objects that embed engine structs.
#ifndef SIM_INTERNAL_H
#define SIM_INTERNAL_H

#include "vl_asyncio.h"

typedef struct sim_loop { // an event loop object; all of them share the simulation's clock and queues
    py_gcobj gc;
    py_value handler;     // exception handler; unset: default
    py_value task_factory; // unset: none
    py_value slow;        // slow_callback_duration; unset: 0.1
    py_value executor;    // of run_in_executor; unset: not made yet, False: shut down
    bool closed, running, debug;
    bool asyncgens_shut;  // shutdown_asyncgens was called
} sim_loop;

struct sim_callback;

typedef struct sim_future { // Future, and the beginning of Task and of what gather returns
    py_gcobj gc;
    vl_future *engine;      // `plain`, or the one in the task or gather
    sim_loop *loop;         // owned
    py_value result;        // set when it is done
    py_exc *exception;      // owned; a cancelled one's stays NULL
    py_exc *cancelled_exc;  // owned; what ended a cancelled task, until somebody takes it
    py_value cancel_message;
    struct sim_callback *callbacks; // of add_done_callback, newest first
    py_str *created;        // "file:line" in debug mode; else NULL
    bool log_traceback;     // failed and nobody asked yet
    bool blocking;          // it was yielded to somebody who has not begun to wait for it
    vl_future plain;
} sim_future;

typedef struct sim_task {
    sim_future future;
    vl_task engine;
    vl_sim *sim;
    py_value coroutine;     // owned; unset when done
    py_value name;          // str
    py_value context;       // slot of the context its steps run in
    py_exc *thrown;         // owned; thrown in at the next step (a bad yield)
    sim_future *awaited;    // owned; what it waits for, unless that is a sleep
    py_value sleep_message; // of the cancel that ended its sleep
    vl_stream_key key;      // its path of creation
    uint64_t children, objects; // tasks and Random objects it made so far
    vl_rng *rng;            // its stream; NULL until it draws
    uint64_t rng_epoch;
    int64_t slow_since;     // debug mode: when the step that ended it began, plus one; 0: took no time
    bool quiet_pending;     // nothing is said when it is destroyed while pending
} sim_task;

typedef struct sim_gather {
    sim_future future;
    vl_gather engine;
    py_tuple *children;     // futures, one an argument
    vl_future **engines;    // the same, for the engine
    struct sim_gather_waiter *waiters;
    uint32_t waiter_count, waiting; // registered in all; still to come
    struct sim_gather *prev, *next; // the simulation's list, while children are to come
} sim_gather;

typedef struct sim_gather_waiter {
    vl_waiter waiter;
    sim_gather *gather;
    uint32_t index; // of the child
} sim_gather_waiter;

typedef struct sim_callback { // one add_done_callback
    vl_waiter waiter;
    sim_future *future;     // borrowed while pending, owned once it is scheduled
    py_value fn;
    py_value context;       // slot of the context it runs in
    bool scheduled;
    struct sim_callback *next;
} sim_callback;

typedef struct sim_handle { // call_soon, call_later, call_at
    py_gcobj gc;
    vl_timer timer;
    py_value callback;      // None once cancelled
    py_tuple *args;
    py_value context;       // slot of the context it runs in
    sim_loop *loop;         // owned
    py_str *created;        // "file:line" in debug mode; else NULL
    py_str *shown;          // how it looked when it was cancelled in debug mode; else NULL
    double when;            // of a timer, as it was asked for
    bool is_timer, cancelled, pending;
} sim_handle;

struct sim_note;
typedef struct sim_thread sim_thread; // threads_internal.h

typedef enum sim_sync_id {
    SIM_SYNC_LOCK, SIM_SYNC_EVENT, SIM_SYNC_CONDITION, SIM_SYNC_SEMAPHORE, SIM_SYNC_BOUNDED_SEMAPHORE,
    SIM_SYNC_BARRIER, SIM_SYNC_QUEUE, SIM_SYNC_LIFO_QUEUE, SIM_SYNC_PRIORITY_QUEUE, SIM_SYNC_COUNT_
} sim_sync_id;

struct vl_sim {
    vl_heap heap;
    vl_sim_config config;
    py_vm *vm;
    vl_loop engine;
    vl_error *error;
    bool engine_ready;
    // types of this simulation, owned
    py_type *abstract_loop_type, *base_loop_type, *base_selector_type, *runner_type;
    py_type *future_type, *task_type, *gather_type, *handle_type, *timer_handle_type, *loop_type,
        *coroutine_type, *waiter_type;
    py_type *struct_time_type;          // made with the module time, borrowed; NULL before
    py_type *cancelled, *invalid_state; // exceptions
    // of asyncio.locks and asyncio.queues, made when first asked for; borrowed, NULL before
    py_type *sync_types[SIM_SYNC_COUNT_], *queue_empty, *queue_full, *queue_shut_down, *broken_barrier;
    py_frame *loop_frame;               // that called the loop which runs: what is above it is stepped
    sim_loop *running, *current;        // get_running_loop (borrowed), set_event_loop (owned)
    bool loop_was_set;                  // set_event_loop was called: get_event_loop makes none
    py_value policy;                    // of set_event_loop_policy; unset: the default
    bool in_policy;                     // the default policy's own methods are at work
    sim_task *eager;                    // whose first step runs while it is made; NULL: none
    py_value cancel_message;            // borrowed: of the cancel that is under way
    sim_gather *gathers;                // with children to come: each child holds a reference
    uint64_t task_names;                // "Task-N"
    py_exc *leaving;                    // SystemExit or KeyboardInterrupt on its way out of the loop
    uint64_t steps;                     // backward jumps and calls not yet charged
    uint64_t seed;
    vl_rng rng;                         // draws outside of tasks
    vl_mt19937 *mt;                     // NULL: not that generator
    vl_stream_key root_key;
    uint64_t root_children, root_objects;
    uint64_t rng_epoch;                 // changes with random.seed
    char failure[256];
    vl_buf report; // who waits for whom, at a deadlock
    struct sim_note *notes; // newest first
    py_type *thread_type, *lock_type, *rlock_type; // made with the module _thread, borrowed
    sim_thread *thread, *main_thread;       // that runs, borrowed, NULL: the main one; owned
    sim_thread *first_thread, *last_thread; // all others that live, in order of starting; owned
    uint64_t thread_count, turns;
};

static inline vl_sim *sim_of(py_vm *vm) { return vm->owner; }

// profile.c: the differences between Python versions, one table (profile.def)
typedef enum sim_profile {
#define X(name, first, last, sentence) SIM_PROFILE_##name,
#include "profile.def"
#undef X
    SIM_PROFILE_COUNT_
} sim_profile;
bool sim_has(const vl_sim *sim, sim_profile feature);

// futures (future.c)
extern const py_type_spec sim_future_spec, sim_task_spec, sim_gather_spec, sim_handle_spec,
    sim_timer_handle_spec, sim_loop_spec, sim_coroutine_spec, sim_waiter_spec;
static inline bool sim_is_future(vl_sim *sim, py_value v) {
    return v.tag == PY_OBJ && py_is_subtype(v.as.o->type, sim->future_type);
}
static inline bool sim_is_task(vl_sim *sim, py_value v) {
    return v.tag == PY_OBJ && py_is_subtype(v.as.o->type, sim->task_type);
}
void sim_future_begin(vl_sim *sim, sim_future *future, vl_future *engine, sim_loop *loop);
sim_future *sim_future_new(vl_sim *sim, py_type *type, sim_loop *loop);
bool sim_future_finish(vl_sim *sim, sim_future *future, vl_outcome outcome); // result stored before
void sim_future_ending(vl_sim *sim, sim_future *future); // before the engine schedules waiters
py_value sim_future_result(vl_sim *sim, sim_future *future); // result(), raising
py_value sim_cancelled_new(vl_sim *sim, py_value message);     // owned; none or unset: bare
py_value sim_cancelled_error(vl_sim *sim, sim_future *future); // owned; takes a task's own
bool sim_add_callback(vl_sim *sim, sim_future *future, py_value fn); // in a copy of the present context
bool sim_add_callback_in(vl_sim *sim, sim_future *future, py_value fn, py_value context);
void sim_future_release(py_vm *vm, sim_future *future); // the common part of dealloc
void sim_future_visit(sim_future *future, py_visit visit, void *context);
void sim_future_drop(py_vm *vm, sim_future *future);    // the common part of clear
py_value sim_future_await(py_vm *vm, py_value self);
py_send sim_future_send(py_vm *vm, py_value self, py_value sent, py_value *out);
py_value sim_future_cancel(vl_sim *sim, sim_future *future, py_value message);
extern const py_fndef sim_future_methods[];

// native coroutines (coroutine.c)
typedef struct sim_coroutine sim_coroutine;
typedef struct sim_coroutine_def {
    const char *name, *qualname; // "get", "Queue.get"
    py_send (*step)(py_vm *vm, sim_coroutine *co, py_value *out); // see coroutine.c
    void (*drop)(py_vm *vm, sim_coroutine *co); // it ended, or goes: leave all lists; may be NULL
    // Appends what it waits for, for people: "Lock held by Task-3". May be NULL.
    void (*describe)(vl_sim *sim, const sim_coroutine *co, vl_buf *out);
    size_t extra;                // bytes behind the struct
} sim_coroutine_def;

struct sim_coroutine {
    py_gcobj gc;
    const sim_coroutine_def *def;
    uint8_t state, at;    // at: where the next step goes on; 0: the beginning
    py_value self, arg;   // owned
    py_value awaiting;    // owned: the iterator of what it awaits
    py_value sent;        // owned: what that came to
    py_value held;        // owned: the step's
};
py_value sim_coroutine_new(vl_sim *sim, const sim_coroutine_def *def, py_value self, py_value arg);
// For a step: awaits something (unset: ERROR, as it is) and goes on at `at` when that has ended.
py_send sim_coroutine_await(py_vm *vm, sim_coroutine *co, py_value awaitable_take, uint8_t at);
static inline bool sim_is_native_coroutine(vl_sim *sim, py_value v) {
    return v.tag == PY_OBJ && v.as.o->type == sim->coroutine_type;
}

// tasks (task.c)
py_value sim_task_new(vl_sim *sim, sim_loop *loop, py_value coroutine, py_value name);
sim_task *sim_current_task(vl_sim *sim); // borrowed; NULL
bool sim_is_coroutine(vl_sim *sim, py_value v);
const char *sim_task_name(const sim_task *task);
const char *sim_coroutine_name(vl_sim *sim, py_value coroutine);
int sim_task_line(vl_sim *sim, const sim_task *task);
static inline sim_task *sim_task_of(const vl_task *task) {
    return VL_CONTAINER_OF(task, sim_task, engine);
}

// the loop (loop.c, handle.c)
sim_loop *sim_loop_new(vl_sim *sim);
sim_loop *sim_require_running(vl_sim *sim); // borrowed; NULL: RuntimeError
py_value sim_run_until_complete(vl_sim *sim, sim_loop *loop, py_value future);
bool sim_report(vl_sim *sim, sim_loop *loop, const char *message, const char *what, py_value about,
                py_exc *exc); // the exception handler
void sim_handle_dropped(vl_sim *sim, vl_handle *engine); // it was queued and will never run
void sim_callback_dropped(vl_sim *sim, vl_handle *engine);
py_value sim_gather_call(py_vm *vm, const py_value *a, int n);
void sim_gather_abandon(vl_sim *sim); // teardown: children that never ended give their references back
py_value sim_sleep_call(py_vm *vm, const py_value *a, int n);
void sim_handle_cancel(py_vm *vm, py_value self); // a Handle's or TimerHandle's own cancel
bool sim_sleep_asked(vl_sim *sim, py_value yielded, int64_t *ns); // the driver saw a sleep
bool sim_seconds(py_vm *vm, py_value v, int64_t *ns);             // a number of seconds
py_value sim_waiter_call(py_vm *vm, const py_value *a, int n);    // _vloop.waiter(label, tasks)
bool sim_describe_waiter(vl_sim *sim, const vl_future *engine, vl_buf *out); // false: is none
void sim_describe_wait(vl_sim *sim, const vl_task *task, vl_buf *out);

// the loop's other files
bool sim_future_alive(py_vm *vm, const sim_future *future); // __init__ has run; else RuntimeError
bool sim_cancel_by_method(vl_sim *sim, sim_future *future); // its class overrides cancel
bool sim_overrides_cancel(vl_sim *sim, const sim_future *future);
sim_task *sim_task_alloc(vl_sim *sim, py_type *type);
bool sim_task_begin(vl_sim *sim, sim_task *task, sim_loop *loop, py_value coroutine, py_value name,
                    py_value context, bool eager); // on what sim_task_alloc made
typedef struct sim_task_options { py_value name, context, eager_start; } sim_task_options; // unset: not given
// loop.create_task, the task factory included
py_value sim_create_task(vl_sim *sim, sim_loop *loop, py_value coroutine,
                         const sim_task_options *options);
py_value sim_ensure_future_on(vl_sim *sim, py_value v, sim_loop *loop); // loop NULL: the present one
py_value sim_refuse_subclass(py_vm *vm, const py_value *a, int n);
void sim_task_dealloc(py_vm *vm, py_obj *self);
void sim_task_traverse(py_obj *self, py_visit visit, void *context);
void sim_task_clear(py_vm *vm, py_obj *self);

static inline bool sim_is_loop(const vl_sim *sim, py_value v) {
    return v.tag == PY_OBJ && v.as.o->type == sim->loop_type;
}
sim_loop *sim_event_loop(vl_sim *sim);   // get_event_loop(); owned
py_value sim_new_event_loop(vl_sim *sim);
bool sim_set_event_loop(vl_sim *sim, py_value loop); // None: none
bool sim_loop_argument(vl_sim *sim, py_value given, sim_loop **loop); // owned; none given: the present one
bool sim_check_open(vl_sim *sim, const sim_loop *loop); // it is not closed; else RuntimeError
bool sim_check_runs(vl_sim *sim, const sim_loop *loop); // it can run now; else RuntimeError
bool sim_run_engine(vl_sim *sim, sim_loop *loop);
bool sim_drop_queued(vl_sim *sim); // what is queued never runs; false: nothing was
bool sim_close_loop(vl_sim *sim, sim_loop *loop);
bool sim_run_waits(const vl_waiter *waiter);    // run_until_complete's
bool sim_gather_waits(const vl_waiter *waiter); // a gather's
bool sim_asyncgen_hooks(vl_sim *sim, sim_loop *loop, py_value saved[2]); // while it runs
void sim_asyncgen_restore(vl_sim *sim, py_value saved[2]);
py_value sim_shutdown_asyncgens(vl_sim *sim, sim_loop *loop); // the coroutine
bool sim_has_asyncgens(vl_sim *sim, const sim_loop *loop);    // some that began in it are still there
py_value sim_asyncio_run(py_vm *vm, const py_value *a, int n);
py_value sim_policy_call(py_vm *vm, const py_value *a, int n); // _vloop.policy_call
extern const py_fndef sim_events_functions[];
py_value sim_submodule_missing(py_vm *vm, py_module *module, py_str *name);
extern const py_module_spec sim_submodules[];
extern const py_type_spec sim_abstract_loop_spec, sim_base_loop_spec, sim_base_selector_spec,
    sim_runner_spec;

typedef struct sim_call { py_value fn, context; const py_value *args; int n; } sim_call;
py_value sim_call_soon_in(vl_sim *sim, sim_loop *loop, const sim_call *call);
py_value sim_call_at_in(vl_sim *sim, sim_loop *loop, int64_t deadline_ns, double when,
                        const sim_call *call);
// Calls fn in the context of `slot` and reports what it raises; `handle` NULL: one is made if needed.
void sim_run_in_context(vl_sim *sim, sim_loop *loop, py_value fn, int n, const py_value *args,
                        py_value *slot, sim_handle *handle);
void sim_slow(vl_sim *sim, sim_loop *loop, py_value about, int64_t since_ns); // debug mode's warning
bool sim_log(vl_sim *sim, const char *level, vl_buf *text, py_exc *exc); // logger "asyncio"
bool sim_default_handler(vl_sim *sim, py_dict *context);
bool sim_call_handler(vl_sim *sim, sim_loop *loop, py_dict *context);

// show.c, short_repr.c
py_value sim_future_repr(py_vm *vm, py_value self);
py_value sim_task_repr(py_vm *vm, py_value self);
void sim_callback_text(vl_sim *sim, vl_buf *out, py_value fn, const py_tuple *args, bool debug);
void sim_short_repr(py_vm *vm, vl_buf *out, py_value v);
py_str *sim_place_text(vl_sim *sim); // "file:line" of what the program does now; NULL: failed

void sim_explain_deadlock(vl_sim *sim, vl_loop_end end, vl_buf *out);

// notes.c: what CPython would not tell
void sim_note_blocked(void *context, int64_t ns);              // host.blocked of the engine
void sim_note_lost(vl_sim *sim, sim_future *future);           // its exception was never asked for
void sim_note_unordered(void *context, const char *what, const char *order_by); // py_host.unordered
void sim_note_livelock(vl_sim *sim);
py_value sim_note_signal(py_vm *vm, const py_value *a, int n); // _vloop.note_signal(name)
void sim_notes_tell(vl_sim *sim);                              // to config.note, oldest first
void sim_notes_free(vl_sim *sim);

// threads (threads.c)
py_value sim_thread_sleep(vl_sim *sim, int64_t ns, py_native_fn fn); // time.sleep, asked by `fn`
void sim_threads_requeue(vl_sim *sim); // before the engine runs: closing a loop empties its queues
bool sim_thread_dropped(const vl_handle *engine); // it was a thread's turn, which is not lost
void sim_threads_drop(vl_sim *sim);    // teardown: those that live go no further
bool sim_threads_join(vl_sim *sim);    // the end of the main program; false: vm->exc or halt
void sim_threads_explain(vl_sim *sim, vl_buf *out);
// methods of loops (loop_executor.c)
py_value sim_add_signal_handler(py_vm *vm, const py_value *a, int n);
py_value sim_remove_signal_handler(py_vm *vm, const py_value *a, int n);
py_value sim_run_in_executor(py_vm *vm, const py_value *a, int n);
py_value sim_set_default_executor(py_vm *vm, const py_value *a, int n);
py_value sim_shutdown_default_executor(py_vm *vm, const py_value *a, int n); // the coroutine

// random streams (random_module.c)
void sim_random_init(vl_sim *sim);
bool sim_random_seed(vl_sim *sim);  // from sim->seed and the generator chosen
void sim_random_deinit(vl_sim *sim);
void sim_task_random_free(vl_sim *sim, sim_task *task);

extern const py_module_spec sim_library[]; // made from lib/*.py
extern const py_module_spec sim_vloop_module_spec, sim_asyncio_module_spec, sim_time_module_spec, sim_random_module_spec;
extern const py_module_spec sim_locks_module_spec, sim_queues_module_spec;
extern const py_module_spec sim_thread_module_spec;
bool sim_asyncio_init(vl_sim *sim); // types, at the start
// A new exception class of `module`. NULL: raised.
py_type *sim_exception_new(vl_sim *sim, const char *module, const char *name, py_exc_id base);

#endif
