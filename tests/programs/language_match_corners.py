# match, walrus, descriptors, class features
from dataclasses import dataclass
import enum


@dataclass
class P:
    x: int
    y: int = 0


class Color(enum.Enum):
    RED = 1
    BLUE = 2


class NoArgs:
    pass


class BadArgs:
    __match_args__ = ["x"]


class Neg:
    __match_args__ = ("a", 5)
    a = 1


def m(v):
    match v:
        case 0 | 1 | -1:
            return "small"
        case -2.5 | 1j:
            return "neg float or complex"
        case True | False:
            return "bool"
        case None:
            return "none"
        case "a" "b":
            return "ab"
        case b"x":
            return "bytes"
        case str() as s if len(s) > 3:
            return f"long str {s}"
        case str(s):
            return f"str {s}"
        case int(n) | float(n):
            return f"num {n}"
        case Color.RED:
            return "red"
        case Color():
            return "other color"
        case P(0, 0):
            return "origin"
        case P(x, y=0):
            return f"on x {x}"
        case P(x=a, y=b) if a == b:
            return f"diag {a}"
        case P():
            return "P"
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [1, *rest, 9]:
            return f"1..9 {rest}"
        case [[a, b], *_]:
            return f"nested {a} {b}"
        case (x, y, *_) if x == y:
            return f"eq {x}"
        case [_, _]:
            return "pair"
        case {"k": 1, **rest}:
            return f"k1 {rest}"
        case {"k": {"deep": [x, *_]}}:
            return f"deep {x}"
        case {"a": _, "b": _}:
            return "a and b"
        case {}:
            return "mapping"
        case object(zz=q):
            return f"zz {q}"
        case _:
            return "other"


for v in (0, 1, True, -1, 1.0, -2.5, 1j, False, None, "ab", "abc", "abcd", b"x", 5, 5.5, Color.RED, Color.BLUE, P(0, 0), P(1, 0), P(2, 2), P(1, 2), [], [5], [1, 9], [1, 2, 3, 9], [[1, 2]], ((1, 2), 3), (4, 4, 5), (1, 2), (1, 2, 3, 4), {"k": 1}, {"k": 1, "z": 2}, {"k": {"deep": [7]}}, {"a": 1, "b": 2, "c": 3}, {}, {"q": 1}, type("Z", (), {"zz": 3})(), object(), {1, 2}, range(3), iter([]), b"y"):
    print(type(v).__name__, m(v))


def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


def e1():
    match P(1, 2):
        case P(1, 2, 3):
            pass


def e2():
    match NoArgs():
        case NoArgs(1):
            pass


def e3():
    match BadArgs():
        case BadArgs(1):
            pass


def e4():
    match Neg():
        case Neg(1, 2):
            pass


def e5():
    match 5:
        case undefined():
            pass


def e6():
    x = 5
    match 5:
        case x():
            pass


def e7():
    match P(1, 2):
        case P(1, x=1):
            pass


def e8():
    match {"a": 1}:
        case {"a": x, "b": y}:
            return "no"
    try:
        return y
    except NameError as e:
        return str(e)


def e9():
    match (1, 2):
        case (a, b) if (c := a + b) > 2:
            return a, b, c


def e10():
    match 1, 2:
        case 1, x:
            return x


def e11():
    match [1, [2, {"a": (3, 4)}]]:
        case [int(a), [b, {"a": (c, d) as tup}]]:
            return a, b, c, d, tup


for f in (e1, e2, e3, e4, e5, e6, e7, e8, e9, e10, e11):
    t(f)


class Desc:
    def __init__(self, name=None):
        self.n = name

    def __set_name__(self, o, n):
        self.n = self.n or n

    def __get__(self, o, t=None):
        print("get", self.n, o is not None, t.__name__)
        return 1

    def __set__(self, o, v):
        print("set", self.n, v)

    def __delete__(self, o):
        print("delete", self.n)


class NonData:
    def __get__(self, o, t=None):
        return "nondata"


class H:
    d = Desc()
    n = NonData()

    @property
    def p(self):
        "doc p"
        return self._p

    @p.setter
    def p(self, v):
        self._p = v

    @p.deleter
    def p(self):
        del self._p

    @property
    def ro(self):
        return 1

    @staticmethod
    def st(a):
        return a

    @classmethod
    def cl(cls, a):
        return cls.__name__, a

    def __getattr__(self, n):
        if n == "dyn":
            return "dynamic"
        raise AttributeError(f"custom {n}")


h = H()
h.d
h.d = 5
del h.d
H.d
h.__dict__["d"] = "instance"
h.d
h.n = "own"
print(h.n, H().n, h.dyn)
t(lambda: h.zz)
t(lambda: h.p)
h.p = 3
print(h.p, H.p.__doc__, H.p.fget.__name__)
del h.p
t(lambda: h.p)
t(lambda: setattr(h, "ro", 2))
t(lambda: delattr(h, "ro"))
t(lambda: H.st(1) + h.st(2))
t(lambda: (H.cl(1), h.cl(2)))
t(lambda: (H.st, h.cl)[0].__name__)
t(lambda: property(None).__get__(1))
t(lambda: H.p.__set__(h, 1))
t(lambda: property().fget)


class Base:
    def hi(self):
        return "base"

    def __init__(self, **k):
        print("Base init", k)


class L(Base):
    def hi(self):
        return "L" + super().hi()

    def __init__(self, **k):
        print("L")
        super().__init__(**k)


class R(Base):
    def hi(self):
        return "R" + super().hi()

    def __init__(self, **k):
        print("R")
        super().__init__(**k)


class D(L, R):
    def hi(self):
        return "D" + super().hi() + super(L, self).hi()

    @classmethod
    def cm(cls):
        return super().__name__ if False else cls.__name__

    @staticmethod
    def sm():
        return super()


print(D(a=1).hi(), [c.__name__ for c in D.__mro__], D.cm())
t(D.sm)
t(lambda: super(D, 5))
t(lambda: super(5, 5))
t(lambda: super(D, D()).nope)
try:
    class Bad(Base, L):
        pass
except TypeError as e:
    print(e)


def f_super(self):
    return super().hi()


t(lambda: f_super(D()))


class WithSlotsAndDict:
    __slots__ = ("a", "__dict__")


w = WithSlotsAndDict()
w.a = 1
w.b = 2
print(w.__dict__)


class Count:
    n = 0

    def __init__(self):
        type(self).n += 1
        self.n += 10


Count()
c = Count()
print(Count.n, c.n, c.__dict__)


class Eq:
    def __eq__(self, o):
        return True


t(lambda: {Eq()})
t(lambda: Eq() != 1)
t(lambda: Eq.__hash__)


class Ops:
    def __init__(self, v):
        self.v = v

    def __add__(self, o):
        return Ops(self.v + (o.v if isinstance(o, Ops) else o))

    __radd__ = __add__

    def __iadd__(self, o):
        self.v += 100
        return self

    def __repr__(self):
        return f"Ops({self.v})"

    def __getitem__(self, k):
        return k

    def __contains__(self, x):
        return "truthy"

    def __enter__(self):
        return self

    def __exit__(self, *a):
        return False

    def __len__(self):
        return 0


o = Ops(1)
print(o + 1, 1 + o, sum([o, o]), o[1:2, ..., None], o[1, 2], o[::2], 5 in o, bool(o), o[-1])
o += 1
print(o)
with o as q, Ops(5) as r:
    print(q, r)
print([type(x).__name__ for x in (1 .real, 1.0.real, (1).__add__, len, print, H.st, h.cl, H.hi if hasattr(H, "hi") else H.cl, type, object(), lambda: 0, (i for i in []), NotImplemented, ..., None)])
