"""Objects with __call__: called plainly, with keywords, with * and **, from and through methods."""


class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, *args, k=0, **kwargs):
        return (self.n, args, k, kwargs)


class Sub(Adder):
    def __call__(self, *args, **kwargs):
        return ("sub", super().__call__(*args, **kwargs))


class Gen:
    def __call__(self):
        yield 1
        yield 2


class Coro:
    async def __call__(self):
        return 5


class Holder:
    adder = Adder(7)
    static = staticmethod(Adder(8))

    def __init__(self):
        self.own = Adder(9)


class Other:
    __call__ = Adder(10)


a, s, h = Adder(1), Sub(2), Holder()
print(a(), a(1, 2), a(1, k=3, z=4), a(*[1, 2], **{"k": 5, "q": 6}))
print(s(1), s(1, k=2), s(*(1,), **{"w": 1}))
print(list(Gen()()), type(Coro()()).__name__)
print(h.adder(1), h.own(2), h.static(3), Holder.adder(4), Other()(5))
print([f(1) for f in (a, s, h.own)], list(map(a, [1, 2])), sorted([2, 1], key=Adder(0))[0])


def decorate(cls):
    class Wrapped:
        def __init__(self, fn):
            self.fn = fn

        def __call__(self, *args):
            return self.fn(*args) + 1
    return Wrapped(cls)


@decorate
@decorate
def three(x):
    return 3 * x


print(three(5))
for bad in (lambda: three(1, 2), lambda: Adder()(), lambda: object()()):
    try:
        bad()
    except TypeError as error:
        print(error)
a.__call__ = lambda: "instance"
print(a())
Adder.__call__ = lambda self: "replaced"
print(a(), s.__class__.__mro__[1].__name__)
