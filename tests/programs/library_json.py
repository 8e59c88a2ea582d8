# conformance: except 3.14 some of its own messages and reprs are not done
# JSON both ways: layouts, hooks, errors.
import json
import math
def show(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except RecursionError:
        print("RecursionError")
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)
data = {"b": [1, 2.5, -3, 1e100, True, False, None], "a": {"x": "y", "é": "ü☃😀\n\t\"\\/\x7f\x01"}, "e": [], "d": {}, "t": (1, 2), "n": 10**30, "f": 0.1, "z": [[], {}, [[]]]}
print(json.dumps(data))
print(json.dumps(data, indent=2))
print(json.dumps(data, indent=0, sort_keys=True))
print(json.dumps(data, indent="\t", ensure_ascii=False))
print(json.dumps(data, separators=(",", ":"), sort_keys=True))
print(json.dumps(data, indent=1, separators=(";", " = ")))
for v in ["", "a", 1, 1.0, None, True, [], {}, (), 1e16, 1e-7, -0.0, 5e-324, "\ud800", "\u2028", [[1]]]:
    print(json.dumps(v), json.dumps(v, ensure_ascii=False) if v != "\ud800" else "", json.dumps(v, indent=4))
print(json.dumps({1: 1, 2.5: 2, True: 3, None: 4, "k": 5}), json.dumps({3: 1, 1: 2}, sort_keys=True))
print(json.dumps([math.inf, -math.inf, math.nan]))
show(json.dumps, math.inf, allow_nan=False)
show(json.dumps, {(1, 2): 3}); show(json.dumps, {(1, 2): 3, "a": 1}, skipkeys=True); show(json.dumps, {1, 2}); show(json.dumps, {"a": object})
show(json.dumps, {"b": 1, 2: 3}, sort_keys=True); show(json.dumps, b"x"); show(json.dumps, {(1,): 2}, skipkeys=True, indent=2)
c = []; c.append(c); show(json.dumps, c)
c = {}; c["c"] = [c]; show(json.dumps, c)
class P:
    def __init__(self, x): self.x = x
show(json.dumps, P(1)); print(json.dumps([P(1), P([P(2)])], default=lambda o: o.__dict__, indent=1))
print(json.dumps({"s": {3, 1}}, default=sorted)); show(json.dumps, P(1), default=lambda o: o)
class E(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, P): return {"p": o.x}
        return super().default(o)
print(json.dumps([P(3)], cls=E), E(indent=2).encode(P(1)), "".join(E().iterencode([P(2)]))); show(json.dumps, [frozenset()], cls=E)
class I(int): pass
class S(str): pass
class F(float): pass
class L(list): pass
class Dd(dict): pass
print(json.dumps([I(3), S("x"), F(1.5), L([1]), Dd(a=1)]))
for s in ['{"a": [1, 2.5, -3e2, 1E5, 0.1e-3, true, false, null, "x\\u00e9\\ud83d\\ude00\\n\\/"], "b": {}}', ' [ ] ', '"a"', '12', '-0', '-0.0', '1.5', 'NaN', '[Infinity, -Infinity]', '{"a": 1, "a": 2}', '123456789012345678901234567890', '"\\ud800"', '[1,\n2 ]', '"\\ud800\\u0041"']:
    show(json.loads, s)
for s in ['', ' ', '{', '[', '[1', '[1,', '[1,]', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', "{'a':1}", '{a:1}', '"abc', '"a\nb"', '"\\x"', '"\\u12"', '"\\u12g4"', '1 2', 'nul', 'tru', '-', '01', '1.', '.5', '+1', '[1 2]', '{"a" 1}', '{"a":1 "b":2}', '\n\n  x', '"é" x', '[é]', '{"é": }', '"\\', '"\\u', '[1,,2]', '{,}', '\ufeff1', '1e', '"\t"', '[' * 5 + ']', 'True', "[1, 2", '{"k": [1, {"x": tru}]}', '"a"b', 'NaNx', '{1:2}']:
    show(json.loads, s)
show(json.loads, b'{"a": "\xc3\xa9"}'); show(json.loads, 5); show(json.loads, None); show(json.loads, '"a\nb"', strict=False)
show(json.loads, '{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items())); show(json.loads, '{"a": 1, "a": {"c": 2}}', object_pairs_hook=lambda p: p)
show(json.loads, '[1.5, 2, NaN]', parse_float=lambda s: "f" + s, parse_int=lambda s: "i" + s, parse_constant=lambda s: "c" + s)
try:
    json.loads('{\n "a": x}')
except json.JSONDecodeError as e:
    print(e.msg, e.doc, e.pos, e.lineno, e.colno, e, isinstance(e, ValueError), type(e), e.args)
class W:
    def __init__(self): self.s = ""
    def write(self, t): self.s += t
    def read(self): return self.s
w = W(); json.dump({"a": [1, 2]}, w, indent=2); print(w.s, json.load(w))
d = json.JSONDecoder(); show(d.raw_decode, '[1] x'); show(d.decode, ' 5 '); show(d.raw_decode, 'abc 12', 4)
from json.decoder import JSONDecodeError
from json.encoder import encode_basestring_ascii
print(JSONDecodeError is json.JSONDecodeError, encode_basestring_ascii("é"), json.dumps("é"), json.JSONEncoder, json.JSONDecoder)
show(json.loads, "[" * 100000)
show(json.dumps, 1, foo=1); show(json.dumps); show(json.dumps, 1, 2)
