// The instruction loop. Python-to-Python calls and awaits push frames and stay in one activation of
// the loop; C recursion happens only where native code calls back (py_call, py_gen_send). What an
// instruction does beyond its fast path stands in vm_ops.c, or in the family of the type concerned.
//
// `pc` is the instruction being executed, and frame->pc is made equal to it before anything that may
// raise, call or suspend: it is the place tracebacks and `py_current_line` report.
#include "containers_internal.h"
#include "site_internal.h"
#include "text_internal.h"
#include "vm_internal.h"

#if (defined(__GNUC__) || defined(__clang__)) && !defined(VL_NO_COMPUTED_GOTO)
#define COMPUTED_GOTO 1
#else
#define COMPUTED_GOTO 0
#endif

#define PUSH(value) (*sp++ = (value))
#define POP() (*--sp)
#define TOP() (sp[-1])
#define SECOND() (sp[-2])
#define ARG() py_op_arg(*pc)
#define SAVE() (frame->pc = pc)
#define SITE() (&code->sites[ARG()])

#if COMPUTED_GOTO
#define CASE(name) L_##name
#define DISPATCH() goto *labels[py_op_code(*pc)]
#else
#define CASE(name) case PY_OPCODE_##name
#define DISPATCH() goto dispatch
#endif
#define NEXT()                                                                                     \
    do {                                                                                           \
        pc++;                                                                                      \
        DISPATCH();                                                                                \
    } while (0)
#define JUMP_TO(target)                                                                            \
    do {                                                                                           \
        pc = code->ops + (target);                                                                 \
        DISPATCH();                                                                                \
    } while (0)

// Enters `callee`: the loop goes on in it.
#define ENTER(callee)                                                                              \
    do {                                                                                           \
        frame->sp = sp;                                                                            \
        frame = (callee);                                                                          \
        vm->frame = frame;                                                                         \
        code = frame->code;                                                                        \
        sp = frame->sp;                                                                            \
        pc = frame->pc;                                                                            \
    } while (0)

static bool poll_host(py_vm *vm) {
    uint32_t steps = vm->steps;
    vm->steps = 0;
    if (vm->host.poll && !vm->host.poll(vm->host.context, steps)) {
        if (vm->halt == VL_OK)
            py_halt(vm, VL_INTERRUPTED, "interrupted");
        return false;
    }
    return true;
}

static inline bool count_step(py_vm *vm) {
    return VL_LIKELY(++vm->steps < vm->poll_steps) || poll_host(vm);
}

static const py_handler *find_handler(const py_code *code, uint32_t at) {
    for (uint32_t i = 0; i < code->handler_count; i++)
        if (at >= code->handlers[i].start && at < code->handlers[i].end)
            return &code->handlers[i];
    return NULL;
}

static py_value load_global(py_vm *vm, py_frame *frame, py_site *site) {
    int32_t entry = py_dict_find_str(frame->globals, site->name);
    if (entry >= 0) {
        site->entry = entry;
        site->version = 0;
        return py_incref(frame->globals->entries[entry].value);
    }
    py_dict *builtins = vm->builtins->dict;
    entry = py_dict_find_str(builtins, site->name);
    if (entry >= 0) {
        site->entry = entry;
        site->version = frame->globals->version;
        return py_incref(builtins->entries[entry].value);
    }
    return py__name_error(vm, site->name);
}

// The frame a call of `func` with `n` values below `sp` runs in; the values move into it. NULL and
// nothing taken where the signature needs the long way, or the call raised (then vm->exc is set).
static inline py_frame *frame_for_simple(py_vm *vm, py_func *func, py_value *args, uint32_t n) {
    py_code *code = func->code;
    if (!(code->flags & PY_CODE_SIMPLE) || code->arg_count != n)
        return NULL;
    py_frame *callee = py__frame_alloc(vm, func);
    if (!callee)
        return NULL;
    memcpy(callee->slots, args, n * sizeof(py_value));
    return callee;
}

// Both ints or both floats: the answer without a call. Others: false.
static inline bool compare_fast(uint32_t op, py_value a, py_value b, bool *result) {
    int order;
    if (a.tag == PY_INT && b.tag == PY_INT)
        order = (a.as.i > b.as.i) - (a.as.i < b.as.i);
    else if (a.tag == PY_FLOAT && b.tag == PY_FLOAT && a.as.d == a.as.d && b.as.d == b.as.d)
        order = (a.as.d > b.as.d) - (a.as.d < b.as.d);
    else
        return false;
    switch (op) {
    case PY_CMP_EQ: *result = order == 0; break;
    case PY_CMP_NE: *result = order != 0; break;
    case PY_CMP_LT: *result = order < 0; break;
    case PY_CMP_LE: *result = order <= 0; break;
    case PY_CMP_GT: *result = order > 0; break;
    default: *result = order >= 0; break;
    }
    return true;
}

// `a + b` of two strs. Where the next instruction stores the sum in the variable that holds `a`, the
// variable lets go of it first, so that it may grow in place: a loop of `s += text` is linear.
static py_value add_text(py_vm *vm, py_frame *frame, uint32_t next, py_value a_take, py_value b) {
    uint32_t slot = py_op_arg(next);
    if (py_op_code(next) == PY_OPCODE_STORE_FAST && py_same(frame->slots[slot], a_take))
        py_assign_take(vm, &frame->slots[slot], py_unset());
    return py__str_append_take(vm, a_take, py_as_str(b));
}

static inline bool adds_text(py_vm *vm, uint32_t op, py_value a, py_value b) {
    return op == PY_BIN_ADD && py_is(vm, a, PY_TYPE_STR) && py_is(vm, b, PY_TYPE_STR);
}

// Sums, differences and products of small ints and floats. Others: false.
static inline bool arithmetic_fast(uint32_t op, py_value a, py_value b, py_value *result) {
    if (a.tag == PY_INT && b.tag == PY_INT) {
        int64_t r;
        switch (op) {
        case PY_BIN_ADD:
            if (py__add_overflow(a.as.i, b.as.i, &r))
                return false;
            break;
        case PY_BIN_SUB:
            if (py__sub_overflow(a.as.i, b.as.i, &r))
                return false;
            break;
        case PY_BIN_MUL:
            if (py__mul_overflow(a.as.i, b.as.i, &r))
                return false;
            break;
        case PY_BIN_AND: r = a.as.i & b.as.i; break;
        case PY_BIN_OR: r = a.as.i | b.as.i; break;
        case PY_BIN_XOR: r = a.as.i ^ b.as.i; break;
        default: return false;
        }
        *result = py_int(r);
        return true;
    }
    if (a.tag == PY_FLOAT && b.tag == PY_FLOAT) {
        switch (op) {
        case PY_BIN_ADD: *result = py_float(a.as.d + b.as.d); return true;
        case PY_BIN_SUB: *result = py_float(a.as.d - b.as.d); return true;
        case PY_BIN_MUL: *result = py_float(a.as.d * b.as.d); return true;
        case PY_BIN_DIV:
            if (b.as.d == 0)
                return false;
            *result = py_float(a.as.d / b.as.d);
            return true;
        default: return false;
        }
    }
    return false;
}

// Truth of the frequent values; -2: ask.
static inline int truth_fast(py_value v) {
    switch (v.tag) {
    case PY_NONE: return 0;
    case PY_BOOL:
    case PY_INT: return v.as.i != 0;
    case PY_FLOAT: return v.as.d != 0;
    default: return -2;
    }
}

py_value py__run(py_vm *vm, py_frame *frame, int levels, py_value sent, bool throwing,
                 bool *yielded) {
#if COMPUTED_GOTO
    static const void *const labels[] = {
#define X(name, operand, pops, pushes) &&L_##name,
#include "opcodes.def"
#undef X
    };
#endif
    const int depth_at_entry = vm->depth;
    py_code *code = frame->code;
    py_value *sp = frame->sp;
    const uint32_t *pc = frame->pc;
    py_value result;
    py_frame *push, *thrown = NULL; // innermost of those that an exception was thrown into
    *yielded = false;
    vm->frame = frame;
    vm->depth += levels;
    if (throwing)
        goto resumed_with_exception;
    if (py_is_set(sent)) { // a suspended frame stands at its YIELD_VALUE or SEND
        PUSH(sent);
        if (py_op_code(*pc) != PY_OPCODE_SEND) // a yield, or in a thread the call that waited
            pc++;
    }
    DISPATCH();

#if !COMPUTED_GOTO
dispatch:
    switch (py_op_code(*pc)) {
#endif
    CASE(NOP) : NEXT();

    CASE(POP_TOP) : {
        SAVE();
        py_decref(vm, POP());
        NEXT();
    }

    CASE(COPY) : {
        py_value v = py_incref(sp[-(int64_t)ARG()]);
        PUSH(v);
        NEXT();
    }

    CASE(SWAP) : {
        py_value v = TOP();
        TOP() = sp[-(int64_t)ARG()];
        sp[-(int64_t)ARG()] = v;
        NEXT();
    }

    CASE(PUSH_UNSET) : {
        PUSH(py_unset());
        NEXT();
    }

    CASE(LOAD_CONST) : {
        PUSH(py_incref(code->consts[ARG()]));
        NEXT();
    }

    CASE(LOAD_FAST) : {
        py_value v = frame->slots[ARG()];
        if (VL_UNLIKELY(!py_is_set(v))) {
            SAVE();
            py__unbound_local(vm, code, ARG());
            goto error;
        }
        PUSH(py_incref(v));
        NEXT();
    }

    CASE(STORE_FAST) : {
        SAVE();
        py_assign_take(vm, &frame->slots[ARG()], POP());
        NEXT();
    }

    CASE(DELETE_FAST) : {
        SAVE();
        if (!py_is_set(frame->slots[ARG()])) {
            py__unbound_local(vm, code, ARG());
            goto error;
        }
        py_assign_take(vm, &frame->slots[ARG()], py_unset());
        NEXT();
    }

    CASE(CLEAR_FAST) : {
        SAVE();
        py_assign_take(vm, &frame->slots[ARG()], py_unset());
        NEXT();
    }

    CASE(MAKE_CELL) : {
        SAVE();
        py_value cell = py__cell_new_take(vm, frame->slots[ARG()]);
        frame->slots[ARG()] = cell;
        if (!py_is_set(cell))
            goto error;
        NEXT();
    }

    CASE(LOAD_CLOSURE) : {
        PUSH(py_incref(frame->slots[ARG()]));
        NEXT();
    }

    CASE(LOAD_DEREF) : {
        py_value v = ((py_cell *)frame->slots[ARG()].as.o)->value;
        if (VL_UNLIKELY(!py_is_set(v))) {
            SAVE();
            py__unbound_local(vm, code, ARG());
            goto error;
        }
        PUSH(py_incref(v));
        NEXT();
    }

    CASE(STORE_DEREF) : {
        SAVE();
        py_assign_take(vm, &((py_cell *)frame->slots[ARG()].as.o)->value, POP());
        NEXT();
    }

    CASE(DELETE_DEREF) : {
        SAVE();
        py_cell *cell = (py_cell *)frame->slots[ARG()].as.o;
        if (!py_is_set(cell->value)) {
            py__unbound_local(vm, code, ARG());
            goto error;
        }
        py_assign_take(vm, &cell->value, py_unset());
        NEXT();
    }

    CASE(LOAD_CLASS_DEREF) : {
        SAVE();
        py_value v;
        int found = py__names_get(vm, frame->locals, code->slot_names[ARG()], &v);
        if (found < 0)
            goto error;
        if (!found)
            v = py_incref(((py_cell *)frame->slots[ARG()].as.o)->value);
        if (!py_is_set(v)) {
            py__unbound_local(vm, code, ARG());
            goto error;
        }
        PUSH(v);
        NEXT();
    }

    CASE(LOAD_GLOBAL) : {
        py_site *site = SITE();
        const py_dict *dict = site->version ? vm->builtins->dict : frame->globals;
        if (VL_LIKELY(site->entry >= 0 && (uint32_t)site->entry < dict->fill &&
                      (!site->version || site->version == frame->globals->version))) {
            const py_dict_entry *entry = &dict->entries[site->entry];
            if (VL_LIKELY(entry->key.tag == PY_OBJ && (py_str *)entry->key.as.o == site->name)) {
                PUSH(py_incref(entry->value));
                NEXT();
            }
        }
        SAVE();
        result = load_global(vm, frame, site);
        goto push_result;
    }

    CASE(STORE_GLOBAL) : {
        SAVE();
        bool ok = py_dict_set_str(vm, frame->globals, SITE()->name, TOP());
        py_decref(vm, POP());
        if (!ok)
            goto error;
        NEXT();
    }

    CASE(DELETE_GLOBAL) : {
        SAVE();
        int deleted = py_dict_del(vm, frame->globals, py_from(SITE()->name));
        if (deleted == 0)
            py__name_error(vm, SITE()->name);
        if (deleted <= 0)
            goto error;
        NEXT();
    }

    CASE(LOAD_NAME) : {
        SAVE();
        int found = py__names_get(vm, frame->locals, SITE()->name, &result);
        if (found < 0)
            goto error;
        if (!found)
            result = load_global(vm, frame, SITE());
        goto push_result;
    }

    CASE(STORE_NAME) : {
        SAVE();
        bool ok = py__names_set(vm, frame->locals, SITE()->name, TOP());
        py_decref(vm, POP());
        if (!ok)
            goto error;
        NEXT();
    }

    CASE(DELETE_NAME) : {
        SAVE();
        int deleted = py__names_del(vm, frame->locals, SITE()->name);
        if (deleted == 0)
            py__name_error(vm, SITE()->name);
        if (deleted <= 0)
            goto error;
        NEXT();
    }

    CASE(LOAD_ATTR) : {
        result = py_incref(py__site_known(vm, SITE(), TOP()));
        if (VL_LIKELY(py_is_set(result)))
            goto replace_top;
        SAVE();
        result = py__site_attr(vm, SITE(), TOP());
        goto replace_top;
    }

    CASE(STORE_ATTR) : {
        SAVE();
        bool ok = py__site_store(vm, SITE(), TOP(), SECOND());
        py_decref(vm, POP());
        py_decref(vm, POP());
        if (!ok)
            goto error;
        NEXT();
    }

    CASE(DELETE_ATTR) : {
        SAVE();
        bool ok = py_setattr(vm, TOP(), SITE()->name, py_unset());
        py_decref(vm, POP());
        if (!ok)
            goto error;
        NEXT();
    }

    CASE(LOAD_METHOD) : {
        SAVE();
        py_value func, self;
        if (!py__site_method(vm, SITE(), TOP(), &func, &self))
            goto error;
        py_decref(vm, POP());
        PUSH(func);
        PUSH(self);
        NEXT();
    }

    CASE(BINARY_SUBSCR) : {
        SAVE();
        py_value container = SECOND(), key = TOP();
        if (key.tag == PY_INT && py_is(vm, container, PY_TYPE_LIST)) {
            py_list *list = (py_list *)container.as.o;
            int64_t i = key.as.i < 0 ? key.as.i + list->count : key.as.i;
            if (VL_LIKELY(i >= 0 && i < list->count)) {
                result = py_incref(list->items[i]);
                goto replace_two;
            }
        }
        result = py_getitem(vm, container, key);
        goto replace_two;
    }

    CASE(STORE_SUBSCR) : {
        SAVE();
        bool ok = py_setitem(vm, SECOND(), TOP(), sp[-3]);
        py_decref(vm, POP());
        py_decref(vm, POP());
        py_decref(vm, POP());
        if (!ok)
            goto error;
        NEXT();
    }

    CASE(DELETE_SUBSCR) : {
        SAVE();
        bool ok = py_setitem(vm, SECOND(), TOP(), py_unset());
        py_decref(vm, POP());
        py_decref(vm, POP());
        if (!ok)
            goto error;
        NEXT();
    }

    CASE(BUILD_SLICE) : {
        SAVE();
        uint32_t n = ARG();
        result = py_slice_new(vm, sp[-(int64_t)n], sp[1 - (int64_t)n], n == 3 ? TOP() : py_none());
        for (; n; n--)
            py_decref(vm, POP());
        goto push_result;
    }

    CASE(BINARY_OP) : {
        if (VL_LIKELY(arithmetic_fast(ARG(), SECOND(), TOP(), &result))) {
            sp--;
            TOP() = result;
            NEXT();
        }
        SAVE();
        if (adds_text(vm, ARG(), SECOND(), TOP()))
            goto sum_of_text;
        result = py_binary_op(vm, (py_binary)ARG(), SECOND(), TOP());
        goto replace_two;
    }

    CASE(INPLACE_OP) : {
        if (VL_LIKELY(arithmetic_fast(ARG(), SECOND(), TOP(), &result))) {
            sp--;
            TOP() = result;
            NEXT();
        }
        SAVE();
        if (adds_text(vm, ARG(), SECOND(), TOP()))
            goto sum_of_text;
        result = py_inplace_op(vm, (py_binary)ARG(), SECOND(), TOP());
        goto replace_two;
    }

    CASE(UNARY_OP) : {
        SAVE();
        result = py_unary_op(vm, (py_unary)ARG(), TOP());
        goto replace_top;
    }

    CASE(UNARY_NOT) : {
        SAVE();
        int truth = py_truth(vm, TOP());
        result = truth < 0 ? py_unset() : py_bool(!truth);
        goto replace_top;
    }

    CASE(COMPARE_OP) : {
        bool answer;
        if (VL_LIKELY(compare_fast(ARG(), SECOND(), TOP(), &answer))) {
            sp--;
            TOP() = py_bool(answer);
            NEXT();
        }
        SAVE();
        result = py_rich_compare(vm, (py_compare)ARG(), SECOND(), TOP());
        goto replace_two;
    }

    CASE(IS_OP) : {
        SAVE();
        result = py_bool(py_same(SECOND(), TOP()) != (bool)ARG());
        goto replace_two;
    }

    CASE(CONTAINS_OP) : {
        SAVE();
        int found = py_contains(vm, TOP(), SECOND());
        result = found < 0 ? py_unset() : py_bool(found != (int)ARG());
        goto replace_two;
    }

    CASE(JUMP) : JUMP_TO(ARG());

    CASE(JUMP_BACK) : {
        SAVE();
        if (!count_step(vm))
            goto error;
        JUMP_TO(ARG());
    }

    CASE(POP_JUMP_IF_FALSE) : {
        int truth = truth_fast(TOP());
        if (VL_UNLIKELY(truth == -2)) {
            SAVE();
            truth = py_truth(vm, TOP());
            py_decref(vm, POP());
            if (truth < 0)
                goto error;
        } else
            sp--;
        if (!truth)
            JUMP_TO(ARG());
        NEXT();
    }

    CASE(POP_JUMP_IF_TRUE) : {
        int truth = truth_fast(TOP());
        if (VL_UNLIKELY(truth == -2)) {
            SAVE();
            truth = py_truth(vm, TOP());
            py_decref(vm, POP());
            if (truth < 0)
                goto error;
        } else
            sp--;
        if (truth)
            JUMP_TO(ARG());
        NEXT();
    }

    CASE(POP_JUMP_IF_NONE) : {
        SAVE();
        bool none = py_is_none(TOP());
        py_decref(vm, POP());
        if (none)
            JUMP_TO(ARG());
        NEXT();
    }

    CASE(POP_JUMP_IF_NOT_NONE) : {
        SAVE();
        bool none = py_is_none(TOP());
        py_decref(vm, POP());
        if (!none)
            JUMP_TO(ARG());
        NEXT();
    }

    CASE(JUMP_IF_FALSE_OR_POP) : {
        SAVE();
        int truth = py_truth(vm, TOP());
        if (truth < 0)
            goto error;
        if (!truth)
            JUMP_TO(ARG());
        py_decref(vm, POP());
        NEXT();
    }

    CASE(JUMP_IF_TRUE_OR_POP) : {
        SAVE();
        int truth = py_truth(vm, TOP());
        if (truth < 0)
            goto error;
        if (truth)
            JUMP_TO(ARG());
        py_decref(vm, POP());
        NEXT();
    }

    CASE(GET_ITER) : {
        SAVE();
        if (VL_UNLIKELY(py_has_flag(TOP(), PY_TF_SET)))
            py__set_order_seen(vm, (py_set *)TOP().as.o);
        result = py_iter(vm, TOP());
        goto replace_top;
    }

    CASE(FOR_ITER) : {
        if (py_is(vm, TOP(), PY_TYPE_RANGE_ITER)) {
            py_range_iter *range = (py_range_iter *)TOP().as.o;
            if (VL_LIKELY(range->left > 0)) {
                PUSH(py_int(range->next));
                if (--range->left > 0) // the next one may not exist
                    range->next += range->step;
                NEXT();
            }
        }
        SAVE();
        if (py_is(vm, TOP(), PY_TYPE_GENERATOR)) {
            py_gen *gen = (py_gen *)TOP().as.o;
            py_frame *inner = py__gen_enter(vm, gen, frame, depth_at_entry);
            if (inner) {
                ENTER(inner);
                if (py_op_code(*pc) == PY_OPCODE_YIELD_VALUE)
                    pc++;
                DISPATCH();
            }
            if (py_failed(vm))
                goto error;
        } else if (py__frame_for_iter(vm, TOP(), &push)) {
            if (!push)
                goto error;
            goto push_frame;
        }
        py_next next = py_iter_next(vm, TOP(), &result);
        if (VL_LIKELY(next == PY_NEXT_ITEM)) {
            PUSH(result);
            NEXT();
        }
        if (next == PY_NEXT_ERROR)
            goto error;
        py_decref(vm, POP());
        JUMP_TO(ARG());
    }

    CASE(BUILD_TUPLE) : {
        SAVE();
        uint32_t n = ARG();
        py_tuple *tuple = py_tuple_new(vm, n);
        if (!tuple)
            goto error;
        sp -= n;
        if (n)
            memcpy(tuple->items, sp, n * sizeof(py_value));
        PUSH(py_from(tuple));
        NEXT();
    }

    CASE(BUILD_LIST) : {
        SAVE();
        uint32_t n = ARG();
        py_list *list = py_list_new(vm, n);
        if (!list)
            goto error;
        sp -= n;
        if (n)
            memcpy(list->items, sp, n * sizeof(py_value));
        list->count = n;
        PUSH(py_from(list));
        NEXT();
    }

    CASE(BUILD_SET) : {
        SAVE();
        uint32_t n = ARG();
        py_set *set = py_set_new(vm, false);
        bool ok = set != NULL;
        for (uint32_t i = n; ok && i > 0; i--)
            ok = py_set_add(vm, set, sp[-(int64_t)i]);
        for (; n; n--)
            py_decref(vm, POP());
        if (!ok) {
            py_release(vm, set);
            goto error;
        }
        PUSH(py_from(set));
        NEXT();
    }

    CASE(BUILD_MAP) : {
        SAVE();
        uint32_t n = ARG();
        py_dict *dict = py_dict_new(vm);
        bool ok = dict != NULL;
        py_value *pair = sp - 2 * (int64_t)n;
        for (uint32_t i = 0; ok && i < n; i++, pair += 2)
            ok = py_dict_set(vm, dict, pair[0], pair[1]);
        for (n *= 2; n; n--)
            py_decref(vm, POP());
        if (!ok) {
            py_release(vm, dict);
            goto error;
        }
        PUSH(py_from(dict));
        NEXT();
    }

    CASE(BUILD_STRING) : {
        SAVE();
        uint32_t n = ARG();
        result = py__build_string(vm, sp - n, n);
        for (; n; n--)
            py_decref(vm, POP());
        goto push_result;
    }

    CASE(LIST_APPEND) : {
        SAVE();
        bool ok = py_list_append(vm, (py_list *)sp[-1 - (int64_t)ARG()].as.o, TOP());
        py_decref(vm, POP());
        if (!ok)
            goto error;
        NEXT();
    }

    CASE(SET_ADD) : {
        SAVE();
        bool ok = py_set_add(vm, (py_set *)sp[-1 - (int64_t)ARG()].as.o, TOP());
        py_decref(vm, POP());
        if (!ok)
            goto error;
        NEXT();
    }

    CASE(MAP_ADD) : {
        SAVE();
        bool ok = py_dict_set(vm, (py_dict *)sp[-2 - (int64_t)ARG()].as.o, SECOND(), TOP());
        py_decref(vm, POP());
        py_decref(vm, POP());
        if (!ok)
            goto error;
        NEXT();
    }

    CASE(LIST_EXTEND) : {
        SAVE();
        bool ok = py__list_extend(vm, (py_list *)sp[-1 - (int64_t)ARG()].as.o, TOP());
        py_decref(vm, POP());
        if (!ok)
            goto error;
        NEXT();
    }

    CASE(SET_UPDATE) : {
        SAVE();
        bool ok = py__set_extend(vm, (py_set *)sp[-1 - (int64_t)ARG()].as.o, TOP());
        py_decref(vm, POP());
        if (!ok)
            goto error;
        NEXT();
    }

    CASE(DICT_UPDATE) : {
        SAVE();
        bool ok = py__dict_display_update(vm, (py_dict *)sp[-1 - (int64_t)ARG()].as.o, TOP());
        py_decref(vm, POP());
        if (!ok)
            goto error;
        NEXT();
    }

    CASE(DICT_MERGE) : {
        SAVE();
        bool ok = py__dict_merge(vm, (py_dict *)sp[-1 - (int64_t)ARG()].as.o, TOP(),
                                 sp[-4 - (int64_t)ARG()]);
        py_decref(vm, POP());
        if (!ok)
            goto error;
        NEXT();
    }

    CASE(LIST_TO_TUPLE) : {
        SAVE();
        const py_list *list = (py_list *)TOP().as.o;
        result = py_from(py_tuple_of(vm, list->count, list->items));
        goto replace_top;
    }

    CASE(FORMAT_VALUE) : {
        SAVE();
        uint32_t flags = ARG();
        py_value spec = flags & 4 ? POP() : py_unset();
        result = py__format_value(vm, flags & 3, TOP(), spec);
        py_decref(vm, spec);
        goto replace_top;
    }

    CASE(UNPACK_SEQUENCE) : {
        SAVE();
        py_value sequence = POP();
        bool ok = py__unpack_sequence(vm, sequence, ARG(), sp + ARG());
        py_decref(vm, sequence);
        if (!ok)
            goto error;
        sp += ARG();
        NEXT();
    }

    CASE(UNPACK_EX) : {
        SAVE();
        uint32_t before = ARG() & 0xff, after = ARG() >> 8;
        py_value sequence = POP();
        bool ok = py__unpack_ex(vm, sequence, before, after, sp + before + after + 1);
        py_decref(vm, sequence);
        if (!ok)
            goto error;
        sp += before + after + 1;
        NEXT();
    }

    CASE(CALL) : {
        SAVE();
        uint32_t n = ARG();
        py_value *args = sp - n; // self below it, the callable below that
        if (py_is_set(args[-1])) {
            args--;
            n++;
        } else if (py_is(vm, args[-2], PY_TYPE_METHOD)) { // a bound method: open it
            py_method *method = (py_method *)args[-2].as.o;
            py_value func = py_incref(method->func);
            args[-1] = py_incref(method->self);
            py_release(vm, method);
            args[-2] = func;
            args--;
            n++;
        }
        // Now `n` values at args; the callable is at base, which is args - 1 or args - 2.
        py_value *base = sp - ARG() - 2;
        if (VL_LIKELY(py_is(vm, *base, PY_TYPE_FUNCTION))) {
            py_func *func = (py_func *)base->as.o;
            py_frame *callee = frame_for_simple(vm, func, args, n);
            if (VL_LIKELY(callee != NULL)) {
                sp = base;
                py_release(vm, func); // the frame has its own
                if (VL_UNLIKELY(!count_step(vm) || !py_enter_recursion(vm, ""))) {
                    py_frame_free(vm, callee);
                    goto error;
                }
                callee->back = frame;
                ENTER(callee);
                DISPATCH();
            }
            if (py_failed(vm))
                goto error;
            py_args call = {args, (int)n, NULL};
            callee = py_frame_new(vm, func, &call);
            while (sp > base)
                py_decref(vm, POP());
            if (!callee)
                goto error;
            if (callee->code->flags & (PY_CODE_GENERATOR | PY_CODE_COROUTINE | PY_CODE_ASYNC_GEN)) {
                result = py_from(py_gen_new(vm, callee));
                goto push_result;
            }
            if (!count_step(vm) || !py_enter_recursion(vm, "")) {
                py_frame_free(vm, callee);
                goto error;
            }
            callee->back = frame;
            ENTER(callee);
            DISPATCH();
        }
        frame->sp = sp;
        if (!py__native_direct(vm, *base, args, n, &result)) {
            py_args call = {args, (int)n, NULL};
            if (base->tag == PY_OBJ && base->as.o->type == vm->types[PY_TYPE_TYPE] &&
                py__frame_for_type(vm, *base, &call, &result, &push)) {
                while (sp > base)
                    py_decref(vm, POP());
                if (!push)
                    goto error;
                PUSH(result);
                goto push_frame;
            }
            if (py__frame_for(vm, *base, &call, &push)) { // an object with __call__
                while (sp > base)
                    py_decref(vm, POP());
                if (!push)
                    goto error;
                goto push_frame;
            }
            result = py_call(vm, *base, &call);
        }
        while (sp > base)
            py_decref(vm, POP());
        goto push_result;
    }

    CASE(CALL_KW) : {
        SAVE();
        py_value names = POP();
        uint32_t n = ARG();
        py_value *base = sp - n - 2;
        const py_tuple *kwnames = (py_tuple *)names.as.o;
        int extra = py_is_set(base[1]) ? 1 : 0;
        py_args call = {base + 2 - extra, (int)n + extra - (int)kwnames->count, kwnames};
        frame->sp = sp;
        if (!extra && py_is(vm, *base, PY_TYPE_METHOD) && py__frame_for(vm, *base, &call, &push)) {
            py_decref(vm, names);
            while (sp > base)
                py_decref(vm, POP());
            if (!push)
                goto error;
            goto push_frame;
        }
        if (base->tag == PY_OBJ && base->as.o->type == vm->types[PY_TYPE_TYPE] &&
            py__frame_for_type(vm, *base, &call, &result, &push)) {
            py_decref(vm, names);
            while (sp > base)
                py_decref(vm, POP());
            if (!push)
                goto error;
            PUSH(result);
            goto push_frame;
        }
        if (py_is(vm, *base, PY_TYPE_FUNCTION)) {
            py_frame *callee = py_frame_new(vm, (py_func *)base->as.o, &call);
            py_decref(vm, names);
            while (sp > base)
                py_decref(vm, POP());
            if (!callee)
                goto error;
            if (callee->code->flags & (PY_CODE_GENERATOR | PY_CODE_COROUTINE | PY_CODE_ASYNC_GEN)) {
                result = py_from(py_gen_new(vm, callee));
                goto push_result;
            }
            if (!count_step(vm) || !py_enter_recursion(vm, "")) {
                py_frame_free(vm, callee);
                goto error;
            }
            callee->back = frame;
            ENTER(callee);
            DISPATCH();
        }
        result = py_call(vm, *base, &call);
        py_decref(vm, names);
        while (sp > base)
            py_decref(vm, POP());
        goto push_result;
    }

    CASE(CALL_EX) : {
        SAVE();
        py_value kwargs = ARG() & 1 ? POP() : py_unset();
        frame->sp = sp;
        if (py__frame_for_ex(vm, sp[-3], TOP(), kwargs, &push)) {
            py_decref(vm, kwargs);
            py_decref(vm, POP());
            sp--;
            py_decref(vm, POP());
            if (!push)
                goto error;
            goto push_frame;
        }
        result = py__call_ex(vm, sp[-3], TOP(), kwargs);
        py_decref(vm, kwargs);
        py_decref(vm, POP());
        sp--; // unset
        goto replace_top;
    }

    CASE(MAKE_FUNCTION) : {
        SAVE();
        frame->sp = sp;
        result = py__make_function(vm, frame, ARG()); // takes its operands from frame->sp
        sp = frame->sp;
        goto push_result;
    }

    CASE(LOAD_BUILD_CLASS) : {
        SAVE();
        result = py_dict_get_str(vm->builtins->dict, vm->sym[PY_SYM___build_class__]);
        PUSH(py_incref(result));
        NEXT();
    }

    CASE(RETURN_VALUE) : {
        SAVE();
        result = POP();
        goto leave;
    }

    CASE(RAISE) : {
        SAVE();
        uint32_t n = ARG();
        bool again = n == 0 && py_handled(vm) != NULL;
        py__raise_op(vm, n, sp);
        for (; n; n--)
            py_decref(vm, POP());
        if (again)
            goto unwind;
        goto error;
    }

    CASE(PUSH_EXC_INFO) : {
        py_value exc = TOP();
        TOP() = frame->handled;
        frame->handled = py_incref(exc);
        PUSH(exc);
        NEXT();
    }

    CASE(POP_EXCEPT) : {
        SAVE();
        py_assign_take(vm, &frame->handled, POP());
        NEXT();
    }

    CASE(RERAISE) : {
        SAVE();
        py_value exc = POP();
        py_exc_clear(vm);
        vm->exc = (py_exc *)exc.as.o;
        goto unwind;
    }

    CASE(CHECK_EXC_MATCH) : {
        SAVE();
        int match = py__exception_matches(vm, SECOND(), TOP());
        result = match < 0 ? py_unset() : py_bool(match);
        goto replace_top;
    }

    CASE(CHECK_EG_MATCH) : {
        SAVE();
        py_value rest, match;
        if (!py__eg_match(vm, SECOND(), TOP(), &rest, &match))
            goto error;
        py_decref(vm, POP());
        py_decref(vm, POP());
        PUSH(rest);
        PUSH(match);
        if (!py_is_none(match))
            py_assign_take(vm, &frame->handled, py_incref(match));
        NEXT();
    }

    CASE(PREP_RERAISE_STAR) : {
        SAVE();
        result = py__prep_reraise_star(vm, SECOND(), TOP());
        goto replace_two;
    }

    CASE(BEFORE_WITH) : {
        SAVE();
        py_value leave, enter;
        if (!py__enter_with(vm, TOP(), false, &leave, &enter))
            goto error;
        py_decref(vm, POP());
        PUSH(leave);
        py_args none = {NULL, 0, NULL};
        if (py__frame_for(vm, enter, &none, &push)) {
            py_decref(vm, enter);
            if (!push)
                goto error;
            goto push_frame;
        }
        frame->sp = sp;
        result = py_call(vm, enter, &none);
        py_decref(vm, enter);
        goto push_result;
    }

    CASE(WITH_EXCEPT_START) : {
        SAVE();
        py_value exc = TOP();
        py_value args[3] = {py_from(exc.as.o->type), exc, py__exc_traceback(vm, (py_exc *)exc.as.o)};
        if (!py_is_set(args[2]))
            goto error;
        frame->sp = sp;
        py_args call = {args, 3, NULL};
        if (py__frame_for(vm, sp[-3], &call, &push)) {
            py_decref(vm, args[2]);
            if (!push)
                goto error;
            goto push_frame;
        }
        result = py_call(vm, sp[-3], &call);
        py_decref(vm, args[2]);
        goto push_result;
    }

    CASE(LOAD_ASSERTION_ERROR) : {
        PUSH(py_incref(py_from(vm->exceptions[PY_EXC_AssertionError])));
        NEXT();
    }

    CASE(YIELD_VALUE) : {
        SAVE();
        if (code->flags & PY_CODE_ASYNC_GEN) {
            TOP() = py__async_gen_wrap_take(vm, TOP());
            if (!py_is_set(TOP())) {
                sp--;
                goto error;
            }
        }
        result = POP();
        goto suspend;
    }

    CASE(GET_YIELD_FROM_ITER) : {
        SAVE();
        if (py_is(vm, TOP(), PY_TYPE_GENERATOR) ||
            (py_is(vm, TOP(), PY_TYPE_COROUTINE) && (code->flags & PY_CODE_COROUTINE)))
            NEXT();
        result = py__yield_from_iter(vm, TOP());
        goto replace_top;
    }

    CASE(GET_AWAITABLE) : {
        SAVE();
        result = py__get_awaitable(vm, TOP(), ARG());
        goto replace_top;
    }

    CASE(SEND) : {
        SAVE();
        py_value receiver = SECOND();
        py_type *type = py_type_of(vm, receiver);
        if (type == vm->types[PY_TYPE_COROUTINE] ||
            (type == vm->types[PY_TYPE_GENERATOR] &&
             ((py_gen *)receiver.as.o)->state != PY_GEN_CLOSED)) {
            py_frame *inner = py__gen_delegate(vm, (py_gen *)receiver.as.o, frame, TOP());
            if (!inner)
                goto error;
            sp--; // what was sent went into the inner frame; the receiver stays
            ENTER(inner);
            if (py_op_code(*pc) == PY_OPCODE_YIELD_VALUE) // it was suspended there before
                pc++;
            DISPATCH();
        }
        frame->sp = sp;
        switch (py__send(vm, receiver, TOP(), &result)) {
        case PY_SEND_RETURN: goto replace_two;
        case PY_SEND_YIELD: py_decref(vm, POP()); goto suspend;
        default: goto error;
        }
    }

    CASE(BEFORE_ASYNC_WITH) : {
        SAVE();
        py_value leave, enter;
        if (!py__enter_with(vm, TOP(), true, &leave, &enter))
            goto error;
        py_decref(vm, POP());
        PUSH(leave);
        py_value entered = py_call_n(vm, enter, 0, NULL);
        py_decref(vm, enter);
        result = py_is_set(entered) ? py__get_awaitable(vm, entered, 1) : py_unset();
        py_decref(vm, entered);
        goto push_result;
    }

    CASE(GET_AITER) : {
        SAVE();
        result = py__get_aiter(vm, TOP());
        goto replace_top;
    }

    CASE(GET_ANEXT) : {
        SAVE();
        result = py__get_anext(vm, TOP());
        goto push_result;
    }

    CASE(END_ASYNC_FOR) : {
        SAVE();
        py_value exc = POP();
        if (!py_is_subtype(exc.as.o->type, vm->exceptions[PY_EXC_StopAsyncIteration])) {
            vm->exc = (py_exc *)exc.as.o;
            goto unwind;
        }
        py_decref(vm, exc);
        py_decref(vm, POP());
        NEXT();
    }

    CASE(IMPORT_NAME) : {
        SAVE();
        result = py__import_name(vm, SITE()->name, SECOND(), TOP());
        goto replace_two;
    }

    CASE(IMPORT_FROM) : {
        SAVE();
        result = py__import_from(vm, TOP(), SITE()->name);
        goto push_result;
    }

    CASE(IMPORT_STAR) : {
        SAVE();
        bool ok = py__import_star(vm, frame, TOP());
        py_decref(vm, POP());
        if (!ok)
            goto error;
        NEXT();
    }

    CASE(SETUP_ANNOTATIONS) : {
        SAVE();
        if (!py__setup_annotations(vm, frame))
            goto error;
        NEXT();
    }

    CASE(LOAD_LOCALS) : {
        PUSH(py_incref(py_from(frame->locals ? frame->locals : frame->globals)));
        NEXT();
    }

    CASE(GET_LEN) : {
        SAVE();
        int64_t n = py_length(vm, TOP());
        if (n < 0)
            goto error;
        PUSH(py_int(n));
        NEXT();
    }

    CASE(MATCH_MAPPING) : {
        result = py_bool(py__is_mapping(vm, TOP()));
        PUSH(result);
        NEXT();
    }

    CASE(MATCH_SEQUENCE) : {
        result = py_bool(py__is_sequence(vm, TOP()));
        PUSH(result);
        NEXT();
    }

    CASE(MATCH_KEYS) : {
        SAVE();
        result = py__match_keys(vm, SECOND(), TOP());
        goto push_result;
    }

    CASE(MATCH_CLASS) : {
        SAVE();
        result = py__match_class(vm, sp[-3], SECOND(), TOP(), ARG());
        py_decref(vm, POP());
        goto replace_two;
    }
#if !COMPUTED_GOTO
    case PY_OPCODE_COUNT_: break;
    }
#endif

sum_of_text:
    result = add_text(vm, frame, pc[1], SECOND(), TOP());
    py_decref(vm, POP());
    sp--;
    goto push_result;

replace_two:
    py_decref(vm, POP());
replace_top:
    py_decref(vm, POP());
push_result:
    if (VL_UNLIKELY(!py_is_set(result)))
        goto error;
    PUSH(result);
    NEXT();

push_frame: // `push` is the callee; what it is called with has left the stack
    if (VL_UNLIKELY(!count_step(vm) || !py_enter_recursion(vm, ""))) {
        py_frame_free(vm, push);
        goto error;
    }
    push->back = frame;
    ENTER(push);
    DISPATCH();

suspend: // `result` leaves the chain of awaits; frame->pc is where it goes on
    {
        frame->sp = sp;
        py_gen *root = frame->gen->root ? frame->gen->root : frame->gen;
        if (root->frame->special == PY_FRAME_GENERATOR) { // to the for loop that drives it
            frame = py__gen_leave(vm, root, frame, depth_at_entry);
            vm->frame = frame;
            code = frame->code;
            sp = frame->sp;
            pc = frame->pc;
            PUSH(result);
            NEXT();
        }
        if (thrown)
            thrown->alone = false;
        root->innermost = frame;
        root->chain_depth = vm->depth - depth_at_entry;
        vm->depth = depth_at_entry;
        vm->frame = root->frame->back;
        *yielded = true;
        return result;
    }

leave: // `result` is what the frame returns
    {
        py_frame *back = frame->back;
        bool entry = frame->entry, awaited = frame->gen && frame->gen->awaiter;
        uint8_t special = frame->special;
        if (awaited && frame == thrown) {
            thrown = back;
            thrown->alone = true;
        }
        frame->sp = sp;
        vm->frame = back;
        vm->depth--;
        py__frame_end(vm, frame);
        if (entry) {
            vm->depth = depth_at_entry;
            return result;
        }
        frame = back;
        code = frame->code;
        sp = frame->sp;
        pc = frame->pc;
        if (awaited)
            py_decref(vm, POP()); // the receiver of SEND
        else if (VL_UNLIKELY(special != PY_FRAME_PLAIN))
            switch (special) {
            case PY_FRAME_INIT: // the instance is on the stack
                if (!py__init_result(vm, result)) {
                    py_decref(vm, POP());
                    goto error;
                }
                NEXT();
            case PY_FRAME_CALL_ITER: {
                int ended = py__call_iter_ended(vm, TOP(), result);
                if (ended == 0)
                    break;
                py_decref(vm, result);
                if (ended < 0)
                    goto error;
                py_decref(vm, POP());
                JUMP_TO(ARG());
            }
            default: // a generator that returns: the loop is over
                py_decref(vm, result);
                py_decref(vm, POP());
                JUMP_TO(ARG());
            }
        PUSH(result);
        NEXT();
    }

park: // the call at pc waits: the thread's chain is left as it stands
    vm->parking = false;
    frame->sp = sp;
    vm->thread->innermost = frame;
    vm->thread->depth = vm->depth - depth_at_entry;
    vm->depth = depth_at_entry;
    *yielded = true;
    return py_none();

resumed_with_exception: // thrown into the innermost frame
    pc = frame->pc;
    thrown = frame;
    thrown->alone = true;
    if (py_op_code(*pc) == PY_OPCODE_SEND) {
        frame->sp = sp;
        switch (py__throw_into(vm, TOP(), &result)) {
        case PY_SEND_RETURN: goto replace_top;
        case PY_SEND_YIELD: goto suspend;
        default: break;
        }
    }
    py__chain_thrown(vm, frame);

error: // vm->exc (or vm->halt) was set by the instruction at pc
    if (VL_UNLIKELY(vm->parking))
        goto park;
    if (vm->exc)
        py_traceback_add(vm, vm->exc, code, (int)(pc - code->ops));
unwind:
    for (;;) {
        const py_handler *handler =
            vm->halt == VL_OK ? find_handler(code, (uint32_t)(pc - code->ops)) : NULL;
        if (handler) {
            py_value *floor = frame->stack + handler->depth;
            while (sp > floor)
                py_decref(vm, POP());
            PUSH(py_from(vm->exc));
            vm->exc = NULL;
            JUMP_TO(handler->target);
        }
        py_frame *back = frame->back;
        bool entry = frame->entry, stops = frame->special == PY_FRAME_CALL_ITER;
        bool throws_on = frame == thrown;
        frame->sp = sp;
        vm->frame = back;
        vm->depth--;
        if (frame->gen && vm->exc)
            py__gen_stop_iteration(vm, frame->gen);
        py__frame_end(vm, frame);
        if (entry) {
            vm->depth = depth_at_entry;
            return py_unset();
        }
        frame = back;
        code = frame->code;
        sp = frame->sp;
        pc = frame->pc;
        if (throws_on) {
            thrown = frame;
            thrown->alone = true;
            py__chain_thrown(vm, frame);
        }
        if (VL_UNLIKELY(stops) && vm->halt == VL_OK && py_exc_matches(vm, PY_EXC_StopIteration)) {
            py_exc_clear(vm); // iter(f, sentinel): the loop is over
            py_decref(vm, POP());
            JUMP_TO(ARG());
        }
        if (vm->exc)
            py_traceback_add(vm, vm->exc, code, (int)(pc - code->ops));
    }
}
