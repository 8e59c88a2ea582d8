# as_completed as a plain iterator.
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


async def collect(awaitables, **options):
    for item in asyncio.as_completed(awaitables, **options):
        try:
            print("   ", now(), await item)
        except (Exception, asyncio.CancelledError) as error:
            print("   ", now(), type(error).__name__, error.args, error.__context__)


async def out_of_order():
    items = list(asyncio.as_completed([work("a", 1), work("b", 2), work("c", 3)]))
    print("   ", len(items))
    tasks = [asyncio.create_task(item) for item in reversed(items)]
    tasks[0].cancel()
    for task in tasks[1:]:
        print("   ", now(), await task)
    items = list(asyncio.as_completed([work("a", 1), work("b", 1), work("c", 1)]))
    waiting = [asyncio.create_task(item) for item in items]
    await asyncio.sleep(1)
    waiting[0].cancel()
    for result in await asyncio.gather(*waiting, return_exceptions=True):
        print("   ", now(), repr(result))


async def cancelled():
    task = asyncio.create_task(collect([work("a", 1), work("b", 3)]))
    asyncio.get_running_loop().call_later(2, task.cancel)
    await task


async def bad():
    task = asyncio.create_task(work("t", 0))
    coroutine = work("never", 1)
    for argument in (task, coroutine, 5, [5], [work]):
        try:
            for item in asyncio.as_completed(argument):
                await item
        except TypeError as error:
            print("   ", error)
    coroutine.close()
    await task
    for item in asyncio.as_completed([]):
        print("never")
    print("   ", list(asyncio.as_completed([], timeout=1)))


async def abandoned():
    for item in asyncio.as_completed([work("a", 1), work("b", 2)]):
        print("   ", await item)
        break


async def main():
    print("plain")
    await collect([work("a", 3), work("b", 1), work("c", 2, ValueError("c"))])
    print("tasks")
    tasks = [asyncio.create_task(work(str(n), n % 3)) for n in range(5)]
    await collect(tasks)
    await collect(tasks)
    await collect(set(tasks[:1]) | {tasks[0]})
    print("equal deadlines")
    await collect([work(n, 1) for n in range(4)])
    for limit in (0, 0.5, 1, 2, 3, 4):
        print("timeout", limit)
        await collect([work("a", 1), work("b", 2), work("c", 3)], timeout=limit)
        await asyncio.sleep(5)
    print("cancelled children")
    tasks = [asyncio.create_task(work(n, n + 1)) for n in range(3)]
    asyncio.get_running_loop().call_later(1.5, tasks[2].cancel, "away")
    await collect(tasks)
    for case in (out_of_order, cancelled, bad, abandoned):
        print(case.__name__)
        try:
            await case()
        except asyncio.CancelledError as error:
            print("    cancelled", now())
        await asyncio.sleep(5)


asyncio.run(main())
