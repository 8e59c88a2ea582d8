# conformance: except 3.14 machine: Emscripten's own errno, clock, signals and libm
# Exceptions: their attributes, texts and groups, and the messages of wrong operands and arguments.
def f(x): return 1 / x
class E1(Exception): pass
class E2(E1):
    def __init__(self, a, b): self.a = a; self.b = b
try: f(0)
except ZeroDivisionError as e:
    print(repr(e), e, e.args, e.__traceback__ is not None, e.__traceback__.tb_lineno, e.__context__)
for ex in [E1(), E1(1), E1(1, 2), E2(3, 4), KeyError('k'), KeyError(1, 2), OSError(2, 'No such', 'file.txt'), OSError(2, 'x'), OSError('just'), StopIteration(5), SystemExit(3), ValueError(), IndexError("a")]:
    print(type(ex).__name__, str(ex), repr(ex), ex.args)
print(type(OSError(2,'x')), OSError(2, 'a', 'f').filename, OSError(2,'a').errno, StopIteration(5).value, SystemExit(3).code, SystemExit().code)
try:
    try: raise ValueError("a")
    except ValueError as e: raise TypeError("b") from e
except TypeError as e:
    print(repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
try:
    try: raise ValueError("a")
    finally:
        raise KeyError("c")
except KeyError as e: print(repr(e.__context__), repr(e.__cause__))
e = ValueError("n"); e.add_note("note1"); e.add_note("note2"); print(e.__notes__)
try: e.add_note(3)
except TypeError as x: print(x)
try: raise 3
except TypeError as x: print(x)
try:
    try: 1/0
    except* ZeroDivisionError as g: print(repr(g), g.exceptions)
except Exception: pass
g = ExceptionGroup("eg", [ValueError(1), TypeError("t"), ExceptionGroup("in", [ValueError(2), OSError(3)])])
print(g, repr(g), g.message, g.exceptions)
print(g.split(ValueError)); print(g.subgroup(lambda e: isinstance(e, OSError))); print(isinstance(g, Exception), ExceptionGroup.__mro__)
try:
    raise g
except* ValueError as v: print('v', repr(v))
except* (TypeError, OSError) as t: print('t', repr(t))
for bad in [lambda: ExceptionGroup("x", []),
    lambda: ExceptionGroup("x", [1]),
    lambda: ExceptionGroup(1, [ValueError()]),
    lambda: ExceptionGroup("x", [KeyboardInterrupt()])]:
    try: bad()
    except Exception as e: print(type(e).__name__, e)
print(type(BaseExceptionGroup("x", [ValueError()])), type(BaseExceptionGroup("x", [KeyboardInterrupt()])))
try: undefined_name
except NameError as e: print(e, e.name)
def q():
    print(zz); zz = 1
try: q()
except UnboundLocalError as e: print(e)
try: import_me = __import__('nonexistent_mod')
except ModuleNotFoundError as e: print(e, e.name)
class Ctx:
    def __exit__(self, *a): print(a[0].__name__, a[1]); return False
    def __enter__(self): return self
try:
    with Ctx(): raise E1("in ctx")
except E1 as e: print('caught', e)
try: [].foo
except AttributeError as e: print(e)
try: (1).foo = 2
except AttributeError as e: print(e)
try: int.foo
except AttributeError as e: print(e)
try: int.foo = 3
except TypeError as e: print(e)
try: None.x
except AttributeError as e: print(e)
for code in [
    lambda: 1 + "a",
    lambda: "a" + 1,
    lambda: [1] + (2,),
    lambda: "a" * "b",
    lambda: {} + {},
    lambda: -"a",
    lambda: ~1.5,
    lambda: 1 < "a",
    lambda: [] < 3,
    lambda: {1: 2}[3],
    lambda: [1][5],
    lambda: (1,)["a"],
    lambda: "abc"[9],
    lambda: 3[0],
    lambda: len(3),
    lambda: iter(3),
    lambda: next([]),
    lambda: hash([]),
    lambda: {[]: 1},
    lambda: int("x"),
    lambda: float("y"),
    lambda: 3(),
    lambda: None(),
    lambda: 1 in 3,
    lambda: [].append(),
    lambda: len(),
    lambda: len(1, 2),
    lambda: "a".split(1, 2, 3),
    lambda: sorted(),
    lambda: sorted([], 1),
    lambda: print(x=1),
    lambda: [].sort(1),
    lambda: isinstance(1),
    lambda: [].pop(1, 2),
    lambda: {}.get(),
    lambda: [].insert(1),
    lambda: "".join(),
    lambda: int(1,2,3),
    lambda: range(),
    lambda: enumerate(),
    lambda: zip([1],3),
    lambda: map(),
    lambda: len(x=1),
    lambda: dict(1),
    lambda: dict([1]),
    lambda: tuple(3),
    lambda: abs("x"),
    lambda: round("x"),
    lambda: pow(1),
    lambda: divmod(1),
    lambda: divmod("a", 1),
    lambda: max(),
    lambda: max([]),
    lambda: sum("ab"),
    lambda: sum(1),
    lambda: chr(-1),
    lambda: ord("ab"),
    lambda: ord(3),
    lambda: isinstance(1, 3),
    lambda: issubclass(1, int),
    lambda: getattr(1),
    lambda: getattr(1, 2),
    lambda: setattr(1, "a", 2),
    lambda: 2 ** "a",
    lambda: 5 % "a",
    lambda: "%d" % "a",
    lambda: b"a" + "b",
    lambda: [1, 2] @ 3,
    lambda: object() + 1,
    lambda: type(1, 2),
    lambda: super(),
    lambda: property(1,2,3,4,5),
    lambda: "a".join([1]),
    lambda: [3, "a"].sort(),
    lambda: set([[]]),
    lambda: {1, 2} + {3},
    lambda: min(1, "a"),
    lambda: callable(),
    lambda: any(3),
    lambda: list(1, 2),
    lambda: str(1, 2, 3, 4),
    lambda: bool(1, 2),
    lambda: slice(),
    lambda: reversed({1}),
    lambda: iter(3, 4),
    lambda: hex("a"),
    lambda: bin(1.5),
    lambda: format(1, 2),
    lambda: int.__add__(1),
    lambda: int.__add__("a", 1),
    lambda: int.__add__(),
    lambda: list.append(1, 2),
    lambda: list.append(),
    lambda: (1).__add__(),
    lambda: object.__new__(),
    lambda: object.__new__(3),
    lambda: int.__new__(str),
    lambda: object.__new__(int),
    lambda: type.__call__(),
    lambda: [].__len__(1),
    lambda: vars(3),
    lambda: range(1.5),
    lambda: range("a"),
    lambda: "abc".foo,
    lambda: ().x,
    lambda: (lambda: 0).x,
    lambda: len.x,
    lambda: [].append.x,
    lambda: Exception.x,
    lambda: Exception().x,
    lambda: type.x,
]:
    try: print(code())
    except Exception as e: print(type(e).__name__, e)
