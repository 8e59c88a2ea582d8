import sys
class Bad:
    def __str__(s): raise ValueError("bad")
class In:
    def __str__(s): print("[inner]"); return "in"
    def __repr__(s): print("[repr]"); return "re"
class W:
    def write(s, x): out.append(x)
out = []
try: print("a", Bad(), "b")
except ValueError as e: print("|", e)
print("x", In(), "y", [In()], sep="+")
try: print("a", 1, Bad(), file=W(), sep="")
except ValueError as e: print(out)
class D:
    def __init__(s, n): s.n = n
    def __del__(s): print("del", s.n)
def mk(): return [D(i) for i in range(3)]
l = mk(); del l
l = mk(); l.clear(); print("-")
l = mk(); l[0:2] = []; print("-"); del l
t = tuple(mk()); print("-"); del t; print("--")
l = mk(); del l[:]; print("-")
d = {i: D(i) for i in range(3)}; d.clear(); print("-")
def loc(): a = D("a"); b = D("b"); c = D("c")
loc()
class O: pass
o = O(); o.x = D("x"); o.y = D("y"); del o
def args(a, b, *c, **k): print("in")
args(D(1), D(2), D(3), k=D(4))
x, y = D("left"), D("right"); x, y = y, x; x = y = None
[D("lc") for _ in range(2)]; print("-")
a = b = D("shared"); a = None; b = None
for i in range(2): q = D(f"loop{i}")
del q
D("t1"), D("t2")
f"{D('fs')}"
class S: __slots__ = ("p", "q")
s = S(); s.p = D("p"); s.q = D("q"); del s
g = (D(i) for i in range(2)); next(g); print("g"); del g
lam = lambda v=D("default"): v
del lam
def cl():
    z = D("closure")
    return lambda: z
c = cl(); del c
print("end")
