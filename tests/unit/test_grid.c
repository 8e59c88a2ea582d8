// Parameters: levels as they are written, and the cells of grids.
#include "unit.h"
#include "vl_grid.h"

#include <stdio.h>
#include <string.h>

static void levels_read(void **state) {
    (void)state;
    static const struct { const char *text, *levels; } known[] = {
        {"1,2,4", "1|2|4"},
        {"5", "5"},
        {"1..5", "1|2|3|4|5"},
        {"-2..1", "-2|-1|0|1"},
        {"1..64*2", "1|2|4|8|16|32|64"},
        {"3..100*3", "3|9|27|81"},
        {"1..20*1.5", "1.0|1.5|2.25|3.375|5.0625|7.59375|11.390625|17.0859375"},
        {"0..1/0.1", "0.0|0.1|0.2|0.3|0.4|0.5|0.6|0.7|0.8|0.9|1.0"},
        {"0.5..2/0.5", "0.5|1.0|1.5|2.0"},
        {"0.001..1*10", "0.001|0.01|0.1|1.0"},
        {"1..10/3", "1|4|7|10"},
        {"1..10/4", "1|5|9"},
        {"7..7", "7"},
        {"1,10..12,99", "1|10|11|12|99"},
        {"fast, slow ", "fast|slow"},
        {"'a,b','c'", "'a,b'|'c'"},
        {"[1,2],[3]", "[1,2]|[3]"},
        {"don't,do", "don't|do"},
        {"None,True,1e3", "None|True|1e3"},
        {"a..b", "a..b"},
        {"3.11,3.13", "3.11|3.13"},
        {"\"x\\\",y\",z", "\"x\\\",y\"|z"},
    };
    for (size_t i = 0; i < VL_COUNT(known); i++) {
        vl_grid grid;
        vl_error error = {.status = VL_OK};
        char got[400] = "";
        vl_grid_init(&grid);
        assert_int_equal(vl_grid_add(&grid, "X", false, known[i].text, &error), VL_OK);
        for (size_t k = 0; k < grid.factors[0].count; k++) {
            size_t len = strlen(got);
            snprintf(got + len, sizeof got - len, "%s%s", k > 0 ? "|" : "", grid.factors[0].levels[k]);
        }
        assert_string_equal(got, known[i].levels);
        vl_grid_deinit(&grid);
    }
}

static void nonsense_is_refused(void **state) {
    (void)state;
    static const char *const wrong[] = {"",        "1,",          "1,,2",    "5..1",   "1..5/0", "1..5/-1",
                                        "1..5*1",  "0..5*2",      "1..5*0.5", "1,1",   "1..3,2", "0..1/0.000001",
                                        "-4..4*2", "1..999999999"};
    for (size_t i = 0; i < VL_COUNT(wrong); i++) {
        vl_grid grid;
        vl_error error = {.status = VL_OK};
        vl_grid_init(&grid);
        assert_int_equal(vl_grid_add(&grid, "X", false, wrong[i], &error), VL_USAGE);
        assert_true(strncmp(error.message, "X", 1) == 0);
        vl_grid_deinit(&grid);
    }
}

static void cells_are_all_combinations(void **state) {
    (void)state;
    vl_grid grid;
    vl_error error = {.status = VL_OK};
    size_t cells;
    vl_grid_init(&grid);
    assert_int_equal(vl_grid_cells(&grid, &cells, &error), VL_OK);
    assert_int_equal(cells, 1);
    vl_grid_add(&grid, "A", false, "1,2", &error);
    vl_grid_add(&grid, "B", false, "x,y,z", &error);
    assert_int_equal(vl_grid_cells(&grid, &cells, &error), VL_OK);
    assert_int_equal(cells, 6);
    static const char *const order[] = {"1x", "1y", "1z", "2x", "2y", "2z"};
    for (size_t i = 0; i < cells; i++) {
        assert_int_equal(vl_grid_level(&grid, i, 0)[0], order[i][0]);
        assert_int_equal(vl_grid_level(&grid, i, 1)[0], order[i][1]);
    }
    grid.zipped = true;
    assert_int_equal(vl_grid_cells(&grid, &cells, &error), VL_USAGE);
    assert_string_equal(error.message, "--zip pairs values one by one: A has 2, B has 3");
    error.status = VL_OK;
    vl_grid_add(&grid, "C", true, "7,8", &error);
    grid.factors[1] = grid.factors[2];
    grid.count = 2;
    assert_int_equal(vl_grid_cells(&grid, &cells, &error), VL_OK);
    assert_int_equal(cells, 2);
    assert_string_equal(vl_grid_level(&grid, 1, 1), "8");
    assert_int_equal(vl_grid_add(&grid, "A", false, "3", &error), VL_USAGE);
    vl_grid_deinit(&grid);
}

static void too_large_grids_are_refused(void **state) {
    (void)state;
    vl_grid grid;
    vl_error error = {.status = VL_OK};
    size_t cells;
    vl_grid_init(&grid);
    for (const char *name = "ABCDEFGH"; *name != '\0'; name++)
        vl_grid_add(&grid, (char[]){*name, '\0'}, false, "1..90000", &error);
    assert_int_equal(vl_grid_cells(&grid, &cells, &error), VL_USAGE);
    assert_string_equal(error.message, "the grid has more than 100000 cells");
    vl_grid_deinit(&grid);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_read),
        cmocka_unit_test(nonsense_is_refused),
        cmocka_unit_test(cells_are_all_combinations),
        cmocka_unit_test(too_large_grids_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
