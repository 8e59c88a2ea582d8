// The verifier on code objects made by hand: sound ones pass, and each kind of damage is refused
// with its instruction.
#include "unit.h"

#include <string.h>

#include "code_internal.h"

#define OP(name, arg) py_op_make(PY_OPCODE_##name, (arg))

// Verifies `count` ops as a function of one variable, one constant and a stack of `stack_size`.
typedef struct sample {
    uint32_t ops[16];
    uint32_t count, stack_size;
    py_handler handlers[2];
    uint32_t handler_count;
} sample;

static bool verify(const sample *s, vl_error *error) {
    py_value consts[1] = {py_none()};
    uint32_t ops[16];
    py_handler handlers[2];
    memcpy(ops, s->ops, sizeof(ops));
    memcpy(handlers, s->handlers, sizeof(handlers));
    py_code code = {.ops = ops,
                    .op_count = s->count,
                    .consts = consts,
                    .const_count = 1,
                    .handlers = handlers,
                    .handler_count = s->handler_count,
                    .slot_count = 1,
                    .local_count = 1,
                    .free_start = 1,
                    .stack_size = s->stack_size};
    return py_verify(&code, error);
}

static void accepts(const sample *s) {
    vl_error error = {0};
    if (!verify(s, &error))
        fail_msg("%s", error.message);
}

static void refuses(const sample *s, const char *why) {
    vl_error error = {0};
    assert_false(verify(s, &error));
    if (!strstr(error.message, why))
        fail_msg("'%s' does not say '%s'", error.message, why);
}

static void sound_code_passes(void **state) {
    (void)state;
    accepts(&(sample){{OP(LOAD_CONST, 0), OP(RETURN_VALUE, 0)}, 2, 1, {{0}}, 0});
    accepts(&(sample){
        {OP(LOAD_CONST, 0), OP(POP_JUMP_IF_TRUE, 0), OP(LOAD_FAST, 0), OP(RETURN_VALUE, 0)},
        4,
        1,
        {{0}},
        0});
}

static void loops_keep_their_depth(void **state) {
    (void)state;
    accepts(&(sample){{OP(LOAD_CONST, 0), OP(GET_ITER, 0), OP(FOR_ITER, 5), OP(STORE_FAST, 0),
                       OP(JUMP_BACK, 2), OP(LOAD_CONST, 0), OP(RETURN_VALUE, 0)},
                      7,
                      2,
                      {{0}},
                      0});
    refuses(&(sample){{OP(LOAD_CONST, 0), OP(GET_ITER, 0), OP(FOR_ITER, 4), OP(JUMP_BACK, 2),
                       OP(LOAD_CONST, 0), OP(RETURN_VALUE, 0)},
                      6,
                      8,
                      {{0}},
                      0},
            "depth differs");
}

static void operands_are_bounded(void **state) {
    (void)state;
    refuses(&(sample){{OP(LOAD_CONST, 1), OP(RETURN_VALUE, 0)}, 2, 1, {{0}}, 0}, "operand");
    refuses(&(sample){{OP(LOAD_FAST, 1), OP(RETURN_VALUE, 0)}, 2, 1, {{0}}, 0}, "operand");
    refuses(&(sample){{OP(LOAD_GLOBAL, 0), OP(RETURN_VALUE, 0)}, 2, 1, {{0}}, 0}, "operand");
    refuses(&(sample){{OP(JUMP, 9), OP(RETURN_VALUE, 0)}, 2, 1, {{0}}, 0}, "operand");
    refuses(&(sample){{PY_OPCODE_COUNT_, OP(RETURN_VALUE, 0)}, 2, 1, {{0}}, 0},
            "no such instruction");
}

static void stack_is_bounded(void **state) {
    (void)state;
    refuses(&(sample){{OP(RETURN_VALUE, 0)}, 1, 1, {{0}}, 0}, "takes more than there is");
    refuses(&(sample){{OP(LOAD_CONST, 0), OP(SWAP, 2), OP(RETURN_VALUE, 0)}, 3, 2, {{0}}, 0},
            "takes more than there is");
    refuses(&(sample){{OP(LOAD_CONST, 0), OP(LOAD_CONST, 0), OP(RETURN_VALUE, 0)}, 3, 1, {{0}}, 0},
            "depth out of range");
    refuses(&(sample){{OP(LOAD_CONST, 0), OP(LIST_APPEND, 1), OP(RETURN_VALUE, 0)}, 3, 2, {{0}}, 0},
            "takes more than there is");
}

static void code_must_end(void **state) {
    (void)state;
    refuses(&(sample){{OP(LOAD_CONST, 0)}, 1, 1, {{0}}, 0}, "runs past the end");
    refuses(&(sample){{0}, 0, 1, {{0}}, 0}, "no instructions");
}

static void handlers_are_paths(void **state) {
    (void)state;
    sample s = {{OP(LOAD_FAST, 0), OP(RETURN_VALUE, 0), OP(RERAISE, 0)}, 3, 1, {{0, 1, 2, 0}}, 1};
    accepts(&s);
    s.handlers[0].depth = 1; // more than lies on the stack there
    refuses(&s, "handler keeps more");
    s.handlers[0] = (py_handler){0, 1, 7, 0};
    refuses(&s, "handler out of range");
    s.handlers[0] = (py_handler){1, 1, 2, 0};
    refuses(&s, "handler out of range");
    s.handlers[0] = (py_handler){0, 1, 1, 0}; // enters with the depth the code has there too
    accepts(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound_code_passes),    cmocka_unit_test(loops_keep_their_depth),
        cmocka_unit_test(operands_are_bounded), cmocka_unit_test(stack_is_bounded),
        cmocka_unit_test(code_must_end),        cmocka_unit_test(handlers_are_paths),
    };
    return UNIT_RUN(tests);
}
