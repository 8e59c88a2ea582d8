// Compiles the files it is given and writes a line for each: "ok", or status, place, kind and
// message with tabs between. For compile_judge.py. With --dis the listing of each instead.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "code_internal.h"

static char *read_file(const char *path, size_t *len) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    size_t cap = 1 << 16;
    char *text = malloc(cap);
    *len = 0;
    for (size_t n; text && (n = fread(text + *len, 1, cap - *len, file)) > 0;) {
        *len += n;
        if (*len == cap) {
            cap *= 2;
            char *grown = realloc(text, cap);
            if (!grown)
                free(text);
            text = grown;
        }
    }
    (void)fclose(file);
    return text;
}

static void list(py_vm *vm, const py_code *code) {
    vl_buf out;
    vl_buf_init(&out, NULL);
    py_disassemble(vm, code, &out);
    (void)fwrite(out.data, 1, out.len, stdout);
    vl_buf_deinit(&out);
}

static void compile(py_vm *vm, const char *path, bool listing) {
    size_t len = 0;
    char *source = read_file(path, &len);
    vl_error error = {0};
    vl_arena arena;
    vl_arena_init(&arena, vm->heap);
    const py_ast *module = source ? py_parse(&arena, path, source, len, &error) : NULL;
    py_code *code = module ? py_compile(vm, module, path, &error) : NULL;
    vl_arena_deinit(&arena);
    free(source);
    if (code && listing)
        list(vm, code);
    else if (code)
        (void)printf("ok\n");
    else
        (void)printf("%s\t%d:%d-%d:%d\t%s\t%s\n", vl_status_text(error.status), error.place.line,
                     error.place.col, error.place.end_line, error.place.end_col, error.kind,
                     error.message);
    py_release(vm, code);
}

int main(int argc, char **argv) {
    vl_heap heap;
    vl_error error = {0};
    vl_heap_init(&heap, 0);
    py_vm *vm = py_vm_new(&heap, NULL, &error);
    if (!vm)
        return 1;
    bool listing = argc > 1 && strcmp(argv[1], "--dis") == 0;
    for (int i = listing ? 2 : 1; i < argc; i++)
        compile(vm, argv[i], listing);
    py_vm_free(vm);
    size_t left = heap.live_blocks;
    vl_heap_deinit(&heap);
    return left != 0;
}
