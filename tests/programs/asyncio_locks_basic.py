# Lock, Event, Semaphore: who wakes when, reprs, messages.
import asyncio


def show(thing):
    text = repr(thing)
    return text[:text.index(" at ")] + " " + text[text.index("["):]


async def lock_fair():
    lock = asyncio.Lock()
    print(show(lock), lock.locked())
    order = []

    async def worker(name, times):
        for i in range(times):
            async with lock:
                order.append((name, i))
                await asyncio.sleep(0)

    tasks = [asyncio.create_task(worker(n, 3)) for n in "abc"]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(show(lock), lock.locked(), len(lock._waiters))
    await asyncio.gather(*tasks)
    print(order)
    print(show(lock), await lock.acquire(), show(lock))
    lock.release()
    try:
        lock.release()
    except RuntimeError as e:
        print("error:", e)


async def lock_cancel():
    lock = asyncio.Lock()
    await lock.acquire()
    log = []

    async def want(name):
        try:
            async with lock:
                log.append(name)
        except asyncio.CancelledError:
            log.append(name + " cancelled")
            raise

    tasks = [asyncio.create_task(want(n)) for n in "xyz"]
    await asyncio.sleep(0)
    lock.release()           # wakes x
    tasks[0].cancel()        # and x is cancelled at the same instant
    print(show(lock))
    await asyncio.wait(tasks)
    print(log, show(lock))
    await lock.acquire()
    tasks = [asyncio.create_task(want(n)) for n in "pq"]
    await asyncio.sleep(0)
    tasks[0].cancel()
    lock.release()
    print(show(lock))
    await lock.acquire()
    print("barged in", show(lock))
    lock.release()
    await asyncio.wait(tasks)
    print(log, show(lock))


async def event():
    e = asyncio.Event()
    print(show(e), e.is_set(), await asyncio.gather(*[]))

    async def waiter(n):
        got = await e.wait()
        print("woke", n, got)
        return n

    tasks = [asyncio.create_task(waiter(i)) for i in range(3)]
    await asyncio.sleep(0)
    print(show(e))
    tasks[1].cancel()
    e.set()
    e.clear()
    e.set()
    print(show(e), e.is_set())
    print(await asyncio.gather(*tasks, return_exceptions=True))
    print(show(e), await e.wait())
    e.clear()
    print(show(e))


async def semaphore():
    s = asyncio.Semaphore(2)
    print(show(s), s.locked(), s._value)
    running, log = 0, []

    async def job(n):
        nonlocal running
        async with s:
            running += 1
            log.append((n, running))
            await asyncio.sleep(1)
            running -= 1

    tasks = [asyncio.create_task(job(i)) for i in range(5)]
    await asyncio.sleep(0.5)
    print(show(s), s.locked())
    tasks[2].cancel()
    await asyncio.wait(tasks)
    print(log, show(s), asyncio.get_running_loop().time())
    for bad in (-1, ):
        try:
            asyncio.Semaphore(bad)
        except ValueError as e:
            print("error:", e)
    b = asyncio.BoundedSemaphore(1)
    await b.acquire()
    print(show(b))
    b.release()
    try:
        b.release()
    except ValueError as e:
        print("error:", e)
    print(show(b), isinstance(b, asyncio.Semaphore))
    z = asyncio.Semaphore(0)
    z.release()
    z.release()
    print(show(z), await z.acquire(), z._value)


async def misuse():
    for make in (lambda: asyncio.Lock(loop=None), lambda: asyncio.Event(loop=1),
                 lambda: asyncio.Semaphore(1, loop=None), lambda: asyncio.Semaphore(1, 2),
                 lambda: asyncio.Condition(1, 2), lambda: asyncio.Lock(5),
                 lambda: asyncio.Barrier(), lambda: asyncio.Barrier(0), lambda: asyncio.Queue(1, 2),
                 lambda: asyncio.BoundedSemaphore(value=-1), lambda: asyncio.Queue(size=1),
                 lambda: asyncio.Lock().acquire(1), lambda: asyncio.Lock().release(1),
                 lambda: asyncio.Queue().put(), lambda: asyncio.Queue().get(1, 2),
                 lambda: asyncio.Queue().put_nowait(), lambda: asyncio.Queue().put(1, item=2),
                 lambda: asyncio.Condition(5), lambda: asyncio.Semaphore("1"),
                 lambda: asyncio.Condition().wait_for(), lambda: asyncio.Queue().task_done(1)):
        try:
            make()
        except Exception as e:
            print(type(e).__name__, e)
    for body in ("with", ):
        try:
            with asyncio.Lock():
                pass
        except TypeError as e:
            print("TypeError", e)
    try:
        await asyncio.Lock()
    except TypeError as e:
        print("TypeError", e)


class Traced(asyncio.Lock):
    def __init__(self, name):
        super().__init__()
        self.name = name

    async def acquire(self):
        print("acquire", self.name)
        return await super().acquire()

    def release(self):
        print("release", self.name)
        super().release()


async def subclass():
    lock = Traced("L")
    async with lock as got:
        print(got, show(lock), lock.locked())
    print(type(lock).__mro__[1], asyncio.Lock.__module__, asyncio.Queue.__module__)
    plain = asyncio.Lock()
    plain.note = "attributes"
    print(plain.note, asyncio.iscoroutinefunction(plain.acquire), asyncio.iscoroutinefunction(plain.release))


for test in (lock_fair, lock_cancel, event, semaphore, misuse, subclass):
    print("---", test.__name__)
    asyncio.run(test())
