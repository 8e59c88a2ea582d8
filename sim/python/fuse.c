// Puts the fused opcodes of fused.def into verified code.
#include "code_internal.h"

#define WORDS 4
#define ANY   0xffffffu
#define END   PY_OPCODE_COUNT_

typedef struct row {
    uint8_t fused, words[WORDS];
    uint32_t operand; // of the run's BINARY_OP or CALL, or of all its words (PAIR); ANY: any
} row;

static const row rows[] = {
#define PY_OPCODE_END  END
#define PY_BIN_ANY     ANY
#define PY_BIN_PAIR    2u
#define PY_BIN_NONE    0u
#define X(name, a, b, c, d, operator)                                                              \
    {PY_OPCODE_##name, {PY_OPCODE_##a, PY_OPCODE_##b, PY_OPCODE_##c, PY_OPCODE_##d}, PY_BIN_##operator},
#include "fused.def"
#undef X
};

static uint8_t family(uint8_t op) {
    return op == PY_OPCODE_INPLACE_OP         ? PY_OPCODE_BINARY_OP
           : op == PY_OPCODE_POP_JUMP_IF_TRUE ? PY_OPCODE_POP_JUMP_IF_FALSE
                                              : op;
}

static bool matches(const row *r, const uint32_t *ops, uint32_t left) {
    bool pair = r->fused == PY_OPCODE_SWAP_PAIR;
    for (uint32_t i = 0; i < WORDS && r->words[i] != END; i++) {
        if (i >= left)
            return false;
        uint8_t op = (uint8_t)py_op_code(ops[i]);
        if ((i ? family(op) : op) != r->words[i])
            return false;
        bool bound = pair || family(op) == PY_OPCODE_BINARY_OP || op == PY_OPCODE_CALL;
        if (bound && r->operand != ANY && py_op_arg(ops[i]) != r->operand)
            return false;
    }
    return true;
}

// From the first word to the last: what follows one is not fused yet.
static void fuse_ops(py_code *code, const bool *begins) {
    for (uint32_t pc = 0; pc < code->op_count; pc++) {
        py_opcode op = py_op_code(code->ops[pc]);
        if (!begins[op])
            continue;
        for (uint32_t i = 0; i < VL_COUNT(rows); i++)
            if (rows[i].words[0] == op && matches(&rows[i], code->ops + pc, code->op_count - pc)) {
                code->ops[pc] = py_op_make((py_opcode)rows[i].fused, py_op_arg(code->ops[pc]));
                break;
            }
    }
}

static void fuse_nested(py_vm *vm, py_code *code, const bool *begins) {
    fuse_ops(code, begins);
    for (uint32_t i = 0; i < code->const_count; i++)
        if (py_is(vm, code->consts[i], PY_TYPE_CODE))
            fuse_nested(vm, (py_code *)code->consts[i].as.o, begins);
}

void py_fuse(py_vm *vm, py_code *code) {
    bool begins[PY_OPCODE_ALL_] = {false};
    for (uint32_t i = 0; i < VL_COUNT(rows); i++)
        begins[rows[i].words[0]] = true;
    fuse_nested(vm, code, begins);
}
