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
