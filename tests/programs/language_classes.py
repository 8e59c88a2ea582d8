# Classes: inheritance, special methods, properties, class and static methods, super, operators.
class Shape:
    count = 0
    kinds = []

    def __init__(self, name):
        self.name = name
        Shape.count += 1

    def area(self):
        return 0

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r})"

    def __lt__(self, other):
        return self.area() < other.area()


class Square(Shape):
    def __init__(self, side):
        super().__init__("square")
        self.side = side

    def area(self):
        return self.side ** 2

    @property
    def perimeter(self):
        return 4 * self.side

    @perimeter.setter
    def perimeter(self, value):
        self.side = value / 4

    @classmethod
    def unit(cls):
        return cls(1)

    @staticmethod
    def corners():
        return 4


s = Square(3)
print(s, s.area(), s.perimeter, Square.unit(), Square.corners(), s.corners(), Shape.count)
s.perimeter = 20
print(s.side, sorted([Square(2), Square(1), s]), isinstance(s, Shape), issubclass(Square, Shape))
try:
    Square.unit().missing = 1
    del s.perimeter
except AttributeError as error:
    print(error)


class Vector:
    def __init__(self, *parts):
        self.parts = parts

    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(*(a + b for a, b in zip(self.parts, other.parts)))

    def __mul__(self, k):
        return Vector(*(a * k for a in self.parts))

    __rmul__ = __mul__

    def __iadd__(self, other):
        self.parts = tuple(a + b for a, b in zip(self.parts, other.parts))
        return self

    def __neg__(self):
        return self * -1

    def __eq__(self, other):
        return self.parts == other.parts

    def __hash__(self):
        return hash(self.parts)

    def __len__(self):
        return len(self.parts)

    def __getitem__(self, i):
        return self.parts[i]

    def __iter__(self):
        return iter(self.parts)

    def __contains__(self, x):
        return x in self.parts

    def __bool__(self):
        return any(self.parts)

    def __call__(self, scale=1):
        return sum(self.parts) * scale

    def __str__(self):
        return "<" + ", ".join(map(str, self.parts)) + ">"

    def __format__(self, spec):
        return "(" + " ".join(format(p, spec) for p in self.parts) + ")"


v, w = Vector(1, 2), Vector(3, 4)
print(v + w, v * 3, 3 * v, -v, v == Vector(1, 2), v != w, len(v), v[1], list(v), 2 in v, bool(Vector(0)), v(10))
print(f"{v:.2f} {w}", {v: "key"}[Vector(1, 2)])
v += w
print(v)
for bad in (lambda: v + 1, lambda: v < w, lambda: v - w):
    try:
        bad()
    except TypeError as error:
        print(error)


class A:
    def who(self):
        return ["A"]


class B(A):
    def who(self):
        return ["B"] + super().who()


class C(A):
    def who(self):
        return ["C"] + super().who()


class D(B, C):
    pass


print(D().who(), [cls.__name__ for cls in D.__mro__])
try:
    class Bad(A, D):
        pass
except TypeError as error:
    print(str(error).splitlines()[0])


class Meta:
    def __getattr__(self, name):
        if name.startswith("x"):
            return name.upper()
        raise AttributeError(name)

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * 2)


m = Meta()
m.a = 5
print(m.a, m.xyz, getattr(m, "no", "default"), hasattr(m, "b"), vars(m))


class Count:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Count(4)), sum(Count(5)), max(Count(3)))


class Descriptor:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner):
        return self if instance is None else getattr(instance, self.name, None)

    def __set__(self, instance, value):
        if value < 0:
            raise ValueError("negative")
        setattr(instance, self.name, value)


class Account:
    balance = Descriptor()

    def __init_subclass__(cls, **kwargs):
        print("subclass", cls.__name__, kwargs)


class Savings(Account, rate=3):
    pass


account = Savings()
account.balance = 10
print(account.balance)
try:
    account.balance = -1
except ValueError as error:
    print(error)


class Stack(list):
    def push(self, x):
        self.append(x)
        return self


class Money(int):
    def __str__(self):
        return f"${int(self)}"


class Upper(str):
    def shout(self):
        return self.upper() + "!"


print(Stack().push(1).push(2), len(Stack([1])), Money(5), Money(5) + 1, Upper("hi").shout(), Upper("a") + "b")
print(type(s).__name__, type(type(s)), s.__class__ is Square, Square.__bases__, Square.__module__)
T = type("T", (Shape,), {"z": 3, "hello": lambda self: "hello"})
print(T("t").hello(), T.z, T)
print(callable(v), callable(3), Shape.area.__name__, type(s.area).__name__)
