# Condition and Barrier.
import asyncio


def show(thing):
    text = repr(thing)
    return text[:text.index(" at ")] + " " + text[text.index("["):]


def now():
    return asyncio.get_running_loop().time()


async def basics():
    c = asyncio.Condition()
    print(show(c), c.locked())
    for call in (c.notify, c.notify_all):
        try:
            call()
        except RuntimeError as e:
            print("error:", e)
    try:
        await c.wait()
    except RuntimeError as e:
        print("error:", e)
    log = []

    async def waiter(n):
        async with c:
            log.append(("in", n))
            log.append((n, await c.wait(), c.locked()))

    tasks = [asyncio.create_task(waiter(i)) for i in range(5)]
    await asyncio.sleep(1)
    print(show(c))
    async with c:
        c.notify(2)
        print(show(c))
    await asyncio.sleep(1)
    print(log)
    async with c:
        c.notify()
        tasks[2].cancel()
    await asyncio.sleep(1)
    print(log, show(c))
    async with c:
        c.notify_all()
    print(await asyncio.gather(*tasks, return_exceptions=True))
    print(log, show(c))
    await c.acquire()
    print(c.locked(), c._lock.locked())
    c.release()
    try:
        c.release()
    except RuntimeError as e:
        print("error:", e)


async def wait_for():
    c = asyncio.Condition()
    value = 0

    async def until(n):
        async with c:
            return await c.wait_for(lambda: value >= n and ("got", n, value))

    tasks = [asyncio.create_task(until(i)) for i in range(4)]
    for _ in range(4):
        await asyncio.sleep(1)
        async with c:
            value += 1
            c.notify_all()
    print(await asyncio.gather(*tasks), now())

    async def bad():
        async with c:
            await c.wait_for(lambda: 1 / 0)
    try:
        await bad()
    except ZeroDivisionError as e:
        print(e, c.locked())


async def cancelled_while_relocking():
    c = asyncio.Condition()
    log = []

    async def waiter(n):
        try:
            async with c:
                try:
                    await c.wait()
                    log.append((n, "woken", c.locked()))
                except asyncio.CancelledError as e:
                    log.append((n, "cancelled", e.args, c.locked()))
                    raise
        except asyncio.CancelledError:
            log.append((n, "out"))

    tasks = [asyncio.create_task(waiter(i)) for i in range(4)]
    await asyncio.sleep(1)
    async with c:
        c.notify(1)
        await asyncio.sleep(1)      # 0 waits for the lock now
        tasks[0].cancel("first")
        await asyncio.sleep(1)
        tasks[0].cancel("second")
        await asyncio.sleep(1)
    await asyncio.sleep(1)
    print(log, show(c))
    for t in tasks:
        t.cancel("end")
    await asyncio.wait(tasks)
    print(log, show(c))


class Gate:
    def __init__(self):
        self.inner = asyncio.Lock()

    def locked(self):
        return self.inner.locked()

    async def acquire(self):
        print("gate acquire")
        return await self.inner.acquire()

    def release(self):
        print("gate release")
        self.inner.release()


async def own_lock():
    lock = asyncio.Lock()
    a, b = asyncio.Condition(lock), asyncio.Condition(lock)

    async def w(c, n):
        async with c:
            await c.wait()
            print("woke", n)
    tasks = [asyncio.create_task(w(a, "a")), asyncio.create_task(w(b, "b"))]
    await asyncio.sleep(1)
    async with lock:
        b.notify()
        a.notify()
    await asyncio.wait(tasks)
    c = asyncio.Condition(Gate())
    t = asyncio.create_task(w(c, "gate"))
    await asyncio.sleep(1)
    async with c:
        c.notify()
    await t


async def barrier():
    b = asyncio.Barrier(3)
    print(show(b), b.parties, b.n_waiting, b.broken)
    log = []

    async def come(n, delay):
        await asyncio.sleep(delay)
        i = await b.wait()
        log.append((n, i, now()))
        async with b as j:
            log.append((n, "again", j, now()))

    tasks = [asyncio.create_task(come(n, n)) for n in range(3)]
    await asyncio.sleep(1.5)
    print(show(b), b.n_waiting)
    await asyncio.wait(tasks)
    print(log, show(b))

    async def guarded(n):
        try:
            return await b.wait()
        except asyncio.BrokenBarrierError as e:
            return (n, str(e), type(e).__module__)

    tasks = [asyncio.create_task(guarded(n)) for n in range(2)]
    await asyncio.sleep(1)
    await b.reset()
    print(show(b))
    print(await asyncio.gather(*tasks), show(b))
    tasks = [asyncio.create_task(guarded(n)) for n in range(2)]
    await asyncio.sleep(1)
    await b.abort()
    print(show(b), b.broken, await asyncio.gather(*tasks))
    print(await guarded(9), issubclass(asyncio.BrokenBarrierError, RuntimeError))
    await b.reset()
    print(show(b))
    tasks = [asyncio.create_task(guarded(n)) for n in range(2)]
    await asyncio.sleep(1)
    tasks[0].cancel()
    await asyncio.sleep(1)
    print(show(b), tasks[0].cancelled())
    print(await asyncio.gather(guarded(5), guarded(6), *tasks[1:]))
    one = asyncio.Barrier(1)
    print(await one.wait(), await one.wait())
    many = asyncio.Barrier(2)
    print(await asyncio.gather(*[many.wait() for _ in range(6)]))


for test in (basics, wait_for, cancelled_while_relocking, own_lock, barrier):
    print("---", test.__name__)
    asyncio.run(test())
