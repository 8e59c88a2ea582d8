// `_inspect`: what the module inspect, written in Python, asks of the interpreter: whether a native
// function is a coroutine function, the text of the program's files and where a block of it ends.
#include "lexer_internal.h"
#include "vm_internal.h"

// coroutine_function(function): is it an `async def`, here or in CPython?
static py_value f_coroutine_function(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return py_bool(py_is_coroutine_function(vm, a[0]));
}

static py_value source_of(py_vm *vm, py_value file) {
    return py_is_str(file) ? py_dict_get_str(vm->sources, py_as_str(file)) : py_unset();
}

// text(file): all of it, or None
static py_value f_text(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value source = source_of(vm, a[0]);
    return py_is_str(source) ? py_incref(source) : py_none();
}

static bool is_opener(const py_token *token) {
    return token->type == PY_TOK_DEF || token->type == PY_TOK_CLASS || token->type == PY_TOK_LAMBDA;
}

// The token at which the block's heading is known: the first `def`, `class` or `lambda` behind the
// decorators.
static int find_opener(const py_lexer *lexer, int at) {
    bool decorator = false;
    for (; at < lexer->count; at++) {
        const py_token *token = py_lex_token(lexer, at);
        if (token->type == PY_TOK_NEWLINE)
            decorator = false;
        else if (!decorator && token->type == PY_TOK_AT)
            decorator = true;
        else if (!decorator && is_opener(token))
            return at;
    }
    return at;
}

// A lambda's text goes on to the end of the first line on which the brackets opened since `line`
// are closed.
static int lambda_end(const py_lexer *lexer, int first, int at) {
    int base = first ? py_lex_token(lexer, first - 1)->level : 0;
    for (; at + 1 < lexer->count; at++) {
        const py_token *token = py_lex_token(lexer, at), *next = py_lex_token(lexer, at + 1);
        if (next->type == PY_TOK_NEWLINE ||
            (next->place.line > token->place.end_line && token->level <= base))
            return token->place.end_line;
    }
    return 0;
}

static py_value block_of(py_vm *vm, const py_lexer *lexer, int64_t line) {
    int first = 0, depth = 0;
    while (first < lexer->count && (py_lex_token(lexer, first)->place.line < line ||
                                    py_lex_token(lexer, first)->type == PY_TOK_INDENT ||
                                    py_lex_token(lexer, first)->type == PY_TOK_DEDENT))
        first++;
    int at = find_opener(lexer, first);
    int64_t last = line, column = -1;
    if (at < lexer->count && py_lex_token(lexer, at)->type == PY_TOK_LAMBDA) {
        int end = lambda_end(lexer, first, at);
        last = end > line ? end : line;
        at = lexer->count;
    }
    bool heading = true;
    for (; at < lexer->count; at++) {
        const py_token *token = py_lex_token(lexer, at);
        if (token->type == PY_TOK_NEWLINE) {
            last = py_lex_token(lexer, at - 1)->place.end_line;
            if (heading &&
                (at + 1 == lexer->count || py_lex_token(lexer, at + 1)->type != PY_TOK_INDENT))
                break;
            heading = false;
        } else if (token->type == PY_TOK_INDENT) {
            if (++depth == 1)
                column = py_lex_token(lexer, at + 1)->place.col - 1;
        } else if (token->type == PY_TOK_DEDENT && --depth == 0)
            break;
    }
    py_value items[] = {py_int(last), py_int(column)};
    return py_from(py_tuple_of(vm, VL_COUNT(items), items));
}

// block(file, line): the last line of the block that begins there, and the column of its body (-1:
// none)
static py_value f_block(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value source = source_of(vm, a[0]);
    int64_t line;
    if (!py_as_int64(vm, a[1], &line))
        return py_unset();
    if (!py_is_str(source))
        return py_none();
    vl_arena arena;
    vl_arena_init(&arena, vm->heap);
    py_lexer lexer;
    py_lex(&lexer, &arena, "", py_as_str(source)->data, py_as_str(source)->size);
    py_value found = lexer.no_memory ? py_raise_memory(vm) : block_of(vm, &lexer, line);
    vl_arena_deinit(&arena);
    return found;
}

static const py_fndef functions[] = {
    {"coroutine_function", "function, /", f_coroutine_function, PY_FN_PLAIN},
    {"text", "file, /", f_text, PY_FN_PLAIN},
    {"block", "file, line, /", f_block, PY_FN_PLAIN},
    {0},
};

const py_module_spec py_inspect_module_spec = {.name = "_inspect", .functions = functions};
