# Layouts and operators: __slots__, subclasses of every built-in type, metaclasses with special methods,
# reflected operators, attributes that come and go.
class A:
    def f(self): return __class__.__name__
    def who(self): return "A"
class B(A):
    def who(self): return "B" + super().who()
class C(A):
    def who(self): return "C" + super().who()
class D(B, C):
    def who(self): return "D" + super().who()
print(D().who(), D().f(), super(B, D()).who(), super(C, D).who(D()))
class G:
    def __getattribute__(self, n):
        if n == "magic": return 42
        return super().__getattribute__(n)
    y = 5
g = G(); g.z = 1; print(g.magic, g.y, g.z)
try: g.w
except AttributeError as e: print(e)
class S1: __slots__ = ('a',)
class S2(S1): __slots__ = ('b', '__dict__')
class S3(S1): pass
s = S2(); s.a = 1; s.b = 2; s.c = 3; print(s.a, s.b, s.c, s.__dict__)
s = S3(); s.a = 1; s.q = 2; print(s.a, s.q, s.__dict__, S1.a, S1.__slots__)
del s.a
try: s.a
except AttributeError as e: print(e)
try: del s.a
except AttributeError as e: print(e)
class Bad1: pass
try:
    class Q(S1, S2, Bad1): pass
except TypeError as e: print(e)
class T1: __slots__ = ('x',)
class T2: __slots__ = ('y',)
try:
    class T3(T1, T2): pass
except TypeError as e: print(e)
try:
    class T4(int): __slots__ = ('x',)
except TypeError as e: print(e)
class E0: __slots__ = ()
try: E0().x = 1
except AttributeError as e: print(e)
class V:
    def __init__(self, x): self.x = x
    def __sub__(self, o): return NotImplemented
    def __rsub__(self, o): return "rsub"
    def __rmul__(self, o): return "rmul"
    def __ror__(self, o): return "ror"
print(1 - V(1), "a" * V(1), [1] * V(2), {1} | V(1), {} | V(1), 2 ** 3 if False else "")
try: V(1) - 1
except TypeError as e: print(e)
try: V(1) - V(2)
except TypeError as e: print(e)
class Int(int):
    def __new__(cls, v, extra=None):
        o = super().__new__(cls, v); o.extra = extra; return o
    def __repr__(self): return f"Int({int(self)})"
    def __eq__(self, o): return int(self) == o
    def __hash__(self): return hash(int(self))
i = Int(7, extra="e"); print(i, i.extra, str(i), f"{i}", f"{i:>5}", i + 1, -i, i / 2, i // 2, divmod(i, 2), i < 8, sorted([Int(3), Int(1)]), sum([Int(1), Int(2)]), [10, 20][Int(1)], range(Int(3)), int(i), float(i), round(i), abs(Int(-2)), bool(Int(0)), "%d" % i, "{}".format(i), hash(i) == 7, {7: 'x'}[i], i.bit_length(), i.real, pow(i, 2), max(i, 3), i == 7.0, isinstance(i, int), i ** 2, 2 ** i, i & 3, ~i, i << 1, hex(i))
class Fl(float):
    def __str__(self): return "Fl!"
print(Fl(1.5), repr(Fl(1.5)), Fl(1.5) + 1, f"{Fl(2.5)}", f"{Fl(2.5):.2f}", Fl("3"), round(Fl(2.6)), Fl(2).is_integer(), int(Fl(3.7)))
class Str(str):
    def __new__(cls, s): return super().__new__(cls, s * 2)
    def __getitem__(self, i): return "item"
    def __len__(self): return 99
s = Str("ab"); print(s, repr(s), len(s), s[0], s + "c", s.upper(), f"{s:>6}", s in "xababx", "ab" in s, s == "abab", ",".join([s, s]), "%s" % s, "{}".format(s), {s: 1}, s.split("b"), s.replace("a", "z"), sorted([Str("b"), Str("a")]), s.encode(), int(Str("1")), s.startswith("a"), s * 2, bool(Str("")))
class Ls(list):
    def __getitem__(self, i): return ("got", i)
    def __len__(self): return 0
    def __iter__(self): return iter("xyz")
l = Ls([1, 2]); print(l, l[0], len(l), list(l), bool(l), l + [3], l == [1, 2], 1 in l, [*l], sorted(l), l.copy(), type(l.copy()))
class Dd(dict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
    def __getattr__(self, n):
        try: return self[n]
        except KeyError: raise AttributeError(n) from None
d = Dd(a=1); d['b'] = 2; print(d, d.a, d.b, len(d), d == {'a': 1, 'b': 4}, dict(d), {**d}, list(d.items()))
try: d.nope
except AttributeError as e: print(repr(e), e.__suppress_context__)
class St(set): pass
print(St([1, 2]) | {3}, type(St([1]) | {2}), St([1]) == {1})
class By(bytes): pass
print(By(b"abc"), By(b"x") + b"y", len(By(b"ab")))
class Ex(Exception):
    def __init__(self, code, **kw): super().__init__(f"code {code}"); self.code = code; self.kw = kw
    def __str__(self): return f"<{self.code}>"
try: raise Ex(5, a=1)
except Ex as e: print(e, repr(e), e.args, e.code, e.kw, e.__dict__)
class KE(KeyError): pass
print(KE("a"), repr(KE("a")), isinstance(KE(1), LookupError))
class Multi(ValueError, KeyError): pass
print(Multi("x"), Multi.__mro__)
class Meta(type):
    def __getattr__(cls, n): return f"meta-{n}"
    def __iter__(cls): return iter([1, 2])
    def __contains__(cls, x): return x == 1
    def __getitem__(cls, k): return k * 2
    def __instancecheck__(cls, o): return o == 5
    def __subclasscheck__(cls, o): return True
    def __repr__(cls): return f"<M {cls.__name__}>"
    @property
    def prop(cls): return "p"
    def __setattr__(cls, n, v): print("set", n); super().__setattr__(n, v)
    def __bool__(cls): return False
    def __eq__(cls, o): return True
    def __hash__(cls): return 1
    def __add__(cls, o): return "madd"
    def __lt__(cls, o): return "mlt"
class MC(metaclass=Meta): pass
MC.q = 1
print(MC.foo, list(MC), 1 in MC, MC[4], isinstance(5, MC), isinstance(6, MC), issubclass(int, MC), MC, MC.prop, bool(MC), MC == 3, MC + 1, MC < 2)
class P:
    pass
p = P(); p.__class__ = type("P2", (P,), {"hi": lambda self: "hi"}); print(p.hi(), type(p).__name__)
try: p.__class__ = int
except TypeError as e: print(e)
try: (1).__class__ = P
except TypeError as e: print(e)
class Par:
    def __init_subclass__(cls, **kw): print(cls.__name__, kw); super().__init_subclass__()
class Ch(Par, a=1, b=2): pass
try:
    class Ch2(object, x=1): pass
except TypeError as e: print(e)
class O:
    x: int = 3
    y: str
    def m(self): ...
print(O.__annotations__, O().m.__func__ is O.m, O.m.__qualname__)
def deco(cls): cls.deco = True; return cls
@deco
class De: pass
print(De.deco, De.__name__)
class Outer:
    class Inner:
        def f(self): pass
print(Outer.Inner, Outer.Inner.f.__qualname__, Outer.Inner.__qualname__)
def mk():
    class Local: pass
    return Local
print(mk(), mk().__module__)
O.newattr = lambda self: "new"; print(O().newattr()); del O.newattr
try: O().newattr
except AttributeError as e: print(e)
O.__len__ = lambda self: 3; print(len(O()), bool(O())); del O.__len__
try: len(O())
except TypeError as e: print(e)
class Cm:
    @classmethod
    @property
    def z(cls): return 1
class CallM:
    def __init__(self): self.calls = []
    def __getattr__(self, name):
        def f(*a): self.calls.append((name, a)); return self
        return f
c = CallM(); c.foo(1).bar(2); print(c.calls)
class Iter:
    def __iter__(self):
        yield 1; yield 2
    def __reversed__(self): yield 9
print(list(Iter()), list(reversed(Iter())), max(Iter()), tuple(Iter()), set(Iter()), dict.fromkeys(Iter()), "".join(map(str, Iter())), [a for a in Iter()])
class Hashy:
    def __init__(self, v): self.v = v
    def __eq__(self, o): print("eq"); return self.v == o.v
    def __hash__(self): return 1
d = {Hashy(1): 'a', Hashy(2): 'b'}; print(d[Hashy(2)], Hashy(1) in d, len({Hashy(1), Hashy(1)}))
class Order:
    def __init__(self, v): self.v = v
    def __gt__(self, o): return self.v > o.v
    def __repr__(self): return f"O{self.v}"
print(Order(1) < Order(2), sorted([Order(2), Order(1)]), max(Order(1), Order(3)), min(Order(1), Order(3)))
try: Order(1) <= Order(2)
except TypeError as e: print(e)
print(type.__call__(int, "5"), type("X", (), {})(), object().__eq__(1), int.__eq__(1, 1)) if False else None
print(D.__doc__, [k for k in dir(D) if not k.startswith('_')])
print(isinstance(D, type), type(D), type(type), isinstance(type, object), issubclass(type, object), object.__base__, bool.__base__, bool.__mro__)
