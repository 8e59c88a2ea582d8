// The compiler's own structures, shared by symtable*.c, compile*.c, unparse.c and code.c. Knows the
// tree and the shape of code objects, nothing of how instructions are executed.
//
// All of it lives in the compiler's arena, but for the objects in `consts`, which a unit owns until
// its code object takes them. Failing is sticky: the first cause fills `error`, `failed` is set,
// and from then on nothing is emitted, so that callers need not check each step.
#ifndef PY_COMPILE_INTERNAL_H
#define PY_COMPILE_INTERNAL_H

#include "code_internal.h"
#include "unparse_internal.h"

// ---- scopes and symbols -------------------------------------------------------------------------

typedef enum py_scope_kind {
    PY_SCOPE_MODULE,
    PY_SCOPE_CLASS,
    PY_SCOPE_FUNCTION,
    PY_SCOPE_LAMBDA,
    PY_SCOPE_GENEXPR,
    PY_SCOPE_TYPE_PARAMS, // of `def f[T]`, `class C[T]`, `type X[T]`: inlined too (compile_params.c)
    PY_SCOPE_COMP // list, set and dict comprehensions: inlined into the unit around them (PEP 709)
} py_scope_kind;

typedef enum py_symbol_flag {
    PY_SYMBOL_BOUND = 1,
    PY_SYMBOL_USED = 2,
    PY_SYMBOL_PARAM = 4,
    PY_SYMBOL_GLOBAL = 8,
    PY_SYMBOL_NONLOCAL = 16,
    PY_SYMBOL_ANNOTATED = 32,
    PY_SYMBOL_ITERATED = 64, // target of a comprehension's for
    PY_SYMBOL_IMPORTED = 128 // bound by import: may still be declared global
} py_symbol_flag;

typedef struct py_scope py_scope;

typedef struct py_variable { // lives in a slot of its unit's frame
    py_ast_text name;
    py_scope *owner; // the scope that binds it
    bool captured;   // the slot holds a cell
    uint32_t slot;
    struct py_variable *next; // of the same unit
} py_variable;

typedef struct py_entry { // what a scope knows of a name
    py_ast_text name;     // mangled
    unsigned flags;
    vl_place place;        // of the global or nonlocal statement
    py_variable *variable; // NULL: found by name at run time
    struct py_entry *next;
} py_entry;

typedef struct py_free {
    py_variable *variable;
    uint32_t slot;
    struct py_free *next;
} py_free;

struct py_scope {
    py_scope_kind kind;
    const py_ast *node;
    py_scope *parent,
        *unit; // unit: the scope whose code runs this one; itself but for PY_SCOPE_COMP
    py_scope *first_child, *last_child, *next;
    uint32_t id;
    py_ast_text private_name; // of the class around, for mangling
    py_entry *first, *last;
    bool generator, coroutine, annotates;
    int iter_exprs;          // depth of iterable expressions of comprehensions around
    bool in_target;          // visiting a comprehension's target
    py_variable *class_cell; // of a class: __class__, once a method wants it
    // of units, after resolution
    py_variable *first_variable, *last_variable;
    py_free *frees;
    uint32_t variable_count, free_count;
};

// ---- units of code ------------------------------------------------------------------------------

typedef enum py_block_kind {
    PY_BLOCK_WHILE,
    PY_BLOCK_FOR,
    PY_BLOCK_TRY,         // body with except clauses
    PY_BLOCK_FINALLY,     // body with a finally clause: leaving runs it
    PY_BLOCK_FINALLY_END, // in the finally clause of an exception
    PY_BLOCK_WITH,
    PY_BLOCK_ASYNC_WITH,
    PY_BLOCK_HANDLER,      // in an except clause
    PY_BLOCK_STAR_HANDLER, // in an except* clause: must not be left by jumps
    PY_BLOCK_VALUE         // a value on the stack
} py_block_kind;

typedef struct py_block {
    py_block_kind kind;
    uint32_t start, end; // labels of loops
    const py_ast *node;  // PY_BLOCK_FINALLY: the try; PY_BLOCK_HANDLER: the clause
    vl_place place;
    struct py_block *outer;
} py_block;

typedef struct py_label {
    uint32_t pc;
    int32_t depth; // -1: not yet reached by a jump
} py_label;

typedef struct py_region { // ops inside go to `label` when they raise
    uint32_t label, depth, outer;
    bool used;
} py_region;

typedef struct py_unit {
    struct py_unit *outer;
    py_scope *scope;
    py_str *qualname; // owned; NULL for a module
    py_ast_text name;
    vl_place place;
    int first_line;
    uint32_t *ops;
    py_position *positions;
    uint32_t *op_regions; // region of each op
    uint32_t op_count, op_cap;
    py_label *labels;
    uint32_t label_count, label_cap;
    py_region *regions; // 0 is "none"
    uint32_t region_count, region_cap, region;
    py_value *consts;
    uint32_t const_count, const_cap;
    py_site *sites;
    uint32_t site_count, site_cap;
    py_block *blocks;
    int block_count;
    uint32_t depth, max_depth; // of the stack; depth means nothing while `dead`
    bool dead;                 // no path leads here: nothing is emitted
    py_ast_names static_attributes;
    uint32_t id;
    vl_place last; // of the op emitted last
    py_str *docstring;
} py_unit;

typedef struct py_compiler {
    py_vm *vm;
    vl_arena arena;
    const char *file;
    vl_error *error;
    bool failed;
    int depth; // of the recursion over the tree
    py_str *file_name;
    vl_strmap entries, scopes, consts; // (scope id, name), node address, (unit id, constant)
    vl_buf key;
    uint32_t scope_count, unit_count;
    py_scope *module, *scope; // scope: being visited
    py_unit *unit;
    bool future_annotations;
    int future_last_line; // of the __future__ imports at the top
} py_compiler;

#define PY_COMPILE_MAX_DEPTH  1200
#define PY_COMPILE_MAX_BLOCKS 21 // as CPython

// ---- common (compile.c) -------------------------------------------------------------------------

void py_compile_fail(py_compiler *c, vl_status status, vl_place place, const char *format, ...)
    VL_PRINTF(4, 5);
void py_compile_syntax(py_compiler *c, vl_place place, const char *format, ...) VL_PRINTF(3, 4);
void py_compile_memory(py_compiler *c); // also turns a pending exception into the error
void *py_compile_alloc(py_compiler *c, size_t size);
// Room for one more of `size` bytes in *items; false: failed.
bool py_compile_grow(py_compiler *c, void **items, uint32_t *cap, uint32_t count, size_t size);
bool py_compile_enter(py_compiler *c, const py_ast *node); // one level deeper; false: too deep
static inline void py_compile_leave(py_compiler *c) {
    c->depth--;
}
py_ast_text py_compile_text(const char *z);
bool py_text_equal(py_ast_text a, py_ast_text b);
bool py_text_is(py_ast_text a, const char *z);
py_ast_text py_compile_mangle(py_compiler *c, py_ast_text private_name, py_ast_text name);
py_str *py_compile_intern(py_compiler *c, py_ast_text text); // owned; NULL: failed

// ---- symtable.c, symtable_expr.c, symtable_names.c, symtable_resolve.c
// ---------------------------

void py_symtable_build(py_compiler *c, const py_ast *module); // collects, then resolves
py_scope *py_scope_of(const py_compiler *c, const py_ast *node);
py_entry *py_scope_find(py_compiler *c, const py_scope *scope, py_ast_text mangled);
py_scope *py_scope_enter(py_compiler *c, py_scope_kind kind, const py_ast *node);
void py_scope_leave(py_compiler *c);
void py_scope_add(py_compiler *c, py_ast_text name, unsigned flags, vl_place place);
void py_scope_directive(py_compiler *c, const py_ast *statement); // global, nonlocal
void py_scope_walrus(py_compiler *c, const py_ast *expression);
void py_symtable_expr(py_compiler *c, const py_ast *node); // NULL is fine
void py_symtable_exprs(py_compiler *c, py_ast_list list);
void py_symtable_stmts(py_compiler *c, py_ast_list list);
void py_symtable_params(py_compiler *c, const py_ast *arguments); // inside the function's scope
void py_symtable_defaults(py_compiler *c, const py_ast *arguments);
void py_symtable_annotation(py_compiler *c, const py_ast *annotation);
void py_symtable_resolve(py_compiler *c);

// compile_warn.c: warns where the node is likely a mistake
void py_warn_escapes(py_compiler *c, const py_ast *module);
void py_warn_assert(py_compiler *c, const py_ast *node);
void py_warn_is(py_compiler *c, const py_ast *node);
void py_warn_subscript(py_compiler *c, const py_ast *node);
void py_warn_call(py_compiler *c, const py_ast *node);

// compile_params.c: enters the scope of type parameters, if there are any. False: failed.
bool py_symtable_type_params(py_compiler *c, py_ast_list list, const char *before_312);
void py_symtable_type_params_end(py_compiler *c, py_ast_list list);
void py_symtable_uses_type_params(py_compiler *c, py_ast_list list, vl_place place); // the tuple of them
typedef struct py_type_params {
    py_ast_list list;
    py_scope *scope, *outer; // scope NULL: there are none
    uint32_t cleanup;
} py_type_params;
py_type_params py_type_params_begin(py_compiler *c, py_ast_list list, bool of_class);
void py_type_params_end(py_compiler *c, const py_type_params *params);
void py_type_params_push(py_compiler *c, py_ast_list list, vl_place place); // the tuple
py_ast_list py_type_params_bases(py_compiler *c, py_ast_list bases, const py_ast *node); // with Generic[...]
void py_compile_type_alias(py_compiler *c, const py_ast *node);

// ---- emitting (emit.c) --------------------------------------------------------------------------

void py_emit(py_compiler *c, vl_place place, py_opcode op, uint32_t arg);
void py_emit_site(py_compiler *c, vl_place place, py_opcode op, py_ast_text name);
void py_emit_value(py_compiler *c, vl_place place, py_value value_take); // never shared
void py_emit_none(py_compiler *c, vl_place place);
void py_emit_int(py_compiler *c, vl_place place, int64_t value);
void py_emit_text(py_compiler *c, vl_place place, py_ast_text text);
void py_emit_constant(py_compiler *c, const py_ast *constant); // Constant, or a tuple of constants
bool py_is_constant(const py_ast *node);                       // what py_emit_constant takes
void py_emit_names(py_compiler *c, vl_place place, const py_ast_text *names, int count); // a tuple
uint32_t py_label_new(py_compiler *c);
void py_label_bind(py_compiler *c, uint32_t label);
void py_emit_jump(py_compiler *c, vl_place place, py_opcode op, uint32_t label);
// Ops from here to the matching end go to `label` with the stack cut to the depth it has now, less
// `drop`, and the exception on top.
void py_region_begin(py_compiler *c, uint32_t label, uint32_t drop);
void py_region_end(py_compiler *c);
bool py_block_push(py_compiler *c, py_block *block, py_block_kind kind, vl_place place);
void py_block_pop(py_compiler *c);
static inline vl_place py_here(const py_compiler *c) {
    return c->unit->last;
}

// ---- units (unit.c) -----------------------------------------------------------------------------

bool py_unit_enter(py_compiler *c, py_unit *unit, const py_ast *node, py_ast_text name,
                   vl_place place);
py_code *py_unit_leave(py_compiler *c);                   // NULL: failed
py_code *py_code_assemble(py_compiler *c, py_unit *unit); // takes names and constants
// Pushes a function made of `code` with its closure; `flags` say what lies on the stack already.
void py_emit_function(py_compiler *c, vl_place place, py_code *code_take, py_scope *scope,
                      uint32_t flags);

// ---- statements, expressions
// ---------------------------------------------------------------------

void py_compile_stmts(py_compiler *c, py_ast_list list);
void py_compile_stmt(py_compiler *c, const py_ast *node);
void py_compile_body(py_compiler *c, py_ast_list list, bool docstring); // skips the docstring
const py_ast *py_compile_docstring(py_ast_list body);                   // NULL: none
void py_compile_jump_if(py_compiler *c, const py_ast *test, uint32_t label, bool when);
void py_compile_expr(py_compiler *c, const py_ast *node);
void py_compile_await(py_compiler *c, vl_place place, uint32_t kind); // awaitable -> result
void py_compile_assign(py_compiler *c, const py_ast *target);         // stores the top
void py_compile_delete(py_compiler *c, const py_ast *target);
void py_compile_aug_assign(py_compiler *c, const py_ast *node);
void py_compile_ann_assign(py_compiler *c, const py_ast *node);
void py_compile_annotation(py_compiler *c, const py_ast *annotation);
void py_compile_name(py_compiler *c, vl_place place, py_ast_text name, py_ast_ctx ctx);
bool py_compile_forbidden(py_compiler *c, vl_place place, py_ast_text name, py_ast_ctx ctx);
vl_place py_compile_attr_place(vl_place place, const py_ast *attribute);
void py_compile_call(py_compiler *c, const py_ast *node);
// Arguments of a call whose callable and self lie on the stack, and the call. `pushed` positional
// arguments lie there too.
void py_compile_arguments(py_compiler *c, vl_place place, uint32_t pushed, py_ast_list args,
                          py_ast_list keywords);
void py_compile_sequence(py_compiler *c, vl_place place, py_ast_list elts, uint32_t pushed,
                         py_ast_kind kind);
void py_compile_function(py_compiler *c, const py_ast *node); // FunctionDef, AsyncFunctionDef
void py_compile_lambda(py_compiler *c, const py_ast *node);
void py_compile_class(py_compiler *c, const py_ast *node);
void py_compile_comp(py_compiler *c, const py_ast *node);
void py_compile_import(py_compiler *c, const py_ast *node);
void py_compile_import_from(py_compiler *c, const py_ast *node);
void py_compile_futures(py_compiler *c, const py_ast *module); // before the symbol table
void py_compile_try(py_compiler *c, const py_ast *node);
void py_compile_try_star(py_compiler *c, const py_ast *node);
void py_compile_with(py_compiler *c, const py_ast *node);
void py_compile_for(py_compiler *c, const py_ast *node);
void py_compile_async_for(py_compiler *c, const py_ast *node);
void py_compile_while(py_compiler *c, const py_ast *node);
void py_compile_match(py_compiler *c, const py_ast *node);
void py_compile_refuse(py_compiler *c, const py_ast *node, const char *what); // VL_UNSUPPORTED

bool py_in_async(const py_compiler *c); // may `await` stand in this unit?

// ---- opcode tables (opcode.c)
// ---------------------------------------------------------------------

typedef enum py_operand {
    PY_OPERAND_NONE,
    PY_OPERAND_CONST,
    PY_OPERAND_FAST,
    PY_OPERAND_SITE,
    PY_OPERAND_TARGET,
    PY_OPERAND_COUNT,
    PY_OPERAND_BINARY,
    PY_OPERAND_UNARY,
    PY_OPERAND_COMPARE,
    PY_OPERAND_FLAGS
} py_operand;

py_operand py_opcode_operand(py_opcode op);
uint32_t py_op_pops(uint32_t word);
uint32_t py_op_pushes(uint32_t word);
int32_t py_op_jump_effect(uint32_t word); // on the depth, on the path that jumps
bool py_op_ends(py_opcode op);            // never goes on with the next one

#endif
