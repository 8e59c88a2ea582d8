# The tower of abstract classes of numbers.
from abc import ABCMeta, abstractmethod

__all__ = ["Number", "Complex", "Real", "Rational", "Integral"]


class Number(metaclass=ABCMeta):
    __slots__ = ()
    __hash__ = None


# Puts abstract methods into the namespace of a class: unary ones, those of two operands, properties.
def _abstract(namespace, qualname, unary="", binary="", properties=""):
    def add(name, function):
        function.__name__, function.__qualname__, function.__module__ = name, f"{qualname}.{name}", "numbers"
        return abstractmethod(function)

    for name in unary.split():
        def function(self):
            raise NotImplementedError
        namespace[name] = add(name, function)
    for name in binary.split():
        def function(self, other):
            raise NotImplementedError
        namespace[name] = add(name, function)
    for name in properties.split():
        def function(self):
            raise NotImplementedError
        namespace[name] = property(add(name, function))


class Complex(Number):
    __slots__ = ()
    _abstract(locals(), "Complex", "__complex__ __neg__ __pos__ __abs__ conjugate",
              "__add__ __radd__ __mul__ __rmul__ __truediv__ __rtruediv__ __pow__ __rpow__ __eq__", "real imag")

    def __bool__(self):
        return self != 0

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other


Complex.register(complex)


class Real(Complex):
    __slots__ = ()
    _abstract(locals(), "Real", "__float__ __trunc__ __floor__ __ceil__",
              "__floordiv__ __rfloordiv__ __mod__ __rmod__ __lt__ __le__")

    @abstractmethod
    def __round__(self, ndigits=None):
        raise NotImplementedError

    def __divmod__(self, other):
        return self // other, self % other

    def __rdivmod__(self, other):
        return other // self, other % self

    def __complex__(self):
        return complex(float(self))

    @property
    def real(self):
        return +self

    @property
    def imag(self):
        return 0

    def conjugate(self):
        return +self


Real.register(float)


class Rational(Real):
    __slots__ = ()
    _abstract(locals(), "Rational", properties="numerator denominator")

    def __float__(self):
        return int(self.numerator) / int(self.denominator)


class Integral(Rational):
    __slots__ = ()
    _abstract(locals(), "Integral", "__int__ __invert__",
              "__lshift__ __rlshift__ __rshift__ __rrshift__ __and__ __rand__ __xor__ __rxor__ __or__ __ror__")

    @abstractmethod
    def __pow__(self, exponent, modulus=None):
        raise NotImplementedError

    def __index__(self):
        return int(self)

    def __float__(self):
        return float(int(self))

    @property
    def numerator(self):
        return +self

    @property
    def denominator(self):
        return 1


Integral.register(int)
