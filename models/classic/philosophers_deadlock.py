"""Dining philosophers who all take the left fork first: a deadlock.

Five philosophers, five forks, two forks needed to eat. Each takes the left one and reaches for the right one,
which the neighbour holds: nobody will ever eat. CPython waits for ever; vloop ends with exit code 3 and says
who waits for whom.
"""
import asyncio

NAMES = ["Aristotle", "Hypatia", "Kant", "Spinoza", "Arendt"]


async def philosopher(seat, forks):
    left, right = forks[seat], forks[(seat + 1) % len(forks)]
    async with left:
        print(f"{NAMES[seat]} has the left fork")
        await asyncio.sleep(0.1)
        async with right:
            print(f"{NAMES[seat]} eats")


async def main():
    forks = [asyncio.Lock() for _ in NAMES]
    async with asyncio.TaskGroup() as group:
        for seat, name in enumerate(NAMES):
            group.create_task(philosopher(seat, forks), name=name)


asyncio.run(main())
