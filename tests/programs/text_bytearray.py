def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


print("-- making")
for a in ((), (3,), (b"ab",), ([1, 2, 255],), ("xé", "utf8"), (bytearray(b"q"),), (range(3),), (memoryview(b"mv"),)):
    t(lambda: bytearray(*a))
for a in ((1.5,), ("x",), ([256],), ([-1],), (["a"],), (-1,), (None,), ("x", 3), (b"x", "utf8"), (1, 2, 3, 4), ([1.5],),
          (10**30,), (object,)):
    t(lambda: bytearray(*a))
    t(lambda: bytes(*a))
print(bytearray(b"it's"), bytearray(b'a"b\x00\xff\\\n'), str(bytearray(b"x")), ascii(bytearray(b"\xe9")))
print("-- changing")
b = bytearray(b"hello")
b[0] = 72
b.append(33)
b.extend(b" wor")
b.extend([108, 100])
b.extend(x for x in (1, 2))
b.insert(0, 62)
b.insert(-1, 60)
b.insert(100, 65)
print(b, len(b), b.pop(), b.pop(0), b.pop(-2), b)
b.remove(33)
b.reverse()
print(b)
b += b"abc"
b *= 2
print(b, b[2:5], b[::-3], b[-1], b[100:])
del b[0]
del b[::2]
del b[:2]
print(b)
b[1:3] = b"XYZW"
b[len(b):] = [1, 2]
b[0:0] = memoryview(b"mm")
b[2:2] = b
print(b)
b[::2] = bytes(len(b[::2]))
print(b)
b[:] = b""
print(b, bool(b), bool(bytearray(1)))
b[:] = range(10)
b[8:2:-2] = b"zyx"
print(b, b.copy() is b, b.copy() == b)
b[3:1] = b"ins"
print(b)
for f in (lambda: b[100], lambda: b["a"], lambda: b.__setitem__(0, 256), lambda: b.__setitem__(0, "a"),
          lambda: b.__setitem__(100, 1), lambda: b.__setitem__(slice(0, 2), "ab"), lambda: b.__setitem__(slice(0, 2), 3),
          lambda: b.__setitem__(slice(None, None, 2), b"a"), lambda: b.append(300), lambda: b.append("a"),
          lambda: b.append(b"a"), lambda: b.extend("ab"), lambda: b.extend(3), lambda: b.extend([1, 300]),
          lambda: b.pop(100), lambda: bytearray().pop(), lambda: b.remove(200), lambda: b.insert("a", 1),
          lambda: b + "a", lambda: b + 1, lambda: 1 + b, lambda: b * "a", lambda: b * 1.5, lambda: b"a" + b, lambda: b + b"a",
          lambda: 2 * bytearray(b"ab"), lambda: hash(b), lambda: {b: 1}, lambda: b < "a", lambda: b < b"zz", lambda: b"zz" > b,
          lambda: b.index(b"nope"), lambda: b.find("x"), lambda: b.__delitem__(100), lambda: b.__iadd__("x"),
          lambda: b"abc" == bytearray(b"abc") == memoryview(b"abc"), lambda: bytearray(b"%d:%s") % (3, bytearray(b"x")),
          lambda: b"%b" % bytearray(b"q"), lambda: b.nope, lambda: b[1.5], lambda: b.__setitem__(slice(0, 1), None),
          lambda: sum([bytearray(b"a")], bytearray()), lambda: b.decode("latin1"), lambda: int(bytearray(b"12")),
          lambda: float(bytearray(b"1.5")), lambda: ord(bytearray(b"a")), lambda: int.from_bytes(bytearray(b"\1\2"), "big"),
          lambda: str(bytearray(b"x"), "utf8"), lambda: bytes(bytearray(b"x")), lambda: list(bytearray(b"ab")),
          lambda: b"".join([bytearray(b"x"), memoryview(b"y"), b"z"]), lambda: bytearray(b",").join([b"1", b"2"]),
          lambda: 97 in bytearray(b"abc"), lambda: b"bc" in bytearray(b"abc"), lambda: "a" in bytearray(b"abc"),
          lambda: bytearray(b"ab") in b"cabd", lambda: 300 in bytearray(), lambda: bytearray.fromhex("61 62"),
          lambda: bytes.fromhex("6"), lambda: bytearray.maketrans(b"a", b"b")[97]):
    t(f)
print("-- methods")
m = bytearray(b"  Hello, World\tfoo  ")
for name, args in (("strip", ()), ("lstrip", ()), ("rstrip", ()), ("upper", ()), ("lower", ()), ("title", ()), ("swapcase", ()),
                   ("capitalize", ()), ("split", ()), ("split", (b",",)), ("rsplit", (None, 1)), ("partition", (b",",)),
                   ("rpartition", (b"zz",)), ("replace", (b"o", b"00")), ("center", (30, b"*")), ("ljust", (25,)),
                   ("rjust", (25, b"-")), ("zfill", (25,)), ("expandtabs", (4,)), ("find", (b"o",)), ("count", (b"o",)),
                   ("startswith", (b"  H",)), ("endswith", ((b"x", b"  "),)), ("isalpha", ()), ("splitlines", ()),
                   ("hex", ("-", 2)), ("translate", (None, b"lo")), ("removeprefix", (b"  ",)), ("removesuffix", (b"x",)),
                   ("index", (b"W",)), ("rfind", (111,)), ("isascii", ()), ("decode", ())):
    r = getattr(m, name)(*args)
    print(name, type(r).__name__, r, r is m)


class Sub(bytearray):
    def __init__(self, *a):
        super().__init__(*a)
        self.x = 1


s = Sub(b"ab")
s.append(99)
print(s, s.x, type(s[0:1]), type(s.upper()), type(s + b"a"), s == b"abc", Sub.fromhex("6162"), type(s.copy()))
s += b"d"
print(s, isinstance(s, bytearray), isinstance(s, bytes), Sub.__mro__)
i = iter(bytearray(b"abc"))
print(next(i), i.__length_hint__(), type(i).__name__)
g = bytearray(b"12")
out = []
for x in g:
    out.append(x)
    if len(g) < 6:
        g.append(x + 2)
print(out)
print("-- memoryview")
b = bytearray(b"0123456789")
v = memoryview(b)
print(v[0], v[-1], len(v), v[2:5].tobytes(), v[::-1].tobytes(), v[1:8:3].tolist(), v.nbytes, v.itemsize, v.format, v.ndim,
      v.shape, v.strides, v.readonly, v.contiguous, v[::2].contiguous, v[::2].strides, v.obj is b, v.suboffsets)
w = v[2:6]
w[0] = 65
w[1:3] = b"BC"
print(b, w == b"ABC5", w.hex(), bytes(w), list(w), 65 in w, w[1:][1:].tobytes(), w[::-1][0])
for f in (lambda: b.append(1), lambda: b.clear(), lambda: b.__setitem__(slice(0, 1), b"ab"), lambda: b.extend(b""),
          lambda: v["a"], lambda: v[100], lambda: v.__setitem__(0, 300), lambda: v.__setitem__(0, "a"),
          lambda: v.__setitem__(slice(0, 2), b"abc"), lambda: v.__setitem__(slice(0, 2), 5), lambda: v.__delitem__(0),
          lambda: memoryview("a"), lambda: memoryview(3), lambda: memoryview(b"ab").__setitem__(0, 1), lambda: hash(v),
          lambda: hash(memoryview(b"ab")) == hash(b"ab"), lambda: v < v, lambda: v == b, lambda: v + b"a", lambda: b"a" + v[:2],
          lambda: v * 2, lambda: v.toreadonly().__setitem__(0, 1), lambda: v.toreadonly().readonly, lambda: memoryview(),
          lambda: v[1:1].tolist(), lambda: bytes(v[::-2]), lambda: v == "a", lambda: v[0:3] == v[0:3], lambda: type(iter(v)),
          lambda: next(iter(v)), lambda: v.cast("B")[1], lambda: int(memoryview(b"17")), lambda: b"%s" % v[:2],
          lambda: b.find(v[2:4]), lambda: list(reversed(v[:3])), lambda: [*map(chr, v[:3])], lambda: len(v[5:2])):
    t(f)
w.release()
v.release()
v.release()
b.append(1)
for f in (lambda: len(v), lambda: v[0], lambda: v.tobytes(), lambda: v.nbytes, lambda: v == v, lambda: v == b""):
    t(f)
with memoryview(b) as v:
    print(v[0])
t(lambda: v[0])
b.append(2)
print(b)
match bytearray(b"ab"):
    case [a, *_]:
        print("sequence", a)
    case _:
        print("no sequence")
match memoryview(b"ab"):
    case [a, b]:
        print("sequence", a, b)
    case _:
        print("no sequence")
import collections.abc as abc
for c in (abc.Sequence, abc.MutableSequence, abc.Hashable, abc.Iterable, abc.Collection):
    print(c.__name__, isinstance(bytearray(), c), isinstance(b"", c), isinstance(memoryview(b""), c))
import copy, json, hashlib, base64, re
c = bytearray(b"deep")
d = copy.deepcopy(c)
print(d == c, d is c, copy.copy(c) is c)
print(json.loads(bytearray(b"[1]")), hashlib.sha256(c).hexdigest()[:8], base64.b64encode(c), base64.b64encode(memoryview(c)))
