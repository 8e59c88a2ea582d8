// The module operator: the language's operators as functions, and the getters itemgetter, attrgetter
// and methodcaller.
#include "library_internal.h"

#include "types_internal.h"
#include "vm_internal.h"

// ---- operators ----------------------------------------------------------------------------------

#define BINARY(name, op)                                                                           \
    static py_value f_##name(py_vm *vm, const py_value *a, int n) {                                \
        (void)n;                                                                                   \
        return py_binary_op(vm, op, a[0], a[1]);                                                   \
    }                                                                                              \
    static py_value f_i##name(py_vm *vm, const py_value *a, int n) {                               \
        (void)n;                                                                                   \
        return py_inplace_op(vm, op, a[0], a[1]);                                                  \
    }
#define COMPARE(name, op)                                                                          \
    static py_value f_##name(py_vm *vm, const py_value *a, int n) {                                \
        (void)n;                                                                                   \
        return py_rich_compare(vm, op, a[0], a[1]);                                                \
    }
#define UNARY(name, op)                                                                            \
    static py_value f_##name(py_vm *vm, const py_value *a, int n) {                                \
        (void)n;                                                                                   \
        return py_unary_op(vm, op, a[0]);                                                          \
    }

BINARY(add, PY_BIN_ADD)
BINARY(sub, PY_BIN_SUB)
BINARY(mul, PY_BIN_MUL)
BINARY(matmul, PY_BIN_MATMUL)
BINARY(truediv, PY_BIN_DIV)
BINARY(floordiv, PY_BIN_FLOORDIV)
BINARY(mod, PY_BIN_MOD)
BINARY(pow, PY_BIN_POW)
BINARY(lshift, PY_BIN_LSHIFT)
BINARY(rshift, PY_BIN_RSHIFT)
BINARY(and_, PY_BIN_AND)
BINARY(or_, PY_BIN_OR)
BINARY(xor, PY_BIN_XOR)
COMPARE(lt, PY_CMP_LT)
COMPARE(le, PY_CMP_LE)
COMPARE(eq, PY_CMP_EQ)
COMPARE(ne, PY_CMP_NE)
COMPARE(gt, PY_CMP_GT)
COMPARE(ge, PY_CMP_GE)
UNARY(neg, PY_UN_NEG)
UNARY(pos, PY_UN_POS)
UNARY(invert, PY_UN_INVERT)
UNARY(abs, PY_UN_ABS)
UNARY(index, PY_UN_INDEX)

static py_value bool_or_error(int answer) {
    return answer < 0 ? py_unset() : py_bool(answer);
}

static py_value f_truth(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return bool_or_error(py_truth(vm, a[0]));
}

static py_value f_not(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int truth = py_truth(vm, a[0]);
    return truth < 0 ? py_unset() : py_bool(!truth);
}

static py_value f_is(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_bool(py_same(a[0], a[1]));
}

static py_value f_is_not(py_vm *vm, const py_value *a, int n) {
    (void)vm, (void)n;
    return py_bool(!py_same(a[0], a[1]));
}

static py_value f_contains(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return bool_or_error(py_contains(vm, a[0], a[1]));
}

static py_value f_getitem(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_getitem(vm, a[0], a[1]);
}

static py_value f_setitem(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_setitem(vm, a[0], a[1], a[2]) ? py_none() : py_unset();
}

static py_value f_delitem(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_setitem(vm, a[0], a[1], py_unset()) ? py_none() : py_unset();
}

static bool is_sequence(py_vm *vm, py_value v) {
    const py_type *type = py_type_of(vm, v);
    return type->slots.getitem && !(type->flags & (PY_TF_DICT_SUB | PY_TF_SET));
}

static py_value concat(py_vm *vm, const py_value *a,
                       py_value (*join)(py_vm *, py_binary, py_value, py_value)) {
    if (!is_sequence(vm, a[0]))
        return py_raise(vm, PY_EXC_TypeError, "'%T' object can't be concatenated", a[0]);
    return join(vm, PY_BIN_ADD, a[0], a[1]);
}

static py_value f_concat(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return concat(vm, a, py_binary_op);
}

static py_value f_iconcat(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return concat(vm, a, py_inplace_op);
}

// Walks the iterable: how many items equal a[1] (index false), or where the first is (index true).
static py_value search(py_vm *vm, const py_value *a, bool index) {
    py_value iterator = py_iter(vm, a[0]), item;
    py_next next = py_is_set(iterator) ? PY_NEXT_ITEM : PY_NEXT_ERROR;
    int64_t count = 0, at = 0;
    for (; next == PY_NEXT_ITEM; at++) {
        next = py_iter_next(vm, iterator, &item);
        if (next != PY_NEXT_ITEM)
            break;
        int equal = py_compare_bool(vm, PY_CMP_EQ, item, a[1]);
        py_decref(vm, item);
        if (equal < 0)
            next = PY_NEXT_ERROR;
        count += equal > 0;
        if (equal > 0 && index)
            break;
    }
    py_decref(vm, iterator);
    if (next == PY_NEXT_ERROR)
        return py_unset();
    if (index && !count)
        return py_raise(vm, PY_EXC_ValueError, "sequence.index(x): x not in sequence");
    return py_int(index ? at : count);
}

static py_value f_count_of(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return search(vm, a, false);
}

static py_value f_index_of(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return search(vm, a, true);
}

static py_value f_length_hint(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value fallback = py_is_set(a[1]) ? a[1] : py_int(0);
    if (!py_is_int(py_unbox(fallback)))
        return py_raise(vm, PY_EXC_TypeError, "'%T' object cannot be interpreted as an integer",
                        fallback);
    int64_t hint = py__length_hint(vm, a[0], -1);
    return hint == -1 ? py_incref(fallback) : hint < 0 ? py_unset() : py_int(hint);
}

// a: the keywords, the callable, its arguments.
static py_value f_call(py_vm *vm, const py_value *a, int n) {
    py_tuple *args = py_tuple_of(vm, n - 2, a + 2);
    py_value result = args ? py__call_ex(vm, a[0], py_from(args), a[1]) : py_unset();
    py_release(vm, args);
    return result;
}

// ---- getters ------------------------------------------------------------------------------------

typedef struct getter {
    py_gcobj gc;
    py_tuple *names; // what to get: keys, tuples of attribute names; the name and arguments of a method
    py_dict *keywords;
} getter;

static getter *getter_of(py_value v) {
    return (getter *)v.as.o;
}

static void getter_dealloc(py_vm *vm, py_obj *self) {
    py_gc_untrack(vm, self);
    py_release(vm, ((getter *)self)->names);
    py_release(vm, ((getter *)self)->keywords);
    py_object_free(vm, self, 0);
}

static void getter_traverse(py_obj *self, py_visit visit, void *context) {
    visit(context, py_from(((getter *)self)->names));
    visit(context, py_from(((getter *)self)->keywords));
}

static py_value getter_new(py_vm *vm, py_type *type, const char *name, const py_args *args) {
    if (args->kwnames && args->kwnames->count)
        return py_raise(vm, PY_EXC_TypeError, "%s() takes no keyword arguments", name);
    if (args->n < 1)
        return py_raise(vm, PY_EXC_TypeError, "%s expected 1 argument, got 0", name);
    getter *made = py_object_new(vm, type, 0);
    if (made && !(made->names = py_tuple_of(vm, args->n, args->v))) {
        py_release(vm, made);
        return py_unset();
    }
    return py_from(made);
}

static bool take_one(py_vm *vm, const char *name, const py_args *args) {
    if (args->kwnames && args->kwnames->count)
        py_raise(vm, PY_EXC_TypeError, "%s() takes no keyword arguments", name);
    else if (args->n != 1)
        py_raise(vm, PY_EXC_TypeError, "%s expected 1 argument, got %d", name, args->n);
    else
        return true;
    return false;
}

// The one thing, or a tuple of all.
static py_value get_all(py_vm *vm, py_value self, py_value from,
                        py_value (*get)(py_vm *, py_value, py_value)) {
    const py_tuple *names = getter_of(self)->names;
    if (names->count == 1)
        return get(vm, from, names->items[0]);
    py_tuple *all = py_tuple_new(vm, names->count);
    for (int64_t i = 0; all && i < names->count; i++) {
        all->items[i] = get(vm, from, names->items[i]);
        if (!py_is_set(all->items[i])) {
            py_release(vm, all);
            return py_unset();
        }
    }
    return py_from(all);
}

static bool append_args(py_vm *vm, vl_buf *out, const getter *g) {
    bool ok = true;
    for (int64_t i = 0; ok && i < g->names->count; i++) {
        if (i)
            vl_buf_text(out, ", ");
        ok = py__append_repr(vm, out, g->names->items[i]);
    }
    py_value key, value;
    for (uint32_t at = 0; ok && g->keywords && py_dict_next(g->keywords, &at, &key, &value);) {
        vl_buf_text(out, ", ");
        vl_buf_append(out, py_as_str(key)->data, py_as_str(key)->size);
        vl_buf_char(out, '=');
        ok = py__append_repr(vm, out, value);
    }
    return ok;
}

static py_value getter_repr(py_vm *vm, py_value self) {
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    const py_type *type = self.as.o->type;
    if (!py_repr_enter(vm, self.as.o)) {
        if (py_failed(vm))
            return py_unset();
        return py_from(py_str_format(vm, "%S.%S(...)", type->module, type->name));
    }
    vl_buf_append(&out, type->module->data, type->module->size);
    vl_buf_char(&out, '.');
    vl_buf_append(&out, type->name->data, type->name->size);
    vl_buf_char(&out, '(');
    bool ok = append_args(vm, &out, getter_of(self));
    vl_buf_char(&out, ')');
    py_repr_leave(vm, self.as.o);
    return py__finish_text(vm, &out, ok);
}

#define GETTER_SPEC(symbol, text, make, run)                                                       \
    const py_type_spec symbol = {.name = text,                                                     \
                                 .module = "operator",                                             \
                                 .size = sizeof(getter),                                           \
                                 .flags = PY_TF_GC | PY_TF_QUALIFIED,                              \
                                 .base = -1,                                                       \
                                 .slots = {.dealloc = getter_dealloc,                              \
                                           .traverse = getter_traverse,                            \
                                           .new_ = make,                                           \
                                           .repr = getter_repr,                                    \
                                           .call = run}}

static py_value itemgetter_new(py_vm *vm, py_type *type, const py_args *args) {
    return getter_new(vm, type, "itemgetter", args);
}

static py_value itemgetter_call(py_vm *vm, py_value self, const py_args *args) {
    return take_one(vm, "itemgetter", args) ? get_all(vm, self, args->v[0], py_getitem)
                                            : py_unset();
}

GETTER_SPEC(py_itemgetter_spec, "itemgetter", itemgetter_new, itemgetter_call);

static py_value attrgetter_new(py_vm *vm, py_type *type, const py_args *args) {
    for (int i = 0; i < args->n; i++)
        if (!py_has_flag(args->v[i], PY_TF_STR))
            return py_raise(vm, PY_EXC_TypeError, "attribute name must be a string");
    return getter_new(vm, type, "attrgetter", args);
}

// object.a.b for "a.b"
static py_value get_dotted(py_vm *vm, py_value object, py_value path) {
    const py_str *text = py_as_str(py_unbox(path));
    py_value at = py_incref(object);
    for (const char *part = text->data; py_is_set(at);) {
        size_t len = strcspn(part, ".");
        py_str *name = py_str_intern(vm, part, len);
        py_value next = name ? py_getattr(vm, at, name) : py_unset();
        py_release(vm, name);
        py_decref(vm, at);
        at = next;
        if (!part[len])
            break;
        part += len + 1;
    }
    return at;
}

static py_value attrgetter_call(py_vm *vm, py_value self, const py_args *args) {
    return take_one(vm, "attrgetter", args) ? get_all(vm, self, args->v[0], get_dotted)
                                            : py_unset();
}

GETTER_SPEC(py_attrgetter_spec, "attrgetter", attrgetter_new, attrgetter_call);

static py_value methodcaller_new(py_vm *vm, py_type *type, const py_args *args) {
    if (args->n < 1)
        return py_raise(vm, PY_EXC_TypeError,
                        "methodcaller needs at least one argument, the method name");
    if (!py_is_str(args->v[0]))
        return py_raise(vm, PY_EXC_TypeError, "method name must be a string");
    py_args plain = {args->v, args->n, NULL};
    py_value made = getter_new(vm, type, "methodcaller", &plain);
    py_dict *keywords = py_is_set(made) ? py_dict_new(vm) : NULL;
    bool ok = keywords != NULL;
    for (int64_t i = 0; ok && args->kwnames && i < args->kwnames->count; i++)
        ok = py_dict_set(vm, keywords, args->kwnames->items[i], args->v[args->n + i]);
    if (py_is_set(made))
        getter_of(made)->keywords = keywords;
    if (ok)
        return made;
    py_decref(vm, made);
    return py_unset();
}

static py_value methodcaller_call(py_vm *vm, py_value self, const py_args *args) {
    if (!take_one(vm, "methodcaller", args))
        return py_unset();
    const getter *g = getter_of(self);
    py_value method = py_getattr(vm, args->v[0], py_as_str(g->names->items[0]));
    py_tuple *rest =
        py_is_set(method) ? py_tuple_of(vm, g->names->count - 1, g->names->items + 1) : NULL;
    py_value result =
        rest ? py__call_ex(vm, method, py_from(rest), py_from(g->keywords)) : py_unset();
    py_release(vm, rest);
    py_decref(vm, method);
    return result;
}

GETTER_SPEC(py_methodcaller_spec, "methodcaller", methodcaller_new, methodcaller_call);

// ---- the module ---------------------------------------------------------------------------------

#define TWO(name)                                                                                  \
    {#name, "a, b, /", f_##name, PY_FN_PLAIN}, {"__" #name "__", "a, b, /", f_##name, PY_FN_PLAIN}
#define ONE(name)                                                                                  \
    {#name, "a, /", f_##name, PY_FN_PLAIN}, {"__" #name "__", "a, /", f_##name, PY_FN_PLAIN}
#define BOTH(name) TWO(name), TWO(i##name)

static const py_fndef functions[] = {
    BOTH(add), BOTH(sub), BOTH(mul), BOTH(matmul), BOTH(truediv), BOTH(floordiv), BOTH(mod),
    BOTH(pow), BOTH(lshift), BOTH(rshift), BOTH(xor), BOTH(concat), TWO(lt), TWO(le), TWO(eq),
    TWO(ne), TWO(gt), TWO(ge), ONE(neg), ONE(pos), ONE(invert), ONE(abs), ONE(index),
    {"and_", "a, b, /", f_and_, PY_FN_PLAIN},
    {"__and__", "a, b, /", f_and_, PY_FN_PLAIN},
    {"iand", "a, b, /", f_iand_, PY_FN_PLAIN},
    {"__iand__", "a, b, /", f_iand_, PY_FN_PLAIN},
    {"or_", "a, b, /", f_or_, PY_FN_PLAIN},
    {"__or__", "a, b, /", f_or_, PY_FN_PLAIN},
    {"ior", "a, b, /", f_ior_, PY_FN_PLAIN},
    {"__ior__", "a, b, /", f_ior_, PY_FN_PLAIN},
    {"inv", "a, /", f_invert, PY_FN_PLAIN},
    {"__inv__", "a, /", f_invert, PY_FN_PLAIN},
    {"not_", "a, /", f_not, PY_FN_PLAIN},
    {"__not__", "a, /", f_not, PY_FN_PLAIN},
    {"truth", "a, /", f_truth, PY_FN_PLAIN},
    {"is_", "a, b, /", f_is, PY_FN_PLAIN},
    {"is_not", "a, b, /", f_is_not, PY_FN_PLAIN},
    {"contains", "a, b, /", f_contains, PY_FN_PLAIN},
    {"__contains__", "a, b, /", f_contains, PY_FN_PLAIN},
    {"getitem", "a, b, /", f_getitem, PY_FN_PLAIN},
    {"__getitem__", "a, b, /", f_getitem, PY_FN_PLAIN},
    {"setitem", "a, b, c, /", f_setitem, PY_FN_PLAIN},
    {"__setitem__", "a, b, c, /", f_setitem, PY_FN_PLAIN},
    {"delitem", "a, b, /", f_delitem, PY_FN_PLAIN},
    {"__delitem__", "a, b, /", f_delitem, PY_FN_PLAIN},
    {"countOf", "a, b, /", f_count_of, PY_FN_PLAIN},
    {"indexOf", "a, b, /", f_index_of, PY_FN_PLAIN},
    {"length_hint", "obj, default=, /", f_length_hint, PY_FN_PLAIN},
    {"call", "obj, /, *args, **kw", f_call, PY_FN_PLAIN},
    {"__call__", "obj, /, *args, **kw", f_call, PY_FN_PLAIN},
    {0},
};

static bool init(py_vm *vm, py_module *module) {
    return py__library_add(vm, module, PY_LIB_ITEMGETTER) &&
           py__library_add(vm, module, PY_LIB_ATTRGETTER) &&
           py__library_add(vm, module, PY_LIB_METHODCALLER);
}

const py_module_spec py_operator_module_spec = {
    .name = "operator", .init = init, .functions = functions};
