// What the files of the object machinery share: slot definitions, descriptors, helpers. Knows the
// public header only.
#ifndef PY_TYPES_INTERNAL_H
#define PY_TYPES_INTERNAL_H

#include "specs_internal.h"

// A dunder name with the slot it stands for (slots.def).
typedef struct py_slotdef {
    py_symbol name;
    uint16_t slot;          // offset in py_slots
    void (*dispatch)(void); // for classes of the program: calls the method
    // For built-in types: calls `owner`'s slot. `a[0]` is self, n counts it.
    py_value (*wrap)(py_vm *vm, const struct py_slotdef *def, const py_type *owner,
                     const py_args *args);
    int8_t min, max; // positional arguments behind self; max -1: any, keywords too
    uint8_t op;      // operator number, by slot
    bool reflected;
} py_slotdef;

extern const py_slotdef py__slotdefs[];
extern const int py__slotdef_count;

typedef struct py_wrapper { // a slot as an attribute of a built-in type; bound where self is set
    py_gcobj gc;
    const py_slotdef *def;
    py_type *owner; // borrowed: a built-in type
    py_value self;
} py_wrapper;

typedef struct py_getset {
    py_gcobj gc;
    const py_fndef *getter, *setter; // setter NULL: read-only
    py_type *owner;                  // borrowed
} py_getset;

typedef struct py_member { // a name of __slots__
    py_gcobj gc;
    py_str *name;
    py_type *owner; // borrowed: the class holds the descriptor
    size_t offset;
} py_member;

// slots.c
void py__slots_resolve(py_vm *vm, py_type *type);         // all slots of a class of the program
bool py__slots_wrap(py_vm *vm, py_type *type);            // dunder attributes of a built-in type
bool py__slots_name(const py_vm *vm, const py_str *name); // a name that slots depend on

// weakref.c: may instances have weak references?
bool py__weak_may(const py_type *type);
// There is no such object any more: its weak references die, their callbacks run
void py__weak_end(py_vm *vm, py_obj *object);
void py__weak_end_garbage(py_vm *vm, py_gcobj *garbage); // of a list of the collector's
py_value py__weak_first(py_vm *vm, py_value object);     // a reference to it, or None

// object.c
void py__object_forget(py_vm *vm, py_obj *object); // its id
py_value py__object_new(py_vm *vm, py_type *type, const py_args *args);
bool py__object_init(py_vm *vm, py_value self, const py_args *args);
void py__object_dealloc(py_vm *vm, py_obj *self);
bool py__default_repr(py_vm *vm, vl_buf *out, py_value v);

// type.c
void py__type_inherit(py_type *type, const py_type *base); // slots of a built-in type from its base
bool py__type_fill_one(py_vm *vm, py_type *type, const py_type_spec *spec, const char *name);
void py__type_touch(py_vm *vm, py_type *type); // new versions, slots as they are
bool py__subclass_add(py_vm *vm, py_type *base, py_type *type);
void py__type_clear(py_vm *vm, py_obj *self); // what it holds, but not its name
void py__type_dealloc(py_vm *vm, py_obj *self);
void py__type_traverse(py_obj *self, py_visit visit, void *context);
py_type *py__builtin_base(const py_type *type); // the nearest base that is no class of the program

// type_mro.c
py_tuple *py__mro(py_vm *vm, py_type *type);
py_type *py__best_base(py_vm *vm, py_tuple *bases);
py_type *py__metaclass_of(py_vm *vm, py_type *meta, py_tuple *bases); // borrowed; NULL: conflict

// type_class.c
py_value py__type_new(py_vm *vm, py_type *meta, const py_args *args);
py_value py__build_class(py_vm *vm, const py_args *args);

// type_instance.c: storage of instances of classes of the program
void py__instance_dealloc(py_vm *vm, py_obj *self);
void py__instance_traverse(py_obj *self, py_visit visit, void *context);
void py__instance_clear(py_vm *vm, py_obj *self);
void py__instance_finalize(py_vm *vm, py_value self);
py_value py__boxed_new(py_vm *vm, py_type *type, const py_args *args);
py_value py__type_call(py_vm *vm, py_value type, const py_args *args);

// native.c: `__new__` of the built-in type `owner`
py_value py__new_wrapper(py_vm *vm, py_type *owner);
extern const py_fndef py__new_def;
py_value py__new_call(py_vm *vm, py_type *owner, const py_args *args);

// attribute.c
py_value py__attribute_missing(py_vm *vm, py_value object, py_str *name); // raises
// Whether CPython's type has the name and ours lacks it: the run ends then (true).
bool py__attribute_refused(py_vm *vm, py_value object, py_str *name);
py_value py__attribute_error(py_vm *vm, py_value object, py_str *name, const char *format, ...);
py_value py__type_getattr(py_vm *vm, py_value type, py_str *name);
bool py__type_setattr(py_vm *vm, py_value type, py_str *name, py_value value);
bool py__type_find(py_vm *vm, py_value type, py_str *name,
                   py_value *out); // absent: unset, no error
bool py__generic_find(py_vm *vm, py_value object, py_str *name, py_value *out);
// attr.__get__(object, type) where it is a descriptor, attr itself otherwise; owned.
py_value py__bind(py_vm *vm, py_value attr, py_value object, py_type *type);
py_value py__dir_of(py_vm *vm, py_value object); // the sorted names of dir(object)
py_value py__mapping_proxy_new(py_vm *vm, py_value mapping);
py_value py__union_of(py_vm *vm, py_value a, py_value b); // a | b, or NotImplemented

// abstract.c
py_value py__binary_error(py_vm *vm, py_binary op, py_value a, py_value b, bool inplace);

int py__callable(py_vm *vm, py_value v);
int py__type_instance(py_vm *vm, py_value v, const py_type *cls); // type.__instancecheck__
py_value py__pow3(py_vm *vm, py_value a, py_value b, py_value modulus); // pow(a, b, modulus)
bool py__is_not_implemented(const py_vm *vm, py_value v);

// protocol.c, iterators.c, generic_alias.c
int py__issubclass(py_vm *vm, py_value v, py_value cls);
py_value py__getitem_iter_new(py_vm *vm, py_value sequence);
py_value py__call_iter_new(py_vm *vm, py_value callable, py_value sentinel);
py_value py__generic_alias_new(py_vm *vm, py_value origin, py_value args);
py_value py__class_getitem(py_vm *vm, const py_value *a,
                           int n);              // a __class_getitem__ for built-in types
py_value py__union_args(py_value alternatives); // borrowed: the tuple

// exceptions.c
bool py__exc_is(py_vm *vm, py_exc *exc, py_exc_id id);
py_dict *py__exc_dict(py_exc *exc); // borrowed; NULL: none
void py__exc_set_context(py_vm *vm, py_exc *exc, py_exc *context);
// Adds a note, from a format of py_raise.
void py__exc_note(py_vm *vm, py_exc *exc, const char *format, ...);

void py__exc_fields(py_vm *vm, py_exc *exc); // value and extra from args, by kind
void py__exc_drop_traceback(py_vm *vm, py_exc *exc);
// Without chain, notes and members, as for exceptions that nothing can catch.
void py__exc_render_plain(py_vm *vm, vl_buf *out, py_exc *exc);
// raise.c: a SyntaxWarning, with the source line
void py__warn_syntax(py_vm *vm, const char *file, int line, const char *text);
// suggest.c: ". Did you mean 'x'?" of a keyword argument that the function has not
void py__append_keyword(py_vm *vm, vl_buf *text, const py_code *code, const py_str *wrong);
void py__append_suggestion(py_vm *vm, vl_buf *text,
                           py_exc *exc); // suggest.c: ". Did you mean: 'x'?"
void py__exc_put_traceback(py_vm *vm, py_exc *exc,
                           py_value traceback); // a traceback object or None

// abc_module.c
py_value py__abstract_error(py_vm *vm, py_type *type); // its instances lack methods; raises
int py__is_abstract(py_vm *vm, py_value v);            // v.__isabstractmethod__; -1 error

// names.c
bool py_names_type_has(const char *type, const char *attr); // own or inherited
bool py_names_type_known(const char *type);
bool py_names_type_own(const char *type, const char *attr);
bool py_names_module_has(const py_vm *vm, const char *module, const char *attr);
const char *py_names_module_members(const char *module); // " a b c "; "" for an unknown one
bool py_names_is_module(const char *module);

const py_type_spec *py__exc_spec(py_exc_id id); // exceptions_kinds.c

// exception_group.c: slots and methods of BaseExceptionGroup
py_value py__group_new(py_vm *vm, py_type *type, const py_args *args);
bool py__group_init(py_vm *vm, py_value self, const py_args *args);
py_value py__group_str(py_vm *vm, py_value self);
extern const py_fndef py__group_methods[];
py_tuple *py__group_members(py_exc *group); // borrowed

#endif
