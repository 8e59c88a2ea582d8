// Statistics: against published tables, by their definitions and, where it is at hand, against GSL.
#include "unit.h"
#include "vl_base.h"
#include "vl_random.h"
#include "vl_stats.h"

#include <math.h>

#if VL_HAVE_GSL
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_statistics_double.h>
#endif

static void assert_close(double got, double wanted, double relative) {
    if (!(fabs(got - wanted) <= relative * fmax(fabs(wanted), 1e-300)))
        fail_msg("got %.17g, wanted %.17g", got, wanted);
}

static double uniform(vl_pcg64 *gen) {
    return (double)(vl_pcg64_next(gen) >> 11) * 0x1p-53;
}

static vl_pcg64 generator(uint64_t seed) {
    vl_pcg64 gen;
    vl_pcg64_init_stream(&gen, seed, vl_stream_root(VL_STREAM_OBJECTS));
    return gen;
}

// ---- tables -------------------------------------------------------------------------------------

// Student's t, two-sided 95 % and 99 %, as in the NIST/SEMATECH handbook, table 1.3.6.7.2.
static void t_quantiles_are_those_of_the_table(void **state) {
    (void)state;
    static const struct { double freedom, p975, p995; } table[] = {
        {1, 12.706, 63.657}, {2, 4.303, 9.925}, {5, 2.571, 4.032},  {10, 2.228, 3.169},
        {20, 2.086, 2.845},  {30, 2.042, 2.750}, {60, 2.000, 2.660}, {100, 1.984, 2.626},
    };
    for (size_t i = 0; i < VL_COUNT(table); i++) {
        assert_true(fabs(vl_stats_t_quantile(0.975, table[i].freedom) - table[i].p975) < 0.0006);
        assert_true(fabs(vl_stats_t_quantile(0.995, table[i].freedom) - table[i].p995) < 0.0006);
        assert_close(vl_stats_t_quantile(0.025, table[i].freedom),
                     -vl_stats_t_quantile(0.975, table[i].freedom), 1e-12);
    }
    assert_close(vl_stats_t_quantile(0.975, 1e9), 1.959963984540054, 1e-7); // the normal's
    assert_true(vl_stats_t_quantile(0.5, 3) == 0);
    assert_true(isnan(vl_stats_t_quantile(0, 3)) && isnan(vl_stats_t_quantile(0.9, 0)));
}

// Orders of the 95 % interval of the median by number of observations: Conover, table A3, and sums of
// binomial coefficients.
static void intervals_of_the_median_are_those_of_the_table(void **state) {
    (void)state;
    static const struct { size_t n, low, high; } table[] = {{6, 1, 6},   {9, 2, 8},    {10, 2, 9},
                                                            {20, 6, 15}, {50, 18, 33}, {100, 40, 61}};
    double values[100];
    for (size_t i = 0; i < VL_COUNT(values); i++)
        values[i] = (double)i + 1;
    for (size_t i = 0; i < VL_COUNT(table); i++) {
        vl_interval found = vl_stats_quantile_interval(values, table[i].n, 0.5, 0.95);
        assert_true(found.low == (double)table[i].low);
        assert_true(found.high == (double)table[i].high);
    }
    assert_true(isnan(vl_stats_quantile_interval(values, 5, 0.5, 0.95).low)); // 1 - 2 / 2^5 < 0.95
    assert_true(isnan(vl_stats_quantile_interval(values, 100, 0.99, 0.95).high));
    assert_true(isnan(vl_stats_quantile_interval(values, 0, 0.5, 0.95).low));
}

// Whatever the distribution, the interval holds the quantile at least as often as it says.
static void intervals_of_quantiles_cover(void **state) {
    (void)state;
    enum { RUNS = 2000 };
    static const double ps[] = {0.1, 0.5, 0.9};
    vl_pcg64 gen = generator(1);
    for (size_t k = 0; k < VL_COUNT(ps); k++) {
        int held = 0;
        for (int run = 0; run < RUNS; run++) {
            double values[60];
            for (size_t i = 0; i < VL_COUNT(values); i++)
                values[i] = -log1p(-uniform(&gen)); // exponential
            vl_stats_sort(values, VL_COUNT(values));
            vl_interval found = vl_stats_quantile_interval(values, VL_COUNT(values), ps[k], 0.9);
            double truth = -log1p(-ps[k]);
            held += found.low <= truth && truth <= found.high;
        }
        assert_true(held >= 0.9 * RUNS - 4 * sqrt(0.09 * RUNS));
        assert_true(held <= 0.98 * RUNS); // and says something
    }
}

static void intervals_of_means_cover(void **state) {
    (void)state;
    enum { RUNS = 4000 };
    vl_pcg64 gen = generator(2);
    int held = 0;
    for (int run = 0; run < RUNS; run++) {
        double values[12];
        for (size_t i = 0; i < VL_COUNT(values); i++)
            values[i] = uniform(&gen) + uniform(&gen) + uniform(&gen);
        vl_summary summary = vl_stats_summary(values, VL_COUNT(values));
        vl_interval found = vl_stats_mean_interval(&summary, 0.95);
        held += found.low <= 1.5 && 1.5 <= found.high;
    }
    assert_true(fabs(held - 0.95 * RUNS) < 4 * sqrt(0.0475 * RUNS));
}

// ---- edges --------------------------------------------------------------------------------------

static void little_is_undefined_not_infinite(void **state) {
    (void)state;
    double one[] = {3}, same[] = {0.1, 0.1, 0.1}, zeros[] = {0, 0, 0}, scratch[3];
    vl_summary none = vl_stats_summary(one, 0), single = vl_stats_summary(one, 1);
    assert_true(isnan(none.mean) && isnan(none.least) && !none.identical);
    assert_true(single.mean == 3 && isnan(single.deviation) && single.identical);
    assert_true(isnan(vl_stats_mean_interval(&single, 0.95).low));
    vl_summary equal = vl_stats_summary(same, 3);
    assert_true(equal.identical && equal.mean == 0.1 && equal.deviation == 0);
    assert_true(vl_stats_mean_interval(&equal, 0.95).low == 0.1);
    assert_true(vl_stats_relative_error(&equal, 0.95) == 0);
    vl_summary nothing = vl_stats_summary(zeros, 3);
    assert_true(isnan(vl_stats_relative_error(&nothing, 0.95)));
    vl_comparison ratio = vl_stats_compare(same, zeros, 3, scratch, 0.95);
    assert_int_equal(ratio.undefined, 3);
    assert_true(isnan(ratio.ratio.mean) && isnan(ratio.ratio_interval.low));
    assert_true(ratio.difference.mean == -0.1);
    assert_true(isnan(vl_stats_quantile(one, 0, 0.5)));
    assert_true(vl_stats_quantile(one, 1, 0.99) == 3);
}

static void sums_keep_small_numbers(void **state) {
    (void)state;
    double values[] = {1e16, 1, -1e16, 1};
    assert_true(vl_stats_summary(values, 4).mean == 0.5);
}

static void pairs_are_compared_pair_by_pair(void **state) {
    (void)state;
    double a[] = {10, 20, 30}, b[] = {5, 10, 15}, scratch[3];
    vl_comparison found = vl_stats_compare(a, b, 3, scratch, 0.95);
    assert_true(found.ratio.mean == 2 && found.ratio.identical);
    assert_true(found.ratio_interval.low == 2 && found.ratio_interval.high == 2);
    assert_true(found.difference.mean == -10 && found.difference.deviation == 5);
}

// ---- shapes -------------------------------------------------------------------------------------

static void histograms_hold_every_number(void **state) {
    (void)state;
    vl_pcg64 gen = generator(3);
    for (size_t n = 1; n < 400; n += 7) {
        double values[400];
        size_t counts[50], total = 0;
        double scale = exp(20 * uniform(&gen) - 10);
        for (size_t i = 0; i < n; i++)
            values[i] = scale * -log1p(-uniform(&gen));
        vl_stats_sort(values, n);
        vl_bins bins = vl_stats_bins(values, n, VL_COUNT(counts));
        assert_in_range(bins.count, 1, VL_COUNT(counts));
        assert_true(bins.low <= values[0]);
        assert_true(n == 1 || bins.low + bins.width * (double)bins.count > values[n - 1]);
        vl_stats_histogram(values, n, &bins, counts);
        for (size_t i = 0; i < bins.count; i++)
            total += counts[i];
        assert_int_equal(total, n);
    }
}

static void densities_have_area_one(void **state) {
    (void)state;
    vl_pcg64 gen = generator(4);
    double values[500], density[1000], area = 0;
    for (size_t i = 0; i < VL_COUNT(values); i++)
        values[i] = 10 + uniform(&gen) + uniform(&gen);
    vl_stats_sort(values, VL_COUNT(values));
    vl_stats_density(values, VL_COUNT(values), 8, 14, density, VL_COUNT(density));
    for (size_t i = 0; i + 1 < VL_COUNT(density); i++)
        area += (density[i] + density[i + 1]) / 2 * 6 / (double)(VL_COUNT(density) - 1);
    assert_close(area, 1, 1e-4);
    double same[] = {2, 2};
    vl_stats_density(same, 2, 1, 3, density, 2);
    assert_true(isnan(density[0]));
}

// ---- GSL ----------------------------------------------------------------------------------------

#if VL_HAVE_GSL
static void gsl_agrees(void **state) {
    (void)state;
    vl_pcg64 gen = generator(5);
    gsl_set_error_handler_off(); // it aborts where a result underflows
    for (int i = 0; i < 3000; i++) {
        double a = exp(12 * uniform(&gen) - 3), b = exp(12 * uniform(&gen) - 3), x = uniform(&gen);
        double wanted = gsl_sf_beta_inc(a, b, x), found = vl_stats_beta(x, a, b);
        assert_true(fabs(found - wanted) < 1e-9);
        double freedom = floor(exp(12 * uniform(&gen))), p = 1e-6 + uniform(&gen) * (1 - 2e-6);
        assert_true(fabs(vl_stats_t_quantile(p, freedom) - gsl_cdf_tdist_Pinv(p, freedom)) <=
                    1e-7 * fmax(1, fabs(gsl_cdf_tdist_Pinv(p, freedom))));
        unsigned n = 1 + (unsigned)(uniform(&gen) * 5000), k = (unsigned)(uniform(&gen) * n);
        assert_true(fabs(vl_stats_binomial(k, n, x) - gsl_cdf_binomial_P(k, x, n)) < 1e-9);
    }
    for (size_t n = 2; n < 300; n++) {
        double values[300], p = uniform(&gen);
        for (size_t i = 0; i < n; i++)
            values[i] = 1e6 + uniform(&gen);
        vl_summary summary = vl_stats_summary(values, n);
        assert_close(summary.mean, gsl_stats_mean(values, 1, n), 1e-14);
        assert_close(summary.deviation, gsl_stats_sd(values, 1, n), 1e-8);
        vl_stats_sort(values, n);
        assert_close(vl_stats_quantile(values, n, p),
                     gsl_stats_quantile_from_sorted_data(values, 1, n, p), 1e-14);
    }
}
#else
static void gsl_agrees(void **state) {
    (void)state;
    print_message("no GSL (libgsl-dev)\n");
    skip();
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_quantiles_are_those_of_the_table),
        cmocka_unit_test(intervals_of_the_median_are_those_of_the_table),
        cmocka_unit_test(intervals_of_quantiles_cover),
        cmocka_unit_test(intervals_of_means_cover),
        cmocka_unit_test(little_is_undefined_not_infinite),
        cmocka_unit_test(sums_keep_small_numbers),
        cmocka_unit_test(pairs_are_compared_pair_by_pair),
        cmocka_unit_test(histograms_hold_every_number),
        cmocka_unit_test(densities_have_area_one),
        cmocka_unit_test(gsl_agrees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
