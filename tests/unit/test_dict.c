// The table under dict and set: versions for inline caches, order, growth, lookups by str, little
// memory. What programs see of dicts is tested by tests/programs.
#include "unit.h"

#include "vl_python.h"

typedef struct fixture {
    vl_heap heap;
    vl_error error;
    py_vm *vm;
    size_t blocks; // there were before the test
} fixture;

static int setup(void **state) {
    static fixture f;
    f = (fixture){.vm = NULL};
    vl_heap_init(&f.heap, 0);
    f.vm = py_vm_new(&f.heap, NULL, &f.error);
    f.blocks = f.heap.live_blocks;
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

static void keeps_order_through_growth(void **state) {
    fixture *f = *state;
    py_dict *dict = py_dict_new(f->vm);
    for (int64_t i = 0; i < 1000; i++)
        assert_true(py_dict_set(f->vm, dict, py_int(i * 64), py_int(i)));
    for (int64_t i = 0; i < 1000; i += 2)
        assert_int_equal(py_dict_del(f->vm, dict, py_int(i * 64)), 1);
    assert_int_equal(dict->used, 500);
    assert_int_equal(py_dict_del(f->vm, dict, py_int(0)), 0);
    assert_true(py_dict_set(f->vm, dict, py_int(0), py_int(-1)));
    uint32_t at = 0;
    py_value key, value;
    for (int64_t i = 1; i < 1000; i += 2) {
        assert_true(py_dict_next(dict, &at, &key, &value));
        assert_int_equal(key.as.i, i * 64);
        assert_int_equal(value.as.i, i);
    }
    assert_true(py_dict_next(dict, &at, &key, &value));
    assert_int_equal(key.as.i, 0);
    assert_false(py_dict_next(dict, &at, &key, &value));
    py_release(f->vm, dict);
    assert_int_equal(f->heap.live_blocks, f->blocks);
}

// A queue must not grow with what passed through it, nor look at what is gone.
static void queue_stays_small(void **state) {
    fixture *f = *state;
    py_dict *dict = py_dict_new(f->vm);
    for (int64_t i = 0; i < 5000; i++) {
        assert_true(py_dict_set(f->vm, dict, py_int(i), py_none()));
        if (i >= 10)
            assert_int_equal(py_dict_del(f->vm, dict, py_int(i - 10)), 1);
        assert_true(dict->first == dict->fill || py_is_set(dict->entries[dict->first].key));
    }
    assert_int_equal(dict->used, 10);
    assert_true(dict->cap <= 64);
    py_release(f->vm, dict);
}

static void version_tells_of_new_keys(void **state) {
    fixture *f = *state;
    py_dict *dict = py_dict_new(f->vm);
    uint32_t version = dict->version;
    assert_int_not_equal(version, 0);
    assert_true(py_dict_set_z(f->vm, dict, "a", py_int(1)));
    assert_int_not_equal(dict->version, version);
    version = dict->version;
    assert_true(py_dict_set_z(f->vm, dict, "a", py_int(2)));
    assert_int_equal(dict->version, version);
    assert_true(py_dict_set_z(f->vm, dict, "b", py_int(3)));
    assert_int_not_equal(dict->version, version);
    version = dict->version;
    py_dict_clear(f->vm, dict);
    assert_int_not_equal(dict->version, version);
    py_release(f->vm, dict);
}

// Equal texts are one key, interned or not, with an index or without.
static void finds_str_keys(void **state) {
    fixture *f = *state;
    py_dict *dict = py_dict_new(f->vm);
    py_str *interned = py_str_intern(f->vm, "name", 4), *other = py_str_new(f->vm, "name", 4);
    assert_ptr_not_equal(interned, other);
    for (int64_t i = 0; i < 40; i++) {
        assert_int_equal(py_dict_find_str(dict, interned), i == 0 ? -1 : 0);
        assert_int_equal(py_dict_find_str(dict, other), i == 0 ? -1 : 0);
        assert_true(py_dict_set_str(f->vm, dict, i % 2 ? interned : other, py_int(i)));
        assert_int_equal(py_dict_get_str(dict, interned).as.i, i);
        assert_true(py_dict_set(f->vm, dict, py_int(i), py_none()));
    }
    assert_int_equal(dict->used, 41);
    py_str *absent = py_str_new(f->vm, "absent", 6);
    assert_false(py_is_set(py_dict_get_str(dict, absent)));
    py_release(f->vm, absent);
    py_release(f->vm, other);
    py_release(f->vm, interned);
    py_release(f->vm, dict);
}

static void little_memory(void **state) {
    fixture *f = *state;
    for (uint64_t nth = 1; nth < 40; nth++) {
        py_dict *dict = py_dict_new(f->vm);
        f->heap.fail_at = f->heap.allocations + nth;
        int64_t stored = 0;
        while (stored < 3000 && py_dict_set(f->vm, dict, py_int(stored), py_int(stored)))
            stored++;
        f->heap.fail_at = 0;
        assert_int_equal(stored < 3000, py_failed(f->vm));
        py_exc_clear(f->vm);
        assert_int_equal(dict->used, stored);
        for (int64_t i = 0; i < stored; i++) {
            py_value value;
            assert_int_equal(py_dict_get(f->vm, dict, py_int(i), &value), 1);
            assert_int_equal(value.as.i, i);
        }
        assert_true(py_dict_set(f->vm, dict, py_int(-5), py_none()));
        py_release(f->vm, dict);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(keeps_order_through_growth, setup, teardown),
        cmocka_unit_test_setup_teardown(queue_stays_small, setup, teardown),
        cmocka_unit_test_setup_teardown(version_tells_of_new_keys, setup, teardown),
        cmocka_unit_test_setup_teardown(finds_str_keys, setup, teardown),
        cmocka_unit_test_setup_teardown(little_memory, setup, teardown),
    };
    return UNIT_RUN(tests);
}
