// Calls: methods without making bound methods, keywords, unpacked arguments.
#include "compile_internal.h"

static bool has_star(py_ast_list args) {
    for (int i = 0; i < args.count; i++) {
        if (args.items[i]->kind == PY_AST_Starred)
            return true;
    }
    return false;
}

static bool has_double_star(py_ast_list keywords) {
    for (int i = 0; i < keywords.count; i++) {
        if (!keywords.items[i]->u.keyword.name.data)
            return true;
    }
    return false;
}

// Repeated keywords. Quadratic as in CPython, but calls are short.
static void check_keywords(py_compiler *c, py_ast_list keywords) {
    for (int i = 0; i < keywords.count && !c->failed; i++) {
        py_ast_text name = keywords.items[i]->u.keyword.name;
        if (!name.data || py_compile_forbidden(c, keywords.items[i]->place, name, PY_CTX_STORE))
            continue;
        for (int j = i + 1; j < keywords.count; j++) {
            py_ast_text other = keywords.items[j]->u.keyword.name;
            if (other.data && py_text_equal(name, other)) {
                py_compile_syntax(c, keywords.items[j]->place, "keyword argument repeated: %s",
                                  name.data);
                return;
            }
        }
    }
}

// A dict of the keywords, those with a name evaluated and merged in the order in which they stand.
static void keyword_dict(py_compiler *c, vl_place place, py_ast_list keywords) {
    bool have_dict = false;
    int i = 0;
    while (i < keywords.count && !c->failed) {
        int start = i;
        for (; i < keywords.count && keywords.items[i]->u.keyword.name.data; i++) {
            const py_ast *keyword = keywords.items[i];
            py_emit_text(c, place,
                         py_compile_mangle(c, c->scope->private_name, keyword->u.keyword.name));
            py_compile_expr(c, keyword->u.keyword.value);
        }
        if (i > start) {
            py_emit(c, place, PY_OPCODE_BUILD_MAP, (uint32_t)(i - start));
            if (have_dict)
                py_emit(c, place, PY_OPCODE_DICT_MERGE, 1);
            have_dict = true;
        }
        if (i < keywords.count) {
            if (!have_dict)
                py_emit(c, place, PY_OPCODE_BUILD_MAP, 0);
            have_dict = true;
            py_compile_expr(c, keywords.items[i++]->u.keyword.value);
            py_emit(c, place, PY_OPCODE_DICT_MERGE, 1);
        }
    }
}

static void call_unpacked(py_compiler *c, vl_place place, uint32_t pushed, py_ast_list args,
                          py_ast_list keywords) {
    if (pushed == 0 && args.count == 1 && args.items[0]->kind == PY_AST_Starred)
        py_compile_expr(c, args.items[0]->u.value.value); // CALL_EX takes any iterable
    else
        py_compile_sequence(c, place, args, pushed, PY_AST_Tuple);
    if (keywords.count)
        keyword_dict(c, place, keywords);
    py_emit(c, place, PY_OPCODE_CALL_EX, keywords.count > 0);
}

static void keyword_names(py_compiler *c, vl_place place, py_ast_list keywords) {
    py_ast_text *names = py_compile_alloc(c, (size_t)keywords.count * sizeof(*names));
    if (!names)
        return;
    for (int i = 0; i < keywords.count; i++)
        names[i] = py_compile_mangle(c, c->scope->private_name, keywords.items[i]->u.keyword.name);
    py_emit_names(c, place, names, keywords.count);
}

void py_compile_arguments(py_compiler *c, vl_place place, uint32_t pushed, py_ast_list args,
                          py_ast_list keywords) {
    check_keywords(c, keywords);
    if (has_star(args) || has_double_star(keywords)) {
        call_unpacked(c, place, pushed, args, keywords);
        return;
    }
    for (int i = 0; i < args.count; i++)
        py_compile_expr(c, args.items[i]);
    uint32_t count = pushed + (uint32_t)args.count;
    if (!keywords.count) {
        py_emit(c, place, PY_OPCODE_CALL, count);
        return;
    }
    for (int i = 0; i < keywords.count; i++)
        py_compile_expr(c, keywords.items[i]->u.keyword.value);
    keyword_names(c, place, keywords);
    py_emit(c, place, PY_OPCODE_CALL_KW, count + (uint32_t)keywords.count);
}

void py_compile_call(py_compiler *c, const py_ast *node) {
    const py_ast *func = node->u.call.func;
    py_ast_list args = node->u.call.args, keywords = node->u.call.keywords;
    vl_place place = node->place;
    py_warn_call(c, node);
    if (func->kind == PY_AST_Attribute && !has_star(args) && !has_double_star(keywords)) {
        py_compile_expr(c, func->u.attribute.value);
        py_emit_site(c, py_compile_attr_place(func->place, func), PY_OPCODE_LOAD_METHOD,
                     py_compile_mangle(c, c->scope->private_name, func->u.attribute.attr));
        place = py_compile_attr_place(place, func);
    } else {
        py_compile_expr(c, func);
        py_emit(c, func->place, PY_OPCODE_PUSH_UNSET, 0);
    }
    py_compile_arguments(c, place, 0, args, keywords);
}
