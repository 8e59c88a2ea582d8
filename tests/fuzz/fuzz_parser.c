// libFuzzer entry point of the parser: any bytes must give a tree or an error, and a tree must
// dump. Not built by default: clang -fsanitize=fuzzer,address,undefined with vl_python_parser.
#include "ast_internal.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    vl_heap heap;
    vl_arena arena;
    vl_error error = {0};
    vl_buf out;
    vl_heap_init(&heap, 0);
    if (size > 0) { // the first byte may let an allocation fail
        heap.fail_at = data[0] >= 0xF0 ? (uint64_t)(data[0] - 0xEF) * 3 : 0;
        data++;
        size--;
    }
    vl_arena_init(&arena, &heap);
    vl_buf_init(&out, NULL);
    const py_ast *tree = py_parse(&arena, "fuzz", (const char *)data, size, &error);
    if (tree != NULL) {
        py_ast_dump_places(&out, tree);
    } else if (error.status == VL_OK) {
        abort(); // a failure without a word
    }
    vl_buf_deinit(&out);
    vl_arena_deinit(&arena);
    vl_heap_deinit(&heap);
    return 0;
}
