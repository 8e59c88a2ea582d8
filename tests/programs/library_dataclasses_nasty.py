# conformance: 3.12+
import dataclasses as D
from dataclasses import dataclass, field, fields, asdict, astuple, replace, make_dataclass, is_dataclass, InitVar, KW_ONLY, FrozenInstanceError, MISSING, Field
from typing import ClassVar, Any, Generic, TypeVar, Optional
from collections import namedtuple, defaultdict, OrderedDict, deque

def tell(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)

@dataclass
class A:
    x: int
    y: str = "d"
    z: list = field(default_factory=list)
    c: ClassVar[int] = 5
    h: int = field(default=1, repr=False, compare=False)
    n: int = field(init=False, default=9)
print(A(1), A(1) == A(1), A(1, h=5) == A(1), A(1) != A(2), A.c, A.__match_args__, [f.name for f in fields(A)], A.__doc__, A.__hash__)
tell(A); tell(A, 1, 2, 3, 4, 5); tell(A, q=1); tell(A, 1, x=2); tell(lambda: A(1) < A(2)); tell(hash, A(1)); tell(A, 1, n=3)
print(A.__dataclass_params__)
print(A.__init__.__annotations__ if False else sorted(A.__init__.__annotations__), A.__annotations__["x"])
import inspect
print(inspect.signature(A), inspect.signature(A.__init__))
@dataclass(order=True, frozen=True)
class B:
    a: int
    b: float = 0.0
print(B(1) < B(2), B(1, 2) >= B(1, 1), sorted([B(3), B(1)]), hash(B(1)) == hash(B(1)), {B(1): 2}[B(1)])
tell(setattr, B(1), "a", 2); tell(delattr, B(1), "a"); tell(setattr, B(1), "new", 2); tell(lambda: B(1) < 5); tell(lambda: B(1) == 5)
@dataclass(kw_only=True)
class K:
    p: int
    q: int = 2
print(K(p=1), inspect.signature(K)); tell(K, 1)
@dataclass
class K2:
    a: int
    _: KW_ONLY
    b: int = 1
    c: int
    d: int = field(kw_only=False, default=4)
print(K2(1, 9, c=3), inspect.signature(K2), K2.__match_args__); tell(K2, 1); tell(K2)
@dataclass
class P:
    v: int
    scale: InitVar[int] = 2
    r: int = field(init=False)
    def __post_init__(self, scale):
        self.r = self.v * scale
print(P(3), P(3, 10), P(3, scale=1).r, replace(P(3), v=4, scale=5)); tell(replace, P(3), v=1); tell(replace, P(3), r=5, scale=1); tell(replace, A(1), n=2); tell(lambda: P(1).scale)
@dataclass(slots=True)
class S:
    a: int
    b: int = 2
print(S(1), S.__slots__, hasattr(S(1), "__dict__")); tell(setattr, S(1), "zz", 1)
@dataclass(slots=True, frozen=True, weakref_slot=True)
class SW:
    a: int
print(SW.__slots__, SW(1)); tell(setattr, SW(1), "a", 5); tell(setattr, SW(1), "b", 5)
@dataclass
class Base:
    a: int
    b: int = 0
@dataclass
class Derived(Base):
    c: int = 3
    a: int = 7
print(Derived(), Derived(1, 2), [f.name for f in fields(Derived)], Derived() == Base(7, 0), asdict(Derived()), astuple(Derived()))
def bad(body):
    try:
        body()
        print("fine")
    except Exception as e:
        print(type(e).__name__, e)
def b1():
    @dataclass
    class X:
        a: int = 1
        b: int
def b2():
    @dataclass
    class X:
        a: list = []
def b3():
    @dataclass(order=True)
    class X:
        a: int
        def __lt__(self, o): return 1
def b4():
    @dataclass(order=True, eq=False)
    class X:
        a: int
def b5():
    @dataclass(frozen=True)
    class X(Base):
        z: int = 1
def b6():
    @dataclass
    class X(B):
        z: int = 1
def b7():
    @dataclass
    class X:
        a: int = field(default=1, default_factory=int)
def b8():
    @dataclass(frozen=True)
    class X:
        a: int
        def __setattr__(self, n, v): pass
def b9():
    @dataclass(slots=True)
    class X:
        __slots__ = ("a",)
        a: int
def b10():
    @dataclass(weakref_slot=True)
    class X:
        a: int
def b11():
    @dataclass(unsafe_hash=True)
    class X:
        a: int
        def __hash__(self): return 1
def b12():
    @dataclass
    class X:
        a: int
        _1: KW_ONLY
        _2: KW_ONLY
def b13():
    @dataclass
    class X:
        a: dict = {}
def b14():
    @dataclass
    class X:
        a = field(default=1)
def b15():
    @dataclass
    class X:
        a: ClassVar[int] = field(default_factory=int)
def b16():
    @dataclass
    class X:
        a: int = field(kw_only=True, default=1)
        b: int
    print(X(2))
def b17():
    @dataclass
    class X:
        a: Base = Base(1)
def b18():
    @dataclass(init=False)
    class X:
        a: int = 5
    print(X(), X.__init__ is object.__init__)
def b19():
    @dataclass(repr=False, eq=False)
    class X:
        a: int = 5
    print(X() == X(), X.__hash__ is object.__hash__)
def b20():
    dataclass(5)
for b in (b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15, b16, b17, b18, b19, b20):
    bad(b)
@dataclass
class N:
    l: list
    d: dict
    t: tuple
    b: B
    nt: Any = None
NT = namedtuple("NT", "p q")
n = N([B(1), [B(2)]], {"k": B(3)}, (B(5),), B(6), NT(B(7), 2))
print(asdict(n)); print(astuple(n)); print(asdict(n, dict_factory=OrderedDict)); print(asdict(n, dict_factory=lambda kv: list(kv))["b"] if False else "")
print(asdict(N([], defaultdict(list, {"a": [B(1)]}), (), B(1)))); tell(asdict, 5); tell(asdict, A); tell(astuple, "x"); tell(fields, 5); tell(replace, 5)
print(is_dataclass(A), is_dataclass(A(1)), is_dataclass(5), is_dataclass(list[int]))
M = make_dataclass("M", ["x", ("y", int), ("z", int, field(default=5))], bases=(Base,), namespace={"tot": lambda self: self.z}, kw_only=True) if False else make_dataclass("M", ["x", ("y", int), ("z", int, field(default=5))], namespace={"tot": lambda self: self.z})
print(M(1, 2), M(1, 2).tot(), M.__module__, M.__annotations__); tell(make_dataclass, "M", ["x", "x"]); tell(make_dataclass, "M", ["class"]); tell(make_dataclass, "M", [5]); tell(make_dataclass, "M", ["1a"])
@dataclass
class R:
    me: Any = None
r = R(); r.me = r; print(r)
T = TypeVar("T")
@dataclass
class G(Generic[T]):
    v: T
print(G[int](5), G(3))
match A(1, "q"):
    case A(x, "q"): print("matched", x)
match B(1, 2):
    case B(a=1, b=bb): print(bb)
@dataclass(unsafe_hash=True)
class U:
    a: int
    b: int = field(hash=False, default=0)
print(hash(U(1, 1)) == hash(U(1, 2)), hash(U(1)) == hash((1,)))
@dataclass(eq=True, frozen=False)
class Q:
    a: int
    def __hash__(self): return 42
    def __repr__(self): return "mine"
    def __eq__(self, o): return "eq"
print(hash(Q(1)), Q(1), Q(1) == 5)
f = field(default=3, metadata={"k": 1}); print(f.metadata, f.name, f.default, f.default_factory is MISSING)
print(repr(KW_ONLY) if False else "", InitVar[int])
tell(setattr, f, "x", 1) if False else None
class Meta(type):
    def __call__(cls, *a, **k):
        return super().__call__(*a, **k)
@dataclass
class WM(metaclass=Meta):
    a: int = 1
    b: "int" = 2
    c: "ClassVar[int]" = 3
    d: "InitVar[int]" = 4
    def __post_init__(self, d): print("post", d)
print(WM(), [f.name for f in fields(WM)])
@dataclass
class Prop:
    a: int
    @property
    def double(self): return self.a * 2
print(Prop(4).double, Prop(4))
@dataclass
class Inh(A):
    w: int = 0
    def __post_init__(self): self.z.append(self.w)
print(Inh(1, w=5), Inh(1).z is not Inh(1).z)
print(D.__all__)
@dataclass(match_args=False)
class NoM:
    a: int
print(hasattr(NoM, "__match_args__"))
@dataclass
class Empty: pass
print(Empty(), Empty() == Empty(), fields(Empty))
@dataclass
class Outer:
    @dataclass
    class In:
        a: int = 1
    i: In = field(default_factory=In)
print(Outer())
