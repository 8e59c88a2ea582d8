"""Retries with exponential back-off and full jitter.

A service rejects a request while too many others are with it. Clients that all come at once and retry after
fixed delays come at once again; waits drawn from [0, cap * 2**attempt] spread them. Both are run, and the
number of attempts and the time of the last success are compared.
"""
import asyncio
import random

CLIENTS = 12
ROOM = 2  # requests the service can hold


class Overloaded(Exception):
    pass


class Service:
    def __init__(self):
        self.inside = 0
        self.attempts = 0

    async def call(self):
        self.attempts += 1
        if self.inside == ROOM:
            raise Overloaded
        self.inside += 1
        try:
            await asyncio.sleep(0.2)
        finally:
            self.inside -= 1


def fixed(attempt):
    return 0.5


def full_jitter(attempt):
    return random.uniform(0, min(5.0, 0.25 * 2 ** attempt))


async def client(service, back_off):
    for attempt in range(50):
        try:
            return await service.call()
        except Overloaded:
            await asyncio.sleep(back_off(attempt))
    raise TimeoutError("gave up")


async def main():
    loop = asyncio.get_running_loop()
    random.seed(2024)
    for back_off in (fixed, full_jitter):
        service, start = Service(), loop.time()
        await asyncio.gather(*[client(service, back_off) for _ in range(CLIENTS)])
        print(f"{back_off.__name__:12} {service.attempts:3} attempts, all served after "
              f"{loop.time() - start:.2f} s")


asyncio.run(main())
