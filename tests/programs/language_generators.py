# Generators, comprehensions, unpacking, slices, iteration tools.
def echo():
    received = []
    while True:
        try:
            item = yield len(received)
        except ValueError as error:
            item = "error " + str(error)
        if item is None:
            return received
        received.append(item)


def outer():
    result = yield from echo()
    print("inner returned", result)
    yield "done"


g = outer()
print(next(g), g.send("a"), g.send("b"), g.throw(ValueError("x")))
print(g.send(None))
print(list(g))


def numbers():
    yield 1
    x = yield 2
    print("sent", x)
    return 99


it = numbers()
print(next(it), next(it))
try:
    it.send("hello")
except StopIteration as stop:
    print("value", stop.value)
print([x * y for x in range(4) if x % 2 for y in (10, 20)], {x: x ** 2 for x in range(4)}, {c for c in "aab"})
print(sum(x for x in range(10)), list((i, j) for i in range(2) for j in range(i, 2)))
print([[row[i] for row in [[1, 2, 3], [4, 5, 6]]] for i in range(3)])
first, *middle, last = range(6)
(a, b), [c, *d] = (1, 2), "xyz"
print(first, middle, last, a, b, c, d)
x, y = 1, 2
x, y = y, x
print(x, y, [*range(3), *"ab"], {**{"a": 1}, "b": 2}, (*[1], 2))
items = list(range(10))
print(items[2:5], items[::-1], items[-3:], items[::3], items[8:2:-2], "hello"[1:4], (1, 2, 3)[:2])
items[2:5] = ["x"]
del items[-1], items[0]
items[::2] = [0] * len(items[::2])
print(items)
print(list(enumerate("ab", 1)), list(zip([1, 2], "ab")), list(map(lambda a, b: a + b, [1, 2], [3, 4])))
print(list(filter(None, [0, 1, "", "a"])), list(reversed([1, 2])), sorted("banana"), sorted([3, 1, 2], reverse=True))
print(sorted([("b", 2), ("a", 2), ("c", 1)], key=lambda p: p[1]), any([0, 1]), all([]), min(3, 1, 2), max("abc", key=ord))
i = 0
while True:
    i += 1
    if i == 2:
        continue
    if i > 4:
        break
else:
    print("never")
for n in range(2, 6):
    for k in range(2, n):
        if n % k == 0:
            break
    else:
        print("prime", n, end=" ")
print()


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


print(list(tree(3)))
match [1, ("a", {"k": 5, "z": 6})]:
    case [int(n), (str(s), {"k": k, **rest})] if n:
        print("matched", n, s, k, rest)
for value in (0, 7, "text", [], [1], [1, 2, 3], {"type": "x"}, None, 2.5):
    match value:
        case 0 | 1:
            print("small")
        case int():
            print("int")
        case str() as text:
            print(text)
        case []:
            print("empty")
        case [only]:
            print("one", only)
        case [head, *tail]:
            print(head, tail)
        case {"type": kind}:
            print("kind", kind)
        case None:
            print("none")
        case _:
            print("other")
d = {"one": 1}
d |= {"two": 2}
d.setdefault("three", []).append(3)
print(d, d.get("four"), d.pop("one"), list(d.items()), "two" in d, len(d))
for key in sorted(d):
    print(key, end=" ")
print(1 < 2 < 3, 1 < 3 < 2, not 1, 1 and 0 or 5, None is None, 3 not in [1, 2])
print(f"{3.14159:.2f} {42:05d} {'x':>4}|{'y':<4}|{'z':^5}| {1234567:,} {0.5:%} {255:#x} {d!r:.12} {x=} {'nested ' + f'{y}'}")
print("%s is %d years and %.1f%%" % ("Tom", 5, 99.5), "{0} {name} {0}".format("a", name="b"), "a,b".split(","), "-".join("abc"))
print(1_000, 0xff, 0b11, 1e3, 7 // -2, -7 % 3, 2 ** 100, 10 ** 20 // 7, 1 / 3, round(2.5), round(3.14159, 2), abs(-3), divmod(7, 2))
print(3 & 5, 3 | 5, 3 ^ 5, ~3, 1 << 70, True + True, float("inf"), -0.0, int("ff", 16), bin(5), chr(97), ord("a"))
