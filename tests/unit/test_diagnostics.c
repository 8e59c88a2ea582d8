// vl_error_render: the text people see, for places in every corner of a line.
#include "unit.h"
#include "vl_base.h"

#include <stdio.h>
#include <string.h>

typedef struct render_case {
    const char *name, *source;
    vl_place place;
    const char *text; // after the first line
} render_case;

static const render_case cases[] = {
    {"one caret", "a = 1\nb = = 2\n", {2, 5, 0, 0}, "    b = = 2\n        ^\n"},
    {"a range", "await f(x)\n", {1, 7, 1, 11}, "    await f(x)\n          ^^^^\n"},
    {"indentation goes", "if x:\n        y z\n", {2, 11, 2, 12}, "    y z\n      ^\n"},
    {"error in the indentation", "if x:\n      y\n", {2, 3, 0, 0}, "        y\n    ^\n"},
    {"over several lines", "f(1,\n  2)\n", {1, 2, 2, 5}, "    f(1,\n     ^^^\n"},
    {"at the end", "x = (\n", {1, 6, 0, 0}, "    x = (\n         ^\n"},
    {"past the end", "x\n", {1, 40, 1, 44}, "    x\n     ^\n"},
    {"empty range", "x = 1\n", {1, 3, 1, 3}, "    x = 1\n      ^\n"},
    {"backward range", "x = 1\n", {1, 3, 1, 1}, "    x = 1\n      ^\n"},
    {"no column", "  x = 1\n", {1, 0, 0, 0}, "    x = 1\n"},
    {"line past the end", "x\n", {9, 1, 0, 0}, ""},
    {"empty last line", "x\n", {2, 1, 0, 0}, "    \n    ^\n"},
    {"code points",
     "\xc3\xa9\xe2\x82\xac = $\n",
     {1, 6, 0, 0},
     "    \xc3\xa9\xe2\x82\xac = $\n         ^\n"},
    {"tabs", "\tx\ty z\n", {1, 4, 1, 5}, "    x   y z\n        ^\n"},
    {"caret on a tab", "x\ty\n", {1, 2, 0, 0}, "    x   y\n     ^^^\n"},
    {"no newline", "x y", {1, 3, 0, 0}, "    x y\n      ^\n"},
    {"carriage returns", "a\r\nb\rc d", {3, 3, 0, 0}, "    c d\n      ^\n"},
    {"control characters",
     "x\x1b[2J\x7f\xc2\x9b y",
     {1, 9, 0, 0},
     "    x?[2J?? y\n            ^\n"},
    {"bad bytes", "x\xff\xfe y", {1, 5, 0, 0}, "    x\xef\xbf\xbd\xef\xbf\xbd y\n        ^\n"},
};

static void each_place(void **state) {
    (void)state;
    for (size_t i = 0; i < VL_COUNT(cases); i++) {
        vl_error error = {0};
        vl_error_at(&error, VL_SYNTAX, "m.py", cases[i].place, "bad");
        vl_buf out;
        vl_buf_init(&out, NULL);
        vl_error_render(&out, &error, cases[i].source, strlen(cases[i].source));
        const char *rest = strchr(out.data, '\n') + 1;
        if (strcmp(rest, cases[i].text) != 0)
            fail_msg("%s:\n%s", cases[i].name, out.data);
        vl_buf_deinit(&out);
    }
}

static void head_and_hint(void **state) {
    (void)state;
    vl_error error = {0};
    vl_error_at(&error, VL_SYNTAX, "m.py", (vl_place){2, 4, 2, 5}, "invalid syntax");
    snprintf(error.kind, sizeof error.kind, "SyntaxError");
    vl_error_hint(&error, "remove it");
    vl_buf out;
    vl_buf_init(&out, NULL);
    vl_error_render(&out, &error, NULL, 0);
    assert_string_equal(out.data,
                        "m.py:2:4: error: SyntaxError: invalid syntax\nhint: remove it\n");
    vl_buf_clear(&out);
    error = (vl_error){0};
    vl_error_set(&error, VL_IO, "no file\x1b[31m");
    vl_error_render(&out, &error, NULL, 0);
    assert_string_equal(out.data, "error: no file?[31m\n");
    vl_buf_clear(&out);
    error = (vl_error){0};
    vl_error_at(&error, VL_IO, "x", (vl_place){0}, "is a directory");
    vl_error_render(&out, &error, NULL, 0);
    assert_string_equal(out.data, "x: error: is a directory\n");
    vl_buf_deinit(&out);
}

// A long line is cut around the place, and the caret still points at it.
static void long_line_is_cut(void **state) {
    (void)state;
    char source[1001];
    memset(source, 'a', 1000);
    source[1000] = '\0';
    source[699] = '$';
    vl_error error = {0};
    vl_error_at(&error, VL_SYNTAX, "m.py", (vl_place){1, 700, 1, 701}, "bad");
    vl_buf out;
    vl_buf_init(&out, NULL);
    vl_error_render(&out, &error, source, 1000);
    char *line = strchr(out.data, '\n') + 1;
    char *carets = strchr(line, '\n') + 1;
    assert_memory_equal(line, "    ...aaa", 10);
    assert_memory_equal(carets - 5, "a...\n", 5);
    assert_in_range(carets - line, 100, 140);
    assert_int_equal(strchr(line, '$') - line, strchr(carets, '^') - carets);
    assert_string_equal(strchr(carets, '^'), "^\n");
    vl_buf_deinit(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_place),
        cmocka_unit_test(head_and_hint),
        cmocka_unit_test(long_line_is_cut),
    };
    return UNIT_RUN(tests);
}
