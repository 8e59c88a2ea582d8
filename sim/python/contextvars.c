// The module contextvars: variables that each context has values of its own for. A context is a dict
// that copies share until one of them is written to. Which context is current is a slot (vm->context):
// an empty slot stands for an empty context that nobody has looked at, so that tasks of programs without
// context variables cost nothing. Behaviour: CPython's Python/context.c, PEP 567.
#include "specs_internal.h"
#include "types_internal.h"
#include "vm_internal.h"

typedef struct context_var {
    py_gcobj gc;
    py_str *name;
    py_value initial; // unset: none
} context_var;

typedef struct context {
    py_gcobj gc;
    py_dict *vars; // shared with copies while its count is above one
    bool entered;
    py_value self; // itself, not counted: the slot of the VM while run() is in it
} context;

typedef struct token {
    py_gcobj gc;
    context_var *var;
    py_value old; // unset: the variable had no value
    context *where;
    bool used;
} token;

static context_var *var_of(py_value v) {
    return (context_var *)v.as.o;
}

static context *context_of(py_value v) {
    return (context *)v.as.o;
}

// ---- the current context ------------------------------------------------------------------------

static context *context_new(py_vm *vm, py_dict *vars) {
    context *made = py_object_new(vm, vm->types[PY_TYPE_CONTEXT], 0);
    if (!made)
        return NULL;
    made->vars = vars ? py_retain(vars) : py_dict_new(vm);
    if (made->vars)
        return made;
    py_release(vm, made);
    return NULL;
}

// Borrowed; made now if nobody has looked at it before. NULL: no memory.
static context *current(py_vm *vm) {
    if (!py_is_set(*vm->context)) {
        context *made = context_new(vm, NULL);
        if (!made)
            return NULL;
        made->entered = true;
        *vm->context = py_from(made);
    }
    return context_of(*vm->context);
}

py_value py_context_copy(py_vm *vm) {
    context *now = current(vm);
    return now ? py_from(context_new(vm, now->vars)) : py_unset();
}

bool py_context_inherit(py_vm *vm, py_value *out) {
    *out = py_unset();
    if (!py_is_set(*vm->context) || context_of(*vm->context)->vars->used == 0)
        return true;
    *out = py_context_copy(vm);
    return py_is_set(*out);
}

py_value py_context_of_slot(py_vm *vm, py_value *slot) {
    if (!py_is_set(*slot)) {
        context *made = context_new(vm, NULL);
        if (!made)
            return py_unset();
        made->entered = vm->context == slot;
        *slot = py_from(made);
    }
    return py_incref(*slot);
}

bool py_is_context(py_vm *vm, py_value v) {
    return py_is(vm, v, PY_TYPE_CONTEXT);
}

// Not inlined: gcc would take the slot of a caller's frame for one that outlives it.
VL_NOINLINE bool py_context_enter(py_vm *vm, py_value *slot, py_value **outer) {
    if (py_is_set(*slot)) {
        if (context_of(*slot)->entered) {
            py_raise(vm, PY_EXC_RuntimeError, "cannot enter context: %R is already entered", *slot);
            return false;
        }
        context_of(*slot)->entered = true;
    }
    *outer = vm->context;
    vm->context = slot;
    return true;
}

void py_context_leave(py_vm *vm, py_value *outer) {
    if (py_is_set(*vm->context))
        context_of(*vm->context)->entered = false;
    vm->context = outer;
}

static bool own_vars(py_vm *vm, context *c) {
    if (c->vars->gc.base.refs == 1)
        return true;
    py_dict *copy = py_dict_copy(vm, c->vars);
    if (!copy)
        return false;
    py_release(vm, c->vars);
    c->vars = copy;
    return true;
}

// ---- ContextVar ---------------------------------------------------------------------------------

static const py_fndef var_def = {"ContextVar", "name, *, default=", NULL, PY_FN_PLAIN};

static py_value var_new(py_vm *vm, py_type *type, const py_args *args) {
    py_value a[2];
    if (args->n != 1)
        return py_raise(vm, PY_EXC_TypeError,
                        args->n ? "ContextVar() takes at most 1 positional argument (%d given)"
                                : "ContextVar() takes exactly 1 positional argument (%d given)",
                        args->n);
    if (!py_bind_args(vm, &var_def, args, a))
        return py_unset();
    if (!py_is_str(py_unbox(a[0])))
        return py_raise(vm, PY_EXC_TypeError, "context variable name must be a str");
    context_var *var = py_object_new(vm, type, 0);
    if (!var)
        return py_unset();
    var->name = py_retain(py_unbox(a[0]).as.o);
    var->initial = py_incref(a[1]);
    return py_from(var);
}

// get([default])
static py_value var_get(py_vm *vm, const py_value *a, int n) {
    context *now = current(vm);
    py_value v = py_unset();
    if (n > 2)
        return py_raise(vm, PY_EXC_TypeError, "get expected at most 1 argument, got %d", n - 1);
    if (!now || py_dict_get(vm, now->vars, a[0], &v) < 0)
        return py_unset();
    if (!py_is_set(v))
        v = n > 1 ? a[1] : var_of(a[0])->initial;
    if (!py_is_set(v))
        py_raise_value(vm, vm->exceptions[PY_EXC_LookupError], a[0]);
    return py_incref(v);
}

static py_value var_set(py_vm *vm, const py_value *a, int n) {
    (void)n;
    context *now = current(vm);
    py_value old = py_unset();
    token *made = now ? py_object_new(vm, vm->types[PY_TYPE_CONTEXT_TOKEN], 0) : NULL;
    if (!made)
        return py_unset();
    made->var = py_retain(a[0].as.o);
    made->where = py_retain(now);
    bool ok = py_dict_get(vm, now->vars, a[0], &old) >= 0;
    made->old = py_incref(old);
    if (ok && own_vars(vm, now) && py_dict_set(vm, now->vars, a[0], a[1]))
        return py_from(made);
    py_release(vm, made);
    return py_unset();
}

static py_value var_reset(py_vm *vm, const py_value *a, int n) {
    (void)n;
    token *given = (token *)a[1].as.o;
    if (!py_is(vm, a[1], PY_TYPE_CONTEXT_TOKEN))
        return py_raise(vm, PY_EXC_TypeError, "expected an instance of Token, got %R", a[1]);
    if (given->used)
        return py_raise(vm, PY_EXC_RuntimeError, "%R has already been used once", a[1]);
    if (given->var != var_of(a[0]))
        return py_raise(vm, PY_EXC_ValueError, "%R was created by a different ContextVar", a[1]);
    context *now = current(vm);
    if (!now)
        return py_unset();
    if (given->where != now)
        return py_raise(vm, PY_EXC_ValueError, "%R was created in a different Context", a[1]);
    given->used = true;
    bool ok = own_vars(vm, now) &&
              (py_is_set(given->old) ? py_dict_set(vm, now->vars, a[0], given->old)
                                     : py_dict_del(vm, now->vars, a[0]) >= 0);
    return ok ? py_none() : py_unset();
}

static py_value var_name(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_incref(py_from(var_of(a[0])->name));
}

static py_value var_repr(py_vm *vm, py_value self) {
    context_var *var = var_of(self);
    py_address at = py_address_text(vm, self.as.o);
    if (!py_is_set(var->initial))
        return py_from(
            py_str_format(vm, "<ContextVar name=%R at %s>", py_from(var->name), at.text));
    return py_from(py_str_format(vm, "<ContextVar name=%R default=%R at %s>", py_from(var->name),
                                 var->initial, at.text));
}

static void var_dealloc(py_vm *vm, py_obj *self) {
    py_release(vm, ((context_var *)self)->name);
    py_decref(vm, ((context_var *)self)->initial);
    py_object_free(vm, self, 0);
}

static void var_traverse(py_obj *self, py_visit visit, void *arg) {
    visit(arg, ((context_var *)self)->initial);
}

static void var_clear(py_vm *vm, py_obj *self) {
    py_assign_take(vm, &((context_var *)self)->initial, py_unset());
}

static const py_fndef var_methods[] = {
    {"get", "self, *default", var_get, PY_FN_METHOD},
    {"set", "self, value, /", var_set, PY_FN_METHOD},
    {"reset", "self, token, /", var_reset, PY_FN_METHOD},
    {"name", "self", var_name, PY_FN_GETTER},
    {"__class_getitem__", "cls, item, /", py__class_getitem, PY_FN_CLASSMETHOD},
    {0},
};

const py_type_spec py_context_var_spec = {
    .name = "ContextVar",
    .module = "_contextvars",
    .size = sizeof(context_var),
    .flags = PY_TF_GC | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = var_dealloc,
              .traverse = var_traverse,
              .clear = var_clear,
              .new_ = var_new,
              .repr = var_repr},
    .methods = var_methods,
};

// ---- Token --------------------------------------------------------------------------------------

typedef struct missing { py_obj base; } missing;

static py_value missing_repr(py_vm *vm, py_value self) {
    (void)self;
    return py_from(py_str_z(vm, "<Token.MISSING>"));
}

static void missing_dealloc(py_vm *vm, py_obj *self) {
    py_object_free(vm, self, 0);
}

const py_type_spec py_token_missing_spec = {
    .name = "Token.MISSING",
    .size = sizeof(missing),
    .base = -1,
    .slots = {.dealloc = missing_dealloc, .repr = missing_repr},
};

static py_value token_missing(py_vm *vm) { // the one object, kept as an attribute of the type
    py_str *name = py_str_z(vm, "MISSING");
    py_value v = name ? py_incref(py_type_lookup(vm, vm->types[PY_TYPE_CONTEXT_TOKEN], name))
                      : py_unset();
    py_release(vm, name);
    return v;
}

static py_value token_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)type;
    (void)args;
    return py_raise(vm, PY_EXC_RuntimeError, "Tokens can only be created by ContextVars");
}

static py_value token_var(py_vm *vm, const py_value *a, int n) {
    (void)vm;
    (void)n;
    return py_incref(py_from(((token *)a[0].as.o)->var));
}

static py_value token_old_value(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value old = ((token *)a[0].as.o)->old;
    return py_is_set(old) ? py_incref(old) : token_missing(vm);
}

static py_value token_enter(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (vm->python_minor < 14)
        return py_raise(vm, PY_EXC_AttributeError, "__enter__");
    return py_incref(a[0]);
}

static py_value token_exit(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value args[2] = {py_from(((token *)a[0].as.o)->var), a[0]};
    return var_reset(vm, args, 2);
}

static py_value token_repr(py_vm *vm, py_value self) {
    token *t = (token *)self.as.o;
    py_address at = py_address_text(vm, self.as.o);
    return py_from(py_str_format(vm, "<Token%s var=%R at %s>", t->used ? " used" : "",
                                 py_from(t->var), at.text));
}

static void token_dealloc(py_vm *vm, py_obj *self) {
    token *t = (token *)self;
    py_release(vm, t->var);
    py_decref(vm, t->old);
    py_release(vm, t->where);
    py_object_free(vm, self, 0);
}

static void token_traverse(py_obj *self, py_visit visit, void *arg) {
    visit(arg, py_from(((token *)self)->var));
    visit(arg, ((token *)self)->old);
    visit(arg, py_from(((token *)self)->where));
}

static const py_fndef token_methods[] = {
    {"var", "self", token_var, PY_FN_GETTER},
    {"old_value", "self", token_old_value, PY_FN_GETTER},
    {"__class_getitem__", "cls, item, /", py__class_getitem, PY_FN_CLASSMETHOD},
    {0},
};

const py_type_spec py_context_token_spec = {
    .name = "Token",
    .module = "_contextvars",
    .size = sizeof(token),
    .flags = PY_TF_GC | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = token_dealloc,
              .traverse = token_traverse,
              .new_ = token_new,
              .repr = token_repr},
    .methods = token_methods,
};

// ---- Context ------------------------------------------------------------------------------------

static py_value ctx_new(py_vm *vm, py_type *type, const py_args *args) {
    (void)type;
    if (args->n || args->kwnames)
        return py_raise(vm, PY_EXC_TypeError, "Context() does not accept any arguments");
    return py_from(context_new(vm, NULL));
}

static bool check_key(py_vm *vm, py_value key) {
    if (!py_is(vm, key, PY_TYPE_CONTEXT_VAR))
        py_raise(vm, PY_EXC_TypeError, "a ContextVar key was expected, got %R", key);
    return py_is(vm, key, PY_TYPE_CONTEXT_VAR);
}

static py_value ctx_getitem(py_vm *vm, py_value self, py_value key) {
    py_value v = py_unset();
    if (!check_key(vm, key) || py_dict_get(vm, context_of(self)->vars, key, &v) < 0)
        return py_unset();
    if (!py_is_set(v))
        py_raise_value(vm, vm->exceptions[PY_EXC_KeyError], key);
    return py_incref(v);
}

static int ctx_contains(py_vm *vm, py_value self, py_value key) {
    py_value v;
    return check_key(vm, key) ? py_dict_get(vm, context_of(self)->vars, key, &v) : -1;
}

static int64_t ctx_length(py_vm *vm, py_value self) {
    (void)vm;
    return context_of(self)->vars->used;
}

static py_value ctx_iter(py_vm *vm, py_value self) {
    return py_iter(vm, py_from(context_of(self)->vars));
}

static py_value ctx_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (!py_is_context(vm, b) || (op != PY_CMP_EQ && op != PY_CMP_NE))
        return py_incref(vm->not_implemented);
    return py_rich_compare(vm, op, py_from(context_of(a)->vars), py_from(context_of(b)->vars));
}

static py_value ctx_get(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value v = py_unset();
    if (!check_key(vm, a[1]) || py_dict_get(vm, context_of(a[0])->vars, a[1], &v) < 0)
        return py_unset();
    return py_is_set(v) ? py_incref(v) : py_is_set(a[2]) ? py_incref(a[2]) : py_none();
}

static py_value view(py_vm *vm, py_value self, const char *name) {
    py_value method = py_getattr_z(vm, py_from(context_of(self)->vars), name);
    py_value v = py_is_set(method) ? py_call_n(vm, method, 0, NULL) : py_unset();
    py_decref(vm, method);
    return v;
}

static py_value ctx_keys(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return view(vm, a[0], "keys");
}

static py_value ctx_values(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return view(vm, a[0], "values");
}

static py_value ctx_items(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return view(vm, a[0], "items");
}

static py_value ctx_copy(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_from(context_new(vm, context_of(a[0])->vars));
}

// run(callable, *args, **kwargs): a = self, kwargs, callable, args...
static py_value ctx_run(py_vm *vm, const py_value *a, int n) {
    if (n < 3)
        return py_raise(vm, PY_EXC_TypeError, "run() missing 1 required positional argument");
    context *own = py_retain(context_of(a[0]));
    py_value *outer;
    own->self = a[0];
    if (!py_context_enter(vm, &own->self, &outer)) {
        py_release(vm, own);
        return py_unset();
    }
    const py_dict *kwargs = py_is_dict(a[1]) ? (py_dict *)a[1].as.o : NULL;
    int64_t named = kwargs ? kwargs->used : 0;
    py_value result = py_unset();
    if (named == 0)
        result = py_call_n(vm, a[2], n - 3, a + 3);
    else {
        size_t size = (size_t)(n - 3 + named) * sizeof(py_value);
        py_value *all = vl_heap_alloc(vm->heap, size), key, value;
        py_tuple *names = all ? py_tuple_new(vm, named) : NULL;
        if (!all)
            py_raise_memory(vm);
        if (names) {
            memcpy(all, a + 3, (size_t)(n - 3) * sizeof(py_value));
            int64_t i = 0;
            for (uint32_t at = 0; py_dict_next(kwargs, &at, &key, &value); i++) {
                names->items[i] = py_incref(key);
                all[n - 3 + i] = value;
            }
            result = py_call(vm, a[2], &(py_args){all, n - 3, names});
        }
        py_release(vm, names);
        if (all)
            vl_heap_free(vm->heap, all, size);
    }
    py_context_leave(vm, outer);
    py_release(vm, own);
    return result;
}

static void ctx_dealloc(py_vm *vm, py_obj *self) {
    py_release(vm, ((context *)self)->vars);
    py_object_free(vm, self, 0);
}

static void ctx_traverse(py_obj *self, py_visit visit, void *arg) {
    visit(arg, py_from(((context *)self)->vars));
}

static const py_fndef ctx_methods[] = {
    {"run", "self, *args, **kwargs", ctx_run, PY_FN_METHOD},
    {"copy", "self, /", ctx_copy, PY_FN_METHOD},
    {"get", "self, key, default=, /", ctx_get, PY_FN_METHOD},
    {"keys", "self, /", ctx_keys, PY_FN_METHOD},
    {"values", "self, /", ctx_values, PY_FN_METHOD},
    {"items", "self, /", ctx_items, PY_FN_METHOD},
    {0},
};

const py_type_spec py_context_spec = {
    .name = "Context",
    .module = "_contextvars",
    .size = sizeof(context),
    .flags = PY_TF_GC | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = ctx_dealloc,
              .traverse = ctx_traverse,
              .new_ = ctx_new,
              .iter = ctx_iter,
              .length = ctx_length,
              .getitem = ctx_getitem,
              .contains = ctx_contains,
              .compare = ctx_compare},
    .methods = ctx_methods,
};

// ---- the module ---------------------------------------------------------------------------------

static py_value f_copy_context(py_vm *vm, const py_value *a, int n) {
    (void)a;
    (void)n;
    return py_context_copy(vm);
}

static bool add_type_name(py_vm *vm, const char *name, py_value value_take, py_type_id id) {
    bool ok = py_is_set(value_take) &&
              py_dict_set_z(vm, vm->types[id]->dict, name, value_take);
    py_type_changed(vm, vm->types[id]);
    return ok;
}

static bool init(py_vm *vm, py_module *module) {
    static const py_fndef enter = {"__enter__", "self, /", token_enter, PY_FN_METHOD};
    static const py_fndef leave = {"__exit__", "self, type, value, traceback, /", token_exit,
                                   PY_FN_METHOD};
    static const struct { const char *name; py_type_id id; } types[] = {
        {"ContextVar", PY_TYPE_CONTEXT_VAR},
        {"Context", PY_TYPE_CONTEXT},
        {"Token", PY_TYPE_CONTEXT_TOKEN},
    };
    py_value none = py_from(py_object_new(vm, vm->types[PY_TYPE_TOKEN_MISSING], 0));
    bool ok = add_type_name(vm, "MISSING", none, PY_TYPE_CONTEXT_TOKEN);
    py_type *type = vm->types[PY_TYPE_CONTEXT_TOKEN];
    if (vm->python_minor >= 14)
        ok = ok &&
             add_type_name(vm, "__enter__", py_native_new(vm, &enter, py_unset(), type, NULL),
                           PY_TYPE_CONTEXT_TOKEN) &&
             add_type_name(vm, "__exit__", py_native_new(vm, &leave, py_unset(), type, NULL),
                           PY_TYPE_CONTEXT_TOKEN);
    for (size_t i = 0; ok && i < VL_COUNT(types); i++)
        ok = py_module_add(vm, module, types[i].name, py_incref(py_from(vm->types[types[i].id])));
    return ok;
}

static const py_fndef functions[] = {{"copy_context", "", f_copy_context, PY_FN_PLAIN}, {0}};

const py_module_spec py_contextvars_module_spec = {
    .name = "contextvars", .init = init, .functions = functions};
