// What the files that render tracebacks share.
#ifndef PY_TRACEBACK_INTERNAL_H
#define PY_TRACEBACK_INTERNAL_H

#include "code_internal.h"
#include "types_internal.h"

// The lines of source text that an instruction covers, without their common indentation, as code
// points; the instruction begins at `start` of the first line and ends before `end` of the last
// one.
typedef struct py_excerpt {
    vl_heap *heap;
    uint32_t *codes;
    size_t count, cap;
    size_t *lines; // where each line begins; one more than there are: where the last one ends
    int line_count;
    int start, end;
} py_excerpt;

// Where the operator, the brackets or the arguments stand: from left to right, end exclusive.
typedef struct py_anchors {
    bool found;
    int left_line, left_col, right_line, right_col;
} py_anchors;

int py__excerpt_length(const py_excerpt *excerpt, int line);
uint32_t py__excerpt_at(const py_excerpt *excerpt, int line, int col);
void py__excerpt_text(const py_excerpt *excerpt, vl_buf *out, int line, int col, int last, int end);

// The anchors of the expression that the excerpt's range is; `calls`: those of calls too.
py_anchors py__find_anchors(py_vm *vm, const py_excerpt *excerpt, bool calls);
// Whether the range is the whole of a `return f(...)` or `x = f(...)`: no carets then.
bool py__whole_call(py_vm *vm, const py_excerpt *excerpt);

// Appends the source lines of `position` in `file` with carets, each indented by four spaces.
// Without `carets`: the first one alone.
void py__render_source(py_vm *vm, vl_buf *out, const py_str *file, const py_position *position,
                       bool carets);

// Where an instruction stands in the source; line 0: nobody knows.
const py_position *py__code_position(const py_code *code, int pc);
const py_position *py__tb_position(const py_traceback *tb);
int py__tb_line(const py_traceback *tb);

#endif
