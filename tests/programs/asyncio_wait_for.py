# wait_for: kinds of awaitables, cancels that cross the limit, stubborn coroutines.
import asyncio


def now():
    return asyncio.get_running_loop().time()


def show(error):
    text = f"{type(error).__name__}{error.args}"
    if error.__cause__ or error.__context__:
        text += f" <{error.__cause__!r} | {error.__context__!r}>"
    return text


class Awaitable:
    def __await__(self):
        yield from asyncio.sleep(1).__await__()
        return "awaitable"


async def work(delay, on_cancel=None, result="value"):
    try:
        await asyncio.sleep(delay)
        return result
    except asyncio.CancelledError as error:
        print("    cancelled", error.args, asyncio.current_task().cancelling())
        match on_cancel:
            case None:
                raise
            case Exception():
                raise on_cancel
            case float() | int():
                await asyncio.sleep(on_cancel)
                return "late"
            case _:
                return on_cancel
    finally:
        print("    over", now())


async def attempt(name, coroutine):
    begun = now()
    task = asyncio.create_task(coroutine)
    try:
        result = await task
    except BaseException as error:
        result = show(error)
    print(name, result, now() - begun, task.cancelling())
    await asyncio.sleep(5)


async def cancel_after(coroutine, *delays):
    task = asyncio.create_task(coroutine)
    loop = asyncio.get_running_loop()
    for number, delay in enumerate(delays):
        loop.call_later(delay, task.cancel, f"number {number}")
    try:
        return await task
    finally:
        print("    task", task.cancelled(), task.cancelling())


async def cancels_within_step(limit):
    # in one step: the result is there and the limit has passed
    future = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(limit, future.set_result, "set")
    return await asyncio.wait_for(future, limit)


async def main():
    loop = asyncio.get_running_loop()
    for limit in (None, 2, 1, 0.5, 0, -1, float("inf")):
        if limit != float("inf"):
            await attempt(f"awaitable {limit}", asyncio.wait_for(Awaitable(), limit))
        await attempt(f"coroutine {limit}", asyncio.wait_for(work(1), min(limit, 99) if limit else limit))
        await attempt(f"task {limit}", asyncio.wait_for(asyncio.create_task(work(1)),
                                                        min(limit, 99) if limit else limit))
        await attempt(f"gather {limit}", asyncio.wait_for(asyncio.gather(work(1), work(2)),
                                                          min(limit, 99) if limit else limit))
    for on_cancel in (ValueError("instead"), "returned", 0.5, 3):
        for limit in (1, 0):
            await attempt(f"stubborn {on_cancel!r} {limit}",
                          asyncio.wait_for(work(2, on_cancel), limit))
            await attempt(f"stubborn task {on_cancel!r} {limit}",
                          asyncio.wait_for(asyncio.create_task(work(2, on_cancel)), limit))
    for delays in ((0,), (0.5,), (1,), (1.5,), (0.5, 0.5), (1, 1), (0.5, 1), (1, 1.2), (0.5, 0.7)):
        for on_cancel in (None, "returned", 0.5, ValueError("instead")):
            await attempt(f"cancel {delays} {on_cancel!r}",
                          cancel_after(asyncio.wait_for(work(2, on_cancel), 1), *delays))
            await attempt(f"cancel task {delays} {on_cancel!r}", cancel_after(
                asyncio.wait_for(asyncio.create_task(work(2, on_cancel)), 1), *delays))
    await attempt("future at the limit", cancels_within_step(1))
    future = loop.create_future()
    future.set_exception(ValueError("set"))
    await attempt("failed future", asyncio.wait_for(future, 0))
    future = loop.create_future()
    future.cancel("before")
    await attempt("cancelled future", asyncio.wait_for(future, 0))
    await attempt("cancelled future", asyncio.wait_for(future, 1))
    await attempt("shielded", asyncio.wait_for(asyncio.shield(work(2)), 1))
    await attempt("nested", asyncio.wait_for(asyncio.wait_for(work(3), 2), 1))
    await attempt("nested", asyncio.wait_for(asyncio.wait_for(work(3), 1), 2))
    await attempt("nested", asyncio.wait_for(asyncio.wait_for(work(3), 1), 1))
    try:
        await asyncio.wait_for(asyncio.wait_for(work(3, 0.5), 1), 1.2)
    except TimeoutError as error:
        print(show(error))
    for bad in (1, "text", None):
        try:
            await asyncio.wait_for(bad, 0)
        except TypeError as error:
            print(error)
    coroutine = work(1)
    try:
        await asyncio.wait_for(coroutine, "1")
    except TypeError as error:
        print(error)
    coroutine.close()


asyncio.run(main())
