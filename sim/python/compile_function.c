// Functions, lambdas and classes: defaults, annotations, decorators, bodies.
#include "compile_internal.h"

// ---- parameters ---------------------------------------------------------------------------------

static uint32_t defaults(py_compiler *c, const py_ast *args, vl_place place) {
    py_ast_list list = args->u.arguments.defaults;
    uint32_t flags = 0;
    if (list.count) {
        py_ast tuple = {.kind = PY_AST_Tuple, .ctx = PY_CTX_LOAD, .place = place};
        tuple.u.elts.elts = list;
        if (py_is_constant(&tuple))
            py_emit_constant(c, &tuple);
        else
            py_compile_sequence(c, place, list, 0, PY_AST_Tuple);
        flags |= 1;
    }
    uint32_t keyed = 0;
    for (int i = 0; i < args->u.arguments.kw_defaults.count; i++) {
        const py_ast *value = args->u.arguments.kw_defaults.items[i];
        if (!value)
            continue;
        py_ast_text name = args->u.arguments.kwonly.items[i]->u.arg.name;
        py_emit_text(c, place, py_compile_mangle(c, c->scope->private_name, name));
        py_compile_expr(c, value);
        keyed++;
    }
    if (keyed) {
        py_emit(c, place, PY_OPCODE_BUILD_MAP, keyed);
        flags |= 2;
    }
    return flags;
}

void py_compile_annotation(py_compiler *c, const py_ast *annotation) {
    if (c->future_annotations) {
        vl_buf text;
        vl_buf_init(&text, c->vm->heap);
        py_unparse(&text, annotation);
        if (text.failed)
            py_compile_memory(c);
        else
            py_emit_text(c, annotation->place, (py_ast_text){text.data, text.len});
        vl_buf_deinit(&text);
    } else if (annotation->kind == PY_AST_Starred) { // *args: *Ts
        py_compile_expr(c, annotation->u.value.value);
        py_emit(c, annotation->place, PY_OPCODE_UNPACK_SEQUENCE, 1);
    } else {
        py_compile_expr(c, annotation);
    }
}

static uint32_t annotate(py_compiler *c, vl_place place, py_ast_text name,
                         const py_ast *annotation) {
    if (!annotation)
        return 0;
    py_emit_text(c, place, py_compile_mangle(c, c->scope->private_name, name));
    py_compile_annotation(c, annotation);
    return 1;
}

static uint32_t annotate_all(py_compiler *c, vl_place place, py_ast_list args) {
    uint32_t count = 0;
    for (int i = 0; i < args.count; i++)
        count += annotate(c, place, args.items[i]->u.arg.name, args.items[i]->u.arg.annotation);
    return count;
}

// In CPython's order: positional-only parameters come after the others.
static uint32_t annotations(py_compiler *c, const py_ast *node, vl_place place) {
    const py_ast *args = node->u.function.args;
    const py_ast *vararg = args->u.arguments.vararg, *kwarg = args->u.arguments.kwarg;
    uint32_t count = annotate_all(c, place, args->u.arguments.args);
    count += annotate_all(c, place, args->u.arguments.posonly);
    if (vararg)
        count += annotate(c, place, vararg->u.arg.name, vararg->u.arg.annotation);
    count += annotate_all(c, place, args->u.arguments.kwonly);
    if (kwarg)
        count += annotate(c, place, kwarg->u.arg.name, kwarg->u.arg.annotation);
    count += annotate(c, place, py_compile_text("return"), node->u.function.returns);
    if (!count)
        return 0;
    py_emit(c, place, PY_OPCODE_BUILD_MAP, count);
    return 4;
}

static void check_param(py_compiler *c, const py_ast *arg) {
    if (arg && !c->failed)
        py_compile_forbidden(c, arg->place, arg->u.arg.name, PY_CTX_STORE);
}

static void check_params(py_compiler *c, const py_ast *args) {
    const py_ast_list lists[3] = {args->u.arguments.posonly, args->u.arguments.args,
                                  args->u.arguments.kwonly};
    for (int l = 0; l < 3; l++) {
        for (int i = 0; i < lists[l].count; i++)
            check_param(c, lists[l].items[i]);
    }
    check_param(c, args->u.arguments.vararg);
    check_param(c, args->u.arguments.kwarg);
}

// ---- decorators ---------------------------------------------------------------------------------

static void decorators(py_compiler *c, py_ast_list list) {
    for (int i = 0; i < list.count; i++)
        py_compile_expr(c, list.items[i]);
}

// decorator, decorated -> result: what is decorated stands in the place of self.
static void decorate(py_compiler *c, py_ast_list list) {
    for (int i = list.count - 1; i >= 0; i--)
        py_emit(c, list.items[i]->place, PY_OPCODE_CALL, 0);
}

static int first_line(const py_ast *node, py_ast_list list) {
    return list.count ? list.items[0]->place.line : node->place.line;
}

static vl_place line_start(int line) {
    return (vl_place){line, 1, line, 1};
}

// ---- functions ----------------------------------------------------------------------------------

static void take_docstring(py_compiler *c, py_ast_list body) {
    const py_ast *doc = py_compile_docstring(body);
    if (!doc || c->failed)
        return;
    const py_ast_text text = doc->u.constant.text;
    c->unit->docstring = py_str_new(c->vm, text.data ? text.data : "", text.len);
    if (!c->unit->docstring)
        py_compile_memory(c);
}

static py_code *function_body(py_compiler *c, const py_ast *node, py_unit *unit, int line) {
    if (!py_unit_enter(c, unit, node, node->u.function.name, line_start(line)))
        return NULL;
    take_docstring(c, node->u.function.body);
    py_compile_body(c, node->u.function.body, true);
    return py_unit_leave(c);
}

void py_compile_function(py_compiler *c, const py_ast *node) {
    const py_ast *args = node->u.function.args;
    check_params(c, args);
    decorators(c, node->u.function.decorators);
    uint32_t flags = defaults(c, args, node->place);
    py_type_params params = py_type_params_begin(c, node->u.function.type_params, false);
    flags |= annotations(c, node, node->place);
    py_scope *scope = py_scope_of(c, node);
    py_unit unit;
    py_code *code =
        c->failed ? NULL
                  : function_body(c, node, &unit, first_line(node, node->u.function.decorators));
    py_emit_function(c, node->place, code, scope, flags);
    if (params.scope) {
        py_type_params_push(c, params.list, node->place);
        py_emit(c, node->place, PY_OPCODE_COPY, 2);
        py_emit_site(c, node->place, PY_OPCODE_STORE_ATTR, py_compile_text("__type_params__"));
    }
    py_type_params_end(c, &params);
    decorate(c, node->u.function.decorators);
    py_compile_name(c, node->place, node->u.function.name, PY_CTX_STORE);
}

void py_compile_lambda(py_compiler *c, const py_ast *node) {
    check_params(c, node->u.lambda.args);
    uint32_t flags = defaults(c, node->u.lambda.args, node->place);
    py_scope *scope = py_scope_of(c, node);
    py_unit unit;
    if (c->failed || !py_unit_enter(c, &unit, node, py_compile_text("<lambda>"), node->place))
        return;
    const py_ast *body = node->u.lambda.body;
    if (body->kind == PY_AST_Starred) { // [*Ts = *default]
        py_compile_expr(c, body->u.value.value);
        py_emit(c, body->place, PY_OPCODE_UNPACK_SEQUENCE, 1);
    } else
        py_compile_expr(c, body);
    if (scope->generator) { // the value of the body goes nowhere
        py_emit(c, py_here(c), PY_OPCODE_POP_TOP, 0);
        py_emit_none(c, py_here(c));
    }
    py_emit(c, py_here(c), PY_OPCODE_RETURN_VALUE, 0);
    py_emit_function(c, node->place, py_unit_leave(c), scope, flags);
}

// ---- classes ------------------------------------------------------------------------------------

static void store_name(py_compiler *c, vl_place place, const char *name) {
    py_emit_site(c, place, PY_OPCODE_STORE_NAME, py_compile_text(name));
}

static void class_end(py_compiler *c, const py_scope *scope, vl_place place) {
    if (c->vm->python_minor >= 13) {
        py_emit_names(c, place, c->unit->static_attributes.items, c->unit->static_attributes.count);
        store_name(c, place, "__static_attributes__");
    }
    if (scope->class_cell) {
        py_emit(c, place, PY_OPCODE_LOAD_CLOSURE, scope->class_cell->slot);
        py_emit(c, place, PY_OPCODE_COPY, 1);
        store_name(c, place, "__classcell__");
    } else {
        py_emit_none(c, place);
    }
    py_emit(c, place, PY_OPCODE_RETURN_VALUE, 0);
}

static py_code *class_body(py_compiler *c, const py_ast *node, py_unit *unit, int line) {
    vl_place start = line_start(line);
    if (!py_unit_enter(c, unit, node, node->u.class_def.name, start))
        return NULL;
    py_emit_site(c, start, PY_OPCODE_LOAD_NAME, py_compile_text("__name__"));
    store_name(c, start, "__module__");
    py_emit_value(c, start, py_from(py_retain(unit->qualname)));
    store_name(c, start, "__qualname__");
    if (c->vm->python_minor >= 13) {
        py_emit_int(c, start, line);
        store_name(c, start, "__firstlineno__");
    }
    if (node->u.class_def.type_params.count) {
        py_type_params_push(c, node->u.class_def.type_params, start);
        store_name(c, start, "__type_params__");
    }
    if (unit->scope->annotates)
        py_emit(c, start, PY_OPCODE_SETUP_ANNOTATIONS, 0);
    const py_ast *doc = py_compile_docstring(node->u.class_def.body);
    if (doc) {
        py_emit_text(c, doc->place, doc->u.constant.text);
        store_name(c, doc->place, "__doc__");
    }
    py_compile_body(c, node->u.class_def.body, true);
    class_end(c, unit->scope, node->place);
    return py_unit_leave(c);
}

void py_compile_class(py_compiler *c, const py_ast *node) {
    decorators(c, node->u.class_def.decorators);
    py_scope *scope = py_scope_of(c, node);
    py_type_params params = py_type_params_begin(c, node->u.class_def.type_params, true);
    py_ast_list bases = node->u.class_def.bases;
    if (params.scope)
        bases = py_type_params_bases(c, bases, node);
    int line = first_line(node, node->u.class_def.decorators);
    py_emit(c, node->place, PY_OPCODE_LOAD_BUILD_CLASS, 0);
    py_emit(c, node->place, PY_OPCODE_PUSH_UNSET, 0);
    py_unit unit;
    py_code *code = c->failed ? NULL : class_body(c, node, &unit, line);
    py_emit_function(c, node->place, code, scope, 0);
    py_emit_text(c, node->place, node->u.class_def.name);
    py_compile_arguments(c, node->place, 2, bases, node->u.class_def.keywords);
    py_type_params_end(c, &params);
    decorate(c, node->u.class_def.decorators);
    py_compile_name(c, node->place, node->u.class_def.name, PY_CTX_STORE);
}
