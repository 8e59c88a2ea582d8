"""w6: very many tasks behind a semaphore of 10. One operation: one task."""
import asyncio
import random
import sys

TASKS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000


async def worker(semaphore):
    async with semaphore:
        await asyncio.sleep(random.uniform(0.1, 1))


async def main():
    semaphore = asyncio.Semaphore(10)
    await asyncio.gather(*(worker(semaphore) for _ in range(TASKS)))


asyncio.run(main())
