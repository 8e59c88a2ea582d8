# Enumerations: members, lookups, mixins, flags, texts, errors.
import enum
from enum import Enum, IntEnum, Flag, IntFlag, StrEnum, auto, unique, member, nonmember


def shows(what, f, *args):
    try:
        print(what, repr(f(*args)))
    except Exception as e:
        print(what, type(e).__name__, e)


class Color(Enum):
    """colours"""
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1


print(Color.RED, repr(Color.RED), f"{Color.RED} {Color.RED!r:>20} {Color.RED:>12}|", Color, Color.__doc__)
print(list(Color), len(Color), Color["RED"], Color(2), Color.CRIMSON is Color.RED, list(Color.__members__))
print(Color.RED.name, Color.RED.value, Color.CRIMSON.name, Color.RED == 1, Color.RED is Color(1))
print(isinstance(Color.RED, Color), type(Color), Color.__members__["CRIMSON"], list(reversed(Color)))
print({Color.RED: 1}[Color.RED], hash(Color.RED) == hash("RED"), Color.RED in Color, bool(Color.RED))
shows("value", Color, 9)
shows("value", Color, "RED")
shows("name", lambda: Color["PINK"])
shows("attr", lambda: Color.PINK)
shows("set", setattr, Color, "RED", 3)
shows("del", delattr, Color, "RED")
shows("lt", lambda: Color.RED < Color.BLUE)
shows("unhashable", Color, [1])


def extend():
    class More(Color):
        PINK = 4


def again():
    class Twice(Enum):
        A = 1
        A = 2


def sunder():
    class S(Enum):
        _a_ = 1


def dupes():
    @unique
    class D(Enum):
        A = 1
        B = 1
        C = 1


def mro():
    class D(Enum):
        mro = 1


for f in (extend, again, sunder, dupes, mro):
    shows(f.__name__, f)


class Planet(Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.4e23, 3.39e6)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def density(self):
        return round(self.mass / self.radius ** 3)

    @classmethod
    def heaviest(cls):
        return max(cls, key=lambda p: p.mass)

    @staticmethod
    def kind():
        return "planet"

    def __str__(self):
        return self.name.title()


print(Planet.EARTH, Planet.EARTH.density, Planet.heaviest(), Planet.kind(), repr(Planet.MARS), f"{Planet.MARS}")
print(Planet((6.4e23, 3.39e6)))


class Auto(Enum):
    A = auto()
    B = auto()
    C = 10
    D = auto()


print([m.value for m in Auto])


class Names(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return f"{name.lower()}-{start}-{count}-{last_values}"

    A = auto()
    B = auto()


print([m.value for m in Names])


class Num(IntEnum):
    ONE = 1
    TWO = 2


print(Num.ONE, repr(Num.ONE), Num.ONE + 1, Num.ONE < Num.TWO, Num.ONE == 1, f"{Num.TWO:03d}", "%d" % Num.TWO, [10, 20, 30][Num.ONE], sorted([Num.TWO, Num.ONE]), isinstance(Num.ONE, int), Num(2), max(Num), sum(Num), {1: "a"}[Num.ONE], Num.TWO.bit_length(), int(Num.TWO), format(Num.ONE), str(Num.ONE))


class S(StrEnum):
    RED = "r"
    GREEN = auto()


print(S.RED, repr(S.RED), S.GREEN, S.RED == "r", S.RED + "x", f"{S.RED:>3}", S("green"), S.RED.upper(), "-".join(S), isinstance(S.RED, str), {"r": 1}[S.RED])


def notstr():
    class X(StrEnum):
        A = 1


shows("strenum", notstr)


class Old(str, Enum):
    A = "a"
    B = "b"


print(Old.A, repr(Old.A), f"{Old.A}", Old.A == "a", Old("b"), Old.A.value, "%s" % Old.A, Old.A.upper(), format(Old.A))


class Mixed(int, Enum):
    A = 1
    B = 2


print(Mixed.A, repr(Mixed.A), f"{Mixed.A}", Mixed.A + 1, Mixed.A == 1)


class Perm(Flag):
    R = 4
    W = 2
    X = 1
    RWX = 7


print(Perm.R, repr(Perm.R), Perm.R | Perm.W, repr(Perm.R | Perm.W), Perm(0), repr(Perm(0)), Perm.RWX, repr(Perm.RWX), ~Perm.R, Perm.R & Perm.W, Perm.R ^ Perm.RWX, bool(Perm.R & Perm.W))
print(Perm.R in Perm.RWX, Perm.R in Perm.W, list(Perm), list(Perm.RWX), len(Perm.RWX), Perm(5), (Perm.R | Perm.X).name, (Perm.R | Perm.X).value, Perm, Perm["R"], list(Perm.__members__))
shows("flag", Perm, 8)
shows("flag", Perm, "x")
shows("flag or", lambda: Perm.R | 1)
shows("flag in", lambda: 1 in Perm.R)


class IF(IntFlag):
    A = auto()
    B = auto()
    C = auto()


print(IF.A, repr(IF.A | IF.B), IF.A | 8, repr(IF.A | 8), repr(IF(0)), IF.C.value, IF.A + 1, repr(~IF.A), IF.A | IF.B == 3, list(IF), f"{IF.B}", repr(IF.A & 1), isinstance(IF.A, int), str(IF.A | IF.B))

Animal = Enum("Animal", "ANT BEE CAT")
print(list(Animal), Animal.ANT, Animal.__module__, Animal.__qualname__)
print(list(Enum("L", ["A", "B"], start=5)), list(Enum("P", [("A", 10), ("B", 20)])), list(Enum("D", {"X": "x", "Y": "y"})), list(IntEnum("I", "A B")))


class Missing(Enum):
    A = 1
    OTHER = 0

    @classmethod
    def _missing_(cls, value):
        if value == "bad":
            return 5
        if value == "worse":
            raise KeyError("gone")
        return cls.OTHER if isinstance(value, str) else None


print(Missing("zzz"), Missing(1))
shows("missing", Missing, 7)
shows("missing", Missing, "bad")
shows("missing", Missing, "worse")


class Members(Enum):
    A = 1
    helper = nonmember(5)

    @member
    def func(self):
        return 3

    def method(self):
        return self.name

    lam = lambda self: 4


print(list(Members)[0], Members.helper, len(Members), Members.A.method(), Members.A.lam(), Members.func.name)


class New(Enum):
    A = ("a", 1)
    B = ("b", 2)

    def __new__(cls, label, code):
        obj = object.__new__(cls)
        obj._value_ = code
        obj.label = label
        return obj


print(New.A, New.A.value, New.A.label, New(2), repr(New.B))


class Base(Enum):
    def shout(self):
        return self.name + "!"


class Child(Base):
    X = 1


print(Child.X.shout(), Child.__mro__[1], isinstance(Child.X, Base))
match Color.GREEN:
    case Color.RED:
        print("red")
    case Color.GREEN:
        print("green")


class Ordered(Enum):
    LOW = 1
    HIGH = 2

    def __lt__(self, other):
        if self.__class__ is other.__class__:
            return self.value < other.value
        return NotImplemented


print(sorted([Ordered.HIGH, Ordered.LOW]), Ordered.LOW < Ordered.HIGH)
shows("ordered", lambda: Ordered.LOW < 3)
print(Color.RED.__class__, Color.__name__, Color.__class__.__name__, Color.RED.__module__, Color.RED.__objclass__)


class Weird(Enum):
    name = "n"
    value = "v"


print(Weird.name, Weird.name.value, Weird.value.name, list(Weird))
shows("empty", Enum, "x")
print([c.name for c in Color if c is not Color.RED], Color.RED != Color.BLUE, Color.RED in [Color.BLUE], Color.RED in (Color.RED,))


class Sub(Enum):
    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        print("sub", cls.__name__, list(cls))


class Sub2(Sub):
    A = 1
    B = 2


class Weekday(Enum):
    MON = "mon"
    TUE = "tue"
    _ignore_ = ["tmp"]
    tmp = 3


print(list(Weekday))


class L(Enum):
    A = [1, 2]
    B = {"x": 1}


print(L([1, 2]), L.B.value, L({"x": 1}))


class F(float, Enum):
    HALF = 0.5


print(F.HALF, F.HALF * 2, repr(F.HALF))


class T(tuple, Enum):
    A = (1, 2)


print(T.A, T.A[0], T.A.value)
