# dicts, sets, views, sorting
def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), "a" in k, 1 in v, ("a", 1) in i, ("a", 2) in i, list(reversed(k)), list(reversed(i)), d == {"c": 3, "b": 2, "a": 1})
for f in (lambda: sorted(k & {"a", "z"}), lambda: sorted(k | {"z"}), lambda: sorted(k - {"a"}), lambda: sorted(k ^ {"a", "z"}), lambda: sorted(k & ["a"]),
          lambda: sorted({"a"} | k), lambda: sorted(["a"] & k) , lambda: k == {"a", "b", "c"}, lambda: k <= {"a", "b", "c", "d"}, lambda: k > {"a"}, lambda: k.isdisjoint(["z"]),
          lambda: sorted(i & {("a", 1)}), lambda: i == {("a", 1), ("b", 2), ("c", 3)}, lambda: v == v, lambda: d.values() == d.values(), lambda: k & 5, lambda: v & v, lambda: hash(k),
          lambda: k.mapping, lambda: type(k.mapping), lambda: {**d, "a": 0}, lambda: d | {"z": 9}, lambda: d | [("q", 1)], lambda: {"z": 1} | d,
          lambda: d.pop("zz"), lambda: d.pop("zz", None), lambda: d.popitem(), lambda: d.setdefault("n"), lambda: d.setdefault("n", 5), lambda: d.get("q"), lambda: d.get("q", 7),
          lambda: d.update(a=10), lambda: d.update([("x", 1)], y=2), lambda: d.update(5), lambda: d.update([1]), lambda: d.update([(1, 2, 3)]), lambda: d, lambda: d["zz"], lambda: d[[]], lambda: {}.popitem(),
          lambda: dict(zip("ab", [1, 2])), lambda: dict.fromkeys("ab"), lambda: dict.fromkeys([[]]), lambda: d < d, lambda: d + d, lambda: list(d.items())[0], lambda: min(d), lambda: sorted(d, reverse=True),
          lambda: dict(a=1, **{"b": 2}), lambda: {1: "a", True: "b", 1.0: "c"}, lambda: {float("nan"): 1}, lambda: d.copy() is d, lambda: d.clear(), lambda: d, lambda: d.keys()):
    t(f)
d = {i: i for i in range(5)}
t(lambda: [d.pop(k) for k in list(d) if k % 2])
print(d)
it = iter(d)
next(it)
d[99] = 1
t(lambda: next(it))
d = {1: 1}
d |= {2: 2}
d |= [(3, 3)]
t(lambda: d.__ior__(5))
print(d, d.__or__(5), 2 in d, d.__contains__(9), str(d.items()))
s = {3, 1, 2}
f = frozenset([1, 2])
for fn in (lambda: s | f, lambda: s & f, lambda: s - f, lambda: s ^ {1, 9}, lambda: f | s, lambda: type(f | s), lambda: type(s | f), lambda: s | [1], lambda: s.union([9], (8,)), lambda: s.intersection([1], [1, 2]), lambda: s.difference([1], [2]),
           lambda: s.symmetric_difference([1, 10]), lambda: s.issubset([1, 2, 3, 4]), lambda: s.issuperset([1]), lambda: s < {1, 2, 3, 4}, lambda: s <= s, lambda: s < s, lambda: f == {1, 2}, lambda: hash(f) == hash(frozenset([2, 1])),
           lambda: s.add([]), lambda: s.remove(99), lambda: s.discard(99), lambda: s.remove([]), lambda: {1} in [f - {2}], lambda: {f}, lambda: {f: 1}[frozenset({2, 1})], lambda: {1, 2} in {f}, lambda: s.update([7], {8}), lambda: s, lambda: s.intersection_update([7, 8, 1]), lambda: s,
           lambda: s.pop() in (1, 7, 8), lambda: set().pop(), lambda: s.clear(), lambda: s, lambda: set("aab") == {"a", "b"}, lambda: f.add(1), lambda: frozenset(f) is f, lambda: set(5), lambda: {1, 2} < 5, lambda: {1} + {2}, lambda: set([1, 2]) == [1, 2], lambda: s.copy() is s, lambda: {*()}, lambda: frozenset(), lambda: {1} - [1], lambda: hash({1})):
    t(fn)
x = {1, 2, 3}
x |= {4}
x &= {1, 4, 5}
x ^= {1, 9}
x -= {9}
print(x)
try:
    x |= [1]
except TypeError as e:
    print(e)
l = [3, 1, 2]
for fn in (lambda: l.sort(), lambda: l, lambda: l.sort(key=lambda x: -x), lambda: l, lambda: l.sort(reverse=True), lambda: l.sort(5), lambda: l.sort(key=5), lambda: l.sort(key=lambda x: 1 / 0), lambda: l, lambda: ["a", 1].sort(), lambda: l.index(2), lambda: l.index(9), lambda: l.index(3, 1), lambda: l.count(1), lambda: l.insert(1, "i"), lambda: l.insert(-100, "f"), lambda: l.insert(100, "e"), lambda: l,
           lambda: l.pop(), lambda: l.pop(0), lambda: l.pop(-1), lambda: l.pop(99), lambda: [].pop(), lambda: l.remove("i"), lambda: l.remove("nope"), lambda: l.extend("ab"), lambda: l.extend(5), lambda: l.append(l), lambda: l, lambda: l == l, lambda: l.reverse(), lambda: l.copy() == l, lambda: l.clear(), lambda: l,
           lambda: [1, 2] + (3,), lambda: [1] * "a", lambda: [1, 2] < [1, 3], lambda: [1] < [1, 2], lambda: [1] < ["a"], lambda: [] < [1], lambda: [1, "a"] < [2, 5], lambda: (1, 2) < (1, 2, 0), lambda: [1, 2] == (1, 2), lambda: [[1]] * 2, lambda: [None] * 3, lambda: list("abc"), lambda: [1, 2, 3][True], lambda: [1, 2, 3].__contains__(2), lambda: (1, 2).index(5), lambda: (1, 2, 1).count(1), lambda: (1,) + (2,), lambda: (1,) * 3, lambda: (1, 2)[::-1], lambda: () == [], lambda: hash((1, [2]))):
    t(fn)


class K:
    def __init__(self, v, n):
        self.v, self.n = v, n

    def __lt__(self, o):
        return self.v < o.v

    def __repr__(self):
        return f"{self.v}{self.n}"


print(sorted([K(i % 3, n) for n, i in enumerate(range(9))]), sorted([K(i % 3, n) for n, i in enumerate(range(9))], reverse=True))
print(max([K(1, "a"), K(1, "b")]), min([K(1, "a"), K(1, "b")]))


class Evil:
    def __eq__(self, o):
        raise ValueError("eq")

    def __hash__(self):
        return 1


t(lambda: Evil() in [1])
t(lambda: {Evil(): 1, Evil(): 2})
t(lambda: [Evil()].index(5))
t(lambda: (Evil(),) == (Evil(),))
e = Evil()
t(lambda: [e] == [e])
t(lambda: e in [e])


class Mut:
    def __init__(self, l):
        self.l = l

    def __eq__(self, o):
        self.l.clear()
        return False


l = [1, 2, 3]
l.append(Mut(l))
t(lambda: 5 in l[:] or l)
l = [3, 2, 1]
t(lambda: l.sort(key=lambda x: l.append(x)))
print(len(l) >= 3)
a = [1, 2, 3, 4, 5]
a[1:3] = []
a[:0] = [9, 8]
a[-1:] = "xy"
a[::2] = [0] * len(a[::2])
print(a)
a[2:2] = a
print(a, a[5:1], a[5:1:-1], a[-3:], a[:-3], a[::3])
del a[1::2]
print(a)
a *= 0
print(a, range(5)[1:3], range(0, 10, 2)[::-1], list(range(5, 0, -2)), range(3) == range(0, 3, 1), hash(range(3)) == hash(range(0, 3)), range(1, 10, 3).index(4), 5 in range(0, 10, 5), 5.0 in range(10), range(10).count(3), len(range(10**30)) if 0 else 0)
t(lambda: range(5).index(9))
t(lambda: range(1, 2, 3).start + range(5).stop)
print(slice(1, 2), slice(None), slice(1, 2, 3).indices(10), slice(None, None, -1).indices(5), slice(1, 2) == slice(1, 2))
t(lambda: slice(1, 2).indices(-1))

print(enumerate("ab").__next__(), list(enumerate("ab", 5)), list(zip("abc", range(2))), list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(None, [0, 1, "", "a"])), list(iter([1, 2, 3, 0, 5].__iter__().__next__, 0)))
