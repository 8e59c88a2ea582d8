// The literal parts of f-strings (PEP 701). Inside replacement fields the main loop reads ordinary
// tokens; brackets counted there tell where a field or its format specification ends.
#include "lexer_internal.h"

void py_lex_fstring_start(py_lexer *lexer, const char *start, bool raw) {
    if (lexer->fstring_count + 1 >= PY_LEX_FSTRINGS) {
        py_lex_fail(lexer, lexer->cur + 1, "too many nested f-strings");
        return;
    }
    if (lexer->fstrings == NULL) {
        lexer->fstrings = vl_arena_alloc(lexer->arena, PY_LEX_FSTRINGS * sizeof(*lexer->fstrings));
        if (lexer->fstrings == NULL) {
            lexer->no_memory = lexer->failed = true;
            return;
        }
    }
    const char *at = lexer->cur;
    bool triple = lexer->end - at >= 3 && at[1] == *at && at[2] == *at;
    vl_place place = py_lex_here(lexer, start);
    lexer->cur = at + (triple ? 3 : 1);
    py_lex_add(lexer, PY_TOK_FSTRING_START, start, lexer->cur);
    lexer->fstrings[lexer->fstring_count++] = (py_lex_fstring){
        .start = start,
        .line = place.line,
        .col = place.col,
        .quotes = triple ? 3 : 1,
        .quote = *at,
        .raw = raw,
        .text = true,
    };
}

typedef struct text_start { // where a literal part began: it may span lines
    const char *at;
    vl_place place;
} text_start;

static void add_text(py_lexer *lexer, text_start start, const char *end,
                     const py_lex_fstring *top) {
    if (end == start.at) {
        return;
    }
    py_token *token = py_lex_add(lexer, PY_TOK_FSTRING_MIDDLE, start.at, end);
    if (token != NULL) {
        token->place.line = start.place.line;
        token->place.col = start.place.col;
        token->raw = top->raw;
    }
}

static bool quotes_follow(const py_lexer *lexer, const py_lex_fstring *top, const char *at) {
    if (lexer->end - at < top->quotes) {
        return false;
    }
    for (int i = 0; i < top->quotes; i++) {
        if (at[i] != top->quote) {
            return false;
        }
    }
    return true;
}

static void unterminated(py_lexer *lexer, const py_lex_fstring *top) {
    vl_place place = {top->line, top->col, top->line, top->col};
    bool behind = lexer->cur == lexer->end && lexer->line_start == lexer->end;
    int last = behind && lexer->line > top->line ? lexer->line - 1 : lexer->line;
    py_lex_fail_at(lexer, place, "SyntaxError",
                   top->quotes == 3
                       ? "unterminated triple-quoted f-string literal (detected at line %d)"
                       : "unterminated f-string literal (detected at line %d)",
                   top->quotes == 3 ? last : lexer->line);
}

static void open_field(py_lexer *lexer, py_lex_fstring *top) {
    if (top->fields == PY_LEX_FIELDS) {
        py_lex_fail(lexer, lexer->cur, "f-string: expressions nested too deeply");
        return;
    }
    top->field_depth[top->fields++] = top->depth;
    top->text = false;
}

// Skips the escape whose backslash is at `at`. A brace after it still opens or closes a field.
static const char *skip_escape(py_lexer *lexer, const py_lex_fstring *top, const char *at) {
    at++;
    if (at == lexer->end || *at == '{' || *at == '}') {
        return at;
    }
    if (*at == '\r' || *at == '\n') {
        at += *at == '\r' && at + 1 < lexer->end && at[1] == '\n' ? 2 : 1;
        py_lex_newline(lexer, at);
        return at;
    }
    if (!top->raw && *at == 'N' && at + 1 < lexer->end && at[1] == '{') {
        const char *name = at + 2;
        while (name < lexer->end && *name != '}' && *name != top->quote && *name != '\n') {
            name++;
        }
        return name < lexer->end && *name == '}' ? name + 1 : at + 2;
    }
    return at + 1;
}

static void lex_end(py_lexer *lexer, py_lex_fstring *top) {
    const char *start = lexer->cur;
    lexer->cur += top->quotes;
    py_lex_add(lexer, PY_TOK_FSTRING_END, start, lexer->cur);
    lexer->fstring_count--;
}

// A brace at `cur`: either doubled, a single one that opens a field, or one that ends the format
// specification. True while the text goes on.
static bool lex_brace(py_lexer *lexer, py_lex_fstring *top, text_start *start) {
    const char *at = lexer->cur;
    bool in_spec = top->fields > 0;
    bool doubled = !in_spec && at + 1 < lexer->end && at[1] == *at;
    if (doubled) { // one of the two belongs to the text
        int count = lexer->count;
        add_text(lexer, *start, at + 1, top);
        if (lexer->count > count) { // but its place takes in both
            py_lex_token(lexer, count)->place.end_col++;
        }
        lexer->cur = at + 2;
        *start = (text_start){lexer->cur, py_lex_here(lexer, lexer->cur)};
        return true;
    }
    add_text(lexer, *start, at, top);
    if (*at == '{') {
        open_field(lexer, top);
    } else {
        top->text = false;
    }
    return false;
}

void py_lex_fstring_text(py_lexer *lexer) {
    py_lex_fstring *top = py_lex_fstring_top(lexer);
    text_start start = {lexer->cur, py_lex_here(lexer, lexer->cur)};
    while (lexer->cur < lexer->end && !lexer->failed) {
        char c = *lexer->cur;
        if (c == top->quote && quotes_follow(lexer, top, lexer->cur)) {
            add_text(lexer, start, lexer->cur, top);
            lex_end(lexer, top);
            return;
        }
        if (c == '{' || c == '}') {
            if (!lex_brace(lexer, top, &start)) {
                return;
            }
        } else if (c == '\\') {
            lexer->cur = skip_escape(lexer, top, lexer->cur);
        } else if (c == '\n' || c == '\r') {
            if (top->quotes == 1) {
                break;
            }
            lexer->cur += c == '\r' && lexer->cur + 1 < lexer->end && lexer->cur[1] == '\n' ? 2 : 1;
            py_lex_newline(lexer, lexer->cur);
        } else {
            lexer->cur++;
        }
    }
    if (!lexer->failed) {
        unterminated(lexer, top);
    }
}
