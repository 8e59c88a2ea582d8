"""Two operations after one another on async generators of several kinds, by hand."""


class Boom(Exception):
    pass


async def plain():
    got = yield 1
    yield got


async def catching():
    while True:
        try:
            yield 1
        except Boom:
            return


async def ignoring():
    try:
        yield 1
    except (Boom, GeneratorExit):
        yield 2


async def raising():
    yield 1
    raise KeyError("k")


OPERATIONS = {
    "anext": lambda it: it.__anext__(),
    "or else": lambda it: anext(it, "else"),
    "asend": lambda it: it.asend("x"),
    "athrow": lambda it: it.athrow(Boom("b")),
    "athrow exit": lambda it: it.athrow(GeneratorExit),
    "athrow stop": lambda it: it.athrow(StopAsyncIteration),
    "aclose": lambda it: it.aclose(),
}


def told(function, *args):
    try:
        return f"suspended {function(*args)}"
    except StopIteration as stop:
        return f"returned {stop.value}"
    except BaseException as error:
        return repr(error)


for kind in (plain, catching, ignoring, raising):
    for first in OPERATIONS:
        for begun in (False, True):
            print(kind.__name__, "begun," if begun else "fresh,", first)
            for second in OPERATIONS:
                it = kind()
                if begun:
                    told(it.__anext__().send, None)
                print("   ", [told(OPERATIONS[name](it).send, None) for name in (first, second)], second)
                told(it.aclose().send, None)
                told(it.aclose().send, None)

for name, make in OPERATIONS.items():
    print(name, told(make(plain()).send, 5), told(make(plain()).throw, KeyError("t")))
    twice = make(plain())
    print("   ", told(twice.send, None), told(twice.send, None), told(twice.close))
