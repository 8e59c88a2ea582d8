"""w2: one task that sleeps again and again. One operation: one sleep."""
import asyncio
import sys

SLEEPS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000


async def main():
    for _ in range(SLEEPS):
        await asyncio.sleep(1)


asyncio.run(main())
