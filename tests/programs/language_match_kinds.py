import collections
import collections.abc as abc
import types


def kind(x):
    match x:
        case {}:
            return "mapping"
        case [*_]:
            return "sequence"
        case _:
            return "neither"


class Seq(abc.Sequence):
    def __len__(self):
        return 2

    def __getitem__(self, i):
        if i > 1:
            raise IndexError
        return i * 10


class Map(abc.Mapping):
    def __len__(self):
        return 1

    def __iter__(self):
        return iter("a")

    def __getitem__(self, k):
        if k == "a":
            return 1
        raise KeyError(k)


class Late:
    def __len__(self):
        return 0

    def __getitem__(self, i):
        raise IndexError


class LateChild(Late):
    pass


class L(list):
    pass


class D(dict):
    pass


class Both(Seq, Map):
    pass


class Hidden(D, abc.Mapping):
    pass


P = collections.namedtuple("P", "x y")
for x in ([], (), range(1), "ab", b"ab", bytearray(b"a"), memoryview(b"a"), {}, set(), frozenset(), {}.keys(), iter([]),
          collections.deque([1]), collections.OrderedDict(), collections.defaultdict(int), collections.Counter("a"),
          collections.UserDict(), collections.UserList(), collections.UserString("a"), collections.ChainMap(),
          types.MappingProxyType({}), Seq(), Map(), Late(), L(), D(), Both(), Hidden(), P(1, 2), 3, None, object):
    print(type(x).__name__, kind(x))
print(abc.Sequence.register(Late) is Late, kind(Late()), kind(LateChild()))
print(hasattr(abc.Sequence, "__abc_tpflags__"))
match Seq():
    case [a, b]:
        print(a, b)
match Map():
    case {"b": _}:
        print("b")
    case {"a": v, **rest}:
        print(v, rest)
match collections.deque([1, 2, 3]):
    case [first, *others]:
        print(first, others)
match collections.defaultdict(list, x=1):
    case {"y": _}:
        print("made")
    case {"x": 1, **rest}:
        print(rest)
match bytearray(b"q"):
    case bytearray(x):
        print(x)
