"""Dining philosophers without a deadlock: forks are taken in one order for all.

Whoever sits between the last fork and the first reaches for the first one first. A ring of people each
waiting for the next cannot close, since the holder of the highest fork never waits for a lower one.
Compare philosophers_deadlock.py.
"""
import asyncio

NAMES = ["Aristotle", "Hypatia", "Kant", "Spinoza", "Arendt"]
MEALS = 2
THINKING = [0.5, 0.1, 0.4, 0.2, 0.3]


async def philosopher(seat, forks, eaten):
    loop = asyncio.get_running_loop()
    low, high = sorted((seat, (seat + 1) % len(forks)))
    for meal in range(1, MEALS + 1):
        await asyncio.sleep(THINKING[seat])
        hungry = loop.time()
        async with forks[low], forks[high]:
            print(f"{loop.time():4.1f} {NAMES[seat]} eats meal {meal}, "
                  f"waited {loop.time() - hungry:.1f} s")
            await asyncio.sleep(1)
            eaten[seat] += 1


async def main():
    loop = asyncio.get_running_loop()
    forks = [asyncio.Lock() for _ in NAMES]
    eaten = [0] * len(NAMES)
    async with asyncio.TaskGroup() as group:
        for seat in range(len(NAMES)):
            group.create_task(philosopher(seat, forks, eaten))
    print(f"{sum(eaten)} meals in {loop.time():.1f} s; two at a time would take "
          f"{sum(eaten) / 2:.1f} s at least")


asyncio.run(main())
