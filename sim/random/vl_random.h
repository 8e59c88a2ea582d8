// vl_random: random numbers for simulations. Two generators, PCG64 with a stream for each task and
// CPython's MT19937, and over either of them the methods of Python's `random` as CPython 3.13
// computes them, to the last bit. Knows nothing of Python objects, tasks, time or files, and never
// reads a clock or the system's entropy: every number follows from a seed.
//
// All types are plain values: the caller has the storage, nothing is allocated, nothing needs an
// end. Copying a vl_pcg64 or vl_mt19937 saves its state (getstate), copying back restores it.
// Not shared between threads.
#ifndef VL_RANDOM_H
#define VL_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct vl_u128 {
    uint64_t hi, lo;
} vl_u128;

// ---- PCG64 --------------------------------------------------------------------------------------

// O'Neill's PCG XSL-RR 128/64 with selectable sequence (pcg-cpp's `pcg64`): a 128-bit linear
// congruential generator, period 2^128, whose new state is folded and rotated into 64 bits.
typedef struct vl_pcg64 {
    vl_u128 state, increment; // the increment is odd
} vl_pcg64;

// As pcg64(state, stream): the top bit of `stream` has no effect.
void vl_pcg64_init(vl_pcg64 *gen, vl_u128 state, vl_u128 stream);
uint64_t vl_pcg64_next(vl_pcg64 *gen);

// ---- streams ------------------------------------------------------------------------------------

// A stream's key names a path of creation: the root, then at each step which child it is. It does
// not depend on the seed, so a task computes it once, and `seed(n)` only needs init_stream again.
// For one parent different indices never give equal keys; keys of unrelated paths are equal with
// probability 2^-128 a pair. README.md says why the streams are good.
typedef struct vl_stream_key {
    uint64_t hi, lo;
} vl_stream_key;

typedef enum vl_stream_domain {
    VL_STREAM_TASKS,   // the first task of a simulation, and through it all others
    VL_STREAM_OBJECTS, // generators a program makes itself: Random(seed)
    VL_STREAM_ORDER,   // choices the simulator makes: shuffled ties
    VL_STREAM_SEEDS,   // folding of long seeds; used by the functions below
} vl_stream_domain;

vl_stream_key vl_stream_root(vl_stream_domain domain);
vl_stream_key vl_stream_child(vl_stream_key parent, uint64_t index);
// Draws of `gen` are a function of `seed` and `key` alone.
void vl_pcg64_init_stream(vl_pcg64 *gen, uint64_t seed, vl_stream_key key);

// A 64-bit seed from an integer's absolute value in little-endian words (values below 2^64 are
// themselves) or from a byte string.
uint64_t vl_seed_from_words(const uint32_t *words, size_t count);
uint64_t vl_seed_from_bytes(const void *bytes, size_t len);

// ---- MT19937 ------------------------------------------------------------------------------------

#define VL_MT19937_WORDS 624

// Matsumoto and Nishimura's Mersenne Twister, seeded as CPython's _random does. `words` and `next`
// are what Python's getstate() shows.
typedef struct vl_mt19937 {
    uint32_t words[VL_MT19937_WORDS];
    uint32_t next; // 0 .. 624, the word to be drawn; 624: the block is used up
} vl_mt19937;

// seed(int): little-endian words of the absolute value. For seed(float) and others give the two
// words of hash(x) as an unsigned 64-bit number (two's complement, no absolute value).
void vl_mt19937_seed_words(vl_mt19937 *gen, const uint32_t *words, size_t count);
// seed(str) in UTF-8, seed(bytes), seed(bytearray): version 2.
void vl_mt19937_seed_bytes(vl_mt19937 *gen, const void *bytes, size_t len);
uint32_t vl_mt19937_next(vl_mt19937 *gen);

// ---- source -------------------------------------------------------------------------------------

typedef enum vl_rng_kind {
    VL_RNG_PCG64,
    VL_RNG_MT19937,
} vl_rng_kind;

// What the methods draw from; Python's `Random` object. It contains its PCG64; an MT19937, being
// large, is borrowed and must outlive it.
typedef struct vl_rng {
    vl_rng_kind kind;
    bool has_gauss; // gauss() makes numbers in pairs: the second one waits here
    double gauss_next;
    vl_pcg64 pcg;
    vl_mt19937 *mt;
} vl_rng;

void vl_rng_init_pcg64(vl_rng *rng, vl_pcg64 gen);
void vl_rng_init_mt19937(vl_rng *rng, vl_mt19937 *gen);
// After reseeding the generator inside: forgets the number gauss() kept, as seed() does.
void vl_rng_reset(vl_rng *rng);

// Python's random(): 53 random bits times 2^-53. MT takes 27 and 26 bits of two draws, PCG64 the
// top 53 bits of one.
double vl_rng_random(vl_rng *rng);
// getrandbits(k) for k up to 64 (0 for 0). MT as CPython: draws of 32, the last one cut to its top
// bits. PCG64: the top k bits of one draw.
uint64_t vl_rng_bits64(vl_rng *rng, unsigned k);
// getrandbits(k) for any k: (k + 31) / 32 little-endian words. PCG64 above 64 bits: draws of 64,
// low ones first, the last one cut to its top bits. With `len` bytes wanted, randbytes(len) is the
// bytes of getrandbits(8 * len) in little-endian order.
void vl_rng_bits(vl_rng *rng, size_t k, uint32_t *words);
void vl_rng_bytes(vl_rng *rng, void *bytes, size_t len);
// A number in [0, n), n > 0: CPython's _randbelow, redrawing n.bit_length() bits while not below n.
uint64_t vl_rng_below_u64(vl_rng *rng, uint64_t n);
// The same for any n > 0: `count` little-endian words, the last of them not 0; fills as many.
void vl_rng_below(vl_rng *rng, const uint32_t *n, size_t count, uint32_t *words);

// ---- what can go wrong --------------------------------------------------------------------------

// Name, Python's exception, its text in 3.13. POWER's args are (34, 'Numerical result out of
// range'). ENDLESS: CPython would draw for ever (gammavariate(nan, 1)); the caller must refuse.
#define VL_RNG_STATUS_TABLE(X)                                                                     \
    X(OK, "", "")                                                                                  \
    X(DIVISION, "ZeroDivisionError", "float division by zero")                                     \
    X(ZERO_POWER, "ZeroDivisionError", "0.0 cannot be raised to a negative power")                 \
    X(DOMAIN, "ValueError", "math domain error")                                                   \
    X(RANGE, "OverflowError", "math range error")                                                  \
    X(POWER, "OverflowError", "(34, 'Numerical result out of range')")                             \
    X(GAMMA, "ValueError", "gammavariate: alpha and beta must be > 0.0")                           \
    X(BINOMIAL_N, "ValueError", "n must be non-negative")                                          \
    X(BINOMIAL_P, "ValueError", "p must be in the range 0.0 <= p <= 1.0")                          \
    X(ASSERTION, "AssertionError", "")                                                             \
    X(EMPTY_RANGE, "ValueError", "empty range in randrange")                                       \
    X(ZERO_STEP, "ValueError", "zero step for randrange()")                                        \
    X(NO_WEIGHTS, "IndexError", "list index out of range")                                         \
    X(WEIGHTS_ZERO, "ValueError", "Total of weights must be greater than zero")                    \
    X(WEIGHTS_INFINITE, "ValueError", "Total of weights must be finite")                           \
    X(SAMPLE, "ValueError", "Sample larger than population or is negative")                        \
    X(ENDLESS, "", "the method would never return")

typedef enum vl_rng_status {
#define X(name, exception, text) VL_RNG_##name,
    VL_RNG_STATUS_TABLE(X)
#undef X
        VL_RNG_STATUS_COUNT_
} vl_rng_status;

const char *vl_rng_status_exception(vl_rng_status status);
const char *vl_rng_status_text(vl_rng_status status);

// ---- integers and sequences ---------------------------------------------------------------------

// On failure `*value` is untouched, here and below. EMPTY_RANGE's full text names the arguments as
// the program wrote them: "empty range in randrange(3, 3)". The result always lies in the range, so
// it fits.
vl_rng_status vl_rng_randrange(vl_rng *rng, int64_t start, int64_t stop, int64_t step,
                               int64_t *value);
vl_rng_status vl_rng_randint(vl_rng *rng, int64_t low, int64_t high, int64_t *value);

// choice(seq): an index into a sequence of length n > 0.
uint64_t vl_rng_choice(vl_rng *rng, uint64_t n);

// choices(): call check once with the running sums of the weights (`n` of them), then next for each
// element. `cum` NULL: equal chances, nothing to check, n > 0.
vl_rng_status vl_rng_choices_check(const double *cum, uint64_t n);
uint64_t vl_rng_choices_next(vl_rng *rng, const double *cum, uint64_t n);

// shuffle(): swaps elements i and j <= i of a sequence of length n; i runs down from n - 1 to 1,
// and i == j is announced as well.
typedef void (*vl_rng_swap)(void *context, uint64_t i, uint64_t j);
void vl_rng_shuffle(vl_rng *rng, uint64_t n, vl_rng_swap swap, void *context);

// sample(): k different indices below n in order of selection. The caller lends `scratch_len`
// numbers, which is less than 12 k + 22; 0 where the arguments are wrong.
uint64_t vl_rng_sample_scratch(uint64_t n, uint64_t k);
vl_rng_status vl_rng_sample(vl_rng *rng, uint64_t n, uint64_t k, uint64_t *indices,
                            uint64_t *scratch);

// ---- distributions ------------------------------------------------------------------------------

// Arguments are Python's, as floats; numbers drawn before a failure stay drawn, as in CPython.
// Ints beyond 2^53 differ from Python where it subtracts them exactly before making floats.
double vl_rng_uniform(vl_rng *rng, double a, double b);
// `mode` NULL: None. If a mode is given and high == low, Python returns the object `low` itself, so
// an int stays one.
double vl_rng_triangular(vl_rng *rng, double low, double high, const double *mode);
double vl_rng_normalvariate(vl_rng *rng, double mu, double sigma);
double vl_rng_gauss(vl_rng *rng, double mu, double sigma);
vl_rng_status vl_rng_lognormvariate(vl_rng *rng, double mu, double sigma, double *value);
vl_rng_status vl_rng_expovariate(vl_rng *rng, double lambda, double *value);
vl_rng_status vl_rng_vonmisesvariate(vl_rng *rng, double mu, double kappa, double *value);
vl_rng_status vl_rng_gammavariate(vl_rng *rng, double alpha, double beta, double *value);
vl_rng_status vl_rng_betavariate(vl_rng *rng, double alpha, double beta, double *value);
vl_rng_status vl_rng_paretovariate(vl_rng *rng, double alpha, double *value);
vl_rng_status vl_rng_weibullvariate(vl_rng *rng, double alpha, double beta, double *value);
// New in Python 3.12. n < 2^63 - 1.
vl_rng_status vl_rng_binomialvariate(vl_rng *rng, int64_t n, double p, int64_t *value);

// Python's math.lgamma for x >= 1: Lanczos's sum (g = 6.0246800407767296, N = 13, coefficients from
// Boost), not libm's, which differs in last bits.
double vl_rng_lgamma(double x);

#endif
