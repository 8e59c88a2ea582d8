"""w1: many tasks that sleep again and again for random times. One operation: one sleep."""
import asyncio
import random
import sys

TASKS = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
SLEEPS = 100


async def sleeper():
    for _ in range(SLEEPS):
        await asyncio.sleep(random.uniform(0.1, 1))


async def main():
    await asyncio.gather(*(sleeper() for _ in range(TASKS)))


asyncio.run(main())
