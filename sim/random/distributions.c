// The real-valued distributions of Python's `random`: algorithms of CPython 3.13's Lib/random.py,
// with each operation in the same order, so that the last bit is the same; this target is compiled
// without contraction of a * b + c for that reason. log, exp, cos, ... come from libm, as
// CPython's.
#include "pymath_internal.h"

#define TAU      6.283185307179586 // math.tau, as Python prints it; likewise below
#define PI       3.141592653589793
#define E        2.718281828459045
#define NV_MAGIC 1.7155277699214135 // 4 * exp(-0.5) / sqrt(2.0)
#define LOG4     1.3862943611198906
#define SG_MAGIC 2.504077396776274 // 1.0 + log(4.5)

double vl_rng_uniform(vl_rng *rng, double a, double b) {
    return a + (b - a) * vl_rng_random(rng);
}

double vl_rng_triangular(vl_rng *rng, double low, double high, const double *mode) {
    double u = vl_rng_random(rng);
    double c = 0.5;
    if (mode && vl__py_divide(*mode - low, high - low, &c) != VL_RNG_OK)
        return low;
    if (u > c) {
        u = 1.0 - u;
        c = 1.0 - c;
        double swap = low;
        low = high;
        high = swap;
    }
    return low + (high - low) * sqrt(u * c);
}

// Kinderman and Monahan, ACM TOMS 3 (1977): ratio of uniform deviates.
double vl_rng_normalvariate(vl_rng *rng, double mu, double sigma) {
    for (;;) {
        double u1 = vl_rng_random(rng);
        double u2 = 1.0 - vl_rng_random(rng);
        double z = NV_MAGIC * (u1 - 0.5) / u2;
        if (z * z / 4.0 <= -log(u2))
            return mu + z * sigma;
    }
}

// Box and Muller's pair: the cosine now, the sine next time.
double vl_rng_gauss(vl_rng *rng, double mu, double sigma) {
    double z = rng->gauss_next;
    if (rng->has_gauss) {
        vl_rng_reset(rng);
    } else {
        double angle = vl_rng_random(rng) * TAU;
        double radius = sqrt(-2.0 * log(1.0 - vl_rng_random(rng)));
        z = cos(angle) * radius;
        rng->gauss_next = sin(angle) * radius;
        rng->has_gauss = true;
    }
    return mu + z * sigma;
}

vl_rng_status vl_rng_lognormvariate(vl_rng *rng, double mu, double sigma, double *value) {
    return vl__py_exp(vl_rng_normalvariate(rng, mu, sigma), value);
}

vl_rng_status vl_rng_expovariate(vl_rng *rng, double lambda, double *value) {
    return vl__py_divide(-log(1.0 - vl_rng_random(rng)), lambda, value);
}

// Fisher, "Statistical Analysis of Circular Data", 1993.
vl_rng_status vl_rng_vonmisesvariate(vl_rng *rng, double mu, double kappa, double *value) {
    if (isnan(kappa))
        return VL_RNG_ENDLESS; // no comparison below would ever hold
    if (kappa <= 1e-6) {
        *value = TAU * vl_rng_random(rng);
        return VL_RNG_OK;
    }
    double s = 0.5 / kappa;
    double r = s + sqrt(1.0 + s * s);
    double z, d;
    for (;;) {
        z = cos(PI * vl_rng_random(rng));
        if (vl__py_divide(z, r + z, &d) != VL_RNG_OK)
            return VL_RNG_DIVISION;
        double u = vl_rng_random(rng);
        if (u < 1.0 - d * d || u <= (1.0 - d) * exp(d))
            break;
    }
    double q = 1.0 / r, f;
    if (vl__py_divide(q + z, 1.0 + q * z, &f) != VL_RNG_OK)
        return VL_RNG_DIVISION;
    bool plus = vl_rng_random(rng) > 0.5;
    if (fabs(f) > 1.0)
        return VL_RNG_DOMAIN;
    *value = vl__py_modulo(plus ? mu + acos(f) : mu - acos(f), TAU);
    return VL_RNG_OK;
}

// alpha > 1: Cheng, Applied Statistics 26 (1977).
static vl_rng_status gamma_above_one(vl_rng *rng, double alpha, double *value) {
    double ainv = sqrt(2.0 * alpha - 1.0);
    if (isinf(ainv))
        return VL_RNG_ENDLESS; // inf * 0 makes every comparison below false
    double bbb = alpha - LOG4;
    double ccc = alpha + ainv;
    for (;;) {
        double u1 = vl_rng_random(rng);
        if (!(1e-7 < u1 && u1 < 0.9999999))
            continue;
        double u2 = 1.0 - vl_rng_random(rng);
        double v = log(u1 / (1.0 - u1)) / ainv;
        double x = alpha * exp(v);
        double z = u1 * u1 * u2;
        double r = bbb + ccc * v - x;
        if (r + SG_MAGIC - 4.5 * z >= 0.0 || r >= log(z)) {
            *value = x;
            return VL_RNG_OK;
        }
    }
}

// 0 < alpha < 1: algorithm GS, Kennedy and Gentle, "Statistical Computing", 1980.
static vl_rng_status gamma_below_one(vl_rng *rng, double alpha, double *value) {
    for (;;) {
        double u = vl_rng_random(rng);
        double b = (E + alpha) / E;
        double p = b * u;
        double x, bound;
        vl_rng_status status;
        if (p <= 1.0) {
            status = vl__py_power(p, 1.0 / alpha, &x);
        } else {
            status = vl__py_log((b - p) / alpha, &x);
            x = -x;
        }
        if (status != VL_RNG_OK)
            return status;
        double u1 = vl_rng_random(rng);
        status = p > 1.0 ? vl__py_power(x, alpha - 1.0, &bound) : vl__py_exp(-x, &bound);
        if (status != VL_RNG_OK)
            return status;
        if (u1 <= bound) {
            *value = x;
            return VL_RNG_OK;
        }
    }
}

vl_rng_status vl_rng_gammavariate(vl_rng *rng, double alpha, double beta, double *value) {
    if (alpha <= 0.0 || beta <= 0.0)
        return VL_RNG_GAMMA;
    if (isnan(alpha))
        return VL_RNG_ENDLESS;
    double x = 0.0;
    vl_rng_status status = VL_RNG_OK;
    if (alpha > 1.0)
        status = gamma_above_one(rng, alpha, &x);
    else if (alpha < 1.0)
        status = gamma_below_one(rng, alpha, &x);
    else
        x = -log(1.0 - vl_rng_random(rng));
    if (status == VL_RNG_OK)
        *value = x * beta;
    return status;
}

vl_rng_status vl_rng_betavariate(vl_rng *rng, double alpha, double beta, double *value) {
    double y, z;
    vl_rng_status status = vl_rng_gammavariate(rng, alpha, 1.0, &y);
    if (status != VL_RNG_OK)
        return status;
    if (y == 0.0) { // then Python neither draws nor checks for beta
        *value = 0.0;
        return VL_RNG_OK;
    }
    status = vl_rng_gammavariate(rng, beta, 1.0, &z);
    return status == VL_RNG_OK ? vl__py_divide(y, y + z, value) : status;
}

vl_rng_status vl_rng_paretovariate(vl_rng *rng, double alpha, double *value) {
    double u = 1.0 - vl_rng_random(rng), exponent;
    vl_rng_status status = vl__py_divide(-1.0, alpha, &exponent);
    return status == VL_RNG_OK ? vl__py_power(u, exponent, value) : status;
}

vl_rng_status vl_rng_weibullvariate(vl_rng *rng, double alpha, double beta, double *value) {
    double u = 1.0 - vl_rng_random(rng), exponent, power;
    vl_rng_status status = vl__py_divide(1.0, beta, &exponent);
    if (status == VL_RNG_OK)
        status = vl__py_power(-log(u), exponent, &power);
    if (status == VL_RNG_OK)
        *value = alpha * power;
    return status;
}
