// Storage of instances of classes of the program: what lies behind the layout of the built-in base
// (values of __slots__, the instance dict), plain values in a box, and what calling a class does.
#include "types_internal.h"
#include "vm_internal.h"

static py_value *members_of(py_obj *self, const py_type *type) {
    return (py_value *)(void *)((char *)self + type->member_offset);
}

// Calls `each` for all values of __slots__, the most derived class first.
static void clear_members(py_vm *vm, py_obj *self) {
    for (const py_type *type = self->type; type->flags & PY_TF_HEAP; type = type->base)
        for (uint32_t i = 0; i < type->member_count; i++)
            py_assign_take(vm, &members_of(self, type)[i], py_unset());
}

static void clear_dict(py_vm *vm, py_obj *self) {
    py_dict **dict = py_object_dict(self);
    if (dict && *dict) {
        py_dict *held = *dict;
        *dict = NULL;
        py_release(vm, held);
    }
}

void py__instance_dealloc(py_vm *vm, py_obj *self) {
    clear_members(vm, self);
    if (self->type->flags & PY_TF_BOXED) {
        py_decref(vm, ((py_boxed *)self)->value);
        py_object_free(vm, self, 0);
        return;
    }
    py__builtin_base(self->type)->slots.dealloc(vm, self);
}

void py__instance_traverse(py_obj *self, py_visit visit, void *context) {
    const py_type *type = self->type;
    for (; type->flags & PY_TF_HEAP; type = type->base)
        for (uint32_t i = 0; i < type->member_count; i++)
            visit(context, members_of(self, type)[i]);
    py_dict **dict = py_object_dict(self);
    if (dict && *dict && !type->dict_offset) // else the built-in base visits it
        visit(context, py_from(*dict));
    visit(context, py_from(self->type));
    if (type->slots.traverse && !(self->type->flags & PY_TF_BOXED))
        type->slots.traverse(self, visit, context);
}

void py__instance_clear(py_vm *vm, py_obj *self) {
    clear_members(vm, self);
    clear_dict(vm, self);
    const py_type *base = py__builtin_base(self->type);
    if (base->slots.clear && !(self->type->flags & PY_TF_BOXED))
        base->slots.clear(vm, self);
}

// __del__: exceptions in it are reported, what is pending stays so.
void py__instance_finalize(py_vm *vm, py_value self) {
    if (vm->halt != VL_OK)
        return;
    py_value method = py_type_lookup(vm, self.as.o->type, vm->sym[PY_SYM___del__]);
    if (!py_is_set(method))
        return;
    py_exc *pending = py_exc_fetch(vm);
    py_value func, bound;
    if (py_load_special(vm, self, PY_SYM___del__, &func, &bound) && py_is_set(func)) {
        py_args none = {NULL, 0, NULL};
        py_value result = py_call_bound(vm, func, bound, &none);
        if (!py_is_set(result) && vm->halt == VL_OK)
            py_write_unraisable(vm, func);
        py_decref(vm, result);
        py_decref(vm, func);
        py_decref(vm, bound);
    }
    if (pending && vm->halt == VL_OK) {
        py_exc_clear(vm);
        vm->exc = pending;
    } else
        py_release(vm, pending);
}

// A subclass of int, float, str or bytes: the plain value is made as the built-in type makes it.
py_value py__boxed_new(py_vm *vm, py_type *type, const py_args *args) {
    py_type *plain = py__builtin_base(type);
    py_value value = plain->slots.new_(vm, plain, args);
    if (!py_is_set(value))
        return value;
    py_value inner = py_incref(py_unbox(value));
    py_decref(vm, value);
    py_boxed *boxed = py_object_new(vm, type, 0);
    if (boxed)
        boxed->value = inner;
    else
        py_decref(vm, inner);
    return py_from(boxed);
}

// type.__call__
py_value py__type_call(py_vm *vm, py_value callable, const py_args *args) {
    py_type *type = (py_type *)callable.as.o;
    if (type == vm->types[PY_TYPE_TYPE]) {
        if (args->n == 1 && !args->kwnames)
            return py_incref(py_from(py_type_of(vm, args->v[0])));
        if (args->n != 3)
            return py_raise(vm, PY_EXC_TypeError, "type() takes 1 or 3 arguments");
    }
    if (!type->slots.new_)
        return py_raise(vm, PY_EXC_TypeError, "cannot create '%s%s%N' instances",
                        py_str_is(type->module, "builtins") ? "" : type->module->data,
                        py_str_is(type->module, "builtins") ? "" : ".", type);
    py_value made = type->slots.new_(vm, type, args);
    if (!py_is_set(made) || !py_is_subtype(py_type_of(vm, made), type))
        return made;
    py_type *actual = py_type_of(vm, made);
    if (actual->slots.init && !actual->slots.init(vm, made, args)) {
        py_decref(vm, made);
        return py_unset();
    }
    return made;
}
