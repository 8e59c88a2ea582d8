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

#endif
