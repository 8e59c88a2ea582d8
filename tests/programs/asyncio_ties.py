# Equal deadlines: as on the limit of a real machine.
import asyncio


async def chain(name, n, step):
    for _ in range(n):
        await asyncio.sleep(step)
    print(name, asyncio.get_running_loop().time())


async def callbacks():
    loop = asyncio.get_running_loop()
    order = []

    def soon():
        order.append("f")
        loop.call_soon(order.append, "g")

    loop.call_later(0, order.append, "h")
    loop.call_soon(soon)
    await asyncio.sleep(0.001)
    print(order)
    order.clear()
    loop.call_soon(order.append, "soon1")
    loop.call_later(0, order.append, "later0")
    loop.call_soon(order.append, "soon2")
    loop.call_at(loop.time(), order.append, "at_now")
    await asyncio.sleep(0.001)
    print(order)


async def main():
    await asyncio.gather(*(chain(f"one-{i}", 1, 1) for i in range(6)))
    await asyncio.gather(chain("five", 5, 1), chain("single", 1, 5), chain("half", 10, 0.5))
    await asyncio.gather(chain("tenths", 10, 0.1), chain("fifths", 5, 0.2), chain("whole", 1, 1))
    await callbacks()


asyncio.run(main())
