# generators and async generators
import asyncio


def t(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e, repr(e.__cause__), repr(e.__context__))


def g1():
    r = yield 1
    print("got", r)
    try:
        r = yield 2
    except GeneratorExit:
        print("exit")
        raise
    finally:
        print("fin")
    return 5


g = g1()
t(lambda: g.send(1))
t(lambda: next(g))
t(lambda: g.send("x"))
t(lambda: g.close())
t(lambda: g.close())
t(lambda: next(g))
t(lambda: g.throw(ValueError("late")))


def g2():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = g2()
next(g)
t(lambda: g.close())


def g3():
    try:
        yield 1
    except GeneratorExit:
        return "close value"


g = g3()
next(g)
t(lambda: g.close())


def g4():
    x = yield from g5()
    print("x", x)
    return x * 2


def g5():
    try:
        a = yield "a"
        print("a", a)
    except ValueError as e:
        print("caught", e)
        yield "after"
    return 21


g = g4()
t(lambda: next(g))
t(lambda: g.throw(ValueError("v")))
t(lambda: next(g))
g = g4()
next(g)
t(lambda: g.throw(ValueError, "old", None))
t(lambda: g.throw(5))
g = g4()
t(lambda: g.throw(KeyError("before start")))
t(lambda: next(g))
g = g4()
t(lambda: g.close())


def g6():
    yield from [1, 2]
    yield from "ab"
    r = yield from (i for i in range(2))
    print(r)
    yield from 5


t(lambda: list(g6()))
t(lambda: [x for x in g6() if x == 1])


class It:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration("ret")
        return self.n

    def send(self, v):
        return ("sent", v)

    def throw(self, *a):
        return ("thrown", a)

    def close(self):
        print("closed It")


def g7():
    r = yield from It()
    print("r", r)


g = g7()
t(lambda: (next(g), g.send(5), g.throw(ValueError("q")), next(g)))
t(lambda: list(g))
g = g7()
next(g)
g.close()


def g8():
    yield
    g.send(None)


g = g8()
next(g)
t(lambda: next(g))


def g9():
    yield next(g)


g = g9()
t(lambda: next(g))
print(g.gi_running, g.gi_frame, g.gi_code.co_name, g.gi_yieldfrom)


def g10():
    try:
        yield 1
    finally:
        print("finalised")


g = g10()
next(g)
del g
for x in g10():
    break
print("after break")


def g11():
    with open_ctx() as c:
        yield c


class open_ctx:
    def __enter__(self):
        print("enter")
        return 1

    def __exit__(self, *a):
        print("exit", a[0])


for x in g11():
    pass
g = g11()
next(g)
t(lambda: g.throw(KeyError("in with")))
g = (x for x in [1, 0, 2] if 1 / x)
t(lambda: list(g))
t(lambda: list(g))
print(type((x for x in [])).__name__, (x for x in []).__name__, (lambda: (yield))().__name__)
a = iter([1, 2, 3, 4])
print(list(zip(a, a)), [*(y for y in range(3))], sum(x * x for x in range(4)), dict((k, v) for k, v in zip("ab", (1, 2))))


def retry():
    for i in range(3):
        try:
            yield i
        except ValueError as e:
            print("retry", e, i)


g = retry()
print(next(g), g.throw(ValueError("one")), next(g))
t(lambda: g.throw(ValueError("two")))


async def a1():
    try:
        x = yield 1
        print("x", x)
        yield 2
    except ValueError as e:
        print("caught", e)
        yield 3
    finally:
        print("afin")
        await asyncio.sleep(0)
        print("afin2")


async def ta(c):
    try:
        print(repr(await c))
    except BaseException as e:
        print(type(e).__name__, e, repr(e.__cause__))


async def main():
    g = a1()
    await ta(g.__anext__())
    await ta(g.asend("hi"))
    await ta(g.athrow(ValueError("v")))
    await ta(g.__anext__())
    await ta(g.__anext__())
    g = a1()
    await ta(g.asend(5))
    await ta(g.aclose())
    await ta(g.__anext__())
    g = a1()
    await ta(g.__anext__())
    await ta(g.aclose())
    await ta(g.aclose())
    g = a1()
    await ta(g.athrow(KeyError("early")))

    async def bad():
        try:
            yield 1
        except GeneratorExit:
            yield 2
    g = bad()
    await g.__anext__()
    await ta(g.aclose())

    async def stop():
        yield 1
        raise StopAsyncIteration("s")
    g = stop()
    await ta(anext(g))
    await ta(anext(g))

    async def stop2():
        yield 1
        raise StopIteration("s")
    g = stop2()
    await ta(anext(g))
    await ta(anext(g, "default"))
    g = a1()
    await ta(anext(g, "d"))
    await g.aclose()
    print([x async for x in aiter(agen(3))], {x: y async for x, y in pairs()}, [x async for x in agen(4) if x % 2])
    print([await c async for c in coros()])
    g = agen(3)
    async for x in g:
        if x == 1:
            break
    else:
        print("no break")
    print(g.ag_running, g.ag_frame is not None, g.ag_await)
    await g.aclose()
    try:
        async for x in 5:
            pass
    except TypeError as e:
        print(e)
    try:
        async with 5:
            pass
    except TypeError as e:
        print(e)
    try:
        await 5
    except TypeError as e:
        print(e)
    try:
        for x in agen(2):
            pass
    except TypeError as e:
        print(e)
    try:
        [x for x in agen(1)]
    except TypeError as e:
        print(e)

    class AI:
        def __aiter__(self):
            return self

        def __anext__(self):
            return 5
    try:
        async for x in AI():
            pass
    except TypeError as e:
        print(e)

    class AC:
        async def __aenter__(self):
            return "e"

        async def __aexit__(self, *a):
            print("aexit", a[0])
            return True
    async with AC() as e1, AC() as e2:
        print(e1, e2)
        raise ValueError
    c = one()
    await c
    try:
        await c
    except RuntimeError as e:
        print(e)
    g2 = agen(2)
    n1 = g2.__anext__()
    n2 = g2.__anext__()
    print(await n1)
    try:
        await n1
    except RuntimeError as e:
        print(e)
    print(await n2)


async def one():
    return 1


async def agen(n):
    for i in range(n):
        yield i


async def pairs():
    yield 1, 2
    yield 3, 4


async def coros():
    yield one()
    yield one()


asyncio.run(main())
c = one()
t(lambda: c.send(5))
t(lambda: c.send(None))
t(lambda: c.send(None))
c = one()
t(lambda: c.throw(ValueError("x")))
t(lambda: c.close())
c = one()
c.close()
t(lambda: c.send(None))
t(lambda: next(one()))
t(lambda: iter(one()))
