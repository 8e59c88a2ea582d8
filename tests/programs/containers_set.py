# Sets and frozensets. Their order is not CPython's, so what is shown is sorted.


def attempt(call, *args):
    try:
        print("gave", call(*args))
    except Exception as error:
        print(type(error).__name__ + ":", error)


def show(label, s):
    print(label, type(s).__name__, len(s), sorted(s))


def methods():
    s = {3, 1, 2, 3}
    show("display", s)
    s.add(5)
    s.add(5)
    s.discard(9)
    s.discard(1)
    s.remove(2)
    show("changed", s)
    s.update([1, 2], (7,), {"a": 1}.values())
    show("updated", s)
    print(s.pop() in {1, 2, 3, 5, 7}, len(s))
    s.clear()
    print(s, frozenset(), {5}, frozenset([5]), bool(s), bool({0}))
    a, b = {1, 2, 3, 4}, {3, 4, 5}
    show("union", a.union(b, [9], range(2)))
    show("intersection", a.intersection(b, [4, 8]))
    show("difference", a.difference(b, [1]))
    show("symmetric", a.symmetric_difference([3, 3, 9]))
    show("copy", a.copy())
    show("union of one", a.union())
    print(a.issubset([1, 2, 3, 4, 5]), a.issuperset([1]), a.isdisjoint([7]), a.isdisjoint(b))
    show("or", a | b)
    show("and", a & b)
    show("sub", a - b)
    show("xor", a ^ b)
    show("mixed", frozenset(a) | b)
    show("mixed", a & frozenset(b))
    a |= b
    show("ior", a)
    a &= {1, 2, 3, 9}
    show("iand", a)
    a -= {1}
    show("isub", a)
    a ^= {2, 8}
    show("ixor", a)
    a -= a
    print(a, a == set())
    a.update("hello")
    a.intersection_update("help", "hel")
    show("intersection_update", a)
    a.difference_update("h", ["l"])
    show("difference_update", a)
    a.symmetric_difference_update("eq")
    show("symmetric_difference_update", a)
    f = frozenset([1, 2])
    f |= {3}
    show("frozen ior", f)
    print(frozenset(f) is f, f.copy() is f, set(f) == f, {f: 1}[frozenset([3, 2, 1])])


def comparing():
    a = {1, 2}
    print(a == {2, 1}, a != {1}, a < {1, 2, 3}, a <= {1, 2}, a > {1}, a >= {1, 3}, a < a, a == [1, 2])
    print(a == frozenset(a), frozenset(a) <= a, {1, 2} < {3, 4, 5}, 1 in a, 1.0 in a, "a" in a)
    nested = {frozenset([1]), frozenset()}
    print({1} in nested, set() in nested, {2} in nested)
    nested.discard({1})
    nested.remove(set())
    print(nested)


def errors():
    attempt(lambda: {1}.remove(2))
    attempt(lambda: {1}.remove("a"))
    attempt(lambda: set().pop())
    attempt(lambda: {[]})
    attempt(lambda: {1}.add([]))
    attempt(lambda: [] in {1})
    attempt(lambda: {1} | [1])
    attempt(lambda: {1} & 5)
    attempt(lambda: {1} + {2})
    attempt(lambda: {1} < [1])
    attempt(lambda: set(1))
    attempt(lambda: set(1, 2))
    attempt(lambda: set(a=1))
    attempt(lambda: frozenset(1, 2))
    attempt(lambda: frozenset(a=1))
    attempt(lambda: hash(set()))
    attempt(lambda: {1}.union(5))
    attempt(lambda: {1}.add())
    attempt(lambda: {1}.update(5))
    attempt(lambda: {1}[0])
    attempt(lambda: frozenset().add(1))
    attempt(lambda: set().issubset(5))

    def inplace():
        s = {1}
        s |= [2]

    def grow():
        s = {1}
        for n in s:
            s.add(n + 1)

    attempt(inplace)
    attempt(grow)


def large():
    s = set()
    for n in range(2000):
        s.add(n * 64)
    for n in range(0, 2000, 2):
        s.remove(n * 64)
    print(len(s), 64 in s, 128 in s, sum(s), min(s), max(s))
    drained = 0
    while s:
        drained += s.pop()
    print(drained, s, len({n % 7 for n in range(100)}))


class Tags(set):
    def __init__(self, items=(), name=""):
        super().__init__(items)
        self.name = name


class Frozen(frozenset):
    def __new__(cls, *items):
        return super().__new__(cls, items)


def subclasses():
    t = Tags("a", name="tags")
    t.add("b")
    print(len(t), t.name, t == {"a", "b"}, type(t | {1}).__name__, type(t.copy()).__name__, Tags("x"))
    f = Frozen(1, 2)
    print(f == {1, 2}, hash(f) == hash(frozenset([1, 2])), type(f & f).__name__, Frozen(), Frozen(7))


methods()
comparing()
errors()
large()
subclasses()
