# unpacking, assignment, deletion
def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


def u1():
    a, b = 1, 2, 3
def u2():
    a, b, c = 1, 2
def u3():
    a, b = 5
def u4():
    a, *b, c = [1]
def u5():
    a, *b = []
def u6():
    a, (b, c) = 1, (2,)
def u7():
    (a, b), c = 1, 2
def u8():
    a, b = {1: 2}
def u9():
    a, b = iter([1, 2, 3])
def u10():
    [a, b] = "abc"
def u11():
    a, b = (x for x in range(5))
def u12():
    a, b = range(10**10)
def u13():
    a, b, *c = 1,
def u14():
    for a, b in [(1, 2), (3,)]:
        print(a, b)
def u15():
    [(a, b) for a, b in [1]]
def u16():
    a, b = None
def u17():
    a, b = [1, 2, 3, 4]
def u18():
    a, b = dict(a=1, b=2, c=3)
def u19():
    a, b = {1, 2, 3}
class G:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i
def u20():
    a, b = G()
for f in (u1, u2, u3, u4, u5, u6, u7, u8, u9, u10, u11, u12, u13, u14, u15, u16, u17, u18, u19, u20):
    t(f)
a, *b, c = range(5)
print(a, b, c)
*a, = "xyz"
print(a)
(a, b), [c, *d] = (1, 2), "pqr"
print(a, b, c, d)
x = y = z = []
x.append(1)
print(y, z is x)
i = 0
l = [0, 0, 0]
i, l[i] = 1, 2
print(i, l)
l[0], l[1], l[2] = l[2], l[0], l[1]
print(l)
a = b = 1
a += b; a -= 3; a *= 5; a //= 2; a **= 2; a %= 7; a <<= 2; a >>= 1; a |= 8; a &= 12; a ^= 5
print(a)
a /= 2
print(a)
l = [1]
m = l
l += (2,)
l += "ab"
l *= 2
print(m, m is l)
tup = (1, [2])
try:
    tup[1] += [3]
except TypeError as e:
    print(e, tup)
d = {}
d["a"] = d.get("a", 0) + 1
d["b"], d["c"] = 1, 2
del d["a"], d["b"]
print(d)
def d1():
    del undefined
def d2():
    x = 1
    del x
    x
def d3():
    del x
    x = 1
def d4():
    l = [1, 2, 3]
    del l[5]
def d5():
    d = {}
    del d["k"]
def d6():
    del (1).real
def d7():
    del [].append
def d8():
    x = 1
    def inner():
        return x
    del x
    return inner()
def d9():
    x = 1
    def inner():
        nonlocal x
        del x
    inner()
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e, e.name)
    return x
def d10():
    global gone
    gone = 1
    del gone
    return gone
def d11():
    l = list(range(10))
    del l[::2], l[0], (l[0]), [l[-1]]
    return l
def d12():
    a = b = 1
    del (a, [b])
    return a
def d13():
    "abc"[0] = 1
def d14():
    del "abc"[0]
def d15():
    (1, 2)[0] = 1
def d16():
    None.x = 1
def d17():
    None[0]
def d18():
    (5)()
def d19():
    1[0] = 2
def d20():
    [1, 2]["a"]
def d21():
    [1, 2][5]
def d22():
    {}[[]]
def d23():
    {}["missing"]
def d24():
    {1, 2}[0]
def d25():
    "abc"[1.5]
def d26():
    (1, 2)[5]
def d27():
    [1, 2][0:"a"]
def d28():
    l = [1, 2, 3]; l[0:2] = 5
def d29():
    l = [1, 2, 3]; l[::2] = [1]
def d30():
    l = [1, 2, 3]; l[::0]
def d31():
    return [1, 2, 3][::-1], [1, 2, 3][10:], [1, 2, 3][-100:100:2], "abc"[None:None:-2], (1, 2, 3)[-2:]
def d32():
    range(10)["a"]
def d33():
    return range(10)[2:8:3], range(10)[::-1], range(0, 10, 3)[-1], range(5)[10:]
def d34():
    range(3)[5]
def d35():
    len.x = 1
def d36():
    d36.x = 1
    d36.__name__ = 5
def d37():
    d37.__code__ = 5
def d38():
    d38.__defaults__ = 5
def d39():
    d39.__dict__ = 5
def d40():
    del d40.__name__
def d41():
    return {}.fromkeys([1, 2], 0), {**{"a": 1}, "a": 2, **{"b": 3}}
def d42():
    d = {1: 1, 2: 2}
    for k in d:
        d[k + 10] = 1
def d43():
    d = {1: 1, 2: 2}
    for k in d:
        del d[k]
def d44():
    s = {1, 2}
    for k in s:
        s.add(k + 10)
def d45():
    l = [1, 2, 3]
    for x in l:
        l.remove(x)
    return l
def d46():
    from collections import deque
    d = deque([1, 2])
    for x in d:
        d.append(1)
import sys
for n in range(1, 47):
    t(globals()[f"d{n}"])
