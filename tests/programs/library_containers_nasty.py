# conformance: 3.12+
import collections, contextlib, itertools, types, sys
from collections import *
from contextlib import *
from itertools import *
def tell(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)
# itertools
print(list(batched("abcdefg", 3)) if hasattr(itertools, "batched") else "", list(pairwise([1, 2, 3])), list(pairwise([1])), list(accumulate([1, 2, 3], initial=10)), list(accumulate([3, 1, 2], max)), list(chain.from_iterable([[1], [2]])), list(compress("abc", [1, 0, 1])), list(count(1, 2).__iter__().__next__() for _ in [1]), list(islice(count(1.5, 0.5), 3)), list(islice(cycle("ab"), 5)), list(dropwhile(lambda x: x < 2, [1, 2, 1])), list(takewhile(lambda x: x < 2, [1, 2, 1])), list(filterfalse(None, [0, 1])), [(k, list(g)) for k, g in groupby("aabbc")], [(k, list(g)) for k, g in groupby([1, 2, 4], key=lambda x: x % 2)], list(islice("abcdef", 1, 5, 2)), list(repeat(1, 2)), list(starmap(pow, [(2, 3)])), [list(t) for t in tee([1, 2], 2)], list(zip_longest([1], [2, 3], fillvalue=0)), list(product([1, 2], repeat=2)), list(product("ab", [1])), list(permutations([1, 2, 3], 2)), list(combinations("abc", 2)), list(combinations_with_replacement("ab", 2)))
tell(lambda: list(islice([1], -1))); tell(islice, [1], 1, 2, 0); tell(lambda: list(batched([1], 0))); tell(permutations, [1], -1); tell(combinations, [1]); tell(repeat); tell(count, "a"); tell(zip_longest, [1], fill=1); tell(groupby); tell(tee, [1], -1); tell(lambda: list(chain([1], 5))); tell(product, [1], repeat=-1); tell(accumulate, 5); tell(cycle, 5); tell(lambda: next(islice([], 0))) ; tell(lambda: list(starmap(pow, [1])))
if sys.version_info >= (3, 13): tell(lambda: list(batched("abc", 2, strict=True))); print(list(batched("abcd", 2, strict=True)))
print(repr(count(3)), repr(count(1, 2)), repr(repeat(5)), repr(repeat(1, 3)), count(1) .__next__(), next(count(-1, -1)), list(zip(count(), "ab")), repeat(1, 3).__length_hint__())
g = groupby("aab"); k, gr = next(g); next(g); print(list(gr)); a, b = tee(iter([1, 2, 3])); print(next(a), list(b), list(a)); print(list(permutations([])), list(product()), list(combinations([1], 2)), list(product([], [1])))
# collections
c = Counter("abracadabra"); print(c, c.most_common(2), c["z"], c.total(), sorted(c.elements())[:3], c - Counter("aaa"), c + Counter(z=1), c & Counter("ab"), c | Counter("zzz"), +Counter(a=-1, b=1), -Counter(a=-1), c == Counter("abracadabra"), Counter(a=1) <= Counter(a=2), Counter(a=1) < Counter(a=1), Counter({"x": 1.5}))
c.subtract("aa"); c.update({"q": 5}); del c["nope"]; print(c, c.pop("q"), Counter(a=0) == Counter(), Counter([1, 2]).most_common(), repr(Counter()), Counter(b=2, a=2).most_common(1)); tell(Counter.fromkeys, "ab"); tell(lambda: Counter(5)); tell(lambda: Counter(a="x", b=1).most_common()); tell(lambda: Counter([[]])); c2 = c.copy(); c2 += Counter(a=1); print(type(c2), c2["a"]); c2 -= Counter(a=100); print(c2)
d = defaultdict(list, a=[1]); d["b"].append(2); print(d, d.default_factory, d.get("z"), "z" in d, d | {"c": 3}, {"c": 3} | d, type({"c": 1} | d), d.copy()); tell(defaultdict, 5); tell(lambda: defaultdict()["x"]); tell(lambda: defaultdict(None)["x"]); d2 = defaultdict(lambda: defaultdict(int)); d2["a"]["b"] += 1; print(d2["a"], len(d2), dict(d2))
o = OrderedDict(a=1, b=2, c=3); o.move_to_end("a"); print(o, o.popitem(last=False), o.popitem(), list(reversed(o)), o == {"a": 1}, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), o | {"z": 1}); tell(o.move_to_end, "q"); tell(OrderedDict().popitem); o.move_to_end("a", last=False); print(o.setdefault("n", 5), o.pop("n"), o.pop("x", None), OrderedDict.fromkeys("ab", 0), repr(OrderedDict()), list(o.items()), o.__dict__); tell(o.pop, "zz")
q = deque([1, 2, 3], maxlen=3); q.append(4); q.appendleft(0); print(q, q.maxlen, q.rotate(1), q, q[0], q[-1], q.count(2), q.index(2), 2 in q, q.copy(), list(reversed(q)), q + deque([9]), q * 2, deque("ab") == deque("ab"), deque([1]) < deque([2])); q.extend([7, 8]); q.extendleft([5, 6]); print(q); q.insert(0, 1) if len(q) < 3 else tell(q.insert, 0, 1); q.remove(6) if 6 in q else None; tell(q.remove, 99); tell(deque().pop); tell(deque().popleft); tell(lambda: q[10]); tell(deque, 5); tell(deque, [1], -1); tell(q.index, 99); q.reverse(); q[0] = "z"; del q[-1]; print(q, bool(deque()), repr(deque(maxlen=2))); tell(lambda: deque([1])[0:1]); q.clear(); tell(hash, q)
def mut():
    x = deque([1, 2])
    for i in x: x.append(3)
tell(mut)
P = namedtuple("P", "x y", defaults=[5]); p = P(1); print(p, p.x, p._asdict(), p._replace(x=9), P._fields, P._field_defaults, P._make([7, 8]), p == (1, 5), *p, P.__doc__, P.x.__doc__, hash(p) == hash((1, 5)), p + (1,), P.__slots__, P.__match_args__, repr(P.x)); tell(P); tell(P, 1, 2, 3); tell(p._replace, z=1); tell(setattr, p, "x", 1); tell(setattr, p, "zz", 1); tell(namedtuple, "P", "x x"); tell(namedtuple, "P", "class"); tell(namedtuple, "P", "_a"); tell(namedtuple, "1P", "a"); tell(P._make, [1]); tell(namedtuple, "P", ["a", "b"], defaults=[1, 2, 3]); print(namedtuple("R", "a class b a", rename=True)._fields, namedtuple("E", "")(), namedtuple("C", "a, b")(1, 2), P(y=2, x=1)); tell(lambda: P(1, q=2)); tell(lambda: p.zz)
cm = ChainMap({"a": 1}, {"a": 2, "b": 3}); cm["c"] = 4; print(cm, cm["a"], cm["b"], len(cm), list(cm), dict(cm), cm.maps, cm.new_child({"z": 0}), cm.parents, "b" in cm, cm.get("q", 5), cm | {"n": 1}, bool(ChainMap()), cm == {"a": 1, "b": 3, "c": 4}); tell(lambda: cm["zz"]); tell(cm.pop, "b"); tell(cm.popitem) ; tell(lambda: cm.__delitem__("b")); cm.clear(); print(cm)
class UD(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)
u = UD(a=1); u.update(b=2); u |= {"c": 3}; print(u, u.data, "A" in u, len(u), u.get("z"), UserList([1]) + [2], UserString("ab").upper(), UserString("a") + "b", UserList([3, 1]).count(3), type(UserList([1])[0:1]), u == {"A": 1, "B": 2, "C": 3}, repr(u), u.copy().__class__)
# contextlib
log = []
@contextmanager
def cm1(x):
    log.append(("in", x))
    try: yield x
    except KeyError as e: log.append(("caught", repr(e)))
    finally: log.append(("out", x))
with cm1(1) as v: log.append(v)
with cm1(2): raise KeyError("k")
try:
    with cm1(3): raise ValueError("v")
except ValueError as e: log.append(repr(e))
@cm1(4)
def decorated(a): log.append(a); return a
decorated(7); decorated(8); print(log)
@contextmanager
def noyield():
    if False: yield
@contextmanager
def two(): yield 1; yield 2
def t1():
    with noyield(): pass
def t2():
    with two(): pass
def t3():
    with two(): raise ValueError("x")
def t4():
    with cm1(1) as a: raise StopIteration("s")
tell(t1); tell(t2); tell(t3); tell(t4)
with suppress(KeyError, ValueError): {}["x"]
with suppress(): pass
def t5():
    with suppress(KeyError): int("x")
tell(t5)
if sys.version_info >= (3, 12):
    with suppress(KeyError): raise ExceptionGroup("g", [KeyError(1)])
    try:
        with suppress(KeyError): raise ExceptionGroup("g", [KeyError(1), ValueError(2)])
    except ExceptionGroup as e: print(repr(e))
import io
with redirect_stdout(io.StringIO()) as f: print("hid"); help_ = 1
print(repr(f.getvalue()))
with redirect_stderr(io.StringIO()) as f: print("err", file=sys.stderr)
print(repr(f.getvalue()))
class Cl:
    def close(self): print("closed")
with closing(Cl()) as x: print(type(x).__name__)
with nullcontext(5) as n: print(n)
log.clear()
with ExitStack() as st:
    st.enter_context(cm1("a")); st.callback(log.append, "cb"); st.push(lambda *a: log.append(("push", a[0])) or True)
    @st.callback
    def _(): log.append("dec")
    st.enter_context(cm1("b"))
    raise RuntimeError("boom")
print(log)
def t6():
    with ExitStack() as s:
        s.callback(lambda: 1 / 0)
        s.callback(lambda: int("q"))
        raise KeyError("first")
try: t6()
except ZeroDivisionError as e: print(repr(e), repr(e.__context__), repr(e.__context__.__context__))
with ExitStack() as s:
    s.callback(print, "popped?"); s2 = s.pop_all()
print("after"); s2.close(); tell(lambda: ExitStack().enter_context(5)); tell(lambda: ExitStack().push(5)); print(s2.callback(print, 1).__name__ if False else "")
class CD(ContextDecorator):
    def __enter__(self): print("cd in"); return self
    def __exit__(self, *e): print("cd out", e[0]); return True
@CD()
def f2(): raise ValueError
print(f2()); tell(lambda: AbstractContextManager()); print(issubclass(CD, AbstractContextManager), issubclass(int, AbstractContextManager), isinstance(nullcontext(), AbstractContextManager), cm1.__name__, type(cm1(1)).__name__)
import asyncio
@asynccontextmanager
async def acm(x):
    print("ain", x)
    try: yield x
    finally: print("aout", x)
class AC:
    async def aclose(self): print("aclosed")
async def main():
    async with acm(1) as v: print(v)
    async with AsyncExitStack() as st:
        await st.enter_async_context(acm(2)); st.enter_context(cm1("s")); st.push_async_callback(asyncio.sleep, 0); st.callback(print, "cb"); st.push_async_exit(acm(3))
        async def ex(*a): print("ex", a[0]); return True
        st.push_async_exit(ex); raise ValueError("in")
    async with aclosing(AC()): pass
    async with nullcontext(4) as n: print(n)
    @acm(9)
    async def deco(): print("deco")
    await deco(); await deco()
    try:
        async with AsyncExitStack() as st: await st.enter_async_context(5)
    except TypeError as e: print(e)
    st = AsyncExitStack(); st.push_async_callback(acm(5).__aenter__); await st.aclose()
asyncio.run(main())
# types
from types import *
ns = SimpleNamespace(a=1, b="x"); ns.c = [1]; print(ns, ns == SimpleNamespace(a=1, b="x", c=[1]), vars(ns)); tell(lambda: ns.zz); tell(SimpleNamespace, 5) ; r = SimpleNamespace(); r.me = r; print(r, SimpleNamespace() , SimpleNamespace({"a": 1}) if sys.version_info >= (3, 13) else "")
mp = MappingProxyType({"a": 1}); print(mp, mp["a"], len(mp), list(mp), mp.get("z"), mp | {"b": 2}, mp == {"a": 1}, mp.copy(), list(mp.items()), "a" in mp); tell(lambda: mp.__setitem__("a", 2)); tell(MappingProxyType, 5)
def setx(n): n["x"] = 5
X = new_class("X", (list,), {}, setx); print(X, X.x, X.__mro__[1], X([1])); print(resolve_bases((list[int], dict)), get_original_bases(X) if sys.version_info >= (3, 12) else "", prepare_class("Q", (int,)))
def gg(): yield 1
async def cc(): pass
c3 = cc(); print(isinstance(gg(), GeneratorType), isinstance(c3, CoroutineType), isinstance(gg, FunctionType), isinstance(len, BuiltinFunctionType), isinstance([].append, BuiltinMethodType), isinstance(X().append, BuiltinMethodType), isinstance(sys, ModuleType), isinstance(int | str, UnionType), isinstance(None, NoneType), isinstance(list[int], GenericAlias), isinstance(..., EllipsisType), LambdaType is FunctionType); c3.close()
class M:
    def f(self, x=1): return x
m = MethodType(lambda self, y: (self, y), 5); print(m(6), m.__self__, MethodType(M.f, M())(3)); tell(MethodType, 5, None); tell(MethodType, len, None)
class DCA:
    @DynamicClassAttribute
    def v(self): return 5
print(DCA().v); tell(lambda: DCA.v)
@coroutine
def oldc(): yield from asyncio.sleep(0, "old").__await__()
mod = ModuleType("mymod", "doc"); mod.x = 1; print(mod, mod.__name__, mod.__doc__, mod.x); f3 = FunctionType(M.f.__code__, {}, "nf", (9,)); print(f3(0), f3.__name__); cell = CellType(5); print(cell.cell_contents)
