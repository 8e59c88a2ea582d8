import json, copy
from json import *
def tell(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)
for v in (None, True, 1, -0.0, 1e100, 1.5, float("inf"), float("nan"), "é\n\t\"\\/\x00\u2028😀", [], {}, [[]], {"a": [1, {"b": None}]}, (1, 2), {1: 2, None: 3, True: 4, 1.5: 5}, 10**30, [1e16, 1e-7, 123456789.123]):
    tell(dumps, v); tell(dumps, v, indent=2); tell(dumps, v, ensure_ascii=False); tell(dumps, v, indent="\t", separators=(",", ":"))
tell(dumps, {"b": 1, "a": 2, "c": {"z": 1, "y": 2}}, sort_keys=True); tell(dumps, {1: 1, "a": 2}, sort_keys=True); tell(dumps, {(1,): 2}); tell(dumps, {(1,): 2, "a": 1}, skipkeys=True); tell(dumps, {1}); tell(dumps, object); tell(dumps, b"x"); tell(dumps, float("nan"), allow_nan=False); tell(dumps, [1j])
tell(dumps, {1, 2}, default=sorted); tell(dumps, object(), default=lambda o: 1 / 0); tell(dumps, {"k": {1}}, default=list, indent=1); tell(dumps, [1, 2], indent=0); tell(dumps, [1, [2]], indent=-1); tell(dumps, {"a": 1}, separators=("; ", " = ")); tell(dumps, [1], indent=True)
a = []; a.append(a); tell(dumps, a); d = {}; d["d"] = d; tell(dumps, d); pass
class E(JSONEncoder):
    def default(self, o):
        if isinstance(o, complex): return [o.real, o.imag]
        return super().default(o)
tell(dumps, {"z": 1 + 2j}, cls=E); tell(dumps, {"z": {1}}, cls=E); print(E(indent=1).encode([1, 2j]), "".join(E().iterencode([1, {"a": 2j}])), E().default(1j))
class E2(JSONEncoder):
    def encode(self, o): return "<" + super().encode(o) + ">"
    def iterencode(self, o, _one_shot=False): return super().iterencode(o, _one_shot)
print(dumps([1], cls=E2), json.dumps("x", cls=E2))
import enum, collections, datetime
class IE(enum.IntEnum): A = 1
class SE(str, enum.Enum): B = "b"
class St(enum.StrEnum): C = "c"
class En(enum.Enum): X = 1
NT = collections.namedtuple("NT", "a b")
tell(dumps, [IE.A, SE.B, St.C, NT(1, 2), collections.OrderedDict(b=1), collections.defaultdict(int, x=1), collections.Counter("aab")]); tell(dumps, {IE.A: 1, SE.B: 2, St.C: 3}); tell(dumps, En.X); tell(dumps, {En.X: 1}); tell(dumps, datetime.date(2025, 1, 1)); tell(dumps, datetime.date(2025, 1, 1), default=str); tell(dumps, collections.deque([1])); tell(dumps, range(3)); tell(dumps, (i for i in [1]))
class I(int):
    def __repr__(self): return "I!"
class F(float):
    def __repr__(self): return "F!"
class S(str):
    def __str__(self): return "S!"
class L(list): pass
class D(dict): pass
tell(dumps, [I(5), F(2.5), S("s"), L([1]), D(a=1), True])
for t in ("1", "-0", "0.5", "1e5", "-1.5E-3", "1E400", '"a\\u00e9\\n\\ud83d\\ude00\\/"', "[1, 2]", "{}", "[]", '{"a": {"b": [null, true, false]}}', " \n[1 , 2 ]\t", "NaN", "Infinity", "-Infinity", "123456789012345678901234567890", '"\\ud83d"', '{"a":1,"a":2}', "2.0", "1.0e+2", "-1"):
    tell(loads, t)
for t in ("", " ", "[", "[1", "[1,", "[1,]", "[,]", "{", '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', "{a:1}", "{'a':1}", '"abc', '"a\nb"', '"\\x"', '"\\u12"', '"\\u12g4"', "tru", "nul", "01", "1.", ".5", "+1", "-", "1 2", "[1] x", "nan", '{"a" 1}', "[1 2]", "\ufeff1", '{1:2}', "[1,\n2,\n,]", '"\\', '"\t"', "// c", "[1}", '{"a":}', "-x", "[-]", "Inf", "\x00"):
    tell(loads, t)
try:
    loads("[1,\n 2\n x]")
except JSONDecodeError as e:
    print(e.msg, e.doc, e.pos, e.lineno, e.colno, e, isinstance(e, ValueError), e.args)
tell(loads, 5); tell(loads, None); tell(loads, b'{"a": "\xc3\xa9"}'); tell(loads, bytearray(b"[1]")); tell(loads, b"\xff"); tell(loads, "[1.5, 2]", parse_float=str, parse_int=lambda s: s + "i"); tell(loads, "[NaN, 1]", parse_constant=lambda c: c.lower()); tell(loads, '{"a": {"b": 1}}', object_hook=lambda d: tuple(d.items())); tell(loads, '{"a": {"b": 1}, "c": 2}', object_pairs_hook=list); tell(loads, '"a\tb"', strict=False); tell(loads, "[1]", cls=JSONDecoder)
print(JSONDecoder().raw_decode("[1, 2] tail"), JSONDecoder().decode(" 5 ")); tell(JSONDecoder().raw_decode, " 5"); tell(JSONDecoder().raw_decode, "x"); print(JSONDecoder().raw_decode("ab 12", 3))
class DD(JSONDecoder):
    def __init__(self, *a, **k): super().__init__(*a, object_hook=self.hook, **k)
    def hook(self, d): return d.get("__v", d)
print(loads('{"x": {"__v": 5}}', cls=DD))
import io
b = io.StringIO(); dump({"a": [1, 2]}, b, indent=2); print(b.getvalue()); print(load(io.StringIO('{"q": 1}'))); print(json.__all__, JSONDecodeError.__module__, JSONEncoder.__module__)
print(dumps(loads(dumps({"k": [1, 2.5, "x", None, True]}))))
print(dumps({"a": 1, "b": [1, 2, {"c": []}], "e": {}}, indent=4)); print(dumps("\x7f\x80\ud800"), dumps("\x7f\x80", ensure_ascii=False), dumps({"é": "é"}), JSONEncoder(sort_keys=True, separators=(",", ":")).encode({"b": 1, "a": [1.0]}))
# copy
class A:
    def __init__(self): self.l = [1]; self.me = self
a = A(); b = copy.copy(a); c = copy.deepcopy(a); print(b.l is a.l, b.me is a, c.l is a.l, c.me is c)
class Bc:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): print(type(memo)); return "deep"
print(copy.copy(Bc()), copy.deepcopy([Bc(), 1]))
class R:
    def __init__(self, x): self.x = x
    def __reduce__(self): return (R, (self.x + 1,), {"extra": 1})
print(copy.copy(R(1)).x, copy.deepcopy(R(1)).extra)
class Ns:
    def __getnewargs__(self): return (5,)
    def __new__(cls, v=0): o = super().__new__(cls); o.v = v; return o
    def __getstate__(self): return {"st": 1}
    def __setstate__(self, s): self.__dict__.update(s, got=1)
n = copy.copy(Ns(3)); print(n.__dict__)
class Sl:
    __slots__ = ("a", "b")
s = Sl(); s.a = [1]; t = copy.deepcopy(s); print(t.a, t.a is s.a, hasattr(t, "b"))
t = ([1], (2, 3)); u = copy.deepcopy(t); print(u == t, u[0] is t[0], u[1] is t[1], copy.copy(t) is t)
class Ld(list): pass
l = Ld([1, [2]]); l.attr = {"k": []}; m = copy.deepcopy(l); print(m, type(m), m.attr, m.attr is l.attr, copy.copy(l).attr is l.attr)
class Dd(dict):
    def __missing__(self, k): return 0
print(type(copy.copy(Dd(a=1))), copy.deepcopy(collections.defaultdict(list, {"a": [1]})), copy.deepcopy(collections.OrderedDict(a=[1])), copy.deepcopy(collections.Counter("aa")), copy.copy(collections.deque([1], 3)), copy.deepcopy(collections.deque([[1]])), copy.deepcopy({1, 2}), copy.deepcopy(frozenset([1])), copy.copy(len) is len, copy.deepcopy(A) is A, copy.deepcopy(print) is print, copy.copy(bytearray(b"a")), copy.deepcopy(NT([1], 2)))
x = [1, 2]; y = [x, x]; z = copy.deepcopy(y); print(z[0] is z[1], copy.deepcopy(y, {id(x): "memo"})); tell(copy.copy, (i for i in [1])); tell(copy.deepcopy, (i for i in [1])); tell(copy.deepcopy, copy); e = ValueError("a", 1); e.k = [1]; f = copy.deepcopy(e); print(repr(f), f.k, f.k is e.k)
import types
def fn(): pass
print(copy.deepcopy(fn) is fn, copy.copy(types.SimpleNamespace(a=[1])), copy.deepcopy(types.SimpleNamespace(a=[1])), copy.copy(slice(1)), copy.copy(range(3)), copy.deepcopy(1j), copy.deepcopy(datetime.datetime(2025, 1, 1)), copy.Error)
