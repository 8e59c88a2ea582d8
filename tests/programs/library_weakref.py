import gc
import weakref
from weakref import ref, proxy, WeakKeyDictionary, WeakValueDictionary, WeakSet, finalize, WeakMethod


class A:
    def __init__(self, name="a"):
        self.name = name

    def __repr__(self):
        return f"A({self.name})"

    def hello(self, n=1):
        return self.name * n

    def __len__(self):
        return 3

    def __getitem__(self, i):
        return i

    def __setitem__(self, i, v):
        print("set", i, v)

    def __contains__(self, x):
        return x == 1

    def __add__(self, o):
        return ("add", self.name, o)

    def __radd__(self, o):
        return ("radd", self.name, o)

    def __iadd__(self, o):
        self.name += "+"
        return self

    def __eq__(self, o):
        return isinstance(o, A) and self.name == o.name

    def __hash__(self):
        return hash(self.name)

    def __call__(self, *a, **k):
        return a, k

    def __iter__(self):
        return iter("xyz")


def cb(tag):
    return lambda r: print("dead", tag, r() is None, type(r).__name__)


print("-- ref")
a = A()
r1, r2 = ref(a), ref(a)
print(r1 is r2, r1() is a, r1 == ref(a, cb("x")), r1.__callback__)
r3 = ref(a, cb(3))
r4 = ref(a, cb(4))
r5 = ref(a, cb(5))
print(weakref.getweakrefcount(a), len(weakref.getweakrefs(a)), a.__weakref__ is r1, r3.__callback__ is not None)
print(hash(r1) == hash(a))
del r4
a = None
print(r1(), r3(), r3.__callback__, hash(r1) == hash("a"), r1 == r2, r1 == r3, r3 != r5)
try:
    hash(r3)
except TypeError as e:
    print(e)

print("-- proxy")
a = A("p")
p = proxy(a, cb("proxy"))
print(p.name, p.hello(2), len(p), p[5], 1 in p, 2 in p, p + 1, 1 + p, list(p), p(1, k=2), bool(p))
p[1] = 2
p.name = "q"
print(a.name, str(p), p == a, p == A("q"), isinstance(p, A), type(p) is weakref.CallableProxyType)
q = p
q += 1
print(a.name, type(q))
print(proxy(a) is proxy(a), proxy(a) is p)
del a, q
try:
    p.name
except ReferenceError as e:
    print(e)

print("-- when it dies")


def local():
    x = A("local")
    return ref(x, cb("local"))


print(local()())
x = A("rebinding")
r = ref(x, cb("rebound"))
x = A("other")
print("after")
lst = [A("in list")]
r = ref(lst[0], cb("list"))
lst.pop()
print("popped")
for i in range(2):
    t = A(f"loop{i}")
    r = ref(t, cb(i))
print("loop over")


def gen():
    y = A("gen")
    yield ref(y, cb("gen"))


g = gen()
r = next(g)
print(r())
g.close()
print("closed", r())
try:
    z = A("exc")
    r = ref(z, cb("exc"))
    try:
        raise ValueError(z)
    finally:
        del z
except ValueError as e:
    print("caught", r())
print("out", r())

print("-- cycles")


class N:
    pass


n = N()
n.self = n
r = ref(n, cb("cycle"))
n.r = ref(n, cb("inside, never told"))
del n
print(r() is not None)
gc.collect()
print(r())


class D:
    def __del__(self):
        print("del", wr() is not None)


d = D()
wr = ref(d, cb("after del"))
del d
d = D()
d.d = d
wr = ref(d, cb("cycle: before del"))
del d
gc.collect()

print("-- callback errors")


class S:
    __slots__ = ("a", "__weakref__")


s = S()
print(ref(s)() is s, S.__weakref__)


class S2(S):
    __slots__ = ()


s2 = S2()
print(ref(s2)() is s2)


class S3:
    __slots__ = "a"


try:
    ref(S3())
except TypeError as e:
    print(e)


class S4(S3):
    pass


print(ref(S4())())
try:
    class S5(S):
        __slots__ = "__weakref__"
except TypeError as e:
    print(e)
for args in ((), (1, 2, 3), (A(), None, 1)):
    try:
        ref(*args)
    except TypeError as e:
        print(e)
try:
    ref(A(), callback=1)
except TypeError as e:
    print(e)
try:
    r(1)
except TypeError as e:
    print(e)

print("-- mappings")
k1, k2 = A("k1"), A("k2")
d = WeakKeyDictionary({k1: 1})
d[k2] = 2
print(len(d), d[k1], k1 in d, sorted(d.values()), sorted(map(repr, d)), d.get(A("k2")), 5 in d)
del k2
print(len(d), list(d.items()), d.pop(k1), len(d), d.pop(k1, "default"))
try:
    d[A("none")]
except KeyError as e:
    print("KeyError", type(e.args[0]).__name__)
try:
    d[5] = 1
except TypeError as e:
    print(e)
v = WeakValueDictionary()
o1, o2 = A("o1"), A("o2")
v["a"] = o1
v["b"] = o2
v["gone"] = A("gone at once")
print(sorted(v), sorted(map(repr, v.values())), v.get("gone", "none"), len(v), "b" in v, "gone" in v)
del o2
print(list(v.items()), v.setdefault("a", o1), v.pop("zz", 1))
try:
    v["b"]
except KeyError as e:
    print("KeyError", e)
print({**v}, dict(v | {"c": o1}), v == {"a": o1})
c = v.copy()
o1 = None
print(len(c), len(v))

print("-- sets")
ws = WeakSet()
e1, e2 = A("e1"), A("e2")
ws.add(e1)
ws.add(e2)
ws.add(A("temporary"))
print(len(ws), sorted(map(repr, ws)), e1 in ws, 3 in ws, A("e1") in ws)
print(sorted(map(repr, ws | {A("zz")})), [*(ws & {e1})], [*(ws - {e1})], ws == WeakSet([e1, e2]))
for e in ws:
    del e1, e2
    break
del e
print(len(ws), list(ws))
try:
    ws.pop()
except KeyError as e:
    print(e)

print("-- methods")
m = A("m")
wm = WeakMethod(m.hello, cb("method"))
print(wm()(2), wm == WeakMethod(m.hello), ref(m.hello)(), hash(wm) == hash(m))
del m
print(wm())
try:
    WeakMethod(len)
    WeakMethod(lambda: 1)
except TypeError as e:
    print(e)

print("-- finalize")
f1 = A("f1")
fin = finalize(f1, print, "finalized", 1, sep="|")
print(fin.alive, fin.peek()[2:], fin.atexit)
del f1
print(fin.alive, fin(), fin.peek(), fin.detach())
f2 = A("f2")
fin = finalize(f2, lambda *a: a, 1, 2)
print(fin(), fin.alive, fin())
f3 = A("f3")
fin = finalize(f3, print, "never")
fin.atexit = False
f4 = A("f4")
finalize(f4, print, "at exit, first made")
finalize(f4, print, "at exit, second made")
print(finalize(f4, print, "x").detach()[2])


class R(ref):
    def __init__(self, ob, callback=None, **extra):
        super().__init__(ob, callback)
        self.extra = extra

    def __call__(self):
        return "called", super().__call__()


a = A("sub")
r = R(a, None, tag=1)
print(r(), r.extra, R(a) is R(a), r == ref(a), isinstance(r, weakref.ReferenceType))
del a
print(r())


def broken(r):
    raise ValueError("in callback")


a = A("broken")
r = ref(a, broken)
del a
print("end")
