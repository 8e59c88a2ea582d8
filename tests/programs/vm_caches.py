"""Inline caches: attributes and methods of several types at one place, and all that makes a cache wrong."""


class A:
    shared = "A.shared"

    def name(self):
        return f"A.name of {type(self).__name__}"

    def count(self):
        self.n = getattr(self, "n", 0) + 1
        return self.n


class B(A):
    def name(self):
        return "B and " + super().name()


class C(B):
    def name(self):
        return "C and " + super().name()


class Slotted:
    __slots__ = ("shared", "n")

    def __init__(self):
        self.shared = "slot"

    def name(self):
        return "slotted"

    def count(self):
        return -1


class Dynamic:
    def __getattr__(self, key):
        return (lambda: f"dynamic {key}") if key in ("name", "count") else f"made up {key}"


def ask(o):
    return o.name(), o.count(), o.shared


things = [A(), B(), C(), Slotted(), Dynamic()]
for _ in range(3):
    for thing in things:
        print(ask(thing))


def put(o, v):
    o.shared = v
    return o.shared


for thing in things:
    print(put(thing, 1), put(thing, 2))


class Watched(A):
    @property
    def shared(self):
        return "property"

    @shared.setter
    def shared(self, v):
        print("set to", v)


print(put(A(), 3), put(Watched(), 4), put(B(), 5))
B.shared = property(lambda self: "late property", lambda self, v: print("late", v))
print([put(o, 6) for o in things])
del B.shared
print([put(o, 7) for o in things])


class Counter:
    total = 0

    def bump(self):
        self.total += 1
        return self.total


one, two = Counter(), Counter()
print([one.bump() for _ in range(3)], two.bump(), Counter.total, one.__dict__)
Counter.total = 100
three = Counter()
print(three.bump(), one.bump(), two.total)


class Ordered:
    def __init__(self, swap):
        if swap:
            self.b = 2
            self.a = 1
        else:
            self.a = 1
            self.b = 2
        self.c = 3


many = [Ordered(n % 3 == 0) for n in range(7)]
print([list(o.__dict__.items()) for o in many][:4])
del many[0].a
many[0].a = "again"
print(many[0].__dict__, many[1].__dict__, sum(o.c for o in many), [o.a for o in many])


class Base:
    def __init__(self, *args, **kw):
        self.args, self.kw = args, kw

    @classmethod
    def make(cls, *args):
        return cls(*args)

    @staticmethod
    def plain():
        return "plain"

    value = 42


class Derived(Base):
    def __init__(self, *args, **kw):
        super().__init__(*args, x=1, **kw)

    @classmethod
    def make(cls, *args):
        return super().make("derived", *args)

    def plain(self):
        return super().plain(), super().value, super().__class__.__name__

    def cell(self):
        def inner():
            return self
        return super().plain() + type(inner()).__name__

    def missing(self):
        try:
            return super().nothing()
        except AttributeError as error:
            return str(error)

    def rebound(self):
        self = Base()
        try:
            return super().plain()
        except TypeError as error:
            return type(error).__name__


d = Derived.make(1, 2)
print(d.args, d.kw, d.plain(), d.cell(), d.missing(), d.rebound())


def make_class(base):
    class Made(base):
        def who(self):
            return "Made " + super().who()
    return Made


class One:
    def who(self):
        return "one"


class Two:
    def who(self):
        return "two"


print([make_class(base)().who() for base in (One, Two, One)])
super_kept = super


def outside():
    class Sub(One):
        def who(self):
            return "Sub " + super().who()
    return Sub().who()


print(outside())
super = lambda: Two()
print(outside())
del super
print(outside())


class Str(str):
    pass


class List(list):
    def append(self, item):
        super().append(item * 2)


texts = ["plain", Str("sub"), "again"]
print([t.upper() for t in texts], [t.split("a", 1) for t in texts], [t.find("a") for t in texts])
lists = [[], List(), []]
for items in lists:
    for n in range(3):
        items.append(n)
    items.insert(0, "first")
print(lists, [items.pop() for items in lists], [items.count(0) for items in lists])
for bad in (lambda: str.upper(5), lambda: list.append((), 1), lambda: "x".upper(1), lambda: [].append(),
            lambda: str.upper(), lambda: dict.get([], 1)):
    try:
        print(bad())
    except TypeError as error:
        print(error)
up, get = "bound".upper, {1: 2}.get
print(up(), Str("b").upper(), get(1), get(2), get(2, 3), (2 ** 70).bit_length(), (5).bit_length(), True.bit_length())
print([f"{t}" for t in ("", "a", "ab")], f"{''}{'x'}{''}", f"é{'ü'}{1}", f"{'é'}", f"{Str('s')}{''}", type(f"{Str('s')}"),
      f"{Str('q')}{Str('')}", type(f"{Str('q')}{Str('')}"))
