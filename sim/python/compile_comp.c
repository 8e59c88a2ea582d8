// Comprehensions. List, set and dict comprehensions run inside the unit around them, with hidden
// slots for their variables (PEP 709); generator expressions are functions of the first iterable,
// `.0`.
#include "compile_internal.h"

typedef struct comp {
    const py_ast *node;
    py_ast_list generators;
    uint32_t depth; // iterators on the stack
} comp;

static void element(py_compiler *c, const comp *k) {
    const py_ast *elt = k->node->u.comp.elt, *value = k->node->u.comp.value;
    py_compile_expr(c, elt);
    vl_place place = elt->place;
    switch (k->node->kind) {
    case PY_AST_GeneratorExp:
        py_emit(c, place, PY_OPCODE_YIELD_VALUE, 0);
        py_emit(c, place, PY_OPCODE_POP_TOP, 0);
        break;
    case PY_AST_ListComp:
        py_emit(c, place, PY_OPCODE_LIST_APPEND, k->depth + 1);
        break;
    case PY_AST_SetComp:
        py_emit(c, place, PY_OPCODE_SET_ADD, k->depth + 1);
        break;
    default:
        py_compile_expr(c, value);
        place.end_line = value->place.end_line;
        place.end_col = value->place.end_col;
        py_emit(c, place, PY_OPCODE_MAP_ADD, k->depth + 1);
        break;
    }
}

static void get_iter(py_compiler *c, const py_ast *part) {
    const py_ast *iter = part->u.comprehension.iter;
    py_compile_expr(c, iter);
    py_emit(c, iter->place, part->flag ? PY_OPCODE_GET_AITER : PY_OPCODE_GET_ITER, 0);
}

// The loop of generator number `index`, whose iterator lies on the stack, and those inside it.
static void loop(py_compiler *c, comp *k, int index) {
    const py_ast *part = k->generators.items[index];
    const py_ast *iter = part->u.comprehension.iter;
    uint32_t start = py_label_new(c), next = py_label_new(c), end = py_label_new(c);
    k->depth++;
    py_label_bind(c, start);
    if (part->flag) {
        py_region_begin(c, end, 0);
        py_emit(c, k->node->place, PY_OPCODE_GET_ANEXT, 0);
        py_emit_none(c, k->node->place);
        py_emit(c, k->node->place, PY_OPCODE_SEND, 0);
        py_region_end(c);
    } else {
        py_emit_jump(c, iter->place, PY_OPCODE_FOR_ITER, end);
    }
    py_compile_assign(c, part->u.comprehension.target);
    for (int i = 0; i < part->u.comprehension.ifs.count; i++)
        py_compile_jump_if(c, part->u.comprehension.ifs.items[i], next, false);
    if (index + 1 < k->generators.count) {
        get_iter(c, k->generators.items[index + 1]);
        loop(c, k, index + 1);
    } else {
        element(c, k);
    }
    py_label_bind(c, next);
    py_emit_jump(c, k->node->u.comp.elt->place, PY_OPCODE_JUMP_BACK, start);
    py_label_bind(c, end);
    if (part->flag)
        py_emit(c, k->node->place, PY_OPCODE_END_ASYNC_FOR, 0);
    k->depth--;
}

static void for_variables(py_compiler *c, const py_scope *scope, py_opcode op, bool captured_only) {
    for (const py_entry *entry = scope->first; entry; entry = entry->next) {
        const py_variable *v = entry->variable;
        if (v && v->owner == scope && (v->captured || !captured_only))
            py_emit(c, scope->node->place, op, v->slot);
    }
}

static void inlined(py_compiler *c, const py_ast *node, py_scope *scope) {
    static const py_opcode build[] = {PY_OPCODE_BUILD_LIST, PY_OPCODE_BUILD_SET,
                                      PY_OPCODE_BUILD_MAP};
    comp k = {node, node->u.comp.generators, 0};
    py_scope *outer = c->scope;
    uint32_t cleanup = py_label_new(c), end = py_label_new(c);
    get_iter(c, k.generators.items[0]);
    if (scope->coroutine && !py_in_async(c))
        py_compile_syntax(c, node->place,
                          "asynchronous comprehension outside of an asynchronous function");
    c->scope = scope;
    for_variables(c, scope, PY_OPCODE_MAKE_CELL, true);
    py_region_begin(c, cleanup, 1);
    py_emit(c, node->place, build[node->kind - PY_AST_ListComp], 0);
    py_emit(c, node->place, PY_OPCODE_SWAP, 2);
    loop(c, &k, 0);
    py_region_end(c);
    for_variables(c, scope, PY_OPCODE_CLEAR_FAST, false);
    py_emit_jump(c, node->place, PY_OPCODE_JUMP, end);
    py_label_bind(c, cleanup);
    for_variables(c, scope, PY_OPCODE_CLEAR_FAST, false);
    py_emit(c, node->place, PY_OPCODE_RERAISE, 0);
    py_label_bind(c, end);
    c->scope = outer;
}

static py_code *generator_body(py_compiler *c, const py_ast *node, py_unit *unit) {
    if (!py_unit_enter(c, unit, node, py_compile_text("<genexpr>"), node->place))
        return NULL;
    comp k = {node, node->u.comp.generators, 0};
    py_emit(c, node->place, PY_OPCODE_LOAD_FAST, 0);
    loop(c, &k, 0);
    return py_unit_leave(c);
}

void py_compile_comp(py_compiler *c, const py_ast *node) {
    py_scope *scope = py_scope_of(c, node);
    if (node->kind != PY_AST_GeneratorExp) {
        inlined(c, node, scope);
        return;
    }
    py_unit unit;
    py_code *code = generator_body(c, node, &unit);
    py_emit_function(c, node->place, code, scope, 0);
    get_iter(c, node->u.comp.generators.items[0]);
    py_emit(c, node->place, PY_OPCODE_CALL, 0); // the iterator stands in the place of self
}
