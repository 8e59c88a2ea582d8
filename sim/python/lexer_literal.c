// Numbers and plain strings. Only their extent and form are checked here; values are computed by
// the parser.
#include "lexer_internal.h"

#include <string.h>

// ---- numbers ------------------------------------------------------------------------------------

static char char_at(const py_lexer *lexer, const char *at) {
    return at < lexer->end ? *at : '\0';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_radix_digit(char c, int radix) {
    if (radix == 16) {
        return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
    return c >= '0' && c < '0' + radix;
}

static bool text_follows(const py_lexer *lexer, const char *at, const char *word) {
    size_t len = strlen(word);
    return (size_t)(lexer->end - at) >= len && memcmp(at, word, len) == 0;
}

// A number may touch a keyword that can follow it (`1if x else 2`), but no other name.
static bool number_may_end(py_lexer *lexer, const char *at, const char *what) {
    static const char *const words[] = {"and", "else", "for", "if", "in", "is", "or", "not"};
    char c = char_at(lexer, at);
    if (at >= lexer->end || !py_lex_is_name_char(c)) {
        return true;
    }
    for (size_t i = 0; i < VL_COUNT(words); i++) {
        if (text_follows(lexer, at, words[i])) {
            return true;
        }
    }
    py_lex_fail(lexer, at, "invalid %s literal", what);
    return false;
}

// Digits with single underscores between them, from `at`; NULL after a mistake.
static const char *decimal_digits(py_lexer *lexer, const char *at) {
    for (;;) {
        while (is_digit(char_at(lexer, at))) {
            at++;
        }
        if (char_at(lexer, at) != '_') {
            return at;
        }
        at++;
        if (!is_digit(char_at(lexer, at))) {
            py_lex_fail(lexer, at, "invalid decimal literal");
            return NULL;
        }
    }
}

static const char *radix_digits(py_lexer *lexer, const char *at, int radix, const char *what) {
    do {
        if (char_at(lexer, at) == '_') {
            at++;
        }
        char c = char_at(lexer, at);
        if (!is_radix_digit(c, radix)) {
            if (is_digit(c)) {
                py_lex_fail(lexer, at + 1, "invalid digit '%c' in %s literal", c, what);
            } else {
                py_lex_fail(lexer, at, "invalid %s literal", what);
            }
            return NULL;
        }
        while (is_radix_digit(char_at(lexer, at), radix)) {
            at++;
        }
    } while (char_at(lexer, at) == '_');
    if (is_digit(char_at(lexer, at))) {
        py_lex_fail(lexer, at + 1, "invalid digit '%c' in %s literal", *at, what);
        return NULL;
    }
    return number_may_end(lexer, at, what) ? at : NULL;
}

// Fraction, exponent and imaginary suffix after the digits of the whole part.
static const char *decimal_rest(py_lexer *lexer, const char *at, bool *is_int) {
    if (char_at(lexer, at) == '.') {
        *is_int = false;
        at++;
        if (is_digit(char_at(lexer, at)) && (at = decimal_digits(lexer, at)) == NULL) {
            return NULL;
        }
    }
    char c = char_at(lexer, at);
    if (c == 'e' || c == 'E') {
        const char *digits = at + 1;
        bool is_signed = char_at(lexer, digits) == '+' || char_at(lexer, digits) == '-';
        digits += is_signed;
        if (is_digit(char_at(lexer, digits))) {
            *is_int = false;
            if ((at = decimal_digits(lexer, digits)) == NULL) {
                return NULL;
            }
        } else if (is_signed) {
            py_lex_fail(lexer, digits, "invalid decimal literal");
            return NULL;
        }
    }
    c = char_at(lexer, at);
    if (c == 'j' || c == 'J') {
        *is_int = false;
        return number_may_end(lexer, at + 1, "imaginary") ? at + 1 : NULL;
    }
    return number_may_end(lexer, at, "decimal") ? at : NULL;
}

static const char *lex_decimal(py_lexer *lexer, const char *start) {
    const char *at = start;
    if (*start != '.' && (at = decimal_digits(lexer, start)) == NULL) {
        return NULL;
    }
    bool is_int = true;
    const char *end = decimal_rest(lexer, at, &is_int);
    if (end == NULL || !is_int || *start != '0') {
        return end;
    }
    const char *zeros = start;
    while (zeros < end && (*zeros == '0' || *zeros == '_')) {
        zeros++;
    }
    if (zeros < end) {
        vl_place place = py_lex_here(lexer, start);
        place.end_col = place.col + (int)(zeros - start);
        py_lex_fail_at(lexer, place, "SyntaxError",
                       "leading zeros in decimal integer literals are not permitted; use an 0o "
                       "prefix for octal integers");
        return NULL;
    }
    return end;
}

void py_lex_number(py_lexer *lexer) {
    const char *start = lexer->cur, *end;
    char second = *start == '0' ? char_at(lexer, start + 1) : '\0';
    if (second == 'x' || second == 'X') {
        end = radix_digits(lexer, start + 2, 16, "hexadecimal");
    } else if (second == 'o' || second == 'O') {
        end = radix_digits(lexer, start + 2, 8, "octal");
    } else if (second == 'b' || second == 'B') {
        end = radix_digits(lexer, start + 2, 2, "binary");
    } else {
        end = lex_decimal(lexer, start);
    }
    if (end != NULL) {
        py_lex_add(lexer, PY_TOK_NUMBER, start, end);
        lexer->cur = end;
    }
}

// ---- strings ------------------------------------------------------------------------------------

typedef struct string_scan {
    const char *end; // behind the closing quotes; NULL: unterminated
    bool escaped_quote;
} string_scan;

// Reads to the closing quotes, moving `line` on.
static string_scan scan_string(py_lexer *lexer, const char *at, char quote, int quotes) {
    string_scan scan = {0};
    int seen = 0;
    while (at < lexer->end && seen < quotes) {
        char c = *at++;
        if (c == quote) {
            seen++;
            continue;
        }
        seen = 0;
        if (c == '\\' && at < lexer->end) {
            scan.escaped_quote = scan.escaped_quote || *at == quote;
            c = *at++;
        } else if ((c == '\n' || c == '\r') && quotes == 1) {
            return scan;
        }
        if (c == '\n' || c == '\r') {
            at += c == '\r' && at < lexer->end && *at == '\n';
            py_lex_newline(lexer, at);
        }
    }
    scan.end = seen == quotes ? at : NULL;
    return scan;
}

static void unterminated(py_lexer *lexer, vl_place start, char quote, int quotes,
                         bool escaped_quote) {
    const py_lex_fstring *top = py_lex_fstring_top(lexer);
    start.end_line = start.line;
    start.end_col = start.col;
    // The input's end belongs to its last line.
    bool behind = lexer->cur == lexer->end && lexer->line_start == lexer->end;
    int last = behind && lexer->line > start.line ? lexer->line - 1 : lexer->line;
    if (top != NULL && top->quote == quote && top->quotes == quotes) {
        py_lex_fail_at(lexer, start, "SyntaxError", "f-string: expecting '}'");
    } else if (quotes == 3) {
        py_lex_fail_at(lexer, start, "SyntaxError",
                       "unterminated triple-quoted string literal (detected at line %d)", last);
    } else {
        py_lex_fail_at(lexer, start, "SyntaxError",
                       "unterminated string literal (detected at line %d)%s", lexer->line,
                       escaped_quote ? "; perhaps you escaped the end quote?" : "");
    }
}

void py_lex_string(py_lexer *lexer, const char *start) {
    const char *at = lexer->cur;
    char quote = *at;
    int quotes = 1;
    if (lexer->end - at >= 3 && at[1] == quote && at[2] == quote) {
        quotes = 3;
    }
    vl_place place = py_lex_here(lexer, start);
    string_scan scan = scan_string(lexer, at + quotes, quote, quotes);
    if (scan.end == NULL) {
        lexer->cur = lexer->end;
        unterminated(lexer, place, quote, quotes, scan.escaped_quote);
        return;
    }
    lexer->cur = scan.end;
    py_token *token = py_lex_add(lexer, PY_TOK_STRING, start, scan.end);
    if (token != NULL) {
        token->place.line = place.line;
        token->place.col = place.col;
    }
}
