// Expressions. Order of evaluation and positions are CPython 3.13's: positions decide which carets
// a traceback shows.
#include "compile_internal.h"

bool py_in_async(const py_compiler *c) {
    const py_scope *scope = c->unit->scope;
    return scope->kind == PY_SCOPE_GENEXPR ||
           (scope->kind == PY_SCOPE_FUNCTION && scope->node->kind == PY_AST_AsyncFunctionDef);
}

static bool in_function(const py_compiler *c) {
    py_scope_kind kind = c->unit->scope->kind;
    return kind != PY_SCOPE_MODULE && kind != PY_SCOPE_CLASS;
}

void py_compile_await(py_compiler *c, vl_place place, uint32_t kind) {
    py_emit(c, place, PY_OPCODE_GET_AWAITABLE, kind);
    py_emit_none(c, place);
    py_emit(c, place, PY_OPCODE_SEND, 0);
}

// ---- operators ----------------------------------------------------------------------------------

// The left spine of `a + b + c ...` can be long: it is walked without recursion.
static void binary(py_compiler *c, const py_ast *node) {
    uint32_t count = 0;
    for (const py_ast *n = node; n->kind == PY_AST_BinOp; n = n->u.bin_op.left)
        count++;
    const py_ast **chain = py_compile_alloc(c, count * sizeof(*chain));
    if (!chain)
        return;
    const py_ast *first = node;
    for (uint32_t i = count; i > 0; first = first->u.bin_op.left)
        chain[--i] = first;
    py_compile_expr(c, first);
    for (uint32_t i = 0; i < count; i++) {
        py_compile_expr(c, chain[i]->u.bin_op.right);
        py_emit(c, chain[i]->place, PY_OPCODE_BINARY_OP,
                (uint32_t)chain[i]->op - PY_OP_ADD + PY_BIN_ADD);
    }
}

static void unary(py_compiler *c, const py_ast *node) {
    if (py_is_constant(node)) {
        py_emit_constant(c, node);
        return;
    }
    py_compile_expr(c, node->u.unary_op.operand);
    switch ((py_operator)node->op) {
    case PY_OP_NOT:
        py_emit(c, node->place, PY_OPCODE_UNARY_NOT, 0);
        break;
    case PY_OP_INVERT:
        py_emit(c, node->place, PY_OPCODE_UNARY_OP, PY_UN_INVERT);
        break;
    case PY_OP_UADD:
        py_emit(c, node->place, PY_OPCODE_UNARY_OP, PY_UN_POS);
        break;
    default:
        py_emit(c, node->place, PY_OPCODE_UNARY_OP, PY_UN_NEG);
        break;
    }
}

static void compare_op(py_compiler *c, vl_place place, py_operator op) {
    switch (op) {
    case PY_OP_EQ:
        py_emit(c, place, PY_OPCODE_COMPARE_OP, PY_CMP_EQ);
        break;
    case PY_OP_NOTEQ:
        py_emit(c, place, PY_OPCODE_COMPARE_OP, PY_CMP_NE);
        break;
    case PY_OP_LT:
        py_emit(c, place, PY_OPCODE_COMPARE_OP, PY_CMP_LT);
        break;
    case PY_OP_LTE:
        py_emit(c, place, PY_OPCODE_COMPARE_OP, PY_CMP_LE);
        break;
    case PY_OP_GT:
        py_emit(c, place, PY_OPCODE_COMPARE_OP, PY_CMP_GT);
        break;
    case PY_OP_GTE:
        py_emit(c, place, PY_OPCODE_COMPARE_OP, PY_CMP_GE);
        break;
    case PY_OP_IS:
    case PY_OP_ISNOT:
        py_emit(c, place, PY_OPCODE_IS_OP, op == PY_OP_ISNOT);
        break;
    default:
        py_emit(c, place, PY_OPCODE_CONTAINS_OP, op == PY_OP_NOTIN);
        break;
    }
}

// Of a chain: everything up to the last operand; each false comparison jumps with `jump`.
static void compare_links(py_compiler *c, const py_ast *node, py_opcode jump, uint32_t label) {
    py_warn_is(c, node);
    py_compile_expr(c, node->u.compare.left);
    py_ast_list others = node->u.compare.comparators;
    for (int i = 0; i + 1 < others.count; i++) {
        py_compile_expr(c, others.items[i]);
        py_emit(c, node->place, PY_OPCODE_SWAP, 2);
        py_emit(c, node->place, PY_OPCODE_COPY, 2);
        compare_op(c, node->place, (py_operator)node->u.compare.ops[i]);
        py_emit_jump(c, node->place, jump, label);
    }
    py_compile_expr(c, others.items[others.count - 1]);
    compare_op(c, node->place, (py_operator)node->u.compare.ops[others.count - 1]);
}

static void compare(py_compiler *c, const py_ast *node) {
    uint32_t cleanup = py_label_new(c), end = py_label_new(c);
    compare_links(c, node, PY_OPCODE_JUMP_IF_FALSE_OR_POP, cleanup);
    if (node->u.compare.comparators.count < 2)
        return;
    py_emit_jump(c, node->place, PY_OPCODE_JUMP, end);
    py_label_bind(c, cleanup);
    py_emit(c, node->place, PY_OPCODE_SWAP, 2);
    py_emit(c, node->place, PY_OPCODE_POP_TOP, 0);
    py_label_bind(c, end);
}

static void boolean(py_compiler *c, const py_ast *node) {
    py_opcode jump =
        node->op == PY_OP_AND ? PY_OPCODE_JUMP_IF_FALSE_OR_POP : PY_OPCODE_JUMP_IF_TRUE_OR_POP;
    uint32_t end = py_label_new(c);
    py_ast_list values = node->u.bool_op.values;
    for (int i = 0; i < values.count; i++) {
        py_compile_expr(c, values.items[i]);
        if (i + 1 < values.count)
            py_emit_jump(c, values.items[i]->place, jump, end);
    }
    py_label_bind(c, end);
}

static void if_exp(py_compiler *c, const py_ast *node) {
    uint32_t orelse = py_label_new(c), end = py_label_new(c);
    py_compile_jump_if(c, node->u.if_exp.test, orelse, false);
    py_compile_expr(c, node->u.if_exp.body);
    py_emit_jump(c, py_here(c), PY_OPCODE_JUMP, end);
    py_label_bind(c, orelse);
    py_compile_expr(c, node->u.if_exp.orelse);
    py_label_bind(c, end);
}

// ---- tests --------------------------------------------------------------------------------------

// Truth of a constant test: 1, 0, or -1 where it is not constant.
static int constant_truth(const py_ast *test) {
    if (test->kind == PY_AST_Name && py_text_is(test->u.name.id, "__debug__"))
        return 1;
    if (test->kind != PY_AST_Constant)
        return -1;
    switch ((py_const_kind)test->flag) {
    case PY_CONST_NONE:
    case PY_CONST_FALSE:
        return 0;
    case PY_CONST_TRUE:
    case PY_CONST_ELLIPSIS:
        return 1;
    case PY_CONST_FLOAT:
    case PY_CONST_IMAG:
        return test->u.constant.number != 0;
    case PY_CONST_STR:
    case PY_CONST_BYTES:
        return test->u.constant.text.len != 0;
    default:
        return -1; // an int may be written 0x000: left to run time
    }
}

static void jump_if_boolean(py_compiler *c, const py_ast *test, uint32_t label, bool when) {
    bool stops_when = test->op == PY_OP_OR; // the value that decides early
    uint32_t skip = stops_when == when ? label : py_label_new(c);
    py_ast_list values = test->u.bool_op.values;
    for (int i = 0; i + 1 < values.count; i++)
        py_compile_jump_if(c, values.items[i], skip, stops_when);
    py_compile_jump_if(c, values.items[values.count - 1], label, when);
    if (skip != label)
        py_label_bind(c, skip);
}

static void jump_if_if_exp(py_compiler *c, const py_ast *test, uint32_t label, bool when) {
    uint32_t orelse = py_label_new(c), end = py_label_new(c);
    py_compile_jump_if(c, test->u.if_exp.test, orelse, false);
    py_compile_jump_if(c, test->u.if_exp.body, label, when);
    py_emit_jump(c, py_here(c), PY_OPCODE_JUMP, end);
    py_label_bind(c, orelse);
    py_compile_jump_if(c, test->u.if_exp.orelse, label, when);
    py_label_bind(c, end);
}

static void jump_if_chain(py_compiler *c, const py_ast *test, uint32_t label, bool when) {
    uint32_t cleanup = py_label_new(c), end = py_label_new(c);
    compare_links(c, test, PY_OPCODE_POP_JUMP_IF_FALSE, cleanup);
    py_emit_jump(c, test->place, when ? PY_OPCODE_POP_JUMP_IF_TRUE : PY_OPCODE_POP_JUMP_IF_FALSE,
                 label);
    py_emit_jump(c, test->place, PY_OPCODE_JUMP, end);
    py_label_bind(c, cleanup);
    py_emit(c, test->place, PY_OPCODE_POP_TOP, 0);
    if (!when)
        py_emit_jump(c, test->place, PY_OPCODE_JUMP, label);
    py_label_bind(c, end);
}

static bool is_none(const py_ast *node) {
    return node->kind == PY_AST_Constant && node->flag == PY_CONST_NONE;
}

static void jump_if_value(py_compiler *c, const py_ast *test, uint32_t label, bool when) {
    if (test->kind == PY_AST_Compare && test->u.compare.comparators.count == 1 &&
        (test->u.compare.ops[0] == PY_OP_IS || test->u.compare.ops[0] == PY_OP_ISNOT) &&
        is_none(test->u.compare.comparators.items[0])) {
        bool none = (test->u.compare.ops[0] == PY_OP_IS) == when;
        py_compile_expr(c, test->u.compare.left);
        py_emit_jump(c, test->place,
                     none ? PY_OPCODE_POP_JUMP_IF_NONE : PY_OPCODE_POP_JUMP_IF_NOT_NONE, label);
        return;
    }
    py_compile_expr(c, test);
    py_emit_jump(c, test->place, when ? PY_OPCODE_POP_JUMP_IF_TRUE : PY_OPCODE_POP_JUMP_IF_FALSE,
                 label);
}

void py_compile_jump_if(py_compiler *c, const py_ast *test, uint32_t label, bool when) {
    if (!py_compile_enter(c, test))
        return;
    int truth = constant_truth(test);
    if (truth >= 0) {
        if ((truth != 0) == when)
            py_emit_jump(c, test->place, PY_OPCODE_JUMP, label);
    } else if (test->kind == PY_AST_UnaryOp && test->op == PY_OP_NOT) {
        py_compile_jump_if(c, test->u.unary_op.operand, label, !when);
    } else if (test->kind == PY_AST_BoolOp) {
        jump_if_boolean(c, test, label, when);
    } else if (test->kind == PY_AST_IfExp) {
        jump_if_if_exp(c, test, label, when);
    } else if (test->kind == PY_AST_Compare && test->u.compare.comparators.count > 1) {
        jump_if_chain(c, test, label, when);
    } else {
        jump_if_value(c, test, label, when);
    }
    py_compile_leave(c);
}

// ---- texts --------------------------------------------------------------------------------------

static void formatted(py_compiler *c, const py_ast *node) {
    py_compile_expr(c, node->u.formatted.value);
    uint32_t flags = node->flag == 's' ? 1 : node->flag == 'r' ? 2 : node->flag == 'a' ? 3 : 0;
    if (node->u.formatted.format_spec) {
        py_compile_expr(c, node->u.formatted.format_spec);
        flags |= 4;
    }
    py_emit(c, node->place, PY_OPCODE_FORMAT_VALUE, flags);
}

static void joined(py_compiler *c, const py_ast *node) {
    py_ast_list values = node->u.bool_op.values;
    for (int i = 0; i < values.count; i++)
        py_compile_expr(c, values.items[i]);
    if (values.count != 1)
        py_emit(c, node->place, PY_OPCODE_BUILD_STRING, (uint32_t)values.count);
}

// ---- generators and coroutines
// -------------------------------------------------------------------

static void yield(py_compiler *c, const py_ast *node) {
    if (!in_function(c)) {
        py_compile_syntax(c, node->place, "'yield' outside function");
        return;
    }
    if (node->u.value.value)
        py_compile_expr(c, node->u.value.value);
    else
        py_emit_none(c, node->place);
    py_emit(c, node->place, PY_OPCODE_YIELD_VALUE, 0);
}

static void yield_from(py_compiler *c, const py_ast *node) {
    if (!in_function(c)) {
        py_compile_syntax(c, node->place, "'yield from' outside function");
        return;
    }
    if (c->unit->scope->kind == PY_SCOPE_FUNCTION && py_in_async(c)) {
        py_compile_syntax(c, node->place, "'yield from' inside async function");
        return;
    }
    py_compile_expr(c, node->u.value.value);
    py_emit(c, node->place, PY_OPCODE_GET_YIELD_FROM_ITER, 0);
    py_emit_none(c, node->place);
    py_emit(c, node->place, PY_OPCODE_SEND, 0);
}

static void await(py_compiler *c, const py_ast *node) {
    if (!in_function(c)) {
        py_compile_syntax(c, node->place, "'await' outside function");
        return;
    }
    if (!py_in_async(c)) {
        py_compile_syntax(c, node->place, "'await' outside async function");
        return;
    }
    py_compile_expr(c, node->u.value.value);
    py_compile_await(c, node->place, 0);
}

// ---- attributes and items
// -------------------------------------------------------------------------

// Where an attribute stands on another line than its object, the caret belongs to the attribute.
vl_place py_compile_attr_place(vl_place place, const py_ast *attribute) {
    if (place.line == attribute->place.end_line)
        return place;
    size_t length =
        vl_utf8_length(attribute->u.attribute.attr.data, attribute->u.attribute.attr.len);
    place.line = attribute->place.end_line;
    place.col = attribute->place.end_col - (int)length;
    if (place.end_line < place.line)
        place.end_line = place.line;
    return place;
}

static void attribute(py_compiler *c, const py_ast *node) {
    py_compile_expr(c, node->u.attribute.value);
    py_emit_site(c, py_compile_attr_place(node->place, node), PY_OPCODE_LOAD_ATTR,
                 py_compile_mangle(c, c->scope->private_name, node->u.attribute.attr));
}

static void slice(py_compiler *c, const py_ast *node) {
    const py_ast *parts[3] = {node->u.slice.lower, node->u.slice.upper, node->u.slice.step};
    int count = parts[2] ? 3 : 2;
    for (int i = 0; i < count; i++) {
        if (parts[i])
            py_compile_expr(c, parts[i]);
        else
            py_emit_none(c, node->place);
    }
    py_emit(c, node->place, PY_OPCODE_BUILD_SLICE, (uint32_t)count);
}

static void walrus(py_compiler *c, const py_ast *node) {
    py_compile_expr(c, node->u.aug_assign.value);
    py_emit(c, node->place, PY_OPCODE_COPY, 1);
    py_compile_assign(c, node->u.aug_assign.target);
}

static void name(py_compiler *c, const py_ast *node) {
    if (py_text_is(node->u.name.id, "__debug__"))
        py_emit_value(c, node->place, py_bool(true));
    else
        py_compile_name(c, node->place, node->u.name.id, PY_CTX_LOAD);
}

static void constant(py_compiler *c, const py_ast *node) {
    py_emit_constant(c, node);
}

// ---- displays -----------------------------------------------------------------------------------

#define BIG_DISPLAY 30 // above it values are added one by one, so that the stack stays small

// CPython makes a frozenset of three or more constants, that anew from its items when it merges equal
// constants, and copies it where the display stands: each time the order of the items may change.
static void begin_constant_set(py_compiler *c, vl_place place) {
    py_emit(c, place, PY_OPCODE_BUILD_SET, 0);
    py_emit(c, place, PY_OPCODE_BUILD_SET, 0);
    py_emit(c, place, PY_OPCODE_BUILD_LIST, 0);
}

static void end_constant_set(py_compiler *c, vl_place place) {
    py_emit(c, place, PY_OPCODE_LIST_EXTEND, 1);
    py_emit(c, place, PY_OPCODE_SET_UPDATE, 1);
    py_emit(c, place, PY_OPCODE_SET_UPDATE, 1);
}

// List, Set or Tuple of `elts`, of which the first `pushed` lie on the stack already.
void py_compile_sequence(py_compiler *c, vl_place place, py_ast_list elts, uint32_t pushed,
                         py_ast_kind kind) {
    bool set = kind == PY_AST_Set;
    py_opcode build = set ? PY_OPCODE_BUILD_SET : PY_OPCODE_BUILD_LIST;
    bool starred = false;
    bool constant = set && elts.count > 2;
    for (int i = 0; i < elts.count; i++) {
        starred = starred || elts.items[i]->kind == PY_AST_Starred;
        constant = constant && py_is_constant(elts.items[i]);
    }
    if (constant)
        begin_constant_set(c, place);
    bool big = (uint32_t)elts.count + pushed > BIG_DISPLAY;
    if (!starred && !big) {
        for (int i = 0; i < elts.count; i++)
            py_compile_expr(c, elts.items[i]);
        py_emit(c, place, kind == PY_AST_Tuple ? PY_OPCODE_BUILD_TUPLE : build,
                (uint32_t)elts.count + pushed);
        if (constant)
            end_constant_set(c, place);
        return;
    }
    bool built = big;
    if (built)
        py_emit(c, place, build, pushed);
    for (int i = 0; i < elts.count; i++) {
        const py_ast *item = elts.items[i];
        bool star = item->kind == PY_AST_Starred;
        if (star && !built) {
            py_emit(c, place, build, (uint32_t)i + pushed);
            built = true;
        }
        py_compile_expr(c, star ? item->u.value.value : item);
        if (star)
            py_emit(c, place, set ? PY_OPCODE_SET_UPDATE : PY_OPCODE_LIST_EXTEND, 1);
        else if (built)
            py_emit(c, place, set ? PY_OPCODE_SET_ADD : PY_OPCODE_LIST_APPEND, 1);
    }
    if (kind == PY_AST_Tuple)
        py_emit(c, place, PY_OPCODE_LIST_TO_TUPLE, 0);
    if (constant)
        end_constant_set(c, place);
}

static void dict(py_compiler *c, const py_ast *node) {
    py_ast_list keys = node->u.dict.keys, values = node->u.dict.values;
    bool plain = values.count * 2 <= BIG_DISPLAY;
    for (int i = 0; i < keys.count; i++)
        plain = plain && keys.items[i];
    if (!plain)
        py_emit(c, node->place, PY_OPCODE_BUILD_MAP, 0);
    for (int i = 0; i < values.count; i++) {
        if (keys.items[i])
            py_compile_expr(c, keys.items[i]);
        py_compile_expr(c, values.items[i]);
        if (!keys.items[i])
            py_emit(c, node->place, PY_OPCODE_DICT_UPDATE, 1);
        else if (!plain)
            py_emit(c, node->place, PY_OPCODE_MAP_ADD, 1);
    }
    if (plain)
        py_emit(c, node->place, PY_OPCODE_BUILD_MAP, (uint32_t)values.count);
}

// ---- dispatch -----------------------------------------------------------------------------------

static void tuple(py_compiler *c, const py_ast *node) {
    if (py_is_constant(node))
        py_emit_constant(c, node);
    else
        py_compile_sequence(c, node->place, node->u.elts.elts, 0, PY_AST_Tuple);
}

static void sequence(py_compiler *c, const py_ast *node) {
    py_compile_sequence(c, node->place, node->u.elts.elts, 0, (py_ast_kind)node->kind);
}

static void subscript(py_compiler *c, const py_ast *node) {
    py_warn_subscript(c, node);
    py_compile_expr(c, node->u.subscript.value);
    py_compile_expr(c, node->u.subscript.slice);
    py_emit(c, node->place, PY_OPCODE_BINARY_SUBSCR, 0);
}

static void starred(py_compiler *c, const py_ast *node) {
    py_compile_syntax(c, node->place, "can't use starred expression here");
}

typedef void (*visitor)(py_compiler *c, const py_ast *node);

static const visitor visitors[PY_AST_COUNT_] = {
    [PY_AST_BoolOp] = boolean,
    [PY_AST_NamedExpr] = walrus,
    [PY_AST_BinOp] = binary,
    [PY_AST_UnaryOp] = unary,
    [PY_AST_Lambda] = py_compile_lambda,
    [PY_AST_IfExp] = if_exp,
    [PY_AST_Dict] = dict,
    [PY_AST_Set] = sequence,
    [PY_AST_ListComp] = py_compile_comp,
    [PY_AST_SetComp] = py_compile_comp,
    [PY_AST_DictComp] = py_compile_comp,
    [PY_AST_GeneratorExp] = py_compile_comp,
    [PY_AST_Await] = await,
    [PY_AST_Yield] = yield,
    [PY_AST_YieldFrom] = yield_from,
    [PY_AST_Compare] = compare,
    [PY_AST_Call] = py_compile_call,
    [PY_AST_FormattedValue] = formatted,
    [PY_AST_JoinedStr] = joined,
    [PY_AST_Constant] = constant,
    [PY_AST_Attribute] = attribute,
    [PY_AST_Subscript] = subscript,
    [PY_AST_Starred] = starred,
    [PY_AST_Name] = name,
    [PY_AST_List] = sequence,
    [PY_AST_Tuple] = tuple,
    [PY_AST_Slice] = slice,
};

void py_compile_expr(py_compiler *c, const py_ast *node) {
    if (!py_compile_enter(c, node))
        return;
    if (visitors[node->kind])
        visitors[node->kind](c, node);
    else
        py_compile_refuse(c, node, "this expression");
    py_compile_leave(c);
}
