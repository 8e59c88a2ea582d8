import asyncio
import contextlib
from contextlib import *


@contextmanager
def tag(name, swallow=False):
    "makes a tag"
    print("<" + name)
    try:
        yield name.upper()
    except ValueError as e:
        print("caught", e)
        if not swallow:
            raise
    finally:
        print("/" + name)


def attempt(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e, repr(e.__context__), repr(e.__cause__))


with tag("a") as t:
    print(t)


def failing(swallow):
    with tag("b", swallow):
        raise ValueError("v")
    return "after"


attempt(lambda: failing(True)); attempt(lambda: failing(False)); print(tag.__name__, tag.__doc__, tag("z").__doc__)


@tag("deco")
def work(x):
    print("work", x)
    return x


print(work(1), work(2), work.__name__)


@contextmanager
def empty():
    return
    yield


@contextmanager
def twice():
    yield 1
    yield 2


@contextmanager
def stubborn():
    try:
        yield
    except ValueError:
        yield


@contextmanager
def replace():
    try:
        yield
    except ValueError as e:
        raise KeyError("k") from e


@contextmanager
def passing():
    yield


def use(cm, exc=None):
    with cm:
        if exc:
            raise exc
    return "fine"


attempt(lambda: use(empty())); attempt(lambda: use(twice())); attempt(lambda: use(stubborn(), ValueError("x"))); attempt(lambda: use(replace(), ValueError("y")))
attempt(lambda: use(passing(), StopIteration("s"))); attempt(lambda: use(passing(), RuntimeError("r"))); attempt(lambda: use(passing(), GeneratorExit())); attempt(lambda: use(passing(), KeyboardInterrupt()))
cm = passing(); use(cm); attempt(lambda: use(cm))


class Closer:
    def __init__(self, n):
        self.n = n

    def close(self):
        print("close", self.n)

    async def aclose(self):
        print("aclose", self.n)

    def __enter__(self):
        print("enter", self.n)
        return self

    def __exit__(self, *e):
        print("exit", self.n, e[0] and e[0].__name__, e[1])
        return self.n == "swallow"


with closing(Closer(1)) as c:
    print(c.n)
with suppress(KeyError, IndexError):
    [][1]
attempt(lambda: use(suppress(KeyError), ValueError("no")))
with nullcontext(5) as n:
    print(n)
with ExitStack() as stack:
    print(stack.enter_context(Closer("one")).n); stack.callback(print, "cb", 1, sep="-"); stack.push(lambda *e: print("pushed", e)); stack.push(Closer("obj"))


def stacked(*names, exc=None):
    with ExitStack() as s:
        for n in names:
            s.enter_context(Closer(n))
        raise exc or ValueError("in stack")
    return "swallowed"


attempt(lambda: stacked("p", "swallow", "q")); attempt(lambda: stacked("p", "q"))


def bad(*e):
    raise KeyError("from exit")


def nested():
    with ExitStack() as s:
        s.push(bad); s.callback(lambda: 1 / 0)
        raise ValueError("first")


try:
    nested()
except KeyError as e:
    print(repr(e), repr(e.__context__), repr(e.__context__.__context__), repr(e.__context__.__context__.__context__))
s = ExitStack(); s.callback(print, "later"); moved = s.pop_all(); s.close(); print("closing"); moved.close()
attempt(lambda: ExitStack().enter_context(5)); attempt(lambda: AbstractContextManager())
print(isinstance(Closer(1), AbstractContextManager), isinstance(5, AbstractContextManager), isinstance(passing(), AbstractContextManager), issubclass(nullcontext, AbstractAsyncContextManager))


class Timer(ContextDecorator):
    def __enter__(self):
        print("start")
        return self

    def __exit__(self, *exc):
        print("stop")


@Timer()
def timed():
    print("timed")


timed()


@asynccontextmanager
async def conn(name, swallow=False):
    print("open", name)
    await asyncio.sleep(1)
    try:
        yield name
    except ValueError as e:
        print("saw", e)
        if not swallow:
            raise
    finally:
        await asyncio.sleep(0.5)
        print("shut", name)


@asynccontextmanager
async def aempty():
    return
    yield


@asynccontextmanager
async def atwice():
    yield
    yield


@asynccontextmanager
async def astubborn():
    try:
        yield
    except ValueError:
        yield


async def ause(cm, exc=None):
    try:
        async with cm as v:
            if exc:
                raise exc
        print("fine", v)
    except BaseException as e:
        print(type(e).__name__, e, repr(e.__context__), repr(e.__cause__))


@conn("decorated")
async def adeco():
    print("inside")


async def agen():
    try:
        yield 1
        yield 2
    finally:
        print("agen done")


async def main():
    loop = asyncio.get_running_loop()
    await ause(conn("x")); await ause(conn("y", True), ValueError("e1")); await ause(conn("z"), ValueError("e2")); await ause(conn("w"), KeyError("k"))
    await ause(aempty()); await ause(atwice()); await ause(astubborn(), ValueError("q")); await ause(conn("s"), StopAsyncIteration("sa")); await ause(conn("s"), StopIteration("si")); await ause(conn("r"), RuntimeError("rt"))
    print(loop.time())
    try:
        async with asyncio.timeout(0.2):
            async with conn("slow"):
                pass
    except TimeoutError as e:
        print("timeout", repr(e))
    await adeco()
    async with aclosing(agen()) as g:
        async for v in g:
            print(v)
            break
    async with aclosing(Closer("ac")):
        pass
    async with AsyncExitStack() as st:
        print(await st.enter_async_context(conn("st")), st.enter_context(Closer("sync")).n)

        async def cb(x):
            await asyncio.sleep(1)
            print("async cb", x)

        st.push_async_callback(cb, 3); st.callback(print, "plain cb")

        async def push(*e):
            print("pushed", e[0])
            return True
        st.push_async_exit(push)
        raise ValueError("swallowed by push")
    try:
        async with AsyncExitStack() as st:
            st.push_async_callback(cb, 4)
            st.callback(bad)
            raise ValueError("v")
    except KeyError as e:
        print(repr(e), repr(e.__context__))
    try:
        await AsyncExitStack().enter_async_context(5)
    except TypeError as e:
        print(e)
    async with nullcontext(7) as n7:
        print(n7)
    print(loop.time())

    async def cancelled():
        async with conn("c"):
            await asyncio.sleep(100)

    t = asyncio.create_task(cancelled()); await asyncio.sleep(3); t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled", loop.time())

asyncio.run(main())
