"""Calls that the VM makes without recursing in C: generators in loops, iter(f, x), with, classes, * and **."""
class A:
    def __init__(self, x, *, y=2):
        self.x = x; self.y=y
class B(A):
    def __init__(self): return 5
class C:
    def __init__(self): raise ValueError("no")
print(A(1).x, A(1,y=3).y, A(x=4).x)
for f in (lambda: B(), lambda: C(), lambda: A(), lambda: A(1, z=2)):
    try: f()
    except Exception as e: print(type(e).__name__, e, e.__traceback__.tb_next is not None)
def gen(n):
    try:
        for i in range(n):
            got = yield i
            assert got is None
        return "x"
    finally:
        print("fin", n)
def outer():
    r = yield from gen(3)
    print("r", r)
    for x in gen(2): yield x*10
    yield from gen(1)
for i in outer(): print(i)
for i in gen(5):
    if i == 2: break
print("after break")
def bad():
    yield 1
    raise StopIteration("hm")
try:
    for x in bad(): print(x)
except RuntimeError as e: print(repr(e), repr(e.__cause__))
def err():
    yield 1
    raise KeyError("k")
try:
    for x in err(): print(x)
except KeyError as e:
    print(repr(e))
g = gen(3)
next(g)
for x in g: print("rest", x)
for x in g: print("never")
def selfish():
    for x in me: yield x
me = selfish()
try:
    for x in me: print(x)
except ValueError as e: print(e)
it = iter([1,2,3,0,4]).__next__
for x in iter(it, 0): print("it", x)
def nx(l=[1,2,3]):
    if not l: raise StopIteration
    return l.pop()
for x in iter(nx, 0): print("nx", x)
l=[5,0,7,8]
def pop(): return l.pop()
for x in iter(pop, 0): print("pop", x)
ci = iter(pop, 5)
for x in ci: print("never")
print(list(ci))
def deep(n):
    if n: 
        for x in deep(n-1): yield x+1
    else: yield 0
for x in deep(200): print(x)
def rec():
    for x in rec(): yield x
try:
    for x in rec(): pass
except RecursionError as e: print("RecursionError", str(e)[:32])
def kw(*a, **k): return a, k
print(kw(*[1,2], **{"a": 3}), kw(*(), **{}), kw(*range(3)))
class M:
    def m(self, a, b=2): return (a, b)
m = M().m
print(m(b=5, a=1), m(1), m(*[1], **{"b": 7}))
try: m(*[1,2,3])
except TypeError as e: print(e)
class CM:
    def __init__(s, sw): s.sw = sw
    def __enter__(s): print("enter"); return s
    def __exit__(s, t, e, tb): print("exit", t, e); return s.sw
with CM(False) as c: print("in")
with CM(True) as c: raise ValueError("v")
try:
    with CM(False): raise ValueError("w")
except ValueError as e: print(e, e.__context__)
class CE:
    def __enter__(s): raise ValueError("enter")
    def __exit__(s, *a): print("never")
try:
    with CE(): pass
except ValueError as e: print(e)
class CX:
    def __enter__(s): pass
    def __exit__(s, *a): raise KeyError("exit")
try:
    with CX(): raise ValueError("body")
except KeyError as e: print(repr(e), repr(e.__context__))
def g2():
    with CM(False):
        try: yield 1
        finally: print("g2 fin")
for x in g2(): break
print("end")
