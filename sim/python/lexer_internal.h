// The lexer: turns a whole Python source into a list of tokens, indentation and the parts of
// f-strings (PEP 701) included. Knows nothing of grammar. The first lexical mistake ends the list
// with an ERROR token; its message is kept here until the parser decides whether it comes first.
#ifndef PY_LEXER_INTERNAL_H
#define PY_LEXER_INTERNAL_H

#include "vl_base.h"

typedef enum py_token_type {
#define TOKEN(name, text)    PY_TOK_##name,
#define OPERATOR(name, text) PY_TOK_##name,
#define KEYWORD(name, text)  PY_TOK_##name,
#include "tokens.def"
#undef TOKEN
#undef OPERATOR
#undef KEYWORD
    PY_TOK_COUNT_
} py_token_type;

typedef struct py_token {
    const char *text; // in the source
    uint32_t len;
    uint8_t type;  // py_token_type
    uint8_t level; // how many brackets were open after it
    bool raw;      // FSTRING_MIDDLE: of a raw literal
    vl_place place;
} py_token;

#define PY_LEX_BRACKETS 200 // CPython's MAXLEVEL
#define PY_LEX_INDENTS  100 // CPython's MAXINDENT
#define PY_LEX_FSTRINGS 150 // CPython's MAXFSTRINGLEVEL
#define PY_LEX_FIELDS   3   // CPython's MAXEXPRNESTING
#define PY_LEX_PAGE     256 // tokens allocated at a time

typedef struct py_lex_bracket {
    char open;
    int line, col;
} py_lex_bracket;

typedef struct py_lex_fstring { // an f-string that is being read
    const char *start;
    int line, col;
    int quotes; // 1 or 3
    char quote;
    bool raw, text; // text: between fields, else inside an expression
    int depth;      // brackets opened inside it
    int fields;     // replacement fields open: one more for each nested in a format spec
    int field_depth[PY_LEX_FIELDS]; // `depth` outside each open field
} py_lex_fstring;

typedef struct py_lexer {
    vl_arena *arena;
    const char *file, *source, *cur, *end;
    const char *line_start;
    int line;
    const char *col_at; // how far the columns of this line are counted
    int col_count;

    py_token **pages;
    int page_count, page_cap, count;
    bool no_memory;

    bool line_begins; // at the beginning of a logical line
    bool line_used;   // a token that needs a NEWLINE was seen
    int indents[PY_LEX_INDENTS], alt_indents[PY_LEX_INDENTS];
    int indent_count;
    py_lex_bracket brackets[PY_LEX_BRACKETS];
    int bracket_count;
    py_lex_fstring *fstrings; // PY_LEX_FSTRINGS of them, allocated when the first one is met
    int fstring_count;

    bool failed;
    bool error_is_late; // it does not come before mistakes the parser found earlier (indentation)
    bool error_is_eof;  // the input ended inside brackets
    vl_error error;
} py_lexer;

// Reads all of the source. A lexical mistake is no failure here: see `failed`.
void py_lex(py_lexer *lexer, vl_arena *arena, const char *file, const char *source, size_t len);

static inline py_token *py_lex_token(const py_lexer *lexer, int index) {
    return &lexer->pages[index / PY_LEX_PAGE][index % PY_LEX_PAGE];
}

const char *py_token_text(py_token_type type); // as messages show it

// ---- between the files of the lexer -------------------------------------------------------------

py_token *py_lex_add(py_lexer *lexer, py_token_type type, const char *start, const char *end);
vl_place py_lex_here(py_lexer *lexer, const char *at); // `at` on the current line; empty range
// The column of CPython's tokenizer errors: that of the last character before `at`.
void py_lex_fail(py_lexer *lexer, const char *at, const char *format, ...) VL_PRINTF(3, 4);
void py_lex_fail_at(py_lexer *lexer, vl_place place, const char *kind, const char *format, ...)
    VL_PRINTF(4, 5);
void py_lex_newline(py_lexer *lexer, const char *next); // `next` begins the next source line
void py_lex_number(py_lexer *lexer);
void py_lex_name(py_lexer *lexer);
void py_lex_string(py_lexer *lexer, const char *start); // `cur` at the quote, `start` at the prefix
void py_lex_fstring_start(py_lexer *lexer, const char *start, bool raw);
void py_lex_fstring_text(py_lexer *lexer);
py_lex_fstring *py_lex_fstring_top(py_lexer *lexer); // NULL outside f-strings
bool py_lex_is_name_start(char byte);
bool py_lex_is_name_char(char byte);

// Whether a character that is not ASCII may stand first in a name, or behind the first (XID).
bool py_name_char(uint32_t code, bool first);

#endif
