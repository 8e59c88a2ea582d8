"""Contexts of tasks and callbacks."""
import asyncio
from contextvars import ContextVar, copy_context, Context

v = ContextVar("v", default="default")


async def child(word=None):
    before = v.get()
    if word:
        v.set(word)
    await asyncio.sleep(1)
    return before, v.get()


def callback(*args):
    print("callback", v.get())
    v.set("set in callback")


async def main():
    loop = asyncio.get_running_loop()
    v.set("main")
    t1 = asyncio.create_task(child("one"))
    v.set("main 2")
    t2 = asyncio.create_task(child())
    ctx = copy_context()
    ctx.run(v.set, "given")
    t3 = asyncio.create_task(child("three"), context=ctx)
    t4 = loop.create_task(child(), context=ctx)
    v.set("main 3")
    print(await t1, await t2, await t3, await t4, v.get(), ctx[v])
    loop.call_soon(callback)
    loop.call_soon(callback, context=ctx)
    loop.call_later(1, callback, context=ctx)
    v.set("main 4")
    await asyncio.sleep(2)
    print(v.get(), ctx[v])
    f = loop.create_future()
    f.add_done_callback(callback)
    f.add_done_callback(callback, context=ctx)
    v.set("main 5")
    f.set_result(None)
    await asyncio.sleep(0)
    print(v.get(), ctx[v])
    t = asyncio.create_task(child("x"), context=Context())
    print(await t)
    print(await asyncio.gather(child("g1"), child("g2"), child()), v.get())

    async def generator():
        v.set("in generator")
        yield v.get()
        v.set("in generator 2")
        yield v.get()

    async for x in generator():
        print(x, v.get())
    async with asyncio.timeout(5):
        v.set("in timeout")
    print(v.get())
    print(await asyncio.wait_for(child("w"), 3), v.get() in ("in timeout", "w"))

    async def same_context():
        try:
            await asyncio.create_task(asyncio.sleep(0), context=copy_context())
        except RuntimeError as exc:
            print(exc)

    await same_context()
    async with asyncio.TaskGroup() as g:
        t = g.create_task(child(), context=ctx)
    print(t.result())


try:
    asyncio.run(main())
except Exception as exc:
    print(type(exc), exc)
print(v.get())
