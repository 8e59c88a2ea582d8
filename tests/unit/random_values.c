// Prints numbers of sim/random for random_judge.py to compare. Jobs come as lines:
//   seed words HEX | seed bytes HEX   MT19937, from an int's little-endian bytes or from text
//   seed pcg HI LO HI LO              PCG64 from state and stream
//   seed stream SEED INDEX...         PCG64 of the task with this path of creation
//   METHOD COUNT ARG...               COUNT calls; each result is 8 bytes, host order
//   ? METHOD ARG...                   one call that must fail: 128 bytes of text
#include "vl_random.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_ARGS  32
#define MAX_ITEMS 20000

typedef struct job {
    char *args[MAX_ARGS];
    int count;
} job;

typedef struct session {
    vl_mt19937 mt;
    vl_rng rng;
} session;

static double number(const job *j, int i) {
    return strtod(j->args[i], NULL);
}

static int64_t integer(const job *j, int i) {
    return strtoll(j->args[i], NULL, 10);
}

static void put_u64(uint64_t value) {
    fwrite(&value, sizeof value, 1, stdout);
}

static void put_double(double value) {
    fwrite(&value, sizeof value, 1, stdout);
}

static vl_rng_status put_result(vl_rng_status status, double value) {
    if (status == VL_RNG_OK)
        put_double(value);
    return status;
}

static vl_rng_status put_integer(vl_rng_status status, int64_t value) {
    if (status == VL_RNG_OK)
        put_u64((uint64_t)value);
    return status;
}

#define FLOAT_PLAIN(name, ...)                                                                     \
    static vl_rng_status do_##name(vl_rng *rng, const job *j) {                                    \
        (void)j;                                                                                   \
        put_double(vl_rng_##name(rng __VA_ARGS__));                                                \
        return VL_RNG_OK;                                                                          \
    }
#define FLOAT_STATUS(name, ...)                                                                    \
    static vl_rng_status do_##name(vl_rng *rng, const job *j) {                                    \
        double value = 0.0;                                                                        \
        vl_rng_status status = vl_rng_##name(rng, __VA_ARGS__, &value);                            \
        return put_result(status, value);                                                          \
    }
#define INT_STATUS(name, ...)                                                                      \
    static vl_rng_status do_##name(vl_rng *rng, const job *j) {                                    \
        int64_t value = 0;                                                                         \
        vl_rng_status status = vl_rng_##name(rng, __VA_ARGS__, &value);                            \
        return put_integer(status, value);                                                         \
    }
#define TWO number(j, 0), number(j, 1)

FLOAT_PLAIN(random)
FLOAT_PLAIN(uniform, , TWO)
FLOAT_PLAIN(normalvariate, , TWO)
FLOAT_PLAIN(gauss, , TWO)
FLOAT_STATUS(lognormvariate, TWO)
FLOAT_STATUS(vonmisesvariate, TWO)
FLOAT_STATUS(gammavariate, TWO)
FLOAT_STATUS(betavariate, TWO)
FLOAT_STATUS(weibullvariate, TWO)
FLOAT_STATUS(expovariate, number(j, 0))
FLOAT_STATUS(paretovariate, number(j, 0))
INT_STATUS(randrange, integer(j, 0), integer(j, 1), integer(j, 2))
INT_STATUS(randint, integer(j, 0), integer(j, 1))
INT_STATUS(binomialvariate, integer(j, 0), number(j, 1))

static vl_rng_status do_triangular(vl_rng *rng, const job *j) {
    double mode = j->count > 2 ? number(j, 2) : 0.0;
    put_double(vl_rng_triangular(rng, TWO, j->count > 2 ? &mode : NULL));
    return VL_RNG_OK;
}

static vl_rng_status do_choice(vl_rng *rng, const job *j) {
    put_u64(vl_rng_choice(rng, strtoull(j->args[0], NULL, 10)));
    return VL_RNG_OK;
}

static vl_rng_status do_below(vl_rng *rng, const job *j) {
    uint32_t bound[MAX_ARGS], words[MAX_ARGS];
    for (int i = 0; i < j->count; i++)
        bound[i] = (uint32_t)strtoul(j->args[i], NULL, 10);
    vl_rng_below(rng, bound, (size_t)j->count, words);
    for (int i = 0; i < j->count; i++)
        put_u64(words[i]);
    return VL_RNG_OK;
}

static vl_rng_status do_getrandbits(vl_rng *rng, const job *j) {
    uint32_t words[MAX_ITEMS / 32];
    size_t k = (size_t)integer(j, 0);
    vl_rng_bits(rng, k, words);
    for (size_t i = 0; i < (k + 31) / 32; i++)
        put_u64(words[i]);
    return VL_RNG_OK;
}

static vl_rng_status do_randbytes(vl_rng *rng, const job *j) {
    unsigned char bytes[MAX_ITEMS];
    size_t len = (size_t)integer(j, 0);
    vl_rng_bytes(rng, bytes, len);
    for (size_t i = 0; i < len; i++)
        put_u64(bytes[i]);
    return VL_RNG_OK;
}

// Arguments: n, how many elements, then running sums or none.
static vl_rng_status do_choices(vl_rng *rng, const job *j) {
    double cum[MAX_ARGS];
    uint64_t n = (uint64_t)integer(j, 0);
    bool weighted = j->count > 2 || n == 0;
    for (int i = 2; i < j->count; i++)
        cum[i - 2] = number(j, i);
    vl_rng_status status = vl_rng_choices_check(weighted ? cum : NULL, n);
    for (int64_t k = integer(j, 1); status == VL_RNG_OK && k > 0; k--)
        put_u64(vl_rng_choices_next(rng, weighted ? cum : NULL, n));
    return status;
}

static void swap_items(void *context, uint64_t i, uint64_t j) {
    uint64_t *items = context, kept = items[i];
    items[i] = items[j];
    items[j] = kept;
}

static vl_rng_status do_shuffle(vl_rng *rng, const job *j) {
    uint64_t items[MAX_ITEMS];
    uint64_t n = (uint64_t)integer(j, 0);
    for (uint64_t i = 0; i < n; i++)
        items[i] = i;
    vl_rng_shuffle(rng, n, swap_items, items);
    for (uint64_t i = 0; i < n; i++)
        put_u64(items[i]);
    return VL_RNG_OK;
}

static vl_rng_status do_sample(vl_rng *rng, const job *j) {
    uint64_t n = (uint64_t)integer(j, 0), k = (uint64_t)integer(j, 1);
    uint64_t room = vl_rng_sample_scratch(n, k);
    if (room >= 12 * k + 22)
        return VL_RNG_STATUS_COUNT_;                              // the header's promise is broken
    uint64_t *scratch = malloc((room + k + 1) * sizeof *scratch); // exact, so that ASan sees more
    if (!scratch)
        return VL_RNG_STATUS_COUNT_;
    vl_rng_status status = vl_rng_sample(rng, n, k, scratch + room, scratch);
    for (uint64_t i = 0; status == VL_RNG_OK && i < k; i++)
        put_u64(scratch[room + i]);
    free(scratch);
    return status;
}

static const struct {
    const char *name;
    vl_rng_status (*run)(vl_rng *rng, const job *j);
} methods[] = {
#define X(name)                                                                                    \
    { #name, do_##name }
    X(random),          X(uniform),         X(triangular),   X(normalvariate), X(gauss),
    X(lognormvariate),  X(vonmisesvariate), X(gammavariate), X(betavariate),   X(weibullvariate),
    X(expovariate),     X(paretovariate),   X(randrange),    X(randint),       X(choice),
    X(binomialvariate), X(getrandbits),     X(randbytes),    X(choices),       X(shuffle),
    X(sample),          X(below),
#undef X
};

static uint64_t wide(const char *text) {
    return strtoull(text, NULL, 0);
}

static void seed_mt(session *s, const char *kind, const char *hex) {
    static unsigned char bytes[MAX_ITEMS];
    static uint32_t words[MAX_ITEMS / 4];
    size_t len = strlen(hex) / 2;
    for (size_t i = 0; i < len; i++) {
        char pair[3] = {hex[2 * i], hex[2 * i + 1], 0};
        bytes[i] = (unsigned char)strtoul(pair, NULL, 16);
    }
    if (strcmp(kind, "bytes") == 0) {
        vl_mt19937_seed_bytes(&s->mt, bytes, len);
    } else {
        memset(words, 0, sizeof words);
        for (size_t i = 0; i < len; i++)
            words[i / 4] |= (uint32_t)bytes[i] << (8 * (i % 4));
        vl_mt19937_seed_words(&s->mt, words, (len + 3) / 4);
    }
    vl_rng_init_mt19937(&s->rng, &s->mt);
}

static void seed(session *s, const job *j) {
    vl_pcg64 gen;
    if (strcmp(j->args[0], "pcg") == 0) {
        vl_pcg64_init(&gen, (vl_u128){wide(j->args[1]), wide(j->args[2])},
                      (vl_u128){wide(j->args[3]), wide(j->args[4])});
        vl_rng_init_pcg64(&s->rng, gen);
    } else if (strcmp(j->args[0], "stream") == 0) {
        vl_stream_key key = vl_stream_root(VL_STREAM_TASKS);
        for (int i = 2; i < j->count; i++)
            key = vl_stream_child(key, wide(j->args[i]));
        vl_pcg64_init_stream(&gen, wide(j->args[1]), key);
        vl_rng_init_pcg64(&s->rng, gen);
    } else {
        seed_mt(s, j->args[0], j->count > 1 ? j->args[1] : "");
    }
}

static vl_rng_status call(session *s, const char *method, const job *j) {
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        if (strcmp(methods[i].name, method) == 0)
            return methods[i].run(&s->rng, j);
    }
    return VL_RNG_STATUS_COUNT_;
}

static void put_failure(vl_rng_status status) {
    char text[128] = "no failure";
    if (status != VL_RNG_OK && status != VL_RNG_STATUS_COUNT_)
        snprintf(text, sizeof text, "%s: %s", vl_rng_status_exception(status),
                 vl_rng_status_text(status));
    fwrite(text, sizeof text, 1, stdout);
}

static bool run_line(session *s, char *line) {
    job j = {.count = 0};
    const char *verb = strtok(line, " \n");
    for (char *word; j.count < MAX_ARGS && (word = strtok(NULL, " \n"));)
        j.args[j.count++] = word;
    if (!verb)
        return false;
    if (strcmp(verb, "seed") == 0) {
        seed(s, &j);
        return true;
    }
    // The first argument is the method's name or the count.
    job rest = {.count = j.count - 1};
    memcpy(rest.args, j.args + 1, sizeof j.args - sizeof j.args[0]);
    if (strcmp(verb, "?") == 0) {
        put_failure(call(s, j.args[0], &rest));
        return true;
    }
    vl_rng_status status = VL_RNG_OK;
    for (int64_t left = integer(&j, 0); status == VL_RNG_OK && left > 0; left--)
        status = call(s, verb, &rest);
    return status == VL_RNG_OK;
}

int main(void) {
    static session s;
    static char line[4 * MAX_ITEMS];
    while (fgets(line, sizeof line, stdin)) {
        char shown[80];
        snprintf(shown, sizeof shown, "%.79s", line);
        if (!run_line(&s, line)) {
            fprintf(stderr, "random_values: cannot do: %s\n", shown);
            return 1;
        }
    }
    return 0;
}
