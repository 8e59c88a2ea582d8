// vl_error: the first cause wins, long texts are cut whole, codes give the documented exits.
#include "unit.h"
#include "vl_base.h"

#include <stdio.h>
#include <string.h>

static void exits_are_as_documented(void **state) {
    (void)state;
    static const struct {
        vl_status status;
        int exit_code;
    } exits[] = {{VL_OK, 0},          {VL_PROGRAM, 1},  {VL_USAGE, 2},  {VL_SYNTAX, 2},
                 {VL_UNSUPPORTED, 2}, {VL_DEADLOCK, 3}, {VL_LIMIT, 4},  {VL_IO, 5},
                 {VL_DATABASE, 5},    {VL_CHART, 5},    {VL_MEMORY, 5}, {VL_INTERRUPTED, 130}};
    assert_int_equal(VL_COUNT(exits), VL_STATUS_COUNT_);
    for (size_t i = 0; i < VL_COUNT(exits); i++)
        assert_int_equal(vl_status_exit_code(exits[i].status), exits[i].exit_code);
    assert_string_equal(vl_status_text(VL_MEMORY), "out of memory");
}

static void first_cause_wins(void **state) {
    (void)state;
    vl_error error = {0};
    vl_place place = {.line = 3, .col = 7};
    assert_int_equal(vl_error_at(&error, VL_SYNTAX, "a.py", place, "bad %s", "token"), VL_SYNTAX);
    assert_int_equal(vl_error_set(&error, VL_MEMORY, "later"), VL_MEMORY);
    vl_error_hint(&error, "close it");
    vl_error_hint(&error, "later");
    assert_int_equal(error.status, VL_SYNTAX);
    assert_string_equal(error.message, "bad token");
    assert_string_equal(error.file, "a.py");
    assert_string_equal(error.hint, "close it");
    assert_int_equal(error.place.line, 3);
    assert_int_equal(error.place.col, 7);
    assert_int_equal(vl_error_set(NULL, VL_IO, "nobody listens"), VL_IO);
}

static void cut_at_a_code_point(void **state) {
    (void)state;
    for (size_t lead = 0; lead < 4; lead++) {
        char text[800] = "";
        memset(text, 'a', lead);
        while (strlen(text) < 700)
            strcat(text, "\xf0\x9f\x98\x80");
        vl_error error = {0};
        vl_error_set(&error, VL_IO, "%s", text);
        size_t len = strlen(error.message);
        assert_in_range(len, sizeof error.message - 4, sizeof error.message - 1);
        assert_memory_equal(error.message, text, len);
        assert_int_equal(vl_utf8_invalid(error.message, len), -1);
    }
}

static void long_path_keeps_its_end(void **state) {
    (void)state;
    char path[600];
    memset(path, 'd', sizeof path);
    snprintf(path + 590, 10, "/model.py");
    vl_error error = {0};
    vl_error_at(&error, VL_IO, path, (vl_place){0}, "no such file");
    assert_int_equal(strlen(error.file), sizeof error.file - 1);
    assert_memory_equal(error.file, "...dd", 5);
    assert_string_equal(error.file + strlen(error.file) - 9, "/model.py");
    for (size_t lead = 0; lead < 2; lead++) { // cut at a code point
        memset(path, 'd', 590);
        for (size_t at = lead; at + 1 < 590; at += 2)
            memcpy(path + at, "\xc3\xa9", 2);
        error = (vl_error){0};
        vl_error_at(&error, VL_IO, path, (vl_place){0}, "no such file");
        assert_int_equal(vl_utf8_invalid(error.file, strlen(error.file)), -1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exits_are_as_documented),
        cmocka_unit_test(first_cause_wins),
        cmocka_unit_test(cut_at_a_code_point),
        cmocka_unit_test(long_path_keeps_its_end),
    };
    return UNIT_RUN(tests);
}
