// The type BaseException: storage, arguments, text, attributes, notes; and the making of the whole
// hierarchy. What single exceptions add stands in exceptions_kinds.c.
#include "types_internal.h"
#include "vm_internal.h"

static py_exc *exc_of(py_value v) {
    return (py_exc *)v.as.o;
}

bool py__exc_is(py_vm *vm, py_exc *exc, py_exc_id id) {
    return py_is_subtype(exc->gc.base.type, vm->exceptions[id]);
}

py_dict *py__exc_dict(py_exc *exc) {
    py_dict **dict = py_object_dict(&exc->gc.base);
    return dict ? *dict : NULL;
}

void py__exc_drop_traceback(py_vm *vm, py_exc *exc) {
    py_traceback *traceback = exc->traceback;
    exc->traceback = NULL;
    py_release(vm, traceback);
}

static void exc_clear(py_vm *vm, py_obj *self) {
    py_exc *exc = (py_exc *)self;
    py__exc_drop_traceback(vm, exc);
    py_assign_take(vm, &exc->cause, py_unset());
    py_assign_take(vm, &exc->context, py_unset());
    py_assign_take(vm, &exc->value, py_unset());
    for (size_t i = 0; i < VL_COUNT(exc->extra); i++)
        py_assign_take(vm, &exc->extra[i], py_unset());
    py_dict **dict = py_object_dict(self);
    if (dict && *dict) {
        py_dict *held = *dict;
        *dict = NULL;
        py_release(vm, held);
    }
    py_tuple *args = exc->args;
    exc->args = py_retain(vm->empty_tuple);
    py_release(vm, args);
}

static void exc_dealloc(py_vm *vm, py_obj *self) {
    py_gc_untrack(vm, self);
    exc_clear(vm, self);
    py_release(vm, ((py_exc *)self)->args);
    py_object_free(vm, self, 0);
}

static void exc_traverse(py_obj *self, py_visit visit, void *context) {
    py_exc *exc = (py_exc *)self;
    visit(context, py_from(exc->args));
    visit(context, py_from(exc->traceback));
    visit(context, exc->cause);
    visit(context, exc->context);
    visit(context, exc->value);
    for (size_t i = 0; i < VL_COUNT(exc->extra); i++)
        visit(context, exc->extra[i]);
    visit(context, py_from(py__exc_dict(exc)));
}

static bool set_args(py_vm *vm, py_exc *exc, const py_args *args) {
    py_tuple *tuple = py_tuple_of(vm, args->n, args->v);
    if (!tuple)
        return false;
    py_tuple *old = exc->args;
    exc->args = tuple;
    py_release(vm, old);
    return true;
}

static py_value exc_new(py_vm *vm, py_type *type, const py_args *args) {
    py_exc *exc = py_object_new(vm, type, 0);
    if (!exc)
        return py_unset();
    if (!set_args(vm, exc, args)) {
        py_release(vm, exc);
        return py_unset();
    }
    return py_from(exc);
}

static bool exc_init(py_vm *vm, py_value self, const py_args *args) {
    if (args->kwnames && args->kwnames->count) {
        py_raise(vm, PY_EXC_TypeError, "%T() takes no keyword arguments", self);
        return false;
    }
    if (!set_args(vm, exc_of(self), args))
        return false;
    py__exc_fields(vm, exc_of(self));
    return true;
}

static py_value exc_str(py_vm *vm, py_value self) {
    const py_tuple *args = exc_of(self)->args;
    if (!args || args->count == 0)
        return py_incref(py_from(vm->empty_str));
    return py_from(py_str_of(vm, args->count == 1 ? args->items[0] : py_from((void *)args)));
}

static py_value exc_repr(py_vm *vm, py_value self) {
    const py_tuple *args = exc_of(self)->args;
    if (args && args->count == 1)
        return py_from(py_str_format(vm, "%T(%R)", self, args->items[0]));
    if (!args || args->count == 0)
        return py_from(py_str_format(vm, "%T()", self));
    return py_from(py_str_format(vm, "%T%R", self, py_from((void *)args)));
}

// ---- attributes
// -------------------------------------------------------------------------------------

static py_value or_none(py_value v) {
    return py_is_set(v) ? py_incref(v) : py_none();
}

static py_value get_args(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_tuple *args = exc_of(a[0])->args;
    return py_incref(py_from(args ? args : vm->empty_tuple));
}

static py_value assign_args(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value tuple = py_iter_to_tuple(vm, a[1]);
    if (!py_is_set(tuple))
        return tuple;
    py_tuple *old = exc_of(a[0])->args;
    exc_of(a[0])->args = (py_tuple *)tuple.as.o;
    py_release(vm, old);
    return py_none();
}

static py_value get_cause(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return or_none(exc_of(a[0])->cause);
}

static py_value get_context(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return or_none(exc_of(a[0])->context);
}

static bool is_exc_or_none(py_vm *vm, py_value v, const char *what) {
    if (py_is_none(v) || py_is_exception(v))
        return true;
    py_raise(vm, PY_EXC_TypeError, "exception %s must be None or derive from BaseException", what);
    return false;
}

static py_value set_cause(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!is_exc_or_none(vm, a[1], "cause"))
        return py_unset();
    py_assign_take(vm, &exc_of(a[0])->cause, py_is_none(a[1]) ? py_unset() : py_incref(a[1]));
    exc_of(a[0])->suppress_context = true;
    return py_none();
}

static py_value set_context(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!is_exc_or_none(vm, a[1], "context"))
        return py_unset();
    py_assign_take(vm, &exc_of(a[0])->context, py_is_none(a[1]) ? py_unset() : py_incref(a[1]));
    return py_none();
}

static py_value get_suppress(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_bool(exc_of(a[0])->suppress_context);
}

static py_value set_suppress(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (a[1].tag != PY_BOOL)
        return py_raise(vm, PY_EXC_TypeError, "attribute value type must be bool");
    exc_of(a[0])->suppress_context = a[1].as.i;
    return py_none();
}

static py_value get_traceback(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__exc_traceback(vm, exc_of(a[0]));
}

static py_value set_traceback(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_none(a[1]) && !py_is(vm, a[1], PY_TYPE_TRACEBACK))
        return py_raise(vm, PY_EXC_TypeError, "__traceback__ must be a traceback or None");
    py__exc_put_traceback(vm, exc_of(a[0]), a[1]);
    return py_none();
}

static py_value with_traceback(py_vm *vm, const py_value *a, int n) {
    py_value ok = set_traceback(vm, a, n);
    return py_is_set(ok) ? py_incref(a[0]) : ok;
}

static bool add_note(py_vm *vm, py_exc *exc, py_value note) {
    py_value notes;
    py_str *name = vm->sym[PY_SYM___notes__];
    if (!py_find_attr(vm, py_from(exc), name, &notes))
        return false;
    if (!py_is_set(notes)) {
        notes = py_from(py_list_new(vm, 1));
        if (!py_is_set(notes) || !py_setattr(vm, py_from(exc), name, notes)) {
            py_decref(vm, notes);
            return false;
        }
    }
    bool ok = py_is_list(notes);
    if (!ok)
        py_raise(vm, PY_EXC_TypeError, "Cannot add note: __notes__ is not a list");
    ok = ok && py_list_append(vm, (py_list *)notes.as.o, note);
    py_decref(vm, notes);
    return ok;
}

void py__exc_note(py_vm *vm, py_exc *exc, const char *format, ...) {
    py_exc *pending = py_exc_fetch(vm); // may be exc itself
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    va_list args;
    va_start(args, format);
    py_buf_formatv(vm, &text, format, args);
    va_end(args);
    py_str *note = py_str_from_buf(vm, &text);
    if (note)
        add_note(vm, exc, py_from(note));
    py_release(vm, note);
    py_exc_clear(vm);
    vm->exc = pending;
}

static py_value exc_add_note(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_str(py_unbox(a[1])))
        return py_raise(vm, PY_EXC_TypeError,
                        vm->python_minor >= 14 ? "add_note() argument must be str, not %T"
                                               : "note must be a str, not '%T'",
                        a[1]);
    return add_note(vm, exc_of(a[0]), a[1]) ? py_none() : py_unset();
}

static py_value exc_dict(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_dict **dict = py_object_dict(a[0].as.o);
    if (!*dict)
        *dict = py_dict_new(vm);
    return py_incref(py_from(*dict));
}

// A copy gets the attributes of the old one.
static py_value exc_setstate(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (py_is_none(a[1]))
        return py_none();
    if (!py_is_dict(a[1]))
        return py_raise(vm, PY_EXC_TypeError, "state is not a dictionary");
    py_value key, value;
    for (uint32_t at = 0; py_dict_next((py_dict *)a[1].as.o, &at, &key, &value);)
        if (!py_is_str(key) || !py_setattr(vm, a[0], py_as_str(key), value))
            return py_failed(vm) ? py_unset() : py_raise(vm, PY_EXC_TypeError, "attribute name must be string");
    return py_none();
}

static const py_fndef exc_methods[] = {
    {"__setstate__", "self, state, /", exc_setstate, PY_FN_METHOD},
    {"args", NULL, get_args, PY_FN_GETTER},
    {"args", NULL, assign_args, PY_FN_SETTER},
    {"__cause__", NULL, get_cause, PY_FN_GETTER},
    {"__cause__", NULL, set_cause, PY_FN_SETTER},
    {"__context__", NULL, get_context, PY_FN_GETTER},
    {"__context__", NULL, set_context, PY_FN_SETTER},
    {"__suppress_context__", NULL, get_suppress, PY_FN_GETTER},
    {"__suppress_context__", NULL, set_suppress, PY_FN_SETTER},
    {"__traceback__", NULL, get_traceback, PY_FN_GETTER},
    {"__traceback__", NULL, set_traceback, PY_FN_SETTER},
    {"__dict__", NULL, exc_dict, PY_FN_GETTER},
    {"with_traceback", "self, tb, /", with_traceback, PY_FN_METHOD},
    {"add_note", "self, note, /", exc_add_note, PY_FN_METHOD},
    {0}};

const py_type_spec py_base_exception_spec = {
    .name = "BaseException",
    .size = sizeof(py_exc),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_DICT | PY_TF_EXCEPTION,
    .base = -1,
    .slots = {.dealloc = exc_dealloc,
              .traverse = exc_traverse,
              .clear = exc_clear,
              .new_ = exc_new,
              .init = exc_init,
              .repr = exc_repr,
              .str = exc_str},
    .methods = exc_methods,
};

// ---- the hierarchy
// ------------------------------------------------------------------------------------

static const py_exc_id parents[] = {
#define X(name, base) PY_EXC_##base,
#include "exceptions.def"
#undef X
};

// An ExceptionGroup is an Exception too: two bases, and what they have in common behind them.
static bool link_exception_group(py_vm *vm) {
    py_type *group = vm->exceptions[PY_EXC_ExceptionGroup];
    py_type *bases[2] = {vm->exceptions[PY_EXC_BaseExceptionGroup],
                         vm->exceptions[PY_EXC_Exception]};
    py_value items[2] = {py_from(bases[0]), py_from(bases[1])};
    py_tuple *tuple = py_tuple_of(vm, 2, items), *old = group->bases;
    if (!tuple)
        return false;
    group->bases = tuple;
    py_release(vm, old);
    py_tuple *mro = py__mro(vm, group);
    if (!mro)
        return false;
    py_release(vm, group->mro);
    group->mro = mro;
    return py__subclass_add(vm, bases[1], group);
}

bool py__exceptions_init(py_vm *vm) {
    vm->exceptions[PY_EXC_BaseException] = vm->types[PY_TYPE_BASE_EXCEPTION];
    for (int i = PY_EXC_BaseException + 1; i < PY_EXC_COUNT_; i++) {
        py_exc_id parent = i == PY_EXC_ExceptionGroup ? PY_EXC_BaseExceptionGroup : parents[i];
        vm->exceptions[i] =
            py_type_new_builtin(vm, py__exc_spec((py_exc_id)i), vm->exceptions[parent]);
        if (!vm->exceptions[i])
            return false;
    }
    py_value none = py_unset();
    py_args args = {&none, 0, NULL};
    py_value memory = exc_new(vm, vm->exceptions[PY_EXC_MemoryError], &args);
    vm->memory_error = (py_exc *)memory.as.o;
    return py_is_set(memory) && link_exception_group(vm);
}
