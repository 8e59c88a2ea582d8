# Queue, LifoQueue, PriorityQueue.
import asyncio


def show(queue):
    text = repr(queue)
    return text[:text.index(" at ")] + " " + text.split(" ", 3)[3]


def now():
    return asyncio.get_running_loop().time()


async def basics():
    for kind in (asyncio.Queue, asyncio.LifoQueue, asyncio.PriorityQueue):
        q = kind(3)
        print(show(q), str(q), q.maxsize, q.qsize(), q.empty(), q.full())
        for item in (3, 1, 2):
            q.put_nowait(item)
        print(show(q), q.full(), q._queue)
        try:
            q.put_nowait(4)
        except asyncio.QueueFull as e:
            print(type(e).__module__, type(e).__name__, e.args)
        print(await q.get(), q.get_nowait(), await q.get())
        try:
            q.get_nowait()
        except asyncio.QueueEmpty as e:
            print(repr(e))
        for _ in range(3):
            q.task_done()
        try:
            q.task_done()
        except ValueError as e:
            print("error:", e)
        await q.join()
        print(show(q), asyncio.Queue[int], kind[str])
    print(asyncio.Queue(-1).full(), asyncio.Queue(0).full(), show(asyncio.Queue(2.5)))


async def unfair():
    q = asyncio.Queue()
    log = []

    async def getter(n):
        log.append((n, await q.get()))

    tasks = [asyncio.create_task(getter(n)) for n in "ABC"]
    await asyncio.sleep(0)
    print(show(q))
    q.put_nowait(1)
    log.append(("main", q.get_nowait()))
    q.put_nowait(2)
    q.put_nowait(3)
    q.put_nowait(4)
    await asyncio.wait(tasks)
    print(log)


async def backpressure():
    q = asyncio.Queue(2)
    log = []

    async def producer(n):
        for i in range(4):
            await q.put((n, i))
            log.append(("put", n, i, now()))

    async def consumer():
        for _ in range(8):
            await asyncio.sleep(1)
            log.append(("got", await q.get(), now()))
            q.task_done()

    p = [asyncio.create_task(producer(n)) for n in range(2)]
    c = asyncio.create_task(consumer())
    await asyncio.sleep(0)
    print(show(q))
    await asyncio.sleep(1.5)
    print(show(q))
    await asyncio.gather(*p)
    await q.join()
    print(log, now())
    await c


async def cancels():
    q = asyncio.Queue(1)
    log = []

    async def getter(n):
        try:
            log.append((n, await q.get()))
        except asyncio.CancelledError:
            log.append((n, "cancelled"))
            raise

    tasks = [asyncio.create_task(getter(n)) for n in range(4)]
    await asyncio.sleep(0)
    q.put_nowait("x")      # wakes 0
    tasks[0].cancel()      # which is cancelled: 1 gets it
    tasks[2].cancel()
    await asyncio.sleep(1)
    print(log, show(q))
    tasks[1].cancel()
    tasks[3].cancel()
    await asyncio.wait(tasks)
    print(log, show(q))

    async def putter(n):
        try:
            await q.put(n)
            log.append(("put", n))
        except asyncio.CancelledError:
            log.append((n, "cancelled"))
            raise
    log.clear()
    q.put_nowait("first")
    tasks = [asyncio.create_task(putter(n)) for n in range(4)]
    await asyncio.sleep(0)
    print(q.get_nowait())
    tasks[0].cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(log, show(q))
    for t in tasks:
        t.cancel()
    await asyncio.wait(tasks)
    print(log, show(q))


async def timeouts():
    q = asyncio.Queue()
    try:
        await asyncio.wait_for(q.get(), 1)
    except asyncio.TimeoutError:
        print("timeout", now(), show(q))
    asyncio.get_running_loop().call_later(1, q.put_nowait, "late")
    print(await asyncio.wait_for(q.get(), 5), now())
    print(await asyncio.gather(q.get(), q.put(1), q.get(), q.put(2)))


class Unique(asyncio.Queue):
    def _init(self, maxsize):
        print("init", maxsize)
        self._queue = {}

    def _put(self, item):
        self._queue[item] = None

    def _get(self):
        first = next(iter(self._queue))
        del self._queue[first]
        return first


class Newest(asyncio.PriorityQueue):
    def _put(self, item):
        super()._put((-item, item))

    def _get(self):
        return super()._get()[1]


class Loud(asyncio.Queue):
    def put_nowait(self, item):
        print("put_nowait", item)
        super().put_nowait(item)

    def get_nowait(self):
        print("get_nowait")
        return super().get_nowait()

    def _wrap(self):
        return None


class Left(asyncio.Queue):
    def _put(self, item):
        self._queue.appendleft(item)


async def subclasses():
    q = Unique(5)
    for i in (1, 2, 1, 3, 2):
        await q.put(i)
    print(show(q), q.qsize(), [await q.get() for _ in range(3)], q.empty())
    n = Newest()
    for i in (1, 5, 3):
        await n.put(i)
    print([await n.get() for _ in range(3)])
    loud = Loud()
    await loud.put("a")
    print(await loud.get())
    left = Left()
    for i in range(3):
        await left.put(i)
    print(await left.get(), list(left._queue), left._unfinished_tasks)


class Item:
    def __init__(self, p, name):
        self.p, self.name = p, name

    def __lt__(self, other):
        return self.p < other.p


async def priorities():
    q = asyncio.PriorityQueue()
    for i, p in enumerate([5, 3, 5, 1, 3, 5, 1, 2, 3, 3]):
        await q.put(Item(p, i))
    print([(x.p, x.name) for x in [q.get_nowait() for _ in range(10)]])
    q.put_nowait((1, "a"))
    q.put_nowait((0, "b"))
    q.put_nowait((1, "A"))
    print([q.get_nowait() for _ in range(3)])
    q.put_nowait(1)
    try:
        q.put_nowait("x")
    except TypeError as e:
        print("error:", e, q.qsize(), q._unfinished_tasks)


for test in (basics, unfair, backpressure, cancels, timeouts, subclasses, priorities):
    print("---", test.__name__)
    asyncio.run(test())
