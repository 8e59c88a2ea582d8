// How futures, tasks and callbacks look in repr and in reports. Model: CPython's base_futures.py,
// base_tasks.py, coroutines.py, format_helpers.py.
#include "sim_internal.h"

// ---- callbacks ----------------------------------------------------------------------------------

static bool is_partial(py_vm *vm, py_value fn) {
    const py_type *type = py_type_of(vm, fn);
    return strcmp(type->name->data, "partial") == 0 && type->module &&
           strcmp(type->module->data, "functools") == 0;
}

// An attribute by name; unset where there is none. Owned.
static py_value attribute(py_vm *vm, py_value object, const char *name) {
    py_str *key = py_str_z(vm, name);
    py_value v = py_unset();
    if (key && !py_find_attr(vm, object, key, &v))
        py_exc_clear(vm);
    py_release(vm, key);
    return v;
}

static void arguments_text(vl_sim *sim, vl_buf *out, py_value args, py_value kwargs, bool debug) {
    const char *separator = "";
    bool shown = debug || !sim_has(sim, SIM_PROFILE_CALLBACK_ARGS_IN_DEBUG);
    vl_buf_char(out, '(');
    if (shown && py_is_tuple(args)) {
        const py_tuple *tuple = (py_tuple *)args.as.o;
        for (int64_t i = 0; i < tuple->count; i++) {
            vl_buf_text(out, separator);
            sim_short_repr(sim->vm, out, tuple->items[i]);
            separator = ", ";
        }
    }
    py_value key, value;
    if (shown && py_is_dict(kwargs))
        for (uint32_t at = 0; py_dict_next((py_dict *)kwargs.as.o, &at, &key, &value);) {
            py_str *name = py_str_of(sim->vm, key);
            vl_buf_format(out, "%s%s=", separator, name ? name->data : "");
            py_release(sim->vm, name);
            sim_short_repr(sim->vm, out, value);
            separator = ", ";
        }
    vl_buf_char(out, ')');
}

static void callback_name(py_vm *vm, vl_buf *out, py_value fn) {
    static const char *const names[] = {"__qualname__", "__name__"};
    for (size_t i = 0; i < VL_COUNT(names); i++) {
        py_value name = attribute(vm, fn, names[i]);
        bool found = py_is_set(name) && py_is_str(py_unbox(name)) && py_as_str(py_unbox(name))->len;
        if (found)
            vl_buf_text(out, py_as_str(py_unbox(name))->data);
        py_decref(vm, name);
        if (found)
            return;
    }
    py_str *shown = py_repr(vm, fn);
    if (shown)
        vl_buf_text(out, shown->data);
    py_release(vm, shown);
}

static void callback_call(vl_sim *sim, vl_buf *out, py_value fn, py_value args, py_value kwargs,
                          bool debug, int depth) {
    py_vm *vm = sim->vm;
    if (!is_partial(vm, fn) || depth > 20) {
        callback_name(vm, out, fn);
        arguments_text(sim, out, args, kwargs, debug);
        return;
    }
    py_value inner = attribute(vm, fn, "func"), own = attribute(vm, fn, "args"),
             keywords = attribute(vm, fn, "keywords");
    callback_call(sim, out, inner, own, keywords, debug, depth + 1);
    arguments_text(sim, out, args, kwargs, debug);
    py_decref(vm, inner);
    py_decref(vm, own);
    py_decref(vm, keywords);
}

// The function behind wrappers, methods and partials; owned; unset: none of a program.
static py_value source_function(py_vm *vm, py_value fn) {
    py_incref(fn);
    for (int depth = 0; depth < 100 && py_is_set(fn); depth++) {
        py_value next = attribute(vm, fn, "__wrapped__");
        if (!py_is_set(next) && is_partial(vm, fn))
            next = attribute(vm, fn, "func");
        if (!py_is_set(next))
            break;
        py_assign_take(vm, &fn, next);
    }
    if (py_is(vm, fn, PY_TYPE_FUNCTION))
        return fn;
    py_decref(vm, fn);
    return py_unset();
}

void sim_callback_text(vl_sim *sim, vl_buf *out, py_value fn, const py_tuple *args, bool debug) {
    py_vm *vm = sim->vm;
    callback_call(sim, out, fn, py_from((void *)(uintptr_t)args), py_unset(), debug, 0);
    py_value source = source_function(vm, fn);
    if (py_is_set(source)) {
        int line;
        const char *file = py_code_place(((py_func *)source.as.o)->code, &line);
        if (file[0] != '<') // the library's own are shown without a place
            vl_buf_format(out, " at %s:%d", file, line);
    }
    py_decref(vm, source);
}

// "cb=[f() at x.py:3, <2 more>, g()]"; a task that waits stands among them as CPython's wakeup.
static void waiter_text(vl_sim *sim, vl_buf *out, const vl_waiter *waiter, const sim_future *future) {
    for (sim_callback *c = future->callbacks; c; c = c->next)
        if (&c->waiter == waiter) {
            sim_callback_text(sim, out, c->fn, NULL, false);
            return;
        }
    vl_buf_text(out, sim_run_waits(waiter)      ? "_run_until_complete_cb()"
                     : sim_gather_waits(waiter) ? "gather.<locals>._done_callback()"
                                                : "Task.task_wakeup()");
}

static void callbacks_text(vl_sim *sim, vl_buf *out, const sim_future *future) {
    const vl_waiter *first = future->engine->first, *last = future->engine->last;
    size_t count = 0;
    for (const vl_waiter *w = first; w; w = w->next)
        count++;
    if (count == 0)
        return;
    vl_buf_text(out, " cb=[");
    waiter_text(sim, out, first, future);
    if (count > 2)
        vl_buf_format(out, ", <%zu more>", count - 2);
    if (count > 1) {
        vl_buf_text(out, ", ");
        waiter_text(sim, out, last, future);
    }
    vl_buf_char(out, ']');
}

py_str *sim_place_text(vl_sim *sim) {
    vl_place place;
    const char *file;
    int line = py_current_place(sim->vm, &place, &file);
    return line ? py_str_format(sim->vm, "%s:%d", file, line) : py_str_z(sim->vm, "<loop>:0");
}

// ---- futures ------------------------------------------------------------------------------------

static const char *const words[] = {"pending", "finished", "finished", "cancelled"};

// What follows the state: outcome, callbacks, place.
static void info_text(vl_sim *sim, vl_buf *out, const sim_future *future) {
    py_vm *vm = sim->vm;
    if (future->engine->outcome == VL_OUTCOME_FAILED) {
        py_str *text = py_repr(vm, py_from(future->exception));
        vl_buf_format(out, " exception=%s", text ? text->data : "");
        py_release(vm, text);
    } else if (future->engine->outcome == VL_OUTCOME_DONE) {
        vl_buf_text(out, " result=");
        sim_short_repr(vm, out, future->result);
    }
    callbacks_text(sim, out, future);
    if (future->created)
        vl_buf_format(out, " created at %s", future->created->data);
}

static py_value finished_text(py_vm *vm, vl_buf *text) {
    if (!py_failed(vm))
        return py_from(py_str_from_buf(vm, text));
    vl_buf_deinit(text);
    return py_unset();
}

py_value sim_future_repr(py_vm *vm, py_value self) {
    sim_future *future = (sim_future *)self.as.o;
    if (!sim_future_alive(vm, future))
        return py_unset();
    if (!py_repr_enter(vm, self.as.o))
        return vm->exc ? py_unset() : py_from(py_str_z(vm, "..."));
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    vl_buf_format(&text, "<%s %s", self.as.o->type->name->data, words[future->engine->outcome]);
    info_text(sim_of(vm), &text, future);
    vl_buf_char(&text, '>');
    py_repr_leave(vm, self.as.o);
    return finished_text(vm, &text);
}

// ---- tasks --------------------------------------------------------------------------------------

static void coroutine_text(vl_sim *sim, vl_buf *out, py_value coroutine) {
    py_vm *vm = sim->vm;
    if (!py_is(vm, coroutine, PY_TYPE_COROUTINE)) {
        vl_buf_format(out, "%s()", sim_coroutine_name(sim, coroutine));
        return;
    }
    const py_gen *gen = (py_gen *)coroutine.as.o;
    int first;
    const char *file = py_code_place(gen->code, &first);
    vl_buf_text(out, gen->qualname->data);
    if (gen->frame)
        vl_buf_format(out, "() running at %s:%d", file, py_gen_own_line(gen));
    else
        vl_buf_format(out, "() done, defined at %s:%d", file, first);
}

static void awaited_text(vl_sim *sim, vl_buf *out, const sim_task *task) {
    if (task->awaited) {
        py_str *shown = py_repr(sim->vm, py_from(task->awaited));
        vl_buf_format(out, " wait_for=%s", shown ? shown->data : "");
        py_release(sim->vm, shown);
    } else if (task->engine.awaiting == &task->engine.sleep_future)
        vl_buf_text(out, " wait_for=<Future pending cb=[Task.task_wakeup()]>");
}

py_value sim_task_repr(py_vm *vm, py_value self) {
    vl_sim *sim = sim_of(vm);
    const sim_task *task = (sim_task *)self.as.o;
    if (!sim_future_alive(vm, &task->future))
        return py_unset();
    if (!py_repr_enter(vm, self.as.o))
        return vm->exc ? py_unset() : py_from(py_str_z(vm, "..."));
    bool cancelling = task->engine.cancels > 0 && !vl_future_done(task->future.engine);
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    py_str *name = py_repr(vm, task->name);
    vl_buf_format(&text, "<%s %s name=%s", self.as.o->type->name->data,
                  cancelling ? "cancelling" : words[task->future.engine->outcome],
                  name ? name->data : "");
    py_release(vm, name);
    if (py_is_set(task->coroutine)) {
        vl_buf_text(&text, " coro=<");
        coroutine_text(sim, &text, task->coroutine);
        vl_buf_char(&text, '>');
    }
    awaited_text(sim, &text, task);
    info_text(sim, &text, &task->future);
    vl_buf_char(&text, '>');
    py_repr_leave(vm, self.as.o);
    return finished_text(vm, &text);
}
