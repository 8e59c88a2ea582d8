// The module _abc: ABCMeta, with what an abstract base class knows of its subclasses. The order of the
// questions is CPython's Modules/_abc.c. Answers are remembered by the version of the class asked about,
// which holds no reference and changes when the class does.
#include "library_internal.h"

#include "types_internal.h"

typedef struct abc_data {
    py_gcobj gc;
    py_list *registry;
    py_set *yes, *no; // versions of types
    int64_t no_stamp; // the number of registrations when `no` was begun
} abc_data;

static void data_clear(py_vm *vm, py_obj *self) {
    abc_data *data = (abc_data *)self;
    void *parts[] = {data->registry, data->yes, data->no};
    data->registry = NULL;
    data->yes = data->no = NULL;
    for (size_t i = 0; i < VL_COUNT(parts); i++)
        py_release(vm, parts[i]);
}

static void data_dealloc(py_vm *vm, py_obj *self) {
    data_clear(vm, self);
    py_object_free(vm, self, 0);
}

static void data_traverse(py_obj *self, py_visit visit, void *context) {
    const abc_data *data = (const abc_data *)self;
    visit(context, py_from(data->registry));
    visit(context, py_from(data->yes));
    visit(context, py_from(data->no));
}

const py_type_spec py_abc_data_spec = {
    .name = "_abc_data",
    .module = "_abc",
    .size = sizeof(abc_data),
    .flags = PY_TF_GC | PY_TF_QUALIFIED,
    .base = -1,
    .slots = {.dealloc = data_dealloc, .traverse = data_traverse, .clear = data_clear},
};

static const char data_name[] = "_abc_impl";

// Borrowed; NULL: raised.
static abc_data *data_of(py_vm *vm, py_value cls) {
    py_str *name = py_str_intern(vm, data_name, sizeof data_name - 1);
    py_value data = name ? py_dict_get_str(((py_type *)cls.as.o)->dict, name) : py_unset();
    py_release(vm, name);
    if (py__library_is(vm, data, PY_LIB_ABC_DATA))
        return (abc_data *)data.as.o;
    if (name)
        py_raise(vm, PY_EXC_TypeError, "_abc_impl is set to a wrong type");
    return NULL;
}

// How often a class was registered with any ABC: kept with the metaclass, one a VM.
static int64_t stamp(py_vm *vm, int64_t add) {
    py_type *meta = py__library_type(vm, PY_LIB_ABC_META);
    py_str *name = py_str_intern(vm, "_abc_stamp", 10);
    py_value now = name ? py_dict_get_str(meta->dict, name) : py_unset();
    int64_t count = now.tag == PY_INT ? now.as.i + add : add;
    if (name && (add || now.tag != PY_INT))
        py_dict_set_str(vm, meta->dict, name, py_int(count));
    py_release(vm, name);
    return count;
}

// ---- abstract methods ---------------------------------------------------------------------------

int py__is_abstract(py_vm *vm, py_value v) {
    py_value flag;
    if (!py_find_attr(vm, v, vm->sym[PY_SYM___isabstractmethod__], &flag))
        return -1;
    int truth = py_is_set(flag) ? py_truth(vm, flag) : 0;
    py_decref(vm, flag);
    return truth;
}

static bool add_own(py_vm *vm, const py_type *type, py_set *names) {
    py_dict *copy = py_dict_copy(vm, type->dict);
    bool ok = copy != NULL;
    py_value key, value;
    for (uint32_t at = 0; ok && py_dict_next(copy, &at, &key, &value);) {
        int found = py__is_abstract(vm, value);
        ok = found == 0 || (found > 0 && py_set_add(vm, names, key));
    }
    py_release(vm, copy);
    return ok;
}

static bool add_inherited(py_vm *vm, py_value cls, py_value base, py_set *names) {
    py_value inherited, value;
    if (!py_find_attr(vm, base, vm->sym[PY_SYM___abstractmethods__], &inherited))
        return false;
    py_value list = py_is_set(inherited) ? py_iter_to_list(vm, inherited) : py_none();
    py_decref(vm, inherited);
    bool ok = py_is_set(list);
    for (int64_t i = 0; ok && py_is_list(list) && i < ((py_list *)list.as.o)->count; i++) {
        py_value name = ((py_list *)list.as.o)->items[i];
        ok = py_is_str(name) && py_find_attr(vm, cls, py_as_str(name), &value);
        int found = ok && py_is_set(value) ? py__is_abstract(vm, value) : 0;
        ok = ok && found >= 0 && (!found || py_set_add(vm, names, name));
        if (ok || py_is_str(name))
            py_decref(vm, value);
    }
    py_decref(vm, list);
    return ok;
}

static bool find_abstract(py_vm *vm, py_value cls) {
    py_type *type = (py_type *)cls.as.o;
    py_set *names = py_set_new(vm, true);
    bool ok = names && add_own(vm, type, names);
    for (int64_t i = 0; ok && i < type->bases->count; i++)
        ok = add_inherited(vm, cls, type->bases->items[i], names);
    ok = ok && py_setattr(vm, cls, vm->sym[PY_SYM___abstractmethods__], py_from(names));
    py_release(vm, names);
    return ok;
}

py_value py__abstract_error(py_vm *vm, py_type *type) {
    py_value found = py_dict_get_str(type->dict, vm->sym[PY_SYM___abstractmethods__]);
    py_value names = py_is_set(found) ? py_iter_to_list(vm, found) : py_unset();
    if (!py_is_set(names))
        return py_unset();
    py_list *list = (py_list *)names.as.o;
    py_str *between = py_str_z(vm, vm->python_minor >= 12 ? "', '" : ", "), *joined = NULL;
    if (between && py_list_sort(vm, list, py_unset(), false))
        joined = py_str_join(vm, between, names);
    const char *plural = list->count == 1 ? "" : "s";
    if (joined && vm->python_minor >= 12)
        py_raise(vm, PY_EXC_TypeError,
                 "Can't instantiate abstract class %S without an implementation for abstract "
                 "method%s '%S'",
                 type->name, plural, joined);
    else if (joined)
        py_raise(vm, PY_EXC_TypeError,
                 "Can't instantiate abstract class %S with abstract method%s %S", type->name,
                 plural, joined);
    py_release(vm, between);
    py_release(vm, joined);
    py_decref(vm, names);
    return py_unset();
}

// ---- the metaclass ------------------------------------------------------------------------------

static bool begin(py_vm *vm, py_value cls) {
    py_type *type = py__library_type(vm, PY_LIB_ABC_DATA);
    abc_data *data = type ? py_object_new(vm, type, 0) : NULL;
    if (!data)
        return false;
    data->registry = py_list_new(vm, 0);
    data->yes = py_set_new(vm, false);
    data->no = py_set_new(vm, false);
    if (!data->registry || !data->yes || !data->no) {
        py_release(vm, data);
        return false;
    }
    return py_dict_set_z(vm, ((py_type *)cls.as.o)->dict, data_name, py_from(data)) &&
           find_abstract(vm, cls);
}

// `__abc_tpflags__` of a class body, 32 or 64 as in CPython: instances match sequence or mapping patterns.
static bool take_patterns(py_vm *vm, py_type *cls) {
    py_str *name = py_str_z(vm, "__abc_tpflags__");
    if (!name)
        return false;
    py_value said = py_dict_get_str(cls->dict, name);
    bool ok = true;
    if (said.tag == PY_INT) {
        cls->flags |= said.as.i == 32 ? PY_TF_SEQUENCE : PY_TF_MAPPING;
        ok = py_dict_del(vm, cls->dict, py_from(name)) >= 0;
    }
    py_release(vm, name);
    return ok;
}

// And so do those of a class that is registered, and of what derives from it.
static void give_patterns(py_type *to, uint32_t kinds) {
    if (!(to->flags & PY_TF_HEAP) || !kinds || (to->flags & kinds) == kinds)
        return;
    to->flags = (to->flags & ~(uint32_t)(PY_TF_SEQUENCE | PY_TF_MAPPING)) | kinds;
    for (uint32_t i = 0; i < to->subclass_count; i++)
        give_patterns(to->subclasses[i], kinds);
}

static py_value meta_new(py_vm *vm, py_type *meta, const py_args *args) {
    py_value cls = vm->types[PY_TYPE_TYPE]->slots.new_(vm, meta, args);
    if (py_is_set(cls) && (!begin(vm, cls) || !take_patterns(vm, (py_type *)cls.as.o))) {
        py_decref(vm, cls);
        return py_unset();
    }
    return cls;
}

static int in_cache(py_vm *vm, py_set *cache, const py_type *type) {
    py_value found;
    return cache && type->version ? py_dict_get(vm, &cache->dict, py_int(type->version), &found) : 0;
}

static bool remember(py_vm *vm, py_set *cache, const py_type *type) {
    return !cache || !type->version || py_set_add(vm, cache, py_int(type->version));
}

// What __subclasshook__ says: 1, 0, -1 error, 2 NotImplemented.
static int ask_hook(py_vm *vm, py_value cls, py_value subclass) {
    py_value answer = py__call_z(vm, cls, "__subclasshook__", 1, &subclass);
    int result = !py_is_set(answer)                        ? -1
                 : py_same(answer, vm->not_implemented)    ? 2
                 : answer.tag == PY_BOOL                   ? (int)answer.as.i
                                                           : -1;
    if (result < 0 && py_is_set(answer))
        py_raise(vm, PY_EXC_AssertionError,
                 "__subclasshook__ must return either False, True, or NotImplemented");
    py_decref(vm, answer);
    return result;
}

// Whether `subclass` is one of any of `classes`: those may change meanwhile.
static int of_any(py_vm *vm, py_value subclass, py_value classes) {
    py_value list = py_iter_to_list(vm, classes);
    int found = py_is_set(list) ? 0 : -1;
    for (int64_t i = 0; found == 0 && i < ((py_list *)list.as.o)->count; i++)
        found = py__issubclass(vm, subclass, ((py_list *)list.as.o)->items[i]);
    py_decref(vm, list);
    return found;
}

static int derives(py_vm *vm, py_value cls, py_value subclass, abc_data *data) {
    int answer = ask_hook(vm, cls, subclass);
    if (answer != 2)
        return answer;
    if (py_is_subtype((py_type *)subclass.as.o, (py_type *)cls.as.o))
        return 1;
    answer = data->registry->count ? of_any(vm, subclass, py_from(data->registry)) : 0;
    if (answer != 0)
        return answer;
    py_value below = py__call_z(vm, cls, "__subclasses__", 0, NULL);
    answer = py_is_set(below) ? of_any(vm, subclass, below) : -1;
    py_decref(vm, below);
    return answer;
}

static int check_subclass(py_vm *vm, py_value cls, py_value subclass) {
    if (!py_is_type(subclass)) {
        py_raise(vm, PY_EXC_TypeError, "issubclass() arg 1 must be a class");
        return -1;
    }
    abc_data *data = data_of(vm, cls);
    const py_type *type = (py_type *)subclass.as.o;
    if (!data)
        return -1;
    int known = in_cache(vm, data->yes, type);
    if (known != 0)
        return known;
    int64_t now = stamp(vm, 0);
    if (data->no_stamp != now) {
        data->no_stamp = now;
        py_dict_clear(vm, &data->no->dict);
    } else if ((known = in_cache(vm, data->no, type)) != 0)
        return known < 0 ? -1 : 0;
    py_retain(data);
    int answer = derives(vm, cls, subclass, data);
    if (answer >= 0 && !remember(vm, answer ? data->yes : data->no, type))
        answer = -1;
    py_release(vm, data);
    return answer;
}

static py_value bool_or_error(int answer) {
    return answer < 0 ? py_unset() : py_bool(answer);
}

static py_value m_subclasscheck(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return bool_or_error(check_subclass(vm, a[0], a[1]));
}

static int call_check(py_vm *vm, py_value cls, py_value subclass) {
    if (cls.as.o->type == vm->library_types[PY_LIB_ABC_META])
        return check_subclass(vm, cls, subclass);
    py_value answer = py_call_method(vm, cls, PY_SYM___subclasscheck__, 1, &subclass);
    int truth = py_is_set(answer) ? py_truth(vm, answer) : -1;
    py_decref(vm, answer);
    return truth;
}

static py_value m_instancecheck(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value type = py_from(py_type_of(vm, a[1])), cls;
    if (!py_find_attr(vm, a[1], vm->sym[PY_SYM___class__], &cls))
        return py_unset();
    if (!py_is_set(cls))
        cls = py_incref(type);
    int answer = call_check(vm, a[0], cls);
    if (answer == 0 && !py_same(cls, type))
        answer = call_check(vm, a[0], type);
    py_decref(vm, cls);
    return bool_or_error(answer);
}

static py_value m_register(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_type(a[1]))
        return py_raise(vm, PY_EXC_TypeError, "Can only register classes");
    int already = py__issubclass(vm, a[1], a[0]);
    if (already != 0)
        return already > 0 ? py_incref(a[1]) : py_unset();
    int cycle = py__issubclass(vm, a[0], a[1]);
    if (cycle < 0)
        return py_unset();
    if (cycle > 0)
        return py_raise(vm, PY_EXC_RuntimeError, "Refusing to create an inheritance cycle");
    abc_data *data = data_of(vm, a[0]);
    if (!data || !py_list_append(vm, data->registry, a[1]))
        return py_unset();
    if (py_is_type(a[0]))
        give_patterns((py_type *)a[1].as.o, ((py_type *)a[0].as.o)->flags & (PY_TF_SEQUENCE | PY_TF_MAPPING));
    stamp(vm, 1);
    return py_failed(vm) ? py_unset() : py_incref(a[1]);
}

static const py_fndef meta_methods[] = {
    {"__instancecheck__", "cls, instance", m_instancecheck, PY_FN_METHOD},
    {"__subclasscheck__", "cls, subclass", m_subclasscheck, PY_FN_METHOD},
    {"register", "cls, subclass", m_register, PY_FN_METHOD},
    {0},
};

const py_type_spec py_abc_meta_spec = {
    .name = "ABCMeta",
    .module = "abc",
    .doc = "The metaclass of abstract base classes.",
    .size = sizeof(py_type),
    .flags = PY_TF_GC | PY_TF_BASE | PY_TF_TYPE,
    .base = PY_TYPE_TYPE,
    .slots = {.new_ = meta_new},
    .methods = meta_methods,
};

// ---- the module ---------------------------------------------------------------------------------

static py_value f_update(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py__library_is(vm, py_from(py_type_of(vm, a[0])), PY_LIB_ABC_META) &&
        !(py_is_type(a[0]) && (((py_type *)a[0].as.o)->flags & PY_TF_HEAP) &&
          py_is_set(py_dict_get_str(((py_type *)a[0].as.o)->dict,
                                    vm->sym[PY_SYM___abstractmethods__]))))
        return py_incref(a[0]);
    return find_abstract(vm, a[0]) ? py_incref(a[0]) : py_unset();
}

// check_methods(cls, *names): whether the class has them all, and none is None.
static py_value f_check_methods(py_vm *vm, const py_value *a, int n) {
    const py_type *type = (py_type *)a[0].as.o;
    for (int i = 1; i < n; i++) {
        py_value found = py_type_lookup(vm, type, py_as_str(a[i]));
        if (!py_is_set(found) || py_is_none(found))
            return py_incref(vm->not_implemented);
    }
    return py_bool(true);
}

static bool init(py_vm *vm, py_module *module) {
    return py__library_add(vm, module, PY_LIB_ABC_META);
}

static const py_fndef functions[] = {
    {"update_abstractmethods", "cls, /", f_update, PY_FN_PLAIN},
    {"check_methods", "cls_, /, *args", f_check_methods, PY_FN_PLAIN},
    {0},
};

const py_module_spec py_abc_module_spec = {.name = "_abc", .init = init, .functions = functions};
