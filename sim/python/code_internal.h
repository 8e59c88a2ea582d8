// Compiled code: what the compiler makes, the verifier checks and the VM runs. Knows the object
// headers, nothing of how instructions are executed.
#ifndef PY_CODE_INTERNAL_H
#define PY_CODE_INTERNAL_H

#include "ast_internal.h"
#include "vl_python.h"

typedef enum py_opcode {
#define X(name, operand, pops, pushes) PY_OPCODE_##name,
#include "opcodes.def"
#undef X
    PY_OPCODE_COUNT_, // the compiler's instructions; behind them those that fuse.c makes of several
    PY_OPCODE_BEFORE_FUSED_ = PY_OPCODE_COUNT_ - 1,
#define X(name, first, second, third, fourth, operator) PY_OPCODE_##name,
#include "fused.def"
#undef X
    PY_OPCODE_ALL_
} py_opcode;

#define PY_LIBRARY_FILE "<vloop/" // how the file names of library modules begin

#define PY_ARG_MAX 0xffffff
static inline uint32_t py_op_make(py_opcode op, uint32_t arg) { return (uint32_t)op | arg << 8; }
static inline py_opcode py_op_code(uint32_t word) { return (py_opcode)(word & 0xff); }
static inline uint32_t py_op_arg(uint32_t word) { return word >> 8; }

typedef struct py_position { int32_t line, col, end_line, end_col; } py_position; // as vl_place

typedef struct py_handler { // covers [start, end); the innermost one that covers a pc stands first
    uint32_t start, end, target, depth; // depth: values kept on the stack
} py_handler;

// A name in the code with the inline cache of the instruction that uses it (filled by the VM, see
// site_internal.h).
typedef struct py_site_kind {
    py_obj *method;      // borrowed: what the type gives for the name, to be called with the object
    uint32_t version;    // of the type; 0: empty
    uint32_t keys;       // of an instance's dict that has not the name (py_dict.keys)
    uint32_t keys_after; // and with the name added behind them; 0: unknown
    int32_t entry;       // where the name stood in a dict last
} py_site_kind;
typedef struct py_site { py_str *name; py_site_kind kinds[2]; } py_site;

typedef enum py_code_flag { PY_CODE_VARARGS = 1, PY_CODE_VARKW = 2, PY_CODE_GENERATOR = 4,
                            PY_CODE_COROUTINE = 8, PY_CODE_ASYNC_GEN = 16, PY_CODE_CLASS = 32,
                            PY_CODE_MODULE = 64, PY_CODE_NESTED = 128,
                            PY_CODE_LIBRARY = 512, /* of sim/python/lib: no frame that a program sees */
                            PY_CODE_AWAITABLE = 1024, /* a generator function after types.coroutine */
                            PY_CODE_SIMPLE = 256
                            /* only positional parameters, no cells among them, no generator */ } py_code_flag;

struct py_code {
    py_obj base;
    py_str *name, *qualname, *file;
    py_str *docstring;          // NULL: none
    uint32_t *ops;
    py_position *positions;     // one for each op
    uint32_t op_count;
    py_value *consts; uint32_t const_count;
    py_site *sites; uint32_t site_count;
    py_handler *handlers; uint32_t handler_count;
    // localsplus: parameters (positional, keyword-only, *args, **kw), other locals and hidden
    // comprehension variables, then cells that are no locals, then free variables.
    py_str **slot_names; uint32_t slot_count;
    uint32_t local_count;       // locals, the first slots
    uint32_t free_start;        // first free variable; slot_count - free_start of them
    uint32_t arg_count;         // positional parameters, positional-only ones included
    uint32_t posonly_count, kwonly_count;
    uint32_t flags, stack_size;
    int first_line;
    py_position start;          // that line, for what is thrown in before the first instruction
};

// Compiles a parsed module. NULL: `error` has place and message (SyntaxError of the symbol table,
// UNSUPPORTED constructs by name), or no memory.
py_code *py_compile(py_vm *vm, const py_ast *module, const char *file, vl_error *error);
void py_code_free(py_vm *vm, py_code *code); // dealloc
// Refuses code that would read or write out of bounds: operands, targets, stack depth on every path.
bool py_verify(const py_code *code, vl_error *error);
// Makes runs of frequent instructions one, nested code included. Of verified code, before it runs first.
void py_fuse(py_vm *vm, py_code *code);
// Appends a listing, nested code objects included: `vloop run --dis`.
void py_disassemble(py_vm *vm, const py_code *code, vl_buf *out);
const char *py_opcode_name(py_opcode op);

#endif
