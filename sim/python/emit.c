// Appends instructions to the unit being compiled: labels, the depth of the stack, regions of
// handlers, constants. Knows nothing of statements.
//
// The depth is followed while emitting. After a jump away nothing is emitted until a label that was
// jumped to is bound, so no code object holds an instruction that cannot be reached.
#include <string.h>

#include "compile_internal.h"
#include "complex_internal.h"

#define GROW(c, array, cap, count)                                                                 \
    py_compile_grow((c), (void **)&(array), &(cap), (count), sizeof(*(array)))

static bool ops_grow(py_compiler *c, py_unit *u) {
    if (u->op_count < u->op_cap)
        return true;
    uint32_t caps[2] = {u->op_cap, u->op_cap};
    return GROW(c, u->positions, caps[0], u->op_count) &&
           GROW(c, u->op_regions, caps[1], u->op_count) && GROW(c, u->ops, u->op_cap, u->op_count);
}

static void reach(py_label *label, uint32_t depth) {
    if (label->depth < 0)
        label->depth = (int32_t)depth;
}

// An op inside a region may raise: its handler can be reached.
static void use_region(py_unit *u) {
    if (!u->region || u->regions[u->region].used)
        return;
    py_region *region = &u->regions[u->region];
    region->used = true;
    reach(&u->labels[region->label], region->depth + 1);
}

static void append(py_compiler *c, vl_place place, uint32_t word) {
    py_unit *u = c->unit;
    if (c->failed || u->dead || !ops_grow(c, u))
        return;
    use_region(u);
    u->ops[u->op_count] = word;
    u->op_regions[u->op_count] = u->region;
    u->positions[u->op_count] = (py_position){place.line, place.col, place.end_line, place.end_col};
    u->op_count++;
    u->last = place;
    u->depth += py_op_pushes(word) - py_op_pops(word);
    if (u->depth > u->max_depth)
        u->max_depth = u->depth;
    if (py_op_ends(py_op_code(word)))
        u->dead = true;
}

void py_emit(py_compiler *c, vl_place place, py_opcode op, uint32_t arg) {
    if (arg > PY_ARG_MAX) {
        py_compile_fail(c, VL_LIMIT, place, "too many values in one expression");
        return;
    }
    append(c, place, py_op_make(op, arg));
}

uint32_t py_label_new(py_compiler *c) {
    py_unit *u = c->unit;
    if (c->failed || !GROW(c, u->labels, u->label_cap, u->label_count))
        return 0;
    u->labels[u->label_count] = (py_label){0, -1};
    return u->label_count++;
}

void py_label_bind(py_compiler *c, uint32_t label) {
    py_unit *u = c->unit;
    if (c->failed)
        return;
    py_label *l = &u->labels[label];
    l->pc = u->op_count;
    if (l->depth >= 0)
        u->depth = (uint32_t)l->depth;
    else if (!u->dead)
        l->depth = (int32_t)u->depth;
    else
        return;
    u->dead = false;
    if (u->depth > u->max_depth)
        u->max_depth = u->depth;
}

void py_emit_jump(py_compiler *c, vl_place place, py_opcode op, uint32_t label) {
    py_unit *u = c->unit;
    if (c->failed || u->dead)
        return;
    uint32_t word = py_op_make(op, label);
    reach(&u->labels[label], (uint32_t)((int32_t)u->depth + py_op_jump_effect(word)));
    append(c, place, word);
}

void py_region_begin(py_compiler *c, uint32_t label, uint32_t drop) {
    py_unit *u = c->unit;
    if (c->failed || !GROW(c, u->regions, u->region_cap, u->region_count))
        return;
    u->regions[u->region_count] = (py_region){label, u->depth - drop, u->region, false};
    u->region = u->region_count++;
}

void py_region_end(py_compiler *c) {
    if (!c->failed)
        c->unit->region = c->unit->regions[c->unit->region].outer;
}

bool py_block_push(py_compiler *c, py_block *block, py_block_kind kind, vl_place place) {
    py_unit *u = c->unit;
    if (c->failed)
        return false;
    if (u->block_count >= PY_COMPILE_MAX_BLOCKS) {
        py_compile_syntax(c, place, "too many statically nested blocks");
        return false;
    }
    block->kind = kind;
    block->place = place;
    block->outer = u->blocks;
    u->blocks = block;
    u->block_count++;
    return true;
}

void py_block_pop(py_compiler *c) {
    c->unit->blocks = c->unit->blocks->outer;
    c->unit->block_count--;
}

// ---- names and constants ------------------------------------------------------------------------

void py_emit_site(py_compiler *c, vl_place place, py_opcode op, py_ast_text name) {
    py_unit *u = c->unit;
    if (c->failed || u->dead || !GROW(c, u->sites, u->site_cap, u->site_count))
        return;
    py_str *s = py_compile_intern(c, name);
    if (!s)
        return;
    u->sites[u->site_count] = (py_site){.name = s};
    py_emit(c, place, op, u->site_count++);
}

static bool const_add(py_compiler *c, py_value value_take, uint32_t *index) {
    py_unit *u = c->unit;
    if (c->failed || !py_is_set(value_take) || !GROW(c, u->consts, u->const_cap, u->const_count)) {
        if (!py_is_set(value_take))
            py_compile_memory(c);
        py_decref(c->vm, value_take);
        return false;
    }
    *index = u->const_count;
    u->consts[u->const_count++] = value_take;
    return true;
}

void py_emit_value(py_compiler *c, vl_place place, py_value value_take) {
    uint32_t index;
    if (c->failed || c->unit->dead)
        py_decref(c->vm, value_take);
    else if (const_add(c, value_take, &index))
        py_emit(c, place, PY_OPCODE_LOAD_CONST, index);
}

// ---- shared constants: a key of bytes says which are the same -----------------------------------

static void key_begin(py_compiler *c) {
    vl_buf_clear(&c->key);
    vl_buf_append(&c->key, &c->unit->id, sizeof(c->unit->id));
}

// Index of the constant with the key, counted from 1; 0: not there.
static uint32_t key_find(py_compiler *c) {
    if (c->key.failed) {
        py_compile_memory(c);
        return 0;
    }
    return (uint32_t)(uintptr_t)vl_strmap_get(&c->consts, c->key.data, c->key.len);
}

// Emits the constant with the key, which is `value_take` where it is new.
static void key_emit(py_compiler *c, vl_place place, py_value value_take) {
    uint32_t index;
    if (!const_add(c, value_take, &index))
        return;
    if (!vl_strmap_put(&c->consts, c->key.data, c->key.len, (void *)(uintptr_t)(index + 1)))
        py_compile_memory(c);
    py_emit(c, place, PY_OPCODE_LOAD_CONST, index);
}

static bool key_known(py_compiler *c, vl_place place) {
    uint32_t found = key_find(c);
    if (found)
        py_emit(c, place, PY_OPCODE_LOAD_CONST, found - 1);
    return found != 0 || c->failed;
}

void py_emit_none(py_compiler *c, vl_place place) {
    if (c->failed || c->unit->dead)
        return;
    key_begin(c);
    vl_buf_char(&c->key, 'N');
    if (!key_known(c, place))
        key_emit(c, place, py_none());
}

void py_emit_int(py_compiler *c, vl_place place, int64_t value) {
    if (c->failed || c->unit->dead)
        return;
    key_begin(c);
    vl_buf_format(&c->key, "i%lld", (long long)value);
    if (!key_known(c, place))
        key_emit(c, place, py_int(value));
}

static bool identifier_like(py_ast_text text) {
    for (size_t i = 0; i < text.len; i++) {
        unsigned char b = (unsigned char)text.data[i];
        if (b != '_' && (b < '0' || b > '9') && (b < 'a' || b > 'z') && (b < 'A' || b > 'Z'))
            return false;
    }
    return true;
}

static py_value text_value(py_compiler *c, py_ast_text text) {
    const char *data = text.data ? text.data : "";
    return py_from(identifier_like(text) ? py_str_intern(c->vm, data, text.len)
                                         : py_str_new(c->vm, data, text.len));
}

void py_emit_text(py_compiler *c, vl_place place, py_ast_text text) {
    if (c->failed || c->unit->dead)
        return;
    key_begin(c);
    vl_buf_char(&c->key, 's');
    vl_buf_append(&c->key, text.data, text.len);
    if (!key_known(c, place))
        key_emit(c, place, text_value(c, text));
}

static bool is_negative(const py_ast *node) {
    if (node->kind != PY_AST_UnaryOp || node->op != PY_OP_USUB)
        return false;
    const py_ast *operand = node->u.unary_op.operand;
    return operand->kind == PY_AST_Constant &&
           (operand->flag == PY_CONST_INT || operand->flag == PY_CONST_FLOAT);
}

bool py_is_constant(const py_ast *node) {
    if (node->kind == PY_AST_Constant)
        return true;
    if (is_negative(node))
        return true;
    if (node->kind != PY_AST_Tuple || node->ctx != PY_CTX_LOAD)
        return false;
    for (int i = 0; i < node->u.elts.elts.count; i++) {
        const py_ast *item = node->u.elts.elts.items[i];
        if (item->kind == PY_AST_Tuple ? item->u.elts.elts.count != 0 || !py_is_constant(item)
                                       : !py_is_constant(item))
            return false; // tuples of tuples are built, so that no depth is passed on
    }
    return true;
}

static void constant_key(py_compiler *c, const py_ast *node) {
    if (is_negative(node)) {
        vl_buf_char(&c->key, '-');
        node = node->u.unary_op.operand;
    }
    if (node->kind == PY_AST_Tuple) {
        vl_buf_format(&c->key, "(%d:", node->u.elts.elts.count);
        for (int i = 0; i < node->u.elts.elts.count; i++)
            constant_key(c, node->u.elts.elts.items[i]);
        return;
    }
    py_ast_text text = node->u.constant.text;
    switch ((py_const_kind)node->flag) {
    case PY_CONST_NONE:
        vl_buf_char(&c->key, 'N');
        break;
    case PY_CONST_TRUE:
        vl_buf_char(&c->key, 'T');
        break;
    case PY_CONST_FALSE:
        vl_buf_char(&c->key, 'F');
        break;
    case PY_CONST_ELLIPSIS:
        vl_buf_char(&c->key, '.');
        break;
    case PY_CONST_FLOAT:
    case PY_CONST_IMAG:
        vl_buf_char(&c->key, node->flag == PY_CONST_IMAG ? 'j' : 'f');
        vl_buf_append(&c->key, &node->u.constant.number, sizeof(node->u.constant.number));
        break;
    case PY_CONST_INT:
    case PY_CONST_STR:
    case PY_CONST_BYTES:
        vl_buf_format(&c->key, "%c%zu:",
                      node->flag == PY_CONST_INT   ? 'n'
                      : node->flag == PY_CONST_STR ? 't'
                                                   : 'b',
                      text.len);
        vl_buf_append(&c->key, text.data, text.len);
        break;
    }
}

static py_value constant_value(py_compiler *c, const py_ast *node);

static py_value tuple_value(py_compiler *c, const py_ast *node) {
    py_ast_list elts = node->u.elts.elts;
    if (elts.count == 0)
        return py_from(py_retain(c->vm->empty_tuple));
    py_tuple *tuple = py_tuple_new(c->vm, elts.count);
    for (int i = 0; tuple && i < elts.count; i++) {
        tuple->items[i] = constant_value(c, elts.items[i]);
        if (!py_is_set(tuple->items[i])) {
            py_release(c->vm, tuple);
            return py_unset();
        }
    }
    return py_from(tuple);
}

static py_value constant_value(py_compiler *c, const py_ast *node) {
    if (node->kind == PY_AST_Tuple)
        return tuple_value(c, node);
    if (is_negative(node)) {
        py_value plain = constant_value(c, node->u.unary_op.operand);
        if (!py_is_set(plain))
            return plain;
        py_value negative = py_unary_op(c->vm, PY_UN_NEG, plain);
        py_decref(c->vm, plain);
        return negative;
    }
    py_ast_text text = node->u.constant.text;
    switch ((py_const_kind)node->flag) {
    case PY_CONST_NONE:
        return py_none();
    case PY_CONST_TRUE:
        return py_bool(true);
    case PY_CONST_FALSE:
        return py_bool(false);
    case PY_CONST_ELLIPSIS:
        return py_incref(c->vm->ellipsis);
    case PY_CONST_INT:
        return py_int_from_text(c->vm, text.data, text.len, 0);
    case PY_CONST_FLOAT:
        return py_float(node->u.constant.number);
    case PY_CONST_IMAG:
        return py__complex_new(c->vm, 0, node->u.constant.number);
    case PY_CONST_STR:
        return text_value(c, text);
    case PY_CONST_BYTES:
        return py_from(py_bytes_new(c->vm, text.data ? text.data : "", text.len));
    }
    return py_unset();
}

void py_emit_constant(py_compiler *c, const py_ast *constant) {
    if (c->failed || c->unit->dead)
        return;
    key_begin(c);
    constant_key(c, constant);
    if (key_known(c, constant->place))
        return;
    // Making the value does not touch the key: it stays what it is found by.
    key_emit(c, constant->place, constant_value(c, constant));
}

void py_emit_names(py_compiler *c, vl_place place, const py_ast_text *names, int count) {
    if (c->failed || c->unit->dead)
        return;
    key_begin(c);
    vl_buf_format(&c->key, "[%d:", count);
    for (int i = 0; i < count; i++) {
        vl_buf_format(&c->key, "%zu:", names[i].len);
        vl_buf_append(&c->key, names[i].data, names[i].len);
    }
    if (key_known(c, place))
        return;
    py_tuple *tuple = count ? py_tuple_new(c->vm, count) : py_retain(c->vm->empty_tuple);
    for (int i = 0; tuple && i < count; i++) {
        tuple->items[i] = py_from(py_str_intern(c->vm, names[i].data, names[i].len));
        if (!py_is_set(tuple->items[i])) {
            py_release(c->vm, tuple);
            tuple = NULL;
        }
    }
    key_emit(c, place, py_from(tuple));
}
