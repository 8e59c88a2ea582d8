# conformance: except 3.14 machine: 32 bits
import array
from array import array as A
def tell(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__, e)
print(array.typecodes, array.ArrayType is A, A.__name__, A.__module__, A)
a = A("i", [1, 2, 3]); print(a, A("d"), A("d", [1, 2.5]), A("b", b"\1\xff"), A("u", "héllo"), A("u"), A("B", range(3)), repr(A("f", [0.1])))
for c in "bBhHiIlLqQfd": print(c, A(c).itemsize, end=" ")
print(A("u").itemsize)
tell(A); tell(A, 5); tell(A, "x"); tell(A, "ab"); tell(A, "i", "abc"); tell(A, "i", [1.5]); tell(A, "b", [200]); tell(A, "B", [-1]); tell(A, "u", [1]); tell(A, "d", ["a"]); tell(A, "i", 5); tell(A, "i", [2**31]); tell(A, "Q", [2**64]); tell(A, "Q", [-1]); tell(A, "h", [None]); tell(A, "i", b"abc"); tell(A, "u", ["ab"]); tell(A, "I", [-1]); tell(A, "H", [70000]); tell(A, "h", [-70000]); tell(A, "L", [-1]); tell(A, "q", [2**63])
a.append(4); a.extend([5, 6]); a.extend(A("i", [7])); a.insert(1, 99); a.insert(-1, 98); print(a, len(a), a.pop(), a.pop(0), a.index(99), a.count(98), a)
tell(a.append, "x"); tell(a.extend, A("d", [1.0])); tell(a.extend, [1, "x"]); tell(a.index, 1000); tell(a.remove, 1000); tell(A("i").pop); tell(a.pop, 50); tell(a.__getitem__, 50); tell(a.__setitem__, 50, 1); tell(a.__setitem__, 0, "x")
a.remove(98); a.reverse(); print(a, a[0], a[-1], a[1:3], a[::-1], a[::2], a.tolist(), list(a), 99 in a, "x" in a)
a[1] = 50; a[0:2] = A("i", [7, 8, 9]); del a[-1]; del a[0:1]; print(a); a[::2] = A("i", [0] * len(a[::2])); print(a); del a[::2]; print(a)
tell(a.__setitem__, slice(0, 1), [1]); tell(a.__setitem__, slice(0, 1), A("d", [1.0]))
print(A("i", [1]) + A("i", [2]), A("i", [1, 2]) * 2, 2 * A("i", [1]), A("i") * -1); a = A("i", [1]); a += A("i", [2]); a *= 2; print(a)
tell(lambda: A("i") + [1]); tell(lambda: A("i") + A("d")); tell(lambda: a.__iadd__([1]))
print(A("i", [1, 2]) == A("i", [1, 2]), A("i", [1]) == A("d", [1.0]), A("i", [1]) == [1], A("i", [1]) < A("i", [2]), A("i", [1, 2]) > A("i", [1]), A("i", [1]) != A("i", [1]), A("i", [2]) <= A("i", [1]))
print(A("h", [1, -2]).tobytes(), A("d", [1.5]).tobytes(), bytes(A("B", [1, 2])), A("u", "hé").tounicode(), A("u", "a").tobytes()); b = A("h"); b.frombytes(b"\1\0\2\0"); print(b); tell(b.frombytes, b"a"); b.fromlist([5, 6]); print(b); tell(b.fromlist, [1, "x"]); print(b); b.byteswap(); print(b); u = A("u", "ab"); u.fromunicode("cd"); print(u); tell(b.fromunicode, "x"); tell(b.tounicode); tell(b.fromlist, (1,))
tell(hash, a); tell(A("d", [1]).byteswap); print(bool(A("i")), bool(A("i", [0])), A("i", [3, 1, 2]).typecode, sorted(A("i", [3, 1, 2])), max(A("d", [1.5, 2])), sum(A("i", [1, 2])))
import copy; c = copy.copy(a); c[0] = 9; print(a, c, copy.deepcopy(a)); x, y = A("i", [1, 2]); print(x, y); m = A("i", (i * i for i in range(4))); print(m, list(reversed(m)), [*enumerate(m)], isinstance(m, A))
class S(A):
    def total(self): return sum(self)
s = S("i", [1, 2]); print(s, s.total(), type(s + s).__name__, s[0:1]); print(A("i", A("d", [1, 2]) if False else A("b", [1])), A("d", A("i", [1])))
match A("i", [1, 2, 3]):
    case [p, *q]: print(p, q)
tell(m.index, 4, 3); print(m.index(4, 1), m.index(9, -1))
for c in "bBhHiIlLqQ":
    for v in (2**70, -2**70, 2**40, -2**40, 70000, -70000, 300, -300):
        tell(A, c, [v])
