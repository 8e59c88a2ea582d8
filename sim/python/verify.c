// Checks a code object before it runs: operands inside their tables, targets inside the code, and
// the depth of the stack the same on every path to an instruction, handlers included, never below
// zero nor above what the frame has. Knows the table of opcodes, not what the instructions do.
#include <stdio.h>
#include <string.h>

#include "compile_internal.h"

typedef struct verifier {
    const py_code *code;
    int32_t *depths; // on entry to each instruction; -1: not reached
    uint32_t *work;  // instructions to look at
    uint32_t work_count;
    char problem[128];
    uint32_t pc;
} verifier;

static bool fault(verifier *v, uint32_t pc, const char *problem) {
    if (!v->problem[0]) {
        v->pc = pc;
        (void)snprintf(v->problem, sizeof(v->problem), "%s", problem);
    }
    return false;
}

static bool operand_fits(verifier *v, uint32_t pc) {
    const py_code *code = v->code;
    uint32_t word = code->ops[pc], arg = py_op_arg(word);
    if ((word & 0xff) >= PY_OPCODE_COUNT_)
        return fault(v, pc, "no such instruction");
    bool ok = true;
    switch (py_opcode_operand(py_op_code(word))) {
    case PY_OPERAND_CONST:
        ok = arg < code->const_count;
        break;
    case PY_OPERAND_FAST:
        ok = arg < code->slot_count;
        break;
    case PY_OPERAND_SITE:
        ok = arg < code->site_count;
        break;
    case PY_OPERAND_TARGET:
        ok = arg < code->op_count;
        break;
    case PY_OPERAND_BINARY:
        ok = arg < PY_BIN_COUNT_;
        break;
    case PY_OPERAND_UNARY:
        ok = arg <= PY_UN_INVERT;
        break;
    case PY_OPERAND_COMPARE:
        ok = arg <= PY_CMP_GE;
        break;
    case PY_OPERAND_NONE:
        ok = arg == 0;
        break;
    default:
        break;
    }
    return ok || fault(v, pc, "operand out of range");
}

// How deep the stack must be for an instruction that looks below what it pops.
static uint32_t needs(uint32_t word) {
    uint32_t arg = py_op_arg(word);
    switch (py_op_code(word)) {
    case PY_OPCODE_COPY:
    case PY_OPCODE_SWAP:
        return arg;
    case PY_OPCODE_LIST_APPEND:
    case PY_OPCODE_SET_ADD:
    case PY_OPCODE_LIST_EXTEND:
    case PY_OPCODE_SET_UPDATE:
    case PY_OPCODE_DICT_UPDATE:
        return arg + 1;
    case PY_OPCODE_MAP_ADD:
        return arg + 2;
    case PY_OPCODE_DICT_MERGE:
        return arg + 4;
    case PY_OPCODE_FOR_ITER:
    case PY_OPCODE_GET_ANEXT:
    case PY_OPCODE_IMPORT_FROM:
    case PY_OPCODE_GET_LEN:
    case PY_OPCODE_MATCH_MAPPING:
    case PY_OPCODE_MATCH_SEQUENCE:
        return 1;
    case PY_OPCODE_MATCH_KEYS:
        return 2;
    case PY_OPCODE_CHECK_EXC_MATCH:
        return 2;
    case PY_OPCODE_WITH_EXCEPT_START:
        return 3;
    default:
        return py_op_pops(word);
    }
}

static bool reach(verifier *v, uint32_t from, uint32_t to, int64_t depth) {
    if (to >= v->code->op_count)
        return fault(v, from, "runs past the end");
    if (depth < 0 || depth > v->code->stack_size)
        return fault(v, from, "stack depth out of range");
    if (v->depths[to] >= 0)
        return v->depths[to] == depth || fault(v, to, "stack depth differs between paths");
    v->depths[to] = (int32_t)depth;
    v->work[v->work_count++] = to;
    return true;
}

static bool enter_handler(verifier *v, uint32_t pc) {
    for (uint32_t i = 0; i < v->code->handler_count; i++) {
        const py_handler *h = &v->code->handlers[i];
        if (pc < h->start || pc >= h->end)
            continue;
        if (h->depth > (uint32_t)v->depths[pc])
            return fault(v, pc, "handler keeps more than there is");
        return reach(v, pc, h->target, (int64_t)h->depth + 1);
    }
    return true;
}

static bool step(verifier *v, uint32_t pc) {
    uint32_t word = v->code->ops[pc];
    py_opcode op = py_op_code(word);
    int64_t depth = v->depths[pc];
    if (!enter_handler(v, pc))
        return false;
    if (depth < needs(word) || depth < py_op_pops(word))
        return fault(v, pc, "takes more than there is");
    if ((op == PY_OPCODE_COPY || op == PY_OPCODE_SWAP) && py_op_arg(word) == 0)
        return fault(v, pc, "operand out of range");
    int64_t next = depth - py_op_pops(word) + py_op_pushes(word);
    if (next > v->code->stack_size)
        return fault(v, pc, "stack depth out of range");
    if (py_opcode_operand(op) == PY_OPERAND_TARGET &&
        !reach(v, pc, py_op_arg(word), depth + py_op_jump_effect(word)))
        return false;
    return py_op_ends(op) || reach(v, pc, pc + 1, next);
}

static bool tables_fit(verifier *v) {
    const py_code *code = v->code;
    if (code->op_count == 0)
        return fault(v, 0, "no instructions");
    if (code->local_count > code->slot_count || code->free_start > code->slot_count ||
        code->local_count > code->free_start)
        return fault(v, 0, "slots out of order");
    uint32_t parameters = code->arg_count + code->kwonly_count +
                          ((code->flags & PY_CODE_VARARGS) != 0) +
                          ((code->flags & PY_CODE_VARKW) != 0);
    if (parameters > code->local_count || code->posonly_count > code->arg_count)
        return fault(v, 0, "more parameters than slots");
    for (uint32_t i = 0; i < code->handler_count; i++) {
        const py_handler *h = &code->handlers[i];
        if (h->start >= h->end || h->end > code->op_count || h->target >= code->op_count)
            return fault(v, h->start, "handler out of range");
    }
    for (uint32_t pc = 0; pc < code->op_count; pc++) {
        if (!operand_fits(v, pc))
            return false;
    }
    return true;
}

static bool run(verifier *v) {
    if (!tables_fit(v))
        return false;
    size_t count = v->code->op_count;
    memset(v->depths, 0xff, count * sizeof(*v->depths));
    if (!reach(v, 0, 0, 0))
        return false;
    while (v->work_count > 0) {
        if (!step(v, v->work[--v->work_count]))
            return false;
    }
    return true;
}

bool py_verify(const py_code *code, vl_error *error) {
    vl_buf storage;
    vl_buf_init(&storage, NULL);
    size_t count = code->op_count;
    if (!vl_buf_reserve(&storage, count * (sizeof(int32_t) + sizeof(uint32_t)) + 1)) {
        vl_error_set(error, VL_MEMORY, "out of memory");
        vl_buf_deinit(&storage);
        return false;
    }
    verifier v = {.code = code};
    v.depths = (int32_t *)(void *)storage.data;
    v.work = (uint32_t *)(void *)(storage.data + count * sizeof(int32_t));
    bool ok = run(&v);
    if (!ok)
        vl_error_set(error, VL_PROGRAM, "code of %s is not sound: %s at instruction %u (%s)",
                     code->name ? code->name->data : "?", v.problem, (unsigned)v.pc,
                     v.pc < count ? py_opcode_name(py_op_code(code->ops[v.pc])) : "none");
    vl_buf_deinit(&storage);
    return ok;
}
