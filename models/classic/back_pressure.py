"""A fast producer, a slow consumer, and a bounded queue between them.

`await queue.put()` waits while the queue is full: the producer runs ahead by CAPACITY items and is then
slowed down to the pace of the consumer. Without a bound the queue would grow for as long as it runs.
"""
import asyncio

CAPACITY = 3
ITEMS = 10


async def producer(queue):
    loop = asyncio.get_running_loop()
    for item in range(ITEMS):
        await asyncio.sleep(0.1)
        asked = loop.time()
        await queue.put(item)
        print(f"{loop.time():4.1f} put {item}, waited {loop.time() - asked:.1f} s, {queue.qsize()} waiting")
    await queue.put(None)


async def consumer(queue):
    loop = asyncio.get_running_loop()
    while (item := await queue.get()) is not None:
        await asyncio.sleep(0.45)
        print(f"{loop.time():4.1f} {'':24}used {item}")


async def main():
    queue = asyncio.Queue(CAPACITY)
    await asyncio.gather(producer(queue), consumer(queue))


asyncio.run(main())
