# Exact ratios of two ints.
import numbers
import operator
from math import gcd as _gcd, isinf as _isinf, isnan as _isnan
from _vloop_lib import python_minor as _minor

__all__ = ["Fraction"]

_MODULUS = (1 << 61) - 1  # of the hashes of numbers


def _invalid(text):
    raise ValueError(f"Invalid literal for Fraction: {text!r}")


# Digits with single underscores between them; may be empty where `empty` says so.
def _digits(text, whole, empty=False):
    plain = text.replace("_", "")
    if not plain.isdecimal() and not (empty and not text) or "__" in text or text[:1] == "_" or text[-1:] == "_":
        _invalid(whole)
    return plain


def _parse(whole):
    text = whole.strip()
    sign = -1 if text[:1] == "-" else 1
    if text[:1] in ("-", "+"):
        text = text[1:]
    if not (text[:1].isdecimal() or text[:1] == "." and text[1:2].isdecimal()):
        _invalid(whole)
    if "/" in text:
        top, _, bottom = text.partition("/")
        if _minor < 12 and (top[-1:].isspace() or bottom[:1].isspace()):
            _invalid(whole)
        return sign * int(_digits(top.rstrip(), whole)), int(_digits(bottom.lstrip(), whole))
    text, mark, exponent = text.replace("E", "e").partition("e")
    power = 0
    if mark:
        digits = exponent[1:] if exponent[:1] in ("-", "+") else exponent
        power = int(_digits(digits, whole))
        if exponent[:1] == "-":
            power = -power
    top, _, decimals = text.partition(".")
    top, decimals = _digits(top, whole, True), _digits(decimals, whole, True)
    top, bottom = int((top or "0") + decimals), 10 ** len(decimals)
    if power >= 0:
        top *= 10 ** power
    else:
        bottom *= 10 ** -power
    return sign * top, bottom


def _made(numerator, denominator, cls=None):
    # They have no divisor in common, and the denominator is positive.
    self = object.__new__(cls or Fraction)
    self._numerator = numerator
    self._denominator = denominator
    return self


class Fraction(numbers.Rational):
    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        self = super().__new__(cls)
        if denominator is None:
            if isinstance(numerator, str):
                numerator, denominator = _parse(numerator)
            elif isinstance(numerator, numbers.Rational):
                self._numerator, self._denominator = numerator.numerator, numerator.denominator
                return self
            elif isinstance(numerator, float) or _is_decimal(numerator) or \
                    _minor >= 14 and hasattr(numerator, "as_integer_ratio"):
                self._numerator, self._denominator = numerator.as_integer_ratio()
                return self
            else:
                raise TypeError("argument should be a string or a Rational instance" +
                                " or have the as_integer_ratio() method" * (_minor >= 14))
        elif type(numerator) is not int or type(denominator) is not int:
            if not isinstance(numerator, numbers.Rational) or not isinstance(denominator, numbers.Rational):
                raise TypeError("both arguments should be Rational instances")
            numerator, denominator = (numerator.numerator * denominator.denominator,
                                      denominator.numerator * numerator.denominator)
        if denominator == 0:
            raise ZeroDivisionError(f"Fraction({numerator}, 0)")
        divisor = _gcd(numerator, denominator)
        if denominator < 0:
            divisor = -divisor
        self._numerator = numerator // divisor
        self._denominator = denominator // divisor
        return self

    @classmethod
    def from_float(cls, f):
        if isinstance(f, numbers.Integral):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError(f"{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})")
        return _made(*f.as_integer_ratio(), cls)

    @classmethod
    def from_decimal(cls, dec):
        from decimal import Decimal
        if isinstance(dec, numbers.Integral):
            dec = Decimal(int(dec))
        elif not isinstance(dec, Decimal):
            raise TypeError(f"{cls.__name__}.from_decimal() only takes Decimals, not {dec!r} "
                            f"({type(dec).__name__})")
        return _made(*dec.as_integer_ratio(), cls)

    if _minor >= 12:
        def is_integer(self):
            return self._denominator == 1

        def __format__(self, format_spec, /):
            if not format_spec:
                return str(self)
            from _fractions_format import shown
            return shown(self, format_spec)

    def as_integer_ratio(self):
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        # Convergents of the continued fraction, and the last of those between two of them that fits.
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            whole = n // d
            q2 = q0 + whole * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + whole * p1, q2
            n, d = d, n - whole * d
        k = (max_denominator - q0) // q1
        if 2 * d * (q0 + k * q1) <= self._denominator:
            return _made(p1, q1)
        return _made(p0 + k * p1, q0 + k * q1)

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    def __repr__(self):
        return f"{type(self).__name__}({self._numerator}, {self._denominator})"

    def __str__(self):
        return str(self._numerator) if self._denominator == 1 else f"{self._numerator}/{self._denominator}"

    # An operator and its reflected form: exact among rational numbers, else with float(self).
    def _operators(exact, name):
        fallback = getattr(operator, name) if name != "divmod" else divmod

        def forward(a, b):
            if isinstance(b, Fraction):
                return exact(a, b)
            if isinstance(b, int):
                return exact(a, _made(int(b), 1))
            if isinstance(b, float):
                return fallback(float(a), b)
            return NotImplemented

        def backward(b, a):
            if isinstance(a, numbers.Rational):
                return exact(Fraction(a), b)
            if isinstance(a, numbers.Real):
                return fallback(float(a), float(b))
            return NotImplemented
        for method, prefix in (forward, "__"), (backward, "__r"):
            method.__name__ = prefix + name.strip("_") + "__"
            method.__qualname__ = "Fraction." + method.__name__
        return forward, backward

    def _add(a, b):
        na, da, nb, db = a._numerator, a._denominator, b._numerator, b._denominator
        g = _gcd(da, db)
        if g == 1:
            return _made(na * db + da * nb, da * db)
        s = da // g
        t = na * (db // g) + nb * s
        g = _gcd(t, g)
        return _made(t // g, s * (db // g))

    def _sub(a, b):
        return Fraction._add(a, -b)

    def _mul(a, b):
        g1 = _gcd(a._numerator, b._denominator)
        g2 = _gcd(b._numerator, a._denominator)
        return _made((a._numerator // g1) * (b._numerator // g2), (a._denominator // g2) * (b._denominator // g1))

    def _div(a, b):
        nb, db = b._numerator, b._denominator
        if nb == 0:
            if _minor < 12 and a._numerator < 0:
                db = -db
            raise ZeroDivisionError(f"Fraction({db}, 0)")
        return Fraction._mul(a, _made(db, nb) if nb > 0 else _made(-db, -nb))

    def _floordiv(a, b):
        return (a._numerator * b._denominator) // (a._denominator * b._numerator)

    def _divmod(a, b):
        da, db = a._denominator, b._denominator
        quotient, rest = divmod(a._numerator * db, da * b._numerator)
        return quotient, Fraction(rest, da * db)

    def _mod(a, b):
        da, db = a._denominator, b._denominator
        return Fraction((a._numerator * db) % (b._numerator * da), da * db)

    __add__, __radd__ = _operators(_add, "add")
    __sub__, __rsub__ = _operators(_sub, "sub")
    __mul__, __rmul__ = _operators(_mul, "mul")
    __truediv__, __rtruediv__ = _operators(_div, "truediv")
    __floordiv__, __rfloordiv__ = _operators(_floordiv, "floordiv")
    __divmod__, __rdivmod__ = _operators(_divmod, "divmod")
    __mod__, __rmod__ = _operators(_mod, "mod")
    del _operators

    def __pow__(a, b):
        if isinstance(b, numbers.Rational):
            if b.denominator != 1:
                return float(a) ** float(b)
            power, n, d = b.numerator, a._numerator, a._denominator
            if power >= 0:
                return _made(n ** power, d ** power)
            if n == 0:
                raise ZeroDivisionError(f"Fraction({d ** -power}, 0)")
            return _made(d ** -power, n ** -power) if n > 0 else _made((-d) ** -power, (-n) ** -power)
        if _minor < 13 or isinstance(b, float):
            return float(a) ** b
        return NotImplemented

    def __rpow__(b, a):
        if b._denominator == 1 and b._numerator >= 0:
            return a ** b._numerator
        if isinstance(a, numbers.Rational):
            return Fraction(a.numerator, a.denominator) ** b
        return a ** b._numerator if b._denominator == 1 else a ** float(b)

    def __pos__(self):
        return _made(self._numerator, self._denominator)

    def __neg__(self):
        return _made(-self._numerator, self._denominator)

    def __abs__(self):
        return _made(abs(self._numerator), self._denominator)

    if _minor >= 11:
        def __int__(self):
            return self.__trunc__()

    def __trunc__(self):
        n, d = self._numerator, self._denominator
        return -(-n // d) if n < 0 else n // d

    def __floor__(self):
        return self._numerator // self._denominator

    def __ceil__(self):
        return -(-self._numerator // self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            whole, rest = divmod(self._numerator, self._denominator)
            twice = rest * 2
            return whole + (twice > self._denominator or twice == self._denominator and whole % 2)
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        try:
            found = hash(hash(abs(self._numerator)) * pow(self._denominator, -1, _MODULUS))
        except ValueError:
            found = 314159  # that of infinity: the denominator is a multiple of the modulus
        if self._numerator < 0:
            found = -found
        return -2 if found == -1 else found

    def __eq__(a, b):
        if isinstance(b, int):
            return a._numerator == b and a._denominator == 1
        if isinstance(b, numbers.Rational):
            return a._numerator == b.numerator and a._denominator == b.denominator
        if isinstance(b, float):
            return 0.0 == b if _isnan(b) or _isinf(b) else a == Fraction.from_float(b)
        return NotImplemented

    def _compare(a, b, operation):
        if isinstance(b, numbers.Rational):
            return operation(a._numerator * b.denominator, a._denominator * b.numerator)
        if isinstance(b, float):
            return operation(0.0, b) if _isnan(b) or _isinf(b) else operation(a, Fraction.from_float(b))
        return NotImplemented

    def __lt__(a, b):
        return a._compare(b, operator.lt)

    def __gt__(a, b):
        return a._compare(b, operator.gt)

    def __le__(a, b):
        return a._compare(b, operator.le)

    def __ge__(a, b):
        return a._compare(b, operator.ge)

    def __bool__(self):
        return bool(self._numerator)

    def __reduce__(self):
        return type(self), (self._numerator, self._denominator)

    def __copy__(self):
        return self if type(self) is Fraction else type(self)(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()


def _is_decimal(value):
    import sys
    return "decimal" in sys.modules and isinstance(value, sys.modules["decimal"].Decimal)
