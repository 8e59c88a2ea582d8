# conformance: except 3.14 machine: 32 bits
import functools
from functools import *
import operator as op
import heapq
import bisect


def attempt(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)


def show(*args, **kw):
    return args, kw


p = partial(show, 1, x=2); print(p(3, y=4), p(x=9), p.args, p.keywords, p.func is show, p())
print(partial(p, 5, z=6)(7), partial(p, 5).args, partial(int, base=2)("101"))
print(partial(print, 1, sep="-"), partial(int)); attempt(partial); attempt(partial, 5); attempt(p, **{"x": 1}); attempt(partial(len), 5)
p.note = "n"; print(p.note, p.__dict__)


class C:
    half = partial(show, "h")

    def meth(self, a, b=0):
        return a, b

    pm = partialmethod(meth, 10, b=5)
    st = partialmethod(staticmethod(show), "s") if False else partialmethod(print, "shown")


print(C().half(1), C().pm(), C().pm(b=7)); attempt(partialmethod, 5); print(C.__dict__["pm"].args)


def deco(f):
    @wraps(f)
    def inner(*a, **k):
        "inner doc"
        return f(*a, **k)
    return inner


@deco
def named(a: int) -> str:
    "the doc"
    return str(a)


print(named.__name__, named.__doc__, named.__wrapped__(3), named.__annotations__, named.__qualname__, named(4), named.__module__)
print(reduce(op.add, [1, 2, 3]), reduce(op.add, [1, 2], 10), reduce(op.mul, [], 5)); attempt(reduce, op.add, []); attempt(reduce, op.add, 5); attempt(reduce, op.add)

calls = []


@lru_cache(maxsize=2)
def sq(x, y=0):
    calls.append((x, y))
    return x * x


print(sq(2), sq(2), sq(3), sq(4), sq(2), sq(x=2), sq.cache_info(), calls, sq.cache_parameters())
sq.cache_clear(); print(sq.cache_info(), sq.__name__, sq.__wrapped__(9)); attempt(sq, [])


@lru_cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@cache
def fact(n):
    return n * fact(n - 1) if n else 1


@lru_cache(maxsize=None, typed=True)
def typed(x):
    return type(x).__name__


@lru_cache(0)
def none(x):
    return x


print(fib(80), fib.cache_info(), fact(30), fact.cache_info(), typed(1), typed(1.0), typed(True), typed.cache_info(), none(1), none(1), none.cache_info())
attempt(lru_cache, "x"); print(lru_cache(-5)(len).cache_info())


class K:
    @lru_cache(maxsize=4)
    def m(self, x):
        return x + 1

    @cached_property
    def slow(self):
        print("computing")
        return 42

    @staticmethod
    @cache
    def s(x):
        return -x


k = K(); print(k.m(1), k.m(1), K.m.cache_info(), k.slow, k.slow, k.__dict__, K.s(3)); del k.slow; print(k.slow); k.slow = 1; print(k.slow, type(K.slow).__name__)


class Slotted:
    __slots__ = ()

    @cached_property
    def v(self):
        return 1


attempt(lambda: Slotted().v)


@total_ordering
class V:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        return isinstance(o, V) and self.n == o.n

    def __lt__(self, o):
        if not isinstance(o, V):
            return NotImplemented
        return self.n < o.n


print(V(1) < V(2), V(1) <= V(1), V(2) > V(1), V(1) >= V(2), max(V(1), V(3)).n); attempt(lambda: V(1) >= 3); attempt(lambda: total_ordering(type("Z", (), {})))


@singledispatch
def kind(x, extra=None):
    return "object"


@kind.register
def _(x: int, extra=None):
    return f"int {extra}"


@kind.register(list)
@kind.register(tuple)
def _seq(x, extra=None):
    return "sequence"


@kind.register
def _(x: str | bytes, extra=None):
    return "text"


kind.register(type(None), lambda x: "none")
print(kind(1), kind(True, 5), kind([]), kind(()), kind("s"), kind(b""), kind(None), kind(1.5), kind.dispatch(bool) is kind.dispatch(int), len(kind.registry))
from collections.abc import Mapping, Sized
kind.register(Mapping, lambda x: "mapping"); print(kind({}), kind.__name__); attempt(kind); attempt(kind.register, 5)


class D:
    @singledispatchmethod
    def go(self, x):
        return "base"

    @go.register
    def _(self, x: int):
        return f"int {x}"

    @go.register(str)
    @classmethod
    def _(cls, x):
        return cls.__name__


print(D().go(1), D().go(2.5), D().go("a"))
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), cmp_to_key(lambda a, b: a - b)(1) < cmp_to_key(lambda a, b: a - b)(2)); attempt(hash, cmp_to_key(max)(1)); attempt(lambda: cmp_to_key(max)(1) < 2)

print(op.itemgetter(1)([5, 6]), op.itemgetter("a", "b")({"a": 1, "b": 2}), op.itemgetter(slice(1, 3))("abcd"), op.attrgetter("real")(5), op.attrgetter("n", "__class__.__name__")(V(4)), op.methodcaller("split", ",", maxsplit=1)("a,b,c"))
print(op.itemgetter(1, "x"), op.attrgetter("a.b", "c"), op.methodcaller("f", 1, k=2)); attempt(op.itemgetter); attempt(op.attrgetter, 5); attempt(op.methodcaller); attempt(op.itemgetter(3), [1]); attempt(op.attrgetter("zip"), 5); attempt(op.itemgetter(1))
print(op.add(1, 2), op.truediv(1, 2), op.contains([1], 1), op.not_(0), op.is_(None, None), op.concat("a", "b"), op.countOf([1, 2, 1], 1), op.indexOf("abc", "c"), op.index(True), op.inv(5), op.length_hint(iter([1, 2])), op.__mul__(3, 4), op.iadd([1], [2]), op.call(max, 1, 2))
attempt(op.concat, 1, 2); attempt(op.indexOf, [], 1); attempt(op.add, 1); attempt(op.lt, 1, "a"); attempt(op.index, 1.5); attempt(op.neg, "a"); attempt(op.delitem, [1], 5)
d = {}; op.setitem(d, "k", 1); print(d, op.getitem(d, "k")); op.delitem(d, "k"); print(d, op.truth([]), op.xor(5, 3), op.matmul.__name__)

h = [5, 3, 8, 1, 9, 2]; heapq.heapify(h); print(h); heapq.heappush(h, 0); print(h, [heapq.heappop(h) for _ in range(3)], h, heapq.heapreplace(h, 4), heapq.heappushpop(h, 1), heapq.heappushpop(h, 7), h)
attempt(heapq.heappop, []); attempt(heapq.heapreplace, [], 1); attempt(heapq.heappush, (), 1); attempt(heapq.heapify, "a"); attempt(heapq.heappush, [1], "a"); print(heapq.heappushpop([], 3))
print(heapq.nsmallest(2, [5, 1, 4]), heapq.nlargest(2, "hello"), heapq.nlargest(1, [1, 9]), heapq.nsmallest(0, [1]), heapq.nsmallest(1, []), heapq.nlargest(2, [(1, "a"), (1, "b"), (0, "c")], key=op.itemgetter(0)), heapq.nsmallest(9, [2, 1]))
print(list(heapq.merge([1, 4, 7], [2, 5], [], [3, 6, 9])), list(heapq.merge([7, 4], [5, 2], reverse=True)), list(heapq.merge(["aa", "b"], ["c"], key=len)), list(heapq.merge()))
big = [(i * 7919) % 1009 for i in range(3000)]; heapq.heapify(big); print(big[:20], big[-5:])
a = [1, 2, 2, 3]; print(bisect.bisect(a, 2), bisect.bisect_left(a, 2), bisect.bisect_right(a, 2, 0, 2), bisect.bisect([], 1), bisect.bisect_left(["a", "bbb"], 2, key=len)); bisect.insort(a, 2.5); bisect.insort_left(a, 0, key=None); print(a); attempt(bisect.bisect, a, "x"); attempt(bisect.bisect, a, 1, -1); attempt(bisect.bisect, 5, 1)
w = ["a", "ccc"]; bisect.insort(w, "bb", key=len); print(w)
