"""A rate limiter: the token bucket.

A bucket holds at most BURST tokens and gains RATE of them a second. A request takes one, and waits when there
is none: a burst passes at once, and what follows is spread evenly. Nothing runs in the background: the
tokens gained are worked out from the clock when somebody asks.
"""
import asyncio

RATE = 2.0
BURST = 4


class TokenBucket:
    def __init__(self, rate, burst):
        self.rate, self.burst = rate, burst
        self.tokens = float(burst)
        self.filled_at = asyncio.get_running_loop().time()
        self.turn = asyncio.Lock()  # first come, first served

    async def take(self):
        loop = asyncio.get_running_loop()
        async with self.turn:
            gained = (loop.time() - self.filled_at) * self.rate
            self.tokens = min(self.burst, self.tokens + gained)
            self.filled_at = loop.time()
            if self.tokens < 1:
                await asyncio.sleep((1 - self.tokens) / self.rate)
                self.tokens, self.filled_at = 1.0, loop.time()
            self.tokens -= 1


async def request(number, bucket, arrival):
    loop = asyncio.get_running_loop()
    await asyncio.sleep(arrival)
    await bucket.take()
    print(f"request {number:2} came at {arrival:4.2f}, passed at {loop.time():4.2f}")


async def main():
    bucket = TokenBucket(RATE, BURST)
    arrivals = [0.0] * 7 + [0.6, 5.0, 5.1, 5.2, 5.3, 5.4, 5.6]
    async with asyncio.TaskGroup() as group:
        for number, arrival in enumerate(arrivals):
            group.create_task(request(number, bucket, arrival))


asyncio.run(main())
