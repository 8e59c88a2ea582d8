// What the files of the module _re share. Patterns are read by a parser of our own, which knows Python's
// syntax and its errors, and handed to PCRE2 in PCRE2's.
#ifndef PY_RE_INTERNAL_H
#define PY_RE_INTERNAL_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "library_internal.h"
#include "text_internal.h"

typedef enum re_flag { // as Python numbers them
    RE_IGNORECASE = 2, RE_LOCALE = 4, RE_MULTILINE = 8, RE_DOTALL = 16, RE_UNICODE = 32, RE_VERBOSE = 64,
    RE_DEBUG = 128, RE_ASCII = 256
} re_flag;

typedef struct re_translation {
    vl_buf text;     // for PCRE2
    int groups;      // capturing ones
    int flags;       // with those that the pattern sets
    py_dict *names;  // name -> number; owned
    int *close_rank; // by group: in which order they close; groups + 1 of them
    int rank_cap;
} re_translation;

// False raised: re.error made by `error`(message, pattern, position), or unsupported.
bool re_translate(py_vm *vm, py_value pattern, const char *text, size_t size, bool is_bytes, int flags,
                  py_value error, re_translation *out);
void re_translation_free(py_vm *vm, re_translation *t);

typedef struct re_pattern {
    py_gcobj gc;
    py_value source; // str or bytes
    pcre2_code *code;
    pcre2_match_data *data;
    pcre2_general_context *context;
    py_dict *names;
    int *close_rank; // rank_cap of them
    int groups, flags, rank_cap;
    bool is_bytes;
} re_pattern;

typedef struct re_match {
    py_gcobj gc;
    re_pattern *pattern; // owned
    py_value subject;    // owned: the str or bytes itself, or one of the program's subclass
    int64_t pos, endpos; // as asked for
    size_t spans_size;
    size_t *spans;       // byte offsets, two a group; SIZE_MAX: not matched
} re_match;

typedef struct re_subject { // what is searched
    py_value value;
    const char *data;
    size_t size, start, end; // bytes
    int64_t pos, endpos;     // as given, clipped
    bool is_bytes, ascii;
} re_subject;

bool re_subject_of(py_vm *vm, const re_pattern *pattern, py_value v, py_value pos, py_value endpos,
                   re_subject *out);
// Options of pcre2_match. 1: found, in pattern->data; 0: not; -1 raised.
int re_run(py_vm *vm, re_pattern *pattern, const re_subject *s, size_t at, uint32_t options);
py_value re_match_new(py_vm *vm, re_pattern *pattern, const re_subject *s); // from pattern->data
py_value re_slice(py_vm *vm, const re_subject *s, size_t from, size_t to);
// Group number of an index or name; -1 raised: IndexError.
int re_group_of(py_vm *vm, const re_pattern *pattern, py_value key);
// Appends the replacement `template` for the match.
bool re_expand(py_vm *vm, const re_match *match, py_value template, vl_buf *out);
re_subject re_match_subject(const re_match *match);

#endif
