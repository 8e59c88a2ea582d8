// The tables of opcodes.def as functions: names, operand kinds, effects on the stack.
#include "compile_internal.h"

static const struct {
    const char *name;
    uint8_t operand;
} opcodes[PY_OPCODE_COUNT_] = {
#define X(name, operand, pops, pushes) [PY_OPCODE_##name] = {#name, PY_OPERAND_##operand},
#include "opcodes.def"
#undef X
};

const char *py_opcode_name(py_opcode op) {
    return op < PY_OPCODE_COUNT_ ? opcodes[op].name : "?";
}

py_operand py_opcode_operand(py_opcode op) {
    return op < PY_OPCODE_COUNT_ ? (py_operand)opcodes[op].operand : PY_OPERAND_NONE;
}

uint32_t py_op_pops(uint32_t word) {
    uint32_t arg = py_op_arg(word);
    switch (py_op_code(word)) {
#define X(name, operand, pops, pushes)                                                             \
    case PY_OPCODE_##name:                                                                         \
        return (uint32_t)(pops);
#include "opcodes.def"
#undef X
    default:
        return arg;
    }
}

uint32_t py_op_pushes(uint32_t word) {
    uint32_t arg = py_op_arg(word);
    switch (py_op_code(word)) {
#define X(name, operand, pops, pushes)                                                             \
    case PY_OPCODE_##name:                                                                         \
        return (uint32_t)(pushes);
#include "opcodes.def"
#undef X
    default:
        return arg;
    }
}

int32_t py_op_jump_effect(uint32_t word) {
    switch (py_op_code(word)) {
    case PY_OPCODE_FOR_ITER:
        return -1;
    case PY_OPCODE_JUMP_IF_FALSE_OR_POP:
    case PY_OPCODE_JUMP_IF_TRUE_OR_POP:
        return 0;
    default:
        return (int32_t)py_op_pushes(word) - (int32_t)py_op_pops(word);
    }
}

bool py_op_ends(py_opcode op) {
    return op == PY_OPCODE_JUMP || op == PY_OPCODE_JUMP_BACK || op == PY_OPCODE_RETURN_VALUE ||
           op == PY_OPCODE_RAISE || op == PY_OPCODE_RERAISE;
}
