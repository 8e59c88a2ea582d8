# conformance: except 3.14 some of its own messages and reprs are not done
# protocols
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


class D(dict):
    def __missing__(self, k):
        return f"missing {k}"


d = D(a=1)
print(d["a"], d["b"], d.get("b"), "b" in d, "{a} {zz}".format_map(d))


class I:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        return self.v


print([1, 2, 3][I(1)], "abc"[I(-1)], (1, 2)[I(0):I(1)], range(10)[I(3)], list(range(I(2), I(5))), hex(I(255)), bin(I(5)), chr(I(65)), int(I(3)), float(I(2)), complex(I(2)),
      "a" * I(2), [0] * I(3), bytes(I(2)), round(1.2345, I(2)), I(3).__index__(), divmod(7, 2), "%d" % I(5), "%x" % I(255))
t(lambda: [1][I(5)])
t(lambda: [1][I("x")])
t(lambda: [1][I(1.5)])
t(lambda: int(I(None)))
t(lambda: range(I(2.5)))
t(lambda: f"{I(3):d}")
t(lambda: format(I(3), "d"))


class Fmt:
    def __format__(self, spec):
        return f"<{spec}>"


print(f"{Fmt():abc} {Fmt()} {Fmt()!r:.5}"[:14], "{:x{}}".format(Fmt(), 5), format(Fmt(), "q"), f"{Fmt():{1+1}{'a'}}")


class BadFmt:
    def __format__(self, spec):
        return 5


t(lambda: format(BadFmt()))
t(lambda: f"{BadFmt()}")
t(lambda: format(object(), "x"))
t(lambda: format(None, ">5"))
t(lambda: format([], "5"))
t(lambda: format(1, 5))


class Dir:
    def __dir__(self):
        return ["b", "a", "c"]


print(dir(Dir()))


class BadDir:
    def __dir__(self):
        return 5


t(lambda: dir(BadDir()))


class LH:
    def __init__(self, h):
        self.h = h

    def __iter__(self):
        return iter([1, 2])

    def __length_hint__(self):
        if isinstance(self.h, Exception):
            raise self.h
        return self.h


import operator

t(lambda: list(LH(10)))
t(lambda: list(LH(-1)))
t(lambda: list(LH("a")))
t(lambda: list(LH(NotImplemented)))
t(lambda: list(LH(TypeError("te"))))
t(lambda: list(LH(ValueError("ve"))))
t(lambda: operator.length_hint(LH(3)))
t(lambda: operator.length_hint(LH(-3)))
t(lambda: operator.length_hint(5, 7))
t(lambda: operator.length_hint(LH("a")))


class Len:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


for n in (3, 0, -1, "a", 1.5, True, 2**70, None):
    t(lambda: len(Len(n)))
    t(lambda: bool(Len(n)))


class Bool:
    def __init__(self, b):
        self.b = b

    def __bool__(self):
        return self.b


for b in (True, 1, None, "x"):
    t(lambda: bool(Bool(b)))
    t(lambda: "y" if Bool(b) else "n")
    t(lambda: not Bool(b))


class GA:
    def __init__(self):
        self.x = 1

    def __getattribute__(self, name):
        if name == "magic":
            return "from getattribute"
        if name == "fail":
            raise AttributeError("my fail")
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        return f"getattr {name}"


g = GA()
print(g.magic, g.x, g.fail, g.other, g.__dict__, hasattr(g, "zz"), getattr(g, "fail", "default"))


class GA2:
    def __getattribute__(self, name):
        raise AttributeError(name)


t(lambda: GA2().x)
t(lambda: getattr(GA2(), "x", 5))
t(lambda: hasattr(GA2(), "x"))
print(len([1]), str(type(GA2())))


class SA:
    def __setattr__(self, n, v):
        print("set", n, v)
        object.__setattr__(self, n, v)

    def __delattr__(self, n):
        print("del", n)
        object.__delattr__(self, n)


s = SA()
s.a = 1
s.a += 1
del s.a
t(lambda: delattr(s, "b"))


class Slots:
    __slots__ = ("a", "_b", "__private")

    def __init__(self):
        self.__private = 1


class Slots2(Slots):
    __slots__ = "c"


class Slots3(Slots2):
    pass


s = Slots2()
s.a = 1
s.c = 3
t(lambda: s.a)
t(lambda: s._b)
t(lambda: setattr(s, "zz", 1))
t(lambda: s.zz)
t(lambda: s.__dict__)
t(lambda: delattr(s, "_b"))
t(lambda: delattr(s, "zz"))
print(Slots.a, Slots2.__slots__, sorted(k for k in Slots.__dict__ if not k.startswith("__")))
s3 = Slots3()
s3.zz = 5
print(s3.__dict__, s3._Slots__private)


class M1:
    __slots__ = ("p",)


class M2:
    __slots__ = ("q",)


t(lambda: type("MM", (M1, M2), {}))
t(lambda: type("MM", (M1, Slots3), {"__slots__": ()}))


class Empty:
    __slots__ = ()


t(lambda: type("MM", (M1, Empty), {"__slots__": ("r",)})().r)
t(lambda: type("MM", (Empty, M1), {})().__dict__)


class DefaultSlots:
    __slots__ = {"x": "doc of x", "y": None}


print(DefaultSlots.x.__doc__, DefaultSlots.__slots__)
t(lambda: Slots.a.__get__(5))
t(lambda: Slots.a.__get__(s))
t(lambda: Slots.a.__set__(s, 9))
print(s.a, Slots.a.__name__, Slots.a.__objclass__)


class Ctx:
    def __enter__(self):
        return "in"

    def __exit__(self, *a):
        print("exit", a[0])
        return True


with Ctx() as c, Ctx() as c2:
    print(c, c2)
    raise ValueError("swallowed")


def no_ctx():
    with 5:
        pass


t(no_ctx)


class HalfCtx:
    def __enter__(self):
        pass


def half():
    with HalfCtx():
        pass


t(half)


class Iter:
    def __iter__(self):
        return 5


t(lambda: iter(Iter()))
t(lambda: list(Iter()))
t(lambda: [*5])
t(lambda: {**5})
t(lambda: print(*5))
t(lambda: print(**5))
t(lambda: print(**{1: 2}))
t(lambda: (lambda **k: k)(**{"a": 1}, **{"a": 2}))
t(lambda: (lambda a: a)(1, a=2))


class GetItem:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * i


print(list(GetItem()), 4 in GetItem(), 5 in GetItem(), list(reversed([1, 2])), [*GetItem()], max(GetItem()))
t(lambda: reversed(GetItem()))


class Cmp:
    def __eq__(self, o):
        return NotImplemented

    def __lt__(self, o):
        return "lt"


t(lambda: Cmp() == 1)
t(lambda: Cmp() != 1)
t(lambda: Cmp() < 1)
t(lambda: 1 > Cmp())
t(lambda: Cmp() > 1)
t(lambda: hash(Cmp()))
t(lambda: sorted([Cmp(), Cmp()]) and "sorted")


class Arith:
    def __radd__(self, o):
        return ("radd", o)

    def __add__(self, o):
        return NotImplemented

    def __iadd__(self, o):
        return NotImplemented

    def __rpow__(self, o, m=None):
        return ("rpow", o, m)

    def __neg__(self):
        return "neg"

    def __matmul__(self, o):
        return "matmul"

    def __rdivmod__(self, o):
        return "rdivmod"

    def __round__(self, n=None):
        return ("round", n)

    def __trunc__(self):
        return 3

    def __ceil__(self):
        return "ceil"

    def __call__(self, *a, **k):
        return a, k


import math

a = Arith()
t(lambda: 1 + a)
t(lambda: a + 1)
t(lambda: a + a)
t(lambda: 2 ** a)
t(lambda: -a)
t(lambda: +a)
t(lambda: a @ 1)
t(lambda: 1 @ a)
t(lambda: divmod(1, a))
t(lambda: divmod(a, 1))
t(lambda: round(a))
t(lambda: round(a, 2))
t(lambda: math.trunc(a))
t(lambda: math.ceil(a))
t(lambda: math.floor(a))
t(lambda: a(1, b=2))
t(lambda: abs(a))
t(lambda: pow(2, a, 5))


def iadd():
    x = Arith()
    x += 1


t(iadd)


class Str:
    def __str__(self):
        return 5


class Repr:
    def __repr__(self):
        return None


t(lambda: str(Str()))
t(lambda: repr(Repr()))
t(lambda: print(Str()))
t(lambda: f"{Repr()!r}")


class Hash:
    def __init__(self, h):
        self.h = h

    def __hash__(self):
        return self.h


t(lambda: hash(Hash(-1)))
t(lambda: hash(Hash(2**61)))
t(lambda: hash(Hash(2**200)))
t(lambda: hash(Hash("a")))
t(lambda: hash(Hash(True)))


class NewRet:
    def __new__(cls):
        return 5

    def __init__(self):
        print("not called")


t(lambda: NewRet())


class InitRet:
    def __init__(self):
        return 5


t(lambda: InitRet())


class Ab:
    def __init__(self, a):
        pass


t(lambda: Ab())
t(lambda: Ab(1, 2))
t(lambda: Ab(b=1))
t(lambda: object(1))
t(lambda: type("E", (), {})(1))
t(lambda: object.__new__(int))
t(lambda: object.__new__())
t(lambda: int.__new__(str))
t(lambda: object.__init__(1, 2))
t(lambda: type("N", (), {"__new__": lambda c, *a: object.__new__(c, *a)})(1))
t(lambda: type("N", (), {"__init__": lambda c, *a: object.__init__(c, *a)})(1))
