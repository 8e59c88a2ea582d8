// What the synchronisation primitives and queues share: a loop they are bound to, coroutines that stand
// in line, and calls of methods that a subclass may have replaced. Model: CPython's asyncio/locks.py,
// queues.py and mixins.py.
#ifndef SYNC_INTERNAL_H
#define SYNC_INTERNAL_H

#include "sim_internal.h"

typedef struct sim_bound { // what every primitive begins with
    py_gcobj gc;
    sim_loop *loop; // owned; the one on which somebody had to wait first
} sim_bound;

struct sim_place;

typedef struct sim_line { // who waits, in order of arrival
    struct sim_place *first, *last;
    int64_t count;
    bool used; // somebody stood here once
} sim_line;

typedef struct sim_place { // one who waits; lies in its coroutine, whose `held` owns the future
    struct sim_place *prev, *next;
    sim_line *line; // NULL: does not stand in one
    sim_future *future;
} sim_place;

typedef struct sim_waiting { // a coroutine that may stand in line
    sim_coroutine base;
    sim_place place;
} sim_waiting;

typedef struct sim_lock {
    sim_bound bound;
    sim_line line;
    bool locked;
    uint64_t owner; // id of the task that took it last; 0: none
} sim_lock;

typedef struct sim_event {
    sim_bound bound;
    sim_line line;
    bool set;
} sim_event;

typedef struct sim_condition {
    sim_bound bound;
    sim_line line;
    py_value lock; // owned
} sim_condition;

// ---- standing in line (sync.c) --------------------------------------------------------------------

sim_loop *sim_bind(py_vm *vm, py_value self); // the running loop; NULL: raised (another one)
// For a step: stands in `line` of `self` with a future of its own, to go on at `at`. `label`: for the
// trace, "Lock.acquire".
py_send sim_stand(py_vm *vm, sim_coroutine *co, py_value self, sim_line *line, const char *label,
                  uint8_t at);
void sim_leave(py_vm *vm, sim_coroutine *co); // out of the line, if it stands there
void sim_place_leave(sim_place *place);     // it stands there
bool sim_wake(vl_sim *sim, sim_place *place, py_value result); // false: its future was done
static inline sim_place *sim_place_of(sim_coroutine *co) {
    return &((sim_waiting *)co)->place;
}
static inline vl_outcome sim_place_outcome(const sim_place *place) {
    return (vl_outcome)place->future->engine->outcome;
}
// deque of the futures, as the program sees them; None where nobody ever waited and `lazy`.
py_value sim_line_futures(py_vm *vm, const sim_line *line, bool lazy);
bool sim_is_cancelled_error(vl_sim *sim); // what is pending
#define SIM_WAITING_EXTRA (sizeof(sim_waiting) - sizeof(sim_coroutine))

// ---- objects ------------------------------------------------------------------------------------

py_value sim_sync_new(py_vm *vm, py_type *type, const py_args *args); // __new__: takes anything
void sim_bound_visit(py_obj *self, py_visit visit, void *context);    // loop and __dict__
void sim_bound_free(py_vm *vm, py_obj *self);                         // the end of a dealloc
void sim_bound_clear(py_vm *vm, py_obj *self);
// "<asyncio.locks.Lock object at 0x... [unlocked, waiters:2]>"
py_value sim_sync_repr(py_vm *vm, py_value self, const char *state, const sim_line *line);
// The types of asyncio.locks and asyncio.queues; borrowed, NULL: raised.
py_type *sim_sync_type(vl_sim *sim, sim_sync_id id);
static inline bool sim_is_exactly(vl_sim *sim, py_value v, sim_sync_id id) {
    return v.tag == PY_OBJ && v.as.o->type == sim->sync_types[id];
}

// Nothing of `self` can be replaced: no subclass, no attributes of its own.
static inline bool sim_is_plain(py_value self) {
    py_dict **dict = py_object_dict(self.as.o);
    return !(self.as.o->type->flags & PY_TF_HEAP) && (!dict || !*dict);
}
// Whether `self.name` is anything but `native`. -1: error.
int sim_is_replaced(py_vm *vm, py_value self, py_symbol name, py_native_fn native);
// self.name(*args), which is `native` unless it was replaced. a[0] is self.
py_value sim_call_own(py_vm *vm, py_symbol name, py_native_fn native, const py_value *a, int n);

// Steps of __aenter__ and __aexit__ of what has acquire() and release(); `step` is that of acquire().
py_send sim_aenter(py_vm *vm, sim_coroutine *co, py_value *out, py_native_fn acquire,
                   py_send (*step)(py_vm *vm, sim_coroutine *co, py_value *out));
py_send sim_aexit(py_vm *vm, sim_coroutine *co, py_value *out, py_native_fn release);

// ---- locks (lock.c, condition.c) ------------------------------------------------------------------

py_value sim_lock_aenter(py_vm *vm, const py_value *a, int n);
py_value sim_lock_aexit(py_vm *vm, const py_value *a, int n);
py_value sim_lock_acquire(py_vm *vm, const py_value *a, int n);
py_value sim_lock_release(py_vm *vm, const py_value *a, int n);
py_value sim_event_wait(py_vm *vm, const py_value *a, int n);
void sim_event_set(vl_sim *sim, sim_event *event);
py_value sim_condition_wait(py_vm *vm, const py_value *a, int n);
py_value sim_condition_acquire(py_vm *vm, const py_value *a, int n);
py_value sim_condition_release(py_vm *vm, const py_value *a, int n);
void sim_condition_notify(vl_sim *sim, sim_condition *condition, int64_t n);
void sim_describe_lock(vl_sim *sim, py_value lock, vl_buf *out);

extern const char *const sim_queue_later[]; // attributes of Queue that came with shutdown()
extern const py_type_spec sim_lock_spec, sim_event_spec, sim_condition_spec, sim_semaphore_spec,
    sim_bounded_semaphore_spec, sim_barrier_spec, sim_queue_spec, sim_lifo_queue_spec,
    sim_priority_queue_spec;

#endif
