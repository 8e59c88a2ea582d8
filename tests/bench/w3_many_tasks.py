"""w3: very many tasks at once, one sleep each. One operation: one task."""
import asyncio
import random
import sys

TASKS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000


async def sleeper():
    await asyncio.sleep(random.uniform(0.1, 1))


async def main():
    await asyncio.gather(*(sleeper() for _ in range(TASKS)))


asyncio.run(main())
