// `--set NAME=VALUE`: the first assignment to a module-level name gets another value before the program
// is compiled. A value that is a Python literal is that; any other text is a str.
#include "vm_internal.h"

typedef struct targets {
    vl_arena *arena;
    py_ast **value; // of the first assignment found
    py_ast *place;
    const char *name;
    vl_buf others;  // names that are assigned, for the message
} targets;

static void see(targets *t, const py_ast *target, py_ast **value) {
    if (target->kind != PY_AST_Name || !*value)
        return;
    if (strcmp(target->u.name.id.data, t->name) == 0) {
        t->value = value;
        t->place = *value;
        return;
    }
    vl_buf_text(&t->others, t->others.len ? ", " : "");
    vl_buf_text(&t->others, target->u.name.id.data);
}

// Assignments of the module's own block, those inside of if, try and with included.
static void search(targets *t, const py_ast_list *body) {
    for (int i = 0; i < body->count && !t->value; i++) {
        py_ast *s = body->items[i];
        switch (s->kind) {
        case PY_AST_Assign:
            for (int k = 0; k < s->u.assign.targets.count && !t->value; k++)
                see(t, s->u.assign.targets.items[k], &s->u.assign.value);
            break;
        case PY_AST_AnnAssign: see(t, s->u.ann_assign.target, &s->u.ann_assign.value); break;
        case PY_AST_If:
            search(t, &s->u.while_loop.body);
            search(t, &s->u.while_loop.orelse);
            break;
        case PY_AST_Try: search(t, &s->u.try_stmt.body); break;
        case PY_AST_With: search(t, &s->u.with.body); break;
        default: break;
        }
    }
}

static bool is_literal(const py_ast *node) {
    switch (node->kind) {
    case PY_AST_Constant: return true;
    case PY_AST_UnaryOp:
        return node->u.unary_op.operand->kind == PY_AST_Constant && node->op != PY_OP_NOT;
    case PY_AST_List:
    case PY_AST_Tuple:
    case PY_AST_Set:
        for (int i = 0; i < node->u.elts.elts.count; i++)
            if (!is_literal(node->u.elts.elts.items[i]))
                return false;
        return true;
    case PY_AST_Dict:
        for (int i = 0; i < node->u.dict.keys.count; i++)
            if (!node->u.dict.keys.items[i] || !is_literal(node->u.dict.keys.items[i]) ||
                !is_literal(node->u.dict.values.items[i]))
                return false;
        return true;
    default: return false;
    }
}

static py_ast *literal_of(vl_arena *arena, const char *text, vl_place place) {
    vl_error ignored = {.status = VL_OK};
    const py_ast *module = py_parse(arena, "--set", text, strlen(text), &ignored);
    if (module && module->u.module.body.count == 1) {
        py_ast *statement = module->u.module.body.items[0];
        if (statement->kind == PY_AST_Expr && is_literal(statement->u.value.value)) {
            statement->u.value.value->place = place;
            return statement->u.value.value;
        }
    }
    py_ast *constant = vl_arena_alloc(arena, sizeof *constant);
    char *copy = vl_arena_copy(arena, text, strlen(text));
    if (!constant || !copy)
        return NULL;
    constant->kind = PY_AST_Constant;
    constant->flag = PY_CONST_STR;
    constant->place = place;
    constant->u.constant.text = (py_ast_text){copy, strlen(copy)};
    return constant;
}

bool py__apply_settings(py_vm *vm, vl_arena *arena, py_ast *module, vl_error *error) {
    for (size_t i = 0; i < vm->setting_count; i++) {
        targets t = {.arena = arena, .name = vm->settings[i].name};
        vl_buf_init(&t.others, vm->heap);
        search(&t, &module->u.module.body);
        if (!t.value) {
            vl_error_set(error, VL_USAGE, "--set %s: the program assigns no such name at its top level",
                         t.name);
            vl_error_hint(error, "it assigns: %s", t.others.len ? t.others.data : "none");
        } else
            *t.value = literal_of(arena, vm->settings[i].value, t.place->place);
        vl_buf_deinit(&t.others);
        if (!t.value || !*t.value)
            return false;
    }
    return true;
}
