// asyncio.Queue, LifoQueue and PriorityQueue. Items lie in what `_queue` shows: a deque, or a list. What
// a subclass may replace (_init, _get, _put, and the public methods that others call) is called where
// it was replaced; else everything runs here. Getters are not served in turn: one that was woken
// and finds nothing goes to the end of the line.
#include "sync_internal.h"

typedef enum queue_kind { FIFO, LIFO, PRIORITY } queue_kind;

typedef struct sim_queue {
    sim_bound bound;
    sim_line getters, putters;
    py_value maxsize, items, finished; // owned; finished: an Event
    int64_t unfinished;
    bool shut, begun; // begun: __init__ ran
    queue_kind kind;
} sim_queue;

static sim_queue *queue_of(py_value v) {
    return (sim_queue *)v.as.o;
}

static bool derives(vl_sim *sim, py_value v, sim_sync_id id) {
    return sim->sync_types[id] && py_is_subtype(v.as.o->type, sim->sync_types[id]);
}

static bool has_begun(py_vm *vm, py_value self, const char *attribute) {
    if (!queue_of(self)->begun)
        py_raise(vm, PY_EXC_AttributeError, "'%T' object has no attribute '%s'", self, attribute);
    return queue_of(self)->begun;
}

static py_value raise_bare(py_vm *vm, py_type *type) {
    return py_raise_value(vm, type, py_unset());
}

// ---- items ------------------------------------------------------------------------------------------

static bool has_items(py_vm *vm, py_value self) {
    if (!py_is_set(queue_of(self)->items))
        py_raise(vm, PY_EXC_AttributeError, "'%T' object has no attribute '_queue'", self);
    return py_is_set(queue_of(self)->items);
}

static int64_t count_items(py_vm *vm, py_value self) {
    py_value items = queue_of(self)->items;
    if (!has_items(vm, self))
        return -1;
    return py_is_deque(items)                      ? py_deque_count(items)
           : py_is(vm, items, PY_TYPE_LIST) ? ((py_list *)items.as.o)->count
                                                       : py_length(vm, items);
}

static py_value queue_init_items(py_vm *vm, const py_value *a, int n) {
    (void)n;
    bool fifo = queue_of(a[0])->kind == FIFO;
    py_value items = fifo ? py_deque_new(vm) : py_from(py_list_new(vm, 0));
    if (!py_is_set(items))
        return items;
    py_assign_take(vm, &queue_of(a[0])->items, items);
    return py_none();
}

// For items that the program put in place of the deque or list.
static py_value call_items(py_vm *vm, py_value items, const char *name, int n, const py_value *args) {
    py_value method = py_getattr_z(vm, items, name);
    py_value result = py_is_set(method) ? py_call_n(vm, method, n, args) : py_unset();
    py_decref(vm, method);
    return result;
}

static py_value take_last(py_vm *vm, py_value v) {
    py_list *list = (py_list *)v.as.o;
    return list->count ? list->items[--list->count]
                       : py_raise(vm, PY_EXC_IndexError, "pop from empty list");
}

static py_value queue_get_item(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value items = queue_of(a[0])->items;
    if (!has_items(vm, a[0]))
        return py_unset();
    queue_kind kind = queue_of(a[0])->kind;
    bool list = py_is(vm, items, PY_TYPE_LIST);
    if (kind == PRIORITY)
        return list ? py_heap_pop(vm, (py_list *)items.as.o)
                    : py_raise(vm, PY_EXC_TypeError, "heap argument must be a list");
    if (kind == LIFO)
        return list ? take_last(vm, items) : call_items(vm, items, "pop", 0, NULL);
    return py_is_deque(items) ? py_deque_popleft(vm, items)
                                  : call_items(vm, items, "popleft", 0, NULL);
}

static py_value queue_put_item(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value items = queue_of(a[0])->items;
    if (!has_items(vm, a[0]))
        return py_unset();
    bool list = py_is(vm, items, PY_TYPE_LIST), ok;
    queue_kind kind = queue_of(a[0])->kind;
    if (kind == PRIORITY && !list)
        return py_raise(vm, PY_EXC_TypeError, "heap argument must be a list");
    if (kind == PRIORITY)
        ok = py_heap_push(vm, (py_list *)items.as.o, a[1]);
    else if (list)
        ok = py_list_append(vm, (py_list *)items.as.o, a[1]);
    else if (py_is_deque(items))
        ok = py_deque_append(vm, items, a[1]);
    else
        return call_items(vm, items, "append", 1, &a[1]);
    return ok ? py_none() : py_unset();
}

// ---- size -------------------------------------------------------------------------------------------

static py_value queue_qsize(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t count = count_items(vm, a[0]);
    return count < 0 ? py_unset() : py_int(count);
}

static py_value queue_empty(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value items = queue_of(a[0])->items;
    if (!has_items(vm, a[0]))
        return py_unset();
    int truth = py_is_deque(items) || py_is(vm, items, PY_TYPE_LIST)
                    ? count_items(vm, a[0]) > 0
                    : py_truth(vm, items);
    return truth < 0 ? py_unset() : py_bool(!truth);
}

static py_value queue_full(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!has_begun(vm, a[0], "_maxsize"))
        return py_unset();
    py_value maxsize = queue_of(a[0])->maxsize;
    if (maxsize.tag == PY_INT && maxsize.as.i <= 0)
        return py_bool(false);
    int unbounded =
        maxsize.tag == PY_INT ? 0 : py_compare_bool(vm, PY_CMP_LE, maxsize, py_int(0));
    if (unbounded)
        return unbounded < 0 ? py_unset() : py_bool(false);
    py_value size = sim_call_own(vm, PY_SYM_qsize, queue_qsize, a, 1);
    if (size.tag == PY_INT && maxsize.tag == PY_INT)
        return py_bool(size.as.i >= maxsize.as.i);
    int full = py_is_set(size) ? py_compare_bool(vm, PY_CMP_GE, size, maxsize) : -1;
    py_decref(vm, size);
    return full < 0 ? py_unset() : py_bool(full > 0);
}

// self.full() or self.empty() as a truth: 0, 1, -1 error
static int ask(py_vm *vm, py_value self, py_symbol name, py_native_fn native) {
    py_value answer = sim_call_own(vm, name, native, &self, 1);
    int truth = answer.tag == PY_BOOL ? (int)answer.as.i
                : py_is_set(answer)   ? py_truth(vm, answer)
                                      : -1;
    py_decref(vm, answer);
    return truth;
}

static int is_full(py_vm *vm, py_value self) {
    return ask(vm, self, PY_SYM_full, queue_full);
}

static int is_empty(py_vm *vm, py_value self) {
    return ask(vm, self, PY_SYM_empty, queue_empty);
}

// ---- put and get ------------------------------------------------------------------------------------

static void wake_next(vl_sim *sim, sim_line *line) {
    for (bool woken = false; line->first && !woken;) {
        sim_place *place = line->first;
        sim_place_leave(place);
        woken = sim_wake(sim, place, py_none());
    }
}

static py_value queue_put_nowait(py_vm *vm, const py_value *a, int n) {
    vl_sim *sim = sim_of(vm);
    sim_queue *queue = queue_of(a[0]);
    (void)n;
    if (!has_begun(vm, a[0], "_maxsize"))
        return py_unset();
    if (queue->shut)
        return raise_bare(vm, sim->queue_shut_down);
    int full = is_full(vm, a[0]);
    if (full)
        return full < 0 ? py_unset() : raise_bare(vm, sim->queue_full);
    py_value result = sim_call_own(vm, PY_SYM__put, queue_put_item, a, 2);
    if (!py_is_set(result))
        return result;
    py_decref(vm, result);
    queue->unfinished++;
    ((sim_event *)queue->finished.as.o)->set = false;
    wake_next(sim, &queue->getters);
    return py_none();
}

static py_value queue_get_nowait(py_vm *vm, const py_value *a, int n) {
    vl_sim *sim = sim_of(vm);
    sim_queue *queue = queue_of(a[0]);
    (void)n;
    int empty = is_empty(vm, a[0]);
    if (empty)
        return empty < 0 ? py_unset()
                         : raise_bare(vm, queue->shut ? sim->queue_shut_down : sim->queue_empty);
    py_value item = sim_call_own(vm, PY_SYM__get, queue_get_item, a, 1);
    if (py_is_set(item))
        wake_next(sim, &queue->putters);
    return item;
}

// The waiting ended in an exception: if somebody had woken this one, another has its turn.
static py_send waiting_fails(py_vm *vm, sim_coroutine *co, sim_line *line,
                             int (*hopeless)(py_vm *vm, py_value self)) {
    vl_sim *sim = sim_of(vm);
    py_exc *pending = py_exc_fetch(vm);
    if (vm->halt != VL_OK)
        return PY_SEND_ERROR;
    sim_future *future = sim_place_of(co)->future;
    bool told = vl_future_done(future->engine) ||
                (py_is_set(sim_future_cancel(sim, future, py_none())) && sim_check_open(sim, future->loop));
    sim_leave(vm, co);
    if (!told) {
        py_assign_take(vm, &vm->exc->context, py_from(pending));
        return PY_SEND_ERROR;
    }
    int no = hopeless(vm, co->self);
    if (no < 0) {
        py_release(vm, pending);
        return PY_SEND_ERROR;
    }
    if (!no && sim_place_outcome(sim_place_of(co)) != VL_OUTCOME_CANCELLED)
        wake_next(sim, line);
    vm->exc = pending;
    return PY_SEND_ERROR;
}

// A Queue with nothing replaced and no odd size: what most programs have.
static bool is_simple(py_value self) {
    const sim_queue *queue = queue_of(self);
    return sim_is_plain(self) && queue->maxsize.tag == PY_INT && py_is_deque(queue->items) &&
           !queue->shut;
}

static py_send put_simple(py_vm *vm, sim_coroutine *co, py_value *out) {
    sim_queue *queue = queue_of(co->self);
    if (queue->maxsize.as.i > 0 && py_deque_count(queue->items) >= queue->maxsize.as.i)
        return sim_stand(vm, co, co->self, &queue->putters, "Queue.put", 1);
    if (!py_deque_append(vm, queue->items, co->arg))
        return PY_SEND_ERROR;
    queue->unfinished++;
    ((sim_event *)queue->finished.as.o)->set = false;
    wake_next(sim_of(vm), &queue->getters);
    *out = py_none();
    return PY_SEND_RETURN;
}

static py_send get_simple(py_vm *vm, sim_coroutine *co, py_value *out) {
    sim_queue *queue = queue_of(co->self);
    if (py_deque_count(queue->items) == 0)
        return sim_stand(vm, co, co->self, &queue->getters, "Queue.get", 1);
    *out = py_deque_popleft(vm, queue->items);
    wake_next(sim_of(vm), &queue->putters);
    return PY_SEND_RETURN;
}

static py_send put_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    sim_queue *queue = queue_of(co->self);
    if (vm->exc)
        return waiting_fails(vm, co, &queue->putters, is_full);
    if (is_simple(co->self))
        return put_simple(vm, co, out);
    int full = is_full(vm, co->self);
    if (full > 0 && queue->shut)
        raise_bare(vm, sim_of(vm)->queue_shut_down);
    else if (full > 0)
        return sim_stand(vm, co, co->self, &queue->putters, "Queue.put", 1);
    if (full)
        return PY_SEND_ERROR;
    py_value args[2] = {co->self, co->arg};
    *out = sim_call_own(vm, PY_SYM_put_nowait, queue_put_nowait, args, 2);
    return py_is_set(*out) ? PY_SEND_RETURN : PY_SEND_ERROR;
}

static py_send get_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    sim_queue *queue = queue_of(co->self);
    if (vm->exc)
        return waiting_fails(vm, co, &queue->getters, is_empty);
    if (is_simple(co->self))
        return get_simple(vm, co, out);
    int empty = is_empty(vm, co->self);
    if (empty > 0 && queue->shut && (empty = is_empty(vm, co->self)) > 0) {
        raise_bare(vm, sim_of(vm)->queue_shut_down);
        return PY_SEND_ERROR;
    }
    if (empty > 0)
        return sim_stand(vm, co, co->self, &queue->getters, "Queue.get", 1);
    if (empty < 0)
        return PY_SEND_ERROR;
    *out = sim_call_own(vm, PY_SYM_get_nowait, queue_get_nowait, &co->self, 1);
    return py_is_set(*out) ? PY_SEND_RETURN : PY_SEND_ERROR;
}

static void describe_put(vl_sim *sim, const sim_coroutine *co, vl_buf *out) {
    py_value maxsize = queue_of(co->self)->maxsize;
    (void)sim;
    vl_buf_text(out, "Queue.put on a full Queue");
    if (maxsize.tag == PY_INT)
        vl_buf_format(out, " (%lld item%s)", (long long)maxsize.as.i, maxsize.as.i == 1 ? "" : "s");
}

static void describe_get(vl_sim *sim, const sim_coroutine *co, vl_buf *out) {
    (void)sim;
    (void)co;
    vl_buf_text(out, "Queue.get on an empty Queue");
}

static py_value queue_put(py_vm *vm, const py_value *a, int n) {
    static const sim_coroutine_def def = {
        "put", "Queue.put", put_step, sim_leave, describe_put, SIM_WAITING_EXTRA};
    (void)n;
    return sim_coroutine_new(sim_of(vm), &def, a[0], a[1]);
}

static py_value queue_get(py_vm *vm, const py_value *a, int n) {
    static const sim_coroutine_def def = {
        "get", "Queue.get", get_step, sim_leave, describe_get, SIM_WAITING_EXTRA};
    (void)n;
    return sim_coroutine_new(sim_of(vm), &def, a[0], py_unset());
}

// ---- join and shutdown ------------------------------------------------------------------------------

static py_value queue_task_done(py_vm *vm, const py_value *a, int n) {
    sim_queue *queue = queue_of(a[0]);
    (void)n;
    if (!has_begun(vm, a[0], "_unfinished_tasks"))
        return py_unset();
    if (queue->unfinished <= 0)
        return py_raise(vm, PY_EXC_ValueError, "task_done() called too many times");
    if (--queue->unfinished == 0)
        sim_event_set(sim_of(vm), (sim_event *)queue->finished.as.o);
    return py_none();
}

static py_send join_step(py_vm *vm, sim_coroutine *co, py_value *out) {
    const sim_queue *queue = queue_of(co->self);
    if (co->at == 0 && !has_begun(vm, co->self, "_unfinished_tasks"))
        return PY_SEND_ERROR;
    if (co->at == 0 && queue->unfinished > 0)
        return sim_coroutine_await(vm, co, sim_event_wait(vm, &queue->finished, 1), 1);
    *out = vm->exc ? py_unset() : py_none();
    return vm->exc ? PY_SEND_ERROR : PY_SEND_RETURN;
}

static void describe_join(vl_sim *sim, const sim_coroutine *co, vl_buf *out) {
    const sim_queue *queue = queue_of(co->self);
    (void)sim;
    vl_buf_format(out, "Queue.join (%lld item%s without task_done)", (long long)queue->unfinished,
                  queue->unfinished == 1 ? "" : "s");
}

static py_value queue_join(py_vm *vm, const py_value *a, int n) {
    static const sim_coroutine_def def = {
        .name = "join", .qualname = "Queue.join", .step = join_step, .describe = describe_join};
    (void)n;
    return sim_coroutine_new(sim_of(vm), &def, a[0], py_unset());
}

static bool drop_items(py_vm *vm, py_value self) {
    sim_queue *queue = queue_of(self);
    int empty;
    while ((empty = is_empty(vm, self)) == 0) {
        py_value item = sim_call_own(vm, PY_SYM__get, queue_get_item, &self, 1);
        if (!py_is_set(item))
            return false;
        py_decref(vm, item);
        queue->unfinished -= queue->unfinished > 0;
    }
    if (empty > 0 && queue->unfinished == 0)
        sim_event_set(sim_of(vm), (sim_event *)queue->finished.as.o);
    return empty > 0;
}

static py_value queue_shutdown(py_vm *vm, const py_value *a, int n) {
    vl_sim *sim = sim_of(vm);
    sim_queue *queue = queue_of(a[0]);
    (void)n;
    if (!has_begun(vm, a[0], "_getters"))
        return py_unset();
    queue->shut = true;
    int immediate = py_is_set(a[1]) ? py_truth(vm, a[1]) : 0;
    if (immediate < 0 || (immediate && !drop_items(vm, a[0])))
        return py_unset();
    while (queue->getters.first)
        wake_next(sim, &queue->getters);
    while (queue->putters.first)
        wake_next(sim, &queue->putters);
    return py_none();
}

// ---- the object -------------------------------------------------------------------------------------

static bool queue_init(py_vm *vm, py_value self, const py_args *args) {
    static const py_fndef def = {"__init__", "@Queue: self, maxsize=", NULL, PY_FN_METHOD};
    vl_sim *sim = sim_of(vm);
    sim_queue *queue = queue_of(self);
    py_value values[2];
    if (!py_bind_method(vm, &def, self, args, values))
        return false;
    py_value maxsize = py_is_set(values[1]) ? values[1] : py_int(0);
    py_type *event = sim_sync_type(sim, SIM_SYNC_EVENT);
    py_value finished = event ? py_call_n(vm, py_from(event), 0, NULL) : py_unset();
    if (!py_is_set(finished))
        return false;
    ((sim_event *)finished.as.o)->set = true;
    py_assign_take(vm, &queue->finished, finished);
    py_assign_take(vm, &queue->maxsize, py_incref(maxsize));
    queue->unfinished = 0;
    queue->shut = false;
    queue->begun = true;
    queue->kind = derives(sim, self, SIM_SYNC_PRIORITY_QUEUE) ? PRIORITY
                  : derives(sim, self, SIM_SYNC_LIFO_QUEUE)   ? LIFO
                                                              : FIFO;
    py_value init[2] = {self, maxsize};
    py_value result = sim_call_own(vm, PY_SYM__init, queue_init_items, init, 2);
    py_decref(vm, result);
    return py_is_set(result);
}

// "maxsize=0 _queue=[1, 2] _getters[1] tasks=2 shutdown"
static bool append_format(py_vm *vm, vl_buf *out, py_value self) {
    const sim_queue *queue = queue_of(self);
    if (!has_begun(vm, self, "_maxsize"))
        return false;
    py_str *maxsize = py_repr(vm, queue->maxsize);
    int filled = !maxsize ? -1 : py_is_set(queue->items) ? py_truth(vm, queue->items) : 0;
    if (maxsize)
        vl_buf_format(out, "maxsize=%s", maxsize->data);
    py_release(vm, maxsize);
    py_value list = filled > 0 ? py_iter_to_list(vm, queue->items) : py_none();
    py_str *items = filled > 0 && py_is_set(list) ? py_repr(vm, list) : NULL;
    bool ok = filled == 0 || items;
    if (items)
        vl_buf_format(out, " _queue=%s", items->data);
    py_release(vm, items);
    py_decref(vm, list);
    if (queue->getters.count)
        vl_buf_format(out, " _getters[%lld]", (long long)queue->getters.count);
    if (queue->putters.count)
        vl_buf_format(out, " _putters[%lld]", (long long)queue->putters.count);
    if (queue->unfinished)
        vl_buf_format(out, " tasks=%lld", (long long)queue->unfinished);
    if (queue->shut)
        vl_buf_text(out, " shutdown");
    return ok;
}

static py_value show(py_vm *vm, py_value self, const char *at, const char *address) {
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    vl_buf_format(&text, "<%s%s%s ", self.as.o->type->name->data, at, address);
    if (!append_format(vm, &text, self)) {
        vl_buf_deinit(&text);
        return py_unset();
    }
    vl_buf_char(&text, '>');
    return py_from(py_str_from_buf(vm, &text));
}

static py_value queue_repr(py_vm *vm, py_value self) {
    return show(vm, self, " at ", py_address_text(vm, self.as.o).text);
}

static py_value queue_str(py_vm *vm, py_value self) {
    return show(vm, self, "", "");
}

static py_value queue_format(py_vm *vm, const py_value *a, int n) {
    vl_buf text;
    (void)n;
    vl_buf_init(&text, vm->heap);
    if (append_format(vm, &text, a[0]))
        return py_from(py_str_from_buf(vm, &text));
    vl_buf_deinit(&text);
    return py_unset();
}

static py_value queue_maxsize(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return has_begun(vm, a[0], "_maxsize") ? py_incref(queue_of(a[0])->maxsize) : py_unset();
}

static py_value queue_set_maxsize(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_assign_take(vm, &queue_of(a[0])->maxsize, py_incref(a[1]));
    return py_none();
}

static py_value queue_items(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return has_items(vm, a[0]) ? py_incref(queue_of(a[0])->items) : py_unset();
}

static py_value queue_set_items(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_assign_take(vm, &queue_of(a[0])->items, py_incref(a[1]));
    return py_none();
}

static py_value queue_unfinished(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_int(queue_of(a[0])->unfinished);
}

static py_value queue_set_unfinished(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_as_int64(vm, a[1], &queue_of(a[0])->unfinished) ? py_none() : py_unset();
}

static py_value queue_finished(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return has_begun(vm, a[0], "_finished") ? py_incref(queue_of(a[0])->finished) : py_unset();
}

static py_value queue_is_shutdown(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_bool(queue_of(a[0])->shut);
}

static py_value queue_getters(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_line_futures(vm, &queue_of(a[0])->getters, false);
}

static py_value queue_putters(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return sim_line_futures(vm, &queue_of(a[0])->putters, false);
}

static void queue_dealloc(py_vm *vm, py_obj *self) {
    sim_queue *queue = (sim_queue *)self;
    py_decref(vm, queue->maxsize);
    py_decref(vm, queue->items);
    py_decref(vm, queue->finished);
    sim_bound_free(vm, self);
}

static void queue_traverse(py_obj *self, py_visit visit, void *context) {
    const sim_queue *queue = (sim_queue *)self;
    visit(context, queue->maxsize);
    visit(context, queue->items);
    visit(context, queue->finished);
    sim_bound_visit(self, visit, context);
}

static void queue_clear(py_vm *vm, py_obj *self) {
    py_assign_take(vm, &((sim_queue *)self)->items, py_unset());
    sim_bound_clear(vm, self);
}

static const py_fndef queue_methods[] = {
    {"put", "@async Queue: self, item", queue_put, PY_FN_METHOD},
    {"get", "@async Queue: self", queue_get, PY_FN_METHOD},
    {"put_nowait", "@Queue: self, item", queue_put_nowait, PY_FN_METHOD},
    {"get_nowait", "@Queue: self", queue_get_nowait, PY_FN_METHOD},
    {"join", "@async Queue: self", queue_join, PY_FN_METHOD},
    {"task_done", "@Queue: self", queue_task_done, PY_FN_METHOD},
    {"shutdown", "@Queue: self, immediate=", queue_shutdown, PY_FN_METHOD},
    {"_is_shutdown", "self", queue_is_shutdown, PY_FN_GETTER},
    {"qsize", "@Queue: self", queue_qsize, PY_FN_METHOD},
    {"empty", "@Queue: self", queue_empty, PY_FN_METHOD},
    {"full", "@Queue: self", queue_full, PY_FN_METHOD},
    {"_init", "@Queue: self, maxsize", queue_init_items, PY_FN_METHOD},
    {"_get", "@Queue: self", queue_get_item, PY_FN_METHOD},
    {"_put", "@Queue: self, item", queue_put_item, PY_FN_METHOD},
    {"_format", "@Queue: self", queue_format, PY_FN_METHOD},
    {"maxsize", "self", queue_maxsize, PY_FN_GETTER},
    {"_maxsize", "self", queue_maxsize, PY_FN_GETTER},
    {"_maxsize", "self, value", queue_set_maxsize, PY_FN_SETTER},
    {"_queue", "self", queue_items, PY_FN_GETTER},
    {"_queue", "self, value", queue_set_items, PY_FN_SETTER},
    {"_unfinished_tasks", "self", queue_unfinished, PY_FN_GETTER},
    {"_unfinished_tasks", "self, value", queue_set_unfinished, PY_FN_SETTER},
    {"_finished", "self", queue_finished, PY_FN_GETTER},
    {"_getters", "self", queue_getters, PY_FN_GETTER},
    {"_putters", "self", queue_putters, PY_FN_GETTER},
    {"__class_getitem__", "cls, item, /", py_class_getitem, PY_FN_CLASSMETHOD},
    {0},
};

const char *const sim_queue_later[] = {"shutdown", "_is_shutdown", NULL};

#define QUEUE_SLOTS                                                                                \
    {.dealloc = queue_dealloc,                                                                     \
     .traverse = queue_traverse,                                                                   \
     .clear = queue_clear,                                                                         \
     .new_ = sim_sync_new,                                                                         \
     .init = queue_init,                                                                           \
     .repr = queue_repr,                                                                           \
     .str = queue_str}

const py_type_spec sim_queue_spec = {
    .name = "Queue",
    .module = "asyncio.queues",
    .size = sizeof(sim_queue),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_DICT,
    .base = -1,
    .slots = QUEUE_SLOTS,
    .methods = queue_methods,
};

const py_type_spec sim_lifo_queue_spec = {
    .name = "LifoQueue",
    .module = "asyncio.queues",
    .size = sizeof(sim_queue),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_DICT,
    .base = -1,
    .slots = QUEUE_SLOTS,
};

const py_type_spec sim_priority_queue_spec = {
    .name = "PriorityQueue",
    .module = "asyncio.queues",
    .size = sizeof(sim_queue),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_DICT,
    .base = -1,
    .slots = QUEUE_SLOTS,
};
