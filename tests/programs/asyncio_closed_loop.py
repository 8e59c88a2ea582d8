"""A closed loop: what still ends there, and that nobody can hear of it."""
import asyncio


def attempt(label, function, *args):
    try:
        print(label, function(*args))
    except BaseException as error:
        print(label, repr(error))


def make():
    loop = asyncio.new_event_loop()
    keep = {}

    async def w(n):
        keep['in' + str(n)] = asyncio.get_running_loop().create_future()
        await keep['in' + str(n)]

    async def sl():
        await asyncio.sleep(5)

    async def grp():
        async with asyncio.TaskGroup() as g:
            keep['g'] = g
            keep['child'] = g.create_task(sl())
            await asyncio.sleep(6)

    async def asc():
        async for _ in asyncio.as_completed([keep['s']]):
            pass

    async def asc2():
        for one in asyncio.as_completed([keep['s']]):
            await one

    async def tm():
        async with asyncio.timeout(3):
            await asyncio.sleep(9)

    async def wf():
        await asyncio.wait_for(sl(), 3)

    async def wt():
        await asyncio.wait([keep['s']], timeout=3)

    async def main():
        keep['w'] = asyncio.create_task(w(1))
        keep['fresh'] = loop.create_future()
        keep['s'] = asyncio.create_task(sl())
        keep['grp'] = asyncio.create_task(grp())
        keep['gather'] = asyncio.gather(w(2), sl())
        keep['shield'] = asyncio.shield(w(3))
        keep['tm'] = asyncio.create_task(tm())
        keep['wf'] = asyncio.create_task(wf())
        keep['wt'] = asyncio.create_task(wt())
        if hasattr(asyncio, 'QueueShutDown'):
            keep['asc'] = asyncio.create_task(asc())
        keep['asc2'] = asyncio.create_task(asc2())
        await asyncio.sleep(1)
        keep['new'] = asyncio.create_task(sl())

    loop.run_until_complete(main())
    loop.close()
    return loop, keep


loop, keep = make()
loop.set_exception_handler(lambda *a: None)
for k in list(keep):
    if k != 'g':
        attempt('cancel ' + k, keep[k].cancel)
        attempt('done ' + k, keep[k].done)
        attempt('add ' + k, keep[k].add_done_callback, print)
loop, keep = make()
for k in list(keep):
    if k == 'g':
        continue
    c = keep[k]
    if hasattr(c, 'get_coro'):
        attempt('close ' + k, c.get_coro().close)
        attempt('state', c.done)
    elif isinstance(c, asyncio.Future):
        attempt('set ' + k, c.set_result, 1)
attempt('soon', loop.call_soon, print)
attempt('later', loop.call_later, 1, print)
attempt('task', loop.create_future)
