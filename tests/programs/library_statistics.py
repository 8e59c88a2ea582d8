# conformance: except 3.14 machine: 32 bits
# statistics: averages, spread, relations, NormalDist.
import math
import random
import statistics as st
from fractions import Fraction as F

rng = random.Random(7)
data = [[1, 2, 3, 4], [1.5, 2.5, 2.75, 3.25, 4.75], [1], [], [0.1] * 10, [1e20, 1, -1e20], [F(1, 3), F(1, 2), 1],
        [1, 2.5, True], [rng.gauss(10, 3) for _ in range(101)], [rng.randrange(20) for _ in range(50)], [3, 3, 1, 1, 2],
        range(1, 100, 7), (2, 4, 4, 4, 5, 5, 7, 9), [1e-300, 3e-300, 7e-300], [10 ** 20, 10 ** 20 + 1, 10 ** 20 + 5],
        [F(1, 3), 0.5], [-1, -2.5, 3], [0, 1, 2], [1e308, 1e308, -1e308]]


def attempt(name, *args, **kwargs):
    try:
        print(name, repr(getattr(st, name)(*args, **kwargs)))
    except Exception as error:
        print(name, type(error).__name__, error.args)


for sample in data:
    print("--", len(sample))
    for name in ("mean fmean median median_low median_high median_grouped mode multimode variance pvariance stdev "
                 "pstdev harmonic_mean geometric_mean").split():
        attempt(name, sample)
    for n in 4, 10:
        for method in "exclusive", "inclusive":
            attempt("quantiles", sample, n=n, method=method)
attempt("quantiles", [1, 2], n=0)
attempt("quantiles", [1, 2], method="other")
attempt("mean", iter([1, 2, 3.5]))
attempt("fmean", iter([1, 2, 3.5]))
attempt("fmean", [1, 2, 3], weights=[3, 2, 1])
attempt("fmean", [1, 2, 3], weights=[3, 2])
attempt("fmean", [1, 2], weights=[0, 0])
attempt("fmean", [1, 2], weights=iter([1, 3]))
attempt("harmonic_mean", [40, 60], weights=[5, 30])
attempt("harmonic_mean", [40, 60], weights=[5])
attempt("harmonic_mean", [2.5, 3, F(1, 2)])
attempt("harmonic_mean", ["x"])
attempt("harmonic_mean", [0, 1])
attempt("harmonic_mean", [-1])
attempt("harmonic_mean", iter([1, 4]))
attempt("mean", ["a"])
attempt("mean", [1, None])
attempt("mean", [F(1, 2), "x"])
attempt("mode", ["red", "blue", "blue", "red", "green"])
attempt("multimode", "aabbcd")
attempt("mode", [[1]])
attempt("median", ["b", "a", "c"])
attempt("median", [1, "a"])
attempt("variance", [1, 2, 3, 4], xbar=2.5)
attempt("pvariance", [1, 2, 3, 4], mu=2)
attempt("stdev", [1.5, 2.5], 2.0)
attempt("mean", [float("inf"), 1])
attempt("mean", [float("nan"), 1])
attempt("mean", [float("inf"), float("-inf")])
attempt("variance", [float("inf"), 1, 2])
attempt("stdev", [float("nan"), 1, 2])
attempt("median_grouped", [52, 52, 53, 54], interval=2)
attempt("median_grouped", ["x"])
attempt("geometric_mean", [54, 24, 36])

x, y = [1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 1, 2, 3, 1, 2, 3.5]
for name in "covariance", "correlation", "linear_regression":
    attempt(name, x, y)
    attempt(name, x, x)
    attempt(name, [1], [2])
    attempt(name, [1, 2], [1])
    attempt(name, [1, 1], [2, 3])
attempt("linear_regression", x, y, proportional=True)
slope, intercept = st.linear_regression([1.5, 2.5, 4], [3, 5, 8])
print(slope, intercept, st.linear_regression(x, y).slope, type(st.linear_regression(x, y)).__mro__[1])

n = st.NormalDist(100, 15)
print(n, n.mean, n.median, n.mode, n.stdev, n.variance, n == st.NormalDist(100, 15), hash(n) == hash(st.NormalDist(100, 15)))
print(n.pdf(110), n.cdf(115), n.inv_cdf(0.9), n.zscore(130), n.quantiles(), n.quantiles(n=5))
print([n.inv_cdf(p) for p in (1e-300, 1e-10, 0.001, 0.02, 0.07, 0.076, 0.3, 0.5, 0.8, 0.95, 0.999999)])
print(n + 5, n - 5, 5 - n, n * 2, 2 * n, n / 3, +n, -n, n + st.NormalDist(1, 8), n - st.NormalDist(1, 8))
print(n.overlap(st.NormalDist(110, 15)), n.overlap(st.NormalDist(110, 20)), st.NormalDist(), n != 3)
print(st.NormalDist.from_samples([2.5, 3.1, 2.1, 2.4, 2.7, 3.5]), st.NormalDist.from_samples([1, 2]))
print(n.samples(3, seed=5), len(n.samples(4)))
flat = st.NormalDist(1, 0)
for call in [lambda: flat.pdf(1), lambda: flat.cdf(1), lambda: flat.zscore(1), lambda: n.inv_cdf(1),
             lambda: st.NormalDist(0, -1), lambda: n.overlap(flat), lambda: n.overlap(3), lambda: n.inv_cdf(0.0),
             lambda: st.NormalDist.from_samples([1])]:
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
print(issubclass(st.StatisticsError, ValueError), st.StatisticsError)
