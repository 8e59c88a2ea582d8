"""Task factories, the constructors of Task and Future, and classes derived from them."""
import asyncio


async def noop(x=None):
    return x


class Mine(asyncio.Task):
    count = 0

    def __init__(self, coro, **kwargs):
        super().__init__(coro, **kwargs)
        Mine.count += 1
        self.tag = Mine.count

    def cancel(self, msg=None):
        print("cancel", self.tag, msg)
        return super().cancel(msg=msg)


class Box(asyncio.Future):
    def __init__(self, label, **kwargs):
        super().__init__(**kwargs)
        self.label = label

    def cancel(self, msg=None):
        print("box cancel", self.label, msg)
        return super().cancel(msg)

    def set_result(self, result):
        super().set_result((self.label, result))


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except BaseException as exc:
        print(type(exc).__name__, exc)


async def main():
    loop = asyncio.get_running_loop()
    f = asyncio.Future()
    print(f.get_loop() is loop, f.done(), asyncio.isfuture(f), asyncio.isfuture(3), isinstance(f, asyncio.Future))
    f.extra = 5
    print(f.extra)
    attempt(f.result)
    attempt(f.exception)
    f.set_result(1)
    attempt(f.set_result, 2)
    attempt(f.set_exception, ValueError)
    print(f.cancel(), f.result(), f.exception(), f.cancelled(), await f)
    f = loop.create_future()
    attempt(f.set_exception, 3)
    f.set_exception(KeyError)
    attempt(f.result)
    print(repr(f.exception()))
    f = loop.create_future()
    print(f.cancel("m"), f.cancel(), f.cancelled(), f.done())
    attempt(f.result)
    attempt(f.exception)
    attempt(asyncio.Task, 3)
    attempt(asyncio.Task)
    t = asyncio.Task(noop(1), name="direct")
    print(t.get_name(), t.get_coro().__name__, await t)
    t = asyncio.Task(noop(2), loop=loop, name=17)
    print(t.get_name(), t.get_loop() is loop, await t)
    attempt(t.set_result, 1)
    attempt(t.set_exception, ValueError())
    t.custom = [1]
    print(t.custom)

    def factory(loop, coro, context=None):
        return Mine(coro, loop=loop)

    attempt(loop.set_task_factory, 3)
    loop.set_task_factory(factory)
    t = asyncio.create_task(noop(3), name="by factory")
    print(type(t).__name__, t.get_name(), t.tag, await t)
    print(await asyncio.gather(noop(4), noop(5)), Mine.count)
    t = loop.create_task(asyncio.sleep(5))
    await asyncio.sleep(0)
    t.cancel("bye")
    try:
        await t
    except asyncio.CancelledError as exc:
        print(exc.args)

    async def waits(x):
        await x

    b = Box("b1")
    outer = loop.create_task(waits(b))
    await asyncio.sleep(0)
    outer.cancel("through")
    try:
        await outer
    except asyncio.CancelledError as exc:
        print("outer", exc.args, b.cancelled())
    inner = loop.create_task(asyncio.sleep(5))
    outer = loop.create_task(waits(inner))
    await asyncio.sleep(1)
    outer.cancel("down")
    try:
        await outer
    except asyncio.CancelledError as exc:
        print("outer", exc.args, inner.cancelled(), loop.time())
    loop.set_task_factory(None)
    b = Box("b2", loop=loop)
    loop.call_later(1, b.set_result, "r")
    print(await b, loop.time())
    print(await asyncio.wait_for(Box.__call__(Box, "x") if False else noop("w"), 1))

    class Awaitable:
        def __await__(self):
            yield from asyncio.sleep(1).__await__()
            return "awaited"

    t = asyncio.ensure_future(Awaitable())
    print(type(t).__name__, await t, loop.time())
    print(await asyncio.gather(Awaitable(), Awaitable()), loop.time())
    print(await asyncio.wait_for(Awaitable(), 3))
    attempt(asyncio.ensure_future, 3)
    other = asyncio.new_event_loop()
    attempt(asyncio.ensure_future, b, loop=other)
    foreign = other.create_future()
    try:
        await foreign
    except RuntimeError as exc:
        print(str(exc)[:5], str(exc)[-30:])
    other.close()
    attempt(other.call_soon, print)
    attempt(other.create_task, 3)
    c = noop()
    attempt(other.run_until_complete, c)
    c.close()
    c = noop()
    attempt(loop.run_until_complete, c)
    c.close()
    attempt(loop.close)
    fresh = asyncio.new_event_loop()
    c = noop()
    attempt(fresh.run_until_complete, c)
    c.close()
    fresh.close()
    attempt(asyncio.create_task)
    attempt(loop.call_soon)
    attempt(loop.call_later, None, print)
    attempt(loop.call_at, None, print)
    attempt(asyncio.sleep)
    attempt(asyncio.gather, 1, 2)


asyncio.run(main())
attempt(asyncio.get_running_loop)
attempt(asyncio.run, 3)
attempt(asyncio.run)
attempt(asyncio.current_task)
attempt(asyncio.all_tasks)
c = noop()
attempt(asyncio.create_task, c)
c.close()
