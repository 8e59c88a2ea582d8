// Exceptions that nobody takes and what else a loop has to say: the exception handlers, and the text that
// CPython's logger "asyncio" writes without configuration. Model: CPython's asyncio/base_events.py.
#include "sim_internal.h"

// ---- the log ------------------------------------------------------------------------------------

// The program uses the module logging: its logger "asyncio" decides what becomes of the text.
static bool log_by_module(vl_sim *sim, py_value logging, const char *level, const vl_buf *text,
                          py_exc *exc) {
    py_vm *vm = sim->vm;
    py_value name = py_from(py_str_z(vm, "asyncio")), line = py_from(py_str_z(vm, text->data));
    py_value get = py_getattr_z(vm, logging, "getLogger");
    py_value logger = py_is_set(get) && py_is_set(name) ? py_call_n(vm, get, 1, &name) : py_unset();
    py_value method = py_is_set(logger) ? py_getattr_z(vm, logger, level) : py_unset();
    py_str *word = py_str_z(vm, "exc_info");
    py_value key = py_from(word), args[2] = {line, exc ? py_from(exc) : py_bool(false)};
    py_tuple *names = word ? py_tuple_of(vm, 1, &key) : NULL;
    py_value answer = py_is_set(method) && py_is_set(line) && names
                          ? py_call(vm, method, &(py_args){args, 1, names})
                          : py_unset();
    bool ok = py_is_set(answer);
    py_decref(vm, answer);
    py_release(vm, names);
    py_release(vm, word);
    py_decref(vm, method);
    py_decref(vm, logger);
    py_decref(vm, get);
    py_decref(vm, line);
    py_decref(vm, name);
    return ok;
}

bool sim_log(vl_sim *sim, const char *level, vl_buf *text, py_exc *exc) {
    py_vm *vm = sim->vm;
    py_str *name = py_str_z(vm, "logging");
    py_value logging = name && text->data ? py_dict_get_str(vm->modules, name) : py_unset();
    py_release(vm, name);
    if (py_is_set(logging))
        return log_by_module(sim, logging, level, text, exc);
    if (strcmp(level, "debug") == 0 || strcmp(level, "info") == 0)
        return true;
    vl_buf_char(text, '\n');
    if (exc)
        py_exc_render_by_module(vm, text, exc);
    if (sim->config.io.out && text->data)
        sim->config.io.out(sim->config.io.context, true, text->data, text->len);
    return true;
}

// ---- the default handler ------------------------------------------------------------------------

static py_value context_get(py_vm *vm, py_dict *context, const char *name) { // borrowed
    py_str *key = py_str_z(vm, name);
    py_value v = key ? py_dict_get_str(context, key) : py_unset();
    py_release(vm, key);
    return v;
}

static bool append_line(py_vm *vm, vl_buf *text, py_value key, py_value value) {
    bool place = py_str_is(py_as_str(key), "source_traceback");
    py_str *shown = place ? py_str_of(vm, value) : py_repr(vm, value);
    if (!shown)
        return false;
    vl_buf_format(text, place ? "\n%s: Object created at (most recent call last):\n  %s" : "\n%s: %s",
                  py_as_str(key)->data, shown->data);
    py_release(vm, shown);
    return true;
}

bool sim_default_handler(vl_sim *sim, py_dict *context) {
    py_vm *vm = sim->vm;
    py_value message = context_get(vm, context, "message"), exc = context_get(vm, context, "exception");
    int given = py_is_set(message) ? py_truth(vm, message) : 0;
    py_str *first = given > 0 ? py_str_of(vm, message) : NULL;
    py_value keys = given >= 0 ? py_iter_to_list(vm, py_from(context)) : py_unset();
    bool ok = py_is_set(keys) && (given == 0 || first) &&
              py_list_sort(vm, (py_list *)keys.as.o, py_unset(), false);
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    vl_buf_text(&text, first ? first->data : "Unhandled exception in event loop");
    for (int64_t i = 0; ok && i < ((py_list *)keys.as.o)->count; i++) {
        py_value key = ((py_list *)keys.as.o)->items[i], value = py_unset();
        if (!py_is_str(key) || py_str_is(py_as_str(key), "message") ||
            py_str_is(py_as_str(key), "exception"))
            continue;
        ok = py_dict_get(vm, context, key, &value) > 0 && append_line(vm, &text, key, value);
    }
    if (ok)
        ok = sim_log(sim, "error", &text, py_is_exception(exc) ? (py_exc *)exc.as.o : NULL);
    vl_buf_deinit(&text);
    py_decref(vm, keys);
    py_release(vm, first);
    return ok;
}

// ---- call_exception_handler ----------------------------------------------------------------------

// SystemExit and KeyboardInterrupt leave the loop: kept until it has come back. Takes vm->exc then.
static bool take_leaving(vl_sim *sim) {
    py_vm *vm = sim->vm;
    if (vm->halt != VL_OK) {
        vl_loop_break(&sim->engine);
        return true;
    }
    if (!py_exc_matches(vm, PY_EXC_SystemExit) && !py_exc_matches(vm, PY_EXC_KeyboardInterrupt))
        return false;
    py_exc *exc = py_exc_fetch(vm);
    if (!sim->leaving)
        sim->leaving = py_retain(exc);
    py_release(vm, exc);
    vl_loop_break(&sim->engine);
    return true;
}

static void handler_failed(vl_sim *sim, py_dict *context) {
    py_vm *vm = sim->vm;
    py_exc *exc = py_exc_fetch(vm);
    py_dict *outer = py_dict_new(vm);
    bool ok = outer && exc &&
              py_dict_set_z(vm, outer, "message",
                            py_from(py_str_z(vm, "Unhandled error in exception handler"))) &&
              py_dict_set_z(vm, outer, "exception", py_incref(py_from(exc))) &&
              py_dict_set_z(vm, outer, "context", py_incref(py_from(context)));
    if (ok && !sim_default_handler(sim, outer) && !take_leaving(sim))
        py_exc_clear(vm);
    py_release(vm, outer);
    py_release(vm, exc);
}

// The handler runs in the context of what it is told of.
static py_value call_handler(vl_sim *sim, sim_loop *loop, py_dict *context) {
    static const char *const things[] = {"task", "future", "handle"};
    py_vm *vm = sim->vm;
    py_value args[2] = {py_from(loop), py_from(context)};
    py_value *slot = NULL;
    bool told = sim_has(sim, SIM_PROFILE_HANDLER_IN_CONTEXT);
    for (size_t i = 0; told && i < VL_COUNT(things) && !slot; i++) {
        py_value v = context_get(vm, context, things[i]);
        if (!py_is_set(v) || py_is_none(v))
            continue;
        if (sim_is_task(sim, v))
            slot = &((sim_task *)v.as.o)->context;
        else if (v.tag == PY_OBJ && py_is_subtype(v.as.o->type, sim->handle_type))
            slot = &((sim_handle *)v.as.o)->context;
        break;
    }
    py_value *outer, handler = py_incref(loop->handler), result = py_unset();
    if (!slot)
        result = py_call_n(vm, handler, 2, args);
    else if (py_context_enter(vm, slot, &outer)) {
        result = py_call_n(vm, handler, 2, args);
        py_context_leave(vm, outer);
    }
    py_decref(vm, handler);
    return result;
}

bool sim_call_handler(vl_sim *sim, sim_loop *loop, py_dict *context) {
    py_vm *vm = sim->vm;
    bool own = loop && py_is_set(loop->handler) && !py_is_none(loop->handler);
    if (!own) {
        if (sim_default_handler(sim, context))
            return true;
        if (!take_leaving(sim))
            py_exc_clear(vm);
        return false;
    }
    py_value result = call_handler(sim, loop, context);
    py_decref(vm, result);
    if (py_is_set(result) || take_leaving(sim))
        return py_is_set(result);
    handler_failed(sim, context);
    return false;
}

bool sim_report(vl_sim *sim, sim_loop *loop, const char *message, const char *what, py_value about,
                py_exc *exc) {
    py_vm *vm = sim->vm;
    if (vm->halt != VL_OK || (!exc && vm->exc && take_leaving(sim))) {
        vl_loop_break(&sim->engine);
        return false;
    }
    py_exc *pending = py_exc_fetch(vm), *shown = exc ? exc : pending;
    py_dict *context = py_dict_new(vm);
    py_str *created = NULL;
    if (what && sim_is_future(sim, about))
        created = ((sim_future *)about.as.o)->created;
    else if (what && about.tag == PY_OBJ && py_is_subtype(about.as.o->type, sim->handle_type))
        created = ((sim_handle *)about.as.o)->created;
    bool ok = context && py_dict_set_z(vm, context, "message", py_from(py_str_z(vm, message))) &&
              (!shown || py_dict_set_z(vm, context, "exception", py_incref(py_from(shown)))) &&
              (!what || py_dict_set_z(vm, context, what, py_incref(about))) &&
              (!created ||
               py_dict_set_z(vm, context, "source_traceback", py_from(py_retain(created))));
    ok = ok && sim_call_handler(sim, loop, context);
    if (!ok && vm->exc)
        py_exc_clear(vm);
    py_release(vm, context);
    if (exc && pending) {
        py_exc_clear(vm);
        vm->exc = pending;
    } else
        py_release(vm, pending);
    return ok;
}
