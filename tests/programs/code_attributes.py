# What a function's code object tells.


def plain(a, /, b, *rest, d=1, **more):
    g = 1

    def inner(z):
        nonlocal g
        g = a + z
        return g, b
    return inner


async def coroutine(x=2):
    await later(x)


def generator():
    yield 1


async def agen(n):
    for i in range(n):
        yield i.real


class Box:
    def method(self, value):
        return super().__repr__() + value


def tell(function):
    code = function.__code__
    print(code.co_name, code.co_qualname, code.co_firstlineno, hex(code.co_flags & 0xffff))
    print("  counts", code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_nlocals)
    print("  names", code.co_varnames, code.co_cellvars, code.co_freevars, code.co_names)


for function in plain, coroutine, generator, agen, Box.method, plain(1, 2), lambda q, *, r: q + r:
    tell(function)

inner = plain(1, 2)
print(inner.__closure__[0].cell_contents, [type(cell).__name__ for cell in inner.__closure__])
print(inner(5), inner.__closure__[2].cell_contents)
print(plain.__defaults__, plain.__kwdefaults__, plain.__closure__)
plain.__kwdefaults__ = {"d": 7}
coroutine.__defaults__ = (3,)
print(plain.__kwdefaults__, coroutine.__defaults__)
