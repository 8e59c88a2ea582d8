// The parser: recursive descent over the token list, one function a grammar rule. It runs at most
// twice: the first pass builds the tree or fails without a word; after a failure the second pass
// (`diagnose`) tries at each rule the known mistakes first, as CPython's `invalid_` rules do, so
// that messages and places agree. A function returns NULL on failure; `raised` tells whether an
// error is set, in which case everybody returns at once. Knows nothing of scopes.
#ifndef PY_PARSER_INTERNAL_H
#define PY_PARSER_INTERNAL_H

#include "ast_fields_internal.h"
#include "ast_internal.h"
#include "lexer_internal.h"

#define PY_PARSE_DEPTH 1500 // nesting of rules that call themselves
#define PY_TREE_DEPTH  2000 // height of the finished tree, long operator chains included

typedef enum py_rule { // rules whose results the second pass keeps
    PY_RULE_EXPRESSION,
    PY_RULE_NAMED_EXPRESSION,
    PY_RULE_DISJUNCTION,
    PY_RULE_BITWISE_OR,
    PY_RULE_PRIMARY
} py_rule;

typedef struct py_memo {
    struct py_memo *next;
    py_ast *node;
    int rule, mark;
} py_memo;

typedef struct py_parser {
    py_lexer *lexer;
    vl_arena *arena;
    const char *file;
    int mark; // the next token
    int fill; // how many tokens were looked at
    int depth;
    bool diagnose;
    bool quiet; // within the second pass: do not look for mistakes
    bool raised, no_memory, from_lexer;
    py_ast_escape *escapes; // in the order in which they stand
    vl_error pending;
    py_ast **stack; // elements of lists that are being built
    int stack_count, stack_cap;
    py_memo **memo; // by token, in the second pass
} py_parser;

// ---- parser.c: tokens, nodes, lists -------------------------------------------------------------

const py_token *py_peek(py_parser *p);
const py_token *py_peek_at(py_parser *p, int ahead);
bool py_at(py_parser *p, py_token_type type);
bool py_at_next(py_parser *p, py_token_type type);        // the token after this one
bool py_at_word(py_parser *p, const char *word);          // a soft keyword
const py_token *py_eat(py_parser *p, py_token_type type); // NULL: another token
const py_token *py_eat_word(py_parser *p, const char *word);
const py_token *py_expect(py_parser *p, py_token_type type); // raises "expected 'x'"
const py_token *py_last(py_parser *p);                       // the last token taken that has text

py_ast *py_node(py_parser *p, py_ast_kind kind, vl_place start); // place: from start, to `py_end`
py_ast *py_end(py_parser *p, py_ast *node); // it ends with the last token taken
bool py_text_copy(py_parser *p, const char *data, size_t len, py_ast_text *text);
bool py_name_text(py_parser *p, const py_token *token, py_ast_text *text); // NFKC
py_ast *py_name_node(py_parser *p, py_ast_ctx ctx);                        // takes a NAME

bool py_push(py_parser *p, py_ast *node); // false for NULL where `node` failed
bool py_push_null(py_parser *p);
bool py_pop_list(py_parser *p, int base, py_ast_list *list);            // all above `base`
bool py_names_of(py_parser *p, py_ast_list nodes, py_ast_names *names); // ids of Name nodes

bool py_enter(py_parser *p); // bounds recursion; on true `py_leave` follows
void py_leave(py_parser *p);

typedef struct py_state {
    int mark, stack_count;
} py_state;
py_state py_save(const py_parser *p);
void py_restore(py_parser *p, py_state state);

bool py_memo_find(py_parser *p, py_rule rule, py_ast **node);
py_ast *py_memo_keep(py_parser *p, py_rule rule, int start, py_ast *node);

// ---- parser_error*.c ----------------------------------------------------------------------------

// All return NULL and keep the first cause.
void *py__parse_raise(py_parser *p, vl_place place, const char *format, ...) VL_PRINTF(3, 4);
void *py_raise_range(py_parser *p, vl_place from, vl_place to, const char *format, ...)
    VL_PRINTF(4, 5);
void *py_raise_last(py_parser *p, const char *format, ...) VL_PRINTF(2, 3); // furthest token seen
void *py_raise_next(py_parser *p, const char *format, ...) VL_PRINTF(2, 3); // token at `mark`
void *py_raise_indent(py_parser *p, const char *format, ...) VL_PRINTF(2, 3);
void *py_raise_kind(py_parser *p, vl_place place, vl_status status, const char *kind,
                    const char *format, ...) VL_PRINTF(5, 6);
void *py__parse_memory(py_parser *p);
const char *py_expr_name(const py_ast *node); // "function call", "literal", ...
bool py_checking(const py_parser *p);         // second pass, and mistakes are looked for

// Each looks for mistakes of one rule at `mark`, which it leaves alone. True: one was raised.
bool py_check_expression(py_parser *p);
bool py_check_named_expression(py_parser *p);
bool py_check_group(py_parser *p);
bool py_check_comprehension(py_parser *p);
bool py_check_dict(py_parser *p);
bool py_check_arguments(py_parser *p);
bool py_check_keyword(py_parser *p);
bool py_check_params(py_parser *p, py_token_type close);
bool py_check_star_params(py_parser *p, py_token_type close);
bool py_check_kwds(py_parser *p, py_token_type close);
bool py_check_default(py_parser *p);
bool py_check_assignment(py_parser *p);
bool py_check_del(py_parser *p);
bool py_check_for_target(py_parser *p);
bool py_check_missing_in(py_parser *p); // in a comprehension
bool py_check_with_item(py_parser *p);
bool py_check_with(py_parser *p);
bool py_check_import(py_parser *p);
bool py_check_field(py_parser *p); // a replacement field of an f-string, at its `{`
bool py_check_except(py_parser *p);
// The part of `node` (or NULL) that cannot be assigned to or deleted.
bool py_raise_invalid_target(py_parser *p, py_ast *node, bool del, bool for_target);

// ---- expressions: parser_expr.c, parser_atom.c, parser_call.c -----------------------------------

py_ast *py_parse_expression(py_parser *p);
py_ast *py_parse_expression_afresh(py_parser *p); // neither looks at what is kept nor keeps it
py_ast *py_parse_expressions(py_parser *p);       // one, or a tuple without stars
py_ast *py_parse_disjunction(py_parser *p);
py_ast *py_parse_bitwise_or(py_parser *p);
py_ast *py_parse_star_expression(py_parser *p);
py_ast *py_parse_star_expressions(py_parser *p);
py_ast *py_parse_named_expression(py_parser *p);
py_ast *py_parse_star_named(py_parser *p);
py_ast *py_parse_yield(py_parser *p);
py_ast *py_parse_annotated_rhs(py_parser *p); // yield expression or star expressions
bool py_starts_expression(py_parser *p);      // whether an expression can begin with this token

py_ast *py_parse_atom(py_parser *p);
py_ast *py_parse_primary(py_parser *p);
py_ast *py_parse_number(py_parser *p);
py_ast *py_parse_slices(py_parser *p);
bool py_at_comprehension(py_parser *p); // `for` or `async for`
bool py_parse_for_if(py_parser *p, py_ast_list *generators);
bool py_parse_arguments(py_parser *p, const py_token *open, py_ast *call);
py_ast *py_parse_call_value(py_parser *p); // walrus or expression, as an argument or in a group
// One argument. `stage` (0 at first) goes on to keywords and to `**`, after which other kinds may
// no longer come.
py_ast *py_parse_argument(py_parser *p, int *stage, bool *is_keyword);

// ---- parser_string.c, parser_escape.c, parser_fstring.c -----------------------------------------

py_ast *py_parse_strings(py_parser *p);
py_ast *py_parse_fstring(py_parser *p);                        // one f-string: JoinedStr
py_ast *py_text_constant(py_parser *p, const py_token *token); // of FSTRING_MIDDLE
bool py_unescape(py_parser *p, const py_token *token, const char *text, size_t len, bool raw,
                 bool bytes, py_ast_text *out);

// ---- parser_target.c ----------------------------------------------------------------------------

// Turns an expression into a target of `ctx` where the grammar allows it; false: it does not.
bool py_set_target(py_ast *node, py_ast_ctx ctx);
bool py_is_single_target(const py_ast *node);
py_ast *py_invalid_target(py_ast *node, bool del, bool for_target); // the part that cannot be one
py_ast *py_parse_star_targets(py_parser *p);                        // up to `in`
py_ast *py_parse_star_target(py_parser *p);                         // of a with item

// ---- statements ---------------------------------------------------------------------------------

py_ast *py_parse_params(py_parser *p, py_token_type close); // `)` of def, `:` of lambda
bool py_parse_statements(py_parser *p, py_token_type end, py_ast_list *body);
bool py_parse_statement(py_parser *p); // pushes what it read
py_ast *py_parse_compound(py_parser *p, bool *is_compound);
py_ast *py_parse_match(py_parser *p);
py_ast *py_parse_simple(py_parser *p);
bool py_parse_simple_line(py_parser *p); // statements up to NEWLINE, pushed
py_ast *py_parse_import(py_parser *p);
bool py_parse_type_params(py_parser *p, py_ast_list *list);
py_ast *py_thunk(py_parser *p, py_ast *value); // a lambda without parameters
// `:` and what follows it. `what` and `line` name the statement for "expected an indented block".
bool py_parse_block(py_parser *p, const char *what, int line, py_ast_list *body);
py_ast *py_parse_case_patterns(py_parser *p);

// ---- ast_*.c ------------------------------------------------------------------------------------

#endif
