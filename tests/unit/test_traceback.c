// Tracebacks: what is printed of the functions in traceback_cases.py is what CPython 3.13 printed
// of them, as traceback_record.py wrote it to traceback_cases.txt.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

#include "vl_python.h"

static char *read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *text = malloc(size + 1);
    assert_int_equal(fread(text, 1, size, file), size);
    fclose(file);
    text[size] = 0;
    return text;
}

// Runs `program` and a call of `name` in it; what an uncaught exception prints.
static void run_case(const char *program, const char *name, vl_buf *printed) {
    vl_heap heap;
    vl_heap_init(&heap, 0);
    vl_buf source;
    vl_buf_init(&source, &heap);
    vl_buf_format(&source, "%s\n%s()\n", program, name);
    vl_error error = {0};
    py_vm *vm = py_vm_new(&heap, NULL, &error);
    assert_non_null(vm);
    assert_false(py_run_main(vm, "case.py", source.data, source.len, &error));
    py_exc *exc = py_exc_fetch(vm);
    assert_non_null(exc);
    assert_true(py_exc_render(vm, printed, exc));
    py_release(vm, exc);
    py_vm_free(vm);
    vl_buf_deinit(&source);
    assert_int_equal(heap.live_blocks, 0);
    vl_heap_deinit(&heap);
}

static void prints_what_cpython_prints(void **state) {
    (void)state;
    char *program = read_file(UNIT_FOLDER "/traceback_cases.py");
    char *expected = read_file(UNIT_FOLDER "/traceback_cases.txt");
    int cases = 0;
    for (char *at = expected; at && strncmp(at, "== ", 3) == 0;) {
        char *name = at + 3, *text = strchr(name, '\n');
        *text++ = 0;
        at = strstr(text, "\n== ");
        if (at)
            *at++ = 0;
        vl_buf printed;
        vl_buf_init(&printed, NULL);
        run_case(program, name, &printed);
        if (at && printed.len) // the newline before the next header was cut off above
            printed.data[--printed.len] = 0;
        if (strcmp(printed.data, text) != 0)
            print_error("case %s\n", name);
        assert_string_equal(printed.data, text);
        vl_buf_deinit(&printed);
        cases++;
    }
    assert_true(cases > 40);
    free(program);
    free(expected);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(prints_what_cpython_prints)};
    return UNIT_RUN(tests);
}
