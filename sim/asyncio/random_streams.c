// Who draws from which generator. PCG64: every task has a stream of its own, derived from the seed and
// its path of creation, so its n-th draw is the same number however tasks interleave. MT19937: one
// stream for all, as in CPython.
#include <stdlib.h>

#include "random_internal.h"

void sim_random_init(vl_sim *sim) {
    sim->root_key = vl_stream_root(VL_STREAM_TASKS);
}

static bool use_mt(vl_sim *sim) {
    if (!sim->mt)
        sim->mt = vl_heap_alloc(&sim->heap, sizeof *sim->mt);
    if (sim->mt)
        vl_rng_init_mt19937(&sim->rng, sim->mt);
    return sim->mt != NULL;
}

static void use_pcg(vl_sim *sim) {
    vl_pcg64 gen;
    vl_pcg64_init_stream(&gen, sim->seed, sim->root_key);
    vl_rng_init_pcg64(&sim->rng, gen);
    sim->rng_epoch++; // every task's stream is derived afresh at its next draw
}

bool sim_random_seed(vl_sim *sim) {
    if (sim->config.rng != VL_RNG_MT19937) {
        use_pcg(sim);
        return true;
    }
    uint32_t words[2] = {(uint32_t)sim->seed, (uint32_t)(sim->seed >> 32)};
    if (!use_mt(sim))
        return false;
    vl_mt19937_seed_words(sim->mt, words, words[1] ? 2 : 1);
    vl_rng_reset(&sim->rng);
    return true;
}

void sim_random_deinit(vl_sim *sim) {
    vl_heap_free(&sim->heap, sim->mt, sizeof *sim->mt);
    sim->mt = NULL;
}

void sim_task_random_free(vl_sim *sim, sim_task *task) {
    vl_heap_free(&sim->heap, task->rng, sizeof *task->rng);
    task->rng = NULL;
}

vl_rng *sim_random_current(vl_sim *sim) {
    sim_task *task = sim_current_task(sim);
    if (sim->config.rng == VL_RNG_MT19937 || !task)
        return &sim->rng;
    if (task->rng && task->rng_epoch == sim->rng_epoch)
        return task->rng;
    if (!task->rng && !(task->rng = vl_heap_alloc(&sim->heap, sizeof *task->rng))) {
        py_raise_memory(sim->vm);
        return NULL;
    }
    vl_pcg64 gen;
    vl_pcg64_init_stream(&gen, sim->seed, task->key);
    vl_rng_init_pcg64(task->rng, gen);
    task->rng_epoch = sim->rng_epoch;
    return task->rng;
}

// ---- seeding ------------------------------------------------------------------------------------

// What a seed value stands for: words of an int's magnitude, or the bytes of a text.
typedef struct seed_text {
    vl_buf words;
    const void *bytes;
    size_t size;
    bool is_bytes;
} seed_text;

static bool read_seed(py_vm *vm, py_value v, seed_text *seed) {
    bool negative;
    vl_buf_init(&seed->words, vm->heap);
    v = py_unbox(v);
    if (py_is_str(v) || py_is(vm, v, PY_TYPE_BYTES)) {
        seed->is_bytes = true;
        seed->bytes = py_is_str(v) ? py_as_str(v)->data : ((py_bytes *)v.as.o)->data;
        seed->size = py_is_str(v) ? py_as_str(v)->size : ((py_bytes *)v.as.o)->size;
        return true;
    }
    if (v.tag == PY_FLOAT)
        v = py_int(py_float_hash(v.as.d));
    else if (!py_is_int(v)) {
        py_raise(vm, PY_EXC_TypeError, "The only supported seed types are:%sint, float, str, bytes, and bytearray.",
                 vm->python_minor >= 13 ? "\nNone, " : " None,\n");
        return false;
    }
    seed->is_bytes = false;
    return py_int_words(vm, v, &seed->words, &negative);
}

static void seed_generator(vl_mt19937 *mt, uint64_t *pcg_seed, const seed_text *seed) {
    const uint32_t *words = (const uint32_t *)(const void *)seed->words.data;
    size_t count = seed->words.len / sizeof(uint32_t);
    static const uint32_t zero = 0;
    if (count == 0) {
        words = &zero;
        count = 1;
    }
    if (mt && seed->is_bytes)
        vl_mt19937_seed_bytes(mt, seed->bytes, seed->size);
    else if (mt)
        vl_mt19937_seed_words(mt, words, count);
    else
        *pcg_seed = seed->is_bytes ? vl_seed_from_bytes(seed->bytes, seed->size)
                                   : vl_seed_from_words(words, count);
}

bool sim_random_reseed(vl_sim *sim, py_value v) {
    if (sim->config.ignore_seed)
        return true;
    if (py_is_none(v)) { // the system's entropy in CPython: here the run's own seed again
        sim->seed = sim->config.seed;
        return sim_random_seed(sim);
    }
    seed_text seed;
    bool ok = read_seed(sim->vm, v, &seed);
    if (ok) {
        seed_generator(sim->mt, &sim->seed, &seed);
        if (sim->mt)
            vl_rng_reset(&sim->rng);
        else
            use_pcg(sim);
    }
    vl_buf_deinit(&seed.words);
    return ok;
}

bool sim_random_object_seed(vl_sim *sim, sim_random *random, py_value v) {
    seed_text seed = {.is_bytes = false};
    vl_buf_init(&seed.words, &sim->heap);
    uint64_t pcg_seed = sim->seed;
    vl_stream_key key = vl_stream_root(VL_STREAM_OBJECTS);
    if (py_is_none(v)) { // Random(): a stream of the run's, by order of creation in the task
        sim_task *task = sim_current_task(sim);
        key = vl_stream_child(task ? task->key : sim->root_key,
                              UINT64_MAX - (task ? task->objects++ : sim->root_objects++));
        if (random->mt) {
            vl_pcg64 gen;
            vl_pcg64_init_stream(&gen, sim->seed, key);
            uint64_t draw = vl_pcg64_next(&gen);
            uint32_t words[2] = {(uint32_t)draw, (uint32_t)(draw >> 32)};
            vl_mt19937_seed_words(random->mt, words, 2);
        }
    } else {
        vl_buf_deinit(&seed.words);
        if (!read_seed(sim->vm, v, &seed)) {
            vl_buf_deinit(&seed.words);
            return false;
        }
        seed_generator(random->mt, &pcg_seed, &seed);
    }
    vl_buf_deinit(&seed.words);
    if (random->mt) {
        vl_rng_init_mt19937(&random->rng, random->mt);
    } else {
        vl_pcg64 gen;
        vl_pcg64_init_stream(&gen, pcg_seed, key);
        vl_rng_init_pcg64(&random->rng, gen);
    }
    vl_rng_reset(&random->rng);
    return true;
}

// A hash that Python 2 had.
py_value sim_random_old_seed(py_vm *vm, py_value v) {
    bool text = py_is_str(v);
    if (!text && !py_is(vm, v, PY_TYPE_BYTES))
        return py_incref(v);
    const py_bytes *bytes = (py_bytes *)v.as.o;
    uint64_t size = text ? py_as_str(v)->len : bytes->size, x = 0;
    for (uint64_t i = 0; i < size; i++) {
        uint64_t c = text ? py_str_at(py_as_str(v), (int64_t)i) : (unsigned char)bytes->data[i];
        x = (1000003 * (i == 0 ? c << 7 : x)) ^ c;
    }
    return py_int_from_u64(vm, x ^ size);
}
