"""contextlib: generators as context managers, stacks of them, and what they let through."""
import asyncio
from contextlib import *
@contextmanager
def cm(n, swallow=False):
    print("in", n)
    try:
        yield n
    except ValueError as e:
        print("caught", e)
        if not swallow: raise
    finally:
        print("out", n)
with cm(1) as x: print(x)
with cm(2, True): raise ValueError("v")
try:
    with cm(3): raise ValueError("w")
except ValueError as e: print("outer", e, e.__context__)
@contextmanager
def bad(): 
    if 0: yield
try:
    with bad(): pass
except RuntimeError as e: print(e)
@contextmanager
def bad2():
    yield 1
    yield 2
try:
    with bad2(): pass
except RuntimeError as e: print(e)
try:
    with cm(1): raise StopIteration("x")
except StopIteration as e: print(repr(e))
with suppress(KeyError): {}[1]
with ExitStack() as st:
    a = st.enter_context(cm("a")); st.callback(print, "cb", 1, end="!\n"); st.enter_context(cm("b"))
    st.push(lambda *d: print(d[0]) or True)
    1/0
try:
    with ExitStack() as st:
        @st.callback
        def f(): raise KeyError("k")
        raise ValueError("v")
except KeyError as e: print(repr(e), repr(e.__context__))
@cm("deco")
def g(): print("g")
g(); g()
@asynccontextmanager
async def acm(n):
    await asyncio.sleep(1)
    try:
        yield n
    finally:
        await asyncio.sleep(1); print("aout", n)
async def agen():
    try:
        for i in range(10): yield i
    finally: print("agen closed")
async def main():
    async with acm("x") as v: print(v)
    try:
        async with acm("y"): raise KeyError("q")
    except KeyError as e: print(repr(e))
    async with AsyncExitStack() as st:
        print(await st.enter_async_context(acm("p")))
        st.push_async_callback(asyncio.sleep, 2)
        st.enter_context(cm("inner"))
        try: await st.enter_async_context(cm("no"))
        except TypeError as e: print(e)
    async with aclosing(agen()) as ag:
        async for i in ag:
            print(i)
            if i == 2: break
    async with nullcontext(5) as q: print(q)
    @acm("z")
    async def h(): print("h")
    await h()
    print(asyncio.get_running_loop().time(), isinstance(st, AbstractAsyncContextManager))
asyncio.run(main())
try:
    with ExitStack() as s: s.enter_context(5)
except TypeError as e: print(e)
