from collections import deque, defaultdict, Counter, OrderedDict, namedtuple
import collections


def attempt(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)


d = deque("abc", 5)
print(d, d.maxlen, deque(), deque([1], maxlen=None))
d.append("d"); d.appendleft("z"); d.append("over")
print(d, d.pop(), d.popleft(), len(d), bool(deque()))
d.extend([1, 2]); d.extendleft([8, 9]); print(d)
d.rotate(); print(d); d.rotate(-3); print(d); d.reverse(); print(d)
attempt(deque().pop); attempt(deque().popleft); attempt(d.index, "q"); attempt(d.remove, "q")
attempt(lambda: d[99]); attempt(lambda: d["x"]); attempt(lambda: d[1:2]); attempt(hash, d)
attempt(deque, [1], -1); attempt(deque, [1], "x"); attempt(deque, 1, 2, 3); attempt(deque, 5)
attempt(deque, [1], x=1); attempt(d.append); attempt(d.append, 1, 2); attempt(lambda: d.nope)
attempt(d.insert, 1, 5)
d = deque(range(5))
d.insert(2, "in"); d.insert(-100, "first"); d.insert(100, "last"); print(d, d.index(3), d.count(0))
del d[0]; d[-1] = "end"; print(d, 3 in d, "x" in d, list(reversed(d)))
print(d.copy() == d, d + deque([1]), deque([1, 2]) * 2, 2 * deque([3]), deque([1, 2], 3) * 4)
attempt(lambda: d + [1]); attempt(lambda: d * "x"); attempt(lambda: deque([1]) < [1])
print(deque([1, 2]) < deque([1, 3]), deque([1]) == [1], deque([1, 2]) != deque([1]))
e = deque([1]); e += [2, 3]; e *= 2; print(e)
e.extend(e); print(e)
e.append(e); print(e)


def mutate():
    q = deque([1, 2, 3])
    for x in q:
        q.append(x)


attempt(mutate)
attempt(lambda: [q.clear() for q in [deque([1, 2])] for x in q])


class Stack(deque):
    def push(self, x):
        self.append(x)


s = Stack([1], 3); s.push(2); print(s, s.copy(), type(s.copy()) is Stack, s.maxlen)
print(deque.__module__, deque.__name__, deque, deque[int])

dd = defaultdict(list)
dd["a"].append(1); dd["b"]; print(dd, dd.default_factory, "c" in dd, dd.get("c"))
attempt(lambda: defaultdict()["x"]); attempt(defaultdict, 5); attempt(lambda: defaultdict(None, a=1))
print(defaultdict(int, {"a": 1}, b=2), defaultdict(int, a=1) | {"z": 0}, {"z": 0} | defaultdict(int, a=1))
c = dd.copy(); c["a"].append(2); print(dd, type(c))
dd.default_factory = lambda: "n"; print(dd["new"])
r = defaultdict(list); r["self"] = r; print(r)


class Tree(defaultdict):
    def __init__(self):
        super().__init__(Tree)


t = Tree(); t["x"]["y"]["z"] = 1; print(t)

c = Counter("abracadabra")
print(c, c["a"], c["nope"], c.most_common(2), c.most_common(), c.total(), sorted(c.elements()))
c.update("aaa"); c.subtract({"b": 5}); c.update(x=3); print(c)
print(c + Counter(a=1), c - Counter(a=1), c | Counter(z=9), c & Counter(a=2, x=1), +c, -c)
c += Counter(q=1); c -= Counter(a=100); c |= Counter(m=4); c &= Counter(m=2, c=9); print(c)
del c["absent"]; print(c == Counter(m=2, c=1), c <= Counter(m=5, c=5), c < c, c != 3, Counter())
attempt(Counter.fromkeys, "ab"); attempt(Counter, 5); attempt(lambda: Counter() < 3)
print(Counter([1, "a", None]), Counter({"x": 0, "y": -1}), Counter(a=1).copy(), dict(Counter("ab")))
print(Counter(a="x", b=1) if False else Counter(a=3, b=3, c=5).most_common(0))
m = Counter(); m["a"] += 1; m[("t", 1)] += 2; print(m, isinstance(m, dict))

o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a"); print(o); o.move_to_end("c", last=False); print(o, list(reversed(o)))
print(o.popitem(), o.popitem(last=False), o); attempt(OrderedDict().popitem); attempt(o.move_to_end, "q")
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {"b": 2, "a": 1}, OrderedDict())
print(o.keys(), o.values(), o.items(), o | {"n": 1}, OrderedDict.fromkeys("xy", 0), o.pop("b"), o.setdefault("w", 5))
o.update(k=1); print(o, o.copy(), type(o.copy()).__name__); o["self"] = o; print(o)


class LRU(OrderedDict):
    def __setitem__(self, key, value):
        if key in self:
            self.move_to_end(key)
        super().__setitem__(key, value)
        if len(self) > 2:
            self.popitem(last=False)


l = LRU(); l["a"] = 1; l["b"] = 2; l["a"] = 3; l["c"] = 4; print(l, LRU(x=1, y=2, z=3))

P = namedtuple("P", "x y", defaults=[7])
p = P(1); print(p, p.x, p[1], p._asdict(), p._replace(x=5), P._fields, P._field_defaults, P._make([3, 4]))
print(p == (1, 7), isinstance(p, tuple), hash(p) == hash((1, 7)), P.__doc__, P.x.__doc__, P.__match_args__)
attempt(P); attempt(P, 1, 2, 3); attempt(P, 1, z=2); attempt(P, 1, x=2); attempt(P._make, [1])
attempt(setattr, p, "x", 3); attempt(setattr, p, "w", 3)
attempt(namedtuple, "1x", "a"); attempt(namedtuple, "X", "class"); attempt(namedtuple, "X", "a a")
attempt(namedtuple, "X", "_a"); attempt(namedtuple, "X", "a", defaults=[1, 2])
print(namedtuple("R", "a class _x a 1", rename=True)._fields, namedtuple("E", "")(), namedtuple("One", ["v"])(3))
print(P.__module__, P.__qualname__, P, P.__new__.__name__, P.__new__.__qualname__, P._make.__qualname__)


class Q(namedtuple("Q", "a, b")):
    __slots__ = ()

    @property
    def total(self):
        return self.a + self.b

    def __str__(self):
        return f"<{self.a}>"


q = Q(1, 2); print(q, repr(q), q.total, q._replace(a=9).total)
match q:
    case Q(a, b):
        print("matched", a, b)
x, y = p; print(x, y, *p, max(P(3, 1), P(2, 5)), sorted([P(2), P(1)]))
attempt(lambda: p.nope); attempt(p._replace, q=1)
