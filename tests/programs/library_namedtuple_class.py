from typing import NamedTuple, Generic, TypeVar, Optional, List, get_type_hints
T = TypeVar("T")
class P(NamedTuple):
    """doc"""
    x: int
    y: "float" = 2.5
    def dist(self): return self.x + self.y
    @property
    def double(self): return self.x * 2
    @classmethod
    def origin(cls): return cls(0, 0)
p = P(1)
print(p, p.x, p.y, p.dist(), p.double, P.origin(), P._fields, P._field_defaults, p._asdict(), p._replace(x=9))
print(P.__annotations__, P.__mro__, P.__module__, P.__qualname__, P.__doc__)
try: P()
except TypeError as e: print(e)
try: P(1, 2, 3)
except TypeError as e: print(e)
try: p.x = 3
except AttributeError as e: print(e)
Q = NamedTuple("Q", [("a", int), ("b", str)])
print(Q(1, "z"), Q.__annotations__)
try:
    class Bad(NamedTuple):
        a: int = 1
        b: int
except TypeError as e: print(e)
class G(NamedTuple, Generic[T]):
    v: T
print(G(3), G[int], G[int](4))
match p:
    case P(x, y): print("matched", x, y)
print(p == (1, 2.5), hash(p) == hash((1, 2.5)), tuple(p))
class D(P):
    def extra(self): return "e"
print(D(1), D(1).extra())
print(get_type_hints(P))
class E(NamedTuple):
    pass
print(E())
class S(NamedTuple):
    items: List[int] = []
    name: Optional[str] = None
a, b = S()
print(a, b, isinstance(S(), tuple), S() == ([], None))
