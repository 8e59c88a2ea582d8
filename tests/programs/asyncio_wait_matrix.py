# {returns, raises, is cancelled, goes on too long} x {at once, after one step, at the limit, before it,
# after it} x each way to wait with a limit: what the waiter sees, and when.
import asyncio


async def work(end, delay):
    try:
        if delay == 0:
            await asyncio.sleep(0)
        elif delay is not None:
            await asyncio.sleep(delay)
        if end == "returns":
            return "value"
        if end == "raises":
            raise ValueError("text")
        if end == "is cancelled":
            raise asyncio.CancelledError("inside")
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        print("    work cancelled", error.args, asyncio.current_task().cancelling())
        raise
    finally:
        print("    work ends", asyncio.get_running_loop().time())


def show(error, depth=0):
    if error is None:
        return "-"
    if depth > 3:
        return "..."
    text = f"{type(error).__name__}{error.args}"
    if isinstance(error, BaseExceptionGroup):
        text = f"{type(error).__name__}({error.message!r}, [" + ", ".join(
            show(part, depth + 1) for part in error.exceptions) + "])"
    return (f"{text} cause({show(error.__cause__, depth + 1)})"
            f" context({show(error.__context__, depth + 1)}) {error.__suppress_context__}")


async def by_wait_for(end, delay):
    return await asyncio.wait_for(work(end, delay), 1)


async def by_wait_for_task(end, delay):
    task = asyncio.create_task(work(end, delay))
    await asyncio.sleep(0)
    try:
        return await asyncio.wait_for(task, 1)
    finally:
        print("    task", task.done(), task.cancelled())


async def by_timeout(end, delay):
    async with asyncio.timeout(1) as limit:
        try:
            return await work(end, delay)
        finally:
            print("   ", limit, limit.expired())


async def by_wait(end, delay):
    task = asyncio.create_task(work(end, delay))
    done, pending = await asyncio.wait([task], timeout=1)
    print("    sets", len(done), len(pending))
    task.cancel()
    return await task


async def by_as_completed(end, delay):
    tasks = [asyncio.create_task(work(end, delay)), asyncio.create_task(work("returns", 3))]
    try:
        for first in asyncio.as_completed(tasks, timeout=1):
            return await first
    finally:
        for task in tasks:
            task.cancel()


async def by_shield(end, delay):
    inner = asyncio.create_task(work(end, delay))
    try:
        return await asyncio.wait_for(asyncio.shield(inner), 1)
    finally:
        print("    inner", inner.done())
        inner.cancel()


async def by_group(end, delay):
    async with asyncio.timeout(1):
        async with asyncio.TaskGroup() as group:
            task = group.create_task(work(end, delay))
            group.create_task(work("returns", 1))
    return task.result()


async def by_group_body(end, delay):
    async with asyncio.TaskGroup() as group:
        group.create_task(work("returns", 1))
        return await work(end, delay)


async def main():
    for way in (by_wait_for, by_wait_for_task, by_timeout, by_wait, by_as_completed, by_shield,
                by_group, by_group_body):
        for end in ("returns", "raises", "is cancelled", "goes on"):
            for delay in (None, 0, 0.5, 1, 1.5):
                begun = asyncio.get_running_loop().time()
                print(f"{way.__name__} {end} {delay}")
                task = asyncio.create_task(way(end, delay))
                try:
                    print("   ", await task)
                except BaseException as error:
                    print("   ", show(error))
                print("   ", asyncio.get_running_loop().time() - begun, task.cancelling())
                await asyncio.sleep(0)
                await asyncio.sleep(3)
                print("    left", len(asyncio.all_tasks()))

asyncio.run(main())
