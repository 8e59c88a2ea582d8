// gamma and lgamma by Lanczos' approximation, with the coefficients and the order of operations
// that CPython's math module uses (g = 6.0246..., 13 terms; from Boost), so that the last digit
// agrees.
#include <math.h>

#include "math_internal.h"

#define LANCZOS_TERMS        13
#define LANCZOS_G            6.024680040776729583740234375
#define LANCZOS_G_MINUS_HALF 5.524680040776729583740234375
#define PI                   3.141592653589793238462643383279502884197
#define LOG_PI               1.144729885849400174143427351353058711647

static const double numerator[LANCZOS_TERMS] = {
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408};

static const double denominator[LANCZOS_TERMS] = {
    0.0,       39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0,
    2637558.0, 357423.0,   32670.0,     1925.0,      66.0,        1.0};

static double lanczos_sum(double x) {
    double above = 0.0, below = 0.0;
    if (x < 5.0)
        for (int i = LANCZOS_TERMS; --i >= 0;) {
            above = above * x + numerator[i];
            below = below * x + denominator[i];
        }
    else
        for (int i = 0; i < LANCZOS_TERMS; i++) {
            above = above / x + numerator[i];
            below = below / x + denominator[i];
        }
    return above / below;
}

// sin(pi x) without losing digits to the multiplication.
static double sin_pi(double x) {
    double y = fmod(fabs(x), 2.0), r;
    switch ((int)round(2.0 * y)) {
    case 0:
        r = sin(PI * y);
        break;
    case 1:
        r = cos(PI * (y - 0.5));
        break;
    case 2:
        r = sin(PI * (1.0 - y));
        break;
    case 3:
        r = -cos(PI * (y - 1.5));
        break;
    default:
        r = sin(PI * (y - 2.0));
        break;
    }
    return copysign(1.0, x) * r;
}

static double small_factorial(int n) {
    double product = 1.0; // exact up to 22!
    for (int i = 2; i <= n; i++)
        product *= i;
    return product;
}

// r times (or through) y**(|x| - 1/2), in two steps where one would overflow.
static double scaled(double r, double y, double x, bool divide) {
    if (x < 140.0) {
        double power = pow(y, x - 0.5);
        return divide ? r / power : r * power;
    }
    double root = pow(y, x / 2.0 - 0.25);
    return divide ? r / root / root : r * root * root;
}

double py__gamma(double x) {
    if (!isfinite(x))
        return isnan(x) || x > 0 ? x : NAN;
    if (x == 0.0)
        return NAN;
    if (x == floor(x)) {
        if (x < 0)
            return NAN;
        if (x <= 23)
            return small_factorial((int)x - 1);
    }
    double ax = fabs(x);
    if (ax < 1e-20)
        return 1.0 / x;
    if (ax > 200.0)
        return x < 0 ? 0.0 / sin_pi(x) : HUGE_VAL;
    double y = ax + LANCZOS_G_MINUS_HALF, z; // z: what rounding y lost
    if (ax > LANCZOS_G_MINUS_HALF) {
        double q = y - ax;
        z = q - LANCZOS_G_MINUS_HALF;
    } else {
        double q = y - LANCZOS_G_MINUS_HALF;
        z = q - ax;
    }
    z = z * LANCZOS_G / y;
    double r;
    if (x < 0) {
        r = -PI / sin_pi(ax) / ax * exp(y) / lanczos_sum(ax);
        r -= z * r;
    } else {
        r = lanczos_sum(ax) / exp(y);
        r += z * r;
    }
    return scaled(r, y, ax, x < 0);
}

double py__lgamma(double x) {
    if (!isfinite(x))
        return isnan(x) ? x : HUGE_VAL;
    if (x == floor(x) && x <= 2.0)
        return x <= 0 ? NAN : 0.0;
    double ax = fabs(x);
    if (ax < 1e-20)
        return -log(ax);
    double r = log(lanczos_sum(ax)) - LANCZOS_G;
    r += (ax - 0.5) * (log(ax + LANCZOS_G - 0.5) - 1);
    if (x < 0)
        r = LOG_PI - log(fabs(sin_pi(ax))) - log(ax) - r;
    return r;
}
