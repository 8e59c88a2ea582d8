// asyncio.sleep: a coroutine of native code. It yields itself; the task's driver reads from it how long
// the engine's own timer is to run, so that a sleep allocates nothing but this object.
#include <math.h>

#include "sim_internal.h"

typedef enum sleep_state { SLEEP_NEW, SLEEP_BEGUN, SLEEP_OVER } sleep_state;

typedef struct sim_sleep {
    py_gcobj gc;
    py_value delay, result;
    int64_t ns;
    uint8_t state;
} sim_sleep;

bool sim_seconds(py_vm *vm, py_value v, int64_t *ns) {
    double seconds;
    v = py_unbox(v);
    if (v.tag == PY_INT || v.tag == PY_BOOL) {
        int64_t limit = INT64_MAX / VL_NS_PER_S;
        *ns = v.as.i > limit ? INT64_MAX : v.as.i < -limit ? INT64_MIN : v.as.i * VL_NS_PER_S;
        return true;
    }
    if (!py_as_double(vm, v, &seconds))
        return false;
    *ns = vl_ns_from_seconds(seconds);
    return true;
}

py_value sim_sleep_call(py_vm *vm, const py_value *a, int n) {
    (void)n;
    sim_sleep *sleep = py_object_new(vm, sim_of(vm)->sleep_type, 0);
    if (!sleep)
        return py_unset();
    sleep->delay = py_incref(a[0]);
    sleep->result = py_is_set(a[1]) ? py_incref(a[1]) : py_none();
    return py_from(sleep);
}

bool sim_sleep_asked(vl_sim *sim, py_value yielded, int64_t *ns) {
    if (yielded.tag != PY_OBJ || yielded.as.o->type != sim->sleep_type)
        return false;
    *ns = ((sim_sleep *)yielded.as.o)->ns;
    return true;
}

// The first send: how long? Not positive: one bare yield. NaN: an error from 3.13 on, else for ever.
static py_send begin(py_vm *vm, sim_sleep *sleep, py_value *out) {
    py_value delay = sleep->delay;
    sleep->state = SLEEP_BEGUN;
    if (delay.tag != PY_INT && delay.tag != PY_FLOAT) { // CPython compares first: its TypeError
        int small = py_compare_bool(vm, PY_CMP_LE, delay, py_int(0));
        if (small < 0)
            return PY_SEND_ERROR;
    }
    if (delay.tag == PY_FLOAT && isnan(delay.as.d) && vm->python_minor >= 13) {
        py_raise(vm, PY_EXC_ValueError, "Invalid delay: NaN (not a number)");
        return PY_SEND_ERROR;
    }
    if (!sim_require_running(sim_of(vm)) || !sim_seconds(vm, delay, &sleep->ns))
        return PY_SEND_ERROR;
    double seconds = 0;
    if (sleep->ns == 0 && py_as_double(vm, delay, &seconds) && seconds > 0)
        sleep->ns = 1; // shorter than a nanosecond, but a sleep
    *out = sleep->ns > 0 ? py_incref(py_from(sleep)) : py_none();
    return PY_SEND_YIELD;
}

static py_send sleep_send(py_vm *vm, py_value self, py_value sent, py_value *out) {
    (void)sent;
    sim_sleep *sleep = (sim_sleep *)self.as.o;
    *out = py_unset();
    if (sleep->state == SLEEP_NEW)
        return begin(vm, sleep, out);
    if (sleep->state == SLEEP_OVER) {
        py_raise(vm, PY_EXC_RuntimeError, "cannot reuse already awaited coroutine");
        return PY_SEND_ERROR;
    }
    sleep->state = SLEEP_OVER;
    *out = py_incref(sleep->result);
    return PY_SEND_RETURN;
}

static py_send sleep_throw(py_vm *vm, py_value self, py_value *out) {
    (void)vm;
    *out = py_unset();
    ((sim_sleep *)self.as.o)->state = SLEEP_OVER;
    return PY_SEND_ERROR;
}

static py_value sleep_await(py_vm *vm, py_value self) {
    (void)vm;
    return py_incref(self);
}

static void sleep_dealloc(py_vm *vm, py_obj *self) {
    sim_sleep *sleep = (sim_sleep *)self;
    py_decref(vm, sleep->delay);
    py_decref(vm, sleep->result);
    py_object_free(vm, sleep, 0);
}

static void sleep_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((sim_sleep *)self)->delay);
    visit(context, ((sim_sleep *)self)->result);
}

static void sleep_finalize(py_vm *vm, py_value self) {
    if (((sim_sleep *)self.as.o)->state == SLEEP_NEW && vm->halt == VL_OK)
        py_warn_never_awaited(vm, "sleep");
}

static py_value sleep_repr(py_vm *vm, py_value self) {
    return py_from(py_str_format(vm, "<coroutine object sleep at %s>",
                                 py_address_text(vm, self.as.o).text));
}

static py_value m_close(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    ((sim_sleep *)a[0].as.o)->state = SLEEP_OVER;
    return py_none();
}

static const py_fndef sleep_methods[] = {{"close", "self, /", m_close, PY_FN_METHOD}, {0}};

const py_type_spec sim_sleep_spec = {
    .name = "coroutine",
    .size = sizeof(sim_sleep),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = sleep_dealloc,
              .traverse = sleep_traverse,
              .finalize = sleep_finalize,
              .repr = sleep_repr,
              .await = sleep_await,
              .send = sleep_send,
              .throw_ = sleep_throw},
    .methods = sleep_methods,
};
