// Async generators and their loop: who is left suspended is closed by a task of the loop, and
// shutdown_asyncgens closes those that are still there. Model: CPython's asyncio/base_events.py, whose
// set of weak references is here a look through the collector's list.
#include "sim_internal.h"

// ---- the hooks ----------------------------------------------------------------------------------

static py_value hook_first(py_vm *vm, const py_value *a, int n) {
    (void)n;
    const sim_loop *loop = (sim_loop *)a[0].as.o;
    if (loop->asyncgens_shut)
        py_warn(vm, PY_EXC_ResourceWarning,
                "asynchronous generator %R was scheduled after loop.shutdown_asyncgens() call", a[1]);
    return py_none();
}

// Its last reference goes while it is suspended: a task closes it.
static py_value hook_final(py_vm *vm, const py_value *a, int n) {
    (void)n;
    sim_loop *loop = (sim_loop *)a[0].as.o;
    if (py_is(vm, a[1], PY_TYPE_ASYNC_GENERATOR)) // no longer the loop's: shutdown_asyncgens leaves it alone
        py_assign_take(vm, &((py_gen *)a[1].as.o)->origin, py_none());
    if (loop->closed)
        return py_none();
    py_value close = py_getattr_z(vm, a[1], "aclose"), create = py_getattr_z(vm, a[0], "create_task");
    py_value awaitable = py_is_set(close) ? py_call_n(vm, close, 0, NULL) : py_unset();
    py_value handle = py_unset();
    if (py_is_set(awaitable) && py_is_set(create)) {
        sim_call call = {.fn = create, .args = &awaitable, .n = 1};
        handle = sim_call_soon_in(sim_of(vm), loop, &call);
    }
    bool ok = py_is_set(handle);
    py_decref(vm, handle);
    py_decref(vm, awaitable);
    py_decref(vm, create);
    py_decref(vm, close);
    return ok ? py_none() : py_unset();
}

static const py_fndef hooks[] = {
    {"_asyncgen_firstiter_hook", "self, agen, /", hook_first, PY_FN_METHOD},
    {"_asyncgen_finalizer_hook", "self, agen, /", hook_final, PY_FN_METHOD},
};

// A loop that was not shut down has nothing to say at the first step: no hook is called then.
bool sim_asyncgen_hooks(vl_sim *sim, sim_loop *loop, py_value saved[2]) {
    py_vm *vm = sim->vm;
    py_value first = loop->asyncgens_shut ? py_native_new(vm, &hooks[0], py_from(loop), NULL, NULL)
                                          : py_none();
    py_value final = py_native_new(vm, &hooks[1], py_from(loop), NULL, NULL);
    if (!py_is_set(first) || !py_is_set(final)) {
        py_decref(vm, first);
        py_decref(vm, final);
        return false;
    }
    saved[0] = vm->asyncgen_firstiter;
    saved[1] = vm->asyncgen_finalizer;
    vm->asyncgen_firstiter = first;
    vm->asyncgen_finalizer = final;
    return true;
}

void sim_asyncgen_restore(vl_sim *sim, py_value saved[2]) {
    py_assign_take(sim->vm, &sim->vm->asyncgen_firstiter, saved[0]);
    py_assign_take(sim->vm, &sim->vm->asyncgen_finalizer, saved[1]);
}

// ---- shutdown_asyncgens --------------------------------------------------------------------------

static bool belongs(vl_sim *sim, const py_gcobj *object, const sim_loop *loop) {
    if (object->base.type != sim->vm->types[PY_TYPE_ASYNC_GENERATOR])
        return false;
    py_value hook = ((const py_gen *)object)->origin;
    return py_is(sim->vm, hook, PY_TYPE_NATIVE) && ((py_native *)hook.as.o)->def == &hooks[1] &&
           ((py_native *)hook.as.o)->self.as.o == &loop->gc.base;
}

// Those that have begun in this loop and are still there, in order of creation.
static py_list *find_generators(vl_sim *sim, const sim_loop *loop) {
    py_vm *vm = sim->vm;
    py_list *list = py_list_new(vm, 0);
    for (py_gcobj *at = vm->gc_head.next; list && at != &vm->gc_head; at = at->next)
        if (belongs(sim, at, loop) && !py_list_append(vm, list, py_from(at))) {
            py_release(vm, list);
            list = NULL;
        }
    return list;
}

bool sim_has_asyncgens(vl_sim *sim, const sim_loop *loop) {
    for (const py_gcobj *at = sim->vm->gc_head.next; at != &sim->vm->gc_head; at = at->next)
        if (belongs(sim, at, loop))
            return true;
    return false;
}

static py_value gather_closings(vl_sim *sim, const py_list *generators) {
    py_vm *vm = sim->vm;
    int count = (int)generators->count;
    size_t size = ((size_t)count + 1) * sizeof(py_value);
    py_value *args = vl_heap_alloc(vm->heap, size);
    if (!args)
        return py_raise_memory(vm);
    memset(args, 0, size);
    args[0] = py_bool(true);
    bool ok = true;
    for (int i = 0; ok && i < count; i++) {
        py_value close = py_getattr_z(vm, generators->items[i], "aclose");
        args[i + 1] = py_is_set(close) ? py_call_n(vm, close, 0, NULL) : py_unset();
        py_decref(vm, close);
        ok = py_is_set(args[i + 1]);
    }
    py_value gathered = ok ? sim_gather_call(vm, args, count + 1) : py_unset();
    for (int i = 0; i < count; i++)
        py_decref(vm, args[i + 1]);
    vl_heap_free(vm->heap, args, size);
    return gathered;
}

static bool tell_failure(vl_sim *sim, sim_loop *loop, py_value generator, py_value exc) {
    py_vm *vm = sim->vm;
    py_dict *context = py_dict_new(vm);
    bool ok = context &&
              py_dict_set_z(vm, context, "message",
                            py_from(py_str_format(vm,
                                                  "an error occurred during closing of "
                                                  "asynchronous generator %R",
                                                  generator))) &&
              py_dict_set_z(vm, context, "exception", py_incref(exc)) &&
              py_dict_set_z(vm, context, "asyncgen", py_incref(generator));
    if (ok)
        sim_call_handler(sim, loop, context);
    py_release(vm, context);
    return ok;
}

static bool tell_failures(vl_sim *sim, sim_loop *loop, const py_list *generators, py_value results) {
    bool ok = true;
    for (int64_t i = 0; ok && py_is_list(results) && i < generators->count; i++) {
        py_value result = ((py_list *)results.as.o)->items[i];
        if (py_is_exception(result) &&
            py_is_subtype(result.as.o->type, sim->vm->exceptions[PY_EXC_Exception]))
            ok = tell_failure(sim, loop, generators->items[i], result);
    }
    return ok;
}

static py_send shutdown_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    vl_sim *sim = sim_of(vm);
    sim_loop *loop = (sim_loop *)co->self.as.o;
    *out = py_none();
    if (vm->exc)
        return PY_SEND_ERROR;
    if (co->at == 1)
        return tell_failures(sim, loop, (py_list *)co->held.as.o, co->sent) ? PY_SEND_RETURN
                                                                            : PY_SEND_ERROR;
    loop->asyncgens_shut = true;
    py_list *generators = find_generators(sim, loop);
    if (!generators)
        return PY_SEND_ERROR;
    co->held = py_from(generators);
    if (generators->count == 0)
        return PY_SEND_RETURN;
    return sim_coroutine_await(vm, co, gather_closings(sim, generators), 1);
}

static const sim_coroutine_def shutdown_def = {.name = "shutdown_asyncgens",
                                               .qualname = "BaseEventLoop.shutdown_asyncgens",
                                               .step = shutdown_step};

py_value sim_shutdown_asyncgens(vl_sim *sim, sim_loop *loop) {
    return sim_coroutine_new(sim, &shutdown_def, py_from(loop), py_none());
}
