// vl_stats: what replications say. Means and quantiles with intervals, paired comparisons, histograms
// and densities of arrays of numbers. Knows nothing of runs, databases or text.
//
// Inputs are finite doubles in any unit, results have the same; NaN is "undefined", never an infinity:
// a deviation of one number, a ratio to nothing. Arrays are borrowed. All functions are pure but for
// vl_stats_sort. Sources: Student (1908) for the intervals of means; Hyndman and Fan (1996), definition
// 7, for quantiles, which is what R, NumPy and Excel give unless told otherwise; Conover (1999), section
// 3.2, for their distribution-free intervals; Freedman and Diaconis (1981) for the width of bins;
// Silverman (1986), 3.31, for the width of kernels.
#ifndef VL_STATS_H
#define VL_STATS_H

#include <stdbool.h>
#include <stddef.h>

#define VL_STATS_LEVEL 0.95 // of the intervals, unless told otherwise

typedef struct vl_interval { double low, high; } vl_interval; // NaN both: undefined

typedef struct vl_summary {
    size_t count;
    double mean, deviation; // deviation: of the sample, n - 1; NaN under two numbers
    double least, most;
    bool identical;         // all numbers are equal: there is nothing to estimate
} vl_summary;

void vl_stats_sort(double *values, size_t count);
vl_summary vl_stats_summary(const double *values, size_t count);
// Student's t for the mean; a point where all numbers are equal; undefined under two numbers.
vl_interval vl_stats_mean_interval(const vl_summary *summary, double level);
// Half the interval's width over the mean's magnitude: what replications are to make small. NaN at mean 0.
double vl_stats_relative_error(const vl_summary *summary, double level);

// `sorted` ascending; p in [0, 1].
double vl_stats_quantile(const double *sorted, size_t count, double p);
// Between two order statistics that enclose the quantile with at least this probability whatever the
// distribution; undefined where there are too few numbers for that.
vl_interval vl_stats_quantile_interval(const double *sorted, size_t count, double p, double level);

typedef struct vl_comparison { // of b to a, pair by pair
    vl_summary difference;     // b - a
    vl_interval difference_interval;
    vl_summary ratio;          // a / b: how many times b is faster, if they are durations
    vl_interval ratio_interval;
    size_t undefined;          // pairs whose b is 0: with any, ratio is undefined (count 0, NaN)
} vl_comparison;
// `scratch`: room for `count` numbers.
vl_comparison vl_stats_compare(const double *a, const double *b, size_t count, double *scratch, double level);

typedef struct vl_bins { double low, width; size_t count; } vl_bins; // [low + i * width, ... ), the last closed
// Round bounds, at most `most` bins; one bin for identical numbers.
vl_bins vl_stats_bins(const double *sorted, size_t count, size_t most);
void vl_stats_histogram(const double *sorted, size_t count, const vl_bins *bins, size_t *counts);
// Gaussian kernel density at `points` places from low to high, both included; per unit of the values.
void vl_stats_density(const double *sorted, size_t count, double low, double high, double *density,
                      size_t points);

// Distributions.
double vl_stats_beta(double x, double a, double b); // regularised incomplete beta function I_x(a, b)
double vl_stats_t_quantile(double p, double freedom);
double vl_stats_binomial(double k, double n, double p); // P(X <= k)

#endif
