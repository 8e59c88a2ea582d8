// Functions, bound methods, cells: the objects that calls go through, and py_call itself.
#include "specs_internal.h"
#include "types_internal.h"
#include "vm_internal.h"

// ---- calls --------------------------------------------------------------------------------------

py_value py_call(py_vm *vm, py_value callable, const py_args *args) {
    if (py_is(vm, callable, PY_TYPE_FUNCTION))
        return py_func_call(vm, (py_func *)callable.as.o, args);
    py_type *type = py_type_of(vm, callable);
    if (!type->slots.call)
        return py_raise(vm, PY_EXC_TypeError, "'%N' object is not callable", type);
    if (!py_enter_recursion(vm, " while calling a Python object"))
        return py_unset();
    py_value result = type->slots.call(vm, callable, args);
    py_leave_recursion(vm);
    return result;
}

py_value py_call_n(py_vm *vm, py_value callable, int n, const py_value *args) {
    py_args call = {args, n, NULL};
    return py_call(vm, callable, &call);
}

// `args` with `self` put in front.
static py_value call_with_self(py_vm *vm, py_value callable, py_value self, const py_args *args) {
    int total = args->n + (args->kwnames ? (int)args->kwnames->count : 0);
    py_value few[8], *all = few;
    size_t size = (size_t)(total + 1) * sizeof(py_value);
    if (total + 1 > 8 && !(all = vl_heap_alloc(vm->heap, size)))
        return py_raise_memory(vm);
    all[0] = self;
    if (total)
        memcpy(all + 1, args->v, (size_t)total * sizeof(py_value));
    py_args call = {all, args->n + 1, args->kwnames};
    py_value result = py_call(vm, callable, &call);
    if (all != few)
        vl_heap_free(vm->heap, all, size);
    return result;
}

py_value py_call_method(py_vm *vm, py_value object, py_symbol name, int n, const py_value *args) {
    py_value func, self;
    if (!py_load_method(vm, object, vm->sym[name], &func, &self))
        return py_unset();
    py_args call = {args, n, NULL};
    py_value result =
        py_is_set(self) ? call_with_self(vm, func, self, &call) : py_call(vm, func, &call);
    py_decref(vm, func);
    py_decref(vm, self);
    return result;
}

// ---- function -----------------------------------------------------------------------------------

py_func *py_func_new(py_vm *vm, py_code *code_take, py_dict *globals) {
    py_func *func = py_object_new(vm, vm->types[PY_TYPE_FUNCTION], 0);
    if (!func) {
        py_release(vm, code_take);
        return NULL;
    }
    func->code = code_take;
    func->globals = py_retain(globals);
    func->name = py_retain(code_take->name);
    func->qualname = py_retain(code_take->qualname);
    func->doc = code_take->docstring ? py_incref(py_from(code_take->docstring)) : py_none();
    py_value module = py_dict_get_str(globals, vm->sym[PY_SYM___name__]);
    func->module = py_is_set(module) ? py_incref(module) : py_none();
    return func;
}

// Operands on the stack: [defaults] [kwdefaults] [annotations] [closure] code.
py_value py__make_function(py_vm *vm, py_frame *frame, uint32_t flags) {
    py_code *code = (py_code *)(--frame->sp)->as.o;
    py_func *func = py_func_new(vm, code, frame->globals);
    py_value parts[4] = {{0}};
    for (int i = 3; i >= 0; i--)
        if (flags & (1u << i))
            parts[i] = *--frame->sp;
    if (!func) {
        for (int i = 0; i < 4; i++)
            py_decref(vm, parts[i]);
        return py_unset();
    }
    func->defaults = (py_tuple *)parts[0].as.o;
    func->kwdefaults = (py_dict *)parts[1].as.o;
    func->annotations = (py_dict *)parts[2].as.o;
    func->closure = (py_tuple *)parts[3].as.o;
    return py_from(func);
}

static void func_clear(py_vm *vm, py_obj *self) {
    py_func *f = (py_func *)self;
    void *parts[] = {f->defaults, f->kwdefaults, f->annotations,
                     f->closure,  f->dict,       f->type_params};
    f->defaults = NULL;
    f->kwdefaults = f->annotations = f->dict = NULL;
    f->type_params = NULL;
    // The closure stays until the end: frames of the function rely on it.
    for (size_t i = 0; i < VL_COUNT(parts); i++)
        if (i != 3)
            py_release(vm, parts[i]);
}

static void func_dealloc(py_vm *vm, py_obj *self) {
    py_func *f = (py_func *)self;
    func_clear(vm, self);
    py_release(vm, f->closure);
    py_release(vm, f->globals);
    py_release(vm, f->name);
    py_release(vm, f->qualname);
    py_decref(vm, f->doc);
    py_decref(vm, f->module);
    py_release(vm, f->code);
    f->dict = NULL;
    py_object_free(vm, f, 0);
}

static void func_traverse(py_obj *self, py_visit visit, void *context) {
    py_func *f = (py_func *)self;
    void *parts[] = {f->globals, f->defaults, f->kwdefaults, f->annotations,
                     f->closure, f->dict,     f->type_params};
    for (size_t i = 0; i < VL_COUNT(parts); i++)
        visit(context, py_from(parts[i]));
    visit(context, f->doc);
    visit(context, f->module);
}

static py_value func_call(py_vm *vm, py_value self, const py_args *args) {
    return py_func_call(vm, (py_func *)self.as.o, args);
}

static py_value func_get(py_vm *vm, py_value self, py_value object, py_type *type) {
    (void)type;
    return py_is_set(object) ? py_method_new(vm, self, object) : py_incref(self);
}

static py_value func_repr(py_vm *vm, py_value self) {
    return py_from(py_str_format(vm, "<function %S at %s>", ((py_func *)self.as.o)->qualname,
                                 py_address_text(vm, self.as.o).text));
}

// Attributes kept in the struct, by name: one getter and setter for all.
typedef enum func_part {
    PART_STR, PART_VALUE, PART_OBJECT, PART_DICT,
    PART_TUPLE, PART_MAYBE // a tuple or none, a dict or none
} func_part;
typedef struct func_field {
    const char *name;
    size_t offset;
    func_part part;
    bool writable;
} func_field;

static const func_field func_fields[] = {
    {"__name__", offsetof(py_func, name), PART_STR, true},
    {"__qualname__", offsetof(py_func, qualname), PART_STR, true},
    {"__doc__", offsetof(py_func, doc), PART_VALUE, true},
    {"__module__", offsetof(py_func, module), PART_VALUE, true},
    {"__defaults__", offsetof(py_func, defaults), PART_TUPLE, true},
    {"__kwdefaults__", offsetof(py_func, kwdefaults), PART_MAYBE, true},
    {"__closure__", offsetof(py_func, closure), PART_OBJECT, false},
    {"__code__", offsetof(py_func, code), PART_OBJECT, false},
    {"__globals__", offsetof(py_func, globals), PART_OBJECT, false},
    {"__annotations__", offsetof(py_func, annotations), PART_DICT, true},
    {"__dict__", offsetof(py_func, dict), PART_DICT, true},
};

static const func_field *find_field(const py_str *name) {
    for (size_t i = 0; i < VL_COUNT(func_fields); i++)
        if (py_str_is(name, func_fields[i].name))
            return &func_fields[i];
    return NULL;
}

static py_value func_getattr(py_vm *vm, py_value self, py_str *name) {
    py_func *func = (py_func *)self.as.o;
    const func_field *field = find_field(name);
    if (!field && py_str_is(name, "__type_params__"))
        return py_incref(py_from(func->type_params ? func->type_params : vm->empty_tuple));
    if (!field) {
        py_value v = func->dict ? py_dict_get_str(func->dict, name) : py_unset();
        return py_is_set(v) ? py_incref(v) : py_generic_getattr(vm, self, name);
    }
    char *place = (char *)func + field->offset;
    if (field->part == PART_VALUE)
        return py_incref(*(py_value *)(void *)place);
    py_obj **object = (py_obj **)(void *)place;
    if (!*object && field->part == PART_DICT)
        *object = (py_obj *)py_dict_new(vm);
    if (!*object && field->part == PART_DICT)
        return py_unset();
    return *object ? py_incref(py_from(*object)) : py_none();
}

static bool set_field(py_vm *vm, py_func *func, const func_field *field, py_value value) {
    char *place = (char *)func + field->offset;
    if (!py_is_set(value) && field->part == PART_VALUE)
        value = py_none();
    if (!strcmp(field->name, "__code__")) {
        if (py_is(vm, value, PY_TYPE_CODE))
            return py_is_set(py_unsupported(vm, "assignment to function.__code__ is not supported"));
        return py_is_set(py_raise(vm, PY_EXC_TypeError, "__code__ must be set to a code object"));
    }
    if (!strcmp(field->name, "__dict__") && !py_is_dict(value))
        return py_is_set(py_raise(vm, PY_EXC_TypeError, "__dict__ must be set to a dictionary, not a '%T'", value));
    if (!field->writable)
        return py_is_set(py_raise(vm, PY_EXC_AttributeError, "readonly attribute"));
    if (field->part == PART_VALUE) {
        py_assign_take(vm, (py_value *)(void *)place, py_incref(value));
        return true;
    }
    bool may_be_none = field->part == PART_TUPLE || field->part == PART_MAYBE;
    bool none = may_be_none && (!py_is_set(value) || py_is_none(value));
    const char *kind = field->part == PART_STR ? "string" : field->part == PART_TUPLE ? "tuple" : "dict";
    bool fits = field->part == PART_STR     ? py_is_str(value)
                : field->part == PART_TUPLE ? py_is_tuple(value)
                                            : py_is_dict(value);
    if (!fits && !none)
        return py_is_set(py_raise(vm, PY_EXC_TypeError, "%s must be set to a %s object", field->name,
                                  kind));
    py_obj **object = (py_obj **)(void *)place, *old = *object;
    *object = none ? NULL : py_retain(value.as.o);
    py_release(vm, old);
    return true;
}

static bool func_setattr(py_vm *vm, py_value self, py_str *name, py_value value) {
    py_func *func = (py_func *)self.as.o;
    const func_field *field = find_field(name);
    if (field)
        return set_field(vm, func, field, value);
    if (py_str_is(name, "__type_params__")) {
        if (!py_is_tuple(value))
            return py_is_set(py_raise(vm, PY_EXC_TypeError, "__type_params__ must be set to a tuple"));
        py_tuple *old = func->type_params;
        func->type_params = py_retain(value.as.o);
        py_release(vm, old);
        return true;
    }
    if (!func->dict && !(func->dict = py_dict_new(vm)))
        return false;
    if (py_is_set(value))
        return py_dict_set_str(vm, func->dict, name, value);
    int deleted = py_dict_del(vm, func->dict, py_from(name));
    if (deleted == 0)
        py_raise(vm, PY_EXC_AttributeError, "'function' object has no attribute '%S'", name);
    return deleted > 0;
}

const py_type_spec py_function_spec = {
    .name = "function",
    .size = sizeof(py_func),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = func_dealloc,
              .traverse = func_traverse,
              .clear = func_clear,
              .call = func_call,
              .repr = func_repr,
              .getattr = func_getattr,
              .setattr = func_setattr,
              .descr_get = func_get},
};

// ---- bound method -------------------------------------------------------------------------------

py_value py_method_new(py_vm *vm, py_value func, py_value self) {
    py_method *method = py_object_new(vm, vm->types[PY_TYPE_METHOD], 0);
    if (method) {
        method->func = py_incref(func);
        method->self = py_incref(self);
    }
    return py_from(method);
}

static void method_dealloc(py_vm *vm, py_obj *self) {
    py_method *method = (py_method *)self;
    py_decref(vm, method->func);
    py_decref(vm, method->self);
    py_object_free(vm, method, 0);
}

static void method_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((py_method *)self)->func);
    visit(context, ((py_method *)self)->self);
}

static py_value method_call(py_vm *vm, py_value self, const py_args *args) {
    py_method *method = (py_method *)self.as.o;
    return call_with_self(vm, method->func, method->self, args);
}

static py_value method_repr(py_vm *vm, py_value self) {
    py_method *method = (py_method *)self.as.o;
    py_value name = py_getattr_z(vm, method->func, "__qualname__");
    if (!py_is_set(name))
        return name;
    py_value text = py_from(py_str_format(vm, "<bound method %V of %R>", name, method->self));
    py_decref(vm, name);
    return text;
}

static bool method_hash(py_vm *vm, py_value self, int64_t *hash) {
    py_method *method = (py_method *)self.as.o;
    int64_t of_func, of_self = py_address_of(vm, method->self);
    if (!py_hash(vm, method->func, &of_func))
        return false;
    *hash = (int64_t)((uint64_t)of_self ^ (uint64_t)of_func);
    *hash -= *hash == -1;
    return true;
}

static py_value method_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (!py_is(vm, b, PY_TYPE_METHOD) || (op != PY_CMP_EQ && op != PY_CMP_NE))
        return py_incref(vm->not_implemented);
    const py_method *x = (py_method *)a.as.o, *y = (py_method *)b.as.o;
    return py_bool((py_same(x->self, y->self) && py_same(x->func, y->func)) == (op == PY_CMP_EQ));
}

static py_value method_make(py_vm *vm, py_type *type, const py_args *args) {
    (void)type;
    if (args->kwnames)
        return py_raise(vm, PY_EXC_TypeError, "method() takes no keyword arguments");
    if (args->n != 2)
        return py_raise(vm, PY_EXC_TypeError, "method expected 2 arguments, got %d", args->n);
    if (!py__callable(vm, args->v[0]))
        return py_raise(vm, PY_EXC_TypeError, "first argument must be callable");
    if (py_is_none(args->v[1]))
        return py_raise(vm, PY_EXC_TypeError, "instance must not be None");
    return py_method_new(vm, args->v[0], args->v[1]);
}

// Attributes that the method has not are the function's.
static py_value method_getattr(py_vm *vm, py_value self, py_str *name) {
    py_method *method = (py_method *)self.as.o;
    if (py_str_is(name, "__self__"))
        return py_incref(method->self);
    if (py_str_is(name, "__func__"))
        return py_incref(method->func);
    py_value own = py_type_lookup(vm, self.as.o->type, name);
    if (py_is_set(own) && !py_str_is(name, "__doc__"))
        return py_generic_getattr(vm, self, name);
    return py_getattr(vm, method->func, name);
}

const py_type_spec py_method_spec = {
    .name = "method",
    .size = sizeof(py_method),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = method_dealloc,
              .new_ = method_make,
              .traverse = method_traverse,
              .call = method_call,
              .repr = method_repr,
              .hash = method_hash,
              .compare = method_compare,
              .getattr = method_getattr},
};

// ---- cell ---------------------------------------------------------------------------------------

py_value py__cell_new_take(py_vm *vm, py_value v_take) {
    py_cell *cell = py_object_new(vm, vm->types[PY_TYPE_CELL], 0);
    if (cell)
        cell->value = v_take;
    else
        py_decref(vm, v_take);
    return py_from(cell);
}

static void cell_clear(py_vm *vm, py_obj *self) {
    py_assign_take(vm, &((py_cell *)self)->value, py_unset());
}

static void cell_dealloc(py_vm *vm, py_obj *self) {
    cell_clear(vm, self);
    py_object_free(vm, self, 0);
}

static void cell_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, ((py_cell *)self)->value);
}

static py_value cell_contents(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value v = ((py_cell *)a[0].as.o)->value;
    return py_is_set(v) ? py_incref(v) : py_raise(vm, PY_EXC_ValueError, "Cell is empty");
}

static const py_fndef cell_methods[] = {{"cell_contents", "self", cell_contents, PY_FN_GETTER}, {0}};

const py_type_spec py_cell_spec = {
    .name = "cell",
    .size = sizeof(py_cell),
    .flags = PY_TF_GC,
    .base = -1,
    .slots = {.dealloc = cell_dealloc, .traverse = cell_traverse, .clear = cell_clear},
    .methods = cell_methods,
};
