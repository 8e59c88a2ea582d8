# Classes of the program as numbers: __index__, __int__, __float__ and the like; subclasses.
import math


def show(*calls):
    for number, call in enumerate(calls):
        try:
            print(number, repr(call()))
        except Exception as error:
            print(number, type(error).__name__, error.args)


class I:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        return self.v

    def __repr__(self):
        return 'I'


class F:
    def __float__(self):
        return 2.5


class T:
    def __trunc__(self):
        return 7

    def __floor__(self):
        return 'fl'

    def __ceil__(self):
        return 'ce'

    def __round__(self, n=None):
        return ('ro', n)


class MyInt(int):
    def __repr__(self):
        return 'MyInt(%d)' % self


class MyFloat(float):
    pass


class BadI:
    def __index__(self):
        return 'x'

    def __int__(self):
        return 1.5

    def __float__(self):
        return 1


class OnlyInt:
    def __int__(self):
        return 9


def protocols():
    show(
        lambda: math.gcd(I(12), 18),
        lambda: math.sqrt(F()),
        lambda: math.sqrt(I(4)),
        lambda: float(I(3)),
        lambda: int(I(3)),
        lambda: int(F()),
        lambda: float(F()),
        lambda: int(BadI()),
        lambda: float(BadI()),
        lambda: math.gcd(BadI()),
        lambda: math.sqrt(BadI()),
        lambda: int(OnlyInt()),
        lambda: math.gcd(OnlyInt()),
        lambda: float(OnlyInt()),
        lambda: [1, 2, 3][I(1)],
        lambda: 1 << I(2),
        lambda: range(I(3)),
        lambda: 'a' * I(3),
        lambda: int('11', I(2)),
        lambda: round(2.567, I(1)),
        lambda: 5 .to_bytes(I(2)),
        lambda: int(T()),
        lambda: math.trunc(T()),
        lambda: math.floor(T()),
        lambda: math.ceil(T()),
        lambda: round(T()),
        lambda: round(T(), 2),
    )


def subclasses():
    show(
        lambda: MyInt(5) + 1,
        lambda: type(MyInt(5) + 1).__name__,
        lambda: MyInt('12', 8),
        lambda: MyInt(5),
        lambda: str(MyInt(5)),
        lambda: repr(MyInt(5)),
        lambda: f'{MyInt(5)}',
        lambda: f'{MyInt(5):3d}',
        lambda: hash(MyInt(5)),
        lambda: MyInt(5) == 5,
        lambda: MyInt(2) ** 3,
        lambda: -MyInt(3),
        lambda: int(MyInt(3)),
        lambda: type(int(MyInt(3))),
        lambda: MyInt(3).real,
        lambda: MyInt.from_bytes(b'\x05'),
        lambda: type(MyInt.from_bytes(b'\x05')).__name__,
        lambda: MyFloat(2.5) * 2,
        lambda: MyFloat('1e3'),
        lambda: MyFloat.fromhex('0x1p3'),
        lambda: type(MyFloat.fromhex('0x1p3')).__name__,
        lambda: float(MyFloat(1.5)),
        lambda: round(MyFloat(2.5)),
        lambda: math.floor(MyFloat(2.5)),
        lambda: divmod(MyInt(7), 2),
        lambda: [1, 2, 3][MyInt(1)],
        lambda: bool(MyInt(0)),
        lambda: MyInt(2 ** 70),
        lambda: MyInt(2 ** 70) + 1,
        lambda: isinstance(MyInt(3), int),
        lambda: MyInt(5) < 6,
        lambda: 6 > MyInt(5),
        lambda: {5: 1}[MyInt(5)],
        lambda: int.__repr__(MyInt(5)),
        lambda: pow(MyInt(2), 5, 7),
        lambda: int(MyFloat(3.7)),
        lambda: MyFloat(1.5).is_integer(),
        lambda: MyInt(5).bit_length(),
        lambda: sum([MyInt(1), MyInt(2)]),
        lambda: format(MyFloat(1.5), '.3f'),
        lambda: f'{MyFloat(1.5)}',
        lambda: max(MyInt(3), 2),
        lambda: abs(MyInt(-3)),
        lambda: ~MyInt(3),
        lambda: int.__new__(MyInt, 7),
        lambda: MyInt(),
        lambda: MyFloat(),
        lambda: MyInt(x=1),
        lambda: '%d|%5.2f|%s|%x' % (MyInt(5), MyFloat(1.5), MyInt(7), MyInt(255)),
        lambda: MyInt(7) / 2,
        lambda: MyInt(7) // MyInt(2),
    )


protocols()
subclasses()
