# conformance: except 3.14 machine: 32 bits
# fractions and numbers: exact arithmetic, texts, comparisons, the abstract tower.
import copy
import math
import numbers
import operator
import sys
from fractions import Fraction as F


def attempt(call, *args, **kwargs):
    try:
        print(repr(call(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


for args in [(), (3,), (6, -4), ("3/7",), (" -3.25e2 ",), ("1_000.5",), (".5",), ("5.",), ("1e-3",), (0.1,), (2.5,),
             (F(1, 3), F(2, 5)), (True,), ("0x1",), ("1/0",), (1, 0), (1.5, 2), ("",), ("1__0",), (None,), ("nan",),
             (float("nan"),), (float("inf"),), ("+7/3",), ("1/-3",), ("e5",), ("1.2.3",), ([],), ("٣/٤",), (3, 7.0)]:
    attempt(F, *args)
a, b = F(3, 4), F(-5, 6)
for op in [operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod, divmod,
           operator.pow, operator.lt, operator.le, operator.eq, operator.ne, operator.gt, operator.ge]:
    for x, y in [(a, b), (b, a), (a, 2), (2, a), (a, 0.5), (0.5, a), (a, F(0)), (F(2), F(1, 2)), (a, a), (a, 0.75),
                 (3, F(3)), (F(-8, 27), F(-2)), (2, F(-3)), (a, float("inf")), (a, True)]:
        if op is operator.pow and x < 0 and y != int(y):
            continue
        try:
            print(op.__name__, x, y, repr(op(x, y)))
        except ZeroDivisionError as error:
            if op not in (operator.pow, operator.floordiv, operator.mod, divmod):
                print(op.__name__, x, y, error)
for value in [a, b, F(7, 2), F(5, 2), F(-5, 2), F(3), F(22, 7), F(0)]:
    print(value, repr(value), float(value), int(value), math.floor(value), math.ceil(value), round(value),
          round(value, 1), round(value, -1), abs(value), -value, +value, bool(value), value.as_integer_ratio(),
          math.trunc(value), hash(value) == hash(float(value)) if float(value) == value else "")
print(hash(F(3)) == hash(3), hash(F(1, 3)), hash(F(-1, 3)), hash(F(1, 2)) == hash(0.5), {F(1, 2): 1}[0.5])
print(hash(F(1, 2 ** 61 - 1)), hash(F(-1, 2 ** 61 - 1)))
print(F(math.pi).limit_denominator(1000), F("3.1415926535897932").limit_denominator(), F(4321, 8765).limit_denominator(10))
print(F(1, 3).limit_denominator(1), F(1, 2).limit_denominator(1), F(-7, 3).limit_denominator(2))
attempt(F(1, 3).limit_denominator, 0)
attempt(F.from_float, 0.25)
attempt(F.from_float, 3)
attempt(F.from_float, "x")
print(sum([F(1, n) for n in range(1, 30)]), sum(F(1, 10) for _ in range(10)) == 1, max(a, b), sorted([a, b, 0, 0.1]))
print(F(1, 3) + F(10 ** 30, 7), F(2 ** 100, 3 ** 60) ** 2, float(F(10 ** 400, 10 ** 399)), math.gcd(F(8).numerator, 12))
attempt(operator.add, a, "x")
attempt(operator.lt, a, "x")
print(a == "x", a != None, copy.copy(a) is a, copy.deepcopy([a])[0] is a, a.numerator, a.denominator, a.real, a.imag)
attempt(setattr, a, "numerator", 3)


class Money(F):
    pass


print(repr(Money(1, 3)), repr(Money(1, 3) + 1), Money("0.5"), isinstance(Money(1), F))
for value in 1, 1.5, F(1), True, "x", None:
    print([isinstance(value, cls) for cls in (numbers.Number, numbers.Complex, numbers.Real, numbers.Rational,
                                              numbers.Integral)])
print(issubclass(int, numbers.Rational), issubclass(float, numbers.Rational), sorted(numbers.Real.__abstractmethods__))
attempt(numbers.Integral)


class Half(numbers.Real):
    def __float__(self):
        return 0.5


try:
    Half()
except TypeError as error:
    print(str(error)[:60])
