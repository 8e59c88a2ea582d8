"""copy, types and io: copies, the types without names, streams in memory."""
import copy, types, io
a = [1, {2: [3]}, (4, [5])]
b = copy.copy(a); c = copy.deepcopy(a)
print(b == a, b[1] is a[1], c == a, c[1] is a[1], c[2][1] is a[2][1])
class P:
    def __init__(self, x): self.x = x; self.me = self
p = P([1]); q = copy.deepcopy(p); r = copy.copy(p)
print(q.x, q.x is p.x, q.me is q, r.x is p.x, r.me is p)
class D:
    __slots__ = ("a", "b")
    def __init__(self): self.a = [1]
d = D(); e = copy.deepcopy(d); print(e.a, e.a is d.a, hasattr(e, "b"))
class H:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return ("deep", len(memo) >= 0)
print(copy.copy(H()), copy.deepcopy(H()), copy.deepcopy([H()]))
l = []; l.append(l); m = copy.deepcopy(l); print(m[0] is m)
print(copy.copy({1, 2}), copy.deepcopy(frozenset([1])), copy.copy(len) is len, copy.deepcopy(P) is P, copy.copy(None))
n = types.SimpleNamespace(a=1, b="x"); print(n, n == types.SimpleNamespace(a=1, b="x")); n.c = 3; print(n.c, vars(n))
print(isinstance(print, types.BuiltinFunctionType), isinstance(lambda: 0, types.FunctionType), isinstance(n, types.SimpleNamespace), types.NoneType, types.MappingProxyType({1: 2}))
def f(): yield
async def co(): pass
x = co(); print(isinstance(f(), types.GeneratorType), isinstance(x, types.CoroutineType)); x.close()
K = types.new_class("K", (P,), {}, lambda ns: ns.update(z=9)); print(K.z, K.__name__, K.__mro__[1].__name__)
print(types.GenericAlias(list, (int,)), type(int | str) is types.UnionType)
s = io.StringIO("a\nb\nc"); print(s.readline(), s.read(), s.tell(), s.getvalue()); s.seek(0); print(list(s))
w = io.StringIO(); w.write("héllo"); print("x", file=w); w.seek(2); w.write("ZZ"); print(repr(w.getvalue()), w.truncate(3), repr(w.getvalue()))
y = io.BytesIO(b"abc"); print(y.read(2), y.read(), y.getvalue()); y.write(b"d"); print(y.getvalue())
with io.StringIO() as t: t.write("q")
try: t.read()
except ValueError as e: print(e)
from contextlib import redirect_stdout
o = io.StringIO()
with redirect_stdout(o): print("hidden")
print(repr(o.getvalue()))
