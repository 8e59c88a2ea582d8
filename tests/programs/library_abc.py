from abc import ABC, ABCMeta, abstractmethod
import abc
import collections.abc as cabc
from collections.abc import *


def attempt(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)


class Shape(ABC):
    @abstractmethod
    def area(self): ...

    @property
    @abstractmethod
    def name(self): ...

    @classmethod
    @abstractmethod
    def make(cls): ...


class Half(Shape):
    def area(self):
        return 1


class Full(Half):
    name = "full"

    @classmethod
    def make(cls):
        return cls()


attempt(Shape); attempt(Half); print(Full.make().area(), sorted(Shape.__abstractmethods__), Full.__abstractmethods__)


class One(metaclass=ABCMeta):
    @abstractmethod
    def only(self): "doc"


attempt(One); print(One.only.__isabstractmethod__, type(One), ABC, ABCMeta, One.__mro__, type(ABC))


class Plain:
    pass


print(issubclass(Plain, One), isinstance(Plain(), One), One.register(Plain), issubclass(Plain, One), isinstance(Plain(), One))
attempt(One.register, 5); attempt(issubclass, 5, One); attempt(Plain.__class__)


class Hooked(ABC):
    @classmethod
    def __subclasshook__(cls, C):
        return hasattr(C, "quack")


class Duck:
    quack = 1


print(issubclass(Duck, Hooked), isinstance(Duck(), Hooked), isinstance(3, Hooked))


class Cycle(Hooked):
    pass


attempt(lambda: Cycle.register(Hooked))
One2 = type("One2", (One,), {"only": lambda self: 3}); print(One2().only())
One3 = ABCMeta("One3", (One,), {}); attempt(One3)
One3.only = lambda self: 1; abc.update_abstractmethods(One3); attempt(lambda: One3().only())

everything = [1, 1.5, "s", b"b", [1], (1,), {1}, frozenset(), {}, range(3), iter([]), iter({}), len, print, lambda: 0,
              int, None, (x for x in ()), {}.keys(), {}.items(), {}.values(), Plain(), Full(), type, object(), zip(), map(str, [])]


async def coro(): ...


async def agen(): yield


k = coro(); everything += [k, agen()]
for name in cabc.__all__:
    if name in ("ByteString", "Buffer"):
        continue
    print(name, "".join("01"[isinstance(v, getattr(cabc, name))] for v in everything))
k.close()


class Seq(Sequence):
    def __init__(self, *items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]


s = Seq(1, 2, 3, 2); print(list(s), 2 in s, s.index(2), s.count(2), list(reversed(s)), s.index(2, 2)); attempt(s.index, 9)


class M(MutableMapping):
    def __init__(self):
        self.d = {}

    def __getitem__(self, k):
        return self.d[k]

    def __setitem__(self, k, v):
        self.d[k] = v

    def __delitem__(self, k):
        del self.d[k]

    def __iter__(self):
        return iter(self.d)

    def __len__(self):
        return len(self.d)

    def __repr__(self):
        return f"M({self.d})"


m = M(); m["a"] = 1; m.update(b=2); m.update({"c": 3}); m.update([("d", 4)])
print(m.get("z", 0), "a" in m, list(m.keys()), list(m.items()), list(m.values()), m == {"a": 1, "b": 2, "c": 3, "d": 4}, len(m))
print(m.pop("a"), m.popitem(), m.setdefault("n", 9), m.keys(), m.keys() & {"b"}, ("b", 2) in m.items(), 3 in m.values())
attempt(m.pop, "zz"); m.clear(); print(len(m), dict(m)); attempt(reversed, m)


class L(MutableSequence):
    def __init__(self, *a):
        self.a = list(a)

    def __getitem__(self, i):
        return self.a[i]

    def __setitem__(self, i, v):
        self.a[i] = v

    def __delitem__(self, i):
        del self.a[i]

    def __len__(self):
        return len(self.a)

    def insert(self, i, v):
        self.a.insert(i, v)


l = L(3, 1, 2); l.append(5); l.extend([7]); l += [8]; l.reverse(); print(l.a, l.pop(), l.pop(0)); l.remove(1); print(l.a); l.clear(); print(l.a)


class S(MutableSet):
    def __init__(self, it=()):
        self.l = []
        for x in it:
            self.add(x)

    def __contains__(self, x):
        return x in self.l

    def __iter__(self):
        return iter(self.l)

    def __len__(self):
        return len(self.l)

    def add(self, x):
        if x not in self.l:
            self.l.append(x)

    def discard(self, x):
        if x in self.l:
            self.l.remove(x)

    def __hash__(self):
        return self._hash()


a, b = S([1, 2, 3]), S([2, 3, 4])
print(list(a & b), list(a | b), list(a - b), list(a ^ b), a <= b, a == S([3, 2, 1]), a.isdisjoint([9]), a < S(range(5)))
print(hash(S([1, 2, "x"[:0]])) == hash(frozenset([1, 2, ""])), {1} | a if False else list(a | {7}))
a |= [9]; a -= [1]; a ^= [2, 5]; print(list(a)); attempt(a.remove, 77); print(a.pop())


class It(Iterator):
    n = 0

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n


print(list(It()), isinstance(It(), Iterable)); attempt(Iterator); attempt(Mapping); attempt(lambda: type("C", (Coroutine,), {})())


class G(Generator):
    def send(self, v):
        return v

    def throw(self, t, v=None, tb=None):
        raise t


print(next(G()), G().send(3)); G().close()
print(Iterable[int], Mapping[str, int], Callable[[int, str], bool], Callable[..., int], Iterable.__module__, Awaitable)


class Hash2:
    __hash__ = None


print(isinstance(Hash2(), Hashable), issubclass(list, Hashable), issubclass(dict, MutableMapping), issubclass(str, Sequence))
class NoIter(list):
    __iter__ = None
print(issubclass(NoIter, Iterable), isinstance([], Sized), issubclass(bool, Hashable))
