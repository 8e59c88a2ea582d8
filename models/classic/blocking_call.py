"""A blocking call in a coroutine, and the same call in a thread.

`time.sleep` in a coroutine stops the whole loop: the heart, which should beat every 0.3 s, stands still, and
three calls take the sum of their times. `asyncio.to_thread` hands the call to a thread: the heart beats
on, and the three calls take as long as the longest.
"""
# conformance: skip the judges have no threads on a virtual clock
import asyncio
import time


def blocking_call(seconds):
    time.sleep(seconds)
    return seconds


async def blocking(seconds):
    return blocking_call(seconds)


async def threaded(seconds):
    return await asyncio.to_thread(blocking_call, seconds)


async def heart(beats):
    while True:
        beats.append(time.perf_counter())
        await asyncio.sleep(0.3)


async def measure(name, call):
    beats = []
    beating = asyncio.create_task(heart(beats))
    await asyncio.sleep(0)
    start = time.perf_counter()
    results = await asyncio.gather(call(0.6), call(0.8), call(1.0))
    elapsed = time.perf_counter() - start
    beating.cancel()
    gap = max((b - a for a, b in zip(beats, beats[1:])), default=elapsed)
    print(f"{name}: {results} took {elapsed:.1f} s, {len(beats)} heartbeats, longest gap {gap:.2f} s")


async def main():
    await measure("in the coroutine", blocking)
    await measure("in threads", threaded)


asyncio.run(main())
