// Which characters of a source line get carets and which tildes: found by parsing the expression
// again, by the rules of CPython 3.13's traceback.py.
#include "traceback_internal.h"

typedef struct spot {
    int line, col;
} spot;

// The text of the range between brackets of its own, so that it may span lines.
static const py_ast *parse_range(vl_arena *arena, py_vm *vm, const py_excerpt *e, bool brackets) {
    vl_buf text;
    vl_buf_init(&text, vm->heap);
    int last = e->line_count - 1;
    if (brackets) {
        vl_buf_text(&text, "(\n");
        py__excerpt_text(e, &text, 0, e->start, last, e->end);
        vl_buf_text(&text, "\n)\n");
    } else {
        py__excerpt_text(e, &text, 0, 0, last, py__excerpt_length(e, last));
        vl_buf_char(&text, '\n');
    }
    vl_error error = {0};
    char *copy = text.failed ? NULL : vl_arena_copy(arena, text.data, text.len);
    const py_ast *tree = copy ? py_parse(arena, "<traceback>", copy, text.len, &error) : NULL;
    vl_buf_deinit(&text);
    return tree;
}

// The end of `node` in the excerpt's lines.
static spot end_of(const py_excerpt *e, const py_ast *node) {
    spot at = {node->place.end_line - 2, node->place.end_col - 1};
    at.col += at.line == 0 ? e->start : 0;
    return at;
}

static spot start_of(const py_excerpt *e, const py_ast *node) {
    spot at = {node->place.line - 2, node->place.col - 1};
    at.col += at.line == 0 ? e->start : 0;
    return at;
}

static spot settle(const py_excerpt *e, spot at) {
    while (at.line < e->line_count && at.col >= py__excerpt_length(e, at.line)) {
        at.line++;
        at.col = 0;
    }
    return at;
}

static bool is_space(uint32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool starts_operator(uint32_t c) {
    return !is_space(c) && c != ')';
}

static bool opens_subscript(uint32_t c) {
    return c == '[';
}

static bool opens_call(uint32_t c) {
    return c == '(';
}

// The first character that passes the test, behind comments and continued lines.
static spot scan(const py_excerpt *e, spot at, bool (*stop)(uint32_t)) {
    at = settle(e, at);
    while (at.line < e->line_count) {
        uint32_t c = py__excerpt_at(e, at.line, at.col);
        if (c == '\\' || c == '#')
            at = settle(e, (spot){at.line + 1, 0});
        else if (stop(c))
            break;
        else
            at = settle(e, (spot){at.line, at.col + 1});
    }
    return at;
}

static py_anchors around_operator(const py_excerpt *e, const py_ast *node) {
    spot at = scan(e, end_of(e, node->u.bin_op.left), starts_operator);
    spot right = start_of(e, node->u.bin_op.right);
    if (at.line >= e->line_count)
        return (py_anchors){0};
    int end = at.col + 1;
    if (end < py__excerpt_length(e, at.line) && (right.line > at.line || end < right.col)) {
        uint32_t c = py__excerpt_at(e, at.line, end);
        end += !is_space(c) && c != '\\' && c != '#';
    }
    return (py_anchors){true, at.line, at.col, at.line, end};
}

static py_anchors from_bracket(const py_excerpt *e, const py_ast *node, const py_ast *before,
                               bool (*stop)(uint32_t)) {
    spot at = scan(e, end_of(e, before), stop), end = end_of(e, node);
    if (at.line >= e->line_count)
        return (py_anchors){0};
    return (py_anchors){true, at.line, at.col, end.line, end.col};
}

py_anchors py__find_anchors(py_vm *vm, const py_excerpt *e, bool calls) {
    vl_arena arena;
    vl_arena_init(&arena, vm->heap);
    py_anchors anchors = {0};
    const py_ast *tree = parse_range(&arena, vm, e, true);
    const py_ast *statement =
        tree && tree->u.module.body.count == 1 ? tree->u.module.body.items[0] : NULL;
    if (statement && statement->kind == PY_AST_Expr) {
        const py_ast *node = statement->u.value.value;
        if (node->kind == PY_AST_BinOp)
            anchors = around_operator(e, node);
        else if (node->kind == PY_AST_Subscript)
            anchors = from_bracket(e, node, node->u.subscript.value, opens_subscript);
        else if (node->kind == PY_AST_Call && calls)
            anchors = from_bracket(e, node, node->u.call.func, opens_call);
    }
    vl_arena_deinit(&arena);
    return anchors;
}

bool py__whole_call(py_vm *vm, const py_excerpt *e) {
    vl_arena arena;
    vl_arena_init(&arena, vm->heap);
    const py_ast *tree = parse_range(&arena, vm, e, false), *value = NULL;
    const py_ast *first = tree && tree->u.module.body.count ? tree->u.module.body.items[0] : NULL;
    if (first && first->kind == PY_AST_Return && first->u.value.value &&
        first->u.value.value->kind == PY_AST_Call &&
        first->u.value.value->u.call.func->kind == PY_AST_Name)
        value = first->u.value.value;
    else if (first && first->kind == PY_AST_Assign && first->u.assign.targets.count == 1 &&
             first->u.assign.targets.items[0]->kind == PY_AST_Name &&
             first->u.assign.value->kind == PY_AST_Call)
        value = first->u.assign.value;
    bool whole = value && value->place.line == 1 && value->place.end_line == e->line_count &&
                 value->place.col - 1 == e->start && value->place.end_col - 1 == e->end;
    vl_arena_deinit(&arena);
    return whole;
}
