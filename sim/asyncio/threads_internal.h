// Threads of the program on the virtual clock, and what they wait in. One runs at a time, until it waits
// or ends; running takes no time.
#ifndef SIM_THREADS_INTERNAL_H
#define SIM_THREADS_INTERNAL_H

#include "sim_internal.h"

typedef struct sim_waiting { sim_thread *first, *last; } sim_waiting; // in order of coming

// The thread's turn after a wait: what the call that waited gives. False: it must wait again, and stays
// the first of those that wait.
typedef bool (*sim_resume)(vl_sim *sim, sim_thread *thread, py_value *result);

typedef enum sim_thread_state { THREAD_NEW, THREAD_RUNNING, THREAD_READY, THREAD_WAITING,
                                THREAD_DONE } sim_thread_state;

struct sim_thread {
    py_gcobj gc;
    py_thread chain;              // not the main thread's
    vl_timer timer;               // of its turn and of what it waits until
    sim_thread *prev, *next;      // of the simulation's list, while it lives
    sim_waiting *in, *in_again;   // where it waits; where it would again. NULL: for time alone
    sim_thread *wait_prev, *wait_next;
    sim_waiting joiners;
    uint64_t number, turn;        // order of making; of becoming ready
    int64_t deadline_ns;
    uint8_t state;
    bool timed, timed_out, is_main;
    sim_resume resume;
    py_value object;              // owned: what it waits for
    const char *what;             // the same for people
    py_value name, context;       // owned; context: the slot its code runs in
    sim_loop *current;            // owned: set_event_loop's
};

typedef struct sim_wait {         // a call that waits
    sim_waiting *in;              // NULL: for time alone
    int64_t deadline_ns;          // SIM_FOREVER: none
    sim_resume resume;
    py_value object;
    const char *what;
    py_native_fn fn;              // the native function that asks, and its first argument
    py_value self;
} sim_wait;
#define SIM_FOREVER INT64_MAX

// The thread that runs; the main one's struct is made when it is first asked for. NULL: no memory.
sim_thread *sim_thread_current(vl_sim *sim);
py_value sim_thread_wait(vl_sim *sim, const sim_wait *wait);
void sim_thread_go(vl_sim *sim, sim_thread *thread); // its turn comes at once, if it is ready
void sim_thread_wake(vl_sim *sim, sim_thread *thread);
int64_t sim_thread_deadline(vl_sim *sim, int64_t ns); // from now, saturating
uint64_t sim_thread_ident(const sim_thread *thread);
const char *sim_thread_name(const sim_thread *thread);

sim_thread *sim_thread_new(vl_sim *sim, py_value name);
// Runs `function` (of Python) in it at once, until it waits. False: raised.
bool sim_thread_start(vl_sim *sim, sim_thread *thread, py_value function);

extern const py_fndef sim_thread_methods[];
extern const py_type_spec sim_thread_spec, sim_thread_lock_spec, sim_thread_rlock_spec;
extern const py_module_spec sim_thread_module_spec; // _thread
void sim_thread_lock_describe(vl_sim *sim, py_value lock, vl_buf *out); // "a lock held by Thread-1 (f)"

#endif
