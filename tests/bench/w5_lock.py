"""w5: 100 tasks pass one lock round, each yielding while it holds it. One operation: one acquisition."""
import asyncio
import sys

ACQUISITIONS = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
TASKS = 100


async def worker(lock, count):
    for _ in range(count):
        async with lock:
            await asyncio.sleep(0)


async def main():
    lock = asyncio.Lock()
    await asyncio.gather(*(worker(lock, ACQUISITIONS // TASKS) for _ in range(TASKS)))


asyncio.run(main())
