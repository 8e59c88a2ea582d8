# Coroutines that the program itself drives: send, next on __await__, wrappers around what is yielded.
import asyncio
import asyncio.queues


def step(awaitable, value=None):
    try:
        return "yields", awaitable.send(value)
    except StopIteration as end:
        return "ends", end.value
    except Exception as error:
        return "raises", f"{type(error).__name__}: {error}"


async def counted():
    got = yield 1
    print("sent in:", got)
    yield 2


generator = counted()
print(step(generator.asend(None)))
print(step(generator.asend("hello")))
print(step(generator.__anext__()))
closing = counted().asend(None)
closing.close()
print(step(closing))


async def rests(seconds):
    return await asyncio.sleep(seconds, "rested")


coroutine = rests(0)
print(step(coroutine), step(coroutine))
print(step(rests(1)))


def by_hand():
    coroutine = rests(1)
    word, future = step(coroutine)
    print(word, type(future).__name__, future.done())
    future.set_result("woken")
    print(step(coroutine))


loop = asyncio.new_event_loop()
loop.call_soon(by_hand)
loop.call_soon(loop.stop)
loop.run_forever()
loop.close()


class Traced:
    def __init__(self, coroutine):
        self.coroutine = coroutine

    def __await__(self):
        iterator = self.coroutine.__await__()
        while True:
            try:
                waits_for = next(iterator)
            except StopIteration as end:
                return end.value
            print(f"{now():g} waits for", type(waits_for).__name__)
            yield waits_for


def now():
    return asyncio.get_running_loop().time()


async def ticks():
    for number in range(3):
        await asyncio.sleep(0.5)
        yield number


async def traced(seconds):
    await Traced(asyncio.sleep(seconds))


async def main():
    print(await Traced(rests(1)), now())
    alone = asyncio.create_task(asyncio.sleep(3, "alone"))
    async for number in ticks():
        print(number, now())
    print(await alone, now())
    task = asyncio.create_task(traced(5))
    await asyncio.sleep(1)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled", now())
    print(await asyncio.wait_for(traced(2), 9), now())


asyncio.run(main())


async def named():
    def factory(loop, coroutine, **options):
        print("a task of", coroutine.__qualname__)
        return asyncio.Task(coroutine, loop=loop, **options)

    asyncio.get_running_loop().set_task_factory(factory)
    await asyncio.gather(rests(1), asyncio.sleep(0))


asyncio.run(named())
print(asyncio.queues.Queue is asyncio.Queue, asyncio.locks.Lock)
exit(3)
