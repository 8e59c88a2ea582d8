// What all rules of the parser share: tokens, nodes, lists, memory of the second pass; and the two
// passes themselves (after CPython's pegen, PEP 617).
#include "parser_internal.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

// ---- tokens -------------------------------------------------------------------------------------

const py_token *py_peek_at(py_parser *p, int ahead) {
    int index = p->mark + ahead;
    if (index >= p->lexer->count) {
        index = p->lexer->count - 1;
    }
    if (index + 1 > p->fill) {
        p->fill = index + 1;
        if (py_lex_token(p->lexer, index)->type == PY_TOK_ERROR && !p->raised) {
            p->raised = p->from_lexer = true;
            p->pending = p->lexer->error;
        }
    }
    return py_lex_token(p->lexer, index);
}

const py_token *py_peek(py_parser *p) {
    return py_peek_at(p, 0);
}

bool py_at(py_parser *p, py_token_type type) {
    return py_peek_at(p, 0)->type == type;
}

bool py_at_next(py_parser *p, py_token_type type) {
    return py_peek_at(p, 1)->type == type;
}

bool py_at_word(py_parser *p, const char *word) {
    const py_token *token = py_peek(p);
    return token->type == PY_TOK_NAME && token->len == strlen(word) &&
           memcmp(token->text, word, token->len) == 0;
}

const py_token *py_eat(py_parser *p, py_token_type type) {
    const py_token *token = py_peek(p);
    if (token->type != type || p->raised) {
        return NULL;
    }
    p->mark++;
    return token;
}

const py_token *py_eat_word(py_parser *p, const char *word) {
    return py_at_word(p, word) ? py_eat(p, PY_TOK_NAME) : NULL;
}

const py_token *py_expect(py_parser *p, py_token_type type) {
    const py_token *token = py_eat(p, type);
    if (token == NULL) {
        py_raise_next(p, "expected '%s'", py_token_text(type));
    }
    return token;
}

const py_token *py_last(py_parser *p) {
    int index = p->mark - 1;
    while (index > 0) {
        py_token_type type = (py_token_type)py_lex_token(p->lexer, index)->type;
        if (type != PY_TOK_NEWLINE && type != PY_TOK_INDENT && type != PY_TOK_DEDENT &&
            type != PY_TOK_ENDMARKER) {
            break;
        }
        index--;
    }
    return py_lex_token(p->lexer, index < 0 ? 0 : index);
}

// ---- nodes --------------------------------------------------------------------------------------

py_ast *py_node(py_parser *p, py_ast_kind kind, vl_place start) {
    py_ast *node = vl_arena_alloc(p->arena, sizeof(*node));
    if (node == NULL) {
        return py__parse_memory(p);
    }
    node->kind = (uint8_t)kind;
    node->place = start;
    return node;
}

py_ast *py_end(py_parser *p, py_ast *node) {
    if (node != NULL) {
        const py_token *last = py_last(p);
        node->place.end_line = last->place.end_line;
        node->place.end_col = last->place.end_col;
    }
    return node;
}

bool py_text_copy(py_parser *p, const char *data, size_t len, py_ast_text *text) {
    text->data = vl_arena_copy(p->arena, data, len);
    text->len = len;
    if (text->data == NULL) {
        py__parse_memory(p);
        return false;
    }
    return true;
}

bool py_name_text(py_parser *p, const py_token *token, py_ast_text *text) {
    bool ascii = true;
    for (uint32_t i = 0; i < token->len; i++) {
        ascii = ascii && (unsigned char)token->text[i] < 0x80;
    }
    if (ascii) {
        return py_text_copy(p, token->text, token->len, text);
    }
    utf8proc_uint8_t *normal = NULL;
    utf8proc_ssize_t len =
        utf8proc_map((const utf8proc_uint8_t *)token->text, (utf8proc_ssize_t)token->len, &normal,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
    if (len < 0) {
        return py__parse_memory(p) != NULL;
    }
    bool done = py_text_copy(p, (const char *)normal, (size_t)len, text);
    free(normal);
    return done;
}

py_ast *py_name_node(py_parser *p, py_ast_ctx ctx) {
    const py_token *token = py_eat(p, PY_TOK_NAME);
    if (token == NULL) {
        return NULL;
    }
    py_ast *node = py_node(p, PY_AST_Name, token->place);
    if (node == NULL || !py_name_text(p, token, &node->u.name.id)) {
        return NULL;
    }
    node->ctx = (uint8_t)ctx;
    return node;
}

// ---- lists --------------------------------------------------------------------------------------

bool py_push_null(py_parser *p) {
    if (p->stack_count == p->stack_cap) {
        int cap = p->stack_cap == 0 ? 64 : p->stack_cap * 2;
        py_ast **stack = vl_arena_alloc(p->arena, (size_t)cap * sizeof(py_ast *));
        if (stack == NULL) {
            py__parse_memory(p);
            return false;
        }
        if (p->stack_count > 0) {
            memcpy(stack, p->stack, (size_t)p->stack_count * sizeof(py_ast *));
        }
        p->stack = stack;
        p->stack_cap = cap;
    }
    p->stack[p->stack_count++] = NULL;
    return true;
}

bool py_push(py_parser *p, py_ast *node) {
    if (node == NULL || !py_push_null(p)) {
        return false;
    }
    p->stack[p->stack_count - 1] = node;
    return true;
}

bool py_pop_list(py_parser *p, int base, py_ast_list *list) {
    int count = p->stack_count - base;
    p->stack_count = base;
    *list = (py_ast_list){0};
    if (count == 0) {
        return true;
    }
    list->items = vl_arena_alloc(p->arena, (size_t)count * sizeof(py_ast *));
    if (list->items == NULL) {
        py__parse_memory(p);
        return false;
    }
    memcpy(list->items, p->stack + base, (size_t)count * sizeof(py_ast *));
    list->count = count;
    return true;
}

bool py_names_of(py_parser *p, py_ast_list nodes, py_ast_names *names) {
    if (nodes.count == 0) {
        return true;
    }
    names->items = vl_arena_alloc(p->arena, (size_t)nodes.count * sizeof(py_ast_text));
    if (names->items == NULL) {
        py__parse_memory(p);
        return false;
    }
    for (int i = 0; i < nodes.count; i++) {
        names->items[i] = nodes.items[i]->u.name.id;
    }
    names->count = nodes.count;
    return true;
}

// ---- recursion and speculation ------------------------------------------------------------------

bool py_enter(py_parser *p) {
    if (p->raised) {
        return false;
    }
    if (p->depth == PY_PARSE_DEPTH) {
        py_raise_kind(p, py_peek(p)->place, VL_SYNTAX, "MemoryError",
                      "Parser stack overflowed - Python source too complex to parse");
        return false;
    }
    p->depth++;
    return true;
}

void py_leave(py_parser *p) {
    p->depth--;
}

py_state py_save(const py_parser *p) {
    return (py_state){p->mark, p->stack_count};
}

void py_restore(py_parser *p, py_state state) {
    p->mark = state.mark;
    p->stack_count = state.stack_count;
}

bool py_memo_find(py_parser *p, py_rule rule, py_ast **node) {
    if (!p->diagnose) {
        return false;
    }
    for (const py_memo *memo = p->memo[p->mark]; memo != NULL; memo = memo->next) {
        if (memo->rule == (int)rule) {
            *node = memo->node;
            p->mark = memo->mark;
            return true;
        }
    }
    return false;
}

py_ast *py_memo_keep(py_parser *p, py_rule rule, int start, py_ast *node) {
    if (!p->diagnose || p->raised) {
        return node;
    }
    py_memo *memo = vl_arena_alloc(p->arena, sizeof(*memo));
    if (memo == NULL) {
        return py__parse_memory(p);
    }
    *memo = (py_memo){p->memo[start], node, (int)rule, p->mark};
    p->memo[start] = memo;
    return node;
}

// ---- the passes ---------------------------------------------------------------------------------

static py_ast *parse_module(py_parser *p) {
    py_ast *module = py_node(p, PY_AST_Module, (vl_place){1, 1, 1, 1});
    if (module == NULL || !py_parse_statements(p, PY_TOK_ENDMARKER, &module->u.module.body)) {
        return NULL;
    }
    module->u.module.escapes = p->escapes;
    return py_eat(p, PY_TOK_ENDMARKER) != NULL ? module : NULL;
}

// An error of the parser gives way to a lexical one further on, because that often is the cause;
// an unclosed bracket counts only when it was opened on an earlier line.
static void prefer_lexer_error(py_parser *p, int line) {
    const py_lexer *lexer = p->lexer;
    if (!lexer->failed || p->no_memory || p->from_lexer) {
        return;
    }
    if (lexer->error_is_eof || lexer->error_is_late) {
        if (lexer->bracket_count > 0) {
            py_lex_bracket open = lexer->brackets[lexer->bracket_count - 1];
            if (line > open.line) {
                p->pending = (vl_error){0};
                p->raised = false;
                vl_place place = {open.line, open.col, open.line, open.col};
                py__parse_raise(p, place, "'%c' was never closed", open.open);
            }
        }
        return;
    }
    p->pending = lexer->error;
}

static void diagnose(py_parser *p) {
    int first_fill = p->fill;
    p->memo = vl_arena_alloc(p->arena, (size_t)(p->lexer->count + 1) * sizeof(*p->memo));
    if (p->memo == NULL) {
        py__parse_memory(p);
        return;
    }
    p->mark = p->depth = p->stack_count = 0;
    p->diagnose = true;
    (void)parse_module(p);
    if (p->raised) {
        prefer_lexer_error(p, py_lex_token(p->lexer, p->fill - 1)->place.line);
        return;
    }
    const py_token *last = py_lex_token(p->lexer, first_fill > 0 ? first_fill - 1 : 0);
    if (last->type == PY_TOK_INDENT || last->type == PY_TOK_DEDENT) {
        py_raise_kind(p, last->place, VL_SYNTAX, "IndentationError", "%s",
                      last->type == PY_TOK_INDENT ? "unexpected indent" : "unexpected unindent");
        return;
    }
    py__parse_raise(p, last->place, "invalid syntax");
    prefer_lexer_error(p, py_lex_token(p->lexer, p->fill - 1)->place.line);
}

static void report(const py_parser *p, vl_error *error) {
    if (error != NULL && error->status == VL_OK) {
        *error = p->pending;
    }
}

py_ast *py_parse(vl_arena *arena, const char *file, const char *source, size_t len,
                 vl_error *error) {
    py_lexer lexer;
    py_lex(&lexer, arena, file, source, len);
    py_parser parser = {.lexer = &lexer, .arena = arena, .file = file};
    py_parser *p = &parser;
    if (lexer.no_memory) {
        py__parse_memory(p);
        report(p, error);
        return NULL;
    }
    py_ast *module = parse_module(p);
    if (module == NULL && !p->raised) {
        diagnose(p);
        module = NULL;
    } else if (p->raised) {
        prefer_lexer_error(p, py_lex_token(&lexer, p->fill - 1)->place.line);
        module = NULL;
    } else if (py_ast_too_deep(module, PY_TREE_DEPTH)) {
        py_raise_kind(p, (vl_place){0}, VL_SYNTAX, "RecursionError",
                      "maximum recursion depth exceeded during compilation");
        module = NULL;
    }
    if (module == NULL) {
        report(p, error);
    }
    return module;
}
