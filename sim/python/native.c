// Native functions: objects for them, and calls with their arguments bound to a signature.
#include "native_internal.h"
#include "vm_internal.h"

#define FEW 12
#define BOXABLE (PY_TF_STR | PY_TF_INT | PY_TF_FLOAT | PY_TF_BYTES) // methods see the plain value

py_value py_native_new(py_vm *vm, const py_fndef *def, py_value self, py_type *owner,
                       py_str *module) {
    bool in_type = owner && !py_is_set(self) && def->kind != PY_FN_STATIC;
    py_type_id id = PY_TYPE_NATIVE;
    if (in_type)
        id = def->kind == PY_FN_CLASSMETHOD ? PY_TYPE_CLASSMETHOD_DESCR : PY_TYPE_NATIVE_DESCR;
    py_native *native = py_object_new(vm, vm->types[id], 0);
    if (!native)
        return py_unset();
    native->def = def;
    native->self = py_incref(self);
    native->owner = owner;
    native->module = py_retain(module);
    return py_from(native);
}

// ---- binding
// --------------------------------------------------------------------------------------

static int find_param(const py_sig *sig, const py_str *name) {
    for (int i = sig->posonly; i < sig->named; i++)
        if (sig->params[i].len == name->size &&
            !memcmp(sig->params[i].name, name->data, name->size))
            return i;
    return -1;
}

static bool bind_keywords(py_vm *vm, const py_sig *sig, const py_native *native,
                          const py_args *args, py_value *out, py_dict *extra) {
    for (int64_t i = 0; i < args->kwnames->count; i++) {
        py_str *name = py_as_str(py_unbox(args->kwnames->items[i]));
        py_value value = args->v[args->n + i];
        int at = find_param(sig, name);
        if (at < 0 && extra) {
            if (!py_dict_set_str(vm, extra, name, value))
                return false;
        } else if (at < 0) {
            py__sig_error_keyword(vm, sig, native, name);
            return false;
        } else if (py_is_set(out[at])) {
            py__sig_error_twice(vm, sig, at);
            return false;
        } else
            out[at] = value;
    }
    return true;
}

static bool has_required(const py_sig *sig, const py_value *values) {
    for (int i = 0; i < sig->named; i++)
        if (!sig->params[i].optional && !py_is_set(values[i]))
            return false;
    return true;
}

// Fills out[0..named) and, with **kw, out[named] (owned). `given` counts the values of `args`, and
// of self where that is set.
static bool bind(py_vm *vm, const py_sig *sig, const py_native *native, py_value self,
                 const py_args *args, py_value *out) {
    int front = py_is_set(self), given = args->n + front;
    int keywords = args->kwnames ? (int)args->kwnames->count : 0;
    for (int i = 0; i < sig->named + sig->varkw; i++)
        out[i] = py_unset();
    if (front)
        out[0] = self;
    for (int i = front; i < given && i < sig->positional; i++)
        out[i] = args->v[i - front];
    bool too_many = given > sig->positional && !sig->varargs;
    if (!too_many && !keywords && given >= sig->required && has_required(sig, out)) {
        if (sig->varkw)
            out[sig->named] = py_from(py_dict_new(vm));
        return !sig->varkw || py_is_set(out[sig->named]);
    }
    bool takes_names = sig->posonly < sig->named || sig->varkw || sig->python;
    if (keywords && !takes_names) {
        py__sig_error_keyword(vm, sig, native, NULL);
        return false;
    }
    if (too_many) {
        py__sig_error_count(vm, sig, native, given - sig->hidden, keywords);
        return false;
    }
    if (given < sig->required && given < sig->posonly && !sig->python) {
        py__sig_error_count(vm, sig, native, given - sig->hidden, keywords);
        return false;
    }
    py_dict *extra = sig->varkw ? py_dict_new(vm) : NULL;
    if (sig->varkw && !extra)
        return false;
    bool ok = !keywords || bind_keywords(vm, sig, native, args, out, extra);
    if (ok && !has_required(sig, out)) {
        py__sig_error_missing(vm, sig, out, given - sig->hidden);
        ok = false;
    }
    if (sig->varkw && ok)
        out[sig->named] = py_from(extra);
    else
        py_release(vm, extra);
    return ok;
}

bool py_bind_args(py_vm *vm, const py_fndef *def, const py_args *args, py_value *out) {
    const py_sig *sig = py__sig_of(vm, def);
    return sig && bind(vm, sig, NULL, py_unset(), args, out);
}

bool py_bind_method(py_vm *vm, const py_fndef *def, py_value self, const py_args *args,
                    py_value *out) {
    const py_sig *sig = py__sig_of(vm, def);
    return sig && bind(vm, sig, NULL, self, args, out);
}

bool py_is_coroutine_function(py_vm *vm, py_value v) {
    if (py_is(vm, v, PY_TYPE_FUNCTION))
        return (((py_func *)v.as.o)->code->flags & PY_CODE_COROUTINE) != 0;
    if (!py_is(vm, v, PY_TYPE_NATIVE) && !py_is(vm, v, PY_TYPE_NATIVE_DESCR))
        return false;
    const char *text = ((py_native *)v.as.o)->def->sig;
    return text && !strncmp(text, "@async ", 7);
}

// ---- calling
// --------------------------------------------------------------------------------------

// Keyword-only parameters are left out, so they must be optional.
static void note_direct(py_native *native, const py_sig *sig) {
    bool direct = !sig->varargs && !sig->varkw && sig->named <= PY_NATIVE_DIRECT;
    for (int i = sig->required; direct && i < sig->named; i++)
        direct = sig->params[i].optional;
    if (direct && sig->named == sig->positional) {
        native->fewest = (uint32_t)sig->required;
        native->most = (uint32_t)sig->named;
    }
}

static py_value call(py_vm *vm, py_native *native, py_value self, const py_args *args) {
    if (native->def == &py__new_def)
        return py__new_call(vm, native->owner, args);
    if (!native->sig && !(native->sig = py__sig_of(vm, native->def)))
        return py_unset();
    const py_sig *sig = native->sig;
    if (!native->most)
        note_direct(native, sig);
    int front = py_is_set(self), given = args->n + front;
    int rest = sig->varargs && given > sig->positional ? given - sig->positional : 0;
    int fixed = sig->named + sig->varkw, total = fixed + rest;
    py_value few[FEW], *values = few;
    size_t size = (size_t)total * sizeof(py_value);
    if (total > FEW && !(values = vl_heap_alloc(vm->heap, size)))
        return py_raise_memory(vm);
    py_value result = py_unset();
    if (bind(vm, sig, native, self, args, values)) {
        if (rest)
            memcpy(values + fixed, args->v + (args->n - rest), (size_t)rest * sizeof(py_value));
        if (native->owner && (native->owner->flags & BOXABLE) && sig->named)
            values[0] = py_unbox(values[0]);
        result = native->def->fn(vm, values, total);
        if (sig->varkw)
            py_decref(vm, values[sig->named]);
    }
    if (values != few)
        vl_heap_free(vm->heap, values, size);
    return result;
}

py_value py_native_call(py_vm *vm, py_native *native, const py_args *args) {
    return call(vm, native, native->self, args);
}

py_value py_native_call_self(py_vm *vm, py_native *native, py_value self, const py_args *args) {
    return call(vm, native, self, args);
}

// ---- __new__ of built-in types
// --------------------------------------------------------------------

const py_fndef py__new_def = {"__new__", "*args, **kw", NULL, PY_FN_STATIC};

py_value py__new_wrapper(py_vm *vm, py_type *owner) {
    py_native *native = py_object_new(vm, vm->types[PY_TYPE_NATIVE], 0);
    if (native) {
        native->def = &py__new_def;
        native->owner = owner;
    }
    return py_from(native);
}

// CPython's tp_new_wrapper.
py_value py__new_call(py_vm *vm, py_type *owner, const py_args *args) {
    if (args->n < 1)
        return py_raise(vm, PY_EXC_TypeError, "%N.__new__(): not enough arguments", owner);
    if (!py_is_type(args->v[0]))
        return py_raise(vm, PY_EXC_TypeError, "%N.__new__(X): X is not a type object (%T)", owner,
                        args->v[0]);
    py_type *type = (py_type *)args->v[0].as.o;
    if (!py_is_subtype(type, owner))
        return py_raise(vm, PY_EXC_TypeError, "%N.__new__(%N): %N is not a subtype of %N", owner,
                        type, type, owner);
    py_type *maker = py__builtin_base(type);
    if (maker != owner && maker->slots.new_ != owner->slots.new_)
        return py_raise(vm, PY_EXC_TypeError, "%N.__new__(%N) is not safe, use %N.__new__()", owner,
                        type, maker);
    py_args rest = {args->v + 1, args->n - 1, args->kwnames};
    if (type->flags & PY_TF_BOXED)
        return py__boxed_new(vm, type, &rest);
    return owner->slots.new_(vm, type, &rest);
}
