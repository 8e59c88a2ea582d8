# pprint and reprlib: values over several lines, values cut short.
import collections
import dataclasses
import io
import pprint
import reprlib
import types

words = "the quick brown fox jumps over the lazy dog and goes on to the next of his many long adventures"
tree = {"name": "root", "children": [{"name": f"child {i}", "values": list(range(i * 7)), "tags": ("a", "b")}
                                     for i in range(4)], "empty": {}, "none": None, 3: {"x"}, (1, 2): 2.5}


@dataclasses.dataclass
class Point:
    x: int
    y: object
    hidden: int = dataclasses.field(default=0, repr=False)


@dataclasses.dataclass
class Own:
    x: list

    def __repr__(self):
        return "Own(" + "x" * 90 + ")"


class Sub(dict):
    pass


class ListWithRepr(list):
    def __repr__(self):
        return "ListWithRepr" * 9


Pair = collections.namedtuple("Pair", "left right")
counter = collections.Counter(words.split())
things = [1, "x", [], {}, (), set(), (1,), ("a" * 80,), list(range(40)), tree, words, [words], {"k": words},
          [words, [words]], {words: words}, "line one\nline two that is longer than the others by far, is it not?\n" * 2,
          ["a\n" * 30, "b"], "x" * 100, b"abcdefgh" * 12, [b"\x00\xff" * 30], set(range(50)), frozenset(range(50)),
          Point(1, list(range(30))), [Point(1, Point(words, [words]))], Own([1] * 50),
          Sub({words: 1, "b": 2}), ListWithRepr([1] * 50), Pair(words, words), collections.OrderedDict.fromkeys(words),
          counter, collections.defaultdict(list, {i: [i] * 10 for i in range(6)}), collections.deque(range(40)),
          collections.deque([words], maxlen=3), collections.ChainMap({"a": words}, {"b": words}),
          collections.UserDict({"a": [words]}), collections.UserList([words, 1]), collections.UserString(words),
          types.SimpleNamespace(a=1, b=words, c=[words]), types.MappingProxyType({i: "v" * 9 for i in range(12)}),
          {i: {j: (i, j) for j in range(i)} for i in range(8)}, [[[[[[1, 2, 3]] * 4]]]] * 3, True, 10 ** 30, 1.5,
          {True: 1, "a": 2, None: 3, (1,): 4, 2: 5}]
for thing in things:
    pprint.pprint(thing)
    print(pprint.pformat(thing, width=40, compact=True))
    print(pprint.pformat(thing, indent=4, width=30))
pprint.pprint(tree, depth=2)
pprint.pprint(tree, depth=1, sort_dicts=False)
pprint.pp(tree, width=60)
pprint.pp({"b": 1, "a": 2})
pprint.pprint({"b": 1234567, "a": [10 ** 9]}, underscore_numbers=True)
pprint.pprint({"z": list(range(30)), "a": list(range(50, 80))}, compact=True, indent=2)
for width in 1, 5, 10, 20:
    print(pprint.pformat([1, [2, "three four"], {"five": 6}], width=width))

loop = [1, 2]
loop.append(loop)
text = pprint.pformat(loop)
print(text.replace(str(id(loop)), "ID"), pprint.isrecursive(loop), pprint.isreadable(loop), pprint.isreadable([1]))
print(pprint.saferepr(loop).replace(str(id(loop)), "ID"), pprint.isreadable(object()), pprint.isrecursive(3))
for arguments in {"indent": -1}, {"depth": 0}, {"width": 0}:
    try:
        pprint.PrettyPrinter(**arguments)
    except ValueError as error:
        print(error)
stream = io.StringIO()
pprint.PrettyPrinter(width=20, stream=stream).pprint(["to a stream", 1])
print(repr(stream.getvalue()))


class Upper(pprint.PrettyPrinter):
    def format(self, object, context, maxlevels, level):
        if isinstance(object, str):
            return object.upper(), True, False
        return super().format(object, context, maxlevels, level)


Upper(width=20).pprint({"a": ["b", "long enough to be broken"]})

print(reprlib.repr(list(range(20))), reprlib.repr("x" * 50), reprlib.repr(10 ** 60), reprlib.repr(set(range(9))))
print(reprlib.repr({i: i for i in range(9)}), reprlib.repr(tuple(range(9))), reprlib.repr((1,)), reprlib.repr(()))
print(reprlib.repr([[[[[[[[1]]]]]]]]), reprlib.repr(collections.deque(range(9))), reprlib.repr(frozenset([1, 2])))
print(reprlib.repr({}), reprlib.repr(set()), reprlib.repr(frozenset()), reprlib.repr(Pair(words, 1)), reprlib.repr("é" * 40))
short = reprlib.Repr()
short.maxlist, short.maxstring, short.fillvalue = 2, 10, "(more)"
print(short.repr([1, 2, 3]), short.repr(words), short.repr({"a": [words] * 3}))


class Broken:
    def __repr__(self):
        raise ValueError


print(reprlib.repr(Broken()).split(" at ")[0])


class Ring:
    def __init__(self):
        self.items = [self]

    @reprlib.recursive_repr(fillvalue="<...>")
    def __repr__(self):
        "documented"
        return f"Ring({self.items})"


print(Ring(), Ring.__repr__.__name__, Ring.__repr__.__doc__)
