"""Runs of instructions that the VM executes as one: their short ways, and every way out of them."""
import traceback


def arithmetic(a, b):
    return [a + b, a - b, a * b, a + 1, a - 1, a * 3, 2.5 * a, (a + b) + b, (a + b) - b, (a + b) * b]


def changed(a, b):
    c = a
    c += b
    c -= 1
    c *= 2
    c += b + a
    return c


for a, b in ((1, 2), (1.5, 2.25), (1, 2.5), (True, 3), (2 ** 62, 2 ** 62), (-2 ** 63, 1), (2 ** 63 - 1, 2),
             (1e308, 1e308), (complex if False else 0.0, -0.0)):
    print(arithmetic(a, b), changed(a, b))


def compared(a, b):
    out = []
    if a < b:
        out.append("<")
    if a <= b:
        out.append("<=")
    if a == b:
        out.append("==")
    if a != b:
        out.append("!=")
    if a > b:
        out.append(">")
    if not a >= b:
        out.append("not >=")
    if a + a > b:
        out.append("twice >")
    if a < 2:
        out.append("< 2")
    while a + b < 5 and len(out) < 12:
        out.append("while")
        a = a + 1
    return out


nan = float("nan")
for a, b in ((1, 2), (2, 1), (1, 1), (1.0, 2.0), (nan, 1.0), (nan, nan), (1, 1.0), (1, 1.5), (True, False)):
    print(a, b, compared(a, b))
print([x % 7 for x in range(-9, 9)], [x % -7 for x in range(-9, 9)], [x % 2.5 for x in (-3, 4, 5.5)])
print([x // 4 for x in range(-9, 9)], -7 % 3, -2 ** 63 % 5, -2 ** 63 // 3, [x / 2 for x in (1, 3.0, True)])


class Text:
    def __init__(self, text):
        self.text = text

    def __add__(self, other):
        return Text(f"({self.text} + {other})")

    def __radd__(self, other):
        return Text(f"({other} + {self.text})")

    def __iadd__(self, other):
        self.text += f" and {other}"
        return self

    def __lt__(self, other):
        return ["not empty"]

    def __repr__(self):
        return f"Text {self.text}"


def with_texts(a, b):
    first = a + b
    second = a + 1 if a < b else None
    third = a
    third += b
    return first, second, third, 7 + b


print(with_texts(Text("a"), Text("b")))


def swapped(a, b, c):
    a, b = b, a
    b, c, a = a, b, c
    return a, b, c


print(swapped(1, "two", 3.0), swapped([], {}, ()))


def unbound(which):
    if which == 9:
        x = y = 1
    try:
        if which == 0:
            return x + 1
        if which == 1:
            return which + y
        if which == 2:
            return x.real
        if which == 3:
            return x.bit_length()
        if which == 4:
            return x
        if which == 5:
            return x < y
        if which == 6:
            return print(which, y)
        for which in x:
            pass
    except UnboundLocalError as error:
        line = traceback.extract_tb(error.__traceback__)[-1].lineno
        return f"{error} at line {line - unbound.__code__.co_firstlineno}"


for which in range(8):
    print(unbound(which))


def raising(a, b):
    try:
        return (
            a
            + b
        )
    except TypeError as error:
        return f"{error} {traceback.extract_tb(error.__traceback__)[-1].line}"


print(raising(1, "one"), raising("one", 1), raising(None, None))


def loops():
    out = []
    i = "before"
    for i in range(3):
        out.append(i)
    for i in range(10, 0, -4):
        out.append(i)
    for i in range(0):
        out.append("never")
    for i in range(2):
        i = [i]
        out.append(i)
    for i in (True, "x"):
        out.append(i)
    for i in range(2 ** 63 - 3, 2 ** 63 - 1):
        out.append(i)
    return out, i


print(loops())


class Shape:
    kind = "class"

    def name(self):
        return "method"


def ask(shape):
    return shape.name(), shape.kind


plain, other, odd = Shape(), Shape(), Shape()
other.x = 1
odd.y = odd.x = 1
shapes = [plain, other, odd]
print([ask(s) for s in shapes])
other.name = lambda: "own"
print([ask(s) for s in shapes])
odd.__dict__["na" + "".join(["m", "e"])] = lambda: "by dict"
print([ask(s) for s in shapes])
del other.name
odd.__dict__.clear()
plain.kind = "own"
print([ask(s) for s in shapes])
Shape.name = lambda self: "another method"
print([ask(s) for s in shapes])
plain.__dict__ = {"name": lambda: "new dict"}
print([ask(s) for s in shapes])
Shape.kind = property(lambda self: "property")
print([ask(s) for s in shapes])
for number in range(600):
    setattr(plain, f"n{number}", number)
    setattr(other, f"n{number}", number)
print([ask(s) for s in shapes], plain.n599 + other.n0)


class Other:
    def name(self):
        return "of another class"


Other.kind = "other"
odd.__class__ = Other
print([ask(s) for s in shapes])


def store(shape, value):
    shape.value = value
    shape.value += 1
    return shape.value


print([store(s, n) for n, s in enumerate(shapes)], store(Shape(), 1.5), store(Shape(), 7))
count = 0
for count in range(3):
    total = count
    total += count
del count
try:
    print(count)
except NameError as error:
    print(error)
count = total
print(count)
globals()["count"] = "through globals"
print(count)
len = lambda things: "own len"
print(len([]))
del len
print(len([]))
