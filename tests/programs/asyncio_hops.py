# Loop iterations from an await to its resumption, counted by a callback that runs once in each.
import asyncio


class Counter:
    def __init__(self, loop):
        self.loop = loop
        self.count = 0
        self.on = True
        loop.call_soon(self.tick)

    def tick(self):
        self.count += 1
        if self.on and self.count < 1000:
            self.loop.call_soon(self.tick)


async def noop():
    pass


async def slow():
    await asyncio.sleep(0)
    await asyncio.sleep(0)


async def failing():
    raise ValueError("no")


async def measure(name, make):
    loop = asyncio.get_running_loop()
    counter = Counter(loop)
    await asyncio.sleep(0)
    start = counter.count
    try:
        await make()
    except (ValueError, asyncio.CancelledError) as error:
        name += " " + type(error).__name__
    print(name, counter.count - start)
    counter.on = False
    await asyncio.sleep(0)


def done_future():
    future = asyncio.get_running_loop().create_future()
    future.set_result(1)
    return future


def cancelled_task():
    task = asyncio.create_task(slow())
    task.cancel()
    return task


async def cancel_sleeping():
    task = asyncio.create_task(asyncio.sleep(10))
    await asyncio.sleep(0)
    task.cancel()
    await task


def cancelled_gather():
    gathered = asyncio.gather(slow(), slow())
    gathered.cancel()
    return gathered


async def main():
    create = asyncio.create_task
    await measure("coroutine", noop)
    await measure("done future", done_future)
    await measure("sleep(0)", lambda: asyncio.sleep(0))
    await measure("sleep(-1)", lambda: asyncio.sleep(-1))
    await measure("task", lambda: create(noop()))
    await measure("slow task", lambda: create(slow()))
    await measure("failing task", lambda: create(failing()))
    await measure("gather()", lambda: asyncio.gather())
    await measure("gather 1", lambda: asyncio.gather(noop()))
    await measure("gather 3", lambda: asyncio.gather(noop(), noop(), noop()))
    await measure("gather fails", lambda: asyncio.gather(noop(), failing(), slow()))
    await measure("gather returns", lambda: asyncio.gather(failing(), return_exceptions=True))
    await measure("cancel unstarted", cancelled_task)
    await measure("cancel sleeping", cancel_sleeping)
    await measure("cancel gather", cancelled_gather)
    tasks = [create(noop()), create(noop())]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await measure("gather of done", lambda: asyncio.gather(*tasks))


asyncio.run(main())
