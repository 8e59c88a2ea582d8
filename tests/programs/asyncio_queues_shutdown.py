# conformance: 3.13+
import asyncio


async def main():
    q = asyncio.Queue(2)
    log = []

    async def getter(n):
        try:
            while True:
                log.append((n, await q.get()))
                q.task_done()
                await asyncio.sleep(1)
        except asyncio.QueueShutDown as e:
            log.append((n, repr(e)))

    async def putter():
        try:
            for i in range(10):
                await q.put(i)
        except asyncio.QueueShutDown:
            log.append("putter out")

    tasks = [asyncio.create_task(getter(n)) for n in range(2)] + [asyncio.create_task(putter())]
    await asyncio.sleep(1.5)
    q.shutdown()
    print(str(q))
    try:
        await q.put(1)
    except asyncio.QueueShutDown:
        print("put: down")
    try:
        q.put_nowait(1)
    except asyncio.QueueShutDown:
        print("put_nowait: down")
    await asyncio.wait(tasks)
    print(log, str(q))
    try:
        q.get_nowait()
    except asyncio.QueueShutDown as e:
        print("get_nowait: down", type(e).__mro__[1])
    await q.join()

    q = asyncio.LifoQueue()
    for i in range(3):
        q.put_nowait(i)
    joiner = asyncio.create_task(q.join())
    await asyncio.sleep(0)
    print(q.get_nowait())
    q.shutdown(immediate=True)
    print(str(q), joiner.done())
    try:
        await q.get()
    except asyncio.QueueShutDown:
        print("get: down")
    q.task_done()
    await joiner
    print(str(q), joiner.done())

asyncio.run(main())
