// The variables of a frame by name: locals(), and f_locals. From 3.13 on f_locals of a function is a view
// that writes through (PEP 667) and locals() a new dict each time; before, both are one dict a frame,
// brought up to date whenever it is asked for.
#include "specs_internal.h"
#include "types_internal.h"
#include "vm_internal.h"

typedef struct proxy {
    py_gcobj gc;
    py_frame *frame; // owned
} proxy;

static bool is_cell(py_vm *vm, const py_frame *frame, uint32_t slot) {
    if (!py_is(vm, frame->slots[slot], PY_TYPE_CELL))
        return false;
    const py_code *code = frame->code;
    for (uint32_t i = 0; slot < code->free_start && i < code->op_count; i++)
        if (code->ops[i] == py_op_make(PY_OPCODE_MAKE_CELL, slot))
            return true;
    return slot >= code->free_start;
}

// Where the variable of a slot is kept.
static py_value *place_of(py_vm *vm, py_frame *frame, uint32_t slot) {
    return is_cell(vm, frame, slot) ? &((py_cell *)frame->slots[slot].as.o)->value : &frame->slots[slot];
}

// CPython's order: cells that are no parameters stand behind the other variables.
static bool stands_later(py_vm *vm, const py_frame *frame, uint32_t slot) {
    const py_code *code = frame->code;
    uint32_t params = code->arg_count + code->kwonly_count + !!(code->flags & PY_CODE_VARARGS) +
                      !!(code->flags & PY_CODE_VARKW);
    return slot >= params && slot < code->free_start && is_cell(vm, frame, slot);
}

typedef enum part { PLAIN, CELLS, FREE, PARTS } part;

static bool belongs(py_vm *vm, const py_frame *frame, uint32_t slot, part which) {
    if (slot >= frame->code->free_start)
        return which == FREE;
    return which == (stands_later(vm, frame, slot) ? CELLS : PLAIN);
}

// All variables that are bound into `out`; those that are not leave it. Of a name that stands twice (a
// comprehension's variable) the bound one counts, the later one first.
static bool gather(py_vm *vm, py_frame *frame, py_dict *out) {
    const py_code *code = frame->code;
    bool ok = true;
    for (uint32_t i = 0; out->used && ok && i < code->slot_count; i++)
        if (!py_is_set(*place_of(vm, frame, i)))
            ok = py_dict_del(vm, out, py_from(code->slot_names[i])) >= 0;
    for (part which = PLAIN; which < PARTS; which++)
        for (uint32_t i = 0; ok && i < code->slot_count; i++) {
            py_value v = *place_of(vm, frame, i);
            if (py_is_set(v) && belongs(vm, frame, i, which))
                ok = py_dict_set_str(vm, out, code->slot_names[i], v);
        }
    return ok;
}

// The namespace of a module or class body; NULL: of a function.
static py_dict *namespace_of(const py_frame *frame) {
    if (frame->locals)
        return frame->locals;
    return frame->code->flags & PY_CODE_MODULE ? frame->globals : NULL;
}

static py_value old_locals(py_vm *vm, py_frame *frame) {
    frame->shown = true;
    if (!frame->names && !(frame->names = py_dict_new(vm)))
        return py_unset();
    return gather(vm, frame, frame->names) ? py_incref(py_from(frame->names)) : py_unset();
}

static py_dict *snapshot(py_vm *vm, py_frame *frame) {
    py_dict *out = py_dict_new(vm);
    if (out && gather(vm, frame, out) && (!frame->names || py_dict_update(vm, out, py_from(frame->names))))
        return out;
    py_release(vm, out);
    return NULL;
}

static bool in_comprehension(const py_frame *frame) {
    for (uint32_t i = 0; i < frame->code->local_count; i++)
        if (py_is_set(frame->slots[i]))
            return true;
    return false;
}

// A namespace and the variables of the comprehension that runs there.
static py_value joined(py_vm *vm, py_frame *frame, py_dict *names) {
    py_dict *out = py_dict_new(vm);
    bool ok = out && py_dict_update(vm, out, py_from(names));
    for (uint32_t i = 0; ok && i < frame->code->local_count; i++) {
        py_value v = *place_of(vm, frame, i);
        if (py_is_set(v))
            ok = py_dict_set_str(vm, out, frame->code->slot_names[i], v);
    }
    if (ok)
        return py_from(out);
    py_release(vm, out);
    return py_unset();
}

py_value py__frame_locals(py_vm *vm, py_frame *frame) {
    py_dict *names = namespace_of(frame);
    if (names)
        return in_comprehension(frame) ? joined(vm, frame, names) : py_incref(py_from(names));
    return vm->python_minor >= 13 ? py_from(snapshot(vm, frame)) : old_locals(vm, frame);
}

static py_value proxy_of(py_vm *vm, py_frame *frame) {
    proxy *p = py_object_new(vm, vm->types[PY_TYPE_FRAME_LOCALS], 0);
    if (p)
        p->frame = (py_frame *)py__frame_object(vm, frame).as.o;
    return py_from(p);
}

py_value py__frame_f_locals(py_vm *vm, py_frame *frame) {
    return namespace_of(frame) || vm->python_minor < 13 ? py__frame_locals(vm, frame) : proxy_of(vm, frame);
}

// ---- the view -----------------------------------------------------------------------------------

static py_frame *frame_of(py_value self) {
    return ((proxy *)self.as.o)->frame;
}

static void proxy_dealloc(py_vm *vm, py_obj *self) {
    py_gc_untrack(vm, self);
    py_release(vm, ((proxy *)self)->frame);
    py_object_free(vm, self, 0);
}

static void proxy_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, py_from(&((proxy *)self)->frame->gc));
}

static py_value proxy_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)type;
    int given = args->n + (args->kwnames ? (int)args->kwnames->count : 0);
    if (given != 1 || args->kwnames)
        return py_raise(vm, PY_EXC_TypeError, "FrameLocalsProxy expected 1 argument, got %d", given);
    if (!py_is(vm, args->v[0], PY_TYPE_FRAME))
        return py_raise(vm, PY_EXC_TypeError, "expect frame, not %T", args->v[0]);
    return proxy_of(vm, (py_frame *)args->v[0].as.o);
}

static py_dict *copy_of(py_vm *vm, py_value self) {
    return snapshot(vm, frame_of(self));
}

// 1 found (*out owned), 0 absent, -1 error.
static int find(py_vm *vm, py_value self, py_value key, py_value *out) {
    py_dict *names = copy_of(vm, self);
    int found = names ? py_dict_get(vm, names, key, out) : -1;
    if (found > 0)
        py_incref(*out);
    py_release(vm, names);
    return found;
}

static py_value proxy_getitem(py_vm *vm, py_value self, py_value key) {
    py_value value;
    int found = find(vm, self, key, &value);
    if (found == 0)
        return py_raise(vm, PY_EXC_KeyError, "local variable '%R' is not defined", key);
    return found < 0 ? py_unset() : value;
}

static int proxy_contains(py_vm *vm, py_value self, py_value key) {
    py_value value;
    int found = find(vm, self, key, &value);
    if (found > 0)
        py_decref(vm, value);
    return found;
}

static bool proxy_setitem(py_vm *vm, py_value self, py_value key, py_value value) {
    py_frame *frame = frame_of(self);
    if (!py_is_set(value)) {
        if (vm->python_minor >= 14)
            py_raise(vm, PY_EXC_ValueError, "cannot remove local variables from FrameLocalsProxy");
        else
            py_raise(vm, PY_EXC_TypeError, "cannot remove variables from FrameLocalsProxy");
        return false;
    }
    py_value name = py_unbox(key);
    for (uint32_t i = frame->code->slot_count; py_is_str(name) && i-- > 0;) {
        py_value *place = place_of(vm, frame, i);
        if (!py_str_equal(frame->code->slot_names[i], py_as_str(name)))
            continue;
        py_assign_take(vm, place, py_incref(value));
        return true;
    }
    if (!frame->names && !(frame->names = py_dict_new(vm)))
        return false;
    return py_dict_set(vm, frame->names, key, value);
}

static int64_t proxy_length(py_vm *vm, py_value self) {
    py_dict *names = copy_of(vm, self);
    int64_t length = names ? (int64_t)names->used : -1;
    py_release(vm, names);
    return length;
}

static py_value keys_of(py_vm *vm, py_value self) {
    py_dict *names = copy_of(vm, self);
    py_value list = names ? py_iter_to_list(vm, py_from(names)) : py_unset();
    py_release(vm, names);
    return list;
}

static py_value proxy_iter(py_vm *vm, py_value self) {
    py_value list = keys_of(vm, self);
    py_value iterator = py_is_set(list) ? py_iter(vm, list) : py_unset();
    py_decref(vm, list);
    return iterator;
}

static py_value proxy_repr(py_vm *vm, py_value self) {
    if (!py_repr_enter(vm, self.as.o))
        return py_failed(vm) ? py_unset() : py_from(py_str_z(vm, "{...}"));
    py_dict *names = copy_of(vm, self);
    py_value text = names ? py_from(py_repr(vm, py_from(names))) : py_unset();
    py_release(vm, names);
    py_repr_leave(vm, self.as.o);
    return text;
}

// What the view is for an operator that dicts have: a copy.
static py_value as_dict(py_vm *vm, py_value v) {
    return py_is(vm, v, PY_TYPE_FRAME_LOCALS) ? py_from(copy_of(vm, v)) : py_incref(v);
}

static py_value proxy_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    bool same = py_is(vm, b, PY_TYPE_FRAME_LOCALS) && frame_of(a) == frame_of(b);
    if ((op != PY_CMP_EQ && op != PY_CMP_NE) || (!same && !py_is_dict(b)))
        return same || !py_is(vm, b, PY_TYPE_FRAME_LOCALS) ? py_incref(vm->not_implemented)
                                                           : py_bool(op == PY_CMP_NE);
    if (same)
        return py_bool(op == PY_CMP_EQ);
    py_value left = as_dict(vm, a);
    py_value result = py_is_set(left) ? py_rich_compare(vm, op, left, b) : py_unset();
    py_decref(vm, left);
    return result;
}

static py_value proxy_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    if (op != PY_BIN_OR)
        return py_incref(vm->not_implemented);
    py_value left = as_dict(vm, a), right = as_dict(vm, b);
    bool ok = py_is_set(left) && py_is_set(right);
    py_value result = !ok                                    ? py_unset()
                      : py_is_dict(left) && py_is_dict(right) ? py_binary_op(vm, op, left, right)
                                                              : py_incref(vm->not_implemented);
    py_decref(vm, left);
    py_decref(vm, right);
    return result;
}

static bool update(py_vm *vm, py_value self, py_value other) {
    if (!py_is_dict(other) && !py_is(vm, other, PY_TYPE_FRAME_LOCALS)) {
        py_raise(vm, PY_EXC_TypeError, "update() argument must be dict or another FrameLocalsProxy");
        return false;
    }
    py_value from = as_dict(vm, other), key, value;
    bool ok = py_is_set(from);
    uint32_t at = 0;
    while (ok && py_dict_next((py_dict *)from.as.o, &at, &key, &value))
        ok = proxy_setitem(vm, self, key, value);
    py_decref(vm, from);
    return ok;
}

static py_value proxy_inplace(py_vm *vm, py_binary op, py_value a, py_value b) {
    if (op != PY_BIN_OR)
        return py_incref(vm->not_implemented);
    return update(vm, a, b) ? py_incref(a) : py_unset();
}

static py_value m_update(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return update(vm, a[0], a[1]) ? py_none() : py_unset();
}

static py_value m_get(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value value;
    int found = find(vm, a[0], a[1], &value);
    return found > 0 ? value : found < 0 ? py_unset() : py_is_set(a[2]) ? py_incref(a[2]) : py_none();
}

static py_value m_setdefault(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value value, fallback = py_is_set(a[2]) ? a[2] : py_none();
    int found = find(vm, a[0], a[1], &value);
    if (found)
        return found > 0 ? value : py_unset();
    return proxy_setitem(vm, a[0], a[1], fallback) ? py_incref(fallback) : py_unset();
}

static py_value m_keys(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return keys_of(vm, a[0]);
}

static py_value listed(py_vm *vm, py_value self, const char *view) {
    py_dict *names = copy_of(vm, self);
    py_value method = names ? py_getattr_z(vm, py_from(names), view) : py_unset();
    py_value items = py_is_set(method) ? py_call_n(vm, method, 0, NULL) : py_unset();
    py_value list = py_is_set(items) ? py_iter_to_list(vm, items) : py_unset();
    py_decref(vm, items);
    py_decref(vm, method);
    py_release(vm, names);
    return list;
}

static py_value m_values(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return listed(vm, a[0], "values");
}

static py_value m_items(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return listed(vm, a[0], "items");
}

static py_value m_copy(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_from(copy_of(vm, a[0]));
}

static py_value m_reversed(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value list = keys_of(vm, a[0]);
    py_value iterator =
        py_is_set(list) ? py_call_n(vm, py_from(vm->types[PY_TYPE_REVERSED]), 1, &list) : py_unset();
    py_decref(vm, list);
    return iterator;
}

static bool proxy_hash(py_vm *vm, py_value self, int64_t *hash) {
    (void)self, (void)hash;
    py_raise(vm, PY_EXC_TypeError, "unhashable type: 'FrameLocalsProxy'");
    return false;
}

static const py_fndef methods[] = {
    {"keys", "self, /", m_keys, PY_FN_METHOD},
    {"values", "self, /", m_values, PY_FN_METHOD},
    {"items", "self, /", m_items, PY_FN_METHOD},
    {"copy", "self, /", m_copy, PY_FN_METHOD},
    {"get", "self, key, default=, /", m_get, PY_FN_METHOD},
    {"setdefault", "self, key, default=, /", m_setdefault, PY_FN_METHOD},
    {"update", "self, other, /", m_update, PY_FN_METHOD},
    {"__reversed__", "self, /", m_reversed, PY_FN_METHOD},
    {0},
};

const py_type_spec py_frame_locals_spec = {
    .name = "FrameLocalsProxy",
    .size = sizeof(proxy),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = proxy_dealloc,
              .traverse = proxy_traverse,
              .new_ = proxy_new,
              .repr = proxy_repr,
              .hash = proxy_hash,
              .iter = proxy_iter,
              .length = proxy_length,
              .getitem = proxy_getitem,
              .setitem = proxy_setitem,
              .contains = proxy_contains,
              .compare = proxy_compare,
              .binary = proxy_binary,
              .inplace = proxy_inplace},
    .methods = methods,
};
