// vl_lives: what the tasks of a run do over time, derived from its events in one pass: a state machine a
// task. Memory follows the tasks that live at once, not the length of a run. Knows the engine's events;
// knows nothing of databases.
#ifndef VL_LIVES_H
#define VL_LIVES_H

#include "vl_engine.h"

typedef enum vl_state { VL_STATE_READY, VL_STATE_RUNNING, VL_STATE_SLEEPING,
                        VL_STATE_WAITING, VL_STATE_COUNT_ } vl_state;

typedef struct vl_life { // a live task: what it is doing since when
    uint64_t ord, parent;
    int64_t created_ns, started_ns; // -1: not started
    int64_t since_ns;               // begin of the open slice
    uint64_t since_seq;             // the event that began it
    int64_t spent_ns[VL_STATE_COUNT_]; // in the slices that are closed
    int line;                       // of the open slice
    vl_state state;
    bool sleep_is_held;  // suspended in a sleep whose timer is not set yet
    uint64_t timer;      // set last,
    int64_t deadline_ns; // and for when
    char *reason;        // of the open slice; kept for the next one
    size_t reason_len, reason_cap;
    size_t name_len, coro_len;
    bool has_coro;
    char text[]; // name, NUL, coro, NUL
} vl_life;

typedef struct vl_lives_sink {
    // A state has ended that began at life->since_ns; several may come for one moment.
    void (*slice)(void *context, const vl_life *life, int64_t dur_ns);
    // The task has ended; `ended` NULL: the run did before it. No slice of it comes after this.
    void (*ended)(void *context, const vl_life *life, const vl_event *ended);
    void *context;
    bool reasons; // whether lives are to have them: what each slice waits for
} vl_lives_sink;

typedef struct vl_lives { // by ord: open addressing, removal by shifting back. Zeros and a sink: none yet
    vl_life **slots;
    size_t count, cap;
    vl_lives_sink sink;
} vl_lives;

bool vl_lives_event(vl_lives *lives, const vl_event *event); // false: no memory
// Ends what has not ended, in order of creation, and frees it. False: no memory, and nothing was told.
bool vl_lives_close(vl_lives *lives, int64_t now_ns);
void vl_lives_clear(vl_lives *lives); // frees it untold; the sink stays

#endif
