// Targets: assignment, unpacking, augmented and annotated assignment, del.
#include "compile_internal.h"

bool py_compile_forbidden(py_compiler *c, vl_place place, py_ast_text name, py_ast_ctx ctx) {
    if (ctx == PY_CTX_LOAD || !py_text_is(name, "__debug__"))
        return false;
    py_compile_syntax(
        c, place, ctx == PY_CTX_STORE ? "cannot assign to __debug__" : "cannot delete __debug__");
    return true;
}

// From 3.13 a class knows which attributes its methods set on `self`.
static void static_attribute(py_compiler *c, const py_ast *target) {
    const py_ast *object = target->u.attribute.value;
    if (object->kind != PY_AST_Name || !py_text_is(object->u.name.id, "self"))
        return;
    py_unit *unit = c->unit->outer;
    while (unit && unit->scope->kind != PY_SCOPE_CLASS)
        unit = unit->outer;
    if (!unit)
        return;
    py_ast_names *names = &unit->static_attributes;
    for (int i = 0; i < names->count; i++) {
        if (py_text_equal(names->items[i], target->u.attribute.attr))
            return;
    }
    uint32_t count = (uint32_t)names->count;
    if ((count & (count - 1)) == 0) { // full at each power of two
        uint32_t cap = count;
        void *items = names->items;
        if (!py_compile_grow(c, &items, &cap, count, sizeof(*names->items)))
            return;
        names->items = items;
    }
    names->items[names->count++] = target->u.attribute.attr;
}

static void unpack(py_compiler *c, const py_ast *target) {
    py_ast_list elts = target->u.elts.elts;
    int star = -1;
    for (int i = 0; i < elts.count; i++) {
        if (elts.items[i]->kind != PY_AST_Starred)
            continue;
        if (star >= 0) {
            py_compile_syntax(c, target->place, "multiple starred expressions in assignment");
            return;
        }
        star = i;
    }
    if (star < 0) {
        py_emit(c, target->place, PY_OPCODE_UNPACK_SEQUENCE, (uint32_t)elts.count);
    } else if (star >= 256 || elts.count - star - 1 >= 1 << 16) {
        py_compile_syntax(c, target->place, "too many expressions in star-unpacking assignment");
    } else {
        py_emit(c, target->place, PY_OPCODE_UNPACK_EX,
                (uint32_t)star | (uint32_t)(elts.count - star - 1) << 8);
    }
    for (int i = 0; i < elts.count; i++) {
        const py_ast *item = elts.items[i];
        py_compile_assign(c, i == star ? item->u.value.value : item);
    }
}

static py_ast_text attribute_name(py_compiler *c, const py_ast *target) {
    return py_compile_mangle(c, c->scope->private_name, target->u.attribute.attr);
}

void py_compile_assign(py_compiler *c, const py_ast *target) {
    if (!py_compile_enter(c, target))
        return;
    switch (target->kind) {
    case PY_AST_Name:
        py_compile_name(c, target->place, target->u.name.id, PY_CTX_STORE);
        break;
    case PY_AST_Attribute:
        py_compile_expr(c, target->u.attribute.value);
        static_attribute(c, target);
        if (!py_compile_forbidden(c, target->place, target->u.attribute.attr, PY_CTX_STORE))
            py_emit_site(c, py_compile_attr_place(target->place, target), PY_OPCODE_STORE_ATTR,
                         attribute_name(c, target));
        break;
    case PY_AST_Subscript:
        py_compile_expr(c, target->u.subscript.value);
        py_compile_expr(c, target->u.subscript.slice);
        py_emit(c, target->place, PY_OPCODE_STORE_SUBSCR, 0);
        break;
    case PY_AST_List:
    case PY_AST_Tuple:
        unpack(c, target);
        break;
    default:
        py_compile_syntax(c, target->place, "starred assignment target must be in a list or tuple");
        break;
    }
    py_compile_leave(c);
}

void py_compile_delete(py_compiler *c, const py_ast *target) {
    if (!py_compile_enter(c, target))
        return;
    switch (target->kind) {
    case PY_AST_Name:
        py_compile_name(c, target->place, target->u.name.id, PY_CTX_DEL);
        break;
    case PY_AST_Attribute:
        py_compile_expr(c, target->u.attribute.value);
        if (!py_compile_forbidden(c, target->place, target->u.attribute.attr, PY_CTX_DEL))
            py_emit_site(c, py_compile_attr_place(target->place, target), PY_OPCODE_DELETE_ATTR,
                         attribute_name(c, target));
        break;
    case PY_AST_Subscript:
        py_compile_expr(c, target->u.subscript.value);
        py_compile_expr(c, target->u.subscript.slice);
        py_emit(c, target->place, PY_OPCODE_DELETE_SUBSCR, 0);
        break;
    default:
        for (int i = 0; i < target->u.elts.elts.count; i++)
            py_compile_delete(c, target->u.elts.elts.items[i]);
        break;
    }
    py_compile_leave(c);
}

static void aug_operate(py_compiler *c, const py_ast *node) {
    py_compile_expr(c, node->u.aug_assign.value);
    py_emit(c, node->place, PY_OPCODE_INPLACE_OP, (uint32_t)node->op - PY_OP_ADD + PY_BIN_ADD);
}

void py_compile_aug_assign(py_compiler *c, const py_ast *node) {
    const py_ast *target = node->u.aug_assign.target;
    vl_place place = target->place;
    switch (target->kind) {
    case PY_AST_Attribute:
        py_compile_expr(c, target->u.attribute.value);
        py_emit(c, place, PY_OPCODE_COPY, 1);
        place = py_compile_attr_place(place, target);
        static_attribute(c, target);
        py_emit_site(c, place, PY_OPCODE_LOAD_ATTR, attribute_name(c, target));
        aug_operate(c, node);
        py_emit(c, place, PY_OPCODE_SWAP, 2);
        if (!py_compile_forbidden(c, place, target->u.attribute.attr, PY_CTX_STORE))
            py_emit_site(c, place, PY_OPCODE_STORE_ATTR, attribute_name(c, target));
        break;
    case PY_AST_Subscript:
        py_compile_expr(c, target->u.subscript.value);
        py_compile_expr(c, target->u.subscript.slice);
        py_emit(c, place, PY_OPCODE_COPY, 2);
        py_emit(c, place, PY_OPCODE_COPY, 2);
        py_emit(c, place, PY_OPCODE_BINARY_SUBSCR, 0);
        aug_operate(c, node);
        py_emit(c, place, PY_OPCODE_SWAP, 3);
        py_emit(c, place, PY_OPCODE_SWAP, 2);
        py_emit(c, place, PY_OPCODE_STORE_SUBSCR, 0);
        break;
    default:
        py_compile_name(c, place, target->u.name.id, PY_CTX_LOAD);
        aug_operate(c, node);
        py_compile_name(c, place, target->u.name.id, PY_CTX_STORE);
        break;
    }
}

static void evaluate(py_compiler *c, const py_ast *node) {
    if (!node)
        return;
    py_compile_expr(c, node);
    py_emit(c, node->place, PY_OPCODE_POP_TOP, 0);
}

// What an annotated target without a value evaluates: its parts.
static void bare_target(py_compiler *c, const py_ast *target) {
    if (target->kind == PY_AST_Attribute) {
        evaluate(c, target->u.attribute.value);
    } else if (target->kind == PY_AST_Subscript) {
        evaluate(c, target->u.subscript.value);
        const py_ast *slice = target->u.subscript.slice;
        if (slice->kind != PY_AST_Slice) {
            evaluate(c, slice);
            return;
        }
        evaluate(c, slice->u.slice.lower);
        evaluate(c, slice->u.slice.upper);
        evaluate(c, slice->u.slice.step);
    }
}

void py_compile_ann_assign(py_compiler *c, const py_ast *node) {
    const py_ast *target = node->u.ann_assign.target;
    py_scope_kind kind = c->unit->scope->kind;
    bool evaluated = kind == PY_SCOPE_MODULE || kind == PY_SCOPE_CLASS;
    if (node->u.ann_assign.value) {
        py_compile_expr(c, node->u.ann_assign.value);
        py_compile_assign(c, target);
    } else if (target->kind == PY_AST_Name) {
        py_compile_forbidden(c, target->place, target->u.name.id, PY_CTX_STORE);
    } else {
        bare_target(c, target);
    }
    if (!evaluated || c->failed)
        return;
    if (node->flag && target->kind == PY_AST_Name) {
        py_compile_annotation(c, node->u.ann_assign.annotation);
        py_emit_site(c, node->place,
                     kind == PY_SCOPE_CLASS ? PY_OPCODE_LOAD_NAME : PY_OPCODE_LOAD_GLOBAL,
                     py_compile_text("__annotations__"));
        py_emit_text(c, node->place,
                     py_compile_mangle(c, c->scope->private_name, target->u.name.id));
        py_emit(c, node->place, PY_OPCODE_STORE_SUBSCR, 0);
    } else if (!c->future_annotations) {
        evaluate(c, node->u.ann_assign.annotation);
    }
}
