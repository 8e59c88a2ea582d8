# Data classes: the methods made, their errors, inheritance, fields, copies.
import dataclasses
from dataclasses import (dataclass, field, fields, asdict, astuple, replace, is_dataclass,
                         make_dataclass, InitVar, FrozenInstanceError, KW_ONLY, MISSING)
from typing import ClassVar, List, Optional


def shows(what, f, *args, **kwargs):
    try:
        print(what, f(*args, **kwargs))
    except Exception as e:
        print(what, type(e).__name__, e)


@dataclass
class P:
    x: int
    y: int = 3
    tags: list = field(default_factory=list)


print(P(1), P(1, 2, ["a"]), P(1) == P(1), P(1) != P(2), P(1) == 3)
shows("missing", P)
shows("many", P, 1, 2, 3, 4)
shows("keyword", P, 1, z=3)
shows("twice", P, 1, x=2)
shows("hash", hash, P(1))
shows("order", lambda: P(1) < P(2))
print(P.__doc__, P.__match_args__, P.__hash__, P.y, hasattr(P, "tags"))
print(P.__init__.__qualname__, P.__init__.__annotations__, P.__init__.__module__)
print([(f.name, f.type, f.default is MISSING, f.init) for f in fields(P)])
a, b = P(1), P(1)
a.tags.append(1)
print(a.tags, b.tags, a)


@dataclass(order=True, frozen=True)
class V:
    major: int
    minor: int = 0


v = V(1, 2)
print(v, hash(v) == hash((1, 2)), V(1) < V(1, 1) <= V(2) > V(0), sorted([V(3), V(1, 5), V(1)]))
shows("set", setattr, v, "major", 3)
shows("new", setattr, v, "other", 3)
shows("del", delattr, v, "major")
shows("compare", lambda: v < 3)
print(issubclass(FrozenInstanceError, AttributeError), {v: 1}[V(1, 2)], replace(v, minor=9))


@dataclass
class Base:
    a: int
    b: str = "b"
    kind: ClassVar[str] = "base"


@dataclass
class Derived(Base):
    c: float = 1.5
    a: int = 10

    def __post_init__(self):
        self.total = self.a + self.c


d = Derived()
print(d, d.total, d.kind, Derived.__mro__[1].__name__, [f.name for f in fields(d)])


@dataclass
class Init:
    a: int
    scale: InitVar[int]
    other: InitVar[Optional[str]] = None
    b: int = field(init=False)
    c: int = field(init=False, default=7, repr=False)

    def __post_init__(self, scale, other):
        self.b = self.a * scale
        print("post", scale, other)


i = Init(2, 5)
print(i, i.c)
shows("replace", replace, i, a=3)
shows("replace", replace, i, a=3, scale=4)
shows("replace", replace, i, scale=4, b=3)


@dataclass
class Kw:
    a: int
    _: KW_ONLY
    b: int
    c: int = 4


print(Kw(1, b=2), Kw.__match_args__)
shows("kw", Kw, 1, 2)
shows("kw", Kw, 1)


@dataclass(kw_only=True)
class AllKw:
    a: int = 1
    b: int


print(AllKw(b=2))
shows("allkw", AllKw)


@dataclass(slots=True)
class S:
    x: int
    y: int = 5


s = S(1)
print(s, S.__slots__, hasattr(s, "__dict__"))
shows("slots", setattr, s, "z", 3)


@dataclass(eq=False)
class NoEq:
    x: int


print(NoEq(1) == NoEq(1), len({NoEq(1), NoEq(1)}))


@dataclass(unsafe_hash=True)
class H:
    x: int
    y: list = field(default_factory=list, hash=False, compare=False)


print(hash(H(1)) == hash((1,)), H(1, [1]) == H(1, [2]))


@dataclass(repr=False)
class NoRepr:
    x: int

    def __repr__(self):
        return "mine"


print(NoRepr(1))


@dataclass
class Node:
    value: int
    children: "List[Node]" = field(default_factory=list)
    parent: "Optional[Node]" = None


n = Node(1, [Node(2), Node(3, [Node(4)])])
print(n)
print(asdict(n))
print(astuple(n))
n.children[0].parent = n
print(n)


@dataclass
class Many:
    d: dict
    t: tuple
    l: list
    p: P


m = Many({"k": P(1)}, (P(2), 3), [P(3), [P(4)]], P(5))
print(asdict(m))
print(astuple(m))
print(asdict(m, dict_factory=lambda pairs: sorted(k for k, _ in pairs)))
shows("asdict", asdict, 3)
shows("asdict", asdict, P)
shows("fields", fields, 3)
shows("replace", replace, 3)
print(is_dataclass(P), is_dataclass(P(1)), is_dataclass(3), is_dataclass(int))

C = make_dataclass("C", ["x", ("y", int), ("z", int, field(default=5))],
                   namespace={"double": lambda self: self.y * 2})
print(C(1, 2), C(1, 2).double(), [f.type for f in fields(C)])
shows("make", make_dataclass, "D", ["class"])
shows("make", make_dataclass, "D", ["a", "a"])
shows("make", make_dataclass, "D", ["a b"])


def bad(what, text, **options):
    try:
        text()
    except Exception as e:
        print(what, type(e).__name__, e)


def mutable():
    @dataclass
    class X:
        a: list = []


def both():
    field(default=1, default_factory=list)


def unannotated():
    @dataclass
    class X:
        a = field(default=3)


def thaw():
    @dataclass
    class X(V):
        z: int = 0


def freeze():
    @dataclass(frozen=True)
    class X(P):
        z: int = 0


def overwrite():
    @dataclass(order=True)
    class X:
        a: int

        def __lt__(self, other):
            return True


def unordered():
    @dataclass(order=True, eq=False)
    class X:
        a: int


def hashed():
    @dataclass(unsafe_hash=True)
    class X:
        a: int

        def __hash__(self):
            return 1


def factory():
    @dataclass
    class X:
        a: ClassVar[list] = field(default_factory=list)


for f in (mutable, both, unannotated, thaw, freeze, overwrite, unordered, hashed, factory):
    bad(f.__name__, f)

match V(1, 5):
    case V(1, minor=m):
        print("matched", m)


@dataclass
class WithProperty:
    _x: int = 0

    @property
    def x(self):
        return self._x

    @classmethod
    def make(cls, x):
        return cls(x)

    @staticmethod
    def zero():
        return WithProperty(0)


print(WithProperty.make(4).x, WithProperty.zero())


class Plain:
    def __init__(self):
        self.plain = 1


@dataclass
class Sub(Plain):
    z: int = 2

    def __post_init__(self):
        super().__init__()


print(Sub(), Sub().plain, Sub().__dict__)
print(repr(field(default=3).default), field(metadata={"a": 1}).metadata, fields(P)[0].kw_only)


@dataclass
class Meta:
    x: int = field(default=1, metadata={"unit": "s"})


print(fields(Meta)[0].metadata["unit"], vars(Meta()))
print(dataclasses.__name__, P.__dataclass_params__.frozen)
x, y = float("nan"), float("nan")
print(Meta(x) == Meta(x))


def order_of_defaults():
    @dataclass
    class X:
        a: int = 1
        b: int


bad("defaults", order_of_defaults)
