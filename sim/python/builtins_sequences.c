// Built-in functions on iterables: len, iter, next, all, any, sum, min, max, sorted, and their
// asynchronous relatives.
#include "builtins_internal.h"
#include "text_internal.h"
#include "vm_internal.h"

static py_value fn_len(py_vm *vm, const py_value *a, int n) {
    (void)n;
    int64_t length = py_length(vm, a[0]);
    return length < 0 ? py_unset() : py_int(length);
}

static py_value fn_iter(py_vm *vm, const py_value *a, int n) {
    (void)n;
    if (!py_is_set(a[1]))
        return py_iter(vm, a[0]);
    if (!py__callable(vm, a[0]))
        return py_raise(vm, PY_EXC_TypeError,
                        vm->python_minor == 12 ? "iter(object, sentinel): object must be callable"
                                               : "iter(v, w): v must be callable");
    return py__call_iter_new(vm, a[0], a[1]);
}

static py_value fn_next(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_type *type = py_type_of(vm, a[0]);
    if (!type->slots.next)
        return py_raise(vm, PY_EXC_TypeError, "'%T' object is not an iterator", a[0]);
    py_value item = py_unset();
    py_next status = type->slots.next(vm, a[0], &item);
    if (status == PY_NEXT_ITEM)
        return item;
    bool ended =
        status == PY_NEXT_END || (vm->halt == VL_OK && py_exc_matches(vm, PY_EXC_StopIteration));
    if (!ended)
        return py_unset();
    if (py_is_set(a[1])) {
        py_exc_clear(vm);
        return py_incref(a[1]);
    }
    if (!vm->exc)
        py_raise_value(vm, vm->exceptions[PY_EXC_StopIteration], py_unset());
    return py_unset();
}

// Stops at the first item whose truth is `wanted`.
static py_value search(py_vm *vm, py_value iterable, int wanted) {
    py_value iterator = py_iter(vm, iterable);
    if (!py_is_set(iterator))
        return iterator;
    py_value item;
    py_next status;
    int truth = !wanted;
    while (truth == !wanted && (status = py_iter_next(vm, iterator, &item)) != PY_NEXT_END) {
        truth = status == PY_NEXT_ERROR ? -1 : py_truth(vm, item);
        if (status == PY_NEXT_ITEM)
            py_decref(vm, item);
    }
    py_decref(vm, iterator);
    return truth < 0 ? py_unset() : py_bool(truth);
}

static py_value fn_all(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return search(vm, a[0], 0);
}

static py_value fn_any(py_vm *vm, const py_value *a, int n) {
    (void)n;
    return search(vm, a[0], 1);
}

// ---- sum
// ----------------------------------------------------------------------------------------------------

// Floats are summed with Neumaier's compensation, as CPython does since 3.12.
typedef struct float_sum {
    double high, low;
} float_sum;

static void add_float(float_sum *sum, double x) {
    double t = sum->high + x;
    if ((sum->high < 0 ? -sum->high : sum->high) >= (x < 0 ? -x : x))
        sum->low += (sum->high - t) + x;
    else
        sum->low += (x - t) + sum->high;
    sum->high = t;
}

static double total_of(const float_sum *sum) {
    // An infinity or nan in `low` says nothing: the high part has it right.
    return sum->low != 0 && sum->low - sum->low == 0 ? sum->high + sum->low : sum->high;
}

static py_value sum_from(py_vm *vm, py_value iterator, py_value total) {
    float_sum floats = {0, 0};
    bool in_floats = total.tag == PY_FLOAT, compensate = vm->python_minor >= 12;
    floats.high = in_floats ? total.as.d : 0;
    py_value item;
    py_next status;
    while ((status = py_iter_next(vm, iterator, &item)) == PY_NEXT_ITEM) {
        if (total.tag == PY_INT && item.tag == PY_FLOAT && !in_floats) {
            in_floats = true;
            floats.high = (double)total.as.i;
        }
        if (in_floats && (item.tag == PY_FLOAT || item.tag == PY_INT)) {
            double x = item.tag == PY_FLOAT ? item.as.d : (double)item.as.i;
            if (compensate && item.tag == PY_FLOAT)
                add_float(&floats, x);
            else
                floats.high += x;
            continue;
        }
        if (in_floats)
            total = py_float(total_of(&floats));
        in_floats = false;
        py_value next = py_binary_op(vm, PY_BIN_ADD, total, item);
        py_decref(vm, item);
        py_decref(vm, total);
        total = next;
        if (!py_is_set(total))
            return total;
        if (total.tag == PY_FLOAT) {
            in_floats = true;
            floats = (float_sum){total.as.d, 0};
        }
    }
    if (status == PY_NEXT_ERROR) {
        py_decref(vm, total);
        return py_unset();
    }
    return in_floats ? py_float(total_of(&floats)) : total;
}

static py_value fn_sum(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_value start = py_is_set(a[1]) ? a[1] : py_int(0);
    if (py_has_flag(start, PY_TF_STR))
        return py_raise(vm, PY_EXC_TypeError, "sum() can't sum strings [use ''.join(seq) instead]");
    if (py_has_flag(start, PY_TF_BYTES))
        return py_raise(vm, PY_EXC_TypeError, "sum() can't sum bytes [use b''.join(seq) instead]");
    if (py__is_bytearray(start))
        return py_raise(vm, PY_EXC_TypeError, "sum() can't sum bytearray [use b''.join(seq) instead]");
    py_value iterator = py_iter(vm, a[0]);
    if (!py_is_set(iterator))
        return iterator;
    py_value total = sum_from(vm, iterator, py_incref(start));
    py_decref(vm, iterator);
    return total;
}

// ---- min, max
// -------------------------------------------------------------------------------------------------

static py_value best_of(py_vm *vm, py_value iterator, py_value key, py_compare op, bool *empty) {
    py_value best = py_unset(), best_key = py_unset(), item;
    py_next status;
    bool ok = true;
    while (ok && (status = py_iter_next(vm, iterator, &item)) != PY_NEXT_END) {
        if (status == PY_NEXT_ERROR) {
            ok = false;
            break;
        }
        py_value k = py_is_none(key) ? py_incref(item) : py_call_n(vm, key, 1, &item);
        int better = !py_is_set(k) ? -1 : !py_is_set(best) ? 1 : 0;
        if (better == 0) {
            py_value result = py_rich_compare(vm, op, k, best_key);
            better = py_is_set(result) ? py_truth(vm, result) : -1;
            py_decref(vm, result);
        }
        if (better > 0) {
            py_assign_take(vm, &best, item);
            py_assign_take(vm, &best_key, k);
        } else {
            py_decref(vm, item);
            py_decref(vm, k);
        }
        ok = better >= 0;
    }
    py_decref(vm, best_key);
    *empty = ok && !py_is_set(best);
    if (ok)
        return best;
    py_decref(vm, best);
    return py_unset();
}

// a: default, key, then the positional ones.
static py_value min_max(py_vm *vm, const py_value *a, int n, const char *name, py_compare op) {
    const py_value *values = a + 2;
    int count = n - 2;
    py_value key = py_is_set(a[1]) ? a[1] : py_none();
    if (count == 0)
        return py_raise(vm, PY_EXC_TypeError, "%s expected at least 1 argument, got 0", name);
    if (count > 1 && py_is_set(a[0]))
        return py_raise(vm, PY_EXC_TypeError,
                        "Cannot specify a default for %s() with multiple positional arguments",
                        name);
    py_value source = count > 1 ? py_from(py_tuple_of(vm, count, values)) : py_incref(values[0]);
    py_value iterator = py_is_set(source) ? py_iter(vm, source) : py_unset();
    py_decref(vm, source);
    if (!py_is_set(iterator))
        return iterator;
    bool empty;
    py_value best = best_of(vm, iterator, key, op, &empty);
    py_decref(vm, iterator);
    if (!empty)
        return best;
    if (py_is_set(a[0]))
        return py_incref(a[0]);
    return py_raise(vm, PY_EXC_ValueError,
                    vm->python_minor < 12 ? "%s() arg is an empty sequence"
                                          : "%s() iterable argument is empty",
                    name);
}

static py_value fn_min(py_vm *vm, const py_value *a, int n) {
    return min_max(vm, a, n, "min", PY_CMP_LT);
}

static py_value fn_max(py_vm *vm, const py_value *a, int n) {
    return min_max(vm, a, n, "max", PY_CMP_GT);
}

// ---- sorted
// -----------------------------------------------------------------------------------------------------

// a: key, reverse, then the positional ones.
static py_value fn_sorted(py_vm *vm, const py_value *a, int n) {
    uint32_t at = 0;
    py_value name, value;
    if (n != 4)
        return py_raise(vm, PY_EXC_TypeError, "sorted expected 1 argument, got %d", n - 3);
    if (py_dict_next((py_dict *)a[2].as.o, &at, &name, &value))
        return py_raise(vm, PY_EXC_TypeError,
                        vm->python_minor >= 13 ? "sort() got an unexpected keyword argument '%V'"
                                               : "'%V' is an invalid keyword argument for sort()",
                        name);
    int reverse = py_is_set(a[1]) ? py_truth(vm, a[1]) : 0;
    if (reverse < 0)
        return py_unset();
    py_value list = py_iter_to_list(vm, a[3]);
    if (!py_is_set(list))
        return list;
    py_value key = py_is_set(a[0]) && !py_is_none(a[0]) ? a[0] : py_unset();
    if (py_list_sort(vm, (py_list *)list.as.o, key, reverse))
        return list;
    py_decref(vm, list);
    return py_unset();
}

// ---- asynchronous iteration ---------------------------------------------------------------------

static py_value fn_aiter(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_type *type = py_type_of(vm, a[0]);
    if (!type->slots.aiter)
        return py_raise(vm, PY_EXC_TypeError, "'%T' object is not an async iterable", a[0]);
    py_value iterator = type->slots.aiter(vm, a[0]);
    if (!py_is_set(iterator) || py_type_of(vm, iterator)->slots.anext)
        return iterator;
    py_raise(vm, PY_EXC_TypeError, "aiter() returned not an async iterator of type '%T'", iterator);
    py_decref(vm, iterator);
    return py_unset();
}

static py_value fn_anext(py_vm *vm, const py_value *a, int n) {
    (void)n;
    py_type *type = py_type_of(vm, a[0]);
    if (!type->slots.anext)
        return py_raise(vm, PY_EXC_TypeError, "'%T' object is not an async iterator", a[0]);
    py_value next = type->slots.anext(vm, a[0]);
    return py_is_set(next) && py_is_set(a[1]) ? py__anext_or_take(vm, next, a[1]) : next;
}

const py_fndef py__builtins_sequences[] = {
    {"len", "obj, /", fn_len, PY_FN_PLAIN},
    {"iter", "object, sentinel=, /", fn_iter, PY_FN_PLAIN},
    {"next", "iterator, default=, /", fn_next, PY_FN_PLAIN},
    {"all", "iterable, /", fn_all, PY_FN_PLAIN},
    {"any", "iterable, /", fn_any, PY_FN_PLAIN},
    {"sum", "iterable, /, start=", fn_sum, PY_FN_PLAIN},
    {"min", "*args, default=, key=", fn_min, PY_FN_PLAIN},
    {"max", "*args, default=, key=", fn_max, PY_FN_PLAIN},
    {"sorted", "*args, key=, reverse=, **kw", fn_sorted, PY_FN_PLAIN},
    {"aiter", "async_iterable, /", fn_aiter, PY_FN_PLAIN},
    {"anext", "aiterator, default=, /", fn_anext, PY_FN_PLAIN},
    {0}};
