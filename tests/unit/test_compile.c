// What the compiler makes of small programs: slots, cells, flags, handlers, constants; that nothing
// is left behind when it fails, whatever allocation it fails at.
#include "unit.h"

#include <string.h>

#include "code_internal.h"

typedef struct fixture {
    vl_heap heap;
    py_vm *vm;
    py_code *code; // of the module compiled last
    vl_error error;
} fixture;

static int set_up(void **state) {
    static fixture f;
    memset(&f, 0, sizeof(f));
    vl_heap_init(&f.heap, 0);
    f.vm = py_vm_new(&f.heap, NULL, &f.error);
    *state = &f;
    return f.vm ? 0 : -1;
}

static int tear_down(void **state) {
    fixture *f = *state;
    py_release(f->vm, f->code);
    py_vm_free(f->vm);
    int left = f->heap.live_blocks != 0;
    vl_heap_deinit(&f->heap);
    return left;
}

static py_code *compile(fixture *f, const char *source) {
    vl_arena arena;
    py_release(f->vm, f->code);
    memset(&f->error, 0, sizeof(f->error));
    vl_arena_init(&arena, f->vm->heap);
    const py_ast *module = py_parse(&arena, "t.py", source, strlen(source), &f->error);
    f->code = module ? py_compile(f->vm, module, "t.py", &f->error) : NULL;
    vl_arena_deinit(&arena);
    return f->code;
}

// The code object called `name` somewhere inside `code`.
static const py_code *inner(fixture *f, const py_code *code, const char *name) {
    for (uint32_t i = 0; i < code->const_count; i++) {
        if (!py_is(f->vm, code->consts[i], PY_TYPE_CODE))
            continue;
        const py_code *found = (const py_code *)code->consts[i].as.o;
        if (strcmp(found->qualname->data, name) == 0)
            return found;
        found = inner(f, found, name);
        if (found)
            return found;
    }
    return NULL;
}

static uint32_t count_op(const py_code *code, py_opcode op) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < code->op_count; i++)
        count += py_op_code(code->ops[i]) == op;
    return count;
}

static void module_names_are_globals(void **state) {
    const py_code *code = compile(*state, "x = 1\ndel x\n[y for y in x]\n");
    assert_non_null(code);
    assert_int_equal(count_op(code, PY_OPCODE_STORE_GLOBAL), 1);
    assert_int_equal(count_op(code, PY_OPCODE_DELETE_GLOBAL), 1);
    assert_int_equal(code->slot_count, 1); // the comprehension's own
    assert_string_equal(code->slot_names[0]->data, "y");
    assert_true(code->flags & PY_CODE_MODULE);
}

static void closures_use_cells(void **state) {
    fixture *f = *state;
    const py_code *code = compile(f, "def f(a):\n  b = a\n  def g():\n    nonlocal b\n"
                                     "    b += a\n  return g\n");
    assert_non_null(code);
    const py_code *outer = inner(f, code, "f"), *nested = inner(f, code, "f.<locals>.g");
    assert_int_equal(count_op(outer, PY_OPCODE_MAKE_CELL), 2);
    assert_int_equal(nested->slot_count - nested->free_start, 2);
    assert_string_equal(nested->slot_names[0]->data, "a");
    assert_string_equal(nested->slot_names[1]->data, "b");
    assert_false(outer->flags & PY_CODE_SIMPLE); // a parameter lies in a cell
    assert_true(nested->flags & PY_CODE_SIMPLE);
}

static void parameters_come_first(void **state) {
    fixture *f = *state;
    const py_code *code = compile(f, "def f(a, /, b, *c, d=1, **e): x = 1\n");
    assert_non_null(code);
    const py_code *function = inner(f, code, "f");
    const char *names[] = {"a", "b", "d", "c", "e", "x"};
    assert_int_equal(function->local_count, VL_COUNT(names));
    for (size_t i = 0; i < VL_COUNT(names); i++)
        assert_string_equal(function->slot_names[i]->data, names[i]);
    assert_int_equal(function->posonly_count, 1);
    assert_int_equal(function->arg_count, 2);
    assert_int_equal(function->kwonly_count, 1);
    assert_int_equal(function->flags, PY_CODE_VARARGS | PY_CODE_VARKW);
}

static void kinds_of_functions(void **state) {
    fixture *f = *state;
    const py_code *code = compile(f, "def g(): yield\nasync def c(): await g\n"
                                     "async def a(): yield\nx = (y async for y in z)\n");
    assert_non_null(code);
    assert_int_equal(inner(f, code, "g")->flags, PY_CODE_GENERATOR);
    assert_int_equal(inner(f, code, "c")->flags, PY_CODE_COROUTINE);
    assert_int_equal(inner(f, code, "a")->flags, PY_CODE_ASYNC_GEN);
    assert_int_equal(inner(f, code, "<genexpr>")->flags, PY_CODE_ASYNC_GEN);
}

static void comprehensions_are_inlined(void **state) {
    fixture *f = *state;
    const py_code *code = compile(f, "def f(x):\n  y = [lambda: x for x in x]\n  return x, y\n");
    assert_non_null(code);
    const py_code *function = inner(f, code, "f");
    assert_int_equal(function->local_count, 3); // x, y, and the hidden x
    assert_int_equal(count_op(function, PY_OPCODE_MAKE_CELL), 1);
    assert_int_equal(count_op(function, PY_OPCODE_LOAD_CLOSURE), 1);
    assert_non_null(inner(f, code, "f.<locals>.<lambda>"));
}

static void classes_have_a_cell_for_super(void **state) {
    fixture *f = *state;
    const py_code *code = compile(f, "class A:\n  __x = 1\n  def f(self): return super().f\n");
    assert_non_null(code);
    const py_code *body = inner(f, code, "A");
    assert_true(body->flags & PY_CODE_CLASS);
    assert_int_equal(body->local_count, 0);
    assert_int_equal(body->free_start, 1);
    assert_string_equal(body->slot_names[0]->data, "__class__");
    bool mangled = false;
    for (uint32_t i = 0; i < body->site_count; i++)
        mangled = mangled || strcmp(body->sites[i].name->data, "_A__x") == 0;
    assert_true(mangled);
}

static void handlers_cover_what_they_guard(void **state) {
    const py_code *code = compile(*state, "try:\n  f()\nexcept E as e:\n  g()\nfinally:\n  h()\n");
    assert_non_null(code);
    assert_true(code->handler_count >= 4);
    for (uint32_t i = 1; i < code->handler_count; i++)
        assert_true(code->handlers[i - 1].end <= code->handlers[i].start);
    const py_handler *first = &code->handlers[0];
    assert_int_equal(first->depth, 0);
    assert_int_equal(py_op_code(code->ops[first->target]), PY_OPCODE_PUSH_EXC_INFO);
}

static void positions_are_those_of_expressions(void **state) {
    const py_code *code = compile(*state, "x = f(1) + g.h\n");
    assert_non_null(code);
    for (uint32_t i = 0; i < code->op_count; i++) {
        py_position p = code->positions[i];
        py_opcode op = py_op_code(code->ops[i]);
        if (op == PY_OPCODE_CALL)
            assert_true(p.col == 5 && p.end_col == 9);
        else if (op == PY_OPCODE_BINARY_OP)
            assert_true(p.col == 5 && p.end_col == 15);
        else if (op == PY_OPCODE_LOAD_ATTR)
            assert_true(p.col == 12 && p.end_col == 15);
    }
}

static void refuses_by_name(void **state) {
    fixture *f = *state;
    assert_null(compile(f, "'doc'\nfrom __future__ import barry_as_FLUFL\n"));
    assert_int_equal(f->error.status, VL_UNSUPPORTED);
    assert_int_equal(f->error.place.line, 2);
    assert_int_equal(f->error.place.col, 24);
    assert_non_null(strstr(f->error.message, "barry_as_FLUFL"));
}

static void long_chains_do_not_recurse(void **state) {
    fixture *f = *state;
    enum { TERMS = 1500 };
    static char source[TERMS * 4 + 8];
    size_t len = 0;
    for (int i = 0; i < TERMS; i++) {
        memcpy(source + len, i ? " + a" : "a", i ? 4 : 1);
        len += i ? 4 : 1;
    }
    source[len] = '\0';
    assert_non_null(compile(f, source));
    assert_int_equal(f->code->stack_size, 3);
}

static void failing_allocations_leave_nothing(void **state) {
    fixture *f = *state;
    const char *source = "class A(B, k=1):\n"
                         "  def f(self, a=1, *b, c: int = (1, 'x')) -> 'q':\n"
                         "    return [i + j for i in a for j in (lambda: i)()]\n"
                         "def g(x):\n"
                         "  try:\n"
                         "    with x as (y, *w): yield f'{y!r:>{w}}'\n"
                         "  except E as e: pass\n"
                         "  finally: del x\n";
    assert_non_null(compile(f, source)); // interned names are there already
    py_release(f->vm, f->code);
    f->code = NULL;
    size_t blocks = f->heap.live_blocks;
    bool done = false;
    for (uint64_t n = 1; !done; n++) {
        f->heap.fail_at = f->heap.allocations + n;
        done = compile(f, source) != NULL;
        f->heap.fail_at = 0;
        py_release(f->vm, f->code);
        f->code = NULL;
        if (!done)
            assert_int_equal(f->error.status, VL_MEMORY);
        assert_int_equal(f->heap.live_blocks, blocks);
        assert_true(n < 100000);
    }
}

int main(void) {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(module_names_are_globals),
        CASE(closures_use_cells),
        CASE(parameters_come_first),
        CASE(kinds_of_functions),
        CASE(comprehensions_are_inlined),
        CASE(classes_have_a_cell_for_super),
        CASE(handlers_cover_what_they_guard),
        CASE(positions_are_those_of_expressions),
        CASE(refuses_by_name),
        CASE(long_chains_do_not_recurse),
        CASE(failing_allocations_leave_nothing),
    };
    return UNIT_RUN(tests);
}
