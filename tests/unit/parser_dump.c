// The program that parser_judge.py compares with python3: reads the names of source files from
// standard input, one a line, and writes for each a line: `ok` and the dump with places, or
// `error`, kind, line, column and message, separated by tabs.
#include "ast_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_file(const char *path, size_t *len) {
    FILE *file = fopen(path, "rb");
    char *data = NULL;
    if (file == NULL) {
        return NULL;
    }
    if (fseek(file, 0, SEEK_END) == 0) {
        long size = ftell(file);
        rewind(file);
        data = size < 0 ? NULL : malloc((size_t)size + 1);
        if (data != NULL) {
            *len = fread(data, 1, (size_t)size, file);
        }
    }
    (void)fclose(file);
    return data;
}

static void judge(const char *path) {
    size_t len = 0;
    char *source = read_file(path, &len);
    if (source == NULL) {
        printf("unreadable\n");
        return;
    }
    vl_heap heap;
    vl_arena arena;
    vl_error error = {0};
    vl_buf out;
    vl_heap_init(&heap, 0);
    vl_arena_init(&arena, &heap);
    vl_buf_init(&out, NULL);
    py_ast *tree = py_parse(&arena, path, source, len, &error);
    if (tree == NULL) {
        printf("error\t%s\t%d\t%d\t%s\n", error.kind, error.place.line, error.place.col,
               error.message);
    } else {
        py_ast_dump_places(&out, tree);
        printf("ok\t%s\n", out.data);
    }
    vl_buf_deinit(&out);
    vl_arena_deinit(&arena);
    vl_heap_deinit(&heap);
    free(source);
}

int main(void) {
    char path[4096];
    while (fgets(path, sizeof(path), stdin) != NULL) {
        path[strcspn(path, "\n")] = '\0';
        judge(path);
        (void)fflush(stdout);
    }
    return 0;
}
