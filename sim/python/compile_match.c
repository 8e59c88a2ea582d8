// match statements, by CPython's scheme: the subject is on the stack, captured values pile up below
// what the current pattern works on, and a failing pattern jumps to where as many values are popped
// as lie there. Names are stored when the whole pattern has matched.
#include "compile_internal.h"

typedef struct pattern_state {
    py_ast_text *stores; // names captured so far; the first one lies nearest the top
    uint32_t store_count, store_cap;
    uint32_t *fail; // fail[n]: pops n values, then the pattern has failed
    uint32_t fail_count, fail_cap;
    uint32_t on_top; // values above the captured ones
    bool may_match_all;
} pattern_state;

static void pattern(py_compiler *c, const py_ast *node, pattern_state *state);

// ---- failing ------------------------------------------------------------------------------------

static void need_fail(py_compiler *c, pattern_state *state, uint32_t pops) {
    while (state->fail_count <= pops && !c->failed) {
        if (!py_compile_grow(c, (void **)&state->fail, &state->fail_cap, state->fail_count,
                             sizeof(*state->fail)))
            return;
        state->fail[state->fail_count++] = py_label_new(c);
    }
}

static void fail_jump(py_compiler *c, vl_place place, py_opcode op, pattern_state *state) {
    uint32_t pops = state->on_top + state->store_count;
    need_fail(c, state, pops);
    if (!c->failed)
        py_emit_jump(c, place, op, state->fail[pops]);
}

static void fail_end(py_compiler *c, vl_place place, pattern_state *state) {
    while (state->fail_count > 1) {
        py_label_bind(c, state->fail[--state->fail_count]);
        py_emit(c, place, PY_OPCODE_POP_TOP, 0);
    }
    if (state->fail_count)
        py_label_bind(c, state->fail[--state->fail_count]);
}

static void rotate(py_compiler *c, vl_place place, uint32_t count) {
    for (; count > 1; count--)
        py_emit(c, place, PY_OPCODE_SWAP, count);
}

static int store_index(const pattern_state *state, py_ast_text name) {
    for (uint32_t i = 0; i < state->store_count; i++) {
        if (py_text_equal(state->stores[i], name))
            return (int)i;
    }
    return -1;
}

static void remember(py_compiler *c, vl_place place, py_ast_text name, pattern_state *state) {
    if (store_index(state, name) >= 0) {
        py_compile_syntax(c, place, "multiple assignments to name '%s' in pattern", name.data);
        return;
    }
    if (py_compile_grow(c, (void **)&state->stores, &state->store_cap, state->store_count,
                        sizeof(*state->stores)))
        state->stores[state->store_count++] = name;
}

// Captures the top under `name`, or drops it where there is none.
static void capture(py_compiler *c, vl_place place, py_ast_text name, pattern_state *state) {
    if (!name.data) {
        py_emit(c, place, PY_OPCODE_POP_TOP, 0);
        return;
    }
    if (py_compile_forbidden(c, place, name, PY_CTX_STORE))
        return;
    rotate(c, place, state->on_top + state->store_count + 1);
    remember(c, place, name, state);
}

static bool is_wildcard(const py_ast *node) {
    return node->kind == PY_AST_MatchAs && !node->u.match_as.name.data;
}

static bool is_wildcard_star(const py_ast *node) {
    return node->kind == PY_AST_MatchStar && !node->u.match_star.name.data;
}

static void subpattern(py_compiler *c, const py_ast *node, pattern_state *state) {
    bool before = state->may_match_all;
    state->may_match_all = true;
    pattern(c, node, state);
    state->may_match_all = before;
}

// ---- sequences ----------------------------------------------------------------------------------

static void sequence_unpack(py_compiler *c, const py_ast *node, int star, pattern_state *state) {
    py_ast_list parts = node->u.patterns.patterns;
    uint32_t count = (uint32_t)parts.count;
    if (star < 0) {
        py_emit(c, node->place, PY_OPCODE_UNPACK_SEQUENCE, count);
    } else if (star >= 256 || parts.count - star - 1 >= 1 << 16) {
        py_compile_syntax(c, node->place,
                          "too many expressions in star-unpacking sequence pattern");
        return;
    } else {
        py_emit(c, node->place, PY_OPCODE_UNPACK_EX,
                (uint32_t)star | (count - (uint32_t)star - 1) << 8);
    }
    state->on_top += count;
    for (int i = 0; i < parts.count; i++) {
        state->on_top--;
        subpattern(c, parts.items[i], state);
    }
}

// With `*_` among the parts only those that matter are looked up.
static void sequence_subscripts(py_compiler *c, const py_ast *node, int star,
                                pattern_state *state) {
    py_ast_list parts = node->u.patterns.patterns;
    state->on_top++;
    for (int i = 0; i < parts.count; i++) {
        if (i == star || is_wildcard(parts.items[i]))
            continue;
        py_emit(c, node->place, PY_OPCODE_COPY, 1);
        if (i < star) {
            py_emit_int(c, node->place, i);
        } else {
            py_emit(c, node->place, PY_OPCODE_GET_LEN, 0);
            py_emit_int(c, node->place, parts.count - i);
            py_emit(c, node->place, PY_OPCODE_BINARY_OP, PY_BIN_SUB);
        }
        py_emit(c, node->place, PY_OPCODE_BINARY_SUBSCR, 0);
        subpattern(c, parts.items[i], state);
    }
    state->on_top--;
    py_emit(c, node->place, PY_OPCODE_POP_TOP, 0);
}

static void check_length(py_compiler *c, vl_place place, int count, py_compare op,
                         pattern_state *state) {
    py_emit(c, place, PY_OPCODE_GET_LEN, 0);
    py_emit_int(c, place, count);
    py_emit(c, place, PY_OPCODE_COMPARE_OP, op);
    fail_jump(c, place, PY_OPCODE_POP_JUMP_IF_FALSE, state);
}

static void sequence(py_compiler *c, const py_ast *node, pattern_state *state) {
    py_ast_list parts = node->u.patterns.patterns;
    int star = -1;
    bool only_wildcards = true, star_wildcard = false;
    for (int i = 0; i < parts.count; i++) {
        const py_ast *part = parts.items[i];
        if (part->kind != PY_AST_MatchStar) {
            only_wildcards = only_wildcards && is_wildcard(part);
            continue;
        }
        if (star >= 0) {
            py_compile_syntax(c, node->place, "multiple starred names in sequence pattern");
            return;
        }
        star = i;
        star_wildcard = is_wildcard_star(part);
        only_wildcards = only_wildcards && star_wildcard;
    }
    state->on_top++;
    py_emit(c, node->place, PY_OPCODE_MATCH_SEQUENCE, 0);
    fail_jump(c, node->place, PY_OPCODE_POP_JUMP_IF_FALSE, state);
    if (star < 0)
        check_length(c, node->place, parts.count, PY_CMP_EQ, state);
    else if (parts.count > 1)
        check_length(c, node->place, parts.count - 1, PY_CMP_GE, state);
    state->on_top--;
    if (only_wildcards)
        py_emit(c, node->place, PY_OPCODE_POP_TOP, 0);
    else if (star_wildcard)
        sequence_subscripts(c, node, star, state);
    else
        sequence_unpack(c, node, star, state);
}

// ---- mappings and classes -----------------------------------------------------------------------

static bool same_key(const py_ast *a, const py_ast *b) {
    return a->kind == PY_AST_Constant && b->kind == PY_AST_Constant && a->flag == b->flag &&
           py_text_equal(a->u.constant.text, b->u.constant.text) &&
           !(a->u.constant.number < b->u.constant.number) &&
           !(a->u.constant.number > b->u.constant.number);
}

static void duplicate_key(py_compiler *c, vl_place place, const py_ast *key) {
    vl_buf text;
    vl_buf_init(&text, c->vm->heap);
    py_unparse(&text, key);
    py_compile_syntax(c, place, "mapping pattern checks duplicate key (%s)",
                      text.data ? text.data : "");
    vl_buf_deinit(&text);
}

static void mapping_keys(py_compiler *c, const py_ast *node, py_ast_list keys) {
    for (int i = 0; i < keys.count && !c->failed; i++) {
        for (int j = 0; j < i; j++) {
            if (same_key(keys.items[i], keys.items[j])) {
                duplicate_key(c, node->place, keys.items[i]);
                return;
            }
        }
        py_compile_expr(c, keys.items[i]);
    }
    py_emit(c, node->place, PY_OPCODE_BUILD_TUPLE, (uint32_t)keys.count);
}

// subject keys -> , with a dict of the other items captured.
static void mapping_rest(py_compiler *c, const py_ast *node, uint32_t count, pattern_state *state) {
    vl_place place = node->place;
    py_emit(c, place, PY_OPCODE_BUILD_MAP, 0);
    py_emit(c, place, PY_OPCODE_SWAP, 3);
    py_emit(c, place, PY_OPCODE_DICT_UPDATE, 2);
    py_emit(c, place, PY_OPCODE_UNPACK_SEQUENCE, count);
    for (uint32_t left = count; left > 0; left--) {
        py_emit(c, place, PY_OPCODE_COPY, left + 1);
        py_emit(c, place, PY_OPCODE_SWAP, 2);
        py_emit(c, place, PY_OPCODE_DELETE_SUBSCR, 0);
    }
    capture(c, place, node->u.match_mapping.rest, state);
}

// Top is a tuple of `count` values, or None where there was no match.
static void unpack_found(py_compiler *c, vl_place place, uint32_t count, pattern_state *state) {
    py_emit(c, place, PY_OPCODE_COPY, 1);
    py_emit_none(c, place);
    py_emit(c, place, PY_OPCODE_IS_OP, 1);
    fail_jump(c, place, PY_OPCODE_POP_JUMP_IF_FALSE, state);
    py_emit(c, place, PY_OPCODE_UNPACK_SEQUENCE, count);
}

static void mapping(py_compiler *c, const py_ast *node, pattern_state *state) {
    py_ast_list keys = node->u.match_mapping.keys, parts = node->u.match_mapping.patterns;
    vl_place place = node->place;
    uint32_t count = (uint32_t)keys.count;
    bool rest = node->u.match_mapping.rest.data != NULL;
    state->on_top++;
    py_emit(c, place, PY_OPCODE_MATCH_MAPPING, 0);
    fail_jump(c, place, PY_OPCODE_POP_JUMP_IF_FALSE, state);
    if (!count && !rest) {
        state->on_top--;
        py_emit(c, place, PY_OPCODE_POP_TOP, 0);
        return;
    }
    if (count)
        check_length(c, place, keys.count, PY_CMP_GE, state);
    mapping_keys(c, node, keys);
    py_emit(c, place, PY_OPCODE_MATCH_KEYS, 0);
    state->on_top += 2;
    unpack_found(c, place, count, state);
    state->on_top += count;
    state->on_top--;
    for (int i = 0; i < parts.count; i++) {
        state->on_top--;
        subpattern(c, parts.items[i], state);
    }
    state->on_top -= 2;
    if (rest) {
        mapping_rest(c, node, count, state);
    } else {
        py_emit(c, place, PY_OPCODE_POP_TOP, 0);
        py_emit(c, place, PY_OPCODE_POP_TOP, 0);
    }
}

static bool repeated_attribute(py_compiler *c, const py_ast *node) {
    py_ast_names names = node->u.match_class.kwd_names;
    for (int i = 0; i < names.count; i++) {
        for (int j = i + 1; j < names.count; j++) {
            if (!py_text_equal(names.items[i], names.items[j]))
                continue;
            py_compile_syntax(c, node->u.match_class.kwd_patterns.items[j]->place,
                              "attribute name repeated in class pattern: %s", names.items[i].data);
            return true;
        }
    }
    return false;
}

static void class_pattern(py_compiler *c, const py_ast *node, pattern_state *state) {
    py_ast_list parts = node->u.match_class.patterns, named = node->u.match_class.kwd_patterns;
    vl_place place = node->place;
    if (repeated_attribute(c, node))
        return;
    uint32_t count = (uint32_t)(parts.count + named.count);
    py_compile_expr(c, node->u.match_class.cls);
    py_emit_names(c, place, node->u.match_class.kwd_names.items,
                  node->u.match_class.kwd_names.count);
    py_emit(c, place, PY_OPCODE_MATCH_CLASS, (uint32_t)parts.count);
    state->on_top++;
    unpack_found(c, place, count, state);
    state->on_top += count;
    state->on_top--;
    for (uint32_t i = 0; i < count; i++) {
        const py_ast *part =
            i < (uint32_t)parts.count ? parts.items[i] : named.items[i - (uint32_t)parts.count];
        state->on_top--;
        if (is_wildcard(part))
            py_emit(c, place, PY_OPCODE_POP_TOP, 0);
        else
            subpattern(c, part, state);
    }
}

// ---- alternatives -------------------------------------------------------------------------------

static void different_names(py_compiler *c, const py_ast *node) {
    py_compile_syntax(c, node->place, "alternative patterns bind different names");
}

// Moves the first of the stores to place `at`, as a rotation of at + 1 values moves the top.
static void rotate_stores(pattern_state *state, uint32_t at) {
    py_ast_text name = state->stores[0];
    for (uint32_t i = 0; i < at; i++)
        state->stores[i] = state->stores[i + 1];
    state->stores[at] = name;
}

// Brings the captured values of an alternative into the order of the first alternative.
static void reorder(py_compiler *c, const py_ast *node, const pattern_state *control,
                    pattern_state *state) {
    if (state->store_count != control->store_count) {
        different_names(c, node);
        return;
    }
    for (uint32_t at = state->store_count; at-- > 0;) {
        int found = store_index(state, control->stores[at]);
        if (found < 0) {
            different_names(c, node);
            return;
        }
        if ((uint32_t)found == at)
            continue;
        // Each rotation carries the first of the names to place `at`.
        for (uint32_t r = 0; r <= (uint32_t)found; r++) {
            rotate(c, node->place, at + 1);
            rotate_stores(state, at);
        }
    }
}

static void alternatives(py_compiler *c, const py_ast *node, pattern_state *state) {
    py_ast_list parts = node->u.patterns.patterns;
    uint32_t end = py_label_new(c);
    pattern_state control = {0};
    for (int i = 0; i < parts.count && !c->failed; i++) {
        pattern_state one = {.may_match_all = i + 1 == parts.count && state->may_match_all};
        py_emit(c, parts.items[i]->place, PY_OPCODE_COPY, 1);
        pattern(c, parts.items[i], &one);
        if (c->failed)
            return;
        if (i == 0)
            control = one;
        else
            reorder(c, node, &control, &one);
        py_emit_jump(c, parts.items[i]->place, PY_OPCODE_JUMP, end);
        fail_end(c, parts.items[i]->place, &one);
    }
    py_emit(c, node->place, PY_OPCODE_POP_TOP, 0);
    fail_jump(c, node->place, PY_OPCODE_JUMP, state);
    py_label_bind(c, end);
    uint32_t distance = control.store_count + 1 + state->on_top + state->store_count;
    for (uint32_t i = 0; i < control.store_count && !c->failed; i++) {
        rotate(c, node->place, distance);
        remember(c, node->place, control.stores[i], state);
    }
    py_emit(c, node->place, PY_OPCODE_POP_TOP, 0);
}

// ---- dispatch -----------------------------------------------------------------------------------

static void as_pattern(py_compiler *c, const py_ast *node, pattern_state *state) {
    py_ast_text name = node->u.match_as.name;
    if (!node->u.match_as.pattern) {
        if (!state->may_match_all && name.data)
            py_compile_syntax(c, node->place,
                              "name capture '%s' makes remaining patterns unreachable", name.data);
        else if (!state->may_match_all)
            py_compile_syntax(c, node->place, "wildcard makes remaining patterns unreachable");
        capture(c, node->place, name, state);
        return;
    }
    state->on_top++;
    py_emit(c, node->place, PY_OPCODE_COPY, 1);
    pattern(c, node->u.match_as.pattern, state);
    state->on_top--;
    capture(c, node->place, name, state);
}

static void pattern(py_compiler *c, const py_ast *node, pattern_state *state) {
    if (!py_compile_enter(c, node))
        return;
    switch (node->kind) {
    case PY_AST_MatchValue:
        py_compile_expr(c, node->u.value.value);
        py_emit(c, node->place, PY_OPCODE_COMPARE_OP, PY_CMP_EQ);
        fail_jump(c, node->place, PY_OPCODE_POP_JUMP_IF_FALSE, state);
        break;
    case PY_AST_MatchSingleton:
        py_compile_expr(c, node->u.match_singleton.value);
        py_emit(c, node->place, PY_OPCODE_IS_OP, 0);
        fail_jump(c, node->place, PY_OPCODE_POP_JUMP_IF_FALSE, state);
        break;
    case PY_AST_MatchSequence:
        sequence(c, node, state);
        break;
    case PY_AST_MatchMapping:
        mapping(c, node, state);
        break;
    case PY_AST_MatchClass:
        class_pattern(c, node, state);
        break;
    case PY_AST_MatchStar:
        capture(c, node->place, node->u.match_star.name, state);
        break;
    case PY_AST_MatchOr:
        alternatives(c, node, state);
        break;
    default:
        as_pattern(c, node, state);
        break;
    }
    py_compile_leave(c);
}

static void match_case(py_compiler *c, const py_ast *part, bool last, bool may_match_all,
                       uint32_t end) {
    const py_ast *guard = part->u.match_case.guard;
    vl_place place = part->u.match_case.pattern->place;
    pattern_state state = {.may_match_all = may_match_all};
    if (!last)
        py_emit(c, place, PY_OPCODE_COPY, 1);
    pattern(c, part->u.match_case.pattern, &state);
    for (uint32_t i = 0; i < state.store_count && !c->failed; i++)
        py_compile_name(c, place, state.stores[i], PY_CTX_STORE);
    if (guard && !c->failed) {
        need_fail(c, &state, 0);
        if (!c->failed)
            py_compile_jump_if(c, guard, state.fail[0], false);
    }
    if (!last)
        py_emit(c, place, PY_OPCODE_POP_TOP, 0);
    py_compile_stmts(c, part->u.match_case.body);
    py_emit_jump(c, py_here(c), PY_OPCODE_JUMP, end);
    fail_end(c, place, &state);
}

void py_compile_match(py_compiler *c, const py_ast *node) {
    py_ast_list cases = node->u.match.cases;
    uint32_t end = py_label_new(c);
    py_compile_expr(c, node->u.match.subject);
    const py_ast *final = cases.items[cases.count - 1];
    bool has_default = cases.count > 1 && is_wildcard(final->u.match_case.pattern);
    int matched = cases.count - has_default;
    for (int i = 0; i < matched && !c->failed; i++) {
        const py_ast *part = cases.items[i];
        match_case(c, part, i == matched - 1,
                   part->u.match_case.guard != NULL || i == cases.count - 1, end);
    }
    if (has_default) {
        if (final->u.match_case.guard)
            py_compile_jump_if(c, final->u.match_case.guard, end, false);
        py_compile_stmts(c, final->u.match_case.body);
    }
    py_label_bind(c, end);
}
