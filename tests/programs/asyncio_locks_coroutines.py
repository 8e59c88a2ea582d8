# What the coroutines of the primitives are to a program that looks at them, and misuse of loops.
import asyncio
import re


class Shown(asyncio.Event):
    def __repr__(self):
        return "<shown>"


def drive(coroutine, *values):
    for value in values:
        try:
            print("yielded", type(coroutine.send(value)).__name__)
        except StopIteration as e:
            print("returned", e.value)
        except BaseException as e:
            print(type(e).__name__, e)


async def looks():
    q, lock, event = asyncio.Queue(), asyncio.Lock(), asyncio.Event()
    c = q.get()
    print(asyncio.iscoroutine(c), c.__name__, c.__qualname__, c.cr_running, c.cr_await, type(c).__name__)
    q.put_nowait(1)
    drive(c, None, None)
    print(c.cr_frame)
    c = q.get()
    drive(c, 1)
    drive(c, None)
    print(c.cr_await is not None, len(q._getters), q._getters[0].done())
    try:
        await c
    except RuntimeError as e:
        print(e)
    try:
        c.throw(KeyError("thrown"))
    except KeyError as e:
        print(repr(e), len(q._getters))
    drive(c, None)
    c = lock.acquire()
    c.close()
    c.close()
    drive(c, None)
    await lock.acquire()
    c = lock.acquire()
    drive(c, None)
    print(len(lock._waiters))
    c.close()
    print(len(lock._waiters), lock.locked())
    c = lock.acquire()
    drive(c, None)
    del c
    print(len(lock._waiters))
    c = event.wait()
    drive(c, None, None)
    event.set()
    drive(c, None)
    cond = asyncio.Condition()
    await cond.acquire()
    c = cond.wait()
    drive(c, None)
    print(cond.locked(), len(cond._waiters))
    await cond.acquire()
    try:
        c.close()
    except RuntimeError as e:
        print("close:", e)
    cond.release()
    drive(c, None)
    print(cond.locked())

    class Get:
        def __init__(self, queue):
            self.queue = queue

        def __await__(self):
            return self.queue.get().__await__()

    class Twice:
        def __await__(self):
            a = yield from q.get().__await__()
            b = yield from q.get().__await__()
            return a, b

    for i in range(3):
        asyncio.get_running_loop().call_later(i, q.put_nowait, i)
    print(await Get(q), await Twice())
    t = asyncio.create_task(q.get(), name="getter")
    await asyncio.sleep(0)
    q.put_nowait("direct")
    print(await t, await asyncio.gather(asyncio.wait_for(q.join(), None), *[asyncio.sleep(0, q.task_done()) for _ in range(q._unfinished_tasks)]))
    get = q.get()
    t1 = asyncio.create_task(get)
    await asyncio.sleep(0)
    try:
        await get
    except RuntimeError as e:
        print(e)
    q.put_nowait(1)
    print(await t1)
    try:
        await get
    except RuntimeError as e:
        print(e)


asyncio.run(looks())

e, lock, q = Shown(), asyncio.Lock(), asyncio.Queue(1)


async def wait_a_little(what):
    try:
        await asyncio.wait_for(what, 1)
    except Exception as error:
        print(type(error).__name__, re.sub(" at 0x[0-9a-f]+ ?", "", str(error)))


async def bind():
    await wait_a_little(e.wait())
    await lock.acquire()
    await wait_a_little(lock.acquire())
    await wait_a_little(q.get())

for _ in range(2):
    asyncio.run(bind())
    lock.release()
drive(asyncio.Lock().acquire(), None)
drive(Shown().wait(), None)


async def free():
    async with lock:
        q.put_nowait(1)
        print(await q.get())

asyncio.run(free())
asyncio.run(free())
