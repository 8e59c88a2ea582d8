# shield: who is cancelled, and who is told.
import asyncio


def now():
    return asyncio.get_running_loop().time()


async def work(name, delay, error=None):
    try:
        await asyncio.sleep(delay)
        print("   ", name, "ends", now())
        if error:
            raise error
        return name
    except asyncio.CancelledError as cancel:
        print("   ", name, "cancelled", cancel.args, now())
        raise


async def guard(awaitable):
    try:
        return await asyncio.shield(awaitable)
    except asyncio.CancelledError as error:
        print("    guard cancelled", error.args, now())
        raise


async def attempt(name, coroutine, *cancels):
    task = asyncio.create_task(coroutine)
    for number, delay in enumerate(cancels):
        asyncio.get_running_loop().call_later(delay, task.cancel, f"number {number}")
    try:
        result = repr(await task)
    except BaseException as error:
        result = f"{error!r} {error.__cause__!r} {error.__context__!r}"
    print(name, result, now(), task.cancelled())
    await asyncio.sleep(3)


async def main():
    loop = asyncio.get_running_loop()
    await attempt("plain", guard(work("a", 1)))
    await attempt("fails", guard(work("a", 1, ValueError("a"))))
    for delay in (0, 0.5, 1, 1.5):
        await attempt(f"cancelled {delay}", guard(work("a", 1)), delay)
        task = asyncio.create_task(work("b", 1))
        await attempt(f"cancelled, task {delay}", guard(task), delay)
        print("   ", task.done(), task.cancelled())
        task = asyncio.create_task(work("c", 1))
        loop.call_later(delay, task.cancel, "inner")
        await attempt(f"inner cancelled {delay}", guard(task))
        task = asyncio.create_task(work("d", 1))
        loop.call_later(delay, task.cancel, "inner")
        await attempt(f"both cancelled {delay}", guard(task), delay)
    done = loop.create_future()
    done.set_result("set")
    print(asyncio.shield(done) is done, await asyncio.shield(done))
    inner = loop.create_future()
    outer = asyncio.shield(inner)
    print(isinstance(outer, asyncio.Future), outer is inner, outer.done())
    print(outer.cancel("x"), outer.cancelled(), inner.cancelled(), outer.cancel())
    outer = asyncio.shield(inner)
    inner.set_exception(KeyError("inner"))
    print(outer.done())
    await asyncio.sleep(0)
    print(outer.done(), repr(outer.exception()))
    inner = loop.create_future()
    outer = asyncio.shield(inner)
    inner.cancel("inner")
    try:
        await outer
    except asyncio.CancelledError as error:
        print("outer", error.args, outer.cancelled())
    inner = loop.create_future()  # done and cancelled in one round
    outer = asyncio.shield(inner)
    inner.set_exception(ValueError("same round"))
    outer.cancel()
    await asyncio.sleep(0)
    print(outer, inner.exception())
    inner = loop.create_future()
    outer = asyncio.shield(inner)
    inner.set_result("same round")
    outer.cancel()
    await asyncio.sleep(0)
    print(outer.cancelled(), inner)
    gathered = asyncio.gather(asyncio.shield(work("x", 1)), work("y", 2))
    loop.call_later(0.5, gathered.cancel)
    try:
        await gathered
    except asyncio.CancelledError:
        print("gather cancelled", now())
    await asyncio.sleep(2)
    try:
        async with asyncio.timeout(1):
            await asyncio.shield(work("z", 2))
    except TimeoutError:
        print("timeout", now())
    await asyncio.sleep(2)
    try:
        await asyncio.shield(5)
    except TypeError as error:
        print(error)
    await attempt("twice", guard(asyncio.shield(asyncio.shield(work("deep", 1)))), 0.5)


asyncio.run(main())
