# Which context an exception has that is thrown into a chain of awaits, some of them in handlers.
import asyncio
async def a(): await asyncio.sleep(2)
async def b():
    await asyncio.get_running_loop().create_future()
async def c():
    async with asyncio.TaskGroup() as g: await asyncio.sleep(2)
async def c2():
    async with asyncio.TaskGroup() as g: await b()
async def c3():
    async with asyncio.TaskGroup() as g: g.create_task(a())
async def c4():
    await asyncio.wait_for(a(), 1)
async def c5():
    async with asyncio.timeout(3): await a()
async def c6():
    try: await a()
    except asyncio.CancelledError as e: raise e
async def c7():
    e = None
    try: await a()
    except asyncio.CancelledError as x: e = x
    raise e
async def c8():
    try: await a()
    except asyncio.CancelledError as x: raise
async def c9():
    try: await a()
    except asyncio.CancelledError as x:
        async def z(): raise x
        await z()
class M:
    async def __aenter__(self): pass
    async def __aexit__(self, t, e, tb):
        raise e
async def c10():
    async with M(): await a()
async def c11():
    try:
        async with M(): await a()
    finally: await asyncio.sleep(0)
async def c12():
    async with asyncio.timeout(0.5): await a()
async def outer(f):
    try:
        raise ValueError(72)
    except ValueError:
        await f()
async def main():
    for f in (a, b, c, c2, c3, c4, c5, c6, c7, c8, c9, c10,c11,c12):
        t = asyncio.create_task(outer(f))
        await asyncio.sleep(0.5)
        t.cancel()
        try:
            await t
        except BaseException as e:
            print(f.__name__, repr(e), repr(e.__context__), e.__context__ and repr(e.__context__.__context__))
asyncio.run(main())


async def grouped():
    async def fails():
        await asyncio.sleep(0)
        raise ValueError("child")
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails())
    except ExceptionGroup as error:
        print("group", repr(error.__context__), error.__suppress_context__)
    try:
        await asyncio.wait_for(asyncio.sleep(9), 0.5)
    except TimeoutError as error:
        print("wait_for", repr(error.__context__), repr(error.__context__.__context__))
    await asyncio.sleep(0)
    raise KeyError("at the end")


async def in_handlers():
    try:
        raise OSError("first")
    except OSError:
        try:
            await grouped()
        finally:
            try:
                await grouped()
            except KeyError as error:
                print(repr(error.__context__), repr(error.__context__.__context__))


async def bare():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        pass
    try:
        raise  # only what this frame handles can be seen now, and that is over
    except BaseException as error:
        print("bare", repr(error))
    await asyncio.sleep(0)
    raise


async def bare_in_handler():
    try:
        raise OSError("outer")
    except OSError:
        await bare()


async def second():
    task = asyncio.create_task(bare_in_handler())
    await asyncio.sleep(0.5)
    task.cancel()
    for awaitable in (task, in_handlers()):
        try:
            await awaitable
        except BaseException as error:
            print(repr(error), repr(error.__context__))


asyncio.run(second())


async def gathers(child):
    await asyncio.gather(child)


async def third():
    # a cancel that comes after the gather has failed with a child's own CancelledError, before the step
    async def child():
        await asyncio.sleep(1)
        raise asyncio.CancelledError("of the child")
    task = asyncio.create_task(child())
    waiting = asyncio.create_task(gathers(task))
    task.add_done_callback(lambda _: asyncio.get_running_loop().call_soon(waiting.cancel, "too late"))
    try:
        await waiting
    except asyncio.CancelledError as error:
        print(repr(error), waiting.cancelling())


asyncio.run(third())
