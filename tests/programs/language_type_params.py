# conformance: except 3.14 some of its own messages and reprs are not done
# conformance: 3.12+
import typing
import asyncio


def first[T](x: list[T], default: T | None = None) -> T | None:
    """doc"""
    return x[0] if x else default


print(first([3]), first([], 5), first.__type_params__, first.__name__, first.__qualname__, first.__doc__, first.__annotations__)
print(type(first.__type_params__[0]).__name__, first.__defaults__, typing.get_type_hints(first))


class Stack[T]:
    """a stack"""
    items: list[T]
    kind = "stack"

    def __init__(self, *items: T) -> None:
        self.items = list(items)

    def push(self, x: T) -> "Stack[T]":
        self.items.append(x)
        return self

    def map[U](self, f: "typing.Callable[[T], U]") -> "Stack[U]":
        return Stack(*map(f, self.items))

    def params(self):
        return T, __class__

    @staticmethod
    def st[K](k: K) -> K:
        return k

    @classmethod
    def cl[K](cls, k: K):
        return cls, K


s = Stack(1, 2).push(3)
print(s.items, s.map(str).items, Stack.__type_params__, Stack.__parameters__, Stack.__orig_bases__, Stack.__mro__, Stack.__doc__)
print(Stack[int], Stack[int]().items, s.params()[1], s.params()[0] is Stack.__type_params__[0], Stack.st(4), Stack.cl(1)[0], Stack.map.__type_params__)
print(list(Stack.__annotations__.items()), Stack.map.__qualname__, Stack.push.__annotations__)


class Sub[A: int, B: (str, bytes), *Ts, **P](Stack[A], metaclass=type):
    def m(self, *args: *Ts) -> P:
        pass


print(Sub.__type_params__, Sub.__parameters__, Sub.__orig_bases__, Sub.__bases__)
a, b, ts, p = Sub.__type_params__
print(a.__bound__, a.__constraints__, b.__bound__, b.__constraints__, type(ts).__name__, type(p).__name__, a.__name__, a.__infer_variance__, a.__covariant__)
print(Sub.m.__annotations__, Sub[int, str, float, [int, str]])
type Pair[X] = tuple[X, X]
type Rec = int | list[Rec]
type Lazy = undefined_name
print(Pair, Pair.__value__, Pair.__type_params__, Pair[int], Pair[int].__origin__ is Pair, Pair[int].__args__, Rec.__value__, type(Rec).__name__, Rec.__name__)
try:
    Lazy.__value__
except NameError as e:
    print(e)


def bounded[T: undefined_bound](x: T):
    return x


print(bounded(1))
try:
    bounded.__type_params__[0].__bound__
except NameError as e:
    print(e)


def outer[T](x: T):
    def inner[U](y: U) -> tuple[T, U]:
        return x, y, T, U
    return inner


i = outer(1)
print(i(2)[:2], i.__annotations__, i.__type_params__, i.__qualname__)
for n in range(2):
    def looped[T](x: T):
        return T
    print(looped(1), looped(1) is looped.__type_params__[0])


def deco(f):
    print("deco", f.__name__, f.__type_params__)
    return f


@deco
def decorated[T](x: T = "default sees no T") -> T:
    return x


print(decorated())
try:
    def bad[T](x: undefined_thing): pass
except NameError as e:
    print(e)
try:
    def bad2[T](x=T): pass
except NameError as e:
    print(e)
try:
    T
except NameError as e:
    print(e)


class Ns:
    Alias = int
    x = 5

    def m[T](self, a: Alias, b: T) -> x:
        return a

    class Inner[U]:
        y: U


print(Ns.m.__annotations__, Ns.Inner.__type_params__, Ns.Inner.__qualname__)


async def co[T](x: T) -> T:
    await asyncio.sleep(0)
    return x


async def agen[T](*xs: T):
    for x in xs:
        yield x


async def main():
    print(await co(3), [x async for x in agen(1, 2)], co.__type_params__)


asyncio.run(main())


def gen[T](n: T):
    yield n
    yield T


print(list(gen(1)))


class WithInit:
    def __init_subclass__(cls, **kw):
        print("init_subclass", cls.__name__, kw, cls.__type_params__)


class Child[T](WithInit, tag=1):
    pass


class Proto[T](typing.Protocol):
    def get(self) -> T: ...


print(Proto.__orig_bases__, Proto[int])
try:
    class Dup[T](typing.Generic[T]):
        pass
except TypeError as e:
    print(e)
print(int.__type_params__, WithInit.__type_params__, (lambda: 0).__type_params__)
match 1:
    case type:
        print("type is a name", type)
del type
type = 5
print(type)
type X = str
print(X.__value__)
