# Averages, spread, relations between samples, the normal distribution. Sums are exact: of ints as numerators by
# their denominators.
import math
from math import fabs, fsum, gcd, lcm, sqrt
from _vloop_lib import python_minor as _minor

__all__ = ["NormalDist", "StatisticsError", "correlation", "covariance", "fmean", "geometric_mean",
           "harmonic_mean", "linear_regression", "mean", "median", "median_grouped", "median_high", "median_low",
           "mode", "multimode", "pstdev", "pvariance", "quantiles", "stdev", "variance"]


class StatisticsError(ValueError):
    pass


# ---- exact sums ------------------------------------------------------------------------------------------------

def _coerce(first, second):
    if first is second or second is int or second is bool:
        return first
    if first is int or issubclass(second, first):
        return second
    if issubclass(first, second):
        return first
    if issubclass(first, int):
        return second
    if issubclass(second, int):
        return first
    names = [cls.__name__ for cls in first.__mro__], [cls.__name__ for cls in second.__mro__]
    if issubclass(second, float) and "Fraction" in names[0]:
        return second
    if issubclass(first, float) and "Fraction" in names[1]:
        return first
    raise TypeError(f"don't know how to coerce {first.__name__} and {second.__name__}")


def _ratio(x):
    try:
        return x.as_integer_ratio()
    except AttributeError:
        pass
    except (OverflowError, ValueError):
        return x, None  # infinite, or not a number
    try:
        return x.numerator, x.denominator
    except AttributeError:
        raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator")


# The type of the result, numerator and denominator of the sum (of that of squares too), how many there are.
def _sums(data, squares=False):
    kinds, count, sums, of_squares = {}, 0, {}, {}
    for x in data:
        kinds[type(x)] = None
        n, d = _ratio(x)
        count += 1
        sums[d] = sums.get(d, 0) + n
        if squares and d is not None:
            of_squares[d] = of_squares.get(d, 0) + n * n
    kind = int
    for other in kinds:
        kind = _coerce(kind, other)
    if None in sums:
        return kind, sums[None], None, None, count
    common = lcm(*sums)
    total = sum(n * (common // d) for d, n in sums.items())
    square = sum(n * (common // d) ** 2 for d, n in of_squares.items()) if squares else None
    return kind, total, common, square, count


# The sum of squared distances from `center` (None: the mean), and the mean; numerators and denominators.
def _spread(data, center=None):
    if center is not None:
        kind, n, d, _, count = _sums((delta := x - center) * delta for x in data)
        return kind, n, d, None, count
    kind, total, common, square, count = _sums(data, True)
    if not count or common is None:
        return kind, total, common, total, count
    return kind, count * square - total * total, common * common * count, (total, common * count), count


def _convert(n, d, kind):
    # n / d as a value of that type; d None: n is such a value, and not finite
    if d is None:
        return n if type(n) is kind else kind(n)
    divisor = gcd(n, d)
    n, d = n // divisor, d // divisor
    if issubclass(kind, int) and d != 1:
        kind = float
    if kind is float:
        return n / d
    if kind is int:
        return n
    if any(cls.__name__ == "Decimal" for cls in kind.__mro__):
        return kind(n) / kind(d)
    from fractions import Fraction
    return kind(Fraction(n, d))


def _divided(n, d, count):
    return (n / count, None) if d is None else (n, d * count)


def _not_negative(values, message):
    for x in values:
        if x < 0:
            raise StatisticsError(message)
        yield x


if _minor >= 12:
    _sumprod = math.sumprod
else:
    def _sumprod(x, y):
        return fsum(a * b for a, b in zip(x, y))


# ---- averages ------------------------------------------------------------------------------------------------------

def mean(data):
    kind, n, d, _, count = _sums(data)
    if count < 1:
        raise StatisticsError("mean requires at least one data point")
    return _convert(*_divided(n, d, count), kind)


def fmean(data, weights=None):
    if weights is None or _minor < 12:
        if not hasattr(data, "__len__"):
            data = list(data)
        count = len(data)
        if weights is None:
            total = fsum(data)
            if not count:
                raise StatisticsError("fmean requires at least one data point")
            return total / count
    if not isinstance(weights, (list, tuple)):
        weights = list(weights)
    if _minor < 12 and len(weights) != count:
        raise StatisticsError("data and weights must be the same length")
    try:
        total = _sumprod(data, weights)
    except ValueError:
        raise StatisticsError("data and weights must be the same length")
    whole = fsum(weights)
    if not whole:
        raise StatisticsError("sum of weights must be non-zero")
    return total / whole


def geometric_mean(data):
    if _minor < 13:
        try:
            return math.exp(fmean(map(math.log, data)))
        except ValueError:
            raise StatisticsError("geometric mean requires a non-empty dataset containing positive numbers") from None
    count, zero, logs = 0, False, []
    for count, x in enumerate(data, 1):
        if x > 0.0 or math.isnan(x):
            logs.append(math.log(x))
        elif x == 0.0:
            zero = True
        else:
            raise StatisticsError("No negative inputs allowed", x)
    total = fsum(logs)
    if not count:
        raise StatisticsError("Must have a non-empty dataset")
    if math.isnan(total) or zero and total == math.inf:
        return math.nan
    return 0.0 if zero else math.exp(total / count)


def harmonic_mean(data, weights=None):
    if iter(data) is data:
        data = list(data)
    message, count = "harmonic mean does not support negative values", len(data)
    if count < 1:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if count == 1 and weights is None:
        import numbers
        x = data[0]
        if not isinstance(x, numbers.Real) and type(x).__name__ != "Decimal":
            raise TypeError("unsupported type")
        if x < 0:
            raise StatisticsError(message)
        return x
    n, d = count, 1
    if weights is None:
        weights = [1] * count
    else:
        if iter(weights) is weights:
            weights = list(weights)
        if len(weights) != count:
            raise StatisticsError("Number of weights does not match data size")
        _, n, d, _, _ = _sums(_not_negative(weights, message))
    try:
        data = _not_negative(data, message)
        kind, bottom, of_bottom, _, _ = _sums(w / x if w else 0 for w, x in zip(weights, data))
    except ZeroDivisionError:
        return 0
    if bottom <= 0:
        raise StatisticsError("Weighted sum must be positive")
    if of_bottom is None or d is None:
        return _convert((n / d if d else n) / (bottom / of_bottom if of_bottom else bottom), None, kind)
    return _convert(n * of_bottom, d * bottom, kind)


def _sorted(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data


def median(data):
    data = _sorted(data)
    middle = len(data) // 2
    return data[middle] if len(data) % 2 else (data[middle - 1] + data[middle]) / 2


def median_low(data):
    data = _sorted(data)
    return data[(len(data) - 1) // 2]


def median_high(data):
    data = _sorted(data)
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    from bisect import bisect_left, bisect_right
    data = _sorted(data)
    x = data[len(data) // 2]
    below = bisect_left(data, x)
    among = bisect_right(data, x, lo=below) - below
    try:
        interval, x = float(interval), float(x)
    except ValueError:
        raise TypeError("Value cannot be converted to a float")
    return x - interval / 2.0 + interval * (len(data) / 2 - below) / among


def _counts(data):
    from _collections import _count_elements
    counts = {}
    _count_elements(counts, iter(data))
    return counts


def mode(data):
    counts = _counts(data)
    if not counts:
        raise StatisticsError("no mode for empty data")
    return max(counts, key=counts.get)


def multimode(data):
    counts = _counts(data)
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method="exclusive"):
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    count = len(data)
    if count < 2:
        if count == 1 and _minor >= 13:
            return data * (n - 1)
        raise StatisticsError(f"must have at least {'one data point' if _minor >= 13 else 'two data points'}")
    found = []
    if method == "inclusive":
        for i in range(1, n):
            at, part = divmod(i * (count - 1), n)
            found.append((data[at] * (n - part) + data[at + 1] * part) / n)
    elif method == "exclusive":
        for i in range(1, n):
            at = min(max(i * (count + 1) // n, 1), count - 1)
            part = i * (count + 1) - at * n
            found.append((data[at - 1] * (n - part) + data[at] * part) / n)
    else:
        raise ValueError(f"Unknown method: {method!r}")
    return found


# ---- spread --------------------------------------------------------------------------------------------------------

def _variance(name, data, center, least):
    kind, n, d, _, count = _spread(data, center)
    if count < least:
        raise StatisticsError(f"{name} requires at least {'two data points' if least == 2 else 'one data point'}")
    return (kind, *_divided(n, d or 1 if not count else d, count - least + 1))


def variance(data, xbar=None):
    kind, n, d = _variance("variance", data, xbar, 2)
    return _convert(n, d, kind)


def pvariance(data, mu=None):
    kind, n, d = _variance("pvariance", data, mu, 1)
    return _convert(n, d, kind)


# The square root of n / d, rounded once: an integer root of 109 bits, its last bit set where it is not exact.
def _root(n, d):
    shift = (n.bit_length() - d.bit_length() - 109) // 2
    if shift >= 0:
        d <<= 2 * shift
    else:
        n <<= -2 * shift
    root = math.isqrt(n // d)
    root |= root * root * d != n
    return (root << shift) / 1 if shift >= 0 else root / (1 << -shift)


def _decimal_root(n, d):
    from decimal import Decimal
    if not n:
        return Decimal("0.0")
    root = (Decimal(n) / Decimal(d)).sqrt()
    top, bottom = root.as_integer_ratio()
    above = root.next_plus()
    top_above, bottom_above = above.as_integer_ratio()
    if 4 * n * (bottom * bottom_above) ** 2 > d * (bottom * top_above + bottom_above * top) ** 2:
        return above
    below = root.next_minus()
    top_below, bottom_below = below.as_integer_ratio()
    if 4 * n * (bottom * bottom_below) ** 2 < d * (bottom * top_below + bottom_below * top) ** 2:
        return below
    return root


def _deviation(name, data, center, least):
    kind, n, d = _variance(name, data, center, least)
    if d is None:
        n.numerator  # as in CPython, the error of a float that has none
    divisor = gcd(n, d)
    if any(cls.__name__ == "Decimal" for cls in kind.__mro__):
        return _decimal_root(n // divisor, d // divisor)
    return _root(n // divisor, d // divisor)


def stdev(data, xbar=None):
    return _deviation("stdev", data, xbar, 2)


def pstdev(data, mu=None):
    return _deviation("pstdev", data, mu, 1)


# ---- relations -----------------------------------------------------------------------------------------------------

def _check_pairs(what, x, y):
    if len(x) != len(y):
        raise StatisticsError(f"{what} requires that both inputs have same number of data points")
    if len(x) < 2:
        raise StatisticsError(f"{what} requires at least two data points")


def _centered(values):
    center = fsum(values) / len(values)
    return center, [value - center for value in values]


def covariance(x, y, /):
    _check_pairs("covariance", x, y)
    return _sumprod(_centered(x)[1], _centered(y)[1]) / (len(x) - 1)


# Ranks around zero, equal values sharing theirs.
def _ranks(values):
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks, at = [0] * len(values), 0
    while at < len(order):
        end = at + 1
        while end < len(order) and values[order[end]] == values[order[at]]:
            end += 1
        for place in order[at:end]:
            ranks[place] = (len(values) - 1) / -2 - 1 + at + (end - at + 1) / 2
        at = end
    return ranks


# The root of x * y without overflow, and with its rounding error mended.
def _root_of_product(x, y):
    root = sqrt(x * y)
    if _minor < 13:
        return root
    if math.isinf(root) and not math.isinf(x) and not math.isinf(y):
        scale = 2.0 ** -512
        return _root_of_product(scale * x, scale * y) / scale
    if not root and x and y:
        scale = 2.0 ** 537
        return _root_of_product(scale * x, scale * y) / scale
    if not root or not math.isfinite(root):
        return root
    return root + _sumprod((x, root), (y, -root)) / (2.0 * root)


def correlation(x, y, /, *, method="linear"):
    _check_pairs("correlation", x, y)
    if method not in ("linear", "ranked"):
        raise ValueError(f"Unknown method: {method!r}")
    if method == "ranked":
        x, y = _ranks(x), _ranks(y)
    else:
        x, y = _centered(x)[1], _centered(y)[1]
    both = _sumprod(x, y)
    try:
        return both / _root_of_product(_sumprod(x, x), _sumprod(y, y))
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant")


def __getattr__(name):
    if name != "LinearRegression":
        raise AttributeError(f"module 'statistics' has no attribute {name!r}")
    global LinearRegression
    from collections import namedtuple
    LinearRegression = namedtuple("LinearRegression", ("slope", "intercept"), module="statistics")
    return LinearRegression


def linear_regression(x, y, /, *, proportional=False):
    _check_pairs("linear regression", x, y)
    if not proportional:
        center_x, x = _centered(x)
        center_y, y = _centered(y)
    both = _sumprod(x, y) + 0.0
    try:
        slope = both / _sumprod(x, x)
    except ZeroDivisionError:
        raise StatisticsError("x is constant")
    import statistics
    return statistics.LinearRegression(slope, 0.0 if proportional else center_y - slope * center_x)


# ---- the normal distribution -----------------------------------------------------------------------------------------

# Wichura's algorithm AS 241: quotients of polynomials, highest power first, for the middle and the tails.
_MIDDLE = ((2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
            1971.5909503065513, 133.14166789178438, 3.3871328727963665),
           (5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
            687.1870074920579, 42.31333070160091, 1.0))
_NEAR = ((0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
          5.769497221460691, 4.630337846156546, 1.4234371107496835),
         (1.0507500716444169e-09, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008,
          0.6897673349851, 1.6763848301838038, 2.053191626637759, 1.0))
_FAR = ((2.0103343992922881e-07, 2.7115555687434876e-05, 0.0012426609473880784, 0.026532189526576124,
         0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103),
        (2.0442631033899397e-15, 1.421511758316446e-07, 1.8463183175100548e-05, 0.0007868691311456133,
         0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1.0))


def _polynomial(coefficients, x):
    total = coefficients[0]
    for c in coefficients[1:]:
        total = total * x + c
    return total


def _inverse(p, mu, sigma):
    q = p - 0.5
    if fabs(q) <= 0.425:
        r = 0.180625 - q * q
        x = _polynomial(_MIDDLE[0], r) * q / _polynomial(_MIDDLE[1], r)
        return mu + x * sigma
    r = sqrt(-math.log(p if q <= 0.0 else 1.0 - p))
    top, bottom = _NEAR if r <= 5.0 else _FAR
    r -= 1.6 if r <= 5.0 else 5.0
    x = _polynomial(top, r) / _polynomial(bottom, r)
    return mu + (-x if q < 0.0 else x) * sigma


class NormalDist:
    __slots__ = {"_mu": "mean", "_sigma": "standard deviation"}

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu = float(mu)
        self._sigma = float(sigma)

    @classmethod
    def from_samples(cls, data):
        kind, n, d, center, count = _spread(data)
        if count < 2:
            raise StatisticsError("stdev requires at least two data points")
        if d is None:
            return cls(float(center), float(center) / float(n))
        n, d = _divided(n, d, count - 1)
        return cls(center[0] / center[1], _root(n // gcd(n, d), d // gcd(n, d)))

    def samples(self, n, *, seed=None):
        import random
        source = random if seed is None else random.Random(seed)
        if _minor >= 13:
            return [_inverse(source.random(), self._mu, self._sigma) for _ in range(n)]
        return [source.gauss(self._mu, self._sigma) for _ in range(n)]

    def _positive(self, what):
        if not self._sigma:
            raise StatisticsError(f"{what}() not defined when sigma is zero")

    def pdf(self, x):
        variance = self._sigma * self._sigma
        if not variance:
            self._positive("pdf")
        diff = x - self._mu
        return math.exp(diff * diff / (-2.0 * variance)) / sqrt(math.tau * variance)

    def cdf(self, x):
        self._positive("cdf")
        return 0.5 * (1.0 + math.erf((x - self._mu) / (self._sigma * sqrt(2.0))))

    def inv_cdf(self, p):
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError("p must be in the range 0.0 < p < 1.0")
        if _minor < 12 and self._sigma <= 0.0:
            raise StatisticsError("cdf() not defined when sigma at or below zero")
        return _inverse(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        if not isinstance(other, NormalDist):
            raise TypeError("Expected another NormalDist instance")
        x, y = sorted((self, other), key=lambda d: (d._sigma, d._mu))
        if not x.variance or not y.variance:
            raise StatisticsError("overlap() not defined when sigma is zero")
        wider, apart = y.variance - x.variance, fabs(y._mu - x._mu)
        if not wider:
            return 1.0 - math.erf(apart / (2.0 * x._sigma * sqrt(2.0)))
        a = x._mu * y.variance - y._mu * x.variance
        b = x._sigma * y._sigma * sqrt(apart * apart + wider * math.log(y.variance / x.variance))
        one, two = (a + b) / wider, (a - b) / wider
        return 1.0 - (fabs(y.cdf(one) - x.cdf(one)) + fabs(y.cdf(two) - x.cdf(two)))

    def zscore(self, x):
        self._positive("zscore")
        return (x - self._mu) / self._sigma

    mean = property(lambda self: self._mu)
    median = property(lambda self: self._mu)
    mode = property(lambda self: self._mu)
    stdev = property(lambda self: self._sigma)
    variance = property(lambda self: self._sigma * self._sigma)

    def __add__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu + other._mu, math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu + other, self._sigma)

    def __sub__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu - other._mu, math.hypot(self._sigma, other._sigma))
        return NormalDist(self._mu - other, self._sigma)

    def __mul__(self, other):
        return NormalDist(self._mu * other, self._sigma * fabs(other))

    def __truediv__(self, other):
        return NormalDist(self._mu / other, self._sigma / fabs(other))

    def __pos__(self):
        return NormalDist(self._mu, self._sigma)

    def __neg__(self):
        return NormalDist(-self._mu, self._sigma)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other):
        return -(self - other)

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return self._mu == other._mu and self._sigma == other._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f"{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})"

    def __getstate__(self):
        return self._mu, self._sigma

    def __setstate__(self, state):
        self._mu, self._sigma = state
