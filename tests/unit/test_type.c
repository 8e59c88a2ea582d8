// Class creation: the order of bases of random hierarchies is the one python3 gave (mro_cases.txt,
// by mro_record.py); lookups see changes of any base; nothing is left behind.
#include <stdio.h>
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

static py_value make(py_vm *vm, char name, const py_value *bases, int64_t count) {
    py_str *text = py_str_new(vm, &name, 1);
    py_tuple *tuple = py_tuple_of(vm, count, bases);
    py_dict *names = py_dict_new(vm);
    py_value made = py_type_create(vm, vm->types[PY_TYPE_TYPE], text, tuple, names);
    py_release(vm, text);
    py_release(vm, tuple);
    py_release(vm, names);
    return made;
}

// One line of mro_cases.txt.
static void check_line(py_vm *vm, const char *line, py_value classes[26]) {
    py_value bases[8];
    int64_t count = 0;
    const char *at = line + 2;
    for (; *at != ')'; at++)
        if (*at != ',')
            bases[count++] = classes[*at - 'A'];
    py_value made = make(vm, line[0], bases, count);
    at += 2;
    if (strncmp(at, "error", 5) == 0) {
        assert_false(py_is_set(made));
        assert_true(py_exc_matches(vm, PY_EXC_TypeError));
        py_exc_clear(vm);
        return;
    }
    assert_true(py_is_set(made));
    classes[line[0] - 'A'] = made;
    const py_tuple *mro = ((py_type *)made.as.o)->mro;
    int64_t i = 0;
    for (; *at && *at != '\n'; at++)
        if (*at != ' ')
            assert_int_equal(((py_type *)mro->items[i++].as.o)->name->data[0], *at);
    assert_int_equal(mro->count, i + 1);
    assert_ptr_equal(mro->items[i].as.o, vm->types[PY_TYPE_OBJECT]);
}

static void drop_all(py_vm *vm, py_value classes[26]) {
    for (int i = 0; i < 26; i++) {
        py_decref(vm, classes[i]);
        classes[i] = py_unset();
    }
}

static void orders_bases_as_python(void **state) {
    fixture *f = *state;
    FILE *file = fopen(UNIT_FOLDER "/mro_cases.txt", "r");
    assert_non_null(file);
    py_value classes[26] = {{0}};
    char line[256];
    int lines = 0;
    while (fgets(line, sizeof line, file)) {
        if (line[0] == '\n')
            drop_all(f->vm, classes);
        else
            check_line(f->vm, line, classes);
        lines++;
    }
    fclose(file);
    drop_all(f->vm, classes);
    assert_true(lines > 500);
    assert_true(py_gc_collect(f->vm) > 0);
}

static void sees_changes_of_bases(void **state) {
    fixture *f = *state;
    py_value a = make(f->vm, 'A', NULL, 0), b = make(f->vm, 'B', &a, 1);
    py_str *name = py_str_intern(f->vm, "x", 1), *len = py_str_intern(f->vm, "__len__", 7);
    const py_type *derived = (py_type *)b.as.o;
    assert_false(py_is_set(py_type_lookup(f->vm, derived, name)));
    assert_true(py_setattr(f->vm, a, name, py_int(1)));
    assert_int_equal(py_type_lookup(f->vm, derived, name).as.i, 1);
    assert_true(py_setattr(f->vm, a, name, py_int(2)));
    assert_int_equal(py_type_lookup(f->vm, derived, name).as.i, 2);
    assert_true(derived->slots.length == NULL);
    assert_true(py_setattr(f->vm, a, len, py_none()));
    assert_true(derived->slots.length != NULL);
    assert_true(py_setattr(f->vm, a, len, py_unset()));
    assert_true(derived->slots.length == NULL);
    py_release(f->vm, name);
    py_release(f->vm, len);
    py_decref(f->vm, a);
    py_decref(f->vm, b);
}

static void refuses_layouts_that_conflict(void **state) {
    fixture *f = *state;
    const py_type_id pairs[][2] = {{PY_TYPE_INT, PY_TYPE_STR},
                                   {PY_TYPE_LIST, PY_TYPE_DICT},
                                   {PY_TYPE_TUPLE, PY_TYPE_BASE_EXCEPTION},
                                   {PY_TYPE_TYPE, PY_TYPE_LIST}};
    for (size_t i = 0; i < VL_COUNT(pairs); i++) {
        py_value bases[2] = {py_from(f->vm->types[pairs[i][0]]),
                             py_from(f->vm->types[pairs[i][1]])};
        assert_false(py_is_set(make(f->vm, 'X', bases, 2)));
        py_exc_clear(f->vm);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(orders_bases_as_python, setup, teardown),
        cmocka_unit_test_setup_teardown(sees_changes_of_bases, setup, teardown),
        cmocka_unit_test_setup_teardown(refuses_layouts_that_conflict, setup, teardown),
    };
    return UNIT_RUN(tests);
}
