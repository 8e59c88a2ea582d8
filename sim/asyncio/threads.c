// Threads: who runs, who waits, and the virtual clock between them. A thread other than the main one is a
// chain of frames of its own, which a call that waits suspends; its turns are handles of the engine. Where
// the main thread waits, it stays where it is and gives the others their turns from there: those of the
// event loop it may be running do not come. Threads that are ready go on in the order in which they became
// so.
#include "threads_internal.h"

static void thread_turn(vl_handle *handle, vl_loop *loop);

// ---- lists --------------------------------------------------------------------------------------

static void waiting_add(sim_waiting *in, sim_thread *thread, bool first) {
    thread->in = in;
    thread->wait_prev = first ? NULL : in->last;
    thread->wait_next = first ? in->first : NULL;
    *(thread->wait_prev ? &thread->wait_prev->wait_next : &in->first) = thread;
    *(thread->wait_next ? &thread->wait_next->wait_prev : &in->last) = thread;
}

static void waiting_remove(sim_thread *thread) {
    sim_waiting *in = thread->in;
    if (!in)
        return;
    *(thread->wait_prev ? &thread->wait_prev->wait_next : &in->first) = thread->wait_next;
    *(thread->wait_next ? &thread->wait_next->wait_prev : &in->last) = thread->wait_prev;
    thread->in = NULL;
    thread->wait_prev = thread->wait_next = NULL;
}

static void live_add(vl_sim *sim, sim_thread *thread) {
    thread->prev = sim->last_thread;
    *(thread->prev ? &thread->prev->next : &sim->first_thread) = thread;
    sim->last_thread = py_retain(thread);
}

static void live_remove(vl_sim *sim, sim_thread *thread) {
    *(thread->prev ? &thread->prev->next : &sim->first_thread) = thread->next;
    *(thread->next ? &thread->next->prev : &sim->last_thread) = thread->prev;
    thread->prev = thread->next = NULL;
    py_release(sim->vm, thread);
}

// ---- life ---------------------------------------------------------------------------------------

sim_thread *sim_thread_new(vl_sim *sim, py_value name) {
    sim_thread *thread = py_object_new(sim->vm, sim->thread_type, 0);
    if (!thread)
        return NULL;
    thread->number = sim->thread_count++;
    thread->name = py_incref(name);
    vl_timer_init(&thread->timer, thread_turn);
    thread->timer.silent = true;
    return thread;
}

sim_thread *sim_thread_current(vl_sim *sim) {
    if (sim->thread)
        return sim->thread;
    if (!sim->main_thread) {
        py_str *name = py_str_z(sim->vm, "MainThread");
        sim_thread *thread = name ? sim_thread_new(sim, py_from(name)) : NULL;
        py_release(sim->vm, name);
        if (!thread)
            return NULL;
        thread->is_main = true;
        thread->state = THREAD_RUNNING;
        sim->main_thread = thread;
    }
    return sim->main_thread;
}

// As an address would look, the same in every run.
uint64_t sim_thread_ident(const sim_thread *thread) {
    return UINT64_C(0x7f3f00001000) + thread->number * UINT64_C(0x801000);
}

const char *sim_thread_name(const sim_thread *thread) {
    return py_is_str(thread->name) ? py_as_str(thread->name)->data : "";
}

static void thread_dealloc(py_vm *vm, py_obj *self) {
    sim_thread *thread = (sim_thread *)self;
    py_decref(vm, thread->object);
    py_decref(vm, thread->name);
    py_decref(vm, thread->context);
    py_release(vm, thread->current);
    py_object_free(vm, thread, 0);
}

static void thread_traverse(py_obj *self, py_visit visit, void *context) {
    const sim_thread *thread = (sim_thread *)self;
    visit(context, thread->object);
    visit(context, thread->name);
    visit(context, thread->context);
    visit(context, py_from(thread->current));
}

// ---- turns --------------------------------------------------------------------------------------

int64_t sim_thread_deadline(vl_sim *sim, int64_t ns) {
    int64_t now = vl_loop_now(&sim->engine);
    return ns > INT64_MAX - 1 - now ? INT64_MAX - 1 : now + ns;
}

static void begin_waiting(vl_sim *sim, sim_thread *thread, sim_waiting *in, bool first) {
    thread->state = THREAD_WAITING;
    if (in)
        waiting_add(in, thread, first);
    if (thread->timed && !vl_loop_call_at(&sim->engine, &thread->timer, thread->deadline_ns))
        py_raise_memory(sim->vm);
}

static void become_ready(vl_sim *sim, sim_thread *thread, bool timed_out) {
    vl_timer_cancel(&sim->engine, &thread->timer);
    waiting_remove(thread);
    thread->timed_out = timed_out;
    thread->state = THREAD_READY;
    thread->turn = ++sim->turns;
    if (!thread->is_main)
        vl_loop_call_soon(&sim->engine, &thread->timer.handle);
}

void sim_thread_wake(vl_sim *sim, sim_thread *thread) {
    if (thread->state == THREAD_WAITING)
        become_ready(sim, thread, false);
}

static void ended(vl_sim *sim, sim_thread *thread) {
    thread->state = THREAD_DONE;
    while (thread->joiners.first)
        sim_thread_wake(sim, thread->joiners.first);
    live_remove(sim, thread);
}

// What is one's own in each thread: who runs, which loop, which task, which context.
typedef struct world {
    sim_thread *thread;
    sim_loop *running, *current;
    py_frame *loop_frame;
    vl_task *task;
    py_value *context;
} world;

static bool enter_world(vl_sim *sim, sim_thread *thread, world *outer) {
    *outer = (world){.thread = sim->thread,
                     .running = sim->running,
                     .current = sim->current,
                     .loop_frame = sim->loop_frame};
    if (!py_context_enter(sim->vm, &thread->context, &outer->context))
        return false;
    outer->task = vl_loop_swap_current(&sim->engine, NULL);
    sim->thread = thread;
    sim->running = NULL;
    sim->current = thread->current;
    return true;
}

static void leave_world(vl_sim *sim, const world *outer) {
    sim->thread->current = sim->current;
    sim->thread = outer->thread;
    sim->running = outer->running;
    sim->current = outer->current;
    sim->loop_frame = outer->loop_frame;
    vl_loop_swap_current(&sim->engine, outer->task);
    py_context_leave(sim->vm, outer->context);
}

// Goes on with `thread` until it waits or ends.
static void run(vl_sim *sim, sim_thread *thread) {
    py_vm *vm = sim->vm;
    py_value sent = py_unset(), out;
    bool begun = thread->chain.depth > 0;
    if (begun && !thread->resume(sim, thread, &sent)) {
        thread->timed &= !thread->timed_out;
        begin_waiting(sim, thread, thread->in_again, true);
        return;
    }
    world outer;
    py_assign_take(vm, &thread->object, py_unset());
    if (!enter_world(sim, thread, &outer)) {
        py_write_unraisable(vm, py_none());
        return;
    }
    thread->state = THREAD_RUNNING;
    py_retain(thread);
    py_send status = py_thread_run(vm, &thread->chain, sent, &out);
    leave_world(sim, &outer);
    if (status != PY_SEND_YIELD) {
        py_decref(vm, out);
        if (status == PY_SEND_ERROR && vm->halt == VL_OK)
            py_write_unraisable(vm, py_none());
        ended(sim, thread);
    }
    if (vm->halt != VL_OK)
        vl_loop_break(&sim->engine);
    py_release(vm, thread);
}

static void thread_turn(vl_handle *handle, vl_loop *loop) {
    vl_sim *sim = VL_CONTAINER_OF(loop, vl_sim, engine);
    sim_thread *thread = VL_CONTAINER_OF(handle, sim_thread, timer.handle);
    if (sim->vm->halt != VL_OK) {
        vl_loop_break(loop);
        return;
    }
    if (thread->state == THREAD_WAITING) { // its time has come
        waiting_remove(thread);
        thread->timed_out = true;
    }
    run(sim, thread);
}

bool sim_thread_start(vl_sim *sim, sim_thread *thread, py_value function) {
    py_args none = {NULL, 0, NULL};
    if (!py_enter_recursion(sim->vm, " while starting a thread"))
        return false;
    bool ok = py_thread_begin(sim->vm, &thread->chain, function, &none);
    if (ok) {
        live_add(sim, thread);
        run(sim, thread);
    }
    py_leave_recursion(sim->vm);
    return ok && sim->vm->halt == VL_OK;
}

void sim_thread_go(vl_sim *sim, sim_thread *thread) {
    if (thread->state != THREAD_READY || thread->is_main ||
        !py_enter_recursion(sim->vm, " while switching threads"))
        return;
    vl_loop_unlink(&sim->engine, &thread->timer.handle);
    run(sim, thread);
    py_leave_recursion(sim->vm);
}

// ---- the main thread waits where it stands ---------------------------------------------------------

static sim_thread *next_ready(vl_sim *sim) {
    sim_thread *next = sim->main_thread->state == THREAD_READY ? sim->main_thread : NULL;
    for (sim_thread *t = sim->first_thread; t; t = t->next)
        if (t->state == THREAD_READY && (!next || t->turn < next->turn))
            next = t;
    return next;
}

static bool is_earlier(const sim_thread *a, const sim_thread *b) {
    if (a->deadline_ns != b->deadline_ns)
        return a->deadline_ns < b->deadline_ns;
    return a->timer.wakes != b->timer.wakes ? a->timer.wakes < b->timer.wakes
                                            : a->timer.seq < b->timer.seq;
}

static sim_thread *next_timed(vl_sim *sim) {
    sim_thread *main = sim->main_thread;
    sim_thread *next = main->state == THREAD_WAITING && main->timed ? main : NULL;
    for (sim_thread *t = sim->first_thread; t; t = t->next)
        if (t->state == THREAD_WAITING && t->timed && (!next || is_earlier(t, next)))
            next = t;
    return next;
}

static bool stuck(vl_sim *sim) {
    vl_buf_clear(&sim->report);
    sim_explain_deadlock(sim, VL_LOOP_IDLE, &sim->report);
    py_halt(sim->vm, VL_DEADLOCK, "%s", sim->report.data ? sim->report.data : "deadlock");
    return false;
}

// The clock moves to where `thread` has waited enough.
static bool advance_to(vl_sim *sim, sim_thread *thread) {
    int64_t now = vl_loop_now(&sim->engine), limit = sim->config.max_time_ns;
    if (limit && thread->deadline_ns > limit) {
        vl_buf text;
        vl_buf_init(&text, sim->vm->heap);
        vl_format_seconds(&text, limit);
        py_halt(sim->vm, VL_LIMIT, "the virtual clock would pass the limit of %s s; --max-time sets it",
                text.data ? text.data : "");
        vl_buf_deinit(&text);
        return false;
    }
    if (thread->deadline_ns > now)
        vl_loop_block(&sim->engine, thread->deadline_ns - now);
    become_ready(sim, thread, true);
    return true;
}

static bool charge(vl_sim *sim) {
    if (vl_loop_charge(&sim->engine, 1))
        return true;
    const vl_sim_io *io = &sim->config.io;
    if (io->interrupted && io->interrupted(io->context))
        py_halt(sim->vm, VL_INTERRUPTED, "interrupted");
    else
        py_halt(sim->vm, VL_LIMIT, "the limit of %llu events is reached; --max-events sets it",
                (unsigned long long)sim->config.max_events);
    return false;
}

// Others run until the main thread may go on. False: the run ends.
static bool let_others_run(vl_sim *sim) {
    for (;;) {
        sim_thread *next = next_ready(sim);
        if (next && next->is_main)
            return true;
        if (next) {
            vl_loop_unlink(&sim->engine, &next->timer.handle);
            run(sim, next);
        } else if ((next = next_timed(sim)) == NULL)
            return stuck(sim);
        else if (!advance_to(sim, next))
            return false;
        if (sim->vm->halt != VL_OK || !charge(sim))
            return false;
    }
}

static py_value wait_in_place(vl_sim *sim, sim_thread *thread) {
    py_value result = py_unset();
    while (!py_failed(sim->vm) && let_others_run(sim)) {
        if (thread->resume(sim, thread, &result))
            break;
        thread->timed &= !thread->timed_out;
        begin_waiting(sim, thread, thread->in_again, true);
    }
    vl_timer_cancel(&sim->engine, &thread->timer);
    waiting_remove(thread);
    thread->state = THREAD_RUNNING;
    py_assign_take(sim->vm, &thread->object, py_unset());
    return result;
}

py_value sim_thread_wait(vl_sim *sim, const sim_wait *wait) {
    py_vm *vm = sim->vm;
    sim_thread *thread = sim_thread_current(sim);
    if (!thread)
        return py_unset();
    if (!thread->is_main && !py_can_park(vm, wait->fn, wait->self))
        return py_unsupported(vm, "%s in a thread, called back by a built-in function, is not supported",
                              wait->what);
    thread->resume = wait->resume;
    thread->what = wait->what;
    thread->timed_out = false;
    thread->timed = wait->deadline_ns != SIM_FOREVER;
    thread->deadline_ns = wait->deadline_ns;
    thread->in_again = wait->in;
    py_assign_take(vm, &thread->object, py_incref(wait->object));
    begin_waiting(sim, thread, wait->in, false);
    if (vm->exc) {
        waiting_remove(thread);
        thread->state = THREAD_RUNNING;
        return py_unset();
    }
    if (thread->timed && thread->deadline_ns <= vl_loop_now(&sim->engine))
        become_ready(sim, thread, true); // behind those that are ready now
    return thread->is_main ? wait_in_place(sim, thread) : py_park(vm);
}

// ---- time.sleep ---------------------------------------------------------------------------------

static bool slept(vl_sim *sim, sim_thread *thread, py_value *result) {
    (void)sim;
    (void)thread;
    *result = py_none();
    return true;
}

py_value sim_thread_sleep(vl_sim *sim, int64_t ns, py_native_fn fn) {
    if (!sim->first_thread) { // alone
        vl_loop_block(&sim->engine, ns);
        return py_none();
    }
    sim_wait wait = {.deadline_ns = sim_thread_deadline(sim, ns),
                     .resume = slept,
                     .what = "time.sleep",
                     .fn = fn};
    return sim_thread_wait(sim, &wait);
}

// ---- the engine's queues ------------------------------------------------------------------------

void sim_threads_requeue(vl_sim *sim) {
    for (sim_thread *t = sim->first_thread; t; t = t->next) {
        if (vl_handle_queued(&t->timer.handle) || t->timer.slot >= 0)
            continue;
        if (t->state == THREAD_READY)
            vl_loop_call_soon(&sim->engine, &t->timer.handle);
        else if (t->state == THREAD_WAITING && t->timed)
            vl_loop_call_at(&sim->engine, &t->timer, t->deadline_ns);
    }
}

bool sim_thread_dropped(const vl_handle *engine) {
    return engine->run == thread_turn;
}

void sim_threads_drop(vl_sim *sim) {
    while (sim->first_thread) {
        sim_thread *thread = sim->first_thread;
        vl_timer_cancel(&sim->engine, &thread->timer);
        waiting_remove(thread);
        thread->state = THREAD_DONE;
        py_thread_drop(sim->vm, &thread->chain);
        py_assign_take(sim->vm, &thread->object, py_unset());
        live_remove(sim, thread);
    }
}

// ---- who waits for whom -------------------------------------------------------------------------

static void explain(vl_sim *sim, const sim_thread *thread, vl_buf *out) {
    char called[128];
    int line = thread->is_main ? py_current_line(sim->vm) : py_thread_line(&thread->chain);
    bool library = py_library_call(sim->vm, thread->is_main ? NULL : &thread->chain, called, sizeof called);
    vl_buf_format(out, "\n  %s", sim_thread_name(thread));
    if (line)
        vl_buf_format(out, ", line %d,", line);
    if (library && strcmp(called, "_work") == 0)
        vl_buf_text(out, " has nothing to do");
    else if (library)
        vl_buf_format(out, " waits in %s", called);
    else if (thread->object.tag == PY_OBJ && thread->object.as.o->type == sim->thread_type)
        vl_buf_format(out, " waits for the end of %s", sim_thread_name((sim_thread *)thread->object.as.o));
    else {
        vl_buf_text(out, " waits for ");
        if (py_is_set(thread->object))
            sim_thread_lock_describe(sim, thread->object, out);
        else
            vl_buf_text(out, thread->what);
    }
}

void sim_threads_explain(vl_sim *sim, vl_buf *out) {
    if (sim->main_thread && sim->main_thread->state == THREAD_WAITING)
        explain(sim, sim->main_thread, out);
    for (const sim_thread *t = sim->first_thread; t; t = t->next)
        if (t->state == THREAD_WAITING)
            explain(sim, t, out);
}

const py_type_spec sim_thread_spec = {
    .name = "_ThreadHandle",
    .module = "_thread",
    .size = sizeof(sim_thread),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = thread_dealloc, .traverse = thread_traverse},
    .methods = sim_thread_methods,
};
