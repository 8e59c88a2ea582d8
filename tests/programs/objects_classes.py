# Classes in depth: descriptors, metaclasses, __slots__, subclasses of built-in types, errors of class
# statements.
class A:
    x = 1
    def __init__(self, v): self.v = v
    def __repr__(self): return f"A({self.v})"
    def __add__(self, o):
        print("add"); return A(self.v + (o.v if isinstance(o, A) else o))
    def __radd__(self, o): print("radd"); return A(o + self.v)
    def __eq__(self, o): return isinstance(o, A) and self.v == o.v
    def __lt__(self, o): return self.v < o.v
    def __len__(self): return self.v
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * 10
    def __call__(self, *a, **k): return (a, k)
    @property
    def p(self): return self.v * 2
    @p.setter
    def p(self, x): self.v = x
    @classmethod
    def cm(cls, y): return cls(y)
    @staticmethod
    def sm(z): return z
class B(A):
    def __init__(self, v, w):
        super().__init__(v); self.w = w
    def __radd__(self, o): print("B radd"); return B(o.v, self.v)
a, b = A(1), B(2, 3)
print(a, b, a + b, a + 1, 1 + a, a == A(1), a != A(2), a < b, a > b)
print(list(a), 20 in a, 99 in a, bool(A(0)), len(a), a(1, k=2))
a.p = 7; print(a.p, A.cm(3), A.sm(4), a.sm(5), A.x, a.x)
print(B.__mro__, B.__name__, B.__bases__, type(b), isinstance(b, A), issubclass(B, A))
try: hash(a)
except TypeError as e: print(e)
try: a.nope
except AttributeError as e: print(e, e.name, e.obj is a)
try: A()
except TypeError as e: print(e)
class C: pass
try: C(1)
except TypeError as e: print(e)
try: object(1)
except TypeError as e: print(e)
class S:
    __slots__ = ('a', 'b')
s = S(); s.a = 1; print(s.a)
try: s.b
except AttributeError as e: print(e)
try: s.c = 1
except AttributeError as e: print(e)
try: s.__dict__
except AttributeError as e: print(e)
class I(int):
    def __add__(self, o): return I(int(self) + o)
i = I(5); print(i, i + 1, i * 2, type(i + 1), type(i * 2), i == 5, hash(i) == hash(5), repr(i), f"{i:03d}")
i.foo = 3; print(i.foo, i.__dict__)
class St(str):
    def shout(self): return self.upper() + "!"
st = St("abc"); print(st, st.shout(), len(st), st + "x", type(st + "x"), st == "abc", {st: 1}["abc"], st[1], list(st))
class L(list):
    def __init__(self, *a): super().__init__(*a); self.n = 0
l = L([1,2]); l.append(3); print(l, l.n, len(l), l[0], isinstance(l, list), [*l])
class D(dict):
    def __missing__(self, k): return k * 2
d = D(a=1); print(d['a'], d['zz'], d)
class T(tuple):
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    @property
    def a(self): return self[0]
t = T(1, 2); print(t, t.a, t == (1,2), type(t)); t.q = 5; print(t.q)
class M(type):
    def __new__(m, n, b, ns, **kw):
        print("meta new", n, kw); c = super().__new__(m, n, b, ns); c.tag = kw.get('tag'); return c
    def __init__(c, n, b, ns, **kw): super().__init__(n, b, ns)
    def __call__(c, *a): print("meta call"); return super().__call__(*a)
    @classmethod
    def __prepare__(m, n, b, **kw): return {'prep': 1}
    def __len__(c): return 42
class X(metaclass=M, tag='t'):
    def __init__(self, q): self.q = q
print(X.tag, X.prep, X(3).q, len(X), type(X))
class Base:
    def __init_subclass__(cls, /, name=None, **kw): super().__init_subclass__(**kw); cls.nm = name
    def __class_getitem__(cls, k): return (cls.__name__, k)
class Sub(Base, name="hey"): pass
print(Sub.nm, Sub[int])
class Desc:
    def __set_name__(self, o, n): self.n = n
    def __get__(self, o, t): return self if o is None else o.__dict__.get(self.n, 'dflt')
    def __set__(self, o, v): o.__dict__[self.n] = v * 2
class H: d = Desc()
h = H(); print(h.d); h.d = 4; print(h.d, h.__dict__)
class G:
    def __getattr__(self, n):
        if n.startswith('z'): return n
        raise AttributeError(n)
print(G().zap, hasattr(G(), 'q'), getattr(G(), 'q', 9))
try: G().q
except AttributeError as e: print(repr(e))
try:
    class Bad(A, object, A): pass
except TypeError as e: print(e)
class P: pass
class Q(P): pass
try:
    class Bad(P, Q): pass
except TypeError as e: print(e)
try:
    class Bad(int, str): pass
except TypeError as e: print(e)
try:
    class Bad(bool): pass
except TypeError as e: print(e)
print(type('Dyn', (A,), {'z': 1}).z, type(None), type(...), NotImplemented)
class W:
    def __enter__(self): print('in'); return self
    def __exit__(self, *a): print('out', a[0]); return True
with W() as w: raise ValueError("x")
print(vars(C), C.__dict__.get('__module__'), C.__module__, C.__qualname__)
class It:
    def __init__(self): self.i = 0
    def __iter__(self): return self
    def __next__(self):
        self.i += 1
        if self.i > 3: raise StopIteration
        return self.i
print(list(It()), sum(It()), max(It()), sorted(It(), reverse=True), dict(zip("abc", It())))
