"""w4: 10 producers and 100 consumers share a queue of 10 places. One operation: one item."""
import asyncio
import sys

ITEMS = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
PRODUCERS, CONSUMERS = 10, 100


async def producer(queue, count):
    for item in range(count):
        await queue.put(item)


async def consumer(queue):
    while True:
        await queue.get()
        queue.task_done()


async def main():
    queue = asyncio.Queue(10)
    consumers = [asyncio.create_task(consumer(queue)) for _ in range(CONSUMERS)]
    await asyncio.gather(*(producer(queue, ITEMS // PRODUCERS) for _ in range(PRODUCERS)))
    await queue.join()
    for task in consumers:
        task.cancel()
    await asyncio.gather(*consumers, return_exceptions=True)


asyncio.run(main())
