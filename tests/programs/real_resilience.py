"""Decorators that people put around calls: retry, cache with expiry, rate limit, circuit breaker, timing, bulkhead."""
import asyncio
import collections
import enum
import functools
import math
import random
import statistics
import time
from typing import Any, Callable, Coroutine, Optional, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
Async = Callable[P, Coroutine[Any, Any, R]]


def retry(times: int = 3, *, on: tuple[type[BaseException], ...] = (Exception,), base: float = 0.1,
          jitter: Optional[random.Random] = None) -> Callable[[Async], Async]:
    def decorate(function: Async) -> Async:
        @functools.wraps(function)
        async def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            for attempt in range(1, times + 1):
                try:
                    return await function(*args, **kwargs)
                except on as error:
                    if attempt == times:
                        error.add_note(f"after {times} attempts of {function.__qualname__}")
                        raise
                    await asyncio.sleep(base * 2 ** (attempt - 1) * (jitter.uniform(0.5, 1.5) if jitter else 1))
            raise AssertionError("unreachable")
        wrapper.attempts = times
        return wrapper
    return decorate


class cached:
    """One call at a time for each key; values live for a while; the method works too (a descriptor)."""

    def __init__(self, ttl: float = math.inf, size: int = 2) -> None:
        self.ttl, self.size = ttl, size
        self.kept: collections.OrderedDict[tuple, tuple[float, asyncio.Future]] = collections.OrderedDict()
        self.hits = self.misses = 0

    def __call__(self, function):
        self.function = function
        functools.update_wrapper(self, function)
        self.__class__.__call__ = self.__class__.invoke
        return self

    def __get__(self, instance, owner=None):
        return self if instance is None else functools.partial(self.invoke, instance)

    async def invoke(self, *args, **kwargs):
        key = (*args, *sorted(kwargs.items()))
        at = self.kept.get(key)
        if at and time.monotonic() < at[0]:
            self.hits += 1
            self.kept.move_to_end(key)
        else:
            self.misses += 1
            at = time.monotonic() + self.ttl, asyncio.ensure_future(self.function(*args, **kwargs))
            self.kept[key] = at
            while len(self.kept) > self.size:
                self.kept.popitem(last=False)
        try:
            return await asyncio.shield(at[1])
        except Exception:
            self.kept.pop(key, None)
            raise


class RateLimit:
    def __init__(self, calls: int, per: float) -> None:
        self.calls, self.per, self.times = calls, per, collections.deque()
        self.lock = asyncio.Lock()

    async def __aenter__(self):
        async with self.lock:
            while len(self.times) >= self.calls and (wait := self.times[0] + self.per - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            if len(self.times) >= self.calls:
                self.times.popleft()
            self.times.append(time.monotonic())

    async def __aexit__(self, *_):
        return False


class State(str, enum.Enum):
    CLOSED, OPEN, HALF = "closed", "open", "half-open"


class Breaker:
    class Open(RuntimeError):
        pass

    def __init__(self, limit: int, cool: float) -> None:
        self.limit, self.cool, self.failures, self.until = limit, cool, 0, -math.inf

    @property
    def state(self) -> State:
        if self.failures < self.limit:
            return State.CLOSED
        return State.OPEN if time.monotonic() < self.until else State.HALF

    def __call__(self, function):
        @functools.wraps(function)
        async def guarded(*args, **kwargs):
            if self.state is State.OPEN:
                raise Breaker.Open(f"{function.__name__}: wait {self.until - time.monotonic():.2f} s")
            try:
                result = await function(*args, **kwargs)
            except Exception:
                self.failures += 1
                self.until = time.monotonic() + self.cool
                raise
            self.failures = 0
            return result
        return guarded


class Timings(collections.defaultdict):
    def __missing__(self, key):
        self[key] = found = []
        return found

    def timed(self, function):
        @functools.wraps(function)
        async def wrapper(*args, **kwargs):
            begun = time.perf_counter_ns()
            try:
                return await function(*args, **kwargs)
            finally:
                self[function.__name__].append((time.perf_counter_ns() - begun) / 1e9)
        return wrapper


timings, breaker, dice = Timings(), Breaker(3, 2.0), random.Random(5)
weather = iter([OSError("reset"), OSError("refused"), None, None, TimeoutError("slow")] + [OSError("down")] * 6)


@timings.timed
@retry(3, on=(OSError,), jitter=dice)
async def flaky(name: str) -> str:
    await asyncio.sleep(0.05)
    if error := next(weather, None):
        raise error
    return f"{name} is sunny"


@cached(ttl=1.5)
async def lookup(key: str, *, scale: int = 1) -> int:
    await asyncio.sleep(0.5)
    if key == "bad":
        raise KeyError(key)
    return len(key) * scale


class Service:
    limit = None

    @timings.timed
    async def call(self, number: int) -> tuple[int, float]:
        async with self.limit:
            return number, round(time.monotonic(), 3)


@breaker
async def fragile(number: int) -> int:
    await asyncio.sleep(0.1)
    if number < 4:
        raise ConnectionError(number)
    return number


async def main() -> None:
    for name in ("paris", "oslo", "rome", "lima"):
        try:
            print(await flaky(name))
        except OSError as error:
            print(f"{name}: {error!r} {getattr(error, '__notes__', [])}")
    print(flaky.__name__, flaky.__wrapped__.attempts, [round(t, 3) for t in timings["flaky"]])

    print(await asyncio.gather(*(lookup(key) for key in ("a", "bb", "a", "ccc", "a")), lookup("bb", scale=2)))
    print(lookup.hits, lookup.misses, [key for key in lookup.kept])
    print(await asyncio.gather(lookup("bad"), lookup("bad"), return_exceptions=True), lookup.__doc__, lookup.__name__)

    service = Service()
    service.limit = RateLimit(3, 1.0)
    start = time.monotonic()
    print([(n, round(at - start, 3)) for n, at in await asyncio.gather(*map(service.call, range(8)))])
    took = timings["call"]
    print(f"mean {statistics.fmean(took):.3f} median {statistics.median(took):.3f} "
          f"stdev {statistics.stdev(took):.3f} p90 {statistics.quantiles(took, n=10)[-1]:.3f}")

    for number in range(7):
        try:
            print(number, await fragile(number), breaker.state.value)
        except (ConnectionError, Breaker.Open) as error:
            print(number, type(error).__qualname__, error, f"[{breaker.state.value}]")
        await asyncio.sleep(0.6)


if __name__ == "__main__":
    asyncio.run(main())
