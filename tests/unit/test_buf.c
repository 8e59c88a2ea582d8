// vl_buf: growth, termination, formatting, and what a failed append leaves.
#include "unit.h"
#include "vl_base.h"

#include <string.h>

static void appends_of_every_kind(void **state) {
    (void)state;
    vl_buf buf;
    vl_buf_init(&buf, NULL);
    assert_null(buf.data);
    assert_true(vl_buf_text(&buf, "ab"));
    assert_true(vl_buf_char(&buf, 'c'));
    assert_true(vl_buf_append(&buf, "de\0f", 4));
    assert_true(vl_buf_fill(&buf, '-', 3));
    assert_true(vl_buf_format(&buf, "%d/%s", 42, "x"));
    assert_int_equal(buf.len, 14);
    assert_memory_equal(buf.data, "abcde\0f---42/x", 15);
    vl_buf_clear(&buf);
    assert_int_equal(buf.len, 0);
    assert_string_equal(buf.data, "");
    vl_buf_deinit(&buf);
    assert_null(buf.data);
}

static void format_of_every_length(void **state) {
    (void)state;
    vl_heap heap;
    vl_heap_init(&heap, 0);
    char text[300];
    for (size_t len = 0; len < sizeof text; len++) {
        memset(text, 'x', len);
        text[len] = '\0';
        vl_buf buf;
        vl_buf_init(&buf, &heap);
        assert_true(vl_buf_text(&buf, "head:"));
        assert_true(vl_buf_format(&buf, "%s", text));
        assert_int_equal(buf.len, 5 + len);
        assert_string_equal(buf.data + 5, text);
        vl_buf_deinit(&buf);
    }
    assert_int_equal(heap.live_blocks, 0);
    vl_heap_deinit(&heap);
}

static void failure_sticks_and_keeps_the_content(void **state) {
    (void)state;
    vl_heap heap;
    vl_heap_init(&heap, 100);
    vl_buf buf;
    vl_buf_init(&buf, &heap);
    assert_true(vl_buf_text(&buf, "kept"));
    assert_false(vl_buf_fill(&buf, 'x', 1000));
    assert_true(buf.failed);
    assert_false(vl_buf_text(&buf, "y")); // it would fit; a hole before it would not
    assert_false(vl_buf_format(&buf, "%d", 1));
    assert_string_equal(buf.data, "kept");
    vl_buf_clear(&buf);
    assert_false(buf.failed);
    assert_true(vl_buf_text(&buf, "again"));
    assert_string_equal(buf.data, "again");
    vl_buf_deinit(&buf);
    assert_int_equal(heap.live_bytes, 0);
    vl_heap_deinit(&heap);
}

static void absurd_sizes_fail(void **state) {
    (void)state;
    vl_buf buf;
    vl_buf_init(&buf, NULL);
    assert_false(vl_buf_reserve(&buf, SIZE_MAX));
    assert_true(buf.failed);
    assert_null(buf.data);
    vl_buf_deinit(&buf);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends_of_every_kind),
        cmocka_unit_test(format_of_every_length),
        cmocka_unit_test(failure_sticks_and_keeps_the_content),
        cmocka_unit_test(absurd_sizes_fail),
    };
    return UNIT_RUN(tests);
}
