# asyncio.wait: arguments, sets, what a cancel of the waiter leaves behind.
import asyncio


def now():
    return asyncio.get_running_loop().time()


async def work(name, delay, error=None):
    try:
        await asyncio.sleep(delay)
        if error:
            raise error
        return name
    except asyncio.CancelledError:
        print("   ", name, "cancelled")
        raise


def tasks(*rows):
    return [asyncio.create_task(work(*row)) for row in rows]


def names(found):
    return sorted(str(task.result()) if not task.cancelled() and not task.exception() else
                  repr(task) if task.cancelled() else type(task.exception()).__name__ for task in found)


async def arguments():
    one = asyncio.create_task(work("one", 0))
    coroutine = work("never", 1)
    for make in (lambda: asyncio.wait(one), lambda: asyncio.wait(coroutine), lambda: asyncio.wait([]),
                 lambda: asyncio.wait(set()), lambda: asyncio.wait([one], return_when="SOME"),
                 lambda: asyncio.wait([one, coroutine]), lambda: asyncio.wait([1, 2]),
                 lambda: asyncio.wait(5),
                 lambda: asyncio.wait(task for task in []),
                 lambda: asyncio.wait([one], None), lambda: asyncio.wait()):
        try:
            print("   ", len(await make()))
        except Exception as error:
            print("   ", type(error).__name__, error)
    coroutine.close()
    done, pending = await asyncio.wait({one, one})
    print("   ", done == {one}, pending == set(), asyncio.wait.__name__)
    done, pending = await asyncio.wait(task for task in [one])
    print("   ", len(done), asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION, asyncio.ALL_COMPLETED)


async def every_when():
    for when in (asyncio.ALL_COMPLETED, asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION):
        for limit in (None, 0, 1, 1.5, 2, 9):
            some = tasks(("a", 1), ("b", 2, ValueError("b")), ("c", 3))
            begun = now()
            done, pending = await asyncio.wait(some, timeout=limit, return_when=when)
            print("   ", when, limit, now() - begun, names(done), len(pending))
            while pending:
                done, pending = await asyncio.wait(pending, return_when=when)
                print("       ", now() - begun, names(done), len(pending))


async def cancelled_children():
    some = tasks(("a", 1), ("b", 2))
    asyncio.get_running_loop().call_later(0.5, some[0].cancel)
    done, pending = await asyncio.wait(some, return_when=asyncio.FIRST_EXCEPTION)
    print("   ", now(), len(done), len(pending), some[0].cancelled())
    some = tasks(("a", 1), ("b", 2))
    some[0].cancel()
    done, pending = await asyncio.wait(some, return_when=asyncio.FIRST_COMPLETED)
    print("   ", now(), len(done), len(pending))
    for task in pending:
        task.cancel()
    print("   ", len((await asyncio.wait(pending))[0]))


async def futures():
    loop = asyncio.get_running_loop()
    some = [loop.create_future() for _ in range(3)]
    loop.call_later(1, some[1].set_result, "b")
    loop.call_later(2, some[0].set_exception, KeyError("a"))
    loop.call_later(3, some[2].cancel)
    while some:
        done, some = await asyncio.wait(some, return_when=asyncio.FIRST_COMPLETED)
        for future in done:
            print("   ", now(), future)


async def waiter_cancelled(delay):
    some = tasks(("a", 1), ("b", 2))
    waiter = asyncio.create_task(asyncio.wait(some, timeout=1.5))
    asyncio.get_running_loop().call_later(delay, waiter.cancel, "enough")
    try:
        done, pending = await waiter
        print("   ", now(), len(done), len(pending))
    except asyncio.CancelledError as error:
        print("   ", now(), error.args, [task.done() for task in some])
    print("   ", await asyncio.gather(*some))


async def two_waiters():
    some = tasks(("a", 1), ("b", 2), ("c", 3))

    async def watch(name, **options):
        done, pending = await asyncio.wait(some, **options)
        print("   ", name, now(), len(done), len(pending))

    await asyncio.gather(watch("all"), watch("first", return_when=asyncio.FIRST_COMPLETED),
                         watch("limit", timeout=2), watch("late", timeout=5))


async def main():
    for case in (arguments, every_when, cancelled_children, futures, two_waiters):
        print(case.__name__)
        await case()
    for delay in (0, 0.5, 1, 1.2, 1.5, 2):
        print("waiter_cancelled", delay)
        await waiter_cancelled(delay)


asyncio.run(main())
