# conformance: 3.13+
# as_completed with async for, and as an object.
import asyncio


async def work(name, delay, error=None):
    await asyncio.sleep(delay)
    if error:
        raise error
    return name


async def main():
    loop = asyncio.get_running_loop()
    tasks = [asyncio.create_task(work(n, d), name=f"T{n}") for n, d in enumerate((2, 1, 3))]
    async for task in asyncio.as_completed(tasks):
        print(loop.time(), task.get_name(), task in tasks, await task)
    async for task in asyncio.as_completed([work("a", 1), work("b", 0.5, ValueError("b"))]):
        print(loop.time(), type(task).__name__, task.exception())
    tasks = [asyncio.create_task(work(n, n + 1)) for n in range(3)]
    try:
        async for task in asyncio.as_completed(tasks, timeout=2.5):
            print(loop.time(), await task)
    except TimeoutError as error:
        print(loop.time(), repr(error), [task.done() for task in tasks])
    both = asyncio.as_completed([work(n, n) for n in range(4)])
    print(type(both).__name__, iter(both) is both, aiter(both) is both)
    print(await next(both))
    async for task in both:
        print("async", await task)
        break
    print((await anext(both)).result())
    for item in both:
        print(await item)
    print(next(both, "end"))
    try:
        await anext(both)
    except StopAsyncIteration:
        print("async end")
    try:
        async for task in asyncio.as_completed(work("a", 1)):
            pass
    except TypeError as error:
        print(error)
    print([await item async for item in asyncio.as_completed([work(n, 3 - n) for n in range(3)])])


asyncio.run(main())
