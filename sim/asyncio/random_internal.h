// What the files of the module random share.
#ifndef RANDOM_INTERNAL_H
#define RANDOM_INTERNAL_H

#include "sim_internal.h"

typedef struct sim_random { // an instance of random.Random
    py_gcobj gc;
    vl_rng rng;
    vl_mt19937 *mt; // owned; NULL: PCG64
} sim_random;

vl_rng *sim_random_current(vl_sim *sim); // of the module's functions, now; NULL: MemoryError
bool sim_random_reseed(vl_sim *sim, py_value v);                             // random.seed(v)
bool sim_random_object_seed(vl_sim *sim, sim_random *random, py_value v);   // Random(v), .seed(v)
py_value sim_random_old_seed(py_vm *vm, py_value v); // what seed(v, version=1) seeds with

// random_state.c
py_value sim_random_getstate(py_vm *vm, const vl_rng *rng);
bool sim_random_setstate(py_vm *vm, vl_rng *rng, py_value state);

// random_large.c: randrange(a[0], a[1], a[2]) of any ints, and its errors
py_value sim_random_range(py_vm *vm, vl_rng *rng, const py_value *a);

#endif
