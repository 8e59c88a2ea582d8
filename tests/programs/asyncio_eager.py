# conformance: 3.12+
"""Eager tasks: what runs at once, hops, names, contexts, errors and cancellation."""
import asyncio
from contextvars import ContextVar

v = ContextVar("v", default="none")
log = []


async def noop():
    return "noop"


async def sleeper(n, result=None):
    log.append(("begin", n, asyncio.current_task().get_name()))
    await asyncio.sleep(n)
    log.append(("end", n))
    return result


async def fails():
    raise ValueError("at once")


async def hops(make):
    """Iterations of the loop from the beginning to the end of `await make()`."""
    loop = asyncio.get_running_loop()
    count = 0
    going = True

    def tick():
        nonlocal count
        count += 1
        if going:
            loop.call_soon(tick)

    loop.call_soon(tick)
    await asyncio.sleep(0)
    count = 0
    await make()
    going = False
    return count


async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_task_factory())
    loop.set_task_factory(asyncio.eager_task_factory)
    print(loop.get_task_factory() is asyncio.eager_task_factory)
    t = asyncio.create_task(noop())
    print(t.done(), t.result())
    t = asyncio.create_task(sleeper(1, "x"), name="named")
    print(log, t.done(), t.get_name(), t.get_coro().__name__)
    print(await t, loop.time(), log)
    log.clear()
    t = asyncio.create_task(fails())
    print(t.done(), repr(t.exception()))
    t = asyncio.create_task(sleeper(1))
    t.cancel("why")
    try:
        await t
    except asyncio.CancelledError as exc:
        print("cancelled", exc.args, t.cancelled())
    for make in (noop, lambda: asyncio.create_task(noop()), lambda: asyncio.gather(noop()),
                 lambda: asyncio.gather(noop(), asyncio.sleep(0)),
                 lambda: asyncio.create_task(asyncio.sleep(0)),
                 lambda: asyncio.shield(noop()),
                 lambda: asyncio.wait_for(noop(), 5)):
        print(await hops(make))

    async def inner():
        v.set("inner")
        await asyncio.sleep(0)
        return v.get()

    v.set("outer")
    t = asyncio.create_task(inner())
    print(v.get(), t.get_context()[v])
    print(await t, v.get())

    async def nested(depth):
        before = asyncio.current_task().get_name()
        if depth:
            child = asyncio.create_task(nested(depth - 1), name=f"n{depth}")
            print(depth, before == asyncio.current_task().get_name(), child.done())
            await child
        return depth

    print(await asyncio.create_task(nested(3), name="top"))

    async def cancels_itself():
        asyncio.current_task().cancel("me")
        await asyncio.sleep(0)

    t = asyncio.create_task(cancels_itself())
    print(t.done(), t.cancelling())
    try:
        await t
    except asyncio.CancelledError as exc:
        print("itself", exc.args)

    async def cancels_and_returns():
        asyncio.current_task().cancel("late")
        return 5

    t = asyncio.create_task(cancels_and_returns())
    print(t.done(), t.cancelled())

    async def leaves():
        raise SystemExit(3)

    try:
        asyncio.create_task(leaves())
    except SystemExit as exc:
        print("left", exc.code)

    async with asyncio.TaskGroup() as group:
        a = group.create_task(sleeper(2, "a"))
        b = group.create_task(noop())
        print(a.done(), b.done())
    print(a.result(), b.result(), loop.time())

    class Mine(asyncio.Task):
        def __init__(self, *args, **kwargs):
            self.made = True
            super().__init__(*args, **kwargs)

    loop.set_task_factory(asyncio.create_eager_task_factory(Mine))
    t = asyncio.create_task(noop())
    print(type(t).__name__, t.made, t.done())
    t = Mine(noop(), loop=loop, name="mine", eager_start=False)
    print(t.done(), t.get_name(), await t)
    loop.set_task_factory(None)
    t = asyncio.Task(noop(), loop=loop, eager_start=True)
    print(t.done(), loop.get_task_factory())
    print(len(asyncio.all_tasks()))


asyncio.run(main())
coro = noop()
loop = asyncio.new_event_loop()
t = asyncio.Task(coro, loop=loop, eager_start=True)
print(t.done(), loop.run_until_complete(t))
loop.close()
