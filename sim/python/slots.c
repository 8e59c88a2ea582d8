// Ties dunder names to slots, by slots.def: fills the slots of classes of the program, and gives
// built-in types an attribute for each slot they have.
#include "slots_internal.h"

const py_slotdef py__slotdefs[] = {
#define X(name, slot, dispatch, wrap, min, max, op, reflected)                                     \
    {PY_SYM_##name,                                                                                \
     offsetof(py_slots, slot),                                                                     \
     (void (*)(void))dispatch,                                                                     \
     wrap,                                                                                         \
     min,                                                                                          \
     max,                                                                                          \
     (uint8_t)(op),                                                                                \
     reflected},
#include "slots.def"
#undef X
};
const int py__slotdef_count = (int)VL_COUNT(py__slotdefs);

typedef void (*function)(void);

static function slot_read(const py_slots *slots, size_t offset) {
    function f;
    memcpy(&f, (const char *)slots + offset, sizeof f);
    return f;
}

static void slot_write(py_slots *slots, size_t offset, function f) {
    memcpy((char *)slots + offset, &f, sizeof f);
}

// One past the last row of the slot whose rows begin at `row`.
static int rows_end(int row) {
    int end = row + 1;
    while (end < py__slotdef_count && py__slotdefs[end].slot == py__slotdefs[row].slot)
        end++;
    return end;
}

static bool defines_any(py_vm *vm, const py_type *type, int row, int end) {
    for (; row < end; row++)
        if (py_is_set(py_dict_get_str(type->dict, vm->sym[py__slotdefs[row].name])))
            return true;
    return false;
}

static const py_slots *own_slots(const py_type *type) {
    return type->spec ? &type->spec->slots : NULL;
}

// The first class in the MRO that has a say: the dispatcher where it is one of the program, its own
// function where it is built in.
static function resolve(py_vm *vm, const py_type *type, int row, int end, const py_type **from) {
    size_t slot = py__slotdefs[row].slot;
    for (int64_t i = 0; i < type->mro->count; i++) {
        const py_type *at = (py_type *)type->mro->items[i].as.o;
        *from = at;
        if (at->flags & PY_TF_HEAP) {
            if (defines_any(vm, at, row, end))
                return py__slotdefs[row].dispatch;
            continue;
        }
        function own = own_slots(at) ? slot_read(own_slots(at), slot) : NULL;
        if (own)
            return own;
        if (slot == offsetof(py_slots, hash) && own_slots(at) && own_slots(at)->compare)
            return NULL;
    }
    return NULL;
}

// A built-in type without __bool__ is true by its length: an overridden __len__ decides then.
static void truth_by_length(py_type *type, const py_type *truth_from) {
    const py_slots *own = own_slots(truth_from);
    if (own && own->truth && own->length && type->slots.length != own->length)
        type->slots.truth = NULL;
}

// Slots without a dunder name: what a class inherits as it is.
static void resolve_plain(py_type *type) {
    const py_type *base = py__builtin_base(type);
    type->slots.dealloc = py__instance_dealloc;
    type->slots.traverse = py__instance_traverse;
    type->slots.clear = py__instance_clear;
    if (type->flags & PY_TF_TYPE) {
        type->slots.dealloc = base->slots.dealloc;
        type->slots.traverse = base->slots.traverse;
        type->slots.clear = base->slots.clear;
    }
    type->slots.send = base->slots.send;
    type->slots.throw_ = base->slots.throw_;
    if (!type->slots.finalize)
        type->slots.finalize = base->slots.finalize;
    if ((type->flags & PY_TF_BOXED) && type->slots.new_ != py__dispatch_new)
        type->slots.new_ = py__boxed_new;
}

void py__slots_resolve(py_vm *vm, py_type *type) {
    const py_type *truth_from = type, *from = type;
    for (int row = 0, end; row < py__slotdef_count; row = end) {
        end = rows_end(row);
        slot_write(&type->slots, py__slotdefs[row].slot, resolve(vm, type, row, end, &from));
        if (py__slotdefs[row].slot == offsetof(py_slots, truth))
            truth_from = from;
    }
    if (!(truth_from->flags & PY_TF_HEAP))
        truth_by_length(type, truth_from);
    resolve_plain(type);
}

bool py__slots_name(const py_vm *vm, const py_str *name) {
    if (name->size < 5 || name->data[0] != '_' || name->data[1] != '_')
        return false;
    for (int i = 0; i < py__slotdef_count; i++)
        if (py_str_equal(vm->sym[py__slotdefs[i].name], name))
            return true;
    return false;
}

// ---- attributes of built-in types
// -------------------------------------------------------------------

// Which of the names of one slot a type has is CPython's to say; for types CPython has not, those
// of slots that stand for one name, and comparisons.
static bool has_name(const py_type *type, const py_slotdef *def, const char *name) {
    const char *type_name = type->name->data;
    if (py_str_is(type->module, "builtins") && py_names_type_known(type_name))
        return py_names_type_own(type_name, name);
    return def->slot != offsetof(py_slots, binary) && def->slot != offsetof(py_slots, inplace) &&
           def->slot != offsetof(py_slots, unary);
}

static py_value make_wrapper(py_vm *vm, py_type *type, const py_slotdef *def) {
    if (def->slot == offsetof(py_slots, new_))
        return py__new_wrapper(vm, type);
    py_wrapper *wrapper = py_object_new(vm, vm->types[PY_TYPE_WRAPPER], 0);
    if (wrapper) {
        wrapper->def = def;
        wrapper->owner = type;
    }
    return py_from(wrapper);
}

bool py__slots_wrap(py_vm *vm, py_type *type) {
    const py_slots *own = &type->spec->slots;
    for (int i = 0; i < py__slotdef_count; i++) {
        const py_slotdef *def = &py__slotdefs[i];
        py_str *name = vm->sym[def->name];
        bool is_new = def->slot == offsetof(py_slots, new_);
        if (!slot_read(own, def->slot) || (!def->wrap && !is_new) ||
            !has_name(type, def, name->data) || py_is_set(py_dict_get_str(type->dict, name)))
            continue;
        py_value wrapper = make_wrapper(vm, type, def);
        bool ok = py_is_set(wrapper) && py_dict_set_str(vm, type->dict, name, wrapper);
        py_decref(vm, wrapper);
        if (!ok)
            return false;
    }
    if (own->compare && !own->hash &&
        !py_dict_set_str(vm, type->dict, vm->sym[PY_SYM___hash__], py_none()))
        return false;
    return true;
}
