// Statistics of replications: see vl_stats.h for what and by whom.
#include "vl_stats.h"

#include <math.h>
#include <stdlib.h>

static const vl_interval undefined = {NAN, NAN};

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void vl_stats_sort(double *values, size_t count) {
    if (count > 1)
        qsort(values, count, sizeof *values, by_value);
}

// ---- means --------------------------------------------------------------------------------------

typedef struct sum { double total, lost; } sum; // Neumaier's (1974): the rounding errors are kept apart

static void add(sum *s, double x) {
    double total = s->total + x;
    s->lost += fabs(s->total) >= fabs(x) ? s->total - total + x : x - total + s->total;
    s->total = total;
}

vl_summary vl_stats_summary(const double *values, size_t count) {
    vl_summary out = {.count = count, .mean = NAN, .deviation = NAN, .least = NAN, .most = NAN};
    if (count == 0)
        return out;
    sum all = {0, 0}, squares = {0, 0};
    out.least = out.most = values[0];
    for (size_t i = 0; i < count; i++) {
        add(&all, values[i]);
        out.least = fmin(out.least, values[i]);
        out.most = fmax(out.most, values[i]);
    }
    out.identical = out.least == out.most;
    out.mean = out.identical ? out.least : (all.total + all.lost) / (double)count;
    for (size_t i = 0; i < count; i++)
        add(&squares, (values[i] - out.mean) * (values[i] - out.mean));
    if (count > 1)
        out.deviation = sqrt((squares.total + squares.lost) / (double)(count - 1));
    return out;
}

vl_interval vl_stats_mean_interval(const vl_summary *summary, double level) {
    if (summary->count < 2)
        return undefined;
    double n = (double)summary->count, t = vl_stats_t_quantile(0.5 + level / 2, n - 1);
    double half = summary->identical ? 0 : t * summary->deviation / sqrt(n);
    return (vl_interval){summary->mean - half, summary->mean + half};
}

double vl_stats_relative_error(const vl_summary *summary, double level) {
    vl_interval interval = vl_stats_mean_interval(summary, level);
    return summary->mean == 0 ? NAN : (interval.high - interval.low) / 2 / fabs(summary->mean);
}

// ---- quantiles ----------------------------------------------------------------------------------

double vl_stats_quantile(const double *sorted, size_t count, double p) {
    if (count == 0)
        return NAN;
    double place = (double)(count - 1) * p;
    size_t below = (size_t)place;
    if (below + 1 >= count)
        return sorted[count - 1];
    double share = place - (double)below, low = sorted[below], high = sorted[below + 1];
    return low == high ? low : low + share * (high - low);
}

// Orders r < s with P(X(r) <= quantile <= X(s)) >= level: how many of n lie below it is binomial. Half of
// what the interval may miss is left to each side, so r is the greatest with P(B < r) <= miss / 2.
vl_interval vl_stats_quantile_interval(const double *sorted, size_t count, double p, double level) {
    double n = (double)count, miss = (1 - level) / 2;
    if (count == 0 || vl_stats_binomial(0, n, p) > miss || pow(p, n) > miss)
        return undefined;
    size_t low = 1, high = count; // the greatest r, between them
    while (low < high) {
        size_t middle = low + (high - low + 1) / 2;
        if (vl_stats_binomial((double)middle - 1, n, p) <= miss)
            low = middle;
        else
            high = middle - 1;
    }
    size_t least = low;
    low = 1;
    high = count; // the least s with P(B >= s) <= miss
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (1 - vl_stats_binomial((double)middle - 1, n, p) <= miss)
            high = middle;
        else
            low = middle + 1;
    }
    return (vl_interval){sorted[least - 1], sorted[low - 1]};
}

// ---- pairs --------------------------------------------------------------------------------------

vl_comparison vl_stats_compare(const double *a, const double *b, size_t count, double *scratch, double level) {
    vl_comparison out = {.undefined = 0};
    for (size_t i = 0; i < count; i++)
        scratch[i] = b[i] - a[i];
    out.difference = vl_stats_summary(scratch, count);
    out.difference_interval = vl_stats_mean_interval(&out.difference, level);
    for (size_t i = 0; i < count; i++) {
        out.undefined += b[i] == 0;
        scratch[i] = b[i] == 0 ? 0 : a[i] / b[i];
    }
    out.ratio = vl_stats_summary(scratch, out.undefined ? 0 : count);
    out.ratio_interval = vl_stats_mean_interval(&out.ratio, level);
    return out;
}

// ---- shapes -------------------------------------------------------------------------------------

static double spread(const double *sorted, size_t count) { // between the quartiles
    return vl_stats_quantile(sorted, count, 0.75) - vl_stats_quantile(sorted, count, 0.25);
}

// 1, 2 or 5 times a power of ten, at least x.
static double round_up(double x) {
    double power = pow(10, floor(log10(x)));
    double steps[] = {1, 2, 5, 10};
    for (size_t i = 0; i < 3; i++)
        if (x <= steps[i] * power * (1 + 1e-9))
            return steps[i] * power;
    return steps[3] * power;
}

vl_bins vl_stats_bins(const double *sorted, size_t count, size_t most) {
    if (count == 0 || sorted[0] == sorted[count - 1])
        return (vl_bins){count ? sorted[0] : 0, 0, count ? 1 : 0};
    double low = sorted[0], high = sorted[count - 1];
    double width = 2 * spread(sorted, count) / cbrt((double)count);
    double least = (high - low) / (double)most;
    for (width = round_up(width > least ? width : least);; width = round_up(width * 1.5)) {
        double first = floor(low / width) * width;
        double bins = floor((high - first) / width) + 1;
        if (bins <= (double)most)
            return (vl_bins){first, width, (size_t)bins};
    }
}

void vl_stats_histogram(const double *sorted, size_t count, const vl_bins *bins, size_t *counts) {
    for (size_t i = 0; i < bins->count; i++)
        counts[i] = 0;
    for (size_t i = 0; i < count; i++) {
        double bin = bins->width > 0 ? floor((sorted[i] - bins->low) / bins->width) : 0;
        size_t place = bin < 0 ? 0 : (size_t)bin;
        counts[place < bins->count ? place : bins->count - 1]++;
    }
}

#define REACH 5.0 // kernels, in widths: beyond, less than 4e-6 of a kernel's height

// The first of the sorted numbers that is at least x.
static size_t first_from(const double *sorted, size_t count, double x) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sorted[middle] < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void vl_stats_density(const double *sorted, size_t count, double low, double high, double *density,
                      size_t points) {
    vl_summary summary = vl_stats_summary(sorted, count);
    double quartiles = spread(sorted, count) / 1.349, scale = summary.deviation;
    if (quartiles > 0 && quartiles < scale)
        scale = quartiles;
    double width = 0.9 * scale / pow((double)count, 0.2);
    const double peak = 0.3989422804014327; // of the normal density
    for (size_t i = 0; i < points; i++) {
        double at = low + (high - low) * (double)i / (double)(points > 1 ? points - 1 : 1), total = 0;
        density[i] = NAN;
        if (!(width > 0))
            continue;
        for (size_t k = first_from(sorted, count, at - REACH * width);
             k < count && sorted[k] <= at + REACH * width; k++) {
            double z = (at - sorted[k]) / width;
            total += exp(-z * z / 2);
        }
        density[i] = peak * total / (width * (double)count);
    }
}
