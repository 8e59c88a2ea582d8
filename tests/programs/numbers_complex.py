# conformance: except 3.14 some of its own messages and reprs are not done
def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


inf, nan = float("inf"), float("nan")
print(3j, 1 + 2j, -1j, -0.0 - 2j, 1.5e300j, 0j, -0j, 1e16j, 2 - 0j, complex(-0.0, 0.0), complex(0.0, -0.0), 1J, 0x1F + 1.25e-7j)
print(complex(nan, inf), complex(-inf, -nan), complex(1, nan), str(1 + 1j), [1j])
z = 3 + 4j
print(z.real, z.imag, z.conjugate(), abs(z), -z, +z, bool(z), bool(0j), hash(z), hash(1 + 0j) == hash(1), z.__complex__())
for a in (z, 1, 2.5, True, 0.5j, -2 + 0j, 10**20):
    for b in (z, 2, 0.25, False, -1j, 3 - 2j):
        for op in ("+", "-", "*", "/", "**", "==", "!="):
            if not (isinstance(a, complex) or isinstance(b, complex)):
                continue
            t(lambda: {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "/": lambda: a / b, "**": lambda: a ** b,
                       "==": lambda: a == b, "!=": lambda: a != b}[op]())
for e in range(-5, 6):
    t(lambda: (1.5 - 0.5j) ** e)
t(lambda: (1 + 1j) ** 100)
t(lambda: (1 + 1j) ** 101)
t(lambda: (-8) ** (1 / 3))
t(lambda: (-8.0) ** 0.5)
t(lambda: pow(-1, 0.5))
for f in (lambda: 1j < 2, lambda: 1j // 2, lambda: 1j % 2, lambda: divmod(1j, 1), lambda: 1j / 0, lambda: 0j ** -1, lambda: 0j ** 1j,
          lambda: 0j ** 0, lambda: 1e200j ** 50, lambda: abs(complex(1e308, 1e308)), lambda: pow(1j, 2, 3), lambda: int(1j),
          lambda: float(1j), lambda: round(1j), lambda: 1j + "a", lambda: "a" * 1j, lambda: [1].__getitem__(1j), lambda: max(1j, 2j),
          lambda: sorted([1j, 2j]), lambda: 1j == "a", lambda: 1j != None, lambda: {1j: 1}[1j], lambda: {1: "a"}[1 + 0j],
          lambda: sum([1j, 2, 3.5]), lambda: complex(1e400, 0) * 0, lambda: 10**400 * 1j, lambda: 1j == 10**400,
          lambda: (10**400 + 0) == complex(inf), lambda: 1j.x, lambda: ~1j, lambda: 1j @ 2, lambda: range(1j), lambda: chr(1j),
          lambda: math_sqrt(1j)):
    t(f)


def math_sqrt(x):
    import math
    return math.sqrt(x)


for s in ("1+2j", " ( 1.5e3-2.5J ) ", "j", "-j", "+J", "3", "-3.5", "1_0+2_0j", "inf+nanj", "-infj", "nan", "1e5j", "(1+2j)", "1+j", "1-j",
          ".5j", "5.j", "1e-3+.5e1j", "\t1j\n", "(j)", "infinityj",
          "", " ", "1+", "1 + 2j", "1+2", "j1", "1+2i", "(1+2j", "1+2j)", "((1j))", "1__0", "_1", "1_", "0x1j", "1+-2j", "abc", "()", "1j+2", "1,2"):
    t(lambda: complex(s))
for a in ((), (1,), (1, 2), (1.5, -2.5), (1j, 1j), (1, 1j), (1j, 1), (True, False), (10**20, 1), ("1", 2), (1, "2"), ([],), (1, []), (None,), (1, None),
          (1, 2, 3), (10**400,)):
    t(lambda: complex(*a))
t(lambda: complex(imag=2))
t(lambda: complex(real=3, imag=-0.0))
t(lambda: complex(x=1))


class C:
    def __complex__(self):
        return 5 + 6j


class F:
    def __float__(self):
        return 2.5


class I:
    def __index__(self):
        return 7


class Bad:
    def __complex__(self):
        return 5


t(lambda: complex(C()))
t(lambda: complex(C(), 1))
t(lambda: complex(F(), I()))
t(lambda: complex(Bad()))


class Sub(complex):
    def __new__(cls, a, b=0):
        return super().__new__(cls, a, b)

    def __init__(self, a, b=0):
        self.tag = "t"


s = Sub(1, 2)
print(s, s.tag, type(s + 1), type(complex(s)), s == 1 + 2j, isinstance(s, complex), repr(s), s.conjugate(), type(+s), hash(s) == hash(1 + 2j))
for spec in ("", "f", ".2f", "+.1f", " g", "e", ".3", "10", "<30", "^30.1f", "*>30", ",", ",.2f", "G", "n", "+", "-", "010", "=10", "d", "x", "s", "z.1f", "#g", "é^40", "#", "_", "+20"):
    for v in (1 + 2j, -1234567.891 - 0.5j, 2j, -0.0 + 1j, complex(nan, inf)):
        t(lambda: format(v, spec))
print(f"{1+2j:.1f} {3j!r:>10} {2-1j}", "%s %r" % (1j, 2j))
t(lambda: "%d" % 1j)
t(lambda: "%f" % 1j)
import copy, numbers
print(copy.copy(1j), copy.deepcopy([1j]), isinstance(1j, numbers.Complex), isinstance(1j, numbers.Real), isinstance(3, numbers.Complex))
match 1 + 2j:
    case 1 + 3j:
        print("no")
    case -1 - 2j:
        print("no")
    case 1 + 2j:
        print("yes")
match 3j:
    case complex(real=0.0, imag=i):
        print(i)


def const(x=1j):
    return x, 2j, -3j, (1j, 2j), 1 + 1j


print(const())
print((1j).__class__, complex.__mro__, type(1j.real), (1j).__getnewargs__())
print(1j.__eq__(1), 1j.__lt__(2), 1j.__add__("a"), (1).__add__(1j), complex.__add__(1j, 2))
if 0j:
    print("true")
x = 1j
x += 1
x *= 2
x **= 2
print(x)
3j
