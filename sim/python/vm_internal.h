// Frames and what the files of the VM share. Knows the compiled code; native modules do not see this.
#ifndef PY_VM_INTERNAL_H
#define PY_VM_INTERNAL_H

#include "code_internal.h"

typedef enum py_frame_special {
    PY_FRAME_PLAIN,     // the result of a call
    PY_FRAME_INIT,      // __init__ in a call of a type: the instance is the result
    PY_FRAME_CALL_ITER, // f in `for x in iter(f, sentinel)`
    PY_FRAME_GENERATOR  // a generator that a for loop drives
} py_frame_special;

// An activation of a code object, on the heap. A call pushes a frame (`back` is the caller); a frame
// marked `entry` gives control back to C when it ends. A generator's frame stays linked to the frame
// that awaits it while the chain is suspended, so a resumption starts at the innermost one.
//
// It is the frame object that programs see, too: one reference is the activation's own. Where others are
// left at its end (tracebacks, sys._getframe), it stays with its variables, and holds its caller.
struct py_frame {
    py_gcobj gc; // tracked once the program or a traceback of a generator has it
    py_frame *back; // owned when it is over
    py_code *code;          // owned through func or gen
    py_func *func;          // owned; closure and globals
    const uint32_t *pc;     // the instruction being executed; next one where suspended
    py_value *sp;           // one past the top of the stack
    py_dict *globals;       // borrowed from func
    py_dict *locals;        // owned; the namespace of a class body or module, else NULL
    py_gen *gen;            // whose frame this is, borrowed; NULL: a plain call
    py_value handled;       // exception being handled here; unset: look in `back`
    bool entry;             // return to C
    bool alone;             // an exception was thrown in: what its awaiters handle is out of sight
    bool over;              // it returned or raised, or was given up
    bool shown;             // others than the activation may refer to it
    uint8_t special;        // py_frame_special: what becomes of its result
    py_dict *names;         // owned; f_locals' own part (frame_locals.c); NULL: never asked for
    py_value *stack;        // behind the slots
    py_value slots[];       // localsplus, then the stack
};

// Frame of `func` with arguments bound; NULL: raised. Not linked yet.
py_frame *py_frame_new(py_vm *vm, py_func *func, const py_args *args);
void py_frame_free(py_vm *vm, py_frame *frame);
void py_frame_traverse(py_frame *frame, py_visit visit, void *context);
void py_frame_clear(py_vm *vm, py_frame *frame); // releases variables and stack, keeps the frame

// The loop. Runs from `frame` (the innermost of a suspended chain, or a new one) until the frame marked
// `entry` returns (its value), raises (PY_UNSET) or, in a generator, yields (*yielded). `sent` is set
// for a suspended frame and consumed; `throwing`: vm->exc is raised where the frame stands. `levels`:
// frames that come to life with it, for the recursion limit.
py_value py__run(py_vm *vm, py_frame *frame, int levels, py_value sent, bool throwing,
                 bool *yielded);
py_value py_run_frame(py_vm *vm, py_frame *frame_take); // a plain call's frame; raises or returns

// The exception being handled where the program runs now (sys.exc_info); borrowed, NULL: none.
py_exc *py_handled(const py_vm *vm);
// Puts the frame in front of the exception's traceback.
void py_traceback_add(py_vm *vm, py_exc *exc, py_frame *frame, int pc);
// For super() without arguments: the __class__ cell's value and the first argument of the caller.
bool py_frame_super(py_vm *vm, py_value *cls, py_value *self); // borrowed; raises RuntimeError
// Runs the body function of a class statement over `names`. The __class__ cell or None.
py_value py_run_class_body(py_vm *vm, py_func *body, py_dict *names);
py_dict *py_current_globals(const py_vm *vm); // borrowed; NULL: no frame

// The Python function that `super().name` gives in the frame, to be called with *self in front; both
// borrowed. NULL: it is something else, or an error. (super.c)
py_obj *py__super_method(py_vm *vm, const py_frame *frame, const py_str *name, py_value *self);

// functions and generators
py_func *py_func_new(py_vm *vm, py_code *code_take, py_dict *globals);
py_value py_func_call(py_vm *vm, py_func *func, const py_args *args);
py_gen *py_gen_new(py_vm *vm, py_frame *frame_take);
// A native function or method called with its signature bound (native.c).
py_value py_native_call(py_vm *vm, py_native *native, const py_args *args);
// The same with `self` in front of `args`.
py_value py_native_call_self(py_vm *vm, py_native *native, py_value self, const py_args *args);

// A call of a native function whose values need no binding: positional parameters alone, between
// native->fewest and native->most of them, self included. False: it takes the long way.
#define PY_NATIVE_DIRECT 6 // parameters of a function that is called so
static inline bool py__native_direct(py_vm *vm, py_value v, const py_value *values, uint32_t n,
                                     py_value *result) {
    if (v.tag != PY_OBJ)
        return false;
    const py_native *native = (py_native *)v.as.o;
    bool bound = false;
    if (v.as.o->type == vm->types[PY_TYPE_NATIVE]) {
        bound = py_is_set(native->self);
        if (py_has_flag(native->self, PY_TF_BOXED))
            return false;
    } else if (v.as.o->type != vm->types[PY_TYPE_NATIVE_DESCR] || n == 0 || values[0].tag != PY_OBJ)
        return false;
    else if (values[0].as.o->type != native->owner && (!native->owner || py_has_flag(values[0], PY_TF_BOXED) ||
                                                       !py_is_subtype(values[0].as.o->type, native->owner)))
        return false;
    if (!native->most || n + bound > native->most || n + bound < native->fewest)
        return false;
    if (n == native->most) {
        *result = native->def->fn(vm, values, (int)n);
        return true;
    }
    py_value all[PY_NATIVE_DIRECT];
    uint32_t count = 0;
    if (bound)
        all[count++] = native->self;
    for (uint32_t i = 0; i < n; i++)
        all[count++] = values[i];
    for (uint32_t i = count; i < native->most; i++)
        all[i] = py_unset();
    *result = native->def->fn(vm, all, (int)native->most);
    return true;
}

// the import system: 1 importable, 0 CPython has it and we do not, -1 unknown
int py_import_known(py_vm *vm, const char *dotted);
int py_module_attr_known(py_vm *vm, const char *module, const char *attr);
// Why a name of a module, or a method of what is called `receiver`, can never be there; NULL: it may.
const char *py_module_refusal(const py_vm *vm, const char *module, const char *name);
const char *py_method_refusal(const py_vm *vm, const char *receiver, const char *name);
bool py_names_type_has(const char *type, const char *attr);
bool py_names_module_has(const py_vm *vm, const char *module, const char *attr);
bool py_names_is_module(const char *module);
// Compiles `source` and runs it in `module`; false: vm->exc, or vm->halt with `error` filled.
bool py__run_source(py_vm *vm, py_module *module, const char *file, const char *source, size_t len,
                    vl_error *error);
bool py__apply_settings(py_vm *vm, vl_arena *arena, py_ast *module, vl_error *error);
bool py_check_imports(py_vm *vm, const py_ast *module, const char *file, vl_error *error);

// the start of a VM, by the files that own the parts; false: no memory
bool py__types_init(py_vm *vm); // storage of vm->types: enough for str, tuple and dict objects
bool py__types_fill(py_vm *vm); // their names, MRO and methods, in the order of types.def
void py__types_deinit(py_vm *vm); // types, exceptions, singletons: the last of all
bool py__exceptions_init(py_vm *vm); // vm->exceptions
bool py__singletons_init(py_vm *vm); // not_implemented, ellipsis, one-character strings, "" and ()
bool py__builtins_init(py_vm *vm);   // vm->builtins and the module spec of sys, math
// set.c. The program looks at the order of the items: the host may have something to say (py_host.unordered).
void py__set_order_seen(py_vm *vm, py_set *set);
void py__native_deinit(py_vm *vm);   // the signature cache
extern const py_module_spec py_builtins_module_spec;
#define X(spec) extern const py_module_spec spec;
#include "library.def"
#undef X
extern const py_module_spec py__library[]; // made from lib/*.py; ends with name NULL

static inline size_t py__frame_size(const py_code *code) {
    return sizeof(py_frame) + (code->slot_count + code->stack_size) * sizeof(py_value);
}

// Storage for a frame of `func_take`, its first `bound` slots the caller's to fill at once, the others
// unset. NULL: no memory, nothing raised, nothing taken.
VL_INLINE py_frame *py__frame_begin(py_vm *vm, py_func *func_take, uint32_t bound) {
    py_code *code = func_take->code;
    py_frame *frame = vl_heap_alloc(vm->heap, py__frame_size(code));
    if (VL_UNLIKELY(!frame))
        return NULL;
    frame->gc.base = (py_obj){.refs = 1, .type = vm->types[PY_TYPE_FRAME]};
    frame->gc.next = NULL;
    frame->back = NULL;
    frame->code = code;
    frame->func = func_take;
    frame->pc = code->ops;
    frame->globals = func_take->globals;
    frame->locals = NULL;
    frame->gen = NULL;
    frame->handled = py_unset();
    frame->entry = frame->alone = frame->over = frame->shown = false;
    frame->names = NULL;
    frame->special = PY_FRAME_PLAIN;
    frame->sp = frame->stack = frame->slots + code->slot_count;
    uint32_t i = bound;
    for (; i < code->free_start; i++)
        frame->slots[i] = py_unset();
    for (; i < code->slot_count; i++)
        frame->slots[i] = py_incref(func_take->closure->items[i - code->free_start]);
    return frame;
}

// The end of a frame that is no generator's and was never shown: nothing refers to it any more.
VL_INLINE void py__frame_drop(py_vm *vm, py_frame *frame) {
    const py_code *code = frame->code;
    while (VL_UNLIKELY(frame->sp > frame->stack)) // what a return leaves there
        py_decref(vm, *--frame->sp);
    if (VL_UNLIKELY(vm->python_minor >= 14)) // which releases the last variable first
        for (uint32_t i = code->slot_count; i-- > 0;)
            py_decref(vm, frame->slots[i]);
    else
        for (uint32_t i = 0; i < code->slot_count; i++)
            py_decref(vm, frame->slots[i]);
    py_decref(vm, frame->handled);
    if (VL_UNLIKELY(frame->locals != NULL))
        py_release(vm, frame->locals);
    size_t size = py__frame_size(code);
    py_release(vm, frame->func); // may free the code
    vl_heap_free(vm->heap, frame, size);
}

// frame.c: storage for a frame of `func`, slots unset, nothing bound; owns a reference to `func`
py_frame *py__frame_alloc(py_vm *vm, py_func *func);
// It returned or raised: frees it, closes its generator. `back`: who goes on then; NULL: it was given up.
void py__frame_end(py_vm *vm, py_frame *frame, py_frame *back);

// frame_object.c: what programs see of frames
void py__frame_track(py_vm *vm, py_frame *frame); // others than the activation refer to it now
py_value py__frame_object(py_vm *vm, py_frame *frame); // owned
py_frame *py__program_frame(py_frame *frame); // itself, or the frame that called the library; NULL: none
py_frame *py__frame_back(py_frame *frame);             // f_back; borrowed
bool py__frame_stands(const py_frame *frame); // suspended or over: the stack may be looked at
// frame_locals.c: what locals() gives in it, and the value of its f_locals
py_value py__frame_locals(py_vm *vm, py_frame *frame);
py_value py__frame_f_locals(py_vm *vm, py_frame *frame);

// vm_call.c: frames instead of recursion. False: it takes the usual way. True: *frame, not linked yet, or
// NULL where that raised.
bool py__frame_for(py_vm *vm, py_value callable, const py_args *args, py_frame **frame);
bool py__frame_for_ex(py_vm *vm, py_value callable, py_value args, py_value kwargs, py_frame **frame);
bool py__frame_for_type(py_vm *vm, py_value callable, const py_args *args, py_value *made,
                        py_frame **frame); // *made: the instance, for under the frame
bool py__init_result(py_vm *vm, py_value result_take); // of __init__; raises unless None
bool py__frame_for_iter(py_vm *vm, py_value iterator, py_frame **frame);
bool py__call_iter_callable(py_vm *vm, py_value iterator, py_value *callable); // iterators.c; borrowed
int py__call_iter_ended(py_vm *vm, py_value iterator, py_value result); // 1: that was the sentinel
int py__frame_line(const py_frame *frame);                 // of the program

// generator.c
// Links the frames of `gen` to `awaiting`, which stands at SEND. The frame to go on in, `sent_take`
// handed over; NULL: raised, `sent` still the caller's.
py_frame *py__gen_delegate(py_vm *vm, py_gen *gen, py_frame *awaiting, py_value sent_take);
// A for loop drives `gen` in the activation of the loop whose depth began at `base`: the frame to go on
// in; NULL: raised, or (nothing pending) it is closed. And back to the consumer when it yields.
py_frame *py__gen_enter(py_vm *vm, py_gen *gen, py_frame *consumer, int base);
py_frame *py__gen_leave(py_vm *vm, py_gen *gen, py_frame *innermost, int base);
void py__gen_stop_iteration(py_vm *vm, py_gen *gen); // StopIteration leaving it: RuntimeError
py_value py__gen_close(py_vm *vm, py_gen *gen); // close(), with what the generator returns
py_send py__send(py_vm *vm, py_value receiver, py_value sent, py_value *out);
py_send py__throw_into(py_vm *vm, py_value receiver, py_value *out); // vm->exc
py_value py__yield_from_iter(py_vm *vm, py_value v);
py_value py__get_awaitable(py_vm *vm, py_value v, uint32_t kind);
py_value py__get_aiter(py_vm *vm, py_value v);
py_value py__get_anext(py_vm *vm, py_value v);
py_value py__anext_or_take(py_vm *vm, py_value awaitable_take, py_value otherwise); // anext(it, default)
py_value py__async_gen_wrap_take(py_vm *vm, py_value v_take);
// slots that the three kinds share
void py__gen_dealloc(py_vm *vm, py_obj *self);
void py__gen_traverse(py_obj *self, py_visit visit, void *context);
void py__gen_clear(py_vm *vm, py_obj *self);
void py__gen_finalize(py_vm *vm, py_value self);
py_value py__gen_repr(py_vm *vm, py_value self);
// getters of gi_frame, gi_yieldfrom, gi_code and their like
py_value py__gen_frame(py_vm *vm, const py_value *a, int n);
py_value py__gen_await(py_vm *vm, const py_value *a, int n);
py_value py__gen_code(py_vm *vm, const py_value *a, int n);
bool py__gen_traversable(const py_gen *gen); // suspended: its frame's stack may be looked at

// What is thrown into a chain of awaits gets as context what each frame that it passes, before the chain
// is suspended again, handles itself: a later one replaces an earlier (CPython's ChainStackItem).
void py__chain_thrown(py_vm *vm, const py_frame *frame);

// vm_ops.c, vm_match.c, import.c: what instructions do beyond their fast path
py_value py__name_error(py_vm *vm, py_str *name);
void py__unbound_local(py_vm *vm, const py_code *code, uint32_t slot);
py_value py__cell_new_take(py_vm *vm, py_value v_take);
py_value py__build_string(py_vm *vm, const py_value *parts, uint32_t n);
bool py__list_extend(py_vm *vm, py_list *list, py_value iterable);
bool py__dict_display_update(py_vm *vm, py_dict *dict, py_value mapping);
// The items end up at top[-1] (the first), top[-2] ...
bool py__unpack_sequence(py_vm *vm, py_value v, uint32_t count, py_value *top);
bool py__unpack_ex(py_vm *vm, py_value v, uint32_t before, uint32_t after, py_value *top);
bool py__dict_merge(py_vm *vm, py_dict *dict, py_value other, py_value callable);
py_value py__make_function(py_vm *vm, py_frame *frame, uint32_t flags); // operands from frame->sp
py_value py__call_ex(py_vm *vm, py_value callable, py_value args, py_value kwargs);
void py__raise_op(py_vm *vm, uint32_t count, const py_value *sp); // sets vm->exc
int py__exception_matches(py_vm *vm, py_value exc, py_value type);
py_value py__format_value(py_vm *vm, uint32_t conversion, py_value value, py_value spec);
py_str *py__type_full_name(py_vm *vm, const py_type *type); // module and name, of built-ins the name; owned
bool py__enter_with(py_vm *vm, py_value manager, bool is_async, py_value *leave, py_value *enter);
bool py__eg_match(py_vm *vm, py_value exc, py_value type, py_value *rest, py_value *match);
py_value py__prep_reraise_star(py_vm *vm, py_value original, py_value list);
// The namespace of a class body or module: a dict, or whatever mapping __prepare__ gave (it stands as
// py_dict * in the frame but is used through these). get: *out owned; 1, 0 absent, -1; del the same.
int py__names_get(py_vm *vm, py_dict *names, py_str *name, py_value *out);
bool py__names_set(py_vm *vm, py_dict *names, py_str *name, py_value value);
int py__names_del(py_vm *vm, py_dict *names, py_str *name);
bool py__setup_annotations(py_vm *vm, py_frame *frame);
py_value py__exc_traceback(py_vm *vm, py_exc *exc); // its __traceback__ (exceptions.c)
py_value py__import_name(py_vm *vm, py_str *name, py_value level, py_value fromlist);
py_value py__import_from(py_vm *vm, py_value module, py_str *name);
bool py__import_star(py_vm *vm, py_frame *frame, py_value module);
bool py__is_mapping(py_vm *vm, py_value v);
bool py__is_sequence(py_vm *vm, py_value v);
py_value py__match_keys(py_vm *vm, py_value subject, py_value keys);
py_value py__match_class(py_vm *vm, py_value subject, py_value cls, py_value names, uint32_t count);

// Overflow-checked arithmetic: true where the result does not fit.
#if (defined(__GNUC__) || defined(__clang__)) && !defined(VL_NO_OVERFLOW_BUILTINS)
static inline bool py__add_overflow(int64_t a, int64_t b, int64_t *r) {
    return __builtin_add_overflow(a, b, r);
}
static inline bool py__sub_overflow(int64_t a, int64_t b, int64_t *r) {
    return __builtin_sub_overflow(a, b, r);
}
static inline bool py__mul_overflow(int64_t a, int64_t b, int64_t *r) {
    return __builtin_mul_overflow(a, b, r);
}
#else
static inline bool py__add_overflow(int64_t a, int64_t b, int64_t *r) {
    *r = (int64_t)((uint64_t)a + (uint64_t)b);
    return ((a ^ *r) & (b ^ *r)) < 0;
}
static inline bool py__sub_overflow(int64_t a, int64_t b, int64_t *r) {
    *r = (int64_t)((uint64_t)a - (uint64_t)b);
    return ((a ^ b) & (a ^ *r)) < 0;
}
static inline bool py__mul_overflow(int64_t a, int64_t b, int64_t *r) {
    *r = (int64_t)((uint64_t)a * (uint64_t)b);
    if (a == 0 || b == 0)
        return false;
    if ((a == -1 && b == INT64_MIN) || (b == -1 && a == INT64_MIN))
        return true;
    return *r / b != a;
}
#endif

#endif
