# conformance: except 3.14 some of its own messages and reprs are not done
# Built-in functions, with the special methods they call and the errors those can make.
print(abs(-3), abs(-2.5), all([]), any([]), all([1,0]), any([0,2]), ascii("é\u1234😀"), bin(-10), oct(8), hex(-255), bool([]), bytes(3), callable(print), chr(8364), ord("a"))
print(divmod(7, -2), divmod(-7.5, 2), pow(2, 10), pow(3, -1), pow(2, 10, 1000), pow(3, -1, 7), round(2.5), round(3.14159, 2), round(1234, -2), round(-0.5), sum([1, 2.5]), sum([[1], [2]], []), sum([0.1] * 10), sum((1, 2), start=5), sum([10**20, 1.5, 3]))
print(dir(object)[:5], sorted([3, 1, 2], key=lambda x: -x), min(3, 1), max("abc"), min([], default=7), max([1, 2], key=lambda x: -x), max(1, 2.0, True))
print(list(enumerate("ab", 5)), list(enumerate("ab", start=10**20)), list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, [1, 2, 3])), list(map(lambda a, b: a + b, [1, 2], [3, 4, 5])), list(zip("ab", [1, 2, 3])), list(zip()), list(reversed([1, 2])), list(reversed("ab")), list(reversed(range(3))))
try: list(zip([1], [1, 2], strict=True))
except ValueError as e: print(e)
try: list(zip([1, 2], [1], strict=True))
except ValueError as e: print(e)
try: list(zip([1, 2], [1, 2], [1], strict=True))
except ValueError as e: print(e)
it = iter([1, 2]); print(next(it), next(it), next(it, "end"))
try: next(it)
except StopIteration as e: print(repr(e), e.value)
n = [0]
def step(): n[0] += 1; return n[0]
print(list(iter(step, 4)))
print(isinstance(1, (str, int)), isinstance(1, int | str), isinstance(True, int), issubclass(bool, int), isinstance(None, type(None)), issubclass(int, (str, object)))
print(int | None, list[int], dict[str, list[int]], list[int] | None, (int | str) == (str | int), type(int | str), type(list[int]), list[int]([1]))
print(getattr(1, "real"), getattr(1, "zzz", None), hasattr("a", "upper"), vars(type("X", (), {"a": 1})())) 
print(repr(print), repr(len), repr([].append)[:30], repr(str.upper), repr(int.__add__), repr((1).__add__)[:30], repr(type), repr(object), repr(classmethod), int.real, type.__dict__['__name__'] if False else '')
print(type(print), type([].append), type(str.upper), type(int.__add__), type((1).__add__), type(int.real), type(dict.__dict__['fromkeys']), type(int.__dict__), type(lambda: 0), type(type), type(iter([])), type(iter({})), type(zip()), type(NotImplemented))
print(str.upper("abc"), list.append.__name__, len.__name__, [].append.__self__, str.upper.__qualname__, "a".upper.__qualname__, int.__add__(1, 2), (1).__add__(2.5), (5).__radd__(1), "a".__len__(), [1].__contains__(1), {}.__class__, (3).__eq__(3), (3).__lt__(2), "a".__add__("b"), [1].__iadd__([2]), object.__repr__(1)[:15])
print(hash(1), hash(1.0), hash(True), hash("") , hash(None) == hash(None), id(1) == id(1), hash((1, 2)) == hash((1, 2)), hash(2**61 - 1), hash(-1))
print("a", "b", sep="", end="!\n"); print(); print(*[1, 2], sep=None); print(1, end=""); print("", flush=True)
class F:
    def __init__(self): self.s = []
    def write(self, x): self.s.append(x)
    def flush(self): self.s.append("FL")
f = F(); print("x", 1, file=f, flush=True); print("".join(f.s))
try: print(sep=1)
except TypeError as e: print(e)
class R:
    def __reversed__(self): return iter("rev")
    def __round__(self, n=None): return ("round", n)
    def __divmod__(self, o): return ("dm", o)
    def __rdivmod__(self, o): return ("rdm", o)
    def __index__(self): return 5
    def __bool__(self): return False
    def __format__(self, s): return f"<{s}>"
    def __hash__(self): return 77
    def __dir__(self): return ["z", "a"]
    def __bytes__(self): return b"by"
    def __int__(self): return 9
    def __float__(self): return 1.5
    def __abs__(self): return "abs"
    def __neg__(self): return "neg"
    def __invert__(self): return "inv"
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __contains__(self, x): return x == 1
    def __iadd__(self, o): return ("iadd", o)
    def __matmul__(self, o): return "mm"
r = R()
print(list(reversed(r)), round(r), round(r, 2), divmod(r, 1), divmod(1, r), hex(r), [0, 1, 2, 3, 4, 5, 6][r], bool(r), f"{r:abc}", format(r, "q"), hash(r), dir(r), bytes(r), int(r), float(r), abs(r), -r, ~r, r ** 2, pow(r, 2, 3), 1 in r, 2 in r, r @ 1, range(r))
r += 5; print(r)
class NoEq:
    def __eq__(self, o): return NotImplemented
print(NoEq() == 1, NoEq() != 1)
class HasEq:
    def __eq__(self, o): return True
try: {HasEq()}
except TypeError as e: print(e)
class GI:
    def __getitem__(self, i):
        if i < 3: return i
        raise IndexError
print(list(GI()), 2 in GI(), tuple(GI()), [*GI()])
class NI:
    __iter__ = None
    def __getitem__(self, i): return 1
try: iter(NI())
except TypeError as e: print(e)
class LenBad:
    def __len__(self): return -1
try: len(LenBad())
except ValueError as e: print(e)
try: bool(LenBad())
except ValueError as e: print(e)
class BadRepr:
    def __repr__(self): return 1
    def __bool__(self): return 2
    def __len__(self): return "a"
    def __hash__(self): return "a"
    def __iter__(self): return 3
    def __index__(self): return "x"
    def __str__(self): return 4
    def __format__(self, s): return 5
    def __contains__(self, x): return [1]
for fn in (repr, bool, len, hash, iter, str, format, hex, lambda x: f"{x}", lambda x: 1 in x, lambda x: [1][x]):
    try: print(fn(BadRepr()))
    except TypeError as e: print(e)
print(property.__doc__ is None or True, (lambda: 0).__name__, R.__name__, R.__doc__)
class Doc:
    "doc here"
    @property
    def p(self): "pdoc"; return 1
    @staticmethod
    def s(): "sdoc"
    @classmethod
    def c(cls): "cdoc"
print(Doc.__doc__, Doc.p.__doc__, Doc.s.__doc__, Doc.c.__doc__, Doc.c.__name__, Doc.__dict__['s'].__func__.__name__)
try: Doc().p = 3
except AttributeError as e: print(e)
try: del Doc().p
except AttributeError as e: print(e)
class Count:
    n = 0
    def __init_subclass__(cls): Count.n += 1
class X1(Count): pass
class X2(X1): pass
print(Count.n, Count.__subclasses__(), X2.mro())
print(super.__name__, type(super(X2, X2()).__init__), type(super(X2, X2())))
