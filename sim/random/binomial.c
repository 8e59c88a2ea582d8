// binomialvariate() of Python 3.12 and later, and the lgamma it needs. Algorithms of CPython 3.13.
#include "pymath_internal.h"

// Lanczos's approximation by a rational function, N = 13, g = 6.0246800407767296 (Boost,
// lanczos13m53, as math.lgamma uses it); coefficients by falling power of x.
static const double lanczos_ratio[13][2] = {
    {2.506628274631000270164908177133837338626431079340, 1.0},
    {210.8242777515793458725097339207133627116696958029, 66.0},
    {8071.672002365816210638002902272250613821851632502, 1925.0},
    {186056.2653952234950402949897160456992822078423632, 32670.0},
    {2876370.628935372441225409051620849613599114537876, 357423.0},
    {31426415.58540019438061423162831820536287468498764, 2637558.0},
    {248874557.8620541565114603864132294232163212512780, 13339535.0},
    {1439720407.311721673663223072794912393971548578637, 45995730.0},
    {6039542586.352028005064291644307297921069938842070, 105258076.0},
    {17921034426.03720969991975575445893111267140326539, 150917976.0},
    {35711959237.35566804944018545154716670596048863584, 120543840.0},
    {42919803642.64909876895789904700198885092625584895, 39916800.0},
    {23531376880.41075968857200767445163675473467680494, 0.0},
};
#define LANCZOS_G 6.024680040776729583740234375

static double lanczos_sum(double x) {
    double above = 0.0, below = 0.0;
    if (x < 5.0) {
        for (int i = 0; i < 13; i++) {
            above = above * x + lanczos_ratio[i][0];
            below = below * x + lanczos_ratio[i][1];
        }
    } else { // in powers of 1 / x, which cannot overflow
        for (int i = 12; i >= 0; i--) {
            above = above / x + lanczos_ratio[i][0];
            below = below / x + lanczos_ratio[i][1];
        }
    }
    return above / below;
}

double vl_rng_lgamma(double x) {
    if (!isfinite(x))
        return isnan(x) ? x : (double)INFINITY;
    if (x == 1.0 || x == 2.0)
        return 0.0;
    double value = log(lanczos_sum(x)) - LANCZOS_G;
    return value + (x - 0.5) * (log(x + LANCZOS_G - 0.5) - 1.0);
}

// Devroye's geometric method, time of order n p, for n p < 10.
static vl_rng_status binomial_geometric(vl_rng *rng, int64_t n, double p, int64_t *value) {
    double c = log2(1.0 - p);
    int64_t x = 0;
    // Steps are at most 54 / 2^-53 + 1 and the sum before a step at most n: no overflow in 64 bits.
    for (uint64_t y = 0; c != 0.0; x++) {
        double u = vl_rng_random(rng);
        if (u == 0.0)
            return VL_RNG_DOMAIN;
        y += (uint64_t)floor(log2(u) / c) + 1;
        if (y > (uint64_t)n)
            break;
    }
    *value = x;
    return VL_RNG_OK;
}

// The last test of BTRS: log v against the log of the ratio of densities at k and at the mode.
static bool binomial_accepts(int64_t n, double p, int64_t k, double log_v) {
    double lpq = log(p / (1.0 - p));
    int64_t m = (int64_t)floor((double)(n + 1) * p);
    double h = vl_rng_lgamma((double)(m + 1)) + vl_rng_lgamma((double)(n - m + 1));
    return log_v <= h - vl_rng_lgamma((double)(k + 1)) - vl_rng_lgamma((double)(n - k + 1)) +
                        (double)(k - m) * lpq;
}

// Hoermann's BTRS, "The generation of binomial random variates", 1993: transformed rejection.
static vl_rng_status binomial_rejection(vl_rng *rng, int64_t n, double p, int64_t *value) {
    double spq = sqrt((double)n * p * (1.0 - p));
    double b = 1.15 + 2.53 * spq;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double c = (double)n * p + 0.5;
    double vr = 0.92 - 4.2 / b;
    for (;;) {
        double u = vl_rng_random(rng) - 0.5;
        double us = 0.5 - fabs(u);
        if (us == 0.0)
            return VL_RNG_DIVISION;
        double at = floor((2.0 * a / us + b) * u + c);
        if (at < 0.0 || at >= 0x1p63 || (int64_t)at > n)
            continue;
        int64_t k = (int64_t)at;
        double v = vl_rng_random(rng), log_v;
        if (us >= 0.07 && v <= vr) {
            *value = k;
            return VL_RNG_OK;
        }
        v *= (2.83 + 5.1 / b) * spq / (a / (us * us) + b);
        if (vl__py_log(v, &log_v) != VL_RNG_OK)
            return VL_RNG_DOMAIN;
        if (binomial_accepts(n, p, k, log_v)) {
            *value = k;
            return VL_RNG_OK;
        }
    }
}

vl_rng_status vl_rng_binomialvariate(vl_rng *rng, int64_t n, double p, int64_t *value) {
    if (n < 0)
        return VL_RNG_BINOMIAL_N;
    if (p <= 0.0 || p >= 1.0) {
        if (p != 0.0 && p != 1.0)
            return VL_RNG_BINOMIAL_P;
        *value = p == 0.0 ? 0 : n;
        return VL_RNG_OK;
    }
    if (n == 1) {
        *value = vl_rng_random(rng) < p;
        return VL_RNG_OK;
    }
    bool mirrored = p > 0.5;
    double q = mirrored ? 1.0 - p : p;
    if (isnan(q))
        return VL_RNG_ASSERTION;
    vl_rng_status status = (double)n * q < 10.0 ? binomial_geometric(rng, n, q, value)
                                                : binomial_rejection(rng, n, q, value);
    if (status == VL_RNG_OK && mirrored)
        *value = n - *value;
    return status;
}
