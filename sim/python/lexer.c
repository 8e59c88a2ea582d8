// The lexer's main loop: lines, indentation, brackets and operators. Follows chapter 2 of the
// Python 3.12 language reference; messages and their places are those of CPython 3.13. Knows
// nothing of grammar; literals and names are in the lexer_*.c beside this.
#include "lexer_internal.h"

#include <stdio.h>
#include <string.h>

const char *py_token_text(py_token_type type) {
    static const char *const texts[] = {
#define TOKEN(name, text)    text,
#define OPERATOR(name, text) text,
#define KEYWORD(name, text)  text,
#include "tokens.def"
#undef TOKEN
#undef OPERATOR
#undef KEYWORD
    };
    return texts[type];
}

typedef struct operator_row {
    char text[4];
    uint8_t len, type;
} operator_row;

// Longer texts come first, so the first match is the longest.
static const operator_row operators[] = {
#define TOKEN(name, text)
#define OPERATOR(name, text) {text, sizeof(text) - 1, PY_TOK_##name},
#define KEYWORD(name, text)
#include "tokens.def"
#undef TOKEN
#undef OPERATOR
#undef KEYWORD
};

// ---- tokens and places --------------------------------------------------------------------------

static py_token *new_token(py_lexer *lexer) {
    int page = lexer->count / PY_LEX_PAGE;
    if (page == lexer->page_cap) {
        int cap = lexer->page_cap == 0 ? 16 : lexer->page_cap * 2;
        py_token **pages = vl_arena_alloc(lexer->arena, (size_t)cap * sizeof(*pages));
        if (pages == NULL) {
            return NULL;
        }
        if (lexer->page_count > 0) {
            memcpy(pages, lexer->pages, (size_t)lexer->page_count * sizeof(*pages));
        }
        lexer->pages = pages;
        lexer->page_cap = cap;
    }
    if (page == lexer->page_count) {
        lexer->pages[page] = vl_arena_alloc(lexer->arena, PY_LEX_PAGE * sizeof(py_token));
        if (lexer->pages[page] == NULL) {
            return NULL;
        }
        lexer->page_count++;
    }
    return &lexer->pages[page][lexer->count++ % PY_LEX_PAGE];
}

vl_place py_lex_here(py_lexer *lexer, const char *at) {
    if (at < lexer->col_at) {
        lexer->col_at = lexer->line_start;
        lexer->col_count = 0;
    }
    for (; lexer->col_at < at; lexer->col_at++) {
        lexer->col_count += ((unsigned char)*lexer->col_at & 0xC0) != 0x80;
    }
    int col = lexer->col_count + 1;
    return (vl_place){lexer->line, col, lexer->line, col};
}

py_token *py_lex_add(py_lexer *lexer, py_token_type type, const char *start, const char *end) {
    py_token *token = new_token(lexer);
    if (token == NULL) {
        lexer->no_memory = lexer->failed = true;
        return NULL;
    }
    token->text = start;
    token->len = (uint32_t)(end - start);
    token->type = (uint8_t)type;
    token->level = (uint8_t)lexer->bracket_count;
    token->place = start >= lexer->line_start ? py_lex_here(lexer, start) : (vl_place){0};
    vl_place after = py_lex_here(lexer, end);
    token->place.end_line = after.line;
    token->place.end_col = after.col;
    return token;
}

static void fail_kind(py_lexer *lexer, vl_place place, const char *kind, const char *format,
                      va_list args) {
    if (lexer->failed) {
        return;
    }
    lexer->failed = true;
    vl_error *error = &lexer->error;
    error->status = VL_SYNTAX;
    error->place = place;
    (void)snprintf(error->file, sizeof(error->file), "%s", lexer->file);
    (void)snprintf(error->kind, sizeof(error->kind), "%s", kind);
    (void)vsnprintf(error->message, sizeof(error->message), format, args);
}

void py_lex_fail(py_lexer *lexer, const char *at, const char *format, ...) {
    vl_place place = py_lex_here(lexer, at);
    place.col--;
    place.end_col = place.col;
    va_list args;
    va_start(args, format);
    fail_kind(lexer, place, "SyntaxError", format, args);
    va_end(args);
}

void py_lex_fail_at(py_lexer *lexer, vl_place place, const char *kind, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fail_kind(lexer, place, kind, format, args);
    va_end(args);
}

void py_lex_newline(py_lexer *lexer, const char *next) {
    lexer->line++;
    lexer->line_start = next;
    lexer->col_at = next;
    lexer->col_count = 0;
}

// Bytes of the line break at `at`: 0 where there is none.
static size_t line_break(const py_lexer *lexer, const char *at) {
    if (at >= lexer->end) {
        return 0;
    }
    if (*at == '\n') {
        return 1;
    }
    if (*at == '\r') {
        return at + 1 < lexer->end && at[1] == '\n' ? 2 : 1;
    }
    return 0;
}

// ---- indentation --------------------------------------------------------------------------------

static void indent_error(py_lexer *lexer, const char *kind, const char *message, int col) {
    vl_place place = {lexer->line, col, lexer->line, col};
    py_lex_fail_at(lexer, place, kind, "%s", message);
    lexer->error_is_late = true;
}

static int line_length(py_lexer *lexer) {
    const char *end = lexer->cur;
    while (end < lexer->end && line_break(lexer, end) == 0) {
        end++;
    }
    return py_lex_here(lexer, end).col;
}

static void tab_error(py_lexer *lexer) {
    indent_error(lexer, "TabError", "inconsistent use of tabs and spaces in indentation", 1);
}

// INDENT and DEDENT have no text; errors about them point at the last character of the indentation.
static void add_indentation(py_lexer *lexer, py_token_type type) {
    py_token *token = py_lex_add(lexer, type, lexer->cur, lexer->cur);
    if (token != NULL) {
        token->place.col--;
        token->place.end_col = token->place.col;
    }
}

static void close_indents(py_lexer *lexer, int col, int alt) {
    while (lexer->indent_count > 1 && col < lexer->indents[lexer->indent_count - 1]) {
        lexer->indent_count--;
        add_indentation(lexer, PY_TOK_DEDENT);
    }
    if (col != lexer->indents[lexer->indent_count - 1]) {
        indent_error(lexer, "IndentationError",
                     "unindent does not match any outer indentation level", line_length(lexer));
    } else if (alt != lexer->alt_indents[lexer->indent_count - 1]) {
        tab_error(lexer);
    }
}

static void apply_indentation(py_lexer *lexer, int col, int alt) {
    int top = lexer->indent_count - 1;
    if (col == lexer->indents[top]) {
        if (alt != lexer->alt_indents[top]) {
            tab_error(lexer);
        }
    } else if (col > lexer->indents[top]) {
        if (lexer->indent_count == PY_LEX_INDENTS) {
            indent_error(lexer, "IndentationError", "too many levels of indentation", 1);
        } else if (alt <= lexer->alt_indents[top]) {
            tab_error(lexer);
        } else {
            lexer->indents[lexer->indent_count] = col;
            lexer->alt_indents[lexer->indent_count++] = alt;
            add_indentation(lexer, PY_TOK_INDENT);
        }
    } else {
        close_indents(lexer, col, alt);
    }
}

// Skips a backslash and the line break after it, both at `cur`.
static bool skip_continuation(py_lexer *lexer) {
    size_t width = line_break(lexer, lexer->cur + 1);
    if (width == 0 && lexer->cur + 1 < lexer->end) {
        vl_place place = py_lex_here(lexer, lexer->cur + 1);
        py_lex_fail_at(lexer, place, "SyntaxError",
                       "unexpected character after line continuation character");
        lexer->error_is_late = true;
        return false;
    }
    if (lexer->cur + 1 + width >= lexer->end) {
        vl_place place = py_lex_here(lexer, lexer->cur + 1);
        py_lex_fail_at(lexer, place, "SyntaxError", "unexpected EOF while parsing");
        lexer->error_is_late = true;
        return false;
    }
    lexer->cur += 1 + width;
    py_lex_newline(lexer, lexer->cur);
    return true;
}

static void lex_indentation(py_lexer *lexer) {
    int col = 0, alt = 0, continued = 0;
    lexer->line_begins = false;
    for (; lexer->cur < lexer->end; lexer->cur++) {
        char c = *lexer->cur;
        if (c == ' ') {
            col++;
            alt++;
        } else if (c == '\t') { // a tab goes to the next multiple of 8, or alternatively of 1
            col = (col / 8 + 1) * 8;
            alt++;
        } else if (c == '\f') {
            col = alt = 0;
        } else if (c == '\\') {
            continued = continued > 0 ? continued : col;
            if (!skip_continuation(lexer)) {
                return;
            }
            lexer->cur--;
        } else {
            break;
        }
    }
    bool blank =
        lexer->cur == lexer->end || *lexer->cur == '#' || line_break(lexer, lexer->cur) > 0;
    if (!blank && lexer->bracket_count == 0) {
        apply_indentation(lexer, continued > 0 ? continued : col, continued > 0 ? continued : alt);
    }
}

// ---- brackets and operators ---------------------------------------------------------------------

py_lex_fstring *py_lex_fstring_top(py_lexer *lexer) {
    return lexer->fstring_count > 0 ? &lexer->fstrings[lexer->fstring_count - 1] : NULL;
}

static void open_bracket(py_lexer *lexer) {
    if (lexer->bracket_count == PY_LEX_BRACKETS) {
        py_lex_fail(lexer, lexer->cur + 1, "too many nested parentheses");
        return;
    }
    vl_place place = py_lex_here(lexer, lexer->cur);
    lexer->brackets[lexer->bracket_count++] = (py_lex_bracket){*lexer->cur, place.line, place.col};
    py_lex_fstring *top = py_lex_fstring_top(lexer);
    if (top != NULL) {
        top->depth++;
    }
}

static bool fits(char open, char close) {
    return (open == '(' && close == ')') || (open == '[' && close == ']') ||
           (open == '{' && close == '}');
}

static void bracket_mismatch(py_lexer *lexer, py_lex_bracket open, char close) {
    const py_lex_fstring *top = py_lex_fstring_top(lexer);
    const char *after = lexer->cur + 1;
    if (top != NULL && open.open == '{' && top->fields > 0 &&
        top->depth - 1 == top->field_depth[top->fields - 1]) {
        py_lex_fail(lexer, after, "f-string: unmatched '%c'", close);
    } else if (open.line != lexer->line) {
        py_lex_fail(lexer, after,
                    "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d",
                    close, open.open, open.line);
    } else {
        py_lex_fail(lexer, after,
                    "closing parenthesis '%c' does not match opening parenthesis '%c'", close,
                    open.open);
    }
}

static void close_bracket(py_lexer *lexer) {
    char close = *lexer->cur;
    py_lex_fstring *top = py_lex_fstring_top(lexer);
    if (top != NULL && top->depth == 0 && close == '}') {
        py_lex_fail(lexer, lexer->cur + 1, "f-string: single '}' is not allowed");
        return;
    }
    if (lexer->bracket_count == 0) {
        py_lex_fail(lexer, lexer->cur + 1, "unmatched '%c'", close);
        return;
    }
    py_lex_bracket open = lexer->brackets[lexer->bracket_count - 1];
    if (!fits(open.open, close)) {
        bracket_mismatch(lexer, open, close);
        return;
    }
    lexer->bracket_count--;
    if (top != NULL) {
        top->depth--;
        if (top->fields > 0 && top->depth == top->field_depth[top->fields - 1]) {
            top->fields--;
            top->text = true;
        }
    }
}

static const operator_row *find_operator(const py_lexer *lexer) {
    size_t left = (size_t)(lexer->end - lexer->cur);
    for (size_t i = 0; i < VL_COUNT(operators); i++) {
        const operator_row *row = &operators[i];
        if (row->text[0] == *lexer->cur && row->len <= left &&
            memcmp(row->text, lexer->cur, row->len) == 0) {
            return row;
        }
    }
    return NULL;
}

static void add_plain(py_lexer *lexer, py_token_type type, size_t len) {
    py_lex_add(lexer, type, lexer->cur, lexer->cur + len);
    lexer->cur += len;
}

static void lex_operator(py_lexer *lexer) {
    py_lex_fstring *top = py_lex_fstring_top(lexer);
    char c = *lexer->cur;
    if (c == ':' && top != NULL && top->fields > 0 &&
        top->depth == top->field_depth[top->fields - 1] + 1) {
        add_plain(lexer, PY_TOK_COLON, 1); // what follows is a format specification, even `=`
        top->text = true;
        return;
    }
    if (strchr("([{", c) != NULL) {
        open_bracket(lexer);
    } else if (strchr(")]}", c) != NULL) {
        close_bracket(lexer);
    }
    if (lexer->failed) {
        return;
    }
    const operator_row *row = find_operator(lexer);
    if (row != NULL) {
        add_plain(lexer, (py_token_type)row->type, row->len);
    } else if ((unsigned char)c < 0x20 || c == 0x7F) {
        py_lex_fail(lexer, lexer->cur + 1, "invalid non-printable character U+%04X",
                    (unsigned)(unsigned char)c);
    } else {
        add_plain(lexer, PY_TOK_UNKNOWN, 1);
    }
}

// ---- the loop -----------------------------------------------------------------------------------

static void lex_end(py_lexer *lexer) {
    if (lexer->bracket_count > 0) {
        py_lex_bracket open = lexer->brackets[lexer->bracket_count - 1];
        vl_place place = {open.line, open.col, open.line, open.col};
        py_lex_fail_at(lexer, place, "SyntaxError", "'%c' was never closed", open.open);
        lexer->error_is_eof = true;
        return;
    }
    if (lexer->line_used) {
        py_token *token = py_lex_add(lexer, PY_TOK_NEWLINE, lexer->cur, lexer->cur);
        if (token == NULL) {
            return;
        }
        token->place.end_col++;
    }
    // As in CPython the end belongs to the last line, behind its line break.
    vl_place last = py_lex_here(lexer, lexer->cur);
    if (lexer->cur == lexer->line_start && lexer->line > 1) {
        const char *start = lexer->cur - 1;
        start -= start > lexer->source && *start == '\n' && start[-1] == '\r';
        last.col = 1;
        for (; start > lexer->source && start[-1] != '\n' && start[-1] != '\r'; start--) {
            last.col += ((unsigned char)start[-1] & 0xC0) != 0x80;
        }
        last.line--;
    } else if (lexer->cur == lexer->line_start) {
        last.col = 0;
    }
    last.end_line = last.line;
    last.end_col = last.col;
    while (lexer->indent_count-- > 1 && !lexer->no_memory) {
        py_token *token = py_lex_add(lexer, PY_TOK_DEDENT, lexer->cur, lexer->cur);
        if (token != NULL) {
            token->place = last;
        }
    }
    py_token *token = py_lex_add(lexer, PY_TOK_ENDMARKER, lexer->cur, lexer->cur);
    if (token != NULL) {
        token->place = last;
    }
}

static void skip_blank(py_lexer *lexer) {
    while (lexer->cur < lexer->end &&
           (*lexer->cur == ' ' || *lexer->cur == '\t' || *lexer->cur == '\f')) {
        lexer->cur++;
    }
}

// At a line break or a comment before one, which begin at `cur`.
static void lex_line_end(py_lexer *lexer) {
    const char *at = lexer->cur;
    while (at < lexer->end && line_break(lexer, at) == 0) {
        at++;
    }
    size_t width = line_break(lexer, at);
    if (width == 0) { // a comment that ends the file
        lexer->cur = at;
        return;
    }
    if (lexer->bracket_count == 0) {
        if (lexer->line_used) {
            py_token *token = py_lex_add(lexer, PY_TOK_NEWLINE, lexer->cur, at);
            if (token != NULL) {
                token->place.end_col++;
            }
        }
        lexer->line_used = false;
        lexer->line_begins = true;
    }
    lexer->cur = at + width;
    py_lex_newline(lexer, lexer->cur);
}

// Reads one token, or blank space between tokens. False at the end.
static bool lex_one(py_lexer *lexer) {
    const py_lex_fstring *top = py_lex_fstring_top(lexer);
    if (top != NULL && top->text) {
        py_lex_fstring_text(lexer);
        return true;
    }
    if (lexer->line_begins) {
        lex_indentation(lexer);
        return true;
    }
    skip_blank(lexer);
    if (lexer->cur == lexer->end) {
        lex_end(lexer);
        return false;
    }
    char c = *lexer->cur;
    if (c == '#' || c == '\n' || c == '\r') {
        lex_line_end(lexer);
        return true;
    }
    if (c == '\\') {
        return skip_continuation(lexer);
    }
    lexer->line_used = true;
    bool digit_follows =
        lexer->cur + 1 < lexer->end && lexer->cur[1] >= '0' && lexer->cur[1] <= '9';
    if (py_lex_is_name_start(c)) {
        py_lex_name(lexer);
    } else if ((c >= '0' && c <= '9') || (c == '.' && digit_follows)) {
        py_lex_number(lexer);
    } else if (c == '"' || c == '\'') {
        py_lex_string(lexer, lexer->cur);
    } else {
        lex_operator(lexer);
    }
    return true;
}

// The name in a line like `# -*- coding: name -*-` (PEP 263); its length, 0 where there is none.
static size_t coding_name(const char *line, const char *end, const char **name) {
    while (line < end && (*line == ' ' || *line == '\t' || *line == '\f')) {
        line++;
    }
    if (line == end || *line != '#') {
        return 0;
    }
    for (; end - line > 7; line++) {
        if (memcmp(line, "coding", 6) != 0 || (line[6] != ':' && line[6] != '=')) {
            continue;
        }
        const char *at = line + 7;
        while (at < end && (*at == ' ' || *at == '\t')) {
            at++;
        }
        *name = at;
        while (at < end && (py_lex_is_name_char(*at) || *at == '-' || *at == '.')) {
            at++;
        }
        if (at > *name) {
            return (size_t)(at - *name);
        }
    }
    return 0;
}

static bool is_utf8_name(const char *name, size_t len) {
    static const char *const names[] = {"utf8", "utf8sig", "ascii", "usascii", "u8", "utf"};
    char plain[16];
    size_t count = 0;
    for (size_t i = 0; i < len && count + 1 < sizeof(plain); i++) {
        if (name[i] != '-' && name[i] != '_') {
            plain[count++] = (char)(name[i] >= 'A' && name[i] <= 'Z' ? name[i] + 32 : name[i]);
        }
    }
    plain[count] = '\0';
    for (size_t i = 0; i < VL_COUNT(names); i++) {
        if (strcmp(plain, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool encoding_is_utf8(py_lexer *lexer) {
    const char *line = lexer->source;
    for (int number = 1; number <= 2 && line < lexer->end; number++) {
        const char *end = line, *name = NULL;
        while (end < lexer->end && line_break(lexer, end) == 0) {
            end++;
        }
        size_t len = coding_name(line, end, &name);
        if (len > 0 && !is_utf8_name(name, len)) {
            vl_place place = {number, 1, number, 1};
            py_lex_fail_at(lexer, place, "SyntaxError", "source encoding %.*s is not supported",
                           len > 64 ? 64 : (int)len, name);
            return false;
        }
        const char *text = line;
        while (text < end && (*text == ' ' || *text == '\t' || *text == '\f')) {
            text++;
        }
        if (len > 0 || (text < end && *text != '#')) {
            break; // the second line counts only behind a comment or a blank line
        }
        line = end + line_break(lexer, end);
    }
    return true;
}

static bool source_is_text(py_lexer *lexer) {
    size_t len = (size_t)(lexer->end - lexer->source);
    if (memchr(lexer->source, 0, len) != NULL) {
        py_lex_fail_at(lexer, (vl_place){0}, "SyntaxError",
                       "source code string cannot contain null bytes");
        return false;
    }
    ptrdiff_t bad = vl_utf8_invalid(lexer->source, len);
    if (bad >= 0) {
        py_lex_fail_at(lexer, (vl_place){0}, "SyntaxError",
                       "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %td",
                       (unsigned)(unsigned char)lexer->source[bad], bad);
        return false;
    }
    return encoding_is_utf8(lexer);
}

void py_lex(py_lexer *lexer, vl_arena *arena, const char *file, const char *source, size_t len) {
    *lexer = (py_lexer){.arena = arena, .file = file, .source = source, .line = 1};
    lexer->end = source + len;
    if (len >= 3 && memcmp(source, "\xEF\xBB\xBF", 3) == 0) {
        lexer->source += 3;
    }
    lexer->cur = lexer->line_start = lexer->col_at = lexer->source;
    lexer->line_begins = true;
    lexer->indent_count = 1;
    if (source_is_text(lexer)) {
        while (!lexer->failed && lex_one(lexer)) {
        }
    }
    if (lexer->failed && !lexer->no_memory) {
        py_lex_add(lexer, PY_TOK_ERROR, lexer->line_start, lexer->line_start);
    }
}
