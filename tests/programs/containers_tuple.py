# conformance: except 3.14 machine: 32 bits
# conformance: 3.12+
# Tuples, ranges and slices.


def attempt(call, *args):
    try:
        print("gave", call(*args))
    except Exception as error:
        print(type(error).__name__ + ":", error)


def tuples():
    t = (1, 2, 3, 2)
    print(t, (1,), (), tuple("ab"), tuple([1]), tuple(), t.index(2), t.count(2), t.index(2, 2))
    print(t[0], t[-1], t[1:3], t[::-1], t[::2], t + (4,), t * 2, 2 * (1,), t * 0, () + t)
    print(2 in t, 5 in t, len(t), t == (1, 2, 3, 2), t < (1, 3), t > (1, 2), (1, 2) <= (1, 2))
    print(t[:] is t, tuple(t) is t, t * 1 is t, () == (), (1,) != (2,))
    attempt(lambda: t[9])
    attempt(lambda: t["a"])
    attempt(lambda: t + [1])
    attempt(lambda: t * "a")
    attempt(lambda: t.index(9))
    attempt(lambda: t < 3)
    attempt(lambda: tuple(1))
    attempt(lambda: tuple(1, 2))
    attempt(lambda: tuple(x=1))
    attempt(lambda: hash((1, [])))
    attempt(lambda: t.append(1))
    attempt(lambda: (1,) * 10**14)

    def assign():
        t[0] = 1

    def delete():
        del t[0]

    attempt(assign)
    attempt(delete)
    loop = ([],)
    loop[0].append(loop)
    print(loop)


def hashes():
    print(hash(()), hash((1,)), hash((1, 2, 3)), hash((0, -1)), hash((1.5, True)), hash(((), ())))
    print(hash((10**18, -(10**18))), hash((1, (2, (3, (4,))))), hash((2**61 - 1, 2**61)))
    print(hash(range(0)) == hash(range(5, 0)), hash(range(10)), hash(range(3, 30, 4)))
    print(hash(frozenset()), hash(frozenset({1, 2, 3})))
    attempt(lambda: hash(slice(1, 2, 3)))
    print(hash(frozenset(range(100))), hash(frozenset({(1, 2), (3, 4)})))
    print({(1, 2): "a"}[1, 2], {(1, 2.0)} == {(1.0, 2)})


class Point(tuple):
    def __new__(cls, x, y=0):
        self = super().__new__(cls, (x, y))
        self.label = "p"
        return self

    @property
    def x(self):
        return self[0]


class Plain(tuple):
    pass


class Keyed(tuple):
    def __init__(self, items=(), *, scale=1):
        self.scale = scale


def subclasses():
    p = Point(3, y=4)
    print(p, p.x, p.label, p == (3, 4), hash(p) == hash((3, 4)), len(p), type(p + p).__name__)
    print(type(p[:]).__name__, Plain("ab"), Plain(), type(Plain()).__name__, isinstance(p, tuple))
    p.note = [p]
    print(p.note[0] is p, list(p), p in {(3, 4)}, tuple(p), type(tuple(p)).__name__)
    print(Keyed([1], scale=3).scale)
    attempt(lambda: Plain(a=1))


def ranges():
    r = range(2, 20, 3)
    print(r, range(5), range(0), range(1, 5), range(5, 0, -1), repr(range(3, -3, -2)))
    print(list(r), len(r), r[0], r[-1], r[1:3], r[::-1], r[::2], r[10:], r[-2:], r[1:-1:2])
    print(r.start, r.stop, r.step, 5 in r, 6 in r, 20 in r, 5.0 in r, "a" in r, True in range(3))
    print(r.index(8), r.count(8), r.count(9), r.count(5.0), list(reversed(r)), bool(range(0)))
    print(range(0) == range(5, 1), range(1, 2) == range(1, 9, 8), range(3) == range(0, 3), range(3) != [0])
    print(range(0, 3, 2) == range(0, 4, 2), range(10)[slice(2, 8, 2)], len(range(-5, -20, -4)))
    print(range(2**62, 2**63 - 1, 2**61))
    for at in (6, -7, 10**30):
        attempt(lambda: r[at])
    attempt(lambda: r["a"])
    attempt(lambda: r.index(6))
    attempt(lambda: r.index("a"))
    attempt(lambda: range())
    attempt(lambda: range(1, 2, 3, 4))
    attempt(lambda: range(1, 2, 0))
    attempt(lambda: range("a"))
    attempt(lambda: range(1.5))
    attempt(lambda: range(stop=3))
    attempt(lambda: range(3) < range(4))
    it = iter(range(2))
    print(next(it), next(it), next(it, None), next(it, None), [*range(3)], sum(range(101)))

    def assign():
        r.start = 1

    attempt(assign)


def slices():
    s = slice(1, 10, 2)
    print(s, slice(3), slice(1, None), slice(None), s.start, s.stop, s.step, s == slice(1, 10, 2))
    print(s.indices(5), slice(None).indices(7), slice(None, None, -1).indices(7), slice(-3, -1).indices(10))
    print(slice(10, -20, -3).indices(6), slice(1, 2) < slice(1, 3), slice(0) != slice(0, 1))
    attempt(lambda: s.indices(-1))
    attempt(lambda: slice(None, None, 0).indices(3))
    attempt(lambda: slice("a").indices(3))
    attempt(lambda: slice())
    attempt(lambda: slice(1, 2, 3, 4))


tuples()
hashes()
subclasses()
ranges()
slices()
