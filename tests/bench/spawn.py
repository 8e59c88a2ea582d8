"""spawn: tasks in waves of 1,000, each of which ends at once. One operation: one task."""
import asyncio
import sys

TASKS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
WAVE = 1_000


async def nothing():
    return 1


async def main():
    total = 0
    for _ in range(TASKS // WAVE):
        total += sum(await asyncio.gather(*(nothing() for _ in range(WAVE))))
    print(total)


asyncio.run(main())
