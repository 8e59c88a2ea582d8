# conformance: except 3.14 the annotations of a module are kept apart
# scoping
def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


x = "global"


class A:
    x = "class"
    y = [x for _ in range(1)]
    z = (lambda: x)()
    w = [i for i in x]

    def m(self):
        return x

    class B:
        v = x

    def d(self, q=x):
        return q


a = A()
print(A.y, A.z, A.w, a.m(), A.B.v, a.d())


class C:
    n = 3
    ok = [i for i in range(n)]
    try:
        bad = [n for i in range(2)]
    except NameError as e:
        bad = str(e)
    print(locals().keys() >= {"n", "ok"})
    if n > 2:
        extra = 1
    for loop in range(2):
        pass
    del n


print(C.ok, C.bad, C.extra, C.loop, hasattr(C, "n"))


def f1():
    def g():
        return y
    try:
        g()
    except NameError as e:
        print(e)
    y = 1
    return g()


t(f1)


def f2():
    print(x1)
    x1 = 1


t(f2)


def f3():
    if False:
        x2 = 1
    return x2


t(f3)


def f4():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
    return [f() for f in fs], [f() for f in [lambda: j for j in range(3)]], [f() for f in [lambda k=k: k for k in range(3)]]


t(f4)


def f5():
    c = 0

    def inc():
        nonlocal c
        c += 1
        return c
    inc()
    inc()
    return c


t(f5)
if (n := 10) > 5:
    print(n)
print([y := 1, y**2, (z := y + 1)], y, z)
print([last := i for i in range(3)], last)


def f6():
    total = 0
    r = [total := total + i for i in range(5)]
    return r, total


t(f6)
print(any((found := v) > 3 for v in [1, 5, 2]), found)


def f7():
    global newg
    newg = 5

    class K:
        global newg2
        newg2 = 7
    return newg


t(f7)
print(newg, newg2)


def f8(a, b=[]):
    b.append(a)
    return b


print(f8(1), f8(2), f8(3, []))


def f9():
    exec_locals = locals()
    a = 1
    return sorted(locals()), exec_locals


t(f9)


class Meta(type):
    pass


class D:
    def __init__(self):
        self.__p = 1

    def get(self):
        return self.__p, self._D__p

    __q = 2

    def __priv(self):
        return "priv"

    def call(self):
        return self.__priv(), D.__q


d = D()
print(d.get(), d.call(), d.__dict__)
t(lambda: d.__p)
for i in range(3):
    pass
print(i)
try:
    raise ValueError
except ValueError as i:
    pass
t(lambda: i)
print([i for i in range(2)], "i" in globals())


def outer():
    a = 1

    def mid():
        b = 2

        def inner():
            nonlocal a, b
            a += b
            b = a
            return a, b
        return inner(), b
    return mid(), a


t(outer)


def f10():
    class L:
        a = 1

        def get(self):
            return a
    a = "closure"
    return L().get(), L.a


t(f10)


def f11(n):
    return 1 if n < 2 else n * f11(n - 1)


print(f11(10), (lambda *a, **k: (a, k))(1, b=2), (lambda: (yield))().__class__)


def f12(*, a, b=2, **c): return a, b, c
print(f12.__kwdefaults__, f12.__defaults__, f12.__code__.co_varnames, f12.__code__.co_argcount, f12.__code__.co_kwonlyargcount, f12.__code__.co_flags & 12)


def f13(a: int, b: "str" = 2, *c: float, d: x, **e) -> None: pass
print(f13.__annotations__)
f = f13
del f13
print(f.__name__, f.__qualname__, f.__module__)
v: int
w: "undefined" = 5
print(__annotations__, w)
t(lambda: v)


def f14():
    loc: undefined_ann = 1
    return loc


t(f14)


def deco(arg):
    print("deco", arg)

    def wrap(fn):
        print("wrap", fn.__name__)
        return fn
    return wrap


@deco(1)
@deco(2)
def f15(): pass


@(lambda f: "replaced")
def f16(): pass


print(f16)


@deco("cls")
class E: pass


def f17():
    try:
        return "try"
    finally:
        print("finally before return")


print(f17())


def f18():
    for i in range(3):
        if i == 5:
            break
    else:
        return "else"


print(f18())
while n:
    n -= 1
    if n == 5:
        continue
    if n == 2:
        break
else:
    print("not reached")
print(n)
a, b = b, a = 1, 2
print(a, b)
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0 == True, not 1 < 2, 1 in [1] == True, "a" "b" 'c')
print(1 if [] else 2 if {} else 3, [] or "x", 0 and 1 / 0, not None)
print(*[1, 2], *"ab", sep="-", end="!\n")
print({**{"a": 1}, "b": 2}, [*range(3), *"x"], {*[1, 2], 3}, (*[1],))
t(lambda: (lambda x: x)(*[1], **{}))
assert (1, 2)[0] == 1
pass; ...; "doc"; 5
def g(): "docstring"; return g.__doc__
print(g())
print(f"{x!r:>10}|{x:<10}|{x:^10}|{5:05d}|{3.14159:.2f}|{10:#x}|{1000000:,}|{'a':*^5}|{True:d}|{x=}|{1+1=}|{'nested ' + f'{x}'}")
print(f"{'{}'} {{}} {x[0]} {[1,2][0]} { {'a': 1}['a'] } {(lambda: 5)()} {'a' if 1 else 'b'}")
print("%s %r %d %5.2f %x %o %e %g %% %c %-5s| %05d %+d %(a)s" % {"a": 1} if 0 else "%s %r %d %5.2f %x %o %e %g %% %c %-5s| %05d %+d" % ("s", "r", 5, 3.14159, 255, 8, 12345.678, 0.0001, "c", "ab", 42, 7))
print("%(a)s %(b)d" % {"a": 1, "b": 2}, "%s" % (1,), "%s" % [1], "%*d|%-*d" % (5, 1, 5, 2), "%.3s" % "abcdef")
for bad in ("%d" , "%s %s", "%z", "%(a)s", "%"):
    t(lambda: bad % "x")
t(lambda: "%d" % 1.5)
t(lambda: "%s" % (1, 2))
t(lambda: "%c" % 300)
t(lambda: "%x" % 1.5)
