# conformance: except 3.14 machine: 32 bits
# Lists: methods, slices, operators, sorting, and what they raise.


def attempt(call, *args):
    try:
        print("gave", call(*args))
    except Exception as error:
        print(type(error).__name__ + ":", error)


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


def methods():
    items = [3, 1, 2]
    items.append(5)
    items.extend((7, 8))
    items.extend(n * n for n in range(3))
    items.insert(0, "first")
    items.insert(-1, "before last")
    items.insert(100, "end")
    items.insert(-100, "start")
    print(items, len(items))
    print(items.pop(), items.pop(0), items.pop(-2), items)
    items.remove(7)
    print(items, items.index(5), items.count(1), items.index(1, 3), items.index(1, -3))
    items.reverse()
    print(items, items.copy() == items, items.copy() is items)
    items.clear()
    print(items, bool(items), bool([0]))
    print(list(), list("abc"), list((1, 2)), list({"a": 1}), list(range(4)))
    print([1, [2, [3]]][1][1][0], [1, 2, 3][Index(1)], [1, 2][True])


def errors():
    attempt(lambda: [].pop())
    attempt(lambda: [1].pop(3))
    attempt(lambda: [1].pop("a"))
    attempt(lambda: [1].remove(2))
    attempt(lambda: [1].index(2))
    attempt(lambda: [1].index("x"))
    attempt(lambda: [1].index(1, "a"))
    attempt(lambda: [1][1])
    attempt(lambda: [1]["a"])
    attempt(lambda: [1][1.0])
    attempt(lambda: [1][None])
    attempt(lambda: [1][10**30])
    attempt(lambda: [1].insert("a", 1))
    attempt(lambda: [1].extend(3))
    attempt(lambda: [1] + (2,))
    attempt(lambda: [1] + 2)
    attempt(lambda: 2 + [1])
    attempt(lambda: [1] * "a")
    attempt(lambda: [1] * 1.5)
    attempt(lambda: [1] - [1])
    attempt(lambda: [1] < 3)
    attempt(lambda: [1] < (1,))
    attempt(lambda: [1, "a"] < [1, 2])
    attempt(lambda: [1][::0])
    attempt(lambda: [1]["a":])
    attempt(lambda: hash([]))
    attempt(lambda: list(1))
    attempt(lambda: list(1, 2))
    attempt(lambda: list(x=1))
    attempt(lambda: [].append())
    attempt(lambda: [].append(1, 2))
    attempt(lambda: [].insert(1))
    attempt(lambda: [].pop(1, 2))
    attempt(lambda: [].sort(1))
    attempt(lambda: [].nothing)
    attempt(lambda: [0] * 10**12)
    attempt(lambda: [0] * 10**30)
    attempt(lambda: [3, "a"].sort())


def store(items, key, value):
    items[key] = value
    return items


def remove(items, key):
    del items[key]
    return items


def slices():
    base = list(range(10))
    print(base[2:5], base[:3], base[7:], base[-3:], base[:-7], base[::2], base[1::3], base[::-1])
    print(base[8:2:-2], base[100:], base[-100:3], base[5:2], base[10**30 :], base[: -(10**30)])
    print(base[Index(2) : Index(4)], base[None:None:None])
    print(store(base[:], slice(2, 5), ["x"]))
    print(store(base[:], slice(2, 2), ["x", "y"]))
    print(store(base[:], slice(5, 2), ["x", "y"]))
    print(store(base[:], slice(None, None, 3), "abcd"))
    print(store(base[:], slice(None, None, -1), base))
    print(store(base[:], slice(2, 4), (n for n in "long one")))
    attempt(store, base[:], slice(None, None, 3), "abc")
    attempt(store, base[:], slice(0, 1), 5)
    attempt(store, base[:], slice(0, 4, 2), 5)
    attempt(store, base[:], 10, 5)
    attempt(store, base[:], "a", 5)
    print(remove(base[:], slice(2, 5)), remove(base[:], slice(None, None, 2)))
    print(remove(base[:], slice(None, None, -3)), remove(base[:], -1), remove(base[:], slice(8, 1, -2)))
    attempt(remove, base[:], 10)
    itself = [1, 2, 3]
    itself[1:1] = itself
    print(itself)
    itself[:] = itself
    print(itself)
    itself += itself
    itself *= 2
    print(itself)
    itself *= 0
    print(itself, [1, 2] * 2, 2 * [1], [1] * -1, [] * 5, [1] * True)
    extended = [1]
    extended += "ab"
    extended += {"k": 1}
    print(extended)


def comparing():
    print([1, 2] == [1, 2], [1, 2] != [1, 2], [1, 2] < [1, 3], [1, 2] < [1, 2, 0], [] < [0])
    print([2] > [1, 5], [1, 2] >= [1, 2], [1, 2] <= [1], [1] == (1,), [1] == 1.0, [1] == [1.0])
    nan = float("nan")
    print([nan] == [nan], nan in [nan], [float("nan")] == [float("inf")])
    print(2 in [1, 2], 2.0 in [1, 2], "a" in ["b"], None in [None], [1] in [[1]])
    loop = [1]
    loop.append(loop)
    print(loop, [loop])


class Wicked:
    def __init__(self, victim):
        self.victim = victim

    def __eq__(self, other):
        self.victim.clear()
        return False


def mutation():
    seen = []
    items = [1, 2, 3]
    for n in items:
        seen.append(n)
        if n < 6:
            items.append(n + 3)
        if n == 2:
            items.pop(0)
    print(seen, items)
    victim = []
    victim.extend([Wicked(victim), Wicked(victim), 3])
    print(3 in victim, victim)
    victim.extend([1, Wicked(victim), 3])
    print(victim == [1, 2, 3], victim)
    victim.extend([Wicked(victim), 1])
    print(victim.count(1))
    backwards = reversed(items)
    items.clear()
    print(list(backwards), list(reversed([1, 2, 3])))
    it = iter([1, 2])
    print(next(it), next(it), next(it, "end"), next(it, "end"))


class Card:
    def __init__(self, rank, name):
        self.rank = rank
        self.name = name

    def __lt__(self, other):
        return self.rank < other.rank

    def __repr__(self):
        return self.name + str(self.rank)


def sorting():
    items = [5, 3, 9, 1, 7, 3, 0, -4, 12, 8] * 30
    items.sort()
    print(items[:5], items[-5:], all(a <= b for a, b in zip(items, items[1:])))
    items.sort(reverse=True)
    print(items[:5], items[-5:])
    words = "the quick brown fox jumps over the lazy dog".split()
    words.sort()
    print(words, sorted(words, key=len), sorted(words, key=len, reverse=True))
    print(sorted(["é", "z", "a", "Z", "\U0001f600", "\uffff", ""]))
    print(sorted([2.5, 1, True, -1.0, 0]), sorted([1.5, -2.5, 0.25]))
    cards = [Card(n % 3, c) for n, c in enumerate("abcdefghij")]
    print(sorted(cards), sorted(cards, reverse=True))
    print(sorted([(1, "b"), (0, "z"), (1, "a")]), sorted([[2], [1, 5], [1]]))
    state, numbers = 7, []
    for _ in range(500):
        state = state * 1103515245 + 12345 & 0x7FFFFFFF
        numbers.append(state % 100)
    pairs = sorted(enumerate(numbers), key=lambda pair: pair[1])
    print(all(a[1] < b[1] or (a[1] == b[1] and a[0] < b[0]) for a, b in zip(pairs, pairs[1:])))
    runs = list(range(100)) + list(range(80, -1, -1)) + list(range(50))
    print(sorted(runs) == sorted(runs[::-1]), sorted(runs)[100:110])
    disturbed = [3, 2, 1]

    def key(n):
        disturbed.append(n)
        return n

    attempt(lambda: disturbed.sort(key=key))
    print(disturbed)
    attempt(lambda: disturbed.sort(key=lambda n: 1 // 0))
    print(disturbed)


class MyList(list):
    def __init__(self, *args, name="nobody"):
        super().__init__(*args)
        self.name = name

    def double(self):
        return self * 2


def subclasses():
    mine = MyList((1, 2), name="me")
    mine.append(3)
    print(mine, mine.name, mine.double(), type(mine.double()).__name__, type(mine[:]).__name__)
    print(mine == [1, 2, 3], [0] + mine, isinstance(mine, list), len(mine), mine.copy())
    mine.other = 5
    print(mine.__dict__)


methods()
errors()
slices()
comparing()
mutation()
sorting()
subclasses()
