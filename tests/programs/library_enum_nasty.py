# conformance: 3.12+
import enum
from enum import *
def tell(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)
class C(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def describe(self): return self.name.lower()
    @classmethod
    def default(cls): return cls.RED
    @property
    def double(self): return self.value * 2
    @staticmethod
    def st(): return 5
print(C.RED, repr(C.RED), C(1), C["GREEN"], C.CRIMSON is C.RED, list(C), C.__members__, len(C), C.RED in C, 1 in C, "RED" in C.__members__, C.RED.describe(), C.default(), C.RED.double, C.st())
tell(C, 5); tell(lambda: C["X"]); tell(lambda: C.X); tell(setattr, C, "RED", 5); tell(delattr, C, "RED"); tell(lambda: C.RED < C.GREEN); tell(lambda: C.RED.value2); tell(setattr, C.RED, "value", 3); tell(setattr, C.RED, "name", 3)
print(C.RED == 1, C.RED != C.GREEN, hash(C.RED) == hash("RED"), {C.RED: 1}[C.RED], bool(C.RED), isinstance(C.RED, C), type(C.RED), C, f"{C.RED}", "%s" % C.RED, format(C.RED, ">10"), C.RED.name, C.RED._name_, C.RED._value_)
print(dir(C.RED)[-6:], C.__doc__, C.__name__, C.__module__, C.__class__)
class I(IntEnum):
    A = 1
    B = auto()
    Z = 10
    Y = auto()
print(I.A + 1, I.B, repr(I.B), I.Y == 11, I(2), str(I.A), f"{I.A}", "%d" % I.A, format(I.A, "03d"), I.A < I.B, sorted([I.Z, I.A]), int(I.A), I.A == 1, [1, 2][I.A], I.A.real, I.A | I.B, max(I), sum(I), json_ := None)
class S(StrEnum):
    X = auto()
    Y_Z = "custom"
print(S.X, repr(S.X), S.X == "x", S.X.upper(), f"{S.Y_Z}", S("x"), str(S.X), "-".join(S), S.X + "1", len(S.X))
class F(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
print(F.R | F.X, repr(F.R | F.X), F.RW, F(0), repr(F(0)), F(7), ~F.R, F.R in F.RW, F.RW & F.W, F.R ^ F.RW, bool(F(0)), list(F.RW), len(F.RW), F.R.value, list(F), F.__members__, F["RW"], (F.R | F.X).name, F(5) is F.R | F.X, F.RW - F.R if False else "")
tell(F, 8); tell(lambda: F.R | 1); tell(lambda: F.R < F.W); tell(F, -1); tell(F, "a"); tell(lambda: 1 in F.R)
class IF(IntFlag):
    A = 1
    B = 2
    D = 8
print(IF.A | IF.B, repr(IF.A | IF.B), IF(3), IF(16), repr(IF(17)), ~IF.A, IF.A + 1, IF.A | 4, IF(0), str(IF.A), f"{IF.A|IF.B}", IF.A & 3, IF.B in IF(3), list(IF(9)), -IF.A)
class ST(Flag, boundary=STRICT): A = 1; B = 2
class CO(Flag, boundary=CONFORM): A = 1; B = 2
class EJ(Flag, boundary=EJECT): A = 1; B = 2
class KE(Flag, boundary=KEEP): A = 1; B = 2
tell(ST, 5); tell(CO, 5); tell(EJ, 5); tell(KE, 5); tell(lambda: ST.A | ST.B)
@unique
class U(Enum): A = 1; B = 2
tell(lambda: unique(C))
class Au(Enum):
    def _generate_next_value_(name, start, count, last): return (name, start, count, list(last))
    A = auto(); B = auto()
print(Au.A.value, Au.B.value)
class Mi(Enum):
    A = "a"
    @classmethod
    def _missing_(cls, v):
        if v == "bad": return 5
        if v == "err": raise KeyError("mine")
        return cls.A if str(v).lower() == "a" else None
print(Mi("A"), Mi("a")); tell(Mi, "zz"); tell(Mi, "bad"); tell(Mi, "err")
class Pl(Enum):
    EARTH = (1, 2.5)
    MARS = (3, 4.5)
    def __init__(self, mass, radius): self.mass = mass; self.radius = radius
    @property
    def g(self): return self.mass / self.radius
print(Pl.EARTH, Pl.EARTH.mass, Pl.MARS.g, Pl((1, 2.5)), Pl(1, 2.5) if False else "")
class Nw(bytes, Enum):
    def __new__(cls, v, label):
        o = bytes.__new__(cls, [v]); o._value_ = v; o.label = label; return o
    PX = (0, "p x"); PY = (1, "p y")
print(Nw.PX.name, Nw.PX.label, Nw(1), Nw.PY == b"\x01")
class TS(tuple, Enum): A = (1, 2); B = 3, 4
print(TS.A, TS.A[0], repr(TS.A))
class FE(float, Enum): PI = 3.14
print(FE.PI, FE.PI * 2, repr(FE.PI), str(FE.PI))
class Mix(str, Enum): A = "aa"
print(Mix.A, str(Mix.A), f"{Mix.A}", "%s" % Mix.A, Mix.A + "b", repr(Mix.A), Mix.A == "aa", format(Mix.A), "{}".format(Mix.A))
class MixI(int, Enum): A = 1
print(MixI.A, f"{MixI.A}")
print(Enum("Fn", "A B C"), list(Enum("Fn", "A B C")), list(Enum("Fn", ["X", "Y"], start=5)), list(Enum("Fn", {"P": 1, "Q": 2})), list(IntEnum("Fi", [("a", 3)])), Enum("Fn", "A,B", module="m", qualname="q.Fn").A, Flag("Ff", "a b c").c)
tell(Enum, "Fn"); tell(Enum, 5)
def bad(body):
    try:
        body(); print("fine")
    except Exception as e:
        print(type(e).__name__, e)
def b1():
    class X(C): pass
def b2():
    class X(Enum): A = 1; A = 2
def b3():
    class X(Enum):
        _a_ = 1
def b4():
    class X(Enum): mro = 1
def b5():
    class X(Enum):
        A = 1
        def A(self): pass
def b6():
    class X(Enum): __x = 1; A = 2
    print(list(X))
def b7():
    class X(Enum):
        _ignore_ = "q"
        q = 5
        A = 1
    print(list(X), hasattr(X, "q"))
def b8():
    class X(Enum):
        _order_ = "B A"
        A = 1; B = 2
def b9():
    class X(int, Enum): A = "x"
def b10():
    class X(Enum):
        A = member(5); B = nonmember(6)
        @member
        def f(): return 3
        class In: z = 1
    print(list(X), X.B, X.f.value())
def b11():
    class X(IntEnum): A = "1"
    print(repr(X.A))
def b12():
    class X(StrEnum): A = 1
def b13():
    class X(Flag): A = "x"
def b14():
    class X(Enum): A = auto(); B = "s"; C = auto()
    print(list(X))
def b15():
    class X(Enum): pass
    X(1)
def b16():
    class X(Enum): A = lambda self: 1
    print(list(X), X.A)
def b17():
    C.RED.RED
    print(C.RED.GREEN)
def b18():
    C()
def b19():
    class X(Enum):
        A = []
        B = {}
        C = []
    print(list(X), X([]), X.C is X.A)
def b20():
    class X(Flag): A = 1; B = 4; C = 7
    print(list(X), repr(X(7)), list(X.C), repr(X(3)))
for b in (b1, b2, b3, b4, b5, b6, b7, b8, b9, b11, b12, b15, b17, b18, b19): bad(b)
@verify(UNIQUE, CONTINUOUS)
class V(Enum): A = 1; B = 2
def v1():
    @verify(CONTINUOUS)
    class X(IntEnum): A = 1; B = 5
def v2():
    @verify(NAMED_FLAGS)
    class X(Flag): A = 1; B = 6
def v3():
    @verify(UNIQUE)
    class X(Enum): A = 1; B = 1
for b in (v1, v2, v3): bad(b)
@global_enum
class Gl(IntEnum):
    GL_A = 1
print(repr(GL_A), str(GL_A), GL_A is Gl.GL_A)
class Cmp(Enum):
    LOW = 1; HIGH = 2
    def __lt__(self, o): return self.value < o.value
print(Cmp.LOW < Cmp.HIGH, max(Cmp.LOW, Cmp.HIGH, key=lambda c: c.value), sorted([Cmp.HIGH, Cmp.LOW]))
class Al(Enum):
    A = 1
    def __str__(self): return "str!"
    def __repr__(self): return "repr!"
    def __format__(self, s): return "fmt!" + s
print(Al.A, [Al.A], f"{Al.A:x}", {Al.A})
class Eq(Enum):
    A = 1
    def __eq__(self, o): return True
    __hash__ = Enum.__hash__
print(Eq.A == 5, hash(Eq.A) == hash("A"))
import copy; print(copy.copy(C.RED) is C.RED, copy.deepcopy([C.RED])[0] is C.RED)
match C.RED:
    case C.GREEN: print("g")
    case C.RED: print("r")
print(C.__getitem__("RED"), C.__call__(2), reversed(C), list(reversed(C)), C.__iter__ , [*C], {c.name: c.value for c in C}) if False else print(list(reversed(C)), {c.name: c.value for c in C})
print(isinstance(C, EnumType), EnumMeta is EnumType, type(C).__name__, issubclass(I, int), I.__mro__, S.__mro__[1:3])
class Dyn(Enum):
    @property
    def value(self): return "v" + self._value_
    A = "1"
print(Dyn.A.value, Dyn("1"))
class Bd(Flag):
    A = auto(); B = auto()
x = Bd.A; x |= Bd.B; print(x, x & ~Bd.A, Bd.A not in x, [f.name for f in x], Bd(0).name, Bd(3).name, Bd(3)._value_, x == Bd(3))
@enum.property
def zz(self): return 1
print(enum.show_flag_values(7), enum.bin(10), enum.bin(-10, 8), enum.bin(~5))
class Temp(Enum):
    A = 1
    @classmethod
    def parse(cls, s):
        try: return cls[s.upper()]
        except KeyError: raise ValueError(f"no {s}") from None
tell(Temp.parse, "a"); tell(Temp.parse, "q")
