"""mm1: a queue with one server, exponential arrivals and service (M/M/1). One operation: one customer."""
import asyncio
import random
import sys

CUSTOMERS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
ARRIVALS, SERVICE = 0.75, 1.0


async def arrivals(queue, loop):
    for _ in range(CUSTOMERS):
        await asyncio.sleep(random.expovariate(ARRIVALS))
        queue.put_nowait(loop.time())


async def server(queue, loop):
    waited = 0.0
    for _ in range(CUSTOMERS):
        arrived = await queue.get()
        await asyncio.sleep(random.expovariate(SERVICE))
        waited += loop.time() - arrived
    return waited / CUSTOMERS


async def main():
    loop = asyncio.get_running_loop()
    queue = asyncio.Queue()
    _, mean = await asyncio.gather(arrivals(queue, loop), server(queue, loop))
    print(f"{mean:.1f} s in the system on average, {1 / (SERVICE - ARRIVALS):.1f} by the book")


asyncio.run(main())
