// The instruction loop; the handlers stand by theme in loop_*.inc. Python-to-Python calls and awaits push frames and stay in one activation of
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
#define SKIP(words)                                                                                \
    do {                                                                                           \
        pc += (words);                                                                             \
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

// The variable, or the builtin of that name, where the cache knows it; NULL: load_global.
VL_INLINE const py_value *known_global(const py_vm *vm, const py_frame *frame, const py_site *site) {
    const py_dict *dict = frame->globals;
    const py_site_kind *kind = site->kinds;
    if (kind->version) {
        if (VL_UNLIKELY(kind->version != dict->version))
            return NULL;
        dict = vm->builtins->dict;
    }
    const py_dict_entry *entry = py__site_entry(dict, site->name, kind->entry);
    return VL_LIKELY(entry != NULL) ? &entry->value : NULL;
}

static bool store_global(py_vm *vm, py_frame *frame, py_site *site, py_value v) {
    if (!py_dict_set_str(vm, frame->globals, site->name, v))
        return false;
    site->kinds[0].entry = py_dict_find_str(frame->globals, site->name);
    return true;
}

static py_value load_global(py_vm *vm, py_frame *frame, py_site *site) {
    int32_t entry = py_dict_find_str(frame->globals, site->name);
    if (entry >= 0) {
        site->kinds[0].entry = entry;
        site->kinds[0].version = 0;
        return py_incref(frame->globals->entries[entry].value);
    }
    py_dict *builtins = vm->builtins->dict;
    entry = py_dict_find_str(builtins, site->name);
    if (entry >= 0) {
        site->kinds[0].entry = entry;
        site->kinds[0].version = frame->globals->version;
        return py_incref(builtins->entries[entry].value);
    }
    return py__name_error(vm, site->name);
}

// The frame a call of the function with `n` values at `args` runs in, both handed over to it; NULL and
// nothing taken where the signature needs the long way, or there is no memory (then vm->exc is set).
VL_INLINE py_frame *frame_for_simple(py_vm *vm, py_func *func, const py_value *args, uint32_t n) {
    py_code *code = func->code;
    if (!(code->flags & PY_CODE_SIMPLE) || code->arg_count != n)
        return NULL;
    py_frame *callee = py__frame_begin(vm, func, n);
    if (VL_UNLIKELY(!callee)) {
        py_raise_memory(vm);
        return NULL;
    }
    for (uint32_t i = 0; i < n; i++)
        callee->slots[i] = args[i];
    return callee;
}

VL_INLINE bool enter_recursion(py_vm *vm) {
    if (VL_UNLIKELY(vm->depth >= vm->max_depth))
        return py_enter_recursion(vm, "");
    vm->depth++;
    return true;
}

// How two ints or two floats stand to each other: one bit; 0: they are something else. And the bits
// that make a comparison true.
enum { LESS = 1, EQUAL = 2, GREATER = 4, UNORDERED = 8 };
static const uint8_t accepted[] = {
    [PY_CMP_EQ] = EQUAL,        [PY_CMP_NE] = LESS | GREATER | UNORDERED,
    [PY_CMP_LT] = LESS,         [PY_CMP_LE] = LESS | EQUAL,
    [PY_CMP_GT] = GREATER,      [PY_CMP_GE] = GREATER | EQUAL,
};
VL_INLINE uint32_t order_fast(py_value a, py_value b) {
    if (a.tag == PY_INT && b.tag == PY_INT)
        return a.as.i < b.as.i ? LESS : a.as.i == b.as.i ? EQUAL : GREATER;
    if (a.tag == PY_FLOAT && b.tag == PY_FLOAT)
        return a.as.d < b.as.d    ? LESS
               : a.as.d == b.as.d ? EQUAL
               : a.as.d > b.as.d  ? GREATER
                                  : UNORDERED;
    return 0;
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

VL_INLINE int64_t floor_mod(int64_t a, int64_t b) { // b > 0
    int64_t r = a % b;
    return r < 0 ? r + b : r;
}

static bool int_arithmetic(uint32_t op, int64_t a, int64_t b, py_value *result) {
    int64_t r;
    switch (op) {
    case PY_BIN_ADD:
        if (py__add_overflow(a, b, &r))
            return false;
        break;
    case PY_BIN_SUB:
        if (py__sub_overflow(a, b, &r))
            return false;
        break;
    case PY_BIN_MUL:
        if (py__mul_overflow(a, b, &r))
            return false;
        break;
    case PY_BIN_AND: r = a & b; break;
    case PY_BIN_OR: r = a | b; break;
    case PY_BIN_XOR: r = a ^ b; break;
    case PY_BIN_MOD:
        if (b <= 0)
            return false;
        r = floor_mod(a, b);
        break;
    case PY_BIN_FLOORDIV:
        if (b <= 0)
            return false;
        r = a / b - (a % b < 0);
        break;
    default: return false;
    }
    *result = py_int(r);
    return true;
}

// Of small ints and floats, an int beside a float being made one; what may raise or is rare: false.
static bool arithmetic(uint32_t op, py_value a, py_value b, py_value *result) {
    if (a.tag == PY_INT && b.tag == PY_INT)
        return int_arithmetic(op, a.as.i, b.as.i, result);
    if ((a.tag != PY_INT && a.tag != PY_FLOAT) || (b.tag != PY_INT && b.tag != PY_FLOAT))
        return false;
    double x = a.tag == PY_INT ? (double)a.as.i : a.as.d;
    double y = b.tag == PY_INT ? (double)b.as.i : b.as.d;
    switch (op) {
    case PY_BIN_ADD: *result = py_float(x + y); return true;
    case PY_BIN_SUB: *result = py_float(x - y); return true;
    case PY_BIN_MUL: *result = py_float(x * y); return true;
    case PY_BIN_DIV:
        if (y == 0)
            return false;
        *result = py_float(x / y);
        return true;
    default: return false;
    }
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
#define X(name, first, second, third, fourth, operator) &&L_##name,
#include "fused.def"
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
#include "loop_variables.inc"
#include "loop_attributes.inc"
#include "loop_operators.inc"
#include "loop_jumps.inc"
#include "loop_building.inc"
#include "loop_calls.inc"
#include "loop_exceptions.inc"
#include "loop_await.inc"
#include "loop_modules.inc"
#include "loop_fused.inc"
#if !COMPUTED_GOTO
    case PY_OPCODE_ALL_: break;
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

push_made: // the same where `push` is NULL if it raised
    if (!push)
        goto error;
push_frame: // `push` is the callee; what it is called with has left the stack
    if (VL_UNLIKELY(!count_step(vm) || !enter_recursion(vm))) {
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
        frame->pc = pc;
        vm->frame = back;
        vm->depth--;
        if (frame->gen || VL_UNLIKELY(frame->shown))
            py__frame_end(vm, frame, back);
        else
            py__frame_drop(vm, frame);
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
        py_value out;
        py_send thrown_on = py__throw_into(vm, TOP(), &out);
        result = out;
        switch (thrown_on) {
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
        py_traceback_add(vm, vm->exc, frame, (int)(pc - code->ops));
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
        py__frame_end(vm, frame, back);
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
            py_traceback_add(vm, vm->exc, frame, (int)(pc - code->ops));
    }
}
