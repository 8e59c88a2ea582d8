// Classes of the program: type.__new__ and what a class statement does around its body. The order
// of steps is CPython's type_new and builtin___build_class__.
#include "text_internal.h"
#include "types_internal.h"
#include "vm_internal.h"

static py_value get_dict(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_dict **dict = py_object_dict(a[0].as.o);
    if (!dict)
        return py_raise(vm, PY_EXC_AttributeError, "'%T' object has no attribute '__dict__'", a[0]);
    if (!*dict)
        *dict = py_dict_new(vm);
    return py_incref(py_from(*dict));
}

static py_value set_dict(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_dict(a[1]))
        return py_raise(vm, PY_EXC_TypeError, "__dict__ must be set to a dictionary, not a '%T'",
                        a[1]);
    py_dict **dict = py_object_dict(a[0].as.o), *old = *dict;
    *dict = py_retain(a[1].as.o);
    py_release(vm, old);
    return py_none();
}

static py_value get_weakref(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py__weak_first(vm, a[0]);
}

static const py_fndef dict_getter = {"__dict__", NULL, get_dict, PY_FN_GETTER};
static const py_fndef dict_setter = {"__dict__", NULL, set_dict, PY_FN_SETTER};
static const py_fndef weakref_getter = {"__weakref__", NULL, get_weakref, PY_FN_GETTER};

static bool add_getset(py_vm *vm, py_type *type, py_symbol name, const py_fndef *getter,
                       const py_fndef *setter) {
    py_getset *getset = py_object_new(vm, vm->types[PY_TYPE_GETSET], 0);
    if (!getset)
        return false;
    getset->getter = getter;
    getset->setter = setter;
    getset->owner = type;
    bool ok = py_dict_set_str(vm, type->dict, vm->sym[name], py_from(getset));
    py_release(vm, getset);
    return ok;
}

// ---- __slots__
// ------------------------------------------------------------------------------------

static bool add_member(py_vm *vm, py_type *type, py_str *name) {
    py_value own = py_dict_get_str(type->dict, name);
    if (py_is(vm, own, PY_TYPE_MEMBER) && ((py_member *)own.as.o)->owner == type)
        return true; // named twice
    if (py_is_set(own)) {
        py_raise(vm, PY_EXC_ValueError, "%R in __slots__ conflicts with class variable",
                 py_from(name));
        return false;
    }
    py_member *member = py_object_new(vm, vm->types[PY_TYPE_MEMBER], 0);
    if (!member)
        return false;
    member->name = py_retain(name);
    member->owner = type;
    member->offset = type->member_offset + type->member_count * sizeof(py_value);
    type->member_count++;
    bool ok = py_dict_set_str(vm, type->dict, name, py_from(member));
    py_release(vm, member);
    return ok;
}

// _Class__name for a private name, as the compiler mangles it in the class's body.
static py_str *mangle(py_vm *vm, const py_type *type, py_str *name) {
    const char *class_name = type->name->data;
    while (*class_name == '_')
        class_name++;
    bool private = name->size > 2 && name->data[0] == '_' && name->data[1] == '_' &&
                   strcmp(name->data + name->size - 2, "__") != 0;
    py_str *out =
        private && *class_name ? py_str_format(vm, "_%s%S", class_name, name) : py_retain(name);
    return out ? py_str_intern_take(vm, out) : NULL;
}

// What a class may still be given, and what its __slots__ ask for.
typedef struct extras {
    bool may_dict, may_weak, dict, weak;
} extras;

static bool add_extra(py_vm *vm, bool may, bool *added, const char *name) {
    if (may && !*added)
        return *added = true;
    bool weak = vm->python_minor < 12 && name[2] == 'w';
    py_raise(vm, PY_EXC_TypeError,
             weak ? "%s slot disallowed: either we already got one, or __itemsize__ != 0"
                  : "%s slot disallowed: we already got one",
             name);
    return false;
}

static bool is_sized(const py_type *type) { // as CPython's tp_itemsize says
    return (type->flags & (PY_TF_INT | PY_TF_BYTES | PY_TF_TUPLE | PY_TF_TYPE)) != 0;
}

static bool add_slot(py_vm *vm, py_type *type, py_value item, extras *extra) {
    if (!py_is_str(item)) {
        py_raise(vm, PY_EXC_TypeError, "__slots__ items must be strings, not '%T'", item);
        return false;
    }
    py_value identifier = py__str_isidentifier(vm, &item, 1);
    if (!py_is_set(identifier))
        return false;
    if (!identifier.as.i) {
        py_raise(vm, PY_EXC_TypeError, "__slots__ must be identifiers");
        return false;
    }
    if (py_str_is(py_as_str(item), "__dict__"))
        return add_extra(vm, extra->may_dict, &extra->dict, "__dict__");
    if (py_str_is(py_as_str(item), "__weakref__"))
        return add_extra(vm, extra->may_weak, &extra->weak, "__weakref__");
    py_str *name = mangle(vm, type, py_as_str(item));
    bool ok = name && add_member(vm, type, name);
    py_release(vm, name);
    return ok;
}

static bool add_members(py_vm *vm, py_type *type, py_value slots, extras *extra) {
    py_value names =
        py_is_str(slots) ? py_from(py_tuple_of(vm, 1, &slots)) : py_iter_to_tuple(vm, slots);
    if (!py_is_set(names))
        return false;
    py_tuple *tuple = (py_tuple *)names.as.o;
    bool ok = true;
    if (tuple->count && is_sized(type->base)) {
        py_raise(vm, PY_EXC_TypeError, "nonempty __slots__ not supported for subtype of '%N'",
                 type->base);
        ok = false;
    }
    for (int64_t i = 0; ok && i < tuple->count; i++)
        ok = add_slot(vm, type, tuple->items[i], extra);
    py_decref(vm, names);
    return ok;
}

// ---- layout -------------------------------------------------------------------------------------

static void inherit_layout(py_type *type, const py_type *base) {
    const uint32_t passed = PY_TF_DICT | PY_TF_BOXED | PY_TF_EXCEPTION | PY_TF_TYPE | PY_TF_TUPLE |
                            PY_TF_LIST | PY_TF_DICT_SUB | PY_TF_SET | PY_TF_STR | PY_TF_INT |
                            PY_TF_FLOAT | PY_TF_BYTES | PY_TF_BUFFER;
    type->flags = PY_TF_GC | PY_TF_BASE | PY_TF_HEAP | (base->flags & passed);
    type->size = base->size > sizeof(py_gcobj) ? base->size : sizeof(py_gcobj);
    type->dict_offset = base->dict_offset;
    if (!(base->flags & PY_TF_HEAP) &&
        (base->flags & (PY_TF_STR | PY_TF_INT | PY_TF_FLOAT | PY_TF_BYTES))) {
        type->flags |= PY_TF_BOXED;
        type->size = sizeof(py_boxed);
    }
}

static bool add_dict(py_vm *vm, py_type *type) {
    type->dict_offset = type->size;
    type->size += sizeof(py_dict *);
    type->flags |= PY_TF_DICT;
    return add_getset(vm, type, PY_SYM___dict__, &dict_getter, &dict_setter);
}

static bool lay_out(py_vm *vm, py_type *type) {
    inherit_layout(type, type->base);
    type->size = (type->size + 7) / 8 * 8;
    type->member_offset = type->size;
    bool has_weak = py__weak_may(type->base);
    extras extra = {.may_dict = !type->dict_offset && !(type->flags & PY_TF_TYPE),
                    .may_weak = !has_weak && !is_sized(type->base)};
    py_value slots = py_dict_get_str(type->dict, vm->sym[PY_SYM___slots__]);
    if (!py_is_set(slots)) {
        extra.dict = extra.may_dict;
        extra.weak = extra.may_weak;
    } else if (!add_members(vm, type, slots, &extra))
        return false;
    type->size += type->member_count * sizeof(py_value);
    for (int64_t i = 0; i < type->bases->count; i++) {
        const py_type *base = (const py_type *)type->bases->items[i].as.o;
        extra.dict = extra.dict || (extra.may_dict && base->dict_offset);
        extra.weak = extra.weak || (extra.may_weak && py__weak_may(base));
    }
    if (has_weak || extra.weak)
        type->flags |= PY_TF_WEAK;
    if (extra.dict && !add_dict(vm, type))
        return false;
    if (!type->dict_offset && !(type->flags & PY_TF_TYPE))
        type->flags |= PY_TF_SLOTTED;
    return !extra.weak || add_getset(vm, type, PY_SYM___weakref__, &weakref_getter, NULL);
}

// ---- the namespace ------------------------------------------------------------------------------

static bool wrap_as(py_vm *vm, py_type *type, py_symbol name, py_type_id wrapper) {
    py_value f = py_dict_get_str(type->dict, vm->sym[name]);
    if (!py_is(vm, f, PY_TYPE_FUNCTION))
        return true;
    py_value wrapped = py_call_n(vm, py_from(vm->types[wrapper]), 1, &f);
    bool ok = py_is_set(wrapped) && py_dict_set_str(vm, type->dict, vm->sym[name], wrapped);
    py_decref(vm, wrapped);
    return ok;
}

static bool set_default(py_vm *vm, py_type *type, py_symbol name, py_value value) {
    return py_is_set(py_dict_get_str(type->dict, vm->sym[name])) ||
           py_dict_set_str(vm, type->dict, vm->sym[name], value);
}

static bool fill_namespace(py_vm *vm, py_type *type, py_value *cell) {
    py_str *key = vm->sym[PY_SYM___qualname__];
    py_value qualname = py_dict_get_str(type->dict, key);
    if (py_is_set(qualname) && !py_is_str(qualname)) {
        py_raise(vm, PY_EXC_TypeError, "type __qualname__ must be a str, not %T", qualname);
        return false;
    }
    type->qualname = py_retain(py_is_set(qualname) ? py_as_str(qualname) : type->name);
    if (py_is_set(qualname) && py_dict_del(vm, type->dict, py_from(key)) < 0)
        return false;
    *cell = py_incref(py_dict_get_str(type->dict, vm->sym[PY_SYM___classcell__]));
    if (py_is_set(*cell) && !py_is(vm, *cell, PY_TYPE_CELL)) {
        py_raise(vm, PY_EXC_TypeError, "__classcell__ must be a nonlocal cell, not %R",
                 py_from(py_type_of(vm, *cell)));
        return false;
    }
    if (py_is_set(*cell) && py_dict_del(vm, type->dict, py_from(vm->sym[PY_SYM___classcell__])) < 0)
        return false;
    py_dict *globals = py_current_globals(vm);
    py_value module = globals ? py_dict_get_str(globals, vm->sym[PY_SYM___name__]) : py_unset();
    if (py_is_set(module) && !set_default(vm, type, PY_SYM___module__, module))
        return false;
    module = py_dict_get_str(type->dict, vm->sym[PY_SYM___module__]);
    type->module = py_retain(py_is_str(module) ? py_as_str(module) : vm->sym[PY_SYM_builtins]);
    if (py_is_set(py_dict_get_str(type->dict, vm->sym[PY_SYM___eq__])) &&
        !set_default(vm, type, PY_SYM___hash__, py_none()))
        return false;
    return wrap_as(vm, type, PY_SYM___new__, PY_TYPE_STATICMETHOD) &&
           wrap_as(vm, type, PY_SYM___init_subclass__, PY_TYPE_CLASSMETHOD) &&
           wrap_as(vm, type, PY_SYM___class_getitem__, PY_TYPE_CLASSMETHOD);
}

// The pending exception left a __set_name__: as a note since 3.12, before as the cause of another.
static void tell_set_name(py_vm *vm, py_value value, py_value key, const py_type *type) {
    static const char text[] = "Error calling __set_name__ on '%T' instance %R in '%N'";
    if (vm->python_minor >= 12) {
        py__exc_note(vm, vm->exc, text, value, key, type);
        return;
    }
    py_exc *cause = py_exc_fetch(vm);
    py_raise(vm, PY_EXC_RuntimeError, text, value, key, type);
    if (vm->exc && vm->halt == VL_OK) {
        py_assign_take(vm, &vm->exc->cause, py_incref(py_from(cause)));
        py_assign_take(vm, &vm->exc->context, py_incref(py_from(cause)));
        vm->exc->suppress_context = true;
    }
    py_release(vm, cause);
}

static bool call_set_name(py_vm *vm, py_type *type) {
    py_dict *names = py_dict_copy(vm, type->dict);
    uint32_t at = 0;
    py_value key, value;
    bool ok = names != NULL;
    while (ok && py_dict_next(names, &at, &key, &value)) {
        py_value func, self;
        if (!py_load_special(vm, value, PY_SYM___set_name__, &func, &self)) {
            ok = false;
            break;
        }
        if (!py_is_set(func))
            continue;
        py_value args[2] = {py_from(type), key};
        py_args call = {args, 2, NULL};
        py_value result = py_call_bound(vm, func, self, &call);
        ok = py_is_set(result);
        if (!ok && vm->halt == VL_OK && vm->exc)
            tell_set_name(vm, value, key, type);
        py_decref(vm, result);
        py_decref(vm, func);
        py_decref(vm, self);
    }
    py_release(vm, names);
    return ok;
}

// super(type, type).__init_subclass__(**kwargs)
static bool call_init_subclass(py_vm *vm, py_type *type, py_dict *kwargs) {
    py_str *name = vm->sym[PY_SYM___init_subclass__];
    py_value hook = py_unset();
    for (int64_t i = 1; i < type->mro->count && !py_is_set(hook); i++)
        hook = py_dict_get_str(((py_type *)type->mro->items[i].as.o)->dict, name);
    if (!py_is_set(hook))
        return true;
    py_value bound = py__bind(vm, hook, py_unset(), type);
    if (!py_is_set(bound))
        return false;
    py_value result =
        py__call_ex(vm, bound, py_from(vm->empty_tuple), kwargs ? py_from(kwargs) : py_unset());
    py_decref(vm, bound);
    py_decref(vm, result);
    return py_is_set(result);
}

// ---- making the class
// -----------------------------------------------------------------------------

static bool register_subclass(py_vm *vm, py_type *type) {
    for (int64_t i = 0; i < type->bases->count; i++)
        if (!py__subclass_add(vm, (py_type *)type->bases->items[i].as.o, type))
            return false;
    return true;
}

// What patterns its instances match: as the first class of the MRO that says so.
static void inherit_patterns(py_type *type) {
    const uint32_t kinds = PY_TF_SEQUENCE | PY_TF_MAPPING;
    for (int64_t i = 1; i < type->mro->count && !(type->flags & kinds); i++)
        type->flags |= ((const py_type *)type->mro->items[i].as.o)->flags & kinds;
}

// Where the metaclass has an mro() of its own, what that gives; meanwhile type->mro is the usual one.
static bool ask_mro(py_vm *vm, py_type *type) {
    py_type *meta = type->gc.base.type;
    py_str *name = py_str_z(vm, "mro");
    bool own = name && !py_same(py_type_lookup(vm, meta, name),
                                py_dict_get_str(vm->types[PY_TYPE_TYPE]->dict, name));
    py_value order = own ? py_getattr(vm, py_from(type), name) : py_unset();
    py_release(vm, name);
    if (!own)
        return name != NULL;
    py_value given = py_is_set(order) ? py_call_n(vm, order, 0, NULL) : py_unset();
    py_value classes = py_is_set(given) ? py_iter_to_tuple(vm, given) : py_unset();
    py_decref(vm, order);
    py_decref(vm, given);
    if (!py_is_set(classes))
        return false;
    const py_tuple *tuple = (py_tuple *)classes.as.o;
    for (int64_t i = 0; i < tuple->count; i++)
        if (!py_is_type(tuple->items[i])) {
            py_raise(vm, PY_EXC_TypeError, "mro() returned a non-class ('%T')", tuple->items[i]);
            py_decref(vm, classes);
            return false;
        }
    py_release(vm, type->mro);
    type->mro = (py_tuple *)classes.as.o;
    return true;
}

static bool fill_type(py_vm *vm, py_type *type, py_tuple *bases, py_dict *names, py_dict *kwargs) {
    py_value cell = py_unset();
    type->flags = PY_TF_HEAP | PY_TF_GC;
    type->bases = py_retain(bases);
    type->base = py_retain(py__best_base(vm, bases));
    type->dict = type->base ? py_dict_new(vm) : NULL;
    bool ok = type->dict && py_dict_update(vm, type->dict, py_from(names)) &&
              fill_namespace(vm, type, &cell) && lay_out(vm, type) &&
              set_default(vm, type, PY_SYM___doc__, py_none()) && (type->mro = py__mro(vm, type)) &&
              ask_mro(vm, type) &&              register_subclass(vm, type);
    if (ok) {
        inherit_patterns(type);
        py_type_changed(vm, type);
        if (py_is(vm, cell, PY_TYPE_CELL))
            py_assign_take(vm, &((py_cell *)cell.as.o)->value, py_incref(py_from(type)));
        ok = call_set_name(vm, type) && call_init_subclass(vm, type, kwargs);
    }
    py_decref(vm, cell);
    return ok;
}

py_value py_type_create_kw(py_vm *vm, py_type *meta, py_str *name, py_tuple *bases,
                           py_dict *namespace, py_dict *kwargs) {
    py_value object = py_from(vm->types[PY_TYPE_OBJECT]);
    py_tuple *used = bases->count ? py_retain(bases) : py_tuple_of(vm, 1, &object);
    if (!used)
        return py_unset();
    for (int64_t i = 0; i < used->count; i++)
        if (!py_is_type(used->items[i])) {
            py_release(vm, used);
            return py_raise(vm, PY_EXC_TypeError, "bases must be types");
        }
    meta = py__metaclass_of(vm, meta, used);
    py_type *type = meta ? py_object_new(vm, meta, 0) : NULL;
    if (type) {
        type->name = py_str_intern_take(vm, py_retain(name));
        if (!type->name || !fill_type(vm, type, used, namespace, kwargs)) {
            py_release(vm, type);
            type = NULL;
        }
    }
    py_release(vm, used);
    return py_from(type);
}

py_value py_type_create(py_vm *vm, py_type *meta, py_str *name, py_tuple *bases,
                        py_dict *namespace) {
    return py_type_create_kw(vm, meta, name, bases, namespace, NULL);
}

// Keyword arguments of a call as a dict; `skip`: a name left out (its value goes to *skipped).
static py_dict *keywords(py_vm *vm, const py_args *args, const char *skip, py_value *skipped) {
    py_dict *dict = py_dict_new(vm);
    for (int64_t i = 0; dict && args->kwnames && i < args->kwnames->count; i++) {
        py_str *name = py_as_str(args->kwnames->items[i]);
        py_value value = args->v[args->n + i];
        if (skip && py_str_is(name, skip))
            *skipped = value;
        else if (!py_dict_set_str(vm, dict, name, value)) {
            py_release(vm, dict);
            return NULL;
        }
    }
    return dict;
}

// type.__new__(meta, name, bases, namespace, **kwargs)
py_value py__type_new(py_vm *vm, py_type *meta, const py_args *args) {
    if (args->n != 3)
        return py_raise(vm, PY_EXC_TypeError, "type.__new__() takes exactly 3 arguments (%d given)",
                        args->n);
    if (!py_is_str(args->v[0]))
        return py_raise(vm, PY_EXC_TypeError, "type.__new__() argument 1 must be str, not %T",
                        args->v[0]);
    if (strlen(py_as_str(args->v[0])->data) != py_as_str(args->v[0])->size)
        return py_raise(vm, PY_EXC_ValueError, "type name must not contain null characters");
    if (!py_is_tuple(args->v[1]))
        return py_raise(vm, PY_EXC_TypeError, "type.__new__() argument 2 must be tuple, not %T",
                        args->v[1]);
    if (!py_is_dict(args->v[2]))
        return py_raise(vm, PY_EXC_TypeError, "type.__new__() argument 3 must be dict, not %T",
                        args->v[2]);
    py_type *winner = py__metaclass_of(vm, meta, (py_tuple *)args->v[1].as.o);
    if (!winner)
        return py_unset();
    if (winner != meta && winner->slots.new_ != py__type_new)
        return winner->slots.new_(vm, winner, args); // a base's metaclass has a say
    py_dict *kwargs = keywords(vm, args, NULL, NULL);
    if (!kwargs)
        return py_unset();
    py_value type = py_type_create_kw(vm, winner, py_as_str(args->v[0]), (py_tuple *)args->v[1].as.o,
                                      (py_dict *)args->v[2].as.o, kwargs);
    py_release(vm, kwargs);
    return type;
}

// ---- class statements
// -----------------------------------------------------------------------------

// Bases with what __mro_entries__ puts in their place.
static py_tuple *resolve_bases(py_vm *vm, py_tuple *bases) {
    py_list *out = py_list_new(vm, bases->count);
    bool ok = out != NULL;
    for (int64_t i = 0; ok && i < bases->count; i++) {
        py_value base = bases->items[i], func = py_unset(), entries;
        if (!py_is_type(base))
            ok = py_find_attr(vm, base, vm->sym[PY_SYM___mro_entries__], &func);
        if (!py_is_set(func)) {
            ok = ok && py_list_append(vm, out, base);
            continue;
        }
        py_value arg = py_from(bases);
        entries = py_call_n(vm, func, 1, &arg);
        py_decref(vm, func);
        ok = py_is_set(entries);
        if (ok && !py_is_tuple(entries)) {
            py_raise(vm, PY_EXC_TypeError, "__mro_entries__ must return a tuple");
            ok = false;
        }
        for (int64_t j = 0; ok && j < ((py_tuple *)entries.as.o)->count; j++)
            ok = py_list_append(vm, out, ((py_tuple *)entries.as.o)->items[j]);
        py_decref(vm, entries);
    }
    py_tuple *resolved = ok ? py_tuple_of(vm, out->count, out->items) : NULL;
    py_release(vm, out);
    return resolved;
}

static py_value prepare(py_vm *vm, py_value meta, py_value name, py_tuple *bases, py_dict *kwargs) {
    if (py_same(meta, py_from(vm->types[PY_TYPE_TYPE])))
        return py_from(py_dict_new(vm));
    py_value hook;
    if (!py_find_attr(vm, meta, vm->sym[PY_SYM___prepare__], &hook))
        return py_unset();
    if (!py_is_set(hook))
        return py_from(py_dict_new(vm));
    py_value items[2] = {name, py_from(bases)};
    py_tuple *args = py_tuple_of(vm, 2, items);
    py_value names = args ? py__call_ex(vm, hook, py_from(args), py_from(kwargs)) : py_unset();
    py_release(vm, args);
    py_decref(vm, hook);
    if (py_is_set(names) && !py_is_dict(names) && !py_type_of(vm, names)->slots.getitem) {
        if (py_is_type(meta))
            py_raise(vm, PY_EXC_TypeError, "%N.__prepare__() must return a mapping, not %T",
                     (py_type *)meta.as.o, names);
        else
            py_raise(vm, PY_EXC_TypeError,
                     "<metaclass>.__prepare__() must return a mapping, not %T", names);
        py_decref(vm, names);
        return py_unset();
    }
    return names;
}

static py_value make_class(py_vm *vm, py_value meta, py_value name, py_tuple *bases, py_value names,
                           py_dict *kwargs) {
    py_value items[3] = {name, py_from(bases), names};
    py_tuple *args = py_tuple_of(vm, 3, items);
    py_value cls = args ? py__call_ex(vm, meta, py_from(args), py_from(kwargs)) : py_unset();
    py_release(vm, args);
    return cls;
}

static py_value run_body(py_vm *vm, py_value body, py_value meta, py_value name, py_tuple *original,
                         py_tuple *bases, py_dict *kwargs) {
    py_value names = prepare(vm, meta, name, bases, kwargs);
    if (!py_is_set(names))
        return names;
    py_dict *dict = (py_dict *)names.as.o;
    py_value cls = py_unset(), cell = py_run_class_body(vm, (py_func *)body.as.o, dict);
    bool ok = py_is_set(cell);
    if (ok && original != bases)
        ok = py__names_set(vm, dict, vm->sym[PY_SYM___orig_bases__], py_from(original));
    if (ok && py_is(vm, cell, PY_TYPE_CELL))
        ok = py__names_set(vm, dict, vm->sym[PY_SYM___classcell__], cell);
    if (ok)
        cls = make_class(vm, meta, name, bases, names, kwargs);
    if (py_is_type(cls) && py_is(vm, cell, PY_TYPE_CELL) &&
        !py_is_set(((py_cell *)cell.as.o)->value))
        py_assign_take(vm, &((py_cell *)cell.as.o)->value, py_incref(cls));
    py_decref(vm, cell);
    py_decref(vm, names);
    return cls;
}

// __build_class__(func, name, *bases, metaclass=None, **kwargs)
py_value py__build_class(py_vm *vm, const py_args *args) {
    if (args->n < 2)
        return py_raise(vm, PY_EXC_TypeError, "__build_class__: not enough arguments");
    if (!py_is(vm, args->v[0], PY_TYPE_FUNCTION))
        return py_raise(vm, PY_EXC_TypeError, "__build_class__: func must be a function");
    py_value meta = py_unset(), cls = py_unset();
    py_dict *kwargs = keywords(vm, args, "metaclass", &meta);
    py_tuple *original = py_tuple_of(vm, args->n - 2, args->v + 2);
    py_tuple *bases = original && kwargs ? resolve_bases(vm, original) : NULL;
    bool ok = bases != NULL;
    bool changed = ok && bases->count != original->count;
    for (int64_t i = 0; ok && !changed && i < bases->count; i++)
        changed = !py_same(bases->items[i], original->items[i]);
    if (!py_is_set(meta))
        meta =
            py_from(ok && bases->count ? py_type_of(vm, bases->items[0]) : vm->types[PY_TYPE_TYPE]);
    if (ok && py_is_type(meta)) {
        meta = py_from(py__metaclass_of(vm, (py_type *)meta.as.o, bases));
        ok = py_is_set(meta);
    }
    if (ok)
        cls = run_body(vm, args->v[0], meta, args->v[1], changed ? original : bases, bases, kwargs);
    py_release(vm, bases);
    py_release(vm, original);
    py_release(vm, kwargs);
    return cls;
}
