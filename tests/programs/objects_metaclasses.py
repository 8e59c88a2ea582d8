# conformance: except 3.14 some of its own messages and reprs are not done
# metaclasses and class hooks
log = []


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", mcs.__name__, name, [b.__name__ for b in bases], kw)
        return Recorder()

    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, type(ns).__name__, list(ns), kw)
        return super().__new__(mcs, name, bases, dict(ns), **{k: v for k, v in kw.items() if k != "mine"})

    def __init__(cls, name, bases, ns, **kw):
        print("init", cls.__name__, kw)
        super().__init__(name, bases, ns)

    def __call__(cls, *a, **k):
        print("call", cls.__name__, a, k)
        return super().__call__(*a, **k)

    def mro(cls):
        m = super().mro()
        print("mro", cls.__name__, [c.__name__ for c in m])
        return m

    def __instancecheck__(cls, x):
        print("instancecheck", cls.__name__)
        return x == 42 or super().__instancecheck__(x)

    def __subclasscheck__(cls, c):
        print("subclasscheck", cls.__name__)
        return c is int or super().__subclasscheck__(c)

    def __getitem__(cls, i):
        return ("meta getitem", i)

    def __len__(cls):
        return 7

    def __iter__(cls):
        return iter("it")

    def __contains__(cls, x):
        return x == 1

    def __bool__(cls):
        return True

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return "meta attr " + name

    def __dir__(cls):
        return ["z", "a"]

    def __repr__(cls):
        return f"<Meta {cls.__name__}>"

    def __add__(cls, o):
        return "added"

    def __eq__(cls, o):
        return cls is o

    def __hash__(cls):
        return 5

    @property
    def prop(cls):
        return "meta prop"


class Recorder(dict):
    def __setitem__(self, k, v):
        if not k.startswith("__"):
            print("  set", k)
        super().__setitem__(k, v)

    def __missing__(self, k):
        if k.startswith("auto_"):
            return k
        raise KeyError(k)


class A(metaclass=Meta, mine=1):
    x = 1
    y = auto_name

    def f(self):
        return __class__

    def __init__(self, *a):
        print("A.init", a)

    def __init_subclass__(cls, /, tag=None, **kw):
        print("init_subclass", cls.__name__, tag)
        super().__init_subclass__(**kw)


class B(A, tag="t"):
    pass


a = A(1)
print(a.f() is A, A.y, A[3], len(A), list(A), 1 in A, A.nope, dir(A), A, A + 1, A.prop, hash(A), {A: 1}[A])
print(isinstance(42, A), isinstance(43, A), isinstance(a, A), issubclass(int, A), issubclass(B, A), issubclass(str, A))
try:
    a.prop
except AttributeError as e:
    print(e)
for bad in (lambda: type("X", (A,), {}, foo=1), lambda: type("X", (), {}, foo=1), lambda: type("X", (1,), {}), lambda: type("X", (bool,), {}),
            lambda: type("X", (type(None),), {}), lambda: type("X", (A, int, str), {}), lambda: type("X", (object, A), {}),
            lambda: type(1, (), {}), lambda: type("X", [], {}), lambda: type("X", (), []), lambda: type("X", (A, A), {}), lambda: type(),
            lambda: type(1, 2), lambda: type("X\0", (), {}), lambda: type("X", (), {"__qualname__": 1}), lambda: type("X", (), {"__slots__": ["1a"]}),
            lambda: type("X", (), {"__slots__": ["a"], "a": 1}), lambda: type("X", (), {"__slots__": 5}), lambda: type("X", (), {"__classcell__": 1})):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)


class M1(type):
    pass


class M2(type):
    pass


class X1(metaclass=M1):
    pass


class X2(metaclass=M2):
    pass


try:
    class X3(X1, X2):
        pass
except TypeError as e:
    print(e)
try:
    class X4(X1, metaclass=M2):
        pass
except TypeError as e:
    print(e)


class M3(M1, M2):
    pass


class X5(X1, X2, metaclass=M3):
    pass


print(type(X5), X5.__mro__)


def func_meta(name, bases, ns, **kw):
    print("func meta", name, bases, sorted(k for k in ns if not k.startswith("__")), kw)
    return 99


class F(int, metaclass=func_meta, k=3):
    z = 1


print(F)


class BadPrepare(type):
    @classmethod
    def __prepare__(mcs, *a):
        return 5


try:
    class Q(metaclass=BadPrepare):
        pass
except TypeError as e:
    print(e)


class BadMro(type):
    def mro(cls):
        return [cls, 5]


try:
    class Q(metaclass=BadMro):
        pass
except TypeError as e:
    print(e)


class OwnMro(type):
    def mro(cls):
        return [cls, Base1, object]


class Base1:
    hi = "from own mro"


class Q(metaclass=OwnMro):
    pass


print(Q.hi, Q.__mro__, Q.__bases__)


class SN:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name

    def __get__(self, o, t=None):
        return (self.name, o is None, t.__name__ if t else None)


class UsesSN:
    a = SN()
    b = c = SN()


print(UsesSN.a, UsesSN().b)


class BadSN:
    def __set_name__(self, owner, name):
        raise ValueError("bad set name")


try:
    class U:
        attr = BadSN()
except Exception as e:
    print(type(e).__name__, e, getattr(e, "__notes__", None), repr(e.__cause__))


class CG:
    def __class_getitem__(cls, item):
        return cls.__name__, item


class CG2(CG):
    pass


print(CG[int], CG2[1, 2], CG2[()])
try:
    CG()[0]
except TypeError as e:
    print(e)
try:
    UsesSN[0]
except TypeError as e:
    print(e)


class Init:
    def __init_subclass__(cls, **kw):
        print("kw", kw)


class Sub(Init, a=1, b=2):
    pass


try:
    class NoKw(a=1):
        pass
except TypeError as e:
    print(e)


class Entries:
    def __mro_entries__(self, bases):
        print("mro_entries", bases == (self,))
        return (Init,)


class FromEntries(Entries()):
    pass


print(FromEntries.__bases__, len(FromEntries.__orig_bases__))
A.__name__ = "Renamed"
print(A, A.__qualname__)
for f in (lambda: setattr(A, "__name__", 1), lambda: setattr(int, "x", 1), lambda: delattr(A, "zz"), 
          lambda: setattr(B, "__class__", 3), lambda: setattr(a, "__class__", int), lambda: setattr(a, "__class__", 1), 
          lambda: setattr(A, "__dict__", {}), lambda: delattr(A, "__name__")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
