// Statements, but for try, with and match: dispatch, loops, jumps that leave blocks.
#include "compile_internal.h"

const py_ast *py_compile_docstring(py_ast_list body) {
    if (!body.count || body.items[0]->kind != PY_AST_Expr)
        return NULL;
    const py_ast *value = body.items[0]->u.value.value;
    return value->kind == PY_AST_Constant && value->flag == PY_CONST_STR ? value : NULL;
}

void py_compile_body(py_compiler *c, py_ast_list list, bool docstring) {
    if (docstring && py_compile_docstring(list)) {
        list.items++;
        list.count--;
    }
    py_compile_stmts(c, list);
}

void py_compile_stmts(py_compiler *c, py_ast_list list) {
    for (int i = 0; i < list.count && !c->failed; i++)
        py_compile_stmt(c, list.items[i]);
}

// ---- leaving blocks -----------------------------------------------------------------------------

static void unwind_with(py_compiler *c, const py_block *block, bool keep_top) {
    vl_place place = block->place;
    py_region_end(c);
    if (keep_top)
        py_emit(c, place, PY_OPCODE_SWAP, 2);
    for (int i = 0; i < 3; i++)
        py_emit_none(c, place);
    py_emit(c, place, PY_OPCODE_CALL, 2);
    if (block->kind == PY_BLOCK_ASYNC_WITH)
        py_compile_await(c, place, 2);
    py_emit(c, place, PY_OPCODE_POP_TOP, 0);
}

static void unwind_handler(py_compiler *c, const py_block *block, bool keep_top) {
    vl_place place = py_here(c);
    py_ast_text name = block->node->u.handler.name;
    if (name.data)
        py_region_end(c);
    if (keep_top)
        py_emit(c, place, PY_OPCODE_SWAP, 2);
    py_region_end(c);
    py_emit(c, place, PY_OPCODE_POP_EXCEPT, 0);
    if (name.data) {
        py_emit_none(c, place);
        py_compile_name(c, place, name, PY_CTX_STORE);
        py_compile_name(c, place, name, PY_CTX_DEL);
    }
}

static void unwind_finally(py_compiler *c, const py_block *block, bool keep_top) {
    py_block value;
    py_region_end(c);
    if (keep_top && !py_block_push(c, &value, PY_BLOCK_VALUE, block->place))
        return;
    py_compile_stmts(c, block->node->u.try_stmt.finalbody);
    if (keep_top)
        py_block_pop(c);
}

static void pop_under(py_compiler *c, bool keep_top) {
    if (keep_top)
        py_emit(c, py_here(c), PY_OPCODE_SWAP, 2);
    py_emit(c, py_here(c), PY_OPCODE_POP_TOP, 0);
}

static void unwind_block(py_compiler *c, const py_block *block, bool keep_top) {
    switch (block->kind) {
    case PY_BLOCK_WHILE:
        break;
    case PY_BLOCK_FOR:
    case PY_BLOCK_VALUE:
        pop_under(c, keep_top);
        break;
    case PY_BLOCK_TRY:
        py_region_end(c);
        break;
    case PY_BLOCK_FINALLY:
        unwind_finally(c, block, keep_top);
        break;
    case PY_BLOCK_FINALLY_END:
        pop_under(c, keep_top);
        if (keep_top)
            py_emit(c, py_here(c), PY_OPCODE_SWAP, 2);
        py_region_end(c);
        py_emit(c, py_here(c), PY_OPCODE_POP_EXCEPT, 0);
        break;
    case PY_BLOCK_WITH:
    case PY_BLOCK_ASYNC_WITH:
        unwind_with(c, block, keep_top);
        break;
    case PY_BLOCK_HANDLER:
        unwind_handler(c, block, keep_top);
        break;
    case PY_BLOCK_STAR_HANDLER:
        py_compile_syntax(c, py_here(c),
                          "'break', 'continue' and 'return' cannot appear in an except* block");
        break;
    }
}

// The statements that leaving runs are compiled as if they stood outside the blocks that are left,
// and so is the jump that follows; then the caller sets the region back to the one that is
// returned.
static uint32_t unwind(py_compiler *c, py_block *until, bool keep_top) {
    py_unit *u = c->unit;
    py_block *blocks = u->blocks;
    int count = u->block_count;
    uint32_t region = u->region;
    while (u->blocks != until && !c->failed) {
        const py_block *block = u->blocks;
        py_block_pop(c);
        unwind_block(c, block, keep_top);
    }
    u->blocks = blocks;
    u->block_count = count;
    return region;
}

static void check_star(py_compiler *c, const py_block *until, vl_place place) {
    for (const py_block *b = c->unit->blocks; b && b != until; b = b->outer) {
        if (b->kind == PY_BLOCK_STAR_HANDLER)
            py_compile_syntax(c, place,
                              "'break', 'continue' and 'return' cannot appear in an except* block");
    }
}

static py_block *loop_block(const py_compiler *c) {
    py_block *block = c->unit->blocks;
    while (block && block->kind != PY_BLOCK_WHILE && block->kind != PY_BLOCK_FOR)
        block = block->outer;
    return block;
}

// As CPython does, what leaving runs is compiled before a loop is missed.
static void break_stmt(py_compiler *c, const py_ast *node) {
    py_block *loop = loop_block(c);
    check_star(c, loop, node->place);
    c->unit->last = node->place;
    uint32_t region = unwind(c, loop ? loop->outer : NULL, false);
    if (loop)
        py_emit_jump(c, node->place, PY_OPCODE_JUMP, loop->end);
    else
        py_compile_syntax(c, node->place, "'break' outside loop");
    c->unit->region = region;
}

static void continue_stmt(py_compiler *c, const py_ast *node) {
    py_block *loop = loop_block(c);
    check_star(c, loop, node->place);
    c->unit->last = node->place;
    uint32_t region = unwind(c, loop, false);
    if (loop)
        py_emit_jump(c, node->place, PY_OPCODE_JUMP_BACK, loop->start);
    else
        py_compile_syntax(c, node->place, "'continue' not properly in loop");
    c->unit->region = region;
}

static void return_stmt(py_compiler *c, const py_ast *node) {
    const py_scope *scope = c->unit->scope;
    const py_ast *value = node->u.value.value;
    if (scope->kind == PY_SCOPE_MODULE || scope->kind == PY_SCOPE_CLASS) {
        py_compile_syntax(c, node->place, "'return' outside function");
        return;
    }
    if (value && scope->coroutine && scope->generator) {
        py_compile_syntax(c, node->place, "'return' with value in async generator");
        return;
    }
    bool keep_top = value && !py_is_constant(value);
    bool at_value = value && !keep_top && value->place.line == node->place.line;
    vl_place place = at_value ? value->place : node->place;
    check_star(c, NULL, place);
    if (keep_top)
        py_compile_expr(c, value);
    c->unit->last = place;
    uint32_t region = unwind(c, NULL, keep_top);
    if (!value)
        py_emit_none(c, place);
    else if (!keep_top)
        py_emit_constant(c, value);
    py_emit(c, place, PY_OPCODE_RETURN_VALUE, 0);
    c->unit->region = region;
}

// ---- branches and loops -------------------------------------------------------------------------

// elif chains can be long: they are walked without recursion.
static void if_stmt(py_compiler *c, const py_ast *node) {
    uint32_t end = py_label_new(c);
    for (;;) {
        py_ast_list orelse = node->u.while_loop.orelse;
        uint32_t next = orelse.count ? py_label_new(c) : end;
        py_compile_jump_if(c, node->u.while_loop.test, next, false);
        py_compile_stmts(c, node->u.while_loop.body);
        if (!orelse.count)
            break;
        py_emit_jump(c, py_here(c), PY_OPCODE_JUMP, end);
        py_label_bind(c, next);
        if (orelse.count != 1 || orelse.items[0]->kind != PY_AST_If) {
            py_compile_stmts(c, orelse);
            break;
        }
        node = orelse.items[0];
    }
    py_label_bind(c, end);
}

void py_compile_while(py_compiler *c, const py_ast *node) {
    uint32_t orelse = py_label_new(c);
    py_block loop = {.start = py_label_new(c), .end = py_label_new(c)};
    py_label_bind(c, loop.start);
    if (!py_block_push(c, &loop, PY_BLOCK_WHILE, node->place))
        return;
    py_compile_jump_if(c, node->u.while_loop.test, orelse, false);
    py_compile_stmts(c, node->u.while_loop.body);
    py_emit_jump(c, py_here(c), PY_OPCODE_JUMP_BACK, loop.start);
    py_block_pop(c);
    py_label_bind(c, orelse);
    py_compile_stmts(c, node->u.while_loop.orelse);
    py_label_bind(c, loop.end);
}

void py_compile_for(py_compiler *c, const py_ast *node) {
    const py_ast *iter = node->u.for_loop.iter;
    uint32_t done = py_label_new(c);
    py_block loop = {.start = py_label_new(c), .end = py_label_new(c)};
    if (!py_block_push(c, &loop, PY_BLOCK_FOR, node->place))
        return;
    py_compile_expr(c, iter);
    py_emit(c, iter->place, PY_OPCODE_GET_ITER, 0);
    py_label_bind(c, loop.start);
    py_emit_jump(c, iter->place, PY_OPCODE_FOR_ITER, done);
    py_compile_assign(c, node->u.for_loop.target);
    py_compile_stmts(c, node->u.for_loop.body);
    py_emit_jump(c, py_here(c), PY_OPCODE_JUMP_BACK, loop.start);
    py_block_pop(c);
    py_label_bind(c, done);
    py_compile_stmts(c, node->u.for_loop.orelse);
    py_label_bind(c, loop.end);
}

void py_compile_async_for(py_compiler *c, const py_ast *node) {
    const py_ast *iter = node->u.for_loop.iter;
    if (!py_in_async(c)) {
        py_compile_syntax(c, node->place, "'async for' outside async function");
        return;
    }
    uint32_t ended = py_label_new(c);
    py_block loop = {.start = py_label_new(c), .end = py_label_new(c)};
    py_compile_expr(c, iter);
    py_emit(c, iter->place, PY_OPCODE_GET_AITER, 0);
    py_label_bind(c, loop.start);
    if (!py_block_push(c, &loop, PY_BLOCK_FOR, node->place))
        return;
    py_region_begin(c, ended, 0);
    py_emit(c, node->place, PY_OPCODE_GET_ANEXT, 0);
    py_emit_none(c, node->place);
    py_emit(c, node->place, PY_OPCODE_SEND, 0);
    py_region_end(c);
    py_compile_assign(c, node->u.for_loop.target);
    py_compile_stmts(c, node->u.for_loop.body);
    py_emit_jump(c, py_here(c), PY_OPCODE_JUMP_BACK, loop.start);
    py_block_pop(c);
    py_label_bind(c, ended);
    py_emit(c, iter->place, PY_OPCODE_END_ASYNC_FOR, 0);
    py_compile_stmts(c, node->u.for_loop.orelse);
    py_label_bind(c, loop.end);
}

// ---- simple statements --------------------------------------------------------------------------

static void assign(py_compiler *c, const py_ast *node) {
    py_ast_list targets = node->u.assign.targets;
    py_compile_expr(c, node->u.assign.value);
    for (int i = 0; i < targets.count; i++) {
        if (i + 1 < targets.count)
            py_emit(c, node->place, PY_OPCODE_COPY, 1);
        py_compile_assign(c, targets.items[i]);
    }
}

static void delete_stmt(py_compiler *c, const py_ast *node) {
    for (int i = 0; i < node->u.assign.targets.count; i++)
        py_compile_delete(c, node->u.assign.targets.items[i]);
}

static void expression_stmt(py_compiler *c, const py_ast *node) {
    const py_ast *value = node->u.value.value;
    if (value->kind == PY_AST_Constant)
        return;
    py_compile_expr(c, value);
    py_emit(c, node->place, PY_OPCODE_POP_TOP, 0);
}

static void raise_stmt(py_compiler *c, const py_ast *node) {
    uint32_t count = 0;
    if (node->u.raise.exc) {
        py_compile_expr(c, node->u.raise.exc);
        count++;
    }
    if (node->u.raise.cause) {
        py_compile_expr(c, node->u.raise.cause);
        count++;
    }
    py_emit(c, node->place, PY_OPCODE_RAISE, count);
}

static void assert_stmt(py_compiler *c, const py_ast *node) {
    const py_ast *test = node->u.assert_stmt.test;
    py_warn_assert(c, node);
    uint32_t end = py_label_new(c);
    py_compile_jump_if(c, test, end, true);
    py_emit(c, node->place, PY_OPCODE_LOAD_ASSERTION_ERROR, 0);
    if (node->u.assert_stmt.message) { // the message stands in the place of self
        py_compile_expr(c, node->u.assert_stmt.message);
        py_emit(c, node->place, PY_OPCODE_CALL, 0);
    }
    // What the carets of a traceback point at: the test, but in 3.12, and in 3.11 where it is constant.
    int minor = c->vm->python_minor;
    bool whole = minor == 12 || (minor == 11 && py_is_constant(test));
    py_emit(c, whole ? node->place : test->place, PY_OPCODE_RAISE, 1);
    py_label_bind(c, end);
}

static void nothing(py_compiler *c, const py_ast *node) {
    (void)c, (void)node;
}

typedef void (*visitor)(py_compiler *c, const py_ast *node);

static const visitor visitors[PY_AST_COUNT_] = {
    [PY_AST_FunctionDef] = py_compile_function,
    [PY_AST_AsyncFunctionDef] = py_compile_function,
    [PY_AST_ClassDef] = py_compile_class,
    [PY_AST_Return] = return_stmt,
    [PY_AST_Delete] = delete_stmt,
    [PY_AST_Assign] = assign,
    [PY_AST_TypeAlias] = py_compile_type_alias,
    [PY_AST_AugAssign] = py_compile_aug_assign,
    [PY_AST_AnnAssign] = py_compile_ann_assign,
    [PY_AST_For] = py_compile_for,
    [PY_AST_AsyncFor] = py_compile_async_for,
    [PY_AST_While] = py_compile_while,
    [PY_AST_If] = if_stmt,
    [PY_AST_With] = py_compile_with,
    [PY_AST_AsyncWith] = py_compile_with,
    [PY_AST_Match] = py_compile_match,
    [PY_AST_Raise] = raise_stmt,
    [PY_AST_Try] = py_compile_try,
    [PY_AST_TryStar] = py_compile_try_star,
    [PY_AST_Assert] = assert_stmt,
    [PY_AST_Import] = py_compile_import,
    [PY_AST_ImportFrom] = py_compile_import_from,
    [PY_AST_Global] = nothing,
    [PY_AST_Nonlocal] = nothing,
    [PY_AST_Expr] = expression_stmt,
    [PY_AST_Pass] = nothing,
    [PY_AST_Break] = break_stmt,
    [PY_AST_Continue] = continue_stmt,
};

void py_compile_stmt(py_compiler *c, const py_ast *node) {
    if (!py_compile_enter(c, node))
        return;
    if (visitors[node->kind])
        visitors[node->kind](c, node);
    else
        py_compile_refuse(c, node, "this statement");
    py_compile_leave(c);
}
