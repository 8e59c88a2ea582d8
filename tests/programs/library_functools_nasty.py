import functools, operator, heapq, bisect, collections
from functools import *
def tell(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)
@singledispatch
def sd(x, *a): "doc"; return ("base", x)
@sd.register
def _(x: int): return ("int", x)
@sd.register(str)
@sd.register(bytes)
def _(x): return ("strb", x)
@sd.register
def _(x: list | tuple): return ("seq", x)
sd.register(dict, lambda x: ("dict", x))
class Base: pass
class Der(Base): pass
@sd.register(Base)
def on_base(x): return "Base"
print(sd(1), sd("a"), sd(b"b"), sd([1]), sd((1,)), sd({}), sd(1.5), sd(True), sd(Der()), sd(None)[0], sd.__name__, sd.__doc__, sd.dispatch(bool)(5), sd.dispatch(Der).__name__, sorted(c.__name__ for c in sd.registry), sd.__wrapped__(5))
tell(sd); tell(sd.register, 5); tell(sd, x=1)
import collections.abc as abc
@sd.register(abc.Mapping)
def _(x): return "mapping"
@sd.register(abc.Sized)
def _(x): return "sized"
print(sd(collections.OrderedDict()), sd({1}), sd(collections.ChainMap()), sd(range(3)))
class SM:
    @singledispatchmethod
    def m(self, x): return ("base", x)
    @m.register
    def _(self, x: int): return ("int", x)
    @m.register(str)
    def _(self, x): return ("str", x)
    @singledispatchmethod
    @classmethod
    def c(cls, x): return (cls.__name__, "base")
    @c.register
    @classmethod
    def _(cls, x: int): return (cls.__name__, "int")
    @singledispatchmethod
    @staticmethod
    def s(x): return "sbase"
    @s.register(int)
    @staticmethod
    def _(x): return "sint"
print(SM().m(1), SM().m("a"), SM().m(1.0), SM.c(1), SM.c("a"), SM().c(2), SM.s(1), SM().s(""))
calls = []
class CP:
    @cached_property
    def v(self): "d"; calls.append(1); return 5
    @cached_property
    def bad(self): raise ValueError("no")
c = CP(); print(c.v, c.v, calls, c.__dict__, CP.v.__doc__, type(CP.v).__name__, CP.v.attrname); del c.v; print(c.v, calls); c.v = 9; print(c.v); tell(lambda: c.bad)
def slots_cp():
    class X:
        __slots__ = ()
        @cached_property
        def v(self): return 1
    return X().v
tell(slots_cp)
def two_names():
    class X:
        @cached_property
        def a(self): return 1
        b = a
tell(two_names)
@total_ordering
class TO:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v if isinstance(o, TO) else NotImplemented
    def __lt__(self, o): return self.v < o.v if isinstance(o, TO) else NotImplemented
print(TO(1) <= TO(1), TO(2) > TO(1), TO(1) >= TO(2), sorted([TO(3), TO(1)])[0].v); tell(lambda: TO(1) <= 5)
def no_ord():
    @total_ordering
    class X: pass
tell(no_ord)
class PM:
    def f(self, a, b=2, *, c=3): return (a, b, c)
    p = partialmethod(f, 1); q = partialmethod(f, b=5, c=6); r = partialmethod(p, 7)
    @classmethod
    def k(cls, x): return (cls.__name__, x)
    kk = partialmethod(k, 4)
print(PM().p(), PM().p(9, c=8), PM().q(1), PM().r(), PM.kk(), PM().kk(), repr(PM.__dict__["p"])[:40])
p = partial(pow, 2); print(p(3), p.func, p.args, p.keywords, partial(p, 4)(), partial(int, base=2)("101"), repr(partial(print, 1, sep="-")), partial(p, 3).args)
tell(partial); tell(partial, 5); p.x = 1; print(p.x, p.__dict__)
print(reduce(operator.add, [1, 2, 3]), reduce(operator.add, [], 5), reduce(lambda a, b: a + b, "abc", "z")); tell(reduce, operator.add, []); tell(reduce, operator.add, 5)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), max([1, 3, 2], key=cmp_to_key(lambda a, b: a - b)), cmp_to_key(lambda a, b: 0)(1) == cmp_to_key(lambda a, b: 0)(2)) if False else print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
k = cmp_to_key(lambda a, b: a - b); print(k(1) < k(2), k(1) == k(1), k(5).obj); tell(lambda: k(1) < 5); tell(hash, k(1))
def deco(f):
    @wraps(f)
    def w(*a, **kw): "wdoc"; return f(*a, **kw)
    return w
@deco
def orig(a: int, b=2) -> str: "odoc"; return a
orig2 = orig.__wrapped__
print(orig.__name__, orig.__doc__, orig.__annotations__, orig.__module__, orig.__qualname__, WRAPPER_ASSIGNMENTS[:3], WRAPPER_UPDATES)
print(update_wrapper(partial(print), len).__name__)
@lru_cache(maxsize=2)
def lc(x, y=0): calls.append(x); return x * 2
calls.clear(); print(lc(1), lc(1), lc(2), lc(3), lc(1), calls, lc.cache_info(), lc.cache_parameters(), lc.__name__, lc.__wrapped__(5)); lc.cache_clear(); print(lc.cache_info(), lc(1, y=0), lc(1, 0), lc.cache_info())
@lru_cache
def l2(x): return x
print(l2(3), l2(3.0), l2(True), l2.cache_info()); tell(l2, []); 
@lru_cache(maxsize=None, typed=True)
def l3(x): return x
print(l3(3), l3(3.0), l3.cache_info(), l3.cache_parameters())
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info()); tell(lru_cache, "x"); tell(lambda: lru_cache(maxsize=0)(lambda x: x)(1)); tell(lambda: lru_cache(maxsize=-5)(lambda x: x).cache_info())
class ML:
    @lru_cache
    def m(self, x): return x
    @staticmethod
    @cache
    def st(x): return x
m = ML(); print(m.m(1), m.m(1), ML.m.cache_info(), ML.st(4))
# operator
from operator import *
import operator as O
print(itemgetter(1)([1, 2]), itemgetter(0, 2)("abc"), itemgetter("a")({"a": 5}), attrgetter("real")(5), attrgetter("real", "imag")(5), attrgetter("__class__.__name__")(5), methodcaller("upper")("a"), methodcaller("split", ",", maxsplit=1)("a,b,c"), itemgetter(slice(1, 3))([1, 2, 3, 4]))
print(repr(itemgetter(1, 2)), repr(attrgetter("a.b")), repr(methodcaller("f", 1, k=2))); tell(itemgetter); tell(attrgetter, 5); tell(methodcaller); tell(itemgetter(5), [1]); tell(attrgetter("zz"), 5); tell(methodcaller, 5)
print(add(1, 2), sub(1, 2), mul(2, 3), truediv(1, 2), floordiv(7, 2), mod(7, 3), pow(2, 3), neg(1), pos(1), inv(5), not_(0), truth([]), is_(None, None), is_not(1, None), lt(1, 2), le(1, 1), eq(1, 1), ne(1, 2), ge(1, 2), gt(1, 2), and_(6, 3), or_(6, 3), xor(6, 3), lshift(1, 3), rshift(8, 2), concat([1], [2]), contains([1], 1), countOf([1, 1, 2], 1), indexOf([1, 2], 2), getitem([1], 0), index(5), length_hint([1]), abs(-1), matmul.__name__, invert(1))
l = [1, 2]; setitem(l, 0, 5); print(l); delitem(l, 0); print(l, iadd(l, [9]), iconcat([1], [2]), imul(3, 4), ior(1, 2), call(len, "abc"), length_hint(iter([1, 2])), length_hint(5, 7)); tell(indexOf, [1], 5); tell(concat, 1, 2); tell(length_hint, 5, "a"); tell(index, 1.5); tell(lambda: O.is_none) if False else None
# heapq, bisect
h = [5, 3, 8, 1]; heapq.heapify(h); print(h, heapq.heappop(h), heapq.heappushpop(h, 2), heapq.heapreplace(h, 9), h, heapq.nlargest(2, h), heapq.nsmallest(2, h, key=lambda x: -x), list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge([4, 1], [3, 2], reverse=True)), list(heapq.merge(["aa", "b"], ["ccc"], key=len)) if False else list(heapq.merge(["b", "aa"], ["ccc"], key=len)))
tell(heapq.heappop, []); tell(heapq.heapify, (1,)); tell(heapq.heapreplace, [], 1); tell(heapq.heappush, [1], "a"); print(heapq.heappushpop([], 5), heapq.nlargest(0, [1]), heapq.nlargest(10, [1, 3, 2]), heapq.nsmallest(1, [(1, "b"), (1, "a")]), heapq.nlargest(3, "hello", key=ord), heapq.nsmallest(2, iter([])), heapq.nlargest(1, [], key=len))
print(bisect.bisect([1, 2, 2, 3], 2), bisect.bisect_left([1, 2, 2, 3], 2), bisect.bisect_right([1, 2], 5, lo=1), bisect.bisect_left(["a", "bb", "ccc"], 2, key=len), bisect.bisect([1, 2, 3], 2, 0, 1)); l = [1, 3]; bisect.insort(l, 2); bisect.insort_left(l, 2.0); bisect.insort(l, -5, key=lambda v: -v) if False else None; print(l); tell(bisect.bisect, [1], 1, -1); tell(bisect.bisect, ["a"], 1); tell(bisect.bisect, 5, 1); l = ["a", "ccc"]; bisect.insort(l, "bb", key=len); print(l)
