// What programs cannot see of str: interning, growing in place, offsets of code points, the formats
// of messages, and searching held against a plain search.
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "text_internal.h"

typedef struct fixture {
    vl_heap heap;
    py_vm *vm;
} fixture;

static int set_up(void **state) {
    static fixture f;
    vl_heap_init(&f.heap, 0);
    f.vm = py_vm_new(&f.heap, NULL, NULL);
    *state = &f;
    return f.vm ? 0 : -1;
}

static int tear_down(void **state) {
    fixture *f = *state;
    py_vm_free(f->vm);
    assert_int_equal(f->heap.live_blocks, 0);
    vl_heap_deinit(&f->heap);
    return 0;
}

static void interned_text_is_one_object(void **state) {
    py_vm *vm = ((fixture *)*state)->vm;
    py_str *a = py_str_intern(vm, "some name", 9);
    py_str *b = py_str_intern_take(vm, py_str_z(vm, "some name"));
    assert_ptr_equal(a, b);
    assert_true(a->interned);
    py_release(vm, a);
    py_release(vm, b);
    py_str *again = py_str_intern(vm, "some name", 9);
    assert_true(py_str_is(again, "some name"));
    assert_int_equal(again->base.refs, 1);
    py_release(vm, again);
}

// Enough to make the table grow, freed in another order than made.
static void table_forgets_what_is_freed(void **state) {
    enum { COUNT = 3000, STRIDE = 1009 };
    py_vm *vm = ((fixture *)*state)->vm;
    static py_str *names[COUNT];
    char text[32];
    for (int i = 0; i < COUNT; i++) {
        int size = snprintf(text, sizeof text, "name_%d", i);
        names[i] = py_str_intern(vm, text, (size_t)size);
    }
    for (int i = 0; i < COUNT; i++) {
        int gone = i * STRIDE % COUNT, kept = (i + 1) * STRIDE % COUNT;
        py_release(vm, names[gone]);
        names[gone] = NULL;
        if (!names[kept])
            continue;
        int size = snprintf(text, sizeof text, "name_%d", kept);
        py_str *found = py_str_intern(vm, text, (size_t)size);
        assert_ptr_equal(found, names[kept]);
        py_release(vm, found);
    }
}

static void appends_in_place_where_it_is_alone(void **state) {
    py_vm *vm = ((fixture *)*state)->vm;
    py_str *more = py_str_z(vm, "\303\251!"), *s = py_str_z(vm, "ab");
    int64_t before = py_str_hash(s);
    py_value sum = py__str_append_take(vm, py_from(s), more);
    py_str *whole = py_as_str(sum);
    assert_string_equal(whole->data, "ab\303\251!");
    assert_int_equal(whole->size, 5);
    assert_int_equal(whole->len, 4);
    assert_int_not_equal(py_str_hash(whole), before);
    py_retain(whole); // now somebody else holds it
    py_value other = py__str_append_take(vm, sum, more);
    assert_ptr_not_equal(other.as.o, whole);
    assert_string_equal(whole->data, "ab\303\251!");
    assert_string_equal(py_as_str(other)->data, "ab\303\251!\303\251!");
    py_release(vm, whole);
    py_decref(vm, other);
    py_release(vm, more);
}

static void interned_text_never_grows(void **state) {
    py_vm *vm = ((fixture *)*state)->vm;
    py_str *name = py_str_intern(vm, "grows not", 9), *more = py_str_z(vm, "!!");
    py_value sum = py__str_append_take(vm, py_from(name), more);
    assert_string_equal(py_as_str(sum)->data, "grows not!!");
    assert_false(py_as_str(sum)->interned);
    py_decref(vm, sum);
    py_release(vm, more);
}

static uint32_t next_random(uint32_t *seed) { // Marsaglia's xorshift
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    return *seed ^= *seed << 5;
}

static void finds_code_points_by_index(void **state) {
    static const char *const pieces[] = {"a", "\303\251", "\342\202\254", "\360\237\230\200",
                                         "\355\240\200"};
    static const uint32_t codes[] = {'a', 0xe9, 0x20ac, 0x1f600, 0xd800};
    py_vm *vm = ((fixture *)*state)->vm;
    uint32_t seed = 7;
    for (int round = 0; round < 200; round++) {
        uint32_t expected[64];
        size_t count = next_random(&seed) % VL_COUNT(expected);
        vl_buf text;
        vl_buf_init(&text, &((fixture *)*state)->heap);
        for (size_t i = 0; i < count; i++) {
            size_t kind = next_random(&seed) % VL_COUNT(codes);
            expected[i] = codes[kind];
            vl_buf_text(&text, pieces[kind]);
        }
        py_str *s = py_str_from_buf(vm, &text);
        assert_int_equal(s->len, count);
        for (size_t i = 0; i < count; i++)
            assert_int_equal(py_str_at(s, (int64_t)i), expected[i]);
        assert_int_equal(py__str_offset(s, count), s->size);
        py_release(vm, s);
    }
}

static size_t plain_find(const char *text, size_t from, size_t to, const char *part, size_t size,
                         bool last) {
    size_t found = PY_NOT_FOUND;
    for (size_t at = from; at + size <= to; at++)
        if (memcmp(text + at, part, size) == 0 && (last || found == PY_NOT_FOUND))
            found = at;
    return found;
}

static void finds_as_a_plain_search_does(void **state) {
    (void)state;
    uint32_t seed = 11;
    char text[600], part[20];
    for (int round = 0; round < 3000; round++) {
        uint32_t letters = 1 + next_random(&seed) % 3;
        for (size_t i = 0; i < sizeof text; i++)
            text[i] = (char)('a' + next_random(&seed) % (letters + 1));
        size_t size = next_random(&seed) % sizeof part;
        size_t from = next_random(&seed) % 40, to = from + next_random(&seed) % 560;
        memcpy(part, text + next_random(&seed) % 500, sizeof part);
        if (size && round % 3 == 0)
            part[next_random(&seed) % size] = 'a';
        assert_int_equal(py__find(text, from, to, part, size),
                         plain_find(text, from, to, part, size, false));
        assert_int_equal(py__rfind(text, from, to, part, size),
                         plain_find(text, from, to, part, size, true));
    }
}

static void formats_messages(void **state) {
    py_vm *vm = ((fixture *)*state)->vm;
    py_str *name = py_str_z(vm, "it's");
    py_str *s =
        py_str_format(vm, "%S %R %V %T %N|%s %.2s %c %d %5d %-3d| %u %ld %lld %llu %zu %x %%", name,
                      py_from(name), py_int(5), py_float(1.5), vm->types[PY_TYPE_LIST], "text",
                      "cut", 'c', -1, 42, 7, 8u, -9L, -10LL, 11ULL, (size_t)12, 255u);
    assert_string_equal(s->data,
                        "it's \"it's\" 5 float list|text cu c -1    42 7  | 8 -9 -10 11 12 "
                        "ff %");
    py_release(vm, s);
    py_release(vm, name);
}

static void hash_is_never_minus_one(void **state) {
    (void)state;
    char text[24];
    uint64_t seen = 0;
    for (int i = 0; i < 20000; i++) {
        int size = snprintf(text, sizeof text, "%d", i);
        uint64_t hash = py__hash_text(text, (size_t)size);
        assert_true(hash != UINT64_MAX);
        seen |= UINT64_C(1) << (hash & 63);
    }
    assert_true(seen == UINT64_MAX); // the low bits are used
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(interned_text_is_one_object, set_up, tear_down),
        cmocka_unit_test_setup_teardown(table_forgets_what_is_freed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(appends_in_place_where_it_is_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(interned_text_never_grows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(finds_code_points_by_index, set_up, tear_down),
        cmocka_unit_test(finds_as_a_plain_search_does),
        cmocka_unit_test_setup_teardown(formats_messages, set_up, tear_down),
        cmocka_unit_test(hash_is_never_minus_one),
    };
    return UNIT_RUN(tests);
}
