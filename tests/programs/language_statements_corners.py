# with, try, loops, async for, nested functions, decorators in classes, star exprs
import sys, contextlib
def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)
class CM:
    def __init__(s, n, sup=False, fail=None): s.n, s.sup, s.fail = n, sup, fail
    def __enter__(s):
        print("enter", s.n)
        if s.fail == "enter": raise ValueError("enter fails")
        return s.n
    def __exit__(s, *a):
        print("exit", s.n, a[0] and a[0].__name__)
        if s.fail == "exit": raise KeyError("exit fails")
        return s.sup
def w1():
    with CM(1) as a, CM(2, True) as b, CM(3, fail="enter") as c:
        print("never")
    return "after"
def w2():
    with CM(1), CM(2, fail="exit"):
        raise TypeError("body")
def w3():
    with (CM(1) as a, CM(2) as b,):
        return a, b
def w4():
    for i in range(3):
        with CM(i):
            if i == 1: break
            continue
    return i
def w5():
    with CM("x") as d["k"], CM("y") as (p):
        pass
    return d, p
d = {}
def w6():
    with CM((1, 2)) as (a, b):
        return a + b
def w7():
    try:
        with CM(1): 
            sys.exit(3)
    except SystemExit as e: return e.code
def w8():
    def g():
        with CM("g"):
            yield 1
            yield 2
    for x in g():
        break
    it = g(); next(it); it.close()
    it = g(); next(it)
    try: it.throw(KeyError)
    except KeyError: print("ke")
def w9():
    with contextlib.closing(open_()) as o: return o
class open_:
    def close(self): print("closed")
    def __repr__(self): return "o"
for f in (w1, w2, w3, w4, w5, w6, w7, w8, w9): t(f)
def l1():
    for i in range(3):
        for j in range(3):
            if j == 1: break
        else: print("no"); continue
        print(i, j)
    else: print("outer else")
def l2():
    for x in []: pass
    else: print("empty else")
    while False: pass
    else: print("while else")
def l3():
    for i, (a, *b) in enumerate([(1, 2, 3), "xyz"]): print(i, a, b)
    for x.attr in [1, 2]: pass
    for lst[0] in "ab": pass
    return x.attr, lst
class X: pass
x, lst = X(), [0]
def l4():
    r = []
    for i in (it := iter(range(5))):
        r.append((i, next(it, None)))
    return r
def l5():
    out = []
    for i in range(3):
        try:
            if i == 0: continue
            if i == 1: raise ValueError
            out.append("ok")
        except ValueError: out.append("ve")
        else: out.append("else")
        finally: out.append(f"f{i}")
    return out
def l6():
    def f():
        for i in range(3):
            try: return i
            finally:
                if i == 0: continue
    return f()
def l7():
    while True:
        try: break
        finally: print("fin")
    def f():
        try: return 1
        finally: return 2
    def g():
        try: raise ValueError
        except ValueError: return "a"
        finally: print("g fin")
    def h():
        x = 1
        try: return x
        finally: x = 2
    return f(), g(), h()
for f in (l1, l2, l3, l4, l5, l7): t(f)
def st(*args, **kw): return args, kw
a = [1, 2]
print(st(*a, 3, *a, k=1, **{"z": 2}), st(*"ab", *(), **{}), [*a, *a], {*a}, (*a, *"c"), {**{"a": 1}, **{"a": 2}}, *a)
print([(yield_ := 5), yield_ + 1], (lambda *, k=1: k)(), (lambda a, /, b: (a, b))(1, b=2))
def r(): return *a, 3
print(r(), [x for *x, y in [(1, 2, 3)]], [[j for j in range(i)] for i in range(3)], {k: v for k, v in {"a": 1}.items()}, {x % 2 for x in range(4)}, [a for a in range(3) if a if a > 1], [(i, j) for i in range(2) for j in range(i, 2)])
print(sum(x for x in range(3)), list(x + y for x in "ab" for y in "cd"), [lambda: i for i in range(2)][0](), max((x for x in [1, 5, 2]), key=lambda q: -q))
i = 10
print([i for i in range(2)], i, [(lambda i=i: i)() for i in range(2)])
def ann(a: "x" = 1, *b: int, c: str = "q", **d: float) -> "ret": ...
print(ann.__annotations__, ann(), ann.__defaults__, ann.__kwdefaults__)
print(1 if 0 else 2, not 1 == 2, 1 < 2 > 1 != 3, 1 is 1, [] is [], None is not None, 2 ** -1, -2 ** 2, ~5 & 3 | 8 ^ 1 << 2, 7 // 2 * 2 % 3, "a" "b" f"{1}" 'c' if 1 else "", (1,), (), 0x_ff, 0b1_0, 0o17, 1_000.5e-1_0, 1e3, .5, 5., 1j)
x = (
    1 +
    2
); y = \
    3
print(x, y); z = [
    1,  # c
    2,
]
if x: print("one line"); print("two")
class A: a = 1; b = 2
class B(A): pass; c = 3
print(A.b, B.c)
@property
def modprop(self): ...
print(type(modprop))
del a, x
try: a
except NameError as e: print(e)
global_var = 1
def gl():
    global global_var
    global_var += 1
    def inner():
        global new_one
        new_one = 5
    inner()
gl(); print(global_var, new_one)
print(__name__, __doc__, __builtins__ is not None)
async def co():
    async with ACM() as a, ACM() as b: print(a, b)
    async for x in ag(): print(x)
    else: print("async else")
    return [x async for x in ag()], {x: 1 async for x in ag() if x}, [await c2() for _ in range(2)], await c2() + await c2()
class ACM:
    async def __aenter__(self): return "acm"
    async def __aexit__(self, *a): print("aexit")
async def ag():
    for i in range(2): yield i
async def c2(): return 7
import asyncio
print(asyncio.run(co()))
print(f"{'a':{'>'}{5}}|{3!r:>5}|{x if False else 'y'}|{ {1: 2}[1] }|{[i for i in range(2)]}|{(lambda: 1)()}|{1:=^5}|{'x' if 1 else 'y'!r}")
print(f"{1=} {1 + 1 = } {'a'=!s} {1=:>5} {y=!r:^9}")
print("%s" % f"{1}%%", "{}".format(f"{{}}"), rf"\n{1}\t", f"{'''a'''}", f'{"b"}' f"{'c'}")
print(b"a" b"b", r"\x", R"\y", u"z", Rb"\q")
