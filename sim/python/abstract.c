// What the language's operators do with any value: operators and their reflected forms, comparison,
// truth, hash, texts. Order of attempts and messages are CPython's (Objects/abstract.c, object.c).
#include "types_internal.h"
#include "vm_internal.h"

bool py__is_not_implemented(const py_vm *vm, py_value v) {
    return py_same(v, vm->not_implemented);
}

// ---- recursion, reprs in progress
// -----------------------------------------------------------------------

bool py_enter_recursion(py_vm *vm, const char *where) {
    if (++vm->depth <= vm->max_depth)
        return true;
    // Room for what handles the error; the message's own making does not recurse.
    vm->depth -= 1;
    // Since 3.12 it is the frames of the program that reach the limit, not the C calls between
    // them.
    py_raise(vm, PY_EXC_RecursionError, "maximum recursion depth exceeded%s",
             vm->python_minor >= 12 ? "" : where);
    return false;
}

struct py_repr_guard {
    size_t count, cap;
    py_obj **objects;
};

bool py_repr_enter(py_vm *vm, py_obj *object) {
    struct py_repr_guard *guard = vm->repr_guard;
    if (!guard) {
        guard = vm->repr_guard = vl_heap_alloc(vm->heap, sizeof *guard);
        if (!guard) {
            py_raise_memory(vm);
            return false;
        }
        memset(guard, 0, sizeof *guard);
    }
    for (size_t i = 0; i < guard->count; i++)
        if (guard->objects[i] == object)
            return false;
    if (guard->count == guard->cap) {
        size_t cap = guard->cap ? guard->cap * 2 : 8, unit = sizeof(py_obj *);
        py_obj **grown = vl_heap_realloc(vm->heap, guard->objects, guard->cap * unit, cap * unit);
        if (!grown) {
            py_raise_memory(vm);
            py_repr_leave(vm, object); // frees the guard where it is empty
            return false;
        }
        guard->objects = grown;
        guard->cap = cap;
    }
    guard->objects[guard->count++] = object;
    return true;
}

void py_repr_leave(py_vm *vm, py_obj *object) {
    struct py_repr_guard *guard = vm->repr_guard;
    for (size_t i = guard ? guard->count : 0; i-- > 0;)
        if (guard->objects[i] == object) {
            memmove(guard->objects + i, guard->objects + i + 1,
                    (guard->count - i - 1) * sizeof(py_obj *));
            guard->count--;
            break;
        }
    if (guard && guard->count == 0) { // nothing is kept between reprs
        vl_heap_free(vm->heap, guard->objects, guard->cap * sizeof(py_obj *));
        vl_heap_free(vm->heap, guard, sizeof *guard);
        vm->repr_guard = NULL;
    }
}

// ---- binary operators
// -----------------------------------------------------------------------------------

static const char *const binary_signs[PY_BIN_COUNT_] = {
    [PY_BIN_ADD] = "+",           [PY_BIN_SUB] = "-",
    [PY_BIN_MUL] = "*",           [PY_BIN_MATMUL] = "@",
    [PY_BIN_DIV] = "/",           [PY_BIN_MOD] = "%",
    [PY_BIN_POW] = "** or pow()", [PY_BIN_LSHIFT] = "<<",
    [PY_BIN_RSHIFT] = ">>",       [PY_BIN_OR] = "|",
    [PY_BIN_XOR] = "^",           [PY_BIN_AND] = "&",
    [PY_BIN_FLOORDIV] = "//",
};

static bool is_sequence(py_vm *vm, py_value v) {
    return (py_type_of(vm, v)->flags & (PY_TF_LIST | PY_TF_TUPLE | PY_TF_STR | PY_TF_BYTES)) != 0;
}

static const char *sequence_name(py_vm *vm, py_value v) {
    uint32_t flags = py_type_of(vm, v)->flags;
    return flags & PY_TF_LIST ? "list" : flags & PY_TF_TUPLE ? "tuple" : "str";
}

py_value py__binary_error(py_vm *vm, py_binary op, py_value a, py_value b, bool inplace) {
    if (op == PY_BIN_ADD && is_sequence(vm, a)) {
        if (py_has_flag(a, PY_TF_BYTES))
            return py_raise(vm, PY_EXC_TypeError, "can't concat %T to %T", b, a);
        return py_raise(vm, PY_EXC_TypeError, "can only concatenate %s (not \"%T\") to %s",
                        sequence_name(vm, a), b, sequence_name(vm, a));
    }
    if (op == PY_BIN_MUL && (is_sequence(vm, a) || is_sequence(vm, b)))
        return py_raise(vm, PY_EXC_TypeError, "can't multiply sequence by non-int of type '%T'",
                        is_sequence(vm, a) ? b : a);
    const char *sign = binary_signs[op];
    if (op == PY_BIN_POW && inplace)
        sign = "**=";
    else if (inplace)
        return py_raise(vm, PY_EXC_TypeError, "unsupported operand type(s) for %s=: '%T' and '%T'",
                        sign, a, b);
    return py_raise(vm, PY_EXC_TypeError, "unsupported operand type(s) for %s: '%T' and '%T'", sign,
                    a, b);
}

// binary_op1: the right operand goes first where its class derives from the left one's.
static py_value try_binary(py_vm *vm, py_binary op, py_value a, py_value b) {
    py_type *left = py_type_of(vm, a), *right = py_type_of(vm, b);
    py_value (*first)(py_vm *, py_binary, py_value, py_value) = left->slots.binary;
    py_value (*second)(py_vm *, py_binary, py_value, py_value) = right->slots.binary;
    if (right == left || second == first)
        second = NULL;
    if (first) {
        if (second && py_is_subtype(right, left)) {
            py_value result = second(vm, op, a, b);
            if (!py__is_not_implemented(vm, result))
                return result;
            py_decref(vm, result);
            second = NULL;
        }
        py_value result = first(vm, op, a, b);
        if (!py__is_not_implemented(vm, result) || !second)
            return result;
        py_decref(vm, result);
    }
    return second ? second(vm, op, a, b) : py_incref(vm->not_implemented);
}

py_value py_binary_op(py_vm *vm, py_binary op, py_value a, py_value b) {
    py_value result = try_binary(vm, op, a, b);
    if (!py__is_not_implemented(vm, result))
        return result;
    py_decref(vm, result);
    return py__binary_error(vm, op, a, b, false);
}

py_value py_inplace_op(py_vm *vm, py_binary op, py_value a, py_value b) {
    py_type *type = py_type_of(vm, a);
    if (type->slots.inplace) {
        py_value result = type->slots.inplace(vm, op, a, b);
        if (!py__is_not_implemented(vm, result))
            return result;
        py_decref(vm, result);
    }
    py_value result = try_binary(vm, op, a, b);
    if (!py__is_not_implemented(vm, result))
        return result;
    py_decref(vm, result);
    return py__binary_error(vm, op, a, b, true);
}

py_value py_unary_op(py_vm *vm, py_unary op, py_value a) {
    py_type *type = py_type_of(vm, a);
    py_value result =
        type->slots.unary ? type->slots.unary(vm, op, a) : py_incref(vm->not_implemented);
    if (!py__is_not_implemented(vm, result))
        return result;
    py_decref(vm, result);
    switch (op) {
    case PY_UN_NEG:
        return py_raise(vm, PY_EXC_TypeError, "bad operand type for unary -: '%T'", a);
    case PY_UN_POS:
        return py_raise(vm, PY_EXC_TypeError, "bad operand type for unary +: '%T'", a);
    case PY_UN_INVERT:
        return py_raise(vm, PY_EXC_TypeError, "bad operand type for unary ~: '%T'", a);
    case PY_UN_ABS:
        return py_raise(vm, PY_EXC_TypeError, "bad operand type for abs(): '%T'", a);
    case PY_UN_FLOAT:
        return py_raise(vm, PY_EXC_TypeError,
                        "float() argument must be a string or a real number, not "
                        "'%T'",
                        a);
    default:
        return py_raise(vm, PY_EXC_TypeError, "'%T' object cannot be interpreted as an integer", a);
    }
}

// ---- comparison
// -----------------------------------------------------------------------------------------

static const char *const compare_signs[] = {
    [PY_CMP_EQ] = "==", [PY_CMP_NE] = "!=", [PY_CMP_LT] = "<",
    [PY_CMP_LE] = "<=", [PY_CMP_GT] = ">",  [PY_CMP_GE] = ">=",
};

static const py_compare swapped[] = {
    [PY_CMP_EQ] = PY_CMP_EQ, [PY_CMP_NE] = PY_CMP_NE, [PY_CMP_LT] = PY_CMP_GT,
    [PY_CMP_LE] = PY_CMP_GE, [PY_CMP_GT] = PY_CMP_LT, [PY_CMP_GE] = PY_CMP_LE,
};

py_value py_rich_compare(py_vm *vm, py_compare op, py_value a, py_value b) {
    py_type *left = py_type_of(vm, a), *right = py_type_of(vm, b);
    bool reflected_done = false;
    if (!py_enter_recursion(vm, " in comparison"))
        return py_unset();
    py_value result = py_incref(vm->not_implemented);
    if (left != right && py_is_subtype(right, left) && right->slots.compare) {
        reflected_done = true;
        py_decref(vm, result);
        result = right->slots.compare(vm, swapped[op], b, a);
    }
    if (py__is_not_implemented(vm, result) && left->slots.compare) {
        py_decref(vm, result);
        result = left->slots.compare(vm, op, a, b);
    }
    if (py__is_not_implemented(vm, result) && !reflected_done && right->slots.compare) {
        py_decref(vm, result);
        result = right->slots.compare(vm, swapped[op], b, a);
    }
    py_leave_recursion(vm);
    if (!py__is_not_implemented(vm, result))
        return result;
    py_decref(vm, result);
    if (op == PY_CMP_EQ || op == PY_CMP_NE)
        return py_bool(py_same(a, b) == (op == PY_CMP_EQ));
    return py_raise(vm, PY_EXC_TypeError, "'%s' not supported between instances of '%T' and '%T'",
                    compare_signs[op], a, b);
}

int py_compare_bool(py_vm *vm, py_compare op, py_value a, py_value b) {
    if (py_same(a, b) && a.tag != PY_FLOAT) {
        if (op == PY_CMP_EQ)
            return 1;
        if (op == PY_CMP_NE)
            return 0;
    }
    py_value result = py_rich_compare(vm, op, a, b);
    if (!py_is_set(result))
        return -1;
    int truth = result.tag == PY_BOOL ? (int)result.as.i : py_truth(vm, result);
    py_decref(vm, result);
    return truth;
}

// ---- truth, hash, length
// ----------------------------------------------------------------------------------

int py_truth(py_vm *vm, py_value v) {
    switch (v.tag) {
    case PY_NONE:
        return 0;
    case PY_BOOL:
    case PY_INT:
        return v.as.i != 0;
    case PY_FLOAT:
        return v.as.d != 0;
    default:
        break;
    }
    py_type *type = v.as.o->type;
    if (type->slots.truth)
        return type->slots.truth(vm, v);
    if (!type->slots.length)
        return 1;
    int64_t length = type->slots.length(vm, v);
    return length < 0 ? -1 : length > 0;
}

bool py_hash(py_vm *vm, py_value v, int64_t *hash) {
    py_type *type = py_type_of(vm, v);
    if (!type->slots.hash) {
        py_raise(vm, PY_EXC_TypeError, "unhashable type: '%N'", type);
        return false;
    }
    if (!py_enter_recursion(vm, " while hashing")) // tuples in tuples go as deep as they like
        return false;
    bool ok = type->slots.hash(vm, v, hash);
    py_leave_recursion(vm);
    return ok;
}

int64_t py_length(py_vm *vm, py_value v) {
    py_type *type = py_type_of(vm, v);
    if (type->slots.length)
        return type->slots.length(vm, v);
    py_raise(vm, PY_EXC_TypeError, "object of type '%N' has no len()", type);
    return -1;
}

// ---- texts
// ------------------------------------------------------------------------------------------------

// Takes the result of a repr or str slot; `method` for the message.
static py_str *expect_str(py_vm *vm, py_value text, const char *method) {
    if (!py_is_set(text))
        return NULL;
    if (py_is_str(text))
        return py_as_str(text);
    if (py_has_flag(text, PY_TF_STR)) {
        py_str *plain = py_retain(py_unbox(text).as.o);
        py_decref(vm, text);
        return plain;
    }
    py_raise(vm, PY_EXC_TypeError, "%s returned non-string (type %T)", method, text);
    py_decref(vm, text);
    return NULL;
}

py_str *py_repr(py_vm *vm, py_value v) {
    py_type *type = py_type_of(vm, v);
    if (!py_enter_recursion(vm, " while getting the repr of an object"))
        return NULL;
    py_str *text = expect_str(vm, type->slots.repr(vm, v), "__repr__");
    py_leave_recursion(vm);
    return text;
}

py_str *py_str_of(py_vm *vm, py_value v) {
    if (py_is_str(v))
        return py_retain(v.as.o);
    py_type *type = py_type_of(vm, v);
    if (!py_enter_recursion(vm, " while getting the str of an object"))
        return NULL;
    py_str *text = expect_str(vm, type->slots.str(vm, v), "__str__");
    py_leave_recursion(vm);
    return text;
}

py_value py_format(py_vm *vm, py_value v, const py_str *spec) {
    if ((!spec || !spec->size) && (py_is_str(v) || v.tag == PY_INT))
        return py_from(py_str_of(vm, v));
    py_type *type = py_type_of(vm, v);
    return type->slots.format(vm, v, spec);
}

// repr with what is not ASCII escaped.
py_value py_ascii(py_vm *vm, py_value v) {
    py_str *text = py_repr(vm, v);
    if (!text || text->len == text->size)
        return py_from(text);
    vl_buf out;
    vl_buf_init(&out, vm->heap);
    for (size_t at = 0, used; at < text->size; at += used) {
        uint32_t code;
        used = vl_utf8_decode(text->data + at, text->size - at, true, &code);
        used = used ? used : 1;
        if (code < 0x80)
            vl_buf_char(&out, (char)code);
        else
            vl_buf_format(&out,
                          code < 0x100     ? "\\x%02x"
                          : code < 0x10000 ? "\\u%04x"
                                           : "\\U%08x",
                          code);
    }
    py_release(vm, text);
    return py_from(py_str_from_buf(vm, &out));
}
