"""The M/M/1 queue, and its textbook answer.

Customers arrive at random (exponential gaps, RATE a second), one clerk serves them (exponential times, SERVICE
a second), in the order of arrival. In the long run a customer spends W = 1 / (SERVICE - RATE) seconds in
all, and the clerk is busy for RATE / SERVICE of the time. The simulation of some hours takes no time on a
virtual clock.
"""
import asyncio
import random

RATE, SERVICE = 0.8, 1.0
CUSTOMERS = 20_000


async def customer(clerk, times):
    loop = asyncio.get_running_loop()
    arrived = loop.time()
    async with clerk:
        length = random.expovariate(SERVICE)
        await asyncio.sleep(length)
    times.append((loop.time() - arrived, length))


async def main():
    loop = asyncio.get_running_loop()
    random.seed(1)
    clerk, times = asyncio.Lock(), []
    async with asyncio.TaskGroup() as group:
        for _ in range(CUSTOMERS):
            await asyncio.sleep(random.expovariate(RATE))
            group.create_task(customer(clerk, times))
    spent = sum(time for time, _ in times) / CUSTOMERS
    busy = sum(length for _, length in times) / loop.time()
    print(f"{CUSTOMERS} customers in {loop.time() / 3600:.1f} h")
    print(f"time spent: {spent:.2f} s each, by the textbook {1 / (SERVICE - RATE):.2f} s")
    print(f"clerk busy: {busy:.1%}, by the textbook {RATE / SERVICE:.1%}")


asyncio.run(main())
