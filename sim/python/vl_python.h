// vl_python: the language. Values and objects of the bytecode VM, and the calls with which native
// modules are written. Knows nothing of clocks, tasks, SQLite or the command line: what the program
// reaches of the world it reaches through py_host and registered modules.
//
// Everything belongs to a py_vm: types, modules, interned strings. Nothing is shared between VMs.
//
// Values are 16-byte tagged structs; objects are reference-counted with a cycle collector for
// containers. Ownership: arguments are borrowed; a returned py_value or py_obj is owned by the caller
// unless the function's comment says borrowed. `_take` consumes an argument, also on failure.
//
// Errors: a py_value with tag PY_UNSET, a false bool, a negative count or PY_NEXT_ERROR says that
// vm->exc holds the exception (or vm->halt is set: the run must end, nothing may catch it).
// Algorithms that are CPython's (3.13) are named where they stand.
#ifndef VL_PYTHON_H
#define VL_PYTHON_H

#include <string.h>

#include "vl_base.h"

typedef struct py_vm py_vm;
typedef struct py_obj py_obj;
typedef struct py_type py_type;
typedef struct py_str py_str;
typedef struct py_bytes py_bytes;
typedef struct py_tuple py_tuple;
typedef struct py_list py_list;
typedef struct py_dict py_dict;
typedef struct py_set py_set;
typedef struct py_code py_code;
typedef struct py_frame py_frame;
typedef struct py_func py_func;
typedef struct py_gen py_gen;
typedef struct py_exc py_exc;
typedef struct py_module py_module;

// ---- values -------------------------------------------------------------------------------------

typedef enum py_tag { // PY_UNSET is zero: cleared memory holds no values
    PY_UNSET,         // no value: unbound variable, argument not given, error
    PY_NONE,
    PY_BOOL,
    PY_INT,   // fits 64 bits; larger ones are objects of type int, never smaller ones
    PY_FLOAT,
    PY_OBJ
} py_tag;

typedef struct py_value {
    uint64_t tag; // py_tag
    union {
        int64_t i; // PY_INT; PY_BOOL: 0 or 1
        double d;
        py_obj *o;
    } as;
} py_value;

struct py_obj {
    uint32_t refs;
    uint32_t gc;    // collector's scratch and flags (gc.c)
    py_type *type;  // borrowed for built-in types, counted for classes of the program
};

#define PY_GC_FINALIZED (1u << 30) // of py_obj.gc: its finaliser has run, or is needed no more
#define PY_GC_WEAK      (1u << 29) // of py_obj.gc: there are weak references to it

// Containers begin with this: the collector finds them through the list.
typedef struct py_gcobj {
    py_obj base;
    struct py_gcobj *prev, *next; // NULL: not tracked
} py_gcobj;

static inline py_value py_unset(void) { return (py_value){.tag = PY_UNSET, .as.i = 0}; }
static inline py_value py_none(void) { return (py_value){.tag = PY_NONE, .as.i = 0}; }
static inline py_value py_bool(bool b) { return (py_value){.tag = PY_BOOL, .as.i = b}; }
static inline py_value py_int(int64_t i) { return (py_value){.tag = PY_INT, .as.i = i}; }
static inline py_value py_float(double d) { return (py_value){.tag = PY_FLOAT, .as.d = d}; }
// Wraps without counting. A NULL object gives PY_UNSET.
static inline py_value py_from(void *object) {
    return (py_value){.tag = object ? PY_OBJ : PY_UNSET, .as.o = object};
}
static inline bool py_is_set(py_value v) { return v.tag != PY_UNSET; }
static inline bool py_is_none(py_value v) { return v.tag == PY_NONE; }
// Python's `is`.
static inline bool py_same(py_value a, py_value b) { return a.tag == b.tag && a.as.i == b.as.i; }

void py__dealloc(py_vm *vm, py_obj *object); // the count reached zero

VL_INLINE py_value py_incref(py_value v) {
    if (v.tag == PY_OBJ)
        v.as.o->refs++;
    return v;
}
VL_INLINE void py_decref(py_vm *vm, py_value v) {
    if (v.tag == PY_OBJ && --v.as.o->refs == 0)
        py__dealloc(vm, v.as.o);
}
// The same for object pointers (`object` may be NULL).
static inline void *py_retain(void *object) {
    if (object)
        ((py_obj *)object)->refs++;
    return object;
}
static inline void py_release(py_vm *vm, void *object) {
    if (object && --((py_obj *)object)->refs == 0)
        py__dealloc(vm, object);
}
// *slot = value_take, releasing the old one afterwards (safe when the release runs code).
VL_INLINE void py_assign_take(py_vm *vm, py_value *slot, py_value value_take) {
    py_value old = *slot;
    *slot = value_take;
    py_decref(vm, old);
}

// ---- built-in types -----------------------------------------------------------------------------

// types.def: X(ENUM, "python name", spec symbol); vm->types[PY_TYPE_x] is the type object.
typedef enum py_type_id {
#define X(id, name, spec) PY_TYPE_##id,
#include "types.def"
#undef X
    PY_TYPE_COUNT_
} py_type_id;

// exceptions.def: X(Name, Base); vm->exceptions[PY_EXC_Name]
typedef enum py_exc_id {
#define X(name, base) PY_EXC_##name,
#include "exceptions.def"
#undef X
    PY_EXC_COUNT_
} py_exc_id;

typedef enum py_binary {
    PY_BIN_ADD, PY_BIN_SUB, PY_BIN_MUL, PY_BIN_MATMUL, PY_BIN_DIV, PY_BIN_MOD, PY_BIN_POW,
    PY_BIN_LSHIFT, PY_BIN_RSHIFT, PY_BIN_OR, PY_BIN_XOR, PY_BIN_AND, PY_BIN_FLOORDIV,
    PY_BIN_COUNT_ // order of PY_OP_ADD ... PY_OP_FLOORDIV in the syntax tree
} py_binary;
typedef enum py_unary { PY_UN_NEG, PY_UN_POS, PY_UN_INVERT, PY_UN_ABS, PY_UN_INT, PY_UN_FLOAT,
                        PY_UN_INDEX } py_unary;
typedef enum py_compare { PY_CMP_EQ, PY_CMP_NE, PY_CMP_LT, PY_CMP_LE, PY_CMP_GT, PY_CMP_GE } py_compare;
typedef enum py_next { PY_NEXT_ERROR = -1, PY_NEXT_END = 0, PY_NEXT_ITEM = 1 } py_next;
typedef enum py_send { PY_SEND_ERROR = -1, PY_SEND_RETURN = 0, PY_SEND_YIELD = 1 } py_send;

// Arguments of a call: `n` positional ones, then a value for each name in `kwnames` (NULL: none).
typedef struct py_args {
    const py_value *v;
    int n;
    const py_tuple *kwnames;
} py_args;

typedef void (*py_visit)(void *context, py_value v);

// What a type can do. A NULL slot is inherited from the base when the type is made; classes of the
// program get dispatchers that call their dunder methods (slots.def ties both together). Built-in
// slots appear as dunder attributes of the type by the same table.
typedef struct py_slots {
    void (*dealloc)(py_vm *vm, py_obj *self);    // releases what self holds, then py_object_free
    void (*traverse)(py_obj *self, py_visit visit, void *context); // every value it counts
    void (*clear)(py_vm *vm, py_obj *self);      // drops references that can form cycles
    py_value (*new_)(py_vm *vm, py_type *type, const py_args *args);    // __new__
    bool (*init)(py_vm *vm, py_value self, const py_args *args);        // __init__
    py_value (*repr)(py_vm *vm, py_value self);
    py_value (*str)(py_vm *vm, py_value self);
    py_value (*format)(py_vm *vm, py_value self, const py_str *spec);   // __format__
    bool (*hash)(py_vm *vm, py_value self, int64_t *hash);
    int (*truth)(py_vm *vm, py_value self);                             // 0, 1, -1 error
    py_value (*call)(py_vm *vm, py_value self, const py_args *args);
    py_value (*getattr)(py_vm *vm, py_value self, py_str *name);        // whole lookup; raises
    bool (*setattr)(py_vm *vm, py_value self, py_str *name, py_value value); // PY_UNSET deletes
    py_value (*iter)(py_vm *vm, py_value self);
    py_next (*next)(py_vm *vm, py_value self, py_value *item);
    int64_t (*length)(py_vm *vm, py_value self);                        // -1 error
    py_value (*getitem)(py_vm *vm, py_value self, py_value key);
    bool (*setitem)(py_vm *vm, py_value self, py_value key, py_value value); // PY_UNSET deletes
    int (*contains)(py_vm *vm, py_value self, py_value item);           // 0, 1, -1 error
    // One function for all operators of a type; called for either operand (a or b is of the type);
    // gives NotImplemented (py_not_implemented) where it does not know what to do.
    py_value (*binary)(py_vm *vm, py_binary op, py_value a, py_value b);
    py_value (*inplace)(py_vm *vm, py_binary op, py_value a, py_value b); // NULL or NotImplemented: binary
    py_value (*unary)(py_vm *vm, py_unary op, py_value self);
    py_value (*compare)(py_vm *vm, py_compare op, py_value a, py_value b); // self is a
    py_value (*descr_get)(py_vm *vm, py_value self, py_value object, py_type *type); // object unset: on class
    bool (*descr_set)(py_vm *vm, py_value self, py_value object, py_value value);    // PY_UNSET deletes
    py_value (*await)(py_vm *vm, py_value self); // the iterator to drive; may be self
    // Drives an awaitable's iterator without StopIteration: RETURN and YIELD give *out.
    py_send (*send)(py_vm *vm, py_value self, py_value sent, py_value *out);
    // vm->exc is thrown in (taken from vm by the callee). NULL: it is simply raised there.
    py_send (*throw_)(py_vm *vm, py_value self, py_value *out);
    py_value (*aiter)(py_vm *vm, py_value self);
    py_value (*anext)(py_vm *vm, py_value self);
    void (*finalize)(py_vm *vm, py_value self);  // __del__; may resurrect; before dealloc
} py_slots;

// A native function. `a` holds the parameters of the signature in order, PY_UNSET where not given;
// `*args` arrive behind the named ones (n is the total), `**kw` as one dict before them.
typedef py_value (*py_native_fn)(py_vm *vm, const py_value *a, int n);

// `sig` is a Python parameter list without defaults' values: "self, sep=, maxsplit=", "*args, sep=,
// end=", "x, /", "key=, **kw". Calls that do not fit raise CPython's TypeError: of a function in C, or,
// where the text begins with '@', of one in Python ("@coro, *, name="), in which a class may be named
// ("@Queue: self, item") and which is an `async def` if it says so ("@async Queue: self, item").
typedef struct py_fndef {
    const char *name;
    const char *sig;
    py_native_fn fn;
    uint8_t kind; // py_fnkind
} py_fndef;
// A module's function of kind METHOD gets the module as its first parameter.
typedef enum py_fnkind { PY_FN_PLAIN, PY_FN_METHOD, PY_FN_CLASSMETHOD, PY_FN_STATIC,
                         PY_FN_GETTER /* property: fn(vm, &self, 1) */,
                         PY_FN_SETTER /* same name as its getter: fn(vm, {self, value}, 2) */ } py_fnkind;

typedef enum py_type_flag {
    PY_TF_GC = 1,         // instances begin with py_gcobj and are tracked
    PY_TF_BASE = 2,       // may be subclassed
    PY_TF_HEAP = 4,       // a class of the program
    PY_TF_DICT = 8,       // instances have a __dict__ at dict_offset
    PY_TF_BOXED = 16,     // subclass of int, float, str, bool...: struct py_boxed holds the plain value
    PY_TF_EXCEPTION = 32, // instances are py_exc
    PY_TF_TYPE = 64,      // a metaclass: instances are types
    PY_TF_TUPLE = 128, PY_TF_LIST = 256, PY_TF_DICT_SUB = 512, PY_TF_SET = 1024, // layout of instances
    PY_TF_STR = 2048, PY_TF_INT = 4096, PY_TF_FLOAT = 8192, PY_TF_BYTES = 16384, // is or derives from it
    PY_TF_ABSTRACT = 32768,
    PY_TF_SLOTTED = 65536, // a class of the program whose instances have no __dict__
    PY_TF_QUALIFIED = 131072, // messages name it with its module, as CPython's tp_name has it
    PY_TF_WEAK = 262144,      // a class of the program whose instances may have weak references
    PY_TF_BUFFER = 524288,    // bytearray or memoryview, or derived from it
    PY_TF_SEQUENCE = 1 << 20, PY_TF_MAPPING = 1 << 21 // what patterns of these kinds match
} py_type_flag;

typedef struct py_type_spec { // const; a type object is made from it in every VM
    const char *name, *doc;
    const char *module;       // NULL: builtins
    size_t size;              // of an instance
    uint32_t flags;
    int base;                 // py_type_id; -1: object
    py_slots slots;
    const py_fndef *methods;  // ends with name NULL; may be NULL
} py_type_spec;

struct py_type {
    py_gcobj gc;
    py_str *name, *qualname; // owned
    py_str *module;
    py_type *base;           // owned for PY_TF_HEAP
    py_tuple *bases, *mro;   // owned; mro[0] is the type itself
    py_dict *dict;           // owned
    size_t size, dict_offset; // dict_offset 0: no instance dict
    uint32_t flags;
    uint32_t version;        // changes whenever an attribute lookup on the type might
    struct py_type **subclasses; // borrowed, in order of creation
    uint32_t subclass_count, subclass_cap;
    uint32_t member_count;   // of __slots__: values at member_offset
    size_t member_offset;
    py_slots slots;
    const py_type_spec *spec;
};

struct py_str {
    py_obj base;
    int64_t hash;     // -1: not yet computed
    uint32_t len;     // code points
    uint32_t size;    // bytes of UTF-8 (lone surrogates in the three-byte form), without the NUL
    bool interned;
    char data[];      // ASCII exactly where len == size
};

struct py_bytes { py_obj base; int64_t hash; size_t size; char data[]; };

struct py_tuple { py_gcobj gc; int64_t count; py_value *items; int64_t hash; /* -1: unknown */
                  py_value store[]; };

struct py_list { py_gcobj gc; py_value *items; int64_t count, cap; };

typedef struct py_dict_entry { py_value key, value; int64_t hash; } py_dict_entry; // key unset: deleted

struct py_dict { // insertion-ordered: `entries` in order, `index` an open-addressed table into it
    py_gcobj gc;
    py_dict_entry *entries;
    int32_t *index;           // -1 free, -2 deleted, else entry number; NULL while small
    uint32_t used, fill, cap; // live entries; entries ever filled (deleted included); capacity
    uint32_t mask;            // index size - 1
    uint32_t version;         // from 1; changes whenever a key is added: for inline caches
    uint32_t first;           // all entries below are deleted
    uint32_t index_fill;      // slots of the index that are not free
    uint32_t keys;            // of an instance: names the sequence of its keys (dict_keys.c); 0: unknown
};

struct py_set { // a dict whose values are unset
    py_dict dict;
    int64_t hash;                 // frozenset's; -1: unknown
    struct py__set_order *order;  // set_order.c; NULL: none known
    bool inserted;                // the order is that of insertion
    size_t finger;                // where pop looks next
};

typedef struct py_boxed { py_gcobj gc; py_value value; } py_boxed; // instance of a subclass of int ...

struct py_exc {
    py_gcobj gc;
    py_tuple *args;
    py_value cause, context;      // unset: None
    bool suppress_context;
    struct py_traceback *traceback; // owned; of the outermost frame; NULL none
    py_value value;               // StopIteration.value, SystemExit.code, KeyError key ...
    py_value extra[3];            // by kind: OSError, ImportError name, NameError name, group's list
};
#define PY_BEFORE_START (-1) // as pc: the line of `def`
typedef struct py_traceback { // a place that an exception passed
    py_gcobj gc;
    struct py_traceback *next; // owned; inwards
    py_frame *frame;           // owned
    int pc;
    int line; // given by the program; 0: that of pc
} py_traceback;

struct py_module { py_gcobj gc; py_str *name; py_dict *dict; const struct py_module_spec *spec; };

typedef struct py_native { // a native function, bound to `self` unless that is unset
    py_gcobj gc;
    const py_fndef *def;
    const struct py_sig *sig;
    uint32_t fewest, most; // values that need no binding (py__native_direct); most 0: they always do
    py_value self;
    py_type *owner;   // of a method: borrowed; NULL: of a module
    py_str *module;
} py_native;

typedef struct py_method { py_gcobj gc; py_value func, self; } py_method; // bound method

struct py_func {
    py_gcobj gc;
    py_code *code;
    py_dict *globals;
    py_str *name, *qualname;
    py_value doc, module;
    py_tuple *defaults;       // of the last positional parameters; NULL none
    py_dict *kwdefaults;      // NULL none
    py_tuple *closure;        // of cells; NULL none
    py_dict *annotations, *dict;
    py_tuple *type_params;    // of `def f[T]`; NULL none
};

typedef struct py_cell { py_gcobj gc; py_value value; } py_cell;

typedef enum py_gen_kind { PY_GEN_GENERATOR, PY_GEN_COROUTINE, PY_GEN_ASYNC } py_gen_kind;
typedef enum py_gen_state { PY_GEN_CREATED, PY_GEN_SUSPENDED, PY_GEN_RUNNING, PY_GEN_CLOSED } py_gen_state;

// A generator, coroutine or async generator. An await or `yield from` of one by another links their
// frames; `innermost` of the outermost one (the root: what send was called on) is where a resumption
// goes on, so resuming costs the same however deep the chain is.
struct py_gen {
    py_gcobj gc;
    py_frame *frame;     // owned; NULL when closed
    py_frame *innermost; // of a root that is suspended
    py_gen *awaiter;     // whose frame awaits this one; NULL: a root
    py_gen *root;        // of the chain it is part of; NULL: itself
    int chain_depth;     // of a suspended root: frames in the chain
    py_str *name, *qualname;
    py_code *code;
    uint8_t kind, state;
    bool hooks_done, closing, ag_running, ag_closed; // the last: aclose() has begun
    py_value origin;     // async generators: firstiter hook state
};

// ---- the VM -------------------------------------------------------------------------------------

// What a program reaches of the world. All may be NULL.
typedef struct py_host {
    void (*out)(void *context, bool is_stderr, const char *text, size_t len); // print, sys.stdout.write
    // Called every few thousand backward jumps and calls. False: stop (vm->halt was set).
    bool (*poll)(void *context, uint64_t steps);
    // Text of the sibling module `name` in *text, from malloc; false: no such file.
    bool (*source)(void *context, const char *name, char **text, size_t *len, char *path,
                   size_t path_size);
    // The program looks at the order of a set of `what` objects, which in CPython is that of "addresses"
    // or "hashes" (drawn anew for each process). May be NULL.
    void (*unordered)(void *context, const char *what, const char *order_by);
    uint64_t (*entropy)(void *context); // for id()-like needs; deterministic
    int64_t (*wall_ns)(void *context);  // nanoseconds since 1970 UTC; NULL: always 0
    void *context;
} py_host;

// A thread of the program: a chain of frames of its own. A native function that py_can_park suspends it
// by returning py_park; the call gives later what py_thread_run sends.
typedef struct py_thread {
    py_frame *root, *innermost; // innermost: NULL while it runs; both owned
    int depth;                  // frames of a suspended chain; 0: not begun
} py_thread;

typedef struct py_setting { const char *name, *value; } py_setting; // see settings.c

// What CPython has and a simulated program cannot have, and why: told before the first step.
typedef struct py_refusal {
    const char *name, *why;
    const char *receiver; // NULL: a name of the module; else a method, called on what has a name that
} py_refusal;             // ends so ("loop": loop.x, self.event_loop.x, get_running_loop().x)

typedef struct py_module_spec {
    const char *name;
    bool (*init)(py_vm *vm, py_module *module); // adds what `functions` do not; may be NULL
    const py_fndef *functions;                  // ends with name NULL; may be NULL
    const char *source; size_t source_len;      // Python text run in the module after init; NULL: none
    // Asked for an attribute that the module lacks (parts made on first use); unset without exception:
    // it is not there either. May be NULL.
    py_value (*missing)(py_vm *vm, py_module *module, py_str *name);
    const py_refusal *refused;                  // ends with name NULL; may be NULL
} py_module_spec;

// For `missing`: the attribute from the module `part`, kept in `module`; unset without exception: not there.
py_value py_module_part(py_vm *vm, py_module *module, py_str *name, const char *part);

#define PY_SYMBOLS_HEADER
#include "symbols.def" // names interned at start: X(identifier); vm->sym[PY_SYM_identifier]
typedef enum py_symbol {
#define X(name) PY_SYM_##name,
    PY_SYMBOL_TABLE(X)
#undef X
    PY_SYM_COUNT_
} py_symbol;

struct py_vm {
    vl_heap *heap;
    py_host host;
    void *owner;              // the simulation: for native modules of asyncio/
    py_frame *frame;          // running; NULL outside
    py_exc *exc;              // pending; NULL none
    vl_status halt;           // not VL_OK: unwind everything, run no handler
    vl_error *error;          // filled when halt is set by unsupported, limit ...
    int depth, max_depth;     // of calls, for RecursionError
    py_thread *thread;        // that runs; NULL: the main one
    bool parking;             // its call is being suspended
    bool traceback_by_module; // what is rendered is made by the module traceback in CPython, not by its core
    uint32_t steps, poll_steps; // backward jumps and calls since the last poll
    py_type *types[PY_TYPE_COUNT_];
    py_type *exceptions[PY_EXC_COUNT_];
    py_str *sym[PY_SYM_COUNT_];
    py_str *ascii[128];       // one-character strings
    py_str *empty_str;
    py_tuple *empty_tuple;
    py_value not_implemented, ellipsis;
    struct py_intern_table *interned; // of borrowed references (str_intern.c)
    py_dict *modules;         // name -> module
    py_module *builtins, *main;
    const py_module_spec **module_specs; int module_count, module_cap;
    struct py_sig_cache *sigs; // parsed signatures by definition
    py_gcobj gc_head;         // list of tracked containers
    uint32_t gc_count, gc_threshold;
    uint64_t gc_old;
    uint32_t type_version;
    bool gc_running;
    const char *file;         // the program's, for messages
    const char *source; size_t source_len;
    const py_setting *settings; size_t setting_count; // the owner's: replaced first assignments
    py_value at_exit; // called when the main program has ended; unset: nothing to do
    const py_setting *environ; size_t environ_count;  // the owner's: what os.environ has
    py_dict *sources;         // file name -> source text, for tracebacks
    uint64_t next_id;         // for id() and default reprs, by first use
    py_dict *ids;
    struct py_keys_table *keys_table; // dict_keys.c
    struct py_type_cache *type_cache; // attribute lookups by (type version, name) (type.c)
    py_gcobj *dealloc_later;  // deallocations put off to keep the C stack flat (object.c)
    uint32_t dealloc_depth;
    struct py_repr_guard *repr_guard; // objects being shown (abstract.c)
    py_exc *memory_error;     // raised where there is no memory to make one
    py_type **kept;           // types of native modules, released with the built-in ones
    py_type **library_types;  // those of library_types.def that were asked for (library.c)
    py_dict *weak; // addresses of what has weak references to those of the first one (weakref.c)
    int kept_count, kept_cap;
    py_value asyncgen_firstiter, asyncgen_finalizer;
    py_value *context, outer_context; // contextvars.c: the slot of the current one; the outermost
    int python_minor;         // 11, 12, 13, 14: whose messages and behaviour
    void (*unraisable)(py_vm *vm, py_value context); // prints "Exception ignored in"; NULL: default
};

py_vm *py_vm_new(vl_heap *heap, const py_host *host, vl_error *error); // NULL: no memory
void py_vm_free(py_vm *vm);            // runs finalisers; heap->live_blocks is what it was before
// Appends the bytecode of `source` as text, nested code included; nothing runs.
bool py_dis_main(py_vm *vm, const char *file, const char *source, size_t len, vl_buf *out,
                 vl_error *error);
// The program is over: clears __main__ and collects, so that finalisers run while all stands.
void py_vm_end_main(py_vm *vm);
// Hands a type over to the VM, which releases it when no object is left. False: no memory, released.
bool py_vm_keep_until_end(py_vm *vm, py_type *type_take);
// The type that py_type_new_builtin made from `spec`; borrowed; NULL: not made yet.
py_type *py_vm_kept_type(const py_vm *vm, const py_type_spec *spec);
bool py_vm_add_module(py_vm *vm, const py_module_spec *spec); // importable from now on
bool py_vm_add_modules(py_vm *vm, const py_module_spec *specs); // ends with name NULL
// Compiles and runs `source` as __main__. False: vm->exc or vm->halt.
bool py_run_main(py_vm *vm, const char *file, const char *source, size_t len, vl_error *error);

// ---- raising ------------------------------------------------------------------------------------

// Format: printf's, and %V a py_value's str, %R its repr, %S a py_str*, %T the type name of a value
// (`%T` takes a py_value), %N the name of a py_type*. Returns PY_UNSET, so `return py_raise(...)`.
py_value py_raise(py_vm *vm, py_exc_id id, const char *format, ...);
py_value py_raise_value(py_vm *vm, py_type *type, py_value arg); // type(arg); arg unset: type()
py_value py_raise_exc(py_vm *vm, py_exc *exc_take);              // sets context from what is handled
py_value py_raise_memory(py_vm *vm);
// Ends the run as unsupported (exit code 2), naming `what`, at the line being executed.
py_value py_unsupported(py_vm *vm, const char *format, ...) VL_PRINTF(2, 3);
py_value py_halt(py_vm *vm, vl_status status, const char *format, ...) VL_PRINTF(3, 4);
bool py_failed(const py_vm *vm);                       // an exception is pending or the run halts
bool py_exc_matches(py_vm *vm, py_exc_id id);          // the pending one is an instance
py_exc *py_exc_fetch(py_vm *vm);                       // takes the pending one out; owned, may be NULL
void py_exc_clear(py_vm *vm);
py_exc *py_exc_new(py_vm *vm, py_exc_id id, const char *format, ...); // not raised; NULL: failed
// Appends what CPython prints for an uncaught exception: chained tracebacks with carets.
bool py_exc_render(py_vm *vm, vl_buf *out, py_exc *exc);
bool py_exc_render_by_module(py_vm *vm, vl_buf *out, py_exc *exc); // as the module traceback does
bool py_exc_message(py_vm *vm, vl_buf *out, py_exc *exc); // its last line: "ValueError: text"
int py_exc_line(const py_exc *exc);                       // where it was raised; 0: unknown
void py_write_unraisable(py_vm *vm, py_value where);      // "Exception ignored in: ..."; clears it
// The RuntimeWarning about coroutine `name`, with the line that CPython adds to it.
void py_warn_never_awaited(py_vm *vm, const char *name);
void py_hint_tracemalloc(py_vm *vm); // the line after such a warning
void py_warn(py_vm *vm, py_exc_id category, const char *format, ...); // CPython's stderr format

// ---- objects ------------------------------------------------------------------------------------

py_type *py__type_of_plain(py_vm *vm, py_value v); // of what is no object
static inline py_type *py_type_of(py_vm *vm, py_value v) { // borrowed
    return v.tag == PY_OBJ ? v.as.o->type : py__type_of_plain(vm, v);
}
VL_INLINE bool py_is(py_vm *vm, py_value v, py_type_id id) { // exactly of this built-in type
    return v.tag == PY_OBJ && v.as.o->type == vm->types[id];
}
static inline bool py_has_flag(py_value v, uint32_t flag) { // object whose type has the flag
    return v.tag == PY_OBJ && (v.as.o->type->flags & flag) != 0;
}
static inline bool py_is_str(py_value v);   // str, not a subclass; see the end
bool py_is_subtype(const py_type *type, const py_type *base);
int py_isinstance(py_vm *vm, py_value v, py_value cls); // 0, 1, -1; tuples and unions too
// A new instance's storage: header filled, refs 1, the rest zero, tracked if PY_TF_GC. NULL: MemoryError.
void *py_object_new(py_vm *vm, py_type *type, size_t extra); // extra bytes behind type->size
void py_object_free(py_vm *vm, void *object, size_t extra);  // untracks; frees dict and storage; releases the type
py_dict **py_object_dict(py_obj *object); // where its __dict__ is kept; NULL: none
// The plain value of an instance of a subclass of int, float, str ...; others unchanged. Borrowed.
static inline py_value py_unbox(py_value v) {
    return py_has_flag(v, PY_TF_BOXED) ? ((py_boxed *)v.as.o)->value : v;
}
void py_gc_track(py_vm *vm, void *object);
void py_gc_untrack(py_vm *vm, void *object);
int64_t py_gc_collect(py_vm *vm); // objects found unreachable

py_type *py_type_new_builtin(py_vm *vm, const py_type_spec *spec, py_type *base); // owned
// Makes the class of a class statement. `kwargs`: for __init_subclass__; NULL: none.
py_value py_type_create_kw(py_vm *vm, py_type *meta, py_str *name, py_tuple *bases,
                           py_dict *namespace, py_dict *kwargs);
py_value py_type_create(py_vm *vm, py_type *meta, py_str *name, py_tuple *bases, py_dict *namespace);
py_value py_type_lookup(py_vm *vm, const py_type *type, const py_str *name); // MRO; borrowed; unset: absent
void py_type_changed(py_vm *vm, py_type *type); // an attribute changed: slots and versions

// ---- generic operations (abstract.c): what the language's operators do ---------------------------

py_value py_getattr(py_vm *vm, py_value object, py_str *name);
py_value py_getattr_z(py_vm *vm, py_value object, const char *name);
// *out unset and true where there is no such attribute (no AttributeError is made).
bool py_find_attr(py_vm *vm, py_value object, py_str *name, py_value *out);
bool py_setattr(py_vm *vm, py_value object, py_str *name, py_value value); // PY_UNSET deletes
py_value py_generic_getattr(py_vm *vm, py_value object, py_str *name); // object.__getattribute__
bool py_generic_setattr(py_vm *vm, py_value object, py_str *name, py_value value);
// For calls: finds `name` without making a bound method: *self set where `func` is to be called with
// it first. Both owned.
bool py_load_method(py_vm *vm, py_value object, py_str *name, py_value *func, py_value *self);
// The special method `name` of the type, bound lazily as py_load_method; *func unset: absent.
bool py_load_special(py_vm *vm, py_value object, py_symbol name, py_value *func, py_value *self);

py_value py_call(py_vm *vm, py_value callable, const py_args *args);
py_value py_call_n(py_vm *vm, py_value callable, int n, const py_value *args);
py_value py_call_method(py_vm *vm, py_value object, py_symbol name, int n, const py_value *args);

py_value py_binary_op(py_vm *vm, py_binary op, py_value a, py_value b);
py_value py_inplace_op(py_vm *vm, py_binary op, py_value a, py_value b);
py_value py_unary_op(py_vm *vm, py_unary op, py_value a);
py_value py_rich_compare(py_vm *vm, py_compare op, py_value a, py_value b);
int py_compare_bool(py_vm *vm, py_compare op, py_value a, py_value b); // identity first for ==, as containers do
int py_truth(py_vm *vm, py_value v);
bool py_hash(py_vm *vm, py_value v, int64_t *hash);
py_str *py_repr(py_vm *vm, py_value v);   // NULL: failed
py_str *py_str_of(py_vm *vm, py_value v); // str(v)
py_value py_ascii(py_vm *vm, py_value v); // ascii(v)
py_value py_format(py_vm *vm, py_value v, const py_str *spec); // format(v, spec); spec may be NULL
int64_t py_length(py_vm *vm, py_value v);
py_value py_getitem(py_vm *vm, py_value v, py_value key);
bool py_setitem(py_vm *vm, py_value v, py_value key, py_value value); // PY_UNSET deletes
int py_contains(py_vm *vm, py_value container, py_value item);
py_value py_iter(py_vm *vm, py_value v);
py_next py_iter_next(py_vm *vm, py_value iterator, py_value *item); // StopIteration is PY_NEXT_END
py_value py_iter_to_list(py_vm *vm, py_value iterable); // a new list
py_value py_iter_to_tuple(py_vm *vm, py_value iterable);
// An address as CPython would print it, made up deterministically: by the order of first use.
typedef struct py_address { char text[24]; } py_address;
py_address py_address_text(py_vm *vm, py_obj *object);
int64_t py_address_of(py_vm *vm, py_value v); // id()
// Repr recursion guard: false if `object` is being shown already ("[...]"); py_repr_leave ends it.
bool py_repr_enter(py_vm *vm, py_obj *object);
void py_repr_leave(py_vm *vm, py_obj *object);
bool py_enter_recursion(py_vm *vm, const char *where); // RecursionError; pairs with leave
static inline void py_leave_recursion(py_vm *vm) { vm->depth--; }

// ---- numbers ------------------------------------------------------------------------------------

// Converters raise what CPython raises. They accept subclasses and __index__ (or __float__).
bool py_as_int64(py_vm *vm, py_value v, int64_t *out);  // OverflowError beyond 64 bits
bool py_as_index(py_vm *vm, py_value v, int64_t *out);  // __index__; clips as PySlice and range users need: no, raises IndexError
bool py_as_double(py_vm *vm, py_value v, double *out);
bool py_is_int(py_value v);                             // int or subclass (bool included)
py_value py_int_from_text(py_vm *vm, const char *text, size_t len, int base); // digits only, 0x.. for base 0
py_value py_int_from_double(py_vm *vm, double d);       // truncates; OverflowError, ValueError
py_value py_int_from_u64(py_vm *vm, uint64_t u);
py_value py_int_from_words(py_vm *vm, const uint32_t *words, size_t n); // little-endian magnitude
// The magnitude of an int as little-endian 32-bit words in a buffer: for seeds.
bool py_int_words(py_vm *vm, py_value v, vl_buf *words, bool *negative);
void py_float_repr(vl_buf *out, double d);              // shortest, as repr(float)
int64_t py_float_hash(double d);
// A number or string by the format mini-language; `spec` parsed from text. Raises ValueError.
py_value py_format_number(py_vm *vm, py_value v, const py_str *spec);
py_value py_format_text(py_vm *vm, py_value v, const py_str *spec);

// ---- str, bytes ---------------------------------------------------------------------------------

py_str *py_str_new(py_vm *vm, const char *utf8, size_t size); // valid UTF-8; NULL: MemoryError
py_str *py_str_z(py_vm *vm, const char *utf8);
py_str *py_str_intern(py_vm *vm, const char *utf8, size_t size);
py_str *py_str_intern_take(py_vm *vm, py_str *s_take);
py_str *py_str_format(py_vm *vm, const char *format, ...);     // formats of py_raise
bool py_buf_formatv(py_vm *vm, vl_buf *out, const char *format, va_list args);
py_str *py_str_from_buf(py_vm *vm, vl_buf *buf_take);          // deinits the buffer; NULL: failed
bool py_str_equal(const py_str *a, const py_str *b);
bool py_str_is(const py_str *s, const char *text);
int64_t py_str_hash(py_str *s);
uint32_t py_str_at(const py_str *s, int64_t index);            // code point; index in range
py_str *py_str_slice(py_vm *vm, const py_str *s, int64_t start, int64_t stop);
py_str *py_str_concat(py_vm *vm, const py_str *a, const py_str *b);
py_str *py_str_join(py_vm *vm, const py_str *separator, py_value iterable);
void py_str_repr_append(vl_buf *out, const py_str *s);         // quotes and escapes
py_value py_str_percent(py_vm *vm, const py_str *format, py_value args); // the % operator
py_bytes *py_bytes_new(py_vm *vm, const char *data, size_t size);

// ---- containers ---------------------------------------------------------------------------------

py_tuple *py_tuple_new(py_vm *vm, int64_t count);              // items unset: fill them before use
py_tuple *py_tuple_of(py_vm *vm, int64_t count, const py_value *items); // counts the items
py_list *py_list_new(py_vm *vm, int64_t reserve);
bool py_list_append(py_vm *vm, py_list *list, py_value item);
bool py_list_sort(py_vm *vm, py_list *list, py_value key, bool reverse); // stable; key unset: none
py_dict *py_dict_new(py_vm *vm);
// Any key; may run code (__hash__, __eq__). get: 1 found (*out borrowed), 0 absent, -1 error.
int py_dict_get(py_vm *vm, py_dict *dict, py_value key, py_value *out);
bool py_dict_set(py_vm *vm, py_dict *dict, py_value key, py_value value);
int py_dict_del(py_vm *vm, py_dict *dict, py_value key); // 1 deleted, 0 absent, -1 error
// str keys: runs no code, cannot fail but for memory. Borrowed; unset: absent.
py_value py_dict_get_str(const py_dict *dict, const py_str *key);
bool py_dict_set_str(py_vm *vm, py_dict *dict, py_str *key, py_value value);
bool py_dict_set_z(py_vm *vm, py_dict *dict, const char *key, py_value value_take);
// The number of the entry that holds `key` (same object or equal str); -1 absent. For inline caches.
int32_t py_dict_find_str(const py_dict *dict, const py_str *key);
bool py_dict_next(const py_dict *dict, uint32_t *position, py_value *key, py_value *value); // borrowed; from 0
void py_dict_clear(py_vm *vm, py_dict *dict);
bool py_dict_update(py_vm *vm, py_dict *dict, py_value other); // mapping or pairs
py_dict *py_dict_copy(py_vm *vm, py_dict *dict);
py_value py_deque_new(py_vm *vm); // collections.deque
bool py_is_deque(py_value v);     // exactly; the others are for what is one
int64_t py_deque_count(py_value deque);
bool py_deque_append(py_vm *vm, py_value deque, py_value item);
py_value py_deque_popleft(py_vm *vm, py_value deque); // IndexError where it is empty
bool py_heap_push(py_vm *vm, py_list *list, py_value item); // heapq's
py_value py_heap_pop(py_vm *vm, py_list *list);
py_set *py_set_new(py_vm *vm, bool frozen);
bool py_set_add(py_vm *vm, py_set *set, py_value item);
// Python's slice arithmetic: start, stop, step for a sequence of `length`. Raises for step 0.
bool py_slice_resolve(py_vm *vm, py_value slice, int64_t length, int64_t *start, int64_t *stop,
                      int64_t *step, int64_t *count);
py_value py_slice_new(py_vm *vm, py_value start, py_value stop, py_value step);

// ---- functions, modules, generators ---------------------------------------------------------------

py_value py_native_new(py_vm *vm, const py_fndef *def, py_value self, py_type *owner, py_str *module);
// Binds the arguments of a call to def->sig as a native function's; for the new_ and init of types.
// `out` has room for the named parameters (and the dict of **kw behind them; no *args here). Its
// values are borrowed, but the dict is owned.
bool py_bind_args(py_vm *vm, const py_fndef *def, const py_args *args, py_value *out);
// The same with `self` as the first parameter: for an __init__ whose def names self.
bool py_bind_method(py_vm *vm, const py_fndef *def, py_value self, const py_args *args,
                    py_value *out);
// func(*([self] +) args), `self` left out where unset: what py_load_method and py_load_special give.
py_value py_call_bound(py_vm *vm, py_value func, py_value self, const py_args *args);
py_value py_method_new(py_vm *vm, py_value func, py_value self);
py_value py_class_getitem(py_vm *vm, const py_value *a, int n); // __class_getitem__ of generic types
py_value py_import(py_vm *vm, const char *name);        // the module; ImportError or unsupported
py_module *py_module_new(py_vm *vm, const char *name, const py_module_spec *spec);
bool py_module_add(py_vm *vm, py_module *module, const char *name, py_value value_take);
// Resumes a generator or coroutine with `sent` (unset: None for the first), or throws vm->exc.
py_send py_gen_send(py_vm *vm, py_gen *gen, py_value sent, py_value *out);
py_send py_gen_throw(py_vm *vm, py_gen *gen, py_value *out);
bool py_gen_close(py_vm *vm, py_gen *gen);
bool py_is_coroutine_function(py_vm *vm, py_value v); // an async def, or native code for one
// What `await v` does, in steps: the iterator to drive (owned), and one send or throw (of vm->exc).
py_value py_await_iter(py_vm *vm, py_value v);
py_send py_await_send(py_vm *vm, py_value iterator, py_value sent, py_value *out);
py_send py_await_throw(py_vm *vm, py_value iterator, py_value *out);
// coroutine.__await__(): an iterator over something that has the slots send and throw_.
py_value py_coroutine_wrapper(py_vm *vm, py_value coroutine);
// The methods send(), throw() and close() of what has these slots: arguments as bound, self first.
py_value py_coroutine_send(py_vm *vm, py_value self, py_value sent);
py_value py_coroutine_throw(py_vm *vm, const py_value *a);
// What the innermost frame of a suspended chain awaits; borrowed, unset: nothing.
py_value py_gen_awaiting(const py_gen *gen);
// The outermost generator whose step led here by awaits alone; NULL: a plain function runs. *driver:
// the frame that drives it.
const py_gen *py_awaiting_root(const py_vm *vm, const py_frame **driver);
// Line of the frame that runs now, or of where `gen` (its innermost frame) stands. 0: unknown.
int py_current_line(const py_vm *vm);
int py_gen_line(const py_gen *gen);
int py_gen_first_line(const py_gen *gen); // of its function
int py_gen_own_line(const py_gen *gen);   // where its own frame stands, not what it awaits; 0: it is over
const char *py_code_place(const py_code *code, int *first_line); // its file
int py_current_place(const py_vm *vm, vl_place *place, const char **file);

// ---- calendar (calendar.c) -------------------------------------------------------------------------

typedef struct py_civil { // a moment as people write it
    int64_t year;
    int month, day, hour, minute, second;
    int microsecond;     // -1: the text has no %f
    int weekday;         // 0: Monday
    int yearday;         // from 1
    const py_str *zone;  // %Z; NULL: empty
    const char *offset; // %z, "+0000"; NULL: empty
} py_civil;

// The moment `seconds` after 1970, weekday and yearday included, without microseconds; and back, where
// month and day may be out of their ranges.
void py_civil_from_seconds(int64_t seconds, py_civil *out);
int64_t py_civil_seconds(const py_civil *t);
void py_asctime(vl_buf *out, const py_civil *t);
// Appends what the C library's strftime prints in the C locale.
bool py_strftime(vl_buf *out, const char *format, size_t size, const py_civil *t);

typedef struct py_parsed { // what strptime found
    py_civil civil;
    bool has_offset;
    int64_t offset_us; // of %z
    py_value zone;     // the text of %Z, owned; unset
} py_parsed;

// False raised: ValueError in CPython's words.
bool py_strptime(py_vm *vm, const py_str *text, const py_str *format, py_parsed *out);

// ---- contexts (contextvars.c) ---------------------------------------------------------------------

// A slot holds a context, or nothing: an empty one that nobody has looked at yet. Code runs in a slot;
// whoever owns it keeps it alive until py_context_leave.
bool py_is_context(py_vm *vm, py_value v);
py_value py_context_copy(py_vm *vm);                   // of the current one: copy_context()
bool py_context_inherit(py_vm *vm, py_value *out);     // the same for a new slot: may leave it empty
py_value py_context_of_slot(py_vm *vm, py_value *slot); // owned; made now where the slot is empty
bool py_context_enter(py_vm *vm, py_value *slot, py_value **outer); // false: RuntimeError
void py_context_leave(py_vm *vm, py_value *outer);

// Threads (vm_call.c). `func` is a Python function or method. False: raised.
bool py_thread_begin(py_vm *vm, py_thread *thread, py_value func, const py_args *args);
// Goes on, the suspended call giving `sent_take` (unset: vm->exc is raised there), until the next one
// (YIELD), the end (RETURN) or an exception that leaves it (ERROR, as is a halt).
py_send py_thread_run(py_vm *vm, py_thread *thread, py_value sent_take, py_value *out);
void py_thread_drop(py_vm *vm, py_thread *thread); // gives up a suspended one: nothing of it runs
int py_thread_line(const py_thread *thread);       // where a suspended one stands; 0: unknown
// "Queue.get": the function of the library that the program called where `thread` stands (NULL: where the
// code that runs now stands); false: the program itself called a built-in function.
bool py_library_call(const py_vm *vm, const py_thread *thread, char *name, size_t size);
// May the native `fn` with first argument `self`, which runs now, be suspended? False on the main thread,
// and where C code stands between: a sort key, __del__, a callback of a native function.
bool py_can_park(py_vm *vm, py_native_fn fn, py_value self);
py_value py_park(py_vm *vm);

static inline py_str *py_as_str(py_value v) { return (py_str *)v.as.o; } // v is a str
static inline bool py_is_str(py_value v) { return py_has_flag(v, PY_TF_STR) && !py_has_flag(v, PY_TF_BOXED); }
static inline bool py_is_tuple(py_value v) { return py_has_flag(v, PY_TF_TUPLE); }
static inline bool py_is_list(py_value v) { return py_has_flag(v, PY_TF_LIST); }
static inline bool py_is_dict(py_value v) { return py_has_flag(v, PY_TF_DICT_SUB); }
static inline bool py_is_exception(py_value v) { return py_has_flag(v, PY_TF_EXCEPTION); }
static inline bool py_is_type(py_value v) { return v.tag == PY_OBJ && (v.as.o->type->flags & PY_TF_TYPE); }

#endif
