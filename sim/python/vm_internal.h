// Frames and what the files of the VM share. Knows the compiled code; native modules do not see this.
#ifndef PY_VM_INTERNAL_H
#define PY_VM_INTERNAL_H

#include "code_internal.h"

// An activation of a code object, on the heap. A call pushes a frame (`back` is the caller); a frame
// marked `entry` gives control back to C when it ends. A generator's frame stays linked to the frame
// that awaits it while the chain is suspended, so a resumption starts at the innermost one.
struct py_frame {
    py_frame *back;
    py_code *code;          // owned through func or gen
    py_func *func;          // owned; closure and globals
    const uint32_t *pc;     // the instruction being executed; next one where suspended
    py_value *sp;           // one past the top of the stack
    py_dict *globals;       // borrowed from func
    py_dict *locals;        // owned; the namespace of a class body or module, else NULL
    py_gen *gen;            // whose frame this is, borrowed; NULL: a plain call
    py_value handled;       // exception being handled here; unset: look in `back`
    bool entry;             // return to C
    bool construct;         // the frame of __init__ in a call of a type: its result is the instance
    py_value *stack;        // behind the slots
    py_value slots[];       // localsplus, then the stack
};

// Frame of `func` with arguments bound; NULL: raised. Not linked yet.
py_frame *py_frame_new(py_vm *vm, py_func *func, const py_args *args);
void py_frame_free(py_vm *vm, py_frame *frame);
void py_frame_traverse(py_frame *frame, py_visit visit, void *context);
void py_frame_clear(py_vm *vm, py_frame *frame); // releases variables and stack, keeps the frame

// Runs `frame` (marked entry) until it returns, raises (PY_UNSET) or, for a generator's frame,
// yields; *yielded says which.
py_value py_run_frame(py_vm *vm, py_frame *frame, bool *yielded);

// The exception being handled where the program runs now (sys.exc_info); borrowed, NULL: none.
py_exc *py_handled(const py_vm *vm);
// Appends a traceback entry for the frame to vm->exc.
void py_traceback_add(py_vm *vm, py_exc *exc, py_code *code, int pc);
// For super() without arguments: the __class__ cell's value and the first argument of the caller.
bool py_frame_super(py_vm *vm, py_value *cls, py_value *self); // borrowed; raises RuntimeError
// Runs the body function of a class statement over `names`. The __class__ cell or None.
py_value py_run_class_body(py_vm *vm, py_func *body, py_dict *names);
py_dict *py_current_globals(const py_vm *vm); // borrowed; NULL: no frame

// functions and generators
py_func *py_func_new(py_vm *vm, py_code *code_take, py_dict *globals);
py_value py_func_call(py_vm *vm, py_func *func, const py_args *args);
py_gen *py_gen_new(py_vm *vm, py_frame *frame_take);
// A native function or method called with its signature bound (native.c).
py_value py_native_call(py_vm *vm, py_native *native, const py_args *args);
// The same with `self` in front of `args`.
py_value py_native_call_self(py_vm *vm, py_native *native, py_value self, const py_args *args);

// the import system: 1 importable, 0 CPython has it and we do not, -1 unknown
int py_import_known(py_vm *vm, const char *dotted);
int py_module_attr_known(py_vm *vm, const char *module, const char *attr);
bool py_check_imports(py_vm *vm, const py_ast *module, const char *file, vl_error *error);

// the start of a VM, by the files that own the parts; false: no memory
bool py__types_init(py_vm *vm);      // vm->types, in the order of types.def
bool py__exceptions_init(py_vm *vm); // vm->exceptions
bool py__singletons_init(py_vm *vm); // not_implemented, ellipsis, one-character strings, "" and ()
bool py__builtins_init(py_vm *vm);   // vm->builtins and the module spec of sys, math
void py__native_deinit(py_vm *vm);   // the signature cache
extern const py_module_spec py_builtins_module_spec, py_sys_module_spec, py_math_module_spec;

// operations with a fast path in the VM loop and the long way elsewhere (vm_*.c)
bool py__unpack_sequence(py_vm *vm, py_value v, uint32_t count, py_value *top);
bool py__unpack_ex(py_vm *vm, py_value v, uint32_t before, uint32_t after, py_value *top);
bool py__dict_merge(py_vm *vm, py_dict *dict, py_value other, py_value callable);
py_value py__make_function(py_vm *vm, py_frame *frame, uint32_t flags);
py_value py__call_ex(py_vm *vm, py_value callable, py_value args, py_value kwargs);
bool py__raise_op(py_vm *vm, uint32_t count, py_value *sp);
int py__exception_matches(py_vm *vm, py_value exc, py_value type);
py_value py__format_value(py_vm *vm, uint32_t flags, py_value value, py_value spec);
bool py__enter_with(py_vm *vm, py_value manager, bool is_async, py_value *exit, py_value *entered);
py_value py__get_awaitable(py_vm *vm, py_value v, uint32_t kind);
bool py__eg_match(py_vm *vm, py_value exc, py_value type, py_value *rest, py_value *match);
py_value py__prep_reraise_star(py_vm *vm, py_value original, py_value list);
py_value py__import_name(py_vm *vm, py_str *name, py_value level, py_value fromlist);
py_value py__import_from(py_vm *vm, py_value module, py_str *name);
bool py__import_star(py_vm *vm, py_frame *frame, py_value module);
py_value py__match_keys(py_vm *vm, py_value subject, py_value keys);
py_value py__match_class(py_vm *vm, py_value subject, py_value cls, py_value names, uint32_t count);

#endif
