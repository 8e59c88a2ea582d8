// The state of a generator as random.getstate() shows it: (3, words, what gauss() keeps or None).
// Of MT19937 the words are CPython's; of PCG64 they are state and increment, lowest word first.
#include "random_internal.h"

#define VERSION   3
#define PCG_WORDS 8

static size_t word_count(const vl_rng *rng) {
    return rng->kind == VL_RNG_MT19937 ? VL_MT19937_WORDS + 1 : PCG_WORDS;
}

static void pcg_words(const vl_pcg64 *gen, uint32_t *words) {
    const uint64_t parts[] = {gen->state.lo, gen->state.hi, gen->increment.lo, gen->increment.hi};
    for (size_t i = 0; i < PCG_WORDS; i++)
        words[i] = (uint32_t)(parts[i / 2] >> (32 * (i % 2)));
}

static uint64_t pair(const uint32_t *words) {
    return words[0] | (uint64_t)words[1] << 32;
}

py_value sim_random_getstate(py_vm *vm, const vl_rng *rng) {
    size_t count = word_count(rng);
    uint32_t pcg[PCG_WORDS];
    const uint32_t *words = pcg;
    if (rng->kind == VL_RNG_MT19937)
        words = rng->mt->words;
    else
        pcg_words(&rng->pcg, pcg);
    py_tuple *list = py_tuple_new(vm, (int64_t)count);
    if (!list)
        return py_unset();
    for (size_t i = 0; i < count; i++)
        list->items[i] = py_int(i < VL_MT19937_WORDS ? words[i] : rng->mt->next);
    py_value parts[3] = {py_int(VERSION), py_from(list),
                         rng->has_gauss ? py_float(rng->gauss_next) : py_none()};
    py_value state = py_from(py_tuple_of(vm, 3, parts));
    py_release(vm, list);
    return state;
}

// One of getstate()'s numbers; version 2 had them signed.
static bool read_word(py_vm *vm, py_value v, bool is_signed, uint32_t *word) {
    int64_t i;
    if (!py_is_int(v)) {
        py_raise(vm, PY_EXC_TypeError, is_signed ? "" : "an integer is required");
        return false;
    }
    if (!py_as_int64(vm, v, &i))
        return false;
    if (i < 0 && !is_signed) {
        py_raise(vm, PY_EXC_OverflowError, "can't convert negative value to unsigned int");
        return false;
    }
    *word = (uint32_t)i;
    return true;
}

static bool read_words(py_vm *vm, const vl_rng *rng, py_value v, bool is_signed, uint32_t *words) {
    const py_tuple *tuple = (py_tuple *)v.as.o;
    if (!py_is_tuple(v)) {
        py_raise(vm, PY_EXC_TypeError, "state vector must be a tuple");
        return false;
    }
    if (tuple->count != (int64_t)word_count(rng)) {
        py_raise(vm, PY_EXC_ValueError, "state vector is the wrong size");
        return false;
    }
    for (int64_t i = 0; i < tuple->count; i++)
        if (!read_word(vm, tuple->items[i], is_signed, &words[i]))
            return false;
    bool ok =
        rng->kind == VL_RNG_MT19937 ? words[VL_MT19937_WORDS] <= VL_MT19937_WORDS : words[4] & 1;
    if (!ok)
        py_raise(vm, PY_EXC_ValueError, "invalid state");
    return ok;
}

static bool check_version(py_vm *vm, py_value state, py_value items, int64_t *version) {
    py_value first = py_getitem(vm, state, py_int(0));
    *version = first.tag == PY_INT ? first.as.i : 0;
    bool known = *version == 2 || *version == VERSION;
    if (py_is_set(first) && !known)
        py_raise(vm, PY_EXC_ValueError,
                 "state with version %V passed to Random.setstate() of version %d", first, VERSION);
    py_decref(vm, first);
    if (!known)
        return false;
    int64_t count = ((py_list *)items.as.o)->count;
    if (count > 3)
        py_raise(vm, PY_EXC_ValueError, "too many values to unpack (expected 3)");
    else if (count < 3)
        py_raise(vm, PY_EXC_ValueError, "not enough values to unpack (expected 3, got %lld)",
                 (long long)count);
    return count == 3;
}

bool sim_random_setstate(py_vm *vm, vl_rng *rng, py_value state) {
    py_value items = py_iter_to_list(vm, state);
    int64_t version;
    bool ok = py_is_set(items) && check_version(vm, state, items, &version);
    uint32_t words[VL_MT19937_WORDS + 1];
    const py_value *parts = ok ? ((py_list *)items.as.o)->items : NULL;
    double gauss = 0;
    ok = ok && read_words(vm, rng, parts[1], version == 2, words) &&
         (py_is_none(parts[2]) || py_as_double(vm, parts[2], &gauss));
    if (ok) {
        if (rng->kind == VL_RNG_MT19937) {
            memcpy(rng->mt->words, words, sizeof rng->mt->words);
            rng->mt->next = words[VL_MT19937_WORDS];
        } else {
            rng->pcg.state = (vl_u128){.lo = pair(words), .hi = pair(words + 2)};
            rng->pcg.increment = (vl_u128){.lo = pair(words + 4), .hi = pair(words + 6)};
        }
        rng->has_gauss = !py_is_none(parts[2]);
        rng->gauss_next = gauss;
    }
    py_decref(vm, items);
    return ok;
}
