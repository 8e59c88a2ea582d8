// Distributions that intervals need. The incomplete beta function by its continued fraction (Abramowitz
// and Stegun, 26.5.8), evaluated by the modified method of Lentz; the others follow from it.
// lgamma may write to the C library's signgam: threads that run simulations do not come here.
#include "vl_stats.h"

#include <float.h>
#include <math.h>

#define TERMS_MAX 10000 // the fraction needs about 5 * sqrt(max(a, b))

static double away_from_zero(double x) {
    return fabs(x) < 1e-300 ? 1e-300 : x;
}

// The fraction's value; converges fast for x < (a + 1) / (a + b + 2).
static double beta_fraction(double x, double a, double b) {
    double c = 1, d = 1 / away_from_zero(1 - (a + b) * x / (a + 1)), value = d;
    for (int m = 1; m <= TERMS_MAX; m++) {
        double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / away_from_zero(1 + even * d);
        c = away_from_zero(1 + even / c);
        value *= c * d;
        double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / away_from_zero(1 + odd * d);
        c = away_from_zero(1 + odd / c);
        value *= c * d;
        if (fabs(c * d - 1) < DBL_EPSILON)
            break;
    }
    return value;
}

#define LARGE 10.0 // from here on Stirling's series is exact to the last bits

// lgamma(x) less its leading terms (x - 1/2) log x - x + log(2 pi) / 2; for large x.
static double stirling_rest(double x) {
    double y = 1 / (x * x);
    return (1. / 12 - y * (1. / 360 - y * (1. / 1260 - y * (1. / 1680 - y * (1. / 1188))))) / x;
}

// x^a * y^b / B(a, b) with y = 1 - x. Differences of large logarithms are never formed: with 10^9
// degrees of freedom they would take half of the digits away.
static double beta_front(double x, double y, double a, double b) {
    if (a < b)
        return beta_front(y, x, b, a);
    if (a < LARGE)
        return exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(y));
    double rest = stirling_rest(a + b) - stirling_rest(a);
    if (b < LARGE)
        return exp((a - 0.5) * log1p(b / a) + b * (log(a + b) - 1) + rest - lgamma(b) +
                   a * (y < 0.5 ? log1p(-y) : log(x)) + b * log(y));
    double mode = a / (a + b), other = b / (a + b), off = (x * b - y * a) / (a + b);
    static const double half_log_2pi = 0.9189385332046727;
    return exp(a * log1p(off / mode) + b * log1p(-off / other) + 0.5 * log(a * other) - half_log_2pi + rest -
               stirling_rest(b));
}

static double beta(double x, double y, double a, double b) {
    if (x <= 0 || y <= 0)
        return x <= 0 ? 0 : 1;
    double front = beta_front(x, y, a, b);
    return x < (a + 1) / (a + b + 2) ? front * beta_fraction(x, a, b) / a
                                     : 1 - front * beta_fraction(y, b, a) / b;
}

double vl_stats_beta(double x, double a, double b) {
    return beta(x, 1 - x, a, b);
}

// P(|T| > t)
static double t_tails(double t, double freedom) {
    double sum = freedom + t * t;
    return beta(freedom / sum, t * t / sum, freedom / 2, 0.5);
}

// By bisection: the tails fall monotonically, and it is asked once an interval.
double vl_stats_t_quantile(double p, double freedom) {
    if (!(p > 0 && p < 1) || !(freedom > 0))
        return NAN;
    if (p == 0.5)
        return 0;
    double tails = 2 * fmin(p, 1 - p), low = 0, high = 1;
    while (t_tails(high, freedom) > tails && high < 1e300)
        high *= 2;
    for (int i = 0; i < 200 && high - low > DBL_EPSILON * high; i++) {
        double middle = low + (high - low) / 2;
        *(t_tails(middle, freedom) > tails ? &low : &high) = middle;
    }
    double t = low + (high - low) / 2;
    return p < 0.5 ? -t : t;
}

double vl_stats_binomial(double k, double n, double p) {
    if (k < 0 || k >= n)
        return k < 0 ? 0 : 1;
    return vl_stats_beta(1 - p, n - k, k + 1);
}
