// What instructions do beyond their fast path: building, unpacking, calls with * and **, with.
#include "text_internal.h"
#include "vm_internal.h"

py_value py__name_error(py_vm *vm, py_str *name) {
    py_raise(vm, PY_EXC_NameError, "name '%S' is not defined", name);
    if (vm->exc && vm->halt == VL_OK)
        py_assign_take(vm, &vm->exc->extra[0], py_incref(py_from(name)));
    return py_unset();
}

void py__unbound_local(py_vm *vm, const py_code *code, uint32_t slot) {
    py_str *name = code->slot_names[slot];
    if (slot >= code->free_start) {
        py_raise(vm, PY_EXC_NameError,
                 "cannot access free variable '%S' where it is not associated with a value in "
                 "enclosing scope",
                 name);
        if (vm->exc && vm->halt == VL_OK)
            py_assign_take(vm, &vm->exc->extra[0], py_incref(py_from(name)));
    } else
        py_raise(vm, PY_EXC_UnboundLocalError,
                 "cannot access local variable '%S' where it is not associated with a value", name);
}

py_value py__build_string(py_vm *vm, const py_value *parts, uint32_t n) {
    size_t size = 0, len = 0;
    for (uint32_t i = 0; i < n; i++) {
        const py_str *part = py_as_str(py_unbox(parts[i]));
        size += part->size;
        len += part->len;
    }
    py_str *text = size > 1 ? py__str_alloc(vm, size, len) : NULL;
    char *at = text ? text->data : NULL;
    for (uint32_t i = 0; i < n; i++) {
        const py_str *part = py_as_str(py_unbox(parts[i]));
        if (size <= 1 && part->size) // shared, as all texts of one character are
            return py_incref(py_unbox(parts[i]));
        if (at) {
            memcpy(at, part->data, part->size);
            at += part->size;
        }
    }
    return size ? py_from(text) : py_incref(py_from(vm->empty_str));
}

py_value py__format_value(py_vm *vm, uint32_t conversion, py_value value, py_value spec) {
    py_value converted = py_unset();
    if (conversion == 1)
        converted = py_from(py_str_of(vm, value));
    else if (conversion == 2)
        converted = py_from(py_repr(vm, value));
    else if (conversion == 3)
        converted = py_ascii(vm, value);
    if (conversion && !py_is_set(converted))
        return py_unset();
    py_value shown = conversion ? converted : value;
    py_value text = py_format(vm, shown, py_is_set(spec) ? py_as_str(py_unbox(spec)) : NULL);
    py_decref(vm, converted);
    return text;
}

static bool plain_names(const py_vm *vm, const py_dict *names) {
    return names->gc.base.type == vm->types[PY_TYPE_DICT];
}

int py__names_get(py_vm *vm, py_dict *names, py_str *name, py_value *out) {
    if (plain_names(vm, names)) {
        *out = py_incref(py_dict_get_str(names, name));
        return py_is_set(*out);
    }
    *out = py_getitem(vm, py_from(names), py_from(name));
    if (py_is_set(*out))
        return 1;
    if (vm->halt != VL_OK || !py_exc_matches(vm, PY_EXC_KeyError))
        return -1;
    py_exc_clear(vm);
    return 0;
}

bool py__names_set(py_vm *vm, py_dict *names, py_str *name, py_value value) {
    if (plain_names(vm, names))
        return py_dict_set_str(vm, names, name, value);
    return py_setitem(vm, py_from(names), py_from(name), value);
}

int py__names_del(py_vm *vm, py_dict *names, py_str *name) {
    if (plain_names(vm, names))
        return py_dict_del(vm, names, py_from(name));
    if (py_setitem(vm, py_from(names), py_from(name), py_unset()))
        return 1;
    if (vm->halt != VL_OK || !py_exc_matches(vm, PY_EXC_KeyError))
        return -1;
    py_exc_clear(vm);
    return 0;
}

bool py__setup_annotations(py_vm *vm, py_frame *frame) {
    py_dict *names = frame->locals ? frame->locals : frame->globals;
    py_str *name = vm->sym[PY_SYM___annotations__];
    py_value known;
    int found = py__names_get(vm, names, name, &known);
    if (found > 0)
        py_decref(vm, known);
    if (found != 0)
        return found > 0;
    py_dict *annotations = py_dict_new(vm);
    bool ok = annotations && py__names_set(vm, names, name, py_from(annotations));
    py_release(vm, annotations);
    return ok;
}

// ---- displays with stars ------------------------------------------------------------------------

bool py__list_extend(py_vm *vm, py_list *list, py_value iterable) {
    py_value iterator = py_iter(vm, iterable);
    if (!py_is_set(iterator)) {
        if (vm->halt == VL_OK && py_exc_matches(vm, PY_EXC_TypeError) &&
            !py_type_of(vm, iterable)->slots.iter && !py_type_of(vm, iterable)->slots.getitem) {
            py_exc_clear(vm);
            py_raise(vm, PY_EXC_TypeError, "Value after * must be an iterable, not %T", iterable);
        }
        return false;
    }
    py_value item;
    py_next next;
    while ((next = py_iter_next(vm, iterator, &item)) == PY_NEXT_ITEM) {
        bool ok = py_list_append(vm, list, item);
        py_decref(vm, item);
        if (!ok) {
            next = PY_NEXT_ERROR;
            break;
        }
    }
    py_decref(vm, iterator);
    return next == PY_NEXT_END;
}

static bool is_mapping_like(py_vm *vm, py_value v, bool *failed) {
    if (py_is_dict(v))
        return true;
    py_value keys;
    *failed = !py_find_attr(vm, v, vm->sym[PY_SYM_keys], &keys);
    bool found = py_is_set(keys);
    py_decref(vm, keys);
    return !*failed && found;
}

bool py__dict_display_update(py_vm *vm, py_dict *dict, py_value mapping) {
    bool failed = false;
    if (is_mapping_like(vm, mapping, &failed))
        return py_dict_update(vm, dict, mapping);
    if (!failed)
        py_raise(vm, PY_EXC_TypeError, "'%T' object is not a mapping", mapping);
    return false;
}

// "f()" as CPython names a callable in messages about its arguments.
static py_str *callable_name(py_vm *vm, py_value callable) {
    py_value name;
    if (!py_find_attr(vm, callable, vm->sym[PY_SYM___qualname__], &name) || !py_is_set(name)) {
        py_exc_clear(vm);
        return py_str_of(vm, callable);
    }
    py_value module;
    if (!py_find_attr(vm, callable, vm->sym[PY_SYM___module__], &module)) {
        py_exc_clear(vm);
        module = py_none();
    }
    bool plain = !py_is_str(module) || py_str_is(py_as_str(module), "builtins");
    py_str *text = plain ? py_str_format(vm, "%V()", name)
                         : py_str_format(vm, "%V.%V()", module, name);
    py_decref(vm, name);
    py_decref(vm, module);
    return text;
}

bool py__dict_merge(py_vm *vm, py_dict *dict, py_value other, py_value callable) {
    bool failed = false;
    if (!is_mapping_like(vm, other, &failed)) {
        py_str *name = failed ? NULL : callable_name(vm, callable);
        if (name)
            py_raise(vm, PY_EXC_TypeError, "%S argument after ** must be a mapping, not %T", name,
                     other);
        py_release(vm, name);
        return false;
    }
    py_dict *copy = py_dict_new(vm);
    bool ok = copy && py_dict_update(vm, copy, other);
    uint32_t at = 0;
    py_value key, value;
    while (ok && py_dict_next(copy, &at, &key, &value)) {
        py_value old;
        py_str *name = NULL;
        if (!py_is_str(py_unbox(key))) {
            py_raise(vm, PY_EXC_TypeError, "keywords must be strings");
            ok = false;
        } else if (py_dict_get(vm, dict, key, &old) != 0) {
            if ((name = callable_name(vm, callable)))
                py_raise(vm, PY_EXC_TypeError, "%S got multiple values for keyword argument '%V'",
                         name, key);
            ok = false;
        } else
            ok = py_dict_set(vm, dict, key, value);
        py_release(vm, name);
    }
    py_release(vm, copy);
    return ok;
}

// ---- calls with * and ** --------------------------------------------------------------------------

static py_value call_with_dict(py_vm *vm, py_value callable, py_tuple *args, py_dict *kwargs) {
    int64_t keywords = kwargs->used, total = args->count + keywords;
    py_tuple *names = py_tuple_new(vm, keywords);
    py_tuple *values = names ? py_tuple_new(vm, total) : NULL;
    py_value result = py_unset();
    if (values) {
        for (int64_t i = 0; i < args->count; i++)
            values->items[i] = py_incref(args->items[i]);
        uint32_t at = 0;
        py_value key, value;
        for (int64_t i = 0; py_dict_next(kwargs, &at, &key, &value); i++) {
            names->items[i] = py_incref(key);
            values->items[args->count + i] = py_incref(value);
        }
        py_args call = {values->items, (int)args->count, names};
        result = py_call(vm, callable, &call);
    }
    py_release(vm, names);
    py_release(vm, values);
    return result;
}

py_value py__call_ex(py_vm *vm, py_value callable, py_value args, py_value kwargs) {
    py_value tuple = py_is_tuple(args) ? py_incref(args) : py_unset();
    if (!py_is_set(tuple)) {
        tuple = py_iter_to_tuple(vm, args);
        if (!py_is_set(tuple)) {
            if (vm->halt == VL_OK && py_exc_matches(vm, PY_EXC_TypeError) &&
                !py_type_of(vm, args)->slots.iter) {
                py_exc_clear(vm);
                py_str *name = callable_name(vm, callable);
                if (name)
                    py_raise(vm, PY_EXC_TypeError, "%S argument after * must be an iterable, not %T",
                             name, args);
                py_release(vm, name);
            }
            return py_unset();
        }
    }
    py_tuple *positional = (py_tuple *)tuple.as.o;
    py_value result;
    if (py_is_set(kwargs) && ((py_dict *)kwargs.as.o)->used)
        result = call_with_dict(vm, callable, positional, (py_dict *)kwargs.as.o);
    else
        result = py_call_n(vm, callable, (int)positional->count, positional->items);
    py_decref(vm, tuple);
    return result;
}

// ---- unpacking ----------------------------------------------------------------------------------

static bool not_unpackable(py_vm *vm, py_value v) {
    if (vm->halt == VL_OK && py_exc_matches(vm, PY_EXC_TypeError) && !py_type_of(vm, v)->slots.iter &&
        !py_type_of(vm, v)->slots.getitem) {
        py_exc_clear(vm);
        py_raise(vm, PY_EXC_TypeError, "cannot unpack non-iterable %T object", v);
    }
    return false;
}

static void drop(py_vm *vm, py_value *top, uint32_t count) {
    for (uint32_t i = 1; i <= count; i++)
        py_decref(vm, top[-(int64_t)i]);
}

static bool wrong_length(py_vm *vm, py_value v, uint32_t count, int64_t got) {
    if (got < (int64_t)count)
        py_raise(vm, PY_EXC_ValueError, "not enough values to unpack (expected %d, got %lld)",
                 (int)count, (long long)got);
    else if (vm->python_minor >= 14 && (py_is_list(v) || py_is_tuple(v) || py_is_dict(v)))
        py_raise(vm, PY_EXC_ValueError, "too many values to unpack (expected %d, got %lld)",
                 (int)count, (long long)got);
    else
        py_raise(vm, PY_EXC_ValueError, "too many values to unpack (expected %d)", (int)count);
    return false;
}

static bool unpack_items(py_vm *vm, py_value v, const py_value *items, int64_t got, uint32_t count,
                         py_value *top) {
    if (got != count)
        return wrong_length(vm, v, count, got);
    for (uint32_t i = 0; i < count; i++)
        top[-1 - (int64_t)i] = py_incref(items[i]);
    return true;
}

bool py__unpack_sequence(py_vm *vm, py_value v, uint32_t count, py_value *top) {
    if (py_is(vm, v, PY_TYPE_TUPLE))
        return unpack_items(vm, v, ((py_tuple *)v.as.o)->items, ((py_tuple *)v.as.o)->count, count,
                            top);
    if (py_is(vm, v, PY_TYPE_LIST))
        return unpack_items(vm, v, ((py_list *)v.as.o)->items, ((py_list *)v.as.o)->count, count,
                            top);
    py_value iterator = py_iter(vm, v);
    if (!py_is_set(iterator))
        return not_unpackable(vm, v);
    uint32_t got = 0;
    py_next next = PY_NEXT_ITEM;
    while (got < count && next == PY_NEXT_ITEM) {
        next = py_iter_next(vm, iterator, &top[-1 - (int64_t)got]);
        got += next == PY_NEXT_ITEM;
    }
    bool ok = got == count;
    if (next == PY_NEXT_END)
        wrong_length(vm, v, count, got);
    if (ok) {
        py_value extra;
        next = py_iter_next(vm, iterator, &extra);
        ok = next == PY_NEXT_END;
        if (next == PY_NEXT_ITEM) {
            py_decref(vm, extra);
            int64_t length = py_is_dict(v) ? (int64_t)((py_dict *)v.as.o)->used : (int64_t)count + 1;
            wrong_length(vm, v, count, length);
        }
    }
    py_decref(vm, iterator);
    if (!ok)
        drop(vm, top, got);
    return ok;
}

bool py__unpack_ex(py_vm *vm, py_value v, uint32_t before, uint32_t after, py_value *top) {
    py_value all = py_iter_to_list(vm, v);
    if (!py_is_set(all))
        return not_unpackable(vm, v);
    py_list *list = (py_list *)all.as.o;
    int64_t rest = list->count - before - after;
    py_list *middle = NULL;
    if (rest < 0)
        py_raise(vm, PY_EXC_ValueError, "not enough values to unpack (expected at least %d, got %lld)",
                 (int)(before + after), (long long)list->count);
    else
        middle = py_list_new(vm, rest);
    if (middle) {
        for (int64_t i = 0; i < rest; i++)
            middle->items[middle->count++] = py_incref(list->items[before + i]);
        for (uint32_t i = 0; i < before; i++)
            top[-1 - (int64_t)i] = py_incref(list->items[i]);
        top[-1 - (int64_t)before] = py_from(middle);
        for (uint32_t i = 0; i < after; i++)
            top[-2 - (int64_t)(before + i)] = py_incref(list->items[before + rest + i]);
    }
    py_decref(vm, all);
    return middle != NULL;
}

// ---- with ---------------------------------------------------------------------------------------

static py_value bind_special(py_vm *vm, py_value object, py_symbol name) {
    py_value func, self;
    if (!py_load_special(vm, object, name, &func, &self) || !py_is_set(func))
        return py_unset();
    if (!py_is_set(self))
        return func;
    py_value bound = py_method_new(vm, func, self);
    py_decref(vm, func);
    py_decref(vm, self);
    return bound;
}

static bool has_method(py_vm *vm, py_value v, py_symbol name) {
    return py_is_set(py_type_lookup(vm, py_type_of(vm, v), vm->sym[name]));
}

// As 3.14 says it: with the module, and whether the other kind of `with` would do.
static void raise_no_manager(py_vm *vm, py_value v, bool is_async) {
    bool leaves = has_method(vm, v, is_async ? PY_SYM___aexit__ : PY_SYM___exit__);
    static const char *const words[] = {"context manager", "asynchronous context manager"};
    static const char *const methods[2][2] = {{"__enter__", "__exit__"}, {"__aenter__", "__aexit__"}};
    bool other = is_async ? has_method(vm, v, PY_SYM___enter__) && has_method(vm, v, PY_SYM___exit__)
                          : has_method(vm, v, PY_SYM___aenter__) && has_method(vm, v, PY_SYM___aexit__);
    py_str *name = py__type_full_name(vm, py_type_of(vm, v));
    if (name && other)
        py_raise(vm, PY_EXC_TypeError,
                 "'%S' object does not support the %s protocol (missed %s method) but it supports the %s "
                 "protocol. Did you mean to use '%s'?",
                 name, words[is_async], methods[is_async][!leaves], words[!is_async],
                 is_async ? "with" : "async with");
    else if (name)
        py_raise(vm, PY_EXC_TypeError, "'%S' object does not support the %s protocol (missed %s method)", name,
                 words[is_async], methods[is_async][!leaves]);
    py_release(vm, name);
}

bool py__enter_with(py_vm *vm, py_value manager, bool is_async, py_value *leave, py_value *enter) {
    static const py_symbol names[2][2] = {{PY_SYM___enter__, PY_SYM___exit__},
                                          {PY_SYM___aenter__, PY_SYM___aexit__}};
    static const char *const words[] = {"context manager", "asynchronous context manager"};
    *enter = bind_special(vm, manager, names[is_async][0]);
    *leave = py_is_set(*enter) ? bind_special(vm, manager, names[is_async][1]) : py_unset();
    if (!py_is_set(*leave)) {
        if (!py_failed(vm) && vm->python_minor >= 14)
            raise_no_manager(vm, manager, is_async);
        else if (!py_failed(vm))
            py_raise(vm, PY_EXC_TypeError, "'%T' object does not support the %s protocol%s", manager,
                     words[is_async],
                     !py_is_set(*enter) ? ""
                     : is_async        ? " (missed __aexit__ method)"
                                       : " (missed __exit__ method)");
        py_decref(vm, *enter);
        return false;
    }
    return true;
}
