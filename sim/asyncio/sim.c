// A simulation from its configuration to its result: makes the VM and the loop, runs the program, turns
// what ended it into a status, an exit code and a message, and takes everything down again.
#include <stdlib.h>

#include "sim_internal.h"

#define STEPS_PER_EVENT 1000 // backward jumps and calls that count as one event towards the limit

// ---- what the engine and the VM ask ----------------------------------------------------------------

// The line that runs; where a task has just been suspended, the line at which it stands; 0 while only
// the loop is at work.
static int host_line(void *context) {
    vl_sim *sim = context;
    if (!sim->running || sim->vm->frame != sim->loop_frame)
        return py_current_line(sim->vm);
    sim_task *task = sim_current_task(sim);
    return task ? sim_task_line(sim, task) : 0;
}

static void host_describe(void *context, const vl_task *engine, const char **name,
                          const char **coroutine) {
    const sim_task *task = sim_task_of(engine);
    *name = sim_task_name(task);
    *coroutine = sim_coroutine_name(context, task->coroutine);
}

static bool host_poll(void *context) {
    vl_sim *sim = context;
    const vl_sim_io *io = &sim->config.io;
    return !(io->interrupted && io->interrupted(io->context));
}

static const char *host_failure(void *context, const vl_task *engine) {
    vl_sim *sim = context;
    const sim_task *task = sim_task_of(engine);
    if (!task->future.exception)
        return NULL;
    vl_buf text;
    vl_buf_init(&text, sim->vm->heap);
    py_exc_message(sim->vm, &text, task->future.exception);
    size_t len = text.len < sizeof sim->failure - 1 ? text.len : sizeof sim->failure - 1;
    memcpy(sim->failure, text.data ? text.data : "", len);
    sim->failure[len] = 0;
    vl_buf_deinit(&text);
    return sim->failure;
}

static void vm_out(void *context, bool is_stderr, const char *text, size_t len) {
    vl_sim *sim = context;
    sim_task *task = sim_current_task(sim);
    vl_loop_emit(&sim->engine, is_stderr ? VL_EVENT_STDERR : VL_EVENT_STDOUT,
                 task ? task->engine.id : 0, 0, 0, text, len);
    if (sim->config.io.out)
        sim->config.io.out(sim->config.io.context, is_stderr, text, len);
}

static bool vm_poll(void *context, uint64_t steps) {
    vl_sim *sim = context;
    sim->steps += steps;
    uint64_t events = sim->steps / STEPS_PER_EVENT;
    sim->steps %= STEPS_PER_EVENT;
    if (sim->config.io.interrupted && sim->config.io.interrupted(sim->config.io.context)) {
        py_halt(sim->vm, VL_INTERRUPTED, "interrupted");
        return false;
    }
    if (events && sim->config.max_events && !vl_loop_charge(&sim->engine, events)) {
        py_halt(sim->vm, VL_LIMIT, "the limit of %llu events is reached; --max-events sets it",
                (unsigned long long)sim->config.max_events);
        return false;
    }
    return true;
}

static int64_t vm_wall_ns(void *context) {
    vl_sim *sim = context;
    return sim->config.epoch_ns + vl_loop_now(&sim->engine);
}

static bool vm_source(void *context, const char *name, char **text, size_t *len, char *path,
                      size_t path_size) {
    vl_sim *sim = context;
    const vl_sim_io *io = &sim->config.io;
    return io->source && io->source(io->context, name, text, len, path, path_size);
}

// ---- beginning and end ------------------------------------------------------------------------------

static bool add_modules(vl_sim *sim) {
    static const py_module_spec *const specs[] = {&sim_vloop_module_spec, &sim_asyncio_module_spec,
                                                  &sim_time_module_spec,
                                                  &sim_random_module_spec, &sim_locks_module_spec,
                                                  &sim_queues_module_spec, &sim_thread_module_spec};
    for (size_t i = 0; i < VL_COUNT(specs); i++)
        if (!py_vm_add_module(sim->vm, specs[i]))
            return false;
    return py_vm_add_modules(sim->vm, sim_library) && py_vm_add_modules(sim->vm, sim_submodules);
}

static bool set_argv(vl_sim *sim) {
    py_vm *vm = sim->vm;
    py_value sys = py_import(vm, "sys");
    py_list *argv = py_list_new(vm, sim->config.argc);
    bool ok = py_is_set(sys) && argv;
    for (int i = 0; ok && i < sim->config.argc; i++) {
        py_str *text = py_str_z(vm, sim->config.argv[i]);
        ok = text && py_list_append(vm, argv, py_from(text));
        py_release(vm, text);
    }
    ok = ok && py_dict_set_z(vm, ((py_module *)sys.as.o)->dict, "argv", py_incref(py_from(argv)));
    py_release(vm, argv);
    py_decref(vm, sys);
    return ok;
}

static bool start_engine(vl_sim *sim) {
    vl_loop_config config = {
        .heap = &sim->heap,
        .ties = sim->config.ties,
        .mode = sim->config.mode,
        .max_tasks = sim->config.max_tasks,
        .shuffle_seed = sim->config.seed,
        .max_events = sim->config.max_events,
        .max_time_ns = sim->config.max_time_ns,
        .max_still = sim->config.max_still,
        .spin_ns = sim->config.spin_ns,
        .host = {.line = host_line,
                 .describe = host_describe,
                 .poll = host_poll,
                 .failure = host_failure,
                 .blocked = sim_note_blocked,
                 .context = sim},
    };
    if (vl_loop_init(&sim->engine, &config) != VL_OK)
        return false;
    sim->engine_ready = true;
    if (sim->config.observer.event)
        vl_loop_observe(&sim->engine, sim->config.observer);
    return true;
}

vl_status vl_sim_new(vl_sim **out, const vl_sim_config *config, vl_error *error) {
    vl_sim *sim = calloc(1, sizeof *sim);
    if (!sim)
        return vl_error_set(error, VL_MEMORY, "not enough memory to start");
    sim->config = *config;
    sim->seed = config->seed;
    sim->error = error;
    if (!sim->config.python_minor)
        sim->config.python_minor = 13;
    vl_heap_init(&sim->heap, config->max_memory);
    vl_buf_init(&sim->report, &sim->heap);
    sim->heap.fail_at = config->fail_at;
    py_host host = {.out = vm_out, .poll = vm_poll, .source = vm_source, .wall_ns = vm_wall_ns,
                    .unordered = sim_note_unordered, .context = sim};
    sim->vm = py_vm_new(&sim->heap, &host, error);
    if (sim->vm) {
        sim->vm->owner = sim;
        sim->vm->python_minor = sim->config.python_minor;
        sim->vm->settings = config->sets;
        sim->vm->setting_count = config->set_count;
        sim->vm->environ = config->env;
        sim->vm->environ_count = config->env_count;
        sim_random_init(sim);
        if (sim_random_seed(sim) && start_engine(sim) && sim_asyncio_init(sim) && add_modules(sim) &&
            set_argv(sim)) {
            *out = sim;
            return VL_OK;
        }
    }
    vl_error_set(error, VL_MEMORY, "not enough memory to start");
    vl_sim_free(sim);
    return VL_MEMORY;
}

static void detach_task(void *context, vl_task *task) {
    vl_task_detach(context, task);
}

static void drop_all(vl_sim *sim) {
    vl_handle *engine;
    sim_threads_drop(sim);
    vl_loop_each_task(&sim->engine, detach_task, &sim->engine);
    while ((engine = vl_loop_take(&sim->engine)) != NULL)
        sim_handle_dropped(sim, engine);
    sim_gather_abandon(sim);
}

void vl_sim_free(vl_sim *sim) {
    if (!sim)
        return;
    if (sim->vm) {
        if (sim->engine_ready)
            drop_all(sim);
        py_release(sim->vm, sim->main_thread);
        sim->main_thread = NULL;
        void *own[] = {sim->current,     sim->leaving,     sim->future_type, sim->task_type,
                       sim->gather_type, sim->handle_type, sim->timer_handle_type,
                       sim->loop_type,   sim->coroutine_type,  sim->waiter_type, sim->cancelled,
                       sim->invalid_state, sim->abstract_loop_type, sim->base_loop_type,
                       sim->base_selector_type, sim->runner_type};
        // Types go last: objects of theirs may live until the VM has cleared its modules.
        py_release(sim->vm, own[0]);
        py_release(sim->vm, own[1]);
        sim->current = NULL;
        py_assign_take(sim->vm, &sim->policy, py_unset());
        for (size_t i = 2; i < VL_COUNT(own); i++)
            py_vm_keep_until_end(sim->vm, own[i]);
        py_vm_free(sim->vm);
    }
    if (sim->engine_ready)
        vl_loop_deinit(&sim->engine);
    sim_random_deinit(sim);
    sim_notes_free(sim);
    vl_buf_deinit(&sim->report);
    vl_heap_deinit(&sim->heap);
    free(sim);
}

// ---- running ------------------------------------------------------------------------------------

static void keep_message(vl_sim_result *result, const char *text) {
    size_t len = text ? strlen(text) : 0;
    if (len >= sizeof result->message)
        len = sizeof result->message - 1;
    memcpy(result->message, text ? text : "", len);
    result->message[len] = 0;
}

// SystemExit's code: None is 0, an int is itself, anything else is printed and 1.
static int exit_code_of(vl_sim *sim, py_exc *exc) {
    py_value code = py_unbox(exc->value);
    if (!py_is_set(code) || py_is_none(code))
        return 0;
    if (code.tag == PY_INT || code.tag == PY_BOOL)
        return (int)(code.as.i & 0xff);
    py_str *text = py_str_of(sim->vm, exc->value);
    if (text) {
        vm_out(sim, true, text->data, text->size);
        vm_out(sim, true, "\n", 1);
    }
    py_release(sim->vm, text);
    return 1;
}

static vl_status end_by_exception(vl_sim *sim, vl_sim_result *result) {
    py_vm *vm = sim->vm;
    py_exc *exc = py_exc_fetch(vm);
    if (!exc)
        return VL_MEMORY;
    vl_status status = VL_PROGRAM;
    result->outcome = "error";
    result->exit_code = 1;
    if (py_is_subtype(exc->gc.base.type, vm->exceptions[PY_EXC_SystemExit])) {
        result->exit_code = exit_code_of(sim, exc);
        result->outcome = result->exit_code ? "error" : "ok";
        status = result->exit_code ? VL_PROGRAM : VL_OK;
    } else {
        vl_buf text;
        vl_buf_init(&text, vm->heap);
        if (py_exc_render(vm, &text, exc) && text.data)
            vm_out(sim, true, text.data, text.len);
        vl_buf_clear(&text);
        if (py_exc_message(vm, &text, exc))
            keep_message(result, text.data);
        vl_buf_deinit(&text);
        if (py_is_subtype(exc->gc.base.type, vm->exceptions[PY_EXC_KeyboardInterrupt]))
            result->exit_code = 130;
    }
    py_release(vm, exc);
    return status;
}

static vl_status end_by_halt(vl_sim *sim, vl_sim_result *result, vl_error *error) {
    static const struct { vl_status status; const char *outcome; } words[] = {
        {VL_DEADLOCK, "deadlock"},       {VL_LIMIT, "limit"},       {VL_MEMORY, "limit"},
        {VL_INTERRUPTED, "interrupted"}, {VL_SYNTAX, "refused"},    {VL_UNSUPPORTED, "refused"},
    };
    vl_status status = sim->vm->halt;
    result->outcome = "error";
    for (size_t i = 0; i < VL_COUNT(words); i++)
        if (words[i].status == status)
            result->outcome = words[i].outcome;
    vl_error_set(error, status, "%s", vl_status_text(status));
    keep_message(result, status == VL_DEADLOCK && sim->report.data ? sim->report.data : error->message);
    result->exit_code = vl_status_exit_code(status);
    return status;
}

// Tasks that are left when the program ends: CPython says so when it destroys them.
static void warn_pending(void *context, vl_task *engine) {
    vl_sim *sim = context;
    sim_task *task = sim_task_of(engine);
    if (task->quiet_pending)
        return;
    sim_report(sim, task->future.loop, "Task was destroyed but it is pending!", "task",
               py_from(task), NULL);
}

static bool disassemble(vl_sim *sim, vl_error *error) {
    vl_buf text;
    vl_buf_init(&text, sim->vm->heap);
    bool ok = py_dis_main(sim->vm, sim->config.file, sim->config.source, sim->config.source_len,
                          &text, error);
    if (ok && text.data)
        vm_out(sim, false, text.data, text.len);
    vl_buf_deinit(&text);
    return ok;
}

// What atexit has; its functions' exceptions it prints itself.
static bool call_at_exit(vl_sim *sim) {
    if (!py_is_set(sim->vm->at_exit))
        return true;
    py_value result = py_call_n(sim->vm, sim->vm->at_exit, 0, NULL);
    bool ok = py_is_set(result);
    py_decref(sim->vm, result);
    py_assign_take(sim->vm, &sim->vm->at_exit, py_unset());
    return ok;
}

vl_status vl_sim_run(vl_sim *sim, vl_sim_result *result, vl_error *error) {
    py_vm *vm = sim->vm;
    *result = (vl_sim_result){.outcome = "ok"};
    sim->error = vm->error = error;
    bool ok = sim->config.dis ? disassemble(sim, error)
                              : py_run_main(vm, sim->config.file, sim->config.source,
                                            sim->config.source_len, error);
    vl_status status = VL_OK;
    if (vm->halt != VL_OK)
        status = end_by_halt(sim, result, error);
    else if (!ok)
        status = end_by_exception(sim, result);
    if (vm->halt == VL_OK && !sim_threads_join(sim))
        status = vm->halt != VL_OK ? end_by_halt(sim, result, error) : end_by_exception(sim, result);
    if (vm->halt == VL_OK && !call_at_exit(sim))
        status = vm->halt != VL_OK ? end_by_halt(sim, result, error) : end_by_exception(sim, result);
    result->makespan_ns = vl_loop_now(&sim->engine);
    if (vm->halt == VL_OK) {
        vl_loop_each_task(&sim->engine, warn_pending, sim);
        drop_all(sim);
        py_vm_end_main(vm); // finalisers print what CPython's end prints
    }
    sim_notes_tell(sim);
    result->tasks = sim->engine.tasks;
    result->events = vl_loop_events(&sim->engine);
    result->iterations = vl_loop_iteration(&sim->engine);
    result->peak_memory = sim->heap.peak_bytes;
    return status;
}
