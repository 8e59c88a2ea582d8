"""A circuit breaker: stop asking a service that is down.

After THRESHOLD failures in a row the breaker opens, and calls fail at once instead of waiting for a timeout.
After COOL_DOWN one call is let through to try: if it succeeds the breaker closes, if not it stays open.
The service is down from second 3 to second 9.
"""
import asyncio
import enum

THRESHOLD = 2
COOL_DOWN = 2.5


class State(enum.Enum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half open"


class Refused(Exception):
    pass


class Breaker:
    def __init__(self):
        self.state, self.failures, self.opened_at = State.CLOSED, 0, 0.0

    def move(self, state):
        now = asyncio.get_running_loop().time()
        print(f"{now:5.2f} the breaker is {state.value}")
        self.state = state
        if state is State.OPEN:
            self.opened_at = now

    async def call(self, function):
        if self.state is State.OPEN:
            if asyncio.get_running_loop().time() - self.opened_at < COOL_DOWN:
                raise Refused("open")
            self.move(State.HALF_OPEN)
        try:
            result = await asyncio.wait_for(function(), 0.5)
        except TimeoutError:
            self.failures += 1
            if self.state is State.HALF_OPEN or self.failures == THRESHOLD:
                self.move(State.OPEN)
            raise
        self.failures = 0
        if self.state is State.HALF_OPEN:
            self.move(State.CLOSED)
        return result


async def service():
    down = 3 <= asyncio.get_running_loop().time() < 9
    await asyncio.sleep(60 if down else 0.1)
    return "fine"


async def main():
    loop, breaker = asyncio.get_running_loop(), Breaker()
    while loop.time() < 12:
        asked = loop.time()
        try:
            answer = await breaker.call(service)
        except (TimeoutError, Refused) as error:
            answer = type(error).__name__
        print(f"{loop.time():5.2f} {answer}, after {loop.time() - asked:.2f} s")
        await asyncio.sleep(0.7)


asyncio.run(main())
