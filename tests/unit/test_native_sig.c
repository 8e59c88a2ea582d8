// Signatures of native functions: where arguments arrive, and CPython's words for calls that do not
// fit.
#include <string.h>

#include "unit.h"

#include "vl_python.h"

typedef struct fixture {
    vl_heap heap;
    vl_error error;
    py_vm *vm;
} fixture;

static int setup(void **state) {
    static fixture f;
    f = (fixture){.vm = NULL};
    vl_heap_init(&f.heap, 0);
    f.vm = py_vm_new(&f.heap, NULL, &f.error);
    *state = &f;
    return f.vm ? 0 : -1;
}

static int teardown(void **state) {
    fixture *f = *state;
    py_vm_free(f->vm);
    int left = (int)f->heap.live_blocks;
    vl_heap_deinit(&f->heap);
    return left;
}

// What a call gave: a list of the values as ints, -1 for those not given, 1000 + size for a dict.
static py_value show(py_vm *vm, const py_value *a, int n) {
    py_list *list = py_list_new(vm, n);
    for (int i = 0; i < n; i++) {
        py_value v = py_is_set(a[i]) ? a[i] : py_int(-1);
        if (py_is_dict(v))
            v = py_int(1000 + ((py_dict *)v.as.o)->used);
        assert_true(py_list_append(vm, list, v));
    }
    return py_from(list);
}

typedef struct row {
    const char *sig;
    int positional;          // that many: 1, 2, 3 ...
    const char *keywords[3]; // with 10, 20, 30
    const char *result;      // repr, or message of the TypeError
} row;

static void check(py_vm *vm, const row *r, const py_fndef *def) {
    py_value values[16], names[3];
    int n = 0, keywords = 0;
    for (; n < r->positional; n++)
        values[n] = py_int(n + 1);
    for (; keywords < 3 && r->keywords[keywords]; keywords++) {
        names[keywords] = py_from(py_str_z(vm, r->keywords[keywords]));
        values[n + keywords] = py_int(10 * (keywords + 1));
    }
    py_tuple *kwnames = keywords ? py_tuple_of(vm, keywords, names) : NULL;
    py_args args = {values, n, kwnames};
    py_value f = py_native_new(vm, def, py_unset(), NULL, NULL);
    py_value result = py_call(vm, f, &args);
    if (!py_is_set(result)) {
        py_exc *exc = py_exc_fetch(vm);
        assert_non_null(exc);
        result = py_from(py_str_of(vm, py_from(exc)));
        py_release(vm, exc);
    }
    py_str *text = py_str_of(vm, result);
    if (strcmp(text->data, r->result) != 0)
        print_error("signature %s\n", r->sig);
    assert_string_equal(text->data, r->result);
    py_release(vm, text);
    py_decref(vm, result);
    py_decref(vm, f);
    for (int i = 0; i < keywords; i++)
        py_decref(vm, names[i]);
    py_release(vm, kwnames);
}

static void binds_and_complains(void **state) {
    fixture *f = *state;
    static const row rows[] = {
        {"x, /", 1, {0}, "[1]"},
        {"x, /", 0, {0}, "f() takes exactly one argument (0 given)"},
        {"x, /", 2, {0}, "f() takes exactly one argument (2 given)"},
        {"x, /", 0, {"x"}, "f() takes no keyword arguments"},
        {"", 0, {0}, "[]"},
        {"", 1, {0}, "f() takes no arguments (1 given)"},
        {"a, b, /", 1, {0}, "f expected 2 arguments, got 1"},
        {"a, b=, /", 0, {0}, "f expected at least 1 argument, got 0"},
        {"a, b=, /", 1, {0}, "[1, -1]"},
        {"a, b=, /", 3, {0}, "f expected at most 2 arguments, got 3"},
        {"a, b=", 1, {"b"}, "[1, 10]"},
        {"a, b=", 0, {"b", "a"}, "[20, 10]"},
        {"a, b=", 1, {"a"}, "argument for f() given by name ('a') and position (1)"},
        {"a, b=", 1, {"c"}, "f() got an unexpected keyword argument 'c'"},
        {"a, b=", 0, {"b"}, "f() missing required argument 'a' (pos 1)"},
        {"a, b=", 3, {0}, "f() takes at most 2 arguments (3 given)"},
        {"a, *, k=", 2, {0}, "f() takes exactly 1 positional argument (2 given)"},
        {"*, k=", 1, {0}, "f() takes no positional arguments"},
        {"*args, k=", 3, {"k"}, "[10, 1, 2, 3]"},
        {"*args, k=", 0, {0}, "[-1]"},
        {"a, *args, k=, **kw", 3, {"z", "k"}, "[1, 20, 1001, 2, 3]"},
        {"a=, **kw", 0, {"y", "z"}, "[-1, 1002]"},
        {"@a, b, c=", 1, {0}, "f() missing 1 required positional argument: 'b'"},
        {"@a, b, c=", 0, {0}, "f() missing 2 required positional arguments: 'a' and 'b'"},
        {"@a, b, c=", 4, {0}, "f() takes from 2 to 3 positional arguments but 4 were given"},
        {"@a", 2, {0}, "f() takes 1 positional argument but 2 were given"},
        {"@a", 1, {"a"}, "f() got multiple values for argument 'a'"},
        {"@a, *, k", 1, {0}, "f() missing 1 required keyword-only argument: 'k'"},
    };
    static py_fndef defs[VL_COUNT(rows)]; // the signature of each is kept by its address
    for (size_t i = 0; i < VL_COUNT(rows); i++) {
        defs[i] = (py_fndef){"f", rows[i].sig, show, PY_FN_PLAIN};
        check(f->vm, &rows[i], &defs[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(binds_and_complains, setup, teardown)};
    return UNIT_RUN(tests);
}
