// Listings of code objects for people: instructions by line with names and constants spelled out,
// jump targets marked, then the handler table; nested code follows.
#include "compile_internal.h"

static const char *const binary_texts[PY_BIN_COUNT_] = {"+",  "-",  "*", "@", "/", "%", "**",
                                                        "<<", ">>", "|", "^", "&", "//"};
static const char *const unary_texts[] = {"-", "+", "~"};
static const char *const compare_texts[] = {"==", "!=", "<", "<=", ">", ">="};
static const char *const conversions[] = {"", "!s", "!r", "!a"};

static const py_code *as_code(py_vm *vm, py_value v) {
    return py_is(vm, v, PY_TYPE_CODE) ? (const py_code *)v.as.o : NULL;
}

static void constant(py_vm *vm, py_value v, vl_buf *out) {
    const py_code *code = as_code(vm, v);
    if (code) {
        vl_buf_format(out, "<code %s, line %d>", code->qualname->data, code->first_line);
        return;
    }
    py_str *text = py_repr(vm, v);
    if (text)
        vl_buf_append(out, text->data, text->size);
    else
        py_exc_clear(vm);
    py_release(vm, text);
}

static void flags_text(uint32_t word, vl_buf *out) {
    uint32_t arg = py_op_arg(word);
    switch (py_op_code(word)) {
    case PY_OPCODE_IS_OP:
        vl_buf_text(out, arg ? "is not" : "is");
        break;
    case PY_OPCODE_CONTAINS_OP:
        vl_buf_text(out, arg ? "not in" : "in");
        break;
    case PY_OPCODE_FORMAT_VALUE:
        vl_buf_format(out, "%s%s", conversions[arg & 3], arg & 4 ? " with a specification" : "");
        break;
    case PY_OPCODE_MAKE_FUNCTION:
        vl_buf_format(out, "%s%s%s%s", arg & 1 ? "defaults " : "", arg & 2 ? "kwdefaults " : "",
                      arg & 4 ? "annotations " : "", arg & 8 ? "closure" : "");
        break;
    default:
        vl_buf_format(out, "%u", (unsigned)arg);
        break;
    }
}

static void operand(py_vm *vm, const py_code *code, uint32_t word, vl_buf *out) {
    uint32_t arg = py_op_arg(word);
    switch (py_opcode_operand(py_op_code(word))) {
    case PY_OPERAND_NONE:
        break;
    case PY_OPERAND_CONST:
        constant(vm, code->consts[arg], out);
        break;
    case PY_OPERAND_FAST:
        vl_buf_format(out, "%s (%u)", code->slot_names[arg]->data, (unsigned)arg);
        break;
    case PY_OPERAND_SITE:
        vl_buf_text(out, code->sites[arg].name->data);
        break;
    case PY_OPERAND_TARGET:
        vl_buf_format(out, "to %u", (unsigned)arg);
        break;
    case PY_OPERAND_COUNT:
        vl_buf_format(out, "%u", (unsigned)arg);
        break;
    case PY_OPERAND_BINARY:
        vl_buf_text(out, binary_texts[arg]);
        break;
    case PY_OPERAND_UNARY:
        vl_buf_text(out, unary_texts[arg]);
        break;
    case PY_OPERAND_COMPARE:
        vl_buf_text(out, compare_texts[arg]);
        break;
    case PY_OPERAND_FLAGS:
        flags_text(word, out);
        break;
    }
}

// A byte for each instruction: 1 where something jumps or a handler begins.
static void mark_targets(const py_code *code, vl_buf *marks) {
    if (!vl_buf_fill(marks, 0, code->op_count))
        return;
    for (uint32_t pc = 0; pc < code->op_count; pc++) {
        uint32_t word = code->ops[pc];
        if (py_opcode_operand(py_op_code(word)) == PY_OPERAND_TARGET)
            marks->data[py_op_arg(word)] = 1;
    }
    for (uint32_t i = 0; i < code->handler_count; i++)
        marks->data[code->handlers[i].target] = 1;
}

static void instruction(py_vm *vm, const py_code *code, uint32_t pc, bool target, int *line,
                        vl_buf *out) {
    int here = code->positions[pc].line;
    if (here != *line)
        vl_buf_format(out, "%6d  ", here);
    else
        vl_buf_text(out, "        ");
    *line = here;
    uint32_t word = code->ops[pc];
    size_t start = out->len;
    vl_buf_format(out, "%s %5u  %s", target ? ">>" : "  ", (unsigned)pc,
                  py_opcode_name(py_op_code(word)));
    if (py_opcode_operand(py_op_code(word)) != PY_OPERAND_NONE) {
        size_t width = out->len - start;
        vl_buf_fill(out, ' ', width < 32 ? 32 - width : 1);
        operand(vm, code, word, out);
    }
    vl_buf_char(out, '\n');
}

static void listing(py_vm *vm, const py_code *code, vl_buf *out) {
    vl_buf marks;
    vl_buf_init(&marks, NULL);
    mark_targets(code, &marks);
    vl_buf_format(out, "%s: line %d, %u slots, stack %u\n", code->qualname->data, code->first_line,
                  (unsigned)code->slot_count, (unsigned)code->stack_size);
    int line = -1;
    for (uint32_t pc = 0; pc < code->op_count && !marks.failed; pc++)
        instruction(vm, code, pc, marks.data[pc] != 0, &line, out);
    if (code->handler_count)
        vl_buf_text(out, "handlers:\n");
    for (uint32_t i = 0; i < code->handler_count; i++) {
        const py_handler *h = &code->handlers[i];
        vl_buf_format(out, "  %u to %u: at %u, keeping %u\n", (unsigned)h->start,
                      (unsigned)h->end - 1, (unsigned)h->target, (unsigned)h->depth);
    }
    vl_buf_deinit(&marks);
}

void py_disassemble(py_vm *vm, const py_code *code, vl_buf *out) {
    listing(vm, code, out);
    for (uint32_t i = 0; i < code->const_count; i++) {
        const py_code *inner = as_code(vm, code->consts[i]);
        if (!inner)
            continue;
        vl_buf_char(out, '\n');
        py_disassemble(vm, inner, out);
    }
}
