// try and with. Handlers are found in a table, so entering a block costs nothing. The scheme is
// CPython 3.12's: a handler keeps the exception that was handled before below its own, a cleanup
// region around it restores that when the handler itself raises, and finally clauses are compiled
// once for each way out.
#include "compile_internal.h"

// At `label`: previous exc -> raised again, `previous` being handled.
static void restore_and_reraise(py_compiler *c, uint32_t label) {
    py_label_bind(c, label);
    py_emit(c, py_here(c), PY_OPCODE_SWAP, 2);
    py_emit(c, py_here(c), PY_OPCODE_POP_EXCEPT, 0);
    py_emit(c, py_here(c), PY_OPCODE_RERAISE, 0);
}

static void unbind(py_compiler *c, py_ast_text name) {
    if (!name.data)
        return;
    py_emit_none(c, py_here(c));
    py_compile_name(c, py_here(c), name, PY_CTX_STORE);
    py_compile_name(c, py_here(c), name, PY_CTX_DEL);
}

// previous exc -> previous, the clause's body run; falls out of both regions to `end`.
static void handler_body(py_compiler *c, const py_ast *handler, uint32_t end) {
    py_ast_text name = handler->u.handler.name;
    uint32_t unbind_label = py_label_new(c);
    py_block block = {.node = handler};
    if (name.data) {
        py_compile_name(c, handler->place, name, PY_CTX_STORE);
        py_region_begin(c, unbind_label, 0);
    } else {
        py_emit(c, handler->place, PY_OPCODE_POP_TOP, 0);
    }
    if (!py_block_push(c, &block, PY_BLOCK_HANDLER, handler->place))
        return;
    py_compile_stmts(c, handler->u.handler.body);
    py_block_pop(c);
    if (name.data)
        py_region_end(c);
    uint32_t cleanup_region = c->unit->region;
    py_region_end(c);
    py_emit(c, py_here(c), PY_OPCODE_POP_EXCEPT, 0);
    unbind(c, name);
    py_emit_jump(c, py_here(c), PY_OPCODE_JUMP, end);
    c->unit->region = cleanup_region;
    if (name.data) {
        py_label_bind(c, unbind_label);
        unbind(c, name);
        py_emit(c, py_here(c), PY_OPCODE_RERAISE, 0);
    }
}

static void handlers(py_compiler *c, py_ast_list list, uint32_t end) {
    uint32_t cleanup = py_label_new(c);
    py_region_begin(c, cleanup, 0);
    py_emit(c, list.items[0]->place, PY_OPCODE_PUSH_EXC_INFO, 0);
    for (int i = 0; i < list.count && !c->failed; i++) {
        const py_ast *handler = list.items[i];
        uint32_t next = py_label_new(c);
        if (!handler->u.handler.type && i + 1 < list.count) {
            py_compile_syntax(c, handler->place, "default 'except:' must be last");
            return;
        }
        if (handler->u.handler.type) {
            py_compile_expr(c, handler->u.handler.type);
            py_emit(c, handler->place, PY_OPCODE_CHECK_EXC_MATCH, 0);
            py_emit_jump(c, handler->place, PY_OPCODE_POP_JUMP_IF_FALSE, next);
        }
        handler_body(c, handler, end);
        py_label_bind(c, next);
    }
    py_emit(c, py_here(c), PY_OPCODE_RERAISE, 0);
    py_region_end(c);
    restore_and_reraise(c, cleanup);
}

static void body_with_handlers(py_compiler *c, const py_ast *node,
                               void (*clauses)(py_compiler *, py_ast_list, uint32_t)) {
    uint32_t except = py_label_new(c), end = py_label_new(c);
    py_block block;
    py_region_begin(c, except, 0);
    if (!py_block_push(c, &block, PY_BLOCK_TRY, node->place))
        return;
    py_compile_stmts(c, node->u.try_stmt.body);
    py_block_pop(c);
    py_region_end(c);
    py_compile_stmts(c, node->u.try_stmt.orelse);
    py_emit_jump(c, py_here(c), PY_OPCODE_JUMP, end);
    py_label_bind(c, except);
    clauses(c, node->u.try_stmt.handlers, end);
    py_label_bind(c, end);
}

static void body_with_finally(py_compiler *c, const py_ast *node,
                              void (*clauses)(py_compiler *, py_ast_list, uint32_t)) {
    uint32_t failed = py_label_new(c), cleanup = py_label_new(c), end = py_label_new(c);
    py_block body = {.node = node}, ending = {.node = node};
    py_region_begin(c, failed, 0);
    if (!py_block_push(c, &body, PY_BLOCK_FINALLY, node->place))
        return;
    if (node->u.try_stmt.handlers.count)
        body_with_handlers(c, node, clauses);
    else
        py_compile_stmts(c, node->u.try_stmt.body);
    py_block_pop(c);
    py_region_end(c);
    py_compile_stmts(c, node->u.try_stmt.finalbody);
    py_emit_jump(c, py_here(c), PY_OPCODE_JUMP, end);

    py_label_bind(c, failed);
    py_region_begin(c, cleanup, 0);
    py_emit(c, py_here(c), PY_OPCODE_PUSH_EXC_INFO, 0);
    if (!py_block_push(c, &ending, PY_BLOCK_FINALLY_END, node->place))
        return;
    py_compile_stmts(c, node->u.try_stmt.finalbody);
    py_block_pop(c);
    py_emit(c, py_here(c), PY_OPCODE_RERAISE, 0);
    py_region_end(c);
    restore_and_reraise(c, cleanup);
    py_label_bind(c, end);
}

void py_compile_try(py_compiler *c, const py_ast *node) {
    if (node->u.try_stmt.finalbody.count)
        body_with_finally(c, node, handlers);
    else
        body_with_handlers(c, node, handlers);
}

// ---- except* ------------------------------------------------------------------------------------

// previous original raised rest -> previous original raised rest', the clause run on what matched.
static void star_handler(py_compiler *c, const py_ast *handler) {
    py_ast_text name = handler->u.handler.name;
    uint32_t no_match = py_label_new(c), raised = py_label_new(c), next = py_label_new(c);
    py_block block = {.node = handler};
    py_compile_expr(c, handler->u.handler.type);
    py_emit(c, handler->place, PY_OPCODE_CHECK_EG_MATCH, 0);
    py_emit(c, handler->place, PY_OPCODE_COPY, 1);
    py_emit_jump(c, handler->place, PY_OPCODE_POP_JUMP_IF_NONE, no_match);
    if (name.data)
        py_compile_name(c, handler->place, name, PY_CTX_STORE);
    else
        py_emit(c, handler->place, PY_OPCODE_POP_TOP, 0);
    py_region_begin(c, raised, 0);
    if (!py_block_push(c, &block, PY_BLOCK_STAR_HANDLER, handler->place))
        return;
    py_compile_stmts(c, handler->u.handler.body);
    py_block_pop(c);
    py_region_end(c);
    unbind(c, name);
    py_emit_jump(c, py_here(c), PY_OPCODE_JUMP, next);
    py_label_bind(c, raised); // ... rest exc
    unbind(c, name);
    py_emit(c, py_here(c), PY_OPCODE_LIST_APPEND, 2);
    py_emit_jump(c, py_here(c), PY_OPCODE_JUMP, next);
    py_label_bind(c, no_match);
    py_emit(c, handler->place, PY_OPCODE_POP_TOP, 0);
    py_label_bind(c, next);
}

static void star_handlers(py_compiler *c, py_ast_list list, uint32_t end) {
    uint32_t cleanup = py_label_new(c), reraise = py_label_new(c);
    vl_place place = list.items[0]->place;
    py_region_begin(c, cleanup, 0);
    py_emit(c, place, PY_OPCODE_PUSH_EXC_INFO, 0);
    py_emit(c, place, PY_OPCODE_BUILD_LIST, 0);
    py_emit(c, place, PY_OPCODE_COPY, 2);
    for (int i = 0; i < list.count; i++)
        star_handler(c, list.items[i]);
    py_emit(c, place, PY_OPCODE_LIST_APPEND, 1); // the rest, which nothing matched, or None
    py_emit(c, place, PY_OPCODE_PREP_RERAISE_STAR, 0);
    py_emit(c, place, PY_OPCODE_COPY, 1);
    py_emit_jump(c, place, PY_OPCODE_POP_JUMP_IF_NOT_NONE, reraise);
    py_emit(c, place, PY_OPCODE_POP_TOP, 0);
    py_region_end(c);
    py_emit(c, place, PY_OPCODE_POP_EXCEPT, 0);
    py_emit_jump(c, place, PY_OPCODE_JUMP, end);
    py_label_bind(c, reraise);
    restore_and_reraise(c, cleanup); // both come with previous exc
}

void py_compile_try_star(py_compiler *c, const py_ast *node) {
    if (node->u.try_stmt.finalbody.count)
        body_with_finally(c, node, star_handlers);
    else
        body_with_handlers(c, node, star_handlers);
}

// ---- with ---------------------------------------------------------------------------------------

// exit exc -> : asks exit whether the exception is to be swallowed.
static void with_failed(py_compiler *c, vl_place place, bool async, uint32_t end) {
    uint32_t cleanup = py_label_new(c), suppress = py_label_new(c);
    py_region_begin(c, cleanup, 0);
    py_emit(c, place, PY_OPCODE_PUSH_EXC_INFO, 0);
    py_emit(c, place, PY_OPCODE_WITH_EXCEPT_START, 0);
    if (async)
        py_compile_await(c, place, 2);
    py_emit_jump(c, place, PY_OPCODE_POP_JUMP_IF_TRUE, suppress);
    py_emit(c, place, PY_OPCODE_RERAISE, 0);
    py_label_bind(c, suppress);
    py_emit(c, place, PY_OPCODE_POP_TOP, 0);
    py_region_end(c);
    py_emit(c, place, PY_OPCODE_POP_EXCEPT, 0);
    py_emit(c, place, PY_OPCODE_POP_TOP, 0);
    py_emit_jump(c, place, PY_OPCODE_JUMP, end);
    restore_and_reraise(c, cleanup);
}

static void with_item(py_compiler *c, const py_ast *node, int index) {
    bool async = node->kind == PY_AST_AsyncWith;
    py_ast_list items = node->u.with.items;
    const py_ast *item = items.items[index];
    vl_place place = item->u.withitem.context->place;
    uint32_t failed = py_label_new(c), end = py_label_new(c);
    py_block block;
    py_compile_expr(c, item->u.withitem.context);
    py_emit(c, place, async ? PY_OPCODE_BEFORE_ASYNC_WITH : PY_OPCODE_BEFORE_WITH, 0);
    if (async)
        py_compile_await(c, place, 1);
    py_region_begin(c, failed, 1);
    if (!py_block_push(c, &block, async ? PY_BLOCK_ASYNC_WITH : PY_BLOCK_WITH, place))
        return;
    if (item->u.withitem.target)
        py_compile_assign(c, item->u.withitem.target);
    else
        py_emit(c, place, PY_OPCODE_POP_TOP, 0);
    if (index + 1 < items.count)
        with_item(c, node, index + 1);
    else
        py_compile_stmts(c, node->u.with.body);
    py_block_pop(c);
    py_region_end(c);
    for (int i = 0; i < 3; i++) // the first None stands in the place of self
        py_emit_none(c, place);
    py_emit(c, place, PY_OPCODE_CALL, 2);
    if (async)
        py_compile_await(c, place, 2);
    py_emit(c, place, PY_OPCODE_POP_TOP, 0);
    py_emit_jump(c, place, PY_OPCODE_JUMP, end);
    py_label_bind(c, failed);
    with_failed(c, place, async, end);
    py_label_bind(c, end);
}

void py_compile_with(py_compiler *c, const py_ast *node) {
    if (node->kind == PY_AST_AsyncWith && !py_in_async(c)) {
        py_compile_syntax(c, node->place, "'async with' outside async function");
        return;
    }
    with_item(c, node, 0);
}
